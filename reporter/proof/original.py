"""A document of ours as the units that an edited one is held against, with the cell that each token came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..documents.compose import Written
from ..documents.traced import excerpt, joined, woven
from ..figures.ledger_sheets import Sheets
from ..gongwen.comments import reading
from ..gongwen.content import Block, OfficialDocument, Paragraph, Table
from ..records import record
from ..vocabulary.column_titles import TASK, TASK_ID, UNIT
from ..vocabulary.model import Plan
from .edited import Unit, units
from .figure_checks import followed, numbered
from .figure_tokens import DEPARTMENT, Names, Token
from .figure_tokens import TASK as TASK_KIND
from .noted_frame import framed
from .printed_values import fitted

_SENTENCE = re.compile(r"[^。；;！？\n]*(?:[。；;！？\n]+|$)")
CELL = "|"
"""What stands between the cells of a row."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph, with what they bear."""
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield excerpt(text, *match.span())


def row_text(titles: Sequence[str], cells: Sequence[str]) -> str:
    """A row as one text: each cell behind its title, without the figures of titles."""
    labels = [re.sub(r"[（(].*?[）)]|[\d\s]", "", title) for title in titles] or [""] * len(cells)
    return joined(CELL, (woven(label, cell) for label, cell in zip(labels, cells)))


def names_of(plan: Plan) -> Names:
    """What texts are looked through for."""
    return Names(
        ((item.name, item.aliases) for item in plan.departments), ((task.id, task.short) for task in plan.tasks)
    )


def texts_of(document: OfficialDocument) -> list[str]:
    """What a document says, a sentence or a row each."""
    bare = replace(document, body=(), annexes=tuple(replace(annex, blocks=()) for annex in document.annexes))
    blocks = (*document.body, *(block for annex in document.annexes for block in annex.blocks))
    frame = (part for text in reading(bare) for part in sentences(text))
    return [*frame, *(text for block in blocks for text in _block_texts(block))]


def _block_texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from sentences(block.text)
    elif isinstance(block, Table):
        titles = () if block.headless else [column.title for column in block.columns]
        if titles:
            yield row_text((), titles)
        yield from (row_text(titles, row) for row in block.rows)


@record
class Original:
    """A document as it was made: its path, its units, and the ledger that its tokens are followed to; None of a
    notice."""

    path: str
    units: Sequence[Unit]
    plan: Plan
    ledger: Sheets | None

    def cell(self, unit: int, token: Token) -> str:
        """Where a token came from, as 「任务台账」K2:K35; blank of what is words of the template."""
        if token.kind == DEPARTMENT:
            return self._row(self.ledger.score_page, UNIT, token.what) if self.ledger else ""
        if token.kind == TASK_KIND:
            if self.ledger:
                return self._row(self.ledger.task_page, TASK_ID, token.what)
            found = next((task for task in self.plan.tasks if task.id == token.what), None)
            return f"「{TASK}」{found.source.cell}" if found else ""
        if self.ledger is None:
            return ""
        text = self.units[unit].text
        for start, end, note in getattr(text, "notes", ()):
            if start < token.end and end > token.start and note is not None:
                formula = followed(note, self.ledger).formula
                if formula is None:
                    return ""
                places = fitted(formula, str(text)[start:end], self.ledger.books).places(self.ledger.books)
                return "、".join(places)
        return ""

    def _row(self, page: str, title: str, name: str) -> str:
        assert self.ledger
        own = self.ledger.books.pages.get(page)
        if own is None or title not in own.columns:
            return ""
        try:
            return self.ledger.cell(page, own.row((title, name)), title).places(self.ledger.books)[0]
        except LookupError:
            return ""


def original(path: str, written: Written, plan: Plan, ledger: Sheets | None) -> Original:
    """A document with notes as what others are held against."""
    document = written.document
    assert not isinstance(document, str)
    if ledger:
        document = framed(document, written.kind, ledger, written.place, written.department)
    texts = texts_of(numbered(document))
    return Original(path=path, units=units(((text, "") for text in texts), names_of(plan)), plan=plan, ledger=ledger)


def nearest(documents: Mapping[str, Written], edited: str) -> str:
    """The path of the document that a text is most like: by its words, those of names and headings among them."""
    from .figure_tokens import likeness, pairs

    words = pairs(edited)
    return max(
        documents,
        key=lambda path: likeness(words, pairs("".join(texts_of(_document(documents[path]))))),
    )


def _document(written: Written) -> OfficialDocument:
    assert not isinstance(written.document, str)
    return written.document
