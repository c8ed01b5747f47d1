"""A name becomes a file name here and nowhere else, safe on Windows and Linux alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_UNSAFE = re.compile(r"[^\w\-()（）·、.&+ ]|[\x00-\x1f]")
_NAME_BYTES = 80


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """A file name stem for each name, safe on Windows and Linux alike, and no two alike even without case.

    A name that had to be changed carries eight hex digits of its SHA-256, so that it stays recognisable and distinct.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        stem = _safe(name)
        if stem != name or stem.casefold() in taken:
            stem = f"{_cut(stem)}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        found[name] = stem
        taken.add(stem.casefold())
    return found


def _safe(name: str) -> str:
    stem = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem = "".join(character for character in stem if unicodedata.category(character) not in ("Cs", "Co", "Cn", "Cf"))
    if not stem or _RESERVED.fullmatch(stem):
        stem = "_" + stem
    return stem if len(stem.encode("utf-8")) <= _NAME_BYTES else _cut(stem)


def _cut(stem: str) -> str:
    return stem.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
