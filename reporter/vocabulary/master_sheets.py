"""The sheets of the master list 任务总表.xlsx and their columns, each declared once (contract, section 3)."""

from __future__ import annotations

from . import column_titles
from .columns import Column, Form

_TASK_ID = Column(key="task_id", title=column_titles.TASK_ID, width=9, form=Form.TASK, hint="清单-序号，如 1-09、2-07")
_LIST = Column(key="list", title=column_titles.LIST, width=6, hint="清单号，与「清单」工作表一致")
_BASIS = Column(key="basis", title=column_titles.BASIS, width=50)
_UNIT = Column(key="unit", title=column_titles.UNIT, width=26)
_NOTE = Column(key="note", title=column_titles.NOTE, width=60)
_REASON = Column(key="reason", title=column_titles.REASON, width=40)
_DOCUMENT = (
    Column(
        key="period",
        title=column_titles.PERIOD,
        width=12,
        form=Form.PERIOD,
        hint="哪个月的文书，如 2018-05；年度的文书和通知写 2018",
    ),
    Column(key="kind", title=column_titles.DOCUMENT_KIND, width=16, hint="文种的名称，如 通报、考核报告、督办通知单"),
)
_MONTHS = (
    Column(
        key="first_month",
        title=column_titles.FIRST_MONTH,
        width=10,
        form=Form.PERIOD,
        hint="从哪个月起报送，如 2018-07；全年都报的不填",
    ),
    Column(
        key="last_month",
        title=column_titles.LAST_MONTH,
        width=10,
        form=Form.PERIOD,
        hint="报到哪个月为止（含当月），如 2018-06；报到年底的不填",
    ),
)

MASTER_SHEETS: dict[str, tuple[Column, ...]] = {
    column_titles.TASK: (
        _TASK_ID,
        _LIST,
        Column(key="number", title=column_titles.NUMBER, width=6, form=Form.NUMBER),
        Column(key="area", title=column_titles.AREA, width=18),
        Column(key="task", title=column_titles.TASK_TEXT, width=54),
        Column(key="leader", title=column_titles.LEADER, width=12),
        Column(key="owners", title=column_titles.OWNERS, width=18, hint="照通知写，多个用顿号分开"),
        Column(key="due", title=column_titles.DUE, width=14.5, hint="照通知写，如 2018年底前、2018年6月底前"),
        Column(
            key="requirement",
            title=column_titles.REQUIREMENT,
            width=16,
            hint="一行一条：解读≥3次/年、3个工作日、窗口：11月、每季度",
        ),
        Column(key="remark", title=column_titles.REMARK, width=14),
        Column(
            key="short_name",
            title=column_titles.SHORT_NAME,
            width=20,
            hint="文书里怎样称呼这项任务；空白则用公开领域，没有的用主要任务的第一个完整短句",
        ),
        *_MONTHS,
    ),
    column_titles.LIST: (
        _LIST,
        Column(key="name", title=column_titles.NAME, width=60),
        _BASIS,
    ),
    column_titles.UNIT: (
        _UNIT,
        Column(key="aliases", title=column_titles.ALIASES, width=36, hint="多个用顿号分开"),
        Column(key="category", title=column_titles.CATEGORY, width=12, choices=("处室", "事业单位")),
        Column(key="unit_leader", title=column_titles.UNIT_LEADER, width=12),
        Column(key="contact", title=column_titles.CONTACT, width=12),
        Column(key="phone", title=column_titles.PHONE, width=16),
        *_MONTHS,
    ),
    column_titles.COLLECTIVE: (
        Column(key="collective", title=column_titles.COLLECTIVE, width=16, hint="如 各部门、各相关部门"),
        _UNIT,
    ),
    column_titles.DOCUMENTS: (
        Column(key="element", title=column_titles.ELEMENT, width=22),
        Column(key="content", title=column_titles.CONTENT, width=60),
        _NOTE,
    ),
    column_titles.METHOD: (
        Column(key="setting", title=column_titles.SETTING, width=18),
        Column(key="value", title=column_titles.VALUE, width=10, form=Form.NUMBER),
        _NOTE,
    ),
    column_titles.ADJUSTMENT: (
        Column(key="period", title=column_titles.PERIOD, width=12, form=Form.PERIOD, hint="如 2018-05"),
        _UNIT,
        Column(
            key="points",
            title=column_titles.POINTS,
            width=8,
            form=Form.NUMBER,
            hint="加分写正数，减分写负数，一票否决写“否决”",
        ),
        _REASON,
        _BASIS,
    ),
}
"""Sheet → its columns, in order."""

OPTIONAL_SHEETS: dict[str, tuple[Column, ...]] = {
    column_titles.EXTENSION: (
        _TASK_ID,
        _UNIT,
        Column(
            key="extended_to",
            title=column_titles.EXTENDED_TO,
            width=16,
            form=Form.DATE,
            hint="如 2018年9月30日，须晚于原定时限",
        ),
        Column(key="approval", title=column_titles.APPROVAL, width=36, hint="批准的文号、会议纪要或领导批示，不能空白"),
        _REASON,
        Column(
            key="since",
            title=column_titles.SINCE,
            width=10,
            form=Form.PERIOD,
            hint="从哪一期起按新时限核定，如 2018-07；空白则全年都按新时限",
        ),
    ),
    column_titles.ARRANGEMENT: (
        Column(
            key="period",
            title=column_titles.PERIOD,
            width=12,
            form=Form.PERIOD,
            hint="与平时不同的月份，如 2018-10；与平时相同的月份不用写",
        ),
        Column(
            key="closing",
            title=column_titles.CLOSING,
            width=16,
            hint="这个月几日前报送，如 28，或 2018-11-03；与平时相同的空着",
        ),
        Column(
            key="not_assessed",
            title=column_titles.NOT_ASSESSED,
            width=8,
            hint="这个月不计分、不排名的，写“是”；考核的空着",
        ),
        _NOTE,
    ),
    column_titles.DISPATCHES: (
        *_DOCUMENT,
        Column(
            key="unit",
            title=column_titles.UNIT,
            width=22,
            hint="一个单位一份的文种，写给哪个单位；空着的，从这一行的文号起按单位顺序递增",
        ),
        Column(
            key="document_number",
            title=column_titles.DOCUMENT_NUMBER,
            width=26,
            hint="如 淮开社发〔2018〕75号，可只填序号；空着的用「公文」的",
        ),
        Column(key="dated", title=column_titles.DATED, width=16, form=Form.DATE, hint="如 2018-06-01，不早于考核日期"),
        Column(key="printed", title=column_titles.PRINTED, width=16, form=Form.DATE, hint="空着的与成文日期相同"),
        Column(key="signer", title=column_titles.SIGNER, width=14, hint="上行文的签发人；空着的用「公文」的"),
    ),
    column_titles.SUPPLEMENTS: (
        *_DOCUMENT,
        Column(
            key="section",
            title=column_titles.SECTION,
            width=24,
            hint="接在哪一节后面：那一节的标题，如 存在问题；写“亮点”的接在“各单位进展”后面；空着的接在正文末尾",
        ),
        Column(key="content", title=column_titles.CONTENT, width=80, hint="一行一段，照原样印出"),
    ),
    column_titles.OBJECTION: (
        _UNIT,
        Column(key="matter", title=column_titles.MATTER, width=36, hint="哪一项、哪个月，最好写上扣分编号"),
        Column(key="grounds", title=column_titles.GROUNDS, width=44),
        Column(key="decision", title=column_titles.DECISION, width=44),
        Column(
            key="points_changed",
            title=column_titles.POINTS_CHANGED,
            width=10,
            form=Form.NUMBER,
            hint="同意加回的分值，不同意写 0",
        ),
    ),
}
"""Sheets a master list may lack: deadlines put off with an approval, what differs in one month, what documents bear and
say besides, and objections to the draft of the year."""

OPTIONAL_COLUMNS = frozenset(
    (
        column_titles.NOTE,
        column_titles.SHORT_NAME,
        column_titles.FIRST_MONTH,
        column_titles.LAST_MONTH,
        column_titles.SINCE,
    )
)
"""Columns that any sheet may lack: a list without them is complete."""
