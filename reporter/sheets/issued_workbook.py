"""A record of what was signed, as .xlsx: a person can read it, copy it and take it away."""

from __future__ import annotations

from ..ledger.issued_sheets import issued_sheets
from ..vocabulary.issued import Issued
from ..vocabulary.model import Plan
from .plain_tables import Tables


def issued_workbook(record: Issued, plan: Plan) -> bytes:
    """The record as .xlsx bytes: the same record, the same bytes. Every sheet has its header in row 1, data below."""
    workbook = Tables(f"{record.issue.chinese}印发记录", record.as_of)
    for sheet in issued_sheets(record, plan):
        workbook.add(sheet)
    return workbook.finished()
