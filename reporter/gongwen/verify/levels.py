"""The numbers of a text's structure: 一、 then （一） then 1. then （1）, each counted from one (7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reporter.gongwen.layout import Strength

from ...package.list_numbering import chinese
from . import patterns
from .document_view import Line
from .finding import Finding, excerpt
from .found_elements import Elements, body_level, in_articles

_FORM = "层次序数"
_MARKS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_VALUES = {chinese(value): value for value in range(1, 200)}


def levels(found: Elements) -> Iterator[Finding]:
    """Wrong forms of mark, gaps in the count and skipped levels, in the body and in each annex."""
    yield from _together(_numbered(found.body, "正文"))
    for annex in found.annexes:
        lines = [line for line in annex.lines if line.story == "body"]
        yield from _together(_numbered(lines, excerpt(annex.label.text)))


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, a wrong form of mark told once for its level, with how often it stands."""
    forms: dict[str, list[Finding]] = {}
    for item in findings:
        if item.measure == _FORM:
            forms.setdefault(item.wanted, []).append(item)
        else:
            yield item
    for first, *more in forms.values():
        yield replace(first, where=f"{first.where}等 {len(more) + 1} 处") if more else first


def _numbered(lines: list[Line], where: str) -> Iterator[Finding]:
    counts: dict[int, int] = {}
    articles = in_articles(lines)
    for line in lines:
        level, right, shown = body_level(line)
        if line.index in articles:
            counts = {} if patterns.ARTICLE.match(line.text) else counts
        elif not level and (number := patterns.DECIMAL.match(line.text.strip())):
            level, shown = (3, number["n"]) if int(number["n"]) == counts.get(3, 0) + 1 else (0, "")
        elif counts.get(3) and (number := patterns.POINTLESS.match(line.text.strip())):
            forgotten = int(number["n"]) == counts[3] + 1
            level, right, shown = (3, False, number["n"]) if forgotten else (level, right, shown)
        if not level or line.look.align == "center":
            continue
        place = f"{where}{excerpt(line.text)}"
        mark = line.text.strip()[: len(shown) + (2 if level in (2, 4) else 1)]
        if not right:
            wanted = f"第{chinese(level)}层用“{_MARKS[level]}”"
            yield Finding("7.3.3", place, f"层次序数写作「{mark}」", wanted, Strength.USUAL, _FORM)
        value = _VALUES.get(shown) or (int(shown) if shown.isdigit() else 0)
        above = max((other for other in counts if other < level), default=0)
        skipped = above and level - above > 1 and level not in counts and (above, level) != (1, 3)
        if skipped and line.index not in articles:
            yield Finding(
                "7.3.3",
                place,
                f"「{_MARKS[above]}」之下直接用「{_MARKS[level]}」",
                "依次用“一、”“（一）”“1.”“（1）”",
                Strength.USUAL,
            )
        expected = counts.get(level, 0) + 1
        if value and value != expected:
            restart = value == 1 and level > 1
            if not restart:
                yield Finding("7.3.3", place, f"序数「{mark}」不连续", f"此处应为第 {expected} 项", Strength.USUAL)
        counts = {other: count for other, count in counts.items() if other < level} | {level: value or expected}
