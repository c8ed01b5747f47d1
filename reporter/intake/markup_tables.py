"""Tables kept as markup: web pages, single-file web pages, and the XML spreadsheets of Excel 2003."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from ..package.budget import Fault, Unsafe
from ..package.markup import parsed
from ..package.wordml import local
from .guard import refusal_of
from .links import is_web_address, with_address
from .sheet_record import SheetRecord
from .shown import number_text, percent_text, whole
from .sniff import Refusal
from .text_tables import decode, sheet_of

_WIDEST = 300
_LONGEST = 20_000
_HEADINGS = frozenset(("h1", "h2", "h3"))
_BLOCKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4"))
_SILENT = frozenset(("script", "style", "title", "head"))


class _Tables(HTMLParser):
    """The rows of every table of a page in reading order; lines between tables are rows of one cell.

    A heading after a table begins another sheet: so LibreOffice writes the sheets of a workbook.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[SheetRecord] = []
        self.depth = self.silent = 0
        self.words: list[str] = []
        self._begin()

    def _begin(self) -> None:
        self.grid: dict[tuple[int, int], str] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.row = self.column = 0
        self.taken: set[tuple[int, int]] = set()
        self.cell: tuple[int, int] | None = None
        self.link = ""
        self.has_table = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self._flush()
                self.has_table = True
        elif tag in _HEADINGS and not self.depth and self.has_table:
            self.end()
        elif tag == "tr" and self.depth == 1:
            self._flush()
            self.row, self.column = self.row + 1, 0
        elif tag in ("td", "th") and self.depth == 1:
            self._flush()
            self._open(dict(attrs))
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""
        elif tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th") and self.depth == 1:
            self._flush()
        elif tag == "table":
            self.depth = max(0, self.depth - 1)
            if not self.depth:
                self._flush()
        elif tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(re.sub(r"\s+", " ", data))

    def _open(self, attributes: dict[str, str | None]) -> None:
        self.row = max(self.row, 1)
        self.column += 1
        while (self.row, self.column) in self.taken:
            self.column += 1
        right, bottom = (max(1, min(whole(attributes.get(key), 1), 1000)) for key in ("colspan", "rowspan"))
        right, bottom = min(self.column + right - 1, _WIDEST), self.row + bottom - 1
        self.cell = (self.row, self.column)
        if (right, bottom) != (self.column, self.row):
            self.merges.append((self.row, self.column, bottom, right))
            self.taken |= {
                (row, column) for row in range(self.row, bottom + 1) for column in range(self.column, right + 1)
            }
            self.column = right

    def _flush(self) -> None:
        """Put the words gathered into the open cell, or outside a table into a row of their own."""
        text = "\n".join(line.strip() for line in "".join(self.words).split("\n") if line.strip())
        self.words = []
        if self.cell:
            self.grid[self.cell] = with_address(text, self.link) if text and is_web_address(self.link) else text
        elif text:
            for line in text.split("\n"):
                self.row += 1
                self.grid[self.row, 1] = line
        self.cell, self.link = None, ""

    def end(self) -> None:
        """End a sheet."""
        self._flush()
        self.sheets.append({**sheet_of(f"网页{len(self.sheets) + 1}", _dense(self.grid)), "merges": self.merges})
        self._begin()


def _dense(grid: dict[tuple[int, int], str]) -> list[list[str]]:
    height, width = (max((place[axis] for place in grid), default=0) for axis in (0, 1))
    if height > _LONGEST or width > _WIDEST:
        raise Refusal("FILE_HOSTILE", why="表格大得反常")
    return [[grid.get((row, column), "") for column in range(1, width + 1)] for row in range(1, height + 1)]


def read_html(text: str) -> list[SheetRecord]:
    """The tables of a web page; those under one heading, or under none, are one sheet."""
    tables = _Tables()
    tables.feed(text)
    tables.close()
    tables.end()
    return tables.sheets


def read_mhtml(data: bytes) -> list[SheetRecord]:
    """The pages of a single-file web page that hold a table, each as a sheet."""
    from email import message_from_bytes, policy

    sheets: list[SheetRecord] = []
    for part in message_from_bytes(data, policy=policy.compat32).walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            charset = (part.get_content_charset() or "").replace("gb2312", "gb18030").replace("gbk", "gb18030")
            page = decode(body if isinstance(body, bytes) else b"", charset)
            if "<td" in page.lower() or "<th" in page.lower():
                sheets += read_html(page)
    if not sheets:
        raise Refusal(
            "FILE_NOT_WORKBOOK", what="没有表格的单个文件网页", remedy="请用 WPS 或 Excel 另存为 .xlsx 后重报。"
        )
    return [{**sheet, "name": f"网页{number}"} for number, sheet in enumerate(sheets, 1)]


def read_xml(data: bytes) -> list[SheetRecord]:
    """The sheets of an XML spreadsheet (Excel 2003). Refusal when it declares a document type or is broken."""
    declared = b"encoding=" in data[:200].lower() and data[:2] not in (b"\xff\xfe", b"\xfe\xff")
    try:
        root = parsed(_recoded(data) if declared else data)
    except Unsafe as unsafe:
        raise (refusal_of(unsafe) if unsafe.fault is Fault.DOCTYPE else Refusal("FILE_DAMAGED", where="")) from unsafe
    percent = {
        _get(style, "ID")
        for style in root.iter()
        if local(style.tag) == "Style"
        for item in style
        if local(item.tag) == "NumberFormat" and ("%" in _get(item, "Format") or _get(item, "Format") == "Percent")
    }
    return [_xml_sheet(item, percent) for item in root if local(item.tag) == "Worksheet"]


def _recoded(data: bytes) -> bytes:
    """The document as UTF-8 with its declaration removed: expat knows no GB18030."""
    text = decode(data, (re.search(rb"encoding=[\"']([\w-]+)", data[:200]) or [b"", b"utf-8"])[1].decode())
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8", "replace")


def _get(item: Element, name: str) -> str:
    return next((value for key, value in item.attrib.items() if local(key) == name), "")


def _xml_sheet(sheet: Element, percent: set[str]) -> SheetRecord:
    grid: dict[tuple[int, int], str] = {}
    kinds: list[tuple[int, int, str]] = []
    merges: list[tuple[int, int, int, int]] = []
    hidden: list[int] = []
    notes: list[tuple[str, str, str, str]] = []
    row = 0
    for line in (line for table in sheet if local(table.tag) == "Table" for line in table if local(line.tag) == "Row"):
        row = whole(_get(line, "Index"), row + 1)
        if _get(line, "Hidden") == "1":
            hidden.append(row)
        column = 0
        for cell in (cell for cell in line if local(cell.tag) == "Cell"):
            column = whole(_get(cell, "Index"), column + 1)
            across, down = whole(_get(cell, "MergeAcross")), whole(_get(cell, "MergeDown"))
            for item in cell:
                words = "".join(item.itertext()).strip()
                if local(item.tag) == "Comment" and words:
                    notes.append(("批注", "", words, _get(item, "Author")))
                elif local(item.tag) == "Data" and words:
                    kind = _get(item, "Type")
                    if kind == "Number" and re.fullmatch(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?", words):
                        shown = _get(cell, "StyleID") in percent
                        words = (percent_text if shown else number_text)(float(words))
                        kinds.append((row, column, "percent" if shown else "number"))
                    elif kind == "DateTime":
                        words = words.replace("T00:00:00.000", "").replace("T", " ")
                        kinds.append((row, column, "date"))
                    elif kind == "Error":
                        kinds.append((row, column, "error"))
                    link = _get(cell, "HRef")
                    grid[row, column] = with_address(words, link) if is_web_address(link) else words
            if across or down:
                merges.append((row, column, row + down, min(column + across, _WIDEST)))
            column += across
    bare = sheet_of(_get(sheet, "Name"), _dense(grid))
    return {**bare, "kinds": kinds, "merges": merges, "hidden_rows": hidden, "notes": notes}
