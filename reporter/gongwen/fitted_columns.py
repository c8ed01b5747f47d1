"""How wide the columns of a table are that nobody drew: by what stands in them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence

from .content import GridCell

_ONE_LINE = 8.0
"""字: a text so long gets its line; longer ones share what is left."""
_LEAST_LEFT = 0.5
"""The part of the width that is left for the longer texts at least, …"""
_LEAST_SHOWN = 0.6
"""… if they are not so short that this part of them takes less."""
_AROUND = 0.9
_LONG = 2.0
"""What a longer text weighs besides the root of its length, by which its lines grow with its width."""
_COMMON = 0.8
"""The part of a column's texts that its width is made for."""
_ALIKE = 0.02


def even(shares: Sequence[float]) -> bool:
    """Whether all columns are equally wide: as a word processor makes them, and lays them out by their contents."""
    return max(shares) - min(shares) <= _ALIKE * max(shares)


def column_shares(rows: Sequence[Sequence[GridCell]], columns: int, room: float) -> tuple[float, ...]:
    """The parts of the width of a table with so many columns over so many 字; a column that is left blank for the pen
    has a middling one."""
    texts: list[list[float]] = [[] for _ in range(columns)]
    for column, cell in single_cells(rows, columns):
        texts[column].append(width_of(cell.text))
    needs = [_common(lengths) for lengths in texts]
    short = [need + _AROUND if 0 < need <= _ONE_LINE else 0.0 for need in needs]
    long = [math.sqrt(need) + _LONG if need > _ONE_LINE else 0.0 for need in needs]
    running = sum(need for need in needs if need > _ONE_LINE)
    left = max(room - sum(short), min(room * _LEAST_LEFT, running * _LEAST_SHOWN)) / max(sum(long), 1.0)
    made = [one or other * left for one, other in zip(short, long)]
    known = [share for share in made if share]
    middling = sum(known) / len(known) if known else 1.0
    return tuple(share or middling for share in made)


def single_cells(rows: Sequence[Sequence[GridCell]], columns: int) -> Iterator[tuple[int, GridCell]]:
    """(column, cell) of the cells in one column."""
    covered: dict[int, int] = {}  # column → rows below that a cell above still covers
    for row in rows:
        waiting, column = iter(row), 0
        while column < columns:
            if covered.get(column, 0):
                covered[column] -= 1
                column += 1
                continue
            cell = next(waiting, None)
            if cell is None:
                break
            if cell.columns == 1:
                yield column, cell
            for place in range(column, min(column + cell.columns, columns)):
                covered[place] = cell.rows - 1
            column += cell.columns


def _common(lengths: Sequence[float]) -> float:
    """字 of the texts that a column is made for; 0 of one in which next to nothing is written."""
    written = sorted(length for length in lengths if length)
    if len(written) <= 1 or len(written) * 2 <= len(lengths):
        return 0.0
    longest = written[-1]
    return longest if longest <= _ONE_LINE else written[min(math.ceil(len(written) * _COMMON), len(written) - 1)]


def width_of(text: str) -> float:
    """The width of the longest line of a text in 字."""
    return max(
        sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55 for letter in line)
        for line in text.split("\n")
    )
