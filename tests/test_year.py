"""The year: twelve months of nine departments come to what was worked out by hand, and every lost point has its
cell.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporter.assess.course import assess
from reporter.assess.settle import settle
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.telling import problem_lines
from reporter.vocabulary.findings import ADJUSTMENT, PARTS
from reporter.vocabulary.method import LAST, Method
from reporter.vocabulary.method_sets import METHOD_SETS
from reporter.vocabulary.model import Department, Extension, Lamp, Objection, Period, Source, State, Status
from reporter.vocabulary.problems import OBJECTIONS, Kind

from . import year_examples as example
from .rendering import need_renderer

BY_HAND = Path(__file__).parent / "data" / "year-by-hand.xlsx"
PART_TITLES = {
    "quality": "完成质量",
    "punctuality": "报送及时",
    "evidence": "佐证齐全",
    "material": "材料质量",
    "adjustment": "加减分",
}


def assessed(plan=None, returns=None, *, as_of=None, final=False, problems=None):
    """The made-up year, with something changed."""
    return assess_year(
        plan or example.plan(),
        example.returns() if returns is None else returns,
        2018,
        as_of,
        example.problems() if problems is None else problems,
        final=final,
        draft=example.sent(draft()) if final else None,
    )


@cache
def draft():
    return assessed()


@cache
def final():
    return assessed(final=True)


def by_hand(path: Path = BY_HAND) -> dict[str, dict[str, object]]:
    """The rows of 「得分」 of the hand-made spreadsheet, points to the cent."""
    rows = list(openpyxl.load_workbook(path, data_only=True)["得分"].iter_rows(values_only=True))
    return {
        row[0]: {
            title: Decimal(str(value)).quantize(Decimal("0.01"))
            if isinstance(value, (int, float)) and "名次" not in title
            else value
            for title, value in zip(rows[0][1:], row[1:])
        }
        for row in rows[1:]
    }


def course(year, department, task):
    return next(item for item in year.courses if (item.duty.department, item.duty.task.id) == (department, task))


def method_of(**changes):
    return replace(example.plan(), method=replace(example.plan().method, **changes))


# --- the score table -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", example.NAMES)
def test_every_score_is_that_of_the_spreadsheet_made_by_hand(name):
    expected, score = by_hand()[name], final().department(name).score
    assert {
        **{title: getattr(score, key) for key, title in PART_TITLES.items()},
        "异议调整": score.granted,
        "征求意见稿总分": score.sent.total,
        "定稿总分": score.total,
        "征求意见稿名次": score.sent.rank,
        "定稿名次": score.rank,
        "征求意见稿等次": score.sent.grade,
        "定稿等次": score.grade,
    } == expected


@pytest.mark.render
def test_the_spreadsheet_recalculated_says_the_same(tmp_path):
    """What it holds is the result of its formulas, not something typed over them."""
    need_renderer()
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path),
            str(BY_HAND),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert by_hand(tmp_path / BY_HAND.name) == by_hand()
    formulas = openpyxl.load_workbook(BY_HAND)["得分"]
    assert all(str(cell.value).startswith("=") for row in formulas.iter_rows(min_row=2, min_col=2) for cell in row)


def test_the_draft_leaves_objections_out_and_the_final_shows_the_change():
    before, after = draft().department(example.EIGHT).score, final().department(example.EIGHT).score
    assert (before.total, before.granted, before.changed) == (Decimal("101.21"), 0, False)
    assert (after.sent.total, after.granted, after.total, after.changed) == (
        Decimal("101.21"),
        Decimal("1.25"),
        Decimal("102.46"),
        True,
    )


def test_a_final_version_warns_of_objections_nobody_decided():
    assert [item.source for item in final().problems if item.kind is Kind.OBJECTION_OPEN] == [
        Source(example.MASTER, "异议", "B4")
    ]
    assert not [item for item in draft().problems if item.kind is Kind.OBJECTION_OPEN]


def objecting(*rows: tuple[str, str, str]):
    """What is made of 八处's objections (事项, 处理意见, 分值变动) in the final set: points of each, the kinds told."""
    own = tuple(
        Objection(
            department=example.EIGHT,
            item=item,
            reason="",
            decision=decision,
            points=Decimal(points),
            source=Source(example.MASTER, "异议", f"B{row}"),
        )
        for row, (item, decision, points) in enumerate(rows, 2)
    )
    year = assessed(replace(example.plan(), objections=own), final=True)
    told = [(item.source.cell, item.kind) for item in year.problems if item.kind in OBJECTIONS]
    ruled = year_figures(year).rulings
    assert year.department(example.EIGHT).score.granted == sum(item.points for item in ruled)
    return [item.points for item in ruled], told


def test_an_objection_gives_back_what_the_deductions_it_names_lost_and_no_more():
    given, told = objecting(
        ("报-03 3月、报-06", "同意", "0.83"),
        ("报-03", "同意", "0.01"),
        ("减-11", "部分同意", "1"),
        ("减-11", "再加", "0.51"),
        ("减 —１１", "再加", "0.50"),
        ("报-1", "同意", "1"),
        ("3月报送", "不同意", "0"),
    )
    assert given == [Decimal(one) for one in ("0.83", "0", "1", "0", "0.50", "0", "0")]
    assert told == [
        ("B3", Kind.OBJECTION_OVER),
        ("B5", Kind.OBJECTION_OVER),
        ("B7", Kind.OBJECTION_UNMATCHED),
        ("B8", Kind.OBJECTION_UNMATCHED),
    ]


def test_objections_are_told_before_anything_else():
    year = assessed(final=True)
    lines = [*problem_lines(year.problems)]
    assert "异议" in lines[0] and "M134" in lines[1]


# --- deductions ----------------------------------------------------------------------------------------------------


RULES = {"默认": Method()} | {item.name: Method(**item.values) for item in METHOD_SETS}


@pytest.mark.parametrize("method", RULES.values(), ids=RULES)
def test_the_deductions_of_a_part_add_up_to_what_it_lost_to_the_cent(method):
    year = assessed(replace(example.plan(), method=method))
    for item in year.departments:
        for (key, part), weight in zip(PARTS, method.weights):
            lost = [one.points for one in item.deductions if one.part == part]
            assert sum(lost, Decimal(0)) == weight - getattr(item.score, key), (item.name, part)
            assert all(points > 0 for points in lost)
        given = sum((row.points for row in item.adjustments if row.points > 0), Decimal(0))
        taken = sum((one.points for one in item.deductions if one.part == ADJUSTMENT), Decimal(0))
        assert item.score.adjustment == given - taken
        assert item.score.total == 100 + given - sum((one.points for one in item.deductions), Decimal(0))


def test_what_duties_earned_adds_up_to_the_part_and_rests_on_a_cell_too():
    for item in draft().departments:
        assert sum(one.points for one in item.earned if one.points is not None) == item.score.quality
        assert all(one.source.cell and one.content for one in item.earned)
    stood = next(one for one in draft().department(example.NINE).earned if one.task_id == "2-04")
    assert stood.source.file == "input/2018-11/九处.xlsx", "December is missing; November's row still speaks"


def test_every_deduction_rests_on_a_cell_that_holds_what_is_claimed():
    """Each source is the cell of a record the year was made from, with that very text."""
    known = {
        (found.source.file, found.source.sheet, cell.address): cell.text
        for found in example.returns()
        for cells in (found.fields, *(entry.cells for entry in found.entries))
        for cell in cells.values()
    }
    plan = example.plan()
    known |= {
        (one.source.file, one.source.sheet, one.source.cell): text
        for one, text in (
            *((task, task.id) for task in plan.tasks),
            *((item, item.name) for item in plan.departments),
            *((row, row.text) for row in plan.adjustments),
            *((problem, problem.content) for problem in example.problems()),
        )
    }
    for item in final().deductions:
        place = item.source.file, item.source.sheet, item.source.cell
        assert known[place] == item.content, item


def test_what_was_never_sent_is_shown_in_the_master_list():
    of_nine = draft().department(example.NINE).deductions
    missing = [item for item in of_nine if item.number in ("报-01", "佐-01", "材-01")]
    assert [(item.source, item.content) for item in missing] == [(Source(example.MASTER, "单位", "A10"), "九处")] * 3
    task = next(item for item in of_nine if item.number == "质-2-03")
    assert (task.source, task.content, task.points) == (Source(example.MASTER, "任务", "A6"), "2-03", Decimal("17.50"))


def test_a_number_says_part_month_and_task_and_occurs_once():
    for item in draft().departments:
        numbers = [one.number for one in item.deductions]
        assert len(numbers) == len(set(numbers))
    assert {"质-2-02", "材-07"} == {
        item.number for item in draft().department(example.FIVE).deductions if item.part in ("完成质量", "材料质量")
    } - {"质-1-02"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.fractions(min_value=0, max_value=40), min_size=1, max_size=40))
def test_settling_loses_no_cent_and_moves_none_by_more_than_one(shares):
    """Rounded half up each for itself, cents may differ by one from the settled ones, and that one is told."""
    total = Decimal(int(sum(shares) * 100 + Fraction(1, 2))) / 100
    found = settle(shares, total)
    assert sum(points for points, _ in found) == total
    for share, (points, moved) in zip(shares, found):
        assert abs(Fraction(points) - share) <= Fraction(1, 100)
        assert abs(moved) <= Decimal("0.01")


# --- the course of the year ----------------------------------------------------------------------------------------


def test_each_month_of_the_year_is_what_its_own_run_makes_of_it():
    year = draft()
    assert [month.period.month for month in year.months] == list(range(1, 13))
    for month in year.months[::4]:
        alone = assess(
            example.plan(), example.returns(), month.period, month.period.last_day, problems=example.problems()
        )
        assert (alone.verdicts, alone.scores) == (month.verdicts, month.scores)


def test_the_order_in_which_returns_and_problems_come_changes_nothing():
    mixed, found = list(example.returns()), list(example.problems())
    random.Random(5).shuffle(mixed)
    random.Random(6).shuffle(found)
    assert assessed(returns=tuple(mixed), problems=tuple(found)) == draft()


@pytest.mark.parametrize("gone", [1, 5, 12])
def test_a_month_taken_away_changes_only_what_depends_on_it(gone):
    """Months before it are the same; those after it too, but for what was first said or last compared in that month."""
    left = tuple(item for item in example.returns() if item.period.month != gone)
    without, whole = assessed(returns=left), draft()
    by_period = {month.period: month for month in without.months}
    assert [month for month in whole.months if month.period.month < gone] == [
        by_period[month.period] for month in whole.months if month.period.month < gone
    ]
    for month in whole.months:
        if month.period.month > gone:
            again = by_period[month.period]
            assert [(item.state, item.lamp) for item in again.verdicts] == [
                (item.state, item.lamp) for item in month.verdicts
            ]
            assert again.scores == month.scores


def test_a_month_of_which_nothing_came_is_not_reported_by_anybody_and_leaves_the_others_alone():
    left = tuple(item for item in example.returns() if item.period.month != 5)
    without = assessed(returns=left)
    assert without.gaps == (Period(2018, 5),) and "5月" in without.notes[0]
    assert {score.punctuality for score in without.months[4].scores} == {0}
    assert all(
        item.kind == "未报送"
        for department in without.departments
        for item in department.filings
        if item.period.month == 5
    )


def test_months_left_out_by_the_office_do_not_count():
    own = example.plan()
    year = assessed(replace(own, elements={**own.elements, "不考核月份": "2、3"}))
    assert [period.month for period in year.counted] == [1, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert year.department(example.TWO).score.punctuality == Decimal("13.50"), "only October is missing now"


def test_the_year_may_begin_before_the_first_return():
    late = tuple(item for item in example.returns() if item.period.month > 4)
    assert len(assessed(returns=late).counted) == 8
    year = assessed(method_of(first_month=Decimal(1)), returns=late)
    assert [period.month for period in year.gaps] == [1, 2, 3, 4]
    assert len(assessed(method_of(first_month=Decimal(6))).counted) == 7, "earlier months are judged and do not count"


def test_the_course_of_a_duty_taken_back_and_done_again():
    found = course(draft(), example.FIVE, "2-02")
    assert found.first_done == Period(2018, 6)
    assert found.taken_back == (Period(2018, 7),)
    assert found.turned_green == ()
    assert found.closed == Period(2018, 9)
    assert [str(mark.lamp) for mark in found.marks] == list("绿绿绿绿黄绿红红黄黄黄黄")


def test_a_duty_stays_closed_through_months_without_a_return():
    assert course(draft(), example.TWO, "2-02").closed == Period(2018, 6)
    assert course(draft(), example.NINE, "2-04").closed == Period(2018, 9)
    assert course(draft(), example.NINE, "2-03").closed is None


def test_an_approved_extension_moves_the_deadline_of_that_department_alone():
    assert course(draft(), example.FOUR, "2-04").final.state is State.DONE
    assert course(assessed(replace(example.plan(), extensions=())), example.FOUR, "2-04").final.state is State.DONE_LATE
    assert course(draft(), example.FIVE, "2-04").duty.deadline == dt.date(2018, 9, 30)


def test_a_duty_put_off_past_the_year_is_left_out():
    own = example.plan()
    put_off = Extension(
        task_id="2-04",
        department=example.SIX,
        deadline=dt.date(2019, 3, 31),
        approval="批复",
        reason="",
        source=Source(example.MASTER, "延期", "C3"),
    )
    year = assessed(replace(own, extensions=(*own.extensions, put_off)))
    assert year.department(example.SIX).counted == 2
    assert year.department(example.SIX).score.quality == Decimal("70.00")


def test_late_and_missing_returns_are_counted():
    kinds = {
        name: [len(draft().department(name).filed(kind)) for kind in ("按时", "迟报", "未报送")]
        for name in example.NAMES
    }
    assert kinds[example.TWO] == [10, 0, 2]
    assert kinds[example.THREE] == [8, 4, 0], "one of the four bears no date"
    assert kinds[example.FIVE] == [12, 0, 0], "a correction after the closing day is in time where the first was"
    last = assessed(method_of(punctual_by=LAST)).department(example.FIVE)
    assert [item.period.month for item in last.filed("迟报")] == [10]
    (lost,) = (item for item in last.deductions if item.part == "报送及时")
    assert (lost.number, lost.content) == ("报-10", "2018-10-29")
    assert lost.reason == "10月29日末次填报，晚于10月25日"
    assert [item.versions for item in draft().department(example.FIVE).filings] == [1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1, 1]


def test_a_year_that_is_not_over_stands_at_its_last_month():
    """A stage of the year: what is due later is not overdue, 完成质量 is the mean of the months."""
    year = assessed(as_of=dt.date(2018, 5, 31))
    assert [month.period.month for month in year.months] == [1, 2, 3, 4, 5] and year.stage == "阶段"
    assert [item.final for item in year.courses] == [item.marks[-1] for item in year.courses]
    for item in year.departments:
        months = [score.quality for _, score in item.months]
        assert abs(item.score.quality - sum(months) / 5) <= Decimal("0.005")
        assert {one.credit for one in item.earned} == {None}
        assert all(one.period for one in item.deductions), "nothing is lost at an end that has not come"


def undone(name: str, task: str):
    """The made-up year in which a department still works on a task in December."""
    return tuple(
        replace(
            item,
            entries=tuple(
                replace(entry, values={"status": Status.UNDER_WAY, "progress": Decimal(95), "narrative": "收尾"})
                if entry.task_id == task
                else entry
                for entry in item.entries
            ),
        )
        if (item.department, item.period) == (name, Period(2018, 12))
        else item
        for item in example.returns()
    )


def test_what_is_due_on_the_last_day_and_not_done_is_overdue_at_the_years_end():
    year = assessed(returns=undone(example.ONE, "2-03"))
    found = course(year, example.ONE, "2-03")
    assert (found.marks[-1].state, found.final.state, found.final.lamp) == (State.DUE_SOON, State.OVERDUE, Lamp.RED)
    assert found.marks[-1] in year.months[-1].verdicts and found.final in year.end.verdicts
    assert next(item for item in year.tasks if item.task.id == "2-03").lamp is Lamp.RED
    (lost,) = (item for item in year.department(example.ONE).deductions if item.number == "质-2-03")
    assert lost.reason.startswith("时限2018年12月31日已到") and lost.rule.startswith("年末核定逾期未完成")
    assert year.months[:-1] == draft().months[:-1]


def test_a_silent_department_may_have_kept_no_deadline_of_the_last_day():
    """九处 sent nothing in December: 2-03, due on the 31st, is red for the task, and nobody knows of the duty."""
    assert course(draft(), example.NINE, "2-03").final.state is State.NOT_RETURNED
    task = next(item for item in draft().tasks if item.task.id == "2-03")
    assert (task.missing, task.lamp) == ((example.NINE,), Lamp.RED)


def test_the_date_of_assessment_is_obeyed():
    """After the year: its months and points stay; returns up to June judged on 31 December are at the year's end."""
    later = assessed(as_of=dt.date(2019, 1, 10))
    assert later.as_of == dt.date(2019, 1, 10)
    assert later.months == draft().months
    assert [item.final.state for item in later.courses] == [item.final.state for item in draft().courses]
    half = tuple(item for item in example.returns() if item.period.month <= 6)
    year = assessed(returns=half, as_of=dt.date(2018, 12, 31))
    assert year.months == assessed(returns=half).months and not year.stage
    assert {course(year, name, "2-03").final.state for name in (example.ONE, example.TWO)} == {State.OVERDUE}
    assert course(year, example.ONE, "2-01").final.state is State.DONE, "evidence of any month of the year"
    assert course(assessed(returns=half, as_of=dt.date(2018, 10, 1)), example.ONE, "2-04").final.state is State.OVERDUE


def test_no_return_of_the_year_is_an_error():
    with pytest.raises(ValueError, match="2018"):
        assessed(returns=())


# --- rules as data -------------------------------------------------------------------------------------------------


def test_a_red_that_turned_green_shows_yellow_for_one_month_where_the_rules_say_so():
    """一处 leaves 2-03 out in July: red then, green in August; with the setting yellow in August and green in
    September.
    """
    left = tuple(
        replace(item, entries=tuple(entry for entry in item.entries if entry.task_id != "2-03"))
        if (item.department, item.period.month) == (example.ONE, 7)
        else item
        for item in example.returns()
    )
    plain = course(assessed(returns=left), example.ONE, "2-03")
    traced = course(assessed(method_of(red_to_yellow=Decimal(1)), returns=left), example.ONE, "2-03")
    assert [mark.lamp for mark in plain.marks[6:9]] == [Lamp.RED, Lamp.GREEN, Lamp.GREEN]
    assert [mark.lamp for mark in traced.marks[6:9]] == [Lamp.RED, Lamp.YELLOW, Lamp.GREEN]
    assert [mark.traced for mark in traced.marks[6:9]] == [False, True, False]
    assert traced.turned_green == plain.turned_green == (Period(2018, 8),)


def test_coming_back_after_a_missing_return_turns_no_red_to_green():
    assert [mark.lamp for mark in course(draft(), example.TWO, "2-03").marks[8:11]] == [
        Lamp.GREEN,
        Lamp.RED,
        Lamp.GREEN,
    ]
    assert course(draft(), example.TWO, "2-03").turned_green == ()


@pytest.mark.parametrize(("veto", "grade"), [(0, "优秀"), (1, "良好"), (2, "良好"), (3, "不合格")])
def test_a_veto_moves_the_grade_and_not_the_points(veto, grade):
    score = assessed(method_of(veto=Decimal(veto))).department(example.TWO).score
    assert (score.total, score.grade, score.vetoed) == (Decimal("95.00"), grade, ("上报情况不实",))


def test_without_good_there_are_three_grades():
    method = Method(excellent_line=Decimal(90), good_line=Decimal(90), pass_line=Decimal(70), veto=Decimal(1))
    assert method.grades == ("优秀", "合格", "不合格")
    assert [method.grade(Decimal(points)) for points in ("90", "89.99", "70", "69.99")] == [
        "优秀",
        "合格",
        "合格",
        "不合格",
    ]
    assert method.vetoed("优秀") == "合格"


def test_returns_that_came_only_after_a_reminder_can_be_a_step_of_their_own():
    """Filed on the 28th, three days after the closing day."""
    year = assessed(method_of(urged_after_days=Decimal(2)))
    eight = year.department(example.EIGHT)
    assert len(eight.filed("催报后报送")) == 4
    assert eight.score.punctuality == Decimal("11.67")  # (8×15 + 4×5) ÷ 12


def test_quality_may_be_the_mean_of_the_months():
    year = assessed(method_of(year_quality=Decimal(2)))
    for item in year.departments:
        months = [score.quality for _, score in item.months]
        assert abs(item.score.quality - sum(months) / 12) <= Decimal("0.005")


def test_material_may_go_below_nought_where_deductions_have_no_cap():
    year = assessed(method_of(capped=Decimal(0)))
    assert year.department(example.EIGHT).score.material == Decimal("4.21")  # (10×5 − 2 + 2.5) ÷ 12


def test_without_a_limit_all_given_points_count():
    assert assessed(method_of(year_bonus_limit=Decimal(0))).department(example.EIGHT).score.adjustment == Decimal(
        "5.50"
    )


def test_a_department_without_duties_is_not_ranked_and_loses_nothing():
    own = example.plan()
    year = assessed(replace(own, departments=(*own.departments, Department(name="十处"))))
    found = year.department("十处")
    assert (found.score.rank, found.score.grade, found.deductions, found.filings) == (None, "", (), ())
    assert year.departments[-1] is found


# --- figures and evidence ------------------------------------------------------------------------------------------


def test_three_ways_of_counting_joint_tasks():
    """1-01: 一处 leads and is done, 三处 is not; 2-01: all of nine."""
    found = year_figures(draft())
    assert (found.tasks.total, found.leads.total, found.duties.total) == (6, 6, 41)
    assert found.tasks.states[str(State.TO_VERIFY)].count >= 1
    assert (found.tasks.done, found.leads.done, found.duties.done) == (1, 2, 33)


def test_the_directory_has_each_piece_of_evidence_once():
    places = [(item.duty.department, item.duty.task.id, item.text) for item in draft().proofs]
    assert len(places) == len(set(places))
    assert [item.number for item in draft().proofs] == list(range(1, len(places) + 1))
    first = next(item for item in draft().proofs if (item.duty.department, item.duty.task.id) == (example.ONE, "2-02"))
    assert (first.day, first.day_of, first.period) == (dt.date(2018, 6, 15), "完成日期", Period(2018, 6))
    assert first.source == Source("input/2018-06/一处.xlsx", "进展填报", "N8")
