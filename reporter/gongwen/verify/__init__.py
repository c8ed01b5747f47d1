"""Measures any .docx against GB/T 9704-2012: elements are known by what they say and where they stand.

package → styles, numbering → reading (lines as they look) → recognise (what each is) → checks: page, faces, head, tail,
imprint, text. `rendered` measures the page itself: libreoffice → printed (a PDF under a ruler) → findings.
"""

from __future__ import annotations

import datetime as dt

from ..libreoffice import NoRenderer
from .document_reading import read
from .docx_file import NotADocx
from .faces import faces
from .finding import Finding, together
from .head_checks import head
from .imprint_checks import imprint
from .line_places import Flow
from .page import page
from .patterns import DATE
from .recognise import recognise
from .rendered import verify_rendered
from .tail_checks import tail
from .text_checks import text

__all__ = ["Finding", "NoRenderer", "NotADocx", "number_and_date", "together", "verify", "verify_rendered"]


def number_and_date(data: bytes) -> tuple[str, dt.date | None]:
    """发文字号 and 成文日期 as they stand in a document; blank, and None, of one that has none (or room for the pen).

    Raises NotADocx.
    """
    found = recognise(read(data))
    number, day = found.number_match, DATE.search(found.date.text) if found.date else None
    try:
        dated = dt.date(int(day["year"]), int(day["month"]), int(day["day"])) if day else None
    except ValueError:
        dated = None
    return "".join(number[0].split()) if number and number["serial"].strip() else "", dated


def verify(data: bytes) -> tuple[Finding, ...]:
    """Every departure from the standard that the file itself shows, from the sheet down to the last line.

    A document that keeps to it gives (). Raises NotADocx, whose text is the reason in Chinese.
    """
    found = recognise(read(data))
    flow = Flow(found.reading)
    findings = (
        *page(found, flow),
        *head(found, flow),
        *tail(found, flow),
        *imprint(found, flow),
        *faces(found),
        *text(found),
    )
    return tuple(dict.fromkeys(findings))
