"""One file → its returns, what is wrong with it, the cells that went nowhere, and in a few words what became of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..process import place as place_of
from ..vocabulary import return_mark
from ..vocabulary.form import MARK_SHEET
from ..vocabulary.model import Period, Return, Source, UnusedCell
from ..vocabulary.problems import Kind, Level, Problem
from ..vocabulary.versions import Versions
from .find import Found
from .grid import CellTexts, Failure, Grid, Remark, Workbook
from .identity import Hints, Whom
from .lacking_column import without_lacking
from .processor_time import Spent, at_most
from .reading_context import ReadingContext
from .registering import Loose, Placed, home_among, place, refuse, set_aside_table
from .return_sheet import SheetResult, read_returns
from .shared_fields import with_shared
from .sheet_remarks import near_remark, note_remarks, their_notes
from .unused_cells import set_aside

SECONDS = 30.0
"""Processor time that the interpretation of one file may take; the fullest workbook there is takes a third of it."""
_T = TypeVar("_T")

_ASIDE = {MARK_SHEET: "退改说明，不是填报内容", return_mark.SHEET: "退改标记，不是填报内容"}
"""Sheets of ours in a return that was sent back, and why nothing on them is an answer."""

_OF_FILE = frozenset(
    (
        Kind.FILED_ON_MISSING,
        Kind.REVIEWER_MISSING,
        Kind.REVIEWER_IS_FILLER,
        Kind.DEPARTMENT_BY_HINT,
        Kind.PERIOD_BY_HINT,
        Kind.COLUMN_MISSING,
    )
)
"""What is said once of a file whose sheets are parts of one return: a page for each task, a sheet for each list."""

_LOSSES = (Kind.SHEET_DAMAGED, Kind.FILE_SHEETS_LEFT, Kind.FILE_CHANGING)
"""What is said of a file in which nothing of ours was found: only that there may have been more."""


@dataclass(slots=True, kw_only=True)
class FileResult:
    """What one file came to. `identities` are (department, period) of its progress sheets, as far as settled.

    `loose` are its registers when it holds no progress sheet. `typed` are its sheets as they were read, name and cells;
    `filed_under` has the month of each that is a progress sheet or a register, the others go with the file. `replaces`
    are the digests that its mark names.
    """

    file: str
    hints: Hints
    digest: str = ""
    returns: list[Return] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[UnusedCell] = field(default_factory=list)
    identities: list[tuple[str, Period | None]] = field(default_factory=list)
    outcome: str = ""
    loose: list[Loose] = field(default_factory=list)
    typed: tuple[tuple[str, CellTexts], ...] = ()
    filed_under: dict[str, Period | None] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()

    @property
    def whom(self) -> Whom:
        """Department and period that problems of the whole file concern: what its sheets say, else what its place
        hints.
        """
        said = (*self.identities, *((loose.department, loose.period) for loose in self.loose))
        name, period = next(((name, period) for name, period in said if name and period), ("", None))
        return self.hints.whom(name, period)

    @property
    def damaged(self) -> bool:
        """Whether a sheet could not be read, which may be the progress sheet."""
        return any(problem.kind is Kind.SHEET_DAMAGED for problem in self.problems)


def leave(file: str, hints: Hints, remark: Remark) -> FileResult:
    """The result of a file that is not opened, and why."""
    found = FileResult(file=file, hints=hints)
    found.problems.append(remark.at(Source(file), **found.whom))
    found.outcome = ("跳过：" if remark.kind.level is Level.NOTED else "未读取：") + remark.kind.title
    return found


def file_workbook(book: Workbook | Failure, file: str, hints: Hints, context: ReadingContext) -> FileResult:
    """Turn what was read of `file` into returns, problems and unused cells."""
    if isinstance(book, Failure):
        found = FileResult(file=file, hints=hints, digest=book.digest)
        found.problems.append(book.remark.at(Source(file), **found.whom))
        found.outcome = f"未采用：{book.remark.kind.title}"
        return found
    book = replace(book, sheets=tuple(map(without_lacking, book.sheets)))
    understood = _alone(functools.partial(_understood, book, file, hints, context))
    return _spoiled(book, file, hints, context, understood) if isinstance(understood, Remark) else understood


def _alone(work: Callable[[], _T]) -> _T | Remark:
    """What a piece of interpretation comes to; what it raises, and that it takes too long, costs one file alone."""
    try:
        with at_most(SECONDS):
            return work()
    except Spent:
        why = f"用去的处理器时间超过 {SECONDS:g} 秒"
    except Exception as fault:  # whatever a file makes our code do must not cost the others (MemoryError included)
        why = f"程序出错（{place_of(fault)}）"
    return Remark(Kind.FILE_NOT_INTERPRETED, {"why": why})


def _spoiled(book: Workbook, file: str, hints: Hints, context: ReadingContext, why: Remark) -> FileResult:
    """The result of a file whose interpretation came to nothing: every cell is listed as it stands."""
    found = FileResult(file=file, hints=hints, digest=book.digest, typed=_typed(book))
    found.problems.append(why.at(Source(file), **found.whom))
    for grid in book.sheets:
        found.unused += set_aside(grid.cells.values(), Source(file, grid.name), "所在文件未采用", hints.month, context)
    found.outcome = f"未采用：{why.kind.title}"
    return found


def _understood(book: Workbook, file: str, hints: Hints, context: ReadingContext) -> FileResult:
    found = FileResult(file=file, hints=hints, digest=book.digest, replaces=_replaced(book), typed=_typed(book))
    filed: list[SheetResult] = []
    registers: list[Loose] = []
    others: list[Grid] = []
    near: list[Problem] = []
    seen = [(grid, Found() if grid.name in _ASIDE else context.found(grid)) for grid in book.sheets]
    progress = with_shared(
        [there.progress for _, there in seen if there.progress],
        [grid for grid, there in seen if there == Found() and grid.name not in _ASIDE],
        file,
        context.register.mentioned,
    )
    for sheet in progress:
        filed += read_returns(sheet, Source(file, sheet.grid.name), hints, context)
    for grid, there in seen:
        source = Source(file, grid.name)
        if not there.progress and not there.register:
            others.append(grid)
        if there.register:
            registers.append(Loose.of(there.register, source, not there.progress, hints, context))
        if there.near:
            near.append(near_remark(there.near, source, hints, context))
    versions = _several_versions(part.found for part in filed if part.found)
    owner = context.register.find(return_mark.owner(_marking(book)))
    found.loose = [] if filed else registers
    found.identities = [(part.identity.department, part.identity.period) for part in filed]
    for part in filed:
        found.filed_under[part.source.sheet] = part.identity.period or hints.month
        found.problems += _told_once(_placed_elsewhere(part, found), found.problems, versions)
        found.unused += part.unused
        if part.found:
            repeated = owner not in ("", part.found.department)
            replaces = () if repeated else found.replaces
            found.returns.append(
                replace(part.found, digest=book.digest, saved=book.saved, replaces=replaces, repeated=repeated)
            )
    ours = bool(filed or registers)
    found.problems += [
        remark.at(Source(file), **found.whom) for remark in book.remarks if ours or remark.kind in _LOSSES
    ]
    for grid in others:
        _set_aside(grid, found, context, ours)
    if near and not filed:
        found.problems += [item for item in near if item.kind is Kind.SHEET_OF_VERDICTS][:1] or near
        found.loose = []
    _place_registers(found, registers if filed or near else [], context)
    if not ours and not near and not found.damaged:
        found.problems.append(Kind.FILE_NO_RETURN.at(Source(file), **found.whom))
    found.outcome = _outcome(found)
    return found


def _typed(book: Workbook) -> tuple[tuple[str, CellTexts], ...]:
    return tuple((grid.name, CellTexts.of(grid.cells)) for grid in book.sheets if grid.name != MARK_SHEET)


def _replaced(book: Workbook) -> tuple[str, ...]:
    """The digests that the mark of a workbook names, in either of its carriers."""
    return return_mark.digests((*_marking(book), *book.replaced))


def _marking(book: Workbook) -> Iterator[str]:
    return (cell.text for grid in book.sheets if grid.name == return_mark.SHEET for cell in grid.cells.values())


def _placed_elsewhere(part: SheetResult, found: FileResult) -> Iterator[Problem]:
    """The problems of a sheet. That its month is not the one its place names has to be seen in both months' runs.

    A file that holds the month its place names, and an older sheet besides, lies where it should.
    """
    hinted = found.hints.month
    for problem in part.problems:
        if problem.kind is not Kind.PERIOD_DIFFERS:
            yield problem
        elif (problem.department, hinted) not in found.identities:
            yield replace(problem, also=hinted)


def _told_once(
    problems: Iterable[Problem], before: Iterable[Problem], versions: Mapping[tuple[str, Period], Sequence[Return]]
) -> Iterator[Problem]:
    """The problems of a sheet; what is said of the file that it is a part of only where no sheet `before` was told so.

    Of several versions in one file each is told its own.
    """
    told = {(item.message, item.department, item.period) for item in before if item.kind in _OF_FILE}
    for problem in problems:
        whose = problem.department, problem.period
        if problem.kind not in _OF_FILE or whose in versions or (problem.message, *whose) not in told:
            yield problem


def _set_aside(grid: Grid, found: FileResult, context: ReadingContext, ours: bool) -> None:
    """A sheet that is no progress sheet: its cells and notes are listed.

    Only in a file of `ours` are notes, and that the sheet is hidden, worth a problem each: they may be meant for us.
    """
    source = Source(found.file, grid.name)
    reason = _ASIDE.get(grid.name, "所在工作表不是填报表")
    period = found.whom["period"]
    cells = set_aside(grid.cells.values(), source, reason, period, context)
    found.unused += cells
    if not ours:
        found.unused += [
            UnusedCell(source=source.at(note.cell), text=note.text, reason=f"{reason}（{note.what}）", period=period)
            for note in their_notes(grid)
        ]
        return
    found.problems += note_remarks(grid, source, found.whom)
    if cells and grid.visibility != "visible" and grid.name not in _ASIDE:
        found.problems.append(Kind.SHEET_ASIDE_HIDDEN.at(source, **found.whom))


def _place_registers(found: FileResult, registers: list[Loose], context: ReadingContext) -> None:
    """Give the registers of a file with progress sheets to its returns; those of another wait for the other files."""
    for loose in registers:
        home = home_among(loose, found.returns)
        if home:
            placed = place(loose, home, context)
            found.returns[found.returns.index(home)] = placed.found or home
        elif found.returns:
            placed = refuse(loose, (item.department for item in found.returns), context)
        else:
            placed = _without_home(loose, context)
        found.filed_under.setdefault(loose.source.sheet, home.period if home else loose.period)
        found.problems += placed.problems
        found.unused += placed.unused


def _without_home(loose: Loose, context: ReadingContext) -> Placed:
    """What becomes of a register when the progress sheet it belongs to was not taken: its cells go to 「未采用内容」.

    No problem is told, since the reason stands at the progress sheet and the register itself is sound.
    """
    return Placed(found=None, problems=(), unused=set_aside_table(loose, "填报表未采用，事项登记随之未采用", context))


def _unread(loose: Loose, why: Remark, context: ReadingContext) -> Placed:
    """What becomes of a register whose rows came to nothing."""
    told = why.at(loose.source, department=loose.department, period=loose.period)
    return Placed(found=None, problems=(told,), unused=set_aside_table(loose, "事项登记未采用", context))


def settle_loose(results: list[FileResult], context: ReadingContext) -> None:
    """Give registers that came in a file of their own to the return of the same department and month.

    Of several versions the latest gets them.
    """
    owners: dict[tuple[str, Period | None], list[FileResult]] = {}
    for owner in results:
        for key in dict.fromkeys((home.department, home.period) for home in owner.returns):
            owners.setdefault(key, []).append(owner)
    for item in results:
        for loose in item.loose:
            homes = [
                (home, owner)
                for owner in owners.get((loose.department, loose.period), ())
                for home in owner.returns
                if (home.department, home.period) == (loose.department, loose.period)
            ]
            if homes:
                home = Versions.of(home for home, _ in homes).latest([home for home, _ in homes])[-1]
                owner = next(owner for one, owner in homes if one is home)
                reading = _alone(functools.partial(place, loose, home, context))
                placed = _unread(loose, reading, context) if isinstance(reading, Remark) else reading
                owner.returns[owner.returns.index(home)] = placed.found or home
            else:
                placed = _without_home(loose, context) if item.damaged else refuse(loose, (), context)
            item.identities.append((loose.department, loose.period))
            item.filed_under[loose.source.sheet] = loose.period
            item.problems += placed.problems
            item.unused += placed.unused
            item.outcome = f"事项登记，已并入「{home.source.file}」" if homes and placed.found else _outcome(item)


def same_period(found: FileResult) -> list[Problem]:
    """Sheets of one file that are returns of one department for one period and speak of the same task; sheets without
    one in common are parts of one return.
    """
    return [
        Kind.SHEET_TWICE.at(
            Source(found.file),
            department=name,
            period=period,
            name=name,
            month=period,
            sheets="".join(f"「{item.source.sheet}」" for item in group),
        )
        for (name, period), group in _several_versions(found.returns).items()
    ]


def _several_versions(returns: Iterable[Return]) -> dict[tuple[str, Period], list[Return]]:
    """(department, period) → its returns, where several of a file speak of the same task."""
    groups: dict[tuple[str, Period], list[Return]] = {}
    for item in returns:
        groups.setdefault((item.department, item.period), []).append(item)
    return {whose: group for whose, group in groups.items() if _overlap(group)}


def _overlap(group: Sequence[Return]) -> bool:
    tasks = [task_id for item in group for task_id in {entry.task_id for entry in item.entries}]
    return len(tasks) > len(set(tasks))


def _outcome(found: FileResult) -> str:
    """What reading it came to; what became of a return among the others of its month is told later
    (assess/file_outcomes).
    """
    if not found.returns:
        first = next(
            (
                problem
                for problem in found.problems
                if problem.level is Level.REFUSED or problem.kind is Kind.SHEET_NOT_IN_FORCE
            ),
            None,
        )
        return f"未采用：{first.kind.title if first else '没有填报内容'}"
    return "已采用"
