"""What is otherwise than it was signed: the reckoning again that finds the reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ..assess.course import assess
from ..assess.issued_changes import (
    ABSENT,
    DOCUMENT,
    Ground,
    Values,
    later_changes,
    month_values,
    signed_values,
    year_values,
)
from ..assess.year import assess_year
from ..assess.year_records import Year
from ..vocabulary.column_titles import GRADE, RANK, TOTAL
from ..vocabulary.findings import LaterChange
from ..vocabulary.issued import Issue, Issued
from ..vocabulary.model import Month, Period, SourceFile
from ..vocabulary.terms import DRAFT
from .built import Stopped
from .signed_problems import since_draft

if TYPE_CHECKING:
    from ..documents.document_kind import Templates
    from .received import Received


def month_changes(signed: Issued, month: Month, given: Received) -> tuple[LaterChange, ...]:
    """What of a month is otherwise than it was signed."""
    return _changes(signed, signed_values(signed), month_values, month, given)


def reworded(signed: Issued, month: Month, given: Received, templates: Templates | None) -> tuple[LaterChange, ...]:
    """Which documents of a month would be worded otherwise than they were signed; none without `templates`."""
    if templates is None or not all(item.made for item in signed.documents):
        return ()
    then = {(item.path, DOCUMENT): item.made for item in signed.documents}
    found = _changes(signed, then, _worded(templates, "month"), month, given)
    return tuple(
        replace(
            line,
            then=line.then if line.then == ABSENT else "印发时的内容",
            now=line.now if line.now == ABSENT else "现在生成的内容不同",
        )
        for line in found
    )


def _year_changes(year: Year, given: Received) -> tuple[LaterChange, ...]:
    """What of the months that count, and of the year's set, is otherwise than it was signed."""
    months = {month.period: month for month in year.months}
    found: list[LaterChange] = []
    for period, signed in sorted(given.issued.months.items()):
        if month := months.get(period):
            if month.as_of != signed.as_of:
                month = _month_again(period, _ground(given, signed.as_of))
            found += month_changes(signed, month, given)
    for stage in dict.fromkeys((year.stands, DRAFT)):
        if own := given.issued.records.get(Issue(year.year, stage=stage)):
            found += _year_lines(own, year, given)
    return tuple(found)


def explained(year: Year, given: Received) -> Year:
    """The year with what is otherwise than it was signed, and at each department why it is not what the draft said."""
    year = replace(year, later=_year_changes(year, given))
    own: dict[str, dict[str, None]] = {}
    for line in since_draft(year):
        if line.item in (TOTAL, RANK, GRADE):
            own.setdefault(line.subject, {}).update(dict.fromkeys(line.reason.split("、")))
    departments = (
        replace(item, score=replace(item.score, why="、".join(own.get(item.name, ())))) for item in year.departments
    )
    return replace(year, departments=tuple(departments))


def _year_lines(signed: Issued, year: Year, given: Received) -> Iterator[LaterChange]:
    def again(ground: Ground) -> Year:
        return assess_year(
            ground.plan,
            ground.returns,
            year.year,
            ground.as_of,
            ground.problems,
            final=ground.final,
            issued=ground.issued,
        )

    ground = replace(_ground(given, year.as_of), final=year.final)
    lost = _is_lost(signed, given.intake.files)
    return later_changes(signed, signed_values(signed), year_values, ground, again, year, lost=lost)


def _ground(given: Received, as_of: dt.date) -> Ground:
    return Ground(
        plan=given.plan,
        returns=given.intake.returns,
        problems=given.problems,
        as_of=as_of,
        issued=given.issued.months,
    )


def _month_again(period: Period, ground: Ground) -> Month:
    return assess(ground.plan, ground.returns, period, ground.as_of, problems=ground.problems, issued=ground.issued)


def _changes(
    signed: Issued, then: Values, of: Callable[[Month], Values], month: Month, given: Received
) -> tuple[LaterChange, ...]:
    again = partial(_month_again, month.period)
    lost = _is_lost(signed, given.intake.files)
    return tuple(later_changes(signed, then, of, _ground(given, month.as_of), again, month, lost=lost))


def _is_lost(signed: Issued, files: Iterable[SourceFile]) -> bool:
    """Whether a file that a record was reckoned from is no longer there."""
    return not set(signed.files.values()) <= {item.digest for item in files}


def _worded(templates: Templates, run: str) -> Callable[[Month], Values]:
    """What documents say of a month: path → digest of the content."""
    from ..assess.figures import figures
    from ..documents.compose import content_digest, documents_of
    from ..documents.fault import TemplateFault
    from ..documents.wording import Wording

    wording, sent = Wording(dict(templates.texts)), [kind for kind in templates.kinds if kind.sent]

    def values(month: Month) -> Values:
        try:
            written = documents_of(run, sent, figures(month), month.plan, wording)
        except TemplateFault as fault:
            raise Stopped(str(fault)) from fault
        return {(path, DOCUMENT): content_digest(item) for path, item in written.items()}

    return values
