"""A PDF as a ruler sees it: rows of characters with the edges of their ink, ruled lines; mm from the sheet's top left.

Reads with pypdfium2, which is looked for when it is needed; a program that never measures does without.
"""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING

from reporter.gongwen.layout import MM_PER_POINT

from ...records import value
from ..libreoffice import NoRenderer

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_SAME_ROW = 1.2
_LEAST_BAR, _MOST_WEIGHT = 20.0, 2.0


@value
class Glyph:
    """One character: the box of its ink, its baseline, size in points, colour RGB 0..255."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    colour: tuple[int, int, int]

    @property
    def red(self) -> bool:
        """Whether it is printed red."""
        return self.colour[0] > 170 and max(self.colour[1:]) < 80


@value
class Row:
    """The characters on one baseline, left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What it says, without blanks."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        """Of its first character."""
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        """Of its largest character."""
        return max(glyph.size for glyph in self.glyphs)

    @property
    def ink(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all its ink."""
        return (
            min(glyph.left for glyph in self.glyphs),
            min(glyph.top for glyph in self.glyphs),
            max(glyph.right for glyph in self.glyphs),
            max(glyph.bottom for glyph in self.glyphs),
        )


@value
class Bar:
    """A level line: ends, upper and lower edge, whether it is red."""

    left: float
    right: float
    top: float
    bottom: float
    red: bool

    @property
    def middle(self) -> float:
        """Between its upper and lower edge."""
        return (self.top + self.bottom) / 2


@value
class PrintedPage:
    """One sheet: size, rows of upright characters from top to bottom, level lines from top to bottom."""

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]

    @property
    def across(self) -> bool:
        """Whether the sheet lies across."""
        return self.width > self.height


def printed(pdf: bytes) -> tuple[PrintedPage, ...]:
    """The sheets of a PDF. Raises NoRenderer when pypdfium2 is not installed."""
    try:
        import pypdfium2
    except ImportError as error:
        raise NoRenderer("没有安装 pypdfium2（pip install pypdfium2）") from error
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_page(document[index], index + 1) for index in range(len(document)))
    finally:
        document.close()


def _page(page: PdfPage, number: int) -> PrintedPage:
    width, height = page.get_width(), page.get_height()
    glyphs = _glyphs(page.get_textpage(), height)
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.left)):
        if rows and glyph.baseline - rows[-1][0].baseline < _SAME_ROW:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    ordered = tuple(Row(tuple(sorted(row, key=lambda glyph: glyph.left))) for row in rows)
    return PrintedPage(number, width * MM_PER_POINT, height * MM_PER_POINT, ordered, _bars(page, height))


def _glyphs(text: PdfTextPage, height: float) -> list[Glyph]:
    """The upright characters that leave ink."""
    import pypdfium2.raw as raw

    found = []
    x, y = ctypes.c_double(), ctypes.c_double()
    channels = [ctypes.c_uint() for _ in range(4)]
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if letter.isspace() or abs(raw.FPDFText_GetCharAngle(text.raw, index)) > 0.1:
            continue
        left, bottom, right, top = text.get_charbox(index)
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        raw.FPDFText_GetFillColor(text.raw, index, *channels)
        found.append(
            Glyph(
                letter,
                left * MM_PER_POINT,
                (height - top) * MM_PER_POINT,
                right * MM_PER_POINT,
                (height - bottom) * MM_PER_POINT,
                (height - y.value) * MM_PER_POINT,
                raw.FPDFText_GetFontSize(text.raw, index),
                (channels[0].value, channels[1].value, channels[2].value),
            )
        )
    return found


def _bars(page: PdfPage, height: float) -> tuple[Bar, ...]:
    """Long flat filled or stroked paths; pieces end to end are one."""
    import pypdfium2.raw as raw

    found = []
    channels = [ctypes.c_uint() for _ in range(4)]
    fill, stroke, pen = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
        if stroke.value and not fill.value:  # the bounds of a drawn line have a pen's width to spare on every side
            raw.FPDFPageObj_GetStrokeWidth(item.raw, pen)
            middle = (top + bottom) / 2
            left, right, top, bottom = (
                left + pen.value,
                right - pen.value,
                middle + pen.value / 2,
                middle - pen.value / 2,
            )
            raw.FPDFPageObj_GetStrokeColor(item.raw, *channels)
        else:
            raw.FPDFPageObj_GetFillColor(item.raw, *channels)
        left, right, top, bottom = (value * MM_PER_POINT for value in (left, right, height - top, height - bottom))
        if right - left < _LEAST_BAR / 4 or bottom - top > _MOST_WEIGHT:
            continue
        is_red = channels[0].value > 170 and max(channels[1].value, channels[2].value) < 80
        found.append(Bar(left, right, top, bottom, is_red))
    merged: list[Bar] = []
    for bar in sorted(found, key=lambda bar: (round(bar.top, 1), bar.left)):
        last = merged[-1] if merged else None
        if last and abs(last.top - bar.top) < 0.06 and bar.left - last.right < 0.5 and last.red == bar.red:
            merged[-1] = Bar(last.left, max(last.right, bar.right), last.top, max(last.bottom, bar.bottom), bar.red)
        else:
            merged.append(bar)
    return tuple(sorted((bar for bar in merged if bar.right - bar.left > _LEAST_BAR), key=lambda bar: bar.top))


def bare(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", text)
