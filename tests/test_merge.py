"""Which row of which return speaks for a duty: from the files that departments send to the verdict and the problems."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporter.assess.course import assess
from reporter.vocabulary.columns import FILLED
from reporter.vocabulary.model import Period

from .builders import HEADER, intake, progress_sheet, rows, small_plan

APRIL, MAY = Period(2018, 4), Period(2018, 5)
TITLES = rows(HEADER)[0]
BASE = {"完成状态": "正在推进", "完成进度": "50", "进展情况": "已公开", "量化完成数": "1", "存在问题": "人手不足"}
OTHER = {
    "完成状态": "长期坚持",
    "完成进度": "60",
    "完成日期": "2018-05-02",
    "量化完成数": "2",
    "预计完成日期": "2018-11-30",
}
"""Another value of each column; 「另一说」 where any words will do."""


def line(task: str = "1-01", **changes: str) -> str:
    """A row of the form, as `BASE` has it but for `changes` by title."""
    said = BASE | changes
    return " | ".join([task, *(said.get(column.title, "") for column in FILLED)])


REST = "\n".join(line(task) for task in ("1-02", "1-09", "2-07"))


def sheet(first: str | None = None, **fields: str):
    """A whole return whose row 1-01, in row 6, is `first`."""
    return progress_sheet(f"{first or line()}\n{REST}", **fields)


def address(title: str, row: int = 6) -> str:
    """The cell of a column."""
    return f"{'ABCDEFGHIJKLMNOPQ'[TITLES.index(title)]}{row}"


def judged(tmp_path, *, period: Period = MAY, backwards: bool = False, **files):
    """The month of these files, each below input/2018-05/ under its keyword."""
    found = intake(tmp_path, {f"2018-05/{name}.xlsx": book for name, book in files.items()})
    returns = tuple(reversed(found.returns)) if backwards else found.returns
    return assess(small_plan(), returns, period, period.last_day, problems=found.problems)


def verdict(month, task: str = "1-01"):
    return next(item for item in month.verdicts if (item.duty.department, item.duty.task.id) == ("民政处", task))


def told(month, *codes: str) -> list[tuple[str, str, str, str]]:
    """(code, file, cell, content) of the problems of these codes."""
    return [
        (item.code, item.source.file.rpartition("/")[2], item.source.cell, item.content)
        for item in month.problems
        if item.code in codes
    ]


@pytest.mark.parametrize("title", [column.title for column in FILLED])
def test_two_versions_of_one_day_that_differ_in_any_column_are_rivals(tmp_path, title):
    """Nobody may say which of them is meant, so none is taken, and the cell that differs is named."""
    other = OTHER.get(title, "另一说")
    month = judged(tmp_path, a=sheet(), b=sheet(line(**{title: other})))
    assert (verdict(month).rule, verdict(month).entry, len(verdict(month).rivals)) == (3, None, 2)
    cell = address(title)
    assert told(month, "C601", "C602") == [("C601", "b.xlsx", "A6", ""), ("C602", "b.xlsx", cell, other)]
    problem = next(item for item in month.problems if item.code == "C602")
    assert f"「{title}」" in problem.message or f"的{title}与" in problem.message
    assert f"“{BASE.get(title, '（空白）')}”" in problem.message
    assert verdict(month, "1-02").rule != 3, "a row both agree on is judged"


def test_the_later_filing_date_counts_whatever_the_files_are_called_and_in_whatever_order_they_come(tmp_path):
    """The row it replaced is listed cell by cell, and only what it says otherwise."""
    old = sheet(line(完成进度="20", 存在问题="经费不足"), filed_on="2018-05-20")
    new = sheet(filed_on="2018-05-28")
    for number, files in enumerate(({"a": old, "b": new}, {"b": old, "a": new})):
        month = judged(tmp_path / str(number), **files)
        assert verdict(month).entry.progress == 50
        assert [(code, cell, content) for code, _, cell, content in told(month, "C601", "C602", "C603", "C607")] == [
            ("C603", address("完成进度"), "20"),
            ("C603", address("存在问题"), "经费不足"),
        ]
        assert judged(tmp_path / str(number), backwards=True, **files).scores == month.scores


def test_a_return_without_a_date_may_be_the_latest(tmp_path):
    """It rivals the latest of those that bear one; what is certainly older is out of the question."""
    month = judged(
        tmp_path,
        a=sheet(line(完成进度="10"), filed_on="2018-05-18"),
        b=sheet(line(完成进度="30"), filed_on="2018-05-22"),
        c=sheet(line(完成进度="40"), filed_on=""),
    )
    assert verdict(month).rule == 3
    assert sorted(entry.progress for entry in verdict(month).rivals) == [30, 40]
    assert told(month, "C603") == [("C603", "a.xlsx", address("完成进度"), "10")]


def test_two_returns_without_a_date_that_differ_are_rivals_and_those_that_agree_are_one(tmp_path):
    unlike = judged(tmp_path / "1", a=sheet(filed_on=""), b=sheet(line(存在问题="经费不足"), filed_on=""))
    assert verdict(unlike).rule == 3
    alike = judged(tmp_path / "2", a=sheet(filed_on=""), b=sheet(filed_on="", filler="王五"))
    assert (verdict(alike).rule, verdict(alike).entry.progress) == (17, 50)


def test_a_version_without_a_date_that_agrees_counts_too_and_so_do_its_problems(tmp_path):
    """What is wrong with it lies in a sheet that was taken: half a point for the missing date."""
    month = judged(tmp_path, a=sheet(), b=sheet(filed_on="", filler="王五"))
    score = next(item for item in month.scores if item.department == "民政处")
    assert verdict(month).rule == 17
    assert score.material == Decimal("4.50")


def test_a_row_that_only_the_earlier_version_has_still_counts(tmp_path):
    """Departments send supplements."""
    supplement = progress_sheet(line(完成进度="80"), filed_on="2018-05-24")
    month = judged(tmp_path, a=sheet(filed_on="2018-05-20"), b=supplement)
    assert [verdict(month, task).entry.progress for task in ("1-01", "1-02")] == [80, 50]
    assert told(month, "R411") == []


@pytest.mark.parametrize("filed_on", ["2018-05-22", "2018-05-20"])
def test_a_locked_column_that_differs_makes_no_rivals_and_is_told_at_its_cell(tmp_path, filed_on):
    """The master list holds; that an office wrote over it is no other content, whichever version is the later."""
    changed = sheet(filed_on=filed_on).text(address("责任领导"), "张局长").text(address("量化要求"), "每月")
    month = judged(tmp_path, a=sheet(), b=changed)
    assert (verdict(month).rule, verdict(month).entry.progress) == (17, 50)
    assert told(month, "C601", "C602", "C603", "C607") == [
        ("C607", "b.xlsx", address("责任领导"), "张局长"),
        ("C607", "b.xlsx", address("量化要求"), "每月"),
    ]


def test_the_same_value_written_otherwise_is_no_rival(tmp_path):
    month = judged(tmp_path, a=sheet(), b=sheet(line(完成进度="５０％")))
    assert verdict(month).rule == 17
    assert told(month, "C601", "C602", "C603", "C607") == [("C607", "b.xlsx", address("完成进度"), "５０％")]


def test_returns_of_other_months_speak_for_theirs_alone(tmp_path):
    """A row that only April has is not in May, and April's words are no older version of May's."""
    april = progress_sheet(
        "\n".join((line(), REST)), period="2018-04", filed_on="2018-04-20", title="2018年4月进展填报表"
    )
    month = judged(tmp_path, a=april, b=progress_sheet(line(完成进度="70")))
    assert [verdict(month, task).rule for task in ("1-01", "1-02")] == [17, 4]
    assert told(month, "C601", "C602", "C603", "C607") == []


def test_a_row_that_could_not_be_taken_says_why_and_an_earlier_one_that_could_stands(tmp_path):
    twice = progress_sheet("\n".join((line(), line(完成进度="70"), REST)), filed_on="2018-05-24")
    alone = judged(tmp_path / "1", a=twice)
    assert (verdict(alone).rule, "同一任务填了几行" in verdict(alone).because) == (4, True)
    month = judged(tmp_path / "2", a=twice, b=sheet(filed_on="2018-05-20"))
    assert (verdict(month).rule, verdict(month).entry.progress) == (17, 50)
