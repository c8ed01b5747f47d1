"""What the screen says of a run: what nobody does is seen, and nothing is said twice."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from reporter.pipeline.built import Built
from reporter.telling import problem_lines, run_lines
from reporter.vocabulary.model import Period, Source
from reporter.vocabulary.problems import Kind, Problem
from reporter.workspace import Committed

from .offices import CIVIL, CULTURE, SCHOOLS, Office
from .proofs import plain

STANDING = "各相关部门"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """May and June of three departments; one task is of 「各相关部门」, of whom nobody knows who they are."""
    office = Office(tmp_path_factory.mktemp("told"))
    tasks = [[*row[:6], "教育处、各相关部门", *row[7:]] if row[0] == "2-10" else row for row in office.rows["任务"]]
    office.list(任务=tasks, 称谓=[["各部门", "全部"], [STANDING, ""]])
    office.month("2018-05", 50).month("2018-06", 60)
    return office.home


@pytest.fixture
def office(made, tmp_path) -> Office:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def lines(told) -> list[str]:
    """What a person reads, line by line."""
    return told.lines.splitlines()


def test_what_the_list_says_of_the_whole_year_is_told_in_its_first_month(office):
    assert any(STANDING in line for line in lines(office.run("report", "--period", "2018-05")))
    june = office.run("report", "--period", "2018-06")
    assert not any(STANDING in line for line in lines(june))
    assert any(item["code"] == "M118" for item in june.object["problems"]), "it is in the ledger, and for programs"
    assert sum(STANDING in line for line in lines(office.run("annual"))) == 1


def test_a_month_of_which_nothing_came_makes_no_orders(office):
    told = office.run("report", "--period", "2018-12", "--as-of", "2019-01-31")
    assert told.status == 1 and "F233" in told.codes and "有报表的月份是 2018-05、2018-06" in told.lines
    assert not [path for path in told.object["outputs"] if "督办" in path]
    assert {"output/2018-12/台账.xlsx", "output/2018-12/通报.docx"} <= set(told.object["outputs"])
    assert "F233" not in office.run("report", "--period", "2018-06").codes


def test_a_task_that_every_owner_says_is_none_of_its_own_is_told(office):
    none = "{} | 不涉及 | | | | 没有此项业务"
    for name in (CIVIL, SCHOOLS):
        rows = (line for line in office.lines(name, 60, "2018-06") if not line.startswith("1-01"))
        office.send(name, "2018-06", *rows, none.format("1-01"))
    told = office.run("report", "--period", "2018-06")
    (found,) = (item for item in told.object["problems"] if item["code"] == "M149")
    assert (found["sheet"], found["cell"], found["level"]) == ("任务", "A2", "警")
    assert "任务 1-01 的责任单位（民政处、教育处）都填报不涉及" in found["message"]
    for path, data in office.below("output/2018-06").items():
        if path in ("通报.docx", "考核报告.docx"):
            assert "（1-01）的责任单位均填报不涉及" in plain(data)
    assert "M149" in office.run("annual").codes


def test_a_task_that_one_of_its_owners_does_is_nobodys_concern(office):
    rows = (line for line in office.lines(CIVIL, 60, "2018-06") if not line.startswith("1-01"))
    office.send(CIVIL, "2018-06", *rows, "1-01 | 不涉及 | | | | 没有此项业务")
    assert "M149" not in office.run("report", "--period", "2018-06").codes


def _alike(*names: str) -> list[Problem]:
    """The same problem in the return of each."""
    return [
        Kind.PERCENT_UNREADABLE.at(
            Source(f"input/2018-05/{name}.xlsx", "进展填报", "J6"),
            department=name,
            period=Period(2018, 5),
            text="约半",
            why="不是数字",
        )
        for name in names
    ]


def test_the_list_comes_first_and_what_is_equal_is_one_line():
    returns = _alike(CIVIL, SCHOOLS, CULTURE)
    of_list = Kind.ELEMENT_UNKNOWN.at(Source("input/任务总表.xlsx", "公文", "A9"), name="发文机", hint="")
    told = [*problem_lines([*returns, of_list])]
    assert told[0].startswith("—— 任务总表") and "公文!A9" in told[1]
    assert len(told) == 4 and told[2].endswith("3个 ——")
    assert re.findall(r"2018-05/(.*?)\.xlsx", told[3]) == [CIVIL, SCHOOLS, CULTURE]


def test_a_month_of_thousands_fits_on_a_screen(tmp_path):
    many = [f"第{number:04d}处" for number in range(3000)]
    folders = ("", "退改/", "督办通知单/")
    written = tuple(f"output/2018-05/{folder}{name}.docx" for folder in folders for name in many)
    built = Built(folder="2018-05", files={"台账.xlsx": b""}, scope=(), problems=tuple(_alike(*many)))
    told = [*run_lines(built, Committed((*written, "output/2018-05/图/总览.html")), dry_run=False)]
    assert len(told) < 24 and max(map(len, told)) < 900
    assert "等 3000 处" in told[1] and told[1].count("第0") == 9
    assert told[-3:] == [
        "已生成 output/2018-05/退改/ 里的 3000 个文件",
        "已生成 output/2018-05/督办通知单/ 里的 3000 个文件",
        "已生成 output/2018-05/图/总览.html",
    ]


def test_where_nothing_was_made_every_place_is_named(tmp_path):
    """There is no ledger then to look them up in."""
    alike = [Kind.ELEMENT_UNKNOWN.at(Source(f"{n}.xlsx", "公文", "A9"), name="发文机", hint="") for n in range(30)]
    assert all(f"{number}.xlsx" in "".join(problem_lines(alike)) for number in range(30))
