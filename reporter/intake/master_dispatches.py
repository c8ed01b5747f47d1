"""「发文登记」 of the master list: number, dates and 签发人 of each document that goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..vocabulary import column_titles
from ..vocabulary.document_elements import serial_number
from ..vocabulary.document_scope import Scope
from ..vocabulary.model import Cell, Dispatch, Period
from ..vocabulary.problems import Kind
from .document_rows import month_or_year, scope_of, unserved
from .grid import GridCell
from .master_sheet import MasterSheet
from .names import Names, hint
from .values import key_text, read_date

_DAYS = (column_titles.DATED, column_titles.PRINTED)
_BORNE = (column_titles.DOCUMENT_NUMBER, *_DAYS, column_titles.SIGNER)
_Row = Mapping[str, GridCell]


def read_dispatches(
    sheet: MasterSheet | None, names: Names, kinds: Mapping[str, Scope] | None, year: int, elements: Mapping[str, str]
) -> tuple[Dispatch, ...] | None:
    """The rows of 「发文登记」; None where there is no such sheet. What is wrong is noted at its cell.

    kinds: the kinds of document there are, by name; None: not known. elements: those of 「公文」.
    """
    if sheet is None:
        return None
    found: list[Dispatch] = []
    seen: dict[tuple[str, Period | None, str], GridCell] = {}
    numbers = _numbers_of_notice(elements, year)
    for row in sheet.rows:
        kind, unit = row[column_titles.DOCUMENT_KIND], row[column_titles.UNIT]
        period, why = month_or_year(row[column_titles.PERIOD], year)
        department = names.by_name.get(key_text(unit.text), "")
        cells = {title: Cell(row[title].text, row[title].address) for title in _BORNE if row[title].text}
        faults = [(column_titles.PERIOD, why)] if why else []
        if not kind.text:
            faults.append((column_titles.DOCUMENT_KIND, "没有填写"))
        if unit.text and not department and names.complete:
            faults.append((column_titles.UNIT, f"没有登记在「单位」中。{hint(unit.text, names.by_name)}".rstrip("。")))
        faults += _read_days(row, cells)
        key = key_text(kind.text), period, department
        if not faults and key in seen:
            faults.append((column_titles.DOCUMENT_KIND, f"与 {sheet.place(seen[key])} 是同一份文书"))
        sheet.say_each(Kind.DISPATCH_BAD, row, faults)
        if faults:
            continue
        seen[key] = kind
        if row[column_titles.PERIOD].kind == "date" and period:
            cell = row[column_titles.PERIOD]
            sheet.say(Kind.PERIOD_DATE, cell, period=period, text=cell.text, month=period)
        if kinds is not None:
            title, why = _idle(row, period, kinds)
            if why:
                sheet.say(Kind.DISPATCH_UNUSED, row[title], period=period, why=why)
        days = {title: cells[title].text for title in _DAYS if title in cells}
        if len(days) == len(_DAYS) and days[column_titles.PRINTED] < days[column_titles.DATED]:
            why = f"早于成文日期 {days[column_titles.DATED]}"
            facts = {"column": column_titles.PRINTED, "day": days[column_titles.PRINTED], "why": why}
            sheet.say(Kind.DISPATCH_DAY, row[column_titles.PRINTED], period=period, **facts)
        dispatch = Dispatch(
            kind=key[0], period=period, department=department, cells=cells, source=sheet.source.at(kind.address)
        )
        found.append(dispatch)
        general = "" if department else elements.get(f"{key[0]}{column_titles.DOCUMENT_NUMBER}", "")
        if number := dispatch.number(elements, year) or serial_number(key[0], general, elements, str(year)):
            cell = row[column_titles.DOCUMENT_NUMBER]
            if number in numbers:
                sheet.say(Kind.NUMBER_TWICE, cell, period=period, number=number, other=numbers[number])
            numbers.setdefault(number, sheet.place(cell))
    return tuple(found)


def _idle(row: _Row, period: Period | None, kinds: Mapping[str, Scope]) -> tuple[str, str]:
    """(column, why) of a row that no document of its kind bears."""
    name = row[column_titles.DOCUMENT_KIND].text
    title, why = unserved(name, period, kinds)
    scope = scope_of(name, kinds)
    if not why and row[column_titles.UNIT].text and scope and not scope.each:
        return column_titles.UNIT, f"「{name}」不是一个单位一份的文书，单位应当空着"
    return title, why


def _numbers_of_notice(elements: Mapping[str, str], year: int) -> dict[str, str]:
    """The number of the notice in 「公文」, and where it stands."""
    name = f"{Scope.NOTICE}{column_titles.DOCUMENT_NUMBER}"
    number = serial_number(Scope.NOTICE, elements.get(name, ""), elements, str(year))
    return {number: f"「{column_titles.DOCUMENTS}」的“{name}”"} if number else {}


def _read_days(row: _Row, cells: dict[str, Cell]) -> Iterator[tuple[str, str]]:
    """Makes the days of a row ISO texts; (column, what is wrong) of those that are none."""
    for title in _DAYS:
        if title in cells:
            reading = read_date(row[title].text, year=None, kind=row[title].kind)
            if reading.value is None:
                yield title, reading.fault
            elif len(re.findall(r"\d+", row[title].text)) < 3:
                yield title, "没有写明年月日"
            else:
                cells[title] = Cell(reading.value.isoformat(), row[title].address)
