"""Where the year's counts of tasks and duties come from: each way of counting under its own words."""

from __future__ import annotations

from ..vocabulary.model import Lamp, State
from .counted import duties, share
from .formula import Calc, Cell, Given
from .ledger_sheets import DONE
from .operations import PERCENT, number_in
from .origin import Origin
from .shared_findings import Finding
from .tasks_block import LAMPS_IN_ORDER, TaskBlock, TasksIn
from .year_ledger import COURSES, LEADING_WAY, WAYS, YearRows

STATE = "年末核定"
OPEN_STATES = tuple(
    str(state)
    for state in State
    if not state.is_done and state not in (State.NOT_DUE, State.NOT_CONCERNED, State.UNDECIDED)
)
"""The states of a duty that counts and is not done."""

OPEN = Finding("未完成", ((STATE, OPEN_STATES),), "年末仍未核定完成")
YEAR_FINDINGS = (
    *(
        Finding(str(state), ((STATE, (str(state),)),), f"年末核定为{state}")
        for state in State
        if state is not State.NOT_RETURNED
    ),
    Finding("无法核定", ((STATE, (str(State.NOT_RETURNED),)),), "年末因未报送而无法核定"),
    OPEN,
    Finding("完成撤回", (("完成撤回", ()),), "自报完成后又撤回"),
    Finding("红灯转绿", (("红灯转绿", ()),), "曾亮红灯、后转为绿灯"),
)
"""What the templates of a year may speak of. 未报送 counts returns; the duties that nobody could judge are 无法核定."""


def _rows(ledger: YearRows) -> tuple[tuple[Cell, Cell], ...]:
    return tuple(
        (ledger.task(task.id, "任务编号"), ledger.task(task.id, "清单")) for task in ledger.found.closing.tasks
    )


def year_tasks(ledger: YearRows, name: str, states: tuple[str, ...] = (), key: str = "") -> Origin:
    """How many tasks there are in these states, of one list alone when told."""
    own = [task for task in ledger.found.closing.tasks if key in ("", task.list_key)]
    return Origin(
        name=name,
        how="按任务统计，"
        + (f"状态为{'、'.join(states)}的项数，逐项见「按任务核算」" if states else "任务总表「任务」的行数"),
        formula=TasksIn(
            TaskBlock(_rows(ledger), COURSES, STATE, terms=ledger.standing),
            states,
            ledger.task(own[0].id, "清单") if key else None,
        )
        if own
        else Given(0),
        typed=tuple(typed for task in own for typed in ledger.task_source(task.id, "任务编号")),
    )


def task_state(ledger: YearRows, label: str) -> Origin:
    """How many tasks are in a state."""
    return year_tasks(ledger, f"{label}任务数", (label,))


def task_lamp(ledger: YearRows, label: str) -> Origin:
    """How many tasks bear a lamp at the end."""
    lamp = str(label).removesuffix("灯")
    block = TaskBlock(_rows(ledger), COURSES, ledger.last_lamp, LAMPS_IN_ORDER, str(Lamp.GREY), ledger.standing)
    return Origin(
        name=f"{label}任务数",
        how=f"按任务统计，亮{label}的项数（取各责任单位中最差的一个），逐项见「按任务核算」",
        formula=TasksIn(block, (lamp,)),
        typed=year_tasks(ledger, "").typed,
    )


def task_share(ledger: YearRows) -> Origin:
    """What share of the tasks is done."""
    return share("任务完成率", year_tasks(ledger, "任务完成数", DONE), year_tasks(ledger, "任务总数"))


def duty_total(ledger: YearRows) -> Origin:
    """How many duties there are."""
    return duties(ledger, "单位任务总数", "「各月亮灯」的行数")


def duty_done(ledger: YearRows) -> Origin:
    """How many duties are done."""
    return duties(ledger, "单位任务完成数", "年末核定为已完成或逾期完成的项数", (STATE, DONE))


def duty_state(ledger: YearRows, label: str) -> Origin:
    """How many duties are in a state."""
    return duties(ledger, f"{label}单位任务数", f"年末核定为{label}的项数", (STATE, (label,)))


def duty_lamp(ledger: YearRows, label: str) -> Origin:
    """How many duties bear a lamp at the end."""
    lamp = str(label).removesuffix("灯")
    return duties(
        ledger, f"{label}单位任务数", f"年末亮{label}的项数", (ledger.last_lamp, (lamp, f"{lamp}（红转{lamp}）"))
    )


def lead(ledger: YearRows, row: str) -> Origin:
    """What 「完成情况」 says of tasks by their leading departments."""
    cell = ledger.cell(WAYS, ledger.books[WAYS].row(项目=row), LEADING_WAY)
    value = str(cell.value(ledger.books))
    return Origin(
        name=f"牵头任务{row}",
        how="按牵头单位统计，见「完成情况」",
        typed=year_tasks(ledger, "").typed,
        formula=number_in(cell, ledger.books) if not value.endswith("%") else Calc(PERCENT, (cell,)),
    )


def lead_state(ledger: YearRows, label: str) -> Origin:
    """How many tasks are in a state by their leading departments."""
    return lead(ledger, f"其中：{label}")


def duty_share(ledger: YearRows) -> Origin:
    """What share of the duties is done."""
    return share("单位任务完成率", duty_done(ledger), duty_total(ledger))
