"""What interrupts a run: Ctrl-C, a closed terminal, a system that shuts down; heard until its output is changed."""

from __future__ import annotations

import contextlib
import signal
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
_program = False


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
    raise KeyboardInterrupt
