"""版头 (clause 7.2), from the top of page 1 to the red rule, and the heads of 纪要 and 信函."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from . import drawing, layout, ooxml, solid_words, styles
from .content import Head
from .document_form import Form
from .flow_pieces import Piece, blank, gap, paragraph
from .layout import StyleName

_CHAR = layout.char_pitch()
_PITCH = layout.line_pitch()
_INK_ABOVE = 0.845
"""Upper ink edge of a 小标宋 character above the baseline, in its size."""
_INK_BELOW = 0.08
_SIGNER_ROOM = 3
"""Characters kept for a signer's name, however short or blank."""
_SLACK = 1.05
"""A cell of the mark is this much wider than its characters, which word processors round."""


def head(
    content: Head, *, form: Form = Form.DOCUMENT, preprinted: bool = False, share: float = layout.MARK_SHARES[0]
) -> list[Piece]:
    """版头 of a 文件, a 令 or a 纪要; `preprinted` leaves out mark and rule but keeps their room.

    `share`: the part of the page's height that a mark of several lines may take.
    """
    top = [paragraph(style, ooxml.run(value)) for style, value in _top_left(content)]
    used = len(top) * _PITCH
    word = content.word if form in (Form.DOCUMENT, Form.ORDER) else ""
    mark, rise = _mark(content.organs, word, preprinted, share)
    lies = layout.ORDER_MARK_TOP if form is Form.ORDER else layout.MARK_TOP
    spacer = gap(max(0, lies.twips - rise - used))
    return [*top, spacer, *mark, *_number(content), *([] if form is Form.ORDER else _rule(preprinted))]


def _top_left(content: Head) -> list[tuple[StyleName, str]]:
    """份号, 密级 and 紧急程度, those there are, each with its style, top to bottom."""
    every = (
        (StyleName.COPY_NUMBER, content.copy_number),
        (StyleName.SECRECY, content.secrecy),
        (StyleName.URGENCY, content.urgency),
    )
    return [(style, value) for style, value in every if value]


def _mark(organs: tuple[str, ...], word: str, preprinted: bool, share: float) -> tuple[list[Piece], int]:
    """The 发文机关标志, and how far its ink lies below its own top."""
    if len(organs) > 1:
        return _joint_mark(organs, word, preprinted, share)
    rows = mark_rows(organs[0] + word)
    size, scale = layout.mark_fit(max(1, *map(len, rows)), len(rows))
    lines = ["" if preprinted else ooxml.run(row, **_scaled(size, scale)) for row in rows]
    return [_mark_line(line, size) for line in lines], _rise(size)


def mark_rows(value: str) -> list[str]:
    """The lines of a mark: one, or for a very long name two, parted at a whole word."""
    if layout.mark_in_one_line(len(value)):
        return [value]
    middle = len(value) / 2
    places, at = [], 0
    for segment in solid_words.segments(value):
        at += len(segment.text)
        places.append(at)
    best = min((place for place in places if 0 < place < len(value)), key=lambda place: abs(place - middle), default=0)
    return [value[:best], value[best:]] if best else [value]


def _mark_line(content: str, size: float, aligned: str = "") -> Piece:
    pitch = styles.tight(size)
    return paragraph(StyleName.MARK, content, spacing=ooxml.exactly(pitch), jc=aligned)._replace(pitch=pitch)


def _rise(size: float) -> int:
    """Twips from the top of the mark's line to its ink: the baseline lies at four fifths of the line."""
    return round(styles.tight(size) * 0.8 - _INK_ABOVE * size * 20)


def _scaled(size: float, scale: int) -> dict[str, str]:
    return ooxml.sized(round(size * 2)) | (ooxml.valued(w=scale) if scale != 100 else {})


def _joint_mark(organs: tuple[str, ...], word: str, preprinted: bool, share: float) -> tuple[list[Piece], int]:
    """Names under one another, spread to one width, 「文件」 beside them in the middle (7.2.4): an unruled table."""
    longest = max(len(name) for name in organs)
    size, scale = layout.mark_fit((longest + len(word)) * _SLACK + 0.5, len(organs), share)
    step = size * 20 * scale / 100
    name_width, word_width = round(step * longest * _SLACK), round(step * (len(word) * _SLACK + 0.5)) if word else 0
    side = ooxml.element("jc", val="left") if word else ""
    names = "".join(_spread(name, longest, size, scale, step, preprinted, side) for name in organs)
    cells = ooxml.table_cell(name_width, names)
    widths = [name_width]
    if word:
        run = "" if preprinted else ooxml.run(word, **_scaled(size, scale))
        beside = _mark_line(run, size, ooxml.element("jc", val="right")).xml
        cells += ooxml.table_cell(word_width, beside, ooxml.element("vAlign", val="center"))
        widths.append(word_width)
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    height = styles.tight(size) * len(organs)
    return [Piece(ooxml.frame_table(widths, row, centred=True), height, whole=True)], _rise(size)


def _spread(name: str, longest: int, size: float, scale: int, step: float, preprinted: bool, side: str) -> str:
    """One organ's line, its characters spread by spacing so that all names are as wide as the longest.

    `side`: how it stands in its cell, which is a little wider; blank: in the middle.
    """
    if preprinted:
        return _mark_line("", size).xml
    parts = _scaled(size, scale)
    spacing = round((longest - len(name)) * step / (len(name) - 1)) if 1 < len(name) < longest else 0
    if not spacing:
        return _mark_line(ooxml.run(name, **parts), size, side).xml
    spread = parts | ooxml.valued(spacing=spacing)
    return _mark_line(ooxml.run(name[:-1], **spread) + ooxml.run(name[-1], **parts), size, side).xml


def _number(content: Head) -> list[Piece]:
    """发文字号 two lines below the mark; in a 上行文 at the left, on the line of the last 签发人 (7.2.5, 7.2.6)."""
    gap_lines = int(layout.NUMBER_GAP.value)
    if content.signers:
        return _signers(content, gap_lines)
    if not content.number:
        return [blank() for _ in range(gap_lines)]
    return [
        *(blank() for _ in range(gap_lines)),
        gap((_PITCH - styles.tight(layout.BODY_SIZE.value)) // 2),
        paragraph(StyleName.NUMBER, ooxml.run(content.number)),
    ]


def _signers(content: Head, gap_lines: int) -> list[Piece]:
    """Names in the order of the organs, two a line, each column beginning on one stop, the last 右空一字."""
    per_line = int(layout.SIGNERS_PER_LINE.value)
    rows = [content.signers[start : start + per_line] for start in range(0, len(content.signers), per_line)]
    widths = [
        max(_SIGNER_ROOM, *(len(row[column]) for row in rows if column < len(row)))
        for column in range(max(map(len, rows)))
    ]
    label = "签发人："
    first = layout.CHARS_PER_LINE.value - layout.SIGNER_RIGHT.value - sum(widths) - (len(widths) - 1)
    stops = [first - len(label), *(first + sum(widths[:column]) + column for column in range(len(widths)))]
    tabs = ooxml.tabs(*(round(stop * _CHAR) for stop in stops))
    indent = ooxml.element("ind", left=layout.NUMBER_LEFT.twips)
    pieces = [blank() for _ in range(gap_lines)]
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        lead = (content.number if last else "") + "\t" + ("\t" if index else label)
        names = "".join(
            ooxml.run("\t" if place else "") + ooxml.run(name, styles.id_of(StyleName.SIGNER_NAME))
            for place, name in enumerate(row)
        )
        if last:
            pieces.append(gap((_PITCH - styles.tight(layout.BODY_SIZE.value)) // 2))
        style = StyleName.NUMBER if last else StyleName.SIGNERS
        left = ooxml.element("jc", val="left") if last else ""
        pieces.append(paragraph(style, ooxml.run(lead) + names, tabs=tabs, ind=indent, jc=left))
    return pieces


def _rule(preprinted: bool) -> list[Piece]:
    """The red rule, 4 mm below the ink of the number (7.2.7): the upper border of an empty line."""
    below_ink = styles.tight(layout.BODY_SIZE.value) * 0.2 - _INK_BELOW * layout.BODY_SIZE.value * 20
    space = round(layout.RULE_GAP.twips - below_ink)
    weight = round(layout.RULE_WEIGHT.value * 8)
    if preprinted:
        return [gap(space + round(weight * 2.5))]
    border = ooxml.bordered(bottom=(weight, 0, layout.MARK_RED))
    xml = ooxml.paragraph(styles.id_of(StyleName.SPACER), "", pBdr=border, spacing=ooxml.exactly(space))
    return [Piece(xml, space + round(weight * 2.5))]


def letter_head(content: Head, *, preprinted: bool = False) -> list[Piece]:
    """The head of a 信函 (10.1): mark 30 mm from the sheet's edge, red double rules, number at the right."""
    return [_letter_top(content.organs[0], preprinted), *_letter_elements(content)]


@lru_cache(maxsize=4)
def _letter_top(organ: str, preprinted: bool) -> Piece:
    """The mark and the double rules at the top and the foot of the page, and the room above the elements."""
    sides = layout.margins()
    rows = mark_rows(organ)
    size, scale = layout.mark_fit(max(1, *map(len, rows)), len(rows))
    top = layout.LETTER_MARK_TOP.twips - _rise(size)
    last = layout.LETTER_MARK_TOP.twips + (len(rows) - 1) * styles.tight(size)
    ink_bottom = last + round((_INK_ABOVE + _INK_BELOW) * size * 20)
    upper = ink_bottom + layout.LETTER_RULE_GAP.twips
    drawings = (
        ""
        if preprinted
        else (
            _letter_mark(rows, size, scale, top)
            + _double(upper, 10, "红色双线（上粗下细）", thick_first=True)
            + _double(
                layout.PAPER_HEIGHT.twips - layout.LETTER_FOOT_RULE.twips, 20, "红色双线（上细下粗）", thick_first=False
            )
        )
    )
    body = layout.BODY_SIZE.value
    leading = round(_PITCH * 0.8 - _INK_ABOVE * body * 20)
    first = upper + _RULE_BAND + round(layout.LETTER_LINE.value * body * 20) - leading
    return gap(first - sides.top, drawings)


_THICK, _THIN, _RULE_BAND = 40, 12, 80


def _double(top: int, number: int, description: str, *, thick_first: bool) -> str:
    """Two bars, thick and thin, within a band of 4 pt whose upper edge lies at `top` from the sheet's."""
    width = layout.LETTER_RULE_WIDTH.twips
    left = (layout.PAPER_WIDTH.twips - width) // 2
    heights = (_THICK, _THIN) if thick_first else (_THIN, _THICK)
    tops = (top, top + _RULE_BAND - heights[1])
    return "".join(
        drawing.bar(
            layout.MARK_RED,
            drawing.Anchor(
                number=number + index,
                name=f"红色双线{number // 10}-{index + 1}",
                description=description,
                width=width,
                height=height,
                horizontal=drawing.offset("H", left, "page"),
                vertical=drawing.offset("V", place, "page"),
            ),
        )
        for index, (height, place) in enumerate(zip(heights, tops))
    )


def _letter_mark(rows: list[str], size: float, scale: int, top: int) -> str:
    width = layout.type_area()[0]
    content = "".join(_mark_line(ooxml.run(row, **_scaled(size, scale)), size).xml for row in rows)
    anchor = drawing.Anchor(
        number=1,
        name="发文机关标志",
        description=f"发文机关标志：{''.join(rows)}",
        width=width,
        height=styles.tight(size) * len(rows),
        horizontal=drawing.offset("H", (layout.PAPER_WIDTH.twips - width) // 2, "page"),
        vertical=drawing.offset("V", top, "page"),
    )
    return drawing.text_box(content, anchor)


@lru_cache(maxsize=16)
def _letter_elements(content: Head) -> Sequence[Piece]:
    """份号, 密级, 紧急程度 one below the other at the left, 发文字号 at the right of the first line."""
    left = _top_left(content) or [(StyleName.COPY_NUMBER, "")]
    tabs = ooxml.tabs(layout.type_area()[0], kind="right")
    pieces = []
    for index, (style, value) in enumerate(left):
        if index or not content.number:
            pieces.append(paragraph(style, ooxml.run(value)))
            continue
        number = ooxml.run("\t") + ooxml.run(content.number, styles.id_of(StyleName.NUMBER_TEXT))
        pieces.append(paragraph(style, ooxml.run(value) + number, tabs=tabs))
    return pieces
