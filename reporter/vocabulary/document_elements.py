"""「公文」: the elements of the documents, each with what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..records import value
from . import column_titles


@value
class Element:
    """One row of 「公文」. form: ``text``, ``date``, ``day`` (1 to 31), ``count`` (1 or more), ``year``,
    ``months`` (1月、2月)."""

    name: str
    note: str
    form: str = "text"
    default: str = ""


CITED = Element("依据文件", "印发任务所依据的文件，如 《……》（……号）；多份用顿号分开")
PARAGRAPH = Element("正文段落", "通知正文的一段；以下各段另起一行，依次写作 正文段落2、正文段落3；没有则用模板里的话")
"""A paragraph may come again, with a number from 2 on."""

ELEMENTS: tuple[Element, ...] = (
    Element("发文机关", "落款署名，用全称或规范化简称"),
    Element("发文机关标志", "红头上的文字，一般为发文机关加“文件”二字"),
    Element("机关代字", "发文字号中的代字，如 ×政发"),
    Element("年份", "任务所属年份，四位数字", "year"),
    Element("标题", "通知的标题；“｜”为建议换行处，不会印出"),
    CITED,
    PARAGRAPH,
    Element("主送", "通知和通报的主送机关，不写冒号"),
    Element("抄送", "抄送机关，不写“抄送：”和句号；没有则空白"),
    Element("印发机关", "版记中的印发机关"),
    Element("上报机关", "考核报告的主送机关"),
    Element(column_titles.SIGNER, "上行文的签发人；空白则留出手写位置，多人用顿号分开"),
    Element("联系人", "文中的联系人；空白则不写"),
    Element(column_titles.PHONE, "文中的联系电话；空白则不写"),
    Element("公开属性", "附注，如 此件公开发布；空白则不印"),
    Element(column_titles.PRINTED, "版记中的印发日期；空白则与成文日期相同", "date"),
    Element(column_titles.CLOSING, "每月几日前报送，填 1 到 31", "day", "25"),
    Element("不考核月份", "没有布置报送、年度考核不计入的月份，如 1月、2月；没有则空白", "months"),
    Element("异议截止工作日", "年度考核征求意见稿发出后几个工作日内可以提出异议", "count", "5"),
    Element("督办反馈工作日", "督办通知单发出后几个工作日内书面反馈", "count", "5"),
    *(
        Element(f"{face}字体", f"{face}用本机哪种字体，如 {example}；空白则用 {usual}")
        for face, example, usual in (
            ("仿宋", "仿宋", "仿宋_GB2312"),
            ("小标宋", "方正小标宋_GBK", "方正小标宋简体"),
            ("楷体", "楷体", "楷体_GB2312"),
            ("黑体", "黑体", "黑体"),
            ("宋体", "宋体", "宋体"),
        )
    ),
    Element("西文字体", "数字和字母用哪种字体，如 Times New Roman；空白则与正文相同"),
)
_OF_A_KIND = (
    Element(column_titles.DOCUMENT_NUMBER, "{}的文号，可只填序号；空白则留出手写位置"),
    Element(column_titles.DATED, "{}的成文日期；空白则用考核日期", "date"),
)
SHAREABLE = ("公开属性", "抄送", column_titles.PRINTED)
"""General elements of which a kind may have one of its own (通报抄送)."""


def elements_of_kind(kind: str) -> tuple[Element, ...]:
    """The elements that each kind of document has, by its name."""
    return tuple(Element(kind + item.name, item.note.format(kind), item.form) for item in _OF_A_KIND)


def element_names(kinds: Iterable[str]) -> frozenset[str]:
    """The names of all elements that documents of these kinds are made with."""
    ends = (*(item.name for item in _OF_A_KIND), *SHAREABLE)
    return frozenset((*(item.name for item in ELEMENTS), *(kind + end for kind in kinds for end in ends)))


_BRACKETS = str.maketrans("[【［（(﹝]】］）)﹞", "〔〔〔〔〔〔〕〕〕〕〕〕")


def serial_number(given: str, elements: Mapping[str, str], year: str) -> str:
    """A 发文字号 in full, 淮开社发〔2018〕73号, of one given whole or as a serial alone; blank where none is."""
    plain = "".join(given.translate(_BRACKETS).split())
    serial = re.fullmatch(r"第?(\d+)号?", plain)
    return f"{elements.get('机关代字', '').strip()}〔{year}〕{int(serial[1])}号" if serial else plain


FOREIGN_BRACKETS = re.compile(r"\s*[\[【［（(﹝]\s*(\d{4})\s*[\]】］）)﹞]\s*")
"""The year of a 发文字号 in other brackets than 〔〕, as keyboards have them."""


def unnumbered(name: str) -> str:
    """The name of the element of which this is the first or a further one: 正文段落 for 正文段落2."""
    first = name.rstrip("0123456789")
    return first if first == PARAGRAPH.name else name


def paragraph_names(elements: Mapping[str, str]) -> list[str]:
    """Of the elements that have a content, those that are paragraphs of the notice, in their order."""
    found = [name for name, content in elements.items() if content and unnumbered(name) == PARAGRAPH.name]
    return sorted(found, key=lambda name: (len(name), name))


def element_named(name: str) -> Element:
    """The element with this name: a general one, one of a kind (整改通知成文日期), else one that nothing is known of,
    a text.
    """
    known = next((item for item in ELEMENTS if item.name == unnumbered(name)), None)
    own = (item for end in _OF_A_KIND for item in elements_of_kind(name.removesuffix(end.name)) if item.name == name)
    return known or next(own, Element(name, ""))
