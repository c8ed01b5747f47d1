"""Ruled tables: full width, header row repeated, rows whole, text never clipped."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from ..records import value
from . import layout, line_count, ooxml, styles
from .content import Table
from .flow_pieces import Piece, Room, paragraph
from .layout import StyleName

_LARGE = (
    StyleName.TABLE_HEAD,
    {"left": StyleName.TABLE_TEXT, "center": StyleName.TABLE_CENTRE, "right": StyleName.TABLE_RIGHT},
)
_SMALL = (
    StyleName.SMALL_HEAD,
    {"left": StyleName.SMALL_TEXT, "center": StyleName.SMALL_CENTRE, "right": StyleName.SMALL_RIGHT},
)
_SHORT = 7
"""Characters of a text that is not to be broken."""
_SOLID = re.compile("[!-~][!-~]+")  # {2,} would take twice the time
"""A number or word of Latin letters …"""
_SOLID_MOST = 14
"""… that is not to be broken: as long as a telephone number at most."""
_LATIN, _AROUND = 0.64, 0.2
"""The most that a digit may take, and what is left free besides, in 字."""
_GIVEN = 0.25
"""The part of their spare width that columns of running text give up at most."""
_CROWDED = 1100
"""Twips a column below which the small table styles are taken."""
RULE = 10
"""A rule, which LibreOffice takes from the width of a cell's text."""
PAD = 2 * styles.CELL_PAD + RULE
"""What a row takes besides its lines: the cells' margins above and below, and its rule."""
LEAST = styles.SMALL_TABLE_LINE + PAD
"""The height of a row of one line in the smaller style."""
_EDGE = 10
"""What the outermost rules of a table take on each page, over what its rows bring."""


@value
class _Column:
    """What every cell of a column shares: width for its text, and the XML before it, around it and after it.

    surely: so many characters stand on one line, whatever they are.
    """

    room: int
    surely: int
    before: str
    after: str


@lru_cache(maxsize=16)  # of a paper that has to be one page tables are measured before they are set
def table(content: Table, room: Room) -> Sequence[Piece]:
    """The table over the whole width; a row is split between pages only when it is taller than one.

    ValueError when a row has not one text for each column.
    """
    if any(len(row) != len(content.columns) for row in content.rows):
        raise ValueError(f"every row of the table needs {len(content.columns)} texts")
    head_style, text_styles = look(room.width / len(content.columns))
    widths = fitted_widths(
        [column.share for column in content.columns],
        ["" if content.headless else column.title for column in content.columns],
        list(zip(*content.rows)) or [()] * len(content.columns),
        room.width,
        styles.spec(head_style).size,
    )
    pieces = [paragraph(StyleName.TABLE_CAPTION, ooxml.run(content.caption))] if content.caption else []
    repeat: tuple[int, ...] = (_EDGE,)
    rows: list[Piece] = []
    if not content.headless:
        spec = styles.spec(head_style)
        columns = [_column(width, head_style) for width in widths]
        titles = tuple(
            _balanced(column.title, place.room / (spec.size * 20)) for column, place in zip(content.columns, columns)
        )
        head = _rows([titles], columns, spec, room, header=True)[0]
        repeat = tuple(lines * head.pitch + head.pad + _EDGE for lines in head.lines)
        rows.append(head)
    names = [text_styles[column.align] for column in content.columns]
    dress = styles.IN_THE_MIDDLE if content.headless else ""
    columns = [_column(width, name, dress) for width, name in zip(widths, names)]
    rows.extend(_rows(content.rows, columns, styles.spec(names[0]), room, repeat=repeat))
    if not rows:
        return pieces
    sure = all(row.sure for row in rows)
    begun = opening(tuple(widths), int(not content.headless)) + rows[0].xml
    rows[0] = rows[0]._replace(xml=begun, pad=rows[0].pad + _EDGE, sure=sure)
    rows[-1] = rows[-1]._replace(xml=rows[-1].xml + "</w:tbl>", sure=sure)
    return pieces + rows


def look(width: float) -> tuple[StyleName, dict[str, StyleName]]:
    """The style of the header and those of the text, by its alignment, where columns are so wide on the whole."""
    return _SMALL if width < _CROWDED else _LARGE


def _rows(
    texts: Sequence[tuple[str, ...]],
    columns: list[_Column],
    spec: styles.Spec,
    room: Room,
    *,
    header: bool = False,
    repeat: tuple[int, ...] = (0,),
) -> list[Piece]:
    heights = [_lines(row, columns, spec.size, room.models) for row in texts]
    pitch = spec.line or layout.line_pitch()
    most = (room.height - PAD - max(repeat)) // pitch
    said = "".join(chain.from_iterable(texts))
    sure = ooxml.escape(said) == said
    shapes: dict[tuple[bool, bool], str] = {}
    pieces: list[Piece] = []
    for row, lines in zip(texts, heights):
        fits, plain = kind = max(lines) <= most, all(row) and ooxml.is_plain("".join(row))
        if kind not in shapes:
            shapes[kind] = _shape(tuple(columns), header, fits, plain)
        xml = shapes[kind] % (row if plain else tuple(map(ooxml.run, row)))
        pieces.append(Piece(xml, pitch, lines, PAD, header, False, fits, repeat, sure))
    return pieces


def _lines(
    row: tuple[str, ...], columns: list[_Column], size: float, models: tuple[line_count.Metrics, ...]
) -> tuple[int, ...]:
    """Lines of a row's tallest cell, under each model."""
    long = [
        line_count.counts(text, column.room, models=models, size=size, tracking=0)
        for text, column in zip(row, columns)
        if len(text) > column.surely or not text.isprintable()
    ]
    return tuple(map(max, zip(*long))) if long else (1,) * len(models)


@lru_cache(maxsize=256)
def _shape(columns: tuple[_Column, ...], header: bool, whole: bool, plain: bool) -> str:
    """A row's XML with ``%s`` for the runs of each cell, or (plain) for their text; filling it in is quick.

    It is proved well formed here, once: text filled in cannot undo that where nothing of it has to be escaped.
    """
    marks = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    place = "<w:r><w:t>%s</w:t></w:r>" if plain else "%s"
    cells = "".join(f"{column.before}{place}{column.after}" for column in columns)
    shape = f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{cells}</w:tr>"
    ooxml.prove(shape)
    return shape


@lru_cache(maxsize=256)
def _column(width: int, style: StyleName, dress: str = "") -> _Column:
    spec = styles.spec(style)
    room = width - spec.left - spec.right - RULE
    return _Column(
        room,
        int(room / (spec.size * 20)),
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{dress}</w:tcPr><w:p>{ooxml.bare(spec.id)}',
        "</w:p></w:tc>",
    )


def fitted_widths(
    shares: Sequence[float], titles: Sequence[str], texts: Sequence[Sequence[str]], width: int, size: float
) -> list[int]:
    """Whole twips that add up to `width`: the columns' shares, but wide enough for their short texts.

    「各分管领导」 on two lines, one character on the second, looks like a mistake; so what is short (a date, a name,
    the header) gets its line, and the columns of running text give it up. A column whose lack is too great stays as
    it is. titles: what stands above each column, blank where nothing does.
    """
    total = sum(shares)
    wished = [width * share / total for share in shares]
    needed = [_needed(title, own, size) for title, own in zip(titles, texts)]
    spare = sum(max(0.0, wish - need) for need, wish in zip(needed, wished))
    given = 0.0
    for lack, place in sorted((need - wish, place) for place, (need, wish) in enumerate(zip(needed, wished))):
        if lack > 0 and given + lack <= spare * _GIVEN:
            given, wished[place] = given + lack, needed[place]
    if given:
        wished = [wish - max(0.0, wish - need) * given / spare for need, wish in zip(needed, wished)]
    edges = [0, *(round(edge) for edge in accumulate(wished))]
    return [right - left for left, right in pairwise(edges)]


def _needed(title: str, texts: Sequence[str], size: float) -> float:
    """Twips that the short texts of a column need to stand on one line each; of a column of long ones, its title.

    Numbers, addresses and words of Latin letters count as short texts, each for itself.
    """
    short = [text for text in texts if len(text) <= _SHORT]
    shown, running = set(), texts
    if len(short) * 2 >= len(texts):
        shown, running = set(short), [text for text in texts if len(text) > _SHORT]
    shown.update(title.split("\n"))
    solid = max((length for length in map(len, _SOLID.findall("\n".join(running))) if length <= _SOLID_MOST), default=0)
    return (max(solid * _LATIN, *map(_width, shown), 0.0) + _AROUND) * size * 20 + 2 * styles.TABLE_PAD + RULE


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    """Width of a short text in 字, digits reckoned wide; of lines the widest."""
    if "\n" in text:
        return max(map(_width, text.split("\n")))
    if text.isascii():
        return len(text) * _LATIN
    narrow = 2 * len(text) - len(text.encode("gbk", "replace"))
    return len(text) - narrow * (1 - _LATIN) + (0.3 if 0 < narrow < len(text) else 0.0)


def _balanced(title: str, room: float) -> str:
    """A column's title too wide for its line, on lines as equal as can be: 「任务」「编号」, not 「任务编」「号」."""
    if "\n" in title or _width(title) <= room or not title.isalpha() or title.isascii():
        return title
    number = math.ceil(_width(title) / max(room, 1))
    ends = [len(title) * step // number for step in range(number + 1)]
    return "\n".join(title[start:stop] for start, stop in pairwise(ends))


@lru_cache(maxsize=256)
def opening(widths: tuple[int, ...], header: int = 0) -> str:
    """The beginning of a ruled table with columns so wide, up to its first row; header: whether that is one (1), which
    screen readers ask, or none (0). It is proved well formed here, up to its end."""
    begun = (
        "<w:tbl><w:tblPr>"
        + (ooxml.element("tblStyle", val=styles.TABLE_STYLE) if header else "")
        + ooxml.element("tblW", w=sum(widths), type="dxa")
        + ("" if header else styles.TABLE_RULES)
        + ooxml.element("tblLayout", type="fixed")
        + ("" if header else styles.TABLE_MARGINS)
        + ooxml.element("tblLook", val=f"{header * 0x20:04X}", firstRow=header, firstColumn=0, noHBand=1, noVBand=1)
        + "</w:tblPr>"
        + ooxml.element("tblGrid", "".join(ooxml.element("gridCol", w=width) for width in widths))
    )
    ooxml.prove(f"{begun}</w:tbl>")
    return begun
