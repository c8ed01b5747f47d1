"""Ruled tables: full width, header row repeated, rows whole, text never clipped."""

from __future__ import annotations

from . import layout, lines, ooxml, styles
from .content import Table
from .flow import Piece, paragraph
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


def table(content: Table, width: int, page: int) -> list[Piece]:
    """The table in `width` twips; `page` is the height of the 版心, which a row must exceed to be split."""
    widths = _widths(content, width)
    head_style, text_styles = _SMALL if width / len(content.columns) < _CROWDED else _LARGE
    cell_styles = [text_styles[column.align] for column in content.columns]
    pieces = [paragraph(StyleName.TABLE_CAPTION, ooxml.run(content.caption))] if content.caption else []
    repeat = 0
    rows: list[Piece] = []
    if not content.headless:
        titles = tuple(column.title for column in content.columns)
        head = _row(titles, widths, [head_style] * len(widths), page, header=True)
        repeat = head.pitch * head.lines
        rows.append(head)
    rows.extend(_row(row, widths, cell_styles, page, repeat=repeat) for row in content.rows)
    if not rows:
        return pieces
    rows[0] = _with(rows[0], before=_opening(widths))
    rows[-1] = _with(rows[-1], after="</w:tbl>")
    return pieces + rows


def _with(piece: Piece, before: str = "", after: str = "") -> Piece:
    return Piece(f"{before}{piece.xml}{after}", piece.pitch, piece.lines, keep_next=piece.keep_next,
                 repeat=piece.repeat)


def _widths(content: Table, width: int) -> list[int]:
    """Whole twips that add up to `width`."""
    total = sum(column.share for column in content.columns)
    edges, seen = [0], 0.0
    for column in content.columns:
        seen += column.share
        edges.append(round(width * seen / total))
    return [right - left for left, right in zip(edges, edges[1:])]


def _opening(widths: list[int]) -> str:
    margins = "".join(ooxml.element(side, w=pad, type="dxa") for side, pad in
                      (("top", _CELL_PAD), ("left", 0), ("bottom", _CELL_PAD), ("right", 0)))
    return ("<w:tbl><w:tblPr>" + ooxml.element("tblStyle", val=styles.TABLE_STYLE) +
            ooxml.element("tblW", w=sum(widths), type="dxa") + ooxml.element("tblLayout", type="fixed") +
            ooxml.element("tblCellMar", margins) + "</w:tblPr>" +
            ooxml.element("tblGrid", "".join(ooxml.element("gridCol", w=width) for width in widths)))


def _row(texts: tuple[str, ...], widths: list[int], names: list[StyleName], page: int, *, header: bool = False,
         repeat: int = 0) -> Piece:
    cells: list[str] = []
    most = 1
    for value, width, name in zip(texts, widths, names, strict=True):
        spec = styles.spec(name)
        room = width - spec.left - spec.right
        most = max(most, lines.count(value, room, size=spec.size, tracking=0))
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_MIDDLE}</w:tcPr>'
                     f"<w:p>{ooxml.bare(spec.id)}{ooxml.run(value)}</w:p></w:tc>")
    pitch = styles.spec(names[0]).line or layout.line_pitch()
    height = most * pitch + 2 * _CELL_PAD + _RULE
    whole = height + repeat <= page
    marks = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    xml = f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"
    return Piece(xml, height, keep_next=header, repeat=repeat) if whole else Piece(xml, pitch, most, repeat=repeat)
