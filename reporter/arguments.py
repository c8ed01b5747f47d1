"""What can be said on the command line, in Chinese throughout (contract, section 2)."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import difflib
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .completion import OPTION, completion
from .vocabulary.model import Period

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from .intake.engines import Engine

COMMANDS = {
    "report": "汇总、判定，生成当月台账和文书",
    "check": "检查报表，列出问题，生成退改表，不生成文书",
    "sheets": "生成各单位的空白填报表，带上上期文字",
    "notice": "生成印发任务清单的通知",
    "annual": "年度考核：报告、通报、得分表、征求意见稿和归档",
    "issue": "记录签发、送出的文书，以后的变动都与它核对",
    "verify": "对照 GB/T 9704-2012 检查公文",
    "format": "把别人写的草稿排成公文，一个字不多，一个字不少",
    "import": "从印发任务清单的通知生成任务总表",
    "init": "新建工作文件夹和空白任务总表",
    "web": "打开网页，在浏览器里收表、生成、下载",
}

_EXAMPLES = {
    "report": "--period 2018-05 --as-of 2018-05-28",
    "check": "--period 2018-05",
    "sheets": "--period 2018-06",
    "notice": "--preprinted",
    "annual": "--year 2018 --final",
    "issue": "--year 2018 --draft",
    "verify": "通知.docx 通报.docx",
    "format": "草稿.docx --as-of 2018-05-28",
    "import": "通知.docx --home 新文件夹",
    "init": "新文件夹",
    "web": "--quiet",
}
"""Command → what may be said behind it, shown at the end of its help."""

_NOTHING_DONE = 2
_YEARS = range(1900, 2100)
_YEAR, _MONTH = r"((?:19|20)\d\d)", r"(1[0-2]|0?[1-9])"
"""As written within other characters."""


class Given(argparse.Namespace):
    """What was said on the command line: the command, its options, and by what `program` name it was called.

    An option that the command does not have keeps the value below.
    """

    program: str
    command: str
    json: bool = False
    home: Path | None = None
    dry_run: bool = False
    as_of: dt.date | None = None
    period: Period | None = None
    preprinted: bool = False
    proof: bool = False
    pdf: bool = False
    data: bool = False
    executor: Engine | None = None
    year: int | None = None
    final: bool = False
    draft: bool = False
    again: bool = False
    rendered: bool = False
    figures: bool = False
    host: str = ""
    port: int | None = None
    password: Path | None = None
    quiet: bool = False
    file: Path
    files: Sequence[Path]
    folder: Path


_COMPLAINTS = (
    (r"argument (\S+): invalid int value: '(.*)'", r"\1 后面的“\2”不是数字"),
    (r"argument (\S+): expected one argument", r"\1 后面缺少内容"),
    (r"argument (\S+): (.*)", r"\1：\2"),
    (r"the following arguments are required: (.*)", r"缺少\1"),
    (r"ambiguous option: (\S+) .*", r"“\1”可以指几个选项，请写全"),
)
"""What argparse says → what a clerk reads; the first that matches."""


def parse(arguments: Sequence[str], home: Path | None = None) -> Given:
    """The command and its options; no command, or options only, means `report`, no --home means `home`.

    SystemExit with status 2 on wrong usage, 0 after help and after the script that completes words.
    """
    parser, commands = _parsers(_program())
    if list(arguments) == [OPTION]:
        parser.show(_completion(commands))
        parser.exit()
    arguments = _command_first(arguments, commands)
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments = ["report", *arguments]
    name = arguments[0]
    if not name.startswith("-") and name not in commands:
        parser.error(f"没有“{name}”这个命令{_nearest(name.lower(), commands)}；可用的命令有：{'、'.join(COMMANDS)}")
    given, unknown = parser.parse_known_args(arguments, Given(program=parser.prog, home=home))
    if unknown:
        _refuse(unknown, given.command, commands)
    if given.host and not given.password:
        commands[given.command].error("--host 让别的电脑也能打开，要同时用 --password 写明放密码的文件")
    if given.draft and given.year is None:
        commands[given.command].error("--draft 要与 --year 一起写，如 --year 2018 --draft")
    if given.command in ("issue", "verify") and given.period and given.year is not None:
        commands[given.command].error("--period 和 --year 只能写一个")
    return given


def _command_first(arguments: Sequence[str], commands: Mapping[str, _Parser]) -> Sequence[str]:
    """The same, with the options that stand before the command behind it."""
    valued = {option for parser in commands.values() for option in parser.valued}
    place, shared = 0, True
    while place < len(arguments) and arguments[place].startswith("-"):
        shared = shared and arguments[place].startswith(("--home", "--json"))
        place += 2 if arguments[place] in valued else 1
    if place >= len(arguments) or not (shared or arguments[place] in commands):
        return arguments  # a word behind an option that is unknown is rather its value than a command
    return [arguments[place], *arguments[:place], *arguments[place + 1 :]]


def _completion(commands: Mapping[str, _Parser]) -> str:
    return completion(
        {name: [option for option in parser.options if option.startswith("--")] for name, parser in commands.items()},
        [option for parser in commands.values() for option in parser.valued],
    )


def _program() -> str:
    """How the program was called, to be said in help and hints."""
    name = Path(sys.argv[0]).name
    return "python -m reporter" if name == "__main__.py" else name.removesuffix(".exe")


def _called(program: str) -> str:
    """The program as it is called from a terminal."""
    return f"python {program}" if program.endswith(".py") else program


def _refuse(unknown: Sequence[str], name: str, commands: Mapping[str, _Parser]) -> NoReturn:
    """Complain of what a command does not know, with what was probably meant."""
    option = unknown[0].partition("=")[0]
    others = [other for other, parser in commands.items() if option in parser.options]
    if others:
        commands[name].error(f"{name} 没有 {option}，有这个选项的命令是：{'、'.join(others)}")
    known = commands[name].options
    hint = _nearest(option, known) if option.startswith("-") else _option_for(option, known)
    commands[name].error(f"不认识“{' '.join(unknown)}”" + hint)


def _nearest(word: str, known: Iterable[str]) -> str:
    """“，是不是 report” where a known word comes near, else blank."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"，是不是 {near[0]}" if near else ""


def _option_for(word: str, known: Iterable[str]) -> str:
    """“，是不是 --period 2018-05” where a word can be the value of a known option, else blank."""
    for option, read in (("--period", _period), ("--as-of", _day), ("--year", _year)):
        if option in known:
            with contextlib.suppress(argparse.ArgumentTypeError):
                return f"，是不是 {option} {read(word)}"
    return ""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help without a word of English, wide enough that a line of Chinese stays one."""

    def __init__(self, prog: str):
        super().__init__(prog, max_help_position=28, width=100)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        """Of the commands themselves, not of what they are called together."""
        if isinstance(action, argparse._SubParsersAction):
            return "".join(map(self._format_action, action._get_subactions()))
        return super()._format_action(action)

    def format_help(self) -> str:
        return super().format_help().replace(":\n", "：\n")


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese headings and complaints, and exit status 2."""

    def __init__(self, prog: str, description: str, epilog: str | None = None):
        super().__init__(prog, description=description, epilog=epilog, formatter_class=_Help, add_help=False)
        self._positionals.title, self._optionals.title = "要写的内容", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    @property
    def options(self) -> tuple[str, ...]:
        """Every option, as it is written."""
        return tuple(self._option_string_actions)

    @property
    def valued(self) -> tuple[str, ...]:
        """The options behind which something of its own is written."""
        return tuple(option for option, action in self._option_string_actions.items() if action.nargs != 0)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """The help on standard output."""
        self.show(self.format_help())

    def show(self, text: str) -> None:
        """What was asked for, on standard output; where that does not take it, nothing was done."""
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except (OSError, ValueError, AttributeError):
            self.exit(_NOTHING_DONE)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _COMPLAINTS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, words, message)
                break
        told = f"命令写法有误：{message}。运行 {self.prog} --help 查看用法。"
        if "--json" in sys.argv:
            with contextlib.suppress(OSError, ValueError, AttributeError):  # full or closed
                sys.stdout.write(json.dumps({"error": told}, ensure_ascii=False) + "\n")
        self.exit(_NOTHING_DONE, told + "\n")


def _period(text: str) -> Period:
    try:
        period = Period.parse(text)
        if period.year in _YEARS:
            return period
        raise ValueError
    except ValueError:
        meant = re.fullmatch(rf"\D*{_YEAR}\D{{0,3}}{_MONTH}\D*", text)
        right = f"，请写 {meant[1]}-{int(meant[2]):02d}" if meant else ""
        raise argparse.ArgumentTypeError(f"“{text}”不是 2018-05 这样的月份{right}") from None


def _engine(text: str) -> Engine:
    from .intake.engines import FORM, Engine

    try:
        return Engine.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”的写法不对，请写 {FORM}") from None


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
        if day.year in _YEARS:
            return day
        raise ValueError
    except ValueError:
        meant = re.fullmatch(rf"\D*{_YEAR}\D{{0,3}}{_MONTH}\D{{0,3}}(3[01]|[12]\d|0?[1-9])\D*", text)
        right = ""
        with contextlib.suppress(ValueError):  # 30 February
            right = f"，请写 {dt.date(*map(int, meant.groups()))}" if meant else ""
        raise argparse.ArgumentTypeError(f"“{text}”不是 2018-05-31 这样的日期{right}") from None


def _year(text: str) -> int:
    if re.fullmatch(r"\d{4}", text, re.ASCII) and int(text) in _YEARS:
        return int(text)
    meant = re.fullmatch(rf"\D*{_YEAR}\D*", text)
    raise argparse.ArgumentTypeError(f"“{text}”不是 2018 这样的年份" + (f"，请写 {meant[1]}" if meant else ""))


def _parsers(program: str) -> tuple[_Parser, dict[str, _Parser]]:
    """The whole command line, and the part of each command."""
    parser = _Parser(
        program,
        "政务公开任务进展：汇总填报表，生成台账和红头文件。",
        f"不写命令等于 report。例：{_called(program)} report --period 2018-05\n"
        f"一个命令的选项和例子：{_called(program)} report --help",
    )
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    return parser, {name: _command(commands, program, name, note) for name, note in COMMANDS.items()}


def _command(commands: argparse._SubParsersAction[_Parser], program: str, name: str, note: str) -> _Parser:
    called = f"{_called(program)} {name}"
    command = commands.add_parser(
        name,
        help=note,
        prog=f"{program} {name}",
        description=f"{note}。",
        epilog=f"例：{called} {_EXAMPLES[name]}",
    )
    command.add_argument("--json", action="store_true", help="在标准输出给出一个 JSON 对象")
    if name == "web":
        _add_home(command)
        command.add_argument("--port", type=int, metavar="端口", help="默认为 8618，被占用时往后取一个空着的")
        command.add_argument("--quiet", action="store_true", help="不自动打开浏览器，只显示地址")
        command.add_argument(
            "--host", default="", metavar="地址", help="让内网其他电脑打开：本机的一个地址，必须同时写 --password"
        )
        command.add_argument("--password", type=Path, metavar="密码文件", help="写有密码的文本文件")
    elif name == "verify":
        command.add_argument("files", type=Path, nargs="+", metavar="文件.docx")
        command.add_argument("--rendered", action="store_true", help="有 LibreOffice 时，再量排好的页面")
        command.add_argument(
            "--figures",
            action="store_true",
            help="再把文中的数字、日期、单位、任务与台账或印发记录核对",
        )
        _add_home(command)
        command.add_argument("--period", type=_period, metavar="月份", help="与 --figures 一起用：与哪一期核对")
        command.add_argument("--year", type=_year, metavar="年份", help="与 --figures 一起用：与年度考核的文书核对")
    else:
        _add_making(command, name)
    if name == "format":
        command.add_argument("files", type=Path, nargs="+", metavar="草稿")
    return command


def _add_home(command: _Parser) -> None:
    command.add_argument(
        "--home",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="文件夹",
        help="工作文件夹，默认为 generate.py 所在的文件夹，没有时为当前文件夹",
    )


def _add_making(command: _Parser, name: str) -> None:
    """The options of a command that makes something."""
    _add_home(command)
    command.add_argument("-n", "--dry-run", action="store_true", help="只列出将要写的文件，不写")
    command.add_argument("--as-of", type=_day, metavar="日期", help="考核日期，如 2018-05-31，默认为当月最后一天")
    if name in ("report", "check", "sheets", "issue"):
        command.add_argument(
            "--period", type=_period, metavar="月份", help="报送期，如 2018-05，默认为 input 中最新的一期"
        )
    if name in ("report", "notice", "annual", "format"):
        command.add_argument("--preprinted", action="store_true", help="用印好红头的纸：不印红色部分，位置照留")
    if name in ("report", "notice", "annual", "format"):
        command.add_argument("--pdf", action="store_true", help="另出每份文书的 PDF，并按印制顺序合成打印批次")
    if name in ("report", "annual"):
        command.add_argument("--proof", action="store_true", help="另出核对稿（每个数字批注来源）和数据校核表")
    if name == "report":
        command.add_argument("--executor", type=_engine, metavar="引擎", help="由别的进程读取填报表，写法见使用说明")
        command.add_argument("--data", action="store_true", help="另出供其他程序读取的数据库和数据说明")
    if name == "annual":
        command.add_argument("--year", type=_year, metavar="年份", help="考核年度，如 2018，默认为任务总表的年份")
    if name == "issue":
        command.add_argument("--year", type=_year, metavar="年份", help="年度考核的文书，如 2018；不加 --draft 为定稿")
        command.add_argument("--draft", action="store_true", help="与 --year 一起用：记录征求意见稿")
        command.add_argument("--again", action="store_true", help="重新印发了：原来的记录改名保留，另记一份")
    if name == "annual":
        command.add_argument("--final", action="store_true", help="定稿：计入「异议」的处理结果；不加则为征求意见稿")
    if name == "import":
        command.add_argument("file", type=Path, metavar="通知文件")
    if name == "init":
        command.add_argument("folder", type=Path, metavar="新文件夹")
