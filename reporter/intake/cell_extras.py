"""One pass over the cells of an .xlsx sheet's markup, for what calamine does not tell (ooxml_extras.py)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .links import formula_link
from .pictures import PICTURE, picture_text
from .shown import column_number, whole

if TYPE_CHECKING:
    from .ooxml_extras import Look
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
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^>]*)?>(.*?)</" + _PREFIX + rb"v\s*>", re.S)
_STRIKE = re.compile(rb"<" + _PREFIX + rb"strike\s*(?:/|>|val=[\"'](?:1|true|on))")
_COLUMN = re.compile(rb"<" + _PREFIX + rb"col(\s[^>]*)>")
_NO_WIDTH = re.compile(rb"width\s*=\s*[\"']0[\"']")
_UNUSUAL = re.compile(rb'<[A-Za-z_][\w.-]*:(?:c|row)[\s/>]|<(?:c|row)(?! r="[A-Z]{0,3}\d{1,7}")[\s/>]')
"""A row or cell that is not written as every program writes them."""
_USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>')
_USUAL_ROW = re.compile(rb'<row r="(\d{1,7})"([^>]*)>')

_Cell = tuple[tuple[int, int], bytes, bytes]
"""Row and column, attributes, what stands in it."""


def walk(found: Look, part: bytes, styles: Styles, struck_strings: frozenset[int]) -> None:
    """Look at the cells of a sheet that may be peculiar."""
    peculiar = styles.peculiar
    known: dict[bytes, tuple[bytes, int, bool]] = {}
    if _UNUSUAL.search(part):
        cells = _every_cell(found, part)
    else:
        cells = _marked_cells(found, part, b"|".join(b"%d" % style for style in peculiar), bool(struck_strings))
    for place, attributes, body in cells:
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
    for attributes in _COLUMN.findall(part) if b"hidden" in part or _NO_WIDTH.search(part) else ():
        values = dict(_ATTRIBUTE.findall(attributes))
        if values.get(b"hidden") in (b"1", b"true", b"on") or values.get(b"width") == b"0":
            first, last = whole(values.get(b"min"), 1), whole(values.get(b"max"), 1)
            found.hidden_columns.update(range(first, min(last, first + 1000) + 1))


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


def _marked_cells(found: Look, part: bytes, styles: bytes, strings: bool) -> Iterator[_Cell]:
    """The cells of a usual sheet that bear a mark of anything peculiar, and the hidden rows: a sheet of our own has a
    formula in each row, and its other cells are not to be gone through for that.

    styles: the numbers of the peculiar ones. strings: whether shared strings are to be looked at.
    """
    marks = [b't="e"', b"<f", b"strike", *([b't="s"'] if strings else [])]
    places = [at for mark in marks for at in _found(part, mark)]
    if styles:
        places += [dressed.start() for dressed in re.finditer(rb's="(?:%b)"' % styles, part)]
    for begin in sorted({part.rfind(b"<c ", 0, at) for at in places}):
        cell = _USUAL.match(part, begin) if begin >= 0 else None
        if cell and not cell[3].endswith(b"/") and (end := part.find(b"</c>", cell.end())) > cell.end():
            yield (int(cell[2]), column_number(cell[1])), cell[3], part[cell.end() : end]
    for row in _USUAL_ROW.finditer(part) if b"hidden=" in part or b'ht="0"' in part else ():
        _note_hidden(found, int(row[1]), dict(_ATTRIBUTE.findall(row[2])))


def _found(part: bytes, mark: bytes) -> Iterator[int]:
    """Where a mark stands: one pass for each is quicker than one for all by a pattern."""
    at = part.find(mark)
    while at >= 0:
        yield at
        at = part.find(mark, at + 1)


def _note_hidden(found: Look, row: int, values: Mapping[bytes, bytes]) -> None:
    if values.get(b"hidden") in (b"1", b"true", b"on") or values.get(b"ht") == b"0":
        found.hidden_rows.add(row)


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
    if value and kind == b"n" and style in styles.percent:
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
    if body.startswith(b"<f>") and body.endswith(b"</v>") and body.count(b"<") == 4:
        formula, found, value = body[3:-4].partition(b"</f><v>")
        if found:
            return formula, value
    reckoned, held = _FORMULA.search(body), _VALUE.search(body)
    return (reckoned[1] or b"") if reckoned else None, held[1] if held else None


@functools.lru_cache(maxsize=512)  # the formulas of our blank are the same in every return
def _decoded(value: bytes) -> str:
    import html

    return html.unescape(value.decode("utf-8", "replace"))
