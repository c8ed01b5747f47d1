"""What each trick for speed is worth: the month with the trick taken out against the month as it is.

Two workspaces: the shipped examples (nine departments), and 300 departments on the shipped list, whose returns are made
from the program's own blank sheet. A side is a copy of the package in a temporary folder, with the lines of `TRICKS`
exchanged where the trick is out; the sides take turns. Prints for each trick the seconds of the month as it is, and how
many seconds and processor seconds (user and system, of the run and all its processes) it takes longer without: medians
over the rounds, with the number of rounds in which the trick won.

    python benchmarks/tricks.py [name of a trick …] [--rounds 5] [--departments 9 300]
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PLACEHOLDER = "PLACEHOLDER"


HERE = """
class Here:
    def __init__(self, keep):
        self.keep, self.answers = keep, []

    def send(self, name, *given, stream=None):
        import pkgutil
        import types

        made = pkgutil.resolve_name(name)(*given, *([] if stream is None else [iter(stream)]))
        self.answers += map(self.keep, made if isinstance(made, types.GeneratorType) else (made,))

    def answer(self, seconds):
        return self.answers.pop(0)

    def end(self):
        pass


"""


@dataclass(frozen=True)
class Trick:
    """`edits`: (file below reporter/, the lines of the trick, what stands there without it)."""

    name: str
    edits: tuple[tuple[str, str, str], ...] = ()
    uncompiled: bool = False


TRICKS = (
    Trick(
        "rare garbage collection",
        tuple((name, "    gc.set_threshold(200_000)", "    pass") for name in ("cli.py", "child.py")),
    ),
    Trick("end without taking down", (("cli.py", "    os._exit(status)", "    sys.exit(status)"),)),
    Trick("pandas imported meanwhile", (("pipeline/month_run.py", "    load_early()\n", ""),)),
    Trick(
        "documents set in a process aside",
        (
            ("pipeline/typesetter.py", "self.aside = Aside(", "self.aside = Here("),
            ("pipeline/typesetter.py", "class Typesetter:", f"{HERE}class Typesetter:"),
        ),
    ),
    Trick("documents' libraries loaded ahead", (("typesetting.py", "    word.prepare()\n", "    return\n"),)),
    Trick("reader started ahead", (("making.py", "        reader.start()", "        pass"),)),
    Trick("two readers", (("intake/reader.py", "2 if files >= _MANY and (os.cpu_count() or 1) > 1 else 1", "1"),)),
    Trick("compiled beforehand", uncompiled=True),
    Trick(
        "departments' parts of a count divided",
        (("documents/told_values.py", "if isinstance(make, Figure) and make.whole:", "if False:"),),
    ),
)


def side(folder: Path, trick: Trick | None) -> Path:
    """A copy of the program, without `trick`; None: as it is."""
    shutil.copytree(ROOT / "reporter", folder / "reporter", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "generate.py", folder)
    for name, old, new in trick.edits if trick else ():
        path = folder / "reporter" / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise SystemExit(f"{trick.name}: reporter/{name} has no longer {old!r}")
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def month(program: Path, home: Path, uncompiled: bool = False) -> tuple[float, float]:
    """Seconds and processor seconds of a monthly run, its processes included."""
    if uncompiled:
        for cache in [*program.rglob("__pycache__")]:
            shutil.rmtree(cache)
    before, start = os.times(), time.perf_counter()
    ended = subprocess.run(
        [sys.executable, str(program / "generate.py"), "report", "--home", str(home)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    )
    seconds, after = time.perf_counter() - start, os.times()
    if ended.returncode not in (0, 1):
        raise SystemExit(ended.stderr[-2000:])
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return seconds, spent


def nine(home: Path) -> None:
    """The shipped examples."""
    shutil.copytree(ROOT / "input", home / "input")
    shutil.copytree(ROOT / "templates", home / "templates")


def many(home: Path, count: int) -> None:
    """`count` departments, the nine of the list among them: everyone's blank sheet of June, filled in and sent back."""
    import openpyxl

    from reporter.intake.master_list import read_master
    from reporter.sheets.blank import blank_sheet
    from reporter.vocabulary.model import Period

    nine(home)
    for folder in ("2018-05", "2018-06"):
        shutil.rmtree(home / "input" / folder)
    master = openpyxl.load_workbook(home / "input/任务总表.xlsx")
    units = master["单位"]
    known = [row[0].value for row in units.iter_rows(min_row=2) if row[0].value]
    made = [f"第{number:03d}号填报单位" for number in range(count - len(known))]
    for name in (*made, PLACEHOLDER):
        units.append([name, None, "处室"])
    master.save(home / "input/任务总表.xlsx")
    plan = read_master(home / "input/任务总表.xlsx")[0]
    blank = blank_sheet(plan, PLACEHOLDER, Period(2018, 6))
    units.delete_rows(units.max_row)
    master.save(home / "input/任务总表.xlsx")
    filled = [filling(blank, variant) for variant in range(7)]
    (home / "input/2018-06").mkdir()
    for number, name in enumerate((*known, *made)):
        if number % 50:  # one in fifty sends nothing
            (home / f"input/2018-06/{name}.xlsx").write_bytes(renamed(filled[number % 7], name))


def filling(blank: bytes, variant: int) -> bytes:
    """The blank filled in, differently for each variant; narratives name the department."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(blank))
    page = book["进展填报"]
    places = {cell.value: cell for row in page.iter_rows(max_row=6) for cell in row if cell.value is not None}
    top = places["任务编号"].row
    page.cell(places["填报日期"].row, places["填报日期"].column + 1).value = f"2018-06-{20 + variant}"
    page.cell(places["填报人"].row, places["填报人"].column + 1).value = "张三"
    for row in range(top + 1, page.max_row + 1):
        task = page.cell(row, places["任务编号"].column).value
        if not task:
            break
        done = (row + variant) % 4 == 0
        for title, value in (
            ("完成状态", "已完成" if done else "正在推进"),
            ("完成进度", "100%" if done else f"{(row * 7 + variant * 11) % 90}%"),
            ("完成日期", "2018-06-08" if done else None),
            (
                "进展情况",
                f"{PLACEHOLDER}6月推进第{task}项，已公开信息{row + variant}条，解读{variant}次，办理依申请公开3件。",
            ),
            ("公开网址或佐证材料", f"https://www.example.com/zwgk/2018/{variant}/{task}.html" if variant % 3 else None),
            ("存在问题", None if row % 5 else "部分数据需要外单位提供，协调时间较长。"),
            ("下一步措施", None if done else "继续收集整理，按月更新。"),
            ("预计完成日期", None if done else "2018-12-10"),
        ):
            page.cell(row, places[title].column).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def renamed(filled: bytes, name: str) -> bytes:
    """The same workbook from another department."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(PLACEHOLDER.encode(), name.encode()))
    return stream.getvalue()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tricks", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--departments", type=int, nargs="*", default=[9, 300])
    given = parser.parse_args()
    chosen = [trick for trick in TRICKS if not given.tricks or trick.name in given.tricks]
    with tempfile.TemporaryDirectory() as folder:
        as_it_is = side(Path(folder) / "as it is", None)
        without = {trick: side(Path(folder) / str(number), trick) for number, trick in enumerate(chosen)}
        for count in given.departments:
            home = Path(folder) / f"{count} departments"
            nine(home) if count == 9 else many(home, count)
            for program in (as_it_is, *without.values()):
                month(program, home)
            print(
                f"{count} departments, {given.rounds} rounds: with the trick, and how much longer without it",
                flush=True,
            )
            for trick, program in without.items():
                pairs = [(month(as_it_is, home), month(program, home, trick.uncompiled)) for _ in range(given.rounds)]
                (seconds, spent), (more, more_spent) = (
                    [statistics.median(column) for column in zip(*rows)]
                    for rows in ([one for one, _ in pairs], [(b[0] - a[0], b[1] - a[1]) for a, b in pairs])
                )
                won = sum(b[1] > a[1] for a, b in pairs)
                told = f"{seconds:6.2f} s{more:+7.2f} s{spent:8.2f} CPU s{more_spent:+7.2f} CPU s   {won}/{len(pairs)}"
                print(f"{trick.name:<44}{told}", flush=True)


if __name__ == "__main__":
    main()
