"""Plain text as a draft: a file of any encoding, typed, wrapped by a mail program, or copied out of a chat window."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ..gongwen.content import Grid, GridCell
from ..gongwen.verify.patterns import marked_level
from ..intake.sniff import Refusal
from ..intake.text_tables import decode
from .draft_blocks import Change, Draft, Drawn, Item, Line, Unreadable
from .table_shape import centred, header_rows

_BINARY = {
    b"%PDF": "是 PDF 文件",
    b"\x89PNG": "是图片",
    b"\xff\xd8\xff": "是图片",
    b"Rar!": "是压缩包",
    b"{\\rtf": "是 RTF 文件",
}
_MARKUP = (b"<html", b"<!doctype", b"<?xml")
_BREAK = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")
_BARRED = re.compile(r"\s*\|.*\|\s*|[^|]*\|[^|]*\|.*")
_BELOW_HEADER = re.compile(r"(?=[^\n]*--)[\s|:-]+")
_INDENTED = re.compile("(?:\u3000|  |\t)")
_LEAST_WRAPPED, _NARROW, _SLACK = 3, 50, 4
"""Lines that are as long as a text is wide; how wide it must be at least; how far they may fall short."""
_FINISHED = tuple("。：；！？:;!?”）)…")


def read_text(data: bytes) -> Draft:
    """The draft in a text file. Unreadable, with the reason, when it is no text or holds none."""
    for sign, what in _BINARY.items():
        if data.startswith(sign):
            raise Unreadable(f"{what}，请用 Word 或 WPS 另存为 .docx，或把文字粘贴成 .txt")
    if data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise Unreadable("是网页或 XML 文件，请用 Word 或 WPS 另存为 .docx，或把文字粘贴成 .txt")
    try:
        text = decode(data)
    except Refusal as refusal:
        raise Unreadable("不是文本，也不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx") from refusal
    changes: list[Change] = []
    pages = text.lstrip("\ufeff").split("\f")
    items: list[Item] = []
    number = 0
    for page, part in enumerate(pages):
        lines = [(number + place, line) for place, line in enumerate(_BREAK.split(part), 1)]
        number += len(lines) - (page < len(pages) - 1)
        found = list(_items(_joined(lines, changes), changes))
        if page and found and isinstance(found[0], Line):
            found[0] = Line(text=found[0].text, place=found[0].place, pushed=found[0].pushed, opens_page=True)
        items += found
    return Draft(items=tuple(items), changes=tuple(changes))


def _joined(lines: Sequence[tuple[int, str]], changes: list[Change]) -> list[tuple[int, str]]:
    """The lines, those that a program wrapped at its own width joined again."""
    widths = sorted((_width(line) for _, line in lines if line.strip()), reverse=True)
    edge = widths[0] if widths else 0
    full = sum(width >= edge - _SLACK for width in widths)
    if edge < _NARROW or edge > 200 or full < _LEAST_WRAPPED or full * 4 < len(widths):
        return list(lines)
    joined: list[tuple[int, str]] = []
    before = 0
    for number, line in lines:
        goes_on = (
            joined
            and before >= edge - _SLACK
            and line.strip()
            and not _INDENTED.match(line)
            and not joined[-1][1].rstrip().endswith(_FINISHED)
            and not marked_level(line)
            and "|" not in line
        )
        if goes_on:
            joined[-1] = joined[-1][0], joined[-1][1].rstrip() + line.strip()
            changes.append(Change(f"第{number}行", "行末硬回车去掉，接上一行"))
        else:
            joined.append((number, line))
        before = _width(line)
    return joined


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line.rstrip())


def _items(lines: Sequence[tuple[int, str]], changes: list[Change]) -> Iterator[Item]:
    """Lines, and tables where lines stand together that are parted by bars or tabs."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in (*lines, (0, "")):
        cells = _cells(line)
        if cells and (not rows or len(cells) == len(rows[0][1])):
            rows.append((number, cells))
            continue
        yield from _table(rows, lines, changes)
        rows = [(number, cells)] if cells else []
        if not cells and line.strip() and not (_BELOW_HEADER.fullmatch(line) and "|" in line):
            yield _line(number, line)


def _line(number: int, line: str) -> Line:
    lead = line[: len(line) - len(line.lstrip())]
    pushed = sum(4 if letter == "\t" else 2 if letter == "\u3000" else 1 for letter in lead) >= 16
    return Line(text=line, place=f"第{number}行", pushed=pushed)


def _cells(line: str) -> list[str]:
    """The cells of a row; none where the line is no row."""
    if _BARRED.fullmatch(line):
        bars = re.split(r"(?<!\\)\|", line.strip())
        cells = bars[bars[0] == "" : len(bars) - (bars[-1] == "")]
    elif "\t" in line.strip():
        cells = line.strip("\r\n").split("\t")
    else:
        return []
    return [re.sub(r"<br\s*/?>", "\n", cell).strip().replace("\\|", "|") for cell in cells] if len(cells) > 1 else []


def _table(
    rows: list[tuple[int, list[str]]], lines: Sequence[tuple[int, str]], changes: list[Change]
) -> Iterator[Item]:
    """The table of some rows; a single row is a line like others."""
    if not rows:
        return
    texts = dict(lines)
    shown = [(number, cells) for number, cells in rows if not _BELOW_HEADER.fullmatch("|".join(cells))]
    if len(shown) < 2:
        yield from (_line(number, texts[number]) for number, _ in shown)
        return
    ruled = len(shown) < len(rows)
    if "|" in texts[shown[0][0]]:
        changes.append(Change(f"第{shown[0][0]}行", "竖线排成表格"))
    else:
        changes.append(Change(f"第{shown[0][0]}行", "制表符分开的各行排成表格"))
    made = [[GridCell(text=cell) for cell in cells] for _, cells in shown]
    width = len(made[0])
    heads = int(ruled) or header_rows(made, width)
    yield Drawn(
        grid=Grid(shares=(1.0,) * width, rows=centred(made, width, heads), heads=heads),
        place=f"第{shown[0][0]}至{shown[-1][0]}行的表",
    )
