"""input/已印发/ → the records of what was signed. One that cannot be read is told at its cell and counts as none."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeAlias

from ..records import record, value
from ..vocabulary import column_titles, issued
from ..vocabulary.cell_address import address
from ..vocabulary.findings import PARTS, UNRANKED, Deduction, Filing, Score
from ..vocabulary.issued import ISSUED_FOLDER, Issue, Issued, IssuedDocument, IssuedDuty, IssuedScore
from ..vocabulary.master_sheets import MASTER_SHEETS, OPTIONAL_SHEETS
from ..vocabulary.model import Department, Lamp, Period, Plan, Source, State, Status
from ..vocabulary.problems import Kind, Problem
from ..vocabulary.terms import Promptness
from . import reader
from .boundary_text import key_text
from .folder import MASTER_LIST
from .grid import Failure, Grid, GridCell, Workbook
from .master_list import plan_of_sheets
from .names import by_name
from .table_layout import lines_of

RECORD_LIMITS = replace(reader.LIMITS, cells=2_000_000)
"""What a workbook of our own making may cost: that of 3,000 departments has more cells than a return may have."""


_MASTER = f"input/{MASTER_LIST}"
_Rows: TypeAlias = "tuple[tuple[str, int, tuple[str, ...]], ...]"


class _Bad(Exception):
    """A record that cannot be read: at which cell, and why."""

    def __init__(self, source: Source, why: str):
        super().__init__(why)
        self.source = source


@record
class IssuedSet:
    """The records of a workspace by what they are of; `problems`: what cannot be read of them."""

    records: Mapping[Issue, Issued]
    problems: tuple[Problem, ...] = ()

    @property
    def months(self) -> dict[Period, Issued]:
        """The records of months."""
        return {issue.period: found for issue, found in self.records.items() if issue.period}


NOTHING_ISSUED = IssuedSet(records={})


def read_issued(home: Path, year: int, departments: tuple[Department, ...] = ()) -> IssuedSet:
    """The records of a year. A department that one of them calls by an alias of today has its name of today.

    Other files of the folder are a person's own: copies, older records, what was made of them.
    """
    folder = home / "input" / ISSUED_FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return NOTHING_ISSUED
    names, records, problems = by_name(departments), {}, []
    plans: dict[_Rows, Plan | None] = {}
    try:
        found = sorted(folder.iterdir())
    except OSError as fault:
        unreachable = Kind.FILE_UNREACHABLE.at(Source(f"input/{ISSUED_FOLDER}"), number=fault.errno or 0)
        return IssuedSet(records={}, problems=(unreachable,))
    named = ((path, Issue.named(path.stem)) for path in found if path.suffix == ".xlsx")
    paths = {own[0]: path for path, own in named if own and own[0].year == year and not own[1]}
    books = dict(reader.read_many([*paths.values()], limits=RECORD_LIMITS))
    for index, issue in enumerate(paths):
        try:
            if paths[issue].is_symlink():
                raise _Bad(Source(issue.file), "这是一个链接，不是文件")
            records[issue] = _with_plan(read_record(books[index], issue, names), names, plans)
        except _Bad as bad:
            problems.append(Kind.RECORD_UNREADABLE.at(bad.source, name=issue.chinese, why=str(bad)))
    return IssuedSet(records=records, problems=tuple(problems))


def signed_files(home: Path, year: int) -> dict[str, Path]:
    """Every file of the records of a year, earlier times and copies of documents included, by its name in the
    workspace; no link is followed."""
    folder = home / "input" / ISSUED_FOLDER
    found: dict[str, Path] = {}
    if folder.is_symlink():
        return {}
    for path in folder.glob("*"):
        own = Issue.named(path.name.removesuffix(".xlsx"))
        if own and own[0].year == year and not path.is_symlink():
            found |= {f"input/{ISSUED_FOLDER}/{name}": folder / name for name in _files_of(path, folder)}
    return dict(sorted(found.items()))


def _files_of(path: Path, folder: Path) -> Iterator[str]:
    if path.is_dir():
        below = (Path(root) / name for root, _, names in os.walk(path) for name in names)
        yield from (file.relative_to(folder).as_posix() for file in below if file.is_file() and not file.is_symlink())
    elif path.is_file():
        yield path.name


def changed_copies(home: Path, records: Iterable[Issued]) -> tuple[Problem, ...]:
    """What is to be said of copies of documents that are not as they were signed."""
    found = []
    for signed in records:
        for item in signed.documents:
            copy = home / "input" / ISSUED_FOLDER / signed.issue.name / item.path
            try:
                digest = hashlib.sha256(copy.read_bytes()).hexdigest()
            except OSError:
                digest = ""
            if digest != item.digest:
                what = "与记录的 SHA-256 不符" if digest else "不在了，或无法读取"
                found.append(Kind.SIGNED_COPY_CHANGED.at(item.source, content=item.path, path=item.path, what=what))
    return tuple(found)


def read_record(book: Workbook | Failure, issue: Issue, names: Mapping[str, str]) -> Issued:
    """One record out of its workbook; _Bad where it cannot be read. names: name or alias, normalised → department."""
    whole = Source(issue.file)
    if isinstance(book, Failure):
        raise _Bad(whole, book.message.rstrip("。"))
    grids = {key_text(grid.name): grid for grid in book.sheets}

    def rows(sheet: str, *needed: str) -> Iterator[_Row]:
        return _rows(whole, grids.get(sheet), sheet, needed, names)

    about = {
        row.text(column_titles.SETTING): row for row in rows(issued.ABOUT, column_titles.SETTING, column_titles.CONTENT)
    }
    for title, expected in ((column_titles.PERIOD, issue.folder), (column_titles.STAGE, issue.stage)):
        said = about[title].text(column_titles.CONTENT) if title in about else ""
        if expected and said != expected:
            raise _Bad(Source(issue.file, issued.ABOUT), f"文件名是“{issue.name}”，表内{title}写的是“{said}”")
    for title in (issued.ISSUED_DATE, issued.ISSUED_TIMES):
        if title not in about:
            raise _Bad(Source(issue.file, issued.ABOUT), f"没有“{title}”一行")
    part_titles = [title for _, title in PARTS]
    found = Issued(
        issue=issue,
        as_of=about[issued.ISSUED_DATE].day(column_titles.CONTENT),
        times=about[issued.ISSUED_TIMES].count(column_titles.CONTENT),
        scores=tuple(
            _score(row, issue)
            for row in rows(issued.SCORES, column_titles.UNIT, column_titles.TOTAL, column_titles.GRADE, *part_titles)
        ),
        deductions=tuple(
            _deduction(row)
            for row in rows(issued.LOST, column_titles.UNIT, column_titles.SETTING, column_titles.DEDUCTION)
            if row.text(column_titles.DEDUCTION)
        ),
        duties=tuple(
            _duty(row)
            for row in rows(
                issued.VERDICTS, column_titles.UNIT, column_titles.TASK_ID, column_titles.STATE, column_titles.LAMP
            )
        ),
        documents=tuple(
            _document(row)
            for row in rows(issued.DOCUMENTS, column_titles.DOCUMENT_KIND, column_titles.FILE, column_titles.DIGEST)
        ),
        files={
            row.text(column_titles.FILE): row.text(column_titles.DIGEST)
            for row in (rows(issued.FILES, column_titles.FILE, column_titles.DIGEST) if issued.FILES in grids else ())
        },
        master=tuple(_master_rows(grids.get(issued.MASTER))),
        source=Source(issue.file, issued.ABOUT),
        digest=book.digest,
    )
    if not found.scores and not found.duties:
        raise _Bad(whole, "「单位得分」「判定」都是空的")
    return found


@value
class _Row:
    """A row of a record's sheet by column title; _Bad, at the cell, for a value that is none."""

    sheet: Source
    number: int
    cells: Mapping[str, GridCell]
    columns: Mapping[str, int]
    names: Mapping[str, str]

    def text(self, title: str) -> str:
        """The text of a cell, blank where there is none."""
        cell = self.cells.get(key_text(title))
        return cell.text.strip() if cell else ""

    def at(self, title: str) -> Source:
        """Where a cell stands or would."""
        column = self.columns.get(key_text(title))
        return self.sheet.at(address(self.number, column)) if column else self.sheet

    def bad(self, title: str) -> _Bad:
        """What is to be said of a value that cannot be read."""
        what = self.text(column_titles.SETTING) if title == column_titles.CONTENT else title
        return _Bad(self.at(title), f"{what}“{self.text(title)}”无法识别")

    def points(self, title: str) -> Decimal:
        """A number with two decimals; blank is 0."""
        try:
            return Decimal(self.text(title) or 0).quantize(Decimal("0.01"))
        except InvalidOperation:
            raise self.bad(title) from None

    def count(self, title: str) -> int:
        """A whole number; blank is 0."""
        text = self.text(title) or "0"
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise self.bad(title)
        return int(text)

    def day(self, title: str) -> dt.date:
        """A date."""
        try:
            return dt.date.fromisoformat(self.text(title))
        except ValueError:
            raise self.bad(title) from None

    def day_or_none(self, title: str) -> dt.date | None:
        """A date, None of a blank."""
        return self.day(title) if self.text(title) else None

    def department(self) -> str:
        """The department, by its name of today."""
        name = self.text(column_titles.UNIT)
        return self.names.get(key_text(name), name)


def _rows(
    whole: Source, grid: Grid | None, name: str, needed: tuple[str, ...], names: Mapping[str, str]
) -> Iterator[_Row]:
    """The rows below the row that has the titles `needed`."""
    source = Source(whole.file, name)
    if grid is None:
        raise _Bad(whole, f"缺少工作表「{name}」")
    lines: dict[int, dict[int, GridCell]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        lines.setdefault(row, {})[column] = cell
    head = next(
        (row for row, line in lines.items() if any(key_text(c.text) == key_text(needed[0]) for c in line.values())), 0
    )
    columns = {key_text(cell.text): column for column, cell in lines.get(head, {}).items()}
    if missing := [title for title in needed if key_text(title) not in columns]:
        raise _Bad(source, f"没有列「{missing[0]}」")
    for number, line in lines.items():
        if number > head:
            cells = {title: line[column] for title, column in columns.items() if column in line}
            yield _Row(source, number, cells, columns, names)


def _score(row: _Row, issue: Issue) -> IssuedScore:
    rank, grade = row.text(column_titles.RANK), row.text(column_titles.GRADE)
    filing, kind = None, row.text(column_titles.FILING)
    if issue.period and kind:
        if kind not in [*Promptness]:
            raise row.bad(column_titles.FILING)
        filing = Filing(
            period=issue.period,
            kind=Promptness(kind),
            filed_on=row.day_or_none(column_titles.FILED_ON),
            versions=row.count(column_titles.VERSIONS),
        )
    return IssuedScore(
        score=Score(
            department=row.department(),
            **{key: row.points(title) for key, title in PARTS},
            total=row.points(column_titles.TOTAL),
            rank=row.count(column_titles.RANK) if rank.isdigit() else None,
            grade="" if grade == UNRANKED else grade,
            because=_reasons(row.text(column_titles.SCORE_NOTE)),
            counts=rank != column_titles.NOT_ASSESSED,
        ),
        filing=filing,
        granted=row.points(column_titles.OBJECTION_POINTS),
        places={title: row.at(title) for title in _COMPARED},
    )


_COMPARED = (
    *(title for _, title in PARTS),
    column_titles.OBJECTION_POINTS,
    column_titles.TOTAL,
    column_titles.RANK,
    column_titles.GRADE,
    column_titles.FILING,
)
"""The columns of 「单位得分」 that a later reckoning is compared with."""


def _reasons(text: str) -> dict[str, str]:
    """What each part was reckoned from, out of 「计分说明」: a line that names no part goes on with the one before."""
    keys = {title: key for key, title in PARTS}
    found: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        title, colon, rest = line.partition("：")
        if colon and title in keys:
            last = keys[title]
            found[last] = rest
        elif last:
            found[last] += f"\n{line}"
    return found


def _deduction(row: _Row) -> Deduction:
    period = row.text(column_titles.PERIOD)
    try:
        month = Period.parse(period) if period[:1].isdigit() else None
    except ValueError:
        raise row.bad(column_titles.PERIOD) from None
    return Deduction(
        number=row.text(column_titles.DEDUCTION_ID),
        department=row.department(),
        part=row.text(column_titles.SETTING),
        points=row.points(column_titles.DEDUCTION),
        settled=row.points(column_titles.SETTLED_CENTS),
        rule=row.text(column_titles.RULE),
        reason=row.text(column_titles.REASON),
        content=row.text(column_titles.CELL_TEXT),
        source=Source(
            row.text(column_titles.SOURCE_FILE),
            row.text(column_titles.SOURCE_SHEET),
            row.text(column_titles.SOURCE_CELL),
        ),
        task_id=row.text(column_titles.TASK_ID),
        period=month,
    )


def _duty(row: _Row) -> IssuedDuty:
    lamp, status = row.text(column_titles.LAMP), row.text(column_titles.STATUS)
    if row.text(column_titles.STATE) not in [*State]:
        raise row.bad(column_titles.STATE)
    if lamp[:1] not in [*Lamp]:
        raise row.bad(column_titles.LAMP)
    return IssuedDuty(
        department=row.department(),
        task_id=row.text(column_titles.TASK_ID),
        state=State(row.text(column_titles.STATE)),
        lamp=Lamp(lamp[0]),
        traced=len(lamp) > 1,
        because=row.text(column_titles.BECAUSE),
        status=Status(status) if status in [*Status] else None,
        source=row.at(column_titles.STATE),
        lamp_at=row.at(column_titles.LAMP),
    )


def _document(row: _Row) -> IssuedDocument:
    return IssuedDocument(
        kind=row.text(column_titles.DOCUMENT_KIND),
        department=row.department(),
        path=row.text(column_titles.FILE),
        number=row.text(column_titles.DOCUMENT_NUMBER),
        dated=row.day_or_none(column_titles.DATED),
        digest=row.text(column_titles.DIGEST),
        made=row.text(column_titles.MADE_DIGEST),
        source=row.at(column_titles.FILE),
    )


# --- the master list as it was ---------------------------------------------------------------------------------------


def master_rows(book: Workbook) -> _Rows:
    """(sheet, row, texts from the left) of a master list's every row, as a record keeps them."""
    known = MASTER_SHEETS | OPTIONAL_SHEETS
    return tuple(
        (grid.name, row, texts) for grid in book.sheets if key_text(grid.name) in known for row, texts in _lines(grid)
    )


def _lines(grid: Grid) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(row, the texts that speak in its cells, from the left)."""
    lines = lines_of(grid)
    for row, line in lines.rows.items():
        spoken = (lines.spoken(row, column) for column in range(1, max(line) + 1))
        yield row, tuple(cell.text if cell else "" for cell in spoken)


def _master_rows(grid: Grid | None) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """The rows that `master_rows` gave, out of a record; those that a person spoiled are left out."""
    for _, texts in _lines(grid) if grid else ():
        number = texts[1] if len(texts) > 2 else ""
        if number.isascii() and number.isdigit():
            yield texts[0], int(number), texts[2:]


def _with_plan(found: Issued, names: Mapping[str, str], plans: dict[_Rows, Plan | None]) -> Issued:
    """The record with the plan that its rows of the master list make, read once where records have the same rows."""
    if found.master not in plans:
        plan = _plan_of_rows(found.master)
        plans[found.master] = plan and _named_today(plan, names)
    return replace(found, plan=plans[found.master])


def _named_today(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan with the departments' names of today."""
    new = {item.name: names.get(key_text(item.name), item.name) for item in plan.departments}
    if all(old == name for old, name in new.items()):
        return plan
    return replace(
        plan,
        departments=tuple(replace(item, name=new[item.name]) for item in plan.departments),
        tasks=tuple(
            replace(
                task,
                owners=tuple(new[name] for name in task.owners),
                roles={new[name]: role for name, role in task.roles.items()},
                led=tuple(new[name] for name in task.led),
            )
            for task in plan.tasks
        ),
        adjustments=tuple(replace(item, department=new[item.department]) for item in plan.adjustments),
        extensions=tuple(replace(item, department=new.get(item.department, "")) for item in plan.extensions),
        objections=tuple(replace(item, department=new[item.department]) for item in plan.objections),
    )


def _plan_of_rows(rows: _Rows) -> Plan | None:
    grids: dict[str, dict[tuple[int, int], GridCell]] = {}
    for sheet, row, cells in rows:
        grid = grids.setdefault(sheet, {})
        for column, text in enumerate(cells, 1):
            if text:
                grid[row, column] = GridCell(text, row, column)
    plan, _ = plan_of_sheets([Grid(name=name, cells=cells) for name, cells in grids.items()], None, _MASTER)
    return plan
