"""The usual kinds of figure: a count of duties, tasks or departments, a share of a whole, one cell of the ledger or of
the master list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..intake.grid import position
from ..ledger.month_sheets import TASKS
from .formula import Calc, Clause, Count, Given, Having, Term
from .helping_cells import Settled, SettledBlock
from .ledger_rows import EVERY_TASK, Ledger, MonthRows
from .ledger_sheets import Sheets
from .operations import SHARE
from .origin import Origin, Typed
from .quotes import quoted_from


def duties(ledger: Sheets, name: str, how: str, *terms: Term) -> Origin:
    """A count of departments' duties."""
    return Origin(name=name, how=f"按单位承担的任务统计，{how}", formula=ledger.duties(*terms))


def tasks(ledger: MonthRows, name: str, how: str, *terms: Term) -> Origin:
    """A count of tasks."""
    return Origin(name=name, how=f"按任务统计，{how}", formula=Count(TASKS, terms or EVERY_TASK))


def departments(ledger: Sheets, name: str, how: str, *terms: Term, clauses: Sequence[Clause] = ()) -> Origin:
    """A count of departments."""
    page = ledger.score_page
    return Origin(
        name=name,
        how=how,
        formula=Having(page, "单位", terms, tuple(clauses)) if clauses else Count(page, terms or (("单位", ()),)),
    )


def share(name: str, part: Origin, whole: Origin) -> Origin:
    """A percentage that stands alone."""
    return Origin(
        name=name,
        how=f"{part.name} ÷ {whole.name}，保留一位小数",
        formula=Calc(SHARE, (part.formula, whole.formula)),
        typed=part.typed,
    )


def settled(
    ledger: Sheets, name: str, make: Callable[..., Origin], given: Sequence[object], labels: Sequence[str], label: str
) -> Origin:
    """The percentage of the part `label`, settled so that those of all `labels` add up to 100.0."""
    parts = {item: make(ledger, *given, item) for item in labels}
    block = SettledBlock(name, tuple((item, part.formula) for item, part in parts.items()))
    return Origin(
        name=f"{name}：{label}占比",
        how="个数 ÷ 合计，按最大余数法取一位小数，个数相同的取法相同，各项之和为100.0%（见「占比核算」）",
        formula=Settled(block, labels.index(label)),
        typed=parts[label].typed,
    )


def element(ledger: Sheets, name: str, printed: str = "", title: str = "") -> Origin:
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


def duty_cell(ledger: Ledger, department: str, task_id: str, title: str, printed: object, *keys: str) -> Origin:
    """A cell of 「单位明细」: what the department wrote in these columns of its sheet, or what was found of it."""
    cell, dated = ledger.duty(department, task_id, title), title == "完成时限"
    return Origin(
        name=title,
        how=f"{department}任务 {task_id} 的“{title}”",
        typed=(extension_of(ledger, department, task_id) if dated else ())
        or ledger.wrote(department, task_id, *keys)
        or ledger.task_source(task_id, "完成时间" if dated else "任务编号"),
        formula=quoted_from(cell, printed, ledger.books) if printed and isinstance(printed, str) else cell,
    )


def extension_of(ledger: Sheets, department: str, task_id: str) -> tuple[Typed, ...]:
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
    row = next(ledger.master_rows("单位", "单位", department))
    return Origin(
        name=f"{department}分管领导",
        how="任务总表「单位」的“分管领导”，任务的责任领导所指",
        formula=quoted_from(ledger.cell("单位", row, "分管领导"), printed, ledger.books),
        typed=ledger.department_source(department, "分管领导"),
    )
