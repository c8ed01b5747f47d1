"""量化要求: one line as people write it → what it asks for (contract, section 3)."""

from __future__ import annotations

import re

from ..vocabulary.model import Requirement
from .values import key_text

__all__ = ["read_requirement"]

_AT_LEAST = r"(?:>=|≥|≧|不少于|不低于|至少)"
_TIMES = rf"{_AT_LEAST}(?P<target>\d+)(?:次|件|场|篇|条|个|项)?"
_COUNT = (
    re.compile(rf"每(?P<per>年|季度|季|月)(?P<what>.*?){_TIMES}"),
    re.compile(rf"(?P<what>.*?){_TIMES}(?:/|每|一)(?P<per>年|季度|季|月)度?"),
    re.compile(rf"(?P<what>.*?){_TIMES}"),
)
_TERM = re.compile(r"(?P<what>.*?)(?P<target>\d+)个?工作日(?:内|以内)?")
_WINDOW = re.compile(r"(?:办理)?窗口(?:期)?[:：]?(?:每年)?(?P<month>\d{1,2})月(?:份)?")
_MILESTONE = re.compile(r"(?:(?:19|20)\d\d年)?(?P<month>\d{1,2})月(?:底|末)?(?:之|以)?前[:：,]?(?P<what>.*)")
_CYCLE = re.compile(r"(?:每|按)(?:个)?(?P<per>月|季度|季|半年|年)(?:(?P<what>\D*))?")


def read_requirement(line: str) -> Requirement | None:
    """The requirement a line states, None when it states none the program knows.

    「解读≥3次/年」 count, 「3个工作日」 term, 「窗口：11月」 window, 「每月」「每季度」 cycle, 「3月底前：建立制度」
    milestone, which the task's deadline judges. Full-width digits and signs
    count as their plain forms.
    """
    plain = key_text(line)
    window = _WINDOW.fullmatch(plain)
    if window and 1 <= int(window["month"]) <= 12:
        return Requirement(kind="window", text=line, month=int(window["month"]))
    term = _TERM.fullmatch(plain)
    if term:
        return Requirement(kind="term", text=line, target=int(term["target"]), what=term["what"])
    for pattern in _COUNT:
        count = pattern.fullmatch(plain)
        if count and int(count["target"]) > 0:
            return Requirement(kind="count", text=line, target=int(count["target"]), what=count["what"],
                               per=_per(count.groupdict().get("per") or "年"))
    milestone = _MILESTONE.fullmatch(plain)
    if milestone and 1 <= int(milestone["month"]) <= 12:
        return Requirement(kind="milestone", text=line, month=int(milestone["month"]), what=milestone["what"])
    cycle = _CYCLE.fullmatch(plain)
    if cycle:
        return Requirement(kind="cycle", text=line, per=_per(cycle["per"]), what=cycle["what"] or "")
    return None


def _per(text: str) -> str:
    return "季度" if text == "季" else text
