"""A second look into the parts of an .xlsx package, for what calamine has no view of.

Formulas without a value, error values, percent formats, hidden rows and columns, struck-out text, notes, text boxes. A
sheet is walked only when a quick search of its bytes finds any of these at all, which few sheets do.
"""

from __future__ import annotations

import posixpath
import re
from collections import namedtuple

from .shown import whole

__all__ = ["Look", "Package", "Styles", "is_plain", "local", "look", "strings_of", "struck_strings"]

_PERCENT_IDS = frozenset((9, 10))
_TRUE = frozenset(("1", "true", "on"))


def local(tag: str) -> str:
    """The name of an element without its namespace, so that Strict OOXML reads like the transitional kind."""
    return tag.rpartition("}")[2]


class Package:
    """The parts of a workbook by what they are: sheets by name, relations of each part."""

    def __init__(self, parts: dict[str, bytes]):
        self.parts = {name.replace("\\", "/").lstrip("/"): part for name, part in parts.items()}
        self._lower = {name.lower(): name for name in self.parts}

    def part(self, name: str) -> bytes:
        """A part whatever its case; empty when there is none."""
        return self.parts.get(self._lower.get(name.lower(), ""), b"")

    def relations(self, name: str) -> list[tuple[str, str, str]]:
        """(id, last word of the type, target part) of each internal relation of a part."""
        folder, base = posixpath.split(name)
        found = []
        for item in _parse(self.part(f"{folder}/_rels/{base}.rels")):
            if item.get("TargetMode") != "External":
                target = item.get("Target", "").replace("\\", "/")
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                found.append((item.get("Id", ""), item.get("Type", "").rpartition("/")[2], path))
        return found

    def sheets(self) -> dict[str, str]:
        """Sheet name → the part it lies in."""
        targets = {key: path for key, _, path in self.relations("xl/workbook.xml")}
        found = {}
        for item in _parse(self.part("xl/workbook.xml"), deep=True):
            if local(item.tag) == "sheet":
                relation = next((value for key, value in item.attrib.items() if local(key) == "id"), "")
                found[item.get("name", "")] = targets.get(relation, "")
        return found


def _parse(part: bytes, deep: bool = False):
    """The children (or all descendants) of a part's root; none when the part is absent or broken."""
    if not part:
        return []
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return []  # whether the workbook can be read all the same is for the engine to say
    return list(root.iter()) if deep else list(root)


class Styles(namedtuple("Styles", "percent struck")):
    """Which cell styles show a percent and which strike text out: two frozen sets of their numbers."""

    __slots__ = ()

    @classmethod
    def of(cls, part: bytes) -> Styles:
        """Read xl/styles.xml; most workbooks need no more than a search."""
        strikes = b"strike" in part
        if b"%" not in part and not strikes and not re.search(rb"numFmtId=[\"'](?:9|10)[\"']", part):
            return cls(frozenset(), frozenset())
        percent = set(_PERCENT_IDS)
        fonts: list[bool] = []
        formats: list[tuple[int, int]] = []
        for group in _parse(part):
            kind = local(group.tag)
            if kind == "numFmts":
                percent |= {whole(item.get("numFmtId")) for item in group if _is_percent(item.get("formatCode", ""))}
            elif kind == "fonts":
                fonts = [
                    any(local(mark.tag) == "strike" and mark.get("val", "1") in _TRUE for mark in font)
                    for font in group
                ]
            elif kind == "cellXfs":
                formats = [(whole(item.get("numFmtId")), whole(item.get("fontId"))) for item in group]
        return cls(
            frozenset(index for index, (number, _) in enumerate(formats) if number in percent),
            frozenset(index for index, (_, font) in enumerate(formats) if font < len(fonts) and fonts[font]),
        )


def _is_percent(code: str) -> bool:
    """Whether a number format multiplies by a hundred: a % that is neither quoted nor escaped."""
    return "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)


class Look:
    """What was found of one sheet; places are (row, column) from 1, a note is (what, cell, text, author)."""

    __slots__ = ("hidden_columns", "hidden_rows", "hollow", "notes", "percent", "struck")

    def __init__(self) -> None:
        self.percent: set[tuple[int, int]] = set()
        self.struck: set[tuple[int, int]] = set()
        self.hollow: dict[tuple[int, int], tuple[str, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.notes: list[tuple[str, str, str, str]] = []


def is_plain(package: Package, styles: Styles, struck_strings: frozenset[int]) -> bool:
    """Whether a quick search says that no sheet of the workbook is worth a look."""
    return not any(
        name.startswith(("xl/comments", "xl/threadedComments", "xl/drawings/")) for name in package.parts
    ) and not any(
        _is_worth_walking(part, styles, struck_strings)
        for name, part in package.parts.items()
        if name.startswith("xl/worksheets/")
    )


def look(package: Package, name: str, styles: Styles, struck_strings: frozenset[int]) -> Look | None:
    """Look at the sheet in part `name`; None when there is nothing peculiar about it.

    `hollow` maps cells without a value to (text, kind error, formula or picture).
    """
    found, part = Look(), package.part(name)
    walked = _is_worth_walking(part, styles, struck_strings)
    if walked:
        from .cell_extras import walk

        walk(found, part, styles, struck_strings)
    for _, kind, target in package.relations(name):
        if kind == "comments":
            found.notes += _comments(package.part(target))
        elif kind == "threadedComment":
            found.notes = [note for note in found.notes if not note[2].startswith("[Threaded comment]")]
            found.notes += _threaded(package.part(target))
        elif kind == "drawing":
            found.notes += _boxes(package.part(target))
    return found if walked or found.notes else None


def _is_worth_walking(part: bytes, styles: Styles, struck_strings: frozenset[int]) -> bool:
    """Whether a quick search finds anything to look for; most sheets end here."""
    if any(mark in part for mark in _MARKS) or struck_strings:
        return True
    if not styles.percent and not styles.struck:
        return False
    used = set(map(int, re.findall(rb"\ss=[\"'](\d+)[\"']", part)))
    return not used.isdisjoint(styles.percent) or not used.isdisjoint(styles.struck)


_MARKS = (b"f>", b"hidden=", b'="e"', b' ht="0"', b"strike")
"""The end of a formula, hidden rows and columns, error values, rows of no height, struck words in a cell."""


def struck_strings(part: bytes) -> frozenset[int]:
    """The numbers of shared strings in which any words are struck out."""
    if b"strike" not in part:
        return frozenset()
    return frozenset(
        index
        for index, item in enumerate(_parse(part))
        if any(local(mark.tag) == "strike" and mark.get("val", "1") in _TRUE for mark in item.iter())
    )


def strings_of(part: bytes) -> list[str]:
    """The shared strings by their number."""
    return [_words(item) for item in _parse(part)]


def _words(item) -> str:
    """The text of an element without its phonetic guide."""
    spoken = {id(text) for guide in item.iter() if local(guide.tag) == "rPh" for text in guide.iter()}
    return "".join(text.text or "" for text in item.iter() if local(text.tag) == "t" and id(text) not in spoken).strip()


def _comments(part: bytes) -> list[tuple[str, str, str, str]]:
    items = _parse(part, deep=True)
    authors = [item.text or "" for item in items if local(item.tag) == "author"]
    found = []
    for item in items:
        if local(item.tag) == "comment" and (text := _words(item)):
            number = whole(item.get("authorId"), -1)
            author = authors[number] if 0 <= number < len(authors) else ""
            found.append(("批注", item.get("ref", ""), text, author))
    return found


def _threaded(part: bytes) -> list[tuple[str, str, str, str]]:
    return [
        ("批注", item.get("ref", ""), text, "")
        for item in _parse(part)
        if (text := "".join(child.text or "" for child in item if local(child.tag) == "text").strip())
    ]


def _boxes(part: bytes) -> list[tuple[str, str, str, str]]:
    """The words of text boxes and shapes, each paragraph a line."""
    found = []
    for anchor in _parse(part):
        lines = [
            "".join(text.text or "" for text in paragraph.iter() if local(text.tag) == "t")
            for body in anchor.iter()
            if local(body.tag) == "txBody"
            for paragraph in body
            if local(paragraph.tag) == "p"
        ]
        if text := "\n".join(lines).strip():
            found.append(("文本框", "", text, ""))
    return found
