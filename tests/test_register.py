"""「事项登记」 from the blank sheet through the reader into the ledger: found wherever it stands, nothing lost,
carried over.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from reporter.assess.course import assess
from reporter.intake.boundary_text import key_text
from reporter.sheets.blank import blank_sheet
from reporter.vocabulary.columns import REGISTER, REGISTER_NAME
from reporter.vocabulary.form import GUIDE_SHEET, form_words
from reporter.vocabulary.model import Item, Period, Requirement, Source
from reporter.vocabulary.problems import Kind

from .builders import codes, intake, progress_sheet, rows, signed, small_plan
from .rendering import convert, need_renderer
from .sample_month import CENTRE, HEALTH, JUNE, ledger_of, make_task, sample_plan

HEADER = "任务编号 | 事项名称 | 日期 | 起算日期 | 网址或佐证材料"
DONE = "2-07 | 正在推进 | 40 |  |  | 已开展"
TERM = Requirement(kind="term", text="3个工作日", target=3)


def timed_plan():
    """The small plan with a term beside the count of 2-07."""
    plan = small_plan()
    return replace(
        plan,
        tasks=tuple(
            replace(task, requirements=(*task.requirements, TERM)) if task.id == "2-07" else task for task in plan.tasks
        ),
    )


def with_register(*lines: str, header: str = HEADER, name: str = REGISTER_NAME, above: tuple[str, ...] = (), **fields):
    """A progress sheet and beside it a register of these lines, under `above`."""
    return progress_sheet(DONE, **fields).sheet(name, [rows(line)[0] for line in (*above, header, *lines)])


def read(tmp_path, book, plan=None):
    """(intake, items of its first return) of one workbook."""
    found = intake(tmp_path, {"2018-05/民政处.xlsx": book}, plan)
    return found, found.returns[0].items


def of_register(found, sheet: str = REGISTER_NAME):
    """(code, cell) of the problems on the register's sheet."""
    return [(problem.code, problem.source.cell) for problem in found.problems if problem.source.sheet == sheet]


GOOD = "2-07 | 《办法》政策解读 | 2018-05-15 | 2018-05-14 | https://www.example.com/1.html"


# --- reading -------------------------------------------------------------------------------------------------------


def test_a_row_becomes_an_item_with_its_place_and_its_words(tmp_path):
    found, items = read(tmp_path, with_register(GOOD), timed_plan())
    place = Source("input/2018-05/民政处.xlsx", REGISTER_NAME, "B2")
    assert items == (
        Item(
            task_id="2-07",
            values={
                "title": "《办法》政策解读",
                "done_on": dt.date(2018, 5, 15),
                "base_on": dt.date(2018, 5, 14),
                "address": "https://www.example.com/1.html",
            },
            source=place,
            cells=items[0].cells,
        ),
    )
    assert (items[0].text("done_on"), items[0].at("done_on").cell) == ("2018-05-15", "C2")
    assert found.returns[0].registers == (Source("input/2018-05/民政处.xlsx", REGISTER_NAME),)
    assert not of_register(found) and not [cell for cell in found.unused if cell.source.sheet == REGISTER_NAME]


@pytest.mark.parametrize(
    "header",
    [
        "序号 | 任务编号 | 登记事项 | 发布日期 | 政策发布日期 | 公开网址",
        "任务号 | 标题 | 公开时间 | 起算时间 | 链接",
        "任务编号* | 事项名称（全称） | 日期： | 起算日期 | 佐证材料",
        "任务⏎编号 | 事项⏎名称 | 日 期 | 起算日期 | 网址",
        "网址 | 起算日期 | 日期 | 事项名称 | 任务编号",
        "任务编号 | 活动名称 | 活动时间",
    ],
)
def test_the_columns_are_known_by_synonyms_in_any_order(tmp_path, header):
    values = dict(task_id="2-07", title="解读", done_on="2018-05-15", base_on="2018-05-14", address="http://a.cn/1")
    keys = {
        "任": "task_id",
        "登": "title",
        "标": "title",
        "事": "title",
        "活动名称": "title",
        "发": "done_on",
        "公开时": "done_on",
        "日": "done_on",
        "活动时": "done_on",
        "政": "base_on",
        "起": "base_on",
        "公开网": "address",
        "链": "address",
        "佐": "address",
        "网": "address",
    }
    line = " | ".join(
        next((values[key] for start, key in keys.items() if title.strip().startswith(start)), "1")
        for title in header.split("|")
    )
    _, items = read(tmp_path, with_register(line, header=header))
    assert [(item.task_id, item.title, item.done_on) for item in items] == [("2-07", "解读", dt.date(2018, 5, 15))]


@pytest.mark.parametrize("above", [(), ("2018年5月登记表",), ("说明", "", "填报单位 | 民政处 | 报送期 | 2018-05", "")])
def test_it_begins_below_any_number_of_rows_and_on_a_sheet_of_any_name(tmp_path, above):
    _, items = read(tmp_path, with_register(GOOD, above=above, name="Sheet9"))
    assert len(items) == 1


def test_it_may_stand_before_the_progress_sheet_or_below_its_table(tmp_path):
    first = progress_sheet(DONE)
    first.sheets.insert(0, with_register(GOOD).sheets[1])
    below = progress_sheet(DONE, more=("", HEADER, GOOD, "", "备注：以上属实"))
    for name, book in (("前", first), ("下", below)):
        found, items = read(tmp_path / name, book)
        assert [item.title for item in items] == ["《办法》政策解读"]
        assert [entry.task_id for entry in found.returns[0].entries] == ["2-07"]
    assert "备注：以上属实" in [cell.text for cell in found.unused]


def test_a_progress_sheet_is_no_register_and_a_register_no_progress_sheet(tmp_path):
    found = intake(tmp_path, {"2018-05/民政处.xlsx": with_register(GOOD)})
    assert len(found.returns) == 1 and Kind.SHEET_TWICE not in {problem.kind for problem in found.problems}
    plain = intake(tmp_path / "b", {"2018-05/民政处.xlsx": progress_sheet(DONE)})
    assert plain.returns[0].items == () == plain.returns[0].registers


@pytest.mark.parametrize(
    "header",
    [
        "任务编号 | 主要任务 | 完成时间 | 责任部门",
        "任务编号 | 主要任务 | 完成状态 | 日期",
        "序号 | 事项名称 | 日期",
        "任务编号 | 日期",
        "任务编号 | 材料名称 | 页数",
    ],
)
def test_other_tables_are_no_registers(tmp_path, header):
    found, items = read(tmp_path, with_register("2-07 | 甲 | 2018-05-15 | 乙", header=header, name="其他"))
    assert items == () and found.returns[0].registers == ()


def test_merged_ids_speak_for_each_row_they_cover(tmp_path):
    book = with_register(GOOD, " | 第二件 | 2018-05-16 |  | http://a.cn/2").merge("A2:A3")
    _, items = read(tmp_path, book)
    assert [item.task_id for item in items] == ["2-07", "2-07"]


def test_an_id_that_software_turned_into_a_date_is_known(tmp_path):
    found, items = read(tmp_path, with_register(GOOD).put("A2", dt.date(2018, 2, 7)))
    assert [item.task_id for item in items] == ["2-07"] and of_register(found) == [("R415", "A2")]


def test_rows_without_content_notes_and_totals_are_no_items(tmp_path):
    lines = ("2-07 | ", "2-07 | 无 | / | — | 无", "合计 | 2件", "注：本月无新增", "填报人：张三 |  | 审核人：李四")
    found, items = read(tmp_path, with_register(GOOD, *lines))
    assert len(items) == 1 and not of_register(found)
    assert {"合计", "2件", "注：本月无新增"} <= {cell.text for cell in found.unused}


# --- problems at cells ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("9-99 | 解读 | 2018-05-15 | 2018-05-14 | http://a.cn/1", [("R404", "A2")]),
        (" | 解读 | 2018-05-15 | 2018-05-14 | http://a.cn/1", [("R431", "B2")]),
        ("2-10 | 解读 | 2018-05-15 | 2018-05-14 | http://a.cn/1", [("R401", "A2")]),
        ("2-14 | 解读 | 2018-05-15 | 2018-05-14 | http://a.cn/1", [("R402", "A2")]),
        ("2-07 |  | 2018-05-15 | 2018-05-14 | http://a.cn/1", [("R432", "B2")]),
        ("2-07 | 解读 |  | 2018-05-14 | http://a.cn/1", [("R433", "C2")]),
        ("2-07 | 解读 | 近期 | 2018-05-14 | http://a.cn/1", [("V505", "C2")]),
        ("2-07 | 解读 | 5月15日 | 2018-05-14 | http://a.cn/1", [("V506", "C2")]),
        ("2-07 | 解读 | 2018-05-15 |  | http://a.cn/1", [("R434", "D2")]),
        ("2-07 | 解读 | 2018-05-15 | 2018-05-14 | ", [("R435", "E2")]),
        ("2-07 | 解读 | 2018-05-15 | 2018-05-16 | http://a.cn/1", [("R436", "C2")]),
        ("2-07 | 解读 | 2018-05-23 | 2018-05-22 | http://a.cn/1", [("R437", "C2")]),
        ("2-07 | 解读 | 2017-05-15 | 2017-05-14 | http://a.cn/1", [("R438", "C2")]),
        ("1-01 | 解读 | 2018-05-15 |  | http://a.cn/1", [("R440", "A2")]),
        ("2-07 | 解读，联系人138-1234-5678 | 2018-05-15 | 2018-05-14 | http://a.cn/1", [("V515", "B2")]),
        ("2-07 | 解读，32080219900101123X | 2018-05-15 | 2018-05-14 | http://a.cn/1", [("V514", "B2")]),
    ],
)
def test_what_is_wrong_is_said_at_the_cell_with_the_department(tmp_path, line, expected):
    found, _ = read(tmp_path, with_register(line), timed_plan())
    assert of_register(found) == expected
    assert all(problem.department == "民政处" and problem.period == Period(2018, 5) for problem in found.problems)


@pytest.mark.parametrize(
    "second",
    [
        "2-07 | 《办法》政策解读 | 2018-05-15 |  | http://a.cn/other",
        "2-07 | 另一个题名 | 2018-05-02 |  | http://example.com/1.html",
        GOOD,
    ],
)
def test_two_rows_of_one_thing_are_taken_once(tmp_path, second):
    found, items = read(tmp_path, with_register(GOOD, second))
    assert [item.title for item in items] == ["《办法》政策解读"]
    assert of_register(found) == [("R439", "B3")]
    assert {cell.reason for cell in found.unused if cell.source.sheet == REGISTER_NAME} == {"与第 2 行重复"}


def test_voids_are_told_apart_from_blanks(tmp_path):
    book = with_register(GOOD).error("B2").formula("C2", "TODAY()")
    found, items = read(tmp_path, book, timed_plan())
    assert items[0].title == "" and items[0].done_on is None
    assert {("V510", "B2"), ("V509", "C2")} <= set(of_register(found))


def test_notes_struck_text_and_hidden_rows_of_the_register_are_told(tmp_path):
    book = (
        with_register(GOOD, "2-07 | 第二件 | 2018-05-16 |  | http://a.cn/2")
        .text("B3", "第二件", struck=True)
        .note("B2", "待核")
        .hide(3)
    )
    found, items = read(tmp_path, book)
    assert len(items) == 2
    assert {("S323", "B2"), ("V512", "B3"), ("S320", "A3")} <= set(of_register(found))


def test_what_a_merged_cell_hides_and_what_lies_far_off_is_told_of_a_register_too(tmp_path):
    book = with_register(GOOD, "2-07 | 第二件 | 2018-05-16 |  | http://a.cn/2").merge("A2:A3").put("ZZ9", "远处的话")
    found, _ = read(tmp_path, book)
    told = [(problem.kind, problem.source.cell) for problem in found.problems if problem.source.sheet == REGISTER_NAME]
    assert {(Kind.CELL_COVERED, "A3"), (Kind.CELLS_FAR, "ZZ9")} <= set(told)


# --- whose it is ---------------------------------------------------------------------------------------------------


def test_beside_one_progress_sheet_it_is_that_sheets_whatever_month_it_names(tmp_path):
    book = with_register(GOOD, above=("填报单位 | 民政处 | 报送期 | 2018-04", ""))
    found, items = read(tmp_path, book)
    assert len(items) == 1 and found.returns[0].period == Period(2018, 5)


def test_a_register_that_names_another_department_is_not_taken(tmp_path):
    found, items = read(tmp_path, with_register(GOOD, above=("填报单位 | 教育处",)))
    assert items == () and ("R441", "B1") in of_register(found)
    assert "《办法》政策解读" in [cell.text for cell in found.unused]


def test_beside_several_progress_sheets_it_says_whose_it_is(tmp_path):
    book = with_register(GOOD, above=("填报单位 | 教育处",))
    book.sheets.insert(
        0, progress_sheet("2-07 | 正在推进 | 40 |  |  | 已开展", department="教育处").sheets[0] | {"name": "教育处"}
    )
    found = intake(tmp_path, {"2018-05/合并.xlsx": book})
    assert {item.department: len(item.items) for item in found.returns} == {"民政处": 0, "教育处": 1}
    silent = with_register(GOOD)
    silent.sheets.insert(0, progress_sheet(DONE, department="教育处").sheets[0] | {"name": "教育处"})
    refused = intake(tmp_path / "b", {"2018-05/合并.xlsx": silent})
    assert [len(item.items) for item in refused.returns] == [0, 0] and "R442" in [
        code for code, _ in of_register(refused)
    ]


def test_in_a_file_of_its_own_it_goes_to_the_return_of_that_department_and_month(tmp_path):
    alone = with_register(GOOD, above=("填报单位 | 民政处 | 报送期 | 2018-05",))
    del alone.sheets[0]
    found = intake(tmp_path, {"2018-05/民政处.xlsx": progress_sheet(DONE), "2018-05/登记.xlsx": alone})
    assert [item.title for item in found.returns[0].items] == ["《办法》政策解读"]
    assert (
        next(file for file in found.files if "登记" in file.file).outcome
        == "事项登记，已并入「input/2018-05/民政处.xlsx」"
    )
    assert "F226" not in [code for code, _ in codes(found)]
    orphan = intake(
        tmp_path / "b", {"2018-05/教育处.xlsx": progress_sheet(DONE, department="教育处"), "2018-05/登记.xlsx": alone}
    )
    assert orphan.returns[0].items == () and "R442" in [code for code, _ in codes(orphan)]
    assert "《办法》政策解读" in [cell.text for cell in orphan.unused]


@pytest.mark.parametrize(("day", "expected"), [("2019-05-10", ["R438"]), ("5月底", ["V506"]), ("2018-05-30", ["R437"])])
def test_one_fault_of_a_day_is_one_problem(tmp_path, day, expected):
    found, _ = read(tmp_path, with_register(f"2-07 | 《办法》解读 | {day} | 2018-05-01 | http://a.gov.cn/1"))
    assert [code for code, _ in of_register(found)] == expected


def test_beside_a_progress_sheet_that_was_refused_it_is_set_aside_with_it(tmp_path):
    found = intake(tmp_path, {"无名.xlsx": with_register(GOOD, department="", period="")})
    assert not found.returns and "《办法》政策解读" in [cell.text for cell in found.unused]


# --- nothing lost --------------------------------------------------------------------------------------------------


def scrawl(dice: random.Random) -> str:
    return dice.choice(
        [
            "",
            "",
            "2-07",
            "2-7",
            "9-1",
            "1-01",
            "解读",
            "无",
            "5月3日",
            "2018-05-03",
            "近期",
            "http://a.cn/1",
            "合计",
            "填报人：甲",
            "任务编号",
            "日期",
            "x" * 50,
            "民政处",
            f"独{dice.randint(0, 999)}",
        ]
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_cell_is_in_an_item_a_problem_or_among_the_unused(tmp_path, seed):
    dice = random.Random(seed)
    lines = [" | ".join(scrawl(dice) for _ in range(7)) for _ in range(dice.randint(0, 8))]
    above = tuple(" | ".join(scrawl(dice) for _ in range(3)) for _ in range(dice.randint(0, 2)))
    book = with_register(*lines, above=above, header=HEADER + (" | 备注" if dice.random() < 0.5 else ""))
    found = intake(tmp_path, {"2018-05/民政处.xlsx": book})
    typed = [cell for line in (*above, *lines) for cell in rows(line or " ")[0] if cell]
    plan = small_plan()
    known = {key_text(word) for word in form_words(plan, Period(2018, 5))} | {"民政处", "2018-05"}
    items = [item for part in found.returns for item in part.items]
    kept = {cell.text for item in items for cell in item.cells.values()} | {
        problem.content for problem in found.problems
    }
    kept |= {cell.text for cell in found.unused} | {
        text
        for part in found.returns
        for entry in part.entries
        for text in (cell.text for cell in entry.cells.values())
    }
    assert [text for text in typed if text not in kept and key_text(text) not in known] == []


@pytest.mark.parametrize("seed", range(10))
def test_in_the_ledger_every_cell_is_in_the_details_the_problems_or_what_was_not_used(tmp_path, seed):
    dice = random.Random(seed)
    lines = [
        f"2-07 | 第{number}件独{dice.randint(0, 9)} | {dice.choice(['2018.5.3', '近期', '5月9日'])} | "
        f"{dice.choice(['', '2018/5/2'])} | "
        f"http://a.cn/{number}"
        for number in range(4)
    ]
    found = intake(tmp_path, {"2018-05/民政处.xlsx": with_register(*lines, "9-9 | 不认得 | 2018-05-01 |  | y")})
    month = assess(
        small_plan(), found.returns, Period(2018, 5), dt.date(2018, 5, 31), problems=found.problems, unused=found.unused
    )
    book = load_workbook(io.BytesIO(ledger_of(month)))
    texts = "\n".join(
        str(value)
        for name in ("单位明细", "问题清单", "未采用内容")
        for row in book[name].iter_rows(values_only=True)
        for value in row
        if value is not None
    )
    assert [cell for line in lines for cell in rows(line)[0] if cell and cell not in texts] == []


# --- the blank sheet -----------------------------------------------------------------------------------------------


def opened(data: bytes):
    return load_workbook(io.BytesIO(data))


def header_row(sheet) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == "任务编号")


def test_the_register_is_the_second_sheet_where_a_duty_asks_for_numbers_and_nowhere_else():
    assert opened(blank_sheet(sample_plan(), HEALTH, JUNE)).sheetnames == ["进展填报", REGISTER_NAME, GUIDE_SHEET]
    assert opened(blank_sheet(sample_plan(), CENTRE, JUNE)).sheetnames == ["进展填报", GUIDE_SHEET]


@pytest.mark.parametrize(
    ("kind", "there"), [("count", True), ("term", True), ("window", False), ("cycle", False), ("milestone", False)]
)
def test_only_counts_and_terms_ask_for_a_register(kind, there):
    task = make_task(
        "2-01", "任务。", (HEALTH,), requirements=(Requirement(kind=kind, text="要求", target=1, per="年", month=11),)
    )
    assert (REGISTER_NAME in opened(blank_sheet(sample_plan(tasks=(task,)), HEALTH, JUNE)).sheetnames) is there


def test_the_task_ids_to_choose_from_are_those_of_the_departments_numbers():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))[REGISTER_NAME]
    top = header_row(sheet)
    assert [cell.value for cell in sheet[top]] == [column.title for column in REGISTER]
    checks = {str(check.sqref).split(":")[0]: check for check in sheet.data_validations.dataValidation}
    chosen = checks[f"A{top + 1}"]
    assert (chosen.type, chosen.formula1, chosen.errorStyle) == ("list", '"2-07"', "stop")
    assert checks[f"C{top + 1}"].type == checks[f"D{top + 1}"].type == "date"
    assert all(check.prompt and check.promptTitle for check in checks.values())


def test_more_task_ids_than_a_list_may_hold_are_taken_from_the_progress_sheet():
    count = Requirement(kind="count", text="≥1次/年", target=1, per="年")
    tasks = tuple(
        make_task(f"2-{number:02d}", f"任务{number}", (HEALTH,), requirements=(count,)) for number in range(1, 60)
    )
    sheet = opened(blank_sheet(sample_plan(tasks=tasks), HEALTH, JUNE))[REGISTER_NAME]
    chosen = next(check for check in sheet.data_validations.dataValidation if check.type == "list")
    assert chosen.formula1 == "'进展填报'!$A$6:$A$64"


def test_the_header_is_locked_the_rows_are_not_and_there_is_no_password():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))[REGISTER_NAME]
    top = header_row(sheet)
    assert sheet.protection.sheet and sheet.protection.password is None and not sheet.protection.insertRows
    assert all(cell.protection.locked for cell in sheet[top])
    assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=top + 1) for cell in row)
    assert sheet.max_row - top >= 30, "room to write"


def test_it_prints_on_a4_landscape_with_its_header_on_each_page():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))[REGISTER_NAME]
    top = header_row(sheet)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape",
        9,
        1,
    )
    assert sheet.print_title_rows == f"${top}:${top}"


def test_what_was_registered_is_carried_over_and_read_again_as_the_same(tmp_path):
    plan = timed_plan()
    lines = (GOOD, "2-07 | 题名=1+1 | 近期 |  | 《纪要》", "2-07 |  | 2018-05-16 |  | http://a.cn/3")
    _, items = read(tmp_path, with_register(*lines), plan)
    data = blank_sheet(plan, "民政处", JUNE, items=items)
    again = intake(tmp_path / "b", {"2018-06/民政处.xlsx": data}, plan).returns[0].items
    assert [(item.title, item.done_on, item.base_on, item.address) for item in again] == [
        (item.title, item.done_on, item.base_on, item.address) for item in items
    ]
    assert again[1].text("done_on") == "近期"


def test_an_empty_register_comes_back_without_items_problems_or_unused_cells(tmp_path):
    found = intake(tmp_path, {"2018-06/民政处.xlsx": signed(blank_sheet(timed_plan(), "民政处", JUNE))}, timed_plan())
    assert found.returns[0].items == () and not of_register(found)
    assert [cell for cell in found.unused if cell.source.sheet == REGISTER_NAME] == []


def test_text_carried_over_never_becomes_a_formula(tmp_path):
    items = [Item(task_id="2-07", values={"title": "=1+1", "address": '=HYPERLINK("http://x")'})]
    sheet = opened(blank_sheet(timed_plan(), "民政处", JUNE, items=items))[REGISTER_NAME]
    row = header_row(sheet) + 1
    assert [sheet.cell(row, column).data_type for column in (2, 5)] == ["s", "s"]


def test_the_same_items_give_the_same_bytes():
    items = [Item(task_id="2-07", values={"title": "解读", "done_on": dt.date(2018, 5, 2)})]
    assert blank_sheet(timed_plan(), "民政处", JUNE, items=items) == blank_sheet(
        timed_plan(), "民政处", JUNE, items=items
    )


@pytest.mark.render
def test_the_printed_register_has_its_columns_side_by_side_on_each_page(tmp_path):
    need_renderer()
    import pdfplumber

    items = [
        Item(task_id="2-07", values={"title": f"第{number}件《办法》政策解读", "done_on": dt.date(2018, 5, 2)})
        for number in range(30)
    ]
    book = {"blank.xlsx": blank_sheet(sample_plan(), HEALTH, JUNE, items=items)}
    with pdfplumber.open(io.BytesIO(convert(book, tmp_path)["blank.xlsx"])) as pdf:
        assert all(round(page.width) == 842 for page in pdf.pages)
        pages = [re.sub(r"\s", "", page.extract_text() or "") for page in pdf.pages]
    own = [page for page in pages if "起算日期网址或佐证材料" in page]
    assert len(own) > 1 and all("任务编号事项名称日期起算日期网址或佐证材料" in page for page in own)
    assert "第0件《办法》政策解读" in "".join(own) and "第29件《办法》政策解读" in "".join(own)


# --- the ledger ----------------------------------------------------------------------------------------------------


def month_of(tmp_path, *lines: str):
    found = intake(tmp_path, {"2018-05/民政处.xlsx": with_register(*lines)}, timed_plan())
    return assess(timed_plan(), found.returns, Period(2018, 5), dt.date(2018, 5, 31), problems=found.problems)


def table(book, name: str) -> list[dict]:
    head, *body = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row)) for row in body]


def test_the_ledger_shows_requirements_and_items_with_their_source(tmp_path):
    book = opened(ledger_of(month_of(tmp_path, GOOD)))
    assert book.sheetnames[8:] == ["量化事项"]
    own = [row for row in table(book, "量化事项") if row["单位"] == "民政处"]
    assert [(row["类别"], row["内容"], row["核定"]) for row in own] == [
        ("要求", "解读≥3次/年", "按序推进"),
        ("要求", "3个工作日", "达到要求"),
        ("事项", "《办法》政策解读", "计数"),
    ]
    assert (own[0]["目标"], own[0]["序时目标"], own[0]["完成数"]) == (3, 1, 1)
    assert (own[2]["用时（工作日）"], own[2]["来源工作表"], own[2]["来源单元格"]) == (1, REGISTER_NAME, "B2")
    assert own[2]["日期"] == dt.datetime(2018, 5, 15)


def test_the_details_tell_what_was_found_and_what_was_typed(tmp_path):
    row = next(
        row
        for row in table(opened(ledger_of(month_of(tmp_path, GOOD))), "单位明细")
        if (row["单位"], row["任务编号"]) == ("民政处", "2-07")
    )
    assert row["量化核定"].startswith("【按序推进】解读≥3次/年，按登记的事项完成1次")
    assert row["登记事项"] == (
        "《办法》政策解读；日期 2018-05-15；起算日期 2018-05-14；网址或佐证材料 https://www.example.com/1.html"
        "［事项登记!B2］"
    )


def test_without_registered_items_the_ledger_has_the_sheets_of_the_agreement_alone(tmp_path):
    assert len(opened(ledger_of(month_of(tmp_path))).sheetnames) == 8
