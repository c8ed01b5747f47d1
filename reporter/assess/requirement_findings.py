"""量化要求 judged by kind: one finding for each requirement of each duty, beside the verdict and never against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from ..records import record
from ..vocabulary.model import Duty, Entry, Period, Requirement, State, Status, Verdict
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.register_items import Finding, Outcome
from .standing import Standing, day_text, days_of, late_text, window_of

_UNHEARD = (State.NOT_RETURNED, State.NOT_FILLED, State.TO_CONFIRM)
_MONTHS = {"月": 1, "季度": 3, "半年": 6, "年": 12}
_Part = tuple[str, Period, Period]
"""A part of the year: its name, first and last month."""


@record
class _Case:
    """All a requirement is judged by.

    `typed` is the latest 量化完成数 of the year, `reported` the months with a report on the duty, `began` the first
    month of the year for which any department reported: nothing is asked for periods before it.
    """

    verdict: Verdict
    standing: Standing
    typed: int | None
    reported: frozenset[Period]
    began: Period
    as_of: dt.date

    @property
    def duty(self) -> Duty:
        return self.verdict.duty

    @property
    def end(self) -> dt.date:
        return self.duty.end(self.verdict.period.year)

    @property
    def by_items(self) -> bool:
        """Whether registered items say how often: 量化完成数 is blank, or one number cannot answer for several."""
        several = sum(item.kind == "count" for item in self.duty.task.requirements) > 1
        return bool(self.standing.listed) and (self.typed is None or several)


def running_target(target: int, as_of: dt.date, deadline: dt.date, begin: Period | None = None) -> int:
    """What should be achieved by `as_of`: target × months passed ÷ months until the deadline, rounded down.

    A month has passed on its last day. From the deadline on it is the whole target. Months are counted from `begin`,
    else from January of the year of `as_of`.
    """
    if as_of >= deadline:
        return target
    first = begin or Period(as_of.year, 1)
    passed = first.months_to(as_of) - (Period.of(as_of).last_day != as_of)
    return target * max(0, passed) // first.months_to(deadline)


def judge_requirements(
    verdict: Verdict,
    standing: Standing,
    *,
    typed: int | None,
    reported: Iterable[Period],
    began: Period,
    as_of: dt.date,
) -> tuple[Finding, ...]:
    """A finding for each requirement of the verdict's duty, in the order of 量化要求."""
    requirements = verdict.duty.task.requirements
    if not requirements:
        return ()
    case = _Case(
        verdict=verdict, standing=standing, typed=typed, reported=frozenset(reported), began=began, as_of=as_of
    )
    if verdict.state is State.NOT_CONCERNED:
        return tuple(_found(case, item, Outcome.EXEMPT, "本单位不涉及") for item in requirements)
    return tuple(_JUDGES[item.kind](case, item) for item in requirements)


def above_register(entry: Entry, duty: Duty, standing: Standing, period: Period) -> Problem | None:
    """What is to be said when 量化完成数 is larger than the register bears out; None when it is not."""
    counted = any(item.kind == "count" for item in duty.task.requirements)
    if not counted or not standing.listed or entry.count is None or entry.count <= len(standing.items):
        return None
    return Kind.COUNT_ABOVE_ITEMS.at(
        entry.at("count"),
        content=entry.text("count"),
        department=duty.department,
        period=period,
        task=duty.task.id,
        count=entry.count,
        items=len(standing.items),
    )


def _found(case: _Case, requirement: Requirement, outcome: Outcome, because: str, **numbers: int | None) -> Finding:
    return Finding(duty=case.duty, requirement=requirement, outcome=outcome, because=because, **numbers)


def _count(case: _Case, requirement: Requirement) -> Finding:
    """A number of times until the deadline, or in each period of the year."""
    items, end, target = (
        case.standing.concerned(requirement, case.duty.task),
        case.end,
        requirement.target,
    )
    if _MONTHS[requirement.per] < 12 and case.by_items:
        return _count_each(case, requirement)
    ended = [] if _MONTHS[requirement.per] == 12 else _ended(case, requirement.per)
    running = (
        running_target(target, case.as_of, end, case.duty.begin)
        if _MONTHS[requirement.per] == 12
        else target * len(ended)
    )
    achieved, how = _achieved(case, len(items))
    numbers = {"target": target, "achieved": achieved, "running": running}
    if achieved is None:
        return _found(case, requirement, Outcome.UNKNOWN, how, **numbers)
    asked = f"{how}完成{achieved}次，截至{day_text(case.as_of)}应完成{running}次，要求{requirement.text}"
    if achieved >= target and _MONTHS[requirement.per] == 12:
        after = sum(day > end for day in days_of(items)) if case.by_items else 0
        late = f"，其中{after}次在时限{day_text(end)}之后" if after and len(items) - after < target else ""
        return _found(case, requirement, Outcome.MET, asked + late, **numbers)
    if achieved >= running:
        return _found(case, requirement, Outcome.ON_COURSE, asked, **numbers)
    if case.verdict.state in _UNHEARD and not case.standing.listed:
        return _found(case, requirement, Outcome.UNKNOWN, f"本期{case.verdict.state}；此前{asked}", **numbers)
    return _found(case, requirement, Outcome.MISSED if case.as_of > end else Outcome.BEHIND, asked, **numbers)


def _achieved(case: _Case, items: int) -> tuple[int | None, str]:
    """(times done so far, None when nobody said; by what, or why it is not known)."""
    if case.by_items:
        return items, "按登记的事项"
    if case.typed is not None:
        return case.typed, "填报"
    if case.verdict.entry and case.verdict.entry.status is Status.NOT_STARTED:
        return 0, "未启动，"
    if case.verdict.state in _UNHEARD:
        return None, f"本期{case.verdict.state}，以前也没有填量化完成数"
    return None, "没有填量化完成数，也没有登记事项"


def _count_each(case: _Case, requirement: Requirement) -> Finding:
    """A number of times in each month, quarter or half-year, by registered items: plenty in one helps no other."""
    ended = _ended(case, requirement.per)
    days = days_of(case.standing.concerned(requirement, case.duty.task))
    short = [
        name
        for name, first, last in ended
        if sum(first.first_day <= day <= last.last_day for day in days) < requirement.target
    ]
    numbers = {"target": requirement.target, "achieved": len(days), "running": requirement.target * len(ended)}
    because = f"按登记的事项完成{len(days)}次，要求{requirement.text}" + (f"，{_named(short)}不足" if short else "")
    return _found(case, requirement, _by_periods(case, short, ended), because, **numbers)


def _term(case: _Case, requirement: Requirement) -> Finding:
    """Working days from 起算日期 to 日期, item by item."""
    items = case.standing.concerned(requirement, case.duty.task)
    late = case.standing.late(requirement, case.duty.task)
    reckoned = [item for item in items if item.days is not None]
    numbers = {"target": len(items), "achieved": len(reckoned) - len(late)} if items else {}
    unknown = len(items) - len(reckoned)
    because = f"登记的{len(items)}件事项中，{len(reckoned) - len(late)}件在{requirement.target}个工作日内" + (
        f"，{unknown}件没有起算日期或缺节假日安排，无法判断" if unknown else ""
    )
    if not items:
        return _found(case, requirement, Outcome.UNKNOWN, "没有登记可以核对的事项", **numbers)
    if late:
        return _found(case, requirement, Outcome.LATE, f"{because}；{late_text(late, requirement)}", **numbers)
    return _found(case, requirement, Outcome.UNKNOWN if unknown else Outcome.MET, because, **numbers)


def _window(case: _Case, requirement: Requirement) -> Finding:
    """Not due before the window opens, missed when it closes without a report."""
    window = window_of(requirement, case.end)
    if case.as_of < window.first_day:
        return _found(case, requirement, Outcome.NOT_DUE, f"办理窗口{day_text(window.first_day)}才开始")
    entry = case.verdict.entry
    if case.verdict.state.is_done or case.standing.since(window.first_day):
        return _found(case, requirement, Outcome.MET, "窗口开始后已有完成情况")
    if entry and entry.status is Status.DONE:
        return _found(case, requirement, Outcome.UNKNOWN, "自报已完成，待核实")
    if case.as_of <= window.last_day:
        return _found(case, requirement, Outcome.OPEN, f"办理窗口到{day_text(window.last_day)}为止")
    return _found(case, requirement, Outcome.MISSED, f"办理窗口{day_text(window.last_day)}已过，未见完成")


def _cycle(case: _Case, requirement: Requirement) -> Finding:
    """A report, or an item of that time, for each period that has ended."""
    ended = _ended(case, requirement.per)
    days = days_of(case.standing.concerned(requirement, case.duty.task))
    short = [
        name
        for name, first, last in ended
        if not any(first <= month <= last for month in case.reported)
        and not any(first.first_day <= day <= last.last_day for day in days)
    ]
    numbers = {"target": len(ended), "achieved": len(ended) - len(short), "running": len(ended)}
    because = (
        f"应有{len(ended)}期，已有{len(ended) - len(short)}期" + (f"，缺{_named(short)}" if short else "")
        if ended
        else "第一期尚未结束"
    )
    return _found(case, requirement, _by_periods(case, short, ended), because, **numbers)


def _milestone(case: _Case, requirement: Requirement) -> Finding:
    """Something by the end of a month; the duty's own verdict says whether it is done."""
    due = window_of(requirement, case.end).last_day
    if case.verdict.state.is_done:
        done_on = case.verdict.entry.done_on if case.verdict.entry else None
        if done_on and done_on > due:
            return _found(case, requirement, Outcome.LATE, f"{day_text(done_on)}完成，晚于{day_text(due)}")
        return _found(case, requirement, Outcome.MET, State.DONE)
    if case.as_of <= due:
        return _found(case, requirement, Outcome.NOT_DUE, f"{day_text(due)}前完成")
    if case.verdict.state is State.TO_VERIFY:
        return _found(case, requirement, Outcome.UNKNOWN, "自报已完成，待核实")
    return _found(case, requirement, Outcome.MISSED, f"{day_text(due)}已过，尚未完成")


_JUDGES: Mapping[str, Callable[[_Case, Requirement], Finding]] = {
    "count": _count,
    "term": _term,
    "window": _window,
    "cycle": _cycle,
    "milestone": _milestone,
}


def _ended(case: _Case, per: str) -> list[_Part]:
    """(name, first month, last month) of each period of the year that is over at the date of assessment.

    Left out are those over before anybody reported or the duty began, and those that begin after the deadline.
    """
    year, length = case.verdict.period.year, _MONTHS[per]
    began = max(case.began, case.duty.begin or case.began)
    found = []
    for number in range(1, 12 // length + 1):
        first, last = Period(year, (number - 1) * length + 1), Period(year, number * length)
        if last >= began and last.last_day <= case.as_of and first.first_day <= case.end:
            found.append((_name(length, number), first, last))
    return found


def _name(length: int, number: int) -> str:
    """5月, 第二季度, 上半年, 全年: the `number`-th period of so many months."""
    if length == 1:
        return f"{number}月"
    return {3: ("第一季度", "第二季度", "第三季度", "第四季度"), 6: ("上半年", "下半年"), 12: ("全年",)}[length][
        number - 1
    ]


def _by_periods(case: _Case, short: list[str], ended: list[_Part]) -> Outcome:
    """The outcome of what is asked for in each period."""
    if not ended:
        return Outcome.NOT_DUE
    over = case.as_of >= case.end
    if short:
        return Outcome.MISSED if over else Outcome.BEHIND
    return Outcome.MET if over else Outcome.ON_COURSE


def _named(names: list[str]) -> str:
    return "、".join(names)
