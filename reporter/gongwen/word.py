"""OfficialDocument → .docx bytes: the flow put into sections, 版记 where the pages end, and the package around it."""

from __future__ import annotations

import bisect
import datetime as dt
import operator
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from . import (
    assembly,
    body,
    docx_skeleton,
    embedded_pictures,
    imprint,
    layout,
    line_count,
    ooxml,
    ruled_tables,
    styles,
    titles,
)
from .content import OfficialDocument, Table
from .document_form import Form
from .flow_pieces import Piece, blank, gap, going_on, paragraph, room
from .fonts import GB2312, Fonts
from .layout import StyleName
from .sections import TAIL, Section, closed, end_of, holding, xml

_NO_DATE = dt.date(2000, 1, 1)
"""When a document has no date of its own, its package still needs one that does not change."""


def render(document: OfficialDocument, *, fonts: Fonts = GB2312, preprinted: bool = False) -> bytes:
    """The document as .docx; the same document gives the same bytes.

    `preprinted` leaves out what is printed red on the paper already (mark and rules) but keeps its room. The first
    document in a set of fonts takes longer: what all documents share is made with it.
    """
    shared = docx_skeleton.base(fonts)
    flow = xml(_laid_out(document, line_count.models(fonts.latin or fonts.fangsong), preprinted), shared.references)
    part = ooxml.part(f"<w:document {ooxml.DECLARATIONS}><w:body>", *flow, "</w:body></w:document>")
    return docx_skeleton.docx_of(shared, part, _properties(document), embedded_pictures.of(document))


def moves_addressees(document: OfficialDocument, fonts: Fonts = GB2312) -> bool:
    """Whether the addressees are printed in the 版记, for want of room on page 1 (7.3.2)."""
    own = room(line_count.models(fonts.latin or fonts.fangsong))
    return bool(document.addressees) and not assembly.settled(document, own).addressees


def on_one_page(document: OfficialDocument) -> OfficialDocument:
    """The document with no more rows of the tables that name a `rest` than one page has room for.

    Where that is none of them, or it takes a second page even so, its lines stand closer, if that makes it one.
    """
    tables = [block for block in document.body if isinstance(block, Table) and block.rest]
    every = sum(len(table.rows) for table in tables)
    dropped = _dropped(document, tables, every)
    fitted = _cut(document, dropped)
    if is_one_page(fitted) and (not every or dropped < every):
        return fitted
    closer = replace(document, close=True)
    closer = _cut(closer, _dropped(closer, tables, every))
    return closer if is_one_page(closer) else fitted


def _dropped(document: OfficialDocument, tables: Sequence[Table], every: int) -> int:
    """How few of all rows of these tables have to go, for the document to be one page; all where it is never one.

    It is laid out without them; what else stands there is as high with them, so of each number of rows only the tables
    are measured.
    """
    if not every:
        return 0
    spare, least = _spare(_cut(document, every)), _heights(_shortened(tables, every))

    def stands(dropped: int) -> bool:
        more = map(operator.sub, _heights(_shortened(tables, dropped)), least)
        return all(map(operator.le, more, spare))

    fewest = every - min(every, max(0, min(spare) // ruled_tables.LEAST))
    return bisect.bisect_left(range(every), True, lo=fewest, key=stands)


def is_one_page(document: OfficialDocument) -> bool:
    """Whether it stands on one page under every model of widths, with a line to spare for what is counted otherwise."""
    return min(_spare(document)) >= 0


_MODELS = line_count.models(GB2312.latin or GB2312.fangsong)
"""The widths by which it is decided whether a document stands on one page."""


@lru_cache(maxsize=4)  # on what it was cut to, and whether that is one page
def _spare(document: OfficialDocument) -> tuple[int, ...]:
    """Twips that its page has left under each model, but for a line; less than 0 where it takes more than one."""
    sections = _laid_out(document, _MODELS, False)
    ends = [end_of(sections, model) for model in range(len(_MODELS))]
    return tuple(sections[-1].height - layout.line_pitch() - end.used if end.page == 1 else -1 for end in ends)


def _heights(tables: Iterable[Table]) -> list[int]:
    """Twips that tables take in all, under each model."""
    pieces = [piece for table in tables for piece in ruled_tables.table(table, room(_MODELS))]
    return [sum(piece.height(model) for piece in pieces) for model in range(len(_MODELS))]


def _cut(document: OfficialDocument, dropped: int) -> OfficialDocument:
    """The document without so many rows, the last ones first, of tables with a `rest`, which then stands there."""
    if not dropped:
        return document
    left = iter(_shortened([block for block in document.body if isinstance(block, Table) and block.rest], dropped))
    return replace(
        document,
        body=tuple(next(left) if isinstance(block, Table) and block.rest else block for block in document.body),
    )


def _shortened(tables: Sequence[Table], dropped: int) -> list[Table]:
    """These tables without so many rows, the last ones first."""
    made = [*tables]
    for place, table in reversed(list(enumerate(tables))):
        left = max(0, len(table.rows) - dropped)
        if dropped:
            made[place] = _first_rows(table, left)
        dropped -= len(table.rows) - left
    return made


def _first_rows(table: Table, rows: int) -> Table:
    """So many rows of a table, and its `rest` in the widest column; of none the `rest` alone."""
    widest = max(table.columns, key=lambda column: column.share)
    if not rows:
        return replace(table, columns=(widest,), rows=((table.rest,),), headless=True)
    said = tuple(table.rest if column is widest else "" for column in table.columns)
    return replace(table, rows=(*table.rows[:rows], said))


def prepare(fonts: Fonts = GB2312) -> None:
    """Load and make what all documents in these fonts share, which the first one would otherwise wait for."""
    docx_skeleton.base(fonts)


@lru_cache(maxsize=4)  # whether it is one page is asked before it is set
def _laid_out(
    document: OfficialDocument, models: tuple[line_count.Metrics, ...], preprinted: bool
) -> Sequence[Section]:
    """All sections, the last of them with 版记 at the foot of the last page, which is even (7.4.1, 7.5).

    Where the text ends on an even page with room, 版记 stands there. Else it has an even page of its own: after an odd
    page the next one; after an even one the next but one, and then neither it nor the blank page is numbered. A
    section that must begin on an even (odd) page does so even where a word processor counts a line more than we do;
    where the models differ on which it is, the page of 版记 has no number, as it must not where a blank one precedes.
    On the text's own page 版记 is put only if it fits there under every model of widths.
    """
    own = room(models, styles.CLOSE_LINE) if document.close else room(models)
    document = assembly.settled(document, own)
    sections = _sections(document, assembly.main_part(document, own, preprinted=preprinted), models)
    if document.imprint is None or not imprint.says(document.imprint, document.form):
        return sections
    box = imprint.box(document.imprint, document.form)
    ends = [end_of(sections, model) for model in range(len(models))]
    agreed = len({end.page % 2 for end in ends}) == 1
    if ends[0].page % 2 or not agreed:
        alone = gap(layout.line_pitch(), box.run(alone=True))
        return [*sections, Section((alone,), "upright" if agreed else "blank", "evenPage")]
    limit = sections[-1].height - box.height - TAIL
    if not sections[-1].across and all(end.page % 2 == 0 and end.used <= limit for end in ends):
        return [*sections[:-1], holding(sections[-1], box.run(alone=False))]
    over = paragraph(StyleName.SPACER, box.run(alone=True), pageBreakBefore=ooxml.element("pageBreakBefore"))
    return [*sections, Section((blank(), over), "blank", "oddPage")]


def _sections(document: OfficialDocument, main: list[Piece], models: tuple[line_count.Metrics, ...]) -> list[Section]:
    """The main text and the annexes, a new section at each turn of the paper."""
    upright, across = room(models), room(models, across=True)
    runs: list[tuple[str, list[Piece]]] = [("first" if document.form is Form.LETTER else "upright", list(main))]
    for content, label in zip(document.annexes, document.annex_labels):
        if not content.bound:
            continue
        pieces = body.annex(content, label, across if content.landscape else upright)
        if not any(before for _, before in runs):
            pieces[0] = going_on(pieces[0])  # a file begins a page anyhow
        if (runs[-1][0] == "across") == content.landscape:
            runs[-1][1].extend(pieces)
        else:
            runs.append(("across" if content.landscape else "upright", pieces))
    return [closed(Section(tuple(pieces), kind)) for kind, pieces in runs if pieces]


def _named(document: OfficialDocument) -> str:
    return document.annexes[0].title if document.form is Form.ANNEX else document.title


def _properties(document: OfficialDocument) -> docx_skeleton.Properties:
    dates = (
        document.signature.date if document.signature else "",
        document.imprint.issued_on if document.imprint else "",
    )
    made = next((day for day in dates if isinstance(day, dt.date)), None)
    return docx_skeleton.Properties(
        title=_named(document).replace(titles.MARK, "") or "".join((*document.head.organs, document.head.word)),
        subject=document.head.number,
        creator="、".join(document.head.organs).strip(),
        created=made or _NO_DATE,
        status=document.status,
        category=str(Form.PLAIN) if document.form is Form.PLAIN else "",
    )
