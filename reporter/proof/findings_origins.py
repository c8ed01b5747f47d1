"""Findings that duties share (逾期未完成, 红灯, 新亮红灯 …): which rows of 「单位明细」 have them, and every word made of them."""

from __future__ import annotations

from collections.abc import Mapping

from ..assess.changes import CHANGES
from ..assess.shortfall import SHORTFALLS
from ..vocabulary.model import State
from .formula import Calc, Compared, Given, Having, Operation, Term
from .operations import joined, sum_of
from .origin import Origin
from .shared_origins import duties, task_cell
from .sheets import Sheets
from .word_origins import Trail, Words

__all__ = ["MATTERS", "department_named", "matter_words", "short_name", "state_term"]

_RED_STATES = tuple(str(state) for state in (State.OVERDUE, State.FAR_BEHIND, State.NOT_FILLED))
_ANY = Operation("IF(({0})>0,1,0)", lambda number: int(number > 0))


def state_term(label: object) -> Term:
    """The term that something is in this state."""
    return "核定状态", (str(label),)


MATTERS: Mapping[str, tuple[tuple[Term, ...], str]] = {
    **{str(state): ((state_term(state),), f"核定状态为{state}") for state in State if state is not State.NOT_RETURNED},
    "无法核定": ((state_term(State.NOT_RETURNED),), "因未报送而无法核定"),
    "红灯": ((("亮灯", ("红",)), ("核定状态", _RED_STATES)), "已报送而亮红灯"),
    "自报完成未附佐证": ((("佐证核定", ("不合格",)),), "自报已完成而佐证不合格"),
    "不涉及待说明": ((state_term(State.TO_VERIFY), ("完成状态", ("不涉及",))), "填报不涉及而没有说明理由"),
    "完成待核实": (
        (state_term(State.TO_VERIFY), ("完成状态", ("已完成", "长期坚持", "正在推进", "未启动"))),
        "自报完成而待核实",
    ),
    **{label: ((("与上月相比", Compared("含", Given(label))),), f"与上月相比{label}") for label in CHANGES},
    **{label: ((("量化提示", Compared("含", Given(label))),), f"量化提示为{label}") for label in SHORTFALLS},
}
"""Finding → the terms that its rows of 「单位明细」 satisfy, and what it is."""


def matter_words(matters: Mapping[str, tuple[tuple[Term, ...], str]] = MATTERS) -> Words:
    """The words of every finding."""
    found: Words = {}
    for label, (terms, what) in matters.items():
        found |= _words(label, terms, what)
    return found


def _words(label: str, terms: tuple[Term, ...], what: str) -> Words:
    def total(ledger: Sheets, trail: Trail, value: object) -> Origin:
        return duties(ledger, f"{label}项数", f"{what}的项数", *terms)

    def own(ledger: Sheets, trail: Trail, value: object) -> Origin:
        name = str(trail[-1]["单位"])
        return duties(ledger, f"{name}{label}项数", f"{name}{what}的项数", ledger.named(name), *terms)

    def in_state(ledger: Sheets, trail: Trail, value: object) -> Origin:
        state = trail[-1]["名称"]
        return duties(ledger, f"{label}中{state}项数", f"{what}、核定为{state}的项数", *terms, ledger.state(state))

    def units(ledger: Sheets, trail: Trail, value: object) -> Origin:
        return Origin(
            name=f"{label}单位数",
            how=f"有{what}的任务的单位个数",
            formula=Having(ledger.score_page, "单位", (), ((True, ledger.duty_page, terms),)),
            typed=total(ledger, trail, value).typed,
        )

    def tasks(ledger: Sheets, trail: Trail, value: object) -> Origin:
        counts = (
            ledger.duties(("任务编号", Compared("=", ledger.task(str(key), "任务编号"))), *terms)
            for key in trail[-1]["编号"]
        )
        return Origin(
            name=f"{label}任务数",
            how=f"{what}的任务个数，一项任务计一次",
            formula=sum_of(*(Calc(_ANY, (count,)) for count in counts)) if trail[-1]["编号"] else ledger.duties(*terms),
            typed=total(ledger, trail, value).typed,
        )

    return {
        (label, "项数"): total,
        (label, "分单位", "项数"): own,
        (label, "核定", "数"): in_state,
        (label, "单位", "#"): units,
        (label, "分单位", "#"): units,
        (label, "任务", "#"): tasks,
        (label, "编号", "#"): tasks,
        (label, "任务"): _task_named,
        (label, "编号"): _numbered,
        (label, "单位"): department_named,
        (label, "分单位", "单位"): department_named,
    }


def _numbered(ledger: Sheets, trail: Trail, value: object) -> Origin:
    return task_cell(ledger, str(value), "任务编号", "任务编号")


def _task_named(ledger: Sheets, trail: Trail, value: object) -> Origin:
    """“教育领域信息公开”（1-13）: short name and number of a task."""
    quoted, _, number = str(value).rpartition("（")
    task_id = number.removesuffix("）")
    name = short_name(ledger, task_id, quoted.strip("“”").replace("‘", "“").replace("’", "”"))
    shown = quoted.strip("“”")
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
    """A task's short name: its 公开领域, else the first clause of 主要任务."""
    area = ledger.task(task_id, "公开领域").value(ledger.books)
    return task_cell(ledger, task_id, "任务简称", "公开领域" if area else "主要任务", printed)


def department_named(ledger: Sheets, trail: Trail, value: object) -> Origin:
    """A department's name that holds a figure."""
    return Origin(
        name="单位名称",
        how="任务总表「单位」",
        formula=ledger.score(str(value), "单位"),
        typed=ledger.department_source(str(value), "单位"),
    )
