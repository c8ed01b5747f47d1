"""完成质量 of a year: the credit of each duty, what it earned, what it lost, and the cell it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ..vocabulary.method import Method
from ..vocabulary.model import Lamp, State, Verdict
from .deductions import Loss, plain, witness
from .settle import settle
from .verdict import KEPT_UP
from .year_records import DutyCourse, Earned


def year_credit(course: DutyCourse, method: Method) -> Decimal | None:
    """The credit of a duty at the year's end; None if left out: 不涉及, 未到期, cancelled, put off past the end."""
    final = course.final
    state = final.state
    if course.cancelled or final.lamp is Lamp.GREY or course.put_off:
        return None
    if state is State.DONE:
        return method.year_done_credit
    if state is State.DONE_LATE:
        return method.year_late_credit
    if state is State.TO_VERIFY:
        return method.year_verify_credit
    kept_up = state is State.ON_TRACK and final.rule == KEPT_UP
    return method.year_ongoing_credit if kept_up and course.evident else method.year_other_credit


def state_losses(courses: Sequence[DutyCourse], method: Method) -> Iterator[Loss]:
    """完成质量 by the state at the year's end: each duty that counts may lose weight ÷ number of such duties."""
    counted = [(course, credit) for course in courses if (credit := year_credit(course, method)) is not None]
    for course, credit in counted:
        if credit == 1:
            continue
        final, duty = course.final, course.duty
        source, content = witness(_resting(course))
        when = "年末" if course.standing else "在册最后一个月"
        late = f"（经批准延期至{duty.deadline}）" if duty.extension else ""
        yield Loss(
            share=Fraction(method.quality_weight) * (1 - Fraction(credit)) / len(counted),
            task_id=duty.task.id,
            rule=f"{when}核定{final.state}，得分系数{plain(credit)}；计分任务{len(counted)}项，每项{plain(method.quality_weight)}÷{len(counted)}分",
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
        source, content = witness(_resting(course))
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
