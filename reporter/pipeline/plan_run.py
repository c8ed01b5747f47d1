"""The commands about the plan of a year: the notice that issues it, a master list from a notice, a new workspace."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ..refusals import cannot_read
from ..shipped import shipped_templates
from ..vocabulary import column_titles
from ..vocabulary.document_elements import elements_of_kind
from ..workspace import Workspace
from .built import Built, Stopped, read_plan, read_templates, with_documents
from .ownership import MASTER, owned
from .typesetter import Typesetter


def build_notice(workspace: Workspace, preprinted: bool = False) -> Built:
    """The notice that issues the task lists."""
    with Typesetter(workspace, "notice") as typesetter:
        plan, problems = read_plan(workspace, typesetter.templates)
        typesetter.begin(None, plan, preprinted)
        files, notes, unplaced = typesetter.files()
    return with_documents(
        "notice", typesetter.templates, plan, files=files, problems=(*problems, *unplaced), notes=notes
    )


def build_import(workspace: Workspace, source: Path) -> tuple[Path, bytes, Built]:
    """A notice as a master list: (where it goes, the workbook, what was found on the way).

    It goes to input/任务总表.xlsx; where a master list with tasks is there already, to output/导入/: a list that
    people have worked on is never replaced.
    """
    from ..intake.master_list import has_tasks
    from ..intake.notice import NotANotice, read_notice
    from ..sheets.master_workbook import imported_master

    try:
        notice = read_notice(source.read_bytes(), source.name)
    except OSError as fault:
        raise Stopped(f"{source}：{cannot_read(fault)}") from fault
    except NotANotice as fault:
        raise Stopped(f"{source.name}：{fault}") from fault
    year = int(notice.elements.get("年份") or dt.date.today().year)
    elements = {**_kind_elements(workspace), **notice.elements}
    data = imported_master(notice.tasks, notice.lists, notice.departments, notice.titles, elements, year)
    taken = has_tasks(workspace.master)
    target = workspace.output / "导入" / MASTER if taken else workspace.master
    notes = [f"读出{len(notice.lists)}张清单、{len(notice.tasks)}项任务。量化要求为程序建议，请逐项核对。"]
    if notice.titles:
        notes.append(f"请在「称谓」工作表写明 {'、'.join(notice.titles)} 指哪些单位。")
    if taken:
        notes.append("input 中已有填好的任务总表，没有改动它；核对后请自行替换。")
    return (
        target,
        data,
        Built(
            folder="导入",
            files={MASTER: data},
            scope=owned("import"),
            problems=notice.problems,
            notes=tuple(notes),
        ),
    )


def _kind_elements(workspace: Workspace) -> dict[str, str]:
    """The rows of 「公文」 that each kind of the workspace has, blank; those of a month have theirs in 「发文登记」."""
    kinds = [kind.name for kind in read_templates(workspace).kinds if kind.scope.run != "month"]
    return {element.name: "" for kind in kinds for element in elements_of_kind(kind)}


def make_workspace(folder: Path, dry_run: bool = False, master: bytes | None = None) -> tuple[str, ...]:
    """A new workspace with this master list, else an empty one that explains itself; what is there already stays as it
    is.

    Returns the files made, or to be made; the year is this year's.
    """
    from ..sheets.master_workbook import master_workbook

    workspace = Workspace(folder)
    if workspace.master.exists():
        raise Stopped(f"{workspace.master} 已经存在，没有改动。请换一个文件夹。")
    year = dt.date.today().year
    files = {
        folder / "templates" / f"{name}.txt": raw for name, raw in workspace.templates(shipped_templates()).items()
    }
    files = {path: raw for path, raw in files.items() if not path.exists()}
    files[workspace.master] = master or master_workbook(
        {
            column_titles.DOCUMENTS: [("年份", str(year)), *_kind_elements(workspace).items()],
            column_titles.DISPATCHES: [],
        },
        dt.date(year, 1, 1),
    )
    if not dry_run:
        workspace.make(files)
    return tuple(map(str, files))
