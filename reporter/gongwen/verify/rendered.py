"""Measures the printed page against the standard: what the file alone cannot tell, from LibreOffice's PDF.

22 lines and 28 characters, the mark's ink, rule, 版记 and page numbers where they really lie, company for the
signature. With substituted fonts the places hold, since every line has its pitch and every 汉字 its width.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.layout import Given, Strength

from ..libreoffice import pdf_of
from .document_reading import read
from .document_view import Line
from .finding import NO_NUMBER, NO_TEXT, Finding
from .found_elements import Elements, Form
from .printed import Bar, PrintedPage, Row, bare, printed
from .recognise import recognise

_TOP = layout.TOP_MARGIN.value
_LEFT = layout.LEFT_MARGIN.value
_RIGHT = _LEFT + layout.TYPE_WIDTH.value
_FOOT = _TOP + layout.TYPE_HEIGHT.value
_PITCH = layout.line_pitch() / layout.TWIPS_PER_MM
_LENT = 5
"""Lines that a page may give to the last one, so that signature and date have company (7.3.5.5)."""
_FILLED = 6.0
"""mm from the last baseline to the 版心's lower edge: 2.2 on a full page, 9.7 at a pitch of 28 pt."""
_ENOUGH_ROWS = 4
"""Rows that must agree before a count of characters is believed."""


def verify_rendered(data: bytes) -> tuple[Finding, ...]:
    """What a ruler finds on the printed pages, page by page; what it found right is among it with nothing found.

    Raises NotADocx for what is no Word document, and NoRenderer where LibreOffice or the PDF reader is missing.
    """
    found = recognise(read(data))
    return measure_pdf(pdf_of(data), found)


def measure_pdf(pdf: bytes, found: Elements) -> tuple[Finding, ...]:
    """The findings of a PDF whose elements are known."""
    pages = printed(pdf)
    if not pages:
        return ()
    checks = (_lines, _mark, _red_rule, _first_page, _company, _imprint, _numbers)
    return tuple(finding for check in checks for finding in check(pages, found))


def _off(given: Given, where: str, found: float, wanted: str = "") -> Iterator[Finding]:
    seen = "" if given.allows(found) else f"{given.what} {found:.1f} mm"
    yield Finding.of(given, where, seen, wanted or f"{given.value:g} mm±{given.tolerance:g} mm")


def _find(pages: tuple[PrintedPage, ...], text: str, *, last: bool = False) -> tuple[PrintedPage, Row] | None:
    """The row that begins a text, the first or the last one."""
    wanted = bare(text)[:12]
    hits = [
        (page, row)
        for page in pages
        for row in page.rows
        if wanted and (wanted in row.text or (len(row.text) > 5 and wanted.startswith(row.text)))
    ]
    return (hits[-1] if last else hits[0]) if hits else None


def _text_rows(page: PrintedPage) -> list[Row]:
    return [row for row in page.rows if _TOP - 1 < row.baseline < _FOOT + 1]


# --- 5.2.3 ----------------------------------------------------------------------------------------------------------


def _lines(pages: tuple[PrintedPage, ...], found: Elements) -> Iterator[Finding]:
    """Rows on pages of nothing but running text, characters in rows that go on."""
    size = layout.BODY_SIZE.value
    wanted = int(layout.LINES_PER_PAGE.value)
    counts: Counter[int] = Counter()
    short: list[str] = []
    text = bare("".join(line.text for line in found.body))
    opened = [bare(line.text) for line in found.body if line.opens_page or _after_break(found, line)]
    for page in pages:
        rows = [row for row in _text_rows(page) if not page.across]
        body = [row for row in rows if row.text in text]
        for row, below in itertools.pairwise(body):
            goes_on = below.ink[0] < _LEFT + 3 and 6 < below.baseline - row.baseline < 16 and abs(row.size - size) < 1
            if goes_on and row.ink[0] < _LEFT + 3 and all(glyph.text > "\u2e80" for glyph in row.glyphs):
                counts[len(row.text)] += 1
        following = (
            [row for row in _text_rows(pages[page.number]) if row.text in text] if page.number < len(pages) else []
        )
        if page.number == 1 or not rows or not following or len(body) != len(rows):
            continue
        if any(text.startswith(following[0].text) for text in opened):  # this page was ended by hand
            continue
        if _text_rows(pages[page.number])[0].text not in text:  # or by a table that stands on the next one whole
            continue
        lent = len(rows) < wanted and len(following) <= _LENT
        if len(rows) != wanted and not lent:
            short.append(f"第{page.number}面 {len(rows)} 行")
        elif not lent and rows[-1].baseline < _FOOT - _FILLED:
            short.append(f"第{page.number}面末行离版心下边缘 {_FOOT - rows[-1].baseline:.0f} mm")
    if short:
        yield Finding.of(
            layout.LINES_PER_PAGE,
            "版面",
            "，".join(short[:4]) + ("等" if len(short) > 4 else ""),
            "每面排 22 行并撑满版心",
        )
    most = max(counts, default=0)
    if sum(counts.values()) >= _ENOUGH_ROWS and most != layout.CHARS_PER_LINE.value:
        yield Finding.of(layout.CHARS_PER_LINE, "版面", f"整行排 {most} 字", "每行排 28 字")


def _after_break(found: Elements, line: Line) -> bool:
    """Whether only blank lines lie between this line and a page break."""
    above = itertools.takewhile(lambda other: other.blank, reversed(found.reading.lines[: line.index]))
    return any(other.opens_page for other in above)


# --- 7.2 ------------------------------------------------------------------------------------------------------------


def _mark_rows(page: PrintedPage, found: Elements) -> list[Row]:
    said = bare("".join(line.text for line in found.mark))
    return (
        [
            row
            for row in page.rows
            if row.size > 20
            and any(glyph.red for glyph in row.glyphs)
            and all(glyph.text in said for glyph in row.glyphs)
        ]
        if said
        else []
    )


def _mark(pages: tuple[PrintedPage, ...], found: Elements) -> Iterator[Finding]:
    rows = _mark_rows(pages[0], found)
    if not rows:
        return
    top = min(row.ink[1] for row in rows)
    if found.form is Form.LETTER:
        yield from _off(layout.LETTER_MARK_TOP, "发文机关标志", top)
    else:
        yield from _off(
            {Form.MINUTES: layout.MINUTES_MARK_TOP, Form.ORDER: layout.ORDER_MARK_TOP}.get(found.form, layout.MARK_TOP),
            "发文机关标志",
            top - _TOP,
        )
    left, right = min(row.ink[0] for row in rows), max(row.ink[2] for row in rows)
    if abs((left + right) / 2 - (_LEFT + _RIGHT) / 2) > 3 and found.form is not Form.LETTER:
        yield Finding(
            "7.2.4",
            "发文机关标志",
            f"偏离版心中线 {(left + right) / 2 - (_LEFT + _RIGHT) / 2:+.1f} mm",
            "居中",
        )
    if left < _LEFT - 1 or right > _RIGHT + 1:
        yield Finding("7.2.4", "发文机关标志", f"宽 {right - left:.0f} mm，超出版心", "不超出版心（156 mm）")


def _reds(page: PrintedPage) -> list[Bar]:
    return [bar for bar in page.bars if bar.red]


def _red_rule(pages: tuple[PrintedPage, ...], found: Elements) -> Iterator[Finding]:
    reds = _reds(pages[0])
    if not reds:
        return
    if found.form is Form.LETTER:
        yield from _letter_rules(pages[0], reds, found)
        return
    rule = reds[0]
    yield from _off(layout.RULE_WIDTH, "红色分隔线", rule.right - rule.left)
    if found.number is not None and (hit := _find(pages[:1], found.number.text)):
        yield from _off(layout.RULE_GAP, "红色分隔线", rule.top - hit[1].ink[3])
    titles = [hit for line in found.title[:1] if (hit := _find(pages[:1], line.text.split("\n")[0]))]
    if titles:
        row = titles[0][1]
        pitch = (row.size + 14) * layout.MM_PER_POINT  # a 行 of characters of this size (3.2)
        gap = (row.baseline - 0.8 * pitch - rule.bottom) / _PITCH
        given = layout.TITLE_GAP
        far = abs(gap - given.value) > given.tolerance + 0.3
        yield Finding.of(given, "标题", f"{given.what} {gap:.1f} 行" if far else "", f"{given.value:g} 行")


def _letter_rules(page: PrintedPage, reds: list[Bar], found: Elements) -> Iterator[Finding]:
    for rule in reds[:1]:
        yield from _off(layout.LETTER_RULE_WIDTH, "红色双线", rule.right - rule.left)
        rows = _mark_rows(page, found)
        if rows:
            yield from _off(layout.LETTER_RULE_GAP, "红色双线", rule.top - max(row.ink[3] for row in rows))
    low = [rule for rule in reds if rule.top > page.height / 2]
    if low:
        yield from _off(layout.LETTER_FOOT_RULE, "下红色双线", page.height - (low[0].top + low[-1].bottom) / 2)


# --- 7.3 ------------------------------------------------------------------------------------------------------------


def _first_page(pages: tuple[PrintedPage, ...], found: Elements) -> Iterator[Finding]:
    if found.body and (hit := _find(pages, found.body[0].text)) and hit[0].number > 1:
        seen = f"正文从第 {hit[0].number} 面开始"
        yield Finding("7.3.3", "首页", seen, "公文首页必须显示正文", measure=NO_TEXT)


def _company(pages: tuple[PrintedPage, ...], found: Elements) -> Iterator[Finding]:
    """Signature and date share a page with text of the body or the annex list."""
    if found.date is None or not found.body:
        return
    hit = next(((page, row) for page in pages for row in page.rows if row.text == bare(found.date.text)), None)
    if hit is None:
        return
    page, date = hit
    signature = {bare(line.text) for line in found.organs}
    above = [row for row in _text_rows(page) if row.baseline < date.baseline - 1 and row.text not in signature]
    if not above:
        yield Finding(
            "7.3.5.5",
            f"第 {page.number} 面",
            "署名、成文日期单独成面",
            "与正文同处一面（调整行距、字距）",
        )
    names = [row for row in page.rows if row.text in signature]
    if signature and not names and not any(name in row.text for row in page.rows for name in signature):
        yield Finding("7.3.5.5", f"第 {page.number} 面", "成文日期与署名分处两面", "署名与成文日期同处一面")


# --- 7.4, 7.5 -------------------------------------------------------------------------------------------------------


def _imprint(pages: tuple[PrintedPage, ...], found: Elements) -> Iterator[Finding]:
    lines = [*found.copies, *found.issued]
    if not lines:
        return
    hit = _find(pages, lines[-1].text, last=True) or _find(pages, lines[0].text, last=True)
    if hit is None:
        yield Finding("7.4", "版记", "印不出来（版面上没有版记）", "排在公文最后一面")
        return
    page, row = hit
    if page.number != len(pages):
        yield Finding("7.4.1", "版记", f"在第 {page.number} 面，公文共 {len(pages)} 面", "排在公文最后一面")
    elif page.number % 2 and len(pages) > 1 and found.form is not Form.LETTER:
        yield Finding("7.4.1", "版记", f"在单页（第 {page.number} 面）", "排在最后一面的双页上", Strength.USUAL)
    if found.form is Form.LETTER:
        return
    rules = [
        bar
        for bar in page.bars
        if not bar.red
        and abs(bar.right - bar.left - layout.IMPRINT_WIDTH.value) < 6
        and row.baseline < bar.middle < row.baseline + 15
    ]
    if rules:
        given, off = layout.IMPRINT_BOTTOM, rules[-1].middle - _FOOT
        seen = f"末条分隔线在版心下边缘{'上' if off < 0 else '下'} {abs(off):.1f} mm"
        yield Finding.of(given, "版记", "" if given.allows(off) else seen, "与版心下边缘重合（±1 mm）")


_NUMBERED = re.compile(r"^[—―－–\-~～·第]*\d+(?:$|[—―－–\-~～·页/])")


def _numbers(pages: tuple[PrintedPage, ...], found: Elements) -> Iterator[Finding]:
    """Where the dashes lie, which pages have none."""
    drops: dict[str, list[int]] = {}
    missing: list[int] = []
    blank = {page.number for page in pages if not _text_rows(page)}
    last = len(pages)
    for page in pages:
        if page.across:
            continue
        row = next((row for row in page.rows if row.baseline > _FOOT and re.search(r"\d", row.text)), None)
        if row is None and page.rows and _NUMBERED.match(page.rows[-1].text):
            continue  # in the 版心, which the file tells
        if row is None:
            free = (
                page.number in blank
                or (page.number == last and last - 1 in blank)
                or (page.number == 1 and found.form is Form.LETTER)
            )
            if not free:
                missing.append(page.number)
            continue
        dash = row.glyphs[0]
        drop = dash.top - _FOOT
        if dash.text in "—―－–":
            right = layout.PAGE_NUMBER_DROP.allows(drop)
            drops.setdefault("" if right else f"{layout.PAGE_NUMBER_DROP.what} {drop:.1f} mm", []).append(page.number)
    for seen, numbers in drops.items():
        yield Finding.of(
            layout.PAGE_NUMBER_DROP,
            f"页码（第 {'、'.join(map(str, numbers[:4]))} 面{'等' if len(numbers) > 4 else ''}）",
            seen,
            "7 mm±1 mm",
        )
    if missing:
        shown = "、".join(map(str, missing[:6]))
        wanted = "每面编排页码（空白页及其后的版记页除外）"
        yield Finding("7.5", "页码", f"第 {shown} 面没有页码", wanted, measure=NO_NUMBER)
