"""A piece of the flow: its XML and how high it stands, which is all that counting pages needs."""

from __future__ import annotations

from dataclasses import dataclass

from . import layout, ooxml, styles
from .layout import StyleName

__all__ = ["Piece", "blank", "gap", "paragraph"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph or table row: `lines` parts of `pitch` twips each, between which a page may break.

    `above` is room before it that a page's top does not swallow. `repeat` is the height of the header row that a
    continued table repeats on each page.
    """

    xml: str
    pitch: int
    lines: int = 1
    above: int = 0
    keep_next: bool = False
    page_break: bool = False
    repeat: int = 0


def paragraph(style: StyleName, content: str, lines: int = 1, *, keep_next: bool = False, **parts: str) -> Piece:
    """A paragraph in a named style; its pitch, page break and keeping with the next are those of the style."""
    spec = styles.spec(style)
    if keep_next and not spec.keep_next:
        parts["keepNext"] = ooxml.element("keepNext")
    return Piece(ooxml.paragraph(spec.id, content, **parts), spec.line or layout.line_pitch(), lines,
                 keep_next=keep_next or spec.keep_next, page_break=spec.page_break)


def blank(*, keep_next: bool = False) -> Piece:
    """An empty line of the page's pitch."""
    return paragraph(StyleName.SPACER, "", keep_next=keep_next)


def gap(height: int, content: str = "") -> Piece:
    """An empty paragraph exactly `height` twips high; `content` may hold anchored drawings."""
    spacing = ooxml.element("spacing", line=height, lineRule="exact")
    return Piece(ooxml.paragraph(styles.id_of(StyleName.SPACER), content, spacing=spacing), height)
