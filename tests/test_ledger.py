"""The ledger: contract section 7, as pandas, calamine, the XML and a rendered page see it."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reporter.ledger.sheet_rows import Sheet, TableColumn
from reporter.sheets import plain_tables, row_text
from reporter.sheets.cell_text import printable
from reporter.sheets.workbook_formats import Book, new_workbook
from reporter.vocabulary.model import Cell, Lamp, Score, Source, State, Status, UnusedCell, Verdict

from .sample_month import CENTRE, CIVIL, HEALTH, JUNE, ledger_of, make_entry, make_task, sample_month, sample_plan

SHEETS = ["总览", "任务台账", "单位明细", "单位得分", "问题清单", "未采用内容", "来源文件", "图例"]
COLUMNS = {
    "任务台账": (
        "任务编号 清单 公开领域 主要任务 责任领导 责任部门 完成时间 完成时限 责任单位数 已完成单位数 核定状态 亮灯"
    ),
    "单位明细": "报送期 单位 任务编号 主要任务 完成时限 本单位职责 完成状态 核定状态 亮灯 判定依据 完成进度 "
    "完成日期 量化完成数 进展情况 "
    "公开网址或佐证材料 存在问题 下一步措施 预计完成日期 来源文件 来源工作表 来源行",
    "单位得分": "名次 单位 完成质量 报送及时 佐证齐全 材料质量 加减分 总分 等次",
    "问题清单": "代码 级别 文件 工作表 单元格 内容 说明 怎样修改",
    "未采用内容": "文件 工作表 单元格 内容 原因",
    "来源文件": "文件 SHA-256 单位 报送期 处理结果",
}


def test_xlsxwriter_still_says_which_format_and_which_shared_text_a_number_means():
    """Of its private parts the rows that are written as text need these two (`Book.number`, `Book.shared`), and where
    rows go below the header: a version that has them otherwise is not to be allowed in requirements.txt."""
    stream = io.BytesIO()
    workbook = new_workbook(stream, "表", dt.date(2018, 6, 30))
    book, sheet = Book(workbook), workbook.add_worksheet("表")
    sheet.write_string(0, 0, "题", book.head())
    points, texts = book.number(book.cell("points")), [book.shared(text) for text in ("甲", "乙", "甲")]
    workbook.close()
    assert len({*texts}) == 2 and texts[0] == texts[2]
    with zipfile.ZipFile(stream) as made:
        styles, strings, page = (
            made.read(f"xl/{name}.xml").decode() for name in ("styles", "sharedStrings", "worksheets/sheet1")
        )
    shown = re.findall(r"<t[^>]*>([^<]*)</t>", strings)
    assert [shown[number] for number in texts] == ["甲", "乙", "甲"]
    formats = re.search(r"<cellXfs.*?</cellXfs>", styles)[0]
    own = re.findall(r'<xf numFmtId="(\d+)"', formats)[points]
    assert f'numFmtId="{own}" formatCode="0.00"' in styles
    assert len(plain_tables._ROWS.findall(page.encode())) == 1


def table(month, name: str) -> pd.DataFrame:
    """A sheet of the month's ledger as anyone would read it."""
    return pd.read_excel(io.BytesIO(ledger_of(month)), sheet_name=name, engine="openpyxl")


def with_entry(entry, **changes):
    """The sample month with one verdict alone, on this entry."""
    duty = sample_month().verdicts[0].duty
    verdict = Verdict(
        duty=duty, period=JUNE, state=State.ON_TRACK, lamp=Lamp.GREEN, rule=17, because="正常", entry=entry
    )
    return sample_month(verdicts=(replace(verdict, **changes),))


def written(month, name: str) -> list[list]:
    """A sheet as calamine reads it, header left out: text is the very text."""
    return CalamineWorkbook.from_filelike(io.BytesIO(ledger_of(month))).get_sheet_by_name(name).to_python()[1:]


def test_the_sheets_are_those_of_the_contract_in_its_order():
    assert load_workbook(io.BytesIO(ledger_of(sample_month()))).sheetnames == SHEETS


@pytest.mark.parametrize("name", COLUMNS)
def test_each_table_has_the_columns_of_the_contract_in_row_1(name):
    assert set(COLUMNS[name].split()) <= set(table(sample_month(), name).columns)


def test_the_task_table_has_a_row_for_each_task_with_real_dates_and_numbers():
    frame = table(sample_month(), "任务台账")
    assert list(frame["任务编号"]) == ["1-09", "1-15", "2-03", "2-07"]
    assert frame["完成时限"].iloc[2] == pd.Timestamp(2018, 4, 30)
    assert frame["责任单位数"].sum() == 6 and frame["已完成单位数"].sum() == 1
    assert list(frame["亮灯"]) == ["绿", "红", "红", "绿"]
    assert frame["待明确责任单位"].iloc[0] == "各相关部门"
    assert frame["量化要求"].iloc[3] == "解读≥3次/年\n3个工作日"


def test_the_detail_table_has_a_row_for_each_verdict_with_its_place_of_origin():
    frame = table(sample_month(), "单位明细")
    assert list(zip(frame["单位"], frame["任务编号"])) == [
        (CIVIL, "1-09"),
        (CIVIL, "1-15"),
        (HEALTH, "1-15"),
        (HEALTH, "2-03"),
        (HEALTH, "2-07"),
        (CENTRE, "1-15"),
    ]
    assert set(frame["报送期"]) == {"2018-06"}
    row = frame.iloc[2]
    assert (row["来源文件"], row["来源工作表"], row["来源行"]) == ("input/2018-06/卫生处.xlsx", "进展填报", 6)
    assert (row["核定状态"], row["亮灯"], row["完成进度"]) == ("进度滞后", "黄", 33.5)
    assert frame["完成日期"].iloc[0] == pd.Timestamp(2018, 6, 8)
    assert frame.iloc[5][["完成状态", "来源文件", "来源行"]].isna().all()


def test_what_was_typed_in_another_form_stands_beside_its_reading():
    assert table(sample_month(), "单位明细")["原填写法"].iloc[0] == "完成进度（J6）：１００％\n完成日期（K6）：2018.6.8"


def test_a_value_that_could_not_be_read_is_shown_as_it_was_typed():
    month = with_entry(
        make_entry(
            "1-09",
            None,
            progress=None,
            cells={"status": Cell("基本完成", "I6"), "progress": Cell("约八成", "J6"), "done_on": Cell("年中", "K6")},
        )
    )
    row = table(month, "单位明细").iloc[0]
    assert (row["完成状态"], row["完成进度"], row["完成日期"]) == ("基本完成", "约八成", "年中")


def test_issued_words_that_a_department_changed_are_kept():
    task = sample_month().verdicts[0].duty.task
    month = with_entry(
        make_entry(
            "1-09",
            cells={"task": Cell("只公开名录。", "D6"), "due": Cell("2018 年底前", "E6"), "area": Cell(task.area, "C6")},
        )
    )
    assert table(month, "单位明细")["原填写法"].iloc[0] == "主要任务（D6）：只公开名录。"


def test_two_rivals_of_a_duty_to_confirm_stand_side_by_side():
    first = make_entry("1-09", Status.DONE, progress=Decimal(100), file="input/甲.xlsx")
    second = make_entry("1-09", progress=Decimal(60), file="input/乙.xlsx")
    month = with_entry(None, rivals=(first, second), state=State.TO_CONFIRM, lamp=Lamp.YELLOW, rule=3)
    row = table(month, "单位明细").iloc[0]
    assert row["完成状态"] == "【第1份】已完成\n【第2份】正在推进"
    assert row["完成进度"] == "【第1份】100\n【第2份】60"
    assert row["来源文件"] == "【第1份】input/甲.xlsx\n【第2份】input/乙.xlsx"
    assert row["进展情况"] == "已公布社会组织名录。", "what both say alike is said once"
    assert row["来源行"] == 6


def test_a_department_that_is_not_ranked_has_a_dash():
    unranked = Score(
        department=CENTRE,
        quality=Decimal(0),
        punctuality=Decimal(15),
        evidence=Decimal(10),
        material=Decimal(5),
        adjustment=Decimal(0),
        total=Decimal(30),
        rank=None,
        grade="",
    )
    frame = table(sample_month(scores=(*sample_month().scores[:2], unranked)), "单位得分")
    assert list(frame["名次"]) == [1, 2, "—"]


def test_the_score_table_says_how_each_part_came_about():
    frame = table(sample_month(), "单位得分")
    assert frame["总分"].tolist() == [100, 62.33, 0]
    assert frame["计分说明"].iloc[0] == "完成质量：按各项任务亮灯折算\n报送及时：以填报日期为准"


def test_problems_unused_cells_and_files_are_listed_one_a_row():
    month = sample_month()
    problems, unused, files = (table(month, name) for name in ("问题清单", "未采用内容", "来源文件"))
    assert problems.iloc[0][["代码", "级别", "文件", "工作表", "单元格", "内容"]].tolist() == [
        "M112",
        "退",
        "input/2018-06/卫生处.xlsx",
        "进展填报",
        "J7",
        "年中",
    ]
    assert len(problems) == len(month.problems)
    assert unused.iloc[0].tolist() == ["input/2018-06/卫生处.xlsx", "进展填报", "A20", "制表：王五", "表格下方的文字"]
    assert list(files["处理结果"]) == ["已采用", "已采用", "不是电子表格，未读取"]
    assert files["SHA-256"].iloc[2] == "c" * 64 and pd.isna(files["报送期"].iloc[2])


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","点")',
        "=cmd|'/C calc'!A0",
        "+1",
        "-1",
        "@SUM(1)",
        "{=1+1}",
        "#REF!",
        "{{ 7*7 }}",
        "</w:t></si>",
        "http://www.example.gov.cn",
        "mailto:a@b.c",
        "1-09",
        "00123",
        "_x000B_",
        "  两边有空格  ",
        "𠮷",
        "行一\n行二",
        "'前撇号",
    ],
)
def test_text_comes_out_as_the_very_text_whatever_it_looks_like(text):
    month = sample_month(unused=(UnusedCell(source=Source("a.xlsx", text, "A1"), text=text, reason=text),))
    assert written(month, "未采用内容")[0] == ["a.xlsx", text, "A1", text, text]


def test_no_cell_is_a_formula_and_nothing_links_outside():
    data = ledger_of(with_entry(make_entry("1-09", narrative="=1+1", evidence="https://www.example.gov.cn/x?a=1#b")))
    package = zipfile.ZipFile(io.BytesIO(data))
    for part in package.namelist():
        text = package.read(part).decode("utf-8", "replace")
        assert not (part.startswith("xl/worksheets/sheet") and re.search(r"<f[ >]|<hyperlink", text)), part
        assert 'TargetMode="External"' not in text, part


def test_text_that_looks_like_a_formula_stays_text_even_when_someone_edits_the_cell():
    book = load_workbook(io.BytesIO(ledger_of(with_entry(make_entry("1-09", narrative="=1+1")))))
    sheet = book["单位明细"]
    cell = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert cell.data_type == "s" and cell.quotePrefix


def test_characters_no_workbook_can_hold_are_replaced_visibly():
    month = with_entry(make_entry("1-09", narrative="一\x0b二\x00三\ud800四\ufffe"))
    assert table(month, "单位明细")["进展情况"].iloc[0] == "一〔U+000B〕二〔U+0000〕三〔U+D800〕四〔U+FFFE〕"


def test_a_text_too_long_for_a_cell_runs_on_in_rows_below_and_is_counted_once():
    text = "长" * 32_767 + "文" * 40_000
    frame = table(with_entry(make_entry("1-09", narrative=text)), "单位明细")
    assert "".join(frame["进展情况"]) == text
    assert len(frame) == 3
    assert list(frame["任务"])[1:] == ["（续上行）"] * 2
    assert set(frame["任务编号"]) == {"1-09"} and set(frame["单位"]) == {CIVIL}
    assert frame["亮灯"].notna().sum() == 1


def test_dates_and_numbers_beyond_excel_are_written_out_in_full():
    month = with_entry(make_entry("1-09", done_on=dt.date(218, 6, 8), count=10**400))
    assert {"0218-06-08", "1" + "0" * 400} <= set(written(month, "单位明细")[0])


def test_the_cell_of_a_lamp_is_its_word_on_its_colour():
    sheet = load_workbook(io.BytesIO(ledger_of(sample_month())))["任务台账"]
    column = [cell.value for cell in sheet[1]].index("亮灯")
    fills = {row[column].value: row[column].fill.start_color.rgb for row in sheet.iter_rows(min_row=2)}
    assert set(fills) == {"绿", "红"} and len(set(fills.values())) == 2


@pytest.mark.parametrize("name", ["任务台账", "单位明细"])
def test_a_table_with_lamps_carries_the_legend_without_disturbing_its_data(name):
    sheet = load_workbook(io.BytesIO(ledger_of(sample_month())))[name]
    comments = [cell.comment.text for cell in sheet[1] if cell.comment]
    assert len(comments) == 1 and all(f"{lamp}灯：" in comments[0] for lamp in Lamp)
    assert all(f"{lamp}灯：" in sheet.oddFooter.left.text for lamp in Lamp), "on paper there is no comment"


@pytest.mark.parametrize("name", SHEETS[1:])
def test_each_table_is_filtered_frozen_and_prints_with_its_header(name):
    sheet = load_workbook(io.BytesIO(ledger_of(sample_month())))[name]
    assert sheet.auto_filter.ref.startswith("A1:")
    assert re.fullmatch(r"[A-Z]+2", sheet.freeze_panes)
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"


def test_a_footer_is_within_the_length_that_excel_opens():
    package = zipfile.ZipFile(io.BytesIO(ledger_of(sample_month())))
    footers = [
        re.search(r"(?s)<oddFooter>(.*?)</oddFooter>", package.read(part).decode())[1]
        for part in package.namelist()
        if part.startswith("xl/worksheets/sheet")
    ]
    assert len(footers) == len(SHEETS) and max(map(len, footers)) <= 255
    assert sum("绿灯" in foot for foot in footers) > 1, "a legend as long as the page is wide"
    assert not [foot for foot in footers if "绿灯" in foot and "&amp;R" in foot], "what stands at the right is below it"


def test_a_row_is_as_tall_as_its_longest_text():
    sheet = load_workbook(io.BytesIO(ledger_of(with_entry(make_entry("1-09", narrative="已公布名录。" * 40)))))[
        "单位明细"
    ]
    assert sheet.row_dimensions[2].height >= 14 * 10.5 * 1.2


def test_the_overview_charts_are_drawn_from_its_own_cells():
    package = zipfile.ZipFile(io.BytesIO(ledger_of(sample_month())))
    charts = sorted(name for name in package.namelist() if name.startswith("xl/charts/chart"))
    assert len(charts) == 3
    book = load_workbook(io.BytesIO(ledger_of(sample_month())), data_only=True)
    drawn = {}
    for name in charts:
        xml = package.read(name).decode()
        for formula in re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", xml):
            sheet, cells = formula.replace("'", "").split("!")
            assert sheet == "总览"
            drawn.setdefault(name, []).append([row[0].value for row in book[sheet][cells.replace("$", "")]])
    assert list(drawn.values()) == [
        [[2, 0, 2, 0]],
        [[100, 62.33, 0]],
        [[2, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 0]],
    ]


def test_the_overview_names_who_is_missing_and_who_is_late():
    sheet = load_workbook(io.BytesIO(ledger_of(sample_month())))["总览"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=6, max_row=12)}
    assert said == {
        "未报送单位": CENTRE,
        "部分未报送": "无",
        "迟报单位": HEALTH,
        "待明确责任": "1-09（各相关部门）",
        "进展未更新": "无",
        "下月转红": "无",
        "填报问题": "“退”级 1 个、“警”级 0 个、“示”级 1 个，见「问题清单」",
    }


def test_the_overview_carries_the_legend_of_lamps():
    said = [
        cell.value for row in load_workbook(io.BytesIO(ledger_of(sample_month())))["总览"].iter_rows() for cell in row
    ]
    assert "图例" in said and all(
        any(str(text).startswith(word) for text in said) for word in ("已完成或按计划推进", "逾期未完成、严重滞后")
    )


def test_the_legend_states_the_rules_and_the_values_in_force():
    method = replace(sample_plan().method, behind=Decimal(15), excellent_line=Decimal("92.5"))
    frame = table(sample_month(plan=sample_plan(method=method)), "图例")
    values = {name: value for name, value in zip(frame["名称"], frame["取值"]) if pd.notna(value)}
    assert values["进度滞后界限"] == 15 and values["优秀"] == 92.5 and values["优秀线"] == 92.5
    assert frame[frame["类别"] == "判定规则"]["取值"].dropna().tolist() == list(range(1, 18))
    assert frame["说明"].str.contains("落后计划进度 15 至 30 个百分点").any()
    assert frame["说明"].str.contains("通知没有规定分值").any(), "the scores are the office's own"


def test_the_legend_explains_every_lamp_state_and_status():
    frame = table(sample_month(), "图例")
    words = " ".join(frame["名称"].astype(str)) + " " + " ".join(frame["说明"].astype(str))
    assert [word for kind in (State, Status) for word in kind if word not in words] == []
    assert {str(lamp) for lamp in Lamp} <= set(frame["亮灯"].dropna())


def test_a_month_in_which_nothing_came_back_has_all_sheets_and_no_rows():
    empty = sample_month(
        plan=sample_plan(tasks=(), departments=()),
        verdicts=(),
        tasks=(),
        scores=(),
        returns=(),
        problems=(),
        unused=(),
        files=(),
        filed={},
    )
    assert load_workbook(io.BytesIO(ledger_of(empty))).sheetnames == SHEETS
    assert all(len(table(empty, name)) == 0 for name in COLUMNS)


def test_the_same_month_gives_the_same_bytes():
    assert ledger_of(sample_month()) == ledger_of(sample_month())


def test_the_ledger_is_written_without_openpyxl():
    """openpyxl takes three times as long to import as XlsxWriter."""
    code = "import sys, tests.sample_month as s; s.ledger_of(s.sample_month()); sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


@pytest.mark.render
def test_the_overview_is_one_page_with_three_charts(tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    import pdfplumber

    tasks = tuple(make_task(f"1-{number:02d}", "公开名录。") for number in range(1, 5))
    (tmp_path / "ledger.xlsx").write_bytes(
        ledger_of(sample_month(plan=replace(sample_plan(), tasks=tasks), verdicts=()))
    )
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / "ledger.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pdfplumber.open(tmp_path / "ledger.pdf") as pdf:
        first, second = (re.sub(r"\s", "", page.extract_text()) for page in pdf.pages[:2])
        colours = {
            tuple(round(part, 2) for part in shape["non_stroking_color"])
            for shape in pdf.pages[0].rects + pdf.pages[0].curves
            if shape["non_stroking_color"]
        }
    assert all(title in first for title in ("任务亮灯（项）", "各单位得分", "各单位亮灯（项）", "图例"))
    assert second.startswith("任务编号")
    assert (0.36, 0.53, 0.71) in colours, "the bars of the scores are drawn"


def test_what_a_sheet_cannot_hold_goes_on_in_the_next(monkeypatch):
    """With its header, and a text that runs on over the seam."""
    monkeypatch.setattr(row_text, "_MOST_ROWS", 3)
    rows = [(f"第{number}行", "长" * 32_767 * (1 + (number == 2))) for number in range(1, 6)]
    columns = (TableColumn("名", 9, repeated=True), TableColumn("文", 9))
    book = load_workbook(io.BytesIO(tables_of(Sheet(name="未采用内容", columns=columns, items=rows))))
    assert book.sheetnames == ["未采用内容", "未采用内容2"]
    found = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    assert found == [["名", "第1行", "第2行", "第2行"], ["名", "第3行", "第4行", "第5行"]]
    assert [(sheet.print_area, sheet.auto_filter.ref) for sheet in book] == [
        ("'未采用内容'!$A$1:$B$4", "A1:B4"),
        ("'未采用内容2'!$A$1:$B$4", "A1:B4"),
    ]


def test_a_sheet_that_is_full_to_the_last_row_has_none_behind_it(monkeypatch):
    monkeypatch.setattr(row_text, "_MOST_ROWS", 3)
    rows = [(str(number),) for number in range(3)]
    book = load_workbook(io.BytesIO(tables_of(Sheet(name="未采用内容", columns=(TableColumn("名", 9),), items=rows))))
    assert book.sheetnames == ["未采用内容"]


def tables_of(*sheets: Sheet) -> bytes:
    tables = plain_tables.Tables("表", dt.date(2018, 6, 30))
    for sheet in sheets:
        tables.add(sheet)
    return tables.finished()


WORDS = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn")), max_size=40)
HOSTILE = st.sampled_from(
    [
        "",
        " 前后有空白\t",
        "一\n二\n",
        "_x000D_",
        "_x005F_x0041_",
        '<c r="A1">',
        "]]>",
        "&amp;",
        "%s\0",
        "=1+1",
        "\ud800\ufffe",
    ]
)
NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-(10**6), 10**6, places=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS | HOSTILE, HOSTILE | st.dates(dt.date(1901, 1, 1)), NUMBERS | WORDS), min_size=1))
def test_rows_are_read_as_they_were_whether_a_text_is_shared_or_stands_where_it_is(rows):
    """A text that recurs is shared; it is the same to a reader, and so is its format."""
    columns = (TableColumn("甲", 9), TableColumn("乙", 9, form="date"), TableColumn("丙", 9, form="number"))
    rows = [*rows, ("字", None, 1)]  # no reader shows blank rows at the end
    data = tables_of(Sheet(name="表", columns=columns, items=rows * 3))
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("表").to_python()
    assert read == [["甲", "乙", "丙"], *([as_read(value) for value in row] for row in rows * 3)]
    looks = [
        [(cell.data_type, cell.number_format, cell.quotePrefix, cell.border.left.style) for cell in row]
        for row in load_workbook(io.BytesIO(data))["表"].iter_rows(min_row=2)
    ]
    assert looks == looks[: len(rows)] * 3
    assert {kind for row in looks for kind, *_ in row} <= {"s", "n", "d"}, "nothing is a formula"


def as_read(value):
    """What calamine makes of a cell with the value: characters that no workbook can hold are replaced."""
    if isinstance(value, (int, Decimal)):
        return float(value)
    return printable(value or "") if isinstance(value, str | None) else value


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_whatever_a_text_holds_every_part_is_well_formed(texts):
    """Control characters, halves of surrogate pairs, markup: in a cell of its own, and shared."""
    columns = tuple(TableColumn("文", 9) for _ in texts)
    data = tables_of(Sheet(name="表", columns=columns, items=[tuple(texts)] * 3))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))


def test_rows_that_are_not_well_formed_are_refused(monkeypatch):
    monkeypatch.setattr(row_text, "escaped", lambda text: text)
    with pytest.raises(ValueError, match="not well-formed"):
        tables_of(Sheet(name="表", columns=(TableColumn("文", 9),), items=[("<甲",)]))


def test_a_text_that_the_writer_could_take_for_its_own_markup_is_a_text_wherever_it_stands():
    """A department's name in 「总览」, words of a notice in a master list: all that is told cell by cell."""
    stream, words = io.BytesIO(), "<r>甲 & <b>乙</b></r>"
    workbook = new_workbook(stream, "表", dt.date(2018, 6, 30))
    workbook.add_worksheet("表").write_string(0, 0, words)
    workbook.close()
    assert CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue())).get_sheet_by_name("表").to_python() == [
        [words]
    ]
