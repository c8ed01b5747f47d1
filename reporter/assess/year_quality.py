"""完成质量 of a year: the credit of each duty, what it earned, what it lost, and the cell it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ..vocabulary.evidence import has_evidence
from ..vocabulary.method import Method
from ..vocabulary.model import Lamp, Month, Source, State, Status, Verdict
from .deductions import Loss, plain
from .settle import settle
from .verdict import KEPT_UP
from .year_records import DutyCourse, Earned


def year_credit(course: DutyCourse, method: Method) -> Decimal | None:
    """The credit of a duty at the year's end; None if left out: 不涉及, 未到期, cancelled, put off past the end."""
    final = course.final
    state = final.state
    if course.cancelled or final.lamp is Lamp.GREY or (_put_off(course) and not state.is_done):
        return None
    if state is State.DONE:
        return method.year_done_credit
    if state is State.DONE_LATE:
        return method.year_late_credit
    if state is State.TO_VERIFY:
        return method.year_verify_credit
    kept_up = state is State.ON_TRACK and final.rule == KEPT_UP
    return method.year_ongoing_credit if kept_up and course.evident else method.year_other_credit


def _put_off(course: DutyCourse) -> bool:
    """Whether an approved extension puts the deadline past the year that is assessed."""
    extension = course.duty.extension
    return extension is not None and extension.deadline.year > course.final.period.year


def state_losses(courses: Sequence[DutyCourse], method: Method) -> Iterator[Loss]:
    """完成质量 by the state at the year's end: each duty that counts may lose weight ÷ number of such duties."""
    counted = [(course, credit) for course in courses if (credit := year_credit(course, method)) is not None]
    for course, credit in counted:
        if credit == 1:
            continue
        final, duty = course.final, course.duty
        source, content = _witness(_resting(course))
        late = f"（经批准延期至{duty.deadline}）" if duty.extension else ""
        yield Loss(
            share=Fraction(method.quality_weight) * (1 - Fraction(credit)) / len(counted),
            task_id=duty.task.id,
            rule=f"年末核定{final.state}，得分系数{plain(credit)}；计分任务{len(counted)}项，每项{plain(method.quality_weight)}÷{len(counted)}分",
            reason=_unfinished(final) + late,
            source=source,
            content=content,
        )


def earned_points(
    courses: Sequence[DutyCourse], method: Method, quality: Decimal, *, by_state: bool
) -> tuple[Earned, ...]:
    """What each duty earned of 完成质量, settled to the part's printed points; no points unless `by_state`."""
    credits = [year_credit(course, method) if by_state else None for course in courses]
    counted = [credit for credit in credits if credit is not None]
    shares = [Fraction(method.quality_weight) * Fraction(credit) / len(counted) for credit in counted]
    settled = iter(settle(shares, quality))
    found = []
    for course, credit in zip(courses, credits):
        source, content = _witness(_resting(course))
        found.append(
            Earned(
                task_id=course.duty.task.id,
                credit=credit,
                source=source,
                content=content,
                points=None if credit is None else next(settled)[0],
            )
        )
    return tuple(found)


def _resting(course: DutyCourse) -> Verdict:
    """The verdict whose row the state at the year's end rests on: an earlier one where a completion stands."""
    return course.spoken if course.final.rule == 1 else course.final


def _unfinished(final: Verdict) -> str:
    """Why a duty has less than full credit at the year's end."""
    if final.state is State.NOT_RETURNED:
        return f"{final.period.month}月未收到可读的报表，此前也没有核定完成"
    if final.state in (State.ON_TRACK, State.DUE_SOON, State.BEHIND, State.FAR_BEHIND):
        return f"年末尚未完成：{final.because}"
    return final.because


def lamp_losses(months: Sequence[Month], department: str, method: Method) -> Iterator[Loss]:
    """完成质量 as the mean of the months: each month's lamps, shared among the months that have duties that count."""
    by_month = [
        [item for item in month.verdicts if item.duty.department == department and item.lamp is not Lamp.GREY]
        for month in months
    ]
    having = [counted for counted in by_month if counted]
    credits = {Lamp.GREEN: method.green_credit, Lamp.YELLOW: method.yellow_credit, Lamp.RED: method.red_credit}
    for counted in having:
        for verdict in counted:
            credit = credits[verdict.lamp]
            if credit == 1:
                continue
            source, content = _witness(verdict)
            yield Loss(
                share=Fraction(method.quality_weight) * (1 - Fraction(credit)) / len(counted) / len(having),
                rule=f"当月{verdict.lamp}灯，得分系数{plain(credit)}；当月计分任务{len(counted)}项，按{len(having)}个月平均",
                reason=f"{verdict.state}：{verdict.because}",
                source=source,
                content=content,
                task_id=verdict.duty.task.id,
                period=verdict.period,
            )


_TELLING = {
    State.DONE_LATE: ("done_on", "status"),
    State.FAR_BEHIND: ("progress", "status"),
    State.BEHIND: ("progress", "status"),
}


def _witness(verdict: Verdict) -> tuple[Source, str]:
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
