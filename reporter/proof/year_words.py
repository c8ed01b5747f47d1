"""Where each word that a template of the year may use comes from (see `words`)."""

from __future__ import annotations

from collections.abc import Callable

from ..documents.document_kind import DocumentKind
from ..vocabulary.method import settings
from ..vocabulary.method_sets import SETS_TITLE
from .element_origins import document_day, element_words
from .findings_origins import department_named, short_name
from .formula import Calc, Compared, Count, Given, Term
from .helpers import WorkingDay
from .operations import MEAN, number_in
from .origin import Origin
from .quotes import quoted_from
from .shared_origins import DONE, departments, duties, element, rule, task_cell
from .word_origins import Trail, Words, alone, of
from .year_filings import filing_words
from .year_ledger import ADJUSTMENTS, COURSES, LOST, OBJECTIONS, PROOFS, SCORES, YearLedger
from .year_scores import full_marks, year_rank, year_total
from .year_tasks import STATE, divided, task_words

__all__ = ["year_words"]


def _mean(ledger: YearLedger) -> Origin:
    ranked = departments(ledger, "参加排名的单位数", "有等次的单位数", ("等次", ledger.plan.method.grades))
    total = Count(SCORES, (("等次", ledger.plan.method.grades),), summed="总分")
    return Origin(
        name="平均分",
        how="参加排名的各单位总分之和 ÷ 单位数，保留两位小数",
        formula=Calc(MEAN, (total, ranked.formula)),
        typed=ranked.typed,
    )


def _busy(ledger: YearLedger) -> Origin:
    return departments(ledger, "参评单位数", "承担任务的单位数", ("承担任务", Compared(">", Given(0))))


def _ranked(ledger: YearLedger) -> Origin:
    return departments(ledger, "参评数", "参加排名的单位数", ("征求意见稿等次", ledger.plan.method.grades))


def _grade(ledger: YearLedger, label: object) -> Origin:
    return departments(ledger, f"{label}单位数", f"等次为{label}的单位数", ("等次", (str(label),)))


_VETOED = (ADJUSTMENTS, (("分值", Compared("含", Given("否决"))), ("是否计入", ("计入",))))


def _commended(ledger: YearLedger) -> Origin:
    return departments(
        ledger,
        "表扬单位数",
        "等次为最高一等、没有未报送、没有一票否决的单位数",
        ("等次", ledger.plan.method.grades[:1]),
        ("未报送月数", Compared("=", Given(0))),
        clauses=[(False, *_VETOED)],
    )


def _vetoed(ledger: YearLedger) -> Origin:
    return departments(ledger, "一票否决单位数", "「加减分明细」中有计入的一票否决的单位数", clauses=[(True, *_VETOED)])


def _top(ledger: YearLedger) -> Origin:
    return departments(ledger, "第一名单位数", "名次为1的单位数", ("名次", Compared("=", Given(1))))


def _counted(name: str, page: str, title: str, how: str, *more: Term) -> Callable[[YearLedger], Origin]:
    def maker(ledger: YearLedger) -> Origin:
        typed = ledger.deducted(ledger.year.deductions) if page == LOST else ledger.run
        if page == OBJECTIONS:
            typed = tuple(
                item for place in range(1, len(ledger.plan.objections) + 1) for item in ledger.objected(place, "事项")
            )
        return Origin(name=name, how=how, formula=Count(page, ((title, ()), *more)), typed=typed)

    return maker


def _part(ledger: YearLedger, part: str, *, summed: str = "") -> Origin:
    own = [item for item in ledger.year.deductions if item.part == part]
    return Origin(
        name=f"{part}扣分{'合计' if summed else '处数'}",
        how="「扣分明细」中该项各条" + ("扣分之和" if summed else "的条数"),
        formula=Count(LOST, (("项目", (part,)),), summed=summed),
        typed=ledger.deducted(own),
    )


def _part_sum(ledger: YearLedger, part: str) -> Origin:
    return _part(ledger, part, summed="扣分")


def _part_of(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    name, part = str(trail[-1]["单位"]), str(trail[-2]["名称"])
    return Origin(
        name=f"{name}{part}扣分处数",
        how="「扣分明细」中该单位该项的条数",
        formula=Count(LOST, (ledger.named(name), ("项目", (part,)))),
        typed=ledger.lost_by(name, part),
    )


def _score(title: str) -> Callable[[YearLedger, str], Origin]:
    def maker(ledger: YearLedger, name: str) -> Origin:
        return Origin(
            name=f"{name}{title}",
            how=f"考核得分表「得分」的“{title}”",
            formula=ledger.score(name, title),
            typed=ledger.lost_by(name),
        )

    return maker


def _own_lost(ledger: YearLedger, name: str) -> Origin:
    return Origin(
        name=f"{name}扣分处数",
        how="「扣分明细」中该单位的条数",
        formula=Count(LOST, (ledger.named(name), ("扣分编号", ()))),
        typed=ledger.lost_by(name),
    )


def _own_lost_points(ledger: YearLedger, name: str) -> Origin:
    return Origin(
        name=f"{name}扣分合计",
        how="「扣分明细」中该单位各条扣分之和",
        formula=Count(LOST, (ledger.named(name),), summed="扣分"),
        typed=ledger.lost_by(name),
    )


def _own_duties(ledger: YearLedger, name: str) -> Origin:
    return duties(ledger, f"{name}承担任务数", f"{name}承担的项数", ledger.named(name), (STATE, ()))


def _own_done(ledger: YearLedger, name: str) -> Origin:
    return duties(ledger, f"{name}完成数", f"{name}年末核定为已完成或逾期完成的项数", ledger.named(name), (STATE, DONE))


def _explained(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    """A text of 计分说明."""
    whose = next(str(item["单位"]) for item in reversed(trail) if "单位" in item)
    return Origin(
        name=f"{whose}计分说明",
        how="考核得分表「得分」的“计分说明”",
        formula=quoted_from(ledger.score(whose, "计分说明"), str(value), ledger.books),
        typed=ledger.lost_by(whose),
    )


def _objection(title: str) -> Callable[..., Origin]:
    def maker(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        place = next(place for place, item in enumerate(trail[-2]["异议"], 1) if item is trail[-1])
        cell = ledger.objection(place, title)
        return Origin(
            name=f"异议{place}的{title}",
            how="任务总表「异议」",
            typed=ledger.objected(place, title),
            formula=quoted_from(cell, str(value), ledger.books) if isinstance(value, str) else cell,
        )

    return maker


def _extended(title: str) -> Callable[..., Origin]:
    def maker(ledger: YearLedger, trail: Trail, value: object) -> Origin:
        name, task_id = str(trail[-2]["单位"]), str(trail[-1]["编号"])
        page = ledger.books[COURSES]
        cell = ledger.cell(COURSES, page.row(单位=name, 任务编号=task_id), title)
        return Origin(
            name=f"任务{task_id}{title}",
            how="任务总表「延期」中经批准的时限",
            typed=ledger.task_source(task_id, "完成时间"),
            formula=quoted_from(cell, str(value), ledger.books) if isinstance(value, str) else cell,
        )

    return maker


def _answer(ledger: YearLedger, kind: str) -> Origin:
    day, cell = document_day(ledger, kind), ledger.element("异议截止工作日")
    return Origin(
        name="异议截止日",
        how="成文日期之后第几个工作日（任务总表「公文」的“异议截止工作日”），逐日见「工作日核算」",
        formula=WorkingDay(day.formula.value(ledger.books), number_in(cell, ledger.books) if cell else Given(5)),
        typed=(*((ledger.at(cell),) if cell else ()), *day.typed),
    )


def _sets(ledger: YearLedger, trail: Trail, value: object) -> Origin:
    page = ledger.books["考核办法"]
    row = next(
        row for row in range(page.header + 1, page.last + 1) if str(page.at(row, page.columns["项目"])) == SETS_TITLE
    )
    cell = ledger.cell("考核办法", row, "取值")
    return Origin(
        name="方案",
        how="任务总表「考核办法」",
        formula=quoted_from(cell, str(value), ledger.books),
        typed=(ledger.at(cell),),
    )


def _grade_line(ledger: YearLedger, grade: str) -> Origin:
    return rule(ledger, f"{grade}线")


def year_words(kind: DocumentKind, final: bool) -> Words:
    """The words of the templates of the year, of the draft or the final version."""
    return (
        element_words(kind)
        | task_words()
        | filing_words()
        | {
            ("年度",): alone(element, "年份"),
            ("截至日",): lambda ledger, trail, value: Origin(
                name="年末核定日",
                how="命令中 --as-of 指定，未指定的取最后一个月的最后一天",
                formula=ledger.as_of,
                typed=ledger.run,
            ),
            ("单位总数",): alone(departments, "单位总数", "任务总表「单位」的行数"),
            ("参评单位数",): alone(_busy),
            ("参评单位", "#"): alone(_busy),
            ("平均分",): alone(_mean),
            **divided("等次分布", _grade),
            ("第一名", "#"): alone(_top),
            ("表扬单位", "#"): alone(_commended),
            ("一票否决单位", "#"): alone(_vetoed),
            ("不合格单位", "#"): lambda ledger, trail, value: _grade(ledger, ledger.plan.method.grades[-1]),
            ("销号数",): alone(_counted("销号数", COURSES, "办结销号", "「各月亮灯」中已办结销号的行数")),
            ("佐证数",): alone(_counted("佐证数", PROOFS, "佐证编号", "「佐证目录」的行数")),
            ("延期数",): alone(_counted("延期数", COURSES, "延期", "「各月亮灯」中经批准延期的行数")),
            ("扣分项数",): alone(_counted("扣分处数", LOST, "单位", "「扣分明细」的行数")),
            ("异议数",): alone(_counted("异议数", OBJECTIONS, "序号", "「异议处理」的行数")),
            ("采纳数",): alone(
                _counted(
                    "采纳数",
                    OBJECTIONS,
                    "序号",
                    "处理情况为已计入定稿或定稿时计入的行数",
                    ("处理情况", ("已计入定稿", "定稿时计入")),
                )
            ),
            ("待处理异议数",): alone(
                _counted("待处理异议数", OBJECTIONS, "序号", "处理情况为尚未处理的行数", ("处理情况", ("尚未处理",)))
            ),
            ("异议单位", "#"): lambda ledger, trail, value: departments(
                ledger, "异议单位数", "提出异议的单位数", clauses=[(True, OBJECTIONS, (("事项", ()),))]
            ),
            ("各项扣分", "项数"): of(_part, "名称"),
            ("各项扣分", "分值"): of(_part_sum, "名称"),
            ("各项扣分", "分单位", "项数"): _part_of,
            **{("考核办法", title): alone(rule, title) for _, title, *_ in settings()},
            ("方案",): _sets,
            ("等次线", "线"): of(_grade_line, "等次"),
            ("满分",): alone(full_marks),
            **_department_words(),
            **_letter_words(kind.name, draft=not final or len(kind.stages) == 1),
            ("待明确责任单位", "编号"): of(lambda ledger, key: task_cell(ledger, key, "任务编号", "任务编号"), "编号"),
            ("待明确责任单位", "任务"): lambda ledger, trail, value: short_name(
                ledger, str(trail[-1]["编号"]), str(value)
            ),
            **{("异议", title): _objection(title) for title in ("事项", "理由", "处理意见", "分值变动")},
            ("异议", "单位"): department_named,
            **{
                (name,): department_named
                for name in ("单位", "参评单位", "第一名", "表扬单位", "不合格单位", "一票否决单位", "异议单位")
            },
        }
    )


def _department_words() -> Words:
    one, changed = "各单位", "变动单位"
    return {
        (one, "单位"): department_named,
        (one, "名次"): of(year_rank),
        (one, "总分"): of(year_total),
        (one, "任务数"): of(_own_duties),
        (one, "完成数"): of(_own_done),
        (one, "扣分项数"): of(_own_lost),
        (one, "未报月数"): of(_score("未报送月数")),
        (one, "迟报月数"): of(_score("迟报月数")),
        (changed, "单位"): department_named,
        (changed, "变动"): of(_score("异议调整")),
        (changed, "总分"): of(year_total),
        (changed, "原总分"): of(_draft_total),
        (changed, "名次"): of(year_rank),
        (changed, "原名次"): of(_draft_rank),
    }


def _draft_total(ledger: YearLedger, name: str) -> Origin:
    return year_total(ledger, name, draft=True)


def _draft_rank(ledger: YearLedger, name: str) -> Origin:
    return year_rank(ledger, name, draft=True)


def _letter_words(kind: str, draft: bool) -> Words:
    """The words of a document to one department, by the name of its kind; of a draft with the scores before objections."""
    return {
        ("总分",): of(_draft_total if draft else year_total),
        ("名次",): of(_draft_rank if draft else year_rank),
        ("参评数",): alone(_ranked),
        ("承担任务数",): of(_own_duties),
        ("计分任务数",): of(_score("计分任务")),
        ("扣分数",): of(_own_lost),
        ("扣分合计",): of(_own_lost_points),
        ("加减分说明",): _explained,
        ("否决事由",): _explained,
        ("异议截止日",): alone(_answer, kind),
        ("异议截止工作日",): alone(element, "异议截止工作日", "5"),
        ("延期任务", "编号"): of(lambda ledger, key: task_cell(ledger, key, "任务编号", "任务编号"), "编号"),
        ("延期任务", "任务"): lambda ledger, trail, value: short_name(ledger, str(trail[-1]["编号"]), str(value)),
        ("延期任务", "时限"): _extended("完成时限"),
        ("延期任务", "批准依据"): _extended("延期"),
    }
