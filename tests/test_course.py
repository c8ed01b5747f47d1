"""Months judged one after another: completions stand, and what went backwards is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from reporter.assess.course import assess
from reporter.vocabulary.model import Lamp, Period, State
from reporter.vocabulary.problems import Kind

from .test_score import finished, going, plan, returned

APRIL, MAY, JUNE = Period(2018, 4), Period(2018, 5), Period(2018, 6)


def judged(*returns, tasks=1):
    return assess(plan(tasks), returns, JUNE, JUNE.last_day)


def test_a_completion_stands_when_nothing_comes_and_falls_when_taken_back():
    stood = judged(returned(finished(1, done_on=dt.date(2018, 4, 2)), period=APRIL)).verdicts[0]
    assert (stood.rule, stood.state, stood.lamp) == (1, State.DONE, Lamp.GREEN)
    fallen = judged(returned(finished(1), period=APRIL), returned(going(1), period=MAY)).verdicts[0]
    assert (fallen.rule, fallen.state) == (2, State.NOT_RETURNED)


def test_a_blank_completion_date_is_the_end_of_the_month_first_reported_so():
    """Reported in April and again in June without a date: done by 30 April, in time for a deadline in May."""
    from dataclasses import replace

    own = plan(1)
    own = replace(own, tasks=tuple(replace(task, deadline=dt.date(2018, 5, 31)) for task in own.tasks))
    claims = [returned(finished(1, done_on=None), period=period) for period in (APRIL, JUNE)]
    assert assess(own, claims, JUNE, JUNE.last_day).verdicts[0].state is State.DONE
    assert assess(own, claims[1:], JUNE, JUNE.last_day).verdicts[0].state is State.DONE_LATE


def test_the_order_in_which_returns_come_changes_nothing():
    returns = [
        returned(finished(1), period=APRIL),
        returned(going(1, progress=Decimal(60)), period=MAY),
        returned(going(1), period=JUNE),
    ]
    assert judged(*returns) == judged(*reversed(returns))


def test_later_months_are_not_looked_at():
    assert judged(returned(going(1))) == judged(returned(going(1)), returned(finished(1), period=Period(2018, 7)))


def test_going_backwards_and_standing_still_are_pointed_out():
    before = [going(1, progress=Decimal(70)), finished(2), going(3, narrative="老样子")]
    now = [going(1, progress=Decimal(60), narrative="新"), going(2, narrative="新"), going(3, narrative="老样子")]
    month = judged(returned(*before, period=MAY), returned(*now), tasks=3)
    assert {item.kind for item in month.problems} == {Kind.SAME_AS_LAST_MONTH, Kind.PROGRESS_BACK, Kind.COMPLETION_BACK}


def test_a_finished_duty_may_keep_its_text():
    month = judged(returned(finished(1, narrative="已公布"), period=MAY), returned(finished(1, narrative="已公布")))
    assert month.problems == ()


def test_problems_of_another_month_are_left_to_that_month():
    of_may = Kind.PROGRESS_BACK.at(returned(going(1), period=MAY).source, period=MAY, task="", old="", new="")
    month = assess(
        plan(1),
        [returned(going(1, narrative="五月"), period=MAY), returned(going(1))],
        JUNE,
        JUNE.last_day,
        problems=[of_may],
    )
    assert of_may not in month.problems
    assert of_may in month.history[0].problems
