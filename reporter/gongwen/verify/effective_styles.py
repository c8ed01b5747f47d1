"""What a paragraph and a run really look like: defaults, style chain, direct settings and theme, in Word's order.

Lengths are twips, sizes points. A property that nobody states has Word's own default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ...package.list_numbering import Numbering
from ...package.parts import Package
from ...package.wordml import attributes, child, local, value_of, w
from ...records import record
from .properties import Border, Rules, flag, number, paragraph_rules, twips_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEME_ATTRIBUTE = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
_THEME_SCRIPT = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}
_TOGGLES = {"b": "bold", "vanish": "hidden"}
_BY_ITSELF = 280.0
"""Twips before and behind a paragraph that is spaced as web pages are."""
_MAX_CHAIN = 30
"""A style chain longer than this is a loop."""


@record
class RunLook:
    """The effective look of a run. `fonts`: slot → name; `spacing` points between characters; `scale` per cent."""

    fonts: dict[str, str]
    size: float = 10.0
    bold: bool = False
    colour: str = "auto"
    spacing: float = 0.0
    scale: float = 100.0
    hidden: bool = False
    hint: str = ""
    raised: bool = False


_TWIPS_APART = 20
"""How far the twips that stand beside an indent in 字 may be from it."""


@record
class ParagraphLook:
    """The effective look of a paragraph. Indents in twips, of the first line in 字 where `first_chars` is not None.

    `tabs`: the stops that are set, place → kind; `tab_stop`: the distance of those that nobody set. `before_lines` and
    `after_lines` come on top of `before` and `after`, in lines of the section's grid.
    """

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    first_chars: float | None = None
    line: float = 240.0
    line_rule: str = "auto"
    before: float = 0.0
    after: float = 0.0
    before_lines: float = 0.0
    after_lines: float = 0.0
    snap: bool = True
    page_break_before: bool = False
    borders: dict[str, Border] = field(default_factory=dict)
    tabs: dict[float, str] = field(default_factory=dict)
    tab_stop: float = 720.0
    frame: dict[str, str] | None = None
    numbering: tuple[str, int] | None = None


@dataclass(slots=True)
class Styles:
    """The style table, lists, defaults and theme of one document."""

    package: Package
    by_id: dict[str, Element] = field(default_factory=dict)
    default: dict[str, str] = field(default_factory=dict)
    run_defaults: Rules = field(default_factory=dict)
    paragraph_defaults: Rules = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    _cache: dict[tuple[str, str], Rules] = field(default_factory=dict)
    _unit: float = 0.0

    def __post_init__(self) -> None:
        self.theme, self.numbering = _theme_fonts(self.package), Numbering.of(self.package)
        stop = twips_of(value_of(self.package.related_root("settings"), "defaultTabStop") or None, 720)
        self.paragraph_defaults["tab_stop"] = stop if stop > 0 else 720.0
        root = self.package.related_root("styles")
        for item in root if root is not None else ():
            if item.tag == w("style"):
                self.by_id[item.get(w("styleId"), "")] = item
                if item.get(w("default")) in ("1", "true", "on"):
                    self.default[item.get(w("type"), "")] = item.get(w("styleId"), "")
            elif item.tag == w("docDefaults"):
                self.run_defaults = self._run_rules(item.find(f"{w('rPrDefault')}/{w('rPr')}"))
                self.paragraph_defaults |= paragraph_rules(item.find(f"{w('pPrDefault')}/{w('pPr')}"))

    def paragraph(self, properties: Element | None, table_style: str = "") -> ParagraphLook:
        """The look of a paragraph with these `w:pPr`, in a table of the style named."""
        rules = dict(self.paragraph_defaults)
        own = self._chain(self.paragraph_style(properties), "p")
        for step in (self._chain(table_style, "p"), own):
            rules = _merged_paragraph(rules, step)
        rules = self._stepped(rules, properties)
        for side in ("left", "right"):
            if (stated := rules.pop(f"{side}_chars", None)) is not None:
                rules[side] = self._stated(side, stated, rules)
        for side in ("before", "after"):
            if rules.pop(f"{side}_auto", False):  # whatever length stands beside it
                rules |= {side: _BY_ITSELF, f"{side}_lines": 0.0}
        return ParagraphLook(**rules)

    def _stepped(self, rules: Rules, properties: Element | None) -> Rules:
        """The rules with those of one `w:pPr` on top; where it makes a paragraph one of a list, the list's below."""
        step = paragraph_rules(properties)
        place = step.get("numbering", rules.get("numbering"))
        if not place:
            return _merged_paragraph(rules, step)
        listed = paragraph_rules(self.numbering.properties(*place))
        if "numbering" in step:
            rules = _merged_paragraph(rules, listed)
        return _merged_paragraph(rules, paragraph_rules(properties, listed))

    def _stated(self, side: str, stated: float, rules: Rules) -> float:
        """An indent given in 字: at the left that of the first line, where it hangs.

        (Of 46 such indents beside a first line hanging by 字, 39 give both together in twips; beside one hanging by
        twips 6 of 16, which tell it themselves.)
        """
        own = stated * self.unit
        by_chars, by_length = rules.get("first_chars"), rules.get("first", 0.0)
        if side == "right" or (by_length if by_chars is None else by_chars) >= 0:
            return own
        hanging = -by_length if by_length < 0 else -(by_chars or 0.0) * self.unit
        told = abs(rules.get("left", 0.0) - own - hanging) <= _TWIPS_APART
        return own + hanging if by_chars is not None or told else own

    @property
    def unit(self) -> float:
        """One 字 of an indent at the left or right, in twips: of the default style, whatever the paragraph's size.

        The first line's are characters of its own size. (Of 352 such indents that Word and WPS wrote beside their
        twips in paragraphs of another size, 281 of 299 and 47 of 53.)
        """
        if not self._unit:
            self._unit = self.run(None, None).size * 20
        return self._unit

    def run(self, properties: Element | None, paragraph: Element | None, table_style: str = "") -> RunLook:
        """The look of a run with these `w:rPr` in a paragraph with these `w:pPr`."""
        rules = _merged_run({"fonts": dict.fromkeys(_SLOTS, "Times New Roman")}, self.run_defaults)
        character = value_of(properties, "rStyle")
        chains = [self._chain(table_style, "r"), self._chain(self.paragraph_style(paragraph), "r")]
        for step in chains:
            rules = _merged_run(rules, step)
        if character:
            step = dict(self._chain(character, "r"))
            for toggle in _TOGGLES.values():  # a toggle in both styles switches itself off again
                if step.get(toggle) and chains[1].get(toggle):
                    step[toggle] = False
            rules = _merged_run(rules, step)
        return RunLook(**_merged_run(rules, self._run_rules(properties)))

    def paragraph_style(self, properties: Element | None) -> str:
        """The id of the paragraph's style: the one named, the default where none is or the table has no such style."""
        named = value_of(properties, "pStyle")
        return named if named in self.by_id else self.default.get("paragraph", "")

    def _chain(self, style: str, kind: str) -> Rules:
        """The rules of a style and all it is based on; `kind` p for paragraph, r for run properties."""
        if not style:
            return {}
        if (style, kind) not in self._cache:
            chain: list[Element] = []
            at = style
            while at in self.by_id and len(chain) < _MAX_CHAIN:
                chain.append(self.by_id[at])
                at = value_of(self.by_id[at], "basedOn")
            rules: Rules = {}
            for element in reversed(chain):
                if kind == "r":
                    rules = _merged_run(rules, self._run_rules(element.find(w("rPr"))))
                else:
                    rules = self._stepped(rules, element.find(w("pPr")))
            self._cache[style, kind] = rules
        return self._cache[style, kind]

    def _run_rules(self, properties: Element | None) -> Rules:
        rules: Rules = {}
        for item in properties if properties is not None else ():
            name = local(item.tag)
            value = item.get(w("val"))
            if name == "rFonts":
                rules["fonts"] = self._slots(item)
                if item.get(w("hint")) is not None:
                    rules["hint"] = item.get(w("hint"), "")
            elif name in _TOGGLES:
                rules[_TOGGLES[name]] = flag(item)
            elif name == "sz":
                rules["size"] = number(value) / 2
            elif name == "spacing":
                rules["spacing"] = number(value) / 20
            elif name == "w":
                rules["scale"] = number(value) or 100.0
            elif name == "color":
                rules["colour"] = (value or "auto").upper() if value != "auto" else "auto"
            elif name == "vertAlign":
                rules["raised"] = value in ("superscript", "subscript")
        return rules

    def _slots(self, fonts: Element) -> dict[str, str]:
        """Slot → font name of one `w:rFonts`; a theme reference beats a name beside it."""
        slots = {}
        for slot in _SLOTS:
            theme = fonts.get(w(_THEME_ATTRIBUTE[slot]))
            name = self.theme.get(theme, "") if theme else fonts.get(w(slot))
            if name is not None and (theme or name):
                slots[slot] = name or "（主题字体，未指定）"
        return slots


def _theme_fonts(package: Package) -> dict[str, str]:
    """「minorEastAsia」 … → font name, with the script of the document's East Asian language where `a:ea` is blank."""
    root = package.related_root("theme")
    if root is None:
        return {}
    language = attributes(child(package.related_root("settings"), "themeFontLang"))
    script = _THEME_SCRIPT.get(language.get("eastAsia", ""), "")
    fonts: dict[str, str] = {}
    for part, prefix in (("majorFont", "major"), ("minorFont", "minor")):
        scheme = root.find(f".//{_A}{part}")
        if scheme is None:
            continue
        latin, asian, bidi = (_typeface(scheme, name) for name in ("latin", "ea", "cs"))
        scripts = {item.get("script"): item.get("typeface", "") for item in scheme.findall(f"{_A}font")}
        fonts |= {
            f"{prefix}Ascii": latin,
            f"{prefix}HAnsi": latin,
            f"{prefix}Bidi": bidi,
            f"{prefix}EastAsia": asian or scripts.get(script, ""),
        }
    return fonts


def _typeface(scheme: Element, name: str) -> str:
    found = scheme.find(f"{_A}{name}")
    return found.get("typeface", "") if found is not None else ""


def _merged_run(base: Rules, step: Rules) -> Rules:
    merged = base | step
    if "fonts" in base and "fonts" in step:
        merged["fonts"] = base["fonts"] | step["fonts"]
    return merged


def _merged_paragraph(base: Rules, step: Rules) -> Rules:
    merged = base | step
    for side in ("left", "right", "first"):  # a length stated closer than the inherited 字 count replaces it
        if side in step and f"{side}_chars" not in step:
            merged.pop(f"{side}_chars", None)
    for name in ("borders", "tabs"):
        if name in base and name in step:
            merged[name] = base[name] | step[name]
    return merged
