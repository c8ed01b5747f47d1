"""The addresses that hang on cells of an .xlsx sheet: hyperlinks, and the formula HYPERLINK."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..package.markup import unescaped
from .shown import column_number

if TYPE_CHECKING:
    from ..package.parts import Package

_LINK = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?hyperlink((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))+)\s*/?>")
_ATTRIBUTE = re.compile(rb"(?:[\w.-]+:)?(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_RANGE = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
MOST_CELLS = 1000
"""Cells of one link that covers a range; of a larger one the corner has it."""
_FORMULA = re.compile(
    r'\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*', re.IGNORECASE
)

Place = tuple[int, int]


def links_of(package: Package, sheet: str) -> Iterator[tuple[Place, str]]:
    """((row, column), address) of the links of the sheet in part `sheet`; one to a place in the workbook begins with
    #.
    """
    part = package.part(sheet)
    begin = max(part.rfind(b"sheetData"), 0)  # links are told behind the cells
    if b"hyperlink " not in part[begin:]:
        return
    outside = package.outside(sheet)
    for link in _LINK.finditer(part, begin):
        values = {
            name: unescaped((double or single).decode("utf-8", "replace"))
            for name, double, single in _ATTRIBUTE.findall(link[1])
        }
        inside = values.get(b"location", "")
        address = outside.get(values.get(b"id", ""), "") + (f"#{inside}" if inside else "")
        if address.strip():
            for place in _places(values.get(b"ref", "").encode()):
                yield place, address.strip()


def _places(reference: bytes) -> Iterator[Place]:
    match = _RANGE.fullmatch(reference.strip())
    if not match:
        return
    top, left = int(match[2]), column_number(match[1])
    bottom, right = (int(match[4]), column_number(match[3])) if match[3] else (top, left)
    if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
        bottom, right = top, left
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column


def formula_link(formula: str) -> tuple[str, str]:
    """(words, address) of a HYPERLINK formula whose arguments are texts; blanks for any other."""
    match = _FORMULA.fullmatch(formula)
    if not match:
        return "", ""
    address, words = (text.replace('""', '"').strip() for text in (match[1], match[2] or ""))
    return words or address, address


def is_web_address(address: str) -> bool:
    """Whether anybody can follow it: http or https."""
    return re.match(r"https?://", address, re.IGNORECASE) is not None


def with_address(text: str, address: str) -> str:
    """A cell's text with the address of its link behind it, unless it says the address itself."""
    return text if _plain(address) in _plain(text) else f"{text} {address}"


def _plain(address: str) -> str:
    """An address as it compares: a browser escapes characters and Excel closes a bare host with a slash."""
    from urllib.parse import unquote

    return unquote(address).rstrip("/").lower()
