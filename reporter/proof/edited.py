"""A document that somebody reworded, held against what it was made of: each of its tokens the same, changed, or from
nowhere; and what was left out.

Sentences and rows are paired first, by their words and by what they say; then the tokens of a pair, by the words around
them and by what they are. What stands elsewhere now is looked for in all of the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from ..records import record, value
from .figure_tokens import DATE, DEPARTMENT, TASK, Names, Token, likeness, pairs, tokens

SAME, CHANGED, UNKNOWN = "一致", "改动", "无出处"

_UNITS_ALIKE = 0.3
"""Below this a sentence is no version of another."""
_REPLACED = 0.55
"""From this on the words around a token say that it stands for another."""
_SAME_VALUE = 0.2
"""What it counts for beside the words around that a figure is the same. Of a name it counts for more: which figures are
its own shows in the words around those."""
_MOVED = 0.2
"""From this on they say that it is the same one elsewhere."""


_BESIDE = 10
"""Characters before and behind a token by which it is found in a paragraph."""


@value
class Unit:
    """A sentence, or a row of a table: its text, where it stands, and its tokens."""

    text: str
    where: str
    tokens: tuple[Token, ...]

    @property
    def words(self) -> frozenset[str]:
        """The pairs of characters that it is known by."""
        return pairs(self.text)

    @property
    def shape(self) -> frozenset[str]:
        """The same of the text with its tokens blotted out."""
        text, place = "", 0
        for token in self.tokens:
            text += self.text[place : token.start] + token.kind[0]
            place = token.end
        return pairs(text + self.text[place:])

    def around(self, token: Token) -> str:
        """A token of it with the words beside it, by which somebody finds it."""
        start, end = max(0, token.start - _BESIDE), token.end + _BESIDE
        before, after = "…" if start else "", "…" if end < len(self.text) else ""
        return f"{before}{' '.join(self.text[start:end].split())}{after}"

    @property
    def said(self) -> Counter[tuple[str, str]]:
        """What its tokens are."""
        return Counter((item.kind, item.what) for item in self.tokens)


@record
class Said:
    """A token of the edited document: where, what stands there, with the words around it, the verdict; and the token of
    the original that it is, or stands for."""

    where: str
    text: str
    words: str
    verdict: str
    unit: int
    token: Token
    original: tuple[int, Token] | None


@record
class Compared:
    """What came of it. missing: tokens of the original (number of the unit, token) that are nowhere any more, or whose
    sentence or row as a whole is not."""

    said: tuple[Said, ...]
    missing: tuple[tuple[int, Token], ...]


def units(texts: Iterable[tuple[str, str]], names: Names) -> list[Unit]:
    """The units of sentences and rows: each its text, and where it stands."""
    return [Unit(text, where, tuple(tokens(text, names))) for text, where in texts if text.strip()]


def compare(original: Sequence[Unit], edited: Sequence[Unit]) -> Compared:
    """What became of each token."""
    return _Comparison(original, edited).result()


_Place = tuple[int, int]
"""Number of the unit, and of the token in it."""


class _Comparison:
    def __init__(self, original: Sequence[Unit], edited: Sequence[Unit]) -> None:
        self.original, self.edited = original, edited
        self.verdicts: dict[_Place, tuple[str, _Place | None]] = {}
        self.used: set[_Place] = set()
        self.kept: set[int] = set()

    def result(self) -> Compared:
        for ours, theirs in self._paired():
            self.kept.add(ours)
            self._pair(theirs, ours)
        self._elsewhere()
        return Compared(said=tuple(self._said()), missing=tuple(self._missing()))

    # --- units

    def _paired(self) -> Iterator[_Place]:
        """(original, edited) numbers of the units that are versions of one another; equal ones first."""
        free = dict(enumerate(self.original))
        rest = []
        equal: dict[str, list[int]] = {}
        for number, unit in free.items():
            equal.setdefault(_bare(unit.text), []).append(number)
        for number, unit in enumerate(self.edited):
            same = equal.get(_bare(unit.text))
            if same:
                found = same.pop(0)
                del free[found]
                yield found, number
            else:
                rest.append(number)
        found_pairs = (
            (self._alike(free[ours], self.edited[theirs]), -abs(ours - theirs), ours, theirs)
            for ours, theirs in product(free, rest)
        )
        taken: set[int] = set()
        for *_, ours, theirs in sorted((item for item in found_pairs if item[0] >= _UNITS_ALIKE), reverse=True):
            if ours in free and theirs not in taken:
                del free[ours]
                taken.add(theirs)
                yield ours, theirs

    def _alike(self, one: Unit, other: Unit) -> float:
        words = max(likeness(one.words, other.words), likeness(one.shape, other.shape))
        whole = one.said.total() + other.said.total()
        said = 2 * (one.said & other.said).total() / whole if whole else 0.0
        return 0.6 * words + 0.4 * said

    # --- tokens

    def _pair(self, theirs: int, ours: int) -> None:
        """The tokens of two versions of one sentence."""
        self._settle(
            [(theirs, place) for place in range(len(self.edited[theirs].tokens))],
            [(ours, place) for place in range(len(self.original[ours].tokens))],
            _REPLACED if self.edited[theirs].text != self.original[ours].text else 0.0,
        )

    def _settle(self, theirs: Sequence[_Place], ours: Sequence[_Place], replaced: float) -> None:
        scored = sorted(
            (
                (self._score(one, other), -abs(one[1] - other[1]), one, other)
                for one, other in product(theirs, ours)
                if self._told(one).kind == self._known(other).kind
            ),
            reverse=True,
        )
        for _, _, one, other in scored:
            if one in self.verdicts or other in self.used:
                continue
            there, here = self._told(one), self._known(other)
            if _same(there, here):
                self._take(one, SAME, other)
            elif self._around(one, other) >= replaced:
                self._take(one, CHANGED, other)

    def _take(self, one: _Place, verdict: str, other: _Place) -> None:
        self.verdicts[one] = verdict, other
        self.used.add(other)

    def _score(self, one: _Place, other: _Place) -> float:
        there, here = self._told(one), self._known(other)
        bonus = 2.0 if there.kind in (DEPARTMENT, TASK) else _SAME_VALUE
        return _around(there, here) + (bonus if _same(there, here) else 0.0)

    def _around(self, one: _Place, other: _Place) -> float:
        """How alike the words around two tokens are."""
        return _around(self._told(one), self._known(other))

    def _told(self, place: _Place) -> Token:
        return self.edited[place[0]].tokens[place[1]]

    def _known(self, place: _Place) -> Token:
        return self.original[place[0]].tokens[place[1]]

    # --- elsewhere

    def _elsewhere(self) -> None:
        """What was not settled within its sentence: the same token in another, else one that it stands for there."""
        open_ = [place for place in _places(self.edited) if place not in self.verdicts]
        known: dict[tuple[str, str], list[_Place]] = {}
        for place in _places(self.original):
            known.setdefault((self._known(place).kind, self._known(place).what), []).append(place)
        for one in list(open_):
            token = self._told(one)
            same = [place for place in known.get((token.kind, token.what), []) if _same(token, self._known(place))]
            near = max(same, key=lambda place: (place not in self.used, self._around(one, place)), default=None)
            if near and (token.kind in (DEPARTMENT, TASK) or self._around(one, near) >= _MOVED):
                self._take(one, SAME, near)
                open_.remove(one)
        left = [place for place in _places(self.original) if place not in self.used]
        self._settle(open_, left, _REPLACED)

    # --- what came of it

    def _said(self) -> Iterator[Said]:
        for place in _places(self.edited):
            unit, token = self.edited[place[0]], self._told(place)
            verdict, other = self.verdicts.get(place, (UNKNOWN, None))
            if verdict == UNKNOWN and token.small:
                continue  # 两个方面, 一项工作: prose
            yield Said(
                where=unit.where,
                text=unit.text[token.start : token.end],
                words=unit.around(token),
                verdict=verdict,
                unit=place[0],
                token=token,
                original=(other[0], self._known(other)) if other else None,
            )

    def _missing(self) -> Iterator[tuple[int, Token]]:
        there = {(self._told(place).kind, self._told(place).what) for place in _places(self.edited)}
        gone = {number for number in range(len(self.original)) if self._left_out(number)}
        for place in _places(self.original):
            token = self._known(place)
            left_out = place[0] in gone or (token.kind, token.what) not in there
            if place not in self.used and left_out and not token.small:
                yield place[0], token

    def _left_out(self, number: int) -> bool:
        """Whether a sentence or row that has figures has no version and none of its tokens stands for anything."""
        own = self.original[number].tokens
        if number in self.kept or all(item.small or item.kind == DEPARTMENT for item in own):
            return False
        return not any((number, place) in self.used for place in range(len(own)))


def _same(one: Token, other: Token) -> bool:
    """Whether two tokens say the same: a day without its year is that day."""
    if one.kind != other.kind:
        return False
    if one.what == other.what:
        return not (one.unit and other.unit and one.unit != other.unit) or one.unit in ("", other.unit)
    short, long = sorted((one.what, other.what), key=len)
    return one.kind == DATE and short[0] == "-" and long.endswith(short) and short.count("-") == long.count("-")


def _around(one: Token, other: Token) -> float:
    left = likeness(_ends(one.left[-4:]), _ends(other.left[-4:]))
    right = likeness(_ends(one.right[:4]), _ends(other.right[:4]))
    clause = likeness(pairs(one.clause), pairs(other.clause))
    if not one.clause and not other.clause:
        return 1.0
    return max((left + right) / 2, clause)


def _ends(text: str) -> frozenset[str]:
    return frozenset(text)


def _places(those: Sequence[Unit]) -> Iterator[_Place]:
    return ((number, place) for number, unit in enumerate(those) for place in range(len(unit.tokens)))


def _bare(text: str) -> str:
    return "".join(text.split())
