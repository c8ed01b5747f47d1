"""What is said on the command line and what is not: the right word for a wrong one, one line for a missing library."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from reporter.arguments import COMMANDS, parse
from reporter.cli import main
from reporter.commands import _RUN

from .masters import ROOT
from .offices import CIVIL, Office
from .terminal import generate, program


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A workspace with a month of three departments, one of whose returns goes back, marked by openpyxl because it has
    a comment."""
    office = Office(tmp_path_factory.mktemp("month")).list().month("2018-05", 50)
    path = office.send(CIVIL, "2018-05", *office.lines(CIVIL, "120%", "2018-05"))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"].comment = Comment("已核对", CIVIL)
    book.save(path)
    return office.home


def test_every_command_that_can_be_said_can_be_run():
    assert list(_RUN) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_ends_with_an_example_that_can_be_said(capsys, command):
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    example = capsys.readouterr().out.rpartition("例：")[2].split()
    assert parse(example[example.index(command) :]).command == command


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["reprot"], "是不是 report；"),
        (["sheet"], "是不是 sheets；"),
        (["汇总"], "可用的命令有：report、check"),
        (["report", "--peroid", "2018-05"], "是不是 --period。"),
        (["--as-off=2018-05-28"], "是不是 --as-of。"),
        (["check", "--proof"], "check 没有 --proof，有这个选项的命令是：report、annual。"),
        (["report", "--final"], "report 没有 --final，有这个选项的命令是：annual。"),
        (["--period", "2018年5月"], "请写 2018-05。"),
        (["--period", "201812"], "请写 2018-12。"),
        (["--period", "2018.6"], "请写 2018-06。"),
        (["--period", "2018-13"], "“2018-13”不是 2018-05 这样的月份。"),
        (["--period", "9999-12"], "“9999-12”不是 2018-05 这样的月份。"),
        (["--as-of", "9999-12-31"], "“9999-12-31”不是 2018-05-31 这样的日期。"),
        (["--as-of", "2018年6月5日"], "请写 2018-06-05。"),
        (["--as-of", "2018/6/15"], "请写 2018-06-15。"),
        (["--as-of", "2018-2-30"], "“2018-2-30”不是 2018-05-31 这样的日期。"),
        (["annual", "--year", "2018年"], "请写 2018。"),
        (["issue", "--year", "18"], "“18”不是 2018 这样的年份。"),
        (["REPORT"], "是不是 report；"),
        (["report", "2018-05"], "是不是 --period 2018-05。"),
        (["check", "2018-05-28"], "是不是 --as-of 2018-05-28。"),
        (["annual", "2018"], "是不是 --year 2018。"),
        (["--peroid", "2018-05", "check"], "是不是 --period。"),
    ],
)
def test_what_is_wrong_is_answered_with_what_is_right(capsys, said, meant):
    with pytest.raises(SystemExit) as stopped:
        parse(said)
    told = capsys.readouterr()
    assert stopped.value.code == 2 and told.out == ""
    assert meant in told.err and told.err.count("\n") == 1, told.err


@pytest.mark.parametrize("command", ["report", "notice", "annual", "format"])
def test_whatever_makes_documents_makes_pages_of_them_and_prints_on_preprinted_paper(command):
    given = parse([command, "--pdf", "--preprinted", *(["稿.docx"] if command == "format" else [])])
    assert given.pdf and given.preprinted


@pytest.mark.parametrize(
    "said",
    [
        ["check", "--period", "2018-05", "--home", "甲"],
        ["--home", "甲", "check", "--period", "2018-05"],
        ["--home=甲", "check", "--period", "2018-05"],
        ["--json", "--home", "甲", "check", "--period", "2018-05"],
        ["--period", "2018-05", "check", "--home", "甲"],
        ["-n", "--home", "甲", "--period=2018-05", "check"],
    ],
)
def test_options_may_stand_before_the_command_or_behind_it(said):
    given = parse(said)
    assert (given.command, given.home, str(given.period)) == ("check", Path("甲"), "2018-05")


def test_a_workspace_without_a_command_is_that_of_the_month_and_a_wrong_word_behind_it_is_one(capsys):
    assert parse(["--home", "甲"]).command == parse(["--home", "甲", "--period", "2018-05"]).command == "report"
    with pytest.raises(SystemExit):
        parse(["--home", "甲", "reprot"])
    assert "是不是 report；" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("zwgk re", {"report"}),
        ("zwgk ", {*COMMANDS, "--home"}),
        ("python generate.py iss", {"issue"}),
        ("python3 -m reporter annual --fi", {"--final"}),
        ("zwgk report --pr", {"--preprinted", "--proof"}),
        ("zwgk check --pr", set()),
        ("zwgk --home 工作 report --period 2018-0", {"2018-05", "2018-06"}),
        ("zwgk report --home 工作 --period 2018-05 --no", set()),
        ("python other.py re", set()),
        ("zwgk --home 工", {"工作"}),
    ],
)
def test_a_word_half_typed_is_put_in_by_the_shell(tmp_path, shell, line, offered):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    for name in ("2018-05", "2018-06", "已印发"):
        (tmp_path / "工作/input" / name).mkdir(parents=True)
    script = tmp_path / "completion"
    script.write_text(generate("--completion").stdout, encoding="utf-8")
    words = line.split(" ")
    # zsh hands a bash function its words as a bash array.
    ask = "setopt ksharrays; autoload -U bashcompinit; bashcompinit; complete() { :; }\n" if shell == "zsh" else ""
    ask += f"source {script}\nCOMP_WORDS=({' '.join(map(shlex.quote, words))})\n"
    ask += f'COMP_CWORD={len(words) - 1}\n_zwgk\nprintf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run([shell, "-c", ask], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    begun = {word for word in done.stdout.split() if word.startswith(words[-1])}  # zsh picks those out itself
    assert done.stderr == "" and begun == offered


@pytest.mark.parametrize("command", ["report", "sheets"])
def test_a_month_of_another_year_is_answered_with_the_year_of_the_list(command):
    done = generate(command, "--period", "2019-05", "--home", str(ROOT), "-n")
    assert done.returncode == 2
    assert "2018" in done.stderr and "2019-05" in done.stderr and "将生成" not in done.stderr


@pytest.mark.parametrize("library", ["python_calamine", "pandas", "lxml", "docx", "jinja2", "xlsxwriter", "openpyxl"])
def test_a_missing_library_is_one_line_with_the_command_that_installs_it(home, tmp_path, library):
    """In whichever of the processes of a run it is missing. (A report may have no need of openpyxl: returns that are
    plain go back without it.)"""
    command = "sheets" if library == "openpyxl" else "report"
    (tmp_path / f"{library}.py").write_text(
        f'raise ModuleNotFoundError("No module named {library!r}", name={library!r})', encoding="utf-8"
    )
    done = program(command, "--home", home, "-n", PYTHONPATH=str(tmp_path))
    lines = done.stderr.splitlines()
    assert done.returncode == 2 and len(lines) == 1, done.stderr
    assert f"缺少程序库 {library}" in lines[0] and "-m pip install -r" in lines[0]


def test_a_library_that_lacks_another_is_told_by_the_name_of_what_is_missing(tmp_path):
    (tmp_path / "numpy.py").write_text('raise ModuleNotFoundError("none", name="numpy")', encoding="utf-8")
    done = program("report", "--home", str(ROOT), "-n", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2 and "缺少程序库 numpy，" in done.stderr, done.stderr


def test_the_workspace_is_that_of_generate_py_whatever_the_current_folder_is(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), "notice", "-n"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def streamed(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`generate.py` from a shell that does `command` with its streams, which stand behind "$@"."""
    return subprocess.run(
        ["sh", "-c", f'"$@" {command}', "sh", sys.executable, str(ROOT / "generate.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


FAILING = [">&-", ">/dev/full", "2>&-", "2>/dev/full", ">&- 2>&- <&-", ">/dev/full 2>/dev/full"]


@pytest.mark.parametrize("streams", FAILING)
def test_once_something_was_made_no_stream_makes_another_status_of_it(tmp_path, streams):
    done = streamed(streams, "init", str(tmp_path / "new"), "--json")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new/input/任务总表.xlsx").exists() and "没有生成" not in done.stderr
    done = streamed(streams, "init", str(tmp_path / "new"), "--json")
    assert done.returncode == 2, "it is there already"


@pytest.mark.parametrize("streams", [">&-", ">/dev/full"])
def test_what_only_tells_and_cannot_has_done_nothing(tmp_path, streams):
    for arguments in (("init", str(tmp_path / "new"), "-n", "--json"), ("verify", "没有.docx", "--json"), ("--help",)):
        done = streamed(streams, *arguments)
        told = done.stderr.replace("没有.docx：没有检查。没有这个文件，请检查文件名和位置。\n", "")
        assert done.returncode == 2 and "Traceback" not in told
        assert "没有写到标准输出" in told or arguments == ("--help",)


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from reporter import cli, workspace
_, stage, name, *sys.argv[1:] = sys.argv
# As at a terminal, also where the tests were started in the background, which ignores them.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
real = getattr(workspace, stage)
def patched(*given, **ways):
    found = real(*given, **ways)
    os.kill(os.getpid(), getattr(signal, name))
    return found
setattr(workspace, stage, patched)
cli.run()
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("stage", ["build_folder", "put_in_place"])
def test_an_interrupt_is_heard_until_output_is_changed_and_not_afterwards(home, tmp_path, stage, name):
    (tmp_path / "input").symlink_to(home / "input")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, stage, name, "sheets", "--json", "--home", str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    made = (tmp_path / "output").exists()
    if stage == "build_folder":
        assert (done.returncode, made) == (2, False) and done.stderr == "已中断，原有输出没有变动。\n", done.stderr
    else:
        assert (done.returncode, made) == (0, True) and "中断" not in done.stderr, done.stderr


IMPORTING = """
import signal, time
from reporter import interrupts
signal.signal(signal.SIGINT, signal.default_int_handler)
interrupts.hear()
importing = "signal.raise_signal(signal.SIGINT); print('went on')"
exec(compile(importing, "<frozen importlib._bootstrap>", "exec"))
try:
    time.sleep(60)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_waits_until_python_has_done_with_the_locks_of_an_import():
    """Lost there together with a lock, it left the run waiting for ever."""
    done = subprocess.run([sys.executable, "-c", IMPORTING], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == "went on\ninterrupted\n", done.stderr


def test_what_goes_wrong_in_telling_does_not_unmake_what_was_made(tmp_path, monkeypatch, capsys):
    def fail(*_):
        raise ModuleNotFoundError("No module named 'x'", name="x")

    monkeypatch.setattr("reporter.commands.say", lambda lines: [fail() for line in lines if "已建立" in line])
    monkeypatch.setattr("reporter.console.say", lambda lines: None)
    assert main(["init", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new/input/任务总表.xlsx").exists()


def test_a_new_workspace_comes_with_a_walk_through_the_first_month(tmp_path, capsys):
    """The very commands, which the parser takes as they stand, below a path with a blank in it."""
    assert main(["init", str(tmp_path / "新 文件夹")]) == 0
    steps = re.findall(r"^  \d\. .*：(?:python -m reporter|\S+) (\w+ .*)$", capsys.readouterr().err, re.MULTILINE)
    given = [parse(shlex.split(step)) for step in steps]
    assert [item.command for item in given] == ["import", "sheets", "check", "report", "issue"]
    assert {item.home for item in given} == {tmp_path / "新 文件夹"}


LONG = """
import sys
sys.path.insert(0, sys.argv[1])
from reporter.console import prepare, progress, say
prepare()
with progress() as (advance, wrote):
    for told in (advance, wrote):
        for done in range(0, 61, 20):
            told(done, 60)
say(["做完了"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as Linux has one")
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_long_work_says_at_a_terminal_how_long_it_still_takes_and_in_a_pipe_nothing(encoding):
    import pty

    environment = {**os.environ, "PYTHONIOENCODING": encoding, "TERM": "xterm", "COLUMNS": "90"}
    command = [sys.executable, "-c", LONG, str(ROOT)]
    piped = subprocess.run(command, capture_output=True, env=environment)
    assert (piped.stdout, piped.stderr.decode(encoding)) == (b"", "做完了\n")
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other end is closed
            while part := os.read(ours, 2**16):
                shown += part
    os.close(ours)
    words = shown.decode(encoding)
    for stage in ("读取填报表", "还剩", "核定、生成", "已用", "写入 "):
        assert stage in words, stage
    assert words.endswith("做完了\r\n")
    assert "\\u" not in words, "a character that the console lacks"
