"""What is to be said of the numbers of a run's documents: one used twice, and the next free one where none is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ..vocabulary.column_titles import DATED, DISPATCHES, DOCUMENT_NUMBER
from ..vocabulary.document_elements import serial_number
from ..vocabulary.model import Plan
from .compose import Written
from .document_frame import PEN
from .document_kind import DocumentKind

_NUMBER = re.compile(r"(.+〔\d{4}〕)(\d+)号")


def number_notes(written: Iterable[Written], kinds: Iterable[DocumentKind], plan: Plan) -> tuple[str, ...]:
    """Told where there is a 「发文登记」, as the master list tells the rest.

    The next free number follows the highest of the same 机关代字 and year, of this run and of the master list, where a
    series may have one for each department. None is proposed where none is known.
    """
    if plan.dispatches is None:
        return ()
    numbered = [item for item in written if _number(item)]
    known = _Known(plan, kinds)
    for item in numbered:
        known.take(_number(item))
    return (*_idle(numbered), *_twice(numbered), *_proposed(numbered, known))


def _number(item: Written) -> str:
    """The 发文字号 of a document; blank of a text."""
    return "" if isinstance(item.document, str) else item.document.head.number


class _Known:
    """The highest serial in use of each 机关代字 and year."""

    def __init__(self, plan: Plan, kinds: Iterable[DocumentKind]) -> None:
        self._highest: dict[str, int] = {}
        each = {kind.name for kind in kinds if kind.scope.each}
        elements = plan.elements
        for name, given in elements.items():
            kind = name.removesuffix(DOCUMENT_NUMBER)
            if kind != name:
                self.take(
                    serial_number(kind, given, elements, str(plan.year)), len(plan.departments) if kind in each else 1
                )
        for row in plan.dispatches or ():
            series = row.kind in each and not row.department
            self.take(row.number(elements, plan.year), len(plan.departments) if series else 1)

    def take(self, number: str, documents: int = 1) -> None:
        """Count a number, and those that follow it for further documents, as in use."""
        if found := _NUMBER.fullmatch(number):
            self._highest[found[1]] = max(self._highest.get(found[1], 0), int(found[2]) + documents - 1)

    def next(self, number: str) -> str:
        """The next number free for a document whose own ends in room for the pen; blank where none is known."""
        head = number.removesuffix(PEN)
        if head not in self._highest:
            return ""
        self._highest[head] += 1
        return f"{head}{self._highest[head]}号"


def _idle(numbered: Iterable[Written]) -> Iterator[str]:
    """The elements of 「公文」 that would number or date a month's documents if they had a row."""
    names = (
        f"{item.kind.name}{title}"
        for item in numbered
        for title in (DOCUMENT_NUMBER, DATED)
        if item.paper.period and item.paper.row is None and item.paper.plan.element(f"{item.kind.name}{title}")
    )
    if idle := dict.fromkeys(names):
        yield f"「公文」的“{'”“'.join(idle)}”没有用到：有「{DISPATCHES}」的，每月的文书只用登记了的。"


def _twice(numbered: Iterable[Written]) -> Iterator[str]:
    """The numbers that a series of this run runs into; of those in two rows the reading of the list has told."""
    seen: dict[str, Written] = {}
    for item in numbered:
        number = _number(item)
        other = seen.setdefault(number, item)
        if other is not item and (item.place or other.place) and not number.endswith(PEN):
            yield f"发文字号 {number} 用了两次：{_named(other)}和{_named(item)}，请核对「{DISPATCHES}」。"


def _named(item: Written) -> str:
    return f"{item.kind.name}（{item.department}）" if item.department else item.kind.name


def _proposed(numbered: Iterable[Written], known: _Known) -> Iterator[str]:
    blank = [item for item in numbered if _number(item).endswith(PEN)]
    said = []
    for kind, group in groupby(blank, key=lambda item: item.kind.name):
        free = [number for item in group if (number := known.next(_number(item)))]
        if len(free) > 1:
            said.append(f"{kind}（{len(free)}份）{free[0]}至{free[-1].rpartition('〕')[2]}")
        elif free:
            said.append(f"{kind} {free[0]}")
    if said:
        yield f"「{DISPATCHES}」没有写明的发文字号可以接着用：{'，'.join(said)}。请核对后自行填写。"
