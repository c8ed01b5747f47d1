"""Where the table of a progress sheet begins: header rows found by what they say, wherever and in whatever order."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..vocabulary import titles
from ..vocabulary.columns import BLANK_SHEET, FILLED, Form
from .boundary_text import key_text
from .grid import Grid, GridCell

__all__ = ["UNIT", "Header", "column_title", "find_headers", "find_title", "plain_title", "title_key"]

UNIT = "unit"
"""The key of a column that names the row's department; not ours, but people add it."""

_UNIT_SYNONYMS = (
    "填报单位",
    "填报部门",
    "报送单位",
    "单位",
    "责任单位",
    "责任部门",
    "承办单位",
    "承办部门",
    "部门",
    "牵头单位",
    "责任处室",
    "责任科室",
    "单位名称",
)
_DEEPEST = 3
_LONGEST = 40
"""Characters of a header cell at most; longer text is content."""
_LONGEST_NAME = 20
"""Characters of a title at most, what stands in brackets aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Rows `top` to `bottom` of a sheet read as a header.

    columns: column key → sheet column. extra: other titled columns → title. doubled: (sheet column, title, title of the
    column that was taken in its stead).
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    extra: Mapping[int, str]
    doubled: tuple[tuple[int, str, str], ...] = ()

    def reads(self, cell: GridCell) -> str:
        """The key of the column that this cell of the header is the title of; blank for other words, and headings of groups."""
        key = (title_key(cell.text) or ("",))[0]
        return key if self.top <= cell.row <= self.bottom and self.columns.get(key) == cell.column else ""


def _titles() -> dict[str, tuple[str, int]]:
    """Normalised title → (column key, 0 for our own title, 1 for a synonym)."""
    found = {key_text(title): (UNIT, 1) for title in _UNIT_SYNONYMS}
    for column in BLANK_SHEET:
        found |= {plain_title(synonym): (column.key, 1) for synonym in column.synonyms}
    return found | {plain_title(column.title): (column.key, 0) for column in BLANK_SHEET}


def column_title(key: str) -> str:
    """The title of our column `key`; of one that names the row's department, what a blank sheet would call that."""
    return next((column.title for column in BLANK_SHEET if column.key == key), titles.UNIT)


def plain_title(text: str) -> str:
    """A title for comparing: without marks of being required, colons and quotes."""
    return key_text(text).strip("*:;。.、,★●▲※“”\"'")


@functools.lru_cache(maxsize=4096)
def title_key(text: str) -> tuple[str, int] | None:
    """(column key, rank) when `text` is the title of a column, the lower rank the surer; None when it is not."""
    if len(text) > _LONGEST:
        return None
    return find_title(plain_title(text), _TITLES)


def find_title(plain: str, known: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """(column key, rank: the lower the surer) of a title in `known` (title → key and rank); None when it means no column.

    `plain` and the titles in `known` have gone through `plain_title`. Tried in this order: the title as it stands; with
    its brackets put in front (「完成日期(预计)」 is 预计完成日期), without them, without 「本月」 (rank 2); the parts of a
    title put together with 「/」 or 「及」, when all mean one column (「网址/佐证材料」) or all are free words: then it is
    the first of those columns (「存在问题及下步措施」; rank 3).
    """
    if plain in known:
        return known[plain]
    aside = "".join(_ASIDE.findall(plain))
    bare = _ASIDE.sub("", plain).strip("*:") if aside else plain
    if bare.isascii() or len(bare) > _LONGEST_NAME:
        return None
    for title in (aside[1:-1] + bare, bare, _NOW.sub("", bare)):
        if title in known:
            return known[title][0], 2
    parts = {known[name][0] if (name := _NOW.sub("", part)) in known else "" for part in _TOGETHER.split(bare)}
    if len(parts) == 1 or parts <= frozenset(_WORDS):
        return next(((key, 3) for key in (*_WORDS, *parts) if key and key in parts), None)
    return None


_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|<.*?>|【.*?】")
_NOW = re.compile(r"^(?:本月|本期|当月|当期|目前|当前|最新)(?:的|底)?")
_TOGETHER = re.compile(r"以及|[/、,;|&+或及和与]")
_WORDS = tuple(column.key for column in FILLED if column.form is Form.TEXT)
_TITLES = _titles()


def find_headers(grid: Grid) -> tuple[Header, ...]:
    """Every header of the sheet, top down: rows that name 完成状态 and 任务编号 or 主要任务, in one row or up to three.

    A sheet may hold several tables; a header repeated for print is a header again, with the same columns.
    """
    keys: dict[int, dict[int, tuple[str, int]]] = {}
    for (row, column), cell in grid.cells.items():
        found = title_key(cell.text)
        if found:
            keys.setdefault(row, {})[column] = found
    headers, below = [], 0
    for row in sorted(keys):
        if row <= below:
            continue
        for depth in range(1, _DEEPEST + 1):
            rows = range(row, row + depth)
            if depth > 1 and rows[-1] not in keys:
                break
            if _sufficient({key for line in rows for key, _ in keys.get(line, {}).values()}):
                headers.append(_header(grid, row, rows[-1]))
                below = headers[-1].bottom
                break
    return tuple(headers)


def _sufficient(keys: set[str]) -> bool:
    return "status" in keys and ("task_id" in keys or "task" in keys)


def _header(grid: Grid, top: int, bottom: int) -> Header:
    """The header in these rows, and in those its merged cells reach down to."""
    reach = [merge.bottom for merge in grid.merges if top <= merge.top <= bottom < merge.bottom < top + _DEEPEST]
    bottom = max(reach, default=bottom)
    stacks: dict[int, list[str]] = {}
    wide = {
        (merge.top, column): (merge.top, merge.left)
        for merge in grid.merges
        if top <= merge.top == merge.bottom < bottom
        for column in range(merge.left, min(merge.right, merge.left + 50) + 1)
    }
    columns = sorted({column for row, column in grid.cells if top <= row <= bottom})
    for column in columns:
        for row in range(top, bottom + 1):
            cell = grid.cells.get((row, column)) or grid.cells.get(wide.get((row, column), (0, 0)))
            if cell:
                stacks.setdefault(column, []).append(cell.text)
    taken: dict[str, tuple[int, int]] = {}
    joined = {column: "".join(stack) for column, stack in stacks.items()}
    rivals, extra = [], {}
    for column, stack in stacks.items():
        found = _stack_key(stack)
        if not found:
            extra[column] = " ".join(stack)
            continue
        key, rank = found
        if key in taken:
            loser = column if taken[key][0] <= rank else taken[key][1]
            rivals.append((loser, key))
            if loser == column:
                continue
        taken[key] = (rank, column)
    return Header(
        top=top,
        bottom=bottom,
        columns={key: column for key, (_, column) in taken.items()},
        extra=extra,
        doubled=tuple((column, joined[column], joined[taken[key][1]]) for column, key in rivals),
    )


def _stack_key(stack: list[str]) -> tuple[str, int] | None:
    """The column key of titles one above the other: of all of them joined, else of the lowest that is one."""
    if len(stack) > 1:
        joined = title_key("".join(stack))
        if joined:
            return joined
    return next((found for text in reversed(stack) if (found := title_key(text))), None)
