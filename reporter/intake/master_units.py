"""「单位」 and 「称谓」 of the master list: the departments, and what the titles of the notice stand for."""

from __future__ import annotations

import collections
import re

from ..vocabulary import column_titles
from ..vocabulary.model import Department
from ..vocabulary.problems import Kind
from .grid import GridCell
from .master_months import read_span
from .master_sheet import MasterSheet
from .names import Names, by_name, hint
from .values import key_text, split_names

EVERYONE = "全部"
_BLANKS = re.compile(r"\s*\n\s*|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")
"""What only sets a name: 「民　政　处」 is wide as its neighbours, a long one goes on in the next line of its cell."""
_KINDS = ("", "处室", "事业单位")


def read_names(units: MasterSheet, collectives: MasterSheet, year: int) -> Names:
    """The departments of 「单位」 and the titles of 「称谓」; every fault noted at its cell."""
    departments, doubtful = _departments(units, year)
    return Names(
        departments,
        _titles(collectives, units, departments),
        doubtful,
        complete=not (units.missing or collectives.missing),
    )


def _departments(sheet: MasterSheet, year: int) -> tuple[tuple[Department, ...], frozenset[str]]:
    """The departments, and the aliases of rows whose own 单位 is blank or another's too: names near to them follow from
    that.
    """
    found: list[Department] = []
    seen: dict[str, GridCell] = {}
    doubtful: set[str] = set()
    rows_of = collections.Counter(key_text(row[column_titles.UNIT].text) for row in sheet.rows)
    for row in sheet.rows:
        unit, aliases = row[column_titles.UNIT], split_names(row[column_titles.ALIASES].text)
        sheet.require(row, column_titles.UNIT)
        if not unit.text or rows_of[key_text(unit.text)] > 1:
            doubtful.update(map(key_text, aliases))
        for cell, text in ((unit, unit.text), *((row[column_titles.ALIASES], alias) for alias in aliases)):
            key = key_text(text)
            if key and key in seen and seen[key].row != cell.row:
                sheet.say(Kind.DEPARTMENT_TWICE, cell, text, name=text, other=sheet.place(seen[key]))
            seen.setdefault(key, cell)
        if row[column_titles.CATEGORY].text not in _KINDS:
            sheet.say(
                Kind.DEPARTMENT_KIND, row[column_titles.CATEGORY], name=unit.text, text=row[column_titles.CATEGORY].text
            )
        found.append(
            Department(
                name=_BLANKS.sub("", unit.text),
                aliases=aliases,
                kind=row[column_titles.CATEGORY].text,
                leader=row[column_titles.UNIT_LEADER].text,
                contact=row[column_titles.CONTACT].text,
                phone=row[column_titles.PHONE].text,
                span=read_span(sheet, row, year),
                source=sheet.source.at(unit.address),
            )
        )
    return tuple(found), frozenset(doubtful)


def _titles(sheet: MasterSheet, units: MasterSheet, departments: tuple[Department, ...]) -> dict[str, tuple[str, ...]]:
    """称谓 → departments; an empty tuple while it is not yet decided.

    A title given twice, or one that is a department's name and stands for others, leaves open who is meant.
    """
    known = by_name(departments)
    places = {item.name: f"「单位」{item.source.cell}" for item in departments}
    found: dict[str, tuple[str, ...]] = {}
    seen: dict[str, GridCell] = {}
    for row in sheet.rows:
        title, text = row[column_titles.COLLECTIVE], row[column_titles.UNIT].text
        key = key_text(title.text)
        named = (
            [item.name for item in departments]
            if key_text(text) == EVERYONE
            else _named(sheet, units, row[column_titles.UNIT], known)
        )
        if not key:
            sheet.require(row, column_titles.COLLECTIVE)
        elif key in seen:
            sheet.say(Kind.DEPARTMENT_TWICE, title, name=title.text, other=sheet.place(seen[key]))
        elif key in known and named != [known[key]]:
            sheet.say(Kind.DEPARTMENT_TWICE, title, name=title.text, other=places[known[key]])
        seen.setdefault(key, title)
        found.setdefault(key, tuple(dict.fromkeys(named)))
    return found


def _named(sheet: MasterSheet, units: MasterSheet, cell: GridCell, known: dict[str, str]) -> list[str]:
    """The departments that a cell of 「称谓」 names; those that are none are noted, unless 「单位」 itself is
    missing.
    """
    names = split_names(cell.text, known)
    for name in names:
        if key_text(name) not in known and not units.missing:
            sheet.say(Kind.DEPARTMENT_UNKNOWN, cell, name=name, hint=hint(name, known))
    return [known[key_text(name)] for name in names if key_text(name) in known]
