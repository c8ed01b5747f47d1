"""The ledger for other programs: the same rows as the workbook, typed as the descriptor says."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from dataclasses import replace

import pytest

from reporter.assess.figures import figures
from reporter.ledger.duty_sheet import duty_rows, duty_sheet
from reporter.ledger.month_sheets import kept_sheets, month_sheets
from reporter.ledger.sheet_rows import as_text
from reporter.sheets.data_package import data_files

from .sample_month import sample_month


@pytest.fixture(scope="module")
def sheets():
    month = sample_month()
    return month, month_sheets(month, figures(month), kept_sheets(month))


def opened(database: bytes) -> sqlite3.Connection:
    held = sqlite3.connect(":memory:")
    held.deserialize(database)
    return held


def test_every_sheet_is_a_table_of_the_types_that_the_descriptor_names(sheets):
    month, tables = sheets
    database, descriptor = data_files(month, tables, "台账.sqlite")
    held, described = opened(database), json.loads(descriptor)
    assert [item["title"] for item in described["resources"]] == [table.name for table in tables]
    assert len({item["name"] for item in described["resources"]} - {""}) == len(tables)
    types = {"string": str, "number": (int, float), "date": str}
    for resource, table in zip(described["resources"], tables):
        found = held.execute(f'SELECT * FROM "{resource["dialect"]["table"]}"')
        fields = resource["schema"]["fields"]
        assert [column[0] for column in found.description] == [field["name"] for field in fields]
        rows = found.fetchall()
        assert len(rows) == len(table.items)
        for row, shown in zip(rows, table.rows):
            assert [as_text(value) for value in shown if isinstance(value, str)] == [
                value or "" for value, was in zip(row, shown) if isinstance(was, str)
            ]
            for value, field in zip(row, fields):
                assert value is None or isinstance(value, types[field["type"]])
                if value is not None and field["type"] == "date":
                    dt.date.fromisoformat(value)


def test_the_same_month_gives_the_same_bytes(sheets):
    month, tables = sheets
    assert data_files(month, tables, "x") == data_files(month, tables, "x")


def test_what_is_not_of_its_columns_type_is_kept_as_it_stands(sheets):
    month, _ = sheets
    duties = duty_sheet([*duty_rows(month)])
    verdict = next(row.verdict for row in duties.items if row.verdict.entry)
    entry = verdict.entry
    unread = replace(
        entry,
        values={**entry.values, "expected_on": None},
        cells={**entry.cells, "expected_on": replace(next(iter(entry.cells.values())), text="年内争取")},
    )
    rows = [replace(duties.items[0], verdict=replace(verdict, entry=unread))]
    database, _ = data_files(month, [replace(duties, items=rows)], "x")
    found = opened(database).execute('SELECT 预计完成日期, 不合类型的原文 FROM "单位明细"').fetchone()
    assert found == (None, "预计完成日期：年内争取")
