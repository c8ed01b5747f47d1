"""Which numbers a document may print: those of the figures, and no others."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .figures import Figures

__all__ = ["quotable"]


def quotable(found: Figures) -> frozenset[str]:
    """Every number of `found` as a document may print it: counts, percentages, points, days, sizes, those in reasons."""
    numbers: set[str] = set()
    _collect(found, numbers)
    return frozenset(numbers)


def _collect(value: object, numbers: set[str]) -> None:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, Decimal)):
        numbers.add(f"{value:f}" if isinstance(value, Decimal) else str(value))
    elif isinstance(value, dt.date):
        numbers.update((str(value.year), str(value.month), str(value.day)))
    elif isinstance(value, (tuple, list)):
        numbers.add(str(len(value)))
        for item in value:
            _collect(item, numbers)
    elif is_dataclass(value):
        for item in fields(value):
            _collect(getattr(value, item.name), numbers)
            if item.name == "because":
                reasons = getattr(value, item.name)
                for reason in reasons.values() if isinstance(reasons, Mapping) else [reasons]:
                    numbers.update(re.findall(r"\d+(?:\.\d+)?", reason))
