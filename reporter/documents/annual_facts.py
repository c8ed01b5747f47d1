"""What the templates of the year may say, under the Chinese names a clerk knows; every number is a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from ..assess.year_figures import FILINGS, LATE, MISSING, YearFigures
from ..assess.year_records import DepartmentYear
from ..figures import annual_figures as year
from ..figures import year_filings, year_tasks
from ..figures.counted import element
from ..figures.shared_figures import every_department, full_marks, grade, mean, own_duties
from ..figures.shared_findings import found_duties
from ..figures.year_ledger import year_rows
from ..figures.year_scores import draft_rank, draft_total, year_rank, year_total
from ..vocabulary.findings import PARTS
from ..vocabulary.model import Objection, Plan, State
from .document_frame import office
from .document_kind import DocumentKind
from .facts import LAMPS, common
from .phrases import in_quotes
from .privacy import quoted
from .told_values import (
    Found,
    Telling,
    an_element,
    by_department,
    list_facts,
    many_named,
    named,
    numbered,
    rules,
    shortly,
)
from .traced import told


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
    objections, grades = plan.objections, plan.method.grades
    return (
        common(kind, plan)
        | {
            "年度": told(found.year, element, "年份"),
            "截至日": of(year.as_of),
            "稿别": stands,
            "稿别后缀": "" if found.final else f"（{stands}）",
            "定稿": found.final,
            "考核期": of(year_filings.span_of),
            "考核月数": of(year_filings.month_count),
            "空白月份": of(year_filings.empty_months),
            "不计月份": of(year_filings.left_out),
            "单位总数": of(every_department),
            "参评单位": names(year.busy, order=order),
            "参评单位数": of(year.busy),
            **_ways(tell),
            "分清单": [
                list_facts(item.key, 名称=item.name)
                | {
                    "任务数": of(year_tasks.list_tasks, item.key),
                    "完成数": of(year_tasks.list_done, item.key),
                }
                for item in plan.lists
            ],
            "应报次数": of(year_filings.filings, FILINGS),
            "报送情况": tell.divided("报送情况", year_filings.filing_kind, ("按时报送", *LATE, *MISSING)),
            "迟报": _filed(tell, "迟报", LATE),
            "未报送": _filed(tell, "未报送", MISSING),
            "平均分": of(mean) if any(item.score.grade for item in found.departments) else None,
            "等次分布": tell.divided("等次分布", grade, grades),
            "第一名": names(year.top),
            "表扬单位": names(year.commended),
            "不合格单位": names(grade, grades[-1]),
            "一票否决单位": names(year.vetoed),
            "各单位": [_department(tell, item) for item in found.departments],
            "销号数": of(year.closed),
            "佐证数": of(year.proofs),
            "延期数": of(year.extensions),
            "扣分项数": of(year.deductions),
            "各项扣分": [
                Found(
                    名称=part,
                    分值=of(year.part_lost, part),
                    项数=of(year.part_deductions, part),
                    单位=list(own),
                    分单位=by_department(own.items(), year.own_part_deductions, part),
                )
                for _, part in PARTS
                if (own := tell.counts(year.own_part_deductions, part))
            ],
            "异议数": of(year.objections),
            "异议单位": names(year.objecting, order=list(dict.fromkeys(item.department for item in objections))),
            "采纳数": of(year.accepted),
            "待处理异议数": of(year.undecided_objections),
            "变动单位": [_changed(tell, item) for item in found.changed],
            "异议": [objection(place, item) for place, item in enumerate(objections, 1)],
            "待明确责任单位": [
                {"编号": numbered(task), "任务": shortly(task), "称谓": "、".join(task.undecided)}
                for task in found.closing.undecided
            ],
            "待明确称谓": list(
                dict.fromkeys(in_quotes(name) for task in found.closing.undecided for name in task.undecided)
            ),
            "满分": of(full_marks),
            "考核办法": rules(tell),
            "方案": [told(name, year.method_set, name) for name in plan.method_sets],
            "等次线": [{"等次": grade, "线": of(year.grade_line, grade)} for grade, _ in plan.method.grade_lines],
            "最低等次": grades[-1],
        }
        | {item.label: tell.found(item, tell.verdicts(found_duties, item)) for item in year_tasks.YEAR_FINDINGS}
    )


def letter(
    kind: DocumentKind, found: YearFigures, plan: Plan, department: DepartmentYear, until: dt.date
) -> dict[str, object]:
    """What a document to one department says besides; its score is that before objections, unless `found` is final."""
    draft = not found.final
    score, name = department.score, department.name
    rank = score.draft_rank if draft else score.rank
    adjusted = quoted(score.because.get("adjustment", ""))
    tell = year_telling(found)
    return {
        "单位": named(name),
        "总分": tell.of(draft_total if draft else year_total, name),
        "等次": score.draft_grade if draft else score.grade,
        "名次": tell.of(draft_rank if draft else year_rank, name) if rank else 0,
        "参评数": tell.of(year.ranked),
        "并列": sum((item.score.draft_rank if draft else item.score.rank) == rank for item in found.departments) > 1,
        "承担任务数": tell.of(own_duties, name),
        "计分任务数": tell.of(year.score_cell, name, "计分任务"),
        "扣分数": tell.of(year.own_deductions, name),
        "扣分合计": tell.of(year.own_whole, name),
        "加减分说明": told(adjusted, year.explained, name, adjusted),
        "异议截止日": told(until, year.answer_day, kind.name),
        "否决事由": [told(reason, year.explained, name, reason) for reason in score.vetoed],
        "异议截止工作日": an_element("异议截止工作日", plan.element("异议截止工作日") or "5"),
        "承办处室": an_element("印发机关", office(plan, name), "承办处室"),
        **{
            title: tell.of(year_filings.own_months, name, kinds)
            for title, kinds in (("按时月份", ("按时",)), ("迟报月份", LATE), ("未报月份", MISSING))
        },
        "延期任务": [
            {
                "编号": numbered(item.duty.task),
                "任务": shortly(item.duty.task),
                "时限": told(item.duty.due_on, year.extended, name, item.duty.task.id, "完成时限", None),
                "批准依据": told(approval, year.extended, name, item.duty.task.id, "延期", approval),
            }
            for item in department.courses
            if item.duty.extension
            for approval in (quoted(item.duty.extension.approval),)
        ],
    }


def _ways(tell: Telling) -> dict[str, object]:
    """The three ways of counting, each under its own words."""
    of, divided = tell.of, tell.divided
    return {
        "任务总数": of(year_tasks.task_total),
        "任务完成数": of(year_tasks.task_done),
        "任务完成率": of(year_tasks.task_share),
        "任务逾期完成数": of(year_tasks.task_state, State.DONE_LATE),
        "任务状态": divided("任务状态", year_tasks.task_state, State),
        "任务亮灯": divided("任务亮灯", year_tasks.task_lamp, LAMPS),
        "单位任务总数": of(year_tasks.duty_total),
        "单位任务完成数": of(year_tasks.duty_done),
        "单位任务完成率": of(year_tasks.duty_share),
        "单位任务逾期完成数": of(year_tasks.duty_state, State.DONE_LATE),
        "单位任务状态": divided("单位任务状态", year_tasks.duty_state, State),
        "单位任务亮灯": divided("单位任务亮灯", year_tasks.duty_lamp, LAMPS),
        "牵头任务总数": of(year_tasks.lead, "总数"),
        "牵头任务完成数": of(year_tasks.lead, "完成数（含逾期完成）"),
        "牵头任务完成率": of(year_tasks.lead, "完成率"),
        "牵头任务逾期完成数": of(year_tasks.lead_state, State.DONE_LATE),
        "牵头任务状态": divided("牵头任务状态", year_tasks.lead_state, State),
        "牵头任务亮灯": divided("牵头任务亮灯", year_tasks.lead_lamp, LAMPS),
    }


def _filed(tell: Telling, name: str, kinds: tuple[str, ...]) -> Mapping[str, object]:
    """How many returns came in these ways, altogether and by department."""
    units = (year_filings.filing_departments, name, kinds)
    counts = tell.counts(year_filings.filings, kinds)
    return Found(
        项数=tell.of(year_filings.filings, kinds),
        单位=told(many_named(counts), *units),
        分单位=told(by_department(counts.items(), year_filings.filings, kinds), *units),
    )


def _department(tell: Telling, item: DepartmentYear) -> dict[str, object]:
    score, name = item.score, item.name
    return {
        "单位": named(name),
        "名次": tell.of(year_rank, name) if score.rank else "—",
        "总分": tell.of(year_total, name),
        "等次": score.grade or "—",
        "任务数": tell.of(own_duties, name),
        "完成数": tell.of(year_tasks.own_done, name),
        "扣分项数": tell.of(year.own_deductions, name),
        "未报月数": tell.of(year.score_cell, name, "未报送月数"),
        "迟报月数": tell.of(year.score_cell, name, "迟报月数"),
    }


def _changed(tell: Telling, item: DepartmentYear) -> dict[str, object]:
    score, name = item.score, item.name
    return {
        "单位": named(name),
        "变动": tell.of(year.score_cell, name, "异议调整"),
        "原总分": tell.of(draft_total, name),
        "总分": tell.of(year_total, name),
        "原等次": score.draft_grade,
        "等次": score.grade,
        "原名次": tell.of(draft_rank, name) if score.draft_rank else None,
        "名次": tell.of(year_rank, name) if score.rank else None,
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
