"""What templates may say: the figures of a month and the elements of 「公文」 under the Chinese names a clerk knows.

Everything here is a plain text, number, date, list or mapping; no count is made that `assess.figures` has not made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..assess.figures import Count, DepartmentFigures, Figures, Matters
from ..vocabulary.method import settings
from ..vocabulary.model import Lamp, Plan, State, Task, Verdict
from . import document_frame
from .document_kind import DocumentKind, Scope
from .phrases import in_quotes
from .privacy import quoted

__all__ = ["common", "duty", "monthly"]


class _Found(dict):
    """Duties with one finding; false when there are none, so that 「{% if 逾期未完成 %}」 says what it means."""

    def __bool__(self) -> bool:
        return bool(self["项数"])


def common(kind: DocumentKind, plan: Plan) -> dict[str, object]:
    """What every template may use, whatever the month."""
    names = ("发文机关", "主送", "上报机关", "印发机关", "联系人", "联系电话")
    numbered, title = plan.element(f"{Scope.NOTICE}发文字号"), plan.element("标题")
    return {name: plan.element(name) for name in names} | {
        "年份": plan.year,
        "承办处室": document_frame.office(plan),
        "公开属性": document_frame.element_of(kind, "公开属性", plan),
        "通知标题": title if kind.scope is Scope.NOTICE else title.replace("｜", ""),
        "通知文号": document_frame.number(Scope.NOTICE, plan, plan.year) if numbered else "",
        "任务清单": [{"编号": item.key, "名称": item.name, "依据": item.basis} for item in plan.lists],
        "任务总数": len(plan.tasks),
        "单位总数": len(plan.departments),
    }


def monthly(kind: DocumentKind, figures: Figures, plan: Plan) -> dict[str, object]:
    """What the templates of a month may use besides: every figure, once by task and once by department's duty."""
    filings = (("按时报送", figures.on_time), ("迟报", figures.late), ("未报送", figures.missing))
    following = figures.period.shift(1)
    return (
        common(kind, plan)
        | {
            "报送期": figures.period.chinese,
            "上期": figures.previous.chinese if figures.previous else "",
            "截至日": figures.as_of,
            "报送截止日": figures.closing,
            "下期": following.chinese if figures.next_closing else "",
            "下期截止日": figures.next_closing,
            "单位总数": figures.departments_total,
            "任务总数": figures.tasks_total,
            "任务完成数": figures.tasks_done,
            "任务完成率": figures.tasks_done_percent,
            "任务逾期完成数": figures.task_states[State.DONE_LATE].count,
            "任务红灯数": figures.task_lamps[Lamp.RED].count,
            "任务因未报送亮红灯数": figures.task_states[State.NOT_RETURNED].count,
            "任务亮灯": _parts(figures.task_lamps.present, "灯"),
            "任务状态": _parts(figures.task_states.present),
            "单位任务总数": figures.duties_total,
            "单位任务完成数": figures.duties_done,
            "单位任务完成率": figures.duties_done_percent,
            "单位任务逾期完成数": figures.duty_states[State.DONE_LATE].count,
            "单位任务亮灯": _parts(figures.duty_lamps.present, "灯"),
            "单位任务状态": _parts(figures.duty_states.present),
            "分清单": [
                {
                    "编号": item.key,
                    "名称": item.name,
                    "任务数": item.lamps.total,
                    "完成数": item.done,
                    "亮灯": _parts(item.lamps.present, "灯"),
                }
                for item in figures.lists
            ],
            "报送情况": [{"名称": name, "数": len(found), "单位": list(found)} for name, found in filings if found],
            "应报送单位": list(figures.expected),
            "应报送数": len(figures.expected),
            "已报送": [name for name in figures.expected if name in figures.returned],
            "按时报送": list(figures.on_time),
            "迟报": list(figures.late),
            "未报送": list(figures.missing),
            "各单位": [_department(item) for item in figures.departments],
            "平均分": figures.mean_score,
            "等次分布": _parts(figures.grades.present),
            "表扬单位": list(figures.commended),
            "红灯单位": list(figures.with_red),
            "退回修改": _Found(
                项数=figures.sent_back_total,
                单位=[name for name, _ in figures.sent_back],
                分单位=[{"单位": name, "项数": count} for name, count in figures.sent_back],
            ),
            "待明确责任单位": [_undecided(task) for task in figures.undecided],
            "待明确称谓": list(dict.fromkeys(in_quotes(name) for task in figures.undecided for name in task.undecided)),
            "满分": sum(figures.method.weights),
            "考核办法": {title: getattr(figures.method, name) for name, title, _, _ in settings()},
        }
        | {
            _MATTERS.get(item.label, item.label): _matters(item)
            for item in figures.matters
            if item.label != State.UNDECIDED
        }
    )


_MATTERS = {str(State.NOT_RETURNED): "无法核定"}
"""「未报送」 is the list of departments; their duties that could not be judged go by another name."""


def duty(verdict: Verdict, figures: Figures) -> dict[str, object]:
    """One department's part in one task, with what it wrote itself fit for print."""
    task, entry = verdict.duty.task, verdict.entry
    return {
        "单位": verdict.duty.department,
        "编号": task.id,
        "任务": task.short,
        "任务全文": task.text,
        "领域": task.area,
        "时限": verdict.duty.deadline,
        "完成时间": task.due_text,
        "职责": verdict.duty.role,
        "责任部门": task.owners_text,
        "责任领导": verdict.duty.leader,
        "核定状态": str(verdict.state),
        "亮灯": f"{verdict.lamp}灯",
        "判定依据": quoted(verdict.because),
        "已过时限": verdict.duty.deadline < figures.as_of,
        "进展": quoted(entry.narrative) if entry else "",
        "问题": quoted(entry.difficulties) if entry else "",
        "措施": quoted(entry.next_steps) if entry else "",
        "预计完成": entry.expected_on if entry else None,
    }


def _parts(counts: Iterable[Count], ending: str = "") -> list[dict[str, object]]:
    return [{"名称": item.label + ending, "数": item.count, "占比": item.percent} for item in counts]


def _matters(found: Matters) -> Mapping[str, object]:
    tasks = {item.duty.task.id: item.duty.task for item in found.verdicts}
    return _Found(
        名称=found.label,
        项数=len(found.verdicts),
        单位=[name for name, _ in found.departments],
        分单位=[{"单位": name, "项数": count} for name, count in found.departments],
        任务=[f"{in_quotes(task.short)}（{key}）" for key, task in tasks.items()],
        编号=list(found.tasks),
        核定=[
            {"名称": str(state), "数": count}
            for state in State
            if (count := sum(item.state is state for item in found.verdicts))
        ],
    )


def _department(item: DepartmentFigures) -> dict[str, object]:
    score = item.score
    return {
        "单位": item.name,
        "名次": score.rank or "—",
        "总分": score.total,
        "等次": score.grade or "—",
        "任务数": item.duties,
        "完成数": item.done,
        "亮灯": _parts(item.lamps.present, "灯"),
        "报送": item.filing or "—",
        "填报日期": item.filed_on,
        "红灯数": len(item.red),
        "黄灯数": len(item.yellow),
    }


def _undecided(task: Task) -> dict[str, object]:
    return {"编号": task.id, "任务": task.short, "称谓": "、".join(task.undecided)}
