"""What takes more than one cell to reckon: shares that add up to 100, and days counted by the working calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ..assess.figures import settled
from ..documents.workdays import after
from .book import Books, Value
from .formula import Formula, quoted_sheet

__all__ = ["Settled", "SettledBlock", "WorkingDay", "WorkingDayBlock"]


@dataclass(frozen=True, slots=True)
class SettledBlock:
    """A whole divided into parts whose shares are settled by largest remainder: label and count of each part."""

    title: str
    parts: tuple[tuple[str, Formula], ...]
    sheet: str = "占比核算"

    @property
    def height(self) -> int:
        """A title, a header, a row for each part."""
        return len(self.parts) + 2

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """名称, 数, 合计, 千分数整数部分, 余数, 进位次序, 占比."""
        yield top, 1, "", self.title
        for column, title in enumerate(("名称", "数", "合计", "千分数取整", "余数", "进位次序", "占比（%）"), 1):
            yield top + 1, column, "", title
        first, last = top + 2, top + 1 + len(self.parts)
        counts = [formula.value(books) for _, formula in self.parts]
        whole = sum(counts) or 1
        floors, rests = [1000 * count // whole for count in counts], [1000 * count % whole for count in counts]
        for row, ((label, formula), count, floor, rest, percent) in enumerate(
                zip(self.parts, counts, floors, rests, settled(counts)), first):
            before = sum(other > rest for other in rests) + rests[:row - first].count(rest) + 1
            ties = f"+COUNTIF($E${first}:$E{row - 1},$E{row})" if row > first else ""
            yield row, 1, "", label
            yield row, 2, formula.excel(books), count
            yield row, 3, f"SUM($B${first}:$B${last})", sum(counts)
            yield row, 4, f"IF($C{row}=0,0,INT(1000*$B{row}/$C{row}))", floor
            yield row, 5, f"IF($C{row}=0,0,MOD(1000*$B{row},$C{row}))", rest
            yield row, 6, f'COUNTIF($E${first}:$E${last},">"&$E{row}){ties}+1', before
            yield row, 7, (f"IF($C{row}=0,0,($D{row}+IF($F{row}<=1000-SUM($D${first}:$D${last}),1,0))/10)"), percent


@dataclass(frozen=True, slots=True)
class Settled(Formula):
    """The share of part number `index` of a settled whole."""

    block: SettledBlock
    index: int

    def excel(self, books: Books) -> str:
        return f"{quoted_sheet(self.block.sheet)}!$G${books.row_of(self.block) + 2 + self.index}"

    def value(self, books: Books) -> Value:
        return settled([formula.value(books) for _, formula in self.block.parts])[self.index]

    def places(self, books: Books) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for _, formula in self.block.parts for place in formula.places(books)))


@dataclass(frozen=True, slots=True)
class WorkingDayBlock:
    """The days from `start` on, each with whether it is a working day of China, up to the last one wanted."""

    start: dt.date
    last: dt.date
    sheet: str = "工作日核算"

    @property
    def height(self) -> int:
        """A title, a header, a row for each day after `start`."""
        return (self.last - self.start).days + 2

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """日期, 是否工作日, 累计工作日."""
        yield top, 1, "", f"{self.start.year}年{self.start.month}月{self.start.day}日之后的工作日（按国务院办公厅放假和调休安排）"
        for column, title in enumerate(("日期", "工作日", "累计"), 1):
            yield top + 1, column, "", title
        counted = 0
        for number in range(1, (self.last - self.start).days + 1):
            row, day = top + 1 + number, self.start + dt.timedelta(number)
            works = int(after(day - dt.timedelta(1), 1) == day)
            counted += works
            yield row, 1, "", day
            yield row, 2, "", works
            yield row, 3, f"SUM($B${top + 2}:$B{row})", counted


@dataclass(frozen=True, slots=True)
class WorkingDay(Formula):
    """The day so many working days after `start`."""

    start: dt.date
    days: Formula

    def excel(self, books: Books) -> str:
        block = WorkingDayBlock(self.start, self.value(books))
        top = books.row_of(block)
        first, last = top + 2, top + block.height - 1
        name = quoted_sheet(block.sheet)
        return f"INDEX({name}!$A${first}:$A${last},MATCH({self.days.excel(books)},{name}!$C${first}:$C${last},0))"

    def value(self, books: Books) -> Value:
        return after(self.start, int(self.days.value(books)))

    def places(self, books: Books) -> tuple[str, ...]:
        return self.days.places(books)
