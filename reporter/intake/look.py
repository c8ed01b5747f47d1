"""A second look into the parts of an .xlsx package, for what calamine has no view of.

Formulas without a value, error values, percent formats, hidden rows and columns, struck-out text, notes, text boxes. A
sheet is walked only when a quick search of its bytes finds any of these at all, which few sheets do.
"""

from __future__ import annotations

import functools
import html
import posixpath
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

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
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
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
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return []  # whether the workbook can be read all the same is for the engine to say
    return list(root.iter()) if deep else list(root)


@dataclass(frozen=True, slots=True)
class Styles:
    """Which cell styles show a percent and which strike text out, by their number."""

    percent: frozenset[int]
    struck: frozenset[int]

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
                percent |= {int(item.get("numFmtId", 0)) for item in group if _is_percent(item.get("formatCode", ""))}
            elif kind == "fonts":
                fonts = [any(local(mark.tag) == "strike" and mark.get("val", "1") in _TRUE for mark in font) for font in group]
            elif kind == "cellXfs":
                formats = [(int(item.get("numFmtId", 0)), int(item.get("fontId", 0))) for item in group]
        return cls(frozenset(index for index, (number, _) in enumerate(formats) if number in percent),
                   frozenset(index for index, (_, font) in enumerate(formats) if font < len(fonts) and fonts[font]))


def _is_percent(code: str) -> bool:
    """Whether a number format multiplies by a hundred: a % that is neither quoted nor escaped."""
    return "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)


@dataclass(slots=True)
class Look:
    """What was found of one sheet; places are (row, column) from 1."""

    percent: set[tuple[int, int]] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    hollow: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[tuple[str, str, str, str]] = field(default_factory=list)


def is_plain(package: Package, styles: Styles, struck_strings: frozenset[int]) -> bool:
    """Whether a quick search says that no sheet of the workbook is worth a look."""
    return not any(name.startswith(("xl/comments", "xl/threadedComments", "xl/drawings/")) for name in package.parts) and not any(
        _is_worth_walking(part, styles, struck_strings) for name, part in package.parts.items() if name.startswith("xl/worksheets/"))


def look(package: Package, name: str, styles: Styles, struck_strings: frozenset[int]) -> Look | None:
    """Look at the sheet in part `name`; None when there is nothing peculiar about it.

    `hollow` maps cells without a value to (text, kind error, formula or picture).
    """
    found, part = Look(), package.part(name)
    walked = _is_worth_walking(part, styles, struck_strings)
    if walked:
        _walk(found, part, styles, struck_strings)
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

_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_TOKEN = re.compile(rb"<" + _PREFIX + rb"(?:row(?P<row>(?:\s[^>]*)?)>|c(?P<cell>\s[^>]*?)?(?:/>|>(?P<body>.*?)</" + _PREFIX
                    + rb"c\s*>))", re.S)
_PLACE = re.compile(rb"\s*r=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']|.*?\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']", re.S)
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f(?:\s[^>]*?)?(?:/>|>(.*?)</" + _PREFIX + rb"f\s*>)", re.S)
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^>]*)?>(.*?)</" + _PREFIX + rb"v\s*>", re.S)
_STRIKE = re.compile(rb"<" + _PREFIX + rb"strike\s*(?:/|>|val=[\"'](?:1|true|on))")
_COLUMN = re.compile(rb"<" + _PREFIX + rb"col(\s[^>]*)>")


def _walk(found: Look, part: bytes, styles: Styles, struck_strings: frozenset[int]) -> None:
    """One pass over the cells of a sheet; rows and cells without an address stand behind the one before."""
    row = column = 0
    for match in _TOKEN.finditer(part):
        attributes = match["row"]
        if attributes is not None:
            values = dict(_ATTRIBUTE.findall(attributes))
            row = int(values[b"r"]) if values.get(b"r", b"").isdigit() else row + 1
            column = 0
            if values.get(b"hidden") in (b"1", b"true", b"on") or values.get(b"ht") == b"0":
                found.hidden_rows.add(row)
            continue
        attributes, body = match["cell"] or b"", match["body"]
        place = _PLACE.match(attributes)
        column += 1
        if place:
            letters, number = (place[1], place[2]) if place[1] else (place[3], place[4])
            row, column = int(number), _column(letters)
        if body:
            _judge(found, (row, column), attributes, body, styles, struck_strings)
    for attributes in _COLUMN.findall(part):
        values = dict(_ATTRIBUTE.findall(attributes))
        if values.get(b"hidden") in (b"1", b"true", b"on") or values.get(b"width") == b"0":
            first, last = int(values.get(b"min", 1)), int(values.get(b"max", 1))
            found.hidden_columns.update(range(first, min(last, first + 1000) + 1))


def _judge(found: Look, place: tuple[int, int], attributes: bytes, body: bytes, styles: Styles,
           struck_strings: frozenset[int]) -> None:
    """Note what is peculiar about one cell that has a body."""
    values = dict(_ATTRIBUTE.findall(attributes))
    kind, style = values.get(b"t", b"n"), int(values.get(b"s", b"0") or 0)
    held = _VALUE.search(body)
    value = held[1] if held else b""
    formula = _FORMULA.search(body)
    if kind == b"e":
        found.hollow[place] = (_decoded(value) or "#N/A", "picture" if b"vm" in values else "error")
    elif formula and not value and (kind != b"str" or not held):
        words = _decoded(formula[1] or b"")
        found.hollow[place] = (f"={words}", "picture" if "DISPIMG" in words else "formula")
    if value and kind == b"n" and style in styles.percent:
        found.percent.add(place)
    if (style in styles.struck or (kind == b"s" and value.isdigit() and int(value) in struck_strings)
            or (kind == b"inlineStr" and _STRIKE.search(body))):
        found.struck.add(place)


def _decoded(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace"))


@functools.lru_cache(maxsize=512)
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def struck_strings(part: bytes) -> frozenset[int]:
    """The numbers of shared strings in which any words are struck out."""
    if b"strike" not in part:
        return frozenset()
    return frozenset(
        index for index, item in enumerate(_parse(part))
        if any(local(mark.tag) == "strike" and mark.get("val", "1") in _TRUE for mark in item.iter()))


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
            number = item.get("authorId", "")
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            found.append(("批注", item.get("ref", ""), text, author))
    return found


def _threaded(part: bytes) -> list[tuple[str, str, str, str]]:
    return [("批注", item.get("ref", ""), text, "") for item in _parse(part)
            if (text := "".join(child.text or "" for child in item if local(child.tag) == "text").strip())]


def _boxes(part: bytes) -> list[tuple[str, str, str, str]]:
    """The words of text boxes and shapes, each paragraph a line."""
    found = []
    for anchor in _parse(part):
        lines = ["".join(text.text or "" for text in paragraph.iter() if local(text.tag) == "t")
                 for body in anchor.iter() if local(body.tag) == "txBody" for paragraph in body if local(paragraph.tag) == "p"]
        if text := "\n".join(lines).strip():
            found.append(("文本框", "", text, ""))
    return found
