"""完成状态 by the words that people use for it, alone or with words around them."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from ..vocabulary.model import Status
from .boundary_text import key_text
from .typed_value import LONGEST, NOTHING, TOO_LONG, Reading

_WORDS = {
    Status.DONE: (
        "已完成 完成 已办结 办结 已完 完结 已完结 已落实 全部完成 全面完成 已全部完成 已经完成 按期完成 按时完成 "
        "提前完成 超额完成 已超额完成 任务完成 任务已完成 完成任务 完成了 已销号 销号 √ ✓ ✔ ☑ 100% 完成100% "
        "已完成100% 是 已整改 整改完成 已整改到位 整改到位 已完成整改"
    ),
    Status.UNDER_WAY: (
        "正在推进 推进中 正在推进中 进行中 正在进行 正在进行中 正在办理 办理中 正在办理中 在办 推进 正推进 "
        "持续推进中 正在开展 开展中 正在实施 实施中 未完成 尚未完成 部分完成 正在落实 落实中 有序推进 有序推进中 "
        "正有序推进 稳步推进 加快推进 按计划推进 序时推进 按序时推进 按序时进度推进 达进度 超进度 达序时进度 "
        "超序时进度 达到序时进度 超过序时进度 进展较快 进展顺利 进展正常 正常 "
        "正常推进 执行中 正在执行 正按计划推进 没有完成 未全部完成 尚未全部完成 已启动 已开始 已动工"
    ),
    Status.NOT_STARTED: ("未启动 未开始 尚未启动 尚未开始 没有启动 未开展 尚未开展 待启动 未实施 未办理 未动工"),
    Status.ONGOING: (
        "长期坚持 长期 长期推进 持续推进 常态化 常态化推进 常态化开展 长期开展 持续开展 长期执行 常年坚持 持续坚持 "
        "坚持推进 长期任务"
    ),
    Status.NOT_CONCERNED: (
        "不涉及 未涉及 无此项 不适用 无涉及 无关 无此项工作 无此业务 无相关业务 无此职责 不涉及本单位 本单位不涉及 "
        "本部门不涉及 本处不涉及"
    ),
}
_NOT_DONE = (
    "基本完成 已基本完成 大部分完成 大体完成 接近完成 即将完成 主体完成 初步完成 阶段性完成 即将办结 未办结 "
    "尚未办结 未销号 尚未销号 × ✗ ✘ ☒ 否"
)
_TICKS = frozenset("RPüþ")
"""Letters that Wingdings and Wingdings 2, which nobody sees in the text of a cell, show as a tick."""
_LAGS = (
    "滞后 进度滞后 进展滞后 推进滞后 严重滞后 较滞后 工作滞后 欠进度 未达进度 未达序时进度 欠序时进度 落后序时进度 "
    "落后 进度落后 进度缓慢 进展缓慢 推进缓慢 进度较慢 进展较慢 推进较慢 进度偏慢 进展偏慢 未达时序进度"
)
_LAGGING = frozenset(key_text(word) for word in _LAGS.split())
_STATE_OF = {key_text(word): status for status, words in _WORDS.items() for word in words.split()} | dict.fromkeys(
    _LAGGING, Status.UNDER_WAY
)
_NEARLY = frozenset(key_text(word) for word in _NOT_DONE.split())
_DASHES = frozenset(("", "/", "\\", "-", "--", "—", "——"))
_AROUND = "。.;，,:：、!！"
_CLAUSE = re.compile(r"[，,；;。：:、\s(（\[【)）\]】/]+")
_TICKED, _OPEN = "■☑√✓✔●◉▣☒", "□○☐◯"
_BOX = re.compile(f"([{_TICKED}{_OPEN}])")
_SHARE = re.compile(r"(?:已?完成率?|完成进度|进度|已)?(\d{1,3}(?:\.\d{1,4})?)%")


@functools.lru_cache(maxsize=1024)
def read_status(text: str) -> Reading:
    """A `Status`. Blank cells and dashes are no value; what names no state, or two, is not taken.

    「基本完成」, 「否」 and 「完成80%」 are 正在推进 with a doubt. A state with words behind it is taken as that state,
    with a doubt; of a list of boxes, the one that is ticked. 「无」 may mean not started or not concerned.
    """
    if len(text) > LONGEST:
        return TOO_LONG
    key = key_text(text).strip(_AROUND)
    if key in _DASHES:
        return NOTHING
    return _word(key) or _ticked(key) or _share(key) or _with_words(text) or Reading(fault="不是规定的五种状态")


@functools.lru_cache(maxsize=1024)
def declares_lag(text: str) -> bool:
    """Whether a 完成状态 says itself that the work lags (滞后, 欠进度, 进度缓慢 …), alone or with words behind it."""
    return any(clause in _LAGGING for clause in _clauses(text[:LONGEST]))


def _word(key: str) -> Reading | None:
    if key in _STATE_OF:
        return Reading(_STATE_OF[key])
    if key in _TICKS:
        return Reading(Status.DONE, f"是 Wingdings 字体的对勾，按“{Status.DONE.value}”读入")
    if key in _NEARLY:
        return Reading(Status.UNDER_WAY, f"不等于“已完成”，按“{Status.UNDER_WAY.value}”读入")
    return None


def _ticked(key: str) -> Reading | None:
    """The state whose box is ticked, the box before its word or behind it: 「■已完成□正在推进」, 「已完成√」."""
    first, *pairs = _BOX.split(key)
    if not pairs:
        return None
    boxes, words = pairs[::2], pairs[1::2]
    named = [first, *words[:-1]] if first else words
    ticked = [word.strip(_AROUND + "()[]") for box, word in zip(boxes, named, strict=True) if box in _TICKED]
    if len(ticked) == 1 and (first == "" or words[-1].strip(_AROUND + "()[]") == ""):
        return _word(ticked[0])
    return Reading(fault="勾选了不止一种状态" if ticked else "一种状态也没有勾选")


def _share(key: str) -> Reading | None:
    """「完成80%」: done at 100 only."""
    match = _SHARE.fullmatch(key)
    if not match or Decimal(match[1]) > 100:
        return None
    status = Status.DONE if Decimal(match[1]) == 100 else Status.UNDER_WAY
    return Reading(status, f"是完成进度，按“{status.value}”读入")


def _clauses(text: str) -> list[str]:
    return [key for clause in _CLAUSE.split(text) if (key := key_text(clause).strip(_AROUND))]


def _with_words(text: str) -> Reading | None:
    """「已完成，6月15日公开」: a state first and words behind it, among which no other state.

    Work that is not done may lag: 「未启动，进度滞后」 is one state.
    """
    clauses = _clauses(text)
    found = _word(clauses[0]) if clauses else None
    if found is None:
        return None
    lags = frozenset[str]() if found.value is Status.DONE else _LAGGING
    others = {other.value for clause in clauses[1:] if clause not in lags and (other := _word(clause))}
    if others - {found.value}:
        return Reading(fault="写了不止一种状态")
    return Reading(found.value, found.doubt or f"带有说明，按“{found.value.value}”读入")
