"""Documents that nobody thought of: every part of the content model by chance, the same for the same seed.

Wording is put together from what offices write, so that 禁则, digits, Latin and quotes meet the ends of lines
everywhere. Lengths are drawn so that most documents are of everyday size and a few are of a size that hardly ever
comes.
"""

from __future__ import annotations

import datetime as dt
import random

from reporter.gongwen.content import (
    Annex,
    Block,
    Form,
    Head,
    Imprint,
    Minutes,
    OfficialDocument,
    Paragraph,
    Signature,
)

from .chance_tables import table
from .chance_words import CALLS, ENDS, FACTS, HEADINGS, NAMES, OFFICES, ORGANS, PAPERS, PERSONS, PLACES, TITLES

__all__ = ["documents"]

_DIGITS = "一二三四五六七八九十"


def documents(count: int, seed: int) -> dict[str, OfficialDocument]:
    """So many documents, named by seed and number, each made by chance of its own."""
    return {f"{seed}-{number}": _Author(random.Random(f"{seed}-{number}")).document() for number in range(count)}


class _Author:
    """Writes one document; every choice is drawn from `chance`."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def document(self) -> OfficialDocument:
        """A document of any form."""
        form = self.chance.choices((Form.DOCUMENT, Form.LETTER, Form.MINUTES), (8, 2, 2))[0]
        organs = tuple(
            self.chance.sample(ORGANS, self.chance.choice((1, 1, 1, 2, 3, 4)) if form is Form.DOCUMENT else 1)
        )
        annexes = tuple(self._annex() for _ in range(self.chance.choice((0, 0, 0, 1, 1, 2, 3, 5))))
        day = dt.date(2018, 1, 1) + dt.timedelta(days=self.chance.randrange(365))
        minuted = form is Form.MINUTES
        return OfficialDocument(
            form=form,
            head=self._head(form, organs),
            title=self._title(),
            body=self._body(),
            addressees="" if minuted else self._addressees(),
            annexes=annexes,
            signature=None if minuted else Signature(organs=organs, date=day, sealed=self.chance.random() < 0.6),
            note="" if minuted else self._often(0.3, self._note),
            imprint=self._imprint(form, organs, day),
            minutes=Minutes(
                present=self._names(1, 40),
                excused=self._often(0.5, lambda: self._names(1, 6)),
                attending=self._often(0.5, lambda: self._names(1, 30)),
            )
            if minuted
            else None,
        )

    # --- head -------------------------------------------------------------------------------------------------------

    def _head(self, form: Form, organs: tuple[str, ...]) -> Head:
        upward = form is Form.DOCUMENT and self.chance.random() < 0.35
        signers = (
            tuple(self.chance.sample(PERSONS, max(len(organs), self.chance.choice((1, 1, 2, 3))))) if upward else ()
        )
        serial = self.chance.choice(("　", str(self.chance.randint(1, 9)), str(self.chance.randint(10, 1200))))
        number = f"{self.chance.choice(('淮开社发', '淮社', '淮开办字', '淮开管发'))}〔2018〕{serial}号"
        if form is Form.MINUTES:
            organs, number = (
                (organs[0] + self.chance.choice(("会议纪要", "局长办公会议纪要")),),
                self._often(0.6, lambda: "〔2018〕5号"),
            )
        return Head(
            organs=organs,
            number=number,
            word="文件" if form is Form.DOCUMENT and self.chance.random() < 0.9 else "",
            signers=("",) if upward and self.chance.random() < 0.1 else signers,
            copy_number=self._often(0.2, lambda: f"{self.chance.randint(1, 999999):06d}"),
            secrecy=self._often(0.2, lambda: self.chance.choice(("秘密", "机密★1年", "绝密★30年"))),
            urgency=self._often(0.2, lambda: self.chance.choice(("特急", "加急"))),
        )

    def _title(self) -> str:
        pattern = self.chance.choice(TITLES)
        return self._filled(pattern)

    def _addressees(self) -> str:
        number = self.chance.choice((0, 1, 1, 1, 2, 3, 5, 9, 16))
        return "，".join(self.chance.sample(CALLS, min(number, len(CALLS))))

    # --- text -------------------------------------------------------------------------------------------------------

    def _filled(self, pattern: str) -> str:
        """A pattern with its blanks filled in by chance."""
        return pattern.format(
            office=self.chance.choice(OFFICES),
            paper=self.chance.choice(PAPERS),
            place=self.chance.choice(PLACES),
            organ=self.chance.choice(ORGANS),
            year=self.chance.choice((2017, 2018, 2019)),
            month=self.chance.randint(1, 12),
            day=self.chance.randint(1, 28),
            few=self.chance.randint(1, 9),
            some=self.chance.randint(10, 99),
            many=self.chance.randint(100, 98765),
            share=round(self.chance.uniform(0.1, 99.9), self.chance.choice((0, 1, 2))),
        )

    def _text(self, length: int) -> str:
        """Sentences of about so many characters altogether."""
        parts: list[str] = []
        while sum(map(len, parts)) < length:
            parts.append(self._filled(self.chance.choice(FACTS)))
            parts.append(self.chance.choice("，，，。；、" if sum(map(len, parts)) < length else ENDS))
        return "".join(parts)

    def _body(self) -> tuple[Block, ...]:
        size = self.chance.choice((1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 60))
        blocks: list[Block] = [Paragraph(text=self._text(self.chance.randint(30, 120)))]
        counters = [0] * 5
        while len(blocks) < size:
            blocks.extend(self._part(counters))
        blocks = blocks[:size]
        if isinstance(blocks[-1], Paragraph) and blocks[-1].level and not blocks[-1].lead:
            blocks.append(Paragraph(text=self._text(20)))
        return tuple(blocks)

    def _part(self, counters: list[int]) -> list[Block]:
        kind = self.chance.random()
        if kind < 0.35:
            return [Paragraph(text=self._text(self.chance.choice((10, 25, 26, 40, 80, 160, 400))))]
        if kind < 0.42:
            return [table(self.chance, self._filled, rows=self.chance.choice((1, 3, 6, 12)))]
        if kind < 0.45:
            return [Paragraph(text=self._text(30), flush=True)]
        level = self.chance.choice((1, 2, 2, 3, 3, 4))
        counters[level] += 1
        counters[level + 1 :] = [0] * (4 - level)
        number = counters[level]
        chinese = _DIGITS[(number - 1) % 10]
        heading = {1: f"{chinese}、", 2: f"（{chinese}）", 3: f"{number}.", 4: f"（{number}）"}[level]
        heading += self._filled(self.chance.choice(HEADINGS))
        if level > 1 and self.chance.random() < 0.5:
            lead = heading + "。"
            return [Paragraph(text=lead + self._text(self.chance.randint(8, 200)), level=level, lead=lead)]
        return [Paragraph(text=heading, level=level), Paragraph(text=self._text(self.chance.randint(8, 150)))]

    # --- what follows the text --------------------------------------------------------------------------------------

    def _annex(self) -> Annex:
        across = self.chance.random() < 0.3
        blocks: list[Block] = []
        if across or self.chance.random() < 0.6:
            blocks.append(
                table(self.chance, self._filled, rows=self.chance.choice((1, 2, 5, 9, 15, 25, 60)), wide=across)
            )
        if not blocks or self.chance.random() < 0.3:
            blocks.insert(0, Paragraph(text=self._text(self.chance.randint(10, 300))))
        if self.chance.random() < 0.2:
            blocks.append(Paragraph(text=self._text(self.chance.randint(10, 100))))
        return Annex(title=self._filled(self.chance.choice(NAMES)), blocks=tuple(blocks), landscape=across)

    def _imprint(self, form: Form, organs: tuple[str, ...], day: dt.date) -> Imprint | None:
        if self.chance.random() < 0.08:
            return None
        copies = "，".join(self.chance.sample(CALLS, self.chance.choice((0, 1, 1, 2, 3, 6, 12, len(CALLS)))))
        moved = self._often(0.1, lambda: "，".join(self.chance.sample(CALLS, 8)))
        if form is Form.LETTER:
            return Imprint(issuer="", issued_on=None, copies_to=copies)
        return Imprint(
            issuer=f"{organs[0]}办公室", issued_on=day + dt.timedelta(days=1), copies_to=copies, addressees=moved
        )

    def _note(self) -> str:
        return self.chance.choice(
            (
                "此件公开发布",
                "联系人：张三，联系电话：0517-83712345",
                "联系人：" + self._names(2, 5) + "；联系电话：0517-83712345，电子邮箱：zwgk@huaian.gov.cn",
            )
        )

    def _names(self, fewest: int, most: int) -> str:
        return "、".join(self.chance.choice(PERSONS) for _ in range(self.chance.randint(fewest, most)))

    def _often(self, share: float, make) -> str:
        """What `make` gives, in this share of the cases; else nothing."""
        return make() if self.chance.random() < share else ""
