"""A record of what was signed, as .xlsx: a person can read it, copy it and take it away."""

from __future__ import annotations

import io
from collections.abc import Iterator

from ..intake.grid import address
from ..vocabulary import column_titles, issued
from ..vocabulary.findings import PARTS, UNRANKED, Deduction
from ..vocabulary.issued import Issued, IssuedDocument, IssuedDuty, IssuedScore
from .course_columns import lamp_text
from .ledger import new_workbook, reasons_text
from .plain_tables import Book, Table, TableColumn, Value

Row = tuple[Value, ...]

_ABOUT_COLUMNS = (TableColumn(column_titles.SETTING, 18, "short"), TableColumn(column_titles.CONTENT, 90))
_DUTY_COLUMNS = (
    TableColumn(column_titles.UNIT, 24, "short"),
    TableColumn(column_titles.TASK_ID, 9, "short"),
    TableColumn(column_titles.STATE, 13, "short"),
    TableColumn(column_titles.LAMP, 13, "lamp"),
    TableColumn(column_titles.BECAUSE, 60),
    TableColumn(column_titles.STATUS, 12, "short"),
)
_DOCUMENT_COLUMNS = (
    TableColumn(column_titles.DOCUMENT_KIND, 16, "short"),
    TableColumn(column_titles.UNIT, 22, "short"),
    TableColumn(column_titles.FILE, 34),
    TableColumn(column_titles.DOCUMENT_NUMBER, 24, "short"),
    TableColumn(column_titles.DATED, 12, "date"),
    TableColumn(column_titles.DIGEST, 68, "short"),
    TableColumn(column_titles.MADE_DIGEST, 68, "short"),
)
_FILE_COLUMNS = (TableColumn(column_titles.FILE, 60), TableColumn(column_titles.DIGEST, 68, "short"))
_DEDUCTION_COLUMNS = (
    TableColumn(column_titles.DEDUCTION_ID, 13, "short"),
    TableColumn(column_titles.UNIT, 18, "short"),
    TableColumn(column_titles.SETTING, 10, "short"),
    TableColumn(column_titles.DEDUCTION, 7, "points"),
    TableColumn(column_titles.SETTLED_CENTS, 8, "points"),
    TableColumn(column_titles.PERIOD, 9, "short"),
    TableColumn(column_titles.TASK_ID, 9, "short"),
    TableColumn(column_titles.RULE, 30),
    TableColumn(column_titles.REASON, 36),
    TableColumn(column_titles.CELL_TEXT, 20),
    TableColumn(column_titles.SOURCE_FILE, 30),
    TableColumn(column_titles.SOURCE_SHEET, 12, "short"),
    TableColumn(column_titles.SOURCE_CELL, 9, "short"),
)


def issued_workbook(record: Issued) -> bytes:
    """The record as .xlsx bytes: the same record, the same bytes. Every sheet has its header in row 1, data below."""
    out = io.BytesIO()
    workbook = new_workbook(out, f"{record.issue.chinese}印发记录", record.as_of)
    book = Book(workbook)
    yearly = not record.issue.period
    for name, columns, rows, frozen in (
        (issued.ABOUT, _ABOUT_COLUMNS, _about(record), 1),
        (issued.SCORES, _score_columns(yearly), (_score(item, yearly) for item in record.scores), 2),
        (issued.LOST, _DEDUCTION_COLUMNS, map(_deduction, record.deductions), 2),
        (issued.VERDICTS, _DUTY_COLUMNS, map(_duty, record.duties), 2),
        (issued.DOCUMENTS, _DOCUMENT_COLUMNS, map(_document, record.documents), 1),
        (issued.FILES, _FILE_COLUMNS, record.files.items(), 1),
        (issued.MASTER, _master_columns(record), ((sheet, row, *cells) for sheet, row, cells in record.master), 2),
    ):
        table = Table(name=name, columns=columns, rows=[*rows], frozen_columns=frozen)
        book.table(table)
    workbook.close()
    return out.getvalue()


def _about(record: Issued) -> Iterator[Row]:
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


def _score_columns(yearly: bool) -> tuple[TableColumn, ...]:
    return (
        TableColumn(column_titles.RANK, 7, "short"),
        TableColumn(column_titles.UNIT, 24, "short"),
        *(TableColumn(title, 10, "points") for _, title in PARTS),
        *([TableColumn(column_titles.OBJECTION_POINTS, 10, "points")] if yearly else []),
        TableColumn(column_titles.TOTAL, 10, "points"),
        TableColumn(column_titles.GRADE, 9, "short"),
        TableColumn(column_titles.SCORE_NOTE, 60),
        *(
            []
            if yearly
            else [
                TableColumn(column_titles.FILING, 11, "short"),
                TableColumn(column_titles.FILED_ON, 12, "date"),
                TableColumn(column_titles.VERSIONS, 8, "number"),
            ]
        ),
    )


def _score(item: IssuedScore, yearly: bool) -> Row:
    score, filing = item.score, item.filing
    return (
        UNRANKED if score.rank is None else score.rank,
        score.department,
        *(getattr(score, key) for key, _ in PARTS),
        *([item.granted] if yearly else []),
        score.total,
        score.grade or UNRANKED,
        reasons_text(score),
        *([] if yearly else [filing.kind, filing.filed_on, filing.versions] if filing else ["", None, None]),
    )


def _deduction(item: Deduction) -> Row:
    source = item.source
    return (
        item.number,
        item.department,
        item.part,
        item.points,
        item.settled or None,
        str(item.period or ""),
        item.task_id,
        item.rule,
        item.reason,
        item.content,
        source.file,
        source.sheet,
        source.cell,
    )


def _duty(item: IssuedDuty) -> Row:
    return (
        item.department,
        item.task_id,
        str(item.state),
        lamp_text(item),
        item.because,
        str(item.status or ""),
    )


def _document(item: IssuedDocument) -> Row:
    return item.kind, item.department, item.path, item.number, item.dated, item.digest, item.made


def _master_columns(record: Issued) -> tuple[TableColumn, ...]:
    """工作表, 行, then the columns of the widest sheet by their letters."""
    widest = max((len(cells) for _, _, cells in record.master), default=0)
    return (
        TableColumn(column_titles.SHEET, 10, "short"),
        TableColumn(column_titles.SHEET_ROW, 6, "number"),
        *(TableColumn(address(1, column).rstrip("1"), 22) for column in range(1, widest + 1)),
    )
