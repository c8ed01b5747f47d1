"""The numbers of a text's structure: 一、 then （一） then 1. then （1）, each counted from one (7.3.3)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reporter.gongwen.layout import Strength

from ...package.list_numbering import chinese
from . import patterns
from .document_view import Line
from .finding import Finding, excerpt
from .found_elements import Elements, body_level, in_articles

_SHORT = 40
"""Characters: a line up to this length may be the heading of a part."""
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
    """The findings about the numbers of some lines.

    A number in the middle of the page, or behind a soft break, counts where it is the next one and is not judged.
    """
    counts: dict[int, int] = {}
    articles, paths, colons = in_articles(lines), _paths(lines), _colons(lines)
    for line in lines:
        first, *rows = line.text.lstrip("\n").split("\n")
        if patterns.PART.match(first) and len(first) < _SHORT:
            counts = {}
        if line.index in paths:
            yield _misformed(f"{where}{excerpt(line.text)}", paths[line.index], "层次用“一、”“（一）”“1.”“（1）”")
            counts = _counted(counts, 3, int(re.split("[.．]", first.strip())[0]))
            continue
        remark = patterns.REMARK.match(first)
        if remark and (level := body_level(replace(line, text=first[remark.end() :]))[0]):
            counts = {other: count for other, count in counts.items() if other < level}
        if remark or line.look.align == "center":
            rows = [first[remark.end() if remark else 0 :], *rows]
        else:
            numbered = replace(line, text=first)
            level, right, shown = _level(numbered, counts, article=line.index in articles, goes_on=line.index in colons)
            if line.index in articles and patterns.ARTICLE.match(first):
                counts = {}
            if level:
                yield from _judged(numbered, where, (level, right, shown), counts, article=line.index in articles)
                counts = _counted(counts, level, _value(shown) or counts.get(level, 0) + 1)
        for row in rows:
            level, _, shown = body_level(replace(line, text=row))
            if level and _value(shown) == counts.get(level, 0) + 1:
                counts = _counted(counts, level, _value(shown))


def _misformed(place: str, mark: str, wanted: str) -> Finding:
    return Finding("7.3.3", place, f"层次序数写作「{mark}」", wanted, Strength.USUAL, _FORM)


def _paths(lines: list[Line]) -> dict[int, str]:
    """Index → mark of the lines whose numbers name those above them (2.1): those that go on from 1; 2.5 tons do not."""
    last: dict[str, int] = {}
    marks: dict[str, dict[int, str]] = {}
    for line in lines:
        if match := patterns.PATH.match(line.text.strip()):
            above, number = match["above"].replace("．", "."), int(match["n"])
            if number == last.get(above, 0) + 1:
                last[above] = number
                marks.setdefault(above, {})[line.index] = match.group()
    return {index: mark for above, found in marks.items() if last[above] > 1 for index, mark in found.items()}


def _colons(lines: list[Line]) -> set[int]:
    """The lines that begin with a number and a colon (1：) and go on (2：); what stands alone so is a label."""
    items = [(line.index, int(item["n"])) for line in lines if (item := patterns.COLON_ITEM.match(line.text.strip()))]
    pairs = [(one, other) for (one, n), (other, m) in itertools.pairwise(items) if m == n + 1]
    return {index for pair in pairs for index in pair}


def _level(line: Line, counts: dict[int, int], *, article: bool, goes_on: bool) -> tuple[int, bool, str]:
    """Level of a line, whether its mark is right, and its number, by what stands there and what was counted so far.

    `goes_on`: whether a number and a colon that it begins with is one of several.
    """
    level, right, shown = body_level(line)
    text = line.text.strip()
    if article:
        return level, right, shown
    if not level and (number := patterns.DECIMAL.match(text)):
        return (3, right, number["n"]) if int(number["n"]) == counts.get(3, 0) + 1 else (0, right, "")
    if counts.get(3) and (number := patterns.POINTLESS.match(text)) and int(number["n"]) == counts[3] + 1:
        return 3, False, number["n"]
    if item := patterns.COLON_ITEM.match(text):
        value, following = int(item["n"]), counts.get(3, 0) + 1
        if value == following > 1 or (goes_on and value in (1, following)):
            return 3, False, item["n"]
    if not level:
        for loose, pattern in patterns.LOOSE_LEVELS:
            if number := pattern.match(text):
                return loose, False, number["n"]
    return level, right, shown


def _judged(
    line: Line, where: str, seen: tuple[int, bool, str], counts: dict[int, int], *, article: bool
) -> Iterator[Finding]:
    level, right, shown = seen
    text = line.text.strip()
    place = f"{where}{excerpt(line.text)}"
    bare = text[:1].isdigit()
    mark = text[: len(shown) + (1 if bare or level in (1, 3) else 2)]
    if not right:
        yield _misformed(place, mark, f"第{chinese(level)}层用“{_MARKS[level]}”")
    above = max((other for other in counts if other < level), default=0)
    skipped = above and level - above > 1 and level not in counts and (above, level) != (1, 3)
    half = bare and level == 4
    if skipped and not article and not half:
        yield Finding(
            "7.3.3",
            place,
            f"「{_MARKS[above]}」之下直接用「{_MARKS[level]}」",
            "依次用“一、”“（一）”“1.”“（1）”",
            Strength.USUAL,
        )
    value, expected = _value(shown), counts.get(level, 0) + 1
    if value and value != expected and not (value == 1 and level > 1) and not (half and level not in counts):
        yield Finding("7.3.3", place, f"序数「{mark}」不连续", f"第 {expected} 项", Strength.USUAL)


def _value(shown: str) -> int:
    return _VALUES.get(shown) or (int(shown) if shown.isdigit() else 0)


def _counted(counts: dict[int, int], level: int, value: int) -> dict[int, int]:
    """The counts after a number of this level: those below it begin anew."""
    return {other: count for other, count in counts.items() if other < level} | {level: value}
