"""What was found on a sheet: its tables, with which column is what and why, and their rows with what each speaks of."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import field

from ..records import record, value
from ..vocabulary.cell_address import address
from ..vocabulary.column_titles import BECAUSE, STATE
from ..vocabulary.columns import FILLED, Column
from ..vocabulary.model import Source
from .fields import Fields
from .grid import Grid, GridCell, Merge
from .task_match import Match
from .title_match import PROGRESS

_CONTENT = frozenset(column.key for column in FILLED)


@value
class ByValues:
    """A column that was taken for `key` by what stands in it: `hits` of `of` cells say so; its title is `title`."""

    key: str
    column: int
    title: str
    hits: int
    of: int


@record
class Header:
    """Rows `top` to `bottom` of a sheet read as a header (bottom above top: the table has none).

    columns: column key → sheet column. extra: other titled columns → title. doubled: (sheet column, title, title of the
    column that was taken in its stead). by_values: columns read by what stands in them, against their titles or
    without. stacks: sheet column → its titles, one above the other.
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    extra: Mapping[int, str] = field(default_factory=dict)
    doubled: tuple[tuple[int, str, str], ...] = ()
    by_values: tuple[ByValues, ...] = ()
    stacks: Mapping[int, Sequence[str]] = field(default_factory=dict)
    left: int = 1
    right: int = 10**6

    @property
    def head(self) -> str:
        """The cell at which the table begins."""
        return address(max(self.top, 1), min(self.columns.values()))

    def titles(self, key: str) -> Sequence[str]:
        """The titles of column `key`, one above the other; none where there is no such column."""
        return self.stacks.get(self.columns.get(key, 0), ())

    @property
    def judged(self) -> int:
        """The column that says why a verdict was given, or one of verdicts that was taken for the state; 0 where there
        is none: only tables of this program have one."""
        why = next((column for column, stack in self.stacks.items() if stack and stack[-1].endswith(BECAUSE)), 0)
        stated = self.titles("status")
        return why or (self.columns["status"] if stated and stated[-1].endswith(STATE) else 0)

    def nearest(self, wanted: str, likeness: float = 0.3) -> tuple[int, str]:
        """(column, title) of the title that comes nearest to one that is missing, among those of columns not read; the
        first column and a blank where none is near."""
        free = {stack[-1]: column for column, stack in self.stacks.items() if stack and column in self.extra}
        close = difflib.get_close_matches(wanted, free, n=1, cutoff=likeness)
        return (free[close[0]], close[0]) if close else (1, "")

    def reason(self, cell: GridCell) -> str:
        """Why a cell below the header is in no column that was read."""
        if cell.column in self.columns.values():
            return "合并单元格下面的内容，看不到"
        if cell.column in self.extra:
            return f"多出的列「{self.extra[cell.column]}」"
        doubled = next((name for column, name, _ in self.doubled if column == cell.column), None)
        return f"与其他列意思相同的列「{doubled}」" if doubled else "表格以外的单元格（没有表头）"

    def holds(self, cell: GridCell) -> bool:
        """Whether a cell is one of the header's."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    def reads(self, cell: GridCell) -> str:
        """The key of the column that this cell is the title of; blank for other words, and headings of groups."""
        if not self.holds(cell):
            return ""
        key = PROGRESS.key(cell.text)
        by_values = {item.column: item.key for item in self.by_values if item.title == cell.text}
        return key if key and self.columns.get(key) == cell.column else by_values.get(cell.column, "")


@record
class Row:
    """One row of a table: its cells by column key (those of merged cells included), and those in no known column.

    own: all cells that stand in this row itself, not in a merged cell that begins above it. match: the task it speaks
    of. places: column key → where its cell stands or would, of a table whose labels do not stand in a header.
    """

    number: int
    header: Header
    cells: Mapping[str, GridCell]
    others: tuple[GridCell, ...]
    own: tuple[GridCell, ...]
    match: Match = Match(None, "unknown")
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text of column `key`, blank when there is none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def place(self, key: str) -> str:
        """Where column `key` stands, or would: a blank cell has an address too. The row's first cell without such
        a column.
        """
        if key in self.cells:
            return self.cells[key].address
        if key in self.places:
            return address(*self.places[key])
        column = self.header.columns.get(key)
        return address(self.number, column) if column else self.own[0].address

    @property
    def is_filled(self) -> bool:
        """Whether any column to be filled in holds something."""
        return not _CONTENT.isdisjoint(self.cells)


@value
class Shared:
    """What another sheet of the same file says in a field: `text`, in a cell of `kind` at `source`."""

    text: str
    kind: str
    source: Source


@record
class Sheet:
    """One kind of table on a sheet: all that is there of it, and the labelled fields around.

    labels: places of labels beside their values. hidden: cells that lie under a merged cell, which speaks for them.
    spread: merged cells of columns to be filled in, with the column key: their content counts for each row.
    department: whose rows these are, where a sheet of several departments was parted. shared: key of a field → what
    the rest of the file says, where the sheet itself does not say whose it is (shared_fields).
    """

    grid: Grid
    headers: tuple[Header, ...]
    rows: tuple[Row, ...]
    fields: Fields
    labels: frozenset[tuple[int, int]] = frozenset()
    hidden: tuple[GridCell, ...] = ()
    spread: tuple[tuple[str, Merge], ...] = ()
    department: str = ""
    shared: Mapping[str, Shared] = field(default_factory=dict)

    @property
    def head(self) -> str:
        """The cell at which the first table begins."""
        return self.headers[0].head

    @property
    def lacking(self) -> tuple[Column, ...]:
        """The columns asked for that no table of the sheet has: told at its header, not again in each row."""
        return tuple(
            column
            for column in FILLED
            if column.wanted and all(column.key not in header.columns for header in self.headers)
        )

    @property
    def covering(self) -> frozenset[tuple[int, int]]:
        """The corners of merged cells of `spread` that hide something: told at what is hidden."""
        hiding = {(cell.row, cell.column) for cell in self.hidden}
        return frozenset(
            (merge.top, merge.left)
            for _, merge in self.spread
            if any((row, merge.left) in hiding for row in range(merge.top, merge.bottom + 1))
        )

    @property
    def above(self) -> tuple[GridCell, ...]:
        """The cells above the first table that are no fields; the lines of the document around it, too."""
        fields, first = self.fields.labels | self.fields.values, self.headers[0].top
        lines = self.grid.lines or math.inf
        return tuple(
            cell for place, cell in self.grid.cells.items() if not first <= place[0] < lines and place not in fields
        )

    @property
    def heads(self) -> tuple[GridCell, ...]:
        """The cells of the headers."""
        rows = {number for header in self.headers for number in range(header.top, header.bottom + 1)}
        return tuple(cell for place, cell in self.grid.cells.items() if place[0] in rows and place not in self.grid.far)

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """The cells of the tables: headers and rows."""
        return (*self.heads, *(cell for row in self.rows for cell in row.own))
