"""Documents that other tools and hands made are judged as a person with a ruler would judge them."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from lxml import etree

from reporter.gongwen.layout import Strength
from reporter.gongwen.verify import NotADocx, verify
from reporter.gongwen.word import render

from . import rendering, strangers
from .specimens import STRUCTURED, document, specimens

REQUIRED, USUAL = Strength.REQUIRED, Strength.USUAL


def said(data: bytes, strength: Strength) -> dict[str, list[str]]:
    """Clause → what was found under it, of one strength."""
    found: dict[str, list[str]] = {}
    for finding in verify(data):
        if finding.strength is strength:
            found.setdefault(finding.clause, []).append(f"{finding.where}：{finding.found}")
    return found


def test_a_red_header_generator_is_told_that_its_mark_stands_thirty_millimetres_too_high():
    """Its margins, title, number and indents are right, and nothing is said of them."""
    errors = said(strangers.red_header_generator(), REQUIRED)
    assert set(errors) == {"7.2.4", "7.2.7", "7.4.1", "7.5"}
    assert errors["7.2.4"] == ["发文机关标志：发文机关标志上边缘至版心上边缘约 2.7 mm"]
    assert errors["7.2.7"] == ["红色分隔线：红色分隔线与发文字号距离约 1.8 mm"]
    assert any("高于版心下边缘" in text for text in errors["7.4.1"])
    assert any("单双页页码位置相同" in text for text in errors["7.5"])


def test_what_it_sets_by_habit_is_a_remark_and_no_error():
    remarks = said(strangers.red_header_generator(), USUAL)
    assert set(remarks) == {"5.2.3", "7.3.3", "7.4.2", "7.5"}
    assert any("22 行后空出 7.7 mm" in text for text in remarks["5.2.3"])
    assert any("每行排 27 字" in text for text in remarks["5.2.3"])
    assert remarks["7.3.3"] == ["正文一级标题「一、加强组织领导」等 2 处：加粗"]
    assert any("3号（16磅）" in text for text in remarks["7.4.2"])


def test_the_leftovers_of_the_1999_edition_are_each_named():
    errors = said(strangers.edition_of_1999(), REQUIRED)
    texts = "\n".join(text for texts in errors.values() for text in texts)
    for leftover in (
        "有主题词",
        "标印发份数",
        "此页无正文",
        "用汉字数字",
        "没有发文机关署名",
        "用“抄报”",
        "有“第”字",
        "编虚位「08」",
        "用[]",
        "末尾是「府」",
    ):
        assert leftover in texts
    assert set(errors) == {"7.2.2", "7.2.4", "7.2.5", "7.3.5.1", "7.3.5.4", "7.3.5.5", "7.4", "7.4.2", "7.4.3", "7.5"}
    assert any("右上角（1999 年版的位置）" in text for text in said(strangers.edition_of_1999(), USUAL)["7.2.2"])


def test_an_office_default_is_wrong_in_its_page_and_its_theme_fonts_are_seen_through():
    errors, remarks = said(strangers.office_default(), REQUIRED), said(strangers.office_default(), USUAL)
    assert errors["5.2.1"] == [
        "页面设置：天头（上白边） 25.4 mm",
        "页面设置：订口（左白边） 31.7 mm",
        "页面设置：版心宽度 146.5 mm",
        "页面设置：版心高度 246.2 mm",
    ]
    assert any("ＭＳ 明朝" in text for text in remarks["7.3.3"]), "the theme's font wins, whatever the style says"
    assert any("Cambria" in text for text in remarks["5.2.2"])
    assert errors["7.3.4"] == ["正文「各部门要高度重视政务公开工作，切…」：提到「附件2」，附件说明中没有"]
    assert any("编虚位" in text for text in errors["7.3.5.4"])
    assert any("末尾是「:」" in text for text in errors["7.3.2"])
    assert any("「1、" in text for text in remarks["7.3.3"])


def test_an_order_goes_from_its_number_straight_to_its_text():
    """A 令 has its own distance, and neither red rule nor title; its page numbers alone are missing here."""
    assert set(said(strangers.order(), REQUIRED)) == {"7.5"}


def test_a_mark_in_the_page_header_is_seen_and_its_place_left_to_the_printed_page():
    errors = said(strangers.head_in_the_page_header(), REQUIRED)
    assert set(errors) == {"7.5"}
    assert "7.2.4" not in said(strangers.head_in_the_page_header(), USUAL)


@pytest.mark.render
def test_a_document_saved_again_by_libreoffice_is_still_good(tmp_path):
    """Other styles, other defaults, other drawing of the same page: nothing to find."""
    rendering.need_renderer()
    content = document(*STRUCTURED[:12], note="此件公开发布")
    again = rendering.convert({"saved": render(content)}, tmp_path, to="docx")["saved"]
    assert [str(finding) for finding in verify(again) if finding.clause not in ("5.2.1", "7.4.1")] == []


# --- files that are no documents ------------------------------------------------------------------------------------


def changed(part: str, data: bytes) -> bytes:
    """A document with one part replaced."""
    source = zipfile.ZipFile(io.BytesIO(strangers.office_default()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, data if name == part else source.read(name))
    return stream.getvalue()


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def workbook() -> bytes:
    import openpyxl

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOMB = (
    f"<w:document {W}><w:body><w:p><w:r><w:t>".encode()
    + b" " * 40_000_000
    + b"</w:t></w:r></w:p></w:body></w:document>"
)
DEEP = (
    f"<w:document {W}><w:body>".encode()
    + b"<w:sdt><w:sdtContent>" * 3000
    + b"</w:sdtContent></w:sdt>" * 3000
    + b"</w:body></w:document>"
)
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]><w:document {W}><w:body><w:p/></w:body></w:document>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

REFUSED = {
    "空文件": (b"", "文件是空的"),
    "文本": ("关于做好工作的通知".encode(), "不是 Word 文档"),
    "PDF": (b"%PDF-1.7\n", "PDF"),
    "RTF": (b"{\\rtf1 }", "RTF"),
    "网页": (b"<html><body>x</body></html>", "网页"),
    "旧版doc": (OLE, "旧版 .doc"),
    "加密": (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "Excel表格": (workbook(), "Excel"),
    "普通压缩包": (packed(a=b"x"), "普通压缩包"),
    "没传完": (strangers.office_default()[:2000], "不完整"),
    "正文损坏": (changed("word/document.xml", b"<w:document"), "不是完整的 XML"),
    "正文不是Word": (changed("word/document.xml", b"<html/>"), "没有 Word 正文"),
    "带DOCTYPE": (changed("word/document.xml", LAUGHS.encode()), "DOCTYPE"),
    "带DOCTYPE的UTF-16": (changed("word/document.xml", LAUGHS.encode("utf-16")), "DOCTYPE"),
    "压缩炸弹": (changed("word/document.xml", BOMB), "压缩比异常"),
    "嵌套过深": (changed("word/document.xml", DEEP), "嵌套过深"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_document_is_refused_with_its_reason(name):
    data, reason = REFUSED[name]
    with pytest.raises(NotADocx, match=reason):
        verify(data)


def test_a_part_whose_size_is_a_lie_is_refused():
    """The central directory says 1,000 bytes; the budget counts what is really inflated."""
    data = changed("word/document.xml", BOMB)
    with pytest.raises(NotADocx):
        verify(data.replace((len(BOMB)).to_bytes(4, "little"), (1000).to_bytes(4, "little")))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A document some of whose elements are gone, doubled, emptied or say nonsense."""
    source = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("word/") and name.endswith(".xml") and chance.random() < 0.7:
                root = etree.fromstring(part)
                for element in chance.sample(
                    list(root.iter(etree.Element)), k=min(9, len(list(root.iter(etree.Element))))
                ):
                    _damage(element, chance)
                part = etree.tostring(root)
            target.writestr(name, part)
    return stream.getvalue()


def _damage(element, chance: random.Random) -> None:
    kind = chance.randrange(4)
    parent = element.getparent()
    if kind == 0 and parent is not None:
        parent.remove(element)
    elif kind == 1 and element.attrib:
        element.set(
            chance.choice(list(element.attrib)), chance.choice(["", "-1", "abc", "99999999999", "nan", "inf", "１２"])
        )
    elif kind == 2:
        element.text = chance.choice(
            ["附件：", "〔2018〕号", "抄送：", "　" * 50, "签发人：", "2018年13月40日", "主题词"]
        )
    elif parent is not None:
        parent.append(etree.fromstring(etree.tostring(element)))


def test_a_damaged_document_is_judged_or_refused_and_nothing_else():
    """Whatever a broken tool leaves behind, the answer is findings or a reason."""
    chance = random.Random(9704)
    good = [
        render(content)
        for name, content in specimens().items()
        if name in ("四层", "信函有密级", "上行文三人", "横排接竖排附件")
    ]
    judged = 0
    for _ in range(60):
        data = damaged(chance.choice([*good, strangers.red_header_generator()]), chance)
        try:
            assert isinstance(verify(data), tuple)
            judged += 1
        except NotADocx as refusal:
            assert str(refusal)
    assert judged > 30


def test_a_missing_or_empty_style_table_leaves_words_own_defaults():
    empty = f"<w:styles {W}/>".encode()
    findings = verify(changed("word/styles.xml", empty))
    assert any("Times New Roman" in finding.found for finding in findings)
