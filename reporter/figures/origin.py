"""One printed figure: what it is, how it is reckoned, from which cells, and what somebody typed."""

from __future__ import annotations

from ..records import record, value
from ..vocabulary.model import Source
from .formula import Formula


@value
class Typed:
    """A cell that somebody typed, and what stands in it; blank where the matter is that something is missing there."""

    source: Source
    text: str


@record
class Origin:
    """The figure's name, how it was reckoned, the formula over the ledger's cells, and the cells it rests on.

    typed: None where it is what was typed in the rows that the formula counts.
    """

    name: str
    how: str
    formula: Formula
    typed: tuple[Typed, ...] | None = None
