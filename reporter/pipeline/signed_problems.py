"""What a run tells of what was signed: records that cannot be read, copies that were changed, what is otherwise now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..vocabulary.findings import LaterChange
from ..vocabulary.issued import LATER_CHANGES, Cause, Issue, Issued
from ..vocabulary.model import Month, Source
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.terms import DRAFT

if TYPE_CHECKING:
    from ..assess.year_records import Year
    from ..intake.issued_record import IssuedSet
    from .received import Received


def told_changes(
    home: Path, found: IssuedSet, changes: Iterable[LaterChange] | None, signed: Iterable[Issued] = ()
) -> tuple[Problem, ...]:
    """What cannot be read of the records, which copies of documents `signed` are others, and the problem that each line
    is."""
    from ..intake.issued_record import changed_copies

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
    return (*found.problems, *changed_copies(home, signed), *told)


def told_of_month(home: Path, month: Month, given: Received) -> tuple[Problem, ...]:
    """What is to be said of a month that was signed."""
    signed = given.issued.months.get(month.period)
    return told_changes(home, given.issued, month.later, [signed] if signed else [])


def told_of_year(home: Path, year: Year, given: Received) -> tuple[Problem, ...]:
    """The same of a year. What objections changed of the draft was decided, and is no problem; that there is no draft
    to compare a final set with is one."""
    draft = Issue(year.year, stage=DRAFT)
    decided = {line for line in since_draft(year) if line.reason == Cause.OBJECTION}
    later = [line for line in year.later or () if line not in decided]
    problems = told_changes(home, given.issued, later, given.issued.records.values())
    if not year.final or draft in given.issued.records or any(item.source.file == draft.file for item in problems):
        return problems
    return (*problems, Kind.DRAFT_UNKNOWN.at(Source(draft.file)))


def compared(year: Year) -> tuple[str, ...]:
    """How the final set compares with the draft that was sent, in a line."""
    lines = since_draft(year)
    if not lines:
        return ()
    reasons = Counter(line.reason for line in lines)
    told = "，".join(f"{reason}{count}处" for reason, count in reasons.items())
    return (f"与送出的征求意见稿相比有{len(lines)}处不同（{told}），逐条列在得分表的「{LATER_CHANGES}」。",)


def since_draft(year: Year) -> tuple[LaterChange, ...]:
    """What the final set says otherwise than the draft."""
    draft = Issue(year.year, stage=DRAFT).file
    return tuple(line for line in year.later or () if year.final and line.source.file == draft)
