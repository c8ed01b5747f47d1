"""The catalogue of problems: code, level, title, message and remedy, each once; one `Problem` is one occurrence.

docs/problems.md is rendered from here. The letter of a code says where the problem lies: M master list, F file,
S sheet, R row, V value, C comparison of versions and months, W writing.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from enum import Enum, StrEnum

from .model import Period, Source

__all__ = ["Kind", "Level", "Problem"]


class Level(StrEnum):
    """How far a problem goes: not taken, taken but look at it, for information."""

    REFUSED = "退"
    WARNED = "警"
    NOTED = "示"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One occurrence: complete when made. `content` is what stood in the cell, `department` whom it concerns."""

    kind: Kind
    source: Source
    message: str
    remedy: str
    content: str = ""
    department: str = ""
    period: Period | None = None

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.kind.code

    @property
    def level(self) -> Level:
        """The level of its kind."""
        return self.kind.level

    def __str__(self) -> str:
        return f"{self.source}：{self.level} {self.code} {self.message}{self.remedy}"


class Kind(Enum):
    """Every kind of problem: (code, level, title, message template, remedy template)."""

    # --- M: the master list ---
    MASTER_MISSING = ("M101", Level.REFUSED, "没有任务总表",
                      "没有找到 {path}。", "请把任务总表放到该位置；新建可运行 generate.py init 文件夹。")
    MASTER_UNREADABLE = ("M102", Level.REFUSED, "任务总表无法打开",
                         "任务总表无法打开：{why}。", "请用 Excel 或 WPS 打开检查，另存为 .xlsx 后重试。")
    MASTER_SHEET_MISSING = ("M103", Level.REFUSED, "任务总表缺工作表",
                            "缺少工作表「{sheet}」。", "请从随程序提供的任务总表中复制这张工作表。")
    MASTER_COLUMN_MISSING = ("M104", Level.REFUSED, "任务总表缺列",
                             "缺少列「{column}」。", "请在表头行补上这一列，列名须完全一致。")
    TASK_ID_BAD = ("M105", Level.REFUSED, "任务编号不合规",
                   "任务编号「{id}」不是“清单-序号”的形式，或与本行的清单、序号不符。", "请写成 1-09、2-07 这样的编号。")
    TASK_ID_TWICE = ("M106", Level.REFUSED, "任务编号重复",
                     "任务编号「{id}」与 {other} 重复。", "请改正其中一个。")
    TASK_BLANK = ("M107", Level.REFUSED, "任务内容空白",
                  "任务「{id}」没有填写{column}。", "请补填；整行不要的请删除整行。")
    LIST_UNKNOWN = ("M108", Level.REFUSED, "清单未登记",
                    "清单「{key}」没有登记在「清单」工作表。", "请在「清单」工作表增加一行，或改正这里的清单号。")
    DEPARTMENT_UNKNOWN = ("M109", Level.REFUSED, "单位未登记",
                          "「{name}」既不是「单位」中的单位或别名，也不是「称谓」中的称谓。{hint}", "请改正，或在「单位」「称谓」中登记。")
    DEPARTMENT_TWICE = ("M110", Level.REFUSED, "单位或别名重复",
                        "「{name}」与 {other} 重复，无法确定指哪个单位。", "请改正其中一个。")
    DEADLINE_UNREADABLE = ("M111", Level.REFUSED, "完成时间无法识别",
                           "完成时间「{text}」无法识别。", "请写成“2018年底前”“2018年6月底前”或“2018年6月30日前”。")
    REQUIREMENT_UNREADABLE = ("M112", Level.REFUSED, "量化要求无法识别",
                              "量化要求「{text}」无法识别。", "请一行写一条，如“解读≥3次/年”“3个工作日”“窗口：11月”“每季度”。")
    WEIGHTS_NOT_100 = ("M113", Level.REFUSED, "考核分值合计不是100",
                       "四项分值合计为 {total}，不是 100。", "请调整「考核办法」中四个“分值”。")
    RULE_BAD = ("M114", Level.REFUSED, "考核办法取值不合规",
                "「{title}」的取值「{text}」{why}。", "请改成符合说明的数字。")
    RULE_UNKNOWN = ("M115", Level.REFUSED, "考核办法项目不认识",
                    "「{title}」不是考核办法的项目。{hint}", "请按随程序提供的任务总表改正项目名称。")
    ADJUSTMENT_BAD = ("M116", Level.REFUSED, "加减分填写不合规",
                      "{column}「{text}」{why}。", "请改正这一行，每条加减分都要有报送期、单位、分值和事由。")
    ELEMENT_BAD = ("M117", Level.REFUSED, "公文要素不合规",
                   "「{name}」的内容「{text}」{why}。", "请改正「公文」工作表中的这一项。")
    TITLE_UNDECIDED = ("M118", Level.NOTED, "称谓尚未明确单位",
                       "任务 {id} 的「{name}」尚未明确指哪些单位，该部分列为“待明确责任单位”，不计入任何单位得分。",
                       "明确后请填写「称谓」工作表。")
    NO_TASKS = ("M119", Level.REFUSED, "任务总表没有任务",
                "「任务」工作表一项任务也没有。", "请逐行填写任务，或运行 generate.py import 从通知中导入。")
    DUE_BEFORE_ISSUE = ("M120", Level.NOTED, "完成时限早于印发日期",
                        "任务 {id} 的完成时限 {deadline} 早于通知的成文日期 {issued}。", "这是通知本身的规定，仅作提示。")

    # --- C: comparing versions and months ---
    VERSIONS_RIVAL = ("C601", Level.REFUSED, "两份填报日期相同而内容不同",
                      "任务 {task} 与 {other} 的填报日期相同（或有一份没填日期）而内容不同，两份都未采用。",
                      "请确认以哪一份为准，撤走另一份，或改正填报日期。")
    VERSION_CELL_RIVAL = ("C602", Level.NOTED, "两份内容不同之处",
                          "任务 {task} 的{column}与 {other} 不同，那一份写的是：{old}", "请确认以哪一份为准。")
    VERSION_CELL_OLDER = ("C603", Level.NOTED, "已被较晚的版本替代",
                          "任务 {task} 的{column}已按较晚的版本 {other} 采用。", "无须处理；如较晚的版本有误，请撤走后重跑。")
    SAME_AS_LAST_MONTH = ("C604", Level.WARNED, "进展情况与上期完全相同",
                          "{count}项未完成任务的进展情况与上期一字不差：{tasks}。", "请核实本期是否有新进展，补写后重报。")
    PROGRESS_BACK = ("C605", Level.WARNED, "完成进度倒退",
                     "任务 {task} 的完成进度由上期的 {old}% 退到 {new}%。", "请核实；确有倒退的，请在进展情况中说明原因。")
    COMPLETION_BACK = ("C606", Level.WARNED, "完成状态撤回",
                       "任务 {task} 上期报已完成，本期报{new}。", "请核实；确需撤回的，请在进展情况中说明原因。")

    def __init__(self, code: str, level: Level, title: str, template: str, remedy_template: str):
        self.code = code
        self.level = level
        self.title = title
        self.template = template
        self.remedy_template = remedy_template

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts its message and remedy need."""
        parse = string.Formatter().parse
        return frozenset(name for text in (self.template, self.remedy_template) for _, name, _, _ in parse(text) if name)

    def at(self, source: Source, *, content: str = "", department: str = "", period: Period | None = None,
           **facts: object) -> Problem:
        """A problem of this kind at `source`.

        TypeError when a fact is missing or too many, so that a message is complete when it is made.
        """
        if facts.keys() != self.facts:
            raise TypeError(f"{self.name} takes the facts {sorted(self.facts)}, got {sorted(facts)}")
        return Problem(kind=self, source=source, message=self.template.format_map(facts),
                       remedy=self.remedy_template.format_map(facts), content=content, department=department,
                       period=period)
