"""Commands of this tree against those of another one, an older commit say, the trees in turn on their own examples.

Prints for each command the least processor seconds of the rounds (user and system, all processes of the run) and, with
`--instructions`, how many million instructions valgrind counts, which a busy machine does not change.

    git worktree add ../before COMMIT
    python benchmarks/side_by_side.py ../before [command …] [--rounds 12] [--instructions]
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def copy(tree: Path, folder: Path) -> Path:
    """A compiled copy of a tree whose processes are asked to end, not killed: then valgrind tells of them."""
    for name in ("reporter", "templates", "input"):
        shutil.copytree(tree / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(tree / "generate.py", folder)
    for path in (folder / "reporter/process.py", folder / "reporter/intake/reader.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("process.kill()", "process.terminate()"), encoding="utf-8")
    compileall.compile_dir(folder / "reporter", quiet=1)
    return folder


def run(tree: Path, command: str, *before: str) -> float:
    """Processor seconds of a command of a tree, started by what is `before` it."""

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    start = spent()
    whole = [*before, sys.executable, str(tree / "generate.py"), *command.split(), "--home", str(tree)]
    subprocess.run(whole, cwd=tree, env=ENVIRONMENT, capture_output=True, check=False)
    return spent() - start


def instructions(tree: Path, command: str) -> float:
    """Millions of instructions of a command and all its processes."""
    with tempfile.TemporaryDirectory() as logs:
        counting = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
        run(tree, command, *counting, "--trace-children=yes", f"--log-file={logs}/%p")
        told = [re.search(r"I +refs: +([\d,]+)", path.read_text()) for path in Path(logs).iterdir()]
    return sum(int(found[1].replace(",", "")) for found in told if found) / 10**6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("commands", nargs="*", default=["report", "check", "notice", "sheets"])
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--instructions", action="store_true")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        other, own = (copy(tree.resolve(), folder) for tree, folder in zip((given.other, ROOT), folders))
        print(f"{'':<12}{'other':>10}{'own':>10}")
        for command in given.commands:
            run(other, command), run(own, command)
            pairs = [(run(other, command), run(own, command)) for _ in range(given.rounds)]
            print(f"{command:<12}" + "".join(f"{min(column):>10.3f}" for column in zip(*pairs)) + "  CPU s", flush=True)
            if given.instructions:
                counts = [instructions(tree, command) for tree in (other, own)]
                print(" " * 12 + "".join(f"{count:>10.0f}" for count in counts) + "  M", flush=True)


if __name__ == "__main__":
    main()
