"""The months beside each other: one set of figures for 台账.xlsx, 总览.html and the reports, from the record where a
month was issued, and nothing of a first month."""

from __future__ import annotations

import io
import re
import zipfile
from functools import partial

import pytest
from openpyxl import load_workbook

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.glance.month_page import month_page
from reporter.glance.year_page import year_page
from reporter.ledger.trend_sheet import DRAWN, TREND
from reporter.sheets.score_workbook import score_book
from reporter.vocabulary.model import Lamp

from . import excel_paper
from . import whole_year as made
from .sample_month import ledger_of
from .shipped_kinds import documents, report
from .test_glance import Page
from .test_whole_year import late_return, month, signed, text

SERIES = ("绿灯", "黄灯", "红灯", "灰灯", "已完成", "完成率", "未报送单位数")
BY_HAND = {
    # April: 教育处 sent nothing, so that all four of its tasks are at best yellow; May: 1-02 is due in June
    1: (5, 0, 0, 0, 0, "0.0%", 0),
    4: (1, 4, 0, 0, 0, "0.0%", 1),
    5: (4, 1, 0, 0, 0, "0.0%", 0),
}
"""Month → the series, reckoned by hand from `whole_year`; five tasks are in force until June."""


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    return made.received(tmp_path_factory.mktemp("trend"))


def judged(received, number: int, **more):
    plan, found = received
    return assess(plan, found.returns, month(number), month(number).last_day, problems=found.problems, **more)


def series(item) -> tuple[object, ...]:
    return (*(item.lamps[lamp] for lamp in Lamp), item.done, f"{item.done_percent}%", item.missing)


def typed(value: object) -> object:
    """As it stands in a ledger: 2.9% is the number 2.9."""
    return float(value.rstrip("%")) if isinstance(value, str) else value


def rows_of(table) -> list[tuple[str, ...]]:
    """The table of a document without its bars: month, lamps, done, share, missing."""
    return [(*row[:7], row[8]) for row in table.rows]


def test_the_months_say_what_was_reckoned_by_hand(received):
    found = figures(judged(received, 5)).trend
    assert [item.period.month for item in found] == [1, 2, 3, 4, 5]
    for item in found:
        if item.period.month in BY_HAND:
            assert series(item) == BY_HAND[item.period.month], item.period


def test_ledger_page_and_report_show_the_same_figures(received):
    item = judged(received, 6)
    found = figures(item)
    wanted = [(f"{own.period.month}月", *map(str, series(own))) for own in found.trend]
    assert len(wanted) == 6

    book = load_workbook(io.BytesIO(ledger_of(item)))
    head, *rows = book[TREND].iter_rows(values_only=True)
    assert head == ("报送期", *SERIES)
    in_ledger = [(str(own.period), *map(typed, series(own))) for own in found.trend]
    assert rows == in_ledger
    overview = [row for row in book["总览"].iter_rows(max_col=8, values_only=True)]
    place = overview.index(head)
    assert overview[place + 1 : place + 7] == in_ledger

    document = report(found, item.plan)
    tables = [block for block in document.body if hasattr(block, "rows") and block.columns[0].title == "月份"]
    assert [rows_of(table) for table in tables] == [wanted]

    texts = Page(month_page(item, found)).texts
    for own in found.trend:
        start = texts.index(str(own.period))
        assert texts[start + 1 : start + 8] == [*map(str, series(own))]


def test_the_year_shows_them_too(received):
    plan, found = received
    year = assess_year(plan, found.returns, 2018, None, found.problems)
    counts = year_figures(year)
    wanted = [(f"{own.period.month}月", *map(str, series(own))) for own in counts.trend]
    assert len(wanted) == 12 and year.trend[:6] == figures(judged(received, 6)).trend
    document = documents("年度考核报告", counts, year.plan)[""]
    table = next(block for block in document.body if hasattr(block, "rows") and block.columns[0].title == "月份")
    assert rows_of(table) == wanted
    assert "12月与1月相比，已完成的由0项增加到" in text(document)
    rows = [*load_workbook(io.BytesIO(score_book(year, counts)))[TREND].iter_rows(min_row=2, values_only=True)]
    assert [row[0] for row in rows] == [str(own.period) for own in counts.trend]
    assert str(counts.trend[-1].period) in Page(year_page(year, counts)).texts


def test_a_first_month_has_no_trend(received):
    item = judged(received, 1)
    found = figures(item)
    book = load_workbook(io.BytesIO(ledger_of(item)))
    assert found.trend == () and TREND not in book.sheetnames
    assert not [row for row in book["总览"].iter_rows(values_only=True) if TREND in str(row[0])]
    assert "走势" not in text(report(found, item.plan))
    assert TREND not in Page(month_page(item, found)).texts


def test_an_issued_month_keeps_the_figures_it_was_signed_with(received):
    plan, found = received
    record = signed(found, plan, judged(received, 4))
    plan, returns = late_return(plan, found)
    reckon = partial(assess, plan, returns, month(5), month(5).last_day, problems=found.problems)
    then, now = (figures(reckon(issued=issued)).trend[3] for issued in ({month(4): record}, {}))
    assert series(then) == BY_HAND[4]
    assert now.missing == 0 and now != then
    year = partial(assess_year, plan, returns, 2018, None, found.problems)
    assert year(issued={month(4): record}).trend[3] == then


def test_the_lines_of_the_chart_are_told_apart_without_colour(received):
    package = zipfile.ZipFile(io.BytesIO(ledger_of(judged(received, 3))))
    charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    (chart,) = (xml for xml in charts if "<c:lineChart>" in xml)
    lines = re.findall(r"<c:ser>.*?</c:ser>", chart)
    markers = {re.search(r'<c:symbol val="(\w+)"', line)[1] for line in lines}
    dashes = {(re.search(r'prstDash val="(\w+)"', line) or [""])[0] for line in lines}
    assert len(lines) == len(DRAWN) == len(markers) == len(dashes)


@pytest.mark.parametrize("number", [2, 6, 12])
def test_the_overview_with_its_months_is_read_on_paper(received, number):
    assert excel_paper.faults(ledger_of(judged(received, number))) == []


def test_the_bar_of_a_month_is_as_long_as_its_share():
    """Ten squares, a full one for each whole tenth."""
    from decimal import Decimal

    from reporter.documents.trend_words import squares

    for share, full in (("0.0", 0), ("9.9", 0), ("10.0", 1), ("55.6", 5), ("100.0", 10)):
        assert squares(Decimal(share)) == "■" * full + "□" * (10 - full)
