"""发送说明.txt: what to fill in, by when, what is new since last month (contract, section 4)."""

import datetime as dt
from dataclasses import replace

from reporter.sheets.sending import sending_text
from reporter.vocabulary.model import Period

from .sample_month import CENTRE, CIVIL, HEALTH, sample_month, sample_plan

JULY = Period(2018, 7)


def text(department, plan=None, before=None):
    """What goes to a department for July, its verdicts of June known unless said otherwise."""
    known = [item for item in sample_month().verdicts if item.duty.department == department]
    return sending_text(plan or sample_plan(), department, JULY, "a.xlsx", known if before is None else before)


def news(said):
    """The lines of its second part."""
    return said.partition("\n二、")[2].splitlines()[1:]


def test_what_to_fill_in_and_by_when():
    said = text(HEALTH)
    assert said.startswith("卫生处：\n\n现发去你单位2018年7月政务公开重点工作任务进展填报表（a.xlsx），")
    assert "请于7月25日前填好，经单位负责人审核后报回。联系人：综合处。" in said
    assert "共3项任务" in said and "浅黄色格" in said and "“还缺什么”空着" in said
    assert "2-07“加强政策解读”有次数、工作日要求，办一件在“事项登记”登记一行。" in said


def test_last_months_red_is_named_with_what_it_was():
    assert news(text(HEALTH)) == [
        "1. 上期亮红灯1项：2-03“编制完成政务公开事项目录”（逾期未完成）。请写明目前进展、存在问题和下一步措施。"
    ]


def test_who_sent_nothing_is_told_that_and_not_task_by_task():
    assert news(text(CENTRE)) == ["1. 上期没有收到你单位的填报表，各项任务按未报送亮红灯，请这次一并报清。"]


def test_new_tasks_deadlines_of_the_month_and_what_is_reported_no_more():
    plan = sample_plan()
    first, shared, *rest = plan.tasks
    own = replace(first, id="2-19", text="按时公布清单。", area="", deadline=dt.date(2018, 7, 31), owners=(CIVIL,))
    own = replace(own, roles={CIVIL: "独立承担"}, undecided=())
    assert news(text(CIVIL, replace(plan, tasks=(first, own, *rest)))) == [
        "1. 新增任务1项：2-19“按时公布清单”（7月31日到期）。",
        f"2. 不再报送的任务1项：1-15“{shared.short}”。",
        "3. 本月到期1项：2-19“按时公布清单”（7月31日到期）。请抓紧办理，按时报完成。",
    ]


def test_a_task_that_is_done_is_not_due():
    plan = sample_plan()
    tasks = tuple(replace(task, deadline=dt.date(2018, 7, 31)) for task in plan.tasks)
    due = news(text(CIVIL, replace(plan, tasks=tasks)))
    assert len(due) == 1 and "1-15" in due[0] and "1-09" not in due[0]


def test_the_first_month_has_nothing_to_compare_with():
    said = text(CIVIL, before=[])
    assert "相比" not in said and "浅黄色格" not in said
    assert news(said) == ["1. 没有本月到期的任务。"]
