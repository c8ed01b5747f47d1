"""A rendered line of a template: where inserted data is sealed, and which template line it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..gongwen.content import Noted
from ..records import record

OPEN, CLOSE = "\ue000", "\ue001"
"""Around an inserted value."""

_NUMBER, _NUMBER_END = "\ue002", "\ue003"

_NOTE, _NOTE_TEXT, _NOTE_END = "\ue004", "\ue005", "\ue006"
"""Around a stretch of an inserted value that bears a note: _NOTE, the note's number, _NOTE_TEXT, the text,
_NOTE_END."""

SEALED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
LINE_NUMBER = re.compile(f"{_NUMBER}(\\d+){_NUMBER_END}")
_MARK = re.compile(f"{_NOTE}(\\d+){_NOTE_TEXT}|{_NOTE_END}")
PRIVATE = re.compile(f"{LINE_NUMBER.pattern}|{_MARK.pattern}|[{OPEN}-{_NOTE_END}]")
"""Everything of ours, which no data and no template may bring along."""


@record
class Line:
    """One paragraph or table of a template: number of its line, text still sealed, level of its own numbering.

    `table` is the name of a table, blank for a paragraph.
    """

    number: int
    text: str
    level: int = 0
    table: str = ""

    @property
    def shadow(self) -> str:
        """The text with its data blotted out."""
        return shade(self.text)


def line_number(number: int) -> str:
    """The mark that the template's line `number` begins with."""
    return f"{_NUMBER}{number}{_NUMBER_END}"


@lru_cache(maxsize=256)  # as with the numbers of headings
def shade(text: str) -> str:
    """The text with every sealed value blotted out place by place: what structure may be looked for in."""
    if OPEN not in text:
        return text
    return SEALED.sub(lambda found: OPEN * len(found[0]), text)


def bare(text: str) -> str:
    """The text without seals and marks of notes, as it is printed."""
    text = text.replace(OPEN, "").replace(CLOSE, "")
    return _MARK.sub("", text) if _NOTE in text else text


def marked(text: str, number: int) -> str:
    """A stretch of an inserted value with the mark of note `number`."""
    return f"{_NOTE}{number}{_NOTE_TEXT}{text}{_NOTE_END}"


def printed(text: str, notes: Sequence[object]) -> str:
    """The text as it is printed, its marked stretches with their `notes`; plain text when it has none."""
    if _NOTE not in text:
        return bare(text)
    found, spans, place, opened = "", [], 0, None
    for mark in _MARK.finditer(text):
        found += bare(text[place : mark.start()])
        place = mark.end()
        if mark[1]:
            opened = len(found), notes[int(mark[1])]
        elif opened:
            spans.append((opened[0], len(found), opened[1]))
            opened = None
    return Noted(found + bare(text[place:]), spans)
