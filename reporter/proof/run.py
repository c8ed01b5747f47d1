"""The proof of a run: the finished ledger and the master list read back, and every document followed to their cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from ..assess.figures import Figures
from ..assess.year_figures import YearFigures
from ..assess.year_records import Year
from ..documents.compose import Written
from ..figures.ledger_rows import Ledger
from ..figures.ledger_sheets import Sheets
from ..figures.pages import Books, Page
from ..figures.year_ledger import YearLedger
from ..intake import reader
from ..intake.grid import Failure
from ..vocabulary.model import Month, Plan
from .copies import Proof, proof_of
from .noted_frame import framed
from .read_back import master_pages, pages_of

Writing = Callable[[], Mapping[str, Written]]


class Unprovable(Exception):
    """The master list can no longer be read; the message says why, in Chinese."""


def prove_month(
    month: Month,
    found: Figures,
    files: Mapping[str, bytes],
    master: Path,
    write: Writing,
) -> Proof:
    """The copies with comments and the check sheet of a month.

    files: path → bytes of what the run made, 台账.xlsx among it. write: the run's documents once more, path → content,
    with the origins of their figures. Unprovable when the master list cannot be read again.
    """
    ledger = month_ledger(month, found, files["台账.xlsx"], master)
    return _proof(ledger, write(), files, f"{month.period.chinese}数据校核表", month.as_of)


def prove_year(
    year: Year,
    found: YearFigures,
    files: Mapping[str, bytes],
    master: Path,
    write: Writing,
) -> Proof:
    """The same of the year, whose ledger is 考核得分表.xlsx."""
    ledger = year_ledger(year, found, files["考核得分表.xlsx"], master)
    return _proof(ledger, write(), files, f"{year.year}年度数据校核表", year.as_of)


def month_ledger(month: Month, found: Figures, data: bytes, master: Path) -> Ledger:
    """The finished ledger of a month and the master list; Unprovable when that cannot be read again."""
    pages = pages_of(data, "台账.xlsx") | _master(master, month.plan)
    return Ledger(plan=month.plan, month=month, found=found, books=Books(pages=pages))


def year_ledger(year: Year, found: YearFigures, data: bytes, master: Path) -> YearLedger:
    """The same of a year."""
    pages = pages_of(data, "考核得分表.xlsx") | _master(master, year.plan)
    return YearLedger(plan=year.plan, year=year, found=found, books=Books(pages=pages))


def _master(path: Path, plan: Plan) -> dict[str, Page]:
    workbook = reader.read_workbook(path)
    if isinstance(workbook, Failure):
        raise Unprovable(f"{plan.source.file}：{workbook.message}")
    return master_pages(workbook, plan)


def _proof(
    ledger: Sheets, documents: Mapping[str, Written], files: Mapping[str, bytes], title: str, made_on: dt.date
) -> Proof:
    noted = {
        path: (
            item.document
            if isinstance(item.document, str)
            else framed(item.document, item.kind, ledger, item.place, item.department),
            files[path],
        )
        for path, item in documents.items()
    }
    return proof_of(noted, ledger, title, made_on)
