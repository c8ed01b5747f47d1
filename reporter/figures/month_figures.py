"""The figures of a month: what each is called, how it is reckoned, and its formula over the ledger's rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..ledger.duty_sheet import DUTIES
from ..ledger.month_sheets import PROBLEMS, TASKS
from ..vocabulary.cell_address import position
from ..vocabulary.column_titles import (
    ARRANGEMENT,
    AS_OF,
    BECAUSE,
    CLOSING,
    DEADLINE,
    EXPECTED_ON,
    FILED_ON,
    FILING,
    GRADE,
    LAMP,
    LEVEL,
    LIST,
    MISSING_OWNERS,
    MONTHLY_LAMPS,
    NARRATIVE,
    NEXT_STEPS,
    OWNERS,
    PERIOD,
    REMEDY,
    REPORTED_LAMPS,
    STATE,
    TASK_ID,
    UNDECIDED,
    UNIT,
)
from ..vocabulary.method import GRADES
from ..vocabulary.model import Lamp, State
from ..vocabulary.terms import Promptness
from .counted import BY_DUTY, departments, duties, duty_cell, leader, own_part, run, share, tasks
from .element_figures import working_day
from .formula import Calc, Cell, Compared, Count, Formula, Given, Term
from .ledger_rows import STANDING, Ledger, MonthRows
from .ledger_sheets import DONE
from .operations import (
    DAY,
    DAY_IN_MONTH,
    MONTH,
    YEAR,
    day_in,
    days_between,
    joined,
    middle,
    next_month,
    number_in,
    sum_of,
)
from .origin import Figure, Origin, Typed
from .quotes import quoted_from
from .shared_figures import TASK_DONE, TASK_SHARE, TASK_TOTAL, UNDECIDED_TITLES
from .shared_findings import DUE_TODAY, NOT_JUDGED, short_name, state_term

JUDGED_BY = ("status", "progress", "done_on", "evidence", "count")
"""The columns of the progress sheet that a verdict rests on."""

_TRACK_STATES = tuple(str(state) for state in State if state is not State.DUE_SOON)
_DONE_TERM: Term = (STATE, DONE)
_DONE = "核定状态为已完成或逾期完成的项数"
_RED: Term = (LAMP, (str(Lamp.RED),))
_REFUSED: Term = (LEVEL, ("退",))


def _in_state(_: MonthRows, label: object) -> tuple[Term, ...]:
    return (state_term(label),)


def _busy(*_: object) -> tuple[tuple[bool, str, tuple[Term, ...]], ...]:
    """That a department has a duty."""
    return ((True, DUTIES, ((LAMP, ()),)),)


# --- by task --------------------------------------------------------------------------------------------------------


def _of_list(ledger: MonthRows, key: str) -> tuple[Term, ...]:
    rows = next((rows for value, rows in ledger.books[TASKS].grouped(LIST).items() if str(value) == key), None)
    return ((LIST, Compared("=", ledger.cell(TASKS, rows[0], LIST)) if rows else (key,)),)


def _task_bears(_: MonthRows, label: str) -> tuple[Term, ...]:
    return ((LAMP, (label.removesuffix("灯"),)),)


task_total = tasks(TASK_TOTAL, "任务总表「任务」的行数")
task_done = tasks(TASK_DONE, f"{_DONE}（全部责任单位完成的方为完成）", _DONE_TERM)
task_done_share = share(TASK_SHARE, task_done, task_total)
task_lamp = tasks("{0}任务数", "亮{0}的项数（取各责任单位中最差的一个）", of=_task_bears)
task_state = tasks("{0}任务数", "核定状态为{0}的项数", of=_in_state)
list_done = tasks("清单完成数", "该清单已完成的项数", _DONE_TERM, of=_of_list)
list_tasks = tasks("清单任务数", "该清单的项数", of=_of_list)
list_lamp = tasks(
    "{1}任务数",
    "亮{1}的项数（取各责任单位中最差的一个）",
    of=lambda ledger, key, label: (*_task_bears(ledger, label), *_of_list(ledger, key)),
)
partly_returned = tasks(
    "任务缺报数",
    "有责任单位未报送、其他单位已报送或以前已完成的项数",
    (MISSING_OWNERS, ()),
    (REPORTED_LAMPS, ()),
)
undecided = tasks("待明确责任单位任务数", "任务台账中写有待明确责任单位的项数", (UNDECIDED, ()))


def _of_task(ledger: MonthRows, task_id: str, *more: Term) -> Formula:
    return Count(DUTIES, ((TASK_ID, Compared("=", ledger.task(task_id, TASK_ID))), *more))


def _reported(ledger: Ledger, task_id: str, deciding: bool = False) -> tuple[Typed, ...]:
    row = ledger.books[TASKS].row((TASK_ID, task_id))
    return ledger.reported((row,), deciding=deciding) or ledger.task_source(task_id, OWNERS)


task_owners = Figure(
    "任务{0}责任单位数",
    "台账「单位明细」中该任务的单位个数",
    lambda ledger, task_id: _of_task(ledger, task_id, (LAMP, ())),
    _reported,
)
task_owners_done = Figure(
    "任务{0}已完成单位数",
    "台账「单位明细」中该任务核定状态为已完成或逾期完成的单位个数",
    lambda ledger, task_id: _of_task(ledger, task_id, _DONE_TERM),
    lambda ledger, task_id: _reported(ledger, task_id, deciding=True),
)


def undecided_title(ledger: MonthRows, name: str) -> Origin:
    """A title that stands for nobody yet, in quotation marks."""
    task = next(task for task in ledger.plan.undecided if name in task.undecided)
    cell = ledger.task(task.id, UNDECIDED)
    return Origin(
        name=UNDECIDED_TITLES,
        how="任务总表「任务」责任部门中没有指明单位的称谓",
        formula=joined("“", quoted_from(cell, name, ledger.books), "”"),
        typed=ledger.task_source(task.id, OWNERS),
    )


# --- by department's duty -------------------------------------------------------------------------------------------


def _bears(ledger: MonthRows, label: str) -> tuple[Term, ...]:
    return (ledger.lamp(label.removesuffix("灯")),)


duty_total = duties(f"{UNIT}{TASK_TOTAL}", "台账「单位明细」的行数")
duty_done = duties(f"{UNIT}{TASK_DONE}", _DONE, _DONE_TERM)
duty_done_share = share(f"{UNIT}{TASK_SHARE}", duty_done, duty_total)
duty_lamp = duties("{0}单位任务数", "亮{0}的项数", of=_bears)
duty_state = duties("{0}单位任务数", "核定状态为{0}的项数", of=_in_state)


# --- departments ----------------------------------------------------------------------------------------------------

expected = departments("应报送数", "承担任务的单位数", having=_busy)
returned = departments(
    "已报送单位数", "承担任务、收到可读报表的单位数", (FILING, (Promptness.ON_TIME, Promptness.LATE)), having=_busy
)
filing = departments(
    "{0}单位数",
    "承担任务、台账「单位得分」中报送情况为{1}的单位数",
    of=lambda _, label, kind: ((FILING, (kind,)),),
    having=_busy,
)
commended = departments(
    "表扬单位数",
    "等次为优秀、按时报送、没有红灯、没有退回和提醒、黄灯仅为临近时限、没有当天到期而未完成的任务的单位数",
    (GRADE, GRADES[:1]),
    (FILING, (Promptness.ON_TIME,)),
    having=lambda ledger: (
        (False, DUTIES, (_RED,)),
        (False, DUTIES, (ledger.lamp(Lamp.YELLOW), (STATE, _TRACK_STATES))),
        (False, DUTIES, DUE_TODAY.terms),
        (False, PROBLEMS, ((LEVEL, ("退", "警")), STANDING)),
    ),
)
red_departments = departments("红灯单位数", "有红灯任务的单位数", having=lambda _: ((True, DUTIES, (_RED,)),))
refused = Figure(
    "退回修改处数",
    "台账「问题清单」中级别为退、计入的条数",
    lambda _: Count(PROBLEMS, (_REFUSED, STANDING, (REMEDY, ()), (UNIT, ()))),
)
refused_departments = departments(
    "退回修改单位数", "有退回内容的单位数", having=lambda _: ((True, PROBLEMS, (_REFUSED, STANDING)),)
)


# --- one department -------------------------------------------------------------------------------------------------


own_lamp = own_part("{0}{1}任务数", BY_DUTY + "{0}亮{1}的项数", duty_lamp)
own_done = own_part("{0}已完成数", f"{BY_DUTY}{{0}}{_DONE}", duty_done)
own_state = own_part("{0}{1}项数", BY_DUTY + "{0}核定状态为{1}的项数", duty_state)
own_unjudged = own_part(
    "无法核定数",
    f"{BY_DUTY}该单位因未报送而无法核定的项数",
    duties(NOT_JUDGED, "因未报送而无法核定的项数", state_term(State.NOT_RETURNED)),
)
own_refused = Figure(
    "{0}退回修改处数",
    refused.how,
    lambda ledger, name: Count(PROBLEMS, (_REFUSED, STANDING, (REMEDY, ()), ledger.named(name))),
)
own_filed_on = Figure(
    "{0}填报日期",
    "填报表上的填报日期，几次报送的按“报送及时以”取首次或末次",
    lambda ledger, name: ledger.score(name, FILED_ON),
    lambda ledger, name: ledger.filed(name),
)


def _pressing(ledger: MonthRows) -> Formula:
    red = ledger.lamp(Lamp.RED)
    states = tuple(str(state) for state in State if state is not State.NOT_RETURNED)
    passed: Term = (DEADLINE, Compared("<", ledger.as_of))
    return sum_of(ledger.duties(red, (STATE, states)), ledger.duties(red, state_term(State.NOT_RETURNED), passed))


_RED_OR_PASSED = "亮红灯的项数，因未报送而亮红灯的只计已过完成时限的"
pressing = own_part("督办事项数", f"该单位{_RED_OR_PASSED}", Figure("督办事项数", f"各单位{_RED_OR_PASSED}", _pressing))
MATTERS = "督办事项"
answer_day = working_day("反馈日期", "督办反馈工作日")


def leaders(ledger: Ledger, department: str, names: Sequence[tuple[str, str]]) -> Origin:
    """One leader, or several joined, each from the first duty that has it: (name, that duty's 任务编号)."""
    made = [leader(ledger, department, task_id, name) for name, task_id in names]
    pieces: list[Formula | str] = [piece for item in made for piece in ("、", item.formula)][1:]
    return replace(
        made[0], formula=joined(*pieces), typed=tuple(typed for item in made for typed in ledger.typed(item))
    )


# --- months and days ------------------------------------------------------------------------------------------------


def _closing_cell(ledger: MonthRows, months: int) -> Cell | None:
    """Where 报送截止日 of the month so many later stands, in 「报送安排」 or in 「公文」; None where it is nowhere."""
    own = ledger.plan.arranged(ledger.found.period.shift(months))
    if own.closing and own.source.cell:
        return ledger.cell(ARRANGEMENT, position(own.source.cell)[0], CLOSING)
    return ledger.element(CLOSING)


def _closing(ledger: MonthRows, months: int = 0) -> Formula:
    cell = _closing_cell(ledger, months)
    if cell and not re.fullmatch(r"\d{1,2}[日号]?", str(cell.value(ledger.books)).strip()):
        return day_in(cell, ledger.books, year=ledger.found.period.year)
    month = next_month(ledger.period) if months else ledger.period
    return Calc(DAY_IN_MONTH, (month, number_in(cell, ledger.books) if cell else Given(25)))


def _closing_typed(ledger: MonthRows, months: int = 0) -> tuple[Typed, ...]:
    cell = _closing_cell(ledger, months)
    return (ledger.at(cell),) if cell else ()


period = Figure(
    PERIOD,
    "本次汇总的月份：命令中指定，未指定的取 input 中最新的一期",
    lambda ledger: Calc(MONTH, (ledger.period,)),
    run,
)
following = Figure("下期", f"{period.how}的下一个月", lambda ledger: Calc(MONTH, (next_month(ledger.period),)), run)
closing = Figure(
    CLOSING,
    "任务总表「报送安排」为这个月定的，没有定的按「公文」规定的每月报送截止日，短月取月末",
    _closing,
    _closing_typed,
)
next_closing = Figure(
    "下期报送截止日",
    closing.how,
    lambda ledger: _closing(ledger, 1),
    lambda ledger: _closing_typed(ledger, 1),
)
as_of = Figure(AS_OF, "命令中 --as-of 指定，未指定的取报送期最后一天", lambda ledger: ledger.as_of, run)


days_left = Figure(
    "剩余天数",
    "考核日期至报送截止日的天数，当天和以后为 0",
    lambda ledger: days_between(ledger.as_of, _closing(ledger)),
    _closing_typed,
)
days_late = Figure(
    "超过天数",
    "报送截止日至考核日期的天数，当天和以前为 0",
    lambda ledger: days_between(_closing(ledger), ledger.as_of),
    _closing_typed,
)


PREVIOUS = "上期"


def previous(ledger: Ledger) -> Origin:
    """上期, from 各月亮灯 of the first duty that both months have: 「5月绿、6月绿」."""
    before = {(item.duty.department, item.duty.task.id) for item in ledger.month.history[-1].verdicts}
    duties = (item.duty for item in ledger.month.verdicts)
    first = next(duty for duty in duties if (duty.department, duty.task.id) in before)
    cell = ledger.duty(first.department, first.task.id, MONTHLY_LAMPS)
    months = str(cell.value(ledger.books)).split("、")
    start = sum(len(part) + 1 for part in months[:-2])
    shown = middle(cell, start, start + months[-2].index("月") + 1)
    return Origin(
        name=PREVIOUS,
        how="本年度中上一个收到报表的月份",
        formula=joined(Calc(YEAR, (ledger.period,)), "年", shown),
        typed=ledger.wrote(first.department, first.task.id, "status"),
    )


# --- cells of tables ------------------------------------------------------------------------------------------------

unreported = Figure(
    "{0}报送情况",
    period.how,
    lambda ledger, name: joined(period.formula(ledger), ledger.score(name, FILING)),
    lambda ledger, name: ledger.department_source(name, UNIT),
)
"""That a department sent nothing: 「2018年6月未报送」."""
slip_month = Figure(PERIOD, period.how, lambda ledger: joined("补报", period.formula(ledger), NARRATIVE), run)
"""The month that a slip asks to be reported."""


def steps_ahead(ledger: Ledger, name: str, task_id: str, steps: str, expected: bool) -> Origin:
    """下一步措施, and below it 预计完成日期 where one is `expected`."""
    keys = ("next_steps", "expected_on")[: 1 + expected]
    made = duty_cell(ledger, name, task_id, NEXT_STEPS, steps, *keys)
    if not expected:
        return made
    day = joined("预计", Calc(DAY, (ledger.duty(name, task_id, EXPECTED_ON),)), "完成")
    whole = joined(made.formula, "\n", day) if steps else day
    return replace(made, name="下一步措施及预计完成日期", formula=whole)


def state_because(ledger: Ledger, name: str, task_id: str, because: str) -> Origin:
    """核定状态（亮灯） and below it 判定依据."""
    made = duty_cell(ledger, name, task_id, BECAUSE, because, *JUDGED_BY)
    state, lamp = ledger.duty(name, task_id, STATE), ledger.duty(name, task_id, LAMP)
    return replace(made, name="核定状态及依据", formula=joined(state, "（", lamp, "灯）", "\n", made.formula))


def state_reason(ledger: Ledger, name: str, task_id: str, because: str) -> Origin:
    """核定状态：判定依据."""
    made = duty_cell(ledger, name, task_id, BECAUSE, because, *JUDGED_BY)
    state = ledger.duty(name, task_id, STATE)
    return replace(made, name="核定状态及依据", formula=joined(state, "：", made.formula))


def slip_matter(ledger: Ledger, task_id: str, short: str) -> Origin:
    """The matter that a slip is about."""
    name = short_name(ledger, task_id, short)
    number = ledger.task(task_id, TASK_ID)
    return replace(name, name=MATTERS, formula=joined(name.formula, "（任务编号", number, "）"))
