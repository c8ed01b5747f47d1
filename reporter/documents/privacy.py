"""What departments wrote, fit to be printed in a document that many people read: numbers of persons are masked."""

from __future__ import annotations

from functools import lru_cache

from ..intake.boundary_text import clean_text
from ..intake.persons import mask

__all__ = ["mask", "quoted"]


@lru_cache(maxsize=4096)  # what is said of a duty stands in several documents, and in those of others
def quoted(text: str) -> str:
    """The text of a return as a document may quote it: printable, persons' numbers masked, blank ends removed."""
    return mask(clean_text(text)[0]).strip()
