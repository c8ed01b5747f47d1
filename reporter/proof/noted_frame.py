"""The frame of a document, number, dates and names, with notes that tell where its figures come from."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ..documents.traced import noted
from ..figures.counted import element
from ..figures.element_figures import document_day, document_number
from ..figures.ledger_sheets import Sheets
from ..figures.operations import day_in
from ..figures.origin import Origin
from ..gongwen.content import Imprint, Noted, NotedDate, OfficialDocument

__all__ = ["framed"]


def framed(document: OfficialDocument, kind: str, ledger: Sheets, place: int = 0) -> OfficialDocument:
    """The document with notes at its number, its dates and what else of its frame holds a figure."""
    day = document.signature.date
    number_note = ((0, len(document.head.number), partial(document_number, kind=kind, place=place)),)
    return replace(
        document,
        head=replace(document.head, number=Noted(document.head.number, number_note)),
        signature=replace(
            document.signature,
            date=NotedDate(day, partial(document_day, kind=kind)),
            organs=tuple(_noted(name, "发文机关") for name in document.signature.organs),
        ),
        imprint=_imprint(document.imprint, kind, ledger) if document.imprint else None,
    )


def _imprint(imprint: Imprint, kind: str, ledger: Sheets) -> Imprint:
    name = f"{kind}印发日期" if ledger.element(f"{kind}印发日期") else "印发日期" if kind == "通知" else ""
    cell = ledger.element(name) if name else None

    def issued(ledger: Sheets) -> Origin:
        if cell is None:
            return replace(document_day(ledger, kind), name="印发日期")
        return Origin(
            name="印发日期",
            how=f"任务总表「公文」的“{name}”",
            formula=day_in(cell, ledger.books),
            typed=(ledger.at(cell),),
        )

    copies = f"{kind}抄送" if ledger.element(f"{kind}抄送") else "抄送"
    return replace(
        imprint,
        issued_on=imprint.issued_on and NotedDate(imprint.issued_on, issued),
        issuer=_noted(imprint.issuer, "印发机关"),
        copies_to=_noted(imprint.copies_to, copies),
    )


def _noted(text: str, name: str) -> str:
    return noted(text, partial(element, name=name, printed=text))
