"""「总览」: the month at a glance. Numbers and names come from `figures`; the charts are drawn from cells of this
sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ..assess.figures import DepartmentFigures, Figures
from ..ledger.duty_sheet import DUTIES
from ..ledger.legend import LAMP_MEANING, LEGEND
from ..ledger.month_sheets import SCORES
from ..ledger.trend_sheet import DRAWN, TREND, TREND_NOTE, trend_sheet
from ..vocabulary import column_titles
from ..vocabulary.findings import NOT_ASSESSED_NOTE
from ..vocabulary.model import Lamp, Month, State
from ..vocabulary.naming import ends, names
from ..vocabulary.problems import Kind, Level
from ..vocabulary.terms import Promptness
from .cell_text import lines
from .palette import BODY_FONT, HEAD_FILL, HEAD_FONT, LAMP_CHART, SMALLEST
from .workbook_formats import Book, paper

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_WIDTH = 12
"""Columns of the sheet, all alike."""

_COLUMN_CHARACTERS, _COLUMN_PIXELS, _ROW_PIXELS, _GAP_PIXELS = 12, 89, 24, 8
_TITLE_PIXELS, _LABEL_PIXELS, _NUMBER_PIXELS = 44, 26, 44
_SIZE = 12
"""Points: one page holds the sheet at two thirds of its size."""
_TASKS, _SCORES, _LAMPS = "任务亮灯（项）", "各单位得分", "各单位亮灯（项）"
_CHART_TOP = 13
"""Row, counted from 0, where the charts begin."""
_LEAST_CHART_ROWS = 14
_PAGE_PIXELS = 692
"""Height of a page."""
_PERCENT = 80
"""Of its size the sheet is printed where one page will not hold it."""

_NO_SCALE = {
    "min": 0,
    "label_position": "none",
    "major_tick_mark": "none",
    "minor_tick_mark": "none",
    "line": {"none": True},
    "major_gridlines": {"visible": False},
}
"""A value axis that shows nothing, where each bar bears its number."""

_GRID = {"visible": True, "line": {"color": "#E0E0E0"}}
_LINES = (
    ("circle", "solid"),
    ("square", "dash"),
    ("triangle", "round_dot"),
    ("x", "long_dash_dot"),
)
"""Marker and dash of each line: what survives black and white."""
_LEAST_TREND_ROWS, _TREND_LABELS = 12, 4
"""Rows beside the chart at least; how many months there is room for below it."""
_FORMS = {"percent": {"num_format": '0.0"%"'}}
_PLAIN = {"name": BODY_FONT, "size": _SIZE}
_NONE = "无"


def write_overview(workbook: Workbook, name: str, month: Month, found: Figures) -> None:
    """Add the sheet `name`: key figures, names, three charts, the tables they are drawn from, the months so
    far with theirs, and the legend of lamps.
    """
    book, sheet = Book(workbook, size=_SIZE), workbook.add_worksheet(name)
    sheet.set_column(0, _WIDTH - 1, _COLUMN_CHARACTERS)
    sheet.set_default_row(_ROW_PIXELS * 0.75)
    sheet.hide_gridlines(2)
    _write_title(book, sheet, found)
    _write_tiles(book, sheet, found)
    name_lines = _write_names(book, sheet, month, found)
    # Each department takes a bar: the charts grow with their number, and the tables stand below them.
    shown, others = ends(found.departments, f"「{SCORES}」")
    chart_rows = max(_LEAST_CHART_ROWS, len(shown) + 5)
    top = _CHART_TOP + chart_rows + 1
    table_lines = _write_tables(book, sheet, found, shown, others, top)
    _insert_charts(book, sheet, name, len(shown), top, chart_rows)
    trend_top = top + 3 + max(len(Lamp) + 1, len(shown))
    trend_rows = _write_trend(book, sheet, name, found, trend_top)
    foot = trend_top - 1 + (trend_rows and trend_rows + 3)
    for row in (2, _CHART_TOP - 1, top - 1, trend_top - 1, foot):
        sheet.set_row_pixels(row, _GAP_PIXELS)
    _write_legend(book, sheet, foot + 1)
    paper(sheet, name, [_COLUMN_CHARACTERS] * _WIDTH, size=_SIZE)
    head = _TITLE_PIXELS + _LABEL_PIXELS + _NUMBER_PIXELS + _ROW_PIXELS * (1 + name_lines) + 2 * _GAP_PIXELS
    rest = (
        _ROW_PIXELS * (chart_rows + 2 + table_lines + (trend_rows and trend_rows + 3) + 1 + len(Lamp)) + 3 * _GAP_PIXELS
    )
    if 100 * _PAGE_PIXELS // (head + rest) * _SIZE >= 100 * SMALLEST:
        sheet.fit_to_pages(1, 1)
    else:
        sheet.set_print_scale(_PERCENT)
        charts_fit = (head + _ROW_PIXELS * chart_rows) * _PERCENT <= 100 * _PAGE_PIXELS
        sheet.set_h_pagebreaks([top] if charts_fit else [_CHART_TOP, top])
    sheet.print_area(0, 0, foot + 1 + len(Lamp), _WIDTH - 1)


def _write_title(book: Book, sheet: Worksheet, found: Figures) -> None:
    sheet.set_row_pixels(0, _TITLE_PIXELS)
    sheet.merge_range(
        0,
        0,
        0,
        _WIDTH - 1,
        f"{found.period.chinese}政务公开重点工作总览",
        book.format(font_name=HEAD_FONT, font_size=20, align="center"),
    )
    day = found.as_of
    sheet.merge_range(
        1,
        0,
        1,
        _WIDTH - 1,
        f"考核基准日：{day.year}年{day.month}月{day.day}日　报送截止日：{found.closing.month}月{found.closing.day}日"
        + ("" if found.counts else f"　{NOT_ASSESSED_NOTE}"),
        book.format(align="center", font_color="#595959"),
    )


def _write_tiles(book: Book, sheet: Worksheet, found: Figures) -> None:
    """Twelve key figures, a label above its number."""
    lamps = found.task_lamps
    tiles = (
        ("任务总数", found.tasks_total, "0", ""),
        (State.DONE, found.tasks_done, "0", ""),
        ("完成率", float(found.tasks_done_percent), '0.0"%"', ""),
        *((f"{lamp}灯任务", lamps[lamp].count, "0", f"#{LAMP_CHART[lamp]}") for lamp in Lamp),
        ("应报单位", len(found.expected), "0", ""),
        ("按时报送", len(found.on_time), "0", ""),
        (Promptness.LATE, len(found.late), "0", ""),
        (Promptness.NOT_FILED, len(found.missing), "0", ""),
        ("退、警问题", found.problems_refused + found.problems_warned, "0", ""),
    )
    sheet.set_row_pixels(3, _LABEL_PIXELS)
    sheet.set_row_pixels(4, _NUMBER_PIXELS)
    for column, (label, value, number, colour) in enumerate(tiles):
        mark = {"bottom": 5, "bottom_color": colour or "#7F7F7F"}
        sheet.write_string(3, column, label, book.format(align="center", bg_color="#F2F2F2", font_name=HEAD_FONT))
        sheet.write_number(
            4,
            column,
            value,
            book.format(align="center", bg_color="#F2F2F2", font_size=20, bold=True, num_format=number, **mark),
        )


def _write_names(book: Book, sheet: Worksheet, month: Month, found: Figures) -> int:
    """Who is missing, who is late, what is undecided, who said the same as last month, what problems there
    are; the lines that takes.
    """
    taken = 0
    by_level = "、".join(f"“{level}”级 {sum(item.level is level for item in month.problems)} 个" for level in Level)
    rows = (
        (column_titles.MISSING_OWNERS, names(found.missing) or _NONE),
        (str(State.PARTLY_RETURNED), _partly(found) or _NONE),
        ("迟报单位", names(found.late) or _NONE),
        ("待明确责任", "、".join(f"{task.id}（{'、'.join(task.undecided)}）" for task in found.undecided) or _NONE),
        ("进展未更新", _repeated(month) or _NONE),
        ("下月转红", _turning_red(found) or _NONE),
        ("填报问题", f"{by_level}，见「问题清单」" if month.problems else _NONE),
    )
    for row, (label, text) in enumerate(rows, 5):
        sheet.write_string(row, 0, label, book.cell("short", font_name=HEAD_FONT, bg_color=f"#{HEAD_FILL}"))
        sheet.merge_range(row, 1, row, _WIDTH - 1, "", book.cell())
        sheet.write_string(row, 1, text, book.cell())
        deep = lines(text, _COLUMN_CHARACTERS * (_WIDTH - 1), _SIZE)
        sheet.set_row_pixels(row, _ROW_PIXELS * deep)
        taken += deep
    return taken


def _repeated(month: Month) -> str:
    """How many rows of each department repeat last month's 进展情况 word for word: 「5项：民政处3项、教育处2项」."""
    found = {
        item.department: int(dict(item.facts)["count"])
        for item in month.problems
        if item.kind is Kind.SAME_AS_LAST_MONTH
    }
    return f"进展情况与上期一字不差的{sum(found.values())}项：{_counted(found)}" if found else ""


def _counted(found: Mapping[str, int]) -> str:
    return names([f"{name}{count}项" for name, count in found.items()], "个单位")


def _turning_red(found: Figures) -> str:
    """How many duties of each department will be red next month if nothing happens: 「5项：民政处3项、教育处2项」."""
    counts = Counter(department for department, _ in found.ahead)
    return f"没有进展的话，{len(found.ahead)}项：{_counted(counts)}，见「{DUTIES}」" if counts else ""


def _partly(found: Figures) -> str:
    """Of the tasks that some departments said nothing of, how many there are and the lamps of the others."""
    short = [item for item in found.tasks if item.missing and item.reported]
    lamps = {lamp: sum(item.reported.get(lamp, 0) for item in short) for lamp in Lamp}
    told = "、".join(f"{lamp}灯{count}个" for lamp, count in lamps.items() if count)
    return f"{len(short)}项任务有责任单位未报送，按已报送的单位核定（已报送的单位：{told}）" if short else ""


def _write_tables(
    book: Book, sheet: Worksheet, found: Figures, shown: Sequence[DepartmentFigures], rest: str | None, top: int
) -> int:
    """Tasks by lamp at the left; the departments that are `shown` by rank at the right, each with its duties by lamp,
    and above them where the `rest` is; the lines that takes below the headers.
    """
    head = book.head()
    sheet.write_string(top, 0, "各类亮灯的任务", book.format(font_name=HEAD_FONT))
    sheet.write_string(
        top, 4, f"各单位得分和亮灯情况{f'（{rest[:-1]}）' if rest else ''}", book.format(font_name=HEAD_FONT)
    )
    for column, title in enumerate((column_titles.LAMP, "任务数", "占比")):
        sheet.write_string(top + 1, column, title, head)
    percent = book.cell("short", num_format='0.0"%"')
    for row, part in enumerate(found.task_lamps.parts, top + 2):
        sheet.write_string(row, 0, part.label, book.lamp(Lamp(part.label)))
        sheet.write_number(row, 1, part.count, book.cell("number"))
        sheet.write_number(row, 2, float(part.percent), percent)
    foot = top + 2 + len(Lamp)
    sheet.write_string(foot, 0, "合计", book.cell("short"))
    sheet.write_number(foot, 1, found.task_lamps.total, book.cell("number"))
    sheet.write_number(foot, 2, float(sum(part.percent for part in found.task_lamps.parts)), percent)

    heads = (
        column_titles.UNIT,
        column_titles.RANK,
        column_titles.TOTAL,
        column_titles.GRADE,
        *(f"{lamp}灯" for lamp in Lamp),
    )
    for column, title in enumerate(heads, 4):
        sheet.write_string(top + 1, column, title, head)
    taken = max(len(Lamp) + 1, len(shown))
    for row, item in enumerate(shown, top + 2):
        sheet.write_string(row, 4, item.name, book.cell("short"))
        deep = lines(item.name, _COLUMN_CHARACTERS, _SIZE)
        sheet.set_row_pixels(row, _ROW_PIXELS * deep)
        taken += deep - 1
        if item.score.rank is None:
            sheet.write_string(row, 5, str(item.score.place), book.cell("short"))
        else:
            sheet.write_number(row, 5, item.score.rank, book.cell("number"))
        if item.score.counts:
            sheet.write_number(row, 6, float(item.score.total), book.cell("points"))
        else:
            sheet.write_blank(row, 6, None, book.cell("points"))
        sheet.write_string(row, 7, item.score.grade or "—", book.cell("short"))
        for column, lamp in enumerate(Lamp, 8):
            sheet.write_number(row, column, item.lamps[lamp].count, book.cell("number"))
    return taken


def _write_trend(book: Book, sheet: Worksheet, name: str, found: Figures, top: int) -> int:
    """The months of the year so far: their figures at the left, drawn at the right; the rows below the header, none of
    the first month.
    """
    if not found.trend:
        return 0
    table = trend_sheet(found.trend)
    sheet.write_string(top, 0, f"{TREND}（{TREND_NOTE}）", book.format(font_name=HEAD_FONT))
    for column, own in enumerate(table.columns):
        sheet.write_string(top + 1, column, own.title, book.head())
        for row, value in enumerate(table.values(column), top + 2):
            dress = book.cell(own.form, **_FORMS.get(own.form, {}))
            if isinstance(value, int | Decimal):
                sheet.write_number(row, column, float(value), dress)
            else:
                sheet.write_string(row, column, str(value), dress)
    sheet.set_row_pixels(top + 1, 2 * _ROW_PIXELS)
    rows = max(len(found.trend), _LEAST_TREND_ROWS)
    chart = _trend_chart(book, name, [own.title for own in table.columns], top + 1, len(found.trend))
    columns = _WIDTH - len(table.columns)
    chart.set_size({"width": columns * _COLUMN_PIXELS - 8, "height": (rows + 2) * _ROW_PIXELS - 8})
    _insert(sheet, top + 1, len(table.columns), chart, f"{TREND}：折线图，各月的数见左边的表")
    return rows


def _trend_chart(book: Book, name: str, titles: Sequence[str], head: int, months: int) -> Chart:
    """A line each for the series that are drawn, told apart by marker and dash alone."""
    chart = book.workbook.add_chart({"type": "line"})
    for title, (marker, dash) in zip(DRAWN, _LINES, strict=True):
        column = titles.index(title)
        chart.add_series(
            {
                "name": [name, head, column],
                "categories": [name, head + 1, 0, head + months, 0],
                "values": [name, head + 1, column, head + months, column],
                "line": {"color": "#404040", "width": 1.5, "dash_type": dash},
                "marker": {"type": marker, "size": 7, "border": {"color": "#404040"}, "fill": {"color": "#FFFFFF"}},
            }
        )
    _title(chart, f"{TREND}（项、个）")
    chart.set_legend({"position": "bottom", "font": _PLAIN})
    chart.set_y_axis({"min": 0, "num_format": "0", "num_font": _PLAIN, "major_gridlines": _GRID})
    chart.set_x_axis({"num_font": _PLAIN, "interval_unit": -(-months // _TREND_LABELS)})
    return chart


def _insert_charts(book: Book, sheet: Worksheet, name: str, departments: int, top: int, rows: int) -> None:
    """Three charts side by side, each a third of the sheet's width."""
    charts = [(_task_chart(book, name, top), _TASKS)]
    if departments:
        first, last = top + 2, top + 1 + departments
        charts.append((_score_chart(book, name, first, last), _SCORES))
        charts.append((_lamp_chart(book, name, top + 1, first, last), _LAMPS))
    columns = _WIDTH // 3
    for index, (chart, what) in enumerate(charts):
        chart.set_size({"width": columns * _COLUMN_PIXELS - 8, "height": rows * _ROW_PIXELS - 8})
        _insert(sheet, _CHART_TOP, index * columns, chart, f"{what}：柱形图，数见下面的表")


def _insert(sheet: Worksheet, row: int, column: int, chart: Chart, description: str) -> None:
    """A chart at a cell, with the words that a screen reader says for it."""
    sheet.insert_chart(row, column, chart, {"x_offset": 4, "y_offset": 4, "description": description})


def _task_chart(book: Book, name: str, top: int) -> Chart:
    """Tasks by lamp, a column each."""
    chart = book.workbook.add_chart({"type": "column"})
    first, last = top + 2, top + 1 + len(Lamp)
    chart.add_series(
        {
            "name": "任务数",
            "categories": [name, first, 0, last, 0],
            "values": [name, first, 1, last, 1],
            "points": [{"fill": {"color": f"#{LAMP_CHART[lamp]}"}} for lamp in Lamp],
            "data_labels": {"value": True, "font": _PLAIN},
            "gap": 60,
        }
    )
    _title(chart, _TASKS)
    chart.set_legend({"none": True})
    chart.set_y_axis({"min": 0, "num_format": "0", "num_font": _PLAIN, "major_gridlines": _GRID})
    chart.set_x_axis({"num_font": _PLAIN})
    return chart


def _score_chart(book: Book, name: str, first: int, last: int) -> Chart:
    """Departments' scores, the best on top."""
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": column_titles.TOTAL,
            "categories": [name, first, 4, last, 4],
            "values": [name, first, 6, last, 6],
            "fill": {"color": "#5B87B5"},
            "data_labels": {"value": True, "num_format": "0.00", "font": _PLAIN},
            "gap": 50,
        }
    )
    _title(chart, _SCORES)
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": _PLAIN})
    chart.set_x_axis(_NO_SCALE)
    return chart


def _lamp_chart(book: Book, name: str, head: int, first: int, last: int) -> Chart:
    """Departments' duties by lamp, stacked."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, lamp in enumerate(Lamp, 8):
        chart.add_series(
            {
                "name": [name, head, column],
                "categories": [name, first, 4, last, 4],
                "values": [name, first, column, last, column],
                "gap": 50,
                "fill": {"color": f"#{LAMP_CHART[lamp]}"},
                "data_labels": {"value": True, "num_format": "0;;;", "font": _PLAIN},
            }
        )
    _title(chart, _LAMPS)
    chart.set_legend({"position": "bottom", "font": _PLAIN})
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": _PLAIN})
    chart.set_x_axis(_NO_SCALE)
    return chart


def _title(chart: Chart, text: str) -> None:
    chart.set_title(
        {"name": text, "name_font": {"name": HEAD_FONT, "size": _SIZE + 2, "bold": False}, "overlay": False}
    )


def _write_legend(book: Book, sheet: Worksheet, row: int) -> None:
    """What the lamps mean, one a line."""
    sheet.write_string(row, 0, LEGEND, book.format(font_name=HEAD_FONT))
    for line, (lamp, meaning) in enumerate(LAMP_MEANING.items(), row + 1):
        sheet.write_string(line, 0, str(lamp), book.lamp(lamp))
        sheet.merge_range(line, 1, line, _WIDTH - 1, meaning, book.cell())
