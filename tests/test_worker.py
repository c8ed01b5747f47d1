"""Reading in a worker process: formats, peculiarities, and files made to break readers.

Numbers in [ ] are those of faults.md.
"""

import datetime as dt
import os
import signal
import struct
import subprocess
import threading
import time

import pytest

from reporter import process
from reporter.intake import reader, worker
from reporter.intake.cell_extras import Look, full_look, quick_look
from reporter.intake.grid import Failure, Grid, Merge, Workbook
from reporter.intake.reader import LIMITS, Limits, read_many, read_workbook
from reporter.intake.workbook_parts import Styles
from reporter.vocabulary.columns import FILLED
from reporter.vocabulary.problems import Kind
from tests.builders import Book, intake, ole, progress_sheet, read, zipped
from tests.rendering import need_renderer


def only(found) -> Grid:
    """The one sheet of a workbook that was read."""
    assert isinstance(found, Workbook), found
    (sheet,) = found.sheets
    return sheet


def kind(found) -> Kind:
    """What a file that could not be read was refused for."""
    assert isinstance(found, Failure), found
    return found.remark.kind


def remarks(found) -> list[Kind]:
    return [item.kind for item in found.remarks]


# --- values in print form ------------------------------------------------------------------------------------------


def test_values_come_in_print_form_with_their_kind(tmp_path):
    """Whole numbers without .0, dates as 2018-06-30, percents as percents, truth as TRUE."""
    book = Book().put("B2", "文").put("C2", 3).put("D2", 0.1 + 0.2).put("E2", dt.date(2018, 6, 30)).put("F2", True)
    book.number("G2", 0.8, "0%").number("H2", 0.855, 10).number("I2", 13905170000).number(
        "J2", 43281.35, "yyyy/m/d h:mm"
    )
    book.number("K2", 80, '0"%"')
    cells = only(read(tmp_path, book)).cells
    assert {place[1]: (cell.text, cell.kind) for place, cell in cells.items()} == {
        2: ("文", "text"),
        3: ("3", "number"),
        4: ("0.3", "number"),
        5: ("2018-06-30", "date"),
        6: ("TRUE", "boolean"),
        7: ("80%", "percent"),
        8: ("85.5%", "percent"),
        9: ("13905170000", "number"),
        10: ("2018-06-30 08:24", "date"),
        11: ("80", "number"),
    }
    assert cells[2, 3].address == "C2"


@pytest.mark.parametrize(
    "form", [14, 27, 30, 31, 36, 50, 57, 58, 'yyyy"年"m"月"d"日"', "[$-804]yyyy年m月d日;@", "m月d日"]
)
def test_chinese_date_formats_are_dates(tmp_path, form):
    """Built-in formats 27 to 36 and 50 to 58 have no code in the file."""
    cell = only(read(tmp_path, Book().number("A1", 43281, form))).cells[1, 1]
    assert (cell.text, cell.kind) == ("2018-06-30", "date")


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|'/C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "\t=1",
        "{{ 7*7 }}",
        "{% if %}",
        "</w:t></w:r><w:r><w:t>注入",
        "a<b&c]]>",
        "{ INCLUDETEXT x }",
        "DDEAUTO c:\\\\windows",
        "𠮷𰻝 葛󠄀👨‍👩‍👧",
        "长" * 40_000,
        "第一行\n" * 2000 + "末",
        "８０％①（…",
        "_xD800_ 与 _x41_",
    ],
)
def test_text_comes_out_literally(tmp_path, text):
    """[01]-[07] [09]-[12] [16]: nothing is evaluated, cut or folded."""
    assert only(read(tmp_path, Book().text("F5", text))).cells[5, 6].text == text.strip()


def test_characters_that_break_writers_are_replaced_visibly(tmp_path):
    """[30] _x000B_, [31] &#11;, [08] marks of direction: cleaned, and the cell is named."""
    book = Book().text("A1", "第一_x000B_第二").text("A2", "\u202e001\u202c").text("A3", "净")
    book.raw("A4", '<c r="A4" t="inlineStr"><is><t>甲&#11;乙</t></is></c>')
    sheet = only(read(tmp_path, book))
    assert [sheet.text(row, 1) for row in (1, 2, 3, 4)] == [
        "第一〔U+000B〕第二",
        "〔U+202E〕001〔U+202C〕",
        "净",
        "甲〔U+000B〕乙",
    ]
    assert sheet.cleaned == {(1, 1), (2, 1), (4, 1)}


def test_raw_control_bytes_and_gbk_inside_cost_at_most_the_file(tmp_path):
    """[32] [34]: cleaned or refused, never a crash."""
    book = Book("a")
    good = book.build()["xl/worksheets/sheet1.xml"]
    for content in (good.replace(">a<", ">a\x0bb<"), good.encode().replace(b">a<", ">民政".encode("gbk") + b"<")):
        book.parts["xl/worksheets/sheet1.xml"] = content
        found = read(tmp_path, book)
        assert (
            isinstance(found, Failure)
            or only(found).text(1, 1).startswith("a〔")
            or Kind.SHEET_DAMAGED in remarks(found)
        )


# --- peculiarities -------------------------------------------------------------------------------------------------


def test_a_formula_gives_its_value_and_without_one_is_no_blank(tmp_path):
    """[20] A formula that was never computed is reported as one."""
    book = Book().formula("A1", "1+1", "2").formula("A2", "B1*2").formula("A3", 'T("甲")', "甲", "str")
    cells = only(read(tmp_path, book)).cells
    assert [(cell.text, cell.kind) for cell in cells.values()] == [
        ("2", "number"),
        ("甲", "text"),
        ("=B1*2", "formula"),
    ]


@pytest.mark.parametrize("value", ["<v></v>", "<v/>", "<v />"])
def test_a_formula_that_came_to_no_words_is_a_blank(tmp_path, value):
    """Excel may write the empty words that a formula came to as an empty element."""
    book = Book().formula("A1", 'IF(B1="","","x")', "x", "str").formula("B1", "1+1", "2")
    book.parts["xl/worksheets/sheet1.xml"] = book.build()["xl/worksheets/sheet1.xml"].replace("<v>x</v>", value)
    assert [cell.text for cell in only(read(tmp_path, book)).cells.values()] == ["2"]


def test_error_cells_are_no_blanks(tmp_path):
    """[21] #REF! is seen, and so is a sheet that holds nothing else."""
    assert [
        (cell.text, cell.kind)
        for cell in only(read(tmp_path, Book().error("B2").error("C3", "#DIV/0!"))).cells.values()
    ] == [("#REF!", "error"), ("#DIV/0!", "error")]


def test_a_picture_inside_a_cell_is_told(tmp_path):
    """[22] WPS keeps =DISPIMG("ID_…",1), with or without a value; Excel an error with a rich value."""
    text = '=DISPIMG("ID_1F",1)'
    book = (
        Book()
        .formula("A1", '_xlfn.DISPIMG("ID_1F",1)', text, "str")
        .formula("A2", '_xlfn.DISPIMG("ID_1F",1)')
        .text("A3", text)
    )
    book.raw("A4", '<c r="A4" t="e" vm="1"><v>#VALUE!</v></c>')
    assert [cell.kind for cell in only(read(tmp_path, book)).cells.values()] == ["picture"] * 4


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path):
    """[66] [67]"""
    book = (
        Book("a | b\nc | d\ne | f").hide(2, columns="2-3").sheet("密", "x", "hidden").sheet("极密", "y", "veryHidden")
    )
    first, second, third = read(tmp_path, book).sheets
    assert (first.hidden_rows, first.hidden_columns & {1, 2}, len(first.cells)) == ({2}, {2}, 6)
    assert (second.visibility, third.visibility, third.text(1, 1)) == ("hidden", "veryHidden", "y")


def test_merges_comments_text_boxes_and_struck_text_are_told(tmp_path):
    """mess.md B; [29]"""
    book = Book("甲 | 乙").merge("A1:A3").note("B1", "请核对", "李四").text("C1", "作废", struck=True)
    book.parts["xl/worksheets/_rels/sheet1.xml.rels"] = book.build()["xl/worksheets/_rels/sheet1.xml.rels"].replace(
        "</Relationships>", '<Relationship Id="d" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    book.parts["xl/drawings/drawing1.xml"] = (
        '<d:wsDr xmlns:d="d" xmlns:a="a"><d:twoCellAnchor><d:sp><d:txBody><a:p><a:r><a:t>框里</a:t></a:r></a:p>'
        "<a:p><a:r><a:t>第二行</a:t></a:r></a:p></d:txBody></d:sp></d:twoCellAnchor></d:wsDr>"
    )
    sheet = only(read(tmp_path, book))
    assert sheet.merges == ()  # nothing stands in rows 2 and 3
    assert sheet.struck == {(1, 3)}
    assert [tuple(note) for note in sheet.notes] == [
        ("批注", "B1", "请核对", "李四"),
        ("文本框", "", "框里\n第二行", ""),
    ]


def test_rich_text_struck_in_part_is_told(tmp_path):
    """[29] In a shared string and in the cell itself."""
    book = (
        Book()
        .raw("A1", '<c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r></is></c>')
        .text("A2", "清")
    )
    sheet = only(read(tmp_path, book))
    assert sheet.struck == {(1, 1)}
    assert sheet.text(1, 1) == "旧新"


def test_merges_are_clipped_to_what_there_is(tmp_path):
    """[44] one over the whole sheet, [45] a hundred thousand of them."""
    sheet = only(read(tmp_path, Book("甲 | 乙\n丙 | 丁").merge("A1:XFD1048576")))
    assert sheet.merges == (Merge(1, 1, 2, 2),)
    many = Book("甲 | 乙\n丙 | 丁").merge(*(f"A{row}:B{row}" for row in range(10, 100_000)))
    assert only(read(tmp_path, many)).merges == ()


def test_the_dimension_is_not_believed(tmp_path):
    """[40] and mess.md A: neither too large nor too small a dimension changes anything."""
    for claim in ("A1:XFD1048576", "A1"):
        book = Book("a | b\nc | d")
        book.parts["xl/worksheets/sheet1.xml"] = book.build()["xl/worksheets/sheet1.xml"].replace(
            "<sheetData>", f'<dimension ref="{claim}"/><sheetData>'
        )
        assert len(only(read(tmp_path, book)).cells) == 4


def test_strict_ooxml_and_prefixed_markup_are_read(tmp_path):
    """Other namespaces, other prefixes: the same cells, and the second look works."""
    strict = Book("a").formula("B1", "1+1").note("A1", "批")
    strict.parts = {
        name: part.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in strict.build().items()
    }
    sheet = only(read(tmp_path, strict))
    assert [cell.kind for cell in sheet.cells.values()] == ["text", "formula"]
    assert sheet.notes[0].text == "批"
    prefixed = Book("a").formula("B1", "1+1")
    part = prefixed.build()["xl/worksheets/sheet1.xml"]
    for tag in ("worksheet", "sheetData", "row", "c", "is", "t", "f", "v"):
        part = (
            part.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>").replace(f"</{tag}>", f"</x:{tag}>")
        )
    prefixed.parts["xl/worksheets/sheet1.xml"] = part.replace("xmlns=", "xmlns:x=")
    assert [cell.text for cell in only(read(tmp_path, prefixed)).cells.values()] == ["a", "=1+1"]


def test_macros_and_links_to_other_data_are_remarked(tmp_path):
    """[65] a macro in an .xlsx, mess.md A .xlsm; [64] external links: values are read, nothing runs."""
    book = Book("a")
    book.parts["xl/vbaProject.bin"] = b"\0"
    book.parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    found = read(tmp_path, book, "a.xlsm")
    assert only(found).text(1, 1) == "a"
    assert remarks(found) == [Kind.FILE_MACRO, Kind.FILE_EXTERNAL]


# --- files made to break readers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1", "KO1"])
def test_a_cell_far_off_is_set_apart_and_the_rest_is_read(tmp_path, cell):
    """[41] calamine alone asks for half a terabyte and aborts."""
    sheet = only(read(tmp_path, Book("a | b").text(cell, "远")))
    assert [item.text for item in sheet.cells.values()] == ["a", "b", "远"]
    assert len(sheet.far) == 1


def test_a_blank_far_off_is_no_cell(tmp_path):
    """[42] a stray space in A1048576, [43] styled empty rows."""
    start = time.monotonic()
    sheet = only(read(tmp_path, Book("a").text("A1048576", " ").raw("B9", '<c r="XFC1048570" s="0"/>')))
    assert (len(sheet.cells), sheet.far) == (1, frozenset())
    book = Book("a")
    book.parts["xl/worksheets/sheet1.xml"] = book.build()["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", '<row ht="20"/>' * 300_000 + "</sheetData>"
    )
    assert len(only(read(tmp_path, book)).cells) == 1
    assert time.monotonic() - start < 20


def test_far_cells_of_shared_strings_keep_their_text(tmp_path):
    """The text lies in another part."""
    book = Book("a").raw("ZZ9", '<c r="ZZ9" t="s"><v>0</v></c>')
    book.parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>远&amp;</t></si></sst>'
    )
    book.parts["xl/_rels/workbook.xml.rels"] = book.build()["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
    )
    assert [cell.text for cell in only(read(tmp_path, book)).cells.values()] == ["a", "远&"]


def test_an_address_that_no_sheet_has_is_refused_by_name(tmp_path):
    """[26] calamine alone aborts."""
    found = read(tmp_path, Book("a").raw("A2", '<c r="ZZZZ99999999"><v>1</v></c>'))
    assert kind(found) is Kind.FILE_HOSTILE
    assert "ZZZZ99999999" in found.message


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<c r="A2"><v>1e400</v></c>', "#NUM!"),
        ('<c r="A2"><v>九十五</v></c>', "九十五"),
        ('<c r="A2" s="1"><v>99999999</v></c>', "99999999"),
    ],
)
def test_numbers_that_are_none_cost_nothing_else(tmp_path, markup, text):
    """[24] [25] [27]"""
    sheet = only(read(tmp_path, Book("a").number("B1", 43281, "yyyy-mm-dd").raw("A2", markup)))
    assert (sheet.text(1, 1), sheet.text(1, 2), sheet.text(2, 1)) == ("a", "2018-06-30", text)


def test_a_shared_string_that_is_not_there_is_named(tmp_path):
    """[23] The sheet is lost and named, the file is not read as if it were blank."""
    found = read(tmp_path, Book("a").raw("A2", '<c r="A2" t="s"/>').raw("B2", '<c r="B2" t="s"><v>99</v></c>'))
    assert kind(found) is Kind.FILE_DAMAGED
    assert "「Sheet1」（B2 单元格引用了文件中没有的文字）" in found.message


def test_markup_that_breaks_off_is_named_by_the_cell_it_breaks_at(tmp_path):
    """[34] Bytes that are no UTF-8, in one sheet of two."""
    book = Book("a | b").sheet("乙", "c | d")
    book.parts["xl/worksheets/sheet2.xml"] = (
        book.build()["xl/worksheets/sheet2.xml"].encode().replace(b">d<", ">民政".encode("gbk") + b"<")
    )
    found = read(tmp_path, book)
    assert [item.facts for item in found.remarks] == [{"sheet": "乙", "why": " B1 单元格处内容损坏"}]


def test_a_sheet_whose_part_is_missing_is_named_and_the_others_are_read(tmp_path):
    """[63] openpyxl would drop it silently."""
    book = Book("a").sheet("丢失", "b")
    parts = {name: part for name, part in book.build().items() if name != "xl/worksheets/sheet2.xml"}
    found = read(tmp_path, zipped(parts))
    assert [sheet.name for sheet in found.sheets] == ["Sheet1"]
    assert [item.facts for item in found.remarks] == [{"sheet": "丢失", "why": "内容缺失"}]


def test_deep_nesting_odd_sheet_names_and_many_sheets_are_borne(tmp_path):
    """[53] [68] [54]"""
    book = Book("a", name="\\{{}}&<甲")
    book.parts["xl/worksheets/sheet1.xml"] = book.build()["xl/worksheets/sheet1.xml"].replace(
        "</worksheet>", "<a>" * 100_000 + "</a>" * 100_000 + "</worksheet>"
    )
    assert only(read(tmp_path, book)).name == "\\{{}}&<甲"
    many = Book("a")
    for number in range(300):
        many.sheet(f"表{number}", "b")
    found = read(tmp_path, many)
    assert len(found.sheets) == 301
    assert found.remarks[0].facts == {"count": 301}


def test_too_many_cells_are_refused(tmp_path):
    """A ledger of a hundred thousand unused cells would help nobody."""
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["1,2,3,4,5,6,7,8,9,10"] * 21_000), encoding="utf-8")
    assert kind(read_workbook(path)) is Kind.FILE_TOO_MUCH


def test_a_sheet_with_too_many_cells_beside_a_progress_sheet_is_left_out_and_named(tmp_path):
    """The return is taken all the same, wherever it stands in the workbook."""
    book = (
        Book("x | x\n" * 30, name="库")
        .sheet("进展填报", "任务编号 | 完成状态\n1-01 | 已完成")
        .sheet("库二", "x | x\n" * 30)
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(book.bytes())
    ((_, found),) = read_many([path], limits=Limits(cells=50))
    assert [sheet.name for sheet in found.sheets] == ["进展填报"]
    assert [item.facts for item in found.remarks] == [{"sheets": "「库」、「库二」", "limit": 50}]


# --- a worker that dies, hangs or swells ---------------------------------------------------------------------------


def killer() -> bytes:
    """A workbook whose far cell is written so that the quick search misses it: the engine aborts."""
    book = Book("a")
    book.parts["xl/worksheets/sheet1.xml"] = book.build()["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", '<row><c\nr="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    return book.bytes()


def test_a_reader_that_aborts_costs_that_file_alone(tmp_path):
    """The others are read by a new worker, each once."""
    paths = [tmp_path / f"{number}.xlsx" for number in range(7)]
    for number, path in enumerate(paths):
        path.write_bytes(killer() if number in (1, 4) else Book(f"第{number}份").bytes())
    found = dict(read_many(paths))
    assert sorted(found) == list(range(7))
    assert {index for index, book in found.items() if isinstance(book, Failure)} == {1, 4}
    assert {kind(found[index]) for index in (1, 4)} == {Kind.FILE_CRASHED}
    assert only(found[6]).text(1, 1) == "第6份"
    assert found[1].digest


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_reader_that_waits_for_what_never_comes_is_ended(tmp_path, monkeypatch):
    """A named pipe never ends: that file is given up, the next is read."""
    pipe, good = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    good.write_bytes(Book("好").bytes())
    os.mkfifo(pipe)
    read_workbook(good)
    monkeypatch.setattr(process, "_STILL", 1)
    assert kind(read_workbook(pipe)) == Kind.FILE_UNREACHABLE
    monkeypatch.undo()
    assert only(read_workbook(good)).text(1, 1) == "好"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process for a while")
def test_a_busy_machine_changes_no_reading(tmp_path):
    """A worker that gets no processor for longer than a file may cost reads it as ever."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(Book("好").bytes())
    read = read_workbook(path)
    pid = reader._POOL.workers[0].process.pid
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(2.5, os.kill, (pid, signal.SIGCONT)).start()
    assert read_workbook(path, limits=Limits(seconds=0.5)) == read
    assert reader._POOL.workers[0].process.pid == pid


def test_a_reader_that_swells_is_stopped(tmp_path):
    """A memory limit ends it, not the machine."""
    big, good = tmp_path / "a.csv", tmp_path / "b.xlsx"
    big.write_bytes(b"1,2\n" * (8 * 2**20))
    good.write_bytes(Book("好").bytes())
    reader.stop()
    found = dict(read_many([big, good], limits=Limits(memory=400 * 2**20)))
    reader.stop()
    assert kind(found[0]) in (Kind.FILE_CRASHED, Kind.FILE_TOO_MUCH)
    assert only(found[1]).text(1, 1) == "好"


def test_a_worker_that_cannot_start_is_our_fault_and_said_so(tmp_path, monkeypatch):
    """A library that is missing must not look like nine broken files."""
    (tmp_path / "a.xlsx").write_bytes(Book("a").bytes())
    reader.stop()
    monkeypatch.setattr(
        reader, "start_process", lambda module, **pipes: process.start("reporter.no_such_module", **pipes)
    )
    with pytest.raises(RuntimeError, match="无法启动"):
        read_workbook(tmp_path / "a.xlsx")
    monkeypatch.undo()
    assert only(read_workbook(tmp_path / "a.xlsx")).text(1, 1) == "a"


def test_reading_may_be_given_up_midway(tmp_path):
    """Answers nobody waits for do not turn up in the next reading."""
    paths = [tmp_path / f"{number}.xlsx" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_bytes(Book(f"第{number}份").bytes())
    next(read_many(paths))
    assert only(read_workbook(paths[3])).text(1, 1) == "第3份"


def test_a_file_in_use_or_out_of_reach_is_named(tmp_path, monkeypatch):
    """A lock by Excel, a path too long, a drive that is gone."""

    def refuse(error):
        def opened(*_args, **_kwargs):
            raise error

        return opened

    (tmp_path / "a.xlsx").write_bytes(Book("a").bytes())
    limits = {**{name: getattr(LIMITS, name) for name in LIMITS.__slots__}}
    monkeypatch.setattr("builtins.open", refuse(PermissionError(13, "Permission denied")))
    assert worker.answer(str(tmp_path / "a.xlsx"), limits)["fault"] == "FILE_IN_USE"
    monkeypatch.setattr("builtins.open", refuse(OSError(53, "network path not found")))
    found = worker.answer(str(tmp_path / "a.xlsx"), limits)
    assert (found["fault"], found["facts"]) == ("FILE_UNREACHABLE", {"number": 53})


def test_a_file_that_changes_while_it_is_read_is_read_again_or_named(tmp_path, monkeypatch):
    """Twice is enough; then it is said."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(Book("a").bytes())
    limits = {**{name: getattr(LIMITS, name) for name in LIMITS.__slots__}}
    real, times = os.stat, []

    def restless(target, *args, **kwargs):
        found = real(target, *args, **kwargs)
        if str(target) == str(path):
            times.append(1)
            os.utime(path, ns=(0, len(times) * 10**9))
        return found

    monkeypatch.setattr(os, "stat", restless)
    assert worker.answer(str(path), limits)["remarks"] == [("FILE_CHANGING", {})]
    assert len(times) == 4


def test_a_file_too_big_is_not_read(tmp_path):
    """By its size, before a byte of it is."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(2000))
    found = dict(read_many([path], limits=Limits(file_bytes=1000)))[0]
    assert kind(found) is Kind.FILE_TOO_BIG


# --- other formats -------------------------------------------------------------------------------------------------

TABLE = "任务编号,完成状态\n1-01,已完成\n"


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gb18030"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.replace(",", "\t").encode("gbk"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        ("sep=;\n" + TABLE.replace(",", ";")).encode(),
    ],
)
def test_text_tables_are_read_in_every_encoding(tmp_path, data):
    """[73] and mess.md A: comma, tab, semicolon; with and without a byte order mark."""
    sheet = only(read(tmp_path, data, "a.csv"))
    assert [cell.text for cell in sheet.cells.values()] == ["任务编号", "完成状态", "1-01", "已完成"]


def test_a_quoted_field_may_hold_separators_and_line_breaks(tmp_path):
    """As Excel writes it."""
    sheet = only(read(tmp_path, '编号,进展\n1,"第一行\n第二行,""引""" \n'.encode(), "a.csv"))
    assert sheet.text(2, 2) == '第一行\n第二行,"引"'


def test_text_under_the_name_xls_is_read_and_said_so(tmp_path):
    """mess.md A: system exports."""
    found = read(tmp_path, TABLE.replace(",", "\t").encode("gbk"), "导出.xls")
    assert remarks(found) == [Kind.FILE_FORM_DIFFERS]
    assert "文本文件" in found.remarks[0].message


def test_a_web_page_under_the_name_xls_is_read(tmp_path):
    """[72] Tables with spans; what stands outside the tables is kept too."""
    page = (
        '<html><head><meta charset="gb2312"><style>td{}</style></head><body><p>单位：民政处</p>'
        "<table><tr><td colspan=2>标题</td></tr>"
        "<tr><th>编号</th><th>状态</th></tr><tr><td rowspan=2>1</td><td>已&nbsp;完<br>成</td></tr>"
        "<tr><td>甲</td></tr></table></body></html>"
    )
    found = read(tmp_path, page.encode("gbk"), "a.xls")
    sheet = only(found)
    assert [(cell.address, cell.text) for cell in sheet.cells.values()] == [
        ("A1", "单位：民政处"),
        ("A2", "标题"),
        ("A3", "编号"),
        ("B3", "状态"),
        ("A4", "1"),
        ("B4", "已 完\n成"),
        ("B5", "甲"),
    ]
    assert Merge(4, 1, 5, 1) in sheet.merges
    assert remarks(found) == [Kind.FILE_FORM_DIFFERS]


def test_a_web_page_of_several_sheets_is_several_sheets(tmp_path):
    """As LibreOffice writes a workbook: a heading before each table. Tables under one heading stay together."""
    page = (
        "<h1>概览</h1><h1>Sheet 1: <em>甲</em></h1><table><tr><td>1</td></tr></table><p>说明</p>"
        "<table><tr><td>2</td></tr></table>"
        "<h1>Sheet 2</h1><table><tr><td>3</td></tr></table>"
    )
    found = read(tmp_path, f"<html><body>{page}</body></html>".encode(), "a.html")
    assert [[cell.text for cell in sheet.cells.values()] for sheet in found.sheets] == [
        ["概览", "Sheet 1: 甲", "1", "说明", "2"],
        ["Sheet 2", "3"],
    ]


def test_a_single_file_web_page_is_read(tmp_path):
    """MHTML, as Excel and export tools write it."""
    page = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>=C3=F1=D5=FE</td></tr></table>\r\n--b--\r\n"
    )
    assert only(read(tmp_path, page, "a.xls")).text(1, 1) == "民政"


def test_an_xml_spreadsheet_of_2003_is_read(tmp_path):
    """Indices, merges, percents, dates, errors; a document type is refused here too."""
    xml = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="p">'
        '<NumberFormat ss:Format="0%"/></Style></Styles>'
        '<Worksheet ss:Name="表"><Table><Row ss:Index="2"><Cell ss:Index="2" ss:MergeDown="1"><Data '
        'ss:Type="String">甲</Data></Cell>'
        '<Cell ss:StyleID="p"><Data ss:Type="Number">0.8</Data></Cell><Cell><Data ss:Type="DateTime">'
        "2018-06-30T00:00:00.000</Data></Cell>"
        '<Cell><Data ss:Type="Error">#REF!</Data></Cell></Row><Row><Cell><Data ss:Type="Number">'
        "3</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    sheet = only(read(tmp_path, xml.encode(), "a.xls"))
    assert [(cell.address, cell.text, cell.kind) for cell in sheet.cells.values()] == [
        ("B2", "甲", "text"),
        ("C2", "80%", "percent"),
        ("D2", "2018-06-30", "date"),
        ("E2", "#REF!", "error"),
        ("A3", "3", "number"),
    ]
    hostile = xml.replace("?><?mso", '?><!DOCTYPE a [<!ENTITY b "c">]><?mso')
    assert kind(read(tmp_path, hostile.encode(), "b.xls")) is Kind.FILE_HOSTILE


def test_an_ods_workbook_is_read(tmp_path):
    """What LibreOffice and others save."""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="表"><table:table-row>'
        '<table:table-cell office:value-type="string">'
        '<text:p>任务编号</text:p></table:table-cell><table:table-cell office:value-type="float" '
        'office:value="3"><text:p>3</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    data = zipped(
        [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
            ("META-INF/manifest.xml", "<manifest/>"),
        ]
    )
    found = read(tmp_path, data, "a.ods")
    assert [cell.text for cell in only(found).cells.values()] == ["任务编号", "3"]
    assert remarks(found) == [Kind.FILE_OLD_FORM]


def test_an_xlsb_workbook_is_read(tmp_path):
    """Built record by record: a number (id below 128 in one byte, else two), a length, the bytes."""

    def record(number: int, content: bytes = b"") -> bytes:
        head = bytes((number,)) if number < 128 else bytes((number & 0x7F | 0x80, number >> 7))
        return head + bytes((len(content),)) + content

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    sheet = (
        record(129)
        + record(148, struct.pack("<IIII", 0, 0, 0, 1))
        + record(145)
        + record(0, struct.pack("<I", 0) + bytes(13))
        + record(6, struct.pack("<II", 0, 0) + wide("任务编号"))
        + record(5, struct.pack("<IId", 1, 0, 3.0))
        + record(146)
        + record(130)
    )
    book = (
        record(131)
        + record(143)
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("表"))
        + record(144)
        + record(132)
    )
    kind_of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind_of}/%s" Target="%s"/></Relationships>'
    )
    data = zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": relations % ("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations % ("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
    found = read(tmp_path, data, "a.xlsb")
    assert [(cell.address, cell.text) for cell in only(found).cells.values()] == [("A1", "任务编号"), ("B1", "3")]
    assert remarks(found) == [Kind.FILE_OLD_FORM]


@pytest.mark.render
@pytest.mark.parametrize(
    "form", ["xls", "ods", "html", "xlsx:Calc MS Excel 2007 XML", "csv:Text - txt - csv (StarCalc):44,34,76,1"]
)
def test_what_libreoffice_saves_says_the_same(tmp_path, form):
    """A progress sheet saved in another format by another program: the same entries."""
    need_renderer()
    (tmp_path / "a.xlsx").write_bytes(
        progress_sheet("""
1-01 | 正在推进 | 40% | | | 第一行⏎第二行，"引" | http://a.gov.cn/1
1-02 | 已完成 | 100 | 2018-05-20 | | 全部公开 | 《救助政策》""")
        .put("Q6", dt.date(2018, 12, 20))
        .number("J7", 1, "0%")
        .merge("M8:N9")
        .bytes()
    )
    suffix = form.partition(":")[0]
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            form,
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "a.xlsx"),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    saved = (tmp_path / "out" / f"a.{suffix}").read_bytes()
    first, second = (
        intake(tmp_path / str(number), {name: data}).returns[0]
        for number, (name, data) in enumerate((("a.xlsx", (tmp_path / "a.xlsx").read_bytes()), (f"a.{suffix}", saved)))
    )

    def values(entry):
        return [entry.values.get(column.key) for column in FILLED]

    assert [values(entry) for entry in second.entries] == [values(entry) for entry in first.entries]
    assert (second.filed_on, second.filler, second.reviewer, second.phone) == (
        first.filed_on,
        first.filler,
        first.reviewer,
        first.phone,
    )


def test_broken_styles_cost_no_cell(tmp_path):
    """mess.md A: an empty <fill/>, number format 59, a styles part that is no XML: the cells are read all the same."""
    for number, styles in enumerate(
        (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fills '
            'count="1"><fill/></fills>'
            '<cellXfs count="1"><xf numFmtId="59"/></cellXfs></styleSheet>',
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        )
    ):
        book = Book("甲").number("B1", 3)
        book.parts["xl/styles.xml"] = styles
        assert only(read(tmp_path, book, f"{number}.xlsx")).text(1, 1) == "甲"
    book = Book("甲").put("B1", dt.date(2018, 6, 30))
    book.parts["xl/styles.xml"] = "<styleSheet><cellXfs></a></styleSheet>"
    found = read(tmp_path, book)
    assert [cell.text for cell in only(found).cells.values()] == ["甲", "43281"]
    assert remarks(found) == [Kind.FILE_STYLES_BROKEN]
    book = Book("甲").number("B1", 0.8, "0%")
    book.parts["xl/styles.xml"] = str(book.build()["xl/styles.xml"]).replace('fontId="0"', 'fontId="甲"')
    assert only(read(tmp_path, book)).text(1, 2) == "80%"


def test_a_sheet_that_leads_nowhere_costs_the_others_nothing(tmp_path):
    """A module of macros in the list of sheets, as old workbooks have it: the engine alone opens nothing."""
    book = Book("甲").sheet("Module1", "x")
    book.parts["xl/workbook.xml"] = book.build()["xl/workbook.xml"].replace('r:id="rId2"', 'r:id=""')
    found = read(tmp_path, book)
    assert only(found).text(1, 1) == "甲"
    assert [item.facts for item in found.remarks] == [{"sheet": "Module1", "why": "内容缺失"}]


def test_an_ods_workbook_with_indented_markup_is_read(tmp_path):
    """As KSpread wrote it: the engine alone stumbles over the blanks between cells."""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet>\n<table:table table:name="表">\n <table:table-row>\n  <table:table-cell '
        'office:value-type="string">\n   <text:p>任务编号</text:p>\n  </table:table-cell>\n '
        "</table:table-row>\n</table:table>\n"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    data = zipped(
        [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
            ("META-INF/manifest.xml", "<manifest/>"),
        ]
    )
    assert only(read(tmp_path, data, "a.ods")).text(1, 1) == "任务编号"


def test_what_no_engine_can_open_is_named(tmp_path):
    """[74] An OLE container that says it holds a workbook and does not; binary data; a text in no known encoding."""
    assert kind(read(tmp_path, ole("Workbook"), "a.xls")) is Kind.FILE_DAMAGED
    assert kind(read(tmp_path, bytes(range(256)) * 20, "a.dat")) is Kind.FILE_UNKNOWN
    assert kind(read(tmp_path, b"\xff\xfe" + b"\x00\xd8" * 9, "a.csv")) is Kind.FILE_UNKNOWN
    assert kind(read(tmp_path, b"\x09\x04\x06\x00" + bytes(60), "a.xls")) is Kind.FILE_ANCIENT
    assert kind(read(tmp_path, b'<?xml version="1.0"?><a/>', "a.xls")) is Kind.FILE_NOT_WORKBOOK
    assert "damaged" not in read(tmp_path, ole("Workbook"), "a.xls").message


def test_the_digest_is_that_of_the_bytes(tmp_path):
    """Of files read and of files refused."""
    import hashlib

    for name, data in (("a.xlsx", Book("a").bytes()), ("b.pdf", b"%PDF-1.4"), ("c.xlsx", killer())):
        assert read(tmp_path, data, name).digest == hashlib.sha256(data).hexdigest()


STYLES = Styles(frozenset({2}), frozenset({3}), {4: '"有"'})
"""One style that shows a percent, one that strikes out, one that shows words."""


def _told(found: Look) -> dict[str, object]:
    """What was found, places without a value aside, where a percent format tells nothing."""
    blank = {(row, column) for row in (1, 7) for column in (5,)}
    told = {name: getattr(found, name) for name in Look.__slots__ if name != "notes"}
    return {**told, "percent": found.percent - blank}


CELLS = (
    b'<c r="A1" s="2"><v>0.5</v></c>',
    b'<c r="B1" s="3" t="s"><v>0</v></c>',
    b'<c r="C1" t="s"><v>1</v></c>',
    b'<c r="D1" s="4" t="inlineStr"><is><t>s="2" t="e" strike</t></is></c>',
    b'<c r="E1" s="2"/>',
    b'<c r="F1" t="e"><v>#REF!</v></c>',
    b'<c r="G1" t="str"><f>A1&amp;"x"</f><v></v></c>',
    b'<c r="H1"><f>HYPERLINK("http://a.cn/b","b")</f></c>',
    b'<c r="I1"><f t="shared" si="0"/></c>',
    b'<c r="J1" t="inlineStr"><is><r><rPr><strike/></rPr><t>x</t></r></is></c>',
    b'<c r="AA1" s="22"><v>3</v></c>',
)


@pytest.mark.parametrize("count", range(1, len(CELLS) + 1))
def test_a_quick_look_finds_what_going_through_every_cell_finds(count):
    """Or it finds that each cell is to be looked at: where there are error values or struck shared strings."""
    for cells in (CELLS[:count], CELLS[-count:], CELLS[count - 1 :: -1]):
        rows = b'<row r="1" hidden="1" s="2">%b</row><row r="2" ht="0"/><row r="7">%b</row>' % (
            b"".join(cells),
            b"".join(cells).replace(b'1"', b'7"'),
        )
        part = b'<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>%b</sheetData>' % rows
        whole = full_look(part, STYLES, frozenset())
        assert whole.hidden_rows == {1, 2}
        assert whole.hidden_columns == {2, 3}
        quick = quick_look(part, STYLES, frozenset())
        assert (quick is None) == (b"#REF!" in part)
        assert quick is None or _told(quick) == _told(whole)
        assert quick_look(part, STYLES, frozenset({1})) is None


@pytest.mark.parametrize(
    "cell",
    [
        b'<c s="2" r="A1"><v>1</v></c>',
        b"<c><v>1</v></c>",
        b"<c r='A1'><v>1</v></c>",
        b'<x:c r="A1"><x:v>1</x:v></x:c>',
        b'<c r="KA1"><v>1</v></c>',
        b'<c r="A10000"><v>1</v></c>',
        b'<c r="a1"><v>1</v></c>',
        b"<c\nr='A1'/>",
        b'</row><row r="10000">',
        b'</row><row ht="0" r="2">',
        b"</row><row>",
    ],
)
def test_what_is_written_otherwise_or_far_off_is_looked_at_cell_by_cell(cell):
    """So no row without an address, no other prefix or order of attributes is overlooked."""
    part = b'<worksheet><sheetData><row r="1"><c r="B1"><v>1</v></c>%b</row></sheetData></worksheet>'
    assert quick_look(part % b"", STYLES, frozenset()) is not None
    assert quick_look(part % cell, STYLES, frozenset()) is None


def test_a_quick_look_goes_over_a_large_sheet_in_pieces(monkeypatch):
    """No row is lost or found twice where a piece ends."""
    monkeypatch.setattr("reporter.intake.cell_extras._PIECE", 50)
    rows = b"".join(b'<row r="%d"><c r="A%d" s="2"><v>1</v></c></row>' % (row, row) for row in range(1, 40))
    found = quick_look(b"<worksheet><sheetData>%b</sheetData></worksheet>" % rows, STYLES, frozenset())
    assert found and found.percent == {(row, 1) for row in range(1, 40)}
