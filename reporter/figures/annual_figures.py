"""The figures of a year: what each is called, how it is reckoned, and its formula over the rows of 考核得分表."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..ledger.year_sheets import ADJUSTMENTS, COURSES, LOST, MONTHS, OBJECTIONS, PROOFS
from ..vocabulary.column_titles import (
    CLOSED,
    DEADLINE,
    DEDUCTION,
    DEDUCTION_ID,
    DRAFT_GRADE,
    DUE,
    DUTY_COUNT,
    EXTENSION,
    FILING,
    GRADE,
    HANDLING,
    LATE_MONTHS,
    MATTER,
    METHOD,
    NUMBER,
    PERIOD,
    POINTS,
    PROOF_ID,
    RANK,
    RULE,
    SCORE_NOTE,
    SETTING,
    TASK_ID,
    UNIT,
    UNREPORTED_MONTHS,
    VALUE,
    WHETHER_COUNTED,
)
from ..vocabulary.findings import Deduction
from ..vocabulary.method_sets import SETS_TITLE
from ..vocabulary.terms import Promptness
from .counted import departments, extension_of, rule, run
from .element_figures import working_day
from .formula import Calc, Compared, Count, Formula, Given, Term
from .operations import MONTH_NUMBER, day_in, joined, period_in, shown_number
from .origin import Figure, Origin, Typed
from .quotes import quoted_from
from .year_filings import filings_of
from .year_ledger import YearLedger, YearRows
from .year_scores import deducted, lost_by
from .year_tasks import FAILED

_VETOED = (ADJUSTMENTS, ((POINTS, Compared("含", Given("否决"))), (WHETHER_COUNTED, ("计入",))))


# --- departments ----------------------------------------------------------------------------------------------------

as_of = Figure("核定日", "命令中 --as-of 指定，未指定的取最后一个月的最后一天", lambda ledger: ledger.as_of, run)
busy = departments("参评单位数", "承担任务的单位数", (DUTY_COUNT, Compared(">", Given(0))))
ranked = departments("参评数", "参加排名的单位数", of=lambda ledger: ((DRAFT_GRADE, ledger.plan.method.grades),))
commended = departments(
    "表扬单位数",
    "等次为最高一等、各月按时报送、没有未按要求完成的任务、没有一票否决的单位数",
    of=lambda ledger: (
        (GRADE, ledger.plan.method.grades[:1]),
        (UNREPORTED_MONTHS, Compared("=", Given(0))),
        (LATE_MONTHS, Compared("=", Given(0))),
    ),
    having=lambda _: ((False, *_VETOED), (False, COURSES, FAILED)),
)
vetoed = departments("一票否决单位数", "「加减分明细」中有计入的一票否决的单位数", having=lambda _: ((True, *_VETOED),))
top = departments("第一名单位数", "名次为1的单位数", (RANK, Compared("=", Given(1))))
objecting = departments("异议单位数", "提出异议的单位数", having=lambda _: ((True, OBJECTIONS, ((MATTER, ()),)),))
score_cell = Figure(
    "{0}{1}", "考核得分表「得分」的“{1}”", lambda ledger, name, title: ledger.score(name, title), lost_by
)
"""A cell of a department's row of 「得分」."""
explained = Figure(
    f"{{0}}{SCORE_NOTE}",
    f"考核得分表「得分」的“{SCORE_NOTE}”",
    lambda ledger, name, printed: quoted_from(ledger.score(name, SCORE_NOTE), printed, ledger.books),
    lost_by,
)
answer_day = working_day("异议截止日", "异议截止工作日")


def moved(ledger: YearLedger, name: str, title: str, stayed: bool) -> Origin:
    """「3→2」, or the one that stayed."""
    before, after = ledger.score(name, f"征求意见稿{title}"), ledger.score(name, title)
    return Origin(
        name=f"{name}{title}变动",
        how="考核得分表「得分」中征求意见稿与定稿相比",
        typed=ledger.lost_by(name),
        formula=after if stayed else joined(before, "→", after),
    )


def method_set(ledger: YearLedger, name: str) -> Origin:
    """A set of rules in force."""
    cell = ledger.cell(METHOD, next(ledger.master_rows(METHOD, SETTING, SETS_TITLE)), VALUE)
    return Origin(
        name=SETS_TITLE,
        how="任务总表「考核办法」",
        formula=quoted_from(cell, name, ledger.books),
        typed=(ledger.at(cell),),
    )


def grade_line(ledger: YearRows, label: str) -> Origin:
    """The total at which a grade begins."""
    return rule(ledger, f"{label}线")


# --- duties ---------------------------------------------------------------------------------------------------------

open_departments = Figure(
    "任务{0}未完成单位数",
    "「各月亮灯」中该任务期末没有按要求完成的单位个数",
    lambda ledger, task_id: ledger.duties((TASK_ID, Compared("=", ledger.task(task_id, TASK_ID))), *FAILED),
)


def task_deadline(ledger: YearLedger, task_id: str, name: str) -> Origin:
    """The task's own deadline, from a duty that was not put off; else from what 延期 says `name` was put off from."""
    duties = [item.duty for item in ledger.year.months[-1].verdicts if item.duty.task.id == task_id]
    plain = next((item.department for item in duties if not item.extension), "")
    return Origin(
        name=f"任务{task_id}完成时限",
        how="任务总表「任务」的完成时间",
        formula=ledger.course(plain, task_id, DEADLINE)
        if plain
        else day_in(ledger.course(name, task_id, EXTENSION), ledger.books),
        typed=ledger.task_source(task_id, DUE),
    )


put_off_to = Figure(
    "任务{1}延期后的时限",
    "任务总表「延期」中经批准的时限",
    lambda ledger, name, task_id: ledger.course(name, task_id, DEADLINE),
    extension_of,
)
extended = Figure(
    "任务{1}{2}",
    put_off_to.how,
    lambda ledger, name, task_id, title, printed: quoted_from(
        ledger.course(name, task_id, title), printed, ledger.books
    ),
    lambda ledger, _, task_id, *__: ledger.task_source(task_id, DUE),
)
"""The deadline of a duty that was put off, or where that was approved."""


# --- rows that are counted ------------------------------------------------------------------------------------------


def _objected(ledger: YearRows) -> tuple[Typed, ...]:
    return tuple(item for place, _ in enumerate(ledger.plan.objections, 1) for item in ledger.objected(place, MATTER))


closed = Figure("销号数", "「各月亮灯」中已办结销号的行数", lambda _: Count(COURSES, ((CLOSED, ()),)), run)
proofs = Figure("佐证数", "「佐证目录」的行数", lambda _: Count(PROOFS, ((PROOF_ID, ()),)), run)
extensions = Figure("延期数", "「各月亮灯」中经批准延期的行数", lambda _: Count(COURSES, ((EXTENSION, ()),)), run)
objections = Figure("异议数", "「异议处理」的行数", lambda _: Count(OBJECTIONS, ((NUMBER, ()),)), _objected)
accepted = Figure(
    "采纳数",
    "处理情况为已计入定稿或定稿时计入的行数",
    lambda _: Count(OBJECTIONS, ((NUMBER, ()), (HANDLING, ("已计入定稿", "定稿时计入")))),
    _objected,
)
undecided_objections = Figure(
    "待处理异议数",
    "处理情况为尚未处理的行数",
    lambda _: Count(OBJECTIONS, ((NUMBER, ()), (HANDLING, ("尚未处理",)))),
    _objected,
)
objection = Figure(
    "异议{0}的{1}",
    "任务总表「异议」",
    lambda ledger, place, title, printed: quoted_from(ledger.objection(place, title), printed, ledger.books),
    lambda ledger, place, title, _: ledger.objected(place, title),
)
"""A cell of an objection's row, objections counted from 1."""


# --- deductions -----------------------------------------------------------------------------------------------------


def _of_part(ledger: YearRows, name: str, part: str, *_: object) -> tuple[Typed, ...]:
    return ledger.lost_by(name, part)


deductions = Figure("扣分处数", "「扣分明细」的行数", lambda _: Count(LOST, ((UNIT, ()),)))
part_deductions = Figure(
    "{0}扣分处数", "「扣分明细」中该项各条的条数", lambda _, part: Count(LOST, ((SETTING, (part,)),))
)
part_lost = Figure(
    "{0}扣分合计",
    "「扣分明细」中该项各条扣分之和",
    lambda _, part: Count(LOST, ((SETTING, (part,)),), summed=DEDUCTION),
)
own_part_deductions = Figure(
    "{0}{1}扣分处数",
    "「扣分明细」中该单位该项的条数",
    lambda ledger, name, part: Count(LOST, (ledger.named(name), (SETTING, (part,)))),
    _of_part,
)
own_deductions = Figure(
    "{0}扣分处数",
    "「扣分明细」中该单位的条数",
    lambda ledger, name: Count(LOST, (ledger.named(name), (DEDUCTION_ID, ()))),
    lost_by,
)
own_whole = Figure("{0}扣分合计", "「扣分明细」中该单位各条扣分之和", deducted, lost_by)
own_lost = Figure("{0}{1}扣分", own_whole.how, deducted, _of_part)
own_all_lost = Figure("{0}扣分", own_whole.how, deducted, lost_by)
own_lost_in_places = Figure(
    "{0}{1}扣分",
    "「扣分明细」中该单位该项各条扣分之和、条数",
    lambda ledger, name, part: joined(
        shown_number(deducted(ledger, name, part), 2),
        "\n",
        "（",
        own_part_deductions.formula(ledger, name, part),
        "处）",
    ),
    _of_part,
)
"""「40.53（11处）」: what a department lost in one part, and in how many places."""


def own_filings(ledger: YearRows, name: str, kinds: Iterable[str]) -> Origin:
    """「迟报2次、未报送1次」."""
    parts: list[Formula | str] = []
    for kind in kinds:
        parts += ["、", kind, filings_of(ledger, name, (kind,)).formula, "次"]
    return Origin(
        name=f"{name}报送情况",
        how="「各月得分」中该单位各种报送情况的月数",
        formula=joined(*parts[1:]),
        typed=ledger.filed(name, tuple(kinds)),
    )


def because(ledger: YearLedger, name: str, part: str, printed: str) -> Origin:
    """What one part of a department's score was reckoned from."""
    number = Count(MONTHS, (ledger.named(name), (FILING, tuple(Promptness))))
    made = joined(number, "个月得分的平均值")
    if made.value(ledger.books) != printed:
        made = quoted_from(ledger.score(name, SCORE_NOTE), printed, ledger.books)
    return Origin(
        name=f"{name}{part}计分依据",
        how="考核得分表「得分」「各月得分」",
        formula=made,
        typed=ledger.lost_by(name, part),
    )


def deduction_cell(ledger: YearLedger, item: Deduction, title: str, printed: object) -> Origin:
    """A cell of a deduction's row of 「扣分明细」; of its month the month's number."""
    cell = ledger.deduction(item, title)
    formula = quoted_from(cell, printed, ledger.books)
    if title == PERIOD and item.period:
        formula = joined(Calc(MONTH_NUMBER, (period_in(cell, ledger.books),)), "月")
    return _of_deduction(ledger, item, title, formula)


def deduction_numbers(ledger: YearLedger, items: Sequence[Deduction]) -> Origin:
    """The numbers of some deductions, 「质-1-09、质-1-10」."""
    cells: list[Formula | str] = [part for item in items for part in ("、", ledger.deduction(item, DEDUCTION_ID))]
    return Origin(
        name=DEDUCTION_ID,
        how="考核得分表「扣分明细」中同一规则的各条",
        formula=joined(*cells[1:]),
        typed=ledger.deducted(items),
    )


def _by_rule(ledger: YearRows, name: str, part: str, rule: str) -> tuple[Term, ...]:
    return ledger.named(name), (SETTING, (part,)), (RULE, (rule,))


own_rule_deductions = Figure(
    "{0}{1}同一规则扣分处数",
    "「扣分明细」中该单位该项、规则为“{2}”的条数",
    lambda ledger, *of: Count(LOST, _by_rule(ledger, *of)),
    _of_part,
)
own_rule_lost = Figure(
    "{0}{1}同一规则扣分",
    "「扣分明细」中该单位该项、规则为“{2}”的各条扣分之和",
    lambda ledger, *of: Count(LOST, _by_rule(ledger, *of), summed=DEDUCTION),
    _of_part,
)


def _of_deduction(ledger: YearLedger, item: Deduction, title: str, formula: Formula) -> Origin:
    return Origin(
        name=f"{item.number}的{title}",
        how=f"考核得分表「扣分明细」的{title}",
        formula=formula,
        typed=ledger.deducted((item,)),
    )
