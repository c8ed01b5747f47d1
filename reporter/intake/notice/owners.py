"""责任部门 and 责任领导 as printed: one text, and the names in it."""

from __future__ import annotations

import re

from ..text import key_text, split_names
from .words import clean, squeeze

__all__ = ["is_title", "names_in", "owners_text"]

_BODY = re.compile(r".+(处|科|室|股|中心|所|办|局|队|院|站|馆|校|委|会|部|部门|单位|公司|集团|街道|镇|乡)$")
_INNER = re.compile(r".+(处|科|室|股|中心|所|队|站)$")
_TITLE = re.compile(r"各|有关|相关|全体|所有|其他|下属|下设|局属|直属|机关处室|分管|主要负责")


def owners_text(raw: str) -> tuple[str, bool]:
    """(the names as one text, whether a 、 had to be put in).

    A space or line end inside a name goes; between two whole names it stands for the 、 that was not typed. A bureau
    before one of its own divisions is one name.
    """
    pieces = [piece for piece in re.split(r"\s+", raw) if piece]
    text, added = "", False
    for piece in pieces:
        if text and _whole(re.split(r"[、，,；;/]", text)[-1]) and _whole(re.split(r"[、，,；;/]", piece)[0]):
            text, added = f"{text}、{piece}", True
        else:
            text = clean(f"{text} {piece}")
    return text, added and bool(squeeze(text))


def _whole(name: str) -> bool:
    return len(name) >= 2 and bool(_BODY.fullmatch(name) or _TITLE.match(name))


def names_in(text: str) -> tuple[str, ...]:
    """The names in an owners' text, without role words; a name in brackets or followed by 等 loses those."""
    return tuple(name for name in (re.sub(r"[（(].*?[)）]|等$", "", item) for item in split_names(text)) if key_text(name))


def is_title(name: str) -> bool:
    """Whether a name stands for departments or people that only a person can tell: 各部门, 各相关部门, 各分管领导."""
    return bool(_TITLE.search(name))
