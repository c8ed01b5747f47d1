"""Where each text of a document is printed, and the clauses about lines and pages of running text (see ruler.py).

All rows of all pages, without page numbers and 版记, are one stream of characters; the document's texts are looked
for in it in their order, whole, so that two paragraphs that begin alike are not taken for one another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reporter.gongwen import layout
from reporter.gongwen.content import Block, OfficialDocument, Paragraph

from .measure import Char, Page, Row, Sheet
from .ruler import CHAR, CLOSING, FOOT, LEFT, OPENING, RIGHT, TOP, Fault, bare, line_number, off, text_rows

__all__ = ["FLOW_CHECKS", "Flow", "Span", "body_end", "body_top", "flow", "place", "spans"]

_LENT = 4
"""Lines that a page may give to the next for the sake of the signature."""
_QUOTES = "“”‘’\"'"
_ENDING = "-/.,:;?!)]}%％℃‰"
_TRACKING = layout.tracking() / layout.TWIPS_PER_MM
_BESIDE = 0.25 * layout.BODY_SIZE.mm
"""The most that is set between a 汉字 and a digit or letter."""


@dataclass(frozen=True, slots=True)
class Span:
    """A text as printed: its place in the stream, and its rows with their pages."""

    start: int
    stop: int
    rows: tuple[tuple[Page, Row], ...]


class Flow:
    """The stream: `text`, and the page and row of each of its characters."""

    def __init__(self, sheet: Sheet) -> None:
        letters: list[str] = []
        self.places: list[tuple[Page, Row]] = []
        for page in sheet.pages:
            for row in text_rows(page):
                shown = bare(row.text)
                letters.append(shown)
                self.places.extend([(page, row)] * len(shown))
        self.text = "".join(letters)

    def find(self, text: str, after: int = 0) -> Span:
        """The first place of the whole text from `after` on; KeyError when it is nowhere."""
        wanted = bare(text)
        start = self.text.find(wanted, after)
        if start < 0:
            raise KeyError(f"nowhere is printed, in one piece, {wanted[:20]!r}")
        return self._span(start, start + len(wanted))

    def row_before(self, place: int) -> tuple[Page, Row]:
        """The row that ends right before a place in the stream."""
        return self.places[place - 1]

    def _span(self, start: int, stop: int) -> Span:
        rows = dict.fromkeys((page.number, row.baseline) for page, row in self.places[start:stop])
        known = {(page.number, row.baseline): (page, row) for page, row in self.places[start:stop]}
        return Span(start, stop, tuple(known[key] for key in rows))


@lru_cache(maxsize=4)
def flow(sheet: Sheet) -> Flow:
    """The stream of a sheet."""
    return Flow(sheet)


def spans(sheet: Sheet, blocks: tuple[Block, ...], after: int = 0) -> Iterator[tuple[Paragraph, Span]]:
    """The paragraphs among `blocks` and where each is printed, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            found = flow(sheet).find(block.text, after)
            after = found.stop
            yield block, found


def place(sheet: Sheet, text: str, after: int = 0) -> tuple[Page, Row]:
    """The row in which `text` begins."""
    return flow(sheet).find(text, after).rows[0]


def body_start(sheet: Sheet, document: OfficialDocument) -> int:
    """Where in the stream the body begins: after the title and the addressees."""
    start = flow(sheet).find(document.title).stop
    names = bare(document.addressees)
    return start + (len(names) + 1 if names and flow(sheet).text.startswith(names, start) else 0)


def body_top(sheet: Sheet, document: OfficialDocument) -> float:
    """Baseline of the first row of the body."""
    return flow(sheet).places[body_start(sheet, document)][1].baseline


def body_stop(sheet: Sheet, document: OfficialDocument) -> int:
    """Where in the stream the body ends: with its last paragraph, or before what follows a table."""
    found = [span.stop for _, span in spans(sheet, document.body, body_start(sheet, document))]
    last = found[-1] if found else body_start(sheet, document)
    if isinstance(document.body[-1], Paragraph):
        return last
    table = document.body[-1]
    for row in () if not table.rows else table.rows[-1:]:
        last = max((flow(sheet).text.find(bare(cell)[-1:], last) for cell in row if bare(cell)), default=last)
    follows = _following(document)
    return flow(sheet).find(follows, last).start if follows else len(flow(sheet).text)


def _following(document: OfficialDocument) -> str:
    """What is printed below the body, blank when nothing is."""
    if document.annexes:
        several = len(document.annexes) > 1
        return "附件：" + ("1." if several else "") + document.annexes[0].title
    if document.signature:
        return document.signature.organs[0] + (
            ""
            if len(document.signature.organs) > 1
            else f"{document.signature.date.year}年{document.signature.date.month}月"
        )
    if document.minutes and document.minutes.present:
        return "出席：" + document.minutes.present
    return ""


def body_end(sheet: Sheet, document: OfficialDocument) -> tuple[Page, Row]:
    """The last row of the body."""
    return flow(sheet).row_before(body_stop(sheet, document))


# --- checks ---------------------------------------------------------------------------------------------------------


def full_lines(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """5.2.3: 28 characters in each row that goes on; fewer only where what begins the next row had no room.

    Rows before an address are left out: LibreOffice may end them anywhere. What may not be parted (a word, a number,
    标点 and what it belongs to) goes over whole. LibreOffice also keeps quotes with both neighbours, and a number
    with the 标点 before it.
    """
    after = body_start(sheet, document)
    for blocks in (document.body, *(annex.blocks for annex in document.annexes)):
        for block, span in spans(sheet, blocks, after):
            after = span.stop
            for (page, row), (_, following) in zip(span.rows, span.rows[1:]):
                if block.centred or "http" in following.text:
                    continue
                left, right = (LEFT, RIGHT) if not page.across else (page.width - FOOT, page.width - TOP)
                room = right - (row.left if row is span.rows[0][1] else left)
                most = round((right - left) / CHAR)
                unit = _unit(following.chars)
                if (len(unit) < len(following.chars) and _natural((*row.chars, *unit)) < room - 0.1 * CHAR) or len(
                    row.text
                ) > most * 2:
                    yield (
                        f"5.2.3 page {page.number}: {len(row.text)} characters in {row.text!r}, and "
                        f"{''.join(char.text for char in unit)!r} had room"
                    )


def _unit(chars: tuple[Char, ...]) -> tuple[Char, ...]:
    """The shortest beginning of a row that may stand on the row before."""
    for stop in range(1, len(chars)):
        if _may_part(chars[stop - 1].text, chars[stop].text):
            return chars[:stop]
    return chars


def _may_part(before: str, after: str) -> bool:
    if (
        after in CLOSING
        or after in _ENDING
        or before in OPENING
        or before in _QUOTES
        or after in _QUOTES
        or before == after in "—…"
    ):
        return False
    if before in "+±/":
        return False
    return not (_latin(after) and (_latin(before) or before in CLOSING))


def _latin(character: str) -> bool:
    return "!" <= character <= "~" or character in "±①②③④⑤⑥⑦⑧⑨⑩²"


def _natural(chars: tuple[Char, ...]) -> float:
    """The most that characters measure when they are not spread over a row."""
    width = sum(char.right - char.left + _TRACKING for char in chars)
    pairs = itertools.pairwise(chars)
    return width + _BESIDE * sum(_latin(one.text) != _latin(two.text) for one, two in pairs)


def full_pages(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """5.2.3: 22 rows on every page of running text but the first and that on which the body ends.

    The page before that one may give it a few lines, so that signature and date have company (7.3.5.5); and any page
    may end early under a heading, which stands with its text.
    """
    if not all(isinstance(block, Paragraph) for block in document.body):
        return
    last, end = body_end(sheet, document)
    headings = [
        span
        for block, span in spans(sheet, document.body, body_start(sheet, document))
        if block.level and not block.lead
    ]
    gone_over = len([row for row in text_rows(last) if row.baseline <= end.baseline]) - _opening(headings, last)
    for page in sheet.pages[1 : last.number - 1]:
        rows = text_rows(page)
        lacking = int(layout.LINES_PER_PAGE.value) - len(rows)
        lent = bool(document.signature) and page.number == last.number - 1 and gone_over <= _LENT
        if lacking < 0 or (lacking > _opening(headings, sheet.pages[page.number]) and not lent):
            yield f"5.2.3 page {page.number}: {len(rows)} rows"
        for number, row in enumerate(rows, start=1):
            if abs(line_number(row) - number) > 0.1:
                yield f"5.2.3 page {page.number}: row {number} at line {line_number(row):.2f}"
                break


def _opening(headings: list[Span], page: Page) -> int:
    """Rows of headings that stand at the top of a page, one below the other."""
    rows = [row for span in headings for where, row in span.rows if where is page]
    return next((count for count, row in enumerate(rows) if abs(line_number(row) - count - 1) > 0.1), len(rows))


def paragraphs(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.3: each paragraph begins two 字 in; rows that go on are flush."""
    after = body_start(sheet, document)
    for blocks in (document.body, *(annex.blocks for annex in document.annexes)):
        for block, span in spans(sheet, blocks, after):
            after = span.stop
            if block.centred:
                continue
            for number, (page, row) in enumerate(span.rows):
                left = page.width - FOOT if page.across else LEFT
                if number or block.flush:
                    if abs(row.left - left) > 0.3:
                        yield f"7.3.3 page {page.number} {row.text[:6]} goes on {row.left - left:.1f} mm from the edge"
                else:
                    yield from off(layout.PARAGRAPH_INDENT, row.left - left, CHAR, f"page {page.number} {row.text[:6]}")


FLOW_CHECKS = (full_lines, full_pages, paragraphs)
