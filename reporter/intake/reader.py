"""The client of the worker: files in, workbooks or failures out. The only way to a file's cells.

One worker process serves a normal month, two serve hundreds of files. It can be started ahead with `start`, so that it
loads its engine while the caller imports other things, and it stays until the program ends.
"""

from __future__ import annotations

import atexit
import collections
import contextlib
import datetime as dt
import errno
import hashlib
import importlib
import json
import os
import queue
import struct
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from ..process import LOOK, Awaited, Loss
from ..process import start as start_process
from ..records import record
from ..vocabulary.problems import Kind
from .boundary_text import SEPARATOR
from .grid import CellRemark, Failure, Grid, GridCell, Merge, Note, Remark, Workbook

_AHEAD = 3
"""Requests a worker holds at a time, so that it need not wait for us."""
_FORMATS_UNSEEN = frozenset(("xls", "xlsb", "ods"))
"""Forms of which the engine shows no number formats: a percentage there is a bare share."""
_MANY = 40
"""From this many files on, two workers are worth their start."""


@record
class Limits:
    """What one file may cost. Bytes, but `seconds` of processor time, and `cells`: non-empty ones in the whole
    workbook.
    """

    seconds: float = 20.0
    memory: int = 2 * 2**30
    file_bytes: int = 50 * 2**20
    inflated: int = 192 * 2**20
    cells: int = 200_000


LIMITS = Limits()


class _Worker:
    """One worker process with the requests it has not answered yet, the oldest first."""

    def __init__(self, answers: _Answers) -> None:
        self.pending: collections.deque[int] = collections.deque()
        self.ready = False
        self.given_up: Loss | None = None
        self.process = start_process("reporter.intake.worker", pipesize=2**20)
        self.awaited = Awaited(self.process)
        self.listener = threading.Thread(target=self._listen, args=(answers,), daemon=True)
        self.listener.start()

    def _listen(self, answers: _Answers) -> None:
        stream = self.process.stdout
        try:
            while len(head := stream.read(4)) == 4:
                (length,) = struct.unpack(">I", head)
                body = stream.read(length)
                if len(body) < length:
                    break
                answers.put((self, body))
        except (OSError, ValueError):  # the pipe went with the process
            pass
        answers.put((self, None))

    def ask(self, index: int, path: str, limits: Mapping[str, float]) -> None:
        """Send a request; a worker already dead answers with its end."""
        if not self.pending:
            self.awaited.begin()
        self.pending.append(index)
        try:
            self.process.stdin.write(json.dumps({"path": path, "limits": limits}).encode("ascii") + b"\n")
            self.process.stdin.flush()
        except OSError:
            self.process.kill()

    def look(self, seconds: float) -> None:
        """End the process when it spends more than that on one request, or does not move any more; its end comes as its
        answer. One that is still starting has a minute.
        """
        if self.pending and not self.given_up:
            self.given_up = self.awaited.look(seconds if self.ready else 60)
            if self.given_up:
                self.process.kill()

    def take(self) -> int:
        """The request just answered."""
        self.awaited.begin()
        return self.pending.popleft()

    def end(self) -> None:
        """Kill the process and let go of its pipes."""
        self.process.kill()
        self.process.wait()
        self.listener.join()
        self.process.stdout.close()
        with contextlib.suppress(OSError):  # a request that was never taken cannot be flushed
            self.process.stdin.close()


_Answers: TypeAlias = "queue.SimpleQueue[tuple[_Worker, bytes | None]]"
"""What workers answered, None for the end of one."""


class _Pool:
    """The workers of this process, one run of reading at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answers: _Answers = queue.SimpleQueue()
        self.workers: list[_Worker] = []

    def grow(self, count: int) -> None:
        """Have at least `count` live workers."""
        self.workers = [worker for worker in self.workers if worker.process.poll() is None]
        while len(self.workers) < count:
            self.workers.append(_Worker(self.answers))

    def replace(self, worker: _Worker) -> None:
        """Put a new worker in the place of one that ended."""
        worker.end()
        self.workers[self.workers.index(worker)] = _Worker(self.answers)

    def next_answer(self, seconds: float) -> tuple[_Worker, bytes | None]:
        """The next answer of a worker, or None for its end; a worker that takes too much is ended.

        ModuleNotFoundError or RuntimeError when a worker ends before it is ready: then no file is to blame, but our own
        installation.
        """
        while True:
            try:
                worker, body = self.answers.get(timeout=LOOK)
            except queue.Empty:
                for worker in self.workers:
                    worker.look(seconds)
                continue
            if worker not in self.workers:
                continue  # one that we ended ourselves
            if worker.ready:
                return worker, body
            if body is None:
                importlib.import_module("reporter.intake.worker")  # names the library that is missing, where one is
                raise RuntimeError("读取报表的程序无法启动，请按 README 重新安装所需的库")
            worker.ready = True
            worker.awaited.begin()

    def clear(self) -> None:
        """End every worker."""
        for worker in self.workers:
            worker.end()
        self.workers = []

    def clear_busy(self) -> None:
        """End the workers whose answers nobody waits for any more."""
        for worker in [worker for worker in self.workers if worker.pending]:
            worker.end()
            self.workers.remove(worker)


_POOL = _Pool()


def start(files: int = 1) -> None:
    """Start the workers for so many files ahead of need; returns at once."""
    with _POOL.lock:
        _POOL.grow(_workers(files))


def stop() -> None:
    """End the workers; the next reading starts new ones."""
    with _POOL.lock:
        _POOL.clear()


atexit.register(stop)


def leaves_none(files: int) -> bool:
    """Whether the workers for so many files, and what is made meanwhile of what they read, leave no processor idle."""
    return files >= _MANY and (os.cpu_count() or 1) <= _workers(files) + 1


def _workers(files: int) -> int:
    return 2 if files >= _MANY and (os.cpu_count() or 1) > 1 else 1


def read_workbook(path: Path, *, limits: Limits = LIMITS) -> Workbook | Failure:
    """Read one file of any spreadsheet format, whatever it may be; never raises for what is in it."""
    return next(read_many([path], limits=limits))[1]


def read_many(paths: Sequence[Path], *, limits: Limits = LIMITS) -> Iterator[tuple[int, Workbook | Failure]]:
    """(index in `paths`, what was read) of each file, as they come; every index once.

    A file over which the worker dies or takes too much becomes a Failure; the others are read by a new worker.
    """
    with _POOL.lock:
        _POOL.grow(_workers(len(paths)))
        try:
            yield from _serve(_POOL, paths, limits)
        finally:
            _POOL.clear_busy()


def _serve(pool: _Pool, paths: Sequence[Path], limits: Limits) -> Iterator[tuple[int, Workbook | Failure]]:
    waiting = collections.deque(range(len(paths)))
    deaths: collections.Counter[int] = collections.Counter()
    request = asdict(limits)
    while waiting or any(worker.pending for worker in pool.workers):
        for worker in pool.workers:
            while waiting and len(worker.pending) < _AHEAD:
                index = waiting.popleft()
                worker.ask(index, os.path.abspath(paths[index]), request)
        worker, body = pool.next_answer(limits.seconds)
        if body is not None:
            yield worker.take(), _workbook(json.loads(body))
            continue
        # The worker is gone. Only the file in hand can be to blame; the others wait for the next worker.
        waiting.extendleft(reversed(worker.pending))
        pool.replace(worker)
        if not worker.pending:
            continue
        index = waiting.popleft()
        deaths[index] += 1
        if worker.given_up is Loss.SPENT:
            yield index, _failure(paths[index], Kind.FILE_TOO_SLOW, seconds=f"{limits.seconds:g}")
        elif worker.given_up is Loss.STILL:
            yield index, Failure(remark=Remark(Kind.FILE_UNREACHABLE, {"number": errno.ETIMEDOUT}))
        elif deaths[index] > 1:
            yield index, _failure(paths[index], Kind.FILE_CRASHED)
        else:
            waiting.appendleft(index)  # it may have died of something else: one more try


def _failure(path: Path, kind: Kind, **facts: object) -> Failure:
    """A failure of a worker; the digest is taken here."""
    try:
        with open(path, "rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest = ""
    return Failure(remark=Remark(kind, facts), digest=digest)


def _workbook(found: dict[str, Any]) -> Workbook | Failure:
    """An answer of the worker as records."""
    if "fault" in found:
        return Failure(remark=Remark(Kind[found["fault"]], found["facts"]), digest=found["digest"])
    bare = found["form"] in _FORMATS_UNSEEN
    return Workbook(
        sheets=tuple(_grid(sheet, bare) for sheet in found["sheets"]),
        digest=found["digest"],
        form=found["form"],
        remarks=tuple(Remark(Kind[name], facts) for name, facts in found.get("remarks", ())),
        saved=dt.datetime.fromisoformat(found["saved"]) if found.get("saved") else None,
        replaced=tuple(found.get("replaced", ())),
    )


def _grid(sheet: dict[str, Any], bare: bool) -> Grid:
    kinds = {
        (row, column): "bare number" if bare and kind == "number" else kind
        for row, column, kind in sheet.get("kinds", ())
    }
    # GridCell(…) would take three times as long, and this is the inmost loop. What thousands of returns have alike, the
    # words of the blank, is held once.
    make, once, left = tuple.__new__, sys.intern, sheet["left"]
    cells = {
        (row, column): make(GridCell, (once(text), row, column, "text"))
        for row, texts in enumerate(sheet["rows"], sheet["top"])
        for column, text in enumerate(texts.split(SEPARATOR), left)
        if text
    }
    for place, kind in kinds.items():
        if place in cells:
            cells[place] = GridCell(cells[place].text, *place, kind)
    for row, column, text, kind in sheet.get("extra", ()):
        cells[row, column] = GridCell(text, row, column, kind)
    places = {name: frozenset(map(tuple, sheet.get(name, ()))) for name in ("struck", "cleaned", "far")}
    return Grid(
        name=sheet["name"],
        cells=cells,
        merges=tuple(Merge(*corners) for corners in sheet.get("merges", ())),
        visibility=sheet.get("visibility", "visible"),
        lines=sheet.get("lines", 0),
        hidden_rows=frozenset(sheet.get("hidden_rows", ())),
        hidden_columns=frozenset(sheet.get("hidden_columns", ())),
        notes=tuple(Note(*note) for note in sheet.get("notes", ())),
        remarks=tuple(CellRemark(Kind[name], *rest) for name, *rest in sheet.get("remarks", ())),
        **places,
    )
