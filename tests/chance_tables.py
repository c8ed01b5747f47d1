"""Tables by chance: few columns or many, cells short, long, empty, of several lines, with numbers and addresses."""

from __future__ import annotations

import random
from collections.abc import Callable

from reporter.gongwen.content import Table, TableColumn

__all__ = ["table"]

_WORDY = (("主要任务", 7), ("工作内容及要求", 6), ("存在问题", 4), ("完成情况", 5))
_SHORT = (
    ("责任部门", 3),
    ("完成时间", 2.5),
    ("分管领导", 1.5),
    ("得分", 1),
    ("备注", 1),
    ("本月较上月变化（百分点）", 1.5),
    ("联系电话", 2),
    ("网址", 3),
)
_CELLS = {
    "主要任务": (
        "及时公开{year}年度财政预决算、“三公”经费和民生实事项目进展情况，每月{day}日前报{office}",
        "推进公共资源配置领域信息公开",
        "落实《{paper}》",
        "",
        "推进“互联网+政务服务”，梳理公布权力清单、责任清单；办理结果在http://www.huaian.gov.cn/公开，完成率{share}%，并于{month}月底前将佐证材料报{office}备案；"
        "对未按时限完成的，由{office}会同{organ}予以通报",
    ),
    "责任部门": ("{office}", "{office}、{office}", "局办公室\n{office}", "各相关部门"),
    "完成时间": ("{year}年{month}月底前", "{month}月{day}日", "长期", "{year}.{month}.{day}"),
    "分管领导": ("张三", "欧阳文华", "李四光\n王五", ""),
    "得分": ("{share}", "{some}", "—"),
    "备注": ("", "", "已公开", "见附件{few}"),
    "联系电话": ("0517-83712345", "1385230{some}{some}"),
    "网址": ("http://www.huaian.gov.cn/col/{many}/index.html", "www.hedz.gov.cn", ""),
    "本月较上月变化（百分点）": ("+{share}", "-{share}", "0"),
}


def table(chance: random.Random, filled: Callable[[str], str], *, rows: int, wide: bool = False) -> Table:
    """A table of so many rows; `wide`: with as many columns as a page across has room for."""
    wordy = chance.sample(_WORDY, chance.randint(1, 3 if wide else 2))
    short = chance.sample(_SHORT, chance.randint(2, 7) if wide else chance.randint(1, 4))
    numbered = chance.random() < 0.8
    chosen = [*([("序号", 1)] if numbered else []), *wordy, *short]
    columns = tuple(
        TableColumn(
            title=title,
            share=share,
            align="left" if title in dict(_WORDY) else chance.choice(("center", "left", "right")),
        )
        for title, share in chosen
    )
    lines = tuple(tuple(_cell(chance, filled, title, number) for title, _ in chosen) for number in range(1, rows + 1))
    return Table(
        columns=columns,
        rows=lines,
        caption=chance.choice(("", "", "任务进展情况表", "单位：万元")),
        headless=chance.random() < 0.1,
    )


def _cell(chance: random.Random, filled: Callable[[str], str], title: str, number: int) -> str:
    if title == "序号":
        return str(number)
    return filled(chance.choice(_CELLS.get(title, _CELLS["主要任务"])))
