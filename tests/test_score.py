"""Section 6 of the contract: the four parts, adjustments, grades and ranks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from reporter.assess.course import assess
from reporter.vocabulary.columns import column
from reporter.vocabulary.method import Method
from reporter.vocabulary.model import Adjustment, Cell, Department, Period, Return, Source, Status
from reporter.vocabulary.problems import Kind

from .sample_month import JUNE, make_entry, make_task, sample_plan

PAGE = "https://www.example.com/a.html"
FILE = "input/2018-06/甲.xlsx"


def plan(tasks=3, departments=("甲",), **changes):
    """Departments that each have the same tasks, due at the year's end."""
    return sample_plan(
        departments=tuple(Department(name=name) for name in departments),
        tasks=tuple(
            make_task(f"2-{number:02d}", f"任务{number}", owners=departments) for number in range(1, tasks + 1)
        ),
        **changes,
    )


def returned(*entries, department="甲", filed_on=dt.date(2018, 6, 25), period=JUNE, file=None):
    file = file or f"input/{period}/{department}.xlsx"
    return Return(
        department=department,
        period=period,
        filed_on=filed_on,
        filler="",
        reviewer="",
        phone="",
        entries=entries,
        source=Source(file, "进展填报"),
    )


def going(number, **changes):
    return make_entry(f"2-{number:02d}", **changes)


def finished(number, **changes):
    return make_entry(
        f"2-{number:02d}",
        Status.DONE,
        **{"progress": Decimal(100), "done_on": dt.date(2018, 6, 1), "evidence": PAGE, **changes},
    )


def score(plan_, *returns, problems=()):
    return assess(plan_, returns, JUNE, JUNE.last_day, problems=problems).scores[0]


def test_quality_is_the_mean_credit_of_duties_that_are_not_grey():
    """Green 1, yellow 0.6, red 0 of three, the not-concerned one left out: 70 × 1.6 / 3 = 37.33."""
    found = score(
        plan(4),
        returned(
            going(1), finished(2, evidence=""), make_entry("2-03", None), make_entry("2-04", Status.NOT_CONCERNED)
        ),
    )
    assert found.quality == Decimal("37.33")


@pytest.mark.parametrize(
    ("filed_on", "points"),
    [(dt.date(2018, 6, 25), "15.00"), (dt.date(2018, 6, 26), "10.00"), (dt.date(2018, 5, 3), "15.00"), (None, "10.00")],
)
def test_a_return_is_on_time_up_to_the_closing_day(filed_on, points):
    assert score(plan(), returned(going(1), filed_on=filed_on)).punctuality == Decimal(points)


def test_no_readable_return_gets_nothing_for_filing_evidence_and_material():
    found = score(plan())
    assert (found.quality, found.punctuality, found.evidence, found.material, found.total, found.grade) == (
        0,
        0,
        0,
        0,
        0,
        "不合格",
    )


def test_evidence_is_the_share_of_completions_that_show_some():
    found = score(plan(3), returned(finished(1), finished(2), finished(3, evidence="见官网")))
    assert found.evidence == Decimal("6.67")
    assert score(plan(3), returned(going(1))).evidence == Decimal("10.00"), "none reported done: full points"


def test_material_loses_one_for_each_refusal_and_half_for_each_warning_but_not_below_nought():
    source = Source("input/2018-06/甲.xlsx", "进展填报", "A1")
    refused = Kind.VERSIONS_RIVAL.at(source, period=JUNE, task="", other="")
    warned = Kind.PROGRESS_BACK.at(source, period=JUNE, task="", old="", new="")
    elsewhere = Kind.VERSIONS_RIVAL.at(
        Source("input/2018-06/乙.xlsx", "进展填报", "A1"), period=JUNE, task="", other=""
    )
    whole_file = Kind.VERSIONS_RIVAL.at(Source("input/2018-06/甲.xlsx"), period=JUNE, task="", other="")
    assert score(plan(), returned(going(1)), problems=[refused, warned, elsewhere]).material == Decimal("3.50")
    assert score(plan(), returned(going(1)), problems=[whole_file]).material == Decimal("4.00")
    assert score(plan(), returned(going(1)), problems=[refused] * 7).material == Decimal("0.00")


def test_adjustments_of_the_month_and_the_department_are_added():
    def adjustment(points, department="甲", period=JUNE):
        return Adjustment(
            period=period, department=department, points=Decimal(points), reason="示例", basis="", source=Source("")
        )

    own = plan(adjustments=(adjustment("2"), adjustment("-0.5"), adjustment("9", period=Period(2018, 5))))
    found = score(own, returned(going(1), going(2), going(3)))
    assert (found.adjustment, found.total) == (Decimal("1.50"), Decimal("101.50"))


def test_equal_totals_share_a_rank_and_the_next_is_skipped():
    names = ("甲", "乙", "丙", "丁")
    day = {"甲": dt.date(2018, 6, 1), "乙": None, "丙": None, "丁": dt.date(2018, 6, 28)}
    found = assess(
        plan(1, names),
        [returned(going(1), department=name, filed_on=day[name]) for name in names[:3]],
        JUNE,
        JUNE.last_day,
    ).scores
    assert [(item.department, item.rank) for item in found] == [("甲", 1), ("乙", 2), ("丙", 2), ("丁", 4)]


def test_a_department_with_no_duty_that_counts_is_not_ranked():
    own = plan(1, ("甲", "乙"))
    found = assess(
        own,
        [returned(make_entry("2-01", Status.NOT_CONCERNED), department="甲"), returned(going(1), department="乙")],
        JUNE,
        JUNE.last_day,
    ).scores
    assert [(item.department, item.rank, item.grade) for item in found] == [("乙", 1, "优秀"), ("甲", None, "")]


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90", "优秀"), ("89.99", "良好"), ("80", "良好"), ("79.99", "合格"), ("60", "合格"), ("59.99", "不合格")],
)
def test_a_grade_begins_at_its_line(total, grade):
    assert Method().grade(Decimal(total)) == grade


def test_the_later_of_two_returns_is_taken_and_only_its_problems_count():
    """A corrected return replaces the one that was sent back, and the old faults are forgotten with it."""
    first = returned(
        going(1, progress=Decimal(10), cells={"progress": Cell("10", "J6")}, file="input/2018-06/甲旧.xlsx"),
        filed_on=dt.date(2018, 6, 10),
        file="input/2018-06/甲旧.xlsx",
    )
    second = returned(
        going(1, progress=Decimal(60), cells={"progress": Cell("60", "J6")}), filed_on=dt.date(2018, 6, 20)
    )
    old_fault = replace(
        Kind.VERSIONS_RIVAL.at(Source("input/2018-06/甲旧.xlsx", "进展填报", "A1"), period=JUNE, task="", other=""),
        replaced_by="「input/2018-06/甲.xlsx」",
    )
    month = assess(plan(1), [first, second], JUNE, JUNE.last_day, problems=[old_fault])
    assert month.verdicts[0].entry.progress == 60
    assert month.scores[0].material == Decimal("5.00")
    listed = [item for item in month.superseded if item.kind is Kind.VERSION_CELL_OLDER]
    assert [(item.source.file, item.source.cell, item.content) for item in listed] == [
        ("input/2018-06/甲旧.xlsx", "J6", "10")
    ]
    assert column("progress").title in listed[0].message


def test_two_returns_of_the_same_day_that_differ_are_both_shown_and_neither_taken():
    rivals = [
        returned(
            going(1, progress=Decimal(value), cells={"progress": Cell(str(value), "J6")}),
            going(2),
            file=f"input/2018-06/甲{value}.xlsx",
        )
        for value in (10, 60)
    ]
    month = assess(plan(2), rivals, JUNE, JUNE.last_day)
    contested, agreed = month.verdicts
    assert (contested.rule, [entry.progress for entry in contested.rivals]) == (3, [10, 60])
    assert (agreed.rule, agreed.entry.progress) == (17, 50), "a row both agree on is judged"
    assert any(item.kind is Kind.VERSIONS_RIVAL for item in month.problems)


def test_the_same_row_in_another_writing_is_listed_and_no_rival():
    """100 and １００％ say the same: the row is judged, and what was typed in the other file is not lost."""
    both = [
        returned(
            going(1, cells={"progress": Cell(text, "J6"), "narrative": Cell("已公布社会组织名录。", "M6")}, file=file),
            file=file,
        )
        for text, file in (("50", "input/2018-06/甲.xlsx"), ("５０％", "input/2018-06/甲副本.xlsx"))
    ]
    month = assess(plan(1), both, JUNE, JUNE.last_day)
    assert month.verdicts[0].rule == 17
    assert [(item.kind, item.source.file, item.content) for item in month.problems] == [
        (Kind.VERSION_CELL_SAME, "input/2018-06/甲副本.xlsx", "５０％")
    ]
