"""How many names a sentence bears, and of how many departments a glance shows each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_Item = TypeVar("_Item")

_GLANCED, _END, _NAMED = 60, 20, 40
"""Departments that are shown one by one; of more, so many from either end. Names of a sentence; of more, how many."""


def first_of(names: Sequence[str], most: int, measure: str) -> str:
    """「甲、乙、丙」; of more than `most` the first and how many there are: 「甲、乙等5个」."""
    return "、".join(names[:most]) + (f"等{len(names)}{measure}" if len(names) > most else "")


def names(found: Sequence[str], measure: str = "个") -> str:
    """The names; of very many the first, and how many there are."""
    return first_of(found, _NAMED, measure)


def ends(ranked: Sequence[_Item], where: str) -> tuple[Sequence[_Item], str | None]:
    """All of them and nothing; of very many the first and the last, and how many others are found `where`."""
    if len(ranked) <= _GLANCED:
        return ranked, None
    rest = len(ranked) - 2 * _END
    return (*ranked[:_END], *ranked[-_END:]), f"名次在前、在后的各{_END}个单位，其余{rest}个见{where}。"
