"""What a sheet that does not say whose it is leaves to the rest of its file: a cover, the first of several pages, the
table or the lines before it in a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..vocabulary.columns import FIELDS
from ..vocabulary.model import Source
from .fields import Fields, find_fields
from .found_table import Shared, Sheet
from .grid import Grid, GridCell

_LONGEST_TITLE = 60


def with_shared(
    sheets: Sequence[Sheet], covers: Sequence[Grid], file: str, named: Callable[[str], Sequence[str]]
) -> list[Sheet]:
    """The progress sheets of a file, those without a label 填报单位 with what the others and the `covers` (sheets
    without anything of ours) say in fields that they lack; of a field that is filled in differently nothing.

    A sheet lends to another only where the two have no task in common: else they are two versions, not two parts.
    `named` is the departments that a text mentions: a title says whose a file is as well.
    """
    if all(sheet.fields.first("department") for sheet in sheets):
        return list(sheets)
    around = [(grid.name, find_fields(grid, ()), tuple(grid.cells.values())) for grid in covers]
    found = []
    for sheet in sheets:
        if not sheet.fields.first("department"):
            parts = [
                (other.grid.name, other.fields, other.above)
                for other in sheets
                if other is not sheet and _tasks(other).isdisjoint(_tasks(sheet))
            ]
            sheet = replace(sheet, shared=_agreed(sheet.fields, [*around, *parts], file, named))
        found.append(sheet)
    return found


def _tasks(sheet: Sheet) -> set[str]:
    return {row.match.task.id for row in sheet.rows if row.match.task}


def _agreed(
    own: Fields,
    others: Sequence[tuple[str, Fields, Sequence[GridCell]]],
    file: str,
    named: Callable[[str], Sequence[str]],
) -> Mapping[str, Shared]:
    """Key → what all of the others that say something say alike, where the sheet has no such field of its `own`."""
    found: dict[str, dict[str, Shared]] = {}
    for name, fields, cells in others:
        source = Source(file, name)
        for key in FIELDS:
            for item in fields.all(key):
                who = named(item.text) if key == "department" else ()
                told = who[0] if len(who) == 1 else item.text
                found.setdefault(key, {}).setdefault(told, Shared(told, item.cell.kind, source.at(item.cell.address)))
        titles = [cell for cell in cells if len(cell.text) <= _LONGEST_TITLE]
        if not fields.all("department"):
            for cell in titles:
                for who in named(cell.text):
                    found.setdefault("department", {}).setdefault(who, Shared(who, cell.kind, source.at(cell.address)))
    return {key: next(iter(said.values())) for key, said in found.items() if len(said) == 1 and not own.first(key)}
