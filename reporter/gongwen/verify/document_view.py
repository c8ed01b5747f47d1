"""What a reader's eye sees of a .docx, as plain records: lines, tables, sections, boxes and drawn shapes.

Lengths are twips.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...records import value
from .effective_styles import ParagraphLook, RunLook
from .inline import Run
from .properties import Border
from .shapes import Box, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One paragraph; two are the same only when they are the same one.

    `story`: body, cell, box, header or footer; `table` and `row` tell the table, `box` the text box.
    `opens_page`: a page or section break stands right before it. `mark` is the look of the paragraph mark, which
    gives a blank line its height. `fields` are the codes of the fields in it.
    """

    index: int
    text: str
    runs: tuple[Run, ...]
    look: ParagraphLook
    mark: RunLook
    story: str
    section: int
    opens_page: bool
    table: int | None = None
    row: int = -1
    column: int = -1
    box: int | None = None
    fields: tuple[str, ...] = ()

    @property
    def set_apart(self) -> bool:
        """Whether it is set in the middle or at the right."""
        return self.look.align in ("center", "right")

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()

    @property
    def size(self) -> float:
        """The size of most of its characters, of its mark when it is blank."""
        weights: dict[float, int] = {}
        for run in self.runs:
            weights[run.look.size] = weights.get(run.look.size, 0) + len(run.text.strip())
        return max(weights, key=lambda size: weights[size]) if any(weights.values()) else self.mark.size


@value
class Cell:
    """A table cell: its lines by index, its borders (its own before the table's).

    `left`: from the table's edge to its own, `width`, both in twips (a width of 0: not stated).
    """

    lines: tuple[int, ...]
    borders: dict[str, Border]
    left: float = 0.0
    width: float = 0.0


@value
class Table:
    """A table: rows of cells, its width in twips (0: not stated).

    `heights`: of each row the stated height in twips and its rule (exact, atLeast, auto).
    """

    index: int
    rows: tuple[tuple[Cell, ...], ...]
    borders: dict[str, Border]
    width: float
    heights: tuple[tuple[float, str], ...]
    floating: dict[str, str]
    section: int


@value
class Section:
    """Page set-up, in twips; `footers` and `headers`: default, even, first → lines.

    `numbers`: the form of its page numbers, decimal where nothing is said.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    gutter: float
    grid: str
    grid_pitch: float
    grid_chars: float
    kind: str
    first_differs: bool
    landscape: bool
    numbers: str
    footers: dict[str, tuple[Line, ...]]
    headers: dict[str, tuple[Line, ...]]

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


@dataclass(slots=True)
class Reading:
    """The whole document."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    even_differs: bool = False
    plain: bool = False
    """Whether it says of itself that it is 白头, a paper that has no 版头."""

    def cell(self, line: Line) -> Cell | None:
        """The cell of the body that holds a line; None of a line outside tables."""
        if line.table is None or line.story != "cell" or line.index < 0:
            return None
        return self.tables[line.table].rows[line.row][line.column]

    @property
    def body(self) -> list[Line]:
        """The lines in the flow, tables and boxes aside."""
        return [line for line in self.lines if line.story == "body"]
