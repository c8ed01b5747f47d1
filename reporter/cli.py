"""The program as the operating system sees it: its start, its exit status, what went wrong (contract, section 2)."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import interrupts

if TYPE_CHECKING:
    from .arguments import Given
    from .vocabulary.problems import Problem

NOTHING_MADE = 2
_INTERRUPTED = "已中断，原有输出没有变动。"


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run one command; returns the exit status: 0 all well, 1 made but something needs a person, 2 nothing made.

    home: the workspace where --home names none; without it the current folder.
    """
    if arguments is None:
        _need_chinese_names()
    # One short batch leaves little to collect: looking for it takes 0.19 of 1.4 CPU s (benchmarks/RESULTS.md).
    gc.set_threshold(200_000)
    # Loaded here, so that an interrupt meanwhile is heard as one.
    from .arguments import parse
    from .commands import run_command
    from .console import Unheard, prepare
    from .making import failure

    prepare()
    given = parse(sys.argv[1:] if arguments is None else arguments, home)
    try:
        return run_command(given)
    except Unheard as fault:
        return _stop(given, str(fault))
    except Exception as fault:
        return _stop(given, *failure(fault))
    except KeyboardInterrupt:
        return _stop(given, _INTERRUPTED)


def _need_chinese_names() -> None:
    """Begin anew in UTF-8 where the system's locale has no Chinese (LANG=C): no file of ours could be opened there."""
    try:
        os.fsencode("任务总表")
    except UnicodeEncodeError:
        if os.environ.get("PYTHONUTF8") != "1":
            os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


def run(home: Path | None = None) -> NoReturn:
    """`main` as a program of its own.

    The process ends without being taken down piece by piece, which with pandas in it costs 0.3 of 1.4 CPU s;
    there is nothing left to take down: what was to be written is written, and the workers end here.
    """
    try:
        interrupts.hear()
        status = main(home=home)
    except SystemExit as ended:  # help, wrong usage
        status = ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:  # nothing was asked for yet, or asked twice
        status = NOTHING_MADE
        with contextlib.suppress(OSError, ValueError, AttributeError):  # full or closed
            sys.stderr.write(_INTERRUPTED + "\n")
    interrupts.ignore()
    if reading := sys.modules.get("reporter.intake.reader"):
        reading.stop()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # full or closed
            stream.flush()
    os._exit(status)


def _stop(given: Given, message: str, problems: Sequence[Problem] = ()) -> int:
    from .console import Unheard, print_object, say
    from .telling import problem_lines, stopped_object

    say([*problem_lines(problems), message])
    if given.json:
        with contextlib.suppress(Unheard):
            print_object(stopped_object(message, problems))
    return NOTHING_MADE
