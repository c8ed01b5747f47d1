"""The two streams of a command: messages and progress on standard error, one JSON object on standard output."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping

from .pipeline import Progress

_WORTH_A_BAR = 30


def prepare() -> None:
    """A console that cannot show a character must not stop the month's work: it shows its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(lines: Iterable[str]) -> None:
    """Each line to standard error."""
    for line in lines:
        print(line, file=sys.stderr)


def print_object(found: Mapping[str, object]) -> None:
    """One line of JSON on standard output, \\u escapes in it when the console's encoding lacks a character."""
    text = json.dumps(found, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(found)
    sys.stdout.write(text + "\n")


@contextlib.contextmanager
def progress() -> Iterator[Progress | None]:
    """What to call with (files read, files in all): a bar at a terminal for long work, None elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with contextlib.ExitStack() as ending:
        advance: Progress | None = None

        def told(done: int, total: int) -> None:
            nonlocal advance
            if total < _WORTH_A_BAR:
                return
            if advance is None:
                advance = _bar(ending, total)
            advance(done, total)
            if done >= total:
                ending.close()

        yield told


def _bar(ending: contextlib.ExitStack, total: int) -> Progress:
    """A bar on the screen until `ending` closes."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = ending.enter_context(Bar(console=Console(stderr=True), transient=True))
    task = bar.add_task("读取填报表", total=total)
    return lambda done, total: bar.update(task, completed=done)
