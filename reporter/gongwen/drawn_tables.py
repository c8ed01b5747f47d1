"""Ruled tables with merged cells and pictures, as somebody drew them: full width, header repeated, nothing clipped."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..records import value
from . import embedded_pictures, layout, line_count, ooxml, ruled_tables, styles
from .content import Grid, GridCell
from .fitted_columns import column_shares, even
from .flow_pieces import Piece, Room


@value
class _Placed:
    """A cell at its place; `covered`: one that goes on with the cell above, of which nothing is printed here."""

    cell: GridCell
    left: int
    covered: bool = False

    @property
    def right(self) -> int:
        """The column behind it."""
        return self.left + self.cell.columns


def grid(content: Grid, room: Room) -> list[Piece]:
    """The table, a row a piece; a row is split between pages only when it is taller than one."""
    head_style, text_styles = ruled_tables.look(room.width / len(content.shares))
    rows = list(_placed(content))
    widths = _widths(content, rows, room.width, styles.spec(head_style).size)
    specs = [
        [styles.spec(head_style if number < content.heads else text_styles[item.cell.align]) for item in row]
        for number, row in enumerate(rows)
    ]
    drawn = [
        [_content(item, spec, sum(widths[item.left : item.right]), room) for item, spec in zip(row, own)]
        for row, own in zip(rows, specs)
    ]
    heights = _heights(rows, [[height for _, height in row] for row in drawn], len(room.models))
    least = [min(height, room.height // 2) for height in content.least] or [0] * len(rows)
    heights = [
        [max(taken, height - ruled_tables.PAD) for taken in row] for row, height in zip(heights, least, strict=True)
    ]
    pitch = styles.spec(head_style).line or layout.line_pitch()
    repeat = [sum(heights[number][model] for number in range(content.heads)) for model in range(len(room.models))]
    dress = "" if content.heads else styles.IN_THE_MIDDLE
    pieces = []
    for number, (row, texts) in enumerate(zip(rows, drawn)):
        head = number < content.heads
        taken = tuple(math.ceil(height / pitch) for height in heights[number])
        fits = max(taken) * pitch + ruled_tables.PAD + max(repeat) <= room.height
        room_left = ooxml.element("trHeight", val=least[number], hRule="atLeast") if least[number] else ""
        marks = ("<w:cantSplit/>" if fits else "") + room_left + ("<w:tblHeader/>" if head else "")
        cells = "".join(
            ooxml.table_cell(sum(widths[item.left : item.right]), text, _marks(item) + dress)
            for item, (text, _) in zip(row, texts)
        )
        xml = f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{cells}</w:tr>"
        pieces.append(Piece(xml, pitch, taken, ruled_tables.PAD, head, whole=fits, repeat=tuple(repeat)))
    pieces[0] = pieces[0]._replace(xml=ruled_tables.opening(tuple(widths), int(content.heads > 0)) + pieces[0].xml)
    pieces[-1] = pieces[-1]._replace(xml=pieces[-1].xml + "</w:tbl>")
    return pieces


def _widths(content: Grid, rows: list[list[_Placed]], width: int, size: float) -> list[int]:
    """The widths of the columns as they were drawn, what is short on one line; cells over several columns aside."""
    titles = [""] * len(content.shares)
    texts: list[list[str]] = [[] for _ in content.shares]
    for number, row in enumerate(rows):
        for item in row:
            if item.cell.columns > 1 or item.covered:
                continue
            if number < content.heads:
                titles[item.left] = item.cell.text
            else:
                texts[item.left].append(item.cell.text)
    shares = content.shares
    if even(shares):
        shares = column_shares(content.rows, len(shares), width / (size * 20))
    return ruled_tables.fitted_widths(shares, titles, texts, width, size)


def _placed(content: Grid) -> Iterator[list[_Placed]]:
    """The cells of each row from the left, those that go on from above among them; a place nobody fills is blank."""
    width = len(content.shares)
    going: dict[int, tuple[GridCell, int]] = {}  # column → cell that covers it, rows it still goes on
    for cells in content.rows:
        row: list[_Placed] = []
        waiting, column = iter(cells), 0
        while column < width:
            cell, left = going.pop(column, (None, 0))
            covered = cell is not None
            if cell is None:
                room = next((other - column for other in sorted(going) if other > column), width - column)
                cell = next(waiting, None) or GridCell(text="")
                cell, left = _narrowed(cell, room), cell.rows
            row.append(_Placed(cell, column, covered))
            if left > 1:
                going[column] = cell, left - 1
            column += cell.columns
        yield row


def _narrowed(cell: GridCell, room: int) -> GridCell:
    if cell.columns <= room:
        return cell
    return GridCell(text=cell.text, columns=room, rows=cell.rows, align=cell.align, pictures=cell.pictures)


def _content(item: _Placed, spec: styles.Spec, width: int, room: Room) -> tuple[str, tuple[int, ...]]:
    """(paragraphs of a cell, their height under each model)."""
    if item.covered:
        return ooxml.paragraph(spec.id), (0,) * len(room.models)
    inner = max(width - spec.left - spec.right - ruled_tables.RULE, round(spec.size * 20))
    cell, pitch = item.cell, spec.line or layout.line_pitch()
    lines = line_count.counts(cell.text, inner, models=room.models, size=spec.size, tracking=0)
    shown = [embedded_pictures.in_cell(picture, spec.id, inner, room.height // 2) for picture in cell.pictures]
    text = ooxml.paragraph(spec.id, ooxml.run(cell.text)) if cell.text or not shown else ""
    below = sum(height + pitch for _, height in shown)
    return text + "".join(xml for xml, _ in shown), tuple(count * pitch * bool(text) + below for count in lines)


def _heights(rows: list[list[_Placed]], drawn: list[list[tuple[int, ...]]], models: int) -> list[list[int]]:
    """The height of each row under each model; what a cell over several rows lacks is added to its last."""
    heights = [[0] * models for _ in rows]
    for number, row in enumerate(rows):
        for item, taken in zip(row, drawn[number]):
            if not item.covered and item.cell.rows == 1:
                heights[number] = [max(pair) for pair in zip(heights[number], taken)]
    for number, row in enumerate(rows):
        for item, taken in zip(row, drawn[number]):
            last = min(number + item.cell.rows, len(rows))
            if not item.covered and item.cell.rows > 1:
                for model, height in enumerate(taken):
                    lack = height - sum(own[model] for own in heights[number:last])
                    heights[last - 1][model] += max(0, lack)
    return heights


def _marks(item: _Placed) -> str:
    span = ooxml.element("gridSpan", val=item.cell.columns) if item.cell.columns > 1 else ""
    if item.cell.rows == 1:
        return span
    return span + ("<w:vMerge/>" if item.covered else ooxml.element("vMerge", val="restart"))
