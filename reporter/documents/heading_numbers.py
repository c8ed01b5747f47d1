"""Numbers of headings and points follow what is really there: a paragraph left out leaves no gap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from .phrases import ordinal
from .sealed_lines import Line, bare

_CHINESE = "一二三四五六七八九十"
_LEVELS = (
    (1, re.compile(rf"([{_CHINESE}]+)、"), "{}、"),
    (2, re.compile(rf"（([{_CHINESE}]+)）"), "（{}）"),
    (3, re.compile(r"(\d{1,2})[.．](?!\d)\s*"), "{}."),
    (4, re.compile(r"（(\d{1,2})）"), "（{}）"),
)
_POINT = re.compile(rf"(?:^|(?<=[。；：]))([{_CHINESE}]+)是")


@lru_cache(maxsize=256)  # asked several times of a line, and most lines say the same to all departments
def number_of(shadow: str) -> tuple[int, str]:
    """(level, the number as written) of a line's own numbering; (0, "") when it has none."""
    for level, pattern, _ in _LEVELS:
        if match := pattern.match(shadow):
            return level, match[0]
    return 0, ""


def renumbered(lines: Sequence[Line]) -> list[Line]:
    """The lines with headings numbered 1, 2, 3 … under each parent, and 一是, 二是 … in each row of points.

    A row starts afresh below a higher heading and where the template's own number is lower than the one before it.
    A paragraph that is left alone in its row below level 1 loses its number, and so does a single point.
    """
    return _points(_headings(list(lines)))


def _headings(lines: list[Line]) -> list[Line]:
    for row in _rows(lines):
        for place, index in enumerate(row, 1):
            line = lines[index]
            level, written = number_of(line.shadow)
            rest = line.text[len(written) :]
            if len(row) == 1 and level > 1 and bare(rest)[-1:] in "。；！？":
                lines[index] = replace(line, text=rest, level=0)
            else:
                number = _LEVELS[level - 1][2].format(ordinal(place) if level < 3 else place)
                if number != written:
                    lines[index] = replace(line, text=number + rest)
    return lines


def _rows(lines: Sequence[Line]) -> list[list[int]]:
    """The places of headings that belong to one row."""
    rows: list[list[int]] = []
    current: dict[int, tuple[list[int], int]] = {}
    for index, line in enumerate(lines):
        if not line.level:
            continue
        own = _value(number_of(line.shadow)[1])
        current = {level: row for level, row in current.items() if level <= line.level}
        row, last = current.get(line.level, ([], 0))
        if not row or own < last:
            row = []
            rows.append(row)
        row.append(index)
        current[line.level] = row, own
    return rows


@lru_cache(maxsize=64)
def _value(written: str) -> int:
    """The value of a written number: 十二 and 12 are 12."""
    digits = re.sub(r"\D", "", written)
    if digits:
        return int(digits)
    characters = re.sub(rf"[^{_CHINESE}]", "", written)
    head, ten, tail = characters.partition("十")
    ones = _CHINESE.find(tail) + 1 if tail else 0
    return (_CHINESE.find(head) + 1 if head else 1) * 10 + ones if ten else _CHINESE.find(characters) + 1


def _points(lines: list[Line]) -> list[Line]:
    """一是 … 二是 …: a row runs on from paragraph to paragraph until a number falls back."""
    rows: list[list[tuple[int, int, int]]] = []
    last = 0
    for index, line in enumerate(lines):
        for match in _POINT.finditer(line.shadow) if "是" in line.text else ():
            own = _value(match[1])
            if not rows or own <= last:
                rows.append([])
            rows[-1].append((index, match.start(), match.end()))
            last = own
        if line.level == 1:
            last = 99
    changes = [
        (index, start, end, f"{ordinal(place)}是" if len(row) > 1 else "")
        for row in rows
        for place, (index, start, end) in enumerate(row, 1)
    ]
    for index, start, end, text in sorted(changes, reverse=True):
        line = lines[index]
        lines[index] = replace(line, text=line.text[:start] + text + line.text[end:])
    return lines
