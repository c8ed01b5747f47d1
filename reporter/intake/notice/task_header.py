"""The header row of a task table: which column is which, in whatever words and order."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...records import value
from ..title_match import Titles, plain_title
from .blocks import Row
from .notice_words import number_of, squeeze

_TITLES: Mapping[str, str] = {
    "number": "序号 编号 任务编号 任务序号 项目序号 号 No No.",
    "area": "公开领域 领域 重点领域 工作领域 公开类别 类别 工作类别 任务类别 分类 项目",
    "general": (
        "任务 主要任务 工作任务 重点任务 目标任务 任务名称 任务事项 重点工作 工作事项 工作项目 任务分解 公开事项 "
        "工作目标"
    ),
    "task": (
        "具体任务 任务内容 具体要求 工作要求 具体内容 工作内容 主要内容 公开内容 具体措施 工作措施 工作举措 "
        "具体举措 任务要求 具体工作 细化任务 内容"
    ),
    "leader": "责任领导 分管领导 牵头领导 包抓领导 挂钩领导 分管负责人 责任人 负责人",
    "lead": "牵头单位 牵头部门 牵头科室 牵头处室 主办单位 主办部门 主办科室",
    "owners": (
        "责任部门 责任单位 责任科室 责任处室 责任股室 责任主体 承办单位 承办部门 承办科室 落实单位 落实部门 "
        "实施单位 负责部门 负责单位 负责科室"
    ),
    "support": "配合单位 配合部门 配合科室 协办单位 协办部门 协同单位 参与单位",
    "due": (
        "完成时间 完成时限 时限 时限要求 时间要求 完成期限 办理时限 办结时限 完成日期 时间节点 时间安排 时间进度 "
        "进度安排 工作时限 期限 时间"
    ),
    "requirement": "量化要求 量化指标 数量要求",
    "remark": "备注",
}
_ROLES = Titles((role, 0, titles.split()) for role, titles in _TITLES.items())
# Tried in this order on titles not in the list above, such as 责任部门及责任人 or 任务完成时间.
_PATTERNS = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("due", r"时限|期限|(完成|办结|时间).*(时间|日期|要求|节点|安排)"),
        ("support", r"^(配合|协办|协同|参与)"),
        ("lead", r"^(牵头|主办).*(部门|单位|[科处股]室)"),
        (
            "owners",
            r"(责任|承办|落实|实施|负责|主体).*(部门|单位|[科处股]室|机构|主体)|^(部门|单位|[科处股]室)(名称)?$",
        ),
        ("leader", r"领导|责任人|负责人"),
        ("number", r"序号|编号"),
        ("area", r"领域|类别"),
        ("task", r"(具体|细化|分解).*(任务|要求|内容|措施|事项)"),
        ("general", r"^(主要|重点|工作|目标|年度)?.{0,4}(任务|事项|举措|措施)(内容|名称)?$"),
    )
)
_LONGEST = 14
"""Characters a column title has at most; anything longer is content."""


@value
class Column:
    """One column of a task table: the grid columns it covers, its title as printed and what it holds.

    `role` is a key of the titles above; blank when the master list has no place for the column.
    """

    start: int
    end: int
    title: str
    role: str


@value
class Layout:
    """The columns of a task table, left to right; `depth` header rows were needed to tell."""

    columns: tuple[Column, ...]
    depth: int = 1

    @property
    def roles(self) -> frozenset[str]:
        """The roles that some column has."""
        return frozenset(column.role for column in self.columns)

    def column_of(self, row: Row, index: int) -> Column | None:
        """The column that cell `index` of `row` stands in: by place in a row of as many cells, else by grid column."""
        if len(row) == len(self.columns):
            return self.columns[index]
        return next((item for item in self.columns if item.start <= row[index].column < item.end), None)


def role_of(title: str) -> str:
    """What a column of this title holds; blank when nothing the master list has a place for."""
    plain = plain_title(title)
    if role := _ROLES.key(title):
        return role
    if len(plain) > _LONGEST:
        return ""
    return next((role for role, pattern in _PATTERNS if pattern.search(plain)), "")


def find_header(rows: tuple[Row, ...], index: int) -> Layout | None:
    """The layout that the header beginning at row `index` gives, one or two rows deep; None when no header is there.

    A header names the task and two of number, responsible department and deadline, and has no cell of content.
    """
    row = rows[index]
    if not _titles_only(row):
        return None
    below = rows[index + 1] if index + 1 < len(rows) else ()
    if _completes(below):
        deep = _two_deep(row, below)
        if _names_a_task_table(deep.columns):
            return deep
    columns = tuple(
        Column(cell.column, cell.column + cell.span, squeeze(cell.text), role_of(cell.text)) for cell in row
    )
    return Layout(_resolved(columns)) if _names_a_task_table(columns) else None


def _titles_only(row: Row) -> bool:
    texts = [squeeze(cell.text) for cell in row]
    filled = [text for text in texts if text]
    return len(filled) >= 3 and all(len(text) <= _LONGEST + 6 and number_of(text) is None for text in filled)


def _completes(row: Row) -> bool:
    """Whether a row is the second row of a header: some cells continue the first, all others are titles."""
    own = [squeeze(cell.text) for cell in row if not cell.below]
    return bool(own) and len(own) < len(row) and all(not text or role_of(text) for text in own) and any(own)


def _two_deep(upper: Row, lower: Row) -> Layout:
    columns = []
    for cell in lower:
        above = next((item for item in upper if item.column <= cell.column < item.column + item.span), cell)
        own, head = squeeze(cell.text), squeeze(above.text)
        title = head if cell.below or not own else own
        joined = "" if cell.below else role_of(head + own)
        columns.append(Column(cell.column, cell.column + cell.span, title, role_of(title) or joined))
    return Layout(_resolved(tuple(columns)), depth=2)


def _names_a_task_table(columns: tuple[Column, ...]) -> bool:
    roles = {column.role for column in columns}
    named = ("number" in roles) + bool(roles & {"owners", "lead"}) + ("due" in roles)
    return bool(roles & {"general", "task"}) and named >= 2


def _resolved(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """工作任务 beside 具体要求 is what the latter belong to: the area, unless there is a column for that."""
    roles = {column.role for column in columns}
    other = {"general": "area" if "task" in roles and "area" not in roles else "task"}
    return tuple(Column(item.start, item.end, item.title, other.get(item.role, item.role)) for item in columns)
