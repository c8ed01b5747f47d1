"""退改: which returns go back, marked at the cells that need work, and the words to send with them.

The marking runs in a process of its own, beside the making of the documents: a workbook that makes openpyxl hang or
abort costs its marked copy alone, and the month is ready sooner.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .filenames import safe_names
from .vocabulary.model import Month
from .vocabulary.problems import Level, Problem

__all__ = ["SendBack"]

_SECONDS = 120


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to mark: its path on disk, its name in the workspace, its problems; `copied`: as a copy of its text."""

    path: Path
    file: str
    problems: tuple[Problem, ...]
    copied: bool = False


class SendBack:
    """退改/… of one month; made in the background from `begin` on, collected by `files`.

    A return with problems of level 「退」 or 「警」 goes back under its department's name, numbered when there are
    several; one whose department is not known under its own file name. The originals stay as they are. A file that no
    program could open has no marked copy, only the words that say what is wrong with it.
    """

    def __init__(self, home: Path, month: Month):
        self.month = month
        self.by_owner = _by_owner(month)
        self.jobs = [_Job(home / file, file, tuple(problems)) for files in self.by_owner.values()
                     for file, problems in files.items() if not (home / file).is_symlink()]
        self.process = _start(self.jobs) if self.jobs else None

    def files(self) -> dict[str, bytes]:
        """Path → bytes of all that goes back."""
        if not self.by_owner:
            return {}
        from .sheets.marked import chat_text

        marked, stems, found = self._marked(), safe_names(self.by_owner), {}
        for owner, files in self.by_owner.items():
            copies = [marked[file] for file in files if marked.get(file)]
            for number, data in enumerate(copies, start=1):
                found[f"退改/{stems[owner]}{f'（{number}）' if len(copies) > 1 else ''}.xlsx"] = data
            known = any(item.department for problems in files.values() for item in problems)
            every = [problem for problems in files.values() for problem in problems]
            text = chat_text(owner if known else "有关单位", self.month.period, every)
            found[f"退改/{stems[owner]}.txt"] = ("\ufeff" + text).encode("utf-8")
        return found

    def _marked(self) -> dict[str, bytes]:
        """File → its marked copy. A file over which the process ends is tried once more, as a copy of its text."""
        found: dict[str, bytes] = {}
        jobs, process = self.jobs, self.process
        while jobs:
            results = _collect(process)
            found.update(zip((job.file for job in jobs), results))
            failed, jobs = jobs[len(results):][:1], jobs[len(results) + 1:]
            jobs = [*(_Job(job.path, job.file, job.problems, True) for job in failed if not job.copied), *jobs]
            process = _start(jobs) if jobs else None
        return found


def _by_owner(month: Month) -> dict[str, dict[str, list[Problem]]]:
    """Department, or 待辨认 and the file's name → file → its problems, of every file that has to go back."""
    by_file: dict[str, list[Problem]] = {}
    for problem in month.problems:
        if problem.source.file.startswith("input/") and problem.source.file != month.plan.source.file:
            by_file.setdefault(problem.source.file, []).append(problem)
    found: dict[str, dict[str, list[Problem]]] = {}
    for file, problems in sorted(by_file.items()):
        if any(item.level is not Level.NOTED for item in problems):
            owner = next((item.department for item in problems if item.department),
                         "待辨认-" + PurePosixPath(file).stem)
            found.setdefault(owner, {})[file] = problems
    return found


def _start(jobs: list[_Job]) -> subprocess.Popen:
    """The process that marks `jobs`, one after another."""
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    process = subprocess.Popen([sys.executable, "-m", "reporter.sendback"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
                               creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
    process.stdin.write(pickle.dumps(jobs))
    process.stdin.close()
    process.stdin = None
    return process


def _collect(process: subprocess.Popen) -> list[bytes]:
    """The results the process got to, in the order of its jobs; a process that takes too long is ended."""
    try:
        output, _ = process.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
    return list(_results(output))


def _results(output: bytes) -> Iterator[bytes]:
    """Results as `main` writes them: eight bytes of length, then the workbook; a cut one at the end does not count."""
    at = 0
    while at + 8 <= len(output):
        length = int.from_bytes(output[at:at + 8], "big")
        if at + 8 + length > len(output):
            return
        yield output[at + 8:at + 8 + length]
        at += 8 + length


def _mark(job: _Job) -> bytes:
    """The marked workbook, empty when the file could not be opened at all."""
    from .intake import reader
    from .intake.grid import Failure
    from .sheets.marked import NotMarkable, marked_from_grid, marked_return

    try:
        if not job.copied:
            return marked_return(job.path.read_bytes(), job.problems)
    except OSError:
        return b""
    except NotMarkable:
        pass  # what follows is what to do about it
    workbook = reader.read_workbook(job.path)
    if isinstance(workbook, Failure):
        return b""
    sheets = {grid.name: {place: cell.text for place, cell in grid.cells.items()} for grid in workbook.sheets}
    return marked_from_grid(PurePosixPath(job.file).name, sheets, job.problems)


def main() -> None:
    """Mark the jobs on standard input (pickled by `_start`), writing each result as soon as it is there."""
    jobs = pickle.load(sys.stdin.buffer)
    for job in jobs:
        data = _mark(job)
        sys.stdout.buffer.write(len(data).to_bytes(8, "big") + data)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    # Under its own name, so that what is pickled here and there is the same class.
    from reporter.sendback import main as run

    run()
