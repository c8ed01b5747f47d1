"""What an official document says, in the order it is read; knows no Word, no millimetres.

Text is plain Unicode. In a `title` the mark ``｜`` (U+FF5C) is a place where a line may preferably break; it is never
printed. Paragraph levels are those of clause 7.3.3: 0 running text, 1 「一、」, 2 「（一）」, 3 「1.」, 4 「（1）」;
the numbering is part of the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import accumulate

from ..records import record
from .document_form import Form


class Noted(str):
    """A text with notes on stretches of it: `notes` holds (start, end, note), in order, none overlapping.

    Wherever a document holds a text it may hold one of these. To all that prints it is the plain text, and what is cut
    out of it is plain again; only a proof copy (`comments`) shows the notes.
    """

    notes: tuple[tuple[int, int, object], ...]

    def __new__(cls, text: str, notes: Iterable[tuple[int, int, object]] = ()) -> Noted:
        """`text` with `notes`."""
        made = super().__new__(cls, text)
        made.notes = tuple(notes)
        return made


class NotedDate(dt.date):
    """A day that bears a note, as a stretch of a `Noted` text does."""

    note: object

    def __new__(cls, day: dt.date, note: object) -> NotedDate:
        """The same `day` with `note`."""
        made = super().__new__(cls, day.year, day.month, day.day)
        made.note = note
        return made


@record
class Head:
    """版头 (clause 7.2). `organs` host first; `word` is 「文件」 or 「令」 beside them, blank when the mark is
    the name alone.

    A blank for an organ keeps the room of the mark.
    number: the whole 发文字号; a blank serial is kept as ``〔2018〕　号``, room for the pen.
    signers: 签发人 of a 上行文; ``("",)`` keeps room for one name, ``()`` means the document goes down or sideways.
    """

    organs: tuple[str, ...]
    number: str
    word: str = "文件"
    signers: tuple[str, ...] = ()
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""


@record
class Paragraph:
    """One paragraph. `level` 0 to 4; `lead` is the part of a level-2+ paragraph that is the heading proper.

    With a blank `lead` a paragraph of level 1 to 4 is a heading throughout; otherwise only `lead` (a prefix of `text`)
    takes the heading's face and the rest runs on as body. `centred`, `flush` and `right` lift the first-line indent.
    """

    text: str
    level: int = 0
    lead: str = ""
    centred: bool = False
    flush: bool = False
    right: bool = False


@record
class TableColumn:
    """A table's column: `share` of the width (any unit, shares are summed), `align` left, center or right."""

    title: str
    share: float = 1.0
    align: str = "left"


@record
class Table:
    """A ruled table with its header row repeated on each page; every row has one text for each column.

    `caption` stands centred above it. With `headless` no header row is printed (forms: label, value).
    A cell's text may hold line breaks (``\\n``). `rest` stands below in place of the last rows where a document of one
    page has no room for them; blank: every row stands.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    headless: bool = False
    rest: str = ""

    def __hash__(self) -> int:
        """Quick: what was laid out is looked up by it."""
        return hash(self.rows)


@record
class Picture:
    """A picture in the text: its file, size in twips, and what it shows. `number` tells it from the others."""

    data: bytes
    suffix: str
    width: int
    height: int
    number: int
    description: str = ""


@record
class GridCell:
    """A cell of a `Grid`, covering so many of its columns and rows; pictures stand below the text."""

    text: str
    columns: int = 1
    rows: int = 1
    align: str = "left"
    pictures: tuple[Picture, ...] = ()


@record
class Grid:
    """A ruled table as somebody drew it: its cells may cover several columns and rows.

    shares: the columns' parts of the width; all alike, they are made for what stands in the columns. rows: the cells
    that begin in each row, those covered from above left out. heads: so many rows at the top are its header, repeated
    on each page. least: how high each row is at least, in twips, 0 or () for what its text takes: the room that a form
    leaves for the pen.
    """

    shares: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    heads: int = 0
    least: tuple[int, ...] = ()


Block = Paragraph | Table | Grid | Picture


@record
class Annex:
    """附件 (clause 7.3.7): on a new page, label on line 1, title on line 3. `landscape`: 横排 (clause 8).

    The label is made from its place in the document: 「附件」 when it is the only one, else 「附件1」 …; `label` is
    that of one sent by itself. A blank title prints none.
    listed: its name in the 附件说明, where that is another. Not `bound`: it is listed and sent apart. Not `labelled`:
    it begins a page under its title alone and is not listed.
    """

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    listed: str = ""
    bound: bool = True
    labelled: bool = True
    label: str = ""


@record
class Chop:
    """签名章 (clause 7.3.5.3): the post of who signs, and the name where it is printed; blank: room for the chop."""

    post: str = ""
    name: str = ""


@record
class Signature:
    """发文机关署名 and 成文日期 (clause 7.3.5). `sealed` leaves room for the seals of 7.3.5.1, else 7.3.5.2.

    date: a text where it is no whole day (2018年　月　日); blank for none. chop: of what is signed by its head in place
    of the organs (令).
    """

    organs: tuple[str, ...]
    date: dt.date | str
    sealed: bool = True
    chop: Chop | None = None


@record
class Imprint:
    """版记 (clause 7.4). `copies_to` and `addressees` (主送 moved here) without label and full stop; a text for
    `issued_on` is printed as it is (a form's 20XX年X月X日)."""

    issuer: str
    issued_on: dt.date | str | None
    copies_to: str = ""
    addressees: str = ""


@record
class Minutes:
    """The name lists of a 纪要 (clause 10.3)."""

    present: str = ""
    excused: str = ""
    attending: str = ""


BODY_MOST = 4000
"""Characters of a text about one matter, as the rules of 2024 on fewer and shorter papers want it."""


@record
class OfficialDocument:
    """A whole 公文, top to bottom. A blank `addressees` prints none, a blank `title` of a 令 too; `note` is the 附注
    without its brackets.

    slip: what is cut off and sent back, at the foot of the last page; only without annexes.
    `status` goes into the file's properties only (征求意见稿, 定稿).
    close: the lines of its text stand closer than the standard's, for a 白头 that else would take a second page.
    """

    head: Head
    title: str
    body: tuple[Block, ...]
    addressees: str = ""
    annexes: tuple[Annex, ...] = ()
    signature: Signature | None = None
    note: str = ""
    imprint: Imprint | None = None
    minutes: Minutes | None = None
    form: Form = Form.DOCUMENT
    slip: tuple[Block, ...] = ()
    status: str = ""
    close: bool = False

    def __hash__(self) -> int:
        """Quick, as that of a table; few documents are about at a time."""
        return hash((self.title, self.head.number, self.close, len(self.body)))

    @property
    def characters(self) -> int:
        """How many characters its text has: paragraphs, without tables and annexes."""
        return sum(len("".join(block.text.split())) for block in self.body if isinstance(block, Paragraph))

    @property
    def annex_labels(self) -> tuple[str, ...]:
        """「附件」 of a single annex, 「附件1」「附件2」 … of several; blank for one that is not labelled."""
        places = accumulate(int(annex.labelled) for annex in self.annexes)
        several = sum(annex.labelled for annex in self.annexes) > 1
        return tuple(
            annex.label or (f"附件{place if several else ''}" if annex.labelled else "")
            for annex, place in zip(self.annexes, places)
        )
