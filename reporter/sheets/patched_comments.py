"""The comments of a sheet while it is marked: what others said in them, the marks put among them, and their boxes."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from ..package.markup import closed, opened
from ..package.parts import Package, relations_part
from ..records import value
from ..vocabulary.cell_address import address, position
from ..vocabulary.form import MARK_AUTHOR, is_mark
from . import patched_markup
from .patched_markup import FIRST_BOX, Comment
from .patched_parts import MAIN, NO_RELATIONS, child, new, relate, unused
from .remarks import OTHERS_COMMENT

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENTS, _BOXES = "comments", "vmlDrawing"
_VML, _EXCEL = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
_BOX = re.compile(r"_x0000_s(\d+)")
_KEEP_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_THREAD = "tc="
"""How the author's name begins where a comment is Excel's copy of one with answers."""


@value
class Commented:
    """The parts of a sheet's comments. `boxes`: the name of the relation that leads from the sheet to where they stand,
    `part`: the name of the part with their words, both blank where the sheet had some before.
    """

    parts: dict[str, bytes]
    boxes: str = ""
    part: str = ""


class Comments:
    """The comments of the sheet in this part, while more are hung up. LookupError where they have no boxes, or there
    are boxes of something else.
    """

    def __init__(self, package: Package, sheet: str, has_boxes: bool):
        leads = [item for item in package.relations(sheet) if item.kind in (_COMMENTS, _BOXES)]
        if {item.kind for item in leads} != ({_COMMENTS, _BOXES} if has_boxes else set()) or len(leads) > 2:
            raise LookupError(f"{sheet}: {leads}")
        self._package, self._sheet = package, sheet
        self._there = {item.kind: (item.target, opened(package.part(item.target))) for item in leads}
        self._marks: list[Comment] = []

    def take_off(self) -> list[tuple[int, int]]:
        """Take off the marks of an earlier round; the cells that they stood at."""
        if not self._there:
            return []
        root = self._there[_COMMENTS][1]
        found = []
        for comment in [*child(root, "commentList")]:
            author, words = _said(root, comment)
            if is_mark(author, words):
                found.append(position(comment.get("ref") or ""))
                self._leave(comment, words.partition(OTHERS_COMMENT)[2])
        return found

    def of_others(self, row: int, column: int) -> str:
        """What others said at a cell, blank for nothing. LookupError where that has answers: Excel throws away what
        stands in the place of the copy.
        """
        found = self._comment(row, column)
        if found is None:
            return ""
        author, words = _said(self._there[_COMMENTS][1], found)
        if author.startswith(_THREAD):
            raise LookupError(author)
        return words

    def hang(self, row: int, column: int, words: str, height: int) -> None:
        """One more comment, so many pixels tall, in the place of what others said there."""
        self._marks.append((row, column, words, height))

    def written(self, number: int, taken: Collection[str]) -> Commented:
        """The parts, new ones called by this number where it is not `taken`."""
        if self._there:
            return Commented(self._put_among())
        words = unused("xl/comments{}.xml", number, taken)
        places = unused("xl/drawings/vmlDrawing{}.vml", number, taken)
        leads = relations_part(self._sheet)
        root = opened(self._package.part(leads) or NO_RELATIONS)
        boxes = relate(root, "drawing", _BOXES, places)
        relate(root, "comments", _COMMENTS, words)
        parts = {words: patched_markup.comments(self._marks), places: patched_markup.boxes(self._marks)}
        return Commented({**parts, leads: closed(root)}, boxes, words)

    def _leave(self, comment: _Element, words: str) -> None:
        """Leave these words of a comment, which are nobody's; nothing where there are none."""
        root = self._there[_COMMENTS][1]
        if not words:
            self._remove(comment)
            return
        authors = child(root, "authors")
        new(authors, "author", {})
        comment.set("authorId", str(len(authors) - 1))
        for item in [*comment]:
            comment.remove(item)
        new(new(comment, "text", {}), "t", {_KEEP_SPACE: "preserve"}).text = words

    def _remove(self, comment: _Element) -> None:
        """Remove a comment with its box."""
        child(self._there[_COMMENTS][1], "commentList").remove(comment)
        boxes = self._there[_BOXES][1]
        place = position(comment.get("ref") or "")
        for shape in [*boxes.iter(f"{_VML}shape")]:
            if _stands_at(shape, *place):
                boxes.remove(shape)

    def _put_among(self) -> dict[str, bytes]:
        """The parts with the marks among those of others."""
        (words, root), (places, boxes) = self._there[_COMMENTS], self._there[_BOXES]
        listed, authors = child(root, "commentList"), child(root, "authors")
        for row, column, _, _ in self._marks:
            if (there := self._comment(row, column)) is not None:
                self._remove(there)
        shapes = boxes.iter(f"{_VML}shape")
        if self._marks:
            new(authors, "author", {}).text = MARK_AUTHOR
        for comment in [*child(opened(patched_markup.comments(self._marks)), "commentList")]:
            comment.set("authorId", str(len(authors) - 1))
            listed.append(comment)
        last = max((int(found[1]) for shape in shapes if (found := _BOX.fullmatch(shape.get("id") or ""))), default=0)
        kinds = {kind.get("id") for kind in boxes.iter(f"{_VML}shapetype")}
        for item in [*opened(patched_markup.boxes(self._marks, max(last + 1, FIRST_BOX)))]:
            if item.tag == f"{_VML}shape" or (item.tag == f"{_VML}shapetype" and item.get("id") not in kinds):
                boxes.append(item)
        return {words: closed(root), places: closed(boxes)}

    def _comment(self, row: int, column: int) -> _Element | None:
        place = address(row, column)
        root = self._there[_COMMENTS][1] if self._there else None
        return None if root is None else root.find(f"{{{MAIN}}}commentList/{{{MAIN}}}comment[@ref='{place}']")


def _said(root: _Element, comment: _Element) -> tuple[str, str]:
    """The author of a comment, and what it says."""
    author = child(root, "authors")[int(comment.get("authorId") or 0)].text or ""
    paths = (f"{{{MAIN}}}text/{{{MAIN}}}t", f"{{{MAIN}}}text/{{{MAIN}}}r/{{{MAIN}}}t")
    return author, "".join(item.text or "" for path in paths for item in comment.iterfind(path))


def _stands_at(shape: _Element, row: int, column: int) -> bool:
    """Whether a box is that of the comment at a cell."""
    told = [shape.findtext(f"{_EXCEL}ClientData/{_EXCEL}{name}") or "" for name in ("Row", "Column")]
    return [text.strip() for text in told] == [str(row - 1), str(column - 1)]
