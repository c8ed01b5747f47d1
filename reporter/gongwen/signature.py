"""发文机关署名 and 成文日期 (clause 7.3.5), with room for seals or without, of one organ or several.

Name and date are centred on one axis, not set flush: so the name stands over the middle of the date whatever the
width of the font's digits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from . import layout, line_count, ooxml, styles
from .content import Chop, Signature
from .flow_pieces import Piece, blank, gap, kept, paragraph
from .layout import StyleName

_CHAR = layout.char_pitch()
_LEFT = ooxml.element("jc", val="left")
_LINE = layout.CHARS_PER_LINE.value
_SEAL_LINES_ABOVE = 2
"""Blank lines above the first name: the seal's upper edge then lies within one line of the text."""
_APART = 1.01
"""Diameters from the middle of one seal to that of the next, beside it or below: they do not touch (7.3.5.1)."""
_NAME_GAP = 0.6
"""Characters between two names of a row."""


def date_text(day: dt.date | str) -> str:
    """成文日期 in Arabic digits, without leading zeros (7.3.5.4); a text as it is.

    >>> date_text(dt.date(2018, 4, 8))
    '2018年4月8日'
    """
    return day if isinstance(day, str) else f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=16)  # most documents of a kind are signed alike
def signature(content: Signature | None, metrics: line_count.Metrics = line_count.HALF) -> Sequence[Piece]:
    """The blank lines above, the names, the date; each kept with the next, so that none is ever alone on a page.

    `metrics` says how wide the date's digits are.
    """
    if content is None:
        return []
    date = date_text(content.date)
    width = line_count.width(date, metrics)
    if content.chop is not None:
        return _chopped(content.chop, date, width)
    return _sealed(content.organs, date, width) if content.sealed else _unsealed(content.organs, date, width)


def _chopped(chop: Chop, date: str, date_width: float) -> list[Piece]:
    """7.3.5.3: the chop, or the name printed in its place, four characters from the right, the post two to its left,
    the date below; the post stands in the middle of the chop's height, for which a line above and below is free.
    """
    right = _LINE - layout.CHOP_RIGHT.value
    name = line_count.ems(chop.name) if chop.name else layout.CHOP_WIDTH.value
    gap = layout.CHOP_POST_GAP.value
    start = right - name - gap - line_count.ems(chop.post)
    runs = ooxml.run(chop.post + ("\u3000" * int(gap) if chop.name else ""))
    if chop.name:
        runs += ooxml.run(chop.name, styles.id_of(StyleName.SIGNER_NAME))
    return [
        *(blank(keep_next=True) for _ in range(int(layout.CHOP_GAP.value))),
        paragraph(StyleName.SIGNATURE, runs, ind=_from(start), jc=_LEFT),
        *(blank(keep_next=True) for _ in range(int(layout.CHOP_DATE_GAP.value))),
        paragraph(StyleName.DATE, ooxml.run(date), ind=_from(right - date_width), jc=_LEFT),
    ]


def _sealed(organs: tuple[str, ...], date: str, date_width: float) -> list[Piece]:
    """The last name over the date; names before it in rows, as many to a row as their seals have room for."""
    widest = max((line_count.ems(name) for name in organs), default=0.0)
    axis = min(_LINE - layout.SEALED_DATE_RIGHT.value - date_width / 2, _LINE - widest / 2)
    rows, step = _arranged(organs, axis)
    pieces = [blank(keep_next=True) for _ in range(_SEAL_LINES_ABOVE)]
    for index, row in enumerate(rows):
        if index:
            pieces.append(kept(gap(round(layout.SEAL_DIAMETER.twips * _APART) - layout.line_pitch())))
        pieces.append(_name_row(row, axis, step))
    if date:
        pieces.append(paragraph(StyleName.DATE, ooxml.run(date), ind=_about(axis)))
    return pieces


def _arranged(organs: tuple[str, ...], axis: float) -> tuple[list[tuple[str, ...]], float]:
    """Rows of names, and the distance of their axes: seals neither touch nor leave the 版心 (7.3.5.1)."""
    seal = layout.SEAL_DIAMETER.mm / (_CHAR / layout.TWIPS_PER_MM) * _APART
    for columns in range(min(3, len(organs)), 1, -1):
        rows = [organs[start : start + columns] for start in range(0, len(organs), columns)]
        beside = [line_count.ems(left + right) / 2 + _NAME_GAP for row in rows for left, right in pairwise(row)]
        step = max(seal, *beside)
        edges = [step * (len(row) - 1) + max(seal, line_count.ems(row[0])) / 2 for row in rows]
        if max(edges) <= axis:
            return rows, step + min(axis - max(edges), step / 2) / columns
    return [(name,) for name in organs], 0.0


def _name_row(row: tuple[str, ...], axis: float, step: float) -> Piece:
    """Names centred on their axes, the last of them on `axis`, over the date."""
    if len(row) == 1:
        return paragraph(StyleName.SIGNATURE, ooxml.run(row[0]), ind=_about(axis))
    places = [axis - step * back for back in range(len(row) - 1, -1, -1)]
    tabs = ooxml.tabs(*(round(place * _CHAR) for place in places), kind="center")
    runs = "".join(ooxml.run("\t" + name) for name in row)
    return paragraph(StyleName.SIGNATURE, runs, tabs=tabs, jc=_LEFT)


def _about(axis: float) -> str:
    """The indent of a centred line whose middle lies `axis` characters from the left of the 版心."""
    width = layout.type_area()[0]
    middle = round(axis * _CHAR)
    return ooxml.element("ind", left=max(0, 2 * middle - width), right=max(0, width - 2 * middle))


def _unsealed(organs: tuple[str, ...], date: str, date_width: float) -> list[Piece]:
    """7.3.5.2: the date begins two characters to the right of the name; a longer date is at 右空二字 itself."""
    name_width = line_count.ems(organs[-1])
    right, step = layout.UNSEALED_ORGAN_RIGHT.value, layout.UNSEALED_DATE_OFFSET.value
    start = _LINE - right - name_width
    if date_width > name_width:
        start = _LINE - right - date_width - step
    pieces = [blank(keep_next=True) for _ in range(int(layout.SIGNATURE_GAP.value))]
    for name in organs:
        place = start + name_width - line_count.ems(name)
        pieces.append(paragraph(StyleName.SIGNATURE, ooxml.run(name), ind=_from(place), jc=_LEFT))
    pieces.append(paragraph(StyleName.DATE, ooxml.run(date), ind=_from(start + step), jc=_LEFT))
    return pieces


def _from(place: float) -> str:
    return ooxml.element("ind", left=max(0, round(place * _CHAR)))
