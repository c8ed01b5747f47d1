"""Days and months as people type them."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re

from ..vocabulary.model import Period
from .boundary_text import key_text
from .typed_value import BLANKS, LONGEST, NOTHING, TOO_LONG, Reading, arabic, is_blank

_CLOCK = r"(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FULL_DATE = re.compile(
    rf"(\d{{4}}|\d{{2}})(?:[-./年、_]|,)(\d{{1,2}})(?:[-./月、_]|,)(\d{{1,2}})[日号]?{_CLOCK}(?:[星周].{{1,2}})?"
)
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(rf"(?:(今|本|当)年)?(\d{{1,2}})(?:[./月-])(\d{{1,2}})[日号]?{_CLOCK}")
_MONTH_END = re.compile(r"(?:(\d{4})[年.\-/]|[今本当]年)?(\d{1,2})月份?(底|末|上旬|中旬|下旬|初)?")
_BARE_MONTH = re.compile(r"(\d{4})[.\-/_](\d{1,2})")
_TENTH_MONTH = re.compile(r"\d{4}\.1")
_YEAR_END = re.compile(r"(?:(\d{4})年?|(?:今|本|当)年)?年?(?:底|末)")
_TAIL = re.compile(r"(?:之前|以前|前|已|完成|办结|公开|发布|印发|上午|下午|止|左右)+$")


@functools.lru_cache(maxsize=4096)
def read_date(text: str, *, year: int | None, kind: str = "text") -> Reading:
    """A day. Without a year it is taken to be in `year`, with a doubt (when `year` is None: not taken).

    Two figures are a year when they are those of `year` or stand before 年. 「6月底」 and 「6月底前」 are the last day
    of June, 「年底前」 is 31 December, a serial number such as 43281 is the day Excel shows for it. The number 6.3 may
    be the 6.30 that somebody typed, so it is not taken.
    """
    if len(text) > LONGEST:
        return TOO_LONG
    if is_blank(text):
        return NOTHING
    key = arabic(key_text(text))
    if kind in ("number", "bare number") and re.fullmatch(r"\d{1,2}\.[123]", key):
        return Reading(fault=f"是数字 {key}，分不清是{_month_day(key)}还是{_month_day(key + '0')}")
    if kind in ("number", "bare number") and _TENTH_MONTH.fullmatch(key):
        return Reading(fault="是数字，分不清是1月还是10月")
    about = key.endswith("左右") or key.startswith(("约", "大约"))
    key = _TAIL.sub("", key.removeprefix("大").removeprefix("约").removeprefix("于"))
    for reader in (_full, _compact, _serial, _without_day, _without_year):
        reading = reader(key, year)
        if reading is not None:
            return (
                Reading(reading.value, f"只是大约的日期，按 {reading.value} 读入")
                if about and reading.value
                else reading
            )
    return Reading(fault="不是能认出的日期")


def _month_day(key: str) -> str:
    month, day = key.split(".")
    return f"{month}月{day}日"


def _day(year: int, month: int, day: int, doubt: str = "") -> Reading:
    try:
        value = dt.date(year, month, day)
    except ValueError:
        return Reading(fault="日历上没有这一天")
    if not 1990 <= year <= 2099:
        return Reading(fault=f"年份 {year} 不合常理")
    return Reading(value, doubt.format(day=value))


def _full(key: str, year: int | None) -> Reading | None:
    match = _FULL_DATE.fullmatch(key)
    if not match:
        return None
    if len(match[1]) == 4:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    written = 2000 + int(match[1])
    if key[2] != "年" and written != year:
        return Reading(fault="年份要写四位，分不清哪个数是年份")
    return _day(written, int(match[2]), int(match[3]), "年份只写了两位，按 {day} 读入")


def _compact(key: str, _: int | None) -> Reading | None:
    match = _COMPACT_DATE.fullmatch(key)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _serial(key: str, _: int | None) -> Reading | None:
    """Days since 30 December 1899, as Excel counts; only those from 2000 to 2099 are believed."""
    match = re.fullmatch(r"(\d{5})(?:\.\d+)?", key)
    if not match or not 36526 <= int(match[1]) <= 73050:
        return None
    return Reading(dt.date(1899, 12, 30) + dt.timedelta(days=int(match[1])))


def _without_day(key: str, year: int | None) -> Reading | None:
    match = _YEAR_END.fullmatch(key)
    if match:
        return _in_year(match[1], year, 12, 31, "")
    match = _MONTH_END.fullmatch(key) or _BARE_MONTH.fullmatch(key)
    if not match:
        return None
    month, part = int(match[2]), (match[3] or "") if match.re is _MONTH_END else ""
    if not 1 <= month <= 12:
        return Reading(fault="月份不在 1 到 12 之间")
    if part == "初":
        return Reading(fault="没有写到哪一天")
    last = calendar.monthrange(int(match[1] or year or 2000), month)[1]
    day = {"上旬": 10, "中旬": 20}.get(part, last)
    return _in_year(match[1], year, month, day, "" if part in ("底", "末") else "没有写到哪一天，按 {day} 读入")


def _without_year(key: str, year: int | None) -> Reading | None:
    match = _MONTH_DAY.fullmatch(key)
    return _in_year(None, year, int(match[2]), int(match[3]), "") if match else None


def _in_year(written: str | None, year: int | None, month: int, day: int, doubt: str) -> Reading:
    if written:
        return _day(int(written), month, day, doubt)
    if year is None:
        return Reading(fault="没有写年份")
    return _day(year, month, day, doubt or "没有写年份，按 {day} 读入")


_MONTH = re.compile(r"(?:(\d{4})(?:[-./年_]|(?=\d{2}$)))?(?:第)?(\d{1,2})(?:月|月份|月度)?")
_SPAN = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?[-~至到—–]+(?:(?:(\d{4})[-./年])?(\d{1,2})[-./月])?\d{1,2}日?"
)
_SEVERAL = "跨了几个月，报送期要写一个月"
_MONTHS = re.compile(
    r"(?:\d{4}年?|[今本当]年|[上下]?年度?)?(?:第?[1-4]季度?|前[1-3]季度?|[上下]半年|全年|\d{1,2}月?[-~至到—–、]\d{1,2}月份?)"
)


@functools.lru_cache(maxsize=1024)
def read_period(text: str, *, year: int | None, kind: str = "text") -> Reading:
    """报送期, a month: 2018-05, 2018年5月, 201805, a day in it, 1日 to 31日 of it; 「5月」 is in `year`, with a doubt.

    The number 2018.1 may be the 2018.10 that somebody typed, so it is not taken; a quarter or 「1-6月」 is no month.
    """
    if len(text) > LONGEST:
        return TOO_LONG
    key = arabic(key_text(text))
    if key in BLANKS:
        return NOTHING
    if kind in ("number", "bare number") and _TENTH_MONTH.fullmatch(key):
        return Reading(fault="是数字，分不清是1月还是10月")
    key = re.sub(r"(?:进展情况|进展|工作|填报|报送|月报|情况|报表)+$", "", key)
    span = _SPAN.fullmatch(key)
    if span:
        same = not span[5] or (span[4] or span[1], int(span[5])) == (span[1], int(span[2]))
        return _month(int(span[1]), int(span[2]), "") if same else Reading(fault=_SEVERAL)
    day = _full(key, year)
    if day is not None:
        return _month(day.value.year, day.value.month, "年份只写了两位" if day.doubt else "") if day.value else day
    if _MONTHS.fullmatch(key):
        return Reading(fault=_SEVERAL)
    match = _MONTH.fullmatch(key)
    if not match or (not match[1] and "月" not in key):
        return Reading(fault="不是能认出的月份")
    if match[1]:
        return _month(int(match[1]), int(match[2]), "")
    if year is None:
        return Reading(fault="没有写年份")
    return _month(year, int(match[2]), f"没有写年份，按{year}年读入")


def _month(year: int, month: int, doubt: str) -> Reading:
    if not 1 <= month <= 12:
        return Reading(fault="月份不在 1 到 12 之间")
    return Reading(Period(year, month), doubt)
