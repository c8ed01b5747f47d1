"""A table of a draft as it was drawn: which cells cover several columns and rows, how wide the columns are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..gongwen.content import Grid, GridCell
from ..gongwen.verify.properties import twips_of
from ..package.wordml import children, value_of, w
from .docx_inline import Inline
from .table_shape import centred, header_rows

_MOST_COLUMNS = 200
_ROOMY = 700
"""Twips of a row that leaves room for more than a line."""


@dataclass(slots=True)
class _Cell:
    left: int
    columns: int
    inline: Inline
    rows: int = 1
    goes_on: bool = False


def drawn_table(table: Element, read: Callable[[Element], Inline]) -> Grid | None:
    """The table; None for one without cells."""
    rows: list[list[_Cell]] = []
    least: list[int] = []
    stated = 0
    for row in children(table, w("tr")):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue  # struck by a tracked change
        cells: list[_Cell] = []
        column = min(_whole(value_of(properties, "gridBefore"), 0), _MOST_COLUMNS)
        for cell in children(row, w("tc")):
            own = cell.find(w("tcPr"))
            span = min(max(1, _whole(value_of(own, "gridSpan"), 1)), _MOST_COLUMNS)
            if _merge(own, "hMerge") == "continue" and cells:
                cells[-1].columns += span
                cells[-1].inline.text = "\n".join(filter(None, (cells[-1].inline.text, read(cell).text)))
            else:
                cells.append(_Cell(column, span, read(cell), goes_on=_merge(own, "vMerge") == "continue"))
            column += span
        if cells:
            header = properties is not None and properties.find(w("tblHeader")) is not None
            stated += header and stated == len(rows)
            rows.append(cells)
            least.append(_height(properties))
    if not rows:
        return None
    for number in range(len(rows) - 1, 0, -1):
        above = {(item.left, item.columns): item for item in rows[number - 1]}
        for item in rows[number]:
            over = above.get((item.left, item.columns)) if item.goes_on else None
            item.goes_on = over is not None and not (item.inline.text or item.inline.pictures)
            if over is not None and item.goes_on:
                over.rows += item.rows
    for item in rows[0]:
        item.goes_on = False
    width = max(cell.left + cell.columns for row in rows for cell in row)
    made = [[_made(cell) for cell in _filled(row) if not cell.goes_on] for row in rows]
    heads = stated or header_rows(made, width)
    return Grid(
        shares=_shares(table, width),
        rows=centred(made, width, heads),
        heads=heads,
        least=tuple(least) if any(least) else (),
    )


def _height(properties: Element | None) -> int:
    """Twips that a row is high at least, where that is more than a line of text: room for the pen."""
    height = properties.find(w("trHeight")) if properties is not None else None
    stated = twips_of(height.get(w("val"))) if height is not None else 0.0
    return round(stated) if stated >= _ROOMY else 0


def _filled(row: list[_Cell]) -> list[_Cell]:
    """The row's cells with a blank one for what its grid leaves free at the left."""
    return [_Cell(0, row[0].left, Inline()), *row] if row[0].left else row


def _made(cell: _Cell) -> GridCell:
    align = cell.inline.align if cell.inline.align in ("center", "right") else "left"
    return GridCell(
        text=cell.inline.text, columns=cell.columns, rows=cell.rows, align=align, pictures=tuple(cell.inline.pictures)
    )


def _shares(table: Element, width: int) -> tuple[float, ...]:
    """The columns' parts of the width, none less than a hundredth of all."""
    stated = [twips_of(column.get(w("w"))) for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    total = sum(stated)
    if len(stated) != width or total <= 0:
        return (1.0,) * width
    return tuple(max(share, total / 100) for share in stated)


def _merge(properties: Element | None, name: str) -> str:
    """``restart``, ``continue``, or blank when the cell is not merged that way."""
    item = properties.find(w(name)) if properties is not None else None
    return "" if item is None else item.get(w("val"), "continue")


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) <= 4 else default
