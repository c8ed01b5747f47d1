"""The master list replaced, and the few settings of a month written into it; the list before is always kept."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..arguments import Given
from ..intake import reader
from ..intake.grid import Failure, Grid
from ..intake.master_list import read_master
from ..making import failure, make
from ..pipeline.built import read_templates
from ..records import record
from ..telling import note_lines
from ..vocabulary import column_titles
from ..vocabulary.column_titles import (
    ARRANGEMENT,
    CLOSING,
    CONTENT,
    DATED,
    DISPATCHES,
    DOCUMENT_KIND,
    DOCUMENT_NUMBER,
    SECTION,
    SUPPLEMENTS,
    UNIT,
)
from ..vocabulary.master_sheets import OPTIONAL_SHEETS
from ..vocabulary.model import Period, Plan, Supplement
from ..vocabulary.paper import Paper
from ..vocabulary.problems import Level, Problem
from ..workspace import OutputFault, Workspace
from .grid_view import ShownSheet, shown
from .workbook_edits import NotEditable, RowEdit, edited

_KEPT = "备份"
"""The folder of the workspace for lists that were replaced: in input/ they would be read as returns."""


@record
class KindSettings:
    """What a kind of a month's documents bears."""

    name: str
    number: str
    dated: str


@record
class MonthSettings:
    """The settings of a month. closing: what 「报送安排」 says of it; usual: the day of every month; registered:
    whether there is 「发文登记」; supplements: the rows of 「补充内容」."""

    closing: str
    usual: str
    registered: bool
    kinds: tuple[KindSettings, ...]
    supplements: tuple[Supplement, ...]


def put_master(workspace: Workspace, there: Path) -> tuple[tuple[Problem, ...], tuple[ShownSheet, ...] | None]:
    """Make the file at `there` the master list where it can be used. What is to be said of it, and where it was not
    taken its sheets with the cells at fault marked."""
    kinds = {kind.name: kind.scope for kind in read_templates(workspace).kinds}
    plan, problems = read_master(there, kinds)
    if plan is None:
        book = reader.read_workbook(there)
        return problems, () if isinstance(book, Failure) else marked_sheets(book.sheets, problems)
    _replace(workspace, there.read_bytes())
    return problems, None


def marked_sheets(sheets: Iterable[Grid], problems: Sequence[Problem]) -> tuple[ShownSheet, ...]:
    """The sheets on which something is wrong."""
    named = {item.source.sheet for item in problems}
    return shown((grid for grid in sheets if grid.name in named), problems)


def import_notice(given: Given) -> str:
    """A notice made a master list, as `import` does it; what came of it in words."""
    try:
        made = make(given)
    except Exception as fault:
        return failure(fault)[0]
    return "".join(note_lines(made.built, made.committed))


def settings_of(workspace: Workspace, plan: Plan, period: Period) -> MonthSettings:
    """The settings of a month as they stand."""
    arranged = plan.arranged(period).closing
    return MonthSettings(
        closing=arranged.isoformat() if arranged else "",
        usual=plan.element(CLOSING),
        registered=plan.dispatches is not None,
        kinds=tuple(_kind_settings(plan, period, name) for name in _month_kinds(workspace)),
        supplements=tuple(item for item in plan.supplements if item.period == period),
    )


def write_settings(workspace: Workspace, period: Period, form: Mapping[str, str]) -> tuple[Problem, ...]:
    """Write what somebody changed into the master list: what differs from what he was shown, which the form says under
    「was.」, so that an old page puts nothing back. What is wrong with it comes back, and then nothing was written;
    NotEditable or OutputFault where it cannot be written."""
    if opened := next((name for name in _open_marks(workspace) if name.exists()), None):
        raise NotEditable(f"任务总表正在 Excel 或 WPS 里打开（{opened.name}），没有写入。请保存、关闭后重试。")
    plan, problems = read_master(workspace.master)
    if plan is None:
        return problems
    now = settings_of(workspace, plan, period)
    edits = [
        *_closing_edits(now, period, form),
        *_document_edits(now, period, form),
        *_supplement_edits(now, period, form),
    ]
    if not edits:
        return ()
    made = edited(workspace.master.read_bytes(), edits)
    with tempfile.TemporaryDirectory(prefix="zwgk-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / workspace.master.name
        path.write_bytes(made)
        fresh, wrong = read_master(path)
    if fresh is None:
        return tuple(item for item in wrong if item.level is Level.REFUSED)
    _replace(workspace, made)
    return ()


def _closing_edits(now: MonthSettings, period: Period, form: Mapping[str, str]) -> Iterable[RowEdit]:
    closing, changed = _given(form, "closing", now.closing)
    if changed:
        yield _edit(ARRANGEMENT, {column_titles.PERIOD: str(period)}, {CLOSING: closing})


def _document_edits(now: MonthSettings, period: Period, form: Mapping[str, str]) -> Iterable[RowEdit]:
    for kind in now.kinds:
        asked = {
            DOCUMENT_NUMBER: _given(form, f"number.{kind.name}", kind.number),
            DATED: _given(form, f"dated.{kind.name}", kind.dated),
        }
        if any(changed for _, changed in asked.values()):
            known = {column_titles.PERIOD: str(period), DOCUMENT_KIND: kind.name, UNIT: ""}
            yield _edit(DISPATCHES, known, {title: given for title, (given, _) in asked.items()})


def _supplement_edits(now: MonthSettings, period: Period, form: Mapping[str, str]) -> Iterable[RowEdit]:
    """Rows with other words, rows whose words were taken away, and a new one. Words that somebody changed while the
    row went elsewhere are a new one, too: nothing typed is lost."""
    for number in itertools.count():
        if f"words.{number}" not in form:
            break
        kind, section, was, given = (
            form.get(f"{name}.{number}", "").strip() for name in ("kind", "section", "was.words", "words")
        )
        there = [
            item.text
            for item in now.supplements
            if (item.kind, item.section, item.text.strip()) == (kind, section, was)
        ]
        if given == was or not (given or there):
            continue
        before = _supplement(period, kind, section, there[0] if there else given)
        yield _edit(SUPPLEMENTS, before, {CONTENT: given} if given else dict.fromkeys(before, ""))
    if words := form.get("words", ""):
        new = _supplement(period, form.get("words.kind", ""), form.get("words.section", ""), words)
        yield _edit(SUPPLEMENTS, new, {CONTENT: words})


def _given(form: Mapping[str, str], name: str, now: str) -> tuple[str, bool]:
    """What is to stand there, and whether somebody wants it otherwise than it stands there now."""
    given = form.get(name, now)
    return (given, given != now) if given != form.get(f"was.{name}", now) else (now, False)


def _supplement(period: Period, kind: str, section: str, words: str) -> dict[str, str]:
    return {column_titles.PERIOD: str(period), DOCUMENT_KIND: kind, SECTION: section, CONTENT: words}


def _edit(sheet: str, known: Mapping[str, str], values: Mapping[str, str]) -> RowEdit:
    return RowEdit(sheet, tuple(column.title for column in OPTIONAL_SHEETS[sheet]), known, values)


def _month_kinds(workspace: Workspace) -> list[str]:
    return [kind.name for kind in read_templates(workspace).kinds if kind.scope.run == "month"]


def _kind_settings(plan: Plan, period: Period, name: str) -> KindSettings:
    paper = Paper(plan, name, period)
    return KindSettings(name=name, number=paper.borne(DOCUMENT_NUMBER)[0], dated=paper.borne(DATED)[0])


def _open_marks(workspace: Workspace) -> Iterable[Path]:
    """Files that Excel, WPS and LibreOffice lay beside a workbook for as long as it is open there."""
    name = workspace.master.name
    return (workspace.input / mark for mark in (f"~${name}", f".~{name}", f".~lock.{name}#"))


def _replace(workspace: Workspace, data: bytes) -> None:
    """Put a master list in its place, the one before kept."""
    if workspace.master.is_file():
        before = workspace.master.read_bytes()
        if before == data:
            return
        stamp = dt.datetime.now().strftime("%Y-%m-%d %H%M%S")
        workspace.put(f"{_KEPT}/任务总表（{stamp}前）.xlsx", before)
    if workspace.master.is_dir():
        raise OutputFault(f"{workspace.master} 是文件夹，没有写入。请把它移走后重试。")
    workspace.put_master(data)
