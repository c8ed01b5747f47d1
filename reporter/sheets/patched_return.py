"""A return marked in its own package: only what differs is made anew, every other part stays as it was packed.

Much faster than opening and saving it with openpyxl (benchmarks/RESULTS.md), and nothing of it is lost. For plain
workbooks only; any other is left to openpyxl (`marked`).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..package.markup import closed, opened, unescaped
from ..package.members import Members
from ..package.writing import Member, member, zipped
from ..vocabulary import return_mark
from ..vocabulary.cell_address import LAST_COLUMN, LAST_ROW, address, position
from ..vocabulary.form import MARK_SHEET
from ..vocabulary.problems import Problem
from . import patched_markup, patched_parts
from .patched_parts import BOOK, MAIN, NEEDED, OFFICE, PROPERTIES, RELATIONS, STYLES, Filled
from .remarks import RemarkRow, remark_rows

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLAIN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core|custom)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings)\.xml|xl/theme/theme\d+\.xml|xl/worksheets/sheet\d+\.xml"
)
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_USUAL = f'xmlns="{MAIN}"'.encode()
_STRANGE = tuple(
    b"drawing legacyDrawing hyperlinks oleObjects controls tableParts picture extLst webPublishItems "
    b"conditionalFormatting externalReference pivotCache functionGroups customWorkbookViews customSheetViews "
    b"AlternateContent xlm= vbProcedure= function=".split()
)
"""What openpyxl has to look after: whatever lies beside the cells or reaches out of them. One that a text has, too."""
_OTHER = bytes({*range(256)}.difference(*_STRANGE))
"""What none of these has: most of a sheet, which is looked through for each of them."""
_FORMULA = re.compile(rb"<(f|formula1|formula2|definedName)\b[^>]*>([^<]+)<")
_SELECTED = re.compile(rb'\btabSelected="(?:1|true)"')

Marking = Callable[[Sequence[Problem]], tuple[str, str, int]]


def patched_return(
    members: Members,
    parts: Mapping[str, bytes],
    problems: Sequence[Problem],
    replaces: Sequence[str],
    reply_by: dt.date | None,
    reaches_out: Callable[[str], bool],
    marking: Marking,
) -> bytes | None:
    """The package with the problems marked; None where it holds anything that is not plain.

    parts: those of the package that are markup, inflated. reaches_out: whether a formula leads out of the workbook.
    marking: of the problems of one cell the fill's colour, the comment and how tall that stands in pixels.
    """
    if not all(map(_PLAIN.fullmatch, members)) or not all(name in parts for name in NEEDED):
        return None
    if not _is_plain(parts, reaches_out):
        return None
    try:
        changed = _changed(parts, problems, replaces, reply_by, marking)
    except (LookupError, ValueError):  # not built as such packages are, not well formed
        return None
    kept = [changed.pop(name) if name in changed else members.packed(name) for name in members]
    return zipped((*kept, *changed.values()), mode=0o600)


def _is_plain(parts: Mapping[str, bytes], reaches_out: Callable[[str], bool]) -> bool:
    """Whether nothing in the parts needs more than is done here, and no earlier round left its marks."""
    checked = [part for name, part in parts.items() if _SHEET.fullmatch(name) or name == BOOK]
    book = unescaped(parts[BOOK].decode("utf-8", "replace"))
    return (
        all(_USUAL in part for part in (*checked, parts[STYLES]))
        and not any(map(_is_strange, checked))
        and not any(name in book for name in (MARK_SHEET, return_mark.SHEET))
        and return_mark.PROPERTY.encode() not in parts.get(PROPERTIES, b"")
        and not any(_told(found[2], reaches_out) for part in checked for found in _FORMULA.finditer(part))
    )


def _is_strange(part: bytes) -> bool:
    letters = part.translate(None, _OTHER)
    return any(strange in letters and strange in part for strange in _STRANGE)


@functools.lru_cache(maxsize=2**14)
def _told(formula: bytes, reaches_out: Callable[[str], bool]) -> bool:
    """Whether a formula as it stands in a part reaches out; those of our blank are the same in every return."""
    return reaches_out(unescaped(formula.decode("utf-8", "replace")))


def _changed(
    parts: Mapping[str, bytes],
    problems: Sequence[Problem],
    replaces: Sequence[str],
    reply_by: dt.date | None,
    marking: Marking,
) -> dict[str, Member]:
    """The parts that are new or other than they were, by name; the list in front and the mark among them."""
    book = _Sheets(parts)
    places = {problem: book.place(problem) for problem in problems}
    by_cell: dict[tuple[str, int, int], list[Problem]] = {}
    for problem in problems:
        if found := places[problem]:
            by_cell.setdefault(found, []).append(problem)
    for (sheet, row, column), group in sorted(by_cell.items()):
        book.mark(sheet, row, column, *marking(group))
    links = {
        problem: f"'{found[0].replace(chr(39), chr(39) * 2)}'!{address(found[1], found[2])}"
        for problem, found in places.items()
        if found
    }
    return book.finished(*remark_rows(problems, links, reply_by), replaces)


class _Sheets:
    """The sheets of a package while they are marked. LookupError or ValueError where it is not built as such packages
    are.
    """

    def __init__(self, parts: Mapping[str, bytes]):
        self._parts = parts
        self._names = patched_parts.sheet_parts(parts)
        self._opened: dict[str, _Sheet] = {}
        self._filled: list[tuple[_Element, Filled]] = []

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
            self._opened[name] = _Sheet(opened(self._parts[self._names[name]]))
        return name, *self._opened[name].seen(row, column)

    def mark(self, sheet: str, row: int, column: int, colour: str, words: str, height: int) -> None:
        """Fill a cell and hang a comment on it, so many pixels tall."""
        own = self._opened[sheet]
        cell = own.cell(row, column)
        self._filled.append((cell, Filled(int(cell.get("s") or 0), colour)))
        own.comments.append((row, column, words, height))

    def finished(self, rows: Sequence[RemarkRow], header: int, replaces: Sequence[str]) -> dict[str, Member]:
        """The parts, with these rows as the list in front."""
        looks = [patched_markup.dressed(*cell) for row in rows for cell in row.cells]
        numbers, styles = patched_parts.styled(self._parts, [*(style for _, style in self._filled), *looks])
        for cell, style in self._filled:
            cell.set("s", str(numbers[style]))
        taken = max(int(re.sub(r"\D", "", part)) for part in self._names.values())
        front, mark = (f"xl/worksheets/sheet{taken + more}.xml" for more in (1, 2))
        changed: dict[str, bytes] = {}
        commented = []
        for number, (name, part) in enumerate(self._names.items(), 1):
            if sheet := self._opened.get(name):
                commented.append(comments := f"xl/comments{number}.xml")
                changed |= _commented(part, comments, f"xl/drawings/vmlDrawing{number}.vml", sheet)
            elif b"tabSelected" in self._parts[part] and _SELECTED.search(self._parts[part]):
                changed[part] = _SELECTED.sub(b'tabSelected="0"', self._parts[part])  # two would be edited as one
        changed[front] = patched_markup.front(rows, header, numbers)
        if replaces:
            changed[mark] = patched_markup.mark(replaces)
            changed[PROPERTIES] = patched_parts.properties(self._parts, replaces)
        entered = patched_parts.entered(self._parts, commented, front, header, mark if replaces else "")
        return {**{name: member(name, data) for name, data in changed.items()}, **entered, STYLES: styles}


def _commented(part: str, comments: str, boxes: str, sheet: _Sheet) -> dict[str, bytes]:
    """The sheet with its comments, and the three parts that hold them."""
    patched_parts.new_related(sheet.root, "legacyDrawing", "drawing", {})
    for view in sheet.root.iter(f"{{{MAIN}}}sheetView"):
        view.set("tabSelected", "0")
    folder, _, own = part.rpartition("/")
    related = (("drawing", "vmlDrawing", boxes), ("comments", "comments", comments))
    told = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="/{target}"/>' for name, kind, target in related
    )
    return {
        part: closed(sheet.root),
        comments: patched_markup.comments(sheet.comments),
        boxes: patched_markup.boxes(sheet.comments),
        f"{folder}/_rels/{own}.rels": f'<Relationships xmlns="{RELATIONS}">{told}</Relationships>'.encode(),
    }


class _Sheet:
    """A sheet while it is marked."""

    def __init__(self, root: _Element):
        self.root = root
        self.comments: list[patched_markup.Comment] = []
        self._data = patched_parts.child(root, "sheetData")
        self._rows = {int(row.attrib["r"]): row for row in self._data}
        corners = (str(item.get("ref")).partition(":") for item in root.iter(f"{{{MAIN}}}mergeCell"))
        self._merged = [(position(first), position(last or first)) for first, _, last in corners]

    def seen(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is seen at a place: of a merged range its first."""
        for (top, left), (bottom, right) in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def cell(self, row: int, column: int) -> _Element:
        """The cell, made where there is none."""
        line = self._rows.get(row)
        if line is None:
            line = self._data.makeelement(f"{{{MAIN}}}row", {"r": str(row)})
            self._data.insert(sum(number < row for number in self._rows), line)
            self._rows[row] = line
        columns = [position(str(cell.attrib["r"]))[1] for cell in line]
        if column in columns:
            return line[columns.index(column)]
        made = line.makeelement(f"{{{MAIN}}}c", {"r": address(row, column)})
        line.insert(sum(number < column for number in columns), made)
        return made
