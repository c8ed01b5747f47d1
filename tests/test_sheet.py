"""A sheet taken apart: header, fields, rows; mess.md B.

What a person may do to our blank must not change what is read.
"""

import pytest

from reporter.intake.fields import find_fields
from reporter.intake.find import find
from reporter.intake.grid import Grid, GridCell, Merge
from reporter.intake.task_match import TaskIndex
from reporter.intake.title_match import PROGRESS
from tests.builders import rows, small_plan

TASKS = TaskIndex(small_plan())


def grid(table: str, *merges: tuple[int, int, int, int], **more) -> Grid:
    """A grid of texts from a drawn table."""
    cells = {
        (row, column): GridCell(text, row, column)
        for row, line in enumerate(rows(table), 1)
        for column, text in enumerate(line, 1)
        if text
    }
    return Grid(name="表", cells=cells, merges=tuple(Merge(*item) for item in merges), **more)


def read_sheet(found: Grid):
    """The progress sheet of a grid, None where there is none."""
    return find(found, TASKS).progress


def header_of(table: str, *merges: tuple[int, int, int, int]):
    """The one header of a table with a row that is ours below it."""
    (header,) = read_sheet(grid(table, *merges)).headers
    return header


# --- the header ----------------------------------------------------------------------------------------------------


def test_the_header_is_found_below_any_number_of_rows():
    """Contract, section 4: in any order, below any number of title rows."""
    header = header_of("标题\n" + "说明\n" * 60 + "完成状态 | 进展情况 | 任务编号\n已完成 | 甲 | 1-01")
    assert (header.top, header.columns) == (62, {"status": 1, "narrative": 2, "task_id": 3})


def test_columns_are_known_by_synonyms_and_marks_around_their_titles():
    """mess.md B: renamed columns; stars, brackets and line breaks do not matter."""
    header = header_of(
        "编号 | 任务内容 | *状态（下拉选择） | 完成⏎进度（％） | 目前进展 | 佐证材料 | 下步打算 | 备注\n1-01 | | 已完成"
    )
    assert header.columns == {
        "task_id": 1,
        "task": 2,
        "status": 3,
        "progress": 4,
        "narrative": 5,
        "evidence": 6,
        "next_steps": 7,
    }
    assert header.extra == {8: "备注"}


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("佐证材料/网址", "evidence"),
        ("网址/佐证", "evidence"),
        ("公开网址（佐证材料）", "evidence"),
        ("公开网址及佐证材料", "evidence"),
        ("网址、佐证材料", "evidence"),
        ("附件或链接", "evidence"),
        ("链接", "evidence"),
        ("公开链接", "evidence"),
        ("佐证材料（网址或文号）", "evidence"),
        ("完成情况说明", "narrative"),
        ("本月进展情况", "narrative"),
        ("目前工作进展", "narrative"),
        ("进展情况/完成情况", "narrative"),
        ("进展情况及存在问题", "narrative"),
        ("存在问题及下步措施", "difficulties"),
        ("困难和问题", "difficulties"),
        ("问题原因及困难", ""),
        ("下一步工作打算", "next_steps"),
        ("实际完成时间", "done_on"),
        ("完成时间（实际）", "done_on"),
        ("完成时间（预计）", "expected_on"),
        ("完成日期（预计）", "expected_on"),
        ("完成时间（年初）", "due"),
        ("目前完成率", "progress"),
        ("进度（％）", "progress"),
        ("责任单位/责任部门", "unit"),
        ("完成状态及进度", ""),
        ("进展情况及佐证材料", ""),
        ("5月进展情况", ""),
        ("上月进展情况", ""),
        ("是否公开", ""),
        ("及", ""),
    ],
)
def test_titles_as_offices_write_them_are_known(title, key):
    """Names put together are one column when all of them mean it; what a bracket adds may make it another.

    No guesses.
    """
    assert PROGRESS.key(title) == key


def test_a_heading_over_several_columns_is_none_of_their_titles():
    """「完成情况」 above 完成状态 to 进展情况 would be a title of its own elsewhere."""
    sheet = grid(
        "任务编号 | 完成情况 | |\n | 完成状态 | 完成进度 | 进展\n1-01 | 已完成 | 100 | x", (1, 1, 2, 1), (1, 2, 1, 4)
    )
    (header,) = read_sheet(sheet).headers
    assert {cell.text: header.reads(cell) for cell in sheet.cells.values() if header.reads(cell)} == {
        "任务编号": "task_id",
        "完成状态": "status",
        "完成进度": "progress",
        "进展": "narrative",
    }


def test_a_header_may_be_two_or_three_rows_deep():
    """mess.md B: groups above, titles below, some cells merged down."""
    header = header_of(
        """
任务编号 | 主要任务 | 填报内容 | | |
 | | 完成情况 | | 佐证
 | | 状态 | 进度 | 网址
1-01 | 甲 | 已完成 | 100 | x""",
        (1, 1, 3, 1),
        (1, 2, 3, 2),
        (1, 3, 1, 5),
        (2, 3, 2, 4),
    )
    assert (header.top, header.bottom) == (1, 3)
    assert header.columns == {"task_id": 1, "task": 2, "status": 3, "progress": 4, "evidence": 5}


def test_titles_split_over_two_rows_are_joined():
    """「完成」 over 「状态」."""
    header = header_of("任务 | 完成 | 完成\n编号 | 状态 | 进度\n1-01 | 已完成 | 1")
    assert header.columns == {"task_id": 1, "status": 2, "progress": 3}


def test_our_own_title_wins_over_a_synonym():
    """Two columns that mean the same: one is taken, the other is named."""
    header = header_of("任务编号 | 完成状态 | 目前进展 | 进展情况\n1-01 | 已完成")
    assert header.columns["narrative"] == 4
    assert header.doubled == ((3, "目前进展", "进展情况"),)


def test_a_sheet_without_task_or_state_has_no_header():
    """A guide, a summary, a list of names."""
    assert read_sheet(grid("项目 | 怎样填写\n完成状态 | 从下拉列表中选择\n完成进度 | 0 到 100")) is None
    assert read_sheet(grid("姓名 | 电话\n张三 | 1")) is None


def test_a_header_printed_again_or_a_second_table_is_a_header_of_its_own():
    """Each row is read by the header above it."""
    sheet = read_sheet(
        grid("""
任务编号 | 完成状态
1-01 | 已完成
完成状态 | 任务编号
推进中 | 1-02""")
    )
    assert [(row.text("task_id"), row.text("status")) for row in sheet.rows] == [("1-01", "已完成"), ("1-02", "推进中")]


# --- the fields ----------------------------------------------------------------------------------------------------


def values(found) -> dict[str, str]:
    return {item.key: item.text for item in found.found}


@pytest.mark.parametrize(
    "table",
    [
        "填报单位 | 民政处 | 报送期 | 2018-05\n填报人 | 张三 | 审核人 | 李四",
        "填报单位： | 民政处 | 报送期： | 2018-05\n填 报 人 | 张三 | 审核人（签字） | 李四",
        "填报单位：民政处 | | | 报送期：2018-05\n填报人：张三　　审核人：李四",
        "填报单位（盖章）：__民政处__（公章）　报送期: 2018-05⏎填表人：张三　审核：李四",
        "填报部门 | | 民政处 | 填报期 | | 2018-05\n经办人 | 张三 | 负责人 | 李四",
        "填报单位 | 报送期 | 填报人 | 审核人\n民政处 | 2018-05 | 张三 | 李四",
    ],
)
def test_fields_are_found_by_their_labels(table):
    """Value in the next cell, in the one below a row of labels, or behind a colon."""
    assert values(find_fields(grid(table), ())) == {
        "department": "民政处",
        "period": "2018-05",
        "filler": "张三",
        "reviewer": "李四",
    }


def test_a_label_without_a_value_is_a_blank_field():
    """The next label is not its value, nor is text far off."""
    found = find_fields(grid("填报人 | | 审核人 | 李四\n联系电话 | | | | | 远"), ())
    assert values(found) == {"filler": "", "reviewer": "李四", "phone": ""}


def test_fields_at_the_foot_are_found_too():
    """practice.md: 填报人, 审核人 and date often stand below the table."""
    sheet = read_sheet(
        grid(
            "任务编号 | 完成状态 | 进展情况\n1-01 | 已完成 | 甲\n填报人：张三 | | 审核人：李四\n填报日期：2018年5月22日"
        )
    )
    assert values(sheet.fields) == {"filler": "张三", "reviewer": "李四", "filed_on": "2018年5月22日"}
    assert len(sheet.rows) == 1


def test_words_of_labels_inside_the_table_are_no_fields():
    """A row that speaks of a 单位 is content."""
    sheet = read_sheet(grid("任务编号 | 完成状态 | 进展情况\n1-01 | 已完成 | 单位：全部公开"))
    assert not sheet.fields.found


# --- the rows ------------------------------------------------------------------------------------------------------


def test_merged_identifying_cells_speak_for_each_row_they_cover():
    """mess.md B: merged 公开领域 and 任务编号; the cell is the one that holds the text."""
    sheet = read_sheet(grid("任务编号 | 公开领域 | 完成状态\n1-01 | 教育 | 已完成\n1-02 | | 推进中", (2, 2, 3, 2)))
    assert [row.text("公开领域") or row.text("area") for row in sheet.rows] == ["教育", "教育"]
    assert sheet.spread == ()


def test_merged_content_speaks_for_each_row_and_is_named():
    """One state for three tasks is taken, and told."""
    sheet = read_sheet(grid("任务编号 | 完成状态\n1-01 | 已完成\n1-02 |\n1-09 |", (2, 2, 4, 2)))
    assert [row.text("status") for row in sheet.rows] == ["已完成"] * 3
    assert sheet.spread == (("status", Merge(2, 2, 4, 2)),)


def test_data_behind_blank_rows_is_not_lost():
    """mess.md A: reading does not stop at a blank row."""
    sheet = read_sheet(grid("任务编号 | 完成状态\n1-01 | 已完成" + "\n" * 500 + "1-02 | 推进中"))
    assert [row.number for row in sheet.rows] == [2, 502]


def test_notes_and_totals_are_no_rows():
    """They are kept as words around the table."""
    sheet = read_sheet(grid("任务编号 | 完成状态\n1-01 | 已完成\n合计 | 1\n注：以上均已核对"))
    assert [row.number for row in sheet.rows] == [2]
    assert {cell.text for cell in sheet.grid.cells.values()} - {cell.text for cell in sheet.cells} == {
        "合计",
        "1",
        "注：以上均已核对",
    }


def test_cells_without_a_column_stay_with_their_row():
    """To the right of the header, or below a title that is nobody's."""
    sheet = read_sheet(grid("任务编号 | 备注 | 完成状态\n1-01 | 甲 | 已完成 | 乙"))
    assert [cell.text for cell in sheet.rows[0].others] == ["甲", "乙"]
