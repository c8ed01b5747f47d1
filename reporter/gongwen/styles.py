"""The named styles of a document as data: what each sets differently from 公文正文's parent, Normal.

A clerk who edits the document works with these; nothing that a style can carry is set on a paragraph or run itself.
The four levels of heading are Word's built-in ones (their names are what the outline panes of Word and WPS look for)
and show as 「标题 1,一级标题」.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, replace

from ..records import value
from . import layout, ooxml
from .fonts import Fonts
from .layout import Face, StyleName

TABLE_STYLE = "GwTable"
"""Of a ruled table with a header row. One without (a form: label, value) says its dress itself: of a table with a style
Word's accessibility checker wants a header row, and there is none."""
_CHAR = layout.char_pitch()


@value
class Spec:
    """A style: sizes in points, lengths in twips, `first_line` in characters. None and blank mean: as Normal.

    `line` is an exact pitch, `outline` an outline level from 0, `tracking` the character spacing. `builtin`: the level
    of the heading of Word's own that it is.
    """

    name: StyleName
    _: KW_ONLY
    face: Face = Face.FANGSONG
    size: float = layout.BODY_SIZE.value
    line: int | None = None
    align: str = ""
    first_line: int = 0
    left: int = 0
    right: int = 0
    outline: int | None = None
    keep_next: bool = False
    page_break: bool = False
    tracking: int | None = None
    colour: str = ""
    builtin: int = 0
    following: StyleName | None = None
    character: bool = False

    @property
    def id(self) -> str:
        """What paragraphs and runs refer to it by."""
        return f"Heading{self.builtin}" if self.builtin else "Gw" + self.name.name.title().replace("_", "")


def tight(size: float) -> int:
    """The exact pitch, in twips, of a line whose ink must lie where it is meant to: 1.2 times the size.

    Word and LibreOffice share out the spare height of an exact line differently (half above, or the baseline at four
    fifths); at 1.2 the two agree for the fonts in question.

    >>> tight(16)
    384
    """
    return round(size * 20 * 1.2)


def _size(size: float) -> int:
    return round(size * 20)


_TITLE = layout.TITLE_SIZE.value
_SMALL = layout.IMPRINT_SIZE.value
_IMPRINT_PAD = _size(_SMALL * layout.IMPRINT_INDENT.value)
TABLE_PAD = 60
TITLE_LINE = _size(_TITLE + 14)
"""A 行 of 2号 characters: their height and 7/8 of a 3号 character (3.2)."""
IMPRINT_LINE = _size(_SMALL + 14)
CELL_PAD = 40
"""Margin of a table's cells, above and below."""
TABLE_RULES = ooxml.element(
    "tblBorders",
    "".join(
        ooxml.element(edge, val="single", sz=4, space=0, color="000000")
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    ),
)
TABLE_MARGINS = ooxml.element(
    "tblCellMar",
    "".join(
        ooxml.element(side, w=pad, type="dxa")
        for side, pad in (("top", CELL_PAD), ("left", 0), ("bottom", CELL_PAD), ("right", 0))
    ),
)
IN_THE_MIDDLE = ooxml.element("vAlign", val="center")
CLOSE_LINE = 420
"""The pitch of lines that have to stand closer than the standard's: 3号 in single spacing."""
TABLE_SIZE = 12.0
TABLE_LINE = 340
SMALL_TABLE_SIZE = 10.5
SMALL_TABLE_LINE = 300

_INDENT = int(layout.PARAGRAPH_INDENT.value)


def _heading(level: int, face: Face) -> Spec:
    return Spec(
        StyleName[f"HEADING_{level}"],
        builtin=level,
        face=face,
        first_line=_INDENT,
        outline=level - 1,
        keep_next=True,
        following=StyleName.BODY,
    )


_TITLE_LOOK = Spec(
    StyleName.TITLE,
    face=Face.XIAOBIAOSONG,
    size=_TITLE,
    line=TITLE_LINE,
    align="center",
    tracking=0,
    keep_next=True,
    following=StyleName.ADDRESSEES,
)
_CELL = Spec(
    StyleName.TABLE_TEXT, size=TABLE_SIZE, line=TABLE_LINE, align="left", tracking=0, left=TABLE_PAD, right=TABLE_PAD
)
_SMALL_CELL = replace(_CELL, name=StyleName.SMALL_TEXT, size=SMALL_TABLE_SIZE, line=SMALL_TABLE_LINE)


def _cells(text: Spec, head: StyleName, centre: StyleName, right: StyleName) -> tuple[Spec, ...]:
    """The styles of a table's cells: of its head, and of text at the left, in the middle and at the right."""
    middle = replace(text, name=centre, align="center")
    return replace(middle, name=head, face=Face.HEITI), text, middle, replace(text, name=right, align="right")


_COPIES = Spec(StyleName.COPIES_TO, size=_SMALL, line=IMPRINT_LINE, tracking=0, left=_IMPRINT_PAD, right=_IMPRINT_PAD)
_PAGE_NUMBER = Spec(
    StyleName.PAGE_NUMBER,
    face=Face.SONGTI,
    size=layout.PAGE_NUMBER_SIZE.value,
    line=_size(layout.PAGE_NUMBER_SIZE.value),
    align="right",
    tracking=0,
    right=_IMPRINT_PAD,
)

PARAGRAPH_STYLES: tuple[Spec, ...] = (
    Spec(StyleName.BODY, first_line=_INDENT),
    *map(_heading, range(1, 5), (Face.HEITI, Face.KAITI, Face.FANGSONG, Face.FANGSONG)),
    Spec(StyleName.COPY_NUMBER, align="left"),
    Spec(StyleName.SECRECY, face=Face.HEITI, align="left"),
    Spec(StyleName.URGENCY, face=Face.HEITI, align="left"),
    Spec(
        StyleName.MARK,
        face=Face.XIAOBIAOSONG,
        size=48,
        line=tight(48),
        align="center",
        tracking=0,
        colour=layout.MARK_RED,
    ),
    Spec(StyleName.NUMBER, line=tight(layout.BODY_SIZE.value), align="center"),
    Spec(StyleName.SIGNERS, align="left"),
    Spec(StyleName.SPACER, align="left"),
    _TITLE_LOOK,
    Spec(StyleName.ADDRESSEES, following=StyleName.BODY),
    Spec(StyleName.ANNEX_LIST, align="left"),
    Spec(StyleName.SIGNATURE, align="center", keep_next=True, following=StyleName.DATE),
    Spec(StyleName.DATE, align="center"),
    Spec(StyleName.NOTE, first_line=_INDENT),
    Spec(StyleName.ATTENDANCE, align="left"),
    Spec(
        StyleName.ANNEX_LABEL,
        face=Face.HEITI,
        align="left",
        page_break=True,
        keep_next=True,
        following=StyleName.ANNEX_TITLE,
    ),
    replace(_TITLE_LOOK, name=StyleName.ANNEX_TITLE, outline=0, following=StyleName.BODY),
    Spec(StyleName.TABLE_CAPTION, face=Face.HEITI, align="center", keep_next=True),
    *_cells(_CELL, StyleName.TABLE_HEAD, StyleName.TABLE_CENTRE, StyleName.TABLE_RIGHT),
    *_cells(_SMALL_CELL, StyleName.SMALL_HEAD, StyleName.SMALL_CENTRE, StyleName.SMALL_RIGHT),
    _COPIES,
    replace(_COPIES, name=StyleName.ISSUER, align="left"),
    _PAGE_NUMBER,
    replace(_PAGE_NUMBER, name=StyleName.PAGE_NUMBER_EVEN, align="left", left=_IMPRINT_PAD, right=0),
    Spec(StyleName.LEAD_1, face=Face.HEITI, character=True),
    Spec(StyleName.LEAD_2, face=Face.KAITI, character=True),
    Spec(StyleName.NUMBER_TEXT, character=True),
    Spec(StyleName.SIGNER_NAME, face=Face.KAITI, character=True),
    Spec(StyleName.ATTENDANCE_LABEL, face=Face.HEITI, character=True),
)

_BY_NAME = {item.name: item for item in PARAGRAPH_STYLES}
_IDS = {item.name: item.id for item in PARAGRAPH_STYLES}


def spec(name: StyleName) -> Spec:
    """The style of that name."""
    return _BY_NAME[name]


def id_of(name: StyleName) -> str:
    """The style id that paragraphs refer to."""
    return _IDS[name]


def style_xml(spec: Spec, fonts: Fonts) -> str:
    """The ``w:style`` element of `spec`."""
    character = spec.character
    parts = [ooxml.element("name", val=f"heading {spec.builtin}" if spec.builtin else spec.name.value)]
    if spec.builtin:
        parts.append(ooxml.element("aliases", val=spec.name.value))
    parts.append(ooxml.element("basedOn", val="DefaultParagraphFont" if character else "Normal"))
    if spec.following and not character:
        parts.append(ooxml.element("next", val=id_of(spec.following)))
    parts.append(ooxml.element("uiPriority", val=1))
    parts.append(ooxml.element("qFormat"))
    if not character:
        parts.append(_paragraph_properties(spec))
    parts.append(_run_properties(spec, fonts))
    kind = "character" if character else "paragraph"
    custom = None if spec.builtin else 1
    return ooxml.element("style", "".join(parts), type=kind, customStyle=custom, styleId=spec.id)


def _paragraph_properties(spec: Spec) -> str:
    said = {"keepNext": spec.keep_next, "pageBreakBefore": spec.page_break}
    parts = {name: ooxml.element(name) for name, holds in said.items() if holds}
    if spec.line:
        parts["spacing"] = ooxml.exactly(spec.line)
    if spec.first_line:
        parts["ind"] = ooxml.element("ind", firstLineChars=spec.first_line * 100, firstLine=spec.first_line * _CHAR)
    elif spec.left or spec.right:
        parts["ind"] = ooxml.element("ind", left=spec.left, right=spec.right)
    if spec.align:
        parts |= ooxml.valued(jc=spec.align)
    if spec.outline is not None:
        parts |= ooxml.valued(outlineLvl=spec.outline)
    return ooxml.properties("pPr", parts)


def _run_properties(spec: Spec, fonts: Fonts) -> str:
    songti = spec.face is Face.SONGTI
    parts = {"rFonts": ooxml.fonts(fonts.of(spec.face), "" if songti else fonts.latin)}
    if spec.colour:
        parts |= ooxml.valued(color=spec.colour)
    if spec.tracking is not None:
        parts |= ooxml.valued(spacing=spec.tracking)
    if not spec.character and spec.size != layout.BODY_SIZE.value:
        parts |= ooxml.sized(round(spec.size * 2))
    return ooxml.properties("rPr", parts)
