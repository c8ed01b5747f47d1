"""Rules of the office where several of them meet: several windows and counts, a veto, the day of 催报, caps, cents."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from reporter.assess.course import assess
from reporter.assess.figures import figures, share
from reporter.assess.year import assess_year
from reporter.vocabulary.method import Method
from reporter.vocabulary.model import Adjustment, Period, Source, State, Status
from reporter.vocabulary.problems import Kind
from reporter.vocabulary.register_items import Outcome

from . import registers
from .registers import EDUCATION, PAGE, day, done, finding, item, judged, sent
from .sample_month import JUNE
from .test_score import finished, going, plan, returned, score

# --- several windows, several counts -------------------------------------------------------------------------------

TWO_WINDOWS = registers.plan("窗口：3月", "窗口：11月")
TWO_COUNTS = registers.plan("解读≥3次/年", "开放日≥1次/年")


def verdict(month, department: str = EDUCATION):
    return next(found for found in month.verdicts if found.duty.department == department)


def outcomes(month) -> list[Outcome]:
    return [found.outcome for found in month.findings if found.duty.department == EDUCATION]


@pytest.mark.parametrize(
    ("as_of", "state", "found"),
    [
        ("2-28", State.NOT_DUE, [Outcome.NOT_DUE, Outcome.NOT_DUE]),
        ("3-01", State.ON_TRACK, [Outcome.OPEN, Outcome.NOT_DUE]),
        ("3-31", State.ON_TRACK, [Outcome.OPEN, Outcome.NOT_DUE]),
        ("4-01", State.ON_TRACK, [Outcome.MISSED, Outcome.NOT_DUE]),
        ("11-30", State.ON_TRACK, [Outcome.MISSED, Outcome.OPEN]),
        ("12-01", State.DUE_SOON, [Outcome.MISSED, Outcome.MISSED]),
    ],
)
def test_of_several_windows_the_first_makes_a_duty_due_and_each_is_judged_by_itself(as_of, state, found):
    month = judged(TWO_WINDOWS, sent(day(as_of).month), month=day(as_of).month, as_of=as_of)
    assert (verdict(month).state, outcomes(month)) == (state, found)
    missed = "、".join(name for name, outcome in zip(("3月", "11月"), found) if outcome is Outcome.MISSED)
    assert verdict(month).because.endswith(f"；量化要求的办理窗口（{missed}）已过，未见完成") is bool(missed)


def test_an_item_of_the_first_day_of_a_window_keeps_it_and_no_earlier_one():
    for date, missed in (("3-01", False), ("2-28", True)):
        month = judged(registers.plan("窗口：3月"), sent(5, item("自查报告", date)), month=5)
        assert ("窗口" in verdict(month).because) is missed
        assert (outcomes(month) == [Outcome.MISSED]) is missed


def test_of_several_counts_the_typed_number_has_to_reach_the_largest():
    short = verdict(judged(TWO_COUNTS, done(6, count=2)))
    assert (short.rule, short.state) == (8, State.TO_VERIFY) and "少于要求的3" in short.because
    assert verdict(judged(TWO_COUNTS, done(6, count=3))).state is State.DONE


def test_registered_items_answer_for_the_count_that_their_title_names():
    """One number cannot answer for two counts; where items are registered each count has its own."""
    readings = [item(f"第{number}次解读", f"{number}-10", address=PAGE.format(number)) for number in (2, 4, 6)]
    month = judged(TWO_COUNTS, sent(6, *readings, count=3))
    assert [(found.outcome, found.achieved) for found in month.findings if found.duty.department == EDUCATION] == [
        (Outcome.MET, 3),
        (Outcome.ON_COURSE, 0),
    ]
    claimed = verdict(judged(TWO_COUNTS, done(6, *readings)))
    assert claimed.state is State.TO_VERIFY and "登记的“开放日”可计数事项0件，少于要求的1" in claimed.because


@pytest.mark.parametrize(("count", "told"), [(1, False), (2, True)])
def test_a_typed_number_above_the_register_is_pointed_out_at_its_cell(count, told):
    month = judged(registers.plan("解读≥3次/年"), sent(6, item("解读", "6-10", address=PAGE.format(1)), count=count))
    assert (Kind.COUNT_ABOVE_ITEMS in {problem.kind for problem in month.problems}) is told


def test_items_after_the_deadline_are_told_only_where_those_before_it_were_too_few():
    own = registers.plan("解读≥1次/年", deadline="6-30")
    early, late = item("甲", "6-30", address=PAGE.format(1)), item("乙", "7-02", address=PAGE.format(2))
    assert "之后" not in finding(judged(own, sent(7, early, late), month=7)).because
    assert "1次在时限2018年6月30日之后" in finding(judged(own, sent(7, late), month=7)).because


@pytest.mark.parametrize(("as_of", "outcome"), [("6-30", Outcome.BEHIND), ("7-01", Outcome.MISSED)])
def test_on_its_day_a_count_is_behind_and_the_day_after_it_is_missed(as_of, outcome):
    own = registers.plan("解读≥2次/年", deadline="6-30")
    month = judged(own, sent(day(as_of).month, count=1), month=day(as_of).month, as_of=as_of)
    assert finding(month).outcome is outcome


@pytest.mark.parametrize(
    ("as_of", "done_on", "outcome"),
    [
        ("3-31", None, Outcome.NOT_DUE),
        ("4-01", None, Outcome.MISSED),
        ("4-30", "3-31", Outcome.MET),
        ("4-30", "4-01", Outcome.LATE),
    ],
)
def test_a_milestone_is_met_up_to_the_last_day_of_its_month(as_of, done_on, outcome):
    month = day(as_of).month
    reported = done(month, done_on=day(done_on)) if done_on else sent(month)
    found = judged(registers.plan("3月底前：建立制度"), reported, month=month, as_of=as_of)
    assert finding(found).outcome is outcome


@pytest.mark.parametrize(
    ("as_of", "deadline", "outcome"),
    [("6-29", "6-30", Outcome.BEHIND), ("6-30", "6-30", Outcome.MISSED), ("7-31", "7-15", Outcome.MISSED)],
)
def test_what_is_asked_for_each_month_is_missed_from_the_deadline_on(as_of, deadline, outcome):
    """The month in which the deadline lies is asked for as well; that which first brought something is the first."""
    months = [sent(4), *(sent(number, narrative="") for number in range(5, day(as_of).month + 1))]
    found = finding(judged(registers.plan("每月", deadline=deadline), *months, month=day(as_of).month, as_of=as_of))
    assert found.outcome is outcome
    assert found.target == {"6-29": 2, "6-30": 3, "7-31": 4}[as_of]


# --- the day a return is due ---------------------------------------------------------------------------------------

URGED = Method(urged_after_days=Decimal(5))


@pytest.mark.parametrize(
    ("filed_on", "points", "kind"),
    [
        (dt.date(2018, 6, 25), "15.00", "按时"),
        (dt.date(2018, 6, 26), "10.00", "迟报"),
        (dt.date(2018, 6, 30), "10.00", "迟报"),
        (dt.date(2018, 7, 1), "5.00", "催报后报送"),
        (None, "10.00", "迟报"),
    ],
)
def test_from_the_day_after_the_days_of_grace_a_return_counts_as_urged(filed_on, points, kind):
    """In the month's score and in the year's list of filings alike."""
    own = plan(1, method=URGED)
    sent_in = returned(going(1), filed_on=filed_on)
    assert score(own, sent_in).punctuality == Decimal(points)
    year = assess_year(own, [sent_in], 2018, None, ())
    assert [filing.kind for filing in year.departments[0].filings] == [kind]


def test_without_days_of_grace_nobody_is_urged():
    assert score(plan(1), returned(going(1), filed_on=dt.date(2018, 8, 30))).punctuality == Decimal("10.00")


@pytest.mark.parametrize(
    ("closing", "last"), [("", 25), ("31", 30), ("28", 28), ("30", 30), ("1", 1)], ids=lambda value: str(value)
)
def test_the_closing_day_is_the_last_in_a_shorter_month_and_the_25th_where_none_is_said(closing, last):
    own = plan(1, elements={"报送截止日": closing})
    for filed, points in ((last, "15.00"), (last + 1, "10.00")):
        filed_on = dt.date(2018, 6, 1) + dt.timedelta(days=filed - 1)
        assert score(own, returned(going(1), filed_on=filed_on)).punctuality == Decimal(points)


def test_the_documents_call_in_time_whom_the_score_calls_in_time():
    """On the closing day in time, a day later late, without a date late."""
    names = ("甲", "乙", "丙", "丁")
    dates = dict(zip(names, (dt.date(2018, 6, 25), dt.date(2018, 6, 26), None)))
    month = assess(
        plan(1, names),
        [returned(going(1), department=name, filed_on=filed) for name, filed in dates.items()],
        JUNE,
        JUNE.last_day,
    )
    found = figures(month)
    assert (found.on_time, found.late, found.missing) == (("甲",), ("乙", "丙"), ("丁",))


# --- a veto, caps, rounding ----------------------------------------------------------------------------------------


def adjustment(points: str = "0", *, veto: bool = False, period: Period = JUNE) -> Adjustment:
    return Adjustment(
        period=period,
        department="甲",
        points=Decimal(points),
        reason="示例事由",
        basis="",
        source=Source("input/任务总表.xlsx", "加减分", "C2"),
        veto=veto,
    )


@pytest.mark.parametrize(
    ("veto", "grades"),
    [
        (0, ["优秀", "合格", "不合格"]),
        (1, ["良好", "合格", "不合格"]),
        (2, ["良好", "不合格", "不合格"]),
        (3, ["不合格", "不合格", "不合格"]),
    ],
)
def test_a_veto_lowers_the_grade_of_its_month_and_takes_no_point(veto, grades):
    """Beside other rows of the month, and whatever the total would earn; the month before and after keep theirs."""
    method = Method(veto=Decimal(veto))
    for number, (total, grade) in enumerate(zip(("0", "-35", "-60"), grades)):
        rows = (adjustment(total), adjustment(veto=True))
        found = score(plan(1, method=method, adjustments=rows), returned(going(1)))
        assert (found.total, found.grade) == (100 + Decimal(total), grade), number
        assert "一票否决：示例事由" in found.because["adjustment"]
        other = plan(1, method=method, adjustments=(adjustment(veto=True, period=Period(2018, 5)),))
        assert score(other, returned(going(1))).grade == "优秀"


def test_a_department_without_a_duty_that_counts_has_no_grade_to_lose():
    own = plan(1, adjustments=(adjustment(veto=True),))
    assert score(own, returned(going(1, status=Status.NOT_CONCERNED))).grade == ""


def test_nobody_gets_more_for_a_late_return_than_a_part_weighs():
    """Where somebody made 迟报得分 larger than 报送及时分值."""
    weights = {"quality_weight": Decimal(80), "punctual_weight": Decimal(5)}
    generous = Method(urged_after_days=Decimal(5), urged_points=Decimal(9), **weights)
    for filed_on in (dt.date(2018, 6, 27), dt.date(2018, 7, 27), None):
        found = score(plan(1, method=generous), returned(going(1), filed_on=filed_on))
        assert found.punctuality == Decimal("5.00")


def test_material_stops_at_nought_unless_the_office_lets_it_fall_below():
    source = Source("input/2018-06/甲.xlsx", "进展填报", "A1")
    many = [Kind.VERSIONS_RIVAL.at(source, period=JUNE, task="", other="")] * 7
    assert score(plan(1), returned(going(1)), problems=many).material == Decimal("0.00")
    uncapped = plan(1, method=Method(capped=Decimal(0)))
    assert score(uncapped, returned(going(1)), problems=many).material == Decimal("-2.00")


def test_problems_of_a_register_count_against_the_return_it_belongs_to():
    warned = Kind.ITEM_WITHOUT_EVIDENCE.at(Source(f"input/2018-06/{EDUCATION}.xlsx", "事项登记", "E8"), task="2-07")
    own = registers.plan("解读≥3次/年", departments=(EDUCATION,))
    month = assess(own, [sent(6, item("解读", "6-10"))], JUNE, JUNE.last_day, problems=[warned])
    assert month.scores[0].material == Decimal("4.50")


def test_half_a_cent_is_rounded_up():
    """70 points times a credit: 1.225, 0.175 and 0.525 go up, never to the even cent."""
    for credit, points in (("0.0175", "1.23"), ("0.0025", "0.18"), ("0.0075", "0.53")):
        method = Method(yellow_credit=Decimal(credit))
        assert score(plan(1, method=method), returned(finished(1, evidence=""))).quality == Decimal(points)


def test_a_percentage_that_stands_alone_is_rounded_half_up():
    assert [str(share(*parts)) for parts in ((1, 16), (1, 400), (3, 400), (5, 80), (1, 3), (0, 0))] == [
        "6.3",
        "0.3",
        "0.8",
        "6.3",
        "33.3",
        "0.0",
    ]


# --- the year ------------------------------------------------------------------------------------------------------


def deductions(own, returns, problems=()) -> list[tuple[str, str]]:
    year = assess_year(own, returns, 2018, None, problems)
    return [(item.number, str(item.points)) for item in year.departments[0].deductions]


def problem(kind: Kind, cell: str, file: str = "input/2018-06/甲.xlsx"):
    facts = dict.fromkeys(kind.facts, "")
    return kind.at(Source(file, "进展填报", cell), period=JUNE, department="甲", **facts)


def test_of_material_the_refused_problems_are_deducted_first_and_no_more_than_it_weighs():
    """Six refused and a warning: five points are all there is to lose, and the warning takes none."""
    found = [problem(Kind.PROGRESS_BACK, "A1"), *(problem(Kind.ROW_TWICE, f"A{row}") for row in range(2, 8))]
    lost = [points for number, points in deductions(plan(1), [returned(going(1))], found) if number.startswith("材")]
    assert lost == ["1.00"] * 5


def test_the_problems_of_an_undated_version_that_was_taken_are_deducted_too():
    """It agrees with the dated one, so both speak for the department; the month's points and the year's agree."""
    other = "input/2018-06/甲副本.xlsx"
    returns = [returned(going(1)), returned(going(1, file=other), filed_on=None, file=other)]
    found = deductions(plan(1), returns, [problem(Kind.REVIEWER_MISSING, "B3", other)])
    assert [points for number, points in found if number.startswith("材")] == ["0.50"]


def test_what_bonus_points_have_over_their_limit_is_taken_from_the_last_that_gave():
    rows = (adjustment("3"), replace(adjustment("2.5"), source=Source("", "加减分", "C3")), adjustment(veto=True))
    limited = plan(1, method=Method(year_bonus_limit=Decimal(4)), adjustments=rows)
    year = assess_year(limited, [returned(going(1))], 2018, None, ())
    found = [item for item in year.departments[0].deductions if item.number.startswith("减")]
    assert [(item.source.cell, str(item.points)) for item in found] == [("C3", "1.50")]
    free = plan(1, adjustments=rows)
    assert not [item for item in deductions(free, [returned(going(1))]) if item[0].startswith("减")]


def test_a_veto_takes_no_number_from_the_deductions_of_its_month():
    rows = (adjustment(veto=True), adjustment("-2"))
    assert [item for item in deductions(plan(1, adjustments=rows), [returned(going(1))]) if item[0][0] == "减"] == [
        ("减-06", "2.00")
    ]


def test_what_evidence_cost_is_shared_among_the_duties_without_any():
    """Two of three: 6.67 of 10, so that settling moves each by no more than a cent."""
    claims = returned(finished(1), finished(2, evidence=""), finished(3, evidence=""))
    year = assess_year(plan(3), [claims], 2018, None, ())
    lost = [item for item in year.departments[0].deductions if item.number.startswith("佐")]
    assert sorted(str(item.points) for item in lost) == ["3.33", "3.34"]
    assert all(abs(item.settled) <= Decimal("0.01") for item in lost)


def test_from_the_first_of_december_a_lasting_duty_needs_evidence():
    for as_of, rule in (("2018-11-30", 11), ("2018-12-01", 12)):
        date = dt.date.fromisoformat(as_of)
        lasting = returned(going(1, status=Status.ONGOING), period=Period.of(date))
        assert assess(plan(1), [lasting], Period.of(date), date).verdicts[0].rule == rule


def test_what_counts_as_done_is_not_told_of_a_window_that_closed_before():
    """A completion of an earlier month that stands, and a lasting duty with evidence in December."""
    own = registers.plan("窗口：3月")
    stands = verdict(judged(own, done(4), month=6))
    assert (stands.rule, "窗口" in stands.because) == (1, False)
    lasting = verdict(judged(own, sent(12, status=Status.ONGOING, evidence=PAGE.format(1)), month=12))
    assert (lasting.rule, "窗口" in lasting.because) == (12, False)
