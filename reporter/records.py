"""What a record is, for the whole house: a frozen dataclass with slots; and what is found of a big one once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")
_Given = TypeVar("_Given")
_Found = TypeVar("_Found")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """The class as a record whose fields are given by name."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(frozen_default=True)
def value(cls: type[_Class]) -> type[_Class]:
    """The class as a small record whose fields may be given in their order."""
    return dataclass(frozen=True, slots=True)(cls)


def remembered(function: Callable[[_Given], _Found]) -> Callable[[_Given], _Found]:
    """A function of one record that is too big to be compared: what it found of the last one it need not find again."""
    last: list[tuple[_Given, _Found]] = []

    @functools.wraps(function)
    def remembering(given: _Given) -> _Found:
        if not last or last[0][0] is not given:
            last[:] = [(given, function(given))]
        return last[0][1]

    return remembering
