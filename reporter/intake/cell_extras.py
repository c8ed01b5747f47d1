"""One pass over the cells of an .xlsx sheet's markup, for what calamine does not tell (ooxml_extras.py)."""

from __future__ import annotations

import functools
import re
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


def walk(found: Look, part: bytes, styles: Styles, struck_strings: frozenset[int]) -> None:
    """One pass over the cells of a sheet; rows and cells without an address stand behind the one before."""
    row = column = 0
    peculiar = styles.peculiar
    known: dict[bytes, tuple[bytes, int, bool]] = {}
    for match in _TOKEN.finditer(part):
        attributes = match["row"]
        if attributes is not None:
            values = dict(_ATTRIBUTE.findall(attributes))
            row = whole(values.get(b"r"), row + 1)
            column = 0
            if values.get(b"hidden") in (b"1", b"true", b"on") or values.get(b"ht") == b"0":
                found.hidden_rows.add(row)
            continue
        attributes, body = match["cell"] or b"", match["body"]
        place = _PLACE.match(attributes)
        column += 1
        if place:
            letters, number = (place[1], place[2]) if place[1] else (place[3], place[4])
            row, column = int(number), column_number(letters)
        if not body:
            continue
        dress = attributes[place.end() :] if place and place[1] else attributes
        if dress not in known:
            known[dress] = _dress(attributes)
        kind, style, _ = known[dress]
        if (
            style in peculiar
            or kind == b"e"
            or b"<f" in body
            or b":f" in body
            or b"strike" in body
            or (struck_strings and kind == b"s")
        ):
            _judge(found, (row, column), known[dress], body, styles, struck_strings)
    for attributes in _COLUMN.findall(part):
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
    held = _VALUE.search(body)
    value = held[1] if held else b""
    formula = _FORMULA.search(body)
    reckons = _decoded(formula[1] or b"") if formula else ""
    words, address = formula_link(reckons)
    if address:
        found.links[place] = address
    if address and (kind == b"e" or not value):
        found.hollow[place] = (words, "text")
    elif kind == b"e":
        found.hollow[place] = (PICTURE, "picture") if more else (_decoded(value) or "#N/A", "error")
    elif formula and not value and (kind != b"str" or not held):
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


@functools.lru_cache(maxsize=512)  # the formulas of our blank are the same in every return
def _decoded(value: bytes) -> str:
    import html

    return html.unescape(value.decode("utf-8", "replace"))
