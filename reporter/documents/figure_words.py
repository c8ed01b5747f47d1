"""The usual words of templates, declared by the figure that stands for them: what it is called, how it is reckoned.

Each is said of a `Telling`; those of one department of it and the department's figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from ..figures.counted import rule
from ..figures.element_figures import listed
from ..figures.origin import Figure
from ..figures.shared_figures import TASK_DONE, UNDECIDED_TITLES, full_marks, grade, mean, own_duties
from ..figures.shared_findings import Finding
from ..vocabulary.column_titles import (
    ACHIEVED,
    COLLECTIVE,
    GRADE,
    LAMP,
    LIST,
    METHOD,
    NAME,
    RANK,
    TASK,
    TASK_ID,
    TOTAL,
    UNDECIDED,
    UNIT,
)
from ..vocabulary.findings import UNRANKED
from ..vocabulary.method import settings
from ..vocabulary.model import Lamp, State, Task, TaskList, TaskVerdict
from .declared_words import ID, PART, Said, Word, said
from .phrases import in_quotes
from .told_values import Make, Telling, named, numbered, shortly, task_text
from .traced import remembered, told

UNTIL, DUE_ON, OWN_TASKS = "截至日", "时限", "承担任务数"
_TASKS, _DONE, _GRADES = "任务数", ACHIEVED, "等次分布"
LAMPS = tuple(f"{lamp}灯" for lamp in Lamp)


def figure(make: Figure, *given: object, name: str = "") -> Word:
    """What a figure comes to."""
    return Word(name or make.name.format(*given), make.how.format(*given), lambda tell, *_: tell.of(make, *given))


def own(name: str, make: Figure, *given: object) -> Word:
    """What a figure of one department comes to."""
    note = make.how.format("本单位", *given)
    return Word(name, note, lambda tell, item, *_: tell.of(make, item.name, *given))


def names(make: Figure, *given: object, name: str = "", ordered: bool = True) -> Word:
    """The departments that a figure counts, in the order of 「单位」 or as the ledger has them."""
    return Word(
        name or make.name.removesuffix("数"),
        make.how.format(*given).removesuffix("数"),
        lambda tell, *_: tell.names(make, *given, order=tell.departments if ordered else ()),
    )


def divided(name: str, make: Figure, labels: Iterable[object], what: str) -> Word:
    """A whole divided by the labels that occur; `what` they are together."""
    known = tuple(labels)
    return Word(name, make.how.format(what), lambda tell, *_: tell.divided(name, make, known), PART)


def finding(item: Finding) -> Word:
    """Duties that have something in common."""
    return Word(item.label, item.note or f"{item.what}的", lambda tell, *_: tell.finding(item))


def way(prefix: str, total: Figure, done: Figure, share: Figure, state: Figure, lamp: Figure) -> tuple[Word, ...]:
    """A way of counting tasks: the whole, how many are done, and how it divides."""
    late, states, lamps = (f"{prefix}任务{word}" for word in ("逾期完成数", "状态", LAMP))
    return (
        figure(total),
        figure(done, name=f"{prefix}{TASK_DONE}"),
        figure(share),
        figure(state, str(State.DONE_LATE), name=late),
        divided(states, state, State, "各种状态"),
        divided(lamps, lamp, LAMPS, "各种灯"),
    )


def standing(rank: Figure, total: Figure, done: Figure) -> tuple[Word, ...]:
    """A department, how it stands, and how many of its duties are done."""
    return (
        Word(UNIT, "单位名称", lambda tell, item, *_: named(item.name)),
        Word(
            RANK,
            f"{rank.how}；没有计分任务的为“{UNRANKED}”",
            lambda tell, item, *_: tell.of(rank, item.name) if item.score.rank else UNRANKED,
        ),
        Word(
            TOTAL,
            f"{total.how}；不考核的月份为“{UNRANKED}”",
            lambda tell, item, *_: tell.of(total, item.name) if item.score.counts else UNRANKED,
        ),
        Word(GRADE, f"优秀、良好等；没有计分任务的为“{UNRANKED}”", lambda tell, item, *_: item.score.grade or UNRANKED),
        own(_TASKS, own_duties),
        own(_DONE, done),
    )


@remembered
def _ranks(tell: Telling[Any]) -> Counter[int | None]:
    """How many departments have each rank."""
    return Counter(item.score.rank for item in tell.found.departments)


TIED = Word(
    "并列",
    "是不是与别的单位同名次，用在 {% if %} 里",
    lambda tell, item, *_: bool(item.score.rank) and _ranks(tell)[item.score.rank] > 1,
)


def departments(words: tuple[Word, ...]) -> Word:
    """The departments one by one, with these words of each."""
    return Word(
        "各单位",
        "各单位的情况，按名次排列",
        lambda tell, *_: [said(words, tell, item) for item in tell.found.departments],
        words,
    )


def of_list(name: str, note: str, title: str, text: Callable[[TaskList], str]) -> Word:
    """What 「清单」 says of a list below a title, said of the list."""
    return Word(name, note, lambda item, *_: told(text(item), listed, item.key, title))


LIST_ID = of_list(ID, "清单号", LIST, lambda item: item.key)
LIST_NAME = of_list(NAME, "清单的名称", NAME, lambda item: item.name)


def lists(tasks: Figure, done: Figure, *words: Word) -> Word:
    """The lists one by one: how many tasks each has, how many are done, and these words, said of it and the telling."""
    own = (
        LIST_ID,
        LIST_NAME,
        Word(_TASKS, "该清单的任务项数", lambda item, tell: tell.of(tasks, item.key)),
        Word(_DONE, "其中已完成的项数", lambda item, tell: tell.of(done, item.key)),
        *words,
    )

    def each(tell: Telling[object], *_: object) -> list[Said]:
        return [said(own, item, tell) for item in tell.rows.plan.lists]

    return Word("分清单", "任务总表「清单」的各行", each, own)


MEAN = Word(
    mean.name,
    mean.how,
    lambda tell, *_: tell.of(mean) if any(item.score.grade for item in tell.found.departments) else None,
)
GRADES = Word(
    _GRADES,
    grade.how.format("各等次"),
    lambda tell, *_: tell.divided(_GRADES, grade, tell.rows.plan.method.grades),
    PART,
)
FULL_MARKS = figure(full_marks)
RULES = Word(
    METHOD,
    "后面写“.”和任务总表「考核办法」中的项目，如 考核办法.优秀线",
    lambda tell, *_: {title: tell.of(rule, title) for _, title, *_ in settings()},
)

TASK_WORDS = (
    Word(ID, TASK_ID, lambda task, *_: numbered(task)),
    Word(TASK, "任务的简称", lambda task, *_: shortly(task)),
)
"""A task, said of it."""


def nobodys(tasks: Callable[[Any], Iterable[TaskVerdict]], count: Figure) -> Word:
    """The tasks of which every department says that it has nothing to do with them; count: how many are in a state."""
    return Word(
        "均不涉及",
        "责任单位都填报不涉及的任务",
        lambda tell, *_: told(
            [said(TASK_WORDS, item.task) for item in tasks(tell) if item.state is State.NOT_CONCERNED],
            count,
            str(State.NOT_CONCERNED),
        ),
        TASK_WORDS,
    )


def undecided(
    tasks: Callable[[Any], Iterable[Task]], whole: Make | None = None, each: Make | None = None
) -> tuple[Word, ...]:
    """The `tasks` that name somebody of whom nobody knows yet who it is, and what they name; with the figures that
    these are, where there are such.
    """

    def title(task: Task) -> str:
        text = "、".join(task.undecided)
        return task_text(task, UNDECIDED, text) if whole else text

    own = (*TASK_WORDS, Word(COLLECTIVE, "没有指明单位的称谓", title))
    return (
        Word(
            UNDECIDED,
            "责任部门中有称谓没有指明单位的任务",
            lambda tell, *_: told([said(own, task) for task in tasks(tell)], whole),
            own,
        ),
        Word(
            UNDECIDED_TITLES,
            "这些任务责任部门中没有指明单位的称谓，带引号",
            lambda tell, *_: [
                told(in_quotes(name), each, name)
                for name in dict.fromkeys(name for task in tasks(tell) for name in task.undecided)
            ],
        ),
    )
