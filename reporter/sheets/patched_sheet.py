"""The text of a sheet while its cells are marked: what changes is put into it, all else stays letter by letter.

To make a tree of it and write that again takes twice as long (benchmarks/RESULTS.md). That all that begins with ``<``
is a tag is known of a plain sheet (`plain_markup`); the text that comes out is proven well formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..package.markup import attribute, well_formed
from ..vocabulary.cell_address import address, position
from .patched_parts import OFFICE

_ROW, _CELL = re.compile(rb"<row\b[^>]*>"), re.compile(rb"<c\b[^>]*>")
_COLUMN, _MERGED = re.compile(rb"<col\b[^>]*>"), re.compile(rb"<mergeCell\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PLACE_FIRST = re.compile(rb'<(?:c|row) r="(\w+)"')
_SELECTED = re.compile(rb"""\btabSelected\s*=\s*["'](?:1|true)["']""")
_EXTENSIONS = re.compile(rb"<(/?)extLst\b[^>]*>")
_NO_CELLS, _TRUE = b"<sheetData/>", (b"1", b"true")


def unselected(part: bytes) -> bytes:
    """The sheet, not among those that are selected: two would be edited as one."""
    end = part.find(b"<sheetData")
    return _SELECTED.sub(b'tabSelected="0"', part[:end]) + part[end:] if _SELECTED.search(part, 0, end) else part


class SheetText:
    """A sheet of which cells are marked; LookupError or ValueError where it is not built as such sheets are."""

    def __init__(self, part: bytes):
        begin = part.index(b"<sheetData")
        if part.startswith(_NO_CELLS, begin):
            part = part[:begin] + b"<sheetData></sheetData>" + part[begin + len(_NO_CELLS) :]
        self._part, self._end = part, part.rindex(b"</sheetData>", begin)
        found = [*_ROW.finditer(part, begin, self._end)]
        ends = [*(row.start() for row in found[1:]), self._end]
        self._rows = {int(_place(row[0])): (row, end) for row, end in zip(found, ends)}
        corners = [_attributes(item[0])[b"ref"].decode().partition(":") for item in _MERGED.finditer(part, self._end)]
        self._merged = [(position(first), position(last or first)) for first, _, last in corners]
        self._cells_of: dict[int, dict[int, re.Match[bytes]]] = {}
        self._changes: list[tuple[int, int, bytes]] = []
        self._added: dict[int, list[tuple[int, bytes]]] = {}

    @property
    def has_boxes(self) -> bool:
        """Whether comments, or something else that floats over its cells in the old markup, belong to it."""
        return self._part.find(b"<legacyDrawing", self._end) >= 0

    def seen(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is seen at a place: of a merged range its first."""
        for (top, left), (bottom, right) in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def style(self, row: int, column: int) -> int:
        """The number of the style that a cell has, or would have if it were there."""
        if cell := self._cells(row).get(column):
            return int(_attributes(cell[0]).get(b"s", b"0"))
        line = _attributes(self._rows[row][0][0]) if row in self._rows else {}
        if line.get(b"customFormat") in _TRUE:
            return int(line.get(b"s", b"0"))
        for found in map(_attributes, (item[0] for item in _COLUMN.finditer(self._part, 0, self._end))):
            if int(found[b"min"]) <= column <= int(found[b"max"]):
                return int(found.get(b"style", b"0"))
        return 0

    def dress(self, row: int, column: int, style: int) -> None:
        """Give a cell this style; one that is not there is made."""
        if cell := self._cells(row).get(column):
            self._change(cell, _dressed(cell[0], style))
        else:
            made = f'<c r="{address(row, column)}" s="{style}"/>'.encode()
            self._added.setdefault(row, []).append((column, made))

    def written(self, boxes: str) -> bytes:
        """The sheet with what was done to it, not selected; `boxes` is the name of the relation that leads to those of
        its comments, blank where it names one already.
        """
        for row, cells in sorted(self._added.items()):
            self._add(row, sorted(cells))
        if boxes:
            told = f'<legacyDrawing xmlns:r="{OFFICE}" r:id={attribute(boxes)}/>'
            place = self._behind_the_rest()
            self._changes.append((place, place, told.encode()))
        pieces: list[bytes] = []
        done = 0
        for begin, end, text in sorted(self._changes, key=lambda change: change[:2]):
            pieces += (self._part[done:begin], text)
            done = end
        return well_formed(unselected(b"".join((*pieces, self._part[done:]))))

    def _cells(self, row: int) -> dict[int, re.Match[bytes]]:
        """The cells of a row, by column."""
        if row not in self._cells_of and row in self._rows:
            line, end = self._rows[row]
            found = _CELL.finditer(self._part, line.end(), end)
            self._cells_of[row] = {position(_place(cell[0]).decode())[1]: cell for cell in found}
        return self._cells_of.get(row, {})

    def _add(self, row: int, cells: list[tuple[int, bytes]]) -> None:
        """Put cells that are not there into their row, which is made where there is none."""
        text = b"".join(made for _, made in cells)
        if row not in self._rows:
            later = (line.start() for number, (line, _) in self._rows.items() if number > row)
            place = min(later, default=self._end)
            self._changes.append((place, place, b'<row r="%d">%s</row>' % (row, text)))
            return
        line, end = self._rows[row]
        tag = _without_spans(line[0])
        if tag.endswith(b"/>"):
            self._change(line, b"%s>%s</row>" % (tag[:-2], text))
            return
        self._change(line, tag)
        there = self._cells(row)
        behind = self._part.rindex(b"</row>", line.end(), end)
        for column, made in cells:
            place = min((cell.start() for other, cell in there.items() if other > column), default=behind)
            self._changes.append((place, place, made))

    def _change(self, found: re.Match[bytes], text: bytes) -> None:
        self._changes.append((*found.span(), text))

    def _behind_the_rest(self) -> int:
        """Where the boxes of comments are named: behind all that a plain sheet may have but tables and extensions."""
        end = self._part.rindex(b"</worksheet")
        if (tables := self._part.find(b"<tableParts", self._end)) >= 0:
            return tables
        depth = 0
        for tag in reversed([*_EXTENSIONS.finditer(self._part, self._end, end)]):
            if not depth and self._part[tag.end() : end].strip():
                return end  # those of another element
            if not tag[0].endswith(b"/>"):
                depth += 1 if tag[1] else -1
            if not depth:
                return tag.start()
        return end


def _place(tag: bytes) -> bytes:
    """Where a row or a cell stands, which nearly all say first."""
    found = _PLACE_FIRST.match(tag)
    return found[1] if found else _attributes(tag)[b"r"]


def _pairs(tag: bytes) -> Iterator[tuple[bytes, re.Match[bytes]]]:
    return ((found[1], found) for found in _ATTRIBUTE.finditer(tag))


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: found[2] if found[2] is not None else found[3] for name, found in _pairs(tag)}


def _dressed(tag: bytes, style: int) -> bytes:
    """The tag of a cell, with this style."""
    told = b' s="%d"' % style
    if found := dict(_pairs(tag)).get(b"s"):
        return tag[: found.start()] + told + tag[found.end() :]
    return tag[:2] + told + tag[2:]


def _without_spans(tag: bytes) -> bytes:
    """The tag of a row that does not say how far its cells reach."""
    found = dict(_pairs(tag)).get(b"spans")
    return tag[: found.start()] + tag[found.end() :] if found else tag
