"""What a draft consists of, in the order it is read, and what has to be told of it."""

from __future__ import annotations

from ..gongwen.content import Grid, Picture
from ..records import record, value


@record
class Line:
    """A paragraph, or the part of one up to a soft break. size: in points, 0 where nobody says it.

    pushed: it stands at the right, by alignment, indent or blanks. boxed: it stood in a text box. heading: the level
    that its style, or a chat window, gives it, 0 for none. number: what Word set before it by itself, part of `text`.
    """

    text: str
    place: str
    align: str = "left"
    size: float = 0.0
    red: bool = False
    pushed: bool = False
    opens_page: bool = False
    boxed: bool = False
    heading: int = 0
    bold: bool = False
    number: str = ""
    across: bool = False


@record
class Drawn:
    """A table; size: of its smallest characters, in points; across: on a page across (横排)."""

    grid: Grid
    place: str
    size: float = 0.0
    opens_page: bool = False
    across: bool = False


@record
class Shown:
    """A picture on a line of its own."""

    picture: Picture
    place: str
    opens_page: bool = False
    across: bool = False


SOFT = "软回车改为分段"
"""What becomes of line ends within a paragraph; those of a title are no paragraphs."""
Item = Line | Drawn | Shown


@value
class Change:
    """What was written another way, where: before and after, where that can be said."""

    place: str
    what: str
    before: str = ""
    after: str = ""


@value
class LeftOut:
    """What the result does not hold: what it is, where it stood, its text. within: it stood in the text itself."""

    place: str
    what: str
    text: str
    within: bool = False


@record
class Draft:
    """A draft as it was read: its items, what was changed and left out, what was added (a list's numbers), remarks."""

    items: tuple[Item, ...]
    changes: tuple[Change, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    added: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Unreadable(ValueError):
    """The bytes are no draft that can be read; `str()` is the reason, in Chinese."""
