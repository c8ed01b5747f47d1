"""A sheet as columns and rows: each column with its title and what stands in it, given what a row is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import itemgetter
from typing import Any, Generic, TypeVar

from ..records import value

Value = str | int | Decimal | dt.date | None

_BLOCK = 256
"""Rows that are made at a time, column by column."""

R = TypeVar("R")
R_contra = TypeVar("R_contra", contravariant=True)


@value
class TableColumn(Generic[R_contra]):
    """A column: `form` is ``text``, ``short`` (centred), ``date``, ``number``, ``points``, ``percent`` or ``lamp``.

    The form dresses the cell; the value's own type decides what is written, so an unreadable date is still its text.
    `repeated` is written again in continuation rows; `says_continued` gets 「（续上行）」 there. `cell`: what stands in
    it, given what a row is about; None where a row is its values, in the order of the columns.
    """

    title: str
    width: float
    cell: Callable[[R_contra], Value] | None = None
    form: str = "text"
    repeated: bool = False
    says_continued: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet(Generic[R]):
    """A sheet: its name, its columns, what its rows are about, and how it is frozen and printed.

    key: its name for other programs, where it goes to such (`sheets/data_package`).
    last_printed: the title of the last column on paper; what stands right of it nobody reads there. Blank: all are
    printed. nothing: the title below which these words stand where there is nothing to tell.
    """

    name: str
    columns: tuple[TableColumn[R], ...]
    items: Sequence[R]
    key: str = ""
    frozen_columns: int = 0
    with_lamps: bool = False
    last_printed: str = ""
    nothing: tuple[str, str] | None = None

    @property
    def printed(self) -> int:
        """How many of its columns, from the left, are printed."""
        titles = [column.title for column in self.columns]
        return titles.index(self.last_printed) + 1 if self.last_printed else len(titles)

    def values(self, place: int) -> list[Value]:
        """What stands in the column at this place, counted from 0, row by row."""
        return self._values(place, self.items)

    def _values(self, place: int, items: Sequence[R]) -> list[Value]:
        cell: Callable[[Any], Value] = self.columns[place].cell or itemgetter(place)
        return [*map(cell, items)]

    @property
    def rows(self) -> Iterator[Sequence[Value]]:
        """The rows below the header, made as they are asked for: of thousands of departments they are not held."""
        if self.nothing and not self.items:
            title, words = self.nothing
            yield tuple(words if column.title == title else None for column in self.columns)
        for start in range(0, len(self.items), _BLOCK):
            yield from self.rows_of(self.items[start : start + _BLOCK])

    def made(self) -> Sheet[Any]:
        """The same with its rows made, for those who go over them more than once."""
        columns: Iterable[Any] = self.columns
        found: Any = [*self.rows]
        return replace(
            self,
            columns=tuple(replace(column, cell=itemgetter(place)) for place, column in enumerate(columns)),
            items=found,
        )

    def rows_of(self, items: Sequence[R]) -> Iterator[Sequence[Value]]:
        """The rows that are about these."""
        return zip(*(self._values(place, items) for place in range(len(self.columns))))


def as_text(value: Value) -> str:
    """A value as text: dates as 2018-06-08, numbers without needless decimals, nothing for None."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Decimal):
        return f"{int(value)}" if value == int(value) else f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)
