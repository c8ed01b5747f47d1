"""A .docx as a reader's eye goes over it: lines in order with their effective look, tables, boxes, rules, sections.

Nothing is judged here and nothing is recognised; a text that is hidden or deleted is not there. Lengths are twips.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from ...package.budget import Fault, Unsafe
from ...package.parts import Package
from ...package.wordml import DEEPEST, WRAPPERS, attributes, child, children, value_of, w
from ..document_form import Form
from .document_view import Cell, Line, Reading, Section, Table
from .docx_file import NotADocx, not_a_docx, open_document
from .effective_styles import Styles
from .inline import Inline, Run
from .properties import Border, borders, flag, number, twips_of
from .shapes import Shape, boxes_and_shapes

_MARGIN_INDEX = -1_000_000
"""Lines of headers and footers count from here, so that none is taken for a line of the body."""
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(data: bytes) -> Reading:
    """Reads a whole document. Raises NotADocx."""
    try:
        return _Reader(open_document(data)).document()
    except RecursionError as error:
        raise not_a_docx(Unsafe(Fault.DEPTH)) from error
    except Unsafe as unsafe:
        raise not_a_docx(unsafe) from unsafe


class _Reader:
    """Walks the parts; `section`, `opens_page` and the rest are the state of the walk."""

    def __init__(self, package: Package) -> None:
        self.package, self.styles = package, Styles(package)
        self.reading = Reading()
        self.section, self.opens_page, self.story = 0, False, "body"
        self.table: tuple[int | None, int, int] = (None, -1, -1)
        self.table_style, self.depth = "", 0
        self.box: int | None = None

    def document(self) -> Reading:
        """Reads the body, then the sections with their headers and footers."""
        body = child(self.package.root(self.package.main), "body")
        if body is None:
            raise NotADocx("文件中没有 Word 正文")
        self._blocks(body)
        self.reading.even_differs = flag(child(self.package.related_root("settings"), "evenAndOddHeaders"))
        former = {old for change in body.iter(w("sectPrChange")) for old in change}
        core = self.package.root("docProps/core.xml")
        self.reading.plain = core is not None and any(
            item.tag.endswith("}category") and item.text == Form.PLAIN for item in core
        )
        self._sections([item for item in body.iter(w("sectPr")) if item not in former])
        self._open_sections()
        return self.reading

    def _open_sections(self) -> None:
        """Marks the first line of each section that begins a new page: only the section itself says that it does."""
        last = 0
        for index, line in enumerate(self.reading.lines):
            section = min(line.section, len(self.reading.sections) - 1)
            opens = section != last and self.reading.sections[section].kind != "continuous"
            if opens or section != line.section:
                self.reading.lines[index] = replace(line, section=section, opens_page=line.opens_page or opens)
            last = section

    def _blocks(self, parent: Element) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unsafe(Fault.DEPTH)
        for item in parent:
            if item.tag == w("p"):
                self._paragraph(item)
            elif item.tag == w("tbl"):
                self._table(item)
            elif item.tag in WRAPPERS:
                self._blocks(item)
        self.depth -= 1

    def _paragraph(self, element: Element) -> None:
        properties = element.find(w("pPr"))
        look = self.styles.paragraph(properties, self.table_style)
        mark = self.styles.run(child(properties, "rPr"), properties, self.table_style)
        walk = Inline(self.styles, properties, self.table_style)
        walk.children(element)
        prefix = self.styles.numbering.text(*look.numbering) if look.numbering else ""
        runs = (Run(prefix, walk.runs[0].look if walk.runs else mark), *walk.runs) if prefix else tuple(walk.runs)
        index = len(self.reading.lines)
        table, row, column = self.table
        self.reading.lines.append(
            Line(
                index=index,
                text="".join(run.text for run in runs),
                runs=runs,
                look=look,
                mark=mark,
                story=self.story,
                section=self.section,
                opens_page=self.opens_page or look.page_break_before or walk.break_before,
                table=table,
                row=row,
                column=column,
                box=self.box,
                fields=tuple(walk.fields),
            )
        )
        self.opens_page = walk.break_after
        for drawing in walk.drawings:
            self._drawing(drawing, index)
        if child(properties, "sectPr") is not None and self.story == "body":
            self.section += 1

    def _drawing(self, drawing: Element, anchor: int) -> None:
        for found in boxes_and_shapes(drawing, anchor):
            if isinstance(found, Shape):
                self.reading.shapes.append(found)
                continue
            content, box = found
            number_of_box = len(self.reading.boxes)
            self.reading.boxes.append(box)
            kept = self.story, self.table, self.table_style, self.box, self.opens_page
            self.story, self.table, self.table_style, self.box, self.opens_page = (
                "box",
                (None, -1, -1),
                "",
                number_of_box,
                False,
            )
            first = len(self.reading.lines)
            self._blocks(content)
            self.reading.boxes[number_of_box] = replace(box, lines=tuple(range(first, len(self.reading.lines))))
            self.story, self.table, self.table_style, self.box, self.opens_page = kept

    def _table(self, element: Element) -> None:
        properties = element.find(w("tblPr"))
        kept = self.story, self.table, self.table_style
        identity = len(self.reading.tables)
        self.reading.tables.append(
            Table(identity, (), {}, 0.0, (), {}, self.section)
        )  # keeps its number for tables inside
        self.table_style = value_of(properties, "tblStyle", self.styles.default.get("table", ""))
        if self.story == "body":
            self.story = "cell"
        table_borders = self._style_borders(self.table_style) | borders(child(properties, "tblBorders"))
        rows, heights = [], []
        columns = [twips_of(column.get(w("w"))) for column in element.findall(f"{w('tblGrid')}/{w('gridCol')}")]
        for position, row in enumerate(children(element, w("tr"))):
            heights.append(_row_height(row.find(w("trPr"))))
            cells = list(children(row, w("tc")))
            places = _cell_places(cells, columns)
            rows.append(
                tuple(
                    self._cell(cell, identity, position, column, place)
                    for column, (cell, place) in enumerate(zip(cells, places))
                )
            )
        width = attributes(child(properties, "tblW"))
        stated = twips_of(width.get("w")) if width.get("type") == "dxa" else 0.0
        self.reading.tables[identity] = Table(
            identity,
            tuple(rows),
            table_borders,
            stated or sum(columns),
            tuple(heights),
            attributes(child(properties, "tblpPr")),
            self.section,
        )
        self.story, self.table, self.table_style = kept

    def _cell(self, cell: Element, table: int, row: int, column: int, place: tuple[float, float]) -> Cell:
        self.table = (table, row, column)
        first = len(self.reading.lines)
        self._blocks(cell)
        lines = tuple(range(first, len(self.reading.lines)))
        return Cell(lines, borders(child(cell.find(w("tcPr")), "tcBorders")), *place)

    def _style_borders(self, style: str) -> dict[str, Border]:
        found: dict[str, Border] = {}
        for _ in range(10):
            element = self.styles.by_id.get(style)
            if element is None:
                break
            found = borders(child(element.find(w("tblPr")), "tblBorders")) | found
            style = value_of(element, "basedOn")
        return found

    def _sections(self, properties: list[Element]) -> None:
        targets = {item.id: item.target for item in self.package.relations(self.package.main)}
        footers: dict[str, tuple[Line, ...]] = {}
        headers: dict[str, tuple[Line, ...]] = {}
        parts: dict[str, tuple[Line, ...]] = {}
        for element in properties:
            for kind, kept in (("footer", footers), ("header", headers)):
                for reference in element.findall(w(f"{kind}Reference")):
                    target = targets.get(reference.get(_R_ID, ""), "")
                    if target not in parts:
                        parts[target] = self._margin_story(target, kind)
                    kept[reference.get(w("type"), "default")] = parts[target]
            self.reading.sections.append(_section(element, dict(footers), dict(headers)))
        if not self.reading.sections:
            raise NotADocx("文件没有页面设置")

    def _margin_story(self, part: str, kind: str) -> tuple[Line, ...]:
        """The lines of a header or footer part; its boxes and shapes join the document's, anchored at its top."""
        root = self.package.root(part)
        if root is None:
            return ()
        inner = _Reader(self.package)
        inner.styles, inner.story = self.styles, kind
        inner._blocks(root)
        known, tables = len(self.reading.boxes), len(self.reading.tables)
        self.reading.boxes += [replace(box, anchor=0, lines=()) for box in inner.reading.boxes]
        self.reading.shapes += [replace(shape, anchor=0) for shape in inner.reading.shapes if self.reading.lines]
        self.reading.tables += [replace(table, rows=(), heights=()) for table in inner.reading.tables]
        return tuple(
            replace(
                line,
                index=line.index + _MARGIN_INDEX,
                box=None if line.box is None else line.box + known,
                table=None if line.table is None else line.table + tables,
            )
            for line in inner.reading.lines
        )


def _cell_places(cells: list[Element], columns: list[float]) -> list[tuple[float, float]]:
    """Left edge and width of each cell of a row, by its own width or by the columns that it spans."""
    places, column, left = [], 0, 0.0
    for cell in cells:
        properties = cell.find(w("tcPr"))
        spans = max(1, int(number(value_of(properties, "gridSpan", "1"), 1)))
        stated = attributes(child(properties, "tcW"))
        own = twips_of(stated.get("w")) if stated.get("type", "dxa") == "dxa" else 0.0
        width = own or sum(columns[column : column + spans])
        places.append((left, width))
        column, left = column + spans, left + width
    return places


def _row_height(properties: Element | None) -> tuple[float, str]:
    height = child(properties, "trHeight")
    return (0.0, "auto") if height is None else (twips_of(height.get(w("val"))), height.get(w("hRule"), "atLeast"))


def _section(element: Element, footers: dict[str, tuple[Line, ...]], headers: dict[str, tuple[Line, ...]]) -> Section:
    size, margin, grid = (attributes(element.find(w(name))) for name in ("pgSz", "pgMar", "docGrid"))
    return Section(
        width=twips_of(size.get("w"), 12240),
        height=twips_of(size.get("h"), 15840),
        top=abs(twips_of(margin.get("top"), 1440)),
        bottom=abs(twips_of(margin.get("bottom"), 1440)),
        left=twips_of(margin.get("left"), 1800),
        right=twips_of(margin.get("right"), 1800),
        header=twips_of(margin.get("header"), 720),
        footer=twips_of(margin.get("footer"), 720),
        gutter=twips_of(margin.get("gutter")),
        grid=grid.get("type", "default"),
        grid_pitch=number(grid.get("linePitch")),
        grid_chars=number(grid.get("charSpace")) / 4096,
        kind=value_of(element, "type", "nextPage"),
        first_differs=flag(element.find(w("titlePg"))),
        landscape=size.get("orient") == "landscape" or twips_of(size.get("w"), 12240) > twips_of(size.get("h"), 15840),
        numbers=attributes(element.find(w("pgNumType"))).get("fmt", "decimal"),
        footers=footers,
        headers=headers,
    )
