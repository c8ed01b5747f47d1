"""回执: the part of a document that is cut off and sent back, at the foot of its last page, above the 版记."""

from __future__ import annotations

from . import body, imprint, layout, pagination
from .content import OfficialDocument
from .flow_pieces import Piece, Room, gap, kept, opening
from .sections import TAIL

_SPARE = 5
"""Lines left free above, so that a line counted wrongly, or written in by hand, does not push the slip off its page."""


def at_foot(pieces: list[Piece], document: OfficialDocument, room: Room) -> list[Piece]:
    """The pieces with the slip behind them: on the page on which they end, where that is an even one with room for it,
    else on the next. It stays in one piece.
    """
    if not document.slip:
        return pieces
    own = body.blocks(document.slip, room)
    own = [*map(kept, own[:-1]), own[-1]]
    ends = [pagination.end(pieces, room.height, model=model) for model in range(len(room.models))]
    height = max(sum(piece.height(model) for piece in own) for model in range(len(ends)))
    if document.imprint and imprint.says(document.imprint, document.form):
        height += imprint.box(document.imprint, document.form).height + TAIL
    left = room.height - height - layout.line_pitch() // 2
    if all(end.page % 2 == 0 and end.used <= left for end in ends):
        spare = left - max(end.used for end in ends) - _SPARE * layout.line_pitch()
        return [*pieces, *([gap(spare)] if spare > 0 else []), *own]
    return [*pieces, opening(own[0]), *own[1:]]
