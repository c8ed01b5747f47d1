"""A return marked in its own package: only what differs is made anew, every other part stays as it was packed.

Much faster than opening and saving it with openpyxl (benchmarks/RESULTS.md), and nothing of it is lost. For plain
workbooks only (`plain_package`); any other is left to openpyxl (`marked`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from ..package.members import Members, plain_name
from ..package.parts import Package
from ..package.writing import Member, member, zipped
from ..vocabulary.cell_address import LAST_COLUMN, LAST_ROW, address, position
from ..vocabulary.problems import Problem
from . import patched_markup, patched_parts
from .patched_comments import Comments
from .patched_parts import PROPERTIES, STYLES, Filled, Style
from .patched_sheet import SheetText, unselected
from .plain_package import Question, is_plain
from .remarks import RemarkRow, remark_rows

_SHEET = "xl/worksheets/sheet{}.xml"
_LEVEL = 5
"""How much is tried to pack what changed: one step more takes two thirds longer, and 1 % less room."""


class Marking(Protocol):
    """Of the problems of one cell the fill's colour, the comment with what others said there below it, and how tall
    that stands in pixels.
    """

    def __call__(self, problems: Sequence[Problem], others: str) -> tuple[str, str, int]: ...


def patched_return(
    members: Members,
    parts: Mapping[str, bytes],
    problems: Sequence[Problem],
    replaces: Sequence[str],
    reply_by: dt.date | None,
    reaches_out: Question,
    harmless: Question,
    marking: Marking,
) -> bytes | None:
    """The package with the problems marked; None where it holds anything that is not plain.

    parts: those of the package that are markup, inflated. reaches_out: whether a formula leads out of the workbook.
    harmless: whether an address may be led to.
    """
    try:
        if not is_plain(members, parts, reaches_out, harmless):
            return None
        changed = _changed(parts, problems, replaces, reply_by, marking, members)
    except (LookupError, ValueError):  # not built as such packages are, not well formed, not sound
        return None
    if {*map(plain_name, changed)} & {plain_name(name) for name in members if name not in changed}:
        return None  # to engines it would be there twice
    kept = [changed.pop(name) if name in changed else members.packed(name) for name in members if name[-1:] != "/"]
    return zipped((*kept, *changed.values()), mode=0o600)


def _changed(
    parts: Mapping[str, bytes],
    problems: Sequence[Problem],
    replaces: Sequence[str],
    reply_by: dt.date | None,
    marking: Marking,
    taken: Collection[str],
) -> dict[str, Member]:
    """The parts that are new or other than they were, by name; the list in front and the mark among them."""
    book = _Sheets(parts)
    places = {problem: book.place(problem) for problem in problems}
    by_cell: dict[tuple[str, int, int], list[Problem]] = {}
    for problem in problems:
        if found := places[problem]:
            by_cell.setdefault(found, []).append(problem)
    for (sheet, row, column), group in sorted(by_cell.items()):
        book.mark(sheet, row, column, group, marking)
    links = {
        problem: f"'{found[0].replace(chr(39), chr(39) * 2)}'!{address(found[1], found[2])}"
        for problem, found in places.items()
        if found
    }
    return book.finished(*remark_rows(problems, links, reply_by), replaces, taken)


class _Sheets:
    """The sheets of a package while they are marked. LookupError or ValueError where it is not built as such packages
    are.
    """

    def __init__(self, parts: Mapping[str, bytes]):
        self._parts = parts
        self._names = patched_parts.sheet_parts(parts)
        self._opened: dict[str, _Sheet] = {}

    def place(self, problem: Problem) -> tuple[str, int, int] | None:
        """Sheet, row and column where a problem is marked, None when it lies at no cell."""
        name = problem.source.sheet or (next(iter(self._names)) if len(self._names) == 1 else "")
        try:
            row, column = position(problem.source.cell.partition(":")[0])
        except ValueError:
            return None
        if name not in self._names or row > LAST_ROW or column > LAST_COLUMN:
            return None
        if name not in self._opened:
            self._opened[name] = _Sheet(self._parts, self._names[name])
        return name, *self._opened[name].text.seen(row, column)

    def mark(self, sheet: str, row: int, column: int, problems: Sequence[Problem], marking: Marking) -> None:
        """Fill a cell and hang a comment on it."""
        own = self._opened[sheet]
        colour, words, height = marking(problems, own.comments.of_others(row, column))
        own.filled[row, column] = Filled(own.text.style(row, column), colour)
        own.comments.hang(row, column, words, height)

    def finished(
        self, rows: Sequence[RemarkRow], header: int, replaces: Sequence[str], taken: Collection[str]
    ) -> dict[str, Member]:
        """The parts, with these rows as the list in front; new ones are called as none that is `taken`."""
        fills = [style for sheet in self._opened.values() for style in sheet.filled.values()]
        looks = [patched_markup.dressed(*cell) for row in rows for cell in row.cells]
        numbers, styles = patched_parts.styled(self._parts, [*fills, *looks])
        front = patched_parts.unused(_SHEET, 1 + len(self._names), taken)
        mark = patched_parts.unused(_SHEET, 1 + len(self._names), (*taken, front))
        changed: dict[str, bytes] = {}
        commented = []
        for number, (name, part) in enumerate(self._names.items(), 1):
            if sheet := self._opened.get(name):
                comments = sheet.comments.written(number, (*taken, *changed))
                commented += [comments.part] if comments.part else []
                changed |= {part: sheet.written(numbers, comments.boxes), **comments.parts}
            elif (other := unselected(self._parts[part])) is not self._parts[part]:
                changed[part] = other
        changed[front] = patched_markup.front(rows, header, numbers)
        if replaces:
            changed[mark] = patched_markup.mark(replaces)
            changed[PROPERTIES] = patched_parts.properties(self._parts, replaces)
        entered = patched_parts.entered(self._parts, commented, front, header, mark if replaces else "")
        packed = {name: member(name, data, level=_LEVEL) for name, data in changed.items()}
        return {**packed, **entered, STYLES: styles}


class _Sheet:
    """A sheet while it is marked: its text, its comments, and which cells get which fill."""

    def __init__(self, parts: Mapping[str, bytes], part: str):
        self.text = SheetText(parts[part])
        self.comments = Comments(Package(parts), part, self.text.has_boxes)
        self.filled: dict[tuple[int, int], Filled] = {}

    def written(self, numbers: Mapping[Style, int], boxes: str) -> bytes:
        """The sheet, its marked cells in their styles; `boxes`: the relation that leads to those of its comments."""
        for (row, column), style in self.filled.items():
            self.text.dress(row, column, numbers[style])
        return self.text.written(boxes)
