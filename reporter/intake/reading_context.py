"""What every return of a year is read against."""

from __future__ import annotations

from ..vocabulary.form import form_words
from ..vocabulary.model import Period, Plan
from .boundary_text import key_text
from .find import Found, find
from .grid import Grid
from .names import Register
from .task_match import TaskIndex

_SMALL, _MOST_FOREIGN = 100, 64
"""Cells of a sheet, and sheets, that are remembered."""


class ReadingContext:
    """The plan and its indices, made once for all files of a run."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tasks = TaskIndex(plan)
        self.register = Register(plan)
        self._plans: dict[Period, Plan] = {}
        self._foreign: set[tuple[object, ...]] = set()
        self._words: dict[tuple[Period, Period], frozenset[str]] = {}

    def plan_of(self, period: Period) -> Plan:
        """The plan in force in a month."""
        if period not in self._plans:
            self._plans[period] = self.plan.at(period)
        return self._plans[period]

    def found(self, grid: Grid) -> Found:
        """What is ours on a sheet. Of a small one, as the guide of our blank in every return, it is remembered by its
        cells that nothing is.
        """
        if len(grid.cells) > _SMALL or grid.far:
            return find(grid, self.tasks)
        seen = (*grid.cells.values(), *grid.merges)
        if seen in self._foreign:
            return Found()
        found = find(grid, self.tasks)
        if found == Found() and len(self._foreign) < _MOST_FOREIGN:
            self._foreign.add(seen)
        return found

    def words(self, period: Period | None, titled: Period | None = None) -> frozenset[str]:
        """Normalised words of the blank form of a period; of one that bears another month's title, when told that."""
        if not period:
            return frozenset()
        key = period, titled or period
        if key not in self._words:
            self._words[key] = frozenset(map(key_text, form_words(self.plan_of(period), key[1])))
        return self._words[key]
