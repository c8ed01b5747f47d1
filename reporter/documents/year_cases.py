"""The documents of a year: what each may say and its tables. Loaded by the year's run alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..assess.workdays import after
from ..assess.year_figures import YearFigures
from ..vocabulary.model import Plan
from ..vocabulary.paper import Paper
from . import annual_tables
from .annual_facts import annual, letter
from .declared_words import Together
from .document_case import Case
from .document_frame import dated, working_days
from .document_kind import DocumentKind
from .made_table import tables


def year_cases(kind: DocumentKind, found: YearFigures, plan: Plan) -> Iterator[Case]:
    """The documents of a kind that may be written with the figures of a year, letters in the order of 「单位」.

    Objections come in by 异议截止工作日 working days after a letter's date.
    """
    if not kind.written(found.final):
        return
    status = kind.status(found.final)
    general = annual(kind, found, plan)
    if not kind.scope.each:
        paper = Paper(plan, kind.name)
        yield Case(facts=general, paper=paper, date=dated(paper, found.as_of), status=status)
        return
    by_name = {item.name: item for item in found.departments}
    for name in (item.name for item in plan.departments):
        own, paper = by_name[name], Paper(plan, kind.name, department=name)
        date = dated(paper, found.as_of)
        until = after(date, working_days(plan, "异议截止工作日"))
        yield Case(
            facts=Together(letter(kind, found, own, until), general),
            paper=paper,
            date=date,
            status=status,
            tables=partial(tables, annual_tables.LETTER_TABLES, found, own),
        )
