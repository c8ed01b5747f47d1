"""One printed figure: what it is, how it is reckoned, from which cells, and what somebody typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


@value
class Figure:
    """The definition of a figure: its name, how it is reckoned, and its formula, given a ledger and what it is of.

    What it is of fills the places {0}, {1} of name and how. typed: the cells it rests on, given the same. whole: of
    one department's part of a count, that count; what it is of is the same without the department, which comes first.
    """

    name: str
    how: str
    formula: Callable[..., Formula]
    typed: Callable[..., tuple[Typed, ...]] | None = None
    whole: Figure | None = None

    def __hash__(self) -> int:
        """Quick: a figure is looked up for each department."""
        return hash(self.name)

    def __call__(self, ledger: Any, *of: object) -> Origin:
        """The figure of these, followed to a ledger."""
        return Origin(
            name=self.name.format(*of),
            how=self.how.format(*of),
            formula=self.formula(ledger, *of),
            typed=self.typed(ledger, *of) if self.typed else None,
        )
