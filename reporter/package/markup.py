"""XML that strangers made, parsed in one way: no document type, no entity of its own, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .budget import Fault, Unsafe

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml.etree import _Element

_DOCTYPES = (b"<!DOCTYPE", b"<\0!\0D\0O\0C\0T\0Y\0P\0E")
"""In one byte a letter, and in two, whichever of them comes first."""
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?:\s+\w+=[\"'](?:1\.0|utf-8|yes|no)[\"'])*\s*\?>)?\s*<[a-z_]", re.IGNORECASE
)
"""The root, behind nothing but a declaration that names no other encoding: no document type can come any more."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    _STRICT + strict: b"http://schemas.openxmlformats.org/" + transitional
    for strict, transitional in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"drawingml/main", b"drawingml/2006/main"),
        (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    )
}
"""「严格 Open XML 文档」 of Word's save dialogue uses other namespaces for the same elements."""


def parsed(data: bytes, name: str = "") -> Element:
    """The root element, in the usual namespaces. Unsafe when it declares a document type or is not well formed."""
    from xml.etree import ElementTree

    refuse_doctype(data, name)
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL.items():
            data = data.replace(strict, transitional)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise Unsafe(Fault.MARKUP, name) from error


def refuse_doctype(data: bytes, name: str = "") -> None:
    """Unsafe for a document type declaration, in whatever encoding: no office program makes one, attacks do.

    The same letters in a comment or a CDATA section are text. A declaration stands before the root: nearly every part
    begins with that.
    """
    if not _BEGINS.match(data) and any(mark in data for mark in _DOCTYPES) and _declares_doctype(data):
        raise Unsafe(Fault.DOCTYPE, name)


class _Seen(Exception):
    """What the question was about has been reached; the argument is the answer."""


def _declares_doctype(data: bytes) -> bool:
    """Whether a document type is declared before the root; where no parser gets that far, it is taken for one."""

    def doctype(*_: object) -> None:
        raise _Seen(True)

    def root(*_: object) -> None:
        raise _Seen(False)

    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except _Seen as seen:
        return bool(seen.args[0])
    except (expat.ExpatError, LookupError, ValueError):
        pass
    return True


def proven(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The blocks of our own as they come; ValueError where, one behind the other, they are no content of an element.

    expat, because nobody wants a tree; it is done when the last block was taken.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate()
    try:
        parser.Parse(b"<content>")
        for block in blocks:
            parser.Parse(block)
            yield block
        parser.Parse(b"</content>", True)
    except expat.ExpatError as error:
        raise ValueError(f"not well-formed XML: {error}") from error


def escaped(text: str) -> str:
    """A text as it stands between tags. (xml.sax.saxutils has the same, and loads what opens addresses: 14 ms.)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def well_formed(part: bytes) -> bytes:
    """The part itself; ValueError where it is not well formed, its namespaces among it. No tree is made of it."""
    from xml.parsers import expat

    try:
        expat.ParserCreate(namespace_separator=" ").Parse(part, True)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    return part


def attribute(text: str) -> str:
    """A text as the value of an attribute, its quotes among it."""
    held = escaped(text).replace('"', "&quot;")
    return '"' + held.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'


def unescaped(text: str) -> str:
    """A text of markup as it was meant."""
    if "&" not in text:
        return text
    import html

    return html.unescape(text)


def opened(part: bytes) -> _Element:
    """The root element of a part, a tree to be changed in place. ValueError where it is not well formed."""
    from lxml import etree

    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not well-formed XML: {error}") from error


def closed(root: _Element) -> bytes:
    """The part of a tree."""
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
