"""The notice as a workbook → blocks, one part a sheet; read by the guarded reader all workbooks go through."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ...vocabulary.model import Source
from ...vocabulary.problems import Kind
from .. import reader
from ..grid import Failure, Grid, address
from .blocks import Block, Cell, Part, Row, Table
from .notice_records import NotANotice

__all__ = ["read_workbook_blocks"]

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
    near = [place for place in grid.cells if place not in grid.far]
    rows = sorted({row for row, _ in near})
    columns = sorted({column for _, column in near})
    if not rows or len(rows) * len(columns) > _MOST_CELLS:
        raise NotANotice(f"工作表“{grid.name}”过大，不像任务清单，未读取。请只保留任务表后重试。")
    place = {column: index for index, column in enumerate(columns)}
    covers = _covers(grid, rows, columns)
    for row in rows:
        cells: list[Cell] = []
        for column in columns:
            top, left, width = covers.get((row, column), (row, column, 1))
            if left != column:
                continue
            source = Source(file, grid.name, address(row, column))
            cells.append(Cell(grid.text(top, left), place[column], source, width, below=top != row))
        yield tuple(cells)


def _covers(grid: Grid, rows: list[int], columns: list[int]) -> dict[tuple[int, int], tuple[int, int, int]]:
    """(row, column) inside a merge → (its top row, its left column, how many used columns it covers)."""
    found: dict[tuple[int, int], tuple[int, int, int]] = {}
    for merge in grid.merges:
        across = [column for column in columns if merge.left <= column <= merge.right]
        if not across or len(found) > _MOST_CELLS:
            continue
        for row in rows:
            if merge.top <= row <= merge.bottom:
                for column in across:
                    found[row, column] = (merge.top, merge.left if merge.left in across else across[0], len(across))
    return found
