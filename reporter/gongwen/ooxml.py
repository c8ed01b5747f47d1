"""Raw WordprocessingML as text, one function an element.

Elements are strings, made in the order the schema wants (Word insists on it), because a page has hundreds of them and
a tree of objects costs fifty times as much. Text passes through `escape`; what is finished is parsed once by `prove`.
Lengths are twips unless a name says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..package import markup

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

_PPR_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "pBdr",
    "shd",
    "tabs",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "textAlignment",
    "outlineLvl",
    "rPr",
    "sectPr",
)
_RPR_ORDER = (
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "lang",
)
_ORDERS = {
    "pPr": {name: rank for rank, name in enumerate(_PPR_ORDER)},
    "rPr": {name: rank for rank, name in enumerate(_RPR_ORDER)},
}

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n|[\n\r\t\x0b]")


def escape(value: str) -> str:
    """`value` as character data: markup escaped, and what XML cannot carry shown by its picture, never dropped.

    >>> escape("a<b & c" + chr(7))
    'a&lt;b &amp; c␇'
    """
    if value.isprintable() and not ("&" in value or "<" in value or ">" in value):
        return value
    value = _ILLEGAL.sub(_picture, value)
    return markup.escaped(value)


def is_plain(value: str) -> bool:
    """Whether `value` can stand in ``w:t`` as it is, wherever it is cut: no markup, no blanks, no breaks."""
    return value.isprintable() and not any(mark in value for mark in " &<>")


def shown(value: str) -> str:
    """`value` as a reader sees it: what XML cannot carry replaced by its picture."""
    return _ILLEGAL.sub(_picture, value)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def attributes(values: Mapping[str, object]) -> str:
    """``w:`` attributes in the given order, those of value None left out.

    >>> attributes({"w:val": 3, "w:x": None})
    ' w:val="3"'
    """
    return "".join(
        f' {name}="{escape(str(value)).replace(chr(34), "&quot;")}"'
        for name, value in values.items()
        if value is not None
    )


def element(name: str, content: str = "", /, **values: object) -> str:
    """``<w:name w:key="value">content</w:name>``, of the main namespace.

    >>> element("jc", val="center")
    '<w:jc w:val="center"/>'
    """
    marks = attributes({f"w:{key}": value for key, value in values.items()})
    return f"<w:{name}{marks}>{content}</w:{name}>" if content else f"<w:{name}{marks}/>"


def valued(**values: object) -> dict[str, str]:
    """Name → element of each property that says no more than its ``w:val``.

    >>> valued(jc="center")
    {'jc': '<w:jc w:val="center"/>'}
    """
    return {name: element(name, val=value) for name, value in values.items()}


def sized(half_points: int) -> dict[str, str]:
    """The properties of characters of that size."""
    return valued(sz=half_points, szCs=half_points)


def exactly(twips: int, **others: int) -> str:
    """``spacing`` of lines exactly so high."""
    return element("spacing", **others, line=twips, lineRule="exact")


def tabs(*stops: int, kind: str = "left") -> str:
    """``tabs`` at these places, in twips."""
    return element("tabs", "".join(element("tab", val=kind, pos=stop) for stop in stops))


def properties(kind: str, parts: Mapping[str, str]) -> str:
    """``pPr`` or ``rPr`` with its children in schema order; `parts` maps a child's name to its XML; blank when empty.

    >>> properties("pPr", {"jc": "<w:jc/>", "pStyle": "<w:pStyle/>"})
    '<w:pPr><w:pStyle/><w:jc/></w:pPr>'
    """
    if not parts:
        return ""
    order = _ORDERS[kind]
    return f"<w:{kind}>{''.join(parts[name] for name in sorted(parts, key=order.__getitem__))}</w:{kind}>"


def fonts(name: str, latin: str = "") -> str:
    """``rFonts`` with `name` on all four slots, so that quotes, dashes and digits are of one face (hint eastAsia).

    With `latin` the ASCII slot alone is another: digits and letters change, “” and —— do not.
    """
    return element("rFonts", ascii=latin or name, hAnsi=name, eastAsia=name, cs=latin or name, hint="eastAsia")


@lru_cache(maxsize=4096)
def bare(style: str, **parts: str) -> str:
    """A paragraph's ``pPr``: its style, and what no style can carry as keyword → XML of the child."""
    return properties("pPr", {"pStyle": element("pStyle", val=style), **parts})


def text(value: str) -> str:
    """`value` as the content of a run: ``w:t``, with line breaks as ``w:br`` and tabs as ``w:tab``.

    >>> text("a\\nb")
    '<w:t>a</w:t><w:br/><w:t>b</w:t>'
    """
    if value.isprintable() or not _BREAKS.search(value):
        return _plain(value)
    parts: list[str] = []
    start = 0
    for match in _BREAKS.finditer(value):
        parts.append(_plain(value[start : match.start()]))
        parts.append("<w:tab/>" if match[0] == "\t" else "<w:br/>")
        start = match.end()
    parts.append(_plain(value[start:]))
    return "".join(parts)


def _plain(value: str) -> str:
    if not value:
        return ""
    if value[0] in " \u3000" or value[-1] in " \u3000" or "  " in value:
        return f'<w:t xml:space="preserve">{escape(value)}</w:t>'
    return f"<w:t>{escape(value)}</w:t>"


def run(value: str, style: str = "", **parts: str) -> str:
    """A run of `value`, in a character style, with what no style can carry as keyword → XML; blank for no text."""
    if not value:
        return ""
    if not style and not parts:
        return f"<w:r>{text(value)}</w:r>"
    if style:
        parts = {"rStyle": element("rStyle", val=style), **parts}
    return f"<w:r>{properties('rPr', parts)}{text(value)}</w:r>"


def paragraph(style: str, content: str = "", **parts: str) -> str:
    """A paragraph of ready runs."""
    return f"<w:p>{bare(style, **parts)}{content}</w:p>"


def field(instruction: str, shown: str = "1") -> str:
    """A complex field with a first result, as Word writes PAGE."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bordered(**edges: tuple[int, int, str]) -> str:
    """``pBdr``: top or bottom → (weight in eighths of a point, distance in points, colour)."""
    return element(
        "pBdr",
        "".join(
            element(edge, val="single", sz=edges[edge][0], space=edges[edge][1], color=edges[edge][2])
            for edge in ("top", "left", "bottom", "right")
            if edge in edges
        ),
    )


def frame_table(widths: Sequence[int], rows: str, borders: str = "", *, centred: bool = False, place: str = "") -> str:
    """A table that only places things: fixed widths, no margins in its cells, by default no rules.

    `place` is a ``tblpPr`` for one that stands at a fixed place. The margins are said here because LibreOffice gives a
    table without style 1.9 mm on each side.
    """
    margins = "".join(element(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right"))
    return (
        "<w:tbl><w:tblPr>"
        + place
        + element("tblW", w=sum(widths), type="dxa")
        + (element("jc", val="center") if centred else "")
        + borders
        + element("tblLayout", type="fixed")
        + element("tblCellMar", margins)
        + "</w:tblPr>"
        + element("tblGrid", "".join(element("gridCol", w=width) for width in widths))
        + rows
        + "</w:tbl>"
    )


def table_cell(width: int, content: str, extra: str = "") -> str:
    """A cell of so many twips; `extra` are children of ``tcPr`` after its width."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{content}</w:tc>'


def prove(fragment: str) -> None:
    """Parse a fragment; ValueError when it is not well formed."""
    for _ in markup.proven((fragment.encode("utf-8"),)):
        pass


def proven(root: str) -> bytes:
    """`part`, parsed first."""
    prove(root)
    return part(root)


def part(*root: str) -> bytes:
    """A part of a package from its root element, given whole or in pieces."""
    return "".join(('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', *root)).encode("utf-8")


def parsed(fragment: str) -> BaseOxmlElement:
    """An lxml element from a fragment that uses our prefixes, for python-docx's trees."""
    from docx.oxml import parse_xml

    head, _, tail = fragment.partition(">")
    closing = "/" if head.endswith("/") else ""
    return parse_xml(f"{head.removesuffix('/')} {DECLARATIONS}{closing}>{tail}")
