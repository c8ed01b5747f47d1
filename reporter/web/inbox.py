"""A file that was dropped: where it is kept in input/, and what the reader says of it at once.

Which of several versions counts and what is missing is known of all files together only: see `readings`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..filenames import received_path
from ..intake import reader
from ..intake.file_result import FileResult, file_workbook
from ..intake.folder import MASTER_LIST
from ..intake.identity import Hints
from ..intake.reading_context import ReadingContext
from ..records import record
from ..vocabulary.model import Period
from ..vocabulary.problems import Problem
from ..workspace import Workspace

_ONE_AT_A_TIME = threading.Lock()


@record
class Taken:
    """What became of one file: `file` is where it lies, blank where it was not put anywhere; `told`: in a few words."""

    file: str = ""
    department: str = ""
    periods: tuple[Period, ...] = ()
    told: str = ""
    problems: tuple[Problem, ...] = ()


def put_return(workspace: Workspace, context: ReadingContext | None, there: Path, name: str, period: Period) -> Taken:
    """Keep the file that lies at `there` under the name it was sent by, in the folder of its month.

    period: the month for a file that names none. context: None where the master list cannot be used. OutputFault when
    it cannot be written. Nothing is ever replaced: what differs gets a number.
    """
    kept = received_path(name)
    last = PurePosixPath(kept).name
    if not last or PurePosixPath(name.replace("\\", "/")).name.startswith((".", "~$")):
        return Taken(told="临时文件或隐藏文件，没有放入")
    if last == MASTER_LIST:
        return Taken(told="任务总表请在「任务总表」页上传，没有放入")
    book = reader.read_workbook(there) if context else None

    def read(file: str) -> FileResult | None:
        return file_workbook(book, file, Hints.of(file, context.register), context) if book and context else None

    first = read(f"input/{kept}")
    months = sorted({month for _, month in first.identities if month}) if first else []
    folder = months[-1] if months else (first.hints.month if first else None) or period
    data = there.read_bytes()
    with _ONE_AT_A_TIME:
        for file in _names(f"input/{folder}/{kept}"):
            place = workspace.home / file
            if not place.exists():
                workspace.put(file, data)
                break
            if place.is_file() and place.read_bytes() == data:
                return Taken(file=file, told="同样的文件已经放入过，不再重复放入")
    found = read(file)
    if not found:
        return Taken(file=file, told="已放入，任务总表改好以后再读取")
    return Taken(
        file=file,
        department="、".join(dict.fromkeys(name for name, _ in found.identities if name)) or found.hints.department,
        periods=tuple(months),
        told=found.outcome,
        problems=tuple(found.problems),
    )


def _names(file: str) -> Iterator[str]:
    """The name, then the same with a number."""
    path = PurePosixPath(file)
    yield file
    for number in range(2, 10_000):
        yield str(path.with_name(f"{path.stem}（{number}）{path.suffix}"))
