"""The .docx that is made: its structure, styles and package. How it prints is measured in test_render.py."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile
from xml.etree import ElementTree

import docx
import pytest

from reporter.gongwen import docx_skeleton, fonts, layout, ooxml, word
from reporter.gongwen.content import (
    Annex,
    Form,
    Head,
    Imprint,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from reporter.gongwen.fonts import GB2312, Fonts
from reporter.gongwen.layout import StyleName

from .specimens import IMPRINT, document, running, specimens, tasks

W = f"{{{ooxml.NAMESPACES['w']}}}"
SPECIMENS = specimens()
_SCHEMA = """
pPr: pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
rPr: rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    eastAsianLayout
sectPr: headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
    cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
tblPr: tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
    tblBorders shd tblLayout tblCellMar tblLook
style: name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
    pPr rPr tblPr trPr tcPr tblStylePr
"""
ORDERS = {name: children.split() for name, children in re.findall(r"^(\w+): ((?:.*\n)(?: .*\n)*)", _SCHEMA, re.M)}
"""The order that the schema prescribes for the children of each element, as far as we write any."""


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def body(data: bytes) -> ElementTree.Element:
    """The main text as a tree."""
    return ElementTree.fromstring(parts(data)["word/document.xml"])


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """(style id, text) of every paragraph, tables and text boxes included."""
    found = []
    for item in body(data).iter(f"{W}p"):
        style = item.find(f"{W}pPr/{W}pStyle")
        text = "".join(node.text or "" for run in item.findall(f"{W}r") for node in run.findall(f"{W}t"))
        found.append((style.get(f"{W}val") if style is not None else "", text))
    return found


@pytest.fixture(scope="module")
def full() -> bytes:
    """A document with everything: four levels, table, annexes upright and across, imprint."""
    return word.render(
        dataclasses.replace(
            SPECIMENS["四层"],
            annexes=(*SPECIMENS["四层"].annexes, Annex(title="责任清单", blocks=(tasks(30),), landscape=True)),
        )
    )


# --- the package ------------------------------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes(full):
    made = word.render(SPECIMENS["四层"])
    docx_skeleton.base.cache_clear()
    assert made == word.render(SPECIMENS["四层"])


def test_the_package_is_lean_and_no_style_refers_to_its_theme(full):
    """python-docx's own template unzips to 835 KB and brings theme fonts that override every font name."""
    found = parts(full)
    assert sum(len(data) for name, data in found.items() if name != "word/document.xml") < 60_000
    assert not [name for name in found if "thumbnail" in name or "customXml" in name]
    assert not [name for name, data in found.items() if re.search(rb"w:\w*Theme=", data)]
    assert not [name for name, data in found.items() if b"asciiTheme" in data or b"eastAsiaTheme" in data]


def test_the_package_is_complete_as_python_docx_sees_it(full):
    import docx

    opened = docx.Document(io.BytesIO(full))
    assert "一、总体要求" in [item.text for item in opened.paragraphs]
    assert opened.core_properties.title == "关于进一步做好2018年政务公开重点工作的通知"
    assert opened.core_properties.subject == "淮开社发〔2018〕73号"
    assert opened.core_properties.created.date() == dt.date(2018, 4, 28)


@pytest.mark.parametrize("name", ["四层", "信函有密级", "纪要", "联合上行文", "竖排接横排附件", "长文3页"])
def test_every_relationship_used_exists_and_every_part_has_a_content_type(name):
    found = parts(word.render(SPECIMENS[name]))
    relations = set(re.findall(rb'Id="(rId\d+)"', found["word/_rels/document.xml.rels"]))
    assert set(re.findall(rb'r:id="(rId\d+)"', found["word/document.xml"])) <= relations
    types = found["[Content_Types].xml"].decode()
    for part in found:
        assert f'PartName="/{part}"' in types or f'Extension="{part.rsplit(".", 1)[-1]}"' in types


@pytest.mark.parametrize("name", ["四层", "信函有密级", "纪要", "联合上行文", "横排接竖排附件", "很短"])
def test_children_stand_in_the_order_of_the_schema_in_every_part(name):
    """Word refuses to open, or silently drops, what stands out of order."""
    for part, data in parts(word.render(SPECIMENS[name])).items():
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        for node in ElementTree.fromstring(data).iter():
            order = ORDERS.get(node.tag.removeprefix(W))
            if order and node.tag.startswith(W):
                names = [child.tag.removeprefix(W) for child in node]
                assert sorted(names, key=order.index) == names, (part, names)


def test_what_begins_and_ends_no_line_is_listed_for_the_language_of_the_text(full):
    """Word applies no 避头尾 of its own to text that is in no Chinese, as ours is (docs/layout/page.md)."""
    settings, styles = (ElementTree.fromstring(parts(full)[f"word/{name}.xml"]) for name in ("settings", "styles"))
    language = next(styles.iter(f"{W}lang")).get(f"{W}eastAsia")
    listed = {name: settings.find(f"{W}noLineBreaks{name}") for name in ("Before", "After")}
    assert {item.get(f"{W}lang") for item in listed.values()} == {language}
    assert set("，。、；：？！）》〕”’…%") <= set(listed["Before"].get(f"{W}val"))
    assert set("（《〔“‘") <= set(listed["After"].get(f"{W}val"))


# --- styles -----------------------------------------------------------------------------------------------------------


def styles_of(data: bytes) -> dict[str, ElementTree.Element]:
    """Styles by id."""
    tree = ElementTree.fromstring(parts(data)["word/styles.xml"])
    return {item.get(f"{W}styleId"): item for item in tree.iter(f"{W}style")}


def test_every_named_style_is_there_under_its_chinese_name(full):
    names = set()
    for style in styles_of(full).values():
        names.add(style.find(f"{W}name").get(f"{W}val"))
        if (alias := style.find(f"{W}aliases")) is not None:
            names.add(alias.get(f"{W}val"))
    assert {name.value for name in StyleName} <= names


def test_the_four_levels_are_words_own_headings_with_outline_levels(full):
    """The outline panes of Word and WPS look for the built-in names."""
    found = styles_of(full)
    for level in range(1, 5):
        style = found[f"Heading{level}"]
        assert f"heading {level}" == style.find(f"{W}name").get(f"{W}val")
        assert str(level - 1) == style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")


def test_text_takes_its_styles_from_what_it_is(full):
    found = dict((text, style) for style, text in paragraphs(full))
    assert found["一、总体要求"] == "Heading1"
    assert found["（一）加强组织领导"] == "Heading2"
    assert found["1.建立台账"] == "Heading3"
    assert found["（1）逐月更新"] == "Heading4"
    assert found["（二）明确责任分工。各部门按照清单逐项落实，每月25日前报送进展情况。"] == "GwBody"
    assert found["局机关各处室、各直属事业单位："] == "GwAddressees"
    assert found["淮开社发〔2018〕73号"] == "GwNumber"
    assert found["附件2"] == "GwAnnexLabel"


def test_every_paragraph_has_a_style_and_no_run_a_font_of_its_own(full):
    used = {style for style, _ in paragraphs(full)}
    assert used <= set(styles_of(full))
    assert "" not in used
    assert b"<w:rFonts" not in parts(full)["word/document.xml"]
    assert b"<w:b/>" not in parts(full)["word/document.xml"]


@pytest.mark.parametrize(
    "chosen",
    [
        GB2312,
        Fonts(fangsong="仿宋", xiaobiaosong="小标宋", kaiti="楷体"),
        Fonts(fangsong="甲", xiaobiaosong="乙", kaiti="丙", heiti="丁", songti="戊"),
    ],
)
def test_fonts_are_those_asked_for_on_all_four_slots(chosen):
    tree = ElementTree.fromstring(parts(word.render(document(running(1)), fonts=chosen))["word/styles.xml"])
    slots = ("ascii", "hAnsi", "eastAsia", "cs")
    used = [{item.get(f"{W}{slot}") for slot in slots} for item in tree.iter(f"{W}rFonts")]
    assert all(len(names) == 1 for names in used)
    assert set(chosen.names) == set().union(*used)


def test_the_lead_of_a_paragraph_alone_takes_the_headings_face():
    made = word.render(document(Paragraph(text="（一）分工。各部门落实。", level=2, lead="（一）分工。")))
    assert (
        b'<w:rStyle w:val="GwLead2"/></w:rPr><w:t>\xef\xbc\x88\xe4\xb8\x80\xef\xbc\x89'
        in parts(made)["word/document.xml"]
    )


# --- text is data -----------------------------------------------------------------------------------------------------


HOSTILE = "<w:br/>&amp; {{ x }} =1+1 \x00\x1b\" ' ]]> ../../etc"


def test_text_is_never_markup_wherever_it_stands():
    table = Table(columns=(TableColumn(title=HOSTILE),), rows=((HOSTILE,),), caption=HOSTILE)
    made = word.render(
        OfficialDocument(
            head=Head(
                organs=(HOSTILE,),
                number=HOSTILE,
                signers=(HOSTILE,),
                secrecy=HOSTILE,
                copy_number=HOSTILE,
                urgency=HOSTILE,
            ),
            title=HOSTILE,
            addressees=HOSTILE,
            body=(Paragraph(text=HOSTILE), table),
            note=HOSTILE,
            annexes=(Annex(title=HOSTILE, blocks=(table,), landscape=True),),
            signature=Signature(organs=(HOSTILE,), date=dt.date(2018, 1, 1)),
            imprint=Imprint(issuer=HOSTILE, issued_on=dt.date(2018, 1, 1), copies_to=HOSTILE),
        )
    )
    shown = HOSTILE.replace("\x00", "␀").replace("\x1b", "␛")
    texts = [text for _, text in paragraphs(made)]
    assert sum(shown in text for text in texts) >= 12
    import docx

    assert docx.Document(io.BytesIO(made)).core_properties.title == shown


def test_a_line_break_in_a_cell_is_a_line_break():
    table = Table(columns=(TableColumn(title="内容"),), rows=(("甲\n乙",),))
    assert (
        b"<w:t>\xe7\x94\xb2</w:t><w:br/><w:t>\xe4\xb9\x99</w:t>"
        in parts(word.render(document(table)))["word/document.xml"]
    )


# --- head, body, tables --------------------------------------------------------------------------------------------


def test_a_blank_number_keeps_its_room_for_the_pen():
    made = word.render(SPECIMENS["文号留空"])
    assert ("GwNumber", "淮开社发〔2018〕　号") in paragraphs(made)


def test_names_of_annexes_are_the_same_in_the_list_and_at_the_annex():
    made = paragraphs(word.render(SPECIMENS["两个附件"]))
    listed = [text.partition(".")[2] for style, text in made if style == "GwAnnexList"]
    titles = [text for style, text in made if style == "GwAnnexTitle"]
    assert titles == listed
    assert not [name for name in listed if name[-1] in "。；，、"]


def test_addressees_that_leave_no_text_on_page_one_move_to_the_imprint():
    many = "、".join(f"第{number}街道办事处" for number in range(1, 60))
    made = word.render(document(running(20), addressees=many))
    texts = paragraphs(made)
    assert not [text for style, text in texts if style == "GwAddressees"]
    moved = [text for style, text in texts if style == "GwCopiesTo"]
    assert moved[0] == f"主送：{many}。"
    assert moved[1].startswith("抄送：")


@pytest.mark.parametrize("body", [(running(7), running(20)), (running(7), running(21)), (running(29),)])
def test_a_long_last_paragraph_stays_one_though_its_end_goes_to_the_signatures_page(body):
    """An unseen box with a name that says why makes its last lines go over (7.3.5.5)."""
    made = docx.Document(io.BytesIO(word.render(document(*body))))
    assert [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "公文正文"] == [
        block.text for block in body
    ]
    assert 'name="留白"' in made.element.xml


def test_two_tables_after_one_another_stay_two():
    """A paragraph stands between them."""
    made = docx.Document(io.BytesIO(word.render(document(running(1), tasks(2), tasks(3)))))
    assert [len(table.rows) for table in made.tables if len(table.columns) > 1] == [3, 4]
    assert b"</w:tbl><w:tbl>" not in zipfile.ZipFile(io.BytesIO(word.render(document(tasks(2), tasks(3))))).read(
        "word/document.xml"
    )


def test_a_table_repeats_its_header_row_and_keeps_its_rows_whole(full):
    rows = body(full).findall(f".//{W}tbl/{W}tr")
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert len(heads) == 3
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


@pytest.mark.parametrize(
    ("rows", "words", "kept"), [(1, 30, True), (7, 4, True), (8, 4, False), (13, 4, False), (6, 600, False)]
)
def test_a_short_table_is_kept_on_one_page_and_no_other(rows, words, kept):
    """A long one, or one higher than half a page, would leave too much white above it; its last row binds nothing."""
    made = body(word.render(document(running(3), tasks(rows, words), running(2)))).findall(f".//{W}tbl/{W}tr")
    own = [row for row in made if len(row) > 3][-rows:]
    bound = [[par.find(f"{W}pPr/{W}keepNext") is not None for par in row.iter(f"{W}p")] for row in own]
    assert [all(row) for row in bound] == [kept and row < rows - 1 for row in range(rows)]


@pytest.mark.parametrize("rows", [1, 3, 12, 40])
@pytest.mark.parametrize("above", [1, 4, 6, 8, 10, 30])
def test_one_page_has_as_many_rows_as_a_page_laid_out_with_each_number_of_them_has_room_for(rows, above):
    """The tables alone are measured for it, so this is what it comes to."""
    first, second = (dataclasses.replace(tasks(number, 45), rest="其余从略") for number in (rows, 3))
    whole = document(running(above), first, running(1), second, form=Form.PLAIN, signature=None, imprint=None)
    shorter = [word._cut(whole, dropped) for dropped in range(rows + 4)]
    assert word.on_one_page(whole) == next(filter(word.is_one_page, shorter), shorter[-1])


@pytest.mark.parametrize("above", range(4, 14))
@pytest.mark.parametrize("rows", [0, 9])
def test_lines_stand_closer_where_a_page_else_had_no_room(above, rows):
    """Room for a row of the table that may be cut; for the text itself where there is none."""
    table = [dataclasses.replace(tasks(rows, 45), rest="其余从略")] if rows else []
    whole = document(running(above), *table, running(1), form=Form.PLAIN, signature=None, imprint=None)
    made, closer = word.on_one_page(whole), word._cut(dataclasses.replace(whole, close=True), rows)
    assert word.is_one_page(made) == word.is_one_page(closer)
    assert made.close == (word.is_one_page(closer) and not word.is_one_page(word._cut(whole, max(0, rows - 1))))


def test_only_a_row_taller_than_a_page_may_be_split():
    made = word.render(document(running(1), annexes=(Annex(title="清单", blocks=(tasks(2, 3000),)),)))
    rows = body(made).findall(f".//{W}tbl/{W}tr")
    tall = [row for row in rows if len("".join(row.itertext())) > 2000]
    assert len(tall) == 2
    assert not [row for row in tall if row.find(f"{W}trPr/{W}cantSplit") is not None]


def _styled(data: bytes) -> ElementTree.Element:
    """The first table that has a style: not one that only places things."""
    return next(table for table in body(data).iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblStyle") is not None)


@pytest.mark.parametrize("landscape", [False, True])
def test_a_table_is_as_wide_as_the_type_area(landscape):
    made = word.render(document(running(1), annexes=(Annex(title="清单", blocks=(tasks(2),), landscape=landscape),)))
    grid = [int(column.get(f"{W}w")) for column in _styled(made).find(f"{W}tblGrid")]
    assert sum(grid) == layout.type_area()[landscape]


def test_a_table_without_rows_and_header_prints_nothing_and_breaks_nothing():
    empty = Table(columns=(TableColumn(title="甲"),), rows=(), headless=True)
    assert b"<w:tblStyle" not in parts(word.render(document(running(1), empty)))["word/document.xml"]


def test_a_row_with_the_wrong_number_of_cells_is_refused():
    bad = Table(columns=(TableColumn(title="甲"), TableColumn(title="乙")), rows=(("只有一格",),))
    with pytest.raises(ValueError, match="2 texts"):
        word.render(document(bad))


# --- sections and imprint ------------------------------------------------------------------------------------------


def section_types(data: bytes) -> list[str]:
    return [item.find(f"{W}type").get(f"{W}val") for item in body(data).iter(f"{W}sectPr")]


def test_the_imprint_follows_the_text_when_that_ends_on_an_even_page_with_room():
    assert section_types(word.render(document(running(20)))) == ["nextPage"]


def test_after_an_odd_page_the_imprint_has_the_even_page_that_follows_and_is_numbered():
    assert section_types(word.render(document(running(34)))) == ["nextPage", "evenPage"]


def test_after_a_full_even_page_a_blank_page_precedes_it_and_neither_is_numbered():
    made = word.render(document(running(25)))
    assert section_types(made) == ["nextPage", "oddPage"]
    last = list(body(made).iter(f"{W}sectPr"))[-1]
    shared = parts(made)
    relations = dict(re.findall(r'Id="(rId\d+)"[^>]*Target="([^"]+)"', shared["word/_rels/document.xml.rels"].decode()))
    relations |= {
        key: target
        for target, key in re.findall(
            r'Target="([^"]+)"[^>]*Id="(rId\d+)"', shared["word/_rels/document.xml.rels"].decode()
        )
    }
    for reference in last.findall(f"{W}footerReference"):
        key = reference.get(f"{{{ooxml.NAMESPACES['r']}}}id")
        assert b"PAGE" not in shared[f"word/{relations[key]}"]


def test_a_document_without_imprint_is_one_section():
    assert section_types(word.render(document(running(30), imprint=None))) == ["nextPage"]


def test_the_imprint_of_a_letter_has_neither_rules_nor_issuer():
    made = word.render(document(running(3), form=Form.LETTER, imprint=IMPRINT))
    texts = [text for style, text in paragraphs(made) if style in ("GwCopiesTo", "GwIssuer")]
    assert texts == [f"抄送：{IMPRINT.copies_to}。"]


def test_the_first_page_of_a_letter_alone_has_no_number():
    sections = list(body(word.render(SPECIMENS["信函两页"])).iter(f"{W}sectPr"))
    assert sections[0].find(f"{W}titlePg") is not None


def test_preprinted_paper_gets_neither_mark_nor_rule():
    made = word.render(SPECIMENS["很短"], preprinted=True)
    assert layout.MARK_RED.encode() not in parts(made)["word/document.xml"]
    assert ("GwMark", "") in paragraphs(made)


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_specimen_is_made(name):
    assert word.render(SPECIMENS[name])


# --- fonts on this computer ----------------------------------------------------------------------------------------


def test_missing_fonts_are_named_and_those_installed_under_another_name_are_not(monkeypatch):
    monkeypatch.setattr(fonts, "installed", lambda: frozenset({"SimHei", "仿宋_GB2312", "SimSun"}))
    assert fonts.missing(GB2312) == ("方正小标宋简体", "楷体_GB2312")


def test_nothing_is_reported_when_the_fonts_cannot_be_listed(monkeypatch):
    monkeypatch.setattr(fonts, "installed", frozenset)
    assert fonts.missing(GB2312) == ()


def test_listing_fonts_never_raises_without_fontconfig(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", "")
    assert frozenset() == fonts.installed()


def test_a_letter_with_nothing_to_print_below_makes_no_pages_for_it():
    """Text and an annex laid across: two sections, none behind them for a 版记 that says nothing (10.1)."""
    annex = Annex(title="扣分明细表", blocks=(Paragraph(text="明细。"),), landscape=True)
    letter = dataclasses.replace(
        document(),
        form=Form.LETTER,
        annexes=(annex,),
        imprint=Imprint(issuer="示例局办公室", issued_on=dt.date(2018, 6, 30)),
    )
    xml = zipfile.ZipFile(io.BytesIO(word.render(letter))).read("word/document.xml").decode("utf-8")
    assert xml.count("<w:sectPr") == 2
    copied = dataclasses.replace(letter, imprint=dataclasses.replace(letter.imprint, copies_to="示例单位"))
    assert (
        zipfile.ZipFile(io.BytesIO(word.render(copied))).read("word/document.xml").decode("utf-8").count("<w:sectPr")
        == 3
    )
