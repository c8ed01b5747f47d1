"""The addresses that hang on cells of an .ods and of an .xls."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from ..package.markup import parsed
from .links import MOST_CELLS, Place, formula_link
from .shown import whole

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Links = dict[str, dict[Place, str]]
"""Name of a sheet → (row, column) → address."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_A = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a"
_HREF = "{http://www.w3.org/1999/xlink}href"


def links_of(form: str, parts: Mapping[str, bytes], data: bytes) -> Links:
    """The links of a workbook whose `form` is ods (`parts` of its package) or xls (`data`); none of any other."""
    if form == "xls":
        return _of_stream(_stream(data))
    content = parts.get("content.xml", b"")
    if form != "ods" or not (b":a " in content or b"HYPERLINK(" in content):
        return {}
    return {
        table.get(f"{_TABLE}name", ""): {place: link for place, cell in _cells(table) if (link := _address(cell))}
        for table in parsed(content).iter(f"{_TABLE}table")
    }


def _cells(table: Element) -> Iterator[tuple[Place, Element]]:
    """The cells of a table that hold anything, each once however often it is repeated."""
    row = 1
    for line in table.iter(f"{_TABLE}table-row"):
        column = 1
        for cell in line:
            if len(cell) or cell.get(f"{_TABLE}formula"):
                yield (row, column), cell
            column += whole(cell.get(f"{_TABLE}number-columns-repeated"), 1)
        row += whole(line.get(f"{_TABLE}number-rows-repeated"), 1)


def _address(cell: Element) -> str:
    link = next((link.get(_HREF, "") for link in cell.iter(_A)), "")
    return link.strip() or formula_link(cell.get(f"{_TABLE}formula", "").removeprefix("of:="))[1]


def _stream(data: bytes) -> bytes:
    """The stream of an .xls that holds its sheets; blank where the container cannot be read."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), "")
            return bytes(container.openstream(name).read()) if name else b""
    except Exception:  # its own errors, and those of whatever it tries to understand in broken bytes
        return b""


_SHEET, _LINK = 0x85, 0x1B8
"""The records BoundSheet8 and HLink of [MS-XLS]."""
_WEB = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
"""What an address of the web begins with in a hyperlink object ([MS-OSHARED] 2.3.7.6)."""


def _of_stream(stream: bytes) -> Links:
    """The web addresses of each sheet: a sheet's records follow the place that its entry names."""
    if _WEB not in stream:
        return {}
    begins: list[tuple[int, str]] = []
    found: Links = {}
    for place, kind, record in _records(stream):
        if kind == _SHEET and len(record) > 8:
            letters = record[8:]
            name = letters.decode("utf-16-le", "replace") if record[7] & 1 else letters.decode("latin-1")
            begins.append((struct.unpack_from("<I", record)[0], name))
        elif kind == _LINK and len(record) > 8:
            sheet = max((item for item in begins if item[0] <= place), default=(0, ""))[1]
            found.setdefault(sheet, {}).update(_link(record))
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(place, kind, content) of the records of a stream."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _link(record: bytes) -> Iterator[tuple[Place, str]]:
    top, bottom, left, right = struct.unpack_from("<4H", record)
    said = record[8:].partition(_WEB)[2]
    if len(said) < 4:
        return
    (length,) = struct.unpack_from("<I", said)
    address = said[4 : 4 + length].decode("utf-16-le", "replace").partition("\0")[0].strip()
    if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
        bottom, right = top, left
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield (row + 1, column + 1), address
