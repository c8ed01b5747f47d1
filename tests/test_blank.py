"""The blank progress sheet: contract section 4, as openpyxl, calamine and a printed page see it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reporter.sheets.blank import blank_sheet
from reporter.sheets.cell_text import fitting, lines, pieces
from reporter.sheets.new_cells import NewCells
from reporter.sheets.styled_workbook import Look, Wardrobe, new_workbook, row_height, save
from reporter.vocabulary.columns import BLANK_SHEET, FIELDS, FILLED, LOCKED
from reporter.vocabulary.form import form_words
from reporter.vocabulary.model import Department, Status

from .sample_month import CIVIL, HEALTH, JUNE, make_entry, make_task, sample_plan

TITLES = [
    "任务编号",
    "清单",
    "公开领域",
    "主要任务",
    "完成时间",
    "责任领导",
    "本单位职责",
    "量化要求",
    "完成状态",
    "完成进度",
    "完成日期",
    "量化完成数",
    "进展情况",
    "公开网址或佐证材料",
    "存在问题",
    "下一步措施",
    "预计完成日期",
]


def opened(data: bytes):
    """The sheet 「进展填报」 of a blank workbook."""
    return load_workbook(io.BytesIO(data))["进展填报"]


def header_row(sheet) -> int:
    """The row whose first cell is 任务编号."""
    return next(cell.row for cell in sheet["A"] if cell.value == "任务编号")


def rows(sheet) -> dict[str, dict[str, object]]:
    """任务编号 → column title → cell."""
    top = header_row(sheet)
    return {row[0].value: dict(zip(TITLES, row)) for row in sheet.iter_rows(min_row=top + 1) if row[0].value}


def test_the_columns_are_those_of_the_contract_in_its_order():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    assert [cell.value for cell in sheet[header_row(sheet)]] == [*TITLES, "还缺什么"]


def test_there_is_one_row_for_each_duty_of_the_department_and_no_other():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    assert list(rows(sheet)) == ["1-15", "2-03", "2-07"]
    assert rows(sheet)["2-07"]["量化要求"].value == "解读≥3次/年\n3个工作日"


def test_each_field_has_its_label_in_one_cell_and_its_value_in_the_next():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    found = {
        cell.value: cell.offset(column=1).value
        for row in sheet.iter_rows(max_row=header_row(sheet) - 1)
        for cell in row
        if cell.value in FIELDS.values()
    }
    assert found == {
        "填报单位": HEALTH,
        "报送期": "2018-06",
        "填报人": None,
        "审核人": None,
        "联系电话": None,
        "填报日期": None,
    }


def test_the_department_and_the_month_cannot_be_changed_by_accident_but_the_other_fields_can():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    locked = {
        cell.value: cell.offset(column=1).protection.locked
        for row in sheet.iter_rows(max_row=4)
        for cell in row
        if cell.value in FIELDS.values()
    }
    assert locked == {
        "填报单位": True,
        "报送期": True,
        "填报人": False,
        "审核人": False,
        "联系电话": False,
        "填报日期": False,
    }


def test_locked_cells_are_grey_and_protected_without_a_password():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    assert sheet.protection.sheet and sheet.protection.password is None
    for row in rows(sheet).values():
        assert all(row[column.title].protection.locked for column in LOCKED)
        assert not any(row[column.title].protection.locked for column in FILLED)
        assert {row[column.title].fill.start_color.rgb for column in LOCKED} == {"00F2F2F2"}


def test_rows_may_be_made_taller_although_the_sheet_is_protected():
    assert not opened(blank_sheet(sample_plan(), HEALTH, JUNE)).protection.formatRows


def test_a_task_number_is_text_that_never_becomes_a_date():
    grid = CalamineWorkbook.from_filelike(io.BytesIO(blank_sheet(sample_plan(), HEALTH, JUNE))).get_sheet_by_name(
        "进展填报"
    )
    assert [row[0] for row in grid.to_python()][-3:] == ["1-15", "2-03", "2-07"]
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    assert {row["任务编号"].number_format for row in rows(sheet).values()} == {"@"}


def test_excel_puts_no_green_corner_at_numbers_that_are_text_on_purpose():
    xml = (
        zipfile.ZipFile(io.BytesIO(blank_sheet(sample_plan(), HEALTH, JUNE))).read("xl/worksheets/sheet1.xml").decode()
    )
    after = xml[xml.index("<ignoredErrors>") :]
    assert 'numberStoredAsText="1"' in after and xml.index("</headerFooter>") < xml.index("<ignoredErrors>")
    assert after.endswith("</ignoredErrors></worksheet>"), (
        "the schema wants it after the footer and before anything else"
    )


def test_every_cell_to_be_filled_in_has_a_check_and_a_hint():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    checks = sheet.data_validations.dataValidation
    for row in rows(sheet).values():
        for column in FILLED:
            found = [check for check in checks if row[column.title].coordinate in check.sqref]
            assert len(found) == 1
            assert found[0].showInputMessage and found[0].prompt == column.hint
            assert len(found[0].prompt) <= 255 and len(found[0].promptTitle) <= 32


def test_the_state_is_chosen_from_a_list_and_everything_else_only_warns():
    checks = {
        check.promptTitle: check
        for check in opened(blank_sheet(sample_plan(), HEALTH, JUNE)).data_validations.dataValidation
    }
    assert checks["完成状态"].type == "list"
    assert checks["完成状态"].formula1 == '"已完成,正在推进,未启动,长期坚持,不涉及"'
    assert [name for name, check in checks.items() if check.errorStyle != "warning"] == ["完成状态"]


def test_a_percent_sign_in_the_progress_stays_as_it_is_typed():
    assert {
        row["完成进度"].number_format for row in rows(opened(blank_sheet(sample_plan(), HEALTH, JUNE))).values()
    } == {"@"}


def test_the_sheet_prints_on_a4_landscape_one_page_wide_with_its_header_on_each_page():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    top = header_row(sheet)
    assert sheet.print_title_rows == f"${top}:${top}"
    assert HEALTH in sheet.oddFooter.left.text and "&P" in sheet.oddFooter.center.text


def test_the_header_and_the_task_stay_in_view():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    assert sheet.freeze_panes == f"E{header_row(sheet) + 1}"


def test_an_ampersand_in_a_department_name_is_printed_in_the_footer():
    plan = sample_plan(tasks=(make_task("1-01", "公开名录。", ("A&D处",)),), departments=(Department(name="A&D处"),))
    assert "A&&D处" in opened(blank_sheet(plan, "A&D处", JUNE)).oddFooter.left.text


def test_a_long_text_gets_a_row_tall_enough_that_still_grows_when_more_is_typed():
    plan = sample_plan(tasks=(make_task("1-01", "主动公开重大项目的批准结果。" * 15),))
    data = blank_sheet(plan, CIVIL, JUNE)
    sheet = opened(data)
    # 225 characters at 12 points in 36 columns of 7 pixels: 15 a line, 15 lines of at least 12 points.
    assert sheet.row_dimensions[rows(sheet)["1-01"]["任务编号"].row].height >= 15 * 12 * 1.2
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "customHeight" not in xml


def test_of_a_duty_under_way_the_words_are_carried_over_and_the_state_is_said_anew():
    last = make_entry(
        "2-07",
        count=1,
        evidence="《解读方案》",
        difficulties="人手不足",
        next_steps="再解读2次",
        expected_on=dt.date(2018, 11, 30),
    )
    row = rows(opened(blank_sheet(sample_plan(), HEALTH, JUNE, {"2-07": last})))["2-07"]
    assert [row[title].value for title in ("完成状态", "完成进度", "完成日期")] == [None, None, None]
    assert [
        row[title].value for title in ("量化完成数", "进展情况", "公开网址或佐证材料", "存在问题", "下一步措施")
    ] == [1, "已公布社会组织名录。", "《解读方案》", "人手不足", "再解读2次"]
    assert row["预计完成日期"].value == dt.datetime(2018, 11, 30)
    assert row["预计完成日期"].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("status", [Status.DONE, Status.NOT_CONCERNED])
def test_a_settled_duty_is_carried_over_whole(status):
    last = make_entry("2-03", status, progress=Decimal(100), done_on=dt.date(2018, 4, 20))
    row = rows(opened(blank_sheet(sample_plan(), HEALTH, JUNE, {"2-03": last})))["2-03"]
    assert [row[title].value for title in ("完成状态", "完成进度", "完成日期")] == [
        str(status),
        100,
        dt.datetime(2018, 4, 20),
    ]


def test_carried_cells_are_tinted_and_empty_ones_are_not():
    row = rows(opened(blank_sheet(sample_plan(), HEALTH, JUNE, {"2-07": make_entry("2-07")})))["2-07"]
    assert row["进展情况"].fill.start_color.rgb == "00FFF9E3"
    assert row["存在问题"].fill.fill_type is None


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "+1+1",
        "-已完成",
        "@SUM(A1)",
        "#REF!",
        "{{ 7*7 }}",
        "</t><f>1</f>",
        "_x000B_",
        "\u202e倒写",
        "𠮷",
        "1-09",
        "＝1+1",
    ],
)
def test_whatever_a_department_wrote_last_month_comes_out_as_text(text):
    data = blank_sheet(sample_plan(), HEALTH, JUNE, {"2-07": make_entry("2-07", narrative=text)})
    cell = rows(opened(data))["2-07"]["进展情况"]
    assert cell.data_type == "s"
    formulas = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode().count("<f>")
    assert formulas == len(rows(opened(data))), "those of 「还缺什么」 alone"
    grid = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("进展填报").to_python()
    assert grid[-1][TITLES.index("进展情况")] == text.replace("\u202e", "〔U+202E〕")


def test_what_a_row_lacks_stands_locked_right_of_the_paper():
    sheet = opened(blank_sheet(sample_plan(), HEALTH, JUNE))
    cells = [cell for cell in sheet["R"] if cell.data_type == "f"]
    assert len(cells) == 3 and all(cell.protection.locked for cell in cells)
    assert sheet.print_area.endswith("$Q$8")
    assert not re.search(r"_xl|LET\(|TEXTJOIN|CONCAT|IFS\(", "".join(cell.value for cell in cells))


LACKS = {
    "1-15": ({}, "完成状态"),
    "2-03": ({"完成状态": "正在推进", "完成进度": 60}, "进展情况、下一步措施、预计完成日期"),
    "2-07": (
        {"完成状态": "已完成", "完成进度": "80%", "进展情况": "已解读", "完成日期": dt.date(2018, 6, 8)},
        "完成进度（已完成的填100）、量化完成数（不少于3）、公开网址或佐证材料",
    ),
}
FULL = {
    "完成状态": "已完成",
    "完成进度": 100,
    "进展情况": "已解读",
    "完成日期": dt.date(2018, 6, 8),
    "量化完成数": 3,
} | {"公开网址或佐证材料": "https://www.example.gov.cn/a.html"}


@pytest.mark.render
@pytest.mark.parametrize("answers", [LACKS, dict.fromkeys(LACKS, (FULL, None))], ids=["some", "none"])
def test_the_formula_says_what_lacks(answers, tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    book = load_workbook(io.BytesIO(blank_sheet(sample_plan(), HEALTH, JUNE)))
    for task, (values, _) in answers.items():
        for column, value in values.items():
            rows(book["进展填报"])[task][column].value = value
    book.save(tmp_path / "a.xlsx")
    command = [
        soffice,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "a.xlsx"], check=True, capture_output=True, timeout=120)
    found = [line for line in csv.reader((tmp_path / "a.csv").open(encoding="utf-8")) if line[0] in answers]
    assert {line[0]: line[-1] or None for line in found} == {task: said for task, (_, said) in answers.items()}


def test_a_text_longer_than_a_cell_says_where_the_rest_is():
    cell = rows(
        opened(blank_sheet(sample_plan(), HEALTH, JUNE, {"2-07": make_entry("2-07", narrative="长" * 40_000)}))
    )["2-07"]["进展情况"]
    assert len(cell.value) == 32_767 and cell.value.endswith("……（原文过长，全文见上月台账）")


def test_an_unknown_department_is_refused():
    with pytest.raises(KeyError):
        blank_sheet(sample_plan(), "宇航处", JUNE)


def test_a_department_without_duties_gets_a_sheet_without_rows():
    plan = sample_plan(departments=(*sample_plan().departments, Department(name="综合处")))
    assert rows(opened(blank_sheet(plan, "综合处", JUNE))) == {}


def test_every_word_of_the_form_is_known_to_the_reader():
    """What the blank workbook says beside the duties is in `form_words`, so that the reader can leave it out."""
    plan = sample_plan()
    book = load_workbook(io.BytesIO(blank_sheet(plan, HEALTH, JUNE)))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type != "f")
    said = {cell.value for cell in cells if cell.value}
    task_words = {cell.value for row in rows(book["进展填报"]).values() for cell in row.values() if cell.value}
    assert said - task_words - form_words(plan, JUNE) == {HEALTH, "2018-06"}


def test_the_guide_names_the_filing_day_of_that_month_and_the_contact():
    book = load_workbook(
        io.BytesIO(blank_sheet(sample_plan(elements={"报送截止日": "31", "联系人": "王五"}), HEALTH, JUNE))
    )
    guide = {row[0].value: row[1].value for row in book["填写说明"].iter_rows(min_row=3)}
    assert "6月30日前" in guide["报送"] and "王五" in guide["报送"]


def test_the_same_plan_gives_the_same_bytes_and_no_present_moment():
    first = blank_sheet(sample_plan(), HEALTH, JUNE)
    assert blank_sheet(sample_plan(), HEALTH, JUNE) == first
    package = zipfile.ZipFile(io.BytesIO(first))
    assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert str(dt.date.today().year) not in package.read("docProps/core.xml").decode()


def test_pieces_joined_are_the_text_and_each_fits_a_cell_even_with_rare_characters():
    text = "𠮷a" * 30_000
    parts = pieces(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in parts)
    assert (
        fitting("𠮷" * 20, "台账", 30).startswith("𠮷")
        and len(fitting("𠮷" * 20, "台账", 30).encode("utf-16-le")) <= 60
    )


@pytest.mark.parametrize(("text", "expected"), [("", 1), ("一行", 1), ("两\n行", 2), ("国" * 40, 4), ("a" * 40, 2)])
def test_lines_counts_chinese_characters_twice_as_wide(text, expected):
    """At 10.5 points a column of 24 holds 11 Chinese characters or 22 Latin ones."""
    assert lines(text, 24) == expected


@pytest.mark.render
def test_the_printed_sheet_has_its_header_on_each_page_and_all_of_each_text(tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    import pdfplumber

    texts = {
        f"1-{number:02d}": f"第{number}项：" + "主动公开重大项目的批准结果和办理时限。" * 8 + f"完{number:02d}"
        for number in range(1, 17)
    }
    plan = sample_plan(tasks=tuple(make_task(key, text) for key, text in texts.items()))
    (tmp_path / "blank.xlsx").write_bytes(blank_sheet(plan, CIVIL, JUNE))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / "blank.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pdfplumber.open(tmp_path / "blank.pdf") as pdf:
        pages = [re.sub(r"\s", "", page.extract_text() or "") for page in pdf.pages]
        assert all(round(page.width) == 842 for page in pdf.pages)
    sheet_pages = [page for page in pages if "填写说明第" not in page and "怎样填写" not in page]
    assert len(sheet_pages) > 1
    titles = "".join(column.title for column in BLANK_SHEET)
    for page in sheet_pages:  # a title of two lines is read in pieces
        assert "公开领域主要任务完成时间" in page and not Counter(titles) - Counter(page)
    printed = "".join(sheet_pages)
    assert all(f"完{number:02d}" in printed for number in range(1, 17)), "the end of a long task is clipped"


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "文字",
        "1-09",
        "=1+1",
        "+1",
        "#REF!",
        " 前后有空格 ",
        "两\n行\r\n三行",
        "<b>&\"'",
        "_x000D_",
        "\x0b",
        "𠮷😀",
        "长" * 40_000,
        0,
        -3,
        0.1,
        1e20,
        Decimal("12.50"),
        dt.date(2018, 6, 30),
        dt.date(1900, 2, 28),
    ],
    ids=lambda value: repr(value)[:12],
)
def test_a_cell_written_as_text_is_the_cell_that_openpyxl_writes(value):
    """Byte for byte, with the looks, the heights and all else of the workbook."""
    looks = [Look(locked=False, number="yyyy-mm-dd"), Look(fill="DDEBF7", ruled=False, number="yyyy-mm-dd")]
    told, written = new_workbook("题"), new_workbook("题")
    wardrobe, cells = Wardrobe(), NewCells(written.worksheets[0], Wardrobe())
    for row, look in enumerate(looks, 1):
        wardrobe.put(told.worksheets[0].cell(row, 1), value, look)
        cells.put(row, 1, value, look)
    place = told.worksheets[0].cell(3, 2)
    place.value = '=IF(A1<>"","是&否","")'
    wardrobe.dress(place, looks[0])
    cells.formula(3, 2, '=IF(A1<>"","是&否","")', looks[0])
    told.worksheets[0].merge_cells("A2:C2")
    cells.across(2, 3)
    row_height(told.worksheets[0], 1, 3)
    cells.height(1, 3)
    assert save(told) == save(written, [cells])
