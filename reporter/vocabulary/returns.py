"""The returns: what departments sent back (contract, section 4), and what became of each file and cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .terms import Cell, Period, Source, Status

__all__ = ["Entry", "Item", "Return", "SourceFile", "TypedSheet", "UnusedCell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One filled row of a progress sheet: readings, and under `cells` each original by column key.

    `progress` is 0 to 100. A value that could not be read is None here and a problem elsewhere.
    """

    task_id: str
    status: Status | None
    progress: Decimal | None = None
    done_on: dt.date | None = None
    count: int | None = None
    narrative: str = ""
    evidence: str = ""
    difficulties: str = ""
    next_steps: str = ""
    expected_on: dt.date | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    row: int = 0
    source: Source = Source("")

    def text(self, key: str) -> str:
        """The original text of column `key`, blank when the sheet had none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of 「事项登记」: a single thing done that a count or a term asks for (an open day, a policy's reading).

    done_on: the day it took place or was published; base_on: the day the term runs from (the policy's publication).
    `cells` holds each original by column key.
    """

    task_id: str
    title: str
    done_on: dt.date | None
    base_on: dt.date | None = None
    address: str = ""
    source: Source = Source("")
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The original text of column `key`, blank when the row had none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One sheet a department sent for one period, with the single items registered beside it.

    fields: the labelled fields as typed, by key (filed_on); where only the label stands, the label itself.
    registers: the sheets the items stand on, also one of which no row could be taken.
    head: the cell at which the table begins. refused: the tasks that have a row which could not be taken, each with why.
    """

    department: str
    period: Period
    filed_on: dt.date | None
    filler: str
    reviewer: str
    phone: str
    entries: tuple[Entry, ...]
    source: Source
    digest: str = ""
    items: tuple[Item, ...] = ()
    fields: Mapping[str, Cell] = field(default_factory=dict)
    registers: tuple[Source, ...] = ()
    head: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedCell:
    """A cell whose text went nowhere else, and why."""

    source: Source
    text: str
    reason: str
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSheet:
    """Every non-empty cell of one sheet that was read, for the audit to find again.

    period: the month whose ledger has to hold them, that of the return they stand in, else that of the file.
    """

    source: Source
    cells: Collection[Cell]
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of input/ and what became of it. department: all that it speaks for; periods: all that it speaks of."""

    file: str
    digest: str
    department: str
    periods: tuple[Period, ...]
    outcome: str
