"""A department's score of the year reckoned again: parts from the months or from the deductions, then total and
rank."""

from __future__ import annotations

from ..ledger.year_sheets import LOST, MONTHS
from ..vocabulary.column_titles import (
    DEDUCTION,
    FILING,
    OBJECTION_POINTS,
    SCORED_COUNT,
    SETTING,
)
from ..vocabulary.findings import QUALITY
from ..vocabulary.terms import Promptness
from .formula import Calc, Count, Formula
from .operations import MEAN, less
from .origin import Figure, Origin, Typed
from .shared_figures import RANKED, WEIGHTS, rank_of, total_of
from .year_ledger import YearRows


def lost_by(ledger: YearRows, department: str, *_: object) -> tuple[Typed, ...]:
    """The cells that a department's deductions rest on."""
    return ledger.lost_by(department)


def deducted(ledger: YearRows, department: str, part: str = "") -> Count:
    """The points a department lost, in one part alone when told."""
    terms = (ledger.named(department), *([(SETTING, (part,))] if part else []))
    return Count(LOST, terms, summed=DEDUCTION)


def part_points(ledger: YearRows, department: str, part: str) -> Origin:
    """The points of one part."""
    cell = ledger.score(department, part)
    own = (ledger.named(department), (FILING, tuple(Promptness)))
    formula: Formula = cell
    if part not in WEIGHTS:
        how = "考核期内该单位各条加减分之和（台账「加减分明细」），加分按上限计"
    elif part != QUALITY or ledger.plan.method.year_quality != 1:
        formula = Calc(MEAN, (Count(MONTHS, own, summed=part), Count(MONTHS, own)))
        how = "考核期各月得分的平均值，保留两位小数"
    elif ledger.score(department, SCORED_COUNT).value(ledger.books):
        formula = less(ledger.setting(WEIGHTS[part]), deducted(ledger, department, part))
        how = "分值减去「扣分明细」中该项各条扣分"
    else:
        how = "没有计分的任务"
    return Origin(name=f"{department}{part}", how=how, formula=formula, typed=ledger.lost_by(department, part))


year_total = Figure(
    "{0}总分",
    "五项得分之和，加异议调整",
    lambda ledger, name: total_of(ledger, name, OBJECTION_POINTS),
    lost_by,
)
year_rank = Figure("{0}名次", RANKED, rank_of, lost_by)
