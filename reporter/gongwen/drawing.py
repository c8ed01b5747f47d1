"""Drawings that stand at a fixed place on the page: text boxes and filled bars, as DrawingML text.

Both are ``wp:anchor`` shapes of the kind Word writes since 2010, which WPS and LibreOffice read. Each has alternative
text. Lengths are twips.
"""

from __future__ import annotations

from ..records import record
from . import ooxml
from .layout import EMU_PER_TWIP

_GRAPHIC = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


@record
class Anchor:
    """What a drawing is called and where it stands: `horizontal` and `vertical` are made by `offset` or `aligned`.

    `wrap`: what the text beside it does.
    """

    number: int
    name: str
    description: str
    width: int
    height: int
    horizontal: str
    vertical: str
    wrap: str = "wrapNone"


def text_box(content: str, anchor: Anchor) -> str:
    """A run with a text box without line, fill or insets, its text at the foot; it does not grow with the text.

    LibreOffice places a growing box 2 mm off, one of fixed height to the tenth.
    """
    shape = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>{_frame(anchor)}<a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp>"
    )
    return _anchored(shape, anchor)


def bar(colour: str, anchor: Anchor) -> str:
    """A run with a filled bar without outline: a rule that lies where it is put, whatever the font."""
    shape = (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr>{_frame(anchor)}<a:solidFill><a:srgbClr val="{colour}"/>'
        "</a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )
    return _anchored(shape, anchor)


def clearance(*, number: int, name: str, description: str, width: int, height: int) -> str:
    """A run with an empty, unseen box at the foot of the 版心, which the text of its page leaves free."""
    anchor = Anchor(
        number=number,
        name=name,
        description=description,
        width=width,
        height=height,
        horizontal=aligned("H", "left", "margin"),
        vertical=aligned("V", "bottom", "margin"),
        wrap="wrapTopAndBottom",
    )
    shape = (
        f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{_frame(anchor)}<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
        "<wps:bodyPr/></wps:wsp>"
    )
    return _anchored(shape, anchor)


def offset(axis: str, distance: int, relative: str) -> str:
    """``wp:positionH`` or ``V``: so many twips from `relative` (page, margin)."""
    return (
        f'<wp:position{axis} relativeFrom="{relative}"><wp:posOffset>{distance * EMU_PER_TWIP}</wp:posOffset>'
        f"</wp:position{axis}>"
    )


def aligned(axis: str, where: str, relative: str) -> str:
    """``wp:positionH`` or ``V``: aligned (left, bottom …) with `relative` (page, margin)."""
    return f'<wp:position{axis} relativeFrom="{relative}"><wp:align>{where}</wp:align></wp:position{axis}>'


def _extent(anchor: Anchor) -> str:
    return f'cx="{anchor.width * EMU_PER_TWIP}" cy="{anchor.height * EMU_PER_TWIP}"'


def _frame(anchor: Anchor) -> str:
    return (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {_extent(anchor)}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _anchored(shape: str, anchor: Anchor) -> str:
    described = ooxml.attributes({"id": anchor.number, "name": anchor.name, "descr": anchor.description})
    placed = (
        f'<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{251658240 + anchor.number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{anchor.horizontal}{anchor.vertical}<wp:extent {_extent(anchor)}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:{anchor.wrap}/><wp:docPr{described}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_GRAPHIC}">{shape}</a:graphicData></a:graphic></wp:anchor>'
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        + placed
        + "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
