"""`verify --figures`: which document of ours an edited one is, and what its tokens are held against."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ..assess.as_issued import as_issued
from ..gongwen.verify import NotADocx
from ..intake import reader
from ..proof import Unprovable, month_ledger, year_ledger
from ..proof.edited import compare, units
from ..proof.edited_reading import texts_of_docx
from ..proof.held import Held, held
from ..proof.original import names_of, nearest, original
from ..records import record
from ..vocabulary.issued import Issue, Issued
from ..vocabulary.model import Period, Plan
from ..vocabulary.terms import DRAFT, FINAL, Promptness
from ..workspace import Workspace
from .built import Stopped, read_plan, read_templates
from .issue_run import LyingBook
from .month_run import judged, read_month
from .ownership import LEDGER, SCORES
from .year_run import assessed, read_year

if TYPE_CHECKING:
    from ..assess.figures import Figures
    from ..documents.compose import Found, Written
    from ..figures.ledger_sheets import Sheets


@record
class _Run:
    """The documents of a run by path, with what they are followed to."""

    place: str
    documents: Mapping[str, Written]
    plan: Plan
    ledger: Sheets | None


class Holder:
    """Documents of a workspace, to hold edited ones against: those of a month or of a year, and the notice.

    Without either the month or year that the document itself names, else the newest month. Stopped when they cannot be
    made.
    """

    def __init__(self, workspace: Workspace, period: Period | None, year: int | None) -> None:
        self._workspace, self._period, self._year = workspace, period, year
        reader.start()
        self._templates = read_templates(workspace)
        self.run = lru_cache(maxsize=4)(self._made)

    def hold(self, data: bytes) -> Held:
        """What a .docx says, held against the document it is most like. NotADocx when it is none."""
        texts = texts_of_docx(data)
        said = "".join(text for text, _ in texts)
        if not said:
            raise NotADocx("没有文字")
        runs = self._runs(said)
        candidates = {f"{run.place}/{path}": item for run in runs for path, item in run.documents.items()}
        place = nearest(candidates, said)
        run = next(item for item in runs if place.startswith(f"{item.place}/"))
        ours = original(place, candidates[place], run.plan, run.ledger)
        found = compare(ours.units, units(texts, names_of(run.plan)))

        return held(ours, found)

    def _runs(self, said: str) -> list[_Run]:
        """Those of the month or year that was asked for, else of that which the text names first; and the notice."""
        year, month = re.search(r"\d{4}年度", said), re.search(r"(\d{4})年(\d{1,2})月(?!\s*\d)", said)
        yearly = year and not (month and month.start() < year.start())
        notice = self.run("notice", None)
        if self._year is not None or (self._period is None and yearly):
            return [*(self.run(stage, None) for stage in (FINAL, DRAFT)), notice]
        named = Period(int(month[1]), int(month[2])) if month and 1 <= int(month[2]) <= 12 else None
        return [self.run("month", self._period or named), notice]

    def _made(self, run: str, period: Period | None) -> _Run:
        try:
            if run in (FINAL, DRAFT):
                return self._of_year(run)
            return self._month(period) if run == "month" else self._notice()
        except Unprovable as fault:
            raise Stopped(str(fault)) from fault

    def _month(self, period: Period | None) -> _Run:
        """A month as it was signed where it is on record, else as it is today."""
        from ..assess.figures import figures
        from ..ledger.month_sheets import kept_sheets, month_sheets
        from ..sheets.ledger import ledger

        given, period = read_month(self._workspace, period, None, self._templates)
        signed = given.issued.months.get(period)
        month, _ = judged(given, period, None if signed else self._day(Issue.of(period), LEDGER))
        month = as_issued(month, signed)
        found = _as_filed(figures(month), signed) if signed else figures(month)
        data = ledger(month, found, month_sheets(month, found, kept_sheets(month)))
        followed = month_ledger(month, found, data, self._workspace.master)
        return _Run(
            place=f"output/{period}",
            documents=self._documents("month", found, month.plan),
            plan=month.plan,
            ledger=followed,
        )

    def _of_year(self, stage: str) -> _Run:
        """The year's set before objections or after, as of the day on record where it was issued."""
        from ..assess.year_figures import year_figures
        from ..sheets.score_workbook import score_book

        given = read_year(self._workspace, self._templates, self._year, None)
        record = given.issued.records.get(Issue(given.plan.year, stage=stage))
        day = record.as_of if record else self._day(Issue(given.plan.year, stage=stage), SCORES)
        year = assessed(given, day, final=stage == FINAL)
        found = year_figures(year)
        followed = year_ledger(year, found, score_book(year, found), self._workspace.master)
        return _Run(
            place=f"output/{year.year}",
            documents=self._documents("year", found, year.plan),
            plan=year.plan,
            ledger=followed,
        )

    def _day(self, issue: Issue, name: str) -> dt.date | None:
        """The date of assessment of a ledger as it lies in output/, None where there is none."""
        try:
            return LyingBook(self._workspace, issue, name, "").date_of_assessment(None)
        except Stopped:
            return None

    def _notice(self) -> _Run:
        plan, _problems = read_plan(self._workspace, self._templates)
        return _Run(
            place=f"output/{plan.year}", documents=self._documents("notice", None, plan), plan=plan, ledger=None
        )

    def _documents(self, run: str, found: Found, plan: Plan) -> dict[str, Written]:
        from ..documents.compose import documents_of
        from ..documents.fault import TemplateFault
        from ..documents.wording import Wording

        kinds = [kind for kind in self._templates.kinds if not kind.text]
        try:
            return documents_of(run, kinds, found, plan, Wording(dict(self._templates.texts), noted=True))
        except TemplateFault as fault:
            raise Stopped(str(fault)) from fault


def _as_filed(found: Figures, signed: Issued) -> Figures:
    """The figures of a month as it was signed, with what the record says of how returns came."""
    filed = {item.score.department: item.filing for item in signed.scores if item.filing}
    departments = tuple(
        replace(item, filing=_shown(own.kind), filed_on=own.filed_on)
        if item.filing and (own := filed.get(item.name))
        else item
        for item in found.departments
    )
    came = {item.name: item.filing for item in departments}
    by_kind = {
        kind: tuple(name for name in found.expected if came[name] == kind)
        for kind in (Promptness.ON_TIME, Promptness.LATE, Promptness.NOT_FILED)
    }
    return replace(
        found,
        departments=departments,
        on_time=by_kind[Promptness.ON_TIME],
        late=by_kind[Promptness.LATE],
        missing=by_kind[Promptness.NOT_FILED],
    )


def _shown(kind: Promptness) -> Promptness:
    """How documents of a month call it."""
    return Promptness.LATE if kind is Promptness.URGED else kind
