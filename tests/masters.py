"""The shipped master list as rows that a test can change and write again.

`make master` (`python -m tests.masters`) writes the shipped list itself again, with the rows that it has.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from reporter.intake.master_list import read_master
from reporter.sheets.master_workbook import master_workbook
from reporter.vocabulary.master_sheets import MASTER_SHEETS
from reporter.vocabulary.model import Plan

ISSUED = dt.date(2018, 4, 28)
ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "input" / "任务总表.xlsx"


def shipped_rows() -> dict[str, list[list[object]]]:
    """Sheet → rows of the shipped master list, read by openpyxl, blanks as empty text."""
    import openpyxl

    book = openpyxl.load_workbook(SHIPPED)
    return {
        name: [
            ["" if value is None else value for value in row[: len(columns)]]
            for row in book[name].iter_rows(min_row=2, values_only=True)
            if any(value is not None for value in row)
        ]
        for name, columns in MASTER_SHEETS.items()
    }


def write_master(path: Path, rows: dict[str, list[list[object]]]) -> Path:
    """Write a master list of `rows` at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(master_workbook(rows, ISSUED))
    return path


def shipped_plan() -> Plan:
    """The plan of the shipped master list."""
    plan, problems = read_master(SHIPPED)
    assert plan, problems
    return plan


if __name__ == "__main__":
    write_master(SHIPPED, shipped_rows())
