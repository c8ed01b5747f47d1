"""What the templates of the year may say, under the Chinese names a clerk knows; every number is a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ..assess.year_figures import LATE, MISSING, YearFigures
from ..assess.year_records import DepartmentYear
from ..figures import annual_figures as year
from ..figures import year_filings, year_tasks
from ..figures.counted import element
from ..figures.shared_figures import ON_TIME, every_department, grade, own_duties
from ..figures.year_ledger import year_rows
from ..figures.year_scores import year_rank, year_total
from ..vocabulary import column_titles
from ..vocabulary.column_titles import (
    APPROVAL,
    DEADLINE,
    DECISION,
    DEDUCTION_COUNT,
    DEDUCTION_SUM,
    DRAFT_RANK,
    DRAFT_TOTAL,
    EXTENSION,
    FILING,
    GRADE,
    GROUNDS,
    LATE_MONTHS,
    MATTER,
    NAME,
    OBJECTION_POINTS,
    POINTS,
    POINTS_CHANGED,
    RANK,
    SCORED_COUNT,
    TOTAL,
    UNIT,
    UNREPORTED_MONTHS,
    WHY,
)
from ..vocabulary.document_scope import Scope
from ..vocabulary.findings import PARTS
from ..vocabulary.method import GRADES
from ..vocabulary.method_sets import SETS_TITLE
from ..vocabulary.model import Objection, Plan
from ..vocabulary.terms import FINAL, STAGE, Promptness
from . import figure_words
from .declared_words import (
    ASSESSED,
    COUNTED,
    EACH_UNIT,
    FOUND,
    ITEMS,
    PART,
    Found,
    Together,
    Word,
    Words,
    all_said,
    filled,
    said,
)
from .document_kind import DocumentKind
from .facts import OFFICE_OF, common
from .figure_words import DUE_ON, OWN_TASKS, TASK_WORDS, TIED, UNTIL, figure, finding, names, own
from .privacy import quoted
from .told_values import Telling, an_element, by_department, many_named, named
from .traced import remembered, told
from .trend_words import TREND_WORD

Year = Telling[YearFigures]
_MONTHS_DUE = "应报月数"


# --- returns and deductions -----------------------------------------------------------------------------------------

_FILED = (
    Word(ITEMS, "一共几次，一个单位一个月计一次"),
    Word(UNIT, "涉及的单位"),
    Word(EACH_UNIT, "每个单位各几次", parts=COUNTED),
)


def _filed(name: str, kinds: tuple[str, ...]) -> Word:
    """How many returns came in these ways, altogether and by department."""

    def of(tell: Year, _: DocumentKind) -> Found:
        units = (year_filings.filing_departments, name, kinds)
        counts = tell.counts(year_filings.filings_of, kinds)
        each = by_department(counts.items(), year_filings.filings_of, kinds)
        return Found(
            filled(_FILED, tell.of(year_filings.filings, kinds), told(many_named(counts), *units), told(each, *units))
        )

    return Word(name, f"各月报送情况为{'、'.join(kinds)}的", of, _FILED)


_PART_YEAR = (Word(UNIT), Word(_MONTHS_DUE))


def _part_year(tell: Year, _: DocumentKind) -> list[dict[str, object]]:
    """The departments that were there for some months only; of the others every month counts."""
    whole = tell.of(year_filings.month_count)
    due = tell.counts(year_filings.filings_of, tuple(Promptness))
    return [filled(_PART_YEAR, named(name), months) for name, months in due.items() if months != whole]


_LOST = (
    Word(NAME, "完成质量、报送及时等"),
    Word(POINTS, year.part_lost.how),
    Word(ITEMS, year.part_deductions.how),
    Word(UNIT, "涉及的单位"),
    Word(EACH_UNIT, "每个单位各几处", parts=COUNTED),
)


def _lost(tell: Year, _: DocumentKind) -> list[Found]:
    return [
        Found(
            filled(
                _LOST,
                part,
                tell.of(year.part_lost, part),
                tell.of(year.part_deductions, part),
                list(own),
                by_department(own.items(), year.own_part_deductions, part),
            )
        )
        for _, part in PARTS
        if (own := tell.counts(year.own_part_deductions, part))
    ]


# --- objections -----------------------------------------------------------------------------------------------------


def _objected(title: str, note: str, printed: str) -> Word:
    """What an objection's row says below a title, fit for print."""

    def of(place: int, item: Objection) -> object:
        value = getattr(item, printed)
        if isinstance(value, str):
            value = quoted(value) or ("尚未处理" if title == DECISION else "")
        return told(value, year.objection, place, title, value)

    return Word(title, note, of)


OBJECTION = (
    Word(UNIT, "提出异议的单位", lambda _, item: named(item.department)),
    _objected(MATTER, "对哪一项有异议", "item"),
    _objected(GROUNDS, "异议的理由", "reason"),
    _objected(DECISION, "没有处理意见的为“尚未处理”", "decision"),
    _objected(POINTS_CHANGED, "同意加回的分值", "points"),
)
"""An objection, said of its place from 1 and its row."""


def _objecting(tell: Year, _: DocumentKind) -> list[str]:
    order = list(dict.fromkeys(item.department for item in tell.rows.plan.objections))
    return tell.names(year.objecting, order=order)


_CHANGED = (
    Word(UNIT, "单位名称", lambda _, item: named(item.name)),
    Word("变动", "异议调整的分值", lambda tell, item: tell.of(year.score_cell, item.name, OBJECTION_POINTS)),
    Word("原总分", "送出的征求意见稿的总分", lambda tell, item: tell.of(year.score_cell, item.name, DRAFT_TOTAL)),
    Word(TOTAL, "定稿的总分", lambda tell, item: tell.of(year_total, item.name)),
    Word("原等次", "送出的征求意见稿的等次", lambda _, item: item.score.sent.grade),
    Word(GRADE, "定稿的等次", lambda _, item: item.score.grade),
    Word(
        "原名次",
        "送出的征求意见稿的名次",
        lambda tell, item: tell.of(year.score_cell, item.name, DRAFT_RANK) if item.score.sent.rank else None,
    ),
    Word(RANK, "定稿的名次", lambda tell, item: tell.of(year_rank, item.name) if item.score.rank else None),
    Word(WHY, "为什么与征求意见稿不同：异议、补报等", lambda _, item: item.score.why),
)


# --- the year -------------------------------------------------------------------------------------------------------

DEPARTMENT = (
    *figure_words.standing(year_rank, year_total, year_tasks.own_done),
    own(DEDUCTION_COUNT, year.own_deductions),
    own("未报月数", year.score_cell, UNREPORTED_MONTHS),
    own(LATE_MONTHS, year.score_cell, LATE_MONTHS),
)
"""One department's year."""

_LINE = (Word(GRADE), Word("线"))


def _lines(tell: Year, _: DocumentKind) -> list[dict[str, object]]:
    return [filled(_LINE, label, tell.of(year.grade_line, label)) for label, _ in tell.rows.plan.method.grade_lines]


def _filings(tell: Year, _: DocumentKind) -> list[dict[str, object]]:
    return tell.divided(FILING, year_filings.filing_kind, (ON_TIME, *LATE, *MISSING))


YEAR = (
    Words(
        f"年度的文种（范围是“{Scope.YEAR}”“{Scope.YEAR_EACH}”）用的词，没有每月的那些词",
        (
            Word("年度", "考核的年份", lambda tell, _: told(tell.found.year, element, "年份")),
            figure(year.as_of, name=UNTIL),
            Word(
                column_titles.STAGE,
                "文件头里写的稿别，如 征求意见稿、定稿",
                lambda tell, kind: kind.status(tell.found.final),
            ),
            Word(
                "稿别后缀",
                "带括号的稿别；定稿时为空",
                lambda tell, kind: "" if tell.found.final else f"（{kind.status(False)}）",
            ),
            Word("期末", "年末；全年还没有结束的为“阶段末”", lambda tell, _: tell.found.end_name),
            Word(STAGE, "标题里用：全年还没有结束的为“阶段”，结束了的为空", lambda tell, _: tell.found.stage),
            Word(FINAL, "是不是定稿，用在 {% if %} 里", lambda tell, _: tell.found.final),
            *map(
                figure,
                (
                    year_filings.span_of,
                    year_filings.month_count,
                    year_filings.empty_months,
                    year_filings.left_out,
                    every_department,
                    year.busy,
                ),
            ),
            names(year.busy, name=ASSESSED),
            Word("在册不足月单位", "中途设立、撤销，应报送的月数少于考核月数的单位", _part_year, _PART_YEAR),
            Word(
                "应报次数",
                "应报送的次数，一个单位一个月计一次",
                lambda tell, _: tell.of(year_filings.filings, tuple(Promptness)),
            ),
            Word(FILING, "按时报送、迟报等各几次", _filings, PART),
            _filed(Promptness.LATE, LATE),
            _filed(Promptness.NOT_FILED, MISSING),
            TREND_WORD,
            figure_words.MEAN,
            figure_words.GRADES,
            Word("等次线", "各等次的起点分", _lines, _LINE),
            Word("最低等次", GRADES[-1], lambda tell, _: tell.rows.plan.method.grades[-1]),
            names(year.top, name="第一名", ordered=False),
            names(year.commended, ordered=False),
            Word(
                "不合格单位",
                "等次为最低等次的单位",
                lambda tell, _: tell.names(grade, tell.rows.plan.method.grades[-1]),
            ),
            names(year.vetoed, ordered=False),
            figure_words.FULL_MARKS,
            figure_words.RULES,
            Word(
                SETS_TITLE,
                "执行的方案",
                lambda tell, _: [told(name, year.method_set, name) for name in tell.rows.plan.method_sets],
            ),
            figure_words.departments(DEPARTMENT),
            *map(figure, (year.closed, year.proofs, year.extensions)),
            figure(year_tasks.gone),
            figure(year.deductions, name=DEDUCTION_COUNT),
            Word("各项扣分", "有扣分的各项", _lost, _LOST),
            *map(figure, (year.objections, year.accepted, year.undecided_objections)),
            Word("异议单位", "提出异议的单位", _objecting),
            Word(
                column_titles.OBJECTION,
                "任务总表「异议」的各行",
                lambda tell, _: [said(OBJECTION, *row) for row in enumerate(tell.rows.plan.objections, 1)],
                OBJECTION,
            ),
            Word(
                "变动单位",
                "总分、名次或等次与征求意见稿不同的单位",
                lambda tell, _: [said(_CHANGED, tell, item) for item in tell.found.changed],
                _CHANGED,
            ),
            *figure_words.undecided(lambda tell: tell.found.closing.undecided),
            figure_words.nobodys(lambda tell: tell.found.task_verdicts, year_tasks.task_state),
        ),
    ),
    Words(
        "按任务统计（一项任务计一项，全部责任单位完成的方为完成）",
        (
            *figure_words.way(
                "",
                year_tasks.task_total,
                year_tasks.task_done,
                year_tasks.task_share,
                year_tasks.task_state,
                year_tasks.task_lamp,
            ),
            figure_words.lists(year_tasks.list_tasks, year_tasks.list_done),
        ),
    ),
    Words(
        "按单位承担的任务统计（一个单位承担一项任务计一项）",
        figure_words.way(
            UNIT,
            year_tasks.duty_total,
            year_tasks.duty_done,
            year_tasks.duty_share,
            year_tasks.duty_state,
            year_tasks.duty_lamp,
        ),
    ),
    Words(
        "按牵头单位统计（一项任务只看牵头或独立承担的单位，没有明确牵头的看全部责任单位）",
        figure_words.way(
            "牵头",
            year_tasks.lead_total,
            year_tasks.lead_done,
            year_tasks.lead_share,
            year_tasks.lead_state,
            year_tasks.lead_lamp,
        ),
    ),
    Words(
        "有共同情况的任务，按单位承担的任务统计",
        tuple(map(finding, year_tasks.YEAR_FINDINGS)),
        FOUND,
        "三种统计不要写在同一句话里，写的时候说明是哪一种。",
    ),
)


@remembered
def year_telling(found: YearFigures) -> Year:
    """What the rows of a year come to."""
    return Telling(year_rows(found), found, [item.final for item in found.courses])


def annual(kind: DocumentKind, found: YearFigures, plan: Plan) -> Mapping[str, object]:
    """What every template of the year may use."""
    return Together(all_said(YEAR, year_telling(found), kind), common(kind, plan))


# --- a document to one department -----------------------------------------------------------------------------------


def _note(_: Year, item: DepartmentYear, *__: object) -> str:
    adjusted = quoted(item.score.because.get("adjustment", ""))
    return told(adjusted, year.explained, item.name, adjusted)


_PUT_OFF = (
    *(Word(word.name, word.note, lambda course, word=word: word.of(course.duty.task)) for word in TASK_WORDS),
    Word(
        DUE_ON,
        "延期后的完成时限",
        lambda course: told(
            course.duty.due_on, year.extended, course.duty.department, course.duty.task.id, DEADLINE, None
        ),
    ),
    Word(
        APPROVAL,
        "批准延期的文号、会议纪要或批示",
        lambda course: told(
            text := quoted(course.duty.extension.approval),
            year.extended,
            course.duty.department,
            course.duty.task.id,
            EXTENSION,
            text,
        ),
    ),
)


def _months(name: str, kinds: tuple[str, ...]) -> Word:
    return Word(
        name,
        f"报送情况为{'、'.join(kinds)}的月份，如 3月、5月",
        lambda tell, item, *_: tell.of(year_filings.own_months, item.name, kinds),
    )


LETTER = (
    Words(
        f"范围是“{Scope.YEAR_EACH}”的文种还有本单位的",
        (
            Word(UNIT, "单位名称", lambda _, item, *__: named(item.name)),
            Word(
                TOTAL,
                year_total.how,
                lambda tell, item, *_: tell.of(year_total, item.name),
            ),
            Word(
                GRADE,
                "优秀、良好等；没有计分任务的为空",
                lambda tell, item, *_: item.score.grade,
            ),
            Word(
                RANK,
                f"{year_rank.how}；没有计分任务的为 0",
                lambda tell, item, *_: tell.of(year_rank, item.name) if item.score.rank else 0,
            ),
            TIED,
            figure(year.ranked),
            own(OWN_TASKS, own_duties),
            own("计分任务数", year.score_cell, SCORED_COUNT),
            own("扣分数", year.own_deductions),
            own(DEDUCTION_SUM, year.own_whole),
            Word("加减分说明", "加减分的依据", _note),
            Word(
                "否决事由",
                "一票否决的事由",
                lambda _, item, *__: [told(reason, year.explained, item.name, reason) for reason in item.score.vetoed],
            ),
            Word(
                year.answer_day.name,
                year.answer_day.how,
                lambda _, item, kind, until: told(until, year.answer_day, kind.name, item.name),
            ),
            Word(
                "异议截止工作日",
                "“公文”中的这一项",
                lambda tell, *_: an_element("异议截止工作日", tell.rows.plan.element("异议截止工作日") or "5"),
            ),
            OFFICE_OF,
            Word(
                _MONTHS_DUE,
                "本单位应报送的月数；中途设立、撤销的少于考核月数",
                lambda tell, item, *_: tell.of(year_filings.filings_of, item.name, tuple(Promptness)),
            ),
            _months("按时月份", (Promptness.ON_TIME,)),
            _months("迟报月份", LATE),
            _months("未报月份", MISSING),
            Word(
                "延期任务",
                "经批准延期的任务",
                lambda _, item, *__: [said(_PUT_OFF, course) for course in item.courses if course.duty.extension],
                _PUT_OFF,
            ),
        ),
        after="稿别只写一个的文种（如 征求意见稿）只在那一稿生成，另一稿原样留着。",
    ),
)


def letter(kind: DocumentKind, found: YearFigures, department: DepartmentYear, until: dt.date) -> Mapping[str, object]:
    """What a document to one department says besides; its score is that before objections, unless `found` is final."""
    return all_said(LETTER, year_telling(found), department, kind, until)
