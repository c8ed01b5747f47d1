"""Which numbers a document may print: those of the figures, and no others."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

from reporter.assess.figures import Figures
from reporter.assess.year_figures import YearFigures
from reporter.documents.annual_facts import annual
from reporter.documents.facts import monthly
from reporter.vocabulary.model import Plan

from .shipped_kinds import KINDS

__all__ = ["quotable"]


def quotable(found: Figures | YearFigures) -> frozenset[str]:
    """Every number of `found` as a document may print it: counts, percentages, points, days, sizes and reasons."""
    numbers: set[str] = set()
    _collect(found, numbers)
    if isinstance(found, YearFigures):
        _collect(annual(KINDS["年度考核报告"], found, found.plan), numbers)
        lost: dict[tuple[str, ...], list[Decimal]] = {}
        for item in found.deductions:
            for key in ((item.department,), (item.department, item.part)):
                lost.setdefault(key, []).append(item.points)
        _collect([[len(points), sum(points)] for points in lost.values()], numbers)
        _collect(
            list(Counter((item.name, one.kind) for item in found.departments for one in item.filings).values()), numbers
        )
    else:
        _collect(monthly(KINDS["通报"], found, found.plan), numbers)
    return frozenset(numbers)


def _collect(value: object, numbers: set[str]) -> None:
    if isinstance(value, bool | Plan) or value is None:
        return
    if isinstance(value, (int, Decimal)):
        numbers.add(f"{value:f}" if isinstance(value, Decimal) else str(value))
    elif isinstance(value, dt.date):
        numbers.update((str(value.year), str(value.month), str(value.day)))
    elif isinstance(value, (tuple, list)):
        numbers.add(str(len(value)))
        for item in value:
            _collect(item, numbers)
    elif isinstance(value, Mapping):
        for item in value.values():
            _collect(item, numbers)
    elif is_dataclass(value):
        for item in fields(value):
            _collect(getattr(value, item.name), numbers)
            if item.name == "because":
                reasons = getattr(value, item.name)
                for reason in reasons.values() if isinstance(reasons, Mapping) else [reasons]:
                    numbers.update(re.findall(r"\d+(?:\.\d+)?", reason))
