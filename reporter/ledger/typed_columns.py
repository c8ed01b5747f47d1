"""The columns of the ledger that show what departments typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ..vocabulary.columns import Column, Form
from ..vocabulary.model import TypedRow
from .sheet_rows import TableColumn, Value

_FORMS = {Form.DATE: "date", Form.PERCENT: "percent", Form.COUNT: "number", Form.STATUS: "short"}


def typed_column(column: Column, cell: Callable[[Any], Value] | None = None) -> TableColumn[Any]:
    """How the ledger shows a column that departments fill in."""
    return TableColumn(column.title, column.ledger_width or column.width, cell, _FORMS.get(column.form, "text"))


def typed_value(row: TypedRow, column: Column) -> Value:
    """The reading; where there is none, what was typed."""
    value = row.values.get(column.key)
    if type(value) is str and value:  # what most of them are
        return value
    if isinstance(value, (int, Decimal, dt.date)):
        return value
    return str(value) if value else row.text(column.key)
