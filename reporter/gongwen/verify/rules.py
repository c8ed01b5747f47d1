"""The ruled lines of a document, whatever draws them: paragraph borders, table borders, drawn lines.

A rule stands below the line with index `after` (and above the next). Lengths are twips, weights points.
"""

from __future__ import annotations

from ...records import value
from .document_view import Line, Reading
from .properties import Border
from .shapes import Place, Shape

_DOUBLE = {
    "thinThick",
    "thickThin",
    "double",
    "dbl",
    "thinThickSmallGap",
    "thickThinSmallGap",
    "thinThickMediumGap",
    "thickThinMediumGap",
    "thinThickLargeGap",
    "thickThinLargeGap",
    "thickBetweenThin",
}


@value
class Rule:
    """A level line: how it is drawn, where, how wide and heavy, and `space` twips from the text it belongs to.

    `down`: the place of a drawn line.
    """

    source: str
    after: int
    line: Line
    width: float | None
    weight: float
    colour: str
    compound: str
    space: float = 0.0
    down: Place = Place()

    @property
    def double(self) -> bool:
        """Whether it is two lines, thick and thin."""
        return self.compound in _DOUBLE


def rules_of(reading: Reading) -> list[Rule]:
    """Every level line outside ordinary tables, top to bottom; a table counts by the edges of its rows."""
    found = [rule for line in reading.lines for rule in _of_paragraph(reading, line)]
    found += [_of_shape(reading, reading.lines[shape.anchor], shape) for shape in reading.shapes if shape.is_rule]
    for table in reading.tables:
        found += _of_table(reading, table.index)
    headers = [
        line
        for section in reading.sections
        for story in (section.headers, section.footers)
        for lines in story.values()
        for line in lines
    ]
    found += [rule for line in headers for rule in _of_paragraph(reading, line)]
    return sorted(found, key=lambda rule: rule.after)


def _of_paragraph(reading: Reading, line: Line) -> list[Rule]:
    section = reading.sections[line.section]
    room = section.room
    if line.box is not None:
        room = reading.boxes[line.box].width
    width = room - line.look.left - line.look.right if line.story != "cell" else None
    rules = []
    for side, after in (("top", line.index - 1), ("bottom", line.index)):
        border = line.look.borders.get(side)
        if border is not None and border.kind != "none" and border.weight:
            rules.append(
                Rule(
                    "border",
                    after,
                    line,
                    width,
                    border.weight,
                    border.colour,
                    border.kind,
                    border.space * 20,
                )
            )
    return rules


def _of_shape(reading: Reading, line: Line, shape: Shape) -> Rule:
    room = reading.sections[line.section].room if line.story == "body" else 0.0
    return Rule(
        "shape",
        shape.anchor,
        line,
        shape.share * room or shape.width or None,
        shape.weight,
        shape.colour,
        shape.compound,
        down=shape.down,
    )


def _of_table(reading: Reading, index: int) -> list[Rule]:
    """The edges of a table's rows: at each, the border of its cells or of the table."""
    table = reading.tables[index]
    rules = []
    for row, cells in enumerate(table.rows):
        lines = [reading.lines[number] for cell in cells for number in cell.lines]
        if not lines:
            continue
        for side, after, outer in (
            ("top", lines[0].index - 1, row == 0),
            ("bottom", lines[-1].index, row == len(table.rows) - 1),
        ):
            if side == "top" and row:
                continue
            border = _edge(table.borders, [cell.borders for cell in cells], side, outer)
            if border is None and side == "bottom" and not outer:
                border = _edge({}, [cell.borders for cell in table.rows[row + 1]], "top", True)
            if border is not None:
                rules.append(
                    Rule(
                        "table",
                        after,
                        lines[0],
                        table.width or None,
                        border.weight,
                        border.colour,
                        border.kind,
                    )
                )
    return rules


def _edge(table: dict[str, Border], cells: list[dict[str, Border]], side: str, outer: bool) -> Border | None:
    own = [cell[side] for cell in cells if side in cell]
    drawn = [border for border in own if border.kind != "none" and border.weight]
    if drawn:
        return drawn[0]
    if len(own) == len(cells) and own:
        return None
    inherited = table.get(side if outer else "insideH")
    return inherited if inherited is not None and inherited.kind != "none" and inherited.weight else None
