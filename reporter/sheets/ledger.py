"""台账.xlsx: contract section 7, the whole of a month; figures and tables only, no formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..assess.figures import Figures
from ..ledger.month_sheets import kept_sheets, month_sheets
from ..ledger.sheet_rows import Sheet
from ..vocabulary.model import Month
from .overview import write_overview
from .plain_tables import Tables

OVERVIEW = "总览"


def ledger(month: Month, found: Figures, sheets: Sequence[Sheet[Any]] = ()) -> bytes:
    """The month's ledger as .xlsx bytes: the same month, the same bytes. `sheets` are its `month_sheets`, where made
    already.

    Every sheet but 「总览」 has its header in row 1 and only data below. Cells hold text, numbers and dates, never
    formulas or links, whatever a text looks like.
    """
    tables = Tables(f"{month.period.chinese}政务公开重点工作台账", month.as_of)
    write_overview(tables.book.workbook, OVERVIEW, month, found)
    for sheet in sheets or month_sheets(month, found, kept_sheets(month)):
        tables.add(sheet)
    return tables.finished()
