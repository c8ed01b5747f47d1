"""Working days of China, for the day by which a supervision is to be answered."""

from __future__ import annotations

import datetime as dt

from ..assess.workdays import is_working_day

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
    known = is_working_day(day)
    return day.weekday() < 5 if known is None else known
