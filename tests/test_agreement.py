"""Numbers of one thing, read from the finished documents of a run, agree across them."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import docx
import pytest

from . import whole_year
from . import year_examples as example
from .masters import write_master
from .proofs import made
from .terminal import run
from .test_month import workspace

Rows = list[dict[str, str]]


def _tables(document) -> list[Rows]:
    """The rows of each table by title, line breaks in titles dropped."""
    found = []
    for table in document.tables:
        head, *rows = ([cell.text for cell in row.cells] for row in table.rows)
        titles = [title.replace("\n", "") for title in head]
        found.append([dict(zip(titles, row)) for row in rows])
    return found


Read = dict[str, tuple[str, list[Rows]]]
"""Name → (text, tables) of each document."""


def _read(home: Path, folder: str) -> Read:
    read = {}
    for path, data in made(home, folder).items():
        if path.endswith(".docx"):
            document = docx.Document(io.BytesIO(data))
            read[path.removesuffix(".docx")] = "\n".join(line.text for line in document.paragraphs), _tables(document)
    return read


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> Read:
    """The documents of June."""
    home: Path = workspace(tmp_path_factory.mktemp("agreement"))
    run(home, "report")
    return _read(home, "2018-06")


@pytest.fixture(scope="module")
def years(tmp_path_factory) -> Read:
    """The documents of the whole made-up year, before objections."""
    home: Path = tmp_path_factory.mktemp("years")
    write_master(home / example.MASTER, whole_year.master_rows(moving=True))
    whole_year.put(home)
    run(home, "annual")
    return _read(home, "2018")


def _having(tables: list[Rows], *titles: str) -> Rows:
    return next(rows for rows in tables if rows and set(titles) <= rows[0].keys())


def _said(pattern: str, text: str) -> tuple[str, ...]:
    match = re.search(pattern, text)
    assert match, pattern
    return match.groups()


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\d+)项任务中，已完成(\d+)项，占([\d.]+%)",
        r"应报送的(\d+)个单位中，按时报送(\d+)个、迟报(\d+)个、未报送(\d+)个",
        r"从亮灯情况看，绿灯(\d+)项（占([\d.]+%)）、黄灯(\d+)项（占([\d.]+%)）、红灯(\d+)项（占([\d.]+%)）、灰灯(\d+)项",
        r"有(\d+)项任务的部分责任单位未报送",
        r"优秀(\d+)个.*?、不合格(\d+)个",
    ],
)
def test_bulletin_and_report_say_the_same_of_the_month(documents, pattern):
    assert _said(pattern, documents["通报"][0]) == _said(pattern, documents["考核报告"][0])


def test_points_ranks_and_grades_are_the_same_wherever_they_stand(documents):
    own = _having(documents["通报"][1], "得分", "名次", "等次", "承担任务")
    report = documents["考核报告"][1]
    places = [[(row["名次"], row["单位"], row["得分"], row["等次"]) for row in own]]
    places += [
        [(row["名次"], row["单位"], row["总分"], row["等次"]) for row in rows]
        for rows in report
        if rows and {"名次", "总分", "等次"} <= rows[0].keys()
    ]
    assert len(places) >= 3 and all(rows == places[0] for rows in places)


def test_what_a_sentence_counts_its_annex_lists(documents):
    text, tables = documents["通报"]
    tasks, own = _having(tables, "未亮绿灯的单位"), _having(tables, "得分", "承担任务")
    total, done, _ = _said(r"(\d+)项任务中，已完成(\d+)项，占([\d.]+%)", text)
    assert len(tasks) == int(total) and sum(row["核定状态"] == "已完成" for row in tasks) == int(done)
    lamps = Counter(row["亮灯"] for row in tasks)
    told = r"从亮灯情况看，绿灯(\d+)项（.*?）、黄灯(\d+)项（.*?）、红灯(\d+)项（.*?）、灰灯(\d+)项"
    assert _said(told, text) == tuple(str(lamps[lamp]) for lamp in "绿黄红灰")
    duties, finished = _said(r"单位承担一项任务计一项），(\d+)项中，已完成(\d+)项", text)
    assert sum(int(row["承担任务"]) for row in own) == int(duties)
    assert sum(int(row["已完成"]) for row in own) == int(finished)
    assert _said(r"办结销号的，.*?共(\d+)项（见", text) == (str(len(_having(tables, "办结内容"))),)
    assert _said(r"，(?:[^，。]*?)(\d+)项任务已过完成时限", text) == (str(len(_having(tables, "目前进展"))),)
    assert [row["单位"] for row in _having(tables, "承担任务数")] == [
        row["单位"] for row in own if row["报送情况"] == "未报送"
    ]


def test_an_order_is_about_the_red_duties_that_the_bulletin_counts(documents):
    rows = _having(documents["通报"][1], "得分", "承担任务")
    own = {row["单位"]: int(row["红灯"]) for row in rows if row["报送情况"] != "未报送"}
    orders = {path.partition("/")[2]: text for path, (text, _) in documents.items() if path.startswith("督办通知单/")}
    told = {name: len(set(re.findall(r"（(\d-\d\d)）", text))) for name, text in orders.items() if name in own}
    assert told == {name: count for name, count in own.items() if count}


def test_the_last_of_the_months_is_the_month_that_the_report_tells(documents):
    text, tables = documents["考核报告"]
    last = _having(tables, "月份", "完成率")[-1]
    total, done, share = _said(r"(\d+)项任务中，已完成(\d+)项，占([\d.]+%)", text)
    lamps = _said(r"从亮灯情况看，绿灯(\d+)项（.*?）、黄灯(\d+)项（.*?）、红灯(\d+)项（.*?）、灰灯(\d+)项", text)
    assert (last["月份"], last["已完成"], last["完成率"]) == ("6月", done, share)
    assert tuple(last[f"{lamp}灯"] for lamp in "绿黄红灰") == lamps and sum(map(int, lamps)) == int(total)
    assert _said(r"未报送(\d+)个", text) == (last["未报送单位"],)


@pytest.mark.parametrize(
    "pattern",
    [
        r"应报送(\d+)次（一个单位一个月计一次），按时报送(\d+)次、迟报(\d+)次、未报送(\d+)次",
        r"单位承担一项任务计一项）。?，?(\d+)项中，已完成(\d+)项，占([\d.]+%)",
        r"各单位平均得分([\d.]+)分；从等次看，优秀(\d+)个（.*?）、合格(\d+)个",
        r"没有按要求完成。按单位承担的任务统计，截至年末，(\D+?)(\d+)项、(\D+?)(\d+)项，共(\d+)项",
        r"迟报的，(.*?，共\d+次)。",
    ],
)
def test_report_and_bulletin_say_the_same_of_the_year(years, pattern):
    assert _said(pattern, years["年度考核报告"][0]) == _said(pattern, years["考核结果通报"][0])


def test_points_ranks_and_grades_of_the_year_are_the_same_wherever_they_stand(years):
    places = [
        [(row["名次"], row["单位"], row["总分"], row["等次"]) for row in rows]
        for kind in ("年度考核报告", "考核结果通报")
        for rows in years[kind][1]
        if rows and {"名次", "总分", "等次"} <= rows[0].keys()
    ]
    assert len(places) == 4 and all(rows == places[0] for rows in places)
    for rank, name, total, grade in places[0]:
        letter, tables = years[f"征求意见稿/{name}"]
        assert f"总分{total}分" in letter and f"列第{rank}名" in letter and f"等次为{grade}" in letter
        assert _having(tables, "计分依据")[-1]["得分"] == total


def test_what_the_year_counts_as_not_done_its_annex_lists(years):
    for kind in ("年度考核报告", "考核结果通报"):
        text, tables = years[kind]
        assert _said(r"截至年末，.*?，共(\d+)项", text) == (
            str(sum(int(row["单位数"]) for row in _having(tables, "单位数"))),
        )
