"""Which of several returns of one department for one month counts: contract, section 4, Versions.

A return replaces every file that its mark names, whatever its date. Of those left the later filing date counts; where
dates are equal or one is missing, the workbook that was saved later by its own record. Where nothing tells them apart,
several are left. Rows in a copy that went back to another department only repeat what was sent. All this duty by duty:
a row that only an earlier version has still counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .returns import Return
from .terms import Period


@dataclass(frozen=True, kw_only=True, eq=False)
class Versions:
    """The returns of one department for one month, in the order of their files.

    named: digest of a file → those that its mark names, and theirs in turn. rows: task id → the returns that answer it;
    where none does, those that have its row.
    """

    returns: tuple[Return, ...]
    named: Mapping[str, frozenset[str]]
    rows: Mapping[str, tuple[Return, ...]]

    @classmethod
    def of(cls, returns: Iterable[Return]) -> Versions:
        """These returns of one department and month."""
        own = tuple(sorted(returns, key=lambda item: item.source))
        there: defaultdict[str, list[Return]] = defaultdict(list)
        answered: defaultdict[str, list[Return]] = defaultdict(list)
        for item in own:
            for entry in item.entries:
                (there if entry.unanswered else answered)[entry.task_id].append(item)
        rows = {task_id: tuple(items) for task_id, items in (there | answered).items()}
        return cls(returns=own, named=_named(own), rows=rows)

    def undecided(self, among: Sequence[Return]) -> tuple[Return, ...]:
        """Those of `among` that neither a mark nor a filing date replaces by another."""
        among = [item for item in among if not item.repeated] or among
        if len(among) < 2:
            return tuple(among)
        left = [item for item in among if not any(self.names(other, item) for other in among)]
        newest = max((item.filed_on for item in left if item.filed_on), default=None)
        return tuple(item for item in left if item.filed_on in (None, newest))

    def latest(self, among: Sequence[Return]) -> tuple[Return, ...]:
        """Those of `among` that no other replaces: several where nothing tells them apart."""
        left = self.undecided(among)
        if len(left) < 2:
            return left
        saved = max((item.saved for item in left if item.saved), default=None)
        return tuple(item for item in left if item.saved in (None, saved))

    def names(self, item: Return, other: Return) -> bool:
        """Whether the mark of `item` names the file of `other`. Marks that name each other say nothing."""
        return other.digest in self.named[item.digest] and item.digest not in self.named[other.digest]

    def speaking(self, task_id: str) -> tuple[Return, ...]:
        """The returns whose rows count for a task: several where nothing tells them apart."""
        return self._speaking.get(task_id, ())

    @cached_property
    def _speaking(self) -> dict[str, tuple[Return, ...]]:
        """By task; found once for all tasks that the same returns have."""
        latest = {tuple(map(id, among)): among for among in self.rows.values()}
        latest = {key: self.latest(among) for key, among in latest.items()}
        return {task_id: latest[tuple(map(id, among))] for task_id, among in self.rows.items()}

    @cached_property
    def counting(self) -> tuple[Return, ...]:
        """The returns that speak for a task."""
        speaking = {id(item) for found in self._speaking.values() for item in found}
        return tuple(item for item in self.returns if id(item) in speaking)

    def instead(self, item: Return, task_id: str) -> Return | None:
        """The return that speaks for a task in the place of `item`, which has a row for it; None while that counts, be
        it as one that could not be taken.
        """
        speaking = self.speaking(task_id)
        latest = self.latest((*speaking, item)) if task_id in item.refused else speaking
        return None if any(one is item for one in latest) else speaking[0]

    def instead_of(self, item: Return) -> Return | None:
        """The return that took the place of the sheet `item`: its mark names it, or it speaks for its tasks; None while
        it speaks for one itself.
        """
        naming = self.latest([other for other in self.returns if self.names(other, item)])
        if naming:
            return naming[0]
        if any(one is item for one in self.counting):
            return None
        return self.speaking(item.entries[0].task_id)[0]

    @property
    def registers(self) -> tuple[Return, ...]:
        """The returns whose registered items count."""
        return self.latest([item for item in self.returns if item.items])


def versions_of(returns: Iterable[Return]) -> dict[tuple[str, Period], Versions]:
    """(department, month) → its versions, in the order of the first of each."""
    groups: dict[tuple[str, Period], list[Return]] = {}
    for item in returns:
        groups.setdefault((item.department, item.period), []).append(item)
    return {key: Versions.of(group) for key, group in groups.items()}


def _named(returns: Iterable[Return]) -> dict[str, frozenset[str]]:
    """What the marks name, those of the files that are here followed on."""
    direct: defaultdict[str, set[str]] = defaultdict(set)
    for item in returns:
        direct[item.digest].update(item.replaces)
    found = {}
    for digest in list(direct):
        reached: set[str] = set()
        waiting = [digest]
        while waiting:
            new = direct.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        found[digest] = frozenset(reached)
    return found
