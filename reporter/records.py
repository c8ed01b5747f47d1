"""What a record is, for the whole house: a frozen dataclass with slots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """The class as a record whose fields are given by name."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(frozen_default=True)
def value(cls: type[_Class]) -> type[_Class]:
    """The class as a small record whose fields may be given in their order."""
    return dataclass(frozen=True, slots=True)(cls)
