"""Words as a scanner or a copier left them: spaces that do not belong, numbers in every script."""

from __future__ import annotations

import re

from ..boundary_text import key_text
from ..typed_value import arabic

_HAN = "\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·〔〕"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BETWEEN = re.compile(rf"(?<=[{_HAN}])[^\S\n]+(?=[{_HAN}0-9])|(?<=[0-9])[^\S\n]+(?=[{_HAN}])")
_HAN_NUMBER, _FIGURE = r"[一二三四五六七八九十]{1,3}", r"\d{1,2}"
_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第?{_HAN_NUMBER}[、.．]|第{_HAN_NUMBER}(?:章|部分)",
        rf"[（(]{_HAN_NUMBER}[）)]、?",
        rf"{_FIGURE}[.．、)）](?!\d)",
        rf"[（(]{_FIGURE}[）)]、?|[①-⑳]",
    )
)
UNNUMBERED = len(_NUMBERS)
_LONGEST_NUMBER = 20


def clean(text: str) -> str:
    """The text without spaces that do not belong between two Chinese characters, or between one and a digit.

    Full-width punctuation counts as Chinese. Spaces beside Latin letters stay, one each. A line break stays where a
    sentence has ended and a numbered item begins; any other one is a space. No other character is touched.
    """
    lines = [
        line for line in (_INVISIBLE.sub("", raw).strip() for raw in re.split(r"[\r\n\v\f\u2028\u2029]+", text)) if line
    ]
    joined = ""
    for line in lines:
        apart = "\n" if numbered(line)[0] < UNNUMBERED and ends_sentence(joined, colon=True) else " "
        joined = f"{joined}{apart}{line}" if joined else line
    return re.sub(r"[^\S\n]+", " ", _BETWEEN.sub("", joined))


def squeeze(text: str) -> str:
    """The text without any white space, for comparing."""
    return re.sub(r"\s+", "", _INVISIBLE.sub("", text))


def ends_sentence(text: str, *, colon: bool = False) -> bool:
    """Whether the text ends as a sentence does; with `colon` an announcement (……：) counts too."""
    return text.rstrip().endswith(tuple("。；！？”）;!?" + ("：:" if colon else "")))


def number_of(text: str) -> int | None:
    """The number a 序号 cell holds: 1, １, 1., （1）, ①, 一, 十六, 2-07 (its second half); None for anything else."""
    plain = arabic(re.sub(r"^[\W_第]+|[\W_项]+$", "", key_text(text[:_LONGEST_NUMBER])))
    match = re.fullmatch(r"(?:\d{1,2}[-—–])?(\d{1,4})(?:\.0+)?", plain)
    return int(match[1]) or None if match else None


def numbered(text: str) -> tuple[int, str]:
    """(depth of the number a line begins with, the line without it): 0 for 一、, 1 for （一）, 2 for 1., 3 for （1）;
    UNNUMBERED, below all others, for none.
    """
    for depth, pattern in enumerate(_NUMBERS):
        if match := pattern.match(text):
            return depth, text[match.end() :].strip()
    return UNNUMBERED, text
