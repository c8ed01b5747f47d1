"""One sheet with the header of a progress sheet → one return, or the reason why it is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.columns import FIELDS
from ..vocabulary.model import Period, Return, Source, UnusedCell
from ..vocabulary.problems import Kind, Problem
from .entries import Entries, read_entries
from .found_table import Sheet
from .grid import GridCell
from .identity import Hints, Identity, Whom, identify, named_in
from .reading_context import ReadingContext
from .sheet_remarks import cell_remarks, sheet_remarks, their_notes
from .title_match import UNIT
from .unused_cells import set_aside, unused_cells
from .values import is_blank, key_text, read_date


@record
class SheetResult:
    """What a sheet came to: a return or None, what is wrong with it, and the cells that went nowhere."""

    source: Source
    identity: Identity
    found: Return | None
    problems: tuple[Problem, ...]
    unused: tuple[UnusedCell, ...]


def read_returns(sheet: Sheet, source: Source, hints: Hints, context: ReadingContext) -> list[SheetResult]:
    """Read one progress sheet, of one department, or of several whose rows name them; `source` names file and sheet."""
    parts = _by_department(sheet, source, hints, context)
    return [_read(part, source, hints, context, first=part is parts[0]) for part in parts]


def _by_department(sheet: Sheet, source: Source, hints: Hints, context: ReadingContext) -> list[Sheet]:
    """The sheet, or for each department its rows of it, where nothing but a column of the rows says whose they are.

    A row that names several departments is each one's, if nothing else on the sheet or about the file names one.
    """
    if not any(UNIT in header.columns for header in sheet.headers):
        return [sheet]
    whose = [named_in(row.text(UNIT), context.register) for row in sheet.rows]
    names = dict.fromkeys(name for named in whose for name in named)
    if len(names) < 2 or not all(whose) or sheet.fields.all("department"):
        return [sheet]
    if max(map(len, whose)) > 1 and identify(sheet, source, hints, context.register).department:
        return [sheet]
    return [
        replace(sheet, department=name, rows=tuple(row for row, named in zip(sheet.rows, whose) if name in named))
        for name in names
    ]


def _read(sheet: Sheet, source: Source, hints: Hints, context: ReadingContext, *, first: bool) -> SheetResult:
    """One department's part of a sheet; what is to be said of the sheet as a whole is said with the `first`."""
    identity = identify(sheet, source, hints, context.register)
    whom = hints.whom(identity.department, identity.period)
    problems = list(identity.problems) + (list(sheet_remarks(sheet, source, whom)) if first else [])
    if not identity.department or identity.period is None:
        lacking = column_titles.PERIOD if identity.department else FIELDS["department"]
        reason = f"整张表未采用：{lacking}无法确定"
        unused = set_aside(sheet.grid.cells.values(), source, reason, whom["period"], context) if first else ()
        return SheetResult(source=source, identity=identity, found=None, problems=tuple(problems), unused=unused)
    plan = context.plan_of(identity.period)
    if not plan.has(identity.department):
        problems.append(
            Kind.SHEET_NOT_IN_FORCE.at(source.at(sheet.head), name=identity.department, month=identity.period, **whom)
        )
        reason = f"未采用：{Kind.SHEET_NOT_IN_FORCE.title}"
        rows = Entries(unused=[(cell, reason) for row in sheet.rows for cell in row.own])
        left = unused_cells(sheet, source, replace(identity, department=""), rows, context, first)
        return SheetResult(source=source, identity=identity, found=None, problems=tuple(problems), unused=tuple(left))
    filed_on, raised = _filing_date(sheet, source, identity.period, whom)
    rows = read_entries(
        sheet,
        plan,
        context.register,
        department=identity.department,
        period=identity.period,
        filed_on=filed_on,
        source=source,
    )
    problems += rows.problems + (raised + list(cell_remarks(sheet, source, whom)) if first else [])
    unused = tuple(unused_cells(sheet, source, identity, rows, context, first))
    found = Return(
        department=identity.department,
        period=identity.period,
        filed_on=filed_on,
        filler=_field(sheet, "filler"),
        reviewer=_field(sheet, "reviewer"),
        phone=_field(sheet, "phone"),
        entries=tuple(rows.entries),
        source=source,
        fields=_typed_fields(sheet),
        head=sheet.head,
        refused=rows.refused,
        bare=first and not unused and not their_notes(sheet.grid),
    )
    return SheetResult(
        source=source,
        identity=identity,
        found=found if rows.entries else None,
        problems=tuple(problems),
        unused=unused,
    )


def _field(sheet: Sheet, key: str) -> str:
    value = sheet.fields.first(key) or sheet.shared.get(key)
    return "" if value is None or is_blank(value.text) else value.text


def _typed_fields(sheet: Sheet) -> dict[str, GridCell]:
    """The cells of filing date and period as typed, so that what hangs on them can be shown; the label's where nothing
    is filled in.
    """
    found = {key: sheet.fields.first(key) for key in ("filed_on", "period")}
    return {key: value.cell for key, value in found.items() if value}


def _filing_date(sheet: Sheet, source: Source, period: Period, whom: Whom) -> tuple[dt.date | None, list[Problem]]:
    """(filing date, problems of the fields)."""
    problems: list[Problem] = []

    def tell(kind: Kind, key: str, content: str = "", **facts: object) -> None:
        field = sheet.fields.first(key)
        problems.append(kind.at(source.at(field.cell.address) if field else source, content=content, **whom, **facts))

    field, filed_on = sheet.fields.first("filed_on"), None
    shared = sheet.shared.get("filed_on")
    if field and not is_blank(field.text):
        reading = read_date(field.text, year=period.year, kind=field.cell.kind)
        filed_on = reading.value
        if why := reading.fault or reading.doubt:
            kind = Kind.DATE_UNREADABLE if reading.fault else Kind.DATE_DOUBT
            tell(kind, "filed_on", field.text, column=column_titles.FILED_ON, text=field.text, why=why)
        if filed_on and filed_on < period.first_day:
            tell(Kind.FILED_BEFORE, "filed_on", field.text, day=filed_on, month=period)
    elif not (filed_on := shared and read_date(shared.text, year=period.year, kind=shared.kind).value):
        tell(Kind.FILED_ON_MISSING, "filed_on")
    filler, reviewer = _field(sheet, "filler"), _field(sheet, "reviewer")
    if not reviewer:
        tell(Kind.REVIEWER_MISSING, "reviewer")
    elif key_text(filler) == key_text(reviewer):
        tell(Kind.REVIEWER_IS_FILLER, "reviewer", reviewer, name=reviewer)
    return filed_on, problems
