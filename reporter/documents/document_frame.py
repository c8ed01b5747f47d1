"""What of a document comes from 「公文」: its head, number, date, signature and imprint, and who may read it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from ..gongwen.content import Chop, Head, Imprint, OfficialDocument, Signature
from ..gongwen.document_form import Form
from ..vocabulary.column_titles import DATED, DOCUMENT_NUMBER, PRINTED, SIGNER
from ..vocabulary.document_elements import (
    CHOSEN_KINDS,
    FOREIGN_BRACKETS,
    NONE,
    POST,
    SECRECY,
    is_order,
    issuing_code,
    order_mark,
)
from ..vocabulary.model import Plan
from ..vocabulary.paper import Paper
from .document_kind import DocumentKind
from .template_markup import Draft

_LISTED = r"[、，,；;\s]+"
_DATE = re.compile(r"\s*(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?\s*")


PEN = "　号"
"""What a number ends in that somebody will write by hand."""


def issued(kind: DocumentKind, paper: Paper, draft: Draft, date: dt.date, *, place: int = 0) -> OfficialDocument:
    """The whole document of `kind`: the draft's wording in the frame that its head, 「发文登记」 and 「公文」 give.

    date: 成文日期. A 上行文 has 签发人, with room for one name when none is given; a 纪要 has name lists and no
    signature, a 白头 neither number, signature nor 版记. place: how many documents of this kind came before it in the
    same run; a numbered series counts on.
    """
    plan = paper.plan
    organ = plan.element("发文机关")
    minutes, plain, order = (kind.form is form for form in (Form.MINUTES, Form.PLAIN, Form.ORDER))
    mark = kind.mark or (organ + kind.name if minutes else organ if order else plan.element("发文机关标志") or organ)
    names, word = _mark(kind, mark, organ)
    others = tuple(re.split(_LISTED, joint)) if (joint := _borne(kind, "联合发文机关", plan)) else ()
    return OfficialDocument(
        form=kind.form,
        head=Head(
            organs=(names, *others),
            word=word,
            number=number(paper, date.year, place) if kind.numbered and not plain else "",
            signers=tuple(re.split(_LISTED, paper.borne(SIGNER, SIGNER)[0].strip())) if kind.upwards else (),
            copy_number=_borne(kind, "份号", plan),
            secrecy=_secrecy(kind, plan),
            urgency=_borne(kind, "紧急程度", plan),
        ),
        title=draft.title,
        addressees=draft.addressees,
        body=draft.body,
        annexes=draft.annexes,
        slip=draft.slip,
        signature=None if minutes or plain else _signature(kind, paper, (organ, *others), date),
        note=_borne(kind, "附注", plan).strip("（）") or draft.note,
        minutes=draft.minutes,
        imprint=None if plain else _imprint(kind, paper, date),
    )


def _mark(kind: DocumentKind, mark: str, organ: str) -> tuple[str, str]:
    """(name, word) of a 发文机关标志: 文件 of a 文件 that is called after its organ or so, 令 or 命令 of a 令."""
    if kind.form is Form.ORDER:
        return order_mark(mark)
    called = kind.form is Form.DOCUMENT and (mark == organ or mark.endswith("文件"))
    return mark.removesuffix("文件"), "文件" if called else ""


def _signature(kind: DocumentKind, paper: Paper, organs: tuple[str, ...], date: dt.date) -> Signature:
    """The organs over the date; of a 令 the post of its head, whose chop is set beside it (7.3.5.3)."""
    if kind.form is not Form.ORDER:
        return Signature(organs=organs, date=date)
    post = paper.plan.element(kind.name + POST) or paper.plan.element(POST)
    return Signature(organs=(), date=date, chop=Chop(post=post))


def _borne(kind: DocumentKind, name: str, plan: Plan) -> str:
    """An element that all documents with a number bear: the kind's own (「通报密级」), else the general one."""
    found = plan.element(kind.name + name) or (plan.element(name) if kind.numbered else "")
    return "" if found == NONE else found.strip()


def _secrecy(kind: DocumentKind, plan: Plan) -> str:
    """密级 with its period, 机密★1年, written in one element or in two."""
    found = _borne(kind, SECRECY, plan) or _borne(kind, "密级", plan)
    period = _borne(kind, "保密期限", plan).lstrip("★")
    return f"{found}★{period}" if found and period and "★" not in found else found


def chosen(paper: Paper) -> bool:
    """Whether somebody wants this document: its kind stands in 「选用文种」, or it has a row in 「发文登记」."""
    return paper.row is not None or paper.kind in re.split(_LISTED, paper.plan.element(CHOSEN_KINDS).strip())


def working_days(plan: Plan, name: str) -> int:
    """A number of working days that 「公文」 gives under this name; 5 when that is not usable."""
    given = plan.element(name)
    return int(given) if given.isdigit() and int(given) else 5


def dated(paper: Paper, default: dt.date) -> dt.date:
    """成文日期, `default` where nobody said it."""
    return read_day(paper.borne(DATED)[0]) or default


def printed(paper: Paper, shared: Collection[str]) -> dt.date | None:
    """印发日期 where somebody said it; shared: the general elements that serve its kind."""
    return read_day(paper.borne(PRINTED, *({PRINTED} & set(shared)))[0])


def number(paper: Paper, year: int, place: int = 0) -> str:
    """发文字号: 淮开社发〔2018〕73号, of a 令 第5号; with room for the pen (〔2018〕　号) where none is given.

    What is given may be the serial alone or the whole, its year in any brackets; in a series `place` is added to the
    serial.
    """
    given, code = paper.borne(DOCUMENT_NUMBER)[0].strip(), issuing_code(paper.kind, paper.plan.elements)
    lead = "第" if is_order(paper.kind) else f"{code}〔{year}〕"
    further = place if paper.in_series else 0
    if re.fullmatch(r"第?\d+号?", given):
        return f"{lead}{_serial(given) + further}号"
    given = FOREIGN_BRACKETS.sub(r"〔\1〕", given)
    if given and further:
        return re.sub(r"\d+(?=号?$)", lambda found: str(int(found[0]) + further), given)
    return given or f"{lead}{PEN}"


def office(plan: Plan, asked: str = "") -> str:
    """The office answers are sent to: 印发机关 without the bureau's own name (综合处); 「我局」 when none is given.

    asked: the department that is to answer; that office itself answers to 「局分管领导」.
    """
    found = plan.element("印发机关").removeprefix(plan.element("发文机关")).strip() or "我局"
    return "局分管领导" if found == asked else found


def element_of(kind: DocumentKind, name: str, plan: Plan) -> str:
    """An element of 「公文」 as it is in force for `kind`: its own (「通报抄送」), else the general one where it shares
    that."""
    return plan.element(f"{kind.name}{name}") or (plan.element(name) if name in kind.shared else "")


def _serial(given: str) -> int:
    return int(re.sub(r"\D", "", given))


def _imprint(kind: DocumentKind, paper: Paper, date: dt.date) -> Imprint | None:
    """版记: 印发机关 and date, 成文日期 unless it is said otherwise; none where nothing would stand in it."""
    plan = paper.plan
    copies = element_of(kind, "抄送", plan)
    issuer = plan.element("印发机关") or (plan.element("发文机关") if copies else "")
    if not issuer:
        return None
    return Imprint(
        issuer=issuer,
        issued_on=printed(paper, kind.shared) or date,
        copies_to=re.sub(r"^抄送[：:]|。$", "", copies.strip()),
    )


def read_day(text: str) -> dt.date | None:
    """A date in one of the forms the master list accepts, None when blank; intake has refused all others."""
    match = _DATE.fullmatch(text)
    return dt.date(*map(int, match.groups())) if match else None
