"""Where the year's counts of tasks and duties come from: each way of counting under its own words."""

from __future__ import annotations

from ..assess.year_figures import LEADING
from ..ledger.year_sheets import COURSES, WAYS
from ..vocabulary.column_titles import (
    BY_LEAD,
    LIST,
    PUT_OFF,
    SETTING,
    STANDING,
    TAKEN_BACK,
    TASK_ID,
    TURNED_GREEN,
    UNIT,
    YEAR_LAMP,
    YEAR_STATE,
)
from ..vocabulary.model import Lamp, State, Task
from .counted import BY_DUTY, duties, share
from .formula import Calc, Count, Formula, Given, Term
from .ledger_sheets import DONE
from .operations import PERCENT
from .origin import Figure, Typed
from .shared_figures import TASK_DONE, TASK_SHARE, TASK_TOTAL
from .shared_findings import NOT_JUDGED, Finding
from .tasks_block import LAMPS_IN_ORDER, TaskBlock, TaskRow, TasksIn
from .year_ledger import YearRows

_IN_ORDER = (State.NOT_DUE, State.NOT_CONCERNED, State.ON_TRACK, State.DUE_SOON)
_FAILED_STATES = tuple(
    str(state) for state in State if state.of_a_duty and not state.is_done and state not in _IN_ORDER
)
_DUE: Term = (PUT_OFF, ("否",))
FAILED: tuple[Term, ...] = ((YEAR_STATE, _FAILED_STATES), _DUE)
"""What a duty satisfies that was not done as it should have been: one that is not due yet, or was put off past the
year, is none of them.
"""


def _judged(label: object) -> Term:
    return YEAR_STATE, (str(label),)


_LEFT_OUT = f"；{PUT_OFF}的不算"
UNFINISHED = Finding(
    "未完成",
    FAILED,
    "期末没有按要求完成",
    f"期末逾期、滞后、没有报送或填报、待核实、待确认的；没有到期的和{PUT_OFF}的不算",
)
YEAR_FINDINGS = (
    *(
        Finding(str(state), (_judged(state), *own), f"期末核定为{state}{_LEFT_OUT if own else ''}")
        for state in State
        if state.of_a_duty and state is not State.NOT_RETURNED
        for own in ((_DUE,) if str(state) in _FAILED_STATES else (),)
    ),
    Finding(NOT_JUDGED, (_judged(State.NOT_RETURNED), _DUE), f"期末因未报送而无法核定{_LEFT_OUT}"),
    UNFINISHED,
    Finding(PUT_OFF, ((PUT_OFF, ("是",)),), "经批准延期到年后、期末没有完成"),
    Finding(TAKEN_BACK, ((TAKEN_BACK, ()),), "自报完成后又撤回"),
    Finding(TURNED_GREEN, ((TURNED_GREEN, ()),), "曾亮红灯、后转为绿灯"),
)
"""What the templates of a year may speak of. 未报送 counts returns; the duties that nobody could judge are 无法核定."""

_DONE = "期末核定为已完成或逾期完成的项数"


# --- by task --------------------------------------------------------------------------------------------------------


def _leads(task: Task) -> tuple[str, ...]:
    return tuple(name for name, role in task.roles.items() if role in LEADING)


def _rows(ledger: YearRows, leading: bool = False) -> tuple[TaskRow, ...]:
    return tuple(
        TaskRow(
            ledger.task(task.id, TASK_ID), ledger.task(task.id, LIST), _leads(task) if leading else (), ledger.standing
        )
        for task in ledger.found.closing.tasks
    )


def _own(ledger: YearRows, key: str) -> list[Task]:
    return [task for task in ledger.found.closing.tasks if key in ("", task.list_key)]


def _numbers(ledger: YearRows, key: str = "", *_: object) -> tuple[Typed, ...]:
    return tuple(typed for task in _own(ledger, key) for typed in ledger.task_source(task.id, TASK_ID))


def _all_numbers(ledger: YearRows, *_: object) -> tuple[Typed, ...]:
    return _numbers(ledger)


def _in_states(ledger: YearRows, states: tuple[str, ...], key: str = "") -> Formula:
    own = _own(ledger, key)
    cell = ledger.task(own[0].id, LIST) if key and own else None
    return (
        TasksIn(TaskBlock(_rows(ledger), COURSES, YEAR_STATE, ledger.as_of, ledger.passed), states, cell)
        if own
        else Given(0)
    )


def _tasks(name: str, states: tuple[str, ...] = ()) -> Figure:
    """How many tasks there are in these states (any, when none is told); given one, of that list alone."""
    what = f"状态为{'、'.join(states)}的项数，逐项见「按任务核算」" if states else "任务总表「任务」的行数"
    return Figure(name, f"按任务统计，{what}", lambda ledger, key="": _in_states(ledger, states, key), _numbers)


def _bearing(ledger: YearRows, label: str, leading: bool = False) -> Formula:
    rows = _rows(ledger, leading)
    block = TaskBlock(rows, COURSES, YEAR_LAMP, ledger.as_of, ledger.passed, LAMPS_IN_ORDER, str(Lamp.GREY))
    return TasksIn(block, (label.removesuffix("灯"),))


task_total = _tasks(TASK_TOTAL)
task_done = _tasks(TASK_DONE, DONE)
list_tasks = _tasks("清单任务数")
list_done = _tasks("清单完成数", DONE)
task_share = share(TASK_SHARE, task_done, task_total)
task_state = Figure(
    "{0}任务数",
    "按任务统计，状态为{0}的项数，逐项见「按任务核算」",
    lambda ledger, label: _in_states(ledger, (label,)),
    _all_numbers,
)
task_lamp = Figure(
    "{0}任务数", "按任务统计，亮{0}的项数（取各责任单位中最差的一个），逐项见「按任务核算」", _bearing, _all_numbers
)


# --- by department's duty -------------------------------------------------------------------------------------------


def _bears(_: YearRows, label: str) -> tuple[Term, ...]:
    lamp = label.removesuffix("灯")
    return ((YEAR_LAMP, (lamp, f"{lamp}（红转{lamp}）")),)


duty_total = duties(f"{UNIT}{TASK_TOTAL}", "「各月亮灯」的行数")
duty_done = duties(f"{UNIT}{TASK_DONE}", _DONE, (YEAR_STATE, DONE))
duty_share = share(f"{UNIT}{TASK_SHARE}", duty_done, duty_total)
duty_state = duties("{0}单位任务数", "期末核定为{0}的项数", of=lambda _, label: (_judged(label),))
gone = Figure(
    "不在册数",
    f"{BY_DUTY}「各月亮灯」中期末已不在册的行数",
    lambda ledger: Count(COURSES, ((STANDING, ("否",)),)) if ledger.standing else Given(0),
)
duty_lamp = duties("{0}单位任务数", "期末亮{0}的项数", of=_bears)
own_done = Figure(
    "{0}完成数",
    f"{BY_DUTY}{{0}}{_DONE}",
    lambda ledger, name: Count(COURSES, (ledger.named(name), (YEAR_STATE, DONE))),
)


# --- by the leading departments -------------------------------------------------------------------------------------


def _lead(ledger: YearRows, row: str) -> Formula:
    """What 「完成情况」 says of tasks by their leading departments."""
    rows = ledger.books[WAYS].rows((SETTING, row))
    if not rows:
        return Given(0)
    cell = ledger.cell(WAYS, rows[0], BY_LEAD)
    return Calc(PERCENT, (cell,)) if str(cell.value(ledger.books)).endswith("%") else cell


def _leading(name: str, row: str) -> Figure:
    return Figure(name, "按牵头单位统计，见「完成情况」", lambda ledger: _lead(ledger, row), _all_numbers)


lead_total = _leading("牵头任务总数", "总数")
lead_done = _leading("牵头任务完成数（含逾期完成）", "完成数（含逾期完成）")
lead_share = _leading("牵头任务完成率", "完成率")
lead_state = Figure(
    "牵头任务其中：{0}", lead_total.how, lambda ledger, label: _lead(ledger, f"其中：{label}"), _all_numbers
)
lead_lamp = Figure(
    "牵头任务{0}",
    "按牵头单位统计，亮{0}的项数（没有明确牵头的看全部责任单位），逐项见「按任务核算」",
    lambda ledger, label: _bearing(ledger, label, leading=True),
    _all_numbers,
)
