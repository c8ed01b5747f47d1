"""Every problem of the catalogue, produced by the smallest input that has it: this one and no other, at its cell.

A new code needs one line in one of the tables here; one that no input can produce does not belong in the catalogue.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from reporter import process
from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.year import assess_year
from reporter.gongwen import word
from reporter.intake import reader, reading_context, run_limit
from reporter.intake.input_returns import Intake
from reporter.intake.issued_record import NOTHING_ISSUED, changed_copies, read_issued
from reporter.intake.master_list import read_master
from reporter.intake.notice import read_notice
from reporter.ledger.month_sheets import kept_sheets
from reporter.pipeline.built import Stopped, headless, read_templates
from reporter.pipeline.format_run import build_format
from reporter.pipeline.month_run import judged as judged_month
from reporter.pipeline.month_run import read_month
from reporter.pipeline.received import Received
from reporter.pipeline.signed_problems import told_changes, told_of_year
from reporter.sheets.self_check import lost_cells
from reporter.typesetting import typeset
from reporter.vocabulary.findings import LaterChange
from reporter.vocabulary.issued import Issue, Issued, IssuedDocument
from reporter.vocabulary.method import settings, shown
from reporter.vocabulary.model import (
    Cell,
    Item,
    Objection,
    Period,
    Plan,
    Source,
    Span,
    Status,
    Supplement,
    TypedSheet,
)
from reporter.vocabulary.problems import Kind, Problem
from reporter.workspace import Workspace

from .builders import Book, intake, ole, progress_sheet, rows, small_plan, zipped
from .masters import shipped_rows, write_master
from .notices import SEED, docx, word_table
from .registers import CIVIL, PAGE, day, item, judged, plan, sent
from .sample_month import JUNE, sample_month
from .shipped_kinds import SCOPES, TEMPLATES
from .test_register import HEADER as REGISTER
from .test_register import timed_plan
from .test_score import going, returned
from .test_score import plan as scored_plan

MAY = Period(2018, 5)


@dataclass(frozen=True, slots=True)
class Case:
    """A code, the place it comes out at as ``file|sheet|cell``, what makes it, and the codes that come with it."""

    code: str
    place: str
    make: Callable[[Path], Iterable[Problem]]
    beside: str = ""


# --- what departments send -----------------------------------------------------------------------------------------

WHOLE = (
    "1-01 | 正在推进 | 40 |  |  | 已公开\n1-02 | 正在推进 | 40 |  |  | 已公开\n1-09 | 正在推进 | 40 |  |  | 已公开\n"
)
SOUND = WHOLE + "2-07 | 正在推进 | 40 |  | 1 | 解读一次"
NAME = "2018-05/a.xlsx"
FILE = f"input/{NAME}"


def files(contents: Mapping[str, Book | bytes], plan: Plan | None = None) -> Callable[[Path], Iterable[Problem]]:
    """The problems of these files below input/."""
    return lambda home: intake(home, contents, plan).problems


def row(text: str) -> Book:
    """A sound return but for its last row, number 9."""
    return progress_sheet(WHOLE + text)


def told(line: str, **fields: str) -> Book:
    """A return of these lines, a sound one without any, whose fields are changed."""
    return progress_sheet(line or SOUND, **fields)


def table(header: str, *lines: str) -> Book:
    """A progress sheet of these columns; the header is row 5."""
    return progress_sheet("\n".join(lines), header=header)


def registered(line: str, *more: str, above: tuple[str, ...] = ()) -> Book:
    """A sound return and beside it 「事项登记」 of these lines, from row 2 on."""
    timed = progress_sheet(SOUND).text("H9", "解读≥3次/年\n3个工作日")
    return timed.sheet("事项登记", [rows(text)[0] for text in (*above, REGISTER, line, *more)])


def other_sheet(state: str = "") -> Book:
    """A sound return whose sheet is the second of two."""
    book = Book("说明").sheet("进展填报", state=state)
    book.now["cells"] = progress_sheet(SOUND).now["cells"]
    return book


def with_part(name: str, content: bytes | str) -> Book:
    """A sound return with one more part in its package."""
    book = progress_sheet(SOUND)
    book.parts[name] = content
    return book


def of_part(name: str, change: Callable[[str], str]) -> Book:
    """A sound return with a part of its package changed."""
    book = progress_sheet(SOUND)
    return with_part(name, change(str(book.build()[name])))


def pictured(column: int, row: int) -> Book:
    """A sound return with a picture over one cell, counted from 0."""
    book = with_part(
        "xl/drawings/drawing1.xml",
        f"<wsDr><oneCellAnchor><from><col>{column}</col><row>{row}</row></from><pic/></oneCellAnchor></wsDr>",
    )
    book.parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships><Relationship Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    return book


def damaged_picture() -> bytes:
    data = bytearray(with_part("xl/media/image1.png", bytes(range(256)) * 4).bytes())
    data[data.find(b"xl/media/image1.png") + 60] ^= 0x55
    return bytes(data)


def lost_sheet() -> bytes:
    parts = progress_sheet(SOUND).sheet("丢失", "b").build()
    return zipped({name: part for name, part in parts.items() if name != "xl/worksheets/sheet2.xml"})


def aborting() -> Book:
    """A workbook whose far cell is written so that the quick search misses it: the engine aborts."""
    far = '<row><c\nr="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return of_part("xl/worksheets/sheet1.xml", lambda part: part.replace("</sheetData>", far))


def unnumbered(text: str) -> Book:
    """A sound return whose last row has no number but these words."""
    book = progress_sheet(SOUND)
    del book.now["cells"][9, 1]
    return book.text("D9", text)


GOOD_ITEM = "2-07 | 《办法》解读 | 2018-05-15 | 2018-05-14 | http://a.cn/1"
DONE = "2-07 | 已完成 | {} | {} | 3 | 已解读 | {}"

SENT = [
    ("F201", f"{FILE[:14]}~$a.xlsx||", {"2018-05/~$a.xlsx": b"\0" * 165}),
    ("F202", "input/2018-05/.DS_Store||", {"2018-05/.DS_Store": b"x"}),
    ("F208", f"{FILE}||", b""),
    ("F210", f"{FILE}||", ole("EncryptedPackage")),
    ("F211", f"{FILE}||", progress_sheet(SOUND).bytes()[:900]),
    ("F212", f"{FILE}||", b"%PDF-1.4"),
    ("F213", "input/2018-05/a.dat||", {"2018-05/a.dat": bytes(range(256)) * 20}),
    ("F214", f"{FILE}||", with_part("xl/workbook.xml", '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>')),
    ("F215", f"{FILE}||", aborting()),
    ("F217", "input/2018-05/a.csv||", {"2018-05/a.csv": b"1,2,3,4,5,6,7,8,9,10\n" * 21_000}),
    ("F218", "input/2018-05/a.xls||", {"2018-05/a.xls": ole("Workbook")}),
    ("F219", "input/2018-05/a.xls||", {"2018-05/a.xls": progress_sheet(SOUND)}),
    ("F220", f"{FILE}||", with_part("xl/vbaProject.bin", b"\0")),
    ("F222", "input/2018-05/b.xlsx||", {NAME: progress_sheet(SOUND), "2018-05/b.xlsx": progress_sheet(SOUND)}),
    ("F223", f"{FILE}||", with_part("xl/media/x.bin", b"\0" * (65 * 2**20))),
    ("F224", f"{FILE}||", with_part("xl/externalLinks/externalLink1.xml", "<externalLink/>")),
    ("F226", f"{FILE}||", Book("姓名 | 金额")),
    ("F227", "input/2018-05/a.xls||", {"2018-05/a.xls": b"\x09\x04\x06\x00" + bytes(60)}),
    ("F228", f"{FILE}||", with_part("xl/styles.xml", "<styleSheet><cellXfs></a></styleSheet>")),
    ("F230", f"{FILE}||", damaged_picture()),
    ("S301", f"{FILE}|进展填报|", other_sheet("hidden")),
    (
        "S302",
        f"{FILE}|进展填报|A5",
        table(
            "任务编号 | 完成状态 | 完成进度 | 完成日期 | 进展情况",
            *(f"{task} | 正在推进 | 40 |  | 甲" for task in ("1-01", "1-02", "1-09", "2-07")),
        ),
    ),
    ("S303", f"{FILE}|进展填报|A5", progress_sheet(SOUND).text("R5", "领导批示").text("R6", "阅")),
    ("S304", f"{FILE}|进展填报|R5", progress_sheet(SOUND).text("R5", "目前进展").text("R6", "另一说")),
    ("S305", f"{FILE}|进展填报|A2", told("", department="", title="2018年5月进展填报表")),
    ("S306", f"{FILE}|进展填报|B2", told("", department="档案处")),
    ("S307", f"{FILE}|进展填报|B2", progress_sheet(SOUND, more=["填报单位 | 教育处"])),
    ("S308", "input/2018-05/民政处.xlsx|进展填报|A2", {"2018-05/民政处.xlsx": told("", department="")}),
    ("S309", "input/2018-05/教育处.xlsx|进展填报|B2", {"2018-05/教育处.xlsx": told("")}),
    ("S310", "input/a.xlsx|进展填报|C2", {"a.xlsx": told("", period="", title="进展表")}),
    ("S311", f"{FILE}|进展填报|D2", told("", period="二季度")),
    ("S312", "input/a.xlsx|进展填报|D2", {"a.xlsx": told("", period="2017-05", title="进展表")}),
    ("S313", f"{FILE}|进展填报|C2", told("", period="", title="进展表")),
    ("S314", "input/2018-06/a.xlsx|进展填报|D2", {"2018-06/a.xlsx": told("")}),
    ("S315", f"{FILE}|进展填报|D2", told("", period="5月")),
    ("S316", f"{FILE}|进展填报|E2", told("", filed_on="")),
    ("S317", f"{FILE}|进展填报|F2", told("", filed_on="2018-04-22")),
    ("S318", f"{FILE}|进展填报|C3", told("", reviewer="")),
    ("S319", f"{FILE}|进展填报|D3", told("", reviewer="张 三")),
    ("S320", f"{FILE}|进展填报|A7", progress_sheet(SOUND).hide(7)),
    ("S321", f"{FILE}|进展填报|M5", progress_sheet(SOUND).hide(columns="13")),
    (
        "S322",
        f"{FILE}|进展填报|M6",
        progress_sheet(SOUND.replace("1-02 | 正在推进 | 40 |  |  | 已公开", "1-02 | 正在推进 | 40")).merge("M6:M7"),
    ),
    ("S323", f"{FILE}|进展填报|M6", progress_sheet(SOUND).note("M6", "请领导把关")),
    ("S324", f"{FILE}|进展填报|KO9", progress_sheet(SOUND).text("KO9", "远处的话")),
    ("S333", f"{FILE}|进展填报|", told("1-01\n1-02\n1-09\n2-07", filed_on="", filler="", reviewer="").blank("F3")),
    ("S326", f"{FILE}|进展填报|A5", told("1-01\n1-02\n1-09\n2-07")),
    ("S327", f"{FILE}||", lost_sheet()),
    ("S328", f"{FILE}|藏|", progress_sheet(SOUND).sheet("藏", "私房话", state="hidden")),
    ("S329", f"{FILE}|进展填报|I5", progress_sheet(SOUND).text("I5", "完成情况")),
    ("S330", f"{FILE}|进展填报|I5", progress_sheet(re.sub("正在推进", "", SOUND)).text("I5", "完成状况")),
    ("S334", f"{FILE}|进展填报|R5", progress_sheet(SOUND).text("R5", "判定依据")),
    ("S331", f"{FILE}|进展填报|M7", progress_sheet(SOUND).merge("M6:M7")),
    ("R401", f"{FILE}|进展填报|A10", row("2-07 | 正在推进 | 40 |  | 1 | 甲\n2-10 | 正在推进 | 40 |  |  | 甲")),
    ("R402", f"{FILE}|进展填报|A10", row("2-07 | 正在推进 | 40 |  | 1 | 甲\n2-14 | 正在推进 | 40 |  |  | 甲")),
    ("R403", f"{FILE}|进展填报|D10", progress_sheet(SOUND).text("D10", "清单以外的一件事").text("I10", "正在推进")),
    ("R404", f"{FILE}|进展填报|A10", row("2-07 | 正在推进 | 40 |  | 1 | 甲\n9-99 | 正在推进 | 40 |  |  | 甲")),
    ("R405", f"{FILE}|进展填报|A9", row("2-07 | 正在推进 | 40 |  | 1 | 甲\n2-07 | 正在推进 | 60 |  | 1 | 乙")),
    ("R406", f"{FILE}|进展填报|A9", row("2-07 | 正在推进 | 40 |  | 1 | 甲\n2-07 | 正在推进 | 40 |  | 1 | 甲")),
    ("R407", f"{FILE}|进展填报|D9", unnumbered("加强政策解读，每年解读重要政策措施不少于3次。")),
    ("R408", f"{FILE}|进展填报|D9", unnumbered("加强政策解读，每年解读重要政策不少于3次。")),
    ("R409", f"{FILE}|进展填报|D6", progress_sheet(SOUND).text("D6", "推进教育信息公开。")),
    ("R410", f"{FILE}|进展填报|E6", progress_sheet(SOUND).text("E6", "2019年底前")),
    ("R411", f"{FILE}|进展填报|A5", told(WHOLE)),
    ("R412", f"{FILE}|进展填报|A9", row("2-07")),
    ("R413", f"{FILE}|进展填报|I9", row("2-07 |  | 40 |  | 1 | 甲")),
    ("R414", f"{FILE}|进展填报|A9", progress_sheet(SOUND).text("D9", "重点公开社会组织名录、年检年报等管理信息。")),
    ("R415", f"{FILE}|进展填报|A9", progress_sheet(SOUND).put("A9", dt.date(2018, 2, 7))),
    ("R416", f"{FILE}|进展填报|A9", progress_sheet(SOUND).text("M10", "又解读一次。")),
    ("R420", f"{FILE}|进展填报|J9", row(DONE.format("60", "2018-05-02", "《甲》"))),
    ("R421", f"{FILE}|进展填报|K9", row(DONE.format("100", "", "《甲》"))),
    ("R422", f"{FILE}|进展填报|N9", row(DONE.format("100", "2018-05-02", ""))),
    ("R429", f"{FILE}|进展填报|N9", row(DONE.format("100", "2018-05-02", "见官网"))),
    ("R423", f"{FILE}|进展填报|J9", row("2-07 | 未启动 | 20 |  |  | 已召开会议")),
    ("R424", f"{FILE}|进展填报|K9", row("2-07 | 正在推进 | 60 | 2018-05-02 | 1 | 甲")),
    ("R425", f"{FILE}|进展填报|I9", row("2-07 | 正在推进 | 100 |  | 1 | 甲")),
    ("R426", f"{FILE}|进展填报|K9", row(DONE.format("100", "2018-05-30", "《甲》"))),
    ("R427", f"{FILE}|进展填报|M9", row("2-07 | 不涉及")),
    ("R428", f"{FILE}|进展填报|K9", row(DONE.format("100", "2017-05-02", "《甲》"))),
    ("R431", f"{FILE}|事项登记|B2", registered(" | 解读 | 2018-05-15 | 2018-05-14 | http://a.cn/1")),
    ("R432", f"{FILE}|事项登记|B2", registered("2-07 |  | 2018-05-15 | 2018-05-14 | http://a.cn/1")),
    ("R433", f"{FILE}|事项登记|C2", registered("2-07 | 解读 |  | 2018-05-14 | http://a.cn/1")),
    ("R434", f"{FILE}|事项登记|D2", registered("2-07 | 解读 | 2018-05-15 |  | http://a.cn/1")),
    ("R435", f"{FILE}|事项登记|E2", registered("2-07 | 解读 | 2018-05-15 | 2018-05-14 | ")),
    ("R436", f"{FILE}|事项登记|C2", registered("2-07 | 解读 | 2018-05-15 | 2018-05-16 | http://a.cn/1")),
    ("R437", f"{FILE}|事项登记|C2", registered("2-07 | 解读 | 2018-05-23 | 2018-05-22 | http://a.cn/1")),
    ("R438", f"{FILE}|事项登记|C2", registered("2-07 | 解读 | 2017-05-15 | 2017-05-14 | http://a.cn/1")),
    ("R439", f"{FILE}|事项登记|B3", registered(GOOD_ITEM, GOOD_ITEM)),
    ("R440", f"{FILE}|事项登记|A2", registered("1-01 | 解读 | 2018-05-15 |  | http://a.cn/1")),
    ("R441", f"{FILE}|事项登记|B1", registered(GOOD_ITEM, above=("填报单位 | 教育处",))),
    ("V501", f"{FILE}|进展填报|I9", row("2-07 | 差不多了 | 40 |  | 1 | 甲")),
    ("V502", f"{FILE}|进展填报|I9", row("2-07 | 基本完成 | 40 |  | 1 | 甲")),
    ("V503", f"{FILE}|进展填报|J9", row("2-07 | 正在推进 | 2000万 |  | 1 | 甲")),
    ("V504", f"{FILE}|进展填报|J9", row("2-07 | 正在推进 | 0.8 |  | 1 | 甲")),
    ("V505", f"{FILE}|进展填报|Q9", row("2-07 | 正在推进 | 40 |  | 1 | 甲 |  |  |  | 明年")),
    ("V506", f"{FILE}|进展填报|Q9", row("2-07 | 正在推进 | 40 |  | 1 | 甲 |  |  |  | 12月20日")),
    ("V507", f"{FILE}|进展填报|L9", row("2-07 | 正在推进 | 40 |  | 若干 | 甲")),
    ("V508", f"{FILE}|进展填报|L9", row("2-07 | 正在推进 | 40 |  | 3次（4月、5月） | 甲")),
    ("V509", f"{FILE}|进展填报|J9", progress_sheet(SOUND).formula("J9", "A1+1")),
    ("V510", f"{FILE}|进展填报|M9", progress_sheet(SOUND).error("M9")),
    (
        "V511",
        f"{FILE}|进展填报|N9",
        progress_sheet(SOUND).formula("N9", '_xlfn.DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)', "str"),
    ),
    ("V512", f"{FILE}|进展填报|M9", progress_sheet(SOUND).text("M9", "作废", struck=True)),
    ("V513", f"{FILE}|进展填报|M9", progress_sheet(SOUND).text("M9", "第一_x000B_第二")),
    ("V514", f"{FILE}|进展填报|M9", row("2-07 | 正在推进 | 40 |  | 1 | 张某320811199001011234")),
    ("V515", f"{FILE}|进展填报|M9", row("2-07 | 正在推进 | 40 |  | 1 | 电话13905170000")),
    ("V516", f"{FILE}|进展填报|N9", row("2-07 | 正在推进 | 40 |  | 1 | 甲 | www.a.gov.cn/1")),
    ("V517", f"{FILE}|进展填报|N9", row("2-07 | 正在推进 | 40 |  | 1 | 甲 | http://192.168.1.2/a")),
    ("V518", f"{FILE}|进展填报|N9", row("2-07 | 正在推进 | 40 |  | 1 | 甲 | http：//a.gov.cn/1")),
    ("V519", f"{FILE}|进展填报|I9", row("2-07 |  | 40 |  | 1 | 甲").number("I9", 1, '"正在推进"')),
    ("V520", f"{FILE}|进展填报|L9", row("2-07 | 正在推进 | 40 |  |  | 甲").number("L9", 1, ";;;")),
    (
        "V521",
        f"{FILE}|进展填报|N9",
        progress_sheet(SOUND).formula("N9", 'HYPERLINK("C:/甲.docx","《甲》")', "《甲》", "str"),
    ),
    ("V522", f"{FILE}|进展填报|M9", pictured(12, 8)),
]


def limited(**limits: float) -> Callable[[Path, pytest.MonkeyPatch], None]:
    """Reading with other limits than the program's."""
    read = reader.read_many
    return lambda _, patch: patch.setattr(reader, "read_many", partial(read, limits=reader.Limits(**limits)))


def failing_drive(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Reading from a drive on which file names say what fails."""
    reader.stop()
    patch.setattr(reader, "start_process", lambda _, **pipes: process.start("tests.faulty_drive", **pipes))


def never_ending(home: Path, patch: pytest.MonkeyPatch) -> None:
    failing_drive(home, patch)
    limited(seconds=0.5)(home, patch)


def at_fault(_: Path, patch: pytest.MonkeyPatch) -> None:
    """Interpretation that meets a fault of our own."""
    patch.setattr(reading_context, "find", lambda *_: 1 // 0)


def linked(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "input/2018-05").mkdir(parents=True)
    os.symlink("/etc/hostname", home / FILE)


def piped(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "input/2018-05").mkdir(parents=True)
    os.mkfifo(home / FILE)


def huge(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "input/2018-05").mkdir(parents=True)
    with open(home / FILE, "wb") as stream:
        stream.truncate(51 * 2**20)


ODS = zipped(
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            '<table:table table:name="进展填报">'
            + "".join(
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
                    for text in line
                )
                + "</table:table-row>"
                for line in (
                    ("填报单位", "民政处", "报送期", "2018-05", "填报日期", "2018-05-22"),
                    ("填报人", "张三", "审核人", "李四"),
                    ("任务编号", "完成状态", "完成进度", "完成日期", "进展情况", "公开网址或佐证材料"),
                    *((task, "正在推进", "40", "", "甲", "") for task in ("1-01", "1-02", "1-09", "2-07")),
                )
            )
            + "</table:table></office:spreadsheet></office:body></office:document-content>",
        ),
        ("META-INF/manifest.xml", "<manifest/>"),
    ]
)
SHEETS = progress_sheet(SOUND)
for _number in range(65):
    SHEETS.sheet(f"表{_number}", "")
TWO = progress_sheet(SOUND).sheet("又一张")
TWO.now["cells"] = progress_sheet(SOUND).now["cells"]
ALONE = registered(GOOD_ITEM, above=("填报单位 | 民政处 | 报送期 | 2018-05",))
del ALONE.sheets[0]


def crowded(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_limit, "CELLS", 5)


DISTURBED = [
    ("F232", f"{FILE}||", {NAME: progress_sheet(SOUND).sheet("库", "x | x\n" * 20)}, crowded),
    ("F203", f"{FILE}||", {}, linked),
    ("F204", f"{FILE}||", {}, piped),
    ("F205", "input/2018-05/占用.xlsx||", {"2018-05/占用.xlsx": progress_sheet(SOUND)}, failing_drive),
    ("F206", "input/2018-05/断开.xlsx||", {"2018-05/断开.xlsx": progress_sheet(SOUND)}, failing_drive),
    ("F207", "input/2018-05/在变.xlsx||", {"2018-05/在变.xlsx": progress_sheet(SOUND)}, failing_drive),
    ("F209", f"{FILE}||", {}, huge),
    ("F216", "input/2018-05/很慢.xlsx||", {"2018-05/很慢.xlsx": progress_sheet(SOUND)}, never_ending),
    ("F231", f"{FILE}||", {NAME: progress_sheet(SOUND)}, at_fault),
    ("F229", f"{FILE}||", {NAME: progress_sheet(SOUND).sheet("库", "x | x\n" * 200)}, limited(cells=200)),
]
SENT += [
    ("F221", "input/2018-05/a.ods||", {"2018-05/a.ods": ODS}),
    ("F225", f"{FILE}||", SHEETS),
    ("S325", f"{FILE}||", TWO),
    ("R442", "input/2018-05/登记.xlsx|事项登记|B1", {"2018-05/登记.xlsx": ALONE}),
]

# --- versions and months -------------------------------------------------------------------------------------------

LINE = "2-07 | 正在推进 | {} |  | {} | {}"


def months(**books: Book) -> Callable[[Path], Iterable[Problem]]:
    """The problems of May, of files below input/2018-05/ by name, those of replaced versions too."""

    def make(home: Path) -> Iterable[Problem]:
        named = {f"2018-0{4 if name == 'april' else 5}/{name}.xlsx": book for name, book in books.items()}
        found = intake(home, named)
        month = assess(small_plan(), found.returns, MAY, MAY.last_day, problems=found.problems)
        return (*month.problems, *month.superseded)

    return make


def saved(book: Book, moment: str) -> Book:
    """The return as saved at this moment by its own record."""
    book.parts["docProps/core.xml"] = f"<x><dcterms:modified>{moment}</dcterms:modified></x>"
    return book


def april(line: str) -> Book:
    """April's return with this last row."""
    lines = WHOLE.replace("已公开", "开始") + line
    return progress_sheet(lines, period="2018-04", filed_on="2018-04-20", title="2018年4月进展填报表")


COMPARED = [
    (
        "C601",
        "input/2018-05/b.xlsx|进展填报|A9",
        dict(a=row(LINE.format(40, 1, "甲")), b=row(LINE.format(60, 1, "甲"))),
    ),
    (
        "C602",
        "input/2018-05/b.xlsx|进展填报|J9",
        dict(a=row(LINE.format(40, 1, "甲")), b=row(LINE.format(60, 1, "甲"))),
    ),
    (
        "C603",
        "input/2018-05/a.xlsx|进展填报|J9",
        dict(
            a=progress_sheet(WHOLE + LINE.format(30, 1, "甲"), filed_on="2018-05-20"), b=row(LINE.format(40, 1, "甲"))
        ),
    ),
    (
        "C607",
        "input/2018-05/b.xlsx|进展填报|J9",
        dict(a=row(LINE.format(40, 1, "甲")), b=row(LINE.format("４０％", 1, "甲"))),
    ),
    (
        "C608",
        "input/2018-05/b.xlsx|进展填报|F2",
        dict(
            a=saved(row(LINE.format(40, 1, "甲")), "2018-05-22T08:00:00Z"),
            b=saved(row(LINE.format(60, 1, "甲")), "2018-05-22T09:00:00Z"),
        ),
    ),
    (
        "C604",
        "input/2018-05/b.xlsx|进展填报|M9",
        dict(april=april(LINE.format(40, 1, "甲")), b=row(LINE.format(40, 1, "甲"))),
    ),
    (
        "C605",
        "input/2018-05/b.xlsx|进展填报|J9",
        dict(april=april(LINE.format(50, 1, "甲")), b=row(LINE.format(40, 1, "乙"))),
    ),
    (
        "C606",
        "input/2018-05/b.xlsx|进展填报|I9",
        dict(
            april=april("2-07 | 已完成 | 100 | 2018-04-02 | 3 | 甲 | 《甲》"),
            b=row(LINE.format(90, 3, "乙")),
        ),
    ),
]

COUNT3 = "解读≥3次/年"
ITEM = item("《甲办法》解读", "5-02", "5-01", PAGE.format(1))


def item_with(**changes: object) -> Item:
    """The item with other readings."""
    return replace(ITEM, values={**ITEM.values, **changes})


OWN, OTHERS = "input/2018-06/教育处.xlsx|事项登记|", "input/2018-06/民政处.xlsx|事项登记|"

REGISTERED = [
    ("C621", OTHERS + "B8", (COUNT3,), lambda: (sent(5, ITEM), sent(6, item_with(title="转载"), department=CIVIL))),
    (
        "C622",
        OWN + "B9",
        (COUNT3,),
        lambda: (sent(5, ITEM), sent(6, ITEM, item_with(title="另", done_on=day("6-01")))),
    ),
    ("C623", OWN + "B8", (COUNT3,), lambda: (sent(5, ITEM), sent(6, item_with(title="甲办法的解读")))),
    ("C624", OWN + "B8", (COUNT3,), lambda: (sent(5, ITEM), sent(6, item("乙", "6-02", address=PAGE.format(2))))),
    ("C625", "input/2018-06/教育处.xlsx|进展填报|A6", (COUNT3,), lambda: (sent(6, ITEM, count=3),)),
    ("C626", OWN + "B8", ("3个工作日",), lambda: (sent(6, item("解读", "2099-05-02", "2099-05-01", PAGE.format(1))),)),
]

# --- the master list -----------------------------------------------------------------------------------------------

MASTER = "input/任务总表.xlsx"
TASK = ["1-01", "1", 1, "", "公开招生信息。", "", "民政处", "2018年底前", "", ""]
LIST: Mapping[str, list[list[object]]] = {
    "任务": [[*rows("任务编号|清单|序号|公开领域|主要任务|责任领导|责任部门|完成时间|量化要求|备注")[0]], TASK],
    "清单": [["清单", "名称", "依据"], ["1", "清单一", ""]],
    "单位": [
        ["单位", "别名", "类别", "分管领导", "联络员", "联系电话"],
        ["民政处", "民政", "处室"],
        ["教育处", "", "处室"],
    ],
    "称谓": [["称谓", "单位"], ["各部门", "全部"], ["各相关部门", ""]],
    "公文": [
        ["要素", "内容", "说明"],
        ["发文机关", "社会事业局"],
        ["年份", "2018"],
        ["报送截止日", "25"],
        ["异议截止工作日", "5"],
        ["督办反馈工作日", "5"],
        ["通知成文日期", "2018-04-28"],
    ],
    "考核办法": [["项目", "取值", "说明"], *([title, shown(default)] for _, title, default, _ in settings())],
    "加减分": [["报送期", "单位", "分值", "事由", "依据"]],
    "延期": [["任务编号", "单位", "延期至", "批准依据", "事由"]],
    "异议": [["单位", "事项", "理由", "处理意见", "分值变动"]],
}
_ARRANGED = ["报送期", "报送截止日", "不考核", "说明"]
RULE = {title: number for number, (_, title, *_) in enumerate(settings(), 2)}


def master(**sheets: list[list[object]] | None) -> Book:
    """The small master list with sheets replaced, None: left out."""
    held = {name: lines for name, lines in {**LIST, **sheets}.items() if lines}
    book = Book(name="说明")
    for name, lines in held.items():
        book.sheet(name, lines)
    return book


def task(**changes: object) -> Book:
    """The master list whose only task is changed, by title."""
    titles = LIST["任务"][0]
    return master(任务=[titles, [changes.get(title, value) for title, value in zip(titles, TASK)]])


def more(sheet: str, *lines: list[object]) -> Book:
    """The master list with more rows in a sheet."""
    return master(**{sheet: [*LIST[sheet], *lines]})


def ending(加减分: Sequence[object] = (), **last: str) -> Book:
    """The master list with 止报月 of some departments, and a row of 「加减分」."""
    head, *units = LIST["单位"]
    dated = [[*row, *[""] * (7 - len(row)), last.get(str(row[0]), "")] for row in units]
    return master(
        单位=[[*head, "起报月", "止报月"], *dated], 加减分=[*LIST["加减分"], *([list(加减分)] if 加减分 else [])]
    )


def dispatches(*lines: list[object]) -> Book:
    """The master list with a 「发文登记」."""
    return master(发文登记=[["报送期", "文种", "单位", "发文字号", "成文日期", "印发日期", "签发人"], *lines])


def supplements(*lines: list[object]) -> Book:
    """The master list with a 「补充内容」."""
    return master(补充内容=[["报送期", "文种", "位置", "内容"], *lines])


def without(sheet: str, *titles: str) -> Book:
    """The master list without the rows of a sheet that begin with these words."""
    return master(**{sheet: [line for line in LIST[sheet] if line[0] not in titles]})


def rule(title: str, value: object) -> Book:
    """The master list with another 取值 of a rule."""
    return master(考核办法=[[line[0], value] if line[0] == title else line for line in LIST["考核办法"]])


ISSUER = [line for line in LIST["公文"] if line[0] != "发文机关"]
LISTED = [
    ("M101", f"{MASTER}||", None),
    ("M102", f"{MASTER}||", b"PK\x03\x04 cut off"),
    ("M103", f"{MASTER}|加减分|", master(加减分=None)),
    ("M104", f"{MASTER}|称谓|A1", master(称谓=[["称谓"], ["各部门"]])),
    ("M105", f"{MASTER}|任务|A2", task(任务编号="1-02")),
    ("M106", f"{MASTER}|任务|A3", more("任务", TASK)),
    ("M107", f"{MASTER}|任务|E2", task(主要任务="")),
    ("M108", f"{MASTER}|任务|B2", task(清单="2", 任务编号="2-01")),
    ("M109", f"{MASTER}|任务|G2", task(责任部门="档案处")),
    ("M110", f"{MASTER}|单位|A4", more("单位", ["民政", "", "处室"])),
    ("M111", f"{MASTER}|任务|H2", task(完成时间="很快")),
    ("M112", f"{MASTER}|任务|I2", task(量化要求="若干")),
    ("M113", f"{MASTER}|考核办法|B{RULE['完成质量分值']}", rule("完成质量分值", "60")),
    ("M114", f"{MASTER}|考核办法|B{RULE['临近时限天数']}", rule("临近时限天数", "一月")),
    ("M115", f"{MASTER}|考核办法|A{len(RULE) + 2}", more("考核办法", ["优良线", "95"])),
    ("M116", f"{MASTER}|加减分|C2", more("加减分", ["2018-06", "民政处", "很多", "示例", ""])),
    ("M117", f"{MASTER}|公文|B3", master(公文=[[n, "今年" if n == "年份" else v] for n, v, *_ in LIST["公文"]])),
    ("M118", f"{MASTER}|任务|A2", task(责任部门="各相关部门")),
    ("M119", f"{MASTER}|任务|", master(任务=LIST["任务"][:1])),
    ("M120", f"{MASTER}|任务|A2", task(完成时间="2018年3月底前")),
    ("M121", f"{MASTER}|加减分|A2", more("加减分", [dt.date(2018, 6, 1), "民政处", "1", "示例", ""])),
    ("M122", f"{MASTER}|公文|A8", more("公文", ["报送截止日", "20"])),
    ("M123", f"{MASTER}|加减分|A2", more("加减分", ["2019-06", "民政处", "1", "示例", ""])),
    ("M124", f"{MASTER}|考核办法|", without("考核办法", "临近时限天数")),
    ("M125", f"{MASTER}|考核办法|B{RULE['优秀线']}", rule("优秀线", "105")),
    ("M126", f"{MASTER}|公文|", without("公文", "发文机关")),
    ("M127", f"{MASTER}|公文|", without("公文", "报送截止日")),
    ("M128", f"{MASTER}|单位|C4", more("单位", ["卫生处", "", "公司"])),
    ("M129", f"{MASTER}||", progress_sheet(SOUND)),
    ("M130", f"{MASTER}|延期|D2", more("延期", ["1-01", "民政处", "2019-03-31", "", ""])),
    ("M131", f"{MASTER}|异议|E2", more("异议", ["民政处", "报-03", "", "采纳", "一分"])),
    ("M136", f"{MASTER}|单位|H3", ending(教育处="2018年底")),
    ("M137", f"{MASTER}|任务|A2", ending(民政处="2018-11")),
    ("M138", f"{MASTER}|加减分|C2", ending(教育处="2018-11", 加减分=["2018-12", "教育处", "1", "表彰", ""])),
    ("M139", f"{MASTER}|报送安排|B2", master(报送安排=[[*_ARRANGED], ["2018-05", "32", "", ""]])),
    ("M140", f"{MASTER}|发文登记|E2", dispatches(["2018-05", "通报", "", "75", "六月初"])),
    ("M141", f"{MASTER}|发文登记|B2", dispatches(["2018-05", "通抱", "", "75"])),
    ("M142", f"{MASTER}|发文登记|D3", dispatches(["2018-05", "通报", "", "75"], ["2018-06", "通报", "", "75"])),
    ("M143", f"{MASTER}|发文登记|F2", dispatches(["2018-05", "通报", "", "75", "2018-06-02", "2018-06-01"])),
    ("M146", f"{MASTER}|补充内容|A2", supplements(["年中", "通报", "存在问题", "补充一句。"])),
    ("M147", f"{MASTER}|补充内容|B2", supplements(["2018-05", "通抱", "存在问题", "补充一句。"])),
    ("M132", f"{MASTER}|考核办法|B{len(RULE) + 2}", more("考核办法", ["方案", "九等"])),
    ("M135", f"{MASTER}|公文|A8", more("公文", ["专项通知成文日期", "2018-06-30"])),
    ("M133", f"{MASTER}|考核办法|B{len(RULE) + 2}", more("考核办法", ["方案", "质量看年末、质量看月均"])),
]


def listed(content: Book | bytes | None) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a master list that serves the kinds of document we ship."""

    def make(home: Path) -> Iterable[Problem]:
        path = home / "任务总表.xlsx"
        if content is not None:
            path.write_bytes(content.bytes() if isinstance(content, Book) else content)
        return read_master(path, SCOPES)[1]

    return make


# --- importing a notice --------------------------------------------------------------------------------------------

COLUMNS = ["序号", "公开领域", "主要任务", "责任部门", "完成时间"]
FIRST = ["1", "教育", "公开招生信息。", "教育处", "2019年底前"]
SECOND = ["2", "医疗", "公开目录。", "卫生处", "2019年底前"]


def pasted(*lines: list[str]) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a notice pasted as text; its table begins at line 3."""
    text = "附件1\n任务清单\n" + "\n".join("\t".join(line) for line in lines)
    return lambda _: read_notice(text.encode(), "通知.txt").problems


def document(*parts: object) -> Callable[[Path], Iterable[Problem]]:
    """The problems of a notice in Word."""
    return lambda _: read_notice(docx(*parts), "通知.docx").problems


def hidden_sheet(_: Path) -> Iterable[Problem]:
    book = Book([["任务清单"], COLUMNS, FIRST], "清单").sheet("旧", [COLUMNS, FIRST], state="hidden")
    return read_notice(book.bytes(), "清单.xlsx").problems


NOTICED = [
    ("N701", "通知.txt||第5行", pasted(COLUMNS, FIRST, ["", *SECOND[1:]])),
    ("N702", "通知.txt||第5行", pasted(COLUMNS, FIRST, ["3", *SECOND[1:]])),
    ("N703", "通知.txt||第5行", pasted(COLUMNS, FIRST, ["1", *SECOND[1:]])),
    ("N704", "通知.txt||第4行", pasted(COLUMNS, [*FIRST[:3], "", FIRST[4]])),
    ("N705", "通知.txt||第4行", pasted(COLUMNS, [*FIRST[:4], "很快"])),
    (
        "N706",
        "通知.docx|表2|第1行第1列",
        document(
            "附件1",
            "任务清单",
            word_table([COLUMNS, FIRST]),
            "附件2",
            "联络表",
            word_table([["1", "甲", "乙", "丙"]] * 2),
        ),
    ),
    ("N707", "通知.txt||第5行", pasted(COLUMNS, FIRST, ["", "", "并公开结果。", "", ""])),
    ("N708", "通知.txt||第4行", pasted([*COLUMNS, "联络员"], [*FIRST, "王某"])),
    ("N709", "通知.txt||第5行", pasted(COLUMNS, FIRST, ["注：以上任务由各部门落实。", "", "", "", ""])),
    ("N710", "通知.txt||第3行", pasted(COLUMNS[1:], FIRST[1:])),
    ("N711", "通知.docx|表1|第1行第1列", document(word_table([COLUMNS, FIRST]))),
    ("N712", "通知.txt||第4行", pasted(COLUMNS, [*FIRST[:2], "", *FIRST[3:]])),
    (
        "N713",
        "通知.docx|表1|第1行第1列",
        document("附件：重点任务清单", "附件", "重点工作任务清单", word_table([COLUMNS, FIRST])),
    ),
    ("N714", "通知.txt||第4行", pasted(COLUMNS, [*FIRST[:3], "教育处 卫生处", FIRST[4]])),
    (
        "N715",
        "通知.docx|表2|第2行第2列",
        document(
            "任务清单",
            word_table([COLUMNS, FIRST, ["2", "", *FIRST[2:]]], ((1, 1, 2, 1),)),
            word_table([COLUMNS, ["3", "", *FIRST[2:]]]),
        ),
    ),
    ("N716", "通知.txt||", lambda _: read_notice(SEED.read_bytes(), "通知.txt").problems),
    ("N717", "清单.xlsx|旧|", hidden_sheet),
    (
        "N718",
        "通知.txt||第3行",
        pasted(["一、公开甲。（教育处负责，2019年底前）"]),
    ),
    ("N719", "通知.txt||第3行", pasted(*([cell] for cell in (*COLUMNS, *FIRST)))),
    ("N720", "通知.txt||第8行", pasted(COLUMNS, ["一、甲"], FIRST, SECOND, ["二、乙"], FIRST)),
]

# --- the year, and the program's own check -------------------------------------------------------------------------


def objected(item: str, decision: str, points: int, *, final: bool = False) -> Callable[[Path], Iterable[Problem]]:
    def build(_: Path) -> Iterable[Problem]:
        objection = Objection(
            department="甲",
            item=item,
            reason="停电",
            decision=decision,
            points=Decimal(points),
            source=Source(MASTER, "异议", "D2"),
        )
        plan = scored_plan(1, objections=(objection,))
        late = replace(returned(going(1)), filed_on=dt.date(2018, 6, 29))
        return assess_year(plan, [late], 2018, None, (), final=final).problems

    return build


def nobodys_task(_: Path) -> Iterable[Problem]:
    none = going(1, status=Status.NOT_CONCERNED, narrative="没有此项业务")
    return assess(scored_plan(1), [returned(none)], JUNE, JUNE.last_day).problems


def empty_month(home: Path) -> Iterable[Problem]:
    workspace = Workspace(home)
    write_master(workspace.master, shipped_rows())
    given, period = read_month(workspace, JUNE, None)
    month, _ = judged_month(given, period, None)
    return [item for item in month.problems if item.source.file != MASTER]


def lost_cell(_: Path) -> Iterable[Problem]:
    sheet = TypedSheet(source=Source(FILE, "进展填报"), cells=(Cell("失踪的话", "J6"),), period=JUNE)
    month = sample_month()
    return lost_cells([sheet], month, kept_sheets(month))


def headless_template(home: Path) -> Iterable[Problem]:
    (home / "templates").mkdir()
    (home / "templates/落款.txt").write_text("联系人：{{ 联系人 }}", encoding="utf-8")
    return headless(read_templates(Workspace(home)))


def from_june(*names: str) -> Plan:
    """The small plan, in which these departments and tasks begin in June."""
    own, june = small_plan(), Span(first=Period(2018, 6))
    return replace(
        own,
        departments=tuple(replace(item, span=june) if item.name in names else item for item in own.departments),
        tasks=tuple(replace(item, span=june) if item.id in names else item for item in own.tasks),
    )


def spoiled_record(home: Path) -> Iterable[Problem]:
    """A record whose 第几次印发 somebody wrote in words."""
    book = Book("项目 | 内容\n报送期 | 2018-05\n考核日期 | 2018-05-31\n第几次印发 | 头一次", name="说明")
    path = home / "input/已印发/2018-05.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(book.bytes())
    return read_issued(home, 2018).problems


def signed_otherwise(_: Path) -> Iterable[Problem]:
    change = LaterChange(
        subject="民政处 1-01",
        item="核定状态",
        then="未报送",
        now="正常推进",
        reason="补报",
        source=Source("input/已印发/2018-05.xlsx", "判定", "C2"),
    )
    return told_changes(Path(), NOTHING_ISSUED, [change])


def final_alone(home: Path) -> Iterable[Problem]:
    year = assess_year(scored_plan(1), [returned(going(1))], 2018, None, (), final=True)
    plan = scored_plan(1)
    given = Received(
        plan=plan,
        intake=Intake(returns=(), problems=(), unused=(), files=(), skipped=()),
        issued=NOTHING_ISSUED,
        notes=(),
    )
    return told_of_year(home, year, given)


def copy_gone(home: Path) -> Iterable[Problem]:
    document = IssuedDocument(
        kind="通报",
        department="",
        path="通报.docx",
        number="",
        dated=None,
        digest="0" * 64,
        source=Source("input/已印发/2018-05.xlsx", "文书", "C2"),
    )
    return changed_copies(home, [replace(NOTHING_SIGNED, documents=(document,))])


NOTHING_SIGNED = Issued(
    issue=Issue(2018, 5),
    as_of=dt.date(2018, 5, 31),
    times=1,
    scores=(),
    deductions=(),
    duties=(),
    documents=(),
    files={},
    master=(),
)

DRAFT = (
    "某某市民政局文件\n某民发〔2018〕5号\n关于做好民政工作的通知\n各县民政局：\n"
    "现将有关事项通知如下。\n某某市民政局\n2018年5月3日"
)
"""A draft of which nothing is to be told."""


def drafted(text: str, master: bytes = b"") -> Callable[[Path], Iterable[Problem]]:
    """What is told of a draft when it is set."""

    def told(home: Path) -> Iterable[Problem]:
        if master:
            Workspace(home).input.mkdir()
            Workspace(home).master.write_bytes(master)
        (home / "稿.txt").write_text(text, encoding="utf-8")
        try:
            return build_format(Workspace(home), [home / "稿.txt"]).problems
        except Stopped as stopped:
            return stopped.problems

    return told


def draft_lost(home: Path) -> Iterable[Problem]:
    """A page that lacks a word of its draft."""
    with pytest.MonkeyPatch.context() as patched:
        render = word.render
        patched.setattr(word, "render", lambda made, **how: render(replace(made, addressees="各县"), **how))
        return drafted(DRAFT)(home)


def homeless_supplement(_: Path) -> Iterable[Problem]:
    """What a bulletin says of a section that it does not have."""
    place = Source(MASTER, "补充内容", "D2")
    own = (Supplement(kind="通报", period=JUNE, section="经验做法", text="一句。", source=place),)
    found = sample_month()
    *_, told = typeset("month", figures(found), replace(found.plan, supplements=own), TEMPLATES)
    return told.unplaced


OTHER = [
    ("I003", "input/已印发/2018征求意见稿.xlsx||", final_alone),
    ("I004", "input/已印发/2018-05.xlsx|文书|C2", copy_gone),
    ("S332", f"{FILE}|进展填报|A5", files({NAME: progress_sheet(SOUND)}, from_june("民政处"))),
    ("R430", f"{FILE}|进展填报|A9", files({NAME: progress_sheet(SOUND)}, from_june("2-07"))),
    ("I002", "input/已印发/2018-05.xlsx|判定|C2", signed_otherwise),
    ("I001", "input/已印发/2018-05.xlsx|说明|B4", spoiled_record),
    ("M134", f"{MASTER}|异议|D2", objected("报-06", "", 0, final=True)),
    ("M149", "||", nobodys_task),
    ("F233", "input||", empty_month),
    ("M144", f"{MASTER}|异议|D2", objected("6月报送", "同意", 1)),
    ("M145", f"{MASTER}|异议|D2", objected("报—０6", "同意", 6)),
    ("W801", f"{FILE}|进展填报|J6", lost_cell),
    ("T901", "templates/落款.txt||", headless_template),
    ("D001", "稿.txt||", drafted("")),
    ("D002", "稿.txt||", draft_lost),
    ("D003", "稿.txt||第8行", drafted(f"{DRAFT}\n（共印30份）")),
    ("D004", "稿.txt||", drafted(DRAFT.replace("如下", "如下（见附件3）"))),
    ("D005", "input/任务总表.xlsx||", drafted(DRAFT, master=b"?")),
    ("D006", "稿.txt||", drafted(f"{DRAFT}\n回执\n参会人员")),
    ("D007", "稿.txt||", drafted(DRAFT.replace("某民发〔2018〕5号\n", ""))),
    ("D008", "稿.txt||", drafted(DRAFT.replace("：\n", ":\n"))),
    ("M148", f"{MASTER}|补充内容|D2", homeless_supplement),
]

# --- all of them ---------------------------------------------------------------------------------------------------


def _cases() -> Iterable[Case]:
    for code, place, content in SENT:
        named = content if isinstance(content, dict) else {NAME: content}
        yield Case(code, place, files(named, timed_plan() if "事项登记" in place else None))
    for code, place, books in COMPARED:
        yield Case(code, place, months(**books))
    for code, place, lines, returns in REGISTERED:
        yield Case(code, place, lambda _, lines=lines, returns=returns: judged(plan(*lines), *returns()).problems)
    for code, place, content in LISTED:
        yield Case(code, place, listed(content))
    for code, place, make in (*NOTICED, *OTHER):
        yield Case(code, place, make)


CASES = tuple(_cases())
BESIDE = {
    "C602": "C601",  # the cells in which rivals differ are told beside the rivals
    "C601": "C602",
    "C608": "C603",  # and those of a row that was replaced beside what replaced it
}
"""Codes that come out with others by their nature."""


def check(code: str, place: str, problems: Iterable[Problem]) -> None:
    """The code came out once, at its place, with no other, in words that a clerk can act upon."""
    found = list(problems)
    where = [(item.code, f"{item.source.file}|{item.source.sheet}|{item.source.cell}") for item in found]
    assert [told for told in where if told[0] != BESIDE.get(code)] == [(code, place)]
    problem = next(item for item in found if item.code == code)
    for text in (problem.message, problem.remedy):
        assert re.search(r"[\u4e00-\u9fff]{2}", text) and text.endswith(("。", "？"))
        assert not re.search(r"[{}]|None|[a-z]+\.[A-Z]", text)
    line = str(problem)
    assert all(part in line for part in place.split("|")), "the line that is printed names file, sheet and cell"
    assert f"{problem.level} {code} {problem.message}{problem.remedy}" in line


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_problem_comes_out_alone_at_its_cell(case, tmp_path):
    check(case.code, case.place, case.make(tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows, and it has no named pipes in folders")
@pytest.mark.parametrize(("code", "place", "contents", "disturb"), DISTURBED, ids=[case[0] for case in DISTURBED])
def test_a_problem_of_the_disk_or_of_a_limit_comes_out_alone(code, place, contents, disturb, tmp_path, monkeypatch):
    """What no file can bring about by itself: links, a drive that fails, a file too large or too slow."""
    disturb(tmp_path, monkeypatch)
    try:
        check(code, place, intake(tmp_path, contents).problems)
    finally:
        reader.stop()


def test_every_code_of_the_catalogue_is_produced_here():
    """Each once; a code that nothing brings about is to be taken out of the catalogue."""
    produced = sorted([case.code for case in CASES] + [case[0] for case in DISTURBED])
    assert produced == sorted(kind.code for kind in Kind)
