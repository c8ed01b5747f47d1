"""What of a document comes from 「公文」: its head, number, date, signature and imprint, and who may read it."""

from __future__ import annotations

import datetime as dt
import re

from ..gongwen.content import Head, Imprint, OfficialDocument, Signature
from ..vocabulary.model import Plan
from .template_markup import Draft

__all__ = ["dated", "issued", "number", "office", "printed", "publicity"]

_DATE = re.compile(r"\s*(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?\s*")


def issued(
    kind: str, plan: Plan, draft: Draft, date: dt.date, *, upwards: bool = False, place: int = 0
) -> OfficialDocument:
    """The whole document of `kind`: the draft's wording in the frame that 「公文」 gives.

    date: 成文日期. upwards: a 上行文, with 签发人 (room for one name when none is given). place: how many documents of
    this kind came before it in the same run; a numbered series counts on.
    """
    organ = plan.element("发文机关")
    mark = plan.element("发文机关标志") or organ
    return OfficialDocument(
        head=Head(
            organs=(mark.removesuffix("文件"),),
            word="文件" if mark == organ or mark.endswith("文件") else "",
            number=number(kind, plan, date.year, place),
            signers=tuple(re.split(r"[、，,；;\s]+", plan.element("签发人").strip())) if upwards else (),
        ),
        title=draft.title,
        addressees=draft.addressees,
        body=draft.body,
        annexes=draft.annexes,
        signature=Signature(organs=(organ,), date=date),
        note=draft.note,
        imprint=_imprint(kind, plan, date),
    )


def dated(kind: str, plan: Plan, default: dt.date) -> dt.date:
    """成文日期 of `kind`: as 「公文」 gives it, else `default`."""
    return _read(plan.element(f"{kind}成文日期")) or default


def number(kind: str, plan: Plan, year: int, place: int = 0) -> str:
    """发文字号 of `kind`: 淮开社发〔2018〕73号; with room for the pen (〔2018〕　号) where 「公文」 gives none.

    「公文」 may hold the serial alone or the whole; `place` is added to the serial.
    """
    given = plan.element(f"{kind}发文字号").strip()
    code = plan.element("机关代字").strip()
    if re.fullmatch(r"第?\d+号?", given):
        return f"{code}〔{year}〕{_serial(given) + place}号"
    if given and place:
        return re.sub(r"\d+(?=号?$)", lambda found: str(int(found[0]) + place), given)
    return given or f"{code}〔{year}〕　号"


def office(plan: Plan, asked: str = "") -> str:
    """The office answers are sent to: 印发机关 without the bureau's own name (综合处); 「我局」 when none is given.

    asked: the department that is to answer; that office itself answers to 「局分管领导」.
    """
    found = plan.element("印发机关").removeprefix(plan.element("发文机关")).strip() or "我局"
    return "局分管领导" if found == asked else found


def publicity(kind: str, plan: Plan) -> str:
    """公开属性 as it is printed under `kind`.

    That of the notice and the bulletin is 公开属性; a report upwards and a supervision are not published on its account,
    only on their own 「考核报告公开属性」, 「督办通知单公开属性」.
    """
    return plan.element(f"{kind}公开属性") or (plan.element("公开属性") if kind in ("通知", "通报") else "")


def printed(kind: str, plan: Plan) -> dt.date | None:
    """印发日期 of `kind` where 「公文」 gives one: 印发日期 is the notice's, others have 「通报印发日期」 and so on."""
    return _read(plan.element(f"{kind}印发日期") or (plan.element("印发日期") if kind == "通知" else ""))


def _serial(given: str) -> int:
    return int(re.sub(r"\D", "", given))


def _imprint(kind: str, plan: Plan, date: dt.date) -> Imprint | None:
    """版记: 印发机关 and date, 成文日期 unless 「公文」 says otherwise.

    抄送 goes with what is sent to the departments, not with a report upwards nor with the order to one department.
    """
    copies = plan.element(f"{kind}抄送") or (plan.element("抄送") if kind in ("通知", "通报") else "")
    issuer = plan.element("印发机关") or (plan.element("发文机关") if copies else "")
    if not issuer:
        return None
    return Imprint(
        issuer=issuer, issued_on=printed(kind, plan) or date, copies_to=re.sub(r"^抄送[：:]|。$", "", copies.strip())
    )


def _read(text: str) -> dt.date | None:
    """A date in one of the forms the master list accepts, None when blank; intake has refused all others."""
    match = _DATE.fullmatch(text)
    return dt.date(*map(int, match.groups())) if match else None
