"""What templates may say of a month, under the Chinese names a clerk knows: elements of 「公文」, and figures.

Everything here is a plain text, number, date, list or mapping. A figure's name, how it is reckoned and its formula are
those of `reporter/figures`.
"""

from __future__ import annotations

from functools import lru_cache

from ..assess.figures import DepartmentFigures, Figures
from ..figures import month_figures as month
from ..figures.counted import duty_cell, element, leader
from ..figures.element_figures import document_number, publicity
from ..figures.ledger_rows import month_rows
from ..figures.score_parts import score_rank, score_total
from ..figures.shared_figures import every_department, full_marks, grade, mean, own_duties
from ..figures.shared_findings import MONTH_FINDINGS, found_duties
from ..vocabulary.method import GRADES
from ..vocabulary.model import Lamp, Plan, State, Verdict
from . import document_frame
from .document_kind import DocumentKind, Scope
from .phrases import in_quotes
from .privacy import quoted
from .told_values import Found, Telling, an_element, list_facts, named, numbered, rules, shortly, task_text
from .traced import told

FILED = (("按时报送", "按时"), ("迟报", "迟报"), ("未报送", "未报送"))
"""How a return came, as documents and as 「单位得分」 say it."""
LAMPS = tuple(f"{lamp}灯" for lamp in Lamp)


def common(kind: DocumentKind, plan: Plan) -> dict[str, object]:
    """What every template may use, whatever the month."""
    names = ("发文机关", "主送", "上报机关", "印发机关", "联系人", "联系电话")
    title = plan.element("标题") if kind.scope is Scope.NOTICE else plan.element("标题").replace("｜", "")
    notice = document_frame.number(Scope.NOTICE, plan, plan.year) if plan.element(f"{Scope.NOTICE}发文字号") else ""
    public = document_frame.element_of(kind, "公开属性", plan)
    return {name: an_element(name, plan.element(name)) for name in names} | {
        "年份": told(plan.year, element, "年份"),
        "承办处室": an_element("印发机关", document_frame.office(plan), "承办处室"),
        "公开属性": told(public, publicity, kind.name, "公开属性" in kind.shared, public),
        "通知标题": an_element("标题", title, "通知标题"),
        "通知文号": told(notice, document_number, str(Scope.NOTICE)),
        "任务清单": [list_facts(item.key, 名称=item.name, 依据=item.basis) for item in plan.lists],
        "任务总数": len(plan.tasks),
        "单位总数": len(plan.departments),
    }


@lru_cache(maxsize=2)
def telling(figures: Figures) -> Telling:
    """What the rows of a month come to."""
    return Telling(month_rows(figures), figures.verdicts)


def monthly(kind: DocumentKind, figures: Figures, plan: Plan) -> dict[str, object]:
    """What the templates of a month may use besides: every figure, once by task and once by department's duty."""
    tell = telling(figures)
    of, names, divided = tell.of, tell.names, tell.divided
    order = [item.name for item in plan.departments]
    filings = {way[0]: names(month.filing, *way, order=order) for way in FILED}
    following = figures.next_closing
    refused = names(month.refused_departments, order=order)
    expected = names(month.expected, order=order)
    return (
        common(kind, plan)
        | {
            "报送期": of(month.period),
            "上期": told(figures.previous.chinese if figures.previous else "", month.previous),
            "截至日": of(month.as_of),
            "报送截止日": told(figures.closing, month.closing),
            "下期": told(figures.period.shift(1).chinese if following else "", month.following),
            "下期截止日": told(following, month.next_closing),
            "单位总数": of(every_department),
            "任务总数": of(month.task_total),
            "任务完成数": of(month.task_done),
            "任务完成率": of(month.task_done_share),
            "任务逾期完成数": of(month.task_state, State.DONE_LATE),
            "任务红灯数": of(month.task_lamp, "红灯"),
            "任务因未报送亮红灯数": of(month.task_state, State.NOT_RETURNED),
            "任务亮灯": divided("任务亮灯", month.task_lamp, LAMPS),
            "任务状态": divided("任务状态", month.task_state, State),
            "单位任务总数": of(month.duty_total),
            "单位任务完成数": of(month.duty_done),
            "单位任务完成率": of(month.duty_done_share),
            "单位任务逾期完成数": of(month.duty_state, State.DONE_LATE),
            "单位任务亮灯": divided("单位任务亮灯", month.duty_lamp, LAMPS),
            "单位任务状态": divided("单位任务状态", month.duty_state, State),
            "分清单": [
                list_facts(item.key, 名称=item.name)
                | {
                    "任务数": of(month.list_tasks, item.key),
                    "完成数": of(month.list_done, item.key),
                    "亮灯": divided(f"清单{item.key}亮灯", month.list_lamp, LAMPS, item.key),
                }
                for item in plan.lists
            ],
            "报送情况": [
                {"名称": way[0], "数": of(month.filing, *way), "单位": found}
                for way in FILED
                if (found := filings[way[0]])
            ],
            "应报送单位": expected,
            "应报送数": of(month.expected),
            "已报送": names(month.returned, order=order),
            **filings,
            "各单位": [department(tell, item) for item in figures.departments],
            "平均分": of(mean) if any(item.score.grade for item in figures.departments) else None,
            "等次分布": divided("等次分布", grade, GRADES),
            "表扬单位": names(month.commended),
            "红灯单位": names(month.red_departments, order=order),
            "退回修改": Found(
                项数=of(month.refused),
                单位=refused,
                分单位=told(
                    [{"单位": name, "项数": of(month.own_refused, str(name))} for name in refused],
                    month.refused_departments,
                ),
            ),
            "待明确责任单位": told(
                [
                    {
                        "编号": numbered(task),
                        "任务": shortly(task),
                        "称谓": task_text(task, "待明确责任单位", "、".join(task.undecided)),
                    }
                    for task in figures.undecided
                ],
                month.undecided,
            ),
            "待明确称谓": [
                told(in_quotes(name), month.undecided_title, name)
                for name in dict.fromkeys(name for task in figures.undecided for name in task.undecided)
            ],
            "满分": of(full_marks),
            "考核办法": rules(tell),
        }
        | {item.label: tell.found(item, tell.verdicts(found_duties, item)) for item in MONTH_FINDINGS}
    )


def duty(verdict: Verdict, figures: Figures) -> dict[str, object]:
    """One department's part in one task, with what it wrote itself fit for print."""
    task, entry, name = verdict.duty.task, verdict.entry, verdict.duty.department

    def cell(title: str, printed: object, *keys: str) -> object:
        return told(printed, duty_cell, name, task.id, title, printed, *keys)

    return {
        "单位": named(name),
        "编号": numbered(task),
        "任务": shortly(task),
        "任务全文": task_text(task, "主要任务", task.text),
        "领域": task_text(task, "公开领域", task.area),
        "时限": cell("完成时限", verdict.duty.due_on)
        if verdict.duty.due_on
        else task_text(task, "完成时间", task.due_text),
        "完成时间": task_text(task, "完成时间", task.due_text),
        "职责": verdict.duty.role,
        "责任部门": task_text(task, "责任部门", task.owners_text),
        "责任领导": told(verdict.duty.leader, leader, name, task.id, verdict.duty.leader),
        "核定状态": str(verdict.state),
        "亮灯": f"{verdict.lamp}灯",
        "判定依据": cell("判定依据", quoted(verdict.because), *month.JUDGED_BY),
        "已过时限": bool(verdict.duty.due_on and verdict.duty.due_on < figures.as_of),
        "进展": cell("进展情况", quoted(entry.narrative) if entry else "", "narrative"),
        "问题": cell("存在问题", quoted(entry.difficulties) if entry else "", "difficulties"),
        "措施": cell("下一步措施", quoted(entry.next_steps) if entry else "", "next_steps"),
        "预计完成": cell("预计完成日期", entry.expected_on if entry else None, "expected_on"),
    }


def department(tell: Telling, item: DepartmentFigures) -> dict[str, object]:
    """One department's month."""
    score, name = item.score, item.name
    return {
        "单位": named(name),
        "名次": tell.of(score_rank, name) if score.rank else "—",
        "总分": tell.of(score_total, name),
        "等次": score.grade or "—",
        "任务数": tell.of(own_duties, name),
        "完成数": tell.of(month.own_done, name),
        "亮灯": tell.divided(f"{name}亮灯", month.own_lamp, LAMPS, name),
        "报送": item.filing or "—",
        "填报日期": tell.of(month.own_filed_on, name),
        "红灯数": tell.of(month.own_lamp, name, "红灯"),
        "黄灯数": tell.of(month.own_lamp, name, "黄灯"),
    }
