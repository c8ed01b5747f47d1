"""Each command of the command line: build in memory, commit as a whole, tell; the exit status comes back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from .arguments import Given
from .console import print_object, progress, say
from .pipeline.built import Built, Progress, Stopped
from .telling import run_lines, run_object
from .workspace import Committed, Workspace

WELL, NEEDS_A_PERSON = 0, 1


def run_command(given: Given) -> int:
    """Do what was asked for: 0 all well, 1 made but something needs a person; Stopped or OutputFault: nothing made."""
    return _RUN[given.command](given)


def _report(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.month_run import build_report

    return build_report(workspace, given.period, given.as_of, advance, given.preprinted, given.proof)


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

    return build_annual(workspace, given.year, given.as_of, advance, given.final, given.proof)


def _format(given: Given, workspace: Workspace, advance: Progress | None) -> Built:
    from .pipeline.format_run import build_format

    return build_format(workspace, given.files, given.as_of, given.preprinted)


def _making(build: Callable[[Given, Workspace, Progress | None], Built]) -> Callable[[Given], int]:
    """The command that makes what `build` builds."""

    def make(given: Given) -> int:
        workspace = _workspace(given)
        holding = contextlib.nullcontext(()) if given.dry_run else workspace.writing()
        with holding as left, progress() as advance:
            built = build(given, workspace, advance)
            if given.dry_run:
                committed = Committed(tuple(f"output/{built.folder}/{path}" for path in sorted(built.files)))
            else:
                done = workspace.commit(built.folder, built.files, built.scope, built.others)
                committed = replace(done, left=(*left, *done.left))
        return _tell_run(given, built, committed)

    return make


def _issue(given: Given) -> int:
    from .pipeline.issue_run import build_issue

    workspace = _workspace(given)
    holding = contextlib.nullcontext(()) if given.dry_run else workspace.writing()
    with holding as left, progress() as advance:
        found = build_issue(
            workspace, given.period, given.year, given.as_of, advance, draft=given.draft, again=given.again
        )
        if found.files and not given.dry_run:
            workspace.put_issued(found.files, found.renamed)
    paths = tuple(f"input/{found.built.folder}/{name}" for name in sorted(found.files))
    return _tell_run(given, found.built, Committed(paths, left=tuple(left)))


def _init(given: Given) -> int:
    from .pipeline.plan_run import make_workspace

    made = make_workspace(given.folder, given.dry_run)
    master = given.folder / "input" / "任务总表.xlsx"
    lines = (
        *(f"{'将建立' if given.dry_run else '已建立'} {path}" for path in made),
        f"请在 {master} 中填写任务，再运行：{given.program} sheets --home {given.folder}",
    )
    _tell(given, lambda: lines, lambda: {"outputs": list(made)})
    return WELL


def _import(given: Given) -> int:
    from .pipeline.plan_run import build_import, make_workspace

    new = given.home is not None and not given.home.exists()
    workspace = Workspace(given.home.resolve()) if new and given.home else _workspace(given)
    target, data, built = build_import(workspace, given.file)
    if target != workspace.master:
        return _making(lambda *_: built)(given)
    if not given.dry_run:
        if new:
            make_workspace(workspace.home, master=data)
        else:
            workspace.put_master(data)
    return _tell_run(given, built, Committed(("input/任务总表.xlsx",)))


def _verify(given: Given) -> int:
    from .checking import check_files

    results = check_files(given.files, rendered=given.rendered)
    say(result.told for result in results)
    if given.json:
        print_object({"files": [result.object for result in results]})
    return max((result.status for result in results), default=WELL)


_RUN: dict[str, Callable[[Given], int]] = {
    "report": _making(_report),
    "check": _making(_check),
    "sheets": _making(_sheets),
    "notice": _making(_notice),
    "annual": _making(_annual),
    "issue": _issue,
    "verify": _verify,
    "format": _making(_format),
    "import": _import,
    "init": _init,
}


def _workspace(given: Given) -> Workspace:
    home = (given.home or Path.cwd()).resolve()
    if not home.is_dir():
        raise Stopped(
            f"文件夹 {home} 不存在。请用 --home 指定含有 input 文件夹的工作文件夹，"
            f"或先运行 {given.program} init 文件夹。"
        )
    return Workspace(home)


def _tell_run(given: Given, built: Built, committed: Committed) -> int:
    _tell(given, lambda: run_lines(built, committed, dry_run=given.dry_run), lambda: run_object(built, committed))
    return NEEDS_A_PERSON if built.needs_a_person or committed.beside or committed.left else WELL


def _tell(given: Given, lines: Callable[[], Iterable[str]], found: Callable[[], Mapping[str, object]]) -> None:
    """Lines for a person, with --json the object. What was made is made: nothing is raised of what goes wrong here."""
    try:
        say(lines())
        if given.json:
            print_object(found())
    except Exception as fault:
        if given.dry_run:
            raise
        say([f"已经写好，只是没能全部告知：{fault}"])
