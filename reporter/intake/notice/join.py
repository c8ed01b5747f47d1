"""Printed rows → tasks: rows that a page break cut in two are joined, merged cells hold for every row they cover."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...vocabulary.model import Source
from ...vocabulary.problems import Kind, Problem
from .notice_titles import is_due
from .notice_words import clean, ends_sentence, number_of, squeeze
from .raw_lists import RawRow

_CONTENT = ("task", "owners", "lead", "support", "due", "area", "leader", "requirement", "remark", "above")
_FILLED = ("area", "leader", "owners", "lead", "support", "due")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A task while it is put together: role → paragraphs as typed. `number` is None where none could be read."""

    number: int | None
    typed: str
    parts: dict[str, list[str]]
    source: Source
    places: dict[str, Source]
    problems: list[Problem] = field(default_factory=list)

    def text(self, role: str) -> str:
        """The role's text, cleaned; paragraphs one a line."""
        return "\n".join(filter(None, map(clean, self.parts.get(role, ()))))

    def go_on(self, row: RawRow) -> None:
        """Put the rest of a row that was cut after what is there."""
        for role in _CONTENT:
            text = row.texts.get(role, "")
            have = self.parts.setdefault(role, [""])
            if role in row.below or not squeeze(text) or squeeze(text) == squeeze(have[-1]):
                continue
            have[-1] = _glued(have[-1], text)

    def add(self, row: RawRow) -> None:
        """Put a further row of the same number below what is there."""
        for role in _CONTENT:
            text = row.texts.get(role, "")
            have = self.parts.setdefault(role, [""])
            if role in row.below or not squeeze(text) or squeeze(text) in map(squeeze, have):
                continue
            have.append(text)


def join_rows(rows: list[RawRow], numbered: bool) -> list[Draft]:
    """The tasks of one list, in order. `numbered`: it has a 序号 column, so that a row without one is a fragment."""
    drafts: list[Draft] = []
    held: RawRow | None = None
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        number = number_of(row.texts.get("number", ""))
        typed = squeeze(row.texts.get("number", ""))
        if held is not None:
            row = _put_before(held, row)
        previous = drafts[-1] if drafts else None
        if "number" in row.below and previous:
            previous.add(row)
        elif previous and number is not None and number == previous.number and row.opens and _unfinished(previous, row):
            previous.go_on(row)
            previous.problems.append(_cut(row))
        elif typed or held is not None or not _is_rest(previous, row, numbered):
            draft = _draft(row, number, typed)
            _fill_over_break(draft, row, rows[index - 1] if index else None)
            if held is not None:
                draft.problems.append(_cut(held))
            drafts.append(draft)
        elif following is not None and _belongs_to_next(previous, row, following):
            held = row
            continue
        elif previous is not None:
            previous.go_on(row)
            previous.problems.append(_cut(row))
        held = None
    return drafts


def _draft(row: RawRow, number: int | None, typed: str) -> Draft:
    return Draft(
        number=number,
        typed=typed,
        parts={role: [row.texts.get(role, "")] for role in _CONTENT},
        source=row.source,
        places=dict(row.places),
    )


def _cut(row: RawRow) -> Problem:
    words = next((clean(row.texts[role]) for role in _CONTENT if squeeze(row.texts.get(role, ""))), "")
    return Kind.NOTICE_ROW_CUT.at(row.source, content=words, words=words[:20])


def _has(row: RawRow, *roles: str) -> bool:
    return any(squeeze(row.texts.get(role, "")) and role not in row.below for role in roles)


def _whole(row: RawRow) -> bool:
    """Whether the row has all that a task needs of its own."""
    return _has(row, "task") and _has(row, "owners", "lead") and _has(row, "due")


def _unfinished(draft: Draft, row: RawRow) -> bool:
    """Whether the row completes what the draft left open: a sentence, a deadline, a blank cell."""
    due, rest = draft.text("due"), clean(row.texts.get("due", ""))
    if not _whole(row) or not draft.text("task"):
        return True
    if due and not is_due(due) and is_due(clean(f"{due} {rest}")):
        return True
    return not ends_sentence(draft.text("task")) and ends_sentence(clean(row.texts["task"]))


def _is_rest(previous: Draft | None, row: RawRow, numbered: bool) -> bool:
    """Whether a row without number is a part of a row rather than a task of its own."""
    if not _whole(row):
        return numbered or (row.opens and previous is not None)
    return previous is not None and row.opens and _unfinished(previous, row)


def _belongs_to_next(previous: Draft | None, row: RawRow, following: RawRow) -> bool:
    """Whether a fragment is the front of the row after the page break, where the number then stands.

    The rest of a row stands first on its page, its front stands last; where pages cannot be told, sentences can.
    """
    if number_of(following.texts.get("number", "")) is None:
        return False
    if previous is None or (following.opens and not row.opens):
        return True
    return ends_sentence(previous.text("task")) and not ends_sentence(clean(row.texts.get("task", "")))


def _glued(upper: str, lower: str) -> str:
    """Two halves of a cell, apart by a line end; a number cut in two is one number."""
    apart = "" if upper[-1:].isdecimal() and lower[:1].isdecimal() else "\n"
    return f"{upper}{apart}{lower}" if upper and lower else upper or lower


def _put_before(held: RawRow, row: RawRow) -> RawRow:
    texts = {role: _glued(held.texts.get(role, ""), row.texts.get(role, "")) for role in {*held.texts, *row.texts}}
    return RawRow(texts=texts, places=row.places, below=row.below, opens=row.opens, source=row.source)


def _fill_over_break(draft: Draft, row: RawRow, before: RawRow | None) -> None:
    """A merged cell that a page break cut holds on the next page too."""
    if before is None or not row.opens:
        return
    for role in _FILLED:
        if role in before.below and role in row.places and not squeeze(row.texts.get(role, "")):
            draft.parts[role] = [before.texts[role]]
            draft.problems.append(Kind.NOTICE_MERGE_CONTINUED.at(row.places[role], content=clean(before.texts[role])))
