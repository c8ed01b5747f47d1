"""What a document has from 「公文」: number, date, issuing day, and the elements that templates may print."""

from __future__ import annotations

import re
from dataclasses import replace

from ..documents.document_frame import number
from ..documents.document_kind import DocumentKind, Scope
from ..documents.traced import noted
from ..gongwen.content import Imprint, Noted, NotedDate, OfficialDocument
from .formula import Calc, Formula, Given
from .operations import NUMBER, YEAR, day_in, joined, middle, number_in, sum_of
from .origin import Origin
from .shared_origins import element
from .sheets import Sheets
from .word_origins import Maker, Words

__all__ = ["document_day", "document_number", "element_words", "framed"]

_ELEMENTS = ("发文机关", "主送", "上报机关", "印发机关", "联系人", "联系电话")


def element_words(kind: DocumentKind) -> Words:
    """The words of 「公文」 that every template may use."""
    return {
        **{(name,): _element(name) for name in _ELEMENTS},
        ("年份",): lambda ledger, trail, value: element(ledger, "年份"),
        ("承办处室",): lambda ledger, trail, value: element(ledger, "印发机关", str(value), title="承办处室"),
        ("公开属性",): lambda ledger, trail, value: element(
            ledger, _in_force(ledger, kind, "公开属性"), str(value), title="公开属性"
        ),
        ("通知标题",): lambda ledger, trail, value: element(ledger, "标题", str(value), title="通知标题"),
        ("通知文号",): lambda ledger, trail, value: document_number(ledger, Scope.NOTICE, ledger.plan.year),
        ("任务清单", "编号"): _listed("清单"),
        ("任务清单", "名称"): _listed("名称"),
        ("任务清单", "依据"): _listed("依据"),
        ("分清单", "编号"): _listed("清单"),
        ("分清单", "名称"): _listed("名称"),
    }


def _in_force(ledger: Sheets, kind: DocumentKind, name: str) -> str:
    """The name under which 「公文」 gives an element for `kind`: its own, else the general one where it shares that."""
    own = f"{kind.name}{name}"
    return own if ledger.element(own) else name if name in kind.shared else ""


def _element(name: str) -> Maker:
    return lambda ledger, trail, value: element(ledger, name, str(value))


def _listed(title: str) -> Maker:
    def maker(ledger: Sheets, trail, value: object) -> Origin:
        page = ledger.books["清单"]
        row = next(
            row
            for row in range(page.header + 1, page.last + 1)
            if str(page.at(row, page.columns["清单"])) == str(trail[-1]["编号"])
        )
        return Origin(
            name=f"清单{trail[-1]['编号']}的{title}",
            how="任务总表「清单」",
            formula=ledger.cell("清单", row, title),
            typed=ledger.listed("清单", row, title),
        )

    return maker


def document_day(ledger: Sheets, kind: str) -> Origin:
    """成文日期: what 「公文」 says, else the date of assessment."""
    cell = ledger.element(f"{kind}成文日期")
    if cell is None:
        return Origin(
            name="成文日期",
            how=f"任务总表「公文」没有填“{kind}成文日期”，用考核基准日",
            formula=ledger.as_of,
            typed=ledger.run,
        )
    return Origin(
        name="成文日期",
        how=f"任务总表「公文」的“{kind}成文日期”",
        formula=day_in(cell, ledger.books),
        typed=(ledger.at(cell),),
    )


def document_number(ledger: Sheets, kind: str, year: int, place: int = 0) -> Origin:
    """发文字号: as 「公文」 gives it whole, or put together from 机关代字, the year and a serial that counts on."""
    cell, code = ledger.element(f"{kind}发文字号"), ledger.element("机关代字")
    head: Formula = code or Given("")
    typed = tuple(ledger.at(item) for item in (cell, code) if item)
    given = ledger.plan.element(f"{kind}发文字号").strip()
    printed = number(kind, ledger.plan, year, place)
    dated = Calc(YEAR, (document_day(ledger, kind).formula,))
    if cell is None:
        return Origin(
            name="发文字号",
            how="机关代字和成文年份，序号留空待编",
            formula=joined(head, "〔", dated, "〕　号"),
            typed=typed,
        )
    if re.fullmatch(r"第?\d+号?", given):
        serial = sum_of(number_in(cell, ledger.books), Given(place)) if place else number_in(cell, ledger.books)
        return Origin(
            name="发文字号",
            how="机关代字、成文年份和序号" + ("，同一批按单位顺序递增" if place else ""),
            formula=joined(head, "〔", dated, "〕", serial, "号"),
            typed=typed,
        )
    if printed == given:
        return Origin(name="发文字号", how=f"任务总表「公文」的“{kind}发文字号”", formula=cell, typed=typed[:1])
    match = re.search(r"\d+(?=号?$)", given)
    serial = sum_of(Calc(NUMBER, (middle(cell, match.start(), match.end()),)), Given(place))
    return Origin(
        name="发文字号",
        how=f"任务总表「公文」的“{kind}发文字号”，同一批按单位顺序递增",
        typed=typed[:1],
        formula=joined(middle(cell, 0, match.start()), serial, middle(cell, match.end(), len(given))),
    )


def framed(document: OfficialDocument, kind: DocumentKind, ledger: Sheets, place: int = 0) -> OfficialDocument:
    """The document with notes at its number, its dates and what else of its frame holds a figure."""
    head, signature = document.head, document.signature
    if head.number and signature:
        year = signature.date.year
        note = ((0, len(head.number), lambda: document_number(ledger, kind.name, year, place)),)
        head = replace(head, number=Noted(head.number, note))
    if signature:
        signature = replace(
            signature,
            date=NotedDate(signature.date, lambda: document_day(ledger, kind.name)),
            organs=tuple(_noted(name, "发文机关", ledger) for name in signature.organs),
        )
    return replace(
        document,
        head=head,
        signature=signature,
        imprint=_imprint(document.imprint, kind, ledger) if document.imprint else None,
    )


def _imprint(imprint: Imprint, kind: DocumentKind, ledger: Sheets) -> Imprint:
    name = _in_force(ledger, kind, "印发日期")
    cell = ledger.element(name) if name else None

    def issued() -> Origin:
        if cell is None:
            return replace(document_day(ledger, kind.name), name="印发日期")
        return Origin(
            name="印发日期",
            how=f"任务总表「公文」的“{name}”",
            formula=day_in(cell, ledger.books),
            typed=(ledger.at(cell),),
        )

    copies = _in_force(ledger, kind, "抄送")
    return replace(
        imprint,
        issued_on=imprint.issued_on and NotedDate(imprint.issued_on, issued),
        issuer=_noted(imprint.issuer, "印发机关", ledger),
        copies_to=_noted(imprint.copies_to, copies, ledger),
    )


def _noted(text: str, name: str, ledger: Sheets) -> str:
    return noted(text, lambda: element(ledger, name, text))
