"""Nothing is lost: every cell that somebody typed is in the ledger's rows, checked in every run (contract, section 7).

Held against are the very rows that the writer gets, so that a column which never reaches the ledger is found out. A
cell that is in none of them would be a fault of this program. It becomes a problem of its own, with its text, so that
it is lost no more and nobody can overlook it.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..ledger.duty_sheet import SOURCE_ROW
from ..ledger.sheet_rows import Sheet, Value, as_text
from ..vocabulary import column_titles
from ..vocabulary.form import form_words
from ..vocabulary.model import Month, Period, Source, TypedSheet
from ..vocabulary.problems import Kind, Problem

_PLACES = (
    (column_titles.SOURCE_FILE, column_titles.SOURCE_SHEET, SOURCE_ROW),
    (column_titles.SOURCE_FILE, column_titles.SOURCE_SHEET, column_titles.SOURCE_CELL),
    (column_titles.FILE, column_titles.SHEET, column_titles.CELL),
)
"""The columns in which a table says where its row was typed; tables without them hold the words of the master list."""

_NUMBERED = re.compile(r"【第\d+份】")
_TOGETHER = re.compile(r"【第\d+份】|(?:^|\n|】)[^\n（）]{1,20}（[A-Z]{1,3}\d+）：")
"""What stands before each of the texts that share a cell of the ledger: versions side by side, and 原填写法."""
_LONG = 8
"""Characters from which a text is found in a longer one by no accident."""
_Place = tuple[str, str, str]
"""File, sheet and row."""
_Row = tuple[Sequence[Value], _Place, bool]
"""A row, a place it comes from, and whether it was taken for a duty."""
_From = tuple[Sheet[Any], Any, _Place, bool]
"""The same before it is made: a table, and what the row is about."""
_REMEMBERED = 8192
_COLUMN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def lost_cells(typed: Iterable[TypedSheet], month: Month, tables: Iterable[Sheet[Any]]) -> tuple[Problem, ...]:
    """A problem for each cell of the month's files whose text is in none of the ledger's `tables`.

    `typed` are the sheets of all files that could be opened; those of other months are left to them. The cells of a row
    that was taken for a duty must be in the rows that name it as their source; any other cell may be anywhere. Words of
    the blank form and of the task list count as held.
    """
    words, rows = set(_form(month)), _Rows()
    for table in tables:
        places = next((names for names in _PLACES if {*names} <= {column.title for column in table.columns}), None)
        if places is None:
            words.update(_key(as_text(value)) for row in table.rows for value in row)
        else:
            rows.add(table, places)
    open_still = [
        (sheet, cell, key)
        for sheet, own in rows.beside(sheet for sheet in typed if sheet.period in (None, month.period))
        for cell in sheet.cells
        if (key := _key(cell.text)) and key not in words and not own.hold(key, sheet.source, cell.address)
    ]
    anywhere = rows.among({key for _, _, key in open_still})
    return tuple(
        Kind.CELL_LOST.at(sheet.source.at(cell.address), content=cell.text, period=month.period)
        for sheet, cell, key in open_still
        if key not in anywhere or rows.took(sheet.source, cell.address)
    )


class _Texts(dict[Value, str]):
    """What is compared of a cell of the ledger, a text a line, by what stands in it: most stand in many cells."""

    def __missing__(self, value: Value) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[value] = "\n".join(map(_key, _parts(as_text(value))))
        return found

    def of(self, row: Sequence[Value]) -> str:
        """Those of a row."""
        return "\n".join(filter(None, map(self.__getitem__, row)))


class _FileRows:
    """The rows of the ledger that come from one file: their texts by place, and the places taken for a duty."""

    def __init__(self, rows: Iterable[_Row], texts: _Texts) -> None:
        self._by_place: defaultdict[_Place, str] = defaultdict(lambda: "\n")
        self.taken: set[_Place] = set()
        for row, place, is_duty in rows:
            self._by_place[place] += f"{texts.of(row)}\n"
            if is_duty:
                self.taken.add(place)

    def hold(self, key: str, source: Source, address: str) -> bool:
        """Whether a text typed at `address` is in a row from that place.

        A long text may be any part of such a row, a short one where no duty was taken from it: of a big foreign sheet,
        say, a row is listed as one cell.
        """
        place = _place(source, address)
        own = self._by_place.get(place, "")
        return f"\n{key}\n" in own or ((len(key) >= _LONG or place not in self.taken) and key in own)


class _Rows:
    """The rows of the ledger that say where they come from, by file: of hundreds of files one is looked at a time, and
    its rows are made then."""

    def __init__(self) -> None:
        self._tables: list[Sheet[Any]] = []
        self._by_file: defaultdict[str, list[_From]] = defaultdict(list)
        self._taken: set[_Place] = set()
        self._texts = _Texts()

    def add(self, table: Sheet[Any], names: tuple[str, str, str]) -> None:
        """Take up a table whose columns `names` say where each row was typed."""
        self._tables.append(table)
        at = ([column.title for column in table.columns].index(name) for name in names)
        for item, *where in zip(table.items, *map(table.values, at)):
            for place in _places(*where):
                self._by_file[place[0]].append((table, item, place, SOURCE_ROW in names))

    def beside(self, sheets: Iterable[TypedSheet]) -> Iterator[tuple[TypedSheet, _FileRows]]:
        """Each sheet with the rows from its file; the sheets of a file stand together."""
        for file, group in groupby(sheets, key=lambda sheet: sheet.source.file):
            own = _FileRows(self._made(self._by_file.get(file, ())), self._texts)
            self._taken |= own.taken
            yield from ((sheet, own) for sheet in group)

    def _made(self, rows: Iterable[_From]) -> Iterator[_Row]:
        for table, group in groupby(rows, key=itemgetter(0)):
            own = [*group]
            made = table.rows_of([item for _, item, _, _ in own])
            yield from ((row, place, is_duty) for row, (_, _, place, is_duty) in zip(made, own))

    def took(self, source: Source, address: str) -> bool:
        """Whether the row of a cell was taken for a duty."""
        return _place(source, address) in self._taken

    def among(self, keys: set[str]) -> set[str]:
        """Those of the texts that are in any row: any other cell than one of a duty's row may be anywhere."""
        if not keys:
            return keys
        rows = (row for table in self._tables for row in table.rows)
        return {text for row in rows for text in self._texts.of(row).split("\n") if text in keys}


def _place(source: Source, address: str) -> _Place:
    return source.file, source.sheet, address.lstrip(_COLUMN)


def _parts(text: str) -> Iterator[str]:
    """A cell of the ledger, and the texts that it puts together."""
    yield text
    if "【第" in text or "）：" in text:
        yield from _TOGETHER.split(text)


def _places(*where: Value) -> Iterator[_Place]:
    """The rows that a row of the ledger comes from, by file, sheet and cell: one, or of versions side by side each,
    where they differ.
    """
    told = [as_text(value) for value in where]
    if not any("\n" in text for text in told):
        yield told[0], told[1], _row_of(told[2])
        return
    parts = [_NUMBERED.sub("", text).split("\n") for text in told]
    for index in range(max(map(len, parts))):
        file, sheet, address = (part[min(index, len(part) - 1)] for part in parts)
        yield file, sheet, _row_of(address)


def _row_of(cell: str) -> str:
    """The row of a cell, of several the first: 7 of B7:D7."""
    return cell.partition(":")[0].lstrip(_COLUMN)


@functools.lru_cache(maxsize=_REMEMBERED)
def _key(text: str) -> str:
    """Texts are the same when they differ in blanks alone: the ledger trims what it prints."""
    return "".join(text.split())


def _form(month: Month) -> Iterator[str]:
    """Words of the blank form, in any month: a register is one running list, and may still bear another one's title."""
    for number in range(1, 13):
        yield from map(_key, form_words(month.plan, Period(month.plan.year, number)))
    yield from (_key(item.name) for item in month.plan.departments)
    yield str(month.period)
