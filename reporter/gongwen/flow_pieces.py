"""A piece of the flow: its XML and how high it stands, which is all that counting pages needs."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ..records import value
from . import layout, line_count, ooxml, styles
from .layout import StyleName


@value
class Room:
    """What a text is set into: width and height of the 版心 in twips, and the widths of characters to reckon with.

    `models`: the fonts asked for first, then what may be substituted for them; heights are counted for each.
    `pitch`: of the lines of its text, in twips.
    """

    width: int
    height: int
    models: tuple[line_count.Metrics, ...]
    pitch: int = layout.line_pitch()

    def __hash__(self) -> int:
        """Quick: what was set into it is looked up by it."""
        return hash((self.width, self.pitch))

    @property
    def of_usual_lines(self) -> Room:
        """The room for what is set alike however close the lines of the text are."""
        return self if self.pitch == layout.line_pitch() else room(self.models, across=self.width > self.height)

    def count(
        self,
        text: str,
        width: int | None = None,
        first: int | None = None,
        *,
        size: float = layout.BODY_SIZE.value,
        tracking: int | None = None,
    ) -> tuple[int, ...]:
        """Lines that `text` takes under each model, in all of the room unless `width` says less."""
        return line_count.counts(
            text, self.width if width is None else width, first, models=self.models, size=size, tracking=tracking
        )


@lru_cache(maxsize=32)
def room(models: tuple[line_count.Metrics, ...], pitch: int = layout.line_pitch(), *, across: bool = False) -> Room:
    """The room that the 版心 is; one object, since most of what is set into it was set before."""
    width, height = layout.type_area()
    return Room(height, width, models, pitch) if across else Room(width, height, models, pitch)


class Piece(NamedTuple):
    """One paragraph or table row: `lines` (under each model) of `pitch` twips, and `pad` twips more.

    A page may end between lines unless the piece is `whole`. `repeat` is the height, under each model, of the header
    row that a continued table repeats on every page. `sure`: well formed by construction, its shape proved already.
    """

    xml: str
    pitch: int
    lines: tuple[int, ...] = (1,)
    pad: int = 0
    keep_next: bool = False
    page_break: bool = False
    whole: bool = False
    repeat: tuple[int, ...] = (0,)
    sure: bool = False

    def taken(self, model: int) -> int:
        """Its lines under a model."""
        return self.lines[model] if model < len(self.lines) else self.lines[-1]

    def height(self, model: int) -> int:
        """Twips it takes under a model."""
        return self.taken(model) * self.pitch + self.pad

    def repeated(self, model: int) -> int:
        """The height of the repeated header row under a model."""
        return self.repeat[min(model, len(self.repeat) - 1)]


_STYLE = re.compile("<w:pStyle [^>]*/>")


def paragraph(
    style: StyleName, content: str, lines: tuple[int, ...] = (1,), *, keep_next: bool = False, **parts: str
) -> Piece:
    """A paragraph in a named style; its pitch, page break and keeping with the next are those of the style."""
    spec = styles.spec(style)
    if keep_next and not spec.keep_next:
        parts["keepNext"] = ooxml.element("keepNext")
    return Piece(
        ooxml.paragraph(styles.id_of(style), content, **parts),
        spec.line or layout.line_pitch(),
        lines,
        keep_next=keep_next or spec.keep_next,
        page_break=spec.page_break,
    )


def kept(piece: Piece) -> Piece:
    """The same paragraph or table row, kept on one page with the next."""
    if piece.keep_next:
        return piece
    if "<w:tr>" not in piece.xml:
        return piece._replace(xml=_with(piece, "keepNext"), keep_next=True)
    return piece._replace(xml=_STYLE.sub(lambda style: f"{style[0]}<w:keepNext/>", piece.xml), keep_next=True)


def parted(piece: Piece) -> Piece:
    """The same paragraph, not kept with the next whatever its style says."""
    return piece._replace(xml=_with(piece, 'keepNext w:val="0"'), keep_next=False) if piece.keep_next else piece


def opening(piece: Piece) -> Piece:
    """The same paragraph, at the top of a page whatever stands before it."""
    return piece._replace(xml=_with(piece, "pageBreakBefore"), page_break=True)


def going_on(piece: Piece) -> Piece:
    """The same paragraph, on no new page though its style begins one."""
    return piece._replace(xml=_with(piece, "pageBreakBefore", val=0), page_break=False) if piece.page_break else piece


def anchored(piece: Piece, run: str) -> Piece:
    """The same paragraph with a drawing anchored at its beginning."""
    return piece._replace(xml=piece.xml.replace("</w:pPr>", f"</w:pPr>{run}", 1))


def _with(piece: Piece, name: str, **attributes: int) -> str:
    """The paragraph's XML with a property right behind its style, where the schema wants these two."""
    style_end = piece.xml.index("/>", piece.xml.index("<w:pStyle")) + 2
    return f"{piece.xml[:style_end]}{ooxml.element(name, **attributes)}{piece.xml[style_end:]}"


@cache
def blank(*, keep_next: bool = False) -> Piece:
    """An empty line of the page's pitch."""
    return paragraph(StyleName.SPACER, "", keep_next=keep_next)


@lru_cache(maxsize=32)
def gap(height: int, content: str = "") -> Piece:
    """An empty paragraph exactly `height` twips high; `content` may hold anchored drawings."""
    return Piece(ooxml.paragraph(styles.id_of(StyleName.SPACER), content, spacing=ooxml.exactly(height)), height)
