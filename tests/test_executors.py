"""Returns read in batches by an executor come to the same as those read here, whoever does it and whatever fails."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from reporter.intake import batches
from reporter.intake.engines import Engine, EngineFault
from reporter.intake.input_returns import read_returns

from .builders import intake, progress_sheet, small_plan
from .masters import ROOT
from .terminal import GENERATE
from .test_month import made, workspace

LINES = "1-01 | 已完成 | 100 | 2018-05-08 | | 已公开 | http://www.example.com/a.html"


class Inline(concurrent.futures.Executor):
    """Makes each call at once, the last batch of files first; fails where told."""

    def __init__(self, fails: frozenset[int] = frozenset(), changed: bool = False):
        self.calls, self.fails, self.changed = 0, fails, changed

    def submit(self, function, program, *given):
        self.calls += 1
        done = concurrent.futures.Future()
        if self.calls in self.fails:
            done.set_exception(ConnectionError("gone"))
        else:
            done.set_result(("another", b"") if self.changed else function(program, *given))
        return done


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    files = {f"2018-05/{n}.xlsx": progress_sheet(LINES, filed_on=f"2018-05-{10 + n}").bytes() for n in range(6)}
    strange = {"说明.txt": b"x", "坏.xlsx": b"PK\x03\x04", "旧/b.docx": b"", "2018-05/register.csv": b"1,2\n"}
    intake(folder, files | strange)
    return folder


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(batches, "_FILES", 3)


def test_whoever_reads_the_files_they_come_to_the_same(home, small_batches):
    here, there = read_returns(home, small_plan()), Inline()
    assert read_returns(home, small_plan(), executor=there) == here
    assert here.returns and here.typed and there.calls == 4


def test_what_an_executor_does_not_answer_for_is_read_here(home, small_batches):
    broken = Inline(fails=frozenset((1, 3)))
    assert read_returns(home, small_plan(), executor=broken) == read_returns(home, small_plan())


def test_another_version_of_the_program_is_not_listened_to(home):
    with pytest.raises(batches.OtherProgram):
        read_returns(home, small_plan(), executor=Inline(changed=True))
    assert batches.read_batch("another", b"", [])[1] == b""


def test_processes_of_ours_read_the_same(home):
    with Engine.parse("processes:2").started() as executor:
        assert read_returns(home, small_plan(), executor=executor) == read_returns(home, small_plan())


@pytest.mark.parametrize("start", [(str(GENERATE),), ("-m", "reporter")], ids=["generate.py", "-m reporter"])
def test_a_run_that_is_read_by_processes_says_and_writes_what_it_does_without(start, tmp_path):
    runs = []
    for number, more in enumerate(((), ("--executor", "processes:2"))):
        at = tmp_path / str(number)
        home = workspace(at)
        command = [sys.executable, *start, "report", "--json", "--home", str(home), *more]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
        runs.append((done.returncode, done.stdout, done.stderr, made(home)))
    assert runs[1] == runs[0] and runs[0][0] == 1


def readers_of(run: subprocess.Popen) -> list[Path]:
    """Where the system shows the processes that read for a run."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = re.search(r"^PPid:\s*(\d+)", (path / "status").read_text(), re.MULTILINE)[1]
            if int(parent) == run.pid and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(path)
    return found


def within(seconds: float, asked):
    """What is asked for, as soon as it is so."""
    for _ in range(round(seconds / 0.02)):
        if found := asked():
            return found
        time.sleep(0.02)
    raise AssertionError("it never was")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_processes_that_read_end_with_their_run(name, tmp_path):
    """Ctrl-C goes to all of them, and one of them speaks of it; nothing tells them of the other."""
    command = [sys.executable, str(GENERATE), "report", "--executor", "processes:2", "--home", str(workspace(tmp_path))]
    heard = partial(signal.signal, signal.SIGINT, signal.default_int_handler)  # as at a terminal
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heard) as run:
        readers = within(30, lambda: found if len(found := readers_of(run)) == 2 else None)
        if name == "SIGINT":
            os.killpg(run.pid, signal.SIGINT)
        else:
            run.kill()
        told = run.communicate(timeout=30)[1].decode()
    within(30, lambda: not any(path.exists() for path in readers))
    assert told == "已中断，原有输出没有变动。\n" or name == "SIGKILL"


def test_a_dask_cluster_of_two_workers_reads_the_same(home, small_batches, tmp_path):
    distributed = pytest.importorskip("distributed")
    paths = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    kept = {**os.environ, "PYTHONPATH": paths}
    note = tmp_path / "scheduler.json"
    found, alone = ("--scheduler-file", str(note), "--no-dashboard"), ("--nthreads", "1", "--no-nanny")
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *found]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", *found, *alone]
    started = [subprocess.Popen(command, env=kept, **quiet) for command in (dask, worker, worker)]
    try:
        with distributed.Client(scheduler_file=str(note), timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            place = client.scheduler.address.removeprefix("tcp://")
        with Engine.parse(f"dask://{place}").started() as executor:
            counted = Counting(executor)
            assert read_returns(home, small_plan(), executor=counted) == read_returns(home, small_plan())
        assert counted.answered == 4
    finally:
        for process in started:
            process.kill()
            process.wait()


class Counting(concurrent.futures.Executor):
    """Another executor, and how many of its calls were answered."""

    def __init__(self, inner):
        self.inner, self.answered = inner, 0

    def submit(self, *call):
        future = self.inner.submit(*call)
        self.answered += future.exception(timeout=60) is None
        return future


def test_nobody_is_asked_in_the_open():
    assert Engine.parse("dask://127.0.0.1:8786").on_loopback and Engine.parse("dask://[::1]:8786").on_loopback
    assert Engine.parse("dask://localhost:8786").on_loopback
    for far in ("dask://10.0.0.7:8786", "dask://server.example:8786", "dask://localhost.example:8786"):
        assert not Engine.parse(far).on_loopback


def test_a_scheduler_elsewhere_without_certificates_is_refused_in_a_clerks_words():
    pytest.importorskip("distributed")
    with pytest.raises(EngineFault, match="TLS"), Engine.parse("dask://192.0.2.1:1").started():
        pass


@pytest.mark.parametrize("text", ["", "dask", "dask:/a:1", "dask://a", "dask://a:0", "dask://a:70000", "processes:0"])
def test_another_form_is_answered_with_the_right_one(text):
    done = subprocess.run(
        [sys.executable, str(Path(ROOT) / "generate.py"), "report", "--executor", text], capture_output=True, text=True
    )
    assert done.returncode == 2 and "dask://主机:端口" in done.stderr and "processes:个数" in done.stderr
