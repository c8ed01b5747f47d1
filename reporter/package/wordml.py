"""What every reader of a .docx has to know of WordprocessingML: its names, and what may be wrapped around what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .budget import Fault, Unsafe

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DEEPEST = 40
"""Wrappers one in another; word processors make two or three."""


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


WRAPPERS = frozenset(
    w(name)
    for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
) | {f"{MC}AlternateContent", f"{MC}Choice"}
"""What may stand around paragraphs, rows, cells and runs. Deleted and moved-away text is not among them."""

BREAKS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
"""Elements of a run that stand for a character."""


def children(parent: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """The children with this tag, wrapped ones too. Unsafe when they are wrapped without end."""
    if depth > DEEPEST:
        raise Unsafe(Fault.DEPTH)
    for item in parent:
        if item.tag == tag:
            yield item
        elif item.tag in WRAPPERS:
            yield from children(item, tag, depth + 1)


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def child(parent: Element | None, name: str) -> Element | None:
    """The child `name` of an element; None where there is none, or no such parent."""
    return None if parent is None else parent.find(w(name))


def attributes(element: Element | None) -> dict[str, str]:
    """The attributes of an element by name without their namespaces; none where there is no element."""
    return {} if element is None else {local(key): value for key, value in element.attrib.items()}


def value_of(parent: Element | None, name: str, default: str = "") -> str:
    """What the child `name` of an element says in its ``w:val``; `default` where there is no such child."""
    found = child(parent, name)
    return default if found is None else found.get(w("val"), default)
