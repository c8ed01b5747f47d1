"""「公文」: the elements of the documents, each with what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..records import value
from . import column_titles


@value
class Element:
    """One row of 「公文」. form: ``text``, ``date``, ``day`` (1 to 31), ``count`` (1 or more), ``year``,
    ``months`` (1月、2月), ``copy`` (份号), ``secrecy``, ``urgency``."""

    name: str
    note: str
    form: str = "text"
    default: str = ""


CITED = Element("依据文件", "印发任务所依据的文件，如 《……》（……号）；多份用顿号分开")
PARAGRAPH = Element("正文段落", "通知正文的一段；以下各段另起一行，依次写作 正文段落2、正文段落3；没有则用模板里的话")
"""A paragraph may come again, with a number from 2 on."""

CHOSEN_KINDS = "选用文种"
CODE, LETTER = "机关代字", "函"
POST = "签发人职务"
ELEMENTS: tuple[Element, ...] = (
    Element("发文机关", "落款署名，用全称或规范化简称"),
    Element("发文机关标志", "红头上的文字，一般为发文机关加“文件”二字"),
    Element(CODE, "发文字号中的代字，如 ×政发；函把末尾的“发”改为“函”，另有代字的写在“函机关代字”"),
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
    Element("附注", "附注的全文，不写括号；空白则印公开属性"),
    Element("联合发文机关", "联合行文的其他机关，按顺序用顿号分开，主办机关仍写发文机关；空白则单独行文"),
    Element("份号", "涉密公文的份号，不足六位的前面补零；空白则不印", "copy"),
    Element("密级", "密级，可连同保密期限，如 机密★1年；空白则不印", "secrecy"),
    Element("保密期限", "写在密级后面，如 1年；空白则不印"),
    Element("紧急程度", "特急或加急；空白则不印", "urgency"),
    Element(POST, "令上签发人的职务，如 主任；空白则留出手写位置。签发人姓名处留着盖签名章"),
    Element(CHOSEN_KINDS, "平时不生成、现在每次都要的文种，如 工作简报、整改通知；只要一次的，在发文登记写一行"),
)
_OF_A_KIND = (
    Element(column_titles.DOCUMENT_NUMBER, "{}的文号，可只填序号；空白则留出手写位置"),
    Element(column_titles.DATED, "{}的成文日期；空白则用考核日期", "date"),
)
SHAREABLE = ("公开属性", "抄送", column_titles.PRINTED)
"""General elements of which a kind may have one of its own (通报抄送) where its template says so."""
BORNE = ("附注", "联合发文机关", "份号", "密级", "密级和保密期限", "保密期限", "紧急程度", POST)
"""Elements of all documents with a number, of which each kind may have one of its own (通报密级; 无: none)."""
NONE = "无"
SECRECY = "密级和保密期限"
"""密级 in the words of the standard."""


def elements_of_kind(kind: str) -> tuple[Element, ...]:
    """The elements that each kind of document has, by its name."""
    return tuple(Element(kind + item.name, item.note.format(kind), item.form) for item in _OF_A_KIND)


def element_names(kinds: Iterable[str]) -> frozenset[str]:
    """The names of all elements that documents of these kinds are made with."""
    ends = (*(item.name for item in _OF_A_KIND), *SHAREABLE, *BORNE, CODE)
    return frozenset((*(item.name for item in ELEMENTS), *BORNE, *(kind + end for kind in kinds for end in ends)))


_BRACKETS = str.maketrans("[【［（(﹝]】］）)﹞", "〔〔〔〔〔〔〕〕〕〕〕〕")


_ORDER_WORDS = ("命令", "令")


def is_order(kind: str) -> bool:
    """Whether a kind is a 令, whose number is a serial and no more: 第5号."""
    return kind.endswith(_ORDER_WORDS)


def order_mark(mark: str) -> tuple[str, str]:
    """(name of the organ, 命令 or 令) of the 发文机关标志 of a 令; 令 where it says neither (10.2)."""
    word = next((word for word in _ORDER_WORDS if mark.endswith(word)), _ORDER_WORDS[-1])
    return mark.removesuffix(word), word


def issuing_code(kind: str, elements: Mapping[str, str]) -> str:
    """机关代字 of the numbers of a kind: its own (函机关代字), else the general one, in which a 函 has 函 for 发, as
    offices number their letters: 淮开社函〔2018〕1号."""
    own, general = (elements.get(name, "").strip() for name in (kind + CODE, CODE))
    return own or (re.sub("发$", LETTER, general) if kind.endswith(LETTER) else general)


def serial_number(kind: str, given: str, elements: Mapping[str, str], year: str) -> str:
    """The number of a kind's document in full, 淮开社发〔2018〕73号, of one given whole or as a serial alone; blank
    where none is."""
    plain = "".join(given.translate(_BRACKETS).split())
    serial = re.fullmatch(r"第?(\d+)号?", plain)
    if serial is None:
        return plain
    return f"第{int(serial[1])}号" if is_order(kind) else f"{issuing_code(kind, elements)}〔{year}〕{int(serial[1])}号"


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
    borne = (
        Element(name, item.note, item.form) for item in ELEMENTS if item.name in BORNE and name.endswith(item.name)
    )
    return known or next(own, None) or next(borne, Element(name, "", "secrecy" if name.endswith(SECRECY) else "text"))
