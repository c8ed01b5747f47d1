"""The notice as a workbook → blocks, one part a sheet; read by the guarded reader all workbooks go through."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ...vocabulary.model import Source
from ...vocabulary.problems import Kind
from .. import reader
from ..grid import Failure, Grid, address
from ..table_layout import lines_of
from .blocks import Block, Cell, Part, Row, Table
from .notice_records import NotANotice

_MOST_CELLS = 200_000
"""Cells of the rectangle a sheet covers; a list of tasks has some thousands."""

_SAVE_AS = "请用 Word、WPS 或 Excel 打开检查，另存为 .docx 或 .xlsx 后重试。"
_REMEDIES = {Kind.FILE_ENCRYPTED: "请取消密码后重试。", Kind.FILE_IN_USE: "请关闭文件后重试。"}
"""The catalogue's own remedies speak of returns."""


def read_workbook_blocks(data: bytes, file: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """(blocks of all visible sheets, names of hidden sheets that hold something); NotANotice when it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"notice{Path(file).suffix if Path(file).suffix.isascii() else ''}"
        path.write_bytes(data)
        book = reader.read_workbook(path)
    if isinstance(book, Failure):
        raise NotANotice(book.message + _REMEDIES.get(book.remark.kind, _SAVE_AS))
    if {"任务", "称谓", "考核办法"} <= {grid.name for grid in book.sheets}:
        raise NotANotice("这已经是任务总表，不必导入。请直接放到 input/任务总表.xlsx。")
    blocks: list[Block] = []
    hidden = []
    for grid in book.sheets:
        if grid.visibility != "visible":
            hidden += [grid.name] if grid.cells else []
        elif grid.cells:
            blocks += [Part(grid.name), Table(tuple(_rows(grid, file)))]
    return tuple(blocks), tuple(hidden)


def _rows(grid: Grid, file: str) -> Iterator[Row]:
    """The sheet's rows from its first cell to its last, every column in each; merged cells as one."""
    lines = lines_of(grid)
    columns = sorted({column for line in lines.rows.values() for column in line})
    if not columns or len(lines.rows) * len(columns) > _MOST_CELLS:
        raise NotANotice(f"工作表“{grid.name}”过大，不像任务清单，未读取。请只保留任务表后重试。")
    for row in lines.rows:
        cells: list[Cell] = []
        corners = [lines.covers.get((row, column), (row, column)) for column in columns]
        for (top, left), group in groupby(enumerate(columns), key=lambda item: corners[item[0]]):
            (place, column), *more = group
            source = Source(file, grid.name, address(row, column))
            cells.append(Cell(grid.text(top, left), place, source, 1 + len(more), below=top != row))
        yield tuple(cells)
