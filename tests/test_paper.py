"""Workbooks on paper: nothing under 7.5 points, and every date, number and label whole in its cell (issue 12, point 5).

The ledgers, the score table and the check sheet are looked at in test_proof.py, where a month and a year are made.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from reporter.assess.year_figures import year_figures
from reporter.intake.master_list import read_master
from reporter.sheets.blank import blank_sheet
from reporter.sheets.marked import marked_return
from reporter.sheets.master_workbook import master_workbook
from reporter.sheets.score_workbook import score_book
from reporter.vocabulary.model import Period

from . import excel_paper
from .masters import SHIPPED
from .sample_month import HEALTH, JUNE, ledger_of, sample_month, sample_plan
from .test_marked import noted, refused, workbook
from .test_year import final


@cache
def plan():
    return read_master(SHIPPED)[0]


WORKBOOKS = {
    "填报表": lambda: blank_sheet(plan(), "卫生处", Period(2018, 6)),
    "带入上月的填报表": lambda: blank_sheet(
        sample_plan(), HEALTH, JUNE, {item.duty.task.id: item.entry for item in sample_month().verdicts if item.entry}
    ),
    "退改": lambda: marked_return(workbook(("A1", "甲")), [refused("A1"), noted("A1")], reply_by=dt.date(2018, 6, 28)),
    "任务总表": SHIPPED.read_bytes,
    "空白任务总表": lambda: master_workbook({}, dt.date(2018, 1, 1)),
    "台账": lambda: ledger_of(sample_month()),
    "考核得分表": lambda: score_book(final(), year_figures(final())),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_workbook_is_read_on_paper_and_shows_what_it_holds(name):
    assert excel_paper.faults(WORKBOOKS[name]()) == []


def test_the_reckoning_is_that_of_excel():
    """A column of 12.0 is 84 pixels, 79 of them room; a digit of 宋体 12 is 8 of them, a 汉字 16."""
    sheet = excel_paper.opened(workbook(("A1", "甲"), change=_wide))[0]
    assert excel_paper.width(sheet, 1) == 84
    assert (excel_paper.breadth("2018-06-30", 12), excel_paper.breadth("填报日期", 12)) == (80, 64)


def test_what_is_too_small_or_too_narrow_is_told():
    """The sheet as it was: seventeen columns of 250 digits, a date in twelve of them."""
    found = excel_paper.faults(workbook(("A1", dt.date(2018, 6, 30)), ("Q1", "填报日期"), change=_wide))
    assert found == [
        "进展填报: 7.08 points, Q1, at 59%",
        "进展填报!A1: 2018-06-30 takes 80 of 77 pixels",
        "进展填报!Q1: 填报日期 takes 29 of 23 points",
    ]


def _wide(book) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.active
    for column, width in zip("ABCDEFGHIJKLMNOPQ", (12, *[15.5] * 15, 9)):
        sheet.column_dimensions[column].width = width
    for cell in ("A1", "Q1"):
        sheet[cell].font, sheet[cell].alignment = Font(name="宋体", size=12), Alignment(wrap_text=True)
    sheet.row_dimensions[1].height = 23
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_margins.left = sheet.page_margins.right = 0.39
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
