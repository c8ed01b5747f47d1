"""A document that goes out, and where what it bears is written: its row of 「发文登记」, else 「公文」."""

from __future__ import annotations

from ..records import value
from .column_titles import DOCUMENT_NUMBER
from .plan import Dispatch, Plan
from .terms import Cell, Period


@value
class Paper:
    """One document of a kind: of which month (None: of the year, or the notice), and of which department, if of one."""

    plan: Plan
    kind: str
    period: Period | None = None
    department: str = ""

    @property
    def row(self) -> Dispatch | None:
        """Its row of 「发文登记」: its own, else that of all documents of the kind."""
        found = [
            item
            for item in self.plan.dispatches or ()
            if (item.kind, item.period) == (self.kind, self.period) and item.department in ("", self.department)
        ]
        return max(found, key=lambda item: item.department, default=None)

    def borne(self, title: str, *general: str) -> tuple[str, Cell | str]:
        """(text, where it stands) of what it bears under a title: a cell of its row, else the name of an element of
        「公文」, the kind's own or the first of these `general` ones that is filled; blank where that is nothing.

        With 「发文登记」 a month's document without a row bears nothing.
        """
        row = self.row
        if row and title in row.cells:
            return row.cells[title].text, row.cells[title]
        unregistered = self.plan.dispatches is not None and self.period is not None and row is None
        name = "" if unregistered else next(filter(self.plan.element, (f"{self.kind}{title}", *general)), "")
        return self.plan.element(name), name

    @property
    def in_series(self) -> bool:
        """Whether its number counts on from that of the documents of its kind before it, not being its alone."""
        row = self.row
        return not (row and row.department and DOCUMENT_NUMBER in row.cells)
