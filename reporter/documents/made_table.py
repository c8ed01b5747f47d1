"""Columns to a table, each cell with the figure that it is; and the columns that say how a department stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any, cast

from ..assess.verdict import severity
from ..figures.origin import Figure
from ..figures.score_parts import weighted
from ..gongwen.content import Table, TableColumn
from ..records import value
from ..vocabulary.column_titles import GRADE, NUMBER, RANK, TOTAL, UNIT
from ..vocabulary.findings import PARTS, UNRANKED
from ..vocabulary.method import Method
from ..vocabulary.model import Duty, Verdict
from .declared_words import Said, Word
from .phrases import listed, plain, points, shown
from .told_values import Make, Telling, named
from .traced import joined, told, woven

SCORE_DETAILS, BASIS_OF_SCORE = "得分明细", "计分依据"


@value
class Column:
    """A column: its title, how wide it is, and what stands in it, given what a row is about.

    share: the characters there is room for at 12 pt, of about 36 across a page and 52 across one on its side.
    """

    title: str
    share: float
    cell: Callable[[Any], object]
    align: str = "center"


def made_table(columns: Iterable[Column], rows: Iterable[Any], *, headless: bool = False, rest: str = "") -> Table:
    """The table with a row about each of these."""
    own = [*columns]
    return Table(
        columns=tuple(TableColumn(title=item.title, share=item.share, align=item.align) for item in own),
        rows=tuple(tuple([shown(item.cell(row)) for item in own]) for row in rows),
        headless=headless,
        rest=rest,
    )


def running(share: float = 2.7) -> Column:
    """The column of running numbers."""
    place = count(1)
    return Column(NUMBER, share, lambda _: next(place))


def by_state(verdicts: Iterable[Verdict], later: Callable[[Duty], str], owners: int = 0) -> str:
    """「教育处（逾期未完成，经批准延至2018年9月30日）；综合处、民政处（未报送）」, the worst state first.

    later: the day until which a duty was put off. All `owners` of a task together are 各责任单位.
    """
    groups: dict[str, tuple[str, list[str]]] = {}
    for item in sorted(verdicts, key=severity):
        state = str(item.state)
        if item.duty.extension:
            state = woven(state, "，经批准延至", later(item.duty))
        groups.setdefault(str(state), (state, []))[1].append(named(item.duty.department))
    return joined(
        "；",
        (
            woven("各责任单位" if len(names) == owners > 1 else listed(names, unit=""), "（", state, "）")
            for state, names in groups.values()
        ),
    )


def weights(method: Method) -> dict[str, Decimal]:
    """The parts of a score that have a weight."""
    return dict(zip((part for _, part in PARTS), method.weights))


def score_columns(
    tell: Telling[Any], rank: Figure, total: Figure, shares: Sequence[float], align: str = "center"
) -> list[Column]:
    """名次, 单位, 总分 and 等次, so wide; a row is about a department's figures."""
    own = {
        RANK: lambda item: tell.of(rank, item.name) if item.score.rank else UNRANKED,
        UNIT: lambda item: named(item.name),
        TOTAL: lambda item: points(tell.points(total, item.name)),
        GRADE: lambda item: item.score.grade or UNRANKED,
    }
    return [
        Column(title, share, cell, align if title == UNIT else "center")
        for (title, cell), share in zip(own.items(), shares)
    ]


def part_columns(tell: Telling[Any], make: Make, weighed: float, other: float) -> list[Column]:
    """The parts of a score, those with a weight so wide and it in the heading, the others so."""
    own = weights(tell.rows.plan.method)

    def column(part: str) -> Column:
        title = told(f"{part}\n（{plain(own[part])}分）", weighted, part) if part in own else part
        return Column(title, weighed if part in own else other, lambda item: points(tell.part(make, item.name, part)))

    return [column(part) for _, part in PARTS]


def tables(words: tuple[Word, ...], *given: object) -> Mapping[str, Table]:
    """The tables that are declared by these words, said of what is given; each made when it is first asked for."""
    return cast("Mapping[str, Table]", Said(words, given))
