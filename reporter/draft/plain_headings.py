"""Headings of a draft that bear no number: known by their look, set in the face of their level, nothing added to them.

The standard lets a text number its levels and does not demand it (7.3.3); a clerk sets such a heading as one, and is
told of it. Which level it is the other headings tell: those of one look are of one level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..gongwen.verify import patterns
from .draft_blocks import Drawn, Item, Line, Shown

_MOST = 24
"""Characters of a heading without number."""
_SENTENCE = re.compile("[，。；：！？,;:!?]")
_LARGER = 4.0
"""Points that a heading is larger than the text below it."""
_CENTRED, _BOLD = 10, 11
"""Ranks below the nine of heading styles."""
_DEEPEST = 4


def unnumbered_levels(items: Sequence[Item], *, annexed: bool = False) -> dict[int, int]:
    """Place → level of the headings without number among the items of a text, or of an annex, where what is centred
    stays so.

    A level that a numbered heading of the same look has is theirs; else the looks rank: heading styles in their order,
    then what is centred, then what is bold, below the level of the numbered headings before them.
    """
    ranks = {place: rank for place in range(len(items)) if (rank := _rank(items, place, annexed))}
    known: dict[int, int] = {}
    for item in items:
        if isinstance(item, Line) and (level := patterns.marked_level(item.text)) and (item.heading or item.bold):
            known.setdefault(item.heading or _BOLD, level)
    order = sorted(set(ranks.values()) - set(known))
    levels: dict[int, int] = {}
    below = 0
    for place, item in enumerate(items):
        if isinstance(item, Line) and patterns.marked_level(item.text) == 1:
            below = 1
        if place in ranks:
            rank = ranks[place]
            levels[place] = known[rank] if rank in known else min(_DEEPEST, below + 1 + order.index(rank))
    return levels


def _rank(items: Sequence[Item], place: int, annexed: bool) -> int:
    """How high the look of a heading stands, 1 the highest; 0 of what is none."""
    item = items[place]
    below = items[place + 1] if place + 1 < len(items) else None
    if not isinstance(item, Line) or below is None or not _short(item.text):
        return 0
    if item.heading:
        return item.heading
    beside = items[place - 1] if place else None
    if not isinstance(below, Line) or (isinstance(beside, Drawn | Shown) and not _larger(item, beside, below)):
        return 0  # beside a table or a picture it is a caption
    if item.align == "center" and not annexed:
        return _CENTRED
    return _BOLD if item.bold and not (below.bold and _short(below.text)) else 0


def _larger(line: Line, above: Item, below: Line) -> bool:
    """Whether a line in the middle below a picture is far larger than the text that follows: no caption is."""
    return isinstance(above, Shown) and line.align == "center" and 0 < below.size <= line.size - _LARGER


def _short(text: str) -> bool:
    others = (patterns.CAPTION, patterns.ANNEX_LABEL, patterns.ANNEX_REMARKED, patterns.DATE_ONLY, patterns.NOTE)
    return (
        0 < len(text) <= _MOST
        and not _SENTENCE.search(text)
        and bool(re.search(r"[\u4e00-\u9fff]", text))
        and not patterns.marked_level(text)
        and not any(pattern.match(text) for pattern in others)
    )
