"""On which page a flow ends: pages counted from the pieces' heights, as Word and LibreOffice fill them."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import value
from .flow_pieces import Piece


@value
class End:
    """Where a flow ends: the page, counted from 1, and the twips used on it."""

    page: int
    used: int


def end(pieces: Sequence[Piece], height: int, start: int = 1, model: int = 0) -> End:
    """The end of `pieces` on pages `height` twips high, the first of them page `start`, under a model of widths.

    Pieces kept with the next move to a new page together, as far as they fit on one.
    """
    return _run(pieces, height, start, model)


def page_of(pieces: Sequence[Piece], which: int, height: int, model: int = 0) -> int:
    """The page on which piece number `which` begins, page 1 being that of the first."""
    before = _run(pieces, height, 1, model, which)
    piece = pieces[which]
    return before.page if before.used + _first(piece, model) <= height else before.page + 1


def _run(pieces: Sequence[Piece], height: int, page: int, model: int, stop: int | None = None) -> End:
    """Place the pieces one after the other, up to number `stop`; chains are reckoned with all of `pieces`.

    A word processor fills a page from the top and looks ahead only where a piece is kept with the next: then the whole
    chain, up to and with the first line of the piece that ends it, has to find room, else it begins a new page. A chain
    longer than a page cannot be helped and begins where it stands. So one pass is enough, with the chain looked through
    at its first piece (`chained` is the piece that ends it).
    """
    used, chained = 0, 0
    for index, piece in enumerate(pieces):
        if index >= chained and (piece.keep_next or piece.page_break):
            chained = index
            while pieces[chained].keep_next and chained + 1 < len(pieces) and not pieces[chained + 1].page_break:
                chained += 1
            needed = sum([item.height(model) for item in pieces[index:chained]]) + _first(pieces[chained], model)
            if used and (piece.page_break or used + needed > height >= needed):
                page, used = page + 1, 0 if piece.page_break else piece.repeated(model)
        if index == stop:
            break
        page, used = _place(piece, height, page, used, model)
    return End(page, used)


def _place(piece: Piece, height: int, page: int, used: int, model: int) -> tuple[int, int]:
    """(page, twips used on it) after `piece`, begun where `used` twips of `page` are taken.

    What is whole goes to the next page when it does not fit; a paragraph leaves as many lines as fit. On an empty page
    one line is placed whatever its height, else what is higher than a page would never find a place. A table that goes
    on begins its page with the header row repeated.
    """
    pitch, lines = piece.pitch, piece.taken(model)
    total = lines * pitch + piece.pad
    if not used or used + total <= height:
        if piece.whole or total <= height:
            return page, used + total
    elif piece.whole:
        return page + 1, piece.repeated(model) + total
    while lines:
        fit = min(lines, max((height - used) // pitch, 0 if used else 1))
        lines, used = lines - fit, used + fit * pitch
        if lines:
            page, used = page + 1, piece.repeated(model)
    return page, used + piece.pad


def _first(piece: Piece, model: int) -> int:
    return piece.height(model) if piece.whole else piece.pitch
