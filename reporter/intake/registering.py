"""Which return a 「事项登记」 belongs to, and how its items come into it.

Beside one progress sheet it is that sheet's, whatever month its own head still names: departments reuse their files.
Beside several, or alone in a file, it has to say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..vocabulary import titles
from ..vocabulary.form import MARK_AUTHOR
from ..vocabulary.model import Period, Return, Source, UnusedCell
from ..vocabulary.problems import Kind, Problem
from .boundary_text import key_text
from .fields import Fields, find_fields
from .grid import Grid, address
from .identity import Hints
from .item_table import ItemTable
from .items import Items, Whose, read_items
from .reading_context import ReadingContext
from .values import is_blank, read_period

__all__ = ["Loose", "Placed", "home_among", "place", "refuse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A register that was found: its sheet without the table, the table, and what the sheet says of whose it is.

    `alone`: it has the sheet for itself; otherwise it stands in a progress sheet, which accounts for the other cells.
    `stated` is the department its head names, as typed where it is none we know; `department` and `period` are what is
    known of it, by its head, else by where the file lies.
    """

    rest: Grid
    table: ItemTable
    source: Source
    alone: bool
    fields: Fields
    stated: str
    department: str
    period: Period | None

    @classmethod
    def of(
        cls, rest: Grid, table: ItemTable, source: Source, alone: bool, hints: Hints, context: ReadingContext
    ) -> Loose:
        """The register of a sheet, with its own labelled fields read."""
        fields = find_fields(rest, ()) if alone else Fields(found=(), labels=frozenset(), values=frozenset())
        named, dated = fields.first("department"), fields.first("period")
        text = named.text if named and not is_blank(named.text) else ""
        department = (
            context.register.find(text) or next(iter(context.register.mentioned(rest.name)), "") if alone else ""
        )
        period = (
            read_period(dated.text, year=context.plan.year, kind=dated.cell.kind).value
            if dated and dated.text
            else None
        )
        return cls(
            rest=rest,
            table=table,
            source=source,
            alone=alone,
            fields=fields,
            stated=context.register.find(text) or text,
            department=department or hints.department,
            period=hints.month if not period else period if period.year == context.plan.year else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a register came to: the return with its items, what is wrong with it, and the cells that went nowhere."""

    found: Return | None
    problems: tuple[Problem, ...]
    unused: tuple[UnusedCell, ...]


def home_among(loose: Loose, returns: Sequence[Return]) -> Return | None:
    """The return of its own file that a register belongs to; None when none is, or it cannot be told which."""
    own = [item for item in returns if item.source == loose.source]
    if own or not loose.alone:
        return own[0] if own else None
    if len({(item.department, item.period) for item in returns}) > 1:
        returns = [item for item in returns if item.department == loose.department]
        months = {item.period for item in returns}
        returns = [item for item in returns if len(months) == 1 or item.period == loose.period]
    return returns[-1] if returns and loose.stated in ("", returns[-1].department) else None


def place(loose: Loose, home: Return, context: ReadingContext) -> Placed:
    """Read the items of a register into the return it belongs to."""
    limit = home.filed_on or home.period.last_day
    whose = Whose(
        department=home.department,
        period=home.period,
        source=loose.source,
        limit=limit,
        limit_name=titles.FILED_ON if home.filed_on else "报送期末",
    )
    read = read_items(loose.table, context.tasks, whose)
    found = replace(home, items=(*home.items, *read.items), registers=(*home.registers, loose.source))
    return Placed(
        found=found,
        problems=(*read.problems, *_on_sheet(loose, whose)),
        unused=tuple(_unused(loose, read, home, context)),
    )


def refuse(loose: Loose, owners: Iterable[str], context: ReadingContext) -> Placed:
    """Set a register aside that belongs to none of the returns (of `owners`) it came with, and say why."""
    names = tuple(dict.fromkeys(owners))
    whom = {"department": loose.department, "period": loose.period}
    field = loose.fields.first("department")
    at = loose.source.at(field.cell.address if field else address(loose.table.top, min(loose.table.columns.values())))
    if loose.stated and len(names) == 1:
        problem = Kind.REGISTER_OF_OTHER.at(at, content=loose.stated, name=loose.stated, owner=names[0], **whom)
    else:
        why = "上看不出是哪个单位、哪一期的" if names else "没有同一单位、同一期的填报表"
        problem = Kind.REGISTER_OF_NOBODY.at(at, why=why, **whom)
    return Placed(found=None, problems=(problem,), unused=set_aside_table(loose, "事项登记表未采用", context))


def set_aside_table(loose: Loose, reason: str, context: ReadingContext) -> tuple[UnusedCell, ...]:
    """Every cell of a register that is not taken, and of its sheet when it has that for itself; blank form words aside."""
    cells = [*loose.table.heads, *(cell for row in loose.table.rows for cell in row.own)]
    cells += loose.rest.cells.values() if loose.alone else ()
    words = context.words(loose.period)
    return tuple(
        UnusedCell(source=loose.source.at(cell.address), text=cell.text, reason=reason, period=loose.period)
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))
        if key_text(cell.text) not in words
    )


def _on_sheet(loose: Loose, whose: Whose) -> Iterator[Problem]:
    """What is to be said of the sheet whatever its rows mean: hidden parts, notes, struck text, characters replaced."""
    grid, places = loose.rest, loose.table.places
    texts = {
        (cell.row, cell.column): cell.text
        for cells in (loose.table.heads, *(row.own for row in loose.table.rows))
        for cell in cells
    } | ({place: cell.text for place, cell in grid.cells.items()} if loose.alone else {})
    for kind, found in ((Kind.CELL_STRUCK, grid.struck), (Kind.CELL_CLEANED, grid.cleaned)):
        for at in sorted(found & texts.keys()):
            yield whose.problem(kind, address(*at), texts[at])
    if not loose.alone:
        return
    if grid.visibility != "visible":
        yield whose.problem(Kind.SHEET_HIDDEN, "")
    hidden = sorted({row for row, _ in places} & grid.hidden_rows)
    if hidden:
        yield whose.problem(Kind.ROWS_HIDDEN, f"A{hidden[0]}", rows="、".join(map(str, hidden)))
    for note in grid.notes:
        if note.author != MARK_AUTHOR:
            yield whose.problem(Kind.NOTE_FOUND, note.cell, note.text, what=note.what)


def _unused(loose: Loose, read: Items, home: Return, context: ReadingContext) -> Iterator[UnusedCell]:
    """Every cell of the register, and of its sheet, that is neither in an item nor a word of the blank form."""
    words = context.words(home.period) | context.words(loose.period)

    def unused(cell, reason: str) -> UnusedCell:
        return UnusedCell(source=loose.source.at(cell.address), text=cell.text, reason=reason, period=home.period)

    for cell in loose.table.heads:
        if key_text(cell.text) not in words:
            yield unused(cell, "事项登记的表头")
    for cell, reason in read.unused:
        yield unused(cell, reason)
    for place_, cell in sorted(loose.rest.cells.items()) if loose.alone else ():
        if key_text(cell.text) in words or (
            place_ in loose.fields.values and cell.text in (home.department, str(home.period))
        ):
            continue
        yield unused(
            cell, "登记表的填报信息" if place_ in loose.fields.values | loose.fields.labels else "登记表以外的文字"
        )
