"""Counts and percentages: computed once, and parts of a whole add up."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.settle import settled, share
from reporter.documents.facts import monthly
from reporter.documents.supervision import order
from reporter.figures.formula import Given
from reporter.figures.ledger_rows import month_rows
from reporter.figures.operations import MEAN, the_same
from reporter.figures.pages import Books
from reporter.ledger.duty_sheet import DUTIES
from reporter.vocabulary.model import Period, Source, State, Status
from reporter.vocabulary.problems import Kind

from .quotable import quotable
from .sample_month import JUNE, make_entry
from .shipped_kinds import KINDS
from .test_score import finished, going, plan, returned


def test_percentages_of_a_county_that_published_them_wrong_add_up_here():
    """24, 10, 162, 17 and 9 of 222: rounded one by one they give 100.1."""
    assert settled((24, 10, 162, 17, 9)) == tuple(map(Decimal, ("10.8", "4.5", "73.0", "7.7", "4.0")))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any))
def test_settled_percentages_add_up_to_100_and_none_is_off_by_a_tenth(counts):
    found = settled(counts)
    assert sum(found) == Decimal("100.0")
    for count, percent in zip(counts, found):
        assert abs(percent - Decimal(100 * count) / sum(counts)) < Decimal("0.1")


def test_equal_small_parts_are_printed_alike_and_the_largest_takes_the_difference():
    assert settled((1, 32, 1)) == tuple(map(Decimal, ("2.9", "94.2", "2.9")))
    assert settled((4, 4, 1, 1, 1)) == tuple(map(Decimal, ("36.4", "36.3", "9.1", "9.1", "9.1")))
    assert settled((1, 1, 1)) == tuple(map(Decimal, ("33.4", "33.3", "33.3"))), "nothing else makes 100.0"


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7).filter(any))
def test_equal_counts_have_equal_percentages_wherever_that_makes_100(counts):
    found, whole = settled(counts), sum(counts)
    choices = [{1000 * count // whole, -(-1000 * count // whole)} for count in sorted(set(counts))]
    sums = {
        sum(tenths * counts.count(count) for tenths, count in zip(chosen, sorted(set(counts))))
        for chosen in itertools.product(*choices)
    }
    assert (1000 in sums) == (len(set(zip(counts, found))) == len(set(counts)))


def test_an_empty_whole_has_no_percentages_but_noughts():
    assert settled((0, 0)) == (Decimal("0.0"), Decimal("0.0"))
    assert share(0, 0) == Decimal("0.0")


def test_a_percentage_alone_is_rounded_half_up():
    assert share(1, 8) == Decimal("12.5")
    assert share(1, 16) == Decimal("6.3")


def test_a_mean_of_points_is_rounded_half_up_to_the_cent():
    """77.345 is 77.35, 0.005 is 0.01: never to the even cent."""
    for total, number, mean in (("154.69", 2, "77.35"), ("0.01", 2, "0.01"), ("200", 3, "66.67"), ("0", 0, "0")):
        assert MEAN.reckon(Decimal(total), number) == Decimal(mean)


def test_the_figures_of_a_month_agree_with_its_verdicts():
    own = plan(3, ("甲", "乙", "丙"))
    month = assess(
        own,
        [
            returned(finished(1), going(2), make_entry("2-03", Status.NOT_CONCERNED), department="甲"),
            returned(finished(1), going(2, progress=Decimal(5)), going(3), department="乙", filed_on=None),
        ],
        JUNE,
        JUNE.last_day,
    )
    found = figures(month)
    assert (found.returned, found.on_time, found.late, found.missing) == (("甲", "乙"), ("甲",), ("乙",), ("丙",))
    said = monthly(KINDS["通报"], found, own)
    assert (said["单位任务总数"], said["单位任务完成数"], said["单位任务完成率"]) == (9, 2, Decimal("22.2"))
    assert {part["名称"]: part["数"] for part in said["单位任务亮灯"]} == {"绿灯": 4, "红灯": 4, "灰灯": 1}
    assert found.tasks_done == 0, "丙 returned nothing, so no task is done by all"
    assert found.task_lamps["红"].count == 1, "严重滞后 at 乙; the other two are 部分未报送"
    assert said["任务缺报数"] == 3
    assert said["严重滞后"]["单位"] == ["乙"] and said["无法核定"]["项数"] == 3
    assert found.department("丙").filing == "未报送"
    for whole, total in (("任务亮灯", 3), ("任务状态", 3), ("单位任务亮灯", 9), ("单位任务状态", 9), ("等次分布", 3)):
        assert sum(part["数"] for part in said[whole]) == total
        assert sum(part["占比"] for part in said[whole]) == Decimal("100.0")


def test_a_month_with_nothing_returned_has_figures_too():
    found = figures(assess(plan(1), [], JUNE, JUNE.last_day))
    assert (found.tasks_done, found.returned, found.missing) == (0, (), ("甲",))


def test_no_figure_is_reckoned_from_a_column_that_only_the_finished_ledger_has():
    """It would come to nothing in the documents, and to something else in the proof."""
    month = assess(plan(1), [returned(finished(1))], JUNE, JUNE.last_day)
    page = month_rows(figures(month)).books[DUTIES]
    assert page.at(2, page.columns["核定状态"]) == "已完成"
    for title in ("各月亮灯", "办结销号", "量化核定", "登记事项"):
        with pytest.raises(LookupError):
            page.at(2, page.columns[title])


def test_every_number_a_document_may_print_can_be_asked_for():
    month = assess(plan(3), [returned(finished(1), going(2))], JUNE, JUNE.last_day)
    numbers = quotable(figures(month))
    assert {"3", "33.3", "2018", "30", "15.00"} <= numbers
    assert "49" not in numbers


def words(month) -> dict[str, object]:
    """What the documents of a month may say."""
    return monthly(KINDS["通报"], figures(month), month.plan)


def test_who_is_commended_has_nothing_to_correct_to_look_at_again_or_to_catch_up():
    """On time and 优秀 alone are not enough; a deadline that is near is no fault."""
    names = ("甲", "乙", "丙", "丁")
    own = plan(2, names)
    late = replace(own, tasks=(replace(own.tasks[0], deadline=dt.date(2018, 7, 20)), *own.tasks[1:]))
    near = {"progress": Decimal(85)}
    month = assess(
        late,
        [
            returned(going(1, **near), going(2), department="甲"),
            returned(going(1, **near), going(2), department="乙"),
            returned(going(1, **near), finished(2, evidence=""), department="丙"),
            returned(going(1, **near), going(2), department="丁", filed_on=dt.date(2018, 6, 26)),
        ],
        JUNE,
        JUNE.last_day,
        problems=[
            Kind.REVIEWER_MISSING.at(Source("input/2018-06/乙.xlsx", "进展填报", "B3"), department="乙", period=JUNE)
        ],
    )
    lenient = replace(month, scores=tuple(replace(score, grade="优秀") for score in month.scores))
    assert words(lenient)["表扬单位"] == ["甲"]


def test_who_has_not_done_what_is_due_that_very_day_is_not_commended():
    """The paper comes out after that day: 「承担的任务均按计划推进」 would not be true of it. Who has it done is."""
    own = plan(2, ("甲", "乙", "丙"))
    tasks = (replace(own.tasks[0], deadline=JUNE.last_day), own.tasks[1])
    month = assess(
        replace(own, tasks=tasks),
        [
            returned(going(1, progress=Decimal(95)), going(2), department="甲"),
            returned(finished(1), going(2), department="乙"),
            returned(make_entry("2-01", Status.NOT_CONCERNED), going(2), department="丙"),
        ],
        JUNE,
        JUNE.last_day,
    )
    lenient = replace(month, scores=tuple(replace(score, grade="优秀") for score in month.scores))
    found = words(lenient)
    assert found["表扬单位"] == ["乙", "丙"]
    assert (found["临近时限"]["单位"], found["当天到期"]["单位"], bool(found["即将到期"])) == (["甲"], ["甲"], False)
    assert {item.because for item in month.verdicts if item.state is State.DUE_SOON} == {
        "时限2018年6月30日当天到期，尚未完成"
    }


def test_red_lamps_of_a_return_that_never_came_are_told_as_not_reported_and_press_after_their_deadline():
    """They weigh on whoever did not report; on its day a deadline has not passed."""
    own = plan(1, ("甲", "乙"))
    for deadline, pressing in ((JUNE.last_day, 0), (dt.date(2018, 6, 29), 1)):
        due = replace(own, tasks=(replace(own.tasks[0], deadline=deadline),))
        nearly = returned(going(1, progress=Decimal(95)), department="甲")
        month = assess(due, [nearly], JUNE, JUNE.last_day)
        asked = order(KINDS["督办通知单"], figures(month), "乙", JUNE.last_day)
        assert len(asked["事项"]) == pressing
        assert words(month)["红灯"]["单位"] == ["甲"] * pressing


def test_only_what_is_reported_done_can_lack_evidence():
    month = assess(plan(3), [returned(going(1), finished(2, evidence=""), finished(3))], JUNE, JUNE.last_day)
    found = words(month)["自报完成未附佐证"]
    assert (found["项数"], found["编号"]) == (1, ["2-02"])


def test_the_next_closing_day_is_one_of_the_same_year():
    december = Period(2018, 12)
    assert figures(assess(plan(1), [], JUNE, JUNE.last_day)).next_closing == dt.date(2018, 7, 25)
    assert figures(assess(plan(1), [], december, december.last_day)).next_closing is None


def test_a_number_said_of_several_is_that_of_each_or_none():
    """Where one of them is otherwise the proof's count is no longer what was printed."""
    same, other = (the_same(Given(2), Given(2), Given(number)) for number in (2, 3))
    assert (same.value(Books()), other.value(Books())) == (2, -1)
    assert same.excel(Books()) == "IF(MAX(2,2,2)=MIN(2,2,2),2,-1)"
