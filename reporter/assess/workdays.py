"""Working days of China between and after dates, holidays and make-up days as the State Council set them."""

from __future__ import annotations

import datetime as dt
import functools


@functools.lru_cache(maxsize=4096)
def is_working_day(day: dt.date) -> bool | None:
    """Whether people work on `day`; None in a year whose holidays are not known."""
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


def working_days(base: dt.date, done: dt.date) -> int | None:
    """Working days after `base` up to and with `done`: the day a term begins is not counted (民法典 201).

    0 when `done` is not after `base`. None when a day between them lies in a year whose holidays are not known.
    """
    count = 0
    for offset in range(1, (done - base).days + 1):
        working = is_working_day(base + dt.timedelta(days=offset))
        if working is None:
            return None
        count += working
    return count


def after(start: dt.date, days: int) -> dt.date:
    """The day `days` working days after `start`, holidays and make-up days counted as the State Council set them.

    In a year whose holidays are not known, Monday to Friday are taken for working days.
    """
    day = start
    for _ in range(days):
        day += dt.timedelta(days=1)
        while not _works(day):
            day += dt.timedelta(days=1)
    return day


def _works(day: dt.date) -> bool:
    known = is_working_day(day)
    return day.weekday() < 5 if known is None else known
