"""「加减分」 of the master list: points that were given or taken by hand."""

from __future__ import annotations

from decimal import Decimal

from ..vocabulary import column_titles
from ..vocabulary.model import Adjustment
from ..vocabulary.problems import Kind
from .master_sheet import MasterSheet
from .names import Names
from .values import key_text, read_period, read_points

VETO = "否决"


def read_adjustments(sheet: MasterSheet, names: Names, year: int) -> tuple[Adjustment, ...]:
    """「加减分」: points, or 「否决」 for what spoils the grade whatever the points.

    A date is read as its month, which is said; so is a month of another year than `year` (0: not known), which counts
    nowhere.
    """
    found = []
    for row in sheet.rows:
        faults = []
        name, typed, month = (
            key_text(row[column_titles.UNIT].text),
            key_text(row[column_titles.POINTS].text),
            row[column_titles.PERIOD],
        )
        veto = VETO in typed
        value = Decimal(0) if veto else read_points(typed)
        reading = read_period(month.text, year=None, kind=month.kind)
        if reading.value is None:
            faults.append((column_titles.PERIOD, f"{reading.fault or '没有填写'}，应当写成“2018-05”这样的月份"))
        if value is None:
            faults.append((column_titles.POINTS, "不是数字"))
        if name not in names.by_name and names.complete:
            faults.append((column_titles.UNIT, "没有登记在「单位」中"))
        if not row[column_titles.REASON].text:
            faults.append((column_titles.REASON, "没有填写"))
        sheet.say_each(Kind.ADJUSTMENT_BAD, row, faults)
        if faults or value is None or name not in names.by_name:
            continue
        if month.kind == "date":
            sheet.say(Kind.PERIOD_DATE, month, period=reading.value, text=month.text, month=reading.value)
        if year and reading.value.year != year:
            sheet.say(Kind.ADJUSTMENT_OTHER_YEAR, month, month=reading.value, year=year)
        found.append(
            Adjustment(
                period=reading.value,
                department=names.by_name[name],
                points=value,
                reason=row[column_titles.REASON].text,
                basis=row[column_titles.BASIS].text,
                text=row[column_titles.POINTS].text,
                veto=veto,
                source=sheet.source.at(row[column_titles.POINTS].address),
            )
        )
    return tuple(found)
