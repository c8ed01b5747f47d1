"""What interrupts a run: Ctrl-C, a closed terminal, a system that shuts down; heard until its output is changed."""

from __future__ import annotations

import contextlib
import signal
import threading
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
_program = False
_IMPORTING = "<frozen importlib."
"""How the files of Python's own import are named."""
_SOON = 0.02
"""Seconds."""


def hear() -> None:
    """For a program of its own: each of the signals is a KeyboardInterrupt."""
    global _program
    _program = True
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, _interrupt)


def ignore() -> None:
    """From here on nothing interrupts: what is done now is told as done. What only imports us keeps its own ways."""
    if _program:
        for number in _SIGNALS:
            with contextlib.suppress(ValueError):  # not in the main thread
                signal.signal(number, signal.SIG_IGN)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """In the midst of an import it comes again soon: raised there it may be lost together with a lock that is held,
    and every thread that imports waits for ever.
    """
    if frame and frame.f_code.co_filename.startswith(_IMPORTING):
        again = threading.Timer(_SOON, signal.raise_signal, (number,))
        again.daemon = True
        again.start()
        return
    raise KeyboardInterrupt
