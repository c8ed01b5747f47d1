"""input/ → every return in it, with what is wrong, what was left out and what became of each file.

Each readable sheet of a progress report is a return of its own; which of several versions counts is decided later
(assess/merge). Nothing gets lost: a non-empty cell is in an entry, in a problem's content, or among `unused`.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..records import record
from ..vocabulary.cell_address import position
from ..vocabulary.model import Plan, Return, Source, SourceFile, TypedSheet, UnusedCell
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.versions import versions_of
from . import batches
from .blanks import settle_blanks
from .file_result import FileResult, leave, same_period, settle_loose
from .folder import list_input
from .identity import Hints
from .reading_context import ReadingContext
from .run_limit import Room
from .superseded import note_replaced

if TYPE_CHECKING:
    from concurrent.futures import Executor


@record
class Intake:
    """All that came in.

    returns: every readable sheet of every period, by period, department (in the plan's order), file and sheet.
    problems: by file, sheet and cell. unused: every non-empty cell that is in no entry and no problem's content, with
    the reason. files: every file below input/ but the master list. skipped: those of them left alone by name or as
    links. typed: every sheet that was read, copies of files aside.
    """

    returns: tuple[Return, ...]
    problems: tuple[Problem, ...]
    unused: tuple[UnusedCell, ...]
    files: tuple[SourceFile, ...]
    skipped: tuple[str, ...]
    typed: tuple[TypedSheet, ...] = ()


def read_returns(
    home: Path,
    plan: Plan,
    *,
    progress: Callable[[int, int], None] | None = None,
    executor: Executor | None = None,
) -> Intake:
    """Read everything departments sent, by an `executor` where there is one; never raises for what is in a file.

    `progress` is called with (files read, files in all). The order in which files are read changes nothing.
    """
    context = ReadingContext(plan)
    files = [(item, Hints.of(item.name, context.register)) for item in list_input(home)]
    results = {item.name: leave(item.name, hints, item.remark) for item, hints in files if item.remark}
    to_read = [(item, hints) for item, hints in files if not item.remark]
    room = Room()
    for count, result in enumerate(batches.results(to_read, context, executor), 1):
        results[result.file] = result
        room.add(result)
        if progress:
            progress(count, len(to_read))
    ordered = [results[item.name] for item, _ in files]
    _drop_copies(ordered)
    settle_loose(ordered, context)
    settle_blanks(ordered)
    for result in ordered:
        result.problems += same_period(result)
    note_replaced(ordered)
    return _intake(ordered, context, skipped=tuple(item.name for item, _ in files if item.remark))


def _drop_copies(results: list[FileResult]) -> None:
    """Of byte-equal files that came to the same, keep the one of the plainest name and say so at the others."""
    kept: dict[tuple[object, ...], FileResult] = {}
    for item in sorted((item for item in results if item.returns), key=lambda item: _plainest(item.file)):
        first = kept.setdefault((item.digest, *item.identities), item)
        if first is not item:
            item.problems = [Kind.FILE_TWICE.at(Source(item.file), other=first.file, **item.whom)]
            item.returns, item.unused, item.typed = [], [], ()
            item.outcome = f"与「{first.file}」完全相同，只计一份"


def _plainest(file: str) -> tuple[int, int, str]:
    """Sorts 「民政处.xlsx」 before 「民政处 - 副本(1).xlsx」, and what lies higher up before what lies deeper."""
    return len(PurePosixPath(file).name), len(file), file


def _intake(results: list[FileResult], context: ReadingContext, skipped: tuple[str, ...]) -> Intake:
    order = {department.name: index for index, department in enumerate(context.plan.departments)}
    returns = [found for item in results for found in item.returns]
    return Intake(
        returns=tuple(
            sorted(
                returns,
                key=lambda found: (found.period, order[found.department], found.source.file, found.source.sheet),
            )
        ),
        problems=tuple(
            sorted(
                (*(problem for item in results for problem in item.problems), *_missing_rows(returns, context)),
                key=_place,
            )
        ),
        unused=tuple(cell for item in results for cell in item.unused),
        files=tuple(_source_file(item) for item in results),
        skipped=skipped,
        typed=tuple(
            TypedSheet(
                source=Source(item.file, name),
                cells=cells,
                period=item.filed_under.get(name, item.whom["period"]),
            )
            for item in results
            for name, cells in item.typed
        ),
    )


def _missing_rows(returns: Iterable[Return], context: ReadingContext) -> Iterator[Problem]:
    """The duties that have no row in any version of a month's return, told at the latest one.

    A row that could not be taken is there, and told as what it is.
    """
    returns = tuple(returns)
    sharing = collections.Counter(item.source for item in returns)
    for (name, period), versions in versions_of(returns).items():
        there = versions.rows.keys() | {task_id for item in versions.returns for task_id in item.refused}
        latest = versions.latest(versions.returns)[-1]
        whose = f"{name}的" if sharing[latest.source] > 1 else ""
        for task in (duty.task for duty in context.plan_of(period).duties_of(name)):
            if task.id not in there:
                yield Kind.ROW_MISSING.at(
                    latest.source.at(latest.head),
                    department=name,
                    period=period,
                    whose=whose,
                    task=task.id,
                    short=task.short,
                )


def _place(problem: Problem) -> tuple[str, str, int, int, str, str]:
    """Sorts problems as one reads: file, sheet, row, column, code."""
    source = problem.source
    try:
        row, column = position(source.cell.partition(":")[0])
    except ValueError:
        row, column = 0, 0
    return source.file, source.sheet, row, column, problem.code, problem.message


def _source_file(item: FileResult) -> SourceFile:
    names = dict.fromkeys(name for name, _ in item.identities if name)
    stated = {period for _, period in item.identities if period}
    periods = sorted(stated or filter(None, [item.hints.period]))
    return SourceFile(
        file=item.file,
        digest=item.digest,
        department="、".join(names) or item.hints.department,
        periods=tuple(periods),
        outcome=item.outcome,
        replaces=item.replaces,
    )
