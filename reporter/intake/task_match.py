"""Which task a row speaks of: by 任务编号, else by the task's wording."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping

from ..records import value
from ..vocabulary.model import Plan, Task
from .boundary_text import key_text
from .grid import GridCell

_DASHES = re.compile("[-‐‑‒–—―−﹣－~_]+")
_ALIKE = 0.86
"""Likeness from which wording counts as that of a task, if no other task comes near."""
_APART = 0.1
_START = 5
"""Letters from which the beginning of a wording says which."""
_ABSENT = GridCell("", 0, 0, "")
_LONGEST, _LONGEST_ID = 2000, 30
"""Characters that are looked at of a wording and of a number; the longest wording has some hundreds."""


@value
class Match:
    """The task of a row, and how it was found.

    how: ``id``; ``date`` (an id that software turned into a date); ``wording``; ``area``; ``similar``; and without a
    task ``conflict`` (id and wording name different tasks: `named` is that of the id, `other` that of the wording),
    ``unknown-id``, ``unknown`` (`alike`: all whose wordings begin so).
    """

    task: Task | None
    how: str
    other: Task | None = None
    named: Task | None = None
    alike: tuple[Task, ...] = ()


class TaskIndex:
    """The tasks of a plan by everything a row may call them."""

    def __init__(self, plan: Plan):
        self.tasks = plan.tasks
        self.by_id = {id_key(task.id): task for task in plan.tasks}
        self.by_wording = _unique((letters(task.text), task) for task in plan.tasks)
        self.by_area = _unique((letters(task.area), task) for task in plan.tasks if task.area)
        self._areas = frozenset(letters(task.area) for task in plan.tasks if task.area)
        self.is_wording = functools.lru_cache(maxsize=1024)(self._is_wording)
        """Whether a text is the wording of a task, whole or its beginning."""
        self._found = functools.lru_cache(maxsize=1024)(self._find)  # each department's rows say the same of a task
        self._starts: dict[str, list[str]] = {}
        for wording in self.by_wording:
            self._starts.setdefault(wording[:_START], []).append(wording)

    def is_id(self, text: str) -> bool:
        """Whether a text is the number of a task."""
        return len(text) <= _LONGEST_ID and id_key(text) in self.by_id

    def _is_wording(self, text: str) -> bool:
        wording = letters(text[:_LONGEST]) if len(text) >= _START else ""
        return wording in self.by_wording or len(self.beginning(wording)) == 1

    def is_area(self, text: str) -> bool:
        """Whether a text is the 公开领域 of a task, or of several."""
        return letters(text[:_LONGEST]) in self._areas

    def beginning(self, wording: str) -> tuple[Task, ...]:
        """The tasks whose wording begins so."""
        known = self._starts.get(wording[:_START], ()) if len(wording) >= _START else ()
        return tuple(self.by_wording[item] for item in known if item.startswith(wording))

    def find(self, cells: Mapping[str, GridCell]) -> Match:
        """The task of a row, given its cells by column; its id decides, and its wording stands in where there is
        none.
        """
        typed = cells.get("task_id", _ABSENT)
        return self._found(
            typed.text[:_LONGEST_ID],
            typed.kind,
            cells.get("task", _ABSENT).text[:_LONGEST],
            cells.get("list", _ABSENT).text[:_LONGEST_ID],
            cells.get("area", _ABSENT).text[:_LONGEST],
        )

    def _find(self, typed: str, kind: str, wording: str, listed: str, area: str) -> Match:
        wording = letters(wording)
        worded = self.by_wording.get(wording) if wording else None
        task, how = self._by_id(typed, kind, listed)
        if task:
            if worded and worded is not task:
                return Match(None, "conflict", worded, task) if how == "id" else Match(worded, "wording")
            return Match(task, how)
        if worded:
            return Match(worded, "wording")
        if re.search(r"\d", typed) and not re.fullmatch(r"\d{1,3}", key_text(typed)):
            return Match(None, "unknown-id", self._near(wording))
        return self._by_words(wording, area)

    def _by_id(self, typed: str, kind: str, listed: str) -> tuple[Task | None, str]:
        key = id_key(typed)
        if key in self.by_id:
            return self.by_id[key], "id"
        turned = id_of_date(typed)
        if turned and kind in ("date", "text"):
            return self.by_id.get(id_key(turned)), "date"
        number, of = re.fullmatch(r"(\d{1,3})", key_text(typed)), re.search(r"\d+", key_text(listed))
        if number and of:
            return self.by_id.get(id_key(f"{of[0]}-{number[1]}")), "id"
        return None, ""

    def _by_words(self, wording: str, area: str) -> Match:
        if not wording:
            task = self.by_area.get(letters(area))
            return Match(task, "area") if task else Match(None, "unknown")
        if near := self._near(wording):
            return Match(near, "similar")
        task = self.by_area.get(wording)
        alike = self.beginning(wording)
        return (
            Match(task, "area") if task else Match(None, "unknown", alike[0] if len(alike) == 1 else None, alike=alike)
        )

    def _near(self, wording: str) -> Task | None:
        """The one task whose wording is much like this; None when there is none, or more than one."""
        if len(wording) < 6:
            return None
        scores = []
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wording)
        for known, task in self.by_wording.items():
            matcher.set_seq1(known)
            if matcher.real_quick_ratio() >= _ALIKE - _APART and matcher.quick_ratio() >= _ALIKE - _APART:
                scores.append((matcher.ratio(), task))
        scores.sort(key=lambda pair: -pair[0])
        clear = scores and scores[0][0] >= _ALIKE and (len(scores) == 1 or scores[0][0] - scores[1][0] >= _APART)
        return scores[0][1] if clear else None


def id_of_date(text: str) -> str:
    """``2-03`` for 2018-02-03, the date that software makes of it; blank for what is no date in print form."""
    date = re.fullmatch(r"\d{4}-(\d\d)-(\d\d)", key_text(text))
    return f"{date[1].lstrip('0')}-{date[2]}" if date else ""


@functools.lru_cache(maxsize=4096)
def id_key(text: str) -> str:
    """An id for comparing: one kind of dash, no leading zeros, no words around it: 「任务１—９」 is ``1-9``."""
    key = _DASHES.sub("-", key_text(text))
    spoken = re.fullmatch(r"(?:清单|附件|表)?(\d+)(?:第|-第|,第)(\d+)[项条号]?", key)
    if spoken:
        key = f"{spoken[1]}-{spoken[2]}"
    key = re.sub(r"^(?:任务|编号|清单|附件|第)+|[项号]$", "", key)
    return "-".join(part.lstrip("0") or part for part in key.split("-"))


@functools.lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Wording for comparing: letters and figures alone."""
    return "".join(filter(str.isalnum, key_text(text)))


def _unique(pairs: Iterable[tuple[str, Task]]) -> dict[str, Task]:
    """Wording → task, without wording that several tasks share."""
    found: dict[str, list[Task]] = {}
    for wording, task in pairs:
        found.setdefault(wording, []).append(task)
    return {wording: tasks[0] for wording, tasks in found.items() if len(tasks) == 1}
