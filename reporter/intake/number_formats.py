"""Number formats that show other words than the cell holds: 「已完成」 for a 1, nothing at all for anything."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Mapping, Sequence

_LONGEST = 1000
"""Characters of a format that is looked at; Excel allows 255."""
_PIECE = re.compile(r'"([^"]*)"?|\\(.?)|\[([^\]]*)\]?|[_*].?|(;)|([^"\\\[_*;])', re.S)
_CONDITION = re.compile(r"(<>|<=|>=|<|>|=)\s{0,9}(-?\d{1,15}(?:\.\d{1,15})?)")
_PRINTS = re.compile(r"[A-Za-z0#?@]")
"""Places of digits, General, and the letters of days: what of a section prints the value itself."""
_COMPARES: Mapping[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}

_Section = tuple[str | None, tuple[str, float] | None]
"""(its words, None where it prints the value; its condition)."""


@functools.lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    words, condition, prints = "", None, False
    for quoted, escaped, bracket, end, bare in [*_PIECE.findall(code[:_LONGEST]), ("", "", "", ";", "")]:
        if end:
            found.append((None if prints else words.strip(), condition))
            words, condition, prints = "", None, False
        elif bracket:
            match = _CONDITION.fullmatch(bracket.strip())
            if match:
                condition = (match[1], float(match[2]))
            elif bracket.strip("hmsHMS") == "":  # hours that have passed
                prints = True
        else:
            words += quoted or escaped or bare
            prints = prints or bool(_PRINTS.match(bare))
    return tuple(found)


def may_hide(code: str) -> bool:
    """Whether a format shows words instead of some values, or nothing of any; a dash or nothing for nought is no
    matter.
    """
    sections = _sections(code)
    return any(words and re.search(r"[^\W\d_]", words) for words, _ in sections) or (
        len(sections) > 1 and all(words == "" for words, _ in sections)
    )


def shown_text(code: str, text: str, is_number: bool) -> str | None:
    """What a cell shows by its format instead of its text, blank where it shows nothing; None where that is its
    text.
    """
    sections = _sections(code)
    if not is_number:
        return sections[3][0] if len(sections) > 3 else None
    return _for_number(sections, float(text))


def _for_number(sections: Sequence[_Section], value: float) -> str | None:
    """Without conditions the sections are for numbers above, below and at nought; with any, the last is for the
    rest."""
    conditions = [condition for _, condition in sections[:2]]
    if any(conditions):
        for (words, _), condition in zip(sections, conditions):
            sign, limit = condition or ("<", 0.0)
            if (condition or len(sections) > 2) and _COMPARES[sign](value, limit):
                return words
        return sections[min(len(sections) - 1, 2)][0]
    place = 1 if value < 0 else 2 if value == 0 else 0
    return sections[place if place < len(sections) else 0][0]
