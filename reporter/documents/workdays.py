"""Working days of China, for the day by which a supervision is to be answered."""

from __future__ import annotations

import datetime as dt

__all__ = ["after"]


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
    from chinese_calendar import is_workday

    try:
        return is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5
