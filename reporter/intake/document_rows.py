"""Rows of the master list that speak of a document: of which month, of which kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from ..vocabulary import column_titles
from ..vocabulary.document_scope import Scope
from ..vocabulary.model import Period
from .grid import GridCell
from .master_months import month_in
from .names import hint
from .values import key_text


def month_or_year(cell: GridCell, year: int) -> tuple[Period | None, str]:
    """(month, None for the year's; what is wrong) of 报送期."""
    if re.fullmatch(rf"{year}年?度?", unicodedata.normalize("NFKC", cell.text)):
        return None, ""
    period, why = month_in(cell, year)
    return period, why or ("" if period else "没有填写")


def scope_of(name: str, kinds: Mapping[str, Scope]) -> Scope | None:
    """The scope of a kind by its name as typed; None where there is no such kind."""
    return next((scope for known, scope in kinds.items() if key_text(known) == key_text(name)), None)


def unserved(name: str, period: Period | None, kinds: Mapping[str, Scope]) -> tuple[str, str]:
    """(column, why) where there is no document of such a kind in such a month, blank where there may be."""
    scope = scope_of(name, kinds)
    if scope is None:
        return column_titles.DOCUMENT_KIND, f"没有名为「{name}」的文种。{hint(name, kinds)}".rstrip("。")
    if scope.run == "month" and period is None:
        return column_titles.PERIOD, f"「{name}」是每月的文书，报送期要写到月"
    if scope.run != "month" and period:
        return column_titles.PERIOD, f"「{name}」不是每月的文书，报送期要写年份"
    return "", ""
