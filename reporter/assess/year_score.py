"""The score of one department's year: its parts, its deductions, and what objections changed (docs/年度考核.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..vocabulary.findings import ADJUSTMENT, EVIDENCE, MATERIAL, PUNCTUALITY, QUALITY, Deduction, Filing
from ..vocabulary.method import Method
from ..vocabulary.model import Adjustment, Department, Lamp, Month, Objection, Period, Plan, Score
from .deductions import (
    Loss,
    adjusted_down,
    evidence_losses,
    material_losses,
    punctuality_losses,
    settled_deductions,
)
from .score import closing_day, points, worded
from .tallies import ranks
from .year_quality import earned_points, lamp_losses, state_losses, year_credit
from .year_records import DepartmentYear, DutyCourse, YearScore

BY_STATE = 1
_CENT = Decimal("0.01")
_ZERO = Decimal("0.00")


def department_year(
    plan: Plan,
    department: Department,
    months: Sequence[Month],
    courses: Sequence[DutyCourse],
    *,
    final: bool,
) -> DepartmentYear:
    """One department's year over `months`, those that count, oldest first; `courses` are its own. Not yet ranked.

    A department without duties has no points and loses none.
    """
    name, method = department.name, plan.method
    filings = tuple(_filing(plan, month, name) for month in months) if courses else ()
    scores = tuple((month.period, _score(month, name)) for month in months) if courses else ()
    filed = {month.period: month.filed[name] for month in months if name in month.filed}
    adjustments = _adjustments(plan, name, months[-1].period)
    objections = tuple(item for item in plan.objections if item.department == name)
    quality, counted, losses = _quality(method, months, scores, courses)
    parts: dict[str, Decimal] = {"quality": quality}
    deductions: list[Deduction] = list(
        settled_deductions(name, QUALITY, losses, method.quality_weight - quality) if counted else ()
    )
    for key, part, weight, found in (
        (
            "punctuality",
            PUNCTUALITY,
            method.punctual_weight,
            punctuality_losses(filings, scores, filed, department, method),
        ),
        ("evidence", EVIDENCE, method.evidence_weight, evidence_losses(months, scores, department, method)),
        ("material", MATERIAL, method.material_weight, material_losses(months, scores, department, method)),
    ):
        parts[key] = _mean([getattr(score, key) for _, score in scores])
        if scores:
            deductions += settled_deductions(name, part, found, weight - parts[key])
    given, taken = adjusted_down(adjustments, method)
    parts["adjustment"] = _cents(given - sum((_decimal(loss.share) for loss in taken), _ZERO))
    deductions += settled_deductions(name, ADJUSTMENT, taken, _cents(given) - parts["adjustment"])
    return DepartmentYear(
        name=name,
        courses=tuple(courses),
        counted=counted,
        filings=filings,
        earned=earned_points(courses, method, quality, by_state=method.year_quality == BY_STATE),
        months=scores,
        deductions=tuple(deductions),
        adjustments=adjustments,
        objections=objections,
        score=_total(
            name,
            method,
            parts,
            adjustments,
            objections if final else (),
            bool(counted),
            _because(method, scores, counted, adjustments),
        ),
    )


def _filing(plan: Plan, month: Month, name: str) -> Filing:
    """How a department reported in a month."""
    sent = sum(item.department == name for item in month.returns)
    if name not in month.filed:
        return Filing(period=month.period, kind="未报送")
    day, closing = month.filed[name].filed_on, closing_day(plan, month.period)
    urged = plan.method.urged_after_days
    kind = "按时" if day and day <= closing else "迟报"
    if day and urged and (day - closing).days > urged:
        kind = "催报后报送"
    return Filing(period=month.period, kind=kind, filed_on=day, versions=sent)


def _score(month: Month, name: str) -> Score:
    return next(item for item in month.scores if item.department == name)


def _adjustments(plan: Plan, name: str, last: Period) -> tuple[Adjustment, ...]:
    """Its rows of the year up to the last month, by month, then as they stand in the sheet."""
    own = [
        item
        for item in plan.adjustments
        if item.department == name and item.period.year == last.year and item.period <= last
    ]
    return tuple(sorted(own, key=lambda item: item.period))


def _quality(
    method: Method, months: Sequence[Month], scores: Sequence[tuple[Period, Score]], courses: Sequence[DutyCourse]
) -> tuple[Decimal, int, Iterable[Loss]]:
    """(points, how many duties count at the year's end or in any month, losses)."""
    if method.year_quality == BY_STATE:
        credits = [credit for course in courses if (credit := year_credit(course, method)) is not None]
        if not credits:
            return _ZERO, 0, ()
        mean = sum(map(Fraction, credits), Fraction(0)) / len(credits)
        return points(Fraction(method.quality_weight) * mean), len(credits), state_losses(courses, method)
    having = [score.quality for _, score in scores if score.rank is not None]
    if not having:
        return _ZERO, 0, ()
    counted = sum(any(mark.lamp is not Lamp.GREY for mark in course.marks) for course in courses)
    return _mean(having), counted, lamp_losses(months, courses[0].duty.department, method)


def _mean(values: Sequence[Decimal]) -> Decimal:
    """The mean of printed monthly points, two decimals, half up; 0 of none."""
    return points(sum(map(Fraction, values), Fraction(0)) / len(values)) if values else _ZERO


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _total(
    name: str,
    method: Method,
    parts: dict[str, Decimal],
    adjustments: Sequence[Adjustment],
    objections: Sequence[Objection],
    counts: bool,
    because: dict[str, str],
) -> YearScore:
    vetoed = tuple(item.reason for item in adjustments if item.veto)
    granted = _cents(sum((item.points for item in objections if not item.is_open), _ZERO))
    draft = sum(parts.values(), _ZERO)

    def graded(total: Decimal) -> str:
        grade = method.grade(total)
        return "" if not counts else method.vetoed(grade) if vetoed else grade

    return YearScore(
        department=name,
        **parts,
        granted=granted,
        total=draft + granted,
        rank=0 if counts else None,
        grade=graded(draft + granted),
        draft_total=draft,
        draft_rank=0 if counts else None,
        draft_grade=graded(draft),
        vetoed=vetoed,
        because=because,
    )


def _because(
    method: Method, scores: Sequence[tuple[Period, Score]], counted: int, adjustments: Sequence[Adjustment]
) -> dict[str, str]:
    """What each part was reckoned from, in a few words."""
    if not scores:
        return {"quality": "没有承担任务"}
    mean = f"{len(scores)}个月得分的平均值"
    quality = (
        "没有计分的任务" if not counted else (f"年末计分任务{counted}项" if method.year_quality == BY_STATE else mean)
    )
    given = "；".join(
        f"{item.period.month}月{'一票否决' if item.veto else worded(item.points)}：{item.reason}"
        for item in adjustments
    )
    return {"quality": quality, "punctuality": mean, "evidence": mean, "material": mean, "adjustment": given}


def ranked(departments: Sequence[DepartmentYear]) -> tuple[DepartmentYear, ...]:
    """With ranks by total before and after objections, equal totals sharing one; by rank, the unranked last."""
    counted = [item for item in departments if item.score.rank is not None]
    drafts = ranks([item.score.draft_total for item in counted])
    placed = sorted(zip(ranks([item.score.total for item in counted]), drafts, counted), key=lambda each: each[0])
    return (
        *(replace(item, score=replace(item.score, rank=rank, draft_rank=draft)) for rank, draft, item in placed),
        *(item for item in departments if item.score.rank is None),
    )
