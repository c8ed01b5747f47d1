"""The notice as pasted text: columns apart by tabs, upright bars or commas → blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...vocabulary.model import Source
from ..blocks import Block, Line, Table, sheet_of
from ..boundary_text import clean_text
from .notice_titles import TASK_TABLES, TITLES
from .notice_words import number_of

_OPEN_QUOTE = re.compile(r'(?:^|[\t,])"(?:[^"]|"")*$')
_BAR = re.compile(r"(?<!\\)[|｜]")
_MARKDOWN = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+\S|^[ \t|:]*-{3,}[-: |]*\|")
_WHERE = "第{row}行"
_LONGEST_ROW = 200
"""Lines a row of quoted cells may run over."""


def read_plain(text: str, file: str) -> tuple[Block, ...]:
    """The blocks of a text: lines with a separator that stand together are a table; places are line numbers."""
    lines = _logical_lines(_plain(clean_text(text)[0]).split("\n"))
    commas = any(text.count(",") >= 2 and _is_header(_cells(text, ",")) for text in lines.values())
    blocks: list[Block] = []
    rows: dict[int, list[str]] = {}
    gap = False
    for number, text in lines.items():
        cells = _split(text, commas, bool(rows))
        if cells == []:
            continue  # the rule below a header between bars
        if cells is None and not text.strip():
            gap = True
            continue
        if gap and not (
            cells and cells[0] == ""
        ):  # a row that begins with nothing goes on behind a blank line in a cell
            blocks += _table(rows, file)
            rows = {}
        gap = False
        if cells is None and rows:
            cells = [text]  # a cell's text that a line end cut in two; joined below
        if cells:
            rows[number] = cells
        else:
            blocks.append(Line(text, Source(file, "", _WHERE.format(row=number))))
    return tuple(blocks + _table(rows, file))


def _plain(text: str) -> str:
    """A text without the marks of a chat window, where it has any."""
    if not _MARKDOWN.search(text):
        return text
    return re.sub(r"\*\*([^*\n]{1,500})\*\*", r"\1", re.sub(r"(?m)^ {0,3}#{1,6}[ \t]+", "", text))


def _logical_lines(lines: list[str]) -> dict[int, str]:
    """Line number → text; a row whose quoted cells hold line ends, as a spreadsheet copies it, is one."""
    found: dict[int, str] = {}
    index = 0
    while index < len(lines):
        first, last = index, index
        if _OPEN_QUOTE.search(lines[index]):
            quotes = lines[index].count('"')
            while quotes % 2 and last + 1 < len(lines) and last - first < _LONGEST_ROW:
                last += 1
                quotes += lines[last].count('"')
            if quotes % 2:  # a lone mark, not a quoted cell
                last = first
        found[first + 1] = "\n".join(lines[first : last + 1])
        index = last + 1
    return found


def _cells(text: str, mark: str) -> list[str]:
    """The cells between separators; a cell wholly in quotation marks loses them, doubled ones in it are one."""
    found = re.findall(rf'(?:\A|{mark})(?:"((?:[^"]|"")*)"(?={mark}|\Z)|([^{mark}]*))', text)
    return [quoted.replace('""', '"') or plain for quoted, plain in found]


def _is_header(cells: list[str]) -> bool:
    """Whether these are the titles of a task table."""
    return TASK_TABLES.heads({key for cell in cells if (key := TITLES.key(cell))}, cells)


def _split(text: str, commas: bool, inside: bool) -> list[str] | None:
    """The cells of a line; [] for a rule between bars, None when the line is not a row.

    Bars stand around a row or only between its cells; inside a table one is enough. Commas part cells only where they
    do so in a header, for running text has commas too.
    """
    if "\t" in text:
        return _cells(text, "\t")
    bars = text.strip()
    cells = _BAR.split(bars)
    if len(cells) > 2 - inside:
        cells = cells[bool(_BAR.match(bars)) : len(cells) - bool(_BAR.match(bars[-1:]))]
        if all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells):
            return []
        return [re.sub(r"<br\s*/?>", "\n", cell).replace("\\|", "|") for cell in cells]
    if commas and text.count(",") >= 2:
        return _cells(text, ",")
    return None


def _table(rows: Mapping[int, list[str]], file: str) -> list[Block]:
    """A table of the rows; rows that a line end cut in two are one again.

    Rows that are not a table after all, a single line with tabs in it, are lines.
    """
    if not rows:
        return []
    header = next(filter(_is_header, rows.values()), [])
    width = len(header) or max(map(len, rows.values()))
    joined: dict[int, list[str]] = {}
    last: list[str] = []
    for number, row in rows.items():
        begins = len(row) > 1 and number_of(row[0]) is not None
        if last and header and len(last) < width >= len(last) + len(row) - 1 and not begins:
            last[-1:] = [f"{last[-1]}\n{row[0]}", *row[1:]]
        else:
            last = joined[number] = list(row)
    if len(joined) == 1 and not header and len(last) < 3:
        return [Line(" ".join(last), Source(file, "", _WHERE.format(row=next(iter(joined)))))]
    return [Table(sheet_of("", joined), file, _WHERE, width)]
