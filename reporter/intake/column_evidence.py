"""What a column is: its title and its values weighed together, in one score, with the words that explain it.

A title alone carries a column. Values weigh more than a title where they speak of one thing only (state words,
numbers and wordings of the master list, web addresses), so that where the two disagree the values win.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import field

from ..records import record
from ..vocabulary.columns import FILLED
from ..vocabulary.terms import Status
from .boundary_text import key_text
from .found_table import ByValues, Header
from .grid import GridCell
from .states import read_status
from .task_match import TaskIndex
from .title_match import LIKE, PROGRESS, UNIT, Titles, names_register, plain_title
from .values import is_blank, read_date, read_percent

_THRESHOLD = 3.0
_TITLE = {0: 4.0, 1: 3.6, 2: 3.4, 3: 3.2, LIKE: 3.1}
_NEAR = 1.5
_VALUES = {"task_id": 4.5, "task": 4.5, "status": 4.5, "area": 3.5, "evidence": 3.5, "progress": 1.6}
_DATES = ("done_on", "expected_on", "due")
_VALUES |= dict.fromkeys(_DATES, 1.6)
_IDENTIFYING = frozenset(("task_id", "task"))
_WEIGHED = frozenset(column.key for column in FILLED)
_EITHER_WAY = frozenset((*"是否有无√✓✔☑×✗✘RPüþ", "TRUE", "FALSE"))
"""States only below a title that asks for one; beside words of states they say nothing against them."""
_STATES = frozenset(Status)
_SURE = frozenset(("status", "progress", "evidence", "done_on", "expected_on"))
_WORDS = frozenset(("narrative", "evidence", "difficulties", "next_steps"))
_ADDRESS = re.compile(r"https?://[!-~]+")
_NAMED = re.compile(r"《[^《》]+》|[^《》。，,]{1,60}(?:[〔\[]\d{4}[〕\]]\d{1,4}号|\.(?:docx?|xlsx?|pdf|wps|et))")
_MATERIAL = re.compile(r"https?://|[《〔\[]|\.(?:docx?|xlsx?|pdf|wps|et|jpe?g|png)\b")
_LONGEST_STATE, _BOXES = 8, tuple("■☑√✓✔●□○☐")
_OWN = 1.5
"""What the very title of our blank has beyond others: words that nobody can read as a state, as short as one, are a
state badly typed, and no reason to look for states in a column that is called something else.
"""
_LONGEST = 600
"""Characters of a value that are looked at."""
_GLANCE, _SAMPLE = 8, 40

REASONS = {
    "task_id": "是任务总表的编号",
    "task": "是任务总表的任务",
    "area": "是任务总表的公开领域",
    "status": "是状态用语",
    "evidence": "是网址",
    "progress": "是百分数",
    "narrative": "是文字说明",
} | dict.fromkeys(_DATES, "是日期")


@record
class TableKind:
    """What tables of one kind are known by.

    heads: whether a row that names these columns, in these texts, is a header. identifying: the columns that say what
    a row is about. values: column → how much it says that its values are what they should be, as far as `looks_like`
    (column, cell, whether the title asks for it) can tell. alone: the columns that values tell by themselves, whatever
    the title. vital: of each of these sets a table has a column; where a glance at them bears their titles out, values
    are not looked at any closer.
    """

    titles: Titles
    heads: Callable[[Set[str], Iterable[str]], bool] = lambda _, __: False
    identifying: Set[str] = frozenset()
    values: Mapping[str, float] = field(default_factory=dict)
    looks_like: Callable[[str, GridCell, bool], bool] = lambda _, __, ___: False
    alone: Sequence[str] = ()
    vital: Sequence[Set[str]] = ()


@functools.lru_cache(maxsize=2)
def progress_tables(tasks: TaskIndex) -> TableKind:
    """Tables of the progress of these tasks."""
    return TableKind(
        titles=PROGRESS,
        heads=_heads_progress,
        identifying=_IDENTIFYING,
        values=_VALUES,
        looks_like=functools.partial(looks_like, tasks),
        alone=("task_id", "task", "status", "area", "evidence"),
        vital=({"status"}, _IDENTIFYING),
    )


def _heads_progress(named: Set[str], texts: Iterable[str]) -> bool:
    if (("status" in named or named & _IDENTIFYING) and len(named) > 1) or len(named - {UNIT}) > 3:
        return True
    return "task_id" in named and names_register(texts)


def looks_like(tasks: TaskIndex, key: str, cell: GridCell, titled: bool = True) -> bool:
    """Whether a cell is what stands in column `key`; `titled`: its column's title asks for that."""
    text = cell.text[:_LONGEST]
    if key == "status":
        plain = key_text(text[:40])
        short = titled or len(plain) <= _LONGEST_STATE or plain[:1] in _BOXES
        asked = titled or not (plain in _EITHER_WAY or plain.endswith("%"))
        return bool(plain) and short and asked and read_status(text).value is not None
    if key == "task":
        return tasks.is_wording(text)
    if key == "task_id":
        return tasks.is_id(text)
    if key == "area":
        return tasks.is_area(text)
    if key == "evidence":
        return "http://" in text or "https://" in text
    if len(text) > 30:
        return False
    if key == "progress":
        return read_percent(text, kind=cell.kind).value is not None
    return key in _DATES and read_date(text, year=2000, kind=cell.kind).value is not None


def weigh(
    top: int,
    bottom: int,
    stacks: Mapping[int, Sequence[str]],
    values: Callable[[int], Sequence[GridCell]],
    kind: TableKind,
    span: tuple[int, int] = (1, 10**6),
) -> Header:
    """The header in rows `top` to `bottom` with these titles, one above the other, by column, over these values.

    Of a kind that says nothing of values the titles alone decide. Values are looked at closely only where a glance at
    the columns that matter does not bear their titles out.
    """
    named = tuple((column, *stack) for column, stack in stacks.items())
    titled, by_title, first = _by_titles(kind.titles, _NEAR if kind.values else 2 * _NEAR, named)
    scores, taken = {**by_title}, {**first}
    hits: dict[tuple[int, str], tuple[int, int]] = {}
    by_values: list[ByValues] = []
    if kind.values and not _borne_out(taken, values, kind):
        for column, stack in stacks.items():
            found = titled[column]
            sample = _filled(values(column))
            if not sample:  # the title is all there is
                if found and found[0] in kind.values:
                    hits[column, found[0]] = 0, 0
                continue
            near = "" if found else kind.titles.near(stack[-1]) if stack else ""
            for key in {*kind.alone, *((found[0],) if found else ()), *((near,) if near else ())} & kind.values.keys():
                asked = bool(found and found[0] == key) or near == key
                count = sum(kind.looks_like(key, cell, asked) for cell in sample)
                hits[column, key] = count, len(sample)
                marks = 0 if asked or key != "status" else sum(key_text(cell.text) in _EITHER_WAY for cell in sample)
                share = count / max(len(sample) - marks, -(-len(values(column)[:_SAMPLE]) // 2), 1)
                title = scores.get((column, key), _NEAR if near == key else 0.0)
                own = key == "status" and found == (key, 0) and _short(sample) and not _numbered(sample, kind)
                scores[column, key] = title + kind.values[key] * share + _OWN * own
        taken = _assigned(scores)
        _exchange(taken, titled, hits, values)
    if kind.values:
        _swap(taken, titled, values, kind)
    for key, column in taken.items():
        found = titled[column]
        if kind.values and (not found or found[0] != key):
            sample = _filled(values(column))
            count, of = hits.get((column, key), (len(sample), len(sample)))
            by_values.append(ByValues(key, column, stacks[column][-1] if stacks[column] else "", count, of))
    columns = dict(sorted(taken.items(), key=lambda item: item[1]))
    placed, told = set(columns.values()), {item.key for item in by_values}
    doubled = tuple(
        (column, "".join(stacks[column]), "".join(stacks[columns[found[0]]]))
        for column, found in titled.items()
        if found
        and column not in placed
        and found[0] in columns
        and found[0] not in told
        and hits.get((column, found[0]), (1, 1))[0]  # what holds something else is no second column of that kind
    )
    aside = placed | {column for column, _, _ in doubled}
    return Header(
        top=top,
        bottom=bottom,
        columns=columns,
        extra={column: " ".join(stack) for column, stack in stacks.items() if column not in aside and any(stack)},
        doubled=doubled,
        by_values=tuple(by_values),
        stacks=stacks,
        left=span[0],
        right=span[1],
    )


@functools.lru_cache(maxsize=64)  # the titles of our blank are the same in every return
def _by_titles(
    titles: Titles, near: float, stacks: tuple[tuple[int, *tuple[str, ...]], ...]
) -> tuple[Mapping[int, tuple[str, int] | None], Mapping[tuple[int, str], float], Mapping[str, int]]:
    """What titles alone say, of (column, its titles …): what each column is called, how much that says, what it is
    then.
    """
    titled = {column: _title(stack, titles) for column, *stack in stacks}
    scores = {(column, found[0]): _TITLE.get(found[1], near) for column, found in titled.items() if found}
    return titled, scores, _assigned(scores)


def _filled(cells: Sequence[GridCell], most: int = _SAMPLE) -> list[GridCell]:
    """Those of the first `most` cells that say something."""
    return [cell for cell in cells[:most] if not is_blank(cell.text)]


def _short(sample: Sequence[GridCell]) -> bool:
    """Whether most of these texts are as short as a state."""
    return 2 * sum(len(key_text(cell.text[:_LONGEST])) <= _LONGEST_STATE for cell in sample) > len(sample)


def _numbered(sample: Sequence[GridCell], kind: TableKind) -> bool:
    """Whether these are numbers of tasks."""
    return all(kind.looks_like("task_id", cell, False) for cell in sample)


def _title(stack: Sequence[str], titles: Titles) -> tuple[str, int] | None:
    """What titles one above the other mean: all of them joined, else the lowest that is one; those known first."""
    found = [hit for text in ("".join(stack), *reversed(stack)) if (hit := titles.find(text))]
    return min(found, key=lambda hit: hit[1] == LIKE, default=None)


def _assigned(scores: Mapping[tuple[int, str], float]) -> dict[str, int]:
    """Each column what it most surely is, each key once; nothing below the threshold."""
    taken: dict[str, int] = {}
    placed: set[int] = set()
    for (column, key), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score >= _THRESHOLD and key not in taken and column not in placed:
            taken[key] = column
            placed.add(column)
    return taken


def _borne_out(taken: Mapping[str, int], values: Callable[[int], Sequence[GridCell]], kind: TableKind) -> bool:
    """Whether the columns that matter are there, and the first values below their titles are what they should be."""
    if not all(taken.keys() & one for one in kind.vital):
        return False
    for key in taken.keys() & frozenset().union(*kind.vital):
        sample = _filled(values(taken[key]), _GLANCE)
        if sample and not any(kind.looks_like(key, cell, True) for cell in sample):
            return False
    return True


def _exchange(
    taken: dict[str, int],
    titled: Mapping[int, tuple[str, int] | None],
    hits: Mapping[tuple[int, str], tuple[int, int]],
    values: Callable[[int], Sequence[GridCell]],
) -> None:
    """Where two columns stand below each other's titles, and where words stand below a title that asks for
    something else.
    """
    placed = {column: key for key, column in taken.items()}
    for column, found in titled.items():
        if not found or found[0] not in _WEIGHED | _IDENTIFYING:
            continue
        other = titled.get(taken.get(found[0], -1))
        if column not in placed and other and other[0] in _WEIGHED and other[0] not in taken:
            taken[other[0]] = column
        elif (
            found[0] in _WEIGHED - {"status"}
            and placed.get(column) == found[0]
            and "narrative" not in taken
            and hits.get((column, found[0]), (1, 0))[0] == 0
        ):
            sample = [cell.text for cell in _filled(values(column))]
            if len(sample) > 1 and sum(map(len, sample)) > 8 * len(sample) and plain_title(sample[0]):
                del taken[found[0]]
                taken["narrative"] = column


def _swap(
    taken: dict[str, int],
    titled: Mapping[int, tuple[str, int] | None],
    values: Callable[[int], Sequence[GridCell]],
    kind: TableKind,
) -> None:
    """Where of two titled columns each holds what the other's title asks for, each becomes what it holds.

    One of them must be told by its values beyond doubt (`_surely`): all of them are such, and none below the title.
    """
    own = {key: column for key, column in taken.items() if (found := titled[column]) and found[0] == key}
    for key in _SURE & own.keys():
        here = _filled(values(own[key]), _GLANCE)
        if len(here) < 2 or any(_surely(key, cell, kind) or _may_be(key, cell, kind) for cell in here):
            continue
        here = _filled(values(own[key]))
        for other in (_SURE | _WORDS) & own.keys() - {key}:
            there = _filled(values(own[other]))
            if (
                len(there) > 1
                and all(_surely(key, cell, kind) for cell in there)
                and not any(_may_be(key, cell, kind) for cell in here)
                and _fits(other, here, kind)
            ):
                taken[key], taken[other] = own[other], own[key]
                return


def _surely(key: str, cell: GridCell, kind: TableKind) -> bool:
    """Whether a cell says what stands in column `key` and can be nothing else."""
    text = cell.text[:_LONGEST].strip()
    if key == "status":
        return key_text(text) in _STATES
    if key == "evidence":
        return all(_ADDRESS.fullmatch(part) or _NAMED.fullmatch(part) for part in text.split())
    return kind.looks_like(key, cell, True) and (key == "progress") is not kind.looks_like("done_on", cell, True)


def _may_be(key: str, cell: GridCell, kind: TableKind) -> bool:
    """Whether a cell may stand in column `key`, however it is written."""
    if key == "evidence":
        return bool(_MATERIAL.search(cell.text[:_LONGEST]))
    return kind.looks_like(key, cell, key != "status")


def _fits(key: str, sample: Sequence[GridCell], kind: TableKind) -> bool:
    """Whether all of these may stand in column `key`: free words differ from row to row, as a value badly typed hardly
    does.
    """
    if key in _WORDS:
        return len({cell.text for cell in sample}) == len(sample) and not any(
            _surely(one, cell, kind) for one in _SURE - {key} for cell in sample
        )
    return all(_surely(key, cell, kind) for cell in sample)
