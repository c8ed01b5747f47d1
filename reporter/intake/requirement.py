"""量化要求: one line as people write it → what it asks for (contract, section 3)."""

from __future__ import annotations

import re

from ..vocabulary.model import Requirement
from .boundary_text import key_text
from .typed_value import LONGEST, arabic

_AT_LEAST = r"(?:>=|≥|≧|不少于|不低于|至少|最少|达到)"
_PER = r"(?P<per>年度?|季度|季|半年|月度?)"
_UNIT = r"(?:次|件|场|篇|条|期)"
_TIMES = rf"(?:{_AT_LEAST}(?P<target>\d{{1,6}})(?:{_UNIT}|个|项)?|(?P<sure>\d{{1,6}}){_UNIT})"
_COUNT = (
    re.compile(rf"(?:每个?|全|一个?){_PER}[:：,，]?{_AT_LEAST}(?P<what>\D*?)(?P<target>\d{{1,6}}){_UNIT}(?P<more>\D*)"),
    re.compile(rf"(?:每个?|全|一个?){_PER}[:：,，]?(?P<what>\D*?){_TIMES}(?:以上)?(?P<more>\D*)"),
    re.compile(rf"(?P<what>\D*?){_TIMES}(?:以上)?(?:/|每个?|一){_PER}"),
    re.compile(rf"(?P<what>\D*?){_TIMES}(?:以上)?"),
)
_TERM = re.compile(r"(?P<what>\D*?)(?P<target>\d{1,6})个?工作日(?:之内|以内|内)?(?P<more>\D*)")
_WINDOW = (
    re.compile(r"(?:办理)?窗口(?:期)?[:：]?(?:每年)?(?P<month>\d{1,2})月(?:份)?"),
    re.compile(r"每年(?P<month>\d{1,2})月(?:份)?(?P<what>(?!底|末|前|之前|以前|\d).*)"),
)
_MILESTONE = re.compile(r"(?:(?:19|20)\d\d年|每年)?(?P<month>\d{1,2})月(?:底|末)?(?:之|以)?前[:：,]?(?P<what>.*)")
_CYCLE = re.compile(rf"(?:每|按)个?{_PER}(?:末|底)?(?P<what>(?:\d{{1,2}}[日号]?前)?\D*)")
_OTHER_CYCLE = re.compile(r"(?:每|/)(?:[两双隔半]|[2-9])?个?(?:周|星期|旬|日|天|两月|双月)")
"""Cycles that a year of months is not divided into: 「每周≥1次」 is not once a year."""
_MARK = re.compile(r"^\s*(?:\d{1,2}[.．、)）](?!\d)|[①-⑳]|[（(]\d{1,2}[)）])\s*")
_NUMERAL = re.compile(r"[一二三四五六七八九十百两]{1,12}(?=个?(?:次|件|场|篇|条|期|项|工作日|月))")
"""Chinese numerals that count something; 「统一」 and 「一月」 within other words have none of these behind them."""


def read_requirement(line: str) -> Requirement | None:
    """The requirement a line states, None when it states none the program knows.

    「解读≥3次/年」 count, 「3个工作日」 term, 「窗口：11月」 window, 「每月」「每季度」 cycle, 「3月底前：建立制度」
    milestone, which the task's deadline judges. Full-width digits and signs count as their plain forms, and so do
    Chinese numerals before what is counted. A count without 「每」 or 「/」 is one of a year. A line longer than any
    requirement states none.
    """
    if len(line) > LONGEST:
        return None
    plain = _NUMERAL.sub(lambda match: arabic(match[0]), key_text(line)).rstrip("。;；.")
    for pattern in _WINDOW:
        window = pattern.fullmatch(plain)
        if window and 1 <= int(window["month"]) <= 12:
            return Requirement(kind="window", text=line, month=int(window["month"]), what=_group(window, "what"))
    term = _TERM.fullmatch(plain)
    if term and int(term["target"]) > 0:
        return Requirement(kind="term", text=line, target=int(term["target"]), what=term["what"])
    for pattern in () if _OTHER_CYCLE.search(plain) else _COUNT:
        count = pattern.fullmatch(plain)
        if count:
            return _count(line, count)
    milestone = _MILESTONE.fullmatch(plain)
    if milestone and 1 <= int(milestone["month"]) <= 12:
        return Requirement(kind="milestone", text=line, month=int(milestone["month"]), what=milestone["what"])
    cycle = _CYCLE.fullmatch(plain)
    if cycle and not re.search(_AT_LEAST, plain):
        return Requirement(kind="cycle", text=line, per=_per(cycle["per"]), what=cycle["what"])
    return None


def read_requirements(line: str) -> tuple[Requirement, ...]:
    """The requirements of a line: the one it states, or each of several that people part with 「；」 or 「、」; nothing
    where any of them states none. A number before them (「1.」「①」) is none of their words.
    """
    if len(line) > LONGEST:
        return ()
    for parts in ([line], re.split("[;；。]", line), re.split("[;；。、,，]", line)):
        parts = [part for part in (_MARK.sub("", part, count=1).strip() for part in parts) if part]
        found = tuple(filter(None, map(read_requirement, parts)))
        if len(found) == len(parts):
            return found
    return ()


def _count(line: str, found: re.Match[str]) -> Requirement | None:
    """A number of times; what is counted stands behind the number (开展1次开放日) or, where nothing does, before it."""
    target = int(_group(found, "target") or _group(found, "sure"))
    if not target:
        return None
    what = _group(found, "more") or found["what"]
    return Requirement(kind="count", text=line, target=target, what=what, per=_per(_group(found, "per") or "年"))


def _group(found: re.Match[str], name: str) -> str:
    """The text of a group, blank when the pattern has none of that name or it took no part."""
    return found.groupdict().get(name) or ""


def _per(text: str) -> str:
    return "季度" if text == "季" else text if text in ("季度", "半年") else text[0]
