"""The columns of the progress sheet, each once: for the blank sheet, the reader and the ledger.

Titles are those of contract sections 4 and 7. `synonyms` are other titles people give the column; they are compared
after normalisation (intake), so only real differences of wording belong here: brackets, 「本月」 and several of these
put together (「网址/佐证材料」) are seen through there.
"""

from __future__ import annotations

from dataclasses import dataclass

from .model import Status

__all__ = [
    "BLANK_SHEET",
    "Column",
    "FIELDS",
    "FIELD_SYNONYMS",
    "FILLED",
    "LOCKED",
    "REGISTER",
    "REGISTER_ALSO",
    "REGISTER_NAME",
    "SHEET_NAME",
    "column",
]

SHEET_NAME = "进展填报"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `key` in code, `title` on paper, `width` in characters, `form` of its value.

    form: ``text``, ``status``, ``percent``, ``date``, ``count``. `hint` is what the filler is told at the cell.
    """

    key: str
    title: str
    width: float
    form: str = "text"
    locked: bool = False
    synonyms: tuple[str, ...] = ()
    hint: str = ""


_EVIDENCE = (
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
    Column(key="task_id", title="任务编号", width=8, locked=True, synonyms=("编号", "任务号", "任务序号", "事项编号")),
    Column(key="list", title="清单", width=6, locked=True, synonyms=("任务清单", "所属清单")),
    Column(key="area", title="公开领域", width=13, locked=True, synonyms=("领域", "重点领域", "公开重点领域")),
    Column(
        key="task",
        title="主要任务",
        width=36,
        locked=True,
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
            "主要工作任务",
            "公开任务",
        ),
    ),
    Column(
        key="due",
        title="完成时间",
        width=11,
        locked=True,
        synonyms=("完成时限", "时限要求", "时限", "要求完成时间", "完成期限", "办理时限", "时间要求", "截止时间"),
    ),
    Column(key="leader", title="责任领导", width=9, locked=True, synonyms=("分管领导",)),
    Column(key="role", title="本单位职责", width=9, locked=True, synonyms=("本部门职责", "职责", "本部门角色", "角色")),
    Column(
        key="requirement",
        title="量化要求",
        width=13,
        locked=True,
        synonyms=("量化指标", "数量要求", "量化目标", "数量指标"),
    ),
)

FILLED = (
    Column(
        key="status",
        title="完成状态",
        width=10,
        form="status",
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
        ),
        hint="请从下拉列表中选择：" + "、".join(Status),
    ),
    Column(
        key="progress",
        title="完成进度",
        width=9,
        form="percent",
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
            "进度%",
        ),
        hint="填 0 到 100 的数，带不带 % 都可以",
    ),
    Column(
        key="done_on",
        title="完成日期",
        width=12,
        form="date",
        synonyms=("实际完成日期", "实际完成时间", "实际完成", "办结日期", "办结时间", "实际办结时间", "实际办结日期"),
        hint="已完成的填实际完成日期，如 2018-06-30",
    ),
    Column(
        key="count",
        title="量化完成数",
        width=9,
        form="count",
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
    ),
    Column(
        key="narrative",
        title="进展情况",
        width=36,
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
    ),
    Column(
        key="evidence",
        title="公开网址或佐证材料",
        width=24,
        synonyms=(*_EVIDENCE, "附件", "附件材料", "相关附件"),
        hint="填 http 开头的网址，或材料名称、文号、《题名》；“见官网”“有”不算",
    ),
    Column(
        key="difficulties",
        title="存在问题",
        width=17,
        synonyms=("问题", "主要问题", "困难", "存在困难", "存在的问题", "存在问题及原因", "未完成原因"),
        hint="没有可不填",
    ),
    Column(
        key="next_steps",
        title="下一步措施",
        width=17,
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
    ),
    Column(
        key="expected_on",
        title="预计完成日期",
        width=12,
        form="date",
        synonyms=("预计完成时间", "预计完成", "拟完成日期", "拟完成时间", "预计办结日期", "预计办结时间"),
        hint="未完成的填预计完成日期，如 2018-12-20",
    ),
)

BLANK_SHEET = LOCKED + FILLED

REGISTER_NAME = "事项登记"

REGISTER = (
    Column(key="task_id", title="任务编号", width=10, synonyms=("编号", "任务号"), hint="从下拉列表中选择"),
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
    ),
    Column(
        key="done_on",
        title="日期",
        width=14,
        form="date",
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
    ),
    Column(
        key="base_on",
        title="起算日期",
        width=14,
        form="date",
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
    ),
    Column(
        key="address",
        title="网址或佐证材料",
        width=58,
        synonyms=("公开网址或佐证材料", *_EVIDENCE, "附件或链接"),
        hint="填本事项自己的网页网址，或材料名称、文号；不要填栏目首页",
    ),
)
"""The columns of 「事项登记」: one row for each single thing done that a count or a term asks for."""

REGISTER_ALSO = ("名称", "标题", "题名", "材料名称", "时间")
"""Titles that mean 事项名称 (时间: 日期) only where the other columns leave no doubt that the table is a register."""

FIELDS = {
    "department": "填报单位",
    "period": "报送期",
    "filler": "填报人",
    "reviewer": "审核人",
    "phone": "联系电话",
    "filed_on": "填报日期",
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
