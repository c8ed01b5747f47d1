"""What a cell of a column says, by the column's form: its reading, what is told where it is none, whether it looks like
it.

The only place that knows which reader and which problems belong to a form: a new `Form` has its line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..records import value
from ..vocabulary.columns import Column, Form
from ..vocabulary.evidence import has_evidence
from ..vocabulary.problems import Kind
from .boundary_text import key_text
from .grid import GridCell
from .typed_value import Reading
from .values import read_count, read_date, read_percent, read_period, read_points, read_status

TASK_ID = re.compile(r"\d{1,3}[-‐‑–—―−.]\d{1,3}|\d{4}-\d\d-\d\d")
"""A 任务编号 as it may stand in a cell, after `key_text`: also the date that software makes of one."""

VOID = {"error": Kind.CELL_ERROR, "picture": Kind.CELL_PICTURE, "formula": Kind.FORMULA_EMPTY}
"""Kinds of cells (grid.GridCell) that hold no value of anybody's, with what is told of them."""


@value
class _Reader:
    """How a form is read (text, kind of the cell, the year its day is in) and what is told where that fails or is
    doubtful.
    """

    read: Callable[[str, str, int | None], Reading]
    fault: Kind
    doubt: Kind


_READERS: Mapping[Form, _Reader] = {
    Form.STATUS: _Reader(lambda text, kind, year: read_status(text), Kind.STATUS_UNKNOWN, Kind.STATUS_DOUBT),
    Form.PERCENT: _Reader(
        lambda text, kind, year: read_percent(text, kind=kind), Kind.PERCENT_UNREADABLE, Kind.PERCENT_DOUBT
    ),
    Form.COUNT: _Reader(lambda text, kind, year: read_count(text), Kind.COUNT_UNREADABLE, Kind.COUNT_DOUBT),
    Form.DATE: _Reader(
        lambda text, kind, year: read_date(text, year=year, kind=kind), Kind.DATE_UNREADABLE, Kind.DATE_DOUBT
    ),
}
"""Of the other forms the text itself is the value."""

DOUBTS = frozenset((Kind.PERCENT_DOUBT, Kind.DATE_DOUBT, *VOID.values()))
"""After these another value may have been meant: what only follows from such a reading is not told again."""


def read_cell(
    column: Column, cell: GridCell, year: int | None, tell: Callable[..., None], shown: Callable[[str], str] = str
) -> object:
    """The value of a cell in `column`, None where there is none.

    A fault or a doubt goes to ``tell(kind, cell, **facts)``; `shown` shortens the text that its sentence quotes.
    """
    if cell.kind in VOID:
        void(cell, tell)
        return cell.text if cell.kind == "picture" and column.form is Form.EVIDENCE else None
    reader = _READERS.get(column.form)
    if reader is None:
        return cell.text
    reading = reader.read(cell.text, cell.kind, year)
    if why := reading.fault or reading.doubt:
        kind = reader.fault if reading.fault else reader.doubt
        named = {"column": column.title} if "column" in kind.facts else {}
        tell(kind, cell, text=shown(cell.text), why=why, **named)
    return reading.value


def void(cell: GridCell, tell: Callable[..., None]) -> None:
    """Tell of a cell that holds an error value, a picture or a formula that was never reckoned."""
    tell(VOID[cell.kind], cell, **({"text": cell.text} if cell.kind == "error" else {}))


def looks_like(column: Column, text: str, *, kind: str = "text", year: int | None = None) -> bool:
    """Whether a text may stand in `column` by what it says: what its form reads without fault, and is not blank.

    Of words only what reads as nothing else: a state, a percentage, a day, a number and an address are no free words.
    """
    if column.form is Form.TASK:
        return bool(TASK_ID.fullmatch(key_text(text)))
    if column.form is Form.EVIDENCE:
        return has_evidence(text)
    if column.form is Form.PERIOD:
        return read_period(text, year=year, kind=kind).value is not None
    if column.form is Form.NUMBER:
        return read_points(text) is not None
    reader = _READERS.get(column.form)
    if reader:
        return reader.read(text, kind, year).value is not None
    return bool(re.search(r"[^\W\d_]", text)) and not (
        has_evidence(text) or any(other.read(text, kind, year).value is not None for other in _READERS.values())
    )
