"""What is to be said of a progress sheet as a sheet, whatever its rows mean: its columns, hidden parts,
notes, marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..vocabulary.cell_address import address, ranges
from ..vocabulary.form import is_mark
from ..vocabulary.model import Source
from ..vocabulary.problems import Kind, Problem
from .column_evidence import REASONS
from .found_table import Sheet
from .grid import Grid, Note
from .identity import Hints, Whom
from .reading_context import ReadingContext
from .states import read_status
from .title_match import column_title


def sheet_remarks(sheet: Sheet, source: Source, whom: Whom) -> Iterator[Problem]:
    """What is to be said of a sheet's columns, hidden parts and merged cells."""
    grid, first, head = sheet.grid, sheet.headers[0], source.at(sheet.head)
    yield from hidden_remarks(sheet, source, whom)
    if sheet.lacking:
        yield Kind.COLUMN_MISSING.at(head, columns=_listed(column.title for column in sheet.lacking), **whom)
    extra = dict.fromkeys(
        title
        for header in sheet.headers
        for column, title in header.extra.items()
        if any(cell.column == column for row in sheet.rows if row.header is header for cell in row.others)
    )
    if extra:
        yield Kind.COLUMN_EXTRA.at(head, columns=_listed(extra), content="、".join(extra), **whom)
    for header in sheet.headers:
        for column, title, other in header.doubled:
            if any(cell.column == column for row in sheet.rows if row.header is header for cell in row.others):
                yield Kind.COLUMN_TWICE.at(source.at(address(header.top, column)), title=title, other=other, **whom)
    hidden = grid.hidden_columns
    if hidden and (columns := sorted({cell.column for row in sheet.rows for cell in row.own} & hidden)):
        letters = "、".join(address(1, column)[:-1] for column in columns)
        yield Kind.COLUMNS_HIDDEN.at(source.at(address(first.top, columns[0])), columns=letters, **whom)
    told = [item for header in sheet.headers for item in header.by_values]
    if told:
        words = "；".join(
            dict.fromkeys(
                f"「{item.title or address(1, item.column)[:-1] + ' 列'}」是{column_title(item.key)}"
                f"（{item.of} 格中 {item.hits} 格{REASONS[item.key]}）"
                for item in told
            )
        )
        yield Kind.COLUMNS_BY_VALUES.at(source.at(address(max(first.bottom, 1), told[0].column)), columns=words, **whom)
    covering = sheet.covering
    for key, merge in sheet.spread:
        if (merge.top, merge.left) in covering:
            continue
        place = address(merge.top, merge.left)
        yield Kind.CONTENT_MERGED.at(
            source.at(place),
            content=grid.text(merge.top, merge.left),
            column=column_title(key),
            range=f"{place}:{address(merge.bottom, merge.right)}",
            **whom,
        )


def hidden_remarks(sheet: Sheet, source: Source, whom: Whom) -> Iterator[Problem]:
    """That a sheet, or rows of its tables, are hidden."""
    if sheet.grid.visibility != "visible":
        yield Kind.SHEET_HIDDEN.at(source, **whom)
    hidden = sheet.grid.hidden_rows
    if hidden and (rows := sorted({cell.row for cell in sheet.cells} & hidden)):
        yield Kind.ROWS_HIDDEN.at(source.at(f"A{rows[0]}"), rows=ranges(rows), **whom)


def near_remark(sheet: Sheet, source: Source, hints: Hints, context: ReadingContext) -> Problem:
    """What a sheet with tasks of ours lacks to be a progress sheet: a column of states, and which title comes nearest;
    else that of 进展情况, where states stand there. Of a ledger, a record or another table of verdicts: that it is one.
    """
    header = sheet.headers[0]
    if header.judged:
        return Kind.SHEET_OF_VERDICTS.at(
            source.at(address(header.bottom, header.judged)),
            title=header.stacks[header.judged][-1],
            **hints.whom("", None),
        )
    column, title = header.nearest(column_title("status"))
    told = [text for row in sheet.rows if (text := row.text("narrative"))]
    if not title and 2 * sum(read_status(text).value is not None for text in told) > len(told):
        column, title = header.columns["narrative"], "".join(header.titles("narrative")[-1:])
    at = address(max(header.bottom, 1), column or min(header.columns.values()))
    stated = sheet.fields.first("department")
    return Kind.SHEET_NEAR.at(
        source.at(at),
        rows=sum(bool(row.match.task or row.match.other) for row in sheet.rows),
        hint=f"最接近的是 {at} 的「{title}」。" if title else "",
        **hints.whom(context.register.find(stated.text) if stated else "", None),
    )


def cell_remarks(sheet: Sheet, source: Source, whom: Whom) -> Iterator[Problem]:
    """What is to be said of single cells whatever they mean: notes, struck text, characters replaced, cells far
    from the table, cells under a merged one.
    """
    grid = sheet.grid
    for cell in sheet.hidden:
        yield Kind.CELL_COVERED.at(source.at(cell.address), content=cell.text, **whom)
    yield from note_remarks(grid, source, whom)
    for kind, places in ((Kind.CELL_STRUCK, grid.struck), (Kind.CELL_CLEANED, grid.cleaned)):
        for place in sorted(places):
            if place in grid.cells:
                yield kind.at(source.at(address(*place)), content=grid.text(*place), **whom)
    for remark in grid.remarks:
        yield remark.kind.at(source.at(remark.cell), content=remark.content, **remark.facts, **whom)
    if grid.far:
        far = [address(*place) for place in sorted(grid.far)]
        shown = "、".join(far[:5]) + ("等" if len(far) > 5 else "")
        yield Kind.CELLS_FAR.at(source.at(far[0]), content="", cells=shown, **whom)


def their_notes(grid: Grid) -> list[Note]:
    """The notes of a sheet that are none of our marks."""
    return [note for note in grid.notes if not is_mark(note.author, note.text)]


def note_remarks(grid: Grid, source: Source, whom: Whom) -> Iterator[Problem]:
    """What is to be said of each of them."""
    for note in their_notes(grid):
        yield Kind.NOTE_FOUND.at(source.at(note.cell), content=note.text, what=note.what, **whom)


def _listed(titles: Iterable[str]) -> str:
    return "、".join(f"「{title}」" for title in titles)
