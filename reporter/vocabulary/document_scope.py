"""What the documents of a kind tell of."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """What a document of a kind tells of: the plan of the year, a month or a year; as a whole, or one department's."""

    NOTICE = "通知"
    MONTH = "月"
    MONTH_EACH = "月·单位"
    YEAR = "年"
    YEAR_EACH = "年·单位"

    @property
    def run(self) -> str:
        """The run that writes it: notice, month or year."""
        return {"通": "notice", "月": "month", "年": "year"}[self.value[0]]

    @property
    def each(self) -> bool:
        """Whether each department has one of its own."""
        return self in (Scope.MONTH_EACH, Scope.YEAR_EACH)
