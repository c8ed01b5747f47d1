"""核对稿: a document in which every figure bears a comment, and the files of a run's proof."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from ..figures.ledger_sheets import Sheets
from ..figures.pages import Books
from ..gongwen.comments import Comment, commented, reading
from ..gongwen.content import OfficialDocument
from ..records import record
from .check_workbook import check_workbook
from .figure_checks import Check, checks_of, numbered
from .printed_values import hits

AUTHOR, FOLDER, WORKBOOK = "核对", "核对稿", "数据校核表.xlsx"
_SHOWN, _TYPED = 12, 4
"""Cells of the ledger, and cells that somebody typed, named in a comment; the rest is in the ledger."""


@record
class Proof:
    """The files of a proof by path, and how its figures came out."""

    files: Mapping[str, bytes]
    total: int
    differing: int
    unknown: int

    @property
    def doubts(self) -> int:
        """Figures that a person has to look at."""
        return self.differing + self.unknown

    @property
    def told(self) -> str:
        """How it came out, in a sentence."""
        doubts = [
            f"{count}处{what}" for count, what in ((self.differing, "不一致"), (self.unknown, "待人工核对")) if count
        ]
        return f"数据校核：共{self.total}处数字，" + (
            f"{'，'.join(doubts)}，见 {WORKBOOK}。" if doubts else "全部一致。"
        )


def proof_of(
    documents: Mapping[str, tuple[OfficialDocument | str, bytes]], ledger: Sheets, title: str, made_on: dt.date
) -> Proof:
    """The proof of a run: a copy with comments of each document (path → content with notes, its .docx), and the check
    sheet, which has the figures of texts too.

    The check sheet comes to its values when it is opened; what it shows before that is what we reckoned ourselves.
    """
    checks = checks_of({path: document for path, (document, _) in documents.items()}, ledger)
    files = {}
    for path, (document, docx) in documents.items():
        if isinstance(document, str):
            continue
        own = [item for item in checks if item.document == path]
        comments = [
            Comment(at=item.at, start=item.start, end=item.end, text=comment_text(item, ledger.books)) for item in own
        ]
        files[_copy_path(path)] = commented(
            docx, reading(numbered(document)), comments, author=AUTHOR, date=made_on.isoformat()
        )
    files[WORKBOOK] = check_workbook(checks, ledger.books, title, made_on)
    return Proof(
        files=files,
        total=len(checks),
        differing=sum(item.agrees is False for item in checks),
        unknown=sum(item.agrees is None for item in checks),
    )


def _copy_path(path: str) -> str:
    stem, _, suffix = path.rpartition(".")
    return f"{FOLDER}/{stem}（核对稿）.{suffix}"


def comment_text(check: Check, books: Books) -> str:
    """What the comment says: number and name, how it was reckoned, from which cells, what was typed, whether it
    agrees."""
    origin = check.origin
    lines = [f"【{check.number}】{origin.name}", f"算法：{origin.how}"]
    if check.formula is not None:
        lines.append("台账：" + _cells(check.formula.places(books)))
        counted = hits(check.formula, books)
        if counted:
            lines.append("计入：" + _cells(counted))
    if origin.typed:
        typed = list(
            dict.fromkeys(f"{item.source}" + (f"“{_short(item.text)}”" if item.text else "") for item in origin.typed)
        )
        rest = f"；共{len(typed)}处，其余见台账的来源各列" if len(typed) > _TYPED else ""
        lines.append("原始填写：" + "；".join(typed[:_TYPED]) + rest)
    if check.agrees is None:
        lines.append("核对：无法重算，请人工核对")
    else:
        lines.append(
            f"核对：重算为{shown(check.value)}，{'一致' if check.agrees else '不一致'}"
            f"（{WORKBOOK.removesuffix('.xlsx')}第{check.number}号）"
        )
    return "\n".join(lines)


def _cells(places: Sequence[str]) -> str:
    """「单位明细」H3、H5，「任务台账」K2: each sheet named once."""
    by_sheet: dict[str, list[str]] = {}
    for place in places[:_SHOWN]:
        sheet, _, cell = place.rpartition("」")
        by_sheet.setdefault(sheet + "」", []).append(cell)
    told = "，".join(sheet + "、".join(cells) for sheet, cells in by_sheet.items())
    return told + (f"等{len(places)}格" if len(places) > _SHOWN else "")


def _short(text: str) -> str:
    plain = re.sub(r"\s*\n\s*", " ", text.strip())
    return plain if len(plain) <= 40 else plain[:39] + "…"


def shown(value: object) -> str:
    """A reckoned value for a sentence."""
    return _short(f"{value:f}" if hasattr(value, "normalize") else str(value))
