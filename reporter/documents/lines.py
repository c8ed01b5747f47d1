"""A rendered line of a template: where inserted data is sealed, and which template line it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["CLOSE", "LINE_NUMBER", "Line", "OPEN", "PRIVATE", "SEALED", "bare", "line_number", "shade"]

OPEN, CLOSE = "\ue000", "\ue001"
"""Around an inserted value."""

_NUMBER, _NUMBER_END = "\ue002", "\ue003"

SEALED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
LINE_NUMBER = re.compile(f"{_NUMBER}(\\d+){_NUMBER_END}")
PRIVATE = re.compile(f"{LINE_NUMBER.pattern}|[{OPEN}-{_NUMBER_END}]")
"""Everything of ours, which no data and no template may bring along."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


def shade(text: str) -> str:
    """The text with every sealed value blotted out place by place: what structure may be looked for in."""
    return SEALED.sub(lambda found: OPEN * len(found[0]), text)


def bare(text: str) -> str:
    """The text without seals, as it is printed."""
    return text.replace(OPEN, "").replace(CLOSE, "")
