"""The labelled fields around the table: 填报单位, 报送期, 填报人, 审核人, 联系电话, 填报日期."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection

from ..records import record, value
from ..vocabulary.columns import FIELD_SYNONYMS, FIELDS
from .boundary_text import key_text
from .grid import Grid, GridCell

_KEY_OF = {key_text(label): key for key, label in FIELDS.items()}
_KEY_OF |= {
    key_text(label): key for key, labels in FIELD_SYNONYMS.items() for label in labels if key_text(label) not in _KEY_OF
}
_LABELS = sorted(
    (label for labels in ((FIELDS[key], *FIELD_SYNONYMS[key]) for key in FIELDS) for label in labels),
    key=len,
    reverse=True,
)
_INLINE = re.compile(
    r"(?<![\u4e00-\u9fff])("
    + "|".join(r"\s*".join(map(re.escape, label)) for label in _LABELS)
    + r")\s{0,20}(?:[（(][^（()）]{0,8}[)）])?\s{0,20}[:：]"
)
_SEAL = re.compile(r"[（(\[【]\s*(?:公章|盖章|加盖公章|签字|签名|签章|印章|章)\s*[)）\]】]")


@value
class FieldValue:
    """What stands behind a label; `text` is blank when nothing does, and then `cell` is the label."""

    key: str
    text: str
    cell: GridCell


@record
class Fields:
    """All labelled values of a sheet, in reading order; `labels` and `values` are the places they stand at."""

    found: tuple[FieldValue, ...]
    labels: frozenset[tuple[int, int]]
    values: frozenset[tuple[int, int]]

    def all(self, key: str) -> tuple[FieldValue, ...]:
        """The values of `key` that are not blank, each once."""
        seen: dict[str, FieldValue] = {}
        for item in self.found:
            if item.key == key and item.text:
                seen.setdefault(key_text(item.text), item)
        return tuple(seen.values())

    def first(self, key: str) -> FieldValue | None:
        """The first value of `key`, else its empty label, else None."""
        return next(iter(self.all(key)), None) or next((item for item in self.found if item.key == key), None)


def find_fields(grid: Grid, table: Collection[int]) -> Fields:
    """The fields of a sheet outside the rows of its table.

    A label stands alone in a cell, its value in the next one (or, where labels stand in a row, in the one below); or
    label, colon and value share a cell, several of them perhaps.
    """
    found: list[FieldValue] = []
    labels, values = set(), set()
    for place in sorted(place for place in grid.cells if place[0] not in table):
        if place in values:
            continue
        cell = grid.cells[place]
        parts = _inline(cell)
        if parts and any(part.text for part in parts):
            found += parts
            labels.add(place)
            values.add(place)
            continue
        key = parts[0].key if parts else _label(cell.text)
        if not key:
            continue
        labels.add(place)
        value = _beside(grid, cell) or _below(grid, cell, table)
        if value:
            values.add((value.row, value.column))
            found.append(FieldValue(key, _value(value.text), value))
        else:
            found.append(FieldValue(key, "", cell))
    return Fields(found=tuple(found), labels=frozenset(labels - values), values=frozenset(values))


def is_field(cell: GridCell) -> bool:
    """Whether a cell is a label, or holds labels with their values."""
    return bool(_label(cell.text) or _inline(cell))


def _label(text: str) -> str:
    """The key of a cell that is a label and nothing else; blank when it is not."""
    return _short_label(text) if len(text) <= 20 else ""


@functools.lru_cache(maxsize=1024)
def _short_label(text: str) -> str:
    plain = key_text(text).rstrip(":")
    return _KEY_OF.get(plain) or _KEY_OF.get(re.sub(r"\(.*?\)$", "", plain), "")


def _inline(cell: GridCell) -> list[FieldValue]:
    """The labels with their values in a cell such as 「填报单位：民政处　填报人：张三」."""
    text = cell.text
    if ":" not in text and "：" not in text:
        return []
    marks = list(_INLINE.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        FieldValue(_KEY_OF[key_text(mark[1])], _value(text[mark.end() : end]), cell) for mark, end in zip(marks, ends)
    ]


def _value(text: str) -> str:
    """A value without the line it was written on and without the place for the seal."""
    return re.sub(r"_{2,}", " ", _SEAL.sub("", text)).strip(" \t\n\u3000\xa0_，,；;")


def _beside(grid: Grid, label: GridCell) -> GridCell | None:
    end = next(
        (merge.right for merge in grid.merges if (merge.top, merge.left) == (label.row, label.column)), label.column
    )
    cell = beside(lambda column: grid.cells.get((label.row, column)), end)
    return None if cell is None or is_field(cell) else cell


def beside(cell_at: Callable[[int], GridCell | None], column: int) -> GridCell | None:
    """The cell that a label ending in `column` has beside it, at most three columns further right in its row."""
    return next(filter(None, map(cell_at, range(column + 1, column + 4))), None)


def _below(grid: Grid, label: GridCell, table: Collection[int]) -> GridCell | None:
    """The cell under a label, where a row of labels stands over a row of values."""
    beside = any(_label(grid.text(label.row, column)) for column in (label.column - 1, label.column + 1))
    cell = grid.cells.get((label.row + 1, label.column))
    if not beside or not cell or label.row + 1 in table or is_field(cell):
        return None
    return cell
