"""What a column is by its title: own titles, synonyms, and titles put together, whatever stands around them."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping

from ..vocabulary import column_titles
from ..vocabulary.columns import BLANK_SHEET, FIELDS, FILLED, REGISTER, REGISTER_ALSO, Form
from .boundary_text import key_text

UNIT = "unit"
"""The key of a column that names the row's department; not ours, but people add it."""

_UNITS = (
    FIELDS["department"],
    column_titles.UNIT,
    column_titles.OWNERS,
    "责任单位",
    "填报部门",
    "报送单位",
    "承办单位",
    "承办部门",
    "部门",
    "牵头单位",
    "责任处室",
    "责任科室",
    "单位名称",
    "主办单位",
)
LONGEST = 40
"""Characters of a header cell at most; longer text is content."""
_LONGEST_NAME = 20
"""Characters of a title at most, what stands in brackets aside."""
LIKE = 4
"""The rank of titles that are told by a pattern."""
_LONGEST_LIKE = 14
"""Characters that such a title has at most."""
_MOST_KEPT = 4096
_WEAK = 9
"""The rank of titles that count only where the other columns leave no doubt that the table is a register."""
_ALIKE = 0.6

_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|<.*?>|【.*?】")
_NOW = re.compile(r"^(?:本月|本期|当月|当期|目前|当前|最新)(?:的|底)?")
_TOGETHER = re.compile(r"以及|[/、,;|&+或及和与]")
_WORDS = tuple(column.key for column in FILLED if column.form is Form.TEXT)


def column_title(key: str) -> str:
    """The title of our column `key`; of one that names the row's department, what a blank sheet would call that."""
    return next((column.title for column in BLANK_SHEET if column.key == key), column_titles.UNIT)


def plain_title(text: str) -> str:
    """A title for comparing: without marks of being required, colons and quotes."""
    return key_text(text).strip("*:;。.、,★●▲※“”\"'")


class Titles:
    """The columns of one kind of table by their titles."""

    def __init__(self, named: Iterable[tuple[str, int, Iterable[str]]], patterns: Mapping[str, str] | None = None):
        """`named`: (column key, rank, titles), the lower rank the surer; an earlier title is not taken by a later
        one. `patterns`: column key → what its titles are like, tried in their order on titles that are not known.
        """
        self._patterns = {key: re.compile(pattern) for key, pattern in (patterns or {}).items()}
        self._known: dict[str, tuple[str, int]] = {}
        for key, rank, names in sorted(named, key=lambda item: item[1]):
            for title in names:
                self._known.setdefault(plain_title(title), (key, rank))
        self.find = functools.lru_cache(_MOST_KEPT)(self._find)
        """(column key, rank) when a text is the title of a column; None when it is not."""
        self.key = functools.lru_cache(_MOST_KEPT)(self._key)
        """The column key alone, blank when a text is no title."""
        self.near = functools.lru_cache(_MOST_KEPT)(self._near)
        """The column whose title is much like a text; blank when none is."""

    def _find(self, text: str) -> tuple[str, int] | None:
        if len(text) > LONGEST:
            return None
        plain = plain_title(text)
        return self._meaning(plain) or self._like(plain)

    def _key(self, text: str) -> str:
        found = self._find(text)
        return found[0] if found else ""

    def _near(self, text: str) -> str:
        close = difflib.get_close_matches(plain_title(text)[:LONGEST], self._known, n=1, cutoff=_ALIKE)
        return self._known[close[0]][0] if close else ""

    def _like(self, plain: str) -> tuple[str, int] | None:
        tried = self._patterns.items() if len(plain) <= _LONGEST_LIKE else ()
        return next(((key, LIKE) for key, pattern in tried if pattern.search(plain)), None)

    def _meaning(self, plain: str) -> tuple[str, int] | None:
        """As it stands; without what stands in brackets, unless that makes it another (「完成日期(预计)」); without
        「本月」; or as names of one column put together (「网址/佐证材料」).

        A column for several kinds of free words (「存在问题及下步措施」) is the first of them.
        """
        known = self._known
        if plain in known:
            return known[plain]
        aside = "".join(_ASIDE.findall(plain))
        bare = _ASIDE.sub("", plain).strip("*:") if aside else plain
        if bare.isascii() or len(bare) > _LONGEST_NAME:
            return None
        for title in (aside[1:-1] + bare, bare, _NOW.sub("", bare)):
            if title in known:
                return known[title][0], max(2, known[title][1])
        parts = {known[name][0] if (name := _NOW.sub("", part)) in known else "" for part in _TOGETHER.split(bare)}
        if len(parts) == 1 or parts <= frozenset(_WORDS):
            return next(((key, 3) for key in (*_WORDS, *parts) if key and key in parts), None)
        return None


PROGRESS = Titles(
    (
        *((column.key, 0, (column.title,)) for column in BLANK_SHEET),
        *((column.key, 1, column.synonyms) for column in BLANK_SHEET),
        (UNIT, 1, _UNITS),
    )
)
REGISTER_TITLES = Titles(
    (
        *((column.key, 0, (column.title, *column.synonyms)) for column in REGISTER),
        *(("done_on" if name == "时间" else "title", _WEAK, (name,)) for name in REGISTER_ALSO),
    )
)

_NO_ITEM = frozenset(("task", "progress"))
"""Columns of a progress sheet that say nothing of a single item."""


def names_register(texts: Iterable[str]) -> bool:
    """Whether titles are those of a register: 任务编号 and 事项名称, or 任务编号, 日期 and one more column, but none
    that only a progress sheet has.
    """
    texts = tuple(texts)
    found = {hit for text in texts if (hit := REGISTER_TITLES.find(text))}
    keys = {key for key, _ in found}
    sure = any(key == "title" and rank < _WEAK for key, rank in found)
    dated = "done_on" in keys and len(keys) > 2 and not any(PROGRESS.key(text) in _NO_ITEM for text in texts)
    return "task_id" in keys and (sure or dated)
