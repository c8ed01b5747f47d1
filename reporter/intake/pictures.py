"""Pictures of an .xlsx: those that lie over its cells, and those that WPS keeps inside of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..package.wordml import local
from .shown import whole

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..package.parts import Package

PICTURE = "（图片）"
_NUMBER = re.compile(r"DISPIMG\(\s*[\"']?(\w{1,80})")


def picture_text(formula: str) -> str:
    """What stands for a picture inside a cell: its number, where its formula has one."""
    number = _NUMBER.search(formula)
    return f"（图片 {number[1]}）" if number else PICTURE


def pictures_of(package: Package, sheet: str) -> Iterator[tuple[int, int]]:
    """(row, column) of the cell in the middle of each picture that lies over the sheet in part `sheet`."""
    for _, kind, target in package.relations(sheet):
        if kind == "drawing":
            for anchor in package.items(target):
                place = _middle(anchor)
                if place and any(local(item.tag) == "pic" for item in anchor.iter()):
                    yield place


def _middle(anchor: Element) -> tuple[int, int] | None:
    corners = {local(child.tag): {local(item.tag): whole(item.text) for item in child} for child in anchor}
    first = corners.get("from")
    if not first:
        return None
    last = corners.get("to") or first
    row, column = ((first.get(name, 0) + last.get(name, 0)) // 2 + 1 for name in ("row", "col"))
    return row, column
