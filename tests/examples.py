"""The example returns shipped under input/: made here, marked 示例, byte for byte the same each time.

They show the program at work: most departments do well, one files late, one is missing, one has cells to send back,
one has an overdue duty, two lag behind. `python -m tests.examples` writes them again.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from reporter.intake.master_list import read_master
from reporter.sheets.blank import blank_sheet
from reporter.sheets.styled_workbook import save
from reporter.vocabulary.columns import FIELDS
from reporter.vocabulary.model import Duty, Period, Plan

ROOT = Path(__file__).resolve().parent.parent
MAY, JUNE = Period(2018, 5), Period(2018, 6)

# 重大项目 and 招标投标: only these departments have any, the others say 不涉及.
WITH_PROJECTS = {"教育处", "卫生处", "文化体育与民族宗教处"}
PROJECT_TASKS = {f"1-{number:02d}" for number in range(1, 8)}
ONGOING = {"2-01", "2-08", "2-10", "2-11", "2-18"}
MISSING = {MAY: "卫生监督所", JUNE: "文化体育与民族宗教处"}
LATE = {MAY: "疾控中心", JUNE: "卫生处"}
FAULTY = "人口计生处"
OVERDUE = ("教育处", "2-03")
LAGGING = {("民政处", "2-04"): {MAY: 25, JUNE: 35}, ("疾控中心", "2-14"): {MAY: 8, JUNE: 12}}


def example_returns(plan: Plan, period: Period) -> dict[str, bytes]:
    """File name → workbook of every department that sends one in `period`."""
    return {
        f"示例-{item.name}.xlsx": _filled(plan, item.name, period)
        for item in plan.departments
        if item.name != MISSING[period]
    }


def _filled(plan: Plan, department: str, period: Period) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(blank_sheet(plan, department, period)))
    sheet = book["进展填报"]
    places = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    filed = dt.date(period.year, period.month, 28 if LATE[period] == department else 22)
    for key, value in (("filler", "示例填报人"), ("reviewer", "示例审核人"), ("filed_on", filed)):
        label = places[FIELDS[key]]
        sheet.cell(label.row, label.column + 1).value = value
    header = places["任务编号"].row
    columns = {sheet.cell(header, column).value: column for column in range(1, sheet.max_column + 1)}
    rows = {sheet.cell(row, columns["任务编号"]).value: row for row in range(header + 1, sheet.max_row + 1)}
    for duty in plan.duties:
        if duty.department == department:
            for title, value in answer(duty, period).items():
                sheet.cell(rows[duty.task.id], columns[title]).value = value
    return save(book)


def answer(duty: Duty, period: Period) -> dict[str, object]:
    """What the department fills in for a duty, by column title."""
    task, department, month = duty.task.id, duty.department, period.month
    name = duty.task.short
    page = f"https://www.example.com/zwgk/2018/{department_code(department)}/{task}.html"
    faults = _faults(task, month) if department == FAULTY else {}
    if task in PROJECT_TASKS and department not in WITH_PROJECTS:
        return {
            "完成状态": "不涉及",
            "进展情况": f"示例：{month}月底前本单位没有重大项目和招标事项，今后如有将及时公开。",
            **faults,
        }
    if task in ONGOING:
        return {
            "完成状态": "长期坚持",
            "进展情况": f"示例：{month}月按要求开展“{name}”相关工作，内容已更新。",
            "公开网址或佐证材料": page,
            **faults,
        }
    if task == "2-06" or (task == "2-03" and (department, task) != OVERDUE):
        day = dt.date(2018, 3, 26) if task == "2-06" else dt.date(2018, 4, 25)
        return {
            "完成状态": "已完成",
            "完成进度": 100,
            "完成日期": day,
            "进展情况": f"示例：“{name}”已完成并公布。",
            "公开网址或佐证材料": page,
            **faults,
        }
    if (department, task) == OVERDUE:
        return {
            "完成状态": "正在推进",
            "完成进度": {5: 70, 6: 85}[month],
            "进展情况": f"示例：目录初稿已完成，{month}月正在征求意见。",
            "存在问题": "示例：部分事项的公开主体尚未确定",
            "下一步措施": "示例：逐项确定公开主体后公布目录",
            "预计完成日期": dt.date(2018, 7, 20),
            **faults,
        }
    if task == "2-15" and month == 6:
        return {
            "完成状态": "已完成",
            "完成进度": 100,
            "完成日期": dt.date(2018, 6, 12),
            "量化完成数": 1,
            "进展情况": "示例：已听取一次政务公开工作汇报，领导分工已在网站公布。",
            "公开网址或佐证材料": page,
            **faults,
        }
    counted = {"2-07": {5: 1, 6: 2}, "2-13": {5: 0, 6: 1}, "2-15": {5: 0}}.get(task, {})
    progress = LAGGING.get((department, task), {}).get(period, {5: 45, 6: 55}[month])
    more = {"量化完成数": counted[month]} if month in counted else {}
    return {
        "完成状态": "正在推进",
        "完成进度": progress,
        "进展情况": f"示例：{month}月推进“{name}”，已公开相关信息。",
        "公开网址或佐证材料": page,
        "下一步措施": "示例：继续收集整理，按月更新",
        "预计完成日期": dt.date(2018, 12, 10),
        **more,
        **faults,
    }


def _faults(task: str, month: int) -> dict[str, object]:
    """Cells that have to go back: a guess, a claim without evidence, an unknown state, an impossible percentage."""
    return {
        "2-02": {"完成进度": "约八成"},
        "2-03": {"公开网址或佐证材料": "见官网"},
        "2-04": {"完成状态": "差不多了"} if month == 5 else {},
        "2-09": {"完成进度": "120%"},
        "2-12": {"预计完成日期": "年内争取"},
    }.get(task, {})


def department_code(department: str) -> str:
    """A neutral path element for made-up addresses."""
    return f"dept{sum(map(ord, department)) % 97:02d}"


def main() -> None:
    """Write the examples into input/."""
    plan, problems = read_master(ROOT / "input" / "任务总表.xlsx")
    if plan is None:
        raise SystemExit("\n".join(map(str, problems)))
    for period in (MAY, JUNE):
        folder = ROOT / "input" / str(period)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in example_returns(plan, period).items():
            (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
