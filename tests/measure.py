"""Reads a PDF as a person with a ruler does: rows of characters, ruled lines and ink, in mm from the sheet's top left.

Nothing here knows how the document was made. Character cells come from the text layer, ink edges from the drawn page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Char", "Page", "Row", "Rule", "Sheet", "measure"]

MM = 25.4 / 72
_SAME_ROW_MM = 1.2
_DPI = 254
"""Ten pixels a millimetre."""


@dataclass(frozen=True, slots=True)
class Char:
    """One character: its cell across, its baseline, size in points, whether it stands upright, fill colour RGB 0..1."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    upright: bool
    colour: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Characters on one baseline, left to right, blanks at the ends left out."""

    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return self.chars[-1].right

    @property
    def baseline(self) -> float:
        return self.chars[0].baseline

    @property
    def size(self) -> float:
        return max(char.size for char in self.chars)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line: ends, upper and lower edge, colour RGB 0..1."""

    left: float
    right: float
    top: float
    bottom: float
    colour: tuple[float, ...]

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def weight(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def red(self) -> bool:
        return is_red(self.colour)


def is_red(colour: tuple[float, ...]) -> bool:
    """Whether a colour is the red of a 红头."""
    return len(colour) == 3 and colour[0] > 0.7 and max(colour[1:]) < 0.3


@dataclass(frozen=True, slots=True)
class Ink:
    """The box of all ink in a region."""

    left: float
    top: float
    right: float
    bottom: float


class Page:
    """One sheet."""

    def __init__(self, number: int, plumbed, picture_of) -> None:
        self.number = number
        self.width, self.height = float(plumbed.width) * MM, float(plumbed.height) * MM
        self.chars = tuple(char for item in plumbed.chars for char in _chars(item, float(plumbed.height)))
        self.rules = _rules(plumbed)
        self.uprights = _uprights(plumbed)
        self._picture_of = picture_of

    @property
    def across(self) -> bool:
        return self.width > self.height

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Rows of upright characters from top to bottom; characters far apart in one row belong to it all the same."""
        rows: list[list[Char]] = []
        for char in sorted((char for char in self.chars if char.upright), key=lambda char: (char.baseline, char.left)):
            if rows and abs(rows[-1][0].baseline - char.baseline) < _SAME_ROW_MM:
                rows[-1].append(char)
            else:
                rows.append([char])
        return tuple(
            Row(tuple(trimmed)) for row in rows if (trimmed := _trimmed(sorted(row, key=lambda char: char.left)))
        )

    def parted(self, left: float, right: float, height: float) -> bool:
        """Whether an upright rule stands between two places, at that height: they are in different cells."""
        return any(left - 0.3 < at < right + 0.3 and top < height < bottom for at, top, bottom in self.uprights)

    def within(self, top: float, bottom: float) -> tuple[Row, ...]:
        """Rows whose baseline lies between two heights."""
        return tuple(row for row in self.rows if top <= row.baseline <= bottom)

    def find(self, text: str) -> Row:
        """The first row that holds `text`, blanks aside; KeyError when there is none."""
        for row in self.rows:
            if re.sub(r"\s", "", text) in re.sub(r"\s", "", row.text):
                return row
        raise KeyError(f"page {self.number} has no row with {text!r}")

    def ink(self, left: float, top: float, right: float, bottom: float, *, red: bool = False) -> Ink | None:
        """The box of ink (of red ink) within a region; None when it is white."""
        per_mm = _DPI / 25.4
        box = (max(0, left), max(0, top), min(right, self.width), min(bottom, self.height))
        part = self._picture_of(self.number - 1, (box[0], self.height - box[3], self.width - box[2], box[1]))
        if red:
            bands = part.split()
            mask = _both(
                bands[0].point(lambda value: 255 if value > 150 else 0),
                bands[1].point(lambda value: 255 if value < 110 else 0),
            )
        else:
            mask = part.convert("L").point(lambda value: 255 if value < 128 else 0)
        found = mask.getbbox()
        if found is None:
            return None
        return Ink(*(value / per_mm + offset for value, offset in zip(found, (box[0], box[1], box[0], box[1]))))


class Sheet:
    """A whole document as printed: `pages`, and all its text without blanks."""

    def __init__(self, data: bytes) -> None:
        import pdfplumber
        import pypdfium2

        def picture_of(index: int, margins: tuple[float, ...]):
            """What is left of a page when so many mm are cut off at left, bottom, right and top."""
            source = pypdfium2.PdfDocument(data)
            try:
                crop = tuple(value / MM for value in margins)
                return source[index].render(scale=_DPI / 72, crop=crop).to_pil().convert("RGB")
            finally:
                source.close()

        with pdfplumber.open(io.BytesIO(data)) as pdf:
            self.pages = tuple(
                Page(number, _sooner(page), picture_of) for number, page in enumerate(pdf.pages, start=1)
            )

    @property
    def text(self) -> str:
        return re.sub(r"\s", "", "".join(row.text for page in self.pages for row in page.rows))


def measure(data: bytes) -> Sheet:
    """The sheets of a PDF."""
    return Sheet(data)


def _sooner(plumbed):
    """The page of pdfplumber, of whose characters it looks up only what is asked for here: a third of its time."""
    from pdfminer.layout import LTChar

    whole = plumbed.process_object

    def part(item) -> dict:
        if not isinstance(item, LTChar) or plumbed.mediabox[0]:
            return whole(item)
        return {
            "object_type": "char",
            "text": item.get_text(),
            "x0": item.x0,
            "x1": item.x1,
            "matrix": item.matrix,
            "size": item.size,
            "non_stroking_color": item.graphicstate.ncolor,
        }

    plumbed.process_object = part
    return plumbed


def _both(first, second):
    from PIL import ImageChops

    return ImageChops.multiply(first, second)


def _chars(item: dict, height: float) -> Iterator[Char]:
    """The characters of one glyph: 「——」 may be a single one, shared out evenly then."""
    matrix = item["matrix"]
    colour = item.get("non_stroking_color") or (0.0,)
    upright = abs(matrix[1]) < 1e-3 * abs(matrix[0]) if matrix[0] else False
    step = (item["x1"] - item["x0"]) / max(len(item["text"]), 1)
    for place, letter in enumerate(item["text"]):
        yield Char(
            letter,
            (item["x0"] + step * place) * MM,
            (item["x0"] + step * (place + 1)) * MM,
            (height - matrix[5]) * MM,
            float(item["size"]),
            upright,
            tuple(float(value) for value in (colour if isinstance(colour, tuple | list) else (colour,))),
        )


def _trimmed(chars: list[Char]) -> list[Char]:
    while chars and not chars[0].text.strip():
        chars = chars[1:]
    while chars and not chars[-1].text.strip():
        chars = chars[:-1]
    return chars


def _uprights(plumbed) -> tuple[tuple[float, float, float], ...]:
    """Upright rules: where, from where to where."""
    return tuple(
        ((item["x0"] + item["x1"]) / 2 * MM, item["top"] * MM, item["bottom"] * MM)
        for item in (*plumbed.rects, *plumbed.lines, *plumbed.curves)
        if item["height"] > 6 > item["width"]
    )


def _rules(plumbed) -> tuple[Rule, ...]:
    """Level lines and flat filled bars; pieces that touch end to end are one line."""
    found = []
    for item in (*plumbed.rects, *plumbed.lines, *plumbed.curves):
        width, height = float(item["width"]), float(item["height"])
        stroke = float(item.get("linewidth") or 0) if item.get("stroke") and height < 0.01 else 0.0
        if width < 20 or height + stroke > 6:
            continue
        colour = item.get("stroking_color" if stroke else "non_stroking_color") or (0.0,)
        found.append(
            Rule(
                item["x0"] * MM,
                item["x1"] * MM,
                (item["top"] - stroke / 2) * MM,
                (item["bottom"] + stroke / 2) * MM,
                tuple(float(value) for value in (colour if isinstance(colour, tuple | list) else (colour,))),
            )
        )
    merged: list[Rule] = []
    for rule in sorted(found, key=lambda rule: (round(rule.top, 1), rule.left)):
        last = merged[-1] if merged else None
        if last and abs(last.top - rule.top) < 0.06 and rule.left - last.right < 0.3 and last.colour == rule.colour:
            merged[-1] = Rule(
                last.left,
                max(last.right, rule.right),
                min(last.top, rule.top),
                max(last.bottom, rule.bottom),
                rule.colour,
            )
        else:
            merged.append(rule)
    return tuple(sorted(merged, key=lambda rule: rule.top))
