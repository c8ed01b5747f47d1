"""The proof of a run: the finished ledger and the master list read back, and every document followed to their cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..assess.figures import Figures
from ..assess.year_figures import YearFigures
from ..assess.year_records import Year
from ..documents.compose import Written
from ..documents.document_kind import DocumentKind
from ..documents.wording import Origins
from ..intake import reader
from ..intake.grid import Failure
from ..vocabulary.model import Month, Plan
from .book import Books, Page, pages_of
from .copies import Proof, proof_of
from .element_origins import framed
from .ledger_rows import Ledger
from .origins import MonthOrigins, YearOrigins
from .sheets import Sheets, master_pages
from .year_ledger import YearLedger

__all__ = ["Unprovable", "Writing", "prove_month", "prove_year"]

Writing = Callable[[Origins], Mapping[str, Written]]


class Unprovable(Exception):
    """The master list can no longer be read; the message says why, in Chinese."""


def prove_month(
    month: Month,
    found: Figures,
    files: Mapping[str, bytes],
    master: Path,
    kinds: Sequence[DocumentKind],
    write: Writing,
) -> Proof:
    """The copies with comments and the check sheet of a month.

    files: path → bytes of what the run made, 台账.xlsx among it. kinds: those that may be written. write: the run's documents once more, path → content, with
    the origins of their figures. Unprovable when the master list cannot be read again.
    """
    pages = pages_of(files["台账.xlsx"], "台账.xlsx") | _master(master, month.plan)
    ledger = Ledger(plan=month.plan, month=month, found=found, books=Books(pages=pages))
    return _proof(ledger, write(MonthOrigins(ledger, kinds)), files, f"{month.period.chinese}数据校核表", month.as_of)


def prove_year(
    year: Year,
    found: YearFigures,
    files: Mapping[str, bytes],
    master: Path,
    kinds: Sequence[DocumentKind],
    write: Writing,
) -> Proof:
    """The same of the year, whose ledger is 考核得分表.xlsx."""
    pages = pages_of(files["考核得分表.xlsx"], "考核得分表.xlsx") | _master(master, year.plan)
    ledger = YearLedger(plan=year.plan, year=year, found=found, books=Books(pages=pages))
    return _proof(ledger, write(YearOrigins(ledger, kinds)), files, f"{year.year}年度数据校核表", year.as_of)


def _master(path: Path, plan: Plan) -> dict[str, Page]:
    workbook = reader.read_workbook(path)
    if isinstance(workbook, Failure):
        raise Unprovable(f"{plan.source.file}：{workbook.message}")
    return master_pages(workbook, plan)


def _proof(
    ledger: Sheets, documents: Mapping[str, Written], files: Mapping[str, bytes], title: str, made_on: dt.date
) -> Proof:
    noted = {
        path: (framed(item.document, item.kind, ledger, item.place), files[path]) for path, item in documents.items()
    }
    return proof_of(noted, ledger.books, title, made_on)
