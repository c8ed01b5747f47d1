"""The figures that the month and the year have alike, over the rows of either."""

from __future__ import annotations

from ..vocabulary.column_titles import EVIDENCE_SCORE, GRADE, MATERIAL, PUNCTUALITY, QUALITY, TOTAL
from ..vocabulary.findings import PARTS
from ..vocabulary.method import TITLES
from .counted import BY_DUTY, departments, own_part
from .formula import Calc, Count, Formula, Rank, Term
from .ledger_sheets import Sheets
from .operations import MEAN, rounded, sum_of
from .origin import Figure

WEIGHTS = {
    QUALITY: TITLES["quality_weight"],
    PUNCTUALITY: TITLES["punctual_weight"],
    EVIDENCE_SCORE: TITLES["evidence_weight"],
    MATERIAL: TITLES["material_weight"],
}
"""The parts of a score that have a weight → the rule of 「考核办法」 that gives it."""


def rank_of(ledger: Sheets, department: str, total: str = TOTAL, grade: str = GRADE) -> Formula:
    """名次 of a department: one more than those with a larger total, of all that have a grade."""
    return Rank(ledger.score_page, total, ledger.score(department, total), (grade, ledger.plan.method.grades))


def total_of(ledger: Sheets, department: str, *more: str) -> Formula:
    """总分 of a department: its printed parts, and what stands below these titles."""
    return rounded(sum_of(*(ledger.score(department, title) for title in (*dict(PARTS).values(), *more))), 2)


ON_TIME = "按时报送"
"""What documents call a return that the ledgers call 按时."""
TASK_TOTAL, TASK_DONE, TASK_SHARE = "任务总数", "任务完成数", "任务完成率"
UNDECIDED_TITLES = "待明确称谓"
RANKED = "总分高于该单位的单位数加1，同分同名次"


def _mean(ledger: Sheets) -> Formula:
    ranked: tuple[Term, ...] = ((GRADE, ledger.plan.method.grades),)
    return Calc(MEAN, (Count(ledger.score_page, ranked, summed=TOTAL), Count(ledger.score_page, ranked)))


every_department = departments("单位总数", "任务总表「单位」的行数")
grade = departments("{0}单位数", "等次为{0}的单位数", of=lambda _, label: ((GRADE, (label,)),))
mean = Figure("平均分", "参加排名的各单位总分之和 ÷ 单位数，保留两位小数", _mean)
full_marks = Figure(
    "满分",
    f"{'、'.join(WEIGHTS.values())}之和",
    lambda ledger: sum_of(*map(ledger.setting, WEIGHTS.values())),
    lambda ledger: tuple(typed for title in WEIGHTS.values() for typed in ledger.rule_source(title)),
)
own_duties = own_part(
    "{0}承担任务数",
    BY_DUTY + "{0}承担的项数",
    Figure(
        "各单位承担任务数", "各单位承担的项数之和", lambda ledger: Count(ledger.duty_page, ((ledger.judged_title, ()),))
    ),
)
