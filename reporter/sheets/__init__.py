"""Workbooks the program writes: blank sheets, the ledger, marked returns, the master list."""
