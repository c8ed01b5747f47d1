"""OfficialDocument → .docx bytes: pieces of the flow put into sections, 版记 where the pages end, and the package."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from . import assembly, body, imprint, layout, lines, ooxml, package, pagination, titles
from .content import Form, OfficialDocument
from .flow import Piece, Room, blank, gap, paragraph
from .fonts import GB2312, Fonts
from .layout import StyleName

__all__ = ["render"]

_NO_DATE = dt.date(2000, 1, 1)
_TAIL = 20


@dataclass(frozen=True, slots=True)
class _Section:
    """Pieces that share a page set-up; kind as in `package.Base`, `starts` how it begins (nextPage, evenPage)."""

    pieces: list[Piece]
    kind: str
    starts: str = "nextPage"

    @property
    def across(self) -> bool:
        return self.kind == "across"

    @property
    def height(self) -> int:
        width, height = layout.type_area()
        return width if self.across else height


def render(document: OfficialDocument, *, fonts: Fonts = GB2312, preprinted: bool = False) -> bytes:
    """The document as .docx; the same document gives the same bytes.

    `preprinted` leaves out what is printed red on the paper already (mark and rules) but keeps its room.
    """
    shared = package.base(fonts)
    models = lines.models(fonts.latin or fonts.fangsong)
    document = assembly.settled(document, Room(*layout.type_area(), models))
    sections = _close(_sections(document, models, preprinted), document, len(models))
    xml = "".join(_section_xml(section, shared.references, last=section is sections[-1]) for section in sections)
    part = ooxml.proven(f"<w:document {ooxml.DECLARATIONS}><w:body>{xml}</w:body></w:document>")
    return package.zipped(shared, part, _properties(document))


def _sections(document: OfficialDocument, models: tuple[lines.Metrics, ...], preprinted: bool) -> list[_Section]:
    """The main text and the annexes, a new section at each turn of the paper."""
    width, height = layout.type_area()
    upright, across = Room(width, height, models), Room(height, width, models)
    sections = [_Section(assembly.main_part(document, upright, preprinted=preprinted), "first" if document.form is Form.LETTER else "upright")]
    for content, label in zip(document.annexes, document.annex_labels):
        kind = "across" if content.landscape else "upright"
        pieces = body.annex(content, label, across if content.landscape else upright)
        if sections[-1].across == content.landscape:
            sections[-1].pieces.extend(pieces)
        else:
            sections.append(_Section(pieces, kind))
    return sections


def _close(sections: list[_Section], document: OfficialDocument, models: int) -> list[_Section]:
    """The sections with 版记 at the foot of the last page, which is even (7.4.1, 7.5).

    Where the text ends on an even page with room, it stands there. Else it has an even page of its own: after an odd
    page the next one; after an even one the next but one, and then neither it nor the blank page is numbered. Sections
    that must begin on an even (odd) page hold this even when a word processor counts a line more or less than we do.
    """
    for section in sections:
        if section.pieces[-1].xml.endswith("</w:tbl>"):
            section.pieces.append(gap(_TAIL))
    if document.imprint is None:
        return sections
    last = imprint.box(document.imprint, document.form)
    ends = [_end(sections, model) for model in range(models)]
    room = sections[-1].height - last.height
    if not sections[-1].across and all(where.page % 2 == 0 and where.used <= room for where in ends):
        sections[-1].pieces[-1] = _with_run(sections[-1].pieces[-1], last.run(alone=False))
        return sections
    box = last.run(alone=True)
    if ends[0].page % 2:
        return [*sections, _Section([gap(layout.line_pitch(), box)], "upright", "evenPage")]
    over = paragraph(StyleName.SPACER, box, pageBreakBefore=ooxml.element("pageBreakBefore"))
    return [*sections, _Section([blank(), over], "blank", "oddPage")]


def _end(sections: list[_Section], model: int) -> pagination.End:
    where = pagination.End(0, 0)
    for section in sections:
        where = pagination.end(section.pieces, section.height, where.page + 1, model)
    return where


def _with_run(piece: Piece, run: str) -> Piece:
    return replace(piece, xml=f"{piece.xml.removesuffix('</w:p>')}{run}</w:p>")


def _section_xml(section: _Section, references: dict[str, str], *, last: bool) -> str:
    properties = _section_properties(section, references[section.kind])
    flow = "".join(piece.xml for piece in section.pieces[:-1])
    final = section.pieces[-1].xml
    if last:
        return flow + final + properties
    return flow + final.replace("</w:pPr>", f"{properties}</w:pPr>", 1)


def _section_properties(section: _Section, references: str) -> str:
    sides = layout.margins()
    width, height = layout.PAPER_WIDTH.twips, layout.PAPER_HEIGHT.twips
    margins = (sides.top, sides.right, sides.bottom, sides.left)
    size = ooxml.element("pgSz", w=width, h=height)
    if section.across:
        size = ooxml.element("pgSz", w=height, h=width, orient="landscape")
        margins = (sides.left, sides.top, sides.right, sides.bottom)
    top, right, bottom, left = margins
    footer = layout.page_number_footer()
    return ("<w:sectPr>" + references + ooxml.element("type", val=section.starts) + size +
            ooxml.element("pgMar", top=top, right=right, bottom=bottom, left=left, header=851,
                          footer=851 if section.across else footer, gutter=0) +
            ooxml.element("cols", space=425) + ("<w:titlePg/>" if section.kind == "first" else "") +
            ooxml.element("docGrid", type="lines", linePitch=layout.line_pitch()) + "</w:sectPr>")


def _properties(document: OfficialDocument) -> package.Properties:
    made = document.signature.date if document.signature else None
    if made is None and document.imprint:
        made = document.imprint.issued_on
    return package.Properties(title=document.title.replace(titles.MARK, ""), subject=document.head.number,
                              creator="、".join(document.head.organs), created=made or _NO_DATE)
