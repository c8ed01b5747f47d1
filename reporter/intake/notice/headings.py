"""Headings by the depth of their numbers: 一、 above （一） above 1. above （1）."""

from __future__ import annotations

import re

from .notice_words import ends_sentence

_HAN, _FIGURE = r"[一二三四五六七八九十]{1,3}", r"\d{1,2}"
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第?{_HAN}[、.．]|第{_HAN}(?:章|部分)",
        rf"[（(]{_HAN}[）)]、?",
        rf"{_FIGURE}[.．、](?!\d)",
        rf"[（(]{_FIGURE}[）)]、?|[①-⑳]",
    )
)
UNNUMBERED = len(_LEVELS)


def numbered(text: str) -> tuple[int, str]:
    """(depth of the number a line begins with, the line without it); UNNUMBERED, below all others, for no number."""
    for depth, pattern in enumerate(_LEVELS):
        if match := pattern.match(text):
            return depth, text[match.end() :].strip()
    return UNNUMBERED, text


def is_section(text: str) -> bool:
    """Whether a line is the heading of a section, such as 「一、加强公开」 or 「（二）教育领域」."""
    return numbered(text)[0] < 2 and len(text) <= 40 and not ends_sentence(text)


class Sections:
    """The headings above the place that was reached, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def take(self, text: str) -> None:
        """Go into the section of this heading."""
        depth, words = numbered(text)
        self._open = [*(item for item in self._open if item[0] < depth), (depth, words)]

    def around(self, depth: int = UNNUMBERED + 1) -> tuple[str, str]:
        """(the innermost heading above what is numbered at this depth, those around it), blank where there is none."""
        words = [words for level, words in self._open if level < depth]
        return (words[-1], "、".join(words[:-1])) if words else ("", "")
