"""The sheets of a record of what was signed (contract, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..vocabulary import column_titles, issued
from ..vocabulary.findings import UNRANKED
from ..vocabulary.issued import Issued, IssuedDocument, IssuedDuty, IssuedScore
from ..vocabulary.model import Plan
from .duty_sheet import lamp_text
from .month_sheets import counted, part_columns, reasons_text
from .sheet_rows import Sheet, TableColumn, Value
from .year_sheets import deduction_sheet

_ABOUT_COLUMNS: tuple[TableColumn[tuple[Value, ...]], ...] = (
    TableColumn(column_titles.SETTING, 18, form="short"),
    TableColumn(column_titles.CONTENT, 90),
)
_DUTY_COLUMNS: tuple[TableColumn[IssuedDuty], ...] = (
    TableColumn(column_titles.UNIT, 18, lambda item: item.department, "short"),
    TableColumn(column_titles.TASK_ID, 8.5, lambda item: item.task_id, "short"),
    TableColumn(column_titles.STATE, 10.5, lambda item: str(item.state), "short"),
    TableColumn(column_titles.LAMP, 13, lamp_text, "lamp"),
    TableColumn(column_titles.BECAUSE, 60, lambda item: item.because),
    TableColumn(column_titles.STATUS, 9.5, lambda item: str(item.status or ""), "short"),
)
_DOCUMENT_COLUMNS: tuple[TableColumn[IssuedDocument], ...] = (
    TableColumn(column_titles.DOCUMENT_KIND, 14, lambda item: item.kind, "short"),
    TableColumn(column_titles.UNIT, 18, lambda item: item.department, "short"),
    TableColumn(column_titles.FILE, 30, lambda item: item.path),
    TableColumn(column_titles.DOCUMENT_NUMBER, 20, lambda item: item.number, "short"),
    TableColumn(column_titles.DATED, 12, lambda item: item.dated, "date"),
    TableColumn(column_titles.DIGEST, 36, lambda item: item.digest, "short"),
    TableColumn(column_titles.MADE_DIGEST, 36, lambda item: item.made, "short"),
)
_FILE_COLUMNS: tuple[TableColumn[tuple[str, str]], ...] = (
    TableColumn(column_titles.FILE, 60),
    TableColumn(column_titles.DIGEST, 36, form="short"),
)


_MONTHLY: tuple[TableColumn[IssuedScore], ...] = (
    TableColumn(column_titles.FILING, 10, lambda item: item.filing.kind if item.filing else "", "short"),
    TableColumn(column_titles.FILED_ON, 12, lambda item: item.filing.filed_on if item.filing else None, "date"),
    TableColumn(column_titles.VERSIONS, 6.5, lambda item: item.filing.versions if item.filing else None, "number"),
)
_YEARLY: tuple[TableColumn[IssuedScore], ...] = (
    TableColumn(column_titles.OBJECTION_POINTS, 9, lambda item: item.granted, "points"),
)


def issued_sheets(record: Issued, plan: Plan) -> tuple[Sheet[Any], ...]:
    """The sheets in their order; `plan` is what it was reckoned by."""
    monthly = record.issue.period is not None
    scores: tuple[TableColumn[IssuedScore], ...] = (
        TableColumn(column_titles.RANK, 6, lambda item: item.score.place, "short"),
        TableColumn(column_titles.UNIT, 18, lambda item: item.score.department, "short"),
        *part_columns(9, lambda item: counted(item.score)),
        *(() if monthly else _YEARLY),
        TableColumn(column_titles.TOTAL, 9, lambda item: item.score.total if item.score.counts else None, "points"),
        TableColumn(column_titles.GRADE, 8.5, lambda item: item.score.grade or UNRANKED, "short"),
        TableColumn(column_titles.SCORE_NOTE, 46, lambda item: reasons_text(item.score)),
        *(_MONTHLY if monthly else ()),
    )
    widest = max((len(texts) for *_, texts in record.master), default=0)
    cells: list[TableColumn[tuple[Value, ...]]] = [TableColumn(f"第{column}列", 22) for column in range(1, widest + 1)]
    master: tuple[TableColumn[tuple[Value, ...]], ...] = (
        TableColumn(column_titles.SHEET, 10, form="short"),
        TableColumn(column_titles.SHEET_ROW, 6, form="number"),
        *cells,
    )
    rows = [(sheet, row, *texts, *[""] * (widest - len(texts))) for sheet, row, texts in record.master]
    return (
        Sheet(name=issued.ABOUT, columns=_ABOUT_COLUMNS, items=[*_about(record)]),
        Sheet(name=issued.SCORES, columns=scores, items=record.scores, frozen_columns=2),
        deduction_sheet(record.deductions, plan),
        Sheet(name=issued.VERDICTS, columns=_DUTY_COLUMNS, items=record.duties, frozen_columns=2, with_lamps=True),
        Sheet(name=issued.DOCUMENTS, columns=_DOCUMENT_COLUMNS, items=record.documents),
        Sheet(name=issued.FILES, columns=_FILE_COLUMNS, items=[*record.files.items()]),
        Sheet(name=issued.MASTER, columns=master, items=rows, frozen_columns=2),
    )


def _about(record: Issued) -> Iterator[tuple[Value, ...]]:
    issue = record.issue
    yield column_titles.PERIOD, issue.folder
    if issue.stage:
        yield column_titles.STAGE, issue.stage
    yield issued.ISSUED_DATE, record.as_of.isoformat()
    yield issued.ISSUED_TIMES, record.times
    yield (
        column_titles.NOTE,
        f"这是{issue.chinese}文书签发、送出时由 issue 命令写成的记录，文书的副本在旁边的“{issue.name}”文件夹里。"
        "可以查看、复制、带走；请不要改动，也不要从“已印发”文件夹里删去，以后的补报和更正都与它核对。",
    )
