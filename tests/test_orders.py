"""令 (clause 10.2): as it is set, measured on paper, found again by the checker, made from a template."""

from __future__ import annotations

import dataclasses

import pytest

from reporter.documents.compose import documents_of
from reporter.documents.document_kind import templates_of
from reporter.documents.wording import Wording
from reporter.gongwen.content import Chop, Head, Imprint, OfficialDocument, Paragraph, Signature
from reporter.gongwen.document_form import Form
from reporter.gongwen.fonts import Fonts
from reporter.gongwen.verify import verify
from reporter.gongwen.verify.document_reading import read
from reporter.gongwen.verify.found_elements import Form as Found
from reporter.gongwen.verify.recognise import recognise
from reporter.gongwen.word import render
from reporter.intake.master_list import read_master

from . import rendering
from .masters import SHIPPED
from .measure import measure
from .ruler_order import ORDER_CHECKS
from .shipped_kinds import FILES
from .specimens import DATE, IMPRINT, running

ORGAN = "淮安经济技术开发区管理委员会"
TEXT = "《淮安经济技术开发区政务公开办法》已经2018年4月20日第5次主任办公会议审议通过，现予公布，自2018年6月1日起施行。"


def order(*further: Paragraph, post: str = "主任", name: str = "", **changes: object) -> OfficialDocument:
    """A good 令; `changes` replace its parts."""
    made = OfficialDocument(
        form=Form.ORDER,
        head=Head(organs=(ORGAN,), word="令", number="第5号"),
        title="",
        body=(Paragraph(text=TEXT), *further),
        signature=Signature(organs=(), date=DATE, chop=Chop(post=post, name=name)),
        imprint=Imprint(issuer=IMPRINT.issuer, issued_on=DATE, copies_to=IMPRINT.copies_to),
    )
    return dataclasses.replace(made, **changes)


ORDERS = {
    "一段": order(),
    "有姓名": order(name="王五"),
    "特急": order(running(6), head=Head(organs=("某某市人民政府",), word="令", number="第12号", urgency="特急")),
    "命令": order(head=Head(organs=("某某市人民政府",), word="命令", number="第5号"), imprint=None),
    "有标题": order(title="关于公布《政务公开办法》的命令"),
    "两面": order(*[running(6)] * 3),
    "落款在次面": order(*[running(5)] * 2, running(1), name="欧阳王五", post="代理主任"),
}
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
INSTALLED = Fonts(fangsong=SERIF, xiaobiaosong=SERIF, kaiti=SERIF, heiti=SANS, songti=SERIF)


@pytest.mark.parametrize("name", ORDERS)
def test_the_checker_finds_an_order_and_nothing_wrong_with_it(name):
    data = render(ORDERS[name])
    assert recognise(read(data)).form is Found.ORDER
    assert [str(finding) for finding in verify(data)] == []


@pytest.mark.render
def test_every_clause_on_an_order_holds_on_paper(tmp_path):
    rendering.need_renderer()
    pages = rendering.convert({name: render(content, fonts=INSTALLED) for name, content in ORDERS.items()}, tmp_path)
    sheets = {name: measure(pages[name]) for name in ORDERS}
    faults = {name: [fault for check in ORDER_CHECKS for fault in check(sheets[name], ORDERS[name])] for name in ORDERS}
    assert faults == {name: [] for name in ORDERS}


# --- made from a template -------------------------------------------------------------------------------------------

TEMPLATE = """文种：公布令
文件名：公布令
范围：通知
形式：令
——
《政务公开办法》已经审议通过，现予公布，自2018年7月1日起施行。
"""
PLAN, _ = read_master(SHIPPED)


def of_template(text: str = TEMPLATE, **elements: str) -> OfficialDocument:
    """The document of a kind of a clerk's own, with these elements of 「公文」 in place of those of the example."""
    plan = dataclasses.replace(PLAN, elements={**PLAN.elements, **elements})
    templates = templates_of(FILES, {"公布令": text.encode()})
    kind = next(kind for kind in templates.kinds if kind.name == "公布令")
    (made,) = documents_of("notice", [kind], None, plan, Wording(dict(templates.texts))).values()
    assert isinstance(made.document, OfficialDocument)
    return made.document


def test_a_template_may_have_the_form_of_an_order_without_a_title():
    """Its mark is the organ and 令, its number a serial of its own, its signature the head's."""
    made = of_template(公布令发文字号="5", 签发人职务="局长")
    organ = PLAN.element("发文机关")
    assert (made.head.organs, made.head.word, made.head.number) == ((organ,), "令", "第5号")
    assert made.signature is not None and made.signature.chop == Chop(post="局长")
    assert made.title == "" and [str(finding) for finding in verify(render(made))] == []


def test_what_an_order_lacks_keeps_room_for_the_pen():
    made = of_template(签发人职务="")
    assert made.head.number == "第　号" and made.signature is not None and made.signature.chop == Chop()
    assert [str(finding) for finding in verify(render(made))] == []


def test_a_mark_of_its_own_may_say_命令_already():
    made = of_template(TEMPLATE.replace("形式：令\n", "形式：命令\n标志：某某市人民政府命令\n"))
    assert (made.head.organs, made.head.word) == (("某某市人民政府",), "命令")
