"""What a process of ours does: it ends with the run; started by `process.start`, it makes the calls of `Aside`."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path


def end_with_parent() -> None:
    """For a process that `start` started: it ends when ours does, whatever it is doing, however that ended.

    Linux kills it, where it was our main thread that started it: the system looks at the thread. Elsewhere a thread of
    its own looks after us.
    """
    parent, tied = int(sys.argv[1]), bool(sys.argv[2])
    if tied and sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL
    end_with(parent)


def end_with(parent: int) -> None:
    """For a process that `parent` started, whichever of its threads did: it ends soon after."""
    threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        synchronize, for_ever = 0x00100000, -1
        kernel.WaitForSingleObject(kernel.OpenProcess(synchronize, False, parent), for_ever)
    else:
        while os.getppid() == parent:
            time.sleep(0.5)
    os._exit(1)


@contextlib.contextmanager
def memory_at_most(more: int) -> Iterator[None]:
    """Work within raises MemoryError when it needs so many bytes more than the process has, where the system can tell
    (Linux)."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        before = resource.getrlimit(resource.RLIMIT_AS)
        limit = pages * resource.getpagesize() + more
        soft = limit if before[0] == resource.RLIM_INFINITY else min(limit, before[0])
        resource.setrlimit(resource.RLIMIT_AS, (soft, before[1]))
    except (ImportError, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def main() -> None:
    """Make the calls on standard input until it ends."""
    import pickle
    import signal

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the parent, whose end closes our input
    gc.set_threshold(200_000)  # as in cli; 0.25 of 1.5 CPU s of 300 departments' documents (benchmarks/RESULTS.md)
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    with contextlib.suppress(EOFError):
        while True:
            for answer in _answers(*pickle.load(sys.stdin.buffer)):
                pickle.dump(answer, output)
                output.flush()


def _answers(
    function: str, arguments: tuple[object, ...], streamed: bool = False
) -> Iterator[tuple[Exception | None, object]]:
    """What a call raises or returns; all that it yields where it is a generator."""
    import pkgutil

    stream = _stream() if streamed else iter(())
    try:
        made = pkgutil.resolve_name(function)(*arguments, *((stream,) if streamed else ()))
        for answer in made if isinstance(made, Generator) else (made,):
            yield None, answer
    except Exception as fault:
        from .process import place

        fault.add_note(place(fault))
        yield fault, None
    for _ in stream:  # what was not asked for is not the next call
        pass


def _stream() -> Iterator[object]:
    import pickle

    while part := pickle.load(sys.stdin.buffer):
        fault, thing = part
        if fault:
            raise fault
        yield thing


if __name__ == "__main__":
    main()
