"""A workbook on paper and on the screen as Excel shows it, reckoned from the file: what is too small, what is cut off.

Nothing is printed here: widths are those of Excel at 96 dots an inch. The standard font's digits are 7 pixels wide
(Arial 10, Calibri 11), a column has 5 pixels that are no room, and 宋体 and 黑体 are half a size a digit, a whole one a
汉字. What fits by two pixels fits.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

SMALLEST = 7.5
"""Points on paper."""
DIGIT, PADDING, SPARE = 7, 5, 2
PIXELS_A_POINT = 96 / 72
LINE = 1.2
"""Height of a line over its font's size, at least."""
_PAPER = {"8": (11.69, 16.54), "9": (8.27, 11.69)}
_STANDARD = 8.43
TALLEST = 409


def width(sheet, column: int) -> int:
    """Pixels of a column."""
    for item in sheet.column_dimensions.values():
        if item.min and item.min <= column <= item.max and item.width:
            return 0 if item.hidden else int((256 * item.width + 128 // DIGIT) / 256 * DIGIT)
    return int(_STANDARD * DIGIT) + PADDING


def breadth(text: str, size: float) -> float:
    """Pixels of a text on one line."""
    em = size * PIXELS_A_POINT
    return sum(em if unicodedata.east_asian_width(char) in "WFA" else em / 2 for char in text)


def lines(text: str, room: float, size: float) -> int:
    """Lines that a text takes in so many pixels; a word is broken where it does not fit otherwise."""
    count = 0
    for line in text.split("\n"):
        count, left = count + 1, room
        for char in line:
            step = breadth(char, size)
            if step > left and left < room:
                count, left = count + 1, room
            left -= step
    return count


def scale(sheet) -> float:
    """What the sheet is printed at, as Excel reckons it: 1 for its own size."""
    setup, margins = sheet.page_setup, sheet.page_margins
    if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        return (setup.scale or 100) / 100
    short, long = _PAPER[str(setup.paperSize)]
    across, down = (long, short) if setup.orientation == "landscape" else (short, long)
    left, top, right, bottom = area(sheet)
    wide = sum(width(sheet, column) for column in range(left, right + 1))
    found = [(across - margins.left - margins.right) * 96 * (setup.fitToWidth or 1) / wide] if wide else []
    if setup.fitToHeight:
        usual = sheet.sheet_format.defaultRowHeight
        tall = sum(sheet.row_dimensions[row].height or usual for row in range(top, bottom + 1)) * PIXELS_A_POINT
        found.append((down - margins.top - margins.bottom) * 96 * setup.fitToHeight / tall)
    return min(1.0, *(int(100 * one) / 100 for one in found))


def area(sheet) -> tuple[int, int, int, int]:
    """What is printed: left, top, right, bottom."""
    if sheet.print_area:
        return range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))
    return 1, 1, sheet.max_column, sheet.max_row


def faults(data: bytes) -> list[str]:
    """What is wrong with the sheets of a workbook."""
    return [fault for sheet in opened(data) for check in (small, met, cut_off) for fault in check(sheet)]


def opened(data: bytes):
    """The sheets of a workbook."""
    return load_workbook(io.BytesIO(data)).worksheets


def small(sheet) -> Iterator[str]:
    """What would be smaller on paper than can be read: the smallest of the sheet."""
    left, top, right, bottom = area(sheet)
    cells = (cell for row in sheet.iter_rows(top, bottom, left, right) for cell in row if cell.value is not None)
    sizes = {cell.font.sz: cell.coordinate for cell in cells}
    for part in (sheet.oddHeader, sheet.oddFooter):
        for story in (part.left, part.center, part.right):
            if story.text:
                sizes[float(story.size or 11)] = "header or footer"
    least = min(sizes, default=None)
    if least and least * scale(sheet) < SMALLEST:
        yield f"{sheet.title}: {least * scale(sheet):.2f} points, {sizes[least]}, at {scale(sheet):.0%}"


def met(sheet) -> Iterator[str]:
    """Lines of header and footer that run into one another: at the left, in the middle and at the right."""
    setup, margins = sheet.page_setup, sheet.page_margins
    across = _PAPER[str(setup.paperSize)][setup.orientation == "landscape"] if setup.paperSize else 0
    room = (across - margins.left - margins.right) * 96 / scale(sheet)
    for part in (sheet.oddHeader, sheet.oddFooter):
        stories = (part.left, part.center, part.right) if across else ()
        found = [
            [breadth(re.sub("&[PN]", "99", line), float(story.size or 11)) for line in (story.text or "").split("\n")]
            for story in stories
        ]
        for left, middle, right in itertools.zip_longest(*found, fillvalue=0):
            if left + right + 11 > room or (middle and max(left, right) + middle / 2 + 11 > room / 2):
                yield f"{sheet.title}: {left:.0f}, {middle:.0f} and {right:.0f} of {room:.0f} pixels at the foot"


def cut_off(sheet) -> Iterator[str]:
    """Every date, number and text that does not show whole in its cell."""
    merged = {(item.min_row, item.min_col): item for item in sheet.merged_cells.ranges}
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
        item = merged.get((cell.row, cell.column))
        last = item.max_col if item else cell.column
        rows = range(cell.row, (item.max_row if item else cell.row) + 1)
        room = sum(width(sheet, column) for column in range(cell.column, last + 1)) - PADDING - SPARE
        text, size = shown(cell), cell.font.sz
        if cell.data_type == "f" or cell.alignment.shrink_to_fit:
            continue
        if isinstance(cell.value, str) and cell.alignment.wrap_text:
            heights = [sheet.row_dimensions[row].height for row in rows]  # None: as Excel fits it
            need = lines(text, room, size) * size * LINE
            if None not in heights and sum(heights) < min(need, TALLEST):
                yield f"{sheet.title}!{cell.coordinate}: {text[:20]} takes {need:.0f} of {sum(heights):.0f} points"
        else:
            while isinstance(cell.value, str) and last < 99 and sheet.cell(cell.row, last + 1).value is None:
                last += 1
                room += width(sheet, last)
            if breadth(text, size) > room:
                found = f"{breadth(text, size):.0f} of {room} pixels"
                yield f"{sheet.title}!{cell.coordinate}: {text[:20]} takes {found}"


def shown(cell) -> str:
    """The cell's text as its number format shows it."""
    value, form = cell.value, cell.number_format
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, (int, float)):
        digits = re.match(r"0\.(0+)", form)
        said = f"{value:.{len(digits[1])}f}" if digits else f"{value:.0f}" if form == "0" else f"{value:.10g}"
        return said + "%" * form.endswith('"%"')
    return str(value)
