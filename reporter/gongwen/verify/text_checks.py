"""What the words themselves must look like: brackets, numbers, dates, colons, levels, annexes, old leftovers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from reporter.gongwen.content import BODY_MOST
from reporter.gongwen.layout import Strength

from . import patterns
from .document_view import Line
from .finding import Finding, excerpt
from .found_elements import AnnexFound, Elements, Form, ListedAnnex
from .levels import levels


def text(found: Elements) -> Iterator[Finding]:
    """All findings about wording."""
    yield from _number(found)
    yield from _head(found)
    yield from _addressees(found)
    yield from levels(found)
    yield from _date(found)
    yield from _note(found)
    yield from _annex_list(found)
    yield from _annex_names(found)
    yield from _mentions(found)
    yield from _imprint(found)
    yield from _old_edition(found)
    yield from _length(found)
    yield from _marks(found)


_HALF_WIDTH = re.compile(
    r"(?<=[\u4e00-\u9fff》”）])(?P<mark>[,;:?!])(?=[\u4e00-\u9fff《“（]|\s*$)"
    r"|(?P<quote>\")[^\"\n]*[\u4e00-\u9fff][^\"\n]*\""
    r"|(?<=[\u4e00-\u9fff》”）])(?P<dash>-{2,3})(?=[\u4e00-\u9fff《“（])"
    r"|(?P<bracket>\()[^()\n]*[\u4e00-\u9fff][^()\n]*\)"
)
"""A mark of Latin type between 汉字, quotes and brackets around them; between digits or letters it is meant."""


def _marks(found: Elements) -> Iterator[Finding]:
    """Marks of Latin type in a Chinese text, one finding for each; numbers of levels are told as such (7.3.3)."""
    places: dict[str, list[Line]] = {}
    for line in (*found.body, *(line for annex in found.annexes for line in annex.lines)):
        text = line.text.strip()
        if line.story != "body":
            continue
        level = next(
            (match for _, right, pattern in patterns.LEVELS if not right and (match := pattern.match(text))), None
        )
        for match in _HALF_WIDTH.finditer(text, level.end() if level else 0):
            places.setdefault(match["mark"] or match["dash"] or ('""' if match["quote"] else "()"), []).append(line)
    for mark, lines in places.items():
        more = f"等 {len(lines)} 处" if len(lines) > 1 else ""
        yield Finding("9", f"正文{excerpt(lines[0].text)}{more}", f"用半角标点「{mark}」", "用全角标点（GB/T 15834）")


def _length(found: Elements) -> Iterator[Finding]:
    """A bulletin or a report about one matter: no more than the rules of 2024 on fewer and shorter papers want."""
    length = sum(len("".join(line.text.split())) for line in found.body if line.story == "body")
    if length > BODY_MOST and re.search("(?:通报|报告)(?:（[^（）]*）)?$", found.title_text):
        told = f"一般不超过{BODY_MOST}字（专项文件）"
        yield Finding("篇幅", "正文", f"{length}字", told, Strength.RECOMMENDED)


def _number(found: Elements) -> Iterator[Finding]:
    match = found.number_match
    if match is None:
        return
    where, shown = "发文字号", match.group().strip()
    if (match["open"], match["close"]) != ("〔", "〕"):
        yield Finding("7.2.5", where, f"「{shown}」用{match['open']}{match['close']}", "年份用六角括号〔〕括入")
    if len(match["year"]) != 4:
        yield Finding("7.2.5", where, f"年份写作「{match['year']}」", "年份标全称（四位）")
    serial = re.sub(r"[\s\u3000]", "", match["serial"])
    if serial.startswith("第"):
        yield Finding("7.2.5", where, f"「{shown}」有“第”字", "发文顺序号不加“第”字")
        serial = serial[1:]
    if re.match(r"[0０]", serial):
        yield Finding("7.2.5", where, f"顺序号编虚位「{serial}」", "发文顺序号不编虚位（1 不编为 01）")
    if re.search(r"[一二三四五六七八九十百〇○０-９]", serial):
        yield Finding("7.2.5", where, f"顺序号「{serial}」", "用阿拉伯数字")


def _head(found: Elements) -> Iterator[Finding]:
    if found.copy_number is not None:
        digits = patterns.COPY_NUMBER.search(found.copy_number.text.strip())
        if digits and (len(digits["digits"]) != 6 or digits.group().strip() != digits["digits"]):
            yield Finding("7.2.1", "份号", f"「{found.copy_number.text.strip()}」", "6 位阿拉伯数字", Strength.USUAL)
    if found.secrecy is not None and re.search(r"[一二三四五六七八九十]+年", found.secrecy.text):
        yield Finding("7.2.2", "密级和保密期限", f"「{found.secrecy.text.strip()}」", "保密期限中的数字用阿拉伯数字")
    for line in found.signers[:1]:
        match = patterns.SIGNER.search(line.text)
        if match and match["colon"] != "：":
            yield Finding("7.2.6", "签发人", f"“签发人”后是「{match['colon'] or '空'}」", "“签发人”后标全角冒号")
    upward = re.search(r"的(?:报告|请示)$", found.title_text) and found.form is Form.DOCUMENT
    if upward and not found.signers and found.number is not None:
        yield Finding(
            "7.2.6", "版头", f"上行文（{found.title_text[-2:]}）没有签发人", "上行文标注签发人，发文字号居左空一字"
        )


def _addressees(found: Elements) -> Iterator[Finding]:
    if found.addressees is None:
        return
    last = found.addressees.text.rstrip()[-1:]
    if last != "：":
        yield Finding("7.3.2", "主送机关", f"末尾是「{last}」", "最后一个机关名称后标全角冒号")


def _date(found: Elements) -> Iterator[Finding]:
    if found.date is None:
        return
    match = patterns.DATE_ONLY.match(found.date.text)
    shown = found.date.text.strip()
    if match is None:
        return
    if match["open"]:
        return
    if match["chinese"]:
        yield Finding("7.3.5.4", "成文日期", f"「{shown}」用汉字数字（1999 年版的写法）", "用阿拉伯数字标全年、月、日")
    elif match["dotted"]:
        yield Finding("7.3.5.4", "成文日期", f"「{shown}」", "写作“2018年5月3日”")
    else:
        yield from date_form(match["year"], match["month"], match["day"], "7.3.5.4", "成文日期")
    if match["after"]:
        yield Finding("7.3.5.4", "成文日期", f"末尾有「{match['after']}」", "日期后不加标点")


def date_form(year: str, month: str, day: str, clause: str, where: str) -> Iterator[Finding]:
    """The full year, and month and day without a leading zero, both on the calendar."""
    shown = f"「{year}年{month}月{day}日」"
    if len(year) != 4:
        yield Finding(clause, where, f"{shown}年份不全", "年份标全称（四位）")
    if month.startswith("0") or day.startswith("0"):
        yield Finding(clause, where, f"{shown}编虚位", "月、日不编虚位（1 不编为 01）")
    try:
        dt.date(2000 if len(year) < 4 else max(1, int(year)), int(month), int(day))
    except ValueError:
        yield Finding(clause, where, f"{shown}没有这一天", "实有的日期")


def _note(found: Elements) -> Iterator[Finding]:
    if not found.note:
        return
    match, text = patterns.NOTE.match(found.note.text), found.note.text.strip()
    if match and ((match["open"], match["close"]) != ("（", "）") or match["after"]):
        yield Finding(
            "7.3.6",
            "附注",
            f"「{text[:1]}…{text[-1:]}」",
            "加圆括号（），后面不加标点",
        )


# --- annexes --------------------------------------------------------------------------------------------------------


def _annex_list(found: Elements) -> Iterator[Finding]:
    entries = found.annex_list
    if not entries:
        return
    first = found.annex_head or entries[0].line
    head, bare = patterns.ANNEX_LIST.match(first.text), patterns.ANNEX_LABEL.match(first.text)
    if first.index != entries[0].line.index:
        yield Finding("7.3.4", "附件说明", "“附件：”单独成行", "“附件：”与第一个附件名称写在同一行")
    if head and head["colon"] != "：":
        yield Finding("7.3.4", "附件说明", "“附件”后是半角冒号", "“附件”后标全角冒号")
    if head is None and bare:
        yield Finding("7.3.4", "附件说明", "“附件”后没有冒号", "“附件”后标全角冒号")
    elif head is None:
        seen = f"写作「附件{entries[0].number}{entries[0].point}」" + (
            f"等 {len(entries)} 行" if len(entries) > 1 else ""
        )
        yield Finding("7.3.4", "附件说明", seen, "“附件”后标全角冒号，下接“1.”和名称，两个以上依次另起一行")
    labelled = not (head or bare)
    for entry in entries:
        yield from _entry(entry, labelled=labelled)
    if labelled:
        return
    if len(entries) > 1:
        for wanted, entry in enumerate(entries, start=1):
            if entry.number != str(wanted):
                yield Finding(
                    "7.3.4",
                    f"附件说明{excerpt(entry.name)}",
                    f"顺序号「{entry.number or '空'}」",
                    f"用阿拉伯数字依次标注（{wanted}.）",
                )
                break
    elif entries[0].number:
        yield Finding("7.3.4", "附件说明", "只有一个附件，却标了顺序号", "一个附件不标顺序号")


def _entry(entry: ListedAnnex, *, labelled: bool) -> Iterator[Finding]:
    where = f"附件说明{excerpt(entry.name)}"
    if entry.name.endswith(tuple("。；;，,、.！")):
        yield Finding("7.3.4", where, f"名称后有「{entry.name[-1]}」", "附件名称后不加标点符号")
    if entry.number and not labelled and entry.point not in (".", "．"):
        yield Finding("7.3.4", where, f"顺序号后是「{entry.point or '空'}」", "顺序号后用“.”（1.×××××）")
    if entry.name.startswith("《") and entry.name.rstrip("。；").endswith("》"):
        yield Finding("7.3.4", where, "名称加了书名号", "只写附件名称，不加书名号", Strength.USUAL)


def _annex_names(found: Elements) -> Iterator[Finding]:
    """Number and title of each annex are those of the list (7.3.7)."""
    listed, bound = found.annex_list, found.annexes
    if found.annex_alone:
        for annex in bound:
            yield from _label(annex)
        return
    if bound and not listed:
        yield Finding("7.3.4", "正文之后", f"有附件 {len(bound)} 个，没有附件说明", "正文下空一行编排附件说明")
        return
    for position, annex in enumerate(bound):
        if position >= len(listed):
            yield Finding("7.3.7", excerpt(annex.label.text), "附件说明中没有这个附件", "与附件说明一致")
            continue
        yield from _same(annex, listed[position])
    if bound and len(listed) > len(bound):
        missing = "、".join(entry.name.rstrip("。；") for entry in listed[len(bound) :])
        yield Finding("7.3.7", "附件", f"附件说明列了 {len(listed)} 个，只附 {len(bound)} 个", f"附上：{missing}")


def _label(annex: AnnexFound) -> Iterator[Finding]:
    """What is wrong with a label in itself."""
    where = f"{excerpt(annex.label.text)}的标识"
    label = patterns.ANNEX_LABEL.match(annex.label.text)
    if label and label["after"]:
        yield Finding("7.3.7", where, f"“附件”后有「{label['after']}」", "“附件”和顺序号后不加标点")
    if re.search(r"[一二三四五六七八九十]", annex.number):
        yield Finding("7.3.7", where, f"顺序号「{annex.number}」", "用阿拉伯数字")


def _same(annex: AnnexFound, entry: ListedAnnex) -> Iterator[Finding]:
    where = excerpt(annex.label.text)
    yield from _label(annex)
    chinese = re.search(r"[一二三四五六七八九十]", annex.number)
    if not chinese and annex.number != entry.number and not (not annex.number and not entry.number):
        yield Finding(
            "7.3.7",
            f"{where}的标识",
            f"顺序号「{annex.number or '空'}」",
            f"与附件说明一致（{entry.number or '不标'}）",
        )
    title, name = _plain(annex.title_text), _plain(entry.name).rstrip("。；;，,、.！")
    if title and name and title != name:
        yield Finding("7.3.7", f"{where}的标题", f"「{annex.title_text}」", f"与附件说明一致：「{entry.name}」")


def _plain(name: str) -> str:
    return re.sub(r"[\s\u3000]", "", name).strip("《》")


def _mentions(found: Elements) -> Iterator[Finding]:
    """An annex that the text refers to is in the list; an annex by itself has none."""
    if found.annex_alone:
        return
    known = {entry.number or "1" for entry in found.annex_list} or {annex.number or "1" for annex in found.annexes}
    lines: list[Line] = [*found.body, *(line for annex in found.annexes for line in annex.lines)]
    said: set[str] = set()
    for line in lines:
        label = patterns.ANNEX_REMARKED.match(line.text)
        for match in [] if label else patterns.ANNEX_MENTION.finditer(line.text):
            number = match["number"] or ""
            number = patterns.NUMERALS.get(number, number)
            if ((number and number not in known) or not known) and number not in said:
                said.add(number)
                yield Finding(
                    "7.3.4",
                    f"正文{excerpt(line.text)}",
                    f"提到「附件{number}」，附件说明中没有",
                    "提到的附件都在附件说明中列出",
                )


# --- imprint and the edition of 1999 --------------------------------------------------------------------------------


def _imprint(found: Elements) -> Iterator[Finding]:
    for line in found.copies:
        match = patterns.COPIES.match(line.text)
        if match is None:
            continue
        label = match["label"]
        if match["colon"] != "：":
            yield Finding("7.4.2", label, f"“{label}”后是「{match['colon'] or '空'}」", f"“{label}”后标全角冒号")
        last = _last_of(found, line).text.rstrip()
        if not last.endswith("。"):
            yield Finding("7.4.2", label, f"末尾是「{last[-1:]}」", "最后一个机关名称后标句号")
        if label == "抄报":
            yield Finding("7.4.2", label, "用“抄报”", "一律用“抄送”")
    if found.issued:
        yield from _issued(found)


def _last_of(found: Elements, line: Line) -> Line:
    """The last line of a list of names: lines typed below it belong to it until the next element."""
    if not "".join(run.text for run in line.runs).endswith(line.text):
        return line  # that one stands in the same paragraph
    others = {other.index for other in (*found.copies, *found.issued)}
    last = line
    for following in found.reading.lines[line.index + 1 : line.index + 12]:
        if (
            following.blank
            or following.index in others
            or following.story != line.story
            or following.size > 20
            or patterns.DATE.search(following.text)
            or patterns.LABELLED.match(following.text)
            or patterns.ANNEX_LABEL.match(following.text)
        ):
            break
        last = following
    return last


def _issued(found: Elements) -> Iterator[Finding]:
    joined = "\u3000".join(line.text.strip() for line in found.issued)
    match = patterns.ISSUED.match(joined)
    if match is None:
        return
    if not match["word"]:
        yield Finding("7.4.3", "印发日期", f"「{match['date']}」后没有“印发”", "印发日期后加“印发”二字")
    if not match["organ"]:
        yield Finding("7.4.3", "印发机关", "没有印发机关", "印发机关左空一字，印发日期右空一字")
    date = patterns.DATE.match(match["date"])
    if date is None and not re.search("[一二三四五六七八九十]", match["date"]):
        return
    if date is None:
        yield Finding(
            "7.4.3", "印发日期", f"「{match['date']}」用汉字数字（1999 年版的写法）", "用阿拉伯数字标全年、月、日"
        )
    else:
        yield from date_form(date["year"], date["month"], date["day"], "7.4.3", "印发日期")


def _old_edition(found: Elements) -> Iterator[Finding]:
    for line in found.reading.lines:
        shown = line.text.strip()
        if patterns.OLD_KEYWORDS.match(shown):
            yield Finding("7.4", f"版记{excerpt(shown)}", "有主题词（1999 年版的要素）", "2012 年版取消主题词")
        if len(shown) < 60 and re.search(r"[（(]?\s*共印\s*\d+\s*份", shown):
            yield Finding("7.4.3", f"版记{excerpt(shown)}", "标印发份数（1999 年版的要素）", "2012 年版取消印发份数")
        if len(shown) < 20 and "此页无正文" in shown:
            yield Finding(
                "7.3.5.5",
                excerpt(shown),
                "用“此页无正文”处理（1999 年版起已不用）",
                "调整行距、字距，使印章（署名）、成文日期与正文同处一面",
            )
    if found.secrecy is not None and found.secrecy.look.align == "right":
        yield Finding("7.2.2", "密级和保密期限", "排在版心右上角（1999 年版的位置）", "版心左上角顶格", Strength.USUAL)
