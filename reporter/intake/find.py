"""A sheet → what is ours on it: the rows that speak of tasks, under columns known by titles and values together.

The master list is known, so reading starts from it. There is one decision for each table: a progress sheet names
states of our tasks, a register names single things done for them, a near miss has our tasks but no state, or verdicts
as only the program's own tables have; anything else is not ours.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..records import record
from ..vocabulary.columns import FILLED
from .boundary_text import key_text
from .column_evidence import TableKind, looks_like, progress_tables, weigh
from .fields import find_fields, is_field
from .found_table import Header, Row, Sheet
from .grid import Grid, GridCell, Merge
from .table_layout import Band, Label, Lines, find_bands, find_pages, header_of, lines_of, titles_of
from .task_match import TaskIndex, letters
from .title_match import PROGRESS, REGISTER_TITLES, names_register, plain_title

_CONTENT = frozenset(column.key for column in FILLED)
_WORDS = frozenset(("narrative", "evidence", "difficulties", "next_steps"))
_ASIDE = re.compile(
    "合计|总计|小计|共计|累计|总数|汇总|以上|总体|注$|注[:：]|备注|说明|填写说明|填报说明|填表说明|填写要求|填报要求|填写示例|示例|样例|例[:：]|"
    "审核|审签|签字|签名|签章|盖章|负责人|单位负责人|分管领导签|制表|填表|联系人"
)
_ID_LIKE = re.compile(r"\d{1,4}\D{1,3}\d{1,3}(?:\D\d{1,2})?")
_PROGRESS, _REGISTER, _NEAR = "progress", "register", "near"
_REGISTERS = TableKind(titles=REGISTER_TITLES)
_ENOUGH = 0.6
"""Share of numbers that must be ours where no wording bears a table out."""


@record
class Found:
    """What is ours on a sheet: a progress sheet, a register, or a progress sheet that lacks its states; None where
    it is not.
    """

    progress: Sheet | None = None
    register: Sheet | None = None
    near: Sheet | None = None


def find(grid: Grid, tasks: TaskIndex) -> Found:
    """Everything of ours on a sheet."""
    lines, ours = lines_of(grid), progress_tables(tasks)
    titles = titles_of(lines, PROGRESS)
    tables: dict[str, list[tuple[Header, list[Row]]]] = {}
    labels, consumed = frozenset[tuple[int, int]](), frozenset[int]()
    if pages := find_pages(lines, titles, ours):
        header, rows = _of_pages(pages, ours, tasks)
        if header.columns.keys() >= {"status"}:
            tables[_PROGRESS] = [(header, rows)]
            labels = frozenset(label.place for page in pages for label in page)
            consumed = frozenset(row for row, _ in labels) | {cell.row for row in rows for cell in row.own}
    for band in find_bands(lines, titles, ours, consumed):
        kind, header, rows = _table(band, lines, consumed, ours, tasks)
        if kind:
            tables.setdefault(kind, []).append((header, rows))
    if _PROGRESS in tables and not _bears_out(tables[_PROGRESS]):
        del tables[_PROGRESS]
    if _PROGRESS in tables:
        tables.pop(_NEAR, None)
    every = [table for found in tables.values() for table in found]
    taken = {row for row, _ in labels} | {cell.row for _, rows in every for row in rows for cell in row.own}
    taken |= {row for header, _ in every for row in range(header.top, header.bottom + 1)}
    fields = find_fields(grid, taken)
    under = lines.covers.keys() & grid.cells.keys()
    hidden = tuple(cell for place, cell in grid.cells.items() if place in under) if under else ()

    def sheet(kind: str, grid: Grid = grid) -> Sheet | None:
        found = tables.get(kind, ())
        rows = tuple(row for _, rows in found for row in rows)
        return (
            found
            and Sheet(
                grid=grid,
                headers=tuple(header for header, _ in found),
                rows=rows,
                fields=fields,
                labels=labels,
                hidden=hidden,
                spread=tuple(_spread(rows, lines)),
            )
        ) or None

    register = sheet(_REGISTER)
    if register:  # what is the register's is none of the rest's
        own = {(cell.row, cell.column) for cell in register.cells}
        grid = replace(grid, cells={place: cell for place, cell in grid.cells.items() if place not in own})
    return Found(progress=sheet(_PROGRESS, grid), register=register, near=sheet(_NEAR, grid))


def _table(
    band: Band, lines: Lines, consumed: frozenset[int], ours: TableKind, tasks: TaskIndex
) -> tuple[str, Header, list[Row]]:
    """(kind, header, rows) of one table; the kind is blank when it is not ours."""
    numbers = [row for row in lines.rows if band.bottom < row <= band.end and row not in consumed]
    header = header_of(band, lines, ours, consumed)
    keys = header.columns.keys()
    if "status" not in keys and names_register(text for stack in band.stacks.values() for text in stack):
        header = header_of(band, lines, _REGISTERS, consumed)
        return _REGISTER, header, [row for row in _rows(header, numbers, lines, tasks) if not _is_item_aside(row)]
    if not keys & {"task_id", "task", "area"}:
        return "", header, []
    rows = [row for row in _carried(_rows(header, numbers, lines, tasks), lines) if _speaks(row, tasks)]
    if "status" in keys and not header.judged:
        return _PROGRESS, header, rows
    if keys & {"task", "task_id"} and _bears_out([(header, rows)]):
        return _NEAR, header, rows
    return "", header, []


def _rows(header: Header, numbers: Iterable[int], lines: Lines, tasks: TaskIndex) -> Iterator[Row]:
    """Every row below a header that has a cell of its own there, with the task it speaks of."""
    columns, known = header.columns.items(), set(header.columns.values())
    whole = header.left == 1 and header.right >= max(known)
    for number in numbers:
        line = lines.rows[number]
        own = tuple(
            line.values() if whole else (cell for at, cell in line.items() if header.left <= at <= header.right)
        )
        if not own:
            continue
        plain = number not in lines.covered
        get = line.get if plain else functools.partial(lines.spoken, number)
        cells = {key: cell for key, column in columns if (cell := get(column))}
        others = (
            ()
            if plain and known.issuperset(line)
            else tuple(cell for cell in own if cell.column not in known or (number, cell.column) in lines.covers)
        )
        yield Row(number=number, header=header, cells=cells, own=own, others=others, match=tasks.find(cells))


def _carried(rows: Iterable[Row], lines: Lines) -> Iterator[Row]:
    """The rows, those that only go on with the words of the row above as rows of the same task."""
    above: Row | None = None
    for row in rows:
        if (
            above is not None
            and above.match.task is not None
            and row.match.task is None
            and row.number == above.number + 1
            and {key for key, cell in row.cells.items() if cell.row == row.number} <= _WORDS
            and row.is_filled
            and not row.others
            and not any((row.number, cell.column + 1) in lines.covers for cell in row.own)
            and not _ASIDE.match(plain_title(row.own[0].text[:40]))
        ):
            shared = {key: above.cells[key] for key in ("task_id", "task") if key in above.cells}
            row = replace(row, cells={**shared, **row.cells}, match=above.match)
        above = row
        yield row


def _speaks(row: Row, tasks: TaskIndex) -> bool:
    """Whether a row speaks of a task, known or not. Totals, notes, hints and signatures under any wording do not."""
    match = row.match
    if match.task or match.named or match.how == "conflict":
        return True
    marked, worded = key_text(row.text("task_id")[:40]), row.text("task")[:40]
    if _ID_LIKE.fullmatch(marked):
        return True
    if any(_ASIDE.match(plain_title(text)) for text in (row.own[0].text[:40], worded)) or any(map(is_field, row.own)):
        return False
    status, progress = row.cells.get("status"), row.cells.get("progress")
    if status:
        said = status.row == row.number and looks_like(tasks, "status", status)
    else:
        said = progress is not None and bool(row.text("narrative")) and looks_like(tasks, "progress", progress)
    return bool(match.other) or (said and bool(marked or len(letters(worded)) > 2))


def _is_item_aside(row: Row) -> bool:
    """Whether a row below the header of a register is none of it: blank, a note, a total, fields at the foot."""
    marked = row.cells.get("task_id")
    if marked and (_ASIDE.match(plain_title(marked.text[:40])) or is_field(marked)):
        return True
    if not marked and any(map(is_field, row.own)):
        return True
    if any(cell.row == row.number for key, cell in row.cells.items() if key != "task_id"):
        return False
    return not (marked and marked.row == row.number and _ID_LIKE.fullmatch(key_text(marked.text[:40])))


def _bears_out(tables: Sequence[tuple[Header, list[Row]]]) -> bool:
    """Whether what stands there is ours: wordings of the master list, or, where there are none at all, its numbers.

    Any list may have 编号 and 状态.
    """
    rows = [row for _, rows in tables for row in rows]
    worded = [row for row in rows if row.text("task")]
    if any(map(_is_worded, rows)):
        return True
    numbered = [row for row in rows if row.text("task_id")]
    known = sum(bool(row.match.task or row.match.named) for row in numbered)
    named = max(len(header.columns) for header, _ in tables)
    ours = any(PROGRESS.find(title) == ("task_id", 0) for header, _ in tables for title in header.titles("task_id"))
    if ours and (named > 3 or not worded):
        return known > 0
    return known > 0 and known >= _ENOUGH * len(numbered) and named > (3 if worded else 2)


def _is_worded(row: Row) -> bool:
    """Whether a row's wording is that of a task, or near it."""
    match = row.match
    if match.how in ("wording", "similar", "area", "conflict") or match.other:
        return True
    if not row.text("task"):
        return False
    ours, theirs = letters(match.task.text) if match.task else "", letters(row.text("task")[:2000])
    return bool(ours) and (ours.startswith(theirs[:8]) or theirs.startswith(ours[:8]))


def _spread(rows: Sequence[Row], lines: Lines) -> Iterator[tuple[str, Merge]]:
    """Merged cells of columns to be filled in that speak for several tasks."""
    speaks: dict[tuple[str, GridCell], set[object]] = {}
    merged = lines.covered | lines.merges.keys()
    for row in rows:
        for key, cell in row.cells.items() if row.places or row.number in merged else ():
            if key in _CONTENT and (cell.row != row.number or cell.row in lines.merges):
                speaks.setdefault((key, cell), set()).add(row.match.task.id if row.match.task else row.number)
    for (key, cell), whose in speaks.items():
        if len(whose) > 1:
            merge = next(item for item in lines.merges[cell.row] if item.left == cell.column)
            yield key, merge


def _of_pages(pages: Sequence[Sequence[Label]], ours: TableKind, tasks: TaskIndex) -> tuple[Header, list[Row]]:
    """The tasks of pages as the rows of one table, whose columns are the labels."""
    below: dict[str, list[Label]] = {}
    for page in pages:
        for label in page:
            below.setdefault(plain_title(label.title), []).append(label)
    names = dict(enumerate(below.values()))
    weighed = weigh(
        0,
        -1,
        {number: [labels[0].title] for number, labels in names.items()},
        lambda number: [cell for label in names[number] for cell in label.cells[:1]],
        ours,
    )
    keys = {plain_title(names[number][0].title): key for key, number in weighed.columns.items()}
    first = min((label.place[0] for page in pages for label in page), default=1)
    header = replace(
        weighed,
        top=first,
        bottom=first - 1,
        columns={key: names[number][0].value[1] for key, number in weighed.columns.items()},
        extra={},
        doubled=(),
        stacks={},
    )
    rows = []
    for page in pages:
        named = {key: label for label in page if (key := keys.get(plain_title(label.title)))}
        cells = {key: joined(label.cells) for key, label in named.items() if label.cells}
        own = tuple(cell for label in page for cell in label.cells)
        if own:
            others = tuple(cell for label in page for cell in label.cells if label not in named.values())
            rows.append(
                Row(
                    number=named["task_id"].place[0] if "task_id" in named else page[0].place[0],
                    header=header,
                    cells=cells,
                    own=own,
                    others=others,
                    match=tasks.find(cells),
                    places={key: label.value for key, label in named.items()},
                )
            )
    return header, rows


def joined(cells: Sequence[GridCell]) -> GridCell:
    """One cell that says what all of them say, each text once, at the place of the first."""
    texts = dict.fromkeys(cell.text for cell in cells)
    return cells[0] if len(texts) == 1 else cells[0]._replace(text="\n".join(texts), kind="text")
