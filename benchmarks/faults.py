"""Every call that writes fails once, every stage is a stage to be killed at, every stream is closed or full.

A shim in C (`failing_calls.c`) is preloaded. What a command makes is built once; committing and telling it is done in a
fork for each fault: the n-th call that writes below the workspace fails with ENOSPC, EIO, EACCES, is preceded or
followed by SIGKILL, or preceded by SIGINT. Then: the old output or the new, the status that says which, and a next run
that gives the new and leaves nothing behind. Prints the table of RESULTS.md.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHIM = "FAULTS_SHIM"
KILLED, KILLED_AFTER, INTERRUPTED = -1, -2, -3
MANNERS = {
    "ENOSPC": errno.ENOSPC,
    "EIO": errno.EIO,
    "EACCES": errno.EACCES,
    "killed before": KILLED,
    "killed after": KILLED_AFTER,
    "Ctrl-C": INTERRUPTED,
}
STREAMS = (">&-", ">/dev/full", "2>&-", "2>/dev/full", ">&- 2>&- <&-", ">/dev/full 2>/dev/full", "| head -c 0")
LEFT = "没能清除的旧文件"


def begin_anew(folder: Path) -> None:
    """This program with the shim preloaded."""
    library = folder / "failing_calls.so"
    source = ROOT / "benchmarks/failing_calls.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    os.execve(
        sys.executable, [sys.executable, *sys.argv], {**os.environ, "LD_PRELOAD": str(library), SHIM: str(folder)}
    )


def state(home: Path) -> str:
    """A digest of all that a person sees below a workspace, old folders that could not be cleared aside."""
    digest = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        parts = path.relative_to(home).parts
        if path.is_file() and not any(part.startswith(".") or LEFT in part for part in parts):
            digest.update("/".join(parts).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def leftovers(home: Path) -> list[str]:
    """What of ours lies about: half-made folders, journals, the lock."""
    names = (".生成中-", ".替换中-", ".替换记录", ".锁")
    return [path.name for path in home.rglob(".*") if path.name.startswith(names) or path.name.endswith(".写入中")]


def forked(work: Callable[[], int]) -> int:
    """The status of some work done in a process of its own; a signal that ended it as its negative number."""
    child = os.fork()
    if not child:
        told = os.open(os.environ.get("FAULTS_LOG", os.devnull), os.O_RDWR | os.O_CREAT | os.O_APPEND)
        for handle in (1, 2):
            os.dup2(told, handle)
        status = 99
        try:
            status = work()
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Command:
    """A command whose work is done: what is left is to write it and to tell it."""

    def __init__(self, name: str, home: Path, arguments: list[str]) -> None:
        from reporter import cli, interrupts
        from reporter.pipeline import plan_run
        from reporter.workspace import Workspace

        self.name, self.home, self.arguments = name, home, arguments
        self._cli, self._interrupts = cli, interrupts
        self.old = home.with_name(home.name + "-old")
        builders = {
            "report": "month_run.build_report",
            "check": "month_run.build_check",
            "sheets": "month_run.build_sheets",
            "notice": "plan_run.build_notice",
            "annual": "year_run.build_annual",
            "import": "plan_run.build_import",
            "issue": "issue_run.build_issue",
        }
        if name == "init":
            self.old.mkdir()
            return
        shutil.copytree(home, self.old)
        module, function = builders[name].split(".")
        owner = __import__(f"reporter.pipeline.{module}", fromlist=[function])
        real, kept = getattr(owner, function), []

        def once(workspace: Workspace, *given: object, **named: object) -> object:
            if not kept:
                kept.append(real(workspace, *given, **named))
            return kept[0]

        setattr(owner, function, once)
        if name == "import":
            plan_run.has_tasks = lambda path: False  # type: ignore[attr-defined]
        assert self._main(self.old) in (0, 1), name
        shutil.rmtree(self.old)
        shutil.copytree(home, self.old)
        if name not in ("import", "issue"):
            built = kept[0]
            workspace = Workspace(self.old)
            with workspace.writing():
                workspace.commit(
                    built.folder,
                    {path: b"old " + data for path, data in built.files.items()},
                    built.scope,
                    built.others,
                )

    def _main(self, home: Path) -> int:
        place = [str(home / "new")] if self.name == "init" else ["--home", str(home)]
        return self._cli.main([self.name, *self.arguments, *place])

    def run(self, home: Path, number: int = 0, manner: int = 0, counted: Path | None = None) -> int:
        """Write and tell it in a fork; the n-th call that writes below `home` meets with the fault."""
        shim = ctypes.CDLL(None)

        def work() -> int:
            signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job has it ignored
            self._interrupts.hear()
            shim.arm(ctypes.c_long(number), manner, os.fsencode(home))
            try:
                status = self._main(home)
            except KeyboardInterrupt:
                status = 2
            shim.arm(0, 0, b"") if not counted else None
            if counted:
                calls = shim.count()
                shim.arm(0, 0, b"")
                counted.write_text(str(calls))
            return status

        return forked(work)


def try_all(command: Command, folder: Path) -> Counter[str]:
    """Each call of a command with each fault: how often the old output was there, how often the new."""
    home, counted, found = folder / "trial", folder / "count", Counter[str]()

    def lay() -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(command.old, home, symlinks=True)

    lay()
    old = state(home)
    assert command.run(home, counted=counted) in (0, 1)
    new, calls = state(home), int(counted.read_text())
    assert old != new
    for (told, manner), number in itertools.product(MANNERS.items(), range(1, calls + 1)):
        lay()
        status, now = command.run(home, number, manner), state(home)
        where = f"{command.name}: {told} at call {number} of {calls}, status {status}"
        assert now in (old, new) or command.name == "init", f"{where}: neither the old nor the new output"
        if manner in (KILLED, KILLED_AFTER):
            assert status == -9, where
        else:
            assert status == 2 if now == old else status in (0, 1), f"{where}: {'old' if now == old else 'new'} output"
        found[f"{told}: {'new' if now == new else 'old'}"] += 1
        if now == new and command.name in ("init", "issue", "import"):
            continue  # the same again is refused, or does nothing
        assert command.run(home) in (0, 1), f"{where}: the next run fails"
        assert state(home) == new and not leftovers(home), f"{where}: the next run is not clean: {leftovers(home)}"
    found["calls"] = calls
    return found


def try_streams(folder: Path, name: str, arguments: list[str], home: Path) -> int:
    """Each stream closed or full, as from a shell: what is made is made, and the status says so; how often it was."""
    for number, streams in enumerate(STREAMS):
        trial = folder / f"streams-{name}-{number}"
        shutil.copytree(home, trial)
        place = [str(trial / "new")] if name == "init" else ["--home", str(trial)]
        before = state(trial)
        words = [sys.executable, str(ROOT / "generate.py"), name, *arguments, *place, "--json"]
        script = f'set -o pipefail; "$@" {streams}'
        status = subprocess.run(["bash", "-c", script, "bash", *words], capture_output=True, check=False).returncode
        assert status in (0, 1) and state(trial) != before, f"{name} {streams}: status {status}"
        assert not leftovers(trial), f"{name} {streams}: {leftovers(trial)}"
    return len(STREAMS)


def main() -> None:
    """The table."""
    if SHIM not in os.environ:
        begin_anew(Path(tempfile.mkdtemp(prefix="faults-")))
    folder = Path(os.environ[SHIM])
    home = folder / "home"
    shutil.copytree(ROOT / "input", home / "input")
    bare = folder / "bare"
    (bare / "input").mkdir(parents=True)
    commands = {
        "init": ([], folder / "init"),
        "sheets": ([], home),
        "notice": ([], home),
        "check": ([], home),
        "report": ([], home),
        "annual": ([], home),
    }
    (folder / "init").mkdir()
    from reporter import cli

    assert cli.main(["notice", "--home", str(home)]) == 0
    notice = folder / "通知.docx"
    shutil.copy(home / "output/2018/通知.docx", notice)
    shutil.rmtree(home / "output")
    commands["import"] = ([str(notice)], bare)
    signed = folder / "signed"
    shutil.copytree(home, signed)
    assert cli.main(["report", "--home", str(signed)]) == 1
    commands["issue"] = ([], signed)
    os.environ.pop("LD_PRELOAD", None)
    print(f"{'command':9}{'calls':>6}  " + "  ".join(f"{told:>16}" for told in MANNERS) + "  streams")
    for name, (arguments, where) in commands.items():
        own = folder / name
        own.mkdir(exist_ok=True)
        base = own / "home"
        shutil.copytree(where, base) if name != "init" else base.mkdir()
        found = try_all(Command(name, base, arguments), own)
        streams = try_streams(own, name, arguments, base)
        shown = (f"{found[f'{told}: old']:>7} / {found[f'{told}: new']:>6}" for told in MANNERS)
        print(
            f"{name:9}{found['calls']:>6}  " + "  ".join(f"{item:>16}" for item in shown) + f"  {streams:>7}",
            flush=True,
        )
        shutil.rmtree(own)
    print("old / new output found; never a mixture, never a status that says otherwise, every next run clean")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
