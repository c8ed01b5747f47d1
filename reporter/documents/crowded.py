"""A month of more departments than anybody reads through: documents name the first and the last of a table, the whole
of it goes beside them as a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from ..assess.figures import Figures
from ..gongwen.content import Table
from .declared_words import Word
from .document_tables import MONTH_TABLES, RANKED
from .made_table import tables

ANNEX = "通报附表"
_DEPARTMENTS = 300
"""From more than so many on a month is crowded."""
_NAMED = 20
"""Rows of a table that are printed at either end, or twice as many from its beginning where it is no ranking."""


def is_crowded(found: Figures) -> bool:
    """Whether there are so many departments with duties."""
    return len(found.assessed) > _DEPARTMENTS


def whole_tables(found: Figures) -> Iterator[tuple[str, Table]]:
    """(name, table) of the month, every row of them; each made when it is asked for, and held by nobody."""
    return ((word.name, cast("Table", word.of(found))) for word in MONTH_TABLES if word.of)


def printed_tables(found: Figures) -> Mapping[str, Table]:
    """The tables as documents print them, each made when it is first asked for: of a crowded month shortened, with a
    row that says where the rest is."""
    words = tuple(map(_short, MONTH_TABLES)) if is_crowded(found) else MONTH_TABLES
    return tables(words, found)


def _short(word: Word) -> Word:
    """The word of a table, said of it shortened."""
    of, last = word.of, _NAMED if word.name in RANKED else 0
    return Word(word.name, word.note, lambda found: _shortened(cast("Table", of(found)), last)) if of else word


def _shortened(table: Table, last: int) -> Table:
    first = 2 * _NAMED - last
    if len(table.rows) <= 2 * _NAMED:
        return table
    rest = [""] * len(table.columns)
    widest = max(range(len(rest)), key=lambda place: table.columns[place].share)
    rest[widest] = f"其余见“{ANNEX}.xlsx”"
    return replace(table, rows=(*table.rows[:first], tuple(rest), *table.rows[len(table.rows) - last :]))
