"""Each duty through the months of a year: when it was reported done, taken back, turned green, closed; its evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..vocabulary import column_titles
from ..vocabulary.evidence import has_evidence
from ..vocabulary.model import Duty, Entry, Item, Lamp, Month, Period, Plan, Return, Source, State, Status, Verdict
from ..vocabulary.versions import versions_of
from .changes import closed_since
from .year_records import DutyCourse, Proof

_Piece = tuple[str, dt.date | None, str, Period, Source]
"""A piece of evidence: its text, its day and what the day is, the month that named it, its cell."""


def duty_courses(plan: Plan, months: Sequence[Month], shown: Sequence[Month], end: Month) -> tuple[DutyCourse, ...]:
    """The course of every duty, in the order of `plan.duties`; `months` are those judged, oldest first, `shown` the
    same as they were signed, `end` the last as it is judged at the year's end.
    """
    found, ends = _marks(shown), _marks((*months, end))
    standing = {(mark.duty.department, mark.duty.task.id) for mark in end.verdicts}
    order = [(duty.department, duty.task.id) for duty in plan.duties]
    tasks = {task.id for task in end.plan.tasks}
    return tuple(
        replace(
            _course(found[key]),
            end=ends[key][-1],
            standing=key in standing,
            cancelled=key[1] not in tasks,
        )
        for key in order
        if key in found
    )


def _marks(months: Sequence[Month]) -> dict[tuple[str, str], list[Verdict]]:
    """(department, task id) → the verdicts of the months in which it was in force."""
    found: dict[tuple[str, str], list[Verdict]] = {}
    for mark in (mark for month in months for mark in month.verdicts):
        found.setdefault((mark.duty.department, mark.duty.task.id), []).append(mark)
    return found


def _course(marks: Sequence[Verdict]) -> DutyCourse:
    said = [(mark.period, mark.entry.status) for mark in marks if mark.entry and mark.entry.status]
    pairs = list(pairwise(marks))
    return DutyCourse(
        duty=marks[-1].duty,
        marks=tuple(marks),
        first_done=next((period for period, status in said if status is Status.DONE), None),
        taken_back=tuple(
            period for (_, before), (period, now) in pairwise(said) if before is Status.DONE and now is not Status.DONE
        ),
        turned_green=tuple(
            now.period
            for before, now in pairs
            if before.lamp is Lamp.RED
            and before.state is not State.NOT_RETURNED
            and (now.lamp is Lamp.GREEN or now.traced)
        ),
        closed=closed_since(marks),
        evident=any(mark.entry and has_evidence(mark.entry.evidence) for mark in marks),
    )


def proofs(courses: Sequence[DutyCourse], returns: Sequence[Return]) -> tuple[Proof, ...]:
    """佐证目录: every piece of evidence of the rows that were taken, and the items registered beside them.

    Each piece once for each duty, at the first month that named it; by task, department and month.
    """
    found: list[Proof] = []
    filed = {(item.source.file, item.source.sheet): item for item in returns}
    items: dict[tuple[str, str], list[tuple[Period, Item]]] = {}
    for (department, period), own in versions_of(returns).items():
        for registered in (registered for item in own.registers for registered in item.items):
            items.setdefault((department, registered.task_id), []).append((period, registered))
    for course in sorted(courses, key=lambda item: (item.duty.task.list_key, item.duty.task.number)):
        seen: set[str] = set()
        duty = course.duty
        for text, day, day_of, period, source in (*_of_rows(course, filed), *_of_items(duty, items)):
            if text not in seen:
                seen.add(text)
                found.append(
                    Proof(
                        number=len(found) + 1,
                        duty=duty,
                        text=text,
                        day=day,
                        day_of=day_of,
                        period=period,
                        source=source,
                    )
                )
    return tuple(found)


def _of_rows(course: DutyCourse, filed: dict[tuple[str, str], Return]) -> Iterator[_Piece]:
    for mark in course.marks:
        entry = mark.entry
        if entry is None:
            continue
        sent = filed.get((entry.source.file, entry.source.sheet))
        day, day_of = (
            (entry.done_on, column_titles.DONE_ON)
            if entry.done_on
            else (sent.filed_on if sent else None, column_titles.FILED_ON)
        )
        for text in pieces(entry):
            yield text, day, day_of if day else "", mark.period, entry.at("evidence")


def _of_items(duty: Duty, items: dict[tuple[str, str], list[tuple[Period, Item]]]) -> Iterator[_Piece]:
    for period, item in items.get((duty.department, duty.task.id), ()):
        text = "　".join(part for part in (item.title.strip(), item.address.strip()) if part)
        if text:
            yield text, item.done_on, "办理日期" if item.done_on else "", period, item.source


def pieces(entry: Entry) -> tuple[str, ...]:
    """The pieces of a row's evidence that are evidence: one a line, or between semicolons."""
    parts = (part.strip() for part in re.split(r"[\n；;]+", entry.evidence))
    return tuple(part for part in parts if part and has_evidence(part))
