"""On which page a flow ends: pages counted from the pieces' heights, as Word and LibreOffice fill them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .flow import Piece

__all__ = ["End", "end", "page_of"]


@dataclass(frozen=True, slots=True)
class End:
    """Where a flow ends: the page, counted from 1, and the twips used on it."""

    page: int
    used: int


def end(pieces: Sequence[Piece], height: int, start: int = 1, model: int = 0) -> End:
    """The end of `pieces` on pages `height` twips high, the first of them page `start`, under a model of widths.

    Pieces kept with the next move to a new page together, as far as they fit on one.
    """
    return _run(pieces, height, start, model)[0]


def page_of(pieces: Sequence[Piece], which: int, height: int, model: int = 0) -> int:
    """The page on which piece number `which` begins, page 1 being that of the first."""
    return _run(pieces, height, 1, model)[1][which]


def _run(pieces: Sequence[Piece], height: int, start: int, model: int) -> tuple[End, list[int]]:
    page, used, index = start, 0, 0
    begins: list[int] = []
    while index < len(pieces):
        stop = index
        while pieces[stop].keep_next and stop + 1 < len(pieces):
            stop += 1
        group = pieces[index:stop + 1]
        if group[0].page_break and used:
            page, used = page + 1, 0
        needed = sum(_whole(piece, model) for piece in group[:-1]) + _first(group[-1], model)
        if used and used + needed > height and needed <= height:
            page, used = page + 1, group[0].repeated(model)
        for piece in group:
            begins.append(page if used + _first(piece, model) <= height or not used else page + 1)
            page, used = _place(piece, height, page, used, model)
        index = stop + 1
    return End(page, used), begins


def _place(piece: Piece, height: int, page: int, used: int, model: int) -> tuple[int, int]:
    if piece.whole:
        total = _whole(piece, model)
        if used and used + total > height:
            return page + 1, piece.repeated(model) + total
        return page, used + total
    for _ in range(piece.count(model)):
        if used and used + piece.pitch > height:
            page, used = page + 1, piece.repeated(model)
        used += piece.pitch
    return page, used + piece.pad


def _whole(piece: Piece, model: int) -> int:
    return piece.count(model) * piece.pitch + piece.pad


def _first(piece: Piece, model: int) -> int:
    return _whole(piece, model) if piece.whole else piece.pitch
