"""版头 and 主体 in order, and what counting pages decides in them.

Page 1 must show text (7.3.3): addressees that would push it off move to the 版记 (7.3.2). Signature and date are never
alone on a page: what stands before them goes along (7.3.5.5, and no 「此页无正文」). A blank line that would open a
page is left out, and what follows it is told to begin the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import body, keep_together, layout, pagination, slip
from .content import Imprint, OfficialDocument
from .document_form import Form
from .flow_pieces import Piece, Room, blank, kept, opening
from .head import head, letter_head
from .signature import signature

_FEW = 80
"""Characters of addressees, and of a title, that cannot fill page 1 under a single mark."""


def settled(document: OfficialDocument, room: Room) -> OfficialDocument:
    """The document, its addressees moved to the 版记 when they would leave no room for text on page 1."""
    if not document.addressees or not document.body:
        return document
    if len(document.addressees) < _FEW and len(document.head.organs) == 1 and len(document.title) < _FEW:
        return document
    if _shown(_top(document, room, preprinted=False), document, room):
        return document
    imprint = document.imprint or Imprint(issuer="", issued_on=None)
    names = "，".join(filter(None, (document.addressees, imprint.addressees)))
    return replace(document, addressees="", imprint=replace(imprint, addressees=names))


def _shown(top: list[Piece], document: OfficialDocument, room: Room) -> bool:
    """Whether page 1 has room for a line of text below `top`, under every model (7.3.3)."""
    first = body.blocks(document.body[:1], room)[0]._replace(lines=(1,), keep_next=False)
    return all(pagination.end([*top, first], room.height, model=model).page == 1 for model in range(len(room.models)))


def main_part(document: OfficialDocument, room: Room, *, preprinted: bool) -> list[Piece]:
    """Everything from 份号 to 附注, before the annexes; nothing where these are sent by themselves."""
    if document.form is Form.ANNEX:
        return []
    top = _top(document, room, preprinted=preprinted)
    below = _below(document, room)
    annexes = [*body.annex_list(tuple(item.listed or item.title for item in document.annexes if item.labelled), room)]
    text = [*top, *body.blocks(document.body, room)]
    last = document.body[-1] if document.body else None
    whole = [kept(piece) for piece in annexes]
    along = keep_together.listed(text, len(top), last, [*whole, *below], room) if below and annexes else []
    if along:
        text, annexes = along, whole
    elif annexes:
        annexes = [opening(annexes[1]), *annexes[2:]] if _opens_page(text, room) else annexes
        annexes = keep_together.together(annexes) if below else annexes
    elif below and not keep_together.fits(text, below, room):
        text = keep_together.accompanied(text, len(top), last, below, room)
    attendance = body.attendance(document.minutes, room)
    if attendance and _opens_page([*text, *annexes, *below], room):
        attendance = attendance[1:]
    return slip.at_foot([*text, *annexes, *below, *attendance], document, room)


def _top(document: OfficialDocument, room: Room, *, preprinted: bool) -> list[Piece]:
    """版头, title and addressees; where page 1 would show no text a joint mark is smaller or the host's (7.2.4)."""
    title = body.title(document.title, room)
    if document.form is Form.PLAIN:
        own = title[int(layout.TITLE_GAP.value) :]
        return [*own, *(body.addressees(document.addressees, room) if document.addressees else [])]
    below = [*title, *body.addressees(document.addressees, room)]
    if document.form is Form.LETTER:
        return [*letter_head(document.head, preprinted=preprinted), *below]
    if document.form is Form.ORDER and not document.title:
        below = [blank() for _ in range(int(layout.ORDER_BODY_GAP.value))]
        below += body.addressees(document.addressees, room)[1:]
    for share in layout.MARK_SHARES:
        top = [*head(document.head, form=document.form, preprinted=preprinted, share=share), *below]
        if len(document.head.organs) == 1 or not document.body or _shown(top, document, room):
            return top
    host = replace(document.head, organs=document.head.organs[:1])
    return [*head(host, form=document.form, preprinted=preprinted), *below]


def _below(document: OfficialDocument, room: Room) -> list[Piece]:
    pieces, note = [*signature(document.signature, room.models[0])], body.note(document.note, room)
    if pieces and note:
        pieces[-1] = kept(pieces[-1])
    return [*pieces, *note]


def _opens_page(pieces: Sequence[Piece], room: Room) -> bool:
    """Whether the line after `pieces` is the first of a page, under every model."""
    return all(
        pagination.end(pieces, room.height, model=model).used + layout.line_pitch() > room.height
        for model in range(len(room.models))
    )
