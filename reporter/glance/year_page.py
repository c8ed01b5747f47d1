"""总览.html of a year."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ..assess.verdict import severity
from ..assess.year_figures import YearFigures
from ..assess.year_records import DutyCourse, Year
from ..vocabulary import column_titles
from ..vocabulary.findings import UNRANKED, TaskVerdict
from ..vocabulary.naming import ends, names
from ..vocabulary.terms import Lamp, Promptness, State
from .charts import Bar, lamp_bars, score_bars
from .frame import LAMP_COLOUR, Child, page, section, table, tiles
from .month_page import counts_of, lists, months_so_far

_MOST = 80
"""Rows of a list; whoever wants them all has 考核得分表."""
_SCORES = "考核得分表"


def year_page(year: Year, found: YearFigures) -> bytes:
    """The year at a glance: completion, lamps by list and by department at its end, its months, what is not done, how
    departments reported, points and ranks.
    """
    return page(
        f"{found.year}年政务公开重点工作考核总览",
        f"{year.stands}　考核基准日：{found.as_of:%Y-%m-%d}　考核期：{len(found.months)}个月",
        (
            _tiles(found),
            *lists(year.plan, year.tasks),
            *section("各单位亮灯", *_by_department(found)),
            *months_so_far(found.trend),
            *section("没有完成、亮红灯和黄灯的", table(_HEADS, _open(year, found)), _rest(year)),
            *section(column_titles.FILING, *_filings(found), *_gaps(found)),
            *section("得分和排名", *_scores(found)),
        ),
    )


def _tiles(found: YearFigures) -> Element:
    lamps = found.tasks.lamps
    return tiles(
        (
            ("任务总数", str(found.tasks.total), ""),
            ("已完成任务", str(found.tasks.done), ""),
            ("完成率", f"{found.tasks.done_percent}%", ""),
            *((f"{lamp}灯任务", str(lamps[lamp].count), LAMP_COLOUR[lamp]) for lamp in Lamp),
            ("参评单位", str(len(found.assessed)), ""),
            ("扣分处数", str(len(found.deductions)), ""),
        )
    )


def _by_department(found: YearFigures) -> tuple[str | None, Child]:
    shown, rest = ends(found.assessed, _SCORES)
    bars: list[Bar] = [
        (item.name, counts_of(course.final for course in item.courses if course.standing)) for item in shown
    ]
    return rest, lamp_bars(bars, "各单位承担任务亮灯")


_HEADS = (
    column_titles.TASK_ID,
    column_titles.TASK,
    column_titles.DUE,
    column_titles.LAMP,
    column_titles.STATE,
    "亮红灯、黄灯的单位",
)


def _troubled(year: Year) -> list[TaskVerdict]:
    """The tasks that stand red or yellow, reds first."""
    own = [item for item in year.tasks if item.lamp in _TROUBLE]
    return sorted(own, key=lambda item: _TROUBLE.index(item.lamp))


_TROUBLE = (Lamp.RED, Lamp.YELLOW)


def _open(year: Year, found: YearFigures) -> list[Sequence[object]]:
    courses: dict[str, list[DutyCourse]] = {}
    for course in found.courses:
        if course.standing and course.final.lamp in _TROUBLE:
            courses.setdefault(course.duty.task.id, []).append(course)
    return [
        (item.task.id, item.task.short, item.task.due_text, f"{item.lamp}灯", str(item.state), _who(own))
        for item in _troubled(year)[:_MOST]
        for own in (courses.get(item.task.id, []),)
    ]


def _who(courses: Sequence[DutyCourse]) -> str:
    """「未报送：民政处、教育处；进度滞后：卫生处」, the worst states first."""
    named: dict[State, list[str]] = {}
    for course in sorted(courses, key=lambda item: severity(item.final)):
        named.setdefault(course.final.state, []).append(course.duty.department)
    return "；".join(f"{state}：{names(own)}" for state, own in named.items())


def _rest(year: Year) -> str | None:
    going = sum(item.lamp is Lamp.GREEN and not item.state.is_done for item in year.tasks)
    more = len(_troubled(year)) - _MOST
    told = [
        *([f"另有{more}项亮红灯、黄灯，见考核得分表"] if more > 0 else []),
        *([f"正常推进、尚未完成的{going}项，没有列入"] if going else []),
    ]
    return f"{'；'.join(told)}。" if told else None


_FILING_HEADS = (column_titles.UNIT, *(f"{kind}月数" for kind in Promptness if kind is not Promptness.URGED))


def _filings(found: YearFigures) -> tuple[Child, str | None]:
    shown, rest = ends(found.assessed, _SCORES)
    rows = [
        (
            item.name,
            len(item.filed(Promptness.ON_TIME)),
            len(item.filed(Promptness.LATE, Promptness.URGED)),
            len(item.filed(Promptness.NOT_FILED)),
        )
        for item in shown
    ]
    return table(_FILING_HEADS, rows, numbers=(1, 2, 3)), rest


def _gaps(found: YearFigures) -> list[str]:
    return [f"{'、'.join(f'{item.month}月' for item in found.gaps)}没有收到任何单位的报表。"] if found.gaps else []


def _scores(found: YearFigures) -> list[Child]:
    shown, rest = ends(found.assessed, _SCORES)
    scored = [(item.name, item.score.total) for item in shown]
    heads = (column_titles.RANK, column_titles.UNIT, column_titles.TOTAL, column_titles.GRADE)
    rows = [
        (
            UNRANKED if item.score.rank is None else item.score.rank,
            item.name,
            f"{item.score.total:.2f}",
            item.score.grade or UNRANKED,
        )
        for item in shown
    ]
    return [rest, score_bars(scored, "各单位得分"), table(heads, rows, numbers=(0, 2))]
