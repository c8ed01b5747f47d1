"""One sheet of the master list as rows of cells by column title, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence

from ..vocabulary.model import Cell, Source
from ..vocabulary.problems import Kind, Problem
from .grid import Grid, address
from .values import clean_text, key_text

__all__ = ["MasterSheet"]


class MasterSheet:
    """One sheet of the master list as rows of cells by column title; it knows where everything stands.

    `missing` are the columns it lacks: said once, and no fault of each row.
    """

    def __init__(self, file: str, name: str, columns: Sequence[str], grid: Grid | None, problems: list[Problem]):
        self.source = Source(file, name)
        self.problems = problems
        self.rows: list[dict[str, Cell]] = []
        self.missing = frozenset(columns)
        if grid is None:
            self.fault(Kind.MASTER_SHEET_MISSING, "", sheet=name)
            return
        header = self._header(grid, columns)
        if header is None:
            self.fault(Kind.MASTER_COLUMN_MISSING, "", column=columns[0])
            return
        row, places = header
        # 说明 only explains; a list without it is complete.
        self.missing = frozenset(columns) - places.keys() - {"说明"}
        for column in columns:
            if column in self.missing:
                self.fault(Kind.MASTER_COLUMN_MISSING, f"A{row}", column=column)
        last = max((at for at, _ in grid.cells), default=row)
        for number in range(row + 1, last + 1):
            cells = {column: _cell(grid, number, place) for column, place in places.items()}
            if any(cell.text for cell in cells.values()):
                self.rows.append({column: cells.get(column, Cell("", f"A{number}")) for column in columns})

    @staticmethod
    def _header(grid: Grid, columns: Sequence[str]) -> tuple[int, dict[str, int]] | None:
        """The first row that holds the first column's title, and where each title stands."""
        by_row: dict[int, dict[str, int]] = {}
        for (row, column), cell in grid.cells.items():
            by_row.setdefault(row, {}).setdefault(key_text(cell.text), column)
        for row in sorted(by_row):
            if columns[0] in by_row[row]:
                return row, {title: by_row[row][title] for title in columns if title in by_row[row]}
        return None

    def fault(self, kind: Kind, address: str, content: str = "", **facts: object) -> None:
        """Note a problem at a cell of this sheet."""
        self.problems.append(kind.at(self.source.at(address), content=content, **facts))


def _cell(grid: Grid, row: int, column: int) -> Cell:
    found = grid.cells.get((row, column))
    if found is None:
        return Cell("", address(row, column))
    return Cell(clean_text(found.text)[0].strip(), found.address)
