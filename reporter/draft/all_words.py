"""Whether every word of a draft is in its 公文, and no other: both files are read here anew, by nobody else's reader.

Letters, figures and signs are counted; blanks, punctuation and the marks of a chat window are not, for those are what
typography changes. Counted alike, the words of each paragraph must also stand together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from ..intake.text_tables import decode
from ..package.budget import Budget
from ..package.members import Members
from ..package.parts import Package
from ..package.symbol_fonts import symbol
from ..package.wordml import MC, w

_UNCOUNTED = frozenset("^`|~<>−")
_GONE = frozenset((w("del"), w("moveFrom"), w("rPr"), w("pPr"), w("instrText")))
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_NEAR = 4000
_FAR_MOST = 2000
"""So many paragraphs are looked for in the whole of the result; the words of further ones are only counted."""
_SHOWN = 12


def lost_words(draft: bytes, result: bytes, *, printed: Iterable[str], unprinted: Iterable[str]) -> tuple[str, ...]:
    """What of a draft is not in its result, and what is there beyond it; () when all is well.

    printed: what the result has and the draft has not; unprinted: the other way round.
    """
    taken = list(unprinted)
    units = [words for words in map(counted, _said(draft)) if words]
    paragraphs = [words for words in map(counted, _said(result)) if words]
    wanted = Counter("".join(units))
    wanted.subtract(Counter(counted("".join(taken))))
    wanted.update(Counter(counted("".join(printed))))
    found = Counter("".join(paragraphs))
    lacking = {letter: count - found[letter] for letter, count in wanted.items() if count > found[letter]}
    surplus = {letter: count - wanted[letter] for letter, count in found.items() if count > wanted[letter]}
    faults = [f"少了“{_listed(lacking)}”"] if lacking else []
    faults += [f"多了“{_listed(surplus)}”"] if surplus else []
    return (*faults, *(f"“{unit[:30]}”没有连在一起" for unit in _scattered(units, paragraphs, taken)))


def counted(text: str) -> str:
    """The letters, figures and signs of a text, in their usual forms."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(
        letter
        for letter in text
        if letter.isalnum() or (unicodedata.category(letter)[0] in "SM" and letter not in _UNCOUNTED)
    )


def _listed(letters: dict[str, int]) -> str:
    return "".join(letter * min(count, 3) for letter, count in list(letters.items())[:_SHOWN])


def _scattered(units: Sequence[str], paragraphs: Sequence[str], taken: Sequence[str]) -> Iterator[str]:
    """The paragraphs of a draft whose words do not stand together in the result, those aside that were rewritten, or
    left out with others (a table of contents)."""
    stream, whole = "".join(paragraphs), set(paragraphs)
    rewritten = [words for words in map(counted, taken) if words]
    known = set(rewritten)
    cursor = looked = 0
    for unit in units:
        place = stream.find(unit, cursor, cursor + _NEAR + len(unit))
        if place >= 0:
            cursor = place + len(unit)
        elif unit not in whole and unit not in known and looked < _FAR_MOST:
            looked += 1
            if unit not in stream and not any(words in unit or unit in words for words in rewritten):
                yield unit


def _said(data: bytes) -> Iterator[str]:
    """The words of a file a paragraph, or a line of one, at a time."""
    if not data.startswith(b"PK"):
        yield from re.sub(r"<br\s*/?>", "\n", decode(data)).splitlines()
        return
    package = Package(Members(data, Budget.of_document()))
    root = package.root(package.main)
    if root is not None:
        yield from _Reader(package).paragraphs(root)


class _Reader:
    """Reads the words of one document as Word shows them: without what is deleted, with notes where they are marked."""

    def __init__(self, package: Package):
        self.notes = {
            kind: {note.get(w("id"), ""): note for note in root}
            for kind in _NOTES.values()
            if (root := package.related_root(kind)) is not None
        }

    def paragraphs(self, root: Element) -> Iterator[str]:
        """Every paragraph's words; those of a box, a cell or a note apart."""
        words: list[str] = []
        codes: list[bool] = []
        boxes: list[int] = []
        waiting: list[Iterator[Element]] = [iter(root)]
        while waiting:
            item = next(waiting[-1], None)
            if item is None:
                waiting.pop()
                if boxes and len(waiting) < boxes[-1]:  # what follows a box in its paragraph is not the box's
                    boxes.pop()
                    yield "".join(words)
                    words = []
                continue
            tag = item.tag
            if tag == w("t") or tag == _MATHS:
                if not any(codes):
                    words.append(item.text or "")
            elif tag == w("sym"):
                if not any(codes):
                    words.append(symbol(item))
            elif tag == w("fldChar"):
                kind = item.get(w("fldCharType"))
                if kind == "begin":
                    codes.append(True)
                elif codes and kind == "separate":
                    codes[-1] = False
                elif codes:
                    codes.pop()
            elif tag in _NOTES:
                yield "".join(words)
                words = []
                if (note := self.notes.get(_NOTES[tag], {}).get(item.get(w("id"), ""))) is not None:
                    yield "".join(word.text or "" for word in note.iter(w("t")))
            elif tag in (w("p"), w("br"), w("cr"), w("tab"), w("tc"), w("txbxContent")):
                yield "".join(words)
                words = []
                waiting.append(iter(item))
                if tag == w("txbxContent"):
                    boxes.append(len(waiting))
            elif tag == f"{MC}AlternateContent":
                waiting.append(iter(next(([part] for part in item if len(part)), [])))
            elif tag not in _GONE and not (tag == w("tr") and item.find(f"{w('trPr')}/{w('del')}") is not None):
                waiting.append(iter(item))
        yield "".join(words)
