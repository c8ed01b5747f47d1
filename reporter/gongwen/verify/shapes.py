"""Drawings in a paragraph: text boxes, drawn lines and pictures, DrawingML and VML alike, with place and size.

Lengths are twips; a place is (what it is measured from, alignment, offset).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reporter.gongwen.layout import EMU_PER_TWIP

from ...package.wordml import w
from ...records import value
from .properties import number, twips_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_DEFAULT_LINE = 9525
"""EMU: 0.75 pt, what a drawn line has that does not say."""
_INSET = 45720
"""EMU: 0.05 inch above the text of a box that does not say."""
_BAR = 20
"""A shape so many times as wide as it is high is meant as a line."""
_SYSTEM_COLOURS = {"red": "FF0000", "black": "000000", "blue": "0000FF"}


@value
class Place:
    """Where along one axis: `relative` (page, margin, paragraph, column …), `align` or "", `offset` twips."""

    relative: str = ""
    align: str = ""
    offset: float = 0.0


@value
class Box:
    """A text box anchored at line `anchor`; `lines` are the indices of its own.

    `insets`: above and below its text, which it holds at its top (t), middle (ctr) or foot (b): `hold`.
    """

    anchor: int
    width: float
    height: float
    across: Place
    down: Place
    lines: tuple[int, ...] = ()
    insets: tuple[float, float] = (0.0, 0.0)
    hold: str = "t"

    def text_top(self, tall: float) -> float | None:
        """From its upper edge to the text in it, which is so `tall`; None where nothing is known of the text."""
        if self.hold == "t" or not self.lines:
            return self.insets[0] if self.hold == "t" else None
        spare = self.height - self.insets[0] - self.insets[1] - tall
        return self.insets[0] + (spare / 2 if self.hold == "ctr" else spare)


@value
class Shape:
    """A drawn line, frame or picture. `weight` points, `compound` 「thickThin」 and the like, colour RRGGBB.

    `share`: what part of the text's width it takes; 0 where it has a width of its own.
    """

    anchor: int
    kind: str
    width: float
    height: float
    weight: float
    colour: str
    compound: str
    across: Place
    down: Place
    share: float = 0.0

    @property
    def is_rule(self) -> bool:
        """Whether it is a level line: much wider than high."""
        return self.kind == "line" and (bool(self.share) or self.width > _BAR * max(1.0, self.height))


def boxes_and_shapes(drawing: Element, anchor: int) -> Iterator[Shape | tuple[Element, Box]]:
    """The text boxes (content element, box) and other shapes of one `w:drawing` or `w:pict`."""
    if drawing.tag == w("drawing"):
        for frame in drawing:
            if frame.tag in (f"{_WP}anchor", f"{_WP}inline"):
                yield from _drawingml(frame, anchor)
        return
    for shape in drawing.iter():
        if shape.tag.startswith(_V) and shape.tag[len(_V) :] in ("line", "rect", "shape", "roundrect"):
            yield from _vml(shape, anchor)


def _drawingml(frame: Element, anchor: int) -> Iterator[Shape | tuple[Element, Box]]:
    extent = frame.find(f"{_WP}extent")
    width, height = (number(extent.get(side)) / EMU_PER_TWIP if extent is not None else 0.0 for side in ("cx", "cy"))
    across, down = _place(frame, "H"), _place(frame, "V")
    contents = list(frame.iter(w("txbxContent")))
    if contents:
        body = frame.find(f".//{_WPS}bodyPr")
        held = {} if body is None else body.attrib
        insets = tuple(number(held.get(name), _INSET) / EMU_PER_TWIP if held else 0.0 for name in ("tIns", "bIns"))
        for content in contents:
            yield content, Box(anchor, width, height, across, down, (), (insets[0], insets[1]), held.get("anchor", "t"))
        return
    geometry = frame.find(f".//{_A}prstGeom")
    kind = geometry.get("prst", "") if geometry is not None else ""
    line = frame.find(f".//{_WPS}spPr/{_A}ln")
    fill = frame.find(f".//{_WPS}spPr/{_A}solidFill/{_A}srgbClr")
    colour = line.find(f".//{_A}srgbClr") if line is not None else None
    weight = number(line.get("w") if line is not None else None, _DEFAULT_LINE) / EMU_PER_TWIP / 20
    if fill is not None and width > _BAR * max(1.0, height):  # a filled bar is a rule as high as it is heavy
        kind, weight, colour = "line", height / 20, fill
    yield Shape(
        anchor=anchor,
        kind="line" if kind in ("line", "straightConnector1") else kind,
        width=width,
        height=height,
        weight=weight,
        colour=colour.get("val", "").upper() if colour is not None else "auto",
        compound=line.get("cmpd", "sng") if line is not None else "sng",
        across=across,
        down=down,
    )


def _place(frame: Element, axis: str) -> Place:
    position = frame.find(f"{_WP}position{axis}")
    if position is None:
        return Place()
    align, offset = position.find(f"{_WP}align"), position.find(f"{_WP}posOffset")
    return Place(
        position.get("relativeFrom", ""),
        (align.text or "").strip() if align is not None else "",
        number(offset.text if offset is not None else None) / EMU_PER_TWIP,
    )


def _vml(shape: Element, anchor: int) -> Iterator[Shape | tuple[Element, Box]]:
    style = dict(part.split(":", 1) for part in shape.get("style", "").replace(" ", "").split(";") if ":" in part)
    width, height = _css(style.get("width", "")), _css(style.get("height", ""))
    across = Place(
        style.get("mso-position-horizontal-relative", "column"),
        style.get("mso-position-horizontal", ""),
        _css(style.get("margin-left", style.get("left", ""))),
    )
    down = Place(
        style.get("mso-position-vertical-relative", "paragraph"),
        style.get("mso-position-vertical", ""),
        _css(style.get("margin-top", style.get("top", ""))),
    )
    content = next(shape.iter(w("txbxContent")), None)
    if content is not None:
        box = shape.find(f"{_V}textbox")
        given = [*(box.get("inset", "") if box is not None else "").split(","), "", "", ""]
        above, below = (_css(side.strip()) if side.strip() else _INSET / EMU_PER_TWIP for side in (given[1], given[3]))
        hold = {"middle": "ctr", "bottom": "b"}.get(style.get("v-text-anchor", "top"), "t")
        yield content, Box(anchor, width, height, across, down, (), (above, below), hold)
        return
    if shape.get(f"{_O}hr") in ("t", "true", "1"):
        yield _horizontal_rule(shape, anchor, width, height)
        return
    kind = shape.tag[len(_V) :]
    if kind == "line":
        start, end = (_pair(shape.get(side, "0,0")) for side in ("from", "to"))
        width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
        across, down = (
            Place(across.relative, "", min(start[0], end[0])),
            Place(down.relative, "", min(start[1], end[1])),
        )
    compound = next((part.get("linestyle", "") for part in shape.iter(f"{_V}stroke")), "")
    yield Shape(
        anchor=anchor,
        kind=kind,
        width=width,
        height=height,
        weight=_css(shape.get("strokeweight", "0.75pt")) / 20,
        colour=_colour(shape.get("strokecolor", "black")),
        compound=compound,
        across=across,
        down=down,
    )


def _horizontal_rule(shape: Element, anchor: int, width: float, height: float) -> Shape:
    """A line of its own as web pages have it: as wide as the text or a part of it, filled, set in its paragraph."""
    part = number(shape.get(f"{_O}hrpct"))
    return Shape(
        anchor=anchor,
        kind="line",
        width=width,
        height=height,
        weight=height / 20,
        colour=_colour(shape.get("fillcolor", "black")),
        compound="",
        across=Place("margin", shape.get(f"{_O}hralign", "left")),
        down=Place("char"),
        share=part / 1000 if part > 0 else 0.0 if width else 1.0,
    )


def _css(length: str) -> float:
    """A CSS length in twips; a bare number is pixels' worth of points in VML's coordinate space."""
    return twips_of(length) if length[-2:].isalpha() else number(length) * 20


def _pair(text: str) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return _css(x.strip()), _css(y.strip())


def _colour(text: str) -> str:
    text = text.split("[")[0].strip()
    text = _SYSTEM_COLOURS.get(text.lower(), text).lstrip("#").upper()
    return "".join(letter * 2 for letter in text) if len(text) == 3 else text
