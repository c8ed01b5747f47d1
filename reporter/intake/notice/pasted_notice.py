"""The notice as pasted text: columns apart by tabs, upright bars or commas → blocks."""

from __future__ import annotations

import re

from ...vocabulary.model import Source
from ..boundary_text import clean_text
from .blocks import Block, Cell, Line, Row, Table
from .notice_records import NotANotice
from .notice_words import number_of, squeeze
from .task_header import find_header

_OPEN_QUOTE = re.compile(r'(?:^|[\t,])"(?:[^"]|"")*$')
_LONGEST_ROW = 200
"""Lines a row of quoted cells may run over."""


def decode(data: bytes) -> str:
    """The text in UTF-8, UTF-16 or GB18030, whichever fits; NotANotice when none does.

    UTF-16 without its mark fits nearly any bytes, so a reading counts only when 「任务」 occurs in it, if it does in
    one.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ("utf-16",)
    else:
        names = ("utf-8-sig", "gb18030", *(("utf-16-le", "utf-16-be") if b"\0" in data else ()))
    readings = [text for text in (_decoded(data, name) for name in names) if text is not None]
    if not readings:
        raise NotANotice(
            "文件不是能认出的文字（UTF-8、UTF-16、GB18030 都不对）。请在 Word 或 WPS 中打开通知，另存为 .docx 后重试。"
        )
    return next((text for text in readings if "任务" in squeeze(text)), readings[0])


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def read_plain(data: bytes, file: str) -> tuple[Block, ...]:
    """The blocks of a text: lines with a separator that stand together are a table; places are line numbers."""
    lines = _logical_lines(clean_text(decode(data))[0].split("\n"))
    commas = any(_is_comma_header(text) for _, text in lines)
    blocks: list[Block] = []
    rows: list[Row] = []
    gap = False
    for number, text in lines:
        source = Source(file, "", f"第{number}行")
        cells = _split(text, commas)
        if cells == []:
            continue  # the rule below a header between bars
        if cells is None and not text.strip():
            gap = True
            continue
        if gap and not (
            cells and cells[0] == ""
        ):  # a row that begins with nothing goes on behind a blank line in a cell
            blocks += _table(rows)
            rows = []
        gap = False
        if cells is None and rows:
            cells = [text]  # a cell's text that a line end cut in two; joined below
        if cells:
            rows.append(tuple(Cell(cell, column, source) for column, cell in enumerate(cells)))
        else:
            blocks.append(Line(text, source))
    return tuple(blocks + _table(rows))


def _logical_lines(lines: list[str]) -> list[tuple[int, str]]:
    """(line number, text); a row whose quoted cells hold line ends, as a spreadsheet copies it, is one."""
    found: list[tuple[int, str]] = []
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
        found.append((first + 1, "\n".join(lines[first : last + 1])))
        index = last + 1
    return found


def _cells(text: str, mark: str) -> list[str]:
    """The cells between separators; a cell wholly in quotation marks loses them, doubled ones in it are one."""
    cells, place = [], 0
    while place <= len(text):
        quoted = re.compile(rf'"((?:[^"]|"")*)"(?={mark}|\Z)').match(text, place)
        end = quoted.end() if quoted else text.find(mark, place)
        end = len(text) if end < 0 else end
        cells.append(quoted[1].replace('""', '"') if quoted else text[place:end])
        place = end + 1
    return cells


def _is_comma_header(text: str) -> bool:
    """Whether commas part the columns here: only a header row tells, running text has commas too."""
    cells = _cells(text, ",") if text.count(",") >= 2 and len(text) < 200 else []
    row = tuple(Cell(cell, column, Source("")) for column, cell in enumerate(cells))
    return bool(row) and find_header((row,), 0) is not None


def _split(text: str, commas: bool) -> list[str] | None:
    """The cells of a line; [] for a rule between bars, None when the line is not a row."""
    if "\t" in text:
        return _cells(text, "\t")
    bars = text.strip()
    if bars.startswith(("|", "｜")) and bars.endswith(("|", "｜")) and len(bars) > 1:
        cells = re.split(r"[|｜]", bars[1:-1])
        return [] if all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells) else cells
    if commas and text.count(",") >= 2:
        return _cells(text, ",")
    return None


def _table(rows: list[Row]) -> list[Block]:
    """A table of the rows, all padded to one width; rows that a line end cut in two are one again.

    Rows that are not a table after all, a single line with tabs in it, are lines.
    """
    if not rows:
        return []
    whole = tuple(rows)
    header = next(filter(None, (find_header(whole, index) for index in range(len(whole)))), None)
    width = len(header.columns) if header else max(map(len, rows))
    joined: list[Row] = []
    for row in rows:
        if joined and header and len(joined[-1]) < width >= len(joined[-1]) + len(row) - 1 and not _begins(row):
            joined[-1] = _glued(joined[-1], row)
        else:
            joined.append(row)
    if len(joined) == 1 and not header and len(joined[0]) < 3:
        return [Line(" ".join(cell.text for cell in joined[0]), joined[0][0].source)]
    return [Table(tuple(_padded(row, width) for row in joined))]


def _begins(row: Row) -> bool:
    return number_of(row[0].text) is not None and len(row) > 1


def _glued(upper: Row, lower: Row) -> Row:
    """The last cell of one row and the first of the next are one cell."""
    last = upper[-1]
    middle = Cell(f"{last.text}\n{lower[0].text}", last.column, last.source)
    return (
        *upper[:-1],
        middle,
        *(Cell(cell.text, last.column + place, last.source) for place, cell in enumerate(lower[1:], 1)),
    )


def _padded(row: Row, width: int) -> Row:
    blanks = tuple(Cell("", column, row[0].source) for column in range(len(row), width))
    return row + blanks
