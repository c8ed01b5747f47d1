"""量化要求 proposed from a task's wording: times, working days, a month of the year, a cycle. A person decides."""

from __future__ import annotations

import re

from ..typed_value import arabic
from .notice_words import clean

_N = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_UNIT = r"(?:次|场次|场|期|件|篇|条|项|个)"
_LEAST = r"(?:不得?少于|不得?低于|至少|≥)"
_PER = re.compile(r"每(?:一)?(?:个)?(年|季度|季|月)|(全年|年内|年度|当年)")
_COUNT = re.compile(rf"{_LEAST}(?P<verb>[^\d，。；：、]{{0,6}}?){_N}{_UNIT}(?P<noun>[^，。；：]*)")
_TERM = re.compile(rf"{_N}个?工作日(?:内|以内|之内)")
_WINDOW = re.compile(
    r"每年(\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?(?!\d|[一二三]?十?[一二三四五六七八九]?[日号]|底|末|前|以前|之前|初|[、至到和—-])"
)
_CYCLE = re.compile(r"每(?:个)?(月|季度|季)(?!至少|不)")
_MILESTONE = re.compile(
    r"(?<!\d)(\d{1,2})月(?:底|末)?(?:之|以)?前(建立健全|建立|健全|制定|出台|编制完成|完成)[^，。；]*?(制度|机制|目录|方案|规定)(?![^，。；])"
)
_KNOWN = (
    ("听取.{0,12}汇报", "听取汇报"),
    ("开放日|开放活动", "开放日"),
    ("新闻发布", "新闻发布会"),
    ("在线访谈", "在线访谈"),
    ("解读", "解读"),
    ("培训", "培训"),
    ("自查", "自查"),
    ("督查", "督查"),
    ("调研", "调研"),
    ("演练", "演练"),
    ("宣传", "宣传"),
    ("会议|例会", "会议"),
    ("通报", "通报"),
    ("走访", "走访"),
    ("检查", "检查"),
)
_LONGEST = 2000
"""Characters of a wording that are looked at."""
_BREAK = re.compile(r"[。；\n]")


def propose(text: str) -> tuple[str, ...]:
    """Lines of 量化要求 that the wording of a task asks for, in the order of the text; () when it asks for none.

    「每年解读……不少于3次」 → 「解读≥3次/年」, 「3个工作日内」 → 「3个工作日」, 「每年11月……」 → 「窗口：11月」,
    「每季度」 → 「每季度」. 「2018年3月前建立健全……制度」 → 「3月前：建立健全制度」. A month before which something
    is due (每年3月底前) is no window, and 至少 without a number of times asks for nothing.
    """
    found: list[str] = []
    for sentence in filter(None, _BREAK.split(clean(text[:_LONGEST]))):
        found += [
            *_counts(sentence),
            *_windows(sentence),
            *_terms(sentence),
            *_cycles(sentence),
            *_milestones(sentence),
        ]
    return tuple(dict.fromkeys(found))


def _counts(sentence: str) -> list[str]:
    lines = []
    start = 0
    for match in _COUNT.finditer(sentence):
        before = sentence[start : match.start()]
        start = match.end()
        per = _PER.search(before) or _PER.search(match[0])
        number = int(arabic(match[2]))
        if not per or not number:
            continue
        span = {"季": "季度"}.get(per[1], per[1]) if per[1] else "年"
        lines.append(
            f"{_what(before[per.end() :] if per in _PER.finditer(before) else before, match)}≥{number}次/{span}"
        )
    return lines


def _what(before: str, match: re.Match[str]) -> str:
    """The thing counted: a word everybody uses for it, else the verb before the number; blank where that is no word."""
    for near in (match["verb"] + match["noun"], before):
        for pattern, name in _KNOWN:
            if re.search(pattern, near):
                return name
    verb = re.sub(r"^(应|要|须|需|应当|开展|组织|举办|召开)+", "", re.split(r"[，：]", before)[-1]) or match["noun"]
    short = verb[:4] if len(verb) <= 4 else verb[:2]
    return short if re.fullmatch("[\u4e00-\u9fff]*", short) else ""


def _terms(sentence: str) -> list[str]:
    return [f"{int(arabic(match[1]))}个工作日" for match in _TERM.finditer(sentence) if int(arabic(match[1]))]


def _windows(sentence: str) -> list[str]:
    months = [int(arabic(match[1])) for match in _WINDOW.finditer(sentence)]
    return [f"窗口：{month}月" for month in months if 1 <= month <= 12]


def _milestones(sentence: str) -> list[str]:
    """What has to stand by a month: 「2018年3月前建立健全……会议制度」 → 「3月前：建立健全制度」."""
    return [
        f"{int(match[1])}月前：{match[2]}{match[3]}"
        for match in _MILESTONE.finditer(sentence)
        if 1 <= int(match[1]) <= 12
    ]


def _cycles(sentence: str) -> list[str]:
    return [
        f"每{ {'季': '季度'}.get(match[1], match[1]) }"
        for match in _CYCLE.finditer(sentence)
        if not _COUNT.search(sentence[match.start() :])
    ]
