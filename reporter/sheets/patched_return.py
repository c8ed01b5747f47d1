"""A return marked in its own package: only what differs is made anew, every other part stays as it was packed.

Much faster than opening and saving it with openpyxl (benchmarks/RESULTS.md), and nothing of it is lost. For plain
workbooks only (`plain_package`); any other is left to openpyxl (`marked`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence

from ..package.members import Members, plain_name
from ..package.parts import Package
from ..package.writing import Member, member, zipped
from ..vocabulary import return_mark
from ..vocabulary.cell_address import LAST_COLUMN, LAST_ROW, address, position, quoted_sheet
from ..vocabulary.form import MARK_SHEET
from ..vocabulary.problems import Problem
from . import patched_markup, patched_parts
from .patched_comments import Comments
from .patched_parts import PROPERTIES, STYLES, Filled, Style
from .patched_sheet import SheetText, unselected
from .plain_package import is_plain
from .remarks import RemarkRow, cell_comment, remark_rows

_SHEET = "xl/worksheets/sheet{}.xml"
_FORMULA = re.compile(rb"<f[\s/>]")
_LEVEL = 3
"""How much is tried to pack what changed: half the time of zlib's own choice, for a seventh more."""


def patched_return(
    members: Members,
    parts: Mapping[str, bytes],
    problems: Sequence[Problem],
    *,
    replaces: Sequence[str] = (),
    owner: str = "",
    reply_by: dt.date | None = None,
) -> bytes | None:
    """The package with the problems marked, as `marked_return` does; None where it holds anything that is not plain.

    parts: those of the package that are markup, inflated.
    """
    try:
        if not is_plain(members, parts):
            return None
        sheets = _Sheets(parts)
        sheets.take_off_old_marks()
        rows, header = remark_rows(problems, sheets.marked(problems), reply_by)
        changed = sheets.finished(rows, header, replaces, owner, members)
    except (LookupError, ValueError):  # not built as such packages are, not well formed, not sound
        return None
    if {*map(plain_name, changed)} & {plain_name(name) for name in members if name not in changed}:
        return None  # to engines it would be there twice
    kept = [changed.pop(name) if name in changed else members.packed(name) for name in members if name[-1:] != "/"]
    return zipped((*kept, *changed.values()), mode=0o600)


class _Sheets:
    """The sheets of a package while they are marked. LookupError or ValueError where it is not built as such packages
    are.
    """

    def __init__(self, parts: Mapping[str, bytes]):
        self._parts, self._package = parts, Package(parts)
        names = patched_parts.sheet_parts(parts)
        self._ours = {name: part for name, part in names.items() if name in (MARK_SHEET, return_mark.SHEET)}
        self._names = {name: part for name, part in names.items() if name not in self._ours}
        if not self._names:
            raise LookupError("nothing but what an earlier round left")
        self._opened: dict[str, _Sheet] = {}

    def take_off_old_marks(self) -> None:
        """Take off what an earlier round marked; its sheets become those of this one."""
        for part in self._ours.values():
            kinds = {item.kind for item in self._package.relations(part)}
            if _FORMULA.search(self._parts[part]) or not kinds <= {"printerSettings"}:
                raise LookupError(f"somebody worked on {part}")
        for name, part in self._names.items():
            if any(item.kind == "comments" for item in self._package.relations(part)):
                sheet = _Sheet(self._package, part)
                if sheet.take_off_old_marks():
                    self._opened[name] = sheet

    def marked(self, problems: Sequence[Problem]) -> dict[Problem, str]:
        """Mark them; where each of them was that lies at a cell (``'进展填报'!J7``)."""
        places = {problem: place for problem in problems if (place := self._place(problem))}
        by_cell: dict[tuple[str, int, int], list[Problem]] = {}
        for problem in problems:
            if problem in places:
                by_cell.setdefault(places[problem], []).append(problem)
        for (name, row, column), group in sorted(by_cell.items()):
            self._opened[name].mark(row, column, group)
        return {
            problem: f"{quoted_sheet(name)}!{address(row, column)}" for problem, (name, row, column) in places.items()
        }

    def _place(self, problem: Problem) -> tuple[str, int, int] | None:
        """Sheet, row and column where a problem is marked, None when it lies at no cell."""
        name = problem.source.sheet or (next(iter(self._names)) if len(self._names) == 1 else "")
        try:
            row, column = position(problem.source.cell.partition(":")[0])
        except ValueError:
            return None
        if name not in self._names or row > LAST_ROW or column > LAST_COLUMN:
            return None
        if name not in self._opened:
            self._opened[name] = _Sheet(self._package, self._names[name])
        return name, *self._opened[name].text.seen(row, column)

    def finished(
        self, rows: Sequence[RemarkRow], header: int, replaces: Sequence[str], owner: str, taken: Collection[str]
    ) -> dict[str, Member]:
        """The parts, with these rows as the list in front; new ones are called as none that is `taken`."""
        fills = [style for sheet in self._opened.values() for style in sheet.filled.values()]
        looks = [patched_markup.dressed(*cell) for row in rows for cell in row.cells]
        numbers, styles = patched_parts.styled(self._parts, [*fills, *looks])
        front = self._ours.get(MARK_SHEET) or patched_parts.unused(_SHEET, 1 + len(self._names), taken)
        mark = self._ours.get(return_mark.SHEET) or patched_parts.unused(_SHEET, 1 + len(self._names), (*taken, front))
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
            changed[mark] = patched_markup.mark(return_mark.lines(replaces, owner))
            changed[PROPERTIES] = patched_parts.properties(self._parts, replaces)
        elif return_mark.SHEET in self._ours or return_mark.PROPERTY.encode() in self._parts.get(PROPERTIES, b""):
            raise LookupError("a mark that nothing takes the place of")
        entered = patched_parts.entered(self._parts, commented, front, header, mark if replaces else "")
        packed = {name: member(name, data, level=_LEVEL) for name, data in changed.items()}
        return {**packed, **entered, STYLES: styles}


class _Sheet:
    """A sheet while it is marked: its text, its comments, and which cells get which fill."""

    def __init__(self, package: Package, part: str):
        self.text = SheetText(package.parts[part])
        self.comments = Comments(package, part, self.text.has_boxes)
        self.filled: dict[tuple[int, int], Filled] = {}

    def take_off_old_marks(self) -> bool:
        """Take off the marks of an earlier round; whether there were any."""
        self.filled = {place: Filled(self.text.style(*place), "") for place in self.comments.take_off()}
        return bool(self.filled)

    def mark(self, row: int, column: int, problems: Sequence[Problem]) -> None:
        """Fill a cell and hang a comment on it."""
        colour, words, height = cell_comment(problems, self.comments.of_others(row, column))
        self.filled[row, column] = Filled(self.text.style(row, column), colour)
        self.comments.hang(row, column, words, height)

    def written(self, numbers: Mapping[Style, int], boxes: str) -> bytes:
        """The sheet, its marked cells in their styles; `boxes`: the relation that leads to those of its comments."""
        for (row, column), style in self.filled.items():
            self.text.dress(row, column, numbers[style])
        return self.text.written(boxes)
