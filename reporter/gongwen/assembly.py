"""版头 and 主体 in order, and what counting pages decides in them.

Page 1 must show text (7.3.3): addressees that would push it off move to the 版记 (7.3.2). Signature and date are never
alone on a page: what stands before them goes along (7.3.5.5, and no 「此页无正文」). A blank line that would open a page
is left out, and what follows it is told to begin the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from . import body, drawing, layout, pagination
from .content import Block, Form, Imprint, OfficialDocument, Paragraph
from .flow import Piece, Room, kept, opening
from .head import head, letter_head
from .signature import signature

__all__ = ["main_part", "settled"]

_FEW = 80
"""Characters of addressees, and of a title, that cannot fill page 1 under a single mark."""
_LONG = 4
"""A last paragraph of more lines than this goes along with the signature in part, not whole."""
_ALONG = 2
"""Lines of a long paragraph that go along with the signature."""
_CLEARED = "留白：正文末两行让到下页，与署名、成文日期同页（7.3.5.5）；改动正文后可删"


def settled(document: OfficialDocument, room: Room) -> OfficialDocument:
    """The document, its addressees moved to the 版记 when they would leave no room for text on page 1."""
    if not document.addressees or not document.body:
        return document
    if len(document.addressees) < _FEW and len(document.head.organs) == 1 and len(document.title) < _FEW:
        return document
    if _shown(_top(document, room, preprinted=False), document, room):
        return document
    imprint = document.imprint or Imprint(issuer="", issued_on=None)
    return replace(document, addressees="", imprint=replace(imprint, addressees=document.addressees))


def _shown(top: list[Piece], document: OfficialDocument, room: Room) -> bool:
    """Whether page 1 has room for a line of text below `top`, under every model (7.3.3)."""
    first = body.blocks(document.body[:1], room)[0]._replace(lines=(1,), keep_next=False)
    return all(pagination.end([*top, first], room.height, model=model).page == 1 for model in range(len(room.models)))


def main_part(document: OfficialDocument, room: Room, *, preprinted: bool) -> list[Piece]:
    """Everything from 份号 to 附注, before the annexes."""
    top = _top(document, room, preprinted=preprinted)
    below = _below(document, room)
    annexes = body.annex_list([item.title for item in document.annexes], room)
    text = [*top, *body.blocks(document.body, room)]
    if below and annexes and (along := _text_along(text, len(top), [*annexes, *below], room)):
        text, annexes = along, [kept(piece) for piece in annexes]
    elif annexes and _opens_page(text, room):
        annexes = _together([opening(annexes[1]), *annexes[2:]]) if below else [opening(annexes[1]), *annexes[2:]]
    elif below and annexes:
        annexes = _together(annexes)
    elif below and not _fits(text, below, room):
        text = _accompanied(top, document.body, below, room)
    attendance = body.attendance(document.minutes, room)
    if attendance and _opens_page([*text, *annexes, *below], room):
        attendance = attendance[1:]
    return [*text, *annexes, *below, *attendance]


def _top(document: OfficialDocument, room: Room, *, preprinted: bool) -> list[Piece]:
    """版头, title and addressees; the names of a joint mark are set smaller where page 1 would show no text (7.2.4)."""
    below = [*body.title(document.title, room), *body.addressees(document.addressees, room)]
    if document.form is Form.LETTER:
        return [*letter_head(document.head, preprinted=preprinted), *below]
    for share in layout.MARK_SHARES:
        top = [*head(document.head, form=document.form, preprinted=preprinted, share=share), *below]
        if len(document.head.organs) == 1 or not document.body or _shown(top, document, room):
            break
    return top


def _below(document: OfficialDocument, room: Room) -> list[Piece]:
    pieces, note = signature(document.signature, room.models[0]), body.note(document.note, room)
    if pieces and note:
        pieces[-1] = kept(pieces[-1])
    return [*pieces, *note]


def _opens_page(pieces: Sequence[Piece], room: Room) -> bool:
    """Whether the line after `pieces` is the first of a page, under every model."""
    return all(pagination.end(pieces, room.height, model=model).used + layout.line_pitch() > room.height
               for model in range(len(room.models)))


def _fits(pieces: Sequence[Piece], below: Sequence[Piece], room: Room) -> bool:
    """Whether `below` stands on the page on which `pieces` end, under every model, and not below a first line alone.

    That one line might be no more than a line counted wrongly.
    """
    for model in range(len(room.models)):
        where = pagination.end(pieces, room.height, model=model)
        alone = where.page > 1 and where.used < _ALONG * layout.line_pitch()
        if alone or where.used + sum(piece.taken(model) * piece.pitch for piece in below) > room.height:
            return False
    return True


def _text_along(text: list[Piece], start: int, after: list[Piece], room: Room) -> list[Piece]:
    """Head and body, its last paragraph kept with `after` where that would else have a page without text (7.3.5.5).

    Empty where that is not so, or cannot be: the paragraph is long or a table, or the only text of page 1. The body begins
    with piece number `start`; `after` are list of annexes, signature and date.
    """
    last = text[-1]
    lines = sum(piece.taken(0) for piece in after)
    if len(text) == start or last.whole or last.taken(0) > _LONG or (last.taken(0) + lines) * 2 > room.height // layout.line_pitch():
        return []
    moved = [*text[:-1], kept(last)]
    if _fits(text, after, room) or any(pagination.page_of([*moved, *after], start, room.height, model) > 1
                                       for model in range(len(room.models))):
        return []
    return moved


def _together(annexes: list[Piece]) -> list[Piece]:
    """The list of annexes kept with the signature; of a long one its last name only."""
    if sum(piece.taken(0) for piece in annexes) > _LONG:
        return [*annexes[:-1], kept(annexes[-1])]
    return [kept(piece) if number or len(annexes) == 1 else piece for number, piece in enumerate(annexes)]


def _accompanied(top: list[Piece], content: Sequence[Block], below: list[Piece], room: Room) -> list[Piece]:
    """Head and body, its last paragraph (or the end of a long one) on the page of what follows."""
    pieces = body.blocks(content, room)
    last = content[-1] if content else None
    if not isinstance(last, Paragraph):
        return [*top, *pieces[:-1], kept(pieces[-1])] if pieces and pieces[-1].whole else [*top, *pieces]
    whole = [*top, *pieces[:-1], kept(pieces[-1])]
    if pieces[-1].taken(0) == 1 or (last.level > 0 and not last.lead) or last.centred:
        return whole
    shown = all(pagination.page_of([*whole, *below], len(top), room.height, model) == 1
                for model in range(len(room.models)))
    chained = sum(piece.taken(0) * piece.pitch for piece in [*_chain(whole), *below])
    if shown and pieces[-1].taken(0) <= _LONG and chained <= room.height:
        return whole
    along = min(_ALONG, pieces[-1].taken(0) - 1)
    return [*top, *pieces[:-1], *_yielding(last, along, pagination.end([*top, *pieces], room.height).used, room)]


def _chain(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces at the end that are kept with one another."""
    return list(takewhile(lambda piece: piece.keep_next, reversed(pieces)))


def _yielding(last: Paragraph, along: int, used: int, room: Room) -> list[Piece]:
    """A paragraph whose last `along` lines make way for an empty box at the foot of the page and so go to the next.

    `used`: the height at which it would end, be it on the page after. The box reaches over half of the line that is to go first, so that a line
    counted wrongly does no harm. To the counting the lines that go are a piece of their own, without XML.
    """
    pitch = layout.line_pitch()
    if used < along * pitch:
        used += room.height // pitch * pitch
    box = drawing.clearance(number=98, name="留白", description=_CLEARED, width=room.width,
                            height=room.height - used + along * pitch - pitch // 2)
    piece = body.holding(last, room, box, used // pitch)
    stay = tuple(lines - along for lines in piece.lines)
    return [piece._replace(lines=stay), Piece("", pitch, (along,), keep_next=True)]
