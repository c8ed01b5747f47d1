"""The notice as a workbook → blocks, one part a sheet; read by the guarded reader all workbooks go through."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ...vocabulary import column_titles
from .. import reader
from ..blocks import Block, Line, Part, Table
from ..grid import Failure
from .notice_records import NotANotice

_SAVE_AS = "请用 Word、WPS 或 Excel 打开检查，另存为 .docx 或 .xlsx 后重试。"


def read_workbook_blocks(data: bytes, file: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """(blocks of all visible sheets, names of hidden sheets that hold something); NotANotice when it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"notice{Path(file).suffix if Path(file).suffix.isascii() else ''}"
        path.write_bytes(data)
        book = reader.read_workbook(path)
    if isinstance(book, Failure):
        raise NotANotice(book.message + _SAVE_AS)
    if {column_titles.TASK, column_titles.COLLECTIVE, column_titles.METHOD} <= {grid.name for grid in book.sheets}:
        raise NotANotice("这已经是任务总表，不必导入。请直接放到 input/任务总表.xlsx。")
    blocks: list[Block] = []
    hidden = []
    for grid in book.sheets:
        if grid.visibility != "visible":
            hidden += [grid.name] if grid.cells else []
        elif grid.cells:
            table = Table(grid, file, "{address}", len({column for _, column in grid.cells}))
            lines = [Line(cell.text, table.source(*place)) for place, cell in sorted(grid.cells.items())]
            blocks += [Part(grid.name), *([table] if table.width > 1 else lines)]
    return tuple(blocks), tuple(hidden)
