"""The command line: arguments, printing, exit status (contract, section 2). Results go to stdout, messages to stderr."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from . import pipeline
from .pipeline import Built, Stopped
from .vocabulary.model import Period
from .vocabulary.problems import Level, Problem
from .workspace import Committed, OutputFault, Workspace

__all__ = ["main"]

WELL, NEEDS_A_PERSON, NOTHING_MADE = 0, 1, 2
_SHOWN = 20
_LEVELS = {Level.REFUSED: "退（未采用）", Level.WARNED: "警（已采用，请核对）", Level.NOTED: "示（供参考）"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 all well, 1 made but something needs a person, 2 nothing made."""
    # One short batch leaves little to collect, and looking for it would take a tenth of the run.
    gc.set_threshold(200_000)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that cannot show a character must not stop the month's work.
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    given = parser.parse_args(_with_default(sys.argv[1:] if arguments is None else list(arguments)))
    try:
        return given.run(given)
    except Stopped as stopped:
        return _stop(given, str(stopped), stopped.problems)
    except OutputFault as fault:
        return _stop(given, str(fault), ())
    except KeyboardInterrupt:
        return _stop(given, "已中断，原有输出没有变动。", ())


def _with_default(arguments: list[str]) -> list[str]:
    """`generate.py` alone, or with options only, is `report`."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return ["report", *arguments]
    return arguments


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese words for what people get wrong, and exit status 2."""

    def error(self, message: str):
        self.print_usage(sys.stderr)
        self.exit(NOTHING_MADE, f"命令写法有误：{message}。运行 generate.py --help 查看用法。\n")


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是 2018-05 这样的月份") from None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是 2018-05-31 这样的日期") from None


def _parser() -> _Parser:
    parser = _Parser(prog="generate.py", description="政务公开任务进展：汇总填报表，生成台账和红头文件。",
                     epilog="不写命令等于 report。例：python generate.py report --period 2018-05")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", type=Path, metavar="文件夹", help="工作文件夹，默认为程序所在文件夹")
    common.add_argument("--json", action="store_true", help="在标准输出给出一个 JSON 对象")
    common.add_argument("-n", "--dry-run", action="store_true", help="只列出将要写的文件，不写")
    common.add_argument("--as-of", type=_day, metavar="日期", help="考核日期，如 2018-05-31，默认为当月最后一天")
    period = argparse.ArgumentParser(add_help=False)
    period.add_argument("--period", type=_period, metavar="月份", help="报送期，如 2018-05，默认为 input 中最新的一期")
    for name, run, note, parents in (
        ("report", _report, "汇总、判定，生成当月台账和文书", [common, period]),
        ("check", _check, "检查报表，列出问题，生成退改表，不生成文书", [common, period]),
        ("sheets", _sheets, "生成各单位的空白填报表，带上上期文字", [common, period]),
        ("notice", _notice, "生成印发任务清单的通知", [common]),
        ("annual", _annual, "年度考核：报告、通报、得分表、征求意见稿和归档", [common]),
        ("verify", _verify, "对照 GB/T 9704-2012 检查公文", []),
        ("import", _import, "从印发任务清单的通知生成任务总表", [common]),
        ("init", _init, "新建工作文件夹和空白任务总表", []),
    ):
        command = commands.add_parser(name, help=note, description=note, parents=parents)
        command.set_defaults(run=run)
        if name in ("report", "notice"):
            command.add_argument("--preprinted", action="store_true", help="用印好红头的纸：不印红色部分，位置照留")
        if name == "report":
            command.add_argument("--proof", action="store_true", help="另出核对稿（每个数字批注来源）和数据校核表")
        if name == "annual":
            command.add_argument("--year", type=int, metavar="年份", help="考核年度，如 2018，默认为任务总表的年份")
            command.add_argument("--final", action="store_true", help="定稿：计入「异议」的处理结果；不加则为征求意见稿")
        if name == "import":
            command.add_argument("file", type=Path, metavar="通知文件")
        if name == "verify":
            command.add_argument("files", type=Path, nargs="+", metavar="文件.docx")
            command.add_argument("--json", action="store_true", help="在标准输出给出一个 JSON 对象")
            command.add_argument("--rendered", action="store_true", help="有 LibreOffice 时，再量排好的页面")
        if name == "init":
            command.add_argument("folder", type=Path, metavar="文件夹")
            command.set_defaults(json=False, home=None)
    return parser


def _workspace(given: argparse.Namespace) -> Workspace:
    home = (given.home or Path(sys.argv[0]).resolve().parent).resolve()
    if not home.is_dir():
        raise Stopped(f"文件夹 {home} 不存在。请用 --home 指定含有 input 文件夹的工作文件夹，或先运行 generate.py init 文件夹。")
    return Workspace(home)


def _report(given: argparse.Namespace) -> int:
    return _make(given, lambda workspace, progress: pipeline.build_report(
        workspace, given.period, given.as_of, progress, given.preprinted, given.proof))


def _check(given: argparse.Namespace) -> int:
    return _make(given, lambda workspace, progress: pipeline.build_check(workspace, given.period, given.as_of, progress))


def _sheets(given: argparse.Namespace) -> int:
    return _make(given, lambda workspace, progress: pipeline.build_sheets(workspace, given.period, progress))


def _notice(given: argparse.Namespace) -> int:
    return _make(given, lambda workspace, progress: pipeline.build_notice(workspace, given.preprinted))


def _annual(given: argparse.Namespace) -> int:
    return _make(given, lambda workspace, progress: pipeline.build_annual(
        workspace, given.year, given.as_of, progress, given.final))


def _init(given: argparse.Namespace) -> int:
    made = pipeline.make_workspace(given.folder)
    for path in made:
        _say(f"已建立 {path}")
    _say(f"请在 {given.folder / 'input' / '任务总表.xlsx'} 中填写任务，再运行：generate.py sheets --home {given.folder}")
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
        sys.stdout.write(json.dumps({"files": [result.object for result in results]}, ensure_ascii=False) + "\n")
    return max((result.status for result in results), default=WELL)


def _make(given: argparse.Namespace, build) -> int:
    """Build in memory, commit as a whole, tell."""
    workspace = _workspace(given)
    if given.dry_run:
        built = build(workspace, _progress())
        return _tell(given, built, Committed(tuple(f"output/{built.folder}/{path}" for path in sorted(built.files))))
    with workspace.writing():
        built = build(workspace, _progress())
        committed = workspace.commit(built.folder, built.files, built.scope)
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
    _print_problems(built.problems, full=f"output/{built.folder}/台账.xlsx 的「问题清单」" if "台账.xlsx" in built.files else "")
    if month:
        from .assess.figures import figures

        found = figures(month)
        _say(f"{month.period.chinese}：应报{found.departments_total}个单位，已报{len(month.returned)}个"
             + (f"，未报送：{'、'.join(month.missing)}" if month.missing else "") + "。")
        _say("任务" + f"{found.tasks_total}项：" + "，".join(
            f"{part.label}灯{part.count}项" for part in found.task_lamps.present) + f"；已完成{found.tasks_done}项。")
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
        sys.stdout.write(json.dumps(_object(built, committed), ensure_ascii=False) + "\n")
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
    return {"code": problem.code, "level": str(problem.level), "file": source.file, "sheet": source.sheet,
            "cell": source.cell, "message": problem.message, "remedy": problem.remedy}


def _stop(given: argparse.Namespace, message: str, problems: Sequence[Problem]) -> int:
    _print_problems(problems, limit=None)
    _say(message)
    if given.json:
        sys.stdout.write(json.dumps({"period": "", "returned": [], "missing": [], "pending": [], "outputs": [],
                                     "problems": [_problem_object(item) for item in problems], "error": message},
                                    ensure_ascii=False) + "\n")
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


def _say(text: str) -> None:
    print(text, file=sys.stderr)
