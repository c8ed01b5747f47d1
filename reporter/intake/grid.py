"""What a reader saw of a workbook, whatever its format: sheets of non-empty cells in print form, with their
peculiarities.

Rows and columns count from 1. Only cells with text are held; text is already safe to print (text.clean_text).
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import Any, NamedTuple

from ..records import record, value
from ..vocabulary.cell_address import address
from ..vocabulary.model import Period, Source
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.returns import TypedCell, TypedCells


class GridCell(NamedTuple):
    """A non-empty cell: text as printed (dates 2018-06-30, whole numbers without .0, 0.8 in a percent format 80%).

    kind: ``text``, ``number``, ``bare number`` (of a form whose number formats cannot be seen), ``percent``, ``date``,
    ``time``, ``boolean``; ``error`` (#REF!), ``formula`` (one without a computed value, the text being the formula),
    ``picture`` (a picture inside a cell or over a blank one).
    """

    text: str
    row: int
    column: int
    kind: str = "text"

    @property
    def address(self) -> str:
        """Where the cell stands, such as ``C7``."""
        return address(self.row, self.column)


_cell: Callable[[tuple[str, int, int, str]], GridCell] = partial(tuple.__new__, GridCell)
"""A cell of all its fields: GridCell(…) would take three times as long, and there are a hundred thousand of them."""


@value
class CellTexts(Collection[GridCell]):
    """Cells as their texts, rows and columns: what is held of thousands of sheets until it is checked takes little
    memory, since the words of the blank are held once. Their kinds are not kept.
    """

    texts: tuple[str, ...]
    places: bytes

    @classmethod
    def of(cls, cells: Mapping[tuple[int, int], GridCell]) -> CellTexts:
        """These cells by their places."""
        places = array("I", chain.from_iterable(cells))
        return cls(tuple([cell.text for cell in cells.values()]), places.tobytes())

    def __iter__(self) -> Iterator[GridCell]:
        places = array("I", self.places)
        return map(_cell, zip(self.texts, places[::2], places[1::2], repeat("text")))

    def __len__(self) -> int:
        return len(self.texts)

    def __contains__(self, cell: object) -> bool:
        return any(cell == own for own in self)


@value
class RowCells(TypedCells):
    """The cells of one row by column key, held as their texts alone: thousands of returns have dozens of rows. Where
    they stand is the same in all rows of a table; their kinds are not kept.
    """

    columns: Mapping[str, tuple[int, int]]
    row: int
    texts: tuple[str, ...]

    @staticmethod
    def of(cells: Mapping[str, GridCell]) -> Mapping[str, TypedCell]:
        """These cells; as they are where some stand in another row, merged with this one."""
        if not cells:
            return cells
        texts, rows, columns, _ = zip(*cells.values())
        return RowCells(_columns(tuple(cells), columns), rows[0], texts) if rows.count(rows[0]) == len(rows) else cells

    def __getitem__(self, key: str) -> GridCell:
        place, column = self.columns[key]
        return GridCell(self.texts[place], self.row, column)

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping, without raising and catching for each cell that a row has not."""
        found = self.columns.get(key)
        return default if found is None else _cell((self.texts[found[0]], self.row, found[1], "text"))

    @property
    def by_key(self) -> Mapping[str, str]:
        """Column key → the text."""
        return dict(zip(self.columns, self.texts))

    def __contains__(self, key: object) -> bool:
        return key in self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.texts)


@lru_cache(maxsize=512)
def _columns(keys: tuple[str, ...], columns: tuple[int, ...]) -> Mapping[str, tuple[int, int]]:
    return {key: (place, column) for place, (key, column) in enumerate(zip(keys, columns))}


class Merge(NamedTuple):
    """A merged range, corners included."""

    top: int
    left: int
    bottom: int
    right: int


class Note(NamedTuple):
    """Words that hang on a cell or float over the sheet: `what` is 批注 or 文本框; `cell` is blank when not known."""

    what: str
    cell: str
    text: str
    author: str = ""


class CellRemark(NamedTuple):
    """Something to say about one cell, whatever it means: a kind of problem with its facts."""

    kind: Kind
    cell: str
    content: str
    facts: Mapping[str, str]


@record
class Grid:
    """One sheet. Empty where the format or the engine has no view of a peculiarity.

    visibility: ``visible``, ``hidden`` or ``veryHidden``. struck: cells whose text is struck out, all or in part.
    cleaned: cells from which characters that cannot be printed were replaced. far: cells so far off that they were
    set apart from the rest, which stand in `cells` too. lines: the first row of those that are no table's but lines of
    the document around it; 0 where there are none.
    """

    name: str
    cells: Mapping[tuple[int, int], GridCell]
    merges: tuple[Merge, ...] = ()
    visibility: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()
    remarks: tuple[CellRemark, ...] = ()
    struck: frozenset[tuple[int, int]] = frozenset()
    cleaned: frozenset[tuple[int, int]] = frozenset()
    far: frozenset[tuple[int, int]] = frozenset()
    lines: int = 0

    def text(self, row: int, column: int) -> str:
        """The cell's text, blank when it is empty."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""


@value
class Remark:
    """Something to say about a whole file: a kind of problem with its facts, without the place."""

    kind: Kind
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in Chinese, with its full stop."""
        return self.kind.template.format_map(self.facts)

    def at(self, source: Source, *, department: str = "", period: Period | None = None) -> Problem:
        """The problem at `source`."""
        return self.kind.at(source, content="", department=department, period=period, **self.facts)


@record
class Workbook:
    """A file that could be read: its sheets in order, the SHA-256 of its bytes, and remarks on the file as a whole.

    saved, replaced: what its own record says (self_record).
    """

    sheets: tuple[Grid, ...]
    digest: str = ""
    form: str = ""
    remarks: tuple[Remark, ...] = ()
    saved: dt.datetime | None = None
    replaced: tuple[str, ...] = ()


@record
class Failure:
    """A file that could not be read, and why; the digest is blank when not even its bytes could be had."""

    remark: Remark
    digest: str = ""

    @property
    def message(self) -> str:
        """Why, in Chinese, with its full stop."""
        return self.remark.message
