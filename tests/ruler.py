"""The clauses of the standard as measurements of a printed document: each check says in words what is off, or nothing.

A check takes the sheets as printed and what the document should say; it knows nothing of how the file was made. All
wanted numbers and tolerances are those of reporter/gongwen/layout.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.content import Grid, OfficialDocument, Paragraph, Table
from reporter.gongwen.document_form import Form
from reporter.gongwen.layout import TWIPS_PER_MM, Given

from .measure import Page, Row, Rule, Sheet

LEFT = layout.LEFT_MARGIN.value
TOP = layout.TOP_MARGIN.value
RIGHT = LEFT + layout.TYPE_WIDTH.value
FOOT = TOP + layout.TYPE_HEIGHT.value
AXIS = (LEFT + RIGHT) / 2
PITCH = layout.line_pitch() / TWIPS_PER_MM
CHAR = layout.char_pitch() / TWIPS_PER_MM
SMALL = layout.IMPRINT_SIZE.mm
RISE = 0.8
"""The baseline of an exact line lies at four fifths of its height."""
TITLE_PITCH = (layout.TITLE_SIZE.value + 14) * layout.MM_PER_POINT
"""A 行 of 2号 characters (3.2)."""
AXIS_TOLERANCE = 1.0
"""mm: how far the middle of a centred row may lie from that of the 版心."""
CLOSING = "，。、；：？！）》〕”’…"
OPENING = "（《〔“‘"

Fault = str


def line_number(row: Row, page: Page | None = None) -> float:
    """Which line of the 版心 a row of running text stands on."""
    return (row.baseline - TOP) / PITCH + 1 - RISE


def off(given: Given, found: float, unit: float = 1.0, what: str = "") -> Iterator[Fault]:
    """A fault when `found` mm, counted in `unit` mm, is not what `given` allows."""
    if not given.allows(found / unit):
        yield (
            f"{given.clause} {what or given.what}: {found / unit:.2f}, wanted {given.value:g}"
            f"±{given.tolerance:g} {given.unit}"
        )


def bare(text: str) -> str:
    """A text without blanks and without the marks of preferred breaks."""
    return re.sub(r"[\s｜]", "", text)


def numbers(page: Page) -> Row | None:
    """The row of the page number."""
    return next((row for row in page.rows if re.fullmatch(r"—\s*\d+\s*—", row.text) and row.baseline > FOOT), None)


def text_rows(page: Page) -> list[Row]:
    """The rows in the 版心, without the 版记."""
    if page.across:
        return [row for row in page.rows if LEFT < row.baseline < RIGHT + 0.1]
    foot = min((rule.top for rule in imprint_rules(page)), default=FOOT + 0.1)
    return [row for row in page.rows if TOP < row.baseline < foot]


def imprint_rules(page: Page) -> list[Rule]:
    """The black rules as wide as the 版心 around 抄送 and 印发; () where the page has no 版记."""
    if not any(
        row.text.startswith(("抄送：", "主送：")) or row.text.endswith("印发")
        for row in page.rows
        if row.baseline > FOOT - 120
    ):
        return []
    issued = [row for row in page.rows if row.text.startswith(("抄送：", "主送：")) or row.text.endswith("印发")]
    top = min(row.baseline for row in issued) - 12
    return [
        rule for rule in page.rules if rule.top > top and not rule.red and abs(rule.width - layout.TYPE_WIDTH.value) < 3
    ]


# --- the sheet ------------------------------------------------------------------------------------------------------


def paper(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """5.1: A4."""
    for page in sheet.pages:
        yield from off(layout.PAPER_WIDTH, min(page.width, page.height))
        yield from off(layout.PAPER_HEIGHT, max(page.width, page.height))


def type_area(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """5.2.1: no character of the text outside the 版心."""
    for page in sheet.pages:
        left, right, top, foot = (
            (LEFT, RIGHT, TOP, FOOT) if not page.across else (page.width - FOOT, page.width - TOP, LEFT, RIGHT)
        )
        for row in page.rows:
            if row == numbers(page) or (document.form is Form.LETTER and row.baseline < TOP + 2 * PITCH):
                continue
            if (
                row.left < left - 0.3
                or row.right > right + 0.5
                or row.baseline - 0.8 * row.size * layout.MM_PER_POINT < top - 0.3
                or row.baseline > foot + 0.1
            ):
                yield (
                    f"5.2.1 page {page.number}: {row.text[:12]} outside the 版心 ({row.left:.1f}"
                    f"–{row.right:.1f}, baseline {row.baseline:.1f})"
                )


def page_numbers(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.5: dashes 7 mm below the 版心, one 字 from the outer side, every page counted; none on a blank page before the
    版记, nor on the 版记's page then, nor on page 1 of a 信函."""
    blank = [page for page in sheet.pages if not page.rows or page.rows == (numbers(page),)]
    unnumbered = {sheet.pages[0].number} if document.form is Form.LETTER else set()
    if blank:
        unnumbered |= {page.number for page in blank} | {sheet.pages[-1].number}
    elif document.imprint and _alone(sheet.pages[-1]) and len(sheet.pages) > 1 and numbers(sheet.pages[-1]) is None:
        unnumbered.add(sheet.pages[-1].number)
    for page in sheet.pages:
        if page.across:
            yield from _number_across(page)
            continue
        row = numbers(page)
        if page.number in unnumbered:
            if row is not None:
                yield f"7.5 page {page.number} carries a number"
            continue
        if row is None:
            yield f"7.5 page {page.number} carries no number"
            continue
        if int(re.sub(r"\D", "", row.text)) != page.number:
            yield f"7.5 page {page.number} is numbered {row.text}"
        ink = page.ink(row.left, FOOT + 2, row.left + SMALL * 0.9, FOOT + 15)
        if ink is None:
            yield f"7.5 page {page.number}: the dash is not printed"
            continue
        yield from off(layout.PAGE_NUMBER_DROP, ink.top - FOOT, what=f"page {page.number} dash below the 版心")
        side = RIGHT - row.right if page.number % 2 else row.left - LEFT
        yield from off(layout.PAGE_NUMBER_SIDE, side, SMALL, f"page {page.number} number from the side")
        yield from off(layout.PAGE_NUMBER_SIZE, row.size)


def _alone(page: Page) -> bool:
    """Whether there is nothing on a page but the 版记 (which has no rules in a 信函)."""
    rows = text_rows(page)
    return not rows or rows[0].text.startswith(("抄送：", "主送："))


def _number_across(page: Page) -> Iterator[Fault]:
    """8: on a page across, where the upright pages have it once the sheet is turned."""
    chars = sorted((char for char in page.chars if not char.upright and char.text.strip()), key=lambda char: char.left)
    if "".join(sorted(char.text for char in chars)) != "".join(sorted(f"—{page.number}—")):
        yield f"7.5 page {page.number}, across, has no number at its side"
        return
    ink = page.ink(0, LEFT, page.width - FOOT - 1, RIGHT)
    if ink is None:
        yield f"8 page {page.number}: the number is not printed left of the 版心"
        return
    digits = (page.width - FOOT) - ink.right
    if not 5 < digits < 8.5:
        yield f"8 page {page.number}: number {digits:.1f} mm from the 版心"
    side = RIGHT - ink.bottom if page.number % 2 else ink.top - LEFT
    yield from off(layout.PAGE_NUMBER_SIDE, side, SMALL, f"page {page.number} number from the outer side")


def punctuation(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """5.2.2: “” —— …… are as wide as 汉字, not the narrow ones of a Western font.

    Noto joins —— into one glyph of 1.7 characters.
    """
    for page in sheet.pages:
        for char in page.chars:
            if (
                char.text in "“”‘’—…"
                and char.upright
                and char.right - char.left < 0.8 * char.size * layout.MM_PER_POINT
            ):
                yield f"5.2.2 page {page.number}: narrow {char.text} ({char.right - char.left:.1f} mm)"


def complete(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """Nothing that the document says is lost on the way to paper."""
    printed: dict[str, int] = {}
    for page in sheet.pages:
        for char in page.chars:
            printed[char.text] = printed.get(char.text, 0) + 1
    wanted: dict[str, int] = {}
    for letter in bare("".join(_texts(document))):
        wanted[letter] = wanted.get(letter, 0) + 1
    lost = "".join(letter for letter, count in wanted.items() if printed.get(letter, 0) < count)
    if lost:
        yield f"not printed, or not as often as written: {lost[:40]}"


def _texts(document: OfficialDocument) -> Iterator[str]:
    head, imprint, minutes = document.head, document.imprint, document.minutes
    yield from (
        *head.organs[: 1 if document.form is Form.LETTER else None],
        head.number,
        *head.signers,
        head.copy_number,
        head.secrecy,
        head.urgency,
        document.title,
        document.addressees,
        document.note,
    )
    for blocks in (document.body, *(annex.blocks for annex in document.annexes)):
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Grid):
                yield from (cell.text for row in block.rows for cell in row)
            elif isinstance(block, Table):
                yield block.caption
                yield from (column.title for column in block.columns if not block.headless)
                yield from (cell for row in block.rows for cell in row)
    yield from (annex.title * 2 for annex in document.annexes)
    if document.signature:
        yield from document.signature.organs
    if imprint:
        yield from (imprint.copies_to, imprint.addressees, imprint.issuer if document.form is not Form.LETTER else "")
    if minutes:
        yield from (minutes.present, minutes.excused, minutes.attending)


SHEET_CHECKS = (paper, type_area, page_numbers, punctuation, complete)
