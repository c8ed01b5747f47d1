"""Processes of our own: how one is started, and calls made in one beside the work of this.

What takes long to load, or may make a library hang or abort, is done there: it costs the run no time or that one call.
A month of nine departments ends 0.45 s sooner for it (benchmarks/RESULTS.md).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import IO

LOOK = 1.0
"""Seconds between two looks at a process whose answer is waited for."""
_STILL = 600
"""Looks in which a process that still works spends a second: what does not waits for something, a drive perhaps, that
will not come.
"""


class Piped(subprocess.Popen[bytes]):
    """A process whose input and output are pipes to us."""

    stdin: IO[bytes]
    stdout: IO[bytes]

    def spent(self) -> float:
        """The seconds of processor time that it has used; 0 when it is gone."""
        if sys.platform == "win32":
            import ctypes

            kernel, query_only = ctypes.windll.kernel32, 0x1000
            times = [ctypes.c_ulonglong() for _ in ("created", "ended", "in the system", "in itself")]
            handle = kernel.OpenProcess(query_only, False, self.pid)
            kernel.GetProcessTimes(handle, *map(ctypes.byref, times))
            kernel.CloseHandle(handle)
            return (times[2].value + times[3].value) / 10**7
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                spent: float = time.clock_gettime(~self.pid << 3 | 2)  # as clock_getcpuclockid(3) makes it
                return spent
            return 0.0
        told = subprocess.run(["ps", "-o", "time=", "-p", str(self.pid)], capture_output=True, check=False).stdout
        return _seconds(told.decode())


def _seconds(told: str) -> float:
    """The seconds of a time as ps tells it: [[days-]hours:]minutes:seconds; 0 of a blank."""
    days, _, rest = told.strip().rpartition("-")
    parts = [float(part) for part in rest.split(":") if part]
    return int(days or 0) * 86_400 + sum(part * 60.0**place for place, part in enumerate(reversed(parts)))


class Loss(Enum):
    """Why an answer that was waited for is given up."""

    SPENT = "too much processor time"
    STILL = "hardly any for long"


class Awaited:
    """A process that owes an answer: what it may spend on it is processor time, never time of the clock.

    So a busy machine, on which it gets little or is stopped for a while, changes nothing.
    """

    def __init__(self, process: Piped):
        self._process = process
        self.begin()

    def begin(self) -> None:
        """From now on it works on the next answer."""
        self._before = self._moved = self._process.spent()
        self._still = 0

    def look(self, seconds: float) -> Loss | None:
        """One look, as one is taken each `LOOK`: whether the answer, which may cost so many `seconds`, is given up."""
        spent = self._process.spent()
        self._still += 1
        if spent - self._moved > 1:
            self._moved, self._still = spent, 0
        return Loss.SPENT if spent - self._before > seconds else Loss.STILL if self._still > _STILL else None


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


@contextlib.contextmanager
def kept_from_interrupts() -> Iterator[None]:
    """A Ctrl-C, which a terminal sends to all of a run's processes, is not for those started within; what interrupts
    ours meanwhile does so afterwards, for it would leave one half started. Nothing is done where the system has no such
    masks, nor beside the main thread, which alone is interrupted.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    heard = {number: handler for number, handler in handlers.items() if handler not in (None, signal.SIG_IGN)}
    for number in heard:
        signal.signal(number, lambda number, _: came.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # as they inherit it
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in heard.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


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
    """The process ended, or was ended because it took too much, before it answered."""


class Aside:
    """Calls made one after another in a process of their own: `send` returns at once, `answer` gives the next result.

    A function is named, "module:function", so that only the other process has to load its module; arguments and results
    are pickled; each thing that a generator yields is an answer of its own. The process ends after `finish`, with
    `end`, with ours, or with the first call that kills it.

    keep: what becomes of each result as it comes in, long before it is asked for.
    """

    def __init__(self, keep: Callable[[object], object] = lambda result: result) -> None:
        self._keep = keep
        self._process = start("reporter.child")
        self._calls: queue.SimpleQueue[Iterable[bytes] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[Exception | None, object]] = queue.SimpleQueue()
        for work in (self._write, self._read):
            threading.Thread(target=work, daemon=True).start()

    def send(self, function: str, *arguments: object, stream: Iterable[object] | None = None) -> None:
        """Have the function of this name called with `arguments`, after the calls sent before.

        stream: what is one argument more, an iterator there; each thing is packed and sent when the other process has
        taken the one before, so that they are never all packed.
        """
        call = pickle.dumps((function, arguments, stream is not None))
        self._calls.put((call,) if stream is None else _streamed(call, stream))

    def answer(self, seconds: float) -> object:
        """What the next call returned, in the order they were sent; what it raised is raised here.

        Gone when the process ended, or was ended because it spent more than these `seconds` of processor time on it,
        or did not move any more.
        """
        awaited = Awaited(self._process)
        while True:
            try:
                fault, result = self._answers.get(timeout=LOOK)
                break
            except queue.Empty:
                if awaited.look(seconds):
                    self.end()
                    raise Gone from None
        if isinstance(fault, Gone):
            self._answers.put((fault, None))  # the later calls will not be answered either
        if fault:
            raise fault
        return result

    def finish(self) -> None:
        """Nothing more will be sent: the process ends by itself when it has made the calls that were."""
        self._calls.put(None)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._calls.put(None)
        self._process.kill()
        self._process.wait()

    def _write(self) -> None:
        # In a thread of its own: a long call must not keep us waiting until the pipe has room for the next.
        with contextlib.suppress(OSError), self._process.stdin as stream:
            while (call := self._calls.get()) is not None:
                for part in call:
                    stream.write(part)
                    stream.flush()

    def _read(self) -> None:
        with self._process.stdout as stream:
            while True:
                try:
                    fault, result = pickle.load(stream)
                except Exception:  # cut short, whatever that makes of it
                    break
                try:
                    self._answers.put((fault, result if fault else self._keep(result)))
                except Exception as refused:
                    self._answers.put((refused, None))
        self._answers.put((Gone(), None))


def _streamed(call: bytes, stream: Iterable[object]) -> Iterator[bytes]:
    """A call and what is streamed to it, to its end; the fault where there is one in making it, which is the call's
    then."""
    yield call
    try:
        for thing in stream:
            yield pickle.dumps((None, thing))
    except Exception as fault:
        yield pickle.dumps((fault, None))
    else:
        yield pickle.dumps(())
