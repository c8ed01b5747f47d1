"""A month of more departments than anybody reads through: documents name the first and the last of a table, the whole
of it goes beside them as a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..assess.figures import Figures
from ..gongwen.content import Table
from .document_tables import MONTH_TABLES, RANKED
from .made_table import tables
from .traced import remembered

ANNEX = "通报附表"
_DEPARTMENTS = 300
"""From more than so many on a month is crowded."""
_NAMED = 20
"""Rows of a table that are printed at either end, or twice as many from its beginning where it is no ranking."""


def is_crowded(found: Figures) -> bool:
    """Whether there are so many departments with duties."""
    return len(found.assessed) > _DEPARTMENTS


@remembered
def whole_tables(found: Figures) -> Mapping[str, Table]:
    """The tables of the month, every row of them."""
    return tables(MONTH_TABLES, found)


def printed_tables(found: Figures) -> Mapping[str, Table]:
    """The tables as documents print them: of a crowded month shortened, with a row that says where the rest is."""
    whole = whole_tables(found)
    if not is_crowded(found):
        return whole
    return {name: _shortened(table, _NAMED if name in RANKED else 0) for name, table in whole.items()}


def _shortened(table: Table, last: int) -> Table:
    first = 2 * _NAMED - last
    if len(table.rows) <= 2 * _NAMED:
        return table
    rest = [""] * len(table.columns)
    widest = max(range(len(rest)), key=lambda place: table.columns[place].share)
    rest[widest] = f"其余见“{ANNEX}.xlsx”"
    return replace(table, rows=(*table.rows[:first], tuple(rest), *table.rows[len(table.rows) - last :]))
