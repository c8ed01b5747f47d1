"""Grid → the parts of a progress sheet: header, rows below it, labelled fields, words around. Knows no plan, judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..vocabulary.columns import FILLED, LOCKED
from .boundary_text import key_text
from .column_reading import TASK_ID
from .fields import Fields, find_fields, is_field
from .grid import Grid, GridCell, Merge, address
from .table_header import UNIT, Header, find_headers

__all__ = ["Row", "Sheet", "read_sheet"]

_IDENTIFYING = frozenset(column.key for column in LOCKED) | {UNIT}
_CONTENT = frozenset(column.key for column in FILLED)
_TOTALS = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its cells by column key (those of merged cells included), and those in no known column.

    `own` are all cells that stand in this row itself, not in a merged cell that begins above it.
    """

    number: int
    header: Header
    cells: Mapping[str, GridCell]
    others: tuple[GridCell, ...]
    own: tuple[GridCell, ...]

    def text(self, key: str) -> str:
        """The text of column `key`, blank when there is none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    @property
    def is_filled(self) -> bool:
        """Whether any column to be filled in holds something."""
        return not _CONTENT.isdisjoint(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet taken apart. `around` are the cells that are in no header, row or field; `repeats` headers printed again.

    `spread` are merged cells of columns to be filled in, with the column key: their content counts for each row.
    """

    grid: Grid
    headers: tuple[Header, ...]
    rows: tuple[Row, ...]
    fields: Fields
    around: tuple[GridCell, ...]
    spread: tuple[tuple[str, Merge], ...]

    @property
    def head(self) -> str:
        """The cell at which the first header of the table begins."""
        first = self.headers[0]
        return address(first.top, min(first.columns.values()))


def read_sheet(grid: Grid) -> Sheet | None:
    """The parts of a sheet that has a header of a progress sheet; None when it has none."""
    headers = find_headers(grid)
    if not headers:
        return None
    lines: dict[int, dict[int, GridCell]] = {}
    for (row, column), cell in grid.cells.items():
        if (row, column) not in grid.far:
            lines.setdefault(row, {})[column] = cell
    rows: list[Row] = []
    spread: list[tuple[str, Merge]] = []
    table = {row for header in headers for row in range(header.top, header.bottom + 1)}
    for index, header in enumerate(headers):
        end = headers[index + 1].top if index + 1 < len(headers) else max(lines) + 1
        numbers = [number for number in sorted(lines) if header.bottom < number < end]
        covers = _covers(grid, header, numbers, spread)
        for number in numbers:
            row = _row(number, header, lines[number], covers)
            if not _is_aside(row):
                rows.append(row)
                table.add(number)
    fields = find_fields(grid, table)
    around = tuple(
        grid.cells[place]
        for place in sorted(grid.cells)
        if place in grid.far or (place[0] not in table and place not in fields.labels | fields.values)
    )
    return Sheet(grid=grid, headers=headers, rows=tuple(rows), fields=fields, around=around, spread=tuple(spread))


def _covers(grid: Grid, header: Header, numbers: list[int], spread: list) -> dict[tuple[int, int], GridCell]:
    """(row, column) → the merged cell above that speaks for it too; adds merges of columns to be filled in to `spread`."""
    if not numbers or not grid.merges:
        return {}
    keys = {column: key for key, column in header.columns.items()}
    covers: dict[tuple[int, int], GridCell] = {}
    for merge in grid.merges:
        if merge.bottom == merge.top or merge.left not in keys or not header.bottom < merge.top <= numbers[-1]:
            continue
        cell = grid.cells.get((merge.top, merge.left))
        if not cell:
            continue
        rows = [number for number in numbers if merge.top < number <= merge.bottom]
        covers |= {(number, merge.left): cell for number in rows}
        if rows and keys[merge.left] in _CONTENT:
            spread.append((keys[merge.left], merge))
    return covers


def _row(number: int, header: Header, line: Mapping[int, GridCell], covers: Mapping[tuple[int, int], GridCell]) -> Row:
    cells, known = {}, set(header.columns.values())
    for key, column in header.columns.items():
        cell = line.get(column) or covers.get((number, column))
        if cell:
            cells[key] = cell
    return Row(
        number=number,
        header=header,
        cells=cells,
        own=tuple(line.values()),
        others=tuple(cell for column, cell in line.items() if column not in known)
        if not known.issuperset(line)
        else (),
    )


def _is_aside(row: Row) -> bool:
    """Whether a row below a header is none of the table: fields at the foot, a note, a total."""
    own = row.own
    marked = row.text("task_id")
    if marked and TASK_ID.fullmatch(key_text(marked)):
        return False
    if key_text(own[0].text) in _TOTALS or any(is_field(cell) for cell in own):
        return True
    return (len(own) == 1 and own[0].column not in {row.header.columns.get(key) for key in _CONTENT | {"task"}}) or (
        not row.is_filled and not marked and not row.text("task")
    )
