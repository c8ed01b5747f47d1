"""The commands of a month: report, check, sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..filenames import safe_names
from ..intake import reader
from ..intake.folder import list_input
from ..records import record, value
from ..spool import Files
from ..vocabulary.column_titles import PRINTED
from ..vocabulary.document_scope import Scope
from ..vocabulary.model import Entry, Item, Month, Period, Plan, Return, Source, TypedSheet, Verdict
from ..vocabulary.problems import Kind, Problem
from ..workspace import Workspace
from .built import Built, Progress, Stopped, proved, read_plan, read_templates, with_documents
from .ownership import DATABASE, DESCRIPTOR, GLANCE, LEDGER, owned
from .received import Received, receive
from .signed_problems import told_of_month
from .typesetter import Typesetter

if TYPE_CHECKING:
    from ..assess.figures import Figures
    from ..documents.document_kind import Templates
    from ..intake.engines import Engine
    from ..ledger.sheet_rows import Sheet


def build_report(
    workspace: Workspace,
    period: Period | None,
    as_of: dt.date | None,
    progress: Progress | None = None,
    preprinted: bool = False,
    proof: bool = False,
    *,
    data: bool = False,
    engine: Engine | None = None,
) -> Built:
    """The month's ledger, documents and marked returns (contract, sections 7 and 8).

    `preprinted`: for paper on which the red head is printed already. `proof`: beside each document a copy in which
    every figure says where it comes from, and the sheet that reckons them again; an earlier proof never outlives its
    documents. `data`: the ledger for other programs, too. `engine`: who reads the
    returns.
    """
    reader.start(count := len(list_input(workspace.home)))
    asked = _Asked(as_of, preprinted, data)
    try:
        with Typesetter(workspace, "month", count) as typesetter:
            given, period = read_month(workspace, period, progress, typesetter.templates, engine)
            reader.stop()  # their memory is of more use now
            typesetter.ready("reporter.sendback:load")
            month = _assessed(given, period, as_of, typesetter.templates)
            made = _files(workspace, typesetter, month, given.intake.typed, asked)
    except _CellsLost as fault:  # what was begun did not tell of them
        month = replace(month, problems=(*fault.problems, *month.problems))
        with Typesetter(workspace, "month") as typesetter:
            made = _files(workspace, typesetter, month, (), asked)
    proved_by = None
    if proof:
        from ..proof import prove_month

        proved_by = proved(workspace, prove_month, month, made.figures, made.files, typesetter.templates)
    return with_documents(
        "report",
        typesetter.templates,
        month.plan,
        files=made.files,
        problems=(*month.problems, *made.unplaced, *told_of_month(workspace.home, month, given)),
        notes=(*_on_month(month), *made.notes),
        proof=proved_by,
        month=month,
        figures=made.figures,
    )


@value
class _Asked:
    """What was asked of a report beside its month: `build_report`."""

    as_of: dt.date | None
    preprinted: bool
    data: bool


@record
class _Made:
    """The figures of a month, the files made with them, what to tell of these, and what is wrong."""

    figures: Figures
    files: Files
    notes: tuple[str, ...]
    unplaced: tuple[Problem, ...]


class _CellsLost(Exception):
    """Some cells that departments typed are not in the ledger: `problems` that tell of them are to be the month's."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


def _files(
    workspace: Workspace, typesetter: Typesetter, month: Month, typed: Iterable[TypedSheet], asked: _Asked
) -> _Made:
    """Everything made of a month; the self-check of what was `typed` is done while its documents are set, since it
    takes as long as the verdicts. _CellsLost where that finds something."""
    from ..sendback import SendBack

    found = _figures(month, asked.as_of)
    typesetter.begin(found, month.plan, asked.preprinted)
    returning = SendBack(workspace.home, month, typesetter.aside, typesetter.spool, typesetter.idle)
    from ..glance.month_page import month_page
    from ..ledger.month_sheets import kept_sheets
    from ..sheets.self_check import lost_cells

    tables = kept_sheets(month)
    if lost := lost_cells(typed, month, tables):
        raise _CellsLost(lost)
    own = _ledgers(month, found, tables, data=asked.data)
    del tables  # their rows take as much memory as the verdicts
    own[GLANCE] = month_page(month, found)
    documents, notes, unplaced = typesetter.files()
    returned, unmarked = returning.files()
    return _Made(
        figures=found, files=Files(own, documents, returned), notes=(*notes, *unmarked), unplaced=tuple(unplaced)
    )


def _ledgers(month: Month, found: Figures, tables: Sequence[Sheet[Any]], *, data: bool) -> dict[str, bytes]:
    """台账.xlsx, and with `data` the ledger for other programs."""
    from ..ledger.month_sheets import month_sheets
    from ..sheets.ledger import ledger

    sheets = month_sheets(month, found, tables)
    own = {LEDGER: ledger(month, found, sheets)}
    if data:
        from ..sheets.data_package import data_files

        own |= zip((DATABASE, DESCRIPTOR), data_files(month, sheets, DATABASE))
    return own


def build_check(
    workspace: Workspace, period: Period | None, as_of: dt.date | None, progress: Progress | None = None
) -> Built:
    """The problems, the sheets to send back and the plain texts, no documents."""
    templates = read_templates(workspace)
    given, period = read_month(workspace, period, progress)
    from ..sendback import SendBack

    month, _ = judged(given, period, as_of)
    from ..documents.compose import plain_texts
    from ..documents.fault import TemplateFault

    found = _figures(month, as_of)
    try:
        told = plain_texts(found, month.plan, templates)
    except TemplateFault as fault:
        raise Stopped(str(fault)) from fault
    files, unmarked = SendBack(workspace.home, month).files()
    return Built(
        folder=str(month.period),
        files=Files(files, told),
        problems=(*month.problems, *told_of_month(workspace.home, month, given)),
        period=month.period,
        month=month,
        figures=found,
        notes=(*_on_month(month), *unmarked),
        scope=owned("check", templates.kinds, month.plan),
    )


def _figures(month: Month, as_of: dt.date | None) -> Figures:
    """The figures of a month; they know whether its date of assessment was told."""
    from ..assess.figures import figures

    return replace(figures(month), dated=as_of is not None)


def _on_month(month: Month) -> tuple[str, ...]:
    """What to say of a month that is not assessed, and of a date of assessment that can hardly have been meant."""
    not_assessed = () if month.plan.assesses(month.period) else (f"{month.period} 不考核，不计分、不排名。",)
    told = f"考核日期 {month.as_of} "
    if month.as_of < month.period.first_day:
        told += f"早于报送期 {month.period} 的第一天，各项任务的时限和计划进度都按这一天核定"
    elif month.as_of.year != month.period.year:
        told += f"不在{month.period.year}年，年内到期的任务都按已过时限核定"
    else:
        return not_assessed
    return (*not_assessed, f"{told}；如果写错了，请改正 --as-of 后重新运行。")


def build_sheets(workspace: Workspace, period: Period | None, progress: Progress | None = None) -> Built:
    """The blank progress sheets of a month, last month's text and the year's registered items carried over, each with
    the words that go with it.

    Without `period` the month after the newest in input/, the notice's first month (see `_first`) when nothing came
    back yet.
    """
    from ..intake.input_returns import read_returns

    plan, problems = read_plan(workspace)
    intake = read_returns(workspace.home, plan, progress=progress)
    from ..assess.course import assess
    from ..sheets.blank import blank_sheet
    from ..sheets.sending import sending_text

    months = sorted({item.period for item in intake.returns})
    if period:
        _refuse_other_year(plan, period, months)
    else:
        period = months[-1].shift(1) if months else _first(plan)
    before = max((month for month in months if month < period), default=None)
    carried: dict[str, dict[str, Entry]] = {item.name: {} for item in plan.departments}
    items: dict[str, list[Item]] = {item.name: [] for item in plan.departments}
    verdicts: dict[str, list[Verdict]] = {item.name: [] for item in plan.departments}
    asleep, whole, plan = plan.asleep(period), plan, plan.at(period)
    problems = tuple(item for item in problems if item.period in (None, period) and item.source.line not in asleep)
    if before:
        month = assess(whole, intake.returns, before, before.last_day)
        for verdict in month.verdicts:
            verdicts[verdict.duty.department].append(verdict)
            if verdict.entry:
                carried[verdict.duty.department][verdict.duty.task.id] = verdict.entry
        for registered in month.items:
            items[registered.department].append(registered.item)
    stems = safe_names(item.name for item in plan.departments)
    busy = {duty.department for duty in plan.duties}
    files: dict[str, bytes] = {}
    for name in (item.name for item in plan.departments if item.name in busy):
        sheet = f"{stems[name]}.xlsx"
        files[f"填报表/{sheet}"] = blank_sheet(plan, name, period, carried[name], items[name])
        text = sending_text(plan, name, period, sheet, verdicts[name])
        files[f"填报表/{stems[name]}发送说明.txt"] = ("\ufeff" + text).encode()
    notes = tuple(f"{item.name}没有承担任务，未生成填报表。" for item in plan.departments if item.name not in busy)
    return Built(folder=str(period), files=files, scope=owned("sheets"), problems=problems, period=period, notes=notes)


def _refuse_other_year(plan: Plan, period: Period, months: Sequence[Period]) -> None:
    """Stopped where the period is none of the plan's year; `months` are those that there are returns of."""
    if period.year != plan.year:
        known = f"，input 中有报表的月份是：{'、'.join(map(str, months))}" if months else ""
        raise Stopped(
            f"任务总表是{plan.year}年度的，不能做 {period}{known}。请改正 --period，或换用{period.year}年度的任务总表。"
        )


def _first(plan: Plan) -> Period:
    """The first month to be reported: that of the notice, the next one where its closing day had passed by then.

    January of the plan's year where the notice has no date in that year.
    """
    from ..documents.document_frame import dated, printed
    from ..vocabulary.paper import Paper
    from ..vocabulary.plan import closing_day

    notice = Paper(plan, Scope.NOTICE)
    issued = dated(notice, printed(notice, (PRINTED,)) or dt.date(plan.year, 1, 1))
    own = Period.of(issued)
    if own.year != plan.year:
        return Period(plan.year, 1)
    return min(own.shift(int(issued > closing_day(plan, own))), Period(plan.year, 12))


def read_month(
    workspace: Workspace,
    period: Period | None,
    progress: Progress | None,
    templates: Templates | None = None,
    engine: Engine | None = None,
) -> tuple[Received, Period]:
    """Everything, and the month: the newest of which something readable came back, unless told which."""
    from ..assess.merge import load_early

    load_early()
    found = receive(workspace, templates, progress, engine)
    plan, intake = found.plan, found.intake
    months = sorted({item.period for item in intake.returns})
    if period is None:
        period = months[-1] if months else None
        if period is None:
            raise Stopped(
                "input 文件夹中没有找到任何一期可读的填报表。请放入各单位报回的表格，或用 --period 指定报送期。",
                intake.problems,
            )
    _refuse_other_year(plan, period, months)
    if not plan.at(period).duties:
        raise Stopped(
            f"{period} 没有单位承担任务，不能做。请核对报送期，以及任务总表的起报月、止报月和「称谓」。",
            found.notes,
        )
    return found, period


def _empty(period: Period, returns: Sequence[Return]) -> Problem:
    """That nothing came back of a month: perhaps another one was meant."""
    months = "、".join(map(str, sorted({item.period for item in returns})))
    known = f"（有报表的月份是 {months}）" if months else ""
    return Kind.MONTH_EMPTY.at(Source("input"), month=str(period), known=known)


def judged(
    given: Received, period: Period, as_of: dt.date | None, templates: Templates | None = None
) -> tuple[Month, tuple[Sheet[Any], ...]]:
    """The month (`_assessed`), and the tables of its ledger that keep what departments wrote, found to hold every cell
    of every file."""
    from ..ledger.month_sheets import kept_sheets
    from ..sheets.self_check import lost_cells

    month = _assessed(given, period, as_of, templates)
    tables = kept_sheets(month)
    lost = lost_cells(given.intake.typed, month, tables)
    if not lost:
        return month, tables
    month = replace(month, problems=(*lost, *month.problems))
    return month, kept_sheets(month)


def _assessed(given: Received, period: Period, as_of: dt.date | None, templates: Templates | None) -> Month:
    """The month, judged at the day on record where it is on record, unless told when; it says then what is otherwise
    than it was signed: with `templates` also which documents would be worded otherwise.
    """
    from ..assess.course import assess

    intake, signed = given.intake, given.issued.months.get(period)
    month = assess(
        given.plan,
        intake.returns,
        period,
        as_of or (signed.as_of if signed else period.last_day),
        problems=given.problems,
        unused=intake.unused,
        files=intake.files,
        issued=given.issued.months,
    )
    if not month.returns:
        month = replace(month, problems=(_empty(period, intake.returns), *month.problems))
    if signed:
        from .signed_changes import month_changes, reworded

        month = replace(month, later=(*month_changes(signed, month, given), *reworded(signed, month, given, templates)))
    return month
