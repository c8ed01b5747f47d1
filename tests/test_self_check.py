"""Every typed cell has its place in the ledger; one without is told loudly and listed with its text."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from dataclasses import replace

import openpyxl

from reporter.assess.course import assess
from reporter.cli import main
from reporter.ledger import month_sheets
from reporter.ledger.month_sheets import kept_sheets
from reporter.sheets.self_check import lost_cells
from reporter.vocabulary.model import Cell, Source, TypedSheet, UnusedCell
from reporter.vocabulary.problems import Kind

from .builders import intake, progress_sheet, small_plan
from .masters import ROOT
from .sample_month import JUNE, sample_month
from .terminal import run

SHEET = Source("input/2018-06/甲.xlsx", "进展填报")


def lost(cells, month):
    """The cells that are in no row of the month's ledger."""
    return lost_cells(cells, month, kept_sheets(month))


def typed(text: str, cell: str = "J6", period=JUNE) -> TypedSheet:
    """A sheet with one cell."""
    return TypedSheet(source=SHEET, cells=(Cell(text, cell),), period=period)


def unused(text: str, cell: str = "J6") -> UnusedCell:
    """A cell listed in 「未采用内容」."""
    return UnusedCell(source=SHEET.at(cell), text=text, reason="", period=JUNE)


def test_a_cell_that_went_nowhere_becomes_a_problem_with_its_text():
    found = lost([typed("失踪的话")], sample_month())
    assert [(item.kind, item.source.cell, item.content) for item in found] == [(Kind.CELL_LOST, "J6", "失踪的话")]


def test_a_report_tells_of_a_lost_cell_though_its_documents_were_begun(tmp_path, monkeypatch, capsys):
    """The same in every file, as if it had been known before: a column that never reaches the ledger."""
    whole = month_sheets.kept_sheets

    def cut(month):
        tasks, duties, *others = whole(month)
        columns = tuple(column for column in duties.columns if column.title != "进展情况")
        return (tasks, replace(duties, columns=columns), *others)

    monkeypatch.setattr(month_sheets, "kept_sheets", cut)
    shutil.copytree(ROOT / "input", tmp_path / "input")
    assert main(["report", "--json", "--home", str(tmp_path)]) == 1
    told = [item for item in json.loads(capsys.readouterr().out)["problems"] if item["code"] == "W801"]
    output = tmp_path / "output/2018-06"
    book = openpyxl.load_workbook(output / "台账.xlsx")
    assert len([row for row in book["问题清单"].values if row[0] == "W801"]) == len(told) > 9
    assert {path.name for path in output.glob("*.docx")} >= {"通报.docx", "考核报告.docx"}
    assert json.loads((output / ".生成记录.json").read_text("utf-8")).keys() >= {"台账.xlsx", "通报.docx"}


def test_what_is_held_somewhere_is_not_lost():
    """In an entry as typed, in a problem, among the unused cells, or a word of the form or the task list."""
    month = sample_month()
    verdict = month.verdicts[0]
    entry = replace(verdict.entry, cells={**verdict.entry.cells, "progress": Cell("约八成", "J6")})
    month = replace(
        month,
        verdicts=(replace(verdict, entry=entry), *month.verdicts[1:]),
        unused=(*month.unused, unused("多出的话")),
        problems=(Kind.REVIEWER_MISSING.at(Source("a"), content="审核人："), *month.problems),
    )
    words = ["多出的话", "审核人：", "任务编号", month.plan.tasks[0].text, "1-09"]
    assert lost(map(typed, words), month) == ()
    own = replace(SHEET, file=entry.source.file)
    for text in ("约八成", " 约八成 "):
        assert lost([TypedSheet(source=own, cells=(Cell(text, f"J{entry.row}"),), period=JUNE)], month) == ()


def test_a_row_of_a_foreign_sheet_may_be_listed_as_one():
    month = replace(sample_month(), unused=(unused("甲的话 | 乙的话", "A7:B7"),))
    assert lost([typed("甲的话", "A7"), typed("乙的话", "B7")], month) == ()
    assert len(lost([typed("乙的话", "B8")], month)) == 1, "the same words in another row are another cell"


def test_another_months_cells_are_left_to_that_month():
    assert lost([typed("失踪的话", period=JUNE.shift(-1))], sample_month()) == ()


def test_the_sheets_of_two_months_in_one_file_are_each_held_to_their_own_month(tmp_path):
    """The month's ledger holds its own sheet; the other one's cells are in the other ledger."""
    line = "1-01 | 正在推进 | 40% | | | {}"
    book = progress_sheet(line.format("六月的话"), period="2018-06", filed_on="2018-06-20").sheet("五月")
    book.now["cells"] = (
        progress_sheet(line.format("五月的话"), filed_on="2018-05-20").text("A9", "表外的话").now["cells"]
    )
    book.sheet("封面", "另附说明")
    found = intake(tmp_path, {"民政处.xlsx": book})
    for period in (JUNE.shift(-1), JUNE):
        month = assess(
            small_plan(), found.returns, period, period.last_day, problems=found.problems, unused=found.unused
        )
        assert lost(found.typed, month) == ()


def test_a_unique_word_in_every_cell_of_every_return_is_found_in_the_ledger(tmp_path):
    """With rows and columns added; the words stand in blank cells, at the end of filled ones and in every third
    locked one.
    """
    shutil.copytree(ROOT / "input", tmp_path / "input", ignore=shutil.ignore_patterns("2018-05"))
    words = []
    for path in sorted((tmp_path / "input/2018-06").glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        sheet = book["进展填报"]
        rows, columns = sheet.max_row, sheet.max_column
        for row in range(1, rows + 4):
            for column in range(1, columns + 3):
                cell = sheet.cell(row, column)
                if isinstance(cell, openpyxl.cell.MergedCell):
                    continue
                word = f"Zq{len(words)}x"
                if cell.value is None:
                    cell.value = word
                elif isinstance(cell.value, str) and row > 7 and (column > 8 or (row + column) % 3 == 0):
                    cell.value += word
                else:
                    continue
                words.append(word)
        book.save(path)
    done = run(tmp_path, "report", "--json")
    assert "W801" not in {item["code"] for item in json.loads(done.stdout)["problems"]}
    with zipfile.ZipFile(tmp_path / "output/2018-06/台账.xlsx") as ledger:
        found = {
            word for name in ledger.namelist() for word in re.findall(r"Zq\d+x", ledger.read(name).decode("utf-8"))
        }
    assert len(words) > 3000
    assert [word for word in words if word not in found] == []
