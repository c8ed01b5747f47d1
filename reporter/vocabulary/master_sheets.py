"""The sheets of the master list 任务总表.xlsx and their columns, each declared once (contract, section 3)."""

from __future__ import annotations

from . import titles
from .columns import Column, Form

__all__ = ["MASTER_SHEETS", "OPTIONAL_SHEETS"]

_TASK_ID = Column(key="task_id", title=titles.TASK_ID, width=10, form=Form.TASK, hint="清单-序号，如 1-09、2-07")
_LIST = Column(key="list", title=titles.LIST, width=8, hint="清单号，与「清单」工作表一致")
_BASIS = Column(key="basis", title=titles.BASIS, width=50)
_UNIT = Column(key="unit", title=titles.UNIT, width=26)
_NOTE = Column(key="note", title=titles.NOTE, width=60)
_REASON = Column(key="reason", title=titles.REASON, width=40)

MASTER_SHEETS: dict[str, tuple[Column, ...]] = {
    titles.TASK: (
        _TASK_ID,
        _LIST,
        Column(key="number", title=titles.NUMBER, width=6, form=Form.NUMBER),
        Column(key="area", title=titles.AREA, width=26),
        Column(key="task", title=titles.TASK_TEXT, width=70),
        Column(key="leader", title=titles.LEADER, width=12),
        Column(key="owners", title=titles.OWNERS, width=26, hint="照通知写，多个用顿号分开"),
        Column(key="due", title=titles.DUE, width=16, hint="照通知写，如 2018年底前、2018年6月底前"),
        Column(
            key="requirement",
            title=titles.REQUIREMENT,
            width=20,
            hint="一行一条：解读≥3次/年、3个工作日、窗口：11月、每季度",
        ),
        Column(key="remark", title=titles.REMARK, width=24),
    ),
    titles.LIST: (
        _LIST,
        Column(key="name", title=titles.NAME, width=60),
        _BASIS,
    ),
    titles.UNIT: (
        _UNIT,
        Column(key="aliases", title=titles.ALIASES, width=36, hint="多个用顿号分开"),
        Column(key="category", title=titles.CATEGORY, width=12, choices=("处室", "事业单位")),
        Column(key="unit_leader", title=titles.UNIT_LEADER, width=12),
        Column(key="contact", title=titles.CONTACT, width=12),
        Column(key="phone", title=titles.PHONE, width=16),
    ),
    titles.COLLECTIVE: (
        Column(key="collective", title=titles.COLLECTIVE, width=16, hint="如 各部门、各相关部门"),
        _UNIT,
    ),
    "公文": (
        Column(key="element", title=titles.ELEMENT, width=22),
        Column(key="content", title=titles.CONTENT, width=60),
        _NOTE,
    ),
    "考核办法": (
        Column(key="setting", title=titles.SETTING, width=18),
        Column(key="value", title=titles.VALUE, width=10, form=Form.NUMBER),
        _NOTE,
    ),
    titles.ADJUSTMENT: (
        Column(key="period", title=titles.PERIOD, width=12, form=Form.PERIOD, hint="如 2018-05"),
        _UNIT,
        Column(
            key="points",
            title=titles.POINTS,
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
    titles.EXTENSION: (
        _TASK_ID,
        _UNIT,
        Column(
            key="extended_to",
            title=titles.EXTENDED_TO,
            width=16,
            form=Form.DATE,
            hint="如 2018年9月30日，须晚于原定时限",
        ),
        Column(key="approval", title=titles.APPROVAL, width=36, hint="批准的文号、会议纪要或领导批示，不能空白"),
        _REASON,
    ),
    "异议": (
        _UNIT,
        Column(key="matter", title=titles.MATTER, width=36, hint="哪一项、哪个月，最好写上扣分编号"),
        Column(key="grounds", title=titles.GROUNDS, width=44),
        Column(key="decision", title=titles.DECISION, width=44),
        Column(
            key="points_changed",
            title=titles.POINTS_CHANGED,
            width=10,
            form=Form.NUMBER,
            hint="同意加回的分值，不同意写 0",
        ),
    ),
}
"""Sheets a master list may lack: deadlines put off with an approval, and objections to the draft of the year."""
