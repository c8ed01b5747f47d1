"""The master list: the notice's 34 tasks word for word, and every fault named at its cell, all at once."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.intake.master import read_master
from reporter.intake.requirement import read_requirement
from reporter.sheets.master import master_workbook
from reporter.vocabulary.model import Period
from reporter.vocabulary.problems import Kind, Level

from .masters import shipped_plan, shipped_rows, write_master

SEED = Path(__file__).parent / "data" / "notice-2018-73.txt"
NINE = ("综合处", "民政处", "教育处", "卫生处", "人口计生处", "文化体育与民族宗教处", "社会组织发展促进中心", "疾控中心", "卫生监督所")


@pytest.fixture(scope="module")
def plan():
    return shipped_plan()


def notice_rows() -> list[list[str]]:
    """The five cells of each task row of the notice, without any blank: an independent reading."""
    rows = [line.split("\t") for line in SEED.read_text(encoding="utf-8").splitlines()]
    return [[re.sub(r"\s+", "", cell) for cell in row] for row in rows if len(row) == 5 and row[0].isdigit()]


def test_the_shipped_list_is_the_notice_word_for_word(plan):
    """Only blanks from scanning are gone; list 1 has no leader's column, list 2 no 公开领域."""
    rows = notice_rows()
    assert len(rows) == len(plan.tasks) == 34
    for task, (number, first, second, owners, due) in zip(plan.tasks, rows):
        area, text, leader = (first, second, "") if task.list_key == "1" else ("", first, second)
        assert (str(task.number), task.area, task.text, task.leader, task.owners_text, task.due_text) == (
            number, area, text, leader, owners, due)
    assert [task.id for task in plan.tasks] == [f"1-{n:02d}" for n in range(1, 17)] + [f"2-{n:02d}" for n in range(1, 19)]


def test_the_nine_departments_and_what_the_titles_stand_for(plan):
    assert tuple(item.name for item in plan.departments) == NINE
    by_id = {task.id: task for task in plan.tasks}
    assert by_id["1-01"].owners == NINE
    assert (by_id["1-09"].owners, by_id["1-09"].undecided) == (("社会组织发展促进中心",), ("各相关部门",))
    assert (by_id["1-10"].owners, by_id["1-10"].undecided) == ((), ("各相关部门",))
    assert by_id["1-15"].owners == ("民政处", "卫生处", "疾控中心")
    assert len(plan.duties) == 256


def test_the_words_for_everybodys_own_leader_stand_for_the_name_in_the_departments_row(tmp_path):
    """Where the row names nobody, or the task names a person, the words of the list stay."""
    rows = shipped_rows()
    rows["单位"][1][3] = "示例领导"
    tasks = {row[0]: row for row in rows["任务"]}
    tasks["2-02"][5], tasks["2-04"][5] = "张三", "各分管领导、张三"
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert plan, problems
    leaders = {(duty.department, duty.task.id): duty.leader for duty in plan.duties}
    assert [leaders["民政处", task] for task in ("1-01", "2-01", "2-02", "2-04")] == ["示例领导", "示例领导", "张三", "各分管领导、张三"]
    assert [leaders["教育处", task] for task in ("1-01", "2-01")] == ["", "各分管领导"]
    assert {task.leader for task in plan.tasks} == {"", "各分管领导", "张三", "各分管领导、张三"}


def test_deadlines_and_requirements_are_read_from_the_notices_words(plan):
    by_id = {task.id: task for task in plan.tasks}
    assert {key: by_id[key].deadline for key in ("1-01", "2-03", "2-06", "2-15")} == {
        "1-01": dt.date(2018, 12, 31), "2-03": dt.date(2018, 4, 30), "2-06": dt.date(2018, 3, 31), "2-15": dt.date(2018, 6, 30)}
    assert {task.id for task in plan.tasks if task.requirements} == {"2-05", "2-06", "2-07", "2-13", "2-15"}
    assert [(item.kind, item.target) for item in by_id["2-07"].requirements] == [("count", 3), ("term", 3)]


def test_a_sound_list_comes_with_notes_only():
    _, problems = read_master(Path(__file__).resolve().parent.parent / "input" / "任务总表.xlsx")
    assert {item.level for item in problems} == {Level.NOTED}
    assert [(item.kind, item.source.cell) for item in problems] == [
        (Kind.TITLE_UNDECIDED, "A10"), (Kind.TITLE_UNDECIDED, "A11"), (Kind.DUE_BEFORE_ISSUE, "A23")]


@pytest.mark.parametrize(("line", "kind", "facts"), [
    ("解读≥3次/年", "count", {"target": 3, "per": "年", "what": "解读"}),
    ("解读>=３次／年", "count", {"target": 3, "per": "年"}),
    ("每年解读不少于3次", "count", {"target": 3, "per": "年", "what": "解读"}),
    ("公开≥40条/月", "count", {"target": 40, "per": "月"}),
    ("3个工作日", "term", {"target": 3}),
    ("3 个工作日内", "term", {"target": 3}),
    ("窗口：11月", "window", {"month": 11}),
    ("窗口:每年11月", "window", {"month": 11}),
    ("每月", "cycle", {"per": "月"}),
    ("每季度", "cycle", {"per": "季度"}),
    ("3月底前：建立列席会议制度", "milestone", {"month": 3}),
])
def test_requirements_are_read_as_people_write_them(line, kind, facts):
    found = read_requirement(line)
    assert found.kind == kind and found.text == line
    assert {key: getattr(found, key) for key in facts} == facts


@pytest.mark.parametrize("line", ["多多益善", "窗口：13月", "≥0次/年", "工作日"])
def test_what_is_no_requirement_is_not_guessed(line):
    assert read_requirement(line) is None


def faults(tmp_path, change) -> dict[tuple[str, str], Kind]:
    """(sheet, cell) → kind of every fault of the shipped list after `change` was made to its rows."""
    rows = shipped_rows()
    change(rows)
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert plan is None
    return {(item.source.sheet, item.source.cell): item.kind for item in problems}


def test_every_fault_is_named_at_its_cell_all_at_once(tmp_path):
    def change(rows):
        rows["任务"][1][0] = "1-01"          # a number given twice, and not that of its row
        rows["任务"][2][6] = "民政处、档案处"  # an unknown department
        rows["任务"][3][7] = "尽快"           # an unreadable deadline
        rows["任务"][4][4] = ""              # a blank task
        rows["任务"][5][8] = "若干"           # an unreadable requirement
        rows["任务"][6][1] = "3"             # an unknown list
        rows["考核办法"][3][1] = 60           # weights that do not add up
        rows["加减分"].append(["五月", "民政处", "很多", "", ""])
        rows["单位"][1][1] = "综合处"          # an alias that is another's name

    assert faults(tmp_path, change) == {
        ("任务", "A3"): Kind.TASK_ID_TWICE, ("任务", "G4"): Kind.DEPARTMENT_UNKNOWN, ("任务", "H5"): Kind.DEADLINE_UNREADABLE,
        ("任务", "E6"): Kind.TASK_BLANK, ("任务", "I7"): Kind.REQUIREMENT_UNREADABLE, ("任务", "A8"): Kind.TASK_ID_BAD,
        ("任务", "B8"): Kind.LIST_UNKNOWN, ("考核办法", "B5"): Kind.WEIGHTS_NOT_100, ("加减分", "A2"): Kind.ADJUSTMENT_BAD,
        ("加减分", "C2"): Kind.ADJUSTMENT_BAD, ("加减分", "D2"): Kind.ADJUSTMENT_BAD, ("单位", "B3"): Kind.DEPARTMENT_TWICE,
    }


def test_a_number_given_twice_names_the_other_place(tmp_path):
    rows = shipped_rows()
    rows["任务"].append(list(rows["任务"][0]))
    _, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert [(item.kind, item.source.cell) for item in problems] == [(Kind.TASK_ID_TWICE, "A36")]
    assert "A2" in problems[0].message


def test_a_misspelt_department_is_asked_about_and_never_merged(tmp_path):
    rows = shipped_rows()
    rows["任务"][12][6] = "教育局"
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert plan is None
    assert "是否为" in problems[0].message


def test_an_alias_in_the_task_list_is_understood(tmp_path):
    rows = shipped_rows()
    rows["任务"][13][6] = "卫生处牵头，疾病预防控制中心配合"
    plan, _ = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    task = plan.tasks[13]
    assert (task.owners, dict(task.roles)) == (("卫生处", "疾控中心"), {"卫生处": "牵头", "疾控中心": "配合"})


def test_settings_are_taken_from_the_sheet(tmp_path):
    rows = shipped_rows()
    by_title = {row[0]: row for row in rows["考核办法"]}
    by_title["优秀线"][1], by_title["黄灯系数"][1] = 95, "0.5"
    rows["加减分"].append(["2018年6月", "民政", "-1.5", "示例事由", "示例依据"])
    rows["称谓"][1][1] = "民政处、教育处"
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert (plan.method.excellent_line, plan.method.yellow_credit) == (Decimal(95), Decimal("0.5"))
    assert [(item.period, item.department, item.points) for item in plan.adjustments] == [
        (Period(2018, 6), "民政处", Decimal("-1.5"))]
    assert plan.undecided == () and problems[0].kind is Kind.DUE_BEFORE_ISSUE


def test_a_missing_file_sheet_or_column_is_said_plainly(tmp_path):
    assert read_master(tmp_path / "无.xlsx")[1][0].kind is Kind.MASTER_MISSING
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 cut off")
    assert read_master(tmp_path / "坏.xlsx")[1][0].kind is Kind.MASTER_UNREADABLE
    import openpyxl

    book = openpyxl.load_workbook(write_master(tmp_path / "任务总表.xlsx", shipped_rows()))
    del book["称谓"]
    book["任务"].delete_cols(8)
    book.save(tmp_path / "任务总表.xlsx")
    _, problems = read_master(tmp_path / "任务总表.xlsx")
    assert {(item.kind, item.source.sheet) for item in problems} >= {
        (Kind.MASTER_SHEET_MISSING, "称谓"), (Kind.MASTER_COLUMN_MISSING, "任务")}


def test_an_empty_list_says_how_to_begin(tmp_path):
    path = tmp_path / "任务总表.xlsx"
    path.write_bytes(master_workbook({"公文": [("年份", "2019")]}, dt.date(2019, 1, 1)))
    plan, problems = read_master(path)
    assert plan is None
    assert [item.kind for item in problems] == [Kind.NO_TASKS]


def test_the_same_rows_give_the_same_bytes():
    rows = shipped_rows()
    assert master_workbook(rows, dt.date(2018, 4, 28)) == master_workbook(rows, dt.date(2018, 4, 28))
