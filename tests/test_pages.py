"""单位一页纸 and 领导阅示: one page each, whatever the month; what will be red next month (contract, section 8)."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from reporter.assess.figures import figures
from reporter.assess.outlook import turning_red
from reporter.documents.compose import documents_of
from reporter.gongwen.comments import reading
from reporter.gongwen.content import Table
from reporter.gongwen.verify import verify
from reporter.gongwen.word import is_one_page, render
from reporter.ledger.duty_sheet import duty_rows
from reporter.vocabulary.model import Lamp, Period, State, Status, TaskVerdict

from .sample_month import CENTRE, CIVIL, HEALTH, JUNE, make_entry, make_task, sample_month
from .shipped_kinds import KINDS, WORDING, bulletin, documents

LONG = "名称很长的一项任务" * 2


def whole(document):
    """What it says, a paragraph a line, a cell a line."""
    return "\n".join(reading(document))


def page(name, month=None):
    """The one page of a department."""
    month = month or sample_month()
    return documents("单位一页纸", figures(month), month.plan)[name]


def leader(month=None):
    """The leader's page."""
    month = month or sample_month()
    return documents("领导阅示", figures(month), month.plan)[""]


def crowded(number, lamp=Lamp.RED):
    """The sample month with so many tasks more for 卫生处, all of one lamp, for a long reason."""
    month = sample_month()
    like = next(item for item in month.verdicts if item.duty.department == HEALTH)
    task = like.duty.task
    more = tuple(
        replace(
            like,
            duty=replace(like.duty, task=replace(task, id=f"2-{place:02d}", number=place, short_name=LONG)),
            lamp=lamp,
            state=State.FAR_BEHIND if lamp is Lamp.RED else State.BEHIND,
            because="完成进度10%，计划进度83.33%，落后73.33个百分点；量化要求的办理窗口（3月、4月）已过，未见完成" * 2,
        )
        for place in range(20, 20 + 2 * number, 2)
    )
    return added(month, more)


def added(month, verdicts):
    """The month with these verdicts before its own, on tasks that it has not."""
    own = tuple(
        TaskVerdict(task=item.duty.task, state=item.state, lamp=item.lamp, owners=1, done=0) for item in verdicts
    )
    return replace(month, verdicts=(*verdicts, *month.verdicts), tasks=(*own, *month.tasks))


@pytest.mark.parametrize("number", [0, 5, 12, 34])
def test_a_department_has_one_page_however_many_duties(number):
    found = figures(crowded(number))
    own = page(HEALTH, crowded(number))
    assert is_one_page(own) and verify(render(own)) == () and found.department(HEALTH).lamps["红"].count >= number


def test_every_duty_is_on_the_page_by_its_number_and_the_worst_with_reasons():
    own = page(HEALTH, crowded(34))
    lamps, pressing, points = (block for block in own.body if isinstance(block, Table))
    assert all(f"2-{place:02d}" in lamps.rows[0][1] for place in range(20, 88, 2))
    assert 2 <= len(pressing.rows) < 34 and pressing.rows[-1][-1] == "其余见台账「单位明细」"
    assert pressing.rows[0][2] == "红灯" and "：" in pressing.rows[0][3]
    assert [row[0] for row in points.rows] == ["完成质量", "报送及时", "佐证齐全", "材料质量"]


def test_numbers_that_follow_one_another_are_drawn_together():
    month = crowded(1)
    like = month.verdicts[0]
    ids = [f"1-{place:02d}" for place in (1, 2, 3, 4, 6, 7)]
    more = tuple(
        replace(like, duty=replace(like.duty, task=replace(like.duty.task, id=key, list_key="1", number=int(key[2:]))))
        for key in ids
    )
    own = page(HEALTH, added(month, more))
    assert "1-01至1-04、1-06、1-07" in own.body[1].rows[0][1]


def test_who_sent_nothing_is_asked_to_report():
    text = whole(page(CENTRE))
    assert "未报送" in text and "1.立即补报2018年6月进展情况。" in text and "7月25日前报送" in text


RED = (State.OVERDUE, State.FAR_BEHIND, State.NOT_FILLED)
YELLOW = (State.TO_CONFIRM, State.TO_VERIFY, State.BEHIND, State.DUE_SOON, State.DONE_LATE)
DECEMBER = Period(2018, 12)


def in_state(state, period, because="", status=Status.UNDER_WAY):
    """A month in which the one duty of 卫生处 is in a state."""
    month = later(60, dt.date(2018, 12, 31), status, period)
    lamp = Lamp.RED if state in RED else Lamp.YELLOW
    (verdict,) = month.verdicts
    return replace(
        month,
        as_of=period.last_day,
        verdicts=(replace(verdict, period=period, state=state, lamp=lamp, because=because),),
        tasks=(TaskVerdict(task=verdict.duty.task, state=state, lamp=lamp, owners=1, done=0),),
        problems=(),
    )


STATES = [
    *((state, "") for state in (*RED, *YELLOW) if state is not State.DUE_SOON),
    (State.DUE_SOON, "距时限2018年12月31日还有20天"),
    (State.DUE_SOON, "时限2018年12月31日当天到期，尚未完成"),
]


ASKED = {
    State.OVERDUE: "逾期未完成：",
    State.FAR_BEHIND: "严重滞后：",
    State.NOT_FILLED: "未填报：",
    State.TO_CONFIRM: "填报不一致：",
    State.TO_VERIFY: "待核实：",
    State.BEHIND: "进度滞后：",
}
"""What the leader is asked of a state; what is due soon he is told among those that turn red."""


@pytest.mark.parametrize("period", [JUNE, DECEMBER], ids=str)
@pytest.mark.parametrize(("state", "because"), STATES)
def test_a_department_is_told_what_to_do_of_each_state_that_is_red_or_yellow(state, because, period):
    lines = whole(page(HEALTH, in_state(state, period, because))).split("\n")
    to_do = lines[next(place for place, line in enumerate(lines) if line.startswith("三、")) + 1 :]
    told = [line for line in to_do if "1-09" in line or ("红灯任务" in line and state in RED)]
    assert len(told) == 1, to_do
    assert re.search("立即|抓紧|[0-9]月[0-9]+日|下月底前|不再督办", told[0])
    asked = whole(leader(in_state(state, period, because)))
    matter = ASKED.get(state, "到期" if period is DECEMBER else "") or "没有进展下月将亮红灯的任务有"
    assert (matter in asked) == (state in ASKED or (state is State.DUE_SOON and period is DECEMBER)), asked


def test_a_duty_nobody_explains_and_one_that_was_red_last_month_are_told_what_to_do_too():
    assert "1-09说明理由" in whole(page(HEALTH, in_state(State.TO_VERIFY, JUNE, status=Status.NOT_CONCERNED)))
    month = in_state(State.ON_TRACK, JUNE)
    turned = replace(month, verdicts=tuple(replace(item, traced=True) for item in month.verdicts))
    assert "由红灯转来的1-09继续推进" in whole(page(HEALTH, turned))


def test_the_page_of_a_december_in_which_all_is_well_says_so():
    month = in_state(State.DONE, DECEMBER, status=Status.DONE)
    green = tuple(replace(item, lamp=Lamp.GREEN) for item in month.verdicts)
    text = whole(page(HEALTH, replace(month, verdicts=green)))
    assert "三、下一步要办\n没有要补办的任务，已公开的内容及时更新。" in text


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_a_page_has_room_for_every_state_at_once_and_names_the_worst(times):
    month = crowded(1)
    like = month.verdicts[0]
    more = []
    for place, (state, because) in enumerate(STATES[:-1] * times, 20):
        task = replace(like.duty.task, id=f"1-{place}", list_key="1", number=place)
        lamp = Lamp.RED if state in RED else Lamp.YELLOW
        more.append(replace(like, duty=replace(like.duty, task=task), state=state, lamp=lamp, because=because))
    own = page(HEALTH, added(month, tuple(more)))
    assert is_one_page(own) and verify(render(own)) == (), whole(own)
    assert times > 3 or own.body[3].rows[0][2] == "红灯"


def test_no_line_that_is_numbered_begins_with_a_number():
    """「1.1项任务」 reads as one and a tenth."""
    months = [in_state(state, JUNE, because) for state, because in STATES]
    months += [sample_month(), later(90, dt.date(2018, 7, 15))]
    for month in months:
        for made in (leader(month), page(HEALTH, month), bulletin(figures(month), month.plan)):
            lines = whole(replace(made, annexes=())).split("\n")
            cells = {cell for block in made.body if isinstance(block, Table) for row in block.rows for cell in row}
            assert not [line for line in lines if re.match(r"[0-9]+\.[0-9]", line) and line not in cells]


def test_the_leader_is_asked_of_three_matters_at_most_by_weight():
    text = whole(leader())
    asked = [line for line in text.split("\n") if line[:2] in ("1.", "2.", "3.", "4.")]
    assert len(asked) == 3 and "逾期未完成" in asked[0] and f"{CENTRE}未报送" in asked[1]
    assert is_one_page(leader()) and verify(render(leader())) == ()


def later(progress, deadline, status=Status.UNDER_WAY, period=JUNE):
    """A month in which 卫生处 says so of its one task."""
    month = sample_month()
    task = make_task("1-09", "按时公布清单", (HEALTH,), deadline=deadline)
    plan = replace(month.plan, tasks=(task,))
    verdict = replace(
        month.verdicts[0],
        duty=plan.duties[0],
        entry=make_entry("1-09", status=status, progress=Decimal(progress)),
        state=State.ON_TRACK,
        lamp=Lamp.YELLOW,
    )
    judged = TaskVerdict(task=task, state=State.ON_TRACK, lamp=Lamp.YELLOW, owners=1, done=0)
    return replace(month, plan=plan, period=period, verdicts=(verdict,), tasks=(judged,))


def test_what_is_late_or_far_behind_next_month_turns_red():
    due = later(90, dt.date(2018, 7, 15))
    assert turning_red(due) == {(HEALTH, "1-09"): "逾期未完成：时限2018年7月15日已过，尚未完成"}
    assert [row.ahead for row in duty_rows(due)] == ["逾期未完成：时限2018年7月15日已过，尚未完成"]
    behind = later(25, dt.date(2018, 12, 31))
    assert "严重滞后" in turning_red(behind)[HEALTH, "1-09"]
    assert turning_red(later(60, dt.date(2018, 12, 31))) == {}
    assert turning_red(later(90, dt.date(2018, 7, 15), Status.DONE)) == {}
    assert turning_red(later(25, dt.date(2018, 12, 31), period=Period(2018, 12))) == {}, "the list ends with the year"
    assert "1-09" in whole(leader(due)) and "时限2018年7月15日已过" in whole(leader(due))
    assert "没有进展下月将亮红灯的1-09（7月15日）抓紧办理" in whole(page(HEALTH, due))


def test_what_is_red_already_does_not_turn_red():
    month = later(90, dt.date(2018, 7, 15))
    assert turning_red(replace(month, verdicts=tuple(replace(item, lamp=Lamp.RED) for item in month.verdicts))) == {}


def test_a_kind_that_is_switched_off_is_not_written():
    month = sample_month()
    off = replace(KINDS["单位一页纸"], condition="false")
    assert documents_of("month", [off], figures(month), month.plan, WORDING) == {}
    assert CIVIL in documents("单位一页纸", figures(month), month.plan)
