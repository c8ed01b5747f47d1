"""量化要求 judged by kind: each at its edges, several together, and how registered items meet the verdict."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.assess.requirement_findings import running_target
from reporter.assess.workdays import is_working_day, working_days
from reporter.intake.requirement import read_requirement, read_requirements
from reporter.vocabulary.model import Extension, Lamp, Period, Source, State, Status
from reporter.vocabulary.problems import Kind
from reporter.vocabulary.register_items import Outcome, item_keys, web_keys

from .registers import CIVIL, EDUCATION, PAGE, day, done, finding, item, judged, plan, sent
from .sample_month import make_entry
from .shipped_kinds import KINDS

COUNT3, TERM3, WINDOW11 = "解读≥3次/年", "3个工作日", "窗口：11月"
THREE = [
    item("《甲办法》解读", "2-20", address=PAGE.format(1)),
    item("《乙办法》解读", "5-22", address=PAGE.format(2)),
    item("《丙办法》解读", "6-11", address=PAGE.format(3)),
]


# --- how a line is read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind", "facts"),
    [
        ("每年至少听取一次汇报", "count", {"target": 1, "per": "年", "what": "汇报"}),
        ("解读≥三次/年", "count", {"target": 3, "what": "解读"}),
        ("每季度1次", "count", {"target": 1, "per": "季度"}),
        ("≥2次/半年", "count", {"target": 2, "per": "半年"}),
        ("每季通报不少于1次", "count", {"target": 1, "per": "季度", "what": "通报"}),
        ("3次/年", "count", {"target": 3, "per": "年"}),
        ("全年培训不少于十二次。", "count", {"target": 12, "per": "年", "what": "培训"}),
        ("每月公开不少于二十条", "count", {"target": 20, "per": "月"}),
        ("三个工作日内", "term", {"target": 3}),
        ("解读材料3个工作日内上网", "term", {"target": 3, "what": "解读材料"}),
        ("每年11月", "window", {"month": 11}),
        ("每年十一月自查", "window", {"month": 11, "what": "自查"}),
        ("窗口期：11月份", "window", {"month": 11}),
        ("每半年", "cycle", {"per": "半年"}),
        ("每季度末", "cycle", {"per": "季度"}),
        ("每月25日前", "cycle", {"per": "月"}),
        ("按季度通报", "cycle", {"per": "季度"}),
        ("每年3月底前报送年报", "milestone", {"month": 3, "what": "报送年报"}),
    ],
)
def test_a_line_is_read_as_people_write_it(line, kind, facts):
    found = read_requirement(line)
    assert (found.kind, found.text) == (kind, line)
    assert {key: getattr(found, key) for key in facts} == facts


@pytest.mark.parametrize(
    "line", ["每2周", "窗口：10-11月", "统一公开", "5日内", "0次/年", "0个工作日", "月报", "每周≥1次", "每天更新2条"]
)
def test_a_line_that_may_mean_anything_is_not_read(line):
    assert read_requirement(line) is None


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("解读≥3次/年；3个工作日", ["解读≥3次/年", "3个工作日"]),
        ("每年解读不少于3次，解读材料3个工作日内上网", ["每年解读不少于3次", "解读材料3个工作日内上网"]),
        ("①解读≥3次/年", ["解读≥3次/年"]),
        ("1.每月；（2）3个工作日", ["每月", "3个工作日"]),
        ("解读≥3次/年；多多益善", []),
        ("窗口：6月、11月", []),
    ],
)
def test_several_on_one_line_are_each_read_or_none_is(line, texts):
    assert [item.text for item in read_requirements(line)] == texts


# --- a number of times ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("1-31", 0),
        ("3-31", 0),
        ("4-29", 0),
        ("4-30", 1),
        ("6-30", 1),
        ("7-31", 1),
        ("8-31", 2),
        ("11-30", 2),
        ("12-30", 2),
        ("12-31", 3),
    ],
)
def test_the_running_target_is_that_share_of_the_months_passed_rounded_down(as_of, expected):
    assert running_target(3, day(as_of), day("12-31")) == expected


@pytest.mark.parametrize(("as_of", "expected"), [("1-31", 0), ("5-31", 0), ("6-29", 0), ("6-30", 1), ("7-1", 1)])
def test_once_until_june_is_due_on_the_last_day_of_june_and_not_before(as_of, expected):
    assert running_target(1, day(as_of), day("6-30")) == expected


def test_a_deadline_in_the_middle_of_a_month_asks_for_everything_on_that_day():
    assert [running_target(4, day(text), day("6-15")) for text in ("5-31", "6-14", "6-15")] == [3, 3, 4]


def test_a_deadline_in_the_next_year_spreads_the_target_over_its_months():
    assert running_target(4, day("2018-12-31"), day("2019-12-31")) == 2


@given(
    target=st.integers(1, 30),
    due=st.dates(dt.date(2018, 1, 1), dt.date(2018, 12, 31)),
    at=st.dates(dt.date(2018, 1, 1), dt.date(2018, 12, 31)),
)
def test_nothing_is_asked_for_ahead_of_its_share_and_the_target_never_shrinks(target, due, at):
    found = running_target(target, at, due)
    assert 0 <= found <= target
    assert found <= target * at.month / due.month or at >= due
    assert found <= running_target(target, at + dt.timedelta(days=1), due)
    assert (found == target) or at < due


@pytest.mark.parametrize(
    ("month", "count", "outcome"),
    [
        (3, 0, Outcome.ON_COURSE),
        (4, 0, Outcome.BEHIND),
        (4, 1, Outcome.ON_COURSE),
        (11, 2, Outcome.ON_COURSE),
        (11, 1, Outcome.BEHIND),
        (11, 3, Outcome.MET),
        (12, 2, Outcome.BEHIND),
        (12, 4, Outcome.MET),
    ],
)
def test_a_typed_count_is_measured_against_the_running_target(month, count, outcome):
    found = finding(judged(plan(COUNT3), sent(month, count=count), month=month))
    assert (found.outcome, found.achieved, found.target) == (outcome, count, 3)


def test_a_blank_count_without_items_is_unknown_and_not_nought():
    assert finding(judged(plan(COUNT3), sent(11), month=11)).outcome is Outcome.UNKNOWN


def test_not_started_is_nought():
    found = finding(judged(plan(COUNT3), sent(6, status=Status.NOT_STARTED, progress=Decimal(0))))
    assert (found.achieved, found.outcome) == (0, Outcome.BEHIND)


def test_after_the_deadline_too_few_are_missed():
    own = plan("听取汇报≥1次/年", deadline="6-30")
    assert finding(judged(own, sent(6, count=0))).outcome is Outcome.BEHIND
    assert finding(judged(own, sent(7, count=0), month=7)).outcome is Outcome.MISSED
    late = finding(judged(own, sent(7, item("听取汇报", "7-05", address=PAGE.format(1))), month=7))
    assert late.outcome is Outcome.MET and "1次在时限2018年6月30日之后" in late.because


def test_an_extended_deadline_is_the_one_that_counts():
    own = plan("听取汇报≥1次/年", deadline="6-30")
    own = replace(
        own,
        extensions=(
            Extension(
                task_id="2-07", department=EDUCATION, deadline=day("9-30"), approval="", reason="", source=Source("")
            ),
        ),
    )
    assert finding(judged(own, sent(7, count=0), month=7)).outcome is Outcome.ON_COURSE


def test_an_unreturned_month_blames_nobody_for_a_count_and_keeps_the_last_one():
    month = judged(plan(COUNT3), sent(3, count=1), sent(6, department=CIVIL, count=2))
    assert (finding(month).achieved, finding(month).outcome) == (1, Outcome.ON_COURSE)
    later = judged(plan(COUNT3), sent(3, count=1), month=11)
    assert finding(later).outcome is Outcome.UNKNOWN and "未报送" in finding(later).because


def test_a_duty_that_is_not_concerned_is_exempt():
    month = judged(plan(COUNT3, TERM3), sent(6, status=Status.NOT_CONCERNED, narrative="本单位没有政策文件"))
    assert [found.outcome for found in month.findings if found.duty.department == EDUCATION] == [Outcome.EXEMPT] * 2


def test_plenty_in_one_quarter_does_not_help_another():
    own = plan("每季度≥1次")
    good = judged(own, sent(3), sent(6, item("一", "2-01"), item("二", "5-09")))
    assert finding(good).outcome is Outcome.ON_COURSE
    bad = finding(judged(own, sent(3), sent(6, item("一", "4-01"), item("二", "5-09"))))
    assert bad.outcome is Outcome.BEHIND and "第一季度不足" in bad.because


def test_a_quarter_that_is_not_over_is_not_asked_for():
    assert finding(judged(plan("每季度≥1次"), sent(2, count=0), month=2)).outcome is Outcome.ON_COURSE
    assert finding(judged(plan("每季度≥1次"), sent(2, item("别的", "2-03")), month=2)).outcome is Outcome.NOT_DUE


# --- a term of working days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "works"),
    [
        ("2018-02-11", True),
        ("2018-02-24", True),  # Sunday and Saturday worked to make up for the Spring Festival
        ("2018-02-15", False),
        ("2018-02-21", False),
        ("2018-02-22", True),
        ("2018-02-25", False),
        ("2018-06-18", False),
        ("2018-06-16", False),
    ],
)
def test_make_up_days_are_worked_and_holidays_are_not(date, works):
    assert is_working_day(day(date)) is works


@pytest.mark.parametrize(
    ("base", "published", "days"),
    [
        ("5-18", "5-18", 0),
        ("5-18", "5-17", 0),
        ("5-18", "5-20", 0),
        ("5-18", "5-21", 1),
        ("5-18", "5-23", 3),
        ("5-18", "5-24", 4),
        ("2-9", "2-11", 1),  # Friday, then a Sunday that is worked
        ("2-14", "2-24", 3),  # seven days of holiday, then Thursday, Friday and a Saturday that is worked
        ("2-14", "2-26", 4),
        ("6-15", "6-19", 1),
    ],
)
def test_working_days_are_counted_from_the_day_after(base, published, days):
    assert working_days(day(base), day(published)) == days


def test_a_year_whose_holidays_are_not_known_is_not_guessed():
    assert is_working_day(dt.date(1999, 6, 1)) is None
    assert working_days(dt.date(1999, 6, 1), dt.date(1999, 6, 3)) is None
    assert working_days(dt.date(2098, 12, 31), dt.date(2099, 1, 4)) is None


@pytest.mark.parametrize(("published", "outcome"), [("5-23", Outcome.MET), ("5-24", Outcome.LATE)])
def test_a_reading_on_the_third_working_day_is_in_time_and_on_the_fourth_late(published, outcome):
    found = finding(judged(plan(TERM3), sent(6, item("解读", published, "5-18"))))
    assert found.outcome is outcome
    assert ("“解读”用了4个工作日，超过3个工作日" in found.because) is (outcome is Outcome.LATE)


def test_items_without_a_first_day_are_unknown_beside_those_that_can_be_reckoned():
    found = finding(judged(plan(TERM3), sent(6, item("解读一", "5-23", "5-18"), item("解读二", "6-01"))))
    assert (found.outcome, found.achieved, found.target) == (Outcome.UNKNOWN, 1, 2)
    assert finding(judged(plan(TERM3), sent(6))).outcome is Outcome.UNKNOWN


def test_of_several_late_items_the_slowest_is_named_and_all_are_counted():
    found = finding(judged(plan(TERM3), sent(6, item("快", "5-24", "5-18"), item("慢", "6-11", "5-18"))))
    assert "“慢”等2件用了最多16个工作日" in found.because


def test_an_unknown_calendar_is_said_and_the_item_is_not_called_late(monkeypatch):
    import reporter.assess.workdays as workdays

    workdays.is_working_day.cache_clear()
    monkeypatch.setattr(
        "chinese_calendar.is_workday", lambda date: (_ for _ in ()).throw(NotImplementedError(date.year))
    )
    month = judged(plan(TERM3), done(6, item("解读", "6-11", "5-18")))
    workdays.is_working_day.cache_clear()
    assert finding(month).outcome is Outcome.UNKNOWN
    assert Kind.CALENDAR_UNKNOWN in {problem.kind for problem in month.problems}
    assert month.verdicts[0].state is State.DONE


# --- windows, cycles, milestones -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("10-31", Outcome.NOT_DUE),
        ("11-01", Outcome.OPEN),
        ("11-30", Outcome.OPEN),
        ("12-01", Outcome.MISSED),
        ("12-31", Outcome.MISSED),
    ],
)
def test_a_window_is_not_due_before_it_opens_and_missed_when_it_has_closed(as_of, outcome):
    month = day(as_of).month
    found = judged(plan(WINDOW11), sent(month), month=month, as_of=as_of)
    assert finding(found).outcome is outcome
    assert ("办理窗口（11月）已过，未见完成" in found.verdicts[0].because) is (outcome is Outcome.MISSED)


def test_the_ordinary_lines_decide_when_a_window_has_closed():
    verdict = judged(plan(WINDOW11), sent(12, progress=Decimal(95)), month=12, as_of="12-05").verdicts[0]
    assert (verdict.rule, verdict.state) == (16, State.DUE_SOON)
    assert verdict.because == "距时限2018年12月31日还有26天；量化要求的办理窗口（11月）已过，未见完成"


def test_a_window_is_kept_by_a_completion_or_by_an_item_of_that_time():
    finished = judged(plan(WINDOW11), done(11), month=12)
    assert finding(finished).outcome is Outcome.MET and "窗口" not in finished.verdicts[0].because
    registered = judged(plan(WINDOW11), sent(12, item("自查报告", "11-20")), month=12)
    assert finding(registered).outcome is Outcome.MET and "窗口" not in registered.verdicts[0].because
    early = judged(plan(WINDOW11), sent(12, item("自查报告", "10-31")), month=12)
    assert finding(early).outcome is Outcome.MISSED


def test_a_report_that_is_still_to_be_verified_leaves_the_window_open_to_judgement():
    month = judged(plan(WINDOW11), done(12, evidence=""), month=12)
    assert finding(month).outcome is Outcome.UNKNOWN and "窗口" not in month.verdicts[0].because


def test_each_month_that_is_over_needs_a_report():
    own = plan("每月")
    full = judged(own, sent(4), sent(5), sent(6))
    assert (finding(full).outcome, finding(full).achieved, finding(full).target) == (Outcome.ON_COURSE, 3, 3)
    gap = finding(judged(own, sent(4), sent(5, narrative=""), sent(6)))
    assert gap.outcome is Outcome.BEHIND and "缺5月" in gap.because


def test_months_before_anybody_reported_are_not_asked_for_and_the_current_one_only_when_over():
    found = finding(judged(plan("每月"), sent(5), sent(6), as_of="6-20"))
    assert (found.achieved, found.target) == (1, 1)


def test_an_item_of_that_time_is_a_report_of_its_quarter():
    found = finding(judged(plan("每季度"), sent(3, narrative=""), sent(6, item("季度通报", "3-30"))))
    assert (found.outcome, found.achieved) == (Outcome.ON_COURSE, 2)


def test_a_missing_quarter_is_missed_at_the_end_of_the_year():
    found = finding(judged(plan("每季度"), sent(3), sent(6), sent(12), month=12))
    assert found.outcome is Outcome.MISSED and "缺第三季度" in found.because


@pytest.mark.parametrize(
    ("month", "returned", "outcome"),
    [
        (3, lambda: sent(3), Outcome.NOT_DUE),
        (4, lambda: sent(4), Outcome.MISSED),
        (4, lambda: done(4, done_on=day("3-30")), Outcome.MET),
        (4, lambda: done(4, done_on=day("4-02")), Outcome.LATE),
    ],
)
def test_a_milestone_is_due_at_the_end_of_its_month(month, returned, outcome):
    assert finding(judged(plan("3月底前：建立列席会议制度"), returned(), month=month)).outcome is outcome


def test_several_requirements_of_one_task_are_judged_each():
    month = judged(plan(COUNT3, TERM3, WINDOW11), sent(6, item("解读", "5-24", "5-18")))
    assert [finding(month, place=place).outcome for place in range(3)] == [
        Outcome.ON_COURSE,
        Outcome.LATE,
        Outcome.NOT_DUE,
    ]


def test_items_go_to_the_number_their_title_names_when_a_task_asks_for_several():
    month = judged(
        plan("解读≥2次/年", "开放日≥1次/年"),
        sent(12, item("甲办法解读", "5-2"), item("校园开放日", "6-2"), count=3),
        month=12,
    )
    assert [finding(month, place=place).achieved for place in range(2)] == [1, 1]


# --- how items meet the verdict ------------------------------------------------------------------------------------


def test_a_blank_count_is_made_up_by_the_items_of_the_year():
    own = plan(COUNT3)
    enough = judged(own, sent(5, *THREE[:2]), done(6, *THREE)).verdicts[0]
    assert (enough.rule, enough.state) == (10, State.DONE)
    short = judged(own, done(6, *THREE[:2])).verdicts[0]
    assert (short.rule, short.state, short.lamp) == (8, State.TO_VERIFY, Lamp.YELLOW)
    assert "登记的可计数事项2件，少于要求的3" in short.because


def test_items_of_earlier_months_count_when_the_list_was_not_sent_again():
    assert judged(plan(COUNT3), sent(5, *THREE[:2]), done(6, THREE[2])).verdicts[0].state is State.DONE


def test_a_typed_count_decides_by_the_letter_and_the_excess_over_the_register_is_pointed_out():
    month = judged(plan(COUNT3), done(6, *THREE[:1], count=3))
    assert month.verdicts[0].state is State.DONE
    above = next(problem for problem in month.problems if problem.kind is Kind.COUNT_ABOVE_ITEMS)
    assert (above.department, above.period, above.level.value) == (EDUCATION, Period(2018, 6), "警")
    assert "量化完成数是3" in above.message and "1件" in above.message


def test_a_typed_count_that_is_borne_out_or_has_no_register_is_not_questioned():
    for returned in (done(6, *THREE, count=3), done(6, *THREE, count=2), done(6, count=9)):
        assert not [
            problem for problem in judged(plan(COUNT3), returned).problems if problem.kind is Kind.COUNT_ABOVE_ITEMS
        ]


def test_a_late_item_holds_up_a_completion_and_is_named():
    verdict = judged(plan(COUNT3, TERM3), done(6, *THREE, item("《丁办法》解读", "5-24", "5-18"))).verdicts[0]
    assert (verdict.rule, verdict.state) == (8, State.TO_VERIFY)
    assert verdict.because == "自报已完成，但“《丁办法》解读”用了4个工作日，超过3个工作日"


def test_a_late_item_does_not_touch_a_duty_still_under_way():
    returned = sent(6, item("解读", "5-24", "5-18"), progress=Decimal(60))
    verdict = judged(plan(COUNT3, TERM3), returned).verdicts[0]
    assert (verdict.rule, verdict.state, verdict.because) == (17, State.ON_TRACK, "按计划推进")


@pytest.mark.parametrize(
    "entry",
    [
        dict(status=Status.DONE, evidence="http://a.cn/1", count=None),
        dict(status=Status.DONE, evidence="http://a.cn/1", count=2),
        dict(status=Status.DONE, evidence="http://a.cn/1", count=3),
        dict(progress=Decimal(10)),
        dict(status=Status.ONGOING),
        dict(status=None),
    ],
)
def test_without_registered_items_the_verdict_is_that_of_the_agreement_alone(entry):
    """Items of another department, of another task and of later months leave a duty as it was."""
    own = plan(COUNT3, TERM3, t08=(COUNT3,))
    alone = judged(own, sent(6, **entry)).verdicts[0]
    others = [sent(6, *THREE, department=CIVIL, file="乙"), sent(7, *THREE)]
    assert judged(own, sent(6, **entry), *others).verdicts[0] == alone
    assert judged(own, sent(6, replace(THREE[0], task_id="2-08"), **entry)).verdicts[0] == alone


# --- each item once ------------------------------------------------------------------------------------------------


def counted(month, department=EDUCATION):
    return [found.item.title for found in month.items if found.counted and found.department == department]


def kinds(month):
    return [problem.kind for problem in month.problems if problem.code.startswith("C62")]


def test_a_list_carried_over_is_counted_once_and_is_no_problem():
    month = judged(plan(COUNT3), sent(4, *THREE[:1]), sent(5, *THREE[:2]), sent(6, *THREE))
    assert (counted(month), kinds(month)) == ([one.title for one in THREE], [])
    assert [str(found.period) for found in month.items] == ["2018-04", "2018-05", "2018-06"]


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.com/jd/1.html",
        "https://EXAMPLE.com/jd/1.html#top",
        "见 https://www.example.com/jd/1.html ，已公开",
    ],
)
def test_an_address_written_otherwise_in_another_department_is_the_same_item(address):
    month = judged(plan(COUNT3), sent(5, THREE[0]), sent(6, item("转载", "3-01", address=address), department=CIVIL))
    assert (counted(month), counted(month, CIVIL)) == ([THREE[0].title], [])
    problem = next(problem for problem in month.problems if problem.kind is Kind.ITEM_TWICE_ELSEWHERE)
    assert (problem.department, problem.source.sheet, problem.level.value) == (CIVIL, "事项登记", "警")
    assert EDUCATION in problem.message


def test_the_same_title_on_the_same_day_is_the_same_item():
    month = judged(
        plan(COUNT3), sent(6, item("《甲办法》解读", "5-2")), sent(6, item("甲办法 解读", "5-2"), department=CIVIL)
    )
    assert len(counted(month)) + len(counted(month, CIVIL)) == 1
    apart = judged(
        plan(COUNT3), sent(6, item("《甲办法》解读", "5-2")), sent(6, item("甲办法 解读", "5-3"), department=CIVIL)
    )
    assert len(counted(apart)) + len(counted(apart, CIVIL)) == 2


def test_the_department_that_registered_first_keeps_the_item():
    first = sent(5, item("联合解读", "5-2", address=PAGE.format(9)), department=CIVIL)
    second = sent(6, item("联合解读", "5-2", address=PAGE.format(9)))
    month = judged(plan(COUNT3), first, second)
    assert (counted(month), counted(month, CIVIL)) == ([], ["联合解读"])
    same_day = judged(plan(COUNT3), replace(first, period=Period(2018, 6), filed_on=second.filed_on), second)
    assert counted(same_day) == ["联合解读"], "filed on one day, the order of 「单位」 decides"


def test_another_title_and_day_at_the_same_address_is_registered_twice():
    month = judged(plan(COUNT3), sent(5, THREE[0]), sent(6, THREE[0], item("另一件", "6-01", address=THREE[0].address)))
    assert counted(month) == [THREE[0].title] and kinds(month) == [Kind.ITEM_TWICE]


def test_once_each_has_its_own_address_both_count():
    month = judged(
        plan(COUNT3),
        sent(5, THREE[0], item("另一件", "4-01", address=THREE[0].address)),
        sent(6, THREE[0], item("另一件", "4-01", address=PAGE.format(8))),
    )
    assert counted(month) == [THREE[0].title, "另一件"] and kinds(month) == [Kind.ITEM_CHANGED]


def test_the_front_page_of_a_site_makes_no_two_items_one():
    front = "http://www.example.com/"
    month = judged(plan(COUNT3), sent(6, item("一", "5-1", address=front), item("二", "5-2", address=front)))
    assert counted(month) == ["一", "二"]


def test_a_corrected_item_is_the_one_that_counts():
    month = judged(
        plan(COUNT3, TERM3),
        sent(5, item("解读", "5-24", "5-18", PAGE.format(1))),
        done(6, item("解读", "5-23", "5-18", PAGE.format(1)), count=3),
    )
    assert [(found.item.done_on, found.days) for found in month.items] == [(day("5-23"), 3)]
    assert set(kinds(month)) == {Kind.COUNT_ABOVE_ITEMS, Kind.ITEM_CHANGED}
    assert month.verdicts[0].state is State.DONE


def test_a_day_filled_in_later_makes_the_item_count_without_remark():
    month = judged(plan(COUNT3), sent(5, item("开放日", None)), sent(6, item("开放日", "5-20")))
    assert (counted(month), kinds(month)) == (["开放日"], [])


def test_what_a_later_list_leaves_out_still_counts_and_is_said():
    month = judged(plan(COUNT3), sent(5, *THREE[:2]), sent(6, THREE[2]))
    assert len(counted(month)) == 3
    left = next(problem for problem in month.problems if problem.kind is Kind.ITEMS_LEFT_OUT)
    assert "2件事项（“《甲办法》解读”、“《乙办法》解读”）" in left.message


def test_a_corrected_return_of_the_month_replaces_the_list_it_corrects():
    month = judged(plan(COUNT3), sent(6, *THREE, filed=20), sent(6, *THREE[:2], filed=24, file="改"))
    assert counted(month) == [one.title for one in THREE[:2]]
    supplement = judged(plan(COUNT3), sent(6, *THREE, filed=20), sent(6, filed=24, file="补"))
    assert len(counted(supplement)) == 3, "a later version without a list takes nothing back"


@pytest.mark.parametrize(
    ("own", "because"),
    [
        (item("", "5-2", address=PAGE.format(1)), "没有事项名称"),
        (item("解读"), "没有日期，或日期无法识别"),
        (item("解读", "2017-12-30"), "日期不在2018年"),
        (item("解读", "7-01"), "日期在考核基准日之后"),
    ],
)
def test_what_lacks_title_or_day_or_lies_outside_the_time_does_not_count(own, because):
    month = judged(plan(COUNT3), done(6, own))
    assert [(found.counted, found.because) for found in month.items] == [(False, because)]
    assert "登记的可计数事项0件" in month.verdicts[0].because


def test_items_of_different_tasks_are_not_the_same():
    month = judged(plan(COUNT3, t08=("开放日≥1次/年",)), sent(6, THREE[0], replace(THREE[0], task_id="2-08")))
    assert len(counted(month)) == 2


def test_addresses_in_one_form():
    assert web_keys("HTTP://WWW.Example.com:80/a/index.html#x；https://example.com/b/?id=1 http://example.com") == {
        "example.com/a",
        "example.com/b/?id=1",
    }
    assert item_keys(item("无", None, address="《会议纪要》")) == frozenset()


# --- properties ----------------------------------------------------------------------------------------------------


POOL = [
    *THREE,
    item("《甲办法》解读", "2-20"),
    item("转载", "3-01", address="http://example.com/jd/1.html"),
    item("开放日"),
    item("开放日", "4-09"),
    item("", "4-09"),
    item("丁", "5-24", "5-18", PAGE.format(2)),
    item("丁", "9-01", "5-18"),
]


def some_year(seed: int):
    """Months of two departments with lists drawn from one pool, some sent twice, the same each time for the same
    seed.
    """
    dice = random.Random(seed)
    returns = []
    for month in range(2, 8):
        for department in (EDUCATION, CIVIL):
            for version in range(dice.choice((0, 1, 1, 2))):
                make = dice.choice((sent, done))
                returns.append(
                    make(
                        month,
                        *dice.sample(POOL, dice.randint(0, 5)),
                        department=department,
                        filed=dice.choice((20, 22, None)),
                        file=f"input/{month}/{department}{version}.xlsx",
                        count=dice.choice((None, None, 2, 3)),
                    )
                )
    return dice, returns


@pytest.mark.parametrize("seed", range(25))
def test_the_order_in_which_returns_come_changes_nothing(seed):
    dice, returns = some_year(seed)
    own = plan(COUNT3, TERM3, "每月")
    month = judged(own, *returns, month=7)
    shuffled = dice.sample(returns, len(returns))
    again = judged(own, *shuffled, month=7)
    assert (again.items, again.findings) == (month.items, month.findings)
    assert [item.state for item in again.verdicts] == [item.state for item in month.verdicts]


@pytest.mark.parametrize("seed", range(25))
def test_no_two_counted_items_are_the_same_and_later_months_change_nothing(seed):
    _, returns = some_year(seed)
    own = plan(COUNT3, TERM3)
    month = judged(own, *(item for item in returns if item.period.month <= 5), month=5)
    assert judged(own, *returns, month=5).items == month.items
    keys = [item_keys(found.item) for found in month.items if found.counted]
    assert all(a.isdisjoint(b) for place, a in enumerate(keys) for b in keys[:place])


@settings(max_examples=40, deadline=None)
@given(month=st.integers(1, 12), count=st.integers(0, 4), target=st.integers(1, 12))
def test_who_has_done_the_share_of_the_months_passed_is_never_behind(month, count, target):
    found = finding(judged(plan(f"解读≥{target}次/年"), sent(month, count=count), month=month))
    assert (found.outcome in (Outcome.BEHIND, Outcome.MISSED)) is (count < target * month // 12)


def test_problems_in_a_register_count_against_the_return_it_came_with():
    problem = Kind.ITEM_WITHOUT_DAY.at(
        Source("input/2018-06/教育处.xlsx", "事项登记", "C9"), department=EDUCATION, period=Period(2018, 6), task="2-07"
    )
    from reporter.assess.course import assess

    month = assess(plan(COUNT3), [sent(6, item("解读"))], Period(2018, 6), day("6-30"), problems=[problem])
    score = next(score for score in month.scores if score.department == EDUCATION)
    assert score.material == Decimal("4.00") and score.because["material"] == "退回1处"


def test_the_bulletin_counts_each_duty_short_of_its_numbers_once():
    from reporter.assess.figures import figures
    from reporter.documents.facts import monthly

    month = judged(
        plan(COUNT3, TERM3),
        sent(11, item("解读", "5-24", "5-18"), progress=Decimal(95)),
        sent(11, department=CIVIL, count=3),
        month=11,
    )
    found = monthly(KINDS["通报"], figures(month), month.plan)
    for label in ("量化落后", "量化超时"):
        assert found[label]["分单位"] == [{"单位": EDUCATION, "项数": 1}]
    early = judged(plan(COUNT3), sent(3, count=0), month=3)
    assert not monthly(KINDS["通报"], figures(early), early.plan)["量化落后"]


def test_the_entry_of_a_return_without_a_count_column_is_blamed_at_its_row():
    entry = make_entry("2-07", Status.DONE, evidence=PAGE.format(1), count=5)
    month = judged(plan(COUNT3), replace(sent(6, THREE[0]), entries=(entry,)))
    assert next(problem for problem in month.problems if problem.kind is Kind.COUNT_ABOVE_ITEMS).source == entry.source
