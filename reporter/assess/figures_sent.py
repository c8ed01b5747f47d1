"""The figures of a month on their way to the process that sets its documents.

They go a few departments at a time and without what no document looks at, so that thousands of departments are neither
packed at once nor held twice in full.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import TypeAlias, cast

from ..vocabulary.columns import LOCKED
from ..vocabulary.model import Entry, Lamp, Source, State, TypedCell, Verdict
from .figures import Figures

_AT_A_TIME = 1000
"""Verdicts in a part."""
_NONE: Mapping[str, TypedCell] = {}
_ISSUED = frozenset(column.key for column in LOCKED)
"""Columns whose words are the plan's, which is sent."""

_Row: TypeAlias = tuple[
    str, Mapping[str, object], Mapping[str, TypedCell], tuple[str, str, str], tuple[int, bool, bool]
]
"""An entry: of plain things a record is packed and unpacked three times as fast."""
_Sent: TypeAlias = tuple[State, Lamp, int, str, "_Row | None", tuple[_Row, ...], bool]
"""A verdict but for its duty and period, which the plan and the month tell."""


def parts(found: Figures) -> Iterator[object]:
    """The figures in parts, the first without verdicts."""
    yield replace(found, verdicts=())
    waiting = map(_sent, found.verdicts)
    while part := [*islice(waiting, _AT_A_TIME)]:
        yield part


def whole(received: Iterator[object]) -> Figures:
    """The figures of these `parts`. Of what a department was to fill in they have the readings, and the words of a cell
    only where there is none: nobody can tell from them in which form it was written.
    """
    found = next(received)
    if not isinstance(found, Figures):
        raise TypeError(f"no figures: {found!r}")
    sent = chain.from_iterable(cast("Iterator[list[_Sent]]", received))
    return replace(
        found,
        verdicts=tuple(
            Verdict(
                duty=duty,
                period=found.period,
                state=state,
                lamp=lamp,
                rule=rule,
                because=sys.intern(because),
                entry=_entry(entry) if entry else None,
                rivals=tuple(map(_entry, rivals)),
                traced=traced,
            )
            for duty, (state, lamp, rule, because, entry, rivals, traced) in zip(found.plan.duties, sent, strict=True)
        ),
    )


def _sent(item: Verdict) -> _Sent:
    entry = _row(item.entry) if item.entry else None
    return item.state, item.lamp, item.rule, item.because, entry, tuple(map(_row, item.rivals)), item.traced


def _row(entry: Entry) -> _Row:
    cells, values, source = entry.cells, entry.values, entry.source
    unread = {key: cells[key] for key in cells if key not in _ISSUED and not values.get(key)}
    place = source.file, source.sheet, source.cell
    return entry.task_id, values, unread or _NONE, place, (entry.row, entry.lags, entry.unanswered)


def _entry(sent: _Row) -> Entry:
    task_id, values, cells, place, (row, lags, unanswered) = sent
    return Entry(
        task_id=task_id,
        values=values,
        cells=cells,
        source=Source(*place),
        row=row,
        lags=lags,
        unanswered=unanswered,
    )
