"""The facts of a template with their origins: each value that may be printed knows which maker tells where it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial

from ..documents.traced import Day, Names, Number, Whole, noted
from .origin import Origin
from .sheets import Sheets

__all__ = ["Maker", "Trail", "Words", "alone", "of", "traced"]

Trail = Sequence[Mapping[str, object]]
Maker = Callable[..., Origin]
Words = dict[tuple[str, ...], Maker]
"""Keys that lead to a value (任务亮灯, 数), ``#`` for the length of a list → who tells its origin from ledger, the
mappings passed on the way (the facts first, the nearest last) and the value."""


def alone(make: Callable[..., Origin], *given: object) -> Maker:
    """The maker of a word that needs the ledger alone, and what is `given` here."""
    return lambda ledger, trail, value: make(ledger, *given)


def of(make: Callable[..., Origin], *keys: str) -> Maker:
    """The maker of a word that needs the ledger and these values (the department's name unless told) of what it is in."""
    return lambda ledger, trail, value: make(ledger, *(str(trail[-1][key]) for key in keys or ("单位",)))


def traced(
    value: object, words: Words, ledger: Sheets, path: tuple[str, ...] = (), trail: tuple[Mapping, ...] = ()
) -> object:
    """`value` with origins for all in it that `words` knows; an origin is made when it is asked for.

    Numbers, days, and lists (for their length) bear one, and texts that hold a figure.
    """
    if isinstance(value, Mapping):
        here = (*trail, value)
        return type(value)({key: traced(item, words, ledger, (*path, str(key)), here) for key, item in value.items()})
    if isinstance(value, list | tuple):
        items = [traced(item, words, ledger, path, trail) for item in value]
        counted = words.get((*path, "#"))
        return Names(items, partial(counted, ledger, trail, value)) if counted else items
    maker = words.get(path)
    if maker is None or value is None or isinstance(value, bool):
        return value
    origin = partial(maker, ledger, trail, value)
    if isinstance(value, int):
        return Whole(value, origin)
    if isinstance(value, Decimal):
        return Number(value, origin)
    if isinstance(value, dt.date):
        return Day(value, origin)
    return noted(str(value), origin)
