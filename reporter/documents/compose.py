"""The documents of a run: of each kind whose condition holds what it may say, its tables, and the frame it is put
in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

from ..assess.figures import Figures
from ..gongwen.content import OfficialDocument, Table
from ..gongwen.document_form import Form
from ..records import record
from ..vocabulary.model import Plan, Supplement
from ..vocabulary.paper import Paper
from . import department_page, document_tables, leader_page, supervision
from .crowded import printed_tables
from .declared_words import Together
from .document_case import Case
from .document_frame import chosen, dated, issued, printed
from .document_kind import CHOSEN, DocumentKind, Templates
from .facts import common, monthly
from .fault import TemplateFault
from .made_table import tables
from .supplements import supplemented
from .template_markup import draft, plain_text
from .traced import values_followed
from .wording import Wording

if TYPE_CHECKING:
    from ..assess.year_figures import YearFigures

Found: TypeAlias = "Figures | YearFigures | None"
"""The figures of a month or of a year; the notice quotes none."""


@record
class Written:
    """One document of a run: its kind, of what it is, its content, of a text kind the text.

    place: how many of its kind came before it; a numbered series counts on. unplaced: rows of 「补充内容」 whose
    section it does not have.
    """

    kind: DocumentKind
    paper: Paper
    place: int
    document: OfficialDocument | str
    unplaced: tuple[Supplement, ...] = ()

    @property
    def department(self) -> str:
        """The department it is for, blank where that is not a single one."""
        return self.paper.department


def content_digest(written: Written) -> str:
    """The SHA-256 of what a document says and in which frame, whatever the paper and the fonts."""
    return hashlib.sha256(repr(written.document).encode("utf-8", "surrogatepass")).hexdigest()


def documents_of(
    run: str, kinds: Iterable[DocumentKind], found: Found, plan: Plan, wording: Wording
) -> dict[str, Written]:
    """Path → document of all that a run writes, as `written_of` has them."""
    return dict(written_of(run, kinds, found, plan, wording))


def written_of(
    run: str, kinds: Iterable[DocumentKind], found: Found, plan: Plan, wording: Wording
) -> Iterator[tuple[str, Written]]:
    """(path, document) of all that a run (notice, month, year) writes, kinds in their order, departments in that of
    「单位」; no text that is blank.

    TemplateFault when a template cannot be used, or two documents have one path.
    """
    found_documents = _written(run, kinds, found, plan, wording)
    while True:
        with values_followed(wording.noted):
            document = next(found_documents, None)
        if document is None:
            return
        yield document


def _written(
    run: str, kinds: Iterable[DocumentKind], found: Found, plan: Plan, wording: Wording
) -> Iterator[tuple[str, Written]]:
    shared = cache(lambda: _tables(found, plan))
    taken: set[str] = set()
    for kind in kinds:
        if kind.scope.run != run:
            continue
        paths, place = kind.paths(item.name for item in plan.departments), 0
        for told in _cases(kind, found, plan):
            case = replace(told, facts=Together({CHOSEN: chosen(told.paper)}, told.facts))
            if not wording.holds(kind.template, kind.line("何时生成"), kind.condition, case.facts):
                continue
            document, unplaced = _document(wording, kind, case, place, shared)
            if not document:
                continue
            path = paths[case.paper.department]
            if path.casefold() in taken:
                raise TemplateFault(
                    kind.template, kind.line("文件名"), f"“{path}”已经是另一个文种的文件。", "请改文件名。"
                )
            taken.add(path.casefold())
            yield path, Written(kind=kind, paper=case.paper, place=place, document=document, unplaced=unplaced)
            place += 1


def plain_texts(found: Figures, plan: Plan, templates: Templates) -> dict[str, bytes]:
    """Path → file of those of a month's documents that are plain texts. TemplateFault when a template cannot be
    used."""
    kinds = [kind for kind in templates.kinds if kind.text]
    written = documents_of("month", kinds, found, plan, Wording(dict(templates.texts)))
    return {path: text_file(str(item.document)) for path, item in written.items()}


def text_file(text: str) -> bytes:
    """A text as Notepad opens it."""
    return f"\ufeff{text}\n".encode()


def _document(
    wording: Wording, kind: DocumentKind, case: Case, place: int, shared: Callable[[], Mapping[str, Table]]
) -> tuple[OfficialDocument | str, tuple[Supplement, ...]]:
    """The document of a case, and the rows of 「补充内容」 whose section it lacks."""
    if kind.text:
        return plain_text(wording, kind.template, case.facts), ()
    text = draft(wording, kind.template, case.facts, Together(case.tables(), shared()), form=kind.form)
    text, unplaced = supplemented(text, case.paper)
    document = issued(kind, case.paper, text, case.date, place=place)
    if kind.form is Form.PLAIN:
        from ..gongwen.word import on_one_page

        document = on_one_page(document)
    return replace(document, status=case.status) if case.status else document, unplaced


def _cases(kind: DocumentKind, found: Found, plan: Plan) -> Iterator[Case]:
    """The documents of a kind that may be written."""
    if found is None:
        return _notice(kind, plan)
    if isinstance(found, Figures):
        return _month(kind, found, plan)
    from .year_cases import year_cases

    return year_cases(kind, found, plan)


def _tables(found: Found, plan: Plan) -> Mapping[str, Table]:
    """The tables that all documents of a run may show, by the names templates know."""
    if found is None:
        return document_tables.task_lists(plan)
    if isinstance(found, Figures):
        return Together(tables(leader_page.LEADER_TABLES, found), printed_tables(found))
    from .annual_tables import YEAR_TABLES

    return tables(YEAR_TABLES, found)


def _notice(kind: DocumentKind, plan: Plan) -> Iterator[Case]:
    """Undated in 「公文」, it bears the day it was printed, else the first day of the plan's year."""
    paper = Paper(plan, kind.name)
    date = dated(paper, printed(paper, kind.shared) or dt.date(plan.year, 1, 1))
    yield Case(facts=common(kind, plan), paper=paper, date=date)


def _month(kind: DocumentKind, found: Figures, plan: Plan) -> Iterator[Case]:
    general = monthly(kind, found, plan)
    if not kind.scope.each:
        paper = Paper(plan, kind.name, found.period)
        yield Case(facts=general, paper=paper, date=dated(paper, found.as_of))
        return
    for name in (item.name for item in plan.departments):
        paper = Paper(plan, kind.name, found.period, name)
        date = dated(paper, found.as_of)
        own_words = department_page.own_page(found, name), supervision.order(kind, found, name, date)
        own = partial(tables, (*supervision.ORDER_TABLES, *department_page.PAGE_TABLES), found, name)
        yield Case(facts=Together(*own_words, general), paper=paper, date=date, tables=own)
