"""Versions of a return: which row speaks for a duty, when a department has filed, that what was replaced is silent, and
that a blank is none.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.year import assess_year
from reporter.ledger.month_sheets import kept_sheets
from reporter.pipeline.built import Built
from reporter.sendback import SendBack
from reporter.sheets.blank import blank_sheet
from reporter.sheets.self_check import lost_cells
from reporter.vocabulary.china_time import CHINA
from reporter.vocabulary.columns import FILLED
from reporter.vocabulary.method import LAST
from reporter.vocabulary.model import Entry, Period, Return, Source, State
from reporter.vocabulary.problems import Level
from reporter.vocabulary.versions import Versions

from . import oracle
from .builders import HEADER, Book, intake, progress_sheet, rows, signed, small_plan, zipped
from .masters import ROOT, SHIPPED, shipped_plan
from .rendering import need_renderer
from .sample_month import ledger_of

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


def sheet(first: str | None = None, *, saved: str = "", **fields: str) -> Book:
    """A whole return whose row 1-01, in row 6, is `first`; `saved` at this moment by its own record."""
    book = progress_sheet(f"{first or line()}\n{REST}", **fields)
    if saved:
        book.parts["docProps/core.xml"] = f"<core><dcterms:modified>{saved}</dcterms:modified></core>"
    return book


def address(title: str, row: int = 6) -> str:
    """The cell of a column."""
    return f"{'ABCDEFGHIJKLMNOPQ'[TITLES.index(title)]}{row}"


def judged(home, *, period: Period = MAY, backwards: bool = False, plan=None, **files):
    """The month of these files, each below input/2018-05/ under its keyword, and of those that lie there already."""
    found = intake(home, {f"2018-05/{name}.xlsx": book for name, book in files.items()}, plan)
    returns = tuple(reversed(found.returns)) if backwards else found.returns
    return assess(
        plan or small_plan(),
        returns,
        period,
        period.last_day,
        problems=found.problems,
        unused=found.unused,
        files=found.files,
    )


def verdict(month, task: str = "1-01"):
    return next(item for item in month.verdicts if (item.duty.department, item.duty.task.id) == ("民政处", task))


def score(month):
    return next(item for item in month.scores if item.department == "民政处")


def told(month, *codes: str) -> list[tuple[str, str, str, str]]:
    """(code, file, cell, content) of the problems of these codes, those of replaced versions last."""
    return [
        (item.code, item.source.file.rpartition("/")[2], item.source.cell, item.content)
        for item in (*month.problems, *month.superseded)
        if item.code in codes
    ]


def outcomes(month) -> dict[str, str]:
    return {item.file.rpartition("/")[2]: item.outcome for item in month.files}


# --- which row speaks ------------------------------------------------------------------------------------------------


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
        assert [item.code for item in month.problems if item.code.startswith("C6")] == []
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
    assert [item.code for item in month.problems if item.level is Level.REFUSED] == ["R405"], "it is still to be mended"


# --- a sheet that went back and was mended ---------------------------------------------------------------------------

FAULTY = line(完成进度="看情况")
PARTS = ("quality", "punctuality", "evidence", "material", "total")


def sent_back(home, month) -> bytes:
    """The marked copy of the department's own return."""
    return SendBack(home, month).files()[0]["退改/民政处.xlsx"]


def mended(data: bytes, **cells: object) -> bytes:
    """A marked copy in which a person typed into cells and nothing else."""
    book, stream = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    for place, value in cells.items():
        book["进展填报"][place] = value
    book.save(stream)
    return stream.getvalue()


def points(month) -> list[Decimal]:
    return [getattr(score(month), part) for part in PARTS]


def in_ledger(month, name: str) -> set[str]:
    """What 「是否计入」 of 「问题清单」 says of the problems of a file."""
    page = openpyxl.load_workbook(io.BytesIO(ledger_of(month)))["问题清单"]
    titles, *lines = page.iter_rows(values_only=True)
    return {dict(zip(titles, row))["是否计入"] for row in lines if row[2].endswith(f"/{name}")}


@pytest.fixture
def back(tmp_path):
    """A workspace in which a return with a faulty cell lies, and the copy of it that went back."""
    month = judged(tmp_path, a=sheet(FAULTY))
    assert [(item.level, item.source.cell) for item in month.problems if item.level is not Level.NOTED] == [
        (Level.REFUSED, "J6")
    ]
    return tmp_path, sent_back(tmp_path, month)


def test_who_mends_the_marked_cell_and_leaves_the_date_stands_as_if_the_first_return_had_been_clean(back, tmp_path):
    home, data = back
    month = judged(home, b=mended(data, J6=50))
    assert points(month) == points(judged(tmp_path / "clean", a=sheet()))
    assert (verdict(month).rule, verdict(month).entry.progress) == (17, 50)
    assert outcomes(month) == {"a.xlsx": "已被「input/2018-05/b.xlsx」替换", "b.xlsx": "已采用"}


def test_what_was_replaced_is_silent_everywhere_but_in_the_ledger(back):
    """No work for anybody: not on the screen, not for the exit status, in no document, nothing goes back."""
    home, data = back
    month = judged(home, b=mended(data, J6=50))
    assert [item for item in month.problems if item.level is not Level.NOTED] == []
    assert not any(item.source.file.endswith("a.xlsx") for item in month.problems)
    assert SendBack(home, month).files()[0] == {}
    found = figures(month)
    assert (found.problems_refused, found.problems_warned) == (0, 0)
    assert not Built(folder="", files={}, scope=(), problems=month.problems).needs_a_person
    assert in_ledger(month, "a.xlsx") == {"不计，已被「input/2018-05/b.xlsx」替换"}


def test_the_year_deducts_nothing_for_what_was_replaced(back):
    home, data = back
    judged(home, b=mended(data, J6=50))
    found = intake(home, {})
    year = assess_year(small_plan(), found.returns, 2018, problems=found.problems)
    own = year.department("民政处")
    assert [item for item in own.deductions if item.part in ("材料质量", "报送及时")] == []
    assert own.score.material == own.months[0][1].material == 5
    assert not any(item.source.file.endswith("a.xlsx") for item in year.problems)


def test_the_mark_replaces_the_original_whether_it_still_lies_there_or_not(back):
    home, data = back
    both = judged(home, b=mended(data, J6=50))
    (home / "input/2018-05/a.xlsx").unlink()
    assert points(judged(home)) == points(both)


@pytest.mark.parametrize("kept", [True, False], ids=["原表还在", "原表已删"])
def test_a_sheet_of_several_that_went_back_to_each_speaks_for_each_by_its_own_rows(tmp_path, kept):
    """Each mends its own cell; the others' rows in its copy only repeat what was sent."""
    joint = progress_sheet(
        "1-02 | 民政处 | 正在推进 | 看情况 | 已公开\n2-10 | 教育处 | 正在推进 | 看情况 | 已公开",
        header="任务编号 | 责任单位 | 完成状态 | 完成进度 | 进展情况",
        department="",
    )
    month = judged(tmp_path, joint=joint)
    copies = SendBack(tmp_path, month).files()[0]
    civil, schools = (copies[f"退改/{name}.xlsx"] for name in ("民政处", "教育处"))
    if not kept:
        (tmp_path / "input/2018-05/joint.xlsx").unlink()
    names = ("z", "b")
    for one, other in (names, names[::-1]):
        month = judged(tmp_path, **{one: mended(civil, D6=40), other: mended(schools, D7=60)})
        progress = {
            item.duty.department: item.entry.progress
            for item in month.verdicts
            if item.duty.task.id in ("1-02", "2-10") and item.entry
        }
        assert progress == {"民政处": 40, "教育处": 60}
        assert not [item for item in month.problems if item.code == "V503"]
    alone = judged(tmp_path / "alone", joint=joint, civil=mended(civil, D6=40))
    assert [item.department for item in alone.problems if item.code == "V503"] == ["教育处"]


def test_a_new_date_after_the_closing_day_is_late_only_where_the_last_return_is_asked_for(back):
    home, data = back
    plan, late = small_plan(), {"b": mended(data, J6=50, F2="2018-05-28")}
    assert score(judged(home, **late)).because["punctuality"] == "5月22日首次填报，按时"
    last = replace(plan, method=replace(plan.method, punctual_by=LAST))
    month = judged(home, plan=last)
    assert (score(month).punctuality, score(month).because["punctuality"]) == (10, "5月28日末次填报，晚于5月25日")
    assert month.filed["民政处"].source.file.endswith("b.xlsx")


def test_an_earlier_date_than_that_of_the_original_makes_no_difference_to_what_replaces_it(back):
    home, data = back
    plan = small_plan()
    plan = replace(plan, method=replace(plan.method, punctual_by=LAST))
    month = judged(home, b=mended(data, J6=50, F2="2018-05-02"), plan=plan)
    assert (verdict(month).entry.progress, score(month).because["punctuality"]) == (50, "5月2日末次填报，按时")


def test_a_date_that_was_taken_out_counts_only_where_no_return_bears_one(back):
    home, data = back
    month = judged(home, b=mended(data, J6=50, F2=None))
    assert score(month).punctuality == 15
    (home / "input/2018-05/a.xlsx").unlink()
    assert score(judged(home)).punctuality == 10


def test_a_sheet_that_is_mended_twice_replaces_both_that_came_before(back):
    """The mark is a chain: the first is replaced even where the second is gone."""
    home, data = back
    second = judged(home, b=mended(data, J6=50, J7="不好说"))
    assert [(item.source.file[-6:], item.source.cell) for item in second.problems if item.level is Level.REFUSED] == [
        ("b.xlsx", "J7")
    ]
    again = SendBack(home, second).files()[0]["退改/民政处.xlsx"]
    third = judged(home, c=mended(again, J7=50))
    assert outcomes(third) == {
        "a.xlsx": "已被「input/2018-05/c.xlsx」替换",
        "b.xlsx": "已被「input/2018-05/c.xlsx」替换",
        "c.xlsx": "已采用",
    }
    (home / "input/2018-05/b.xlsx").unlink()
    assert outcomes(judged(home))["a.xlsx"] == "已被「input/2018-05/c.xlsx」替换"


def test_a_row_left_out_of_the_mended_copy_still_counts_with_what_is_wrong_with_it(tmp_path):
    month = judged(tmp_path, a=sheet(FAULTY, reviewer=""))
    assert {item.code for item in month.problems} >= {"S318"}
    rest = mended(sent_back(tmp_path, month), D3="李四")
    cut = openpyxl.load_workbook(io.BytesIO(rest))
    cut["进展填报"].delete_rows(6)
    stream = io.BytesIO()
    cut.save(stream)
    month = judged(tmp_path, b=stream.getvalue())
    assert verdict(month).entry.source.file.endswith("a.xlsx")
    assert [item.source.cell for item in month.problems if item.level is not Level.NOTED] == ["J6"], (
        "the missing reviewer was put right"
    )
    assert outcomes(month)["a.xlsx"] == "已采用，部分任务已被「input/2018-05/b.xlsx」替换，1 处退回"


def test_a_table_that_was_no_return_is_silent_once_a_mended_copy_is_one(tmp_path):
    """Its column of states had no title: nothing was taken, and what was wrong with it is nobody's concern any more."""
    header = HEADER.replace("完成状态", "备考")
    lines = "\n".join(f"{task} |" + " |" * 7 + " 看情况 | 50 | | | 已公开" for task in ("1-01", "1-02"))
    month = judged(tmp_path, a=progress_sheet(lines, header=header))
    assert (month.returned, outcomes(month)["a.xlsx"]) == ((), "未采用：有任务而没有完成状态")
    month = judged(tmp_path, b=mended(sent_back(tmp_path, month), I5="完成状态", I6="正在推进", I7="正在推进"))
    assert month.returned == ("民政处",)
    assert not any(item.source.file.endswith("a.xlsx") for item in month.problems)
    assert outcomes(month)["a.xlsx"] == "未采用：有任务而没有完成状态，已被「input/2018-05/b.xlsx」替换"


def test_a_copy_that_nothing_tells_apart_is_settled_by_the_sheet_that_went_back(tmp_path):
    """The marked sheet asks for the cells alone: no withdrawing, no new date."""
    month = judged(tmp_path, a=sheet(), b=sheet(line(完成进度="70")))
    assert verdict(month).rule == 3
    data = sent_back(tmp_path, month)
    asked = [cell.value for row in openpyxl.load_workbook(io.BytesIO(data))["退改说明"].iter_rows() for cell in row]
    assert not re.search("撤|改正填报日期|确认以哪", "".join(filter(None, map(str, asked))))
    month = judged(tmp_path, c=mended(data, J6=60))
    assert (verdict(month).rule, verdict(month).entry.progress) == (17, 60)
    assert {name: text for name, text in outcomes(month).items() if name != "c.xlsx"} == {
        "a.xlsx": "已被「input/2018-05/c.xlsx」替换",
        "b.xlsx": "已被「input/2018-05/c.xlsx」替换",
    }


@pytest.mark.render
def test_a_copy_that_was_mended_in_libreoffice_replaces_the_original(back):
    need_renderer()
    home, data = back
    work = home / "work"
    work.mkdir()
    (work / "b.xlsx").write_bytes(mended(data, J6=50))
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    for form in ("ods", "xls"):
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(work), str(work / "b.xlsx")],
            capture_output=True,
            timeout=120,
            check=True,
        )
        found = intake(home, {f"2018-05/b.{form}": (work / f"b.{form}").read_bytes()})
        month = assess(small_plan(), found.returns, MAY, MAY.last_day, problems=found.problems)
        assert verdict(month).entry.source.file == f"input/2018-05/b.{form}"
        (home / f"input/2018-05/b.{form}").unlink()


# --- without a mark --------------------------------------------------------------------------------------------------


def test_of_two_of_one_date_the_one_saved_later_counts_and_that_is_told(tmp_path):
    early, late = "2018-05-22T02:00:00Z", "2018-05-22T03:30:00Z"
    for number, dates in enumerate((("2018-05-22", "2018-05-22"), ("", "2018-05-22"), ("2018-05-22", ""))):
        books = [sheet(FAULTY, saved=early, filed_on=dates[0]), sheet(saved=late, filed_on=dates[1])]
        for names in ("ab", "ba"):
            month = judged(tmp_path / f"{number}{names}", **dict(zip(names, books)))
            assert (verdict(month).rule, verdict(month).entry.progress) == (17, 50)
            (problem,) = (item for item in month.problems if item.code == "C608")
            assert "保存较晚（2018-05-22 11:30）" in problem.message and problem.level is Level.NOTED
            assert problem.source.file.endswith(f"/{names[1]}.xlsx")
            assert score(month).punctuality == 15


def test_a_moment_of_saving_that_only_one_of_them_has_tells_nothing(tmp_path):
    month = judged(tmp_path, a=sheet(saved="2018-05-22T02:00:00Z"), b=sheet(line(完成进度="70")))
    assert verdict(month).rule == 3


def test_a_row_that_a_supplement_leaves_blank_is_no_answer(tmp_path):
    """Who fills in one row of another blank has not taken back the rest, and is not asked for it again."""
    blank = "\n".join(("1-01 | 正在推进 | 80 | | | 补报", "1-02", "1-09", "2-07"))
    month = judged(tmp_path, a=sheet(), b=progress_sheet(blank, filed_on="2018-05-24"))
    assert [verdict(month, task).entry.progress for task in ("1-01", "1-02")] == [80, 50]
    assert [item.code for item in month.problems if item.level is not Level.NOTED] == []


def test_a_supplement_clears_the_row_that_it_replaces_and_no_other(tmp_path):
    first = progress_sheet(
        "\n".join((FAULTY, line("1-02", 完成进度="不好说"), *REST.split("\n")[1:])), filed_on="2018-05-20"
    )
    month = judged(tmp_path, a=first, b=progress_sheet(line(), filed_on="2018-05-24"))
    assert [item.source.cell for item in month.problems if item.level is Level.REFUSED] == ["J7"]
    assert score(month).material == 4


def test_copies_of_the_same_bytes_are_one_version(back):
    home, data = back
    month = judged(home, copy=sheet(FAULTY), b=mended(data, J6=50), other=mended(data, J6=50))
    assert (verdict(month).rule, score(month).material) == (17, 5)


# --- the rule itself -------------------------------------------------------------------------------------------------


def version(name: str, *, day: int | None = 22, hour: int | None = None, names: str = "") -> Return:
    """A return of one row whose file is called, and has the digest, `name`; its mark names the files `names`."""
    source = Source(f"input/{name}.xlsx", "进展填报")
    return Return(
        department="民政处",
        period=MAY,
        filed_on=dt.date(2018, 5, day) if day else None,
        filler="",
        reviewer="",
        phone="",
        entries=(Entry(task_id="1-01", row=6, source=source.at("A6")),),
        source=source,
        digest=name,
        saved=dt.datetime(2018, 5, 22, hour, tzinfo=CHINA) if hour is not None else None,
        replaces=tuple(names),
    )


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ([version("a", day=28), version("b", day=20, names="a")], "b"),
        ([version("a", names="b", day=20), version("b", names="a")], "b"),
        ([version("a", names="b"), version("b", names="c"), version("c", names="a", day=23)], "c"),
        ([version("a", day=28), version("b", names="a"), version("c", names="b", day=2)], "c"),
        ([version("a", day=21), version("b", day=None), version("c", day=22)], "bc"),
        ([version("a", hour=9), version("b", hour=12, day=20), version("c", day=None, hour=11)], "c"),
        ([version("a", hour=9), version("b", hour=12), version("c")], "bc"),
        ([version("a", hour=9), version("b", hour=9)], "ab"),
        ([version("a", names="a")], "a"),
    ],
    ids=str,
)
def test_marks_before_dates_before_the_moment_of_saving_in_whatever_order_they_come(sent, left):
    """Marks that name each other say nothing; what a mark names is out, so that no later date brings it back."""
    for order in itertools.permutations(sent):
        versions = Versions.of(order)
        assert "".join(item.digest for item in versions.speaking("1-01")) == left


VERSIONS = st.lists(
    st.tuples(
        st.sampled_from([None, 20, 21, 22]),
        st.sampled_from([None, 9, 10, 11]),
        st.sets(st.sampled_from("abcdef"), max_size=3),
    ),
    min_size=1,
    max_size=6,
)


@given(VERSIONS, st.randoms())
def test_something_always_speaks_and_the_order_changes_nothing(drawn, chance):
    sent = [
        version(name, day=day, hour=hour, names="".join(sorted(names)))
        for name, (day, hour, names) in zip("abcdef", drawn)
    ]
    shuffled = chance.sample(sent, len(sent))
    speaking = [item.digest for item in Versions.of(sent).speaking("1-01")]
    assert speaking and speaking == [item.digest for item in Versions.of(shuffled).speaking("1-01")]


# --- blanks ----------------------------------------------------------------------------------------------------------

JUNE = Period(2018, 6)


def blanks(home, period: Period) -> bytes:
    """What `sheets` makes for the department after what lies in input/."""
    found = intake(home, {})
    before = max((item.period for item in found.returns if item.period < period), default=None)
    month = assess(small_plan(), found.returns, before, before.last_day) if before else None
    carried = {
        item.duty.task.id: item.entry
        for item in (month.verdicts if month else ())
        if item.entry and item.duty.department == "民政处"
    }
    items = [item.item for item in (month.items if month else ())]
    return blank_sheet(small_plan(), "民政处", period, carried, items)


def june(home, data: bytes):
    found = intake(home, {"2018-06/民政处.xlsx": data})
    month = assess(
        small_plan(),
        found.returns,
        JUNE,
        JUNE.last_day,
        problems=found.problems,
        unused=found.unused,
        files=found.files,
    )
    assert lost_cells(found.typed, month, kept_sheets(month)) == ()
    return month


SETTLED = line("1-02", 完成状态="已完成", 完成进度="100", 完成日期="2018-05-10", 公开网址或佐证材料="《政策》")


@pytest.fixture
def reported(tmp_path):
    """A workspace with May: a duty under way, one done, items registered."""
    book = progress_sheet("\n".join((line(), SETTLED, line("1-09"), line("2-07")))).sheet(
        "事项登记", "任务编号 | 事项名称 | 日期 | 起算日期 | 网址或佐证材料\n2-07 | 解读一 | 2018-05-08 | | 《解读一》"
    )
    judged(tmp_path, a=book)
    return tmp_path


def test_a_blank_that_comes_back_as_it_was_sent_out_is_no_return(tmp_path):
    month = june(tmp_path, blanks(tmp_path, JUNE))
    assert (month.returned, verdict(month).state) == ((), State.NOT_RETURNED)
    assert [(item.code, item.level) for item in month.problems] == [("S333", Level.REFUSED)]
    assert [item.outcome for item in month.files] == ["未采用：原样交回的空白填报表"]


def test_a_blank_with_last_months_text_carried_over_is_none_either(reported):
    month = june(reported, blanks(reported, JUNE))
    assert month.returned == ()
    assert [item.code for item in month.problems] == ["S333"]
    assert [verdict(month, task).state for task in ("1-01", "1-02")] == [State.NOT_RETURNED, State.DONE]
    assert score(month).punctuality == 0


@pytest.mark.parametrize("typed", ({"填报日期": dt.date(2018, 6, 20)}, {"填报人": "张三"}, {"审核人": "李四"}))
def test_who_has_nothing_new_and_signs_or_dates_it_has_reported(reported, typed):
    month = june(reported, signed(blanks(reported, JUNE), **{"填报人": None, **typed}))
    assert (month.returned, verdict(month).state, verdict(month, "1-02").state) == (
        ("民政处",),
        State.NOT_FILLED,
        State.DONE,
    )


@pytest.mark.parametrize(("place", "text"), [("I6", "正在推进"), ("M6", "已公开，又公开"), ("A20", "本月没有新进展")])
def test_a_single_word_typed_makes_a_return_of_it(reported, place, text):
    assert june(reported, mended(blanks(reported, JUNE), **{place: text})).returned == ("民政处",)


def test_a_new_item_in_the_register_makes_a_return_of_it(reported):
    book, stream = openpyxl.load_workbook(io.BytesIO(blanks(reported, JUNE))), io.BytesIO()
    page = book["事项登记"]
    row = next(cell.row for column in page.iter_cols(max_col=3) for cell in column if cell.value == "解读一") + 1
    for column in range(1, 6):
        above = page.cell(row - 1, column).value
        page.cell(row, column).value = "解读二" if above == "解读一" else above
    book.save(stream)
    assert june(reported, stream.getvalue()).returned == ("民政处",)


def test_a_blank_beside_the_return_of_the_month_is_nobodys_concern(reported):
    data = blanks(reported, JUNE)
    intake(reported, {"2018-06/空白.xlsx": data})
    month = june(reported, signed(mended(data, I6="正在推进", J6=60), 填报日期=dt.date(2018, 6, 20), 审核人="李四"))
    assert month.returned == ("民政处",)
    assert not any(item.source.file.endswith("空白.xlsx") for item in month.problems)


def test_words_carried_over_unchanged_are_noted_and_counted_in_the_overview(reported):
    """Not where the duty is settled: there nothing is left to be said."""
    data = mended(blanks(reported, JUNE), I6="正在推进", J6=60, I8="长期坚持", I9="正在推进", M9="又解读一次")
    month = june(reported, signed(data, 填报日期=dt.date(2018, 6, 20), 审核人="李四"))
    (problem,) = (item for item in month.problems if item.code == "C604")
    assert (problem.level, dict(problem.facts)["tasks"]) == (Level.NOTED, "1-01、1-09")
    page = openpyxl.load_workbook(io.BytesIO(ledger_of(month)))["总览"]
    said = {row[0].value: row[1].value for row in page.iter_rows(min_row=6, max_row=11)}
    assert said["进展未更新"] == "进展情况与上期一字不差的2项：民政处2项"


# --- against a second count ------------------------------------------------------------------------------------------


def again(path: Path, name: str, *, drop: int = 0, day: int | None = None, saved: str = "", **cells: object) -> None:
    """Another version of a return beside it: cells typed over, the last rows left out, another date and record."""
    book, stream = openpyxl.load_workbook(path), io.BytesIO()
    page = book["进展填报"]
    for place, value in cells.items():
        page[place] = value
    page.delete_rows(page.max_row - drop + 1, drop)
    label = next(cell for row in page.iter_rows(max_row=5) for cell in row if cell.value == "填报日期")
    if day:
        page.cell(label.row, label.column + 1).value = dt.date(2018, 6, day)
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts["docProps/core.xml"] = re.sub(
        rb"(modified[^>]*>)[^<]*", rb"\g<1>" + saved.encode(), parts["docProps/core.xml"]
    )
    (path.parent / name).write_bytes(zipped(parts))


def test_states_and_scores_of_many_versions_agree_with_an_independent_reading(tmp_path):
    """The shipped June with a mended sheet, supplements, two of one date told apart by saving, and two that are not."""
    folder = tmp_path / "input/2018-06"
    shutil.copytree(ROOT / "input/2018-06", folder)
    shutil.copy(SHIPPED, tmp_path / "input")
    plan = shipped_plan()
    sent = {name: folder / f"示例-{name}.xlsx" for name in ("人口计生处", "民政处", "教育处", "疾控中心", "卫生处")}
    found = intake(tmp_path, {}, plan)
    month = assess(plan, found.returns, JUNE, JUNE.last_day, problems=found.problems, files=found.files)
    marked = SendBack(tmp_path, month).files()[0]["退改/人口计生处.xlsx"]
    (folder / "改.xlsx").write_bytes(mended(marked, J20=70, J27=20))
    again(sent["民政处"], "民政补.xlsx", drop=9, day=27, saved="2018-06-27T00:00:00Z", J20=90)
    again(sent["教育处"], "教育一.xlsx", saved="2018-06-22T01:00:00Z", J9=20, I10="已完成")
    again(sent["教育处"], "教育二.xlsx", saved="2018-06-22T02:00:00Z", J9=90)
    again(sent["疾控中心"], "疾控.xlsx", J20=70)
    again(sent["卫生处"], "卫生早.xlsx", drop=3, day=12, J20=5)
    sent["教育处"].unlink()
    found = intake(tmp_path, {}, plan)
    month = assess(plan, found.returns, JUNE, JUNE.last_day, problems=found.problems, files=found.files)
    states, scores = oracle.judged(tmp_path, (6,))
    assert {(item.duty.department, item.duty.task.id): item.state for item in month.verdicts} == states
    assert list(states.values()).count("待确认") == 1
    for item in month.scores:
        parts = {"完成质量": item.quality, "报送及时": item.punctuality, "佐证齐全": item.evidence}
        assert parts == scores[item.department], item.department
