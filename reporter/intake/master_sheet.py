"""One sheet of the master list as rows of cells by column title, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..vocabulary.cell_address import address, ranges
from ..vocabulary.columns import Column
from ..vocabulary.master_sheets import OPTIONAL_COLUMNS, OPTIONAL_SHEETS
from ..vocabulary.model import Period, Source
from ..vocabulary.problems import Kind, Problem
from .column_evidence import TableKind, weigh
from .grid import Grid, GridCell
from .table_layout import lines_of
from .task_match import id_of_date
from .title_match import Titles
from .values import key_text

_ABSENT = "absent"
"""The kind of a cell whose column the sheet lacks."""


class MasterSheet:
    """One sheet of the master list as rows of cells by column title; it knows where everything stands.

    `missing` are the columns it lacks: said once, and no fault of each row.
    """

    def __init__(
        self, file: str, name: str, declared: Sequence[Column], grid: Grid | None, problems: list[Problem]
    ) -> None:
        columns = [column.title for column in declared]
        self.source = Source(file, name)
        self.problems = problems
        self.rows: list[dict[str, GridCell]] = []
        self.missing = frozenset(columns)
        if grid is None:
            self.say(Kind.MASTER_SHEET_MISSING, sheet=name)
            return
        lines, known = lines_of(grid), Titles((title, 0, (title,)) for title in columns)
        top = next(
            (row for row, line in lines.rows.items() if columns[0] in {known.key(cell.text) for cell in line.values()}),
            0,
        )
        if not top:
            self.say(Kind.MASTER_COLUMN_MISSING, column=columns[0], hint="")
            return
        stacks = {column: [cell.text] for column, cell in lines.rows[top].items()}
        header = weigh(top, top, stacks, lambda _: (), TableKind(titles=known))
        self.missing = frozenset(columns) - header.columns.keys() - OPTIONAL_COLUMNS
        for column in columns:
            if column in self.missing:
                at, near = header.nearest(column)
                hint = f"最接近的是 {address(top, at)} 的「{near}」。" if near else ""
                self.say(Kind.MASTER_COLUMN_MISSING, GridCell("", top, at), column=column, hint=hint)
        for number in lines.rows:
            cells = {
                title: cell._replace(text=cell.text.strip())
                for title, column in header.columns.items()
                if number > top and (cell := lines.spoken(number, column) or GridCell("", number, column))
            }
            if any(cell.text for cell in cells.values()):
                self.rows.append({title: cells.get(title, GridCell("", number, 1, _ABSENT)) for title in columns})

    def say(
        self,
        kind: Kind,
        cell: GridCell | None = None,
        content: str | None = None,
        *,
        period: Period | None = None,
        **facts: object,
    ) -> None:
        """Note a problem at a cell, or of the sheet as a whole; `content` is the cell's text unless given.

        period: the only month that it concerns.

        Of a cell in a column that is missing nothing is said: it would only repeat that.
        """
        if cell is None:
            self.problems.append(kind.at(self.source, content=content or "", department="", period=None, **facts))
        elif cell.kind != _ABSENT:
            text = cell.text if content is None else content
            at = self.source.at(cell.address)
            self.problems.append(kind.at(at, content=text, department="", period=period, **facts))

    def say_each(self, kind: Kind, row: Mapping[str, GridCell], faults: Iterable[tuple[str, str]]) -> None:
        """Note what is wrong in a row: (column, why) each at its cell."""
        for column, why in faults:
            self.say(kind, row[column], column=column, text=row[column].text, why=why)

    def require(self, row: Mapping[str, GridCell], *columns: str, what: str = "") -> None:
        """Note those of these columns that a row leaves blank; `what` names the row."""
        for column in columns:
            if not row[column].text:
                self.say(Kind.ENTRY_BLANK, row[column], what=what or "这一行", column=column)

    def named_values(self, name: str, value: str) -> Iterator[tuple[str, GridCell, GridCell]]:
        """(normalised name, its cell, its value's cell) of each row; a name that is blank or comes again is noted and
        left out.
        """
        seen: dict[str, GridCell] = {}
        for row in self.rows:
            cell, key = row[name], key_text(row[name].text)
            if key and key in seen:
                self.say(Kind.ENTRY_TWICE, cell, name=cell.text, other=self.place(seen[key]))
            elif key:
                seen[key] = row[value]
                yield key, cell, row[value]
            elif row[value].text:
                self.require(row, name)

    def place(self, cell: GridCell) -> str:
        """``「任务」A3``, for a problem elsewhere that points here."""
        return f"「{self.source.sheet}」{cell.address}"

    def task_id(self, cell: GridCell) -> str:
        """任务编号 normalised; where software made a date of it, the number it came from, and that is said."""
        number = id_of_date(cell.text)
        if not number:
            return key_text(cell.text)
        self.say(Kind.TASK_ID_DATE, cell, text=cell.text, task=number)
        return number


def optional_sheet(file: str, name: str, grid: Grid | None, problems: list[Problem]) -> MasterSheet | None:
    """A sheet that a master list may lack, None when it has none or nothing stands in it."""
    if grid is None or not any(cell.text.strip() for cell in grid.cells.values()):
        return None
    return MasterSheet(file, name, OPTIONAL_SHEETS[name], grid, problems)


def spread(cells: Sequence[GridCell]) -> str:
    """``共 3 处：G 列第 4-5、9 行。`` for cells of one column, from above, that share a fault; blank for a
    single one.
    """
    if len(cells) < 2:
        return ""
    column = cells[0].address.rstrip("0123456789")
    return f"共 {len(cells)} 处：{column} 列第 {ranges(cell.row for cell in cells)} 行。"
