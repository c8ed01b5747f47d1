"""A name becomes a file name here and nowhere else, safe on Windows and Linux alike."""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterable

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_UNSAFE = re.compile(r"[^\w\-()（）·、.&+ ]|[\x00-\x1f]")
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_NAME_BYTES = 80
_FOLDERS, _SUFFIX = 2, 8
"""What is kept of a path that was received: the innermost folders, an ending of so many characters."""


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


def received_path(given: str) -> str:
    """The relative path at which a file is kept that somebody calls so: the last folders and the name, each harmless on
    Windows and Linux alike, none leading upwards; blank where nothing is left of it.
    """
    parts = [part for part in map(_received, re.split(r"[\\/]+", given)) if part]
    return "/".join(parts[-_FOLDERS - 1 :])


def _received(part: str) -> str:
    name = _clean(_FORBIDDEN.sub("_", part)).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > _SUFFIX:
        stem, suffix = name, ""
    if not name:
        return ""
    stem = f"_{stem}" if _RESERVED.fullmatch(name) else stem
    return _cut(stem) + (f".{suffix}" if suffix else "")


def _clean(name: str) -> str:
    """The name without characters that nobody sees."""
    shown = unicodedata.normalize("NFC", name)
    return "".join(character for character in shown if unicodedata.category(character) not in ("Cs", "Co", "Cn", "Cf"))


def _safe(name: str) -> str:
    stem = _clean(_UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" ."))
    if not stem or _RESERVED.fullmatch(stem):
        stem = "_" + stem
    return stem if len(stem.encode("utf-8")) <= _NAME_BYTES else _cut(stem)


def _cut(stem: str) -> str:
    return stem.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
