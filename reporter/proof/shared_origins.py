"""The usual kinds of origin: a count of duties or of tasks, a share of a whole, one cell of the ledger or of the master list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..intake.boundary_text import key_text
from ..intake.grid import position
from .formula import Calc, Compared, Count, Formula, Given, Having, Term
from .helpers import Settled, SettledBlock
from .ledger_rows import DUTIES, TASKS, Ledger
from .operations import SHARE
from .origin import Origin, Typed
from .quotes import quoted_from
from .sheets import Sheets

__all__ = [
    "DONE",
    "departments",
    "duties",
    "duty_cell",
    "element",
    "leader",
    "rule",
    "share",
    "settled",
    "task_cell",
    "tasks",
]

DONE = ("已完成", "逾期完成")
"""The states of what needs no more supervision, be it done late."""


def duties(ledger: Sheets, name: str, how: str, *terms: Term) -> Origin:
    """A count of departments' duties, with what was reported of each."""
    formula = ledger.duties(*terms)
    return Origin(
        name=name,
        how=f"按单位承担的任务统计，{how}",
        formula=formula,
        typed=ledger.wrote_in(formula.hits(ledger.books), "status"),
    )


def tasks(ledger: Ledger, name: str, how: str, *terms: Term) -> Origin:
    """A count of tasks, with what the departments reported of each."""
    formula = Count(TASKS, terms or (("亮灯", ()),))
    rows = formula.hits(ledger.books)
    return Origin(
        name=name,
        how=f"按任务统计，{how}",
        formula=formula,
        typed=(reported(ledger, rows) if terms else ()) or listed_tasks(ledger, rows),
    )


def listed_tasks(ledger: Ledger, rows: Iterable[int]) -> tuple[Typed, ...]:
    """The task numbers of the master list for these rows of 「任务台账」."""
    page = ledger.books[TASKS]
    return tuple(
        typed for row in rows for typed in ledger.task_source(str(page.at(row, page.columns["任务编号"])), "任务编号")
    )


def reported(ledger: Ledger, rows: Iterable[int], *, deciding: bool = True) -> tuple[Typed, ...]:
    """What departments reported of the tasks in these rows of 「任务台账」; those that made its state, unless told all."""
    found: list[Typed] = []
    for row in rows:
        terms = [
            (title, Compared("=", ledger.cell(TASKS, row, title))) for title in ("任务编号", "核定状态")[: 1 + deciding]
        ]
        found += ledger.wrote_in(Count(DUTIES, tuple(terms)).hits(ledger.books), "status")
    return tuple(found)


def departments(ledger: Sheets, name: str, how: str, *terms: Term, clauses: Sequence = ()) -> Origin:
    """A count of departments, with the filing date of each."""
    page = ledger.books[ledger.score_page]
    formula: Formula = (
        Having(ledger.score_page, "单位", terms, tuple(clauses))
        if clauses
        else Count(ledger.score_page, terms or (("单位", ()),))
    )
    names = [str(page.at(row, page.columns["单位"])) for row in formula.hits(ledger.books)]
    return Origin(
        name=name,
        how=how,
        formula=formula,
        typed=tuple(item for department in names for item in ledger.filed(department)),
    )


def share(ledger: Sheets, name: str, part: Origin, whole: Origin) -> Origin:
    """A percentage that stands alone."""
    return Origin(
        name=name,
        how=f"{part.name} ÷ {whole.name}，保留一位小数",
        formula=Calc(SHARE, (part.formula, whole.formula)),
        typed=part.typed,
    )


def settled(name: str, parts: Sequence[tuple[str, Origin]], label: str) -> Origin:
    """A percentage of a whole, settled so that all of them add up to 100.0."""
    block = SettledBlock(name, tuple((title, origin.formula) for title, origin in parts))
    index = [title for title, _ in parts].index(label)
    return Origin(
        name=f"{name}：{label}占比",
        how="个数 ÷ 合计，按最大余数法取一位小数，个数相同的取法相同，各项之和为100.0%（见「占比核算」）",
        formula=Settled(block, index),
        typed=parts[index][1].typed,
    )


def element(ledger: Sheets, name: str, printed: str = "", *, title: str = "") -> Origin:
    """An element of 「公文」, or the part of it that was printed."""
    cell = ledger.element(name)
    if cell is None:
        return Origin(name=title or name, how=f"任务总表「公文」没有填“{name}”，用程序的默认值", formula=Given(printed))
    return Origin(
        name=title or name,
        how=f"任务总表「公文」的“{name}”",
        formula=quoted_from(cell, printed, ledger.books) if printed else cell,
        typed=(ledger.at(cell),),
    )


def rule(ledger: Sheets, title: str) -> Origin:
    """A threshold, weight or line of 「考核办法」."""
    return Origin(
        name=title,
        how="任务总表「考核办法」的取值，台账「图例」列出执行中的数",
        formula=ledger.setting(title),
        typed=ledger.rule_source(title),
    )


def task_cell(ledger: Sheets, task_id: str, name: str, title: str, printed: str = "") -> Origin:
    """A cell of 「任务台账」 that repeats the master list."""
    cell = ledger.task(task_id, title)
    value = cell.value(ledger.books)
    typed = ledger.task_source(task_id, title if title not in ("完成时限", "清单") else "完成时间")
    return Origin(
        name=name,
        how=f"任务 {task_id} 的“{title}”",
        typed=typed,
        formula=quoted_from(cell, printed, ledger.books) if printed and isinstance(value, str) else cell,
    )


def duty_cell(
    ledger: Ledger, department: str, task_id: str, name: str, title: str, *keys: str, printed: str = ""
) -> Origin:
    """A cell of 「单位明细」: what the department wrote, or what was found."""
    cell = ledger.duty(department, task_id, title)
    typed = ledger.wrote(department, task_id, *keys) or ledger.task_source(
        task_id, "完成时间" if title == "完成时限" else "任务编号"
    )
    return Origin(
        name=name,
        how=f"{department}任务 {task_id} 的“{title}”",
        typed=typed,
        formula=quoted_from(cell, printed, ledger.books) if printed else cell,
    )


def extension_of(ledger: Ledger, department: str, task_id: str) -> tuple[Typed, ...]:
    """Where the extension of a duty's deadline was approved; nothing when it has none."""
    plan = ledger.plan
    for item in plan.duties:
        if item.department == department and item.task.id == task_id and item.extension:
            row = position(item.extension.source.cell)[0] if item.extension.source.cell else 0
            return ledger.listed("延期", row, "延期至", "批准依据") if row else ()
    return ()


def leader(ledger: Sheets, department: str, task_id: str, printed: str) -> Origin:
    """责任领导 of a duty: the department's 分管领导, or the words of the notice."""
    own = next(item for item in ledger.plan.departments if item.name == department)
    if printed != own.leader:
        return task_cell(ledger, task_id, "责任领导", "责任领导", printed)
    page = ledger.books["单位"]
    row = next(
        row
        for row in range(page.header + 1, page.last + 1)
        if key_text(str(page.at(row, page.columns["单位"]))) == key_text(department)
    )
    return Origin(
        name=f"{department}分管领导",
        how="任务总表「单位」的“分管领导”，任务的责任领导所指",
        formula=quoted_from(ledger.cell("单位", row, "分管领导"), printed, ledger.books),
        typed=ledger.department_source(department, "分管领导"),
    )
