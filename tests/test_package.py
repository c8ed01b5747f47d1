"""Packages are opened without trust, in one room, and written so that the same parts give the same bytes."""

from __future__ import annotations

import ast
import doctest
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.package import list_numbering
from reporter.package.budget import Budget, Fault, Unsafe
from reporter.package.markup import parsed, proven
from reporter.package.members import Members
from reporter.package.parts import Package, Relation
from reporter.package.writing import joined, member, stretch, zip_stream, zipped
from tests.builders import zipped as made

ROOT = Path(__file__).resolve().parent.parent
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def fault(data: bytes, budget: Budget | None = None) -> Fault | None:
    """What is wrong with a package when all its parts are read; None for a sound one."""
    try:
        members = Members(data, budget or Budget(2**20))
        for name in members:
            members[name]
    except Unsafe as unsafe:
        return unsafe.fault
    return None


def test_zipfile_is_used_and_strangers_xml_parsed_in_the_room_for_packages_alone():
    """So that there is one budget and one rule for document types, and a new reader cannot forget them."""
    parsers = {"fromstring", "iterparse", "XMLParser", "ParserCreate", "ZipFile", "decompressobj"}
    users = {
        (path.relative_to(ROOT / "reporter").as_posix(), node.attr)
        for path in sorted((ROOT / "reporter").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in parsers
    }
    assert {(path, name) for path, name in users if not path.startswith("package/")} == {
        ("intake/broken.py", "ParserCreate"),  # says where a sheet is broken, of a part that was opened there
    }
    assert ("package/members.py", "ZipFile") in users


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_every_encoding(encoding):
    """In a part as it is read, and wherever it is parsed."""
    data = DOCTYPE.replace("1.0", '1.0" encoding="utf-16' if "16" in encoding else "1.0").encode(encoding)
    assert fault(made({"a.xml": data})) is Fault.DOCTYPE
    with pytest.raises(Unsafe) as caught:
        parsed(data)
    assert caught.value.fault is Fault.DOCTYPE


@pytest.mark.parametrize(
    "text", ["<a><![CDATA[<!DOCTYPE b>]]></a>", "<!-- <!DOCTYPE b> --><a/>", "<a b='&lt;!DOCTYPE b>'/>"]
)
def test_the_letters_of_a_document_type_in_text_are_text(text):
    assert parsed(text.encode()).tag == "a"


def test_a_document_type_that_no_parser_gets_to_is_refused():
    """An encoding that the parser does not know would hide it from us, and not from an engine."""
    text = DOCTYPE.replace('"1.0"', '"1.0" encoding="gb18030"')
    assert fault(made({"a.xml": text.encode()})) is Fault.DOCTYPE


def test_a_package_costs_no_more_than_its_budget_which_is_spent_over_all_its_parts():
    data = made({"a.xml": b"<a>" + b"x" * 600 + b"</a>", "b.xml": b"<a>" + b"x" * 600 + b"</a>"})
    budget = Budget(2000)
    assert fault(data, budget) is None
    assert budget.left == 2000 - 2 * 607
    assert fault(data, budget) is Fault.LARGE
    assert fault(data, Budget(2000, parts=1)) is Fault.PARTS


def test_a_part_that_packs_too_well_is_refused_where_the_budget_says_so():
    data = made({"a.xml": b"<a>" + b" " * 5 * 2**20 + b"</a>"})
    assert fault(data, Budget(2**23, ratio=400)) is Fault.RATIO
    assert fault(data, Budget(2**23)) is None


@pytest.mark.parametrize("stated", [10, 10_000_000])
def test_a_part_that_is_not_as_large_as_it_says_is_refused(stated):
    data = made({"a.bin": bytes(range(256)) * 40})
    at, lied = 0, bytearray(data)
    while (at := lied.find(struct.pack("<I", 256 * 40), at + 1)) > 0:
        lied[at : at + 4] = struct.pack("<I", stated)
    assert fault(bytes(lied), Budget(2**25)) is (Fault.SIZE if stated < 256 * 40 else Fault.CHECKSUM)


@pytest.mark.parametrize("twin", ["XL/a.xml", "xl\\a.xml", "/xl/a.xml", "xl/a.xml"])
def test_names_that_engines_take_for_the_same_are_refused(twin):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/a.xml", "<a/>")
        archive.filelist.append(archive.filelist[0]) if twin == "xl/a.xml" else archive.writestr(twin, "<b/>")
    assert fault(stream.getvalue()) is Fault.TWICE


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_no_office_program_uses_is_refused(method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.xml", "<a/>")
    assert fault(stream.getvalue()) is Fault.METHOD


def test_a_locked_part_is_told_from_a_damaged_one():
    data = bytearray(made({"a.xml": b"<a/>"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + at] |= 1
    assert fault(bytes(data)) is Fault.ENCRYPTED


@settings(deadline=None)  # how long it takes says how busy the machine is
@given(st.integers(0, 400), st.integers(1, 255))
def test_no_flipped_byte_raises_anything_but_unsafe(at, change):
    data = bytearray(made({"a.xml": b"<a>" + bytes(range(32, 96)) * 4 + b"</a>", "b.bin": b"x" * 50}))
    data[at % len(data)] ^= change
    fault(bytes(data))


def test_relations_are_followed_inside_the_package_only():
    """Relative to the part's folder or to the root, in whatever slashes; never out of it, never outside."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="http://x/{kind}" Target="{target}"{mode}/>'
        for key, kind, target, mode in (
            ("a", "styles", "styles.xml", ""),
            ("b", "image", "..\\media\\a.png", ""),
            ("c", "theme", "/word/theme.xml", ""),
            ("d", "evil", "../../../../etc/passwd", ""),
            ("e", "hyperlink", "http://example.org", ' TargetMode="External"'),
        )
    )
    package = Package({"word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>".encode()})
    assert list(package.relations("word/document.xml")) == [
        Relation("a", "styles", "word/styles.xml"),
        Relation("b", "image", "media/a.png"),
        Relation("c", "theme", "word/theme.xml"),
        Relation("d", "evil", "etc/passwd"),
    ]


def test_strict_open_xml_reads_like_the_usual_kind():
    root = parsed(b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>')
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document"


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.binary(max_size=300)), unique_by=lambda item: item[0]))
def test_what_is_written_is_what_zipfile_would_write(parts):
    """Date and rights fixed; any other program reads it."""
    parts = [(name, data) for name, data in parts if name == name.split("\0")[0] and name.isprintable()]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    assert zipped([member(name, data) for name, data in parts], mode=0o600) == stream.getvalue()


def test_a_zip_is_handed_on_piece_by_piece_before_the_next_part_is_asked_for():
    asked = []

    def members():
        for name in "abc":
            asked.append(name)
            yield member(name, name.encode() * 9999, stored=True)

    pieces = iter(zip_stream(members()))
    first = next(pieces)
    assert asked == ["a"] and len(first) < 10_100
    data = first + b"".join(pieces)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None and data == zipped(members())


def test_parts_are_packed_before_or_stored_as_they_are():
    data = zipped([member("a.txt", b"a" * 99, level=9), member("b.zip", b"PK" * 9, stored=True)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert [(item.filename, item.compress_type, item.external_attr) for item in archive.infolist()] == [
            ("a.txt", zipfile.ZIP_DEFLATED, 0),
            ("b.zip", zipfile.ZIP_STORED, 0),
        ]
        assert archive.read("a.txt") == b"a" * 99


@given(st.lists(st.lists(st.binary(max_size=99), max_size=4), max_size=4))
def test_a_part_may_be_packed_stretch_by_stretch(stretches):
    data = zipped([joined("a.bin", map(stretch, stretches))])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    assert Members(data, Budget(2**20))["a.bin"] == b"".join(block for blocks in stretches for block in blocks)


def test_the_checksum_of_stretches_is_right_beyond_a_megabyte():
    whole = b"0123456789" * 300_000
    part = joined("a", (stretch([whole[:7]]), stretch([whole[7:-9]]), stretch([whole[-9:]])))
    assert (part.check, part.size) == (zlib.crc32(whole), len(whole))


@pytest.mark.parametrize("blocks", [[b"<a>", b"</b>"], [b"<a>"], [b"</content><content>"], [b"\xff"], [b"&x;"]])
def test_blocks_that_are_no_content_of_an_element_are_refused(blocks):
    with pytest.raises(ValueError, match="not well-formed"):
        [*proven(blocks)]


def test_blocks_that_are_come_out_as_they_were():
    assert [*proven([b"<a>", b"\xe4\xb8", b"\x80</a>"])] == [b"<a>", b"\xe4\xb8", b"\x80</a>"]


# --- numbers that Word sets by itself --------------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def numbering(*levels: str, override: str = "") -> list_numbering.Numbering:
    """One list whose levels are given as ``form pattern``, and a second that shares its counts."""
    made_of = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{level.split()[0]}"/>'
        f'<w:lvlText w:val="{level.split()[1]}"/></w:lvl>'
        for place, level in enumerate(levels)
    )
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    )
    rels = '<Relationships><Relationship Id="a" Type="x/{}" Target="{}"/></Relationships>'
    return list_numbering.Numbering.of(
        Package(
            {
                "_rels/.rels": rels.format("officeDocument", "word/document.xml").encode(),
                "word/_rels/document.xml.rels": rels.format("numbering", "numbering.xml").encode(),
                "word/numbering.xml": (
                    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{made_of}</w:abstractNum>'
                    f"{lists}</w:numbering>"
                ).encode(),
            }
        )
    )


def test_numbers_are_counted_as_word_counts():
    found = numbering("chineseCounting %1、", "chineseCounting （%2）", "decimal %1.%3")
    asked = [found.text("1", level) for level in (0, 1, 1, 0, 1, 2)]
    assert asked == ["一、", "（一）", "（二）", "二、", "（一）", "二.1"]
    assert found.text("1", 8) == found.text("9", 0) == ""


def test_a_list_may_begin_anew_once():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    found = numbering("decimal %1.", override=override)
    assert [found.text(key, 0) for key in "11221"] == ["1.", "2.", "1.", "2.", "3."]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "3"),
        ("decimalFullWidth", "３"),
        ("decimalEnclosedCircleChinese", "③"),
        ("taiwaneseCountingThousand", "三"),
        ("upperLetter", "C"),
        ("bullet", ""),
        ("none", ""),
    ],
)
def test_the_forms_that_offices_use(form, shown):
    found = numbering(f"{form} %1")
    assert [found.text("1", 0) for _ in range(3)][-1] == shown


def test_the_examples_in_the_docstring_hold():
    results = doctest.testmod(list_numbering)
    assert results.attempted
    assert not results.failed


@pytest.mark.parametrize("mode", [0, 0o644])
def test_a_zip_is_the_one_that_the_library_would_write(mode):
    parts = [member("a.txt", b"1" * 100), member("中文/b.xml", b"x<" * 5000, level=2), member("c", b"d", stored=True)]
    for members in (parts, []):
        assert zipped(members, mode) == b"".join(zip_stream(members, mode))
