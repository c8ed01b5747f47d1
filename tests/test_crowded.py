"""Documents of a month with more departments than anybody reads through, and the workbook beside them."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from reporter.assess.figures import figures
from reporter.documents import crowded
from reporter.documents.phrases import breakdown, listed
from reporter.sheets.annex_workbook import annex_workbook
from reporter.sheets.ledger import ledger

from .sample_month import sample_month


@pytest.fixture
def found(monkeypatch):
    monkeypatch.setattr(crowded, "_DEPARTMENTS", 1)
    monkeypatch.setattr(crowded, "_NAMED", 1)
    return figures(sample_month())


def test_a_ranking_names_its_first_and_its_last_and_where_the_rest_is(found):
    printed, whole = crowded.printed_tables(found)["各单位进展"], dict(crowded.whole_tables(found))["各单位进展"]
    first, rest, last = printed.rows
    assert (first, last) == (whole.rows[0], whole.rows[-1]) and len(whole.rows) == 3
    assert [text for text in rest if text] == ["其余见“通报附表.xlsx”"]


def test_another_table_is_printed_from_its_beginning(found):
    printed, whole = crowded.printed_tables(found)["任务进展"], dict(crowded.whole_tables(found))["任务进展"]
    assert printed.rows[:2] == whole.rows[:2] and len(printed.rows) == 3 < len(whole.rows)


def test_the_workbook_beside_them_has_every_row(found):
    tables = dict(crowded.whole_tables(found))
    book = openpyxl.load_workbook(io.BytesIO(annex_workbook(found, tables.items())))
    assert book.sheetnames == [name for name, table in tables.items() if table.rows]
    for name in book.sheetnames:
        assert book[name].max_row == len(tables[name].rows) + 1


def test_the_overview_of_very_many_shows_the_first_and_the_last_and_where_the_rest_is():
    month = sample_month()
    one = figures(month)
    many = tuple(replace(one.assessed[0], name=f"第{number:04d}处") for number in range(3000))
    crowded_month = replace(one, departments=many, missing=tuple(item.name for item in many[:500]))
    book = openpyxl.load_workbook(io.BytesIO(ledger(month, crowded_month)))
    sheet = book["总览"]
    said = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {"第0000处", "第0019处", "第2980处", "第2999处"} <= {*said} and "第1500处" not in said
    assert sheet.max_row < 150 and any("第0039处等500个" in text for text in said)
    assert "各单位得分和亮灯情况（名次在前、在后的各20个单位，其余2960个见「单位得分」）" in said
    assert book["单位得分"].max_row == 3001


def test_a_month_of_few_departments_is_printed_whole():
    found = figures(sample_month())
    assert crowded.printed_tables(found) == dict(crowded.whole_tables(found)) and not crowded.is_crowded(found)


def test_sentences_name_the_first_of_very_many():
    names = [f"第{number}处" for number in range(41)]
    assert listed(names).count("、") == 19 and listed(names).endswith("第19处等41个单位")
    assert listed(names[:40]).count("、") == 39
    parts = [{"单位": name, "项数": 1} for name in names]
    falling = [{"单位": name, "项数": 41 - place} for place, name in enumerate(names)]
    assert breakdown({"分单位": falling, "项数": 861}).endswith("、第14处27项等单位，共861项")
    assert breakdown({"分单位": parts, "项数": 41}).endswith("、第14处等单位各1项，共41项")
