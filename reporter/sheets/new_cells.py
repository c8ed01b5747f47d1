"""The cells of a new sheet as the text that they are in it; all else of the workbook is openpyxl's.

Telling that of each cell takes longer than everything else about a blank sheet (benchmarks/RESULTS.md).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ..package.markup import escaped, proven
from ..vocabulary.cell_address import address
from .cell_text import CELL_LIMIT, day_number, literal, looks_like_formula
from .palette import BODY_SIZE
from .styled_workbook import Look, Wardrobe, fitted_height, known_day

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet


class NewCells:
    """The cells of an empty sheet, which begin in A1, and how tall its rows are; put into it by `save`."""

    def __init__(self, sheet: Worksheet, wardrobe: Wardrobe) -> None:
        self.sheet = sheet
        self._wardrobe = wardrobe
        self._rows: dict[int, dict[int, tuple[StyleArray, str]]] = {}
        self._heights: dict[int, float] = {}
        self._width = 1

    def put(self, row: int, column: int, value: Any, look: Look) -> None:
        """A cell: text stays the very text it is, never a formula, an error value, an escape; None leaves it blank. The
        look of a day shows one.
        """
        value = known_day(value)
        quoted, held = False, ' t="n"></c>'
        if isinstance(value, str) and value:
            quoted = looks_like_formula(value)
            text = literal(value)[:CELL_LIMIT]
            kept = "" if text == text.strip() else ' xml:space="preserve"'
            held = f' t="inlineStr"><is><t{kept}>{escaped(text)}</t></is></c>'
        elif isinstance(value, dt.date):
            held = f' t="n"><v>{day_number(value)}</v></c>'
        elif value is not None and value != "":
            held = f' t="n"><v>{float(value):.16g}</v></c>'
        self._enter(row, column, self._wardrobe.style(self.sheet, look, quoted), held)

    def formula(self, row: int, column: int, formula: str, look: Look) -> None:
        """A cell that says what the formula (``=1+1``) comes to."""
        held = f"><f>{escaped(formula.removeprefix('='))}</f><v></v></c>"
        self._enter(row, column, self._wardrobe.style(self.sheet, look), held)

    def _enter(self, row: int, column: int, style: StyleArray, held: str) -> None:
        self._rows.setdefault(row, {})[column] = style, held
        self._width = max(self._width, column)

    def across(self, row: int, width: int) -> None:
        """Make one cell of the first so many of a row, of which the first has no rules."""
        self.sheet.merged_cells.add(f"A{row}:{address(row, width)}")
        self._width = max(self._width, width)

    def height(self, row: int, line_count: int, size: float = BODY_SIZE) -> None:
        """Make a row tall enough for its lines, yet free to grow, as `row_height` does."""
        self._heights[row] = fitted_height(line_count, size)

    @property
    def reach(self) -> str:
        """The range that they lie in."""
        return f"A1:{address(max(self._rows), self._width)}"

    def written(self) -> bytes:
        """The rows of the sheet, proven well formed. Styles get their numbers now, in the order of the cells."""
        workbook: Any = self.sheet.parent
        numbers: dict[int, int] = {}
        rows = []
        for row, cells in sorted(self._rows.items()):
            tall = f' ht="{self._heights[row]:.16g}"' if row in self._heights else ""
            rows.append(f'<row r="{row}"{tall}>')
            for column, (style, held) in sorted(cells.items()):
                if (number := numbers.get(id(style))) is None:
                    number = numbers[id(style)] = workbook._cell_styles.add(style)
                rows.append(f'<c r="{address(row, column)}" s="{number}"{held}')
            rows.append("</row>")
        return b"".join(proven(["".join(rows).encode("ascii", "xmlcharrefreplace")]))
