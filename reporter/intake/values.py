"""What a typed value says: dates, percents, counts, states and months, in the forms people use.

Every reader takes the printed text of a cell and its `kind` (grid.GridCell) and returns a `Reading`. A blank cell, or a
dash that stands for one, reads as no value without complaint. What can be read in two ways is never decided silently.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from ..vocabulary.model import Status
from .boundary_text import clean_text, key_text, split_names, split_roles
from .dates import read_date, read_period
from .typed_value import NOTHING, Reading, arabic, is_blank

__all__ = [
    "Reading",
    "clean_text",
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

_ABOUT = re.compile(r"^(?:大约|大概|接近|将近|约|近|已完成|完成|进度|已)+|(?:左右|上下|以上|多|余)+$")
_TENTHS = re.compile(r"(\d{1,2})成(半|\d)?")


@functools.lru_cache(maxsize=4096)
def read_percent(text: str, *, kind: str = "text") -> Reading:
    """完成进度, 0 to 100, as Decimal: 80, 80%, ８０％, 八成, 百分之八十; and 0.8 with a doubt.

    A bare number above 0 and up to 1 may be a share or a percentage, so it comes with a doubt: below 1 it is taken as a
    share, 1 itself as 1 %, because nobody is to be called done by a guess; only where number formats cannot be seen (.xls, .ods) a 1 is what 100 %
    leaves behind. Below 0, above 100 and words are not taken.
    """
    if is_blank(text):
        return NOTHING
    key = key_text(text).replace("﹪", "%").rstrip("。.;，,")
    sure = key.removeprefix("已完成").removeprefix("完成").removeprefix("进度")
    sure = sure.removeprefix("百分之") + "%" if sure.startswith("百分之") else sure
    sure = arabic(sure)
    bare = _ABOUT.sub("", sure)
    about = "只是大约的数，" if bare != sure else ""
    match = re.fullmatch(r"([+-]?\d{1,9}(?:\.\d{1,9})?)(%|个?百分点)?", bare)
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
        doubt = f"分不清是 {_plain(value)}% 还是 {_plain(value * 100)}%，"
        value = value * 100 if value < 1 else value
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
        return NOTHING
    key = arabic(key_text(text).replace(",", ""))
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


# --- points ---


def read_points(text: str) -> Decimal | None:
    """A number of points as people type it: 「-2」, 「+1.5分」, 「－2」; None when it is none."""
    return read_number(key_text(text).rstrip("分").replace("−", "-").replace("–", "-"))


def read_number(text: str) -> Decimal | None:
    """A number below 10^9 in plain figures; None for words, exponents and the like."""
    return Decimal(text) if re.fullmatch(r"[+-]?(?:\d{1,9}(?:\.\d{0,15})?|\.\d{1,15})", text) else None


# --- states -----------------------------------------------------------------------------------------------------

_STATES = {
    Status.DONE: "已完成 完成 已办结 办结 已完 完结 已完结 已落实 全部完成 全面完成 已全部完成 已经完成 按期完成 按时完成 提前完成 完成了 √ ✓ ✔ ☑ 100% 是",
    Status.UNDER_WAY: "正在推进 推进中 正在推进中 进行中 正在进行 正在进行中 正在办理 办理中 正在办理中 在办 推进 正推进 持续推进中 "
    "正在开展 开展中 正在实施 实施中 未完成 尚未完成 部分完成 正在落实 落实中 达进度 达序时进度",
    Status.NOT_STARTED: "未启动 未开始 尚未启动 尚未开始 没有启动 未开展 尚未开展 待启动 未实施 未办理 未动工",
    Status.ONGOING: "长期坚持 长期 长期推进 持续推进 常态化 常态化推进 常态化开展 长期开展 持续开展 长期执行 常年坚持 持续坚持 坚持推进 长期任务",
    Status.NOT_CONCERNED: "不涉及 未涉及 无此项 不适用 无涉及 无关 无此项工作 无此业务 无相关业务 无此职责 不涉及本单位 本单位不涉及 本部门不涉及 本处不涉及",
}
_STATE_OF = {key_text(word): status for status, words in _STATES.items() for word in words.split()}
_NEARLY = {
    key_text(word): status
    for status, words in {
        Status.UNDER_WAY: "基本完成 已基本完成 大部分完成 大体完成 接近完成 即将完成 主体完成 初步完成 阶段性完成 即将办结 欠进度 滞后 × ✗ ✘ 否",
    }.items()
    for word in words.split()
}


@functools.lru_cache(maxsize=1024)
def read_status(text: str) -> Reading:
    """完成状态 by the words people use for it; 「基本完成」 is not 「已完成」 but 正在推进, with a doubt.

    「无」 in this column may mean not started or not concerned, and is not taken.
    """
    key = key_text(text).strip("。.;，,:：")
    if key in ("", "/", "\\", "-", "--", "—", "——"):
        return NOTHING
    if key in _STATE_OF:
        return Reading(_STATE_OF[key])
    if key in _NEARLY:
        return Reading(_NEARLY[key], f"不等于“已完成”，按“{_NEARLY[key].value}”读入")
    plain = re.sub(r"\(.*?\)|\[.*?\]", "", key)
    if plain != key and plain in _STATE_OF:
        return Reading(_STATE_OF[plain], f"带有说明，按“{_STATE_OF[plain].value}”读入")
    return Reading(fault="不是规定的五种状态")
