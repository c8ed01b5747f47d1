"""Clause 10.2 and 7.3.5.3, as measurements of a printed 令 (see ruler.py)."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.content import OfficialDocument, Paragraph

from .measure import Row, Sheet
from .ruler import CHAR, LEFT, PITCH, RIGHT, RISE, SHEET_CHECKS, TITLE_PITCH, TOP, Fault, bare, off, text_rows
from .ruler_annex import imprint
from .ruler_head import centred, flush_left, red_rules


def head(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """10.2: the mark 20 mm below the 版心's upper edge, its number two lines below, the text two lines below that."""
    page = sheet.pages[0]
    row = page.find(document.head.number)
    ink = page.ink(0, 0, page.width, row.baseline - PITCH, red=True)
    if ink is None or any(red_rules(other) for other in sheet.pages):
        yield "10.2 no mark printed in red, or a red rule"
        return
    yield from off(layout.ORDER_MARK_TOP, ink.top - TOP)
    if abs((ink.left + ink.right) / 2 - (LEFT + RIGHT) / 2) > 1.5 or ink.left < LEFT - 0.5 or ink.right > RIGHT + 0.5:
        yield f"10.2 the mark lies at {ink.left:.1f} to {ink.right:.1f}"
    yield from centred(row, "10.2")
    yield from off(layout.NUMBER_GAP, (row.baseline - RISE * PITCH - ink.bottom) / PITCH)
    first = next(item for item in text_rows(page) if item.baseline > row.baseline + 1)
    above = row.baseline + (1 - RISE) * PITCH
    top = first.baseline - RISE * (TITLE_PITCH if document.title else PITCH)
    yield from off(layout.ORDER_BODY_GAP, top - above, PITCH)
    said = bare(document.title) if document.title else bare(_texts(document)[0])
    if not said.startswith(bare(first.text)[:8]):
        yield f"10.2 {first.text[:12]} stands where the text should"


def signature(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.5.3: post, chop (or name) and date in their places, on a page with text."""
    signed = document.signature
    assert signed is not None and signed.chop is not None
    written = f"{signed.date.year}年{signed.date.month}月{signed.date.day}日"
    page = next(page for page in reversed(sheet.pages) if any(written == bare(row.text) for row in page.rows))
    date = next(row for row in page.rows if bare(row.text) == written)
    row = _last(page.rows, bare(signed.chop.post + signed.chop.name), date)
    above = _last(text_rows(page), bare(_texts(document)[-1])[-3:], row, ends=True)
    if row is None or above is None:
        yield "7.3.5.3 the post, or the end of the text, is not above the date"
        return
    right = layout.CHOP_RIGHT
    yield from off(right, RIGHT - date.right, CHAR)
    yield from off(layout.CHOP_GAP, row.baseline - above.baseline - PITCH, PITCH)
    yield from off(layout.CHOP_DATE_GAP, date.baseline - row.baseline - PITCH, PITCH)
    room = right.value + (0 if signed.chop.name else layout.CHOP_WIDTH.value + layout.CHOP_POST_GAP.value)
    if abs((RIGHT - row.right) / CHAR - room) > right.tolerance:
        yield f"7.3.5.3 post and name end {(RIGHT - row.right) / CHAR:.2f} 字 from the right"
    if signed.chop.name:
        chars = [char for char in row.chars if char.text.strip()]
        at = len(bare(signed.chop.post))
        yield from off(layout.CHOP_POST_GAP, chars[at].left - chars[at - 1].right, CHAR)


def _last(rows: object, text: str, below: Row | None, *, ends: bool = False) -> Row | None:
    """The last row above another one that says a text, or ends in it."""
    found = [
        row
        for row in rows  # type: ignore[attr-defined]
        if below is not None
        and row.baseline < below.baseline - 1
        and (bare(row.text).endswith(text) if ends else bare(row.text) == text)
    ]
    return max(found, key=lambda row: row.baseline, default=None)


def _texts(document: OfficialDocument) -> list[str]:
    return [block.text for block in document.body if isinstance(block, Paragraph)]


ORDER_CHECKS = (*SHEET_CHECKS, head, flush_left, signature, imprint)
