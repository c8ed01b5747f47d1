"""「补充内容」: a clerk's own paragraphs, each at the end of the section that its row names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..figures.element_figures import supplement
from ..gongwen.content import Block, Paragraph
from ..intake.boundary_text import key_text
from ..vocabulary.cell_address import position
from ..vocabulary.model import Supplement
from ..vocabulary.paper import Paper
from .document_tables import OF_DEPARTMENTS
from .heading_numbers import number_of
from .template_markup import Draft
from .traced import told

_SECTIONS = {"亮点": OF_DEPARTMENTS}
"""Words that stand for a heading."""
_CLOSING = re.compile("(?:特此|专此|以上|妥否|当否).{1,12}[。？]")
"""A line that ends a text: nothing comes behind it."""


def supplemented(draft: Draft, paper: Paper) -> tuple[Draft, tuple[Supplement, ...]]:
    """The draft of a document with what 「补充内容」 has for it; the rows whose section it lacks, put to the end of its
    text.
    """
    own = [item for item in paper.plan.supplements if (item.kind, item.period) == (key_text(paper.kind), paper.period)]
    body, unplaced = list(draft.body), []
    for item in own:
        at = _end_of(body, item.section)
        if at is None:
            unplaced.append(item)
            at = _end(body)
        body[at:at] = _paragraphs(item)
    return replace(draft, body=tuple(body)) if own else draft, tuple(unplaced)


def _paragraphs(item: Supplement) -> list[Paragraph]:
    """Its lines, a paragraph each, whatever they begin with."""
    lines = [line.strip() for line in item.text.splitlines() if line.strip()]
    row = position(item.source.cell)[0] if item.source.cell else 0
    return [Paragraph(text=told(line, supplement, row, line) if row else line) for line in lines]


def _end_of(body: Sequence[Block], section: str) -> int | None:
    """Where a section ends: before the next heading of its level or above; None where there is none of this name."""
    wanted = _name(_SECTIONS.get(section, section))
    if not wanted:
        return _end(body)
    for start, block in enumerate(body):
        if isinstance(block, Paragraph) and block.level and _name(block.lead or block.text) == wanted:
            following = range(start + 1, len(body))
            ends = (place for place in following if 0 < getattr(body[place], "level", 0) <= block.level)
            return next(ends, _end(body))
    return None


def _end(body: Sequence[Block]) -> int:
    """The end of the text, before what closes it."""
    end = len(body)
    while end and isinstance(last := body[end - 1], Paragraph) and _CLOSING.fullmatch(last.text):
        end -= 1
    return end


def _name(heading: str) -> str:
    """A heading's words without its number."""
    words = "".join(heading.split())
    return words[len(number_of(words)[1]) :].rstrip("。：:")
