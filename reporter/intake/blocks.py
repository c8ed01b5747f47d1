"""A document as its readers see it, whatever the format: lines and tables, one after another, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..records import value
from ..vocabulary.cell_address import address
from ..vocabulary.model import Source
from .boundary_text import key_text
from .grid import Grid, GridCell, Merge


@value
class Table:
    """A table as a sheet, of `width` columns; `where` is how people are told a place in it.

    stacked: it was put together from lines that hold one cell each.
    """

    grid: Grid
    file: str
    where: str
    width: int
    stacked: bool = False

    def source(self, row: int, column: int) -> Source:
        """Where a cell stands."""
        return Source(
            self.file, self.grid.name, self.where.format(row=row, column=column, address=address(row, column))
        )


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


def sheet_of(name: str, rows: Mapping[int, Sequence[str]], merges: Iterable[Merge] = ()) -> Grid:
    """A sheet of texts by row, from its first column on."""
    return Grid(
        name=name,
        cells={
            (row, column): GridCell(text, row, column)
            for row, texts in rows.items()
            for column, text in enumerate(texts, 1)
            if key_text(text)
        },
        merges=tuple(merges),
    )
