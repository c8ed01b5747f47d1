"""What the templates of the year may say, under the Chinese names a clerk knows; every number is one of `YearFigures`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ..assess.figures import Count, Matters
from ..assess.year_figures import Way, YearFigures
from ..assess.year_records import DepartmentYear
from ..vocabulary.method import settings
from ..vocabulary.model import Objection, Period, Plan, State
from .document_frame import office
from .document_kind import DocumentKind
from .facts import common
from .phrases import in_quotes
from .privacy import quoted

__all__ = ["annual", "letter"]


class _Found(dict):
    """What has a number of its own; false when that is 0."""

    def __bool__(self) -> bool:
        return bool(self["项数"])


def annual(kind: DocumentKind, found: YearFigures, plan: Plan) -> dict[str, object]:
    """What every template of the year may use."""
    stands = kind.status(found.final)
    objections = found.objections
    return (
        common(kind, plan)
        | {
            "年度": found.year,
            "截至日": found.as_of,
            "稿别": stands,
            "稿别后缀": "" if found.final else f"（{stands}）",
            "定稿": found.final,
            "考核期": span(found.months),
            "考核月数": len(found.months),
            "空白月份": listed_months(found.gaps),
            "不计月份": listed_months(found.left_out),
            "参评单位": list(found.busy),
            "参评单位数": len(found.busy),
            **_way("任务", found.tasks),
            **_way("单位任务", found.duties),
            **_way("牵头任务", found.leads),
            "分清单": [
                {"编号": item.key, "名称": item.name, "任务数": item.total, "完成数": item.done} for item in found.lists
            ],
            "应报次数": found.filings.total,
            "报送情况": _filings(found.filings.present),
            "迟报": _counted(found.late),
            "未报送": _counted(found.missing),
            "平均分": found.mean_score,
            "等次分布": _parts(found.grades.present),
            "第一名": list(found.top),
            "表扬单位": list(found.commended),
            "不合格单位": list(found.weak),
            "一票否决单位": list(found.vetoed),
            "各单位": [_department(item) for item in found.departments],
            "未完成": _open(found),
            "销号数": found.closed,
            "佐证数": found.proofs,
            "延期数": found.extensions,
            "扣分项数": found.deductions,
            "各项扣分": [
                _Found(
                    名称=item.part,
                    分值=item.points,
                    项数=item.count,
                    单位=[name for name, _ in item.departments],
                    分单位=_shares(item.departments),
                )
                for item in found.lost
                if item.count
            ],
            "异议数": len(objections),
            "异议单位": list(dict.fromkeys(item.department for item in objections)),
            "采纳数": len(found.accepted),
            "待处理异议数": len(found.undecided_objections),
            "变动单位": [_changed(item) for item in found.changed],
            "异议": [_objection(item) for item in objections],
            "待明确责任单位": [
                {"编号": task.id, "任务": task.short, "称谓": "、".join(task.undecided)} for task in found.undecided
            ],
            "待明确称谓": list(dict.fromkeys(in_quotes(name) for task in found.undecided for name in task.undecided)),
            "满分": sum(found.method.weights),
            "考核办法": {title: getattr(found.method, name) for name, title, _, _ in settings()},
            "方案": list(found.method_sets),
            "等次线": [{"等次": grade, "线": line} for grade, line in found.method.grade_lines],
            "最低等次": found.method.grades[-1],
        }
        | {_RENAMED.get(item.label, item.label): _matters(item) for item in found.matters}
    )


_RENAMED = {str(State.NOT_RETURNED): "无法核定"}
"""「未报送」 counts returns; the duties that could not be judged for want of one go by another name."""


def letter(found: YearFigures, plan: Plan, department: DepartmentYear, until: dt.date) -> dict[str, object]:
    """What a document to one department says besides; its score is that before objections, unless `found` is final."""
    score = department.score
    total, grade, rank = (
        (score.total, score.grade, score.rank)
        if found.final
        else (score.draft_total, score.draft_grade, score.draft_rank)
    )
    return {
        "单位": department.name,
        "总分": total,
        "等次": grade,
        "名次": rank or 0,
        "参评数": sum(item.score.rank is not None for item in found.departments),
        "并列": sum((item.score.rank if found.final else item.score.draft_rank) == rank for item in found.departments)
        > 1,
        "承担任务数": len(department.courses),
        "计分任务数": department.counted,
        "扣分数": found.lost_of(department.name).count,
        "扣分合计": found.lost_of(department.name).points,
        "加减分说明": quoted(score.because.get("adjustment", "")),
        "异议截止日": until,
        "否决事由": list(score.vetoed),
        "异议截止工作日": plan.element("异议截止工作日") or "5",
        "承办处室": office(plan, department.name),
        "按时月份": listed_months(item.period for item in department.filed("按时")),
        "迟报月份": listed_months(item.period for item in department.filed("迟报", "催报后报送")),
        "未报月份": listed_months(item.period for item in department.filed("未报送")),
        "延期任务": [
            {
                "编号": item.duty.task.id,
                "任务": item.duty.task.short,
                "时限": item.duty.deadline,
                "批准依据": quoted(item.duty.extension.approval),
            }
            for item in department.courses
            if item.duty.extension
        ],
    }


def span(periods: Sequence[Period]) -> str:
    """「2018年5月至12月」, 「2018年6月」."""
    first, last = periods[0], periods[-1]
    return first.chinese if first == last else f"{first.chinese}至{last.month}月"


def listed_months(periods: Iterable[Period]) -> str:
    """「3月、5月」, blank of none."""
    return "、".join(f"{period.month}月" for period in periods)


def _way(name: str, way: Way) -> dict[str, object]:
    return {
        f"{name}总数": way.total,
        f"{name}完成数": way.done,
        f"{name}完成率": way.done_percent,
        f"{name}逾期完成数": way.late,
        f"{name}状态": _parts(way.states.present),
        f"{name}亮灯": _parts(way.lamps.present, "灯"),
    }


def _filings(counts: Iterable[Count]) -> list[dict[str, object]]:
    """The ways of filing in words that end a sentence: 「均按时报送」."""
    return [part | {"名称": "按时报送"} if part["名称"] == "按时" else part for part in _parts(counts)]


def _parts(counts: Iterable[Count], ending: str = "") -> list[dict[str, object]]:
    return [{"名称": item.label + ending, "数": item.count, "占比": item.percent} for item in counts]


def _shares(counts: Iterable[tuple[str, int]]) -> list[dict[str, object]]:
    return [{"单位": name, "项数": count} for name, count in counts]


def _counted(counts: Sequence[tuple[str, int]]) -> Mapping[str, object]:
    return _Found(项数=sum(count for _, count in counts), 单位=[name for name, _ in counts], 分单位=_shares(counts))


def _matters(found: Matters) -> Mapping[str, object]:
    tasks = {item.duty.task.id: item.duty.task for item in found.verdicts}
    return _Found(
        名称=found.label,
        项数=len(found.verdicts),
        单位=[name for name, _ in found.departments],
        分单位=_shares(found.departments),
        任务=[f"{in_quotes(task.short)}（{key}）" for key, task in tasks.items()],
        编号=list(found.tasks),
    )


def _open(found: YearFigures) -> Mapping[str, object]:
    names = [item.duty.department for item in found.open_duties]
    counts = [(name, names.count(name)) for name in found.busy if name in names]
    return _Found(**_counted(counts), 编号=list(dict.fromkeys(item.duty.task.id for item in found.open_duties)))


def _department(item: DepartmentYear) -> dict[str, object]:
    score = item.score
    return {
        "单位": item.name,
        "名次": score.rank or "—",
        "总分": score.total,
        "等次": score.grade or "—",
        "任务数": len(item.courses),
        "完成数": sum(course.final.state.is_done for course in item.courses),
        "扣分项数": len(item.deductions),
        "未报月数": len(item.filed("未报送")),
        "迟报月数": len(item.filed("迟报", "催报后报送")),
    }


def _changed(item: DepartmentYear) -> dict[str, object]:
    score = item.score
    return {
        "单位": item.name,
        "变动": score.granted,
        "原总分": score.draft_total,
        "总分": score.total,
        "原等次": score.draft_grade,
        "等次": score.grade,
        "原名次": score.draft_rank,
        "名次": score.rank,
    }


def _objection(item: Objection) -> dict[str, object]:
    return {
        "单位": item.department,
        "事项": quoted(item.item),
        "理由": quoted(item.reason),
        "处理意见": quoted(item.decision) or "尚未处理",
        "分值变动": item.points,
    }
