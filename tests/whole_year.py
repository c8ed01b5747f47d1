"""A year of a made-up office as files (示例): eleven departments, one renamed, one new in July, one gone in October;
tasks added, cancelled and put off; a month in which all are late; twenty sheets that went back and came mended.

Whoever is not named below does as the model does: reports on the 20th, in step with time, with evidence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from reporter.intake.input_returns import Intake, read_returns
from reporter.intake.master_list import read_master
from reporter.vocabulary import return_mark
from reporter.vocabulary.model import Plan

from . import year_examples as example
from .builders import Book, progress_sheet
from .masters import write_master

OFFICE, CIVIL, SCHOOLS, HEALTH, FAMILY, CULTURE, SOCIETIES, DISEASE, WATCH, ELDERLY, ENDEMIC = NAMES = (
    "综合处",
    "民政处",
    "教育处",
    "卫生处",
    "家庭发展处",
    "文化体育与民族宗教处",
    "社会组织发展促进中心",
    "疾控中心",
    "卫生监督所",
    "老龄工作处",
    "地方病防治站",
)
FORMERLY = "人口计生处"
"""What 家庭发展处 was called until June."""
MENDED = tuple((name, month) for name in (SOCIETIES, DISEASE) for month in range(3, 13))
"""Whose first sheet of which month has a figure of 120 %; the mended one bears its mark and the same date."""

_ALL = "各部门"
_TASKS = {
    "1-01": ("公开社会救助信息（示例）。", _ALL, "长期坚持"),
    "1-02": ("公开招生信息（示例）。", f"{OFFICE}、{CIVIL}、{SCHOOLS}、{HEALTH}", "2018年6月底前"),
    "2-01": ("编制公开事项目录（示例）。", _ALL, "2018年底前"),
    "2-03": ("整改网站栏目（示例）。", f"{SCHOOLS}、{DISEASE}", "2018年底前"),
    "2-04": ("建设服务平台（示例）。", CULTURE, "2018年9月底前"),
    "2-02": ("公开审批流程（示例）。", f"{OFFICE}、{HEALTH}", "2018年10月底前"),
}
"""任务编号 → what, whose, until when; the last was added in July."""


_IN_FORCE = {"2-02": (7, 12), "2-03": (1, 8)}
_SPANS = {ENDEMIC: ["", "2018-09"], ELDERLY: ["2018-07", ""], "2-03": ["", "", "2018-08"], "2-02": ["", "2018-07", ""]}


def master_rows(*, moving: bool) -> dict[str, list[list[object]]]:
    """The master list, as it stood until June or `moving` as it stood at the year's end."""
    spans: dict[str, list[str]] = {key: [] for key in (*NAMES, *_TASKS)} | (_SPANS if moving else {})
    there = [name for name in (*NAMES, *_TASKS) if moving or name not in (ELDERLY, "2-02")]
    rows: dict[str, list[list[object]]] = {
        "任务": [
            [key, key[0], int(key[2:]), "", text, "各分管领导", owners, due, "", "", *spans[key]]
            for key, (text, owners, due) in _TASKS.items()
            if key in there
        ],
        "清单": [["1", "重点领域任务清单", "示例"], ["2", "实施细则任务清单", "示例"]],
        "单位": [
            [name, FORMERLY if name == FAMILY else "", "处室", "", "", "", *spans[name]]
            for name in sorted(NAMES, key=ELDERLY.__eq__)
            if name in there
        ],
        "称谓": [[_ALL, "全部"]],
        "公文": [["年份", "2018"], ["发文机关", "示例局"], ["印发机关", "示例局综合处"], ["报送截止日", "25"]],
        "考核办法": [],
        "加减分": [["2018-09", CIVIL, "2", "区级表彰", "区委办通报"]],
        "延期": [],
        "异议": [],
    }
    if moving:
        rows["延期"] = [["2-04", CULTURE, "2018-11-30", "局长办公会纪要〔2018〕9号", "平台改版", "2018-09"]]
    return rows


# --- what departments do ---------------------------------------------------------------------------------------------

_DONE_IN = {
    "1-02": (6, "2018-06-15"),
    "2-01": (12, "2018-12-20"),
    "2-02": (10, "2018-10-20"),
    "2-04": (11, "2018-11-20"),
}
_IN_STEP = {"1-02": 100 / 6, "2-01": 100 / 12, "2-03": 100 / 12, "2-04": 100 / 9}
_OTHERWISE: dict[tuple[str, str, int], str | tuple[int, str]] = {
    **{(HEALTH, "1-02", month): "bare" for month in (6, 7, 8)},
    (OFFICE, "2-02", 10): (95, ""),
    (OFFICE, "2-02", 11): (100, "2018-11-05"),
    (OFFICE, "2-02", 12): (100, "2018-11-05"),
    (CIVIL, "2-01", 12): (95, ""),
    (CULTURE, "2-04", 9): (90, ""),
    (CULTURE, "2-04", 10): (90, ""),
    (CULTURE, "2-04", 11): (95, ""),
    (CULTURE, "2-04", 12): (97, ""),
}
"""卫生处 names no evidence for 1-02 at first; others are late with a task, or never done with it: progress and the day
it was done."""


def _row(name: str, task: str, month: int) -> str:
    said = f"{month}月情况（示例）"
    page = f"https://www.example.com/{task}-{month}.html"
    if task == "1-01":
        return f"{task} | {_TASKS[task][0]} | 长期坚持 | | | {said} | {page}"
    begin, day = _DONE_IN.get(task, (13, ""))
    progress = 25 * (month - 6) if task == "2-02" else int(_IN_STEP[task] * month)
    other = _OTHERWISE.get((name, task, month))
    if isinstance(other, tuple):
        progress, day = other
        begin = month if day else 13
    if month < begin:
        return f"{task} | {_TASKS[task][0]} | 正在推进 | {progress} | | {said} |"
    return f"{task} | {_TASKS[task][0]} | 已完成 | 100 | {day} | {said} | {'见官网' if other == 'bare' else page}"


def _tasks(name: str, month: int) -> Iterator[str]:
    for task, (_, owners, _) in _TASKS.items():
        first, last = _IN_FORCE.get(task, (1, 12))
        if (owners == _ALL or name in owners.split("、")) and first <= month <= last:
            yield task


_HEADER = "任务编号 | 主要任务 | 完成状态 | 完成进度 | 完成日期 | 进展情况 | 公开网址或佐证材料"


def _sheet(name: str, month: int) -> Book:
    day = 28 if month == 2 or (name, month) in ((HEALTH, 3), (WATCH, 11)) else 20
    rows = "\n".join(_row(name, task, month) for task in _tasks(name, month))
    return progress_sheet(
        rows,
        department=FORMERLY if name == FAMILY and month < 6 else name,
        period=f"2018-{month:02d}",
        filed_on=f"2018-{month:02d}-{day}",
        header=_HEADER,
        title=f"2018年{month}月填报表（示例）",
    )


def files(months: range = range(1, 13)) -> Iterator[tuple[str, bytes]]:
    """(path below the workspace, workbook) of every sheet of these months."""
    for month in months:
        for name in NAMES:
            if (name == ELDERLY and month < 7) or (name == ENDEMIC and month > 9) or (name, month) == (SCHOOLS, 4):
                continue
            path = f"input/2018-{month:02d}/{name}"
            book = _sheet(name, month)
            if (name, month) in MENDED:
                first = _sheet(name, month)
                place = next(
                    f"D{row}" for (row, column), text in first.now["cells"].items() if column == 1 and ">2-01<" in text
                )
                spoiled = first.text(place, "120%").bytes()
                yield f"{path}.xlsx", spoiled
                mark = hashlib.sha256(spoiled).hexdigest()
                book = book.sheet(return_mark.SHEET, [[return_mark.HEAD], [mark]], "veryHidden")
                path += "（改好）"
            yield f"{path}.xlsx", book.bytes()


def received(home: Path) -> tuple[Plan, Intake]:
    """(plan, what came in) of the whole year in a workspace, after the list has moved."""
    write_master(home / example.MASTER, master_rows(moving=True))
    put(home)
    plan, problems = read_master(home / example.MASTER)
    assert plan and not problems
    return plan, read_returns(home, plan)


def put(home: Path, months: range = range(1, 13)) -> None:
    """Put the sheets of these months into a workspace."""
    for path, data in files(months):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
