"""「报送安排」 of the master list: what differs in one month."""

from __future__ import annotations

import datetime as dt
import re

from ..vocabulary import column_titles
from ..vocabulary.model import Arrangement, Period
from ..vocabulary.plan import day_in_month
from ..vocabulary.problems import Kind
from .grid import GridCell
from .master_months import month_in
from .master_sheet import MasterSheet
from .values import key_text, read_date

_YES, _NO = ("是", "√", "✓", column_titles.NOT_ASSESSED), ("", "否", "×")


def read_arrangements(sheet: MasterSheet | None, year: int) -> tuple[Arrangement, ...]:
    """The rows of 「报送安排」, one for a month; what is wrong is noted at its cell."""
    if sheet is None:
        return ()
    found: list[Arrangement] = []
    seen: dict[Period, GridCell] = {}
    for row in sheet.rows:
        month, answer = row[column_titles.PERIOD], key_text(row[column_titles.NOT_ASSESSED].text)
        period, why = month_in(month, year)
        faults = []
        if period is None:
            faults.append((column_titles.PERIOD, why or "没有填写"))
        elif period in seen:
            faults.append((column_titles.PERIOD, f"与 {sheet.place(seen[period])} 重复"))
        closing, wrong = _closing(row[column_titles.CLOSING], period) if period else (None, "")
        if wrong:
            faults.append((column_titles.CLOSING, wrong))
        if answer not in (*_YES, *_NO):
            faults.append((column_titles.NOT_ASSESSED, "不是“是”或空白"))
        sheet.say_each(Kind.ARRANGEMENT_BAD, row, faults)
        if period is None or faults:
            continue
        seen[period] = month
        if month.kind == "date":
            sheet.say(Kind.PERIOD_DATE, month, period=period, text=month.text, month=period)
        found.append(
            Arrangement(
                period=period,
                closing=closing,
                assessed=answer not in _YES,
                source=sheet.source.at(row[column_titles.CLOSING if closing else column_titles.PERIOD].address),
            )
        )
    return tuple(found)


def _closing(cell: GridCell, period: Period) -> tuple[dt.date | None, str]:
    """(closing day, what is wrong) of a cell that holds a day of the month or a date."""
    plain = re.fullmatch(r"(\d{1,2})[日号]?", key_text(cell.text))
    if not cell.text:
        return None, ""
    if plain:
        return (
            (day_in_month(period, int(plain[1])), "") if 1 <= int(plain[1]) <= 31 else (None, "不是 1 到 31 之间的日子")
        )
    reading = read_date(cell.text, year=period.year, kind=cell.kind)
    if reading.value is None:
        return None, reading.fault
    if not period.first_day <= reading.value <= period.shift(1).last_day:
        return None, f"不在 {period} 或下一个月里"
    return reading.value, ""
