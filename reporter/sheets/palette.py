"""The looks that all workbooks share, as plain values: colours (RRGGBB), fonts, paper."""

from __future__ import annotations

from ..vocabulary.model import Lamp
from ..vocabulary.problems import Level

STANDARD_FONT, STANDARD_SIZE = "Arial", 10
"""Of a workbook: the unit of its columns is a digit of it, 7 pixels as of Calibri 11. Where it is missing, what stands
in for Calibri 11 is a third broader and makes the paper that much smaller, what stands in for this a fifth.
"""
COLUMN_PADDING = 5 / 7
"""Of a column's width in a file, what is no room for text."""
BODY_FONT = "宋体"
HEAD_FONT = "黑体"
BODY_SIZE = 10.5
LINE_SPACING = 1.42
"""Height of a line over its font's size; the tallest of the fonts that may stand in for 宋体."""

TALLEST_ROW = 409.0
"""Points; Excel allows no taller row."""

A4 = 9
"""Excel's number for the paper."""

MARGINS = {"left": 0.25, "right": 0.25, "top": 0.47, "bottom": 0.59}
"""Inches: narrow, because seventeen columns share one page's width."""
SMALLEST = 7.5
"""Points on paper that can be read."""
PAGE_PIXELS = 1200
"""Of the columns of one page at most: with them 10.5 points are read as 7.5 or more, be the standard font missing."""
READABLE = 75
"""Per cent of its size at which a wider sheet is printed, on several pages beside each other."""
FOOT_SIZE = 11
"""Points of the line at a page's foot, which is scaled with the page as its cells are."""

BORDER = "A6A6A6"
HEAD_FILL = "D9D9D9"
LOCKED_FILL = "F2F2F2"
FILLED_HEAD_FILL = "DDEBF7"
CARRIED_FILL = "FFF9E3"

LAMP_FILL = {Lamp.GREEN: "C6E0B4", Lamp.YELLOW: "FFE699", Lamp.RED: "F4A6A0", Lamp.GREY: "D9D9D9"}
"""Behind the lamp's word: light enough to read black text on, in print too."""

LAMP_CHART = {Lamp.GREEN: "70AD47", Lamp.YELLOW: "FFC000", Lamp.RED: "C0392B", Lamp.GREY: "A6A6A6"}

LEVEL_FILL = {Level.REFUSED: "F8CBAD", Level.WARNED: "FFE699", Level.NOTED: "DDEBF7"}
