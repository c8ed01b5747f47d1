"""What departments wrote, fit to be printed in a document that many people read: numbers of persons are masked."""

from __future__ import annotations

import re
import unicodedata

from ..intake.text import clean_text

__all__ = ["mask", "quoted"]

_GAP = r"[ \u3000\-－—]?"
_IDENTITY = re.compile(rf"(?<!\d)\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ](?![\dA-Za-z])")
_MOBILE = re.compile(rf"(?<!\d)[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")


def mask(text: str) -> str:
    """Suspected identity numbers (18 places) and mobile numbers with all but the first 3 and last 4 places starred.

    Full-width digits and a blank or dash between groups count too. The ledger keeps the original.
    """
    if sum(map(str.isdigit, text)) < 11:
        return text
    return _MOBILE.sub(_starred, _IDENTITY.sub(_starred, text))


def _starred(found: re.Match[str]) -> str:
    places = [place for place in unicodedata.normalize("NFKC", found[0]) if place.isalnum()]
    return "".join(places[:3]) + "*" * (len(places) - 7) + "".join(places[-4:])


def quoted(text: str) -> str:
    """The text of a return as a document may quote it: printable, persons' numbers masked, blank ends removed."""
    return mask(clean_text(text)[0]).strip()
