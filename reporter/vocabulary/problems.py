"""The catalogue of problems: code, level, title, message and remedy, each once; one `Problem` is one occurrence.

docs/problems.md is rendered from here. The letter of a code says where the problem lies: M master list, F file,
S sheet, R row, V value, C comparison of versions and months, D draft, I issue, W writing, T templates.
"""

from __future__ import annotations

import functools
import string
from enum import Enum, StrEnum

from ..records import record
from .model import Period, Source


class Level(StrEnum):
    """How far a problem goes: not taken, taken but look at it, for information."""

    REFUSED = "退"
    WARNED = "警"
    NOTED = "示"


REFUSED, WARNED, NOTED = Level


@record
class Problem:
    """One occurrence: complete when made. `content` is what stood in the cell, `department` whom it concerns.

    also: another month whose run has to show it too. facts: what its message and remedy were made with, as
    (name, text). replaced_by: what took the place of the version it lies in, in words; it is then for the ledger alone.
    """

    kind: Kind
    source: Source
    message: str
    remedy: str
    content: str = ""
    department: str = ""
    period: Period | None = None
    also: Period | None = None
    facts: tuple[tuple[str, str], ...] = ()
    replaced_by: str = ""

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


@functools.cache  # of each kind once, and there may be thousands of its problems
def _facts(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


class Kind(Enum):
    """Every kind of problem: (code, level, title, message template, remedy template)."""

    # --- M: the master list ---
    MASTER_MISSING = (
        "M101",
        REFUSED,
        "没有任务总表",
        "没有找到 {path}。",
        "请把任务总表放到该位置；新建可运行 generate.py init 文件夹。",
    )
    MASTER_UNREADABLE = (
        "M102",
        REFUSED,
        "任务总表无法打开",
        "任务总表无法打开：{why}。",
        "请用 Excel 或 WPS 打开检查，另存为 .xlsx 后重试。",
    )
    MASTER_SHEET_MISSING = (
        "M103",
        REFUSED,
        "任务总表缺工作表",
        "缺少工作表「{sheet}」。",
        "请从随程序提供的任务总表中复制这张工作表。",
    )
    MASTER_COLUMN_MISSING = (
        "M104",
        REFUSED,
        "任务总表缺列",
        "缺少列「{column}」。{hint}",
        "请在表头行补上这一列，列名须完全一致。",
    )
    TASK_ID_BAD = (
        "M105",
        REFUSED,
        "任务编号不合规",
        "任务编号「{id}」不是“清单-序号”的形式，或与本行的清单、序号不符。",
        "请写成 1-09、2-07 这样的编号。",
    )
    TASK_ID_TWICE = ("M106", REFUSED, "任务编号重复", "任务编号「{id}」与 {other} 重复。", "请改正其中一个。")
    ENTRY_BLANK = (
        "M107",
        REFUSED,
        "必填的内容空白",
        "{what}没有填写{column}。",
        "请补填；整行不要的请删除整行。",
    )
    LIST_UNKNOWN = (
        "M108",
        REFUSED,
        "清单未登记",
        "清单「{key}」没有登记在「清单」工作表。{hint}",
        "请在「清单」工作表增加一行，或改正这里的清单号。",
    )
    DEPARTMENT_UNKNOWN = (
        "M109",
        REFUSED,
        "单位未登记",
        "「{name}」既不是「单位」中的单位或别名，也不是「称谓」中的称谓。{hint}",
        "请改正，或在「单位」「称谓」中登记。",
    )
    DEPARTMENT_TWICE = (
        "M110",
        REFUSED,
        "单位或别名重复",
        "「{name}」与 {other} 重复，无法确定指哪个单位。",
        "请改正其中一个。",
    )
    DEADLINE_UNREADABLE = (
        "M111",
        WARNED,
        "完成时间无法识别",
        "完成时间「{text}」{why}，这项任务按没有确定时限核定。",
        "请写成“2018年底前”“9月30日前”“三季度”“每季度末”“长期坚持”这样的时间。",
    )
    REQUIREMENT_UNREADABLE = (
        "M112",
        REFUSED,
        "量化要求无法识别",
        "量化要求「{text}」无法识别。",
        "请一行写一条，如“解读≥3次/年”“3个工作日”“窗口：11月”“每季度”。",
    )
    WEIGHTS_NOT_100 = (
        "M113",
        REFUSED,
        "考核分值合计不是100",
        "四项分值合计为 {total}，不是 100。",
        "请调整「考核办法」中四个“分值”。",
    )
    RULE_BAD = (
        "M114",
        REFUSED,
        "考核办法取值不合规",
        "「{title}」的取值「{text}」{why}。",
        "请按说明改正。",
    )
    RULE_UNKNOWN = (
        "M115",
        REFUSED,
        "考核办法项目不认识",
        "「{title}」不是考核办法的项目。{hint}",
        "请按随程序提供的任务总表改正项目名称。",
    )
    ADJUSTMENT_BAD = (
        "M116",
        REFUSED,
        "加减分填写不合规",
        "{column}「{text}」{why}。",
        "请改正这一行，每条加减分都要有报送期、单位、分值和事由。",
    )
    ELEMENT_BAD = (
        "M117",
        REFUSED,
        "公文要素不合规",
        "「{name}」的内容「{text}」{why}。",
        "请改正「公文」工作表中的这一项。",
    )
    TITLE_UNDECIDED = (
        "M118",
        NOTED,
        "称谓尚未明确单位",
        "任务 {id} 的「{name}」尚未明确指哪些单位，该部分列为“待明确责任单位”，不计入任何单位得分。",
        "明确后请填写「称谓」工作表。",
    )
    NO_TASKS = (
        "M119",
        REFUSED,
        "任务总表没有任务",
        "「任务」工作表一项任务也没有。",
        "请逐行填写任务，或运行 generate.py import 从通知中导入。",
    )
    DUE_BEFORE_ISSUE = (
        "M120",
        NOTED,
        "完成时限早于印发日期",
        "任务 {id} 的完成时限 {deadline} 早于通知的成文日期 {issued}。",
        "这是通知本身的规定，仅作提示。",
    )
    PERIOD_DATE = (
        "M121",
        NOTED,
        "报送期变成了日期",
        "报送期是日期「{text}」，按 {month} 读入。",
        "请核对年月；把单元格设为文本格式后重填，如 2018-05。",
    )
    ENTRY_TWICE = (
        "M122",
        REFUSED,
        "同一项写了两行",
        "「{name}」与 {other} 重复，无法确定以哪一行为准。",
        "请只保留一行。",
    )
    ADJUSTMENT_OTHER_YEAR = (
        "M123",
        WARNED,
        "加减分不是本年度的",
        "报送期 {month} 不是{year}年度的，这一条不计入任何单位的得分。",
        "请核对年份；往年的请删除。",
    )
    RULE_MISSING = (
        "M124",
        WARNED,
        "考核办法缺少项目",
        "「考核办法」没有这些项目，按括号内的默认值执行：{rules}。",
        "请补上这些行；不设某项的，请按说明填写取值，不要删行。",
    )
    LINE_ABOVE_100 = (
        "M125",
        WARNED,
        "等次线高于100分",
        "「{title}」是 {value} 分，没有加分的单位都达不到。",
        "请核对这一取值。",
    )
    ISSUER_BLANK = (
        "M126",
        WARNED,
        "没有填写发文机关",
        "「发文机关」空白，生成的文书没有落款署名，不能印发。",
        "请在「公文」工作表填写发文机关。",
    )
    ELEMENT_DEFAULT = (
        "M127",
        NOTED,
        "公文要素空白，用了默认值",
        "「{name}」空白，按 {default} 执行。",
        "有别的规定的，请在「公文」工作表填写。",
    )
    DEPARTMENT_KIND = (
        "M128",
        NOTED,
        "单位类别不认识",
        "「{name}」的类别「{text}」不是处室或事业单位，不影响判定和计分。",
        "请从下拉列表中选择。",
    )
    MASTER_OTHER = (
        "M129",
        REFUSED,
        "不是任务总表",
        "这个文件里没有任务总表的工作表（{wanted}），只有{sheets}。",
        "请换成任务总表；工作表改过名的，请恢复原名。",
    )

    EXTENSION_BAD = (
        "M130",
        REFUSED,
        "延期填写不合规",
        "{column}「{text}」{why}。",
        "请改正这一行，每条延期都要有任务编号、晚于原定时限的日期和批准依据。",
    )
    OBJECTION_BAD = (
        "M131",
        REFUSED,
        "异议填写不合规",
        "{column}「{text}」{why}。",
        "请改正这一行，每条异议都要有单位和事项；分值有变动的要有处理意见。",
    )
    METHOD_SET_UNKNOWN = (
        "M132",
        REFUSED,
        "考核方案不认识",
        "没有名为「{name}」的方案。{hint}",
        "可用的方案：{known}。",
    )
    METHOD_SETS_DIFFER = (
        "M133",
        REFUSED,
        "考核方案互相矛盾",
        "方案「{one}」与「{other}」对“{title}”的规定不同。",
        "请只保留其中一个方案。",
    )

    OBJECTION_OPEN = (
        "M134",
        WARNED,
        "异议尚未处理",
        "{name}的异议没有处理意见，没有计入定稿。",
        "请在任务总表「异议」中补填处理意见，再生成定稿。",
    )

    OBJECTION_UNMATCHED = (
        "M144",
        WARNED,
        "异议没有对应的扣分",
        "异议事项「{item}」没有对应{name}的任何一处扣分，没有计入。",
        "请在事项中写明扣分编号（如 质-2-03、报-06），编号见得分表「扣分明细」；补报后已不扣分的，不用再加回。",
    )
    OBJECTION_OVER = (
        "M145",
        WARNED,
        "异议加回超过扣分",
        "{name}的异议要加回{points}分，多于对应的扣分（{numbers}，可加回{room}分），没有计入。",
        "请改正分值变动；同一处扣分不能加回两次。",
    )

    TASK_NOBODYS = (
        "M149",
        WARNED,
        "没有单位承担的任务",
        "任务 {id} 的责任单位（{names}）都填报不涉及，没有单位承担。",
        "请核对责任部门，明确由谁承担；任务确已取消的，填止报月。",
    )

    ELEMENT_UNKNOWN = (
        "M135",
        WARNED,
        "公文要素不认识",
        "没有公文使用「{name}」，填写的内容不会印出来。{hint}",
        "请改正要素的名称；文种已经取消、不再使用的，请删去这一行。",
    )

    SPAN_BAD = (
        "M136",
        REFUSED,
        "起止月份不合规",
        "{column}「{text}」{why}。",
        "请写成 2018-07 这样的月份；全年都报送的，两格都空着。",
    )
    TASK_WITHOUT_OWNER = (
        "M137",
        WARNED,
        "任务这个月没有责任单位",
        "任务 {id} 在 {month} 没有责任单位：{names}不在报送的月份内。这个月列为“待明确责任单位”，不计入任何单位得分。",
        "有单位接手的，请给这项任务填止报月，另加一行任务，写明接手的单位和起报月；任务取消了的，请填止报月。",
    )
    ADJUSTMENT_NOT_IN_FORCE = (
        "M138",
        WARNED,
        "加减分的单位这个月不报送",
        "「{name}」在 {month} 不在报送的月份内，这一条不计入得分。",
        "请核对报送期，或「单位」的起报月、止报月。",
    )

    ARRANGEMENT_BAD = (
        "M139",
        REFUSED,
        "报送安排填写不合规",
        "{column}「{text}」{why}。",
        "请改正这一行：一个月一行，报送截止日写几日或日期，不考核的写“是”。",
    )

    DISPATCH_BAD = (
        "M140",
        REFUSED,
        "发文登记填写不合规",
        "{column}「{text}」{why}。",
        "请改正这一行：一份文书一行，写明报送期（年度的写年份）和文种。",
    )
    DISPATCH_UNUSED = (
        "M141",
        WARNED,
        "发文登记的一行没有用到",
        "{why}，这一行没有用到。",
        "请按模板里的文种改正这一行，如 通报、督办通知单。",
    )
    NUMBER_TWICE = (
        "M142",
        WARNED,
        "发文字号重复",
        "发文字号「{number}」与{other}重复。",
        "请核对，改正其中一个。",
    )
    DISPATCH_DAY = (
        "M143",
        WARNED,
        "文书的日期不合常理",
        "{column} {day} {why}。",
        "请核对日期；考核日期不对的，用 --as-of 指定。",
    )

    SUPPLEMENT_BAD = (
        "M146",
        REFUSED,
        "补充内容填写不合规",
        "{column}「{text}」{why}。",
        "请改正这一行：写明报送期（年度的写年份）、文种和内容。",
    )
    SUPPLEMENT_UNUSED = (
        "M147",
        WARNED,
        "补充内容的一行没有用到",
        "{why}，这一行没有用到。",
        "请按模板里的文种改正这一行，如 通报、考核报告。",
    )
    SUPPLEMENT_PLACE = (
        "M148",
        WARNED,
        "补充内容的位置没有找到",
        "{kind}里这次没有“{section}”这一节，内容放在正文末尾。",
        "请把位置写成文书里的标题（不写序号），或者空着。",
    )

    # --- F: a file ---
    FILE_LOCK = (
        "F201",
        NOTED,
        "编辑软件的锁文件，已跳过",
        "这是编辑软件留下的临时锁文件，已跳过；{original}可能正被人打开着，本次读的是已经保存到磁盘上的内容。",
        "请保存并关闭该表后重新运行。",
    )
    FILE_HIDDEN = (
        "F202",
        NOTED,
        "隐藏文件，已跳过",
        "这是隐藏文件或系统文件，已按名称跳过。",
        "确需报送的，请改成普通文件名。",
    )
    FILE_LINK = (
        "F203",
        REFUSED,
        "符号链接，未读取",
        "这是指向别处的链接，不是文件本身，未读取。",
        "请把文件本身复制到这里。",
    )
    FILE_NOT_REGULAR = ("F204", REFUSED, "不是普通文件", "这不是普通文件，未读取。", "请移走，或换成文件本身。")
    FILE_IN_USE = (
        "F205",
        REFUSED,
        "文件被占用或没有权限",
        "文件被占用，或没有读取权限。",
        "请关闭正在打开它的程序后重新运行。",
    )
    FILE_UNREACHABLE = (
        "F206",
        REFUSED,
        "文件无法访问",
        "文件无法访问（系统错误号 {number}）。",
        "请检查路径是否过长、网络盘是否断开，把文件复制到本机后重新运行。",
    )
    FILE_CHANGING = (
        "F207",
        WARNED,
        "读取时文件还在变",
        "读取过程中文件内容发生变化，读到的可能不是最终内容。",
        "请等保存或同步结束后重新运行。",
    )
    FILE_EMPTY = ("F208", REFUSED, "空文件", "文件没有内容（0 字节或全是空白）。", "请重新导出或重新发送。")
    FILE_TOO_BIG = (
        "F209",
        REFUSED,
        "文件过大",
        "文件超过 {limit} MB，未读取。",
        "请删去图片等无关内容，另存为 .xlsx 后重报。",
    )
    FILE_ENCRYPTED = (
        "F210",
        REFUSED,
        "设置了打开密码",
        "文件设置了打开密码，无法读取。",
        "请取消密码（另存为无密码的 .xlsx）后重报。",
    )
    FILE_TRUNCATED = (
        "F211",
        REFUSED,
        "文件不完整",
        "文件不完整或已损坏（{why}），多半是下载、复制时中断。",
        "请重新发送，收到后先用 WPS 或 Excel 打开确认。",
    )
    FILE_NOT_WORKBOOK = ("F212", REFUSED, "不是表格文件", "这是{what}，不是表格，无法读取其中内容。", "{remedy}")
    FILE_UNKNOWN = (
        "F213",
        REFUSED,
        "认不出的文件",
        "认不出这是什么文件，无法读取。",
        "请用 WPS 或 Excel 另存为 .xlsx 后重报。",
    )
    FILE_HOSTILE = (
        "F214",
        REFUSED,
        "文件结构异常",
        "文件结构异常（{why}），为安全起见未读取。",
        "请新建一个工作簿，把内容复制过去，另存为 .xlsx 后重报。",
    )
    FILE_CRASHED = (
        "F215",
        REFUSED,
        "文件使读取程序中断",
        "读取这个文件时读取程序异常中断，其他文件不受影响。",
        "请新建一个工作簿，把内容复制过去，另存为 .xlsx 后重报。",
    )
    FILE_TOO_SLOW = (
        "F216",
        REFUSED,
        "读取超时",
        "读取用去的处理器时间超过 {seconds} 秒，已放弃。",
        "请删去多余的空行、样式和工作表，另存为 .xlsx 后重报。",
    )
    FILE_TOO_MUCH = (
        "F217",
        REFUSED,
        "内容过多",
        "文件中有内容的单元格超过 {limit} 个，不像填报表，未采用。",
        "请只保留填报表后重报。",
    )
    FILE_DAMAGED = (
        "F218",
        REFUSED,
        "文件损坏，无法打开",
        "文件内部有损坏，无法打开{where}。",
        "请用 WPS 或 Excel 打开并另存为 .xlsx；打不开的请重新填报。",
    )
    FILE_FORM_DIFFERS = (
        "F219",
        NOTED,
        "扩展名与内容不符",
        "{name}，实际是{what}，已按实际内容读取。",
        "请用 WPS 或 Excel 打开后另存为 .xlsx。",
    )
    FILE_MACRO = (
        "F220",
        WARNED,
        "含有宏",
        "文件含有宏，只读取了单元格内容，宏未运行。",
        "请另存为不含宏的 .xlsx。",
    )
    FILE_OLD_FORM = (
        "F221",
        NOTED,
        "不是 .xlsx 格式",
        "文件是{what}，内容已读取，但看不到其中的批注、隐藏行等。",
        "请另存为 .xlsx 后报送。",
    )
    FILE_TWICE = (
        "F222",
        NOTED,
        "内容完全相同的副本",
        "与「{other}」逐字节相同，只计一份。",
        "无须处理。",
    )
    FILE_BULKY_PART = (
        "F223",
        WARNED,
        "附带异常大的内容",
        "文件内附带的「{part}」展开后异常大，没有展开，表格内容照常读取。",
        "请删去附带的图片或对象后另存。",
    )
    FILE_EXTERNAL = (
        "F224",
        WARNED,
        "引用了外部数据",
        "表中引用了其他文件或外部程序的数据，只采用了上次保存的结果，没有更新。",
        "请把引用的结果粘贴为数值。",
    )
    FILE_MANY_SHEETS = ("F225", WARNED, "工作表过多", "工作簿有 {count} 张工作表。", "请只保留填报表。")
    FILE_SHEETS_LEFT = (
        "F229",
        WARNED,
        "有工作表内容过多，没有读取",
        "工作表{sheets}内容过多（全部工作表合计有内容的单元格超过 {limit} 个），没有读取。",
        "请只保留填报表后重报。",
    )
    FILE_PART_DAMAGED = (
        "F230",
        WARNED,
        "附带的内容已损坏",
        "文件内附带的「{part}」已损坏，表格内容照常读取。",
        "请用 WPS 或 Excel 打开核对图片等附带内容，另存后重报。",
    )
    FILE_STYLES_BROKEN = (
        "F228",
        WARNED,
        "文件样式损坏",
        "文件样式损坏，只读取了内容；日期和百分比可能显示为数字。",
        "请在 WPS 或 Excel 中复制到新表，另存为 .xlsx 后重报。",
    )
    FILE_ANCIENT = (
        "F227",
        REFUSED,
        "格式过老",
        "这是 Excel 5.0 以前的老格式，无法读取。",
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后重报。",
    )
    FILE_NO_RETURN = (
        "F226",
        REFUSED,
        "没有找到填报表",
        "文件中没有填报表：没有一行能与任务总表的编号或任务内容对上。",
        "请移走与任务无关的文件；是填报表的，请用下发的填报表填写，或写明“任务编号”（或“主要任务”）和“完成状态”后重报。",
    )
    RUN_TOO_MUCH = (
        "F232",
        WARNED,
        "未采用的内容过多",
        "input 中各文件未采用的内容合计超过 {limit} 万格，这个文件中未采用的内容没有列出。",
        "请把与填报无关的文件移出 input 文件夹后重新运行。",
    )
    FILE_NOT_INTERPRETED = (
        "F231",
        REFUSED,
        "内容无法解读",
        "解读这个文件的内容时{why}，未采用；其他文件不受影响。",
        "请删去特别长或来历不明的内容，用下发的填报表重新填写后重报；仍然如此的，请把文件交给维护本程序的人。",
    )
    MONTH_EMPTY = (
        "F233",
        WARNED,
        "这个月没有报表",
        "{month} 没有收到任何单位的报表{known}，按各单位均未报送核定，不发督办通知单。",
        "月份写错了的，请改正 --period 后重新运行；当月不布置报送的，在「报送安排」里写不考核。",
    )

    # --- S: a sheet ---
    SHEET_HIDDEN = (
        "S301",
        WARNED,
        "填报表所在工作表被隐藏",
        "这张填报表是隐藏的工作表，已照常读取。",
        "请取消隐藏；不需要的请删除。",
    )
    COLUMN_MISSING = (
        "S302",
        WARNED,
        "缺少应填的列",
        "表头没有{columns}，按未填处理。",
        "请按下发的填报表补上这些列。",
    )
    COLUMN_EXTRA = (
        "S303",
        NOTED,
        "多出的列",
        "表中多出{columns}，内容未采用。",
        "如需反映，请写入“进展情况”或“存在问题”。",
    )
    COLUMN_TWICE = (
        "S304",
        WARNED,
        "两列表头意思相同",
        "「{title}」与「{other}」意思相同，只采用了后者。",
        "请只保留一列。",
    )
    DEPARTMENT_MISSING = (
        "S305",
        REFUSED,
        "没有写填报单位",
        "表中没有写填报单位，无法确定是哪个单位报的，整张表未采用。{hint}",
        "请在“填报单位”后填写单位全称。",
    )
    DEPARTMENT_NOT_KNOWN = (
        "S306",
        REFUSED,
        "填报单位未登记",
        "填报单位「{name}」不是任务总表登记的单位或别名，整张表未采用。{hint}",
        "请改成规范名称；确是该单位的，请在任务总表「单位」的别名中登记。",
    )
    DEPARTMENT_DOUBTFUL = (
        "S307",
        REFUSED,
        "填报单位不止一个",
        "表中的填报单位写了{names}，无法确定是哪一个，整张表未采用。",
        "请一个单位报一张表。",
    )
    DEPARTMENT_BY_HINT = (
        "S308",
        NOTED,
        "填报单位取自表外",
        "表中没有填报单位，按{where}认作{name}。",
        "请核对，并在表中补填“填报单位”。",
    )
    DEPARTMENT_DIFFERS = (
        "S309",
        NOTED,
        "文件名与填报单位不一致",
        "文件名写的是{other}，表内填报单位是{name}，以表内为准。",
        "请核对是否放错或改错了名。",
    )
    PERIOD_MISSING = (
        "S310",
        REFUSED,
        "没有写报送期",
        "表中没有写报送期，文件夹和文件名也看不出是哪个月，整张表未采用。",
        "请在“报送期”后填写，如 2018-05。",
    )
    PERIOD_UNREADABLE = (
        "S311",
        REFUSED,
        "报送期无法识别",
        "报送期「{text}」{why}，整张表未采用。",
        "请写成 2018-05 这样的月份。",
    )
    PERIOD_OTHER_YEAR = (
        "S312",
        REFUSED,
        "报送期不是本年度",
        "报送期是 {month}，不是{year}年度的，整张表未采用。",
        "请核对是否报成了往年的表。",
    )
    PERIOD_BY_HINT = (
        "S313",
        NOTED,
        "报送期取自表外",
        "表中没有报送期，按{where}认作 {month}。",
        "请核对，并在表中补填“报送期”。",
    )
    PERIOD_DIFFERS = (
        "S314",
        WARNED,
        "文件位置与报送期不一致",
        "{where}写的是 {other}，表内报送期是 {month}，以表内为准，计入 {month}，没有计入 {other}。",
        "请核对：是 {other} 的表，请改正表内的“报送期”；是 {month} 的表，请移到该月的文件夹或改正文件名。",
    )
    PERIOD_DOUBT = ("S315", WARNED, "报送期没有写全", "报送期「{text}」{why}。", "请写成 2018-05 这样的月份。")
    FILED_ON_MISSING = (
        "S316",
        WARNED,
        "没有写填报日期",
        "没有写填报日期，无法确认是否按时；几次报送都没有写的，按迟报计。",
        "请补填“填报日期”，如 2018-05-25。",
    )
    FILED_BEFORE = (
        "S317",
        WARNED,
        "填报日期早于报送期",
        "填报日期 {day} 早于报送期 {month}。",
        "请核对填报日期和报送期。",
    )
    REVIEWER_MISSING = ("S318", WARNED, "没有审核人", "没有写审核人。", "请由部门负责人审核后补填。")
    REVIEWER_IS_FILLER = (
        "S319",
        WARNED,
        "审核人与填报人相同",
        "审核人与填报人都是「{name}」。",
        "请由部门负责人审核。",
    )
    ROWS_HIDDEN = (
        "S320",
        WARNED,
        "有隐藏的行",
        "第 {rows} 行被隐藏或被筛选掉，已照常读取。",
        "请取消隐藏和筛选后核对。",
    )
    COLUMNS_HIDDEN = ("S321", WARNED, "有隐藏的列", "{columns} 列被隐藏，已照常读取。", "请取消隐藏后核对。")
    CONTENT_MERGED = (
        "S322",
        WARNED,
        "填写内容的单元格被合并",
        "「{column}」的 {range} 被合并，合并的内容算作其中每一行的。",
        "请拆分单元格，逐项填写。",
    )
    NOTE_FOUND = (
        "S323",
        WARNED,
        "内容写在单元格外",
        "有内容写在{what}里，没有并入表格。",
        "请把需要报送的内容写到单元格里。",
    )
    CELLS_FAR = (
        "S324",
        WARNED,
        "远离表格处有内容",
        "在远离表格的 {cells} 处有内容，未采用。",
        "请删去；需要的请移到表格中。",
    )
    SHEET_TWICE = (
        "S325",
        WARNED,
        "一个文件里有几张同期填报表",
        "工作表{sheets}都是{name} {month} 的填报表。",
        "请只保留一张；内容不同的，请确认以哪张为准。",
    )
    BLANK_RETURNED = (
        "S333",
        REFUSED,
        "原样交回的空白填报表",
        "这张表与下发时一样，各项任务没有填写，也没有填报人和填报日期，不作为报送。",
        "请填写后报回。",
    )
    NOTHING_FILLED = ("S326", WARNED, "整张表没有填写", "各项任务的填写栏全部空白。", "请填写后重报。")
    SHEET_DAMAGED = (
        "S327",
        REFUSED,
        "工作表损坏",
        "工作表「{sheet}」的{why}，无法读取，其他工作表照常读取。",
        "请用 WPS 或 Excel 打开检查，另存后重报。",
    )
    SHEET_ASIDE_HIDDEN = (
        "S328",
        WARNED,
        "隐藏的工作表里有内容",
        "这张工作表是隐藏的，里面有内容，但不是填报表，没有采用。",
        "不需要的请删除；需要报送的，请写到填报表里。",
    )
    COLUMNS_BY_VALUES = (
        "S329",
        WARNED,
        "按内容认出的列",
        "按内容认出：{columns}。",
        "请核对，并把列名改成下发的填报表的列名。",
    )
    SHEET_NEAR = (
        "S330",
        REFUSED,
        "有任务而没有完成状态",
        "表中有 {rows} 行是任务总表的任务，但没有“完成状态”一列，整张表未采用。{hint}",
        "请把填写状态的一列改名为“完成状态”；没有的请加一列“完成状态”，从已完成、正在推进、未启动、长期坚持、不涉及中选填。",
    )
    SHEET_OF_VERDICTS = (
        "S334",
        REFUSED,
        "是程序生成的表，不是填报表",
        "表中有“{title}”一列，是程序生成的台账、得分表或印发记录，不是填报表，没有采用。",
        "请移走；是单位在这样的表里填报的，请删去“核定状态”“判定依据”等核定的各列，或改用下发的填报表。",
    )
    CELL_COVERED = (
        "S331",
        WARNED,
        "合并单元格下面有内容",
        "这一格被合并单元格盖住，看不到里面的内容，以合并单元格左上角的为准。",
        "请取消合并核对，删去多余的内容。",
    )
    SHEET_NOT_IN_FORCE = (
        "S332",
        WARNED,
        "单位这个月不报送",
        "{name}在 {month} 不在报送的月份内，整张表未采用。",
        "请核对报送期；单位这个月应当报送的，请改正「单位」的起报月、止报月。",
    )
    # --- R: a row ---
    ROW_NOT_DUTY = (
        "R401",
        REFUSED,
        "不是本单位的任务",
        "任务 {task} 的责任部门是{owners}，不含{name}，本行未采用。",
        "请删去；责任部门有变化的，请先修改任务总表。",
    )
    ROW_NOT_IN_FORCE = (
        "R430",
        WARNED,
        "任务这个月不报送",
        "任务 {task} 在 {month} 不在报送的月份内，本行未采用。",
        "请删去这一行；任务这个月应当报送的，请改正「任务」的起报月、止报月。",
    )
    ROW_UNDECIDED = (
        "R402",
        NOTED,
        "任务的责任单位尚未明确",
        "任务 {task} 中「{title}」指哪些单位尚未明确，本行暂不计入。",
        "明确后请填写任务总表的「称谓」。",
    )
    ROW_UNKNOWN = (
        "R403",
        REFUSED,
        "不知道是哪项任务",
        "第 {row} 行没有任务编号，任务内容也与任务总表对不上，本行未采用。{hint}",
        "请填写任务编号；清单以外的工作请另行报送。",
    )
    TASK_ID_UNKNOWN = (
        "R404",
        REFUSED,
        "任务编号不存在",
        "任务编号「{id}」不在任务总表中，本行未采用。{hint}",
        "请按任务总表改正任务编号。",
    )
    ROW_TWICE = (
        "R405",
        REFUSED,
        "同一任务填了几行且内容不同",
        "任务 {task} 在第 {rows} 行重复填写且内容不同，都未采用。",
        "请合并成一行。",
    )
    ROW_SAME_TWICE = (
        "R406",
        NOTED,
        "同一任务重复的行",
        "任务 {task} 在第 {rows} 行填写的内容相同，只计一次。",
        "请删去重复的行。",
    )
    ROW_BY_WORDING = (
        "R407",
        NOTED,
        "按任务内容对上编号",
        "{typed}，按{by}认作任务 {task}。",
        "请补填任务编号。",
    )
    ROW_BY_SIMILARITY = (
        "R408",
        WARNED,
        "任务内容与原文相近",
        "本行没有任务编号，任务内容与任务 {task} 的原文相近但不相同，按该任务读入。",
        "请核对，补填任务编号并恢复原文。",
    )
    WORDING_CHANGED = (
        "R409",
        WARNED,
        "任务内容被改动",
        "任务 {task} 的主要任务与任务总表不一致，以任务总表为准。",
        "请恢复原文。",
    )
    LOCKED_CHANGED = (
        "R410",
        NOTED,
        "锁定栏被改动",
        "任务 {task} 的「{column}」与任务总表不一致，以任务总表为准。",
        "请恢复原文；确需调整的，请报主管处室修改任务总表。",
    )
    ROW_MISSING = (
        "R411",
        WARNED,
        "缺少任务行",
        "表中没有{whose}任务 {task}（{short}）这一行，按未填报处理。",
        "请补上这一行。",
    )
    ROW_BLANK = ("R412", WARNED, "任务行没有填写", "任务 {task} 一栏也没有填，按未填报处理。", "请填写。")
    STATUS_BLANK = (
        "R413",
        WARNED,
        "没有填完成状态",
        "任务 {task} 填了其他内容，但没有填完成状态，按未填报处理。",
        "请补填完成状态。",
    )
    ROW_DISAGREES = (
        "R414",
        REFUSED,
        "任务编号与任务内容不是同一项",
        "任务编号是 {task}，任务内容却是任务 {other} 的，无法确定是哪一项，本行未采用。",
        "请改正编号或内容。",
    )
    ROW_JOINED = (
        "R416",
        NOTED,
        "一项任务分几行填写",
        "任务 {task} 分在第 {rows} 行填写，已合并为一条。",
        "请尽量写在一行中。",
    )
    TASK_ID_DATE = (
        "R415",
        WARNED,
        "任务编号变成了日期",
        "任务编号被软件变成了日期「{text}」，按任务 {task} 读入。",
        "请把单元格设为文本格式后重填编号。",
    )
    DONE_UNDER_100 = (
        "R420",
        WARNED,
        "已完成但进度不到100%",
        "完成状态是“已完成”，完成进度却是 {progress}%。",
        "请核对，改正其中一个。",
    )
    DONE_WITHOUT_DATE = (
        "R421",
        WARNED,
        "已完成但没有完成日期",
        "完成状态是“已完成”，没有填完成日期。",
        "请补填实际完成日期。",
    )
    DONE_WITHOUT_EVIDENCE = (
        "R422",
        WARNED,
        "已完成但没有佐证",
        "完成状态是“已完成”，没有填公开网址或佐证材料。",
        "请补填 http 开头的网址，或材料名称、文号、《题名》。",
    )
    DONE_EVIDENCE_EMPTY = (
        "R429",
        WARNED,
        "已完成但佐证没有指明材料",
        "「{text}」不是网址，也没有指明是哪份材料，不算佐证。",
        "请改填 http 开头的网址，或材料名称、文号、《题名》。",
    )
    NOT_STARTED_BUT = (
        "R423",
        WARNED,
        "未启动却有进展",
        "完成状态是“未启动”，却填了{what}。",
        "请核对，改正其中一个。",
    )
    DATE_BUT_NOT_DONE = (
        "R424",
        WARNED,
        "未完成却有完成日期",
        "完成状态是“{status}”，却填了完成日期 {day}。",
        "请核对；计划完成的日期请填在“预计完成日期”。",
    )
    FULL_BUT_NOT_DONE = (
        "R425",
        WARNED,
        "进度100%但状态不是已完成",
        "完成进度是 100%，完成状态却是“{status}”。",
        "请核对，改正其中一个。",
    )
    DONE_AFTER_FILING = (
        "R426",
        WARNED,
        "完成日期晚于填报日期",
        "完成日期 {day} 晚于{what} {limit}。",
        "请核对；尚未完成的不能报“已完成”。",
    )
    NOT_CONCERNED_WITHOUT_REASON = (
        "R427",
        WARNED,
        "不涉及但没有写理由",
        "完成状态是“不涉及”，进展情况没有写理由。",
        "请在“进展情况”写明为什么不涉及。",
    )
    DONE_OTHER_YEAR = ("R428", WARNED, "完成日期不在本年度", "完成日期 {day} 不在{year}年。", "请核对年份。")
    ITEM_WITHOUT_TASK = (
        "R431",
        REFUSED,
        "登记的事项没有任务编号",
        "第 {row} 行没有任务编号，本行未采用。",
        "请从下拉列表中选择任务编号。",
    )
    ITEM_WITHOUT_TITLE = (
        "R432",
        REFUSED,
        "没有填事项名称",
        "任务 {task} 登记的这一事项没有名称，不计数。",
        "请补填事项名称。",
    )
    ITEM_WITHOUT_DAY = (
        "R433",
        REFUSED,
        "没有填事项日期",
        "任务 {task} 登记的这一事项没有日期，不计数。",
        "请补填日期，如 2018-06-30。",
    )
    ITEM_WITHOUT_BASE = (
        "R434",
        WARNED,
        "没有填起算日期",
        "任务 {task} 有时限要求，这一事项没有填起算日期，无法判断是否超时。",
        "请补填时限从哪一天算起，如政策文件公布的日期。",
    )
    ITEM_WITHOUT_EVIDENCE = (
        "R435",
        WARNED,
        "登记的事项没有佐证",
        "任务 {task} 登记的这一事项没有填网址或佐证材料，暂予计数。",
        "请补填 http 开头的网址，或材料名称、文号、《题名》。",
    )
    ITEM_BEFORE_BASE = (
        "R436",
        WARNED,
        "日期早于起算日期",
        "日期 {day} 早于起算日期 {base}。",
        "请核对这两个日期。",
    )
    ITEM_AFTER_FILING = (
        "R437",
        WARNED,
        "事项日期晚于填报日期",
        "事项日期 {day} 晚于{what} {limit}。",
        "请核对；还没有办的事项请办完再登记。",
    )
    ITEM_OTHER_YEAR = (
        "R438",
        WARNED,
        "事项日期不在本年度",
        "事项日期 {day} 不在{year}年，不计数。",
        "请核对年份；往年的事项不用登记。",
    )
    ITEM_ROW_TWICE = (
        "R439",
        WARNED,
        "登记表中重复的行",
        "第 {row} 行与第 {first} 行登记的是同一事项（网址相同，或名称、日期都相同），只计一次。",
        "请删去一行；确是两件事的，请各填自己的网址，并在名称中写明区别。",
    )
    ITEM_NOT_ASKED = (
        "R440",
        NOTED,
        "任务没有次数、时限要求",
        "任务 {task} 没有次数、时限要求，登记的事项已存入台账。",
        "无须登记，不用修改。",
    )
    REGISTER_OF_OTHER = (
        "R441",
        REFUSED,
        "事项登记表不是本单位的",
        "「事项登记」表上写的单位是{name}，与填报表的{owner}不一致，整张登记表未采用。",
        "请换成本单位的登记表，或改正单位名称。",
    )
    REGISTER_OF_NOBODY = (
        "R442",
        REFUSED,
        "不知道是哪张填报表的事项登记",
        "「事项登记」表{why}，整张登记表未采用。",
        "请与本单位的填报表放在同一个工作簿中报送。",
    )
    # --- V: a value ---
    STATUS_UNKNOWN = (
        "V501",
        REFUSED,
        "完成状态无法识别",
        "完成状态「{text}」{why}，按未填报处理。",
        "请从已完成、正在推进、未启动、长期坚持、不涉及中选一个。",
    )
    STATUS_DOUBT = (
        "V502",
        WARNED,
        "完成状态写法不规范",
        "完成状态「{text}」{why}。",
        "请从已完成、正在推进、未启动、长期坚持、不涉及中选一个。",
    )
    PERCENT_UNREADABLE = (
        "V503",
        REFUSED,
        "完成进度无法识别",
        "完成进度「{text}」{why}，未采用。",
        "请填 0 到 100 的数，带不带 % 都可以。",
    )
    PERCENT_DOUBT = (
        "V504",
        WARNED,
        "完成进度写法不明确",
        "完成进度「{text}」{why}。",
        "请填 0 到 100 的数，如 80 或 80%。",
    )
    DATE_UNREADABLE = (
        "V505",
        REFUSED,
        "日期无法识别",
        "{column}「{text}」{why}，未采用。",
        "请写成 2018-06-30 这样的日期。",
    )
    DATE_DOUBT = ("V506", WARNED, "日期没有写全", "{column}「{text}」{why}。", "请写成 2018-06-30 这样的日期。")
    COUNT_UNREADABLE = (
        "V507",
        REFUSED,
        "量化完成数无法识别",
        "量化完成数「{text}」{why}，未采用。",
        "请填今年以来累计完成的次数，只写数字。",
    )
    COUNT_DOUBT = (
        "V508",
        WARNED,
        "量化完成数写法不规范",
        "量化完成数「{text}」{why}。",
        "请只写数字，说明写在“进展情况”里。",
    )
    FORMULA_EMPTY = (
        "V509",
        WARNED,
        "公式没有结果",
        "单元格是公式，但文件中没有它的结果，按未填处理。",
        "请用 WPS 或 Excel 打开、保存一次后重报，或直接填写结果。",
    )
    CELL_ERROR = (
        "V510",
        WARNED,
        "单元格是错误值",
        "单元格显示错误值「{text}」，按未填处理。",
        "请改正公式，或直接填写结果。",
    )
    CELL_PICTURE = (
        "V511",
        WARNED,
        "单元格里是图片",
        "这里是图片，没有文字和网址，图片未采用。",
        "请补填公开网址，或材料名称、文号。",
    )
    CELL_STRUCK = (
        "V512",
        WARNED,
        "文字带删除线",
        "文字带有删除线，仍按有效内容读取。",
        "作废的请删除，有效的请去掉删除线。",
    )
    CELL_CLEANED = (
        "V513",
        WARNED,
        "含有不能显示的字符",
        "含有不能显示或打印的控制字符，已换成可见的记号。",
        "请删去这些字符后重报。",
    )
    ID_NUMBER = (
        "V514",
        WARNED,
        "疑似身份证号",
        "「{column}」中疑似有身份证号（{masked}），内容可能公开。",
        "请删去或隐去个人信息后重报。",
    )
    PHONE_NUMBER = (
        "V515",
        WARNED,
        "疑似个人手机号",
        "「{column}」中疑似有个人手机号（{masked}），内容可能公开。",
        "请核对；不宜公开的请删去。",
    )
    ADDRESS_FORM = (
        "V516",
        WARNED,
        "网址不完整",
        "「{text}」像是网址，但没有 http:// 或 https:// 开头。",
        "请从浏览器地址栏复制完整网址。",
    )
    ADDRESS_INTERNAL = (
        "V517",
        WARNED,
        "内网地址",
        "「{text}」是内网或本机地址，公众打不开。",
        "请填写公众可以访问的网址。",
    )
    ADDRESS_WIDE = (
        "V518",
        WARNED,
        "网址中有全角字符",
        "「{text}」中有全角字符，打不开，应是 {plain}。",
        "请改用英文（半角）字符，或从浏览器地址栏复制完整网址。",
    )
    CELL_SHOWS_OTHER = (
        "V519",
        WARNED,
        "显示的不是单元格的内容",
        "单元格里是「{typed}」，数字格式使它显示为「{shown}」，按显示的读取。",
        "请核对，并直接填写要报的内容。",
    )
    CELL_SHOWS_NOTHING = (
        "V520",
        WARNED,
        "内容不显示",
        "单元格里有内容，数字格式使它不显示，已照常读取。",
        "不需要的请删去，需要的请把数字格式改为常规。",
    )
    LINK_ELSEWHERE = (
        "V521",
        NOTED,
        "链接没有采用",
        "单元格上的链接「{address}」没有采用：不是公众能打开的网址，或单元格里不是文字。",
        "要作佐证的，请填公众可以访问的网址。",
    )
    PICTURE_OVER = (
        "V522",
        NOTED,
        "图片盖在单元格上",
        "单元格上放着图片，图片未采用，单元格的文字照常读取。",
        "要作佐证的，请填公开网址，或材料名称、文号。",
    )
    # --- C: comparing versions and months ---
    VERSIONS_RIVAL = (
        "C601",
        REFUSED,
        "两份报表分不出先后而内容不同",
        "任务 {task} 与 {other} 内容不同，两份的填报日期、保存时间都分不出先后，都未采用。",
        "请在这份表上把本行填成最终的内容后报回，以报回的为准。",
    )
    VERSION_CELL_RIVAL = (
        "C602",
        NOTED,
        "两份内容不同之处",
        "任务 {task} 的{column}与 {other} 不同，那一份写的是“{old}”。",
        "请在这份表上填成最终的内容。",
    )
    VERSION_CELL_OLDER = (
        "C603",
        NOTED,
        "已被较晚的版本替代",
        "任务 {task} 的{column}已按后来的版本 {other} 采用。",
        "无须处理。",
    )
    VERSION_BY_SAVING = (
        "C608",
        NOTED,
        "按保存时间分出先后",
        "与{other}的填报日期相同（或有一份没有填），按文件自身的记录，这一份保存较晚（{saved}），"
        "{count}项内容不同的任务以这一份为准。",
        "无须处理。",
    )
    VERSION_CELL_SAME = (
        "C607",
        NOTED,
        "几个版本写法不同而内容相同",
        "任务 {task} 的{column}与已采用的 {other} 写法不同，内容相同。",
        "无须处理。",
    )
    SAME_AS_LAST_MONTH = (
        "C604",
        NOTED,
        "进展情况与上期完全相同",
        "{count}项任务的进展情况与上期一字不差：{tasks}。",
        "本期有新进展的，请补写。",
    )
    PROGRESS_BACK = (
        "C605",
        WARNED,
        "完成进度倒退",
        "任务 {task} 的完成进度由上期的 {old}% 退到 {new}%。",
        "请核实；确有倒退的，请在进展情况中说明原因。",
    )
    COMPLETION_BACK = (
        "C606",
        WARNED,
        "完成状态撤回",
        "任务 {task} 上期报已完成，本期报{new}。",
        "请核实；确需撤回的，请在进展情况中说明原因。",
    )
    ITEM_TWICE_ELSEWHERE = (
        "C621",
        WARNED,
        "别的单位已登记的事项",
        "任务 {task} 的这一事项与{name}登记的“{title}”（{other}）网址相同，"
        "或名称、日期都相同，只计一次，计在先登记的单位。",
        "请与该单位核对由谁登记；确是两件事的，请各填自己的网址，并在名称中写明区别。",
    )
    ITEM_TWICE = (
        "C622",
        WARNED,
        "登记过的事项",
        "任务 {task} 的这一事项与已登记的“{title}”（{other}）网址相同，只计一次。",
        "请删去重复的一行；确是两件事的，请各填自己的网址。",
    )
    ITEM_CHANGED = (
        "C623",
        NOTED,
        "登记的事项有改动",
        "任务 {task} 的这一事项与上次登记（{other}）写法不同，以本次为准。",
        "请核对；确是两件事的，请分行登记，各填自己的网址。",
    )
    ITEMS_LEFT_OUT = (
        "C624",
        NOTED,
        "以前登记的事项没有列出",
        "任务 {task} 以前登记的{count}件事项（{titles}）本期登记表中没有，仍计入。",
        "如已作废，请将登记时那一期的报表改正后重报。",
    )
    COUNT_ABOVE_ITEMS = (
        "C625",
        WARNED,
        "量化完成数多于登记的事项",
        "任务 {task} 的量化完成数是{count}，「事项登记」中可计数的事项是{items}件。",
        "请补登事项，或改正量化完成数。",
    )
    CALENDAR_UNKNOWN = (
        "C626",
        NOTED,
        "节假日安排未知",
        "任务 {task} 的时限跨{years}年，程序没有其中某年的节假日安排，不能计算工作日，没有判断是否超时。",
        "请人工核对；程序更新节假日数据后可自动计算。",
    )

    # --- N: importing a notice ---
    NOTICE_NUMBER_MISSING = (
        "N701",
        WARNED,
        "任务没有序号",
        "任务“{words}”没有能认出的序号，暂编为第 {number} 项。",
        "请对照通知原件，核对是否单列一项、序号是否正确。",
    )
    NOTICE_NUMBERS_BROKEN = (
        "N702",
        WARNED,
        "序号不连续",
        "序号 {number} 的前一项序号是{before}，中间不连续。",
        "请对照通知原件，核对是否漏行、串行。",
    )
    NOTICE_NUMBER_TWICE = (
        "N703",
        WARNED,
        "序号重复",
        "序号 {number} 已经有过，任务编号不能重复，这一项暂编为第 {other} 项。",
        "请对照通知原件改正。",
    )
    NOTICE_OWNERS_BLANK = (
        "N704",
        WARNED,
        "责任部门空白",
        "任务 {id} 没有责任部门，暂写“待明确”。",
        "请对照通知原件补填。",
    )
    NOTICE_DUE_UNREADABLE = (
        "N705",
        WARNED,
        "完成时间无法识别",
        "任务 {id} 的完成时间{text}，按没有确定时限处理。",
        "请写成“2018年底前”“9月30日前”“每季度末”“长期坚持”这样的时间。",
    )
    NOTICE_TABLE_UNKNOWN = (
        "N706",
        WARNED,
        "表格没有能认出的表头",
        "这张 {rows} 行 {columns} 列的表格没有能认出的表头，未导入。",
        "如是任务表，请补上序号、任务、责任部门、完成时间的表头后重新导入。",
    )
    NOTICE_ROW_CUT = (
        "N707",
        NOTED,
        "断开的行已合并",
        "“{words}”一行像是被分页断开的，已与同一任务的其余文字合并。",
        "请对照通知原件核对。",
    )
    NOTICE_COLUMN_UNUSED = (
        "N708",
        NOTED,
        "列未导入",
        "任务总表没有地方放「{column}」一列，这一格未导入。",
        "需要保留的，请抄入备注。",
    )
    NOTICE_TEXT_UNUSED = (
        "N709",
        NOTED,
        "表中文字未导入",
        "这一行不像任务，未导入。",
        "请核对；确是任务的，请在任务总表中补上。",
    )
    NOTICE_COLUMN_MISSING = (
        "N710",
        WARNED,
        "任务表缺列",
        "这张任务表没有「{column}」一列。",
        "请对照通知原件，在任务总表中补填。",
    )
    NOTICE_LIST_UNNAMED = (
        "N711",
        WARNED,
        "清单没有名称",
        "表格上方没有能用作清单名称的标题，暂名为“{name}”。",
        "请在「清单」工作表中改成正式名称。",
    )
    NOTICE_TASK_BLANK = (
        "N712",
        WARNED,
        "任务内容空白",
        "任务 {id} 没有任务内容，暂写“（通知中空白）”。",
        "请对照通知原件补填；多余的行请删除。",
    )
    NOTICE_NAME_DIFFERS = (
        "N713",
        NOTED,
        "附件名称前后不一致",
        "附件的标题是“{printed}”，附件说明中写的是“{listed}”。",
        "请核对，以正式名称为准。",
    )
    NOTICE_OWNERS_SPLIT = (
        "N714",
        WARNED,
        "责任部门之间补了顿号",
        "任务 {id} 的责任部门之间没有标点，已用顿号分开：{text}。",
        "请对照通知原件核对。",
    )
    NOTICE_MERGE_CONTINUED = (
        "N715",
        WARNED,
        "合并单元格跨页",
        "这一格空白，上一页末尾是合并单元格，已按同一内容填入。",
        "请对照通知原件核对。",
    )
    NOTICE_ISSUER_ADDED = (
        "N716",
        NOTED,
        "印发部门已列入单位",
        "“{name}”没有出现在责任部门中，因是印发机关，已列入单位。",
        "不参加考核的，请从「单位」工作表中删去。",
    )
    NOTICE_SHEET_HIDDEN = (
        "N717",
        NOTED,
        "隐藏的工作表未导入",
        "这张工作表是隐藏的，未导入。",
        "需要导入的，请取消隐藏后重新导入。",
    )
    NOTICE_FROM_TEXT = (
        "N718",
        NOTED,
        "任务读自正文段落",
        "这份清单没有任务表，{count} 项任务从正文各段读出，责任单位和完成时限取自各段末尾。",
        "请对照通知原件逐项核对。",
    )
    NOTICE_STACKED = (
        "N719",
        NOTED,
        "任务表按一格一行读出",
        "这张表粘贴成了一格一行，已按列名和内容排回 {rows} 行；缺的格按上一行的合并单元格补齐。",
        "请对照通知原件核对；有条件的，请从原表整张复制后重新导入。",
    )
    NOTICE_RENUMBERED = (
        "N720",
        NOTED,
        "各部分的序号重新编起",
        "这一部分的序号又从 1 起，任务编号不能重复，接着上一部分从第 {number} 项编起。",
        "请核对；确是另一张清单的，请在任务总表中分开。",
    )

    # --- I: what was signed and sent ---
    RECORD_UNREADABLE = (
        "I001",
        WARNED,
        "印发记录无法读取",
        "{name}的印发记录无法读取：{why}。这次没有用它，按现有报表核定。",
        "请换回完好的副本；确实没有的，核对后运行 issue 重新记录。",
    )

    SIGNED_OTHERWISE = (
        "I002",
        WARNED,
        "与印发时不同",
        "{subject}的{item}印发时是“{then}”，现在是“{now}”，原因：{reason}。",
        "已印发的不变；确需更正的，核对后重新印发，再运行 issue --again。",
    )

    DRAFT_UNKNOWN = (
        "I003",
        WARNED,
        "没有征求意见稿的印发记录",
        "没有征求意见稿的印发记录，定稿没有与送出的征求意见稿比较。",
        "已经送出的，请用送出时的材料先运行 annual、issue --year 年份 --draft，再做定稿；没有送出过的不用管。",
    )
    SIGNED_COPY_CHANGED = (
        "I004",
        WARNED,
        "印发文书的副本不对",
        "印发的{path}在 input/已印发 中的副本{what}。",
        "请换回带走的或备份的原件。",
    )

    # --- D: a draft that is set as a 公文 ---
    DRAFT_UNREADABLE = (
        "D001",
        REFUSED,
        "草稿无法排版",
        "没有排成公文：{why}。",
        "请按说明处理后重试；旧版 .doc、.wps 请用 Word 或 WPS 另存为 .docx。",
    )
    DRAFT_WORDS_LOST = (
        "D002",
        REFUSED,
        "自检：成文与草稿的文字不一致",
        "排好后读回，文字与草稿不一致：{what}。没有写出公文。",
        "这是程序的差错，请先在 Word 中手工排版，并把草稿交给维护人员。",
    )
    DRAFT_LEFT_OUT = (
        "D003",
        WARNED,
        "草稿里有没有排入的内容",
        "{what}没有排入公文：“{text}”。",
        "需要保留的，请写进草稿正文后重新排版。",
    )
    DRAFT_DEPARTS = (
        "D004",
        WARNED,
        "排好后仍与标准不一致",
        "排好后仍有：{finding}。",
        "这是文字上的问题，程序不改文字；请改草稿后重新排版。",
    )
    DRAFT_OFFICE_UNKNOWN = (
        "D005",
        WARNED,
        "没有取用「公文」",
        "任务总表不能用（{why}），草稿空着的要素没有从「公文」取，留空。",
        "请改正任务总表后重新排版。",
    )
    DRAFT_PLACED = (
        "D006",
        NOTED,
        "草稿内容换了位置或排法",
        "{what}。",
        "请核对；不合适的请改草稿后重新排版。",
    )
    DRAFT_BLANK = (
        "D007",
        NOTED,
        "草稿没有的要素",
        "{what}。",
        "需要的请写进草稿，或在任务总表的「公文」中填写。",
    )
    DRAFT_CHANGED = (
        "D008",
        NOTED,
        "写法按格式改动",
        "{what}，{count}处：{places}。",
        "只改写法，不改内容；不合适的请在成文中改回。",
    )

    # --- W: writing ---
    CELL_LOST = (
        "W801",
        REFUSED,
        "程序自检：内容没有归处",
        "自检发现这一格的内容没有进入台账的其他各表，已列在这里。",
        "这是程序的差错，请人工核对这一格，并把本表和原文件交给维护人员。",
    )

    # --- T: templates ---
    TEMPLATE_HEADLESS = (
        "T901",
        NOTED,
        "模板没有文件头",
        "这个模板没有文件头，不作为文种，不生成文书。",
        "要作为文种的，请照说明.txt在开头写明文种、文件名和范围；只供别的模板引用的不用管。",
    )

    def __init__(self, code: str, level: Level, title: str, template: str, remedy_template: str):
        self.code = code
        self.level = level
        self.title = title
        self.template = template
        self.remedy_template = remedy_template

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts its message and remedy need."""
        return _facts(self.template + self.remedy_template)

    def at(
        self, source: Source, *, content: str = "", department: str = "", period: Period | None = None, **facts: object
    ) -> Problem:
        """A problem of this kind at `source`.

        TypeError when a fact is missing or too many, so that a message is complete when it is made.
        """
        if facts.keys() != self.facts:
            raise TypeError(f"{self.name} takes the facts {sorted(self.facts)}, got {sorted(facts)}")
        return Problem(
            kind=self,
            source=source,
            message=self.template.format_map(facts),
            remedy=self.remedy_template.format_map(facts),
            content=content,
            department=department,
            period=period,
            facts=tuple((name, str(fact)) for name, fact in facts.items()),
        )


OBJECTIONS = (Kind.OBJECTION_UNMATCHED, Kind.OBJECTION_OVER, Kind.OBJECTION_OPEN)
"""What is to be put right of objections before the year's set goes out."""
