"""One sheet of the master list as rows of cells by column title, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence

from ..vocabulary import titles
from ..vocabulary.columns import Column
from ..vocabulary.model import Source
from ..vocabulary.problems import Kind, Problem
from .grid import Grid, GridCell, ranges
from .task_match import id_of_date
from .values import key_text

__all__ = ["MasterSheet", "spread"]

_ABSENT = "absent"
"""The kind of a cell whose column the sheet lacks."""


class MasterSheet:
    """One sheet of the master list as rows of cells by column title; it knows where everything stands.

    `missing` are the columns it lacks: said once, and no fault of each row.
    """

    def __init__(
        self, file: str, name: str, declared: Sequence[Column], grid: Grid | None, problems: list[Problem]
    ) -> None:
        columns = [column.title for column in declared]
        self.source = Source(file, name)
        self.problems = problems
        self.rows: list[dict[str, GridCell]] = []
        self.missing = frozenset(columns)
        if grid is None:
            self.say(Kind.MASTER_SHEET_MISSING, sheet=name)
            return
        header = self._header(grid, columns)
        if header is None:
            self.say(Kind.MASTER_COLUMN_MISSING, column=columns[0])
            return
        top, places = header
        # 说明 only explains; a list without it is complete.
        self.missing = frozenset(columns) - places.keys() - {titles.NOTE}
        for column in columns:
            if column in self.missing:
                self.say(Kind.MASTER_COLUMN_MISSING, GridCell("", top, 1), column=column)
        last = max((at for at, _ in grid.cells), default=top)
        for number in range(top + 1, last + 1):
            cells = {column: _cell(grid, number, place) for column, place in places.items()}
            if any(cell.text for cell in cells.values()):
                self.rows.append({column: cells.get(column, GridCell("", number, 1, _ABSENT)) for column in columns})

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

    def say(self, kind: Kind, cell: GridCell | None = None, content: str | None = None, **facts: object) -> None:
        """Note a problem at a cell, or of the sheet as a whole; `content` is the cell's text unless given.

        Of a cell in a column that is missing nothing is said: it would only repeat that.
        """
        if cell is None:
            self.problems.append(kind.at(self.source, content=content or "", **facts))
        elif cell.kind != _ABSENT:
            text = cell.text if content is None else content
            self.problems.append(kind.at(self.source.at(cell.address), content=text, **facts))

    def place(self, cell: GridCell) -> str:
        """``「任务」A3``, for a problem elsewhere that points here."""
        return f"「{self.source.sheet}」{cell.address}"

    def task_id(self, cell: GridCell) -> str:
        """任务编号 normalised; where software made a date of it, the number it came from, and that is said."""
        number = id_of_date(cell.text)
        if not number:
            return key_text(cell.text)
        self.say(Kind.TASK_ID_DATE, cell, text=cell.text, task=number)
        return number


def spread(cells: Sequence[GridCell]) -> str:
    """``共 3 处：G 列第 4-5、9 行。`` for cells of one column, from above, that share a fault; blank for a single one."""
    if len(cells) < 2:
        return ""
    column = cells[0].address.rstrip("0123456789")
    return f"共 {len(cells)} 处：{column} 列第 {ranges(cell.row for cell in cells)} 行。"


def _cell(grid: Grid, row: int, column: int) -> GridCell:
    found = grid.cells.get((row, column))
    return found._replace(text=found.text.strip()) if found else GridCell("", row, column)
