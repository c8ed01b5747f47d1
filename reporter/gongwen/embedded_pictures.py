"""Pictures in the text: on a line of their own or in a cell, as large as they were drawn but never over the 版心."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from ..package.writing import Member, member, unpacked
from . import layout, ooxml, styles
from .content import Block, Grid, OfficialDocument, Picture
from .flow_pieces import Piece, Room
from .layout import EMU_PER_TWIP, StyleName

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_TYPES = {
    "bmp": "image/bmp",
    "emf": "image/x-emf",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "wmf": "image/x-wmf",
}
SUFFIXES = frozenset(_TYPES)
"""Of the files that can be shown."""
_GROWING = ooxml.element("spacing", before=0, after=0, line=240, lineRule="auto")
"""An exact line would show no more of a picture than its own height."""


def piece(content: Picture, room: Room) -> Piece:
    """A picture on a line of its own, in the middle; never divided."""
    shown, height = run(content, room.width, room.height - 2 * layout.line_pitch())
    flat = ooxml.element("ind", firstLineChars=0, firstLine=0)
    xml = ooxml.paragraph(
        styles.id_of(StyleName.BODY), shown, spacing=_GROWING, ind=flat, jc=ooxml.element("jc", val="center")
    )
    return Piece(xml, height + layout.line_pitch() // 2, whole=True)


def in_cell(content: Picture, style: str, width: int, height: int) -> tuple[str, int]:
    """(paragraph, height in twips) of a picture in a cell that has so much room."""
    shown, taken = run(content, width, height)
    return ooxml.paragraph(style, shown, spacing=_GROWING), taken


def run(content: Picture, width: int, height: int) -> tuple[str, int]:
    """(run, height in twips) of a picture, made smaller where it is larger than that."""
    scale = min(1.0, width / max(1, content.width), height / max(1, content.height))
    across, down = (max(1, round(length * scale)) for length in (content.width, content.height))
    extent = f'cx="{across * EMU_PER_TWIP}" cy="{down * EMU_PER_TWIP}"'
    described = ooxml.attributes(
        {"id": content.number, "name": f"图片{content.number}", "descr": content.description or f"图片{content.number}"}
    )
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr{described}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f"<pic:nvPicPr><pic:cNvPr{described}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{_id(content)}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ), down


def _id(content: Picture) -> str:
    """The relationship that leads to its file: the same file the same one."""
    return f"rIdP{hashlib.sha256(content.data).hexdigest()[:16]}"


def of(document: OfficialDocument) -> tuple[Picture, ...]:
    """The pictures of a document, each file once."""
    blocks = [document.body, *(annex.blocks for annex in document.annexes if annex.bound)]
    return tuple({_id(item): item for part in blocks for item in _in(part)}.values())


def _in(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Grid):
            yield from (picture for row in block.rows for cell in row for picture in cell.pictures)


def embedding(parts: Sequence[Member], pictures: Sequence[Picture]) -> tuple[Member, ...]:
    """The parts that all documents share with these pictures, and with what refers to them and says what they are."""
    relations = "".join(
        f'<Relationship Id="{_id(item)}" Type="{_IMAGE}" Target="media/{_id(item)}.{item.suffix}"/>'
        for item in pictures
    )
    kinds = "".join(
        f'<Override PartName="/word/media/{_id(item)}.{item.suffix}" ContentType="{_TYPES[item.suffix]}"/>'
        for item in pictures
    )
    told = {"word/_rels/document.xml.rels": ("</Relationships>", relations), "[Content_Types].xml": ("</Types>", kinds)}
    shared = [_grown(part, *told[part.name]) if part.name in told else part for part in parts]
    return (*shared, *(member(f"word/media/{_id(item)}.{item.suffix}", item.data) for item in pictures))


def _grown(part: Member, end: str, addition: str) -> Member:
    """The part with something more before its end."""
    return member(part.name, unpacked(part).decode("utf-8").replace(end, addition + end).encode("utf-8"))
