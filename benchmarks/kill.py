"""kill -9 at random moments of a monthly run: output is the old or the new, every file opens, the next run is clean.

Each round changes one number of the input, so that old and new output differ. In half of the rounds the run is killed
at a moment drawn from the whole length of a run; in the other half within some milliseconds after it began to write.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 50
RETURN = "input/2018-06/示例-民政处.xlsx"


def start(home: Path) -> subprocess.Popen:
    """A monthly run of a workspace."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "generate.py"), "--home", str(home)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def state(home: Path) -> str:
    """A digest of all visible output; every workbook and document in it must open."""
    digest = hashlib.sha256()
    for path in sorted((home / "output/2018-06").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            if path.suffix in (".docx", ".xlsx"):
                assert zipfile.ZipFile(path).testzip() is None, path
            digest.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def change(home: Path, value: int) -> None:
    """Another 完成进度 in one return."""
    path = home / RETURN
    book = openpyxl.load_workbook(path)
    sheet = book["进展填报"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "完成进度" for cell in row))
    column = next(cell.column for cell in header if cell.value == "完成进度")
    row = next(row for row in range(header[0].row + 1, sheet.max_row) if sheet.cell(row, column).value is not None)
    sheet.cell(row, column).value = value
    book.save(path)


def wait_for_writing(home: Path, process: subprocess.Popen) -> None:
    """Return as soon as the run has begun a new folder of output, or is over."""
    while process.poll() is None and not list((home / "output").glob(".生成中-*")):
        time.sleep(0.0005)


def main() -> None:
    """Kill and look."""
    random.seed(9704)
    with tempfile.TemporaryDirectory() as folder:
        home, twin = Path(folder) / "home", Path(folder) / "twin"
        shutil.copytree(ROOT / "input", home / "input")
        shutil.copytree(ROOT / "input", twin / "input")
        begun = time.perf_counter()
        start(home).wait()
        length = time.perf_counter() - begun
        old = state(home)
        counts = {"old": 0, "new": 0}
        for number in range(ROUNDS):
            change(home, 30 + number)
            # The same bytes: the ledger names the SHA-256 of each file.
            shutil.copy(home / RETURN, twin / RETURN)
            start(twin).wait()
            new = state(twin)
            process = start(home)
            if number % 2:
                wait_for_writing(home, process)
                time.sleep(random.uniform(0, 0.03))
            else:
                time.sleep(random.uniform(0, length))
            process.kill()
            process.wait()
            found = state(home)
            assert found in (old, new), "a mixture of two runs"
            counts["new" if found == new else "old"] += 1
            start(home).wait()
            assert state(home) == new, "the next run is not clean"
            assert not list((home / "output").glob(".生成中-*")), "leftovers"
            old = new
        print(f"{ROUNDS} kills: the old output {counts['old']} times, the new {counts['new']} times, a mixture never")


if __name__ == "__main__":
    main()
