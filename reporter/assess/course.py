"""The course of the year up to one month: each month judged after the one before it, so that completions stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..records import record
from ..vocabulary.evidence import has_evidence
from ..vocabulary.issued import Issued
from ..vocabulary.model import (
    Duty,
    Entry,
    Lamp,
    Month,
    Period,
    Plan,
    Return,
    SourceFile,
    Status,
    UnusedCell,
    Verdict,
)
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.register_items import Finding
from .as_issued import as_issued
from .document_days import dated_early
from .file_outcomes import told
from .merge import Merged, merge
from .nobodys_tasks import nobodys
from .registered import gather
from .requirement_findings import above_register, judge_requirements
from .score import score_month
from .standing import NO_STANDING, standings
from .tallies import grouped
from .verdict import Past, judge, judge_task

_NOTHING_ISSUED: Mapping[Period, Issued] = {}
_NEVER = Past()
"""The past of a duty that was never judged before."""


@record
class _Step:
    """One month's finding: its verdicts before any shows what it was the month before, and, by (department, task id),
    what it knew of the year so far."""

    month: Month
    judged: Sequence[Verdict]
    before: dict[tuple[str, str], Past]

    @property
    def pasts(self) -> dict[tuple[str, str], Past]:
        """What the next month must know."""
        return {
            key: _remember(self.before.get(key, _NEVER), verdict) for verdict in self.judged for key in [_key(verdict)]
        }


def assess(
    plan: Plan,
    returns: Sequence[Return],
    period: Period,
    as_of: dt.date,
    *,
    problems: Iterable[Problem] = (),
    unused: Iterable[UnusedCell] = (),
    files: Iterable[SourceFile] = (),
    issued: Mapping[Period, Issued] = _NOTHING_ISSUED,
) -> Month:
    """Judge `period` at `as_of`, after every earlier month of its year of which something came back or that was issued.

    Earlier months are judged at their last day, those `issued` at the day on record; the history has these as they
    were signed. A problem without a period is the reported month's.
    """
    came = (*(item.period for item in returns), *issued)
    earlier = sorted({item for item in came if item.year == period.year and item < period})
    *history, month = (step.month for step in _steps(plan, returns, (*earlier, period), as_of, problems, issued))
    return replace(
        month,
        history=tuple(as_issued(item, issued.get(item.period)) for item in history),
        files=told(files, returns, (*history, month)),
        unused=tuple(item for item in unused if item.period in (None, period)),
    )


def course(
    plan: Plan,
    returns: Sequence[Return],
    periods: Sequence[Period],
    as_of: dt.date,
    problems: Iterable[Problem] = (),
    issued: Mapping[Period, Issued] = _NOTHING_ISSUED,
    *,
    over: bool = False,
) -> tuple[tuple[Month, ...], Month]:
    """(`periods` judged, oldest first, each as its own run judges it; the last once more at `as_of`).

    Where the year is `over` with `as_of`, a deadline on that day has passed there. A month that is not over at
    `as_of` is judged then.
    """
    last, signed = periods[-1], issued.get(periods[-1])
    own = signed.as_of if signed else last.last_day
    steps = [*_steps(plan, returns, periods, own if as_of >= last.last_day else min(own, as_of), problems, issued)]
    months = tuple(step.month for step in steps)
    if months[-1].as_of == as_of and not over:
        return months, months[-1]
    return months, _step(plan, returns, last, as_of, (), steps[-1].before, over=over).month


def _steps(
    plan: Plan,
    returns: Sequence[Return],
    periods: Sequence[Period],
    as_of: dt.date,
    problems: Iterable[Problem],
    issued: Mapping[Period, Issued],
) -> Iterator[_Step]:
    """Judge `periods`, oldest first, each after those before it: the last at `as_of`, the others at their last day, or
    at the day on record where they were `issued`; what they are compared with is then the record.

    A month of which nothing at all came back is judged too, but those after it are compared with the last month that
    brought something. So each month is what it is alone, by the plan in force in it. A problem without a
    period is that of the months whose returns lie in its file, and of the last, unless it is of a row of the master
    list that is out of force then. One that names another month is that month's too.
    """
    found = tuple(problems)
    pasts: dict[tuple[str, str], Past] = {}
    for period in periods:
        files = {item.source.file for item in returns if item.period == period}
        last, asleep = period == periods[-1], plan.asleep(period)
        own = tuple(
            item
            for item in found
            if period in (item.period, item.also)
            or (item.period is None and (last or item.source.file in files) and item.source.line not in asleep)
        )
        signed = issued.get(period)
        day = as_of if last else signed.as_of if signed else period.last_day
        step = _step(plan, returns, period, day, own, pasts)
        yield step
        if last:
            break
        pasts = step.pasts if files else pasts
        if signed:
            shown = {_key(item): item for item in as_issued(step.month, signed).verdicts}
            pasts = {key: replace(pasts.get(key, _NEVER), signed=item) for key, item in shown.items()}


def _step(
    plan: Plan,
    returns: Sequence[Return],
    period: Period,
    as_of: dt.date,
    problems: tuple[Problem, ...],
    pasts: dict[tuple[str, str], Past],
    *,
    over: bool = False,
) -> _Step:
    registered, remarks = gather(plan, returns, period, as_of)
    plan = plan.at(period)
    merged = merge(plan, returns, period)
    owned = {(item.duty.department, item.duty.task.id) for item in merged.matched}
    registered = tuple(item for item in registered if (item.department, item.item.task_id) in owned)
    stood, began = standings(registered), _began(returns, period)
    judged: list[Verdict] = []
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    for matched in merged.matched:
        key = matched.duty.department, matched.duty.task.id
        past = pasts.get(key, _NEVER)
        standing = stood.get(key, NO_STANDING)
        verdict = judge(matched, period, as_of, past, plan.method, standing, over=over)
        judged.append(verdict)
        verdicts.append(_traced(verdict, past) if plan.method.red_to_yellow else verdict)
        if matched.duty.task.requirements:
            known = _remember(past, verdict)
            findings += judge_requirements(
                verdict, standing, typed=known.count, reported=known.reported, began=began, as_of=as_of
            )
        if verdict.entry and (above := above_register(verdict.entry, matched.duty, standing, period)):
            remarks = (*remarks, above)
    sent = tuple(item for item in returns if item.period == period)
    by_task = grouped(verdicts, [item.duty.task.id for item in verdicts])
    remarks = (
        *remarks,
        *_comparisons(merged, pasts, period),
        *dated_early(plan, period, as_of),
        *nobodys(plan, by_task, period),
    )
    every = sorted((*problems, *merged.problems, *remarks), key=partial(_place, plan.source.file))
    standing_problems = tuple(item for item in every if not item.replaced_by)
    month = Month(
        plan=plan,
        period=period,
        as_of=as_of,
        returns=sent,
        verdicts=tuple(verdicts),
        tasks=tuple(judge_task(task, by_task.get(task.id, ()), as_of, over=over) for task in plan.tasks),
        scores=score_month(plan, period, verdicts, sent, merged, standing_problems),
        filed=merged.filed,
        findings=tuple(findings),
        items=registered,
        problems=standing_problems,
        superseded=tuple(item for item in every if item.replaced_by),
    )
    return _Step(month=month, judged=judged, before=pasts)


def _key(verdict: Verdict) -> tuple[str, str]:
    return verdict.duty.department, verdict.duty.task.id


def _traced(verdict: Verdict, past: Past) -> Verdict:
    """红转黄: a green that was red the month before shows yellow for this one month."""
    before = past.signed or past.last
    if verdict.lamp is not Lamp.GREEN or before is None or before.lamp is not Lamp.RED:
        return verdict
    return replace(
        verdict,
        lamp=Lamp.YELLOW,
        traced=True,
        because=f"{verdict.because}；{before.period.chinese}为红灯，本月红转黄",
    )


def _remember(past: Past, verdict: Verdict) -> Past:
    """The past of a duty after one more month."""
    entry = verdict.entry
    done = entry is not None and entry.status is Status.DONE
    told = entry is not None and bool(entry.narrative.strip()) and entry.status not in (None, Status.NOT_STARTED)
    return Past(
        last=verdict,
        first_done=past.first_done or (verdict.period if done else None),
        had_evidence=past.had_evidence or (entry is not None and has_evidence(entry.evidence)),
        count=past.count if entry is None or entry.count is None else entry.count,
        reported=past.reported | {verdict.period} if told else past.reported,
    )


def _began(returns: Sequence[Return], period: Period) -> Period:
    """The first month of the year of which anything came back; this one when nothing did."""
    return min(
        (item.period for item in returns if item.period.year == period.year and item.period < period), default=period
    )


def _comparisons(merged: Merged, pasts: dict[tuple[str, str], Past], period: Period) -> list[Problem]:
    """What a department should look at because of what it said the month before."""
    found: list[Problem] = []
    unchanged: dict[str, list[Entry]] = {}
    for matched in merged.matched:
        if len(matched.entries) != 1:
            continue
        entry, duty = matched.entries[0], matched.duty
        past = pasts.get((duty.department, duty.task.id), _NEVER).last
        before = past.entry if past else None
        if before is None:
            continue
        if before.status is Status.DONE and entry.status in (Status.UNDER_WAY, Status.NOT_STARTED):
            found.append(_told(Kind.COMPLETION_BACK, matched.duty, period, entry, "status", new=entry.status))
        elif before.progress is not None and entry.progress is not None and entry.progress < before.progress:
            old, new = (f"{each.normalize():f}" for each in (before.progress, entry.progress))
            found.append(_told(Kind.PROGRESS_BACK, matched.duty, period, entry, "progress", old=old, new=new))
        settled = entry.status is not None and entry.status.is_settled
        if entry.narrative and entry.narrative == before.narrative and not settled:
            unchanged.setdefault(duty.department, []).append(entry)
    for department, entries in unchanged.items():
        found.append(
            Kind.SAME_AS_LAST_MONTH.at(
                entries[0].at("narrative"),
                content=entries[0].text("narrative"),
                department=department,
                period=period,
                count=len(entries),
                tasks="、".join(entry.task_id for entry in entries),
            )
        )
    return found


def _told(kind: Kind, duty: Duty, period: Period, entry: Entry, key: str, **facts: str) -> Problem:
    """A problem at the cell of column `key` of a duty's row."""
    return kind.at(
        entry.at(key),
        content=entry.text(key),
        department=duty.department,
        period=period,
        task=duty.task.id,
        **facts,
    )


def _place(master: str, problem: Problem) -> tuple[bool, str, str, tuple[int, int, str], str]:
    """Sorts problems by place, those of the master list before those of returns."""
    source = problem.source
    return source.file != master, source.file, source.sheet, _row_column(source.cell), problem.code


def _row_column(address: str) -> tuple[int, int, str]:
    """Sort key of a cell address: by row, then by column."""
    letters = address.rstrip("0123456789")
    digits = address[len(letters) :]
    return int(digits) if digits else 0, len(letters), letters
