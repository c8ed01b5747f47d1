"""What all files of a run may bring along together that is not taken: past a limit, the last of them are not listed."""

from __future__ import annotations

import bisect

from ..vocabulary.model import Source
from ..vocabulary.problems import Kind
from .file_result import FileResult

CELLS = 1_200_000
"""Cells that are not taken, as the ledger lists them; more than a sheet of it holds, and some three gigabytes."""


class Room:
    """Room for what is not taken. What has to go depends on the files' names alone, not on the order in which they
    come: of those from which nothing was taken the last by name, then of the others.
    """

    def __init__(self) -> None:
        self._filled = 0
        self._there: list[tuple[bool, str, int]] = []
        self._gone: tuple[bool, str, int] | None = None
        self._results: dict[str, FileResult] = {}

    def add(self, result: FileResult) -> None:
        """Take in a file's result; what there is no room for loses its list of cells, and is told."""
        place = (not result.returns, result.file, len(result.unused))
        if not result.unused:
            return
        self._results[result.file] = result
        bisect.insort(self._there, place)
        self._filled += len(result.unused)
        while self._there and (self._filled > CELLS or (self._gone is not None and self._there[-1] > self._gone)):
            last = self._there.pop()
            self._gone = min(last, self._gone or last)
            self._filled -= last[2]
            _clear(self._results.pop(last[1]))


def _clear(result: FileResult) -> None:
    result.unused, result.typed = [], ()
    result.problems.append(Kind.RUN_TOO_MUCH.at(Source(result.file), limit=CELLS // 10_000, **result.whom))
    result.outcome += "；其余内容未列出"
