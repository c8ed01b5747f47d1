"""The elements of a draft → the content of a 公文; what it leaves blank is the office's own, or room for the pen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..gongwen import word
from ..gongwen.content import Annex, Block, Chop, Head, Imprint, Minutes, OfficialDocument, Paragraph, Signature
from ..gongwen.document_form import Form
from ..gongwen.verify.patterns import NUMBER, ORDER_MARK, POST_AND_NAME
from ..records import record
from ..vocabulary.document_elements import LETTER, order_mark
from .body_parts import text_blocks
from .dates_in_words import read_date
from .draft_blocks import SOFT, Change, Draft, LeftOut, Line
from .draft_parts import AnnexPart, Parts
from .head_parts import find_addressees, find_head, find_number_below, find_title
from .plain_headings import unnumbered_levels
from .tail_parts import find_annexes, find_attendance, find_imprint, find_list, find_signature, take_alone

_LETTER = re.compile(r"函(?:[（(][^（）()]*[）)])*$")
_MINUTES = re.compile(r"纪要(?:[（(][^（）()]*[）)])*$")
_ASKING = re.compile(r"请示(?:[（(][^（）()]*[）)])*$")
_REPORTING = re.compile(r"报告(?:[（(][^（）()]*[）)])*$")
_SPOKEN = re.compile(r"(?:讲话|讲话稿|致辞|发言|发言稿|主持词|祝词|贺词)(?:[（(][^（）()]*[）)])*$")
_SPEAKER = re.compile(r"[\u4e00-\u9fff· \u3000]{2,16}")
_PERSON_MOST = 4
_ROOM, _FREE, _ADDRESSED = "　号", "　", "主送："
"""Room for the pen, room for a mark, and what the 版记 calls addressees."""


@record
class Office:
    """What a draft may leave blank, from 「公文」: organ and mark, code (a 函 has another) and year of numbers, who
    signs and prints."""

    organ: str
    mark: str
    code: str
    letter_code: str = ""
    year: int | None = None
    signers: tuple[str, ...] = ()
    issuer: str = ""


@dataclass(slots=True)
class Set:
    """A draft as a 公文, with all that is to be told: changes, what was left out, or placed elsewhere, what was blank.

    printed: words that are in the result and not in the draft; unprinted: the other way round.
    """

    document: OfficialDocument
    changes: list[Change]
    left_out: list[LeftOut]
    placed: list[str]
    blank: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    unprinted: list[str] = field(default_factory=list)


def as_document(draft: Draft, office: Office | None, dated: dt.date | None) -> Set:
    """The draft as a document. office: what to take for its blank elements, None where nobody says it. dated: 成文日期
    where the draft has none.
    """
    parts = Parts()
    items = find_head(parts, list(draft.items))
    if take_alone(parts, items):
        return _Setting(draft, parts, Form.ANNEX, None, None).alone()
    items = find_imprint(parts, items)
    items = find_number_below(parts, find_title(parts, items))
    form = _form(parts)
    if form not in (Form.MINUTES, Form.PLAIN):
        items = find_addressees(parts, items)
    items = find_signature(parts, find_annexes(parts, items))
    if not parts.listed:
        items = find_list(parts, items)
    if form is Form.MINUTES:
        items = find_attendance(parts, items)
    parts.body = items
    return _Setting(draft, parts, form, office, dated).set()


def _form(parts: Parts) -> Form:
    title, mark = parts.title.replace("｜", ""), "".join(parts.mark)
    if _MINUTES.search(title) or _MINUTES.search(mark):
        return Form.MINUTES
    if ORDER_MARK.search(mark):
        return Form.ORDER
    if _SPOKEN.search(title) and not mark and not parts.number:
        return Form.PLAIN
    number = NUMBER.search(parts.number)
    lettered = bool(mark and number and number["code"].endswith(LETTER) and not mark.endswith("文件"))
    return Form.LETTER if lettered or _LETTER.search(title) else Form.DOCUMENT


class _Setting:
    """Puts the elements of one draft together."""

    def __init__(self, draft: Draft, parts: Parts, form: Form, office: Office | None, dated: dt.date | None):
        self.parts, self.form, self.dated = parts, form, dated
        own = parts.organs == [] or (office is not None and _same_organ(parts.organs, office.organ))
        self.foreign = office is not None and not own
        self.office = office if own else None
        self.made = Set(
            document=OfficialDocument(head=Head(organs=(_FREE,), number=""), title="", body=()),
            changes=[
                *(item for item in draft.changes if item.what != SOFT or item.place not in parts.title_places),
                *parts.changes,
            ],
            left_out=[*draft.left_out, *parts.left_out],
            placed=[*parts.placed, *draft.remarks],
        )
        self.made.printed += draft.added
        self.made.unprinted += [item.text for item in self.made.left_out if item.within]
        for before, after in parts.rewritten:
            self.made.unprinted.append(before)
            self.made.printed.append(after)

    def set(self) -> Set:
        """The whole document."""
        parts = self.parts
        if not parts.title and self.form is not Form.ORDER:
            self.made.blank.append("标题没有认出")
        signature = self._signature()
        head = self._head(signature)
        self._unnumbered()
        self.made.document = OfficialDocument(
            form=self.form,
            head=head,
            title=parts.title,
            addressees="" if self._addressed_at_end() else parts.addressees,
            body=_spoken(text_blocks(parts.body)) if self.form is Form.PLAIN else text_blocks(parts.body),
            annexes=self._annexes(),
            signature=signature,
            note=parts.note,
            imprint=self._imprint(signature),
            minutes=self._minutes(),
        )
        moved = word.moves_addressees(self.made.document)
        if moved and not parts.addressed_below:
            self.made.printed.append(_ADDRESSED)
            self.made.placed.append("主送机关太多，首页排不下正文，已移到版记（7.3.2）")
        elif parts.addressed_below and not moved and not self._addressed_at_end():
            self.made.unprinted.append(_ADDRESSED)
            self.made.placed.append("主送机关从版记移回标题之下，首页排得下")
        return self.made

    def _addressed_at_end(self) -> bool:
        """Whether 主送 stays where the draft has it: a 纪要 names its readers in the 版记 alone."""
        return self.form is Form.MINUTES and self.parts.addressed_below

    def alone(self) -> Set:
        """Annexes that are a file of their own: labels, titles and texts, nothing of a 公文's."""
        self.made.placed.append("草稿是单独的附件，按附件排（7.3.7），没有版头、署名和成文日期")
        self.made.document = OfficialDocument(
            form=Form.ANNEX,
            head=Head(organs=(_FREE,), number=""),
            title="",
            body=(),
            annexes=tuple(_annex(part) for part in self.parts.annexes),
        )
        return self.made

    def _head(self, signature: Signature | None) -> Head:
        parts = self.parts
        if self.form is Form.PLAIN:
            return Head(organs=(_FREE,), number="")
        organs, word = self._mark()
        upwards = parts.upwards or (
            self.form is Form.DOCUMENT
            and bool(_ASKING.search(parts.title) or (_REPORTING.search(parts.title) and parts.addressees))
        )
        return Head(
            organs=organs,
            word=word,
            number=self._number(signature),
            signers=self._signers() if upwards else (),
            copy_number=parts.copy_number,
            secrecy=parts.secrecy,
            urgency=parts.urgency,
        )

    def _mark(self) -> tuple[tuple[str, ...], str]:
        """(names of the 发文机关标志, 文件 beside them)."""
        if self.form is Form.ORDER:
            name, word = order_mark("".join("".join(self.parts.mark).split()))
            return (name,), word
        if self.parts.mark:
            names = [name for name in self.parts.mark if name != "文件"]
            joined = [name.removesuffix("文件") for name in names]
            word = "文件" if len(names) < len(self.parts.mark) or any(name.endswith("文件") for name in names) else ""
            return tuple(joined), word if self.form is Form.DOCUMENT else ""
        mark = self.office.mark or self.office.organ if self.office else ""
        if not mark:
            why = "署名与「公文」的发文机关不同" if self.foreign else "草稿和「公文」中都没有"
            self.made.blank.append(f"发文机关标志留出位置（{why}）")
            return (_FREE,), ""
        name = mark.removesuffix("文件")
        if self.form is Form.MINUTES:
            name += "会议纪要"
        word = "文件" if self.form is Form.DOCUMENT and (mark == self.office.organ or mark.endswith("文件")) else ""  # type: ignore[union-attr]
        self.made.printed.append(name + word)
        self.made.blank.append(f"发文机关标志取自「公文」：{name}{word}")
        return (name,), word

    def _number(self, signature: Signature | None) -> str:
        parts = self.parts
        if parts.number or self.form is Form.MINUTES:
            return parts.number
        day = signature.date if signature else ""
        year = day.year if isinstance(day, dt.date) else _year(day) or (self.office.year if self.office else None)
        code = (self.office.letter_code if self.form is Form.LETTER else self.office.code) if self.office else ""
        if code and year:
            number = f"{code}〔{year}〕{_ROOM}"
            self.made.printed.append(number)
            self.made.blank.append(f"发文字号留出手写位置：{number}")
            return number
        self.made.blank.append("发文字号留空")
        return ""

    def _signers(self) -> tuple[str, ...]:
        parts = self.parts
        if not parts.upwards:
            self.made.printed.append("签发人：")
        if parts.signers:
            return parts.signers
        if self.office and self.office.signers:
            self.made.printed += self.office.signers
            self.made.blank.append(f"签发人取自「公文」：{'、'.join(self.office.signers)}")
            return self.office.signers
        self.made.blank.append("签发人留出位置")
        return ("",)

    def _signature(self) -> Signature | None:
        """署名 and 成文日期; none of a 纪要 or a speech that has none, and none where nobody says who signs."""
        parts = self.parts
        if self.form in (Form.MINUTES, Form.PLAIN) and not parts.organs and not parts.date:
            return None
        organs = tuple(parts.organs)
        if not organs and self.office and self.office.organ:
            organs = (self.office.organ,)
            self.made.printed += organs
            self.made.blank.append(f"署名取自「公文」：{self.office.organ}")
        day: dt.date | str = read_date(parts.date) or parts.date
        if not day and self.dated and organs:
            day = self.dated
            self.made.printed.append(f"{day.year}年{day.month}月{day.day}日")
            self.made.blank.append(f"成文日期取自 --as-of：{day.isoformat()}")
        if not day and organs:
            day = "　　年　月　日"
            self.made.printed.append(day)
            self.made.blank.append("成文日期留出手写位置")
        if self.form is Form.ORDER and len(organs) == 2 and len(organs[1]) <= _PERSON_MOST:
            organs = ("\u3000\u3000".join(organs),)  # a post and a name, wide apart as two organs are
        if self.form is Form.ORDER and len(organs) == 1:
            signed = POST_AND_NAME.fullmatch(organs[0])
            chop = Chop(post=signed["post"], name="".join(signed["name"].split())) if signed else Chop(post=organs[0])
            return Signature(organs=(), date=day, chop=chop)
        if not organs:
            self.made.blank.append("没有署名")
        return Signature(organs=organs, date=day) if organs or day else None

    def _imprint(self, signature: Signature | None) -> Imprint | None:
        parts = self.parts
        issued: dt.date | str | None = read_date(parts.issued) or parts.issued or None
        issuer = parts.issuer
        if not (issuer or parts.issued) and self.office and self.office.issuer and self.form is Form.DOCUMENT:
            date = signature.date if signature else ""
            if isinstance(date, dt.date):
                issuer, issued = self.office.issuer, date
                self.made.printed.append(f"{issuer}{date.year}年{date.month}月{date.day}日印发")
                self.made.blank.append(f"印发机关取自「公文」：{issuer}")
        if self.form is Form.LETTER and (parts.issuer or parts.issued):
            self.made.unprinted.append(f"{parts.issuer}{parts.issued}印发")
            self.made.left_out.append(
                LeftOut("", "印发机关和印发日期（信函不印）", f"{parts.issuer}　{parts.issued}印发")
            )
        addressees = parts.addressees if self._addressed_at_end() else ""
        if not (issuer or issued or parts.copies or addressees):
            return None
        return Imprint(issuer=issuer, issued_on=issued, copies_to=parts.copies, addressees=addressees)

    def _minutes(self) -> Minutes | None:
        if self.form is not Form.MINUTES:
            return None
        said = self.parts.attendance
        return Minutes(present=said.get("出席", ""), excused=said.get("请假", ""), attending=said.get("列席", ""))

    def _annexes(self) -> tuple[Annex, ...]:
        """The annexes with their names in the 附件说明, those that are sent apart among them."""
        parts = self.parts
        bound = [part for part in parts.annexes if part.labelled]
        if bound and not parts.listed:
            names = [_plain(part.title) or f"（附件{number}没有标题）" for number, part in enumerate(bound, 1)]
            parts.listed = names
            several = len(names) > 1
            self.made.printed += [
                "附件：",
                *(f"{number}.{name}" if several else name for number, name in enumerate(names, 1)),
            ]
            self.made.placed.append("草稿没有附件说明，已按各附件的标题补上")
        made = [_annex(part) for part in bound]
        several = max(len(parts.listed), len(bound)) > 1
        for number in range(1, len(bound) + 1):
            if not several:
                self.made.printed.append("附件")
                self.made.unprinted.append(f"附件{number}")
        annexes = []
        for number, name in enumerate(parts.listed):
            if number < len(made):
                item = made[number]
                if not item.title:
                    self.made.printed.append(name)
                    self.made.placed.append(f"附件{number + 1}没有标题，已按附件说明补上“{name}”")
                    item = replace(item, title=name)
                annexes.append(replace(item, listed=name if _plain(item.title) != name else ""))
            else:
                annexes.append(Annex(title=name, blocks=(), bound=False))
        annexes += made[len(parts.listed) :]
        return (*annexes, *(_annex(part) for part in parts.annexes if not part.labelled))

    def _unnumbered(self) -> None:
        """Tells of headings that bear no number."""
        body = self.parts.body
        found = [item.text for place in unnumbered_levels(body) if isinstance(item := body[place], Line)]
        if found:
            named = "”“".join(found[:20])
            told = "没有层次序数，按标题的字体排，没有加序数；需要的请在草稿中加上“一、”“（一）”等"
            self.made.placed.append(f"小标题“{named}”{told}")


def _spoken(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The text of a speech, who speaks in the middle above it."""
    first = blocks[0] if blocks else None
    named = isinstance(first, Paragraph) and not first.level and _SPEAKER.fullmatch(first.text)
    return (replace(first, centred=True), *blocks[1:]) if isinstance(first, Paragraph) and named else blocks


def _annex(part: AnnexPart) -> Annex:
    across = bool(part.items) and all(item.across for item in part.items)
    return Annex(
        title=part.title,
        blocks=text_blocks(part.items, annexed=True),
        landscape=across,
        labelled=part.labelled,
        label=part.label,
    )


def _plain(title: str) -> str:
    return title.replace("｜", "")


def _same_organ(names: Sequence[str], organ: str) -> bool:
    return bool(organ) and len(names) == 1 and (names[0] == organ or organ.endswith(names[0]))


def _year(date: str) -> int | None:
    match = re.match(r"(\d{4})年", date)
    return int(match[1]) if match else None
