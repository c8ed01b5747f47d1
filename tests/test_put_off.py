"""A duty that was put off with approval is no failure, in whatever document of the month or of the year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.documents.annual_facts import year_telling
from reporter.figures.annual_figures import commended
from reporter.vocabulary.document_scope import Scope
from reporter.vocabulary.model import Extension, Lamp, Period, Source, State

from . import year_examples as example
from .shipped_kinds import KINDS, documents
from .test_trend import received as whole_year  # noqa: F401 - a fixture
from .test_whole_year import CULTURE, text

SIX, TASK = example.SIX, "2-04"
WAYS_TO_FAIL = [
    state
    for state in State
    if state.of_a_duty
    and not state.is_done
    and state not in (State.ON_TRACK, State.DUE_SOON, State.NOT_DUE, State.NOT_CONCERNED)
]


def year_with(state: State, *, put_off: bool):
    """The figures of a year at whose end 六处 stands so with 2-04, put off past the year or not."""
    plan = example.plan()
    later = Extension(
        task_id=TASK,
        department=SIX,
        deadline=dt.date(2019, 3, 31),
        approval="局长办公会纪要〔2018〕11号",
        reason="",
        source=Source(example.MASTER, "延期", "C3"),
    )
    own = replace(plan, extensions=(*plan.extensions, later)) if put_off else plan
    year = assess_year(own, example.returns(), 2018, None, example.problems())
    found = year_figures(year)
    courses = tuple(
        replace(item, end=replace(item.final, state=state, lamp=Lamp.RED))
        if (item.duty.department, item.duty.task.id) == (SIX, TASK)
        else item
        for item in found.courses
    )
    return replace(found, courses=courses)


def failures(found) -> dict[str, str]:
    """Kind → what its text says of problems and of what is to be done, and its list of what is unfinished."""
    told = {}
    for kind in ("年度考核报告", "考核结果通报"):
        said = text(documents(kind, found, found.plan)[""])
        begin = said.index("问题")
        told[kind] = "\n".join(
            line for line in said[begin:].split("\n") if SIX in line and ("项" in line or TASK in line)
        )
    return told


@pytest.mark.parametrize("state", WAYS_TO_FAIL)
def test_what_was_put_off_past_the_year_is_not_among_what_was_not_done(state):
    failed, later = (year_with(state, put_off=put_off) for put_off in (False, True))
    for kind, told in failures(failed).items():
        assert f"{SIX}1项" in told and TASK in told, kind
    for kind, told in failures(later).items():
        assert f"{SIX}1项" not in told and TASK not in told, kind
    assert SIX not in year_telling(failed).names(commended)


def test_the_report_says_what_became_of_it():
    said = text(documents("年度考核报告", found := year_with(State.BEHIND, put_off=True), found.plan)[""])
    assert "其中延期到年后、年末没有完成的1项不计入完成质量" in said


def test_a_duty_in_step_with_its_new_deadline_is_blamed_in_no_document_of_the_month(whole_year):  # noqa: F811
    """文化体育与民族宗教处 has until November for what was due in September."""
    plan, found = whole_year
    period = Period(2018, 9)
    month = assess(plan, found.returns, period, period.last_day, problems=found.problems)
    own = next(item for item in month.verdicts if (item.duty.department, item.duty.task.id) == (CULTURE, TASK))
    assert own.duty.extension and own.state is State.ON_TRACK
    judged = figures(month)
    for kind in (kind for kind, item in KINDS.items() if item.scope in (Scope.MONTH, Scope.MONTH_EACH)):
        for name, document in documents(kind, judged, month.plan).items():
            said = "\n".join(block.text for block in document.body if hasattr(block, "text"))
            assert TASK not in said and "逾期" not in said.replace("逾期未完成、", "").replace("逾期完成", ""), (
                kind,
                name,
            )


@pytest.mark.parametrize("state", WAYS_TO_FAIL)
def test_the_report_says_of_each_failure_whose_it_is(state):
    """Each kind once, with all who have it: none is left to be guessed from the sum."""
    found = year_with(state, put_off=False)
    said = text(documents("年度考核报告", found, found.plan)[""])
    problems = said[said.index("没有按要求完成。") :].split("\n")[0]
    assert SIX in problems.partition("其中，")[2], problems
