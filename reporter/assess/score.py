"""得分: contract section 6. Parts are exact fractions until they are rounded to two decimals, half up, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..vocabulary.evidence import has_evidence
from ..vocabulary.method import TITLES, Method
from ..vocabulary.model import Lamp, Period, Plan, Return, Score, Status, Verdict
from ..vocabulary.plan import closing_day
from ..vocabulary.problems import Level, Problem
from .merge import Merged
from .tallies import grouped, ranks

_OF_ROWS = "RVC"
"""What codes of problems in a row begin with; those of a sheet or a file are of all who share it."""
_CENT = Decimal("0.01")
_ZERO = Decimal("0.00")


def points(value: Fraction) -> Decimal:
    """A number of points with two decimals, half up."""
    exact = (
        (Decimal(value.numerator) / Decimal(value.denominator)) if value.denominator != 1 else Decimal(value.numerator)
    )
    return exact.quantize(_CENT, rounding=ROUND_HALF_UP)


def worded(given: Decimal) -> str:
    """What 加减分 gave or took, in words: 「加1.5分」, 「扣0.5分」."""
    return f"{'扣' if given < 0 else '加'}{abs(given).normalize():f}分"


def score_month(
    plan: Plan,
    period: Period,
    verdicts: Sequence[Verdict],
    returns: Sequence[Return],
    merged: Merged,
    problems: Iterable[Problem],
) -> tuple[Score, ...]:
    """Every department's score of the month, by rank, then in the order of 「单位」.

    Problems count against a department when they lie in a sheet that it sent, or in that sheet's file as a whole;
    `problems` are those of versions that count. In a month that is not assessed nobody has points.
    """
    if not plan.assesses(period):
        return tuple(Score.none(item.name) for item in plan.departments)
    lying: dict[str, list[Problem]] = {}
    for item in problems:
        lying.setdefault(item.source.file, []).append(item)
    judged = grouped(verdicts, [item.duty.department for item in verdicts])
    sent = grouped(returns, [item.department for item in returns])
    scores = [
        _score(
            plan,
            period,
            department.name,
            judged.get(department.name, ()),
            sent.get(department.name, ()),
            merged.filed.get(department.name),
            lying,
        )
        for department in plan.departments
    ]
    return _ranked(scores)


def _score(
    plan: Plan,
    period: Period,
    department: str,
    verdicts: Sequence[Verdict],
    returns: Sequence[Return],
    filed: Return | None,
    problems: Mapping[str, Sequence[Problem]],
) -> Score:
    """One department's; `problems` by the file they lie in."""
    method = plan.method
    counted = [item for item in verdicts if item.lamp is not Lamp.GREY]
    quality, quality_why = _quality(method, counted)
    punctual, punctual_why = _punctuality(method, filed, len(returns) > 1, closing_day(plan, period))
    evidence, evidence_why = _evidence(method, verdicts, bool(returns))
    material, material_why = _material(method, returns, problems)
    own = [item for item in plan.adjustments if item.department == department and item.period == period]
    adjustment = sum((item.points for item in own), _ZERO).quantize(_CENT, rounding=ROUND_HALF_UP)
    total = quality + punctual + evidence + material + adjustment
    why = {
        "quality": quality_why,
        "punctuality": punctual_why,
        "evidence": evidence_why,
        "material": material_why,
        "adjustment": "；".join(
            f"{TITLES['veto'] if item.veto else worded(item.points)}：{item.reason}" for item in own
        ),
    }
    grade = method.grade(total)
    return Score(
        department=department,
        quality=quality,
        punctuality=punctual,
        evidence=evidence,
        material=material,
        adjustment=adjustment,
        total=total,
        rank=0 if counted else None,
        grade="" if not counted else method.vetoed(grade) if any(item.veto for item in own) else grade,
        because=why,
    )


def _quality(method: Method, counted: Sequence[Verdict]) -> tuple[Decimal, str]:
    credit = {Lamp.GREEN: method.green_credit, Lamp.YELLOW: method.yellow_credit, Lamp.RED: method.red_credit}
    if not counted:
        return _ZERO, "没有计分的任务"
    shown = [item.lamp for item in counted]
    counts = {lamp: shown.count(lamp) for lamp in credit}
    total = sum((Fraction(credit[lamp]) * count for lamp, count in counts.items()), Fraction(0))
    lamps = "、".join(f"{lamp}{count}" for lamp, count in counts.items() if count)
    return points(Fraction(method.quality_weight) * total / len(counted)), f"计分{len(counted)}项：{lamps}"


def _punctuality(method: Method, filed: Return | None, several: bool, closing: dt.date) -> tuple[Decimal, str]:
    if filed is None:
        return _ZERO, "未收到可读的报表"
    day, late = filed.filed_on, points(min(Fraction(method.late_points), Fraction(method.punctual_weight)))
    if day is None:
        return late, "未填填报日期，按迟报计"
    done = f"{day.month}月{day.day}日{method.punctual_by.removesuffix('报送') if several else ''}填报"
    if method.urged_after_days and day > closing and (day - closing).days > method.urged_after_days:
        return points(min(Fraction(method.urged_points), Fraction(method.punctual_weight))), (
            f"{done}，晚于{closing.month}月{closing.day}日超过{method.urged_after_days.normalize():f}天，按催报后报送计"
        )
    if day > closing:
        return late, f"{done}，晚于{closing.month}月{closing.day}日"
    return points(Fraction(method.punctual_weight)), f"{done}，按时"


def _evidence(method: Method, verdicts: Sequence[Verdict], returned: bool) -> tuple[Decimal, str]:
    if not returned:
        return _ZERO, "未收到可读的报表"
    claimed = [item.entry for item in verdicts if item.entry and item.entry.status is Status.DONE]
    if not claimed:
        return points(Fraction(method.evidence_weight)), "没有自报已完成的任务"
    evident = sum(has_evidence(entry.evidence) for entry in claimed)
    return (
        points(Fraction(method.evidence_weight) * evident / len(claimed)),
        f"自报完成{len(claimed)}项，合格{evident}项",
    )


def _material(
    method: Method, returns: Sequence[Return], problems: Mapping[str, Sequence[Problem]]
) -> tuple[Decimal, str]:
    if not returns:
        return _ZERO, "未收到可读的报表"
    files = {place.file for item in returns for place in (item.source, *item.registers)}
    own = counted_problems(returns, (problem for file in files for problem in problems.get(file, ())))
    refused = sum(item.level is Level.REFUSED for item in own)
    warned = sum(item.level is Level.WARNED for item in own)
    lost = Fraction(method.refused_deduction) * refused + Fraction(method.warned_deduction) * warned
    found = "、".join(f"{what}{count}处" for what, count in (("退回", refused), ("提醒", warned)) if count)
    left = Fraction(method.material_weight) - lost
    return points(max(Fraction(0), left) if method.capped else left), found or "没有退回、提醒"


def counted_problems(sent: Sequence[Return], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that count against the returns sent: those in one of their sheets, or in its file as a whole.

    What stands in the rows of another department, where several share a sheet, is that one's alone.
    """
    return _shared_out(sent, problems)[0]


def others_problems(sent: Sequence[Return], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in sheets of the returns sent that stand in rows of other departments."""
    return _shared_out(sent, problems)[1]


def _shared_out(sent: Sequence[Return], problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """(those that count, those of others) of the problems in sheets of the returns."""
    places = {(item.source.file, sheet) for item in sent for sheet in (item.source.sheet, "")}
    places |= {(sheet.file, sheet.sheet) for item in sent for sheet in item.registers}
    whose = {"", *(item.department for item in sent)}
    own: list[Problem] = []
    others: list[Problem] = []
    for item in problems:
        if (item.source.file, item.source.sheet) in places:
            (others if item.department not in whose and item.code[0] in _OF_ROWS else own).append(item)
    return tuple(own), tuple(others)


def _ranked(scores: Sequence[Score]) -> tuple[Score, ...]:
    """Ranks by total, equal totals sharing one; by rank, the unranked last."""
    counted = [item for item in scores if item.rank is not None]
    placed = zip(ranks([item.total for item in counted]), counted)
    return (
        *(replace(item, rank=rank) for rank, item in sorted(placed, key=lambda pair: pair[0])),
        *(item for item in scores if item.rank is None),
    )
