"""Processes of our own: how one is started, and calls made in one beside the work of this.

What takes long to load, or may make a library hang or abort, is done there: it costs the run no time or that one call.
A month of nine departments ends 0.45 s sooner for it (benchmarks/RESULTS.md).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO


class Piped(subprocess.Popen[bytes]):
    """A process whose input and output are pipes to us."""

    stdin: IO[bytes]
    stdout: IO[bytes]


def start(module: str, pipesize: int = -1) -> Piped:
    """A Python process that runs `module` of ours, its input and output pipes to us, its complaints to nobody.

    pipesize: bytes the pipes hold, -1 what the system gives. Our package is found from wherever we were started, and no
    file in the current folder is taken for a module (-P).
    """
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    tied = threading.current_thread() is threading.main_thread()
    return Piped(
        [sys.executable, "-P", "-m", module, str(os.getpid()), "tied" if tied else ""],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        pipesize=pipesize,
    )


def place(fault: BaseException) -> str:
    """Where a fault arose: file and line of the innermost call, in whichever process that was; blank when unknown."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    told = getattr(fault, "__notes__", ())
    return (
        told[-1] if told else f"{Path(trace.tb_frame.f_code.co_filename).name} 第{trace.tb_lineno}行" if trace else ""
    )


class Gone(Exception):
    """The process ended, or was ended because it took too long, before it answered."""


class Aside:
    """Calls made one after another in a process of their own: `send` returns at once, `answer` gives the next result.

    A function is named, "module:function", so that only the other process has to load its module; arguments and results
    are pickled. The process ends with `end`, with ours, or with the first call that kills it.
    """

    def __init__(self) -> None:
        self._process = start("reporter.child")
        self._calls: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[Exception | None, object]] = queue.SimpleQueue()
        for work in (self._write, self._read):
            threading.Thread(target=work, daemon=True).start()

    def send(self, function: str, *arguments: object) -> None:
        """Have the function of this name called with `arguments`, after the calls sent before."""
        self._calls.put(pickle.dumps((function, arguments)))

    def answer(self, seconds: float) -> object:
        """What the next call returned, in the order they were sent; what it raised is raised here.

        Gone when the process ended, or does not answer within `seconds`: then it is ended.
        """
        try:
            fault, result = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise Gone from None
        if isinstance(fault, Gone):
            self._answers.put((fault, None))  # the later calls will not be answered either
        if fault:
            raise fault
        return result

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._calls.put(None)
        self._process.kill()
        self._process.wait()

    def _write(self) -> None:
        # In a thread of its own: a long call must not keep us waiting until the pipe has room for the next.
        with contextlib.suppress(OSError), self._process.stdin as stream:
            while (call := self._calls.get()) is not None:
                stream.write(call)
                stream.flush()

    def _read(self) -> None:
        with self._process.stdout as stream:
            while True:
                try:
                    answer = pickle.load(stream)
                except Exception:  # cut short, whatever that makes of it
                    break
                self._answers.put(answer)
        self._answers.put((Gone(), None))
