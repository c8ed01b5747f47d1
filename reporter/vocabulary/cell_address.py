"""Where a cell stands on its sheet: ``C7``, as people and Excel say it, and (7, 3)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


@functools.lru_cache(maxsize=2048)
def letters(column: int) -> str:
    """``C`` for column 3."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@functools.lru_cache(maxsize=16384)
def address(row: int, column: int) -> str:
    """``C7`` for row 7, column 3."""
    return f"{letters(column)}{row}"


def quoted_sheet(name: str) -> str:
    """A sheet's name in a reference: ``'任务台账'``."""
    return "'" + name.replace("'", "''") + "'"


@functools.lru_cache(maxsize=16384)
def position(text: str) -> tuple[int, int]:
    """(7, 3) for ``C7``; ValueError for anything else."""
    match = _ADDRESS.fullmatch(text)
    if not match:
        raise ValueError(f"not a cell address: {text!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def ranges(numbers: Iterable[int]) -> str:
    """``8-10、12`` for numbers in rising order."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)
