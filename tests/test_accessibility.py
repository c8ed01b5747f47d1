"""Every .docx and .xlsx that is written here under the rules of Word's and Excel's Accessibility Checker.

What is found all the same is argued here, one by one; anything else fails.
"""

from __future__ import annotations

import re
import shutil

import pytest

from reporter.cli import main
from reporter.gongwen.word import render

from .drafts import DRAFTS, DRESSES, saved
from .masters import ROOT
from .office_checker import findings
from .specimens import specimens
from .test_drafts import ORDER

PLACED = re.compile(r"发文机关标志|红色双线\S*|版记|留白")
"""Where these stand is laid down in millimetres (7.2.4, 7.4, 10.1, clause 8): no place in line with the text is there.
Each has its words, and what it says comes in the order in which it is read."""
SEALED = ("4", "5")
"""Lines that a row of seals needs (7.3.5.1), or a free 版头 and the two below it: the standard counts them in lines."""
ROWS = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[str, bytes]:
    """Every .docx and .xlsx of a month, a year, the notice, blank sheets, proofs and drafts."""
    home = tmp_path_factory.mktemp("all")
    (home / "output").mkdir()
    for name in ("input", "templates"):
        shutil.copytree(ROOT / name, home / name)
    drafts = [home / f"{kind}{dress}.txt" for kind in DRAFTS for dress in ("文本", "对话")]
    for path in drafts:
        path.write_bytes(DRESSES[path.stem[-2:]](DRAFTS[path.stem[:-2]]))
    (home / "令.txt").write_text(ORDER, encoding="utf-8")
    runs = (["notice"], ["report", "--period", "2018-06", "--proof"], ["sheets"], ["annual"])
    for run in (*runs, ["format", *map(str, [*drafts, home / "令.txt"])]):
        assert main([*run, "--home", str(home)]) < 2
    paths = [path for path in (home / "output").rglob("*") if path.suffix in (".docx", ".xlsx")]
    paths.append(home / "input/任务总表.xlsx")
    return {str(path.relative_to(home)): path.read_bytes() for path in paths}


def unargued(name: str, data: bytes) -> dict[str, list[str]]:
    """What the checker finds in a file, without what is argued."""
    found = findings(name, data)
    left = {
        "in_line": [what for what in found.pop("in_line", []) if not PLACED.fullmatch(what)],
        # A title, a note or a legend has the width of the sheet; within a table nothing is merged.
        "repeated_blanks": [what for what in found.pop("repeated_blanks", []) if what not in SEALED],
        "merged_cells": [ref for ref in found.pop("merged_cells", []) if not _one_row(ref)],
    }
    if "/退改/" in name:
        found.pop("workbook_title", None)  # the sender's own properties, kept as they came
    return found | {rule: places for rule, places in left.items() if places}


def _one_row(reference: str) -> bool:
    found = ROWS.search(reference)
    return found is not None and found[2] == found[4]


def test_the_checker_finds_nothing_in_all_that_is_written(written):
    assert len(written) > 60
    assert {name: found for name, data in written.items() if (found := unargued(name, data))} == {}


def test_tables_of_the_ledger_have_no_merged_cells_but_on_the_overview(written):
    merged = findings("台账.xlsx", written["output/2018-06/台账.xlsx"])["merged_cells"]
    assert {place.partition("!")[0] for place in merged} == {"sheet1"}


def test_nor_in_any_form_of_document():
    made = {name: unargued("甲.docx", render(content)) for name, content in specimens().items()}
    assert {name: found for name, found in made.items() if found} == {}


def test_what_the_checker_looks_for_is_found():
    """python-docx's own document has none of it."""
    from docx import Document

    made = Document()
    made.core_properties.title = ""
    made.add_heading("三", 3)
    for _ in range(4):
        made.add_paragraph("")
    made.add_paragraph("甲" + " " * 8 + "乙")
    table = made.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1))
    found = findings("甲.docx", saved(made))
    wanted = {"title", "language", "header_rows", "simple_tables", "headings", "repeated_blanks"}
    assert set(found) == wanted and found["repeated_blanks"][0] == "4"


def test_and_in_a_workbook():
    import io

    import openpyxl
    from openpyxl.chart import BarChart

    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet["B1"] = "甲"
    sheet.merge_cells("B2:B3")
    sheet.add_chart(BarChart(), "D4")
    stream = io.BytesIO()
    made.save(stream)
    found = findings("甲.xlsx", stream.getvalue())
    assert set(found) == {"sheet_names", "workbook_title", "first_cell", "merged_cells", "drawn_objects"}
    assert unargued("甲.xlsx", stream.getvalue())["merged_cells"] == ["sheet1!B2:B3"]
