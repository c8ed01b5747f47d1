"""What figures are made of: sums, shares, means, days and texts, each as an Excel formula and in Python."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..ledger.sheet_rows import Value
from .formula import Calc, Cell, Formula, Given, Operation
from .pages import Books


def half_up(value: Fraction, digits: int) -> Decimal:
    """So many decimals, half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


SHARE = Operation(
    "IF({1}=0,0,ROUND(100*({0})/({1}),1))",
    lambda part, whole: half_up(Fraction(100 * part, whole), 1) if whole else Decimal(0),
)
"""A percentage that stands alone, one decimal."""

MEAN = Operation(
    "IF({1}=0,0,ROUND(({0})/({1}),2))",
    lambda total, number: half_up(Fraction(total) / number, 2) if number else Decimal(0),
)
"""Points shared out, two decimals."""

ANY = Operation("IF(({0})>0,1,0)", lambda number: int(number > 0))
"""1 where there is any, else 0."""

DAY = Operation('YEAR({0})&"年"&MONTH({0})&"月"&DAY({0})&"日"', lambda day: f"{day.year}年{day.month}月{day.day}日")
MONTH_DAY = Operation('MONTH({0})&"月"&DAY({0})&"日"', lambda day: f"{day.month}月{day.day}日")
MONTH = Operation('YEAR({0})&"年"&MONTH({0})&"月"', lambda day: f"{day.year}年{day.month}月")
YEAR = Operation("YEAR({0})", lambda day: day.year)
NUMBER = Operation("VALUE({0})", lambda text: int(text))
"""A whole number that stands as text."""
MONTH_NUMBER = Operation("MONTH({0})", lambda day: day.month)
PERCENT = Operation('VALUE(SUBSTITUTE({0},"%",""))', lambda text: Decimal(str(text).rstrip("%")))
"""A percentage that stands as text: 5.9%."""


def _day_in_month(first: dt.date, day: int) -> dt.date:
    return first.replace(day=min(day, calendar.monthrange(first.year, first.month)[1]))


DAY_IN_MONTH = Operation("DATE(YEAR({0}),MONTH({0}),MIN({1},DAY(DATE(YEAR({0}),MONTH({0})+1,0))))", _day_in_month)
"""A day of the month that a date lies in, its last at most."""

_NEXT = Operation(
    "DATE(YEAR({0}),MONTH({0})+1,1)", lambda day: dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
)


def next_month(day: Formula) -> Formula:
    """The first day of the month after."""
    return Calc(_NEXT, (day,))


_DAYS = Operation("MAX(0,{1}-{0})", lambda start, end: max(0, (end - start).days))


def days_between(start: Formula, end: Formula) -> Formula:
    """The days from one day to a later one, 0 where it is not later."""
    return Calc(_DAYS, (start, end))


def _signed(sign: str, parts: tuple[Formula, ...], reckon: Callable[..., Value]) -> Formula:
    return Calc(
        Operation(sign.join(f"({{{number}}})" for number in range(len(parts))), reckon, adds=sign == "+"), parts
    )


def sum_of(*parts: Formula) -> Formula:
    """All parts added up."""
    return _signed("+", parts, lambda *values: sum(values)) if len(parts) > 1 else parts[0] if parts else Given(0)


def less(whole: Formula, *parts: Formula) -> Formula:
    """A whole less its parts."""
    return _signed("-", (whole, *parts), lambda first, *others: first - sum(others))


def times(*parts: Formula) -> Formula:
    """All parts multiplied."""

    def product(*values: int | Decimal) -> Value:
        made = Fraction(1)
        for value in values:
            made *= Fraction(value)
        return Decimal(made.numerator) / made.denominator if made.denominator != 1 else int(made)

    return _signed("*", parts, product)


def the_same(*parts: Formula) -> Formula:
    """What all parts come to alike, -1 where they differ."""
    every = ",".join(f"{{{number}}}" for number in range(len(parts)))
    template = f"IF(MAX({every})=MIN({every}),{{0}},-1)"
    return Calc(Operation(template, lambda *values: values[0] if len({*values}) == 1 else -1), parts)


def rounded(value: Formula, digits: int) -> Formula:
    """Half up to so many decimals."""
    return Calc(Operation(f"ROUND({{0}},{digits})", lambda found: half_up(Fraction(found), digits)), (value,))


def joined(*parts: Formula | str) -> Formula:
    """Texts one after the other; line ends are CHAR(10)."""
    made = tuple(part if isinstance(part, Formula) else Given(part) for part in parts)
    template = "&".join("CHAR(10)" if part == Given("\n") else f"{{{number}}}" for number, part in enumerate(made))
    return Calc(
        Operation(template, lambda *values: "".join("" if value is None else str(value) for value in values)), made
    )


def shown_number(value: Formula, digits: int) -> Formula:
    """A number as text with so many decimals."""
    form = "0." + "0" * digits if digits else "0"
    return Calc(Operation(f'TEXT({{0}},"{form}")', lambda found: f"{found:.{digits}f}"), (value,))


def middle(cell: Formula, start: int, end: int) -> Formula:
    """Characters `start`:`end` of a text, counted from 0."""
    return Calc(Operation(f"MID({{0}},{start + 1},{end - start})", lambda found: str(found)[start:end]), (cell,))


def _pieces(text: str, number: int) -> list[tuple[int, int]]:
    """(place from 1, length) of the first `number` whole numbers in a text; ValueError when it has fewer."""
    found = [(match.start() + 1, len(match[0])) for match in re.finditer(r"\d+", text)][:number]
    if len(found) < number:
        raise ValueError(f"fewer than {number} numbers: {text!r}")
    return found


def day_in(cell: Cell, books: Books, *, only_month: bool = False, year: int = 0) -> Formula:
    """The day that a cell holds, as a date or as text (2018-06-30, 2018年6月30日); its month's first when
    `only_month`, in `year` where the text (6月30日) has none."""
    value = cell.value(books)
    if isinstance(value, dt.date):
        return cell
    before = [year] if year and len(re.findall(r"\d+", str(value))) == 2 else []
    after = [1] if only_month else []
    pieces = _pieces(str(value), 3 - len(before) - len(after))
    parts = [*map(str, before), *(f"VALUE(MID({{0}},{place},{length}))" for place, length in pieces), *map(str, after)]

    def reckon(text: Value) -> Value:
        numbers = [int(str(text)[place - 1 : place - 1 + length]) for place, length in pieces]
        return dt.date(*before, *numbers, *after)

    return Calc(Operation(f"DATE({','.join(parts)})", reckon), (cell,))


def period_in(cell: Cell, books: Books) -> Formula:
    """The first day of the month that a cell holds as text (2018-06)."""
    return day_in(cell, books, only_month=True)


def number_in(cell: Cell, books: Books) -> Formula:
    """The number that a cell holds, as a number or as text (25, 25日)."""
    value = cell.value(books)
    if isinstance(value, (int, Decimal)):
        return cell
    ((place, length),) = _pieces(str(value), 1)
    return Calc(
        Operation(f"VALUE(MID({{0}},{place},{length}))", lambda text: int(str(text)[place - 1 : place - 1 + length])),
        (cell,),
    )


def points_in(cell: Cell, books: Books) -> Formula:
    """The points that a cell holds, as a number or as text (+3, －1.5分); nothing where it holds a word alone
    (否决)."""
    value = cell.value(books)
    if isinstance(value, int | Decimal):
        return cell
    match = re.search(r"([+＋\-－−])?\s*(\d+(?:\.\d+)?)", str(value))
    if match is None or "否决" in str(value):
        return Given(0)
    sign = "-" if match[1] and match[1] in "-－−" else ""
    start, end = match.span(2)
    return Calc(
        Operation(
            f"{sign}VALUE(MID({{0}},{start + 1},{end - start}))", lambda text: Decimal(sign + str(text)[start:end])
        ),
        (cell,),
    )
