"""Cells that hold, show or bear something else than their words: links, number formats, pictures, an encrypted package.

Each kind as the programs make it that offices use, through the whole reader.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import docx
import msoffcrypto.format.ooxml
import openpyxl
import pytest
import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from openpyxl.drawing.image import Image
from PIL import Image as Pillow

from reporter.intake.grid import Failure
from reporter.intake.number_formats import may_hide, shown_text
from reporter.vocabulary.columns import REGISTER_NAME
from reporter.vocabulary.problems import Kind, Level

from .builders import Book, codes, intake, progress_sheet, read, rows

FILE = "2018-05/民政处.xlsx"
PAGE = "https://www.example.com/art/2018/1.html"
DONE = "1-02 | 已完成 | 100 | 2018-05-02 |  | 已公开救助标准。 | {}"
EVIDENCE = "N6"
Maker = Callable[[str, str], "Book | bytes"]


def entry_of(found):
    """The one entry of the one return."""
    ((entry,),) = (item.entries for item in found.returns)
    return entry


def told(found) -> dict[str, str]:
    """Code → cell of what was said of the return's only row."""
    return dict(codes(found))


# --- links ---------------------------------------------------------------------------------------------------------


def by_relation(text: str, address: str) -> Book:
    """As Excel, WPS and LibreOffice write it: the address is a relation of the sheet."""
    return linked(progress_sheet(DONE.format(text)), f'<hyperlink ref="{EVIDENCE}" r:id="rId9" display="x"/>', address)


def by_prefixed_markup(text: str, address: str) -> Book:
    """The same with single quotes, a prefix, and a relation of another name."""
    book = progress_sheet(DONE.format(text))
    return linked(book, f"<x:hyperlink xmlns:x='m' tooltip='去看' r:id='rId9' ref='{EVIDENCE}:{EVIDENCE}'/>", address)


def by_openpyxl(text: str, address: str) -> bytes:
    stream = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(progress_sheet(DONE.format(text)).bytes()))
    book.active[EVIDENCE].hyperlink = address
    book.active[EVIDENCE].value = text
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(text: str, address: str) -> bytes:
    def put(sheet):
        sheet.write_url(EVIDENCE, address, string=text)

    return written(put)


def by_formula(text: str, address: str) -> Book:
    return progress_sheet(DONE.format("x")).formula(EVIDENCE, f'HYPERLINK("{address}","{text}")', text, "str")


def by_formula_without_value(text: str, address: str) -> Book:
    """As openpyxl leaves it: nobody has reckoned it yet."""
    return progress_sheet(DONE.format("x")).formula(EVIDENCE, f'HYPERLINK("{address}", "{text}")')


def by_formula_without_words(text: str, address: str) -> Book:
    """Excel shows the address."""
    return progress_sheet(DONE.format("x")).formula(EVIDENCE, f'HYPERLINK("{address}")')


def by_formula_that_failed(text: str, address: str) -> Book:
    """An address above 255 characters."""
    book = progress_sheet(DONE.format("x"))
    formula = f'<f>HYPERLINK("{address}","{text}")</f>'.replace('"', "&quot;")
    return book.raw(EVIDENCE, f'<c r="{EVIDENCE}" t="e">{formula}<v>#VALUE!</v></c>')


def linked(book: Book, link: str, address: str = "") -> Book:
    """A sheet with one link."""
    part = str(book.build()["xl/worksheets/sheet1.xml"])
    book.parts["xl/worksheets/sheet1.xml"] = part.replace(
        "</worksheet>", f"<hyperlinks>{link}</hyperlinks></worksheet>"
    )
    book.parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="x/hyperlink" Target="{address}" TargetMode="External"/></Relationships>'
    )
    return book


def written(put: Callable[[xlsxwriter.worksheet.Worksheet], None], evidence: str = "") -> bytes:
    """A return by XlsxWriter, with whatever `put` does to its sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("进展填报")
        for place, text in cells_of(progress_sheet(DONE.format(evidence))):
            sheet.write_string(place, text)
        put(sheet)
    return stream.getvalue()


def cells_of(book: Book):
    sheet = openpyxl.load_workbook(io.BytesIO(book.bytes())).active
    return [(cell.coordinate, str(cell.value)) for line in sheet for cell in line if cell.value is not None]


@pytest.mark.parametrize(
    "make",
    [by_relation, by_prefixed_markup, by_openpyxl, by_xlsxwriter, by_formula, by_formula_without_value],
)
def test_the_address_of_a_link_is_part_of_the_cell(tmp_path, make: Maker):
    """Evidence, and in the original's text that the ledger shows; nothing is said of it."""
    data = make("点击查看", PAGE)
    found = intake(tmp_path, {FILE: data})
    entry = entry_of(found)
    assert entry.evidence == entry.text("evidence") == f"点击查看 {PAGE}"
    assert told(found) == {}


@pytest.mark.parametrize("make", [by_formula_without_words, by_formula_that_failed])
def test_a_link_that_shows_no_words_is_its_address(tmp_path, make: Maker):
    found = intake(tmp_path, {FILE: make("点击查看", PAGE)})
    assert PAGE in entry_of(found).evidence
    assert told(found) == {}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (PAGE, PAGE),
        ("www.example.com", "http://www.example.com/"),
        ("见 https://www.example.com/政策.html", "https://www.example.com/%E6%94%BF%E7%AD%96.html"),
        ("HTTPS://WWW.EXAMPLE.COM/a", "https://www.example.com/a"),
    ],
)
def test_an_address_that_the_cell_says_itself_is_not_said_twice(tmp_path, text, address):
    """Excel closes a bare host with a slash, a browser escapes what is not ASCII."""
    found = entry_of(intake(tmp_path, {FILE: by_relation(text, address)}))
    assert found.evidence.lower().count("example.com") == (2 if text.startswith("www") else 1)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("file:///C:/Users/x/附件2.docx", ""),
        ("附件2.docx", ""),
        ("mailto:a@example.com", ""),
        ("", "<hyperlink ref='N6' location=\"'进展填报'!A1\"/>"),
    ],
)
def test_a_link_to_no_page_is_told_and_is_no_evidence(tmp_path, address, link):
    """A file of one's own, a place in the workbook, an address of mail; the words are judged as they stand."""
    book = progress_sheet(DONE.format("点击查看"))
    found = intake(tmp_path, {FILE: linked(book, link, address) if link else by_relation("点击查看", address)})
    assert entry_of(found).evidence == "点击查看"
    assert told(found) == {"V521": "N6", "R429": "N6"}
    (problem,) = [item for item in found.problems if item.kind is Kind.LINK_ELSEWHERE]
    assert (problem.level, problem.content) == (Level.NOTED, address or "#'进展填报'!A1")


def test_a_link_on_a_number_leaves_the_number_what_it_is(tmp_path):
    """A 任务编号, a 完成进度: an address behind it would make it unreadable."""
    book = progress_sheet(DONE.format(PAGE)).number("J6", 100)
    found = intake(tmp_path, {FILE: linked(book, "<hyperlink ref='A6:J6' r:id='rId9'/>", "http://a.gov.cn/x")})
    entry = entry_of(found)
    assert (entry.task_id, entry.progress) == ("1-02", 100)
    assert [item.source.cell for item in found.problems if item.kind is Kind.LINK_ELSEWHERE] == ["A6", "B6", "J6"]


def test_a_link_over_a_range_counts_for_its_cells_and_costs_no_more(tmp_path):
    """One over whole columns is the corner's."""
    book = Book("甲 | 乙\n丙 | 丁")
    both = linked(Book("甲 | 乙\n丙 | 丁"), "<hyperlink ref='A1:B1' r:id='rId9'/>", PAGE)
    grid = read(tmp_path, both).sheets[0]
    assert (grid.text(1, 1), grid.text(1, 2), grid.text(2, 1)) == (f"甲 {PAGE}", f"乙 {PAGE}", "丙")
    grid = read(tmp_path, linked(book, "<hyperlink ref='A1:XFD1048576' r:id='rId9'/>", PAGE)).sheets[0]
    assert (grid.text(1, 1), grid.text(1, 2)) == (f"甲 {PAGE}", "乙")


def test_an_item_of_the_register_has_its_address(tmp_path):
    lines = (
        "任务编号 | 事项名称 | 日期 | 起算日期 | 网址或佐证材料",
        "2-07 | 《办法》解读 | 2018-05-15 | 2018-05-14 | 查看",
    )
    book = progress_sheet("2-07 | 正在推进 | 40 |  |  | 已开展").sheet(REGISTER_NAME, [rows(line)[0] for line in lines])
    book.formula("E2", f'HYPERLINK("{PAGE}","查看")', "查看", "str")
    found = intake(tmp_path, {FILE: book})
    ((item,),) = (item.items for item in found.returns)
    assert item.address == f"查看 {PAGE}"


# --- number formats ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ('"已完成"', "1", "已完成"),
        ('[=1]"已完成";"正在推进"', "1", "已完成"),
        ('[=1]"已完成";"正在推进"', "0", "正在推进"),
        ('[=1]"已完成";[=0]"未启动";@', "1", "已完成"),
        ('[=1]"已完成";[=0]"未启动";@', "0", "未启动"),
        ('[=1]"已完成";[=0]"未启动";@', "7", None),
        ('[>=100]"已完成";[>0]"正在推进";"未启动"', "60", "正在推进"),
        ('[>=100]"已完成";[>0]"正在推进";"未启动"', "0", "未启动"),
        ('[绿色]"是";[红色]"否";"无"', "-1", "否"),
        ('[绿色]"是";[红色]"否";"无"', "0", "无"),
        ("[=1]已完成;[=2]正在推进;未启动", "2", "正在推进"),
        (r"\是;\否", "-3", "否"),
        ('"完成";"未完成"', "0", "完成"),
        (";;;", "3", ""),
        ("0.00", "3", None),
        ('0"次"', "3", None),
        ('"第"0"批"', "3", None),
        ("General", "3", None),
        ("G/通用格式", "3", None),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", None),
        ('yyyy"年"m"月"', "43266", None),
        ("[h]", "3", None),
    ],
)
def test_what_a_number_format_shows(code, text, shown):
    """None: the cell's own value."""
    assert shown_text(code, text, True) == shown
    assert may_hide(code) or shown is None


@pytest.mark.parametrize(
    ("code", "shown"), [('0;0;0;"见附件"', "见附件"), ("0;0;0;@", None), ('0"次"', None), (";;;", "")]
)
def test_what_a_number_format_shows_of_words(code, shown):
    assert shown_text(code, "甲", False) == shown


@pytest.mark.parametrize("piece", ['"', "[", "[=", ";", "\\", '"a";[=1]'])
def test_only_the_beginning_of_an_endless_format_is_looked_at(piece):
    assert len(shown_text(piece * 100_000, "1", True) or "") <= 1000


def test_the_words_that_a_format_shows_are_read_and_told(tmp_path):
    """Never silently: the number beneath is in the list of problems."""
    book = progress_sheet(DONE.format(PAGE)).number("I6", 1, '[=1]"已完成";"正在推进"')
    found = intake(tmp_path, {FILE: book})
    assert entry_of(found).status == "已完成"
    assert told(found) == {"V519": "I6"}
    (problem,) = [item for item in found.problems if item.code == "V519"]
    assert (problem.content, "「已完成」" in problem.message) == ("1", True)


def test_what_a_format_hides_is_read_and_told(tmp_path):
    """;;; over words, as over the 3 of a 量化完成数."""
    stream = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(progress_sheet(DONE.format(PAGE)).bytes()))
    book.active["L6"] = 3
    for cell in ("L6", "M6"):
        book.active[cell].number_format = ";;;"
    book.save(stream)
    found = intake(tmp_path, {FILE: stream.getvalue()})
    assert (entry_of(found).count, entry_of(found).narrative) == (3, "已公开救助标准。")
    assert [place for code, place in codes(found) if code == "V520"] == ["L6", "M6"]


# --- pictures ------------------------------------------------------------------------------------------------------


def a_picture() -> io.BytesIO:
    stream = io.BytesIO()
    Pillow.new("RGB", (60, 30), "red").save(stream, "PNG")
    stream.seek(0)
    return stream


def over_by_openpyxl(cell: str, evidence: str = "") -> bytes:
    """Anchored at one corner."""
    stream = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(progress_sheet(DONE.format(evidence)).bytes()))
    book.active.add_image(Image(a_picture()), cell)
    book.save(stream)
    return stream.getvalue()


def over_by_xlsxwriter(cell: str, evidence: str = "") -> bytes:
    """Anchored at two corners."""
    return written(lambda sheet: sheet.insert_image(cell, "a.png", {"image_data": a_picture()}), evidence)


def over_as_wps_does(cell: str, evidence: str = "") -> Book:
    """Begun in the cell above and to the left, ended in the one below and to the right; in a group."""
    book = progress_sheet(DONE.format(evidence))
    row, column = (int(cell[1:]) - 1, ord(cell[0]) - 65)
    book.parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    corners = "".join(
        f"<xdr:{name}><xdr:col>{column + step}</xdr:col><xdr:row>{row + step}</xdr:row></xdr:{name}>"
        for name, step in (("from", -1), ("to", 1))
    )
    book.parts["xl/drawings/drawing1.xml"] = (
        f'<xdr:wsDr xmlns:xdr="x"><xdr:twoCellAnchor editAs="oneCell">{corners}<xdr:grpSp><xdr:pic/></xdr:grpSp>'
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    return book


OVER = [over_by_openpyxl, over_by_xlsxwriter, over_as_wps_does]


@pytest.mark.parametrize("make", OVER)
def test_a_picture_over_a_blank_cell_is_what_stands_there(tmp_path, make):
    """One fault, at the cell: not 「没有填」, and no evidence."""
    found = intake(tmp_path, {FILE: make("N6")})
    assert entry_of(found).evidence == "（图片）"
    assert told(found) == {"V511": "N6"}


@pytest.mark.parametrize("make", OVER)
def test_a_picture_over_words_is_told_and_the_words_count(tmp_path, make):
    found = intake(tmp_path, {FILE: make("N6", PAGE)})
    assert entry_of(found).evidence == PAGE
    assert told(found) == {"V522": "N6"}


def test_a_picture_is_no_words(tmp_path):
    """In 进展情况 it is told and says nothing: nobody is on track by a picture."""
    book = progress_sheet("1-02 | 长期坚持").formula("M6", '_xlfn.DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)', "str")
    found = intake(tmp_path, {FILE: book})
    assert entry_of(found).narrative == ""
    assert told(found) == {"V511": "M6"}


def test_a_shape_that_is_no_picture_covers_nothing(tmp_path):
    book = over_as_wps_does("N6", PAGE)
    book.parts["xl/drawings/drawing1.xml"] = str(book.parts["xl/drawings/drawing1.xml"]).replace("<xdr:pic/>", "")
    assert told(intake(tmp_path, {FILE: book})) == {}


# --- Excel's standing password --------------------------------------------------------------------------------------


def bulky(book: Book) -> bytes:
    """A workbook with a part that no packing makes small."""
    book.parts["xl/media/image1.png"] = random.Random(1).randbytes(6000)
    return book.bytes()


def encrypted(data: bytes, password: str) -> bytes:
    """A package in the container that Excel makes; msoffcrypto gets those below 4,096 bytes wrong."""
    assert len(data) > 4096
    stream = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, stream)
    return stream.getvalue()


def test_a_workbook_that_opens_without_asking_is_read(tmp_path):
    """Protected as a whole, without a password to open it: the entries are those of the plain one."""
    plain = bulky(progress_sheet(DONE.format(PAGE)))
    wanted = entry_of(intake(tmp_path / "plain", {FILE: plain}))
    found = intake(tmp_path, {FILE: encrypted(plain, "VelvetSweatshop")})
    assert entry_of(found) == wanted
    assert told(found) == {}


def test_an_old_workbook_that_opens_without_asking_is_read(tmp_path):
    """RC4 of Excel 97 under the same password, which LibreOffice opens without asking too; cut off, it stays closed."""
    locked = (Path(__file__).parent / "data" / "standing-password.xls").read_bytes()
    (sheet,) = read(tmp_path, locked, "a.xls").sheets
    assert [sheet.text(3, column) for column in (1, 3, 4)] == ["1-02", "正在推进", "已公开"]
    assert isinstance(read(tmp_path, locked[:4096], "b.xls"), Failure)


@pytest.mark.parametrize("form", ["网页", "XML 表格", "Word 文档"])
def test_the_address_of_a_link_is_part_of_the_text_whatever_the_form(tmp_path, form):
    data, name = linked_table(form)
    sheet = read(tmp_path, data, name).sheets[0]
    assert [cell.text for cell in sheet.cells.values()] == [f"点击查看 {PAGE}", "无"]


@pytest.mark.parametrize(("form", "formula"), [("ods", "看这里 http://b.gov.cn/q"), ("xls", "看这里")])
def test_the_address_of_a_link_is_part_of_the_text_in_other_workbooks(tmp_path, form, formula):
    """As LibreOffice writes them: to a page, to a file, by a formula (of which .xls keeps the words), on two sheets."""
    data = (Path(__file__).parent / "data" / f"links.{form}").read_bytes()
    first, second = read(tmp_path, data, f"a.{form}").sheets
    assert [cell.text for cell in first.cells.values()] == [
        "甲",
        "点击查看 http://www.a.gov.cn/x?y=1&z=中",
        "文件",
        formula,
    ]
    assert [cell.text for cell in second.cells.values()] == ["第二页 https://c.gov.cn/"]


def test_a_broken_link_of_an_old_workbook_costs_nothing_else(tmp_path):
    data = (Path(__file__).parent / "data" / "links.xls").read_bytes()
    where = data.index(bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")) + 16
    for broken in (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\1\0\0\x80"):
        first = read(tmp_path, data[:where] + broken + data[where + 4 :], "a.xls").sheets[0]
        assert first.text(1, 1) == "甲" and first.text(2, 2).startswith("点击查看")


def linked_table(form: str) -> tuple[bytes, str]:
    """A table of two cells, the first with a link, the second with one to a place in the file."""
    if form == "网页":
        page = f'<table><tr><td><a href="{PAGE}">点击查看</a></td><td><a href="#a">无</a></td></tr></table>'
        return page.encode(), "a.html"
    if form == "XML 表格":
        schema = "urn:schemas-microsoft-com:office:spreadsheet"
        cells = "".join(
            f'<Cell ss:HRef="{link}"><Data ss:Type="String">{text}</Data></Cell>'
            for link, text in ((PAGE, "点击查看"), ("#a", "无"))
        )
        head = (
            f'<?xml version="1.0"?><Workbook xmlns="{schema}" xmlns:ss="{schema}"><Worksheet ss:Name="表"><Table><Row>'
        )
        return f"{head}{cells}</Row></Table></Worksheet></Workbook>".encode(), "a.xml"
    document = docx.Document()
    for cell, link, text in zip(document.add_table(1, 2).rows[0].cells, (PAGE, "#a"), ("点击查看", "无")):
        paragraph = cell.paragraphs[0]._p
        anchor = paragraph.makeelement(
            qn("w:hyperlink"), {qn("r:id"): document.part.relate_to(link, RT.HYPERLINK, True)}
        )
        paragraph.append(anchor)
        cell.paragraphs[0].add_run(text)
        anchor.append(paragraph[-1])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue(), "a.docx"


def test_one_that_asks_for_a_password_is_told(tmp_path):
    """As one whose container is cut off or holds something else."""
    plain = bulky(progress_sheet(DONE.format(PAGE)))
    whole = encrypted(plain, "VelvetSweatshop")
    for data in (encrypted(plain, "secret"), whole[: len(whole) // 2], whole.replace(b"spinCount=", b"spinCoint=")):
        found = read(tmp_path, data)
        assert isinstance(found, Failure) and found.remark.kind is Kind.FILE_ENCRYPTED


def test_what_was_encrypted_is_looked_at_like_any_other_file(tmp_path):
    """One that must not be opened stays closed."""
    hostile = Book("a")
    hostile.parts["xl/styles.xml"] = "<!DOCTYPE a><styleSheet/>"
    found = read(tmp_path, encrypted(bulky(hostile), "VelvetSweatshop"))
    assert isinstance(found, Failure) and found.remark.kind is Kind.FILE_HOSTILE


# --- a lag that a department declares itself -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["滞后", "欠进度", "进度缓慢", "正在推进，进度滞后", "未启动（滞后）", "长期坚持，进展缓慢"]
)
def test_words_that_declare_a_lag_reach_the_verdict(tmp_path, words):
    found = intake(tmp_path, {FILE: progress_sheet(f"1-02 | {words} |  |  |  | 已公开救助标准。")})
    assert entry_of(found).lags


@pytest.mark.parametrize("narrative", ["已公开。", "已落实。", "完成。"])
def test_states_with_words_around_them_stay_states_below_their_title(tmp_path, narrative):
    """However much 进展情况 beside them looks like a state: who reports a lag is not called done."""
    rows_ = "\n".join(f"{task} | 正在推进，进度滞后 |  |  |  | {narrative}" for task in ("1-01", "1-02", "1-09"))
    found = intake(tmp_path, {FILE: progress_sheet(rows_)})
    ((*entries,),) = (item.entries for item in found.returns)
    assert [(entry.status, entry.narrative, entry.lags) for entry in entries] == [("正在推进", narrative, True)] * 3


@pytest.mark.parametrize("narrative", ["已落实。", "完成。"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_state_badly_typed_below_its_own_title_is_told_and_not_looked_for_elsewhere(tmp_path, narrative, rows):
    """Nobody is called done by a word of 进展情况 because the state beside it cannot be read."""
    filled = "\n".join(f"{task} | 差不多了 |  |  |  | {narrative}" for task in ("1-01", "1-02", "1-09")[:rows])
    found = intake(tmp_path, {FILE: progress_sheet(filled)})
    ((*entries,),) = (item.entries for item in found.returns)
    assert [(entry.status, entry.narrative) for entry in entries] == [(None, narrative)] * rows


@pytest.mark.parametrize("words", ["正在推进", "超进度", "已完成"])
def test_other_words_declare_none(tmp_path, words):
    found = intake(tmp_path, {FILE: progress_sheet(f"1-02 | {words} |  |  |  | 已公开救助标准。")})
    assert not entry_of(found).lags
