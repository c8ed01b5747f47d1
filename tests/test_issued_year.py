"""The year counts what was signed: months from their records, the final set against the draft that was sent."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.pipeline.built import read_templates
from reporter.pipeline.year_run import assessed, read_year
from reporter.workspace import Workspace

from .offices import CIVIL, CULTURE, SCHOOLS, Office

LATE = "1-09 | 正在推进 | 50 | | | 已公开"


def year(office: Office, *, final: bool = False):
    """What `annual` finds, without a run that writes."""
    workspace = Workspace(office.home)
    return assessed(read_year(workspace, read_templates(workspace), None, None), None, final=final)


def lines(found) -> set[tuple[str, ...]]:
    """The lines of 「印发后变动」: of which record, then as they are printed."""
    return {
        (Path(line.source.file).stem, line.subject, line.item, line.then, line.now, line.reason)
        for line in found.later or ()
    }


@pytest.fixture(scope="module")
def signed(tmp_path_factory) -> Path:
    """May, which 文化体育与民族宗教处 missed, issued; June reported by all and not issued."""
    office = Office(tmp_path_factory.mktemp("signed")).list().month("2018-05", 50, CULTURE)
    office.run("report", "--period", "2018-05")
    assert office.run("issue", "--period", "2018-05").status == 0
    office.month("2018-06", 60)
    return office.home


@pytest.fixture
def office(signed, tmp_path) -> Office:
    shutil.copytree(signed, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def months(found, name: str) -> list[Decimal]:
    """The totals of a department's months."""
    return [score.total for _, score in found.department(name).months]


def test_without_a_change_the_year_is_the_same_with_and_without_records(office):
    before = year(office)
    shutil.rmtree(office.file("input/已印发"))
    after = year(office)
    for one, other in zip(before.departments, after.departments, strict=True):
        assert (one.score, one.deductions, one.filings) == (other.score, other.deductions, other.filings)
    assert before.courses == after.courses
    assert before.later == () and after.later is None


def test_a_months_points_and_deductions_are_those_that_were_signed(office):
    office.send(CULTURE, "2018-05", LATE, filed_on="2018-05-24")
    office.list(加减分=[["2018-05", SCHOOLS, "2", "经验推广", "局务会"]])
    found = year(office)
    assert months(found, CULTURE) == [Decimal("0.00"), Decimal("100.00")]
    assert months(found, SCHOOLS) == [Decimal("100.00"), Decimal("100.00")]
    lost = [item for item in found.department(CULTURE).deductions if item.part == "报送及时"]
    assert [(item.number, item.points) for item in lost] == [("报-05", Decimal("7.50"))]
    assert found.department(SCHOOLS).score.adjustment == 0
    told = lines(found)
    assert ("2018-05", CULTURE, "总分", "0.00", "100.00", "补报") in told
    assert ("2018-05", SCHOOLS, "加减分", "0.00", "2.00", "加减分") in told
    assert any("6月没有印发记录" in note for note in found.notes)


def test_the_office_may_have_them_reckoned_anew(office):
    office.send(CULTURE, "2018-05", LATE, filed_on="2018-05-24")
    office.list(考核办法=[["月度得分以", "重算", ""]])
    found = year(office)
    assert months(found, CULTURE) == [Decimal("100.00"), Decimal("100.00")]
    assert any("重算" in note for note in found.notes)
    assert ("2018-05", CULTURE, "总分", "0.00", "100.00", "补报") in lines(found)


def test_the_lamps_of_a_signed_month_are_those_that_were_signed_and_the_years_end_is_todays(office):
    office.send(CULTURE, "2018-05", LATE, filed_on="2018-05-24")
    course = next(item for item in year(office).courses if item.duty.department == CULTURE)
    assert [str(mark.lamp) for mark in course.marks] == ["红", "绿"]
    office.run("report", "--period", "2018-06")
    assert office.run("issue", "--period", "2018-06").status == 0
    office.send(CULTURE, "2018-06", "1-09 | 未启动 | | | | 没有启动", filed_on="2018-06-24", name="更正")
    course = next(item for item in year(office).courses if item.duty.department == CULTURE)
    assert [str(mark.lamp) for mark in course.marks] == ["红", "绿"] and str(course.final.lamp) == "红"


def test_points_given_then_and_struck_since_still_count(office):
    office.list(加减分=[["2018-05", SCHOOLS, "2", "经验推广", "局务会"]]).run("report", "--period", "2018-05")
    assert office.run("issue", "--period", "2018-05", "--again").status == 0
    office.list(加减分=[["2018-05", CIVIL, "1", "另有表彰", "局务会"]])
    office.run("annual")
    rows = office.table("output/2018/考核得分表.xlsx", "加减分明细")
    assert [(row["单位"], row["分值"], row["是否计入"]) for row in rows] == [
        (CIVIL, "1", "印发后登记，未计入"),
        (SCHOOLS, "2", "计入"),
    ]
    scores = {row["单位"]: row["加减分"] for row in office.table("output/2018/考核得分表.xlsx", "得分")}
    assert scores == {CIVIL: 0, SCHOOLS: 2, CULTURE: 0}
    told = office.table("output/2018/考核得分表.xlsx", "印发后变动")
    assert {(row["印发记录"], row["对象"], row["项目"], row["原因"]) for row in told} >= {
        ("2018-05", CIVIL, "加减分", "加减分"),
        ("2018-05", SCHOOLS, "加减分", "加减分"),
    }


def test_a_month_of_which_the_returns_are_gone_still_counts_as_it_was_signed(office):
    shutil.rmtree(office.file("input/2018-05"))
    found = year(office)
    assert months(found, CIVIL) == [Decimal("100.00"), Decimal("100.00")] and not found.gaps
    assert ("2018-05", CIVIL, "总分", "100.00", "0.00", "补报") in lines(found)
