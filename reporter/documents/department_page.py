"""单位一页纸: how one department's duties stand, what its points were lost by, what there is to do next month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ..assess.figures import DepartmentFigures, Figures
from ..figures import month_figures as month
from ..figures.counted import rule
from ..figures.formula import Compared, Given
from ..figures.score_parts import score_because, score_part
from ..figures.shared_figures import WEIGHTS, full_marks
from ..figures.shared_findings import (
    DONE_UNVERIFIED,
    DUE_LATER,
    DUE_TODAY,
    MONTH_FINDINGS,
    TURNING_RED,
    UNEXPLAINED,
    Finding,
    own_found,
)
from ..gongwen.content import Table
from ..ledger.duty_sheet import DUTIES, TURNED
from ..vocabulary.column_titles import BASIS, BECAUSE, LAMP, SCORE, SETTING, STATE, TASK, TASK_ID
from ..vocabulary.document_scope import Scope
from ..vocabulary.findings import PARTS, UNRANKED
from ..vocabulary.model import Lamp, State, Task, Verdict
from .declared_words import ID, Said, Word, Words, all_said, said
from .facts import DUTY, because, telling
from .figure_words import DUE_ON
from .made_table import Column, made_table, weights
from .phrases import plain, points
from .privacy import quoted
from .told_values import Telling, numbered, shortly
from .traced import joined, told

_WORST_FIRST = (Lamp.RED, Lamp.YELLOW, Lamp.GREEN, Lamp.GREY)
_PLACES = {state: place for place, state in enumerate(State)}
_STILL_IN_TIME = Finding(
    f"另{TURNING_RED.label}",
    (*TURNING_RED.terms, (STATE, tuple(str(state) for state in State if state is not State.DUE_SOON))),
    f"{TURNING_RED.what}、核定状态不是{State.DUE_SOON}",
    f"{TURNING_RED.note}，{State.DUE_SOON}的除外",
)
_TURNED = Finding(TURNED, ((LAMP, Compared("含", Given(TURNED))),), f"{LAMP}注明{TURNED}")
_LABELS = (
    *map(str, (State.OVERDUE, State.FAR_BEHIND, State.NOT_FILLED, State.TO_CONFIRM, State.TO_VERIFY)),
    DONE_UNVERIFIED,
    UNEXPLAINED,
    *map(str, (State.BEHIND, State.DUE_SOON)),
    DUE_TODAY.label,
    DUE_LATER.label,
    str(State.DONE_LATE),
    TURNING_RED.label,
)
_FINDINGS = (
    *(item for label in _LABELS for item in MONTH_FINDINGS if item.label == label),
    _STILL_IN_TIME,
    _TURNED,
)
"""The findings of which a department may be told its own duties: all that is red or yellow is in one of them."""
_OF_DUTY = tuple(word for word in DUTY if word.name in (ID, TASK, DUE_ON))
SEE_LEDGER = f"其余见台账「{DUTIES}」"
"""What stands for the rows that one page has no room for."""


def _own(finding: Finding, tell: Telling[Figures], item: DepartmentFigures) -> list[Said]:
    duties = tell.verdicts(own_found, item.name, finding)
    return told([said(_OF_DUTY, duty, tell.found) for duty in duties], own_found, item.name, finding)


_OWN = tuple(Word(finding.label, finding.note or f"{finding.what}的", partial(_own, finding)) for finding in _FINDINGS)

PAGE = (
    Words(
        f"范围是“{Scope.MONTH_EACH}”的文种还有本单位下月要办的",
        (
            Word(
                "本单位",
                "本单位有共同情况的任务，后面写“.”和下面的词，一个一个地说，里面有编号、任务、时限",
                lambda tell, item: said(_OWN, tell, item),
                _OWN,
            ),
            Word(
                "退回处数",
                "本单位须退回修改的内容有几处",
                lambda tell, item: tell.of(month.own_refused, item.name),
            ),
        ),
    ),
)


def own_page(figures: Figures, name: str) -> Mapping[str, object]:
    """What a paper on one department's month may say besides."""
    return all_said(PAGE, telling(figures), figures.department(name))


_A_LINE = 9
"""Numbers of tasks that a line has room for: a word processor would break them at their dashes."""


def _numbers(tasks: Sequence[Task]) -> str:
    """The numbers of tasks, three and more that follow one another as 1-01至1-08."""
    runs: list[list[Task]] = []
    for task in tasks:
        if runs and (task.list_key, task.number) == (runs[-1][-1].list_key, runs[-1][-1].number + 1):
            runs[-1].append(task)
        else:
            runs.append([task])
    shown: list[str] = []
    for run in runs:
        shown += [joined("至", (numbered(run[0]), numbered(run[-1])))] if len(run) > 2 else map(numbered, run)
    lines = [joined("、", shown[start : start + _A_LINE]) for start in range(0, len(shown), _A_LINE)]
    return joined("、\n", lines)


def _lamps(figures: Figures, name: str) -> Table:
    own = figures.verdicts_of(name)
    by_lamp = {lamp: [item.duty.task for item in own if item.lamp is lamp] for lamp in _WORST_FIRST}
    return made_table(
        [
            Column(LAMP, 4, lambda lamp: f"{lamp}灯"),
            Column(TASK_ID, 32, lambda lamp: _numbers(by_lamp[lamp]), "left"),
        ],
        [lamp for lamp, found in by_lamp.items() if found],
        headless=True,
    )


def _pressing(figures: Figures, name: str) -> Table:
    """Red and yellow duties, the worst first."""
    red = telling(figures).verdicts(month.pressing, name)
    yellow = [item for item in figures.verdicts_of(name) if item.lamp is Lamp.YELLOW]
    return made_table(
        [
            Column(TASK_ID, 3.3, lambda item: numbered(item.duty.task)),
            Column(TASK, 11, lambda item: shortly(item.duty.task), "left"),
            Column(LAMP, 2.7, lambda item: f"{item.lamp}灯"),
            Column(BECAUSE, 19, _reason, "left"),
        ],
        sorted((*red, *yellow), key=_weight),
        rest=SEE_LEDGER,
    )


def _weight(verdict: Verdict) -> tuple[int, int]:
    return _WORST_FIRST.index(verdict.lamp), _PLACES[verdict.state]


def _reason(verdict: Verdict) -> str:
    """核定状态 and 判定依据 of a duty."""
    text, duty = because(verdict), verdict.duty
    return told(f"{verdict.state}：{text}", month.state_reason, duty.department, duty.task.id, text)


def _points(figures: Figures, name: str) -> Table:
    item, tell, keys = figures.department(name), telling(figures), {part: key for key, part in PARTS}
    whole = weights(figures.method)

    def weight(part: str) -> str:
        return plain(told(whole[part], rule, WEIGHTS[part])) if part in whole else UNRANKED

    def reason(part: str) -> str:
        text = quoted(item.score.because.get(keys[part], ""))
        return told(text, score_because, name, part, text)

    return made_table(
        [
            Column(SETTING, 6, lambda part: part),
            Column(full_marks.name, 3.3, weight),
            Column(SCORE, 4.4, lambda part: points(tell.part(score_part, name, part))),
            Column(BASIS, 22, reason, "left"),
        ],
        [part for part in keys if part in whole or item.score.because.get(keys[part])] if figures.counts else (),
    )


PAGE_TABLES = (
    Word("各灯任务", "本单位每种灯各有哪些任务", _lamps),
    Word("要紧事项", "本单位亮红灯、黄灯的任务，重的在前；白头一页排不下的只列前面的", _pressing),
    Word("得分依据", "本单位各项得分和依据", _points),
)
"""The tables of such a paper, said of the month's figures and the department's name."""
