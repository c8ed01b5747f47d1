"""Whose return a sheet is and for which month: by what the sheet says; folder and file names are hints that are
reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypedDict

from ..records import record, value
from ..vocabulary.model import Period, Source
from ..vocabulary.problems import Kind, Problem
from .found_table import Sheet
from .names import Register
from .title_match import UNIT
from .values import key_text, read_period, split_names

_MONTH = re.compile(
    r"(?<!\d)(?:(20\d\d)[-_.年]?(0[1-9]|1[0-2])|(20\d\d)[-_.年](\d{1,2}))(?:月(?!\d{1,2}[日号])|(?![月\d]|[-_.]\d))"
)
_BARE_MONTH = re.compile(r"(?<![\d年])(\d{1,2})月(?:份)?(?!\d{1,2}[日号]|底|末|前)")


class Whom(TypedDict):
    """Department and period that a problem concerns, as far as known."""

    department: str
    period: Period | None


@value
class Hints:
    """What the place of a file says: department by file name, period by folder or else by file name; blank or None.

    month: the period, if it is of the plan's year; what is said of a file must not wait for a month that no run is
    about.
    """

    department: str
    period: Period | None
    where: str = ""
    month: Period | None = None

    def whom(self, department: str, period: Period | None) -> Whom:
        """Department and period that a problem concerns: what the sheets settle, else what the file's place says."""
        return Whom(department=department or self.department, period=period or self.month)

    @classmethod
    def of(cls, file: str, register: Register) -> Hints:
        """The hints in a workspace-relative path such as ``input/2018-05/民政处.xlsx``."""
        *folders, name = PurePosixPath(file).parts
        named = register.mentioned(PurePosixPath(name).stem)
        if not named:
            named = next((found for folder in reversed(folders[1:]) if (found := register.mentioned(folder))), ())
        department = named[0] if len(named) == 1 else ""
        places = ((_period_in(folder, None), f"文件夹名「{folder}」") for folder in reversed(folders[1:]))
        period, where = next((found for found in places if found[0]), (None, ""))
        if not period and (period := _period_in(PurePosixPath(name).stem, register.year)):
            where = "文件名"
        return cls(department, period, where, period if period and period.year == register.year else None)


def _period_in(text: str, year: int | None) -> Period | None:
    """The one month that a name mentions; with `year`, a month without one is in that year."""
    text = key_text(text)
    found = {(int(a or c), int(b or d)) for a, b, c, d in _MONTH.findall(text)}
    if not found and year:
        found = {(year, int(month)) for month in _BARE_MONTH.findall(text)}
    return Period(*found.pop()) if len(found) == 1 and 1 <= next(iter(found))[1] <= 12 else None


@record
class Identity:
    """Whose return and for when; blank or None where it could not be settled, and then a problem 「退」 says so.

    hinted: whether anything but the sheet itself had to be asked.
    """

    department: str
    period: Period | None
    problems: tuple[Problem, ...]
    hinted: bool = False


def identify(sheet: Sheet, source: Source, hints: Hints, register: Register) -> Identity:
    """Settle department and period of a sheet; problems carry both as far as known."""
    department, raised, by_hint = _department(sheet, source, hints, register)
    period, more, by_place = _period(sheet, source, hints, register.year)
    whom = hints.whom(department, period)
    problems = tuple(kind.at(place, content=content, **facts, **whom) for kind, place, content, facts in raised + more)
    return Identity(department=department, period=period, problems=problems, hinted=by_hint or by_place)


_Raised = tuple[Kind, Source, str, dict[str, object]]
"""A problem before it is known whom it concerns: kind, place, content, facts."""


def _department(sheet: Sheet, source: Source, hints: Hints, register: Register) -> tuple[str, list[_Raised], bool]:
    """(department, what to say of it, whether the file's name had to be asked)."""
    stated = sheet.fields.all("department")
    named = {register.find(item.text): item for item in stated}
    field = sheet.fields.first("department")
    place = source.at(field.cell.address) if field else source
    if len(stated) > 1 and len(named) > 1:
        told = "、".join(f"「{item.text}」" for item in stated)
        return "", [(Kind.DEPARTMENT_DOUBTFUL, place, stated[0].text, {"names": told})], False
    if stated:
        name = register.find(stated[0].text)
        if not name:
            text = stated[0].text
            facts: dict[str, object] = {"name": text, "hint": register.suggest(text)}
            return "", [(Kind.DEPARTMENT_NOT_KNOWN, place, text, facts)], False
        if hints.department and hints.department != name:
            return name, [(Kind.DEPARTMENT_DIFFERS, place, "", {"other": hints.department, "name": name})], False
        return name, [], False
    units = {name for row in sheet.rows for name in named_in(row.text(UNIT), register)}
    if sheet.department or len(units) == 1:
        return sheet.department or units.pop(), [], False
    for where, names in (
        ("标题", _mentioned_above(sheet, register)),
        ("工作表名", register.mentioned(sheet.grid.name)),
        *_named_elsewhere(sheet, register),
        ("文件名", (hints.department,) if hints.department else ()),
    ):
        if len(names) == 1:
            return (
                names[0],
                [(Kind.DEPARTMENT_BY_HINT, place, "", {"where": where, "name": names[0]})],
                where == "文件名",
            )
    return "", [(Kind.DEPARTMENT_MISSING, place, "", {"hint": ""})], False


def named_in(text: str, register: Register) -> tuple[str, ...]:
    """The departments that a 单位 cell names, each once."""
    found = (register.find(name) for name in split_names(text, register.names)) if text else ()
    return tuple(dict.fromkeys(filter(None, found)))


def _mentioned_above(sheet: Sheet, register: Register) -> tuple[str, ...]:
    """The departments that the lines above the table mention, the longest lines (notes to the filler) aside."""
    texts = [cell.text for cell in sheet.above if len(cell.text) <= 60]
    return tuple(dict.fromkeys(name for text in texts for name in register.mentioned(text)))


def _period(sheet: Sheet, source: Source, hints: Hints, year: int) -> tuple[Period | None, list[_Raised], bool]:
    """(period, what to say of it, whether the file's place had to be asked)."""
    stated = sheet.fields.all("period")
    field = sheet.fields.first("period")
    place = source.at(field.cell.address) if field else source
    if stated:
        text = stated[0].text
        reading = read_period(text, year=year, kind=stated[0].cell.kind)
        if reading.fault:
            return None, [(Kind.PERIOD_UNREADABLE, place, text, {"text": text, "why": reading.fault})], False
        if reading.value:
            period, more = _in_year(reading.value, place, year, text)
            raised = [*_against(period, hints, place), *more]
            if reading.doubt:
                raised.insert(0, (Kind.PERIOD_DOUBT, place, text, {"text": text, "why": reading.doubt}))
            return period, raised, False
    titled = {period for cell in sheet.above if (period := _period_in(cell.text, None))}
    for where, period, outside in (
        ("标题", titled.pop() if len(titled) == 1 else None, False),
        ("工作表名", _period_in(sheet.grid.name, year), False),
        *_elsewhere(sheet, year),
        (hints.where, hints.period, True),
    ):
        if period:
            settled, more = _in_year(period, place, year, "")
            by_hint: _Raised = (Kind.PERIOD_BY_HINT, place, "", {"where": where, "month": period})
            return settled, [by_hint, *_against(settled, hints, place), *more], outside
    return None, [(Kind.PERIOD_MISSING, place, "", {})], False


def _named_elsewhere(sheet: Sheet, register: Register) -> Iterator[tuple[str, Sequence[str]]]:
    """(where, departments) of what another sheet of the file says."""
    if (shared := sheet.shared.get("department")) and (name := register.find(shared.text)):
        yield f"工作表「{shared.source.sheet}」", (name,)


def _elsewhere(sheet: Sheet, year: int) -> Iterator[tuple[str, Period | None, bool]]:
    """(where, period, False) of what another sheet of the file says."""
    if shared := sheet.shared.get("period"):
        yield f"工作表「{shared.source.sheet}」", read_period(shared.text, year=year, kind=shared.kind).value, False


def _against(period: Period | None, hints: Hints, place: Source) -> Iterator[_Raised]:
    """What to say where folder or file name speak of another month than the sheet."""
    if period and hints.period not in (None, period):
        yield Kind.PERIOD_DIFFERS, place, "", {"where": hints.where, "other": hints.period, "month": period}


def _in_year(period: Period, place: Source, year: int, text: str) -> tuple[Period | None, list[_Raised]]:
    if period.year == year:
        return period, []
    return None, [(Kind.PERIOD_OTHER_YEAR, place, text, {"month": period, "year": year})]
