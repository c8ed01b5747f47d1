"""Bytes of a file → sheets as plain lists, by the engine that fits what the bytes are. Runs in the worker.

A sheet is a dictionary: ``name``, ``top`` and ``left`` (position of the first of ``rows``), ``rows`` (texts in print form,
blank where empty) and, where there is any, ``kinds`` ([row, column, kind] of cells that are not text), ``extra``
([row, column, text, kind] of cells outside ``rows``), ``merges``, ``visibility``, ``hidden_rows``, ``hidden_columns``,
``notes`` ([what, cell, text]), ``struck``, ``cleaned`` and ``far`` ([row, column]).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

from .text import clean_text

__all__ = ["number_text", "read", "value_text"]


def number_text(value: float) -> str:
    """A number as Excel shows it in a general format, but never with an exponent below 10^15: 15 digits, no .0."""
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(value, ".15g")
    return f"{Decimal(text):f}" if "e" in text and 1e-9 < abs(value) < 1e21 else text


def percent_text(value: float) -> str:
    """0.8 as 80%, with as many decimals as the number has."""
    text = f"{Decimal(number_text(value)) * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def value_text(value: object) -> tuple[str, str]:
    """(text in print form, kind) of a value that is no string."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "boolean"
    if isinstance(value, (int, float)):
        return number_text(value), "number"
    if isinstance(value, dt.datetime):
        return (value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")), "date"
    if isinstance(value, dt.date):
        return value.isoformat(), "date"
    if isinstance(value, dt.time):
        return value.isoformat("minutes"), "time"
    return str(value), "time"


def read(data: bytes, name: str, limits: dict) -> dict:
    """Read a workbook: ``form``, ``remarks`` and ``sheets``, or ``fault`` and ``facts``."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [_sheet(book, index, meta) for index, meta in enumerate(book.sheets_metadata)]
    except Exception:
        return {"fault": "FILE_DAMAGED", "facts": {}}
    return {"form": "xlsx", "remarks": [], "sheets": sheets}


_VISIBILITY = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "veryHidden"}


def _sheet(book, index: int, meta) -> dict:
    sheet = book.get_sheet_by_index(index)
    rows, kinds, cleaned = [], [], []
    top, left = (number + 1 for number in sheet.start or (0, 0))
    for row, values in enumerate(sheet.to_python(), top):
        texts = []
        for column, value in enumerate(values, left):
            if type(value) is str:
                value = value.strip()
                if value and not value.isprintable():
                    value, changed = clean_text(value)
                    if changed:
                        cleaned.append((row, column))
            else:
                value, kind = value_text(value)
                kinds.append((row, column, kind))
            texts.append(value)
        rows.append(texts)
    merges = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return {"name": clean_text(meta.name)[0], "top": top, "left": left, "rows": rows, "kinds": kinds, "cleaned": cleaned,
            "merges": merges, "visibility": _VISIBILITY[str(meta.visible).rpartition(".")[2]]}
