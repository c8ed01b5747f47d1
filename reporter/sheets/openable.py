"""Whether openpyxl can open a workbook without costing minutes or gigabytes: looked at before it tries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..package.budget import MARKED_BYTES, Budget, Unsafe
from ..package.members import MARKUP, Members
from ..vocabulary.cell_address import LAST_ROW, position

_SHEET_BUDGET = 200
_MERGE_BUDGET = 100_000
"""Cells under merged ranges: openpyxl makes an object of each."""

_MERGED = b"mergeCell"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')


class NotMarkable(ValueError):
    """The workbook cannot be marked in its own form."""


def affordable(data: bytes) -> tuple[Members, dict[str, bytes]]:
    """The parts of a sound package of modest size and modest merged ranges, and those that are markup, inflated;
    NotMarkable for any other.
    """
    try:
        members = Members(data, Budget(MARKED_BYTES))
        parts = {name: members[name] for name in members if name.endswith(MARKUP)}
    except Unsafe as unsafe:
        raise NotMarkable(f"not a sound .xlsx package of modest size: {unsafe}") from unsafe
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    if len(sheets) > _SHEET_BUDGET or sum(map(_merged_cells, sheets)) > _MERGE_BUDGET:
        raise NotMarkable("too many sheets or merged cells")
    return members, parts


def has_pictures(names: Iterable[str]) -> bool:
    """Whether a package with parts of these names holds pictures or drawings, which openpyxl may not keep."""
    return any(name.startswith(("xl/media/", "xl/drawings/drawing")) for name in names)


def _merged_cells(xml: bytes) -> int:
    """The cells under all merged ranges of a sheet; NotMarkable where one is no range."""
    first = xml.find(_MERGED)
    if first < 0:
        return 0
    begin = xml.rfind(b"<", 0, first)  # a pattern that begins so would be tried at every element before
    try:
        return sum(_size(*map(bytes.decode, found)) for found in _MERGE.findall(xml, max(begin, 0)))
    except ValueError as error:
        raise NotMarkable(f"no range: {error}") from error


def _size(first: str, last: str) -> int:
    """The cells from one to the other."""
    (top, left), (bottom, right) = position(first), position(last)
    if top > bottom or left > right or bottom > LAST_ROW:
        raise ValueError(f"{first}:{last}")
    return (bottom - top + 1) * (right - left + 1)
