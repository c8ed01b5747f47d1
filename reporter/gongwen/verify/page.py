"""Paper, margins, 版心, pitch of lines and characters, and page numbers (clauses 5 and 7.5)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.layout import TWIPS_PER_MM, Face, Given, Strength

from .document_view import Line, Section
from .faces import face_of, slots_used
from .finding import NO_NUMBER, Finding, excerpt, millimetres, points
from .found_elements import Elements, Form, is_caption, is_inner_title
from .line_places import Flow, char_width, chars, pitch_of, space
from .properties import number as number_of

_STORED = 0.01
"""mm: a stored length is a whole twip, never exactly the millimetre."""
_FILLED = 2.0
"""mm: 22 lines that leave more than this of the 版心 empty do not fill it."""
_DASH_RISE = 0.29
"""The upper edge of a 一字线 lies so many times the size above the baseline."""
_OTHER_SIZE = 0.6
"""Points: characters that differ more from 3号 are a fault of size, not of pitch."""
_ESTIMATE = 1.5
"""mm: how far a place worked out without rendering may be off."""


def allows(given: Given, found_mm: float, estimate: float = 0.0) -> bool:
    """Whether a length in mm is within the tolerance, the rounding of stored lengths and an estimate's error."""
    return (
        abs(found_mm - given.mm)
        <= given.tolerance * (given.mm / given.value if given.value else 1.0) + _STORED + estimate
    )


def page(found: Elements, flow: Flow) -> Iterator[Finding]:
    """All findings about the sheet."""
    sections = found.reading.sections
    seen: set[tuple[str, str]] = set()
    for number, section in enumerate(sections):
        where = "页面设置" if len(sections) == 1 else f"第{number + 1}节页面设置"
        wrong_paper = list(_paper(section, where))
        for finding in (*wrong_paper, *_margins(section, where, area=not wrong_paper)):
            if (finding.clause, finding.found) not in seen:
                yield finding
            seen.add((finding.clause, finding.found))
    yield from _pitches(found)
    # A letter of one page bears no number at all (10.1).
    if found.form is not Form.LETTER or any(spot.page for spot in flow.spots.values()):
        yield from _page_numbers(found)


def _paper(section: Section, where: str) -> Iterator[Finding]:
    short, long = sorted((section.width, section.height))
    for given, length in ((layout.PAPER_WIDTH, short), (layout.PAPER_HEIGHT, long)):
        if not allows(given, length / TWIPS_PER_MM):
            yield Finding.of(given, where, f"{given.what} {millimetres(length)}", f"{given.value:g} mm（A4）")


def _margins(section: Section, where: str, *, area: bool) -> Iterator[Finding]:
    """天头, 订口 and (with `area`) 版心; on a sheet laid across it is turned, its left edge the foot or the head."""
    left, right = section.left + section.gutter, section.right
    width, height = section.width - left - right, section.depth
    if section.landscape:
        head = (layout.margins().left, layout.margins().right)
        side = (layout.margins().top, layout.margins().bottom)
        facts = ((layout.LEFT_MARGIN, section.top, head), (layout.TOP_MARGIN, left, side))
        for given, length, wanted in facts:
            if not any(abs(length - twips) / TWIPS_PER_MM <= given.tolerance + _STORED for twips in wanted):
                yield Finding(
                    "8",
                    where,
                    f"横排页上边距 {millimetres(section.top)}、左边距 {millimetres(left)}",
                    "版心同其他页，随纸转 90°（订口 28 mm 在上，天头 37 mm 或地脚 35 mm 在左）",
                )
                return
        width, height = height, width
    else:
        for given, length in ((layout.TOP_MARGIN, section.top), (layout.LEFT_MARGIN, left)):
            if not allows(given, length / TWIPS_PER_MM):
                yield Finding.of(
                    given, where, f"{given.what} {millimetres(length)}", f"{given.value:g} mm±{given.tolerance:g} mm"
                )
    for given, length, far in (
        (layout.TYPE_WIDTH, width, right - layout.margins().right),
        (layout.TYPE_HEIGHT, height, section.bottom - layout.margins().bottom),
    ):
        follows = not section.landscape and abs(far) / TWIPS_PER_MM <= 1 + _STORED  # from the near margin, told already
        if area and not follows and not allows(given, length / TWIPS_PER_MM):
            yield Finding.of(given, where, f"{given.what} {millimetres(length)}", f"{given.value:g} mm")


# --- pitch ----------------------------------------------------------------------------------------------------------


def _pitches(found: Elements) -> Iterator[Finding]:
    """22 lines that fill the 版心 and 28 characters a line, by each paragraph of running text (5.2.3).

    Judged against the 版心 as it should be: a wrong margin is a fault of its own. The lines of 白头 are not counted:
    they stand closer where one page asks for it.
    """
    rows: dict[tuple[str, str], list[Line]] = {}
    annexed = [
        line for annex in found.annexes for line in annex.lines if line.story == "body" and line.look.align != "center"
    ]
    listed = {entry.line.index: entry.line for entry in found.annex_list}
    for line in [*([found.addressees] if found.addressees else []), *found.body, *listed.values(), *annexed]:
        section = found.reading.sections[line.section]
        if is_caption(found.reading, line) or is_inner_title(line):
            continue
        pitch = () if found.reading.plain else _line_fault(line, section)
        for fault in (*pitch, *_char_fault(line, section)):
            rows.setdefault(fault, []).append(line)
    for (seen, wanted), lines in rows.items():
        given = layout.LINES_PER_PAGE if "行" in wanted else layout.CHARS_PER_LINE
        more = f"等 {len(lines)} 段" if len(lines) > 1 else ""
        yield Finding.of(given, f"正文{excerpt(lines[0].text)}{more}", seen, wanted)


def _line_fault(line: Line, section: Section) -> Iterator[tuple[str, str]]:
    lines = int(layout.LINES_PER_PAGE.value)
    room = layout.type_area()[1]
    if section.landscape:
        return
    pitch = pitch_of(line, section)
    spare = space(line.look.before, line.look.before_lines, section)
    spare += space(line.look.after, line.look.after_lines, section)
    wanted = f"每面 {lines} 行并撑满版心（行距固定值 {layout.line_pitch() / 20:g} 磅左右）"
    fitting = math.floor((room + 1) / pitch)
    if fitting != lines:
        yield f"行距 {pitch / 20:g} 磅，每面 {fitting} 行", wanted
    elif (room - lines * pitch) / TWIPS_PER_MM > _FILLED:
        yield f"行距 {pitch / 20:g} 磅，22 行后空出 {millimetres(room - lines * pitch)}", wanted
    if spare > 20:
        yield f"段前段后另有间距 {spare / 20:g} 磅", f"每面 {lines} 行，段前段后为 0"


def _char_fault(line: Line, section: Section) -> Iterator[tuple[str, str]]:
    if section.landscape or abs(line.size - layout.BODY_SIZE.value) > _OTHER_SIZE:
        return
    wanted_count = int(layout.CHARS_PER_LINE.value)
    width = layout.type_area()[0]
    advance = char_width(line)
    if section.grid in ("linesAndChars", "snapToChars") and line.look.snap:
        advance += section.grid_chars * 20
    fitting = math.floor((width + 1) / advance)
    if fitting != wanted_count:
        yield f"字距使每行排 {fitting} 字", f"每行 {wanted_count} 字（3号字间距紧缩 {-layout.tracking() / 20:g} 磅）"


# --- page numbers ---------------------------------------------------------------------------------------------------

_DASHED = re.compile(r"^\s*+(?P<left>[—―－–\-~～·_]*+)\s*+1\s*+(?P<right>[—―－–\-~～·_]*+)\s*+$")
_ONE_DASH = {"—", "―"}


def _page_numbers(found: Elements) -> Iterator[Finding]:
    """Each numbered page: number present, dashes, face, size, drop below the 版心, side by odd and even (7.5)."""
    reading = found.reading
    seen: Counter[str] = Counter()
    for number, section in enumerate(reading.sections):
        if number and number == len(reading.sections) - 1 and _only_imprint(found, number):
            continue
        for finding in _section_numbers(found, section, first=number == 0):
            if not seen[str(finding)]:
                yield finding
            seen[str(finding)] += 1


def _only_imprint(found: Elements, number: int) -> bool:
    """Whether a last section holds nothing but blank pages and the 版记: these carry no number."""
    last = {line.index for line in (*found.copies, *found.issued)}
    return bool(last) and not any(
        line.section == number and not line.blank and line.index not in last and line.story in ("body", "cell")
        for line in found.reading.lines
    )


def _section_numbers(found: Elements, section: Section, *, first: bool) -> Iterator[Finding]:
    odd = _numbered(section, "default")
    wanted = "版心下边缘之下编排页码，数字左右各一条一字线"
    if odd is None:
        yield Finding("7.5", "页脚", "没有页码", wanted, measure=NO_NUMBER)
        return
    if first and section.first_differs:
        own = _numbered(section, "first")
        if found.form is Form.LETTER and own is not None:
            yield Finding("10.1", "首页页脚", "信函首页有页码", "首页不显示页码")
        elif found.form is not Form.LETTER and own is None:
            yield Finding("7.5", "首页页脚", "首页没有页码", "首页也编页码")
    elif first and found.form is Form.LETTER:
        yield Finding("10.1", "首页页脚", "信函首页有页码", "首页不显示页码")
    even = _numbered(section, "even") if found.reading.even_differs else odd
    shown = _NUMBER_FORMS.get(section.numbers, "1")
    yield from _number_form(odd, "页码", shown)
    if even is None:
        yield Finding("7.5", "双页页脚", "没有页码", wanted)
    elif even is not odd:
        yield from _number_form(even, "双页页码", shown)
    if section.landscape or odd.box is not None or odd.story == "header":
        return
    yield from _drop(odd, section)
    sides = list(_side(odd, "right", "单页页码", "右"))
    alternates = (odd.look.frame or {}).get("xAlign") == "outside"
    if even is odd and not alternates:
        seen = f"单双页页码位置相同{'，都' + sides[0].found if sides else ''}"
        yield Finding("7.5", "单双页页码", seen, "单页居右空一字，双页居左空一字")
        return
    yield from sides
    if even is not None:
        yield from _side(even, "left", "双页页码", "左")


def _numbered(section: Section, kind: str) -> Line | None:
    """The line with the page number of one kind of page; across, it may stand in the header's box."""
    stories = (section.footers, section.headers) if section.landscape else (section.footers,)
    for story in stories:
        for line in story.get(kind, ()):
            if any(
                code.strip().upper().startswith("PAGE") and not code.strip().upper().startswith("PAGEREF")
                for code in line.fields
            ):
                return line
    return None


_NUMBER_FORMS = {
    "numberInDash": "- 1 -",
    "chineseCounting": "一",
    "chineseCountingThousand": "一",
    "upperRoman": "I",
    "lowerRoman": "i",
    "upperLetter": "A",
    "lowerLetter": "a",
    "decimalFullWidth": "１",
}
"""What a section's first page number looks like where it is not 「1」."""


def _number_form(line: Line, where: str, shown: str) -> Iterator[Finding]:
    text = line.text.strip().replace("1", shown)
    match = _DASHED.match(text)
    if match is None or match["left"] not in _ONE_DASH or match["right"] not in _ONE_DASH:
        yield Finding("7.5", where, f"写作「{text}」", "数字左右各放一条一字线（— 1 —）")
    for run in line.runs:
        if not run.text.strip():
            continue
        if abs(run.look.size - layout.PAGE_NUMBER_SIZE.value) > 0.3:
            yield Finding.of(
                layout.PAGE_NUMBER_SIZE, where, points(run.look.size), points(layout.PAGE_NUMBER_SIZE.value)
            )
        for slot in slots_used(run.text, run.look):
            if face_of(run.look.fonts[slot]) is not Face.SONGTI:
                yield Finding("7.5", where, f"字体为{run.look.fonts[slot]}", "4号半角宋体", Strength.USUAL)
                break


def _drop(line: Line, section: Section) -> Iterator[Finding]:
    """The dash's upper edge below the 版心, from the footer's distance and the lines below the number."""
    if line.look.frame is not None and line.look.frame.get("vAnchor") not in (None, "text"):
        return
    below = sum(
        pitch_of(other, section) + other.look.before + other.look.after
        for other in next(lines for lines in section.footers.values() if line in lines)
        if other.index > line.index
    )
    pitch = pitch_of(line, section)
    if line.look.frame is None:
        baseline = section.height - section.footer - below - line.look.after - 0.2 * pitch
    else:  # a frame lies over the paragraph that follows it, from its top on
        baseline = section.height - section.footer - below + number_of(line.look.frame.get("y")) + 0.8 * pitch
    drop = (baseline - _DASH_RISE * line.size * 20 - (section.height - section.bottom)) / TWIPS_PER_MM
    if not allows(layout.PAGE_NUMBER_DROP, drop, _ESTIMATE):
        given = layout.PAGE_NUMBER_DROP
        yield Finding.of(given, "页码", f"{given.what}约 {drop:.1f} mm", f"{given.value:g} mm")


def _side(line: Line, side: str, where: str, name: str) -> Iterator[Finding]:
    look, frame = line.look, line.look.frame or {}
    align = frame.get("xAlign") or look.align
    align = {"outside": side, "start": "left", "end": "right", "justify": "left", "both": "left"}.get(align, align)
    if align != side:
        found_name = {"left": "居左", "right": "居右", "center": "居中"}.get(align, align)
        yield Finding("7.5", where, found_name, f"居{name}空一字")
        return
    space = chars(look.left if side == "left" else look.right, line)
    text = line.text
    space += len(text) - len(text.lstrip("\u3000") if side == "left" else text.rstrip("\u3000"))
    space += (len(text) - len(text.lstrip(" ") if side == "left" else text.rstrip(" "))) / 2
    if not layout.PAGE_NUMBER_SIDE.allows(space):
        yield Finding.of(layout.PAGE_NUMBER_SIDE, where, f"居{name}空 {space:.1f} 字", f"居{name}空 1 字")
