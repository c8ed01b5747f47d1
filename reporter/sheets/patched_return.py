"""A return marked in its own package: only what differs is made anew, every other part stays as it was packed.

Much faster than opening and saving it with openpyxl (benchmarks/RESULTS.md), and nothing of it is lost. For plain
workbooks only; any other is left to openpyxl (`marked`).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ..package.markup import closed, opened, unescaped
from ..package.members import Members
from ..package.writing import member, zipped
from ..vocabulary import return_mark
from ..vocabulary.cell_address import address, letters, position
from ..vocabulary.form import MARK_AUTHOR, MARK_SHEET
from ..vocabulary.problems import Problem
from .cell_text import literal, looks_like_formula
from .palette import A4, BORDER, COLUMN_PADDING, FOOT_SIZE, MARGINS
from .remarks import LINK_COLUMN, LINK_TIP, WIDTHS, RemarkRow, remark_rows
from .styled_workbook import Look, fitted_height

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK, _STYLES, _CONTENT = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
_BOOK_RELATIONS, _PROPERTIES = "xl/_rels/workbook.xml.rels", "docProps/custom.xml"
_NEEDED = (_BOOK, _STYLES, _CONTENT, _BOOK_RELATIONS, "_rels/.rels")

_PLAIN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core|custom)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings)\.xml|xl/theme/theme\d+\.xml|xl/worksheets/sheet\d+\.xml"
)
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_STRANGE = tuple(
    b"drawing legacyDrawing hyperlinks oleObjects controls tableParts picture extLst webPublishItems "
    b"conditionalFormatting externalReference pivotCache functionGroups customWorkbookViews customSheetViews "
    b"AlternateContent xlm= vbProcedure= function=".split()
)
"""What openpyxl has to look after: whatever lies beside the cells or reaches out of them. One that a text has, too."""
_FORMULA = re.compile(rb"<(f|formula1|formula2|definedName)\b[^>]*>([^<]+)<")
_SELECTED = re.compile(rb'\btabSelected="(?:1|true)"')
_TITLES = re.compile(rb"<(HeadingPairs|TitlesOfParts)>.*?</\1>", re.DOTALL)
"""How many sheets there are and what they are called, told a second time."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Marking = Callable[[Sequence[Problem]], tuple[str, str, int]]
COMMENT_WIDTH = 300
"""Pixels; about 20 Chinese characters a line."""


def patched_return(
    members: Members,
    problems: Sequence[Problem],
    replaces: Sequence[str],
    reply_by: dt.date | None,
    reaches_out: Callable[[str], bool],
    marking: Marking,
) -> bytes | None:
    """The package with the problems marked; None where it holds anything that is not plain.

    reaches_out: whether a formula leads out of the workbook. marking: of the problems of one cell the fill's colour,
    the comment and how tall that stands in pixels.
    """
    if not all(map(_PLAIN.fullmatch, members)) or not all(name in members for name in _NEEDED):
        return None
    parts = {name: members[name] for name in members}
    if not _is_plain(parts, reaches_out):
        return None
    try:
        return _patched(members, _Patched(parts), problems, replaces, reply_by, marking)
    except (LookupError, ValueError):  # not built as such packages are, not well formed
        return None


def _patched(
    members: Members,
    book: _Patched,
    problems: Sequence[Problem],
    replaces: Sequence[str],
    reply_by: dt.date | None,
    marking: Marking,
) -> bytes:
    places = {problem: book.place(problem) for problem in problems}
    by_cell: dict[tuple[str, int, int], list[Problem]] = {}
    for problem in problems:
        if found := places[problem]:
            by_cell.setdefault(found, []).append(problem)
    for (sheet, row, column), group in sorted(by_cell.items()):
        book.mark(sheet, row, column, *marking(group))
    links = {
        problem: f"'{found[0].replace(chr(39), chr(39) * 2)}'!{address(found[1], found[2])}"
        for problem, found in places.items()
        if found
    }
    changed = book.finished(*remark_rows(problems, links, reply_by), replaces)
    kept = (members.packed(name) if changed.get(name) is None else member(name, changed.pop(name)) for name in members)
    return zipped((*kept, *(member(name, data) for name, data in changed.items())), mode=0o600)


def _is_plain(parts: Mapping[str, bytes], reaches_out: Callable[[str], bool]) -> bool:
    """Whether nothing in the parts needs more than is done here, and no earlier round left its marks."""
    checked = [part for name, part in parts.items() if _SHEET.fullmatch(name) or name == _BOOK]
    usual = all(f'xmlns="{_MAIN}"'.encode() in part for part in (*checked, parts[_STYLES]))
    book = unescaped(parts[_BOOK].decode("utf-8", "replace"))
    return (
        usual
        and not any(strange in part for part in checked for strange in _STRANGE)
        and not any(name in book for name in (MARK_SHEET, return_mark.SHEET))
        and return_mark.PROPERTY.encode() not in parts.get(_PROPERTIES, b"")
        and not any(_told(found[2], reaches_out) for part in checked for found in _FORMULA.finditer(part))
    )


@functools.lru_cache(maxsize=2**14)
def _told(formula: bytes, reaches_out: Callable[[str], bool]) -> bool:
    """Whether a formula as it stands in a part reaches out; those of our blank are the same in every return."""
    return reaches_out(unescaped(formula.decode("utf-8", "replace")))


class _Patched:
    """The package while it is changed. LookupError or ValueError where it is not built as such packages are."""

    def __init__(self, parts: Mapping[str, bytes]):
        self._parts = parts
        self._book, self._relations, self._content, styles = (
            opened(parts[name]) for name in (_BOOK, _BOOK_RELATIONS, _CONTENT, _STYLES)
        )
        self._styles = _Styles(styles)
        targets = {item.get("Id"): item.get("Target") or "" for item in self._relations}
        self._names = {
            item.get("name") or "": _under_book(targets[item.get(f"{{{_OFFICE}}}id")]) for item in self._list
        }
        self._sheets: dict[str, _Sheet] = {}

    @property
    def _list(self) -> _Element:
        return _child(self._book, "sheets")

    def place(self, problem: Problem) -> tuple[str, int, int] | None:
        """Sheet, row and column where a problem is marked, None when it lies at no cell."""
        name = problem.source.sheet or (next(iter(self._names)) if len(self._names) == 1 else "")
        try:
            row, column = position(problem.source.cell.partition(":")[0])
        except ValueError:
            return None
        if name not in self._names or row > LAST_ROW or column > LAST_COLUMN:
            return None
        if name not in self._sheets:
            self._sheets[name] = _Sheet(opened(self._parts[self._names[name]]))
        return name, *self._sheets[name].seen(row, column)

    def mark(self, sheet: str, row: int, column: int, colour: str, words: str, height: int) -> None:
        """Fill a cell and hang a comment on it, so many pixels tall."""
        own = self._sheets[sheet]
        cell = own.cell(row, column)
        cell.set("s", str(self._styles.filled(int(cell.get("s") or 0), colour)))
        own.comments.append((row, column, words, height))

    def finished(self, rows: Sequence[RemarkRow], header: int, replaces: Sequence[str]) -> dict[str, bytes]:
        """Part → its bytes, of all that are other than they were: the list in front and the mark among them."""
        changed: dict[str, bytes] = {}
        for number, (name, part) in enumerate(self._names.items(), 1):
            if sheet := self._sheets.get(name):
                changed |= self._commented(part, number, sheet)
            elif _SELECTED.search(self._parts[part]):
                changed[part] = _SELECTED.sub(b'tabSelected="0"', self._parts[part])  # two would be edited as one
        taken = max(int(re.sub(r"\D", "", part)) for part in self._names.values())
        front, mark = (f"xl/worksheets/sheet{taken + more}.xml" for more in (1, 2))
        changed[front] = _front(rows, header, self._styles)
        self._enter(MARK_SHEET, front, first=True)
        for item in self._book.iter(f"{{{_MAIN}}}definedName"):
            if item.get("localSheetId"):
                item.set("localSheetId", str(int(item.get("localSheetId") or 0) + 1))
        self._title_rows(header)
        for view in self._book.iter(f"{{{_MAIN}}}workbookView"):
            view.set("activeTab", "0")
            view.set("firstSheet", "0")
        if replaces:
            changed[mark] = _mark_sheet(replaces)
            self._enter(return_mark.SHEET, mark, first=False)
            changed |= self._properties(replaces)
        if (name := "docProps/app.xml") in self._parts:
            changed[name] = _TITLES.sub(b"", self._parts[name])
        trees = {_BOOK: self._book, _BOOK_RELATIONS: self._relations, _CONTENT: self._content}
        changed |= {name: closed(tree) for name, tree in trees.items()}
        return {**changed, _STYLES: closed(self._styles.root)}

    def _commented(self, part: str, number: int, sheet: _Sheet) -> dict[str, bytes]:
        """The sheet with its comments, and the three parts that hold them."""
        comments, drawing = f"xl/comments{number}.xml", f"xl/drawings/vmlDrawing{number}.vml"
        _new(sheet.root, "legacyDrawing", {f"{{{_OFFICE}}}id": "drawing"})
        for view in sheet.root.iter(f"{{{_MAIN}}}sheetView"):
            view.set("tabSelected", "0")
        self._typed(comments, f"{_SHEETS}.comments+xml")
        if all(item.get("Extension") != "vml" for item in self._content):
            given = {"Extension": "vml", "ContentType": "application/vnd.openxmlformats-officedocument.vmlDrawing"}
            self._content.insert(0, self._content.makeelement(f"{{{_TYPES}}}Default", given))
        folder, _, own = part.rpartition("/")
        related = (("drawing", "vmlDrawing", drawing), ("comments", "comments", comments))
        told = "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="/{target}"/>' for name, kind, target in related
        )
        return {
            part: closed(sheet.root),
            comments: _comments(sheet.comments),
            drawing: _shapes(sheet.comments),
            f"{folder}/_rels/{own}.rels": f'<Relationships xmlns="{_RELATIONS}">{told}</Relationships>'.encode(),
        }

    def _enter(self, name: str, part: str, *, first: bool) -> None:
        """Enter a sheet into the workbook: the first one, or one that is not shown at the end."""
        ids = [int(item.get("sheetId") or 0) for item in self._list]
        relation = f"back{len(ids)}"
        found = _new(self._list, "sheet", {"name": name, "sheetId": str(max(ids) + 1), f"{{{_OFFICE}}}id": relation})
        if first:
            self._list.insert(0, found)
        else:
            found.set("state", "veryHidden")
        _related(self._relations, relation, f"{_OFFICE}/worksheet", f"/{part}")
        self._typed(part, f"{_SHEETS}.worksheet+xml")

    def _typed(self, part: str, kind: str) -> None:
        given = {"PartName": f"/{part}", "ContentType": kind}
        self._content.append(self._content.makeelement(f"{{{_TYPES}}}Override", given))

    def _title_rows(self, header: int) -> None:
        names = self._book.find(f"{{{_MAIN}}}definedNames")
        if names is None:
            names = self._book.makeelement(f"{{{_MAIN}}}definedNames")
            self._list.addnext(names)
        found = _new(names, "definedName", {"name": "_xlnm.Print_Titles", "localSheetId": "0"})
        found.text = f"'{MARK_SHEET}'!${header}:${header}"

    def _properties(self, replaces: Sequence[str]) -> dict[str, bytes]:
        """The mark's second carrier, and what it takes to have one."""
        if there := self._parts.get(_PROPERTIES):
            root, made = opened(there), {}
        else:
            root = opened(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANT}"/>'.encode())
            relations = opened(self._parts["_rels/.rels"])
            _related(relations, "back", f"{_OFFICE}/custom-properties", f"/{_PROPERTIES}")
            made = {"_rels/.rels": closed(relations)}
            self._typed(_PROPERTIES, "application/vnd.openxmlformats-officedocument.custom-properties+xml")
        taken = max((int(item.get("pid") or 1) for item in root), default=1)
        for number, text in enumerate(replaces, 1):
            given = {
                "name": f"{return_mark.PROPERTY}{number}",
                "pid": str(taken + number),
                "fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
            }
            held = root.makeelement(f"{{{_CUSTOM}}}property", given)
            root.append(held)
            value = held.makeelement(f"{{{_VARIANT}}}lpwstr")
            held.append(value)
            value.text = text
        return {**made, _PROPERTIES: closed(root)}


class _Sheet:
    """A sheet while it is marked; `comments` are row, column, words and height."""

    def __init__(self, root: _Element):
        self.root = root
        self.comments: list[tuple[int, int, str, int]] = []
        self._data = _child(root, "sheetData")
        self._rows = {int(row.attrib["r"]): row for row in self._data}
        corners = (str(item.get("ref")).partition(":") for item in root.iter(f"{{{_MAIN}}}mergeCell"))
        self._merged = [(position(first), position(last or first)) for first, _, last in corners]

    def seen(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is seen at a place: of a merged range its first."""
        for (top, left), (bottom, right) in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def cell(self, row: int, column: int) -> _Element:
        """The cell, made where there is none."""
        line = self._rows.get(row)
        if line is None:
            line = self._data.makeelement(f"{{{_MAIN}}}row", {"r": str(row)})
            self._data.insert(sum(number < row for number in self._rows), line)
            self._rows[row] = line
        columns = [position(str(cell.attrib["r"]))[1] for cell in line]
        if column in columns:
            return line[columns.index(column)]
        made = line.makeelement(f"{{{_MAIN}}}c", {"r": address(row, column)})
        line.insert(sum(number < column for number in columns), made)
        return made


class _Styles:
    """The styles of the workbook, added to."""

    def __init__(self, root: _Element):
        self.root = root
        self._filled: dict[tuple[int, str], int] = {}
        self._made: dict[tuple[Look, bool], int] = {}
        self._added: dict[tuple[str, bytes], int] = {}

    def filled(self, style: int, colour: str) -> int:
        """The style with another fill."""
        if (style, colour) not in self._filled:
            changed = deepcopy(_child(self.root, "cellXfs")[style])
            changed.set("fillId", str(self._fill(colour)))
            changed.set("applyFill", "1")
            self._filled[style, colour] = self._add("cellXfs", changed)
        return self._filled[style, colour]

    def of(self, look: Look, quoted: bool) -> int:
        """The style of a look of ours; `quoted`: of a text that might be taken for a formula."""
        if (look, quoted) not in self._made:
            colour = f'<color rgb="00{look.colour}"/>' if look.colour else ""
            bold = "<b/>" if look.bold else ""
            font = f'<font>{bold}<sz val="{look.size:g}"/>{colour}<name val={quoteattr(look.font)}/></font>'
            line = f'style="thin"><color rgb="00{BORDER}"/>'
            sides = "".join(f"<{side} {line}</{side}>" for side in ("left", "right", "top", "bottom"))
            font_id = self._add("fonts", _made(font))
            border = self._add("borders", _made(f"<border>{sides}<diagonal/></border>")) if look.ruled else 0
            self._made[look, quoted] = self._add(
                "cellXfs",
                _made(
                    f'<xf numFmtId="0" fontId="{font_id}" fillId="{self._fill(look.fill) if look.fill else 0}"'
                    f' borderId="{border}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
                    f' quotePrefix="{int(quoted)}"><alignment horizontal="{look.across}" vertical="{look.down}"'
                    f' wrapText="{int(look.wrap)}"/></xf>'
                ),
            )
        return self._made[look, quoted]

    def _fill(self, colour: str) -> int:
        fill = f'<fill><patternFill patternType="solid"><fgColor rgb="00{colour}"/></patternFill></fill>'
        return self._add("fills", _made(fill))

    def _add(self, kind: str, made: _Element) -> int:
        """Its number among its kind; the same one twice is added once."""
        text = closed(made)
        if (kind, text) not in self._added:
            group = _child(self.root, kind)
            group.append(made)
            group.set("count", str(len(group)))
            self._added[kind, text] = len(group) - 1
        return self._added[kind, text]


def _child(root: _Element, name: str) -> _Element:
    found = root.find(f"{{{_MAIN}}}{name}")
    if found is None:
        raise LookupError(name)
    return found


def _new(root: _Element, name: str, given: Mapping[str, str]) -> _Element:
    made = root.makeelement(f"{{{_MAIN}}}{name}", dict(given))
    root.append(made)
    return made


def _made(text: str) -> _Element:
    return opened(f'<x xmlns="{_MAIN}">{text}</x>'.encode())[0]


def _related(root: _Element, name: str, kind: str, target: str) -> None:
    root.append(root.makeelement(f"{{{_RELATIONS}}}Relationship", {"Id": name, "Type": kind, "Target": target}))


def _under_book(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _text(words: str) -> str:
    return f'<t xml:space="preserve">{escape(literal(words))}</t>'


def _front(rows: Sequence[RemarkRow], header: int, styles: _Styles) -> bytes:
    """The sheet 「退改说明」."""

    def cell(number: int, column: int, words: str, look: Look) -> str:
        style = styles.of(look, looks_like_formula(words))
        held = f' t="inlineStr"><is>{_text(words)}</is></c>' if words else "/>"
        return f'<c r="{address(number, column)}" s="{style}"{held}'

    lines, merged, links = [], [], []
    for number, row in enumerate(rows, 1):
        height = f' ht="{fitted_height(row.lines, row.size):g}"' if row.lines else ""
        cells = "".join(cell(number, column, *held) for column, held in enumerate(row.cells, 1))
        lines.append(f'<row r="{number}"{height}>{cells}</row>')
        if row.merged:
            merged.append(f'<mergeCell ref="A{number}:{letters(len(WIDTHS))}{number}"/>')
        if row.link:
            place, to = f"{letters(LINK_COLUMN)}{number}", quoteattr(row.link)
            links.append(f'<hyperlink ref="{place}" location={to} tooltip="{LINK_TIP}"/>')
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width + COLUMN_PADDING:.4f}" customWidth="1"/>'
        for number, width in enumerate(WIDTHS, 1)
    )
    margins = " ".join(f'{side}="{inches}"' for side, inches in MARGINS.items())
    foot = f"&amp;L&amp;{FOOT_SIZE} {MARK_SHEET}&amp;C&amp;{FOOT_SIZE} 第 &amp;P 页，共 &amp;N 页"
    return _proven(
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{header}" topLeftCell="A{header + 1}"'
        f' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData>'
        f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>'
        f"{'<hyperlinks>' + ''.join(links) + '</hyperlinks>' if links else ''}"
        f'<printOptions horizontalCentered="1"/><pageMargins {margins} header="0.24" footer="0.24"/>'
        f'<pageSetup paperSize="{A4}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{foot}</oddFooter></headerFooter></worksheet>"
    )


def _mark_sheet(replaces: Iterable[str]) -> bytes:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is>{_text(words)}</is></c></row>'
        for number, words in enumerate((return_mark.HEAD, *replaces), 1)
    )
    return _proven(f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData><sheetProtection sheet="1"/></worksheet>')


def _comments(comments: Iterable[tuple[int, int, str, int]]) -> bytes:
    told = "".join(
        f'<comment ref="{address(row, column)}" authorId="0"><text>{_text(words)}</text></comment>'
        for row, column, words, _ in comments
    )
    author = f"<authors><author>{MARK_AUTHOR}</author></authors>"
    return _proven(f'<comments xmlns="{_MAIN}">{author}<commentList>{told}</commentList></comments>')


def _shapes(comments: Iterable[tuple[int, int, str, int]]) -> bytes:
    """The boxes of the comments, in the old markup that Excel still asks for."""
    shapes = "".join(
        f'<v:shape id="_x0000_s{1025 + number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
        f'margin-top:1.5pt;width:{COMMENT_WIDTH}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
        f' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        f'<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        for number, (row, column, _, height) in enumerate(comments, 1)
    )
    return _proven(
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
        ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        f'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{shapes}</xml>'
    )


def _proven(text: str) -> bytes:
    """The part, seen to be well formed."""
    part = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()
    opened(part)
    return part
