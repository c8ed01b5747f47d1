"""Blocks → the lists of tasks as they stand on the page: which rows belong to which annex, under which columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...records import record, value
from ...vocabulary.model import Source
from ...vocabulary.problems import Kind, Problem
from .annex import heading, is_page_number
from .blocks import Block, Cell, Line, Part, Row, Table
from .notice_words import clean, number_of, squeeze
from .task_header import Layout, find_header

_NOTE = re.compile(r"(注|备注|说明|附注|填表人|制表|审核|联系人|合计|总计)\d*[:：、]?")
_WANTED = {"number": "序号", "owners": "责任部门", "due": "完成时间"}


@record
class RawRow:
    """One printed row: role → text as typed, and where. `below`: roles whose cell continues a vertical merge.

    opens: the first row below a table's beginning or a header, where a row cut by a page break goes on.
    """

    texts: Mapping[str, str]
    places: Mapping[str, Source]
    below: frozenset[str]
    opens: bool
    source: Source


@dataclass(slots=True, kw_only=True)
class RawList:
    """The rows of one list, while and after they are collected; `lines` stand above its first table.

    `highest` is its highest 序号 so far.
    """

    annex: int | None
    part: str
    lines: tuple[str, ...]
    source: Source
    roles: frozenset[str]
    rows: list[RawRow] = field(default_factory=list)
    highest: int = 0


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
    return Collected(tuple(item for item in walk.lists if item.rows), tuple(walk.lines), tuple(walk.problems))


class _Walk:
    """Where the walk stands: in which annex and part, under which header, and what was read since."""

    def __init__(self) -> None:
        self.lists: list[RawList] = []
        self.lines: list[Line] = []
        self.problems: list[Problem] = []
        self.part, self.group = "", ""
        self._section(None)

    def _section(self, annex: int | None) -> None:
        self.annex = annex
        self.under: tuple[Layout, RawList] | None = None
        self.pending: list[str] = []
        self.group = ""

    def take(self, block: Block) -> None:
        """Go one block on."""
        if isinstance(block, Part):
            self._section(None)
            self.part = block.name
        elif isinstance(block, Line):
            self._line(block)
        else:
            self._table(block)

    def _line(self, line: Line) -> None:
        text = clean(line.text)
        if not text or is_page_number(text):
            return
        begun = heading(text)
        if begun:
            self._section(begun[0])
            self.pending = [begun[1]] if begun[1] else []
        else:
            self.pending.append(text)
        self.lines.append(Line(text, line.source))

    def _table(self, table: Table) -> None:
        rows, index, opens = table.rows, 0, True
        if not any(find_header(rows, place) for place in range(len(rows))) and not self._goes_on(rows):
            self._unknown(table)
            return
        while index < len(rows):
            layout = find_header(rows, index)
            if layout:
                self._header(layout, rows[index])
                index, opens = index + layout.depth, True
                continue
            if self.under is None:
                self._loose(rows[index])
            elif self._row(*self.under, rows[index], opens):
                opens = False
            index += 1
        self.pending = [] if self.under else self.pending

    def _goes_on(self, rows: tuple[Row, ...]) -> bool:
        """Whether a table without header is the rest of the one before it: as many columns, the same section."""
        return self.under is not None and Counter(map(len, rows)).most_common(1)[0][0] == len(self.under[0].columns)

    def _unknown(self, table: Table) -> None:
        widest = max(map(len, table.rows))
        if widest >= 3 and len(table.rows) >= 2:
            first = [squeeze(cell.text) for cell in table.rows[0] if squeeze(cell.text)]
            self.problems.append(
                Kind.NOTICE_TABLE_UNKNOWN.at(
                    table.rows[0][0].source, content="、".join(first)[:60], rows=len(table.rows), columns=widest
                )
            )
        for row in table.rows:
            self._loose(row)

    def _loose(self, row: Row) -> None:
        for cell in row:
            if not cell.below:
                self._line(Line(cell.text, cell.source))

    def _header(self, layout: Layout, row: Row) -> None:
        if self.under is not None:
            former, current = self.under
            repeated = [item.title for item in layout.columns] == [item.title for item in former.columns]
            if current.rows and (repeated or not self.pending):
                self.under = layout, current
                return
        self._begin(layout, row[0].source)

    def _begin(self, layout: Layout, source: Source) -> RawList:
        """A new list under this header."""
        roles = layout.roles
        current = RawList(annex=self.annex, part=self.part, lines=tuple(self.pending), source=source, roles=roles)
        self.under = layout, current
        self.lists.append(current)
        self.pending = []
        for role, title in _WANTED.items():
            if role not in roles and not (role == "owners" and "lead" in roles):
                self.problems.append(Kind.NOTICE_COLUMN_MISSING.at(source, column=title))
        return current

    def _row(self, layout: Layout, current: RawList, row: Row, opens: bool) -> bool:
        """Take a row below a header; whether it held anything."""
        filled = [index for index, cell in enumerate(row) if not cell.below and squeeze(cell.text)]
        if not filled:
            return False
        if len(filled) == 1 and self._aside(layout, row, filled[0], opens):
            return False
        raw = self._raw(layout, row, opens)
        number = number_of(raw.texts.get("number", ""))
        if number == 1 and "number" not in raw.below and current.highest > 1:
            current = self._begin(layout, raw.source)
        current.rows.append(raw)
        current.highest = max(current.highest, number or 0)
        self.pending = []
        return True

    def _aside(self, layout: Layout, row: Row, index: int, opens: bool) -> bool:
        """A row of one cell that is no task: an annex heading, the title of a group of rows, or a note."""
        cell, column = row[index], layout.column_of(row, index)
        text = clean(cell.text)
        if heading(text):
            self._line(Line(text, cell.source))
            return True
        across = cell.span >= max(2, len(layout.columns) - 1)
        outside = (
            column is None
            or column.role in ("", "number")
            or (column.role == "area" and not opens and column.start == layout.columns[0].start)
        )
        if not across and (not outside or number_of(text) is not None):
            return False
        if is_page_number(text):
            return number_of(text) is None
        if _NOTE.match(text) or len(text) > 40:
            self.problems.append(Kind.NOTICE_TEXT_UNUSED.at(cell.source, content=text))
            self.lines.append(Line(text, cell.source))
        else:
            self.group = re.sub(r"^[（(]?[一二三四五六七八九十]{1,3}[)）、.．]+", "", text)
        return True

    def _raw(self, layout: Layout, row: Row, opens: bool) -> RawRow:
        texts: dict[str, str] = {}
        places: dict[str, Source] = {}
        own: set[str] = set()
        for index, cell in enumerate(row):
            column = layout.column_of(row, index)
            if column is None or not column.role:
                self._unused(cell, column.title if column else "")
                continue
            role = column.role
            if squeeze(cell.text) and squeeze(texts.get(role, "")):
                texts[role] += {"task": "：", "owners": "、"}.get(role, " ") + cell.text
            else:
                texts[role] = texts.get(role, "") + cell.text
            places.setdefault(role, cell.source)
            if not cell.below:
                own.add(role)
        if self.group and "area" not in layout.roles:
            texts["area"] = self.group
        source = places.get("number") or places.get("task") or row[0].source
        return RawRow(texts=texts, places=places, below=frozenset(places) - own, opens=opens, source=source)

    def _unused(self, cell: Cell, title: str) -> None:
        if squeeze(cell.text) and not cell.below:
            self.problems.append(
                Kind.NOTICE_COLUMN_UNUSED.at(cell.source, content=clean(cell.text), column=title or "（无列名）")
            )
