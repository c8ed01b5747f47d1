"""The rows of a table as the text that they are in a sheet: five times as fast as telling XlsxWriter of each cell, and
no row is held longer than it takes to pack it (benchmarks/RESULTS.md).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from operator import getitem
from typing import Any, NamedTuple

from ..ledger.sheet_rows import TableColumn, Value
from ..package.markup import escaped, proven
from ..package.writing import Stretch, stretch
from ..records import record
from ..vocabulary.cell_address import letters
from ..vocabulary.model import Lamp
from .cell_text import day_number, is_counted, lines, literal, looks_like_formula, pieces
from .palette import BODY_SIZE, LINE_SPACING, TALLEST_ROW
from .workbook_formats import Book

CONTINUED = "（续上行）"
_MOST_ROWS = 1_048_575
"""What a sheet holds below its header."""

_EXACT = 10**15
"""Excel keeps fifteen digits; a longer number is written out."""
_LEVEL = 3
"""Of packing: half the time of zlib's own choice, for an eighth more."""
_REMEMBERED, _BLOCK, _TOLD = 4096, 128, 12


@record
class Body:
    """The rows of one sheet below its header, packed: how many, and how tall the first of them are."""

    count: int
    heights: Sequence[float]
    text: Stretch


def bodies(
    rows: Iterable[Sequence[Value]],
    columns: Sequence[TableColumn[Any]],
    book: Book,
    shown: Callable[[str], str],
) -> Iterator[Body]:
    """The rows in the formats of the book, texts as `shown`, by sheet: of no rows one body without.

    A text longer than a cell can hold runs on in continuation rows below its own.
    """
    found = _lines(rows, [_Column(column, book, shown) for column in columns])
    yield _body(islice(found, _MOST_ROWS), len(columns))
    for line in found:
        yield _body(chain((line,), islice(found, _MOST_ROWS - 1)), len(columns))


def row_height(line_count: int) -> float:
    """Points that a row of so many lines takes; given outright, because not every program fits rows when it opens a
    file.
    """
    return min(line_count * BODY_SIZE * LINE_SPACING + 4, TALLEST_ROW)


class _Cell(NamedTuple):
    """A cell but for its address, how many lines it takes, and the cells below it in which its text goes on."""

    text: str
    lines: int
    further: tuple[_Cell, ...] = ()


class _Column(dict[Value, _Cell]):
    """The cells of a column by what stands in them, made once each as long as they are remembered."""

    def __init__(self, column: TableColumn[Any], book: Book, shown: Callable[[str], str]) -> None:
        self.column, self._book, self._shown = column, book, shown
        self._once: set[str] = set()
        self._lamps = {str(lamp): lamp for lamp in Lamp} if column.form == "lamp" else {}

    def __missing__(self, value: Value) -> _Cell:
        first, *further = self._cells(value)
        if further:
            return first._replace(further=tuple(further))
        if isinstance(value, str) and value and value not in self._once:
            _limited(self._once)
            self._once.add(value)
        else:
            _limited(self)
            self[value] = first
        return first

    def _cells(self, value: Value) -> Iterable[_Cell]:
        """The cell of a value by its type, and those below it; text is only ever written as text."""
        if value is None or value == "":
            return (_Cell(f' s="{self._plain}"/>', 1),)
        if isinstance(value, str):
            return [
                self._text(text, shared=value in self._once and _shareable(text)) for text in pieces(self._shown(value))
            ]
        if isinstance(value, dt.date) and is_counted(value):
            return (self._number(str(day_number(value))),)
        if isinstance(value, (int, Decimal)) and -_EXACT < value < _EXACT:
            return (self._number(f"{value:d}" if isinstance(value, int) else f"{float(value):.16G}"),)
        return (self._text(str(value)),)

    def _number(self, digits: str) -> _Cell:
        return _Cell(f' s="{self._plain}"><v>{digits}</v></c>', 1)

    def _text(self, text: str, *, shared: bool = False) -> _Cell:
        """A text where it stands or, `shared`, by its number among those of the workbook."""
        kind, kept = ("s", "") if shared else ("inlineStr", "" if text == text.strip() else ' xml:space="preserve"')
        held = f"<v>{self._book.shared(text)}</v>" if shared else f"<is><t{kept}>{escaped(literal(text))}</t></is>"
        return _Cell(f' s="{self._style(text)}" t="{kind}">{held}</c>', lines(text, self.column.width))

    def _style(self, text: str) -> int:
        """The number of the format of a text: a lamp on its colour, what looks like a formula marked as text."""
        if self._lamps and (lamp := self._lamps.get(text.partition("（")[0])):
            return self._book.number(self._book.lamp(lamp))
        return self._quoted if looks_like_formula(text) else self._plain

    @functools.cached_property
    def _plain(self) -> int:
        return self._book.number(self._book.cell(self.column.form))

    @functools.cached_property
    def _quoted(self) -> int:
        return self._book.number(self._book.cell(self.column.form, quote_prefix=True))


def _shareable(text: str) -> bool:
    """Whether XlsxWriter, which writes the texts that are shared, takes this for a text and for nothing else: it lets
    what begins with <r> be markup, and of two escapes that overlap it keeps one.
    """
    return "<" not in text and "_x" not in text


def _limited(remembered: set[str] | dict[Value, _Cell]) -> None:
    """Room for one more."""
    if len(remembered) >= _REMEMBERED:
        remembered.clear()


_Line = tuple[tuple[str, ...], int]
"""The cells of a row, and how many lines the tallest of them takes."""


def _lines(rows: Iterable[Sequence[Value]], columns: Sequence[_Column]) -> Iterator[_Line]:
    """Each row, and behind it as many continuation rows as its longest text needs."""
    for row in rows:
        texts, heights, further = zip(*map(getitem, columns, row))
        yield texts, max(heights)
        for level in range(max(map(len, further)) if any(further) else 0):
            cells = [
                below[level]
                if level < len(below)
                else column[value]
                if column.column.repeated
                else column[CONTINUED]
                if column.column.says_continued
                else column[None]
                for column, value, below in zip(columns, row, further)
            ]
            yield tuple(cell.text for cell in cells), max(cell.lines for cell in cells)


def _body(found: Iterable[_Line], width: int) -> Body:
    """The rows as one stretch of a sheet, proven well formed."""
    cells = "".join(f'<c r="{letters(column)}\0"%s' for column in range(1, width + 1))
    shape = f'<row r="\0" ht="%s" customHeight="1">{cells}</row>'
    heights: list[int] = []

    def blocks() -> Iterator[bytes]:
        numbered = enumerate(found, 2)
        while block := [*islice(numbered, _BLOCK)]:
            made = [shape.replace("\0", str(row)) % (_stated(deep), *texts) for row, (texts, deep) in block]
            heights.extend(deep for _, (_, deep) in block)
            yield "".join(made).encode()

    text = stretch(proven(blocks()), level=_LEVEL)
    return Body(count=len(heights), heights=[row_height(deep) for deep in heights[:_TOLD]], text=text)


@functools.lru_cache(maxsize=1024)
def _stated(line_count: int) -> str:
    """The height as it stands in a sheet: Excel knows whole pixels."""
    return f"{0.75 * int(row_height(line_count) * 4 / 3 + 0.5):.16g}"
