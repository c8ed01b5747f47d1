"""Whether a workbook holds nothing but what may go back as it is: then it is marked in its own package.

What that is, is said by kind: of its parts, of what they lead to, of what is in them. It is what Excel, WPS and
LibreOffice write when somebody fills in a sheet of ours with them, pictures and notes included. Nothing of it runs,
fetches or leads out of the workbook.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from ..package.budget import ASIDE_BYTES, Budget
from ..package.markup import opened, unescaped
from ..package.members import Members
from .leading_out import leads_out, may_be_led_to
from .patched_parts import BOOK, CONTENT, sheet_parts
from .plain_markup import Markup, markup

_OFFICE, _PACKAGE = "application/vnd.openxmlformats-officedocument.", "application/vnd.openxmlformats-package."
_EXCEL, _WPS = "application/vnd.ms-excel.", "application/vnd.wps-officedocument."
_BOOK, _SHEET = f"{_OFFICE}spreadsheetml.sheet.main+xml", f"{_OFFICE}spreadsheetml.worksheet+xml"
_TABLE = f"{_OFFICE}spreadsheetml.table+xml"
_BOXES, _DRAWING, _CELL_PICTURES = f"{_OFFICE}vmlDrawing", f"{_OFFICE}drawing+xml", f"{_WPS}cellimage+xml"
_DATA, _DATA_FOLDER = "application/xml", "customxml/"
_NO_MARKUP = {
    f"{_OFFICE}spreadsheetml.printerSettings",
    *(f"image/{form}" for form in ("png", "jpeg", "jpg", ".jpg", "gif", "bmp")),
}
"""Of parts that nobody reads here. WPS calls a picture's type as its name ends."""
_TYPES = _NO_MARKUP | {
    *(_BOOK, _SHEET, _TABLE, _BOXES, _DRAWING, _CELL_PICTURES, _DATA),
    *(
        f"{_OFFICE}spreadsheetml.{kind}+xml"
        for kind in ("styles", "sharedStrings", "calcChain", "sheetMetadata", "comments")
    ),
    *(f"{_OFFICE}{kind}+xml" for kind in ("theme", "extended-properties", "custom-properties", "customXmlProperties")),
    *(f"{_PACKAGE}{kind}+xml" for kind in ("core-properties", "relationships")),
    *(f"{_EXCEL}{kind}+xml" for kind in ("threadedcomments", "person", "featurepropertybag")),
    *(f"{_WPS}customStorage+xml", "application/vnd.ms-office.classificationlabels+xml"),
}
"""Of all parts; data of a program of its own lies in one folder."""
_RELATIONS = frozenset(
    (
        *("officeDocument", "extended-properties", "core-properties", "custom-properties", "thumbnail"),
        *("worksheet", "styles", "theme", "sharedStrings", "calcChain", "sheetMetadata", "table", "printerSettings"),
        *("comments", "vmlDrawing", "threadedComment", "person", "drawing", "image", "cellImage", "hyperlink"),
        *("customXml", "customXmlProps", "classificationlabels", "FeaturePropertyBag", "customStorage"),
    )
)
"""What may lead from one part to another; the last of them, hyperlinks, lead out of the package."""
_SHAPE_LEADS_OUT = re.compile(rb"""\b(?:macro|textlink)\s*=\s*["'][^"']|:link\s*=""")
_BOX_IS_NO_NOTE = re.compile(rb"""\bObjectType\s*=\s*["'](?!Note["'])|\b(?:src|href|althref)\s*=|FmlaMacro""")
_CELL_PICTURE = re.compile(r'=?(?:_xlfn\.)?DISPIMG\("\w+",\s*1\)')


def is_plain(members: Members, parts: Mapping[str, bytes]) -> bool:
    """Whether nothing in the package needs more than to be marked. LookupError or ValueError where it is not built as
    such packages are, or not sound.

    parts: those that are markup, inflated.
    """
    types = _types_of(members, parts[CONTENT])
    sheets = sheet_parts(parts).values()
    if types[BOOK] != _BOOK or any(types[name] != _SHEET for name in sheets) or not _TYPES.issuperset(types.values()):
        return False
    if not all(_leads_nowhere(part) for name, part in parts.items() if name.endswith(".rels")):
        return False
    pictured = _CELL_PICTURES in types.values()
    for name, kind in types.items():
        if kind in _NO_MARKUP:
            members.inflated(name, Budget(ASIDE_BYTES))
        elif kind in (_BOOK, _SHEET, _TABLE):
            held = markup(parts[name])
            if not _is_kept(kind, held) or any(_leads_out(formula, pictured) for formula in held.formulas()):
                return False
        elif not _is_harmless(kind, name, parts[name]):
            return False
    return True


def _types_of(members: Members, content: bytes) -> dict[str, str]:
    """Of which type each part is, blank where that is not said."""
    parts, endings = _declared(content)
    return {
        name: parts.get("/" + name.lower()) or endings.get(name.rpartition(".")[2].lower(), "")
        for name in members
        if name != CONTENT and not name.endswith("/")
    }


@functools.lru_cache(maxsize=16)
def _declared(content: bytes) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The types of parts by their names, and by the ends of these."""
    told = [(item, item.get("ContentType") or "") for item in opened(content)]
    return (
        {(item.get("PartName") or "").lower(): kind for item, kind in told if item.get("PartName")},
        {(item.get("Extension") or "").lower(): kind for item, kind in told if item.get("Extension")},
    )


@functools.lru_cache(maxsize=64)
def _leads_nowhere(part: bytes) -> bool:
    """Whether these relations lead to nothing but what is kept, and out of the package to harmless addresses only."""
    for item in opened(part):
        kind = (item.get("Type") or "").rpartition("/")[2]
        if kind not in _RELATIONS or (kind == "hyperlink") != (item.get("TargetMode") == "External"):
            return False
        if kind == "hyperlink" and not may_be_led_to(item.get("Target") or ""):
            return False
    return True


def _is_kept(kind: str, held: Markup) -> bool:
    """Whether nothing in the workbook, a sheet or a table needs more than to be kept."""
    return held.is_usual and held.is_known and not (held.runs if kind == _BOOK else held.has_alternatives)


def _is_harmless(kind: str, name: str, part: bytes) -> bool:
    """The same of a part of another type."""
    if kind in (_DRAWING, _CELL_PICTURES):
        return not _SHAPE_LEADS_OUT.search(part)
    if kind == _BOXES:
        return not _BOX_IS_NO_NOTE.search(part)
    return kind != _DATA or name.lower().startswith(_DATA_FOLDER)


@functools.lru_cache(maxsize=2**14)
def _leads_out(formula: bytes, pictured: bool) -> bool:
    """Whether a formula as it stands in a part leads out; those of our blank are the same in every return.

    pictured: whether the package holds pictures that stand in cells by their formula.
    """
    told = _text(formula)
    return leads_out(told) and not (pictured and _CELL_PICTURE.fullmatch(told))


def _text(part: bytes) -> str:
    return unescaped(part.decode("utf-8", "replace"))
