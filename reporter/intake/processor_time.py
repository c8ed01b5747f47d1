"""A limit of processor time for a piece of work, never of the clock: what is cut off is so on a busy machine too."""

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


class Spent(Exception):
    """The work has used up its processor time."""


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Work within raises Spent once this process has spent so many seconds of processor time on it.

    A timer of the system says so where there is one. It is heard in the main thread only; elsewhere, and on Windows, a
    thread looks at the time that was spent.
    """
    timed = sys.platform != "win32" and threading.current_thread() is threading.main_thread()
    with _timer(seconds) if timed else _watched(seconds):
        yield


@contextlib.contextmanager
def _timer(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise Spent

    if sys.platform == "win32":
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def _watched(seconds: float) -> Iterator[None]:
    worker, end, done = ctypes.c_ulong(threading.get_ident()), time.process_time() + seconds, threading.Event()

    def watch() -> None:
        while not done.wait(min(_LOOK, seconds)):
            if time.process_time() > end:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(Spent))
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
