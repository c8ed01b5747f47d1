"""The clauses about single elements of a 公文, as measurements of the printed document (see ruler.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.content import Form, OfficialDocument, Paragraph

from .measure import Page, Row, Rule, Sheet
from .ruler import (
    AXIS,
    CHAR,
    FOOT,
    LEFT,
    PITCH,
    RIGHT,
    RISE,
    SMALL,
    TITLE_PITCH,
    TOP,
    Fault,
    bare,
    body_end,
    imprint_rules,
    line_number,
    off,
    place,
    text_rows,
)

_AXIS_TOLERANCE = 1.0
"""mm: how far the middle of a centred row may lie from that of the 版心."""


def red_rules(page: Page) -> list[Rule]:
    """The red rules of a page, top to bottom."""
    return [rule for rule in page.rules if rule.red]


def centred(row: Row, what: str) -> Iterator[Fault]:
    """A fault when a row is off the middle."""
    if abs(row.middle - AXIS) > _AXIS_TOLERANCE:
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
    given = layout.LETTER_MARK_TOP if letter else layout.MINUTES_MARK_TOP if document.form is Form.MINUTES else layout.MARK_TOP
    yield from off(given, ink.top - (0 if letter else TOP))
    if abs((ink.left + ink.right) / 2 - page.width / 2 * letter - AXIS * (not letter)) > 1.5:
        yield f"7.2.4 the mark is {(ink.left + ink.right) / 2 - AXIS:+.1f} mm off the middle"
    if ink.left < LEFT - 0.5 or ink.right > RIGHT + 0.5:
        yield f"7.2.4 the mark is wider than the 版心 ({ink.left:.1f}–{ink.right:.1f})"
    rows = [row for row in page.rows if row.baseline < floor and row.size > 24]
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
    if abs((rule.left + rule.right) / 2 - AXIS) > _AXIS_TOLERANCE:
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
        if abs((rule.left + rule.right) - page.width) > 2 * _AXIS_TOLERANCE:
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
        yield from off(layout.LETTER_LINE, ink.top - rules[1].bottom, size, "first line below the red rule, in 3号 heights")


def letter_number(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """10.1: 发文字号 flush right in the first line under the rule, 密级 and 紧急程度 flush left; no number on page 1."""
    if document.form is not Form.LETTER:
        return
    page = sheet.pages[0]
    row = page.find(document.head.number)
    if abs(row.right - RIGHT) > 0.6:
        yield f"10.1 the number ends {RIGHT - row.right:.1f} mm from the right edge"
    for text in (document.head.copy_number, document.head.secrecy, document.head.urgency):
        if text and abs(page.find(text).left - LEFT) > 0.6:
            yield f"10.1 {text} is not flush left"


# --- title to body --------------------------------------------------------------------------------------------------


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
    above = red_rules(page)[0].bottom
    given = layout.TITLE_GAP
    if document.form is Form.LETTER:
        above = max(row.baseline for row in page.rows if row.baseline < rows[0].baseline - 1) + (1 - RISE) * PITCH
        given = layout.LETTER_TITLE_GAP
    yield from off(given, rows[0].baseline - RISE * TITLE_PITCH - above, PITCH)
    widths = [round((row.right - row.left) / layout.TITLE_SIZE.mm, 1) for row in rows]
    if len(rows) > 2 and any(widths[at] + 0.6 < min(max(widths[:at]), max(widths[at + 1:])) for at in range(1, len(rows) - 1)):
        yield f"7.3.1 the title is an hourglass: {widths}"
    if len(rows) > 2 and max(widths) - min(widths) < 0.8:
        yield f"7.3.1 the title is a rectangle: {widths}"


def addressees(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.2: one line below the title, flush left, wrapped flush, a colon at the end."""
    if not document.addressees:
        return
    page = sheet.pages[0]
    titles = [row for row in page.rows if abs(row.size - layout.TITLE_SIZE.value) < 0.3]
    if not titles:
        return  # `title` says so
    last = titles[-1]
    rows = [row for row in page.rows if row.baseline > last.baseline + 1]
    row = rows[0]
    if bare(row.text)[:6] not in bare(document.addressees) + "：":
        yield f"7.3.2 {row.text[:12]} stands where the addressees should"
        return
    yield from off(layout.ADDRESSEES_GAP, row.baseline - RISE * PITCH - last.baseline - (1 - RISE) * TITLE_PITCH, PITCH)
    end = next(index for index, item in enumerate(rows) if item.text.endswith("："))
    for item in rows[:end + 1]:
        if abs(item.left - LEFT) > 0.4:
            yield f"7.3.2 addressees {item.left - LEFT:.1f} mm from the left edge"
    if abs(rows[end + 1].baseline - rows[end].baseline - PITCH) > 0.3 and end + 1 < len(rows) - 1:
        yield "7.3.3 the body does not begin on the line after the addressees"


def body_on_page_one(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.3: page 1 shows body text."""
    first = document.body[0]
    if isinstance(first, Paragraph) and bare(first.text)[:8] not in bare("".join(row.text for row in sheet.pages[0].rows)):
        yield "7.3.3 page 1 shows no body text"


def paragraphs(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.3: each paragraph begins two 字 in; rows that go on are flush."""
    for block in document.body:
        if isinstance(block, Paragraph) and not block.flush and not block.centred:
            page, row = place(sheet, block.text)
            yield from off(layout.PARAGRAPH_INDENT, row.left - LEFT, CHAR, f"page {page.number} {row.text[:6]}")


# --- annex list, signature ------------------------------------------------------------------------------------------


def annex_list(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.4: one line below the body, two 字 in, names aligned under their first 字."""
    if not document.annexes:
        return
    several = len(document.annexes) > 1
    page, row = place(sheet, "附件：" + ("1." if several else "") + document.annexes[0].title)
    yield from off(layout.ANNEX_LIST_INDENT, row.left - LEFT, CHAR)
    end_page, end = body_end(sheet, document)
    if end_page is page:
        yield from off(layout.ANNEX_LIST_GAP, row.baseline - end.baseline - PITCH, PITCH)
    rows = [item for item in text_rows(page) if item.baseline >= row.baseline - 0.1]
    starts = []
    for number, annex in enumerate(document.annexes, start=1):
        lead = f"{number}." if several else "附件："
        found = next((item for item in rows if f"{lead}{bare(annex.title)[:4]}" in bare(item.text)), None)
        if found is None:
            continue
        at = bare(found.text).index(lead) + len(lead)
        starts.append([char for char in found.chars if char.text.strip()][at].left)
        following = rows[rows.index(found) + 1] if rows.index(found) + 1 < len(rows) else None
        covered = len(bare(found.text)) - at
        if following is not None and covered < len(bare(annex.title)) and abs(following.left - starts[-1]) > 0.5:
            yield f"7.3.4 wrapped name of annex {number} is {following.left - starts[-1]:+.1f} mm off its first 字"
    if several and len(starts) > 1 and max(starts[:9]) - min(starts[:9]) > 0.5:
        yield f"7.3.4 the names are not aligned: {[round(start, 1) for start in starts]}"


def signature(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.5: names, date and their places; never on a page without text of the body or the annex list."""
    if document.signature is None:
        return
    organs, day = document.signature.organs, document.signature.date
    written = f"{day.year}年{day.month}月{day.day}日"
    page, date = next((page, row) for page in sheet.pages for row in text_rows(page) if bare(row.text) == written)
    above = [row for row in text_rows(page) if row.baseline < date.baseline]
    names = [row for row in above if any(organ in bare(row.text) for organ in organs) and row.size < layout.TITLE_SIZE.value]
    if sum(sum(organ in bare(row.text) for organ in organs) for row in names) < len(organs):
        yield f"7.3.5.5 page {page.number}: the names and the date are on different pages"
        return
    first = names[-len({row.baseline for row in names}):][0]
    text = [row for row in above if row.baseline < first.baseline - 0.5]
    head = red_rules(sheet.pages[0])[0].bottom if page.number == 1 else 0
    if not [row for row in text if row.baseline > head]:
        yield f"7.3.5.5 page {page.number}: signature and date without any text"
        return
    if abs(date.baseline - names[-1].baseline - PITCH) > 0.3:
        yield "7.3.5 the date is not on the line below the name"
    gap = (first.baseline - text[-1].baseline) / PITCH - 1
    if document.signature.sealed:
        if not 0.9 <= gap <= 4.2:
            yield f"7.3.5.1 {gap:.1f} lines between text and name: the seal would not begin within a line of the text"
        if len(organs) == 1:
            yield from _sealed(names[-1], date)
        return
    if abs(gap - layout.SIGNATURE_GAP.value) > layout.SIGNATURE_GAP.tolerance and gap > 0:
        yield f"7.3.5.2 {gap:.1f} lines between text and name"
    yield from off(layout.UNSEALED_DATE_OFFSET, date.left - names[-1].left, CHAR)
    yield from off(layout.UNSEALED_ORGAN_RIGHT, min(RIGHT - names[-1].right, RIGHT - date.right), CHAR)


def _sealed(name: Row, date: Row) -> Iterator[Fault]:
    """7.3.5.1: the name in the middle over the date, the date four 字 from the right unless the name is too long."""
    if abs(name.middle - date.middle) > 0.25 * CHAR:
        yield f"7.3.5.1 the name is {name.middle - date.middle:+.1f} mm off the middle of the date"
    if RIGHT - name.right > CHAR:
        yield from off(layout.SEALED_DATE_RIGHT, RIGHT - date.right, CHAR)


def note(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.6: in round brackets, two 字 in, on the line below the date."""
    if not document.note:
        return
    _, row = place(sheet, f"（{document.note}")
    yield from off(layout.NOTE_INDENT, row.left - LEFT, CHAR)
    day = document.signature.date if document.signature else None
    if day:
        date = place(sheet, f"{day.year}年{day.month}月{day.day}日")[1]
        if abs(row.baseline - date.baseline - PITCH) > 0.3:
            yield "7.3.6 the note is not on the line below the date"


def attendance(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """10.3: one line below the body, two 字 in, wrapped names under the first."""
    if document.minutes is None:
        return
    lists = [(label, names) for label, names in (("出席：", document.minutes.present), ("请假：", document.minutes.excused),
                                                 ("列席：", document.minutes.attending)) if names]
    for number, (label, names) in enumerate(lists):
        page, row = place(sheet, label + names)
        yield from off(layout.MINUTES_LIST_INDENT, row.left - LEFT, CHAR)
        if row.right > RIGHT + 0.3:
            yield f"10.3 {label} runs {row.right - RIGHT:.1f} mm over the edge"
        end_page, end = body_end(sheet, document)
        if number == 0 and end_page is page:
            yield from off(layout.MINUTES_LIST_GAP, row.baseline - end.baseline - PITCH, PITCH)
        rows = [item for item in text_rows(page) if item.baseline > row.baseline + 1]
        if len(bare(row.text)) < len(label + names) and rows and abs(rows[0].left - row.left - 3 * CHAR) > 0.6:
            yield f"10.3 wrapped names of {label} are {rows[0].left - row.left - 3 * CHAR:+.1f} mm off"


# --- annexes, imprint -----------------------------------------------------------------------------------------------


def annexes(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.7, 8: each on a new page, label flush left on line 1, title centred on line 3."""
    for label, annex in zip(document.annex_labels, document.annexes):
        found = next((page for page in sheet.pages if page.rows and bare(page.rows[0].text) == label), None)
        if found is None:
            yield f"7.3.7 no page begins with {label}"
            continue
        left, top, axis = (LEFT, TOP, AXIS) if not found.across else (found.width - FOOT, LEFT, found.width - (FOOT + TOP) / 2)
        if found.across != annex.landscape:
            yield f"8 {label} is turned the wrong way"
        row, name = found.rows[0], found.rows[1]
        if abs(row.left - left) > 0.6 or abs((row.baseline - top) / PITCH - RISE) > 0.2:
            yield f"7.3.7 {label} at {row.left - left:.1f} mm, line {(row.baseline - top) / PITCH + 1 - RISE:.2f}"
        line = (name.baseline - top - RISE * TITLE_PITCH) / PITCH + 1
        yield from off(layout.ANNEX_TITLE_LINE, round(line, 1) if abs(line - 3) > 0.3 else 3, what=f"{label} title on line")
        if abs(name.middle - axis) > _AXIS_TOLERANCE:
            yield f"7.3.7 the title of {label} is {name.middle - axis:+.1f} mm off the middle"


def tables(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """Tables: nothing clipped by a rule above or below it; on each page the header row again."""
    for page in sheet.pages:
        rules = [rule for rule in page.rules if not rule.red and rule not in imprint_rules(page)]
        if len(rules) < 2:
            continue
        foot = max(rule.bottom for rule in rules)
        rows = [row for row in page.rows if rules[0].top < row.baseline < foot]
        if not rows or any(rule.left > row.left for rule in rules[:1] for row in rows[:1]):
            continue
        for row in rows:
            size = row.size * layout.MM_PER_POINT
            above = max(rule.bottom for rule in rules if rule.bottom < row.baseline)
            below = min(rule.top for rule in rules if rule.top > row.baseline - 0.5 * size)
            if row.baseline - above < 0.82 * size or below - row.baseline < 0.1 * size:
                yield f"page {page.number}: {row.text[:10]} touches a rule of its table"
        if "序号" not in bare(rows[0].text) and "序号" in bare("".join(char.text for item in sheet.pages for char in item.chars)):
            yield f"8 page {page.number}: the table goes on without its header row"


def imprint(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.4: rules as wide as the 版心, thick, thin, thick, the last on its lower edge, on a last page that is even."""
    content = document.imprint
    if content is None or not (content.issuer or content.copies_to or content.addressees):
        return
    if len(sheet.pages) % 2:
        yield f"7.4.1 the 版记 is on page {len(sheet.pages)}"
    page = sheet.pages[-1]
    rules = imprint_rules(page)
    if document.form is Form.LETTER:
        if rules:
            yield "10.1 the 版记 of a 信函 has rules"
        return
    names = bool(content.copies_to or content.addressees)
    if len(rules) != 2 + names:
        yield f"7.4.1 {len(rules)} rules around the 版记 on the last page"
        return
    yield from off(layout.IMPRINT_BOTTOM, rules[-1].middle - FOOT)
    for index, rule in enumerate(rules):
        yield from off(layout.IMPRINT_THIN if 0 < index < len(rules) - 1 else layout.IMPRINT_THICK, rule.weight)
        yield from off(layout.IMPRINT_WIDTH, rule.width)
    yield from _imprint_rows(page, rules, document)
    text = [row for row in text_rows(page) if row.baseline > rules[0].top - PITCH]
    if any(row.baseline > rules[0].top - 0.2 for row in text):
        yield "7.4.1 text runs into the 版记"


def _imprint_rows(page: Page, rules: list[Rule], document: OfficialDocument) -> Iterator[Fault]:
    """7.4.2–3: one 字 in on both sides, wrapped names after the colon, 。 at the end; organ left, date right."""
    rows = [row for row in page.rows if rules[0].top < row.baseline < rules[-1].bottom]
    for row in rows:
        label = re.match(r"(?:抄送|主送)：", row.text)
        if label:
            yield from off(layout.IMPRINT_INDENT, row.left - LEFT, SMALL, row.text[:2])
        elif row is not rows[-1] and abs(row.left - LEFT - 4 * SMALL) > 0.5 * SMALL:
            yield f"7.4.2 wrapped names {(row.left - LEFT) / SMALL:.1f} 字 from the left"
        if (RIGHT - row.right) / SMALL < layout.IMPRINT_INDENT.value - layout.IMPRINT_INDENT.tolerance:
            yield f"7.4.2 {row.text[-6:]} is {(RIGHT - row.right) / SMALL:.1f} 字 from the right"
    if document.imprint and document.imprint.issuer:
        last = rows[-1]
        yield from off(layout.IMPRINT_INDENT, last.left - LEFT, SMALL, "印发机关")
        yield from off(layout.IMPRINT_INDENT, RIGHT - last.right, SMALL, "印发日期")
        if not last.text.endswith("印发"):
            yield "7.4.3 the last line does not end with 印发"
        if len(rows) > 1 and not rows[-2].text.endswith("。"):
            yield "7.4.2 抄送 does not end with 。"


ELEMENT_CHECKS = (mark, flush_left, number, red_rule, letter_number, title, addressees, body_on_page_one, paragraphs,
                  annex_list, signature, note, attendance, annexes, tables, imprint)
