"""What lies in input/, read and judged beside the pages: a page shows what is known and never waits.

Known again by names, sizes and dates of the files, so that what somebody puts into the folder by hand is seen as well.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

from ..intake.reading_context import ReadingContext
from ..making import failure
from ..pipeline.built import Stopped, read_plan, read_templates
from ..pipeline.month_run import judged
from ..pipeline.received import Received, receive
from ..pipeline.signed_problems import told_of_month
from ..records import record
from ..vocabulary.model import Month, Period
from ..vocabulary.problems import Problem
from ..workspace import Workspace

_Stamp = frozenset[tuple[str, int, int]]


@record
class JudgedMonth:
    """A month as `check` would tell it: judged, with every problem that concerns it. fault: why it cannot be judged."""

    month: Month | None
    problems: tuple[Problem, ...] = ()
    fault: str = ""


@record
class Seen:
    """What is known: `received`, or (`fault`, `problems`) why nothing can be read; of one month, once it is judged.

    fresh: whether that is what lies there now; done, total: how far the reading is that will tell.
    """

    received: Received | None = None
    fault: str = ""
    problems: tuple[Problem, ...] = ()
    judged: JudgedMonth | None = None
    fresh: bool = False
    done: int = 0
    total: int = 0


class Readings:
    """The reading of one workspace, one at a time, each in a thread of its own."""

    def __init__(self, workspace: Workspace):
        self._workspace = workspace
        self._lock = threading.Lock()
        self._begun: _Stamp | None = None
        self._stamp: _Stamp | None = None
        self._seen = Seen()
        self._months: dict[Period, JudgedMonth] = {}
        self._context: tuple[_Stamp, ReadingContext | None] | None = None
        self._progress = (0, 0)

    def look(self, period: Period | None = None) -> Seen:
        """What is known now, of this month too; what is not known yet is being found out when this returns.

        While something is read the folder is not looked at: what changed meanwhile is seen by the look after.
        """
        stamp = self._begun or _stamp(self._workspace, "input", "templates")
        with self._lock:
            known = stamp == self._stamp
            there = period is None or period in self._months or not self._seen.received
            if not (known and there) and self._begun is None:
                self._begun = stamp
                threading.Thread(target=self._read, args=(stamp, period), daemon=True).start()
            done, total = self._progress
            return Seen(
                received=self._seen.received,
                fault=self._seen.fault,
                problems=self._seen.problems,
                judged=self._months.get(period) if period else None,
                fresh=known and there,
                done=done,
                total=total,
            )

    def state(self) -> tuple[bool, int, int]:
        """Whether something is being read, and how far that is."""
        return (self._begun is not None, *self._progress)

    def context(self) -> ReadingContext | None:
        """What returns are read against; None where the master list cannot be used."""
        stamp = _stamp(self._workspace, "input", "templates", deep=False)
        if not self._context or self._context[0] != stamp:
            try:
                plan, _ = read_plan(self._workspace)
                self._context = stamp, ReadingContext(plan)
            except Stopped:
                self._context = stamp, None
        return self._context[1]

    def _read(self, stamp: _Stamp, period: Period | None) -> None:
        """Read everything that is not known, judge the month."""
        try:
            if stamp != self._stamp:
                self._receive(stamp)
            if period and self._seen.received:
                self._months[period] = self._judge(self._seen.received, period)
        finally:
            with self._lock:
                self._begun, self._progress = None, (0, 0)

    def _receive(self, stamp: _Stamp) -> None:
        def advance(done: int, total: int) -> None:
            self._progress = done, total

        try:
            seen = Seen(received=receive(self._workspace, read_templates(self._workspace), advance))
        except Exception as fault:
            told, problems = failure(fault)
            seen = Seen(fault=told, problems=problems)
        with self._lock:
            self._seen, self._stamp, self._months = seen, stamp, {}

    def _judge(self, given: Received, period: Period) -> JudgedMonth:
        if not given.plan.at(period).duties:
            return JudgedMonth(month=None, fault=f"{period} 没有单位承担任务。")
        try:
            month, _ = judged(given, period, None)
            return JudgedMonth(
                month=month, problems=(*month.problems, *told_of_month(self._workspace.home, month, given))
            )
        except Exception as fault:
            return JudgedMonth(month=None, fault=failure(fault)[0])


def _stamp(workspace: Workspace, *folders: str, deep: bool = True) -> _Stamp:
    """By what a folder's content is known again; not `deep`: without what lies in its folders."""
    return frozenset(item for folder in folders for item in _files(workspace.home / folder, deep))


def _files(folder: Path, deep: bool) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if deep:
                yield from _files(Path(entry.path), deep)
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        yield entry.path, status.st_size, status.st_mtime_ns
