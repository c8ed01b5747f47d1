"""Returns that Excel, WPS or LibreOffice saved: marked in their own packages, with nothing of them lost."""

from __future__ import annotations

import io
import re
import subprocess
import warnings
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import python_calamine
from lxml import etree

from reporter.sheets.blank import blank_sheet
from reporter.sheets.marked import marked_return
from reporter.sheets.openable import affordable
from reporter.sheets.patched_parts import unused
from reporter.sheets.patched_return import patched_return
from reporter.sheets.patched_sheet import SheetText
from reporter.vocabulary import return_mark
from reporter.vocabulary.form import MARK_AUTHOR, MARK_SHEET

from .builders import zipped
from .office_saved import THREAD, excel_saved, wps_saved
from .rendering import need_renderer
from .sample_month import HEALTH, JUNE, sample_plan
from .test_marked import RED, _told, noted, refused
from .test_structure import errors

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, SECOND = "xl/worksheets/sheet1.xml", "事项登记"
BLANK = blank_sheet(sample_plan(), HEALTH, JUNE)
TYPED = {"I6": "已完成", "M6": "公开了 3 次 & 解读 < 2 次", "N6": "https://www.example.gov.cn/a?b=1&c=2"}
MARKED = ("J6", "N6", "B400")
PROBLEMS = [refused("J6"), noted("N6"), refused("B400"), refused("C6", SECOND)]
OTHERS = [("J6", "王五", "王五:\n请领导过目"), ("M7", "赵六", "这里看一下")]
SAVED = {
    "Excel": excel_saved(BLANK, TYPED),
    "Excel, hyperlinks": excel_saved(BLANK, TYPED, links={"N6": TYPED["N6"], "N7": "mailto:a@example.gov.cn"}),
    "Excel, comments": excel_saved(BLANK, TYPED, notes=OTHERS),
    "Excel, a comment with answers": excel_saved(BLANK, TYPED, thread="M8"),
    "Excel, a picture": excel_saved(BLANK, TYPED, picture=True),
    "Excel, all of it": excel_saved(BLANK, TYPED, links={"N6": TYPED["N6"]}, notes=OTHERS, thread="M8", picture=True),
    "WPS": wps_saved(BLANK, TYPED),
    "WPS, comments": wps_saved(BLANK, TYPED, notes=OTHERS),
    "WPS, a picture in a cell": wps_saved(BLANK, TYPED, picture_in="N7"),
}
CHANGED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|custom)\.xml|xl/(?:workbook|styles|comments1)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/(?:_rels/)?sheet[12]\.xml(?:\.rels)?|xl/drawings/vmlDrawing1\.vml"
)


def contents(data: bytes) -> dict[str, bytes]:
    """The parts of a package, entries for folders aside."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist() if not name.endswith("/")}


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed, which must change."""
    parts = contents(data)
    made = change(parts.get(name, b""))
    assert made != parts.get(name), name
    return zipped(parts | {name: made})


def put(name: str, before: bytes, text: bytes) -> Callable[[bytes], bytes]:
    """More text in a part before the last place where it says something else."""
    return lambda data: with_part(data, name, lambda part: (text + before).join(part.rsplit(before, 1)))


def opened(data: bytes) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it; it tells what it leaves out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


def own(data: bytes, *problems, owner: str = "") -> bytes | None:
    """The return, marked in its own package; None where that is left to openpyxl."""
    return patched_return(*affordable(data), problems or PROBLEMS, replaces=("a" * 64,), owner=owner)


def without_marks(part: bytes, was: bytes) -> bytes:
    """A sheet without what marks change in it; `was`: as it came."""
    root, before = etree.fromstring(part), etree.fromstring(was)
    cells = {cell.get("r"): cell.get("s") for cell in before.iter(f"{{{MAIN}}}c")}
    for cell in [*root.iter(f"{{{MAIN}}}c")]:
        if cell.get("r") in cells:
            cell.set("s", cells[cell.get("r")] if cell.get("r") in (*MARKED, "C6") else cell.get("s"))
        else:
            cell.getparent().getparent().remove(cell.getparent())
    if before.find(f"{{{MAIN}}}legacyDrawing") is None:
        root.remove(root.find(f"{{{MAIN}}}legacyDrawing"))
    return etree.tostring(root, method="c14n")


def values(data: bytes) -> dict[str, dict[tuple[int, int], object]]:
    """What calamine reads of each sheet."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {
        name: {(i, j): cell for i, row in enumerate(rows) for j, cell in enumerate(row) if cell != ""}
        for name, rows in sheets.items()
    }


@pytest.mark.parametrize("kind", SAVED)
def test_it_is_marked_in_its_own_package_and_nothing_of_it_is_lost(kind, tmp_path):
    """Every part but those that must differ comes back byte for byte, the marked sheets element for element."""
    sent = SAVED[kind]
    made = own(sent)
    before, after = contents(sent), contents(made)
    assert {name for name in before if after.get(name) != before[name] and not CHANGED.fullmatch(name)} == set()
    for name in (SHEET, "xl/worksheets/sheet2.xml"):
        assert without_marks(after[name], before[name]) == etree.tostring(etree.fromstring(before[name]), method="c14n")
    read, was = values(made), values(sent)
    assert {name: read[name] for name in was} == was
    book = opened(made)
    sheet = book["进展填报"]
    assert book.sheetnames[0] == MARK_SHEET and book[SECOND]["C6"].comment
    assert [sheet[cell].fill.start_color.rgb for cell in MARKED] == [RED, "00DDEBF7", RED]
    assert all(sheet[cell].comment.text.startswith("【") for cell in MARKED)
    assert errors(made, ".xlsx", tmp_path) == []


@pytest.mark.parametrize("kind", ["Excel, comments", "WPS, comments", "Excel, all of it"])
def test_what_others_said_stands_below_the_mark_and_their_other_comments_stay_as_they_were(kind):
    before, after = contents(SAVED[kind]), contents(own(SAVED[kind]))
    sheet = opened(zipped(after))["进展填报"]
    assert sheet["J6"].comment.text.endswith("\n———— 原批注 ————\n王五:\n请领导过目")
    assert (sheet["J6"].comment.author, sheet["M7"].comment.author) == (MARK_AUTHOR, "赵六")
    kept = [etree.fromstring(parts["xl/comments1.xml"]).find(".//{*}comment[@ref='M7']") for parts in (before, after)]
    assert etree.tostring(kept[0]) == etree.tostring(kept[1])
    boxes = etree.fromstring(after["xl/drawings/vmlDrawing1.vml"])
    places = [
        (int(item.findtext(".//{*}Row")), int(item.findtext(".//{*}Column")))
        for item in boxes.iter("{urn:schemas-microsoft-com:vml}shape")
    ]
    commented = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert sorted(places) == sorted((cell.row - 1, cell.column - 1) for cell in commented)
    assert len({item.get("id") for item in boxes.iter("{*}shape")}) == len(places)


def test_a_comment_with_answers_stays_one_and_a_mark_in_its_place_is_left_to_openpyxl():
    sent = SAVED["Excel, a comment with answers"]
    copies = etree.fromstring(contents(own(sent))["xl/comments1.xml"])
    authors = [item.text for item in copies.iter(f"{{{MAIN}}}author")]
    assert authors[int(copies.find(".//{*}comment[@ref='M8']").get("authorId"))] == THREAD
    assert own(sent, refused("M8")) is None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        comment = opened(marked_return(sent, [refused("M8")]))["进展填报"]["M8"].comment
    assert comment.text.startswith("【退】") and comment.text.endswith("这里再核一下")


EXCEL, PICTURE, NOTES = (SAVED[kind] for kind in ("Excel", "Excel, a picture", "Excel, comments"))
DDE = b"cmd|'/C calc'!A0"


def typed(part: str, kind: str) -> Callable[[bytes], bytes]:
    """Another type for a part."""
    return lambda data: with_part(
        data,
        "[Content_Types].xml",
        lambda content: re.sub(
            rb'(PartName="/%s" ContentType=")[^"]*' % part.encode(), rb"\1" + kind.encode(), content
        ),
    )


def led(part: str, kind: str, target: str) -> Callable[[bytes], bytes]:
    """One more relation out of the package."""
    told = f'<Relationship Id="more" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return put(part, b"</Relationships>", told.encode())


def leading_out(end: bytes) -> Callable[[bytes], bytes]:
    """Another formula before the last of these ends in the first sheet."""

    def change(part: bytes) -> bytes:
        before, _, behind = part.rpartition(end)
        return before[: before.rfind(b">") + 1] + DDE + end + behind

    return lambda data: with_part(data, SHEET, change)


def rewritten(part: str, old: str, new: str) -> Callable[[bytes], bytes]:
    """Other words in a part."""
    return lambda data: with_part(data, part, lambda content: content.replace(old.encode(), new.encode()))


def without(part: str, found: bytes) -> Callable[[bytes], bytes]:
    """The first place in a part where this stands left out."""
    return lambda data: with_part(data, part, lambda content: re.sub(found, b"", content, count=1))


def damaged(data: bytes) -> bytes:
    """The package with one bit of its picture turned."""
    place = data.index(b"xl/media/image1.png") + 40
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


NOT_PLAIN = {
    "a link to a file": (EXCEL, led("xl/worksheets/_rels/sheet1.xml.rels", "hyperlink", "file:///c:/x.docx")),
    "a picture elsewhere": (PICTURE, led("xl/drawings/_rels/drawing1.xml.rels", "image", "https://example.com/a.png")),
    "another workbook": (EXCEL, led("xl/_rels/workbook.xml.rels", "externalLinkPath", "a.xlsx")),
    "a macro of a shape": (PICTURE, put("xl/drawings/drawing1.xml", b"<xdr:nvPicPr>", b'<xdr:x macro="[0]!a"/>')),
    "a picture that is linked": (PICTURE, put("xl/drawings/drawing1.xml", b"<a:stretch>", b'<a:b r:link="rId2"/>')),
    "a damaged picture": (PICTURE, damaged),
    "a button": (NOTES, put("xl/drawings/vmlDrawing1.vml", b'ObjectType="Note"', b'ObjectType="Button" ')),
    "a box with a picture": (NOTES, put("xl/drawings/vmlDrawing1.vml", b"<v:textbox", b'<v:fill src="http://a/b"/>')),
    "boxes without comments": (
        NOTES,
        without("xl/worksheets/_rels/sheet1.xml.rels", rb"<Relationship [^>]*/comments\"[^>]*/>"),
    ),
    "an unknown extension": (EXCEL, put(SHEET, b"</extLst>", b'<ext uri="{0}"/>')),
    "something for newer programs": (EXCEL, put(SHEET, b"<extLst>", b"<AlternateContent/>")),
    "a control": (EXCEL, put(SHEET, b"<extLst>", b"<controls/>")),
    "a picture behind the cells": (EXCEL, put(SHEET, b"<extLst>", b'<picture r:id="rId1"/>')),
    "a list that leads out": (EXCEL, leading_out(b"</xm:f>")),
    "a check that leads out": (EXCEL, leading_out(b"</formula1>")),
    "a formula that leads out": (EXCEL, leading_out(b"</f>")),
    "one with a comment in it": (EXCEL, put(SHEET, b"</f>", b"+cmd<!-- -->|'/C calc'!A0")),
    "one with an instruction in it": (EXCEL, put(SHEET, b"</f>", b"+cmd<?x?>|'/C calc'!A0")),
    "one otherwise written": (EXCEL, put(SHEET, b"</f>", b"<![CDATA[+cmd]]>|'/C calc'!A0")),
    "one under another prefix": (EXCEL, put(SHEET, b"<f>", b'<x:f xmlns:x="%s">%s</x:f>' % (MAIN.encode(), DDE))),
    "another name of the namespace": (EXCEL, put(SHEET, b"<extLst>", b'<y xmlns:x="%s"/>' % MAIN.encode())),
    "the same, written otherwise": (EXCEL, put(SHEET, b"<extLst>", b'<y xmlns:x="http&#58;//schemas"/>')),
    "a name of a macro": (EXCEL, put("xl/workbook.xml", b"</definedNames>", b'<definedName name="a" xlm="1"/>')),
    "a name that leads out": (
        EXCEL,
        put("xl/workbook.xml", b"</definedNames>", b'<definedName name="a">%s</definedName>' % DDE),
    ),
    "a sheet of macros": (EXCEL, typed(SHEET, "application/vnd.ms-excel.macrosheet+xml")),
    "a template": (
        EXCEL,
        typed(
            "xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        ),
    ),
    "a part of no type": (EXCEL, lambda data: with_part(data, "xl/vbaProject.dat", lambda part: b"macro")),
    "data outside of its folder": (EXCEL, lambda data: with_part(data, "xl/more.xml", lambda part: b"<x/>")),
    "cut off": (EXCEL, without(SHEET, b"</row>")),
    "a cell without a place": (EXCEL, without(SHEET, b' r="J6"')),
}


@pytest.mark.parametrize("kind", NOT_PLAIN)
def test_what_needs_more_than_to_be_kept_is_left_to_openpyxl(kind):
    sent, change = NOT_PLAIN[kind]
    assert own(sent) and own(change(sent)) is None


def test_a_copy_for_one_of_several_departments_says_for_which():
    lines = [cell.value for cell in opened(own(EXCEL, owner=HEALTH))[return_mark.SHEET]["A"]]
    assert lines[1:] == ["a" * 64, f"发给：{HEALTH}"] and return_mark.owner(lines) == HEALTH


def test_a_formula_hidden_by_a_comment_goes_back_as_text_all_the_same():
    sent = NOT_PLAIN["one with a comment in it"][1](EXCEL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = marked_return(sent, PROBLEMS)
    assert not [
        part for name, part in contents(made).items() if b"calc" in part and b"<f>" in part.partition(b"calc")[0][-99:]
    ]


def again(data: bytes, *problems, replaces: tuple[str, ...] = ("b" * 64,)) -> bytes | None:
    """A marked return that came back, marked in its own package; None where that is left to openpyxl."""
    return patched_return(*affordable(data), problems or [noted("J6"), refused("K7")], replaces=replaces)


@pytest.mark.parametrize("kind", [kind for kind in SAVED if "picture" not in kind and "all" not in kind])
def test_marks_of_an_earlier_round_are_taken_off_as_openpyxl_would(kind, monkeypatch, tmp_path):
    """What says the same by either way: the list, the mark, comments of others, fills."""
    first = own(SAVED[kind])
    made = again(first)
    monkeypatch.setattr("reporter.sheets.marked.patched_return", lambda *given, **told: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert _told(made) == _told(marked_return(first, [noted("J6"), refused("K7")], replaces=("b" * 64,)))
    assert errors(made, ".xlsx", tmp_path) == []
    before, after = contents(first), contents(made)
    assert [*before] == [*after], "its sheets become those of this round"
    kept = {name for name in before if before[name] == after[name]}
    assert {name for name in before if "theme" in name or "printer" in name or "sheet3" in name} <= kept
    assert after["docProps/custom.xml"].count(b"returned-") == 1 and b"a" * 64 not in after["docProps/custom.xml"]


def test_the_list_stands_in_front_again_wherever_it_was_moved_to():
    """And each name of a sheet goes with its sheet."""

    def change(part: bytes) -> bytes:
        root = etree.fromstring(part)
        sheets = root.find(f"{{{MAIN}}}sheets")
        names = [item.get("name") for item in sheets]
        sheets[0].set("state", "hidden")
        sheets.append(sheets[0])
        for item in root.iter(f"{{{MAIN}}}definedName"):
            moved = [sheet.get("name") for sheet in sheets].index(names[int(item.get("localSheetId"))])
            item.set("localSheetId", str(moved))
        return etree.tostring(root)

    first = own(BLANK)
    moved = with_part(first, "xl/workbook.xml", change)
    assert opened(moved).sheetnames[-1] == MARK_SHEET
    book, was = opened(again(moved)), opened(first)
    assert book.sheetnames == was.sheetnames
    assert [sheet.sheet_state for sheet in book] == [sheet.sheet_state for sheet in was]
    assert [sheet.print_title_rows for sheet in book] == [sheet.print_title_rows for sheet in was]
    assert [sheet.print_area for sheet in book] == [sheet.print_area for sheet in was]


def test_marks_alone_are_taken_off_where_their_sheets_were_deleted():
    def change(part: bytes) -> bytes:
        root = etree.fromstring(part)
        sheets = root.find(f"{{{MAIN}}}sheets")
        for sheet in (sheets[0], sheets[-1]):
            sheets.remove(sheet)
        names = root.find(f"{{{MAIN}}}definedNames")
        for item in [*names]:
            if item.get("localSheetId") == "0":
                names.remove(item)
            else:
                item.set("localSheetId", str(int(item.get("localSheetId")) - 1))
        return etree.tostring(root)

    made = again(with_part(own(SAVED["WPS, comments"]), "xl/workbook.xml", change))
    sheet = opened(made)["进展填报"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["J6", "K7", "M7"]
    assert sheet["J6"].comment.text.startswith("【示】") and sheet["J6"].comment.text.endswith("请领导过目")
    assert sheet["N6"].comment is None and sheet["N6"].fill.fill_type is None
    assert opened(made).sheetnames.count(MARK_SHEET) == 1


SECOND_ROUND = own(SAVED["Excel"])
WORKED_ON = {
    "a formula in the list": put("xl/worksheets/sheet4.xml", b"</c>", b"<f>1+1</f>"),
    "a comment on the list": lambda data: with_part(
        data,
        "xl/worksheets/_rels/sheet4.xml.rels",
        lambda part: contents(data)["xl/worksheets/_rels/sheet1.xml.rels"],
    ),
}


@pytest.mark.parametrize("kind", WORKED_ON)
def test_a_list_that_somebody_worked_on_is_left_to_openpyxl(kind):
    assert again(SECOND_ROUND) and again(WORKED_ON[kind](SECOND_ROUND)) is None


def test_an_old_mark_that_nothing_takes_the_place_of_is_left_to_openpyxl():
    assert again(SECOND_ROUND, replaces=()) is None
    assert patched_return(*affordable(EXCEL), PROBLEMS)


def sheet_text(rows: str, before: str = "", behind: str = "") -> SheetText:
    """A sheet of these rows."""
    return SheetText(f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'.encode())


@pytest.mark.parametrize(
    ("rows", "cell", "made"),
    [
        ('<row r="2"><c r="B2" s="3"/></row>', (2, 2), '<row r="2"><c r="B2" s="9"/></row>'),
        (
            '<row r="2"><c r="B2" t="s"><v>1</v></c></row>',
            (2, 2),
            '<row r="2"><c s="9" r="B2" t="s"><v>1</v></c></row>',
        ),
        ("<row r='2'><c s = '3' r='B2'/></row>", (2, 2), "<row r='2'><c s=\"9\" r='B2'/></row>"),
        (
            '<row r="2" spans="2:3"><c r="B2"/><c r="D2"/></row>',
            (2, 3),
            '<row r="2"><c r="B2"/><c r="C2" s="9"/><c r="D2"/></row>',
        ),
        ('<row r="2"><c r="B2"/></row>', (2, 5), '<row r="2"><c r="B2"/><c r="E2" s="9"/></row>'),
        ('<row r="2" ht="20"/>', (2, 1), '<row r="2" ht="20"><c r="A2" s="9"/></row>'),
        ('<row r="2"></row>', (2, 1), '<row r="2"><c r="A2" s="9"/></row>'),
        ('<row r="2"/><row r="5"/>', (3, 1), '<row r="2"/><row r="3"><c r="A3" s="9"/></row><row r="5"/>'),
        ('<row r="2"/>', (7, 1), '<row r="2"/><row r="7"><c r="A7" s="9"/></row>'),
        ("", (7, 1), '<row r="7"><c r="A7" s="9"/></row>'),
    ],
)
def test_a_cell_is_dressed_where_it_stands_or_made_where_it_would(rows, cell, made):
    text = sheet_text(rows)
    text.dress(*cell, 9)
    assert text.written("").decode().partition("<sheetData>")[2].partition("</sheetData>")[0] == made


def test_several_cells_that_are_not_there_stand_in_their_order():
    text = sheet_text('<row r="2"><c r="C2"/></row>')
    for cell in ((2, 4), (2, 1), (2, 2), (9, 2), (9, 1), (1, 1)):
        text.dress(*cell, 9)
    made = re.findall(r'<c r="(\w+)"', text.written("").decode())
    assert made == ["A1", "A2", "B2", "C2", "D2", "A9", "B9"]


def test_a_cell_that_is_not_there_is_dressed_as_its_row_or_column():
    columns = '<cols><col min="1" max="2" style="4"/><col min="3" max="16384" width="9"/></cols>'
    rows = '<row r="2" s="7" customFormat="1"><c r="C2" s="1"/></row><row r="3" s="7"/>'
    text = sheet_text(rows, columns)
    assert [text.style(*cell) for cell in ((2, 3), (2, 1), (3, 1), (5, 2), (5, 3))] == [1, 7, 4, 4, 0]


@pytest.mark.parametrize(
    "behind",
    [
        "{}",
        '<pageMargins/><drawing xmlns:r="x" r:id="1"/>{}<extLst><ext uri="a"><x><extLst/></x></ext></extLst>',
        "<conditionalFormatting><extLst><ext/></extLst></conditionalFormatting>{}",
        "<conditionalFormatting><extLst><ext/></extLst></conditionalFormatting>{}<extLst><ext/></extLst>\n",
        "<ignoredErrors/>{}<tableParts/><extLst><ext/></extLst>",
        "{}<extLst/>",
    ],
)
def test_boxes_of_comments_are_named_before_tables_and_extensions(behind):
    part = sheet_text('<row r="1"/>', behind=behind.format("")).written("boxes").decode()
    name = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="boxes"/>'
    assert part.partition("</sheetData>")[2] == behind.format(name) + "</worksheet>"


def test_only_the_list_in_front_is_selected():
    text = sheet_text("", '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>')
    assert b'tabSelected="0"' in text.written("")


def test_a_part_gets_no_name_that_is_taken_whatever_its_letters():
    assert unused("xl/comments{}.xml", 1, ("XL/Comments1.xml", "xl/comments3.xml")) == "xl/comments2.xml"


def test_a_name_that_differs_in_its_letters_alone_is_not_written_twice():
    parts = contents(NOTES)
    parts["xl/Comments1.xml"] = parts.pop("xl/comments1.xml")
    assert own(NOTES) and own(zipped(parts)) is None


@pytest.mark.render
def test_libreoffice_opens_them_and_what_it_saves_itself_is_marked_so_too(tmp_path):
    need_renderer()

    def saved(folder: str, books: dict[str, bytes]) -> dict[str, bytes]:
        sent, made = tmp_path / folder / "sent", tmp_path / folder / "made"
        sent.mkdir(parents=True)
        for name, data in books.items():
            (sent / f"{name}.xlsx").write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        files = [str(sent / f"{name}.xlsx") for name in books]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), *files]
        subprocess.run(command, capture_output=True, timeout=300, check=True)
        return {name: (made / f"{name}.xlsx").read_bytes() for name in books}

    books = {kind: own(sent) for kind, sent in SAVED.items()}
    its = saved("sent", {"blank": BLANK, "comments": NOTES, "all": SAVED["Excel, all of it"]})
    books |= {f"LibreOffice, {kind}": own(sent) for kind, sent in its.items()}
    assert [kind for kind, data in books.items() if data is None] == []
    back = saved("back", books)
    assert [kind for kind, data in back.items() if "in a cell" not in kind and again(data) is None] == []
    for kind, data in back.items():
        book = opened(data)
        sheet = book["进展填报"]
        assert book.sheetnames[0] == MARK_SHEET, kind
        assert [sheet[cell].fill.start_color.rgb[2:] for cell in MARKED] == [RED[2:], "DDEBF7", RED[2:]], kind
        assert all("【" in sheet[cell].comment.text for cell in MARKED), kind
        assert sheet.protection.sheet and sheet["I6"].protection.locked is False, kind
