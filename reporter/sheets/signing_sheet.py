"""「签字表」 of 考核得分表.xlsx: the nine columns of the score on one sheet of paper, to be signed and dated by hand.

It is made for paper: title, table, lines for the pen. Who reads scores from a file takes 「得分」.
"""

from __future__ import annotations

from decimal import Decimal

from ..assess.year_records import DepartmentYear, Year
from ..vocabulary import column_titles
from ..vocabulary.findings import PARTS, UNRANKED
from .palette import HEAD_FONT, LINE_SPACING
from .workbook_formats import Book, paper

SIGNING = "签字表"
_COLUMNS = (
    (column_titles.RANK, 5),
    (column_titles.UNIT, 20.5),
    *((title, 8.3) for _, title in PARTS),
    (column_titles.TOTAL, 8.3),
    (column_titles.GRADE, 8.3),
)
_LAST = len(_COLUMNS) - 1
_HEADER, _ROW_HEIGHT, _PEN_HEIGHT = 2, 24, 36


def write_signing_sheet(book: Book, year: Year) -> None:
    """Add the sheet: its 加减分 holds what an objection gave back, so that each row adds up."""
    sheet = book.workbook.add_worksheet(SIGNING)
    for place, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEADER, place, title, book.head())
    plain, right = book.format(), book.format(align="right")
    stage = "" if year.final else f"（{year.stands}）"
    title = f"{year.year}年度政务公开重点工作目标任务{year.stage}考核得分表{stage}"
    sheet.merge_range(0, 0, 0, _LAST, title, book.format(font_name=HEAD_FONT, font_size=16, align="center"))
    sheet.set_row(0, 16 * LINE_SPACING + 12)
    sheet.write_string(1, 0, f"考核期：{'、'.join(f'{period.month}月' for period in year.counted)}", plain)
    sheet.write_string(1, _LAST, "单位：分", right)
    sheet.set_row(_HEADER, _ROW_HEIGHT)
    for row, item in enumerate(year.departments, _HEADER + 1):
        sheet.set_row(row, _ROW_HEIGHT)
        for place, value in enumerate(_row(item)):
            if isinstance(value, str):
                sheet.write_string(row, place, value, book.cell("short"))
            else:
                form = "points" if isinstance(value, Decimal) else "number"
                sheet.write_number(row, place, float(value), book.cell(form))
    row = _HEADER + len(year.departments) + 1
    if any(item.score.granted for item in year.departments):
        sheet.write_string(row, 0, f"注：{column_titles.ADJUSTMENT}含异议调整。", plain)
    row += 1
    sheet.set_row(row, _PEN_HEIGHT)
    for place, words in ((1, "审核人（签字）："), (5, "日期：")):
        sheet.write_string(row, place, words, book.format(align="right", valign="bottom"))
    for place in range(2, 5):
        sheet.write_blank(row, place, None, book.format(bottom=1))
    sheet.merge_range(row, 6, row, _LAST, "年　　月　　日", book.format(align="right", valign="bottom", bottom=1))
    paper(sheet, SIGNING, (width for _, width in _COLUMNS))
    sheet.set_portrait()
    sheet.print_area(0, 0, row, _LAST)
    sheet.repeat_rows(_HEADER)


def _row(item: DepartmentYear) -> tuple[str | int | Decimal, ...]:
    score = item.score
    points = {key: getattr(score, key) for key, _ in PARTS}
    points["adjustment"] += score.granted
    return score.rank or UNRANKED, item.name, *points.values(), score.total, score.grade or UNRANKED
