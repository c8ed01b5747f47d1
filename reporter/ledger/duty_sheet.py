"""「单位明细」: one row for each department's duty: what is read on paper, and right of it what is looked up on the
screen, the place it was written at, the course of the year, what is found of 量化要求.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Container, Iterator, Sequence

from ..assess.changes import changes, closed_since, compared
from ..assess.outlook import turning_red
from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.columns import BLANK_SHEET, FILLED, Column
from ..vocabulary.evidence import has_evidence
from ..vocabulary.issued import IssuedDuty
from ..vocabulary.model import Duty, Entry, Month, Period, State, Status, Verdict, due_day
from .item_sheet import requirement_cells
from .sheet_rows import Sheet, TableColumn, Value, as_text
from .typed_columns import typed_column, typed_value

DUTIES = "单位明细"
SOURCE_ROW = "来源行"
FIT, UNFIT = "合格", "不合格"
"""What the evidence of a duty reported 已完成 is found to be."""


@record
class Background:
    """What a verdict rests on besides its row: the verdicts of the year on the duty up to it, what is found of each
    requirement, and the rows of this month's registers as typed. spared: the months that are not assessed.
    """

    marks: tuple[Verdict, ...]
    spared: Container[Period] = ()
    findings: str = ""
    items: str = ""

    @property
    def lamps(self) -> Iterator[str]:
        """The lamp of each month."""
        return (f"{mark.period.month}月{lamp_of(mark, spared=mark.period in self.spared)}" for mark in self.marks)


@record
class DutyRow:
    """What a row of 「单位明细」 is about: a verdict, what it is compared with last month, where the duty falls
    short of 量化要求 in what labels the bulletin counts, and why it will be red next month, where it will.
    """

    verdict: Verdict
    compared: str = ""
    short: str = ""
    ahead: str = ""
    background: Background | None = None

    @property
    def behind(self) -> Background:
        """Its background; LookupError where nobody has it: no figure may be reckoned in memory from such a column."""
        if self.background is None:
            raise LookupError(f"{DUTIES}: this column is in the finished ledger only")
        return self.background

    def abreast(self, told: Callable[[Entry], Value]) -> Value:
        """What is told of the row that was judged; of the rivals of a 待确认 each, numbered, where they differ."""
        verdict = self.verdict
        if verdict.entry:
            return told(verdict.entry)
        if not verdict.rivals:
            return None
        values = [told(entry) for entry in verdict.rivals]
        if all(value == values[0] for value in values):
            return values[0]
        return "\n".join(f"【第{index}份】{as_text(value) or '（空）'}" for index, value in enumerate(values, 1))


def _filled(column: Column) -> TableColumn[DutyRow]:
    """A column that departments fill in."""
    told = functools.partial(typed_value, column=column)

    def cell(row: DutyRow) -> Value:
        entry = row.verdict.entry
        return typed_value(entry, column) if entry else row.abreast(told)

    return typed_column(column, cell)


_PRINTED: tuple[TableColumn[DutyRow], ...] = (
    TableColumn(column_titles.UNIT, 12, lambda row: row.verdict.duty.department, "short", repeated=True),
    TableColumn(column_titles.TASK_ID, 5.5, lambda row: row.verdict.duty.task.id, "short", repeated=True),
    TableColumn(column_titles.TASK, 16, lambda row: row.verdict.duty.task.short, says_continued=True),
    TableColumn(column_titles.DEADLINE, 12, lambda row: row.verdict.duty.due_on, "date"),
    *(_filled(column) for column in FILLED if column.before_verdict),
    TableColumn(column_titles.STATE, 10.5, lambda row: str(row.verdict.state), "short"),
    TableColumn(column_titles.LAMP, 5, lambda row: lamp_text(row.verdict), "lamp"),
    TableColumn(column_titles.BECAUSE, 18, lambda row: row.verdict.because),
    *(_filled(column) for column in FILLED if column.on_paper and not column.before_verdict),
)
COLUMNS: tuple[TableColumn[DutyRow], ...] = (
    *_PRINTED,
    TableColumn(column_titles.TASK_TEXT, 90, lambda row: row.verdict.duty.task.text),
    TableColumn(column_titles.PERIOD, 9, lambda row: str(row.verdict.period), "short", repeated=True),
    TableColumn(column_titles.ROLE, 10, lambda row: row.verdict.duty.role, "short"),
    *(_filled(column) for column in FILLED if not column.on_paper),
    TableColumn(column_titles.SOURCE_FILE, 44, lambda row: row.abreast(lambda entry: entry.source.file), repeated=True),
    TableColumn(
        column_titles.SOURCE_SHEET,
        11,
        lambda row: row.abreast(lambda entry: entry.source.sheet),
        "short",
        repeated=True,
    ),
    TableColumn(SOURCE_ROW, 8, lambda row: row.abreast(lambda entry: entry.row or None), "number", repeated=True),
    TableColumn("原填写法", 60, lambda row: row.abreast(lambda entry: _originals(entry, row.verdict.duty))),
    TableColumn(column_titles.COMPARED, 44, lambda row: row.compared),
    TableColumn(column_titles.OUTLOOK, 60, lambda row: row.ahead),
    TableColumn(
        column_titles.MONTHLY_LAMPS,
        60,
        lambda row: "、".join(row.behind.lamps),
    ),
    TableColumn(column_titles.CLOSED, 10, lambda row: str(closed_since(row.behind.marks) or ""), "short"),
    TableColumn(column_titles.EXTENSION, 50, lambda row: extension_text(row.verdict.duty)),
    TableColumn(column_titles.EVIDENCE_FOUND, 10, lambda row: _evidence(row.verdict), "short"),
    TableColumn(column_titles.REQUIREMENT_FINDING, 70, lambda row: row.behind.findings),
    TableColumn(column_titles.REQUIREMENT_LABEL, 10, lambda row: row.short, "short"),
    TableColumn(column_titles.REGISTERED_ITEM, 90, lambda row: row.behind.items),
)
"""原填写法 keeps beside the reading what was typed in another form, and issued words that were changed."""


def duty_sheet(rows: Sequence[DutyRow]) -> Sheet[DutyRow]:
    """「单位明细」 of these rows."""
    return Sheet(
        name=DUTIES,
        key="duties",
        columns=COLUMNS,
        items=rows,
        frozen_columns=2,
        with_lamps=True,
        last_printed=_PRINTED[-1].title,
    )


def lamp_of(mark: Verdict, *, spared: bool) -> str:
    """The lamp of a month; of one that is not assessed no red for want of a return."""
    return column_titles.NOT_ASSESSED if spared and mark.state is State.NOT_RETURNED else lamp_text(mark)


def duty_rows(month: Month) -> Iterator[DutyRow]:
    """A row for each verdict of the month, in their order."""
    told = {_key(item.after): compared(item) for item in changes(month)}
    required, ahead = requirement_cells(month), turning_red(month)
    marks: dict[tuple[str, str], list[Verdict]] = {}
    for mark in (mark for item in (*month.history, month) for mark in item.verdicts):
        marks.setdefault(_key(mark), []).append(mark)
    spared = [item.period for item in month.history if not item.plan.assesses(item.period)]
    for verdict in month.verdicts:
        key = _key(verdict)
        findings, short, items = required.get(key, ("", "", ""))
        yield DutyRow(
            verdict=verdict,
            compared=told.get(key, ""),
            short=short,
            ahead=ahead.get(key, ""),
            background=Background(marks=tuple(marks[key]), spared=spared, findings=findings, items=items),
        )


def _key(verdict: Verdict) -> tuple[str, str]:
    return verdict.duty.department, verdict.duty.task.id


_TYPED = tuple((column.key, column.issued, column) for column in BLANK_SHEET)


def _originals(entry: Entry, duty: Duty) -> str:
    """What stood in the row's cells in another form than this table shows, one a line: ``完成日期（K6）：2018.6.8``."""
    found, typed, values = [], entry.texts, entry.values
    for key, issued, column in _TYPED:
        text = typed.get(key)
        if text is None or text == (issued(duty) if issued else values.get(key)):
            continue  # as it is shown, like most
        shown = issued(duty) if issued else as_text(typed_value(entry, column))
        if text.strip() and _bare(text, column) != _bare(shown, column):
            found.append(f"{column.title}（{entry.cells[key].address}）：{text}")
    return "\n".join(found)


def _bare(text: str, column: Column) -> str:
    """What is compared of a text: of issued words no blank counts."""
    return "".join(text.split()) if column.issued else text.strip()


def _evidence(verdict: Verdict) -> str:
    """Whether what a duty reported 已完成 offers is evidence; blank for the others."""
    if verdict.entry is None or verdict.entry.status is not Status.DONE:
        return ""
    return FIT if has_evidence(verdict.entry.evidence) else UNFIT


TURNED = "红转黄"
"""What is said of a lamp that is yellow this month because it was red the month before."""


def lamp_text(verdict: Verdict | IssuedDuty) -> str:
    """The lamp's word; 黄（红转黄） for a green that still shows where it came from."""
    return f"{verdict.lamp}（{TURNED}）" if verdict.traced else str(verdict.lamp)


def extension_text(duty: Duty) -> str:
    """「由2018-06-30延至2018-09-30（批准依据）」, blank without an extension."""
    if not duty.extension:
        return ""
    before = due_day(duty.task.deadline) or f"“{duty.task.due_text}”"
    return f"由{before}延至{duty.due_on}（{duty.extension.approval}）"
