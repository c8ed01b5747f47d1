"""What is wrong with versions that were replaced since: noted as such, so that it is for the ledger alone.

A version may be replaced in some of its rows alone; what is wrong with the others, and with the sheet as a whole, still
counts then. A file of which no row was taken is replaced by a return whose mark names it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..vocabulary.cell_address import position
from ..vocabulary.model import Return
from ..vocabulary.problems import Kind, Level, Problem
from ..vocabulary.versions import versions_of
from .file_result import FileResult


def note_replaced(results: Sequence[FileResult]) -> None:
    """Note at each problem of a replaced version, and of a file that was no return, what took its place."""
    replaced = _Replaced(results)
    for item in results:
        item.problems = [
            replace(problem, replaced_by=by.source.seen_from(problem.source)) if by else problem
            for problem in item.problems
            for by in (replaced.by(problem, item),)
        ]
        refused = [problem for problem in item.problems if problem.level is Level.REFUSED]
        if not item.returns and refused and all(problem.replaced_by for problem in refused):
            item.outcome += f"，已被{refused[0].replaced_by}替换"


class _Replaced:
    """The versions of every department and month, and which of them name a file in their marks."""

    def __init__(self, results: Sequence[FileResult]) -> None:
        self._versions = versions_of(found for item in results for found in item.returns)
        self._naming: defaultdict[str, list[Return]] = defaultdict(list)
        self._tasks: dict[int, dict[str | int, str]] = {}
        for own in self._versions.values():
            for found in own.returns:
                for digest in own.named[found.digest]:
                    self._naming[digest].append(found)

    def by(self, problem: Problem, item: FileResult) -> Return | None:
        """The return that took the place of what a problem of a file is about; None while that counts."""
        if problem.kind is Kind.BLANK_RETURNED and problem.period:
            own = self._versions.get((problem.department, problem.period))
            return own.latest(own.returns)[0] if own else None
        concerned = [found for found in item.returns if _concerns(problem, found)]
        if not concerned:
            return next((found for found in self._naming[item.digest] if _is_whole(item, problem, found)), None)
        here = [found for found in concerned if problem.source.sheet in _sheets(found)] or concerned
        others = [other for found in here if (other := self._of_version(problem, found))]
        return others[0] if len(others) == len(here) else None

    def _of_version(self, problem: Problem, found: Return) -> Return | None:
        own = self._versions[found.department, found.period]
        if len(own.returns) < 2:
            return None
        if problem.source.sheet != found.source.sheet:
            return None if any(item is found for item in own.registers) else own.instead_of(found)
        task_id = self._task(problem, found)
        return own.instead(found, task_id) if task_id else own.instead_of(found)

    def _task(self, problem: Problem, found: Return) -> str:
        """The task whose row a problem is about, blank where it is about the sheet."""
        named, cell = dict(problem.facts).get("task", ""), problem.source.cell
        if named in found.refused or any(entry.task_id == named for entry in found.entries):
            return named
        if not cell:
            return ""
        places = self._places(found)
        return places.get(cell) or places.get(position(cell.partition(":")[0])[0], "")

    def _places(self, found: Return) -> Mapping[str | int, str]:
        """The cells that a return has, and its rows → the task they speak of."""
        if id(found) not in self._tasks:
            cells = {cell.address: entry.task_id for entry in reversed(found.entries) for cell in entry.cells.values()}
            self._tasks[id(found)] = cells | {entry.row: entry.task_id for entry in reversed(found.entries)}
        return self._tasks[id(found)]


def _sheets(found: Return) -> set[str]:
    return {found.source.sheet, *(place.sheet for place in found.registers)}


def _concerns(problem: Problem, found: Return) -> bool:
    return problem.department in ("", found.department) and problem.period in (None, found.period)


def _is_whole(item: FileResult, problem: Problem, found: Return) -> bool:
    """Whether a return stands for all that a problem of a file that was none is about."""
    names = {name for name, _ in item.identities} | {item.hints.department}
    return _concerns(problem, found) and (bool(problem.department) or names <= {"", found.department})
