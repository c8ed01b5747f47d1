"""The example returns shipped under input/: made here, marked 示例 by name and filler, the same bytes each time.

They show the program at work: most departments do well, one files late, one is missing, one has cells to send back,
one has an overdue duty, two lag behind. `python -m tests.examples` writes them again.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
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
DONE = {
    "2-03": "政务公开事项目录已编制完成，收录公开事项{n}项，在局网页公布。",
    "2-06": "会议公开制度已建立，利益相关方、公众代表等列席会议的办法在局网页公布。",
    "2-15": "已听取政务公开工作汇报1次，领导分工在局网页公布。",
}
KEPT_UP = {
    "2-01": "{month}月更新办事指南{n}项，同步公布材料目录和办理时限。",
    "2-08": "{month}月没有需要回应的舆情，值班和会商照常进行。",
    "2-10": "{month}月维护公共服务事项{n}项，群众可在乡办办理。",
    "2-11": "{month}月在政务新媒体发布信息{n}条，均经审核。",
    "2-18": "{month}月对照清单自查1次，发现的问题已改正。",
}
PROGRESS = {
    "1-01": "公开申报要求、批准流程等{n}条。",
    "1-02": "公开项目批准结果{n}条。",
    "1-03": "公开招标公告和中标结果{n}条。",
    "1-04": "没有发生重大设计变更，公开渠道已备好。",
    "1-05": "公布质量安全监督机构和联系方式，公开检查结果{n}条。",
    "1-06": "收集竣工验收资料，公开验收结果{n}条。",
    "1-07": "公开招标投标信息{n}条，补齐审批核准备案信息。",
    "1-08": "就重要政策征求意见1次，公布采纳情况{n}条。",
    "1-09": "公开社会组织设立、变更登记信息{n}条，公布年检结果。",
    "1-11": "公开扶贫政策和帮扶责任人信息{n}条。",
    "1-12": "公开救助标准和福利补贴发放信息{n}条。",
    "1-13": "公开招生政策、学生资助等信息{n}条。",
    "1-14": "开展健康科普{n}场，公开健康扶贫政策落实情况。",
    "1-15": "发布灾害预警和救助信息{n}条。",
    "1-16": "公开公共文化体育设施名录和活动安排{n}条。",
    "2-02": "梳理公共服务事项{n}项，统一办事指南的格式。",
    "2-04": "分解目录事项{n}项，落实到岗位和人员。",
    "2-05": "拟制公文时注明公开属性，审查公文{n}件。",
    "2-07": "发布政策解读材料{n}篇，与政策文件互相链接。",
    "2-09": "整理网站栏目{n}个，改正失效链接。",
    "2-12": "起草公众参与程序规定，征求意见{n}条。",
    "2-13": "开展开放日活动1次，到场群众{n}人次。",
    "2-14": "梳理可共享的数据{n}类，等待平台对接。",
    "2-16": "组织政务公开培训1次，参加{n}人次。",
    "2-17": "把政务公开写入年度考核细则，分值已经确定。",
}
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
    count = 2 + sum(map(ord, department + task)) % 11 + month

    def said(words: str) -> str:
        return words.format(month=month, n=count)

    page = f"https://www.example.com/zwgk/2018/{department_code(department)}/{task}.html"
    faults = _faults(task, month) if department == FAULTY else {}
    if task in PROJECT_TASKS and department not in WITH_PROJECTS:
        return {
            "完成状态": "不涉及",
            "进展情况": f"截至{month}月底本单位没有重大项目和招标事项，今后如有将及时公开。",
            **faults,
        }
    if task in ONGOING:
        return {
            "完成状态": "长期坚持",
            "进展情况": said(KEPT_UP[task]),
            "公开网址或佐证材料": page,
            **faults,
        }
    if task == "2-06" or (task == "2-03" and (department, task) != OVERDUE):
        day = dt.date(2018, 3, 26) if task == "2-06" else dt.date(2018, 4, 25)
        return {
            "完成状态": "已完成",
            "完成进度": 100,
            "完成日期": day,
            "进展情况": said(DONE[task]),
            "公开网址或佐证材料": page,
            **faults,
        }
    if (department, task) == OVERDUE:
        return {
            "完成状态": "正在推进",
            "完成进度": {5: 70, 6: 85}[month],
            "进展情况": f"目录初稿已完成，{month}月正在征求意见。",
            "存在问题": "部分事项的公开主体尚未确定",
            "下一步措施": "逐项确定公开主体后公布目录",
            "预计完成日期": dt.date(2018, 7, 20),
            **faults,
        }
    if task == "2-15" and month == 6:
        return {
            "完成状态": "已完成",
            "完成进度": 100,
            "完成日期": dt.date(2018, 6, 12),
            "量化完成数": 1,
            "进展情况": said(DONE[task]),
            "公开网址或佐证材料": page,
            **faults,
        }
    counted = {"2-07": {5: 1, 6: 2}, "2-13": {5: 0, 6: 1}, "2-15": {5: 0}}.get(task, {})
    progress = LAGGING.get((department, task), {}).get(period, {5: 45, 6: 55}[month])
    more = {"量化完成数": counted[month]} if month in counted else {}
    return {
        "完成状态": "正在推进",
        "完成进度": progress,
        "进展情况": _progress(task, said, month, counted),
        "公开网址或佐证材料": page,
        "下一步措施": "继续收集整理，按月更新",
        "预计完成日期": dt.date(2018, 12, 10),
        **more,
        **faults,
    }


def _progress(task: str, said: Callable[[str], str], month: int, counted: Mapping[int, int]) -> str:
    """What was done of a duty that is under way."""
    if not counted.get(month, 1):
        return f"{month}月还在准备，方案正在修改。"
    if task == "2-15":
        return f"{month}月正在准备汇报材料。"
    words = said(PROGRESS[task])
    return f"{month}月{words}"


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
