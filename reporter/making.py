"""Each command that makes something: built in memory, committed as a whole. Command line and page call the same."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .arguments import Given
from .pipeline.built import Built, Progress, Stopped
from .records import record
from .refusals import cannot_write, missing_library, own_fault
from .spool import SpoolFault
from .vocabulary.problems import Problem
from .workspace import Committed, OutputFault, Workspace


@record
class Made:
    """What a command built, and what of it was written (or, of a dry run, would have been)."""

    built: Built
    committed: Committed

    @property
    def needs_a_person(self) -> bool:
        """Whether something put in needs a person, or something written does."""
        return bool(self.built.needs_a_person or self.committed.beside or self.committed.left)


def make(given: Given, advance: Progress | None = None, wrote: Progress = lambda done, total: None) -> Made:
    """Do what a command that makes something was asked for; Stopped or OutputFault: nothing was made.

    advance: called with (files read, files in all); wrote: then, with (files written, files in all).
    """
    if given.command in _READING:
        from .intake import reader

        reader.start()  # they load their engine while we load the rest
    if given.command == "issue":
        return _issue(given, advance, wrote)
    if given.command == "import":
        return _import(given, wrote)
    build = _BUILD[given.command]
    return _commit(given, workspace_of(given), lambda workspace: build(given, workspace, advance), wrote)


def failure(fault: Exception) -> tuple[str, tuple[Problem, ...]]:
    """What to say of what kept a command from making anything, and the problems that say why."""
    if isinstance(fault, Stopped):
        return str(fault), fault.problems
    if isinstance(fault, OutputFault):
        return str(fault), ()
    if isinstance(fault, SpoolFault):
        return cannot_write(fault.cause, Path(tempfile.gettempdir())), ()
    if isinstance(fault, ImportError):
        return missing_library(fault), ()
    return own_fault(fault), ()  # ours, which must not look like something that was made


def workspace_of(given: Given) -> Workspace:
    """The workspace that was meant; Stopped where there is no such folder."""
    home = (given.home or Path.cwd()).resolve()
    if not home.is_dir():
        raise Stopped(
            f"文件夹 {home} 不存在。请用 --home 指定含有 input 文件夹的工作文件夹，"
            f"或先运行 {given.program} init 文件夹。"
        )
    return Workspace(home)


def _commit(given: Given, workspace: Workspace, build: Callable[[Workspace], Built], wrote: Progress) -> Made:
    with contextlib.nullcontext(()) if given.dry_run else workspace.writing() as left:
        built = build(workspace)
        if given.pdf:
            from .printing import with_pages

            built = with_pages(built, given.dry_run)
        if given.dry_run:
            committed = Committed(tuple(f"output/{built.folder}/{path}" for path in sorted(built.files)))
        else:
            done = workspace.commit(built.folder, built.files, built.scope, built.others, wrote)
            committed = replace(done, left=(*left, *done.left))
    return Made(built=built, committed=committed)


def _report(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.month_run import build_report

    return build_report(
        workspace,
        given.period,
        given.as_of,
        advance,
        given.preprinted,
        given.proof,
        data=given.data,
        engine=given.executor,
    )


def _check(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.month_run import build_check

    return build_check(workspace, given.period, given.as_of, advance)


def _sheets(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.month_run import build_sheets

    return build_sheets(workspace, given.period, advance)


def _notice(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.plan_run import build_notice

    return build_notice(workspace, given.preprinted)


def _annual(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.year_run import build_annual

    return build_annual(workspace, given.year, given.as_of, advance, given.final, given.proof, given.preprinted)


def _format(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.format_run import build_format

    return build_format(workspace, given.files, given.as_of, given.preprinted)


_READING = ("report", "check", "sheets", "annual", "issue")
"""The commands that read returns."""

_BUILD: dict[str, Callable[[Given, Workspace, Progress | None], Built]] = {
    "report": _report,
    "check": _check,
    "sheets": _sheets,
    "notice": _notice,
    "annual": _annual,
    "format": _format,
}


def _issue(given: Given, advance: Progress | None, wrote: Progress) -> Made:
    from .pipeline.issue_run import build_issue

    workspace = workspace_of(given)
    with contextlib.nullcontext(()) if given.dry_run else workspace.writing() as left:
        found = build_issue(
            workspace, given.period, given.year, given.as_of, advance, draft=given.draft, again=given.again
        )
        if found.files and not given.dry_run:
            workspace.put_issued(found.files, found.renamed, wrote)
    paths = tuple(f"input/{found.built.folder}/{name}" for name in sorted(found.files))
    return Made(built=found.built, committed=Committed(paths, left=tuple(left)))


def _import(given: Given, wrote: Progress) -> Made:
    from .pipeline.plan_run import build_import, make_workspace

    new = given.home is not None and not given.home.exists()
    workspace = Workspace(given.home.resolve()) if new and given.home else workspace_of(given)
    target, data, built = build_import(workspace, given.file)
    if target != workspace.master:
        return _commit(given, workspace, lambda _: built, wrote)
    if not given.dry_run:
        if new:
            make_workspace(workspace.home, master=data)
        else:
            workspace.put_master(data)
    return Made(built=built, committed=Committed(("input/任务总表.xlsx",)))
