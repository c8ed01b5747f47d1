"""How a document is read: inheritance, automatic numbers, boxes, breaks, other dialects of the format."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from reporter.gongwen.verify import verify
from reporter.gongwen.verify.document_reading import read
from reporter.gongwen.verify.line_places import indents, pitch_of
from reporter.gongwen.verify.recognise import recognise
from reporter.gongwen.word import render

from . import faults, surgery
from .specimens import STRUCTURED, document, specimens

STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def saved(made) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def lines(made) -> list:
    return read(saved(made)).lines


def test_a_run_inherits_from_its_paragraphs_style_and_that_from_what_it_is_based_on():
    made = Document()
    base = made.styles["Normal"]
    base.font.size = Pt(16)
    child = made.styles.add_style("孩子", 1)
    child.base_style, child.font.bold = base, True
    made.add_paragraph("字", style=child)
    look = lines(made)[0].runs[0].look
    assert (look.size, look.bold) == (16, True)


def test_a_theme_font_beats_the_name_beside_it_and_gives_way_to_a_name_set_closer():
    made = Document()
    run = made.add_paragraph().add_run("字")
    run._r.get_or_add_rPr().append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="仿宋" w:eastAsiaTheme="minorEastAsia"/>')
    )
    named = made.add_paragraph().add_run("字")
    named._r.get_or_add_rPr().append(parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="仿宋"/>'))
    first, second = lines(made)
    assert first.runs[0].look.fonts["eastAsia"] != "仿宋"
    assert second.runs[0].look.fonts["eastAsia"] == "仿宋"


def test_a_toggle_in_paragraph_and_character_style_switches_itself_off():
    made = Document()
    made.styles["Normal"].font.bold = True
    strong = made.styles.add_style("着重", 2)
    strong.font.bold = True
    made.add_paragraph().add_run("字", style=strong)
    assert lines(made)[0].runs[0].look.bold is False


def test_an_indent_in_characters_rules_and_a_length_set_closer_replaces_it():
    made = Document()
    style = made.styles["Normal"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:ind {nsdecls("w")} w:firstLineChars="200" w:firstLine="480"/>'))
    made.styles["Normal"].font.size = Pt(16)
    made.add_paragraph("两字")
    made.add_paragraph("四字").paragraph_format.first_line_indent = Pt(64)
    made.add_paragraph("　　空格顶出两字").paragraph_format.first_line_indent = Pt(0)
    assert [round(indents(line)[2], 1) for line in lines(made)] == [2.0, 4.0, 2.0]


def test_automatic_numbers_are_read_as_they_are_printed():
    made = Document()
    made.part.numbering_part.element.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        )
    )
    made.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for text, level in (("甲", 0), ("子", 1), ("丑", 1), ("乙", 0), ("寅", 1)):
        paragraph = made.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
    assert [line.text for line in lines(made)] == ["一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅"]


def test_deleted_and_hidden_text_is_not_read_and_inserted_text_is():
    made = Document()
    paragraph = made.add_paragraph("原")._p
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>插</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"))
    assert lines(made)[0].text == "原插"


def test_a_break_opens_the_page_of_what_comes_after_it():
    made = Document()
    made.add_paragraph("一")
    made.add_page_break()
    made.add_paragraph("二")
    made.add_section()
    made.add_paragraph("三")
    marked = {line.text: line.opens_page for line in lines(made) if line.text}
    assert marked == {"一": False, "二": True, "三": True}


def test_the_line_pitch_follows_a_grid_unless_the_paragraph_leaves_it():
    made = Document()
    made.sections[0]._sectPr.find(qn("w:docGrid")).set(qn("w:type"), "lines")
    made.sections[0]._sectPr.find(qn("w:docGrid")).set(qn("w:linePitch"), "579")
    made.styles["Normal"].paragraph_format.line_spacing = 1.0
    made.styles["Normal"].font.size = Pt(16)
    made.add_paragraph("在网格上")
    made.add_paragraph("不在")._p.get_or_add_pPr().append(parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'))
    reading = read(saved(made))
    first, second = (pitch_of(line, reading.sections[0]) for line in reading.lines)
    assert first == 579
    assert second < 579


def test_a_text_box_of_the_old_kind_is_read_too():
    made = Document()
    made.add_paragraph("上")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape '
            f'style="width:200pt;height:20pt;'
            'margin-top:12pt;mso-position-vertical-relative:margin"><v:textbox><w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p>'
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    reading = read(saved(made))
    assert [(line.story, line.text) for line in reading.lines] == [("body", "上"), ("box", "框中")]
    assert (reading.boxes[0].down.relative, reading.boxes[0].down.offset) == ("margin", 240)


def test_a_drawn_line_is_a_rule_with_its_weight_and_colour():
    made = Document()
    made.add_paragraph("文号")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:line '
            f'from="0,12pt" to="442.2pt,12pt" '
            'strokecolor="red" strokeweight="1.5pt"/></w:pict></w:r>'
        )
    )
    rule = recognise(read(saved(made))).rules[0]
    assert (rule.colour, rule.weight, round(rule.width)) == ("FF0000", 1.5, 8844)


def test_the_strict_dialect_of_the_format_is_read_like_the_usual_one():
    source = zipfile.ZipFile(io.BytesIO(render(document(*STRUCTURED[:12]))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            for usual, strict in STRICT.items():
                data = data.replace(usual, strict) if name.startswith("word/") and not name.endswith(".rels") else data
            target.writestr(name, data)
    assert verify(stream.getvalue()) == ()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (
            "四层",
            {"secrecy": False, "addressees": True, "annexes": 2, "listed": 2, "organs": 1, "copies": 1, "form": "文件"},
        ),
        (
            "版头三项",
            {"secrecy": True, "addressees": True, "annexes": 0, "listed": 0, "organs": 1, "copies": 1, "form": "文件"},
        ),
        (
            "信函有密级",
            {"secrecy": True, "addressees": True, "annexes": 0, "listed": 0, "organs": 1, "copies": 1, "form": "信函"},
        ),
        (
            "纪要",
            {
                "secrecy": False,
                "addressees": False,
                "annexes": 0,
                "listed": 0,
                "organs": 0,
                "copies": 1,
                "form": "纪要",
            },
        ),
        (
            "附件十个",
            {
                "secrecy": False,
                "addressees": True,
                "annexes": 10,
                "listed": 10,
                "organs": 1,
                "copies": 1,
                "form": "文件",
            },
        ),
        (
            "联合三家不盖章",
            {"secrecy": False, "addressees": True, "annexes": 0, "listed": 0, "organs": 3, "copies": 1, "form": "文件"},
        ),
    ],
)
def test_the_elements_are_known_by_what_they_say(name, parts):
    found = recognise(read(render(specimens()[name])))
    assert {
        "secrecy": found.secrecy is not None,
        "addressees": found.addressees is not None,
        "annexes": len(found.annexes),
        "listed": len(found.annex_list),
        "organs": len(found.organs),
        "copies": len(found.copies),
        "form": found.form.value,
    } == parts
    assert found.title
    assert found.mark
    assert found.body


def test_a_mark_in_a_box_placed_from_a_line_of_text_is_measured_from_that_line():
    """30 mm below the first paragraph, which stands 37 mm below the sheet's edge."""
    patient = surgery.Patient(render(faults.LETTER))
    surgery.every(
        "//wp:anchor[wp:docPr/@name='发文机关标志']/wp:positionV",
        lambda item: item.set("relativeFrom", "paragraph"),
    )(patient)
    assert [finding.found for finding in verify(patient.docx()) if "上边缘" in finding.found] == [
        "信函标志上边缘至上页边约 67.1 mm"
    ]
