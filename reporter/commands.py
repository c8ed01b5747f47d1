"""Each command of the command line: carry it out, tell; the exit status comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .arguments import Given
from .console import print_object, progress, say
from .making import make
from .telling import run_lines, run_object

WELL, NEEDS_A_PERSON = 0, 1


def run_command(given: Given) -> int:
    """Do what was asked for: 0 all well, 1 made but something needs a person; Stopped or OutputFault: nothing made."""
    return _RUN[given.command](given)


def _make(given: Given) -> int:
    with progress() as advance:
        made = make(given, advance)
    _tell(
        given,
        lambda: run_lines(made.built, made.committed, dry_run=given.dry_run),
        lambda: run_object(made.built, made.committed),
    )
    return NEEDS_A_PERSON if made.needs_a_person else WELL


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


def _verify(given: Given) -> int:
    from .checking import check_files

    results = check_files(given.files, rendered=given.rendered)
    say(result.told for result in results)
    if given.json:
        print_object({"files": [result.object for result in results]})
    return max((result.status for result in results), default=WELL)


def _web(given: Given) -> int:
    from .web.serving import serve

    serve(given)
    return WELL


_RUN: dict[str, Callable[[Given], int]] = {
    "report": _make,
    "check": _make,
    "sheets": _make,
    "notice": _make,
    "annual": _make,
    "issue": _make,
    "verify": _verify,
    "format": _make,
    "import": _make,
    "init": _init,
    "web": _web,
}


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
