"""What a record is, for the whole house: a frozen dataclass with slots; and what is found of a big one once.

`dataclasses` writes the source of six functions for each class and compiles them, which was half of what loading the
program took. So it lists the fields only; what compares, hashes, shows and packs a record goes through its values, and
one function is compiled, the one that makes a record.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")
_Given = TypeVar("_Given")
_Found = TypeVar("_Found")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """The class as a record whose fields are given by name."""
    return _frozen(dataclass(slots=True, kw_only=True, init=False, repr=False, eq=False)(cls))


@dataclass_transform(frozen_default=True)
def value(cls: type[_Class]) -> type[_Class]:
    """The class as a small record whose fields may be given in their order."""
    return _frozen(dataclass(slots=True, init=False, repr=False, eq=False)(cls))


_PUT: dict[type, tuple[Callable[[object, object], None], ...]] = {}
"""By record what puts a value into each of its fields, whose order is that of `fields`."""


def _frozen(cls: type[_Class]) -> type[_Class]:
    """The class with what makes, compares, hashes, shows and packs its objects, and lets nobody change them."""
    own = fields(cls)  # type: ignore[arg-type]
    names = [item.name for item in own]
    _PUT[cls] = tuple(getattr(cls, name).__set__ for name in names)
    values: Callable[[object], tuple[object, ...]] = (
        attrgetter(*names) if len(names) > 1 else lambda self: tuple(getattr(self, name) for name in names)
    )

    def __eq__(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:
        return hash(values(self))

    def __repr__(self: object) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(names, values(self)))
        return f"{self.__class__.__qualname__}({shown})"

    def __reduce__(self: object) -> tuple[object, ...]:
        return _unpacked, (self.__class__, values(self))

    making = _init(own, _PUT[cls])
    making.__qualname__ = f"{cls.__qualname__}.__init__"  # as who gives too little is told
    for method in (__eq__, __hash__, __repr__, __reduce__, making, _refuse_change, _refuse_removal):
        if method.__name__ not in cls.__dict__:
            setattr(cls, method.__name__, method)
    return cls


def _init(own: tuple[Field[Any], ...], puts: tuple[Callable[[object, object], None], ...]) -> Callable[..., None]:
    """What makes a record of these fields."""
    known: dict[str, object] = {"_MISSING": MISSING}
    given, by_name, steps = ["self"], list[str](), list[str]()
    for item, put in zip(own, puts):
        name, fresh = item.name, item.default_factory is not MISSING
        known |= {f"_put_{name}": put, f"_usual_{name}": item.default, f"_fresh_{name}": item.default_factory}
        usual = f"=_usual_{name}" if fresh or item.default is not MISSING else ""
        (by_name if item.kw_only else given).append(name + usual)
        steps.append(f" _put_{name}(self, {f'_fresh_{name}() if {name} is _MISSING else ' if fresh else ''}{name})\n")
    given += ["*", *by_name] if by_name else []
    exec(f"def __init__({', '.join(given)}):\n{''.join(steps) or ' pass'}", known)
    return known["__init__"]  # type: ignore[return-value]


def _unpacked(cls: type[_Class], values: tuple[object, ...]) -> _Class:
    """The record of this class that has these values."""
    made = object.__new__(cls)
    for put, found in zip(_PUT[cls], values):
        put(made, found)
    return made


def _refuse_change(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_removal(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_refuse_change.__name__, _refuse_removal.__name__ = "__setattr__", "__delattr__"


def remembered(function: Callable[[_Given], _Found]) -> Callable[[_Given], _Found]:
    """A function of one record that is too big to be compared: what it found of the last one it need not find again."""
    last: list[tuple[_Given, _Found]] = []

    @functools.wraps(function)
    def remembering(given: _Given) -> _Found:
        if not last or last[0][0] is not given:
            last[:] = [(given, function(given))]
        return last[0][1]

    return remembering
