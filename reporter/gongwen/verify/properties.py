"""The words of `w:pPr`, `w:pBdr` and `w:ind` as plain rules: what one place states, before any inheritance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from ...package.wordml import attributes, local, value_of, w
from ...records import value

Rules = dict[str, Any]
"""Values by the names, and so of the types, of the fields of RunLook and ParagraphLook."""
_LARGEST = 1e8
"""EMU of two metres; also bounds every twip and count."""


@value
class Border:
    """A ruled line: `weight` points, colour RRGGBB or 「auto」, `space` points from the text."""

    kind: str
    weight: float
    colour: str
    space: float


def flag(element: Element | None) -> bool:
    """An on/off element: present means on unless it says otherwise."""
    return element is not None and element.get(w("val"), "true") not in ("0", "false", "off")


def number(text: str | None, default: float = 0.0) -> float:
    """A number as people's tools write it; `default` for what is none, or is larger than any length of a page."""
    try:
        value = float((text or "").rstrip("%"))
    except ValueError:
        return default
    return value if abs(value) <= _LARGEST else default


def twips_of(text: str | None, default: float = 0.0) -> float:
    """A length in twips: a bare number, or a number with its unit (「20mm」, as the strict form allows)."""
    text = (text or "").strip()
    for unit, factor in (("mm", 1440 / 25.4), ("cm", 1440 / 2.54), ("in", 1440.0), ("pt", 20.0), ("pc", 240.0)):
        if text.endswith(unit):
            return number(text[:-2], default / factor) * factor
    return number(text, default)


def paragraph_rules(properties: Element | None, listed: Rules | None = None) -> Rules:
    """What one `w:pPr` states, by short names: align, left, first, line, before, borders, frame, numbering …

    `listed`: what the list states whose paragraph it is; its lengths hold where 0 字 say 「by length」 and give none.
    """
    rules: Rules = {}
    for child in properties if properties is not None else ():
        name = local(child.tag)
        if name == "jc":
            align = child.get(w("val"), "left")
            rules["align"] = {"start": "left", "end": "right", "both": "justify", "distribute": "justify"}.get(
                align, align
            )
        elif name == "ind":
            rules |= _indents(child, listed or {})
        elif name == "spacing":
            rules |= _spacing(child)
        elif name == "snapToGrid":
            rules["snap"] = flag(child)
        elif name == "pageBreakBefore":
            rules["page_break_before"] = flag(child)
        elif name == "pBdr":
            rules["borders"] = borders(child)
        elif name == "tabs":
            rules["tabs"] = {twips_of(stop.get(w("pos"))): stop.get(w("val"), "left") for stop in child}
        elif name == "framePr":
            rules["frame"] = attributes(child)
        elif name == "numPr":
            identity = value_of(child, "numId", "0")
            rules["numbering"] = (identity, int(number(value_of(child, "ilvl")))) if identity != "0" else None
    return rules


def borders(element: Iterable[Element] | None) -> dict[str, Border]:
    """Side → border of a `w:pBdr`, `w:tblBorders` or `w:tcBorders`; none where there is no such element."""
    found = {}
    for side in () if element is None else element:
        kind = side.get(w("val"), "none")
        found[local(side.tag)] = Border(
            "none" if kind == "nil" else kind,
            number(side.get(w("sz"))) / 8,
            side.get(w("color"), "auto").upper(),
            number(side.get(w("space"))),
        )
    return found


def _indents(element: Element, listed: Rules) -> Rules:
    rules: Rules = {}
    for side, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            if element.get(w(name)) is not None:
                rules[side] = twips_of(element.get(w(name)))
            if element.get(w(f"{name}Chars")) is not None:
                rules[f"{side}_chars"] = number(element.get(w(f"{name}Chars"))) / 100
    for name, sign in (("firstLine", 1), ("hanging", -1)):
        if element.get(w(name)) is not None:
            rules["first"] = sign * twips_of(element.get(w(name)))
        if element.get(w(f"{name}Chars")) is not None:
            rules["first_chars"] = sign * number(element.get(w(f"{name}Chars"))) / 100
    for side in ("left", "right", "first"):  # Word itself writes 0 字 to say 「by length」
        if rules.get(f"{side}_chars") == 0:
            if side not in rules:
                rules[side] = listed.get(side, 0.0)
            del rules[f"{side}_chars"]
    return rules


def _spacing(element: Element) -> Rules:
    rules: Rules = {}
    if element.get(w("line")) is not None:
        rules["line"] = twips_of(element.get(w("line")))
        rules["line_rule"] = element.get(w("lineRule"), "auto")
    for side in ("before", "after"):
        lines = number(element.get(w(f"{side}Lines"))) / 100
        if (by_itself := element.get(w(f"{side}Autospacing"))) is not None:
            rules[f"{side}_auto"] = by_itself in ("1", "true", "on")
        if lines:
            rules |= {side: 0.0, f"{side}_lines": lines}
        elif element.get(w(side)) is not None:
            rules |= {side: twips_of(element.get(w(side))), f"{side}_lines": 0.0}
    return rules
