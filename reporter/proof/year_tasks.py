"""Where the year's counts of tasks and duties come from: each way of counting under its own words."""

from __future__ import annotations

from collections.abc import Callable

from ..vocabulary.model import Lamp, State
from .findings_origins import matter_words
from .formula import Calc, Cell
from .operations import PERCENT, number_in
from .origin import Origin
from .shared_origins import DONE, duties, settled, share
from .tasks_block import LAMPS_IN_ORDER, TaskBlock, TasksIn
from .word_origins import Trail, Words, alone, of
from .year_ledger import COURSES, WAYS, YearLedger

__all__ = ["OPEN_STATES", "STATE", "divided", "task_words"]

STATE = "年末核定"
OPEN_STATES = tuple(
    str(state)
    for state in State
    if not state.is_done and state not in (State.NOT_DUE, State.NOT_CONCERNED, State.UNDECIDED)
)
"""The states of a duty that counts and is not done."""

_MATTERS = {
    **{
        str(state): (((STATE, (str(state),)),), f"年末核定为{state}")
        for state in State
        if state is not State.NOT_RETURNED
    },
    "无法核定": (((STATE, (str(State.NOT_RETURNED),)),), "年末因未报送而无法核定"),
    "未完成": (((STATE, OPEN_STATES),), "年末仍未核定完成"),
    "完成撤回": ((("完成撤回", ()),), "自报完成后又撤回"),
    "红灯转绿": ((("红灯转绿", ()),), "曾亮红灯、后转为绿灯"),
}


def _rows(ledger: YearLedger) -> tuple[tuple[Cell, Cell], ...]:
    return tuple((ledger.task(task.id, "任务编号"), ledger.task(task.id, "清单")) for task in ledger.plan.tasks)


def _tasks(ledger: YearLedger, name: str, states: tuple[str, ...] = (), key: str = "") -> Origin:
    own = (
        next((ledger.task(task.id, "清单") for task in ledger.plan.tasks if task.list_key == key), None)
        if key
        else None
    )
    return Origin(
        name=name,
        how="按任务统计，"
        + (f"状态为{'、'.join(states)}的项数，逐项见「按任务核算」" if states else "任务总表「任务」的行数"),
        formula=TasksIn(TaskBlock(_rows(ledger), COURSES, STATE), states, own),
        typed=tuple(
            typed
            for task in ledger.plan.tasks
            if not key or task.list_key == key
            for typed in ledger.task_source(task.id, "任务编号")
        ),
    )


def _task_state(ledger: YearLedger, label: object) -> Origin:
    return _tasks(ledger, f"{label}任务数", (str(label),))


def _task_lamp(ledger: YearLedger, label: object) -> Origin:
    lamp = str(label).removesuffix("灯")
    block = TaskBlock(_rows(ledger), COURSES, ledger.last_lamp, LAMPS_IN_ORDER, str(Lamp.GREY))
    return Origin(
        name=f"{label}任务数",
        how=f"按任务统计，亮{label}的项数（取各责任单位中最差的一个），逐项见「按任务核算」",
        formula=TasksIn(block, (lamp,)),
        typed=_tasks(ledger, "").typed,
    )


def _task_share(ledger: YearLedger) -> Origin:
    return share(ledger, "任务完成率", _tasks(ledger, "任务完成数", DONE), _tasks(ledger, "任务总数"))


def _duty_total(ledger: YearLedger) -> Origin:
    return duties(ledger, "单位任务总数", "「各月亮灯」的行数")


def _duty_done(ledger: YearLedger) -> Origin:
    return duties(ledger, "单位任务完成数", "年末核定为已完成或逾期完成的项数", (STATE, DONE))


def _duty_state(ledger: YearLedger, label: object) -> Origin:
    return duties(ledger, f"{label}单位任务数", f"年末核定为{label}的项数", (STATE, (str(label),)))


def _duty_lamp(ledger: YearLedger, label: object) -> Origin:
    lamp = str(label).removesuffix("灯")
    return duties(
        ledger, f"{label}单位任务数", f"年末亮{label}的项数", (ledger.last_lamp, (lamp, f"{lamp}（红转{lamp}）"))
    )


def _lead(ledger: YearLedger, row: str) -> Origin:
    page = ledger.books[WAYS]
    cell = Cell(WAYS, page.row(项目=row), page.columns["按牵头单位统计"])
    value = str(cell.value(ledger.books))
    return Origin(
        name=f"牵头任务{row}",
        how="按牵头单位统计，见「完成情况」",
        typed=_tasks(ledger, "").typed,
        formula=number_in(cell, ledger.books) if not value.endswith("%") else Calc(PERCENT, (cell,)),
    )


def _lead_state(ledger: YearLedger, label: object) -> Origin:
    return _lead(ledger, f"其中：{label}")


def divided(name: str, make: Callable[..., Origin]) -> Words:
    """The words of a whole divided into parts with 名称, 数 and 占比."""

    def percent(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        parts = [(str(part["名称"]), make(ledger, part["名称"])) for part in trail[-2][name]]
        return settled(name, parts, str(trail[-1]["名称"]))

    return {(name, "数"): of(make, "名称"), (name, "占比"): percent}


def task_words() -> Words:
    """The words that count tasks and duties."""
    return matter_words(_MATTERS) | {
        ("任务总数",): alone(_tasks, "任务总数"),
        ("任务完成数",): alone(_tasks, "任务完成数", DONE),
        ("任务完成率",): alone(_task_share),
        ("任务逾期完成数",): alone(_task_state, State.DONE_LATE),
        **divided("任务状态", _task_state),
        **divided("任务亮灯", _task_lamp),
        ("单位任务总数",): alone(_duty_total),
        ("单位任务完成数",): alone(_duty_done),
        ("单位任务完成率",): lambda ledger, trail, value: share(
            ledger, "单位任务完成率", _duty_done(ledger), _duty_total(ledger)
        ),
        ("单位任务逾期完成数",): alone(_duty_state, State.DONE_LATE),
        **divided("单位任务状态", _duty_state),
        **divided("单位任务亮灯", _duty_lamp),
        ("牵头任务总数",): alone(_lead, "总数"),
        ("牵头任务完成数",): alone(_lead, "完成数（含逾期完成）"),
        ("牵头任务完成率",): alone(_lead, "完成率"),
        ("牵头任务逾期完成数",): alone(_lead_state, State.DONE_LATE),
        **divided("牵头任务状态", _lead_state),
        ("分清单", "任务数"): of(lambda ledger, key: _tasks(ledger, "清单任务数", (), key), "编号"),
        ("分清单", "完成数"): of(lambda ledger, key: _tasks(ledger, "清单完成数", DONE, key), "编号"),
    }
