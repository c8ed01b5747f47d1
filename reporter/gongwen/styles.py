"""The named styles of a document as data: what each sets differently from 公文正文's parent, Normal.

A clerk who edits the document works with these; nothing that a style can carry is set on a paragraph or run itself.
The four levels of heading are Word's built-in ones (their names are what the outline panes of Word and WPS look for)
and show as 「标题 1,一级标题」.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import layout, ooxml
from .fonts import Fonts
from .layout import Face, StyleName

__all__ = ["PARAGRAPH_STYLES", "Spec", "TABLE_STYLE", "id_of", "spec", "style_xml", "tight"]

TABLE_STYLE = "GwTable"
_CHAR = layout.char_pitch()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A style: sizes in points, lengths in twips, `first_line` in characters. None and blank mean: as Normal.

    `line` is an exact pitch, `outline` an outline level from 0, `tracking` the character spacing.
    """

    name: StyleName
    id: str
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
    builtin: str = ""
    following: StyleName | None = None
    character: bool = False


def tight(size: float) -> int:
    """The exact pitch, in twips, of a line whose ink must lie where it is meant to: 1.2 times the size.

    Word and LibreOffice share out the spare height of an exact line differently (half above, or the baseline at four
    fifths); at 1.2 the two agree for the fonts in question.

    >>> tight(16)
    384
    """
    return round(size * 20 * 1.2)


def _size(size: float, number: int = 20) -> int:
    return round(size * number)


_TITLE = layout.TITLE_SIZE.value
_SMALL = layout.IMPRINT_SIZE.value
_IN = layout.IMPRINT_INDENT.value
_IMPRINT_PAD = _size(_SMALL * _IN)
TABLE_PAD = 60
TITLE_LINE = _size(_TITLE + 14)
"""A 行 of 2号 characters: their height and 7/8 of a 3号 character (3.2)."""
IMPRINT_LINE = _size(_SMALL + 14)
CELL_PAD = 40
"""Margin of a table's cells, above and below."""
TABLE_SIZE = 12.0
TABLE_LINE = 340
SMALL_TABLE_SIZE = 10.5
SMALL_TABLE_LINE = 300

_BODY_SIZE = layout.BODY_SIZE.value
_INDENT = int(layout.PARAGRAPH_INDENT.value)

PARAGRAPH_STYLES: tuple[Spec, ...] = (
    Spec(name=StyleName.BODY, id="GwBody", first_line=_INDENT),
    Spec(
        name=StyleName.HEADING_1,
        id="Heading1",
        builtin="heading 1",
        face=Face.HEITI,
        first_line=_INDENT,
        outline=0,
        keep_next=True,
        following=StyleName.BODY,
    ),
    Spec(
        name=StyleName.HEADING_2,
        id="Heading2",
        builtin="heading 2",
        face=Face.KAITI,
        first_line=_INDENT,
        outline=1,
        keep_next=True,
        following=StyleName.BODY,
    ),
    Spec(
        name=StyleName.HEADING_3,
        id="Heading3",
        builtin="heading 3",
        first_line=_INDENT,
        outline=2,
        keep_next=True,
        following=StyleName.BODY,
    ),
    Spec(
        name=StyleName.HEADING_4,
        id="Heading4",
        builtin="heading 4",
        first_line=_INDENT,
        outline=3,
        keep_next=True,
        following=StyleName.BODY,
    ),
    Spec(name=StyleName.COPY_NUMBER, id="GwCopyNumber", align="left"),
    Spec(name=StyleName.SECRECY, id="GwSecrecy", face=Face.HEITI, align="left"),
    Spec(name=StyleName.URGENCY, id="GwUrgency", face=Face.HEITI, align="left"),
    Spec(
        name=StyleName.MARK,
        id="GwMark",
        face=Face.XIAOBIAOSONG,
        size=48,
        line=tight(48),
        align="center",
        tracking=0,
        colour=layout.MARK_RED,
    ),
    Spec(name=StyleName.NUMBER, id="GwNumber", line=tight(_BODY_SIZE), align="center"),
    Spec(name=StyleName.SIGNERS, id="GwSigners", align="left"),
    Spec(name=StyleName.SPACER, id="GwSpacer", align="left"),
    Spec(
        name=StyleName.TITLE,
        id="GwTitle",
        face=Face.XIAOBIAOSONG,
        size=_TITLE,
        line=TITLE_LINE,
        align="center",
        tracking=0,
        keep_next=True,
        following=StyleName.ADDRESSEES,
    ),
    Spec(name=StyleName.ADDRESSEES, id="GwAddressees", following=StyleName.BODY),
    Spec(name=StyleName.ANNEX_LIST, id="GwAnnexList", align="left"),
    Spec(name=StyleName.SIGNATURE, id="GwSignature", align="center", keep_next=True, following=StyleName.DATE),
    Spec(name=StyleName.DATE, id="GwDate", align="center"),
    Spec(name=StyleName.NOTE, id="GwNote", first_line=_INDENT),
    Spec(name=StyleName.ATTENDANCE, id="GwAttendance", align="left"),
    Spec(
        name=StyleName.ANNEX_LABEL,
        id="GwAnnexLabel",
        face=Face.HEITI,
        align="left",
        page_break=True,
        keep_next=True,
        following=StyleName.ANNEX_TITLE,
    ),
    Spec(
        name=StyleName.ANNEX_TITLE,
        id="GwAnnexTitle",
        face=Face.XIAOBIAOSONG,
        size=_TITLE,
        line=TITLE_LINE,
        align="center",
        tracking=0,
        outline=0,
        keep_next=True,
        following=StyleName.BODY,
    ),
    Spec(name=StyleName.TABLE_CAPTION, id="GwTableCaption", face=Face.HEITI, align="center", keep_next=True),
    Spec(
        name=StyleName.TABLE_HEAD,
        id="GwTableHead",
        face=Face.HEITI,
        size=TABLE_SIZE,
        line=TABLE_LINE,
        align="center",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.TABLE_TEXT,
        id="GwTableText",
        size=TABLE_SIZE,
        line=TABLE_LINE,
        align="left",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.TABLE_CENTRE,
        id="GwTableCentre",
        size=TABLE_SIZE,
        line=TABLE_LINE,
        align="center",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.TABLE_RIGHT,
        id="GwTableRight",
        size=TABLE_SIZE,
        line=TABLE_LINE,
        align="right",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.SMALL_HEAD,
        id="GwSmallHead",
        face=Face.HEITI,
        size=SMALL_TABLE_SIZE,
        line=SMALL_TABLE_LINE,
        align="center",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.SMALL_TEXT,
        id="GwSmallText",
        size=SMALL_TABLE_SIZE,
        line=SMALL_TABLE_LINE,
        align="left",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.SMALL_CENTRE,
        id="GwSmallCentre",
        size=SMALL_TABLE_SIZE,
        line=SMALL_TABLE_LINE,
        align="center",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.SMALL_RIGHT,
        id="GwSmallRight",
        size=SMALL_TABLE_SIZE,
        line=SMALL_TABLE_LINE,
        align="right",
        tracking=0,
        left=TABLE_PAD,
        right=TABLE_PAD,
    ),
    Spec(
        name=StyleName.COPIES_TO,
        id="GwCopiesTo",
        size=_SMALL,
        line=IMPRINT_LINE,
        tracking=0,
        left=_IMPRINT_PAD,
        right=_IMPRINT_PAD,
    ),
    Spec(
        name=StyleName.ISSUER,
        id="GwIssuer",
        size=_SMALL,
        line=IMPRINT_LINE,
        tracking=0,
        align="left",
        left=_IMPRINT_PAD,
        right=_IMPRINT_PAD,
    ),
    Spec(
        name=StyleName.PAGE_NUMBER,
        id="GwPageNumber",
        face=Face.SONGTI,
        size=layout.PAGE_NUMBER_SIZE.value,
        line=_size(layout.PAGE_NUMBER_SIZE.value),
        align="right",
        tracking=0,
        right=_IMPRINT_PAD,
    ),
    Spec(
        name=StyleName.PAGE_NUMBER_EVEN,
        id="GwPageNumberEven",
        face=Face.SONGTI,
        align="left",
        tracking=0,
        size=layout.PAGE_NUMBER_SIZE.value,
        line=_size(layout.PAGE_NUMBER_SIZE.value),
        left=_IMPRINT_PAD,
    ),
    Spec(name=StyleName.LEAD_1, id="GwLead1", face=Face.HEITI, character=True),
    Spec(name=StyleName.LEAD_2, id="GwLead2", face=Face.KAITI, character=True),
    Spec(name=StyleName.NUMBER_TEXT, id="GwNumberText", character=True),
    Spec(name=StyleName.SIGNER_NAME, id="GwSignerName", face=Face.KAITI, character=True),
    Spec(name=StyleName.ATTENDANCE_LABEL, id="GwAttendanceLabel", face=Face.HEITI, character=True),
)

_BY_NAME = {item.name: item for item in PARAGRAPH_STYLES}


def spec(name: StyleName) -> Spec:
    """The style of that name."""
    return _BY_NAME[name]


def id_of(name: StyleName) -> str:
    """The style id that paragraphs refer to."""
    return _BY_NAME[name].id


def style_xml(spec: Spec, fonts: Fonts) -> str:
    """The ``w:style`` element of `spec`."""
    character = spec.character
    parts = [ooxml.element("name", val=spec.builtin or spec.name.value)]
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
    parts: dict[str, str] = {}
    if spec.keep_next:
        parts["keepNext"] = ooxml.element("keepNext")
    if spec.page_break:
        parts["pageBreakBefore"] = ooxml.element("pageBreakBefore")
    if spec.line:
        parts["spacing"] = ooxml.element("spacing", line=spec.line, lineRule="exact")
    if spec.first_line:
        parts["ind"] = ooxml.element("ind", firstLineChars=spec.first_line * 100, firstLine=spec.first_line * _CHAR)
    elif spec.left or spec.right:
        parts["ind"] = ooxml.element("ind", left=spec.left, right=spec.right)
    if spec.align:
        parts["jc"] = ooxml.element("jc", val=spec.align)
    if spec.outline is not None:
        parts["outlineLvl"] = ooxml.element("outlineLvl", val=spec.outline)
    return ooxml.properties("pPr", parts)


def _run_properties(spec: Spec, fonts: Fonts) -> str:
    songti = spec.face is Face.SONGTI
    parts = {"rFonts": ooxml.fonts(fonts.of(spec.face), "" if songti else fonts.latin)}
    if spec.colour:
        parts["color"] = ooxml.element("color", val=spec.colour)
    if spec.tracking is not None:
        parts["spacing"] = ooxml.element("spacing", val=spec.tracking)
    if not spec.character and spec.size != layout.BODY_SIZE.value:
        parts["sz"] = ooxml.element("sz", val=round(spec.size * 2))
        parts["szCs"] = ooxml.element("szCs", val=round(spec.size * 2))
    return ooxml.properties("rPr", parts)
