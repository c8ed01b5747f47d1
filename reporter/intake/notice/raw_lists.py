"""The lists of a notice as they stand on the page, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...records import record
from ...vocabulary.model import Source


@record
class RawRow:
    """One printed row: role → text as typed, and where. `below`: roles whose cell continues a vertical merge.

    opens: the first row below a table's beginning or a header, where a row cut by a page break goes on.
    """

    texts: dict[str, str]
    places: Mapping[str, Source]
    below: frozenset[str]
    opens: bool
    source: Source

    def text(self, role: str) -> str:
        """The text of a role, blank where there is none."""
        return self.texts.get(role, "")


@dataclass(slots=True, kw_only=True)
class RawList:
    """The rows of one list, while and after they are collected; `lines` stand above its first table.

    `highest` is its highest 序号 so far, `offset` what is added to those printed.
    """

    annex: int | None
    part: str
    lines: tuple[str, ...]
    source: Source
    roles: frozenset[str]
    rows: list[RawRow] = field(default_factory=list)
    highest: int = 0
    offset: int = 0
