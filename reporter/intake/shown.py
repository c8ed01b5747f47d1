"""Values of a cell in print form: as Excel would show them, dates as 2018-06-30."""

from __future__ import annotations

import datetime as dt
import functools
from decimal import Decimal


def number_text(value: float) -> str:
    """A number as Excel shows it in a general format, but never with an exponent below 10^15: 15 digits, no .0."""
    if value % 1 == 0 and abs(value) < 1e15:
        return str(int(value))
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!"
    text = format(value, ".15g")
    return f"{Decimal(text):f}" if "e" in text and 1e-9 < abs(value) < 1e21 else text


def percent_text(value: float) -> str:
    """0.8 as 80%, with as many decimals as the number has."""
    text = f"{Decimal(number_text(value)) * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def whole(text: str | bytes | None, default: int = 0) -> int:
    """The whole number a markup attribute holds; `default` for one that is absent or no sensible number."""
    try:
        return int(text) if text is not None and len(text) < 10 else default
    except ValueError:
        return default


@functools.lru_cache(maxsize=512)
def column_number(letters: bytes) -> int:
    """The number, counted from 1, of a column named in an address; of a name too long for any sheet, one beyond all."""
    number = 0
    for letter in letters[:5].upper():
        number = number * 26 + letter - 64
    return number


def _serial(value: dt.date) -> float:
    """The number that a cell formatted as a date shows as a day of 1900: a 6.15 that somebody typed for 15 June.

    Excel counts from 1 January 1900 and knows a 29 February of that year.
    """
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    days = (moment - dt.datetime(1899, 12, 31)) / dt.timedelta(days=1)
    return round(days + (days >= 60), 9)


def value_text(value: object) -> tuple[str, str]:
    """(text in print form, kind) of a value that is no string."""
    if type(value) is float:  # what nearly all of them are
        return number_text(value), "number"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "boolean"
    if isinstance(value, int):
        return number_text(value), "number"
    if isinstance(value, dt.date) and value.year == 1900:
        return number_text(_serial(value)), "number"
    if isinstance(value, dt.datetime):
        return (value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")), "date"
    if isinstance(value, dt.date):
        return value.isoformat(), "date"
    if isinstance(value, dt.time):
        return value.isoformat("minutes"), "time"
    return str(value), "time"
