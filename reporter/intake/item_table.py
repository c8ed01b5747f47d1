"""Where the table of 「事项登记」 stands in a sheet, and its rows: found by what its header says, wherever
it begins.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..vocabulary.columns import REGISTER, REGISTER_ALSO
from .boundary_text import key_text
from .fields import is_field
from .grid import Grid, GridCell
from .table_header import find_headers, find_title, plain_title, title_key

__all__ = ["ItemRow", "ItemTable", "find_table", "without"]

_LONGEST = 40
"""Characters of a header cell at most."""
_TOTALS = ("合计", "总计", "小计")
_ID_LIKE = re.compile(r"\d{1,4}\D\d{1,3}(?:\D\d{1,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One row of the table: its cells by column key (those of merged cells included), and those in no known column."""

    number: int
    cells: Mapping[str, GridCell]
    others: tuple[GridCell, ...]

    def text(self, key: str) -> str:
        """The text of column `key`, blank when there is none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    @property
    def own(self) -> tuple[GridCell, ...]:
        """The cells that stand in this row itself, not in a merged cell that begins above it."""
        return (*(cell for cell in self.cells.values() if cell.row == self.number), *self.others)

    @property
    def is_filled(self) -> bool:
        """Whether it says more than which task it is about."""
        return any(cell.row == self.number for key, cell in self.cells.items() if key != "task_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTable:
    """The header's row with its columns (key → sheet column, and other titles by column), and the rows below it.

    `places` are all cells that belong to the table.
    """

    top: int
    columns: Mapping[str, int]
    extra: Mapping[int, str]
    heads: tuple[GridCell, ...]
    rows: tuple[ItemRow, ...]

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        return frozenset(
            (cell.row, cell.column) for cells in (self.heads, *(row.own for row in self.rows)) for cell in cells
        )


_TITLES = {plain_title(name): (column.key, 0) for column in REGISTER for name in (column.title, *column.synonyms)}
_WEAK = {plain_title(name): ("done_on" if name == "时间" else "title", 1) for name in REGISTER_ALSO}


@functools.lru_cache(maxsize=4096)
def _key(text: str) -> tuple[str, bool] | None:
    """(column key, whether the title is sure) of a header cell; None when it is no title of the register."""
    if len(text) > _LONGEST:
        return None
    plain = plain_title(text)
    sure = find_title(plain, _TITLES)
    found = sure or find_title(plain, _WEAK)
    return (found[0], bool(sure)) if found else None


def find_table(grid: Grid) -> ItemTable | None:
    """The first table of the sheet whose header names 任务编号 and 事项名称, or 任务编号, 日期 and one more column of
    the register.

    A header that names 完成状态 is that of a progress sheet. The table ends where one of those begins.
    """
    lines: dict[int, dict[int, GridCell]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if (row, column) not in grid.far:
            lines.setdefault(row, {})[column] = cell
    top = next((row for row, line in lines.items() if _is_header(line)), None)
    if top is None:
        return None
    columns: dict[str, int] = {}
    for sure in (True, False):
        for column, cell in lines[top].items():
            found = _key(cell.text)
            if found and found[1] is sure and found[0] not in columns:
                columns[found[0]] = column
    extra = {column: cell.text for column, cell in lines[top].items() if column not in columns.values()}
    others = [header.top for header in find_headers(grid) if header.top > top]
    below = [row for row in lines if top < row < min(others, default=max(lines) + 1)]
    repeats = [row for row in below if _is_header(lines[row])]
    covers = _covers(grid, columns, top, below)
    rows = [_row(row, lines[row], columns, covers) for row in below if row not in repeats]
    heads = tuple(cell for row in (top, *repeats) for cell in lines[row].values())
    return ItemTable(
        top=top, columns=columns, extra=extra, heads=heads, rows=tuple(row for row in rows if not _is_aside(row))
    )


def without(grid: Grid, table: ItemTable) -> Grid:
    """The sheet without the cells of the table."""
    places = table.places
    return replace(grid, cells={place: cell for place, cell in grid.cells.items() if place not in places})


def _is_header(line: Mapping[int, GridCell]) -> bool:
    found = [key for cell in line.values() if (key := _key(cell.text))]
    keys = {key for key, _ in found}
    if "task_id" not in keys or any((title_key(cell.text) or ("",))[0] == "status" for cell in line.values()):
        return False
    return ("title", True) in found or ("done_on" in keys and len(keys) > 2)


def _covers(grid: Grid, columns: Mapping[str, int], top: int, below: list[int]) -> dict[tuple[int, int], GridCell]:
    """(row, column) → the merged cell above that speaks for it too."""
    covers: dict[tuple[int, int], GridCell] = {}
    for merge in grid.merges:
        cell = grid.cells.get((merge.top, merge.left))
        if cell and merge.bottom > merge.top > top and merge.left in columns.values():
            covers |= {(row, merge.left): cell for row in below if merge.top < row <= merge.bottom}
    return covers


def _row(
    number: int, line: Mapping[int, GridCell], columns: Mapping[str, int], covers: Mapping[tuple[int, int], GridCell]
) -> ItemRow:
    cells = {key: cell for key, column in columns.items() if (cell := line.get(column) or covers.get((number, column)))}
    known = set(columns.values())
    return ItemRow(
        number=number, cells=cells, others=tuple(cell for column, cell in line.items() if column not in known)
    )


def _is_aside(row: ItemRow) -> bool:
    """Whether a row below the header is none of the table: blank, a note, a total, fields at the foot."""
    marked = row.cells.get("task_id")
    if marked and (plain_title(marked.text) in _TOTALS or is_field(marked)):
        return True
    if not marked and any(map(is_field, row.own)):
        return True
    return not row.is_filled and not (marked and marked.row == row.number and _ID_LIKE.fullmatch(key_text(marked.text)))
