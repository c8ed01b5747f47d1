"""The proof copy: each printed figure followed to the ledger's cells and to what somebody typed, and reckoned again.

A finished ledger and the master list are read back (`read_back`). The documents are written once more, and what is
printed bears notes that say which figure it is (`reporter/figures`); asked with the finished ledger, each tells its
formula and its cells. What comes out is a list of checks (`figure_checks`), from which the comments (`copies`) and
数据校核表.xlsx (`check_workbook`) are made.

The same turned outward (`held`): a document that somebody edited (`edited_reading`) is held against the one it was made
as (`original`); `edited` pairs their sentences and tokens (`figure_tokens`) and knows nothing of ledgers.
"""

from .copies import Proof
from .run import Unprovable, month_ledger, prove_month, prove_year, year_ledger

__all__ = ["Proof", "Unprovable", "month_ledger", "prove_month", "prove_year", "year_ledger"]
