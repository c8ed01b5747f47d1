"""What goes along with signature and date, so that they never stand on a page alone (clause 7.3.5.5).

A short last paragraph, a table's last row and the list of annexes are kept with them whole. Of a longer paragraph the
last lines go: LibreOffice does not divide a paragraph that is kept with the next, and to cut it in two would leave the
clerk two paragraphs. So an empty box takes the room of those lines at the foot of their page, and the text makes way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from . import body, drawing, layout, pagination
from .content import Block, Paragraph
from .flow_pieces import Piece, Room, anchored, kept

# How it is decided. Nothing here sees a page: pagination counts lines, for the font asked for and for the widest that
# may be put in its place (the models), and a word processor may still count one line more or less. So it is asked under
# every model, and a page is trusted only when all of them agree.
#
# 1. Where do text and signature end (`fits`)? On one page: nothing to do. A page that would show one line of text above
#    the signature counts as none, since that line may be a wrong count.
# 2. Otherwise the end of the text goes along (`accompanied`). Whole, when it is short, its chain fits on a page and the
#    body still begins on the first one. Its last two lines, when it is long: no word processor keeps the tail of a
#    paragraph alone with the next, so an empty box fills the foot of the page from the middle of the first line that is
#    to go (a line counted wrongly does no harm then), and the text itself flows over.
# 3. The list of annexes stands between text and signature. It is kept with the signature; where both would stand
# without text, the same is done once more with the list as part of what follows (`listed`).

_LONG = 4
"""A last paragraph of more lines than this goes along in part, not whole."""
_ALONG = 2
"""Lines of a long paragraph that go along."""
_CLEAR = 3
"""Lines between what a box is anchored in and the box. A box that pushed away its own anchor would make a word
processor move both for ever, and lines may be counted wrongly by one."""
_CLEARED = "留白：正文末两行让到下页，与署名、成文日期同页（7.3.5.5）；改动正文后可删"


def fits(pieces: Sequence[Piece], below: Sequence[Piece], room: Room) -> bool:
    """Whether `below` stands on the page on which `pieces` end, under every model, and not below a first line alone.

    That one line might be no more than a line counted wrongly.
    """
    for model in range(len(room.models)):
        where = pagination.end(pieces, room.height, model=model)
        alone = where.page > 1 and where.used < _ALONG * layout.line_pitch()
        if alone or where.used + sum(piece.taken(model) * piece.pitch for piece in below) > room.height:
            return False
    return True


def listed(pieces: list[Piece], start: int, last: Block | None, after: list[Piece], room: Room) -> list[Piece]:
    """Head and body with the end of the text sent to the page of `after`: list of annexes, signature and date.

    Empty when nothing has to be done: `after` has text on its page, or is higher than half a page, so that the page
    before would be left half white. `start` and `last` as in `accompanied`.
    """
    lines = sum(piece.taken(0) for piece in after)
    if fits(pieces, after, room) or lines * 2 > room.height // layout.line_pitch():
        return []
    return accompanied(pieces, start, last, after, room)


def together(annexes: list[Piece]) -> list[Piece]:
    """The list of annexes kept with the signature; of a long one its last name only."""
    if sum(piece.taken(0) for piece in annexes) > _LONG:
        return [*annexes[:-1], kept(annexes[-1])]
    return [kept(piece) if number or len(annexes) == 1 else piece for number, piece in enumerate(annexes)]


def accompanied(pieces: list[Piece], start: int, last: Block | None, below: list[Piece], room: Room) -> list[Piece]:
    """Head and body as they have to stand so that the end of the text is on the page of `below`.

    pieces: head and body; the body begins with piece number `start`. last: the block that the last piece was made of,
    None when there is no body. The same pieces come back, the last of them kept with the next, or its last two lines
    sent over; unchanged where neither can be done, as with a table row that may be divided.
    """
    if not isinstance(last, Paragraph):
        return [*pieces[:-1], kept(pieces[-1])] if last and pieces[-1].whole else pieces
    whole = [*pieces[:-1], kept(pieces[-1])]
    lines = pieces[-1].taken(0)
    if lines == 1 or (last.level > 0 and not last.lead) or last.centred:
        return whole
    shown = all(
        pagination.page_of([*whole, *below], start, room.height, model) == 1 for model in range(len(room.models))
    )
    chain = takewhile(lambda piece: piece.keep_next, reversed(whole))
    together = sum(piece.taken(0) * piece.pitch for piece in (*chain, *below)) <= room.height
    if shown and together and lines <= _LONG:
        return whole
    return _yielding(pieces, last, min(_ALONG, lines - 1), room) or (whole if shown and together else pieces)


def _yielding(pieces: list[Piece], last: Paragraph, along: int, room: Room) -> list[Piece]:
    """The pieces, the last `along` lines of the last of them sent to the next page; () where no box can be anchored.

    The box reaches over half of the first line that is to go, so that a line counted wrongly does no harm. To the
    counting the lines that go are a piece of their own, without XML.
    """
    pitch = layout.line_pitch()
    where = pagination.end(pieces, room.height)
    page, used = where.page, where.used
    if used < along * pitch:
        page, used = page - 1, used + room.height // pitch * pitch
    edge = used - along * pitch + pitch // 2
    box = drawing.clearance(number=98, name="留白", description=_CLEARED, width=room.width, height=room.height - edge)
    held, shown = _anchor(pieces, page, edge - _CLEAR * pitch, room), used // pitch
    if held is not None:
        pieces = [*pieces[:held], anchored(pieces[held], box), *pieces[held + 1 :]]
    elif shown > 2 * _CLEAR and pieces[-1].taken(0) > shown // 2:
        pieces = [*pieces[:-1], body.holding(last, room, box, shown)]
    else:
        return []
    stay = tuple(lines - along for lines in pieces[-1].lines)
    return [*pieces[:-1], pieces[-1]._replace(lines=stay), Piece("", pitch, (along,), keep_next=True)]


def _anchor(pieces: Sequence[Piece], page: int, lowest: int, room: Room) -> int | None:
    """The last paragraph that begins on `page` down to a height, and not so high that it might begin a page earlier."""
    highest = 0 if page == 1 else _ALONG * layout.line_pitch()
    for index in range(len(pieces) - 1, -1, -1):
        before = pagination.end(pieces[:index], room.height)
        if before.page < page - 1:
            return None
        if before.page == page and highest <= before.used <= lowest and pieces[index].xml.startswith("<w:p>"):
            return index
    return None
