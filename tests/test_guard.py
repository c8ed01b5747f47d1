"""Files judged before any engine opens them: faults.md D and E, mess.md A. Numbers in [ ] are those of faults.md."""

import io
import struct
import zipfile
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.intake.guard import Refusal, inspect
from reporter.intake.reader import LIMITS
from tests.builders import Book, ole, zipped

SMALL = {**asdict(LIMITS), "inflated": 2**20}


def judged(data: bytes, suffix: str = ".xlsx", limits: dict = SMALL):
    """The form of a file, or the name of the kind it is refused with."""
    try:
        return inspect(data, suffix, limits).form
    except Refusal as refusal:
        return refusal.kind


def remarks(data: bytes, suffix: str = ".xlsx") -> list[str]:
    return [name for name, _ in inspect(data, suffix, SMALL).remarks]


def with_part(name: str, content: bytes | str) -> bytes:
    """A sound workbook with one part put in place of, or beside, its own."""
    book = Book("a")
    book.parts[name] = content
    return book.bytes()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"\xff\xd8\xff\xe0 JFIF", "照片"),
        (b"Rar!\x1a\x07\x00..", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c....", "压缩包"),
        (zipped({"a.txt": b"a"}), "压缩包"),
        (zipped({"OFD.xml": b"<a/>"}), "OFD"),
        (zipped({"ppt/presentation.xml": b"<a/>"}), "演示文稿"),
        (ole("WordDocument"), "Word"),
        (ole("PowerPoint Document"), "演示文稿"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "文字文档（.odt）"),
        (b"{\\rtf1 ...", "RTF"),
        (b"MZ\x90\x00\x03", "程序"),
        (b"\0\0\0\x18ftypheic\0\0", "照片"),
        (b"\0\0\0\x18ftypmp42\0\0", "视频"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "图片"),
        (b"SQLite format 3\0", "数据库"),
    ],
)
def test_a_file_without_a_table_is_named_for_what_it_is(data, what):
    """With what the department should do: mess.md A, last row; [80]."""
    with pytest.raises(Refusal) as caught:
        inspect(data, ".xlsx", SMALL)
    assert caught.value.kind == "FILE_NOT_WORKBOOK"
    assert what in caught.value.facts["what"]
    assert "请" in caught.value.facts["remedy"]


@pytest.mark.parametrize(("data", "suffix"), [(ole("WordDocument"), ".docx"), (b"%PDF-1.7\n...", ".docx")])
def test_a_document_that_is_not_read_is_told_how_to_be_saved(data, suffix):
    """.doc and .pdf: tables in a .docx are read."""
    with pytest.raises(Refusal) as caught:
        inspect(data, ".xlsx", SMALL)
    assert suffix in caught.value.facts["remedy"]


def test_forms_are_told_by_content_whatever_the_suffix():
    """mess.md A: .et, .xls that is none, .xlsx under another name."""
    assert judged(Book("a").bytes(), ".xls") == "xlsx"
    assert judged(ole("Workbook"), ".et") == "xls"
    assert judged(zipped({"word/document.xml": b"<a/>"}), ".docx") == "docx"
    assert judged(ole("Book"), ".xlsx") == judged(ole("WORKBOOK"), ".xlsx") == "xls"
    assert (
        judged(zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}), ".xlsx")
        == "ods"
    )
    assert judged(zipped({"xl/workbook.bin": b"", "[Content_Types].xml": b"<a/>"}), ".xlsb") == "xlsb"
    assert judged("编号,状态".encode("gbk"), ".xls") == "text"


def test_a_suffix_that_says_otherwise_is_remarked():
    """So is a form that hides things from the second look, and that there is no suffix."""
    assert inspect(Book("a").bytes(), "", SMALL).remarks[0][1]["name"] == "没有扩展名"
    assert remarks(Book("a").bytes(), ".xls") == ["FILE_FORM_DIFFERS"]
    assert remarks(ole("Workbook"), ".xls") == ["FILE_OLD_FORM"]
    assert remarks(Book("a").bytes(), ".xlsm") == []


def test_a_password_is_named():
    """[76] An encrypted .xlsx is an OLE container; a zip may be encrypted part by part."""
    assert judged(ole("EncryptedPackage", "EncryptionInfo")) == "FILE_ENCRYPTED"
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    assert judged(broken) == "FILE_ENCRYPTED"  # a directory out of order
    data = bytearray(Book("a").bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert judged(bytes(data)) == "FILE_ENCRYPTED"
    locked = bytearray(ole("Workbook"))
    locked += b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x06\x00"
    assert judged(bytes(locked), ".xls") == "FILE_ENCRYPTED"
    assert (
        judged(
            zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": b"x",
                    "META-INF/manifest.xml": b"<manifest:encryption-data/>",
                }
            ),
            ".ods",
        )
        == "FILE_ENCRYPTED"
    )


def test_an_empty_or_blank_file_is_named():
    """[71] Nothing, or nothing but zeros and blanks."""
    assert judged(b"") == judged(b"\0" * 4096) == judged(b" \r\n") == "FILE_EMPTY"


def test_a_truncated_or_damaged_package_is_named():
    """[70] half a download, [75] one flipped byte, [74] an OLE header and nothing behind it."""
    data = Book("a | b | c").bytes()
    assert judged(data[: len(data) // 2]) == "FILE_TRUNCATED"
    at = data.find(b"xl/worksheets/sheet1.xml") + 60
    flipped = data[:at] + bytes((data[at] ^ 0x55,)) + data[at + 1 :]
    assert judged(flipped) in ("FILE_TRUNCATED", "FILE_HOSTILE")
    assert judged(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"garbage" * 10) == "FILE_TRUNCATED"


@given(st.integers(0, 4000), st.integers(1, 255))
def test_no_flipped_byte_makes_the_guard_fail(at, change):
    """Whatever byte of a package changes, it is read or refused."""
    data = bytearray(Book("任务编号 | 完成状态").bytes())
    data[at % len(data)] ^= change
    assert judged(bytes(data)).startswith(("xls", "FILE_", "text"))


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"\xff\xfe"]),
)
def test_no_bytes_make_the_guard_fail(data, magic):
    """Random bytes behind known beginnings."""
    judged(magic + data)


def test_a_document_type_is_refused_in_any_part():
    """[51] [52] Entities multiply or fetch; in UTF-16 too. The words inside CDATA are text."""
    bomb = '<!DOCTYPE a [<!ENTITY a0 "ha">]><worksheet>&a0;</worksheet>'
    assert judged(with_part("xl/worksheets/sheet1.xml", bomb)) == "FILE_HOSTILE"
    assert judged(with_part("xl/workbook.xml", bomb.encode("utf-16"))) == "FILE_HOSTILE"
    assert (
        judged(with_part("xl/_rels/workbook.xml.rels", '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'))
        == "FILE_HOSTILE"
    )
    assert judged(with_part("docProps/a.xml", "<a><![CDATA[<!DOCTYPE]]></a>")) == "xlsx"


def test_inflation_is_counted_not_believed():
    """[47] [48] more than the budget; [50] a header that says less than there is."""
    spaces = b"<worksheet>" + b" " * 2**21 + b"</worksheet>"
    assert judged(with_part("xl/worksheets/sheet1.xml", spaces)) == "FILE_HOSTILE"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/media/image1.png"])
def test_a_part_larger_than_it_says_is_refused_whether_it_is_read_or_not(part):
    """[50] A header that says less than there is."""
    data = with_part(part, b"<worksheet>" + b"x" * 200_000 + b"</worksheet>")
    lied = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        member = package.getinfo(part)
    at = 0
    while (at := lied.find(struct.pack("<I", member.file_size), at + 1)) > 0:
        lied[at : at + 4] = struct.pack("<I", 1000)
    assert judged(bytes(lied)) == "FILE_HOSTILE"


def test_damage_in_a_part_nobody_reads_costs_no_cell_and_is_remarked():
    """[75] A picture with a flipped byte: once for the file, however many there are."""
    book = Book("a")
    book.parts |= {f"xl/media/image{number}.png": bytes(range(256)) * 4 for number in (1, 2)}
    data = bytearray(book.bytes())
    for number in (1, 2):
        data[data.find(f"xl/media/image{number}.png".encode()) + 60] ^= 0x55
    assert judged(bytes(data)) == "xlsx"
    assert remarks(bytes(data)) == ["FILE_PART_DAMAGED"]


def test_a_bomb_in_a_part_nobody_reads_is_left_alone_and_remarked():
    """[49] Never inflated."""
    data = with_part("xl/media/x.bin", b"\0" * (65 * 2**20))
    assert judged(data) == "xlsx"
    assert remarks(data) == ["FILE_BULKY_PART"]


def test_a_part_that_occurs_twice_is_refused():
    """[60] Engines differ about which one counts; [62] so they might over slashes."""
    parts = list(Book("a").build().items())
    with pytest.warns(UserWarning, match="Duplicate"):
        assert judged(zipped([*parts, ("xl/workbook.xml", "<a/>")])) == "FILE_HOSTILE"
    assert judged(zipped([*parts, ("xl\\workbook.xml", "<a/>")])) == "FILE_HOSTILE"


def test_more_styles_than_excel_allows_are_refused():
    """[46] They cost gigabytes in other engines."""
    styles = "<styleSheet><cellXfs>" + '<xf numFmtId="0"/>' * 66_000 + "</cellXfs></styleSheet>"
    data = with_part("xl/styles.xml", styles)
    assert judged(data, limits={**SMALL, "inflated": 2**26}) == "FILE_HOSTILE"


def test_names_that_lead_out_of_the_package_do_no_harm():
    """[61] Nothing is ever extracted."""
    assert judged(with_part("../../evil.xml", "<a/>")) == "xlsx"
