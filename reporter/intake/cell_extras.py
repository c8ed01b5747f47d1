"""One pass over the cells of an .xlsx sheet's markup, for what calamine does not tell."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .links import formula_link
from .pictures import PICTURE, picture_text
from .shown import column_number, whole

if TYPE_CHECKING:
    from .sheet_notes import Written
    from .workbook_parts import Styles

_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_TOKEN = re.compile(
    rb"<"
    + _PREFIX
    + rb"(?:row(?P<row>(?:\s[^>]*)?)>|c(?P<cell>\s[^>]*?)?(?:/>|>(?P<body>.*?)</"
    + _PREFIX
    + rb"c\s*>))",
    re.S,
)
_PLACE = re.compile(rb"\s*r=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']|.*?\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']", re.S)
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f(?:\s[^>]*?)?(?:/>|>(.*?)</" + _PREFIX + rb"f\s*>)", re.S)
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^>]*?)?(?:/>|>(.*?)</" + _PREFIX + rb"v\s*>)", re.S)
_STRIKE = re.compile(rb"<" + _PREFIX + rb"strike\s*(?:/|>|val=[\"'](?:1|true|on))")
_STYLE = re.compile(rb"\ss=[\"'](\d+)[\"']")
_COLUMN = re.compile(rb"<" + _PREFIX + rb"col(\s[^>]*)>")
_NO_WIDTH = re.compile(rb"width\s*=\s*[\"']0[\"']")
_OTHERWISE = re.compile(rb":(?:c|row)[\s/>]")
"""The end of a row's or cell's name that has a prefix."""
_USUAL = re.compile(
    rb'<c(?: r="([A-J]?[A-Z])(\d{1,4})("[^<>]*)>(?:\s*((?:<f|<is>\s*<r)[\s/>][^<]*(?:<(?!/c[\s>])[^<]*)*))?|[\s/>])'
)
"""A cell as every program writes it, within columns A to JZ and rows 1 to 9999; behind its address what else is said of
it, and what stands in it where that begins with a formula or with runs of text. All blank of a cell written otherwise.
"""
_USUAL_ROW = re.compile(rb'<row(?: r="(\d{1,4})"([^<>]*)>|[\s/>])')
_PIECE = 2**20
"""Bytes of a sheet that are gone over at a time, so that the largest costs no more memory."""
_MARKS = (b"f>", b"hidden=", b'="e"', b' ht="0"', b"strike")
"""The end of a formula, hidden rows and columns, error values, rows of no height, struck words in a cell."""

_Cell = tuple[tuple[int, int], bytes, bytes]
"""Row and column, attributes, what stands in it."""


class Look:
    """What was found of one sheet; places are (row, column) from 1.

    hollow: cells without a value → (text, kind error, formula or picture; text where a formula says its text). links:
    their addresses. formats: number formats that show words. pictures: the cells they lie over.
    """

    __slots__ = (
        "formats",
        "hidden_columns",
        "hidden_rows",
        "hollow",
        "links",
        "notes",
        "percent",
        "pictures",
        "struck",
    )

    def __init__(self) -> None:
        self.percent: set[tuple[int, int]] = set()
        self.struck: set[tuple[int, int]] = set()
        self.formats: dict[tuple[int, int], str] = {}
        self.links: dict[tuple[int, int], str] = {}
        self.pictures: list[tuple[int, int]] = []
        self.hollow: dict[tuple[int, int], tuple[str, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.notes: list[Written] = []

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def quick_look(part: bytes, styles: Styles, struck_strings: frozenset[int]) -> Look | None:
    """What is peculiar about the cells of a sheet, by a search for what is written as every program writes it.

    None where anything is written otherwise, stands far off, or needs a look at each cell (`full_look`).
    """
    if struck_strings or _OTHERWISE.search(part):
        return None
    found, peculiar = Look(), styles.peculiar
    for piece in _pieces(part):
        cells, rows = _USUAL.findall(piece), _USUAL_ROW.findall(piece)
        known = {attributes: _dress(attributes) for attributes in {cell[2] for cell in cells}}
        if b"" in known or any(kind == b"e" for kind, _, _ in known.values()):
            return None
        marked = {attributes for attributes, (_, style, _) in known.items() if style in peculiar}
        for letters, number, attributes, body in cells:
            if body or attributes in marked:
                place = int(number), column_number(letters)
                _judge(found, place, known[attributes], body, styles, struck_strings)
        for number, attributes in rows:
            if not number:
                return None
            if b"hidden" in attributes or b'ht="0"' in attributes:
                _note_hidden(found, int(number), dict(_ATTRIBUTE.findall(attributes)))
    _note_columns(found, part)
    return found


def _pieces(part: bytes) -> Iterator[bytes]:
    """A sheet in pieces of whole rows."""
    begin = 0
    while begin < len(part):
        end = part.find(b"<row", begin + _PIECE)
        yield part[begin : end if end > 0 else len(part)]
        begin = end if end > 0 else len(part)


def full_look(part: bytes, styles: Styles, struck_strings: frozenset[int]) -> Look:
    """What is peculiar about the cells of a sheet, however it is written: each is looked at, unless a search finds no
    mark of anything at all."""
    found, peculiar = Look(), styles.peculiar
    if not (
        struck_strings
        or any(mark in part for mark in _MARKS)
        or (peculiar and not peculiar.isdisjoint(map(int, _STYLE.findall(part))))
    ):
        return found
    known: dict[bytes, tuple[bytes, int, bool]] = {}
    for place, attributes, body in _every_cell(found, part):
        if attributes not in known:
            known[attributes] = _dress(attributes)
        kind, style, _ = known[attributes]
        if (
            style in peculiar
            or kind == b"e"
            or b"<f" in body
            or b":f" in body
            or b"strike" in body
            or (struck_strings and kind == b"s")
        ):
            _judge(found, place, known[attributes], body, styles, struck_strings)
    _note_columns(found, part)
    return found


def _every_cell(found: Look, part: bytes) -> Iterator[_Cell]:
    """Every cell with anything in it, and the hidden rows; rows and cells without an address stand behind the one
    before."""
    row = column = 0
    for match in _TOKEN.finditer(part):
        attributes = match["row"]
        if attributes is not None:
            values = dict(_ATTRIBUTE.findall(attributes))
            row = whole(values.get(b"r"), row + 1)
            column = 0
            _note_hidden(found, row, values)
            continue
        attributes, body = match["cell"] or b"", match["body"]
        place = _PLACE.match(attributes)
        column += 1
        if place:
            letters, number = (place[1], place[2]) if place[1] else (place[3], place[4])
            row, column = int(number), column_number(letters)
        if body:
            yield (row, column), attributes[place.end() :] if place and place[1] else attributes, body


def _note_hidden(found: Look, row: int, values: Mapping[bytes, bytes]) -> None:
    if values.get(b"hidden") in (b"1", b"true", b"on") or values.get(b"ht") == b"0":
        found.hidden_rows.add(row)


def _note_columns(found: Look, part: bytes) -> None:
    """The hidden columns, which are told before the cells."""
    head = part[: part.find(b"sheetData")]
    for attributes in _COLUMN.findall(head) if b"hidden" in head or _NO_WIDTH.search(head) else ():
        values = dict(_ATTRIBUTE.findall(attributes))
        if values.get(b"hidden") in (b"1", b"true", b"on") or values.get(b"width") == b"0":
            first, last = whole(values.get(b"min"), 1), whole(values.get(b"max"), 1)
            found.hidden_columns.update(range(first, min(last, first + 1000) + 1))


def _dress(attributes: bytes) -> tuple[bytes, int, bool]:
    """A cell's kind and style, and whether more hangs on it."""
    values = dict(_ATTRIBUTE.findall(attributes))
    return values.get(b"t", b"n"), whole(values.get(b"s")), b"vm" in values


def _judge(
    found: Look,
    place: tuple[int, int],
    dress: tuple[bytes, int, bool],
    body: bytes,
    styles: Styles,
    struck_strings: frozenset[int],
) -> None:
    """Note what is peculiar about one cell that has a body."""
    kind, style, more = dress
    reckoned, held = _formula_and_value(body)
    value, formula = held or b"", reckoned is not None
    reckons = _decoded(reckoned) if reckoned else ""
    words, address = formula_link(reckons) if reckons else ("", "")
    if address:
        found.links[place] = address
    if address and (kind == b"e" or not value):
        found.hollow[place] = (words, "text")
    elif kind == b"e":
        found.hollow[place] = (PICTURE, "picture") if more else (_decoded(value) or "#N/A", "error")
    elif formula and not value and (kind != b"str" or held is None):
        inside = "DISPIMG" in reckons
        found.hollow[place] = (picture_text(reckons), "picture") if inside else (f"={reckons}", "formula")
    if style in styles.wordy:
        found.formats[place] = styles.wordy[style]
    if kind == b"n" and style in styles.percent:
        found.percent.add(place)
    if (
        style in styles.struck
        or (kind == b"s" and whole(value, -1) in struck_strings)
        or (kind == b"inlineStr" and _STRIKE.search(body))
    ):
        found.struck.add(place)


def _formula_and_value(body: bytes) -> tuple[bytes | None, bytes | None]:
    """What stands in a cell's formula and in its value, None where it has none: looked for without a pattern where a
    cell is written as it mostly is, for formulas are long.
    """
    if body.startswith(b"<f>") and body.endswith((b"</v>", b"<v/>")):
        formula, _, value = body[3:-4].partition(b"</f>")
        if value in (b"", b"<v>") or (value.startswith(b"<v>") and b"<" not in value[3:]):
            return formula, value[3:]
    reckoned, held = _FORMULA.search(body), _VALUE.search(body)
    return (reckoned[1] or b"") if reckoned else None, (held[1] or b"") if held else None


@functools.lru_cache(maxsize=512)  # the formulas of our blank are the same in every return
def _decoded(value: bytes) -> str:
    import html

    return html.unescape(value.decode("utf-8", "replace"))
