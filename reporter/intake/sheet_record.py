"""A sheet as it passes from the engines to the reader: plain lists, because it goes through JSON."""

from __future__ import annotations

from typing import Required, TypedDict

CellRemark = tuple[str, str, str, dict[str, str]]
"""(name of a Kind, the cell, its content, facts) of what is said of one cell."""


class SheetRecord(TypedDict, total=False):
    """Rows and columns are counted from 1; what is absent is empty.

    top, left: where the first of `rows` begins. rows: texts in print form, blank where empty. kinds: (row, column,
    kind) of cells that are no text. extra: (row, column, text, kind) of cells outside `rows`. merges: (top, left,
    bottom, right). notes: (what, cell, text, author). struck, cleaned, far: (row, column) of cells whose text is
    struck out, had a character replaced, stands far off the rest. remarks: what is to be said of single cells.
    lines: the first of `rows` that is a line of the document around a table.
    """

    name: Required[str]
    top: Required[int]
    left: Required[int]
    rows: Required[list[list[str]]]
    kinds: list[tuple[int, int, str]]
    extra: list[tuple[int, int, str, str]]
    merges: list[tuple[int, int, int, int]]
    visibility: str
    hidden_rows: list[int]
    hidden_columns: list[int]
    notes: list[tuple[str, str, str, str]]
    remarks: list[CellRemark]
    struck: list[tuple[int, int]]
    cleaned: list[tuple[int, int]]
    far: list[tuple[int, int]]
    lines: int
