"""What the names in 责任部门 and 「称谓」 stand for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ..vocabulary.model import Department, Plan
from ..vocabulary.plan import ALONE, TOGETHER
from .values import key_text, split_names, split_roles


def by_name(departments: tuple[Department, ...]) -> dict[str, str]:
    """Every name and alias, normalised → the department's name."""
    return {key_text(name): item.name for item in departments for name in (item.name, *item.aliases)}


def near(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest, blank when none is near."""
    return next(iter(difflib.get_close_matches(key_text(name), list(known), n=1, cutoff=0.6)), "")


def hint(name: str, known: Iterable[str]) -> str:
    """「是否为“…”？」 when a known name is near, else blank; nothing is ever merged by likeness."""
    found = near(name, known)
    return f"是否为“{found}”？" if found else ""


class Names:
    """What a name in 责任部门 stands for.

    Not `complete`: a sheet of names is missing, so an unknown name says nothing. doubtful: aliases of departments whose
    own name is at fault, so that an unknown name near to them says nothing either.
    """

    def __init__(
        self,
        departments: tuple[Department, ...],
        titles: dict[str, tuple[str, ...]],
        doubtful: frozenset[str] = frozenset(),
        complete: bool = True,
    ):
        self.complete, self.doubtful = complete, doubtful
        self.departments, self.titles, self.by_name = departments, titles, by_name(departments)

    def owners(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], dict[str, str]]:
        """(departments, undecided titles, unknown names, 本单位职责 by department) of a 责任部门 text."""
        found: dict[str, str] = {}
        undecided, unknown = [], []
        for part, role in split_roles(text, known=self.by_name):
            name = key_text(part)
            if name in self.by_name:
                found[self.by_name[name]] = role
            elif name in self.titles:
                if not self.titles[name]:
                    undecided.append(part)
                for department in self.titles[name]:
                    found.setdefault(department, role)
            else:
                unknown.append(part)
        alone = len(found) == 1 and not undecided
        roles = {name: role or (ALONE if alone else TOGETHER) for name, role in found.items()}
        order = [item.name for item in self.departments if item.name in found]
        return tuple(order), tuple(undecided), tuple(unknown), roles

    def led(self, text: str) -> tuple[str, ...]:
        """The departments for whose own leader a 责任领导 text stands: none where it names a person."""
        parts = [key_text(part) for part in split_names(text)]
        if not all(part in self.titles for part in parts):
            return ()
        return tuple(dict.fromkeys(name for part in parts for name in self.titles[part]))


class Register:
    """The departments of a plan by every name they go by, normalised."""

    def __init__(self, plan: Plan):
        self.year = plan.year
        self.names = by_name(plan.departments)
        self._longest_first = sorted((name for name in self.names if len(name) > 1), key=len, reverse=True)

    def find(self, text: str) -> str:
        """The department that `text` names, exactly or by alias; blank when it names none."""
        return self.names.get(key_text(text), "")

    def mentioned(self, text: str) -> tuple[str, ...]:
        """The departments whose name or alias occurs in `text`, the longest names first; no piece of text counts
        twice.
        """
        rest, found = key_text(text), []
        for name in self._longest_first:
            if name in rest:
                rest = rest.replace(name, "\n")
                found.append(self.names[name])
        return tuple(dict.fromkeys(found))

    def suggest(self, text: str) -> str:
        """「是否为“…”？」 for a name that is near to one or contains one; blank when none is."""
        inside = self.mentioned(text)
        if len(inside) == 1:
            return f"是否为“{inside[0]}”？"
        near = difflib.get_close_matches(key_text(text), list(self.names), n=1, cutoff=0.5)
        return f"是否为“{self.names[near[0]]}”？" if near else ""
