"""What reading a typed value comes to, and the numerals and blanks that every kind of value shares."""

from __future__ import annotations

import re
from typing import Any

from ..records import value
from .boundary_text import key_text


@value
class Reading:
    """A value; `doubt` says why a person should look at what was taken, `fault` why nothing was. Both in Chinese."""

    value: Any = None
    doubt: str = ""
    fault: str = ""


NOTHING = Reading()
LONGEST = 200
"""Characters that the text of a value may have: no date, number or state that people write is nearly as long, and
what is longer is refused before any pattern looks at it."""
TOO_LONG = Reading(fault="文字太长，不是一个值")
BLANKS = frozenset(
    (
        "",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "–",
        "―",
        "_",
        "__",
        "无",
        "暂无",
        "没有",
        "空",
        "、",
        ".",
        "。",
        "N/A",
        "n/a",
        "NA",
    )
)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_NUMERAL = re.compile("[〇○零一二两三四五六七八九十百]+")
_LONGEST_NUMERAL = 12


def is_blank(text: str) -> bool:
    """Whether a cell that asks for a value says that there is none: empty, 「/」, 「—」, 「无」."""
    return key_text(text) in BLANKS


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


def arabic(text: str) -> str:
    """`text` with its Chinese numerals as figures; a run too long to be a number stays as it is."""
    return _NUMERAL.sub(lambda run: str(_number(run[0])) if len(run[0]) <= _LONGEST_NUMERAL else run[0], text)
