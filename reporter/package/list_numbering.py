"""The numbers that Word sets before paragraphs by itself: they stand nowhere in the file, yet people read them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..records import value
from .parts import Package
from .wordml import value_of, w

_DIGITS = "〇一二三四五六七八九"


def chinese(value: int) -> str:
    """A number from 1 to 9,999 as it is counted aloud.

    >>> chinese(1), chinese(10), chinese(12), chinese(20), chinese(105)
    ('一', '十', '十二', '二十', '一百零五')
    """
    if not 0 < value < 10_000:
        return str(value)
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text[1:] if text.startswith("一十") else text


@value
class _Level:
    """One level of a list: the form of its numbers, the text around them (``%1.``), the number it starts with, the
    `w:pPr` that its paragraphs have of it."""

    form: str
    pattern: str
    start: int
    properties: Element | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of one document and where each has got to; ask for the paragraphs in their order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Numbering:
        """The numbering part of a document; empty when it has none."""
        self, root = cls(), package.related_root("numbering")
        for item in root.findall(w("abstractNum")) if root is not None else ():
            self.levels[item.get(w("abstractNumId"), "")] = {
                _whole(level.get(w("ilvl"))): _Level(
                    value_of(level, "numFmt", "decimal"),
                    value_of(level, "lvlText"),
                    _whole(value_of(level, "start"), 1),
                    level.find(w("pPr")),
                )
                for level in item.findall(w("lvl"))
            }
        for item in root.findall(w("num")) if root is not None else ():
            identity = item.get(w("numId"), "")
            self.lists[identity] = value_of(item, "abstractNumId")
            for change in item.findall(w("lvlOverride")):
                if start := value_of(change, "startOverride"):
                    self.restarts[identity, _whole(change.get(w("ilvl")))] = _whole(start, 1)
        return self

    def properties(self, identity: str, level: int) -> Element | None:
        """The `w:pPr` that the paragraphs of a list's level have of it: how far they are set in; None where it has
        none."""
        known = self.levels.get(self.lists.get(identity, ""), {}).get(level)
        return known.properties if known else None

    def text(self, identity: str, level: int) -> str:
        """What is printed before the next paragraph of this list and level; blank for bullets and unknown lists."""
        shared = self.lists.get(identity, "")
        levels = self.levels.get(shared, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(shared, {})
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        first = self.restarts.pop((identity, level), None)
        counts[level] = counts.get(level, levels[level].start - 1) + 1 if first is None else first
        if levels[level].form in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            known = levels.get(place, _Level(levels[level].form, "", 1))
            return _shown(counts.get(place, known.start), known.form)

        return re.sub(r"%([1-9])", number, levels[level].pattern)


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default


def _shown(value: int, form: str) -> str:
    """A number in one of Word's forms; one that no office uses comes in figures."""
    if "Circle" in form and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form.startswith(("chinese", "ideograph", "japanese", "taiwanese")):
        return chinese(value)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return str(value)
