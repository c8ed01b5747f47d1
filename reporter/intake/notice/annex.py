"""Annexes: the headings that begin them, the list of them in the body, and the name each goes by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..typed_value import arabic
from .notice_words import clean, squeeze

_HEADING = re.compile(r"附[件表]([0-9]{1,2}|[一二三四五六七八九十]{1,3})?([:：.．、]?)(.*)")
_LISTED = re.compile(r"[-•·*]?\s*(\d{1,2})\s*[.．、]\s*(.+)")
_ENDING = re.compile(r"(清单|分解表|任务表|一览表|台账|方案|任务分解|表)(（.{1,10}）)?$")
_PLAN = re.compile(_ENDING.pattern.replace("清单", "清单|要点|安排|计划|意见|措施|分工|任务"))
_BESIDE = re.compile(r"^[（(].*[)）]$|[:：]|[。；]$")


def heading(text: str) -> tuple[int | None, str] | None:
    """(number, rest of the line) of a line that begins an annex, such as 附件 1 or 附件一：任务清单; else None.

    The number is None in 「附件」 alone. 「附件：」 begins the list of annexes in the body and is no heading.
    """
    match = _HEADING.fullmatch(squeeze(text))
    if not match:
        return None
    number, mark, rest = match.groups()
    if rest.endswith(("。", "；", "，", "、")):
        return None  # a sentence about an annex
    if number is None:
        return (None, "") if not mark and not rest else None
    return int(arabic(number)), clean(rest)


def attachments(lines: Sequence[str]) -> Mapping[int, str]:
    """Number → name in the list that stands after the body; a single annex without number is 1."""
    found: dict[int, str] = {}
    inside = False
    for text in map(clean, lines):
        match = re.fullmatch(r"附件[:：](.*)", text)
        if match:
            inside, text = True, match[1]
            if text and not _LISTED.fullmatch(text):
                return {1: text}
        if not inside or not text:
            continue
        item = _LISTED.fullmatch(text)
        if item is None:
            break
        found.setdefault(int(item[1]), item[2])
    return found


def caption(lines: Sequence[str], listed: str) -> str:
    """The name a list goes by: the lines above its table as far as they agree with the list of annexes.

    Without such an entry, the lines down to the first that ends as a list's name does; lines in brackets, labels and
    sentences are not part of a name. Blank when no line serves.
    """
    texts = [text for text in map(clean, lines) if text]
    joined = ""
    for text in texts:
        joined = clean(f"{joined} {text}")
        if listed and squeeze(joined) == squeeze(listed):
            return joined
    names = [text for text in texts if not _BESIDE.search(text) and len(text) <= 60]
    found = ""
    for text in names:
        found = clean(f"{found} {text}")
        if _ENDING.search(text):
            break
    return found


def title_above(lines: Sequence[str]) -> tuple[str, ...]:
    """The last of these lines that is the title of a plan, the rest of an annex heading too; () where none is."""
    for text in reversed(lines):
        text = (heading(text) or (0, text))[1]
        if _PLAN.search(text) and not _BESIDE.search(text) and len(text) <= 60:
            return (text,)
    return ()


def is_page_number(text: str) -> bool:
    """Whether a line is but a page number: — 3 —, 第3页, 第 3 页 共 8 页."""
    return bool(re.fullmatch(r"[-—–－―·]*\d{1,4}[-—–－―·]*|第\d{1,4}页([,，/]?共\d{1,4}页)?", squeeze(text)))
