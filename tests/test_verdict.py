"""The seventeen lines of contract section 5, each at its edges, and the verdict on a whole task."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from reporter.assess.merge import Matched
from reporter.assess.verdict import Past, judge, judge_task, planned_progress
from reporter.vocabulary.method import Method
from reporter.vocabulary.model import Duty, Lamp, Period, Requirement, State, Status, Undated, Verdict

from .sample_month import CIVIL, make_entry, make_task

PAGE = "https://www.example.com/a.html"
COUNT3 = Requirement(kind="count", text="解读≥3次/年", target=3, per="年")
WINDOW11 = Requirement(kind="window", text="窗口：11月", month=11)


def verdict(entry=None, *, month=6, as_of=None, past=None, returned=True, rivals=(), **task):
    """The verdict of a duty due at the year's end with this row."""
    duty = Duty(department=CIVIL, task=make_task("2-01", "任务", **task), role="独立承担")
    entries = rivals or ((entry,) if entry else ())
    period = Period(2018, month)
    return judge(
        Matched(duty=duty, returned=returned, entries=entries),
        period,
        as_of or period.last_day,
        past or Past(),
        Method(),
    )


def row(status=Status.UNDER_WAY, progress=50, **changes):
    """A filled row, 正在推进 at 50 % unless said otherwise."""
    return make_entry("2-01", status, progress=None if progress is None else Decimal(progress), **changes)


def done(progress=100, **changes):
    """A completion that nothing is wrong with."""
    return row(Status.DONE, progress, **{"done_on": dt.date(2018, 6, 1), "evidence": PAGE, **changes})


def earlier(state, lamp, month=5):
    duty = Duty(department=CIVIL, task=make_task("2-01", "任务"), role="")
    return Verdict(duty=duty, period=Period(2018, month), state=state, lamp=lamp, rule=10, because="", entry=None)


APRIL = dt.date(2018, 4, 30)
STANDING, CYCLE, OPEN = Undated


def undated(deadline, entry, **more):
    """The verdict on a duty without a deadline."""
    return verdict(entry, deadline=deadline, due_text="每季度末", **more)


CASES = [
    # number, what, verdict, state, lamp
    (
        1,
        "nothing came and it was done before",
        lambda: verdict(returned=False, past=Past(last=earlier(State.DONE, Lamp.GREEN))),
        State.DONE,
        Lamp.GREEN,
    ),
    (
        1,
        "nothing came and it was done late before",
        lambda: verdict(returned=False, past=Past(last=earlier(State.DONE_LATE, Lamp.YELLOW))),
        State.DONE_LATE,
        Lamp.YELLOW,
    ),
    (2, "nothing came", lambda: verdict(returned=False), State.NOT_RETURNED, Lamp.RED),
    (
        2,
        "nothing came and it was on track before",
        lambda: verdict(returned=False, past=Past(last=earlier(State.ON_TRACK, Lamp.GREEN))),
        State.NOT_RETURNED,
        Lamp.RED,
    ),
    (
        3,
        "two rows contradict",
        lambda: verdict(rivals=(row(progress=10), row(progress=20))),
        State.TO_CONFIRM,
        Lamp.YELLOW,
    ),
    (4, "the row is missing", lambda: verdict(), State.NOT_FILLED, Lamp.RED),
    (4, "the state is blank", lambda: verdict(row(None)), State.NOT_FILLED, Lamp.RED),
    (
        4,
        "a missing row of a department that was done before",
        lambda: verdict(past=Past(last=earlier(State.DONE, Lamp.GREEN))),
        State.NOT_FILLED,
        Lamp.RED,
    ),
    (5, "not concerned, with a reason", lambda: verdict(row(Status.NOT_CONCERNED)), State.NOT_CONCERNED, Lamp.GREY),
    (
        6,
        "not concerned, without",
        lambda: verdict(row(Status.NOT_CONCERNED, narrative="  ")),
        State.TO_VERIFY,
        Lamp.YELLOW,
    ),
    (
        6,
        "not concerned, the reason being 无",
        lambda: verdict(row(Status.NOT_CONCERNED, narrative="无")),
        State.TO_VERIFY,
        Lamp.YELLOW,
    ),
    (7, "the window has not opened", lambda: verdict(done(), requirements=(WINDOW11,)), State.NOT_DUE, Lamp.GREY),
    (
        10,
        "the window opens on the day",
        lambda: verdict(done(), as_of=dt.date(2018, 11, 1), requirements=(WINDOW11,)),
        State.DONE,
        Lamp.GREEN,
    ),
    (
        5,
        "not concerned stands before the window",
        lambda: verdict(row(Status.NOT_CONCERNED), requirements=(WINDOW11,)),
        State.NOT_CONCERNED,
        Lamp.GREY,
    ),
    (11, "kept up, with progress told", lambda: undated(STANDING, row()), State.ON_TRACK, Lamp.GREEN),
    (11, "a cycle, with progress told", lambda: undated(CYCLE, row(progress=None)), State.ON_TRACK, Lamp.GREEN),
    (11, "kept up, nothing told", lambda: undated(STANDING, row(narrative="")), State.NOT_FILLED, Lamp.RED),
    (12, "kept up, proven by December", lambda: undated(CYCLE, row(evidence=PAGE), month=12), State.DONE, Lamp.GREEN),
    (12, "kept up, never proven", lambda: undated(STANDING, row(), month=12), State.TO_VERIFY, Lamp.YELLOW),
    (15, "kept up, but it lags", lambda: undated(STANDING, row(lags=True)), State.BEHIND, Lamp.YELLOW),
    (15, "kept up, lags in December", lambda: undated(CYCLE, row(lags=True), month=12), State.BEHIND, Lamp.YELLOW),
    (15, "open, but it lags", lambda: undated(OPEN, row(lags=True)), State.BEHIND, Lamp.YELLOW),
    (15, "open, not begun", lambda: undated(OPEN, row(Status.NOT_STARTED)), State.BEHIND, Lamp.YELLOW),
    (15, "kept up, not begun", lambda: undated(STANDING, row(Status.NOT_STARTED)), State.BEHIND, Lamp.YELLOW),
    (17, "open, under way in December", lambda: undated(OPEN, row(progress=1), month=12), State.ON_TRACK, Lamp.GREEN),
    (10, "open, done whenever", lambda: undated(OPEN, done(), month=12), State.DONE, Lamp.GREEN),
    (8, "kept up, done without evidence", lambda: undated(CYCLE, done(evidence="")), State.TO_VERIFY, Lamp.YELLOW),
    (
        7,
        "a window of what has no deadline",
        lambda: undated(STANDING, row(), requirements=(WINDOW11,)),
        State.NOT_DUE,
        Lamp.GREY,
    ),
    (8, "done without evidence", lambda: verdict(done(evidence="见官网")), State.TO_VERIFY, Lamp.YELLOW),
    (8, "done at 99 %", lambda: verdict(done(progress=99)), State.TO_VERIFY, Lamp.YELLOW),
    (
        8,
        "done without the count asked for",
        lambda: verdict(done(), requirements=(COUNT3,)),
        State.TO_VERIFY,
        Lamp.YELLOW,
    ),
    (8, "done with too few", lambda: verdict(done(count=2), requirements=(COUNT3,)), State.TO_VERIFY, Lamp.YELLOW),
    (10, "done with enough", lambda: verdict(done(count=3), requirements=(COUNT3,)), State.DONE, Lamp.GREEN),
    (10, "done, progress left blank", lambda: verdict(done(progress=None)), State.DONE, Lamp.GREEN),
    (
        9,
        "done a day late",
        lambda: verdict(done(done_on=dt.date(2018, 5, 1)), deadline=APRIL),
        State.DONE_LATE,
        Lamp.YELLOW,
    ),
    (10, "done on the last day", lambda: verdict(done(done_on=APRIL), deadline=APRIL), State.DONE, Lamp.GREEN),
    (
        9,
        "no date, first reported after the deadline",
        lambda: verdict(done(done_on=None), deadline=APRIL),
        State.DONE_LATE,
        Lamp.YELLOW,
    ),
    (
        10,
        "no date, first reported in the month of the deadline",
        lambda: verdict(done(done_on=None), deadline=APRIL, past=Past(first_done=Period(2018, 4))),
        State.DONE,
        Lamp.GREEN,
    ),
    (11, "ongoing with progress told", lambda: verdict(row(Status.ONGOING)), State.ON_TRACK, Lamp.GREEN),
    (11, "ongoing with nothing told", lambda: verdict(row(Status.ONGOING, narrative="")), State.NOT_FILLED, Lamp.RED),
    (
        12,
        "ongoing in December with evidence now",
        lambda: verdict(row(Status.ONGOING, evidence=PAGE), month=12),
        State.DONE,
        Lamp.GREEN,
    ),
    (
        12,
        "ongoing in December with evidence in spring",
        lambda: verdict(row(Status.ONGOING), month=12, past=Past(had_evidence=True)),
        State.DONE,
        Lamp.GREEN,
    ),
    (
        12,
        "ongoing in December without any",
        lambda: verdict(row(Status.ONGOING), month=12),
        State.TO_VERIFY,
        Lamp.YELLOW,
    ),
    (
        12,
        "ongoing in December, assessed in January",
        lambda: verdict(row(Status.ONGOING), month=12, as_of=dt.date(2019, 1, 5)),
        State.TO_VERIFY,
        Lamp.YELLOW,
    ),
    (13, "under way after the deadline", lambda: verdict(row(progress=99), deadline=APRIL), State.OVERDUE, Lamp.RED),
    (
        16,
        "under way on the day of the deadline",
        lambda: verdict(row(progress=95), deadline=dt.date(2018, 6, 30)),
        State.DUE_SOON,
        Lamp.YELLOW,
    ),
    (14, "19 of 50: 31 behind", lambda: verdict(row(progress=19)), State.FAR_BEHIND, Lamp.RED),
    (15, "20 of 50: exactly 30 behind", lambda: verdict(row(progress=20)), State.BEHIND, Lamp.YELLOW),
    (15, "40 of 50: exactly 10 behind", lambda: verdict(row(progress=40)), State.BEHIND, Lamp.YELLOW),
    (17, "41 of 50: 9 behind", lambda: verdict(row(progress=41)), State.ON_TRACK, Lamp.GREEN),
    (15, "no points behind, but says itself that it lags", lambda: verdict(row(lags=True)), State.BEHIND, Lamp.YELLOW),
    (14, "says so and is far behind", lambda: verdict(row(progress=19, lags=True)), State.FAR_BEHIND, Lamp.RED),
    (13, "says so after the deadline", lambda: verdict(row(lags=True), deadline=APRIL), State.OVERDUE, Lamp.RED),
    (
        15,
        "ongoing that lags by its own words",
        lambda: verdict(row(Status.ONGOING, lags=True)),
        State.BEHIND,
        Lamp.YELLOW,
    ),
    (
        11,
        "ongoing that lags, with nothing told",
        lambda: verdict(row(Status.ONGOING, narrative="", lags=True)),
        State.NOT_FILLED,
        Lamp.RED,
    ),
    (
        15,
        "ongoing in December that lags, with evidence",
        lambda: verdict(row(Status.ONGOING, progress=None, evidence=PAGE, lags=True), month=12),
        State.BEHIND,
        Lamp.YELLOW,
    ),
    (
        14,
        "not started counts as 0 whatever is typed",
        lambda: verdict(row(Status.NOT_STARTED, 90)),
        State.FAR_BEHIND,
        Lamp.RED,
    ),
    (
        16,
        "thirty days before the deadline",
        lambda: verdict(row(progress=95), deadline=dt.date(2018, 7, 30)),
        State.DUE_SOON,
        Lamp.YELLOW,
    ),
    (
        17,
        "thirty-one days before",
        lambda: verdict(row(progress=95), deadline=dt.date(2018, 7, 31)),
        State.ON_TRACK,
        Lamp.GREEN,
    ),
]


@pytest.mark.parametrize(("number", "what", "judged", "state", "lamp"), CASES, ids=[case[1] for case in CASES])
def test_the_first_line_that_fits_decides(number, what, judged, state, lamp):
    found = judged()
    assert (found.rule, found.state, found.lamp) == (number, state, lamp)
    assert found.because


def test_a_blank_progress_is_unknown_and_not_nought():
    """Nobody is called far behind for an empty cell; the reason says that only the deadline was looked at."""
    found = verdict(row(progress=None))
    assert (found.rule, found.state) == (17, State.ON_TRACK)
    assert "未填完成进度" in found.because


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("53.33", "完成进度53.33%，计划进度83.333%，落后30.003个百分点"),
        ("53.4", "完成进度53.4%，计划进度83.3%，落后29.9个百分点"),
        ("50", "完成进度50%，计划进度83.3%，落后33.3个百分点"),
        ("73.3333", "完成进度73.3333%，计划进度83.33333%，落后10.00003个百分点"),
    ],
)
def test_the_reason_is_on_the_same_side_of_the_line_as_the_verdict(typed, said):
    """As many decimals as that takes: 30 points behind are not 严重滞后."""
    found = verdict(row(progress=typed), month=5, deadline=dt.date(2018, 6, 30))
    assert found.because == said


def test_a_completion_just_under_100_is_not_called_100():
    assert "完成进度只有99.96%" in verdict(done(progress="99.96")).because


def test_a_row_that_is_there_but_was_not_taken_is_not_called_missing():
    duty = Duty(department=CIVIL, task=make_task("2-01", "任务"), role="")
    period = Period(2018, 6)
    found = judge(
        Matched(duty=duty, returned=True, refused="同一任务填了几行且内容不同"),
        period,
        period.last_day,
        Past(),
        Method(),
    )
    assert (found.rule, found.because) == (4, "报表中有这项任务，但没有采用：同一任务填了几行且内容不同")
    assert verdict().because == "报表中没有这项任务"


def test_planned_progress_is_month_over_month_of_the_deadline_at_most_100():
    assert planned_progress(dt.date(2018, 5, 31), dt.date(2018, 12, 31)) == Fraction(500, 12)
    assert planned_progress(dt.date(2018, 5, 31), dt.date(2018, 6, 30)) == Fraction(500, 6)
    assert planned_progress(dt.date(2018, 5, 31), dt.date(2018, 4, 30)) == 100
    assert planned_progress(dt.date(2018, 6, 30), dt.date(2019, 6, 30)) == Fraction(100, 3)


def task_verdict(*found, as_of=dt.date(2018, 6, 30)):
    task = make_task("2-01", "任务", owners=tuple(f"单位{index}" for index in range(len(found))))
    return judge_task(task, [earlier(state, lamp) for state, lamp in found], as_of)


GREEN_DONE, GREEN_GOING = (State.DONE, Lamp.GREEN), (State.ON_TRACK, Lamp.GREEN)
LATE_DONE, GREY = (State.DONE_LATE, Lamp.YELLOW), (State.NOT_CONCERNED, Lamp.GREY)
RED, YELLOW = (State.OVERDUE, Lamp.RED), (State.TO_VERIFY, Lamp.YELLOW)


@pytest.mark.parametrize(
    ("verdicts", "state", "lamp"),
    [
        ((GREEN_DONE, GREEN_DONE), State.DONE, Lamp.GREEN),
        ((GREEN_DONE, GREEN_GOING), State.ON_TRACK, Lamp.GREEN),
        ((GREEN_DONE, YELLOW), State.TO_VERIFY, Lamp.YELLOW),
        ((GREEN_DONE, YELLOW, RED), State.OVERDUE, Lamp.RED),
        ((GREEN_DONE, GREY), State.DONE, Lamp.GREEN),
        ((GREY, GREY), State.NOT_CONCERNED, Lamp.GREY),
        ((GREEN_DONE, LATE_DONE), State.DONE_LATE, Lamp.YELLOW),
        ((GREEN_GOING, LATE_DONE), State.ON_TRACK, Lamp.YELLOW),
        ((), State.UNDECIDED, Lamp.GREY),
    ],
)
def test_a_task_is_as_bad_as_its_worst_department_and_done_when_all_are(verdicts, state, lamp):
    found = task_verdict(*verdicts)
    assert (found.state, found.lamp) == (state, lamp)
    assert found.owners == len(verdicts)
    assert found.done == sum(item in (GREEN_DONE, LATE_DONE) for item in verdicts)


SILENT = (State.NOT_RETURNED, Lamp.RED)


@pytest.mark.parametrize(
    ("verdicts", "state", "in_time", "after"),
    [
        ((SILENT, SILENT), State.NOT_RETURNED, Lamp.RED, Lamp.RED),
        ((SILENT, GREEN_GOING), State.PARTLY_RETURNED, Lamp.YELLOW, Lamp.RED),
        ((SILENT, GREEN_DONE), State.PARTLY_RETURNED, Lamp.YELLOW, Lamp.RED),
        ((SILENT, LATE_DONE), State.PARTLY_RETURNED, Lamp.YELLOW, Lamp.RED),
        ((SILENT, GREY), State.PARTLY_RETURNED, Lamp.YELLOW, Lamp.RED),
        ((SILENT, YELLOW, GREEN_DONE), State.TO_VERIFY, Lamp.YELLOW, Lamp.RED),
        ((SILENT, RED), State.OVERDUE, Lamp.RED, Lamp.RED),
    ],
)
def test_a_silent_department_weighs_on_itself_until_its_deadline_has_passed(verdicts, state, in_time, after):
    duty = earlier(*SILENT).duty
    due = duty.due_on
    for as_of, lamp in ((due, in_time), (due + dt.timedelta(days=1), after)):
        found = task_verdict(*verdicts, as_of=as_of)
        assert (found.state, found.lamp) == (state, lamp)
        assert found.missing == (duty.department,) * verdicts.count(SILENT)
        assert sum(found.reported.values()) == len(verdicts) - verdicts.count(SILENT)
