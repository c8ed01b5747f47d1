"""考核得分表.xlsx: the year's scores, every deduction with its cell, months, lamps, objections and evidence; last a
table to be signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assess.year_figures import YearFigures
from ..assess.year_records import Year
from ..intake.persons import mask
from ..ledger.legend import Row, legend_rows, legend_sheet
from ..ledger.year_sheets import year_sheets
from ..vocabulary import column_titles
from ..vocabulary.method_sets import sets_in_force
from .cell_text import printable
from .plain_tables import Tables
from .signing_sheet import write_signing_sheet


def score_book(year: Year, found: YearFigures) -> bytes:
    """The year's score table as .xlsx bytes; what it is (征求意见稿, 定稿) is printed over each page and kept in its
    properties.

    Every sheet but the last has its header in row 1 and only data below.
    """
    title = f"{year.year}年度政务公开重点工作目标任务{found.stage}考核得分表（{year.stands}）"
    # Numbers of persons are masked here; the months' ledgers keep the originals.
    tables = Tables(title, year.as_of, lambda text: printable(mask(text)))
    tables.book.workbook.set_properties(
        {"title": title, "status": year.stands, "created": dt.datetime.combine(year.as_of, dt.time())}
    )
    for table in (*year_sheets(found), legend_sheet(_legend(year, found.end_name))):
        tables.add(table).set_header(f'&C&12&"黑体,Regular"{title}　{table.name}', {"margin": 0.2})
    write_signing_sheet(tables.book, year)
    return tables.finished()


def _legend(year: Year, end: str) -> Iterator[Row]:
    """What the year adds, then every term of the months; `end`: what its end is called."""
    method = year.plan.method
    months = "、".join(f"{period.month}月" for period in year.counted)
    yield (
        column_titles.STAGE,
        year.stands,
        "",
        "",
        ("异议的处理结果已计入" if year.final else "异议登记在「异议处理」，定稿时计入"),
    )
    yield "考核期", f"{len(year.counted)}个月", "", "", f"{months}；{end}状态按{year.as_of.isoformat()}核定"
    for item in sets_in_force(year.plan.method_sets):
        yield "方案", item.name, "", "", item.note
    yield (
        "年度计分",
        column_titles.QUALITY,
        "",
        method.quality_weight,
        "按年末核定状态的得分系数取平均值" if method.year_quality == 1 else "各月完成质量得分的平均值",
    )
    yield "年度计分", "报送及时、佐证齐全、材料质量", "", "", "考核期各月得分（两位小数）的平均值，四舍五入到分"
    yield (
        "年度计分",
        column_titles.ADJUSTMENT,
        "",
        "",
        "本年各条之和"
        + (f"，加分合计以{method.year_bonus_limit.normalize():f}分为限" if method.year_bonus_limit else ""),
    )
    yield "年度计分", column_titles.TOTAL, "", "", "五项之和，定稿再加异议调整"
    yield (
        column_titles.DEDUCTION,
        column_titles.DEDUCTION_ID,
        "",
        "",
        f"项目（质、报、佐、材、减）-月份-任务编号，{end}状态的扣分没有月份；提出异议时请写明",
    )
    yield (
        column_titles.DEDUCTION,
        column_titles.SETTLED_CENTS,
        "",
        "",
        "按份额四舍五入后与该项扣分合计差一分的，由份额尾数最大的一条调整，使各条之和等于分值减得分",
    )
    yield (
        column_titles.DEDUCTION,
        column_titles.CELL_TEXT,
        "",
        "",
        "来源单元格中原来填写的文字；应报未报的，来源是任务总表中该任务或该单位的单元格",
    )
    yield (
        column_titles.MONTHLY_LAMPS,
        "完成质量得分",
        "",
        "",
        f"该任务按{end}状态所得的分，各任务之和等于单位的完成质量得分；不计的任务空白",
    )
    yield column_titles.MONTHLY_LAMPS, column_titles.FIRST_DONE, "", "", "单位第一次自报已完成的月份"
    yield column_titles.MONTHLY_LAMPS, column_titles.TAKEN_BACK, "", "", "上期自报已完成、本期改报其他状态的月份"
    yield column_titles.MONTHLY_LAMPS, column_titles.CLOSED, "", "", f"从这个月起一直核定为完成，直到{end}"
    yield from legend_rows(method, year.as_of, bool(year.end.findings))
