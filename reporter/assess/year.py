"""The year-end assessment: every month judged from its returns again, and what the twelve of them come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..vocabulary.issued import Issued
from ..vocabulary.model import Adjustment, Department, Month, Period, Plan, Return, Source, SourceFile, UnusedCell
from ..vocabulary.problems import Problem
from .as_issued import as_issued
from .course import course
from .document_days import dated_early
from .month_points import MonthPoints, month_points, signed_points
from .nobodys_tasks import nobodys
from .objections import objection_problems
from .tallies import grouped
from .trend import trend
from .year_course import duty_courses, proofs
from .year_records import DepartmentYear, Sent, Year
from .year_score import BY_MONTHS, department_year, ranked

_NOTHING_ISSUED: Mapping[Period, Issued] = {}


def assess_year(
    plan: Plan,
    returns: Sequence[Return],
    year: int,
    as_of: dt.date | None = None,
    problems: Iterable[Problem] = (),
    files: Iterable[SourceFile] = (),
    *,
    unused: Iterable[UnusedCell] = (),
    final: bool = False,
    issued: Mapping[Period, Issued] = _NOTHING_ISSUED,
    draft: Issued | None = None,
) -> Year:
    """Assess `year` from the first month with a return (or 考核起始月) to the last one; its end is judged at `as_of`.

    Months in between of which nothing came back count as not reported, but for those that are not assessed. `as_of` is
    the last month's last day unless given; returns of months after it are left out. Where neither December is among the
    months nor `as_of` 31 December or later, the year is not over: 完成质量 is then the mean of the months.
    Without `final` objections are listed and change nothing. A month that was `issued` has the points of its record,
    unless 月度得分以 says otherwise; the state at the year's end is that of today. `draft`: the record of the draft,
    with which the final set is compared. The order of `returns` changes nothing. ValueError when no return of the year
    is there.
    """
    until = Period.of(as_of) if as_of else Period(year, 12)
    order = {department.name: index for index, department in enumerate(plan.departments)}
    own = sorted(
        (item for item in returns if item.period.year == year and item.period <= until),
        key=lambda item: (item.period, order.get(item.department, len(order)), item.source),
    )
    issued = {period: item for period, item in issued.items() if period.year == year and period <= until}
    periods = months_of(plan, own, year, issued)
    if not periods:
        raise ValueError(f"no return of {year}")
    last = periods[-1]
    judged_on = as_of or last.last_day
    over = last.month == 12 or judged_on >= dt.date(year, 12, 31)
    early = dated_early(plan, None, judged_on)
    own_problems = (item for item in problems if (item.period or last) <= last)
    found = tuple(sorted((*own_problems, *early), key=partial(_place, plan.source.file)))
    months, end = course(plan, own, periods, judged_on, found, issued, over=over)
    signed = issued if plan.method.by_record else _NOTHING_ISSUED
    shown = tuple(as_issued(month, signed.get(month.period)) for month in months)
    whole, plan = plan, plan.during(periods)
    if not over:
        plan = replace(plan, method=replace(plan.method, year_quality=BY_MONTHS))
    counted = tuple(period for period in periods if _counts(plan, period))
    if not counted:
        raise ValueError(f"no month of {year} counts")
    courses = duty_courses(plan, months, shown, end)
    counting = [month for month in months if month.period in counted]
    departments = []
    for item in plan.departments:
        own_courses = [each for each in courses if each.duty.department == item.name]
        busy = {mark.period for each in own_courses for mark in each.marks}
        own_months = [_points(month, item, signed) for month in counting if month.period in busy]
        departments.append(department_year(plan, item, own_months, own_courses, last, final=final))
    came = {item.period for item in own}
    result = Year(
        plan=plan,
        year=year,
        as_of=judged_on,
        final=final,
        months=months,
        end=end,
        over=over,
        counted=counted,
        gaps=tuple(period for period in counted if period not in {*came, *issued}),
        courses=courses,
        departments=tuple(_with_draft(item, draft, final=final) for item in ranked(departments)),
        proofs=proofs(courses, own),
        problems=(
            *(problem for item in departments for problem in objection_problems(item.rulings, final=final)),
            *nobodys(end.plan, grouped(end.verdicts, [item.duty.task.id for item in end.verdicts]), None),
            *(item for item in found if not item.replaced_by),
        ),
        unused=tuple(unused),
        files=tuple(files),
        trend=trend(shown),
        issued=tuple(sorted(signed)),
    )
    return replace(result, notes=(*_notes(result, whole), *_on_record(result, issued)))


def _with_draft(item: DepartmentYear, draft: Issued | None, *, final: bool) -> DepartmentYear:
    """With what the draft said of a department: what is on record of it; the draft itself says what it is."""
    sent = [one.score for one in draft.scores if one.score.department == item.name] if draft else []
    said = [Sent(one.total, one.rank, one.grade) for one in (sent if final else [item.score])]
    return replace(item, score=replace(item.score, sent=said[0] if said else None))


def _points(month: Month, department: Department, signed: Mapping[Period, Issued]) -> MonthPoints:
    """A department's month as it was signed; reckoned where the record has nothing of it, or there is none."""
    record = signed.get(month.period)
    return (record and signed_points(month, record, department)) or month_points(month, department)


def _on_record(year: Year, issued: Mapping[Period, Issued]) -> Iterator[str]:
    """Where the points of the months come from."""
    reckoned = [period for period in year.counted if period not in year.issued]
    if issued and not year.issued:
        yield "「考核办法」的“月度得分以”为重算，各月得分按现有报表重新计算，不以印发的为准。"
    elif reckoned:
        yield f"{_listed(reckoned)}没有印发记录，得分按现有报表计算。"


def months_of(plan: Plan, returns: Iterable[Return], year: int, issued: Iterable[Period] = ()) -> tuple[Period, ...]:
    """The months to be judged: from 考核起始月, or the first with a return if that is earlier, to the last with one.
    One that was `issued` had some.

    Months in which no duty is in force are left out.
    """
    came = sorted({item.period for item in returns if item.period.year == year}.union(issued))
    if not came:
        return ()
    begin = int(plan.method.first_month)
    first = min(came[0], Period(year, begin)) if begin else came[0]
    months = (Period(year, month) for month in range(first.month, came[-1].month + 1))
    return tuple(month for month in months if plan.at(month).duties)


def _counts(plan: Plan, period: Period) -> bool:
    """Whether a month's points count: not before 考核起始月, and where it is assessed."""
    return period.month >= plan.method.first_month and plan.assesses(period)


def _place(master: str, problem: Problem) -> tuple[bool, Source, str, str]:
    """Sorts problems by place, those of the master list before those of returns."""
    return problem.source.file != master, problem.source, problem.code, problem.message


def _notes(year: Year, whole: Plan) -> tuple[str, ...]:
    """What a careful clerk should know before the year goes out; `whole`: the plan with what was never in force."""
    last, notes = year.months[-1].period, []
    if year.gaps:
        notes.append(
            f"{_listed(year.gaps)}没有收到任何单位的报表，按各单位均未报送计；"
            "没有布置报送的月份，请填在任务总表「公文」的“不考核月份”，或在「报送安排」里写不考核。"
        )
    day = f"{year.as_of.year}年{year.as_of.month}月{year.as_of.day}日"
    if not year.over:
        notes.append(
            f"最后一期报表是{last.chinese}，全年还没有结束：本次是阶段考核，状态截至{day}，完成质量取各月平均。"
        )
    elif year.as_of != last.last_day:
        notes.append(f"最后一期报表是{last.chinese}，年末状态按{day}核定。")
    if strangers := {item.department for item in whole.objections} - {item.name for item in year.plan.departments}:
        notes.append(f"「异议」中{'、'.join(sorted(strangers))}在考核期内没有报送的月份，没有计入。")
    late = [item for item in year.plan.adjustments if item.period.year == year.year and item.period > last]
    if late:
        notes.append(f"「加减分」中有{len(late)}条的报送期晚于最后一期报表，没有计入（{_places(late)}）。")
    return tuple(notes)


def _listed(periods: Sequence[Period]) -> str:
    return "、".join(f"{period.month}月" for period in periods)


def _places(rows: Sequence[Adjustment]) -> str:
    return "、".join(f"{row.source.sheet}!{row.source.cell}" for row in rows)
