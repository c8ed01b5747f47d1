"""Tables kept as text: comma or tab separated, web pages and XML under the name .xls, single-file web pages."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from .boundary_text import clean_text
from .guard import Inspection, note_form
from .sheet_record import SheetRecord
from .sniff import Refusal, text_form

_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDEST = 300


def read(data: bytes, suffix: str, found: Inspection) -> list[SheetRecord]:
    """The sheets of a text file; settles `found.form`. Refusal when it is no text."""
    text = decode(data)
    found.form = text_form(text)
    if found.form == "text" and text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise Refusal("FILE_NOT_WORKBOOK", what="XML 文件", remedy="请用 WPS 或 Excel 打开，另存为 .xlsx 后重报。")
    note_form(found, suffix)
    if found.form == "html":
        from .markup_tables import read_html

        return read_html(decode(data, _charset(data)))
    if found.form == "mhtml":
        from .markup_tables import read_mhtml

        return read_mhtml(data)
    if found.form == "xml2003":
        from .markup_tables import read_xml

        return read_xml(data)
    return [sheet_of("文本", list(_rows(text)))]


def decode(data: bytes, declared: str = "") -> str:
    """Text by its byte order mark, by the encoding it declares, as UTF-8, as GB18030, as UTF-16 without a mark.

    Refusal when it is none of them, or holds characters that only binary data holds.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, (encoding,))
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    half = 4 * (even + odd) >= len(data[:4000])
    unmarked = ("utf-16-be" if even > odd else "utf-16-le",) if half or (even + odd and not _is_utf8(data)) else ()
    return _strict(data, (*((declared,) if declared else ()), "utf-8", "gb18030", *unmarked))


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8; a text of it with a stray NUL would be other characters in UTF-16."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _BINARY.search(text[:100_000]) is None:
            return text
    raise Refusal("FILE_UNKNOWN")


def _charset(data: bytes) -> str:
    """The encoding a web page declares; GB2312 and GBK are read as GB18030, which contains them."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4000], re.I)
    name = match[1].decode("ascii").lower() if match else ""
    return "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of separated text; the separator is the one most lines agree on."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.", first.strip(), re.I):
        separator, text = first.strip()[4], rest
    else:
        lines = [line for line in text.split("\n")[:200] if line.strip()]
        counts = {mark: sum(mark in line for line in lines) for mark in "\t,;|"}
        separator = max(counts, key=lambda mark: (counts[mark], "|;,\t".index(mark)))
    csv.field_size_limit(2**31 - 1)
    try:
        yield from (
            csv.reader(text.split("\n"), delimiter=separator)
            if '"' not in text
            else csv.reader(text.splitlines(keepends=True), delimiter=separator)
        )
    except csv.Error:
        yield from (line.split(separator) for line in text.split("\n"))


def sheet_of(name: str, rows: list[list[str]]) -> SheetRecord:
    """A sheet of texts that begins at A1."""
    cleaned, texts = [], []
    for number, row in enumerate(rows, 1):
        line = []
        for column, text in enumerate(row, 1):
            text, changed = clean_text(text.strip())
            if changed:
                cleaned.append((number, column))
            line.append(text)
        texts.append(line)
    return {"name": clean_text(name)[0], "top": 1, "left": 1, "rows": texts, "cleaned": cleaned}
