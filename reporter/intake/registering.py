"""Which return a 「事项登记」 belongs to, and how its items come into it.

Beside one progress sheet it is that sheet's, whatever month its own head still names: departments reuse their files.
Beside several, or alone in a file, it has to say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ..records import record
from ..vocabulary.model import Period, Return, Source, UnusedCell
from ..vocabulary.problems import Kind, Problem
from .boundary_text import key_text
from .found_table import Sheet
from .grid import GridCell
from .identity import Hints, Whom
from .items import Items, read_items
from .reading_context import ReadingContext
from .row_context import RowContext
from .sheet_remarks import cell_remarks, hidden_remarks
from .unused_cells import set_aside, unused
from .values import is_blank, read_period


@record
class Loose:
    """A register that was found, and what its sheet says of whose it is.

    `alone`: it has the sheet for itself; otherwise it stands in a progress sheet, which accounts for the other cells.
    `stated` is the department its head names, as typed where it is none we know; `department` and `period` are what is
    known of it, by its head, else by where the file lies.
    """

    sheet: Sheet
    source: Source
    alone: bool
    stated: str
    department: str
    period: Period | None

    @classmethod
    def of(cls, sheet: Sheet, source: Source, alone: bool, hints: Hints, context: ReadingContext) -> Loose:
        """The register of a sheet; what stands around it counts where it is alone."""
        named, dated = (sheet.fields.first(key) if alone else None for key in ("department", "period"))
        text = named.text if named and not is_blank(named.text) else ""
        department = (
            context.register.find(text) or next(iter(context.register.mentioned(sheet.grid.name)), "") if alone else ""
        )
        period = (
            read_period(dated.text, year=context.plan.year, kind=dated.cell.kind).value
            if dated and dated.text
            else None
        )
        return cls(
            sheet=sheet,
            source=source,
            alone=alone,
            stated=context.register.find(text) or text,
            department=department or hints.department,
            period=hints.month if not period else period if period.year == context.plan.year else None,
        )

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """The cells of its table, by row and column; all of the sheet where it has that for itself."""
        cells = self.sheet.grid.cells.values() if self.alone else self.sheet.cells
        return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


@record
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
    plan = context.plan_of(home.period)
    whose = RowContext(
        department=home.department,
        period=home.period,
        source=loose.source,
        filed_on=home.filed_on,
        plan=plan,
        tasks={task.id: task for task in plan.tasks},
    )
    read = read_items(loose.sheet.rows, whose)
    found = replace(home, items=(*home.items, *read.items), registers=(*home.registers, loose.source))
    return Placed(
        found=found,
        problems=(*read.problems, *_on_sheet(loose, whose)),
        unused=tuple(_unused(loose, read, home, context)),
    )


def refuse(loose: Loose, owners: Iterable[str], context: ReadingContext) -> Placed:
    """Set a register aside that belongs to none of the returns (of `owners`) it came with, and say why."""
    names = tuple(dict.fromkeys(owners))
    whom = Whom(department=loose.department, period=loose.period)
    field = loose.sheet.fields.first("department") if loose.alone else None
    at = loose.source.at(field.cell.address if field else loose.sheet.head)
    if loose.stated and len(names) == 1:
        problem = Kind.REGISTER_OF_OTHER.at(at, content=loose.stated, name=loose.stated, owner=names[0], **whom)
    else:
        why = "上看不出是哪个单位、哪一期的" if names else "没有同一单位、同一期的填报表"
        problem = Kind.REGISTER_OF_NOBODY.at(at, why=why, **whom)
    return Placed(found=None, problems=(problem,), unused=set_aside_table(loose, "事项登记表未采用", context))


def set_aside_table(loose: Loose, reason: str, context: ReadingContext) -> tuple[UnusedCell, ...]:
    """The cells of a register that is not taken, those of its sheet when it has that for itself."""
    return set_aside(loose.cells, loose.source, reason, loose.period, context)


def _on_sheet(loose: Loose, whose: RowContext) -> Iterator[Problem]:
    """What is to be said of the sheet whatever its rows mean; of a register beside a progress sheet, of its own cells:
    the rest is told there.
    """
    whom = Whom(department=whose.department, period=whose.period)
    sheet = loose.sheet
    if loose.alone:
        yield from hidden_remarks(sheet, loose.source, whom)
    else:
        cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        own = replace(sheet.grid, cells=cells, notes=(), remarks=(), far=frozenset())
        sheet = replace(sheet, grid=own, hidden=())
    yield from cell_remarks(sheet, loose.source, whom)


def _unused(loose: Loose, read: Items, home: Return, context: ReadingContext) -> Iterator[UnusedCell]:
    """Every cell of the register, and of its sheet, that is neither in an item nor a word of the blank form."""
    words = context.words(home.period) | context.words(home.period, loose.period)
    left = partial(unused, loose.source, home.period)
    for cell in loose.sheet.heads:
        if key_text(cell.text) not in words:
            yield left(cell, "事项登记的表头")
    for cell, reason in read.unused:
        yield left(cell, reason)
    if not loose.alone:
        return
    fields, table = loose.sheet.fields, {(cell.row, cell.column) for cell in loose.sheet.cells}
    for cell in loose.cells:
        at = cell.row, cell.column
        if (
            at in table
            or key_text(cell.text) in words
            or (at in fields.values and cell.text in (home.department, str(home.period)))
        ):
            continue
        yield left(cell, "登记表的填报信息" if at in fields.values | fields.labels else "登记表以外的文字")
