"""What is written over the cells of an .xlsx sheet: comments, comments with answers, text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..package.parts import relations_part
from ..package.wordml import local
from .shown import whole
from .workbook_parts import words

if TYPE_CHECKING:
    from ..package.parts import Package

Written = tuple[str, str, str, str]
"""(what it is, its cell, its text, its author), blank where it has none."""


def may_have_notes(package: Package, sheet: str) -> bool:
    """Whether the relations of a sheet speak of notes or of a drawing, by a quick search."""
    related = package.part(relations_part(sheet))
    return any(kind in related for kind in (b"/comments", b"/threadedComment", b"/drawing"))


def notes_of(package: Package, sheet: str) -> list[Written]:
    """The notes of the sheet in part `sheet`; the copy that Excel makes of a comment with answers is left out."""
    found: list[Written] = []
    for _, kind, target in package.relations(sheet):
        if kind == "comments":
            found += _comments(package, target)
        elif kind == "threadedComment":
            found = [note for note in found if not note[2].startswith("[Threaded comment]")]
            found += _threaded(package, target)
        elif kind == "drawing":
            found += _boxes(package, target)
    return found


def _comments(package: Package, name: str) -> list[Written]:
    root = package.root(name)
    items = [] if root is None else list(root.iter())
    authors = [item.text or "" for item in items if local(item.tag) == "author"]
    found = []
    for item in items:
        if local(item.tag) == "comment" and (text := words(item)):
            number = whole(item.get("authorId"), -1)
            author = authors[number] if 0 <= number < len(authors) else ""
            found.append(("批注", item.get("ref", ""), text, author))
    return found


def _threaded(package: Package, name: str) -> list[Written]:
    return [
        ("批注", item.get("ref", ""), text, "")
        for item in package.items(name)
        if (text := "".join(child.text or "" for child in item if local(child.tag) == "text").strip())
    ]


def _boxes(package: Package, name: str) -> list[Written]:
    """The words of text boxes and shapes, each paragraph a line."""
    found = []
    for anchor in package.items(name):
        lines = [
            "".join(text.text or "" for text in paragraph.iter() if local(text.tag) == "t")
            for body in anchor.iter()
            if local(body.tag) == "txBody"
            for paragraph in body
            if local(paragraph.tag) == "p"
        ]
        if text := "\n".join(lines).strip():
            found.append(("文本框", "", text, ""))
    return found
