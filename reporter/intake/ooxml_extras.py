"""A second look into the sheets of an .xlsx package, for what calamine has no view of.

Formulas without a value, error values, percent formats, formats that show words, hidden rows and columns, struck-out
text, links, notes, text boxes, pictures. A sheet is walked only when a quick search of its bytes finds any of these at
all, which few sheets do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .links import LINK_MARK, links_of
from .pictures import pictures_of
from .sheet_notes import NOTE_PARTS, Written, notes_of

if TYPE_CHECKING:
    from ..package.parts import Package
    from .workbook_parts import Styles

_MARKS = (b"f>", b"hidden=", b'="e"', b' ht="0"', b"strike")
"""The end of a formula, hidden rows and columns, error values, rows of no height, struck words in a cell."""


class Look:
    """What was found of one sheet; places are (row, column) from 1.

    hollow: cells without a value → (text, kind error, formula or picture; text where a formula says its text). links:
    their addresses. formats: number formats that show words. pictures: the cells they lie over.
    """

    __slots__ = (
        "formats",
        "hidden_columns",
        "hidden_rows",
        "hollow",
        "links",
        "notes",
        "percent",
        "pictures",
        "struck",
    )

    def __init__(self) -> None:
        self.percent: set[tuple[int, int]] = set()
        self.struck: set[tuple[int, int]] = set()
        self.formats: dict[tuple[int, int], str] = {}
        self.links: dict[tuple[int, int], str] = {}
        self.pictures: list[tuple[int, int]] = []
        self.hollow: dict[tuple[int, int], tuple[str, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.notes: list[Written] = []


def is_plain(package: Package, styles: Styles, struck_strings: frozenset[int]) -> bool:
    """Whether a quick search says that no sheet of the workbook is worth a look."""
    return not any(
        name.lower().startswith(NOTE_PARTS)
        or (
            name.startswith("xl/worksheets/") and (LINK_MARK in part or _is_worth_walking(part, styles, struck_strings))
        )
        for name, part in package.parts.items()
    )


def look(package: Package, name: str, styles: Styles, struck_strings: frozenset[int]) -> Look | None:
    """Look at the sheet in part `name`; None when there is nothing peculiar about it."""
    found, part = Look(), package.part(name)
    walked = _is_worth_walking(part, styles, struck_strings)
    if walked:
        from .cell_extras import walk

        walk(found, part, styles, struck_strings)
    found.links.update(links_of(package, name))
    found.notes = notes_of(package, name)
    found.pictures = list(pictures_of(package, name))
    return found if walked or found.links or found.notes or found.pictures else None


def _is_worth_walking(part: bytes, styles: Styles, struck_strings: frozenset[int]) -> bool:
    """Whether a quick search finds anything to look for; most sheets end here."""
    if any(mark in part for mark in _MARKS) or struck_strings:
        return True
    peculiar = styles.peculiar
    return bool(peculiar) and not peculiar.isdisjoint(map(int, re.findall(rb"\ss=[\"'](\d+)[\"']", part)))
