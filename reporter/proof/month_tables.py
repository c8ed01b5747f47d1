"""Where each column of a month's tables comes from: rows are those of the figures, cells those of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from ..assess.figures import DepartmentFigures
from ..documents.traced import noted
from ..gongwen.content import Table
from ..vocabulary.model import Lamp, TaskVerdict, Verdict
from .findings_origins import department_named, short_name
from .formula import Calc, Compared, Count
from .ledger_rows import DUTIES, Ledger
from .month_origins import month_of
from .noted_tables import CellMaker, Columns, noted_table
from .operations import DAY, joined
from .origin import Origin
from .quotes import quoted_from
from .scores import PARTS, score_part, score_rank, score_total
from .shared_origins import DONE, duty_cell, extension_of, leader, reported, task_cell
from .single import own_done, own_duties, own_filed_on, own_lamp

__all__ = ["month_tables"]


def month_tables(ledger: Ledger, facts: Mapping[str, object], tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables of a month with notes at their figures; a table that is not known here stays as it is."""
    rows = {
        "任务进展": ledger.found.tasks,
        "逾期清单": ledger.found.overdue,
        "未报送名单": ledger.found.missing,
        "各单位进展": ledger.found.departments,
        **dict.fromkeys(("得分", "得分明细", "计分依据"), ledger.found.assessed),
        **dict.fromkeys(("督办事项", "办理情况"), facts.get("事项", ())),
    }
    found = {}
    for name, table in tables.items():
        if name in _COLUMNS and table.rows:
            table = noted_table(ledger, table, rows[name], _COLUMNS[name])
        elif name == "回执":
            table = _slip(ledger, table, facts)
        found[name] = table
    return found


def _slip(ledger: Ledger, table: Table, facts: Mapping[str, object]) -> Table:
    """The slip: the matter it is about, or the month to be reported."""
    matters = facts["事项"]

    def origin(text: str) -> Origin:
        if len(matters) == 1:
            item = matters[0]
            name = short_name(ledger, item["编号"], item["任务"])
            return replace(
                name,
                name="督办事项",
                formula=joined(name.formula, "（任务编号", ledger.task(item["编号"], "任务编号"), "）"),
            )
        month = month_of(ledger, ledger.period, "报送期")
        return replace(month, formula=joined("补报", month.formula, "进展情况"))

    return replace(
        table,
        rows=tuple(
            (
                label,
                noted(text, partial(origin, text))
                if label == "督办事项"
                else noted(text, partial(department_named, ledger, (), text)),
            )
            for label, text in table.rows
        ),
    )


def _of(make: Callable[[Ledger, str], Origin]) -> CellMaker:
    return lambda ledger, item, text: make(ledger, item.name)


def _part(part: str) -> CellMaker:
    return lambda ledger, item, text: score_part(ledger, item.name, part)


def _because(part: str) -> CellMaker:
    """The part of 计分说明 that tells of one part of the score."""

    def maker(ledger: Ledger, item: DepartmentFigures, text: str) -> Origin:
        made = score_part(ledger, item.name, part)
        return replace(
            made,
            name=f"{item.name}{part}的依据",
            formula=quoted_from(ledger.score(item.name, "计分说明"), text, ledger.books),
        )

    return maker


def _lamp(lamp: Lamp) -> CellMaker:
    return lambda ledger, item, text: own_lamp(ledger, item.name, lamp)


def _task(title: str) -> CellMaker:
    return lambda ledger, item, text: task_cell(ledger, item.task.id, title, title, text)


def _task_name(ledger: Ledger, item: TaskVerdict, text: str) -> Origin:
    return short_name(ledger, item.task.id, text)


def _owners(done: bool) -> CellMaker:
    def maker(ledger: Ledger, item: TaskVerdict, text: str) -> Origin:
        own = "任务编号", Compared("=", ledger.task(item.task.id, "任务编号"))
        formula = Count(DUTIES, (own, ("核定状态", DONE)) if done else (own, ("亮灯", ())))
        row = ledger.books["任务台账"].row(任务编号=item.task.id)
        return Origin(
            name=f"任务{item.task.id}{'已完成' if done else '责任'}单位数",
            formula=formula,
            how="台账「单位明细」中该任务" + ("核定状态为已完成或逾期完成" if done else "") + "的单位个数",
            typed=reported(ledger, (row,), deciding=done) or ledger.task_source(item.task.id, "责任部门"),
        )

    return maker


def _duty(title: str, *keys: str) -> CellMaker:
    """A cell of 「单位明细」 for a verdict or for a matter of a 督办通知单."""

    def maker(ledger: Ledger, item: object, text: str) -> Origin:
        name, task_id = _whose(item)
        made = duty_cell(ledger, name, task_id, title, title, *keys, printed=text if title != "完成时限" else "")
        return replace(made, typed=extension_of(ledger, name, task_id) or made.typed) if title == "完成时限" else made

    return maker


def _whose(item: object) -> tuple[str, str]:
    if isinstance(item, Verdict):
        return item.duty.department, item.duty.task.id
    return str(item["单位"]), str(item["编号"])


def _duty_task(title: str) -> CellMaker:
    def maker(ledger: Ledger, item: object, text: str) -> Origin:
        task_id = _whose(item)[1]
        return short_name(ledger, task_id, text) if title == "任务" else task_cell(ledger, task_id, title, title, text)

    return maker


def _ahead(ledger: Ledger, item: Verdict, text: str) -> Origin:
    """下一步措施, and below it 预计完成日期."""
    name, task_id = _whose(item)
    steps, _, last = text.rpartition("\n")
    expected = last.startswith("预计") and item.entry.expected_on is not None
    if not expected:
        return duty_cell(ledger, name, task_id, "下一步措施", "下一步措施", "next_steps", printed=text)
    day = joined("预计", Calc(DAY, (ledger.duty(name, task_id, "预计完成日期"),)), "完成")
    made = duty_cell(
        ledger, name, task_id, "下一步措施及预计完成日期", "下一步措施", "next_steps", "expected_on", printed=steps
    )
    return replace(made, formula=joined(made.formula, "\n", day) if steps else day)


def _found(ledger: Ledger, item: Mapping, text: str) -> Origin:
    """核定状态（亮灯） and below it 判定依据."""
    name, task_id = _whose(item)
    because = duty_cell(
        ledger,
        name,
        task_id,
        "核定状态及依据",
        "判定依据",
        "status",
        "progress",
        "done_on",
        "evidence",
        "count",
        printed=text.partition("\n")[2],
    )
    state, lamp = ledger.duty(name, task_id, "核定状态"), ledger.duty(name, task_id, "亮灯")
    return replace(because, formula=joined(state, "（", lamp, "灯）", "\n", because.formula))


def _unreported(ledger: Ledger, name: str, text: str) -> Origin:
    month = month_of(ledger, ledger.period, "报送期")
    return replace(
        month,
        name=f"{name}报送情况",
        formula=joined(month.formula, ledger.score(name, "报送情况")),
        typed=ledger.department_source(name, "单位"),
    )


_DEPARTMENT: Columns = {
    "单位": lambda ledger, item, text: department_named(ledger, (), text),
    "名次": _of(score_rank),
    "总分": _of(score_total),
}
_COLUMNS: Mapping[str, Columns] = {
    "任务进展": {
        "任务编号": _task("任务编号"),
        "任务": _task_name,
        "完成时间": _task("完成时间"),
        "责任单位数": _owners(False),
        "已完成单位数": _owners(True),
    },
    "各单位进展": {
        **_DEPARTMENT,
        "承担任务": _of(own_duties),
        "已完成": _of(own_done),
        "填报日期": _of(own_filed_on),
        **{f"{lamp}灯": _lamp(lamp) for lamp in Lamp},
    },
    "逾期清单": {
        "任务编号": _duty_task("任务编号"),
        "任务": _duty_task("任务"),
        "完成时限": _duty("完成时限"),
        "责任单位": lambda ledger, item, text: department_named(ledger, (), text),
        "目前进展": _duty("进展情况", "narrative"),
        "下一步措施及预计完成日期": _ahead,
    },
    "未报送名单": {
        "单位": lambda ledger, name, text: department_named(ledger, (), name),
        "承担任务数": lambda ledger, name, text: own_duties(ledger, name),
        "报送情况": _unreported,
    },
    "得分": _DEPARTMENT,
    "得分明细": {**_DEPARTMENT, **{part: _part(part) for part in PARTS}},
    "计分依据": {**_DEPARTMENT, **{part: _because(part) for part in PARTS}},
    "督办事项": {
        "任务编号": _duty_task("任务编号"),
        "督办事项": _duty_task("任务"),
        "完成时限": _duty("完成时限"),
        "责任领导": lambda ledger, item, text: leader(ledger, *_whose(item), text),
        "核定状态及依据": _found,
        "填报的进展情况": _duty("进展情况", "narrative"),
    },
    "办理情况": {"任务编号": _duty_task("任务编号"), "督办事项": _duty_task("任务")},
}
"""Table → title of a column without its weight → who tells its origin. 序号 is no figure."""
