"""Columns and rows to a table, each cell with the figure that it is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..figures.score_parts import weighted
from ..gongwen.content import Table, TableColumn
from .phrases import plain, shown
from .traced import told


def made_table(columns: Iterable[tuple[str, float, str]], rows: Iterable[Iterable[object]]) -> Table:
    """A table; a column is title, share and alignment.

    A share is the characters there is room for at 12 pt, of about 36 across a page and 52 across one on its side.
    """
    return Table(
        columns=tuple(TableColumn(title=title, share=share, align=align) for title, share, align in columns),
        rows=tuple(tuple(map(shown, row)) for row in rows),
    )


def weighted_title(part: str, weight: Decimal) -> str:
    """The heading of a part of the score with its weight: 完成质量（70分）."""
    return told(f"{part}\n（{plain(weight)}分）", weighted, part)
