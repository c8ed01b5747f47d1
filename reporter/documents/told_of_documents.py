"""What is told of documents that were set; by itself, since the process that hears it sets none."""

from __future__ import annotations

from ..records import record
from ..vocabulary.problems import Problem


@record
class Told:
    """What is to be told of the documents of a run: of their numbers, lengths and fonts; and the rows of 「补充内容」
    that found no place."""

    notes: tuple[str, ...]
    unplaced: tuple[Problem, ...]
