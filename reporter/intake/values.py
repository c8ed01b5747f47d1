"""What a typed value says: dates, percents, counts, states and months, in the forms people use.

Every reader takes the printed text of a cell and its `kind` (grid.GridCell) and returns a `Reading`. A blank cell, or a
dash that stands for one, reads as no value without complaint. What can be read in two ways is never decided silently.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..vocabulary.model import Period, Status
from .text import clean_text, key_text, split_names, split_roles

__all__ = ["Reading", "clean_text", "is_blank", "key_text", "read_count", "read_date", "read_percent", "read_period",
           "read_status", "split_names", "split_roles"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A value; `doubt` says why a person should look at what was taken, `fault` why nothing was. Both in Chinese."""

    value: Any = None
    doubt: str = ""
    fault: str = ""


_NOTHING = Reading()
_BLANKS = frozenset(("", "/", "\\", "-", "--", "—", "——", "–", "―", "_", "__", "无", "暂无", "没有", "空", "、", ".", "。", "N/A",
                     "n/a", "NA"))
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_NUMERAL = "[〇○零一二两三四五六七八九十百]"


def is_blank(text: str) -> bool:
    """Whether a cell that asks for a value says that there is none: empty, 「/」, 「—」, 「无」."""
    return key_text(text) in _BLANKS


def _number(text: str) -> int:
    """A Chinese numeral below a thousand: 十五, 二十, 一百零三, 二〇一八 digit by digit."""
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[char]) for char in text))
    hundreds, _, rest = text.rpartition("百")
    tens, ten, units = rest.partition("十")
    total = 100 * (_number(hundreds) if hundreds else 0 if "百" not in text else 1)
    if ten:
        total += 10 * (_number(tens.lstrip("零〇")) if tens.lstrip("零〇") else 1)
    else:
        units = tens
    units = units.lstrip("零〇○")
    return total + (_number(units) if units else 0)


def _arabic(text: str) -> str:
    """`text` with its Chinese numerals as figures."""
    return re.sub(_NUMERAL + "+", lambda match: str(_number(match[0])), text)


# --- dates ---------------------------------------------------------------------------------------------------------

_CLOCK = r"(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FULL_DATE = re.compile(rf"(\d{{4}}|\d{{2}}(?=年))(?:[-./年、_]|,)(\d{{1,2}})(?:[-./月、_]|,)(\d{{1,2}})[日号]?{_CLOCK}(?:[星周].{{1,2}})?")
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(rf"(?:(今|本|当)年)?(\d{{1,2}})(?:[./月-])(\d{{1,2}})[日号]?{_CLOCK}")
_MONTH_END = re.compile(r"(?:(\d{4})[年.\-/]|(?:今|本|当)年)?(\d{1,2})月(?:份)?(底|末|上旬|中旬|下旬|初)?")
_YEAR_END = re.compile(r"(?:(\d{4})年?|(?:今|本|当)年)?年?(?:底|末)")
_TAIL = re.compile(r"(?:之?前|以前|前完成|完成|办结|止|左右)+$")


@functools.lru_cache(maxsize=4096)
def read_date(text: str, *, year: int | None, kind: str = "text") -> Reading:
    """A day. Without a year it is taken to be in `year`, with a doubt (when `year` is None: not taken).

    「6月底」 and 「6月底前」 are the month's last day, 「年底前」 is 31 December, a serial number such as 43281 is the day
    Excel shows for it. The number 6.3 may be the 6.30 that somebody typed, so it is not taken.
    """
    if is_blank(text):
        return _NOTHING
    key = _arabic(key_text(text))
    if kind == "number" and re.fullmatch(r"\d{1,2}\.[123]", key):
        return Reading(fault=f"是数字 {key}，分不清是{_month_day(key)}还是{_month_day(key + '0')}")
    about = key.endswith("左右") or key.startswith(("约", "大约"))
    key = _TAIL.sub("", key.removeprefix("大").removeprefix("约").removeprefix("于"))
    for reader in (_full, _compact, _serial, _without_day, _without_year):
        reading = reader(key, year)
        if reading is not None:
            return Reading(reading.value, f"只是大约的日期，按 {reading.value} 读入") if about and reading.value else reading
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


def _full(key: str, _: int | None) -> Reading | None:
    match = _FULL_DATE.fullmatch(key)
    if not match:
        return None
    short = len(match[1]) == 2
    return _day(int(match[1]) + 2000 * short, int(match[2]), int(match[3]), "年份只写了两位，按 {day} 读入" if short else "")


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
    match = _MONTH_END.fullmatch(key)
    if not match:
        return None
    month, part = int(match[2]), match[3] or ""
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


# --- percents and counts -------------------------------------------------------------------------------------------

_ABOUT = re.compile(r"^(?:大约|大概|接近|将近|约|近|已完成|完成|进度|已)+|(?:左右|上下|以上|多|余)+$")
_TENTHS = re.compile(r"(\d{1,2})成(半|\d)?")


@functools.lru_cache(maxsize=4096)
def read_percent(text: str, *, kind: str = "text") -> Reading:
    """完成进度, 0 to 100, as Decimal: 80, 80%, ８０％, 八成, 百分之八十; and 0.8 with a doubt.

    A bare number above 0 and up to 1 may be a share or a percentage: it is taken as a share, with a doubt. Below 0,
    above 100 and words are not taken.
    """
    if is_blank(text):
        return _NOTHING
    key = key_text(text).replace("﹪", "%").rstrip("。.;，,")
    sure = key.removeprefix("已完成").removeprefix("完成").removeprefix("进度")
    sure = sure.removeprefix("百分之") + "%" if sure.startswith("百分之") else sure
    sure = _arabic(sure)
    bare = _ABOUT.sub("", sure)
    about = "只是大约的数，" if bare != sure else ""
    match = re.fullmatch(r"([+-]?\d{1,9}(?:\.\d{1,9})?)(%|个?百分点)?", bare)
    if match:
        return _percent(Decimal(match[1]), bool(match[2]) or kind == "percent", about)
    match = _TENTHS.fullmatch(bare)
    if match:
        share = int(match[1]) * 10 + (5 if match[2] == "半" else int(match[2] or 0))
        return _percent(Decimal(share), True, "不是数字，") if share <= 100 else Reading(fault="大于 100")
    if bare in ("一半", "过半", "1半", "半"):
        return _percent(Decimal(50), True, "不是数字，") if bare != "过半" else Reading(fault="不是 0 到 100 之间的数")
    return Reading(fault="不是 0 到 100 之间的数")


def _percent(value: Decimal, marked: bool, doubt: str) -> Reading:
    if value < 0:
        return Reading(fault="小于 0")
    if value > 100:
        return Reading(fault="大于 100")
    if not marked and 0 < value <= 1:
        value *= 100
        doubt = f"分不清是 {_plain(value / 100)}% 还是 {_plain(value)}%，"
    return Reading(_reduced(value), f"{doubt}按 {_plain(value)}% 读入" if doubt else "")


def _reduced(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return Decimal(_plain(value))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_UNIT = r"(?:人次|[次篇条件项场期个份起批户名家例])?"


@functools.lru_cache(maxsize=2048)
def read_count(text: str) -> Reading:
    """量化完成数, a whole number not below 0: 3, ３, 三次, 共3次; 「3次（4月、5月、6月）」 with a doubt."""
    if is_blank(text):
        return _NOTHING
    key = _arabic(key_text(text).replace(",", ""))
    match = re.fullmatch(rf"(?:累计|总共|合计|共计|共|已|完成|开展|已完成)*(-?\d{{1,9}}(?:\.\d+)?){_UNIT}", key)
    if match:
        value = Decimal(match[1])
        if value < 0:
            return Reading(fault="小于 0")
        return Reading(int(value)) if value == int(value) else Reading(fault="不是整数")
    numbers = re.findall(r"\d+(?:\.\d+)?", re.sub(r"[(\[【].*?[)\]】]", "", key))
    if len(numbers) == 1 and numbers[0].isdigit() and len(numbers[0]) < 10 and not re.search(r"[万亿%百-]", key):
        return Reading(int(numbers[0]), f"不只是一个数，按 {int(numbers[0])} 读入")
    return Reading(fault="不是一个整数")


# --- states and months ---------------------------------------------------------------------------------------------

_STATES = {
    Status.DONE: "已完成 完成 已办结 办结 已完 完结 已完结 已落实 全部完成 全面完成 已全部完成 已经完成 按期完成 按时完成 提前完成 完成了 √ ✓ ✔ ☑ 100% 是",
    Status.UNDER_WAY: "正在推进 推进中 正在推进中 进行中 正在进行 正在进行中 正在办理 办理中 正在办理中 在办 推进 正推进 持续推进中 "
                      "正在开展 开展中 正在实施 实施中 未完成 尚未完成 部分完成 正在落实 落实中 达进度 达序时进度",
    Status.NOT_STARTED: "未启动 未开始 尚未启动 尚未开始 没有启动 未开展 尚未开展 待启动 未实施 未办理 未动工",
    Status.ONGOING: "长期坚持 长期 长期推进 持续推进 常态化 常态化推进 常态化开展 长期开展 持续开展 长期执行 常年坚持 持续坚持 坚持推进 长期任务",
    Status.NOT_CONCERNED: "不涉及 未涉及 无此项 不适用 无涉及 无关 无此项工作 无此业务 无相关业务 无此职责 不涉及本单位 本单位不涉及 本部门不涉及 本处不涉及",
}
_STATE_OF = {key_text(word): status for status, words in _STATES.items() for word in words.split()}
_NEARLY = {key_text(word): status for status, words in {
    Status.UNDER_WAY: "基本完成 已基本完成 大部分完成 大体完成 接近完成 即将完成 主体完成 初步完成 阶段性完成 即将办结 欠进度 滞后 × ✗ ✘ 否",
}.items() for word in words.split()}


@functools.lru_cache(maxsize=1024)
def read_status(text: str) -> Reading:
    """完成状态 by the words people use for it; 「基本完成」 is not 「已完成」 but 正在推进, with a doubt.

    「无」 in this column may mean not started or not concerned, and is not taken.
    """
    key = key_text(text).strip("。.;，,:：")
    if key in ("", "/", "\\", "-", "--", "—", "——"):
        return _NOTHING
    if key in _STATE_OF:
        return Reading(_STATE_OF[key])
    if key in _NEARLY:
        return Reading(_NEARLY[key], f"不等于“已完成”，按“{_NEARLY[key].value}”读入")
    plain = re.sub(r"\(.*?\)|\[.*?\]", "", key)
    if plain != key and plain in _STATE_OF:
        return Reading(_STATE_OF[plain], f"带有说明，按“{_STATE_OF[plain].value}”读入")
    return Reading(fault="不是规定的五种状态")


_MONTH = re.compile(r"(?:(\d{4})(?:[-./年_]|(?=\d{2}$)))?(?:第)?(\d{1,2})(?:月|月份|月度)?")
_WITHIN_MONTH = re.compile(rf"(\d{{4}})[-./年](\d{{1,2}})[-./月](\d{{1,2}})日?{_CLOCK}")


@functools.lru_cache(maxsize=1024)
def read_period(text: str, *, year: int | None, kind: str = "text") -> Reading:
    """报送期, a month: 2018-05, 2018年5月, 201805, a day in it, 1日 to 31日 of it; 「5月」 is in `year`, with a doubt.

    The number 2018.1 may be the 2018.10 that somebody typed, so it is not taken.
    """
    key = _arabic(key_text(text))
    if key in _BLANKS:
        return _NOTHING
    if kind == "number" and re.fullmatch(r"\d{4}\.1", key):
        return Reading(fault="是数字，分不清是1月还是10月")
    key = re.sub(r"(?:进展情况|进展|工作|填报|报送|月报|情况|报表)+$", "", key)
    key = re.sub(r"^(.+?)(?:[-~至到—]+)(.+)$", _same_month, key) if re.search(r"日?[~至到—]", key) else key
    match = _WITHIN_MONTH.fullmatch(key)
    if match:
        return _month(int(match[1]), int(match[2]), "")
    match = _MONTH.fullmatch(key)
    if not match or (not match[1] and "月" not in key):
        return Reading(fault="不是能认出的月份")
    if match[1]:
        return _month(int(match[1]), int(match[2]), "")
    if year is None:
        return Reading(fault="没有写年份")
    return _month(year, int(match[2]), f"没有写年份，按{year}年读入")


def _same_month(match: re.Match) -> str:
    """「2018年5月1日至5月31日」 as its first day when both ends lie in one month; else unchanged, to be refused."""
    first, last = re.findall(r"\d+", match[1]), re.findall(r"\d+", match[2])
    if len(first) == 3 and len(last) in (1, 2, 3) and (len(last) == 1 or int(last[-2]) == int(first[1])):
        return match[1]
    return match[0]


def _month(year: int, month: int, doubt: str) -> Reading:
    if not 1 <= month <= 12:
        return Reading(fault="月份不在 1 到 12 之间")
    return Reading(Period(year, month), doubt)
