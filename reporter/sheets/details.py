"""「单位明细」: one row for each department's duty, what it wrote and what was found, with the place it was
written at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..vocabulary import column_titles
from ..vocabulary.columns import BLANK_SHEET, FILLED, Column, Form
from ..vocabulary.model import Duty, Entry, TypedRow, Verdict
from .cell_text import as_text
from .course_columns import lamp_text
from .plain_tables import TableColumn, Value

SOURCE_ROW = "来源行"

_FORMS = {Form.DATE: "date", Form.PERCENT: "percent", Form.COUNT: "number", Form.STATUS: "short"}


def ledger_column(column: Column) -> TableColumn:
    """How the ledger shows a column that departments fill in."""
    return TableColumn(column.title, column.ledger_width or column.width, _FORMS.get(column.form, "text"))


_STATED = tuple(column for column in FILLED if column.before_verdict)
_TOLD = tuple(column for column in FILLED if not column.before_verdict)

DETAIL_COLUMNS = (
    TableColumn(column_titles.PERIOD, 9, "short", repeated=True),
    TableColumn(column_titles.UNIT, 14, "short", repeated=True),
    TableColumn(column_titles.TASK_ID, 9, "short", repeated=True),
    TableColumn(column_titles.TASK_TEXT, 36, says_continued=True),
    TableColumn(column_titles.DEADLINE, 12, "date"),
    TableColumn(column_titles.ROLE, 10, "short"),
    *map(ledger_column, _STATED),
    TableColumn(column_titles.STATE, 12, "short"),
    TableColumn(column_titles.LAMP, 6, "lamp"),
    TableColumn(column_titles.BECAUSE, 26),
    *map(ledger_column, _TOLD),
    TableColumn(column_titles.SOURCE_FILE, 24, repeated=True),
    TableColumn(column_titles.SOURCE_SHEET, 11, "short", repeated=True),
    TableColumn(SOURCE_ROW, 8, "number", repeated=True),
    TableColumn("原填写法", 24),
)
"""原填写法 keeps beside the reading what was typed in another form, and issued words that were changed."""


def detail_row(verdict: Verdict) -> tuple[Value, ...]:
    """The row of one verdict; of a 待确认 each cell shows every rival's value, numbered, where they differ."""
    duty = verdict.duty
    entries = verdict.rivals or ((verdict.entry,) if verdict.entry else ())

    def typed(columns: Sequence[Column]) -> Iterator[Value]:
        return (_abreast([typed_value(entry, column) for entry in entries]) for column in columns)

    return (
        str(verdict.period),
        duty.department,
        duty.task.id,
        duty.task.text,
        duty.due_on,
        duty.role,
        *typed(_STATED),
        str(verdict.state),
        lamp_text(verdict),
        verdict.because,
        *typed(_TOLD),
        _abreast([entry.source.file for entry in entries]),
        _abreast([entry.source.sheet for entry in entries]),
        _abreast([entry.row or None for entry in entries]),
        _abreast([_originals(entry, duty) for entry in entries]),
    )


def typed_value(row: TypedRow, column: Column) -> Value:
    """The reading; where there is none, what was typed."""
    value = row.values.get(column.key)
    if isinstance(value, (int, Decimal, dt.date)):
        return value
    return str(value or row.text(column.key))


def _originals(entry: Entry, duty: Duty) -> str:
    """What stood in the row's cells in another form than this table shows, one a line: ``完成日期（K6）：2018.6.8``."""
    found = []
    for column in BLANK_SHEET:
        cell = entry.cells.get(column.key)
        if cell is None or not cell.text.strip():
            continue
        if column.issued:
            same = "".join(cell.text.split()) == "".join(column.issued(duty).split())
        else:
            same = cell.text.strip() == as_text(typed_value(entry, column))
        if not same:
            found.append(f"{column.title}（{cell.address}）：{cell.text}")
    return "\n".join(found)


def _abreast(values: Sequence[Value]) -> Value:
    """One value if all are the same; else all of them, each under its number."""
    if not values:
        return None
    if all(value == values[0] for value in values):
        return values[0]
    return "\n".join(f"【第{index}份】{as_text(value) or '（空）'}" for index, value in enumerate(values, 1))
