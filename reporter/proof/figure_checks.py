"""Every printed figure of some documents as a check: what was printed where, what it comes to when reckoned again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..figures.formula import Formula
from ..figures.ledger_sheets import Sheets
from ..figures.origin import Origin, Typed
from ..figures.pages import Books
from ..gongwen.comments import reading
from ..gongwen.content import Block, Noted, OfficialDocument, Table
from ..ledger.sheet_rows import Value
from ..records import record
from ..vocabulary.column_titles import NUMBER
from .printed_values import fitted, printed_value

_NUMBERING = re.compile(r"(?:[（(]?\d{1,2}[）)]|\d{1,2}[.．])\s*")
_LABEL = re.compile(r"附件\d+")
_FIGURE = re.compile(r"[0-9０-９]+(?:[.,][0-9０-９]+)*[%％]?")


@record
class Followed:
    """Where a printed figure comes from: an `Origin` with the cells that it rests on.

    Without a formula nobody can reckon it: wording of a template, or a value that no origin was registered for.
    """

    name: str
    how: str
    typed: tuple[Typed, ...]
    formula: Formula | None


_FIXED = Followed(
    name="未登记来源的数字",
    how="写在模板里的固定文字，或模板自行计算、拼接的内容，没有登记来源，请人工核对",
    typed=(),
    formula=None,
)


@record
class Check:
    """One printed figure: its number among all, document, text number `at` and place in it, and where it comes from.

    value: what the formula comes to, None without one.
    """

    number: int
    document: str
    at: int
    start: int
    end: int
    text: str
    origin: Followed
    formula: Formula | None
    value: Value

    @property
    def printed(self) -> str:
        """What stands in the document."""
        return self.text[self.start : self.end]

    @property
    def agrees(self) -> bool | None:
        """Whether it is what it should be; None when nobody can reckon it."""
        if self.formula is None:
            return None
        return printed_value(self.printed, self.value) == self.value


def checks_of(documents: Mapping[str, OfficialDocument | str], ledger: Sheets) -> list[Check]:
    """The checks of all documents, numbered through, in the order they are read."""
    found: list[Check] = []
    for name, document in documents.items():
        for at, text in enumerate([document] if isinstance(document, str) else reading(numbered(document))):
            notes = getattr(text, "notes", ())
            spans = [(start, end, followed(note, ledger)) for start, end, note in notes if note is not None]
            spans += [(start, end, _FIXED) for start, end in uncovered(text, [note[:2] for note in notes])]
            for start, end, origin in sorted(spans, key=lambda span: span[:2]):
                found.append(_check(len(found) + 1, name, at, start, end, str(text), origin, ledger.books))
    return found


def followed(note: Callable[[Sheets], Origin], ledger: Sheets) -> Followed:
    """The origin that a note stands for; where it cannot be told, that is said at the figure, and the others are
    proved."""
    try:
        origin = note(ledger)
        return Followed(name=origin.name, how=origin.how, typed=ledger.typed(origin), formula=origin.formula)
    except (LookupError, ValueError, TypeError, StopIteration) as fault:
        return replace(_FIXED, how=f"来源没有找到（{fault}），请人工核对")


def _check(
    number: int, document: str, at: int, start: int, end: int, text: str, origin: Followed, books: Books
) -> Check:
    formula = fitted(origin.formula, text[start:end], books) if origin.formula else None
    value = formula.value(books) if formula else None
    if isinstance(value, float):
        value = Decimal(format(value, ".15g"))
    return Check(
        number=number,
        document=document,
        at=at,
        start=start,
        end=end,
        text=text,
        origin=origin,
        formula=formula,
        value="" if value is None and formula else value,
    )


def uncovered(text: str, covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The figures of a text that no note covers; numbers of headings, of points and of annexes are none."""
    opening = _NUMBERING.match(text)
    left = str(text)
    for start, end in (
        *covered,
        *(match.span() for match in _LABEL.finditer(text)),
        *([opening.span()] if opening else []),
    ):
        left = left[:start] + " " * (end - start) + left[end:]
    yield from (match.span() for match in _FIGURE.finditer(left))


def numbered(document: OfficialDocument) -> OfficialDocument:
    """The document with the running numbers of its tables' rows marked as no figures: they bear a note that is None."""
    annexes = tuple(replace(annex, blocks=_numbered(annex.blocks)) for annex in document.annexes)
    return replace(document, body=_numbered(document.body), slip=_numbered(document.slip), annexes=annexes)


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_rows_numbered(block) if isinstance(block, Table) else block for block in blocks)


def _rows_numbered(table: Table) -> Table:
    places = {index for index, column in enumerate(table.columns) if column.title == NUMBER and not table.headless}
    rows = tuple(
        tuple(Noted(text, ((0, len(text), None),)) if index in places else text for index, text in enumerate(row))
        for row in table.rows
    )
    return replace(table, rows=rows) if places else table
