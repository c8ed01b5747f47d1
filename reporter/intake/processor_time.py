"""A limit of processor time for pieces of work, never of the clock: what is cut off is so on a busy machine too."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

_LOOK = 0.5
"""Seconds between two looks at the time that was spent."""


class Spent(Exception):
    """The work has used up its processor time."""


class Limit:
    """A limit of processor time for each of several pieces of work, one at a time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end: float | None = None
        self._watched = False
        self._leaving = threading.Lock()

    @contextlib.contextmanager
    def piece(self) -> Iterator[None]:
        """Work within raises Spent once this process has spent more processor time on it than is allowed."""
        with contextlib.nullcontext() if self._watched else self.watched():
            self._end = time.process_time() + self._seconds
            try:
                yield
            finally:
                with self._leaving:
                    self._end = None

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Within, one timer looks at all pieces: one for each of thousands of documents took 3 % of their time.

        It is the system's where there is one. That is heard in the main thread only; elsewhere, and on Windows, a
        thread looks.
        """
        timed = sys.platform != "win32" and threading.current_thread() is threading.main_thread()
        look = min(_LOOK, self._seconds)
        self._watched = True
        try:
            with self._timer(look) if timed else self._watcher(look):
                yield
        finally:
            self._watched = False

    def _is_spent(self) -> bool:
        """Whether the piece in hand is to be cut off, which is said of it once."""
        spent = self._end is not None and time.process_time() >= self._end
        if spent:
            self._end = None
        return spent

    @contextlib.contextmanager
    def _timer(self, look: float) -> Iterator[None]:
        def ring(number: int, frame: FrameType | None) -> None:
            if self._is_spent():
                raise Spent

        if sys.platform == "win32":
            return
        before = signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, look, look)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    @contextlib.contextmanager
    def _watcher(self, look: float) -> Iterator[None]:
        worker, done = ctypes.c_ulong(threading.get_ident()), threading.Event()

        def watch() -> None:
            while not done.wait(look):
                with self._leaving:
                    if self._is_spent():
                        ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(Spent))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


def at_most(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Work within raises Spent once this process has spent so many seconds of processor time on it."""
    return Limit(seconds).piece()
