"""The month of many departments: this program against a clerk's script, the same input, the sides in turn.

N departments (34 tasks, 27 of them everybody's) send back the real blank filled in; one in fifty sends nothing. The
peer is `clerk_script.py`. Printed for each N and stage: processor seconds of either side (user and system, all its
processes) and their ratio, then seconds of the clock, which mean something on a quiet machine only. Beside the stages
the floor: reading is unzipping and parsing what was sent, documents and ledger are deflating anew what was made. The
stages of our side are run one after another in one process, imports and the start of the readers aside, as on the other
side; the whole is `report` as people run it, on both cores, its peak memory that of all its processes together.

    python benchmarks/scale.py [9 20 60 300 1000 3000] [--rounds 3] [--sheets]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
STAGES = ("read", "judge", "ledger", "documents")


def spent() -> float:
    """Processor seconds of this process, of those it has waited for and of those it has."""
    from month import family

    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    alive = family(os.getpid())[1:]
    return sum(one.ru_utime + one.ru_stime for one in used) + sum(
        time.clock_gettime(~pid << 3 | 2)  # as clock_getcpuclockid(3) makes it
        for pid in alive
    )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """(seconds, processor seconds)."""
    clock, processor = time.perf_counter(), spent()
    work()
    return time.perf_counter() - clock, spent() - processor


def own_stages(home: Path) -> dict[str, tuple[float, float]]:
    """Our stages one after another, in this process and those it starts."""
    import gc

    from reporter.assess.figures import figures
    from reporter.intake import reader
    from reporter.intake.folder import list_input
    from reporter.intake.input_returns import read_returns
    from reporter.ledger.month_sheets import month_sheets
    from reporter.pipeline.built import read_plan, read_templates
    from reporter.pipeline.month_run import judged
    from reporter.pipeline.received import Received
    from reporter.sheets.ledger import ledger
    from reporter.typesetting import prepare, typeset
    from reporter.workspace import Workspace

    gc.set_threshold(200_000)
    workspace = Workspace(home)
    templates = read_templates(workspace)
    plan, notes = read_plan(workspace, templates)
    prepare("month", templates)
    import pandas  # noqa: F401 (imports are no part of a stage, on either side)
    import xlsxwriter  # noqa: F401

    paths = [item.path for item in list_input(home) if not item.remark]

    def loaded() -> None:
        """Two readers that have read some files; with few there is one."""
        for _ in reader.read_many(paths[:40]):
            pass

    took, made = {}, {}

    def grids() -> None:
        for _ in reader.read_many(paths):
            pass

    def read() -> None:
        made["intake"] = read_returns(home, plan)

    def judge() -> None:
        from reporter.intake.issued_record import read_issued

        issued = read_issued(home, plan.year, plan.departments)
        given = Received(plan=plan, intake=made["intake"], issued=issued, notes=notes)
        made["month"], made["tables"] = judged(given, max(item.period for item in made["intake"].returns), None)
        made["figures"] = figures(made["month"])

    def write() -> None:
        made["ledger"] = ledger(
            made["month"], made["figures"], month_sheets(made["month"], made["figures"], made["tables"])
        )

    def documents() -> None:
        made["documents"] = [*typeset("month", made["figures"], made["month"].plan, templates)]

    loaded()
    for stage, work in (("grid", grids), ("read", read), ("judge", judge), ("ledger", write), ("documents", documents)):
        took[stage] = timed(work)
    return took


def floors(home: Path) -> dict[str, float]:
    """Processor seconds of what cannot be done without: unzip and parse what was sent, deflate what was made."""
    from lxml import etree

    month = max((home / "output").glob("20*-*"))

    def parse() -> None:
        for path in (home / "input").glob("20*/*.xlsx"):
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    if name.endswith(".xml"):
                        etree.fromstring(book.read(name))

    def deflate(paths: list[Path], only: str) -> None:
        for path in paths:
            with zipfile.ZipFile(path) as made:
                for name in made.namelist():
                    if name.startswith(only):
                        zlib.compress(made.read(name))

    return {
        "read": timed(parse)[1],
        "ledger": timed(lambda: deflate([month / "台账.xlsx"], ""))[1],
        "documents": timed(lambda: deflate([*month.rglob("*.docx")], "word/document.xml"))[1],
    }


def run(command: list[str]) -> tuple[float, float, float]:
    """Seconds, processor seconds of a command and all its processes, and the peak memory in MB of its largest."""
    with tempfile.TemporaryFile() as told:
        clock = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - clock
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            told.seek(0)
            raise SystemExit(told.read().decode()[-2000:])
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def memory(command: list[str]) -> float:
    """Peak memory in MB of a command, all its processes together: a run of its own, since looking takes a twentieth of
    a processor.
    """
    from month import family, resident

    peak = 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, sum(map(resident, family(process.pid))))
        time.sleep(0.02)
    return peak


def stages_of(command: list[str]) -> dict[str, tuple[float, float]]:
    """What a run told of its stages."""
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {stage: (took[0], took[1]) for stage, took in json.loads(told.splitlines()[-1]).items()}


def best(pairs: list[tuple[float, ...]]) -> tuple[float, ...]:
    """The least of each over the rounds."""
    return tuple(map(min, zip(*pairs)))


def measure(home: Path, rounds: int, count: int, whole_only: bool) -> None:
    """All rounds of one size, printed."""
    ours = [sys.executable, str(HERE.parent / "generate.py"), "report", "--home", str(home)]
    whole: tuple[list[tuple[float, ...]], list[tuple[float, ...]]] = ([], [])
    staged: tuple[list[dict[str, tuple[float, float]]], list[dict[str, tuple[float, float]]]] = ([], [])
    together = memory(ours)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as out:
            script = [sys.executable, str(HERE / "clerk_script.py"), str(home), out]
            whole[0].append(run(ours))
            whole[1].append(run(script))
        if whole_only:
            continue
        with tempfile.TemporaryDirectory() as out:
            staged[0].append(stages_of([sys.executable, __file__, "--stages", str(home)]))
            staged[1].append(stages_of([sys.executable, str(HERE / "clerk_script.py"), str(home), out]))
    floor = {} if whole_only else floors(home)
    print(
        f"{count} departments{'ours':>20}{'script':>10}{'ratio':>8}{'floor':>9}{'clock':>11}{'script':>10}{'ratio':>8}"
    )

    def line(name: str, own: tuple[float, ...], other: tuple[float, ...], least: float | None = None) -> None:
        told = f"{least:>9.2f}" if least is not None else " " * 9
        peaks = f"{together:>9.0f} MB {other[2]:.0f} MB" if len(own) > 2 else ""
        print(
            f"  {name:<24}{own[1]:>8.2f}{other[1]:>10.2f}{other[1] / own[1]:>8.1f}{told}"
            f"{own[0]:>11.2f}{other[0]:>10.2f}{other[0] / own[0]:>8.1f}{peaks}",
            flush=True,
        )

    for stage in () if whole_only else ("grid", *STAGES):
        other = "read" if stage == "grid" else stage
        own_best, other_best = (
            best([took[name] for took in side]) for side, name in ((staged[0], stage), (staged[1], other))
        )
        line("read, to the grid" if stage == "grid" else stage, own_best, other_best, floor.get(other))
    line("whole", best(whole[0]), best(whole[1]))


def sheets(home: Path, count: int) -> None:
    """The blank sheets of all departments."""
    seconds, processor, peak = run([sys.executable, str(HERE.parent / "generate.py"), "sheets", "--home", str(home)])
    each = processor / count * 1000
    print(f"  sheets: {processor:.2f} CPU s ({each:.0f} ms a department), {seconds:.2f} s, {peak:.0f} MB", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("departments", type=int, nargs="*", default=[9, 20, 60, 300, 1000, 3000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sheets", action="store_true", help="the blank sheets of the next month, too")
    parser.add_argument("--whole", action="store_true", help="no stages")
    parser.add_argument("--stages", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stages:
        print(json.dumps(own_stages(given.stages)))
        return
    from tricks import many, nine

    print("processor seconds, then seconds of the clock; least of the rounds", flush=True)
    for count in given.departments:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            nine(home) if count == 9 else many(home, count)
            measure(home, given.rounds, count, given.whole)
            if given.sheets:
                sheets(home, count)


if __name__ == "__main__":
    main()
