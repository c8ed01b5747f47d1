"""References to annexes, ［附件：名称］: the annex's label where it exists, and no word of it where it was left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .fault import TemplateFault
from .sealed_lines import Line, bare, shade

_REFERENCE = re.compile(r"[［\[]附件[:：]([^［\[］\]\n]+)[］\]]")
_CLAUSE_ENDS = "，；。：！？"


def referred(name: str, line: Line, labels: Mapping[str, str]) -> Line:
    """The line with each reference made 「附件2」 or, when that annex was left out, its bracket or clause removed.

    labels: title of each annex the template has → label, blank when it was left out. TemplateFault for other titles.
    """
    text = line.text
    if "［" not in text and "[" not in text:
        return line
    while match := _REFERENCE.search(shade(text)):
        title = bare(text[slice(*match.span(1))]).strip()
        if title not in labels:
            raise TemplateFault(name, line.number, f"提到的附件“{title}”不存在。", "名称要与“附件：”后面的一字不差。")
        start, end = match.span()
        text = text[:start] + labels[title] + text[end:] if labels[title] else _without(text, shade(text), start, end)
    return line if text is line.text else replace(line, text=text)


def _without(text: str, shadow: str, start: int, end: int) -> str:
    """The text without the bracket that holds start:end, else without the clause that does."""
    opening, closing = shadow.rfind("（", 0, start), shadow.find("）", end)
    if opening >= 0 and closing >= 0 and "）" not in shadow[opening:start]:
        return text[:opening] + text[closing + 1 :]
    first = max((shadow.rfind(mark, 0, start) for mark in _CLAUSE_ENDS), default=-1)
    last = min((place for mark in _CLAUSE_ENDS if (place := shadow.find(mark, end)) >= 0), default=len(text))
    if first >= 0 and shadow[first] in "，；：":
        return text[:first] + text[last:]
    return text[: first + 1] + text[last + 1 :]
