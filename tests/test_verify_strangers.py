"""Documents that other tools and hands made are judged as a person with a ruler would judge them."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree

from reporter.checking import check_files
from reporter.gongwen import layout
from reporter.gongwen.layout import Strength
from reporter.gongwen.verify import Finding, NotADocx, together, verify
from reporter.gongwen.verify.document_reading import read
from reporter.gongwen.verify.line_places import Flow
from reporter.gongwen.verify.recognise import recognise
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


# --- cases, each of its kind (tests/data/cases/verify, and the same made here) ---------------------------------------

CASES = Path(__file__).parent / "data" / "cases" / "verify"
COMMON = {"没有页码", "没有发文机关标志（套印红头纸的除外）"}
"""What is missing in all of them."""


def found_in(data: bytes) -> list[str]:
    return [f"{item.where}：{item.found}" for item in verify(data) if item.found not in COMMON]


@pytest.mark.parametrize(
    ("name", "findings"),
    [
        ("annexline", ["附件说明：“附件：”单独成行"]),
        ("article", []),
        ("pagebreak", []),
        ("year", []),
    ],
)
def test_a_case_gives_its_true_fault_and_no_other(name, findings):
    assert found_in((CASES / f"{name}.docx").read_bytes()) == findings


@pytest.mark.parametrize("name", ["box_line", "box_paragraph"])
def test_a_mark_in_a_box_placed_from_its_text_is_judged_and_spares_the_other_files(name):
    bad, good = check_files([CASES / f"{name}.docx", CASES / "year.docx"])
    assert not bad.fault and not good.fault
    assert not [item for item in bad.findings if "没有发文机关标志" in item.found]


def plain(*texts: str | tuple[str, dict], below_title: tuple = ()) -> bytes:
    """A document without head whose paragraphs are set as they should be, but for what is said of one."""
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, "关于做好政务公开工作的通知", "方正小标宋简体", 22, 28.95, align="center")
    for text in (*below_title, "", "各科室：", *texts):
        words, look = text if isinstance(text, tuple) else (text, {})
        first = 0 if words.endswith("：") else 31.5
        strangers._tracked(strangers._line(made, words, pitch=28.95, **{"first": first, "align": "both"} | look))
    for words in ("", "某某区教育局", "2024年3月5日"):
        strangers._tracked(strangers._line(made, words, pitch=28.95, align="right", right=63))
    return strangers._saved(made)


HEITI = {"font": "黑体"}
CENTRED = {"align": "center", "first": 0}


@pytest.mark.parametrize(
    "texts",
    [
        ("1.2015级学生；", "2.2016届毕业生。"),
        ("1.5亿元资金全部到位。",),
        ("1.明确任务；", "2.3个工作日内办结；", "3.定期通报。"),
        (
            ("第一章　总则", HEITI | CENTRED),
            "第一条　为了规范工作，制定本办法。",
            ("第二条　职责", HEITI),
            "（一）公开；",
        ),
        ("第一条　由办公室负责。", "（一）收集；", "（二）公布。", "第二条　由各科室负责。", "（一）报送。"),
        ("见附件1。", "", "附件：工作方案", ("附件1（略）", {"first": 0})),
        ("现印发方案。", ("工作方案", CENTRED | {"font": "方正小标宋简体", "size": 22}), "第一步，部署。"),
        ("请认真落实。", ("图1　公开流程", HEITI | CENTRED), ("表 2　任务分工", CENTRED)),
    ],
)
def test_what_offices_write_rightly_is_no_finding(texts):
    assert found_in(plain(*texts)) == []


def test_what_stands_centred_below_the_title_is_no_paragraph():
    above = (("——在全区会议上的讲话", CENTRED), ("（2024年3月5日）", CENTRED | {"font": "楷体"}))
    assert found_in(plain("同志们，大家好。", below_title=above)) == []


@pytest.mark.parametrize(
    ("texts", "finding"),
    [
        (("5.规章；", "6法律。"), "「6法」"),
        (("1.规章；", "2法律。"), "「2法」"),
        (("请落实。", "", "附件：1.任务清单", "　　　2联系人表"), "顺序号后是「空」"),
    ],
)
def test_a_point_that_was_forgotten_is_found(texts, finding):
    assert [item for item in found_in(plain(*texts)) if finding in item]


def with_head(*lines: tuple[str, dict], tail: tuple[tuple[str, dict], ...] = ()) -> bytes:
    """A document with a mark in place, these lines below it, and a title, a text and a signature."""
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, "", pitch=99.3)
    strangers._line(made, "某某区教育局文件", "方正小标宋简体", 48, 60, align="center", red=True)
    for words in ("", ""):
        strangers._line(made, words, pitch=28.95)
    for words, look in lines:
        paragraph = strangers._line(made, words, pitch=28.95, **look)
    strangers._border(paragraph, "bottom", 12, "FF0000", space=7)
    for words in ("", ""):
        strangers._line(made, words, pitch=28.95)
    strangers._line(made, "关于政务公开工作情况的报告", "方正小标宋简体", 22, 28.95, align="center")
    for words, look in (("", {}), ("区政府：", {}), ("现将情况报告如下。", {"first": 31.5}), ("", {})):
        strangers._tracked(strangers._line(made, words, pitch=28.95, **look))
    for words in ("某某区教育局", "2024年3月5日"):
        strangers._tracked(strangers._line(made, words, pitch=28.95, align="right", right=63))
    for words, look in tail:
        strangers._line(made, words, size=14, pitch=28.95, **look)
    return strangers._saved(made)


def heads(data: bytes) -> list[str]:
    return [f"{item.where}：{item.found}" for item in verify(data) if item.clause.startswith("7.2")]


def test_number_and_signer_may_be_parted_by_spaces_on_a_centred_line():
    line = "某教发〔2024〕12号" + " " * 18 + "签发人：张三"
    assert not [item for item in heads(with_head((line, {"align": "center"}))) if item.startswith("发文字号")]


@pytest.mark.parametrize("number", ["某教发〔20XX〕XX号", "某教发〔202X〕　号", "[此处输入文号]号"])
def test_a_form_with_room_for_its_number_and_date_is_read_as_one(number):
    data = with_head((number, {"align": "center"}))
    elements = recognise(read(data))
    assert elements.number is not None and elements.title_text == "关于政务公开工作情况的报告"
    assert not [item for item in heads(data) if item.startswith("发文字号")]


def test_a_date_without_its_day_and_rows_of_organs_are_the_signature():
    rows = ("　　　　　　某某区教育局　　某某区民政局", {"first": 0, "align": "left"})
    data = plain("请认真落实。", rows, ("2024年X月XX日", {"align": "right", "first": 0, "right": 63}))
    assert not [item for item in found_in(data) if item.startswith("正文「某某区")]


def test_the_date_of_the_imprint_keeps_its_year_when_it_stands_alone():
    tail = (("抄送：区委办公室。", {"first": 14}), ("2018年3月5日印发", {"first": 14}))
    found = [str(item) for item in verify(with_head(("某教发〔2018〕2号", {"align": "center"}), tail=tail))]
    assert not [item for item in found if "018年" in item.replace("2018年", "")]


def test_an_imprint_in_the_page_footer_is_read():
    made = Document()
    strangers._line(made, "正文。")
    footer = made.sections[0].footer
    for text in ("抄送：区委办公室", "某某区教育局办公室　　2024年3月5日印发"):
        footer.add_paragraph(text)
    found = verify(strangers._saved(made))
    assert "末尾是「室」" in {item.found for item in found} and "没有印发机关" not in {item.found for item in found}


def test_a_page_number_written_in_one_run_is_read_once():
    made = Document()
    strangers._page_number(made, "— ", " —", "right")
    strangers._line(made, "正文。")
    (run,) = [run for run in made.sections[0].footer.paragraphs[0].runs if run._r.find(qn("w:instrText")) is not None]
    separate, text = OxmlElement("w:fldChar"), OxmlElement("w:t")
    separate.set(qn("w:fldCharType"), "separate")
    text.text = "7"
    run._r[-1].addprevious(separate)
    run._r[-1].addprevious(text)
    assert not [item for item in found_in(strangers._saved(made)) if "写作" in item]


def test_one_fault_is_one_line_rendered_or_not():
    """What was measured is no longer guessed at; of lines and characters the file names the cause."""
    mark, gap = layout.MARK_TOP, layout.TITLE_GAP
    stated = (
        Finding.of(mark, "发文机关标志", "约 2.7 mm", "35 mm"),
        Finding.of(gap, "标题", "约 3 行", "2 行"),
        Finding.of(layout.LINES_PER_PAGE, "正文", "行距 28 磅", "22 行"),
        Finding("7.3.1", "标题", "居左", "居中"),
    )
    measured = (
        Finding.of(mark, "发文机关标志", "2.6 mm", "35 mm"),
        Finding.of(gap, "标题", "", "2 行"),
        Finding.of(layout.LINES_PER_PAGE, "版面", "第2面 20 行", "22 行"),
    )
    assert [item.found for item in together(stated, measured)] == ["行距 28 磅", "居左", "2.6 mm"]


# --- what drawn forms hold, and what an eye passes over ---------------------------------------------------------------


def order_of(*below: tuple[str, dict], number: str = "第5号") -> bytes:
    """A 令 with its mark, number and text in place, and these lines below."""
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, "", pitch=50.4)
    strangers._line(made, "某某市人民政府令", "方正小标宋简体", 42, 52, align="center", red=True)
    for text in ("", "", number, "", ""):
        strangers._line(made, text, align="center", pitch=28.95)
    strangers._tracked(strangers._line(made, strangers.BODY, first=31.5, pitch=28.95, align="both"))
    for words, look in below:
        strangers._line(made, words, **{"pitch": 28.95} | look)
    return strangers._saved(made)


RIGHT = {"align": "right", "right": 63}
SIGNED = (("", {}), ("", {}), ("市长　　王五", RIGHT), ("", {}), ("2024年3月5日", RIGHT))
SEAL = ("〔此处加盖红色印章〕", RIGHT | {"red": True})


def test_where_a_form_says_that_the_seal_goes_is_neither_mark_nor_name():
    """Red and set apart, it stands below the text: the head ended long before."""
    elements = recognise(read(order_of(*SIGNED[:3], SEAL, *SIGNED[3:])))
    assert [line.text for line in elements.mark] == ["某某市人民政府令"]
    assert [line.text for line in elements.organs] == ["市长　　王五"] and elements.date is not None
    assert elements.number is not None and not elements.title


@pytest.mark.parametrize("number", ["〔2024〕第5次", "2024年第5期", "第5期（总第20期）", "（第5次）"])
def test_the_number_of_a_series_may_bear_its_year(number):
    elements = recognise(read(order_of(*SIGNED, number=number)))
    assert elements.number is not None and elements.number.text == number


@pytest.mark.parametrize(
    ("below", "finding"),
    [
        ((*SIGNED[:2], ("市长 王五", RIGHT), *SIGNED[3:]), "签发人：职务与姓名间空 0.5 字"),
        ((*SIGNED[1:],), "签发人：签名章与正文间空行 1.0 行"),
        ((*SIGNED[:3], SIGNED[4]), "成文日期：成文日期与签名章间空行 0.0 行"),
        ((*SIGNED[:4], ("2024年3月5日", RIGHT | {"right": 31.5})), "成文日期：右空 2.0 字"),
        ((*SIGNED[:2], ("市长", RIGHT), *SIGNED[3:]), "签发人：职务右空 3.9 字，没有签名章的位置"),
    ],
)
def test_an_order_is_signed_with_post_and_chop_and_dated_below(below, finding):
    assert [item for item in found_in(order_of(*below)) if item.startswith(("签发人", "成文日期"))] == [finding]


def test_room_for_the_chop_beside_the_post_is_as_good_as_a_printed_name():
    room = (*SIGNED[:2], ("市长", RIGHT | {"right": 63 + 63 + 31.5}), *SIGNED[3:])
    assert found_in(order_of(*room)) == found_in(order_of(*SIGNED)) == []


@pytest.mark.parametrize("title", ["第5次局长办公会议纪要", "政务公开工作简报"])
def test_minutes_and_bulletins_without_a_mark_need_no_date(title):
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, title, "方正小标宋简体", 22, 28.95, align="center")
    strangers._tracked(strangers._line(made, strangers.BODY, first=31.5, pitch=28.95, align="both"))
    assert not [item for item in found_in(strangers._saved(made)) if "成文日期" in item]


KAITI = {"font": "楷体_GB2312"}


@pytest.mark.parametrize("look", [HEITI, KAITI])
def test_a_heading_without_a_number_may_be_in_the_face_of_headings(look):
    for heading in ("工作要求", "注意事项："):
        assert found_in(plain((heading, look | {"first": 31.5}), "请认真落实。")) == []
    assert found_in(plain(("请各科室认真落实，按期报送。", look))), "a sentence is none"


def test_a_line_end_within_the_xml_is_a_blank_on_paper():
    made = Document(io.BytesIO(plain("请认真落实。")))
    organ, date = made.paragraphs[-2:]
    date.runs[0]._r.find(qn("w:t")).text = "某某区教育局\n2024年3月5日"
    organ._p.getparent().remove(organ._p)
    assert "发文机关署名：与成文日期写在同一行" in found_in(strangers._saved(made))


def test_a_short_name_at_the_edge_is_told_though_it_stands_over_the_date():
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, "关于工作的通知", "方正小标宋简体", 22, 28.95, align="center")
    for words, look in (("", {}), ("各科室：", {}), ("请落实。", {"first": 31.5}), ("", {})):
        strangers._tracked(strangers._line(made, words, pitch=28.95, **look))
    for words in ("某某区教育局", "2024年3月5日"):
        strangers._tracked(strangers._line(made, words, pitch=28.95, align="right"))
    assert "成文日期：右空 0.0 字" in found_in(strangers._saved(made))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("请按期报送,不得拖延。", ","),
        ("做到“公开”:应公开尽公开。", ":"),
        ('落实"五公开"要求。', '""'),
        ("各科室(中心)落实。", "()"),
    ],
)
def test_a_mark_of_latin_type_in_a_chinese_text_is_found_once(text, mark):
    found = [item for item in found_in(plain(text, text)) if "半角" in item]
    assert len(found) == 1 and f"「{mark}」" in found[0] and "等 2 处" in found[0]


@pytest.mark.parametrize(
    "text",
    ["于9:30在A,B两室召开（GB/T 9704-2012）。", "见http://www.gov.cn/a?b=1。", "用Word(2016)打开。", "(1)收集；"],
)
def test_a_mark_between_figures_or_letters_is_meant(text):
    assert not [item for item in found_in(plain(text)) if "半角" in item]


ENTRIES = tuple(
    f"{number}、{words}\t{page}" for number, words, page in (("一", "背景", 1), ("二", "任务", 3), ("三", "要求", 9))
)


def test_a_table_of_contents_is_no_part_of_the_text():
    """Its numbers are counted on by nobody, and its lines have a look of their own."""
    contents = tuple((words, {"size": 10.5, "first": 0}) for words in ("目　　录", *ENTRIES))
    texts = (("一、背景", HEITI), "说明。", ("二、任务", HEITI), "部署。")
    assert found_in(plain(*contents, *texts)) == found_in(plain(*texts)) == []
    two = found_in(plain(*contents[:3], *texts))
    assert [item for item in two if "不连续" in item], "two lines are no table of contents"


def test_large_red_words_on_a_cover_are_no_mark():
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, "智慧平台典型场景", "黑体", 26, 40, align="center", red=True)
    strangers._line(made, "研究技术总结", "黑体", 20, 40, align="center")
    strangers._line(made, "为推进工作，开展研究。", pitch=28.95, first=31.5)
    data = strangers._saved(made)
    assert not recognise(read(data)).mark
    assert not [item for item in found_in(data) if item.startswith(("发文机关标志", "版头"))]


def test_a_caption_pushed_to_the_middle_is_one():
    caption = ("图2　公开流程图", HEITI | {"first": 130})
    assert found_in(plain("请落实。", caption)) == []
    assert found_in(plain("请落实。", ("图2所列各项由办公室落实。", {"first": 130})))


def test_a_title_that_ends_a_line_within_a_word_is_found():
    for rows, wrong in (("关于做好素材整\n理工作的通知", True), ("关于做好素材\n整理工作的通知", False)):
        made = Document()
        strangers._page(made, 37, 35, 28, 26)
        strangers._line(made, rows, "方正小标宋简体", 22, 28.95, align="center")
        strangers._line(made, "请落实。", pitch=28.95, first=31.5)
        assert bool([item for item in found_in(strangers._saved(made)) if "断开" in item]) is wrong


def test_a_wrong_mark_of_a_level_is_told_once():
    found = [item for item in found_in(plain("1、收集；", "2、公布；", "3、归档。")) if "层次序数" in item]
    assert found == ["正文「1、收集；」等 3 处：层次序数写作「1、」"]


def test_the_first_of_several_headings_is_no_title():
    """A text that begins with a section of its own has no title; one heading and its text may be a title."""
    for rows, titled in ((("资格要求", "评分办法"), False), (("资格要求",), True)):
        made = Document()
        for row in rows:
            strangers._line(made, row, size=14, bold=True)
            strangers._line(made, "供应商须提供本市近三年类似项目业绩不少于二个，否则不通过。")
        elements = recognise(read(strangers._saved(made)))
        assert bool(elements.title) is titled


def test_a_label_with_a_remark_stands_flush_as_labels_do():
    assert found_in(plain("请落实。", ("附件1（可选）", HEITI | {"first": 0}))) == []


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


# --- indents, annexes by themselves, numbers behind soft breaks ------------------------------------------------------


_LONG = "各科室要高度重视政务公开工作，切实加强组织领导，明确责任分工，确保各项任务按时完成。"


def with_indents(**stated: str) -> bytes:
    """A document in which one paragraph of 3号 states these indents over a default style of 10.5 points."""
    made = Document(io.BytesIO(plain("请认真落实。", _LONG)))
    made.styles["Normal"].font.size = Pt(10.5)
    look = made.paragraphs[4].paragraph_format.element.get_or_add_pPr()
    for old in look.findall(qn("w:ind")):
        look.remove(old)
    indent = OxmlElement("w:ind")
    for name, value in stated.items():
        indent.set(qn(f"w:{name}"), value)
    look.append(indent)
    return strangers._saved(made)


@pytest.mark.parametrize(
    ("stated", "seen"),
    [
        ({"leftChars": "300", "left": "630"}, "回行左空 2.0 字"),
        ({"firstLineChars": "200", "rightChars": "400", "right": "840"}, "右侧缩进 2.7 字"),
        ({"firstLineChars": "300", "firstLine": "945"}, "左空 3.0 字"),
    ],
)
def test_a_character_of_an_indent_is_the_default_style_s_but_for_the_first_line(stated, seen):
    assert [item for item in found_in(with_indents(**stated)) if item.startswith("正文「")] == [
        f"正文「各科室要高度重视政务公开工作，切…」：{seen}"
    ]


def test_characters_of_another_size_are_no_fault_of_pitch():
    """小3 sets 29 on a line because it is 小3."""
    found = found_in(plain(("请各科室认真落实。", {"size": 15})))
    assert [item for item in found if "3（15磅）" in item] and not [item for item in found if "字距" in item]


@pytest.mark.parametrize(
    "texts",
    [
        ("现通知如下：\n一、时间地点", "二、着装规范"),
        ("1.列队；", ("2.上台；", CENTRED), "3.鞠躬。"),
        ("1.列队；", "\n2.上台；", "3.鞠躬。"),
    ],
)
def test_a_number_in_the_middle_or_behind_a_soft_break_counts(texts):
    assert not [item for item in found_in(plain(*texts)) if "不连续" in item]


def test_numbers_that_jump_are_told_by_what_should_stand_there():
    (item,) = [str(item) for item in verify(plain("1.列队；", "3.鞠躬。")) if "不连续" in item.found]
    assert item.startswith("正文「3.鞠躬。」：序数「3.」不连续，应为第 2 项")


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (("1，发送数据；", "2，转换数据；"), "1，"),
        (("职责：1）严格落实。", "2）认真学习；", "3）按时交接。"), "2）"),
        (("一、职责", "1)严格落实；", "2)认真学习。"), "1)"),
    ],
)
def test_marks_that_are_of_no_level_are_told_once(texts, mark):
    said = [item for item in found_in(plain(*texts)) if "层次" in item or "不连续" in item or "之下直接" in item]
    assert len(said) == 1 and f"层次序数写作「{mark}」" in said[0]


def annex_alone(*texts: tuple[str, dict]) -> bytes:
    """An annex sent as a file of its own, set as annexes are."""
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    for words, look in texts:
        strangers._tracked(strangers._line(made, words, **{"pitch": 28.95} | look))
    strangers._page_number(made, "— ", " —", "right")
    return strangers._saved(made)


LABEL = ("附件4", HEITI)
ALONE = (("", {}), ("项目实施细则", CENTRED | {"font": "方正小标宋简体", "size": 22}), ("", {}))
ARTICLES = (("第一条　为规范管理，制定本细则。", {"first": 31.5}), ("第二条　经费见附件5。", {"first": 31.5}))


def test_an_annex_by_itself_needs_no_head_no_title_of_a_document_and_no_date():
    found = [item for item in found_in(annex_alone(LABEL, *ALONE, *ARTICLES)) if "页码" not in item]
    assert found == []


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        ((("附件4：", HEITI), *ALONE), "“附件”后有「：」"),
        ((("附件四", HEITI), *ALONE), "顺序号「四」"),
        ((("附件4：项目实施细则", HEITI),), "与“附件”写在同一行"),
        ((LABEL, ("一、总体方案", HEITI | {"first": 31.5})), "没有附件标题"),
        ((LABEL, ("项目实施细则", CENTRED | {"size": 22})), "约在版心第 2.0 行"),
    ],
)
def test_what_is_wrong_with_an_annex_by_itself_is_told(lines, seen):
    found = [item for item in found_in(annex_alone(*lines, *ARTICLES)) if "页码" not in item]
    assert [item.partition("：")[2] for item in found] == [seen] or [seen in item for item in found] == [True]


def test_a_word_may_not_be_parted_between_two_lines_of_the_title():
    def broken(title: str) -> list[str]:
        made = Document(io.BytesIO(plain("请认真落实。")))
        made.paragraphs[0].runs[0].text = title
        return [item for item in found_in(strangers._saved(made)) if "断开" in item]

    assert broken("关于开展“文明出行”传\n播素材整理工作的通知") == ["标题：在「出行”传｜播素材整」处断开"]
    assert broken("关于建立目标责\n任制考核工作机制的通知")
    assert not broken("关于深入贯彻\n落实全省会议精神的通知")


def test_the_text_behind_a_heading_on_its_line_is_text():
    heading = "一、总体要求。坚持来源明确、事实可核、口径统一的原则，各科室做好收集、分类和归纳工作。"
    found = [item for item in found_in(plain((heading, HEITI))) if "字体" in item]
    assert found == ["正文「坚持来源明确、事实可核、口径统一…」：字体为黑体"]


def test_a_style_that_is_not_in_the_table_is_the_default_one():
    """As Word has it: pandoc's FirstParagraph where the template has no such style."""
    made = Document(io.BytesIO(plain("请认真落实。")))
    made.styles["Normal"].paragraph_format.first_line_indent = Pt(31.5)
    made.styles["Normal"].font.size = Pt(16)
    paragraph = made.paragraphs[3]
    for part in paragraph._p.findall(qn("w:pPr")) + [run._r.rPr.find(qn("w:sz")) for run in paragraph.runs]:
        part.getparent().remove(part)
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), "FirstParagraph")
    paragraph._p.get_or_add_pPr().append(named)
    line = next(line for line in read(strangers._saved(made)).lines if line.text == "请认真落实。")
    assert (line.look.first, line.size) == (630, 16)


def test_what_no_second_row_shows_is_no_finding():
    """A left indent is seen where a paragraph runs on."""

    def said(words: str) -> list[str]:
        made = Document(io.BytesIO(plain(words)))
        made.paragraphs[3].paragraph_format.left_indent = Pt(31.5)
        made.paragraphs[3].paragraph_format.first_line_indent = Pt(0)
        return [item for item in found_in(strangers._saved(made)) if "回行" in item]

    assert said("一、加强领导") == [] and len(said(_LONG)) == 1


@pytest.mark.parametrize(("form", "shown"), [("numberInDash", "- 1 -"), ("upperRoman", "I"), ("chineseCounting", "一")])
def test_a_page_number_is_shown_in_the_form_of_its_section(form, shown):
    made = Document()
    strangers._line(made, "正文。")
    strangers._page_number(made, "", "", "right")
    kind = OxmlElement("w:pgNumType")
    kind.set(qn("w:fmt"), form)
    made.sections[0]._sectPr.append(kind)
    assert next(item for item in found_in(strangers._saved(made)) if "写作" in item).endswith(f"写作「{shown}」")


def test_hyphens_between_hanzi_are_no_dash():
    assert [item for item in found_in(plain("最后涌现出来的就是一个重要的东西--价值观。")) if "「--」" in item]
    assert not [item for item in found_in(plain("执行--dry-run参数。")) if "「--」" in item]


def test_annexes_listed_each_by_its_label_are_listed_though_in_a_wrong_form():
    """「附件1：…」 line by line: one fault of form, and what the text mentions is there."""
    listed = ("见附件1，填写附件2。", "", "附件1：操作指南", "附件2：汇总表")
    found = [item for item in found_in(plain(*listed)) if "附件" in item]
    assert found == ["附件说明：写作「附件1：」等 2 行"]
    assert [item for item in found_in(plain("见附件1，填写附件3。", *listed[1:])) if "提到「附件3」" in item]


def test_numbers_begin_anew_in_each_part():
    texts = (("第一部分　总体思路", CENTRED), ("一、思路", HEITI), ("二、目标", HEITI))
    again = (("第二部分　行动计划", HEITI), ("一、行动", HEITI), ("二、保障", HEITI))
    assert not [item for item in found_in(plain(*texts, *again)) if "不连续" in item]


def test_a_heading_of_the_third_level_is_text_whatever_its_face():
    found = [item for item in found_in(plain("一、思路", ("1.发展目标", HEITI))) if "「1.发展目标」" in item]
    assert found == ["正文「1.发展目标」等 2 处：字体为黑体"]


def test_a_colon_after_the_number_of_a_heading_is_told():
    found = found_in(plain(("一、思路", HEITI), ("二：目标", HEITI), ("三、保障", HEITI)))
    assert [item for item in found if "层次" in item or "不连续" in item or "字体" in item] == [
        "正文「二：目标」：层次序数写作「二：」"
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("各县（市、区）委，市直各单位：", True),
        ("各科室负责人：", True),
        ("2014级各班级、学生：", True),
        ("根据《安全生产法》，为贯彻落实责任制，公司与各部门签订本责任书：", False),
        ("文档由指导老师负责收齐上传，文件以下面方式命名：", False),
        ("企业简介：", False),
        ("制单人：　　　提交日期：", False),
        ("议题1：需求评审会", False),
    ],
)
def test_a_sentence_a_label_or_the_head_of_a_section_is_no_addressees(text, names):
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, "关于做好政务公开工作的通知", "方正小标宋简体", 22, 28.95, align="center")
    for words in ("", text, "请认真落实。"):
        strangers._line(made, words, pitch=28.95)
    assert (recognise(read(strangers._saved(made))).addressees is not None) is names


def test_a_sign_that_no_western_font_has_is_set_in_a_chinese_one():
    """① under Times New Roman comes out as wide as ever; “ does not."""
    made = Document(io.BytesIO(plain("依次使用①和“（1）”。")))
    for run in made.paragraphs[3].runs:
        for slot in ("ascii", "hAnsi"):
            run._r.rPr.rFonts.set(qn(f"w:{slot}"), "Times New Roman")
    found = [item for item in found_in(strangers._saved(made)) if "西文字体" in item]
    assert len(found) == 1 and "““”用西文字体" in found[0]


@pytest.mark.parametrize(("grid", "seen"), [("312", "15.6 磅"), (None, "12 磅")])
def test_half_a_line_before_and_behind_is_half_a_line_of_the_grid(grid, seen):
    """Whatever the paragraph's own pitch."""
    made = Document(io.BytesIO(plain("请认真落实。")))
    spacing = made.paragraphs[3]._p.pPr.find(qn("w:spacing"))
    for side in ("before", "after"):
        spacing.set(qn(f"w:{side}Lines"), "50")
    section = made.sections[0]._sectPr
    for old in section.findall(qn("w:docGrid")):
        section.remove(old)
    if grid:
        lines = OxmlElement("w:docGrid")
        lines.set(qn("w:type"), "lines")
        lines.set(qn("w:linePitch"), grid)
        section.append(lines)
    found = [item for item in found_in(strangers._saved(made)) if "段前段后" in item]
    assert len(found) == 1 and found[0].endswith(f"另有间距 {seen}")


def test_the_title_of_an_annex_may_stand_below_a_line_at_the_left():
    lines = (LABEL, ("编号：", {}), ("项目申报书", CENTRED | {"size": 22}), ("", {}))
    elements = recognise(read(annex_alone(*lines, *ARTICLES)))
    assert elements.annexes[0].title_text == "项目申报书"


def test_the_first_number_of_remarks_may_follow_their_label():
    remarks = ("说明：1.必须由申报者填写。", "2.必须附有报告。", "备注：1.可根据情况填写。", "2.填写有助于评审。")
    remarks += ("附表：1．申请表", "2．登记表")
    assert not [item for item in found_in(plain(*remarks)) if "不连续" in item]


@pytest.mark.parametrize("day", ["[报告生成日期]", "[日期]", "【发文日期】", "[填写时间]"])
def test_where_a_form_asks_for_the_day_stands_its_date(day):
    right = {"align": "right", "first": 0, "right": 63}
    elements = recognise(read(annex_free(("[出具报告单位名称]", right), (day, right))))
    assert elements.date is not None and [line.text for line in elements.organs] == ["[出具报告单位名称]"]


def annex_free(*tail: tuple[str, dict]) -> bytes:
    """A document without head that ends in these lines."""
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, "关于整改的告知书", "方正小标宋简体", 22, 28.95, align="center")
    for words, look in (("", {}), ("请于三日内整改。", {"first": 31.5}), ("", {}), *tail):
        strangers._tracked(strangers._line(made, words, **{"pitch": 28.95} | look))
    return strangers._saved(made)


def test_a_tab_pushes_a_line_to_the_next_stop():
    """Two 字 of 5号 where stops are 420 twips apart, as Chinese Word sets them; nothing where it is none of them."""
    made = Document(io.BytesIO(plain("\t请认真落实。")))
    stop = made.settings.element.find(qn("w:defaultTabStop"))
    stop.set(qn("w:val"), "630")
    made.paragraphs[3].paragraph_format.first_line_indent = Pt(0)
    assert not [item for item in found_in(strangers._saved(made)) if "左空" in item]
    stop.set(qn("w:val"), "945")
    assert [item for item in found_in(strangers._saved(made)) if "左空 3.0 字" in item]


def test_a_kind_at_the_left_is_the_title_though_it_looks_like_the_text():
    made = Document()
    for words in ("通知", "请各组使用同一版本。", "鼓励自己探索，独立查找资料。", "有问题在群里说。", "谢谢配合"):
        strangers._line(made, words)
    assert recognise(read(strangers._saved(made))).title_text == "通知"


@pytest.mark.parametrize(("side", "same"), [("outside", False), ("right", True)])
def test_a_frame_at_the_outside_changes_its_side_by_itself(side, same):
    made = Document(io.BytesIO(plain("请认真落实。")))
    strangers._page_number(made, "— ", " —", "right")
    number = made.sections[0].footer.paragraphs[0]
    number.paragraph_format.left_indent = number.paragraph_format.right_indent = Pt(14)
    frame = OxmlElement("w:framePr")
    for name, value in (("wrap", "around"), ("vAnchor", "text"), ("hAnchor", "margin"), ("xAlign", side)):
        frame.set(qn(f"w:{name}"), value)
    number._p.get_or_add_pPr().insert(0, frame)
    found = [item for item in found_in(strangers._saved(made)) if "页码" in item]
    assert any("位置相同" in item for item in found) is same
    assert not any("居左" in item.split("应")[0] for item in found) or same


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"leftChars": "200", "left": "1470", "hangingChars": "400", "hanging": "840"}, False),
        ({"leftChars": "200", "hangingChars": "400"}, False),
        ({"leftChars": "200", "left": "1260", "hanging": "840"}, False),
        ({"leftChars": "200", "left": "420", "hanging": "840"}, True),
    ],
)
def test_an_indent_in_characters_is_that_of_a_hanging_first_line(given, faulty):
    """At 5号 of text and of the default style alike: 2 字 are where the first line begins, however far it hangs."""
    made = Document(io.BytesIO(plain("请认真落实。")))
    made.styles["Normal"].font.size = Pt(10.5)
    paragraph = made.paragraphs[3]
    for run in paragraph.runs:
        run.font.size = Pt(10.5)
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.attrib.clear()
    for name, value in given.items():
        indent.set(qn(f"w:{name}"), value)
    assert any("左空" in item for item in found_in(strangers._saved(made))) is faulty


def test_the_label_of_an_annexs_own_annex_is_a_label():
    label = ("附件3-3", HEITI)
    elements = recognise(read(annex_alone(label, ("项目申报书", CENTRED | {"size": 22}), ("", {}), *ARTICLES)))
    assert elements.annex_alone and elements.annexes[0].title_text == "项目申报书"


LEVEL = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind {}/></w:pPr></w:lvl>'
HUNG = 'w:left="720" w:hanging="480"'


@pytest.mark.parametrize(
    ("of_list", "own", "seen"),
    [
        (HUNG, {}, "左空 0.8 字"),
        ('w:left="1080" w:hanging="450"', {}, None),
        (HUNG, {"firstLineChars": "0"}, "左空 0.8 字"),
        (HUNG, {"left": "0", "firstLine": "630"}, None),
        (HUNG, {"left": "1110"}, None),
    ],
)
@pytest.mark.parametrize("by_style", [False, True])
def test_a_list_sets_its_paragraphs_in(of_list, own, seen, by_style):
    """Where nothing is said of the paragraph itself, or 0 字, which says no length."""
    made = Document(io.BytesIO(plain("请认真落实。")))
    paragraph = made.paragraphs[3]
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.attrib.clear()
    for name, value in own.items():
        indent.set(qn(f"w:{name}"), value)
    numbers = made.part.numbering_part.element
    for words in (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{LEVEL.format(of_list)}</w:abstractNum>',
        f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>',
    ):
        numbers.append(parse_xml(words))
    holder = paragraph._p
    if by_style:
        style = made.styles.add_style("条目", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = paragraph.style
        paragraph.style, holder = style, style.element
    holder.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    found = [item for item in found_in(strangers._saved(made)) if "左空" in item]
    assert [item.rpartition("：")[2] for item in found] == ([seen] if seen else [])


@pytest.mark.parametrize("asking", ["一、举办时间", "（二）报名时间：", "1.实施期限", "会议时间："])
def test_the_day_that_a_heading_asks_for_is_no_date_of_the_document(asking):
    made = Document(io.BytesIO(plain(asking, "2017年10月13日", "请认真组织。")))
    for paragraph in made.paragraphs[-2:]:
        paragraph._p.getparent().remove(paragraph._p)
    elements = recognise(read(strangers._saved(made)))
    assert elements.date is None and not elements.organs and len(elements.body) == 3


def test_a_day_below_the_last_item_is_the_date():
    made = Document(io.BytesIO(plain("一、请认真组织。", "2017年10月13日")))
    for paragraph in made.paragraphs[-2:]:
        paragraph._p.getparent().remove(paragraph._p)
    assert recognise(read(strangers._saved(made))).date is not None


@pytest.mark.parametrize(("mark", "judged"), [("某某区教育局发电", False), ("某某区教育局文件", True)])
def test_the_head_of_what_goes_by_wire_is_none_of_the_standards(mark, judged):
    """Its mark stands where it may, and a black table lies where the red rule would."""
    made = Document()
    strangers._page(made, 37, 35, 28, 26)
    strangers._line(made, mark, "方正小标宋简体", 60, 70, align="center", red=True)
    table = made.add_table(1, 2, "Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "等级", "某教〔2020〕3号"
    strangers._line(made, "关于做好防汛工作的通知", "方正小标宋简体", 22, 28.95, align="center")
    found = [item for item in found_in(strangers._saved(made)) if "标志上边缘" in item or "分隔线" in item]
    assert bool(found) is judged


@pytest.mark.parametrize(("remark", "annexes"), [("可选", 1), ("另附", 1), ("略", 0)])
def test_a_label_with_a_remark_behind_the_date_is_a_label(remark, annexes):
    made = Document(io.BytesIO(plain("请认真落实。")))
    for words, look in (
        (f"附件1（{remark}）", HEITI),
        ("", {}),
        ("工作方案", CENTRED),
        ("第一条　略。", {"first": 31.5}),
    ):
        strangers._line(made, words, pitch=28.95, **look)
    found = recognise(read(strangers._saved(made))).annexes
    assert [annex.title_text for annex in found] == ["工作方案"] * annexes


def test_numbers_that_name_those_above_them_are_told_once():
    texts = ("1引言", "1.1编写目的", "1.2 背景", "2概述", "2.1目标", "2.1.1用户", "2.1.2 程序", "2.2限制", "3.小结")
    found = [item for item in found_in(plain(*texts)) if "序数" in item]
    assert [item for item in found if "写作「1.1」" in item] == ["正文「1.1编写目的」等 6 处：层次序数写作「1.1」"]
    assert not any("不连续" in item for item in found)


@pytest.mark.parametrize(
    "texts", [("投资2.1亿元。", "2.1亿元到位。"), ("1.1亿元资金到位。",), ("1.1亿元到位。", "1.2亿元在途。")]
)
def test_decimals_at_the_head_of_paragraphs_are_no_such_numbers(texts):
    assert not [item for item in found_in(plain(*texts)) if "层次序数" in item]


@pytest.mark.parametrize(
    ("style", "own", "seen"),
    [
        ({"beforeAutospacing": "1"}, {}, "14 磅"),
        ({"beforeAutospacing": "1"}, {"beforeAutospacing": "0"}, None),
        ({"before": "200"}, {"beforeAutospacing": "0"}, "10 磅"),
        ({"before": "200"}, {"beforeAutospacing": "1"}, "14 磅"),
    ],
)
def test_the_space_of_web_pages_can_be_switched_off(style, own, seen):
    made = Document(io.BytesIO(plain("请认真落实。")))
    paragraph = made.paragraphs[3]
    web = made.styles.add_style("网页", WD_STYLE_TYPE.PARAGRAPH)
    web.base_style = paragraph.style
    paragraph.style = web
    for holder, stated in ((web.element, style), (paragraph._p, own)):
        spacing = holder.get_or_add_pPr().get_or_add_spacing()
        for side in ("before", "beforeLines", "beforeAutospacing"):
            spacing.attrib.pop(qn(f"w:{side}"), None)
        for name, value in stated.items():
            spacing.set(qn(f"w:{name}"), value)
    found = [item for item in found_in(strangers._saved(made)) if "段前段后" in item]
    assert [item.rpartition("间距 ")[2] for item in found] == ([seen] if seen else [])


def test_who_signed_stands_above_the_text_or_is_no_element_of_the_head():
    elements = recognise(read(plain("请认真落实。", "签发人：李四")))
    assert not elements.signers and elements.title_text == "关于做好政务公开工作的通知"


def test_no_place_is_told_of_a_rule_that_is_not_there():
    made = Document(io.BytesIO(plain("请认真落实。")))
    for words in ("抄送：某某区政府办公室。", "某某区教育局办公室　2024年3月5日印发"):
        strangers._line(made, words, size=14, pitch=28.95)
    found = [item for item in found_in(strangers._saved(made)) if "高于版心下边缘" in item]
    assert len(found) == 1 and "版记：末行约高于" in found[0]


# --- numbers with a colon, rows of one paragraph in the imprint -------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (("1：收集；", "2：公布；", "3：归档。"), "1："),
        (("1:收集；", "2:公布。"), "1:"),
        (("1.收集；", "2：公布；", "3.归档。"), "2："),
        (("一、职责", "1：收集；", "说明。", "2：公布。"), "1："),
    ],
)
def test_numbers_with_a_colon_that_go_on_are_numbers(texts, mark):
    found = [item for item in found_in(plain(*texts)) if "层次" in item or "不连续" in item or "之下直接" in item]
    assert len(found) == 1 and f"层次序数写作「{mark}」" in found[0]


@pytest.mark.parametrize(
    "texts",
    [
        ("1：500地形图完成。", "2：1配套。"),
        ("1：略。",),
        ("8：30签到。", "9：00开会。"),
        ("5：见下。", "7：见下。"),
        ("3：略。", "4：略。"),
    ],
)
def test_a_ratio_an_hour_and_a_lone_number_with_a_colon_are_no_levels(texts):
    assert not [item for item in found_in(plain(*texts)) if "层次" in item or "不连续" in item]


COPIED = "抄送：区委办公室，区政府办公室，\n区人大办公室。"
SIGNED_BY = "签发：张三　　校对：李四"
PRINTED = "某某区教育局办公室　　2024年3月5日印发"


@pytest.mark.parametrize(
    "rows",
    [
        (COPIED, SIGNED_BY, PRINTED),
        (f"{COPIED}\n{SIGNED_BY}", PRINTED),
        (f"{COPIED}\n{PRINTED}",),
        (f"{COPIED}\n{SIGNED_BY}\n{PRINTED}",),
    ],
)
def test_the_rows_of_an_imprint_are_elements_however_they_are_parted(rows):
    """Who signed or read the proofs is no name of the list; names wrapped by hand are."""
    data = with_head(("某教发〔2024〕2号", {"align": "center"}), tail=tuple((row, {"first": 14}) for row in rows))
    elements = recognise(read(data))
    assert [line.text for line in elements.copies] == [COPIED]
    assert [line.text for line in elements.issued] == [PRINTED]
    assert not [item for item in found_in(data) if "末尾是" in item or "印发" in item]


def test_a_list_of_names_that_ends_without_a_stop_is_told_whatever_stands_below():
    rows = (f"抄送：区委办公室\n{SIGNED_BY}", PRINTED)
    data = with_head(("某教发〔2024〕2号", {"align": "center"}), tail=tuple((row, {}) for row in rows))
    assert "抄送：末尾是「室」" in found_in(data)


# --- the rule that Word draws for three hyphens -----------------------------------------------------------------------


def horizontal_rule(paragraph, colour: str = "red", style: str = "width:0;height:1.5pt", more: str = "") -> None:
    """Puts the line of web pages into a paragraph, as Word writes it."""
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    rule = f'<v:rect style="{style}" o:hralign="center" o:hrstd="t" o:hr="t" fillcolor="{colour}" stroked="f" {more}/>'
    paragraph.add_run()._r.append(parse_xml(f"<w:pict {nsdecls('w')} {spaces}>{rule}</w:pict>"))


def ruled(head: dict, foot: dict) -> list[str]:
    """What is found of the rules in a document whose head and 版记 are ruled so."""
    tail = (("", {}), ("抄送：区委办公室。", {"first": 14}), ("", {}), (PRINTED, {"first": 14}), ("", {}))
    made = Document(io.BytesIO(with_head(("某教发〔2024〕12号", {"align": "center"}), tail=tail)))
    frame = next(made.element.iter(qn("w:pBdr")))
    frame.getparent().remove(frame)
    number = next(place for place, line in enumerate(made.paragraphs) if "12号" in line.text)
    horizontal_rule(made.paragraphs[number + 1], **head)
    for place in (-5, -3, -1):
        horizontal_rule(made.paragraphs[place], "black", **foot)
    return [item for item in found_in(strangers._saved(made)) if "分隔线" in item]


FULL = {"style": "width:442pt;height:1pt"}


def test_a_horizontal_rule_of_a_web_page_is_a_rule():
    """As wide as the text where nothing is said, or a part of it; as heavy as it is high."""
    heavy = ["版记中间分隔线：粗 0.35 mm"]
    assert ruled({}, FULL) == heavy
    assert ruled({"more": 'o:hrpct="500"'}, FULL) == ["红色分隔线：长 78.0 mm", *heavy]
    assert ruled({"colour": "#808080"}, FULL) == ["版头分隔线：不是红色", *heavy]
    assert ruled({}, {"style": "width:300pt;height:1pt"})[0] == "版记首条分隔线：长 105.8 mm"


# --- 「附件」 that is no annex's label -----------------------------------------------------------------------------


INDENTED, AT_THE_LEFT = {"first": 31.5}, {"first": 0}


def dated(*below: tuple[str, dict]) -> bytes:
    """A document with these lines below its date."""
    made = Document(io.BytesIO(plain("请认真落实。")))
    for words, look in below:
        strangers._tracked(strangers._line(made, words, pitch=28.95, **look))
    return strangers._saved(made)


NAMES = (("1.任务表", INDENTED), ("2.联系人表", INDENTED))
ALONE_ON_ITS_ROW = "附件说明：“附件：”单独成行"
NO_COLON = "附件说明：“附件”后没有冒号"
BELOW_THE_DATE = "附件说明：排在成文日期之后"


@pytest.mark.parametrize(
    ("data", "findings"),
    [
        (plain("请落实。", "", ("附件", INDENTED), *NAMES), [ALONE_ON_ITS_ROW, NO_COLON]),
        (plain("见附件2。", "", ("附件：", INDENTED), *NAMES), [ALONE_ON_ITS_ROW]),
        (dated(("", {}), ("附件：", INDENTED), *NAMES), [BELOW_THE_DATE, ALONE_ON_ITS_ROW]),
        (
            dated(("", {}), ("附件", INDENTED), ("附件1：任务表", INDENTED)),
            [BELOW_THE_DATE, ALONE_ON_ITS_ROW, NO_COLON],
        ),
    ],
)
def test_the_word_annex_over_a_list_of_names_begins_the_list(data, findings):
    elements = recognise(read(data))
    assert elements.annex_list and not elements.annexes
    assert [item for item in found_in(data) if "附件" in item] == findings


@pytest.mark.parametrize(("label", "annexes"), [("附件", 1), ("附件：", 1), ("附件2", 2)])
def test_the_word_annex_within_an_annex_heads_a_section_unless_it_bears_a_number(label, annexes):
    rows = (("附件1", HEITI), ("", {}), ("实施办法", CENTRED | {"size": 22}), ("", {}), ARTICLES[0])
    data = dated(*rows, (label, INDENTED), ("申请表由本人填写。", INDENTED), ("汇总表", CENTRED))
    assert len(recognise(read(data)).annexes) == annexes


def test_a_day_that_a_heading_asks_for_lets_no_annex_begin_below_it():
    texts = ("一、举办时间", "2024年3月8日", "二、材料", "附件", "各科室自行准备。", "三、要求")
    assert not recognise(read(plain(*texts))).annexes


# --- 发文字号 beside 签发人 -------------------------------------------------------------------------------------------


NUMBERED, SIGNED_FOR = "某教发〔2024〕12号", "签发人：张三"


def stops(*places: tuple[int, str]) -> str:
    return "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for place, kind in places)


def number_said(data: bytes) -> list[str]:
    return [item for item in found_in(data) if item.startswith("发文字号")]


@pytest.mark.parametrize(
    ("text", "tabs", "seen"),
    [
        (f"\t{NUMBERED}\t{SIGNED_FOR}", stops((320, "left"), (8500, "right")), []),
        (f"\t{NUMBERED}\t{SIGNED_FOR}", stops((1600, "left"), (8500, "right")), ["发文字号：居左空 5.0 字"]),
        (f"\t{NUMBERED}\t{SIGNED_FOR}", stops((4422, "center"), (8500, "right")), ["发文字号：居左空 9.3 字"]),
        (f"\t{NUMBERED}\t{SIGNED_FOR}", stops((3200, "right"), (8500, "right")), []),
        (f"\t{NUMBERED}\t{SIGNED_FOR}", "", ["发文字号：居左空 2.2 字"]),
        (f"{NUMBERED}　　{SIGNED_FOR}", None, ["发文字号：居左空 5.3 字"]),
        (f"{NUMBERED}\t{SIGNED_FOR}", None, ["发文字号：居中"]),
        (f"{NUMBERED}{'　' * 12}{SIGNED_FOR}", None, []),
    ],
)
def test_the_number_beside_who_signed_is_measured_where_tabs_and_blanks_put_it(text, tabs, seen):
    """On a centred line (None) the free room is shared before and behind it; with tabs it is told as centred."""
    made = Document(io.BytesIO(with_head((text, {"align": "center" if tabs is None else "left"}))))
    line = next(line for line in made.paragraphs if NUMBERED in line.text)
    if tabs:
        line._p.get_or_add_pPr().append(parse_xml(f"<w:tabs {nsdecls('w')}>{tabs}</w:tabs>"))
    assert number_said(strangers._saved(made)) == seen


@pytest.mark.parametrize(
    ("align", "width", "seen"),
    [
        ("left", 4400, ["发文字号：居左空 0.0 字"]),
        ("center", 3700, []),
        ("center", 6000, ["发文字号：居左空 4.9 字"]),
        ("right", 6000, ["发文字号：居左空 9.8 字"]),
        ("center", 0, []),
    ],
)
def test_the_number_in_a_cell_beside_who_signed_is_measured_from_the_edge_of_the_page(align, width, seen):
    made = Document(io.BytesIO(with_head(("某教发", {}))))
    place = next(line for line in made.paragraphs if line.text == "某教发")
    table = made.add_table(1, 2)
    for cell, words, wide in zip(table.rows[0].cells, (NUMBERED, SIGNED_FOR), (width, 8844 - width)):
        cell._tc.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(wide))
        cell._tc.remove(cell.paragraphs[0]._p)
        cell._tc.append(strangers._line(made, words, pitch=28.95, align=align if words == NUMBERED else "right")._p)
    if not width:
        for column in table._tbl.tblGrid.findall(qn("w:gridCol")):
            column.set(qn("w:w"), "0")
    place._p.addprevious(table._tbl)
    place.runs[0].text = ""
    assert number_said(strangers._saved(made)) == seen


# --- how wide and how tall a font sets its letters --------------------------------------------------------------------


LATIN = "GB/T 9704-2012, Layout key for official documents of Party and government organs, article 7.3.3, line 1."


def in_fonts(text: str, font: str, **look) -> Document:
    """A document one of whose paragraphs has its Latin letters in this font."""
    made = Document(io.BytesIO(plain((text, look))))
    for run in made.paragraphs[3].runs:
        for slot in ("ascii", "hAnsi"):
            run._r.rPr.rFonts.set(qn(f"w:{slot}"), font)
    return made


@pytest.mark.parametrize(("font", "rows"), [("仿宋_GB2312", 6), ("Times New Roman", 5), ("Arial", 5)])
def test_letters_take_the_room_that_their_font_gives_them(font, rows):
    """A Chinese font sets each half a 字 wide, a Western one most of them narrower."""
    reading = read(strangers._saved(in_fonts(" ".join([LATIN] * 3), font)))
    line = next(line for line in reading.lines if line.text.startswith("GB/T"))
    assert Flow(reading).rows(line) == rows


@pytest.mark.parametrize(("font", "seen"), [("仿宋_GB2312", []), ("Times New Roman", ["左空 1.1 字"])])
def test_blanks_that_push_a_line_are_as_wide_as_their_font_has_them(font, seen):
    found = found_in(strangers._saved(in_fonts("    请认真落实。", font, first=0)))
    assert [item.rpartition("：")[2] for item in found if "左空" in item] == seen


def test_a_line_of_a_western_font_is_less_tall():
    """1.15 of its size, not the 1.3 of a Chinese one, where no pitch is stated."""
    made = in_fonts("12345", "Times New Roman")
    made.paragraphs[3].paragraph_format.line_spacing = 1.0
    found = [item for item in found_in(strangers._saved(made)) if "行距" in item]
    assert len(found) == 1 and "行距 18.4 磅" in found[0]


@pytest.mark.parametrize("remark", ["注：此表请反正面打印。", "备注：一式两份。", "说明：由科室填写。"])
@pytest.mark.parametrize("below_table", [True, False])
def test_the_remark_below_a_table_is_the_tables(remark, below_table):
    """In whatever size and wherever it begins; elsewhere it is text."""
    made = Document(io.BytesIO(plain("请填写下表。", (remark, {"size": 10.5, "first": 0}))))
    if below_table:
        made.paragraphs[4]._p.addprevious(made.add_table(1, 1)._tbl)
        made.tables[0].cell(0, 0).text = "姓名"
    assert bool([item for item in found_in(strangers._saved(made)) if remark[:3] in item]) is not below_table


@pytest.mark.parametrize("between", [(), ("",)])
def test_organs_at_the_left_above_another_are_of_the_signature(between):
    """And a date that stands there, too, is told."""
    left = {"first": 0}
    rows = [
        ("中共某某区委员会", left),
        *((row, left) for row in between),
        ("某某区人民政府", left),
        ("2024年3月5日", left),
    ]
    data = annex_free(*rows)
    assert [line.text for line in recognise(read(data)).organs] == ["中共某某区委员会", "某某区人民政府"]
    assert [item for item in found_in(data) if item.startswith("成文日期：右空 2")]


def test_a_sentence_a_heading_and_what_stands_far_above_an_organ_are_no_organs():
    for words in ("请报送区政府办公室。", "三、责任单位", "联系人：张三，区教育局"):
        data = annex_free((words, {"first": 31.5}), ("某某区人民政府", {"first": 0}), ("2024年3月5日", {"first": 0}))
        assert [line.text for line in recognise(read(data)).organs] == ["某某区人民政府"], words
