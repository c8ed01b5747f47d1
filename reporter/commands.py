"""Each command of the command line: carry it out, tell; the exit status comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from .arguments import Given
from .console import print_object, progress, say
from .making import make, workspace_of
from .telling import run_lines, run_object

WELL, NEEDS_A_PERSON = 0, 1


def run_command(given: Given) -> int:
    """Do what was asked for: 0 all well, 1 made but something needs a person; Stopped or OutputFault: nothing made."""
    return _RUN[given.command](given)


def _make(given: Given) -> int:
    with progress() as (advance, wrote):
        made = make(given, advance, wrote)
    _tell(
        given,
        lambda: run_lines(made.built, made.committed, dry_run=given.dry_run),
        lambda: run_object(made.built, made.committed),
    )
    return NEEDS_A_PERSON if made.needs_a_person else WELL


def _init(given: Given) -> int:
    from .pipeline.plan_run import make_workspace

    made = make_workspace(given.folder, given.dry_run)
    lines = (*(f"{'将建立' if given.dry_run else '已建立'} {path}" for path in made), *_first_month(given))
    _tell(given, lambda: lines, lambda: {"outputs": list(made)})
    return WELL


def _first_month(given: Given) -> Iterator[str]:
    """What to do in a new workspace, from its master list to what was signed, with the very commands."""
    home, master = str(given.folder), given.folder / "input" / "任务总表.xlsx"
    where = f'--home "{home}"' if " " in home else f"--home {home}"
    yield "第一个月这样做："
    steps = (
        (f"填任务总表 {master}；有下发任务清单的通知的，也可以从通知生成", f"import 通知.docx {where}"),
        ("生成各单位的填报表，连同旁边的“发送说明”发出去", f"sheets {where}"),
        (f"收回来的表放进 {given.folder / 'input'}，文件名随意，先检查", f"check {where}"),
        ("“退改”里的表退给单位改；月底生成台账和文书", f"report {where}"),
        ("签发、送出以后记录在案", f"issue {where}"),
    )
    for number, (what, command) in enumerate(steps, 1):
        yield f"  {number}. {what}：{given.program} {command}"


def _verify(given: Given) -> int:
    from .checking import check_files

    hold = None
    if given.figures:
        from .pipeline.edited_run import Holder

        hold = Holder(workspace_of(given), given.period, given.year).hold
    results = check_files(given.files, rendered=given.rendered, hold=hold)
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
