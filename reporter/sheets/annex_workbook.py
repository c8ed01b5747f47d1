"""通报附表.xlsx: the tables of a crowded month's documents, every row of them."""

from __future__ import annotations

from collections.abc import Iterable

from ..assess.figures import Figures
from ..gongwen.content import Table
from ..ledger.sheet_rows import Sheet, TableColumn
from .plain_tables import Tables

_WIDER = 2.5
"""Digits of a workbook to a character of a document's table."""


def annex_workbook(found: Figures, tables: Iterable[tuple[str, Table]]) -> bytes:
    """The workbook, a sheet for each table that has rows; the same figures, the same bytes."""
    workbook = Tables(f"{found.period.chinese}政务公开重点工作情况通报附表", found.as_of)
    for name, table in tables:
        if table.rows:
            columns: tuple[TableColumn[object], ...] = tuple(
                TableColumn(
                    item.title.replace("\n", ""),
                    round(item.share * _WIDER, 1),
                    form="text" if item.align == "left" else "short",
                )
                for item in table.columns
            )
            rows = [tuple(map(str, row)) for row in table.rows]
            workbook.add(Sheet(name=name, columns=columns, items=rows, frozen_columns=2))
    return workbook.finished()
