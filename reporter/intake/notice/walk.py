"""Blocks → the lists of tasks as they stand on the page: which rows belong to which annex, under which columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from ...records import record, value
from ...vocabulary import column_titles
from ...vocabulary.model import Source
from ...vocabulary.problems import Kind, Problem
from ..blocks import Block, Line, Part, Table
from ..found_table import Header
from ..grid import GridCell
from ..table_layout import Lines, find_bands, header_of, lines_of, titles_of
from .annex import heading, is_page_number, title_above
from .headings import Sections, is_section
from .notice_titles import OWNERS, TASK_TABLES, TITLES, roles_of
from .notice_words import clean, number_of, squeeze
from .paragraph_tasks import breaks_off, find_items, said
from .raw_lists import RawList, RawRow

_NOTE = re.compile(r"(注|备注|说明|附注|填表人|制表|审核|联系人|合计|总计)\d*[:：、]?")
_TOTAL = re.compile(r"(?:合计|总计|共计|小计)[:：]?")
_NAMING = {"owners": re.compile("责任|单位|部门|[处科]室"), "due": re.compile("时限|时间|期限")}
_WANTED = {"number": column_titles.NUMBER, "owners": column_titles.OWNERS, "due": column_titles.DUE}
_BESIDE = {"owners": "due", "due": "owners"}
"""What a column may hold besides, 「责任单位及完成时限」."""
_JOINTS = {"task": "：", "owners": "、"}
"""What goes between the texts of two columns that hold the same."""


@record
class _Found:
    """The header under which rows are read: what its columns hold, how wide its table is."""

    header: Header
    roles: Mapping[int, str]
    width: int

    @property
    def titles(self) -> list[list[str]]:
        return [list(map(squeeze, stack)) for stack in self.header.stacks.values()]


@value
class Collected:
    """All lists with at least one row, every line outside them, and doubts."""

    lists: tuple[RawList, ...]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def collect(blocks: Iterable[Block]) -> Collected:
    """Walk through a notice and gather its lists; tables cut at page breaks are one again."""
    walk = _Walk()
    for block in blocks:
        walk.take(block)
    walk.enter(None)
    return Collected(tuple(item for item in walk.lists if item.rows), tuple(walk.lines), tuple(walk.problems))


class _Walk:
    """Where the walk stands: in which annex and part, under which header, and what was read since."""

    def __init__(self) -> None:
        self.lists: list[RawList] = []
        self.lines: list[Line] = []
        self.problems: list[Problem] = []
        self.part = ""
        self.annex: int | None = None
        self.begun = 0
        self.enter(None)

    def enter(self, annex: int | None) -> None:
        """Leave the section, and go into that of this annex."""
        self._take_paragraphs()
        self.annex, self.begun = annex, len(self.lines)
        self.under: tuple[_Found, RawList] | None = None
        self.pending: list[str] = []
        self.sections, self.entered, self.above_first = Sections(), False, ""

    def take(self, block: Block) -> None:
        """Go one block on."""
        if isinstance(block, Part):
            self.enter(None)
            self.part = block.name
        elif isinstance(block, Line):
            self._line(block)
        else:
            self._table(block)

    def _take_paragraphs(self) -> None:
        """Make a list of the tasks that stand in the paragraphs of the section, and take these out of its lines."""
        own = self.lines[self.begun :]
        items = find_items(own)
        tasks = [item for item in items if item.is_task]
        tabled = any(item.rows and item.annex == self.annex for item in self.lists)
        if len(tasks) < 1 + tabled:
            return
        first = own.index(items[0].line)
        for item, following in itertools.pairwise((*items, None)):
            if item and not item.is_task and (following is None or following.depth <= item.depth):
                self._say(Kind.NOTICE_TEXT_UNUSED, item.line.source, item.line.text)
        found = RawList(
            annex=self.annex,
            part=self.part,
            lines=title_above([line.text for line in own[:first]]),
            source=tasks[0].line.source,
            roles=frozenset(("task", "owners", "due")),
            rows=[task.row() for task in tasks],
        )
        self._say(Kind.NOTICE_FROM_TEXT, found.source, tasks[0].line.text, count=len(tasks))
        self.lists.append(found)
        del self.lines[self.begun + first : self.begun + 1 + own.index(items[-1].line)]

    def _line(self, line: Line) -> None:
        text = clean(line.text)
        if not text or is_page_number(text):
            return
        begun = heading(text)
        if not begun and len(self.lines) > self.begun and breaks_off(self.lines[-1].text):
            whole = f"{self.lines[-1].text} {text}"
            self.pending = [*self.pending[:-1], whole]
            self.lines[-1] = Line(whole, self.lines[-1].source)
            return
        if begun:
            self.enter(begun[0])
            self.pending = [begun[1]] if begun[1] else []
        else:
            self.pending.append(text)
        self.lines.append(Line(text, line.source))

    def _table(self, table: Table) -> None:
        self.table, self.grid, self.opens = table, lines_of(table.grid), True
        rows = self.grid.rows
        heads = {found.header.top: found for found in _headers(self.grid, table.width)}
        if not heads and not (self.under and self.under[0].width == table.width):
            self._unknown()
            return
        if table.stacked:
            self._say(Kind.NOTICE_STACKED, table.source(min(rows), 1), rows=len(rows) - 1)
        end = 0
        for number in rows:
            if number in heads:
                self._header(heads[number])
                end, self.opens = heads[number].header.bottom, True
            elif number > end:
                cells = [cell for cell in rows[number].values() if (number, cell.column) not in self.grid.covers]
                if self.under is None:
                    self._loose(cells)
                elif cells and _TOTAL.fullmatch(squeeze(cells[0].text)):
                    self._unused(cells)
                elif cells and not (len(cells) == 1 and self._aside(self.under[0], cells[0])):
                    self._row(*self.under, cells)
        self.pending = [] if self.under else self.pending

    def _say(self, kind: Kind, source: Source, content: str = "", **facts: object) -> None:
        self.problems.append(kind.at(source, content=content, department="", period=None, **facts))

    def _unused(self, cells: Sequence[GridCell]) -> None:
        """A row that sums up the others."""
        source = self.table.source(cells[0].row, cells[0].column)
        self._say(Kind.NOTICE_TEXT_UNUSED, source, " ".join(clean(cell.text) for cell in cells))

    def _unknown(self) -> None:
        rows, cells = self.grid.rows, self.table.grid.cells
        if self.table.width >= 3 and len(rows) >= 2:
            words = "、".join(squeeze(cell.text) for cell in next(iter(rows.values())).values())[:60]
            place = self.table.source(*min(cells))
            self._say(Kind.NOTICE_TABLE_UNKNOWN, place, words, rows=len(rows), columns=self.table.width)
        self._loose(cells.values())

    def _loose(self, cells: Iterable[GridCell]) -> None:
        for cell in cells:
            self._line(Line(cell.text, self.table.source(cell.row, cell.column)))

    def _header(self, found: _Found) -> None:
        above = self.pending[-1] if self.pending and is_section(self.pending[-1]) else ""
        if self.under is not None:
            former, current = self.under
            if current.rows and (found.titles == former.titles or not self.pending):
                if above and self.above_first:
                    self._sectioned(current, above)
                self.under = found, current
                return
        self.above_first = above
        self._begin(found, self.table.source(found.header.top, min(found.header.stacks)))

    def _sectioned(self, current: RawList, above: str) -> None:
        """The tables of a list stand each below a heading of its own: those are the fields of their rows."""
        if not self.entered and all("area" not in row.texts for row in current.rows):
            first = Sections()
            first.take(self.above_first)
            for row in current.rows:
                row.texts["area"] = first.around()[0]
        self.sections.take(above)
        self.entered = True

    def _begin(self, found: _Found, source: Source) -> RawList:
        """A new list under this header."""
        roles = frozenset(found.roles.values())
        current = RawList(annex=self.annex, part=self.part, lines=tuple(self.pending), source=source, roles=roles)
        self.under = found, current
        self.lists.append(current)
        self.pending = []
        for role, title in _WANTED.items():
            if role not in roles and not (role == "owners" and roles & OWNERS) and role not in _together(found):
                self._say(Kind.NOTICE_COLUMN_MISSING, source, column=title)
        return current

    def _row(self, found: _Found, current: RawList, cells: Sequence[GridCell]) -> None:
        """Take a row below a header by the cells of its own."""
        raw = self._raw(found, cells)
        serial = number_of(raw.text("number"))
        if serial == 1 and "number" not in raw.below and current.highest > 1:
            if self.entered:  # the numbers of a section, not of another list
                current.offset = current.highest
                self._say(Kind.NOTICE_RENUMBERED, raw.source, "1", number=current.offset + 1)
            else:
                current = self._begin(found, raw.source)
        if serial and current.offset:
            serial += current.offset
            raw.texts["number"] = str(serial)
        current.rows.append(raw)
        current.highest = max(current.highest, serial or 0)
        self.entered = self.opens = False
        self.pending = []

    def _aside(self, found: _Found, cell: GridCell) -> bool:
        """Whether a row of one cell is no task: an annex heading, the title of a group of rows, or a note; told so."""
        text, source = clean(cell.text), self.table.source(cell.row, cell.column)
        if heading(text):
            self._line(Line(text, source))
            return True
        merged = (merge.right for merge in self.grid.merges.get(cell.row, ()) if merge.left == cell.column)
        across = next(merged, cell.column) - cell.column + 1 >= max(2, found.width - 1)
        role = found.roles.get(cell.column, "")
        outside = role in ("", "number") or (role == "area" and not self.opens and cell.column == min(found.roles))
        if not across and (not outside or number_of(text) is not None):
            return False
        if is_page_number(text):
            return number_of(text) is None
        if _NOTE.match(text) or len(text) > 40:
            self._say(Kind.NOTICE_TEXT_UNUSED, source, text)
            self.lines.append(Line(text, source))
        else:
            self.sections.take(text)
            self.entered = True
        return True

    def _raw(self, found: _Found, cells: Sequence[GridCell]) -> RawRow:
        number, (area, above) = cells[0].row, self.sections.around()
        texts: dict[str, str] = {}
        places: dict[str, Source] = {}
        own: set[str] = set()
        roles = {*found.roles.values()} | ({"area"} if area else set())
        general = "area" if "task" in roles and "area" not in roles else "task"
        for column, role in found.roles.items():
            role = general if role == "general" else role
            places.setdefault(role, self.table.source(number, column))
            if cell := self.grid.spoken(number, column):
                texts[role] = texts[role] + _JOINTS.get(role, " ") + cell.text if role in texts else cell.text
                own |= {role} if cell.row == number else set()
        for role in _together(found):
            both = said(texts.get(_BESIDE[role], ""))
            if role in both and _BESIDE[role] in both:
                texts |= both
                places |= dict.fromkeys(both, places[_BESIDE[role]])
        for cell in cells:
            if cell.column not in found.roles:
                stack = "".join(found.header.stacks.get(cell.column, ()))
                title = found.header.extra.get(cell.column) or stack or "（无列名）"
                source = self.table.source(number, cell.column)
                self._say(Kind.NOTICE_COLUMN_UNUSED, source, clean(cell.text), column=title)
        source = next(places[role] for role in ("number", "task") if role in places)
        below = frozenset(texts.keys() - own)
        texts = {"area": area, "above": above, **texts} if area else texts
        return RawRow(texts=texts, places=places, below=below, opens=self.opens, source=source)


def _together(found: _Found) -> tuple[str, ...]:
    """The roles without a column of their own that the title of the other one names too."""
    lacking = [role for role in _BESIDE if role not in found.roles.values()]
    stacks = {role: "".join(found.header.stacks.get(column, ())) for column, role in found.roles.items()}
    return tuple(role for role in lacking if _NAMING[role].search(stacks.get(_BESIDE[role], "")))


def _headers(lines: Lines, width: int) -> Iterable[_Found]:
    """The headers of task tables on a sheet."""
    for band in find_bands(lines, titles_of(lines, TITLES), TASK_TABLES):
        header = header_of(band, lines, TASK_TABLES)
        if roles := roles_of(header):
            if "number" not in header.columns and (column := _counting(lines, header)):
                roles = {column: "number", **roles}
            yield _Found(header=header, roles=roles, width=width)


def _counting(lines: Lines, header: Header) -> int:
    """The column without a title, left of the others, in which the rows are counted from one; 0 where there is none."""
    for column in range(header.left, min(header.columns.values())):
        if any(header.stacks.get(column, ())):
            continue
        below = [cells[column].text for row, cells in lines.rows.items() if row > header.bottom and column in cells]
        counted = [serial for text in below if (serial := number_of(text)) is not None]
        if counted and counted[0] == 1 and len(counted) * 2 > len(below) and counted == sorted(counted):
            return column
    return 0
