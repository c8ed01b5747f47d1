"""What templates may say of a plan and of a month, under the Chinese names a clerk knows: elements of 「公文」, and
figures.

Everything here is a plain text, number, date, list or mapping. A figure's name, how it is reckoned and its formula are
those of `reporter/figures`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from ..assess.figures import Figures
from ..figures import month_figures as month
from ..figures.counted import duty_cell, element, leader, unit_cell
from ..figures.element_figures import document_number, publicity
from ..figures.ledger_rows import month_rows
from ..figures.score_parts import score_rank, score_total
from ..figures.shared_figures import ON_TIME, every_department, own_duties
from ..figures.shared_findings import MONTH_FINDINGS, TURNING_RED, found_duties
from ..vocabulary.column_titles import (
    AREA,
    BASIS,
    BECAUSE,
    CONTACT,
    DEADLINE,
    DIFFICULTIES,
    DOCUMENT_NUMBER,
    DUE,
    EXPECTED_ON,
    FILED_ON,
    FILING,
    LAMP,
    LEADER,
    MATTER,
    NARRATIVE,
    NEXT_STEPS,
    NOT_ASSESSED,
    OUTLOOK,
    OWNERS,
    PHONE,
    STATE,
    TASK_TEXT,
    UNDECIDED,
    UNIT,
)
from ..vocabulary.document_elements import CHOSEN_KINDS, CITED, PARAGRAPH, element_named, paragraph_names
from ..vocabulary.document_scope import Scope
from ..vocabulary.findings import UNRANKED
from ..vocabulary.model import Plan, State, Verdict
from ..vocabulary.paper import Paper
from ..vocabulary.terms import Promptness
from . import document_frame, figure_words
from .declared_words import (
    COUNTED,
    EACH_UNIT,
    EXPECTED,
    FOUND,
    ITEMS,
    PART,
    Found,
    Said,
    Together,
    Word,
    Words,
    all_said,
    filled,
    said,
)
from .document_kind import CHOSEN, DocumentKind
from .excerpts import excerpts
from .figure_words import DUE_ON, LAMPS, LIST_ID, LIST_NAME, OWN_TASKS, TASK_WORDS, UNTIL, figure, finding, names, own
from .privacy import quoted
from .told_values import Telling, an_element, by_department, named, task_text
from .traced import remembered, told
from .trend_words import TREND_WORD

# --- whatever the month ---------------------------------------------------------------------------------------------


def _element(name: str) -> Word:
    """An element of 「公文」 as it stands there."""
    return Word(name, element_named(name).note, lambda _, plan: an_element(name, plan.element(name)))


def _publicity(kind: DocumentKind, plan: Plan) -> str:
    public = document_frame.element_of(kind, "公开属性", plan)
    return told(public, publicity, kind.name, "公开属性" in kind.shared, public)


_TITLE = "通知标题"


def _notice_title(kind: DocumentKind, plan: Plan) -> str:
    title = plan.element("标题")
    return an_element("标题", title if kind.scope is Scope.NOTICE else title.replace("｜", ""), _TITLE)


def _notice_number(_: DocumentKind, plan: Plan) -> str:
    paper = Paper(plan, Scope.NOTICE)
    number = document_frame.number(paper, plan.year) if paper.borne(DOCUMENT_NUMBER)[0] else ""
    return told(number, document_number, Scope.NOTICE)


def _office(plan: Plan, asked: str = "") -> str:
    return an_element("印发机关", document_frame.office(plan, asked), _OFFICE.name)


def _paragraphs(_: DocumentKind, plan: Plan) -> list[str]:
    return [an_element(name, plan.element(name)) for name in paragraph_names(plan.elements)]


_OFFICE = Word(
    "承办处室",
    "接收报表和反馈的处室：“印发机关”去掉本局的名称，没有填的为“我局”",
    lambda _, plan: _office(plan),
)
OFFICE_OF = Word(
    _OFFICE.name,
    "接收反馈的处室；就是本单位的为“局分管领导”",
    lambda tell, item, *_: _office(tell.rows.plan, item.name),
)
"""The office that a department is to answer to."""
LISTS = "任务清单"
_LIST = (LIST_ID, LIST_NAME, figure_words.of_list(BASIS, "清单的依据", BASIS, lambda item: item.basis))


def _lists(_: DocumentKind, plan: Plan) -> list[Said]:
    return [said(_LIST, item) for item in plan.lists]


COMMON = (
    Words(
        "各文种都有",
        (
            Word("年份", element_named("年份").note, lambda _, plan: told(plan.year, element, "年份")),
            *map(_element, ("发文机关", "主送", "上报机关", "印发机关", "联系人", PHONE)),
            _OFFICE,
            Word("公开属性", element_named("公开属性").note, _publicity),
            Word(_TITLE, "布置任务的通知的标题", _notice_title),
            _element(CITED.name),
            Word(f"通知{PARAGRAPH.name}", PARAGRAPH.note, _paragraphs),
            Word("通知文号", "布置任务的通知的文号，没有填写的为空", _notice_number),
            Word(month.task_total.name, month.task_total.how, lambda _, plan: len(plan.tasks)),
            Word(every_department.name, every_department.how, lambda _, plan: len(plan.departments)),
            Word(LISTS, "任务总表「清单」的各行", _lists, _LIST),
            Word(
                CHOSEN,
                f"这一份有没有写进“公文”的“{CHOSEN_KINDS}”或“发文登记”，用在文件头的“何时生成”里",
                lambda *_: False,
            ),
        ),
    ),
)


def common(kind: DocumentKind, plan: Plan) -> Said:
    """What every template may use, whatever the month."""
    return all_said(COMMON, kind, plan)


# --- a department's duty --------------------------------------------------------------------------------------------


def _cell(verdict: Verdict, title: str, printed: object, *keys: str) -> object:
    """What a cell of 「单位明细」 says of a duty."""
    return told(printed, duty_cell, verdict.duty.department, verdict.duty.task.id, title, printed, *keys)


def wrote(verdict: Verdict, title: str, key: str) -> object:
    """What the department wrote of a duty itself, fit for print."""
    return _cell(verdict, title, quoted(getattr(verdict.entry, key)) if verdict.entry else "", key)


_TOLD = "进展"


def _wrote(name: str, title: str, key: str) -> Word:
    return Word(name, f"填报的{title}", lambda verdict, _: wrote(verdict, title, key))


def _of_task(name: str, title: str, field: str, note: str = "") -> Word:
    """What the master list says of a duty's task below a title."""
    return Word(
        name,
        note or f"任务总表中的{title}",
        lambda verdict, _: task_text(verdict.duty.task, title, getattr(verdict.duty.task, field)),
    )


def deadline(verdict: Verdict) -> object:
    """The deadline of a duty; the words of 完成时间 where it has none."""
    task, day = verdict.duty.task, verdict.duty.due_on
    return _cell(verdict, DEADLINE, day) if day else task_text(task, DUE, task.due_text)


def leading(verdict: Verdict) -> str:
    """责任领导 of a duty."""
    duty = verdict.duty
    return told(duty.leader, leader, duty.department, duty.task.id, duty.leader)


def because(verdict: Verdict) -> str:
    """判定依据 of a duty, fit for print."""
    return quoted(verdict.because)


def outlook(verdict: Verdict, found: Figures) -> object:
    """Why a duty will be red next month, blank where it will not."""
    text = quoted(found.ahead.get((verdict.duty.department, verdict.duty.task.id), ""))
    return _cell(verdict, OUTLOOK, text, *month.JUDGED_BY)


DUTY = (
    Word(UNIT, "单位名称", lambda verdict, _: named(verdict.duty.department)),
    *(Word(word.name, word.note, lambda verdict, _, word=word: word.of(verdict.duty.task)) for word in TASK_WORDS),
    _of_task("任务全文", TASK_TEXT, "text"),
    _of_task("领域", AREA, "area"),
    Word(
        DUE_ON, "完成时限，经批准延期的为延期后的；没有具体日期的为完成时间的原话", lambda verdict, _: deadline(verdict)
    ),
    _of_task(DUE, DUE, "due_text"),
    Word("职责", "牵头、配合、独立承担等", lambda verdict, _: verdict.duty.role),
    _of_task(OWNERS, OWNERS, "owners_text"),
    Word(LEADER, "责任领导的姓名，没有填姓名的为通知的原话", lambda verdict, _: leading(verdict)),
    Word(STATE, "逾期未完成、严重滞后等", lambda verdict, _: str(verdict.state)),
    Word(LAMP, "、".join(LAMPS), lambda verdict, _: f"{verdict.lamp}灯"),
    Word(
        BECAUSE,
        "为什么这样核定",
        lambda verdict, _: _cell(verdict, BECAUSE, because(verdict), *month.JUDGED_BY),
    ),
    Word(
        "已过时限",
        "是不是已过完成时限，用在 {% if %} 里",
        lambda verdict, found: bool(verdict.duty.due_on and verdict.duty.due_on < found.as_of),
    ),
    Word(
        OUTLOOK,
        "没有进展的话，下月最后一天为什么亮红灯；不会的为空",
        outlook,
    ),
    _wrote(_TOLD, NARRATIVE, "narrative"),
    _wrote("问题", DIFFICULTIES, "difficulties"),
    _wrote("措施", NEXT_STEPS, "next_steps"),
    Word(
        "预计完成",
        f"填报的{EXPECTED_ON}",
        lambda verdict, _: _cell(
            verdict, EXPECTED_ON, verdict.entry.expected_on if verdict.entry else None, "expected_on"
        ),
    ),
)
"""One department's part in one task, with what it wrote itself fit for print."""


_QUOTED = (
    *(Word(word.name, word.note, lambda item, word=word: word.of(item.verdict.duty.task)) for word in TASK_WORDS),
    Word("办结", "是不是本月办结的，用在 {% if %} 里", lambda item: item.closed),
    Word(
        _TOLD,
        "该单位自己的话，到一句完整的话为止",
        lambda item: _cell(item.verdict, NARRATIVE, item.words, "narrative"),
    ),
)
_QUOTED_OF = (Word(UNIT, "单位名称"), Word(MATTER, "摘编的事项，一个单位最多两项", parts=_QUOTED))


def _quotations(tell: Telling[Figures]) -> list[dict[str, object]]:
    return [
        filled(_QUOTED_OF, named(name), [said(_QUOTED, item) for item in own])
        for name, own in excerpts(tell.found).items()
    ]


# --- a department ---------------------------------------------------------------------------------------------------

DEPARTMENT = (
    *figure_words.standing(score_rank, score_total, month.own_done),
    Word(
        LAMP,
        "各种灯的项数",
        lambda tell, item, *_: tell.divided(f"{item.name}{LAMP}", month.own_lamp, LAMPS, item.name),
        PART,
    ),
    Word("报送", "按时、迟报或未报送；没有承担任务也没有报送的为“—”", lambda tell, item, *_: item.filing or UNRANKED),
    own(FILED_ON, month.own_filed_on),
    own("红灯数", month.own_lamp, "红灯"),
    own("黄灯数", month.own_lamp, "黄灯"),
)
"""One department's month."""


# --- the month ------------------------------------------------------------------------------------------------------

_FILED = (
    (ON_TIME, Promptness.ON_TIME),
    (Promptness.LATE, Promptness.LATE),
    (Promptness.NOT_FILED, Promptness.NOT_FILED),
)
"""How a return came, as documents and as 「单位得分」 say it."""
_FILING = (*PART[:2], Word(UNIT))


def _filings(tell: Telling[Figures]) -> list[dict[str, object]]:
    return [
        filled(_FILING, label, tell.of(month.filing, label, kind), found)
        for label, kind in _FILED
        if (found := tell.names(month.filing, label, kind, order=tell.departments))
    ]


_REFUSED_WORD = "退回修改"
_REFUSED = (
    Word(ITEMS, month.refused.how),
    Word(UNIT, "有退回内容的单位"),
    Word(EACH_UNIT, "每个单位各几处", parts=COUNTED),
)


def _refused(tell: Telling[Figures]) -> Found:
    units = tell.names(month.refused_departments, order=tell.departments)
    each = by_department(tell.counts(month.own_refused).items(), month.own_refused)
    return Found(filled(_REFUSED, tell.of(month.refused), units, told(each, month.refused_departments)))


_COMMENDED = names(month.commended, ordered=False)
_WEIGHTY = (
    str(State.OVERDUE),
    str(State.NOT_RETURNED),
    str(State.FAR_BEHIND),
    str(State.NOT_FILLED),
    UNDECIDED,
    TURNING_RED.label,
    str(State.DUE_SOON),
    str(State.TO_CONFIRM),
    str(State.TO_VERIFY),
    str(State.BEHIND),
    _REFUSED_WORD,
    _FILED[1][0],
    _COMMENDED.name,
)
"""What a leader may have to decide, in order of weight."""
_DECISIONS = 3


def _decisions(tell: Telling[Figures]) -> list[str]:
    """The weightiest of what there is in the month."""
    found = tell.found
    findings = {item.label: item for item in MONTH_FINDINGS}
    others = {
        str(State.NOT_RETURNED): found.missing,
        UNDECIDED: found.undecided,
        **({str(State.DUE_SOON): ()} if found.next_closing else {}),  # 将亮红灯 has them
        _REFUSED_WORD: tell.of(month.refused),
        _FILED[1][0]: found.late,
        _COMMENDED.name: tell.names(month.commended),
    }
    there = (
        label for label in _WEIGHTY if (others[label] if label in others else tell.of(found_duties, findings[label]))
    )
    return [*itertools.islice(there, _DECISIONS)]


def _following(tell: Telling[Figures]) -> str:
    found = tell.found
    return told(found.period.shift(1).chinese if found.next_closing else "", month.following)


def _previous(tell: Telling[Figures]) -> str:
    before = tell.found.previous
    return told(before.chinese if before else "", month.previous)


_DUNNED = (
    Word(UNIT, "单位名称", lambda item, _: named(item.name)),
    Word(OWN_TASKS, "承担的任务项数", lambda item, tell: tell.of(own_duties, item.name)),
    Word(CONTACT, f"任务总表「单位」的{CONTACT}", lambda item, _: item.contact),
    Word(PHONE, f"任务总表「单位」的{PHONE}", lambda item, _: told(item.phone, unit_cell, item.name, PHONE)),
)
"""A department that has not reported."""


def _dunned(tell: Telling[Figures]) -> list[Said]:
    found = tell.found
    return [said(_DUNNED, item, tell) for item in found.plan.departments if item.name in found.missing]


def _days_left(tell: Telling[Figures]) -> int:
    return max(0, (tell.found.closing - tell.found.as_of).days)


def _days_late(tell: Telling[Figures]) -> int:
    return max(0, (tell.found.as_of - tell.found.closing).days)


MONTH = (
    Words(
        f"每月的文种（范围是“{Scope.MONTH}”“{Scope.MONTH_EACH}”）还有",
        (
            figure(month.period),
            figure(month.as_of, name=UNTIL),
            Word(month.closing.name, month.closing.how, lambda tell: told(tell.found.closing, month.closing)),
            Word(month.PREVIOUS, "本年上一个收到报表的月份；第一期没有", _previous),
            Word(month.following.name, "报送期的下一个月；12月没有", _following),
            Word(
                "下期截止日",
                "下期的报送截止日；12月没有",
                lambda tell: told(tell.found.next_closing, month.next_closing),
            ),
            Word(FILING, "按时报送、迟报、未报送各有几个单位", _filings, _FILING),
            figure(every_department),
            names(month.expected, name=EXPECTED),
            figure(month.expected),
            names(month.returned, name="已报送"),
            *(names(month.filing, label, kind, name=label) for label, kind in _FILED),
            Word("催报对象", "未报送的单位，一个一个地说", _dunned, _DUNNED),
            Word(
                "催报日期",
                "命令中 --as-of 指定的日期；没有指定的为空",
                lambda tell: tell.of(month.as_of) if tell.found.dated else None,
            ),
            Word(month.days_left.name, month.days_left.how, lambda tell: told(_days_left(tell), month.days_left)),
            Word(month.days_late.name, month.days_late.how, lambda tell: told(_days_late(tell), month.days_late)),
            _COMMENDED,
            names(month.red_departments),
            TREND_WORD,
            Word(NOT_ASSESSED, "这个月是不是不计分、不排名，用在 {% if %} 里", lambda tell: not tell.found.counts),
            figure_words.MEAN,
            figure_words.GRADES,
            figure_words.FULL_MARKS,
            figure_words.RULES,
            figure_words.departments(DEPARTMENT),
            Word(
                "进展摘编",
                "各单位自己写的进展：本月办结的，公开了多少条、办了多少次的；红灯、黄灯、没有佐证、与上期相同的不用",
                _quotations,
                _QUOTED_OF,
            ),
            *figure_words.undecided(lambda tell: tell.found.undecided, month.undecided, month.undecided_title),
            figure_words.nobodys(lambda tell: tell.found.tasks, month.task_state),
            Word(_REFUSED_WORD, "须退回修改的内容", _refused, _REFUSED),
            Word(
                "请示事项",
                f"要请领导定的事，按轻重取前三样，写法是 {{% if '{_WEIGHTY[0]}' in 请示事项 %}}；可能有"
                f"{'、'.join(_WEIGHTY)}",
                _decisions,
            ),
        ),
    ),
    Words(
        "按任务统计的数（一项任务计一项，全部责任单位完成的方为完成）",
        (
            *figure_words.way(
                "", month.task_total, month.task_done, month.task_done_share, month.task_state, month.task_lamp
            ),
            figure(month.task_lamp, "红灯", name="任务红灯数"),
            figure(month.task_state, str(State.NOT_RETURNED), name="任务因未报送亮红灯数"),
            figure(month.partly_returned),
            figure_words.lists(
                month.list_tasks,
                month.list_done,
                Word(
                    LAMP,
                    "各种灯的项数",
                    lambda item, tell: tell.divided(f"清单{item.key}{LAMP}", month.list_lamp, LAMPS, item.key),
                    PART,
                ),
            ),
        ),
    ),
    Words(
        "按单位承担的任务统计的数（一个单位承担一项任务计一项）",
        (
            *figure_words.way(
                UNIT, month.duty_total, month.duty_done, month.duty_done_share, month.duty_state, month.duty_lamp
            ),
        ),
    ),
    Words(
        "有共同情况的任务，也按单位承担的任务统计",
        tuple(map(finding, MONTH_FINDINGS)),
        FOUND,
        "两种统计不要写在同一句话里，写的时候说明是哪一种。",
    ),
)


@remembered
def telling(figures: Figures) -> Telling[Figures]:
    """What the rows of a month come to."""
    return Telling(month_rows(figures), figures, figures.verdicts)


def monthly(kind: DocumentKind, figures: Figures, plan: Plan) -> Mapping[str, object]:
    """What the templates of a month may use besides: every figure, once by task and once by department's duty."""
    return Together(_said(figures), common(kind, plan))


@remembered
def _said(figures: Figures) -> Said:
    """What every kind says alike."""
    return all_said(MONTH, telling(figures))
