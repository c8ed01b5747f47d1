"""Documents in the manner of other tools, typed here by hand with python-docx: what people send for checking.

Each says what a person with a ruler would find wrong with it.
"""

from __future__ import annotations

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

BODY = "各部门要高度重视政务公开工作，切实加强组织领导，明确责任分工，确保各项任务按时完成。"


def _saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document, top: float, bottom: float, left: float, right: float) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(top),
        Mm(bottom),
        Mm(left),
        Mm(right),
    )


def _line(
    document,
    text: str,
    font: str = "仿宋_GB2312",
    size: float = 16,
    pitch: float | None = 28,
    *,
    align: str = "left",
    first: float = 0,
    right: float = 0,
    bold: bool = False,
    red: bool = False,
):
    """One paragraph as these tools write it: direct formatting, theme attributes left where they are."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold or None
    run.font.name = font
    fonts = run._element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    if pitch:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.first_line_indent, layout.right_indent = Pt(first), Pt(right)
    paragraph.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[align]
    return paragraph


def _border(paragraph, side: str, weight: int, colour: str, space: int = 1) -> None:
    frame = paragraph._p.get_or_add_pPr().find(qn("w:pBdr"))
    if frame is None:
        frame = OxmlElement("w:pBdr")
        paragraph._p.get_or_add_pPr().append(frame)
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", weight), ("space", space), ("color", colour)):
        edge.set(qn(f"w:{name}"), str(value))
    frame.append(edge)


def _page_number(document, before: str, after: str, align: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}[align]
    if before:
        paragraph.add_run(before)
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    if after:
        paragraph.add_run(after)


def red_header_generator() -> bytes:
    """A 红头 generator: margins right, but the mark right at the top of the 版心, bold headings, 28 pt, 3号版记.

    What a ruler finds: the mark 30 mm too high, 26–27 characters and a page not filled, one rule too close, no even
    page numbers, imprint in 3号 and in mid-page.
    """
    document = Document()
    _page(document, 37, 35, 28, 26)
    _line(document, "某某区教育局文件", "方正小标宋简体", 48, 60, align="center", red=True)
    _line(document, "")
    _line(document, "")
    _border(_line(document, "某教发〔2024〕12号", align="center"), "bottom", 24, "FF0000")
    _line(document, "")
    _line(document, "")
    _line(document, "关于做好政务公开工作的通知", "方正小标宋简体", 22, 33, align="center")
    _line(document, "")
    _line(document, "各科室、各直属单位：")
    _line(document, "一、加强组织领导", "黑体", first=32, bold=True)
    _line(document, BODY, first=32, align="both")
    _line(document, "二、明确责任分工", "黑体", first=32, bold=True)
    _line(document, BODY, first=32, align="both")
    _line(document, "")
    _line(document, "")
    _line(document, "某某区教育局", align="right", right=4 * 16 + 8)
    _line(document, "2024年3月5日", align="right", right=4 * 16)
    _line(document, "")
    _border(_line(document, "抄送：区政府办公室。", first=16, right=16), "top", 8, "000000")
    last = _line(document, "某某区教育局办公室　　　　　　　2024年3月5日印发", first=16, right=16)
    _border(last, "top", 6, "000000")
    _border(last, "bottom", 8, "000000")
    _page_number(document, "— ", " —", "right")
    return _saved(document)


def edition_of_1999() -> bytes:
    """A clerk's old template with the elements of GB/T 9704-1999.

    What a reader finds: 密级 at the right, [2012] with 第, date in Chinese numerals, 此页无正文, 主题词, 抄报, no full
    stop, number of copies, no name over the date.
    """
    document = Document()
    _page(document, 37, 35, 28, 26)
    _line(document, "机密★一年", "黑体", align="right", pitch=28.95)
    _line(document, "", pitch=50)
    _line(document, "某某市民政局文件", "方正小标宋简体", 42, 52, align="center", red=True)
    _line(document, "", pitch=28.95)
    _line(document, "", pitch=28.95)
    _border(_line(document, "某民发[2012]第08号", align="center", pitch=28.95), "bottom", 12, "FF0000", space=6)
    _line(document, "", pitch=28.95)
    _line(document, "", pitch=28.95)
    _line(document, "关于做好2012年救灾工作的通知", "方正小标宋简体", 22, 36, align="center")
    _line(document, "", pitch=28.95)
    _line(document, "各区民政局：", pitch=28.95)
    _line(document, BODY, first=32, pitch=28.95, align="both")
    _line(document, "（此页无正文）", first=32, pitch=28.95)
    _line(document, "", pitch=28.95)
    _line(document, "二〇一二年三月八日", align="right", right=64, pitch=28.95)
    _line(document, "", pitch=28.95)
    _line(document, "主题词：民政　救灾　通知", "黑体", pitch=28.95)
    _border(_line(document, "抄报：市委、市政府", pitch=28.95), "top", 8, "000000")
    last = _line(document, "某某市民政局办公室　　　　　2012年3月8日印发", pitch=28.95)
    _border(last, "top", 6, "000000")
    _border(last, "bottom", 8, "000000")
    _line(document, "（共印100份）", align="right", pitch=28.95)
    return _saved(document)


def order() -> bytes:
    """A 令 (10.2): the mark 20 mm below the 版心's upper edge, its number, then the text at once; all as it
    should be.
    """
    document = Document()
    _page(document, 37, 35, 28, 26)
    _line(document, "", pitch=50.4)
    _line(document, "某某市人民政府令", "方正小标宋简体", 42, 52, align="center", red=True)
    for text in ("", "", "第5号", "", ""):
        _line(document, text, align="center", pitch=28.95)
    _tracked(_line(document, BODY, first=31.5, pitch=28.95, align="both"))
    for _ in range(2):
        _line(document, "", pitch=28.95)
    _line(document, "市长　　王五", align="right", right=63, pitch=28.95)
    _line(document, "", pitch=28.95)
    _line(document, "2024年3月5日", align="right", right=63, pitch=28.95)
    return _saved(document)


def head_in_the_page_header() -> bytes:
    """A 红头 typed into the page header, as some offices keep it: the body begins with the number."""
    document = Document()
    _page(document, 37, 35, 28, 26)
    header = document.sections[0].header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = header.add_run("某某区教育局文件")
    run.font.size, run.font.color.rgb, run.font.name = Pt(48), RGBColor(0xFF, 0, 0), "方正小标宋简体"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "方正小标宋简体")
    _border(_line(document, "某教发〔2024〕12号", align="center", pitch=28.95), "bottom", 12, "FF0000", space=7)
    _line(document, "", pitch=28.95)
    _line(document, "", pitch=28.95)
    _line(document, "关于做好政务公开工作的通知", "方正小标宋简体", 22, 36, align="center")
    _line(document, "", pitch=28.95)
    _line(document, "各科室：", pitch=28.95)
    _line(document, BODY, first=31.5, pitch=28.95, align="both")
    return _saved(document)


def _tracked(paragraph) -> None:
    """Characters a quarter of a point closer, so that 28 go on a line."""
    for run in paragraph.runs:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "-5")
        run._element.get_or_add_rPr().append(spacing)


def office_default() -> bytes:
    """python-docx as it comes: Letter's margins on A4, theme fonts, 小四, 1.5 lines, bold title, page number in the
    middle.

    What a ruler finds: nothing of the page is right; it has no head, and the annex it names is not listed.
    """
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    document.add_heading("关于开展政务公开自查工作的通知", level=0)
    document.add_paragraph("各科室:")
    for text in ("1、自查范围", BODY, "2、自查要求", BODY + "具体要求见附件2。"):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.line_spacing = 1.5
        paragraph.runs[0].font.size = Pt(12)
    document.add_paragraph("办公室")
    document.add_paragraph("2024年03月05日")
    _page_number(document, "", "", "center")
    return _saved(document)
