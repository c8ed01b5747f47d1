"""The words of the field: states, lamps, months, and the place where something was typed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from ..records import value

DRAFT, FINAL = "征求意见稿", "定稿"
"""What the documents of a year are before and after objections."""

YEAR_END, STAGE = "年末", "阶段"
"""What the end of the assessed months is called: of a whole year, and of one that is not over."""


class Status(StrEnum):
    """完成状态, what a department says of its own duty (contract, section 4)."""

    DONE = "已完成"
    UNDER_WAY = "正在推进"
    NOT_STARTED = "未启动"
    ONGOING = "长期坚持"
    NOT_CONCERNED = "不涉及"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be said of the duty month by month."""
        return self in (Status.DONE, Status.NOT_CONCERNED)


class Undated(StrEnum):
    """Why a task has no deadline: it is kept up all the time, comes again each month or quarter, or nobody said yet."""

    STANDING = Status.ONGOING.value
    CYCLE = "按周期办理"
    OPEN = "时限未定"

    @property
    def kept_up(self) -> bool:
        """Whether reports of progress are what it asks for."""
        return self is not Undated.OPEN


class Lamp(StrEnum):
    """亮灯. The value is the word people read; colour never stands alone."""

    GREEN = "绿"
    YELLOW = "黄"
    RED = "红"
    GREY = "灰"


class Promptness(StrEnum):
    """报送情况: how a department's return of a month came."""

    ON_TIME = "按时"
    LATE = "迟报"
    URGED = "催报后报送"
    NOT_FILED = "未报送"


class State(StrEnum):
    """核定状态, what the program finds of a duty (contract, section 5), worst first within a lamp."""

    OVERDUE = "逾期未完成"
    FAR_BEHIND = "严重滞后"
    NOT_RETURNED = Promptness.NOT_FILED.value
    NOT_FILLED = "未填报"
    TO_CONFIRM = "待确认"
    TO_VERIFY = "待核实"
    BEHIND = "进度滞后"
    DUE_SOON = "临近时限"
    PARTLY_RETURNED = "部分未报送"
    DONE_LATE = "逾期完成"
    ON_TRACK = "正常推进"
    DONE = Status.DONE.value
    NOT_DUE = "未到期"
    NOT_CONCERNED = Status.NOT_CONCERNED.value
    UNDECIDED = "待明确责任单位"

    @property
    def is_done(self) -> bool:
        """Whether the duty needs no more supervision: done, be it late."""
        return self in (State.DONE, State.DONE_LATE)

    @property
    def of_a_duty(self) -> bool:
        """Whether one department's part in a task can be in it; the others are those of whole tasks."""
        return self not in (State.PARTLY_RETURNED, State.UNDECIDED)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """报送期, a calendar month; prints and sorts as ``2018-05``."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2018-05`` (or ``2018-5``); ValueError for anything else."""
        match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
        if not match or not 1 <= int(match[2]) <= 12:
            raise ValueError(f"not a period: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> Period:
        """The month that holds `day`."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> dt.date:
        """The month's first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The month's last day, the default date of assessment."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shift(self, months: int) -> Period:
        """The period `months` later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)

    def months_to(self, day: dt.date) -> int:
        """How many months there are from this one to that of `day`, both included."""
        return (day.year - self.year) * 12 + day.month - self.month + 1

    @property
    def chinese(self) -> str:
        """``2018年5月``."""
        return f"{self.year}年{self.month}月"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@value
class Span:
    """The months in which something is in force, 起报月 to 止报月, both included; None: as far as the year goes."""

    first: Period | None = None
    last: Period | None = None

    def __contains__(self, period: Period) -> bool:
        return (self.first or period) <= period <= (self.last or period)


WHOLE_YEAR = Span()


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was typed: workspace-relative file with forward slashes, sheet, cell (``C7``; blank:
    all of it).
    """

    file: str
    sheet: str = ""
    cell: str = ""

    def at(self, cell: str) -> Source:
        """The same sheet, another cell."""
        return Source(self.file, self.sheet, cell)

    @property
    def line(self) -> tuple[str, str, str]:
        """The row it stands in: file, sheet and number."""
        return self.file, self.sheet, self.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def seen_from(self, other: Source) -> str:
        """How words about another place name this one: by its file; in the same file by its sheet."""
        return f"本文件工作表「{self.sheet}」" if self.file == other.file else f"「{self.file}」"

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{self.file} [{place}]" if place else self.file


@value
class Cell:
    """A `TypedCell` made by hand."""

    text: str
    address: str
