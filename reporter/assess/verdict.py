"""核定状态: contract section 5 as a table of rules, the first that fits decides; and the verdict on a whole task."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..records import record, value
from ..vocabulary.evidence import has_evidence
from ..vocabulary.method import Method
from ..vocabulary.model import Duty, Entry, Lamp, Period, State, Status, Task, TaskVerdict, Verdict
from .merge import Matched
from .standing import NO_STANDING, Standing, day_text, window_of

_LAMP = {
    State.DONE: Lamp.GREEN,
    State.ON_TRACK: Lamp.GREEN,
    State.TO_CONFIRM: Lamp.YELLOW,
    State.TO_VERIFY: Lamp.YELLOW,
    State.BEHIND: Lamp.YELLOW,
    State.DUE_SOON: Lamp.YELLOW,
    State.DONE_LATE: Lamp.YELLOW,
    State.OVERDUE: Lamp.RED,
    State.FAR_BEHIND: Lamp.RED,
    State.NOT_RETURNED: Lamp.RED,
    State.NOT_FILLED: Lamp.RED,
    State.NOT_DUE: Lamp.GREY,
    State.NOT_CONCERNED: Lamp.GREY,
    State.UNDECIDED: Lamp.GREY,
}

_SAYS_NOTHING = frozenset(("", "无", "无。", "暂无", "没有", "/", "-", "—", "——", "有", "同上", "略"))


@record
class Past:
    """What earlier months of the year say of one duty.

    last: its verdict of the month before, if any; signed: that as it was signed, where it was. first_done: the first
    month it was reported 已完成. had_evidence: whether any earlier row of the year named evidence. count: the latest
    量化完成数 of the year. reported: the months of the year with a report on the duty.
    """

    last: Verdict | None = None
    signed: Verdict | None = None
    first_done: Period | None = None
    had_evidence: bool = False
    count: int | None = None
    reported: frozenset[Period] = frozenset()


_BLANK = Entry(task_id="")


@dataclass(slots=True, kw_only=True)
class _Case:
    """All a rule may look at: the duty, its row, the date of assessment, the past and the thresholds.

    `entry` is the row that counts: a blank one where none came or several contradict each other, so that every rule
    may ask what stands in it. Rules 1 to 4 decide all that has no 完成状态. `over`: the year ends with `as_of`, so
    that a deadline on that very day has passed too. `kept_up`: whether reports of progress are what counts.
    `lagging`: the state that the progress comes to beside what is planned; None also without a deadline, and without
    a progress, which is not the same as 0.
    """

    duty: Duty
    period: Period
    as_of: dt.date
    returned: bool
    entries: tuple[Entry, ...]
    entry: Entry
    status: Status | None
    due_on: dt.date | None
    refused: str
    past: Past
    method: Method
    standing: Standing
    over: bool
    progress: Decimal | None
    kept_up: bool
    lagging: State | None

    @property
    def before(self) -> Verdict:
        """The verdict of the month before, which rule 1 found."""
        assert self.past.last
        return self.past.last

    @property
    def end(self) -> dt.date:
        return self.duty.end(self.period.year)

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, less than 0 after it; None without one."""
        return (self.due_on - self.as_of).days if self.due_on else None

    @property
    def narrated(self) -> bool:
        """Whether 进展情况 says anything: 「无」 and a dash do not."""
        return self.entry.narrative.strip() not in _SAYS_NOTHING

    @property
    def evident(self) -> bool:
        return has_evidence(self.entry.evidence)

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(item.target for item in self.duty.task.requirements if item.kind == "count")

    @property
    def opens(self) -> dt.date:
        """The day the first window of 量化要求 opens, in the year the duty ends in; date.min where it has none."""
        months = [item.month for item in self.duty.task.requirements if item.kind == "window"]
        return dt.date(self.end.year, min(months), 1) if months else dt.date.min

    @property
    def done_on(self) -> dt.date:
        """完成日期; blank: the last day of the month first reported done."""
        return self.entry.done_on or (self.past.first_done or self.period).last_day

    @property
    def begin(self) -> Period:
        """The month from which progress is planned."""
        return _begin(self.duty, self.period)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Why a reported completion cannot be accepted yet (rule 8)."""
        entry, target = self.entry, max(self.counts, default=0)
        found = []
        if not self.evident:
            found.append("所填佐证不是网址，也未指明材料" if entry.evidence.strip() else "未填公开网址或佐证材料")
        if entry.progress is not None and entry.progress < 100:
            found.append(f"完成进度只有{_number(entry.progress, _places(entry.progress, 100))}%")
        if target and entry.count is None and not self.standing.listed:
            found.append(f"未填量化完成数（要求{target}）")
        elif target and entry.count is not None and entry.count < target:
            found.append(f"量化完成数{entry.count}，少于要求的{target}")
        return (*found, *self.standing.gaps(self.duty.task, entry.count))

    @property
    def closed(self) -> str:
        """What to add where a window of 量化要求 has closed and nothing was reported done in it; blank otherwise."""
        if self.status in (Status.DONE, Status.NOT_CONCERNED) or len(self.entries) > 1:
            return ""
        windows = (window_of(item, self.end) for item in self.duty.task.requirements if item.kind == "window")
        missed = [
            f"{window.month}月"
            for window in windows
            if _passed(window.last_day, self.as_of, over=self.over) and not self.standing.since(window.first_day)
        ]
        return f"；量化要求的办理窗口（{'、'.join(missed)}）已过，未见完成" if missed else ""


@value
class Rule:
    """One line of the table: number, condition, resulting state (blank: as it was), reason in Chinese."""

    number: int
    fits: Callable[[_Case], bool]
    state: State | None
    because: Callable[[_Case], str]


@functools.lru_cache(maxsize=256)
def planned_progress(as_of: dt.date, deadline: dt.date, begin: Period | None = None) -> Fraction:
    """100 × months passed, this one included ÷ months until that of the deadline, at most 100.

    Months are counted from `begin`, else from January of the year of `as_of`.
    """
    first = begin or Period(as_of.year, 1)
    passed, whole = first.months_to(as_of), first.months_to(deadline)
    return Fraction(100) if whole <= passed else max(Fraction(0), Fraction(100 * passed, whole))


def _passed(deadline: dt.date | None, as_of: dt.date, *, over: bool) -> bool:
    """Whether a deadline is before `as_of`; on it, where the year is `over` with that day."""
    return deadline is not None and (deadline < as_of or (over and deadline == as_of))


def _number(value: Decimal | Fraction, places: int) -> str:
    """A number for a sentence: at most so many decimals, without trailing noughts."""
    text = f"{_rounded(value, places):.{places}f}"
    return text.rstrip("0").rstrip(".")


def _rounded(value: Decimal | Fraction, places: int) -> Decimal:
    """Half up."""
    return Decimal(int(Fraction(value) * 10**places + Fraction(1, 2))).scaleb(-places)


def _places(value: Decimal | Fraction, *lines: Decimal | int) -> int:
    """How many decimals it takes, one at least, to print `value` on the side of each of `lines` on which it is."""
    exact = Fraction(value)
    return next(
        places
        for places in itertools.count(1)
        if all(
            (exact > line, exact < line) == (Fraction(printed) > line, Fraction(printed) < line)
            for printed in (_rounded(value, places),)
            for line in map(Fraction, lines)
        )
    )


def _kept_up(status: Status | None, duty: Duty) -> bool:
    """Whether reports of progress are what counts: 长期坚持, or under way with what has no end."""
    return status is Status.ONGOING or (status is Status.UNDER_WAY and duty.kept_up)


def _begin(duty: Duty, period: Period) -> Period:
    """The month from which progress is planned."""
    return duty.begin or Period(period.year, 1)


# Duties by the thousand are at a few points between a few days.
@functools.lru_cache(maxsize=4096)
def _lagging(
    as_of: dt.date, deadline: dt.date, begin: Period, progress: Decimal, far: Decimal, near: Decimal
) -> State | None:
    """The state of what is behind planned by more than `far` points, or by `near` of them; None of the rest."""
    lag = planned_progress(as_of, deadline, begin) - Fraction(progress)
    return State.FAR_BEHIND if lag > far else State.BEHIND if lag >= near else None


def _lag_text(case: _Case) -> str:
    assert case.progress is not None and case.due_on  # else there is no lag to tell of
    method = case.method
    return _told_lag(case.as_of, case.due_on, case.begin, case.progress, (method.far_behind, method.behind))


@functools.lru_cache(maxsize=4096)
def _told_lag(
    as_of: dt.date, deadline: dt.date, begin: Period, progress: Decimal, thresholds: tuple[Decimal | int, ...]
) -> str:
    """A lag in words, with as many decimals as it takes to see which of the thresholds it has passed."""
    planned = planned_progress(as_of, deadline, begin)
    lag = planned - Fraction(progress)
    places = _places(lag, *thresholds)
    done, due, behind = (_number(points, places) for points in (progress, planned, lag))
    return f"完成进度{done}%，计划进度{due}%，落后{behind}个百分点"


def _stands(case: _Case) -> bool:
    return case.past.last is not None and case.past.last.state.is_done


def _says(*statuses: Status) -> Callable[[_Case], bool]:
    return lambda case: case.status in statuses


def _done(case: _Case) -> bool:
    return case.status is Status.DONE


def _kept_up_before_december(case: _Case) -> bool:
    return case.kept_up and case.as_of < dt.date(case.period.year, 12, 1)


def _standing(case: _Case) -> str:
    """What is kept up, as a reason begins: what was reported, else what 完成时间 says."""
    return str(Status.ONGOING) if case.status is Status.ONGOING else f"完成时间为“{case.duty.task.due_text}”"


def _reported_on(case: _Case) -> bool:
    return case.narrated and not case.entry.lags


def _year_evidence(case: _Case) -> bool:
    return (case.evident or case.past.had_evidence) and not case.entry.lags


DUE_TODAY, DAYS_LEFT = "当天到期", "还有"
"""What tells the reason of 临近时限 on the very day from that of the days before."""
KEPT_UP = 11
"""The line of what is kept up all year and was reported on, or was not."""

RULES: tuple[Rule, ...] = (
    Rule(
        1,
        lambda c: not c.returned and _stands(c),
        None,
        lambda c: f"本期未收到可读的报表，沿用{c.before.period.chinese}的核定",
    ),
    Rule(2, lambda c: not c.returned, State.NOT_RETURNED, lambda c: "本期未收到可读的报表"),
    Rule(
        3,
        lambda c: len(c.entries) > 1,
        State.TO_CONFIRM,
        lambda c: f"收到{len(c.entries)}份内容不同的填报，分不出先后，待确认以哪一份为准",
    ),
    Rule(
        4,
        lambda c: c.status is None,
        State.NOT_FILLED,
        lambda c: (
            "完成状态空白或无法识别"
            if c.entries
            else f"报表中有这项任务，但没有采用：{c.refused}"
            if c.refused
            else "报表中没有这项任务"
        ),
    ),
    Rule(
        5, lambda c: _says(Status.NOT_CONCERNED)(c) and c.narrated, State.NOT_CONCERNED, lambda c: "不涉及，已说明理由"
    ),
    Rule(6, _says(Status.NOT_CONCERNED), State.TO_VERIFY, lambda c: "填报不涉及，但进展情况中没有说明理由"),
    Rule(
        7,
        lambda c: c.opens > c.as_of,
        State.NOT_DUE,
        lambda c: f"量化要求的办理窗口{day_text(c.opens)}才开始",
    ),
    Rule(8, lambda c: _done(c) and bool(c.gaps), State.TO_VERIFY, lambda c: "自报已完成，但" + "，".join(c.gaps)),
    Rule(
        9,
        lambda c: _done(c) and c.due_on is not None and c.done_on > c.due_on,
        State.DONE_LATE,
        lambda c: (
            f"{day_text(c.done_on)}完成，晚于时限{day_text(c.end)}"
            + ("" if c.entry.done_on else "（未填完成日期，按首次报已完成当月的最后一天计）")
        ),
    ),
    Rule(10, _done, State.DONE, lambda c: "已完成，佐证合格"),
    Rule(
        KEPT_UP,
        lambda c: _kept_up_before_december(c) and _reported_on(c),
        State.ON_TRACK,
        lambda c: f"{_standing(c)}，已报进展",
    ),
    Rule(
        KEPT_UP,
        lambda c: _kept_up_before_december(c) and not c.narrated,
        State.NOT_FILLED,
        lambda c: f"{_standing(c)}，但进展情况空白",
    ),
    Rule(12, lambda c: c.kept_up and _year_evidence(c), State.DONE, lambda c: f"{_standing(c)}，年内有佐证"),
    Rule(12, lambda c: c.kept_up and not c.entry.lags, State.TO_VERIFY, lambda c: f"{_standing(c)}，但年内没有佐证"),
    Rule(
        13,
        lambda c: _passed(c.due_on, c.as_of, over=c.over),
        State.OVERDUE,
        lambda c: f"时限{day_text(c.end)}已{'到' if c.due_on == c.as_of else '过'}，尚未完成",
    ),
    Rule(14, lambda c: c.lagging is State.FAR_BEHIND, State.FAR_BEHIND, _lag_text),
    Rule(15, lambda c: c.lagging is State.BEHIND, State.BEHIND, _lag_text),
    Rule(15, lambda c: c.entry.lags, State.BEHIND, lambda c: "自报进度滞后"),
    Rule(
        15,
        lambda c: c.status is Status.NOT_STARTED and c.due_on is None,
        State.BEHIND,
        lambda c: f"完成时间为“{c.duty.task.due_text}”，尚未启动",
    ),
    Rule(
        16,
        lambda c: c.days_left is not None and c.days_left <= c.method.due_soon_days,
        State.DUE_SOON,
        lambda c: (
            f"距时限{day_text(c.end)}{DAYS_LEFT}{c.days_left}天"
            if c.days_left
            else f"时限{day_text(c.end)}{DUE_TODAY}，尚未完成"
        ),
    ),
    Rule(
        17,
        lambda c: True,
        State.ON_TRACK,
        lambda c: (
            f"完成时间为“{c.duty.task.due_text}”，没有可以比较的时限"
            if c.due_on is None
            else "按计划推进"
            if c.progress is not None
            else "未填完成进度，只按时限判断"
        ),
    ),
)


def judge(
    matched: Matched,
    period: Period,
    as_of: dt.date,
    past: Past,
    method: Method,
    standing: Standing = NO_STANDING,
    *,
    over: bool = False,
) -> Verdict:
    """The verdict on one duty at `as_of`: the first of `RULES` that fits (contract, section 5); `over`: at the year's
    end, where a deadline on that day has passed.

    Where single items are registered (`standing`), rule 8 counts them when 量化完成数 is blank, and asks that none of
    them took longer than its term.
    """
    case = _case(matched, period, as_of, past, method, standing, over=over)
    rule, state, lamp = _decided(case)
    entry = matched.entries[0] if len(matched.entries) == 1 else None
    return Verdict(
        duty=matched.duty,
        period=period,
        state=state,
        lamp=lamp,
        rule=rule.number,
        because=_because(case, rule, state),
        entry=entry,
        rivals=() if entry else matched.entries,
    )


def why_red(matched: Matched, period: Period, as_of: dt.date, past: Past, method: Method) -> str:
    """What makes a duty red by `judge`, the state and the reason; blank where it is not."""
    case = _case(matched, period, as_of, past, method, NO_STANDING, over=False)
    rule, state, lamp = _decided(case)
    return f"{state}：{_because(case, rule, state)}" if lamp is Lamp.RED else ""


def _case(
    matched: Matched, period: Period, as_of: dt.date, past: Past, method: Method, standing: Standing, *, over: bool
) -> _Case:
    duty, row = matched.duty, matched.entries[0] if len(matched.entries) == 1 else _BLANK
    status, due_on = row.status, duty.due_on
    progress = Decimal(0) if status is Status.NOT_STARTED else row.progress
    return _Case(
        duty=duty,
        period=period,
        as_of=as_of,
        returned=matched.returned,
        entries=matched.entries,
        entry=row,
        status=status,
        due_on=due_on,
        refused=matched.refused,
        past=past,
        method=method,
        standing=standing,
        over=over,
        progress=progress,
        kept_up=_kept_up(status, duty),
        lagging=None
        if progress is None or due_on is None
        else _lagging(as_of, due_on, _begin(duty, period), progress, method.far_behind, method.behind),
    )


def _decided(case: _Case) -> tuple[Rule, State, Lamp]:
    """The first rule that fits, and what the duty is by it."""
    for rule in RULES:
        if rule.fits(case):
            break
    return (rule, rule.state, _LAMP[rule.state]) if rule.state else (rule, case.before.state, case.before.lamp)


def _because(case: _Case, rule: Rule, state: State) -> str:
    return rule.because(case) + ("" if state.is_done else case.closed)


_SEVERITY: Mapping[Lamp, int] = {Lamp.RED: 0, Lamp.YELLOW: 1, Lamp.GREEN: 2, Lamp.GREY: 3}
_RANK: Mapping[State, int] = {state: index for index, state in enumerate(State)}


def severity(found: Verdict | TaskVerdict) -> tuple[int, int]:
    """Sorts what is found of duties and tasks, the worst first: red before yellow, then by state."""
    return _SEVERITY[found.lamp], _RANK[found.state]


def judge_task(task: Task, verdicts: Iterable[Verdict], as_of: dt.date, *, over: bool = False) -> TaskVerdict:
    """A task's own verdict: the worst of its departments' (red, yellow, green; grey left out).

    Done only when all of them are. A task nobody is responsible for yet is 待明确责任单位. While some are done late
    and others still at work the lamp is yellow and the state is that of the work still open. A department of which
    nothing is known weighs on itself: where others reported, they decide, and the task is at best 部分未报送, yellow,
    or red where a deadline has passed that nobody can say was kept; `over` as in `judge`.
    """
    own = tuple(verdicts)
    if not own:
        return TaskVerdict(task=task, state=State.UNDECIDED, lamp=Lamp.GREY, owners=0, done=0)
    missing = tuple(item for item in own if item.state is State.NOT_RETURNED)
    known = tuple(item for item in own if item.state is not State.NOT_RETURNED)
    counted: list[tuple[State, Lamp]] = [(item.state, item.lamp) for item in known if item.lamp is not Lamp.GREY]
    if missing and known:
        overdue = any(_passed(item.duty.due_on, as_of, over=over) for item in missing)
        counted.append((State.PARTLY_RETURNED, Lamp.RED if overdue else Lamp.YELLOW))
    counted = counted or [(item.state, item.lamp) for item in own]
    states = [state for state, _ in counted if not state.is_done] or [state for state, _ in counted]
    return TaskVerdict(
        task=task,
        state=min(states, key=_RANK.__getitem__),
        lamp=min((lamp for _, lamp in counted), key=_SEVERITY.__getitem__),
        owners=len(own),
        done=sum(item.state.is_done for item in own),
        missing=tuple(item.duty.department for item in missing),
        reported=dict(sorted(Counter(item.lamp for item in known).items(), key=lambda part: list(Lamp).index(part[0]))),
    )
