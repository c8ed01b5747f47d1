"""Which duties fall short of 量化要求 in a way that nothing else says: the labels that ledger and documents use."""

from __future__ import annotations

from collections.abc import Mapping

from ..vocabulary.model import Month, State
from ..vocabulary.register_items import Outcome

BEHIND, LATE = SHORTFALLS = ("量化落后", "量化超时")
"""Fewer times than due by now; registered items past their term."""

_TOLD = (State.OVERDUE, State.TO_VERIFY, State.NOT_RETURNED)
"""States that say themselves why a number is not reached."""


def shortfalls(month: Month) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(department, task id) → its labels, in the order of `SHORTFALLS`; duties without any are left out."""
    states = {(item.duty.department, item.duty.task.id): item.state for item in month.verdicts}
    found: dict[tuple[str, str], set[str]] = {}
    for finding in month.findings:
        key = finding.duty.department, finding.duty.task.id
        kind, outcome = finding.requirement.kind, finding.outcome
        if kind == "count" and outcome in (Outcome.BEHIND, Outcome.MISSED) and states[key] not in _TOLD:
            found.setdefault(key, set()).add(BEHIND)
        elif kind == "term" and outcome is Outcome.LATE:
            found.setdefault(key, set()).add(LATE)
    return {key: tuple(label for label in SHORTFALLS if label in labels) for key, labels in found.items()}
