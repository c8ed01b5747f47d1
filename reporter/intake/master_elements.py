"""「公文」 of the master list: the elements of the documents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping

from ..vocabulary import column_titles
from ..vocabulary.document_elements import CHOSEN_KINDS, ELEMENTS, NONE, element_named, element_names, unnumbered
from ..vocabulary.problems import Kind
from .grid import GridCell
from .master_sheet import MasterSheet
from .names import hint
from .values import key_text, read_date


def read_elements(sheet: MasterSheet, kinds: Collection[str] | None) -> dict[str, str]:
    """要素 → 内容; dates as ISO text. What no document of these `kinds` would be made with is said; None: not known.

    A blank element has its default, which is said. Without 年份 no month can be told; without 发文机关 documents are
    made that bear no name, which is said.
    """
    known = element_names(kinds or ())
    found = {element.name: element.default for element in ELEMENTS}
    cells: dict[str, GridCell] = {}
    for name, title, cell in sheet.named_values(column_titles.ELEMENT, column_titles.CONTENT):
        cells[name] = cell
        if cell.text:
            found[name], why = _value(element_named(name).form, cell.text)
            if why:
                sheet.say(Kind.ELEMENT_BAD, cell, name=name, text=cell.text, why=why)
            if kinds is not None and name == CHOSEN_KINDS:
                for wished in dict.fromkeys(filter(None, re.split(r"[、，,；;\s]+", cell.text))):
                    if wished not in kinds:
                        sheet.say(Kind.ELEMENT_UNKNOWN, cell, name=wished, hint=hint(wished, kinds))
            if kinds is not None and unnumbered(name) not in known:
                sheet.say(Kind.ELEMENT_UNKNOWN, title, name=title.text, hint=hint(name, known))
    if not sheet.missing:
        _blanks(sheet, {name for name, cell in cells.items() if cell.text}, cells)
    return found


def issued_on(elements: Mapping[str, str]) -> dt.date | None:
    """The day of the notice, where 「公文」 gives one."""
    day = elements.get("通知成文日期", "")
    return dt.date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None


def _blanks(sheet: MasterSheet, filled: set[str], cells: dict[str, GridCell]) -> None:
    """What is to be said of elements left blank, at their cells (at the sheet, of one without a row)."""
    if "年份" not in filled:
        sheet.say(Kind.ELEMENT_BAD, cells.get("年份"), name="年份", text="", why="没有填写")
    if "发文机关" not in filled:
        sheet.say(Kind.ISSUER_BLANK, cells.get("发文机关"))
    for element in ELEMENTS:
        if element.default and element.name not in filled:
            sheet.say(Kind.ELEMENT_DEFAULT, cells.get(element.name), name=element.name, default=element.default)


def _value(form: str, text: str) -> tuple[str, str]:
    """(value, what is wrong with it)."""
    plain = key_text(text)
    if form == "date":
        day = read_date(text, year=None).value
        return (day.isoformat(), "") if day else (text, "不是日期")
    if form == "year":
        return (plain.rstrip("年"), "") if re.fullmatch(r"(19|20)\d\d年?", plain) else ("", "不是四位数的年份")
    if form == "months":
        return _months(text)
    if form == "copy":
        return (plain.zfill(6), "") if re.fullmatch(r"\d{1,6}", plain) else (text, "不是六位以内的数字")
    if form == "secrecy":
        sound = plain == NONE or re.fullmatch(r"(?:绝密|机密|秘密)(?:★.+)?", plain)
        return text, "" if sound else "应以绝密、机密、秘密开头，后面用★接保密期限"
    if form == "urgency":
        return text, "" if plain in (NONE, "特急", "加急") else "应为特急或加急"
    if form in ("day", "count"):
        number = re.fullmatch(r"(\d{1,9})(?:日|个工作日|个|天)?", plain)
        if number and 1 <= int(number[1]) <= (31 if form == "day" else 60):
            return number[1], ""
        return text, "不是合理的数字"
    return text, ""


def _months(text: str) -> tuple[str, str]:
    """(months as 「1、2」, what is wrong) of 不考核月份: 「1月、2月」, 「1-3月」, 「1,2」."""
    plain = re.sub(r"[月份]", "", key_text(text))
    months: set[int] = set()
    for part in filter(None, re.split(r"[、,;和]", plain)):
        span = re.fullmatch(r"(\d{1,2})(?:[-~至到](\d{1,2}))?", part)
        if not span or not 1 <= int(span[1]) <= int(span[2] or span[1]) <= 12:
            return text, "不是“1月、2月”这样的月份"
        months.update(range(int(span[1]), int(span[2] or span[1]) + 1))
    return "、".join(map(str, sorted(months))), ""
