"""The ledger for other programs: a database with a table for each sheet, and a descriptor that says what stands in
them (Data Package 2.0, with a Table Schema made from the columns' declarations).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from typing import Any

from ..ledger.sheet_rows import Sheet, TableColumn, Value, as_text
from ..vocabulary.model import Month
from .cell_text import printable

_TYPES = {"date": ("TEXT", "date"), **dict.fromkeys(("number", "points", "percent"), ("NUMERIC", "number"))}
"""Form of a column → its type in SQL and in a Table Schema; all others are strings."""
_OTHERWISE = "不合类型的原文"
"""What stands in typed columns and is not of their type, as the ledger shows it; in tables that have such columns."""


_LARGEST = 2**63
"""SQLite's integers are smaller."""


def data_files(month: Month, sheets: Sequence[Sheet[Any]], path: str) -> tuple[bytes, bytes]:
    """The database, which is to lie at `path`, and what describes it, of the ledger's `sheets`: the same month, the
    same bytes.
    """
    database = _database(sheets)
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"ledger-{month.period}",
        "title": f"{month.period.chinese}政务公开重点工作台账",
        "version": f"{month.period}",
        "resources": [_resource(sheet, path, database) for sheet in sheets],
    }
    return database, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _database(sheets: Sequence[Sheet[Any]]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as held:
        for sheet in sheets:
            fields = [f'"{title}" {_TYPES.get(form, ("TEXT",))[0]}' for title, form in _fields(sheet)]
            held.execute(f'CREATE TABLE "{sheet.name}" ({", ".join(fields)})')
            held.executemany(f'INSERT INTO "{sheet.name}" VALUES ({", ".join("?" * len(fields))})', _rows(sheet))
        held.commit()
        return held.serialize()


def _fields(sheet: Sheet[Any]) -> Iterator[tuple[str, str]]:
    """(title, form) of each column of a sheet's table."""
    yield from ((column.title, column.form) for column in sheet.columns)
    if any(column.form in _TYPES for column in sheet.columns):
        yield _OTHERWISE, "text"


def _rows(sheet: Sheet[Any]) -> Iterator[list[str | float | None]]:
    typed = any(column.form in _TYPES for column in sheet.columns)
    for row in zip(*map(sheet.values, range(len(sheet.columns)))) if sheet.items else ():
        stray = [
            f"{column.title}：{printable(as_text(value))}"
            for column, value in zip(sheet.columns, row)
            if value not in (None, "") and not _fits(value, column)
        ]
        held = [_held(value, column) for column, value in zip(sheet.columns, row)]
        yield [*held, "\n".join(stray) or None] if typed else held


def _fits(value: Value, column: TableColumn[Any]) -> bool:
    """Whether a value is of the type of its column."""
    kind = _TYPES.get(column.form, ("", "string"))[1]
    return kind == "string" or isinstance(value, dt.date if kind == "date" else (int, Decimal))


def _held(value: Value, column: TableColumn[Any]) -> str | float | None:
    """What SQLite keeps of a value; None of one that is not of its column's type."""
    if value is None or value == "" or not _fits(value, column):
        return None
    if column.form in _TYPES and isinstance(value, (int, Decimal)):
        return int(value) if value == int(value) and -_LARGEST < value < _LARGEST else float(value)
    return printable(value if isinstance(value, str) else as_text(value))


def _resource(sheet: Sheet[Any], path: str, database: bytes) -> dict[str, Any]:
    """A table as a Data Resource."""
    return {
        "name": sheet.key,
        "title": sheet.name,
        "path": path,
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
        "bytes": len(database),
        "hash": f"sha256:{hashlib.sha256(database).hexdigest()}",
        "dialect": {"table": sheet.name},
        "schema": {
            "fields": [{"name": title, "type": _TYPES.get(form, ("", "string"))[1]} for title, form in _fields(sheet)]
        },
    }
