"""What the Accessibility Checker of Word and Excel asks, read from the package alone.

Its rules as Microsoft lists them. Errors: every object has alternative text that is no file name; a table states its
header row, or has no style; no content control without title; the document is not locked. Warnings: no merged, split
or nested cells; objects in line with the text; sheet names that mean something; links that say where they go; contrast.
Tips: headings, none skipped; no runs of blanks; a title. A rule yields what it found, one text a place.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cached_property

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FILE = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|docx?|xlsx?)$", re.IGNORECASE)
_BLANKS = 4
"""Blank characters, or empty paragraphs, that stand in a row from which on they are named."""


class Package:
    """The parts of a file, parsed once each."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self._roots: dict[str, etree._Element] = {}

    def root(self, name: str) -> etree._Element:
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self.zip.read(name))
        return self._roots[name]

    def named(self, pattern: str) -> Iterator[tuple[str, etree._Element]]:
        """(name, root) of the parts of a name."""
        yield from ((name, self.root(name)) for name in self.zip.namelist() if re.fullmatch(pattern, name))

    @cached_property
    def body(self) -> etree._Element:
        return self.root("word/document.xml")


# --- Word -----------------------------------------------------------------------------------------------------------


def title(package: Package) -> Iterator[str]:
    """A title and a language."""
    core = package.root("docProps/core.xml")
    if not (core.findtext(f"{_DC}title") or "").strip():
        yield "no title"


def language(package: Package) -> Iterator[str]:
    """The text says in which language it is."""
    if package.root("docProps/core.xml").findtext(f"{_DC}language") != "zh-CN":
        yield "the document's language is not zh-CN"
    defaults = package.root("word/styles.xml").find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    if defaults is None or defaults.get(f"{_W}eastAsia") is None:
        yield "the text's language is not said"


def alternative_text(package: Package) -> Iterator[str]:
    """Every object has words, and they are no file's name."""
    yield from _wordless(package, r"word/(?:document|header\d*|footer\d*)\.xml", f"{_WP}docPr")


def _wordless(package: Package, parts: str, tag: str) -> Iterator[str]:
    """The objects of some parts that have no words, or a file's name for them."""
    for name, root in package.named(parts):
        for shown in root.iter(tag):
            words = shown.get("descr") or ""
            if not words.strip() or _FILE.search(words.strip()):
                yield f"{name}: object {shown.get('name')!r} has the words {words!r}"


def header_rows(package: Package) -> Iterator[str]:
    """A table with a style states its header row; one without only places things, or is a form."""
    for table in package.body.iter(f"{_W}tbl"):
        first = table.find(f"{_W}tr")
        if table.find(f"{_W}tblPr/{_W}tblStyle") is None:
            continue
        if first is None or first.find(f"{_W}trPr/{_W}tblHeader") is None:
            yield f"table {_start(table)!r} states no header row"


def simple_tables(package: Package) -> Iterator[str]:
    """No merged, split or nested cells."""
    for table in package.body.iter(f"{_W}tbl"):
        merged = next(table.iter(f"{_W}gridSpan", f"{_W}vMerge", f"{_W}hMerge"), None)
        nested = next((inner for cell in table.iter(f"{_W}tc") for inner in cell.iter(f"{_W}tbl")), None)
        if merged is not None or nested is not None:
            yield f"table {_start(table)!r} has merged or nested cells"


def in_line(package: Package) -> Iterator[str]:
    """Objects stand in line with the text."""
    for anchor in package.body.iter(f"{_WP}anchor"):
        yield anchor.find(f"{_WP}docPr").get("name", "")


def headings(package: Package) -> Iterator[str]:
    """A text of several sections has headings, and no level of them is left out."""
    levels = {
        style.get(f"{_W}styleId"): int(level.get(f"{_W}val")) + 1
        for style in package.root("word/styles.xml").iter(f"{_W}style")
        if (level := style.find(f"{_W}pPr/{_W}outlineLvl")) is not None
    }
    before = 0
    for paragraph in package.body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = levels.get(style.get(f"{_W}val"), 0) if style is not None else 0
        words = "".join(paragraph.itertext())
        if level > before + 1:
            yield f"heading {words[:16]!r} is of level {level} below one of level {before}"
        if len(words) > 250 and level:
            yield f"heading {words[:16]!r} is too long"
        before = level or before


def repeated_blanks(package: Package) -> Iterator[str]:
    """Room is not made of blanks: how many empty paragraphs stand in a row, and texts with blanks within."""
    empty = 0
    for paragraph in package.body.find(f"{_W}body").iterchildren(f"{_W}p", f"{_W}tbl", f"{_W}sectPr"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))
        shown = words.strip() or next(paragraph.iter(f"{_WP}docPr", f"{_W}sectPr"), None) is not None
        if shown and empty >= _BLANKS:
            yield str(empty)
        empty = 0 if shown else empty + 1
        if paragraph.tag == f"{_W}p" and re.search(rf"[ \u3000\u00a0\t]{{{_BLANKS}}}", words):
            yield f"blanks in {words.strip()[:16]!r}"


def locked(package: Package) -> Iterator[str]:
    """Nothing keeps a screen reader out."""
    if "word/settings.xml" in package.zip.namelist():
        protection = package.root("word/settings.xml").find(f"{_W}documentProtection")
        if protection is not None:
            yield "the document is locked"


def _start(table: etree._Element) -> str:
    return "".join(table.itertext())[:16]


WORD_RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    title,
    language,
    alternative_text,
    header_rows,
    simple_tables,
    in_line,
    headings,
    repeated_blanks,
    locked,
)


# --- Excel ----------------------------------------------------------------------------------------------------------


def sheet_names(package: Package) -> Iterator[str]:
    """Sheets have names that mean something."""
    for sheet in package.root("xl/workbook.xml").iter(f"{_S}sheet"):
        if re.fullmatch(r"(?:Sheet|工作表|表)\d*", sheet.get("name", "")):
            yield f"a sheet is called {sheet.get('name')}"


def workbook_title(package: Package) -> Iterator[str]:
    """A title in the properties."""
    yield from title(package)


def drawn_objects(package: Package) -> Iterator[str]:
    """Every chart, picture and shape has words."""
    yield from _wordless(package, r"xl/drawings/drawing\d+\.xml", f"{_XDR}cNvPr")


def first_cell(package: Package) -> Iterator[str]:
    """A screen reader begins at A1: something is said there."""
    for name, root in package.named(r"xl/worksheets/sheet\d+\.xml"):
        rows = list(root.iter(f"{_S}row"))
        if rows and not any(cell.get("r") == "A1" and len(cell) for cell in rows[0]):
            yield f"{name}: A1 is blank"


def merged_cells(package: Package) -> Iterator[str]:
    """No merged cells."""
    for name, root in package.named(r"xl/worksheets/sheet\d+\.xml"):
        for merge in root.iter(f"{_S}mergeCell"):
            yield f"{name[14:-4]}!{merge.get('ref')}"


def table_headers(package: Package) -> Iterator[str]:
    """A table states its header."""
    for name, root in package.named(r"xl/tables/table\d+\.xml"):
        if root.get("headerRowCount") == "0":
            yield f"{name} has no header"


EXCEL_RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    sheet_names,
    workbook_title,
    drawn_objects,
    first_cell,
    merged_cells,
    table_headers,
)


def findings(name: str, data: bytes) -> dict[str, list[str]]:
    """Rule → what it found in a file, those that found nothing left out."""
    package = Package(data)
    rules = WORD_RULES if name.endswith(".docx") else EXCEL_RULES
    return {rule.__name__: found for rule in rules if (found := list(rule(package)))}
