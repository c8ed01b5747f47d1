"""What a drawing of a draft holds: pictures, text boxes, and what can be neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..gongwen.content import Picture
from ..gongwen.embedded_pictures import SUFFIXES
from ..gongwen.layout import EMU_PER_TWIP
from ..package.budget import Unsafe
from ..package.parts import Package
from ..package.wordml import MC, local, w

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_USUAL = 4320
"""Twips that a picture is wide and high where nobody says it: three inches."""
_FIRST = 1001
"""Numbers of pictures begin behind those of the drawings of a 公文's own."""
_SIDES = re.compile(r"(width|height)\s*:\s*([\d.]{1,12})(pt|in|cm|mm|px)?")
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4, "px": 15.0, "": 15.0}
_NAMED = {"chart": "图表", "relIds": "SmartArt 图形", "textpath": "艺术字"}


@dataclass(slots=True)
class Seen:
    """What one drawing holds; left_out: (what, its words)."""

    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def branch(item: Element) -> Element:
    """What of a wrapper is read: of alternatives the first that holds something, else the wrapper itself."""
    if item.tag == f"{MC}AlternateContent":
        choices = [part for part in item if part.tag in (f"{MC}Choice", f"{MC}Fallback")]
        return next((part for part in choices if len(part)), item)
    return item


class Drawings:
    """Reads the drawings of one document and numbers their pictures."""

    def __init__(self, package: Package):
        self.package = package
        self.targets = {item.id: item.target for item in package.relations(package.main)}
        self.outside = package.outside(package.main)
        self.count = 0

    def read(self, drawing: Element) -> Seen:
        """What a drawing holds; boxes within boxes are left to whoever reads the outer one."""
        seen = Seen()
        self._look(drawing, seen, (0, 0), 0)
        return seen

    def _look(self, item: Element, seen: Seen, size: tuple[int, int], depth: int) -> None:
        name = local(item.tag)
        if item.tag == w("txbxContent"):
            seen.boxes.append(item)
            return
        if name in ("inline", "anchor", "pic") or _style(item):
            size = _extent(item) or size
        if name == "blip" or name == "imagedata":
            identity = item.get(f"{_R}embed") or item.get(f"{_R}id") or item.get(f"{_R}link") or ""
            self._picture(identity, size, seen)
        elif name in _NAMED:
            seen.left_out.append((_NAMED[name], item.get("string", "")))
        for part in branch(item) if depth < 100 else ():
            self._look(part, seen, size, depth + 1)

    def _picture(self, identity: str, size: tuple[int, int], seen: Seen) -> None:
        target = self.targets.get(identity, "")
        suffix = target.rpartition(".")[2].lower()
        if identity in self.outside:
            seen.left_out.append(("链接到文件外的图片", self.outside[identity]))
            return
        try:
            data = self.package.part(target) if target else b""
        except Unsafe:
            raise
        if not data or suffix not in SUFFIXES:
            seen.left_out.append(("无法显示的图片", target.rpartition("/")[2]))
            return
        width, height = size if all(size) else (_USUAL, _USUAL)
        number = _FIRST + self.count
        self.count += 1
        seen.pictures.append(Picture(data=data, suffix=suffix, width=width, height=height, number=number))


def _style(item: Element) -> str:
    return item.get("style", "") if local(item.tag) in ("shape", "rect", "image") else ""


def _extent(item: Element) -> tuple[int, int] | None:
    """Width and height that a drawing states, in twips."""
    if style := _style(item):
        sides = {
            name: float(number) * _UNITS[unit] for name, number, unit in _SIDES.findall(style) if _is_number(number)
        }
        return (round(sides["width"]), round(sides["height"])) if len(sides) == 2 else None
    for part in item.iter():
        if local(part.tag) in ("extent", "ext") and part.get("cx") and part.get("cy"):
            stated = part.get("cx", ""), part.get("cy", "")
            if all(text.isdecimal() and len(text) < 12 for text in stated):
                return int(stated[0]) // EMU_PER_TWIP, int(stated[1]) // EMU_PER_TWIP
    return None


def _is_number(text: str) -> bool:
    return text.count(".") < 2 and text != "."
