"""The figures of a month: what each is called, how it is reckoned, and its formula over the ledger's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..vocabulary.method import settings
from ..vocabulary.model import Lamp, State
from .counted import departments, duties, duty_cell, element, leader, share, tasks
from .element_figures import document_day
from .formula import Calc, Compared, Count, Formula, Given, Term
from .helping_cells import WorkingDay
from .ledger_rows import COUNTED, DUTIES, PROBLEMS, SCORES, TASKS, Ledger, MonthRows
from .ledger_sheets import DONE
from .operations import DAY, DAY_IN_MONTH, MEAN, MONTH, YEAR, joined, middle, next_month, number_in, sum_of
from .origin import Origin
from .quotes import quoted_from
from .score_parts import grade_term
from .shared_findings import short_name, state_term

JUDGED_BY = ("status", "progress", "done_on", "evidence", "count")
"""The columns of the progress sheet that a verdict rests on."""

_BUSY = ((True, DUTIES, (("亮灯", ()),)),)
"""That a department has a duty."""

_TRACK_STATES = tuple(str(state) for state in State if state is not State.DUE_SOON)
_DONE_TERM: Term = ("核定状态", DONE)
_DONE = "核定状态为已完成或逾期完成的项数"


# --- by task --------------------------------------------------------------------------------------------------------


def task_total(ledger: MonthRows) -> Origin:
    """How many tasks there are."""
    return tasks(ledger, "任务总数", "任务总表「任务」的行数")


def task_done(ledger: MonthRows) -> Origin:
    """How many are done."""
    return tasks(ledger, "任务完成数", f"{_DONE}（全部责任单位完成的方为完成）", _DONE_TERM)


def task_done_share(ledger: MonthRows) -> Origin:
    """What share that is."""
    return share("任务完成率", task_done(ledger), task_total(ledger))


def task_lamp(ledger: MonthRows, label: str, *terms: Term) -> Origin:
    """How many tasks bear a lamp."""
    lamp = label.removesuffix("灯")
    return tasks(ledger, f"{label}任务数", f"亮{label}的项数（取各责任单位中最差的一个）", ("亮灯", (lamp,)), *terms)


def task_state(ledger: MonthRows, label: str) -> Origin:
    """How many tasks are in a state."""
    return tasks(ledger, f"{label}任务数", f"核定状态为{label}的项数", state_term(label))


def list_done(ledger: MonthRows, key: str) -> Origin:
    """How many tasks of a list are done."""
    return tasks(ledger, "清单完成数", "该清单已完成的项数", _DONE_TERM, _of_list(ledger, key))


def list_tasks(ledger: MonthRows, key: str) -> Origin:
    """How many tasks a list has."""
    return tasks(ledger, "清单任务数", "该清单的项数", _of_list(ledger, key))


def list_lamp(ledger: MonthRows, key: str, label: str) -> Origin:
    """How many tasks of a list bear a lamp."""
    return task_lamp(ledger, label, _of_list(ledger, key))


def _of_list(ledger: MonthRows, key: str) -> Term:
    rows = next((rows for value, rows in ledger.books[TASKS].grouped("清单").items() if str(value) == key), None)
    return "清单", Compared("=", ledger.cell(TASKS, rows[0], "清单")) if rows else (key,)


def task_owners(ledger: Ledger, task_id: str, done: bool) -> Origin:
    """How many departments a task has, or how many of them are done."""
    own = "任务编号", Compared("=", ledger.task(task_id, "任务编号"))
    row = ledger.books[TASKS].row(任务编号=task_id)
    return Origin(
        name=f"任务{task_id}{'已完成' if done else '责任'}单位数",
        formula=Count(DUTIES, (own, _DONE_TERM if done else ("亮灯", ()))),
        how="台账「单位明细」中该任务" + ("核定状态为已完成或逾期完成" if done else "") + "的单位个数",
        typed=ledger.reported((row,), deciding=done) or ledger.task_source(task_id, "责任部门"),
    )


def undecided(ledger: MonthRows) -> Origin:
    """How many tasks name somebody that nobody has been told of."""
    return tasks(ledger, "待明确责任单位任务数", "任务台账中写有待明确责任单位的项数", ("待明确责任单位", ()))


def undecided_title(ledger: Ledger, name: str) -> Origin:
    """A title that stands for nobody yet, in quotation marks."""
    task = next(task for task in ledger.plan.undecided if name in task.undecided)
    cell = ledger.task(task.id, "待明确责任单位")
    return Origin(
        name="待明确称谓",
        how="任务总表「任务」责任部门中没有指明单位的称谓",
        formula=joined("“", quoted_from(cell, name, ledger.books), "”"),
        typed=ledger.task_source(task.id, "责任部门"),
    )


# --- by department's duty -------------------------------------------------------------------------------------------


def duty_total(ledger: MonthRows) -> Origin:
    """How many duties there are."""
    return duties(ledger, "单位任务总数", "台账「单位明细」的行数")


def duty_done(ledger: MonthRows) -> Origin:
    """How many are done."""
    return duties(ledger, "单位任务完成数", _DONE, _DONE_TERM)


def duty_done_share(ledger: MonthRows) -> Origin:
    """What share that is."""
    return share("单位任务完成率", duty_done(ledger), duty_total(ledger))


def duty_lamp(ledger: MonthRows, label: str) -> Origin:
    """How many duties bear a lamp."""
    return duties(ledger, f"{label}单位任务数", f"亮{label}的项数", ledger.lamp(label.removesuffix("灯")))


def duty_state(ledger: MonthRows, label: str) -> Origin:
    """How many duties are in a state."""
    return duties(ledger, f"{label}单位任务数", f"核定状态为{label}的项数", state_term(label))


# --- departments ----------------------------------------------------------------------------------------------------


def every_department(ledger: MonthRows) -> Origin:
    """How many departments there are."""
    return departments(ledger, "单位总数", "任务总表「单位」的行数")


def expected(ledger: MonthRows) -> Origin:
    """How many have a duty."""
    return departments(ledger, "应报送数", "承担任务的单位数", clauses=_BUSY)


def returned(ledger: MonthRows) -> Origin:
    """How many of them sent a return."""
    came = ("报送情况", ("按时", "迟报"))
    return departments(ledger, "已报送单位数", "承担任务、收到可读报表的单位数", came, clauses=_BUSY)


def filing(ledger: MonthRows, label: str) -> Origin:
    """How many reported in a way: 按时报送, 迟报, 未报送."""
    kind = label.removesuffix("报送") if label.startswith("按时") else label
    how = f"承担任务、台账「单位得分」中报送情况为{kind}的单位数"
    return departments(ledger, f"{label}单位数", how, ("报送情况", (kind,)), clauses=_BUSY)


def grade(ledger: MonthRows, label: str) -> Origin:
    """How many have a grade."""
    return departments(ledger, f"{label}单位数", f"等次为{label}的单位数", ("等次", (label,)))


def commended(ledger: MonthRows) -> Origin:
    """How many are 优秀, reported in time, have nothing to correct or to look at again, and every duty on track."""
    return departments(
        ledger,
        "表扬单位数",
        "等次为优秀、按时报送、没有红灯、没有退回和提醒、黄灯仅为临近时限的单位数",
        ("等次", ("优秀",)),
        ("报送情况", ("按时",)),
        clauses=[
            (False, DUTIES, (("亮灯", ("红",)),)),
            (False, DUTIES, (ledger.lamp("黄"), ("核定状态", _TRACK_STATES))),
            (False, PROBLEMS, (("级别", ("退", "警")), COUNTED)),
        ],
    )


def red_departments(ledger: MonthRows) -> Origin:
    """How many have a red duty."""
    return departments(ledger, "红灯单位数", "有红灯任务的单位数", clauses=[(True, DUTIES, (("亮灯", ("红",)),))])


def refused(ledger: MonthRows, department: str = "") -> Origin:
    """How many places of returns are to be corrected, of one department when told."""
    own: Term = ledger.named(department) if department else ("单位", ())
    return Origin(
        name=f"{department}退回修改处数",
        how="台账「问题清单」中级别为退、计入的条数",
        formula=Count(PROBLEMS, (("级别", ("退",)), ("怎样修改", ()), COUNTED, own)),
    )


def refused_departments(ledger: MonthRows) -> Origin:
    """How many departments have something to correct."""
    return departments(
        ledger, "退回修改单位数", "有退回内容的单位数", clauses=[(True, PROBLEMS, (("级别", ("退",)), COUNTED))]
    )


def mean(ledger: MonthRows) -> Origin:
    """The mean of the departments that are ranked."""
    return Origin(
        name="平均分",
        how="参加排名的各单位总分之和 ÷ 单位数，保留两位小数",
        formula=Calc(MEAN, (Count(SCORES, (grade_term(),), summed="总分"), Count(SCORES, (grade_term(),)))),
    )


# --- one department -------------------------------------------------------------------------------------------------


def own_lamp(ledger: MonthRows, name: str, label: str) -> Origin:
    """How many duties of a department bear a lamp."""
    lamp = label.removesuffix("灯")
    return duties(ledger, f"{name}{lamp}灯任务数", f"{name}亮{lamp}灯的项数", ledger.named(name), ledger.lamp(lamp))


def own_duties(ledger: MonthRows, name: str) -> Origin:
    """How many duties a department has."""
    return duties(ledger, f"{name}承担任务数", f"{name}承担的项数", ledger.named(name), ("亮灯", ()))


def own_done(ledger: MonthRows, name: str) -> Origin:
    """How many of them are done."""
    return duties(ledger, f"{name}已完成数", f"{name}{_DONE}", ledger.named(name), _DONE_TERM)


def own_state(ledger: MonthRows, name: str, label: str) -> Origin:
    """How many of them are in a state."""
    return duties(ledger, f"{name}{label}项数", f"{name}核定状态为{label}的项数", ledger.named(name), state_term(label))


def own_unjudged(ledger: MonthRows, name: str) -> Origin:
    """How many of them could not be judged for want of a return."""
    made = own_state(ledger, name, State.NOT_RETURNED)
    return replace(made, name="无法核定数", how="按单位承担的任务统计，该单位因未报送而无法核定的项数")


def own_filed_on(ledger: MonthRows, name: str) -> Origin:
    """When its return was filled in."""
    return Origin(
        name=f"{name}填报日期",
        how=f"填报表上的填报日期，几次报送的以{ledger.plan.method.punctual_by}为准",
        formula=ledger.score(name, "填报日期"),
        typed=ledger.filed(name),
    )


def pressing(ledger: MonthRows, name: str) -> Origin:
    """How many of its red duties are to be supervised: those of an unreported month only when their deadline has
    passed."""
    own, red = ledger.named(name), ledger.lamp(Lamp.RED)
    states = tuple(str(state) for state in State if state is not State.NOT_RETURNED)
    passed: Term = ("完成时限", Compared("<", ledger.as_of))
    return Origin(
        name="督办事项数",
        how="该单位亮红灯的项数，因未报送而亮红灯的只计已过完成时限的",
        formula=sum_of(
            ledger.duties(own, red, ("核定状态", states)),
            ledger.duties(own, red, state_term(State.NOT_RETURNED), passed),
        ),
    )


def answer_day(ledger: Ledger, kind: str) -> Origin:
    """The day by which a supervision is to be answered."""
    day = document_day(ledger, kind)
    cell = ledger.element("督办反馈工作日")
    number = number_in(cell, ledger.books) if cell else Given(5)
    return Origin(
        name="反馈日期",
        how="成文日期之后第几个工作日（任务总表「公文」的“督办反馈工作日”），逐日见「工作日核算」",
        formula=WorkingDay(day.formula.day(ledger.books), number),
        typed=tuple(map(ledger.at, [cell] if cell else [])) + ledger.typed(day),
    )


def leaders(ledger: Ledger, department: str, names: Sequence[tuple[str, str]]) -> Origin:
    """One leader, or several joined, each from the first duty that has it: (name, that duty's 任务编号)."""
    made = [leader(ledger, department, task_id, name) for name, task_id in names]
    pieces: list[Formula | str] = [piece for item in made for piece in ("、", item.formula)][1:]
    return replace(
        made[0], formula=joined(*pieces), typed=tuple(typed for item in made for typed in ledger.typed(item))
    )


# --- months and days ------------------------------------------------------------------------------------------------


def month_of(ledger: MonthRows, name: str) -> Origin:
    """报送期; under another name the month after it."""
    own = name == "报送期"
    return Origin(
        name=name,
        how="本次汇总的月份：命令中指定，未指定的取 input 中最新的一期" + ("" if own else "的下一个月"),
        formula=Calc(MONTH, (ledger.period if own else next_month(ledger.period),)),
        typed=ledger.run,
    )


def previous(ledger: Ledger) -> Origin:
    """上期, from 各月亮灯 of the first duty: 「5月绿、6月绿」."""
    first = ledger.month.verdicts[0].duty
    cell = ledger.duty(first.department, first.task.id, "各月亮灯")
    months = str(cell.value(ledger.books)).split("、")
    start = sum(len(part) + 1 for part in months[:-2])
    shown = middle(cell, start, start + months[-2].index("月") + 1)
    return Origin(
        name="上期",
        how="本年度中上一个收到报表的月份",
        formula=joined(Calc(YEAR, (ledger.period,)), "年", shown),
        typed=ledger.wrote(first.department, first.task.id, "status"),
    )


def closing(ledger: Ledger, name: str) -> Origin:
    """报送截止日; under another name that of the month after."""
    first: Formula = ledger.period if name == "报送截止日" else next_month(ledger.period)
    cell = ledger.element("报送截止日")
    number = number_in(cell, ledger.books) if cell else Given(25)
    return Origin(
        name=name,
        how="任务总表「公文」规定的每月报送截止日，短月取月末",
        formula=Calc(DAY_IN_MONTH, (first, number)),
        typed=element(ledger, "报送截止日").typed,
    )


def as_of(ledger: MonthRows) -> Origin:
    """The date of assessment."""
    return Origin(
        name="考核基准日", how="命令中 --as-of 指定，未指定的取报送期最后一天", formula=ledger.as_of, typed=ledger.run
    )


def full_marks(ledger: Ledger) -> Origin:
    """满分: the four weights."""
    weights = ("quality_weight", "punctual_weight", "evidence_weight", "material_weight")
    titles = [title for name, title, *_ in settings() if name in weights]
    return Origin(
        name="满分",
        how="、".join(titles) + "之和",
        formula=sum_of(*map(ledger.setting, titles)),
        typed=tuple(typed for title in titles for typed in ledger.rule_source(title)),
    )


# --- cells of tables ------------------------------------------------------------------------------------------------


def unreported(ledger: MonthRows, name: str) -> Origin:
    """That a department sent nothing: 「2018年6月未报送」."""
    month = month_of(ledger, "报送期")
    return replace(
        month,
        name=f"{name}报送情况",
        formula=joined(month.formula, ledger.score(name, "报送情况")),
        typed=ledger.department_source(name, "单位"),
    )


def steps_ahead(ledger: Ledger, name: str, task_id: str, steps: str, expected: bool) -> Origin:
    """下一步措施, and below it 预计完成日期 where one is `expected`."""
    keys = ("next_steps", "expected_on")[: 1 + expected]
    made = duty_cell(ledger, name, task_id, "下一步措施", steps, *keys)
    if not expected:
        return made
    day = joined("预计", Calc(DAY, (ledger.duty(name, task_id, "预计完成日期"),)), "完成")
    whole = joined(made.formula, "\n", day) if steps else day
    return replace(made, name="下一步措施及预计完成日期", formula=whole)


def state_because(ledger: Ledger, name: str, task_id: str, because: str) -> Origin:
    """核定状态（亮灯） and below it 判定依据."""
    made = duty_cell(ledger, name, task_id, "判定依据", because, *JUDGED_BY)
    state, lamp = ledger.duty(name, task_id, "核定状态"), ledger.duty(name, task_id, "亮灯")
    return replace(made, name="核定状态及依据", formula=joined(state, "（", lamp, "灯）", "\n", made.formula))


def slip_matter(ledger: Ledger, task_id: str, short: str) -> Origin:
    """The matter that a slip is about."""
    name = short_name(ledger, task_id, short)
    number = ledger.task(task_id, "任务编号")
    return replace(name, name="督办事项", formula=joined(name.formula, "（任务编号", number, "）"))


def slip_month(ledger: MonthRows) -> Origin:
    """The month that a slip asks to be reported."""
    month = month_of(ledger, "报送期")
    return replace(month, formula=joined("补报", month.formula, "进展情况"))
