"""What a record is, for the whole house: a frozen dataclass with slots.

`dataclass` compiles seven methods for each class that it freezes, and a month loads some 250 classes. Here the one that
takes the fields is compiled, the others are the same for all: 0.06 of 1.1 CPU s (benchmarks/RESULTS.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import ClassVar, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """The class as a record whose fields are given by name."""
    return _made(cls, by_name=True)


@dataclass_transform(frozen_default=True)
def value(cls: type[_Class]) -> type[_Class]:
    """The class as a small record whose fields may be given in their order."""
    return _made(cls, by_name=False)


def _made(cls: type[_Class], *, by_name: bool) -> type[_Class]:
    made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=by_name)(cls)
    members = made.__dataclass_fields__  # type: ignore[attr-defined]
    own = {"__init__": _taking(members.values()), "_values": attrgetter(*members)}
    for name, method in (own | _SHARED).items():
        if name not in vars(cls):
            setattr(made, name, method)
    return made


def _taking(members: Iterable[Field[object]]) -> object:
    """The `__init__` that makes a record of its fields."""
    known: dict[str, object] = {"_put": object.__setattr__, "_MISSING": MISSING}
    given, lines = ["self"], [""]
    for item in sorted(members, key=lambda item: bool(item.kw_only)):
        name, default = item.name, f"_default_{item.name}"
        if item.kw_only and "*" not in given:
            given.append("*")
        if item.default is not MISSING:
            known[default] = item.default
            given.append(f"{name}={default}")
        elif item.default_factory is not MISSING:
            known[default] = item.default_factory
            given.append(f"{name}=_MISSING")
            lines.append(f"if {name} is _MISSING: {name} = {default}()")
        else:
            given.append(name)
        lines.append(f"_put(self, {name!r}, {name})")
    exec(f"def __init__({', '.join(given)}):" + "\n ".join(lines), known)
    return known["__init__"]


class _Record:
    """What all records can do; `_values` gives the fields of one of them."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[object]]]
    _values: ClassVar[attrgetter[object]]

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return self._values(self) == self._values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        told = (f"{item.name}={getattr(self, item.name)!r}" for item in fields(self))
        return f"{type(self).__qualname__}({', '.join(told)})"

    def __getstate__(self) -> list[object]:
        return [getattr(self, item.name) for item in fields(self)]

    def __setstate__(self, state: Iterable[object]) -> None:
        for item, value in zip(fields(self), state):
            object.__setattr__(self, item.name, value)


_SHARED = {name: method for name, method in vars(_Record).items() if callable(method)}
