"""完成时间 as notices write it: a day, or why there is none (contract, section 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from ..vocabulary.model import Period, Requirement, Undated
from .boundary_text import key_text
from .dates import read_date
from .typed_value import LONGEST, TOO_LONG, Reading, arabic

_YEAR = r"(?:(?P<year>\d{4})年?|[今本当每]年|全年)?"
_AROUND = re.compile(
    r"^(?:务必|确保|力争|须|应)?(?:于|在|截至|截止到?|不迟于|最迟)?|"
    r"(?:\(含(?:当[日天])?\)|下班|之前|以前|前|为止|完成|办结|落实到位|结束)+$"
)
_WHOLE = re.compile(rf"(?=.*年){_YEAR}(?:度|年度)?(?:内|全年|年内)?|贯穿全年")
_HALF = re.compile(rf"{_YEAR}(?P<part>[上下])半年(?:内|底|末)?")
_QUARTER = re.compile(rf"{_YEAR}[第前]?(?P<part>[1-4])季度?(?:内|底|末)?")
_SPAN = re.compile(r"(?:自|从)?[\d年月日号.]+(?:份|起|开始)?[至到~—–-]+(?P<end>\d.*)")
_AT_ONCE = re.compile(
    r"(?:立即|立刻|即时|即刻|马上|立行立改|立改立行|即知即改|即办)(?:办理|整改|执行|落实|推进|实施|启动)?"
)
_CYCLE = re.compile(r"[每按](?:(?P<several>两个?|[2-9]个?)|个)?(?P<per>季度?|半年|月|工作日|周|星期|旬|日|天).*")
_STANDING = re.compile(r"\D*?(?:长期|持续|常年|常态|经常|日常|坚持)[^\d底末季月]*")
_OPEN = re.compile(
    r"(?:按照?|依照|根据|依据|视|随)\D*?(?:要求|规定|时限|时间|节点|部署|安排|通知|进度|情况)\D*|待定|未定|另行(?:通知|确定)"
)


def read_deadline(text: str, *, year: int | None, issued: dt.date | None = None, kind: str = "text") -> Reading:
    """A `Deadline`: the day of 「2018年底前」, 「9月30日前」, 「三季度」, 「5月至10月」; else an `Undated`.

    Every span ends on its last day. `year`: that of words without one. 立即办理 is the month of `issued`, the day of
    the notice, and is not read where that is not known.
    """
    if len(text) > LONGEST:
        return TOO_LONG
    key = arabic(key_text(text)).rstrip("。.;；")
    for pattern, undated in ((_CYCLE, Undated.CYCLE), (_STANDING, Undated.STANDING), (_OPEN, Undated.OPEN)):
        if pattern.fullmatch(key):
            return Reading(undated)
    bare = _AROUND.sub("", key)
    if _AT_ONCE.fullmatch(bare):
        return (
            Reading(Period.of(issued).last_day)
            if issued
            else Reading(fault="要按通知印发的月份算，而「公文」没有填写“通知成文日期”")
        )
    if year and (day := next(_in_parts(bare, year), None)):
        return Reading(day)
    found = read_date(re.sub("^每年", "", bare), year=year, kind=kind)
    if found.value is None and (span := _SPAN.fullmatch(bare)):
        later = re.match(r"\d{4}(?=[年.])", bare)
        found = read_deadline(span["end"], year=int(later[0]) if later else year)
    return found


_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
    (_WHOLE, lambda _: 12),
    (_HALF, lambda found: {"上": 6, "下": 12}[found["part"]]),
    (_QUARTER, lambda found: 3 * int(found["part"])),
)


def _in_parts(words: str, year: int) -> Iterator[dt.date]:
    """The last day of the whole year, the half or the quarter that the words name."""
    for pattern, month in _PARTS:
        if found := pattern.fullmatch(words):
            yield Period(int(found["year"] or year), month(found)).last_day


_COUNTED = {"月": "月", "季": "季度", "季度": "季度", "半年": "半年"}


def cycle_of(text: str) -> Requirement | None:
    """The requirement that a 完成时间 such as 「每月10日前」 is; None where a year is not divided into such cycles."""
    found = _CYCLE.fullmatch(key_text(text))
    if not found or found["several"] or found["per"] not in _COUNTED:
        return None
    return Requirement(kind="cycle", text="".join(text.split()), per=_COUNTED[found["per"]])
