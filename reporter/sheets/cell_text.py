"""Text from anywhere made fit for a cell: printable, within Excel's limit, never a formula; and how tall it stands."""

from __future__ import annotations

import datetime as dt
import functools
import re

from ..intake.boundary_text import clean_text

CELL_LIMIT = 32_767
"""Characters a cell can hold, as Excel counts them: one beyond the basic plane counts two."""

_FIRST_YEAR, _DAY_0 = 1901, dt.date(1899, 12, 30)
_PIXELS, _SPARE = 7, 2
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def printable(text: str) -> str:
    """The text with what no workbook can hold replaced visibly: ``〔U+000B〕``; line ends become ``\\n``."""
    return clean_text(text)[0]


def literal(text: str) -> str:
    """The text as a cell holds it: printable, what looks like an escape no escape."""
    text = printable(text)
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def is_counted(day: dt.date) -> bool:
    """Whether Excel's calendar can be relied on: it counts days from 1900, and counts a day of that year that never
    was.
    """
    return day.year >= _FIRST_YEAR


def day_number(day: dt.date) -> int:
    """The day as Excel counts it."""
    return (day - _DAY_0).days


def looks_like_formula(text: str) -> bool:
    """Whether someone editing the cell might turn the text into a formula (OWASP, CSV Injection)."""
    return text[:1] in ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠") and len(text) > 1


def pieces(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """The text cut into parts that each fit a cell; joined they are the text. A blank text is one blank part."""
    if _fits(text, limit):
        return [text]
    parts, start, size = [], 0, 0
    for index, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if size + width > limit:
            parts.append(text[start:index])
            start, size = index, 0
        size += width
    return [*parts, text[start:]]


def fitting(text: str, where: str, limit: int = CELL_LIMIT) -> str:
    """The text if it fits a cell; else its beginning and, plainly, where the whole of it stands."""
    if _fits(text, limit):
        return text
    tail = f"……（原文过长，全文见{where}）"
    return pieces(text, limit - len(tail))[0] + tail


@functools.lru_cache(maxsize=4096)
def lines(text: str, width: float, size: float = 10.5) -> int:
    """Lines the text takes at `size` points in a column `width` characters wide. At least 1; errs on the high side.

    A column's unit is a digit of the workbook's standard font, about 7 pixels; a Chinese character is as wide as its
    size, a Latin one half of it.
    """
    room = max((width * _PIXELS - _SPARE) / (size * 96 / 72 / 2), 2)
    # GBK gives each Chinese character two bytes and each Latin one: a quick measure of printed width. A line never
    # breaks inside a Chinese character, hence the whole number of them.
    room = int(room) // 2 * 2
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line.encode("gbk", "replace")) // room)) for line in text.split("\n"))


def _fits(text: str, limit: int) -> bool:
    if 2 * len(text) <= limit:  # certainly, and almost always the case
        return True
    return (len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2) <= limit
