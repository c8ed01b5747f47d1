"""What the templates of the year may say, under the Chinese names a clerk knows; every number is a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ..assess.figures import Tally
from ..assess.year_figures import FILINGS, LATE, MISSING, Way, YearFigures
from ..assess.year_records import DepartmentYear
from ..figures import annual_figures as year
from ..figures import year_filings, year_tasks
from ..figures.counted import element
from ..figures.ledger_sheets import DONE
from ..figures.shared_findings import found_duties
from ..figures.year_ledger import year_rows
from ..figures.year_scores import full_marks, year_rank, year_total
from ..vocabulary.model import Objection, Period, Plan, State
from .document_frame import office
from .document_kind import DocumentKind
from .facts import common
from .phrases import in_quotes
from .privacy import quoted
from .telling import (
    Found,
    Make,
    Telling,
    an_element,
    by_department,
    list_facts,
    many_named,
    named,
    numbered,
    parts,
    rules,
    shortly,
)
from .traced import told

__all__ = ["annual", "letter", "objection", "year_telling"]


@lru_cache(maxsize=2)
def year_telling(found: YearFigures) -> Telling:
    """What the rows of a year come to."""
    return Telling(year_rows(found), [item.final for item in found.courses])


def annual(kind: DocumentKind, found: YearFigures, plan: Plan) -> dict[str, object]:
    """What every template of the year may use."""
    tell = year_telling(found)
    of, names = tell.of, tell.names
    stands = kind.status(found.final)
    order = [item.name for item in plan.departments]
    objections, grades = found.objections, plan.method.grades
    return (
        common(kind, plan)
        | {
            "年度": told(found.year, element, "年份"),
            "截至日": told(found.as_of, year.as_of),
            "稿别": stands,
            "稿别后缀": "" if found.final else f"（{stands}）",
            "定稿": found.final,
            "考核期": told(span(found.months), year_filings.span_of),
            "考核月数": told(len(found.months), year_filings.month_count),
            "空白月份": told(listed_months(found.gaps), year_filings.empty_months),
            "不计月份": told(listed_months(found.left_out), year_filings.left_out),
            "单位总数": of(year.every_department),
            "参评单位": names(year.busy, order=order),
            "参评单位数": of(year.busy),
            **_ways(found),
            "分清单": [
                list_facts(item.key, 名称=item.name)
                | {
                    "任务数": told(item.total, year_tasks.year_tasks, "清单任务数", (), item.key),
                    "完成数": told(item.done, year_tasks.year_tasks, "清单完成数", DONE, item.key),
                }
                for item in found.lists
            ],
            "应报次数": told(found.filings.total, year_filings.filings, FILINGS),
            "报送情况": parts(
                "报送情况",
                year_filings.filing_kind,
                {"按时报送" if part.label == "按时" else part.label: part.count for part in found.filings.parts},
            ),
            "迟报": _filed("迟报", LATE, found.late),
            "未报送": _filed("未报送", MISSING, found.missing),
            "平均分": of(year.mean) if any(item.score.grade for item in found.departments) else None,
            "等次分布": tell.divided("等次分布", year.grade, grades),
            "第一名": names(year.top),
            "表扬单位": told(many_named(found.commended), year.commended),
            "不合格单位": names(year.grade, grades[-1]),
            "一票否决单位": told(many_named(found.vetoed), year.vetoed),
            "各单位": [_department(tell, item) for item in found.departments],
            "销号数": of(year.closed),
            "佐证数": told(found.proofs, year.proofs),
            "延期数": of(year.extensions),
            "扣分项数": told(found.deductions, year.deductions),
            "各项扣分": [
                Found(
                    名称=item.part,
                    分值=told(item.points, year.part_lost, item.part),
                    项数=told(item.count, year.part_deductions, item.part),
                    单位=[name for name, _ in item.departments],
                    分单位=by_department(item.departments, year.own_part_deductions, item.part),
                )
                for item in found.lost
                if item.count
            ],
            "异议数": told(len(objections), year.objections),
            "异议单位": told(many_named(dict.fromkeys(item.department for item in objections)), year.objecting),
            "采纳数": told(len(found.accepted), year.accepted),
            "待处理异议数": told(len(found.undecided_objections), year.undecided_objections),
            "变动单位": [_changed(item) for item in found.changed],
            "异议": [objection(place, item) for place, item in enumerate(objections, 1)],
            "待明确责任单位": [
                {"编号": numbered(task), "任务": shortly(task), "称谓": "、".join(task.undecided)}
                for task in plan.undecided
            ],
            "待明确称谓": list(dict.fromkeys(in_quotes(name) for task in plan.undecided for name in task.undecided)),
            "满分": told(sum(plan.method.weights), full_marks),
            "考核办法": rules(plan.method),
            "方案": [told(name, year.method_set, name) for name in plan.method_sets],
            "等次线": [
                {"等次": grade, "线": told(line, year.grade_line, grade)} for grade, line in plan.method.grade_lines
            ],
            "最低等次": grades[-1],
        }
        | {item.label: tell.found(item, tell.verdicts(found_duties, item)) for item in year_tasks.YEAR_FINDINGS}
    )


def letter(
    kind: DocumentKind, found: YearFigures, plan: Plan, department: DepartmentYear, until: dt.date
) -> dict[str, object]:
    """What a document to one department says besides; its score is that before objections, unless `found` is final."""
    draft = not found.final
    score, name, lost = department.score, department.name, found.lost_of(department.name)
    rank = score.draft_rank if draft else score.rank
    adjusted = quoted(score.because.get("adjustment", ""))
    tell = year_telling(found)
    return {
        "单位": named(name),
        "总分": told(score.draft_total if draft else score.total, year_total, name, draft),
        "等次": score.draft_grade if draft else score.grade,
        "名次": told(rank or 0, year_rank, name, draft),
        "参评数": tell.of(year.ranked),
        "并列": sum((item.score.draft_rank if draft else item.score.rank) == rank for item in found.departments) > 1,
        "承担任务数": tell.of(year.own_duties, name),
        "计分任务数": told(department.counted, year.score_cell, name, "计分任务"),
        "扣分数": told(lost.count, year.own_deductions, name),
        "扣分合计": told(lost.points, year.own_lost, name, "", "扣分合计"),
        "加减分说明": told(adjusted, year.explained, name, adjusted),
        "异议截止日": told(until, year.answer_day, kind.name),
        "否决事由": [told(reason, year.explained, name, reason) for reason in score.vetoed],
        "异议截止工作日": an_element("异议截止工作日", plan.element("异议截止工作日") or "5"),
        "承办处室": an_element("印发机关", office(plan, name), "承办处室"),
        **{
            title: told(
                listed_months(item.period for item in department.filed(*kinds)), year_filings.own_months, name, kinds
            )
            for title, kinds in (("按时月份", ("按时",)), ("迟报月份", LATE), ("未报月份", MISSING))
        },
        "延期任务": [
            {
                "编号": numbered(item.duty.task),
                "任务": shortly(item.duty.task),
                "时限": told(item.duty.deadline, year.extended, name, item.duty.task.id, "完成时限", None),
                "批准依据": told(approval, year.extended, name, item.duty.task.id, "延期", approval),
            }
            for item in department.courses
            if item.duty.extension
            for approval in (quoted(item.duty.extension.approval),)
        ],
    }


def span(periods: Sequence[Period]) -> str:
    """「2018年5月至12月」, 「2018年6月」."""
    first, last = periods[0], periods[-1]
    return first.chinese if first == last else f"{first.chinese}至{last.month}月"


def listed_months(periods: Iterable[Period]) -> str:
    """「3月、5月」, blank of none."""
    return "、".join(f"{period.month}月" for period in periods)


def _ways(found: YearFigures) -> dict[str, object]:
    """The three ways of counting, each under its own words."""
    tasks, duties, leads = found.tasks, found.duties, found.leads
    return (
        _way("任务", tasks, year_tasks.task_state, year_tasks.task_lamp)
        | {
            "任务总数": told(tasks.total, year_tasks.year_tasks, "任务总数"),
            "任务完成数": told(tasks.done, year_tasks.year_tasks, "任务完成数", DONE),
            "任务完成率": told(tasks.done_percent, year_tasks.task_share),
        }
        | _way("单位任务", duties, year_tasks.duty_state, year_tasks.duty_lamp)
        | {
            "单位任务总数": told(duties.total, year_tasks.duty_total),
            "单位任务完成数": told(duties.done, year_tasks.duty_done),
            "单位任务完成率": told(duties.done_percent, year_tasks.duty_share),
        }
        | _way("牵头任务", leads, year_tasks.lead_state, None)
        | {
            "牵头任务总数": told(leads.total, year_tasks.lead, "总数"),
            "牵头任务完成数": told(leads.done, year_tasks.lead, "完成数（含逾期完成）"),
            "牵头任务完成率": told(leads.done_percent, year_tasks.lead, "完成率"),
        }
    )


def _way(name: str, way: Way, state: Make, lamp: Make | None) -> dict[str, object]:
    return {
        f"{name}逾期完成数": told(way.late, state, str(State.DONE_LATE)),
        f"{name}状态": parts(f"{name}状态", state, _counts(way.states)),
        f"{name}亮灯": parts(f"{name}亮灯", lamp, _counts(way.lamps, "灯")),
    }


def _counts(whole: Tally, ending: str = "") -> dict[str, int]:
    return {part.label + ending: part.count for part in whole.parts}


def _filed(name: str, kinds: tuple[str, ...], counts: Sequence[tuple[str, int]]) -> Mapping[str, object]:
    """How many returns came in these ways, altogether and by department."""
    units = (year_filings.filing_departments, name, kinds)
    return Found(
        项数=told(sum(count for _, count in counts), year_filings.filings, kinds),
        单位=told(many_named(name for name, _ in counts), *units),
        分单位=told(by_department(counts, year_filings.filings, kinds), *units),
    )


def _department(tell: Telling, item: DepartmentYear) -> dict[str, object]:
    score, name = item.score, item.name
    return {
        "单位": named(name),
        "名次": told(score.rank, year_rank, name) or "—",
        "总分": told(score.total, year_total, name),
        "等次": score.grade or "—",
        "任务数": tell.of(year.own_duties, name),
        "完成数": tell.of(year.own_done, name),
        "扣分项数": told(len(item.deductions), year.own_deductions, name),
        "未报月数": told(len(item.filed(*MISSING)), year.score_cell, name, "未报送月数"),
        "迟报月数": told(len(item.filed(*LATE)), year.score_cell, name, "迟报月数"),
    }


def _changed(item: DepartmentYear) -> dict[str, object]:
    score, name = item.score, item.name
    return {
        "单位": named(name),
        "变动": told(score.granted, year.score_cell, name, "异议调整"),
        "原总分": told(score.draft_total, year_total, name, True),
        "总分": told(score.total, year_total, name),
        "原等次": score.draft_grade,
        "等次": score.grade,
        "原名次": told(score.draft_rank, year_rank, name, True),
        "名次": told(score.rank, year_rank, name),
    }


def objection(place: int, item: Objection) -> dict[str, object]:
    """Objection number `place`."""

    def cell(title: str, printed: object) -> object:
        return told(printed, year.objection, place, title, printed)

    return {
        "单位": named(item.department),
        "事项": cell("事项", quoted(item.item)),
        "理由": cell("理由", quoted(item.reason)),
        "处理意见": cell("处理意见", quoted(item.decision) or "尚未处理"),
        "分值变动": cell("分值变动", item.points),
    }
