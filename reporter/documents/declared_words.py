"""The words that templates may use, as they are declared: the name, what a clerk is told of it, what stands for it.

The facts of a document and the list of words in templates/说明.txt are both made of these declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from ..vocabulary.column_titles import FINDING, NAME, TASK, UNIT

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)  # what is said of it is looked up by the word, not by all it consists of
class Word:
    """A word: `of` is what stands for it, given what it is said of; None where all `parts` of another are made at once.

    parts: the words that what stands for it has in turn, of a list each item.
    """

    name: str
    note: str = ""
    of: Callable[..., object] | None = None
    parts: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words under one heading of 说明.txt. parts: those that each of them has; after: what else is to be said."""

    heading: str
    words: tuple[Word, ...]
    parts: tuple[Word, ...] = ()
    after: str = ""


class Said(Mapping[str, object]):
    """What stands for `words`, said of what is given: each reckoned when it is first asked for, since a paper on one of
    hundreds of departments says few of the words that it may."""

    def __init__(self, words: tuple[Word, ...], given: tuple[object, ...]) -> None:
        self.words = words
        self._of = _named(words)
        self._given = given
        self._known: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        if name not in self._known:
            self._known[name] = self._of[name](*self._given)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._of

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


@lru_cache(maxsize=256)
def _named(words: tuple[Word, ...]) -> dict[str, Callable[..., object]]:
    """What stands for each of these words by its name."""
    return {word.name: word.of for word in words if word.of}


class Together(Mapping[str, T]):
    """Several mappings as one, the first that has a name wins; nothing is asked for before it is wanted."""

    def __init__(self, *parts: Mapping[str, T]) -> None:
        self._parts: tuple[Mapping[str, T], ...] = tuple(
            chain.from_iterable(part._parts if isinstance(part, Together) else (part,) for part in parts)
        )

    def __getitem__(self, name: str) -> T:
        for part in self._parts:
            if name in part:
                return part[name]
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(name in part for part in self._parts)

    @property
    def words(self) -> tuple[object, ...]:
        """What tells whether another has the same names, found without going through them."""
        return tuple([part.words if isinstance(part, Said) else frozenset(part) for part in self._parts])

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain.from_iterable(reversed(self._parts))))

    def __len__(self) -> int:
        return len({*chain.from_iterable(self._parts)})


def said(words: tuple[Word, ...], *given: object) -> Said:
    """What stands for these words, said of what is given."""
    return Said(words, given)


def all_said(sections: tuple[Words, ...], *given: object) -> Said:
    """What stands for the words of all sections, said of what is given."""
    return said(_of_all(sections), *given)


@lru_cache(maxsize=64)
def _of_all(sections: tuple[Words, ...]) -> tuple[Word, ...]:
    return tuple(word for section in sections for word in section.words)


def filled(words: Iterable[Word], *values: object) -> dict[str, object]:
    """These values by the names of the words, in their order."""
    return dict(zip((word.name for word in words), values, strict=True))


ID, ITEMS, NUMBER, SHARE, EACH_UNIT = "编号", "项数", "数", "占比", "分单位"
PART = (Word(NAME), Word(NUMBER), Word(SHARE))
"""A part of a whole."""
COUNTED = (Word(UNIT), Word(ITEMS))
"""How many of something a department has."""
FOUND = (
    Word(NAME, "就是这个词"),
    Word(ITEMS, "一共几项"),
    Word(UNIT, "涉及的单位"),
    Word(EACH_UNIT, "每个单位各几项", parts=COUNTED),
    Word(TASK, "涉及的任务，简称和编号"),
    Word(ID, "涉及的任务编号"),
    Word(FINDING, "其中各核定状态各几项", parts=PART[:2]),
)
"""Duties that have something in common."""
EXPECTED, ASSESSED = "应报送单位", "参评单位"
"""Whom the documents of a month, and of a year, may speak of: all of them together are 「各单位」."""


class Found(dict[str, object]):
    """What is counted under 项数; false when there is none, so that 「{% if 逾期未完成 %}」 says what it means."""

    def __bool__(self) -> bool:
        return bool(self[ITEMS])
