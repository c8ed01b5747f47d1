"""Everything departments send: files to returns, problems and unused cells; mess.md A, B and D, and the law that
nothing is lost.
"""

import datetime as dt
import io
import os
import string

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.assess.course import assess
from reporter.intake.file_result import file_workbook, settle_loose
from reporter.intake.grid import Grid, GridCell, Merge, Remark, Workbook
from reporter.intake.identity import Hints
from reporter.intake.input_returns import read_returns
from reporter.intake.reading_context import ReadingContext
from reporter.ledger.month_sheets import kept_sheets
from reporter.sheets.blank import blank_sheet
from reporter.sheets.self_check import lost_cells
from reporter.vocabulary.columns import FILLED
from reporter.vocabulary.form import MARK_AUTHOR, MARK_SHEET
from reporter.vocabulary.model import Period, Status
from reporter.vocabulary.problems import Kind, Level
from tests.builders import HEADER, Book, codes, intake, ole, progress_sheet, rows, signed, small_plan, zipped

MAY = Period(2018, 5)
PLAIN = """
1-01 | 正在推进 | 40% | | | 已公开招生范围 | http://a.gov.cn/1
1-02 | 已完成 | 100 | 2018-05-20 | | 全部公开 | 《救助政策》
1-09 | 长期坚持 | | | | 经常更新
2-07 | 正在推进 | 30 | | 1 | 解读一次 | http://a.gov.cn/2 | 无 | 继续解读 | 2018-12-20
"""


def taken(tmp_path, book, name: str = "2018-05/报表.xlsx"):
    """The one return of one file, and everything else that was found."""
    found = intake(tmp_path, {name: book})
    (only,) = found.returns
    return only, found


def entry_of(found, task_id: str):
    return next(entry for entry in found.entries if entry.task_id == task_id)


def messages(found, kind: Kind) -> list[str]:
    return [problem.message for problem in found.problems if problem.kind is kind]


OWN = "请王处长补"

# --- 「还缺什么」 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["formulas", "values", "words", "formulas of their own"])
def test_what_the_sheet_says_of_its_rows_is_no_answer(tmp_path, said):
    """Saved by Excel the column holds what the formulas said, by other programs formulas without a value; what a person
    wrote in their place is kept."""
    sent = io.BytesIO(signed(blank_sheet(small_plan(), "民政处", MAY), 填报日期=dt.date(2018, 5, 22), 审核人="李四"))
    book, out = openpyxl.load_workbook(sent), io.BytesIO()
    sheet = book["进展填报"]
    lacking = [cell for cell in sheet["R"] if cell.data_type == "f"]
    for cell in lacking:
        sheet.cell(cell.row, 9).value = "正在推进"
        if said != "formulas":
            cell.value = {"values": "完成进度、量化完成数（不少于3）、进展情况", "words": OWN}.get(said, f'="{OWN}"')
    book.save(out)
    found = intake(tmp_path, {"2018-05/a.xlsx": out.getvalue()})
    assert [entry.status for entry in found.returns[0].entries] == [Status.UNDER_WAY] * len(lacking)
    kept = {"words": OWN, "formulas of their own": f'="{OWN}"'}.get(said)
    assert {cell.text for cell in found.unused if "还缺什么" in cell.reason} == ({kept} if kept else set())
    assert [problem.content for problem in found.problems] == (["还缺什么"] if kept else [])
    month = assess(small_plan(), found.returns, MAY, MAY.last_day, problems=found.problems, unused=found.unused)
    assert lost_cells(found.typed, month, kept_sheets(month)) == ()


# --- a plain return ------------------------------------------------------------------------------------------------


def test_a_plain_return_is_read_without_a_word(tmp_path):
    """Department, period, date, people and every value; nothing to complain of."""
    found, all_of_it = taken(tmp_path, progress_sheet(PLAIN))
    assert (found.department, found.period, str(found.filed_on), found.filler, found.reviewer, found.phone) == (
        "民政处",
        MAY,
        "2018-05-22",
        "张三",
        "李四",
        "0517-80000000",
    )
    assert [(entry.task_id, entry.status, entry.progress) for entry in found.entries] == [
        ("1-01", Status.UNDER_WAY, 40),
        ("1-02", Status.DONE, 100),
        ("1-09", Status.ONGOING, None),
        ("2-07", Status.UNDER_WAY, 30),
    ]
    last = entry_of(found, "2-07")
    assert (last.count, last.narrative, last.evidence, last.difficulties, last.next_steps, str(last.expected_on)) == (
        1,
        "解读一次",
        "http://a.gov.cn/2",
        "无",
        "继续解读",
        "2018-12-20",
    )
    assert (last.row, last.source.cell, last.cells["count"].address) == (9, "A9", "L9")
    assert all_of_it.problems == ()
    assert all_of_it.files[0].outcome == "已采用"
    assert {cell.reason.partition("（")[0] for cell in all_of_it.unused} == {"填报信息"}


@pytest.mark.parametrize(
    "header",
    [
        "完成状态 | 任务编号 | 进展情况 | 完成进度",
        "编号 | *完成状态 | 目前进展 | 完成进度（%）",
        "任务编号 | 多出一列 | 完成状态 | 进展情况 | 进度",
    ],
)
def test_columns_are_found_by_title_in_any_order(tmp_path, header):
    """mess.md B: columns added, removed, renamed, moved."""
    titles = rows(header)[0]
    values = {"编": "1-01", "状": "推进中", "展": "已公开", "度": "40"}
    line = [next((value for mark, value in values.items() if mark in title), "多的") for title in titles]
    found, all_of_it = taken(tmp_path, progress_sheet(" | ".join(line), header=header))
    (entry,) = found.entries
    assert (entry.status, entry.progress, entry.narrative) == (Status.UNDER_WAY, 40, "已公开")
    assert ("S302", "A5") in codes(all_of_it)
    assert ("多的" in [cell.text for cell in all_of_it.unused]) == ("多出一列" in header)
    assert any("「多出一列」" in text for text in messages(all_of_it, Kind.COLUMN_EXTRA)) == ("多出一列" in header)


def test_a_sheet_not_made_from_our_blank_is_read_if_it_says_task_and_state(tmp_path):
    """Issue: only the wording of the task and a state, the department in the title, the month in the folder."""
    book = Book("""
民政处政务公开工作情况

序号 | 工作任务 | 办理状态 | 工作进展
1 | 公开救助对象认定、救助标准等相关政策。 | 已办结 | 全部公开
2 | 推进教育信息公开,公开招生范围和收费等信息 | 进行中 | 正在整理""")
    found, all_of_it = taken(tmp_path, book)
    assert (found.department, found.period) == ("民政处", MAY)
    assert [(entry.task_id, entry.status) for entry in found.entries] == [
        ("1-02", Status.DONE),
        ("1-01", Status.UNDER_WAY),
    ]
    assert {"S308", "S313", "R407", "S316", "S318"} <= {code for code, _ in codes(all_of_it)}


# --- whose return, and for when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["民政处", "民政", "社会事业局民政处", " 民 政⏎处 ", "民政处（盖章）"])
def test_a_department_is_known_by_name_and_alias(tmp_path, name):
    """mess.md C: exactly, once blanks are out."""
    found, _ = taken(tmp_path, progress_sheet(PLAIN, department=name.replace("⏎", "\n")))
    assert found.department == "民政处"


@pytest.mark.parametrize(
    ("name", "near"), [("民政处室", "民政处"), ("局教育处", "教育处"), ("文化体育与民族处", "文化体育与民族宗教处")]
)
def test_a_name_that_is_only_near_is_never_merged(tmp_path, name, near):
    """mess.md C: it is asked 「是否为…」, and the whole sheet waits."""
    found = intake(tmp_path, {"2018-05/a.xlsx": progress_sheet(PLAIN, department=name)})
    assert found.returns == ()
    (problem,) = [item for item in found.problems if item.kind is Kind.DEPARTMENT_NOT_KNOWN]
    assert (problem.level, problem.source.cell, problem.content) == (Level.REFUSED, "B2", name)
    assert f"是否为“{near}”？" in problem.message
    assert "已公开招生范围" in [cell.text for cell in found.unused]


def test_two_departments_on_one_sheet_are_not_chosen_between(tmp_path):
    """Both are named."""
    book = progress_sheet(PLAIN, more=["填报单位 | 教育处"])
    found = intake(tmp_path, {"2018-05/a.xlsx": book})
    assert found.returns == ()
    assert "「民政处」、「教育处」" in messages(found, Kind.DEPARTMENT_DOUBTFUL)[0]


def test_the_file_name_is_a_hint_that_is_reported(tmp_path):
    """Without a field it is taken and said so; against the field it loses and is said so; alone it says nothing
    certain.
    """
    unnamed = progress_sheet(PLAIN, department="", title="进展表")
    found, all_of_it = taken(tmp_path, unnamed, "2018-05/民政处终稿2(1).xlsx")
    assert found.department == "民政处"
    assert "文件名" in messages(all_of_it, Kind.DEPARTMENT_BY_HINT)[0]
    other, all_of_it = taken(tmp_path / "b", progress_sheet(PLAIN), "2018-05/教育处.xlsx")
    assert other.department == "民政处"
    assert [problem.level for problem in all_of_it.problems if problem.kind is Kind.DEPARTMENT_DIFFERS] == [Level.NOTED]
    nobody = intake(tmp_path / "c", {"2018-05/最终版_改.xlsx": unnamed})
    assert nobody.returns == ()
    assert messages(nobody, Kind.DEPARTMENT_MISSING)


def test_the_period_is_what_the_sheet_says(tmp_path):
    """In another month's folder it keeps its own; without a field, the title, then the folder, then the file name."""
    found, all_of_it = taken(
        tmp_path, progress_sheet(PLAIN, period="2018年4月", filed_on="2018-04-22"), "2018-05/a.xlsx"
    )
    assert found.period == Period(2018, 4)
    assert "2018-05" in messages(all_of_it, Kind.PERIOD_DIFFERS)[0]
    for number, (title, name, month) in enumerate(
        (
            ("2018年6月进展表", "2018-05/a.xlsx", 6),
            ("进展表", "2018年5月报/a.xlsx", 5),
            ("进展表", "a/民政处5月.xlsx", 5),
            ("进展表", "201805.xlsx", 5),
        )
    ):
        found, all_of_it = taken(tmp_path / str(number), progress_sheet(PLAIN, period="", title=title), name)
        assert found.period == Period(2018, month), name
        assert messages(all_of_it, Kind.PERIOD_BY_HINT), name


@pytest.mark.parametrize(
    ("period", "kind"),
    [("2017-05", Kind.PERIOD_OTHER_YEAR), ("二季度", Kind.PERIOD_UNREADABLE), ("", Kind.PERIOD_MISSING)],
)
def test_a_period_of_another_year_or_none_is_not_taken(tmp_path, period, kind):
    """mess.md A: last year's sheet sent again."""
    found = intake(tmp_path, {"民政处.xlsx": progress_sheet(PLAIN, period=period, title="进展表")})
    assert found.returns == ()
    assert messages(found, kind)
    assert {problem.department for problem in found.problems} == {"民政处"}


def test_missing_and_doubtful_people_and_dates_are_warned_of(tmp_path):
    """mess.md D: reviewer blank, reviewer who is the filler, no filing date, one before the month, one without a
    year.
    """
    _, first = taken(tmp_path / "1", progress_sheet(PLAIN, reviewer="", filed_on=""))
    assert [code for code, _ in codes(first)] == ["S316", "S318"]
    _, second = taken(tmp_path / "2", progress_sheet(PLAIN, reviewer="张 三", filed_on="2018-04-22"))
    assert sorted(code for code, _ in codes(second)) == ["R426", "S317", "S319"]
    third, found = taken(tmp_path / "3", progress_sheet(PLAIN, filed_on="5月22日"))
    assert (str(third.filed_on), codes(found)) == ("2018-05-22", [("V506", "F2")])
    fourth, found = taken(tmp_path / "4", progress_sheet(PLAIN, filed_on="月底"))
    assert (fourth.filed_on, codes(found)) == (None, [("V505", "F2")])


# --- rows ----------------------------------------------------------------------------------------------------------


def test_a_row_of_another_department_is_sent_back(tmp_path):
    """mess.md D; its cells are listed, the other rows are taken."""
    found, all_of_it = taken(tmp_path, progress_sheet(PLAIN + "2-10 | 已完成 | 100 | 2018-05-02 | | 别家的 | 《甲》\n"))
    assert [entry.task_id for entry in found.entries] == ["1-01", "1-02", "1-09", "2-07"]
    assert codes(all_of_it) == [("R401", "A10")]
    assert "别家的" in [cell.text for cell in all_of_it.unused]


def test_a_row_that_names_another_department_is_sent_back(tmp_path):
    """A summary with a column 责任单位: only the own rows are taken."""
    header = "任务编号 | 责任单位 | 完成状态 | 进展情况"
    found, all_of_it = taken(
        tmp_path,
        progress_sheet(
            "1-01 | 民政处 | 推进中 | 甲\n1-09 | 教育处 | 推进中 | 乙\n2-07 | 民政处、教育处 | 推进中 | 丙",
            header=header,
        ),
    )
    assert [entry.task_id for entry in found.entries] == ["1-01", "2-07"]
    assert ("R401", "A7") in codes(all_of_it)


def test_a_duty_yet_to_be_decided_is_set_aside_without_blame(tmp_path):
    """Contract, section 3: 「各相关部门」 is nobody's until someone decides."""
    _, found = taken(tmp_path, progress_sheet(PLAIN + "2-14 | 推进中 | 10 | | | 也做了\n"))
    assert [(problem.code, problem.level) for problem in found.problems] == [("R402", Level.NOTED)]
    assert "也做了" in [cell.text for cell in found.unused]


def test_an_unknown_id_and_an_added_row_are_sent_back(tmp_path):
    """mess.md B: rows without a number are not merged but listed."""
    header = "任务编号 | 主要任务 | 完成状态 | 进展情况"
    found, all_of_it = taken(
        tmp_path,
        progress_sheet(
            "9-99 | | 推进中 | 甲\n | 另外做的一件事情，很有成效 | 已完成 | 乙\n1-01 | | 推进中 | 丙", header=header
        ),
    )
    assert [entry.task_id for entry in found.entries] == ["1-01"]
    assert [code for code in codes(all_of_it) if code[0][0] == "R"] == [("R404", "A6"), ("R403", "B7")]
    assert {"甲", "乙", "9-99"} <= {cell.text for cell in all_of_it.unused}


@pytest.mark.parametrize(
    "typed", ["1-09", "1-9", "１－０９", "1—09", " 1 - 09 ", "任务1-09", "1-09\u200b", "清单1第9项"]
)
def test_an_id_is_known_however_it_is_typed(tmp_path, typed):
    """Full-width digits, long dashes, lost zeros."""
    found, _ = taken(tmp_path, progress_sheet(f"{typed} | 推进中", header="任务编号 | 完成状态"))
    assert [entry.task_id for entry in found.entries] == ["1-09"]


def test_an_id_that_turned_into_a_date_is_read_with_a_warning(tmp_path):
    """mess.md C: 「3-14」 becomes a date by itself."""
    import datetime as dt

    book = progress_sheet("x | 推进中", header="任务编号 | 完成状态").put("A6", dt.date(2018, 1, 9))
    found, all_of_it = taken(tmp_path, book)
    assert [entry.task_id for entry in found.entries] == ["1-09"]
    assert ("R415", "A6") in codes(all_of_it)


def test_list_and_number_make_an_id(tmp_path):
    """Column 清单 with 1, column 编号 with 9."""
    found, _ = taken(tmp_path, progress_sheet("9 | 1 | 推进中", header="编号 | 清单 | 完成状态"))
    assert [entry.task_id for entry in found.entries] == ["1-09"]


def test_a_row_without_an_id_is_known_by_its_wording(tmp_path):
    """Exactly: noted. Nearly: warned. Hardly: sent back."""
    header = "任务编号 | 主要任务 | 完成状态"
    table = (
        " | 公开救助对象认定、救助标准等相关政策 | 推进中\n | 加强政策解读，每年解读重要政策不少于3次。 |"
        " 推进中\n | 加强宣传 | 推进中"
    )
    found, all_of_it = taken(tmp_path, progress_sheet(table, header=header))
    assert [entry.task_id for entry in found.entries] == ["1-02", "2-07"]
    assert [code for code in codes(all_of_it) if code[0][0] == "R"] == [("R407", "B6"), ("R408", "B7"), ("R403", "B8")]


def test_changed_wording_is_warned_of_and_the_master_list_holds(tmp_path):
    """mess.md B; an id against the wording of another task is not decided."""
    header = "任务编号 | 主要任务 | 完成时间 | 完成状态"
    table = (
        "1-01 | 推进教育信息公开。 | 2018-12-31 | 推进中\n1-02 | 重点公开社会组织名录、"
        "年检年报等管理信息。 | 2018年底前 | 推进中\n2-07 | | 2019年底前 | 推进中"
    )
    found, all_of_it = taken(tmp_path, progress_sheet(table, header=header))
    assert [entry.task_id for entry in found.entries] == ["1-01", "2-07"]
    assert [code for code in codes(all_of_it) if code[0][0] == "R"] == [("R409", "B6"), ("R414", "A7"), ("R410", "C8")]


def test_doubled_rows_are_taken_once_or_not_at_all(tmp_path):
    """mess.md B: 编号重复 sends both back, which is one fault and names both rows; the same twice is one."""
    found, all_of_it = taken(
        tmp_path,
        progress_sheet(
            PLAIN + "1-01 | 已完成 | 100 | 2018-05-02 | | 另一说法 | 《甲》\n1-09 | 长期坚持 | | | | 经常更新\n"
        ),
    )
    assert [entry.task_id for entry in found.entries] == ["1-02", "1-09", "2-07"]
    assert codes(all_of_it) == [("R405", "A6"), ("R406", "A8")]
    assert "第 6、10 行" in messages(all_of_it, Kind.ROW_TWICE)[0]
    assert {"已公开招生范围", "另一说法"} <= {cell.text for cell in all_of_it.unused}


def test_deleted_and_blank_rows_are_named(tmp_path):
    """mess.md B and D: 报而缺项 is told apart from 未报, one by one."""
    _, found = taken(tmp_path, progress_sheet("1-01 | 推进中\n1-02 |\n1-09 | | 50"))
    assert [(problem.code, problem.level.value, problem.message.partition("（")[0]) for problem in found.problems] == [
        ("R411", "警", "表中没有任务 2-07"),
        ("R412", "警", "任务 1-02 一栏也没有填，按未填报处理。"),
        ("R413", "警", "任务 1-09 填了其他内容，但没有填完成状态，按未填报处理。"),
    ]


def test_a_row_that_another_version_has_is_not_missing(tmp_path):
    """It counts; only what no version of the month has is named, once, at the latest one."""
    found = intake(
        tmp_path,
        {
            "2018-05/a.xlsx": progress_sheet(PLAIN.replace("2-07", "2-99"), filed_on="2018-05-20"),
            "2018-05/b.xlsx": progress_sheet("1-01 | 推进中", filed_on="2018-05-22"),
        },
    )
    assert [
        (problem.source.file, problem.message.partition("（")[0])
        for problem in found.problems
        if problem.kind is Kind.ROW_MISSING
    ] == [("input/2018-05/b.xlsx", "表中没有任务 2-07")]


def test_a_row_that_could_not_be_taken_is_not_called_missing(tmp_path):
    """Doubled, or its number against its wording, or with a number that does not exist: it is there, and told as
    what it is.
    """
    header = "任务编号 | 主要任务 | 完成状态"
    table = (
        "1-01 | | 推进中\n1-01 | | 已完成\n1-02 | 重点公开社会组织名录、年检年报等管理信息。 | 推进中\n"
        "9-99 | 加强政策解读，每年解读重要政策不少于3次 | 推进中\n1-09 | | 长期坚持"
    )
    found, all_of_it = taken(tmp_path / "1", progress_sheet(table, header=header))
    assert ([entry.task_id for entry in found.entries], messages(all_of_it, Kind.ROW_MISSING)) == (["1-09"], [])
    assert found.refused == {
        "1-01": "同一任务填了几行且内容不同",
        "1-02": "任务编号与任务内容不是同一项",
        "1-09": "任务编号与任务内容不是同一项",
        "2-07": "任务编号不存在",
    }
    none = intake(tmp_path / "2", {"2018-05/a.xlsx": progress_sheet("1-01 | | 推进中\n1-01 | | 已完成", header=header)})
    assert (none.returns, none.files[0].outcome) == ((), "未采用：同一任务填了几行且内容不同"), (
        "no row taken: no return"
    )


def test_a_sheet_with_nothing_filled_in_is_said_once(tmp_path):
    """The blank itself sent back."""
    _, found = taken(tmp_path, progress_sheet("1-01\n1-02\n1-09\n2-07"))
    assert codes(found) == [("S326", "A5")]


def test_merged_states_are_spread_and_warned_of(tmp_path):
    """mess.md B: one state for three rows."""
    found, all_of_it = taken(tmp_path, progress_sheet("1-01 | 推进中\n1-02\n1-09\n2-07 | 推进中").merge("I6:I8"))
    assert [entry.status for entry in found.entries] == [Status.UNDER_WAY] * 4
    assert codes(all_of_it) == [("S322", "I6")]


def test_hidden_rows_columns_and_sheets_are_read_and_warned_of(tmp_path):
    """mess.md B: departments filter, and what is filtered out is filled in."""
    _, found = taken(tmp_path, progress_sheet(PLAIN).hide(7, 8, columns="13"))
    assert messages(found, Kind.ROWS_HIDDEN) == ["第 7-8 行被隐藏或被筛选掉，已照常读取。"]
    assert messages(found, Kind.COLUMNS_HIDDEN) == ["M 列被隐藏，已照常读取。"]
    hidden = Book("说明").sheet("进展填报", state="hidden")
    hidden.now["cells"] = progress_sheet(PLAIN).now["cells"]
    _, found = taken(tmp_path / "b", hidden)
    assert ("S301", "") in codes(found)


def test_words_on_a_hidden_sheet_beside_the_return_are_warned_of(tmp_path):
    """[66] They are no return, and nobody would see them; an empty one is not worth a word."""
    _, found = taken(
        tmp_path, progress_sheet(PLAIN).sheet("藏", "私房话", state="veryHidden").sheet("空", state="hidden")
    )
    assert [
        (problem.code, problem.source.sheet) for problem in found.problems if problem.kind is Kind.SHEET_ASIDE_HIDDEN
    ] == [("S328", "藏")]
    assert "私房话" in {cell.text for cell in found.unused}


def test_a_workbook_that_has_nothing_to_do_with_the_matter_is_named_once(tmp_path):
    """Its comments are kept among what is left out, its form and its hidden sheets are nobody's concern."""
    foreign = Book("姓名 | 金额").note("A1", "核对过").sheet("藏", "x", state="hidden")
    foreign.parts["xl/vbaProject.bin"] = b"\0"
    found = intake(tmp_path, {"民政处.xls": foreign})
    assert codes(found) == [("F226", "")]
    assert {cell.text for cell in found.unused} == {"姓名", "金额", "核对过", "x"}


def test_what_is_wrong_with_a_file_of_another_year_is_said_in_this_one(tmp_path):
    """A number in its name that looks like a month must not keep it for a month that no run is about."""
    found = intake(
        tmp_path, {"acs2012_5yr.csv": b"a,b\n1,2", "2017-05/x.xlsx": progress_sheet(PLAIN, period="", title="进展")}
    )
    assert [(problem.code, problem.period) for problem in found.problems if problem.code in ("F226", "S312")] == [
        ("S312", None),
        ("F226", None),
    ]


# --- contradictions and persons ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1-01 | 已完成 | 60 | 2018-05-02 | | 甲 | 《甲》", [("R420", "J6")]),
        ("1-01 | 已完成 | 100 | | | 甲 | 《甲》", [("R421", "K6")]),
        ("1-01 | 已完成 | 100 | 2018-05-02 | | 甲", [("R422", "N6")]),
        ("1-01 | 已完成 | 100 | 2018-05-30 | | 甲 | 《甲》", [("R426", "K6")]),
        ("1-01 | 已完成 | 100 | 2017-05-02 | | 甲 | 《甲》", [("R428", "K6")]),
        ("1-01 | 未启动 | 20 | | | 已召开会议", [("R423", "J6")]),
        ("1-01 | 未启动 | 0 | | | 已召开会议", [("R423", "M6")]),
        ("1-01 | 推进中 | 100 | | | 甲", [("R425", "I6")]),
        ("1-01 | 推进中 | 60 | 2018-05-02 | | 甲", [("R424", "K6")]),
        ("1-01 | 不涉及", [("R427", "M6")]),
        ("1-01 | 未启动 | 0 | | | 无", []),
        ("1-01 | 不涉及 | | | | 本处无此项业务", []),
    ],
)
def test_a_row_at_odds_with_itself_is_warned_of_at_its_cell(tmp_path, line, expected):
    """mess.md C, 自相矛盾; the values are taken as they stand."""
    _, found = taken(tmp_path, progress_sheet(line))
    assert codes(found) == expected
    assert all(problem.level is Level.WARNED for problem in found.problems if problem.code != "R411")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1-01 | 无 | 40 | | | 甲", "V501"),
        ("1-01 | #N/A | 40 | | | 甲", "V501"),
        ("1-01 | 已完成 | 100 | 5月底 | | 甲 | 《甲》", "V506"),
        ("1-01 | 已完成 | 100 | 2018年5月底 | | 甲 | 《甲》", "R426"),
        ("1-01 | 已完成 | 100 | 2019-05-02 | | 甲 | 《甲》", "R428"),
        ("1-01 | 推进中 | 60 | 2018-12-20 | | 甲", "R424"),
        ("1-01 | 已完成 | 1 | 2018-05-02 | | 甲 | 《甲》", "V504"),
        ("1-01 | 已完成 | 100 | 2018-05-02 | | 甲 | www.a.gov.cn/1", "V516"),
        ("1-01 | 已完成 | 100 | 2018-05-02 | | 甲 | https://localhost/a", "V517"),
        ("1-01 | 已完成 | 100 | 2018-05-02 | | 甲 | http：//a.gov.cn/1", "V518"),
    ],
)
def test_one_fault_is_one_problem(tmp_path, line, expected):
    """It would cost twice otherwise; the one that helps more is told, at the cell."""
    found, all_of_it = taken(tmp_path, progress_sheet(line))
    assert [code for code, _ in codes(all_of_it)] == [expected]
    assert entry_of(found, "1-01")


def test_two_faults_of_one_cell_are_two(tmp_path):
    """A day that is named and comes after the filing date, and its year left out."""
    _, found = taken(tmp_path, progress_sheet("1-01 | 已完成 | 100 | 7月20日 | | 甲 | 《甲》"))
    assert [code for code, _ in codes(found)] == ["R426", "V506"]


def test_numbers_of_persons_are_warned_of_and_masked_in_the_message(tmp_path):
    """mess.md C, 敏感信息: full-width too; digits of a web address and 联系电话 are none."""
    found, all_of_it = taken(
        tmp_path,
        progress_sheet(
            "1-01 | 推进中 | 10 | | | 救助张某（320811199001011234）、"
            "李某３２０８１１１９９００１０１１２３Ｘ，电话13905170000 | "
            "http://a.gov.cn/13905170000/320811199001011234.html"
        ),
    )
    assert [problem.code for problem in all_of_it.problems if problem.code[0] == "V"] == ["V514", "V514", "V515"]
    assert all("199001" not in problem.message for problem in all_of_it.problems)
    assert entry_of(found, "1-01").narrative.startswith("救助张某（3208")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.huaian.gov.cn/a", ["V516"]),
        ("http://192.168.1.2/a", ["V517"]),
        ("http://oa/a 和 https://a.gov.cn/b", ["V517"]),
        ("http：//a.gov.cn/1", ["V518"]),
        ("ｈｔｔｐ：／／ｗｗｗ．ａ．ｃｎ", ["V518"]),
        ("http://a.gov.cn/a？id=1", ["V518"]),
        ("网址：http://a.gov.cn/1（附件），http://a.gov.cn/2。", []),
        ("http://a.gov.cn/1\nhttp://a.gov.cn/2", []),
        ("《办法》、a.pdf、淮开社发〔2018〕1号", []),
        ("见官网", []),
    ],
)
def test_web_addresses_are_looked_at_for_their_form(tmp_path, text, expected):
    """mess.md C, 网址; whether they open is never claimed."""
    _, found = taken(tmp_path, progress_sheet("1-01 | 推进中 | 10 | | | 甲 | " + text.replace("\n", "⏎")))
    assert [code for code, _ in codes(found)] == expected


# --- values in their place -----------------------------------------------------------------------------------------


def test_an_unreadable_value_is_sent_back_and_the_original_kept(tmp_path):
    """Never 0, never a guess: None, with the words in the problem and beside the entry."""
    found, all_of_it = taken(
        tmp_path, progress_sheet("1-01 | 差不多了 | 2000万 | 待定 | 若干 | 甲 | 《甲》 | | | 明年")
    )
    entry = entry_of(found, "1-01")
    assert (entry.status, entry.progress, entry.done_on, entry.count, entry.expected_on) == (None,) * 5
    assert [
        (problem.code, problem.source.cell, problem.content, problem.level)
        for problem in all_of_it.problems
        if problem.code[0] == "V"
    ] == [
        ("V501", "I6", "差不多了", Level.REFUSED),
        ("V503", "J6", "2000万", Level.REFUSED),
        ("V505", "K6", "待定", Level.REFUSED),
        ("V507", "L6", "若干", Level.REFUSED),
        ("V505", "Q6", "明年", Level.REFUSED),
    ]
    assert entry.text("progress") == "2000万"


def test_numbers_and_dates_of_excel_are_read_by_their_format(tmp_path):
    """0.8 in a percent format is 80 %, in a general one it is doubtful; 6.3 is not 30 June; 43281 is."""
    import datetime as dt

    book = progress_sheet(
        "1-01 | 推进中\n1-02 | 已完成 | 100 | | | 甲 | 《甲》\n1-09 | 推进中\n2-07 | 推进中 | 30 | | 2"
    )
    book.number("J6", 0.8, "0%").number("J8", 0.8).number("K7", 6.3).put("Q6", dt.date(2018, 12, 20)).number(
        "Q8", 43281
    )
    found, all_of_it = taken(tmp_path, book)
    assert (entry_of(found, "1-01").progress, entry_of(found, "1-09").progress, entry_of(found, "1-02").done_on) == (
        80,
        80,
        None,
    )
    assert (str(entry_of(found, "1-01").expected_on), str(entry_of(found, "1-09").expected_on)) == (
        "2018-12-20",
        "2018-06-30",
    )
    assert codes(all_of_it) == [("V505", "K7"), ("V504", "J8")]


def test_hollow_cells_are_told_and_are_no_blanks(tmp_path):
    """[20] [21] [22]: formula without a value, error, picture; none is shown as if it were text."""
    book = progress_sheet("1-01 | 推进中\n1-02 | 已完成 | 100 | 2018-05-02 | | 甲")
    book.formula("J6", "A1+1").error("M6").formula("N7", '_xlfn.DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)', "str")
    found, all_of_it = taken(tmp_path, book)
    assert [problem for problem in codes(all_of_it) if problem[0][0] == "V"] == [
        ("V509", "J6"),
        ("V510", "M6"),
        ("V511", "N7"),
    ]
    assert (entry_of(found, "1-01").progress, entry_of(found, "1-01").narrative) == (None, "")
    assert entry_of(found, "1-02").evidence == "（图片 ID_1）"
    assert ("R429", "N7") not in codes(all_of_it)


def test_comments_boxes_and_struck_text_are_told(tmp_path):
    """mess.md B: what hangs on a cell is listed; the comments of our own 退改 are not the department's."""
    book = (
        progress_sheet(PLAIN)
        .note("M6", "这里请领导把关")
        .note("M7", "进度请核对", MARK_AUTHOR)
        .text("M8", "作废", struck=True)
    )
    _, found = taken(tmp_path, book)
    assert [(problem.code, problem.source.cell, problem.content) for problem in found.problems] == [
        ("S323", "M6", "这里请领导把关"),
        ("V512", "M8", "作废"),
    ]


def test_text_is_kept_to_the_letter(tmp_path):
    """[01]-[09] in 进展情况: formulas, templates, markup."""
    texts = ['=HYPERLINK("http://x")', "{{ 7*7 }}", "</w:t></w:r>", "①（甲），乙…"]
    lines = "\n".join(
        f"{task} | 推进中 | 10 | | | {text}" for task, text in zip(("1-01", "1-02", "1-09", "2-07"), texts)
    )
    found, _ = taken(tmp_path, progress_sheet(lines))
    assert [entry.narrative for entry in found.entries] == texts


# --- files ---------------------------------------------------------------------------------------------------------


def test_every_file_is_named_with_what_became_of_it(tmp_path):
    """mess.md A: one bad file of each kind costs none of the good ones; the master list is no return."""
    files = {
        "任务总表.xlsx": b"whatever",
        "2018-05/民政处.xlsx": progress_sheet(PLAIN),
        "2018-05/教育处.xlsx": progress_sheet("1-01 | 推进中", department="教育处"),
        "2018-05/~$民政处.xlsx": b"\0" * 165,
        "2018-05/.~lock.民政处.xlsx#": b"x",
        "2018-05/.DS_Store": b"x",
        "2018-05/Thumbs.db": b"x",
        "2018-05/密.xlsx": ole("EncryptedPackage"),
        "2018-05/照片.xlsx": b"\xff\xd8\xff\xe0",
        "2018-05/报表.pdf": b"%PDF-1.4",
        "2018-05/半截.xlsx": progress_sheet(PLAIN).bytes()[:900],
        "2018-05/打包/民政处.zip": zipped({"a": "b"}),
        "2018-05/空.xlsx": b"",
        "2018-05/说明.txt": "请各单位按时报送".encode("gbk"),
        "2018-05/副本/民政处 - 副本.xlsx": progress_sheet(PLAIN),
    }
    found = intake(tmp_path, files)
    assert [item.department for item in found.returns] == ["民政处", "教育处"]
    outcome = {item.file.rpartition("/")[2]: item.outcome for item in found.files}
    assert len(outcome) == len(files) - 1
    assert outcome == {
        "民政处.xlsx": "已采用",
        "教育处.xlsx": "已采用",
        "~$民政处.xlsx": "跳过：编辑软件的锁文件，已跳过",
        ".~lock.民政处.xlsx#": "跳过：编辑软件的锁文件，已跳过",
        ".DS_Store": "跳过：隐藏文件，已跳过",
        "Thumbs.db": "跳过：隐藏文件，已跳过",
        "密.xlsx": "未采用：设置了打开密码",
        "照片.xlsx": "未采用：不是表格文件",
        "报表.pdf": "未采用：不是表格文件",
        "半截.xlsx": "未采用：文件不完整",
        "民政处.zip": "未采用：不是表格文件",
        "空.xlsx": "未采用：空文件",
        "说明.txt": "未采用：没有找到填报表",
        "民政处 - 副本.xlsx": "与「input/2018-05/民政处.xlsx」完全相同，只计一份",
    }
    assert len(found.skipped) == 4
    for problem in found.problems:
        assert problem.source.file.startswith("input/2018-05/")
        assert problem.remedy.startswith(("请", "如需", "确需", "作废", "明确", "无须"))
        assert problem.period == MAY
    assert "「民政处.xlsx」可能正被人打开着" in messages(found, Kind.FILE_LOCK)[0] + messages(found, Kind.FILE_LOCK)[1]


def test_problems_of_an_unreadable_file_go_to_the_department_its_name_hints_at(tmp_path):
    """mess.md D: 报而无法读 is told apart from 未报."""
    found = intake(tmp_path, {"2018-05/民政处.xlsx": ole("EncryptedPackage")})
    assert [(problem.department, problem.period, problem.level) for problem in found.problems] == [
        ("民政处", MAY, Level.REFUSED)
    ]
    assert (found.files[0].department, found.files[0].periods) == ("民政处", (MAY,))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows, and it has no named pipes in folders")
def test_links_are_not_followed(tmp_path):
    """To a file, to a folder, to nowhere."""
    intake(tmp_path, {"2018-05/民政处.xlsx": progress_sheet(PLAIN)})
    folder = tmp_path / "input" / "2018-05"
    os.symlink("/etc/hostname", folder / "a.xlsx")
    os.symlink("/", folder / "根")
    os.symlink("没有", folder / "b.xlsx")
    os.mkfifo(folder / "管道.xlsx")
    found = read_returns(tmp_path, small_plan())
    assert len(found.returns) == 1
    assert sorted((problem.code, problem.source.file.rpartition("/")[2]) for problem in found.problems) == [
        ("F203", "a.xlsx"),
        ("F203", "b.xlsx"),
        ("F203", "根"),
        ("F204", "管道.xlsx"),
    ]


def test_byte_equal_copies_count_once_and_others_are_all_returned(tmp_path):
    """[79] Which version counts is decided later; a copy that its folder puts into another month is none."""
    copy, other = progress_sheet(PLAIN), progress_sheet(PLAIN, filed_on="2018-05-24")
    found = intake(tmp_path, {"2018-05/a.xlsx": copy, "2018-05/b.xlsx": copy, "2018-05/c.xlsx": other})
    assert [item.source.file for item in found.returns] == ["input/2018-05/a.xlsx", "input/2018-05/c.xlsx"]
    assert [(problem.code, problem.source.file) for problem in found.problems] == [("F222", "input/2018-05/b.xlsx")]
    monthless = progress_sheet(PLAIN, period="", title="进展表")
    found = intake(tmp_path / "b", {"2018-05/a.xlsx": monthless, "2018-06/a.xlsx": monthless})
    assert [item.period.month for item in found.returns] == [5, 6]


@pytest.mark.parametrize("copy", ["民政处 - 副本.xlsx", "民政处 副本(1).xlsx", "复件 民政处.xlsx", "旧/民政处.xlsx"])
def test_of_copies_the_plainest_name_is_the_original(tmp_path, copy):
    """Whatever comes first in the alphabet."""
    found = intake(tmp_path, {f"2018-05/{copy}": progress_sheet(PLAIN), "2018-05/民政处.xlsx": progress_sheet(PLAIN)})
    assert [item.source.file for item in found.returns] == ["input/2018-05/民政处.xlsx"]
    assert [(problem.code, problem.source.file) for problem in found.problems] == [("F222", f"input/2018-05/{copy}")]


def test_a_file_that_is_not_taken_is_named_once(tmp_path):
    """A foreign .ods: not its format besides; a damaged sheet: neither 没有找到填报表 nor
    不知道是哪张填报表的事项登记.
    """
    context = ReadingContext(small_plan())

    def told(*sheets: Grid, kind: Kind, **facts: str) -> list[str]:
        book = Workbook(sheets=sheets, remarks=(Remark(kind, facts),))
        found = file_workbook(book, "input/2018-05/a.xlsx", Hints("", MAY), context)
        settle_loose([found], context)
        assert found.outcome.startswith("未采用")
        return [problem.code for problem in found.problems]

    stray = Grid(name="表", cells={(1, 1): GridCell("甲", 1, 1)})
    assert told(stray, kind=Kind.FILE_OLD_FORM, what="ODS 表格") == ["F226"]
    assert told(stray, kind=Kind.SHEET_DAMAGED, sheet="进展填报", why="内容缺失") == ["S327"]
    titles = ("任务编号", "事项名称", "日期", "起算日期", "网址或佐证材料")
    lines = (("填报单位", "民政处"), titles, ("2-07", "《办法》解读", "2018-05-10", "", "http://a.gov.cn/1"))
    register = Grid(
        name="事项登记",
        cells={
            (row, column): GridCell(text, row, column)
            for row, line in enumerate(lines, 1)
            for column, text in enumerate(line, 1)
            if text
        },
    )
    assert told(register, kind=Kind.SHEET_DAMAGED, sheet="进展填报", why="内容缺失") == ["S327"]


def test_several_sheets_are_each_read_for_what_they_are(tmp_path):
    """mess.md B: two months are two returns; two of one month are both returned and named; a guide is none."""
    book = progress_sheet(PLAIN).sheet("四月").sheet("又一张").sheet("填写说明", "项目 | 怎样填写\n自己写的 | 一句话")
    book.sheets[1]["cells"] = (
        progress_sheet(PLAIN, period="2018-04", filed_on="2018-04-20", title="表").text("M8", "四月的").now["cells"]
    )
    book.sheets[2]["cells"] = progress_sheet(PLAIN, filed_on="2018-05-25").now["cells"]
    found = intake(tmp_path, {"2018-05/a.xlsx": book})
    assert [(item.period.month, item.source.sheet) for item in found.returns] == [
        (4, "四月"),
        (5, "又一张"),
        (5, "进展填报"),
    ]
    assert "「进展填报」「又一张」" in messages(found, Kind.SHEET_TWICE)[0]
    assert {"自己写的", "一句话"} <= {cell.text for cell in found.unused}
    assert found.files[0].periods == (Period(2018, 4), MAY)
    assert {sheet.source.sheet: sheet.period.month for sheet in found.typed} == {
        "进展填报": 5,
        "四月": 4,
        "又一张": 5,
        "填写说明": 5,
    }


def test_a_sheet_in_another_months_folder_is_told_in_both_months(tmp_path):
    """Someone has to look: whoever sent it would silently be 未报送.

    An older sheet beside the month's own is where it belongs.
    """
    june = Period(2018, 6)
    stray = intake(tmp_path / "a", {"2018-06/民政处.xlsx": progress_sheet(PLAIN)})
    for period, missing in ((MAY, ()), (june, ("民政处",))):
        month = assess(small_plan(), stray.returns, period, period.last_day, problems=stray.problems)
        assert [item.kind for item in month.problems if item.level is Level.WARNED] == [Kind.PERIOD_DIFFERS]
        assert set(missing) <= set(month.missing)
    titled = intake(tmp_path / "b", {"2018-06/a.xlsx": progress_sheet(PLAIN, period="")})
    assert [problem.source.sheet for problem in titled.problems if problem.kind is Kind.PERIOD_DIFFERS] == ["进展填报"]
    both = progress_sheet(PLAIN, period="2018-06", filed_on="2018-06-22").sheet("五月")
    both.now["cells"] = progress_sheet(PLAIN).now["cells"]
    assert messages(intake(tmp_path / "c", {"2018-06/a.xlsx": both}), Kind.PERIOD_DIFFERS) == []


def test_a_return_that_was_sent_back_may_come_in_again(tmp_path):
    """Its first sheet is ours, and so are the comments of that author."""
    book = Book("序号 | 位置 | 怎样修改\n1 | M6 | 请补填", name=MARK_SHEET).sheet("进展填报")
    book.now["cells"] = progress_sheet(PLAIN).now["cells"]
    found = intake(tmp_path, {"2018-05/a.xlsx": book})
    assert (len(found.returns), found.problems) == (1, ())


def test_progress_is_told_and_order_changes_nothing(tmp_path):
    """Read twice, the same."""
    seen = []
    files = {
        f"2018-05/{number}.xlsx": progress_sheet(PLAIN, department=name, filed_on=f"2018-05-{number}")
        for number, name in zip(range(10, 20), ("民政处", "教育处") * 5)
    }
    first = intake(tmp_path, files)
    second = read_returns(tmp_path, small_plan(), progress=lambda done, of: seen.append((done, of)))
    assert first == second
    assert seen == [(number, 10) for number in range(1, 11)]


def test_a_missing_input_folder_is_an_empty_intake(tmp_path):
    """Nothing returned yet."""
    found = read_returns(tmp_path, small_plan())
    assert (found.returns, found.problems, found.files) == ((), (), ())


# --- nothing is lost -----------------------------------------------------------------------------------------------


def lost(book: Workbook, name: str = "input/2018-05/a.xlsx") -> list[str]:
    """The texts of cells that are in no entry, no problem's content and no unused cell, words of the form aside."""
    context = ReadingContext(small_plan())
    found = file_workbook(book, name, Hints.of(name, context.register), context)
    settle_loose([found], context)
    taken_in = [row.cells for item in found.returns for row in (*item.entries, *item.items)]
    kept = {(cell.source.sheet, cell.source.cell) for cell in found.unused}
    kept |= {
        (row.source.sheet, cell.address)
        for item in found.returns
        for row in (*item.entries, *item.items)
        for cell in row.cells.values()
    }
    kept |= {(problem.source.sheet, problem.source.cell) for problem in found.problems if problem.content}
    words = {text for period in {MAY, *(item.period for item in found.returns)} for text in context.words(period)}
    words |= {str(text) for identity in found.identities for text in identity}  # 单位 and 报送期 of 「来源文件」
    told = (
        [cell.text for cell in found.unused]
        + [problem.content for problem in found.problems]
        + [cell.text for row in taken_in for cell in row.values()]
    )
    return [
        cell.text
        for grid in book.sheets
        for cell in grid.cells.values()
        if (grid.name, cell.address) not in kept and cell.text not in told and cell.text not in words
    ]


TITLES = [column for column in rows(HEADER)[0]] + [
    "备注",
    "状态",
    "编号",
    "单位",
    "序号",
    "填报单位",
    "填报人：张三",
    "报送期",
    "合计",
    "2018-05",
    "民政处",
]
VALUES = [
    "1-01",
    "1-02",
    "1-09",
    "2-07",
    "2-14",
    "9-99",
    "已完成",
    "推进中",
    "差不多",
    "80%",
    "0.8",
    "2018.5.20",
    "6月底",
    "甲乙丙",
    "http://a.gov.cn/1",
    "推进教育信息公开，公开招生范围和收费等信息。",
    "=1+1",
    "教育处",
    "13905170000",
]
cell_text = st.one_of(
    st.sampled_from(TITLES), st.sampled_from(VALUES), st.text(min_size=1, max_size=8).map(str.strip).filter(bool)
)
cells = st.dictionaries(st.tuples(st.integers(1, 14), st.integers(1, 9)), cell_text, max_size=60)
merges = st.lists(st.tuples(st.integers(1, 14), st.integers(1, 9), st.integers(0, 5), st.integers(0, 3)), max_size=5)
kinds = st.sampled_from(["text", "number", "date", "percent", "error", "formula", "picture", "boolean", "time"])


@settings(max_examples=300, deadline=None)
@given(cells, merges, st.data())
def test_any_grid_is_read_without_an_exception_and_loses_no_cell(found, merged, data):
    """However the cells are arranged, whatever they say."""
    grid = Grid(
        name="表",
        merges=tuple(Merge(a, b, a + c, b + d) for a, b, c, d in merged),
        cells={
            place: GridCell(text, *place, data.draw(kinds) if data.draw(st.integers(0, 5)) == 0 else "text")
            for place, text in found.items()
        },
    )
    assert lost(Workbook(sheets=(grid,))) == []


@settings(max_examples=150, deadline=None)
@given(cells, st.permutations(range(17)), st.integers(0, 3))
def test_a_return_written_over_loses_no_cell(found, order, shift):
    """A sound return with its columns moved and anything typed over it, anywhere."""
    table = [["" for _ in range(17)] for _ in range(16)]
    for row, line in enumerate(rows(PLAIN.strip()), 6 + shift):
        for column, value in enumerate(line):
            table[row][order.index(0 if not column else column + 7)] = value
    table[5 + shift] = [rows(HEADER)[0][index] for index in order]
    table[1][:4] = ["填报单位", "民政处", "报送期", "2018-05"]
    whole = {
        (row, column): text for row, line in enumerate(table, 1) for column, text in enumerate(line, 1) if text
    } | found
    grid = Grid(name="表", cells={place: GridCell(text, *place) for place, text in whole.items()})
    assert lost(Workbook(sheets=(grid,))) == []


def test_a_word_planted_in_every_cell_is_found_again(tmp_path):
    """With rows and columns added: in an entry, in a problem's content, or among the unused."""
    book = progress_sheet(
        PLAIN + "3-01 | 甲 | 乙\n | 丙 | 丁\n", title="标题", more=["备注：以上属实", "填报人：王五 | 2018年"]
    )
    words = []
    for number, (row, column) in enumerate((row, column) for row in range(1, 18) for column in range(1, 20)):
        keeps = row in (2, 3, 5) or (column == 1 and row > 5)  # fields, header and numbers stay
        if keeps and (row, column) in book.now["cells"]:
            continue
        words.append(f"词{number:03d}甲")
        book.text(f"{string.ascii_uppercase[column - 1]}{row}", words[-1])
    found = intake(tmp_path, {"2018-05/a.xlsx": book})
    assert len(found.returns) == 1
    everything = "\n".join(
        [cell.text for cell in found.unused]
        + [problem.content for problem in found.problems]
        + [cell.text for item in found.returns for entry in item.entries for cell in entry.cells.values()]
    )
    assert [word for word in words if word not in everything] == []


# --- the same verdicts from every accepted form --------------------------------------------------------------------

FORMS = {
    "status": {
        "已完成": ["已完成", "完成", "已办结", "√", " 已完成 ", "全部完成"],
        "正在推进": ["正在推进", "推进中", "进行中", "正在办理", "正在⏎推进"],
        "长期坚持": ["长期坚持", "长期", "持续推进"],
    },
    "progress": {
        "40%": ["40%", "40", "４０％", "40.0%", "百分之四十"],
        "100": ["100", "100%", "１００"],
        "30": ["30", "30%", "３０％"],
    },
    "done_on": {
        "2018-05-20": [
            "2018-05-20",
            "2018.5.20",
            "2018年5月20日",
            "20180520",
            "2018/5/20 0:00",
            "43240",
            "２０１８．５．２０",
        ]
    },
    "count": {"1": ["1", "１", "1次", "一次", "1.0"]},
    "expected_on": {"2018-12-20": ["2018-12-20", "2018年12月20日", "2018.12.20"]},
    "task_id": {"1-01": ["1-01", "1-1", "１－０１", "1—01"]},
}


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(17)), st.integers(0, 4), st.integers(0, 2), st.data())
def test_a_return_retyped_in_accepted_forms_says_the_same(order, above, between, data):
    """Columns moved, rows added above and between, values in other accepted forms: the same readings, nothing to
    complain of.
    """
    plain, retyped = (
        _entries(_filled(range(17), 0, 0, lambda key, text: text)),
        _entries(
            _filled(
                order,
                above,
                between,
                lambda key, text: data.draw(st.sampled_from(FORMS.get(key, {}).get(text, [text]))),
            )
        ),
    )
    assert retyped == plain


def _filled(order, above, between, typed) -> Grid:
    keys = [
        "task_id",
        "list",
        "area",
        "task",
        "due",
        "leader",
        "role",
        "requirement",
        *(column.key for column in FILLED),
    ]
    sheet = progress_sheet(PLAIN)
    original = {(row, column): _text(markup) for (row, column), markup in sheet.now["cells"].items()}
    placed = {}
    for (row, column), text in original.items():
        if row < 5:
            placed[row + above, column] = text
        else:
            new = row + above + (between if row > 6 else 0)
            placed[new, list(order).index(column - 1) + 1] = (
                text if row == 5 else typed(keys[column - 1], text).replace("⏎", "\n")
            )
    return Grid(name="表", cells={place: GridCell(text, *place) for place, text in placed.items()})


def _text(markup: str) -> str:
    import html
    import re

    return html.unescape(re.search(r">([^<>]*)</(?:t|v)>", markup)[1])


def _entries(grid: Grid) -> list[tuple]:
    context = ReadingContext(small_plan())
    found = file_workbook(Workbook(sheets=(grid,)), "input/a.xlsx", Hints("", None), context)
    assert found.problems == []
    return [(entry.task_id, *(entry.values.get(column.key) for column in FILLED)) for entry in found.returns[0].entries]
