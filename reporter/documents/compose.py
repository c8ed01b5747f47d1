"""The documents of a run: of each kind whose condition holds what it may say, its tables, and the frame it is put
in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from ..assess.figures import Figures
from ..assess.workdays import after
from ..assess.year_figures import YearFigures
from ..assess.year_records import DepartmentYear
from ..gongwen.content import OfficialDocument, Table
from ..vocabulary.model import Plan
from . import annual_tables, document_tables, supervision
from .annual_facts import annual, letter
from .document_frame import dated, issued, printed, working_days
from .document_kind import DocumentKind
from .facts import common, department, monthly, telling
from .fault import TemplateFault
from .template_markup import draft
from .wording import Wording

__all__ = ["Found", "Written", "documents_of"]

Found = Figures | YearFigures | None
"""The figures of a month or of a year; the notice quotes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One document of a run: its kind, the department it is for (blank: not a single one), its content.

    place: how many of its kind came before it; a numbered series counts on.
    """

    kind: DocumentKind
    department: str
    place: int
    document: OfficialDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One document that may be written, of one department or (blank) of all: what it may say, its own tables, its
    date."""

    facts: Mapping[str, object]
    date: dt.date
    department: str = ""
    tables: Callable[[], Mapping[str, Table]] = dict


def documents_of(
    run: str, kinds: Iterable[DocumentKind], found: Found, plan: Plan, wording: Wording
) -> dict[str, Written]:
    """Path → document of all that a run (notice, month, year) writes, kinds in their order, departments in that of
    「单位」.

    TemplateFault when a template cannot be used, or two documents have one path.
    """
    shared = cache(lambda: _tables(found, plan))
    written: dict[str, Written] = {}
    for kind in kinds:
        if kind.scope.run != run:
            continue
        paths, place = kind.paths(item.name for item in plan.departments), 0
        for case in _cases(kind, found, plan):
            if not wording.holds(kind.template, kind.line("何时生成"), kind.condition, case.facts):
                continue
            text = draft(wording, kind.template, case.facts, {**shared(), **case.tables()}, form=kind.form)
            document = issued(kind, plan, text, case.date, place=place)
            path = paths[case.department]
            if any(path.casefold() == other.casefold() for other in written):
                raise TemplateFault(
                    kind.template, kind.line("文件名"), f"“{path}”已经是另一个文种的文件。", "请改文件名。"
                )
            if isinstance(found, YearFigures):
                document = replace(document, status=kind.status(found.final))
            written[path] = Written(kind=kind, department=case.department, place=place, document=document)
            place += 1
    return written


def _cases(kind: DocumentKind, found: Found, plan: Plan) -> Iterator[_Case]:
    """The documents of a kind that may be written."""
    if found is None:
        return _notice(kind, plan)
    return _year(kind, found, plan) if isinstance(found, YearFigures) else _month(kind, found, plan)


def _tables(found: Found, plan: Plan) -> Mapping[str, Table]:
    """The tables that all documents of a run may show, by the names templates know."""
    if found is None:
        return {f"任务清单{item.key}": document_tables.task_list(plan, item) for item in plan.lists}
    return _year_tables(found) if isinstance(found, YearFigures) else _month_tables(found)


def _notice(kind: DocumentKind, plan: Plan) -> Iterator[_Case]:
    """Undated in 「公文」, it bears the day it was printed, else the first day of the plan's year."""
    date = dated(kind.name, plan, printed(kind, plan) or dt.date(plan.year, 1, 1))
    yield _Case(facts=common(kind, plan), date=date)


def _month(kind: DocumentKind, found: Figures, plan: Plan) -> Iterator[_Case]:
    date = dated(kind.name, plan, found.as_of)
    general = monthly(kind, found, plan)
    if not kind.scope.each:
        yield _Case(facts=general, date=date)
        return
    rows = {item.name: item for item in found.departments}
    for name in (item.name for item in plan.departments):
        own = department(telling(found), rows[name]) | supervision.order(kind, found, plan, name, date)
        yield _Case(facts=general | own, date=date, department=name, tables=partial(supervision.tables, found, name))


def _month_tables(found: Figures) -> Mapping[str, Table]:
    return {
        "各单位进展": document_tables.department_progress(found),
        "任务进展": document_tables.task_progress(found),
        "逾期清单": document_tables.overdue(found),
        "未报送名单": document_tables.missing(found),
        "得分": document_tables.scores(found),
        "得分明细": document_tables.score_details(found),
        "计分依据": document_tables.score_reasons(found),
    }


def _year(kind: DocumentKind, found: YearFigures, plan: Plan) -> Iterator[_Case]:
    """A kind with one 稿别 stays what it was in the draft. Objections come in by 异议截止工作日 working days after a
    letter's date."""
    found = replace(found, final=found.final and len(kind.stages) > 1)
    date = dated(kind.name, plan, found.as_of)
    general = annual(kind, found, plan)
    if not kind.scope.each:
        yield _Case(facts=general, date=date)
        return
    until = after(date, working_days(plan, "异议截止工作日"))
    by_name = {item.name: item for item in found.departments}
    for name in (item.name for item in plan.departments):
        own = by_name[name]
        yield _Case(
            facts=general | letter(kind, found, plan, own, until),
            date=date,
            department=name,
            tables=partial(_letter_tables, found, own),
        )


def _letter_tables(found: YearFigures, own: DepartmentYear) -> Mapping[str, Table]:
    return {"得分": annual_tables.own_score(found, own), "扣分明细": annual_tables.deductions(own)}


def _year_tables(found: YearFigures) -> Mapping[str, Table]:
    return {
        "年度得分": annual_tables.scores(found),
        "得分明细": annual_tables.details(found),
        "扣分汇总": annual_tables.lost(found),
        "未完成清单": annual_tables.open_duties(found),
        "异议处理": annual_tables.objections(found),
        "得分变动": annual_tables.changes(found),
    }
