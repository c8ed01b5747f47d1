"""「发文登记」: what each document of a month bears, one row for one document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.documents.compose import Written, documents_of
from reporter.documents.numbering import number_notes
from reporter.intake.input_returns import read_returns
from reporter.intake.master_list import read_master
from reporter.pipeline.month_run import build_report
from reporter.pipeline.plan_run import make_workspace
from reporter.pipeline.year_run import build_annual
from reporter.vocabulary.document_elements import serial_number
from reporter.vocabulary.model import Period, Plan
from reporter.vocabulary.problems import Kind
from reporter.workspace import Workspace

from . import year_examples as example
from .masters import write_master
from .proofs import plain
from .shipped_kinds import SCOPES, TEMPLATES, WORDING

NAMES = ONE, FOUR, SEVEN = example.ONE, example.FOUR, example.SEVEN
MASTER = "input/任务总表.xlsx"
JUNE = Period(2018, 6)
GENERAL = [
    ["机关代字", "示社发"],
    ["签发人", "张一、李二"],
    ["通报印发日期", "2018-07-09"],
    ["通知发文字号", "示社发〔2018〕70号"],
    ["通知成文日期", "2018-04-28"],
    ["通报发文字号", "71"],
    ["通报成文日期", "2018-07-08"],
    ["考核结果通报发文字号", "90"],
]
Row = list[object]


def _list(home: Path, *dispatches: Row, registered: bool = True) -> Path:
    rows = example.master_rows(NAMES)
    rows["公文"] += GENERAL
    return write_master(home / MASTER, rows | ({"发文登记": [list(row) for row in dispatches]} if registered else {}))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    """May with everybody, June with 一处 alone: 四处 and 七处 get an order."""
    home = tmp_path_factory.mktemp("register")
    plan, _ = read_master(_list(home, registered=False))
    assert plan
    for names, numbers in ((NAMES, range(5, 6)), (NAMES[:1], range(6, 7))):
        for path, data in example.files(plan, names, numbers):
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(data)
    return home


Documents = Callable[..., tuple[Mapping[str, Written], tuple[str, ...], Plan]]


@pytest.fixture
def documents(workspace, tmp_path) -> Documents:
    """(documents of a month, what is said of their numbers, the plan), given rows of 「发文登记」."""

    def make(*rows: Row, registered: bool = True, period: Period = JUNE):
        plan, problems = read_master(_list(tmp_path, *rows, registered=registered), SCOPES)
        assert plan, problems
        found = figures(assess(plan, read_returns(workspace, plan).returns, period, period.last_day))
        written = documents_of("month", [kind for kind in TEMPLATES.kinds if kind.sent], found, plan, WORDING)
        return written, number_notes(written.values(), TEMPLATES.kinds, plan), plan

    return make


def _number(written: Mapping[str, Written], name: str) -> str:
    return next(item.document.head.number for path, item in written.items() if name in path)


def test_without_the_sheet_the_elements_serve(documents):
    written, notes, plan = documents(registered=False)
    bulletin = written["通报.docx"].document
    assert plan.dispatches is None and notes == ()
    assert (bulletin.head.number, bulletin.signature.date) == ("示社发〔2018〕71号", dt.date(2018, 7, 8))
    assert written["考核报告.docx"].document.head.signers == ("张一", "李二")
    assert bulletin.imprint.issued_on == dt.date(2018, 7, 9)


def test_with_the_sheet_a_document_without_a_row_keeps_room_for_the_pen(documents):
    written, _, plan = documents(["2018-05", "通报", "", "75", "", "", ""])
    bulletin, report = written["通报.docx"].document, written["考核报告.docx"].document
    assert plan.dispatches
    assert (bulletin.head.number, bulletin.signature.date) == ("示社发〔2018〕　号", JUNE.last_day)
    assert bulletin.imprint.issued_on == JUNE.last_day
    assert report.head.signers == ("",)
    assert "示社发〔2018〕70号" in str(bulletin.body), "the notice's number is 「公文」's"


def test_a_row_gives_number_dates_and_signer(documents):
    written, _, _ = documents(
        ["2018-06", "通报", "", "示社发〔2018〕81号", "2018年7月2日", dt.date(2018, 7, 3), ""],
        ["2018-06", "考核报告", "", 82, "2018-07-04", "", "王三"],
    )
    bulletin, report = written["通报.docx"].document, written["考核报告.docx"].document
    assert (bulletin.head.number, bulletin.signature.date) == ("示社发〔2018〕81号", dt.date(2018, 7, 2))
    assert bulletin.imprint.issued_on == dt.date(2018, 7, 3)
    assert (report.head.number, report.head.signers) == ("示社发〔2018〕82号", ("王三",))


def test_a_blank_cell_leaves_the_general_value(documents):
    written, _, _ = documents(["2018-06", "通报", "", "", "", "", ""], ["2018-06", "考核报告", "", "82", "", "", ""])
    bulletin, report = written["通报.docx"].document, written["考核报告.docx"].document
    assert (bulletin.head.number, bulletin.signature.date) == ("示社发〔2018〕71号", dt.date(2018, 7, 8))
    assert bulletin.imprint.issued_on == dt.date(2018, 7, 9)
    assert report.head.signers == ("张一", "李二") and report.signature.date == JUNE.last_day


def test_orders_count_on_from_a_row_for_all_but_those_with_a_row_of_their_own(documents):
    series, _, _ = documents(["2018-06", "督办通知单", "", "84", "", "", ""])
    assert (_number(series, FOUR), _number(series, SEVEN)) == ("示社发〔2018〕84号", "示社发〔2018〕85号")
    own, _, _ = documents(
        ["2018-06", "督办通知单", "", "84", "", "", ""], ["2018-06", "督办通知单", SEVEN, "99", "2018-07-06", "", ""]
    )
    assert (_number(own, FOUR), _number(own, SEVEN)) == ("示社发〔2018〕84号", "示社发〔2018〕99号")
    dated = {item.department: item.document.signature.date for item in own.values() if item.department}
    assert dated == {FOUR: JUNE.last_day, SEVEN: dt.date(2018, 7, 6)}


def test_the_answer_day_follows_the_date_of_the_departments_own_row(documents):
    written, _, _ = documents(["2018-06", "督办通知单", SEVEN, "", "2018-07-06", "", ""])
    bodies = {item.department: str(item.document.body) for item in written.values() if item.department}
    assert "7月13日" in bodies[SEVEN] and "7月13日" not in bodies[FOUR]


def test_the_next_free_number_is_proposed_and_not_written(documents):
    written, notes, _ = documents(["2018-05", "通报", "", "75", "", "", ""], ["2018", "通知", "", "72", "", "", ""])
    assert [item.document.head.number for item in written.values()] == ["示社发〔2018〕　号"] * len(written)
    assert notes[-1] == (
        "「发文登记」没有写明的发文字号可以接着用：通报 示社发〔2018〕91号，考核报告 示社发〔2018〕92号，"
        "督办通知单（2份）示社发〔2018〕93号至94号。请核对后自行填写。"
    )
    assert notes[:-1] == ("「公文」的“通报发文字号”“通报成文日期”没有用到：有「发文登记」的，每月的文书只用登记了的。",)


def test_a_series_of_another_month_is_taken_to_have_one_for_each_department(documents):
    _, notes, _ = documents(["2018-05", "督办通知单", "", "95", "", "", ""])
    assert "通报 示社发〔2018〕98号" in notes[-1]


def test_a_series_that_runs_into_another_number_is_told(documents):
    _, notes, _ = documents(
        ["2018-06", "督办通知单", "", "84", "", "", ""], ["2018-06", "通报", "", "85", "2018-07-01", "2018-07-01", ""]
    )
    assert [note for note in notes if "用了两次" in note] == [
        f"发文字号 示社发〔2018〕85号 用了两次：通报和督办通知单（{SEVEN}），请核对「发文登记」。"
    ]


def test_numbers_of_a_later_month_alter_nothing_before(documents):
    rows = ["2018-05", "通报", "", "75", "", "", ""], ["2018-06", "通报", "", "76", "2018-07-02", "", ""]
    before, _, _ = documents(rows[0], period=Period(2018, 5))
    after, _, _ = documents(*rows, period=Period(2018, 5))
    assert before.keys() == after.keys()
    assert [item.document for item in before.values()] == [item.document for item in after.values()]


def test_the_year_and_the_notice_have_rows_of_the_year(workspace, tmp_path):
    plan, problems = read_master(
        _list(
            tmp_path,
            ["2018", "考核结果通报", "", "12", "2019-01-10", "", ""],
            ["2018年", "征求意见稿", FOUR, "15", "", "", ""],
            ["2018", "通知", "", "69", "2018-04-27", "", ""],
        ),
        SCOPES,
    )
    assert plan and not [item for item in problems if item.code.startswith("M14")], problems
    found = year_figures(assess_year(plan, read_returns(workspace, plan).returns, 2018, final=True))
    written = documents_of("year", TEMPLATES.kinds, found, plan, WORDING)
    assert _number(written, "考核结果通报") == "示社发〔2019〕12号"
    notice = documents_of("notice", TEMPLATES.kinds, None, plan, WORDING)["通知.docx"].document
    assert (notice.head.number, notice.signature.date) == ("示社发〔2018〕69号", dt.date(2018, 4, 27))
    bare, _ = read_master(_list(tmp_path))
    again = documents_of("year", TEMPLATES.kinds, found, bare, WORDING)
    assert _number(again, "考核结果通报") == "示社发〔2018〕90号", "「公文」 serves the year"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["2018-13", "通报", "", "75", "", "", ""], "A2"),
        (["2019-01", "通报", "", "75", "", "", ""], "A2"),
        (["2017", "通报", "", "75", "", "", ""], "A2"),
        (["", "通报", "", "75", "", "", ""], "A2"),
        (["2018-06", "", "", "75", "", "", ""], "B2"),
        (["2018-06", "督办通知单", "九处", "75", "", "", ""], "C2"),
        (["2018-06", "通报", "", "75", "2018-02-30", "", ""], "E2"),
        (["2018-06", "通报", "", "75", "七月初", "", ""], "E2"),
        (["2018-06", "通报", "", "75", "2018年6月底", "", ""], "E2"),
        (["2018-06", "通报", "", "75", "7月2日", "", ""], "E2"),
        (["2018-06", "通报", "", "75", "", "后天", ""], "F2"),
    ],
)
def test_a_faulty_row_is_named_at_its_cell(tmp_path, row, cell):
    plan, problems = read_master(_list(tmp_path, row), SCOPES)
    assert plan is None
    assert [(item.kind, item.source.sheet, item.source.cell) for item in problems] == [
        (Kind.DISPATCH_BAD, "发文登记", cell)
    ]


def test_two_rows_of_one_document_contradict_each_other(tmp_path):
    _, problems = read_master(
        _list(tmp_path, ["2018-06", "通报", "", "75", "", "", ""], ["2018年6月", "通报", "", "76", "", "", ""])
    )
    assert [(item.kind, item.source.cell) for item in problems] == [(Kind.DISPATCH_BAD, "B3")]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["2018-06", "通抱", "", "75", "", "", ""], "B2"),
        (["2018", "通报", "", "75", "", "", ""], "A2"),
        (["2018-06", "考核结果通报", "", "75", "", "", ""], "A2"),
        (["2018-06", "通知", "", "75", "", "", ""], "A2"),
        (["2018-06", "通报", FOUR, "75", "", "", ""], "C2"),
    ],
)
def test_a_row_that_no_document_bears_is_told(tmp_path, row, cell):
    plan, problems = read_master(_list(tmp_path, row), SCOPES)
    assert plan
    assert [(item.kind, item.source.cell) for item in problems] == [(Kind.DISPATCH_UNUSED, cell)]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (
            [["2018-06", "通报", "", "75", "", "", ""], ["2018-06", "考核报告", "", "示社发[2018]75号", "", "", ""]],
            "D3",
        ),
        ([["2018-05", "通报", "", "第75号", "", "", ""], ["2018-06", "通报", "", "75", "", "", ""]], "D3"),
        ([["2018-06", "通报", "", "70", "", "", ""]], "D2"),
        ([["2018-05", "通报", "", "", "", "", ""], ["2018-06", "通报", "", "", "", "", ""]], "D3"),
    ],
)
def test_a_number_used_twice_is_told(tmp_path, rows, cell):
    plan, problems = read_master(_list(tmp_path, *rows), SCOPES)
    assert plan
    assert [(item.kind, item.source.cell) for item in problems] == [(Kind.NUMBER_TWICE, cell)]


def test_the_same_serial_of_another_year_is_another_number(tmp_path):
    rows = ["2018-05", "通报", "", "75", "", "", ""], ["2018-12", "通报", "", "75", "2019-01-05", "", ""]
    _, problems = read_master(_list(tmp_path, *rows), SCOPES)
    assert problems == ()


def test_a_date_that_cannot_be_is_told_in_its_month(workspace, tmp_path):
    rows = (
        ["2018-05", "通报", "", "75", "2018-05-30", "", ""],
        ["2018-06", "通报", "", "76", "2018-07-02", "7月1日", ""],
    )
    rows[1][5] = "2018-07-01"
    plan, problems = read_master(_list(tmp_path, *rows, ["2018", "考核结果通报", "", "77", "2018-05-01", "", ""]))
    assert [(item.kind, item.source.cell, item.period) for item in problems] == [(Kind.DISPATCH_DAY, "F3", JUNE)]
    returns = read_returns(workspace, plan).returns

    def told(found) -> list[str]:
        return [item.source.cell for item in found.problems if item.kind is Kind.DISPATCH_DAY]

    may = Period(2018, 5)
    assert told(assess(plan, returns, may, may.last_day)) == ["E2"]
    assert told(assess(plan, returns, may, dt.date(2018, 5, 30))) == []
    assert told(assess(plan, returns, JUNE, JUNE.last_day)) == []
    assert told(assess_year(plan, returns, 2018)) == ["E4"]


def test_the_proof_leads_to_the_register(workspace, tmp_path):
    import shutil

    shutil.copytree(workspace / "input", tmp_path / "input")
    _list(
        tmp_path,
        ["2018-06", "通报", "", "示社发〔2018〕81号", "2018-07-02", "2018-07-03", ""],
        ["2018-06", "督办通知单", "", "84", dt.date(2018, 7, 5), "", ""],
        ["2018-06", "督办通知单", SEVEN, "示社发 [2018] 99号", "2018-07-06", "", ""],
        ["2018", "征求意见稿", "", "示社发（2019）100号", "2019-01-05", "", ""],
    )
    month = build_report(Workspace(tmp_path), JUNE, None, None, False, True)
    assert month.doubts == 0
    copies = {path: plain(data) for path, data in month.files.items() if "核对稿" in path}
    assert any("示社发〔2018〕99号" in text for text in copies.values())
    year = build_annual(Workspace(tmp_path), None, None, None, False, True)
    assert year.doubts == 0
    assert any("示社发〔2019〕101号" in plain(data) for path, data in year.files.items() if path.endswith(".docx"))


def test_a_new_workspace_has_an_empty_register(tmp_path):
    make_workspace(tmp_path)
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / MASTER)
    titles = [cell.value for cell in book["发文登记"][1]]
    assert titles == ["报送期", "文种", "单位", "发文字号", "成文日期", "印发日期", "签发人"]
    elements = {row[0].value for row in book["公文"].iter_rows(min_row=2)}
    assert "通知发文字号" in elements and "通报发文字号" not in elements


def test_a_letter_is_numbered_as_letters_are(documents):
    """函 stands for 发 in the code of its number, where it has none of its own; its series is apart from the others."""
    written, notes, _ = documents(["2018-06", "通报", "", "71", "", "", ""], ["2018-06", "函", "", "71", "", "", ""])
    assert _number(written, "函") == "示社函〔2018〕71号" and _number(written, "通报") == "示社发〔2018〕71号"
    assert not [note for note in notes if "用了两次" in note]


@pytest.mark.parametrize(
    ("kind", "elements", "number"),
    [
        ("函", {"机关代字": "示社发"}, "示社函〔2018〕3号"),
        ("商洽函", {"机关代字": "示政办发"}, "示政办函〔2018〕3号"),
        ("函", {"机关代字": "示社", "函机关代字": "示函"}, "示函〔2018〕3号"),
        ("函", {"机关代字": "示社"}, "示社〔2018〕3号"),
        ("通报", {"机关代字": "示社发"}, "示社发〔2018〕3号"),
        ("通报", {"机关代字": "示社发", "通报机关代字": "示通"}, "示通〔2018〕3号"),
        ("公布令", {"机关代字": "示社发"}, "第3号"),
    ],
)
def test_a_serial_becomes_the_number_of_its_kind(kind, elements, number):
    assert serial_number(kind, "3", elements, "2018") == serial_number(kind, "第3号", elements, "2018") == number
    assert serial_number(kind, "他〔2018〕3号", elements, "2018") == "他〔2018〕3号"
