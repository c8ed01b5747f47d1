"""The parts of a department's score reckoned again from 「单位明细」, 「问题清单」 and the rules in force (contract,
section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..assess.score import counted_problems, others_problems
from ..ledger.duty_sheet import DUTIES, FIT, UNFIT
from ..ledger.month_sheets import PROBLEMS
from ..ledger.sheet_rows import Value
from ..vocabulary.cell_address import position
from ..vocabulary.column_titles import (
    ADJUSTMENT,
    CODE,
    EVIDENCE_FOUND,
    EVIDENCE_SCORE,
    FILE,
    FILED_ON,
    FILING,
    LAMP,
    LEVEL,
    MATERIAL,
    PUNCTUALITY,
    QUALITY,
    REASON,
    SCORE_NOTE,
    SHEET,
    TASK_ID,
    UNIT,
)
from ..vocabulary.findings import PARTS
from ..vocabulary.method import TITLES
from ..vocabulary.model import Lamp, Return
from ..vocabulary.problems import Level
from ..vocabulary.terms import Promptness
from .counted import rule
from .formula import Calc, Cell, Compared, Count, Formula, Given, Operation
from .ledger_rows import STANDING, Ledger
from .ledger_sheets import Sheets
from .month_figures import closing
from .operations import half_up, joined, less, points_in, rounded, sum_of, times
from .origin import Figure, Origin, Typed
from .quotes import quoted_from
from .shared_figures import RANKED, WEIGHTS, rank_of, total_of

_KEYS = {part: key for key, part in PARTS}


def _ratio(weight: Decimal, part: Decimal, whole: Decimal, otherwise: Value) -> Value:
    if not whole:
        return otherwise
    return half_up(Fraction(weight) * Fraction(part) / Fraction(whole), 2)


def _filed(
    filing: str,
    weight: Decimal,
    day: dt.date | None,
    closing: dt.date,
    urged_after: int,
    urged: Decimal,
    late: Decimal,
) -> Value:
    if filing == Promptness.ON_TIME:
        return weight
    if filing != Promptness.LATE:
        return 0
    if urged_after and day and (day - closing).days > urged_after:
        return min(urged, weight)
    return min(late, weight)


_RATIO = Operation("IF({2}=0,{3},ROUND(({0})*({1})/({2}),2))", _ratio)
_FILED = Operation(
    f'IF({{0}}="{Promptness.ON_TIME}",{{1}},IF({{0}}<>"{Promptness.LATE}",0,'
    'IF(AND({4}>0,{2}<>"",N({2})-N({3})>{4}),MIN({5},{1}),MIN({6},{1}))))',
    _filed,
)
_CAPPED = Operation("IF({1}=0,{0},MAX(0,{0}))", lambda left, capped: max(left, 0) if capped else left)
_IF_FILED = Operation(
    f'IF(OR({{0}}="{Promptness.ON_TIME}",{{0}}="{Promptness.LATE}"),{{1}},0)',
    lambda filing, value: value if filing in (Promptness.ON_TIME, Promptness.LATE) else 0,
)


def score_part(ledger: Ledger, department: str, part: str) -> Origin:
    """The points of one part."""
    formula, how, typed = _MAKERS[part](ledger, department)
    because = ledger.found.department(department).score.because.get(_KEYS[part], "")
    return Origin(
        name=f"{department}{part}", how=how + (f"；{because}" if because else ""), formula=formula, typed=typed
    )


score_total = Figure(
    "{0}总分",
    f"{'、'.join(_KEYS)}之和",
    total_of,
    lambda ledger, name: tuple(item for part in _KEYS for item in _MAKERS[part](ledger, name)[2][:2]),
)
score_rank = Figure("{0}名次", RANKED, rank_of, lambda ledger, name: ledger.filed(name))


Made = tuple[Formula, str, tuple[Typed, ...]]


_CREDITS = {
    Lamp.GREEN: TITLES["green_credit"],
    Lamp.YELLOW: TITLES["yellow_credit"],
    Lamp.RED: TITLES["red_credit"],
}


def _quality(ledger: Ledger, department: str) -> Made:
    lamps = {lamp: ledger.duties(ledger.named(department), ledger.lamp(lamp)) for lamp in _CREDITS}
    credit = sum_of(*(times(count, ledger.setting(_CREDITS[lamp])) for lamp, count in lamps.items()))
    counted = sum_of(*lamps.values())
    formula = Calc(_RATIO, (ledger.setting(WEIGHTS[QUALITY]), credit, counted, Given(0)))
    lost = [row for lamp in (Lamp.RED, Lamp.YELLOW) for row in lamps[lamp].hits(ledger.books)]
    rows = (*lost, *lamps[Lamp.GREEN].hits(ledger.books))
    return (
        formula,
        "分值 ×（绿灯数×绿灯系数＋黄灯数×黄灯系数＋红灯数×红灯系数）÷ 计分任务数，保留两位小数" + _losing(ledger, lost),
        ledger.wrote_in(rows, "status") or ledger.filed(department),
    )


def _losing(ledger: Ledger, rows: Sequence[int]) -> str:
    """The duties that cost points, with their rows of 「单位明细」."""
    page = ledger.books[DUTIES]
    told = [f"{page.at(row, page.columns[TASK_ID])}{page.at(row, page.columns[LAMP])}（第{row}行）" for row in rows[:8]]
    return f"；失分任务{len(rows)}项：{'、'.join(told)}{'等' if len(rows) > 8 else ''}" if rows else ""


def _punctuality(ledger: Ledger, department: str) -> Made:
    formula = Calc(
        _FILED,
        (
            ledger.score(department, FILING),
            ledger.setting(WEIGHTS[PUNCTUALITY]),
            ledger.score(department, FILED_ON),
            closing.formula(ledger),
            ledger.setting(TITLES["urged_after_days"]),
            ledger.setting(TITLES["urged_points"]),
            ledger.setting(TITLES["late_points"]),
        ),
    )
    return (
        formula,
        "按时报送得满分，迟报得“迟报得分”（超过催报天数得“催报后得分”），未报送得0分",
        ledger.filed(department),
    )


def _evidence(ledger: Ledger, department: str) -> Made:
    own = ledger.named(department)
    claimed, evident = (
        ledger.duties(own, (EVIDENCE_FOUND, (FIT, UNFIT))),
        ledger.duties(own, (EVIDENCE_FOUND, (FIT,))),
    )
    weight = ledger.setting(WEIGHTS[EVIDENCE_SCORE])
    formula = Calc(_IF_FILED, (ledger.score(department, FILING), Calc(_RATIO, (weight, evident, claimed, weight))))
    return (
        formula,
        "分值 × 佐证合格的项数 ÷ 自报已完成的项数，没有自报已完成的得满分，未报送得0分",
        ledger.wrote_in(claimed.hits(ledger.books), "evidence") or ledger.filed(department),
    )


def _material(ledger: Ledger, department: str) -> Made:
    sent = [item for item in ledger.month.returns if item.department == department]
    counted = counted_problems(sent, ledger.month.problems)
    pages = dict.fromkeys((item.source.file, item.source.sheet) for item in counted)
    page = ledger.books[PROBLEMS]
    lost: list[Formula] = []
    for level, title in ((Level.REFUSED, TITLES["refused_deduction"]), (Level.WARNED, TITLES["warned_deduction"])):
        counts = [
            Count(
                PROBLEMS,
                (
                    (FILE, Compared("=", ledger.cell(PROBLEMS, row, FILE))),
                    (SHEET, Compared("=", ledger.cell(PROBLEMS, row, SHEET))),
                    (LEVEL, (str(level),)),
                    STANDING,
                ),
            )
            for file, sheet in pages
            for row in (page.row((FILE, file), (SHEET, sheet or None)),)
        ]
        if counts:
            others = _of_others(ledger, sent, level)
            own = less(sum_of(*counts), others) if others else sum_of(*counts)
            lost.append(times(own, ledger.setting(title)))
    left = less(ledger.setting(WEIGHTS[MATERIAL]), *lost) if lost else ledger.setting(WEIGHTS[MATERIAL])
    formula = Calc(
        _IF_FILED, (ledger.score(department, FILING), Calc(_CAPPED, (left, ledger.setting(TITLES["capped"]))))
    )
    typed = tuple(
        Typed(item.source, item.content) for item in counted if item.level is not Level.NOTED and item.source.cell
    )
    return (
        formula,
        "分值 − 退级问题数×退回扣分 − 警级问题数×提醒扣分（见台账「问题清单」），未报送得0分",
        typed or ledger.filed(department),
    )


def _of_others(ledger: Ledger, sent: Sequence[Return], level: Level) -> Formula | None:
    """How many problems of a level stand in a shared sheet, in rows of other departments; None where none do."""
    others = [item for item in others_problems(sent, ledger.month.problems) if item.level is level]
    if not others:
        return None
    names, codes = (tuple(dict.fromkeys(words)) for words in zip(*((item.department, item.code) for item in others)))
    files, sheets = (tuple(dict.fromkeys(words)) for words in zip(*((x.source.file, x.source.sheet) for x in others)))
    terms = ((FILE, files), (SHEET, sheets), (LEVEL, (str(level),)), (UNIT, names), (CODE, codes))
    return Count(PROBLEMS, (*terms, STANDING))


def _adjustment(ledger: Ledger, department: str) -> Made:
    own = [
        item
        for item in ledger.plan.adjustments
        if item.department == department and item.period == ledger.month.period and item.source.cell
    ]
    cells = [Cell(ADJUSTMENT, *position(item.source.cell)) for item in own]
    given = [points_in(cell, ledger.books) for cell in cells]
    counted = [item for item in given if not isinstance(item, Given)]
    formula = rounded(sum_of(*counted), 2) if counted else ledger.score(department, ADJUSTMENT)
    typed = tuple(typed for cell in cells for typed in (ledger.at(cell), *ledger.listed(ADJUSTMENT, cell.row, REASON)))
    return (
        formula,
        "任务总表「加减分」中该单位本月各行之和" if cells else "任务总表「加减分」中该单位本月没有记录，记0分",
        typed or ledger.department_source(department, UNIT),
    )


_MAKERS: Mapping[str, Callable[[Ledger, str], Made]] = {
    QUALITY: _quality,
    PUNCTUALITY: _punctuality,
    EVIDENCE_SCORE: _evidence,
    MATERIAL: _material,
    ADJUSTMENT: _adjustment,
}


def score_because(ledger: Ledger, department: str, part: str, printed: str) -> Origin:
    """What one part of the score was reckoned from: a part of 计分说明."""
    made = score_part(ledger, department, part)
    return replace(
        made,
        name=f"{department}{part}的依据",
        formula=quoted_from(ledger.score(department, SCORE_NOTE), printed, ledger.books),
    )


def weighted(ledger: Sheets, part: str) -> Origin:
    """A heading with the weight of its part: 完成质量（70分）."""
    weight = rule(ledger, WEIGHTS[part])
    return replace(weight, formula=joined(part, "\n", "（", weight.formula, "分）"))
