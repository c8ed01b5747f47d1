"""A month as it was signed: what earlier months are compared with, and what the year counts (contract, section 9)."""

from __future__ import annotations

from dataclasses import replace

from ..vocabulary.issued import Issued, IssuedDuty
from ..vocabulary.model import Entry, Month, Verdict
from ..vocabulary.terms import Promptness
from .tallies import grouped
from .verdict import judge_task


def as_issued(month: Month, record: Issued | None) -> Month:
    """The month with the verdicts and points of its record; of what the record says nothing, those reckoned today.

    What is in force is today's: a duty of the record that is no longer one is left out.
    """
    if record is None:
        return month
    order = {item.name: place for place, item in enumerate(month.plan.departments)}
    duties = {(item.department, item.task_id): item for item in record.duties}
    scores = {item.score.department: item.score for item in record.scores}
    told = {item.score.department: item.filing.kind for item in record.scores if item.filing}
    absent = {name for name, kind in told.items() if kind == Promptness.NOT_FILED}
    verdicts = tuple(_signed(item, duties.get((item.duty.department, item.duty.task.id))) for item in month.verdicts)
    by_task = grouped(verdicts, [item.duty.task.id for item in verdicts])
    return replace(
        month,
        as_of=record.as_of,
        verdicts=verdicts,
        unreported=tuple(
            name for name in month.expected if (name in absent if name in told else name in month.missing)
        ),
        tasks=tuple(judge_task(item.task, by_task.get(item.task.id, ()), record.as_of) for item in month.tasks),
        scores=tuple(
            sorted(
                (scores.get(item.department, item) for item in month.scores),
                key=lambda item: (item.rank is None, item.rank or 0, order[item.department]),
            )
        ),
    )


def _signed(verdict: Verdict, duty: IssuedDuty | None) -> Verdict:
    """A verdict as it was signed; the row it rests on is today's but for 完成状态, which is compared with."""
    if duty is None:
        return verdict
    entry = verdict.entry
    if duty.status != (entry.status if entry else None):
        base = entry or Entry(task_id=duty.task_id)
        entry = replace(base, values={**base.values, "status": duty.status}) if duty.status else None
    return replace(verdict, state=duty.state, lamp=duty.lamp, traced=duty.traced, because=duty.because, entry=entry)
