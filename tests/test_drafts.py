"""A draft made by anybody becomes a 公文: every word of it, in the office's elements, and nothing else but these."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from reporter.cli import main
from reporter.draft.all_words import lost_words
from reporter.draft.dates_in_words import read_date
from reporter.draft.draft_blocks import Unreadable
from reporter.draft.draft_reading import read_draft
from reporter.draft.set_draft import Office, Set, as_document
from reporter.gongwen.content import Grid, Picture
from reporter.gongwen.signature import date_text
from reporter.gongwen.verify import verify
from reporter.gongwen.word import render

from .builders import ole, zipped
from .drafts import DRAFTS, DRESSES, ORGAN, words
from .specimens import specimens
from .word_packages import paragraph, run, word_package

OFFICE = Office(
    organ=ORGAN,
    mark=f"{ORGAN}文件",
    code="淮开社发",
    letter_code="淮开社函",
    signers=("陈某某",),
    issuer=f"{ORGAN}综合处",
)
DAY = "2018年5月31日"
MARK = f"{ORGAN}文件"


def printed(kind: str) -> str:
    """The draft of this kind as a whole document: its frame from 「公文」, its own words between."""
    text = re.sub(r"[\s|]", "", DRAFTS[kind])
    dated = re.search(rf"{ORGAN}(\d{{4}}年\d+月\d+日)", text)
    year = dated[1][:4] if dated else DAY[:4]
    head = {"函": ORGAN, "纪要": f"{ORGAN}会议纪要"}.get(kind, MARK)
    number = "" if kind == "纪要" else f"淮开社{'函' if kind == '函' else '发'}〔{year}〕号"
    signer = "签发人：陈某某" if kind in ("报告", "请示") else ""
    end = "" if kind in ("函", "纪要") else f"{ORGAN}综合处{dated[1] if dated else DAY}印发"
    signature = "" if dated or kind == "纪要" else f"{ORGAN}{DAY}"
    return f"{head}{number}{signer}{text}{signature}{end}"


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_of_every_kind_in_every_dress_is_set_word_for_word(kind, dress):
    made = as_document(read_draft(DRESSES[dress](DRAFTS[kind])), OFFICE, dt.date(2018, 5, 31))
    docx = render(made.document)
    assert words(docx) == printed(kind)
    assert [str(finding) for finding in verify(docx)] == []
    assert made.left_out == []


# --- what a Word document holds besides its text -------------------------------------------------------------------

START = paragraph("关于做好工作的通知") + paragraph("各单位：")
DELETED = '<w:del w:id="1"><w:r><w:delText>不</w:delText></w:r></w:del>'


def made(body: str, **besides) -> Set:
    """A draft of this body below title and addressees, set, with not a word lost."""
    data = word_package(START + body, **besides)
    found = as_document(read_draft(data), None, None)
    assert lost_words(data, render(found.document), printed=found.printed, unprinted=found.unprinted) == ()
    return found


def text_of(found: Set) -> list[str]:
    """The paragraphs of its text."""
    return [block.text for block in found.document.body]


def told(found: Set) -> list[tuple[str, str]]:
    """What was left out, and its words."""
    return [(item.what, item.text) for item in found.left_out]


def test_inserted_text_counts_and_deleted_text_does_not():
    found = made(paragraph("现", '<w:ins w:id="2"><w:r><w:t>将</w:t></w:r></w:ins>', DELETED, "通知如下。"))
    assert text_of(found) == ["现将通知如下。"]
    assert found.placed == ["修订中插入的文字已采用（1处）", "修订中删除的文字已去掉（1处）"]


def test_notes_come_in_brackets_where_their_marks_stand():
    notes = (
        '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>按常住人口计。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    body = paragraph("全区人口", '<w:r><w:footnoteReference w:id="2"/></w:r>', "30万人。")
    assert text_of(made(body, parts={"footnotes.xml": notes})) == ["全区人口（注：按常住人口计。）30万人。"]


def test_what_stands_around_the_text_is_named():
    remark = '<w:comments><w:comment w:id="1"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment></w:comments>'
    margins = '<w:sectPr><w:headerReference r:id="rId_header"/><w:footerReference r:id="rId_footer"/></w:sectPr>'
    found = made(
        paragraph(
            "见官网",
            '<w:hyperlink r:id="rId9"><w:r><w:t>通知</w:t></w:r></w:hyperlink>',
            "。",
            run("内部", "<w:vanish/>"),
        )
        + margins,
        parts={
            "comments.xml": remark,
            "header.xml": "<w:hdr><w:p><w:r><w:t>某某局内部资料</w:t></w:r></w:p></w:hdr>",
            "footer.xml": "<w:ftr><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>",
        },
        outside={"rId9": "http://www.huaian.gov.cn/1"},
    )
    assert text_of(found) == ["见官网通知。"]
    assert sorted(told(found)) == [
        ("“通知”上的链接地址", "http://www.huaian.gov.cn/1"),
        ("批注", "请核实"),
        ("隐藏的文字", "内部"),
        ("页眉", "某某局内部资料"),
    ]


def test_a_text_box_is_part_of_the_text():
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        + paragraph("框里的话。")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + paragraph("框里的话。")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(made(paragraph("正文。", box))) == ["正文。", "框里的话。"]


def test_of_a_field_its_result_is_read_and_never_its_code():
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    field = f"{begin}<w:r><w:instrText> DATE </w:instrText></w:r>{separate}{run('5月')}{end}"
    assert text_of(made(paragraph("截至", field, "底。"))) == ["截至5月底。"]


def test_a_formula_and_raised_figures_become_characters_and_are_told():
    half = "<m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
    formula = f"<m:oMath><m:f>{half}</m:f></m:oMath>"
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    found = made(paragraph("按", formula, "计，面积5m", raised, "。"))
    assert text_of(found) == ["按（a+b）/2计，面积5m²。"]
    assert {change.what for change in found.changes} >= {"公式排成一行文字，请核对", "上标、下标改用字符"}


def test_merged_cells_and_pictures_are_kept_and_what_cannot_be_shown_is_named():
    png = b"\x89PNG\r\n\x1a\n" + bytes(40)
    shown = '<pic:pic><pic:blipFill><a:blip r:embed="rId_media_1"/></pic:blipFill></pic:pic>'
    graphic = "<a:graphic><a:graphicData>{}</a:graphicData></a:graphic>"
    drawing = f"<w:r><w:drawing><wp:inline>{{}}{graphic}</wp:inline></w:drawing></w:r>"
    picture = drawing.format('<wp:extent cx="1270000" cy="635000"/>', shown)
    chart = drawing.format("", '<c:chart r:id="rId8"/>')
    table = (
        "<w:tbl><w:tr>"
        f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("单位")}</w:tc>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("数量")}</w:tc></w:tr><w:tr>'
        f"<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('民政处')}</w:tc><w:tc>{paragraph('1')}</w:tc><w:tc>{paragraph('2')}</w:tc></w:tr></w:tbl>"
    )
    found = made(paragraph("情况如下。", chart) + table + paragraph(picture), parts={"media/1.png": png})
    _, grid, picture = found.document.body
    assert isinstance(grid, Grid) and isinstance(picture, Picture)
    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in grid.rows] == [
        [("单位", 1, 2), ("数量", 2, 1)],
        [("甲", 1, 1), ("乙", 1, 1)],
        [("民政处", 1, 1), ("1", 1, 1), ("2", 1, 1)],
    ]
    assert (picture.width, picture.height) == (2000, 1000) and told(found) == [("图表", "")]
    with zipfile.ZipFile(io.BytesIO(render(found.document))) as package:
        assert any(package.read(name) == png for name in package.namelist())


# --- documents of ours, and files that are no drafts ---------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["四层", "两个附件", "横排接竖排附件", "联合三家盖章", "上行文三人", "信函有密级", "正文带表"]
)
def test_a_document_of_ours_comes_out_as_it_went_in(name):
    data = render(specimens()[name])
    found = as_document(read_draft(data), None, None)
    assert words(render(found.document)) == words(data)
    assert (found.left_out, found.placed) == ([], []) and verify(render(found.document)) == verify(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "空的"),
        (b"  \r\n\r\n ", "空的"),
        ("\ufeff\n".encode(), "没有文字"),
        (ole("WordDocument"), "另存为 .docx"),
        (b"%PDF-1.4", "PDF"),
        (zipped({"a.txt": "x"}), "压缩包"),
        (zipped({"word/document.xml": " " * 40_000_000}), "不是 Word 文档"),
        (word_package("<w:p/>"), "没有文字"),
        (
            word_package(
                paragraph("甲") * 8000, parts={"footnotes.xml": f"<w:footnotes>{' ' * 110_000_000}</w:footnotes>"}
            ),
            "压缩比|过大",
        ),
    ],
    ids=["blank", "blanks", "a mark", ".doc", "PDF", "zip", "no types", "no words", "a bomb"],
)
def test_what_is_no_draft_is_told_why(data, why):
    with pytest.raises(Unreadable, match=why):
        read_draft(data)


def test_a_title_ends_its_lines_between_words_whatever_the_draft_did():
    typed = "关于印发《政务公开工作要\n点》的通知\n（征求意见稿）\n各单位：\n现印发给你们。".encode()
    assert (
        as_document(read_draft(typed), None, None).document.title
        == "关于印发《政务公开工作要点》的通知｜（征求意见稿）"
    )


def test_a_stray_nul_makes_no_other_characters_of_a_text():
    """It was read as UTF-16, and the 公文 was full of characters that nobody had written."""
    with pytest.raises(Unreadable, match="不是文本"):
        read_draft("关于做好工作的通知\n各单位：\n一、\x00请落实。".encode())


def test_organs_beside_one_another_sign_together():
    typed = "关于做好工作的通知\n各单位：\n请抓好落实。\n区民政局  区财政局\n2018年5月3日".encode()
    assert as_document(read_draft(typed), None, None).document.signature.organs == ("区民政局", "区财政局")


def test_a_text_of_any_encoding_wrapped_by_a_mail_program_is_read():
    lines = [
        "关于做好工作的通知",
        "各单位：",
        "　　" + "按照要求做好各项工作" * 3,
        "按照要求做好各项工作" * 3 + "按照",
        "落实到位。",
    ]
    lines += ["　　" + "各单位要切实加强领导" * 3, "各单位要切实加强领导" * 3 + "各单", "位抓好落实。"]
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        found = as_document(read_draft("\n".join(lines).encode(encoding)), None, None)
        assert text_of(found) == ["".join(lines[2:5]).strip("　"), "".join(lines[5:]).strip("　")]


# --- the command -----------------------------------------------------------------------------------------------------


def formatted(home, *files: str, status: int, extra: tuple[str, ...] = ()) -> None:
    """`format` in this workspace."""
    assert main(["format", *(str(home / name) for name in files), "--home", str(home), *extra]) == status


@pytest.fixture
def home(tmp_path):
    """A workspace without a master list, and a draft in it."""
    (tmp_path / "稿.txt").write_text(DRAFTS["通报"], encoding="utf-8")
    return tmp_path


def test_what_the_leader_changed_is_kept_beside_the_new_one(home):
    formatted(home, "稿.txt", status=0)
    result = home / "output/公文/稿.docx"
    first = result.read_bytes()
    result.write_bytes(first + b"\0")
    formatted(home, "稿.txt", status=0)
    assert result.read_bytes() == first, "the same draft gives the same bytes"
    assert (home / "output/公文/稿（人工修改稿）.docx").read_bytes() == first + b"\0"


def test_two_drafts_of_one_name_are_two_documents(home, capsys):
    (home / "乙").mkdir()
    (home / "乙/稿.txt").write_text(DRAFTS["请示"], encoding="utf-8")
    formatted(home, "稿.txt", "乙/稿.txt", status=0)
    assert sorted(path.name for path in (home / "output/公文").glob("*.docx")) == ["稿.docx", "稿（2）.docx"]
    first = (home / "output/公文/稿.docx").read_bytes()
    capsys.readouterr()
    formatted(home, "乙/稿.txt", status=0)
    assert (home / "output/公文/稿.docx").read_bytes() == first
    assert "稿.docx 是另一份公文" in capsys.readouterr().err
    (home / "稿.txt").write_text(DRAFTS["通报"].replace("的通报", "的通报（修改）"), encoding="utf-8")
    formatted(home, "稿.txt", status=0)
    assert (home / "output/公文/稿.docx").read_bytes() != first, "the same document with another title"


def test_a_file_that_is_no_draft_costs_the_others_nothing(home, capsys):
    (home / "旧.doc").write_bytes(ole("WordDocument"))
    formatted(home, "旧.doc", "稿.txt", "没有.txt", status=1, extra=("--json",))
    told = json.loads(capsys.readouterr().out)
    assert told["outputs"] == ["output/公文/稿.docx"]
    refused = {item["file"]: item["message"] for item in told["problems"] if item["level"] == "退"}
    assert set(refused) == {"旧.doc", "没有.txt"} and "另存为 .docx" in refused["旧.doc"]
    formatted(home, "旧.doc", status=2)


def test_a_dry_run_writes_nothing_and_a_printed_head_is_left_free(home):
    formatted(home, "稿.txt", status=0, extra=("-n",))
    assert not (home / "output").exists()
    formatted(home, "稿.txt", status=0, extra=("--preprinted", "--as-of", "2018-07-20"))
    assert words((home / "output/公文/稿.docx").read_bytes()) == re.sub(r"\s", "", DRAFTS["通报"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一八年五月三日", dt.date(2018, 5, 3)),
        ("二○一八年元月廿一日", dt.date(2018, 1, 21)),
        ("二〇一八年十二月卅一日", dt.date(2018, 12, 31)),
        ("二〇一八年一二月三日", None),
        ("二〇一八年十月十十日", None),
        ("二〇一八年二月三十日", None),
    ],
)
def test_a_date_in_words_is_read_and_what_is_none_costs_nothing(text, day):
    assert read_date(text) == day


# --- headings without number; 令 ------------------------------------------------------------------------------------


def headed(*lines: tuple[str, str], styles: str = "") -> Set:
    """A draft of these lines, each with the properties of its run, below title and addressees."""
    body = "".join(paragraph(run(text, look) if look else text) for text, look in lines)
    return made(body)


BOLD = "<w:b/>"


def levels_of(found: Set) -> dict[str, int]:
    return {block.text: block.level for block in found.document.body if block.level}


def test_a_bold_short_line_above_text_is_a_heading_without_number():
    """It gets the face of its level and no number, and is told; bold words within a text are none."""
    found = headed(
        ("总体要求", BOLD), ("要高度重视。", ""), ("重点任务", BOLD), ("抓好落实。", ""), ("请认真执行", BOLD)
    )
    assert levels_of(found) == {"总体要求": 1, "重点任务": 1}
    assert [told for told in found.placed if "“总体要求”“重点任务”没有层次序数" in told]
    assert [str(item) for item in verify(render(found.document)) if "字体" in item.found] == []


def test_below_a_numbered_heading_it_is_of_the_next_level():
    found = headed(("一、总体要求", ""), ("要高度重视。", ""), ("加强领导", BOLD), ("抓好落实。", ""))
    assert levels_of(found) == {"一、总体要求": 1, "加强领导": 2}


def test_of_a_look_that_numbered_headings_have_it_is_of_their_level():
    found = headed(("一、总体要求", BOLD), ("要高度重视。", ""), ("工作要求", BOLD), ("抓好落实。", ""))
    assert levels_of(found) == {"一、总体要求": 1, "工作要求": 1}


@pytest.mark.parametrize("text", ["联系人：张三", "请认真执行，不得有误", "表1任务分工", "附件1"])
def test_a_bold_line_that_says_something_else_is_no_heading(text):
    found = as_document(
        read_draft(word_package(START + paragraph(run(text, BOLD)) + paragraph("请落实。"))), None, None
    )
    assert text not in levels_of(found)


def test_a_caption_is_no_heading():
    table = "<w:tbl><w:tr><w:tc>" + paragraph("序号") + "</w:tc></w:tr></w:tbl>"
    found = made(paragraph("请落实。") + paragraph(run("任务分工", BOLD)) + table + paragraph("请报送。"))
    assert [block.level for block in found.document.body if getattr(block, "text", "") == "任务分工"] == [0]


def test_a_chat_windows_headings_rank_by_their_marks():
    sections = "## 总体要求\n要重视。\n### 组织领导\n要加强。\n**责任分工**\n要明确。\n## 工作要求\n要落实。\n"
    text = f"# 关于做好工作的通知\n各单位：\n{sections}"
    found = as_document(read_draft(text.encode()), None, None)
    assert levels_of(found) == {"总体要求": 1, "组织领导": 2, "责任分工": 3, "工作要求": 1}


def test_a_table_of_contents_is_left_out_and_costs_no_word():
    """Its lines stand together in what is told; each of them is not looked for in the text."""
    entry = paragraph("一、总体要求", "<w:r><w:tab/></w:r>", "3")
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}{entry}</w:sdtContent></w:sdt>"
    )
    found = made(contents + paragraph("一、总体要求") + paragraph("要重视。"))
    assert told(found) == [("目录", "目录 一、总体要求3")]


ORDER = """某某市人民政府令
第5号
《某某市政务公开办法》已经2018年4月20日市人民政府第5次常务会议通过，现予公布，自2018年6月1日起施行。
市长　　王五
2018年4月28日
"""


@pytest.mark.parametrize(("mark", "word"), [("某某市人民政府令", "令"), ("某某市人民政府命　令", "命令")])
def test_the_mark_of_an_order_is_parted_however_it_is_spaced(mark, word):
    document = as_document(read_draft(ORDER.replace("某某市人民政府令", mark).encode()), OFFICE, None).document
    assert (document.head.organs, document.head.word) == (("某某市人民政府",), word)


def test_a_draft_of_an_order_is_set_as_one():
    for post, wanted in (("市长　　王五", ("市长", "王五")), ("市长", ("市长", ""))):
        data = ORDER.replace("市长　　王五", post).encode()
        found = as_document(read_draft(data), OFFICE, None)
        document = found.document
        assert (document.head.organs, document.head.word, document.head.number) == (("某某市人民政府",), "令", "第5号")
        assert document.title == "" and (document.signature.chop.post, document.signature.chop.name) == wanted
        docx = render(document)
        assert [str(finding) for finding in verify(docx)] == []
        assert lost_words(data, docx, printed=found.printed, unprinted=found.unprinted) == ()


# --- tables that nobody dressed --------------------------------------------------------------------------------------

TASK = "公开重大项目的申报要求、申报材料清单、批准流程、办理时限、受理机构联系方式、监督举报方式等。" * 2
ROWS = [
    ["序号", "主要任务", "责任部门", "完成时间"],
    *([str(number), TASK, "民政处", "2018年底前"] for number in (1, 2, 10)),
]


def word_table(widths: list[int], rows: list[list[str]] = ROWS) -> str:
    """A table as a word processor writes it: columns so wide, nothing said of header and alignment."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def grid_of(found: Set) -> Grid:
    return next(block for block in found.document.body if isinstance(block, Grid))


def widths_on_paper(found: Set) -> list[int]:
    """Twips of the columns of the first table in the result."""
    with zipfile.ZipFile(io.BytesIO(render(found.document))) as package:
        body = package.read("word/document.xml").decode()
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', body)]


def test_columns_of_one_width_are_made_for_what_stands_in_them():
    """A table just inserted has them; 「10」 on two lines beside a task of eight would be a mistake."""
    number, task, owner, term = widths_on_paper(made(paragraph("任务如下。") + word_table([2000] * 4)))
    assert task > 3 * owner and number < owner < term


def test_columns_that_somebody_drew_keep_their_widths():
    drawn = widths_on_paper(made(paragraph("任务如下。") + word_table([1000, 3000, 2000, 2844])))
    assert drawn == pytest.approx([1000, 3000, 2000, 2844], abs=2)


def test_a_column_left_blank_for_the_pen_keeps_its_room():
    form = [["姓名", "单位", "签到"], *([f"张{name}", "民政处", ""] for name in "甲乙丙丁")]
    *_, pen = widths_on_paper(made(paragraph("请签到。") + word_table([3000] * 3, form)))
    assert pen > 2000


def test_short_texts_that_nobody_placed_stand_in_the_middle():
    body = grid_of(made(paragraph("任务如下。") + word_table([2000] * 4))).rows[1]
    assert [cell.align for cell in body] == ["center", "left", "center", "center"]


@pytest.mark.parametrize("between", ["\t", " | "])
def test_a_pasted_table_has_its_titles_on_each_page(between):
    text = "\n".join(["关于做好工作的通知", "各单位：", "任务如下。", *(between.join(row) for row in ROWS), "请落实。"])
    assert grid_of(as_document(read_draft(text.encode()), None, None)).heads == 1


# --- what a hurried clerk hands in ----------------------------------------------------------------------------------

BEFORE = "关于做好工作的通知\n各单位：\n请抓好落实。\n"
END = f"\n{ORGAN}\n2018年5月3日\n"


def set_text(text: str) -> Set:
    """A typed draft set, clean, with not a word lost."""
    return set_clean(text.encode())


def set_clean(data: bytes) -> Set:
    """A draft set, with not a word lost and nothing for a ruler to find."""
    found = as_document(read_draft(data), OFFICE, None)
    docx = render(found.document)
    assert lost_words(data, docx, printed=found.printed, unprinted=found.unprinted) == ()
    assert [str(finding) for finding in verify(docx)] == []
    return found


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("━━━━━━━━━━━━━━━━", "用符号画的线"),
        ("＝＝＝＝＝＝＝＝", "用符号画的线"),
        ("发布日期：2018-06-20 09:12　来源：教育处　浏览次数：356　字体：[大 中 小]", "网页上的文字"),
        ("【打印本页】 【关闭窗口】", "网页上的文字"),
    ],
)
def test_what_is_no_word_of_the_paper_is_left_out_and_told(line, what):
    for text in (BEFORE.replace("\n各", f"\n{line}\n各"), BEFORE + line):
        found = set_text(text + END)
        assert [where for where, _ in told(found)] == [what]
        assert found.document.addressees == "各单位" and found.document.note == ""


def test_a_chat_windows_own_words_are_no_title():
    found = set_text(
        f"好的，以下是为您起草的通知：\n\n---\n# {BEFORE.strip()}{END}\n"
        "希望以上内容对您有帮助！如需调整，请随时告诉我。"
    )
    assert found.document.title == "关于做好工作的通知"
    assert [what for what, _ in told(found)] == ["聊天窗口的话"] * 2


def test_a_line_of_blanks_to_be_filled_in_stays():
    assert "____________" in text_of(set_text(BEFORE + "____________" + END))


def test_a_number_typed_below_the_title_is_the_number():
    found = set_text(BEFORE.replace("通知\n", "函\n淮开社函[2018]12号\n") + END)
    assert (found.document.head.number, found.document.addressees) == ("淮开社函〔2018〕12号", "各单位")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("附件：1、总结提纲.doc  2、完成情况表.xls 3、联系人名单", ["总结提纲.doc", "完成情况表.xls", "联系人名单"]),
        ("附件：1.甲表；2.乙表", ["甲表", "乙表"]),
        ("附:参会回执", ["参会回执"]),
        ("附表：任务分解表", ["任务分解表"]),
        ("附件：2018年1.5万元项目表", ["2018年1.5万元项目表"]),
    ],
)
def test_annexes_are_listed_one_a_line_however_they_were_typed(line, names):
    found = set_text(BEFORE + line + END)
    assert [annex.title for annex in found.document.annexes] == names


@pytest.mark.parametrize("line", ["发：局领导，各处室", "报：区政务公开办", "送：局领导"])
def test_whom_a_paper_is_sent_to_signs_nothing(line):
    text = f"局长办公会会议纪要\n时间：2018年7月16日\n会议研究了有关工作。\n{line}\n"
    found = set_text(text)
    assert found.document.signature is None and line in text_of(found)


def test_several_brackets_below_the_date_are_no_note():
    found = as_document(read_draft((BEFORE + END + "（此件公开）（发至各处室）").encode()), OFFICE, None)
    assert found.document.note == "" and "（此件公开）（发至各处室）" in text_of_annexes(found)


def text_of_annexes(found: Set) -> str:
    return "".join(annex.title + "".join(block.text for block in annex.blocks) for annex in found.document.annexes)


def test_a_text_in_a_table_of_one_cell_is_a_text():
    lines = "".join(map(paragraph, [*BEFORE.split("\n"), ORGAN, "2018年5月3日"]))
    found = as_document(read_draft(word_package(f"<w:tbl><w:tr><w:tc>{lines}</w:tc></w:tr></w:tbl>")), OFFICE, None)
    assert (found.document.title, text_of(found)) == ("关于做好工作的通知", ["请抓好落实。"])
    assert found.document.signature.organs == (ORGAN,)


def test_a_signature_in_a_table_is_a_signature():
    rows = [["区社会事业局", "区总工会"], ["2018年4月18日", "2018年4月18日"]]
    found = made(paragraph("请落实。") + word_table([2000, 2000], rows))
    signature = found.document.signature
    assert (signature.organs, signature.date) == (("区社会事业局", "区总工会"), dt.date(2018, 4, 18))
    kept = made(paragraph("请落实。") + word_table([2000, 2000], [["单位", "日期"], ["区总工会", "2018年4月18日"]]))
    assert kept.document.signature is None and isinstance(kept.document.body[-1], Grid)


def test_the_name_of_an_item_is_its_heading_and_what_follows_is_text():
    found = set_text(
        BEFORE + "一、会议时间：2018年7月12日\n二、会议地点：局三楼会议室\n三、聚焦重点：抓整改\n要落实。" + END
    )
    leads = {block.text: block.lead for block in found.document.body if block.level}
    assert list(leads.values()) == ["一、会议时间：", "二、会议地点：", ""]


def test_items_that_look_like_headings_do_not_hang_together():
    """Kept with one another they would all go to the next page."""
    items = "".join(f"（{number}）检查第{number}类单位\n" for number in "一二三四五六七八九")
    docx = render(set_text(BEFORE + items + END).document)
    found = re.findall(r"<w:p>(?:(?!</w:p>).)*检查第.类单位", zipped_body(docx))
    assert ['keepNext w:val="0"' in each for each in found] == [True] * 8 + [False]


def zipped_body(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read("word/document.xml").decode()


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="635000"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
    '<a:blip r:embed="rId_media_1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def centred(text: str, half_points: int = 0) -> str:
    """A paragraph in the middle."""
    size = f'<w:sz w:val="{half_points}"/>' if half_points else ""
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run(text, size)}</w:p>'


def test_a_picture_stays_with_what_is_said_below_it():
    found = made(paragraph("如下。") + paragraph(DRAWING) + centred("图1 二维码"), parts={"media/1.png": PNG})
    picture = re.search(r"<w:p>(?:(?!</w:p>).)*<w:drawing>", zipped_body(render(found.document)))[0]
    assert "<w:keepNext/>" in picture


def test_a_form_keeps_the_room_it_leaves_for_the_pen():
    row = '<w:tr><w:trPr><w:trHeight w:val="2400"/></w:trPr>{}</w:tr>'
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("推荐意见", "（盖章）"))
    table = f'<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="6000"/></w:tblGrid>{row.format(cells)}</w:tbl>'
    found = made(paragraph("请填写。") + table)
    assert grid_of(found).least == (2400,)
    assert '<w:trHeight w:val="2400" w:hRule="atLeast"/>' in zipped_body(render(found.document))


def test_what_figures_are_counted_in_stands_at_the_right_above_them():
    found = made(paragraph("情况如下。") + paragraph("单位：万元") + word_table([2000] * 4))
    assert [block.right for block in found.document.body if getattr(block, "text", "") == "单位：万元"] == [True]


def test_chapters_stand_in_the_middle_and_a_sentence_about_one_does_not():
    found = made(paragraph("第一章　总则") + paragraph("第一章所称单位，是指各处室。"))
    assert [(block.level, block.centred) for block in found.document.body] == [(1, True), (0, False)]


def test_a_speech_is_no_paper_that_is_issued():
    text = "在推进会上的讲话\n（2018年7月12日）\n陈某某\n同志们：\n今天开会。\n一、提高认识\n要重视。\n谢谢大家！"
    found = set_text(text)
    assert words(render(found.document)) == re.sub(r"\s", "", text)
    assert found.document.body[0].centred


# --- annexes by themselves, boxes to tick, looks that were borrowed ------------------------------------------------


def alone(*texts: str) -> Set:
    """A draft that begins with the label of an annex, set clean."""
    return set_clean(word_package("".join(paragraph(text) for text in texts)))


@pytest.mark.parametrize(
    ("label", "printed_label"), [("附件4", "附件4"), ("附件：", "附件"), ("附件二", "附件2"), ("附件３", "附件3")]
)
def test_an_annex_sent_by_itself_is_set_as_an_annex(label, printed_label):
    found = alone(label, "项目实施细则", "第一条　为规范管理，制定本细则。", "第二条　由办公室负责。")
    assert found.document.annex_labels == (printed_label,)
    assert words(render(found.document)).startswith(f"{printed_label}项目实施细则第一条")
    assert found.blank == [] and "草稿是单独的附件" in found.placed[0]


def test_its_title_may_stand_beside_its_label_and_a_second_annex_may_follow():
    found = alone("附件1：任务清单", "一、公开目录", "附件2", "联系人表", "请填写。")
    assert [(annex.label, annex.title) for annex in found.document.annexes] == [
        ("附件1", "任务清单"),
        ("附件2", "联系人表"),
    ]


def test_a_box_to_tick_is_a_box():
    """Not the sign that its code is in another font (£)."""
    empty = '<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>'
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert text_of(made(paragraph("接入方式：", empty, "专线", ticked, "互联网。"))) == ["接入方式：□专线☑互联网。"]


def test_a_paragraph_that_borrowed_the_look_of_an_entry_is_text():
    """「附表1」 in the style of a table of contents is no entry: no leader, no page."""
    document = Document()
    document.styles.add_style("toc 2", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("关于做好工作的通知")
    document.add_paragraph("各单位：")
    for text in ("附表1", "一、总则\t3"):
        document.add_paragraph(text, style="toc 2")
    document.add_paragraph("现通知如下。")
    stream = io.BytesIO()
    document.save(stream)
    found = as_document(read_draft(stream.getvalue()), None, None)
    assert text_of(found) == ["附表1", "现通知如下。"] and [item.what for item in found.left_out] == ["目录"]


def test_what_follows_a_box_in_its_paragraph_is_not_the_box_s():
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{paragraph('总体框架')}{paragraph('营业目标')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    made(paragraph(f"{box}规划设定整体思路") + paragraph("现通知如下。"))


# --- what stood in public drafts otherwise than anybody foresaw ------------------------------------------------------


def test_a_caption_of_a_picture_stays_in_the_middle_and_an_item_or_a_heading_beside_it_does_not():
    body = (
        centred("1.由西侧通道上台；")
        + paragraph(DRAWING)
        + centred("红色点为教师站位")
        + paragraph("请落实。")
        + paragraph(DRAWING)
        + centred("岗位信息", 44)
        + paragraph(run("请报送。", '<w:sz w:val="24"/>'))
    )
    found = made(body, parts={"media/1.png": PNG})
    blocks = {block.text: (block.centred, block.level) for block in found.document.body if hasattr(block, "text")}
    assert blocks["1.由西侧通道上台；"] == (False, 3) and blocks["岗位信息"] == (False, 1)
    assert blocks["红色点为教师站位"] == (True, 0)
    assert not [str(item) for item in verify(render(found.document)) if "居中" in item.found]


@pytest.mark.parametrize("dash", ["——", "—"])
def test_a_subtitle_behind_a_dash_is_of_the_title(dash):
    subtitle = f"{dash}2018年第三季度"
    found = set_text(BEFORE.replace("通知\n", f"通知\n{subtitle}\n") + END)
    assert found.document.title == f"关于做好工作的通知｜{subtitle}"
    assert (found.document.addressees, text_of(found)) == ("各单位", ["请抓好落实。"])


def test_a_title_s_footnote_begins_the_text():
    notes = (
        '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>本规划所称园区。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    title = paragraph("园区", '<w:r><w:footnoteReference w:id="2"/></w:r>', "发展规划")
    data = word_package(title + paragraph("请抓好落实。"), parts={"footnotes.xml": notes})
    found = as_document(read_draft(data), None, None)
    assert (found.document.title, text_of(found)) == ("园区发展规划", ["（注：本规划所称园区。）", "请抓好落实。"])
    assert "标题的脚注移到正文开头" in found.placed
    assert lost_words(data, render(found.document), printed=found.printed, unprinted=found.unprinted) == ()


@pytest.mark.parametrize("date", ["2018年5月3日", "20XX年X月X日"])
@pytest.mark.parametrize("word", ["", "印发"])
def test_who_printed_it_is_of_the_imprint_with_or_without_the_word(date, word):
    found = set_text(BEFORE + END + f"抄送：区政务公开办\n{ORGAN}综合处　{date}{word}\n")
    assert found.document.signature.organs == (ORGAN,) and found.document.annexes == ()
    imprint = found.document.imprint
    assert (imprint.copies_to, imprint.issuer, date_text(imprint.issued_on)) == ("区政务公开办", f"{ORGAN}综合处", date)


@pytest.mark.parametrize(
    ("title", "above", "below"), [("局长办公会会议纪要", "", "各处室"), ("关于做好工作的通知", "各处室", "")]
)
def test_whom_the_imprint_addresses_a_minute_names_there_and_a_notice_at_its_head(title, above, below):
    data = f"{title}\n会议研究了有关工作。\n主送：各处室\n抄送：区政务公开办\n".encode()
    found = as_document(read_draft(data), OFFICE, dt.date(2018, 5, 31))
    docx = render(found.document)
    assert (found.document.addressees, found.document.imprint.addressees) == (above, below)
    assert [str(finding) for finding in verify(docx)] == []
    assert lost_words(data, docx, printed=found.printed, unprinted=found.unprinted) == ()


def test_a_second_annex_by_itself_is_known_by_its_number_above_a_heading_in_the_middle():
    body = "".join(
        paragraph(f"附件2-{number}：")
        + centred(f"第{number}组推进表")
        + word_table([1000, 1000, 1000]).replace("民政处", "")
        for number in (1, 2)
    )
    found = as_document(read_draft(word_package(body)), OFFICE, None)
    assert [(annex.label, annex.title) for annex in found.document.annexes] == [
        ("附件2-1", "第1组推进表"),
        ("附件2-2", "第2组推进表"),
    ]


def test_what_is_large_and_names_no_organ_is_the_title_and_no_mark():
    for text, mark in (("某某中心员工手册", ""), ("某某市教育局", "某某市教育局"), ("某某大学", "某某大学")):
        data = word_package(centred(text, 96) + paragraph("关于做好工作的通知" if mark else "一、总体要求"))
        found = as_document(read_draft(data), None, None)
        assert found.document.head.organs[0].strip() == mark
        assert found.document.title == ("关于做好工作的通知" if mark else text)


def test_a_title_written_downwards_a_character_a_line_is_one():
    data = word_package("".join(centred(text, 96) for text in "策划书") + paragraph("一、总体要求"))
    found = as_document(read_draft(data), None, None)
    assert (found.document.title, found.document.head.organs[0].strip()) == ("策划书", "")


def test_a_title_in_the_first_row_of_a_table_comes_out_of_it():
    rows = [["时间", "主持人", "演讲人"], ["星期一", "甲", "乙"], ["星期二", "丙", "丁"], ["星期三", "戊", "己"]]
    lines = "".join(map(paragraph, ["第二周安排", "说明", "1.主持人要守时。"]))
    whole = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{lines}</w:tc></w:tr>'
    table = word_table([1000, 1000, 1000], rows).replace("</w:tblGrid>", f"</w:tblGrid>{whole}")
    data = word_package(table)
    found = as_document(read_draft(data), None, None)
    assert found.document.title == "第二周安排"
    assert [block.text for block in found.document.body[:2]] == ["说明", "1.主持人要守时。"]
    grid = grid_of(found)
    assert grid.heads == 1 and [cell.text for cell in grid.rows[0]] == rows[0]
    assert lost_words(data, render(found.document), printed=found.printed, unprinted=found.unprinted) == ()


@pytest.mark.parametrize("signed", ["[市长]  XXX", "省长　　王某某"])
def test_an_order_of_one_line_that_is_no_sentence_has_it_as_its_text(signed):
    data = f"某某市人民政府令\n第　号\n[此处输入正文内容]\n{signed}\n2018年4月28日\n".encode()
    found = as_document(read_draft(data), OFFICE, None)
    chop = found.document.signature.chop
    assert found.document.title == "" and text_of(found) == ["[此处输入正文内容]"]
    assert (chop.post, chop.name) == tuple(signed.split())
    docx = render(found.document)
    assert [str(finding) for finding in verify(docx)] == []
    assert lost_words(data, docx, printed=found.printed, unprinted=found.unprinted) == ()


@pytest.mark.parametrize("line", ["（此页无正文）", "（本页无正文）", "此页无正文。"])
def test_that_a_page_has_no_text_is_left_out_and_told(line):
    found = set_text(BEFORE + line + END)
    assert told(found) == [("“此页无正文”（1999年版起已不用）", line)] and text_of(found) == ["请抓好落实。"]
