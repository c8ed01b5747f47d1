"""What is at odds within one row: CHECKS, each a function of the row's entry that yields what it finds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..records import value
from ..vocabulary import column_titles
from ..vocabulary.columns import FILLED
from ..vocabulary.evidence import has_evidence
from ..vocabulary.model import Entry, Status
from ..vocabulary.problems import Kind
from .persons import identity_numbers, mobile_numbers
from .row_context import RowContext
from .values import is_blank

_ADDRESS = re.compile(r"(?i:https?)://[^\s，。；、）》”<>\"\u4e00-\u9fff]*")
_BARE_ADDRESS = re.compile(
    r"(?<![\w/@.:-])(?:www\.[\w-]+(?:\.[\w-]+)+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:gov|com|org|edu|net)(?:\.cn)?(?![\w.]))[^\s，。；、]*",
    re.I | re.A,
)
_INTERNAL = re.compile(
    r"https?://(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[^/\s.:]+(?=[:/]|$))", re.I
)
_WIDE = "：／．？＝＆＿－～％＃" + "".join(
    chr(code + 0xFEE0) for code in b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
_HALF_WIDTH = {ord(char): ord(char) - 0xFEE0 for char in _WIDE}
_TYPED_ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:/(?:[\w~%/.?=&#+-]*[\w/])?)?", re.I | re.A
)
_MANY_DIGITS = re.compile(r"\d(?:\D{0,2}+\d){9}")
_APART = "   "
"""What stands between texts that are searched together: more than may stand between two digits."""
_WORDS = tuple(column for column in FILLED if column.form.is_words)


@value
class Found:
    """A kind with its facts, at the column `key`."""

    kind: Kind
    key: str
    facts: Mapping[str, object]


@value
class CheckedRow:
    """One row and the context it was read in.

    doubted: keys of the columns whose reading was already told as doubtful: a check that would only repeat that doubt
    in other words says nothing. covered: keys of those that a merged cell speaks for which hides something else.
    """

    entry: Entry
    context: RowContext
    doubted: frozenset[str] = frozenset()
    covered: frozenset[str] = frozenset()

    @property
    def status(self) -> Status | None:
        """完成状态; None also where a merged cell hides another."""
        return None if "status" in self.covered else self.entry.status

    @property
    def progress(self) -> Decimal | None:
        """完成进度; None also where it was typed as a 1 that may be 1 % or 100 %, or where a merged cell hides
        another.
        """
        if "progress" in self.covered:
            return None
        return None if self.entry.progress in (1, 100) and "progress" in self.doubted else self.entry.progress


def _done(row: CheckedRow) -> Iterator[Found]:
    """已完成 below 100 %, without a date, without evidence; an address or a cell without a value that is told as what
    it is, is not told again.
    """
    entry = row.entry
    if row.status is not Status.DONE:
        return
    if row.progress is not None and row.progress < 100:
        yield Found(Kind.DONE_UNDER_100, "progress", {"progress": row.progress})
    if entry.done_on is None and is_blank(entry.text("done_on")):
        yield Found(Kind.DONE_WITHOUT_DATE, "done_on", {})
    if is_blank(entry.evidence) and is_blank(entry.text("evidence")):
        yield Found(Kind.DONE_WITHOUT_EVIDENCE, "evidence", {})
    elif "evidence" not in row.doubted and not has_evidence(entry.evidence) and not any(_addresses(row)):
        yield Found(Kind.DONE_EVIDENCE_EMPTY, "evidence", {"text": entry.evidence})


def _dates(row: CheckedRow) -> Iterator[Found]:
    """A day of completion with another state, outside the year, or after the filing date: of one day the first that
    fits.
    """
    entry = row.entry
    day = entry.done_on
    if day is None or "done_on" in row.covered:
        return
    if row.status in (Status.UNDER_WAY, Status.NOT_STARTED):
        yield Found(Kind.DATE_BUT_NOT_DONE, "done_on", {"status": entry.status, "day": day})
    elif day.year != row.context.period.year:
        yield Found(Kind.DONE_OTHER_YEAR, "done_on", {"day": day, "year": row.context.period.year})
    elif day > row.context.limit and not chosen(day, "done_on" in row.doubted):
        facts = {"day": day, "what": row.context.limit_name, "limit": row.context.limit}
        yield Found(Kind.DONE_AFTER_FILING, "done_on", facts)


def chosen(day: dt.date, doubted: bool) -> bool:
    """Whether reading chose the day: 「6月底」 became the month's last, and may mean one before the filing date."""
    return doubted and (day + dt.timedelta(days=1)).day == 1


def _states(row: CheckedRow) -> Iterator[Found]:
    """未启动 with progress, 100 % without 已完成, 不涉及 without a reason."""
    entry, status = row.entry, row.status
    if status is Status.NOT_STARTED:
        what = [
            name
            for name, there in (
                (column_titles.NARRATIVE, not is_blank(entry.narrative)),
                (f"{column_titles.PROGRESS} {entry.progress}%", bool(entry.progress)),
                (column_titles.EVIDENCE, not is_blank(entry.evidence)),
            )
            if there
        ]
        if what:
            key = "progress" if entry.progress else "narrative" if not is_blank(entry.narrative) else "evidence"
            yield Found(Kind.NOT_STARTED_BUT, key, {"what": "、".join(what)})
    elif status is Status.UNDER_WAY and row.progress == 100:
        yield Found(Kind.FULL_BUT_NOT_DONE, "status", {"status": entry.status})
    elif status is Status.NOT_CONCERNED and is_blank(entry.narrative):
        yield Found(Kind.NOT_CONCERNED_WITHOUT_REASON, "narrative", {})


def _persons(row: CheckedRow) -> Iterator[Found]:
    """Numbers of persons in text that may be published; those inside a web address are none."""
    texts = row.entry.texts
    if not _MANY_DIGITS.search(_APART.join([texts.get(column.key, "") for column in _WORDS])):
        return
    for column in _WORDS:
        for kind, masked in persons_in(texts.get(column.key, "")):
            yield Found(kind, column.key, {"column": column.title, "masked": masked})


def persons_in(text: str) -> Iterator[tuple[Kind, str]]:
    """(kind of problem, the number masked) of each number of a person in a text."""
    if not _MANY_DIGITS.search(text):
        return
    for number in identity_numbers(text):
        yield Kind.ID_NUMBER, f"{number[:6]}********{number[-4:]}"
    for number in mobile_numbers(text):
        yield Kind.PHONE_NUMBER, f"{number[:3]}****{number[-4:]}"


def _addresses(row: CheckedRow) -> Iterator[Found]:
    """Web addresses that lack http, that nobody outside can open, or that have full-width characters in them."""
    text = row.entry.evidence
    if not text.isascii():
        yield from _wide(text)
    if "." not in text and "://" not in text:
        return
    wholes = [*_ADDRESS.finditer(text)]
    for whole in wholes:
        host = _INTERNAL.match(text, whole.start(), whole.end() + 1)
        if host and host.end() <= whole.end():  # else the host is no host: words or quotes behind http://
            yield Found(Kind.ADDRESS_INTERNAL, "evidence", {"text": whole[0]})
    if wholes and wholes[0][0] == text:
        return
    for match in _BARE_ADDRESS.finditer(_ADDRESS.sub("，", text)):
        yield Found(Kind.ADDRESS_FORM, "evidence", {"text": match[0]})


def _wide(text: str) -> Iterator[Found]:
    """Addresses typed with the full-width characters of a Chinese input method: no browser opens them."""
    plain = text.translate(_HALF_WIDTH)
    for match in _TYPED_ADDRESS.finditer(plain) if plain != text else ():
        typed = text[match.start() : match.end()]
        if typed != match[0]:
            yield Found(Kind.ADDRESS_WIDE, "evidence", {"text": typed, "plain": match[0]})


CHECKS = (_done, _dates, _states, _persons, _addresses)
