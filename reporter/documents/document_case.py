"""One document that a run may write, before its wording: what it may say, and whom it is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from ..gongwen.content import Table
from ..records import record


@record
class Case:
    """One document that may be written, of one department or (blank) of all: what it may say, its own tables, its
    date."""

    facts: Mapping[str, object]
    date: dt.date
    department: str = ""
    status: str = ""
    tables: Callable[[], Mapping[str, Table]] = dict
