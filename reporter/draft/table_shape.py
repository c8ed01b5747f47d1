"""What nobody said of a draft's table: which rows are its header, what stands in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..gongwen.content import GridCell
from ..gongwen.fitted_columns import single_cells, width_of

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
    for column, cell in single_cells(made, width):
        longest[column] = max(longest[column], width_of(cell.text), _CENTRED_MOST * 2 * ("\n" in cell.text))
    places = {id(cell) for column, cell in single_cells(made, width) if 0 < longest[column] <= _CENTRED_MOST}
    return tuple(tuple(replace(cell, align="center") if id(cell) in places else cell for cell in row) for row in made)
