"""One document that a run may write, before its wording: what it may say, and whom it is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from ..gongwen.content import Table
from ..records import record
from ..vocabulary.paper import Paper


@record
class Case:
    """One document that may be written: what it may say, which one it is, its date, its own tables."""

    facts: Mapping[str, object]
    paper: Paper
    date: dt.date
    status: str = ""
    tables: Callable[[], Mapping[str, Table]] = dict
