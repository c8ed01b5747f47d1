"""Recognises the elements of a 公文 by what they say and where they stand; style names are not looked at.

The reading goes as a clerk's eye does: the number and the mark at the head, the title under them, the addressees, the
body, then from the end the 版记, the annexes, the date and the signature above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from reporter.gongwen.layout import LETTER_RULE_WIDTH, RULE_WIDTH, TWIPS_PER_MM

from . import patterns
from .flow import indents, width_in_chars
from .records import Line, Reading
from .rules import Rule, rules_of

__all__ = ["AnnexFound", "Elements", "Form", "ListedAnnex", "body_level", "is_caption", "recognise"]

_HEAD_LINES = 40
"""So many lines from the top the head must end."""
_MARK_SIZE = 24.0
"""Characters at least this large above the number are the mark (2号 is the title's)."""

_LETTER_RULE = (LETTER_RULE_WIDTH.mm + RULE_WIDTH.mm) / 2 * TWIPS_PER_MM
"""A red rule longer than this is that of a letter."""


class Form(StrEnum):
    """Which section of the standard applies."""

    DOCUMENT = "文件"
    LETTER = "信函"
    MINUTES = "纪要"


@dataclass(frozen=True, slots=True)
class ListedAnnex:
    """One entry of the 附件说明; `number` as written, "" when it has none."""

    line: Line
    number: str
    point: str
    name: str


@dataclass(slots=True)
class AnnexFound:
    """One annex: its label, title and all after it."""

    label: Line
    number: str
    title: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    inline_title: str = ""

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return self.inline_title or joined(self.title)


@dataclass(slots=True)
class Elements:
    """The elements found; None or empty when there is none."""

    reading: Reading
    form: Form = Form.DOCUMENT
    copy_number: Line | None = None
    secrecy: Line | None = None
    urgency: Line | None = None
    mark: list[Line] = field(default_factory=list)
    number: Line | None = None
    number_match: re.Match[str] | None = None
    signers: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    red_rules: list[Rule] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    addressees: Line | None = None
    body: list[Line] = field(default_factory=list)
    annex_list: list[ListedAnnex] = field(default_factory=list)
    attendance: list[Line] = field(default_factory=list)
    organs: list[Line] = field(default_factory=list)
    date: Line | None = None
    note: Line | None = None
    annexes: list[AnnexFound] = field(default_factory=list)
    copies: list[Line] = field(default_factory=list)
    issued: list[Line] = field(default_factory=list)

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return joined(self.title)


def joined(lines: list[Line]) -> str:
    """Lines that are one text."""
    return "".join("".join(line.text.split()) for line in lines)


def body_level(line: Line) -> tuple[int, bool, str]:
    """(level, whether the mark has the right form, the number) of a paragraph; (0, True, "") of running text."""
    text = line.text.lstrip(" \u00a0\u3000\t")
    for level, right, pattern in patterns.LEVELS:
        if match := pattern.match(text):
            return level, right, match["n"]
    return 0, True, ""


def is_caption(reading: Reading, line: Line) -> bool:
    """Whether a centred line is the caption of the table above or below it, or the unit line beside one."""
    if line.look.align not in ("center", "right"):
        return False
    for step in (1, -1):
        at = line.index + step
        while 0 <= at < len(reading.lines) and reading.lines[at].blank and reading.lines[at].story == "body":
            at += step
        if 0 <= at < len(reading.lines) and reading.lines[at].story == "cell":
            return True
    return False


def recognise(reading: Reading) -> Elements:
    """Every element of a document, once."""
    found = Elements(reading, rules=rules_of(reading))
    start = _head(found)
    _imprint(found)
    end = _first_index([*found.copies, *found.issued], len(reading.lines))
    end = _annexes(found, start, end)
    title_end = _title(found, start, end)
    body_end = _tail(found, title_end, end)
    _body(found, title_end, body_end)
    found.form = _form(found)
    return found


def _first_index(lines: list[Line], default: int) -> int:
    return min((line.index for line in lines), default=default)


# --- head -----------------------------------------------------------------------------------------------------------


def _head(found: Elements) -> int:
    """Finds the elements of the 版头; the index of the first line after it."""
    reading = found.reading
    top = [line for line in reading.lines if not line.blank][:_HEAD_LINES]
    first_section = reading.sections[0]
    margin = [line for kind in ("first", "default") for line in first_section.headers.get(kind, ()) if not line.blank]
    for line in top:
        match = patterns.NUMBER.search(line.text)
        if match and width_in_chars(line.text.strip()) < 60 and "。" not in line.text and "，" not in line.text:
            found.number, found.number_match = line, match
            break
        if line.text.rstrip().endswith(("。", "；")):
            break
    signer = next((line for line in top if patterns.SIGNER.search(line.text) and "。" not in line.text), None)
    last = max((line for line in (found.number, signer) if line is not None), key=lambda line: line.index, default=None)
    for line in margin + (top[:12] if last is None else [line for line in top if line.index <= last.index]):
        text = line.text.strip()
        if patterns.SECRECY.search(text) and found.secrecy is None and line.size < _MARK_SIZE:
            found.secrecy = line
        elif patterns.URGENCY.search(text) and found.urgency is None:
            found.urgency = line
        elif patterns.COPY_NUMBER.search(text) and found.copy_number is None and last is not None:
            found.copy_number = line
        elif line not in (last, signer, found.number) and _is_mark(line):
            found.mark.append(line)
    if signer is not None:
        found.signers = _signers(reading, signer)
    _below_number(found, top)
    elements = (*found.mark, *found.signers, found.number, found.copy_number, found.secrecy, found.urgency)
    return max((line.index for line in elements if line is not None and line.story not in ("header", "footer")), default=-1) + 1


def _below_number(found: Elements, top: list[Line]) -> None:
    """What may stand under the first element in a 信函 (密级, 紧急程度) or for a number in a 纪要 or 令 (第5期)."""
    start = max((line.index for line in (*found.mark, found.number) if line is not None), default=None)
    for line in [line for line in top if start is not None and line.index > start][:3]:
        text = line.text.strip()
        if patterns.SECRECY.search(text) and found.secrecy is None and line.size < _MARK_SIZE:
            found.secrecy = line
        elif patterns.URGENCY.search(text) and found.urgency is None:
            found.urgency = line
        elif patterns.SERIAL_ONLY.match(text) and found.number is None:
            found.number = line
        else:
            break


def _is_mark(line: Line) -> bool:
    """A mark is large; red, or ends as marks do. A large black title is none."""
    if line.size < _MARK_SIZE:
        return False
    text = line.text.strip()
    return is_red(line) or bool(patterns.VERBAL_MARK.search(text)) or bool(patterns.MINUTES_MARK.search(text)) \
        or line.size >= 30


def is_red(line: Line) -> bool:
    """Whether the printed characters of a line are red."""
    return all(red(run.look.colour) for run in line.runs if run.text.strip()) and not line.blank


def red(colour: str) -> bool:
    """Whether a colour RRGGBB is a red: much of red, little of the others."""
    try:
        value = int(colour, 16)
    except ValueError:
        return False
    return value >> 16 >= 0xB0 and (value >> 8) & 0xFF <= 0x50 and value & 0xFF <= 0x50


def _signers(reading: Reading, signer: Line) -> list[Line]:
    """The line of 「签发人：」 and those right below with further names, the last of them with the number beside it."""
    found = [signer]
    for line in reading.lines[signer.index + 1:signer.index + 8]:
        if line.story == "cell" and signer.story == "cell" and line.table == signer.table:
            if not line.blank and not patterns.NUMBER.search(line.text):
                found.append(line)
            continue
        names = patterns.NUMBER.sub("", line.text).split()
        if (not names and line.blank and line.size < 12) or (line.blank and line.look.line_rule == "exact" and line.look.line < 400):
            continue
        if not names or len(names) > 3 or line.size > 18 or not all(_NAME.fullmatch(name) for name in names):
            break
        found.append(line)
    return found


_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")


# --- title, addressees, body ----------------------------------------------------------------------------------------


def _title(found: Elements, start: int, end: int) -> int:
    """The title is the first text below the head, all its lines up to a blank or another look."""
    for line in found.reading.lines[start:end]:
        if line.blank or line.story != "body":
            continue
        text = line.text.strip()
        if not found.title:
            centred = line.look.align == "center" and line.size >= 18
            if text.endswith(("。", "：", ":")) and not centred:
                break
            if len(text) > 120 or (_is_mark(line) and is_red(line)):
                continue
            if body_level(line)[0] and line.look.align != "center":
                break
            found.title.append(line)
            continue
        last = found.title[-1]
        same = line.index == last.index + 1 and abs(line.size - last.size) < 0.6 and line.look.align == last.look.align
        if not same or not (line.look.align == "center" or line.size >= 18) or text.endswith(("：", ":")):
            break
        found.title.append(line)
    after = found.title[-1].index + 1 if found.title else start
    for line in found.reading.lines[after:end]:
        if not line.blank and line.story == "body":
            if _is_addressees(line):
                found.addressees = line
                after = line.index + 1
            break
    return after


_ORGAN_END = re.compile(r"(?:局|处|室|府|委|部|院|办|中心|单位|部门|公司|厅|会|站|所|队|科|股|校|镇|乡|街道|县|区|市|省)[)）]?$")


def _is_addressees(line: Line) -> bool:
    """Names flush left that end in a colon; without the colon, names only, of organs, and no sentence."""
    text = line.text.strip()
    if "。" in text or line.look.align in ("center", "right") or body_level(line)[0]:
        return False
    if patterns.ANNEX_LIST.match(text):
        return False
    if text.endswith(("：", ":")):
        return width_in_chars(text) < 200 and not re.search(r"(?:如下|以下|通知|情况)[：:]$", text)
    return width_in_chars(text) < 200 and bool(_ORGAN_END.search(text.rstrip("；;，,.、"))) and sum(indents(line)[::2]) < 1


def _body(found: Elements, start: int, end: int) -> None:
    found.body = [line for line in found.reading.lines[start:end] if line.story == "body" and not line.blank]


# --- tail -----------------------------------------------------------------------------------------------------------


def _tail(found: Elements, start: int, end: int) -> int:
    """Finds date, signature, note, annex list and attendance between title and annexes; where the body ends."""
    lines = [line for line in found.reading.lines[start:end] if not line.blank and line.story in ("body", "box", "cell")]
    dates = [line for line in lines if line.story != "cell" and patterns.DATE_ONLY.match(line.text) and not _is_centred_title(line)]
    found.date = dates[-1] if dates else None
    stop = end
    if found.date is not None:
        stop = found.date.index
        found.organs = _organs(found, start)
        stop = _first_index(found.organs, stop)
        after = [line for line in lines if line.index > found.date.index]
        if after and (match := patterns.NOTE.match(after[0].text)) and match:
            found.note = after[0]
    for line in lines:
        if line.story == "body" and line.index < stop and patterns.ATTENDANCE.match(line.text):
            found.attendance.append(line)
    stop = _first_index(found.attendance, stop)
    starts = [line for line in lines if line.story == "body" and line.index < max(stop, end if found.date is None else stop)
              and patterns.ANNEX_LIST.match(line.text)]
    if starts:
        found.annex_list = _entries(found.reading, starts[-1], stop if stop > starts[-1].index else end)
        stop = min(stop, starts[-1].index)
    return stop


def _is_centred_title(line: Line) -> bool:
    return line.look.align == "center" and line.text.strip().startswith(("（", "("))


def _organs(found: Elements, start: int) -> list[Line]:
    """The names above the date: short lines pushed to the right, no sentences."""
    organs: list[Line] = []
    assert found.date is not None
    for line in reversed(found.reading.lines[start:found.date.index]):
        if line.story == "box" or (line.blank and line.story != "cell"):
            continue
        if line.story == "cell":
            break
        text = line.text.strip()
        left, _, first = indents(line)
        pushed = line.look.align in ("right", "center") or left + first >= 6 or "\t" in line.text.rstrip()
        if not pushed or text.endswith(("。", "；", "：", "！", "，")) or width_in_chars(text) > 60 \
                or patterns.ANNEX_ENTRY.match(text) or patterns.ANNEX_LIST.match(text):
            break
        organs.append(line)
    return organs[::-1]


def _entries(reading: Reading, first: Line, end: int) -> list[ListedAnnex]:
    """The entries of the 附件说明 that begins at `first`, wrapped lines typed as paragraphs joined to their entry."""
    entries: list[ListedAnnex] = []
    head = patterns.ANNEX_LIST.match(first.text)
    texts = [(first, head["rest"].strip() if head else "")]
    texts += [(line, line.text.strip()) for line in reading.lines[first.index + 1:end]
              if line.story == "body" and line.index < first.index + 40]
    started = False
    for line, text in texts:
        if not text:
            if started:
                break
            continue
        for piece in text.split("\n"):
            match = patterns.ANNEX_ENTRY.match(piece.strip())
            if match:
                entries.append(ListedAnnex(line, match["number"], match["point"], match["name"].strip()))
            elif not started:
                entries.append(ListedAnnex(line, "", "", piece.strip()))
            elif line is not first and (line.look.align in ("right", "center") or indents(line)[0] + indents(line)[2] < 3
                                        or text.endswith("。")):
                return entries
            else:
                last = entries[-1]
                entries[-1] = ListedAnnex(last.line, last.number, last.point, last.name + piece.strip())
            started = True
    return entries


# --- annexes, imprint, form -----------------------------------------------------------------------------------------


def _annexes(found: Elements, start: int, end: int) -> int:
    """Cuts off the annexes: each begins with its label at the top of a page; the index of the first label."""
    lines = found.reading.lines
    begun = False
    for line in lines[start:end]:
        if line.blank or line.story != "body":
            if begun and found.annexes and not line.blank:
                found.annexes[-1].lines.append(line)
            continue
        label = patterns.ANNEX_LABEL.match(line.text)
        titled = None if label else patterns.ANNEX_LABEL_WITH_TITLE.match(line.text)
        if label and (begun or _after_date(lines, start, line) or line.opens_page):
            found.annexes.append(AnnexFound(line, label["number"]))
            begun = True
        elif titled and (line.opens_page or _follows_break(lines, line)):
            found.annexes.append(AnnexFound(line, titled["number"], inline_title=titled["title"].strip()))
            begun = True
        elif begun:
            annex = found.annexes[-1]
            last = annex.title[-1].index if annex.title else annex.label.index
            if not annex.inline_title and not any(item.story == "body" for item in annex.lines) and (
                    not annex.title or (line.index == last + 1 and line.look.align == "center"
                                        and abs(line.size - annex.title[-1].size) < 0.6)):
                annex.title.append(line)
            else:
                annex.lines.append(line)
    return min((annex.label.index for annex in found.annexes), default=end)


def _after_date(lines: list[Line], start: int, label: Line) -> bool:
    return any(patterns.DATE_ONLY.match(line.text) for line in lines[start:label.index] if line.story == "body")


def _follows_break(lines: list[Line], line: Line) -> bool:
    """Whether only blank lines lie between this line and a page break."""
    for before in reversed(lines[:line.index]):
        if before.opens_page:
            return True
        if not before.blank:
            return False
    return False


def _imprint(found: Elements) -> None:
    """抄送 and 印发 lines: from the last date of the text on, in the flow, a table or a text box."""
    lines = [line for line in found.reading.lines if not line.blank]
    tail = lines[-60:] if len(lines) > 60 else lines
    boxed = [line for line in lines if line.story == "box"]
    candidates = sorted({line.index: line for line in [*boxed, *tail]}.values(), key=lambda line: line.index)
    for line in candidates:
        match = patterns.COPIES.match(line.text)
        if match and (match["colon"] or match["label"].replace(" ", "") != "主送") and not line.text.strip().endswith(("：", ":")) \
                and line.index > 3 and (match["colon"] or line.size < 15.5):
            found.copies.append(line)
    issued = [line for line in candidates if len(line.text) < 120 and (match := patterns.ISSUED.match(line.text)) and match["word"]]
    if not issued:  # the word forgotten: a line with organ and date below 抄送
        below = [line for line in candidates if found.copies and line.index > found.copies[-1].index and len(line.text) < 120]
        issued = [line for line in below if (match := patterns.ISSUED.match(line.text)) and match["organ"]]
    if issued:
        last = issued[-1]
        row = [line for line in lines if last.story in ("cell", "box") and last.table is not None
               and line.table == last.table and line.row == last.row and line is not last]
        found.issued = sorted([*row, last], key=lambda line: line.index)
    found.copies = [line for line in found.copies if line not in found.issued]
    if found.copies and not (found.issued and found.issued[0].index > found.copies[0].index) and len(found.copies) == 1 \
            and found.copies[0].text.strip().startswith("主送"):
        found.copies = []


def _form(found: Elements) -> Form:
    mark = joined(found.mark)
    if patterns.MINUTES_MARK.search(mark) or (found.attendance and not found.date):
        return Form.MINUTES
    wide = [rule for rule in found.rules if red(rule.colour) and (rule.double or (rule.width or 0) > _LETTER_RULE)]
    if wide or (found.mark and not patterns.VERBAL_MARK.search(mark) and _letter_word(found)):
        return Form.LETTER
    return Form.DOCUMENT


def _letter_word(found: Elements) -> bool:
    return bool(found.number_match and found.number_match["code"].endswith("函"))
