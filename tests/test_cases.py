"""Small workbooks as offices send them, each one of its kind (tests/data/cases/returns): what is read of them and
what is said.
"""

import collections
import datetime as dt
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from reporter.assess.course import assess
from reporter.intake.input_returns import read_returns
from reporter.intake.master_list import read_master
from reporter.vocabulary.model import Period
from reporter.vocabulary.problems import Kind, Level

HERE = Path(__file__).parent
CASES = HERE / "data" / "cases" / "returns"
JUNE = Period(2018, 6)
PLAN = read_master(HERE.parent / "input" / "任务总表.xlsx")[0]


@pytest.fixture
def read(tmp_path):
    """A function: the month of June with the files of some cases in its folder, read and judged."""

    def reading(*prefixes: str):
        folder = tmp_path / "-".join(prefixes) / "input" / "2018-06"
        folder.mkdir(parents=True)
        for path in sorted(CASES.iterdir()):
            if path.name.split("_")[0] in prefixes or path.name.rpartition("__")[0] in prefixes:
                shutil.copy(path, folder / path.name.rpartition("__")[2])
        found = read_returns(folder.parent.parent, PLAN)
        return found, assess(PLAN, found.returns, JUNE, JUNE.last_day, problems=found.problems)

    return reading


def told(found, *levels: Level) -> collections.Counter:
    """How often each kind was told, of these levels or of all."""
    return collections.Counter(item.kind for item in found.problems if not levels or item.level in levels)


def score(month, name: str = "卫生处"):
    return next(item for item in month.scores if item.department == name)


def verdict(month, task: str):
    return next(item for item in month.verdicts if item.duty.department == "卫生处" and item.duty.task.id == task)


def only(found):
    (one,) = found.returns
    return one


def test_a_work_plan_beside_a_good_return_changes_nothing(read):
    """序号, 任务名称, 状态 of the office's own matters: named once, as none of ours; no point is lost."""
    _, alone = read("s26")
    found, month = read("v6")
    good = [item for item in found.returns if item.entries]
    assert [(len(item.entries), item.source.file) for item in good] == [(29, "input/2018-06/卫生处.xlsx")]
    assert len(found.returns) == 1
    assert told(found) == {Kind.FILE_NO_RETURN: 1}
    assert score(month).material == 5
    assert alone.returned == month.returned == ("卫生处",)


def test_a_list_of_cars_makes_nobody_reported(read):
    """编号, 事项, 状态."""
    found, month = read("v7")
    assert (found.returns, told(found)) == ((), {Kind.FILE_NO_RETURN: 1})
    assert "卫生处" in month.missing
    assert score(month).total == 0


@pytest.mark.parametrize("case", ["s03", "r7"])
def test_a_state_column_under_another_title_is_read_and_told_once(read, case):
    """完成状态 renamed 完成情况, beside 进展情况; the register on the next sheet takes nothing of it."""
    found, _ = read(case)
    assert len(only(found).entries) == 29
    assert all(entry.status for entry in only(found).entries)
    assert told(found, Level.REFUSED, Level.WARNED) == {Kind.COLUMNS_BY_VALUES: 1}
    (problem,) = [item for item in found.problems if item.kind is Kind.COLUMNS_BY_VALUES]
    assert (problem.source.cell, "「完成情况」是完成状态" in problem.message) == ("I5", True)
    assert "29 格中 29 格是状态用语" in problem.message


def test_a_return_without_its_state_column_is_told_which_title_is_missing(read):
    """At the header row, once: what stands on the next sheet only follows."""
    found, month = read("s04")
    assert (found.returns, told(found)) == ((), {Kind.SHEET_NEAR: 1})
    (problem,) = found.problems
    assert (problem.source.sheet, problem.source.cell[1:]) == ("进展填报", "5")
    assert "“完成状态”" in problem.message and "最接近" not in problem.message  # 进展情况 holds no states
    assert "卫生处" in month.missing


@pytest.mark.parametrize("case", ["L4", "L4b"])
def test_an_offices_own_header_two_rows_deep(read, case):
    """Groups of titles over titles, wordings word for word, states under 完成情况 or 完成状态."""
    found, _ = read(case)
    assert len(only(found).entries) == 29
    first = only(found).entries[0]
    assert (first.task_id, first.status, first.progress, first.narrative) == ("1-01", "正在推进", 60, "已公开1条。")
    assert first.evidence.startswith("http://")
    assert told(found)[Kind.COLUMNS_BY_VALUES] == (case == "L4")


def test_wordings_below_another_title_are_found(read):
    """重点工作 holds the areas, 年度目标任务 the tasks."""
    found, _ = read("L1b")
    assert len(only(found).entries) == 29
    assert not told(found)[Kind.ROW_UNKNOWN]
    assert only(found).entries[4].narrative == "已公开5条。"


def test_tasks_without_any_state_are_told_at_the_header(read):
    """All wordings are there; the title that comes nearest is named with its cell."""
    found, month = read("L1")
    assert (found.returns, told(found)) == ((), {Kind.SHEET_NEAR: 1})
    (problem,) = found.problems
    assert problem.source.cell == "E3"
    assert "29 行" in problem.message and "E3 的「进展情况」" in problem.message
    assert "卫生处" in month.missing


def test_a_supervision_sheet_with_numbers_stays_read(read):
    """达进度, 欠进度, 提前完成: the words of such sheets, and the numbers of the master list."""
    found, _ = read("L7")
    assert len(only(found).entries) == 29


def test_a_task_over_three_rows_is_one_entry(read):
    """One merged number, three lines of 进展情况."""
    found, _ = read("s06")
    assert len(only(found).entries) == 29
    first = only(found).entries[0]
    assert (first.task_id, first.status) == ("1-01", "正在推进")
    assert first.narrative == "一是公布目录。\n二是更新指南。\n三是公开电话。"
    assert told(found) == {Kind.ROW_JOINED: 1}


def test_the_corner_of_a_merged_cell_speaks_for_all_of_it(read):
    """正在推进 is seen; 已完成 lies beneath, in 未采用内容."""
    found, _ = read("r8")
    entries = {entry.task_id: entry for entry in only(found).entries}
    assert (entries["1-01"].status, entries["1-02"].status) == ("正在推进", "正在推进")
    assert told(found)[Kind.CELL_COVERED] == 1
    assert [cell.text for cell in found.unused if cell.source.cell == "I7"] == ["已完成"]
    assert told(found) == {Kind.CELL_COVERED: 1}  # 100 % and a date beside 正在推进 only follow


def test_a_column_that_is_missing_is_told_once_and_not_again_in_each_row(read):
    """完成日期 (L4), 完成进度 and 公开网址 as well (L1b); 已完成 without evidence still is 待核实."""
    found, _ = read("L4")
    assert (told(found)[Kind.COLUMN_MISSING], told(found)[Kind.DONE_WITHOUT_DATE]) == (1, 0)
    found, month = read("L1b")
    assert told(found, Level.REFUSED, Level.WARNED) == {Kind.COLUMN_MISSING: 1}
    done = [item for item in month.verdicts if item.entry and item.entry.status == "已完成"]
    assert done and {item.rule for item in done} == {8}


def test_a_row_of_a_table_that_has_the_column_is_told_what_it_lacks(tmp_path):
    """The column is there and blank: each row is asked for its day."""

    def blank(sheet):
        for row in range(6, 35):
            sheet.cell(row, 9, "已完成")
            sheet.cell(row, 11).value = None

    found, _ = mend(tmp_path, "s26", blank)
    assert told(found)[Kind.DONE_WITHOUT_DATE] == 29


def test_a_formula_without_a_value_is_told_as_what_it_is_alone(read):
    """HYPERLINK that was never reckoned is no evidence without a name besides."""
    found, _ = read("v1")
    cells = collections.Counter(item.source.cell for item in found.problems if item.source.cell.startswith("N"))
    assert set(cells.values()) == {1}


def test_a_table_of_several_departments_says_whose_row_is_missing(read):
    found, _ = read("s11")
    said = [item for item in found.problems if item.kind is Kind.ROW_MISSING]
    assert said and all(f"表中没有{item.department}的任务" in item.message for item in said)


@pytest.mark.parametrize(
    ("case", "evidence"),
    [
        ("v1", "点击查看 http://www.example.gov.cn/art/2018/6/15/art_1_2.html"),
        ("r2", "点击查看 http://www.example.gov.cn/art/1.html"),
        ("s26", "《卫生惠民政策解读》 http://www.example.gov.cn/art/2018/6/15/art_77.html"),
    ],
)
def test_the_address_of_a_link_counts_as_evidence(read, case, evidence):
    """Of the cell, or of HYPERLINK: done, and nothing said of the cell."""
    found, month = read(case)
    assert only(found).entries[0].evidence == evidence
    assert not [item for item in found.problems if item.source.cell == "N6"]
    assert verdict(month, "1-01").state == "已完成"


def test_cells_that_show_something_else_are_told_once_each(read):
    """HYPERLINK without a value, 「已完成」 for a 1, words that a format hides, a link to a file of one's own."""
    found, month = read("v1")
    at = collections.defaultdict(list)
    for item in found.problems:
        at[item.source.cell].append(item.kind)
    assert verdict(month, "1-02").entry.evidence == "链接 http://www.example.gov.cn/a.html"
    assert (at["N7"], at["I13"], at["M14"]) == ([], [Kind.CELL_SHOWS_OTHER], [Kind.CELL_SHOWS_NOTHING])
    assert verdict(month, "1-08").entry.status == "已完成"
    found, _ = read("s26")
    assert [(item.kind, item.source.cell) for item in found.problems] == [(Kind.LINK_ELSEWHERE, "N7")]


def test_a_picture_over_the_evidence_is_told_with_its_cell(read):
    """Not 「没有填」."""
    found, month = read("s12")
    assert [(item.kind, item.source.cell) for item in found.problems] == [(Kind.CELL_PICTURE, "N6")]
    assert (verdict(month, "1-01").state, verdict(month, "1-01").entry.evidence) == ("待核实", "（图片）")


def test_a_workbook_that_opens_in_excel_without_asking_is_read(read):
    """Encrypted with Excel's standing password."""
    found, _ = read("r6")
    assert (len(only(found).entries), told(found, Level.REFUSED)) == (29, {})


def test_a_day_typed_as_a_number_in_our_own_column_of_days(read):
    """6.15 is 15 June, told; of 6.3 nobody can say whether it was 6.30."""
    found, month = read("r11")
    assert [verdict(month, f"1-0{number}").entry.done_on for number in (2, 3)] == [None, dt.date(2018, 6, 15)]
    said = {item.source.cell: (item.kind, item.content) for item in found.problems}
    assert (said["K7"], said["K8"]) == ((Kind.DATE_UNREADABLE, "6.3"), (Kind.DATE_DOUBT, "6.15"))


def test_who_declares_a_lag_is_never_green(read):
    """进度缓慢 and 欠进度 at 60 %, ten points ahead of the plan; 超进度 beside them stays green."""
    _, month = read("s22")
    found = {task: verdict(month, task) for task in ("1-04", "1-05", "1-06")}
    assert [(item.state, item.because) for item in found.values()] == [
        ("进度滞后", "自报进度滞后"),
        ("正常推进", "按计划推进"),
        ("进度滞后", "自报进度滞后"),
    ]


def test_a_table_of_several_departments_is_read_row_by_row(read):
    """A column 责任单位 and no 填报单位."""
    found, month = read("s11")
    assert {item.department for item in found.returns} == {"卫生处", "教育处", "民政处"}
    assert sum(len(item.entries) for item in found.returns) == 28  # one row is not a duty of the department it names
    assert told(found, Level.REFUSED) == {Kind.ROW_NOT_DUTY: 1}
    assert set(month.returned) == {"卫生处", "教育处", "民政处"}


@pytest.mark.parametrize("case", ["s08", "s01"])
def test_totals_and_hints_are_no_tasks_and_cost_nothing(read, case):
    """合计：, 共计, 以上共29项, 总计（29项）; a row of filling hints under the header."""
    found, month = read(case)
    assert (len(only(found).entries), told(found)) == (29, {})
    assert score(month).material == 5


def test_odd_numbers_are_found_and_what_was_typed_is_said(read):
    """（1）－01, 清单二13, Feb-17: by the wording beside them."""
    found, _ = read("s20")
    assert len(only(found).entries) == 29
    said = [item.message for item in found.problems if item.kind is Kind.ROW_BY_WORDING]
    assert any("「（1）－01」" in text for text in said)
    assert not any("没有任务编号" in text for text in said)


def test_the_beginning_of_a_wording_is_asked_back(read):
    """「是否为任务 2-01？」, and the task is not called missing besides."""
    found, _ = read("s23")
    assert told(found, Level.REFUSED, Level.WARNED) == {Kind.ROW_UNKNOWN: 8}
    assert any("是否为任务 2-01？" in item.message for item in found.problems)


# --- a remedy that was followed leads to a reading -----------------------------------------------------------------


def mend(tmp_path: Path, case: str, change) -> tuple:
    """What is read of the workbook of a case after `change` was made to its first sheet."""
    (path,) = [item for item in CASES.iterdir() if item.name.split("_")[0] == case]
    folder = tmp_path / "input" / "2018-06"
    folder.mkdir(parents=True)
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(folder / path.name.rpartition("__")[2])
    found = read_returns(tmp_path, PLAN)
    return found, told(found, Level.REFUSED)


def test_beginnings_of_wordings_are_one_fault_each_with_the_tasks_they_may_be(tmp_path):
    """The first six characters: several tasks may begin so, all are named, and none is missing besides."""

    def cut(sheet):
        for row in range(6, 35):
            task = next(task for task in PLAN.tasks if task.id == sheet.cell(row, 1).value)
            sheet.cell(row, 1).value, sheet.cell(row, 4).value = None, task.text[:6]

    found, refused = mend(tmp_path, "s26", cut)
    assert refused == {Kind.ROW_UNKNOWN: 29} and Kind.ROW_MISSING not in told(found)
    hints = [item.message for item in found.problems if item.kind is Kind.ROW_UNKNOWN]
    assert all("是否为任务 " in hint for hint in hints) and any("1-01、1-05、1-06？" in hint for hint in hints)


def test_renaming_the_title_that_was_named_makes_a_return(tmp_path):
    """「最接近的是 E3 的「进展情况」」: it becomes 完成状态, and all 29 duties are read."""

    def rename(sheet):
        sheet["E3"] = "完成状态"

    found, refused = mend(tmp_path, "L1", rename)
    assert (len(only(found).entries), refused) == (29, {})


def test_adding_the_column_that_is_missing_makes_a_return(tmp_path):
    """「没有的请加一列“完成状态”」."""

    def add(sheet):
        sheet["Q5"] = "完成状态"
        for row in range(6, 35):
            sheet.cell(row, 17, "正在推进")

    found, refused = mend(tmp_path, "s04", add)
    assert (len(only(found).entries), refused) == (29, {})


def test_renaming_columns_known_by_their_values_leaves_nothing_to_say(tmp_path):
    """「请把列名改成下发的填报表的列名」."""

    def rename(sheet):
        sheet["I5"] = "完成状态"

    found, _ = mend(tmp_path, "r7", rename)
    assert (len(only(found).entries), told(found)) == (29, {})


def test_a_field_row_right_above_the_header_is_no_part_of_it(tmp_path):
    """Row 4 of our own blank deleted."""
    found, refused = mend(tmp_path, "s26", lambda sheet: sheet.delete_rows(4))
    assert (len(only(found).entries), refused) == (29, {})
    assert (only(found).department, str(only(found).filed_on)) == ("卫生处", "2018-06-20")
    assert told(found) == {Kind.REVIEWER_MISSING: 1}


# Near misses of our own blank: rows 6 to 34 below a header in row 5, 完成状态 in column I, 进展情况 in M.

_ROWS = range(6, 35)


def titled(title: str | None, said: str | None):
    """The state column under this title, with these words in each row."""

    def change(sheet, column: int = 9, top: int = 5):
        sheet.cell(top, column).value = title
        for row in _ROWS:
            sheet.cell(row + top - 5, column).value = said

    return change


def under_a_group(sheet):
    """Titles over two rows, 本月 above those to be filled in."""
    sheet.insert_rows(5)
    for column in range(1, 9):
        sheet.cell(5, column).value, sheet.cell(6, column).value = sheet.cell(6, column).value, None
        sheet.merge_cells(start_row=5, end_row=6, start_column=column, end_column=column)
    sheet["I5"] = "本月"
    sheet.merge_cells("I5:Q5")
    titled("情形", "好")(sheet, top=6)


def headless(sheet):
    """No titles at all."""
    titled(None, "好")(sheet)
    for column in range(1, 20):
        sheet.cell(5, column).value = None


def heading(sheet):
    """The titles of the blank typed in again."""
    (path,) = [item for item in CASES.iterdir() if item.name.split("_")[0] == "s26"]
    for cell in openpyxl.load_workbook(path).worksheets[0][5]:
        sheet.cell(5, cell.column).value = cell.value
    STATED(sheet)


def numbers_alone(sheet):
    """任务编号 and nothing else of the locked columns."""
    titled("情形", "好")(sheet)
    sheet.delete_cols(2, 7)


def deleted(sheet):
    sheet.delete_cols(9)


STATED = titled("完成状态", "正在推进")
NEAR = {
    "misspelt": (titled("完成状太", "好"), STATED, "I5", "完成状太"),
    "another title, blank": (titled("状态描述", None), STATED, "I5", "状态描述"),
    "free words": (titled("办理情况", "已召开会议研究。"), STATED, "A5", ""),
    "no title, marks": (titled(None, "√√"), STATED, "A5", ""),
    "nothing in the column": (titled(None, None), STATED, "A5", ""),
    "two rows of titles": (under_a_group, lambda sheet: STATED(sheet, top=6), "A6", ""),
    "column deleted": (deleted, lambda sheet: STATED(sheet, 18), "A5", ""),
    "no titles": (headless, heading, "A5", ""),
    "numbers alone": (numbers_alone, lambda sheet: STATED(sheet, 2), "A5", ""),
}


@pytest.mark.parametrize("kind", NEAR)
def test_a_near_miss_is_told_at_its_header_and_its_remedy_leads_to_a_reading(tmp_path, kind):
    """What is missing, once, with the title that comes nearest; then 「请加一列“完成状态”」 or the renaming is done."""
    change, remedy, cell, title = NEAR[kind]
    found, refused = mend(tmp_path / "near", "s26", change)
    assert (found.returns, refused) == ((), {Kind.SHEET_NEAR: 1})
    (problem,) = [item for item in found.problems if item.kind is Kind.SHEET_NEAR]
    assert (problem.source.sheet, problem.source.cell) == ("进展填报", cell)
    assert "29 行" in problem.message and "“完成状态”" in problem.message
    assert f"{cell} 的「{title}」" in problem.message if title else "最接近" not in problem.message

    def followed(sheet):
        change(sheet)
        remedy(sheet)

    found, refused = mend(tmp_path / "mended", "s26", followed)
    assert (len(only(found).entries), refused) == (29, {})
    assert all(entry.status == "正在推进" for entry in only(found).entries)


def test_abbreviated_wordings_without_states_are_a_near_miss(tmp_path):
    """Not the beginning of a register that has no progress sheet: the state column is what is missing."""

    def change(sheet):
        titled("情形", "好")(sheet)
        sheet.delete_cols(1, 3)
        for row in _ROWS:
            sheet.cell(row, 1).value = sheet.cell(row, 1).value[:10]

    found, _ = mend(tmp_path, "s26", change)
    assert (found.returns, told(found)) == ((), {Kind.SHEET_NEAR: 1})


# --- a return in a Word document -----------------------------------------------------------------------------------


def test_a_table_in_a_word_document_is_a_return(tmp_path):
    """Fields in the lines around it, a group of titles over two rows, cells by row and column of the table."""
    document = docx.Document()
    document.add_paragraph("卫生处政务公开工作进展情况")
    document.add_paragraph("填报单位：卫生处　　报送期：2018-06　　填报日期：2018-06-20")
    titles = ("序号", "任务内容", "完成情况", "具体进展", "网址")
    table = document.add_table(rows=2, cols=len(titles))
    for column, title in enumerate(titles):
        table.rows[0].cells[column].text = title
        if column < 2:
            table.rows[0].cells[column].merge(table.rows[1].cells[column])
    table.rows[0].cells[2].merge(table.rows[0].cells[4]).text = "本月进展"
    for column in (2, 3, 4):
        table.rows[1].cells[column].text = titles[column]
    duties = [task for task in PLAN.tasks if "卫生处" in task.owners]
    for number, task in enumerate(duties, 1):
        cells = table.add_row().cells
        for cell, text in zip(cells, (str(number), task.text, "正在推进", f"已公开{number}条。", "")):
            cell.text = text
    document.add_paragraph("审核人：李四")
    folder = tmp_path / "input" / "2018-06"
    folder.mkdir(parents=True)
    document.save(folder / "报表.docx")
    found = read_returns(tmp_path, PLAN)
    assert (only(found).department, len(only(found).entries)) == ("卫生处", len(duties))
    assert only(found).reviewer == "李四"
    first = only(found).entries[0]
    assert (first.status, first.narrative, first.source.sheet, first.row) == ("正在推进", "已公开1条。", "表1", 3)
    assert told(found, Level.REFUSED) == {}
    assert told(found)[Kind.FILE_OLD_FORM] == 1
