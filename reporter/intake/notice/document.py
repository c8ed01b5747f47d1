"""The notice as .docx → blocks: paragraphs, tables and text boxes in the order they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from ...vocabulary.model import Source
from ..boundary_text import clean_text
from .archive import Parts, w
from .blocks import Block, Cell, Line, Row, Table
from .list_numbering import Numbering
from .notice_records import NotANotice

__all__ = ["read_document"]

_WRAPPERS = frozenset(
    map(
        w,
        (
            "sdt",
            "sdtContent",
            "customXml",
            "smartTag",
            "ins",
            "moveTo",
            "hyperlink",
            "fldSimple",
            "r",
            "ruby",
            "rubyBase",
            "drawing",
            "pict",
            "object",
        ),
    )
) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
}
"""What may stand between a paragraph and its words. Deleted and moved-away text and field codes are not among them."""
_BREAKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_BOX = w("txbxContent")
_DEEPEST = 60


def read_document(data: bytes, file: str) -> tuple[Block, ...]:
    """The blocks of a Word document; places are paragraph and table numbers. NotANotice when it cannot be read."""
    parts = Parts(data)
    root = parts.root(parts.main)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        raise NotANotice("文件中没有 Word 正文。请确认选的是通知文件。")
    return tuple(_Reader(file, Numbering(parts)).blocks(body))


class _Reader:
    """Counts paragraphs and tables while it reads one document."""

    def __init__(self, file: str, numbering: Numbering):
        self.file, self.numbering = file, numbering
        self.paragraphs = self.tables = 0

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """The blocks below a body, a text box or a wrapper of either."""
        _refuse_below(depth)
        for item in parent:
            if item.tag == w("p"):
                self.paragraphs += 1
                if not len(item):
                    continue
                text, boxes = self._paragraph(item)
                yield Line(text, Source(self.file, "", f"第{self.paragraphs}段"))
                for box in boxes:
                    yield from self.blocks(box, depth + 1)
            elif item.tag == w("tbl"):
                yield self._table(item, depth)
            elif item.tag in _WRAPPERS:
                yield from self.blocks(item, depth + 1)

    def _paragraph(self, paragraph: Element) -> tuple[str, list[Element]]:
        """(the paragraph's text with the number Word sets before it, text boxes anchored in it)."""
        words: list[str] = []
        boxes: list[Element] = []
        waiting = [iter(paragraph)]
        while waiting:
            item = next(waiting[-1], None)
            if item is None:
                waiting.pop()
            elif item.tag == w("t"):
                words.append(item.text or "")
            elif item.tag in _BREAKS:
                words.append(_BREAKS[item.tag])
            elif item.tag == _BOX:
                boxes.append(item)
            elif item.tag in _WRAPPERS or _draws(item.tag):
                waiting.append(iter(item))
        return self.numbering.label(paragraph) + clean_text("".join(words))[0], boxes

    def _table(self, table: Element, depth: int) -> Table:
        self.tables += 1
        sheet = f"表{self.tables}"
        rows: list[Row] = []
        anchors: dict[int, Cell] = {}
        for number, row in enumerate(_children(table, w("tr")), 1):
            properties = row.find(w("trPr"))
            if properties is not None and properties.find(w("del")) is not None:
                continue  # struck by a tracked change
            cells: list[Cell] = []
            column = _integer(properties, "gridBefore", 0)
            for place, cell in enumerate(_children(row, w("tc")), 1):
                properties = cell.find(w("tcPr"))
                span = max(1, _integer(properties, "gridSpan", 1))
                source = Source(self.file, sheet, f"第{number}行第{place}列")
                merge, across = _merge(properties, "vMerge"), _merge(properties, "hMerge")
                if across == "continue" and cells:
                    cells[-1] = replace(cells[-1], span=cells[-1].span + span)
                elif merge == "continue" and column in anchors:
                    cells.append(Cell(anchors[column].text, column, source, span, below=True))
                else:
                    cells.append(Cell(self._cell(cell, depth), column, source, span))
                    anchors.pop(column, None)
                    if merge:
                        anchors[column] = cells[-1]
                column += span
            if cells:
                rows.append(tuple(cells))
        return Table(tuple(rows))

    def _cell(self, cell: Element, depth: int) -> str:
        """The texts of a cell one a line; a table inside it cell by cell. People do not count its paragraphs."""
        texts, counted = [], (self.paragraphs, self.tables)
        for block in self.blocks(cell, depth + 1):
            texts += [block.text] if isinstance(block, Line) else [inner.text for row in block.rows for inner in row]
        self.paragraphs, self.tables = counted
        return "\n".join(text for text in texts if text.strip())


def _draws(tag: str) -> bool:
    """Whether an element of a drawing may hold a text box: any that is not of the text itself."""
    return isinstance(tag, str) and not tag.startswith(
        (w(""), "{http://schemas.openxmlformats.org/markup-compatibility")
    )


def _refuse_below(depth: int) -> None:
    if depth > _DEEPEST:
        raise NotANotice("文件结构异常（层层嵌套），未读取。请在 Word 或 WPS 中另存为 .docx 后重试。")


def _children(parent: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """Rows of a table or cells of a row, content controls and tracked insertions opened."""
    _refuse_below(depth)
    for item in parent:
        if item.tag == tag:
            yield item
        elif item.tag in _WRAPPERS:
            yield from _children(item, tag, depth + 1)


def _integer(properties: Element | None, name: str, default: int) -> int:
    item = properties.find(w(name)) if properties is not None else None
    text = item.get(w("val"), "") if item is not None else ""
    return int(text) if text.isdecimal() and len(text) <= 3 else default


def _merge(properties: Element | None, name: str) -> str:
    """``restart``, ``continue``, or blank when the cell is not merged that way."""
    item = properties.find(w(name)) if properties is not None else None
    return "" if item is None else item.get(w("val"), "continue")
