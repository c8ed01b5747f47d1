"""The clauses about annexes, tables and 版记, as measurements of the printed document (see ruler.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.content import Grid, OfficialDocument, Table
from reporter.gongwen.document_form import Form

from .measure import Page, Row, Rule, Sheet
from .ruler import (
    AXIS,
    AXIS_TOLERANCE,
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
    imprint_rules,
    off,
    text_rows,
)


def annexes(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.7, 8: each on a new page, label flush left on line 1, title centred on line 3."""
    for label, annex in zip(document.annex_labels, document.annexes):
        found = next((page for page in sheet.pages if page.rows and bare(page.rows[0].text) == label), None)
        if found is None:
            yield f"7.3.7 no page begins with {label}"
            continue
        left, top, axis = (
            (LEFT, TOP, AXIS) if not found.across else (found.width - FOOT, LEFT, found.width - (FOOT + TOP) / 2)
        )
        if found.across != annex.landscape:
            yield f"8 {label} is turned the wrong way"
        row, name = found.rows[0], found.rows[1]
        if abs(row.left - left) > 0.6 or abs((row.baseline - top) / PITCH - RISE) > 0.2:
            yield f"7.3.7 {label} at {row.left - left:.1f} mm, line {(row.baseline - top) / PITCH + 1 - RISE:.2f}"
        line = (name.baseline - top - RISE * TITLE_PITCH) / PITCH + 1
        yield from off(
            layout.ANNEX_TITLE_LINE, round(line, 1) if abs(line - 3) > 0.3 else 3, what=f"{label} title on line"
        )
        if abs(name.middle - axis) > AXIS_TOLERANCE:
            yield f"7.3.7 the title of {label} is {name.middle - axis:+.1f} mm off the middle"


def tables(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """Tables: nothing clipped by a rule above or below it; on each page the header row again."""
    for page in sheet.pages:
        top = LEFT if page.across else TOP
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
        if rules[0].top < top + PITCH / 2 and not _headed(rows, rules, document):
            yield f"8 page {page.number}: the table goes on without its header row"


def _headed(rows: list[Row], rules: list[Rule], document: OfficialDocument) -> bool:
    """Whether the first row of a table at the top of a page is the header row of a table of the document."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    tables = [block for block in blocks if isinstance(block, Table)]
    first = sorted(bare("".join(row.text for row in rows if row.baseline < rules[1].bottom)))
    heads = ["".join(column.title for column in table.columns) for table in tables]
    heads += ["".join(cell.text for cell in block.rows[0]) for block in blocks if isinstance(block, Grid)]
    return any(table.headless for table in tables) or any(sorted(bare(head)) == first for head in heads)


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
    names = any(row.text.startswith(("抄送：", "主送：")) for row in page.rows)
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


ANNEX_CHECKS = (annexes, tables, imprint)
