"""The score of one department's year: its parts, its deductions, and what objections changed (docs/年度考核.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..vocabulary.findings import ADJUSTMENT, EVIDENCE, MATERIAL, PUNCTUALITY, QUALITY, Deduction
from ..vocabulary.method import TITLES, Method
from ..vocabulary.model import Adjustment, Department, Lamp, Period, Plan, Score
from .deductions import Loss, adjusted_down, settled_deductions, spread
from .month_points import MonthPoints
from .objections import Ruling, rulings
from .score import points, worded
from .tallies import ranks
from .year_quality import earned_points, state_losses, year_credit
from .year_records import DepartmentYear, DutyCourse, YearScore

BY_STATE, BY_MONTHS = Decimal(1), Decimal(2)
"""年度完成质量口径."""
_CENT = Decimal("0.01")
_ZERO = Decimal("0.00")


def department_year(
    plan: Plan,
    department: Department,
    months: Sequence[MonthPoints],
    courses: Sequence[DutyCourse],
    last: Period,
    *,
    final: bool,
) -> DepartmentYear:
    """One department's year over `months`, those that count in which it had duties, oldest first; `courses` are its
    own, `last` is the year's last month. Not yet ranked.

    A department without such a month has no points and loses none.
    """
    name, method = department.name, plan.method
    adjustments = _adjustments(plan, department, last, months)
    scores = tuple((item.period, item.score) for item in months)
    quality, counted, losses = _quality(method, months, courses) if months else (_ZERO, 0, ())
    parts: dict[str, Decimal] = {"quality": quality}
    deductions: list[Deduction] = list(
        settled_deductions(name, QUALITY, losses, method.quality_weight - quality) if counted else ()
    )
    for key, part, weight in (
        ("punctuality", PUNCTUALITY, method.punctual_weight),
        ("evidence", EVIDENCE, method.evidence_weight),
        ("material", MATERIAL, method.material_weight),
    ):
        parts[key] = _mean([getattr(score, key) for _, score in scores])
        if scores:
            deductions += settled_deductions(name, part, _lost(months, part), weight - parts[key])
    given, taken = adjusted_down(adjustments, method)
    parts["adjustment"] = _cents(given - sum((_decimal(loss.share) for loss in taken), _ZERO))
    deductions += settled_deductions(name, ADJUSTMENT, taken, _cents(given) - parts["adjustment"])
    ruled = rulings((item for item in plan.objections if item.department == name), deductions)
    return DepartmentYear(
        name=name,
        courses=tuple(courses),
        counted=counted,
        filings=tuple(item.filing for item in months),
        earned=earned_points(courses, method, quality, by_state=bool(months) and method.year_quality == BY_STATE),
        months=scores,
        deductions=tuple(deductions),
        adjustments=adjustments,
        rulings=ruled,
        score=_total(
            name,
            method,
            parts,
            adjustments,
            ruled if final else (),
            bool(counted),
            _because(method, scores, counted, adjustments),
        ),
    )


def _adjustments(
    plan: Plan, department: Department, last: Period, months: Sequence[MonthPoints]
) -> tuple[Adjustment, ...]:
    """Its rows of months of the year in which it is in force, up to the last, by month, then as they stand in the
    sheet; of a month that was signed those of then.
    """
    signed = {item.period: item.adjustments for item in months}
    rows = [item for item in plan.adjustments if item.period not in signed]
    own = [
        item
        for item in (*rows, *(item for found in signed.values() for item in found))
        if item.department == department.name
        and item.period.year == last.year
        and item.period <= last
        and item.period in department.span
    ]
    return tuple(sorted(own, key=lambda item: item.period))


def _quality(
    method: Method, months: Sequence[MonthPoints], courses: Sequence[DutyCourse]
) -> tuple[Decimal, int, Iterable[Loss]]:
    """(points, how many duties count at the year's end or in any month, losses)."""
    if method.year_quality == BY_STATE:
        credits = [credit for course in courses if (credit := year_credit(course, method)) is not None]
        if not credits:
            return _ZERO, 0, ()
        mean = sum(map(Fraction, credits), Fraction(0)) / len(credits)
        return points(Fraction(method.quality_weight) * mean), len(credits), state_losses(courses, method)
    having = [item for item in months if item.score.rank is not None]
    if not having:
        return _ZERO, 0, ()
    counted = sum(any(mark.lamp is not Lamp.GREY for mark in course.marks) for course in courses)
    return _mean([item.score.quality for item in having]), counted, _lost(having, QUALITY)


def _lost(months: Sequence[MonthPoints], part: str) -> Iterable[Loss]:
    """What the months lost of a part that is their mean."""
    return spread((item for month in months for item in month.lost(part)), len(months))


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
    ruled: Sequence[Ruling],
    counts: bool,
    because: dict[str, str],
) -> YearScore:
    vetoed = tuple(item.reason for item in adjustments if item.veto)
    granted = _cents(sum((item.points for item in ruled), _ZERO))
    total = sum(parts.values(), _ZERO) + granted
    grade = method.grade(total)
    return YearScore(
        department=name,
        quality=parts["quality"],
        punctuality=parts["punctuality"],
        evidence=parts["evidence"],
        material=parts["material"],
        adjustment=parts["adjustment"],
        granted=granted,
        total=total,
        rank=0 if counts else None,
        grade="" if not counts else method.vetoed(grade) if vetoed else grade,
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
        f"{item.period.month}月{TITLES['veto'] if item.veto else worded(item.points)}：{item.reason}"
        for item in adjustments
    )
    return {"quality": quality, "punctuality": mean, "evidence": mean, "material": mean, "adjustment": given}


def ranked(departments: Sequence[DepartmentYear]) -> tuple[DepartmentYear, ...]:
    """With ranks by total, equal totals sharing one; by rank, the unranked last."""
    counted = [item for item in departments if item.score.rank is not None]
    placed = sorted(zip(ranks([item.score.total for item in counted]), counted), key=lambda each: each[0])
    return (
        *(replace(item, score=replace(item.score, rank=rank)) for rank, item in placed),
        *(item for item in departments if item.score.rank is None),
    )
