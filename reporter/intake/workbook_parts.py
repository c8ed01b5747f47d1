"""The parts of an .xlsx that all its sheets share: their list, the cell styles, the shared strings."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..package.budget import Unsafe
from ..package.markup import parsed, unescaped
from ..package.wordml import local
from .number_formats import may_hide
from .shown import whole

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..package.parts import Package

_BOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_LONGEST_REMEMBERED = 2**17
"""Bytes of a part of styles that is remembered at most; one that Excel or WPS saved has some ten thousand."""
_PERCENT_IDS = frozenset((9, 10))
_TRUE = frozenset(("1", "true", "on"))
_CODE = re.compile(rb"formatCode=(?:\"([^\"]*)\"|'([^']*)')")


def sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → the part it lies in, blank for a sheet without one."""
    targets = {item.id: item.target for item in package.relations(_BOOK)}
    root, found = package.root(_BOOK), {}
    for item in root.iter() if root is not None else ():
        if local(item.tag) == "sheet":
            relation = next((value for key, value in item.attrib.items() if local(key) == "id"), "")
            found[item.get("name", "")] = targets.get(relation, "")
    return found


class Styles(NamedTuple):
    """Which cell styles show a percent, which strike text out, and number formats that show words, by their numbers."""

    percent: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    wordy: Mapping[int, str] = {}

    @property
    def peculiar(self) -> frozenset[int]:
        """All of them."""
        return self.percent | self.struck | self.wordy.keys()


def styles_of(package: Package) -> Styles:
    """The styles of a workbook; those of the returns that one program saved are often the same."""
    part = package.part(_STYLES)
    return _styles(part) if len(part) < _LONGEST_REMEMBERED else _styles.__wrapped__(part)


@functools.lru_cache(maxsize=32)
def _styles(part: bytes) -> Styles:
    """The styles that a part tells of; most need no more than a search."""
    wordy = {
        code
        for double, single in _CODE.findall(part)
        if may_hide(code := unescaped((double or single).decode("utf-8", "replace")))
    }
    if (
        not wordy
        and b"%" not in part
        and b"strike" not in part
        and not re.search(rb"numFmtId=[\"'](?:9|10)[\"']", part)
    ):
        return Styles()
    percent = set(_PERCENT_IDS)
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    formats: list[tuple[int, int]] = []
    try:
        groups = list(parsed(part))
    except Unsafe:
        return Styles()
    for group in groups:
        kind = local(group.tag)
        if kind == "numFmts":
            codes = {whole(item.get("numFmtId")): item.get("formatCode", "") for item in group}
            percent |= {number for number, code in codes.items() if _is_percent(code)}
        elif kind == "fonts":
            fonts = [any(map(_strikes, font)) for font in group]
        elif kind == "cellXfs":
            formats = [(whole(item.get("numFmtId")), whole(item.get("fontId"))) for item in group]
    return Styles(
        frozenset(index for index, (number, _) in enumerate(formats) if number in percent),
        frozenset(index for index, (_, font) in enumerate(formats) if font < len(fonts) and fonts[font]),
        {index: codes[number] for index, (number, _) in enumerate(formats) if codes.get(number) in wordy},
    )


def _is_percent(code: str) -> bool:
    """Whether a number format multiplies by a hundred: a % that is neither quoted nor escaped."""
    return "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)


def _strikes(mark: Element) -> bool:
    return local(mark.tag) == "strike" and mark.get("val", "1") in _TRUE


def struck_strings(package: Package) -> frozenset[int]:
    """The numbers of shared strings in which any words are struck out."""
    if b"strike" not in package.part(_STRINGS):
        return frozenset()
    return frozenset(index for index, item in enumerate(package.items(_STRINGS)) if any(map(_strikes, item.iter())))


def strings_of(package: Package) -> list[str]:
    """The shared strings by their number."""
    return [words(item) for item in package.items(_STRINGS)]


def words(item: Element) -> str:
    """The text of an element without its phonetic guide."""
    spoken = {id(text) for guide in item.iter() if local(guide.tag) == "rPh" for text in guide.iter()}
    return "".join(text.text or "" for text in item.iter() if local(text.tag) == "t" and id(text) not in spoken).strip()
