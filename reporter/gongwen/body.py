"""主体 (clause 7.3): title, addressees, text in four levels, list of annexes, signature, note, attendance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from . import drawn_tables, embedded_pictures, layout, line_count, ooxml, ruled_tables, styles, titles
from .content import Annex, Block, Grid, Minutes, Paragraph, Picture, Table
from .flow_pieces import Piece, Room, blank, kept, opening, paragraph, parted
from .layout import StyleName

_CHAR = layout.char_pitch()
_LEVELS = {
    0: StyleName.BODY,
    1: StyleName.HEADING_1,
    2: StyleName.HEADING_2,
    3: StyleName.HEADING_3,
    4: StyleName.HEADING_4,
}
_SHORT = 13
"""Rows, with the header, of a table that is not divided: a year's months have room."""
_LEADS = {1: StyleName.LEAD_1, 2: StyleName.LEAD_2}


def title(text: str, room: Room) -> list[Piece]:
    """标题 two lines below what stands above it (7.3.1)."""
    gap = [blank() for _ in range(int(layout.TITLE_GAP.value))]
    return [*gap, _titled(StyleName.TITLE, text, room)]


def _titled(style: StyleName, text: str, room: Room) -> Piece:
    rows, squeeze = titles.broken(text, room.width / (layout.TITLE_SIZE.value * 20))
    scaled = {"w": ooxml.element("w", val=squeeze)} if squeeze != 100 else {}
    return paragraph(style, ooxml.run("\n".join(rows), **scaled), (len(rows),))


def addressees(text: str, room: Room) -> list[Piece]:
    """主送机关 a line below the title, flush left, with its colon (7.3.2); nothing for blank."""
    if not text:
        return [blank(keep_next=True)]
    text = text.rstrip("：:") + "："
    return [blank(keep_next=True), paragraph(StyleName.ADDRESSEES, ooxml.run(text), room.count(text))]


def blocks(content: Sequence[Block], room: Room) -> list[Piece]:
    """The blocks of a text or an annex; a blank line between two tables, which else would become one.

    A picture goes with what is said below it. A heading above another that is not below it in level is an item of a
    list: kept with the next, a list of them would leave a page half white.
    """
    pieces: list[Piece] = []
    for block, below in zip_longest(content, content[1:]):
        if isinstance(block, Table | Grid):
            if pieces and pieces[-1].xml.endswith("</w:tbl>"):
                pieces.append(blank(keep_next=True))
            pieces.extend(
                _ruled(block, room.of_usual_lines)
                if isinstance(block, Table)
                else _undivided(drawn_tables.grid(block, room), room)
            )
        elif isinstance(block, Picture):
            shown = embedded_pictures.piece(block, room)
            pieces.append(kept(shown) if isinstance(below, Paragraph) and below.centred else shown)
        else:
            piece = _text(block, room)
            pieces.append(parted(piece) if _is_item(block, below) else piece)
    return pieces


def _is_item(block: Paragraph, below: Block | None) -> bool:
    return isinstance(below, Paragraph) and 0 < below.level <= block.level and not block.lead


@lru_cache(maxsize=16)  # a paper that has to be one page is laid out twice, most of its tables as they were
def _ruled(content: Table, room: Room) -> Sequence[Piece]:
    return _undivided(ruled_tables.table(content, room), room)


def _undivided(rows: Sequence[Piece], room: Room) -> Sequence[Piece]:
    """The rows of a table; of a short one kept together, so that it stands on one page whole.

    A longer one would leave too much of a page white, and has its header repeated anyway.
    """
    if not 1 < len(rows) <= _SHORT:
        return rows
    height = max(sum(row.height(model) for row in rows) for model in range(len(room.models)))
    return [*map(kept, rows[:-1]), rows[-1]] if height * 2 <= room.height else rows


@lru_cache(maxsize=64)  # as with tables
def _text(block: Paragraph, room: Room, held: str = "", at: int = 0) -> Piece:
    """A paragraph; `held` is a drawing anchored at character number `at`."""
    heading = block.level > 0 and not block.lead
    style = _LEVELS[block.level] if heading else StyleName.BODY
    indent, first = "", room.width - styles.spec(style).first_line * _CHAR
    if block.centred or block.flush or block.right:
        indent, first = ooxml.element("ind", firstLineChars=0, firstLine=0), room.width
    side = "center" if block.centred else "right" if block.right else ""
    across = ooxml.element("jc", val=side) if side else ""
    lead = block.lead if block.text.startswith(block.lead) else ""
    face = _LEADS.get(block.level)
    cut = max(at, len(lead))
    runs = [
        ooxml.run(lead, styles.id_of(face)) if face else ooxml.run(lead),
        ooxml.run(block.text[len(lead) : cut]),
        ooxml.run(block.text[cut:]),
    ]
    content = held.join(("".join(runs[:2]), runs[2]))
    closer = "" if room.pitch == layout.line_pitch() else ooxml.exactly(room.pitch)
    drawn = paragraph(style, content, room.count(block.text, None, first), spacing=closer, ind=indent, jc=across)
    return drawn._replace(pitch=room.pitch)


def holding(block: Paragraph, room: Room, run: str, shown: int) -> Piece:
    """A paragraph with a drawing anchored in the middle of the `shown` lines that its last page has room for."""
    first = room.width - (0 if block.flush else styles.spec(StyleName.BODY).first_line * _CHAR)
    rows = line_count.split(block.text, room.width, first, metrics=room.models[0])
    return _text(block, room, run, len("".join(rows[: -shown // 2])))


@lru_cache(maxsize=16)  # most documents of a kind have the same
def annex_list(names: tuple[str, ...], room: Room) -> Sequence[Piece]:
    """附件说明 a line below the text, names hanging (7.3.4). A tab after the number makes all names begin alike."""
    if not names:
        return []
    label, indent = "附件：", int(layout.ANNEX_LIST_INDENT.value)
    pieces = [blank()]
    for index, name in enumerate(names):
        several = len(names) > 1
        number = f"{index + 1}." if several else ""
        numbers = (0.5 * len(f"{len(names)}.")) if several else 0
        left = round((indent + len(label) + numbers) * _CHAR)
        hanging = left - indent * _CHAR if index == 0 else round(numbers * _CHAR)
        shown = (label if index == 0 else "") + (f"{number}\t" if several else "") + _untitled(name)
        pieces.append(
            paragraph(
                StyleName.ANNEX_LIST,
                ooxml.run(shown),
                room.count(_untitled(name), room.width - left),
                ind=ooxml.element("ind", left=left, hanging=hanging),
                tabs=ooxml.tabs(left) if several else "",
            )
        )
    return pieces


def _untitled(name: str) -> str:
    return name.replace(titles.MARK, "")


def note(text: str, room: Room) -> list[Piece]:
    """附注 in round brackets below the date (7.3.6)."""
    if not text:
        return []
    text = f"（{text.strip('（）()')}）"
    return [paragraph(StyleName.NOTE, ooxml.run(text), room.count(text, None, room.width - 2 * _CHAR))]


def attendance(content: Minutes | None, room: Room) -> list[Piece]:
    """出席, 请假, 列席 of a 纪要, names hanging after the colon (10.3)."""
    if content is None:
        return []
    pieces = [blank()]
    characters = int(layout.MINUTES_LIST_INDENT.value)
    for label, names in (("出席：", content.present), ("请假：", content.excused), ("列席：", content.attending)):
        if names:
            left = (characters + len(label)) * _CHAR
            indent = ooxml.element("ind", left=left, hanging=len(label) * _CHAR)
            runs = ooxml.run(label, styles.id_of(StyleName.ATTENDANCE_LABEL)) + ooxml.run(names)
            pieces.append(paragraph(StyleName.ATTENDANCE, runs, room.count(names, room.width - left), ind=indent))
    return pieces


def annex(content: Annex, label: str, room: Room) -> list[Piece]:
    """附件 on a new page: label on line 1, title on line 3 (7.3.7); without a label the page begins with the title."""
    if not label:
        title = opening(_titled(StyleName.ANNEX_TITLE, content.title, room))
        return [title, blank(keep_next=True), *blocks(content.blocks, room)]
    if not content.title:
        return [paragraph(StyleName.ANNEX_LABEL, ooxml.run(label)), blank(), *blocks(content.blocks, room)]
    gap = int(layout.ANNEX_TITLE_LINE.value - layout.ANNEX_LABEL_LINE.value) - 1
    return [
        paragraph(StyleName.ANNEX_LABEL, ooxml.run(label)),
        *(blank(keep_next=True) for _ in range(gap)),
        _titled(StyleName.ANNEX_TITLE, content.title, room),
        blank(keep_next=True),
        *blocks(content.blocks, room),
    ]
