"""What takes more than one cell to reckon: shares that add up to 100, and days counted by the working calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..assess.settle import rising, settled
from ..assess.workdays import after
from ..ledger.sheet_rows import Value
from ..records import value
from ..vocabulary.cell_address import address, quoted_sheet
from ..vocabulary.column_titles import DAY, NAME
from .formula import Formula
from .pages import Books


@value
class SettledBlock:
    """A whole divided into parts whose shares are settled (see `assess.settle.rising`): label and count of each
    part."""

    title: str
    parts: tuple[tuple[str, Formula], ...]
    sheet: str = "占比核算"

    @property
    def height(self) -> int:
        """A title, a header, a row for each part."""
        return len(self.parts) + 2

    def order(self, books: Books) -> list[int]:
        """The parts as their rows follow: those that may rise by remainder, equal ones together, then the others."""
        counts = self._counts(books)
        may = [place for step in rising(counts).steps for place in step]
        return may + [place for place in range(len(counts)) if place not in may]

    def _counts(self, books: Books) -> list[int]:
        return [formula.whole(books) for _, formula in self.parts]

    def cells(self, books: Books, top: int) -> Iterator[tuple[int, int, str, Value]]:
        """名称, 数, 合计, 千分数取整, 余数, 同进, 待进, 进位, 占比; then how many can rise from that row on, one column
        each.

        同进 is how many parts rise together, in the first row of them; 0 in their other rows and where nothing is left
        over.
        """
        yield top, 1, "", self.title
        titles = (NAME, "数", "合计", "千分数取整", "余数", "同进", "待进", "进位", "占比（%）")
        for column, title in enumerate((*titles, *(f"以下可进{sum_}" for sum_ in range(len(self.parts)))), 1):
            yield top + 1, column, "", title
        counts = self._counts(books)
        made, percents, order = rising(counts), settled(counts), self.order(books)
        first, last, whole = top + 2, top + 1 + len(order), sum(counts)
        left = made.tenths
        sizes = {step[0]: (len(step), sums) for step, sums in zip(made.steps, made.sums)}
        reach: frozenset[int] = frozenset({0})
        reaches: list[frozenset[int]] = []
        for place in reversed(order):
            reach = sizes[place][1] if place in sizes else reach
            reaches.insert(0, reach)
        for row, (place, reach) in enumerate(zip(order, reaches), first):
            label, formula = self.parts[place]
            raised = int(place in made.raised)
            yield row, 1, "", label
            yield row, 2, formula.excel(books), counts[place]
            yield row, 3, f"SUM($B${first}:$B${last})", whole
            yield row, 4, f"IF($C{row}=0,0,INT(1000*$B{row}/$C{row}))", 1000 * counts[place] // (whole or 1)
            yield row, 5, f"IF($C{row}=0,0,MOD(1000*$B{row},$C{row}))", 1000 * counts[place] % (whole or 1)
            yield row, 6, _together(row, first, last, made.apart), sizes.get(place, (0,))[0]
            yield (
                row,
                7,
                f"G{row - 1}-H{row - 1}" if row > first else f"IF($C{row}=0,0,1000-SUM($D${first}:$D${last}))",
                left,
            )
            yield row, 8, _rises(row, first, last), raised
            yield row, 9, f"IF($C{row}=0,0,($D{row}+$H{row})/10)", percents[place]
            for sum_ in range(len(order)):
                yield row, 10 + sum_, _reaches(row, last, sum_, len(order)), int(sum_ in reach)
            left -= raised


def _together(row: int, first: int, last: int, apart: int | None) -> str:
    """同进: how many equal parts rise as one, told in their first row."""
    alone = f"$B{row}>={apart}," if apart is not None else ""
    count = f"COUNTIF($B${first}:$B${last},$B{row})"
    follows = f"IF($B{row}=$B{row - 1},0,{count})" if row > first else count
    return f"IF($E{row}=0,0,{f'IF({alone}1,{follows})' if alone else follows})"


def _rises(row: int, first: int, last: int) -> str:
    """进位: a part rises when those below it can still make up what is left."""
    below = (
        f"IF($G{row}=$F{row},1,0)" if row == last else f"INDEX({_sums(row + 1, last - first + 1)},1,$G{row}-$F{row}+1)"
    )
    begins = f"IF($G{row}>=$F{row},{below},0)"
    return f"IF($F{row}>0,{begins},{f'IF($E{row}>0,$H{row - 1},0)' if row > first else '0'})"


def _reaches(row: int, last: int, sum_: int, parts: int) -> str:
    """Whether exactly `sum_` can rise from this row on."""
    if row == last:
        return f"IF($F{row}={sum_},1,0)" if sum_ else "1"
    below = address(row + 1, 10 + sum_)
    return f"IF(AND($F{row}>0,$F{row}<={sum_}),MAX({below},INDEX({_sums(row + 1, parts)},1,{sum_}-$F{row}+1)),{below})"


def _sums(row: int, parts: int) -> str:
    return f"{address(row, 10)}:{address(row, 9 + parts)}"


@value
class Settled(Formula):
    """The share of part number `index` of a settled whole."""

    block: SettledBlock
    index: int

    def excel(self, books: Books) -> str:
        row = books.row_of(self.block) + 2 + self.block.order(books).index(self.index)
        return f"{quoted_sheet(self.block.sheet)}!$I${row}"

    def value(self, books: Books) -> Value:
        return settled([formula.whole(books) for _, formula in self.block.parts])[self.index]

    def places(self, books: Books) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for _, formula in self.block.parts for place in formula.places(books)))


@value
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
        yield (
            top,
            1,
            "",
            f"{self.start.year}年{self.start.month}月{self.start.day}日之后的工作日（按国务院办公厅放假和调休安排）",
        )
        for column, title in enumerate((DAY, "工作日", "累计"), 1):
            yield top + 1, column, "", title
        counted = 0
        for number in range(1, (self.last - self.start).days + 1):
            row, day = top + 1 + number, self.start + dt.timedelta(number)
            works = int(after(day - dt.timedelta(1), 1) == day)
            counted += works
            yield row, 1, "", day
            yield row, 2, "", works
            yield row, 3, f"SUM($B${top + 2}:$B{row})", counted


@value
class WorkingDay(Formula):
    """The day so many working days after `start`."""

    start: dt.date
    days: Formula

    def excel(self, books: Books) -> str:
        block = WorkingDayBlock(self.start, self.day(books))
        top = books.row_of(block)
        first, last = top + 2, top + block.height - 1
        name = quoted_sheet(block.sheet)
        return f"INDEX({name}!$A${first}:$A${last},MATCH({self.days.excel(books)},{name}!$C${first}:$C${last},0))"

    def value(self, books: Books) -> Value:
        return after(self.start, self.days.whole(books))

    def places(self, books: Books) -> tuple[str, ...]:
        return self.days.places(books)
