"""Tasks that nobody does: every department that has one says 不涉及."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..vocabulary.model import Period, Plan, Status, Verdict
from ..vocabulary.problems import Kind, Problem


def nobodys(plan: Plan, by_task: Mapping[str, Sequence[Verdict]], period: Period | None) -> Iterator[Problem]:
    """A problem at each such task; `by_task`: the verdicts of a month, or of the year's end, where `period` is None."""
    for task in plan.tasks:
        own = by_task.get(task.id, ())
        if own and all(item.entry and item.entry.status is Status.NOT_CONCERNED for item in own):
            yield Kind.TASK_NOBODYS.at(
                task.source,
                content=task.id,
                period=period,
                id=task.id,
                names="、".join(item.duty.department for item in own),
            )
