"""Where each line of the body comes to lie, worked out from the stored lengths alone, without a renderer.

Exact pitches give exact places; automatic ones are taken from the grid or from what Chinese fonts usually need, so
that a place on page 1 is good to a millimetre or two, and one far into a document only tells which page.
"""

from __future__ import annotations

import math
import re
import unicodedata

from ...records import value
from .document_view import Line, Reading, Section
from .inline import Run

_NATURAL, _WESTERN = 1.3, 1.15
"""Line height of a Chinese font that states no pitch, as a multiple of its size (宋体 1.14 … 小标宋 1.4), and of a
Western one."""
_PROPORTIONAL = re.compile(
    r"^(?:Times|Liberation S|Calibri|Carlito|Cambria|Caladea|Arial|Helvetica|Segoe|Georgia|Tahoma|Verdana)"
)
"""Western fonts whose letters are of different widths; a Chinese font sets all of them half a 字 wide."""
_NARROW_WIDTHS = ((re.compile(r"[ \u00a0.,:;'|!ijlt()\[\]/-]"), 0.28), (re.compile("[A-Z%&@mwMW]"), 0.7))
"""Widths in 字 of what is narrower or wider in such fonts than the half that all else takes."""
_BASELINE, _INK = 0.8, 0.84
"""In an exact line the baseline lies at 0.8 of the height, and a character's ink begins 0.84 of its size above it."""


@value
class Spot:
    """A line's place: page counted from 0, `top` and `bottom` in twips from the upper edge of that page's 版心."""

    page: int
    top: float
    bottom: float


_BLANKS = " \u00a0\u3000"
_LEAD = _BLANKS + "\t"


def width_in_chars(text: str) -> float:
    """Width in 字: a wide character 1, a narrow one a half; “”—… count wide, as a Chinese font sets them."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def _proportional(letter: str) -> float:
    """Width of a letter in 字, as Western fonts set it."""
    if letter >= "\u0100":
        return width_in_chars(letter)
    return next((width for kind, width in _NARROW_WIDTHS if kind.match(letter)), 0.5)


def _advances(line: Line) -> list[float]:
    """The width of each letter of a line, in 字 of the size of most, with its own font, size and scale."""
    start = "".join(run.text for run in line.runs).find(line.text)
    if start < 0:
        return [width_in_chars(letter) for letter in line.text]
    size, advances = line.size or 1.0, []
    for run in line.runs:
        own = run.look.size / size * run.look.scale / 100
        width = _proportional if _PROPORTIONAL.match(run.look.fonts["ascii"]) else width_in_chars
        advances += [width(letter) * own for letter in run.text]
    return advances[start : start + len(line.text)]


def line_width(line: Line) -> float:
    """The width of a line's text without the blanks around it, in 字, as its fonts set it."""
    text = line.text
    return sum(_advances(line)[len(text) - len(text.lstrip()) : len(text.rstrip())])


def char_width(line: Line) -> float:
    """The advance of one 字 of this line, in twips."""
    spacing = next((run.look.spacing for run in line.runs if run.text.strip()), 0.0)
    return max(20.0, (line.size + spacing) * 20)


def chars(twips: float, line: Line) -> float:
    """A length in 字 of this line."""
    return twips / char_width(line)


def indents(line: Line) -> tuple[float, float, float]:
    """(left, right, first line beyond left) in 字, with the spaces and tabs people type to push a line counted in."""
    look = line.look
    left, right = chars(look.left, line), chars(look.right, line)
    first = look.first_chars if look.first_chars is not None else chars(look.first, line)
    lead, end = len(line.text) - len(line.text.lstrip(_LEAD)), len(line.text.rstrip(_BLANKS))
    pushed = lead or (look.align == "right" and end < len(line.text))
    advances = _advances(line) if pushed else []
    for place, letter in enumerate(line.text[:lead]):
        if letter == "\t":
            first = _behind_tab(line, left + first, line.text[place + 1 :]) - left
        else:
            first += advances[place]
    if look.align == "right":
        right += sum(advances[end:])
    return left, right, first


def _behind_tab(line: Line, at: float, rest: str) -> float:
    """Where the text goes on behind a tab that stands at a place, both in 字: at the next stop, or so that it lies in
    the middle of it or ends there."""
    stops = [(chars(stop, line), kind) for stop, kind in line.look.tabs.items() if kind not in ("clear", "bar")]
    every = chars(line.look.tab_stop, line)
    stop, kind = min(
        (item for item in stops if item[0] > at + 0.01),
        default=((math.floor(at / every + 0.01) + 1) * every, "left"),
    )
    part = {"center": 0.5, "right": 1.0, "end": 1.0}.get(kind, 0.0)
    return max(at, stop - part * width_in_chars(rest.partition("\t")[0].strip()))


def opening(line: Line) -> float:
    """Where the first character stands, in 字 from the left edge."""
    left, _, first = indents(line)
    return left + first


def _tall(run: Run) -> float:
    """The height in points of a line of this run alone, where no pitch is stated."""
    western = _PROPORTIONAL.match(run.look.fonts["ascii"]) and all(letter < "\u0100" for letter in run.text)
    return (_WESTERN if western else _NATURAL) * run.look.size


def pitch_of(line: Line, section: Section) -> float:
    """Distance of this paragraph's lines, in twips."""
    look = line.look
    natural = max([_tall(run) for run in line.runs if run.text.strip()] or [_NATURAL * line.mark.size]) * 20
    if look.line_rule == "exact":
        return max(1.0, look.line)
    if look.line_rule == "atLeast":
        return max(look.line, natural)
    if look.snap and section.grid in ("lines", "linesAndChars", "snapToChars") and section.grid_pitch:
        return max(1.0, math.ceil(natural / section.grid_pitch - 0.15) * section.grid_pitch * look.line / 240)
    return max(1.0, natural * look.line / 240)


def space(fixed: float, lines: float, section: Section) -> float:
    """Twips before or behind a paragraph; lines are those of the section's grid, 12 points where it has none."""
    return fixed + lines * (section.grid_pitch or 240.0)


class Flow:
    """The flow of a document's body; `spots` by line index, tables taken as blocks, frames and boxes left out."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.spots: dict[int, Spot] = {}
        self.page, self.y = 0, 0.0
        table: int | None = None
        for line in reading.lines:
            if line.story == "body" and line.look.frame is None:
                self._place(line)
            elif line.story == "cell" and line.table != table:
                self._place_table(line)
            table = line.table if line.story == "cell" else None

    def section(self, line: Line) -> Section:
        """The page set-up that holds for a line."""
        return self.reading.sections[line.section]

    def gap(self, upper: Line, lower: Line) -> float | None:
        """Lines that would fit between two lines of one page, in 正文 lines of 1/22 版心; None when not to be told."""
        first, second = self.spots.get(upper.index), self.spots.get(lower.index)
        if first is None or second is None or first.page != second.page:
            return None
        return (second.top - first.bottom) / self.line_height(lower)

    def line_height(self, line: Line) -> float:
        """1/22 of the 版心's height, in twips."""
        section = self.section(line)
        return section.depth / 22

    def ink_top(self, line: Line) -> float | None:
        """Upper edge of the characters of a line's first row, in twips from the 版心's upper edge, None if unknown."""
        pitch = pitch_of(line, self.section(line))
        box = self._outside_flow(line)
        if box is None:
            spot = self.spots.get(line.index)
            if spot is None or spot.page:
                return None
            box = spot.top
        if line.look.line_rule == "exact":
            return box + _BASELINE * pitch - _INK * line.size * 20
        return box + (pitch - line.size * 20) / 2 + (1 - 0.96) * line.size * 20

    def _outside_flow(self, line: Line) -> float | None:
        """Top of the line when a frame or text box with a stated place holds it."""
        section = self.section(line)
        if line.box is not None:
            box = self.reading.boxes[line.box]
            heights = {index: self._height(self.reading.lines[index]) for index in box.lines}
            above = sum(height for index, height in heights.items() if index < line.index)
            begins = box.text_top(sum(heights.values()))
            top = None if box.down.align else _from_type_area(box.down.relative, box.down.offset, section)
            anchor = self.spots.get(box.anchor) if line.index >= 0 and not box.down.align else None
            if box.down.relative in ("paragraph", "line") and anchor is not None and not anchor.page:
                top = anchor.top + box.down.offset
            return None if top is None or begins is None else top + begins + above
        frame = line.look.frame
        if frame is not None and frame.get("yAlign") in (None, "inline"):
            return _from_type_area(frame.get("vAnchor", "text"), float(frame.get("y", 0) or 0), section)
        return None

    def _height(self, line: Line) -> float:
        section = self.section(line)
        return (
            space(line.look.before, line.look.before_lines, section)
            + self.rows(line) * pitch_of(line, section)
            + space(line.look.after, line.look.after_lines, section)
        )

    def rows(self, line: Line) -> int:
        """How many rows a paragraph takes, by the width of its characters."""
        section = self.section(line)
        if line.blank:
            return 1
        left, right, first = indents(line)
        room = max(1.0, chars(section.room, line) - left - right)
        first = min(first, room - 1)
        advances, at, rows = _advances(line), 0, 0
        for part in line.text.split("\n"):
            begins = at + len(part) - len(part.lstrip())
            long = sum(advances[begins : at + len(part.rstrip())]) + (0 if at else first)
            rows += max(1, math.ceil(long / room - 0.02))
            at += len(part) + 1
        return rows

    def _place(self, line: Line) -> None:
        section = self.section(line)
        room = section.depth
        if line.opens_page and (self.y or self.page):
            self.page, self.y = self.page + 1, 0.0
        before = space(line.look.before, line.look.before_lines, section) if self.y or line.look.before else 0.0
        rows, pitch = self.rows(line), pitch_of(line, section)
        if self.y + before + pitch > room + 20:
            self.page, self.y, before = self.page + 1, 0.0, 0.0
        page, top = self.page, self.y + before
        self.y = top + rows * pitch
        whole = math.floor(room / pitch) * pitch if 0 < pitch < room else 0.0
        if self.y > room + 20:
            over = math.ceil((self.y - room) / whole) if whole else 1
            self.page, self.y = self.page + over, self.y - over * whole if whole else 0.0
        bottom = self.y if self.page == page else room
        self.spots[line.index] = Spot(page, top, bottom)
        self.y += space(line.look.after, line.look.after_lines, section)

    def _place_table(self, line: Line) -> None:
        """A table's cells all lie in one block, row under row."""
        table = self.reading.tables[line.table or 0]
        if table.floating:
            return
        section = self.section(line)
        room = section.depth
        if line.opens_page and self.y:
            self.page, self.y = self.page + 1, 0.0
        for row, (height, rule) in zip(table.rows, table.heights):
            columns = max(1, len(row))
            tallest = max([sum(self._cell_height(index, columns) for index in cell.lines) for cell in row] or [0.0])
            tall = height if rule == "exact" else max(height, tallest)
            if self.y + tall > room and self.y:
                self.page, self.y = self.page + 1, 0.0
            for cell in row:
                for index in cell.lines:
                    self.spots[index] = Spot(self.page, self.y, self.y + tall)
            self.y += tall

    def _cell_height(self, index: int, columns: int) -> float:
        line = self.reading.lines[index]
        section = self.section(line)
        room = max(2.0, chars(section.room / columns, line) - 1)
        rows = sum(max(1, math.ceil(width_in_chars(part) / room)) for part in line.text.split("\n"))
        return rows * pitch_of(line, section) + line.look.before + line.look.after


def _from_type_area(relative: str, offset: float, section: Section) -> float | None:
    """A stated offset as one from the 版心's upper edge; None when it is measured from a text line."""
    if relative in ("page",):
        return offset - section.top
    if relative in ("margin", "topMargin"):
        return offset if relative == "margin" else offset - section.top
    return None
