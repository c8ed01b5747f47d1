"""The mark of a return that goes back: which files the mended copy replaces (contract, section 4, Versions).

It rides in two carriers that fail independently: a sheet of its own that is not shown, which every form of workbook
keeps, and properties of the document, which the deletion of a sheet leaves alone. What comes back is a stranger's word:
digests are taken from it and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SHEET = "退改标记"
HEAD = "本页由程序读取，用来认出改好的表替换哪一份，请勿改动"
PROPERTY = "returned-"
"""What the names of the properties begin with; a number follows."""

LIMIT = 50
"""Files that one mark names at most, the newest: as often nobody mends a sheet."""

_SENT_TO = "发给："

_DIGEST = re.compile(r"[0-9a-f]{64}")


def digests(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that are SHA-256 digests, in their order, each once."""
    return tuple(dict.fromkeys(filter(_DIGEST.fullmatch, texts)))[:LIMIT]


def lines(replaces: Iterable[str], owner: str = "") -> tuple[str, ...]:
    """What the sheet of a mark says: which files the mended copy replaces, and to which `owner` of several departments
    in them it went back (blank: there are not several).
    """
    return (HEAD, *replaces, *([_SENT_TO + owner] if owner else []))


def owner(texts: Iterable[str]) -> str:
    """Whom a mark names so, blank for nobody."""
    return next((text.removeprefix(_SENT_TO).strip() for text in texts if text.startswith(_SENT_TO)), "")
