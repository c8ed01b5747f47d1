"""The returns: what departments sent back (contract, section 4), and what became of each file and cell."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Protocol, TypeVar

from ..records import record
from .terms import Period, Source, Status

_Value = TypeVar("_Value")


class TypedCell(Protocol):
    """A cell as somebody typed it, in whatever record."""

    @property
    def text(self) -> str:
        """The text in print form."""

    @property
    def address(self) -> str:
        """Where on its sheet it stands, such as ``C7``."""


class TypedCells(Mapping[str, TypedCell]):
    """The cells of a row by column key where they are held as texts: those are had without a record made of each."""

    @property
    @abstractmethod
    def by_key(self) -> Mapping[str, str]:
        """Column key → the original text."""


@record
class TypedRow:
    """One row that somebody filled in: by column key the readings (`values`) and the originals (`cells`).

    A value that could not be read is in `cells` alone, and a problem elsewhere.
    """

    task_id: str
    values: Mapping[str, object] = field(default_factory=dict)
    cells: Mapping[str, TypedCell] = field(default_factory=dict)
    source: Source = Source("")

    @property
    def texts(self) -> Mapping[str, str]:
        """Column key → the original text, of the columns that the row has."""
        by_key: Mapping[str, str] | None = getattr(self.cells, "by_key", None)
        return {key: cell.text for key, cell in self.cells.items()} if by_key is None else by_key

    def text(self, key: str) -> str:
        """The original text of column `key`, blank when the row had none."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def at(self, key: str) -> Source:
        """The place of the cell of column `key`, of the row when it had none."""
        return self.source.at(self.cells[key].address) if key in self.cells else self.source

    def _words(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def _typed(self, key: str, kind: type[_Value]) -> _Value | None:
        value = self.values.get(key)
        return value if isinstance(value, kind) else None


@record
class Entry(TypedRow):
    """One filled row of a progress sheet. `progress` is 0 to 100.

    lags: whether the words of 完成状态 say that the work lags; such a duty is never green. unanswered: whether it names
    no state and says nothing else that the blank sheet did not say already.
    """

    row: int = 0
    lags: bool = False
    unanswered: bool = False

    @property
    def status(self) -> Status | None:
        """完成状态."""
        return self._typed("status", Status)

    @property
    def progress(self) -> Decimal | None:
        """完成进度, 0 to 100."""
        return self._typed("progress", Decimal)

    @property
    def done_on(self) -> dt.date | None:
        """完成日期."""
        return self._typed("done_on", dt.date)

    @property
    def count(self) -> int | None:
        """量化完成数."""
        return self._typed("count", int)

    @property
    def narrative(self) -> str:
        """进展情况."""
        return self._words("narrative")

    @property
    def evidence(self) -> str:
        """公开网址或佐证材料."""
        return self._words("evidence")

    @property
    def difficulties(self) -> str:
        """存在问题."""
        return self._words("difficulties")

    @property
    def next_steps(self) -> str:
        """下一步措施."""
        return self._words("next_steps")

    @property
    def expected_on(self) -> dt.date | None:
        """预计完成日期."""
        return self._typed("expected_on", dt.date)


@record
class Item(TypedRow):
    """One row of 「事项登记」: a single thing done that a count or a term asks for (an open day, a policy's
    reading).
    """

    @property
    def title(self) -> str:
        """事项名称."""
        return self._words("title")

    @property
    def done_on(self) -> dt.date | None:
        """日期: the day it took place or was published."""
        return self._typed("done_on", dt.date)

    @property
    def base_on(self) -> dt.date | None:
        """起算日期: the day the term runs from (the policy's publication)."""
        return self._typed("base_on", dt.date)

    @property
    def address(self) -> str:
        """网址或佐证材料."""
        return self._words("address")


@record
class Return:
    """One sheet a department sent for one period, with the single items registered beside it.

    fields: the labelled fields as typed, by key (filed_on); where only the label stands, the label itself.
    registers: the sheets the items stand on, also one of which no row could be taken.
    head: the cell at which the table begins. refused: the tasks that have a row which could not be taken, each with
    why. digest, saved, replaces: the SHA-256 of its file, when that was saved by its own record, and the digests of the
    files that its mark names. bare: whether nothing is typed on its sheet but in the rows of the table.
    repeated: whether its file went back to another of the departments in it, which had nothing to mend in these rows.
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
    fields: Mapping[str, TypedCell] = field(default_factory=dict)
    registers: tuple[Source, ...] = ()
    head: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    saved: dt.datetime | None = None
    replaces: tuple[str, ...] = ()
    bare: bool = False
    repeated: bool = False


@record
class UnusedCell:
    """A cell whose text went nowhere else, and why."""

    source: Source
    text: str
    reason: str
    period: Period | None = None


@record
class TypedSheet:
    """Every non-empty cell of one sheet that was read, for the self-check to find again in the ledger.

    period: the month whose ledger has to hold them, that of the return they stand in, else that of the file.
    """

    source: Source
    cells: Collection[TypedCell]
    period: Period | None = None


@record
class SourceFile:
    """One file of input/ and what became of it. department: all that it speaks for; periods: all that it speaks of;
    replaces: the digests that its mark names.
    """

    file: str
    digest: str
    department: str
    periods: tuple[Period, ...]
    outcome: str
    replaces: tuple[str, ...] = ()
