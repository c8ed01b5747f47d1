"""A sheet as a table of the page: its cells as they were read, those with problems marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..intake.grid import Grid, Merge
from ..records import record
from ..vocabulary.cell_address import address, position
from ..vocabulary.problems import Level, Problem

_ROWS, _COLUMNS = 300, 40


@record
class ShownCell:
    """A cell of the table: its text, how far it spans, what is said of it, the gravest level of that."""

    address: str
    text: str
    rows: int = 1
    columns: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def level(self) -> Level | None:
        """The gravest level of its problems."""
        return min((item.level for item in self.problems), key=list(Level).index, default=None)


@record
class ShownSheet:
    """A sheet: the letters of its columns, its rows with their numbers; left: rows that are not shown."""

    name: str
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[ShownCell, ...]], ...]
    left: int = 0


def shown(sheets: Iterable[Grid], problems: Sequence[Problem]) -> tuple[ShownSheet, ...]:
    """The sheets that somebody sees, with these problems at their cells."""
    return tuple(_sheet(grid, problems) for grid in sheets if grid.visibility == "visible" and grid.cells)


def _sheet(grid: Grid, problems: Sequence[Problem]) -> ShownSheet:
    at: dict[tuple[int, int], list[Problem]] = {}
    for problem in problems:
        if problem.source.sheet == grid.name and problem.source.cell:
            try:
                at.setdefault(position(problem.source.cell.partition(":")[0]), []).append(problem)
            except ValueError:
                continue
    places = [place for place in (*grid.cells, *at) if place[1] <= _COLUMNS]
    last_column = max((column for _, column in places), default=0)
    corners = {(item.top, item.left): item for item in grid.merges}
    under = {place for item in grid.merges for place in _under(item)}
    rows = []
    for row in sorted({row for row, _ in places})[:_ROWS]:
        cells = []
        for column in range(1, last_column + 1):
            if (row, column) in under:
                continue
            merge = corners.get((row, column))
            cells.append(
                ShownCell(
                    address=address(row, column),
                    text=grid.text(row, column),
                    columns=min(merge.right, last_column) - column + 1 if merge else 1,
                    problems=tuple(at.get((row, column), ())),
                )
            )
        rows.append((row, tuple(cells)))
    return ShownSheet(
        name=grid.name,
        letters=tuple(address(1, column).rstrip("1") for column in range(1, last_column + 1)),
        rows=tuple(rows),
        left=max(0, len({row for row, _ in places}) - _ROWS),
    )


def _under(range_: Merge) -> Iterator[tuple[int, int]]:
    """The cells beside the corner of a merged range, in its first row; those below keep their place, empty."""
    return ((range_.top, column) for column in range(range_.left + 1, min(range_.right, _COLUMNS) + 1))
