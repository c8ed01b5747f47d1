"""The proof copy: each printed figure followed to the ledger's cells and to what somebody typed, and reckoned again."""

from .origins import MonthOrigins, YearOrigins
from .run import Unprovable, month_ledger, month_proof, year_ledger, year_proof

__all__ = ["MonthOrigins", "Unprovable", "YearOrigins", "month_ledger", "month_proof", "year_ledger", "year_proof"]
