"""The columns of the progress sheet and of 「事项登记」, each declared once (contract, sections 4 and 7).

From a declaration follow, without a list of their own: the blank sheet with its checks and hints, the guide, the
reader, `Entry` and `Item`, what makes two versions of a row differ, what goes back to a department, the ledger, the
self-check. `synonyms` are other titles people give the column; they are compared after normalisation (intake), so only
real differences of wording belong here: brackets, 「本月」 and several of these put together (「网址/佐证材料」) are
seen through there.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from ..records import record
from . import column_titles
from .terms import Status

if TYPE_CHECKING:
    from .plan import Duty
    from .returns import Entry

SHEET_NAME = "进展填报"


class Form(StrEnum):
    """What stands in a column's cells: it decides how they are read, checked, dressed and shown."""

    TEXT = "text"
    EVIDENCE = "evidence"
    TASK = "task"
    STATUS = "status"
    PERCENT = "percent"
    DATE = "date"
    COUNT = "count"
    NUMBER = "number"
    PERIOD = "period"

    @property
    def is_words(self) -> bool:
        """Whether a department writes what it likes: read as it stands, looked through for numbers of persons."""
        return self in (Form.TEXT, Form.EVIDENCE)


@record
class Column:
    """A column: `key` in code, `title` on paper, `width` in characters (in the ledger `ledger_width`, 0: the same).

    hint: told at the cell. guide: told in 「填写说明」; neighbours with the same words share a row there.
    choices: the words a master list's cell offers.
    asked: the states of a row that lacks it when it is blank.
    issued: of a column that is filled in before the sheet goes out, its text for a duty; None: the department's to
    fill. tells_apart: two versions of a row that differ in it say different things, a blank and a missing cell being
    alike. said_anew: not carried over to the next month unless the duty is settled.
    wanted: a return without it is told so. before_verdict: the ledger shows it left of 核定状态, else right of
    判定依据; on_paper: among what it prints.
    """

    key: str
    title: str
    width: float
    form: Form = Form.TEXT
    synonyms: tuple[str, ...] = ()
    hint: str = ""
    guide: str = ""
    choices: tuple[str, ...] = ()
    asked: tuple[Status, ...] = ()
    issued: Callable[[Duty], str] | None = None
    tells_apart: bool = True
    said_anew: bool = False
    wanted: bool = False
    ledger_width: float = 0
    before_verdict: bool = False
    on_paper: bool = False

    @property
    def locked(self) -> bool:
        """Whether its cells are filled in, and locked, before the sheet goes out."""
        return self.issued is not None

    def carried(self, last: Entry | None) -> object:
        """What the next month's blank sheet says already, after this row of last month's; None for a blank."""
        if last is None or (self.said_anew and not (last.status and last.status.is_settled)):
            return None
        return last.values.get(self.key)


_EVIDENCE_SYNONYMS = (
    "公开网址",
    "佐证材料",
    "网址",
    "佐证",
    "链接",
    "网页链接",
    "网址链接",
    "链接地址",
    "网页地址",
    "公开链接",
    "公开地址",
    "公开渠道",
    "信息公开网址",
    "发布网址",
    "发布链接",
    "查询网址",
    "佐证资料",
    "佐证网址",
    "佐证链接",
    "佐证附件",
    "证明材料",
    "证明资料",
    "印证材料",
    "支撑材料",
)

LOCKED = (
    Column(
        key="task_id",
        title=column_titles.TASK_ID,
        width=5.7,
        form=Form.TASK,
        issued=lambda duty: duty.task.id,
        synonyms=("编号", "任务号", "任务序号", "事项编号"),
    ),
    Column(
        key="list",
        title=column_titles.LIST,
        width=5,
        issued=lambda duty: duty.task.list_key,
        synonyms=("任务清单", "所属清单"),
    ),
    Column(
        key="area",
        title=column_titles.AREA,
        width=11,
        issued=lambda duty: duty.task.area,
        synonyms=("领域", "重点领域", "公开重点领域"),
    ),
    Column(
        key="task",
        title=column_titles.TASK_TEXT,
        width=22.5,
        issued=lambda duty: duty.task.text,
        synonyms=(
            "任务",
            "任务内容",
            "具体任务",
            "工作任务",
            "重点任务",
            "任务名称",
            "任务事项",
            "工作事项",
            "工作内容",
            "重点工作",
            "重点工作任务",
            "目标任务",
            "年度目标任务",
            "年度任务",
            "工作目标",
            "工作项目",
            "任务分解",
            "公开事项",
            "具体要求",
            "具体内容",
            "主要内容",
            "公开内容",
            "主要工作任务",
            "公开任务",
        ),
    ),
    Column(
        key="due",
        title=column_titles.DUE,
        width=8.5,
        issued=lambda duty: duty.task.due_text,
        synonyms=("完成时限", "时限要求", "时限", "要求完成时间", "完成期限", "办理时限", "时间要求", "截止时间"),
    ),
    Column(
        key="leader", title=column_titles.LEADER, width=5, issued=lambda duty: duty.task.leader, synonyms=("分管领导",)
    ),
    Column(
        key="role",
        title=column_titles.ROLE,
        width=7.3,
        issued=lambda duty: duty.role,
        synonyms=("本部门职责", "职责", "本部门角色", "角色"),
    ),
    Column(
        key="requirement",
        title=column_titles.REQUIREMENT,
        width=11,
        issued=lambda duty: duty.task.requirements_text,
        synonyms=("量化指标", "数量要求", "量化目标", "数量指标"),
    ),
)

_WHAT_NEXT = "没有问题的可以不填；没有完成的任务要写明下一步怎么做。"

_UNFINISHED = (Status.UNDER_WAY, Status.NOT_STARTED)

FILLED = (
    Column(
        key="status",
        title=column_titles.STATUS,
        width=9.5,
        form=Form.STATUS,
        synonyms=(
            "状态",
            "办理状态",
            "完成情况状态",
            "进展状态",
            "任务状态",
            "工作状态",
            "推进状态",
            "落实状态",
            "办结状态",
            "是否完成",
            "是否办结",
            "是否落实",
            "完成与否",
        ),
        hint="请从下拉列表中选择：" + "、".join(Status),
        guide=(
            "从下拉列表中选择：已完成（全部做完，有公开网址或材料可查）；正在推进；未启动；长期坚持（经常性工作，全年都要做）；"
            "不涉及（本单位没有此项业务，须在“进展情况”写明理由）。每月都要重新选择，空着的按“未填报”处理。"
        ),
        said_anew=True,
        before_verdict=True,
        on_paper=True,
        ledger_width=8.5,
    ),
    Column(
        key="progress",
        title=column_titles.PROGRESS,
        width=5,
        form=Form.PERCENT,
        synonyms=(
            "进度",
            "完成比例",
            "完成百分比",
            "完成率",
            "完成度",
            "任务进度",
            "进度比例",
            "进度百分比",
            "完成进度%",
            "工作进度",
            "推进进度",
            "进度情况",
            "进度%",
        ),
        hint="填 0 到 100 的数，带不带 % 都可以",
        guide=("填 0 到 100 的数，80 和 80% 都可以。已完成的填 100，未启动的填 0。"),
        said_anew=True,
        wanted=True,
        ledger_width=5.5,
        on_paper=True,
        asked=(Status.DONE, Status.UNDER_WAY),
    ),
    Column(
        key="done_on",
        title=column_titles.DONE_ON,
        width=13.3,
        form=Form.DATE,
        synonyms=("实际完成日期", "实际完成时间", "实际完成", "办结日期", "办结时间", "实际办结时间", "实际办结日期"),
        hint="已完成的填实际完成日期，如 2018-06-30",
        guide=("已完成的填实际完成日期，写成 2018-06-30 这样；没有完成的不填。"),
        said_anew=True,
        wanted=True,
        asked=(Status.DONE,),
    ),
    Column(
        key="count",
        title=column_titles.COUNT,
        width=9.5,
        form=Form.COUNT,
        synonyms=(
            "完成数",
            "完成次数",
            "已完成数",
            "量化完成",
            "已完成次数",
            "累计完成数",
            "累计完成次数",
            "完成数量",
            "实际完成数",
            "量化完成次数",
            "量化完成情况",
        ),
        hint="有量化要求的，填今年以来累计完成的次数",
        guide=(
            "“量化要求”写有次数的，填今年以来累计完成的次数，只填数字；已在“事项登记”中逐件登记的可以不填，按登记的件数计。"
        ),
        asked=(Status.DONE,),
    ),
    Column(
        key="narrative",
        title=column_titles.NARRATIVE,
        width=23.5,
        synonyms=(
            "进展",
            "工作进展",
            "任务进展",
            "具体进展",
            "主要进展",
            "完成情况",
            "工作进展情况",
            "任务进展情况",
            "具体进展情况",
            "进展情况说明",
            "进展说明",
            "工作完成情况",
            "任务完成情况",
            "完成情况说明",
            "完成说明",
            "情况说明",
            "推进情况",
            "工作推进情况",
            "落实情况",
            "工作落实情况",
            "办理情况",
            "工作开展情况",
            "开展情况",
            "工作动态",
        ),
        hint="写做了什么、到哪一步；不涉及的写明理由",
        guide=("写本月做了什么、到哪一步、数量和成效，能写具体的不写笼统的；需要换行时按 Alt+Enter。"),
        wanted=True,
        ledger_width=26,
        on_paper=True,
        asked=(Status.DONE, Status.UNDER_WAY, Status.ONGOING, Status.NOT_CONCERNED),
    ),
    Column(
        key="evidence",
        title=column_titles.EVIDENCE,
        width=15,
        synonyms=(*_EVIDENCE_SYNONYMS, "附件", "附件材料", "相关附件"),
        hint="填 http 开头的网址，或材料名称、文号、《题名》；“见官网”“有”不算",
        guide=(
            "填 http 或 https 开头的完整网址，多个网址一行一个；没有上网的，写材料名称、文号或《题名》。"
            "“见官网”“有”“详见附件”不算佐证，截图、图片请另附并在这里写明文件名。"
        ),
        form=Form.EVIDENCE,
        wanted=True,
        ledger_width=16,
        on_paper=True,
        asked=(Status.DONE,),
    ),
    Column(
        key="difficulties",
        title=column_titles.DIFFICULTIES,
        width=11.8,
        synonyms=("问题", "主要问题", "困难", "存在困难", "存在的问题", "存在问题及原因", "未完成原因"),
        hint="没有可不填",
        guide=_WHAT_NEXT,
        ledger_width=12,
        on_paper=True,
    ),
    Column(
        key="next_steps",
        title=column_titles.NEXT_STEPS,
        width=11.8,
        synonyms=(
            "下步措施",
            "下一步工作",
            "下步工作",
            "下步打算",
            "下一步打算",
            "下一步计划",
            "下步计划",
            "下一步安排",
            "下步安排",
            "下一步举措",
            "下步举措",
            "下一步工作措施",
            "下步工作措施",
            "下一步工作打算",
            "下步工作打算",
            "下一步工作计划",
            "工作措施",
            "推进措施",
            "改进措施",
            "整改措施",
        ),
        hint="未完成的写明下一步怎么做",
        guide=_WHAT_NEXT,
        ledger_width=12,
        on_paper=True,
        asked=_UNFINISHED,
    ),
    Column(
        key="expected_on",
        title=column_titles.EXPECTED_ON,
        width=13.3,
        form=Form.DATE,
        synonyms=("预计完成时间", "预计完成", "拟完成日期", "拟完成时间", "预计办结日期", "预计办结时间"),
        hint="未完成的填预计完成日期，如 2018-12-20",
        guide=("没有完成的填预计哪一天完成，写成 2018-12-20 这样。"),
        asked=_UNFINISHED,
    ),
)

BLANK_SHEET = LOCKED + FILLED

REGISTER_NAME = "事项登记"

REGISTER = (
    Column(
        key="task_id",
        title=column_titles.TASK_ID,
        width=10,
        form=Form.TASK,
        synonyms=("编号", "任务号"),
        hint="从下拉列表中选择",
        guide="任务编号从下拉列表中选择",
    ),
    Column(
        key="title",
        title="事项名称",
        width=58,
        synonyms=(
            "登记事项",
            "事项题名",
            "事项标题",
            "事项内容",
            "解读名称",
            "解读标题",
            "解读材料名称",
            "活动名称",
            "活动主题",
        ),
        hint="写全题名或活动名称，如《……办法》政策解读；一行一件",
        guide="事项名称写全题名",
    ),
    Column(
        key="done_on",
        title=column_titles.DAY,
        width=14,
        form=Form.DATE,
        synonyms=(
            "事项日期",
            "发布日期",
            "公布日期",
            "公开日期",
            "上网日期",
            "解读日期",
            "活动日期",
            "开展日期",
            "举办日期",
            "办理日期",
            "完成日期",
            "发布时间",
            "公开时间",
            "活动时间",
            "开展时间",
        ),
        hint="这件事办成或公布的日期，如 2018-06-30",
        guide="日期填办成或公布的日期",
    ),
    Column(
        key="base_on",
        title=column_titles.BASE_ON,
        width=14,
        form=Form.DATE,
        synonyms=(
            "时限起算日期",
            "起算时间",
            "政策发布日期",
            "政策公布日期",
            "政策公开日期",
            "政策文件公布日期",
            "文件公布日期",
            "文件公开日期",
            "文件发布日期",
            "文件印发日期",
            "印发日期",
            "成文日期",
        ),
        hint="有工作日时限的才填：政策文件公布的日期，如 2018-06-27",
        guide="有工作日时限的还要填起算日期（如政策文件公布的日期）",
    ),
    Column(
        key="address",
        title=column_titles.ITEM_EVIDENCE,
        width=58,
        form=Form.EVIDENCE,
        synonyms=(column_titles.EVIDENCE, *_EVIDENCE_SYNONYMS, "附件或链接"),
        hint="填本事项自己的网页网址，或材料名称、文号；不要填栏目首页",
        guide="网址填本事项自己的网页，不要填栏目首页",
    ),
)
"""The columns of 「事项登记」: one row for each single thing done that a count or a term asks for."""

REGISTER_ALSO = ("名称", "标题", "题名", "材料名称", "时间")
"""Titles that mean 事项名称 (时间: 日期) only where the other columns leave no doubt that the table is a register."""

FIELDS = {
    "department": "填报单位",
    "period": column_titles.PERIOD,
    "filler": "填报人",
    "reviewer": "审核人",
    "phone": column_titles.PHONE,
    "filed_on": column_titles.FILED_ON,
}
"""The labelled fields above the table: key → label; the value stands in the next cell."""

FIELD_SYNONYMS = {
    "department": ("填报部门", "单位", "部门", "报送单位", "责任单位", "单位名称", "填报处室"),
    "period": ("填报期", "报告期", "报送月份", "填报月份", "期别", "所属期"),
    "filler": ("填表人", "经办人", "填报人员", "制表人"),
    "reviewer": ("审核", "负责人", "部门负责人", "单位负责人", "审核负责人"),
    "phone": ("电话", "联系方式", "手机", "办公电话"),
    "filed_on": ("填表日期", "报送日期", "填报时间", "报送时间", "填表时间", "日期"),
}


def column(key: str) -> Column:
    """The progress sheet's column `key`; KeyError when there is none."""
    return _BY_KEY[key]


_BY_KEY = {item.key: item for item in BLANK_SHEET}
