"""Single faults put into a good .docx: edits of its XML by what the text says, as a careless hand would make them.

Every edit must find what it edits; one that changes nothing raises, so that no test passes by doing nothing.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}

Edit = Callable[["Patient"], None]


def q(name: str) -> str:
    return f"{{{W}}}{name}"


class Patient:
    """An open .docx: `part(name)` its XML trees, `docx()` the bytes after the edits."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.raw = {name: archive.read(name) for name in self.names}
        self.trees: dict[str, etree._Element] = {}

    def part(self, name: str) -> etree._Element:
        if name not in self.trees:
            self.trees[name] = etree.fromstring(self.raw[name])
        return self.trees[name]

    @property
    def document(self) -> etree._Element:
        return self.part("word/document.xml")

    def docx(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self.names:
                archive.writestr(name, etree.tostring(self.trees[name]) if name in self.trees else self.raw[name])
        return stream.getvalue()

    def paragraph(self, text: str, last: bool = False) -> etree._Element:
        """The first (or last) paragraph that says this and nothing else, or that has it in its own text."""
        found = [item for item in self.document.iter(q("p")) if text in said(item)]
        if not found:
            raise AssertionError(f"no paragraph says {text!r}")
        found = [item for item in found if said(item) == text] or found
        return found[-1 if last else 0]

    def footers(self) -> list[etree._Element]:
        return [
            self.part(name)
            for name in self.names
            if re.match(r"word/footer\d*\.xml", name) and b"PAGE" in self.raw[name]
        ]


def said(paragraph: etree._Element) -> str:
    """The text of a paragraph's own runs."""
    return "".join(item.text or "" for item in paragraph.iter(q("t")) if next(item.iterancestors(q("p"))) is paragraph)


def properties(element: etree._Element, kind: str) -> etree._Element:
    """`w:pPr` or `w:rPr` of an element, made when missing."""
    found = element.find(q(kind))
    if found is None:
        found = etree.Element(q(kind))
        element.insert(0, found)
    return found


def put(parent: etree._Element, name: str, **values: object) -> None:
    """One property, replacing what was there; order does not matter to the checker."""
    for old in parent.findall(q(name)):
        parent.remove(old)
    parent.append(etree.Element(q(name), {q(key): str(value) for key, value in values.items()}))


# --- edits: each a function of what to edit, giving a function of the patient ------------------------------------


def section(tag: str, **values: object) -> Edit:
    """Attributes of `w:pgSz` or `w:pgMar` of every upright section."""

    def edit(patient: Patient) -> None:
        found = [
            item
            for item in patient.document.iter(q(tag))
            if item.getparent().find(q("pgSz")).get(q("orient")) != "landscape"
        ]
        assert found
        for item in found:
            for key, value in values.items():
                item.set(q(key), str(value))

    return edit


def _break_rows(text: etree._Element) -> None:
    """A soft break for each line end of a text: in the XML itself that is a blank and no more."""
    first, *rows = (text.text or "").split("\n")
    text.text = first
    for row in rows:
        following = copy.deepcopy(text)
        following.text = row
        text.addnext(following)
        text.addnext(etree.Element(q("br")))
        text = following


def reword(old: str, new: str, last: bool = False) -> Edit:
    """Other words in one paragraph, in whichever run they stand; a line end is a soft break."""

    def edit(patient: Patient) -> None:
        paragraph = patient.paragraph(old, last)
        texts = [item for item in paragraph.iter(q("t")) if next(item.iterancestors(q("p"))) is paragraph]
        for item in texts:
            if old in (item.text or ""):
                item.text = item.text.replace(old, new, 1)
                item.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                _break_rows(item)
                return
        whole = "".join(item.text or "" for item in texts)
        texts[0].text = whole.replace(old, new, 1)
        for item in texts[1:]:
            item.text = ""

    return edit


def indent(text: str, last: bool = False, **values: object) -> Edit:
    """Other indents of one paragraph; what is not given is 0."""

    def edit(patient: Patient) -> None:
        given = {"left": 0, "right": 0, "firstLine": 0} | values
        put(properties(patient.paragraph(text, last), "pPr"), "ind", **given)

    return edit


def align(text: str, how: str, last: bool = False) -> Edit:
    def edit(patient: Patient) -> None:
        put(properties(patient.paragraph(text, last), "pPr"), "jc", val=how)

    return edit


def pitch(text: str, line: int, rule: str = "exact", **more: object) -> Edit:
    """Another line spacing of one paragraph, in twips."""

    def edit(patient: Patient) -> None:
        put(properties(patient.paragraph(text), "pPr"), "spacing", line=line, lineRule=rule, **more)

    return edit


def runs(text: str, name: str, last: bool = False, only: int | None = None, **values: object) -> Edit:
    """One property of the runs of a paragraph that print something (of one of them with `only`)."""

    def edit(patient: Patient) -> None:
        paragraph = patient.paragraph(text, last)
        found = [run for run in paragraph.findall(q("r")) if "".join(run.itertext()).strip()]
        for run in found if only is None else [found[only]]:
            put(properties(run, "rPr"), name, **values)

    return edit


def font(text: str, name: str, last: bool = False, only: int | None = None) -> Edit:
    """Another font on all slots."""
    return runs(text, "rFonts", last, only, ascii=name, hAnsi=name, eastAsia=name, cs=name)


def remove(text: str, last: bool = False) -> Edit:
    def edit(patient: Patient) -> None:
        paragraph = patient.paragraph(text, last)
        paragraph.getparent().remove(paragraph)

    return edit


def insert(before: str, *texts: str, style: str = "", last: bool = False) -> Edit:
    """Paragraphs before the one that says `before`, each like it in look; "" makes a blank line."""

    def edit(patient: Patient) -> None:
        paragraph = patient.paragraph(before, last)
        for text in texts:
            new = etree.Element(q("p"))
            kept = paragraph.find(q("pPr"))
            if kept is not None and text:
                new.append(etree.fromstring(etree.tostring(kept)))
            if text:
                etree.SubElement(etree.SubElement(new, q("r")), q("t")).text = text
            paragraph.addprevious(new)

    return edit


def drop_blank_before(text: str, last: bool = False, count: int = 1) -> Edit:
    """Takes away blank lines above a paragraph."""

    def edit(patient: Patient) -> None:
        paragraph = patient.paragraph(text, last)
        for _ in range(count):
            before = paragraph.getprevious()
            assert before is not None and before.tag == q("p") and not said(before).strip(), "no blank line above"
            before.getparent().remove(before)

    return edit


def style(style_id: str, child: str, name: str, **values: object) -> Edit:
    """A property of a named style; `child` is pPr or rPr."""

    def edit(patient: Patient) -> None:
        found = patient.part("word/styles.xml").xpath("w:style[@w:styleId=$id]", namespaces=NS, id=style_id)
        assert found, f"no style {style_id}"
        put(properties(found[0], child), name, **values)

    return edit


def setting(name: str) -> Edit:
    """Removes a setting of the document."""

    def edit(patient: Patient) -> None:
        found = patient.part("word/settings.xml").find(q(name))
        assert found is not None
        found.getparent().remove(found)

    return edit


def every(xpath: str, change: Callable[[etree._Element], None], part: str = "word/document.xml") -> Edit:
    """A change to every element that an XPath finds."""

    def edit(patient: Patient) -> None:
        found = patient.part(part).xpath(xpath, namespaces=NS)
        assert found, f"nothing at {xpath}"
        for item in found:
            change(item)

    return edit


def in_footers(xpath: str, change: Callable[[etree._Element], None]) -> Edit:
    """The same in the footers that number the pages."""

    def edit(patient: Patient) -> None:
        found = [item for footer in patient.footers() for item in footer.xpath(xpath, namespaces=NS)]
        assert found, f"no footer has {xpath}"
        for item in found:
            change(item)

    return edit


def both(*edits: Edit) -> Edit:
    """Edits that make one fault together."""

    def edit(patient: Patient) -> None:
        for one in edits:
            one(patient)

    return edit


def attribute(name: str, value: object) -> Callable[[etree._Element], None]:
    """Sets a `w:` attribute, or one without namespace when the name begins with @."""

    def change(element: etree._Element) -> None:
        element.set(name[1:] if name.startswith("@") else q(name), str(value))

    return change


def delete(element: etree._Element) -> None:
    """Takes an element out."""
    element.getparent().remove(element)
