"""The frame of a document, number, dates and names, with notes that tell where its figures come from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from ..documents.document_kind import DocumentKind
from ..documents.traced import noted
from ..figures.counted import element
from ..figures.element_figures import borne_day, document_day, document_number, in_force
from ..figures.ledger_sheets import Sheets
from ..figures.origin import Origin
from ..gongwen.content import Imprint, Noted, NotedDate, OfficialDocument
from ..vocabulary.column_titles import PRINTED


def framed(
    document: OfficialDocument, kind: DocumentKind, ledger: Sheets, place: int = 0, department: str = ""
) -> OfficialDocument:
    """The document with notes at its number, its dates and what else of its frame holds a figure."""
    head, signature = document.head, document.signature
    if head.number and signature:
        note = ((0, len(head.number), partial(document_number, kind=kind.name, place=place, department=department)),)
        head = replace(head, number=Noted(head.number, note))
    if signature and isinstance(signature.date, dt.date):
        signature = replace(
            signature,
            date=NotedDate(signature.date, partial(document_day, kind=kind.name, department=department)),
            organs=tuple(_noted(name, "发文机关") for name in signature.organs),
        )
    return replace(
        document,
        head=head,
        signature=signature,
        imprint=_imprint(document.imprint, kind, ledger, department) if document.imprint else None,
    )


def _imprint(imprint: Imprint, kind: DocumentKind, ledger: Sheets, department: str) -> Imprint:
    copies = in_force(ledger, kind.name, "抄送", "抄送" in kind.shared)
    cell = ledger.borne(ledger.paper(kind.name, department), PRINTED, *({PRINTED} & set(kind.shared)))

    def issued(ledger: Sheets) -> Origin:
        if cell is None:
            return replace(document_day(ledger, kind.name, department), name=PRINTED)
        return borne_day(ledger, kind.name, PRINTED, cell)

    return replace(
        imprint,
        issued_on=NotedDate(day, issued) if isinstance(day := imprint.issued_on, dt.date) else day,
        issuer=_noted(imprint.issuer, "印发机关"),
        copies_to=_noted(imprint.copies_to, copies),
    )


def _noted(text: str, name: str) -> str:
    return noted(text, partial(element, name=name, printed=text))
