"""Sections: stretches of the flow that share a page set-up, and where they end.

A section ends in its last paragraph, which holds its properties; a table cannot, so one at the end of a section is
followed by a paragraph a point high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ..records import value
from . import layout, ooxml, pagination
from .flow_pieces import Piece, gap

TAIL = 20
"""Height of a paragraph that holds a section's end or a drawing, and nothing else."""
_HEADER = 851
"""Distance of the header from the sheet's edge: Word's own, and no header of ours prints anything there."""


@value
class Section:
    """Pieces under one page set-up. kind: as in `package.Base`; starts: nextPage, evenPage or oddPage."""

    pieces: tuple[Piece, ...]
    kind: str
    starts: str = "nextPage"

    @property
    def across(self) -> bool:
        """Whether its pages are 横排."""
        return self.kind == "across"

    @property
    def height(self) -> int:
        """Height of the 版心 as its lines see it."""
        width, height = layout.type_area()
        return width if self.across else height


def closed(section: Section) -> Section:
    """The section with a paragraph at its end."""
    if section.pieces[-1].xml.endswith("</w:tbl>"):
        return replace(section, pieces=(*section.pieces, gap(TAIL)))
    return section


def holding(section: Section, run: str) -> Section:
    """The section with an anchored drawing in its last paragraph, or in one of its own that may begin a page earlier.

    LibreOffice loses a drawing at the foot of the page when its paragraph begins on the page before.
    """
    last = section.pieces[-1]
    if max(last.lines) > 1:
        return replace(section, pieces=(*section.pieces, gap(TAIL, run)))
    held = last._replace(xml=f"{last.xml.removesuffix('</w:p>')}{run}</w:p>")
    return replace(section, pieces=(*section.pieces[:-1], held))


def end_of(sections: Sequence[Section], model: int = 0) -> pagination.End:
    """The page, of all sections, on which the last of them ends, and the height used there."""
    where = pagination.End(0, 0)
    for section in sections:
        where = pagination.end(section.pieces, section.height, where.page + 1, model)
    return where


def xml(sections: Sequence[Section], references: dict[str, str]) -> list[str]:
    """The content of ``w:body``, piece by piece, well formed; `references`: header and footer by kind of section.

    All of it is parsed but the rows that are sure already; a paragraph that documents share once for all of them.
    """
    flow: list[Piece] = []
    for section in sections:
        properties = _properties(section.kind, section.starts, references[section.kind])
        flow += section.pieces
        last = flow.pop()
        if section is sections[-1]:
            flow.append(last._replace(xml=last.xml + properties))
        else:
            flow.append(last._replace(xml=last.xml.replace("</w:pPr>", f"{properties}</w:pPr>", 1)))
    rows: list[str] = []
    for piece in flow:
        if piece.xml.startswith("<w:p>"):
            _prove_paragraph(piece.xml)
        elif not piece.sure:
            rows.append(piece.xml)
    ooxml.prove("".join(rows))
    return [piece.xml for piece in flow]


@lru_cache(maxsize=256)
def _prove_paragraph(xml: str) -> None:
    ooxml.prove(xml)


@lru_cache(maxsize=64)
def _properties(kind: str, starts: str, references: str) -> str:
    sides = layout.margins()
    width, height = layout.PAPER_WIDTH.twips, layout.PAPER_HEIGHT.twips
    size = ooxml.element("pgSz", w=width, h=height)
    top, right, bottom, left, footer = sides.top, sides.right, sides.bottom, sides.left, layout.page_number_footer()
    if kind == "across":
        size = ooxml.element("pgSz", w=height, h=width, orient="landscape")
        top, right, bottom, left, footer = sides.left, sides.top, sides.right, sides.bottom, _HEADER
    margins = ooxml.element(
        "pgMar", top=top, right=right, bottom=bottom, left=left, header=_HEADER, footer=footer, gutter=0
    )
    first = ooxml.element("titlePg") if kind == "first" else ""
    return ooxml.element(
        "sectPr",
        references + ooxml.element("type", val=starts) + size + margins + ooxml.element("cols", space=425) + first,
    )
