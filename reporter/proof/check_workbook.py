"""数据校核表.xlsx: every figure reckoned again by formulas over the ledger's cells, which stand in the same workbook.

The sheets of the ledger and of the master list are copied cell for cell, at their own addresses, so that a comment's
「单位明细」H3 is the same cell here, in the ledger and in every formula; nothing links to another file.
"""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ..figures.pages import Books, Page
from ..ledger.sheet_rows import Value
from ..sheets.cell_text import lines, looks_like_formula, printable
from ..sheets.palette import BODY_SIZE, HEAD_FONT, LINE_SPACING, TALLEST_ROW
from ..sheets.workbook_formats import Book, new_workbook, paper
from ..vocabulary.cell_address import quoted_sheet
from ..vocabulary.column_titles import NUMBER
from ..vocabulary.model import Lamp
from .figure_checks import Check
from .printed_values import printed_value

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CHECK_SHEET = "数据校核"
_TOP = 4
"""Row, counted from 0, of the header."""
_COLUMNS = (
    (NUMBER, 6),
    ("文书", 12),
    ("上下文", 22),
    ("文中所写", 12),
    ("重算结果", 12),
    ("结论", 9),
    ("是什么", 16),
    ("怎样算", 25),
    ("台账位置", 18),
    ("原始填写", 27),
)
_AGREES, _DIFFERS, _UNKNOWN = "一致", "不一致", "待人工核对"
_TYPED = 3
"""Cells that somebody typed named at a figure."""
_AROUND = 14
"""Characters of context shown before and after a figure."""


def check_workbook(checks: Sequence[Check], books: Books, title: str, made_on: dt.date) -> bytes:
    """The workbook as .xlsx bytes: the same checks, the same bytes.

    On 「数据校核」 a row is a figure; 结论 is 「一致」, 「不一致」, or 「待人工核对」 where no formula is known.
    """
    out = io.BytesIO()
    workbook = new_workbook(out, title, made_on)
    book = Book(workbook)
    sheet = workbook.add_worksheet(CHECK_SHEET)
    _write_checks(book, sheet, checks, books, title)
    for page in _used(checks, books):
        _write_page(book, page)
    for name in books.helpers:
        _write_helpers(book, name, books)
    workbook.close()
    return out.getvalue()


def _used(checks: Sequence[Check], books: Books) -> list[Page]:
    """The sheets that some formula reads, in the order of the books."""
    named = {place[1:].partition("」")[0] for check in checks if check.formula for place in check.formula.places(books)}
    return [page for name, page in books.pages.items() if name in named]


def _write_checks(book: Book, sheet: Worksheet, checks: Sequence[Check], books: Books, title: str) -> None:
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(_TOP, column, name, book.head())
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, title, book.format(font_name=HEAD_FONT, font_size=16, align="center"))
    sheet.set_row(0, 30)
    _write_summary(book, sheet, checks)
    for row, check in enumerate(checks, _TOP + 1):
        _write_check(book, sheet, row, check, books)
    last = _TOP + len(checks)
    sheet.freeze_panes(_TOP + 1, 4)
    sheet.autofilter(_TOP, 0, last, len(_COLUMNS) - 1)
    verdicts = (_TOP + 1, 5, max(last, _TOP + 1), 5)
    for word, colour in ((_DIFFERS, "F4A6A0"), (_UNKNOWN, "FFE699"), (_AGREES, "C6E0B4")):
        sheet.conditional_format(
            *verdicts,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": book.workbook.add_format({"bg_color": f"#{colour}"}),
            },
        )
    paper(sheet, f"{CHECK_SHEET}　{title}", (width for _, width in _COLUMNS))
    sheet.repeat_rows(_TOP)
    sheet.ignore_errors({"number_stored_as_text": f"A{_TOP + 2}:XFD{last + 1}"})


def _write_summary(book: Book, sheet: Worksheet, checks: Sequence[Check]) -> None:
    counts = Counter(_verdict(check) for check in checks)
    first, last = _TOP + 2, _TOP + 1 + max(len(checks), 1)
    own = book.format()
    sheet.write_formula(
        1,
        0,
        (
            f'="共"&COUNTA($A${first}:$A${last})&"处数字："&COUNTIF($F${first}:$F${last},"{_AGREES}")&"处一致，"'
            f'&COUNTIF($F${first}:$F${last},"{_DIFFERS}")&"处不一致，"'
            f'&COUNTIF($F${first}:$F${last},"{_UNKNOWN}")&"处待人工核对。"'
        ),
        own,
        f"共{len(checks)}处数字：{counts[_AGREES]}处一致，{counts[_DIFFERS]}处不一致，{counts[_UNKNOWN]}处待人工核对。",
    )
    sheet.write_string(
        2,
        0,
        "序号与核对稿批注中【】内的编号相同。“重算结果”由公式从后面几张表（台账、任务总表原样复制，单元格位置不变）算出，"
        "改动任何一处，结论随之变化。",
        own,
    )


def _write_check(book: Book, sheet: Worksheet, row: int, check: Check, books: Books) -> None:
    short = book.cell("short")
    printed = printed_value(check.printed, check.value) if check.formula else check.printed
    sheet.write_number(row, 0, check.number, short)
    _write(book, sheet, row, 3, printed, centred=True, shown=check.printed)
    if check.formula is None:
        sheet.write_blank(row, 4, None, short)
        sheet.write_string(row, 5, _UNKNOWN, short)
    else:
        form = _number_form(check)
        value = float(check.value) if isinstance(check.value, Decimal) else check.value
        sheet.write_formula(row, 4, "=" + check.formula.excel(books), book.cell("short", **form), value)
        same = (
            f"ROUND($D{row + 1}-$E{row + 1},6)=0"
            if isinstance(check.value, int | Decimal)
            else f"EXACT($D{row + 1},$E{row + 1})"
        )
        sheet.write_formula(
            row, 5, f'=IFERROR(IF({same},"{_AGREES}","{_DIFFERS}"),"{_DIFFERS}")', short, _verdict(check)
        )
    places = check.formula.places(books) if check.formula else ()
    told = (
        check.document.rpartition(".")[0],
        _context(check),
        check.origin.name,
        check.origin.how,
        "、".join(places),
        _typed_text(check),
    )
    for column, value in zip((1, 2, 6, 7, 8, 9), told):
        _write(book, sheet, row, column, value)
    if places:
        _link(book, sheet, row, places)
    texts = zip((1, 2, 3, 6, 7, 8, 9), (*told[:2], check.printed, *told[2:]))
    tallest = max(lines(text, _COLUMNS[column][1]) for column, text in texts)
    sheet.set_row(row, min(tallest * BODY_SIZE * LINE_SPACING + 4, TALLEST_ROW))


def _link(book: Book, sheet: Worksheet, row: int, places: Sequence[str]) -> None:
    """The ledger's cells, a click away: the first of them in this workbook."""
    page, _, cells = places[0].removeprefix("「").partition("」")
    sheet.write_url(
        row,
        8,
        f"internal:{quoted_sheet(page)}!{cells}",
        book.cell(font_color="#1F4E79", underline=1),
        "、".join(places),
    )


def _typed_text(check: Check) -> str:
    """What somebody typed, a cell a line."""
    typed = list(
        dict.fromkeys(f"{item.source}：{' '.join(item.text.split())}".rstrip("：") for item in check.origin.typed)
    )
    rest = [f"（共{len(typed)}处，其余见台账的来源各列）"] if len(typed) > _TYPED else []
    return "\n".join(typed[:_TYPED] + rest)


def _verdict(check: Check) -> str:
    return {None: _UNKNOWN, True: _AGREES, False: _DIFFERS}[check.agrees]


def _number_form(check: Check) -> dict[str, str]:
    """The number format that shows a reckoned number as it was printed."""
    if not isinstance(check.value, int | Decimal):
        return {}
    digits = len(check.printed.rstrip("%").partition(".")[2])
    return {"num_format": ("0." + "0" * digits if digits else "0") + ('"%"' if check.printed.endswith("%") else "")}


def _context(check: Check) -> str:
    before, after = check.text[max(0, check.start - _AROUND) : check.start], check.text[check.end : check.end + _AROUND]
    dots = ("…" if check.start > _AROUND else "", "…" if check.end + _AROUND < len(check.text) else "")
    return f"{dots[0]}{before}【{check.printed}】{after}{dots[1]}".replace("\n", " ")


def _write(
    book: Book, sheet: Worksheet, row: int, column: int, value: Value, *, centred: bool = False, shown: str = ""
) -> None:
    """A cell by the type of its value; text stays text. `shown`: what the number looks like in print."""
    form = "short" if centred else "text"
    if isinstance(value, int | Decimal):
        digits = len(shown.rstrip("%").partition(".")[2])
        number = ("0." + "0" * digits if digits else "0") + ('"%"' if shown.endswith("%") else "")
        sheet.write_number(row, column, float(value), book.cell(form, num_format=number))
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, book.cell("date"))
    elif value in (None, ""):
        sheet.write_blank(row, column, None, book.cell(form))
    else:
        sheet.write_string(
            row, column, printable(str(value)), book.cell(form, quote_prefix=looks_like_formula(str(value)))
        )


def _write_page(book: Book, page: Page) -> None:
    """A copy of a sheet, each cell where it stands there; lamps in their colours."""
    sheet = book.workbook.add_worksheet(page.name)
    widths: dict[int, float] = {}
    for (row, column), value in page.cells.items():
        plain = str(value)
        widths[column] = max(widths.get(column, 8), min(max(map(len, plain.split("\n"))) * 2 + 2, 44))
        if row <= page.header:
            sheet.write_string(row - 1, column - 1, printable(plain), book.head())
        elif plain in set(Lamp):
            sheet.write_string(row - 1, column - 1, plain, book.lamp(Lamp(plain)))
        elif isinstance(value, int | Decimal):
            sheet.write_number(row - 1, column - 1, float(value), book.cell("short"))
        else:
            _write(book, sheet, row - 1, column - 1, value)
    for column, width in widths.items():
        sheet.set_column(column - 1, column - 1, width)
    sheet.freeze_panes(page.header, 0)
    paper(sheet, f"{page.name}（{page.file}的副本）", widths.values())


def _write_helpers(book: Book, name: str, books: Books) -> None:
    """The blocks of helping cells, one below the other."""
    sheet = book.workbook.add_worksheet(name)
    sheet.write_string(0, 0, "以下各块供「数据校核」的公式引用", book.format(font_name=HEAD_FONT))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 20, 12)
    paper(sheet, f"{CHECK_SHEET}　{name}", (24, *[12] * 20))
    for block, top in books.helpers[name].items():
        for row, column, formula, value in block.cells(books, top):
            if row <= top + 1:
                sheet.write_string(
                    row - 1, column - 1, str(value), book.head() if row > top else book.format(font_name=HEAD_FONT)
                )
            elif formula:
                sheet.write_formula(
                    row - 1,
                    column - 1,
                    "=" + formula,
                    book.cell("short"),
                    float(value) if isinstance(value, Decimal) else value,
                )
            else:
                _write(book, sheet, row - 1, column - 1, value, centred=column > 1)
