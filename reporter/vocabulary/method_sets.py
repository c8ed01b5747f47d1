"""「方案」: ready-made sets of rules a clerk can name in 「考核办法」 instead of typing numbers.

Several may be named, joined by 、; two that settle the same rule differently contradict each other. What no set settles
stays as its own row of the sheet says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal

from ..records import record

SETS_TITLE = "方案"


@record
class MethodSet:
    """One set: its name, what it means, and the rules it settles (field of `Method` → value)."""

    name: str
    note: str
    values: Mapping[str, Decimal] = field(default_factory=dict)


def _set(name: str, note: str, **values: str) -> MethodSet:
    return MethodSet(name=name, note=note, values={key: Decimal(value) for key, value in values.items()})


METHOD_SETS: tuple[MethodSet, ...] = (
    _set(
        "四等90-80-60",
        "90分及以上优秀，80分及以上良好，60分及以上合格，60分以下不合格",
        excellent_line="90",
        good_line="80",
        pass_line="60",
    ),
    _set(
        "三等90-70",
        "90分及以上优秀，70分及以上合格，70分以下不合格，不设良好",
        excellent_line="90",
        good_line="90",
        pass_line="70",
    ),
    _set("质量看年末", "年度完成质量按年末核定状态计", year_quality="1"),
    _set("质量看月均", "年度完成质量取各月完成质量得分的平均值", year_quality="2"),
    _set("报送两档", "报送分按时、迟报两档，未报不得分", urged_after_days="0", late_points="10"),
    _set(
        "报送三档",
        "报送分按时、迟报、催报后报三档：迟报10分，截止后超过5天才报的5分，未报不得分",
        urged_after_days="5",
        late_points="10",
        urged_points="5",
    ),
    _set("扣分封顶", "各项扣分以该项分值为限", capped="1"),
    _set("扣分不封顶", "材料质量扣分可以超过该项分值", capped="0"),
    _set("加分限5分", "全年加分合计不超过5分", year_bonus_limit="5"),
    _set("否决降等", "有一票否决情形的，等次降一等", veto="2"),
    _set("否决不合格", "有一票否决情形的，定为不合格", veto="3"),
    _set("红转黄", "上月红灯、本月转绿的，本月显示为黄灯", red_to_yellow="1"),
)

SETS_NOTE = "可以不填；填方案名称即按该方案，几个用顿号分开，方案规定的项目不必再改下面的取值。可选：" + "；".join(
    f"{item.name}（{item.note}）" for item in METHOD_SETS
)


def sets_in_force(names: Iterable[str]) -> tuple[MethodSet, ...]:
    """The sets of these names, in the order of the list; KeyError for a name there is not."""
    known = {item.name: item for item in METHOD_SETS}
    wanted = {known[name].name for name in names}
    return tuple(item for item in METHOD_SETS if item.name in wanted)
