"""Findings that duties share (逾期未完成, 红灯, 新亮红灯 …): which rows have them, and every figure made of them."""

from __future__ import annotations

from collections.abc import Sequence

from ..assess.changes import CHANGES
from ..assess.shortfall import SHORTFALLS
from ..intake.grid import position
from ..records import value
from ..vocabulary.column_titles import SHORT_NAME
from ..vocabulary.model import State
from .counted import duties, task_cell
from .formula import Calc, Compared, Given, Having, Term
from .ledger_sheets import Sheets
from .operations import ANY, joined, sum_of
from .origin import Origin
from .quotes import quoted_from

_RED_STATES = tuple(str(state) for state in (State.OVERDUE, State.FAR_BEHIND, State.NOT_FILLED))


def state_term(label: object) -> Term:
    """The term that something is in this state."""
    return "核定状态", (str(label),)


@value
class Finding:
    """Duties with something in common: the word for it, the terms that their rows satisfy, and what it is."""

    label: str
    terms: tuple[Term, ...]
    what: str


def _noted(title: str, labels: Sequence[str], what: str) -> tuple[Finding, ...]:
    return tuple(Finding(label, ((title, Compared("含", Given(label))),), f"{what}{label}") for label in labels)


MONTH_FINDINGS = (
    *(
        Finding(str(state), (state_term(state),), f"核定状态为{state}")
        for state in State
        if state not in (State.NOT_RETURNED, State.UNDECIDED)
    ),
    Finding("无法核定", (state_term(State.NOT_RETURNED),), "因未报送而无法核定"),
    Finding("红灯", (("亮灯", ("红",)), ("核定状态", _RED_STATES)), "已报送而亮红灯"),
    Finding("自报完成未附佐证", (("佐证核定", ("不合格",)),), "自报已完成而佐证不合格"),
    Finding("不涉及待说明", (state_term(State.TO_VERIFY), ("完成状态", ("不涉及",))), "填报不涉及而没有说明理由"),
    Finding(
        "完成待核实",
        (state_term(State.TO_VERIFY), ("完成状态", ("已完成", "长期坚持", "正在推进", "未启动"))),
        "自报完成而待核实",
    ),
    *_noted("与上月相比", CHANGES, "与上月相比"),
    *_noted("量化提示", SHORTFALLS, "量化提示为"),
)
"""What the templates of a month may speak of. 未报送 is the list of departments; their duties are 无法核定."""


def found_duties(ledger: Sheets, finding: Finding, name: str = "") -> Origin:
    """How many duties have it, of one department when told."""
    own = (ledger.named(name),) if name else ()
    return duties(ledger, f"{name}{finding.label}项数", f"{name}{finding.what}的项数", *own, *finding.terms)


def found_in_state(ledger: Sheets, finding: Finding, state: str) -> Origin:
    """How many of them are in a state."""
    how = f"{finding.what}、核定为{state}的项数"
    return duties(ledger, f"{finding.label}中{state}项数", how, *finding.terms, ledger.state(state))


def found_departments(ledger: Sheets, finding: Finding) -> Origin:
    """How many departments have such duties."""
    formula = Having(ledger.score_page, "单位", (), ((True, ledger.duty_page, ledger.duties(*finding.terms).terms),))
    return Origin(
        name=f"{finding.label}单位数",
        how=f"有{finding.what}的任务的单位个数",
        formula=formula,
        typed=ledger.typed_in(ledger.duties(*finding.terms)),
    )


def found_tasks(ledger: Sheets, finding: Finding, task_ids: Sequence[str]) -> Origin:
    """How many tasks have such duties, each counted once."""
    counts = (
        ledger.duties(("任务编号", Compared("=", ledger.task(key, "任务编号"))), *finding.terms) for key in task_ids
    )
    whole = ledger.duties(*finding.terms)
    return Origin(
        name=f"{finding.label}任务数",
        how=f"{finding.what}的任务个数，一项任务计一次",
        formula=sum_of(*(Calc(ANY, (count,)) for count in counts)) if task_ids else whole,
        typed=ledger.typed_in(whole),
    )


def task_number(ledger: Sheets, task_id: str) -> Origin:
    """A task's number."""
    return task_cell(ledger, task_id, "任务编号", "任务编号")


def task_named(ledger: Sheets, task_id: str, short: str) -> Origin:
    """“教育领域信息公开”（1-13）: short name and number of a task."""
    name, shown = short_name(ledger, task_id, short), short.replace("“", "‘").replace("”", "’")
    return Origin(
        name=f"任务{task_id}",
        how="任务的简称和编号",
        typed=name.typed,
        formula=joined(
            "“",
            name.formula if shown in str(name.formula.value(ledger.books)) else Given(shown),
            "”（",
            ledger.task(task_id, "任务编号"),
            "）",
        ),
    )


def short_name(ledger: Sheets, task_id: str, printed: str) -> Origin:
    """A task's short name: its 简称, else its 公开领域, else a clause of 主要任务."""
    task = next(item for item in ledger.plan.tasks if item.id == task_id)
    if task.short_name:
        cell = ledger.cell("任务", position(task.source.cell)[0], SHORT_NAME)
        return Origin(
            name="任务简称",
            how=f"任务总表「任务」中任务 {task_id} 的“{SHORT_NAME}”",
            formula=quoted_from(cell, printed, ledger.books),
            typed=ledger.task_source(task_id, SHORT_NAME),
        )
    area = ledger.task(task_id, "公开领域").value(ledger.books)
    return task_cell(ledger, task_id, "任务简称", "公开领域" if area else "主要任务", printed)


def department_named(ledger: Sheets, name: str) -> Origin:
    """A department's name that holds a figure."""
    return Origin(
        name="单位名称",
        how="任务总表「单位」",
        formula=ledger.score(name, "单位"),
        typed=ledger.department_source(name, "单位"),
    )
