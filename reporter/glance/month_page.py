"""总览.html of a month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from ..assess.figures import Figures
from ..assess.trend import TrendMonth
from ..ledger.sheet_rows import Value
from ..ledger.trend_sheet import TREND, TREND_NOTE, trend_sheet
from ..vocabulary import column_titles
from ..vocabulary.findings import NOT_ASSESSED_NOTE, UNRANKED, TaskVerdict, Verdict
from ..vocabulary.model import Month, Plan
from ..vocabulary.naming import ends, names
from ..vocabulary.terms import Lamp, Promptness, State
from .charts import Bar, lamp_bars, lamp_columns, score_bars
from .frame import LAMP_COLOUR, Child, page, section, table, tiles

_MOST = 60
"""Rows of a list; whoever wants them all has the ledger."""
_SCORES = "台账「单位得分」"


def month_page(month: Month, found: Figures) -> bytes:
    """The month at a glance: completion, lamps by list and by department, the months so far, what is overdue or red,
    who did not report, points and ranks, and what the lamps mean.
    """
    return page(
        f"{found.period.chinese}政务公开重点工作总览",
        f"考核基准日：{found.as_of:%Y-%m-%d}　报送截止日：{found.closing:%Y-%m-%d}"
        + ("" if found.counts else f"　{NOT_ASSESSED_NOTE}"),
        (
            _tiles(found),
            *lists(found.plan, found.tasks),
            *section("各单位亮灯", *_by_department(found)),
            *months_so_far(found.trend),
            *section("需要马上办的", table(_HEADS, _pressing(found)), _more(found)),
            *section(column_titles.FILING, *_filings(found)),
            *section("得分和排名", *_scores(found)),
        ),
    )


def counts_of(tasks: Iterable[TaskVerdict | Verdict]) -> list[int]:
    """How many bear each lamp, in the order of `Lamp`."""
    found = Counter(item.lamp for item in tasks)
    return [found[lamp] for lamp in Lamp]


def months_so_far(months: Sequence[TrendMonth]) -> tuple[Element, ...]:
    """The section of the months: their tasks by lamp, and every series in figures; nothing of the first."""
    if not months:
        return ()
    bars: list[Bar] = [(f"{item.period.month}月", [item.lamps[lamp] for lamp in Lamp]) for item in months]
    sheet = trend_sheet(months)
    titles = [column.title for column in sheet.columns]
    rows = [[_shown(column.form, value) for column, value in zip(sheet.columns, row)] for row in sheet.rows]
    figures = table(titles, rows, numbers=range(1, len(titles)))
    return section(TREND, lamp_columns(bars, f"{TREND}（任务亮灯）"), figures, f"{TREND_NOTE}。")


def _shown(form: str, value: Value) -> str:
    return f"{value}%" if form == "percent" else str(value)


def _tiles(found: Figures) -> Element:
    lamps = found.task_lamps
    return tiles(
        (
            ("任务总数", str(found.tasks_total), ""),
            (State.DONE, str(found.tasks_done), ""),
            ("完成率", f"{found.tasks_done_percent}%", ""),
            *((f"{lamp}灯任务", str(lamps[lamp].count), LAMP_COLOUR[lamp]) for lamp in Lamp),
            ("应报单位", str(len(found.expected)), ""),
            ("按时报送", str(len(found.on_time)), ""),
            (Promptness.LATE, str(len(found.late)), ""),
            (Promptness.NOT_FILED, str(len(found.missing)), ""),
        )
    )


def lists(plan: Plan, tasks: Sequence[TaskVerdict]) -> tuple[Element, ...]:
    """The section of the tasks of each list, and of all, by lamp; what the lists are called."""
    own: list[Bar] = [
        (f"清单{each.key}", counts_of(item for item in tasks if item.task.list_key == each.key)) for each in plan.lists
    ]
    bars = [*own, ("全部任务", counts_of(tasks))] if len(own) > 1 else own
    called = "；".join(f"清单{each.key}：{each.name}" for each in plan.lists)
    return section("任务亮灯", lamp_bars(bars, "各清单任务亮灯"), called)


def _by_department(found: Figures) -> tuple[str | None, Child]:
    shown, rest = ends(found.assessed, _SCORES)
    bars: list[Bar] = [(item.name, [item.lamps[lamp].count for lamp in Lamp]) for item in shown]
    return rest, lamp_bars(bars, "各单位承担任务亮灯")


_HEADS = (
    column_titles.UNIT,
    column_titles.TASK_ID,
    column_titles.TASK,
    column_titles.DEADLINE,
    column_titles.LAMP,
    column_titles.STATE,
    column_titles.BECAUSE,
)


def pressing(found: Figures) -> list[Verdict]:
    """The red duties that departments are asked about, of an unreported month those whose deadline has passed; the
    longest overdue first."""
    red = [
        item
        for item in found.verdicts
        if item.lamp is Lamp.RED
        and (item.state is not State.NOT_RETURNED or (item.duty.due_on and item.duty.due_on < found.as_of))
    ]
    return sorted(red, key=lambda item: item.duty.due_on or dt.date.max)


def _pressing(found: Figures) -> list[Sequence[object]]:
    return [
        (
            item.duty.department,
            item.duty.task.id,
            item.duty.task.short,
            item.duty.due_on or item.duty.task.due_text,
            f"{item.lamp}灯",
            str(item.state),
            item.because,
        )
        for item in pressing(found)[:_MOST]
    ]


def _more(found: Figures) -> str | None:
    rest = len(pressing(found)) - _MOST
    return f"另有{rest}项，见台账「单位明细」。" if rest > 0 else None


def _filings(found: Figures) -> list[str]:
    partly = [item for item in found.tasks if item.missing and item.reported]
    lines = (
        (Promptness.NOT_FILED, names(found.missing)),
        (Promptness.LATE, names(found.late)),
        (State.PARTLY_RETURNED, f"{len(partly)}项任务有责任单位未报送，按已报送的单位核定" if partly else ""),
    )
    told = [f"{label}：{text}。" for label, text in lines if text]
    return told or [f"应报{len(found.expected)}个单位，全部按时报送。"]


def _scores(found: Figures) -> list[Child]:
    if not found.counts:
        return [f"{NOT_ASSESSED_NOTE}。"]
    shown, rest = ends(found.assessed, _SCORES)
    scored = [(item.name, item.score.total) for item in shown]
    heads = (column_titles.RANK, column_titles.UNIT, column_titles.TOTAL, column_titles.GRADE, column_titles.FILING)
    rows = [
        (item.score.place, item.name, f"{item.score.total:.2f}", item.score.grade or UNRANKED, item.filing or UNRANKED)
        for item in shown
    ]
    return [rest, score_bars(scored, "各单位得分"), table(heads, rows, numbers=(0, 2))]
