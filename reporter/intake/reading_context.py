"""What every return of a year is read against."""

from __future__ import annotations

from ..vocabulary.form import form_words
from ..vocabulary.model import Period, Plan
from .boundary_text import key_text
from .names import Register
from .task_match import TaskIndex


class ReadingContext:
    """The plan and its indices, made once for all files of a run."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tasks = TaskIndex(plan)
        self.register = Register(plan)
        self._words: dict[Period | None, frozenset[str]] = {None: frozenset()}

    def words(self, period: Period | None) -> frozenset[str]:
        """Normalised words of the blank form of a period."""
        if period and period not in self._words:
            self._words[period] = frozenset(map(key_text, form_words(self.plan, period)))
        return self._words[period]
