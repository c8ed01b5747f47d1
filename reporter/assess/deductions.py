"""Every lost point with its rule, its reason and the cell it rests on.

What a part lost is shared among the duties, months and problems that lost it, in exact fractions, and then settled to
cents so that the deductions of a part add up to its weight less its printed points. A month's come first; where a part
of the year is the mean of the months, the year's are those again, each divided by their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.evidence import has_evidence
from ..vocabulary.findings import ADJUSTMENT, EVIDENCE, MATERIAL, PUNCTUALITY, QUALITY, Deduction
from ..vocabulary.method import Method
from ..vocabulary.model import Adjustment, Period, Source, State, Status, Verdict
from .settle import settle

_MARK = {QUALITY: "质", PUNCTUALITY: "报", EVIDENCE: "佐", MATERIAL: "材", ADJUSTMENT: "减"}


@record
class Loss:
    """A deduction before its points are settled: an exact share; `number` where it has one already."""

    share: Fraction
    rule: str
    reason: str
    source: Source
    content: str
    task_id: str = ""
    period: Period | None = None
    number: str = ""


def plain(value: Decimal) -> str:
    """A number as people write it: 30, 0.6."""
    return f"{value.normalize():f}"


def settled_deductions(department: str, part: str, losses: Iterable[Loss], lost: Decimal) -> tuple[Deduction, ...]:
    """The losses of a part as deductions that add up to `lost`; those of less than half a cent may come to none.

    Numbered by part, month and task, so that a number means the same after other returns have been corrected; several
    of one month and task count on.
    """
    own = tuple(losses)
    found: list[Deduction] = []
    used: dict[str, int] = {}
    for loss, (points, moved) in zip(own, settle([loss.share for loss in own], lost)):
        stem = "-".join(filter(None, (_MARK[part], f"{loss.period.month:02d}" if loss.period else "", loss.task_id)))
        used[stem] = used.get(stem, 0) + 1
        if points:
            number = loss.number or (stem if used[stem] == 1 else f"{stem}-{used[stem]}")
            found.append(
                Deduction(
                    number=number,
                    department=department,
                    part=part,
                    points=points,
                    settled=moved,
                    rule=loss.rule,
                    reason=loss.reason,
                    source=loss.source,
                    content=loss.content,
                    task_id=loss.task_id,
                    period=loss.period,
                )
            )
    return tuple(found)


def spread(deductions: Iterable[Deduction], months: int) -> Iterator[Loss]:
    """What months lost as what the year loses: each an equal part of the year."""
    for item in deductions:
        yield Loss(
            share=Fraction(item.points) / months,
            number=item.number,
            rule=f"{item.rule}，按{months}个月平均",
            reason=item.reason,
            source=item.source,
            content=item.content,
            task_id=item.task_id,
            period=item.period,
        )


_TELLING = {
    State.DONE_LATE: ("done_on", "status"),
    State.FAR_BEHIND: ("progress", "status"),
    State.BEHIND: ("progress", "status"),
}


def witness(verdict: Verdict) -> tuple[Source, str]:
    """The cell that a verdict rests on and what stands in it; the task's own cell in the master list when none does."""
    entry = verdict.entry or (verdict.rivals[0] if verdict.rivals else None)
    if entry is None:
        return verdict.duty.task.source, verdict.duty.task.id
    keys = _TELLING.get(verdict.state, ("status",))
    if verdict.state is State.TO_VERIFY and entry.status is Status.DONE:
        keys = (
            ("evidence", "status")
            if not has_evidence(entry.evidence)
            else ("progress", "status")
            if entry.progress is not None and entry.progress < 100
            else ("count", "status")
        )
    for key in (*keys, "task_id", "task", *entry.cells):
        cell = entry.cells.get(key)
        if cell and cell.text.strip():
            return entry.source.at(cell.address), cell.text
    return entry.source, ""


def reductions(rows: Iterable[Adjustment]) -> Iterator[Loss]:
    """What the rows of 「加减分」 below 0 took."""
    for row in rows:
        if row.points < 0:
            yield Loss(
                share=-Fraction(row.points),
                period=row.period,
                source=row.source,
                content=row.text or str(row.points),
                rule=column_titles.ADJUSTMENT,
                reason=row.reason + (f"（{row.basis}）" if row.basis else ""),
            )


def adjusted_down(rows: Sequence[Adjustment], method: Method) -> tuple[Decimal, tuple[Loss, ...]]:
    """(points given, what was taken): rows below 0, and what the given ones have over 年度加分上限."""
    given = sum((row.points for row in rows if row.points > 0), Decimal("0.00"))
    losses = [*reductions(rows)]
    over = given - method.year_bonus_limit
    if method.year_bonus_limit and over > 0:
        last = [row for row in rows if row.points > 0][-1]
        losses.append(
            Loss(
                share=Fraction(over),
                period=last.period,
                source=last.source,
                content=last.text or str(last.points),
                rule=f"全年加分上限{plain(method.year_bonus_limit)}分",
                reason=f"全年加分合计{plain(given)}分，超过上限的部分不计",
            )
        )
    return given, tuple(losses)
