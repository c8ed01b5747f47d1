"""An independent reading of a month: the sheets by openpyxl, the rules of contract sections 5 and 6 written down again.

Shares nothing with reporter/ but the files on disk, so that agreement with the ledger means something. It knows only
well-formed values (what the examples hold); a cell it cannot read is taken as blank.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import itertools
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl

LAGS = ("滞后", "进度滞后", "进展滞后", "欠进度", "未达序时进度", "进度缓慢", "进展缓慢")
STATES = ("已完成", "正在推进", "未启动", "长期坚持", "不涉及")
TYPED = (
    *("完成状态", "完成进度", "完成日期", "量化完成数", "进展情况"),
    *("公开网址或佐证材料", "存在问题", "下一步措施", "预计完成日期"),
)
LAMPS = {
    "已完成": "绿",
    "正常推进": "绿",
    "待确认": "黄",
    "待核实": "黄",
    "进度滞后": "黄",
    "临近时限": "黄",
    "逾期完成": "黄",
    "逾期未完成": "红",
    "严重滞后": "红",
    "未报送": "红",
    "未填报": "红",
    "未到期": "灰",
    "不涉及": "灰",
}


def table(sheet) -> list[dict]:
    """The rows of a sheet by the titles of the row that has 任务编号, or of the first row."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next((index for index, row in enumerate(rows) if "任务编号" in row), 0)
    return [dict(zip(rows[top], row)) for row in rows[top + 1 :] if any(value is not None for value in row)]


def span(row: dict) -> tuple[int, int]:
    """First and last month in which a task or a department is in force."""
    return int((row.get("起报月") or "2018-01")[5:]), int((row.get("止报月") or "2018-12")[5:])


def due(words: str) -> dt.date | None:
    """The day of a 完成时间; None where it has none."""
    if re.search("长期|持续|每|上级", words):
        return None
    quarter, month = re.search("([一二三四])季度", words), re.search(r"(\d+)月", words)
    number = 3 * ("一二三四".index(quarter[1]) + 1) if quarter else int(month[1]) if month else 12
    return dt.date(2018, number, calendar.monthrange(2018, number)[1])


def master(home: Path) -> tuple[list[dict], dict[str, tuple[int, int]], dict[str, str]]:
    """(tasks with 'owners', 'deadline', 'target', 'opens', 'span'; departments with their spans; name → department)."""
    book = openpyxl.load_workbook(home / "input/任务总表.xlsx")
    departments = {row["单位"]: span(row) for row in table(book["单位"])}
    names = {
        name: row["单位"] for row in table(book["单位"]) for name in [row["单位"], *(row["别名"] or "").split("、")]
    }
    titles = {row["称谓"]: list(departments) if row["单位"] == "全部" else [] for row in table(book["称谓"])}
    tasks = []
    for row in table(book["任务"]):
        owners = []
        for name in row["责任部门"].split("、"):
            owners += titles.get(name, [name])
        needs = row["量化要求"] or ""
        target, opens = re.search(r"≥(\d+)", needs), re.search(r"窗口：(\d+)月", needs)
        tasks.append(
            {
                **row,
                "owners": owners,
                "deadline": due(row["完成时间"]),
                "span": span(row),
                "target": int(target[1]) if target else 0,
                "opens": dt.date(2018, int(opens[1]), 1) if opens else None,
            }
        )
    return tasks, departments, names


def put_off(home: Path, month: int) -> dict[tuple[str, str], dt.date]:
    """(department, 任务编号) → the deadline that 「延期」 gives it in a month; a blank 单位 stands as ''."""
    rows = table(openpyxl.load_workbook(home / "input/任务总表.xlsx")["延期"])
    begun = [row for row in rows if int((row["自报送期"] or "2018-01")[5:]) <= month]
    begun.sort(key=lambda row: row["自报送期"] or "")
    return {(row["单位"] or "", row["任务编号"]): dt.date.fromisoformat(row["延期至"]) for row in begun}


def closing(home: Path, month: int) -> dt.date:
    """报送截止日 of a month."""
    book = openpyxl.load_workbook(home / "input/任务总表.xlsx")
    own = {row["报送期"]: row["报送截止日"] for row in table(book["报送安排"])} if "报送安排" in book.sheetnames else {}
    return dt.date.fromisoformat(own.get(f"2018-{month:02d}", f"2018-{month:02d}-25"))


def version(path: Path) -> dict:
    """One well-formed return: whose, when filed and saved, its digest and those that its mark names, its rows."""
    book, data = openpyxl.load_workbook(path), path.read_bytes()
    sheet, fields = book["进展填报"], {}
    for row in sheet.iter_rows(max_row=6, values_only=True):
        for label, value in itertools.pairwise(row):
            fields.setdefault(label, value)
    marks = {cell.value for row in book["退改标记"].iter_rows() for cell in row} if "退改标记" in book else set()
    saved = re.search("modified[^>]*>([^<]*)", zipfile.ZipFile(path).read("docProps/core.xml").decode())[1]
    filed = fields["填报日期"]
    return {
        "department": fields["填报单位"],
        "filed": filed.date() if filed else None,
        "saved": saved if saved > "1990" else None,
        "digest": hashlib.sha256(data).hexdigest(),
        "marks": marks,
        "rows": {row["任务编号"]: row for row in table(sheet)},
    }


def speaking(versions: list[dict], task: str) -> dict | str | None:
    """The row that counts for a task, or 待确认; None without one. Section 4, Versions."""
    left = [item for item in versions if any(item["rows"].get(task, {}).get(title) for title in TYPED)]
    left = [item for item in left if not any(item["digest"] in other["marks"] for other in versions if other in left)]
    newest = max((item["filed"] for item in left if item["filed"]), default=None)
    left = [item for item in left if item["filed"] in (None, newest)]
    if len(left) > 1 and any(item["saved"] for item in left):
        last = max(item["saved"] for item in left if item["saved"])
        left = [item for item in left if item["saved"] in (None, last)]
    said = [{title: item["rows"][task][title] for title in TYPED} for item in left]
    if any(one != said[0] for one in said):
        return "待确认"
    return left[0]["rows"][task] if left else next((v["rows"][task] for v in versions if task in v["rows"]), None)


def returns(home: Path, month: int) -> dict[str, tuple[dt.date | None, dict[str, dict | str]]]:
    """Department → (its first filing date, the rows that count by 任务编号) of a month's well-formed returns."""
    found: dict[str, list[dict]] = {}
    for path in sorted((home / f"input/2018-{month:02d}").glob("*.xlsx")):
        item = version(path)
        found.setdefault(item["department"], []).append(item)
    return {
        name: (
            min((item["filed"] for item in own if item["filed"]), default=None),
            {task: speaking(own, task) for task in dict.fromkeys(task for item in own for task in item["rows"])},
        )
        for name, own in found.items()
    }


def number(value) -> Decimal | None:
    """A plain number, else nothing."""
    text = str(value if value is not None else "").rstrip("%")
    if re.fullmatch(r"\d+(\.\d+)?", text) and Decimal(text) <= 100:
        return Decimal(text)
    return None


def proven(value) -> bool:
    """Whether a made-up address stands there; the examples know no other evidence."""
    return str(value or "").startswith("https://www.example.com/")


def state(task: dict, row: dict | None, as_of: dt.date, first_done: int | None, begin: int, proved: bool) -> str:
    """核定状态 of a duty, in force since month `begin`, of a department that returned something; `proved`: in any
    month.
    """
    if row == "待确认":
        return row
    said = row and row["完成状态"]
    lags = said in LAGS
    said = "正在推进" if lags else said
    if said not in STATES:
        return "未填报"
    if said == "不涉及":
        return "不涉及" if row["进展情况"] else "待核实"
    if task["opens"] and task["opens"] > as_of:
        return "未到期"
    progress, count, done = number(row["完成进度"]), number(row["量化完成数"]), row["完成日期"]
    if said == "已完成":
        short = task["target"] and (count is None or count < task["target"])
        if not proven(row["公开网址或佐证材料"]) or (progress is not None and progress < 100) or short:
            return "待核实"
        month = first_done or as_of.month
        day = done.date() if done else dt.date(2018, month, calendar.monthrange(2018, month)[1])
        return "逾期完成" if task["deadline"] and day > task["deadline"] else "已完成"
    kept_up = said == "正在推进" and re.search("长期|持续|每", task["完成时间"])
    if said == "长期坚持" or kept_up:
        if as_of.month < 12 and not (lags and row["进展情况"]):
            return "正常推进" if row["进展情况"] else "未填报"
        if as_of.month == 12 and not lags:
            return "已完成" if proved else "待核实"
    if task["deadline"] is None:
        return "进度滞后" if lags or said == "未启动" else "正常推进"
    if as_of > task["deadline"]:
        return "逾期未完成"
    if said == "未启动":
        progress = Decimal(0)
    if progress is not None:
        planned = Fraction(100 * (as_of.month - begin + 1), max(1, task["deadline"].month - begin + 1))
        behind = min(Fraction(100), planned) - Fraction(progress)
        if behind > 30:
            return "严重滞后"
        if behind >= 10:
            return "进度滞后"
    if lags:
        return "进度滞后"
    return "临近时限" if (task["deadline"] - as_of).days <= 30 else "正常推进"


def cents(value: Fraction) -> Decimal:
    """Two decimals, half up."""
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def judged(home: Path, months: tuple[int, ...]) -> tuple[dict[tuple[str, str], str], dict[str, dict[str, Decimal]]]:
    """States by (department, 任务编号) and scores by department (材料质量 aside) of the last of `months`."""
    tasks, departments, names = master(home)
    before: dict = {}
    first_done: dict = {}
    proved: set = set()
    for month in months:
        came, as_of, now = returns(home, month), dt.date(2018, month, calendar.monthrange(2018, month)[1]), {}
        came, later = {names[name]: sent for name, sent in came.items()}, put_off(home, month)
        for task in tasks:
            for name in task["owners"]:
                key, begin = (name, task["任务编号"]), max(task["span"][0], departments[name][0])
                if not begin <= month <= min(task["span"][1], departments[name][1]):
                    continue
                if name not in came:
                    now[key] = before.get(key) if before.get(key) in ("已完成", "逾期完成") else "未报送"
                    continue
                row = came[name][1].get(key[1])
                if isinstance(row, dict) and row["完成状态"] == "已完成":
                    first_done.setdefault(key, month)
                if isinstance(row, dict) and proven(row["公开网址或佐证材料"]):
                    proved.add(key)
                now[key] = state(
                    {**task, "deadline": later.get(key) or task["deadline"]},
                    row,
                    as_of,
                    first_done.get(key),
                    begin,
                    key in proved,
                )
        before = now
    scores = {}
    for name, (first, last) in departments.items():
        if not first <= month <= last:
            continue
        lamps = [LAMPS[found] for (owner, _), found in before.items() if owner == name]
        counted = [lamp for lamp in lamps if lamp != "灰"]
        credit = sum(
            (Fraction(1) if lamp == "绿" else Fraction(3, 5) if lamp == "黄" else Fraction(0) for lamp in counted),
            Fraction(0),
        )
        filed, rows = came.get(name, (None, {}))
        claims = [row for row in rows.values() if isinstance(row, dict) and row["完成状态"] == "已完成"]
        scores[name] = {
            "完成质量": cents(70 * credit / len(counted)),
            "报送及时": Decimal(0 if name not in came else 15 if filed and filed <= closing(home, month) else 10),
            "佐证齐全": cents(
                Fraction(0)
                if name not in came
                else Fraction(10)
                if not claims
                else Fraction(10 * sum(proven(row["公开网址或佐证材料"]) for row in claims), len(claims))
            ),
        }
    return before, scores
