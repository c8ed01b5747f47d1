"""Numbers that Word sets by itself in front of a paragraph: no text of theirs stands in the file, yet people read them."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree

from .archive import Parts, w

__all__ = ["Numbering"]

_HAN = "〇一二三四五六七八九"


def _chinese(value: int) -> str:
    tens, units = divmod(value, 10)
    if value >= 100:
        return str(value)
    return (("" if tens == 1 else _HAN[tens]) + "十" if tens else "") + (_HAN[units] if units else "")


def _value(element: ElementTree.Element | None, name: str, default: str = "") -> str:
    child = element.find(w(name)) if element is not None else None
    return child.get(w("val"), default) if child is not None else default


class Numbering:
    """Counts the numbered paragraphs of one document, in the order they are asked for."""

    def __init__(self, parts: Parts):
        root, styles = parts.beside("numbering.xml"), parts.beside("styles.xml")
        levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        for item in root.findall(w("abstractNum")) if root is not None else ():
            levels[item.get(w("abstractNumId"), "")] = {
                _integer(level.get(w("ilvl"))): (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", "%1"),
                    _integer(_value(level, "start", "1"), 1),
                )
                for level in item.findall(w("lvl"))
            }
        self._kinds: dict[str, tuple[str, dict[int, tuple[str, str, int]]]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        for item in root.findall(w("num")) if root is not None else ():
            key, abstract = item.get(w("numId"), ""), _value(item, "abstractNumId")
            self._kinds[key] = (abstract, levels.get(abstract, {}))
            for change in item.findall(w("lvlOverride")):
                if _value(change, "startOverride"):
                    self._restarts[key, _integer(change.get(w("ilvl")))] = _integer(_value(change, "startOverride"), 1)
        self._styles = {
            style.get(w("styleId"), ""): style.find(f"{w('pPr')}/{w('numPr')}")
            for style in (styles.findall(w("style")) if styles is not None else ())
        }
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: ElementTree.Element) -> str:
        """The number printed before this paragraph, such as ``3.`` or 「（二）」; blank for none and for bullets."""
        properties = paragraph.find(w("pPr"))
        numbered = properties.find(w("numPr")) if properties is not None else None
        if numbered is None:
            numbered = self._styles.get(_value(properties, "pStyle"))
        key, level = _value(numbered, "numId"), _integer(_value(numbered, "ilvl", "0"))
        abstract, levels = self._kinds.get(key, ("", {}))
        if level not in levels:
            return ""
        form, pattern, start = levels[level]
        counts = self._counts[abstract]
        restart = self._restarts.pop((key, level), None)
        counts[level] = restart if restart is not None else counts.get(level, start - 1) + 1
        for deeper in [item for item in counts if item > level]:
            del counts[deeper]
        if form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda match: self._printed(levels, counts, int(match[1]) - 1), pattern)

    @staticmethod
    def _printed(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        value = counts.get(level, start)
        if ("hinese" in form and "decimal" not in form) or form.startswith(("ideograph", "taiwanese")):
            return _chinese(value)
        return chr(0x245F + value) if "Circle" in form and 1 <= value <= 20 else str(value)


def _integer(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default
