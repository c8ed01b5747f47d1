"""The whole monthly run (nine departments, every output, Python's start included) against importing its libraries.

Prints the median of each over several rounds taken in turn, their ratio, and the peak memory of the run with its
processes. Target: at most 2.0 times the imports, under 300 MB.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = [sys.executable, "-c", "import pandas, docx, openpyxl, jinja2"]
ROUNDS = 9


def timed(command: list[str]) -> float:
    """Wall seconds of a command."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def peak_memory(command: list[str]) -> float:
    """The greatest resident memory, in MB, of a command and its children together, sampled each 5 ms (Linux)."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak, ended = [0.0], threading.Event()

    def watch():
        while not ended.is_set():
            peak[0] = max(peak[0], sum(map(resident, family(process.pid))))
            time.sleep(0.005)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    ended.set()
    watcher.join()
    return peak[0]


def family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in family(int(child)))]


def resident(pid: int) -> float:
    """Resident memory of a process in MB, 0 when it has gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(ROOT / "input", home / "input")
        run = [sys.executable, str(ROOT / "generate.py"), "report", "--home", str(home)]
        timed(run), timed(IMPORTS)
        pairs = [(timed(run), timed(IMPORTS)) for _ in range(ROUNDS)]
        month, imports = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(one / other for one, other in pairs)
        print(f"{'monthly run':<24}{month:>8.2f} s")
        print(f"{'import the libraries':<24}{imports:>8.2f} s")
        print(f"{'ratio':<24}{ratio:>8.2f}   (target: at most 2.0)")
        print(f"{'peak memory':<24}{peak_memory(run):>8.0f} MB (target: under 300)")


if __name__ == "__main__":
    main()
