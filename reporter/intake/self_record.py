"""What a workbook's own record says: when it was saved, and which files it was made to replace. Runs in the worker."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from io import BytesIO

from ..vocabulary import return_mark
from ..vocabulary.china_time import CHINA

_RECORDS = {"ods": "meta.xml"}
_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_SAVED = re.compile(rb"<(?:dcterms:modified|dc:date)\b[^<>]{0,200}>\s{0,20}([0-9TZ:.+-]{10,40})\s{0,20}<")
_MARKED = re.compile(
    rb"name=[\"']"
    + return_mark.PROPERTY.encode()
    + rb"\d{1,4}[\"'][^<>]{0,200}>\s{0,20}(?:<[^<>]{0,200}>)?([0-9a-f]{64})<"
)
_FIRST_YEAR = 1990
"""What is older was never the day of saving: blank sheets of ours bear the first day that a zip can."""


def saved_at(form: str, parts: Mapping[str, bytes], data: bytes) -> str:
    """When the file was last saved by its own record, in universal time (2018-05-22T02:00:00+00:00), blank where it has
    none.
    """
    if form == "xls":
        return _told(_summary(data))
    found = _SAVED.search(parts.get(_RECORDS.get(form, _CORE), b""))
    try:
        return _told(dt.datetime.fromisoformat(found[1].decode()) if found else None)
    except ValueError:
        return ""


def replaced(form: str, parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The digests in the document's properties that a marked return bears."""
    found = _MARKED.findall(parts.get(_RECORDS.get(form, _CUSTOM), b""))
    return return_mark.digests(text.decode() for text in found)


def _told(moment: dt.datetime | None) -> str:
    """In universal time; a record without a zone, as .ods keeps it, was written in China."""
    if moment is None or moment.year < _FIRST_YEAR:
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(dt.UTC).isoformat()


def _summary(data: bytes) -> dt.datetime | None:
    """When an .xls was saved, by its summary stream."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            moment = container.get_metadata().last_saved_time
    except Exception:  # its own errors, and those of whatever it tries to understand in broken bytes
        return None
    return moment.replace(tzinfo=dt.UTC) if isinstance(moment, dt.datetime) else None
