"""Tables with notes at their figures: by the title of a column, who tells where its cells come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..documents.traced import noted
from ..gongwen.content import Table
from .operations import joined
from .origin import Origin
from .shared_origins import rule
from .sheets import Sheets

__all__ = ["CellMaker", "Columns", "noted_table"]

CellMaker = Callable[..., Origin]
"""The origin of a cell from the ledger, what its row is about, and what is printed in it."""

Columns = Mapping[str, CellMaker]
"""Title of a column, without its weight and line ends → who tells the origin of its cells."""

_WEIGHTED = ("完成质量", "报送及时", "佐证齐全", "材料质量")


def noted_table(ledger: Sheets, table: Table, items: Sequence[object], makers: Columns) -> Table:
    """The table, its rows being about `items`, with notes at the figures of the columns known and at weights in headings."""
    titles = [_plain(column.title) for column in table.columns]
    rows = tuple(
        tuple(
            noted(text, partial(makers[title], ledger, item, text)) if title in makers else text
            for title, text in zip(titles, row)
        )
        for item, row in zip(items, table.rows, strict=True)
    )
    columns = tuple(replace(column, title=_weighted(ledger, column.title)) for column in table.columns)
    return replace(table, columns=columns, rows=rows)


def _plain(title: str) -> str:
    return title.replace("\n", "").partition("（")[0]


def _weighted(ledger: Sheets, title: str) -> str:
    """A heading with the weight of its part: 完成质量（70分）."""
    part = _plain(title)

    def origin() -> Origin:
        weight = rule(ledger, f"{part}分值")
        return replace(weight, formula=joined(part, "\n", "（", weight.formula, "分）"))

    return noted(title, origin) if part in _WEIGHTED else title
