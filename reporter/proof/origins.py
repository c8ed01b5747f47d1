"""The origins of a run's figures as templates and tables take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..documents.document_kind import DocumentKind
from ..documents.wording import Origins
from ..gongwen.content import Table
from .ledger_rows import Ledger
from .month_origins import month_words
from .month_tables import month_tables
from .word_origins import traced
from .year_ledger import YearLedger
from .year_tables import year_tables
from .year_words import year_words

__all__ = ["MonthOrigins", "YearOrigins"]


class MonthOrigins(Origins):
    """Where the figures of a month's documents come from."""

    def __init__(self, ledger: Ledger, kinds: Iterable[DocumentKind]) -> None:
        self.ledger = ledger
        self.kinds = {kind.template: kind for kind in kinds}

    def facts(self, name: str, facts: Mapping[str, object]) -> Mapping[str, object]:
        """The facts of template `name`, their values with origins."""
        return traced(facts, month_words(self.kinds[name]), self.ledger)

    def tables(self, name: str, facts: Mapping[str, object], tables: Mapping[str, Table]) -> Mapping[str, Table]:
        """The tables of template `name`, their cells with notes."""
        return month_tables(self.ledger, facts, tables)


class YearOrigins(Origins):
    """Where the figures of the year's documents come from."""

    def __init__(self, ledger: YearLedger, kinds: Iterable[DocumentKind]) -> None:
        self.ledger = ledger
        self.kinds = {kind.template: kind for kind in kinds}

    def facts(self, name: str, facts: Mapping[str, object]) -> Mapping[str, object]:
        """The facts of template `name`, their values with origins."""
        return traced(facts, year_words(self.kinds[name], self.ledger.found.final), self.ledger)

    def tables(self, name: str, facts: Mapping[str, object], tables: Mapping[str, Table]) -> Mapping[str, Table]:
        """The tables of template `name`, their cells with notes."""
        return year_tables(self.ledger, facts, tables)
