"""责任部门 and 责任领导 as printed: one text, and the names in it."""

from __future__ import annotations

import re

from ..boundary_text import key_text, split_names
from ..typed_value import LONGEST
from .notice_words import clean

_BODY = re.compile(r".+(处|科|室|股|中心|所|办|局|队|院|站|馆|学校|委员会|宣传部|组织部|部门|单位|公司|集团|街道|领导)")
_INNER = re.compile(r".+(处|科|室|股|中心|所|队|站)")
_SHORTEST = 3
"""Characters a whole name has at least; 「内部」 or 「社会」 before a space is the beginning of one."""
_SEPARATOR = re.compile(r"[、，,；;/]")
_AND = re.compile("以及|会同|和|及|与")
_BESIDE = re.compile(r"[（(][^（()）]*[)）]|(?:按照?(?:各自)?职责(?:分工)?|分别|共同|等)$")
UNSTATED = "待明确"
"""What stands for the departments of a task that names none."""
_TITLE = re.compile(rf"{UNSTATED}|各|有关|相关|全体|所有|其他|下属|下设|局属|直属|机关处室|分管|主要负责")


def owners_text(raw: str) -> tuple[str, bool]:
    """(the names as one text, whether a 、 had to be put in).

    A space or line end inside a name goes; between two whole names it stands for the 、 that was not typed, and so does
    和. A bureau before one of its own divisions is one name.
    """
    text, added = "", False
    for piece in filter(None, re.split(r"\s+", raw)):
        before, after = _SEPARATOR.split(text)[-1], _SEPARATOR.split(piece)[0]
        if _whole(before) and _whole(after) and not (before.endswith("局") and _INNER.fullmatch(after)):
            text, added = f"{text}、{piece}", True
        else:
            text = clean(f"{text} {piece}")
    parted = "".join(map(_parted, re.split(rf"({_SEPARATOR.pattern})", text)))
    return parted, added or parted != text


def _parted(names: str) -> str:
    """Names between 和 apart by 、; 「规划和自然资源局」 is one."""
    for mark in _AND.finditer(names):
        before, after = names[: mark.start()], names[mark.end() :]
        if _whole(before) and _whole(after):
            return f"{before}、{_parted(after)}"
    return names


def _whole(name: str) -> bool:
    return len(name) >= _SHORTEST and bool(_BODY.fullmatch(name))


def names_in(text: str) -> tuple[str, ...]:
    """The names in an owners' text, without role words; a name in brackets or followed by 等 loses those."""
    return tuple(name for name in map(bare, split_names(text)) if key_text(name))


def bare(name: str) -> str:
    """A name without what stands in brackets behind it, and without 等 or 按职责分工."""
    return _BESIDE.sub("", name)


def are_names(text: str) -> bool:
    """Whether a text is nothing but names of departments, or what stands for them."""
    names = names_in(text) if len(text) <= LONGEST else ()
    return bool(names) and all(is_title(name) or _whole(name) for name in names)


def is_title(name: str) -> bool:
    """Whether a name stands for departments or people that only a person can tell: 各部门, 各相关部门, 各分管领导."""
    return bool(_TITLE.search(name))
