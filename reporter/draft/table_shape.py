"""What nobody said of a draft's table: how wide its columns are, which rows are its header, what stands centred."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..gongwen.content import GridCell

_ONE_LINE = 8.0
"""字: a text so long gets its line; longer ones share what is left."""
_TABLE, _LEAST_LEFT = 36.0, 0.5
"""字 beside one another in a table, and the part of them that is left for the longer texts at least."""
_AROUND = 1.5
_LONG = 2.0
"""What a longer text weighs besides the root of its length, by which its lines grow with its width."""
_COMMON = 0.8
"""The part of a column's texts that its width is made for."""
_ALIKE = 0.02
_TITLE_MOST = 12
"""Characters of a column's title."""
_CENTRED_MOST = 8.0
"""字 of texts that stand in the middle of their column."""


def header_rows(rows: Sequence[Sequence[GridCell]], width: int) -> int:
    """How many rows at the top are titles of columns: the first, with those that its cells reach down to."""
    reach = max(cell.rows for cell in rows[0])
    titles = [cell.text.replace("\n", "") for row in rows[:reach] for cell in row]
    named = all(0 < len(text) <= _TITLE_MOST and text[-1] not in "：:。；" and not text.isdigit() for text in titles)
    return reach if named and width > 2 and len(rows) > reach + 1 else 0


def centred(rows: Sequence[Sequence[GridCell]], width: int, heads: int) -> tuple[tuple[GridCell, ...], ...]:
    """The rows with the short texts of columns that hold nothing else in the middle; as they are where somebody
    placed any text below the header."""
    made = tuple(map(tuple, rows))
    if any(cell.align != "left" for row in made[heads:] for cell in row):
        return made
    longest = [0.0] * width
    for _, column, cell in _alone(made, width):
        longest[column] = max(longest[column], _measure(cell.text), _CENTRED_MOST * 2 * ("\n" in cell.text))
    places = {id(cell) for _, column, cell in _alone(made, width) if 0 < longest[column] <= _CENTRED_MOST}
    return tuple(tuple(replace(cell, align="center") if id(cell) in places else cell for cell in row) for row in made)


def column_shares(rows: Sequence[Sequence[GridCell]], width: int) -> tuple[float, ...]:
    """The parts of the width of a table with so many columns; a column that is left blank for the pen has a middling
    one."""
    texts: list[list[float]] = [[] for _ in range(width)]
    for _, column, cell in _alone(rows, width):
        texts[column].append(max(map(_measure, cell.text.split("\n"))))
    needs = [_common(lengths) for lengths in texts]
    short = [need + _AROUND if 0 < need <= _ONE_LINE else 0.0 for need in needs]
    long = [math.sqrt(need) + _LONG if need > _ONE_LINE else 0.0 for need in needs]
    room = max(_TABLE - sum(short), _TABLE * _LEAST_LEFT) / max(sum(long), 1.0)
    made = [one or other * room for one, other in zip(short, long)]
    known = [share for share in made if share]
    middling = sum(known) / len(known) if known else 1.0
    return tuple(share or middling for share in made)


def even(shares: Sequence[float]) -> bool:
    """Whether all columns are equally wide: as a word processor makes them, and lays them out by their contents."""
    return max(shares) - min(shares) <= _ALIKE * max(shares)


def _alone(rows: Sequence[Sequence[GridCell]], width: int) -> Iterator[tuple[int, int, GridCell]]:
    """(row, column, cell) of the cells in one column."""
    covered: dict[int, int] = {}  # column → rows below that a cell above still covers
    for number, row in enumerate(rows):
        waiting, column = iter(row), 0
        while column < width:
            if covered.get(column, 0):
                covered[column] -= 1
                column += 1
                continue
            cell = next(waiting, None)
            if cell is None:
                break
            if cell.columns == 1:
                yield number, column, cell
            for place in range(column, min(column + cell.columns, width)):
                covered[place] = cell.rows - 1
            column += cell.columns


def _common(lengths: Sequence[float]) -> float:
    """字 of the texts that a column is made for; 0 of one in which next to nothing is written."""
    written = sorted(length for length in lengths if length)
    if len(written) <= 1 or len(written) * 2 <= len(lengths):
        return 0.0
    return written[min(math.ceil(len(written) * _COMMON), len(written) - 1)]


def _measure(text: str) -> float:
    """The width of a line in 字."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55 for letter in text)
