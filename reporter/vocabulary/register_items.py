"""「事项登记」 and 量化要求: what was registered, what makes two rows one item, and what is found of each requirement.

A registered item stands once here, however often departments list it: their sheets carry it along from month to month.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from enum import StrEnum
from urllib.parse import unquote

from ..records import record
from .model import Duty, Item, Period, Requirement, State, Task


class Outcome(StrEnum):
    """量化核定, what is found of one requirement of a duty, worst first."""

    MISSED = "未达要求"
    LATE = "超过时限"
    BEHIND = "落后序时"
    UNKNOWN = "无法判断"
    OPEN = "办理期内"
    ON_COURSE = "按序推进"
    NOT_DUE = State.NOT_DUE.value
    MET = "达到要求"
    EXEMPT = State.NOT_CONCERNED.value


@record
class Registered:
    """One item of the year so far as its department last wrote it.

    `period` is the month it was first registered in, `listed` the last month that lists it. `counted` says whether it
    counts, `because` why it does not. `days` are the working days from 起算日期 to 日期, None where one is blank or the
    calendar of a year is not known.
    """

    item: Item
    department: str
    period: Period
    listed: Period
    counted: bool
    because: str = ""
    days: int | None = None


@record
class Finding:
    """What is found of one requirement of one duty, with the reason in Chinese.

    `achieved` of `target`: times done (count), items in time of those judged (term), periods with a report of those
    that ended (cycle). `running` is what should have been achieved by the date of assessment. None where the kind has
    no such number or it is not known.
    """

    duty: Duty
    requirement: Requirement
    outcome: Outcome
    because: str
    target: int | None = None
    achieved: int | None = None
    running: int | None = None


def needs_register(task: Task) -> bool:
    """Whether single items are registered for a task: it asks for a number of times, or for a term."""
    return any(item.kind in ("count", "term") for item in task.requirements)


def needs_term(task: Task) -> bool:
    """Whether a task says within how many working days something is to be done."""
    return any(item.kind == "term" for item in task.requirements)


_ADDRESS = re.compile(r"https?://([^\s/，。；、（）()《》“”<>\"]+)(/[^\s，。；、（）《》“”<>\"]*)?", re.I)
_FRONT_PAGE = re.compile(r"(?:/|/(?:index|default)\.\w+)?$", re.I)


@functools.lru_cache(maxsize=4096)
def web_keys(text: str) -> frozenset[str]:
    """Each web address of `text` in one form: no scheme, no www., no fragment, no closing slash, host in small letters.

    The front page of a site stands for no single item and is left out.
    """
    found = set()
    for host, path in _ADDRESS.findall(text):
        host = re.sub(r"^www\.|:(?:80|443)$", "", host.lower())
        path = _FRONT_PAGE.sub("", unquote(path.partition("#")[0]).rstrip(".,;:"))
        if path:
            found.add(host + path)
    return frozenset(found)


@functools.lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """A title for comparing: letters and figures alone."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title))).lower()


def item_keys(item: Item) -> frozenset[str]:
    """What makes an item the same as another: an address they share, or the same title on the same day.

    Empty for an item that has neither. Items of different tasks are never the same.
    """
    keys = {f"{item.task_id} {key}" for key in web_keys(item.address)}
    if item.done_on and title_key(item.title):
        keys.add(f"{item.task_id} {title_key(item.title)} {item.done_on.isoformat()}")
    return frozenset(keys)
