"""What every workbook made with openpyxl shares: the same bytes each time, text that stays text, and looks."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
from collections.abc import Iterable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, Protocol, cast

from ..package.writing import EPOCH, member, zipped
from ..records import record
from ..vocabulary.cell_address import letters
from .cell_text import is_counted, literal, looks_like_formula, printable
from .palette import (
    A4,
    BODY_FONT,
    BODY_SIZE,
    BORDER,
    COLUMN_PADDING,
    FOOT_SIZE,
    LINE_SPACING,
    MARGINS,
    STANDARD_FONT,
    STANDARD_SIZE,
    TALLEST_ROW,
)

if TYPE_CHECKING:
    from zipfile import ZipFile

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

    from .new_cells import NewCells

_NO_GREEN_CORNERS = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" twoDigitTextYear="1" numberStoredAsText="1"/></ignoredErrors>'
)
"""CT_IgnoredErrors, which openpyxl does not know; the last element of a sheet but for drawings, tables and the like."""

_NO_REACH, _NO_ROWS = b'<dimension ref="A1:A1"/>', re.compile(rb"<sheetData>?(?:</sheetData|/)>")

_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_FONT, _FONT_PART = re.compile(rb"<font>((?:<\w+[^<>]*/>)*)</font>"), re.compile(rb"<(\w+)[^<>]*/>")


def new_workbook(title: str) -> Workbook:
    """A workbook of one sheet in the standard font, which gives columns their unit; its title is what screen readers
    say first."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    workbook: Any = Workbook()
    workbook.properties.title, workbook.properties.language = title, "zh-CN"
    standard = Font(name=STANDARD_FONT, size=STANDARD_SIZE)
    workbook._fonts = IndexedList([standard])
    workbook._named_styles["Normal"].font = standard
    return cast("Workbook", workbook)


def save(workbook: Workbook, cells: Sequence[NewCells] = (), *, text_is_meant: bool = False) -> bytes:
    """The workbook as .xlsx, the same bytes for the same content: every date in it is fixed.

    cells: those of the sheets that have none of openpyxl's. openpyxl's own save() would stamp the moment of saving into
    the zip and the properties. With `text_is_meant` Excel puts no green corner at numbers that are text on purpose
    (1-09, 80); only for sheets without comments or pictures.
    """
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    parts = _Parts()
    own = {item.sheet.title: item for item in cells}

    class Writer(ExcelWriter):
        """openpyxl's own, but that a sheet needs no file of its own: a full temporary folder loses nothing."""

        def write_worksheet(self, sheet: Any) -> None:
            sheet._drawing = SpreadsheetDrawing()
            sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
            writer: Any = WorksheetWriter(sheet, stream := io.BytesIO())
            writer.write()
            sheet._rels = writer._rels
            data = stream.getvalue()
            parts[sheet.path[1:]] = _with_cells(data, own[sheet.title]) if sheet.title in own else data
            self.manifest.append(sheet)

    workbook.properties.created = workbook.properties.modified = dt.datetime(*EPOCH)
    if workbook.properties.creator == "openpyxl":
        workbook.properties.creator = None
    Writer(workbook, cast("ZipFile", parts)).save()
    parts["xl/styles.xml"] = _fonts_in_order(parts["xl/styles.xml"])
    if text_is_meant:
        for name in [name for name in parts if name.startswith("xl/worksheets/")]:
            parts[name] = parts[name].replace(b"</worksheet>", _NO_GREEN_CORNERS + b"</worksheet>")
    return zipped((member(name, data) for name, data in parts.items()), mode=0o600)


def _with_cells(part: bytes, cells: NewCells) -> bytes:
    """A sheet for which openpyxl knew no cells, with these."""
    head, tail = _NO_ROWS.split(part)
    reach = f'<dimension ref="{cells.reach}"/>'.encode()
    return b"".join((head.replace(_NO_REACH, reach), b"<sheetData>", cells.written(), b"</sheetData>", tail))


def _fonts_in_order(styles: bytes) -> bytes:
    """The styles with what a font is made of in the order of the schema, which openpyxl does not keep."""

    def ordered(font: re.Match[bytes]) -> bytes:
        parts = sorted(_FONT_PART.finditer(font[1]), key=lambda part: _FONT_ORDER.index(part[1].decode()))
        return b"<font>" + b"".join(part[0] for part in parts) + b"</font>"

    return _FONT.sub(ordered, styles)


class _Parts(dict[str, bytes]):
    """What openpyxl takes for a zip: the parts it writes, by name, in its order."""

    def writestr(self, name: str, data: str | bytes) -> None:
        """Keep a part."""
        self[name] = data.encode() if isinstance(data, str) else data

    def namelist(self) -> list[str]:
        """The names so far."""
        return list(self)

    def close(self) -> None:
        """Nothing is open."""


def known_day(value: Any) -> Any:
    """The value of a cell; a day before Excel's calendar begins as text."""
    return value.isoformat() if isinstance(value, dt.date) and not is_counted(value) else value


def put(place: Cell | MergedCell, value: Any) -> None:
    """Set a cell: text stays the very text it is, never a formula, an error value, an escape; None leaves it blank."""
    cell = cast("Cell", place)  # what lies under a merged range is never set
    value = known_day(value)
    if not isinstance(value, str):
        cell.value = value
    elif value:
        cell.value = literal(value)
        cell.data_type = "s"  # the setter reads "=1+1" as a formula and "#REF!" as an error
        cell.quotePrefix = looks_like_formula(value)


@record
class Look:
    """How a cell looks and whether it may be changed on a protected sheet; colours as RRGGBB, blank for none."""

    font: str = BODY_FONT
    size: float = BODY_SIZE
    bold: bool = False
    colour: str = ""
    fill: str = ""
    across: str = "left"
    down: str = "center"
    wrap: bool = True
    number: str = "General"
    ruled: bool = True
    locked: bool = True


class _Styled(Protocol):
    """What a cell of openpyxl has that is not in its type: the numbers of its font, fill, border …"""

    _style: StyleArray


class Wardrobe:
    """The looks of one workbook: each is registered once, then copied, much faster than styling each cell."""

    def __init__(self) -> None:
        self._made: dict[tuple[Look, bool], StyleArray] = {}
        self._registered: dict[tuple[str, tuple[object, ...]], int] = {}

    def style(self, sheet: Worksheet, look: Look, quoted: bool = False) -> StyleArray:
        """The numbers of what the look is made of, in the workbook of the sheet; not to be changed. `quoted`: of a text
        that looks like a formula.
        """
        found = self._made.get((look, quoted))
        if found is None:
            found = self._made[look, quoted] = self._style(sheet, look, quoted)
        return found

    def dress(self, cell: Cell | MergedCell, look: Look) -> None:
        """Give the cell this look."""
        cast("_Styled", cell)._style = copy(self.style(cast("Worksheet", cell.parent), look, cell.quotePrefix))

    def put(self, cell: Cell | MergedCell, value: Any, look: Look) -> None:
        """Set the cell and dress it."""
        self.dress(cell, look)
        put(cell, value)

    def _style(self, sheet: Worksheet, look: Look, quoted: bool) -> StyleArray:
        from openpyxl.styles.styleable import StyleableObject

        styled: Any = StyleableObject(sheet)
        styled.number_format, styled.quotePrefix = look.number, quoted
        style = styled._style
        for name, collection, make, facts in (
            ("fontId", "_fonts", _font, (look.font, look.size, look.bold, look.colour)),
            ("alignmentId", "_alignments", _alignment, (look.across, look.down, look.wrap)),
            ("protectionId", "_protections", _protection, (look.locked,)),
            *([("fillId", "_fills", _fill, (look.fill,))] if look.fill else []),
            *([("borderId", "_borders", _border, ())] if look.ruled else []),
        ):
            if (name, facts) not in self._registered:
                self._registered[name, facts] = getattr(styled.parent.parent, collection).add(make(*facts))
            setattr(style, name, self._registered[name, facts])
        return cast("StyleArray", style)


@functools.cache
def _font(name: str, size: float, bold: bool, colour: str) -> Font:
    from openpyxl.styles import Font

    return Font(name=name, size=size, bold=bold, color=colour or None)


@functools.cache
def _alignment(across: str, down: str, wrap: bool) -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=across, vertical=down, wrap_text=wrap)


@functools.cache
def _protection(locked: bool) -> Protection:
    from openpyxl.styles import Protection

    return Protection(locked=locked)


@functools.cache
def _fill(colour: str) -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour)


@functools.cache
def _border() -> Border:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=BORDER)
    return Border(left=side, right=side, top=side, bottom=side)


def column_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Give the columns room for so many digits of the standard font."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[letters(column)].width = width + COLUMN_PADDING


def fitted_height(line_count: int, size: float = BODY_SIZE) -> float:
    """The points that a row of so many lines takes."""
    return round(min(line_count * size * LINE_SPACING + 6, TALLEST_ROW), 1)


def row_height(sheet: Worksheet, row: int, line_count: int, size: float = BODY_SIZE) -> None:
    """Make the row tall enough for its lines, yet free to grow when someone types more into it.

    The height is written without Excel's mark for a height set by hand, so Excel and WPS go on fitting the row.
    """
    from openpyxl.worksheet.dimensions import RowDimension

    class FittedRow(RowDimension):
        """A row whose height is a first estimate."""

        customHeight = False

    sheet.row_dimensions[row] = FittedRow(sheet, index=row, ht=fitted_height(line_count, size))


def landscape(sheet: Worksheet, header_row: int | None, footer: str, size: int = FOOT_SIZE) -> None:
    """A4 landscape, one page wide; the header row on each page; `footer` at the left and page numbers in the middle,
    `size` points on the sheet, scaled with its cells.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for side, inches in MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    sheet.page_margins.header = sheet.page_margins.footer = 0.24
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    # In a footer "&" begins a code; doubled it is itself.
    shown = sheet.oddFooter
    if shown is not None and shown.left is not None and shown.center is not None:  # as they are in every sheet
        shown.left.text = printable(footer).replace("&", "&&").replace("\n", " ")
        shown.center.text = "第 &P 页，共 &N 页"
        shown.left.size = shown.center.size = size
