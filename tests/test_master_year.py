"""「延期」, 「异议」, 「方案」 and vetoes in the master list: read where they are right, named at their cell
where not.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.intake.master_list import read_master
from reporter.sheets.master_workbook import master_workbook
from reporter.vocabulary.method import settings
from reporter.vocabulary.method_sets import METHOD_SETS
from reporter.vocabulary.model import Source
from reporter.vocabulary.problems import Kind

from . import year_examples as example
from .masters import shipped_rows, write_master

NAMES = (example.ONE, example.FOUR, example.FIVE)
FILE = "input/任务总表.xlsx"


def read(folder: Path, **sheets):
    """The made-up master list with some sheets' rows replaced."""
    path = folder / "任务总表.xlsx"
    path.write_bytes(master_workbook(example.master_rows(NAMES) | sheets, dt.date(2018, 4, 28)))
    return read_master(path)


def faults(folder: Path, **sheets) -> list[tuple[str, str]]:
    """(cell, code) of everything that is wrong."""
    plan, problems = read(folder, **sheets)
    assert plan is None
    return [(f"{item.source.sheet}!{item.source.cell}", item.code) for item in problems]


def test_a_list_without_the_two_sheets_is_complete(tmp_path):
    import openpyxl

    plan, _ = read(tmp_path)
    assert plan.extensions and plan.objections == ()
    book = openpyxl.load_workbook(tmp_path / "任务总表.xlsx")
    del book["延期"], book["异议"]
    book.save(tmp_path / "任务总表.xlsx")
    plan, problems = read_master(tmp_path / "任务总表.xlsx")
    assert (plan.extensions, plan.objections) == ((), ()), problems


def test_an_extension_moves_the_deadline_of_one_department_or_of_all(tmp_path):
    plan, _ = read(
        tmp_path, 延期=[["2-04", "四处", "2018年11月底前", "会议纪要", "改版"], ["2-02", "", "2018-07-31", "批示", ""]]
    )
    deadlines = {(duty.department, duty.task.id): duty.deadline for duty in plan.duties}
    assert deadlines["四处", "2-04"] == dt.date(2018, 11, 30) and deadlines["一处", "2-04"] == dt.date(2018, 9, 30)
    assert {deadlines[name, "2-02"] for name in NAMES} == {dt.date(2018, 7, 31)}
    assert plan.extensions[0].source == Source(FILE, "延期", "C2")


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["9-99", "四处", "2018-11-30", "纪要", ""], "A2"),
        (["2-04", "某处", "2018-11-30", "纪要", ""], "B2"),
        (["1-02", "一处", "2018-11-30", "纪要", ""], "B2"),
        (["2-04", "四处", "年底再说", "纪要", ""], "C2"),
        (["2-04", "四处", "2018-08-01", "纪要", ""], "C2"),
        (["2-04", "四处", "2018-11-30", "", ""], "D2"),
    ],
)
def test_a_faulty_extension_is_named_at_its_cell(tmp_path, row, cell):
    """No such task, no such department, not its task, no date, no later date, no approval."""
    assert faults(tmp_path, 延期=[row]) == [(f"延期!{cell}", Kind.EXTENSION_BAD.code)]


def test_two_extensions_of_one_duty_contradict_each_other(tmp_path):
    row = ["2-04", "四处", "2018-11-30", "纪要", ""]
    assert faults(tmp_path, 延期=[row, row]) == [("延期!A3", Kind.EXTENSION_BAD.code)]


def test_objections_are_read_with_their_decisions(tmp_path):
    plan, _ = read(tmp_path, 异议=[["四处", "报-03", "停电", "采纳", "＋1.25分"], ["五处", "质-2-02", "已补", "", ""]])
    assert [(item.department, item.points, item.is_open) for item in plan.objections] == [
        ("四处", Decimal("1.25"), False),
        ("五处", Decimal(0), True),
    ]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["某处", "报-03", "", "采纳", "1"], "A2"),
        (["四处", "", "", "采纳", "1"], "B2"),
        (["四处", "报-03", "", "采纳", "一分"], "E2"),
        (["四处", "报-03", "", "", "1"], "D2"),
        (["四处", "报-03", "", "采纳", "0.125"], "E2"),
    ],
)
def test_a_faulty_objection_is_named_at_its_cell(tmp_path, row, cell):
    """No such department, no matter, no number, points without a decision, a tenth of a cent."""
    assert faults(tmp_path, 异议=[row]) == [(f"异议!{cell}", Kind.OBJECTION_BAD.code)]


def test_a_veto_is_written_in_place_of_points(tmp_path):
    plan, _ = read(
        tmp_path,
        加减分=[["2018-08", "四处", "一票否决", "弄虚作假", "局务会"], ["2018-09", "四处", "-2", "通报批评", ""]],
    )
    assert [(item.veto, item.points, item.text) for item in plan.adjustments] == [
        (True, 0, "一票否决"),
        (False, -2, "-2"),
    ]


def test_a_set_settles_its_rules_and_leaves_the_others(tmp_path):
    plan, _ = read(tmp_path, 考核办法=[["方案", "三等90-70、报送三档"], ["临近时限天数", 15]])
    method = plan.method
    assert (method.good_line, method.pass_line, method.urged_after_days, method.due_soon_days) == (90, 70, 5, 15)
    assert plan.method_sets == ("三等90-70", "报送三档")


def test_sets_that_are_not_known_or_contradict_each_other_are_named(tmp_path):
    rules = settings()
    at = f"考核办法!B{len(rules) + 2}"
    assert faults(tmp_path, 考核办法=[["方案", "九等"]]) == [(at, Kind.METHOD_SET_UNKNOWN.code)]
    assert (Kind.METHOD_SETS_DIFFER.code) in {
        code for _, code in faults(tmp_path, 考核办法=[["方案", "质量看年末、质量看月均"]])
    }


def test_a_row_that_contradicts_the_set_is_named_and_not_guessed(tmp_path):
    place = [title for _, title, _, _ in settings()].index("合格线") + 2
    assert faults(tmp_path, 考核办法=[["方案", "三等90-70"], ["合格线", 65]]) == [
        (f"考核办法!B{place}", Kind.RULE_BAD.code)
    ]


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("年末待核实系数", "1.5"),
        ("一票否决", "4"),
        ("年度完成质量口径", "3"),
        ("考核起始月", "13"),
        ("完成质量分值", "70.005"),
        ("报送及时以", "随便"),
        ("报送及时以", ""),
    ],
)
def test_values_no_rule_can_have_are_named(tmp_path, title, value):
    assert Kind.RULE_BAD.code in {code for _, code in faults(tmp_path, 考核办法=[[title, value]])}


@pytest.mark.parametrize(("typed", "read_as"), [("末次报送", "末次报送"), (" 末次 ", "末次报送"), (None, "首次报送")])
def test_a_rule_that_is_a_word_is_read_and_a_list_without_it_works_as_before(tmp_path, typed, read_as):
    rows = shipped_rows()
    rows["考核办法"] = [row for row in rows["考核办法"] if row[0] != "报送及时以"]
    rows["考核办法"] += [["报送及时以", typed, ""]] if typed else []
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert (plan.method.punctual_by, [item for item in problems if item.kind is Kind.RULE_MISSING]) == (read_as, [])


def test_every_set_names_rules_there_are_and_what_it_means():
    known = {name for name, *_ in settings()}
    for item in METHOD_SETS:
        assert item.values.keys() <= known and item.note


@pytest.mark.parametrize(("typed", "read_as"), [("1月、2月", "1、2"), ("1-3月", "1、2、3"), ("12月份", "12")])
def test_months_left_out_are_read(tmp_path, typed, read_as):
    rows = example.master_rows(NAMES)["公文"]
    plan, _ = read(tmp_path, 公文=[*rows, ["不考核月份", typed]])
    assert plan.element("不考核月份") == read_as


def test_months_that_are_none_are_named(tmp_path):
    rows = example.master_rows(NAMES)["公文"]
    assert [code for _, code in faults(tmp_path, 公文=[*rows, ["不考核月份", "13月"]])] == [Kind.ELEMENT_BAD.code]
