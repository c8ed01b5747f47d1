"""The tables of a Word document as sheets; the lines outside of them stand below the table that they come before."""

from __future__ import annotations

from collections.abc import Sequence

from ..package.budget import Unsafe
from ..package.parts import Package
from .blocks import Line, Table
from .docx_blocks import read_document
from .guard import Inspection, refusal_of
from .sheet_record import SheetRecord


def read(inspection: Inspection) -> list[SheetRecord]:
    """A sheet for each table, rows and columns as in the table; one of the lines alone where there is no table."""
    try:
        blocks = read_document(Package(inspection.parts), "", links=True)
    except Unsafe as unsafe:
        raise refusal_of(unsafe) from unsafe
    sheets: list[SheetRecord] = []
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Line) and block.text.strip():
            lines.append(block.text.strip())
        elif isinstance(block, Table):
            sheets.append(_sheet(block, lines))
            lines = []
    if lines and sheets:
        sheets[-1].setdefault("lines", len(sheets[-1]["rows"]) + 1)
        sheets[-1]["rows"] += [[line] for line in lines]
    elif lines:
        sheets.append({"name": "正文", "top": 1, "left": 1, "rows": [[line] for line in lines]})
    return sheets


def _sheet(table: Table, lines: Sequence[str]) -> SheetRecord:
    grid = table.grid
    last = max((row for row, _ in grid.cells), default=0)
    rows = [[grid.text(row, column).strip() for column in range(1, table.width + 1)] for row in range(1, last + 1)]
    record: SheetRecord = {
        "name": grid.name,
        "top": 1,
        "left": 1,
        "rows": [*rows, *([line] for line in lines)],
        "merges": list(grid.merges),
    }
    return {**record, "lines": len(rows) + 1} if lines else record
