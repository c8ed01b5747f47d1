"""「补充内容」 of the master list: paragraphs that a clerk adds to a document."""

from __future__ import annotations

from collections.abc import Mapping

from ..vocabulary import column_titles
from ..vocabulary.document_scope import Scope
from ..vocabulary.model import Supplement
from ..vocabulary.problems import Kind
from .document_rows import month_or_year, unserved
from .master_sheet import MasterSheet
from .values import key_text


def read_supplements(sheet: MasterSheet | None, kinds: Mapping[str, Scope] | None, year: int) -> tuple[Supplement, ...]:
    """The rows of 「补充内容」; what is wrong is noted at its cell. kinds: as in `read_dispatches`."""
    found: list[Supplement] = []
    for row in sheet.rows if sheet else ():
        month, kind, content = (
            row[title] for title in (column_titles.PERIOD, column_titles.DOCUMENT_KIND, column_titles.CONTENT)
        )
        period, why = month_or_year(month, year)
        faults = [(column_titles.PERIOD, why)] if why else []
        faults += [
            (title, "没有填写") for title in (column_titles.DOCUMENT_KIND, column_titles.CONTENT) if not row[title].text
        ]
        assert sheet
        sheet.say_each(Kind.SUPPLEMENT_BAD, row, faults)
        if faults:
            continue
        if month.kind == "date" and period:
            sheet.say(Kind.PERIOD_DATE, month, period=period, text=month.text, month=period)
        title, why = unserved(kind.text, period, kinds) if kinds is not None else ("", "")
        if why:
            sheet.say(Kind.SUPPLEMENT_UNUSED, row[title], period=period, why=why)
        found.append(
            Supplement(
                kind=key_text(kind.text),
                period=period,
                section=row[column_titles.SECTION].text,
                text=content.text,
                source=sheet.source.at(content.address),
            )
        )
    return tuple(found)
