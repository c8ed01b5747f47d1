"""The command `issue`: what was signed and sent goes on record in input/已印发/ (contract, section 9)."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..intake import reader
from ..intake.grid import Failure, Workbook
from ..intake.issued_record import RECORD_LIMITS, changed_copies, master_rows, read_issued
from ..records import record
from ..refusals import cannot_read
from ..replacing import recorded
from ..second_look import free_name
from ..vocabulary import column_titles, issued
from ..vocabulary.cell_address import address
from ..vocabulary.findings import PARTS, Deduction
from ..vocabulary.issued import ISSUED_FOLDER, LATER_CHANGES, Issue, Issued, IssuedDocument, IssuedDuty, IssuedScore
from ..vocabulary.model import Period, Plan, Score, Verdict
from ..vocabulary.naming import first_of
from ..vocabulary.terms import DRAFT, FINAL
from ..workspace import Workspace
from .built import Built, Progress, Stopped, read_templates
from .month_run import judged, read_month
from .ownership import LEDGER, SCORES
from .received import Received
from .year_run import assessed, read_year

if TYPE_CHECKING:
    from ..assess.figures import Figures
    from ..assess.year_figures import YearFigures
    from ..assess.year_records import YearScore
    from ..documents.compose import Written
    from ..documents.document_kind import Templates

_SHOWN = 3
"""Cells or documents that a message names at most."""


@record
class Issuing:
    """What an issue comes to. files: path below input/已印发/ → bytes, none where the record says the same already;
    renamed: name there → the name that it is kept under."""

    built: Built
    files: Mapping[str, bytes]
    renamed: Mapping[str, str]


def build_issue(
    workspace: Workspace,
    period: Period | None,
    year: int | None,
    as_of: dt.date | None,
    progress: Progress | None = None,
    *,
    draft: bool = False,
    again: bool = False,
) -> Issuing:
    """The record of a month's documents, or of a year's, as they lie in output/.

    Stopped when a document is missing, when the ledger there is not what today's input gives at its date of assessment,
    and, unless `again`, when something else is on record already.
    """
    if year is None:
        signed = _month(workspace, period, as_of, progress)
    else:
        signed = _year(workspace, year, DRAFT if draft else FINAL, as_of, progress)
    return _issuing(workspace, signed, again=again)


@record
class _Signed:
    """What was signed: the record of it, the plan that it was reckoned by, path → bytes of each document."""

    record: Issued
    plan: Plan
    copies: Mapping[str, bytes]


# --- what was signed -------------------------------------------------------------------------------------------------


def _month(workspace: Workspace, period: Period | None, as_of: dt.date | None, progress: Progress | None) -> _Signed:
    """What was signed of a month: the newest in input/ unless told which."""
    templates = read_templates(workspace)
    given, period = read_month(workspace, period, progress, templates)
    issue = Issue.of(period)
    there = LyingBook(workspace, issue, LEDGER, f"report --period {period}")
    day = there.date_of_assessment(as_of)
    from ..assess.figures import figures
    from ..assess.month_points import month_points
    from ..ledger.month_sheets import month_sheets
    from ..sheets.ledger import ledger

    month, tables = judged(given, period, day)
    counts = figures(month)
    there.compare(ledger(month, counts, month_sheets(month, counts, tables)))
    documents, copies = _documents(workspace, issue, templates, counts, month.plan)
    departments = {item.name: item for item in month.plan.departments}
    points = [month_points(month, departments[score.department]) for score in month.scores]
    return _Signed(
        plan=month.plan,
        copies=copies,
        record=_record(
            workspace,
            issue,
            day,
            given,
            scores=(IssuedScore(score=item.score, filing=item.filing) for item in points),
            deductions=(lost for item in points for lost in item.deductions),
            verdicts=month.verdicts,
            documents=documents,
        ),
    )


def _year(workspace: Workspace, year: int, stage: str, as_of: dt.date | None, progress: Progress | None) -> _Signed:
    """The same of a year's draft or final set."""
    templates = read_templates(workspace)
    given = read_year(workspace, templates, year, progress)
    issue = Issue(given.plan.year, stage=stage)
    there = LyingBook(workspace, issue, SCORES, "annual --final" if stage == FINAL else "annual")
    if (lying := there.value(column_titles.STAGE)) != stage:
        raise Stopped(f"{there.name} 是{lying or '别的稿'}，不是{stage}。请先运行 {there.command}，或改正 --draft。")
    day = there.date_of_assessment(as_of)
    from ..assess.year_figures import year_figures
    from ..sheets.score_workbook import score_book

    found = assessed(given, day, final=stage == FINAL)
    counts = year_figures(found)
    there.compare(score_book(found, counts))
    documents, copies = _documents(workspace, issue, templates, counts, found.plan)
    table = there.document
    documents, copies = (*documents, table[0]), {**copies, SCORES: table[1]}
    return _Signed(
        plan=found.plan,
        copies=copies,
        record=_record(
            workspace,
            issue,
            day,
            given,
            scores=(_year_score(item.score) for item in found.departments),
            deductions=found.deductions,
            verdicts=(item.final for item in found.courses),
            documents=documents,
        ),
    )


def _year_score(score: YearScore) -> IssuedScore:
    return IssuedScore(
        score=Score(
            department=score.department,
            **{key: getattr(score, key) for key, _ in PARTS},
            total=score.total,
            rank=score.rank,
            grade=score.grade,
            because=score.because,
        ),
        granted=score.granted,
    )


def _record(
    workspace: Workspace,
    issue: Issue,
    as_of: dt.date,
    given: Received,
    *,
    scores: Iterable[IssuedScore],
    deductions: Iterable[Deduction],
    verdicts: Iterable[Verdict],
    documents: tuple[IssuedDocument, ...],
) -> Issued:
    """The record, with what it was reckoned from."""
    master = reader.read_workbook(workspace.master)
    if isinstance(master, Failure):
        raise Stopped(f"任务总表无法打开：{master.message}")
    return Issued(
        issue=issue,
        as_of=as_of,
        times=1,
        scores=tuple(scores),
        deductions=tuple(deductions),
        duties=tuple(map(_duty, verdicts)),
        documents=documents,
        files={item.file: item.digest for item in given.intake.files if item.digest}
        | {item.issue.file: item.digest for item in given.issued.records.values() if item.issue != issue},
        master=master_rows(master),
    )


def _duty(verdict: Verdict) -> IssuedDuty:
    return IssuedDuty(
        department=verdict.duty.department,
        task_id=verdict.duty.task.id,
        state=verdict.state,
        lamp=verdict.lamp,
        traced=verdict.traced,
        because=verdict.because,
        status=verdict.entry.status if verdict.entry else None,
    )


# --- what lies in output/ --------------------------------------------------------------------------------------------


class LyingBook:
    """A workbook of output/ as it lies there, perhaps saved again by a spreadsheet; `command` makes it anew.

    Stopped when it is not there or cannot be read.
    """

    def __init__(self, workspace: Workspace, issue: Issue, name: str, command: str) -> None:
        self.name, self.command = f"output/{issue.folder}/{name}", command
        self._path = workspace.output / issue.folder / name
        if not _is_plain(self._path):
            raise Stopped(f"没有 {self.name}，不知道印发的是什么。请先运行 {command}，签发、送出后再运行 issue。")
        book = reader.read_workbook(self._path, limits=RECORD_LIMITS)
        if isinstance(book, Failure):
            raise Stopped(f"{self.name}：{book.message}")
        self._book = book

    def value(self, term: str) -> str:
        """The 取值 that 「图例」 gives for a term, or (of a term that has none) its name; blank when it has no row."""
        for grid in self._book.sheets:
            if grid.name == "图例":
                for (row, _), cell in sorted(grid.cells.items()):
                    if cell.text == term:
                        texts = [one.text for (at, _), one in sorted(grid.cells.items()) if at == row]
                        return next((text for text in texts if text != term), "")
        return ""

    def date_of_assessment(self, given: dt.date | None) -> dt.date:
        """The day it was reckoned at; Stopped where it says none, or another than was `given`."""
        try:
            day = dt.date.fromisoformat(self.value(column_titles.AS_OF))
        except ValueError:
            raise Stopped(f"{self.name} 的「图例」没有考核基准日。请重新运行 {self.command}。") from None
        if given not in (None, day):
            raise Stopped(f"{self.name} 的考核日期是 {day}，不是 {given}。请改正 --as-of，或重新运行 {self.command}。")
        return day

    @property
    def document(self) -> tuple[IssuedDocument, bytes]:
        """The workbook itself as something that was signed, and its bytes."""
        data = self._path.read_bytes()
        kind, digest = Path(self.name).stem, hashlib.sha256(data).hexdigest()
        return IssuedDocument(
            kind=kind, department="", path=self._path.name, number="", dated=None, digest=digest
        ), data

    def compare(self, made: bytes) -> None:
        """Stopped when a cell of what was `made` from today's input is another here: bytes may differ."""
        if made == self._path.read_bytes():
            return
        with tempfile.TemporaryDirectory() as folder:
            again = Path(folder) / "今.xlsx"
            again.write_bytes(made)
            now = reader.read_workbook(again, limits=RECORD_LIMITS)
        assert isinstance(now, Workbook), now
        found = [*_differing_cells(self._book, now)]
        if found:
            more = f"等{len(found)}处" if len(found) > _SHOWN else ""
            raise Stopped(
                f"{self.name} 与现在的输入不符：{'；'.join(found[:_SHOWN])}{more}。"
                f"签发以后有了变动的，请先运行 {self.command}，核对文书后再运行 issue。"
            )


def _differing_cells(there: Workbook, now: Workbook) -> list[str]:
    """Each cell of `now` that says something else in `there`, in words; what an issue's record adds is left aside."""
    sheets = {grid.name: grid for grid in there.sheets}
    found = []
    for grid in now.sheets:
        if grid.name == LATER_CHANGES:
            continue
        other = sheets.get(grid.name)
        if other is None:
            found.append(f"没有「{grid.name}」")
            continue
        for place in sorted(grid.cells.keys() | other.cells.keys()):
            old, new = (cells[place].text.strip() if place in cells else "" for cells in (other.cells, grid.cells))
            if old != new:
                found.append(f"「{grid.name}」{address(*place)}是“{old[:30]}”，现在应为“{new[:30]}”")
    return found


def _documents(
    workspace: Workspace, issue: Issue, templates: Templates, found: Figures | YearFigures, plan: Plan
) -> tuple[tuple[IssuedDocument, ...], dict[str, bytes]]:
    """Every document of a run, as it lies in output/: for the record, and its bytes by path. Stopped when one is not
    there."""
    from ..documents.compose import content_digest, documents_of
    from ..documents.fault import TemplateFault
    from ..documents.wording import Wording

    run = "month" if issue.period else "year"
    try:
        sent = [kind for kind in templates.kinds if kind.sent]
        written = documents_of(run, sent, found, plan, Wording(dict(templates.texts)))
    except TemplateFault as fault:
        raise Stopped(str(fault)) from fault
    folder = workspace.output / issue.folder
    missing = [path for path in written if not _is_plain(folder / path)]
    if missing:
        command = f"report --period {issue.folder}" if issue.period else "annual"
        raise Stopped(
            f"output/{issue.folder} 中缺少文书：{first_of(missing, _SHOWN, '份')}。"
            f"请先运行 {command}，或把文书放回原处。"
        )
    made = recorded(folder)
    documents, copies = [], {}
    for path, item in written.items():
        try:
            data = copies[path] = (folder / path).read_bytes()
        except OSError as fault:
            raise Stopped(f"output/{issue.folder}/{path}：{cannot_read(fault)}") from fault
        digest = hashlib.sha256(data).hexdigest()
        number, dated = _as_made(item) if digest == made.get(path) else _as_lying(item, data)
        documents.append(
            IssuedDocument(
                kind=item.kind.name,
                department=item.department,
                path=path,
                number=number,
                dated=dated,
                digest=digest,
                made=content_digest(item),
            )
        )
    return tuple(documents), copies


def _is_plain(path: Path) -> bool:
    """Whether a file is there, and no link."""
    return path.is_file() and not path.is_symlink()


def _as_made(item: Written) -> tuple[str, dt.date | None]:
    """(发文字号, blank where room was kept for the pen; 成文日期) as the program set them."""
    assert not isinstance(item.document, str)  # no text is sent
    number, signature = item.document.head.number, item.document.signature
    day = signature.date if signature else None
    return "" if re.search(r"〕\s*号", number) else str(number), day if isinstance(day, dt.date) else None


def _as_lying(item: Written, data: bytes) -> tuple[str, dt.date | None]:
    """The same as they stand in a document that a person changed."""
    from ..gongwen.verify import NotADocx, number_and_date

    number, dated = _as_made(item)
    try:
        found = number_and_date(data)
    except NotADocx:
        return number, dated
    return found[0] or number, found[1] or dated


# --- what goes on record ---------------------------------------------------------------------------------------------


def _issuing(workspace: Workspace, signed: _Signed, *, again: bool) -> Issuing:
    from ..sheets.issued_workbook import issued_workbook

    found, copies = signed.record, signed.copies
    issue, folder = found.issue, workspace.input / ISSUED_FOLDER
    on_record = read_issued(workspace.home, issue.year)
    there = on_record.records.get(issue)
    lies = [name for name in (f"{issue.name}.xlsx", issue.name) if (folder / name).exists()]
    if there and there.said == found.said and not changed_copies(workspace.home, [there]):
        same = f"与{issue.file} 的记录（第{there.times}次印发）相同，没有写入。"
        return Issuing(built=_built(issue, same), files={}, renamed={})
    if lies and not again:
        differing = f"与这次的不同：{'、'.join(_differing(there, found))}" if there else "无法读取"
        raise Stopped(
            f"{issue.file} 已有{issue.chinese}的印发记录{f'（第{there.times}次）' if there else ''}，{differing}。"
            "没有写入。重新签发、送出了的，请加 --again，原来的记录改名保留；没有重新印发的，不用再运行 issue。",
            () if there else on_record.problems,
        )
    kept = _kept(folder, issue)
    before = max(kept, default=0)
    if lies:
        before = there.times if there and there.times not in kept else before + 1
    aside = {name: name.replace(issue.name, issue.older(before), 1) for name in lies}
    found = replace(found, times=before + 1)
    files = {f"{issue.name}.xlsx": issued_workbook(found, signed.plan)}
    files |= {f"{issue.name}/{path}": data for path, data in copies.items()}
    archived = "" if issue.period else "再运行一次 annual 的同一稿，归档.zip 就收入这份记录和文书。"
    notes = (
        f"已记录{issue.chinese}印发的文书{len(copies)}份（第{found.times}次印发，考核日期 {found.as_of}）。"
        f"以后的补报和更正不改动这份记录，有出入的在台账「印发后变动」列明。{archived}",
        *([f"原来的记录和文书改名保留为“{issue.older(before)}”。"] if aside else []),
        *_beside(workspace.output / issue.folder, copies),
    )
    return Issuing(built=_built(issue, *notes), files=files, renamed=aside)


def _beside(folder: Path, copies: Mapping[str, bytes]) -> Iterator[str]:
    """Of each document that what a person made of it lies beside, not in its place: which one went on record."""
    for path, data in copies.items():
        edited = folder / free_name(path, ())
        if _is_plain(edited) and edited.read_bytes() != data:
            yield (
                f"output/{folder.name}/{path} 旁边有“{edited.name}”，没有记录；"
                f"印发的是它的，请把它改名为“{Path(path).name}”，放在原处，再运行 issue --again。"
            )


def _built(issue: Issue, *notes: str) -> Built:
    return Built(folder=ISSUED_FOLDER, files={}, scope=(), period=issue.period, notes=notes)


def _kept(folder: Path, issue: Issue) -> list[int]:
    """Which earlier times of an issue lie in the folder already, by their names."""
    found = (Issue.named(path.name.removesuffix(".xlsx")) for path in folder.glob("*"))
    return [own[1] for own in found if own and own[0] == issue and own[1]]


def _differing(there: Issued, now: Issued) -> list[str]:
    """What two records say otherwise, by name."""
    names = (issued.ISSUED_DATE, column_titles.OBJECTION_POINTS, *issued.RECORD_SHEETS[1:5])
    found = [name for name, old, new in zip(names, there.said, now.said) if old != new]
    return found or [f"“{there.issue.name}”文件夹里的文书副本"]
