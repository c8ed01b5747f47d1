"""A name becomes a file name here and nowhere else, safe on Windows and Linux alike."""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterable

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_UNSAFE = re.compile(r"[^\w\-()（）·、.&+ ]|[\x00-\x1f]")
_NAME_BYTES = 80


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """A file name stem for each name, safe on Windows and Linux alike, and no two alike even without case.

    A name that had to be changed carries eight hex digits of its SHA-256, so that it stays recognisable and distinct;
    more where another name looks just so.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name not in found:
            found[name] = safe_name(name, taken)
    return found


def safe_name(name: str, taken: set[str]) -> str:
    """A safe stem for a name that is none of those `taken`, to which it is added; they are compared without case."""
    stem = _safe(name)
    if stem != name or stem.casefold() in taken:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        stems = (f"{_cut(stem)}-{digest[:length]}" for length in range(8, len(digest) + 1))
        counted = (f"{_cut(stem)}-{digest[:8]}-{number}" for number in itertools.count(2))  # the same name once more
        stem = next(item for item in itertools.chain(stems, counted) if item.casefold() not in taken)
    taken.add(stem.casefold())
    return stem


def _safe(name: str) -> str:
    stem = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem = "".join(character for character in stem if unicodedata.category(character) not in ("Cs", "Co", "Cn", "Cf"))
    if not stem or _RESERVED.fullmatch(stem):
        stem = "_" + stem
    return stem if len(stem.encode("utf-8")) <= _NAME_BYTES else _cut(stem)


def _cut(stem: str) -> str:
    return stem.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
