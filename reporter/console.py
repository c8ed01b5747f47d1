"""The two streams of a command: messages and progress on standard error, one JSON object on standard output.

Either may be closed, full or broken: that loses what was to be told, and nothing else.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from .pipeline.built import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn

_WORTH_A_BAR = 30


class Unheard(Exception):
    """Standard output does not take what was to be told there; the message says so, in Chinese."""


def prepare() -> None:
    """A console that cannot show a character must not stop the month's work: it shows its number. A stream that was
    closed stays so: its number must not become that of a file that we write.
    """
    with contextlib.suppress(OSError):
        while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(handle, True)
        os.close(handle)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(lines: Iterable[str]) -> None:
    """Each line to standard error, as far as it takes them."""
    text = "".join(f"{line}\n" for line in lines)
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr:
            sys.stderr.write(text)
            sys.stderr.flush()


def print_object(found: Mapping[str, object]) -> None:
    """One line of JSON on standard output, \\u escapes in it when the console's encoding lacks a character; Unheard."""
    text = json.dumps(found, ensure_ascii=False)
    try:
        if not sys.stdout:
            raise OSError
        try:
            text.encode(sys.stdout.encoding or "utf-8")
        except (UnicodeEncodeError, LookupError):
            text = json.dumps(found)
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except (OSError, ValueError) as fault:
        raise Unheard("结果没有写到标准输出：它已关闭，或磁盘已满。") from fault


@contextlib.contextmanager
def progress() -> Iterator[tuple[Progress, Progress]]:
    """What to call with (files read, files in all), and then with (files written, files in all): at a terminal a bar
    with the time left for long work, after each how long what follows takes already; elsewhere nothing is shown."""
    terminal = bool(sys.stderr and sys.stderr.isatty())
    ending = contextlib.ExitStack()
    bars: dict[str, Progress] = {}

    def told(title: str, after: str, done: int, total: int) -> None:
        if not terminal or total < _WORTH_A_BAR:
            return
        with contextlib.suppress(OSError):  # the terminal is gone
            if title not in bars:
                ending.close()
                bars[title] = _bar(ending, title, total)
            bars[title](done, total)
            if done >= total:
                ending.close()
                _clock(ending, after)

    try:
        yield partial(told, "读取填报表", "核定、生成"), partial(told, "写入", "写入后检查")
    finally:
        with contextlib.suppress(OSError):
            ending.close()


def _bar(ending: contextlib.ExitStack, title: str, total: int) -> Progress:
    """A bar on the screen until `ending` closes."""
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), TaskProgressColumn(), TextColumn("还剩"), TimeRemainingColumn())
    bar = ending.enter_context(_shown(columns))
    task = bar.add_task("", total=total)
    return lambda done, total: bar.update(task, completed=done)


def _clock(ending: contextlib.ExitStack, title: str) -> None:
    """How long something takes already, until `ending` closes."""
    from rich.progress import TextColumn, TimeElapsedColumn

    ending.enter_context(_shown((TextColumn(title), TextColumn("已用"), TimeElapsedColumn()))).add_task("")


def _shown(columns: Sequence[ProgressColumn]) -> Bar:
    from rich.console import Console
    from rich.progress import Progress as Bar

    return Bar(*columns, console=Console(stderr=True), transient=True)
