"""Bars as inline SVG: a colour, a pattern that survives black and white, and the figure of each part beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from ..vocabulary.terms import Lamp
from .frame import LAMP_COLOUR, el

Bar = tuple[str, Sequence[int]]
"""A label, and how many of each lamp, in the order of `Lamp`."""

_WIDTH, _LABEL, _ROW, _THICK, _LETTER = 940, 190, 30, 20, 14
_TOGETHER = 11
"""Rows that stand on one page: ten bars below what the patterns mean."""
_HATCH = {
    Lamp.GREEN: "",
    Lamp.YELLOW: "M0,8 L8,0",
    Lamp.RED: "M0,8 L8,0 M0,0 L8,8",
    Lamp.GREY: "M4,0 L4,8",
}
"""Strokes of the pattern of each lamp."""


def lamp_bars(bars: Sequence[Bar], title: str) -> Element | None:
    """Stacked bars, one a line, all of one scale; None without any."""
    most = max((sum(counts) for _, counts in bars), default=0)
    if not most:
        return None
    rows = []
    for label, counts in bars:
        parts = [_text(_fitting(label), _LABEL - 10, 15, "end")]
        left = float(_LABEL)
        for lamp, count in zip(Lamp, counts):
            if count:
                width = (_WIDTH - _LABEL - 60) * count / most
                parts += _part(lamp, count, left, 0, width)
                left += width
        rows.append([*parts, _text(str(sum(counts)), left + 8, 15)])
    return _drawings(title, [[_patterns(), *_key()], *rows])


def lamp_columns(bars: Sequence[Bar], title: str) -> Element | None:
    """Stacked columns, one a month, all of one scale; None with fewer than two."""
    most = max((sum(counts) for _, counts in bars), default=0)
    if len(bars) < 2 or not most:
        return None
    base, room = 230, 180
    step = min(120.0, (_WIDTH - 20) / len(bars))
    parts: list[Element] = [_patterns(), *_key()]
    for number, (label, counts) in enumerate(bars):
        left, foot = 10 + step * number, float(base)
        for lamp, count in zip(Lamp, counts):
            if count:
                high = room * count / most
                foot -= high
                parts.append(_box(lamp, left, foot, step * 0.6, high))
                if high >= _LETTER:
                    parts += _figure(str(count), left + step * 0.3, foot + high / 2 + 5)
        parts.append(_text(label, left + step * 0.3, base + 18, "middle"))
    return _drawing(base + 28, title, parts)


def score_bars(scores: Sequence[tuple[str, Decimal]], title: str) -> Element | None:
    """A bar each, of a hundred or of the highest; None without any."""
    if not scores:
        return None
    most = max(Decimal(100), *(score for _, score in scores))
    rows = []
    for label, score in scores:
        width = float((_WIDTH - _LABEL - 80) * max(score, Decimal(0)) / most)
        rows.append(
            [
                _text(_fitting(label), _LABEL - 10, 15, "end"),
                el("rect", x=_LABEL, y=0, width=f"{width:.1f}", height=_THICK, fill="#4a6f96"),
                _text(f"{score:.2f}", _LABEL + width + 8, 15),
            ]
        )
    return _drawings(title, rows)


def _drawings(title: str, rows: Sequence[Sequence[Element]]) -> Element:
    """Rows below each other, as drawings between which a page may end."""
    starts = range(0, len(rows), _TOGETHER)
    made = [
        _drawing(
            _ROW * len(some),
            f"{title}（续）" if start else title,
            [el("g", *parts, transform=f"translate(0,{_ROW * place})") for place, parts in enumerate(some)],
        )
        for start in starts
        for some in [rows[start : start + _TOGETHER]]
    ]
    return made[0] if len(made) == 1 else el("div", *made)


def _drawing(height: int, title: str, parts: Sequence[Element]) -> Element:
    return el("svg", el("title", title), *parts, viewBox=f"0 0 {_WIDTH} {height}", role="img", font_size=_LETTER)


def _patterns() -> Element:
    return el(
        "defs",
        *(
            el(
                "pattern",
                el("rect", width=8, height=8, fill=LAMP_COLOUR[lamp]),
                el("path", d=strokes, stroke="#fff", stroke_width=1.2, fill="none", opacity=0.75) if strokes else None,
                id=f"lamp-{lamp.name.lower()}",
                width=8,
                height=8,
                patternUnits="userSpaceOnUse",
            )
            for lamp, strokes in _HATCH.items()
        ),
    )


def _key() -> Iterator[Element]:
    """What each pattern is, in one line above the bars."""
    for number, lamp in enumerate(Lamp):
        left = _LABEL + 90 * number
        yield _box(lamp, left, 2, 18, 14)
        yield _text(f"{lamp}灯", left + 24, 15)


def _part(lamp: Lamp, count: int, left: float, top: float, width: float) -> Iterator[Element]:
    yield _box(lamp, left, top, width, _THICK)
    if width >= _LETTER * len(str(count)):
        yield from _figure(str(count), left + width / 2, top + 15)


def _figure(text: str, x: float, y: float) -> Iterator[Element]:
    """A figure on a pattern, on a ground of its own so that it can be read in grey too."""
    wide = 9 * len(text) + 4
    yield el("rect", x=f"{x - wide / 2:.1f}", y=f"{y - 13:.1f}", width=wide, height=16, fill="#fff", opacity=0.85)
    yield _text(text, x, y, "middle")


def _box(lamp: Lamp, left: float, top: float, width: float, height: float) -> Element:
    return el(
        "rect",
        x=f"{left:.1f}",
        y=f"{top:.1f}",
        width=f"{width:.1f}",
        height=f"{height:.1f}",
        fill=f"url(#lamp-{lamp.name.lower()})",
        stroke="#333",
        stroke_width=0.6,
    )


def _fitting(label: str) -> str:
    """A label as far as there is room for it."""
    room = _LABEL // _LETTER - 1
    return label if len(label) <= room else label[: room - 1] + "…"


def _text(text: str, x: float, y: float, anchor: str = "start") -> Element:
    return el("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)
