"""The parts of a return marked in its own package that say what is in it: sheets, names, types, properties, styles.

Returns made from one blank have these in common, so it is remembered what became of them (benchmarks/RESULTS.md).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from ..package.markup import attribute, closed, opened
from ..package.parts import Package
from ..package.writing import Member, member
from ..records import value
from ..vocabulary import return_mark
from ..vocabulary.form import MARK_SHEET
from .palette import BORDER
from .styled_workbook import Look

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NO_RELATIONS = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOOK, STYLES, CONTENT, PROPERTIES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "docProps/custom.xml"
_CARRIER = "custom-properties"
_RELATED, _ROOT, _TOLD = "xl/_rels/workbook.xml.rels", "_rels/.rels", "docProps/app.xml"
_NEEDED = (BOOK, STYLES, CONTENT, _RELATED, _ROOT)
_TITLES = re.compile(rb"<(HeadingPairs|TitlesOfParts)>.*?</\1>", re.DOTALL)
"""How many sheets there are and what they are called, told a second time."""
_STYLE_GROUPS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_SMALL = 2**16
"""Bytes of parts of which it is remembered what became of them."""


@value
class Filled:
    """The style of this number in the workbook, but with another fill, or (no colour) none."""

    style: int
    colour: str


@value
class Dressed:
    """The style of a look of ours; `quoted`: of a text that might be taken for a formula."""

    look: Look
    quoted: bool


Style = Filled | Dressed
_Parts = tuple[tuple[str, bytes], ...]


def unused(form: str, first: int, taken: Collection[str]) -> str:
    """A part's name of this form (``xl/comments{}.xml``), counted from `first` on, that is not `taken`; to engines
    capitals are small letters.
    """
    others = {name.lower() for name in taken}
    return next(name for number in itertools.count(first) if (name := form.format(number)).lower() not in others)


def sheet_parts(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """The sheets of the workbook by name, in their order, and their parts; those of an earlier round among them.
    LookupError where the package has not the parts that it needs, or has them elsewhere.
    """
    if not all(name in parts for name in _NEEDED):
        raise LookupError(f"not all of {_NEEDED}")
    given = _taken(parts, BOOK, _RELATED, _ROOT)
    return (_sheet_parts if _are_small(given) else _sheet_parts.__wrapped__)(given)


def entered(
    parts: Mapping[str, bytes], comments: Sequence[str], front: str, header: int, mark: str
) -> Mapping[str, Member]:
    """The parts that are other than they were once there are more: `comments`, the sheet in `front` with this row as
    its header, and the one that bears the `mark`, with its second carrier (blank: none).
    """
    given = _taken(parts, BOOK, _RELATED, CONTENT, _ROOT, _TOLD)
    enter = _entered if _are_small(given) else _entered.__wrapped__
    return enter(given, tuple(comments), front, header, mark)


def styled(parts: Mapping[str, bytes], wanted: Sequence[Style]) -> tuple[Mapping[Style, int], Member]:
    """The numbers of these styles, and the part that has them."""
    given = _taken(parts, STYLES)
    return (_styled if _are_small(given) else _styled.__wrapped__)(given, tuple(dict.fromkeys(wanted)))


def properties(parts: Mapping[str, bytes], replaces: Sequence[str]) -> bytes:
    """The mark's second carrier: the properties of the document, with those that name these digests, none of an earlier
    round.
    """
    there = parts.get(PROPERTIES) or f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANT}"/>'.encode()
    root = opened(there)
    for item in [*root]:
        if (item.get("name") or "").startswith(return_mark.PROPERTY):
            root.remove(item)
    taken = max((int(item.get("pid") or 1) for item in root), default=1)
    for number, text in enumerate(replaces, 1):
        given = {
            "name": f"{return_mark.PROPERTY}{number}",
            "pid": str(taken + number),
            "fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
        }
        held = root.makeelement(f"{{{_CUSTOM}}}property", given)
        root.append(held)
        value = held.makeelement(f"{{{_VARIANT}}}lpwstr", None, {"vt": _VARIANT})
        held.append(value)
        value.text = text
    return closed(root)


def child(root: _Element, name: str) -> _Element:
    """The element of this name in one of a workbook; LookupError where there is none."""
    found = root.find(f"{{{MAIN}}}{name}")
    if found is None:
        raise LookupError(name)
    return found


def new(root: _Element, name: str, given: Mapping[str, str]) -> _Element:
    """One more element, the last in another of a workbook."""
    made = root.makeelement(f"{{{MAIN}}}{name}", dict(given))
    root.append(made)
    return made


def new_related(root: _Element, name: str, relation: str, given: Mapping[str, str]) -> _Element:
    """The same of one that a relation leads from; whatever prefixes openpyxl, once it is loaded, has lxml use."""
    made = root.makeelement(f"{{{MAIN}}}{name}", {**given, f"{{{OFFICE}}}id": relation}, {"r": OFFICE})
    root.append(made)
    return made


def relate(root: _Element, name: str, kind: str, part: str) -> str:
    """One more relation, of this kind of the office's, to a part; its name, which is the one given or one like it."""
    taken = {item.get("Id") for item in root}
    while name in taken:
        name += "0"
    given = {"Id": name, "Type": f"{OFFICE}/{kind}", "Target": f"/{part}"}
    root.append(root.makeelement(f"{{{RELATIONS}}}Relationship", given))
    return name


def _taken(parts: Mapping[str, bytes], *names: str) -> _Parts:
    return tuple((name, parts[name]) for name in names if name in parts)


def _are_small(given: _Parts) -> bool:
    return sum(len(part) for _, part in given) <= _SMALL


@functools.lru_cache(maxsize=16)
def _sheet_parts(given: _Parts) -> Mapping[str, str]:
    package = Package(dict(given))
    leads = [*package.relations(BOOK)]
    if package.main != BOOK or [item.target for item in leads if item.kind == "styles"] != [STYLES]:
        raise LookupError("elsewhere")
    targets = {item.id: item.target for item in leads}
    return {
        item.get("name") or "": targets[item.get(f"{{{OFFICE}}}id") or ""]
        for item in child(opened(package.part(BOOK)), "sheets")
    }


@functools.lru_cache(maxsize=16)
def _entered(given: _Parts, comments: tuple[str, ...], front: str, header: int, mark: str) -> Mapping[str, Member]:
    parts = dict(given)
    book, content = _Book(opened(parts[BOOK]), opened(parts[_RELATED])), _Content(opened(parts[CONTENT]))
    for part in comments:
        content.comments(part)
    if book.enter(MARK_SHEET, front, first=True):
        content.typed(front, f"{_SHEETS}.worksheet+xml")
    changed = {}
    if mark and book.enter(return_mark.SHEET, mark, first=False):
        content.typed(mark, f"{_SHEETS}.worksheet+xml")
    book.begin_with_first(header)
    if mark:
        carriers = [item.target for item in Package(parts).relations("") if item.kind == _CARRIER]
        if not carriers:
            root = opened(parts[_ROOT])
            relate(root, "back", _CARRIER, PROPERTIES)
            changed[_ROOT] = closed(root)
            content.typed(PROPERTIES, "application/vnd.openxmlformats-officedocument.custom-properties+xml")
        elif carriers != [PROPERTIES]:
            raise LookupError("elsewhere")
    if _TOLD in parts:
        changed[_TOLD] = _TITLES.sub(b"", parts[_TOLD])
    changed |= {BOOK: closed(book.root), _RELATED: closed(book.related), CONTENT: closed(content.root)}
    return {name: member(name, data) for name, data in changed.items()}


class _Book:
    """The workbook and what its parts are called in it, while sheets are entered."""

    def __init__(self, root: _Element, related: _Element):
        self.root, self.related = root, related
        self._sheets = child(root, "sheets")
        self._before = [*self._sheets]

    def enter(self, name: str, part: str, *, first: bool) -> bool:
        """Enter a sheet: the first one, or one that is not shown at the end. Whether it is new: one of an earlier round
        becomes it.
        """
        found = next((item for item in self._before if item.get("name") == name), None)
        is_new = found is None
        if found is None:
            ids = [int(item.get("sheetId") or 0) for item in self._sheets]
            relation = relate(self.related, f"back{len(ids)}", "worksheet", part)
            found = new_related(self._sheets, "sheet", relation, {"name": name, "sheetId": str(max(ids) + 1)})
        if first:
            found.attrib.pop("state", "")
            self._sheets.insert(0, found)
        else:
            found.set("state", "veryHidden")
        return is_new

    def begin_with_first(self, header: int) -> None:
        """Open at the sheet that was entered first, this row of which is printed on each page."""
        names = self.root.find(f"{{{MAIN}}}definedNames")
        if names is None:
            names = self.root.makeelement(f"{{{MAIN}}}definedNames")
            self._sheets.addnext(names)
        for item in [*names]:
            if told := item.get("localSheetId"):
                item.set("localSheetId", str(self._sheets.index(self._before[int(told)])))
                if item.get("localSheetId") == "0":
                    names.remove(item)  # of the list of an earlier round
        found = new(names, "definedName", {"name": "_xlnm.Print_Titles", "localSheetId": "0"})
        found.text = f"'{MARK_SHEET}'!${header}:${header}"
        for view in self.root.iter(f"{{{MAIN}}}workbookView"):
            view.set("activeTab", "0")
            view.set("firstSheet", "0")


class _Content:
    """Of which type each part is, while there come more."""

    def __init__(self, root: _Element):
        self.root = root

    def typed(self, part: str, kind: str) -> None:
        """A part of this type."""
        given = {"PartName": f"/{part}", "ContentType": kind}
        self.root.append(self.root.makeelement(f"{{{_TYPES}}}Override", given))

    def comments(self, part: str) -> None:
        """A part of comments, with which boxes come."""
        self.typed(part, f"{_SHEETS}.comments+xml")
        if all(item.get("Extension") != "vml" for item in self.root):
            given = {"Extension": "vml", "ContentType": "application/vnd.openxmlformats-officedocument.vmlDrawing"}
            self.root.insert(0, self.root.makeelement(f"{{{_TYPES}}}Default", given))


@functools.lru_cache(maxsize=16)
def _styled(given: _Parts, wanted: tuple[Style, ...]) -> tuple[Mapping[Style, int], Member]:
    ((name, part),) = given
    styles = _Styles(opened(part))
    numbers = {style: styles.number(style) for style in wanted}
    return numbers, member(name, styles.written())


class _Styles:
    """The styles of the workbook, added to."""

    def __init__(self, root: _Element):
        self._root = root
        self._groups = {kind: _Group(child(root, kind), name) for kind, name in _STYLE_GROUPS.items()}

    def number(self, style: Style) -> int:
        """The number of a style, which is added where there is none such yet."""
        return self._filled(style) if isinstance(style, Filled) else self._dressed(style.look, style.quoted)

    def written(self) -> bytes:
        """The part with what was added."""
        for group in self._groups.values():
            group.close()
        return closed(self._root)

    def _filled(self, style: Filled) -> int:
        formats = self._groups["cellXfs"]
        changed = deepcopy(formats.there[style.style])
        changed.set("fillId", str(self._fill(style.colour) if style.colour else 0))
        changed.set("applyFill", "1")
        return formats.number(changed)

    def _dressed(self, look: Look, quoted: bool) -> int:
        colour = f'<color rgb="00{look.colour}"/>' if look.colour else ""
        bold = "<b/>" if look.bold else ""
        font = f'<font>{bold}<sz val="{look.size:g}"/>{colour}<name val={attribute(look.font)}/></font>'
        line = f'style="thin"><color rgb="00{BORDER}"/>'
        sides = "".join(f"<{side} {line}</{side}>" for side in ("left", "right", "top", "bottom"))
        border = self._groups["borders"].number(f"<border>{sides}<diagonal/></border>") if look.ruled else 0
        return self._groups["cellXfs"].number(
            f'<xf numFmtId="0" fontId="{self._groups["fonts"].number(font)}"'
            f' fillId="{self._fill(look.fill) if look.fill else 0}" borderId="{border}" xfId="0" applyFont="1"'
            f' applyFill="1" applyBorder="1" applyAlignment="1" quotePrefix="{int(quoted)}"><alignment'
            f' horizontal="{look.across}" vertical="{look.down}" wrapText="{int(look.wrap)}"/></xf>'
        )

    def _fill(self, colour: str) -> int:
        return self._groups["fills"].number(
            f'<fill><patternFill patternType="solid"><fgColor rgb="00{colour}"/></patternFill></fill>'
        )


class _Group:
    """The fonts, fills, borders or formats of a workbook, added to."""

    def __init__(self, group: _Element, name: str):
        self.there = group.findall(f"{{{MAIN}}}{name}")
        self._group = group
        self._added: dict[str | bytes, tuple[int, str | _Element]] = {}

    def number(self, made: str | _Element) -> int:
        """Its number among its kind; the same one twice is added once."""
        key = made if isinstance(made, str) else closed(made)
        return self._added.setdefault(key, (len(self.there) + len(self._added), made))[0]

    def close(self) -> None:
        """Put in what was added, those that are text parsed at once."""
        if not self._added:
            return
        texts = [made for _, made in self._added.values() if isinstance(made, str)]
        parsed = iter([*opened(f'<x xmlns="{MAIN}">{"".join(texts)}</x>'.encode())])
        self._group.extend([next(parsed) if isinstance(made, str) else made for _, made in self._added.values()])
        self._group.set("count", str(len(self.there) + len(self._added)))
