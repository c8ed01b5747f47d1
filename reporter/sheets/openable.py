"""Whether openpyxl can open a workbook without costing minutes or gigabytes: looked at before it tries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..package.budget import MARKED_BYTES, Budget, Unsafe
from ..package.members import MARKUP, Members

_SHEET_BUDGET = 200
_MERGE_BUDGET = 100_000
"""Cells under merged ranges: openpyxl makes an object of each."""

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


class NotMarkable(ValueError):
    """The workbook cannot be marked in its own form."""


def affordable(data: bytes) -> Members:
    """The parts of a sound package of modest size and modest merged ranges; NotMarkable for any other."""
    try:
        members = Members(data, Budget(MARKED_BYTES))
        parts = {name: members[name] for name in members if name.endswith(MARKUP)}
    except Unsafe as unsafe:
        raise NotMarkable(f"not a sound .xlsx package of modest size: {unsafe}") from unsafe
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    if len(sheets) > _SHEET_BUDGET or sum(map(_merged_cells, sheets)) > _MERGE_BUDGET:
        raise NotMarkable("too many sheets or merged cells")
    return members


def has_pictures(names: Iterable[str]) -> bool:
    """Whether a package with parts of these names holds pictures or drawings, which openpyxl may not keep."""
    return any(name.startswith(("xl/media/", "xl/drawings/drawing")) for name in names)


def _merged_cells(xml: bytes) -> int:
    """The cells under all merged ranges of a sheet."""
    from openpyxl.worksheet.cell_range import CellRange

    boxes = (CellRange(found.decode()).size for found in _MERGE.findall(xml))
    return sum(box["columns"] * box["rows"] for box in boxes)
