"""What Excel checks and says at a cell to be filled in: drop-downs, ranges, hints."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from ..vocabulary.columns import Form
from ..vocabulary.model import Period, Status
from .cell_text import day_number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONG_TEXT = 3000
_LIST_LIMIT = 255
"""Characters a drop-down's own list may have; a longer one stands in cells."""


def validate(
    sheet: Worksheet,
    form: Form,
    first: str,
    cells: str,
    name: str,
    hint: str,
    period: Period,
    *,
    choices: tuple[str, ...] = tuple(Status),
    choices_at: str = "",
) -> None:
    """Check and hint at `cells`, of which `first` is the first; `form` is that of the column.

    A state and a task must come from the list: `choices`, or the cells `choices_at` where these are too long for
    one. Everything else warns and lets pass: the reader takes more forms than Excel can test for, and what it does not
    take it says at the cell.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    digits = f'SUBSTITUTE(SUBSTITUTE({first},"%",""),"％","")'
    earliest, latest = dt.date(period.year - 1, 1, 1), dt.date(period.year + 1, 12, 31)
    listed = ",".join(choices)
    chosen = (
        partial(DataValidation, type="list", formula1=choices_at if len(listed) > _LIST_LIMIT else f'"{listed}"'),
        "请从下拉列表中选择一项。",
    )
    rule, complaint = {
        Form.STATUS: chosen,
        Form.TASK: chosen,
        Form.PERCENT: (
            partial(
                DataValidation,
                type="custom",
                formula1=f"IFERROR(AND(VALUE({digits})>=0,VALUE({digits})<=100),FALSE)",
            ),
            "完成进度应为 0 到 100 的数，如 80 或 80%。",
        ),
        Form.DATE: (
            partial(
                DataValidation,
                type="date",
                operator="between",
                formula1=_serial(earliest),
                formula2=_serial(latest),
            ),
            f"请写成 {period.last_day} 这样的日期。",
        ),
        Form.COUNT: (
            partial(DataValidation, type="whole", operator="greaterThanOrEqual", formula1="0"),
            "请只填次数，如 3。",
        ),
        Form.TEXT: (
            partial(DataValidation, type="textLength", operator="lessThanOrEqual", formula1=str(_LONG_TEXT)),
            f"内容超过{_LONG_TEXT}字，建议精简。",
        ),
    }[Form.TEXT if form.is_words else form]
    check = rule(
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        errorStyle="stop" if form in (Form.STATUS, Form.TASK) else "warning",
        promptTitle=name,
        prompt=hint,
        errorTitle=name,
        error=complaint,
    )
    check.add(cells)
    sheet.add_data_validation(check)


def _serial(day: dt.date) -> str:
    """The day as Excel counts it."""
    return str(day_number(day))
