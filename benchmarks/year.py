"""The year-end assessment of twelve months of nine departments against one monthly run, each a whole program run.

The workspace is that of the shipped list of 34 tasks, 256 duties and 108 returns. Prints the medians over several
rounds taken in turn: `annual`, `report` of December on the same workspace, and `report` on the shipped two months.
Target: at most 4 times the monthly run.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ROUNDS = 7


def timed(command: list[str]) -> float:
    """Wall seconds of a command."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def year_workspace(home: Path) -> Path:
    """The shipped master list, a return of every department for each month: June's sheets, filed anew each month."""
    import datetime as dt

    import openpyxl

    from reporter.sheets.styled_workbook import save

    shutil.copytree(ROOT / "input", home / "input")
    sheets = {
        path.name: path
        for folder in ("2018-05", "2018-06")
        for path in sorted((ROOT / "input" / folder).glob("*.xlsx"))
    }
    for folder in ("2018-05", "2018-06"):
        shutil.rmtree(home / "input" / folder)
    for name, path in sheets.items():
        book = openpyxl.load_workbook(path)
        page = book["进展填报"]
        places = {cell.value: cell for row in page.iter_rows(max_row=6) for cell in row if cell.value is not None}
        narrative = next(cell.column for row in page.iter_rows() for cell in row if cell.value == "进展情况")
        for month in range(1, 13):
            for sheet in book:
                for row in sheet.iter_rows(max_row=4):
                    for cell in row:
                        if isinstance(cell.value, str):
                            cell.value = re.sub(r"2018年\d+月", f"2018年{month}月", cell.value)
            for label, value in (("报送期", f"2018-{month:02d}"), ("填报日期", dt.date(2018, month, 20))):
                page.cell(places[label].row, places[label].column + 1).value = value
            for row in range(places["任务编号"].row + 1, page.max_row + 1):
                cell = page.cell(row, narrative)
                if cell.value:
                    cell.value = f"{str(cell.value).split('（第')[0]}（第{month}次填报）"
            target = home / f"input/2018-{month:02d}" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(save(book))
    return home


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = year_workspace(Path(folder) / "year")
        shutil.copytree(ROOT / "input", Path(folder) / "month" / "input")
        generate = [sys.executable, str(ROOT / "generate.py")]
        annual = [*generate, "annual", "--home", str(home)]
        december = [*generate, "report", "--home", str(home)]
        month = [*generate, "report", "--home", str(Path(folder) / "month")]
        timed(annual), timed(december), timed(month)
        rounds = [(timed(annual), timed(december), timed(month)) for _ in range(ROUNDS)]
        year, last, two = (statistics.median(column) for column in zip(*rounds))
        print(f"{'annual, 12 months':<34}{year:>8.2f} s")
        print(f"{'report of December, 12 months':<34}{last:>8.2f} s")
        print(f"{'report, the shipped two months':<34}{two:>8.2f} s")
        to_december = statistics.median(one / other for one, other, _ in rounds)
        to_two = statistics.median(one / other for one, _, other in rounds)
        print(f"{'annual to report of December':<34}{to_december:>8.2f}   (target: under 4)")
        print(f"{'annual to report of two months':<34}{to_two:>8.2f}   (target: under 4)")


if __name__ == "__main__":
    main()
