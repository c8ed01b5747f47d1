"""Months in the master list: 起报月 and 止报月 of a row, and every other cell that holds one."""

from __future__ import annotations

from collections.abc import Mapping

from ..vocabulary import column_titles
from ..vocabulary.model import Period, Span
from ..vocabulary.problems import Kind
from .grid import GridCell
from .master_sheet import MasterSheet
from .values import read_period


def month_in(cell: GridCell, year: int) -> tuple[Period | None, str]:
    """(month, what is wrong) of a cell: None and nothing of a blank one; a month of another year than `year` is wrong.

    year: 0 where it is not known; then a month has to bear its own.
    """
    if not cell.text:
        return None, ""
    reading = read_period(cell.text, year=year or None, kind=cell.kind)
    if reading.value is None:
        return None, f"{reading.fault or '不是月份'}，应当写成“2018-07”这样的月份"
    if year and reading.value.year != year:
        return None, f"不是{year}年度的月份"
    return reading.value, ""


def read_span(sheet: MasterSheet, row: Mapping[str, GridCell], year: int) -> Span:
    """起报月 and 止报月 of a row; what is wrong with them is noted at their cells."""
    titles = column_titles.FIRST_MONTH, column_titles.LAST_MONTH
    (first, amiss), (last, wrong) = (month_in(row[title], year) for title in titles)
    if first and last and last < first:
        wrong = f"早于起报月 {first}"
    faults = [(title, why) for title, why in zip(titles, (amiss, wrong)) if why]
    sheet.say_each(Kind.SPAN_BAD, row, faults)
    for title, month in zip(titles, (first, last)):
        if month and row[title].kind == "date":
            sheet.say(Kind.PERIOD_DATE, row[title], text=row[title].text, month=month)
    return Span() if faults else Span(first, last)
