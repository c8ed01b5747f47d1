"""Printed rows → tasks: rows that a page break cut in two are joined, merged cells hold for every row they cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ...vocabulary.model import Source
from ...vocabulary.problems import Kind, Problem
from ..boundary_text import key_text
from .notice_titles import is_due
from .notice_words import clean, ends_sentence, number_of
from .raw_lists import RawRow

_FILLED = ("area", "leader", "owners", "lead", "support", "due")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A task while it is put together: role → paragraphs as typed. `number` is None where none could be read."""

    number: int | None
    typed: str
    parts: dict[str, list[str]]
    source: Source
    places: Mapping[str, Source]
    problems: list[Problem] = field(default_factory=list)

    def text(self, role: str) -> str:
        """The role's text, cleaned; paragraphs one a line."""
        return "\n".join(filter(None, map(clean, self.parts.get(role, ()))))

    def say(self, kind: Kind, role: str, content: str = "", **facts: object) -> None:
        """Note a doubt where the role stands, or would."""
        place = self.places.get(role, self.source)
        self.problems.append(kind.at(place, content=content, department="", period=None, **facts))

    def take(self, row: RawRow, put: Callable[[list[str], str], object]) -> None:
        """Take in what a further row of the task has of its own and does not only repeat."""
        for role, text in row.texts.items():
            have = self.parts.setdefault(role, [])
            if role not in row.below and role != "number" and key_text(text) not in map(key_text, have):
                put(have, text)

    def go_on(self, row: RawRow) -> None:
        """Put the rest of a row that was cut after what is there."""
        self.take(row, lambda have, text: have.append(_glued(have.pop() if have else "", text)))
        self.problems.append(_cut(row))


def join_rows(rows: list[RawRow], numbered: bool) -> list[Draft]:
    """The tasks of one list, in order. `numbered`: it has a 序号 column, so that a row without one is a fragment."""
    drafts: list[Draft] = []
    held: RawRow | None = None
    for before, row, following in zip((None, *rows), rows, (*rows[1:], None)):
        typed = row.text("number")
        number = number_of(typed)
        whole = row if held is None else _put_before(held, row)
        previous = drafts[-1] if drafts else None
        if "number" in row.below and previous:
            previous.take(whole, list.append)
        elif previous and number is not None and number == previous.number and row.opens and _unfinished(previous, row):
            previous.go_on(whole)
        elif typed or held is not None or not _is_rest(previous, row, numbered):
            parts = {role: [text] for role, text in whole.texts.items() if role != "number"}
            draft = Draft(number=number, typed=typed, parts=parts, source=row.source, places=row.places)
            _fill_over_break(draft, row, before)
            if held is not None:
                draft.problems.append(_cut(held))
            drafts.append(draft)
        elif following is not None and _belongs_to_next(previous, row, following):
            held = row
            continue
        elif previous is not None:
            previous.go_on(row)
        held = None
    return drafts


def _cut(row: RawRow) -> Problem:
    words = next((clean(text) for role, text in row.texts.items() if role != "number"), "")
    return Kind.NOTICE_ROW_CUT.at(row.source, content=words, words=words[:20])


def _whole(row: RawRow) -> bool:
    """Whether the row has all that a task needs of its own."""
    own = row.texts.keys() - row.below
    return own >= {"task", "due"} and not own.isdisjoint(("owners", "lead"))


def _unfinished(draft: Draft, row: RawRow) -> bool:
    """Whether the row completes what the draft left open: a sentence, a deadline, a blank cell."""
    due, rest = draft.text("due"), clean(row.text("due"))
    if not _whole(row) or not draft.text("task"):
        return True
    if due and not is_due(due) and is_due(clean(f"{due} {rest}")):
        return True
    return not ends_sentence(draft.text("task")) and ends_sentence(clean(row.text("task")))


def _is_rest(previous: Draft | None, row: RawRow, numbered: bool) -> bool:
    """Whether a row without number is a part of a row rather than a task of its own."""
    if not _whole(row):
        return numbered or (row.opens and previous is not None)
    return previous is not None and row.opens and _unfinished(previous, row)


def _belongs_to_next(previous: Draft | None, row: RawRow, following: RawRow) -> bool:
    """Whether a fragment is the front of the row after the page break, where the number then stands.

    The rest of a row stands first on its page, its front stands last; where pages cannot be told, sentences can.
    """
    if number_of(following.text("number")) is None:
        return False
    if previous is None or (following.opens and not row.opens):
        return True
    return ends_sentence(previous.text("task")) and not ends_sentence(clean(row.text("task")))


def _glued(upper: str, lower: str) -> str:
    """Two halves of a cell, apart by a line end; a number cut in two is one number."""
    apart = "" if upper[-1:].isdecimal() and lower[:1].isdecimal() else "\n"
    return f"{upper}{apart}{lower}" if upper and lower else upper or lower


def _put_before(held: RawRow, row: RawRow) -> RawRow:
    return replace(row, texts={role: _glued(held.text(role), row.text(role)) for role in held.texts | row.texts})


def _fill_over_break(draft: Draft, row: RawRow, before: RawRow | None) -> None:
    """A merged cell that a page break cut holds on the next page too."""
    if before is None or not row.opens:
        return
    for role in _FILLED:
        if role in before.below and role in row.places and not row.text(role):
            draft.parts[role] = [before.texts[role]]
            draft.say(Kind.NOTICE_MERGE_CONTINUED, role, clean(before.texts[role]))
