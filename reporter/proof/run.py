"""The proof of a run: the finished ledger and the master list read back, and every document followed to their cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from ..assess.figures import Figures
from ..assess.year_figures import YearFigures
from ..assess.year_records import Year
from ..gongwen.content import OfficialDocument
from ..intake import reader
from ..intake.grid import Failure
from ..vocabulary.model import Month
from .book import Books, Page, pages_of
from .copies import Proof, proof_of
from .elements import framed
from .ledger import Ledger
from .sheets import Sheets, master_pages
from .year_ledger import YearLedger

__all__ = ["Unprovable", "month_ledger", "month_proof", "year_ledger", "year_proof"]


class Unprovable(Exception):
    """The master list can no longer be read; the message says why, in Chinese."""


def month_ledger(month: Month, found: Figures, ledger: bytes, master: Path) -> Ledger:
    """The month with the sheets its figures are followed to. `ledger` is the finished 台账.xlsx, `master` the master list."""
    return Ledger(plan=month.plan, month=month, found=found, books=Books(pages=pages_of(ledger, "台账.xlsx") | _master(master, month.plan.source.file)))


def _master(path: Path, file: str) -> dict[str, Page]:
    workbook = reader.read_workbook(path)
    if isinstance(workbook, Failure):
        raise Unprovable(f"{file}：{workbook.message}")
    return master_pages(workbook, file)


def year_ledger(year: Year, found: YearFigures, scores: bytes, master: Path) -> YearLedger:
    """The year with the sheets its figures are followed to. `scores` is the finished 考核得分表.xlsx, `master` the master list."""
    return YearLedger(plan=year.plan, year=year, found=found,
                      books=Books(pages=pages_of(scores, "考核得分表.xlsx") | _master(master, year.plan.source.file)))


def month_proof(ledger: Ledger, documents: Mapping[str, OfficialDocument], files: Mapping[str, bytes]) -> Proof:
    """The copies with comments and the check sheet of a month. documents: path → content with notes; files: path → .docx."""
    return _proof(ledger, documents, files, f"{ledger.month.period.chinese}数据校核表", ledger.month.as_of)


def year_proof(ledger: YearLedger, documents: Mapping[str, OfficialDocument], files: Mapping[str, bytes]) -> Proof:
    """The same of the year's documents."""
    return _proof(ledger, documents, files, f"{ledger.year.year}年度数据校核表", ledger.year.as_of)


def _proof(ledger: Sheets, documents: Mapping[str, OfficialDocument], files: Mapping[str, bytes], title: str, made_on: dt.date) -> Proof:
    noted = {path: (document, files[path]) for path, document in _framed(documents, ledger).items()}
    return proof_of(noted, ledger.books, title, made_on)


def _framed(documents: Mapping[str, OfficialDocument], ledger: Sheets) -> dict[str, OfficialDocument]:
    """Each document with notes at what it has from 「公文」; documents of one folder are numbered on in their order."""
    seen: dict[str, int] = {}
    found = {}
    for path, document in documents.items():
        kind = path.partition("/")[0].removesuffix(".docx")
        found[path] = framed(document, kind, ledger, seen.get(kind, 0))
        seen[kind] = seen.get(kind, 0) + 1
    return found
