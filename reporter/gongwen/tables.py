"""Ruled tables: full width, header row repeated, rows whole, text never clipped."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from . import layout, ooxml, styles
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
_MIDDLE = ooxml.element("vAlign", val="center")
_CELL_PAD = 40
_RULE = 10


def table(content: Table, room: Room) -> list[Piece]:
    """The table over the whole width; a row is split between pages only when it is taller than one."""
    widths = _widths(content, room.width)
    head_style, text_styles = _SMALL if room.width / len(content.columns) < _CROWDED else _LARGE
    cell_styles = [text_styles[column.align] for column in content.columns]
    pieces = [paragraph(StyleName.TABLE_CAPTION, ooxml.run(content.caption))] if content.caption else []
    repeat: tuple[int, ...] = (0,)
    rows: list[Piece] = []
    if not content.headless:
        titles = tuple(column.title for column in content.columns)
        head = _row(titles, widths, [head_style] * len(widths), room, header=True)
        repeat = tuple(lines * head.pitch + head.pad for lines in head.lines)
        rows.append(head)
    rows.extend(_row(row, widths, cell_styles, room, repeat=repeat) for row in content.rows)
    if not rows:
        return pieces
    rows[0] = replace(rows[0], xml=_opening(widths) + rows[0].xml)
    rows[-1] = replace(rows[-1], xml=rows[-1].xml + "</w:tbl>")
    return pieces + rows


def _widths(content: Table, width: int) -> list[int]:
    """Whole twips that add up to `width`."""
    total = sum(column.share for column in content.columns)
    edges, seen = [0], 0.0
    for column in content.columns:
        seen += column.share
        edges.append(round(width * seen / total))
    return [right - left for left, right in pairwise(edges)]


def _opening(widths: list[int]) -> str:
    margins = "".join(ooxml.element(side, w=pad, type="dxa") for side, pad in
                      (("top", _CELL_PAD), ("left", 0), ("bottom", _CELL_PAD), ("right", 0)))
    return ("<w:tbl><w:tblPr>" + ooxml.element("tblStyle", val=styles.TABLE_STYLE) +
            ooxml.element("tblW", w=sum(widths), type="dxa") + ooxml.element("tblLayout", type="fixed") +
            ooxml.element("tblCellMar", margins) + "</w:tblPr>" +
            ooxml.element("tblGrid", "".join(ooxml.element("gridCol", w=width) for width in widths)))


def _row(texts: tuple[str, ...], widths: list[int], names: list[StyleName], room: Room, *, header: bool = False,
         repeat: tuple[int, ...] = (0,)) -> Piece:
    cells: list[str] = []
    most = (1,) * len(room.models)
    for value, width, name in zip(texts, widths, names, strict=True):
        spec = styles.spec(name)
        taken = room.count(value, width - spec.left - spec.right, size=spec.size, tracking=0)
        most = tuple(map(max, most, taken))
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_MIDDLE}</w:tcPr>'
                     f"<w:p>{ooxml.bare(spec.id)}{ooxml.run(value)}</w:p></w:tc>")
    pitch = styles.spec(names[0]).line or layout.line_pitch()
    pad = 2 * _CELL_PAD + _RULE
    whole = max(most) * pitch + pad + max(repeat) <= room.height
    marks = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    xml = f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"
    return Piece(xml, pitch, most, pad, keep_next=header, whole=whole, repeat=repeat)
