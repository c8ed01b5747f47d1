"""Where the elements of the 主体 stand: addressees, paragraphs, annex list, signature, annexes (7.3, 10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.layout import Given, Strength

from . import patterns
from .document_view import Line
from .finding import NO_TEXT, Finding, excerpt
from .found_elements import AnnexFound, Elements, Form, ListedAnnex, is_caption, is_inner_title
from .line_places import Flow, chars, indents, line_width, opening, width_in_chars

_GAP = 0.6
_CENTRE = 1.2
"""字: how far the signature's middle may lie from the date's."""


def tail(found: Elements, flow: Flow) -> Iterator[Finding]:
    """All findings about places below the title."""
    yield from _addressees(found, flow)
    yield from _first_page(found, flow)
    yield from _paragraphs(found, flow)
    yield from _annex_list(found, flow)
    yield from _signature(found, flow)
    if found.note:
        yield from _indented(found.note, layout.NOTE_INDENT, "附注")
    yield from _attendance(found, flow)
    for annex in found.annexes:
        yield from _annex(found, annex, flow)


def _gap(flow: Flow, upper: Line, lower: Line, given: Given, where: str) -> Iterator[Finding]:
    gap = flow.gap(upper, lower)
    if gap is not None and abs(gap - given.value) > given.tolerance + 0.1:
        yield Finding.of(given, where, f"{given.what} {max(0.0, gap):.1f} 行", f"{given.value:g} 行")


def _indented(line: Line, given: Given, where: str) -> Iterator[Finding]:
    space = opening(line)
    if line.set_apart:
        yield Finding.of(given, where, {"center": "居中", "right": "居右"}[line.look.align], f"左空 {given.value:g} 字")
    elif not given.allows(space):
        yield Finding.of(given, where, f"左空 {space:.1f} 字", f"左空 {given.value:g} 字")


def _addressees(found: Elements, flow: Flow) -> Iterator[Finding]:
    line = found.addressees
    if line is None:
        return
    left, _, first = indents(line)
    if line.set_apart or abs(left + first) > 0.3 or abs(left) > 0.3:
        yield Finding(
            "7.3.2",
            "主送机关",
            f"左空 {left + first:.1f} 字" if not line.set_apart else "没有居左",
            "居左顶格，回行仍顶格",
        )
    if found.title:
        yield from _gap(flow, [*found.title, *found.subtitle][-1], line, layout.ADDRESSEES_GAP, "主送机关")
    if found.body and all(other.blank for other in found.reading.lines[line.index + 1 : found.body[0].index]):
        gap = flow.gap(line, found.body[0])
        if gap is not None and gap > 0.6:
            yield Finding("7.3.3", "正文", f"与主送机关间空 {gap:.1f} 行", "编排于主送机关名称下一行")


def _first_page(found: Elements, flow: Flow) -> Iterator[Finding]:
    """Page 1 shows body text; told from the file only where every height above it is stated."""
    if not found.body or not found.mark:
        return
    spot = flow.spots.get(found.body[0].index)
    above = found.reading.lines[: found.body[0].index]
    stated = all(line.look.line_rule == "exact" and line.story == "body" and not line.opens_page for line in above)
    if spot is not None and spot.page and stated:
        seen = "版头、标题占满首页，正文排到了第 2 面"
        yield Finding("7.3.3", "首页", seen, "公文首页必须显示正文", measure=NO_TEXT)


def _paragraphs(found: Elements, flow: Flow) -> Iterator[Finding]:
    """Each paragraph begins two 字 in and, where it takes more than one row, runs on flush."""
    faults: dict[tuple[str, str], list[Line]] = {}
    given = layout.PARAGRAPH_INDENT
    annexed = {line.index: line for annex in found.annexes for line in annex.lines if line.story == "body"}
    for line in [*found.body, *annexed.values()]:
        left, right, first = indents(line)
        set_apart = line.index in annexed and (left + first < 0.2 or line.set_apart or line.size < 15)
        chapter = (line.set_apart and patterns.ARTICLE.match(line.text)) or is_inner_title(line)
        label = patterns.ANNEX_LABEL.match(line.text) or patterns.ANNEX_REMARKED.match(line.text)
        if set_apart or chapter or label or is_caption(found.reading, line) or _goes_on(found, line):
            continue  # in an annex, what stands like addressees or a heading of its own is no paragraph
        if line.set_apart:
            faults.setdefault(("居中" if line.look.align == "center" else "居右", "左空二字"), []).append(line)
        elif not given.allows(left + first):
            faults.setdefault((f"左空 {left + first:.1f} 字", "左空二字"), []).append(line)
        elif flow.rows(line) < 2:
            continue
        elif left > 0.3:
            faults.setdefault((f"回行左空 {left:.1f} 字", "回行顶格"), []).append(line)
        elif right > 0.3:
            faults.setdefault((f"右侧缩进 {right:.1f} 字", "右侧到版心边"), []).append(line)
    for (seen, wanted), lines in faults.items():
        more = f"等 {len(lines)} 段" if len(lines) > 1 else ""
        yield Finding.of(given, f"正文{excerpt(lines[0].text)}{more}", seen, wanted)


def _goes_on(found: Elements, line: Line) -> bool:
    """Whether a flush paragraph is the rest of the one above, cut where a row was full: on paper they are one."""
    above = found.reading.lines[line.index - 1]
    if (
        above.blank
        or above.story != "body"
        or above.text.rstrip().endswith(tuple("。：；！？”）"))
        or opening(line) > 0.1
    ):
        return False
    full = layout.CHARS_PER_LINE.value
    last = (width_in_chars(above.text.strip()) + opening(above)) % full
    return last > full - 2 or last < 0.6


# --- annex list -----------------------------------------------------------------------------------------------------


def _annex_list(found: Elements, flow: Flow) -> Iterator[Finding]:
    if not found.annex_list:
        return
    first = found.annex_head or found.annex_list[0].line
    given = layout.ANNEX_LIST_INDENT
    space = opening(first)
    if not given.allows(space):
        yield Finding.of(given, "附件说明", f"左空 {space:.1f} 字", "左空二字")
    if found.date is not None and first.index > found.date.index:
        yield Finding("7.3.4", "附件说明", "排在成文日期之后", "正文之下空一行，署名之上")
    elif found.body and (above := _text_above(found, flow, first)):
        yield from _gap(flow, above, first, layout.ANNEX_LIST_GAP, "附件说明")
    for entry in found.annex_list:
        yield from _hanging(entry, flow)


def _text_above(found: Elements, flow: Flow, line: Line) -> Line | None:
    """The last line of text before this one whose place is known."""
    above = (other for other in reversed(found.reading.lines) if other.index < line.index)
    return next((other for other in above if not other.blank and other.index in flow.spots), None)


def _hanging(entry: ListedAnnex, flow: Flow) -> Iterator[Finding]:
    """A name that wraps goes on under its own first 字."""
    line = entry.line
    section = flow.section(line)
    left, right, first = indents(line)
    room = chars(section.room, line)
    text = line.text.strip()
    if "\n" in text or "\t" in text or left + first + width_in_chars(text) + right <= room + 0.3:
        return
    lead = text[: len(text) - len(entry.name)] if entry.name and text.endswith(entry.name) else ""
    wanted = left + first + width_in_chars(lead)
    if abs(left - wanted) > 0.7:
        yield Finding(
            "7.3.4",
            f"附件说明{excerpt(text)}",
            f"回行左空 {left:.1f} 字",
            f"与名称首字对齐（左空 {wanted:.1f} 字）",
        )


# --- signature ------------------------------------------------------------------------------------------------------


def _signature(found: Elements, flow: Flow) -> Iterator[Finding]:
    date = found.date
    if date is None:
        if found.form is Form.DOCUMENT and found.body and not (found.reading.plain or found.is_bulletin):
            yield Finding("7.3.5", "正文之后", "没有单独成行的成文日期", "署名之下编排成文日期", Strength.USUAL)
        return
    if found.form is Form.ORDER and found.organs:
        yield from _chopped(found, flow, found.organs[-1])
        return
    if found.one_row:
        yield Finding("7.3.5", "发文机关署名", "与成文日期写在同一行", "署名之下另起一行编排成文日期")
        return
    if not found.organs:
        if found.form not in (Form.MINUTES, Form.ORDER):
            yield Finding("7.3.5.1", "成文日期之上", "没有发文机关署名", "成文日期之上编排发文机关署名")
        return
    if date.story != "body" or any(organ.story != "body" for organ in found.organs):
        return
    section = flow.section(date)
    width = chars(section.room, date)
    if _is_joint(found.organs):
        yield from _joint_date(date, found.organs[0], width)
        return
    day, organ = _Extent(date, width), _Extent(found.organs[-1], width)
    centred = _near(0, _CENTRE, organ.middle - day.middle, organ.wide_middle - day.wide_middle)
    four = layout.SEALED_DATE_RIGHT
    date_right = _near(four.value, four.tolerance, day.right, day.wide_right)
    step = layout.UNSEALED_DATE_OFFSET
    shifted = _near(step.value, step.tolerance, day.left - organ.left, day.wide_left - organ.wide_left)
    if shifted and not (date_right and centred):
        yield from _unsealed(found, flow, organ, day)
    elif centred:
        longer = (organ.long - day.long) / 2 > four.value - 1  # a long name reaches the edge and pushes the date
        if not date_right and not (longer and organ.right < 1):
            yield Finding.of(four, "成文日期", f"右空 {day.right:.1f} 字", "右空四字（加盖印章）")
    elif date_right:
        yield Finding(
            "7.3.5.1",
            "发文机关署名",
            f"中线偏离成文日期 {_off(organ.middle - day.middle)}",
            "以成文日期为准居中（加盖印章）",
        )
    elif layout.UNSEALED_ORGAN_RIGHT.allows(organ.right):
        yield Finding.of(
            step, "成文日期", f"首字比署名首字右移 {day.left - organ.left:.1f} 字", "右移二字（不加盖印章）"
        )
    else:
        yield Finding.of(
            four,
            "成文日期",
            f"右空 {day.right:.1f} 字，署名右空 {organ.right:.1f} 字",
            "盖章的日期右空四字、署名居中其上；不盖章的署名右空二字、日期右移二字",
        )


def _chopped(found: Elements, flow: Flow, signed: Line) -> Iterator[Finding]:
    """Post and chop (or the name printed in its place), then the date: 7.3.5.3. A post alone leaves room for the
    chop."""
    assert found.date is not None
    where, right, apart = "签发人", layout.CHOP_RIGHT, layout.CHOP_POST_GAP
    width = chars(flow.section(signed).room, signed)
    name, day = _Extent(signed, width), _Extent(found.date, width)
    both = patterns.POST_AND_NAME.fullmatch(signed.text.strip())
    if not re.match(" {4}", signed.text):  # how wide typed blanks are is the font's affair
        if both and not right.allows(name.right):
            yield Finding.of(right, where, f"右空 {name.right:.1f} 字", "签名章（姓名）右空四字")
        elif not both and name.right < right.value + apart.value:
            seen = f"职务右空 {name.right:.1f} 字，没有签名章的位置"
            yield Finding.of(right, where, seen, "签名章右空四字，左空二字标注职务")
    if both and "\t" not in both["gap"] and not apart.allows(gap := width_in_chars(both["gap"])):
        yield Finding.of(apart, where, f"职务与姓名间空 {gap:g} 字", "签名章（姓名）左空二字标注职务")
    if not _near(right.value, right.tolerance, day.right, day.wide_right):
        yield Finding.of(right, "成文日期", f"右空 {day.right:.1f} 字", "右空四字")
    yield from _gap(flow, signed, found.date, layout.CHOP_DATE_GAP, "成文日期")
    if above := _text_above(found, flow, signed):
        yield from _gap(flow, above, signed, layout.CHOP_GAP, where)


def _is_joint(organs: list[Line]) -> bool:
    return len(organs) > 1 or bool(re.search(r"\t|\s{2,}", organs[-1].text.strip()))


def _near(wanted: float, tolerance: float, narrow: float, wide: float) -> bool:
    """Whether the wanted place can be met, by a font with narrow digits or with wide ones."""
    return min(narrow, wide) - tolerance <= wanted <= max(narrow, wide) + tolerance


def _off(distance: float) -> str:
    return f"向{'右' if distance > 0 else '左'} {abs(distance):.1f} 字"


def _joint_date(date: Line, first: Line, width: float) -> Iterator[Finding]:
    """Several organs: their places follow the seals; only the date's own place can be told."""
    day, organ = _Extent(date, width), _Extent(first, width)
    four = layout.SEALED_DATE_RIGHT
    if (
        not _near(four.value, four.tolerance, day.right, day.wide_right)
        and (day.right < 1.4 or day.right > width / 2)
        and not 1 < day.left - organ.left < 3
    ):
        yield Finding.of(four, "成文日期", f"右空 {day.right:.1f} 字", "右空四字")


def _unsealed(found: Elements, flow: Flow, organ: _Extent, day: _Extent) -> Iterator[Finding]:
    """Without seal: organ two 字 from the right unless the date is the longer, one blank line above it."""
    given = layout.UNSEALED_ORGAN_RIGHT
    if not given.allows(organ.right) and not _near(given.value, given.tolerance, day.right, day.wide_right):
        yield Finding.of(given, "发文机关署名", f"右空 {organ.right:.1f} 字", "右空二字（不加盖印章）")
    if above := _text_above(found, flow, found.organs[0]):
        gap, blank = flow.gap(above, found.organs[0]), layout.SIGNATURE_GAP
        if gap is not None and gap < blank.value - blank.tolerance - 0.1:
            yield Finding.of(blank, "发文机关署名", f"{blank.what} {max(0.0, gap):.1f} 行", "空一行")


class _Extent:
    """Where the characters of a one-row line begin and end, in 字: `left` from the left edge, `right` from the right.

    The names with `wide` hold for a font with wide digits and room between digits and 汉字, the others for half-width
    digits set close.
    """

    def __init__(self, line: Line, width: float) -> None:
        text = line.text.strip()
        self.long = long = line_width(line)
        wider = (
            long
            + 0.14 * sum(letter.isdigit() for letter in text)
            + 0.25 * len(re.findall(r"(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)", text))
        )
        self.left, self.right = _sides(line, width, long)
        self.wide_left, self.wide_right = _sides(line, width, wider)
        self.middle = (self.left + width - self.right) / 2
        self.wide_middle = (self.wide_left + width - self.wide_right) / 2


def _sides(line: Line, width: float, long: float) -> tuple[float, float]:
    left, right, first = indents(line)
    if line.look.align == "right":
        return width - right - long, right
    if line.look.align == "center":
        middle = (left + first + width - right) / 2
        return middle - long / 2, width - middle - long / 2
    return left + first, width - left - first - long


# --- minutes and annexes --------------------------------------------------------------------------------------------


def _attendance(found: Elements, flow: Flow) -> Iterator[Finding]:
    if found.attendance and (above := _text_above(found, flow, found.attendance[0])):
        yield from _gap(flow, above, found.attendance[0], layout.MINUTES_LIST_GAP, "出席人员名单")
    for line in found.attendance:
        yield from _indented(line, layout.MINUTES_LIST_INDENT, f"{line.text.strip()[:2]}名单")
    order = [line.text.strip().replace(" ", "")[:2] for line in found.attendance]
    if order != sorted(order, key=("出席", "请假", "列席").index):
        yield Finding("10.3", "出席人员名单", "、".join(order), "依次为出席、请假、列席")


def _annex(found: Elements, annex: AnnexFound, flow: Flow) -> Iterator[Finding]:
    label, where = annex.label, excerpt(annex.label.text)
    if label.set_apart or opening(label) > 0.3:
        yield Finding("7.3.7", f"{where}的标识", "没有顶格", "顶格编排在版心左上角第一行")
    spot = flow.spots.get(label.index)
    first = found.annex_alone and annex is found.annexes[0]
    opened = first or label.opens_page or any(line.opens_page for line in _blanks_above(found, label))
    if not opened:
        yield Finding("7.3.7", f"{where}的标识", "没有另面编排", "附件另面编排")
    elif spot and spot.top > 0.6 * flow.line_height(label):
        yield Finding("7.3.7", f"{where}的标识", "不在版心第一行", "版心左上角第一行")
    if annex.inline_title:
        yield Finding("7.3.7", f"{where}的标题", "与“附件”写在同一行", "附件标题居中编排在版心第三行")
        return
    if not annex.title:
        yield Finding("7.3.7", where, "没有附件标题", "附件标题居中编排在版心第三行")
        return
    yield from _annex_title(annex, where, flow)


def _annex_title(annex: AnnexFound, where: str, flow: Flow) -> Iterator[Finding]:
    title = annex.title[0]
    if title.look.align != "center":
        yield Finding("7.3.7", f"{where}的标题", "没有居中", "居中编排在版心第三行")
    gap = flow.gap(annex.label, title)
    wanted = layout.ANNEX_TITLE_LINE.value - layout.ANNEX_LABEL_LINE.value - 1
    if gap is not None and abs(gap - wanted) > _GAP:
        yield Finding.of(
            layout.ANNEX_TITLE_LINE, f"{where}的标题", f"约在版心第 {max(0.0, gap) + 2:.1f} 行", "版心第三行"
        )


def _blanks_above(found: Elements, line: Line) -> Iterator[Line]:
    for before in reversed(found.reading.lines[: line.index]):
        if not before.blank or before.story != "body":
            return
        yield before
