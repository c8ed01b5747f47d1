"""「考核办法」 and 「加减分」 of the master list: the rules in force, and points that were given or taken by hand."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from ..vocabulary.method import Method, settings
from ..vocabulary.method_sets import METHOD_SETS, SETS_TITLE, sets_in_force
from ..vocabulary.model import Adjustment, Cell, Period
from ..vocabulary.problems import Kind
from .master_sheet import MasterSheet
from .names import Names, hint
from .values import key_text, split_names

__all__ = ["read_adjustments", "read_method", "read_points"]

VETO = "否决"

_CHOICES = {"capped": (0, 1), "veto": (0, 1, 2, 3), "red_to_yellow": (0, 1), "year_quality": (1, 2),
            "first_month": tuple(range(13))}
"""Rules that choose between ways rather than measure."""

_WEIGHTS = ("quality_weight", "punctual_weight", "evidence_weight", "material_weight")


def read_method(sheet: MasterSheet) -> tuple[Method, tuple[str, ...]]:
    """The rules of 「考核办法」 and the names of the sets they were taken from; every fault noted at its cell.

    A rule a set settles has the set's value. Its own row must then be that value or the default: a row changed to
    something else contradicts the set, and which of the two is meant is not guessed.
    """
    fields = {key_text(title): (name, default) for name, title, default, _ in settings()}
    chosen: tuple[str, ...] = ()
    rows: dict[str, tuple[Cell, Decimal]] = {}
    for row in sheet.rows:
        title, cell = key_text(row["项目"].text), row["取值"]
        if title == SETS_TITLE:
            chosen = _sets(sheet, cell)
        elif title not in fields:
            sheet.fault(Kind.RULE_UNKNOWN, row["项目"].address, title, title=title, hint=hint(title, fields))
        else:
            name = fields[title][0]
            value, why = _value(name, cell.text)
            if why:
                sheet.fault(Kind.RULE_BAD, cell.address, cell.text, title=title, text=cell.text, why=why)
            else:
                rows[name] = cell, value
    values = {name: value for name, (_, value) in rows.items()} | _from_sets(sheet, chosen, rows)
    method = Method(**values)
    _check(sheet, method)
    return method, chosen


def _value(name: str, text: str) -> tuple[Decimal, str]:
    """(value, what is wrong with it)."""
    try:
        value = Decimal(key_text(text).rstrip("分天月"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0:
        return Decimal(0), "不是不小于 0 的数字"
    choices = _CHOICES.get(name)
    if choices and value not in choices:
        return value, f"不是 {choices[0]} 到 {choices[-1]} 之间的整数"
    if name.endswith("_credit") and value > 1:
        return value, "大于 1"
    if name in _WEIGHTS and value != value.quantize(Decimal("0.01")):
        return value, "小数超过两位"
    return value, ""


def _sets(sheet: MasterSheet, cell: Cell) -> tuple[str, ...]:
    """The names of the sets chosen, in the order of the list."""
    known = {key_text(item.name): item.name for item in METHOD_SETS}
    found = []
    for name in split_names(cell.text):
        if key_text(name) in known:
            found.append(known[key_text(name)])
        else:
            sheet.fault(Kind.METHOD_SET_UNKNOWN, cell.address, cell.text, name=name, hint=hint(name, known),
                        known="、".join(known.values()))
    return tuple(item.name for item in sets_in_force(found))


def _from_sets(sheet: MasterSheet, chosen: tuple[str, ...], rows: dict[str, tuple[Cell, Decimal]]) -> dict[str, Decimal]:
    """What the sets settle; a contradiction is noted at the row, or at the sheet where two sets contradict each other."""
    titles = {name: (title, default) for name, title, default, _ in settings()}
    found: dict[str, tuple[Decimal, str]] = {}
    for item in sets_in_force(chosen):
        for name, value in item.values.items():
            title, default = titles[name]
            other = found.get(name)
            if other and other[0] != value:
                sheet.fault(Kind.METHOD_SETS_DIFFER, "", "、".join(chosen), one=other[1], other=item.name, title=title)
            cell, own = rows.get(name, (None, default))
            if cell is not None and own not in (default, value):
                sheet.fault(Kind.RULE_BAD, cell.address, cell.text, title=title, text=cell.text,
                            why=f"与方案“{item.name}”规定的 {value.normalize():f} 不一致")
            found[name] = value, item.name
    return {name: value for name, (value, _) in found.items()}


def _check(sheet: MasterSheet, method: Method) -> None:
    """What the rules must agree on among themselves."""
    total = sum(method.weights)
    if total != 100:
        places = {key_text(row["项目"].text): row["取值"].address for row in sheet.rows}
        weights = [title for name, title, _, _ in settings() if name in _WEIGHTS]
        place = next((places[key_text(title)] for title in weights if key_text(title) in places), "")
        sheet.fault(Kind.WEIGHTS_NOT_100, place, "", total=f"{total.normalize():f}")
    if not method.excellent_line >= method.good_line > method.pass_line:
        sheet.fault(Kind.RULE_BAD, "B2", "", title="优秀线、良好线、合格线", text="", why="没有从高到低排列")
    if method.behind > method.far_behind:
        sheet.fault(Kind.RULE_BAD, "B2", "", title="进度滞后界限", text=str(method.behind), why="大于严重滞后界限")


def read_points(text: str) -> Decimal | None:
    """A number of points as people type it: 「-2」, 「+1.5分」, 「－2」; None when it is none."""
    try:
        value = Decimal(key_text(text).rstrip("分").replace("−", "-").replace("–", "-"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def read_adjustments(sheet: MasterSheet, names: Names) -> tuple[Adjustment, ...]:
    """「加减分」: points, or 「否决」 for what spoils the grade whatever the points."""
    found = []
    for row in sheet.rows:
        faults = []
        name, typed = key_text(row["单位"].text), key_text(row["分值"].text)
        veto = VETO in typed
        value = Decimal(0) if veto else read_points(typed)
        period = _period(row["报送期"].text)
        if period is None:
            faults.append(("报送期", "不是“2018-05”这样的月份"))
        if value is None:
            faults.append(("分值", "不是数字"))
        if name not in names.by_name:
            faults.append(("单位", "没有登记在「单位」中"))
        if not row["事由"].text:
            faults.append(("事由", "没有填写"))
        for column, why in faults:
            sheet.fault(Kind.ADJUSTMENT_BAD, row[column].address, row[column].text, column=column,
                        text=row[column].text, why=why)
        if not faults:
            found.append(Adjustment(period=period, department=names.by_name[name], points=value,
                                    reason=row["事由"].text, basis=row["依据"].text, text=row["分值"].text, veto=veto,
                                    source=sheet.source.at(row["分值"].address)))
    return tuple(found)


def _period(text: str) -> Period | None:
    try:
        return Period.parse(re.sub(r"^(\d{4})[年./](\d{1,2})月?.*$", r"\1-\2", key_text(text)))
    except ValueError:
        return None
