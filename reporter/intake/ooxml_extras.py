"""A second look into the sheets of an .xlsx package, for what calamine has no view of.

Formulas without a value, error values, percent formats, formats that show words, hidden rows and columns, struck-out
text (cell_extras); links, notes, text boxes, pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cell_extras import Look, full_look, quick_look
from .links import links_of
from .pictures import pictures_of
from .sheet_notes import may_have_notes, notes_of
from .workbook_parts import struck_strings, styles_of

if TYPE_CHECKING:
    from ..package.parts import Package


class SecondLook:
    """The second look into one workbook, sheet by sheet; sheets are named by their parts."""

    def __init__(self, package: Package):
        self._package = package
        self._styles = styles_of(package)
        self._struck = struck_strings(package)
        self._quick: dict[str, Look | None] = {}
        self._found: dict[str, Look] = {}

    def is_usual(self, name: str) -> bool:
        """Whether a sheet is written as every program writes it, without a cell far off."""
        if name not in self._quick:
            self._quick[name] = quick_look(self._package.part(name), self._styles, self._struck)
        return self._quick[name] is not None

    def finds_nothing(self) -> bool:
        """Whether no sheet has anything peculiar about it, so that it need not be known which part is whose."""
        return all(self.is_usual(name) and not self.at(name) for name in self._package.parts if is_sheet(name))

    def at(self, name: str) -> Look:
        """What is peculiar about a sheet."""
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, name: str) -> Look:
        package = self._package
        found = self._quick[name] if self.is_usual(name) else None
        if found is None:
            found = full_look(package.part(name), self._styles, self._struck)
        found.links.update(links_of(package, name))
        if may_have_notes(package, name):
            found.notes = notes_of(package, name)
            found.pictures = list(pictures_of(package, name))
        return found


def is_sheet(name: str) -> bool:
    """Whether a part of this name is a sheet where every program keeps them."""
    low = name.lower()
    return low.startswith("xl/worksheets/") and low.endswith(".xml")
