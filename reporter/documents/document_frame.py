"""What of a document comes from 「公文」: its head, number, date, signature and imprint, and who may read it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from ..gongwen.content import Form, Head, Imprint, OfficialDocument, Signature
from ..vocabulary.column_titles import DATED, DOCUMENT_NUMBER, PRINTED, SIGNER
from ..vocabulary.document_elements import FOREIGN_BRACKETS
from ..vocabulary.model import Plan
from ..vocabulary.paper import Paper
from .document_kind import DocumentKind
from .template_markup import Draft

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
    minutes, plain = kind.form is Form.MINUTES, kind.form is Form.PLAIN
    mark = kind.mark or (organ + kind.name if minutes else plan.element("发文机关标志") or organ)
    return OfficialDocument(
        form=kind.form,
        head=Head(
            organs=(mark.removesuffix("文件"),),
            word="文件" if kind.form is Form.DOCUMENT and (mark == organ or mark.endswith("文件")) else "",
            number=number(paper, date.year, place) if kind.numbered and not plain else "",
            signers=tuple(re.split(r"[、，,；;\s]+", paper.borne(SIGNER, SIGNER)[0].strip())) if kind.upwards else (),
        ),
        title=draft.title,
        addressees=draft.addressees,
        body=draft.body,
        annexes=draft.annexes,
        signature=None if minutes or plain else Signature(organs=(organ,), date=date),
        note=draft.note,
        minutes=draft.minutes,
        imprint=None if plain else _imprint(kind, paper, date),
    )


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
    """发文字号: 淮开社发〔2018〕73号; with room for the pen (〔2018〕　号) where none is given.

    What is given may be the serial alone or the whole, its year in any brackets; in a series `place` is added to the
    serial.
    """
    given, code = paper.borne(DOCUMENT_NUMBER)[0].strip(), paper.plan.element("机关代字").strip()
    further = place if paper.in_series else 0
    if re.fullmatch(r"第?\d+号?", given):
        return f"{code}〔{year}〕{_serial(given) + further}号"
    given = FOREIGN_BRACKETS.sub(r"〔\1〕", given)
    if given and further:
        return re.sub(r"\d+(?=号?$)", lambda found: str(int(found[0]) + further), given)
    return given or f"{code}〔{year}〕{PEN}"


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
