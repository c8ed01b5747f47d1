"""A department's score of the year reckoned again: parts from the months or from the deductions, then total and
rank."""

from __future__ import annotations

from ..ledger.year_sheets import LOST, MONTHS, SCORES
from ..vocabulary.findings import EVIDENCE, MATERIAL, PARTS, PUNCTUALITY, QUALITY
from .formula import Calc, Count, Formula, Rank
from .operations import MEAN, less, rounded, sum_of
from .origin import Origin
from .year_ledger import YearRows

WEIGHTS = {part: f"{part}分值" for part in (QUALITY, PUNCTUALITY, EVIDENCE, MATERIAL)}


def full_marks(ledger: YearRows) -> Origin:
    """满分: the four weights."""
    return Origin(
        name="满分",
        how="、".join(WEIGHTS.values()) + "之和",
        formula=sum_of(*map(ledger.setting, WEIGHTS.values())),
        typed=tuple(typed for title in WEIGHTS.values() for typed in ledger.rule_source(title)),
    )


def deducted(ledger: YearRows, department: str, part: str = "") -> Count:
    """The points a department lost, in one part alone when told."""
    terms = (ledger.named(department), *([("项目", (part,))] if part else []))
    return Count(LOST, terms, summed="扣分")


def part_points(ledger: YearRows, department: str, part: str) -> Origin:
    """The points of one part."""
    cell = ledger.score(department, part)
    own = (ledger.named(department), ("报送期", ()))
    mean = Calc(MEAN, (Count(MONTHS, own, summed=part), Count(MONTHS, own)))
    formula: Formula
    if part not in WEIGHTS:
        formula, how = cell, "考核期内该单位各条加减分之和（台账「加减分明细」），加分按上限计"
    elif (
        part == QUALITY
        and ledger.plan.method.year_quality == 1
        and ledger.score(department, "计分任务").value(ledger.books)
    ):
        formula, how = (
            less(ledger.setting(WEIGHTS[part]), deducted(ledger, department, part)),
            "分值减去「扣分明细」中该项各条扣分",
        )
    elif part == QUALITY and ledger.plan.method.year_quality == 1:
        formula, how = cell, "没有计分的任务"
    else:
        formula, how = mean, "考核期各月得分的平均值，保留两位小数"
    return Origin(name=f"{department}{part}", how=how, formula=formula, typed=ledger.lost_by(department, part))


def year_total(ledger: YearRows, department: str, draft: bool = False) -> Origin:
    """总分: the printed parts, in the final version with what objections changed."""
    cells = [ledger.score(department, part) for _, part in PARTS]
    granted = [] if draft else [ledger.score(department, "异议调整")]
    return Origin(
        name=f"{department}总分",
        how="五项得分之和" + ("" if draft else "，加异议调整"),
        formula=rounded(sum_of(*cells, *granted), 2),
        typed=ledger.lost_by(department),
    )


def year_rank(ledger: YearRows, department: str, draft: bool = False) -> Origin:
    """名次 by total."""
    total, grade = ("征求意见稿总分", "征求意见稿等次") if draft else ("总分", "等次")
    formula = Rank(SCORES, total, ledger.score(department, total), (grade, ledger.plan.method.grades))
    return Origin(
        name=f"{department}名次",
        how="总分高于该单位的单位数加1，同分同名次",
        formula=formula,
        typed=ledger.lost_by(department),
    )
