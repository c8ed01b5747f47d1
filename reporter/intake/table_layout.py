"""Where the tables of a sheet stand: header rows, one, two or three deep; tables side by side; pages with labels
in a column.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ..records import record, value
from .column_evidence import TableKind, weigh
from .fields import beside, is_field
from .found_table import Header
from .grid import Grid, GridCell, Merge
from .title_match import LONGEST, UNIT, Titles, plain_title

_DEEPEST = 3
_LONGEST_TITLE = 20
_LAST = 10**6
"""A column beyond all that there are."""

_Place = tuple[int, int]


@record
class Lines:
    """The cells of a sheet by row and column, those far off aside.

    covers: place inside a merged range → its corner, which speaks for it; what stands there itself is hidden. covered:
    the rows with such places.
    merges: row → the merged ranges that begin in it. last: the last row.
    """

    rows: Mapping[int, Mapping[int, GridCell]]
    covers: Mapping[_Place, _Place]
    covered: frozenset[int]
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


@record
class Band:
    """A table: its header in rows `top` to `bottom` (bottom above top where it has none), its columns, its last row.

    stacks: column → titles, one above the other.
    """

    top: int
    bottom: int
    end: int
    left: int = 1
    right: int = _LAST
    stacks: Mapping[int, list[str]] = field(default_factory=dict)


@value
class Label:
    """A label with its value beside it: where it stands, its words, where the value stands or would, and the cells
    there.
    """

    place: _Place
    title: str
    value: _Place
    cells: tuple[GridCell, ...]


def lines_of(grid: Grid) -> Lines:
    """The sheet by rows. Merged ranges are looked at as far as they reach over rows and columns that have cells."""
    rows: dict[int, dict[int, GridCell]] = {}
    near = (cell for place, cell in grid.cells.items() if place not in grid.far) if grid.far else grid.cells.values()
    for number, cells in itertools.groupby(near, key=operator.attrgetter("row")):
        rows.setdefault(number, {}).update({cell.column: cell for cell in cells})
    covers: dict[_Place, _Place] = {}
    merges: dict[int, list[Merge]] = {}
    last = max(rows, default=0)
    right = max(map(max, rows.values()), default=0) if grid.merges else 0
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
    covered = frozenset(row for row, _ in covers)
    return Lines(rows=dict(sorted(rows.items())), covers=covers, covered=covered, merges=merges, last=last)


def titles_of(lines: Lines, known: Titles) -> Mapping[int, Mapping[int, str]]:
    """Row → column → the key of the column that the cell there would be the title of."""
    return {
        row: found
        for row, line in lines.rows.items()
        if (
            found := {
                column: key
                for column, cell in line.items()
                if len(cell.text) <= LONGEST and (key := known.key(cell.text))
            }
        )
    }


def find_bands(
    lines: Lines, titles: Mapping[int, Mapping[int, str]], kind: TableKind, consumed: frozenset[int] = frozenset()
) -> list[Band]:
    """The tables of a sheet, top down, those side by side from the left; `consumed` are rows that belong to pages.

    A header is a row that names what a table of this kind needs; where there is none, the first wording of a task
    tells.
    """
    keys = {row: found for row, found in titles.items() if row not in consumed}
    heads: list[tuple[int, int]] = []
    for row, found in keys.items():
        texts = (cell.text for cell in lines.rows[row].values())
        if (not heads or row > heads[-1][1]) and kind.heads(frozenset(found.values()), texts):
            heads.append(_depth(lines, keys, row, kind))
    heads = heads or _untitled(lines, kind, consumed)
    ends = [top - 1 for top, _ in heads[1:]] + [lines.last]
    return [band for (top, bottom), end in zip(heads, ends) for band in _side_by_side(lines, top, bottom, end, kind)]


def header_of(band: Band, lines: Lines, kind: TableKind, consumed: frozenset[int] = frozenset()) -> Header:
    """What the columns of a table are; rows of one cell, sections and notes, say nothing of them."""
    body = [
        line
        for row, line in lines.rows.items()
        if band.bottom < row <= band.end and row not in consumed and len(line) > 1
    ]

    def values(column: int) -> Sequence[GridCell]:
        return [cell for line in body if (cell := line.get(column))]

    return weigh(band.top, band.bottom, band.stacks, values, kind, (band.left, band.right))


def _is_wording(kind: TableKind, cell: GridCell) -> bool:
    return kind.looks_like("task", cell, True)


def _depth(lines: Lines, keys: Mapping[int, Mapping[int, str]], row: int, kind: TableKind) -> tuple[int, int]:
    """(first, last) row of the header that row `row` belongs to: by cells merged across rows, by groups of columns
    above it, and by a row of further titles below it.
    """
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
            and kind.identifying.isdisjoint(further.values())
            and not any(len(cell.text) > _LONGEST_TITLE or _is_wording(kind, cell) for cell in below.values())
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


def _untitled(lines: Lines, kind: TableKind, consumed: frozenset[int]) -> list[tuple[int, int]]:
    """The header, in words we do not know or none at all, above the first wording of a task; none without a wording."""
    previous = 0
    for row, line in lines.rows.items():
        if row not in consumed and any(_is_wording(kind, cell) for cell in line.values()):
            above = lines.rows.get(previous, {}).values()
            titled = len(above) > 1 and not any(len(cell.text) > _LONGEST_TITLE or is_field(cell) for cell in above)
            return [(previous if titled else row, row - 1)]
        previous = row
    return []


def _side_by_side(lines: Lines, top: int, bottom: int, end: int, kind: TableKind) -> Iterator[Band]:
    """The tables below one header: several where its titles begin anew."""
    titled = range(top, bottom + 1)
    found = {column for row in titled or range(top, end + 1) for column in lines.rows.get(row, ())}
    if across := {column for row, column in lines.covers if top <= row <= bottom} - found:  # below words merged across
        found |= across & {column for row, line in lines.rows.items() if bottom < row <= end for column in line}
    columns = sorted(found)
    stacks = {column: [text for row in titled if (text := lines.title(row, column))] for column in columns}
    last = {
        column: plain_title(stack[-1])
        for column, stack in stacks.items()
        if stack and lines.covers.get((bottom, column), (0, column))[1] == column  # words merged across stand once
    }
    named = list(last.values())
    again = next((title for title in named if named.count(title) > 1), None)
    starts = [column for column, title in last.items() if title == again]
    edges = [1, *starts[1:], _LAST + 1]
    bands = [
        Band(
            top=top,
            bottom=bottom,
            end=end,
            left=left,
            right=right - 1,
            stacks={column: stack for column, stack in stacks.items() if left <= column < right},
        )
        for left, right in itertools.pairwise(edges)
    ]
    if len(bands) > 1 and all(_is_table(band, kind) for band in bands):
        yield from bands
    else:
        yield Band(top=top, bottom=bottom, end=end, stacks=stacks)


def _is_table(band: Band, kind: TableKind) -> bool:
    """Whether the titles of one of several tables say by themselves what its rows are about."""
    found = {kind.titles.key(text) for stack in band.stacks.values() for text in stack} - {""}
    return len(found) > 1 and not found.isdisjoint(kind.identifying)


def find_pages(lines: Lines, titles: Mapping[int, Mapping[int, str]], kind: TableKind) -> list[list[Label]]:
    """The pages of a sheet, one for each task, whose labels stand beside their values, one below the other.

    A page shows itself by a label 任务编号 or 主要任务 beside a number or a wording of the master list. Pages may stand
    side by side, each with labels of its own, and labels may serve several tasks, a column each (a table on its side).
    """
    columns, stands = _page_stands(lines, titles, kind)
    pages: list[list[Label]] = []
    open_pages: dict[int, list[list[Label]]] = {}
    seen: dict[int, set[str]] = {}
    taken: set[_Place] = set()
    for row, line in lines.rows.items() if columns else ():
        plain = not any(map(is_field, line.values()))
        for column, cell in line.items():
            known = titles.get(row, {}).get(column, UNIT) != UNIT
            if (row, column) in taken or not (known or (column in columns and plain)):
                continue
            stand = max((left for left in stands if left <= column), default=min(stands))
            labels = _labels(lines, row, column, stands[stand] if column in columns else ())
            if not (known or any(label.cells for label in labels)):
                continue
            title = plain_title(cell.text)
            if title in seen.setdefault(stand, set()) or len(open_pages.get(stand, ())) < len(labels):
                open_pages[stand] = [[] for _ in labels]  # the labels begin anew
                pages += open_pages[stand]
                seen[stand] = set()
            seen[stand].add(title)
            for page, label in zip(open_pages[stand], labels):
                page.append(label)
                taken |= {(item.row, item.column) for item in label.cells}
    return pages


def _page_stands(
    lines: Lines, titles: Mapping[int, Mapping[int, str]], kind: TableKind
) -> tuple[set[int], dict[int, Sequence[int]]]:
    """(columns of labels that tell what a page is about, first label column of each of the pages side by side → the
    columns of its tasks, where it has several).
    """
    columns: set[int] = set()
    stands: dict[int, Sequence[int]] = {}
    for row, found in titles.items():
        line, before = lines.rows[row], set[str]()
        for column, key in sorted(found.items()):
            value = beside(line.get, column) if key in kind.identifying else None
            if not value or not kind.looks_like(key, value, True):
                continue
            if key in before or not columns:
                stands.setdefault(column, ())
            before.add(key)
            columns.add(column)
            right = (cell for at, cell in sorted(line.items()) if at > column)
            alike = ((cell.column, kind.looks_like(key, cell, True)) for cell in right)
            told = [at for at, ours in itertools.takewhile(lambda found: found[1], alike)]
            stand = max((left for left in stands if left <= column), default=column)
            if len(told) > max(1, len(stands.get(stand, ()))):
                stands[stand] = told
    return columns, stands


def _labels(lines: Lines, row: int, column: int, tasks: Sequence[int]) -> list[Label]:
    """A label with the value of each of the columns `tasks`; with the one beside it where there are none."""
    merge = next((item for item in lines.merges.get(row, ()) if item.left == column), Merge(row, column, row, column))
    value, title = beside(lines.rows[row].get, column), lines.rows[row][column].text
    numbers = range(row, min(merge.bottom, lines.last) + 1)
    return [
        Label((row, column), title, (row, at), tuple(filter(None, (_across(lines, number, at) for number in numbers))))
        for at in tasks or [value.column if value else merge.right + 1]
    ]


def _across(lines: Lines, row: int, column: int) -> GridCell | None:
    """The cell that speaks at a place of a row: its own, or the corner of a range merged across the row."""
    corner = lines.covers.get((row, column), (row, column))
    return lines.rows.get(row, {}).get(corner[1] if corner[0] == row else column)
