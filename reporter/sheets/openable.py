"""Whether openpyxl can open a workbook without costing minutes or gigabytes: looked at before it tries."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

__all__ = ["NotMarkable", "check_affordable", "has_pictures"]

_XML_BUDGET = 8 * 2**20
"""Bytes of XML inside; a return of forty duties with long texts has about 200,000."""

_SHEET_BUDGET = 200
_MERGE_BUDGET = 100_000
"""Cells under merged ranges: openpyxl makes an object of each."""

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


class NotMarkable(ValueError):
    """The workbook cannot be marked in its own form."""


def check_affordable(data: bytes) -> None:
    """NotMarkable unless `data` is a zip of modest size, whatever its headers claim, with modest merged ranges."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [part for part in package.infolist() if part.filename.endswith((".xml", ".rels", ".vml"))]
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/sheet")]
            if sum(part.file_size for part in parts) > _XML_BUDGET or len(sheets) > _SHEET_BUDGET:
                raise NotMarkable("the workbook is too large to be marked")
            merged = sum(_merged_cells(package.read(part)) for part in sheets)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise NotMarkable(f"not a sound .xlsx package: {error}") from error
    if merged > _MERGE_BUDGET:
        raise NotMarkable("its merged ranges are too large")


def has_pictures(data: bytes) -> bool:
    """Whether the package holds pictures or drawings, which openpyxl may not keep."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(name.startswith(("xl/media/", "xl/drawings/drawing")) for name in package.namelist())


def _merged_cells(xml: bytes) -> int:
    """The cells under all merged ranges of a sheet."""
    from openpyxl.utils import range_boundaries

    boxes = (range_boundaries(found.decode()) for found in _MERGE.findall(xml))
    return sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in boxes)
