"""Processes beside a run that are forked from one with its libraries loaded: under test a run starts hundreds of them.

`piped` stands for `reporter.process.Piped` and starts the same module with the same arguments, pipes, environment and
folder. What it spares is half a second of imports for each. Where that would not be the same (another module, another
setting of Python, a system without pidfd) a process of its own is started. `generate.py` as a program, which many tests
run, has real ones.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

from reporter.process import Piped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
_MODULE = "reporter.child"
_LOADED = (
    "docx",
    "jinja2.sandbox",
    "openpyxl",
    "xlsxwriter",
    "reporter.documents.annual_facts",
    "reporter.documents.facts",
    "reporter.documents.template_words",
    "jinja2.ext",
    "chinese_calendar",
    "xml.parsers.expat",
    "reporter.proof",
    "reporter.sendback",
    "reporter.sheets.marked",
    "reporter.typesetting",
)
_LONGEST = 2**18
_ASKING = threading.Lock()


def piped(arguments: Sequence[str], **more: object) -> object:
    """A process of these arguments, forked where that is possible."""
    environment = more["env"]
    if arguments[1:4] == ["-P", "-m", _MODULE] and hasattr(os, "pidfd_open") and _settings(environment) == _SETTINGS:
        return Forked(arguments[4:], environment)
    return Piped(arguments, **more)


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    """What of an environment only the start of an interpreter heeds."""
    return {name: value for name, value in environment.items() if name.startswith(("PYTHON", "LANG", "LC_"))}


_PATH = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
_SETTINGS = _settings({**os.environ, "PYTHONPATH": _PATH})


class Forked:
    """Of a `Piped` what its users know: pid, input, output, time spent; killed, waited for."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        theirs, ours = os.pipe()
        back, output = os.pipe()
        asked = json.dumps([arguments, dict(environment), os.getcwd()]).encode()
        with _ASKING:
            _, talk = _source()
            socket.send_fds(talk, [asked], [theirs, output])
            told, (self._alive,), _, _ = socket.recv_fds(talk, 64, 1)
        os.close(theirs)
        os.close(output)
        self.pid = int(told)
        self.stdin: IO[bytes] = os.fdopen(ours, "wb")
        self.stdout: IO[bytes] = os.fdopen(back, "rb")

    def __del__(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._alive)

    def spent(self) -> float:
        return Piped.spent(self)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._alive, signal.SIGKILL)

    def wait(self) -> None:
        select.select([self._alive], [], [])


@lru_cache(maxsize=1)
def _source() -> tuple[subprocess.Popen[bytes], socket.socket]:
    """The process with everything loaded, which ends with us, and how to talk with it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-P", "-m", "tests.warm_processes", str(theirs.fileno())]
        process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd=ROOT, env={**os.environ, **_SETTINGS}
        )
    return process, ours


def main() -> None:
    """Fork a process for each request on the socket, until it is closed."""
    for name in _LOADED:
        importlib.import_module(name)
    _prepare()
    talk = socket.socket(fileno=int(sys.argv[1]))
    while True:
        asked, streams, _, _ = socket.recv_fds(talk, _LONGEST, 2)
        if not asked:
            return
        while _ended():
            pass
        pid = os.fork()
        if not pid:
            talk.close()
            _run(streams, *json.loads(asked))
        alive = os.pidfd_open(pid)
        socket.send_fds(talk, [str(pid).encode()], [alive])
        for each in (*streams, alive):
            os.close(each)


def _prepare() -> None:
    """Have the program's own templates compiled: whoever sets documents with equal ones finds them."""
    from reporter.typesetting import prepare

    from .shipped_kinds import TEMPLATES

    for run in ("notice", "month", "year"):
        prepare(run, TEMPLATES)


def _ended() -> bool:
    """Whether one of the forked had ended; it is then gone from the table of processes."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def _run(streams: Sequence[int], arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> NoReturn:
    """Be the process that was asked for. The one it ends with is the one that forked it, which ends with the tests."""
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for here, there in ((streams[0], 0), (streams[1], 1), (nowhere, 2)):
            os.dup2(here, there)
        os.closerange(3, nowhere + 1)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv[1:] = [str(os.getppid()), *arguments[1:]]
        runpy.run_module(_MODULE, run_name="__main__", alter_sys=True)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
