"""What is to be said of a progress sheet as a sheet, whatever its rows mean: its columns, hidden parts, notes, marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..vocabulary.columns import FILLED
from ..vocabulary.form import MARK_AUTHOR
from ..vocabulary.model import Source
from ..vocabulary.problems import Kind, Problem
from .grid import Grid, address, ranges
from .identity import Whom
from .sheet import Sheet
from .table_header import column_title

__all__ = ["cell_remarks", "sheet_remarks"]


def sheet_remarks(sheet: Sheet, source: Source, whom: Whom) -> Iterator[Problem]:
    """What is to be said of a sheet's columns, hidden parts and merged cells."""
    grid, first, head = sheet.grid, sheet.headers[0], source.at(sheet.head)
    if grid.visibility != "visible":
        yield Kind.SHEET_HIDDEN.at(source, **whom)
    missing = [
        column.title
        for column in FILLED
        if column.wanted and all(column.key not in header.columns for header in sheet.headers)
    ]
    if missing:
        yield Kind.COLUMN_MISSING.at(head, columns=_listed(missing), **whom)
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
    rows = sorted({row.number for row in sheet.rows} & grid.hidden_rows)
    if rows:
        yield Kind.ROWS_HIDDEN.at(source.at(f"A{rows[0]}"), rows=ranges(rows), **whom)
    columns = sorted({cell.column for row in sheet.rows for cell in row.own} & grid.hidden_columns)
    if columns:
        letters = "、".join(address(1, column)[:-1] for column in columns)
        yield Kind.COLUMNS_HIDDEN.at(source.at(address(first.top, columns[0])), columns=letters, **whom)
    for key, merge in sheet.spread:
        place = address(merge.top, merge.left)
        yield Kind.CONTENT_MERGED.at(
            source.at(place),
            content=grid.text(merge.top, merge.left),
            column=column_title(key),
            range=f"{place}:{address(merge.bottom, merge.right)}",
            **whom,
        )


def cell_remarks(grid: Grid, source: Source, whom: Whom) -> Iterator[Problem]:
    """What is to be said of single cells whatever they mean: notes, struck text, characters replaced, cells far from the table."""
    for note in grid.notes:
        if note.author != MARK_AUTHOR:
            yield Kind.NOTE_FOUND.at(source.at(note.cell), content=note.text, what=note.what, **whom)
    for kind, places in ((Kind.CELL_STRUCK, grid.struck), (Kind.CELL_CLEANED, grid.cleaned)):
        for place in sorted(places):
            if place in grid.cells:
                yield kind.at(source.at(address(*place)), content=grid.text(*place), **whom)
    for remark in grid.remarks:
        yield remark.kind.at(source.at(remark.cell), content=remark.content, **remark.facts, **whom)
    if grid.far:
        places = [address(*place) for place in sorted(grid.far)]
        shown = "、".join(places[:5]) + ("等" if len(places) > 5 else "")
        yield Kind.CELLS_FAR.at(source.at(places[0]), content="", cells=shown, **whom)


def _listed(titles: Iterable[str]) -> str:
    return "、".join(f"「{title}」" for title in titles)
