"""Packages that an engine cannot open though a person can: what to leave out or tidy before it tries again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..package.members import plain_name
from ..package.parts import Package
from .boundary_text import clean_text
from .guard import Remarks

_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s[^>]*?/>|<(?:[\w.-]+:)?sheet\s[^>]*>\s*</(?:[\w.-]+:)?sheet\s*>")
_LINK = re.compile(rb"\s(?:[\w.-]+:)?id\s*=\s*[\"']([^\"']*)[\"']")
_NAME = re.compile(rb"\sname\s*=\s*[\"']([^\"']*)[\"']")
_BOOK = "xl/workbook.xml"
_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def repairs(form: str, parts: dict[str, bytes]) -> Iterator[tuple[dict[str, bytes], Remarks]]:
    """(the parts as they might be opened, what is then to be remarked), one attempt after the other."""
    if form == "xlsx":
        linked, lost = _without_loose_sheets(parts)
        if lost:
            yield linked, lost
        # A styles part may be what is broken; dates and percents are plain numbers without it.
        if "xl/styles.xml" in parts:
            yield (
                {name: part for name, part in linked.items() if name != "xl/styles.xml"},
                [*lost, ("FILE_STYLES_BROKEN", {})],
            )
    elif form == "ods" and "content.xml" in parts:
        # Some programs indent the markup, which puts blanks between cells.
        content = re.sub(rb">\s*\n\s*<", b"><", parts["content.xml"])
        yield {"mimetype": _MIMETYPE, **parts, "content.xml": content}, []


def _without_loose_sheets(parts: dict[str, bytes]) -> tuple[dict[str, bytes], Remarks]:
    """The parts with a list of sheets that all lead somewhere, and a remark on each sheet left out of it.

    A module of macros, for one, stands in the list of some workbooks without a part of its own.
    """
    package = Package(parts, tolerant=True)
    known = {item.id for item in package.relations(_BOOK)}
    lost: Remarks = []

    def checked(match: re.Match[bytes]) -> bytes:
        link = _LINK.search(match[0])
        if link and link[1].decode("utf-8", "replace") in known:
            return match[0]
        name = _NAME.search(match[0])
        sheet = clean_text(name[1].decode("utf-8", "replace"))[0] if name else ""
        lost.append(("SHEET_DAMAGED", {"sheet": sheet, "why": "内容缺失"}))
        return b""

    book = _SHEET.sub(checked, package.part(_BOOK))
    return {name: book if plain_name(name) == _BOOK else part for name, part in parts.items()}, lost
