"""Headings by the depth of their numbers: 一、 above （一） above 1. above （1）."""

from __future__ import annotations

import re

_HAN, _FIGURE = r"[一二三四五六七八九十]{1,3}", r"\d{1,2}"
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第?{_HAN}[、.．]|第{_HAN}[章部](?:分)?",
        rf"[（(]{_HAN}[）)]、?",
        rf"{_FIGURE}[.．、](?!\d)",
        rf"[（(]{_FIGURE}[）)]、?|[①-⑳]",
    )
)
_LOWEST = len(_LEVELS)


def numbered(text: str) -> tuple[int, str]:
    """(depth from 0 of the number a line begins with, the line without it); the lowest depth where there is none."""
    for depth, pattern in enumerate(_LEVELS):
        if match := pattern.match(text):
            return depth, text[match.end() :].strip()
    return _LOWEST, text


class Sections:
    """The headings above the place that was reached, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def take(self, text: str) -> None:
        """Go into the section of this heading."""
        depth, words = numbered(text)
        self._open = [*(item for item in self._open if item[0] < depth), (depth, words)]

    @property
    def area(self) -> str:
        """The innermost heading, blank where there is none."""
        return self._open[-1][1] if self._open else ""

    @property
    def above(self) -> str:
        """The headings around it, outermost first."""
        return "、".join(words for _, words in self._open[:-1])
