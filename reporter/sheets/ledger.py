"""台账.xlsx: contract section 7, the whole of a month in eight sheets; figures and tables only, no formulas."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..assess.figures import Figures
from ..vocabulary import column_titles
from ..vocabulary.evidence import has_evidence
from ..vocabulary.findings import PARTS
from ..vocabulary.model import Month, Status, TaskVerdict, Verdict, due_day
from .course_columns import COURSE_COLUMNS, course_cells
from .details import DETAIL_COLUMNS, detail_row
from .legend import LEGEND_COLUMNS, legend_rows
from .overview import write_overview
from .plain_tables import Book, Table, TableColumn, Value
from .requirement_columns import (
    REQUIREMENT_CELLS,
    REQUIREMENT_COLUMNS,
    REQUIREMENT_SHEET,
    requirement_cells,
    requirement_rows,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LEDGER_SHEETS = (
    "总览",
    "任务台账",
    "单位明细",
    "单位得分",
    "问题清单",
    "未采用内容",
    column_titles.SOURCE_FILE,
    "图例",
)

UNRANKED = "—"

_TASK_COLUMNS = (
    TableColumn(column_titles.TASK_ID, 9, "short", repeated=True),
    TableColumn(column_titles.LIST, 6, "short", repeated=True),
    TableColumn(column_titles.AREA, 18),
    TableColumn(column_titles.TASK_TEXT, 52, says_continued=True),
    TableColumn(column_titles.LEADER, 11, "short"),
    TableColumn(column_titles.OWNERS, 20),
    TableColumn(column_titles.DUE, 14, "short"),
    TableColumn(column_titles.DEADLINE, 12, "date"),
    TableColumn(column_titles.OWNER_COUNT, 9, "number"),
    TableColumn(column_titles.DONE_COUNT, 9, "number"),
    TableColumn(column_titles.STATE, 13, "short"),
    TableColumn(column_titles.LAMP, 6, "lamp"),
    TableColumn(column_titles.UNDECIDED, 14, "short"),
    TableColumn(column_titles.REQUIREMENT, 16),
)

_SCORE_COLUMNS = (
    TableColumn(column_titles.RANK, 7, "short"),
    TableColumn(column_titles.UNIT, 24, "short"),
    *(TableColumn(title, 10, "points") for _, title in PARTS),
    TableColumn(column_titles.TOTAL, 10, "points"),
    TableColumn(column_titles.GRADE, 9, "short"),
    TableColumn(column_titles.SCORE_NOTE, 64, says_continued=True),
    TableColumn(column_titles.FILING, 10, "short"),
    TableColumn(column_titles.FILED_ON, 12, "date"),
)
_EVIDENCE = TableColumn("佐证核定", 10, "short")

_PLACE = (
    TableColumn(column_titles.FILE, 32, repeated=True),
    TableColumn(column_titles.SHEET, 13, "short", repeated=True),
    TableColumn(column_titles.CELL, 9, "short", repeated=True),
)
_PROBLEM_COLUMNS = (
    TableColumn("代码", 8, "short", repeated=True),
    TableColumn(column_titles.LEVEL, 6, "short", repeated=True),
    *_PLACE,
    TableColumn(column_titles.CONTENT, 28),
    TableColumn(column_titles.NOTE, 46, says_continued=True),
    TableColumn(column_titles.REMEDY, 46),
    TableColumn(column_titles.UNIT, 16, "short", repeated=True),
    TableColumn(column_titles.WHETHER_COUNTED, 24, repeated=True),
)
_UNUSED_COLUMNS = (
    *_PLACE,
    TableColumn(column_titles.CONTENT, 60),
    TableColumn("原因", 40, says_continued=True),
)
_FILE_COLUMNS = (
    TableColumn(column_titles.FILE, 44, repeated=True),
    TableColumn("SHA-256", 68, "short"),
    TableColumn(column_titles.UNIT, 20, "short"),
    TableColumn(column_titles.PERIOD, 10, "short"),
    TableColumn("处理结果", 60, says_continued=True),
)


def kept_tables(month: Month) -> tuple[Table, ...]:
    """The sheets that keep what departments wrote, as they will be written: the self-check holds every cell against
    them.
    """
    tables = (
        Table(
            name="任务台账",
            columns=_TASK_COLUMNS,
            rows=[*map(_task_row, month.tasks)],
            frozen_columns=1,
            with_lamps=True,
        ),
        Table(
            name="单位明细",
            columns=(*DETAIL_COLUMNS, *COURSE_COLUMNS, _EVIDENCE, *REQUIREMENT_CELLS),
            rows=[*_detail_rows(month)],
            frozen_columns=3,
            with_lamps=True,
            pages_wide=2,
        ),
        Table(name="问题清单", columns=_PROBLEM_COLUMNS, rows=[*_problem_rows(month)], frozen_columns=2),
        Table(name="未采用内容", columns=_UNUSED_COLUMNS, rows=[*_unused_rows(month)]),
    )
    if not month.items:
        return tables
    items = Table(
        name=REQUIREMENT_SHEET, columns=REQUIREMENT_COLUMNS, rows=[*requirement_rows(month)], frozen_columns=3
    )
    return (*tables, items)


def ledger(month: Month, found: Figures, kept: Sequence[Table] = ()) -> bytes:
    """The month's ledger as .xlsx bytes: the same month, the same bytes. `kept` are its `kept_tables`, where made
    already.

    Every sheet but 「总览」 has its header in row 1 and only data below. Cells hold text, numbers and dates, never
    formulas or links, whatever a text looks like.
    """
    out = io.BytesIO()
    workbook = new_workbook(out, f"{month.period.chinese}政务公开重点工作台账", month.as_of)
    book = Book(workbook)
    write_overview(book, LEDGER_SHEETS[0], month, found)
    tables = {table.name: table for table in (*(kept or kept_tables(month)), *_other_tables(month, found))}
    for name in (*LEDGER_SHEETS[1:], REQUIREMENT_SHEET):
        if name in tables:
            book.table(tables[name])
    workbook.close()
    return out.getvalue()


def _other_tables(month: Month, found: Figures) -> tuple[Table, ...]:
    return (
        Table(name="单位得分", columns=_SCORE_COLUMNS, rows=[*_score_rows(month, found)], frozen_columns=2),
        Table(name=column_titles.SOURCE_FILE, columns=_FILE_COLUMNS, rows=[*_file_rows(month)], frozen_columns=1),
        Table(name="图例", columns=LEGEND_COLUMNS, rows=[*legend_rows(month)]),
    )


def new_workbook(out: io.BytesIO, title: str, made_on: dt.date) -> Workbook:
    """An XlsxWriter workbook that never turns text into formulas, links or numbers, and that holds no
    present moment.
    """
    from xlsxwriter import Workbook

    workbook = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    workbook.set_properties({"title": title, "created": dt.datetime.combine(made_on, dt.time())})
    return workbook


def _detail_rows(month: Month) -> Iterator[Sequence[Value]]:
    required = requirement_cells(month)
    for verdict, course in zip(month.verdicts, course_cells(month)):
        yield (
            *detail_row(verdict),
            *course,
            _evidence(verdict),
            *required.get((verdict.duty.department, verdict.duty.task.id), ("", "", "")),
        )


def _evidence(verdict: Verdict) -> str:
    """Whether what a duty reported 已完成 offers is evidence; blank for the others."""
    if verdict.entry is None or verdict.entry.status is not Status.DONE:
        return ""
    return "合格" if has_evidence(verdict.entry.evidence) else "不合格"


def _task_row(found: TaskVerdict) -> tuple[Value, ...]:
    task = found.task
    return (
        task.id,
        task.list_key,
        task.area,
        task.text,
        task.leader,
        task.owners_text,
        task.due_text,
        due_day(task.deadline),
        found.owners,
        found.done,
        str(found.state),
        str(found.lamp),
        "、".join(task.undecided),
        task.requirements_text,
    )


def _score_rows(month: Month, found: Figures) -> Iterator[Sequence[Value]]:
    """The scores, and beside each how and when the department's return came; 「—」 where none was due."""
    named = dict(PARTS)
    for score in month.scores:
        why = "\n".join(f"{named.get(key, key)}：{text}" for key, text in score.because.items() if text)
        own = found.department(score.department)
        yield (
            UNRANKED if score.rank is None else score.rank,
            score.department,
            *(getattr(score, key) for key, _ in PARTS),
            score.total,
            score.grade or UNRANKED,
            why,
            own.filing or UNRANKED,
            own.filed_on,
        )


def _problem_rows(month: Month) -> Iterator[Sequence[Value]]:
    """What is wrong; what was wrong with versions that were replaced comes last."""
    for problem in (*month.problems, *month.superseded):
        yield (
            problem.code,
            str(problem.level),
            problem.source.file,
            problem.source.sheet,
            problem.source.cell,
            problem.content,
            problem.message,
            problem.remedy,
            problem.department,
            f"不计，已被{problem.replaced_by}替换" if problem.replaced_by else "计入",
        )


def _unused_rows(month: Month) -> Iterator[Sequence[Value]]:
    for item in month.unused:
        yield item.source.file, item.source.sheet, item.source.cell, item.text, item.reason


def _file_rows(month: Month) -> Iterator[Sequence[Value]]:
    for item in month.files:
        yield item.file, item.digest, item.department, "、".join(map(str, item.periods)), item.outcome
