"""The cells of a sheet that went into no entry, each with the reason: the ledger's 「未采用内容」."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import partial

from ..vocabulary.columns import FIELDS
from ..vocabulary.model import Period, Source, UnusedCell
from .boundary_text import key_text
from .entries import Entries
from .found_table import Sheet
from .grid import GridCell
from .identity import Identity
from .reading_context import ReadingContext
from .title_match import column_title

_BIG = 1000
"""Cells from which a sheet that is no return is listed by rows."""


def set_aside(
    cells: Iterable[GridCell], source: Source, reason: str, period: Period | None, context: ReadingContext
) -> tuple[UnusedCell, ...]:
    """Every cell of a table or sheet that is not taken, words of the blank form aside; of a big one, a row as one."""
    words = context.words(period)
    left = [
        cell for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)) if key_text(cell.text) not in words
    ]
    lines = (
        [[cell] for cell in left]
        if len(left) <= _BIG
        else [list(line) for _, line in itertools.groupby(left, key=lambda cell: cell.row)]
    )
    return tuple(
        UnusedCell(
            source=source.at(line[0].address + (f":{line[-1].address}" if len(line) > 1 else "")),
            text=" | ".join(cell.text for cell in line),
            reason=reason,
            period=period,
        )
        for line in lines
    )


def unused(source: Source, period: Period | None, cell: GridCell, reason: str) -> UnusedCell:
    """A cell of a sheet that is not taken, and why."""
    return UnusedCell(source=source.at(cell.address), text=cell.text, reason=reason, period=period)


def unused_cells(
    sheet: Sheet, source: Source, identity: Identity, rows: Entries, context: ReadingContext, whole: bool
) -> Iterator[UnusedCell]:
    """Every cell that is neither in an entry nor a word of the blank form, with the reason; not the `whole` sheet:
    those of the rows alone.
    """
    period = identity.period
    words = context.words(period)
    left = partial(unused, source, period)
    grid, seen = sheet.grid, set(rows.used)
    for cell, reason in rows.unused:
        place = cell.row, cell.column
        if place not in seen:
            seen.add(place)
            yield left(cell, reason)
    if not whole:
        return
    names = {place: _field_name(sheet, place) for place in sheet.fields.values}
    for place in sorted(grid.cells.keys() - seen):
        cell = grid.cells[place]
        if key_text(cell.text) in words:
            continue
        if place in names:
            if cell.text not in (identity.department, str(period)):
                yield left(cell, f"填报信息（{names[place]}），已登记")
        elif place in sheet.fields.labels:
            yield left(cell, "填报信息的栏名")
        elif place in grid.far:
            yield left(cell, "远离表格的内容")
        elif place in sheet.labels:
            yield left(cell, "栏名")
        elif any(header.holds(cell) for header in sheet.headers):
            key = next(filter(None, (header.reads(cell) for header in sheet.headers)), "")
            yield left(cell, f"表头，作“{column_title(key)}”读取" if key else "表头中的其他文字")
        else:
            yield left(cell, "表格以外的文字")


def _field_name(sheet: Sheet, place: tuple[int, int]) -> str:
    keys = dict.fromkeys(item.key for item in sheet.fields.found if (item.cell.row, item.cell.column) == place)
    return "、".join(FIELDS[key] for key in keys)
