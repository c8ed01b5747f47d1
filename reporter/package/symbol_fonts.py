"""What a character of a symbol font shows, as a character of its own: boxes and ticks, arrows, Greek letters."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .wordml import w

_WINGDINGS = {
    0x22: "✂",
    0x28: "☎",
    0x2A: "✉",
    0x45: "☜",
    0x46: "☞",
    0x4A: "☺",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "❐",
    0x71: "❑",
    0x72: "❒",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x78: "☒",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
} | {0x81 + place: chr(0x2460 + place) for place in range(10)}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0xA2: "■",
    0xA3: "□",
    0xAE: "◆",
}
_GREEK = dict(zip("abcdefghiklmnopqrstuwxyzDFGLPQSWXY", "αβχδεφγηικλμνοπθρστυωξψζΔΦΓΛΠΘΣΩΞΨ"))
_SYMBOL = {ord(letter): greek for letter, greek in _GREEK.items()} | {
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xD6: "√",
}
_TABLES = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the characters of such fonts, their codes in the last byte."""


def symbol(element: Element) -> str:
    """The character that a `w:sym` shows; blank where its code is none or nobody knows what the font shows there."""
    digits = element.get(w("char"), "")
    if not 0 < len(digits) <= 6 or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
        return ""
    code = int(digits, 16)
    table = _TABLES.get(element.get(w("font"), "").strip().lower())
    if table is None:
        return "" if code in _PRIVATE or code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
    code = code & 0xFF if code in _PRIVATE else code
    return table.get(code, chr(code) if 0x20 < code < 0x7F and table is _SYMBOL else "□")
