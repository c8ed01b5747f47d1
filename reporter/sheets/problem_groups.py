"""Problems that say the same of several cells, told in one sentence: 「J 列第 6、8-12 行：…」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..records import value
from ..vocabulary.cell_address import ranges
from ..vocabulary.problems import Level, Problem

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_OF_THE_ROW = ("task", "id", "row", "short", "hint")
"""Facts that tell one row from the next; problems that differ in nothing else say the same."""

_NAMES = 3
"""Names of tasks listed beside their numbers, which are all listed."""


@value
class Group:
    """Problems of one kind in one column of a sheet that say the same, in the order of their rows; one at least."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The first of them: level, kind, sheet and remedy are those of all."""
        return self.problems[0]

    @property
    def cells(self) -> str:
        """Where they are: ``J7``, ``J 列第 6、8-12 行``; blank where they lie at no cell."""
        places = dict.fromkeys(problem.source.cell for problem in self.problems)
        if len(places) == 1:
            return self.first.source.cell
        found = [match for place in places if (match := _ADDRESS.match(place))]
        return f"{found[0][1]} 列第 {ranges(sorted({int(match[2]) for match in found}))} 行"

    @property
    def message(self) -> str:
        """What they say, with the tasks and rows of all of them."""
        if len(self.problems) == 1:
            return self.first.message
        facts = dict(self.first.facts)
        for name in facts.keys() & set(_OF_THE_ROW):
            facts[name] = _joined(name, [str(dict(problem.facts)[name]) for problem in self.problems])
        return self.first.kind.template.format_map(facts)

    @property
    def contents(self) -> str:
        """What stands in the cells, each text once."""
        return "\n".join(dict.fromkeys(problem.content for problem in self.problems if problem.content))


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """The problems by what they say, the gravest first, else as they come."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        match = _ADDRESS.match(problem.source.cell)
        place = match[1] if match and ":" not in problem.source.cell else problem.source.cell
        same = frozenset((name, fact) for name, fact in problem.facts if name not in _OF_THE_ROW)
        key = (problem.kind, problem.source.at(place), problem.department, problem.remedy, same)
        found.setdefault(key, []).append(problem)
    gravity = list(Level)
    groups = [Group(tuple(items)) for items in found.values()]
    return sorted(groups, key=lambda group: gravity.index(group.first.level))


def _joined(name: str, values: Sequence[str]) -> str:
    values = list(dict.fromkeys(values))
    if name == "hint":
        return "".join(values)
    return "、".join(values[:_NAMES]) + "等" if name == "short" and len(values) > _NAMES else "、".join(values)
