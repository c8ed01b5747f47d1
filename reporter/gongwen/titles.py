"""Where a title breaks (clause 7.3.1): at whole words, the lines forming a 梯形 or a 菱形.

All ways to break are compared, not the first that fits: a line too many, an ugly shape or a break at a bad place each
has its price, and the cheapest wins.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ..records import value
from . import line_count, solid_words

MARK = "｜"
_SQUEEZE, _TIGHTEST = 0.94, 0.90
"""A line may be set this much narrower rather than broken once more; and this much when nothing else fits."""
_SHORTEST = 4
_A_LINE = 8.0
"""The price of a line, however it looks."""
_NOT_FIRST = frozenset("的和与及或暨等、，；：》）〕”·")
_NOT_LAST = frozenset("《（〔“")
_AREAS, _OFFICES = frozenset("省市区县乡镇"), frozenset("局处室委会府部")
"""Ends of words that together name an office, 「开发区」「党政办公室」, which is better not divided."""
_PARTED = 12.0
_MAX_LINES = 5
_LEAST = 0.2
"""A line narrower than this part of the mean is not looked at."""


@value
class _Place:
    """A place where a line may end: characters before it, and the price of ending there."""

    at: int
    price: float


@lru_cache(maxsize=256)
def _broken(text: str, room: float) -> tuple[tuple[str, ...], int]:
    rows, scaling = _best(text.replace("\n", MARK), room)
    return tuple(rows), scaling


def broken(text: str, room: float) -> tuple[list[str], int]:
    """The lines of a title in `room` characters, and the horizontal scaling in per cent that makes them fit.

    `text` may hold MARK where a line preferably ends; MARK itself is never in the result.

    >>> broken("关于印发社会事业局政务公开重点工作｜目标任务分解方案的通知", 20)
    (['关于印发社会事业局政务公开重点工作', '目标任务分解方案的通知'], 100)
    """
    rows, scaling = _broken(text, room)
    return list(rows), scaling


def _best(text: str, room: float) -> tuple[list[str], int]:
    """The cheapest lines; only when none fit are they squeezed further, and 《titles》 broken at their own words."""
    plain = text.replace(MARK, "")
    width = _width(plain)
    if width <= room / _SQUEEZE:
        return [plain], _scaling([plain], room)
    for squeeze, longest in ((_SQUEEZE, room), (_TIGHTEST, room), (_SQUEEZE, room / 2), (_TIGHTEST, room / 2)):
        places = _places(text, longest / squeeze)
        fewest = max(2, math.ceil(width * squeeze / room))
        found = [*_candidates(plain, places, fewest, room, squeeze)]
        more = fewest + 1
        if more <= _MAX_LINES and not (found and min(found)[0] < _cheapest(places, more)):
            found += _candidates(plain, places, more, room, squeeze)
        if found:
            rows = min(found)[1]
            return rows, _scaling(rows, room)
    rows = line_count.split(plain, room * 20, size=1, tracking=0)
    return rows, _scaling(rows, room)


def shape(rows: list[str]) -> str:
    """What the centred lines look like: 「一行」, 「梯形」, 「菱形」, 「矩形」 or 「沙漏」.

    >>> shape(["国" * 9, "国" * 12]), shape(["国" * 12, "国" * 9, "国" * 12])
    ('梯形', '沙漏')
    """
    return _shape([line_count.width(row, line_count.HALF) for row in rows])


def _shape(widths: list[float]) -> str:
    if len(widths) == 1:
        return "一行"
    if max(widths) - min(widths) < 1:
        return "矩形"
    steps = [right - left for left, right in pairwise(widths)]
    if all(step >= 0 for step in steps) or all(step <= 0 for step in steps):
        return "梯形"
    peak = widths.index(max(widths))
    rises = all(step >= 0 for step in steps[:peak]) and all(step <= 0 for step in steps[peak:])
    return "菱形" if rises else "沙漏"


def _places(text: str, longest: float) -> list[_Place]:
    """Ends of words that may end a line, cheapest where it is marked; 《titles》 over `longest` are taken apart."""
    places: list[_Place] = []
    at = 0
    parts = text.split(MARK)
    for number, part in enumerate(parts):
        pieces = _opened(solid_words.segments(part), longest)
        for index, piece in enumerate(pieces):
            at += len(piece.text)
            last = index == len(pieces) - 1
            if last and number < len(parts) - 1:
                places.append(_Place(at, -12.0))
            elif not last and _allowed(piece.text, pieces[index + 1].text):
                places.append(_Place(at, _price(piece, pieces[index + 1])))
    return places


def _opened(pieces: list[solid_words.Segment], longest: float) -> list[solid_words.Segment]:
    """The pieces, a 《title》 or name longer than this taken apart into its words."""
    found: list[solid_words.Segment] = []
    for piece in pieces:
        if piece.text[0] not in _NOT_LAST or _width(piece.text) <= longest:
            found.append(piece)
            continue
        inner = [replace(item, known=False) for item in solid_words.segments(piece.text[1:-1])]
        found += (
            [
                solid_words.Segment(piece.text[0] + inner[0].text, False),
                *inner[1:-1],
                solid_words.Segment(inner[-1].text + piece.text[-1], True),
            ]
            if len(inner) > 1
            else [piece]
        )
    return found


def _allowed(before: str, after: str) -> bool:
    return after[0] not in _NOT_FIRST and before[-1] not in _NOT_LAST


def _price(before: solid_words.Segment, after: solid_words.Segment) -> float:
    price = 0.0 if before.known and after.known else 3.0
    if before.text[-1] in _AREAS and after.text[-1] in _AREAS | _OFFICES:
        price += _PARTED
    if before.text in ("关于", "和", "与", "及", "或", "暨", "对", "在", "第"):
        price += 6
    if before.text == "的":
        price += 2
    return price


def _cheapest(places: list[_Place], number: int) -> float:
    """What so many lines cost at least."""
    return _A_LINE * number + sum(sorted(place.price for place in places)[: number - 1])


def _candidates(
    plain: str, places: list[_Place], number: int, room: float, squeeze: float
) -> Iterator[tuple[float, list[str]]]:
    """Every way to make `number` lines that fit, with its price; none whose breaks alone cost more than one before."""
    limit = room / squeeze
    widths, half = _widths(plain, line_count.WIDE), _widths(plain, line_count.HALF)
    narrowest = widths(0, len(plain)) / number * _LEAST

    def ways(start: int, index: int, left: int) -> Iterator[tuple[float, list[int]]]:
        """Ends of the last `left` lines, from `start` on, at places from number `index` on."""
        if left == 1:
            if widths(start, len(plain)) <= limit:
                yield 0.0, [len(plain)]
            return
        for place_index in range(index, len(places)):
            place = places[place_index]
            if widths(start, place.at) > limit:
                return
            if widths(start, place.at) >= narrowest and widths(place.at, len(plain)) <= limit * (left - 1):
                for price, ends in ways(place.at, place_index + 1, left - 1):
                    yield price + place.price, [place.at, *ends]

    least = math.inf
    for price, ends in sorted(ways(0, 0, number)):  # the best breaks first, so that most are not looked at
        if price + _A_LINE * number > least:
            return
        cuts = list(pairwise([0, *ends]))
        shown = _shape([half(*cut) for cut in cuts])
        whole = price + _cost(shown, [widths(*cut) for cut in cuts], room)
        least = min(least, whole)
        yield whole, [plain[left:right] for left, right in cuts]


def _widths(text: str, metrics: line_count.Metrics) -> Callable[[int, int], float]:
    """What tells the width of a stretch of a title by its ends, the title measured once."""
    ends, gaps = line_count.ends(text, metrics)
    begins = [0.0, *ends]

    def width(start: int, stop: int) -> float:
        return round(begins[stop] - begins[start] - gaps.get(start, 0.0), 6)

    return width


def _cost(shown: str, widths: list[float], room: float) -> float:
    cost = _A_LINE * len(widths)
    cost += {"梯形": 0.0, "菱形": 0.0, "矩形": 12.0, "沙漏": 20.0}[shown]
    cost += 30.0 * sum(width < _SHORTEST for width in widths)
    spread = (max(widths) - min(widths)) / max(widths)
    cost += 25 * max(0.0, spread - 0.25)
    cost += 4.0 if max(widths) > room else 0.0
    return cost


def _width(row: str) -> float:
    """The width a row may have at most, whatever font stands in for the one asked for."""
    return line_count.width(row, line_count.WIDE)


def _scaling(rows: list[str], room: float) -> int:
    widest = max(map(_width, rows))
    return 100 if widest <= room else max(1, math.floor(room / widest * 100))
