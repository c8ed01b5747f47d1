"""The master list: the notice's 34 tasks word for word, and every fault named at its cell, all at once."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.intake.master_list import read_master
from reporter.intake.requirement import read_requirement
from reporter.sheets.master_workbook import imported_master, master_workbook
from reporter.vocabulary.document_scope import Scope
from reporter.vocabulary.master_sheets import MASTER_SHEETS, OPTIONAL_SHEETS
from reporter.vocabulary.method import settings
from reporter.vocabulary.model import Period
from reporter.vocabulary.problems import Kind, Level

from .masters import ISSUED, ROOT, SHIPPED, shipped_plan, shipped_rows, write_master

SEED = Path(__file__).parent / "data" / "notice-2018-73.txt"
NINE = (
    "综合处",
    "民政处",
    "教育处",
    "卫生处",
    "人口计生处",
    "文化体育与民族宗教处",
    "社会组织发展促进中心",
    "疾控中心",
    "卫生监督所",
)


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
            number,
            area,
            text,
            leader,
            owners,
            due,
        )
    assert [task.id for task in plan.tasks] == [f"1-{n:02d}" for n in range(1, 17)] + [
        f"2-{n:02d}" for n in range(1, 19)
    ]


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
    assert [leaders["民政处", task] for task in ("1-01", "2-01", "2-02", "2-04")] == [
        "示例领导",
        "示例领导",
        "张三",
        "各分管领导、张三",
    ]
    assert [leaders["教育处", task] for task in ("1-01", "2-01")] == ["", "各分管领导"]
    assert {task.leader for task in plan.tasks} == {"", "各分管领导", "张三", "各分管领导、张三"}


def test_deadlines_and_requirements_are_read_from_the_notices_words(plan):
    by_id = {task.id: task for task in plan.tasks}
    assert {key: by_id[key].deadline for key in ("1-01", "2-03", "2-06", "2-15")} == {
        "1-01": dt.date(2018, 12, 31),
        "2-03": dt.date(2018, 4, 30),
        "2-06": dt.date(2018, 3, 31),
        "2-15": dt.date(2018, 6, 30),
    }
    assert {task.id for task in plan.tasks if task.requirements} == {"2-05", "2-06", "2-07", "2-13", "2-15"}
    assert [(item.kind, item.target) for item in by_id["2-07"].requirements] == [("count", 3), ("term", 3)]


def test_a_sound_list_comes_with_notes_only():
    _, problems = read_master(Path(__file__).resolve().parent.parent / "input" / "任务总表.xlsx")
    assert {item.level for item in problems} == {Level.NOTED}
    assert [(item.kind, item.source.cell) for item in problems] == [
        (Kind.TITLE_UNDECIDED, "A10"),
        (Kind.TITLE_UNDECIDED, "A11"),
        (Kind.DUE_BEFORE_ISSUE, "A23"),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "facts"),
    [
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
    ],
)
def test_requirements_are_read_as_people_write_them(line, kind, facts):
    found = read_requirement(line)
    assert found.kind == kind and found.text == line
    assert {key: getattr(found, key) for key in facts} == facts


@pytest.mark.parametrize("line", ["多多益善", "窗口：13月", "≥0次/年", "工作日"])
def test_what_is_no_requirement_is_not_guessed(line):
    assert read_requirement(line) is None


def test_a_department_is_called_by_its_name_and_not_by_how_it_is_set(tmp_path):
    rows = shipped_rows()
    rows["单位"][0][0], rows["单位"][1][0] = "综　合　处", "民政\n处"
    plan, _ = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert [item.name for item in plan.departments[:2]] == ["综合处", "民政处"]


def faults(tmp_path, change) -> dict[tuple[str, str], Kind]:
    """(sheet, cell) → kind of every fault of the shipped list after `change` was made to its rows."""
    rows = shipped_rows()
    change(rows)
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert plan is None
    return {(item.source.sheet, item.source.cell): item.kind for item in problems}


def test_every_fault_is_named_at_its_cell_all_at_once(tmp_path):
    def change(rows):
        rows["任务"][1][0] = "1-01"  # a number given twice, and not that of its row
        rows["任务"][2][6] = "民政处、档案处"  # an unknown department
        rows["任务"][3][7] = ""  # a blank deadline
        rows["任务"][4][4] = ""  # a blank task
        rows["任务"][5][8] = "若干"  # an unreadable requirement
        rows["任务"][6][1] = "3"  # an unknown list
        rows["考核办法"][3][1] = 60  # weights that do not add up
        rows["加减分"].append(["五月", "民政处", "很多", "", ""])
        rows["单位"][1][1] = "综合处"  # an alias that is another's name

    assert faults(tmp_path, change) == {
        ("任务", "A3"): Kind.TASK_ID_TWICE,
        ("任务", "G4"): Kind.DEPARTMENT_UNKNOWN,
        ("任务", "H5"): Kind.ENTRY_BLANK,
        ("任务", "E6"): Kind.ENTRY_BLANK,
        ("任务", "I7"): Kind.REQUIREMENT_UNREADABLE,
        ("任务", "A8"): Kind.TASK_ID_BAD,
        ("任务", "B8"): Kind.LIST_UNKNOWN,
        ("考核办法", "B5"): Kind.WEIGHTS_NOT_100,
        ("加减分", "A2"): Kind.ADJUSTMENT_BAD,
        ("加减分", "C2"): Kind.ADJUSTMENT_BAD,
        ("加减分", "D2"): Kind.ADJUSTMENT_BAD,
        ("单位", "B3"): Kind.DEPARTMENT_TWICE,
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
        (Period(2018, 6), "民政处", Decimal("-1.5"))
    ]
    assert plan.undecided == () and problems[0].kind is Kind.DUE_BEFORE_ISSUE


def test_an_element_that_no_kind_of_document_uses_is_named_with_the_nearest_that_is(tmp_path):
    rows = shipped_rows()
    rows["公文"] += [[name, "甲"] for name in ("公开属姓", "通报抄送", "整改通知发文字号")] + [["备用", ""]]
    path = write_master(tmp_path / "任务总表.xlsx", rows)

    def unknown(kinds: Mapping[str, Scope] | None) -> list[tuple[str, str]]:
        return [
            (item.content, dict(item.facts)["hint"])
            for item in read_master(path, kinds)[1]
            if item.kind is Kind.ELEMENT_UNKNOWN
        ]

    kinds = {"通知": Scope.NOTICE, "通报": Scope.MONTH}
    assert unknown(kinds) == [
        ("公开属姓", "是否为“公开属性”？"),
        ("整改通知发文字号", "是否为“通知发文字号”？"),
    ]
    assert unknown(kinds | {"整改通知": Scope.MONTH}) == [("公开属姓", "是否为“公开属性”？")]
    assert unknown(None) == [], "nobody asks which documents there are"


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
        (Kind.MASTER_SHEET_MISSING, "称谓"),
        (Kind.MASTER_COLUMN_MISSING, "任务"),
    }


def edited(tmp_path, edit):
    """What is read from the shipped list after `edit` was done to it as a workbook, as in Excel."""
    import openpyxl

    book = openpyxl.load_workbook(SHIPPED)
    edit(book)
    book.save(tmp_path / "任务总表.xlsx")
    return read_master(tmp_path / "任务总表.xlsx")


def said(problems) -> list[tuple[str, str, Kind]]:
    """(sheet, cell, kind) of problems, but for what is said of the shipped list as it is."""
    usual = (Kind.TITLE_UNDECIDED, Kind.DUE_BEFORE_ISSUE)
    return [(item.source.sheet, item.source.cell, item.kind) for item in problems if item.kind not in usual]


def test_numbers_and_months_that_excel_made_dates_of_are_read(tmp_path):
    def edit(book):
        book["任务"]["A10"] = dt.datetime(2026, 1, 9)  # typed as 1-09
        book["加减分"].append([dt.datetime(2018, 6, 1), "民政处", 1, "示例事由", "示例依据"])  # 2018-06
        book["延期"].append([dt.datetime(2026, 2, 15), "民政处", "2018-09-30", "示例纪要", ""])  # 2-15

    plan, problems = edited(tmp_path, edit)
    assert [task.id for task in plan.tasks] == [task.id for task in shipped_plan().tasks]
    assert plan.adjustments[0].period == Period(2018, 6) and plan.extensions[0].task_id == "2-15"
    assert said(problems) == [
        ("任务", "A10", Kind.TASK_ID_DATE),
        ("加减分", "A2", Kind.PERIOD_DATE),
        ("延期", "A2", Kind.TASK_ID_DATE),
    ]


def test_a_date_that_is_not_the_number_of_its_row_is_no_number(tmp_path):
    plan, problems = edited(tmp_path, lambda book: book["任务"].cell(10, 1, dt.datetime(2026, 2, 9)))
    assert plan is None
    assert said(problems) == [("任务", "A10", Kind.TASK_ID_BAD)]


@pytest.mark.parametrize(
    ("typed", "month"),
    [(201806, 6), (2018.06, 6), ("2018年6月份", 6), ("２０１８－０６", 6), (2018.1, None), ("六月", None)],
)
def test_months_are_read_as_in_the_returns_and_never_guessed(tmp_path, typed, month):
    """The number 2018.1 may be 2018.10 as it was typed."""
    plan, problems = edited(tmp_path, lambda book: book["加减分"].append([typed, "民政处", 1, "示例事由", ""]))
    if month:
        assert [item.period.month for item in plan.adjustments] == [month]
    else:
        assert said(problems) == [("加减分", "A2", Kind.ADJUSTMENT_BAD)]


def test_points_of_another_year_count_nowhere_and_that_is_said(tmp_path):
    _, problems = edited(tmp_path, lambda book: book["加减分"].append(["2019-06", "民政处", 1, "示例事由", ""]))
    assert said(problems) == [("加减分", "A2", Kind.ADJUSTMENT_OTHER_YEAR)]


def rule(title, value):
    """An edit: the 取值 of a rule."""

    def edit(book):
        next(row for row in book["考核办法"].iter_rows() if row[0].value == title)[1].value = value

    return edit


BELOW = f"A{len(shipped_rows()['公文']) + 2}"
"""The cell below the last row of 「公文」."""


def element(name, value):
    """An edit: the 内容 of an element."""

    def edit(book):
        next(row for row in book["公文"].iter_rows() if row[0].value == name)[1].value = value

    return edit


def value_of(title):
    """The cell of a rule's 取值."""
    return f"B{[item[1] for item in settings()].index(title) + 2}"


def more(sheet, *values):
    """An edit: one more row."""
    return lambda book: book[sheet].append(values)


def less(sheet, row):
    """An edit: a row deleted."""
    return lambda book: book[sheet].delete_rows(row)


@pytest.mark.parametrize(
    ("edit", "sheet", "cell", "kind"),
    [
        (rule("良好线", 95), "考核办法", value_of("良好线"), Kind.RULE_BAD),
        (rule("合格线", 80), "考核办法", value_of("合格线"), Kind.RULE_BAD),
        (rule("进度滞后界限", 40), "考核办法", "B3", Kind.RULE_BAD),
        (rule("进度滞后界限", -10), "考核办法", "B3", Kind.RULE_BAD),
        (rule("进度滞后界限", "10%"), "考核办法", "B3", Kind.RULE_BAD),
        (rule("完成质量分值", "七十"), "考核办法", "B5", Kind.RULE_BAD),
        (rule("完成质量分值", "1e50"), "考核办法", "B5", Kind.RULE_BAD),
        (more("加减分", "2018-06", "民政处", "1e50", "示例事由", ""), "加减分", "C2", Kind.ADJUSTMENT_BAD),
        (rule("临近时限天数", None), "考核办法", "B4", Kind.RULE_BAD),
        (more("考核办法", "优秀线", 95), "考核办法", f"A{len(settings()) + 3}", Kind.ENTRY_TWICE),
        (more("考核办法", None, 95), "考核办法", f"A{len(settings()) + 3}", Kind.ENTRY_BLANK),
        (element("年份", None), "公文", "B5", Kind.ELEMENT_BAD),
        (element("年份", "今年"), "公文", "B5", Kind.ELEMENT_BAD),
        (less("公文", 5), "公文", "", Kind.ELEMENT_BAD),
        (more("公文", "通报份号", "12号"), "公文", BELOW.replace("A", "B"), Kind.ELEMENT_BAD),
        (more("公文", "通报密级", "内部"), "公文", BELOW.replace("A", "B"), Kind.ELEMENT_BAD),
        (more("公文", "通报紧急程度", "很急"), "公文", BELOW.replace("A", "B"), Kind.ELEMENT_BAD),
        (more("公文", "报送截止日", 20), "公文", BELOW, Kind.ENTRY_TWICE),
        (more("公文", None, "示例"), "公文", BELOW, Kind.ENTRY_BLANK),
        (more("清单", "1", "示例清单", ""), "清单", "A4", Kind.ENTRY_TWICE),
        (more("清单", "3", "", "示例依据"), "清单", "B4", Kind.ENTRY_BLANK),
        (more("称谓", "各部门", "民政处"), "称谓", "A5", Kind.DEPARTMENT_TWICE),
        (more("称谓", "民政处", "教育处"), "称谓", "A5", Kind.DEPARTMENT_TWICE),
        (more("称谓", None, "教育处"), "称谓", "A5", Kind.ENTRY_BLANK),
        (more("任务", None, "2", 19, "", "示例任务", "", "民政处", "2018年底前"), "任务", "A36", Kind.ENTRY_BLANK),
        (more("任务", "2-19", "2", 19, "", "示例任务", "", "民政处", None), "任务", "H36", Kind.ENTRY_BLANK),
        (more("任务", "1-9", "1", 9, "", "示例任务", "", "民政处", "2018年底前"), "任务", "A36", Kind.TASK_ID_TWICE),
    ],
)
def test_a_fault_is_named_once_and_at_its_own_cell(tmp_path, edit, sheet, cell, kind):
    plan, problems = edited(tmp_path, edit)
    assert plan is None
    assert said(problems) == [(sheet, cell, kind)]


@pytest.mark.parametrize(
    ("edit", "sheet", "cell", "kind", "level"),
    [
        (less("考核办法", 3), "考核办法", "", Kind.RULE_MISSING, Level.WARNED),
        (rule("优秀线", 105), "考核办法", value_of("优秀线"), Kind.LINE_ABOVE_100, Level.WARNED),
        (element("发文机关", None), "公文", "B2", Kind.ISSUER_BLANK, Level.WARNED),
        (element("报送截止日", None), "公文", "B18", Kind.ELEMENT_DEFAULT, Level.NOTED),
        (lambda book: book["单位"].cell(3, 3, "公司"), "单位", "C3", Kind.DEPARTMENT_KIND, Level.NOTED),
        (
            more("任务", "2-19", "2", 19, "", "示例任务", "", "民政处", 6.3),
            "任务",
            "H36",
            Kind.DEADLINE_UNREADABLE,
            Level.WARNED,
        ),
    ],
)
def test_what_is_odd_but_can_be_worked_with_is_said(tmp_path, edit, sheet, cell, kind, level):
    plan, problems = edited(tmp_path, edit)
    assert plan and kind.level is level
    assert said(problems) == [(sheet, cell, kind)]


def test_a_rule_without_a_row_is_said_with_the_default_that_stands_in(tmp_path):
    plan, problems = edited(tmp_path, less("考核办法", 3))
    assert plan.method.behind == 10
    assert "进度滞后界限（10）" in next(item.message for item in problems if item.kind is Kind.RULE_MISSING)


@pytest.mark.parametrize(
    ("title", "typed", "value"),
    [("完成质量分值", "７０分", "70"), ("黄灯系数", "60%", "0.6"), ("进度滞后界限", "12个百分点", "12")],
)
def test_values_of_rules_are_read_as_people_type_them(tmp_path, title, typed, value):
    plan, _ = edited(tmp_path, rule(title, typed))
    assert getattr(plan.method, next(name for name, known, *_ in settings() if known == title)) == Decimal(value)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda book: book.remove(book["清单"]), [("清单", "", Kind.MASTER_SHEET_MISSING)]),
        (less("清单", 2), [("任务", "B2", Kind.LIST_UNKNOWN)]),
        (less("称谓", 2), [("任务", "G2", Kind.DEPARTMENT_UNKNOWN)]),
        (lambda book: book["单位"].cell(3, 1, "综合处"), [("单位", "A3", Kind.DEPARTMENT_TWICE)]),
        (lambda book: book["单位"].cell(3, 1, ""), [("单位", "A3", Kind.ENTRY_BLANK)]),
        (lambda book: book["任务"].delete_cols(2), [("任务", "A1", Kind.MASTER_COLUMN_MISSING)]),
        (lambda book: book["任务"].delete_rows(2, 40), [("任务", "", Kind.NO_TASKS)]),
        (
            lambda book: (element("年份", None)(book), book["任务"].cell(5, 8, "6月底前")),
            [("公文", "B5", Kind.ELEMENT_BAD)],
        ),
        (
            lambda book: (rule("完成质量分值", "")(book), rule("良好线", "x")(book)),
            [("考核办法", "B5", Kind.RULE_BAD), ("考核办法", value_of("良好线"), Kind.RULE_BAD)],
        ),
        (
            lambda book: (
                book.remove(book["单位"]),
                more("称谓", "各处", "民政处")(book),
                more("加减分", "2018-06", "民政处", 1, "示例", "")(book),
            ),
            [("单位", "", Kind.MASTER_SHEET_MISSING)],
        ),
        (
            lambda book: (book["加减分"].delete_cols(2), more("加减分", "2018-06", 1, "示例", "")(book)),
            [("加减分", "A1", Kind.MASTER_COLUMN_MISSING)],
        ),
    ],
    ids=[
        "清单 missing",
        "清单 row",
        "称谓 row",
        "单位 twice",
        "单位 blank",
        "column",
        "no task",
        "年份",
        "weights",
        "单位 missing",
        "column of 加减分",
    ],
)
def test_what_only_follows_from_a_fault_is_not_said_again(tmp_path, edit, expected):
    plan, problems = edited(tmp_path, edit)
    assert plan is None
    assert said(problems) == expected


def test_a_number_that_is_wrong_in_its_own_row_makes_no_other_row_wrong(tmp_path):
    _, problems = edited(tmp_path, lambda book: book["任务"].cell(2, 1, "1-02"))
    assert said(problems) == [("任务", "A2", Kind.TASK_ID_BAD)]


def test_a_name_that_many_tasks_share_is_said_once_with_all_its_rows(tmp_path):
    _, problems = edited(tmp_path, less("称谓", 2))
    assert "共 27 处：G 列第 2-9、12、18-35 行" in problems[0].message


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: "任务编号,清单\n1-01,1\n".encode(), "文本文件"),
        (lambda: b"%PDF-1.4 \n", "PDF"),
        (lambda: (ROOT / "input/2018-06/示例-民政处.xlsx").read_bytes(), "只有「进展填报」"),
    ],
)
def test_a_file_that_is_no_master_list_is_said_once_with_what_it_is(tmp_path, make, words):
    (tmp_path / "任务总表.xlsx").write_bytes(make())
    plan, problems = read_master(tmp_path / "任务总表.xlsx")
    assert plan is None
    assert len(problems) == 1 and words in problems[0].message


def test_an_empty_list_says_how_to_begin(tmp_path):
    path = tmp_path / "任务总表.xlsx"
    path.write_bytes(master_workbook({"公文": [("年份", "2019")]}, dt.date(2019, 1, 1)))
    plan, problems = read_master(path)
    assert plan is None
    assert [item.kind for item in problems] == [Kind.NO_TASKS]


def test_the_same_rows_give_the_same_bytes():
    """The shipped list is what `python -m tests.masters` makes of its own rows."""
    assert master_workbook(shipped_rows(), ISSUED) == SHIPPED.read_bytes()


@pytest.mark.parametrize(
    "make",
    [
        SHIPPED.read_bytes,
        lambda: master_workbook({"公文": [("年份", "2019")], "发文登记": []}, dt.date(2019, 1, 1)),
        lambda: imported_master((), (), {}, (), {}, 2019),
    ],
    ids=["shipped", "init", "import"],
)
def test_what_is_typed_below_the_filled_rows_stays_text(make):
    """In a general format Excel makes a date of 2018-06, and of 2-03."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(make()))
    for name, columns in (MASTER_SHEETS | OPTIONAL_SHEETS).items():
        if name not in book.sheetnames:
            assert make == SHIPPED.read_bytes and name == "发文登记", "which is left out of the shipped list alone"
            continue
        sheet = book[name]
        text = {
            place
            for item in sheet.column_dimensions.values()
            if item.number_format == "@"
            for place in range(item.min, item.max + 1)
        }
        assert {column.title for place, column in enumerate(columns, start=1) if place not in text} <= {
            "序号",
            "取值",
            "分值",
            "分值变动",
        }
        assert all(
            sheet.cell(row, place).number_format == "@" for row in range(2, sheet.max_row + 1) for place in text
        ), name
