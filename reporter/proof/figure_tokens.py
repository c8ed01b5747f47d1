"""What of a text can be right or wrong: its figures, dates, departments and tasks, each with the words around it.

A token is the same however it is written: 九个 and 9个, 2018年6月30日 and 2018-06-30, ９ and 9.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ..intake.typed_value import arabic
from ..records import value

NUMBER, DATE, DEPARTMENT, TASK = "number", "day", "unit", "task"

_MEASURE = "个|家|项|件|处|条|次|名|位|份|天|日|分|%|％|个百分点|期|字|页"
_ALIKE = {"家": "个", "件": "项", "条": "处", "位": "名", "％": "%", "日": "天"}
"""Measure words that say the same."""

_PATTERN = re.compile(
    r"(?P<number>〔\d{4}〕\s*\d*)"
    r"|(?P<year>(?:19|20)\d\d)\s*[年\-./](?:\s*(?P<month>\d{1,2})\s*[月\-./]?(?:\s*(?P<day>\d{1,2})\s*日?)?)?"
    r"|(?P<only>\d{1,2})\s*月(?:\s*(?P<onday>\d{1,2})\s*日)?"
    r"|(?P<plain>(?:(?<![\w\-])[+\-])?\d+(?:[.,]\d+)*)"
    rf"|(?P<words>[一二三四五六七八九十百两]+)(?=(?:{_MEASURE}))"
)
_UNIT = re.compile(rf"\s*(百分点|{_MEASURE})")
_NUMBERING = re.compile(r"(?:\s*(?:附件\s*\d*[:：]?|[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)]|[、．]|\.(?!\d)))\s*)+")
_LABEL = re.compile(r"附件\s*\d+")
_CLAUSE = re.compile(r"[，,。；;：:、（）()“”\n\t|]")


@value
class Token:
    """Something that can be right or wrong: its kind, what it is (alike however written), `unit`, and its stretch.

    left, right: the words of its clause before and behind it. small: a number in words, which prose uses freely.
    """

    kind: str
    what: str
    unit: str
    start: int
    end: int
    left: str
    right: str
    clause: str
    small: bool = False


class Names:
    """The names that texts are looked through for: departments with their other names, tasks by number and name."""

    def __init__(self, departments: Iterable[tuple[str, Sequence[str]]], tasks: Iterable[tuple[str, str]]) -> None:
        self.known: dict[str, tuple[str, str]] = {}
        for name, aliases in departments:
            for own in (name, *aliases):
                self.known.setdefault(own, (DEPARTMENT, name))
        for key, short in tasks:
            self.known[key] = TASK, key
            if len(short) > 3:
                self.known.setdefault(short, (TASK, key))
        names = sorted(filter(None, self.known), key=len, reverse=True)
        self.pattern = re.compile("|".join(map(_named, names)) or "(?!)")


def _named(name: str) -> str:
    """The pattern of a name; a number of a task is no part of a longer one."""
    return rf"(?<![\d\-]){re.escape(name)}(?![\d\-])" if name.isascii() else re.escape(name)


def tokens(text: str, names: Names) -> list[Token]:
    """The tokens of a text in order; numbers of headings, points and annexes are none."""
    plain = _plain(text)
    opening = _NUMBERING.match(plain)
    left = plain if not opening else " " * opening.end() + plain[opening.end() :]
    left = _LABEL.sub(lambda found: " " * len(found[0]), left)
    found: list[tuple[int, int, str, str, bool]] = []
    for match in names.pattern.finditer(left):
        kind, what = names.known[match[0]]
        found.append((*match.span(), kind, what, False))
    for start, end, *_ in found:
        left = left[:start] + " " * (end - start) + left[end:]
    found += _numbers(left)
    return _told_apart(plain, [_token(plain, *item) for item in sorted(found)])


_RESPECTIVELY = "分别"


def _told_apart(text: str, found: list[Token]) -> list[Token]:
    """The tokens, those of a list behind 分别 with the words around what each of them belongs to."""
    place = text.find(_RESPECTIVELY)
    if place < 0:
        return found
    before = [item for item in found if item.end <= place and item.kind == NUMBER]
    after = [item for item in found if item.start > place and item.kind == NUMBER]
    if not 1 < len(after) <= len(before):
        return found
    owners = dict(zip(after, before[-len(after) :]))
    return [
        replace(item, left=owner.left, right=owner.right, clause=owner.clause) if (owner := owners.get(item)) else item
        for item in found
    ]


def _plain(text: str) -> str:
    """The text with digits, signs and brackets of full width as they usually are, place by place."""
    return "".join(
        item if len(item := unicodedata.normalize("NFKC", letter)) == 1 and letter in _WIDE else letter
        for letter in text
    )


_WIDE = frozenset("０１２３４５６７８９．％＋－−")


def _numbers(text: str) -> Iterator[tuple[int, int, str, str, bool]]:
    for match in _PATTERN.finditer(text):
        start, end = match.span()
        if match["number"]:
            yield start, end, DATE, re.sub(r"\s", "", match[0]), False
        elif match["year"]:
            parts = (match["year"], match["month"], match["day"])
            yield start, end, DATE, "-".join(str(int(part)) for part in parts if part), False
        elif match["only"]:
            yield start, end, DATE, "".join(f"-{int(part)}" for part in (match["only"], match["onday"]) if part), False
        elif match["plain"]:
            yield start, end, NUMBER, _canonical(match["plain"]), False
        elif match["words"] and not re.search(r"[第之]$|其$", text[:start]):
            number = _in_words(match["words"])
            if number and number > 1:  # 一项任务计一项: prose
                yield start, end, NUMBER, str(number), True


def _canonical(number: str) -> str:
    return f"{Decimal(number.replace(',', '')).normalize():f}"


_WORDS = re.compile(r"(?:[一二三四五六七八九两]百)?(?:[一二三四五六七八九]?十)?[一二三四五六七八九两]?")


def _in_words(words: str) -> int | None:
    """二十一 → 21; None of what is no number."""
    return int(arabic(words)) if _WORDS.fullmatch(words) else None


def _token(text: str, start: int, end: int, kind: str, what: str, small: bool) -> Token:
    before = [match.end() for match in _CLAUSE.finditer(text, 0, start)]
    after = _CLAUSE.search(text, end)
    first, last = before[-1] if before else 0, after.start() if after else len(text)
    unit = _UNIT.match(text, end) if kind == NUMBER else None
    named = unit[1] if unit else "%" if text[end : end + 1] == "%" else ""
    return Token(
        kind=kind,
        what=what,
        unit=_ALIKE.get(named, named),
        start=start,
        end=end,
        left=_masked(text[max(first, start - 8) : start]),
        right=_masked(text[end : min(last, end + 8)]),
        clause=_masked(text[first:start] + text[end:last]),
        small=small,
    )


_ANY_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(maxsize=4096)
def _masked(text: str) -> str:
    """The words around a token without other figures and blanks."""
    return _ANY_NUMBER.sub("#", re.sub(r"\s", "", text))


def pairs(text: str) -> frozenset[str]:
    """What two texts are compared by: their pairs of characters."""
    return _pairs(text)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1)) or frozenset((text,) if text else ())


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets share, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
