"""The command line: arguments, printing, exit status (contract, section 2). Results go to stdout, messages to stderr."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from . import pipeline
from .arguments import parse
from .intake import reader
from .pipeline import Built, Stopped
from .process import place
from .vocabulary.problems import Level, Problem
from .workspace import Committed, OutputFault, Workspace

__all__ = ["main", "run"]

WELL, NEEDS_A_PERSON, NOTHING_MADE = 0, 1, 2
_SHOWN = 20
_LEVELS = {Level.REFUSED: "退（未采用）", Level.WARNED: "警（已采用，请核对）", Level.NOTED: "示（供参考）"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 all well, 1 made but something needs a person, 2 nothing made."""
    if arguments is None:
        _need_chinese_names()
    # One short batch leaves little to collect: looking for it takes 0.19 of 1.4 CPU s (benchmarks/RESULTS.md).
    gc.set_threshold(200_000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that cannot show a character must not stop the month's work.
            stream.reconfigure(errors="backslashreplace")
    given = parse(sys.argv[1:] if arguments is None else list(arguments))
    try:
        return _RUN[given.command](given)
    except Stopped as stopped:
        return _stop(given, str(stopped), stopped.problems)
    except OutputFault as fault:
        return _stop(given, str(fault), ())
    except Exception as fault:  # our own fault, which must not look like a month that was made
        return _stop(given, _own_fault(fault), ())
    except KeyboardInterrupt:
        return _stop(given, "已中断，原有输出没有变动。", ())


def _need_chinese_names() -> None:
    """Begin anew in UTF-8 where the system's locale has no Chinese (LANG=C): no file of ours could be opened there."""
    try:
        os.fsencode("任务总表")
    except UnicodeEncodeError:
        if os.environ.get("PYTHONUTF8") != "1":
            os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


def run() -> NoReturn:
    """`main` as a program of its own.

    The process ends without being taken down piece by piece, which with pandas in it costs 0.3 of 1.4 CPU s;
    there is nothing left to take down: what was to be written is written, and the workers end here.
    """
    status = main()
    reader.stop()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(status)


def _own_fault(fault: Exception) -> str:
    """What to say of an error of the program's own: that nothing was made, and where to point those who mend it."""
    return (
        f"程序出错，没有生成任何文件，原有输出没有变动。请把 input 文件夹和下面这一行交给维护人员：\n"
        f"{type(fault).__name__}：{fault}（{place(fault)}）"
    )


def _workspace(given: argparse.Namespace) -> Workspace:
    home = (given.home or Path(sys.argv[0]).resolve().parent).resolve()
    if not home.is_dir():
        raise Stopped(
            f"文件夹 {home} 不存在。请用 --home 指定含有 input 文件夹的工作文件夹，或先运行 generate.py init 文件夹。"
        )
    return Workspace(home)


def _report(given: argparse.Namespace) -> int:
    return _make(
        given,
        lambda workspace, progress: pipeline.build_report(
            workspace, given.period, given.as_of, progress, given.preprinted, given.proof
        ),
    )


def _check(given: argparse.Namespace) -> int:
    return _make(
        given, lambda workspace, progress: pipeline.build_check(workspace, given.period, given.as_of, progress)
    )


def _sheets(given: argparse.Namespace) -> int:
    return _make(given, lambda workspace, progress: pipeline.build_sheets(workspace, given.period, progress))


def _notice(given: argparse.Namespace) -> int:
    return _make(given, lambda workspace, progress: pipeline.build_notice(workspace, given.preprinted))


def _annual(given: argparse.Namespace) -> int:
    return _make(
        given,
        lambda workspace, progress: pipeline.build_annual(
            workspace, given.year, given.as_of, progress, given.final, given.proof
        ),
    )


def _init(given: argparse.Namespace) -> int:
    made = pipeline.make_workspace(given.folder, given.dry_run)
    for path in made:
        _say(f"{'将建立' if given.dry_run else '已建立'} {path}")
    if given.json:
        _print_object({"outputs": list(made)})
    _say(
        f"请在 {given.folder / 'input' / '任务总表.xlsx'} 中填写任务，再运行：generate.py sheets --home {given.folder}"
    )
    return WELL


def _import(given: argparse.Namespace) -> int:
    workspace = _workspace(given)
    target, data, built = pipeline.build_import(workspace, given.file)
    if target != workspace.master:
        return _make(given, lambda *_: built)
    if not given.dry_run:
        workspace.put_master(data)
    return _tell(given, built, Committed(("input/任务总表.xlsx",)))


def _verify(given: argparse.Namespace) -> int:
    from .checking import check_files

    results = check_files(given.files, rendered=given.rendered)
    for result in results:
        _say(result.told)
    if given.json:
        _print_object({"files": [result.object for result in results]})
    return max((result.status for result in results), default=WELL)


def _make(given: argparse.Namespace, build) -> int:
    """Build in memory, commit as a whole, tell."""
    workspace = _workspace(given)
    if given.dry_run:
        built = build(workspace, _progress())
        return _tell(given, built, Committed(tuple(f"output/{built.folder}/{path}" for path in sorted(built.files))))
    with workspace.writing():
        built = build(workspace, _progress())
        committed = workspace.commit(built.folder, built.files, built.scope, built.others)
    return _tell(given, built, committed)


def _progress():
    """A progress bar on a terminal for long work, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None
    shown: dict = {}

    def advance(done: int, total: int) -> None:
        if total < 30:
            return
        if not shown:
            from rich.progress import Progress

            shown["bar"] = Progress(transient=True)
            shown["bar"].start()
            shown["task"] = shown["bar"].add_task("读取填报表", total=total)
        shown["bar"].update(shown["task"], completed=done)
        if done >= total:
            shown["bar"].stop()

    return advance


def _tell(given: argparse.Namespace, built: Built, committed: Committed) -> int:
    month = built.month
    status = NEEDS_A_PERSON if built.needs_a_person or committed.beside else WELL
    _print_problems(
        built.problems, full=f"output/{built.folder}/台账.xlsx 的「问题清单」" if "台账.xlsx" in built.files else ""
    )
    if month:
        found = built.figures
        _say(
            f"{month.period.chinese}：应报{len(found.expected)}个单位，已报{len(found.expected) - len(found.missing)}个"
            + (f"，未报送：{'、'.join(found.missing)}" if found.missing else "")
            + "。"
        )
        _say(
            "任务"
            + f"{found.tasks_total}项："
            + "，".join(f"{part.label}灯{part.count}项" for part in found.task_lamps.present)
            + f"；已完成{found.tasks_done}项。"
        )
    for note in built.notes:
        _say(note)
    for old, new in committed.kept:
        _say(f"{old} 被人改过，原样保留为 {new}。")
    for path, new in committed.beside:
        _say(f"{path} 正被打开，新文件写在旁边：{new}。请关闭后重新运行。")
    verb = "将生成" if given.dry_run else "已生成"
    for path in committed.written:
        _say(f"{verb} {path}")
    if given.json:
        _print_object(_object(built, committed))
    return status


def _object(built: Built, committed: Committed) -> dict:
    """What `--json` prints."""
    month = built.month
    return {
        "period": str(built.period) if built.period else "",
        "returned": list(month.returned) if month else [],
        "missing": list(month.missing) if month else [],
        "pending": [task.id for task in month.plan.undecided] if month else [],
        "problems": [_problem_object(item) for item in built.problems],
        "outputs": list(committed.written),
    }


def _problem_object(problem: Problem) -> dict:
    source = problem.source
    return {
        "code": problem.code,
        "level": str(problem.level),
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _stop(given: argparse.Namespace, message: str, problems: Sequence[Problem]) -> int:
    _print_problems(problems, limit=None)
    _say(message)
    if given.json:
        _print_object(
            {
                "period": "",
                "returned": [],
                "missing": [],
                "pending": [],
                "outputs": [],
                "problems": [_problem_object(item) for item in problems],
                "error": message,
            }
        )
    return NOTHING_MADE


def _print_problems(problems: Sequence[Problem], full: str = "", limit: int | None = _SHOWN) -> None:
    """The problems by level, worst first, on one screen; the rest is counted and said where to find."""
    for level, heading in _LEVELS.items():
        own = [item for item in problems if item.level is level]
        if not own:
            continue
        room = len(own) if limit is None else limit if level is not Level.NOTED else 5
        _say(f"—— {heading}：{len(own)}个 ——")
        for item in own[:room]:
            _say(f"  {item.source}：{item.message}{item.remedy}（{item.code}）")
        if len(own) > room:
            _say(f"  …… 另有{len(own) - room}个" + (f"，见 {full}" if full else "，可加 --json 查看全部") + "。")


_RUN = {
    "report": _report,
    "check": _check,
    "sheets": _sheets,
    "notice": _notice,
    "annual": _annual,
    "verify": _verify,
    "import": _import,
    "init": _init,
}


def _print_object(found: dict) -> None:
    """One line of JSON on standard output, \\u escapes in it when the console's encoding lacks a character."""
    text = json.dumps(found, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(found)
    sys.stdout.write(text + "\n")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
