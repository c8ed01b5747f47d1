"""The command of the year: annual."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ..intake import reader
from ..intake.folder import list_input
from ..shipped import shipped_templates
from ..spool import Files
from ..vocabulary.issued import Issue
from ..vocabulary.terms import DRAFT
from ..workspace import Workspace
from .built import Built, Progress, Stopped, proved, with_documents
from .ownership import ARCHIVE, GLANCE, SCORES
from .received import Received, receive
from .signed_problems import compared, told_of_year
from .typesetter import Typesetter

if TYPE_CHECKING:
    from ..assess.year_records import Year
    from ..documents.document_kind import Templates


def build_annual(
    workspace: Workspace,
    year: int | None,
    as_of: dt.date | None,
    progress: Progress | None = None,
    final: bool = False,
    proof: bool = False,
    preprinted: bool = False,
) -> Built:
    """The year-end assessment (contract, section 8): the draft with a letter to each department, or with `final` the
    version into which objections were taken; and the archive of it all with what it was made from. `proof` and
    `preprinted` as in `build_report`.
    """
    reader.start(count := len(list_input(workspace.home)))
    with Typesetter(workspace, "year", count) as typesetter:
        given = read_year(workspace, typesetter.templates, year, progress)
        typesetter.ready()
        found = assessed(given, as_of, final=final)
        from ..assess.year_figures import year_figures
        from ..sheets.score_workbook import score_book
        from ..year_archive import year_archive

        counts = year_figures(found)
        plan = found.plan
        typesetter.begin(counts, plan, preprinted)
        own = {SCORES: score_book(found, counts)}
        from ..glance.year_page import year_page

        own[GLANCE] = year_page(found, counts)
        documents, notes, unplaced = typesetter.files()
    files = Files(own, documents)
    files = Files(files, {ARCHIVE: year_archive(workspace, found, files, shipped_templates())})
    told = (
        f"{plan.year}年度{counts.stage}考核（{found.stands}）：考核期{len(found.counted)}个月，"
        f"参评单位{len(counts.assessed)}个，扣分{len(counts.deductions)}处。"
    )
    made = None
    if proof:
        from ..proof import prove_year

        made = proved(workspace, prove_year, found, counts, files, typesetter.templates)
    return with_documents(
        "annual",
        typesetter.templates,
        plan,
        files=files,
        problems=(*found.problems, *unplaced, *told_of_year(workspace.home, found, given)),
        notes=(told, *found.notes, *compared(found), *notes),
        proof=made,
        final=final,
    )


def read_year(workspace: Workspace, templates: Templates, year: int | None, progress: Progress | None) -> Received:
    """Everything; Stopped when the master list is of another year."""
    found = receive(workspace, templates, progress)
    if year not in (None, found.plan.year):
        raise Stopped(
            f"任务总表是{found.plan.year}年度的，不能考核{year}年度。请换用{year}年度的任务总表，或去掉 --year。"
        )
    return found


def assessed(given: Received, as_of: dt.date | None, *, final: bool) -> Year:
    """The year, with what is otherwise than it was signed."""
    from ..assess.year import assess_year

    plan = given.plan
    try:
        found = assess_year(
            plan,
            given.intake.returns,
            plan.year,
            as_of,
            given.problems,
            given.intake.files,
            final=final,
            issued=given.issued.months,
            draft=given.issued.records.get(Issue(plan.year, stage=DRAFT)),
        )
    except ValueError as fault:
        raise Stopped(
            f"input 文件夹中没有{plan.year}年度可以计入考核的填报表。请放入各单位报回的表格，"
            "并检查任务总表的“不考核月份”、「报送安排」和“考核起始月”。",
            given.problems,
        ) from fault
    if not given.issued.records:
        return found
    from .signed_changes import explained

    return explained(found, given)
