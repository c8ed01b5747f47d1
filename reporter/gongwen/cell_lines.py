"""Lines of many table cells at once: the same count as `lines.count`, by whole arrays instead of cell by cell.

A table of 300 rows has more cells than all other paragraphs together, and counting them one by one took most of the
time of setting it. Small tables are still counted one by one: numpy itself takes longer to import than they do.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache
from itertools import count, repeat
from typing import TYPE_CHECKING

from . import line_count
from .line_count import Metrics

if TYPE_CHECKING:
    import numpy as np

__all__ = ["MANY", "tallest"]

_ROUNDING = 0.5
"""A line may be fuller by so many twips, as word processors round widths too."""
MANY = 600
"""Cells from which on arrays pay."""


def tallest(
    rows: Sequence[Sequence[str]], widths: Sequence[int], size: float, models: tuple[Metrics, ...]
) -> list[tuple[int, ...]]:
    """Lines of the tallest cell of each row, under each model. `widths`: twips for the text of each column."""
    if len(rows) * len(widths) >= MANY:
        return _by_arrays(rows, widths, size, models)
    return [_by_cell(row, widths, size, models) for row in rows]


def _by_cell(row: Sequence[str], widths: Sequence[int], size: float, models: tuple[Metrics, ...]) -> tuple[int, ...]:
    counted = [line_count.counts(text, width, models=models, size=size, tracking=0) for text, width in zip(row, widths)]
    return tuple(map(max, zip(*counted)))


def _by_arrays(
    rows: Sequence[Sequence[str]], widths: Sequence[int], size: float, models: tuple[Metrics, ...]
) -> list[tuple[int, ...]]:
    """A text that recurs in its column, as most do, is counted once."""
    import numpy as np

    em = size * 20
    places: list[tuple[int, str]] = [(0, "")]
    columns: list[np.ndarray] = []
    for number, (column, width) in enumerate(zip(zip(*rows), widths)):
        known = dict.fromkeys(column, 0)
        doubtful = [text for text in known if len(text) * em > width or not text.isprintable()]
        known.update(zip(doubtful, count(len(places))))
        places += zip(repeat(number), doubtful)
        columns.append(np.array(list(map(known.__getitem__, column))))
    counted = _counted(places, widths, em, models)
    if not "".join([text for _, text in places]).isprintable():
        for place, (number, text) in enumerate(places):
            if line_count.has_breaks(text):
                counted[place] = line_count.counts(text, widths[number], models=models, size=size, tracking=0)
    return list(map(tuple, np.maximum.reduce([counted[column] for column in columns]).tolist()))


def _counted(
    places: list[tuple[int, str]], widths: Sequence[int], em: float, models: tuple[Metrics, ...]
) -> np.ndarray:
    """Lines of each text, in the width of its column, under each model; `lines.counts` for all of them together."""
    import numpy as np

    texts = _Texts(places, widths)
    counted, grows = texts.count(em, models[0])
    others = (np.where(grows, np.maximum(counted, texts.count(em, metrics)[0]), counted) for metrics in models[1:])
    return np.stack([counted, *others], axis=1)


class _Texts:
    """Many texts end to end, with what all models share: where lines may end, and where numbers meet 汉字."""

    def __init__(self, places: list[tuple[int, str]], widths: Sequence[int]):
        import numpy as np

        joined = "".join([text for _, text in places])
        codes = np.minimum(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), 0xFFFF)
        kinds = np.take(_kinds(), codes)
        self.letters = np.minimum(codes, 128)
        self.stops = np.cumsum([len(text) for _, text in places])
        self.starts = np.concatenate(([0], self.stops[:-1]))
        self.rooms = np.array([widths[column] for column, _ in places], dtype=np.float64)
        self.allowed, self.glued, self.solid = _places(kinds)
        word, ideograph = (kinds & _WORD) != 0, (kinds & _IDEOGRAPH) != 0
        self.within, self.beside = (np.zeros(len(codes) + 1, dtype=bool) for _ in range(2))
        self.within[1:-1] = (kinds[1:] & kinds[:-1] & _WORDY) != 0
        self.beside[1:-1] = (word[1:] & ideograph[:-1]) | (ideograph[1:] & word[:-1])
        self.beside[self.starts] = False
        latin = np.concatenate(([0], np.cumsum(word)))
        self.latin = latin[self.stops] - latin[self.starts]

    def count(self, em: float, metrics: Metrics) -> tuple[np.ndarray, np.ndarray]:
        """Lines of each text: all take their first line together, then those not yet at their end the second …

        And of which wider digits might make more (`lines.may_grow`).
        """
        import numpy as np

        solid, allowed = self.solid, self.allowed & ~self.glued if metrics.glued else self.allowed
        breaks = np.maximum.accumulate(np.where(allowed, np.arange(len(allowed)), 0))
        within = self.within & metrics.glued
        table, gap = np.array([*line_count.widths(em, 0, metrics), em]), em * metrics.gap
        table[ord("?")] = table[ord("!")]  # there it is the width of all that is not ASCII
        taken = np.take(table, self.letters)
        np.add(taken, gap, out=taken, where=self.beside[:-1])
        before = np.zeros(len(taken) + 1)
        ends = np.cumsum(taken, out=before[1:])
        starts, counted = self.starts.copy(), np.ones(len(self.stops), dtype=np.int64)
        active, start, room, stop = np.arange(len(starts)), starts, self.rooms, self.stops
        while active.size:
            reach = solid[
                np.searchsorted(ends, before[start] + self.beside[start] * gap + room + _ROUNDING, side="right")
            ]
            going = np.nonzero(reach < stop)[0]
            active, start, room, stop = active[going], start[going], room[going], stop[going]
            reach = np.maximum(reach[going], start + 1)
            place = breaks[reach - (within[reach] & (reach - start > 1))]
            start = np.where(place > start, place, reach)
            starts[active] = start
            counted[active] += 1
        return counted, line_count.may_grow(self.stops - starts, self.latin, em, self.rooms)


_OPEN, _CLOSED, _WORDY, _LETTER, _QUERY, _BLANK, _DASH, _WORD, _IDEOGRAPH, _GLUE, _HINGE, _SLASH = (
    1 << bit for bit in range(12)
)


@lru_cache(maxsize=1)
def _kinds() -> np.ndarray:
    """The kinds of every character of the basic plane, as bits; `lines.CLASSES` is where they come from."""
    import numpy as np

    table = np.zeros(0x10000, dtype=np.uint16)
    table[0x3400:0xA000] |= _IDEOGRAPH
    classes = line_count.CLASSES
    letters = string.ascii_letters
    members = (
        (_OPEN, classes["open"] | classes["quote"]),
        (_CLOSED, classes["close"] | classes["quote"] | classes["postfix"] | {" "}),
        (_WORDY, classes["alphabetic"] | set(map(chr, range(0x21, 0x7F)))),
        (_LETTER, letters),
        (_QUERY, "?"),
        (_HINGE, "/-"),
        (_SLASH, "/"),
        (_BLANK, " "),
        (_DASH, "—"),
        (_WORD, letters + string.digits),
        (_GLUE, classes["glue"]),
    )
    for bit, characters in members:
        table[[ord(character) for character in characters]] |= bit
    return table


def _places(kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each place: may a line end there, is it barred where words are glued, and the first at or after it that is no blank."""
    import numpy as np

    before, after = kinds[:-1], kinds[1:]
    both = before & after
    refused = ((before & _OPEN) | (after & _CLOSED) | (both & _DASH)) != 0
    refused |= ((before & _SLASH) != 0) & ((after & _WORD) == 0)
    joined = ((both & _WORDY) != 0) & ~(((before & _QUERY) != 0) & ((after & _LETTER) != 0))
    joined &= (before & _HINGE) == 0
    allowed, glued = (np.zeros(len(kinds) + 1, dtype=bool) for _ in range(2))
    allowed[1:-1] = ~(refused | joined)
    glued[1:-1] = ((before & _GLUE) != 0) & ((after & _WORD) != 0)
    solid, following = np.append((kinds & _BLANK) == 0, True), np.arange(len(allowed))
    if not solid.all():
        following = np.minimum.accumulate(np.where(solid, following, len(kinds))[::-1])[::-1]
    return allowed, glued, following
