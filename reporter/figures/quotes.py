"""Texts that a document quotes: the cell's own text, a part of it, or the text with persons' numbers starred."""

from __future__ import annotations

import difflib
import re

from .formula import Cell, Formula
from .operations import joined, middle
from .pages import Books

_LONGEST = 4000


def quoted_from(cell: Cell, printed: object, books: Books) -> Formula:
    """The formula that makes `printed` of what the cell holds; the cell itself unless both are texts.

    Only characters of the cell, and stars in the place of others, come into it; what cannot be made that way is the
    cell itself, so that the difference shows.
    """
    text = cell.value(books)
    if not isinstance(text, str) or not isinstance(printed, str) or printed in ("", text):
        return cell
    if printed in text:
        return middle(cell, text.find(printed), text.find(printed) + len(printed))
    if "*" not in printed or len(text) > _LONGEST:
        return cell
    parts: list[Formula | str] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, text, printed, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(middle(cell, start, end))
        elif not re.fullmatch(r"\**", printed[first:last]):
            return cell
        elif last > first:
            parts.append(printed[first:last])
    return joined(*parts)
