"""Returns that go back: the department's own workbook, marked; and what is said with it."""

from __future__ import annotations

import datetime as dt
import io
import pickle
import re
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from reporter.sheets.blank import blank_sheet
from reporter.sheets.marked import NotMarkable, chat_text, marked_from_grid, marked_return
from reporter.telling import problem_lines
from reporter.vocabulary.form import MARK_AUTHOR, MARK_SHEET
from reporter.vocabulary.model import Source
from reporter.vocabulary.problems import Kind, Level, Problem

from .sample_month import HEALTH, JUNE, sample_plan

REFUSED, NOTED = Kind.REQUIREMENT_UNREADABLE, Kind.TITLE_UNDECIDED
RED, BLUE = "00F8CBAD", "00DDEBF7"
FILE = "input/2018-06/卫生处.xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{rows}}</sheetData>{{rest}}</worksheet>'


def refused(cell: str, sheet: str = "进展填报", content: str = "年中") -> Problem:
    """A problem of level 退 at a cell."""
    return REFUSED.at(Source(FILE, sheet, cell), content=content, department=HEALTH, period=JUNE, text=content)


def noted(cell: str, sheet: str = "进展填报") -> Problem:
    """A problem of level 示 at a cell."""
    return NOTED.at(Source(FILE, sheet, cell), department=HEALTH, period=JUNE, id="1-09", name="各相关部门")


def workbook(*cells: tuple[str, object], title: str = "进展填报", change=None) -> bytes:
    """A small workbook as a department might send it; `change` may do more to it."""
    book = Workbook()
    book.active.title = title
    for address, value in cells:
        book.active[address] = value
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def package(data: bytes, **parts: bytes) -> bytes:
    """The package with some parts replaced (``sheet1`` stands for xl/worksheets/sheet1.xml)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = name.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(name, parts.get(key, old.read(name)))
    return out.getvalue()


def opened(data: bytes):
    """The workbook again."""
    return load_workbook(io.BytesIO(data))


def listed(data: bytes) -> list[tuple]:
    """The rows of 「退改说明」 below its header."""
    rows = [tuple(cell.value for cell in row) for row in opened(data)[MARK_SHEET].iter_rows()]
    return rows[rows.index(("级别", "工作表", "单元格", "原内容", "问题", "怎样修改")) + 1 :]


def test_a_problem_is_marked_at_its_cell_with_what_is_wrong_and_what_to_do():
    cell = opened(marked_return(blank_sheet(sample_plan(), HEALTH, JUNE), [refused("J7")]))["进展填报"]["J7"]
    assert cell.fill.start_color.rgb == RED
    assert cell.comment.author == MARK_AUTHOR
    assert cell.comment.text == (
        "【退】量化要求「年中」无法识别。请一行写一条，如“解读≥3次/年”“3个工作日”“窗口：11月”“每季度”。"
    )


def test_several_problems_at_one_cell_share_its_comment_and_the_worst_gives_the_colour():
    cell = opened(marked_return(workbook(("A1", "x")), [noted("A1"), refused("A1")]))["进展填报"]["A1"]
    assert cell.fill.start_color.rgb == RED
    assert re.findall(r"^(\d)\. 【(.)】", cell.comment.text, re.MULTILINE) == [("1", "示"), ("2", "退")]


def test_the_first_sheet_lists_every_problem_the_gravest_first_and_is_the_one_that_opens():
    data = marked_return(
        blank_sheet(sample_plan(), HEALTH, JUNE), [refused("J7"), noted("D6"), Kind.NO_TASKS.at(Source(FILE))]
    )
    book = opened(data)
    assert book.sheetnames[0] == MARK_SHEET and book.active.title == MARK_SHEET
    assert [row[:4] for row in listed(data)] == [
        ("退", "进展填报", "J7", "年中"),
        ("退", "整个文件", "—", None),
        ("示", "进展填报", "D6", None),
    ]
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [MARK_SHEET], (
        "two selected tabs are edited as one"
    )


def test_the_list_says_whose_return_it_is_what_to_do_and_by_when():
    sheet = opened(marked_return(workbook(("A1", "x")), [refused("A1"), noted("A1")], reply_by=dt.date(2018, 6, 29)))[
        MARK_SHEET
    ]
    assert sheet["A1"].value == "卫生处2018年6月进展填报表退改说明"
    assert "有 1 处须改正、1 处提示" in sheet["A2"].value and "6月29日前报回" in sheet["A2"].value
    assert {level.value for level in Level} <= {sheet.cell(row, 1).value for row in range(3, 7)}, (
        "the colours are explained"
    )


def test_the_address_in_the_list_leads_to_the_cell():
    sheet = opened(marked_return(workbook(("A1", "x"), title="民政处's 表"), [refused("A1", "民政处's 表")]))[
        MARK_SHEET
    ]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'民政处''s 表'!A1"]


def test_everything_the_department_sent_is_still_there():
    def change(book):
        book.active["A2"].font = Font(bold=True, strike=True)
        book.active.merge_cells("C1:D2")
        book.active.row_dimensions[3].hidden = True
        book.create_sheet("附表")["A1"] = "附"

    data = workbook(("A1", "一"), ("A2", "二"), ("B1", 80), ("B2", dt.date(2018, 6, 30)), ("C1", "合并"), change=change)
    book = opened(marked_return(data, [refused("A1")]))
    sheet = book["进展填报"]
    assert [sheet[cell].value for cell in ("A1", "A2", "B1", "B2", "C1")] == [
        "一",
        "二",
        80,
        dt.datetime(2018, 6, 30),
        "合并",
    ]
    assert sheet["A2"].font.strike and sheet.row_dimensions[3].hidden and book["附表"]["A1"].value == "附"


def test_a_problem_inside_a_merged_range_is_marked_where_it_can_be_seen():
    data = workbook(("A1", "x"), change=lambda book: book.active.merge_cells("A1:C3"))
    cell = opened(marked_return(data, [refused("B2")]))["进展填报"]["A1"]
    assert cell.comment and cell.fill.start_color.rgb == RED


@pytest.mark.parametrize(
    "source",
    [
        Source(FILE),
        Source(FILE, "进展填报"),
        Source(FILE, "没有这张表", "A1"),
        Source(FILE, "进展填报", "第三行"),
        Source(FILE, "进展填报", "ZZZ9"),
        Source(FILE, "进展填报", "A9999999"),
    ],
)
def test_a_problem_that_lies_at_no_cell_is_listed_all_the_same(source):
    data = marked_return(workbook(("A1", "x")), [Kind.NO_TASKS.at(source)])
    assert len(listed(data)) == 1
    assert not any(cell.comment for row in opened(data)["进展填报"].iter_rows() for cell in row)


def test_a_comment_of_the_department_is_kept_below_the_mark():
    def change(book):
        book.active["A1"].comment = Comment("请领导过目", "王五")

    text = opened(marked_return(workbook(("A1", "x"), change=change), [refused("A1")]))["进展填报"]["A1"].comment.text
    assert text.startswith("【退】") and text.endswith("请领导过目")


def test_a_marked_copy_that_comes_back_corrected_carries_only_the_new_marks():
    def change(book):
        book.active["A1"].comment = Comment("请领导过目", "王五")
        book.active["C1"].fill = PatternFill("solid", start_color="00FF00")

    first = marked_return(
        workbook(("A1", "x"), ("B1", "y"), ("C1", "z"), change=change), [refused("A1"), refused("B1")]
    )
    book = opened(marked_return(first, [noted("B1")]))
    sheet = book["进展填报"]
    assert book.sheetnames == [MARK_SHEET, "进展填报"]
    assert sheet["A1"].comment.text == "请领导过目" and sheet["A1"].fill.fill_type is None
    assert sheet["B1"].comment.text.startswith("【示】") and sheet["B1"].fill.start_color.rgb == BLUE
    assert sheet["C1"].fill.start_color.rgb == "0000FF00"


def test_text_never_becomes_a_formula_anywhere_in_the_copy():
    text = '=HYPERLINK("http://x")'

    def change(book):
        book.active["A1"].value, book.active["A1"].data_type = text, "s"

    data = marked_return(workbook(change=change), [refused("A1", content=text)])
    xml = "".join(part.decode() for name, part in _parts(data) if name.startswith("xl/worksheets/"))
    assert "<f>" not in xml
    assert listed(data)[0][3] == text


@pytest.mark.parametrize(
    "formula",
    [
        "=cmd|'/C calc'!A0",
        "=[1]Sheet1!A1",
        '=WEBSERVICE("http://x")',
        "='C:\\[a.xlsx]S'!A1",
        '=DISPIMG("ID_1",1)',
        '=HYPERLINK("http://x",A1)',
        '=_xlfn.IMAGE("http://x/a.png")',
        "=INDIRECT(\"'file:///c:/[a.xlsx]S'!A1\")",
        "='\\\\server\\share\\a'!A1",
    ],
)
def test_a_formula_that_reaches_outside_goes_back_as_its_own_text(formula):
    cell = opened(marked_return(workbook(("A1", formula)), [refused("A1")]))["进展填报"]["A1"]
    assert (cell.data_type, cell.value) == ("s", formula)


def test_names_links_and_rules_that_reach_outside_are_left_out():
    def change(book):
        book.defined_names["报送"] = DefinedName("报送", attr_text="cmd|'/C calc'!A0")
        book.defined_names["行"] = DefinedName("行", attr_text="进展填报!$A$1")
        sheet = book.active
        sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "=报送+1", "=行", "见附件", "见网页"
        sheet["A3"].hyperlink, sheet["A4"].hyperlink = "file:///c:/a.docx", "https://www.example.gov.cn/"
        sheet["A5"].hyperlink = "\\\\server\\share\\a.docx"
        sheet["A5"].value = "见共享"
        for formula in ("[1]S!$A$1", "$A$1:$A$3"):
            rule = DataValidation(type="list", formula1=formula)
            rule.add("B1")
            sheet.add_data_validation(rule)
        sheet.conditional_formatting.add("B1", FormulaRule(formula=["cmd|'/C calc'!A0"]))

    data = marked_return(workbook(change=change), [refused("C1")])
    sheet = opened(data)["进展填报"]
    assert [(sheet[place].data_type, sheet[place].value) for place in ("A1", "A2")] == [("s", "=报送+1"), ("f", "=行")]
    assert [sheet[place].value for place in ("A3", "A4", "A5")] == ["见附件", "见网页", "见共享"]
    everything = b"".join(part for name, part in _parts(data) if "Strings" not in name)
    assert b"example.gov.cn" in everything and b"$A$1:$A$3" in everything
    assert [bad for bad in (b"/C calc", b"file:", b"server", b"[1]") if bad in everything] == []


def test_an_ordinary_formula_of_the_department_stays_as_it_was_sent():
    cell = opened(marked_return(workbook(("A1", 1), ("B1", "=A1+1")), [refused("A1")]))["进展填报"]["B1"]
    assert (cell.data_type, cell.value) == ("f", "=A1+1")


def test_macros_are_not_carried_over():
    data = workbook(("A1", "x"))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    assert not any("vba" in name.lower() for name, _ in _parts(marked_return(out.getvalue(), [refused("A1")])))


def test_lost_pictures_are_owned_up_to():
    out = io.BytesIO(workbook(("A1", "x")))
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/media/image1.png", b"")
    assert "图片" in opened(marked_return(out.getvalue(), [refused("A1")]))[MARK_SHEET]["A3"].value
    assert opened(marked_return(workbook(("A1", "x")), [refused("A1")]))[MARK_SHEET]["A3"].value == "退"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 cut off",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "任务编号,完成状态\n1-09,已完成".encode("gb18030"),
        package(workbook(("A1", "x")), workbook=b"<workbook"),
        package(
            workbook(("A1", "x")),
            sheet1=b"<worksheet><sheetData><row r='1'><c r='A1'><v>\x0b</v></c></row></sheetData></worksheet>",
        ),
        package(workbook(("A1", "x")), sheet1=SHEET.format(rows="<row r='1'>", rest="").encode()),
        package(workbook(("A1", "x")), styles=f'<styleSheet xmlns="{MAIN}">'.encode()),
        package(workbook(("A1", "x")), sheet1=SHEET.format(rows="", rest='<mergeCell ref="B2:A1"/>').encode()),
    ],
    ids=[
        "empty",
        "truncated",
        "xls",
        "csv",
        "broken xml",
        "control character",
        "broken sheet",
        "broken styles",
        "range the wrong way round",
    ],
)
def test_a_file_that_openpyxl_cannot_open_is_refused_by_one_error(data):
    with pytest.raises(NotMarkable):
        marked_return(data, [refused("A1")])


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET.format(rows="", rest='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        SHEET.format(rows='<row ht="20"/>' * 1_000_000, rest=""),
        SHEET.format(rows=" " * 2**24, rest=""),
    ],
    ids=["one merge over everything", "a million empty rows", "16 MiB of blanks"],
)
def test_a_workbook_that_would_cost_minutes_is_refused_at_once(sheet):
    with pytest.raises(NotMarkable):
        marked_return(package(workbook(("A1", "x")), sheet1=sheet.encode()), [refused("A1")])


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing():
    sheet = SHEET.format(
        rows='<row r="1"><c r="A1" t="str"><v>x</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="str"><v>y</v></c></row>',
        rest="",
    )
    data = marked_return(package(workbook(("A1", "x")), sheet1=sheet.encode()), [refused("A1"), noted("XFD1048576")])
    assert opened(data)["进展填报"]["XFD1048576"].value == "y"


def test_what_was_read_of_another_format_is_written_with_the_same_marks():
    grid = {"Sheet1": {(1, 1): "任务编号", (2, 1): "1-09", (2, 2): "=1+1", (2, 3): "坏\x0b字"}, "备注": {(1, 1): "无"}}
    data = marked_from_grid(
        "民政处.xls", grid, [refused("B2", "Sheet1"), noted("A1", "备注")], reply_by=dt.date(2018, 6, 29)
    )
    book = opened(data)
    assert book.sheetnames == [MARK_SHEET, "Sheet1", "备注"]
    sheet = book["Sheet1"]
    assert [cell.value for cell in sheet[2]] == ["1-09", "=1+1", "坏〔U+000B〕字"]
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert sheet["B2"].fill.start_color.rgb == RED and book["备注"]["A1"].fill.start_color.rgb == BLUE
    assert "民政处.xls" in book[MARK_SHEET]["A3"].value


def test_sheet_names_that_excel_forbids_are_made_fit_and_their_problems_still_find_their_cells():
    grid = {
        "a/b": {(1, 1): "甲"},
        "a?b": {(1, 1): "乙"},
        "": {(1, 1): "丙"},
        "长" * 40: {(1, 1): "丁"},
        MARK_SHEET: {(1, 1): "戊"},
    }
    book = opened(marked_from_grid("x.ods", grid, [refused("A1", "a?b"), refused("A1", "长" * 40)]))
    assert book.sheetnames == [MARK_SHEET, "a_b", "a_b(2)", "工作表", "长" * 31, f"{MARK_SHEET}(2)"]
    assert book["a_b"]["A1"].comment is None
    assert book["a_b(2)"]["A1"].comment and book["长" * 31]["A1"].comment


def test_a_problem_of_a_file_with_one_nameless_sheet_is_marked_there():
    book = opened(marked_from_grid("x.csv", {"x": {(1, 1): "甲"}}, [refused("A1", "")]))
    assert book["x"]["A1"].comment


def test_the_same_return_gives_the_same_bytes():
    data, problems = blank_sheet(sample_plan(), HEALTH, JUNE), [refused("J7"), noted("D6")]
    assert marked_return(data, problems) == marked_return(data, problems)
    grid = {"a": {(1, 1): "甲"}}
    assert marked_from_grid("x.csv", grid, [refused("A1", "a")]) == marked_from_grid(
        "x.csv", grid, [refused("A1", "a")]
    )


def test_the_chat_text_says_what_is_wrong_where_and_by_when():
    text = chat_text(HEALTH, JUNE, [refused("J7"), noted("D6")], marked=[FILE], reply_by=dt.date(2018, 6, 29))
    assert text.splitlines() == [
        "卫生处：你单位2018年6月政务公开进展填报表「卫生处.xlsx」已收到，有 1 处须改正：",
        "1. 【须改正】「进展填报」J7：量化要求「年中」无法识别。"
        "请一行写一条，如“解读≥3次/年”“3个工作日”“窗口：11月”“每季度”。",
        "请在发回的表格上修改涂色的单元格，填报日期不用改，于6月29日前报回，谢谢！",
    ]


def test_a_long_chat_text_tells_the_first_and_points_to_the_workbook():
    text = chat_text(HEALTH, JUNE, [refused(f"J{row}", content=f"{row}中") for row in range(6, 26)], marked=[FILE])
    assert len(text.splitlines()) == 11 and "其余 12 处见退改文件" in text and "尽快报回" in text


def test_a_return_without_faults_is_thanked_for():
    assert (
        chat_text(HEALTH, JUNE, [noted("D6")])
        == "卫生处：你单位2018年6月政务公开进展填报表「卫生处.xlsx」已收到，没有需要修改的地方，谢谢！\n"
    )


def test_coloured_cells_are_spoken_of_only_where_a_coloured_sheet_goes_along():
    """A file that could not be marked, and one without a cell to mark, have none; each file is named at its remarks."""
    other = Kind.SHEET_HIDDEN.at(Source("input/2018-06/补报.docx", "表1"), department=HEALTH, period=JUNE)
    alone = chat_text(HEALTH, JUNE, [refused(f"J{row}", content=f"{row}中") for row in range(6, 26)])
    assert "涂色" not in alone and "退改文件" not in alone and "25中" in alone
    assert alone.splitlines()[-1] == "请在原文件上改正，尽快重新报送，谢谢！"
    assert "涂色" not in chat_text(HEALTH, JUNE, [Kind.NO_TASKS.at(Source(FILE))], marked=[FILE])
    both = chat_text(HEALTH, JUNE, [refused("J7"), other], marked=[FILE]).splitlines()
    assert both[0].startswith("卫生处：你单位2018年6月政务公开进展填报表「卫生处.xlsx」、「补报.docx」已收到")
    assert "「卫生处.xlsx」「进展填报」J7：" in both[1] and "「补报.docx」「表1」：" in both[2]
    assert both[-1].startswith("「卫生处.xlsx」请在发回的表格上直接修改涂色的单元格，其余请在原文件上改正")


def missing(task: str, cell: str, department: str = HEALTH) -> Problem:
    """A row that stands under no number, told with the task that it is."""
    facts = {"typed": "本行没有任务编号", "by": "任务内容", "task": task}
    return Kind.ROW_BY_WORDING.at(Source(FILE, "进展填报", cell), department=department, period=JUNE, **facts)


def test_problems_that_say_the_same_are_told_in_one_sentence_the_gravest_first():
    """In the chat, in the list in front and in the terminal; what differs by more than its row stays apart."""
    noted_rows = [missing("1-01", "C4"), missing("1-02", "C5"), missing("1-03", "C7")]
    problems = [*noted_rows, refused("J6"), refused("J8"), refused("J9"), refused("J9", content="岁末"), refused("K9")]
    listed_rows = listed(marked_return(workbook(("A1", "x")), problems))
    assert [(row[0], row[2], row[3]) for row in listed_rows] == [
        ("退", "J 列第 6、8-9 行", "年中"),
        ("退", "J9", "岁末"),
        ("退", "K9", "年中"),
        ("示", "C 列第 4-5、7 行", None),
    ]
    assert listed_rows[-1][4] == "本行没有任务编号，按任务内容认作任务 1-01、1-02、1-03。"
    chat = chat_text(HEALTH, JUNE, problems, marked=[FILE]).splitlines()
    assert chat[0].endswith("有 5 处须改正：") and len(chat) == 5
    assert "J 列第 6、8-9 行：量化要求「年中」无法识别。" in chat[1]
    told = list(problem_lines(problems))
    assert told[0] == "—— 退（未采用）：5个 ——" and told[1].startswith(f"  {FILE} [进展填报!J 列第 6、8-9 行]：")
    assert len(told) == 6


def test_what_is_said_of_two_departments_stays_apart():
    told = list(problem_lines([missing("1-01", "C4"), missing("1-02", "C5", "民政处")]))
    assert len(told) == 3


def test_what_does_not_fit_on_the_screen_is_counted_by_its_problems():
    """30 sentences of two problems each: twenty are shown, and twenty problems are left."""
    problems = [refused(f"J{2 * row + more}", content=f"{row}中") for row in range(1, 31) for more in (0, 1)]
    told = list(problem_lines(problems, "见别处"))
    assert (len(told), told[-1]) == (22, "  …… 另有20个，见别处。")


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return [(name, book.read(name)) for name in book.namelist()]


def _contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def _cells(sheet) -> list[object]:
    return [
        (
            cell.coordinate,
            cell.value,
            cell.fill.fgColor.rgb,
            cell.font.name,
            cell.font.sz,
            cell.border.left.style,
            cell.comment.text if cell.comment else None,
            cell.hyperlink.location if cell.hyperlink else None,
        )
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.comment
    ]


def _told(data: bytes) -> list[object]:
    """What anybody sees of a marked workbook, sheet by sheet."""
    book = load_workbook(io.BytesIO(data))
    return [
        (
            sheet.title,
            sheet.sheet_state,
            sheet.print_title_rows,
            sheet.print_area,
            str(sheet.merged_cells),
            _cells(sheet),
        )
        for sheet in book
    ]


def test_a_plain_return_is_marked_in_its_own_package_as_openpyxl_would(monkeypatch):
    """What says the same by either way; and whatever need not differ stays byte for byte."""
    sent = blank_sheet(sample_plan(), HEALTH, JUNE)
    problems = [refused("J6"), noted("J6"), refused("N7", content="=1+1"), refused(""), refused("B400")]
    patched = marked_return(sent, problems, replaces=("a" * 64, "b" * 64))
    before, after = _contents(sent), _contents(patched)
    assert {"xl/theme/theme1.xml", "xl/worksheets/sheet2.xml"} <= {
        name for name in before if before[name] == after[name]
    }
    assert patched == marked_return(sent, problems, replaces=("a" * 64, "b" * 64))
    monkeypatch.setattr("reporter.sheets.marked.patched_return", lambda *given, **told: None)
    assert _told(patched) == _told(marked_return(sent, problems, replaces=("a" * 64, "b" * 64)))


@pytest.mark.parametrize(
    "change",
    [
        lambda book: setattr(book.active["A1"], "hyperlink", "file:///c:/x.exe"),
        lambda book: setattr(book.active["A1"], "value", '=WEBSERVICE("http://example.com")'),
    ],
)
def test_a_return_that_is_not_plain_is_left_to_openpyxl(change, monkeypatch):
    sent = workbook(("A1", "x"), change=change)
    by_both = marked_return(sent, [refused("A1")])
    monkeypatch.setattr("reporter.sheets.marked.patched_return", lambda *given, **told: None)
    assert by_both == marked_return(sent, [refused("A1")])


def test_a_plain_return_of_modest_size_stays_in_its_own_package():
    """Its parts are inflated once, and so counted once: one of five megabytes is no more than is allowed."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="str"><v>{row:0900}</v></c></row>' for row in range(1, 5_000))
    sent = package(workbook(("A1", "x")), sheet1=SHEET.format(rows=rows, rest="").encode())
    marked = marked_return(sent, [refused("A1")])
    assert _contents(marked)["xl/theme/theme1.xml"] == _contents(sent)["xl/theme/theme1.xml"]
    assert opened(marked)["进展填报"]["A4999"].value == f"{4999:0900}"


def test_a_plain_return_is_marked_without_openpyxl_and_the_same_whether_it_is_loaded():
    """openpyxl gives lxml other prefixes for namespaces, and takes long to load."""
    call = partial(marked_return, blank_sheet(sample_plan(), HEALTH, JUNE), [refused("J6")], replaces=("a" * 64,))
    script = "import pickle, sys; made = pickle.load(sys.stdin.buffer)(); sys.stdout.buffer.write(made)"
    told = f"{script}; assert 'openpyxl' not in sys.modules"
    command, root = [sys.executable, "-c", told], Path(__file__).resolve().parent.parent
    ran = subprocess.run(command, input=pickle.dumps(call), capture_output=True, check=False, cwd=root)
    assert (ran.stdout, ran.stderr.decode()) == (call(), "")
