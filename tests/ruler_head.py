"""The clauses about the 版头 and the title, as measurements of the printed document (see ruler.py)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.content import OfficialDocument
from reporter.gongwen.document_form import Form

from .measure import Page, Row, Rule, Sheet, is_red
from .ruler import AXIS, AXIS_TOLERANCE, CHAR, LEFT, PITCH, RIGHT, RISE, TITLE_PITCH, TOP, Fault, bare, line_number, off

_TITLE_CHARS = int(layout.TYPE_WIDTH.mm / layout.TITLE_SIZE.mm)
"""Characters of a line of the title."""


def red_rules(page: Page) -> list[Rule]:
    """The red rules of a page, top to bottom."""
    return [rule for rule in page.rules if rule.red]


def centred(row: Row, what: str) -> Iterator[Fault]:
    """A fault when a row is off the middle."""
    if abs(row.middle - AXIS) > AXIS_TOLERANCE:
        yield f"{what} {row.text[:12]}: {row.middle - AXIS:+.1f} mm off the middle"


# --- head -----------------------------------------------------------------------------------------------------------


def mark(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.2.4, 10.1, 10.3: the upper ink edge of the mark, centred, red."""
    page = sheet.pages[0]
    letter = document.form is Form.LETTER
    if not red_rules(page):
        yield "7.2.7 no red rule on page 1"
        return
    floor = red_rules(page)[0].top - 0.5
    ink = page.ink(0, 0, page.width, floor, red=True)
    if ink is None:
        yield "7.2.4 no mark printed in red"
        return
    given = (
        layout.LETTER_MARK_TOP
        if letter
        else layout.MINUTES_MARK_TOP
        if document.form is Form.MINUTES
        else layout.MARK_TOP
    )
    yield from off(given, ink.top - (0 if letter else TOP))
    if abs((ink.left + ink.right) / 2 - page.width / 2 * letter - AXIS * (not letter)) > 1.5:
        yield f"7.2.4 the mark is {(ink.left + ink.right) / 2 - AXIS:+.1f} mm off the middle"
    if ink.left < LEFT - 0.5 or ink.right > RIGHT + 0.5:
        yield f"7.2.4 the mark is wider than the 版心 ({ink.left:.1f}–{ink.right:.1f})"
    rows = [row for row in page.rows if row.baseline < floor and is_red(row.chars[0].colour)]
    if len(rows) < len(document.head.organs) and not letter:
        yield f"7.2.4 {len(rows)} rows of names for {len(document.head.organs)} organs"
    if len(document.head.organs) > 1 and document.head.word and not letter:
        yield from _word_beside(page, rows, document.head.word)


def _word_beside(page: Page, rows: list[Row], word: str) -> Iterator[Fault]:
    """7.2.4: 「文件」 at the right of the names, in the middle of their height."""
    chars = [char for row in rows for char in row.chars if char.text in word and char.left > AXIS]
    names = {char.baseline for row in rows for char in row.chars if char not in chars}
    if len(chars) < len(word):
        yield f"7.2.4 {word} is not beside the names"
        return
    last = sorted(chars, key=lambda char: char.left)[-1]
    if abs(last.baseline - (min(names) + max(names)) / 2) > 2:
        yield f"7.2.4 {word} is {last.baseline - (min(names) + max(names)) / 2:+.1f} mm off the middle of the names"


def flush_left(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.2.1–3: 份号, 密级, 紧急程度 flush left, one a line from line 1 on, in this order."""
    if document.form is Form.LETTER:
        return
    texts = [text for text in (document.head.copy_number, document.head.secrecy, document.head.urgency) if text]
    for number, text in enumerate(texts, start=1):
        row = sheet.pages[0].find(text)
        if abs(row.left - LEFT) > 0.6 or abs(line_number(row) - number) > 0.2:
            yield f"7.2.1 {text}: left {row.left - LEFT:.1f} mm, line {line_number(row):.2f} instead of {number}"


def number(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.2.5–6: the number two lines below the mark, centred; in a 上行文 at the left, 签发人 at the right."""
    page, head = sheet.pages[0], document.head
    if not head.number or document.form is Form.LETTER or not red_rules(page):
        return
    row = page.find(head.number.partition("〕")[0] + "〕")
    first = page.find("签发人：") if head.signers else row
    ink = page.ink(0, 0, page.width, red_rules(page)[0].top - 0.5, red=True)
    below = (first.baseline - RISE * PITCH - (ink.bottom if ink else 0)) / PITCH
    yield from off(layout.NUMBER_GAP, below)
    if not head.signers:
        yield from centred(row, "7.2.5")
        return
    yield from off(layout.NUMBER_LEFT, row.left - LEFT, CHAR)
    if any(head.signers):
        last = page.find(head.signers[-1])
        if abs(last.baseline - row.baseline) > 0.3:
            yield "7.2.5 the number is not on the line of the last 签发人"
        widest = max(page.find(name).right for name in head.signers)
        if not -0.2 <= (RIGHT - widest) / CHAR - layout.SIGNER_RIGHT.value <= 1 + layout.SIGNER_RIGHT.tolerance:
            yield f"7.2.6 签发人 {(RIGHT - widest) / CHAR:.2f} 字 from the right"


def red_rule(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.2.7: 4 mm below the number's ink, as wide as the 版心, centred; 7.1: none on other pages."""
    page = sheet.pages[0]
    if document.form is Form.LETTER:
        yield from _letter_rules(sheet)
        return
    rules = red_rules(page)
    if len(rules) != 1 or any(red_rules(other) for other in sheet.pages[1:]):
        yield f"7.2.7 {len(rules)} red rules on page 1"
        return
    rule = rules[0]
    yield from off(layout.RULE_WIDTH, rule.width)
    if abs((rule.left + rule.right) / 2 - AXIS) > AXIS_TOLERANCE:
        yield "7.2.7 the red rule is off the middle"
    if document.head.number:
        row = page.find(document.head.number.partition("〕")[0] + "〕")
        ink = page.ink(row.left, row.baseline - 4, row.right, rule.top - 0.3)
        if ink:
            yield from off(layout.RULE_GAP, rule.top - ink.bottom)


def _letter_rules(sheet: Sheet) -> Iterator[Fault]:
    """10.1: thick over thin 4 mm below the mark, thin over thick 20 mm from the foot, 170 mm, centred."""
    page = sheet.pages[0]
    rules = red_rules(page)
    if len(rules) != 4:
        yield f"10.1 {len(rules)} red bars instead of two double rules"
        return
    for rule in rules:
        yield from off(layout.LETTER_RULE_WIDTH, rule.width)
        if abs((rule.left + rule.right) - page.width) > 2 * AXIS_TOLERANCE:
            yield "10.1 a red rule is off the middle of the sheet"
    if not (rules[0].weight > rules[1].weight and rules[2].weight < rules[3].weight):
        yield "10.1 thick and thin are the wrong way round"
    ink = page.ink(0, 0, page.width, rules[0].top - 0.3, red=True)
    if ink:
        yield from off(layout.LETTER_RULE_GAP, rules[0].top - ink.bottom)
    foot = page.height - (rules[2].top + rules[3].bottom) / 2
    if abs(foot - layout.LETTER_FOOT_RULE.value) > 1:
        yield f"10.1 lower double rule {foot:.1f} mm from the foot"
    text = [row for row in page.rows if row.baseline > rules[1].bottom]
    ink = page.ink(LEFT, rules[1].bottom + 0.3, RIGHT, text[0].baseline + 1)
    if ink:
        size = layout.BODY_SIZE.mm
        yield from off(
            layout.LETTER_LINE, ink.top - rules[1].bottom, size, "first line below the red rule, in 3号 heights"
        )


def letter_number(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """10.1: 发文字号 flush right in the first line under the rule, 密级 and 紧急程度 flush left; no number on
    page 1.
    """
    if document.form is not Form.LETTER:
        return
    page = sheet.pages[0]
    row = page.find(document.head.number)
    if abs(row.right - RIGHT) > 0.6:
        yield f"10.1 the number ends {RIGHT - row.right:.1f} mm from the right edge"
    for text in (document.head.copy_number, document.head.secrecy, document.head.urgency):
        if text and abs(page.find(text).left - LEFT) > 0.6:
            yield f"10.1 {text} is not flush left"


def title(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.1: two lines below the rule, each row centred, no hourglass and no rectangle."""
    page = sheet.pages[0]
    wanted, rows = bare(document.title), []
    for row in page.rows:
        if abs(row.size - layout.TITLE_SIZE.value) < 0.3 and bare(row.text) in wanted:
            rows.append(row)
    if bare("".join(row.text for row in rows)) != wanted:
        yield f"7.3.1 the title is not printed whole on page 1: {[row.text for row in rows]}"
        return
    for row in rows:
        yield from centred(row, "7.3.1")
    yield from _parted(rows, document)
    above = red_rules(page)[0].bottom
    given = layout.TITLE_GAP
    if document.form is Form.LETTER:
        above = max(row.baseline for row in page.rows if row.baseline < rows[0].baseline - 1) + (1 - RISE) * PITCH
        given = layout.LETTER_TITLE_GAP
    yield from off(given, rows[0].baseline - RISE * TITLE_PITCH - above, PITCH)
    widths = [round((row.right - row.left) / layout.TITLE_SIZE.mm, 1) for row in rows]
    if len(rows) > 2 and any(
        widths[at] + 0.6 < min(max(widths[:at]), max(widths[at + 1 :])) for at in range(1, len(rows) - 1)
    ):
        yield f"7.3.1 the title is an hourglass: {widths}"
    if len(rows) > 2 and max(widths) - min(widths) < 0.8:
        yield f"7.3.1 the title is a rectangle: {widths}"


_WHOLE = re.compile(
    r"《[^》]*》|〔[^〕]*〕\d*号?|[（(][^）)]*[）)]|“[^”]*”|\d[\d.]*(?:[年月日号期次届个所万亿元%％]+|季度)?|[A-Za-z][A-Za-z0-9/.+-]*"
)
"""What a title does not part: 《titles》, numbers with their unit, words of Latin letters."""


def _parted(rows: list[Row], document: OfficialDocument) -> Iterator[Fault]:
    """7.3.1: a title breaks at whole words; not inside what is _WHOLE or the name of an office, if a line has
    room for it.
    """
    text = bare("".join(row.text for row in rows))
    ends = list(itertools.accumulate(len(bare(row.text)) for row in rows))[:-1]
    whole = [match.span() for match in _WHOLE.finditer(text)]
    whole += [
        match.span()
        for organ in document.head.organs
        for match in re.finditer(re.escape(organ), text)
        if len(organ) < _TITLE_CHARS * 0.75
    ]
    for start, stop in whole:
        if stop - start <= _TITLE_CHARS and any(start < end < stop for end in ends):
            yield f"7.3.1 {text[start:stop]} is parted in the title"


HEAD_CHECKS = (mark, flush_left, number, red_rule, letter_number, title)
