"""A Word document → blocks: paragraphs, tables and text boxes in the order they are read."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from ..package.budget import Fault, Unsafe
from ..package.list_numbering import Numbering
from ..package.parts import Package
from ..package.wordml import BREAKS, DEEPEST, MC, WRAPPERS, attributes, children, value_of, w
from ..vocabulary.model import Source
from .blocks import Block, Line, Table, sheet_of
from .boundary_text import clean_text
from .grid import Merge
from .links import is_web_address, with_address
from .sniff import Refusal

_AROUND_WORDS = WRAPPERS | {w(name) for name in ("r", "ruby", "rubyBase", "drawing", "pict", "object")}
"""What may stand between a paragraph and its words. Deleted and moved-away text and field codes are not among them."""
_BOX = w("txbxContent")

_Row = list[tuple[int, int, str | None]]
"""(column of the document's grid, columns covered, text) of each cell; None where it goes on with the cell above."""


def read_document(package: Package, file: str, links: bool = False) -> tuple[Block, ...]:
    """The blocks of a Word document; places are paragraph and table numbers. Refusal without a text, Unsafe.

    links: the web addresses of links are part of the texts of cells.
    """
    root = package.root(package.main)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        raise Refusal("FILE_DAMAGED", where="")
    return tuple(_Reader(package, file, package.outside(package.main) if links else {}).blocks(body))


class _Reader:
    """Counts paragraphs and tables while it reads one document."""

    def __init__(self, package: Package, file: str, links: Mapping[str, str]):
        self.file, self.links, self.numbering = file, links, Numbering.of(package)
        styles = package.related_root("styles")
        self.styles = {
            style.get(w("styleId"), ""): style.find(f"{w('pPr')}/{w('numPr')}")
            for style in (styles.findall(w("style")) if styles is not None else ())
        }
        self.paragraphs = self.tables = 0

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Line | Table]:
        """The blocks below a body, a text box or a wrapper of either."""
        if depth > DEEPEST:
            raise Unsafe(Fault.DEPTH)
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
            elif item.tag in _AROUND_WORDS:
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
            elif item.tag in BREAKS:
                words.append(BREAKS[item.tag])
            elif item.tag == _BOX:
                boxes.append(item)
            elif item.tag in _AROUND_WORDS or _draws(item.tag):
                waiting.append(iter(item))
        return self._number(paragraph) + clean_text("".join(words))[0], boxes

    def _number(self, paragraph: Element) -> str:
        """The number printed before this paragraph, its own or its style's, such as ``3.`` or 「（二）」."""
        properties = paragraph.find(w("pPr"))
        numbered = properties.find(w("numPr")) if properties is not None else None
        if numbered is None:
            numbered = self.styles.get(value_of(properties, "pStyle"))
        return self.numbering.text(value_of(numbered, "numId"), _integer(numbered, "ilvl", 0))

    def _table(self, table: Element, depth: int) -> Table:
        self.tables += 1
        name = f"表{self.tables}"
        rows: dict[int, _Row] = {}
        for number, row in enumerate(children(table, w("tr")), 1):
            properties = row.find(w("trPr"))
            if properties is not None and properties.find(w("del")) is not None:
                continue  # struck by a tracked change
            cells: _Row = []
            column = _integer(properties, "gridBefore", 0)
            for cell in children(row, w("tc")):
                properties = cell.find(w("tcPr"))
                span = max(1, _integer(properties, "gridSpan", 1))
                if _merge(properties, "hMerge") == "continue" and cells:
                    first, covered, text = cells[-1]
                    cells[-1] = first, covered + span, text
                else:
                    text = None if _merge(properties, "vMerge") == "continue" else self._cell(cell, depth)
                    cells.append((column, span, text))
                column += span
            if cells:
                rows[number] = cells
        texts, merges = _laid_out(rows)
        width = max(map(len, texts.values()), default=0)
        return Table(sheet_of(name, texts, merges), self.file, "第{row}行第{column}列", width)

    def _cell(self, cell: Element, depth: int) -> str:
        """The texts of a cell one a line; a table inside it cell by cell. People do not count its paragraphs."""
        texts: list[str] = []
        counted = self.paragraphs, self.tables
        for block in self.blocks(cell, depth + 1):
            texts += [block.text] if isinstance(block, Line) else [inner.text for inner in block.grid.cells.values()]
        self.paragraphs, self.tables = counted
        text = "\n".join(text for text in texts if text.strip())
        for link in cell.iter(w("hyperlink")):
            address = self.links.get(attributes(link).get("id", ""), "")
            text = with_address(text, address) if text and is_web_address(address) else text
        return text


def _laid_out(rows: Mapping[int, _Row]) -> tuple[dict[int, list[str]], list[Merge]]:
    """(row → texts, merged ranges) of a table with as many columns as most of its rows have cells.

    Borders drawn by hand part a document's grid into slivers: a row of that many cells has one in each column.
    """
    lengths = Counter(map(len, rows.values()))
    width = max(lengths, key=lambda length: length * lengths[length], default=0)
    edges = next(([column for column, _, _ in row] for row in rows.values() if len(row) == width), [])
    texts: dict[int, list[str]] = {}
    begun: dict[int, list[int]] = {}
    merges: list[list[int]] = []
    for number, row in rows.items():
        texts[number] = [""] * width
        for place, (column, span, text) in enumerate(row):
            left = right = place
            if len(row) != width:
                left, right = max(bisect(edges, column) - 1, 0), max(bisect(edges, column + span - 1) - 1, 0)
            if text is None and left in begun:
                begun[left][2] = number
            else:
                texts[number][left] = "\n".join(filter(None, (texts[number][left], text)))
                begun[left] = [number, left + 1, number, right + 1]
                merges.append(begun[left])
    return texts, [
        Merge(*corners) for corners in merges if corners[:2] != corners[2:] and texts[corners[0]][corners[1] - 1]
    ]


def _draws(tag: str) -> bool:
    """Whether an element of a drawing may hold a text box: any that is not of the text itself."""
    return isinstance(tag, str) and not tag.startswith((w(""), MC))


def _integer(properties: Element | None, name: str, default: int) -> int:
    text = value_of(properties, name)
    return int(text) if text.isdecimal() and len(text) <= 3 else default


def _merge(properties: Element | None, name: str) -> str:
    """``restart``, ``continue``, or blank when the cell is not merged that way."""
    item = properties.find(w(name)) if properties is not None else None
    return "" if item is None else item.get(w("val"), "continue")
