"""A notice as its readers see it, whatever the format: lines and table rows, one after another, each at its place."""

from __future__ import annotations

from ...records import value
from ...vocabulary.model import Source


@value
class Cell:
    """One cell of a row, its text as typed; `column` counts from 0 and `span` columns are covered.

    below: the cell continues a vertical merge, and `text` is that of the merge.
    """

    text: str
    column: int
    source: Source
    span: int = 1
    below: bool = False


Row = tuple[Cell, ...]


@value
class Table:
    """A table, its rows from top to bottom; blank cells are there, with blank text."""

    rows: tuple[Row, ...]


@value
class Line:
    """A paragraph or line outside tables."""

    text: str
    source: Source


@value
class Part:
    """From here on it is another sheet of the workbook, of this name."""

    name: str


Block = Line | Table | Part
