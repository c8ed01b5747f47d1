"""Ruled tables: full width, header row repeated, rows whole, text never clipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from . import cells, layout, ooxml, styles
from .content import Table
from .flow import Piece, Room, paragraph
from .layout import StyleName

__all__ = ["table"]

_LARGE = (StyleName.TABLE_HEAD, {"left": StyleName.TABLE_TEXT, "center": StyleName.TABLE_CENTRE,
                                 "right": StyleName.TABLE_RIGHT})
_SMALL = (StyleName.SMALL_HEAD, {"left": StyleName.SMALL_TEXT, "center": StyleName.SMALL_CENTRE,
                                 "right": StyleName.SMALL_RIGHT})
_CROWDED = 1100
"""Twips a column below which the small table styles are taken."""
_PAD = 2 * styles.CELL_PAD + 10
"""What a row takes besides its lines: the cells' margins above and below, and its rule."""
_EDGE = 10
"""What the outermost rules of a table take on each page, over what its rows bring."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What every cell of a column shares: width for its text, and the XML before it, around it and after it."""

    room: int
    before: str
    after: str


def table(content: Table, room: Room) -> list[Piece]:
    """The table over the whole width; a row is split between pages only when it is taller than one."""
    widths = _widths(content, room.width)
    head_style, text_styles = _SMALL if room.width / len(content.columns) < _CROWDED else _LARGE
    pieces = [paragraph(StyleName.TABLE_CAPTION, ooxml.run(content.caption))] if content.caption else []
    repeat: tuple[int, ...] = (_EDGE,)
    rows: list[Piece] = []
    if not content.headless:
        spec = styles.spec(head_style)
        titles = tuple(column.title for column in content.columns)
        head = _rows([titles], [_column(width, spec) for width in widths], spec, room, header=True)[0]
        repeat = tuple(lines * head.pitch + head.pad + _EDGE for lines in head.lines)
        rows.append(head)
    specs = [styles.spec(text_styles[column.align]) for column in content.columns]
    columns = [_column(width, spec) for width, spec in zip(widths, specs)]
    rows.extend(_rows(content.rows, columns, specs[0], room, repeat=repeat))
    if not rows:
        return pieces
    rows[0] = rows[0]._replace(xml=_opening(widths) + rows[0].xml, pad=rows[0].pad + _EDGE, sure=False)
    rows[-1] = rows[-1]._replace(xml=rows[-1].xml + "</w:tbl>", sure=False)
    return pieces + rows


def _rows(texts: Sequence[tuple[str, ...]], columns: list[_Column], spec: styles.Spec, room: Room, *,
          header: bool = False, repeat: tuple[int, ...] = (0,)) -> list[Piece]:
    heights = cells.tallest(texts, [column.room for column in columns], spec.size, room.models)
    pitch = spec.line or layout.line_pitch()
    most = (room.height - _PAD - max(repeat)) // pitch
    shapes = {(fits, plain): _shape(columns, header=header, whole=fits, plain=plain)
              for fits in (True, False) for plain in (True, False)}
    all_plain = ooxml.is_plain("".join(chain.from_iterable(texts))) and all(map(all, texts))
    pieces: list[Piece] = []
    for row, lines in zip(texts, heights):
        fits = max(lines) <= most
        filled = row if all_plain else tuple(map(ooxml.run, row))
        pieces.append(Piece(shapes[fits, all_plain] % filled, pitch, lines, _PAD, header, False, fits, repeat,
                            sure=all_plain))
    return pieces


def _shape(columns: list[_Column], *, header: bool, whole: bool, plain: bool) -> str:
    """A row's XML with ``%s`` for the runs of each cell, or (plain) for their text; filling it in is quick.

    It is proved well formed here, once: plain text filled in cannot undo that.
    """
    marks = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    place = "<w:r><w:t>%s</w:t></w:r>" if plain else "%s"
    cells = "".join(f"{column.before}{place}{column.after}" for column in columns)
    shape = f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{cells}</w:tr>"
    ooxml.prove(shape)
    return shape


def _column(width: int, spec: styles.Spec) -> _Column:
    return _Column(width - spec.left - spec.right,
                   f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{ooxml.bare(spec.id)}',
                   "</w:p></w:tc>")


def _widths(content: Table, width: int) -> list[int]:
    """Whole twips that add up to `width`."""
    total = sum(column.share for column in content.columns)
    edges, seen = [0], 0.0
    for column in content.columns:
        seen += column.share
        edges.append(round(width * seen / total))
    return [right - left for left, right in pairwise(edges)]


def _opening(widths: list[int]) -> str:
    return ("<w:tbl><w:tblPr>" + ooxml.element("tblStyle", val=styles.TABLE_STYLE) +
            ooxml.element("tblW", w=sum(widths), type="dxa") + ooxml.element("tblLayout", type="fixed") + "</w:tblPr>" +
            ooxml.element("tblGrid", "".join(ooxml.element("gridCol", w=width) for width in widths)))
