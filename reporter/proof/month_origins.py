"""Where each word that a month's template may use comes from: one line here for one kind of word (see `words`)."""

from __future__ import annotations

from collections.abc import Callable

from ..documents.document_kind import DocumentKind
from ..vocabulary.method import settings
from ..vocabulary.model import State
from .element_origins import element_words
from .findings_origins import department_named, matter_words, short_name, state_term
from .formula import Calc, Compared, Count, Formula, Given, Term
from .ledger_rows import DUTIES, PROBLEMS, SCORES, TASKS, Ledger
from .operations import DAY_IN_MONTH, MEAN, MONTH, YEAR, joined, middle, next_month, number_in, sum_of
from .origin import Origin
from .quotes import quoted_from
from .scores import grade_term
from .shared_origins import DONE, departments, duties, element, rule, settled, share, tasks
from .single import department_words, of_task, order_words
from .word_origins import Trail, Words, alone, of

__all__ = ["closing", "month_of", "month_words"]

_FILINGS = {"按时报送": "按时", "迟报": "迟报", "未报送": "未报送"}
_BUSY = ((True, DUTIES, (("亮灯", ()),)),)
"""That a department has a duty."""

_TRACK_STATES = tuple(str(state) for state in State if state is not State.DUE_SOON)


def _bare(label: object) -> str:
    return str(label).removesuffix("灯")


def _task_total(ledger: Ledger) -> Origin:
    return tasks(ledger, "任务总数", "任务总表「任务」的行数")


def _task_done(ledger: Ledger) -> Origin:
    return tasks(
        ledger, "任务完成数", "核定状态为已完成或逾期完成的项数（全部责任单位完成的方为完成）", ("核定状态", DONE)
    )


def _task_lamp(ledger: Ledger, label: object, *terms: Term) -> Origin:
    return tasks(
        ledger, f"{label}任务数", f"亮{label}的项数（取各责任单位中最差的一个）", ("亮灯", (_bare(label),)), *terms
    )


def _task_state(ledger: Ledger, label: object) -> Origin:
    return tasks(ledger, f"{label}任务数", f"核定状态为{label}的项数", state_term(label))


def _duty_total(ledger: Ledger) -> Origin:
    return duties(ledger, "单位任务总数", "台账「单位明细」的行数")


def _duty_done(ledger: Ledger) -> Origin:
    return duties(ledger, "单位任务完成数", "核定状态为已完成或逾期完成的项数", ("核定状态", DONE))


def _duty_lamp(ledger: Ledger, label: object) -> Origin:
    return duties(ledger, f"{label}单位任务数", f"亮{label}的项数", ledger.lamp(_bare(label)))


def _duty_state(ledger: Ledger, label: object) -> Origin:
    return duties(ledger, f"{label}单位任务数", f"核定状态为{label}的项数", state_term(label))


def _grade(ledger: Ledger, label: object) -> Origin:
    return departments(ledger, f"{label}单位数", f"等次为{label}的单位数", ("等次", (str(label),)))


def _filing(ledger: Ledger, label: str) -> Origin:
    return departments(
        ledger,
        f"{label}单位数",
        f"承担任务、台账「单位得分」中报送情况为{_FILINGS[label]}的单位数",
        ("报送情况", (_FILINGS[label],)),
        clauses=_BUSY,
    )


def _divided(name: str, make: Callable[[Ledger, object], Origin]) -> Words:
    """The words of a whole divided into parts with 名称, 数 and 占比."""

    def percent(ledger: Ledger, trail: Trail, value: object) -> Origin:
        parts = [(str(part["名称"]), make(ledger, part["名称"])) for part in trail[-2][name]]
        return settled(name, parts, str(trail[-1]["名称"]))

    return {(name, "数"): lambda ledger, trail, value: make(ledger, trail[-1]["名称"]), (name, "占比"): percent}


def month_of(ledger: Ledger, first: Formula, name: str) -> Origin:
    """报送期, or the month after it, that begins on `first`."""
    return Origin(
        name=name,
        how="本次汇总的月份：命令中指定，未指定的取 input 中最新的一期" + ("的下一个月" if name != "报送期" else ""),
        formula=Calc(MONTH, (first,)),
        typed=ledger.run,
    )


def _previous(ledger: Ledger, trail: Trail, value: object) -> Origin:
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


def closing(ledger: Ledger, first: Formula, name: str) -> Origin:
    """报送截止日 of the month that begins on `first`."""
    cell = ledger.element("报送截止日")
    number = number_in(cell, ledger.books) if cell else Given(25)
    return Origin(
        name=name,
        how="任务总表「公文」规定的每月报送截止日，短月取月末",
        formula=Calc(DAY_IN_MONTH, (first, number)),
        typed=element(ledger, "报送截止日").typed,
    )


def _as_of(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return Origin(
        name="考核基准日", how="命令中 --as-of 指定，未指定的取报送期最后一天", formula=ledger.as_of, typed=ledger.run
    )


def _expected(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return departments(ledger, "应报送数", "承担任务的单位数", clauses=_BUSY)


def _returned(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return departments(
        ledger, "已报送单位数", "承担任务、收到可读报表的单位数", ("报送情况", ("按时", "迟报")), clauses=_BUSY
    )


def _commended(ledger: Ledger, trail: Trail, value: object) -> Origin:
    clauses = [
        (False, DUTIES, (("亮灯", ("红",)),)),
        (False, DUTIES, (ledger.lamp("黄"), ("核定状态", _TRACK_STATES))),
        (False, PROBLEMS, (("级别", ("退", "警")),)),
    ]
    return departments(
        ledger,
        "表扬单位数",
        "等次为优秀、按时报送、没有红灯、没有退回和提醒、黄灯仅为临近时限的单位数",
        ("等次", ("优秀",)),
        ("报送情况", ("按时",)),
        clauses=clauses,
    )


def _red_departments(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return departments(ledger, "红灯单位数", "有红灯任务的单位数", clauses=[(True, DUTIES, (("亮灯", ("红",)),))])


def _refused(ledger: Ledger, department: str = "") -> Origin:
    own: Term = ledger.named(department) if department else ("单位", ())
    formula = Count(PROBLEMS, (("级别", ("退",)), ("怎样修改", ()), own))
    return Origin(
        name=f"{department}退回修改处数",
        how="台账「问题清单」中级别为退的条数",
        formula=formula,
        typed=ledger.problems(formula.hits(ledger.books)),
    )


def _refused_departments(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return departments(ledger, "退回修改单位数", "有退回内容的单位数", clauses=[(True, PROBLEMS, (("级别", ("退",)),))])


def _mean(ledger: Ledger, trail: Trail, value: object) -> Origin:
    ranked = departments(ledger, "参加排名的单位数", "有等次的单位数", grade_term())
    return Origin(
        name="平均分",
        how="参加排名的各单位总分之和 ÷ 单位数，保留两位小数",
        formula=Calc(MEAN, (Count(SCORES, (grade_term(),), summed="总分"), ranked.formula)),
        typed=ranked.typed,
    )


def _undecided(ledger: Ledger, trail: Trail, value: object) -> Origin:
    return tasks(ledger, "待明确责任单位任务数", "任务台账中写有待明确责任单位的项数", ("待明确责任单位", ()))


def _undecided_title(ledger: Ledger, trail: Trail, value: object) -> Origin:
    name = str(value).strip("“”")
    task = next(task for task in ledger.plan.undecided if name in task.undecided)
    cell = ledger.task(task.id, "待明确责任单位")
    return Origin(
        name="待明确称谓",
        how="任务总表「任务」责任部门中没有指明单位的称谓",
        formula=joined("“", quoted_from(cell, name, ledger.books), "”"),
        typed=ledger.task_source(task.id, "责任部门"),
    )


def _full_marks(ledger: Ledger, trail: Trail, value: object) -> Origin:
    titles = [
        title
        for name, title, *_ in settings()
        if name in ("quality_weight", "punctual_weight", "evidence_weight", "material_weight")
    ]
    return Origin(
        name="满分",
        how="、".join(titles) + "之和",
        formula=sum_of(*map(ledger.setting, titles)),
        typed=tuple(typed for title in titles for typed in ledger.rule_source(title)),
    )


# --- one list -----------------------------------------------------------------------------------------------------


def _of_list(ledger: Ledger, key: object) -> Term:
    page = ledger.books[TASKS]
    row = next(
        row for row in range(page.header + 1, page.last + 1) if str(page.at(row, page.columns["清单"])) == str(key)
    )
    return "清单", Compared("=", ledger.cell(TASKS, row, "清单"))


def _list_lamp(ledger: Ledger, item, label: object) -> Origin:
    return _task_lamp(ledger, label, _of_list(ledger, item["编号"]))


def _list_lamp_share(ledger: Ledger, trail: Trail, value: object) -> Origin:
    item = trail[-2]
    parts = [(str(part["名称"]), _list_lamp(ledger, item, part["名称"])) for part in item["亮灯"]]
    return settled(f"清单{item['编号']}亮灯", parts, str(trail[-1]["名称"]))


def month_words(kind: DocumentKind) -> Words:
    """The words of the templates of a month."""
    return (
        element_words(kind)
        | matter_words()
        | {
            ("任务总数",): alone(_task_total),
            ("单位总数",): alone(departments, "单位总数", "任务总表「单位」的行数"),
            ("报送期",): lambda ledger, trail, value: month_of(ledger, ledger.period, "报送期"),
            ("上期",): _previous,
            ("截至日",): _as_of,
            ("报送截止日",): lambda ledger, trail, value: closing(ledger, ledger.period, "报送截止日"),
            ("下期",): lambda ledger, trail, value: month_of(ledger, next_month(ledger.period), "下期"),
            ("下期截止日",): lambda ledger, trail, value: closing(ledger, next_month(ledger.period), "下期报送截止日"),
            ("任务完成数",): alone(_task_done),
            ("任务完成率",): lambda ledger, trail, value: share(
                ledger, "任务完成率", _task_done(ledger), _task_total(ledger)
            ),
            ("任务逾期完成数",): alone(_task_state, State.DONE_LATE),
            ("任务红灯数",): alone(_task_lamp, "红灯"),
            ("任务因未报送亮红灯数",): alone(_task_state, State.NOT_RETURNED),
            ("单位任务总数",): alone(_duty_total),
            ("单位任务完成数",): alone(_duty_done),
            ("单位任务完成率",): lambda ledger, trail, value: share(
                ledger, "单位任务完成率", _duty_done(ledger), _duty_total(ledger)
            ),
            ("单位任务逾期完成数",): alone(_duty_state, State.DONE_LATE),
            **_divided("任务亮灯", _task_lamp),
            **_divided("任务状态", _task_state),
            **_divided("单位任务亮灯", _duty_lamp),
            **_divided("单位任务状态", _duty_state),
            **_divided("等次分布", _grade),
            ("分清单", "任务数"): lambda ledger, trail, value: tasks(
                ledger, "清单任务数", "该清单的项数", _of_list(ledger, trail[-1]["编号"])
            ),
            ("分清单", "完成数"): lambda ledger, trail, value: tasks(
                ledger, "清单完成数", "该清单已完成的项数", ("核定状态", DONE), _of_list(ledger, trail[-1]["编号"])
            ),
            ("分清单", "亮灯", "数"): lambda ledger, trail, value: _list_lamp(ledger, trail[-2], trail[-1]["名称"]),
            ("分清单", "亮灯", "占比"): _list_lamp_share,
            ("报送情况", "数"): of(_filing, "名称"),
            ("报送情况", "单位", "#"): of(_filing, "名称"),
            **{(label, "#"): alone(_filing, label) for label in _FILINGS},
            ("已报送", "#"): _returned,
            ("应报送数",): _expected,
            ("应报送单位", "#"): _expected,
            ("平均分",): _mean,
            ("表扬单位", "#"): _commended,
            ("红灯单位", "#"): _red_departments,
            ("退回修改", "项数"): alone(_refused),
            ("退回修改", "分单位", "项数"): of(_refused),
            ("退回修改", "单位", "#"): _refused_departments,
            ("退回修改", "分单位", "#"): _refused_departments,
            ("待明确责任单位", "#"): _undecided,
            ("待明确称谓",): _undecided_title,
            ("待明确责任单位", "编号"): of_task("任务编号"),
            ("待明确责任单位", "称谓"): of_task("待明确责任单位"),
            ("待明确责任单位", "任务"): lambda ledger, trail, value: short_name(
                ledger, str(trail[-1]["编号"]), str(value)
            ),
            **{("考核办法", title): alone(rule, title) for _, title, *_ in settings()},
            ("满分",): _full_marks,
            **department_words(),
            **order_words(kind.name),
            **{(*path, "单位"): department_named for path in (("报送情况",), ("退回修改",), ("退回修改", "分单位"))},
            **{
                (name,): department_named
                for name in ("应报送单位", "已报送", *_FILINGS, "表扬单位", "红灯单位", "单位")
            },
        }
    )
