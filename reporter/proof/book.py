"""Finished workbooks read back as they are delivered: the cells that figures are followed to and reckoned from again."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from ..intake.boundary_text import key_text
from ..intake.grid import Grid

__all__ = ["Block", "Books", "Page", "Value", "page_of_grid", "pages_of"]

Value = str | int | Decimal | dt.date | None


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
        """Title → column."""
        return {
            str(value): column
            for (row, column), value in sorted(self.cells.items(), reverse=True)
            if row == self.header
        }

    @cached_property
    def last(self) -> int:
        """The last row with anything in it."""
        return max((row for row, _ in self.cells), default=self.header)

    @cached_property
    def _found(self) -> dict[tuple[tuple[str, ...], tuple[Value, ...]], tuple[int, ...]]:
        return {}

    def at(self, row: int, column: int) -> Value:
        """The value of a cell, None when it is empty."""
        return self.cells.get((row, column))

    def rows(self, **wanted: Value) -> tuple[int, ...]:
        """The rows below the titles whose cells in these columns hold these values; KeyError for a title there is not."""
        key = tuple(wanted), tuple(wanted.values())
        if key not in self._found:
            places = [(self.columns[title], value) for title, value in wanted.items()]
            self._found[key] = tuple(
                row
                for row in range(self.header + 1, self.last + 1)
                if all(self.cells.get((row, column)) == value for column, value in places)
            )
        return self._found[key]

    def row(self, **wanted: Value) -> int:
        """The first of `rows`; LookupError when there is none."""
        found = self.rows(**wanted)
        if not found:
            raise LookupError(f"{self.name}: {wanted}")
        return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
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

    sheet: str

    @property
    def height(self) -> int:
        """Rows it takes."""
        ...

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """(row, column, formula or blank, value) of each cell."""
        ...


def pages_of(data: bytes, file: str) -> dict[str, Page]:
    """The sheets of a workbook of our own making: titles in row 1; whole numbers as int, others exact to 15 digits."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: Page(
            name=name,
            file=file,
            cells={
                (row, column): _value(value)
                for row, values in enumerate(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
                for column, value in enumerate(values, 1)
                if value != ""
            },
        )
        for name in workbook.sheet_names
    }


def _value(value: object) -> Value:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(format(value, ".15g"))
    return value


def page_of_grid(grid: Grid, file: str, first_title: str) -> Page:
    """A sheet that people keep, its cells where they stand in their file; titles in the row that has `first_title`."""
    header = min((row for (row, _), cell in grid.cells.items() if key_text(cell.text) == first_title), default=0)
    return Page(
        name=grid.name, file=file, header=header, cells={place: _typed(cell) for place, cell in grid.cells.items()}
    )


def _typed(cell) -> Value:
    if cell.kind == "number":
        return _value(float(cell.text))
    return dt.date.fromisoformat(cell.text) if cell.kind == "date" and len(cell.text) == 10 else cell.text
