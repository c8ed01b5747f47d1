"""Tables pasted with one cell a line: the titles below each other, then the cells of one row after another."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..blocks import Block, Line, Table, sheet_of
from ..grid import Merge
from .annex import heading, is_page_number
from .headings import is_section
from .notice_titles import OWNERS, TASK_TABLES, TITLES, WORDING, is_due
from .notice_words import clean, ends_sentence, number_of
from .owners import are_names

_NAMES = OWNERS | {"support"}
_SEVERAL = WORDING | _NAMES
"""Columns whose cells may run over several lines."""
_CARRIED = OWNERS | {"area", "general", "leader", "due"}
"""Columns in which a cell that is not there was merged with the one above."""
_NEW = 1.5
"""What it counts that a line begins a cell of its own."""
_MOST_TITLES, _MOST_LINES, _LONGEST_AREA = 12, 40, 24
_LONGEST_GROUP = 8
"""Characters of a title over several columns."""


def with_stacked(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, lines that are the cells of a table as that table."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            text = clean(block.text)
            lines += [block] if text.isdecimal() or (text and not is_page_number(text)) else []
        else:
            yield from _parted(lines)
            yield block
            lines = []
    yield from _parted(lines)


def _parted(lines: Sequence[Line]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        titles, header = _titles(lines[place : place + _MOST_TITLES])
        rows = _rows(lines[place:], titles, header) if titles else []
        if rows:
            yield _table(lines[place], titles, rows)
            place = lines.index(rows[-1][-1], place) + 1
            continue
        begin = place
        place = next((at for at in range(begin + 1, len(lines)) if lines[at].text not in header), len(lines))
        yield from lines[begin:place]


def _titles(lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    """(titles of the columns, all lines of the header) from the first line on; none where it heads no task table."""
    found: dict[str, str] = {}
    for line in lines:
        key = TITLES.key(line.text)
        if not key or key in found:
            break
        found[key] = line.text
    numbered_later = "number" in list(found)[1:]  # then the first is a caption that reads like a title
    simple = list(found.values()) if TASK_TABLES.heads(found.keys(), ()) and not numbered_later else []
    header = _titled(lines)
    grouped = _of_two_rows(header) if len(simple) < len(header) else []
    return (grouped, header) if grouped else (simple, simple)


def _titled(lines: Sequence[Line]) -> list[str]:
    """The lines down to the first row, that of number one, or a heading above it; none where there is no such row."""
    first = next((place for place, line in enumerate(lines) if number_of(line.text) == 1 or is_section(line.text)), 0)
    return [line.text for line in lines[:first]]


def _of_two_rows(texts: Sequence[str]) -> list[str]:
    """The titles of columns where some of them stand under one that groups them: a first row in which the group has
    their place, then the row of those under it (责任分工 over 牵头单位 and 配合单位). None where they are not.
    """
    for under in range(2, len(texts) - 2):
        above, parts = list(texts[: len(texts) - under]), list(texts[len(texts) - under :])
        keys = [TITLES.key(text) for text in parts]
        if not all(keys):
            return []
        for place in range(1, len(above)):
            columns = [*above[:place], *parts, *above[place + 1 :]]
            named = [TITLES.key(text) for text in columns]
            apart = TITLES.key(above[place]) in ("", *keys) and len(above[place]) <= _LONGEST_GROUP
            if apart and all(named) and len(set(named)) == len(named) and TASK_TABLES.heads(set(named), ()):
                return columns
    return []


def _rows(lines: Sequence[Line], titles: Sequence[str], header: Sequence[str]) -> list[list[Line]]:
    """The lines of each row; a heading between rows is a row of one line, the header on a further page is none."""
    roles = list(map(TITLES.key, titles))
    end = next((place for place, line in enumerate(lines) if heading(clean(line.text))), len(lines))
    body = [line for line in lines[:end] if line.text not in header]
    starts: list[int] = []
    for place, line in enumerate(body):
        number = number_of(line.text)
        if roles[0] != "number":
            starts += [place] if place % len(roles) == 0 else []
        elif starts:
            starts += [place] if number == (number_of(body[starts[-1]].text) or 0) + 1 else []
        elif number is not None:
            starts.append(place)
        elif not is_section(line.text):
            return []
    rows = [[line] for line in body[: min(starts, default=0)]]
    for begin, following in pairwise((*starts, len(body))):
        row = body[begin:following]
        if following == len(body):
            due = (place for place, line in enumerate(row) if place and is_due(line.text))
            row = row[: next(due, len(roles) - 1) + 1] if "due" in roles else row[: len(roles)]
        tail = next((place for place in range(len(row), 1, -1) if not is_section(row[place - 1].text)), 1)
        rows += [row[:tail], *([line] for line in row[tail:])]
    return rows


def _table(first: Line, titles: list[str], lines: Sequence[Sequence[Line]]) -> Table:
    """The table of these rows, below the titles that begin at `first`."""
    roles = list(map(TITLES.key, titles))
    rows = {_number(first): titles}
    merges: list[Merge] = []
    above: dict[int, int] = {}
    for group in lines:
        number, texts = _number(group[0]), [""] * len(titles)
        rows[number] = texts
        if len(group) == 1:
            texts[0], above = group[0].text, {}
            continue
        for line, column in zip(group, _columns(tuple(line.text for line in group[:_MOST_LINES]), roles)):
            texts[column] = "\n".join(filter(None, (texts[column], line.text)))
        for column, role in enumerate(roles):
            if texts[column]:
                above[column] = number
            elif role in _CARRIED and column in above:
                merges.append(Merge(above[column], column + 1, number, column + 1))
    where = re.sub(r"\d+", "{row}", first.source.cell)
    return Table(sheet_of(first.source.sheet, rows, merges), first.source.file, where, len(titles), stacked=True)


def _number(line: Line) -> int:
    """Which line or paragraph of the file it is."""
    return int(re.sub(r"\D", "", line.source.cell))


def _columns(texts: Sequence[str], roles: Sequence[str]) -> tuple[int, ...]:
    """For each line of a row the column it belongs to: from left to right, as its words fit best."""

    @functools.cache
    def best(line: int, last: int) -> tuple[float, tuple[int, ...]]:
        if line == len(texts):
            return 0, ()
        found: list[tuple[float, tuple[int, ...]]] = [(float("-inf"), ())]
        for at in range(max(last, 0), len(roles)):
            if at != last or roles[at] in _SEVERAL:
                score, others = best(line + 1, at)
                found.append((score + _fit(texts[line], roles[at]) + _NEW * (at != last) - at / 100, (at, *others)))
        return max(found)

    return best(0, -1)[1]


def _fit(text: str, role: str) -> int:
    """How well a text stands in a column: above nought where it does."""
    if role == "number":
        return 4 if number_of(text) else -4
    if role == "due":
        return 4 if is_due(text) else -4
    if role in _NAMES:
        return 3 if are_names(text) and "领导" not in text else -3
    if role == "leader":
        return 3 if "领导" in text or (len(text) < 5 and not are_names(text)) else -2
    if role == "area":
        return 1 if len(text) <= _LONGEST_AREA and not ends_sentence(text) else -2
    return -1 if is_due(text) or are_names(text) else 2
