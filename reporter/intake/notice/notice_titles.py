"""What a table of tasks is known by: its columns, in whatever words and order, and what stands in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence, Set

from ..column_evidence import TableKind
from ..deadlines import read_deadline
from ..found_table import Header
from ..grid import GridCell
from ..title_match import Titles
from .notice_words import number_of
from .owners import are_names

_TITLES = {
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
# Tried in this order on titles not in the list above, such as 责任部门及责任人 or 任务完成时间.
_PATTERNS = {
    "due": r"时限|期限|(完成|办结|时间).*(时间|日期|要求|节点|安排)",
    "support": r"^(配合|协办|协同|参与)",
    "lead": r"^(牵头|主办).*(部门|单位|[科处股]室)",
    "owners": r"(责任|承办|落实|实施|负责|主体).*(部门|单位|[科处股]室|机构|主体)|^(部门|单位|[科处股]室)(名称)?$",
    "leader": r"领导|责任人|负责人",
    "number": r"序号|编号",
    "area": r"领域|类别",
    "task": r"(具体|细化|分解).*(任务|要求|内容|措施|事项)",
    "general": r"^(主要|重点|工作|目标|年度)?.{0,4}(任务|事项|举措|措施)(内容|名称)?$",
}
KNOWN: Mapping[str, Sequence[str]] = {role: titles.split() for role, titles in _TITLES.items()}
_BEGINS = re.compile("启动|开始|起始|开工")
"""When a task is begun: no deadline beside a column that says when it is done."""
TITLES = Titles(((role, 0, titles) for role, titles in KNOWN.items()), _PATTERNS)
_LONGEST_DUE, _ANY_DAY = 24, dt.date(2000, 1, 1)
WORDING: Set[str] = {"general", "task"}
OWNERS: Set[str] = {"owners", "lead"}


def _heads(named: Set[str], texts: Iterable[str]) -> bool:
    return bool(named & WORDING) and len(named) > 2 and all(number_of(text) is None for text in texts)


def is_due(text: str) -> bool:
    """Whether a text is a deadline and nothing else; words such as 长期 occur in the wording of tasks too."""
    return len(text) <= _LONGEST_DUE and read_deadline(text, year=2000, issued=_ANY_DAY).value is not None


def _looks_like(role: str, cell: GridCell, _: bool) -> bool:
    text = cell.text[:200]
    if role == "number":
        return number_of(text) is not None
    if role == "due":
        return is_due(text)
    return role in WORDING or are_names(text)


TASK_TABLES = TableKind(
    titles=TITLES,
    heads=_heads,
    identifying=WORDING,
    values={"number": 4.5, "due": 3.5, "owners": 3.5},
    looks_like=_looks_like,
    alone=("number", "due", "owners"),
    vital=({"number"}, WORDING, OWNERS, {"due"}),
)


def roles_of(header: Header) -> Mapping[int, str]:
    """Column → what it holds, of a header that names the task and two of number, responsible department and deadline;
    else nothing.
    """
    keys = header.columns.keys()
    if not keys & WORDING or ("number" in keys) + bool(keys & OWNERS) + ("due" in keys) < 2:
        return {}
    titles = {"".join(header.stacks[column]): key for key, column in header.columns.items()}
    doubled = {column: titles[title] for column, _, title in header.doubled}
    found = {column: key for key, column in header.columns.items()} | doubled
    begins = [
        column for column, key in found.items() if key == "due" and _BEGINS.search("".join(header.stacks[column]))
    ]
    dues = sum(key == "due" for key in found.values())
    return {column: key for column, key in found.items() if column not in begins or len(begins) == dues}
