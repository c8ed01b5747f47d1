"""How many lines a text takes: widths of characters and the rules of line breaking (禁则), as the page is set here.

Every line has an exact pitch and every 汉字 the same width, so lines can be counted without a word processor; that is
how the typesetter knows on which page a document ends. Widths are in twips.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from . import layout

__all__ = ["count", "ems", "split"]

NOT_FIRST = frozenset("!%),.:;?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠")
NOT_LAST = frozenset("$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")
_JOINED = re.compile(r"[0-9A-Za-z][!-~]*|—{2,}|…{2,}|\s+")


def ems(text: str) -> float:
    """Width of `text` in 字: an ASCII character is half one.

    >>> ems("2018年5月"), ems("成文日期")
    (4.5, 4.0)
    """
    return len(text) - sum(character < "\x80" for character in text) / 2


def count(text: str, width: int, first: int | None = None, *, size: float = layout.BODY_SIZE.value,
          tracking: int | None = None) -> int:
    """Lines that `text` takes in `width` (`first` for its first line); line breaks in it count.

    size: of the characters, in points; tracking: their spacing, by default that of running text.
    """
    return len(split(text, width, first, size=size, tracking=tracking))


def split(text: str, width: int, first: int | None = None, *, size: float = layout.BODY_SIZE.value,
          tracking: int | None = None) -> list[str]:
    """`text` as the lines it is set in; never empty."""
    step = layout.tracking() if tracking is None else tracking
    wide, narrow = size * 20 + step, size * 10 + step
    lines: list[str] = []
    room = width if first is None else first
    for piece in re.split(r"\r\n|[\n\r\x0b]", text):
        if len(piece) * wide <= room:
            lines.append(piece)
        else:
            lines.extend(_broken(piece, room, width, wide, narrow))
        room = width
    return lines


def _broken(text: str, room: int, width: int, wide: float, narrow: float) -> list[str]:
    ends = list(accumulate([narrow if character < "\x80" else wide for character in text]))
    lines: list[str] = []
    start, used = 0, 0.0
    while start < len(text):
        stop = bisect_right(ends, used + room + 0.01)
        if stop < len(text):
            stop = _retreat(text, start, stop)
        lines.append(text[start:stop])
        start, used, room = stop, ends[stop - 1], width
    return lines


def _retreat(text: str, start: int, stop: int) -> int:
    """The last place at or before `stop` where a line may end; `stop` itself when the line offers none."""
    best = max(stop, start + 1)
    place = best
    while place > start + 1 and not _may_break(text, place):
        place -= 1
    while place > start and _may_break(text, place) and place < len(text) and text[place] == " " and place < stop:
        place += 1
    return place if place > start + 1 or _may_break(text, place) else best


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    if before == after and before in "—…":
        return False
    return not ("!" <= before <= "~" and "!" <= after <= "~")
