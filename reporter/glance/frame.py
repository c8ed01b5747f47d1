"""The markup of a page: elements whose texts are data, one style sheet, tables and tiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, tostring

from ..ledger.legend import LAMP_MEANING, LEGEND
from ..vocabulary.terms import Lamp

Child = Element | str | None

LAMP_COLOUR = {Lamp.GREEN: "#3f8f3f", Lamp.YELLOW: "#e0a800", Lamp.RED: "#b3261e", Lamp.GREY: "#9a9a9a"}
_TILES = 8
"""Boxes of a line at most."""
_WHOLE = 12
"""Characters of a cell that stay together."""
_INK, _QUIET, _RULE = "#1f1f1f", "#5c5c5c", "#c9c9c9"

_STYLE = f"""
@page {{ size: A4; margin: 14mm 12mm; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; padding: 24px; max-width: 980px; color: {_INK}; background: #fff;
  font: 15px/1.6 "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", SimSun, sans-serif; }}
h1 {{ font-size: 24px; margin: 0 0 2px; text-align: center; }}
h2 {{ font-size: 17px; margin: 26px 0 8px; border-bottom: 2px solid #b3261e; padding-bottom: 3px; }}
p {{ margin: 4px 0; }}
.when {{ text-align: center; color: {_QUIET}; }}
.tiles {{ margin: 14px -4px 0; }}
.tile {{ display: inline-block; margin: 4px 0.5%; padding: 6px 4px; text-align: center; border: 1px solid {_RULE};
  border-top-width: 5px; }}
.tile b {{ display: block; font-size: 22px; line-height: 1.3; }}
table {{ width: 100%; border-collapse: collapse; font-size: 13.5px; }}
th, td {{ border: 1px solid {_RULE}; padding: 3px 6px; text-align: left; vertical-align: top; }}
td {{ overflow-wrap: break-word; word-wrap: break-word; }}
th {{ background: #f1f1f1; }}
.number {{ text-align: right; }}
.whole {{ white-space: nowrap; }}
svg {{ display: block; width: 100%; height: auto; }}
thead {{ display: table-header-group; }}
tr, svg, .tile {{ page-break-inside: avoid; }}
h2 {{ page-break-after: avoid; }}
@media print {{ body {{ padding: 0; max-width: none; font-size: 12.5px; }} table {{ font-size: 11.5px; }} }}
"""


def el(tag: str, *children: Child, **attributes: object) -> Element:
    """An element; texts are data whatever they look like, None is nothing. `class_` is class, _ in names is -."""
    made = Element(tag, {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items()})
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            made.append(child)
            last = child
        elif child and last is None:
            made.text = (made.text or "") + child
        elif child and last is not None:
            last.tail = (last.tail or "") + child
    return made


def page(title: str, when: str, parts: Iterable[Child]) -> bytes:
    """The whole file: UTF-8, no script, nothing fetched."""
    style = el("style")
    style.text = _STYLE
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        style,
    )
    body = el("body", el("h1", title), el("p", when, class_="when"), *parts, *_legend())
    whole: bytes = tostring(el("html", head, body, lang="zh-CN"), encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + whole


def tiles(items: Iterable[tuple[str, str, str]]) -> Element:
    """(label, value, colour or blank) in boxes, in lines of much the same length."""
    kept = [*items]
    lines = -(-len(kept) // _TILES)
    width = f"width:{100 / -(-len(kept) // lines) - 1.01:.2f}%"  # margins, and what rounding adds
    boxes = [
        el("div", label, el("b", value), class_="tile", style=f"{width};border-top-color:{colour or _INK}")
        for label, value, colour in kept
    ]
    return el("div", *boxes, class_="tiles")


def section(title: str, *parts: Child) -> tuple[Element, ...]:
    """A heading and what stands below it; nothing where nothing does."""
    kept = [part for part in parts if part is not None]
    return (el("h2", title), *(el("p", part) if isinstance(part, str) else part for part in kept)) if kept else ()


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()) -> Element | None:
    """A table, the columns `numbers` set to the right; None without rows."""

    def line(tag: str, cells: Sequence[object]) -> Element:
        texts = ["" if cell is None else str(cell) for cell in cells]
        kinds = [
            " ".join(["number"] * (index in numbers) + ["whole"] * (len(text) <= _WHOLE))
            for index, text in enumerate(texts)
        ]
        return el("tr", *(el(tag, text, **{"class_": kind} if kind else {}) for text, kind in zip(texts, kinds)))

    body = [line("td", row) for row in rows]
    head = line("th", heads)
    return el("table", el("thead", head), el("tbody", *body)) if body else None


def _legend() -> tuple[Element, ...]:
    rows = [(f"{lamp}灯", meaning) for lamp, meaning in LAMP_MEANING.items()]
    return section(LEGEND, table(("灯", "含义"), rows))
