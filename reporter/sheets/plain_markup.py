"""Whether the markup of a workbook, a sheet or a table has nothing in it that needs more than to be kept as it is."""

from __future__ import annotations

import re

from ..records import value
from .patched_parts import MAIN

_MAIN, _HIDING = MAIN.encode(), frozenset((b"!", b"?"))
"""The second: how comments, other ways of writing a text, and instructions begin."""
_STRANGE = frozenset(
    b"oleObjects controls picture drawingHF legacyDrawingHF webPublishItems webPublishObjects customSheetViews"
    b" customWorkbookViews customProperties dataConsolidate smartTags externalReferences pivotCaches"
    b" functionGroups".split()
)
"""Elements that openpyxl has to look after, or that have no place in a copy."""
_EXTENSIONS = frozenset(
    uri.upper().encode()
    for uri in (
        "{140A7094-0E35-4892-8432-C4D2E57EDEB5}",  # x15:workbookPr
        "{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}",  # xcalcf:calcFeatures
        "{79F54976-1DA5-4618-B147-4CDE4B953A38}",  # x14:workbookPr
        "{7523E5D3-25F3-A5E0-1632-64F254C22452}",  # mx:ArchID
        "{D14903EA-33C4-47F7-8F05-3474C54BE107}",  # xlwcv:version
        "{7626C862-2A13-11E5-B345-FEFF819CDC9F}",  # loext:extCalcPr
        "{64002731-A6B0-56B0-2670-7721B7C09600}",  # mx:PLV
        "http://schemas.microsoft.com/office/mac/excel/2008/main",  # mx:ArchID, mx:PLV
        "{78C0D931-6437-407D-A8EE-F0AAD7539E65}",  # x14:conditionalFormattings
        "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}",  # x14:id of one
        "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}",  # x14:dataValidations
        "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}",  # x14:sparklineGroups
    )
)
"""In capitals: some write them in small letters."""
_FORMULAS = frozenset(b"f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula".split())

_NAME = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+|[!?])")
_NAMESPACE = re.compile(rb"""xmlns(:[\w.-]+)?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_EXTENSION = re.compile(rb"""<ext\b[^>]*?\suri\s*=\s*["']([^"']*)""")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?(?:%s)\b[^>]*>([^<]+)<" % b"|".join(sorted(_FORMULAS)))
_CELL_FORMULA = re.compile(rb"<f\b[^>]*>([^<]+)<")
_MACRO = re.compile(rb"""\b(?:xlm|vbProcedure|function)\s*=\s*["'](?!0|false)""")


@value
class Markup:
    """A part of a workbook: what stands around the cells of a sheet (of any other part all of it), these, and the names
    of the elements around them, without prefixes.
    """

    around: bytes
    cells: bytes
    names: frozenset[bytes]

    @property
    def is_usual(self) -> bool:
        """Whether all that begins with ``<`` is a tag, and a name is one of a workbook's where it has no prefix, and
        only there.
        """
        declared = [(found[1], found[2] or found[3] or b"") for found in _NAMESPACE.finditer(self.around)]
        return (
            [uri for prefix, uri in declared if not prefix or uri == _MAIN or b"&" in uri] == [_MAIN]
            and self.names.isdisjoint(_HIDING)
            and b"xmlns" not in self.cells
            # A single byte is looked for a hundred times as fast as two, and few cells have these.
            and not any(sign in self.cells and b"<" + sign in self.cells for sign in _HIDING)
        )

    @property
    def is_known(self) -> bool:
        """Whether no element and no extension is one that needs more."""
        extensions = _EXTENSION.findall(self.around) if b"ext" in self.names else ()
        return self.names.isdisjoint(_STRANGE) and all(uri.upper() in _EXTENSIONS for uri in extensions)

    @property
    def has_alternatives(self) -> bool:
        """Whether something stands there for newer programs, and something else for older ones."""
        return b"AlternateContent" in self.names

    @property
    def runs(self) -> bool:
        """Whether a name in a workbook stands for a macro."""
        return _MACRO.search(self.around) is not None

    def formulas(self) -> list[bytes]:
        """The formulas, as they stand there."""
        around = [] if self.names.isdisjoint(_FORMULAS) else _FORMULA.findall(self.around)
        return around + _CELL_FORMULA.findall(self.cells)


def markup(part: bytes) -> Markup:
    """That of a part."""
    begin, end = part.find(b"<sheetData"), part.rfind(b"</sheetData>")
    around, cells = (part[:begin] + part[end:], part[begin:end]) if 0 <= begin < end else (part, b"")
    head = around.find(b"?>") + 2 if around.startswith(b"<?xml ") else 0
    return Markup(around, cells, frozenset(_NAME.findall(around, head)))
