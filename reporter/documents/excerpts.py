"""What departments did, in their own words: which of them a bulletin quotes, and how much of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ..assess.figures import Figures
from ..records import value
from ..vocabulary.evidence import has_evidence
from ..vocabulary.model import Lamp, Verdict
from .privacy import quoted

_EACH, _LONGEST, _ALTOGETHER = 2, 80, 1200
"""At most so many matters of a department, characters of one, characters of all."""
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")
_COUNTED = re.compile(r"\d[\d,.]*\s*(?:余|多)?[条项篇次期件份个场批类户]|\d+(?:余|多)?(?:人次|万元|平方米)")
"""A figure of what was published or held."""


@value
class Excerpt:
    """A duty that something is told of, whether it was brought to an end this month, and its department's words.

    What is kept up all the time comes to no end: December judges it 已完成 for the year.
    """

    verdict: Verdict
    closed: bool
    words: str


def excerpts(found: Figures) -> dict[str, list[Excerpt]]:
    """By department, in order of rank, what a bulletin quotes of it: what it brought to an end, then green duties with
    evidence whose words name figures.

    Words that repeat last month's or that another department said too are nobody's news.
    """
    said: set[str] = set()
    tasks: Counter[str] = Counter()
    room = _ALTOGETHER
    chosen: dict[str, list[Excerpt]] = {}
    closed = set(map(id, found.closed))
    for department in found.departments:
        for item in _told(found, department.name, closed, tasks):
            if item.words in said or len(item.words) > room or len(chosen.get(department.name, ())) == _EACH:
                continue
            said.add(item.words)
            room -= len(item.words)
            tasks[item.verdict.duty.task.id] += 1
            chosen.setdefault(department.name, []).append(item)
    return chosen


def _told(found: Figures, department: str, closed: set[int], tasks: Mapping[str, int]) -> Iterator[Excerpt]:
    """What might be quoted of a department, the best first: what it closed, tasks of which nobody was quoted yet, those
    that few have.
    """
    own = [
        item
        for item in found.verdicts_of(department)
        if item.entry
        and item.lamp is Lamp.GREEN
        and has_evidence(item.entry.evidence)
        and (department, item.duty.task.id) not in found.repeated
    ]
    for item in sorted(
        own, key=lambda item: (id(item) not in closed, tasks.get(item.duty.task.id, 0), len(item.duty.task.owners))
    ):
        words = whole_sentences(quoted(item.entry.narrative if item.entry else ""))
        if words and (id(item) in closed or _COUNTED.search(words)):
            yield Excerpt(item, id(item) in closed and not item.duty.kept_up, words)


def whole_sentences(text: str, most: int = _LONGEST) -> str:
    """The whole sentences that the first line of a text begins with, as many as fit; blank where the first does not."""
    found = ""
    for sentence in _SENTENCE.findall(text.strip().partition("\n")[0]):
        if len(found) + len(sentence) > most:
            break
        found += sentence
    return found.strip()
