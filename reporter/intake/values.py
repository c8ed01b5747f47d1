"""What a typed value says: dates, percents, counts, states and months, in the forms people use.

Every reader takes the printed text of a cell and its `kind` (grid.GridCell) and returns a `Reading`. A blank cell, or a
dash that stands for one, reads as no value without complaint. What can be read in two ways is never decided silently.
A text longer than any value is refused unread, and every pattern takes time in proportion to what it is given.
"""

from __future__ import annotations

import functools
import re
from decimal import ROUND_HALF_UP, Decimal

from ..vocabulary.terms import Status
from .boundary_text import clean_text, key_text, split_names, split_roles
from .dates import read_date, read_period
from .states import declares_lag, read_status
from .typed_value import LONGEST, NOTHING, TOO_LONG, Reading, arabic, is_blank

__all__ = [
    "Reading",
    "clean_text",
    "declares_lag",
    "is_blank",
    "key_text",
    "read_count",
    "read_date",
    "read_number",
    "read_percent",
    "read_period",
    "read_points",
    "read_status",
    "split_names",
    "split_roles",
]

# --- percents and counts -------------------------------------------------------------------------------------------

_ABOUT = re.compile(r"^(?:大约|大概|接近|将近|约|近|完成|进度|已)+|(?:左右|上下|以上|多|余)+$")
_CENT = Decimal("0.01")
_TENTHS = re.compile(r"(\d{1,2})成(半|\d)?")


@functools.lru_cache(maxsize=4096)
def read_percent(text: str, *, kind: str = "text") -> Reading:
    """完成进度, 0 to 100, as Decimal of at most two places: 80, 80%, ８０％, 八成, 百分之八十; and 0.8 with a doubt.

    A bare number above 0 and up to 1 may be a share or a percentage, so it comes with a doubt: below 1 it is taken as a
    share, 1 itself as 1 %, because nobody is to be called done by a guess; only where number formats cannot be seen
    (.xls, .ods) a 1 is what 100 % leaves behind. Below 0, above 100 and words are not taken.
    """
    if len(text) > LONGEST:
        return TOO_LONG
    if is_blank(text):
        return NOTHING
    key = key_text(text).replace("﹪", "%").rstrip("。.;，,")
    sure = key.removeprefix(Status.DONE).removeprefix("完成").removeprefix("进度")
    sure = sure.removeprefix("百分之") + "%" if sure.startswith("百分之") else sure
    sure = arabic(sure)
    bare = _ABOUT.sub("", sure)
    about = "只是大约的数，" if bare != sure else ""
    match = re.fullmatch(r"([+-]?\d{1,9}(?:\.\d{1,20})?)(%|个?百分点)?", bare)
    if match:
        value, marked = Decimal(match[1]), bool(match[2]) or kind == "percent"
        if value == 1 and not marked and kind == "bare number":
            return Reading(Decimal(100), "分不清是 1% 还是 100%，按 100% 读入")
        return _percent(value, marked, about)
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
        doubt = f"分不清是 {_reduced(value)}% 还是 {_reduced(value * 100)}%，"
        value = value * 100 if value < 1 else value
    value = _reduced(value)
    return Reading(value, f"{doubt}按 {_plain(value)}% 读入" if doubt else "")


def _reduced(value: Decimal) -> Decimal:
    """Two decimals, half up: a formula such as 5/12 has fifteen. Without trailing zeros and without an exponent.

    What is below 100 stays below, and what is above 0 above: 99.999 % is not done.
    """
    rounded = value.quantize(_CENT, ROUND_HALF_UP)
    if 0 < value < 100:
        rounded = min(max(rounded, _CENT), 100 - _CENT)
    return Decimal(_plain(rounded))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# No prefix begins another, so there is one way only to read a run of them.
_COUNT = re.compile(
    r"(?:累计|总共|合计|共计|共(?!计)|已|完成|开展)*(-?\d{1,9}(?:\.\d{1,9})?)(?:人次|[次篇条件项场期个份起批户名家例])?"
)


@functools.lru_cache(maxsize=2048)
def read_count(text: str) -> Reading:
    """量化完成数, a whole number not below 0: 3, ３, 三次, 共3次; 「3次（4月、5月、6月）」 with a doubt."""
    if len(text) > LONGEST:
        return TOO_LONG
    if is_blank(text):
        return NOTHING
    key = arabic(key_text(text).replace(",", ""))
    match = _COUNT.fullmatch(key)
    if match:
        value = Decimal(match[1])
        if value < 0:
            return Reading(fault="小于 0")
        return Reading(int(value)) if value == int(value) else Reading(fault="不是整数")
    numbers = re.findall(r"\d+(?:\.\d+)?", re.sub(r"[(\[【].*?[)\]】]", "", key))
    if len(numbers) == 1 and numbers[0].isdigit() and len(numbers[0]) < 10 and not re.search(r"[万亿%百-]", key):
        return Reading(int(numbers[0]), f"不只是一个数，按 {int(numbers[0])} 读入")
    return Reading(fault="不是一个整数")


# --- points ---


def read_points(text: str) -> Decimal | None:
    """A number of points as people type it: 「-2」, 「+1.5分」, 「－2」; None when it is none."""
    return read_number(key_text(text).rstrip("分").replace("−", "-").replace("–", "-"))


def read_number(text: str) -> Decimal | None:
    """A number below 10^9 in plain figures; None for words, exponents and the like."""
    return Decimal(text) if re.fullmatch(r"[+-]?(?:\d{1,9}(?:\.\d{0,15})?|\.\d{1,15})", text) else None
