"""What changed since the last month, duty by duty, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.model import Lamp, Month, Period, State, Status, Verdict

NEW_RED, LEFT_RED, FIRST_DONE, CLOSED, TAKEN_BACK = (
    "新亮红灯",
    "红灯转出",
    column_titles.FIRST_DONE,
    column_titles.CLOSED,
    column_titles.TAKEN_BACK,
)
CHANGES = (NEW_RED, LEFT_RED, FIRST_DONE, CLOSED, TAKEN_BACK)
"""What may have happened to a duty in a month. A red for want of a return is no finding on the duty, neither as new
red nor as a red that was left. 首次报完成 is what the department reports, 办结销号 what was found: done now and not
before."""


@record
class Change:
    """A duty's month against the month before, None where the duty begins with this one; `labels` are those of
    `CHANGES` that apply, mostly none.
    """

    before: Verdict | None
    after: Verdict
    labels: tuple[str, ...]


def changes(month: Month) -> tuple[Change, ...]:
    """Each duty of `month` against the latest earlier month of the year; empty when there is none."""
    if not month.history:
        return ()
    reported = {
        (item.duty.department, item.duty.task.id)
        for past in month.history
        for item in past.verdicts
        if _says_done(item)
    }
    earlier = {(item.duty.department, item.duty.task.id): item for item in month.history[-1].verdicts}
    pairs = ((earlier.get((after.duty.department, after.duty.task.id)), after) for after in month.verdicts)
    return tuple(
        Change(before=before, after=after, labels=tuple(_labels(before, after, reported))) for before, after in pairs
    )


def _labels(before: Verdict | None, after: Verdict, reported: set[tuple[str, str]]) -> Iterator[str]:
    if _is_red(after) and not (before and before.lamp is Lamp.RED):
        yield NEW_RED
    if before and _is_red(before) and after.lamp is not Lamp.RED:
        yield LEFT_RED
    if _says_done(after) and (after.duty.department, after.duty.task.id) not in reported:
        yield FIRST_DONE
    if after.state.is_done and not (before and before.state.is_done):
        yield CLOSED
    if before and after.entry and not _says_done(after) and _says_done(before):
        yield TAKEN_BACK


def _is_red(verdict: Verdict) -> bool:
    return verdict.lamp is Lamp.RED and verdict.state is not State.NOT_RETURNED


def _says_done(verdict: Verdict) -> bool:
    return verdict.entry is not None and verdict.entry.status is Status.DONE


def compared(change: Change) -> str:
    """「6月红灯（严重滞后）→7月绿灯（正常推进），红灯转出」; 「未变」 when neither lamp nor state changed."""
    before, after = change.before, change.after
    if before is None:
        return "，".join(("本月起报送", *change.labels))
    if (before.lamp, before.state) == (after.lamp, after.state) and not change.labels:
        return "未变"
    told = "→".join(f"{item.period.month}月{item.lamp}灯（{item.state}）" for item in (before, after))
    return "，".join((told, *change.labels))


def closed_since(marks: Sequence[Verdict]) -> Period | None:
    """The month since which a duty has been done without a break up to the last month."""
    found = None
    for mark in reversed(marks):
        if not mark.state.is_done:
            break
        found = mark.period
    return found
