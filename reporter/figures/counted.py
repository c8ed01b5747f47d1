"""The usual kinds of figure: a count of duties, tasks or departments, a share of a whole, one cell of the ledger or of
the master list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..ledger.month_sheets import TASKS
from ..vocabulary.cell_address import position
from ..vocabulary.column_titles import (
    APPROVAL,
    DEADLINE,
    DUE,
    EXTENDED_TO,
    EXTENSION,
    LEADER,
    LIST,
    TASK_ID,
    UNIT,
    UNIT_LEADER,
)
from .formula import Calc, Clause, Count, Given, Having, Term, narrowed
from .helping_cells import Settled, SettledBlock
from .ledger_rows import EVERY_TASK, Ledger
from .ledger_sheets import Sheets
from .operations import SHARE, the_same
from .origin import Figure, Origin, Typed
from .quotes import quoted_from

Terms = Callable[..., tuple[Term, ...]]
"""What rows have to satisfy, given a ledger and what the figure is of."""
BY_DUTY = "按单位承担的任务统计，"
"""How what counts each department's part in each task for itself says so."""


def _none(*_: object) -> tuple[Term, ...]:
    return ()


def run(ledger: Sheets, *_: object) -> tuple[Typed, ...]:
    """What was typed that makes this the month, or the year, it is."""
    return ledger.run


def duties(name: str, how: str, *terms: Term, of: Terms = _none) -> Figure:
    """A count of departments' duties."""
    return Figure(name, BY_DUTY + how, lambda ledger, *given: ledger.duties(*of(ledger, *given), *terms))


def tasks(name: str, how: str, *terms: Term, of: Terms = _none) -> Figure:
    """A count of tasks."""
    return Figure(
        name,
        f"按任务统计，{how}",
        lambda ledger, *given: Count(TASKS, (*terms, *of(ledger, *given)) or EVERY_TASK),
    )


def departments(
    name: str, how: str, *terms: Term, of: Terms = _none, having: Callable[..., Iterable[Clause]] | None = None
) -> Figure:
    """A count of departments: of those `having` rows on other sheets, where it is told."""

    def formula(ledger: Sheets, *given: object) -> Count | Having:
        page, own = ledger.score_page, (*terms, *of(ledger, *given))
        return Having(page, UNIT, own, tuple(having(ledger, *given))) if having else Count(page, own or ((UNIT, ()),))

    return Figure(name, how, formula)


def own_part(name: str, how: str, whole: Figure) -> Figure:
    """One department's part of a count of duties; the department is what is given first."""
    return Figure(
        name,
        how,
        lambda ledger, department, *given: narrowed(whole.formula(ledger, *given), ledger.named(department)),
        whole=whole,
    )


def share(name: str, part: Figure, whole: Figure) -> Figure:
    """A percentage that stands alone."""
    return Figure(
        name,
        f"{part.name} ÷ {whole.name}，保留一位小数",
        lambda ledger, *of: Calc(SHARE, (part.formula(ledger, *of), whole.formula(ledger, *of))),
        part.typed,
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
        formula=quoted_from(cell, printed, ledger.books),
        typed=(ledger.at(cell),),
    )


def alike(ledger: Sheets, origins: Sequence[Callable[[Sheets], Origin]]) -> Origin:
    """The number that several figures come to alike; none of theirs where they do not."""
    own = [origin(ledger) for origin in origins]
    return Origin(
        name=f"{own[0].name}等",
        how=f"{own[0].how}；几个单位的数相同，合写为一个",
        formula=the_same(*(item.formula for item in own)),
        typed=tuple(typed for item in own for typed in ledger.typed(item)),
    )


rule = Figure(
    "{0}",
    "任务总表「考核办法」的取值，台账「图例」列出执行中的数",
    lambda ledger, title: ledger.setting(title),
    lambda ledger, title: ledger.rule_source(title),
)
"""A threshold, weight or line of 「考核办法」."""


def task_cell(ledger: Sheets, task_id: str, name: str, title: str, printed: str = "") -> Origin:
    """A cell of 「任务台账」 that repeats the master list."""
    return Origin(
        name=name,
        how=f"任务 {task_id} 的“{title}”",
        typed=ledger.task_source(task_id, title if title not in (DEADLINE, LIST) else DUE),
        formula=quoted_from(ledger.task(task_id, title), printed, ledger.books),
    )


def duty_cell(ledger: Ledger, department: str, task_id: str, title: str, printed: object, *keys: str) -> Origin:
    """A cell of 「单位明细」: what the department wrote in these columns of its sheet, or what was found of it."""
    dated = title == DEADLINE
    return Origin(
        name=title,
        how=f"{department}任务 {task_id} 的“{title}”",
        typed=(extension_of(ledger, department, task_id) if dated else ())
        or ledger.wrote(department, task_id, *keys)
        or ledger.task_source(task_id, DUE if dated else TASK_ID),
        formula=quoted_from(ledger.duty(department, task_id, title), printed, ledger.books),
    )


def unit_cell(ledger: Sheets, department: str, title: str) -> Origin:
    """A cell of a department's row of 「单位」."""
    row = next(ledger.master_rows(UNIT, UNIT, department))
    return Origin(
        name=f"{department}{title}",
        how=f"任务总表「单位」的“{title}”",
        formula=ledger.cell(UNIT, row, title),
        typed=ledger.department_source(department, title),
    )


def extension_of(ledger: Sheets, department: str, task_id: str) -> tuple[Typed, ...]:
    """Where the extension of a duty's deadline was approved; nothing when it has none."""
    for item in ledger.plan.duties_of(department):
        if item.task.id == task_id and item.extension:
            row = position(item.extension.source.cell)[0] if item.extension.source.cell else 0
            return ledger.listed(EXTENSION, row, EXTENDED_TO, APPROVAL) if row else ()
    return ()


def leader(ledger: Sheets, department: str, task_id: str, printed: str) -> Origin:
    """责任领导 of a duty: the department's 分管领导, or the words of the notice."""
    own = next(item for item in ledger.plan.departments if item.name == department)
    if printed != own.leader:
        return task_cell(ledger, task_id, LEADER, LEADER, printed)
    row = next(ledger.master_rows(UNIT, UNIT, department))
    return Origin(
        name=f"{department}{UNIT_LEADER}",
        how="任务总表「单位」的“分管领导”，任务的责任领导所指",
        formula=quoted_from(ledger.cell(UNIT, row, UNIT_LEADER), printed, ledger.books),
        typed=ledger.department_source(department, UNIT_LEADER),
    )
