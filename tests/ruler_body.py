"""The clauses about body, 附件说明, signature and 附注, as measurements of the printed document (see ruler.py)."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.content import OfficialDocument, Paragraph

from .measure import Row, Sheet
from .ruler import CHAR, LEFT, PITCH, RIGHT, RISE, TITLE_PITCH, Fault, bare, off, text_rows
from .ruler_flow import body_end, body_start, body_stop, flow, place
from .ruler_head import red_rules


def addressees(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.2: one line below the title, flush left, wrapped flush, a colon at the end."""
    if not document.addressees or _moved(sheet, document):
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
    for item in rows[: end + 1]:
        if abs(item.left - LEFT) > 0.4:
            yield f"7.3.2 addressees {item.left - LEFT:.1f} mm from the left edge"
    if abs(rows[end + 1].baseline - rows[end].baseline - PITCH) > 0.3 and end + 1 < len(rows) - 1:
        yield "7.3.3 the body does not begin on the line after the addressees"


def _moved(sheet: Sheet, document: OfficialDocument) -> bool:
    """Whether the addressees are printed in the 版记 (7.3.2), as they must be when they would push the body off
    page 1.
    """
    return any(bare(row.text).startswith("主送：" + bare(document.addressees)[:6]) for row in sheet.pages[-1].rows)


def body_on_page_one(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.3: page 1 shows body text."""
    if flow(sheet).places[body_start(sheet, document)][0].number > 1:
        yield "7.3.3 page 1 shows no body text"


# --- annex list, signature ------------------------------------------------------------------------------------------


def annex_list(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """7.3.4: one line below the body, two 字 in, names aligned under their first 字."""
    if not document.annexes:
        return
    several = len(document.annexes) > 1
    page, row = place(
        sheet, "附件：" + ("1." if several else "") + document.annexes[0].title, body_stop(sheet, document)
    )
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
    page, date = place(sheet, written, body_stop(sheet, document))
    above = [row for row in text_rows(page) if row.baseline < date.baseline]
    names = [row for row in above if row.size < layout.TITLE_SIZE.value and _only_names(row, organs)]
    if sum(sum(organ in bare(row.text) for organ in organs) for row in names) < len(organs):
        yield f"7.3.5.5 page {page.number}: the names and the date are on different pages"
        return
    first = names[-len({row.baseline for row in names}) :][0]
    text = [row for row in above if row.baseline < first.baseline - 0.5]
    head = red_rules(sheet.pages[0])[0].bottom if page.number == 1 else 0
    if not [row for row in text if row.baseline > head]:
        yield f"7.3.5.5 page {page.number}: signature and date without any text"
        return
    if _should_go_along(document) and body_end(sheet, document)[0].number != page.number:
        yield f"7.3.5.5 page {page.number}: list of annexes, signature and date without text of the body"
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


def _should_go_along(document: OfficialDocument) -> bool:
    """Whether a closing line and a short list of annexes leave the typesetter no excuse for a page without text."""
    last = document.body[-1]
    return (
        0 < len(document.annexes) <= 2
        and len(document.body) > 1
        and isinstance(last, Paragraph)
        and len(last.text) < 20
    )


def _only_names(row: Row, organs: tuple[str, ...]) -> bool:
    """Whether a row says names of the organs and nothing else."""
    rest = bare(row.text)
    for organ in sorted(organs, key=len, reverse=True):
        rest = rest.replace(organ, "")
    return not rest


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
    _, row = place(sheet, f"（{document.note}", body_stop(sheet, document))
    yield from off(layout.NOTE_INDENT, row.left - LEFT, CHAR)
    day = document.signature.date if document.signature else None
    if day:
        date = place(sheet, f"{day.year}年{day.month}月{day.day}日", body_stop(sheet, document))[1]
        if abs(row.baseline - date.baseline - PITCH) > 0.3:
            yield "7.3.6 the note is not on the line below the date"


def attendance(sheet: Sheet, document: OfficialDocument) -> Iterator[Fault]:
    """10.3: one line below the body, two 字 in, wrapped names under the first."""
    if document.minutes is None:
        return
    lists = [
        (label, names)
        for label, names in (
            ("出席：", document.minutes.present),
            ("请假：", document.minutes.excused),
            ("列席：", document.minutes.attending),
        )
        if names
    ]
    for number, (label, names) in enumerate(lists):
        span = flow(sheet).find(label + names, body_stop(sheet, document))
        page, row = span.rows[0]
        yield from off(layout.MINUTES_LIST_INDENT, row.left - LEFT, CHAR)
        if row.right > RIGHT + 0.3:
            yield f"10.3 {label} runs {row.right - RIGHT:.1f} mm over the edge"
        above, end = flow(sheet).row_before(span.start)
        if number == 0 and above is page:
            yield from off(layout.MINUTES_LIST_GAP, row.baseline - end.baseline - PITCH, PITCH)
        rows = [item for item in text_rows(page) if item.baseline > row.baseline + 1]
        if len(bare(row.text)) < len(label + names) and rows and abs(rows[0].left - row.left - 3 * CHAR) > 0.6:
            yield f"10.3 wrapped names of {label} are {rows[0].left - row.left - 3 * CHAR:+.1f} mm off"


BODY_CHECKS = (addressees, body_on_page_one, annex_list, signature, note, attendance)
