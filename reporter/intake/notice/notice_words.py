"""Words as a scanner or a copier left them: spaces that do not belong, numbers in every script."""

from __future__ import annotations

import re
import unicodedata

_HAN = "\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·〔〕"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BETWEEN = re.compile(rf"(?<=[{_HAN}])[^\S\n]+(?=[{_HAN}0-9])|(?<=[0-9])[^\S\n]+(?=[{_HAN}])")
_ITEM = re.compile(r"(?:[（(]?\d{1,2}[)）.．、]|[（(]?[一二三四五六七八九十]{1,3}[)）、]|[①-⑳])")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"〇": 0, "两": 2}


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
        apart = "\n" if _ITEM.match(line) and ends_sentence(joined, colon=True) else " "
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
    plain = re.sub(r"^[\W_第]+|[\W_项]+$", "", unicodedata.normalize("NFKC", squeeze(text)))
    if match := re.fullmatch(r"(?:\d{1,2}[-－—–])?(\d{1,4})(?:\.0+)?", plain):
        return int(match[1]) or None
    return chinese_number(plain)


def chinese_number(text: str) -> int | None:
    """1 to 99 written 一, 十, 十六, 二十, 三十四; None for anything else."""
    match = re.fullmatch(r"([一二两三四五六七八九])?(十)?([一二三四五六七八九])?", text)
    if not match or not text:
        return None
    tens, ten, units = match.groups()
    if not ten:
        return _DIGITS[tens] if tens and not units else None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
