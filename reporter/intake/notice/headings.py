"""Headings by the depth of their numbers: 一、 above （一） above 1. above （1）."""

from __future__ import annotations

import re

from .notice_words import UNNUMBERED, ends_sentence, numbered

_COUNTED = re.compile(r"[ \u3000]*[（(][ \u3000]*共?[ \u3000]*\d{1,3}[ \u3000]*[项条个][ \u3000]*[）)]$")
"""How many tasks stand below a heading: no part of its name."""


def is_section(text: str) -> bool:
    """Whether a line is the heading of a section, such as 「一、加强公开」 or 「（二）教育领域」."""
    return numbered(text)[0] < 2 and len(text) <= 40 and not ends_sentence(text)


class Sections:
    """The headings above the place that was reached, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def take(self, text: str) -> None:
        """Go into the section of this heading."""
        depth, words = numbered(_COUNTED.sub("", text))
        self._open = [*(item for item in self._open if item[0] < depth), (depth, words)]

    def around(self, depth: int = UNNUMBERED + 1) -> tuple[str, str]:
        """(the innermost heading above what is numbered at this depth, those around it), blank where there is none."""
        words = [words for level, words in self._open if level < depth]
        return (words[-1], "、".join(words[:-1])) if words else ("", "")
