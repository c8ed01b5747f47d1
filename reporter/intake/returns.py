"""input/ → every return in it, with what is wrong, what was left out and what became of each file.

Each readable sheet of a progress report is a return of its own; which of several versions counts is decided later
(assess/merge). Nothing gets lost: a non-empty cell is in an entry, in a problem's content, or among `unused`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..vocabulary.form import MARK_SHEET
from ..vocabulary.model import Period, Plan, Return, Source, SourceFile, UnusedCell
from ..vocabulary.problems import Kind, Level, Problem
from . import reader
from .filing import Desk, Filed, file_sheet, set_aside
from .folder import Found, list_input
from .grid import Failure, Workbook, position
from .identity import Hints
from .sheet import read_sheet

__all__ = ["Intake", "read_returns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """All that came in.

    returns: every readable sheet of every period, by period, department (in the plan's order), file and sheet.
    problems: by file, sheet and cell. unused: every non-empty cell that is in no entry and no problem's content, with the
    reason. files: every file below input/ but the master list. skipped: those of them left alone by name or as links.
    """

    returns: tuple[Return, ...]
    problems: tuple[Problem, ...]
    unused: tuple[UnusedCell, ...]
    files: tuple[SourceFile, ...]
    skipped: tuple[str, ...]


@dataclass(slots=True)
class _File:
    """What one file came to."""

    found: Found
    hints: Hints
    digest: str = ""
    returns: list[Return] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[UnusedCell] = field(default_factory=list)
    identities: list[tuple[str, Period | None]] = field(default_factory=list)
    outcome: str = ""


def read_returns(home: Path, plan: Plan, *, progress: Callable[[int, int], None] | None = None) -> Intake:
    """Read everything departments sent; never raises for what is in a file.

    `progress` is called with (files read, files in all). The order in which files are read changes nothing.
    """
    desk = Desk(plan)
    files = [_File(found, Hints.of(found.name, desk.register)) for found in list_input(home)]
    to_read = [item for item in files if not item.found.remark]
    for count, (index, book) in enumerate(reader.read_many([item.found.path for item in to_read]), 1):
        _take(to_read[index], book, desk)
        if progress:
            progress(count, len(to_read))
    for item in files:
        if item.found.remark:
            _leave(item)
    _drop_copies(to_read)
    return _intake(files, plan)


def _leave(item: _File) -> None:
    """A file that is not read: said so, with the reason."""
    item.problems.append(item.found.remark.at(Source(item.found.name), **_whom(item)))
    item.outcome = ("跳过：" if item.problems[0].level is Level.NOTED else "未读取：") + item.problems[0].kind.title


def _whom(item: _File) -> dict:
    return {"department": item.hints.department, "period": item.hints.period}


def _take(item: _File, book: Workbook | Failure, desk: Desk) -> None:
    """Turn what was read of a file into returns, problems and unused cells."""
    file = Source(item.found.name)
    item.digest = book.digest
    if isinstance(book, Failure):
        item.problems.append(book.at(file, **_whom(item)))
        item.outcome = f"未采用：{book.remark.kind.title}"
        return
    parts = [(grid, read_sheet(grid) if grid.name != MARK_SHEET else None) for grid in book.sheets]
    filed: list[Filed] = []
    for grid, sheet in parts:
        if sheet:
            filed.append(file_sheet(sheet, Source(file.file, grid.name), book.digest, item.hints, desk))
    settled = [part.identity for part in filed if part.found]
    period = settled[0].period if settled else item.hints.period
    whom = {"department": settled[0].department, "period": period} if settled else _whom(item)
    for remark in book.remarks:
        item.problems.append(remark.at(file, **whom))
    for grid, sheet in parts:
        if not sheet:
            reason = "退改说明，不是填报内容" if grid.name == MARK_SHEET else "所在工作表不是填报表"
            item.unused += set_aside(grid, Source(file.file, grid.name), reason, period, desk)
            item.problems += [Kind.NOTE_FOUND.at(Source(file.file, grid.name, note.cell), content=note.text, what=note.what, **whom)
                              for note in grid.notes]
    for part in filed:
        item.problems += part.problems
        item.unused += part.unused
        item.identities.append((part.identity.department, part.identity.period))
        item.returns += [part.found] if part.found else []
    if not filed:
        item.problems.append(Kind.FILE_NO_RETURN.at(file, **whom))
    item.problems += _same_period(item)
    item.outcome = _outcome(item)


def _same_period(item: _File) -> list[Problem]:
    """Sheets of one file that are returns of one department for one period."""
    groups: dict[tuple[str, Period], list[Return]] = {}
    for found in item.returns:
        groups.setdefault((found.department, found.period), []).append(found)
    return [Kind.SHEET_TWICE.at(Source(item.found.name), department=name, period=period, name=name, month=period,
                                sheets="".join(f"「{found.source.sheet}」" for found in group))
            for (name, period), group in groups.items() if len(group) > 1]


def _outcome(item: _File) -> str:
    if not item.returns:
        first = next((problem for problem in item.problems if problem.level is Level.REFUSED), None)
        return f"未采用：{first.kind.title if first else '没有填报内容'}"
    refused = sum(problem.level is Level.REFUSED for problem in item.problems)
    warned = sum(problem.level is Level.WARNED for problem in item.problems)
    counts = [f"{refused} 处退回" if refused else "", f"{warned} 处提醒" if warned else ""]
    told = "、".join(filter(None, counts))
    return "已采用" + (f"，{told}" if told else "")


def _drop_copies(items: list[_File]) -> None:
    """Of byte-equal files that came to the same, keep the first by name and say so at the others."""
    kept: dict[tuple, _File] = {}
    for item in items:
        if not item.digest or not item.returns:
            continue
        first = kept.setdefault((item.digest, tuple(item.identities)), item)
        if first is item:
            continue
        whom = {"department": item.returns[0].department, "period": item.returns[0].period}
        item.problems = [Kind.FILE_TWICE.at(Source(item.found.name), other=first.found.name, **whom)]
        item.returns, item.unused = [], []
        item.outcome = f"与「{first.found.name}」完全相同，只计一份"


def _intake(files: list[_File], plan: Plan) -> Intake:
    order = {department.name: index for index, department in enumerate(plan.departments)}
    returns = [found for item in files for found in item.returns]
    return Intake(
        returns=tuple(sorted(returns, key=lambda found: (
            found.period, order[found.department], found.source.file, found.source.sheet))),
        problems=tuple(sorted((problem for item in files for problem in item.problems), key=_place)),
        unused=tuple(cell for item in files for cell in item.unused),
        files=tuple(_source_file(item) for item in files),
        skipped=tuple(item.found.name for item in files if item.found.remark))


def _place(problem: Problem) -> tuple:
    """Sorts problems as one reads: file, sheet, row, column, code."""
    source = problem.source
    try:
        row, column = position(source.cell.partition(":")[0])
    except ValueError:
        row, column = 0, 0
    return source.file, source.sheet, row, column, problem.code, problem.message


def _source_file(item: _File) -> SourceFile:
    names = dict.fromkeys(name for name, _ in item.identities if name)
    periods = [period for _, period in item.identities if period]
    return SourceFile(file=item.found.name, digest=item.digest, department="、".join(names) or item.hints.department,
                      period=periods[0] if periods else item.hints.period, outcome=item.outcome)
