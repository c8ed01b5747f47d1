"""Findings that duties share (逾期未完成, 红灯, 新亮红灯 …): which rows have them, and every figure made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..assess.changes import CLOSED, FIRST_DONE, LEFT_RED, NEW_RED, TAKEN_BACK
from ..assess.shortfall import BEHIND, LATE
from ..assess.verdict import DAYS_LEFT
from ..assess.verdict import DUE_TODAY as ON_THE_DAY
from ..ledger.duty_sheet import UNFIT
from ..records import value
from ..vocabulary.cell_address import position
from ..vocabulary.column_titles import (
    AREA,
    BECAUSE,
    COMPARED,
    EVIDENCE_FOUND,
    LAMP,
    OUTLOOK,
    REQUIREMENT_LABEL,
    SHORT_NAME,
    STATE,
    STATUS,
    TASK,
    TASK_ID,
    TASK_TEXT,
    UNIT,
)
from ..vocabulary.model import State
from ..vocabulary.terms import Lamp, Status
from .counted import BY_DUTY, duties, own_part, task_cell
from .formula import Calc, Compared, Formula, Given, Having, Term
from .ledger_sheets import Sheets
from .operations import ANY, joined, sum_of
from .origin import Figure, Origin, Typed
from .quotes import quoted_from

UNEXPLAINED, DONE_UNVERIFIED = "不涉及待说明", "完成待核实"
"""The two kinds of 待核实."""
NOT_JUDGED = "无法核定"
"""What documents call duties of which nothing was reported; 未报送 is the list of departments."""
_RED_STATES = tuple(str(state) for state in (State.OVERDUE, State.FAR_BEHIND, State.NOT_FILLED))

_OPEN_STATES = tuple(str(state) for state in State if not state.is_done)


def state_term(label: object) -> Term:
    """The term that something is in this state."""
    return STATE, (str(label),)


@value
class Finding:
    """Duties with something in common: the word for it, the terms that their rows satisfy, what it is, and what else a
    clerk is to be told of it.
    """

    label: str
    terms: tuple[Term, ...]
    what: str
    note: str = ""

    def __hash__(self) -> int:
        """Quick: a finding is looked up for each department."""
        return hash(self.label)


def _noted(title: str, what: str, notes: Mapping[str, str]) -> tuple[Finding, ...]:
    found = ((label, ((title, Compared("含", Given(label))),), note) for label, note in notes.items())
    return tuple(Finding(label, terms, f"{what}{label}", note) for label, terms, note in found)


def _due(label: str, part: str, what: str) -> Finding:
    """What is 临近时限 for a reason with this part."""
    return Finding(label, (state_term(State.DUE_SOON), (BECAUSE, Compared("含", Given(part)))), what)


DUE_TODAY = _due(ON_THE_DAY, ON_THE_DAY, "时限是考核日期当天、尚未完成")
DUE_LATER = _due("即将到期", DAYS_LEFT, "临近时限而没有到期")
TURNING_RED = Finding("将亮红灯", ((OUTLOOK, ()),), f"“{OUTLOOK}”不空", "没有进展的话，下月最后一天亮红灯的")
MONTH_FINDINGS = (
    *(
        Finding(str(state), (state_term(state),), f"核定状态为{state}")
        for state in State
        if state.of_a_duty and state is not State.NOT_RETURNED
    ),
    Finding(NOT_JUDGED, (state_term(State.NOT_RETURNED),), "因未报送而无法核定"),
    Finding("红灯", ((LAMP, (Lamp.RED,)), (STATE, _RED_STATES)), "已报送而亮红灯"),
    Finding("自报完成未附佐证", ((EVIDENCE_FOUND, (UNFIT,)),), "自报已完成而佐证不合格"),
    Finding(UNEXPLAINED, (state_term(State.TO_VERIFY), (STATUS, (Status.NOT_CONCERNED,))), "填报不涉及而没有说明理由"),
    Finding(
        DONE_UNVERIFIED,
        (state_term(State.TO_VERIFY), (STATUS, (Status.DONE, Status.ONGOING, Status.UNDER_WAY, Status.NOT_STARTED))),
        "自报完成而待核实",
    ),
    Finding(
        "报完成未核定",
        ((COMPARED, Compared("含", Given(FIRST_DONE))), (STATE, _OPEN_STATES)),
        f"{FIRST_DONE}而没有核定为完成",
    ),
    *_noted(
        COMPARED,
        COMPARED,
        {
            NEW_RED: "上期没有亮红灯，本期已报送而亮红灯的",
            LEFT_RED: "上期已报送而亮红灯，本期转为其他灯的",
            FIRST_DONE: "单位本期第一次自报已完成的",
            CLOSED: "上期还没有、本期起核定为完成的",
            TAKEN_BACK: "上期自报已完成、本期改报其他状态的",
        },
    ),
    DUE_TODAY,
    DUE_LATER,
    TURNING_RED,
    *_noted(
        REQUIREMENT_LABEL,
        "量化提示为",
        {BEHIND: "次数少于截至考核日应完成的次数的", LATE: "登记的事项超过规定工作日的"},
    ),
)
"""What the templates of a month may speak of. 未报送 is the list of departments; their duties are 无法核定."""


def _found(_: Sheets, finding: Finding, *__: object) -> tuple[Term, ...]:
    return finding.terms


def _some(ledger: Sheets, finding: Finding, *_: object) -> tuple[Typed, ...]:
    return ledger.typed_in(ledger.duties(*finding.terms))


def _tasks(ledger: Sheets, finding: Finding, task_ids: Sequence[str]) -> Formula:
    counts = (ledger.duties((TASK_ID, Compared("=", ledger.task(key, TASK_ID))), *finding.terms) for key in task_ids)
    return sum_of(*(Calc(ANY, (count,)) for count in counts)) if task_ids else ledger.duties(*finding.terms)


found_duties = duties("{0.label}项数", "{0.what}的项数", of=_found)
"""How many duties have a finding."""
own_found = own_part("{0}{1.label}项数", BY_DUTY + "{0}{1.what}的项数", found_duties)
"""How many of a department have it."""
found_in_state = duties(
    "{0.label}中{1}项数",
    "{0.what}、核定为{1}的项数",
    of=lambda ledger, finding, state: (*finding.terms, ledger.state(state)),
)
"""How many that have it are in a state."""
found_departments = Figure(
    "{0.label}单位数",
    "有{0.what}的任务的单位个数",
    lambda ledger, finding: Having(
        ledger.score_page, UNIT, (), ((True, ledger.duty_page, ledger.duties(*finding.terms).terms),)
    ),
    _some,
)
"""How many departments have such duties."""
found_tasks = Figure("{0.label}任务数", "{0.what}的任务个数，一项任务计一次", _tasks, _some)
"""How many tasks have such duties, each counted once."""


def task_number(ledger: Sheets, task_id: str) -> Origin:
    """A task's number."""
    return task_cell(ledger, task_id, TASK_ID, TASK_ID)


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
            ledger.task(task_id, TASK_ID),
            "）",
        ),
    )


def short_name(ledger: Sheets, task_id: str, printed: str) -> Origin:
    """A task's short name: its 简称, else its 公开领域, else a clause of 主要任务."""
    task = next(item for item in ledger.plan.tasks if item.id == task_id)
    if task.short_name:
        return Origin(
            name=f"任务{SHORT_NAME}",
            how=f"任务总表「任务」中任务 {task_id} 的“{SHORT_NAME}”",
            formula=quoted_from(ledger.cell(TASK, position(task.source.cell)[0], SHORT_NAME), printed, ledger.books),
            typed=ledger.task_source(task_id, SHORT_NAME),
        )
    area = ledger.task(task_id, AREA).value(ledger.books)
    return task_cell(ledger, task_id, "任务简称", AREA if area else TASK_TEXT, printed)


department_named = Figure(
    "单位名称",
    "任务总表「单位」",
    lambda ledger, name: ledger.score(name, UNIT),
    lambda ledger, name: ledger.department_source(name, UNIT),
)
"""A department's name that holds a figure."""
