"""One sheet of a file → one return, or the reason why it is none; every cell accounted for."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..vocabulary.columns import FIELDS, LOCKED
from ..vocabulary.form import MARK_AUTHOR, form_words
from ..vocabulary.model import Cell, Period, Plan, Return, Source, UnusedCell
from ..vocabulary.problems import Kind, Problem
from .column_evidence import REASONS
from .column_titles import UNIT
from .entries import Entries, read_entries
from .found_table import Sheet
from .grid import Grid, GridCell, address, ranges
from .identity import Hints, Identity, identify, sole_name
from .names import Register
from .task_match import TaskIndex
from .values import is_blank, key_text, read_date

__all__ = ["Desk", "Filed", "file_sheet", "set_aside", "tell_near"]


_LIKE = 0.3
"""Likeness from which a title counts as near to the one that is missing."""
_BIG = 1000
"""Cells from which a sheet that is no return is listed by rows."""


class Desk:
    """What every return of a year is read against: the plan and its indices, made once."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.tasks = TaskIndex(plan)
        self.register = Register(plan)
        self._words: dict[Period | None, frozenset[str]] = {None: frozenset()}

    def words(self, period: Period | None) -> frozenset[str]:
        """Normalised words of the blank form of a period."""
        if period not in self._words:
            self._words[period] = frozenset(map(key_text, form_words(self.plan, period)))
        return self._words[period]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What a sheet came to: a return or None, what is wrong with it, and the cells that went nowhere."""

    source: Source
    identity: Identity
    found: Return | None
    problems: tuple[Problem, ...]
    unused: tuple[UnusedCell, ...]


def file_sheet(sheet: Sheet, source: Source, digest: str, hints: Hints, desk: Desk) -> list[Filed]:
    """Read one progress sheet, of one department, or of several whose rows name them; `source` names file and sheet."""
    parts = _by_department(sheet, hints, desk)
    return [_file(part, source, digest, hints, desk, first=number == 0) for number, part in enumerate(parts)]


def _by_department(sheet: Sheet, hints: Hints, desk: Desk) -> list[Sheet]:
    """The sheet, or for each department its rows of it, where nothing but a column of the rows says whose they are."""
    whose = [sole_name(row.text(UNIT), desk.register) for row in sheet.rows]
    names = dict.fromkeys(filter(None, whose))
    if len(names) < 2 or not all(whose) or sheet.fields.all("department"):
        return [sheet]
    return [
        replace(sheet, rows=tuple(row for row, name in zip(sheet.rows, whose) if name == wanted)) for wanted in names
    ]


def _file(sheet: Sheet, source: Source, digest: str, hints: Hints, desk: Desk, *, first: bool) -> Filed:
    """One department's part of a sheet; what is to be said of the sheet as a whole is said with the `first`."""
    identity = identify(sheet, source, hints, desk.register)
    whom = hints.whom(identity.department, identity.period)
    problems = list(identity.problems) + (list(_on_sheet(sheet, source, whom)) if first else [])
    if not identity.department or identity.period is None:
        reason = "整张表未采用：" + ("填报单位" if not identity.department else "报送期") + "无法确定"
        unused = set_aside(sheet.grid, source, reason, whom["period"], desk) if first else ()
        return Filed(source=source, identity=identity, found=None, problems=tuple(problems), unused=unused)
    filed_on, raised = _filing(sheet, source, identity.period, whom)
    rows = read_entries(
        sheet,
        desk.plan,
        desk.register,
        department=identity.department,
        period=identity.period,
        filed_on=filed_on,
        source=source,
    )
    problems += rows.problems + (raised + list(_on_cells(sheet, source, whom)) if first else [])
    found = Return(
        department=identity.department,
        period=identity.period,
        filed_on=filed_on,
        filler=_field(sheet, "filler"),
        reviewer=_field(sheet, "reviewer"),
        phone=_field(sheet, "phone"),
        entries=tuple(rows.entries),
        source=source,
        digest=digest,
        fields=_typed_fields(sheet),
        head=sheet.head,
        refused=rows.refused,
    )
    return Filed(
        source=source,
        identity=identity,
        found=found,
        problems=tuple(problems),
        unused=tuple(_unused(sheet, source, identity, rows, desk, first)),
    )


def tell_near(sheet: Sheet, source: Source, hints: Hints, desk: Desk) -> Problem:
    """What a sheet with tasks of ours lacks to be a progress sheet: a column of states, and which title comes nearest."""
    header, wanted = sheet.headers[0], _title("status")
    titles = {
        column: stack[-1]
        for column, stack in header.stacks.items()
        if stack and column not in {header.columns.get(item.key) for item in LOCKED}
    }
    close = difflib.get_close_matches(wanted, titles.values(), n=1, cutoff=_LIKE)
    close = close or list(header.titles("narrative")[-1:])
    column = next((column for column, title in titles.items() if title in close), None)
    at = address(max(header.bottom, 1), column or min(header.columns.values()))
    return Kind.SHEET_NEAR.at(
        source.at(at),
        rows=sum(row.match.task is not None for row in sheet.rows),
        hint=f"最接近的是 {at} 的「{close[0]}」。" if column else "",
        **hints.whom(next(iter(desk.register.mentioned(_heading(sheet))), ""), None),
    )


def _heading(sheet: Sheet) -> str:
    stated = sheet.fields.first("department")
    return stated.text if stated else ""


def set_aside(grid: Grid, source: Source, reason: str, period: Period | None, desk: Desk) -> tuple[UnusedCell, ...]:
    """Every cell of a sheet that is not taken, the words of the blank form aside; of a big sheet, one row as one."""
    words = desk.words(period)
    cells = [cell for _, cell in sorted(grid.cells.items()) if key_text(cell.text) not in words]
    lines = (
        [[cell] for cell in cells]
        if len(cells) <= _BIG
        else [list(line) for _, line in itertools.groupby(cells, key=lambda cell: cell.row)]
    )
    return tuple(
        UnusedCell(
            source=source.at(line[0].address + (f":{line[-1].address}" if len(line) > 1 else "")),
            text=" | ".join(cell.text for cell in line),
            reason=reason,
            period=period,
        )
        for line in lines
    )


def _field(sheet: Sheet, key: str) -> str:
    value = sheet.fields.first(key)
    return "" if value is None or is_blank(value.text) else value.text


def _typed_fields(sheet: Sheet) -> dict[str, Cell]:
    """The cells of filing date and period as typed, so that what hangs on them can be shown; the label's where nothing is
    filled in."""
    found = {key: sheet.fields.first(key) for key in ("filed_on", "period")}
    return {key: Cell(value.cell.text, value.cell.address) for key, value in found.items() if value}


def _filing(sheet: Sheet, source: Source, period: Period, whom: dict):
    """(filing date, problems of the fields)."""
    problems: list[Problem] = []

    def tell(kind: Kind, key: str, content: str = "", **facts: object) -> None:
        field = sheet.fields.first(key)
        problems.append(kind.at(source.at(field.cell.address) if field else source, content=content, **whom, **facts))

    field, filed_on = sheet.fields.first("filed_on"), None
    if field and not is_blank(field.text):
        reading = read_date(field.text, year=period.year, kind=field.cell.kind)
        filed_on = reading.value
        if reading.fault:
            tell(Kind.DATE_UNREADABLE, "filed_on", field.text, column="填报日期", text=field.text, why=reading.fault)
        elif reading.doubt:
            tell(Kind.DATE_DOUBT, "filed_on", field.text, column="填报日期", text=field.text, why=reading.doubt)
        if filed_on and filed_on < period.first_day:
            tell(Kind.FILED_BEFORE, "filed_on", field.text, day=filed_on, month=period)
    else:
        tell(Kind.FILED_ON_MISSING, "filed_on")
    filler, reviewer = _field(sheet, "filler"), _field(sheet, "reviewer")
    if not reviewer:
        tell(Kind.REVIEWER_MISSING, "reviewer")
    elif key_text(filler) == key_text(reviewer):
        tell(Kind.REVIEWER_IS_FILLER, "reviewer", reviewer, name=reviewer)
    return filed_on, problems


def _on_sheet(sheet: Sheet, source: Source, whom: dict) -> Iterator[Problem]:
    """What is to be said of a sheet's columns, hidden parts and merged cells."""
    grid, first, head = sheet.grid, sheet.headers[0], source.at(sheet.head)
    if grid.visibility != "visible":
        yield Kind.SHEET_HIDDEN.at(source, **whom)
    wanted = ("progress", "done_on", "narrative", "evidence")
    missing = [key for key in wanted if all(key not in header.columns for header in sheet.headers)]
    if missing:
        yield Kind.COLUMN_MISSING.at(head, columns=_listed(_title(key) for key in missing), **whom)
    extra = dict.fromkeys(
        title
        for header in sheet.headers
        for column, title in header.extra.items()
        if any(cell.column == column for row in sheet.rows if row.header is header for cell in row.others)
    )
    if extra:
        yield Kind.COLUMN_EXTRA.at(head, columns=_listed(extra), content="、".join(extra), **whom)
    for header in sheet.headers:
        for column, title, other in header.doubled:
            if any(cell.column == column for row in sheet.rows if row.header is header for cell in row.others):
                yield Kind.COLUMN_TWICE.at(source.at(address(header.top, column)), title=title, other=other, **whom)
    rows = sorted({row.number for row in sheet.rows} & grid.hidden_rows)
    if rows:
        yield Kind.ROWS_HIDDEN.at(source.at(f"A{rows[0]}"), rows=ranges(rows), **whom)
    columns = sorted({cell.column for row in sheet.rows for cell in row.own} & grid.hidden_columns)
    if columns:
        letters = "、".join(address(1, column)[:-1] for column in columns)
        yield Kind.COLUMNS_HIDDEN.at(source.at(address(first.top, columns[0])), columns=letters, **whom)
    told = [item for header in sheet.headers for item in header.by_values]
    if told:
        columns = "；".join(
            dict.fromkeys(
                f"「{item.title or address(1, item.column)[:-1] + ' 列'}」是{_title(item.key)}"
                f"（{item.of} 格中 {item.hits} 格{REASONS.get(item.key, '是文字说明')}）"
                for item in told
            )
        )
        yield Kind.COLUMNS_BY_VALUES.at(
            source.at(address(max(first.bottom, 1), told[0].column)), columns=columns, **whom
        )
    hiding = {(cell.row, cell.column) for cell in sheet.hidden}
    for key, merge in sheet.spread:
        place = address(merge.top, merge.left)
        if any((row, merge.left) in hiding for row in range(merge.top, merge.bottom + 1)):
            continue  # told at what is hidden
        yield Kind.CONTENT_MERGED.at(
            source.at(place),
            content=grid.text(merge.top, merge.left),
            column=_title(key),
            range=f"{place}:{address(merge.bottom, merge.right)}",
            **whom,
        )


def _on_cells(sheet: Sheet, source: Source, whom: dict) -> Iterator[Problem]:
    """What is to be said of single cells whatever they mean: notes, struck text, characters replaced, far cells, cells
    under a merged one."""
    grid = sheet.grid
    for cell in sheet.hidden:
        yield Kind.CELL_COVERED.at(source.at(cell.address), content=cell.text, **whom)
    for note in grid.notes:
        if note.author != MARK_AUTHOR:
            yield Kind.NOTE_FOUND.at(source.at(note.cell), content=note.text, what=note.what, **whom)
    for kind, places in ((Kind.CELL_STRUCK, grid.struck), (Kind.CELL_CLEANED, grid.cleaned)):
        for place in sorted(places):
            if place in grid.cells:
                yield kind.at(source.at(address(*place)), content=grid.text(*place), **whom)
    if grid.far:
        places = [address(*place) for place in sorted(grid.far)]
        shown = "、".join(places[:5]) + ("等" if len(places) > 5 else "")
        yield Kind.CELLS_FAR.at(source.at(places[0]), content="", cells=shown, **whom)


def _unused(
    sheet: Sheet, source: Source, identity: Identity, rows: Entries, desk: Desk, first: bool
) -> Iterator[UnusedCell]:
    """Every cell that is neither in an entry nor a word of the blank form, with the reason; of a later part of a sheet,
    those of its rows."""
    period = identity.period
    words = desk.words(period)

    def unused(cell: GridCell, reason: str) -> UnusedCell:
        return UnusedCell(source=source.at(cell.address), text=cell.text, reason=reason, period=period)

    grid, seen = sheet.grid, set(rows.used)
    for cell, reason in rows.unused:
        place = cell.row, cell.column
        if place not in seen:
            seen.add(place)
            yield unused(cell, reason)
    if not first:
        return
    seen |= sheet.elsewhere
    names = {place: _field_name(sheet, place) for place in sheet.fields.values}
    for place, cell in sorted(grid.cells.items()):
        if place in seen or key_text(cell.text) in words:
            continue
        if place in names:
            if cell.text not in (identity.department, str(period)):
                yield unused(cell, f"填报信息（{names[place]}），已登记")
        elif place in sheet.fields.labels:
            yield unused(cell, "填报信息的栏名")
        elif place in grid.far:
            yield unused(cell, "远离表格的内容")
        elif place in sheet.labels:
            yield unused(cell, "栏名")
        elif any(header.holds(cell) for header in sheet.headers):
            key = next(filter(None, (header.reads(cell) for header in sheet.headers)), "")
            yield unused(cell, f"表头，作“{_title(key)}”读取" if key else "表头中的其他文字")
        else:
            yield unused(cell, "表格以外的文字")


def _field_name(sheet: Sheet, place: tuple[int, int]) -> str:
    keys = dict.fromkeys(item.key for item in sheet.fields.found if (item.cell.row, item.cell.column) == place)
    return "、".join(FIELDS[key] for key in keys)


def _title(key: str) -> str:
    from ..vocabulary.columns import column

    try:
        return column(key).title
    except KeyError:
        return "单位"


def _listed(titles: Iterable[str]) -> str:
    return "、".join(f"「{title}」" for title in titles)
