"""The figures of a year: what each is called, how it is reckoned, and its formula over the rows of 考核得分表."""

from __future__ import annotations

from collections.abc import Iterable

from ..vocabulary.findings import Deduction
from ..vocabulary.method_sets import SETS_TITLE
from .counted import departments, extension_of, rule
from .element_figures import document_day
from .formula import Calc, Compared, Count, Formula, Given, Operation, Term
from .helping_cells import WorkingDay
from .ledger_sheets import DONE
from .operations import MEAN, MONTH_NUMBER, day_in, joined, middle, number_in, period_in, shown_number
from .origin import Origin, Typed
from .quotes import quoted_from
from .year_filings import filings
from .year_ledger import ADJUSTMENTS, COURSES, LOST, MONTHS, OBJECTIONS, PROOFS, SCORES, YearLedger, YearRows
from .year_scores import deducted
from .year_tasks import OPEN_STATES, STATE

_SIGNED = Operation(
    'TEXT({0},"""＋""0.00;""－""0.00")', lambda value: f"{value:+.2f}".replace("+", "＋").replace("-", "－")
)
_VETOED = (ADJUSTMENTS, (("分值", Compared("含", Given("否决"))), ("是否计入", ("计入",))))


# --- departments ----------------------------------------------------------------------------------------------------


def as_of(ledger: YearRows) -> Origin:
    """The day at which the state at the year's end is judged."""
    return Origin(
        name="年末核定日",
        how="命令中 --as-of 指定，未指定的取最后一个月的最后一天",
        formula=ledger.as_of,
        typed=ledger.run,
    )


def every_department(ledger: YearRows) -> Origin:
    """How many departments there are."""
    return departments(ledger, "单位总数", "任务总表「单位」的行数")


def busy(ledger: YearRows) -> Origin:
    """How many have duties."""
    return departments(ledger, "参评单位数", "承担任务的单位数", ("承担任务", Compared(">", Given(0))))


def ranked(ledger: YearRows) -> Origin:
    """How many are ranked in the draft."""
    return departments(ledger, "参评数", "参加排名的单位数", ("征求意见稿等次", ledger.plan.method.grades))


def grade(ledger: YearRows, label: str) -> Origin:
    """How many have a grade."""
    return departments(ledger, f"{label}单位数", f"等次为{label}的单位数", ("等次", (label,)))


def mean(ledger: YearRows) -> Origin:
    """The mean of the departments that are ranked."""
    own = (("等次", ledger.plan.method.grades),)
    return Origin(
        name="平均分",
        how="参加排名的各单位总分之和 ÷ 单位数，保留两位小数",
        formula=Calc(MEAN, (Count(SCORES, own, summed="总分"), Count(SCORES, own))),
    )


def commended(ledger: YearRows) -> Origin:
    """How many have the best grade, without a missing return or a veto."""
    return departments(
        ledger,
        "表扬单位数",
        "等次为最高一等、没有未报送、没有一票否决的单位数",
        ("等次", ledger.plan.method.grades[:1]),
        ("未报送月数", Compared("=", Given(0))),
        clauses=[(False, *_VETOED)],
    )


def vetoed(ledger: YearRows) -> Origin:
    """How many have a veto that counts."""
    return departments(ledger, "一票否决单位数", "「加减分明细」中有计入的一票否决的单位数", clauses=[(True, *_VETOED)])


def top(ledger: YearRows) -> Origin:
    """How many are first."""
    return departments(ledger, "第一名单位数", "名次为1的单位数", ("名次", Compared("=", Given(1))))


def objecting(ledger: YearRows) -> Origin:
    """How many objected."""
    return departments(ledger, "异议单位数", "提出异议的单位数", clauses=[(True, OBJECTIONS, (("事项", ()),))])


def score_cell(ledger: YearRows, name: str, title: str) -> Origin:
    """A cell of a department's row of 「得分」."""
    return Origin(
        name=f"{name}{title}",
        how=f"考核得分表「得分」的“{title}”",
        formula=ledger.score(name, title),
        typed=ledger.lost_by(name),
    )


def explained(ledger: YearLedger, name: str, printed: str) -> Origin:
    """A text of 计分说明."""
    return Origin(
        name=f"{name}计分说明",
        how="考核得分表「得分」的“计分说明”",
        formula=quoted_from(ledger.score(name, "计分说明"), printed, ledger.books),
        typed=ledger.lost_by(name),
    )


def moved(ledger: YearLedger, name: str, title: str, stayed: bool) -> Origin:
    """「3→2」, or the one that stayed."""
    before, after = ledger.score(name, f"征求意见稿{title}"), ledger.score(name, title)
    return Origin(
        name=f"{name}{title}变动",
        how="考核得分表「得分」中征求意见稿与定稿相比",
        typed=ledger.lost_by(name),
        formula=after if stayed else joined(before, "→", after),
    )


def answer_day(ledger: YearLedger, kind: str) -> Origin:
    """The day by which objections are to come in."""
    day, cell = document_day(ledger, kind), ledger.element("异议截止工作日")
    return Origin(
        name="异议截止日",
        how="成文日期之后第几个工作日（任务总表「公文」的“异议截止工作日”），逐日见「工作日核算」",
        formula=WorkingDay(day.formula.day(ledger.books), number_in(cell, ledger.books) if cell else Given(5)),
        typed=(*((ledger.at(cell),) if cell else ()), *ledger.typed(day)),
    )


def method_set(ledger: YearLedger, name: str) -> Origin:
    """A set of rules in force."""
    cell = ledger.cell("考核办法", next(ledger.master_rows("考核办法", "项目", SETS_TITLE)), "取值")
    return Origin(
        name="方案",
        how="任务总表「考核办法」",
        formula=quoted_from(cell, name, ledger.books),
        typed=(ledger.at(cell),),
    )


def grade_line(ledger: YearRows, label: str) -> Origin:
    """The total at which a grade begins."""
    return rule(ledger, f"{label}线")


# --- duties ---------------------------------------------------------------------------------------------------------


def own_duties(ledger: YearRows, name: str) -> Origin:
    """How many duties a department has."""
    return Origin(
        name=f"{name}承担任务数",
        how=f"按单位承担的任务统计，{name}承担的项数",
        formula=ledger.own_duties(name, (STATE, ())),
    )


def own_done(ledger: YearRows, name: str) -> Origin:
    """How many of them are done."""
    return Origin(
        name=f"{name}完成数",
        how=f"按单位承担的任务统计，{name}年末核定为已完成或逾期完成的项数",
        formula=ledger.own_duties(name, (STATE, DONE)),
    )


def open_departments(ledger: YearRows, task_id: str) -> Origin:
    """How many departments of a task are not done."""
    own = ("任务编号", Compared("=", ledger.task(task_id, "任务编号")))
    return Origin(
        name=f"任务{task_id}未完成单位数",
        how="「各月亮灯」中该任务年末仍未核定完成的单位个数",
        formula=ledger.duties(own, (STATE, OPEN_STATES)),
    )


def task_deadline(ledger: YearLedger, task_id: str, name: str) -> Origin:
    """The task's own deadline, from a duty that was not put off; else from what 延期 says `name` was put off from."""
    duties = [item.duty for item in ledger.year.months[-1].verdicts if item.duty.task.id == task_id]
    plain = next((item.department for item in duties if not item.extension), "")
    return Origin(
        name=f"任务{task_id}完成时限",
        how="任务总表「任务」的完成时间",
        formula=ledger.course(plain, task_id, "完成时限")
        if plain
        else day_in(ledger.course(name, task_id, "延期"), ledger.books),
        typed=ledger.task_source(task_id, "完成时间"),
    )


def put_off_to(ledger: YearLedger, name: str, task_id: str) -> Origin:
    """The deadline that a duty was put off to."""
    return Origin(
        name=f"任务{task_id}延期后的时限",
        how="任务总表「延期」中经批准的时限",
        formula=ledger.course(name, task_id, "完成时限"),
        typed=extension_of(ledger, name, task_id),
    )


def extended(ledger: YearLedger, name: str, task_id: str, title: str, printed: object) -> Origin:
    """The deadline of a duty that was put off, or where that was approved."""
    cell = ledger.course(name, task_id, title)
    return Origin(
        name=f"任务{task_id}{title}",
        how="任务总表「延期」中经批准的时限",
        typed=ledger.task_source(task_id, "完成时间"),
        formula=quoted_from(cell, printed, ledger.books) if isinstance(printed, str) else cell,
    )


# --- rows that are counted ------------------------------------------------------------------------------------------


def _rows(name: str, page: str, title: str, how: str, typed: tuple[Typed, ...] | None, *more: Term) -> Origin:
    return Origin(name=name, how=how, formula=Count(page, ((title, ()), *more)), typed=typed)


def closed(ledger: YearRows) -> Origin:
    """How many duties are 办结销号."""
    return _rows("销号数", COURSES, "办结销号", "「各月亮灯」中已办结销号的行数", ledger.run)


def proofs(ledger: YearRows) -> Origin:
    """How many pieces of evidence there are."""
    return _rows("佐证数", PROOFS, "佐证编号", "「佐证目录」的行数", ledger.run)


def extensions(ledger: YearRows) -> Origin:
    """How many duties were put off."""
    return _rows("延期数", COURSES, "延期", "「各月亮灯」中经批准延期的行数", ledger.run)


def objections(ledger: YearRows, name: str = "异议数", how: str = "「异议处理」的行数", *handled: str) -> Origin:
    """How many objections there are, of those `handled` in these ways when told."""
    typed = tuple(item for place, _ in enumerate(ledger.plan.objections, 1) for item in ledger.objected(place, "事项"))
    return _rows(name, OBJECTIONS, "序号", how, typed, *([("处理情况", handled)] if handled else []))


def accepted(ledger: YearRows) -> Origin:
    """How many changed points."""
    return objections(ledger, "采纳数", "处理情况为已计入定稿或定稿时计入的行数", "已计入定稿", "定稿时计入")


def undecided_objections(ledger: YearRows) -> Origin:
    """How many nobody has decided."""
    return objections(ledger, "待处理异议数", "处理情况为尚未处理的行数", "尚未处理")


def objection(ledger: YearLedger, place: int, title: str, printed: object) -> Origin:
    """A cell of an objection's row, objections counted from 1."""
    cell = ledger.objection(place, title)
    return Origin(
        name=f"异议{place}的{title}",
        how="任务总表「异议」",
        typed=ledger.objected(place, title),
        formula=quoted_from(cell, printed, ledger.books) if isinstance(printed, str) else cell,
    )


# --- deductions -----------------------------------------------------------------------------------------------------


def deductions(ledger: YearRows) -> Origin:
    """How many deductions there are."""
    return _rows("扣分处数", LOST, "单位", "「扣分明细」的行数", None)


def part_deductions(ledger: YearRows, part: str, *, summed: str = "") -> Origin:
    """How many there are in one part of the score."""
    return Origin(
        name=f"{part}扣分{'合计' if summed else '处数'}",
        how="「扣分明细」中该项各条" + ("扣分之和" if summed else "的条数"),
        formula=Count(LOST, (("项目", (part,)),), summed=summed),
    )


def part_lost(ledger: YearRows, part: str) -> Origin:
    """What was lost in one part."""
    return part_deductions(ledger, part, summed="扣分")


def own_part_deductions(ledger: YearRows, part: str, name: str) -> Origin:
    """How many deductions a department has in one part."""
    return Origin(
        name=f"{name}{part}扣分处数",
        how="「扣分明细」中该单位该项的条数",
        formula=Count(LOST, (ledger.named(name), ("项目", (part,)))),
        typed=ledger.lost_by(name, part),
    )


def own_deductions(ledger: YearRows, name: str) -> Origin:
    """How many deductions a department has."""
    return Origin(
        name=f"{name}扣分处数",
        how="「扣分明细」中该单位的条数",
        formula=Count(LOST, (ledger.named(name), ("扣分编号", ()))),
        typed=ledger.lost_by(name),
    )


def own_lost(ledger: YearRows, name: str, part: str = "", called: str = "扣分") -> Origin:
    """What a department lost, in one part alone when told."""
    return Origin(
        name=f"{name}{part}{called}",
        how="「扣分明细」中该单位各条扣分之和",
        formula=deducted(ledger, name, part),
        typed=ledger.lost_by(name, part),
    )


def own_lost_in_places(ledger: YearRows, name: str, part: str) -> Origin:
    """「40.53（11处）」: what a department lost in one part, and in how many places."""
    places = Count(LOST, (ledger.named(name), ("项目", (part,))))
    return Origin(
        name=f"{name}{part}扣分",
        how="「扣分明细」中该单位该项各条扣分之和、条数",
        formula=joined(shown_number(deducted(ledger, name, part), 2), "\n", "（", places, "处）"),
        typed=ledger.lost_by(name, part),
    )


def own_filings(ledger: YearRows, name: str, kinds: Iterable[str]) -> Origin:
    """「迟报2次、未报送1次」."""
    parts: list[Formula | str] = []
    for kind in kinds:
        parts += ["、", kind, filings(ledger, (kind,), name).formula, "次"]
    return Origin(
        name=f"{name}报送情况",
        how="「各月得分」中该单位各种报送情况的月数",
        formula=joined(*parts[1:]),
        typed=ledger.filed(name, tuple(kinds)),
    )


def because(ledger: YearLedger, name: str, part: str, printed: str) -> Origin:
    """What one part of a department's score was reckoned from."""
    number = Count(MONTHS, (ledger.named(name), ("报送期", ())))
    made = joined(number, "个月得分的平均值")
    if made.value(ledger.books) != printed:
        made = quoted_from(ledger.score(name, "计分说明"), printed, ledger.books)
    return Origin(
        name=f"{name}{part}计分依据",
        how="考核得分表「得分」「各月得分」",
        formula=made,
        typed=ledger.lost_by(name, part),
    )


def deduction_cell(ledger: YearLedger, item: Deduction, title: str, printed: object) -> Origin:
    """A cell of a deduction's row of 「扣分明细」; of its month the month's number."""
    cell = ledger.deduction(item, title)
    formula = quoted_from(cell, printed, ledger.books) if isinstance(printed, str) else cell
    if title == "报送期" and item.period:
        formula = joined(Calc(MONTH_NUMBER, (period_in(cell, ledger.books),)), "月")
    return _of_deduction(ledger, item, title, formula)


def deduction_why(ledger: YearLedger, item: Deduction, reason: str) -> Origin:
    """规则, and below it 事由 with what settling the cents moved."""
    moved: list[Formula | str] = []
    if item.settled:
        moved = ["（其中分摊尾差", Calc(_SIGNED, (ledger.deduction(item, "其中尾差"),)), "分）"]
    why = quoted_from(ledger.deduction(item, "事由"), reason, ledger.books)
    return _of_deduction(ledger, item, "规则和事由", joined(ledger.deduction(item, "规则"), "。", "\n", why, *moved))


def deduction_place(ledger: YearLedger, item: Deduction) -> Origin:
    """The cell that a deduction rests on."""
    file = ledger.deduction(item, "来源文件")
    path = str(file.value(ledger.books))
    shown: Formula = middle(file, len("input/"), len(path)) if path.startswith("input/") else file
    if item.source.sheet:
        sheet, cell = ledger.deduction(item, "来源工作表"), ledger.deduction(item, "来源单元格")
        shown = joined(shown, "\n", "「", sheet, "」", cell)
    return _of_deduction(ledger, item, "依据所在", shown)


def _of_deduction(ledger: YearLedger, item: Deduction, title: str, formula: Formula) -> Origin:
    return Origin(
        name=f"{item.number}的{title}",
        how=f"考核得分表「扣分明细」的{title}",
        formula=formula,
        typed=ledger.deducted((item,)),
    )
