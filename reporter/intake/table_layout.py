"""Where the tables of a sheet stand: header rows, one, two or three deep; tables side by side; pages with labels in a column."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .column_titles import LONGEST, PROGRESS, REGISTER_TITLES, UNIT, plain_title
from .fields import is_field
from .grid import Grid, GridCell, Merge
from .task_match import TaskIndex

__all__ = ["Band", "Lines", "Page", "find_bands", "find_pages", "lines_of", "titles_of"]

_DEEPEST = 3
_LONGEST_TITLE = 20
_REACH = 3
"""A value stands at most this many columns right of its label."""
_IDENTIFYING = frozenset(("task_id", "task"))

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The cells of a sheet by row and column, those far off aside.

    covers: place inside a merged range → its corner, which speaks for it; what stands there itself is hidden.
    merges: row → the merged ranges that begin in it. last: the last row.
    """

    rows: Mapping[int, Mapping[int, GridCell]]
    covers: Mapping[_Place, _Place]
    merges: Mapping[int, Sequence[Merge]]
    last: int

    def spoken(self, row: int, column: int) -> GridCell | None:
        """The cell that speaks at a place of a column: its own, or the corner above of a range merged downwards."""
        corner = self.covers.get((row, column))
        if corner is None:
            return self.rows.get(row, {}).get(column)
        return self.rows.get(corner[0], {}).get(column) if corner[1] == column else None

    def title(self, row: int, column: int) -> str:
        """The words that stand over a column in a row of a header, those merged across it included."""
        corner = self.covers.get((row, column), (row, column))
        cell = self.rows.get(row, {}).get(corner[1]) if corner[0] == row else None
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A table: its header in rows `top` to `bottom` (bottom above top where it has none), its columns, its last row.

    stacks: column → titles, one above the other.
    """

    top: int
    bottom: int
    end: int
    left: int = 1
    right: int = 10**6
    stacks: Mapping[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One task with its labels in a column: column key → place of its value, the cells there, and places of the labels."""

    row: int
    places: Mapping[str, _Place]
    cells: Mapping[str, tuple[GridCell, ...]]
    labels: frozenset[_Place]


def lines_of(grid: Grid) -> Lines:
    """The sheet by rows. Merged ranges are looked at as far as they reach over rows and columns that have cells."""
    rows: dict[int, dict[int, GridCell]] = {}
    for place, cell in grid.cells.items():
        if place not in grid.far:
            rows.setdefault(place[0], {})[place[1]] = cell
    covers: dict[_Place, _Place] = {}
    merges: dict[int, list[Merge]] = {}
    last, right = max(rows, default=0), max((max(line) for line in rows.values()), default=0)
    budget = 4 * len(grid.cells) + 20_000
    for merge in grid.merges:
        end = min(merge.right, right)
        budget -= (min(merge.bottom, last) - merge.top + 1) * (end - merge.left + 1) + 1
        if budget < 0:
            break
        merges.setdefault(merge.top, []).append(merge)
        for row in range(merge.top, min(merge.bottom, last) + 1):
            for column in range(merge.left, end + 1):
                covers[row, column] = merge.top, merge.left
        covers.pop((merge.top, merge.left), None)
    return Lines(rows=dict(sorted(rows.items())), covers=covers, merges=merges, last=last)


def titles_of(lines: Lines) -> Mapping[int, Mapping[int, str]]:
    """Row → column → the key of the column that the cell there would be the title of."""
    return {
        row: found
        for row, line in lines.rows.items()
        if (
            found := {
                column: key
                for column, cell in line.items()
                if len(cell.text) <= LONGEST and (key := PROGRESS.key(cell.text))
            }
        )
    }


def find_bands(
    lines: Lines, titles: Mapping[int, Mapping[int, str]], tasks: TaskIndex, consumed: frozenset[int]
) -> list[Band]:
    """The tables of a sheet, top down, those side by side from the left; `consumed` are rows that belong to pages.

    A header is a row that names what a table of ours needs; where there is none, the first wording of a task tells.
    """
    keys = {row: found for row, found in titles.items() if row not in consumed}
    heads: list[tuple[int, int]] = []
    for row, found in keys.items():
        if (not heads or row > heads[-1][1]) and _is_head(found, lines.rows[row]):
            heads.append(_depth(lines, keys, row, tasks))
    first = min((top for top, _ in heads), default=None)
    untitled = _untitled(lines, tasks, consumed, first)
    if untitled and not heads:
        heads = [untitled]
    ends = [top - 1 for top, _ in heads[1:]] + [lines.last]
    return [band for (top, bottom), end in zip(heads, ends) for band in _side_by_side(lines, top, bottom, end)]


def _is_head(keys: Mapping[int, str], line: Mapping[int, GridCell]) -> bool:
    named = set(keys.values())
    if (("status" in named or named & _IDENTIFYING) and len(named) > 1) or len(named - {UNIT}) > 3:
        return True
    return "task_id" in named and bool(_register_keys(line))


def _register_keys(line: Mapping[int, GridCell]) -> frozenset[str]:
    """The columns that a row names, if it is the header of a register: 事项名称, or 日期 and one more."""
    found = [hit for cell in line.values() if (hit := REGISTER_TITLES.find(cell.text))]
    keys = frozenset(key for key, _ in found)
    sure = any(key == "title" and rank < 9 for key, rank in found)
    return keys if sure or ("done_on" in keys and len(keys) > 2) else frozenset()


def _depth(lines: Lines, keys: Mapping[int, Mapping[int, str]], row: int, tasks: TaskIndex) -> tuple[int, int]:
    """(first, last) row of the header that row `row` belongs to: by cells merged across rows, by groups of columns above
    it, and by a row of further titles below it."""
    top = bottom = row
    while bottom - top + 1 < _DEEPEST:
        reach = [
            merge.bottom
            for number in range(top, bottom + 1)
            for merge in lines.merges.get(number, ())
            if bottom < merge.bottom < top + _DEEPEST
        ]
        below = lines.rows.get(bottom + 1, {})
        further = keys.get(bottom + 1, {})
        if reach:
            bottom = max(reach)
        elif (
            len(further) > 1
            and 2 * len(further) >= len(below)
            and not _IDENTIFYING & set(further.values())
            and not any(len(cell.text) > _LONGEST_TITLE or tasks.is_wording(cell.text) for cell in below.values())
        ):
            bottom += 1
        else:
            break
    columns = lines.rows[row].keys()
    while top > 1 and bottom - top + 1 < _DEEPEST:
        above = lines.rows.get(top - 1, {})
        groups = [
            merge
            for merge in lines.merges.get(top - 1, ())
            if (merge.bottom >= top or merge.right > merge.left)
            and (merge.left > min(columns) or merge.right < max(columns))
            and merge.left in above
        ]
        if not groups or any(map(is_field, above.values())):
            break
        top -= 1
    return top, bottom


def _untitled(lines: Lines, tasks: TaskIndex, consumed: frozenset[int], before: int | None) -> tuple[int, int] | None:
    """The header, in words we do not know or none at all, above the first wording of a task."""
    previous: int | None = None
    for row, line in lines.rows.items():
        if before is not None and row >= before:
            return None
        if row in consumed:
            continue
        if any(len(cell.text) > 5 and tasks.is_wording(cell.text) for cell in line.values()):
            above = lines.rows.get(previous, {}) if previous else {}
            titled = len(above) > 1 and all(len(cell.text) <= _LONGEST_TITLE for cell in above.values())
            return (
                (previous, row - 1)
                if titled and previous and not any(map(is_field, above.values()))
                else (row, row - 1)
            )
        previous = row
    return None


def _side_by_side(lines: Lines, top: int, bottom: int, end: int) -> Iterator[Band]:
    """The tables below one header: several where its titles begin anew."""
    columns = sorted({column for row in range(top, bottom + 1) for column in lines.rows.get(row, ())})
    if bottom < top:
        columns = sorted({column for row in range(top, end + 1) for column in lines.rows.get(row, ())})
    stacks = {
        column: [text for row in range(top, bottom + 1) if (text := lines.title(row, column))] for column in columns
    }
    plain = [plain_title(stacks[column][-1]) if stacks[column] else "" for column in columns]
    starts: list[int] = []
    for text in dict.fromkeys(filter(None, plain)):
        places = [column for column, title in zip(columns, plain) if title == text]
        if len(places) > 1:
            starts = places
            break
    edges = [*starts, 10**6 + 1]
    parts = [[column for column in columns if a <= column < b] for a, b in itertools.pairwise(edges)]
    keys = [{PROGRESS.key(text) for column in part for text in stacks[column]} for part in parts]
    if not starts or not all(found & _IDENTIFYING and len(found - {""}) > 1 for found in keys):
        yield Band(top=top, bottom=bottom, end=end, stacks=stacks)
        return
    for number, (start, stop, part) in enumerate(zip(starts, edges[1:], parts)):
        left = 1 if number == 0 else start
        part = [column for column in columns if left <= column < stop]
        yield Band(
            top=top,
            bottom=bottom,
            end=end,
            left=left,
            right=stop - 1,
            stacks={column: stacks[column] for column in part},
        )


def find_pages(
    lines: Lines, titles: Mapping[int, Mapping[int, str]], tasks: TaskIndex
) -> tuple[list[Page], frozenset[int]]:
    """The tasks of a sheet whose labels stand beside their values, one below the other, and the rows they fill.

    Such a page shows itself by a label 任务编号 or 主要任务 beside a number or a wording of the master list.
    """
    labels: list[tuple[_Place, str]] = []
    begun: dict[str, list[int]] = {}
    for row, found in titles.items():
        for column, key in found.items():
            if key == UNIT:
                continue
            labels.append(((row, column), key))
            value = _beside(lines, row, column) if key in _IDENTIFYING else None
            if value and (tasks.is_id(value.text) if key == "task_id" else tasks.is_wording(value.text)):
                begun.setdefault(key, []).append(row)
    if not begun:
        return [], frozenset()
    starts = max(begun.values(), key=len)
    labelled, lead = {place[0] for place, _ in labels}, 0
    while starts[0] - lead - 1 in labelled:
        lead += 1
    groups: list[list[tuple[_Place, str]]] = [[] for _ in starts]
    index = 0
    for item in labels:
        while index + 1 < len(starts) and item[0][0] >= starts[index + 1] - lead:
            index += 1
        groups[index].append(item)
    pages = [page for row, group in zip(starts, groups) if (page := _page(lines, row, group))]
    rows = {place[0] for page in pages for place in page.labels}
    rows |= {cell.row for page in pages for cells in page.cells.values() for cell in cells}
    return pages, frozenset(rows)


def _page(lines: Lines, row: int, labels: list[tuple[_Place, str]]) -> Page | None:
    """The page of these labels; None when it names no state beside its task."""
    titles = {place for place, _ in labels}
    places: dict[str, _Place] = {}
    cells: dict[str, tuple[GridCell, ...]] = {}
    used = set()
    for (top, column), key in labels:
        merge = next(
            (item for item in lines.merges.get(top, ()) if item.left == column), Merge(top, column, top, column)
        )
        value = _beside(lines, top, column)
        if value and (top, value.column) in titles:
            value = None
        if key in places:
            continue
        places[key] = (top, value.column if value else merge.right + 1)
        used.add((top, column))
        found = tuple(
            cell
            for number in range(top, min(merge.bottom, lines.last) + 1)
            if (cell := lines.rows.get(number, {}).get(places[key][1])) and (number, cell.column) not in titles
        )
        if found:
            cells[key] = found
    if "status" not in places or len(places) < 3:
        return None
    return Page(row=row, places=places, cells=cells, labels=frozenset(used))


def _beside(lines: Lines, row: int, column: int) -> GridCell | None:
    """The cell to the right of a label."""
    line = lines.rows.get(row, {})
    return next((line[place] for place in range(column + 1, column + 1 + _REACH) if place in line), None)
