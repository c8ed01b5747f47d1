"""Objections to the draft: which deductions each names, and what it gives back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from ..records import record
from ..vocabulary.findings import Deduction
from ..vocabulary.model import Objection
from ..vocabulary.problems import Kind, Problem

_DASHES = str.maketrans(dict.fromkeys("–—―‐‑−﹣", "-"))


@record
class Ruling:
    """An objection, the deductions it names, and what it gives back: nothing while it is open or cannot be taken as it
    stands, and then `fault` says why. room: what is left of its deductions, those before it taken off.
    """

    objection: Objection
    named: tuple[Deduction, ...]
    points: Decimal = Decimal(0)
    room: Decimal = Decimal(0)
    fault: Kind | None = None


def rulings(objections: Iterable[Objection], deductions: Sequence[Deduction]) -> tuple[Ruling, ...]:
    """A department's objections held against its deductions, in the order of 「异议」; no point is given back twice."""
    left = {item.number: item.points for item in deductions}
    found = []
    for item in objections:
        named = tuple(_named(item.item, deductions))
        room = sum((left[one.number] for one in named), Decimal(0))
        fault = None if named and item.points <= room else Kind.OBJECTION_OVER if named else Kind.OBJECTION_UNMATCHED
        given = item.points if not fault and not item.is_open else Decimal(0)
        found.append(Ruling(objection=item, named=named, points=given, room=room, fault=fault))
        for one in named:
            taken = min(left[one.number], max(given, Decimal(0)))
            left[one.number] -= taken
            given -= taken
    return tuple(found)


def objection_problems(found: Iterable[Ruling], *, final: bool) -> Iterator[Problem]:
    """What is to be put right of objections; that nobody decided one yet, of the `final` set alone."""
    for ruling in found:
        item = ruling.objection
        told = partial(_told, item)
        if ruling.fault is Kind.OBJECTION_UNMATCHED:
            yield told(ruling.fault, item=item.item)
        elif ruling.fault is Kind.OBJECTION_OVER:
            numbers = "、".join(one.number for one in ruling.named)
            yield told(ruling.fault, numbers=numbers, points=str(item.points), room=str(ruling.room))
        if final and item.is_open:
            yield told(Kind.OBJECTION_OPEN)


def _told(item: Objection, kind: Kind, /, **facts: str) -> Problem:
    own: dict[str, object] = {"name": item.department, **facts}
    return kind.at(item.source, content=item.item, department=item.department, period=None, **own)


def _named(text: str, deductions: Sequence[Deduction]) -> Iterator[Deduction]:
    """The deductions that a text names by their numbers, however they are typed; of two that begin alike the longer."""
    text = re.sub(r"\s*-\s*", "-", unicodedata.normalize("NFKC", text).translate(_DASHES))
    for one in sorted(deductions, key=lambda item: -len(item.number)):
        text, times = re.subn(rf"{re.escape(one.number)}(?!-?\d)", " ", text)
        if times:
            yield one
