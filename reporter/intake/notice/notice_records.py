"""What an imported notice says: proposals for the master list, each at its place; nothing here is decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ...records import record
from ...vocabulary.model import Source, TaskList
from ...vocabulary.problems import Problem


class NotANotice(Exception):
    """Nothing in the file can become a master list; its text says in Chinese why, and what to do."""


@record
class ProposedTask:
    """One row of a task table, in the notice's own words but for spaces that came from scanning.

    `id` is list and number (``2-07``). `requirements` are lines of 量化要求 as people write them, blank when the
    wording asks for none; `remark` says what about the row is the program's proposal. Blank text is ``""``.
    """

    id: str
    list_key: str
    number: int
    area: str
    text: str
    leader: str
    owners_text: str
    due_text: str
    requirements: tuple[str, ...] = ()
    remark: str = ""
    source: Source = Source("")


@record
class ImportedNotice:
    """A whole notice, read.

    departments: real departments, in the order they are first named, with what else the notice calls them. titles:
    称谓 such as 各部门, which only a person can decide. elements: 要素 → words of the notice (发文机关, 机关代字,
    发文字号, 年份, 标题, 主送, 成文日期, 抄送, 公开属性, 印发机关, 印发日期, 依据文件, 正文段落 …), those that were
    found. problems: doubts, in the order of the file.
    """

    lists: tuple[TaskList, ...]
    tasks: tuple[ProposedTask, ...]
    departments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    elements: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
