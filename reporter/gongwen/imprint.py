"""版记 (clause 7.4): a text box whose lower edge is that of the 版心, holding a ruled table.

Of all ways to push it to the foot of the last page this is the one that Word, WPS and LibreOffice honour alike.
"""

from __future__ import annotations

import math

from ..records import value
from . import drawing, layout, line_count, ooxml, styles
from .content import Imprint
from .document_form import Form
from .layout import StyleName
from .signature import date_text

_TAIL = 20


@value
class Box:
    """What the box holds, and its height in twips."""

    content: str
    height: int

    def run(self, *, alone: bool) -> str:
        """The anchored box. In the flow it is aligned with the foot of the 版心, so that it stays there when edited.

        `alone`, on an even page of its own, it is placed by distance from the sheet's edge: LibreOffice mislays the
        foot of a page that a section is told to begin on. Across it is placed by distance too: saved as .doc by
        LibreOffice and opened again, what is aligned at the left lies left of the page.
        """
        vertical = drawing.aligned("V", "bottom", "margin")
        if alone:
            foot = layout.PAPER_HEIGHT.twips - layout.margins().bottom
            vertical = drawing.offset("V", foot - self.height, "page")
        anchor = drawing.Anchor(
            number=99,
            name="版记",
            description="版记：抄送机关、印发机关和印发日期",
            width=layout.type_area()[0],
            height=self.height,
            vertical=vertical,
            horizontal=drawing.offset("H", 0, "margin"),
            wrap="wrapTopAndBottom",
        )
        return drawing.text_box(self.content, anchor)


def says(content: Imprint, form: Form) -> bool:
    """Whether there is anything to print: a 信函 without 抄送 and 主送 has no 版记 and needs no page for it (10.1)."""
    if content.copies_to or content.addressees:
        return True
    return form is not Form.LETTER and bool(content.issuer or content.issued_on)


def box(content: Imprint, form: Form = Form.DOCUMENT) -> Box:
    """版记; of a 信函 only 抄送 and 主送, without rules (10.1)."""
    width, _ = layout.type_area()
    letter = form is Form.LETTER
    rows = [cell for cell in (_names(content, width), None if letter else _issuer(content, width)) if cell]
    heights = [height for _, height in rows]
    borders = (
        ""
        if letter
        else ooxml.element(
            "tblBorders",
            _edge("top", layout.IMPRINT_THICK)
            + _edge("bottom", layout.IMPRINT_THICK)
            + _edge("insideH", layout.IMPRINT_THIN),
        )
    )
    table = ooxml.frame_table([width], "".join(_row(cell, height, width) for cell, height in rows), borders)
    tail = ooxml.paragraph(styles.id_of(StyleName.SPACER), "", spacing=ooxml.exactly(_TAIL))
    return Box(table + tail, sum(heights) + _TAIL)


def _edge(name: str, weight: layout.Given) -> str:
    return ooxml.element(name, val="single", sz=round(weight.mm / layout.MM_PER_POINT * 8), space=0, color="000000")


def _row(cell: str, height: int, width: int) -> str:
    return (
        "<w:tr><w:trPr><w:cantSplit/>"
        + ooxml.element("trHeight", val=height, hRule="atLeast")
        + "</w:trPr>"
        + ooxml.table_cell(width, cell, ooxml.element("vAlign", val="center"))
        + "</w:tr>"
    )


def _names(content: Imprint, width: int) -> tuple[str, int] | None:
    """主送 moved here, then 抄送, no rule between; names hang after the colon, and end with a full stop."""
    paragraphs, total = [], 0
    spec = styles.spec(StyleName.COPIES_TO)
    char = round(spec.size * 20)
    for label, names in (("主送：", content.addressees), ("抄送：", content.copies_to)):
        if names:
            left = spec.left + len(label) * char
            names = names.rstrip("。") + "。"
            parts = {"ind": ooxml.element("ind", left=left, right=spec.right, hanging=len(label) * char)}
            paragraphs.append(ooxml.paragraph(spec.id, ooxml.run(label + names), **parts))
            total += line_count.count(names, width - left - spec.right, size=spec.size, tracking=0)
    return ("".join(paragraphs), total * (spec.line or 0)) if paragraphs else None


def _issuer(content: Imprint, width: int) -> tuple[str, int] | None:
    """印发机关 at the left, 印发日期 with 「印发」 at the right, on one line: a long name is set narrow."""
    if not content.issuer and content.issued_on is None:
        return None
    spec = styles.spec(StyleName.ISSUER)
    date = f"{date_text(content.issued_on)}印发" if content.issued_on else ""
    tabs = ooxml.tabs(width - spec.right, kind="right")
    room = (width - spec.left - spec.right) / (spec.size * 20) - line_count.width(f"国{date}", line_count.WIDE)
    scaling = math.floor(100 * room / max(1.0, line_count.width(content.issuer, line_count.WIDE)))
    scaled = ooxml.valued(w=scaling) if scaling < 100 else {}
    return ooxml.paragraph(
        spec.id, ooxml.run(content.issuer, **scaled) + ooxml.run(f"\t{date}"), tabs=tabs
    ), spec.line or 0
