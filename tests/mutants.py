"""`make mutants`: faults put into the rules by hand, one at a time; a fault that no test notices is named.

The list is mutants.toml beside this file: where, what stands there, what is put in its place, which tests ought to
notice, and why it matters. Each is put into a copy of the tree, never into the tree itself. A test run that fails has
killed the mutant; one that passes has let it survive. Text that is not found exactly once is an error that names the
mutant, so a list that the code has left behind cannot pass for a good one.

    python -m tests.mutants            all of them; exit status 1 when one survives
    python -m tests.mutants settle     only those whose file or reason holds the word
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

__all__ = ["Mutant", "load", "misfit"]

ROOT = Path(__file__).resolve().parent.parent
LIST = Path(__file__).with_suffix(".toml")
_LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".pytest_cache", ".hypothesis", "output")
_CPU_SECONDS = 120
"""A mutant may make a loop endless; its run is ended after so much processor time, which kills it as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault. equivalent: why no test can notice it; blank for all that a test has to kill."""

    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    why: str
    equivalent: str = ""

    @property
    def name(self) -> str:
        """How it is told."""
        return f"{self.file}: {' '.join(self.old.split())} → {' '.join(self.new.split()) or '(nothing)'} ({self.why})"


def load(path: Path = LIST) -> tuple[Mutant, ...]:
    """The mutants of the list, in its order."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]
    return tuple(Mutant(**{**item, "tests": tuple(item["tests"])}) for item in found)


def misfit(mutant: Mutant, root: Path = ROOT) -> str:
    """Why the mutant cannot be put into the tree at `root`; blank when it can."""
    path = root / mutant.file
    if not path.is_file():
        return f"there is no {mutant.file}"
    times = path.read_text(encoding="utf-8").count(mutant.old)
    if times != 1:
        return f"its old text stands {times} times in {mutant.file}, not once"
    for test in mutant.tests:
        if not (root / test).is_file():
            return f"there is no {test}"
    return ""


def _run(tree: Path, tests: Iterable[str]) -> int:
    """pytest's exit status, negative when it was ended."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not render", *tests]
    return subprocess.run(
        command,
        cwd=tree,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": "", "COLUMNS": "80"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_limited if os.name == "posix" else None,
    ).returncode


def _limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))


def _fate(tree: Path, mutant: Mutant) -> str:
    """What became of the mutant in the copy `tree`: killed, survived, or broken when the program no longer begins."""
    path = tree / mutant.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        status = _run(tree, mutant.tests)
    finally:
        path.write_text(sound, encoding="utf-8")
    return {0: "survived", 1: "killed"}.get(status, "killed" if status < 0 else "broken")


def _copy(into: Path) -> Path:
    """The tree, compiled so that a changed file is known by its content, not by its time."""
    tree = into / "tree"
    shutil.copytree(ROOT, tree, ignore=_LEFT_BEHIND)
    command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "reporter", "tests"]
    subprocess.run(command, cwd=tree, check=False, stdout=subprocess.DEVNULL)
    return tree


def main(words: list[str]) -> int:
    """Run the mutants whose name holds one of `words` (all without any) and tell the survivors."""
    mutants = [item for item in load() if not words or any(word in item.name for word in words)]
    misfits = [f"does not fit: {item.name}: {why}" for item in mutants if (why := misfit(item))]
    if misfits or not mutants:
        print("\n".join(misfits) or "no such mutant")
        return 1
    began, workers = time.monotonic(), os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            trees.put(_copy(Path(folder, str(number))))
        tree = trees.get()
        if _run(tree, dict.fromkeys(test for item in mutants for test in item.tests)):
            print("the tests fail without any mutant")
            return 1
        trees.put(tree)

        def judged(mutant: Mutant) -> str:
            tree = trees.get()
            try:
                return _fate(tree, mutant)
            finally:
                trees.put(tree)

        killed = excused = 0
        for mutant, fate in zip(mutants, pool.map(judged, mutants)):
            killed += fate == "killed"
            excused += fate == "survived" and bool(mutant.equivalent)
            if fate == "survived" and mutant.equivalent:
                print(f"equivalent: {mutant.name}: {mutant.equivalent}", flush=True)
            elif fate != "killed":
                print(f"{fate}: {mutant.name}", flush=True)
    bad = len(mutants) - killed - excused
    took = time.monotonic() - began
    print(f"{len(mutants)} mutants: {killed} killed, {excused} equivalent, {bad} not killed, in {took:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
