"""What would be otherwise today than it was signed, line by line, and why (contract, section 9).

A reason is found by reckoning again with one cause put back to what it was: late returns taken away, the extensions of
then, and so on. The cause that brings back what was signed is the reason; where none does alone, those that move it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TypeVar

from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.findings import PARTS, UNRANKED, Filing, LaterChange
from ..vocabulary.issued import Cause, Issued
from ..vocabulary.model import (
    Adjustment,
    Extension,
    Lamp,
    Month,
    Objection,
    Period,
    Plan,
    Return,
    Score,
    Source,
    State,
)
from ..vocabulary.problems import Problem
from ..vocabulary.terms import FINAL
from .month_points import filing_of
from .year_records import Year, YearScore

Key = tuple[str, str]
"""对象 and 项目 of a line."""
Values = Mapping[Key, str]
"""What a reckoning, or a record, says line by line, as people read it."""

_Whole = TypeVar("_Whole")
_Row = TypeVar("_Row", Adjustment, Extension, Objection)

ABSENT = "（没有）"
"""What stands where the other side has nothing of the kind."""
DOCUMENT = "文书"
"""项目 of a document that would be worded otherwise."""


@record
class Ground:
    """What a reckoning rests on. issued: the records of months; final: whether objections are taken in."""

    plan: Plan
    returns: tuple[Return, ...]
    problems: tuple[Problem, ...]
    as_of: dt.date
    issued: Mapping[Period, Issued]
    final: bool = False


def put_back(cause: Cause, ground: Ground, signed: Issued) -> Ground:
    """The ground with one thing as it was when the record was written; the same where nothing of it has changed."""
    then, plan = signed.plan, ground.plan
    known = set(signed.files.values())
    if cause is Cause.RETURN:
        gone = {item.source.file for item in ground.returns if item.digest not in known}
        return replace(
            ground,
            returns=tuple(item for item in ground.returns if item.source.file not in gone),
            problems=tuple(item for item in ground.problems if item.source.file not in gone),
        )
    if cause is Cause.REISSUE:
        return replace(ground, issued={key: item for key, item in ground.issued.items() if item.digest in known})
    if cause is Cause.DATE:
        return replace(ground, as_of=signed.as_of)
    if then is None:
        return ground
    if cause is Cause.EXTENSION:
        return replace(ground, plan=replace(plan, extensions=_same(plan.extensions, then.extensions)))
    if cause is Cause.ADJUSTMENT:
        return replace(ground, plan=replace(plan, adjustments=_same(plan.adjustments, then.adjustments)))
    if cause is Cause.OBJECTION:
        objections = _same(plan.objections, then.objections)
        return replace(ground, plan=replace(plan, objections=objections), final=signed.issue.stage == FINAL)
    if cause is Cause.LIST:
        old = replace(then, extensions=plan.extensions, adjustments=plan.adjustments, objections=plan.objections)
        return ground if _bare(old) == _bare(plan) else replace(ground, plan=old)
    return ground


def _same(now: tuple[_Row, ...], then: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """The rows of then; those of now where they say the same and only stand elsewhere."""
    bare = [[replace(row, source=Source("")) for row in rows] for rows in (now, then)]
    return now if bare[0] == bare[1] else then


def _bare(plan: Plan) -> Plan:
    """A plan without the cells that it came from."""
    return replace(
        plan,
        source=Source(""),
        tasks=tuple(replace(task, source=Source("")) for task in plan.tasks),
        departments=tuple(replace(item, source=Source("")) for item in plan.departments),
        extensions=(),
        adjustments=(),
        objections=(),
    )


def later_changes(
    signed: Issued,
    then: Values,
    of: Callable[[_Whole], Values],
    ground: Ground,
    reckon: Callable[[Ground], _Whole],
    now: _Whole,
    *,
    lost: bool = False,
) -> Iterator[LaterChange]:
    """Every line of which `now` says something else than `then`, with its reason.

    of: what a whole says line by line. reckon: what a ground comes to. lost: whether a file that the record was
    reckoned from is no longer there, so that it cannot be put back.
    """
    said = of(now)
    differing = [key for key in dict.fromkeys((*then, *said)) if then.get(key) != said.get(key)]
    causes = [cause for cause in Cause if put_back(cause, ground, signed) != ground] if differing else []
    places = _places(signed)

    @cache
    def put_back_all(some: frozenset[Cause]) -> Values:
        base = ground
        for cause in some:
            base = put_back(cause, base, signed)
        return of(reckon(base))

    for key in differing:
        found = _causes(key, then.get(key), said.get(key), put_back_all, causes)
        guess = Cause.RETURN if lost else Cause.LIST if Cause.LIST in causes else Cause.OTHER
        yield LaterChange(
            subject=key[0],
            item=key[1],
            then=then.get(key, ABSENT),
            now=said.get(key, ABSENT),
            reason="、".join(found or [guess]),
            source=places.get(key, signed.source),
        )


def _causes(
    key: Key,
    then: str | None,
    now: str | None,
    put_back_all: Callable[[frozenset[Cause]], Values],
    causes: Sequence[Cause],
) -> list[Cause]:
    """The causes of one line: those that bring back what was signed, else those that move it, alone or among others."""
    alone = {cause: put_back_all(frozenset((cause,))).get(key) for cause in causes}
    found = [cause for cause in causes if alone[cause] == then] or [cause for cause in causes if alone[cause] != now]
    if found or len(causes) < 2:
        return found
    every = frozenset(causes)
    before = put_back_all(every).get(key)
    return [cause for cause in causes if put_back_all(every - {cause}).get(key) != before]


# --- what is compared ------------------------------------------------------------------------------------------------


def signed_values(signed: Issued) -> Values:
    """What a record says of points and verdicts."""
    found: dict[Key, str] = {}
    for item in signed.scores:
        found |= _points(item.score, item.granted if signed.issue.stage else None, item.filing)
    for duty in signed.duties:
        found |= _verdict(duty.department, duty.task_id, duty.state, duty.lamp)
    return found


def month_values(month: Month) -> Values:
    """The same of a month."""
    found: dict[Key, str] = {}
    for score in month.scores:
        found |= _points(score, None, filing_of(month, score.department))
    for item in month.verdicts:
        found |= _verdict(item.duty.department, item.duty.task.id, item.state, item.lamp)
    return found


def year_values(year: Year) -> Values:
    """The same of a year."""
    found: dict[Key, str] = {}
    for item in year.departments:
        found |= _points(item.score, item.score.granted)
    for course in year.courses:
        found |= _verdict(course.duty.department, course.duty.task.id, course.final.state, course.final.lamp)
    return found


def _points(score: Score | YearScore, granted: Decimal | None = None, filing: Filing | None = None) -> dict[Key, str]:
    named = {title: f"{getattr(score, key):.2f}" for key, title in PARTS}
    if granted is not None:
        named[column_titles.OBJECTION_POINTS] = f"{granted:.2f}"
    named[column_titles.TOTAL] = f"{score.total:.2f}"
    named[column_titles.RANK] = str(score.rank or UNRANKED)
    named[column_titles.GRADE] = score.grade or UNRANKED
    if filing:
        named[column_titles.FILING] = filing.kind
    return {(score.department, title): text for title, text in named.items()}


def _verdict(department: str, task_id: str, state: State, lamp: Lamp) -> dict[Key, str]:
    duty = f"{department} {task_id}"
    return {(duty, column_titles.STATE): str(state), (duty, column_titles.LAMP): str(lamp)}


def _places(signed: Issued) -> dict[Key, Source]:
    """Where the record says it."""
    found = {(item.score.department, title): item.source for item in signed.scores for title in _TITLES}
    for duty in signed.duties:
        found |= dict.fromkeys(_verdict(duty.department, duty.task_id, duty.state, duty.lamp), duty.source)
    return found | {(item.path, DOCUMENT): item.source for item in signed.documents}


_TITLES = (
    *(title for _, title in PARTS),
    column_titles.OBJECTION_POINTS,
    column_titles.TOTAL,
    column_titles.RANK,
    column_titles.GRADE,
    column_titles.FILING,
)
