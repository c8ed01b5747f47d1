"""The text of a draft as blocks: paragraphs with their levels, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..gongwen.content import Block, Paragraph
from ..gongwen.verify.patterns import ATTENDANCE, LEVELS, NAMED_ITEM
from .draft_blocks import Drawn, Item, Line, Shown
from .plain_headings import unnumbered_levels

_ENDS = tuple("。；！？：，、")
_HEADING_MOST, _SENTENCE_MOST = 60, 30
"""Characters of a heading, and of one that ends as a sentence does."""
_CAPTION_MOST = 60
_UNIT = re.compile(r"[（(]?单位[：:][^。；]{1,12}[）)]?")
"""What the figures of the table below are counted in."""
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]+[章节编][ \u3000]?[^，。；：]{0,30}")
_TEXT_LEVELS = (3, 4)


def text_blocks(items: Sequence[Item], *, annexed: bool = False) -> tuple[Block, ...]:
    """The blocks of a text, or of an annex, where what was centred stays so."""
    headings = unnumbered_levels(items, annexed=annexed)
    return tuple(
        Paragraph(text=item.text, level=1, centred=True)
        if isinstance(item, Line) and _CHAPTER.fullmatch(item.text)
        else Paragraph(text=item.text, level=headings[place])
        if place in headings and isinstance(item, Line)
        else _block(items, place, annexed)
        for place, item in enumerate(items)
    )


def _block(items: Sequence[Item], place: int, annexed: bool) -> Block:
    item = items[place]
    if isinstance(item, Drawn):
        return item.grid
    if isinstance(item, Shown):
        return item.picture
    beside = [items[other] for other in (place - 1, place + 1) if 0 <= other < len(items)]
    captioned = any(isinstance(other, Drawn | Shown) for other in beside)
    if (
        item.align == "center"
        and len(item.text) <= _CAPTION_MOST
        and (annexed or captioned)
        and not _sentence(item.text)
    ):
        return Paragraph(text=item.text, centred=True)
    if isinstance(_below(items, place), Drawn) and _UNIT.fullmatch(item.text):
        return Paragraph(text=item.text, right=True)
    return _paragraph(item, items[place - 1] if place else None, _below(items, place))


def _sentence(text: str) -> bool:
    """Whether a text is no caption, wherever its writer put it: an item of a list that ends as a sentence does."""
    return bool(level_of(text)[0]) and text.endswith(("。", "；"))


def _below(items: Sequence[Item], place: int) -> Item | None:
    return items[place + 1] if place + 1 < len(items) else None


def _paragraph(line: Line, above: Item | None, below: Item | None) -> Paragraph:
    """A heading when nothing but a title stands in the line; else its first sentence is the heading, the rest runs
    on. Lines of one level right below one another are the items of a list."""
    text = line.text
    level, mark = level_of(text)
    if match := ATTENDANCE.match(text):
        return Paragraph(text=text, level=1, lead=text[: match.start("names")])
    if not level:
        return Paragraph(text=text)
    if level in _TEXT_LEVELS:
        listed = not isinstance(below, Line) or 0 < level_of(below.text)[0] <= level
        listed = listed or (isinstance(above, Line) and level_of(above.text)[0] == level)
        heading = not text.endswith(_ENDS) and len(text) <= _HEADING_MOST and not listed
        return Paragraph(text=text, level=level) if heading else Paragraph(text=text, level=level, lead=mark)
    said = NAMED_ITEM.match(text)
    if said and not (isinstance(below, Line) and not level_of(below.text)[0] and below.text.endswith(_ENDS)):
        return Paragraph(text=text, level=level, lead=said[0])
    short = "。" not in text[:-1] and len(text) <= (_SENTENCE_MOST if text.endswith(_ENDS) else _HEADING_MOST)
    if short:
        return Paragraph(text=text, level=level, lead=text if text.endswith(_ENDS) else "")
    end = text.find("。") + 1
    return Paragraph(text=text, level=level, lead=text[:end] if 0 < end <= _HEADING_MOST and end < len(text) else mark)


def level_of(text: str) -> tuple[int, str]:
    """(level, its mark) of a paragraph whose mark is in the right form; (0, "") of running text."""
    for level, right, pattern in LEVELS:
        if right and (match := pattern.match(text)):
            return level, match[0]
    return 0, ""
