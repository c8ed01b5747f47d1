"""The year counts what was signed: months from their records, the final set against the draft that was sent."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.pipeline.built import read_templates
from reporter.pipeline.year_run import assessed, read_year
from reporter.workspace import Workspace

from .offices import CIVIL, CULTURE, SCHOOLS, Office, reword

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


# --- the draft that was sent and the final set ------------------------------------------------------------------------

DRAFT = ("issue", "--year", "2018", "--draft")
LETTER = "征求意见稿/文化体育与民族宗教处.docx"


@pytest.fixture(scope="module")
def sent(signed, tmp_path_factory) -> Path:
    """The same year, its draft made, a letter reworded by a leader, then issued."""
    home = tmp_path_factory.mktemp("sent")
    shutil.copytree(signed, home, dirs_exist_ok=True)
    office = Office(home)
    office.run("annual")
    reword(office.file(f"output/2018/{LETTER}"), "你单位", "贵单位")
    assert office.run(*DRAFT).status == 0
    return home


@pytest.fixture
def year_office(sent, tmp_path) -> Office:
    shutil.copytree(sent, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


OBJECTION = [CULTURE, "报-05 5月报送", "系统故障", "情况属实，同意加回", "7.5"]


def scores(office: Office) -> dict[str, dict]:
    """The rows of 「得分」 by department."""
    return {row["单位"]: row for row in office.table("output/2018/考核得分表.xlsx", "得分")}


def test_a_draft_goes_on_record_with_its_letters(year_office):
    listed = {row["文件"]: row for row in year_office.record("2018征求意见稿", "文书")}
    assert set(listed) == {
        "年度考核报告.docx",
        "考核结果通报.docx",
        "考核得分表.xlsx",
        *(f"征求意见稿/{name}.docx" for name in (CIVIL, SCHOOLS, CULTURE)),
    }
    table = year_office.file("output/2018/考核得分表.xlsx").read_bytes()
    assert year_office.file("input/已印发/2018征求意见稿/考核得分表.xlsx").read_bytes() == table
    about = {row["项目"]: row["内容"] for row in year_office.record("2018征求意见稿", "说明")}
    assert (about["报送期"], about["稿别"], about["考核日期"]) == ("2018", "征求意见稿", "2018-06-30")
    signed = year_office.record("2018征求意见稿", "单位得分")
    assert {row["单位"]: row["总分"] for row in signed} == {
        name: row["总分"] for name, row in scores(year_office).items()
    }
    assert year_office.run(*DRAFT).object["outputs"] == [], "the same again"


def test_an_objection_is_what_lies_between_the_draft_and_the_final_set(year_office):
    before, letter = scores(year_office), year_office.file(f"output/2018/{LETTER}").read_bytes()
    year_office.list(异议=[OBJECTION])
    told = year_office.run("annual", "--final")
    after = scores(year_office)[CULTURE]
    assert after["征求意见稿总分"] == before[CULTURE]["总分"] and after["总分"] == before[CULTURE]["总分"] + 7.5
    assert "I002" not in told.codes and "I003" not in told.codes, "what was decided is no problem"
    lines = {
        (row["对象"], row["项目"]): (row["印发时"], row["现在"], row["原因"], row["印发记录"])
        for row in year_office.table("output/2018/考核得分表.xlsx", "印发后变动")
    }
    assert lines[CULTURE, "异议调整"] == ("0.00", "7.50", "异议", "2018征求意见稿")
    assert {line[2] for line in lines.values()} == {"异议"}
    assert f"output/2018/{LETTER}" not in told.object["outputs"]
    assert year_office.file(f"output/2018/{LETTER}").read_bytes() == letter, "letters lie as they were sent"
    assert "与送出的征求意见稿相比有" in told.lines


def test_every_change_from_the_draft_has_its_reason(year_office):
    """A late return for the month that was not issued, beside the objection."""
    year_office.send(SCHOOLS, "2018-06", *(f"{line}" for line in year_office.lines(SCHOOLS, 60, "2018-06")[1:]))
    year_office.list(异议=[OBJECTION])
    found = year(year_office, final=True)
    told = {line[1:3]: line[5] for line in lines(found) if line[0] == "2018征求意见稿"}
    assert told[SCHOOLS, "总分"] == "补报" and told[CULTURE, "异议调整"] == "异议"
    assert found.department(SCHOOLS).score.why == "补报" and "异议" in found.department(CULTURE).score.why
    for item in found.departments:
        assert item.score.changed == ((item.name, "总分") in told or (item.name, "名次") in told)


def test_a_late_return_for_an_issued_month_moves_no_point_of_the_final_set(year_office):
    year_office.send(CULTURE, "2018-05", LATE, filed_on="2018-05-24")
    found = year(year_office, final=True)
    assert not [line for line in lines(found) if line[0] == "2018征求意见稿"]
    assert {line[0] for line in lines(found)} == {"2018-05"}
    assert not any(item.score.changed for item in found.departments)


def test_without_a_draft_on_record_there_is_no_comparison(office):
    office.run("annual")
    letter = office.file(f"output/2018/{LETTER}").read_bytes()
    told = office.list(异议=[OBJECTION]).run("annual", "--final")
    assert "I003" in told.codes and told.status == 1
    assert {row["征求意见稿总分"] for row in scores(office).values()} == {None}
    assert office.file(f"output/2018/{LETTER}").read_bytes() == letter
    assert not any(path.startswith("征求意见稿/") for path in archived(office)), "nobody knows who received them"


def archived(office: Office) -> dict[str, bytes]:
    """The members of 归档.zip."""
    package = zipfile.ZipFile(office.file("output/2018/归档.zip"))
    return {name: package.read(name) for name in package.namelist()}


def test_the_archive_holds_what_was_signed(year_office):
    year_office.list(异议=[OBJECTION]).run("annual", "--final")
    assert year_office.run(*DRAFT).status == 2, "what lies there is the final set"
    assert year_office.run("issue", "--year", "2018").status == 0
    year_office.run("annual", "--final")
    held, signed = archived(year_office), year_office.below("input/已印发")
    assert {name.removeprefix("input/已印发/"): data for name, data in held.items() if "已印发" in name} == signed
    assert {"2018定稿.xlsx", "2018定稿/年度考核报告.docx", f"2018征求意见稿/{LETTER}", "2018-05.xlsx"} <= set(signed)
    assert "贵单位".encode() in zipfile.ZipFile(io.BytesIO(signed[f"2018征求意见稿/{LETTER}"])).read(
        "word/document.xml"
    )
    listed = held["校验清单.txt"].decode().splitlines()
    for name, data in held.items():
        if name != "校验清单.txt":
            assert f"{hashlib.sha256(data).hexdigest()}  {name}" in listed
    assert not [name for name in held if name.startswith("征求意见稿/")]


def test_a_final_set_that_was_signed_is_compared_with_too(year_office):
    year_office.list(异议=[OBJECTION]).run("annual", "--final")
    assert year_office.run("issue", "--year", "2018").status == 0
    year_office.list(异议=[[*OBJECTION[:4], "5"]])
    found = year(year_office, final=True)
    assert ("2018定稿", CULTURE, "异议调整", "7.50", "5.00", "异议") in lines(found)
    told = year_office.run("annual", "--final")
    assert "I002" in told.codes, "what was signed is otherwise now"


def test_a_copy_that_was_changed_is_told(year_office):
    path = year_office.file(f"input/已印发/2018征求意见稿/{LETTER}")
    path.write_bytes(path.read_bytes() + b"x")
    assert "I004" in year_office.run("annual").codes


def test_a_department_that_had_no_points_in_the_draft_is_compared_with_that(tmp_path):
    office = Office(tmp_path).list().month("2018-05", 50, CULTURE)
    assert office.run("annual").status in (0, 1) and office.run("issue", "--year", "2018", "--draft").status == 0
    lost = next(row for row in office.record("2018征求意见稿", "扣分明细") if row["单位"] == CULTURE)
    office.list(异议=[[CULTURE, lost["扣分编号"], "情况属实", "同意加回", str(lost["扣分"])]])
    assert office.run("annual", "--final").status in (0, 1)
    (own,) = [row for row in office.table("output/2018/考核得分表.xlsx", "得分") if row["单位"] == CULTURE]
    assert (own["征求意见稿总分"], own["总分"]) == (0, lost["扣分"])
