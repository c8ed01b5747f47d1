"""Values that know which figure they are: ordinary values with an `origin`, at which only a proof copy looks.

A template and the functions of `phrases` take them for plain numbers, days and lists. What is printed of one bears its
origin as a note (`Noted`). An origin is asked for with the ledger that the figure is to be followed to. Where no proof
is made they are left out: of thousands of departments they take more memory than the figures.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from decimal import Decimal
from typing import TypeVar, cast

from ..figures.counted import alike
from ..gongwen.content import Noted

A = TypeVar("A")
T = TypeVar("T")
B = TypeVar("B", bound="Whole | Number | Day | Names")

_FOLLOWED: ContextVar[bool] = ContextVar("whether values bear origins", default=True)


@contextlib.contextmanager
def values_followed(wanted: bool) -> Iterator[None]:
    """Within, values bear origins or, not `wanted`, are the plain ones."""
    before = _FOLLOWED.set(wanted)
    try:
        yield
    finally:
        _FOLLOWED.reset(before)


def remembered(make: Callable[[A], T]) -> Callable[[A], T]:
    """`make`, which finds values of something, with what it last found remembered, those with origins apart."""

    @functools.lru_cache(maxsize=2)
    def made(given: A, _: bool) -> T:
        return make(given)

    @functools.wraps(make)
    def remembering(given: A) -> T:
        return made(given, _FOLLOWED.get())

    return remembering


class Whole(int):
    """A whole number with its origin."""

    origin: object


class Number(Decimal):
    """A decimal number with its origin; what is reckoned from it has none."""

    origin: object


class Day(dt.date):
    """A day with its origin."""

    origin: object


class Names(list[object]):
    """A list whose length has an origin."""

    origin: object

    def count_all(self) -> Whole:
        """How many there are, with the origin."""
        return _bearing(Whole(len(self)), self.origin)


def noted(text: str, origin: object) -> str:
    """The text, as a whole bearing `origin` where it holds a figure; text without one needs none."""
    return Noted(text, ((0, len(text), origin),)) if any(map(str.isdigit, text)) else text


def told(value: T, make: Callable[..., object] | None, *given: object) -> T:
    """The value with the figure that it is: what `make` says of it, given a ledger and these.

    Numbers, days, lists (for their length) and texts that hold a figure bear one; nothing does without a `make`, or
    where origins are not followed.
    """
    if make is None or not _FOLLOWED.get():
        return value
    origin = functools.partial(_made, make, given)
    made: object = value
    if isinstance(value, int) and not isinstance(value, bool):
        made = _bearing(Whole(value), origin)
    elif isinstance(value, Decimal):
        made = _bearing(Number(value), origin)
    elif isinstance(value, dt.date):
        made = _bearing(Day(value.year, value.month, value.day), origin)
    elif isinstance(value, list):
        made = _bearing(Names(value), origin)
    elif isinstance(value, str):
        made = noted(value, origin)
    return cast(T, made)


def _bearing(value: B, origin: object) -> B:
    value.origin = origin
    return value


def _made(make: Callable[..., object], given: tuple[object, ...], ledger: object) -> object:
    return make(ledger, *given)


def same(values: Sequence[int]) -> int:
    """The one number that these are, with the origins of them all."""
    origins = tuple(value.origin for value in values if isinstance(value, Whole))
    return told(int(values[0]), alike, origins) if len(origins) == len(values) else values[0]


def bearing(value: object, text: str) -> str:
    """`text`, printed for `value`, with the origin of that value."""
    origin = getattr(value, "origin", None)
    return text if origin is None else Noted(text, ((0, len(text), origin),))


def woven(*parts: object) -> str:
    """The parts joined as text, each stretch with the notes it had."""
    texts = [part if isinstance(part, str) else str(part) for part in parts]
    if Noted not in map(type, texts):
        return "".join(texts)
    notes, place = [], 0
    for part in texts:
        notes += [(start + place, end + place, note) for start, end, note in getattr(part, "notes", ())]
        place += len(part)
    return Noted("".join(texts), notes)


def joined(separator: str, parts: Iterable[object]) -> str:
    """``separator.join(parts)`` that keeps the notes."""
    return woven(*[piece for part in parts for piece in (separator, part)][1:])


def excerpt(text: str, start: int, end: int) -> str:
    """``text[start:end]`` that keeps the notes of what is left."""
    cut = str.__getitem__(text, slice(start, end))
    notes = [
        (max(first, start) - start, min(last, end) - start, note)
        for first, last, note in getattr(text, "notes", ())
        if first < end and last > start
    ]
    return Noted(cut, notes) if notes else cut


def respelt(text: str, letters: Mapping[str, str]) -> str:
    """The text with single characters replaced by others, the notes where they were."""
    made = str.translate(text, {ord(old): new for old, new in letters.items()})
    return Noted(made, text.notes) if isinstance(text, Noted) else made
