"""The documents of the year: the report upwards, the bulletin, and a letter to each department with its own score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..assess.workdays import working_day_after
from ..assess.year_figures import YearFigures
from ..gongwen.content import Form, OfficialDocument, Table
from ..vocabulary.model import Plan
from . import annual_tables as tables
from .annual_facts import annual, letter, status
from .document_frame import dated, issued
from .template_markup import draft
from .wording import Wording

__all__ = ["year_bulletin", "year_letters", "year_report"]

REPORT, BULLETIN, LETTER = "年度考核报告", "考核结果通报", "征求意见稿"


def year_report(found: YearFigures, plan: Plan, wording: Wording) -> OfficialDocument:
    """年度考核报告: the year, told to the office above; a 上行文 with 签发人."""
    return _whole(REPORT, found, plan, wording, upwards=True)


def year_bulletin(found: YearFigures, plan: Plan, wording: Wording) -> OfficialDocument:
    """考核结果通报: the year's results, told to the departments."""
    return _whole(BULLETIN, found, plan, wording)


def _whole(kind: str, found: YearFigures, plan: Plan, wording: Wording, *, upwards: bool = False) -> OfficialDocument:
    own = {
        "年度得分": tables.scores(found),
        "得分明细": tables.details(found),
        "扣分汇总": tables.lost(found),
        "未完成清单": tables.open_duties(found.open_duties),
        "异议处理": tables.objections(found),
        "得分变动": tables.changes(found),
    }
    document = issued(
        kind,
        plan,
        draft(wording, kind, annual(kind, found, plan), own),
        dated(kind, plan, found.as_of),
        upwards=upwards,
    )
    return replace(document, status=status(kind, found.final))


def year_letters(found: YearFigures, plan: Plan, wording: Wording) -> Mapping[str, OfficialDocument]:
    """征求意见稿 of each department with duties, in the order of 「单位」: its own score and deductions as in the draft.

    Objections come in by 异议截止工作日 working days after the letter's date. With the final version the letters stay
    what they were.
    """
    date = dated(LETTER, plan, found.as_of)
    days = plan.element("异议截止工作日")
    until = working_day_after(date, int(days) if days.isdigit() and int(days) else 5)
    general = annual(LETTER, replace(found, final=False), plan)
    by_name = {item.name: item for item in found.departments}
    letters = {}
    for place, name in enumerate(found.busy):
        own = by_name[name]
        parts: dict[str, Table] = {"得分": tables.own_score(found, own), "扣分明细": tables.deductions(own)}
        text = draft(wording, LETTER, general | letter(found, plan, own, until), parts)
        whole = issued(LETTER, plan, text, date, place=place)
        letters[name] = replace(
            whole, form=Form.LETTER, head=replace(whole.head, word=""), status=status(LETTER, False)
        )
    return letters
