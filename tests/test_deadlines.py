"""完成时间 as notices write it: read as a day or as none, and shown wherever a deadline is."""

from __future__ import annotations

import datetime as dt

import pytest

from reporter.intake.deadlines import read_deadline
from reporter.intake.master_list import read_master
from reporter.vocabulary.model import Undated
from reporter.vocabulary.problems import Kind

from .masters import shipped_rows, write_master

ISSUED = dt.date(2018, 4, 28)
STANDING, CYCLE, OPEN = Undated


def _on(month: int, day: int) -> dt.date:
    return dt.date(2018, month, day)


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("2018年底前", _on(12, 31)),
        ("9月30日前", _on(9, 30)),
        ("9月前", _on(9, 30)),
        ("9月30日（含）前", _on(9, 30)),
        ("9月30日前（含当日）", _on(9, 30)),
        ("9月30日下班前", _on(9, 30)),
        ("不迟于9月30日", _on(9, 30)),
        ("截至9月30日", _on(9, 30)),
        ("贯穿全年", _on(12, 31)),
        ("2018年9月底前", _on(9, 30)),
        ("2月底前", _on(2, 28)),
        ("上半年", _on(6, 30)),
        ("2018年下半年", _on(12, 31)),
        ("三季度", _on(9, 30)),
        ("第二季度前", _on(6, 30)),
        ("四季度末", _on(12, 31)),
        ("全年", _on(12, 31)),
        ("2018年度", _on(12, 31)),
        ("年内完成", _on(12, 31)),
        ("每年11月底前", _on(11, 30)),
        ("5月至10月", _on(10, 31)),
        ("2018年5月—12月", _on(12, 31)),
        ("2019年上半年", dt.date(2019, 6, 30)),
        ("立即办理", _on(4, 30)),
        ("每月10日前", CYCLE),
        ("每季度末", CYCLE),
        ("按月报送", CYCLE),
        ("长期坚持", STANDING),
        ("全年持续推进", STANDING),
        ("常态化推进", STANDING),
        ("按上级要求时限", OPEN),
        ("待定", OPEN),
    ],
)
def test_the_words_of_notices_are_read(words, deadline):
    assert read_deadline(words, year=2018, issued=ISSUED).value == deadline


@pytest.mark.parametrize(
    "words",
    ["尽快", "9月初", "2018年13月底前", "2018年6月底前完成，并长期坚持", "春节前", "6月底、12月底前", "年" * 201],
)
def test_what_can_mean_several_days_or_none_is_not_guessed(words):
    found = read_deadline(words, year=2018, issued=ISSUED)
    assert found.value is None and found.fault


def test_at_once_is_not_guessed_without_the_day_of_the_notice():
    assert "通知成文日期" in read_deadline("立即办理", year=2018).fault


def _plan(tmp_path, *words: str):
    """The shipped plan whose first tasks are due by these words."""
    rows = shipped_rows()
    for row, text in zip(rows["任务"], words):
        row[7] = text
    return read_master(write_master(tmp_path / "任务总表.xlsx", rows))


def test_words_that_nobody_can_read_are_told_and_stop_nothing(tmp_path):
    plan, problems = _plan(tmp_path, "尽快", "长期坚持")
    assert [(item.code, item.source.cell) for item in problems if item.kind is Kind.DEADLINE_UNREADABLE] == [
        ("M111", "H2")
    ]
    assert [task.deadline for task in plan.tasks[:2]] == [OPEN, STANDING]


def test_a_cycle_is_a_requirement_once(tmp_path):
    rows = shipped_rows()
    rows["任务"][0][7] = rows["任务"][1][7] = "每月10日前"
    rows["任务"][1][8] = "每月"
    rows["任务"][2][7] = "每周五"
    plan, _ = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert [task.requirements_text for task in plan.tasks[:3]] == ["每月10日前", "每月", ""]
    assert [item.per for task in plan.tasks[:3] for item in task.requirements] == ["月", "月"]


@pytest.mark.parametrize(
    ("words", "day"),
    [("三季度末", _on(9, 30)), ("上半年", _on(6, 30)), ("2018年底前", _on(12, 31)), ("长期坚持", None)],
)
def test_what_a_duty_is_put_off_to_is_read_as_a_deadline_is(tmp_path, words, day):
    rows = shipped_rows()
    rows["任务"][0][7] = "4月底前"
    rows["延期"] = [["1-01", "", words, "示例批示", ""]]
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert day or [(item.code, item.source.cell) for item in problems] == [("M130", "C2")]
    assert not day or {duty.due_on for duty in plan.duties if duty.task.id == "1-01"} == {day}


@pytest.mark.parametrize(("words", "kept"), [("长期坚持", False), ("每月", False), ("待定", True)])
def test_only_what_may_have_a_deadline_can_be_put_off(tmp_path, words, kept):
    rows = shipped_rows()
    rows["任务"][0][7] = words
    rows["延期"] = [["1-01", "", "2018-09-30", "示例批示", ""]]
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert bool(plan) is kept
    assert kept or [(item.code, item.source.cell) for item in problems] == [("M130", "C2")]
    assert not kept or {duty.due_on for duty in plan.duties if duty.task.id == "1-01"} == {_on(9, 30)}
