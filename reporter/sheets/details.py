"""「单位明细」: one row for each department's duty, what it wrote and what was found, with the place it was written at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from ..vocabulary.columns import FILLED, LOCKED, Column
from ..vocabulary.model import Entry, Task, Verdict
from .course_columns import lamp_text
from .plain_tables import TableColumn, Value

__all__ = ["DETAIL_COLUMNS", "detail_row"]

_FILLED = {column.key: column for column in FILLED}
_FORM = {"date": "date", "percent": "percent", "count": "number", "status": "short"}


def _filled(key: str, width: float) -> TableColumn:
    column = _FILLED[key]
    return TableColumn(title=column.title, width=width, form=_FORM.get(column.form, "text"))


DETAIL_COLUMNS = (
    TableColumn(title="报送期", width=9, form="short", repeated=True),
    TableColumn(title="单位", width=14, form="short", repeated=True),
    TableColumn(title="任务编号", width=9, form="short", repeated=True),
    TableColumn(title="主要任务", width=36, says_continued=True),
    TableColumn(title="完成时限", width=12, form="date"),
    TableColumn(title="本单位职责", width=10, form="short"),
    _filled("status", 10),
    TableColumn(title="核定状态", width=12, form="short"),
    TableColumn(title="亮灯", width=6, form="lamp"),
    TableColumn(title="判定依据", width=26),
    _filled("progress", 9),
    _filled("done_on", 12),
    _filled("count", 9),
    _filled("narrative", 36),
    _filled("evidence", 28),
    _filled("difficulties", 20),
    _filled("next_steps", 20),
    _filled("expected_on", 12),
    TableColumn(title="来源文件", width=24, repeated=True),
    TableColumn(title="来源工作表", width=11, form="short", repeated=True),
    TableColumn(title="来源行", width=8, form="number", repeated=True),
    TableColumn(title="原填写法", width=24),
)
"""原填写法 keeps beside the reading what was typed in another form, and issued words that were changed."""


def detail_row(verdict: Verdict) -> tuple[Value, ...]:
    """The row of one verdict; of a 待确认 each cell shows every rival's value, numbered, where they differ."""
    duty, task = verdict.duty, verdict.duty.task
    entries = verdict.rivals or ((verdict.entry,) if verdict.entry else ())
    typed = {key: _abreast([_typed_value(entry, column) for entry in entries]) for key, column in _FILLED.items()}
    return (
        str(verdict.period),
        duty.department,
        task.id,
        task.text,
        duty.deadline,
        duty.role,
        typed["status"],
        str(verdict.state),
        lamp_text(verdict),
        verdict.because,
        *(
            typed[key]
            for key in (
                "progress",
                "done_on",
                "count",
                "narrative",
                "evidence",
                "difficulties",
                "next_steps",
                "expected_on",
            )
        ),
        _abreast([entry.source.file for entry in entries]),
        _abreast([entry.source.sheet for entry in entries]),
        _abreast([entry.row or None for entry in entries]),
        _abreast([_originals(entry, task) for entry in entries]),
    )


def _typed_value(entry: Entry, column: Column) -> Value:
    """The reading; where there is none, what was typed."""
    value = entry.values.get(column.key)
    if isinstance(value, (int, Decimal, dt.date)):
        return value
    return str(value or entry.text(column.key))


def _originals(entry: Entry, task: Task) -> str:
    """What stood in the row's cells in another form than this table shows, one a line: ``完成日期（K6）：2018.6.8``."""
    issued = {
        "task_id": task.id,
        "list": task.list_key,
        "area": task.area,
        "task": task.text,
        "due": task.due_text,
        "leader": task.leader,
        "role": task.roles,
        "requirement": task.requirements_text,
    }
    found = []
    for column in (*LOCKED, *FILLED):
        cell = entry.cells.get(column.key)
        if cell is None or not cell.text.strip():
            continue
        if column.key == "role":
            same = cell.text.strip() in issued["role"].values()
        elif column.locked:
            same = "".join(cell.text.split()) == "".join(issued[column.key].split())
        else:
            same = cell.text.strip() == _printed(_typed_value(entry, column))
        if not same:
            found.append(f"{column.title}（{cell.address}）：{cell.text}")
    return "\n".join(found)


def _abreast(values: Sequence[Value]) -> Value:
    """One value if all are the same; else all of them, each under its number."""
    if not values:
        return None
    if all(value == values[0] for value in values):
        return values[0]
    return "\n".join(f"【第{index}份】{_printed(value) or '（空）'}" for index, value in enumerate(values, 1))


def _printed(value: Value) -> str:
    """A value as text: dates as 2018-06-08, numbers without needless decimals."""
    if isinstance(value, Decimal):
        return f"{int(value)}" if value == int(value) else f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
