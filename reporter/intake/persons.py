"""Numbers of persons in what departments write: suspected identity and mobile numbers, found and masked in one way.

A number counts as suspected by its form alone: one whose check digit is wrong tells a birthday all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .boundary_text import key_text

_GAP, _BLANK = r"[ \u3000\-－‐‑–—]?", r"[ \u3000]"
_IDENTITY = re.compile(
    rf"(?<!\d)(?:\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ]|\d(?:{_BLANK}\d){{16}}{_BLANK}[\dXxＸｘ])(?![\dA-Za-z])"
)
_MOBILE = re.compile(
    rf"(?<!\d)[1１](?:[3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|{_BLANK}[3-9３-９](?:{_BLANK}\d){{9}})(?!\d)"
)
_BORN = re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9X]")
_LETTERED = re.compile(r"(?<![0-9A-Za-z])(?:[1-9]\d{16}[0-9Xx]|1[3-9]\d{9})(?![0-9A-Za-z])")
_ADDRESS = re.compile(
    r"(?i:https?)://[^\s，。；、）》”<>\"\u4e00-\u9fff]*"
)  # case aside for all would compile 20,000 signs
_FEWEST = 11
"""Figures that a number of a person has at least."""
_CLOSE_FIGURES = re.compile(rf"\d(?:\D?+\d){{{_FEWEST - 1}}}")
"""What is looked for first: few texts hold so many figures with no more than one sign between two of them."""


def identity_numbers(text: str) -> tuple[str, ...]:
    """The identity numbers in `text`, each once, without gaps: 18 places that hold a possible birthday."""
    return tuple(dict.fromkeys(number for number in _numbers(text) if _BORN.fullmatch(number)))


def mobile_numbers(text: str) -> tuple[str, ...]:
    """The mobile numbers in `text`, each once, without gaps."""
    return tuple(dict.fromkeys(number for number in _numbers(text) if len(number) == _FEWEST))


def mask(text: str) -> str:
    """Suspected identity numbers (18 places) and mobile numbers with all but the first 3 and last 4 places starred.

    Full-width digits, a blank or dash between groups, a blank between all figures count too. Figures inside a web
    address are none and stay.
    """
    if not _CLOSE_FIGURES.search(text):
        return text
    parts, start = [], 0
    for address in _ADDRESS.finditer(text):
        parts += [_masked(text[start : address.start()]), address[0]]
        start = address.end()
    return "".join((*parts, _masked(text[start:])))


def _masked(text: str) -> str:
    return _MOBILE.sub(_starred, _IDENTITY.sub(_starred, text))


def _starred(found: re.Match[str]) -> str:
    places = _plain(found)
    return places[:3] + "*" * (len(places) - 7) + places[-4:]


def _plain(found: re.Match[str]) -> str:
    """The places of a number alone, in plain figures."""
    return "".join(place for place in unicodedata.normalize("NFKC", found[0]) if place.isalnum()).upper()


def _numbers(text: str) -> Iterator[str]:
    """Candidates outside web addresses: as they are grouped in the text, and with every blank taken out."""
    if sum(map(str.isdigit, text)) < _FEWEST:
        return
    rest = _ADDRESS.sub("，", text)
    for found in _IDENTITY.finditer(rest):
        yield _plain(found)
    for found in _MOBILE.finditer(_IDENTITY.sub("，", rest)):
        yield _plain(found)
    for found in _LETTERED.finditer(key_text(rest)):
        yield _plain(found)
