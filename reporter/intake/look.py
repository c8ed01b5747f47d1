"""A second look into the parts of an .xlsx package, for what calamine has no view of.

Formulas without a value, error values, percent formats, hidden rows and columns, struck-out text, notes, text boxes. A
sheet is walked only when a quick search of its bytes finds any of these at all, which few sheets do.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

__all__ = ["Look", "Package", "Styles", "local", "look", "strings_of", "struck_strings"]

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


def look(package: Package, name: str, styles: Styles, struck_strings: frozenset[int]) -> Look:
    """Look at the sheet in part `name`. `hollow` maps cells without a value to (text, kind error, formula or picture)."""
    found, part = Look(), package.part(name)
    if _is_worth_walking(part, styles, struck_strings):
        _Walk(found, styles, struck_strings).run(part)
    for _, kind, target in package.relations(name):
        if kind == "comments":
            found.notes += _comments(package.part(target))
        elif kind == "threadedComment":
            found.notes = [note for note in found.notes if not note[2].startswith("[Threaded comment]")]
            found.notes += _threaded(package.part(target))
        elif kind == "drawing":
            found.notes += _boxes(package.part(target))
    return found


def _is_worth_walking(part: bytes, styles: Styles, struck_strings: frozenset[int]) -> bool:
    if any(mark in part for mark in (b"<f", b":f>", b":f ", b"hidden=", b"hidden =", b't="e"', b"t='e'", b'ht="0"')):
        return True
    if styles.percent or styles.struck:
        used = {int(number) for number in re.findall(rb"\ss=[\"'](\d+)[\"']", part)}
        if not used.isdisjoint(styles.percent) or not used.isdisjoint(styles.struck):
            return True
    return bool(struck_strings) or b"strike" in part


class _Walk:
    """One pass over the cells of a sheet; rows and cells without an address stand behind the one before."""

    def __init__(self, found: Look, styles: Styles, struck_strings: frozenset[int]):
        self.found, self.styles, self.struck_strings = found, styles, struck_strings
        self.row = self.column = 0
        self.cell: dict[str, str] | None = None
        self.texts: dict[str, str] = {}
        self.tag = ""

    def run(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.data
        try:
            parser.Parse(part, True)
        except (expat.ExpatError, ValueError, LookupError):
            return  # broken markup: what was found up to here counts, the engine says the rest

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "c":
            self.column += 1
            match = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", attributes.get("r", ""))
            if match:
                self.row, self.column = int(match[2]), _column(match[1].upper())
            self.cell, self.texts = attributes, {}
        elif tag == "row":
            self.row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.row + 1
            self.column = 0
            if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
                self.found.hidden_rows.add(self.row)
        elif tag == "col" and (attributes.get("hidden") in _TRUE or attributes.get("width") == "0"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.found.hidden_columns.update(range(first, min(last, first + 1000) + 1))
        elif self.cell is not None and tag in ("f", "v", "strike"):
            self.texts.setdefault(tag, attributes.get("val", "") if tag == "strike" else "")
            self.tag = tag

    def data(self, text: str) -> None:
        if self.cell is not None and self.tag in ("f", "v"):
            self.texts[self.tag] += text

    def end(self, tag: str) -> None:
        tag = local(tag)
        self.tag = ""
        if tag == "c" and self.cell is not None:
            self._judge(self.cell, self.texts, (self.row, self.column))
            self.cell = None

    def _judge(self, cell: dict[str, str], texts: dict[str, str], place: tuple[int, int]) -> None:
        value, kind = texts.get("v", ""), cell.get("t", "n")
        style = int(cell["s"]) if cell.get("s", "").isdecimal() else 0
        if kind == "e":
            self.found.hollow[place] = (value or "#N/A", "picture" if "vm" in cell else "error")
        elif ("f" in texts and value == "" and kind != "str") or ("f" in texts and value == "" and "v" not in texts):
            self.found.hollow[place] = (f"={texts['f']}", "picture" if "DISPIMG" in texts["f"] else "formula")
        if value and kind == "n" and style in self.styles.percent:
            self.found.percent.add(place)
        shared = kind == "s" and value.isdecimal() and int(value) in self.struck_strings
        if shared or ((value or kind == "inlineStr") and style in self.styles.struck) or texts.get("strike", "0") in ("", *_TRUE):
            self.found.struck.add(place)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
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
