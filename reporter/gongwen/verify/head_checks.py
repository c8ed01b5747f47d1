"""Where the elements of the 版头 and the title stand: mark, number, 签发人, red rule, title (7.2, 7.3.1, 10)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reporter.gongwen import layout, solid_words
from reporter.gongwen.layout import TWIPS_PER_MM, Given, Strength

from .document_view import Line
from .finding import Finding, excerpt, millimetres
from .found_elements import Elements, Form, red
from .line_places import Flow, chars, indents, line_width, opening, pitch_of, width_in_chars
from .page import allows
from .rules import Rule

_EXACT_MARK, _LOOSE_MARK = 1.2, 3.0
"""mm: how far ink worked out from an exact line, or from one that grows with its font, may be off."""
_EXACT_RULE, _LOOSE_RULE = 0.6, 1.5
_GAP = 0.6
"""行: a gap of blank lines may be so far off before a ruler shows it."""


def head(found: Elements, flow: Flow) -> Iterator[Finding]:
    """All findings about the head and the title's place."""
    yield from _flush(found)
    yield from _mark(found, flow)
    yield from _number(found, flow)
    yield from _signers(found, flow)
    if found.form is Form.LETTER:
        yield from _letter_rules(found, flow)
    elif found.form is Form.ORDER:
        yield from _below_order_number(found, flow)
    else:
        yield from _red_rule(found, flow)
    straight = found.annex_alone or found.form in (Form.ORDER, Form.MINUTES)  # these may go straight to their text
    if found.title or not straight:
        yield from _title(found, flow)


def _flush(found: Elements) -> Iterator[Finding]:
    """份号, 密级 and 紧急程度 stand flush left, one under the other in this order."""
    marks = [
        (line, name, clause)
        for line, name, clause in (
            (found.copy_number, "份号", "7.2.1"),
            (found.secrecy, "密级和保密期限", "7.2.2"),
            (found.urgency, "紧急程度", "7.2.3"),
        )
        if line is not None
    ]
    for line, name, clause in marks:
        if line.set_apart or opening(line) > 0.5:
            yield Finding(clause, name, "没有顶格", "版心左上角顶格", Strength.USUAL)
    for (upper, name, _), (lower, other, clause) in itertools.pairwise(marks):
        if upper.index > lower.index and upper.story == lower.story:
            yield Finding(clause, name, f"排在{other}之下", "自上而下：份号、密级和保密期限、紧急程度")


# --- mark -----------------------------------------------------------------------------------------------------------


def _mark(found: Elements, flow: Flow) -> Iterator[Finding]:
    if not found.mark:
        if found.reading.plain:
            return
        if found.number is not None or found.title:
            yield Finding(
                "7.2.4",
                "首页",
                "没有发文机关标志（套印红头纸的除外）",
                "版心上边缘之下 35 mm 处居中套红",
                Strength.USUAL,
            )
        return
    for line in found.mark:
        centred = (
            line.look.align == "center"
            or line.story in ("cell", "box")
            or line.look.frame is not None
            or (line.look.align == "justify" and len(found.mark) > 1)
        )
        if not centred:
            yield Finding("7.2.4", f"发文机关标志{excerpt(line.text)}", "没有居中", "居中")
    given = {
        Form.LETTER: layout.LETTER_MARK_TOP,
        Form.MINUTES: layout.MINUTES_MARK_TOP,
        Form.ORDER: layout.ORDER_MARK_TOP,
    }.get(found.form, layout.MARK_TOP)
    tops = [top for line in found.mark if (top := flow.ink_top(line)) is not None]
    if not tops or found.is_telegram:
        return
    top = min(tops)
    if found.form is Form.LETTER:
        top += flow.section(found.mark[0]).top
    exact = all(line.look.line_rule == "exact" for line in found.mark)
    if not allows(given, top / TWIPS_PER_MM, _EXACT_MARK if exact else _LOOSE_MARK):
        yield Finding.of(given, "发文机关标志", f"{given.what}约 {millimetres(top)}", f"{given.value:g} mm")


# --- number and 签发人 ----------------------------------------------------------------------------------------------


def _number(found: Elements, flow: Flow) -> Iterator[Finding]:
    line = found.number
    if line is None:
        if found.form is Form.DOCUMENT and found.mark and not found.is_bulletin:
            yield Finding("7.2.5", "版头", "没有发文字号", "发文机关标志下空二行编排", Strength.USUAL)
        return
    if found.form is Form.LETTER:
        if line.look.align != "right" and line.story == "body" and "\t" not in line.text:
            yield Finding("10.1", "发文字号", "没有顶格居版心右边缘", "第一条红色双线之下顶格居右")
        return
    if not found.signers:
        yield from _gap_below_mark(found, flow, line, layout.NUMBER_GAP, "发文字号")
    if found.signers:
        at, slack = _number_at(line, flow)
        given = layout.NUMBER_LEFT
        centred = line.set_apart and line.story == "body" and ("签发人" not in line.text or "\t" in line.text)
        if centred or (at is not None and abs(at - given.value) > given.tolerance + slack):
            yield Finding.of(
                given, "发文字号", _side_of(line) if centred else f"居左空 {at:.1f} 字", "上行文居左空一字"
            )
        spots = [flow.spots.get(item.index) for item in (line, found.signers[-1])]
        if all(spots) and abs(spots[0].bottom - spots[1].bottom) > 200 and line.index != found.signers[-1].index:  # type: ignore[union-attr]
            yield Finding(
                "7.2.5",
                "发文字号",
                "与最后一个签发人姓名不在同一行",
                "与最后一个签发人姓名处在同一行",
            )
    elif line.look.align != "center" and not _centred_by_indents(line, flow):
        yield Finding("7.2.5", "发文字号", _side_of(line), "居中")


def _centred_by_indents(line: Line, flow: Flow) -> bool:
    """Whether spaces or indents put a line in the middle all the same."""
    if line.story in ("cell", "box"):
        return True
    _, right, _ = indents(line)
    before = opening(line)
    return abs(before - (chars(flow.section(line).room, line) - right - before - line_width(line))) < 2


def _number_at(line: Line, flow: Flow) -> tuple[float | None, float]:
    """Where the number of an 上行文 begins, in 字 from the left edge, and by how much more than usual that may be off.

    None where the file does not tell: in a box or a frame, in a cell of no stated width, on a line that overflows.
    """
    cell = flow.reading.cell(line)
    if line.story == "box" or line.look.frame is not None or (cell is not None and not cell.width):
        return None, 0.0
    left, room = (chars(cell.left, line), cell.width) if cell else (0.0, flow.section(line).room)
    if not line.set_apart:
        return left + opening(line), 0.3 if cell else 0.0
    free = chars(room, line) - opening(line) - indents(line)[1] - line_width(line)
    if free < 0:
        return None, 0.0
    return left + opening(line) + free * (1.0 if line.look.align == "right" else 0.5), 1.0


def _side_of(line: Line) -> str:
    return {"right": "居右", "center": "居中"}.get(line.look.align) or f"居左空 {opening(line):.1f} 字"


def _gap_below_mark(found: Elements, flow: Flow, line: Line, given: Given, name: str) -> Iterator[Finding]:
    in_flow = [item for item in found.mark if item.index in flow.spots]
    if not in_flow:
        return
    gap = flow.gap(max(in_flow, key=lambda item: flow.spots[item.index].bottom), line)
    if gap is not None and abs(gap - given.value) > given.tolerance + _GAP:
        yield Finding.of(given, name, f"{given.what}约 {max(0, gap):.1f} 行", f"{given.value:g} 行")


def _signers(found: Elements, flow: Flow) -> Iterator[Finding]:
    if not found.signers:
        return
    first, last = found.signers[0], found.signers[-1]
    yield from _gap_below_mark(found, flow, first, layout.NUMBER_GAP, "签发人")
    if first.story != "body" or (first.look.align != "right" and "\t" not in first.text):
        return
    _, right, _ = indents(first)
    if first.look.align == "right" and not layout.SIGNER_RIGHT.allows(right):
        yield Finding.of(layout.SIGNER_RIGHT, "签发人", f"居右空 {right:.1f} 字", "居右空一字")
    if len(re.findall(r"[\u4e00-\u9fff]{2,4}", first.text.partition("人")[2])) > 2 and last is first:
        yield Finding("7.2.6", "签发人", "一行编排两个以上姓名", "每行一般排两个姓名", Strength.USUAL)


# --- red rule -------------------------------------------------------------------------------------------------------


def _red_rule(found: Elements, flow: Flow) -> Iterator[Finding]:
    if (found.number is None and not found.mark) or found.is_telegram:
        return
    last = max(
        (
            line.index
            for line in (found.number, *found.signers, *found.mark)
            if line is not None and line.story not in ("header", "footer")
        ),
        default=0,
    )
    end = found.title[0].index if found.title else last + 12
    rules = [rule for rule in found.rules if last - 1 <= rule.after < end + 1 and rule.weight]
    reds = [rule for rule in rules if red(rule.colour)]
    if not rules:
        if found.number is not None and found.form is Form.DOCUMENT and found.mark:
            yield Finding(
                "7.2.7",
                "版头",
                "发文字号之下没有红色分隔线",
                "发文字号之下 4 mm 处居中印一条与版心等宽的红色分隔线",
            )
        return
    rule = (reds or rules)[0]
    found.red_rules = [rule]
    if not reds:
        yield Finding("7.2.7", "版头分隔线", "不是红色", "红色")
    given = layout.RULE_WIDTH
    if rule.width is not None and not allows(given, rule.width / TWIPS_PER_MM):
        yield Finding.of(given, "红色分隔线", f"长 {millimetres(rule.width)}", f"与版心等宽（{given.value:g} mm）")
    if not layout.RULE_WEIGHT.allows(rule.weight) and red(rule.colour):
        yield Finding(
            "7.2.7", "红色分隔线", f"粗 {rule.weight:g} 磅", "1 至 3 磅为宜（标准未规定粗细）", Strength.RECOMMENDED
        )
    lines = found.reading.lines
    if found.number is not None and all(line.blank for line in lines[found.number.index + 1 : rule.after + 1]):
        distance = _below_number(found, flow, rule)
        estimate = _EXACT_RULE if found.number.look.line_rule == "exact" else _LOOSE_RULE
        if distance is not None and not allows(layout.RULE_GAP, distance, estimate):
            given = layout.RULE_GAP
            yield Finding.of(given, "红色分隔线", f"{given.what}约 {max(0.0, distance):.1f} mm", f"{given.value:g} mm")


def rule_top(found: Elements, flow: Flow, rule: Rule) -> float | None:
    """Where a rule lies on its page, in twips from the 版心's upper edge; None when the file does not tell."""
    section = flow.section(rule.line)
    spot = flow.spots.get(rule.line.index)
    if rule.source == "shape":
        if rule.down.relative in ("page", "margin") and not rule.down.align:
            return rule.down.offset - (section.top if rule.down.relative == "page" else 0.0)
        return spot.top + rule.down.offset if spot and rule.down.relative in ("paragraph", "line", "text") else None
    if rule.source == "table":
        above = flow.spots.get(rule.after, spot)
        return above.bottom if above else None
    if spot is None:
        return None
    return spot.bottom + rule.space if rule.after == rule.line.index else spot.top - rule.space


def _below_number(found: Elements, flow: Flow, rule: Rule) -> float | None:
    """mm from the lower ink edge of the number to the rule."""
    number = found.number
    assert number is not None
    spot = flow.spots.get(number.index)
    top = rule_top(found, flow, rule)
    if spot is None or spot.page or top is None:
        return None
    pitch = pitch_of(number, flow.section(number))
    ink = (
        spot.bottom - 0.2 * pitch + 0.09 * number.size * 20
        if number.look.line_rule == "exact"
        else spot.bottom - (pitch - number.size * 20) / 2
    )
    return (top - ink) / TWIPS_PER_MM


def _below_order_number(found: Elements, flow: Flow) -> Iterator[Finding]:
    """From its number a 令 goes to its text (10.2)."""
    first = next(iter((*found.title, *found.body)), None)
    if found.number is None or first is None or (gap := flow.gap(found.number, first)) is None:
        return
    given = layout.ORDER_BODY_GAP
    if abs(gap - given.value) > given.tolerance + _GAP:
        yield Finding.of(given, "正文", f"{given.what}约 {max(0.0, gap):.1f} 行", f"{given.value:g} 行")


def _letter_rules(found: Elements, flow: Flow) -> Iterator[Finding]:
    """Two red double rules, 170 mm, thick over thin above, thin over thick 20 mm from the foot (10.1)."""
    given = layout.LETTER_RULE_WIDTH
    reds = [rule for rule in found.rules if red(rule.colour)]
    doubles = [rule for rule in reds if rule.double]
    if len(reds) < 2 or (len(doubles) == 1 and len(reds) == 1):
        yield Finding(
            "10.1",
            "首页",
            f"红色双线{'只有一条' if reds else '一条也没有'}",
            "标志下 4 mm 处一条（上粗下细），距下页边 20 mm 处一条（上细下粗）",
        )
    for rule in reds:
        if rule.width is not None and not allows(given, rule.width / TWIPS_PER_MM):
            yield Finding.of(given, "红色双线", f"长 {millimetres(rule.width)}", f"{given.value:g} mm，居中")
            break
    if len(reds) > 1:
        yield from _foot_rule(found, flow, reds)


_BAND = 6.0
"""mm: the bars that make up one double rule lie no farther apart."""


def _foot_rule(found: Elements, flow: Flow, reds: list[Rule]) -> Iterator[Finding]:
    """The lower double rule lies 20 mm from the foot of page 1, whatever the text above it."""
    given = layout.LETTER_FOOT_RULE
    places: list[tuple[int, float]] = []
    for rule in reds:
        top, spot = rule_top(found, flow, rule), flow.spots.get(rule.line.index)
        if top is not None and rule.line.story == "body":
            section = flow.section(rule.line)
            page = spot.page if spot is not None and rule.source != "shape" else 0
            places.append((page, (section.height - section.top - top) / TWIPS_PER_MM))
    if len(places) < len(reds):
        return
    page = max(page for page, _ in places)
    lowest = min(up for on, up in places if on == page)
    up = max(up for on, up in places if on == page and up - lowest < _BAND)
    drawn = all(rule.source == "shape" for rule in reds)
    if page or not allows(given, up, 0.3 if drawn else _LOOSE_RULE):
        seen = "不在首页" if page else f"{given.what}约 {up:.1f} mm"
        yield Finding.of(given, "下红色双线", seen, f"首页{given.what} {given.value:g} mm")


# --- title ----------------------------------------------------------------------------------------------------------


def _title(found: Elements, flow: Flow) -> Iterator[Finding]:
    if not found.title:
        yield Finding("7.3.1", "首页", "没有找到标题", "红色分隔线下空二行居中编排标题")
        return
    for line in found.title:
        if line.look.align != "center" and not _centred_by_indents(line, flow):
            yield Finding("7.3.1", f"标题{excerpt(line.text)}", _side_of(line), "居中")
        elif abs(opening(line) - indents(line)[1]) > 0.5 and line.look.align == "center":
            yield Finding("7.3.1", f"标题{excerpt(line.text)}", "左右缩进不等，偏离中线", "居中，无缩进")
    yield from _title_gap(found, flow)
    rows = [row.strip() for line in found.title for row in line.text.split("\n") if row.strip()]
    yield from _title_shape(rows)
    yield from _title_breaks(rows)


def _title_gap(found: Elements, flow: Flow) -> Iterator[Finding]:
    spot = flow.spots.get(found.title[0].index)
    if spot is None or spot.page:
        return
    if found.form is Form.LETTER:
        yield from _letter_title_gap(found, flow)
        return
    upper = rule_top(found, flow, found.red_rules[0]) if found.red_rules else None
    if upper is None:
        return
    given = layout.TITLE_GAP
    gap = (spot.top - upper) / flow.line_height(found.title[0])
    if abs(gap - given.value) > given.tolerance + _GAP:
        yield Finding.of(given, "标题", f"{given.what}约 {max(0.0, gap):.1f} 行", f"{given.value:g} 行")


def _letter_title_gap(found: Elements, flow: Flow) -> Iterator[Finding]:
    """In a 信函 the title stands two lines below the last element above it (10.1)."""
    above = [line for line in (found.number, found.secrecy, found.urgency, found.copy_number) if line is not None]
    known = [line for line in above if line.index in flow.spots]
    if not known:
        return
    given = layout.LETTER_TITLE_GAP
    gap = flow.gap(max(known, key=lambda line: flow.spots[line.index].bottom), found.title[0])
    if gap is not None and abs(gap - given.value) > given.tolerance + _GAP / 2:
        yield Finding.of(given, "标题", f"{given.what}约 {max(0.0, gap):.1f} 行", f"{given.value:g} 行")


def _title_shape(rows: list[str]) -> Iterator[Finding]:
    """Widths grow, shrink, or grow then shrink; an hourglass or a rectangle, two equal lines too, is neither."""
    widths = [width_in_chars(row) for row in rows]
    if len(widths) < 2:
        return
    shown = "、".join(f"{width:g}" for width in widths)
    if max(widths) - min(widths) < (1 if len(widths) > 2 else 0.1):
        yield Finding("7.3.1", "标题", f"各行等长，排成长方形（{shown} 字）", "梯形或菱形")
    elif any(widths[row] + 0.5 < min(max(widths[:row]), max(widths[row + 1 :])) for row in range(1, len(widths) - 1)):
        yield Finding("7.3.1", "标题", f"中间短两头长，排成沙漏形（{shown} 字）", "梯形或菱形")


def _title_breaks(rows: list[str]) -> Iterator[Finding]:
    """A line may not end inside a book title, a number, a year or a bracket; nor stop with a comma or full stop."""
    for upper, lower in itertools.pairwise(rows):
        opened = any(
            upper.count(left) > upper.count(right) and _fits(rows, left, right)
            for left, right in ("《》", "（）", "〔〕", "“”")
        )
        number = re.search(r"\d$", upper) and re.match(r"[\d年月日个项%％]", lower)
        if opened or number or _within_word(upper, lower) or re.match(r"[、，。；：》）〕”]", lower):
            yield Finding("7.3.1", "标题", f"在「{upper[-4:]}｜{lower[:4]}」处断开", "回行时词意完整")
    if rows and rows[-1].endswith(("。", "，", "；", ".", "！")):
        yield Finding("7.3.1", "标题", f"末尾有「{rows[-1][-1]}」", "标题末尾不加标点", Strength.USUAL)


def _within_word(upper: str, lower: str) -> bool:
    """Whether a line ends inside a word that is certainly one; between the words of a compound it may end."""
    at = 0
    for segment in solid_words.segments(upper + lower):
        if at < len(upper) < at + len(segment.text):
            return segment.known and solid_words.is_one(segment.text)
        at += len(segment.text)
    return False


def _fits(rows: list[str], left: str, right: str) -> bool:
    """Whether what stands in these brackets would go on one line of the title."""
    title = "".join(rows)
    inside = re.search(rf"{left}[^{right}]*{right}?", title)
    return inside is not None and width_in_chars(inside.group()) * layout.TITLE_SIZE.mm < layout.TYPE_WIDTH.value
