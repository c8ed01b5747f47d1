"""The command of the year: annual."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ..intake import reader
from ..shipped import shipped_templates
from ..vocabulary.model import Plan
from ..vocabulary.problems import Problem
from ..workspace import Workspace
from .built import Built, Progress, Stopped, headless, proved, read_plan
from .ownership import ARCHIVE, SCORES, beside, owned
from .typesetter import Typesetter

if TYPE_CHECKING:
    from ..documents.document_kind import Templates
    from ..intake.input_returns import Intake


def build_annual(
    workspace: Workspace,
    year: int | None,
    as_of: dt.date | None,
    progress: Progress | None = None,
    final: bool = False,
    proof: bool = False,
) -> Built:
    """The year-end assessment (contract, section 8): the draft with a letter to each department, or with `final` the
    version into which objections were taken; and the archive of it all with what it was made from. `proof` as in
    `build_report`.
    """
    reader.start()
    with Typesetter(workspace, "year") as typesetter:
        plan, intake, problems = read_year(workspace, typesetter.templates, year, progress)
        from ..assess.year import assess_year
        from ..assess.year_figures import year_figures
        from ..sheets.score_workbook import score_book
        from ..year_archive import year_archive

        try:
            found = assess_year(plan, intake.returns, plan.year, as_of, problems, intake.files, final=final)
        except ValueError as fault:
            raise Stopped(
                f"input 文件夹中没有{plan.year}年度可以计入考核的填报表。请放入各单位报回的表格，"
                "并检查任务总表的“不考核月份”、「报送安排」和“考核起始月”。",
                problems,
            ) from fault
        counts = year_figures(found)
        plan = found.plan
        typesetter.begin(counts, plan)
        files = {SCORES: score_book(found, counts)}
        documents, notes = typesetter.files()
    files |= documents
    files[ARCHIVE] = year_archive(workspace, found, files, shipped_templates())
    told = (
        f"{plan.year}年度考核（{found.stands}）：考核期{len(found.counted)}个月，"
        f"参评单位{len(counts.assessed)}个，扣分{len(counts.deductions)}处。"
    )
    doubts = 0
    if proof:
        from ..proof import prove_year

        made = proved(workspace, prove_year, found, counts, files, typesetter.templates)
        notes, doubts = (*notes, made.told), made.doubts
    return Built(
        folder=str(plan.year),
        files=files,
        problems=(*headless(typesetter.templates), *found.problems),
        notes=(told, *found.notes, *notes),
        doubts=doubts,
        scope=owned("annual", typesetter.templates.kinds, plan),
        others=beside("annual", typesetter.templates.kinds, plan),
    )


def read_year(
    workspace: Workspace, templates: Templates, year: int | None, progress: Progress | None
) -> tuple[Plan, Intake, tuple[Problem, ...]]:
    """The plan, all that came in, and every problem of either."""
    from ..intake.input_returns import read_returns

    plan, notes = read_plan(workspace, templates)
    if year not in (None, plan.year):
        raise Stopped(f"任务总表是{plan.year}年度的，不能考核{year}年度。请换用{year}年度的任务总表，或去掉 --year。")
    intake = read_returns(workspace.home, plan, progress=progress)
    return plan, intake, (*notes, *intake.problems)
