"""The numbers that Word puts before a paragraph by itself: 「一、」 or 「1.」 that stands in no run.

Only what a reader sees matters here: the text of the number, counted as Word counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .package import Package, w
from .properties import number

__all__ = ["Numbering", "chinese"]

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "ideographTraditional",
    "taiwaneseCountingThousand",
    "japaneseDigitalTenThousand",
}


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


@dataclass(slots=True)
class Numbering:
    """The lists of one document and where each has got to; ask for the paragraphs in their order."""

    levels: dict[str, dict[int, Element]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Numbering:
        """The numbering part of a package; empty when it has none."""
        self, root = cls(), package.related_root("numbering")
        for child in root if root is not None else ():
            if child.tag == w("abstractNum"):
                self.levels[child.get(w("abstractNumId"), "")] = {
                    int(number(level.get(w("ilvl")))): level for level in child.findall(w("lvl"))
                }
            elif child.tag == w("num"):
                reference = child.find(w("abstractNumId"))
                if reference is not None:
                    self.abstract[child.get(w("numId"), "")] = reference.get(w("val"), "")
        return self

    def text(self, identity: str, level: int) -> str:
        """The number of the next paragraph of this list and level, counted on; "" for bullets and unknown lists."""
        abstract = self.abstract.get(identity, "")
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        counts[level] = counts[level] + 1 if level in counts else self._start(levels[level])
        pattern = _value(levels[level], "lvlText")
        if _value(levels[level], "numFmt") == "bullet":
            return ""
        for index in range(9):
            if f"%{index + 1}" in pattern:
                shown = counts.get(index, self._start(levels[index]) if index in levels else 1)
                pattern = pattern.replace(
                    f"%{index + 1}", _shown(shown, _value(levels.get(index, levels[level]), "numFmt"))
                )
        return pattern

    @staticmethod
    def _start(level: Element) -> int:
        return int(number(_value(level, "start"), 1.0))


def _value(level: Element, name: str) -> str:
    found = level.find(w(name))
    return found.get(w("val"), "") if found is not None else ""


def _shown(value: int, kind: str) -> str:
    if kind in _CHINESE:
        return chinese(value)
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if kind == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    return str(value)
