"""退改: which returns go back, marked at the cells that need work, and the words to send with them.

The marking is done in a process beside the making of the ledger: a workbook that makes openpyxl hang or abort costs its
marked copy alone, and the month is ready sooner.
"""

from __future__ import annotations

import collections
import contextlib
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import cast

from .assess.figures import grouped
from .filenames import safe_name
from .intake.processor_time import at_most
from .process import Aside, Gone
from .records import value
from .spool import Files, Kept, Spool, SpoolFault
from .vocabulary import return_mark
from .vocabulary.model import Month, SourceFile, Verdict
from .vocabulary.problems import Level, Problem

_SECONDS = 60
"""How much processor time the marking of one file may take."""
_MANY = 50
"""Files from which on a process of their own is worth its start, while another sets the documents: the month of 300
departments ends a quarter sooner (benchmarks/RESULTS.md).
"""
_PATIENCE = 2 * _SECONDS
"""The same after which the process is ended: marking that hangs in a library is not cut off otherwise."""


@value
class _Job:
    """One file to mark for its `owner`: its path on disk, its name in the workspace, its digest as it was read
    (blank: not known), its problems, the digests of the files that its mended copy replaces beside it, its owner
    where it is one of several in it; `copied`: as a copy of its text.
    """

    path: Path
    owner: str
    file: str
    digest: str
    problems: tuple[Problem, ...]
    replaces: tuple[str, ...]
    sent_to: str = ""
    copied: bool = False


class SendBack:
    """退改/… of one month; made in the background from the beginning on, collected by `files`.

    A return with problems of level 「退」 or 「警」 goes back under its department's name, numbered when there are
    several; one whose department is not known under its own file name. The originals stay as they are. A file that no
    program could open has no marked copy, only the words that say what is wrong with it; nor has one of nobody known
    in which there is no cell to mark, such as a workbook that has nothing to do with the matter.

    aside: a process that is at work already, which marks what is not many; its earlier calls are answered before
    `files` is called. idle: one for many, that nothing is asked of but to `load`. spool: where the marked copies are
    put.
    """

    def __init__(
        self,
        home: Path,
        month: Month,
        aside: Aside | None = None,
        spool: Spool | None = None,
        idle: Aside | None = None,
    ):
        self._month = month
        self._spool = spool or Spool()
        shared: dict[str, set[str]] = collections.defaultdict(set)
        for item in month.returns:
            shared[item.source.file].add(item.department)
        contested = grouped(item for item in month.verdicts if item.rivals)
        self._by_owner = _by_owner(month)
        known = {item.file: item for item in month.files}
        self._jobs = [
            _Job(
                home / file,
                owner,
                file,
                known[file].digest if file in known else "",
                tuple(problems),
                _replaced(known, contested.get(owner, ()), file),
                owner if owner in shared[file] and len(shared[file]) > 1 else "",
            )
            for owner, files in self._by_owner.items()
            for file, problems in files.items()
            if not (home / file).is_symlink() and any(item.department or item.source.cell for item in problems)
        ]
        self._shared = aside if len(self._jobs) < _MANY else None
        self._aside = self._asked(self._jobs, self._shared or idle)

    def files(self) -> tuple[Files, tuple[str, ...]]:
        """Path → bytes of all that goes back; and what to tell of files that could not be marked."""
        if not self._by_owner:
            return Files(), ()
        from .sheets.marked import chat_text

        marked, taken = self._marked(), set[str]()
        found: dict[str, bytes | Kept] = {}
        stems = {owner: safe_name(owner, taken) for owner in self._by_owner}
        for owner, files in self._by_owner.items():
            copies = {file: data for file in files if (data := marked.get((owner, file)))}
            for number, data in enumerate(copies.values(), start=1):
                stem = stems[owner] if len(copies) == 1 else safe_name(f"{stems[owner]}（{number}）", taken)
                found[f"退改/{stem}.xlsx"] = data
            known = any(item.department for problems in files.values() for item in problems)
            every = [problem for problems in files.values() for problem in problems]
            text = chat_text(owner if known else "有关单位", self._month.period, every, marked=copies)
            found[f"退改/{stems[owner]}.txt"] = ("\ufeff" + text).encode("utf-8")
        return Files(found), tuple(
            f"{file} 没能做成加注的退改表，问题只写在 退改/{stems[owner]}.txt 中。"
            for (owner, file), data in marked.items()
            if data is None
        )

    def _asked(self, jobs: Collection[_Job], given: Aside | None = None) -> Aside | None:
        """The process that marks these, one after another: a new one unless one is `given`; None where there are
        none."""
        if not jobs:
            return None
        aside = given or Aside(keep=lambda made: self._spool.put(cast("bytes", made)))
        for job in jobs:
            aside.send("reporter.sendback:mark", job)
        if aside is not self._shared:
            aside.finish()  # its memory is of use to the documents of thousands of departments
        return aside

    def _marked(self) -> dict[tuple[str, str], Kept | None]:
        """(owner, file) → its marked copy, None where even a copy of its text failed, which is tried when the marking
        fails or ends the process.
        """
        found: dict[tuple[str, str], Kept | None] = {}
        waiting, again = collections.deque(self._jobs), collections.deque[_Job]()
        while self._aside and waiting:
            job = waiting.popleft()
            try:
                found[job.owner, job.file] = cast("Kept", self._aside.answer(_PATIENCE))  # of `mark`
            except (ImportError, SpoolFault):
                raise
            except Exception as fault:
                if job.copied:
                    found[job.owner, job.file] = None
                else:
                    again.append(replace(job, copied=True))
                if isinstance(fault, Gone):
                    self._aside.end()
                    self._shared = None
                    self._aside = self._asked(waiting)
            if not waiting and again:
                if self._aside and self._aside is not self._shared:
                    self._aside.end()
                waiting, again = again, waiting
                self._aside = self._asked(waiting, self._shared)
        if self._aside:
            self._aside.end()
        return found


def _by_owner(month: Month) -> dict[str, dict[str, list[Problem]]]:
    """Department, or 待辨认 and the file's name → file → its problems, of every file that has to go back.

    A file that speaks for several departments goes to each with what concerns it.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in month.problems:
        if problem.source.file.startswith("input/") and problem.source.file != month.plan.source.file:
            by_file.setdefault(problem.source.file, []).append(problem)
    found: dict[str, dict[str, list[Problem]]] = {}
    for file, problems in sorted(by_file.items()):
        names = dict.fromkeys(item.department for item in problems if item.department)
        for owner in names or ("待辨认-" + PurePosixPath(file).stem,):
            own = [item for item in problems if item.department in ("", owner)]
            if any(item.level is not Level.NOTED for item in own):
                found.setdefault(owner, {})[file] = own
    return found


def _replaced(known: Mapping[str, SourceFile], contested: Sequence[Verdict], file: str) -> tuple[str, ...]:
    """The digests of what a mended copy of the file replaces beside it: what its own mark names, and the versions that
    it could not be told apart from, by the owner's `contested` duties. They are asked to be settled in this copy, so it
    has to be the last word.
    """
    rivals = {
        known[entry.source.file].digest
        for verdict in contested
        if file in {entry.source.file for entry in verdict.rivals}
        for entry in verdict.rivals
        if entry.source.file != file
    }
    return return_mark.digests((*(known[file].replaces if file in known else ()), *sorted(rivals)))


def load() -> Iterator[None]:
    """Load what marking takes; a generator, so that there is no answer to it."""
    from .sheets import marked  # noqa: F401

    yield from ()


def mark(job: _Job) -> bytes:
    """The marked workbook, empty when the file could not be opened at all."""
    with at_most(_SECONDS):
        return _mark(job)


def _mark(job: _Job) -> bytes:
    from .intake import reader
    from .intake.grid import Failure
    from .sheets.marked import NotMarkable, marked_from_grid, marked_return

    data = job.path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if job.digest and digest != job.digest:
        raise OSError("changed since it was read: its problems would be marked at the cells of another file")
    replaces = return_mark.digests((digest, *job.replaces))
    if not job.copied:
        with contextlib.suppress(NotMarkable):  # what follows is what to do about it
            return marked_return(data, job.problems, replaces=replaces, owner=job.sent_to)
    workbook = reader.read_workbook(job.path)
    if isinstance(workbook, Failure):
        return b""
    sheets = {grid.name: {place: cell.text for place, cell in grid.cells.items()} for grid in workbook.sheets}
    return marked_from_grid(PurePosixPath(job.file).name, sheets, job.problems, replaces=replaces, owner=job.sent_to)
