"""A day as people write it below a letter: 2018年05月03日, 二〇一八年五月三日, 2018.5.3."""

from __future__ import annotations

import datetime as dt
import re

from ..intake.typed_value import arabic

_USUAL = str.maketrans({"Ο": "〇", "O": "〇", "o": "〇", "元": "一", "正": "一", "廿": "二十", "卅": "三十"})
_NUMBER = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
_CHINESE = re.compile(
    r"([〇○零ΟOo一二三四五六七八九]{4})年([元正一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,4})日"
)
_FIGURES = re.compile(
    r"(\d{4})[ \u3000]*[-年./．][ \u3000]*(\d{1,2})[ \u3000]*[-月./．][ \u3000]*(\d{1,2})[ \u3000]*日?[。.]?"
)


def read_date(text: str) -> dt.date | None:
    """The day that a text names and nothing else; None when it names none that there is."""
    text = text.strip()
    figures, chinese = _FIGURES.fullmatch(text), _CHINESE.fullmatch(re.sub(r"[\s\u3000]", "", text).rstrip("。"))
    try:
        if figures:
            return dt.date(int(figures[1]), int(figures[2]), int(figures[3]))
        if chinese:
            return dt.date(int(arabic(chinese[1].translate(_USUAL))), _number(chinese[2]), _number(chinese[3]))
    except ValueError:
        pass
    return None


def _number(text: str) -> int:
    """A number up to 99 in words; ValueError for what is none."""
    usual = text.translate(_USUAL)
    if not _NUMBER.fullmatch(usual):
        raise ValueError(f"no number: {text!r}")
    return int(arabic(usual))
