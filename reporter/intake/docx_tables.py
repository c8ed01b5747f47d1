"""The tables of a Word document as sheets; the lines outside of them stand below the table that they come before."""

from __future__ import annotations

from collections.abc import Sequence

from ..package.budget import Unsafe
from ..package.parts import Package
from .boundary_text import clean_text
from .guard import Inspection, refusal_of
from .notice.blocks import Line, Table
from .notice.document import read_document
from .notice.notice_records import NotANotice
from .sheet_record import SheetRecord
from .sniff import Refusal


def read(inspection: Inspection) -> list[SheetRecord]:
    """A sheet for each table, rows and columns as in the table; one of the lines alone where there is no table."""
    try:
        blocks = read_document(Package(inspection.parts), "")
    except Unsafe as unsafe:
        raise refusal_of(unsafe) from unsafe
    except NotANotice as error:
        raise Refusal("FILE_DAMAGED", where="") from error
    sheets: list[SheetRecord] = []
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Line) and block.text.strip():
            lines.append(block.text.strip())
        elif isinstance(block, Table):
            sheets.append(_sheet(block, f"表{len(sheets) + 1}", lines))
            lines = []
    if lines and sheets:
        sheets[-1]["rows"] += [[line] for line in lines]
    elif lines:
        sheets.append({"name": "正文", "top": 1, "left": 1, "rows": [[line] for line in lines]})
    return sheets


def _sheet(table: Table, name: str, lines: Sequence[str]) -> SheetRecord:
    rows: list[list[str]] = []
    begun: dict[int, list[int]] = {}
    merges: list[list[int]] = []
    for number, row in enumerate(table.rows, 1):
        texts: list[str] = []
        for cell in row:
            texts += [""] * (cell.column + cell.span - len(texts))
            if cell.below and cell.column in begun:
                begun[cell.column][2] = number
                continue
            texts[cell.column] = clean_text(cell.text)[0].strip()
            begun[cell.column] = [number, cell.column + 1, number, cell.column + cell.span]
            merges.append(begun[cell.column])
        rows.append(texts)
    return {
        "name": name,
        "top": 1,
        "left": 1,
        "rows": [*rows, *([line] for line in lines)],
        "merges": [(a, b, c, d) for a, b, c, d in merges if (a, b) != (c, d) and rows[a - 1][b - 1]],
    }
