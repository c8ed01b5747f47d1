"""Where each word that a template of the year may use comes from (see `words`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..vocabulary.method import settings
from ..vocabulary.method_sets import SETS_TITLE
from ..vocabulary.model import State
from .elements import document_day, element_words
from .formula import Calc, Cell, Compared, Count, Formula, Given, Term
from .helpers import WorkingDay
from .makers import DONE, departments, duties, element, rule, settled, share, task_cell
from .matters import department_named, matter_words, short_name
from .operations import MEAN, MONTH, MONTH_NUMBER, NUMBER, PERCENT, joined, middle, number_in
from .origin import Origin, Typed
from .quotes import quoted_from
from .tasks_block import TaskBlock, TasksIn
from .words import Trail, Words, alone, of
from .year_ledger import ADJUSTMENTS, COURSES, LOST, MONTHS, OBJECTIONS, PROOFS, SCORES, WAYS, YearLedger
from .year_scores import full_marks, year_rank, year_total

__all__ = ["LATE", "OPEN_STATES", "filings", "months_listed", "year_words"]

LATE = ("迟报", "催报后报送")
_KINDS = ("按时", *LATE, "未报送")
_STATE = "年末核定"
OPEN_STATES = tuple(str(state) for state in State
                    if not state.is_done and state not in (State.NOT_DUE, State.NOT_CONCERNED, State.UNDECIDED))
_MATTERS = {
    **{str(state): (((_STATE, (str(state),)),), f"年末核定为{state}") for state in State if state is not State.NOT_RETURNED},
    "无法核定": (((_STATE, (str(State.NOT_RETURNED),)),), "年末因未报送而无法核定"),
    "未完成": (((_STATE, OPEN_STATES),), "年末仍未核定完成"),
    "完成撤回": ((("完成撤回", ()),), "自报完成后又撤回"), "红灯转绿": ((("红灯转绿", ()),), "曾亮红灯、后转为绿灯"),
}


# --- tasks, duties ------------------------------------------------------------------------------------------------


def _block(ledger: YearLedger) -> TaskBlock:
    return TaskBlock(tuple((ledger.task(task.id, "任务编号"), ledger.task(task.id, "清单")) for task in ledger.plan.tasks), COURSES, _STATE)


def _tasks(ledger: YearLedger, name: str, states: tuple[str, ...] = (), key: str = "") -> Origin:
    own = next((ledger.task(task.id, "清单") for task in ledger.plan.tasks if task.list_key == key), None) if key else None
    return Origin(name=name, how="按任务统计，" + (f"状态为{'、'.join(states)}的项数，逐项见「按任务核算」" if states else "任务总表「任务」的行数"),
                  formula=TasksIn(_block(ledger), states, own),
                  typed=tuple(typed for task in ledger.plan.tasks if not key or task.list_key == key
                              for typed in ledger.task_source(task.id, "任务编号")))


def _task_state(ledger: YearLedger, label: object) -> Origin:
    return _tasks(ledger, f"{label}任务数", (str(label),))


def _task_share(ledger: YearLedger) -> Origin:
    return share(ledger, "任务完成率", _tasks(ledger, "任务完成数", DONE), _tasks(ledger, "任务总数"))


def _duty_total(ledger: YearLedger) -> Origin:
    return duties(ledger, "单位任务总数", "「各月亮灯」的行数")


def _duty_done(ledger: YearLedger) -> Origin:
    return duties(ledger, "单位任务完成数", "年末核定为已完成或逾期完成的项数", (_STATE, DONE))


def _duty_state(ledger: YearLedger, label: object) -> Origin:
    return duties(ledger, f"{label}单位任务数", f"年末核定为{label}的项数", (_STATE, (str(label),)))


def _duty_lamp(ledger: YearLedger, label: object) -> Origin:
    lamp = str(label).removesuffix("灯")
    return duties(ledger, f"{label}单位任务数", f"年末亮{label}的项数", (ledger.last_lamp, (lamp, f"{lamp}（红转{lamp}）")))


def _lead(ledger: YearLedger, row: str) -> Origin:
    page = ledger.books[WAYS]
    cell = Cell(WAYS, page.row(项目=row), page.columns["按牵头单位统计"])
    value = str(cell.value(ledger.books))
    return Origin(name=f"牵头任务{row}", how="按牵头单位统计，见「完成情况」", typed=_tasks(ledger, "").typed,
                  formula=number_in(cell, ledger.books) if not value.endswith("%") else Calc(PERCENT, (cell,)))


def _lead_state(ledger: YearLedger, label: object) -> Origin:
    return _lead(ledger, f"其中：{label}")


def _divided(name: str, make: Callable[..., Origin]) -> Words:
    def percent(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        parts = [(str(part["名称"]), make(ledger, part["名称"])) for part in trail[-2][name]]
        return settled(name, parts, str(trail[-1]["名称"]))

    return {(name, "数"): of(make, "名称"), (name, "占比"): percent}


# --- months and filings -------------------------------------------------------------------------------------------


def _period(ledger: YearLedger) -> Origin:
    first, last = ledger.span()
    whole = Calc(MONTH, (first,))
    if ledger.found.months[0] != ledger.found.months[-1]:
        whole = joined(whole, "至", Calc(MONTH_NUMBER, (last,)), "月")
    return Origin(name="考核期", how="计入考核的月份：从考核起始月（未定的从首个收到报表的月份）到最后一个收到报表的月份", formula=whole, typed=ledger.run)


def _month_number(ledger: YearLedger) -> Origin:
    name = ledger.plan.departments[0].name
    return Origin(name="考核月数", how="「各月得分」中每个单位的行数", formula=Count(MONTHS, (ledger.named(name), ("报送期", ()))), typed=ledger.run)


def months_listed(ledger: YearLedger, cells: Iterable[Cell], name: str, how: str, typed: tuple[Typed, ...]) -> Origin:
    """「3月、5月」 of cells that hold months (2018-03)."""
    parts: list[Formula | str] = []
    for cell in cells:
        parts += ["、", Calc(NUMBER, (middle(cell, 5, 7),)), "月"]
    return Origin(name=name, how=how, formula=joined(*parts[1:]), typed=typed)


def _gaps(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    page = ledger.books[MONTHS]
    cells = [ledger.cell(MONTHS, page.row(报送期=str(period)), "报送期") for period in ledger.found.gaps]
    return months_listed(ledger, cells, "空白月份", "没有收到任何单位报表的月份", ledger.run)


def _left_out(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    page = ledger.books[COURSES]
    parts = [part for period in ledger.found.left_out for part in ("、", Cell(COURSES, page.header, page.columns[f"{period.month}月"]))]
    return Origin(name="不计月份", how="任务总表「公文」的“不考核月份”", formula=joined(*parts[1:]), typed=element(ledger, "不考核月份").typed)


def filings(ledger: YearLedger, kinds: tuple[str, ...], department: str = "") -> Origin:
    """How many returns came in these ways, of one department when told."""
    terms: tuple[Term, ...] = (("报送情况", kinds), *([ledger.named(department)] if department else []))
    names = [department] if department else [item.name for item in ledger.plan.departments]
    return Origin(name=f"{department}{kinds[0] if len(kinds) < 4 else '应报'}次数", how=f"「各月得分」中报送情况为{'、'.join(kinds)}的行数，一个单位一个月计一次",
                  formula=Count(MONTHS, terms), typed=tuple(typed for name in names for typed in ledger.filed(name, kinds)))


def _filing_words(name: str, kinds: tuple[str, ...]) -> Words:
    def named(ledger: YearLedger, department: str) -> Origin:
        return filings(ledger, kinds, department)

    def units(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        return departments(ledger, f"{name}单位数", f"有{name}的单位数", clauses=[(True, MONTHS, (("报送情况", kinds),))])

    return {(name, "项数"): alone(filings, kinds), (name, "分单位", "项数"): of(named), (name, "单位", "#"): units,
            (name, "分单位", "#"): units, (name, "单位"): department_named, (name, "分单位", "单位"): department_named}


def _filing(ledger: YearLedger, label: str) -> Origin:
    return filings(ledger, (label,))


def _own_months(*kinds: str) -> Callable[..., Origin]:
    def maker(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        name = str(trail[-1]["单位"])
        page = ledger.books[MONTHS]
        rows = [row for kind in kinds for row in page.rows(单位=name, 报送情况=kind)]
        cells = [ledger.cell(MONTHS, row, "报送期") for row in sorted(rows)]
        return months_listed(ledger, cells, f"{name}{kinds[0]}月份", f"「各月得分」中报送情况为{'、'.join(kinds)}的月份", ledger.filed(name, kinds))

    return maker


# --- scores, deductions, objections -------------------------------------------------------------------------------


def _mean(ledger: YearLedger) -> Origin:
    ranked = departments(ledger, "参加排名的单位数", "有等次的单位数", ("等次", ledger.plan.method.grades))
    total = Count(SCORES, (("等次", ledger.plan.method.grades),), summed="总分")
    return Origin(name="平均分", how="参加排名的各单位总分之和 ÷ 单位数，保留两位小数", formula=Calc(MEAN, (total, ranked.formula)), typed=ranked.typed)


def _busy(ledger: YearLedger) -> Origin:
    return departments(ledger, "参评单位数", "承担任务的单位数", ("承担任务", Compared(">", Given(0))))


def _ranked(ledger: YearLedger) -> Origin:
    return departments(ledger, "参评数", "参加排名的单位数", ("征求意见稿等次", ledger.plan.method.grades))


def _grade(ledger: YearLedger, label: object) -> Origin:
    return departments(ledger, f"{label}单位数", f"等次为{label}的单位数", ("等次", (str(label),)))


_VETOED = (ADJUSTMENTS, (("分值", Compared("含", Given("否决"))), ("是否计入", ("计入",))))


def _commended(ledger: YearLedger) -> Origin:
    return departments(ledger, "表扬单位数", "等次为最高一等、没有未报送、没有一票否决的单位数", ("等次", ledger.plan.method.grades[:1]),
                       ("未报送月数", Compared("=", Given(0))), clauses=[(False, *_VETOED)])


def _vetoed(ledger: YearLedger) -> Origin:
    return departments(ledger, "一票否决单位数", "「加减分明细」中有计入的一票否决的单位数", clauses=[(True, *_VETOED)])


def _top(ledger: YearLedger) -> Origin:
    return departments(ledger, "第一名单位数", "名次为1的单位数", ("名次", Compared("=", Given(1))))


def _counted(name: str, page: str, title: str, how: str, *more: Term) -> Callable[[YearLedger], Origin]:
    def maker(ledger: YearLedger) -> Origin:
        typed = ledger.deducted(ledger.year.deductions) if page == LOST else ledger.run
        if page == OBJECTIONS:
            typed = tuple(item for place in range(1, len(ledger.plan.objections) + 1) for item in ledger.objected(place, "事项"))
        return Origin(name=name, how=how, formula=Count(page, ((title, ()), *more)), typed=typed)

    return maker


def _part(ledger: YearLedger, part: str, *, summed: str = "") -> Origin:
    own = [item for item in ledger.year.deductions if item.part == part]
    return Origin(name=f"{part}扣分{'合计' if summed else '处数'}", how="「扣分明细」中该项各条" + ("扣分之和" if summed else "的条数"),
                  formula=Count(LOST, (("项目", (part,)),), summed=summed), typed=ledger.deducted(own))


def _part_sum(ledger: YearLedger, part: str) -> Origin:
    return _part(ledger, part, summed="扣分")


def _part_of(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    name, part = str(trail[-1]["单位"]), str(trail[-2]["名称"])
    return Origin(name=f"{name}{part}扣分处数", how="「扣分明细」中该单位该项的条数", formula=Count(LOST, (ledger.named(name), ("项目", (part,)))),
                  typed=ledger.lost_by(name, part))


def _score(title: str) -> Callable[[YearLedger, str], Origin]:
    def maker(ledger: YearLedger, name: str) -> Origin:
        return Origin(name=f"{name}{title}", how=f"考核得分表「得分」的“{title}”", formula=ledger.score(name, title), typed=ledger.lost_by(name))

    return maker


def _own_lost(ledger: YearLedger, name: str) -> Origin:
    return Origin(name=f"{name}扣分处数", how="「扣分明细」中该单位的条数", formula=Count(LOST, (ledger.named(name), ("扣分编号", ()))),
                  typed=ledger.lost_by(name))


def _own_lost_points(ledger: YearLedger, name: str) -> Origin:
    return Origin(name=f"{name}扣分合计", how="「扣分明细」中该单位各条扣分之和", formula=Count(LOST, (ledger.named(name),), summed="扣分"),
                  typed=ledger.lost_by(name))


def _own_duties(ledger: YearLedger, name: str) -> Origin:
    return duties(ledger, f"{name}承担任务数", f"{name}承担的项数", ledger.named(name), (_STATE, ()))


def _own_done(ledger: YearLedger, name: str) -> Origin:
    return duties(ledger, f"{name}完成数", f"{name}年末核定为已完成或逾期完成的项数", ledger.named(name), (_STATE, DONE))


def _explained(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    """A text of 计分说明."""
    whose = next(str(item["单位"]) for item in reversed(trail) if "单位" in item)
    return Origin(name=f"{whose}计分说明", how="考核得分表「得分」的“计分说明”", formula=quoted_from(ledger.score(whose, "计分说明"), str(value), ledger.books),
                  typed=ledger.lost_by(whose))


def _objection(title: str) -> Callable[..., Origin]:
    def maker(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        place = next(place for place, item in enumerate(trail[-2]["异议"], 1) if item is trail[-1])
        cell = ledger.objection(place, title)
        return Origin(name=f"异议{place}的{title}", how="任务总表「异议」", typed=ledger.objected(place, title),
                      formula=quoted_from(cell, str(value), ledger.books) if isinstance(value, str) else cell)

    return maker


def _extended(title: str) -> Callable[..., Origin]:
    def maker(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        name, task_id = str(trail[-2]["单位"]), str(trail[-1]["编号"])
        page = ledger.books[COURSES]
        cell = ledger.cell(COURSES, page.row(单位=name, 任务编号=task_id), title)
        return Origin(name=f"任务{task_id}{title}", how="任务总表「延期」中经批准的时限", typed=ledger.task_source(task_id, "完成时间"),
                      formula=quoted_from(cell, str(value), ledger.books) if isinstance(value, str) else cell)

    return maker


def _answer(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    day, cell = document_day(ledger, "征求意见稿"), ledger.element("异议截止工作日")
    return Origin(name="异议截止日", how="成文日期之后第几个工作日（任务总表「公文」的“异议截止工作日”），逐日见「工作日核算」",
                  formula=WorkingDay(day.formula.value(ledger.books), number_in(cell, ledger.books) if cell else Given(5)),
                  typed=(*((ledger.at(cell),) if cell else ()), *day.typed))


def _sets(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    page = ledger.books["考核办法"]
    row = next(row for row in range(page.header + 1, page.last + 1) if str(page.at(row, page.columns["项目"])) == SETS_TITLE)
    cell = ledger.cell("考核办法", row, "取值")
    return Origin(name="方案", how="任务总表「考核办法」", formula=quoted_from(cell, str(value), ledger.books), typed=(ledger.at(cell),))


def _grade_line(ledger: YearLedger, grade: str) -> Origin:
    return rule(ledger, f"{grade}线")


def year_words(kind: str) -> Words:
    """The words of the templates of the year."""
    return element_words(kind) | matter_words(_MATTERS) | _filing_words("迟报", LATE) | _filing_words("未报送", ("未报送",)) | {
        ("年度",): alone(element, "年份"), ("截至日",): lambda ledger, trail, value: Origin(
            name="年末核定日", how="命令中 --as-of 指定，未指定的取最后一个月的最后一天", formula=ledger.as_of, typed=ledger.run),
        ("考核期",): alone(_period), ("考核月数",): alone(_month_number), ("空白月份",): _gaps, ("不计月份",): _left_out,
        ("参评单位数",): alone(_busy), ("参评单位", "#"): alone(_busy),
        ("任务总数",): alone(_tasks, "任务总数"), ("任务完成数",): alone(_tasks, "任务完成数", DONE), ("任务完成率",): alone(_task_share),
        ("任务逾期完成数",): alone(_task_state, State.DONE_LATE), **_divided("任务状态", _task_state),
        ("单位任务总数",): alone(_duty_total), ("单位任务完成数",): alone(_duty_done),
        ("单位任务完成率",): lambda ledger, trail, value: share(ledger, "单位任务完成率", _duty_done(ledger), _duty_total(ledger)),
        ("单位任务逾期完成数",): alone(_duty_state, State.DONE_LATE), **_divided("单位任务状态", _duty_state), **_divided("单位任务亮灯", _duty_lamp),
        ("牵头任务总数",): alone(_lead, "总数"), ("牵头任务完成数",): alone(_lead, "完成数（含逾期完成）"), ("牵头任务完成率",): alone(_lead, "完成率"),
        ("牵头任务逾期完成数",): alone(_lead_state, State.DONE_LATE), ("牵头任务状态", "数"): of(_lead_state, "名称"),
        ("分清单", "任务数"): of(lambda ledger, key: _tasks(ledger, "清单任务数", (), key), "编号"),
        ("分清单", "完成数"): of(lambda ledger, key: _tasks(ledger, "清单完成数", DONE, key), "编号"),
        ("应报次数",): alone(filings, _KINDS), ("报送情况", "数"): of(_filing, "名称"), ("平均分",): alone(_mean), **_divided("等次分布", _grade),
        ("第一名", "#"): alone(_top), ("表扬单位", "#"): alone(_commended), ("一票否决单位", "#"): alone(_vetoed),
        ("不合格单位", "#"): lambda ledger, trail, value: _grade(ledger, ledger.plan.method.grades[-1]),
        ("销号数",): alone(_counted("销号数", COURSES, "办结销号", "「各月亮灯」中已办结销号的行数")),
        ("佐证数",): alone(_counted("佐证数", PROOFS, "佐证编号", "「佐证目录」的行数")),
        ("延期数",): alone(_counted("延期数", COURSES, "延期", "「各月亮灯」中经批准延期的行数")),
        ("扣分项数",): alone(_counted("扣分处数", LOST, "单位", "「扣分明细」的行数")),
        ("异议数",): alone(_counted("异议数", OBJECTIONS, "序号", "「异议处理」的行数")),
        ("采纳数",): alone(_counted("采纳数", OBJECTIONS, "序号", "处理情况为已计入定稿或定稿时计入的行数", ("处理情况", ("已计入定稿", "定稿时计入")))),
        ("待处理异议数",): alone(_counted("待处理异议数", OBJECTIONS, "序号", "处理情况为尚未处理的行数", ("处理情况", ("尚未处理",)))),
        ("异议单位", "#"): lambda ledger, trail, value: departments(ledger, "异议单位数", "提出异议的单位数", clauses=[(True, OBJECTIONS, (("事项", ()),))]),
        ("各项扣分", "项数"): of(_part, "名称"), ("各项扣分", "分值"): of(_part_sum, "名称"), ("各项扣分", "分单位", "项数"): _part_of,
        **{("考核办法", title): alone(rule, title) for _, title, *_ in settings()}, ("方案",): _sets, ("等次线", "线"): of(_grade_line, "等次"),
        ("满分",): alone(full_marks), **_department_words(), **_letter_words(),
        ("待明确责任单位", "编号"): of(lambda ledger, key: task_cell(ledger, key, "任务编号", "任务编号"), "编号"),
        ("待明确责任单位", "任务"): lambda ledger, trail, value: short_name(ledger, str(trail[-1]["编号"]), str(value)),
        **{("异议", title): _objection(title) for title in ("事项", "理由", "处理意见", "分值变动")}, ("异议", "单位"): department_named,
        **{(name,): department_named for name in ("单位", "参评单位", "第一名", "表扬单位", "不合格单位", "一票否决单位", "异议单位")},
    }


def _department_words() -> Words:
    one, changed = "各单位", "变动单位"
    return {
        (one, "单位"): department_named, (one, "名次"): of(year_rank), (one, "总分"): of(year_total), (one, "任务数"): of(_own_duties),
        (one, "完成数"): of(_own_done), (one, "扣分项数"): of(_own_lost), (one, "未报月数"): of(_score("未报送月数")),
        (one, "迟报月数"): of(_score("迟报月数")),
        (changed, "单位"): department_named, (changed, "变动"): of(_score("异议调整")), (changed, "总分"): of(year_total),
        (changed, "原总分"): of(_draft_total), (changed, "名次"): of(year_rank), (changed, "原名次"): of(_draft_rank),
    }


def _draft_total(ledger: YearLedger, name: str) -> Origin:
    return year_total(ledger, name, draft=True)


def _draft_rank(ledger: YearLedger, name: str) -> Origin:
    return year_rank(ledger, name, draft=True)


def _letter_words() -> Words:
    """The words of 征求意见稿, whose scores are those before objections."""
    return {
        ("总分",): of(_draft_total), ("名次",): of(_draft_rank), ("参评数",): alone(_ranked), ("承担任务数",): of(_own_duties),
        ("计分任务数",): of(_score("计分任务")), ("扣分数",): of(_own_lost), ("扣分合计",): of(_own_lost_points), ("加减分说明",): _explained,
        ("否决事由",): _explained, ("异议截止日",): _answer, ("异议截止工作日",): alone(element, "异议截止工作日", "5"),
        ("按时月份",): _own_months("按时"), ("迟报月份",): _own_months(*LATE), ("未报月份",): _own_months("未报送"),
        ("延期任务", "编号"): of(lambda ledger, key: task_cell(ledger, key, "任务编号", "任务编号"), "编号"),
        ("延期任务", "任务"): lambda ledger, trail, value: short_name(ledger, str(trail[-1]["编号"]), str(value)),
        ("延期任务", "时限"): _extended("完成时限"), ("延期任务", "批准依据"): _extended("延期"),
    }
