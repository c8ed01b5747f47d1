"""Files read and interpreted in batches, wherever a `concurrent.futures.Executor` makes its calls: in other processes,
or on other machines that have this program.

A batch is sent with the bytes of its files and comes back as what each came to, so that whoever makes the call needs
nothing of our disk. Which batch is done first, and by whom, changes nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import value
from . import reader
from .file_bytes import steady_bytes
from .file_result import FileResult, file_workbook
from .folder import Found
from .identity import Hints
from .reading_context import ReadingContext

if TYPE_CHECKING:
    import concurrent.futures

_FILES = 50
"""In a batch: a task of Dask costs 11 ms, a file's reading and interpreting about as much."""
_UNDER_WAY = 16
"""Batches sent and not yet answered: what waits is held in memory."""


class OtherProgram(Exception):
    """Whoever made the call has another version of this program: what it reads could differ."""


@value
class _Sent:
    """A file that is sent: its bytes, its ending, its name in the workspace, what its place says."""

    data: bytes
    suffix: str
    name: str
    hints: Hints


def results(
    files: Sequence[tuple[Found, Hints]], context: ReadingContext, executor: concurrent.futures.Executor | None
) -> Iterator[FileResult]:
    """What each file came to, as they come: read here, or by an executor; what that does not answer for is read here.

    OtherProgram where it does not run this very program.
    """
    if executor is None:
        yield from _here(files, context)
        return
    import concurrent.futures
    import pickle

    plan, program = pickle.dumps(context.plan), _program()
    waiting = (files[start : start + _FILES] for start in range(0, len(files), _FILES))
    sent: dict[concurrent.futures.Future[tuple[str, bytes]], Sequence[tuple[Found, Hints]]] = {}
    rest: list[tuple[Found, Hints]] = []
    while True:
        while len(sent) < _UNDER_WAY and (batch := next(waiting, None)):
            held = {item: _held(*item) for item in batch}
            rest += [item for item, file in held.items() if file is None]
            whole = [file for file in held.values() if file]
            if whole:
                sent[executor.submit(read_batch, program, plan, whole)] = [item for item in batch if held[item]]
        if not sent:
            break
        for done in concurrent.futures.wait(sent, return_when=concurrent.futures.FIRST_COMPLETED).done:
            batch = sent.pop(done)
            try:
                there, answer = done.result()
            except (Exception, concurrent.futures.CancelledError):  # whatever became of it: the files are still here
                rest += batch
                continue
            if there != program:
                raise OtherProgram
            yield from pickle.loads(answer)
    yield from _here(rest, context)


def _here(files: Sequence[tuple[Found, Hints]], context: ReadingContext) -> Iterator[FileResult]:
    for index, book in reader.read_many([item.path for item, _ in files]):
        item, hints = files[index]
        yield file_workbook(book, item.name, hints, context)


def _held(item: Found, hints: Hints) -> _Sent | None:
    """The file as it is sent; None where anything is odd about having its bytes, which is told as it is read here."""
    try:
        data, steady = steady_bytes(item.path, reader.LIMITS.file_bytes)
    except OSError:
        return None
    return _Sent(data, item.path.suffix, item.name, hints) if data is not None and steady else None


def read_batch(program: str, plan: bytes, files: Sequence[_Sent]) -> tuple[str, bytes]:
    """(the program that ran, what the files came to, packed): the call that an executor makes.

    Nothing is read where the program is another.
    """
    import pickle
    import tempfile

    if _program() != program:
        return _program(), b""
    context = _context(plan)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}{file.suffix}" for number, file in enumerate(files)]
        for path, file in zip(paths, files):
            path.write_bytes(file.data)
        found = [
            file_workbook(book, files[index].name, files[index].hints, context)
            for index, book in reader.read_many(paths)
        ]
    return program, pickle.dumps(found)


@functools.lru_cache(maxsize=2)
def _context(plan: bytes) -> ReadingContext:
    import pickle

    return ReadingContext(pickle.loads(plan))


@functools.cache
def _program() -> str:
    """A digest of this program's own modules."""
    import hashlib

    root, found = Path(__file__).resolve().parents[1], hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
