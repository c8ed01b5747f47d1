"""A Word document as a draft: what a reader sees of it, and what it holds besides."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from ..gongwen.verify.docx_file import NotADocx, not_a_docx, open_document
from ..gongwen.verify.effective_styles import Styles
from ..gongwen.verify.properties import twips_of
from ..package.budget import Fault, Unsafe
from ..package.parts import Package
from ..package.wordml import DEEPEST, WRAPPERS, attributes, child, children, value_of, w
from .docx_drawings import branch
from .docx_inline import Inline, Inlines
from .draft_blocks import SOFT, Change, Draft, Drawn, Item, LeftOut, Line, Shown, Unreadable
from .drawn_grid import drawn_table

_REFERENCES = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PAGE_ONLY = re.compile(r"[\s\d/—–―_.·|-]*(?:第[\s\d]*页)?[\s，,/]*(?:共[\s\d]*页)?[\s\d—–―-]*")
"""A header or footer that says no more than the page."""
_ENTRY = re.compile(
    r"(?:[\t.…·]|[ \u3000]{2})[\t .…·\u3000]*(?:\d{1,4}|[ivxIVX]{1,6})$|^目[ \u3000]*[录次]$|^contents$", re.IGNORECASE
)
"""An entry of a table of contents, a leader and its page, or the heading above them."""
_PUSHED = 3000
"""Twips from the left from which on a short line is one that was pushed to the right."""
_PARAGRAPHS_LEAST = 3
"""Paragraphs in a table of one cell from which on they are the text itself."""
_RED = re.compile("[B-F][0-9A-F][0-4][0-9A-F][0-4][0-9A-F]")


def read_docx(data: bytes) -> Draft:
    """The draft in a .docx. Unreadable, with the reason, when it is none or must not be opened."""
    try:
        return _Reader(open_document(data)).draft()
    except NotADocx as fault:
        raise Unreadable(str(fault)) from fault
    except Unsafe as unsafe:
        raise Unreadable(str(not_a_docx(unsafe))) from unsafe


class _Reader:
    """Gathers the items of one document; `changes`, `left_out` and `added` as a Draft has them."""

    def __init__(self, package: Package):
        self.package, self.styles = package, Styles(package)
        self.changes: list[Change] = []
        self.left_out: list[LeftOut] = []
        self.added: list[str] = []
        self.remarks: dict[str, int] = {}
        self.inlines = Inlines(self.styles, package, self.changes, self.left_out, self.added, self.remarks)
        self.items: list[tuple[Item, int]] = []
        self.paragraphs = self.tables = self.section = 0
        self.opens_page, self.boxed = False, False

    def draft(self) -> Draft:
        """The whole of it."""
        body = child(self.package.root(self.package.main), "body")
        if body is None:
            raise Unreadable("文件中没有 Word 正文")
        self._blocks(body, 0)
        sections = [item for item in body.iter(w("sectPr"))]
        self._margins(sections)
        self._comments()
        remarks = [f"{what}（{count}处）" for what, count in self.remarks.items()]
        return Draft(
            items=tuple(_turned(item, section, sections) for item, section in self.items),
            changes=tuple(self.changes),
            left_out=tuple(self.left_out),
            added=tuple(self.added),
            remarks=tuple(remarks),
        )

    def _blocks(self, parent: Element, depth: int) -> None:
        if depth > DEEPEST:
            raise Unsafe(Fault.DEPTH)
        for item in parent:
            if item.tag == w("p"):
                self._paragraph(item, depth)
            elif item.tag == w("tbl"):
                self._table(item, depth)
            elif _is_contents(item):
                text = " ".join("".join(word.text or "" for word in line.iter(w("t"))) for line in item.iter(w("p")))
                self.left_out.append(LeftOut(f"第{self.paragraphs + 1}段", "目录", text, within=True))
                self.paragraphs += sum(1 for _ in item.iter(w("p")))
            elif item.tag in WRAPPERS:
                self._blocks(branch(item), depth + 1)

    def _paragraph(self, element: Element, depth: int) -> None:
        self.paragraphs += not self.boxed
        place = f"第{self.paragraphs}段" + ("的文本框" if self.boxed else "")
        properties = element.find(w("pPr"))
        look = self.styles.paragraph(properties)
        inline = self.inlines.read(element, place)
        number = self.styles.numbering.text(*look.numbering) if look.numbering else ""
        text = inline.text
        if number and (text.strip() or inline.pictures):
            text = number + text.lstrip()
            self.added.append(number)
            self.changes.append(Change(place, "自动编号改为文字", "", number))
        style = self.styles.paragraph_style(properties)
        if value_of(self.styles.by_id.get(style), "name").lower().startswith("toc ") and _is_entry(text):
            self.left_out.append(LeftOut(place, "目录", text.strip(), within=True))
            text = ""
        before = self.opens_page or look.page_break_before
        pieces = re.split("[\n\f]", text)
        breaks = re.findall("[\n\f]", text)
        if len([piece for piece in pieces if piece.strip()]) > 1 and "\n" in breaks:
            self.changes.append(Change(place, SOFT))
        for piece, mark in zip(pieces, ["", *breaks]):
            self.opens_page = before = before or mark == "\f"
            if piece.strip():
                self._add(
                    Line(
                        text=piece,
                        place=place,
                        align=look.align,
                        size=inline.size,
                        red=bool(_RED.fullmatch(inline.colour)),
                        pushed=look.align == "right" or look.left + look.first > _PUSHED or _is_far_in(piece),
                        opens_page=before,
                        boxed=self.boxed,
                        heading=self._outline(properties, style),
                        bold=inline.bold and not inline.light,
                        number=number,
                    )
                )
                self.opens_page = before = False
        self.opens_page = self.opens_page or before
        for picture in inline.pictures:
            self._add(Shown(picture=picture, place=place, opens_page=self.opens_page))
            self.opens_page = False
        kept, self.boxed = self.boxed, True
        for box in inline.boxes:
            self._blocks(box, depth + 1)
        self.boxed = kept
        if child(properties, "sectPr") is not None and not self.boxed:
            self.section += 1
            self.opens_page = True

    def _add(self, item: Item) -> None:
        self.items.append((item, self.section))

    def _outline(self, properties: Element | None, style: str) -> int:
        """The level of heading that the paragraph or its style has."""
        stated = value_of(properties, "outlineLvl")
        for _ in range(10):
            element = self.styles.by_id.get(style)
            if stated or element is None:
                break
            stated = value_of(element.find(w("pPr")), "outlineLvl")
            style = value_of(element, "basedOn")
        return int(stated) + 1 if stated.isdecimal() and int(stated) < 9 else 0

    def _table(self, element: Element, depth: int) -> None:
        if (only := _only_cell(element)) is not None:
            self.inlines.remark("只有一格的表已按正文排")
            self._blocks(only, depth + 1)
            return
        self.tables += 1
        place = f"表{self.tables}"

        sizes: list[float] = []

        def cell(content: Element) -> Inline:
            found = self._cell(content, place, 0)
            sizes.extend([found.size] if found.text else [])
            return found

        grid = drawn_table(element, cell)
        if grid is not None:
            self._add(Drawn(grid=grid, place=place, size=min(sizes, default=0.0), opens_page=self.opens_page))
            self.opens_page = False

    def _cell(self, content: Element, place: str, depth: int) -> Inline:
        """What stands in a cell, a paragraph a line; of a table inside it each row a line."""
        if depth > DEEPEST:
            raise Unsafe(Fault.DEPTH)
        texts: list[str] = []
        whole = Inline()
        for item in content:
            if item.tag == w("p"):
                properties = item.find(w("pPr"))
                look = self.styles.paragraph(properties)
                inline = self.inlines.read(item, place)
                number = self.styles.numbering.text(*look.numbering) if look.numbering else ""
                if number and inline.text.strip():
                    self.added.append(number)
                    self.changes.append(Change(place, "自动编号改为文字", "", number))
                    inline.text = number + inline.text
                elif number and len(content.findall(w("p"))) == 1:
                    self.added.append(number.rstrip("."))
                    self.changes.append(Change(place, "自动编号改为文字", "", number.rstrip(".")))
                    inline.text = number.rstrip(".")
                if inline.text.strip():
                    texts.append(inline.text.strip().replace("\f", "\n"))
                    whole.align, whole.size = whole.align or look.align, whole.size or inline.size
                whole.pictures += inline.pictures
                whole.bold = whole.bold or inline.bold
                for box in inline.boxes:
                    within = self._cell(box, place, depth + 1)
                    texts += [within.text] if within.text else []
                    whole.pictures += within.pictures
            elif item.tag == w("tbl"):
                self.remarks["表中的表已排成文字"] = self.remarks.get("表中的表已排成文字", 0) + 1
                for row in children(item, w("tr")):
                    cells = [self._cell(inner, place, depth + 1) for inner in children(row, w("tc"))]
                    line = "\u3000".join(inner.text.replace("\n", " ") for inner in cells if inner.text)
                    texts += [line] if line else []
                    whole.pictures += [picture for inner in cells for picture in inner.pictures]
            elif item.tag in WRAPPERS:
                within = self._cell(branch(item), place, depth + 1)
                texts += [within.text] if within.text else []
                whole.pictures += within.pictures
                whole.align = whole.align or within.align
        whole.text = "\n".join(texts)
        return whole

    # --- what stands around the text --------------------------------------------------------------------------------

    def _margins(self, sections: list[Element]) -> None:
        """Headers and footers that say more than the page."""
        targets = {item.id: item.target for item in self.package.relations(self.package.main)}
        told: set[str] = set()
        for reference in (item for section in sections for item in section):
            kind = {w("headerReference"): "页眉", w("footerReference"): "页脚"}.get(reference.tag)
            root = self.package.root(targets.get(reference.get(_REFERENCES, ""), "")) if kind else None
            if kind is None or root is None:
                continue
            text = " ".join(words for line in root.iter(w("p")) if (words := "".join(self.inlines.plain(line)).strip()))
            if f"{kind}{text}" not in told and not (len(text) < 60 and _PAGE_ONLY.fullmatch(text)):
                told.add(f"{kind}{text}")
                self.left_out.append(LeftOut("", kind, text))

    def _comments(self) -> None:
        root = self.package.related_root("comments")
        for comment in root.findall(w("comment")) if root is not None else ():
            text = " ".join("".join(self.inlines.plain(line)).strip() for line in comment.iter(w("p"))).strip()
            if text:
                self.left_out.append(LeftOut("", "批注", text))


def _is_far_in(text: str) -> bool:
    """Whether blanks or tabs push a short line to the right."""
    lead = text[: len(text) - len(text.lstrip())]
    return sum(4 if letter in "\t" else 2 if letter == "\u3000" else 1 for letter in lead) >= 16


def _only_cell(table: Element) -> Element | None:
    """The cell of a table that has no other and holds paragraphs of text: it only draws a box around them."""
    cells = [cell for row in children(table, w("tr")) for cell in children(row, w("tc"))]
    if len(cells) != 1:
        return None
    written = sum(any(word.text for word in line.iter(w("t"))) for line in cells[0].iter(w("p")))
    return cells[0] if written >= _PARAGRAPHS_LEAST else None


def _is_entry(text: str) -> bool:
    """Whether what bears a style of entries is one, or the heading above them: others took that style for its look."""
    return bool(_ENTRY.search(text.strip()))


def _is_contents(item: Element) -> bool:
    """Whether a structured part is a table of contents."""
    gallery = item.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and gallery.get(w("val"), "") == "Table of Contents"


def _turned(item: Item, section: int, sections: list[Element]) -> Item:
    """The item, marked where its section is across."""
    size = attributes(sections[min(section, len(sections) - 1)].find(w("pgSz"))) if sections else {}
    across = size.get("orient") == "landscape" or twips_of(size.get("w")) > twips_of(size.get("h"), 1e9)
    return replace(item, across=True) if across else item
