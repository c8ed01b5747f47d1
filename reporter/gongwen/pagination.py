"""On which page a flow ends: pages counted from the pieces' heights, as Word and LibreOffice fill them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .flow import Piece

__all__ = ["End", "end"]


@dataclass(frozen=True, slots=True)
class End:
    """Where a flow ends: the page, counted from 1, and the twips used on it."""

    page: int
    used: int


def end(pieces: Sequence[Piece], height: int, start: int = 1) -> End:
    """The end of `pieces` on pages `height` twips high, the first of them page `start`."""
    page, used = start, 0
    index = 0
    while index < len(pieces):
        stop = index
        while pieces[stop].keep_next and stop + 1 < len(pieces):
            stop += 1
        group = pieces[index:stop + 1]
        if group[0].page_break and used:
            page, used = page + 1, 0
        needed = sum(piece.above + piece.pitch * piece.lines for piece in group[:-1]) + group[-1].pitch
        if used and used + needed > height:
            page, used = page + 1, group[0].repeat
        for piece in group:
            for _ in range(piece.lines):
                if used and used + piece.pitch > height:
                    page, used = page + 1, piece.repeat
                used += piece.pitch
        index = stop + 1
    return End(page, used)
