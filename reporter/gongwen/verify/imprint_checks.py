"""The 版记: its rules, their weights and place, the lines between them (7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.gongwen import layout
from reporter.gongwen.layout import TWIPS_PER_MM

from .document_view import Line
from .finding import Finding, millimetres
from .found_elements import Elements, Form
from .line_places import Flow, indents
from .page import allows
from .rules import Rule

_CELL_PAD = 0.12
"""字: in a table the cell's own padding makes up the rest."""
_WEIGHT_STEP = 0.05
"""mm: Word stores weights in eighths of a point (0.044 mm)."""


def imprint(found: Elements, flow: Flow) -> Iterator[Finding]:
    """All findings about the 版记's look and place."""
    lines = sorted([*found.copies, *found.issued], key=lambda line: line.index)
    if not lines:
        return
    in_flow = lines[0].index >= 0  # in the page footer only the printed page tells its place
    rules = _rules(found, lines) if in_flow else []
    if found.form is Form.LETTER:
        yield from _letter(found, rules)
    elif in_flow:
        yield from _weights(found, lines, rules)
        yield from _bottom(found, lines, flow, "末条分隔线" if rules else "末行")
    yield from _sides(found)


def _rules(found: Elements, lines: list[Line]) -> list[Rule]:
    """The rules from the one above the first line to the one below the last, several in one place counted once."""
    first, last = lines[0].index, lines[-1].index
    blank_above = first
    while (
        blank_above
        and found.reading.lines[blank_above - 1].blank
        and found.reading.lines[blank_above - 1].story == lines[0].story
    ):
        blank_above -= 1
    places: dict[int, Rule] = {}
    end = last + 1
    while end < len(found.reading.lines) and found.reading.lines[end].blank:
        end += 1
    for rule in found.rules:
        if blank_above - 1 <= rule.after <= end:
            place = min(max(_next_text(found, rule.after), first - 1), last)
            if place not in places or rule.weight > places[place].weight:
                places[place] = rule
    return [places[place] for place in sorted(places)]


def _next_text(found: Elements, after: int) -> int:
    """A rule below blank lines counts as below the last text above them."""
    while after >= 0 and found.reading.lines[after].blank:
        after -= 1
    return after


def _weights(found: Elements, lines: list[Line], rules: list[Rule]) -> Iterator[Finding]:
    wanted = "首条和末条用粗线（0.35 mm），中间用细线（0.25 mm），与版心等宽"
    rows = len({_row(line) for line in lines})
    moved = [line for line in found.copies if line.text.strip().startswith("主送")]
    others = {_row(line) for line in found.copies if line not in moved}
    expected = rows + 1 - (1 if others and not others & {_row(line) for line in moved} and moved else 0)
    if len(rules) < 2:
        yield Finding("7.4.1", "版记", f"分隔线{'只有一条' if rules else '一条也没有'}", wanted)
        return
    if len(rules) > expected and moved:
        yield Finding("7.4.2", "版记", "主送与抄送之间有分隔线", "主送与抄送之间不加分隔线")
    elif len(rules) < expected:
        yield Finding("7.4.1", "版记", f"分隔线 {len(rules)} 条", f"{expected} 条：首条、末条和要素之间各一条")
    for position, rule in enumerate(rules):
        edge = position in (0, len(rules) - 1)
        given = layout.IMPRINT_THICK if edge else layout.IMPRINT_THIN
        name = "首条分隔线" if position == 0 else "末条分隔线" if edge else "中间分隔线"
        weight = rule.weight * layout.MM_PER_POINT
        if abs(weight - given.value) > _WEIGHT_STEP:
            yield Finding.of(
                given, f"版记{name}", f"粗 {weight:.2f} mm", f"{given.value:g} mm（{'粗线' if edge else '细线'}）"
            )
        if rule.width is not None and not allows(layout.IMPRINT_WIDTH, rule.width / TWIPS_PER_MM):
            yield Finding.of(
                layout.IMPRINT_WIDTH,
                f"版记{name}",
                f"长 {millimetres(rule.width)}",
                f"与版心等宽（{layout.IMPRINT_WIDTH.value:g} mm）",
            )
        if rule.colour not in ("AUTO", "auto", "") and not rule.colour.startswith("0000"):
            yield Finding("5.2.4", f"版记{name}", f"颜色为#{rule.colour}", "黑色")


def _row(line: Line) -> tuple[int, int]:
    """What lines share that no rule parts: their table row, or themselves."""
    return (line.table, line.row) if line.table is not None else (-1, line.index)


def _bottom(found: Elements, lines: list[Line], flow: Flow, lowest: str) -> Iterator[Finding]:
    """Whether the file puts the 版记, `lowest` last, at the foot of the 版心; the rest is left to a renderer."""
    last = lines[-1]
    wanted = "末条分隔线与最后一面的版心下边缘重合"
    if last.box is not None:
        down = found.reading.boxes[last.box].down
        if down.align == "bottom" and down.relative == "margin" and not down.offset:
            return
        if (down.align == "bottom" and down.relative in ("page", "bottomMargin")) or down.align == "top":
            yield Finding.of(layout.IMPRINT_BOTTOM, "版记", "文本框没有对齐版心下边缘", wanted)
        elif (
            not down.align and (offset := _box_bottom(found, last, flow)) is not None and abs(offset) > 3 * TWIPS_PER_MM
        ):
            yield Finding.of(
                layout.IMPRINT_BOTTOM, "版记", f"末条分隔线离版心下边缘约 {millimetres(abs(offset))}", wanted
            )
        return
    table = found.reading.tables[last.table] if last.table is not None else None
    if table is not None and table.floating:
        if not (table.floating.get("tblpYSpec") == "bottom" and table.floating.get("vertAnchor") == "margin"):
            yield Finding.of(layout.IMPRINT_BOTTOM, "版记", "浮动表格没有对齐版心下边缘", wanted)
        return
    if last.look.frame is not None and last.look.frame.get("yAlign") == "bottom":
        return
    section = found.reading.sections[last.section]
    spot = flow.spots.get(last.index)
    if spot is None:
        return
    foot = section.depth
    if foot - spot.bottom > 1.5 * flow.line_height(last):
        yield Finding.of(
            layout.IMPRINT_BOTTOM, "版记", f"{lowest}约高于版心下边缘 {millimetres(foot - spot.bottom)}", wanted
        )


def _box_bottom(found: Elements, last: Line, flow: Flow) -> float | None:
    box = found.reading.boxes[last.box or 0]
    section = found.reading.sections[last.section]
    if box.down.relative not in ("page", "margin") or not box.height:
        return None
    top = box.down.offset - (section.top if box.down.relative == "page" else 0)
    return top + box.height - section.depth


def _sides(found: Elements) -> Iterator[Finding]:
    """抄送 one 字 in on both sides; organ one 字 from the left, date one from the right."""
    given = layout.IMPRINT_INDENT
    for line in [*found.copies, *found.issued]:
        if line.look.frame is not None or line.set_apart or line.column > 0:
            continue
        left, right, first = indents(line)
        name = line.text.strip()[:2] if line in found.copies else "印发机关和印发日期"
        space = left + first
        least = given.value - given.tolerance if line.table is None else _CELL_PAD
        if not least <= space <= given.value + given.tolerance:
            yield Finding.of(given, name, f"左空 {space:.1f} 字", "左右各空一字")
        elif line.table is None and line in found.copies and not given.allows(right):
            yield Finding.of(given, name, f"右空 {right:.1f} 字", "左右各空一字")


def _letter(found: Elements, rules: list[Rule]) -> Iterator[Finding]:
    if found.issued:
        yield Finding("10.1", "版记", "信函有印发机关和印发日期", "信函版记不加印发机关和印发日期")
    if any(abs((rule.width or 0) / TWIPS_PER_MM - layout.IMPRINT_WIDTH.value) < 5 for rule in rules):
        yield Finding("10.1", "版记", "信函版记有分隔线", "信函版记不加分隔线")
