"""Workbooks of other projects among good returns: what departments reported must not change for them.

`python -m benchmarks.foreign_workbooks FOLDER` takes every workbook below FOLDER, those in its .tar.gz and .zip
archives too (the test data of libraries for spreadsheets; nothing of it belongs to this repository), lays them beside
the shipped returns of May and runs the month with and without them. Target: the ledger's rows are the same, each
foreign file is named by one problem, none is taken for a return, the run ends.
"""

from __future__ import annotations

import collections
import json
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent
MONTH = "2018-05"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
SHEETS = ("任务台账", "单位明细", "单位得分")


def workbooks(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(suffix, bytes) of every workbook below a folder and in the archives there."""
    for path in sorted(folder.rglob("*")):
        if path.name.endswith((".tar.gz", ".tgz")):
            with tarfile.open(path) as archive:
                for member in archive:
                    wanted = member.isfile() and member.name.lower().endswith(SUFFIXES)
                    if wanted and (stream := archive.extractfile(member)):
                        yield PurePosixPath(member.name).suffix, stream.read()
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.lower().endswith(SUFFIXES):
                        yield PurePosixPath(name).suffix, archive.read(name)
        elif path.is_file() and path.suffix.lower() in SUFFIXES:
            yield path.suffix, path.read_bytes()


def month(home: Path) -> tuple[dict[str, list[tuple]], list[dict[str, str]], list[tuple], int, float]:
    """(rows of the ledger's sheets, problems, files with their outcome, exit status, processor seconds) of a month."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), "report", "--json", "--period", MONTH, "--home", str(home)],
        capture_output=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(done.stdout)
    book = load_workbook(home / "output" / MONTH / "台账.xlsx", read_only=True)
    rows = {name: [tuple(line) for line in book[name].values] for name in SHEETS}
    files = [tuple(line) for line in book["来源文件"].values]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return rows, told["problems"], files, done.returncode, spent


def main(folder: str = "") -> int:
    """Print what was found; exit status 1 when a target is missed."""
    if not folder:
        print("请指定一个装有外来工作簿的文件夹")
        return 0
    with tempfile.TemporaryDirectory() as place:
        alone, among = Path(place, "alone"), Path(place, "among")
        for home in (alone, among):
            shutil.copytree(ROOT / "input", home / "input")
        foreign = {}
        for number, (suffix, content) in enumerate(workbooks(Path(folder)), 1):
            name = f"input/{MONTH}/外来/{number:04d}{suffix}"
            (among / name).parent.mkdir(exist_ok=True)
            (among / name).write_bytes(content)
            foreign[name] = content
        rows, _, _, _, quiet = month(alone)
        with_them, problems, files, status, spent = month(among)
    named = collections.Counter(item["file"] for item in problems)
    codes = collections.Counter(item["code"] for item in problems if item["file"] in foreign)
    outcomes = {line[0]: str(line[-1]) for line in files}
    taken = sorted(name for name in foreign if outcomes.get(name, "").startswith("已采用"))
    lost = sorted(name for name in foreign if name not in outcomes)
    several = sorted(name for name in foreign if named[name] != 1)
    changed = [name for name in SHEETS if rows[name] != with_them[name]]
    print(f"外来工作簿 {len(foreign)} 份，退出状态 {status}；处理器时间 {spent:.1f} 秒，没有它们 {quiet:.1f} 秒")
    print("台账：" + ("、".join(changed) + " 有变化" if changed else "各行完全相同"))
    print(f"当作报表的 {len(taken)} 份 {taken[:5]}，没有列入来源文件的 {len(lost)} 份")
    print(f"问题不是一条的 {len(several)} 份")
    for name in several:
        print("   ", name, sorted(item["code"] for item in problems if item["file"] == name))
    print("问题代码：", dict(codes.most_common()))
    return int(bool(changed or taken or lost or several))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
