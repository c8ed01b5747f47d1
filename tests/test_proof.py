"""The proof copy: every figure bears a comment that can be followed, and the check sheet reckons it again."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reporter.gongwen.comments import Comment, commented, reading
from reporter.gongwen.content import Head, Noted, OfficialDocument, Paragraph
from reporter.gongwen.word import render
from reporter.intake.master_list import read_master
from reporter.intake.reader import read_workbook
from reporter.proof.read_back import master_pages

from . import excel_paper, proofs, year_examples
from .masters import ROOT, write_master
from .rendering import need_renderer
from .terminal import program, run
from .test_annual import GRANTED

LEDGERS = {"2018-06": "台账.xlsx", "2018-08": "台账.xlsx", "2018": "考核得分表.xlsx"}
NAMES = (year_examples.TWO, year_examples.FOUR, year_examples.SEVEN)


@pytest.fixture(scope="session")
def june(tmp_path_factory) -> Path:
    """A workspace with the shipped input, June proved."""
    home = tmp_path_factory.mktemp("proved")
    shutil.copytree(ROOT / "input", home / "input")
    assert program("report", "--period", "2018-06", "--proof", "--home", home).returncode in (0, 1)
    return home


@pytest.fixture(scope="session")
def odd(tmp_path_factory) -> Path:
    """Departments, elements and texts with figures, quotes and wildcards, templates that say every word; June and the
    year's draft proved.
    """
    home = proofs.wordy(proofs.odd_workspace(tmp_path_factory.mktemp("odd")))
    assert run(home, "report", "--proof").returncode in (0, 1)
    assert run(home, "annual", "--proof").returncode in (0, 1)
    return home


@pytest.fixture(scope="session")
def year(tmp_path_factory) -> Path:
    """A made-up year of twelve months with an extension and an objection, templates that say every word; its final
    version and one of its months proved.
    """
    from reporter.intake.master_list import read_master

    home = tmp_path_factory.mktemp("year")
    write_master(home / "input/任务总表.xlsx", year_examples.master_rows(NAMES) | {"异议": [GRANTED[0]]})
    plan, problems = read_master(home / "input/任务总表.xlsx")
    assert plan, problems
    for path, data in year_examples.files(plan, NAMES):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    proofs.wordy(home)
    assert run(home, "annual", "--final", "--proof").returncode in (0, 1)
    assert run(home, "report", "--period", "2018-08", "--proof").returncode in (0, 1)
    return home


RUNS = [("june", "2018-06"), ("odd", "2018-06"), ("odd", "2018"), ("year", "2018-08"), ("year", "2018")]


@pytest.mark.parametrize("name, folder", RUNS)
def test_every_workbook_of_a_run_can_be_read_on_paper(name, folder, request):
    files = proofs.made(request.getfixturevalue(name), folder)
    books = {path: data for path, data in files.items() if path.endswith(".xlsx") and "退改" not in path}
    assert len(books) == 2
    assert {path: found for path, data in books.items() if (found := excel_paper.faults(data))} == {}


@pytest.fixture(params=RUNS, ids=lambda run: "-".join(run))
def proved(request):
    """(workspace, folder, its files) of one proved run after the other."""
    name, folder = request.param
    home = request.getfixturevalue(name)
    return home, folder, proofs.made(home, folder)


def copies(files: dict[str, bytes]) -> dict[str, bytes]:
    """The copies with comments."""
    return {path: data for path, data in files.items() if path.startswith("核对稿/")}


# --- every figure is there ----------------------------------------------------------------------------------------


def test_each_document_has_its_copy_and_says_the_same(proved):
    files = proved[2]
    documents = [
        path for path in files if path.endswith(".docx") and not path.startswith("核对稿/") and path != "通知.docx"
    ]
    assert {path: f"核对稿/{path.removesuffix('.docx')}（核对稿）.docx" for path in documents} and len(
        copies(files)
    ) == len(documents)
    for path in documents:
        copy = files[f"核对稿/{path.removesuffix('.docx')}（核对稿）.docx"]
        assert proofs.plain(copy) == proofs.plain(files[path]), path


def test_every_figure_of_every_document_bears_a_comment(proved):
    for path, data in copies(proved[2]).items():
        # The mark of an organ whose very name holds a figure is a name, not a figure.
        assert [text for text in proofs.bare_figures(data) if text not in ("第7局", "第7局文件")] == [], path


def test_every_comment_tells_what_how_and_where_and_agrees(proved):
    for path, data in copies(proved[2]).items():
        found = proofs.remarks(data)
        assert found, path
        for remark in found:
            assert remark.lines[0].startswith("【") and remark.line("算法") and remark.line("台账"), (path, remark)
            assert "，一致（数据校核表第" in remark.line("核对"), (path, remark)
            assert re.search(r"\d", remark.at) or "印发日期" in remark.lines[0], (path, remark)


def test_comments_are_signed_and_dated_alike(june):
    copy = proofs.made(june, "2018-06")["核对稿/通报（核对稿）.docx"]
    part = zipfile.ZipFile(io.BytesIO(copy)).read("word/comments.xml").decode("utf-8")
    assert set(re.findall(r'w:author="([^"]*)"', part)) == {"核对"}
    assert set(re.findall(r'w:date="([^"]*)"', part)) == {"2018-06-30T00:00:00Z"}


# --- every place exists and says so -------------------------------------------------------------------------------

_PLACE = re.compile(r"「([^」]+)」([A-Z]+\d+(?::[A-Z]+\d+)?(?:、[A-Z]+\d+(?::[A-Z]+\d+)?)*)")
_TYPED = re.compile(r"([^\s；]+\.xlsx) \[([^\]]*)!([A-Z]+\d+)\]“(.*?)”(?=；|$)")


class Books:
    """Workbooks by path, each opened once."""

    def __init__(self, home: Path, folder: str) -> None:
        self.home, self.ledger, self.open = home, home / "output" / folder / LEDGERS[folder], {}

    def sheet(self, name: str):
        """A sheet of the ledger, else of the master list."""
        book = self._book(self.ledger)
        return book[name] if name in book.sheetnames else self._book(self.home / "input/任务总表.xlsx")[name]

    def typed(self, file: str, sheet: str, cell: str):
        """A cell of a file below the workspace."""
        return self._book(self.home / file)[sheet][cell].value

    def _book(self, path: Path):
        if path not in self.open:
            self.open[path] = openpyxl.load_workbook(path)
        return self.open[path]


def test_the_cells_a_comment_names_exist_in_the_ledger_and_hold_something(proved):
    home, folder, files = proved
    books = Books(home, folder)
    named = 0
    for data in copies(files).values():
        for remark in proofs.remarks(data):
            for sheet, cells in _PLACE.findall(remark.line("台账")):
                for cell in cells.split("、"):
                    found = books.sheet(sheet)[cell]
                    values = [found.value] if ":" not in cell else [item.value for line in found for item in line]
                    assert (
                        any(value is not None for value in values)
                        or ":" in cell
                        or "催报" in remark.line("算法")
                        or "迟报" in remark.line("算法")
                    ), (sheet, cell)
                    named += 1
    assert named > 100


def test_the_cells_a_count_names_are_as_many_as_it_counts(proved):
    """计入 lists each cell that was counted, or the first of them and how many there are."""
    counted = 0
    for data in copies(proved[2]).values():
        for remark in proofs.remarks(data):
            told = remark.line("计入")
            if not told or not re.fullmatch(r"\d+", remark.at):
                continue
            cells = sum(len(group.split("、")) for _, group in _PLACE.findall(told))
            rest = re.search(r"等(\d+)格", told)
            assert int(rest[1] if rest else cells) == int(remark.at), remark
            counted += 1
    assert counted > 20


def test_what_a_comment_says_was_typed_stands_in_that_cell_of_that_file(proved):
    """Dates and numbers in print form; a long text as far as it is quoted."""
    home, folder, files = proved
    books = Books(home, folder)
    seen = 0
    for data in copies(files).values():
        for remark in proofs.remarks(data):
            for file, sheet, cell, text in _TYPED.findall(remark.line("原始填写")):
                value = books.typed(file, sheet, cell)
                assert value is not None, (file, sheet, cell)
                stands = (
                    value.date().isoformat()
                    if hasattr(value, "date")
                    else f"{value:.15g}"
                    if isinstance(value, float)
                    else str(value)
                )
                stands, quoted = " ".join(stands.split()), " ".join(text.rstrip("…").split())
                assert stands.startswith(quoted) or quoted in stands, (file, sheet, cell, text, value)
                seen += 1
    assert seen > 100


def test_a_single_cell_of_the_ledger_holds_the_very_value(june):
    """得分明细: a comment that names one cell of 「单位得分」 names the cell with that number."""
    sheet = openpyxl.load_workbook(june / "output/2018-06/台账.xlsx")["单位明细"]
    found = [
        remark
        for remark in proofs.remarks(proofs.made(june, "2018-06")["核对稿/督办通知单/教育处（核对稿）.docx"])
        if "完成时限" in remark.lines[0]
    ]
    assert found
    for remark in found:
        ((_, cell),) = _PLACE.findall(remark.line("台账"))
        day = sheet[cell].value
        assert remark.at == f"{day.year}年{day.month}月{day.day}日"


# --- the check sheet ----------------------------------------------------------------------------------------------


def test_the_check_sheet_has_a_row_for_each_comment_and_all_agree(proved):
    files = proved[2]
    rows = proofs.checks(files["数据校核表.xlsx"])
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))
    commented = [row for row in rows if f"{row['文书']}.txt" not in files]
    assert len(commented) == sum(len(proofs.remarks(data)) for data in copies(files).values())
    assert {row["结论"] for row in rows} == {"一致"}


def test_the_check_sheet_needs_no_other_file_and_every_result_is_a_formula(proved):
    data = proved[2]["数据校核表.xlsx"]
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "externalLink" in name]
    sheet = openpyxl.load_workbook(io.BytesIO(data))[proofs.CHECKS]
    for row in range(proofs.FIRST, sheet.max_row + 1):
        formula = sheet.cell(row, 5).value
        assert formula.startswith("=") and "[" not in formula, formula
        assert sheet.cell(row, 6).value.startswith("=IFERROR(")


def test_the_copied_cells_are_those_of_the_ledger_at_their_own_addresses(june):
    copy = openpyxl.load_workbook(io.BytesIO(proofs.made(june, "2018-06")["数据校核表.xlsx"]))
    ledger = openpyxl.load_workbook(june / "output/2018-06/台账.xlsx")
    for name in ("任务台账", "单位明细", "单位得分"):
        for line in ledger[name].iter_rows():
            for cell in line:
                if cell.value is not None:
                    assert copy[name][cell.coordinate].value == cell.value, (name, cell.coordinate)


def test_text_of_departments_never_becomes_a_formula(odd):
    book = openpyxl.load_workbook(io.BytesIO(proofs.made(odd, "2018-06")["数据校核表.xlsx"]))
    formulas = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert formulas and not [
        formula for formula in formulas if "通配" in formula or "+1处" in formula or "SUM(A1)" in formula
    ]


@pytest.mark.render
def test_reckoned_anew_by_libreoffice_nothing_differs(june, odd, year, tmp_path):
    """From the formulas alone: the values that the file was written with are thrown away first."""
    need_renderer()
    homes = {"june": june, "odd": odd, "year": year}
    books = {f"{name}-{folder}": proofs.made(homes[name], folder)["数据校核表.xlsx"] for name, folder in RUNS}
    found = proofs.recalculated({name: proofs.changed(data) for name, data in books.items()}, tmp_path / "lo")
    for name, data in books.items():
        before, after = proofs.checks(data), proofs.checks(found[name])
        assert {row["结论"] for row in after} == {"一致"}, name
        for was, now in zip(before, after, strict=True):
            same = was["重算结果"] == now["重算结果"] or abs(float(was["重算结果"]) - float(now["重算结果"])) < 1e-6
            assert same, (name, was, now)


def place_of(data, title):
    """The cell of the first duty in a column of 「单位明细」."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["单位明细"]
    return "单位明细", next(cell.coordinate.replace("1", "2") for cell in sheet[1] if cell.value == title)


@pytest.mark.render
def test_a_changed_figure_and_a_changed_ledger_both_show(june, tmp_path):
    """A figure that was tampered with shows alone; a lamp that was changed shows wherever it was counted."""
    need_renderer()
    data = proofs.made(june, "2018-06")["数据校核表.xlsx"]
    place = next(row["序号"] for row in proofs.checks(data) if row["是什么"] == "单位任务完成数")
    found = proofs.recalculated(
        {
            "figure": proofs.changed(data, {(proofs.CHECKS, f"D{place + proofs.FIRST - 1}"): 99}),
            "ledger": proofs.changed(data, {place_of(data, "亮灯"): "红", place_of(data, "核定状态"): "严重滞后"}),
        },
        tmp_path / "lo",
    )
    assert [row["序号"] for row in proofs.checks(found["figure"]) if row["结论"] != "一致"] == [place]
    shown = {row["是什么"] for row in proofs.checks(found["ledger"]) if row["结论"] == "不一致"}
    assert {
        "红灯单位任务数",
        "灰灯单位任务数",
        "综合处红灯任务数",
        "综合处完成质量",
    } <= shown and "任务总数" not in shown


@pytest.mark.render
def test_libreoffice_keeps_every_comment(june, tmp_path):
    from .rendering import convert

    need_renderer()
    copy = proofs.made(june, "2018-06")["核对稿/督办通知单/教育处（核对稿）.docx"]
    again = convert({"copy": copy}, tmp_path / "again", "docx")["copy"]
    assert len(proofs.remarks(again)) == len(proofs.remarks(copy))


# --- beside the ordinary run --------------------------------------------------------------------------------------


def test_the_ordinary_files_are_the_same_bytes_with_and_without_a_proof(june, tmp_path):
    """And a run without a proof leaves no older one behind: it would speak of documents that are gone."""
    proved = proofs.made(june, "2018-06")
    home = tmp_path / "again"
    shutil.copytree(june, home)
    run(home, "report", "--period", "2018-06")
    after = proofs.made(home, "2018-06")
    assert after == {
        path: data for path, data in proved.items() if path != "数据校核表.xlsx" and not path.startswith("核对稿/")
    }


def test_the_same_input_gives_the_same_proof(june, tmp_path):
    shutil.copytree(june / "input", tmp_path / "input")
    run(tmp_path, "report", "--period", "2018-06", "--proof")
    assert proofs.made(tmp_path, "2018-06") == proofs.made(june, "2018-06")


def test_a_figure_that_a_clerk_writes_into_a_template_is_told_from_those_that_were_reckoned(tmp_path):
    """It has no source: the comment says so, the check sheet counts it, and the run tells it."""
    shutil.copytree(ROOT / "input", tmp_path / "input")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    template = tmp_path / "templates/通报.txt"
    template.write_text(
        template.read_text("utf-8").replace("特此通报。", "共召开会议7次、{{ 任务总数 + 1 }}项。\n\n特此通报。"),
        "utf-8",
    )
    done = run(tmp_path, "report", "--period", "2018-06", "--proof")
    assert "2处待人工核对" in done.stderr and done.returncode == 1
    files = proofs.made(tmp_path, "2018-06")
    doubtful = [
        remark for remark in proofs.remarks(files["核对稿/通报（核对稿）.docx"]) if "无法重算" in remark.line("核对")
    ]
    assert [remark.at for remark in doubtful] == ["7", "35"]
    assert sum(row["结论"] == "待人工核对" for row in proofs.checks(files["数据校核表.xlsx"])) == 2


# --- comments as such ---------------------------------------------------------------------------------------------


def document(*texts: str) -> OfficialDocument:
    return OfficialDocument(
        head=Head(organs=("某局",), number="某〔2018〕1号"),
        title="关于某事的｜通知",
        body=tuple(Paragraph(text=text) for text in texts),
    )


def test_a_comment_stands_at_its_characters_even_where_the_same_ones_stand_before():
    noted = Noted("甲1项，乙1项<&>。", ((5, 7, "第二"),))
    own = document("1项在前。", noted)
    texts = reading(own)
    copy = commented(
        render(own),
        texts,
        [Comment(at=texts.index(noted), start=5, end=7, text="第二\n两行")],
        author="核对",
        date="2018-06-30",
    )
    assert [(remark.at, remark.lines) for remark in proofs.remarks(copy)] == [("1项", ("第二", "两行"))]
    assert proofs.plain(copy) == proofs.plain(render(own))


def test_comments_may_touch_and_reach_over_a_break_of_the_title():
    own = document("12。")
    texts = reading(own)
    comments = [
        Comment(at=1, start=2, end=7, text="题"),
        Comment(at=2, start=0, end=1, text="一"),
        Comment(at=2, start=1, end=2, text="二"),
    ]
    copy = commented(render(own), texts, comments, author="核对", date="2018-06-30")
    assert [(remark.at, remark.lines[0]) for remark in proofs.remarks(copy)] == [
        ("某事的通", "题"),
        ("1", "一"),
        ("2", "二"),
    ]


def test_a_text_that_is_not_in_the_document_is_an_error_and_not_a_comment_elsewhere():
    own = document("正文。")
    with pytest.raises(ValueError, match="not in the document"):
        commented(
            render(own), ["没有这句"], [Comment(at=0, start=0, end=1, text="?")], author="核对", date="2018-06-30"
        )


def test_a_task_number_that_excel_made_a_date_of_is_found_in_the_master_list(tmp_path):
    path = tmp_path / "任务总表.xlsx"
    book = openpyxl.load_workbook(ROOT / "input/任务总表.xlsx")
    book["任务"]["A10"] = dt.datetime(2026, 1, 9)
    book.save(path)
    plan, _ = read_master(path)
    assert master_pages(read_workbook(path), plan)["任务"].row(("任务编号", "1-09")) == 10
