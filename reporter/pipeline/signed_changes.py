"""What a run says of changes since an issue: the reckoning again that finds their reasons, and the problems told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
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
)
from ..vocabulary.findings import LaterChange
from ..vocabulary.issued import Issued
from ..vocabulary.model import Month, SourceFile
from ..vocabulary.problems import Kind, Problem
from .built import Stopped

if TYPE_CHECKING:
    from ..documents.document_kind import Templates
    from ..intake.issued_record import IssuedSet
    from .month_run import MonthGiven


def month_changes(
    signed: Issued, month: Month, given: MonthGiven, templates: Templates | None
) -> tuple[LaterChange, ...]:
    """What of a month is otherwise than it was signed; with `templates` its documents too."""
    ground = Ground(
        plan=given.plan,
        returns=given.intake.returns,
        problems=given.problems,
        as_of=month.as_of,
        issued=given.issued.months,
    )

    def again(ground: Ground) -> Month:
        return assess(
            ground.plan,
            ground.returns,
            month.period,
            ground.as_of,
            problems=ground.problems,
            issued=ground.issued,
        )

    lost = is_lost(signed, given.intake.files)
    found = [*later_changes(signed, signed_values(signed), month_values, ground, again, month, lost=lost)]
    if templates and all(item.made for item in signed.documents):
        then = {(item.path, DOCUMENT): item.made for item in signed.documents}
        for line in later_changes(signed, then, _worded(templates, "month"), ground, again, month, lost=lost):
            found.append(_shown(line))
    return tuple(found)


def is_lost(signed: Issued, files: Iterable[SourceFile]) -> bool:
    """Whether a file that a record was reckoned from is no longer there."""
    return not set(signed.files.values()) <= {item.digest for item in files}


def _worded(templates: Templates, run: str) -> Callable[[Month], Values]:
    """What documents say of a month: path → digest of the content."""
    from ..assess.figures import figures
    from ..documents.compose import content_digest, documents_of
    from ..documents.fault import TemplateFault
    from ..documents.wording import Wording

    wording = Wording(dict(templates.texts))

    def values(month: Month) -> Values:
        try:
            written = documents_of(run, templates.kinds, figures(month), month.plan, wording)
        except TemplateFault as fault:
            raise Stopped(str(fault)) from fault
        return {(path, DOCUMENT): content_digest(item) for path, item in written.items()}

    return values


def _shown(line: LaterChange) -> LaterChange:
    """A line about a document, in words instead of digests."""
    then, now = (text if text == ABSENT else words for text, words in ((line.then, _THEN), (line.now, _NOW)))
    return replace(line, then=then, now=now)


_THEN, _NOW = "印发时的内容", "现在生成的内容不同"


def told_changes(found: IssuedSet, changes: Iterable[LaterChange] | None) -> tuple[Problem, ...]:
    """What cannot be read of the records, and the problem that each line is."""
    told = (
        Kind.SIGNED_OTHERWISE.at(
            item.source,
            content=item.then,
            subject=item.subject,
            item=item.item,
            then=item.then,
            now=item.now,
            reason=item.reason,
        )
        for item in changes or ()
    )
    return (*found.problems, *told)
