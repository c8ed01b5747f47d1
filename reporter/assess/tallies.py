"""Grouping and ranking of a month's and a year's rows, by pandas (with `merge` its only users).

A dict would do the same sooner, by one millisecond of a month of nine departments and nine of one of 300
(benchmarks/RESULTS.md): too little to have two ways of making tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

_Row = TypeVar("_Row")


def grouped(rows: Sequence[_Row], keys: Sequence[str]) -> dict[str, list[_Row]]:
    """The rows of each key, in their order; keys[n] is the key of rows[n]. Keys without a row are left out."""
    import pandas as pd

    places = pd.Series(keys, dtype=object).groupby(list(keys), sort=False).indices
    return {str(key): [rows[place] for place in found] for key, found in places.items()}


def ranks(totals: Sequence[Decimal]) -> list[int]:
    """The rank of each total, the largest first; equal ones share the better rank: 1, 2, 2, 4. Two decimals count."""
    import pandas as pd

    cents = pd.Series([int(total * 100) for total in totals], dtype="int64")
    return [int(rank) for rank in cents.rank(method="min", ascending=False)]
