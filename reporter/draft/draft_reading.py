"""The bytes of a draft → its items, each text as it is to be printed."""

from __future__ import annotations

from dataclasses import replace

from .docx_draft import read_docx
from .draft_blocks import Change, Draft, Drawn, Item, LeftOut, Line, Unreadable
from .set_aside import set_aside
from .text_draft import read_text
from .typography import Tidied, is_markdown, tidied


def read_draft(data: bytes) -> Draft:
    """The draft, told apart by its bytes: .docx or text. Unreadable, with the reason, when it is neither or blank."""
    if not data.strip():
        raise Unreadable("文件是空的")
    draft = read_docx(data) if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else read_text(data)
    texts = [item.text for item in draft.items if isinstance(item, Line)]
    draft = _Tidying(draft, is_markdown(texts)).draft()
    if not draft.items:
        raise Unreadable("文件里没有文字")
    return draft


class _Tidying:
    """Gathers what changes while the items of a draft are gone through."""

    def __init__(self, draft: Draft, markdown: bool):
        self.whole, self.markdown = draft, markdown
        self.changes, self.left_out = list(draft.changes), list(draft.left_out)

    def draft(self) -> Draft:
        """The draft with its texts as they are to be printed, blank lines left out."""
        made, left = set_aside([self._item(item) for item in self.whole.items])
        self.left_out += left
        return replace(
            self.whole,
            items=tuple(item for item in made if not isinstance(item, Line) or item.text),
            changes=tuple(self.changes),
            left_out=tuple(self.left_out),
        )

    def _item(self, item: Item) -> Item:
        if isinstance(item, Line):
            found = self._text(item.text, item.place, leveled=True)
            return replace(item, text=found.text, heading=found.heading or item.heading, bold=found.bold or item.bold)
        if isinstance(item, Drawn):
            rows = tuple(
                tuple(replace(cell, text=self._text(cell.text, item.place).text) for cell in row)
                for row in item.grid.rows
            )
            return replace(item, grid=replace(item.grid, rows=rows))
        return item

    def _text(self, text: str, place: str, *, leveled: bool = False) -> Tidied:
        lines = [tidied(line, markdown=self.markdown, leveled=leveled) for line in text.split("\n")]
        for line in lines:
            self.changes += [Change(place, *change) for change in line.changes]
            self.left_out += [LeftOut(place, "链接地址", link) for link in line.links]
        return replace(lines[0], text="\n".join(line.text for line in lines)) if len(lines) > 1 else lines[0]
