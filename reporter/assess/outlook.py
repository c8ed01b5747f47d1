"""What will be red next month if nothing happens: each duty judged once more, by the same row, a month later."""

from __future__ import annotations

from collections.abc import Mapping

from ..records import remembered
from ..vocabulary.model import Lamp, Month, Status
from .merge import Matched
from .verdict import Past, why_red

_GOING_ON = (Status.UNDER_WAY, Status.NOT_STARTED, Status.ONGOING)
"""What a month may change: whoever reports nothing is red already, what is done stays so."""


@remembered
def turning_red(month: Month) -> Mapping[tuple[str, str], str]:
    """(department, task id) → why the duty, not red now, will be at the next month's last day with no more than was
    reported; none in December, and none of a duty that is not in force then.
    """
    following, plan = month.period.shift(1), month.plan
    if following.year != month.period.year:
        return {}
    spans = {item.name: item.span for item in plan.departments}
    found = {}
    for before in month.verdicts:
        duty, entry = before.duty, before.entry
        if before.lamp is Lamp.RED or entry is None or entry.status not in _GOING_ON:
            continue
        if following not in duty.task.span or following not in spans[duty.department]:
            continue
        matched = Matched(duty=duty, returned=True, entries=(entry,))
        if why := why_red(matched, following, following.last_day, Past(last=before), plan.method):
            found[duty.department, duty.task.id] = why
    return found
