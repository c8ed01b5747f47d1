"""The inside of one paragraph: runs in order, field codes, drawings and page breaks.

What is hidden or deleted is left out; a PAGE field reads as 「1」 whatever its cached result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ...package.budget import Fault, Unsafe
from ...package.symbol_fonts import symbol
from ...package.wordml import BREAKS, DEEPEST, MC, WRAPPERS, local, w
from ...records import value
from .effective_styles import RunLook, Styles


@value
class Run:
    """Text of one look."""

    text: str
    look: RunLook


@dataclass(slots=True)
class Inline:
    """Collects the runs of one paragraph in order, its fields, drawings and page breaks."""

    styles: Styles
    paragraph: Element | None
    table_style: str
    runs: list[Run] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    break_before: bool = False
    break_after: bool = False
    leading_break: bool = False
    in_code: int = 0
    swallowing: bool = False

    def children(self, parent: Element, depth: int = 0) -> None:
        """Takes in all runs below `parent`, wrapped ones too. Unsafe when they are nested without end."""
        if depth > DEEPEST:
            raise Unsafe(Fault.DEPTH)
        for child in parent:
            if child.tag == w("r"):
                self._run(child)
            elif child.tag in WRAPPERS:
                code = child.get(w("instr"), "").strip()
                if code:
                    self.fields.append(code)
                if code.upper().startswith("PAGE"):
                    result = child.find(w("r"))
                    self._add("1", result if result is not None else child)
                else:
                    self.children(child, depth + 1)

    def _run(self, run: Element) -> None:
        text = ""
        for child in run:
            name = local(child.tag)
            if child.tag == w("fldChar"):
                text = self._field(child.get(w("fldCharType"), ""), text, run)
            elif child.tag == w("instrText"):
                if self.in_code and self.fields:
                    self.fields[-1] += child.text or ""
            elif name in ("drawing", "pict", "object"):
                self.drawings.append(child)
            elif child.tag == f"{MC}AlternateContent":
                choice = child.find(f"{MC}Choice")
                self.drawings.extend(choice if choice is not None else child)
            elif child.tag == w("br") and child.get(w("type")) == "page":
                self.break_after = True
                self.leading_break = not text and not self.runs
            else:
                text += _character(child)
        self._add(text, run)
        if text.strip() and self.leading_break:
            self.break_before, self.break_after, self.leading_break = True, False, False

    def _field(self, kind: str, text: str, run: Element) -> str:
        """Follows a field through begin, separate and end; of PAGE the cached result is replaced by 「1」."""
        if kind == "begin":
            self.in_code += 1
            self.fields.append("")
        elif self.in_code and kind in ("separate", "end"):
            is_page = self.fields[-1].strip().upper().startswith("PAGE ") or self.fields[-1].strip().upper() == "PAGE"
            if is_page and not self.swallowing:
                self._add(text + "1", run)
            text = "" if is_page else text
            self.swallowing = is_page and kind == "separate"
            self.in_code -= kind == "end"
        return text

    def _add(self, text: str, run: Element) -> None:
        if not text or self.swallowing:
            return
        look = self.styles.run(run.find(w("rPr")), self.paragraph, self.table_style)
        if not look.hidden:
            self.runs.append(Run(text, look))


def _character(child: Element) -> str:
    """The text of one child of a run."""
    if child.tag == w("t"):
        return (child.text or "").replace("\n", " ")  # a line end in the XML is printed as a blank
    if child.tag == w("sym"):
        return symbol(child)
    return BREAKS.get(child.tag, "")
