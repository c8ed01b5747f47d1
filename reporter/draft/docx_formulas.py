"""A formula of Word as one line of text: what stands above what is said by brackets and marks."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ..package.budget import Fault, Unsafe
from ..package.wordml import DEEPEST

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ROOT = f"{_M}rad"
_JOINED = {
    "f": ("num", "/", "den"),
    "sSup": ("e", "^", "sup"),
    "sSub": ("e", "_", "sub"),
    "limLow": ("e", "_", "lim"),
    "limUpp": ("e", "^", "lim"),
}


def is_formula(item: Element) -> bool:
    """Whether an element of a paragraph is a formula."""
    return item.tag in (f"{_M}oMath", f"{_M}oMathPara")


def linear(item: Element, depth: int = 0) -> str:
    """The formula on one line: (a+b)/2, x^2, √(x)."""
    if depth > DEEPEST:
        raise Unsafe(Fault.DEPTH)
    name = item.tag.removeprefix(_M)
    if name == "t":
        return item.text or ""
    if name in _JOINED:
        first, mark, second = _JOINED[name]
        return _grouped(item, first, depth) + mark + _grouped(item, second, depth)
    if name == "rad":
        return f"√({_inner(item, 'e', depth)})"
    if name == "d":
        return f"({_inner(item, 'e', depth)})"
    return "".join(linear(part, depth + 1) for part in item)


def _inner(item: Element, name: str, depth: int) -> str:
    return "".join(linear(part, depth + 1) for part in item.findall(f"{_M}{name}"))


def _grouped(item: Element, name: str, depth: int) -> str:
    text = _inner(item, name, depth)
    return text if len(text) < 2 or text.isalnum() else f"({text})"
