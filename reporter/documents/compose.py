"""The four documents of the month: what each may say, its tables, and the frame it is put in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ..assess.figures import Figures
from ..gongwen.content import OfficialDocument
from ..vocabulary.model import Plan
from . import document_tables, supervision
from .document_frame import dated, issued, printed
from .facts import common, monthly
from .template_markup import draft
from .wording import Wording

__all__ = ["bulletin", "notice", "report", "supervisions"]


def notice(plan: Plan, wording: Wording) -> OfficialDocument:
    """通知: the notice that issues the task lists, each list an annex with the columns it fills.

    Undated in 「公文」, it bears the day it was printed, else the first day of the plan's year.
    """
    own = {f"任务清单{item.key}": document_tables.task_list(plan, item) for item in plan.lists}
    date = dated("通知", plan, printed("通知", plan) or dt.date(plan.year, 1, 1))
    return issued("通知", plan, draft(wording, "通知", common("通知", plan), own), date)


def bulletin(figures: Figures, plan: Plan, wording: Wording) -> OfficialDocument:
    """通报: the month's progress, told to the departments."""
    own = {
        "各单位进展": document_tables.department_progress(figures),
        "任务进展": document_tables.task_progress(figures),
        "逾期清单": document_tables.overdue(figures),
        "未报送名单": document_tables.missing(figures),
    }
    return issued(
        "通报", plan, draft(wording, "通报", monthly("通报", figures, plan), own), dated("通报", plan, figures.as_of)
    )


def report(figures: Figures, plan: Plan, wording: Wording) -> OfficialDocument:
    """考核报告: the month's assessment, told to the office above; a 上行文 with 签发人."""
    own = {
        "得分": document_tables.scores(figures),
        "得分明细": document_tables.score_details(figures),
        "计分依据": document_tables.score_reasons(figures),
    }
    return issued(
        "考核报告",
        plan,
        draft(wording, "考核报告", monthly("考核报告", figures, plan), own),
        dated("考核报告", plan, figures.as_of),
        upwards=True,
    )


def supervisions(figures: Figures, plan: Plan, wording: Wording) -> Mapping[str, OfficialDocument]:
    """督办通知单 of each department with a red duty, in the order of 「单位」; the others get none."""
    date = dated("督办通知单", plan, figures.as_of)
    general = monthly("督办通知单", figures, plan)
    found = {}
    for place, name in enumerate(general["红灯单位"]):
        facts, own = supervision.order(figures, plan, name, date)
        found[name] = issued("督办通知单", plan, draft(wording, "督办通知单", general | facts, own), date, place=place)
    return found
