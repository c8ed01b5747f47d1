"""How many lines a text takes: widths of characters and the rules of line breaking (禁则), as the page is set here.

Every line has an exact pitch and every 汉字 the same width, so lines can be counted without a word processor; that is
how the typesetter knows on which page a document ends. What a font's digits and Latin letters measure differs from
font to font, so a `Metrics` says it. Widths are in twips.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from ..records import value
from . import layout


@value
class Metrics:
    """Widths of the ASCII characters from the blank to ~, in thousandths of a 字, and the room between 汉字 and a word.

    `gap`: in 字, set between a 汉字 and a digit or letter. `glued`: a number or word stays with a 。，、） before it,
    as LibreOffice has it.
    """

    ascii: tuple[int, ...]
    gap: float
    glued: bool = True

    def __hash__(self) -> int:
        """Quick: a table of widths is looked up for each text by its metrics, of which there are three."""
        return self.ascii[1]


def _thousandths(numbers: str) -> tuple[int, ...]:
    return tuple(map(int, numbers.split()))


_SERIF = _thousandths("""
    256 308 376 574 550 923 779 196 364 364 478 580 327 346 327 352 557 471 558 557 555 558 558 549 558 562 327 327
    580 580 580 432 912 718 670 691 770 652 629 741 853 405 402 731 625 975 796 767 641 767 715 567 659 797 714 1053
    700 687 605 344 352 344 580 563 435 557 638 538 629 546 388 566 663 332 311 607 334 974 661 596 638 607 462 473
    367 653 548 838 564 552 498 374 316 374 580""")
_DEJAVU = _thousandths("""
    318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636 337 337
    838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635 611 732 684 989
    685 611 685 390 337 390 838 500 500 613 635 550 635 615 352 635 634 278 278 579 278 974 634 612 635 635 411 521
    392 634 592 818 592 592 525 636 337 636 838""")
HALF = Metrics((500,) * 95, 0.25, glued=False)
"""The fonts of official documents (仿宋_GB2312, 宋体 …): all of ASCII half a character."""
NOTO = Metrics(_SERIF, 0.2)
"""Noto (Source Han) Serif."""
WIDE = Metrics(tuple(map(max, _SERIF, _DEJAVU)), 0.25)
"""The broadest that a substituted font is likely to be: DejaVu Sans, which fontconfig takes where it knows no
better."""


@lru_cache(maxsize=8)
def models(font: str) -> tuple[Metrics, ...]:
    """The widths of a font by its name, and those of what may be substituted for it."""
    return (NOTO if re.match(r"(Noto|Source Han|思源)", font) else HALF, WIDE)


def ems(text: str) -> float:
    """Width of `text` in 字: an ASCII character is half one.

    >>> ems("2018年5月"), ems("成文日期")
    (4.5, 4.0)
    """
    return len(text) - sum(character < "\x80" for character in text) / 2


def count(
    text: str,
    width: float,
    first: float | None = None,
    *,
    size: float = layout.BODY_SIZE.value,
    tracking: int | None = None,
    metrics: Metrics = HALF,
) -> int:
    """Lines that `text` takes in `width` (`first` for its first line); line breaks in it count.

    size: of the characters, in points; tracking: their spacing, by default that of running text.

    >>> count("国" * 29, 8844), count("国" * 28 + "。", 8844)
    (2, 2)
    """
    return len(split(text, width, first, size=size, tracking=tracking, metrics=metrics))


def width(text: str, metrics: Metrics) -> float:
    """Width of `text` on one line in 字, the room beside words and numbers included.

    >>> width("2018年", HALF)
    3.25
    """
    return _ends(text, 1.0, 0, metrics)[0][-1] if text else 0.0


def ends(text: str, metrics: Metrics) -> tuple[list[float], dict[int, float]]:
    """Where each character ends on one line, in 字; and of the characters that have room set before them how much,
    which the beginning of a line drops.
    """
    return _ends(text, 1.0, 0, metrics)


def counts(
    text: str,
    width: float,
    first: float | None = None,
    *,
    models: tuple[Metrics, ...],
    size: float = layout.BODY_SIZE.value,
    tracking: int | None = None,
) -> tuple[int, ...]:
    """`count` under each of `models`; others than the first are counted only when `_may_grow` says so.

    >>> counts("国" * 26 + "123", 8844, models=(HALF, WIDE))
    (1, 2)
    """
    step = layout.tracking() if tracking is None else tracking
    if len(text) * (size * 20 + step) <= (width if first is None else min(width, first)) and not _has_breaks(text):
        return (1,) * len(models)
    return _counted(text, width, first, models, size, step)


@lru_cache(maxsize=8192)  # a table is measured several times until a page has room, and departments share tasks
def _counted(
    text: str, width: float, first: float | None, models: tuple[Metrics, ...], size: float, tracking: int
) -> tuple[int, ...]:
    wide = size * 20 + tracking
    rows = split(text, width, first, size=size, tracking=tracking, metrics=models[0])
    latin = sum(map(len, _WORD.findall(text)))
    room = width if first is None or len(rows) > 1 else first
    if not _may_grow(len(rows[-1]), latin, wide, room):
        return (len(rows),) * len(models)
    return (
        len(rows),
        *(
            max(len(rows), len(split(text, width, first, size=size, tracking=tracking, metrics=other)))
            for other in models[1:]
        ),
    )


def _may_grow(last: int, latin: int, wide: float, room: float) -> bool:
    """Whether digits and letters, set wider, may push the last line's characters over its end.

    last: the characters of the last line; latin: the digits and letters of the whole text; wide: the width of a 汉字.
    Two characters are allowed for what 禁则 may push along.
    """
    return latin > 0 and (last + 2 + latin * 0.2) * wide > room


def split(
    text: str,
    width: float,
    first: float | None = None,
    *,
    size: float = layout.BODY_SIZE.value,
    tracking: int | None = None,
    metrics: Metrics = HALF,
) -> list[str]:
    """`text` as the lines it is set in; never empty.

    >>> [len(line) for line in split("国" * 28 + "。", 8844)]
    [27, 2]
    """
    step = layout.tracking() if tracking is None else tracking
    room = width if first is None else first
    lines: list[str] = []
    for piece in _BREAK.split(text) if _has_breaks(text) else (text,):
        lines.extend(_split(piece, room, width, size * 20, step, metrics))
        room = width
    return lines


def _split(text: str, first: float, width: float, em: float, step: int, metrics: Metrics) -> list[str]:
    wide = em + step
    if len(text) * wide <= first:
        return [text]
    if not _PLAIN.fullmatch(text):
        return _broken(text, first, width, *_ends(text, em, step, metrics), metrics.glued)
    opening = _line(max(1, int(first / wide + 0.001))).match(text)
    assert opening  # a line may be any characters, if need be
    return [opening[0], *_line(max(1, int(width / wide + 0.001))).findall(text, opening.end())]


@lru_cache(maxsize=256)
def _line(characters: int) -> re.Pattern[str]:
    """A line of at most so many 汉字 and 标点, ending where a line may; any so many when it may nowhere."""
    before, after = (re.escape("".join(sorted(kind))) for kind in (_OPEN | _QUOTES, _CLOSE | _QUOTES | _POSTFIX))
    return re.compile(f".{{1,{characters}}}(?:\\Z|(?<![{before}])(?![{after}])(?!(?<=—)—))|.{{1,{characters}}}", re.S)


def _has_breaks(text: str) -> bool:
    """Whether `text` has line breaks of its own."""
    return not text.isprintable() and bool(_BREAK.search(text))


_BREAK = re.compile(r"\r\n|[\n\r\x0b]")
_WORD = re.compile(r"[0-9A-Za-z]+")


@lru_cache(maxsize=64)
def _widths(em: float, step: int, metrics: Metrics) -> list[float]:
    """Width of each ASCII character by its code; under that of ``?`` the width of everything else."""
    known = [em * part / 1000 + step for part in metrics.ascii]
    table = [em / 2 + step] * 32 + known + [em / 2 + step]
    table[ord("?")] = em + step
    return table


_BESIDE = re.compile("[\u3400-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z](?=[\u3400-\u9fff])")


def _ends(text: str, em: float, step: int, metrics: Metrics) -> tuple[list[float], dict[int, float]]:
    """Where each character ends, from the left; and the room set before a character, which a line's start drops.

    Where such room is, no character spacing is.
    """
    codes = text.replace("?", "!").encode("ascii", "replace")
    taken = list(map(_widths(em, step, metrics).__getitem__, codes))
    gaps = dict.fromkeys(_beside(text), em * metrics.gap - step)
    for place, gap in gaps.items():
        taken[place] += gap
    return list(accumulate(taken)), gaps


@lru_cache(maxsize=8)
def _beside(text: str) -> tuple[int, ...]:
    """Where a number or word meets 汉字: the same under all models, which are asked one after the other."""
    return tuple([match.end() for match in _BESIDE.finditer(text)])


def _broken(
    text: str, room: float, width: float, ends: Sequence[float], gaps: dict[int, float], glued: bool
) -> list[str]:
    lines: list[str] = []
    start, used = 0, 0.0
    while start < len(text):
        stop = bisect_right(ends, used + gaps.get(start, 0.0) + room + 0.5)
        while stop < len(text) and text[stop] == " ":
            stop += 1
        stop = max(stop, start + 1)  # a column may be narrower than a character
        if stop < len(text) and not _between_hanzi(text[stop - 1 : stop + 1]):
            stop = _last_break(text, start, stop, glued)
        lines.append(text[start:stop])
        start, used, room = stop, ends[stop - 1], width
    return lines


def _last_break(text: str, start: int, stop: int, glued: bool) -> int:
    """The last place at or before `stop` where a line may end; `stop` itself when the line offers none.

    LibreOffice (`glued`) sees a place within Latin only when a character more has room.
    """
    place = stop - (glued and stop - start > 1 and _wordy(text[stop - 1]) and _wordy(text[stop]))
    while place > start and not _may_break(text[place - 1], text[place], glued):
        place -= 1
    return place if place > start else stop


# Classes of UAX #14, as far as official texts go; everything else that is not ASCII breaks like an ideograph.
_OPEN = frozenset("+±￥([{‘“〈《「『【〔〖〝（［｛")
_CLOSE = frozenset("-)]}’”、。〃〉》」』】〕〗〞，．）］｝！？：；!?:;,./｡､·‰℃％％…～ー々")
_QUOTES = frozenset("‘’“”\"'")
_ALPHABETIC = frozenset("★☆○●◎◇◆□■△▲※×÷±①②③④⑤⑥⑦⑧⑨⑩§·°")
_POSTFIX = frozenset("%％‰℃°")


_GLUE = frozenset("。，、．）》」』】〕〗〉〞］｝")
_between_hanzi = re.compile("[\u3400-\u9fff]{2}").match
"""Whether two characters are 汉字, where a line may always end: most lines do there."""
_PLAIN = re.compile(f"[^\x00-\x7f{''.join(sorted(_ALPHABETIC))}]*")
"""Text of 汉字 and their 标点 alone, all of one width."""


def _may_break(before: str, after: str, glued: bool) -> bool:
    if after in _CLOSE or before in _OPEN or after == " ":
        return False
    if before in _QUOTES or after in _QUOTES:
        return False
    if before == "—" and after == "—":
        return False
    if before == "/" and not _WORD.match(after):
        return False
    if glued and before in _GLUE and _WORD.match(after):
        return False
    if after in _POSTFIX:
        return False
    if _wordy(before) and _wordy(after):
        return before in "/-" or (before == "?" and after.isalpha() and after.isascii())
    return True


def _wordy(character: str) -> bool:
    return "!" <= character <= "~" or character in _ALPHABETIC
