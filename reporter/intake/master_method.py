"""「考核办法」 of the master list: the rules in force."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ..vocabulary import column_titles
from ..vocabulary.method import Method, Value, settings, shown, words_of
from ..vocabulary.method_sets import METHOD_SETS, SETS_TITLE, sets_in_force
from ..vocabulary.problems import Kind
from .grid import GridCell
from .master_sheet import MasterSheet
from .names import hint
from .values import key_text, read_number, split_names

_CHOICES = {
    "capped": (0, 1),
    "veto": (0, 1, 2, 3),
    "red_to_yellow": (0, 1),
    "year_quality": (1, 2),
    "first_month": tuple(range(13)),
}
"""Rules that choose between ways rather than measure."""

_WEIGHTS = ("quality_weight", "punctual_weight", "evidence_weight", "material_weight")
_LINES = ("excellent_line", "good_line", "pass_line")
_DESCENDING = (
    ("excellent_line", "good_line", False),
    ("good_line", "pass_line", True),
    ("far_behind", "behind", False),
)
"""(a rule, one that may not be above it, whether it may not be equal either)."""

_FIELDS = {key_text(title): (name, title, default) for name, title, default, _ in settings()}
_TITLES = {name: title for name, title, *_ in settings()}
_WORDS = words_of()


def read_method(sheet: MasterSheet) -> tuple[Method, tuple[str, ...]]:
    """The rules of 「考核办法」 and the names of the sets they were taken from; every fault noted at its cell.

    A rule a set settles has the set's value. Its own row must then be that value or the default: a row changed to
    something else contradicts the set, and which of the two is meant is not guessed. A rule without a row has its
    default, which is said of those that measure: lists were made before there was a choice.
    """
    cells: dict[str, GridCell] = {}
    strange = False
    for key, title, cell in sheet.named_values(column_titles.SETTING, column_titles.VALUE):
        if key != SETS_TITLE and key not in _FIELDS:
            sheet.say(Kind.RULE_UNKNOWN, title, title=title.text, hint=hint(key, _FIELDS))
            strange = True
        else:
            cells[key] = cell
    chosen = _sets(sheet, cells[SETS_TITLE]) if SETS_TITLE in cells else ()
    settled = _from_sets(sheet, chosen, cells.get(SETS_TITLE))
    typed, bad = _typed(sheet, cells)
    for name, (value, item) in settled.items():
        if name in typed and typed[name] not in (value, _FIELDS[key_text(_TITLES[name])][2]):
            cell = cells[key_text(_TITLES[name])]
            sheet.say(
                Kind.RULE_BAD,
                cell,
                title=_TITLES[name],
                text=cell.text,
                why=f"与方案“{item}”规定的 {shown(value)} 不一致",
            )
    values: dict[str, Any] = typed | {name: value for name, (value, _) in settled.items()}
    method = Method(**values)
    lacking = [
        f"{title}（{shown(default)}）"
        for key, (name, title, default) in _FIELDS.items()
        if key not in cells and name not in settled and name not in _WORDS
    ]
    if lacking and not strange and not sheet.missing:
        sheet.say(Kind.RULE_MISSING, rules="、".join(lacking))
    _check(sheet, method, {name: cells.get(key_text(title)) for name, title in _TITLES.items()}, bad)
    return method, chosen


def _typed(sheet: MasterSheet, cells: dict[str, GridCell]) -> tuple[dict[str, Value], frozenset[str]]:
    """(rule → value of its row, the rules whose value is at fault)."""
    found: dict[str, Value] = {}
    bad = set()
    for key, cell in cells.items():
        if key == SETS_TITLE:
            continue
        name, title, _ = _FIELDS[key]
        value, why = _value(name, cell.text)
        if why:
            sheet.say(Kind.RULE_BAD, cell, title=title, text=cell.text, why=why)
            bad.add(name)
        else:
            found[name] = value
    return found, frozenset(bad)


def _value(name: str, text: str) -> tuple[Value, str]:
    """(value, what is wrong with it). A share of one may be written in percent, points and percentage points
    may not. Of a word its beginning is enough (首次).
    """
    key = key_text(text)
    if words := _WORDS.get(name):
        found = [word for word in words if key and word.startswith(key)]
        return (found[0], "") if len(found) == 1 else (words[0], "没有填写" if not key else f"不是{'、'.join(words)}")
    share = key.endswith("%")
    if share and not name.endswith("_credit"):
        return Decimal(0), "带有百分号，应当只写数字"
    value = read_number(re.sub(r"(?:个?百分点|[分天月%])$", "", key))
    if value is None or value < 0:
        return Decimal(0), "没有填写" if not key else "不是数字" if value is None else "小于 0"
    value /= 100 if share else 1
    choices = _CHOICES.get(name)
    if choices and value not in choices:
        return value, f"不是 {choices[0]} 到 {choices[-1]} 之间的整数"
    if name.endswith("_credit") and value > 1:
        return value, "大于 1"
    if name in _WEIGHTS and value != value.quantize(Decimal("0.01")):
        return value, "小数超过两位"
    return value, ""


def _sets(sheet: MasterSheet, cell: GridCell) -> tuple[str, ...]:
    """The names of the sets chosen, in the order of the list."""
    known = {key_text(item.name): item.name for item in METHOD_SETS}
    found = []
    for name in split_names(cell.text):
        if key_text(name) in known:
            found.append(known[key_text(name)])
        else:
            sheet.say(Kind.METHOD_SET_UNKNOWN, cell, name=name, hint=hint(name, known), known="、".join(known.values()))
    return tuple(item.name for item in sets_in_force(found))


def _from_sets(sheet: MasterSheet, chosen: tuple[str, ...], named: GridCell | None) -> dict[str, tuple[Decimal, str]]:
    """Rule → (what the sets settle, the set that does); two that contradict each other are noted where they are
    `named`.
    """
    found: dict[str, tuple[Decimal, str]] = {}
    for item in sets_in_force(chosen):
        for name, value in item.values.items():
            other = found.get(name)
            if other and other[0] != value:
                sheet.say(
                    Kind.METHOD_SETS_DIFFER,
                    named,
                    one=other[1],
                    other=item.name,
                    title=_TITLES[name],
                )
            found[name] = value, item.name
    return found


def _check(sheet: MasterSheet, method: Method, cells: dict[str, GridCell | None], bad: frozenset[str]) -> None:
    """What the rules must agree on among themselves, those at fault aside; and grade lines that no sum of weights
    reaches.
    """
    total = sum(method.weights, Decimal(0))
    if total != 100 and not bad.intersection(_WEIGHTS):
        sheet.say(
            Kind.WEIGHTS_NOT_100,
            next((cells[name] for name in _WEIGHTS if cells[name]), None),
            "",
            total=f"{total.normalize():f}",
        )
    for upper, lower, strictly in _DESCENDING:
        above, below = getattr(method, upper), getattr(method, lower)
        if not bad & {upper, lower} and (below > above or (strictly and below == above)):
            at = cells[upper]
            place = f"（{at.address}）" if at else ""
            sheet.say(
                Kind.RULE_BAD,
                cells[lower],
                title=_TITLES[lower],
                text=f"{below.normalize():f}",
                why=f"应当{'低于' if strictly else '不高于'}{_TITLES[upper]} {above.normalize():f}{place}",
            )
    for name in _LINES:
        if getattr(method, name) > 100:
            sheet.say(
                Kind.LINE_ABOVE_100, cells[name], title=_TITLES[name], value=f"{getattr(method, name).normalize():f}"
            )
