"""Each command as a composition: read → assess → compose → bytes. Nothing here writes; `cli` commits what is built."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from .filenames import safe_names
from .refusals import cannot_read, cannot_write
from .sendback import SendBack
from .vocabulary.model import Month, Period, Plan
from .vocabulary.problems import Level, Problem
from .workspace import Workspace

if TYPE_CHECKING:
    from .assess.figures import Figures
    from .assess.year_figures import YearFigures
    from .assess.year_records import Year
    from .documents import Wording
    from .documents.wording import Origins
    from .gongwen.content import OfficialDocument
    from .intake.returns import Intake
    from .proof import Proof

__all__ = ["Built", "Stopped", "build_annual", "build_check", "build_import", "build_notice", "build_report", "build_sheets", "make_workspace"]

SHIPPED_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

Progress = Callable[[int, int], None]

_FACES = {"fangsong": "仿宋字体", "xiaobiaosong": "小标宋字体", "kaiti": "楷体字体", "heiti": "黑体字体", "songti": "宋体字体",
          "latin": "西文字体"}


class Stopped(Exception):
    """Nothing can be made. `problems` say why where a place is to blame; the message otherwise, in Chinese."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()):
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """All a command made: `files` by path relative to output/`folder`, the `scope` it owns there, what it found."""

    folder: str
    files: Mapping[str, bytes]
    scope: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    period: Period | None = None
    month: Month | None = None
    notes: tuple[str, ...] = field(default=())
    doubts: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Whether something needs a person: a refused or doubtful cell or file, a figure that the proof could not confirm."""
        return self.doubts > 0 or any(item.level is not Level.NOTED for item in self.problems)


def build_report(workspace: Workspace, period: Period | None, as_of: dt.date | None, progress: Progress | None = None,
                 preprinted: bool = False, proof: bool = False) -> Built:
    """The month's ledger, documents and marked returns (contract, sections 7 and 8).

    `preprinted`: for paper on which the red head is printed already. `proof`: beside each document a copy in which every
    figure says where it comes from, and the sheet that reckons them again; an earlier proof never outlives its documents.
    """
    plan, month = _month(workspace, period, as_of, progress)
    from .assess.figures import figures
    from .sheets.ledger import ledger

    returning = SendBack(workspace.home, month)
    found = figures(month)
    with _documents(workspace) as (documents, wording):
        written = _month_documents(documents, found, plan, wording)
    render, notes = _typesetter(plan, preprinted)
    files = {"台账.xlsx": ledger(month), **{path: render(document) for path, document in written.items()}}
    files.update(returning.files())
    doubts = 0
    if proof:
        from .proof import prove_month

        made = _proved(workspace, prove_month, month, found, files, _month_documents)
        notes, doubts = (*notes, made.told), made.doubts
    return Built(folder=str(month.period), files=files, problems=month.problems, period=month.period, month=month,
                 notes=notes, doubts=doubts, scope=("台账.xlsx", "通报.docx", "考核报告.docx", "督办通知单/", "退改/", *_PROOF))


_PROOF = ("核对稿/", "数据校核表.xlsx")


def _month_documents(documents: ModuleType, found: Figures, plan: Plan, wording: Wording) -> dict[str, OfficialDocument]:
    """Path → document of all that a month's run writes."""
    stems = safe_names(item.name for item in plan.departments)
    orders = documents.supervisions(found, plan, wording)
    return {"通报.docx": documents.bulletin(found, plan, wording), "考核报告.docx": documents.report(found, plan, wording),
            **{f"督办通知单/{stems[name]}.docx": document for name, document in orders.items()}}


def _proved(workspace: Workspace, prove: Callable[..., Proof], whole: Month | Year, found: Figures | YearFigures,
            files: dict[str, bytes], write: Callable[..., dict[str, OfficialDocument]]) -> Proof:
    """The proof of the documents in `files`, added to them; `write` makes their content."""
    from .proof import Unprovable

    def again(origins: Origins) -> dict[str, OfficialDocument]:
        with _documents(workspace, origins) as (documents, wording):
            return write(documents, found, whole.plan, wording)

    try:
        proof = prove(whole, found, files, workspace.master, again)
    except Unprovable as fault:
        raise Stopped(str(fault)) from fault
    files.update(proof.files)
    return proof


def build_check(workspace: Workspace, period: Period | None, as_of: dt.date | None, progress: Progress | None = None
                ) -> Built:
    """The problems and the sheets to send back, no documents."""
    _, month = _month(workspace, period, as_of, progress)
    return Built(folder=str(month.period), files=SendBack(workspace.home, month).files(), problems=month.problems,
                 period=month.period, month=month, scope=("退改/",))


def build_sheets(workspace: Workspace, period: Period | None, progress: Progress | None = None) -> Built:
    """The blank progress sheets of a month, last month's text and the year's registered items carried over.

    Without `period` the month after the newest in input/, January of the plan's year when nothing came back yet.
    """
    plan, intake = _read(workspace, progress)
    from .assess.course import assess
    from .sheets.blank import blank_sheet

    newest = max((item.period for item in intake.returns), default=Period(plan.year, 1).shift(-1))
    period = period or newest.shift(1)
    before = max((item.period for item in intake.returns if item.period < period), default=None)
    carried: dict[str, dict] = {item.name: {} for item in plan.departments}
    items: dict[str, list] = {item.name: [] for item in plan.departments}
    if before:
        month = assess(plan, intake.returns, before, before.last_day)
        for verdict in month.verdicts:
            if verdict.entry:
                carried[verdict.duty.department][verdict.duty.task.id] = verdict.entry
        for registered in month.items:
            items[registered.department].append(registered.item)
    stems = safe_names(item.name for item in plan.departments)
    busy = {duty.department for duty in plan.duties}
    files = {f"填报表/{stems[item.name]}.xlsx": blank_sheet(plan, item.name, period, carried[item.name], items[item.name])
             for item in plan.departments if item.name in busy}
    notes = tuple(f"{item.name}没有承担任务，未生成填报表。" for item in plan.departments if item.name not in busy)
    return Built(folder=str(period), files=files, scope=("填报表/",), period=period, notes=notes)


def build_notice(workspace: Workspace, preprinted: bool = False) -> Built:
    """The notice that issues the task lists."""
    plan, _ = _plan(workspace)
    render, notes = _typesetter(plan, preprinted)
    with _documents(workspace) as (documents, wording):
        document = documents.notice(plan, wording)
    return Built(folder=str(plan.year), files={"通知.docx": render(document)}, scope=("通知.docx",), notes=notes)


def build_annual(workspace: Workspace, year: int | None, as_of: dt.date | None, progress: Progress | None = None,
                 final: bool = False, proof: bool = False) -> Built:
    """The year-end assessment (contract, section 8): the draft with a letter to each department, or with `final` the
    version into which objections were taken; and the archive of it all with what it was made from. `proof` as in
    `build_report`.
    """
    plan, intake, problems = _year_input(workspace, year, progress)
    from .assess.year import assess_year
    from .assess.year_figures import year_figures
    from .sheets.annual import score_book

    try:
        found = assess_year(plan, intake.returns, plan.year, as_of, problems, intake.files, final=final)
    except ValueError as fault:
        raise Stopped(f"input 文件夹中没有{plan.year}年度可以计入考核的填报表。请放入各单位报回的表格，"
                      "并检查任务总表的“不考核月份”和“考核起始月”。", problems) from fault
    counts = year_figures(found)
    with _documents(workspace) as (documents, wording):
        written = _year_documents(documents, counts, plan, wording)
    stands = documents.annual_status(final)
    render, notes = _typesetter(plan, False)
    files = {"考核得分表.xlsx": score_book(found, counts, stands), **{path: render(item) for path, item in written.items()}}
    from .archive import year_archive

    files["归档.zip"] = year_archive(workspace, found, stands, files, SHIPPED_TEMPLATES)
    told = f"{plan.year}年度考核（{stands}）：考核期{len(found.counted)}个月，参评单位{len(counts.busy)}个，扣分{counts.deductions}处。"
    doubts = 0
    if proof:
        from .proof import prove_year

        made = _proved(workspace, prove_year, found, counts, files, _year_documents)
        notes, doubts = (*notes, made.told), made.doubts
    return Built(folder=str(plan.year), files=files, problems=found.problems, notes=(told, *found.notes, *notes), doubts=doubts,
                 scope=("年度考核报告.docx", "考核结果通报.docx", "考核得分表.xlsx", "征求意见稿/", "归档.zip", *_PROOF))


def _year_documents(documents: ModuleType, found: YearFigures, plan: Plan, wording: Wording) -> dict[str, OfficialDocument]:
    """Path → document of all that a year's run writes."""
    stems = safe_names(item.name for item in plan.departments)
    letters = documents.year_letters(found, plan, wording)
    return {"年度考核报告.docx": documents.year_report(found, plan, wording),
            "考核结果通报.docx": documents.year_bulletin(found, plan, wording),
            **{f"征求意见稿/{stems[name]}.docx": document for name, document in letters.items()}}


def _year_input(workspace: Workspace, year: int | None, progress: Progress | None):
    """The plan, all that came in, and every problem of either."""
    from .intake import reader
    from .intake.returns import read_returns

    reader.start()
    plan, notes = _plan(workspace)
    if year not in (None, plan.year):
        raise Stopped(f"任务总表是{plan.year}年度的，不能考核{year}年度。请换用{year}年度的任务总表，或去掉 --year。")
    intake = read_returns(workspace.home, plan, progress=progress)
    return plan, intake, (*notes, *intake.problems)


def _typesetter(plan: Plan, preprinted: bool) -> tuple[Callable[[OfficialDocument], bytes], tuple[str, ...]]:
    """How this office's documents become .docx, and what to say about fonts this computer lacks."""
    from .gongwen.fonts import Fonts, missing
    from .gongwen.word import render

    fonts = Fonts(**{face: plan.element(name) for face, name in _FACES.items() if plan.element(name)})
    lacking = missing(fonts)
    notes = (f"本机没有安装 {'、'.join(lacking)}，文书中已写明字体，请在装有这些字体的电脑上打印，或在「公文」中改用已有的字体。",
             ) if lacking else ()
    return partial(render, fonts=fonts, preprinted=preprinted), notes


@contextlib.contextmanager
def _documents(workspace: Workspace, origins: Origins | None = None) -> Iterator[tuple[ModuleType, Wording]]:
    """The documents and their wording; a template that cannot be used stops the run. origins: for a proof copy."""
    from . import documents

    templates = workspace.templates(SHIPPED_TEMPLATES)
    try:
        yield documents, documents.Wording({name: documents.template_text(raw) for name, raw in templates.items()}, origins)
    except documents.TemplateFault as fault:
        raise Stopped(str(fault)) from fault


def _plan(workspace: Workspace) -> tuple[Plan, tuple[Problem, ...]]:
    from .intake.master import read_master

    plan, problems = read_master(workspace.master)
    if plan is None:
        raise Stopped("任务总表有误，没有生成任何文件。请按下列提示改正后重试。", problems)
    return plan, problems


def _read(workspace: Workspace, progress: Progress | None) -> tuple[Plan, Intake]:
    from .intake import reader
    from .intake.returns import read_returns

    reader.start()
    plan, _ = _plan(workspace)
    return plan, read_returns(workspace.home, plan, progress=progress)


def _month(workspace: Workspace, period: Period | None, as_of: dt.date | None, progress: Progress | None
           ) -> tuple[Plan, Month]:
    """Read everything and judge one month: the newest of which something readable came back, unless told which."""
    from .intake import reader

    reader.start()
    from .assess.merge import load_early

    load_early()
    from .intake.returns import read_returns

    plan, notes = _plan(workspace)
    intake = read_returns(workspace.home, plan, progress=progress)
    if period is None:
        period = max((item.period for item in intake.returns), default=None)
        if period is None:
            raise Stopped("input 文件夹中没有找到任何一期可读的填报表。请放入各单位报回的表格，或用 --period 指定报送期。",
                          intake.problems)
    from .assess.audit import unlisted
    from .assess.course import assess

    month = assess(plan, intake.returns, period, as_of or period.last_day,
                   problems=(*notes, *intake.problems), unused=intake.unused, files=intake.files)
    lost = unlisted(intake.typed, month)
    return plan, replace(month, problems=(*lost, *month.problems))


def build_import(workspace: Workspace, source: Path) -> tuple[Path, bytes, Built]:
    """A notice as a master list: (where it goes, the workbook, what was found on the way).

    It goes to input/任务总表.xlsx; where a master list with tasks is there already, beside it in output/导入/, because a
    list that people have worked on is never replaced.
    """
    from .intake.master import has_tasks
    from .intake.notice import NotANotice, read_notice
    from .sheets.master import imported_master

    try:
        notice = read_notice(source.read_bytes(), source.name)
    except OSError as fault:
        raise Stopped(f"{source}：{cannot_read(fault)}") from fault
    except NotANotice as fault:
        raise Stopped(f"{source.name}：{fault}") from fault
    year = int(notice.elements.get("年份") or dt.date.today().year)
    data = imported_master(notice.tasks, notice.lists, notice.departments, notice.titles, notice.elements, year)
    taken = has_tasks(workspace.master)
    target = workspace.output / "导入" / "任务总表.xlsx" if taken else workspace.master
    notes = [f"读出{len(notice.lists)}张清单、{len(notice.tasks)}项任务。量化要求为程序建议，请逐项核对。"]
    if notice.titles:
        notes.append(f"请在「称谓」工作表写明 {'、'.join(notice.titles)} 指哪些单位。")
    if taken:
        notes.append("input 中已有填好的任务总表，没有改动它；核对后请自行替换。")
    return target, data, Built(folder="导入", files={"任务总表.xlsx": data}, scope=("任务总表.xlsx",),
                               problems=notice.problems, notes=tuple(notes))


def make_workspace(folder: Path, dry_run: bool = False) -> tuple[str, ...]:
    """A new workspace with an empty master list that explains itself; what is there already stays as it is.

    Returns the files made, or to be made; the year is this year's.
    """
    from .sheets.master import master_workbook

    workspace = Workspace(folder)
    if workspace.master.exists():
        raise Stopped(f"{workspace.master} 已经存在，没有改动。请换一个文件夹。")
    year = dt.date.today().year
    files = {folder / "templates" / f"{name}.txt": raw for name, raw in workspace.templates(SHIPPED_TEMPLATES).items()}
    files = {path: raw for path, raw in files.items() if not path.exists()}
    files[workspace.master] = master_workbook({"公文": [("年份", str(year))]}, dt.date(year, 1, 1))
    if not dry_run:
        try:
            workspace.output.mkdir(parents=True, exist_ok=True)
            for path, raw in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(raw)
        except OSError as fault:
            raise Stopped(cannot_write(fault, folder)) from fault
    return tuple(map(str, files))
