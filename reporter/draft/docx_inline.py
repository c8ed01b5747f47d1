"""The inside of a paragraph of a draft: its words as they are read, its pictures and text boxes.

Inserted text counts, deleted and hidden text does not; notes come in brackets where their marks stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..gongwen.content import Picture
from ..gongwen.verify.effective_styles import Styles
from ..package.budget import Fault, Unsafe
from ..package.parts import Package
from ..package.symbol_fonts import symbol
from ..package.wordml import BREAKS, DEEPEST, MC, WRAPPERS, attributes, local, value_of, w
from .docx_drawings import Drawings, branch
from .docx_formulas import ROOT, is_formula, linear
from .draft_blocks import Change, LeftOut

_RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"))
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_TRACKED = {w("ins"): "修订中插入的文字已采用", w("del"): "修订中删除的文字已去掉"}
_GONE = frozenset((w("del"), w("moveFrom")))


@dataclass(slots=True)
class Inline:
    """What a paragraph or a cell holds: line ends in `text` are soft breaks, \\f a page break. light: some of it is not
    bold."""

    text: str = ""
    size: float = 0.0
    colour: str = ""
    align: str = ""
    bold: bool = False
    light: bool = False
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Inlines:
    """Reads the paragraphs of one document; what is changed or left out on the way is added to the lists given."""

    def __init__(
        self,
        styles: Styles,
        package: Package,
        changes: list[Change],
        left_out: list[LeftOut],
        added: list[str],
        remarks: dict[str, int],
    ):
        self.styles, self.changes, self.left_out = styles, changes, left_out
        self.added, self.remarks = added, remarks
        self.drawings, self.links = Drawings(package), package.outside(package.main)
        self.notes = {
            kind: {item.get(w("id"), ""): item for item in root}
            for kind in _NOTES.values()
            if (root := package.related_root(kind)) is not None
        }

    def read(self, paragraph: Element, place: str) -> Inline:
        """The words, pictures and boxes of a paragraph."""
        walk = _Walk(self, paragraph.find(w("pPr")), place)
        walk.children(paragraph, 0)
        return walk.found

    def plain(self, paragraph: Element) -> Iterator[str]:
        """The words of a paragraph aside from the text: of a note, a header, a remark."""
        for item in paragraph.iter():
            if item.tag == w("t"):
                yield item.text or ""
            elif item.tag in BREAKS:
                yield " "

    def remark(self, what: str) -> None:
        """Count something that is told once."""
        self.remarks[what] = self.remarks.get(what, 0) + 1


class _Walk:
    """One paragraph while it is read; `codes`: how many fields have begun whose code has not ended."""

    def __init__(self, room: Inlines, properties: Element | None, place: str):
        self.room, self.properties, self.place = room, properties, place
        self.found = Inline()
        self.fields: list[bool] = []
        self.widest = 0

    def children(self, parent: Element, depth: int) -> None:
        if depth > DEEPEST:
            raise Unsafe(Fault.DEPTH)
        for item in parent:
            if item.tag in _TRACKED:
                self.room.remark(_TRACKED[item.tag])
            if item.tag == w("r"):
                self._run(item, depth)
            elif item.tag == w("hyperlink"):
                start = len(self.found.text)
                self.children(item, depth + 1)
                self._link(attributes(item).get("id", ""), self.found.text[start:])
            elif item.tag in _GONE:
                continue
            elif item.tag in WRAPPERS:
                self.children(branch(item), depth + 1)
            elif is_formula(item):
                text = linear(item)
                self.found.text += text
                self.room.added.append("√" * len(list(item.iter(ROOT))))
                self.room.changes.append(Change(self.place, "公式排成一行文字，请核对", "公式", text))

    def _link(self, identity: str, shown: str) -> None:
        address = self.room.links.get(identity, "")
        if address and address.rstrip("/") not in (
            shown.strip().rstrip("/"),
            f"http://{shown.strip()}",
            f"mailto:{shown.strip()}",
        ):
            self.room.left_out.append(LeftOut(self.place, f"“{shown.strip()}”上的链接地址", address))

    def _run(self, run: Element, depth: int) -> None:
        properties = run.find(w("rPr"))
        look = self.room.styles.run(properties, self.properties)
        start = len(self.found.text)
        for item in run:
            self._part(item, depth)
        text = self.found.text[start:]
        if not text:
            return
        if look.hidden:
            self.found.text = self.found.text[:start]
            self.room.left_out.append(LeftOut(self.place, "隐藏的文字", text.strip(), within=True))
            return
        if look.raised and text.strip():
            self.found.text = self.found.text[:start] + self._raised(text, value_of(properties, "vertAlign"))
        if len(text.strip()) > self.widest:
            self.widest = len(text.strip())
            self.found.size, self.found.colour, self.found.bold = look.size, look.colour, look.bold
        self.found.light = self.found.light or (bool(text.strip()) and not look.bold)

    def _raised(self, text: str, how: str) -> str:
        table = _LOWERED if how == "subscript" else _RAISED
        if all(letter in table for letter in text):
            made = "".join(table[letter] for letter in text)
            self.room.changes.append(Change(self.place, "上标、下标改用字符", text, made))
            return made
        self.room.remark("上标、下标排成了普通文字，请核对")
        return text

    def _part(self, item: Element, depth: int) -> None:
        name = local(item.tag)
        if item.tag == w("fldChar"):
            self._field(item.get(w("fldCharType"), ""))
        elif self.fields and self.fields[-1] and item.tag != w("instrText"):
            return  # what stands among a field's code is no text
        elif item.tag == w("t"):
            self.found.text += (item.text or "").replace("\n", " ").replace("\f", " ")
        elif item.tag == w("br") and item.get(w("type")) == "page":
            self.found.text += "\f"
        elif item.tag in BREAKS:
            self.found.text += BREAKS[item.tag]
        elif item.tag == w("sym"):
            self.found.text += symbol(item)
        elif item.tag in _NOTES:
            self._note(_NOTES[item.tag], item.get(w("id"), ""))
        elif item.tag == w("ruby"):
            for base in item.iter(w("rubyBase")):
                self.children(base, depth + 1)
            spoken = "".join(word.text or "" for above in item.iter(w("rt")) for word in above.iter(w("t")))
            self.room.left_out.append(LeftOut(self.place, "注音", spoken, within=True))
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            self._drawing(branch(item) if item.tag == f"{MC}AlternateContent" else item)

    def _field(self, kind: str) -> None:
        """Between begin and separate stands the code, behind it what is printed."""
        if kind == "begin":
            self.fields.append(True)
        elif self.fields and kind == "separate":
            self.fields[-1] = False
        elif self.fields and kind == "end":
            self.fields.pop()

    def _note(self, kind: str, identity: str) -> None:
        note = self.room.notes.get(kind, {}).get(identity)
        if note is None:
            return
        text = " ".join("".join(self.room.plain(line)).strip() for line in note.iter(w("p"))).strip()
        if text:
            self.found.text += f"（注：{text}）"
            self.room.added.append("注")
            self.room.changes.append(Change(self.place, "脚注、尾注移入正文括注", "", f"（注：{text}）"))

    def _drawing(self, item: Element) -> None:
        seen = self.room.drawings.read(item)
        self.found.pictures += seen.pictures
        self.found.boxes += seen.boxes
        for what, text in seen.left_out:
            self.room.left_out.append(LeftOut(self.place, what, text, within=False))
