"""Cells far off the rest of a sheet: cut out of its markup before the engine, which would spread the sheet up to them.

Calamine lays a sheet out from its first to its last cell; one at XFD1048576 makes it ask for half a terabyte and abort.
"""

from __future__ import annotations

import html
import re

from .shown import column_number, whole
from .sniff import Refusal

ROWS = 20_000
COLUMNS = 300
"""A progress sheet is never that long or wide; what lies beyond is far."""

_CELL = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)c(?P<attributes>\s[^>]*?)?(?:/>|>(?P<body>.*?)</(?P=prefix)c\s*>)", re.S
)
_ROW = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)row(?P<attributes>\s[^>]*?)?(?:/>|>(?P<body>.*?)</(?P=prefix)row\s*>)", re.S
)
_PLACE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([A-Za-z]*)(\d*)[\"']")
_TYPE = re.compile(rb"(?:^|\s)t\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?(?:v|t)(?:\s[^>]*)?>(.*?)</(?:[\w.-]+:)?(?:v|t)\s*>", re.S)


def cut_far_cells(part: bytes, shared: list[str] | None) -> tuple[bytes, list[tuple[int, int, str]]]:
    """(the sheet's markup without far cells, [(row, column, text)] of those that had text).

    `shared` are the shared strings, None until they are needed: then KeyError asks for them. Refusal for an address
    that no sheet has.
    """
    far: list[tuple[int, int, str]] = []

    def cell(match: re.Match[bytes], row: int) -> bytes:
        place = _PLACE.search(match["attributes"] or b"")
        if not place or not place[1] or not place[2]:
            return match[0] if row <= ROWS else b""
        line, column = whole(place[2], 2**31), column_number(place[1])
        if line > 1_048_576 or column > 16_384 or line == 0:
            raise Refusal("FILE_HOSTILE", why=f"单元格地址 {(place[1] + place[2]).decode()} 超出工作表范围")
        if line <= ROWS and column <= COLUMNS:
            return match[0]
        if text := _text(match, shared):
            far.append((line, column, text))
        return b""

    def row(match: re.Match[bytes]) -> bytes:
        place = _PLACE.search(match["attributes"] or b"")
        number = whole(place[2]) if place and place[2] and not place[1] else 0
        kept = _CELL.sub(lambda inner: cell(inner, number), match[0])
        return b"" if number > ROWS else kept

    return _ROW.sub(row, part), far


def _text(match: re.Match[bytes], shared: list[str] | None) -> str:
    value = b"".join(_VALUE.findall(match["body"] or b""))
    if not value.strip():
        return ""
    kind = _TYPE.search(match["attributes"] or b"")
    if kind and kind[1] == b"s":
        if shared is None:
            raise KeyError("shared strings")
        number = whole(value, len(shared))
        return shared[number].strip() if 0 <= number < len(shared) else ""
    return html.unescape(value.decode("utf-8", "replace")).strip()
