"""What the register says of one duty at the date of assessment: the items that count, and what 量化要求 asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ..records import value
from ..vocabulary.model import Period, Requirement, Task
from ..vocabulary.register_items import Registered, title_key

_LONGEST = 30
"""Characters of a title in a sentence at most."""


@value
class Standing:
    """The items of one duty that count; `listed` are all it registered, those that do not count included."""

    items: tuple[Registered, ...] = ()
    listed: int = 0

    def concerned(self, requirement: Requirement, task: Task) -> tuple[Registered, ...]:
        """The items a requirement is about.

        All of the task's; where it asks for several numbers, those whose title names the thing counted.
        """
        numbers = [item for item in task.requirements if item.kind == "count"]
        if len(numbers) < 2 or not requirement.what:
            return self.items
        return tuple(item for item in self.items if title_key(requirement.what) in title_key(item.item.title))

    def late(self, requirement: Requirement, task: Task) -> tuple[Registered, ...]:
        """The items that took more working days than a term allows; those that cannot be reckoned are not late."""
        return tuple(
            item
            for item in self.concerned(requirement, task)
            if item.days is not None and item.days > requirement.target
        )

    def since(self, day: dt.date) -> bool:
        """Whether an item bears that day or a later one."""
        return any(done_on >= day for done_on in days_of(self.items))

    def gaps(self, task: Task, typed: int | None) -> Iterator[str]:
        """Why registered items do not bear out a completion: late ones; fewer than asked when 量化完成数 is blank."""
        if not self.listed:
            return
        numbers = [item for item in task.requirements if item.kind == "count"]
        for requirement in numbers if typed is None else ():
            found = len(self.concerned(requirement, task))
            if found < requirement.target:
                named = f"“{requirement.what}”" if len(numbers) > 1 and requirement.what else ""
                yield f"登记的{named}可计数事项{found}件，少于要求的{requirement.target}"
        for requirement in task.requirements:
            if requirement.kind == "term" and (late := self.late(requirement, task)):
                yield late_text(late, requirement)


NO_STANDING = Standing()


def day_text(day: dt.date) -> str:
    """A day as a sentence says it: 2018年5月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def days_of(items: Sequence[Registered]) -> list[dt.date]:
    """The day of each item; those that count have one."""
    return [item.item.done_on for item in items if item.item.done_on]


def window_of(requirement: Requirement, end: dt.date) -> Period:
    """The month of a window or milestone of a duty that ends on `end`, in that year."""
    return Period(end.year, requirement.month)


def late_text(late: tuple[Registered, ...], requirement: Requirement) -> str:
    """「“…解读”用了5个工作日，超过3个工作日」, of several the slowest and how many there are."""
    worst = max(late, key=lambda item: item.days or 0)
    title = worst.item.title if len(worst.item.title) <= _LONGEST else worst.item.title[: _LONGEST - 2] + "……"
    many = f"等{len(late)}件" if len(late) > 1 else ""
    return f"“{title}”{many}用了{'最多' if many else ''}{worst.days}个工作日，超过{requirement.target}个工作日"


def standings(registered: Iterable[Registered]) -> dict[tuple[str, str], Standing]:
    """(department, task id) → its standing, for those that registered anything."""
    found: dict[tuple[str, str], list[Registered]] = {}
    for item in registered:
        found.setdefault((item.department, item.item.task_id), []).append(item)
    return {key: Standing(tuple(item for item in items if item.counted), len(items)) for key, items in found.items()}
