"""Sheets that expressions read: of a ledger in memory, or of finished workbooks as they are delivered."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from ..ledger.sheet_rows import Sheet, Value
from ..records import record
from ..vocabulary.terms import STAGE, YEAR_END


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet: its cells by (row, column), both from 1, and the row its titles stand in (0: none).

    file: the workbook it is from, as a person looks for it.
    """

    name: str
    file: str
    cells: Mapping[tuple[int, int], Value]
    header: int = 1

    @cached_property
    def columns(self) -> dict[str, int]:
        """Title → column. What a year that is not over calls 阶段 is found as 年末."""
        heads = sorted((column, str(value)) for (row, column), value in self.cells.items() if row == self.header)
        return _by_title(heads)

    @cached_property
    def last(self) -> int:
        """The last row with anything in it."""
        return max((row for row, _ in self.cells), default=self.header)

    @cached_property
    def _values(self) -> dict[str, Sequence[Value]]:
        return {}

    @cached_property
    def _falling(self) -> dict[tuple[str, str, tuple[Value, ...]], Sequence[Any]]:
        return {}

    @cached_property
    def _groups(self) -> dict[str, dict[Value, array[int]]]:
        return {}

    def at(self, row: int, column: int) -> Value:
        """The value of a cell, None when it is empty."""
        return self.cells.get((row, column))

    def values(self, title: str) -> Sequence[Value]:
        """What stands in this column, row by row below the titles; KeyError for a title there is not."""
        if title not in self._values:
            column = self.columns[title]
            self._values[title] = [self.at(row, column) for row in range(self.header + 1, self.last + 1)]
        return self._values[title]

    def falling(self, title: str, among: str, words: tuple[Value, ...]) -> Sequence[Any]:
        """The numbers in this column, the greatest first, of the rows that hold one of `words` in column `among`."""
        key = title, among, words
        if key not in self._falling:
            values, first = self.values(title), self.header + 1
            found = (values[row - first] for rows in self.holding(among, words) for row in rows)
            self._falling[key] = sorted((value for value in found if value is not None), reverse=True)
        return self._falling[key]

    def holding(self, title: str, wanted: Iterable[Value]) -> list[Sequence[int]]:
        """The rows below the titles that hold each of these values in this column."""
        groups = self.grouped(title)
        return [groups[value] for value in dict.fromkeys(wanted) if value in groups]

    def grouped(self, title: str) -> Mapping[Value, Sequence[int]]:
        """The rows below the titles by what stands in this column; KeyError for a title there is not."""
        if title not in self._groups:
            found: defaultdict[Value, array[int]] = defaultdict(lambda: array("L"))
            for row, value in enumerate(self.values(title), self.header + 1):
                found[value].append(row)
            self._groups[title] = dict(found)
        return self._groups[title]

    def rows(self, *wanted: tuple[str, Value]) -> tuple[int, ...]:
        """The rows below the titles whose cells hold these values: (title, value); KeyError for a title there is
        not."""
        (first, value), *rest = wanted
        others = [(self.columns[title], value) for title, value in rest]
        return tuple(
            row
            for row in self.grouped(first).get(value, ())
            if all(self.at(row, column) == value for column, value in others)
        )

    def row(self, *wanted: tuple[str, Value]) -> int:
        """The first of `rows`; LookupError when there is none."""
        found = self.rows(*wanted)
        if not found:
            raise LookupError(f"{self.name}: {wanted}")
        return found[0]


@record
class Books:
    """The sheets that figures are reckoned from again, by name; and the blocks of helping cells that reckoning needs.

    helpers: sheet → block → the row it begins at. A block is written once, below those asked for before it.
    """

    pages: Mapping[str, Page] = field(default_factory=dict)
    helpers: dict[str, dict[Block, int]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Page:
        return self.pages[name]

    def row_of(self, block: Block) -> int:
        """The row that a block of helping cells begins at."""
        blocks = self.helpers.setdefault(block.sheet, {})
        return blocks.setdefault(block, 3 + sum(item.height + 2 for item in blocks))


class Block(Protocol):
    """A few rows of helping cells: its sheet, its height, and its cells once it stands at `top`."""

    @property
    def sheet(self) -> str:
        """Its name."""
        ...

    @property
    def height(self) -> int:
        """Rows it takes."""
        ...

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """(row, column, formula or blank, value) of each cell."""
        ...


def _by_title(heads: Sequence[tuple[int, str]]) -> dict[str, int]:
    return {title.replace(STAGE, YEAR_END): column for column, title in reversed(heads)}


@dataclass(frozen=True, kw_only=True)
class PageInMemory(Page):
    """A sheet before it is written, its titles in row 1; a column is made when it is first looked at."""

    sheet: Sheet[Any]
    file: str = ""
    cells: Mapping[tuple[int, int], Value] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, int]:
        return _by_title([(place, column.title) for place, column in enumerate(self.sheet.columns, 1)])

    @cached_property
    def last(self) -> int:
        return self.header + len(self.sheet.items)

    @cached_property
    def _made(self) -> dict[int, list[Value]]:
        return {}

    def at(self, row: int, column: int) -> Value:
        if row == self.header:
            return self.sheet.columns[column - 1].title
        return self._column(column)[row - self.header - 1]

    def values(self, title: str) -> Sequence[Value]:
        return self._column(self.columns[title])

    def _column(self, column: int) -> list[Value]:
        if column not in self._made:
            once: dict[str, Value] = {"": None}  # a word that stands there stands in many rows
            self._made[column] = [
                once.setdefault(value, value) if isinstance(value, str) else value
                for value in self.sheet.values(column - 1)
            ]
        return self._made[column]


def in_memory(*sheets: Sheet[Any]) -> Books:
    """The books of these sheets."""
    return Books(pages={sheet.name: PageInMemory(name=sheet.name, sheet=sheet) for sheet in sheets})
