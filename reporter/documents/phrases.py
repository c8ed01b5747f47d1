"""How Chinese official prose writes dates, lists and numbers: small pure functions, used in templates and tables alike.

A value that knows its origin (`traced`) keeps it through every one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..vocabulary.column_titles import NAME, UNIT
from .declared_words import EACH_UNIT, ID, ITEMS, NUMBER, SHARE
from .traced import Names, bearing, excerpt, joined, respelt, same, woven

_MANY, _SOME = 40, 20
"""Of more names than the one nobody reads all: so many as the other are given."""

_TOGETHER, _NAMED = 3, 15
"""Departments with the same number that are named together; how many are named at most."""
_NUMBERS = 3
"""Numbers of tasks that a sentence has room for."""
_DIGITS = "零一二三四五六七八九"


def day(value: object) -> str:
    """2018年5月31日: Arabic digits, no leading zeros (GB/T 9704-2012, 7.3.5.4). Other values are returned as text."""
    return bearing(value, f"{value.year}年{value.month}月{value.day}日") if isinstance(value, dt.date) else woven(value)


def month_day(value: dt.date) -> str:
    """5月31日, where the year is plain from what stands before it."""
    return bearing(value, f"{value.month}月{value.day}日") if isinstance(value, dt.date) else woven(value)


def listed(names: Iterable[str], most: int = 0, unit: str = "个单位", everyone: Sequence[str] = ()) -> str:
    """「民政处」, 「民政处、教育处等2个单位」: one name stands alone, more are counted; 「各单位」 of `everyone`.

    With `most` no more than so many are named; the count is always that of all. A blank `unit` gives the bare list,
    ended by 等 where it was cut short.
    """
    found = list(names)
    if unit == "个单位" and _are_all(found, everyone):
        return "各单位"
    most = most or (_SOME if len(found) > _MANY else 0)
    shown = joined("、", found[:most] if most else found)
    if not unit:
        return woven(shown, "等" if most and len(found) > most else "")
    return shown if len(found) < 2 else woven(shown, "等", bearing(names, str(len(found))), unit)


def shares(parts: Sequence[Mapping[str, Any]], unit: str = "项", percent: bool = True) -> str:
    """「绿灯20项（占71.4%）、黄灯8项（占28.6%）」 of parts with 名称, 数, 占比; a single part is the
    whole: 「均为绿灯」, of one thing 「为绿灯」.

    Each part has its percentage beside it: 「分别占71.4%、28.6%」 has to be counted off, and is one word to programs
    that do not break a line between 、 and a digit.
    """
    if len(parts) == 1:
        return woven("为" if parts[0][NUMBER] == 1 else "均为", parts[0][NAME])
    counts = (woven(part[NAME], counted(part[NUMBER]), unit) for part in parts)
    if not percent:
        return joined("、", counts)
    return joined("、", (woven(one, "（占", percentage(part[SHARE]), "）") for one, part in zip(counts, parts)))


def breakdown(found: Mapping[str, Any], unit: str = "项") -> str:
    """「民政处3项」, 「民政处3项、教育处2项，共5项」 of a finding with 分单位 and 项数, the most first.

    Three or more with the same number stand together: 「民政处3项，教育处、卫生处、综合处各1项，共6项」. More than
    `_NAMED` are not named: 「…等单位」.
    """
    own, left, told_so_far, after = found[EACH_UNIT], _NAMED, "", ""
    for _, parts in groupby(own, key=itemgetter(ITEMS)):
        alike = [*parts]
        shown = alike[:left]
        if not shown:
            told_so_far = woven(told_so_far, "等单位")
            break
        together = len(alike) >= _TOGETHER
        if together:
            names = joined("、", (part[UNIT] for part in shown))
            rest = "等单位" if len(shown) < len(alike) else ""
            now = woven(names, rest, "各", counted(same([part[ITEMS] for part in shown])), unit)
        else:
            now = joined("、", (woven(part[UNIT], counted(part[ITEMS]), unit) for part in shown))
        between = "" if not told_so_far else "，" if together else after
        told_so_far, left, after = woven(told_so_far, between, now), left - len(shown), "，" if together else "、"
    return told_so_far if len(own) < 2 else woven(told_so_far, "，共", counted(found[ITEMS]), unit)


def numbers(tasks: Sequence[Mapping[str, Any]], beside: str = "") -> str:
    """「2-03、2-07」 of tasks with 编号, of many the first ones and how many: 「2-03、2-04、2-07等6项」; with another
    word `beside` it, a day as month and day: 「2-03（7月15日）」.
    """
    shown = [woven(task[ID], "（", month_day(task[beside]), "）") if beside else task[ID] for task in tasks[:_NUMBERS]]
    found = joined("、", shown)
    return woven(found, "等", bearing(tasks, str(len(tasks))), "项") if len(tasks) > _NUMBERS else found


def change(months: Sequence[Mapping[str, Any]], title: str, unit: str = "项") -> str:
    """「由3项增加到6项」 from the first to the last of these, 「仍为3项」 where that is the same."""
    before, after = months[0][title], months[-1][title]
    if before == after:
        return woven("仍为", counted(after), unit)
    rose = "增加到" if after > before else "减少到"
    return woven("由", counted(before), unit, rose, counted(after), unit)


def in_quotes(text: str) -> str:
    """The text in quotation marks; those inside become single ones (GB/T 15834)."""
    return woven("“", respelt(woven(text), {"“": "‘", "”": "’"}), "”")


def sentence(text: str) -> str:
    """The text ended by a full stop, unless it ends a sentence already; nothing stays nothing."""
    text = woven(text)
    text = excerpt(text, 0, len(text.rstrip(" ，,、；;")))
    return text if not text or text[-1] in "。！？…!?.”" else woven(text, "。")


def points(value: Decimal | str) -> str:
    """A number of points with two decimals; less than none with the sign as it is printed, －0.50. A dash stays one."""
    return value if isinstance(value, str) else bearing(value, f"{value:.2f}".replace("-", "－"))


def signed(value: Decimal) -> str:
    """A change of points: ＋1.50, －0.50, 0.00."""
    return bearing(value, f"{value:+.2f}".replace("+", "＋").replace("-", "－") if value else "0.00")


def percentage(value: Decimal) -> str:
    """A percentage with one decimal and its sign."""
    return bearing(value, f"{value:.1f}%")


def plain(value: Decimal | int | str) -> str:
    """A number as people write it: 30, 0.6; anything else as it is."""
    if isinstance(value, Decimal):
        return bearing(value, f"{value.normalize():f}")
    return counted(value) if isinstance(value, int) else woven(value)


def counted(value: int) -> str:
    """A whole number in digits."""
    return bearing(value, str(value))


def shown(value: object) -> str:
    """A value as it stands in a cell of a table; None is nothing."""
    return "" if value is None else value if isinstance(value, str) else bearing(value, str(value))


def length(found: Sequence[object]) -> int:
    """How many there are."""
    return found.count_all() if isinstance(found, Names) else len(found)


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五: for 一是, 第十二; beyond 999 in digits."""
    if not 0 < number < 1000:
        return bearing(number, str(number))
    (hundreds, below), (tens, ones) = divmod(number, 100), divmod(number % 100, 10)
    words = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and below:
        words += "零"
    return bearing(number, words + (_DIGITS[ones] if ones else ""))


def some(names: Iterable[str], everyone: Sequence[str] = ()) -> str:
    """「个别」 of one, 「部分」 of more, 「各」 of `everyone`: so that a heading is no harsher than what it stands
    over.

    A name that comes twice is one.
    """
    found = list(names)
    return "各" if _are_all(found, everyone) else "个别" if all(name == found[0] for name in found) else "部分"


def _are_all(names: Sequence[str], everyone: Sequence[str]) -> bool:
    return len(everyone) > 1 and all(name in names for name in everyone)


FILTERS: dict[str, Callable[..., str | int]] = {
    "日期": day,
    "月日": month_day,
    "名单": listed,
    "分布": shares,
    "逐个": breakdown,
    "分": points,
    "百分比": percentage,
    "数": plain,
    "汉字": ordinal,
    "个别或部分": some,
    "个数": length,
    ID: numbers,
    "成句": sentence,
    "引号": in_quotes,
    "变化": change,
}
"""The names under which templates use them."""

KNOWING_ALL = ("名单", "个别或部分")
"""Those that are told besides who `everyone` is."""
