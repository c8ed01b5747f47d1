"""Finds the elements of the 版头 and the title: the number and the mark first, then what stands around them."""

from __future__ import annotations

import itertools
import re

from . import patterns
from .document_view import Line, Reading
from .found_elements import Elements, body_level, is_red, joined, red
from .line_places import opening, width_in_chars

_HEAD_LINES = 40
"""So many lines from the top the head must end."""
_MARK_SIZE = 24.0
"""Characters at least this large above the number are the mark (2号 is the title's)."""


def find_head(found: Elements) -> int:
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
    above_text = itertools.takewhile(lambda line: not line.text.rstrip().endswith(("。", "；")), top)
    signer = next((line for line in above_text if patterns.SIGNER.search(line.text) and "。" not in line.text), None)
    last = max((line for line in (found.number, signer) if line is not None), key=lambda line: line.index, default=None)
    for line in margin + (top[:12] if last is None else [line for line in top if line.index <= last.index]):
        text = line.text.strip()
        if patterns.SECRECY.search(text) and found.secrecy is None and line.size < _MARK_SIZE:
            found.secrecy = line
        elif patterns.URGENCY.search(text) and found.urgency is None:
            found.urgency = line
        elif patterns.COPY_NUMBER.search(text) and found.copy_number is None and last is not None:
            found.copy_number = line
        elif line not in (last, signer, found.number) and (_is_mark(line) or (is_red(line) and line.set_apart)):
            found.mark.append(line)
        elif last is None and found.mark:
            break  # nothing tells where the head ends but that its mark does: what is red below is none of it
    if last is None and not _names_issuer(found):
        found.mark = []
    if signer is not None:
        found.signers = _signers(reading, signer)
    _below_number(found, top)
    above = _above_rule(found, top)
    elements = (*found.mark, *found.signers, *above, found.number, found.copy_number, found.secrecy, found.urgency)
    return (
        max(
            (line.index for line in elements if line is not None and line.story not in ("header", "footer")), default=-1
        )
        + 1
    )


def _below_number(found: Elements, top: list[Line]) -> None:
    """What may stand under the first element in a 信函 (密级, 紧急程度) or for a number in a 纪要 or 令 (第5期)."""
    start = max((line.index for line in (*found.mark, found.number) if line is not None), default=None)
    for line in [line for line in top if start is not None and line.index > start][:3]:
        text = line.text.strip()
        if patterns.SECRECY.search(text) and found.secrecy is None and line.size < _MARK_SIZE:
            found.secrecy = line
        elif patterns.URGENCY.search(text) and found.urgency is None:
            found.urgency = line
        elif (patterns.SERIAL_ONLY.match(text) or patterns.NUMBER_OPEN.search(text)) and found.number is None:
            found.number = line
        else:
            break


def _above_rule(found: Elements, top: list[Line]) -> list[Line]:
    """What stands between mark and red rule is of the head, however it is worded: a form's number, a 纪要's organ."""
    marks = [line.index for line in found.mark if line.index >= 0]
    last = max(marks, default=0)
    rule = next((rule for rule in found.rules if marks and rule.after > last and red(rule.colour)), None)
    above = [line for line in top if rule is not None and last < line.index <= rule.after]
    if len(above) > 3 or any(line.text.rstrip().endswith(("。", "：", ":")) for line in above):
        return []
    if above and found.number is None and not found.signers:
        found.number = above[-1]
    return above


def _names_issuer(found: Elements) -> bool:
    """Whether what seems a mark ends as a name or a kind does, or a red rule stands below; a cover's large words do
    not."""
    mark = joined(found.mark)
    kinds = (patterns.VERBAL_MARK, patterns.UNTITLED_MARK, patterns.BULLETIN_MARK, patterns.NOTICE_MARK, ORGAN_END)
    first = min((line.index for line in found.mark), default=0)
    ruled = any(red(rule.colour) and first <= rule.after < first + 12 for rule in found.rules)
    return ruled or any(kind.search(mark) for kind in kinds)


def _is_mark(line: Line) -> bool:
    """A mark is large and says a name; red, or ends as marks do. A large black title is none."""
    text = line.text.strip()
    if line.size < _MARK_SIZE or not re.search(r"[\u4e00-\u9fff]", text):
        return False
    return (
        is_red(line)
        or bool(patterns.VERBAL_MARK.search(text))
        or bool(patterns.MINUTES_MARK.search(text))
        or line.size >= 30
    )


def _signers(reading: Reading, signer: Line) -> list[Line]:
    """The line of 「签发人：」 and those right below with further names, the last of them with the number beside it."""
    found = [signer]
    for line in reading.lines[signer.index + 1 : signer.index + 8]:
        if line.story == "cell" and signer.story == "cell" and line.table == signer.table:
            if not line.blank and not patterns.NUMBER.search(line.text):
                found.append(line)
            continue
        names = patterns.NUMBER.sub("", line.text).split()
        if (not names and line.blank and line.size < 12) or (
            line.blank and line.look.line_rule == "exact" and line.look.line < 400
        ):
            continue
        if not names or len(names) > 3 or line.size > 18 or not all(_NAME.fullmatch(name) for name in names):
            break
        found.append(line)
    return found


_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")


_ENTRIES = 3
"""So many entries make a table of contents."""


def contents_of(reading: Reading) -> frozenset[int]:
    """The indices of the lines of a table of contents, its heading among them; it is no part of the text."""
    lines = [line for line in reading.lines if line.story == "body" and not line.blank]
    entries = {line.index for line in lines if patterns.CONTENTS_ENTRY.match(line.text.strip())}
    if len(entries) < _ENTRIES:
        return frozenset()
    return frozenset(entries | {line.index for line in lines if patterns.CONTENTS.match(line.text)})


def find_title(found: Elements, start: int, end: int) -> int:
    """The title is the first text below the head, all its lines up to a blank or another look."""
    contents = contents_of(found.reading)
    for line in found.reading.lines[start:end]:
        if line.blank or line.story != "body" or line.index in contents:
            continue
        text = line.text.strip()
        if not found.title:
            centred = line.look.align == "center" and line.size >= 18
            if not centred and patterns.UNTITLED_MARK.search(joined(found.mark)):
                break  # from the head straight to the text
            if text.endswith(("。", "：", ":")) and not centred:
                break
            if len(text) > 120 or (_is_mark(line) and is_red(line)):
                continue
            if line.look.align != "center" and (body_level(line)[0] or _heads_a_section(found.reading, line)):
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
            if found.title and _is_subtitle(line, found.title[-1]):
                found.subtitle.append(line)
                after = line.index + 1
                continue
            if _is_addressees(line):
                found.addressees = line
                after = line.index + 1
            break
    return after


_KIND = re.compile(r"(?:通知|通报|报告|请示|批复|函|纪要|公告|通告|决定|意见|方案|计划|总结|办法|规定|细则|章程|制度)$")


def _heads_a_section(reading: Reading, line: Line) -> bool:
    """Whether a line at the left is one of several headings: another short one further down looks just as it does, and
    the text between them does not."""
    below = [other for other in reading.lines[line.index + 1 :] if not other.blank and other.story == "body"]
    alike = [_looks_like(line, other) and len(other.text) < 40 and not other.text.endswith("。") for other in below]
    text = line.text.strip()
    titled = text.startswith("关于") or _KIND.search(text)
    return not titled and len(below) > 2 and not alike[0] and any(alike[1:-1])


def _looks_like(line: Line, other: Line) -> bool:
    bold, others = (any(run.look.bold for run in item.runs if run.text.strip()) for item in (line, other))
    return abs(line.size - other.size) < 0.6 and bold == others and line.look.align == other.look.align


def _is_subtitle(line: Line, title: Line) -> bool:
    """A second title, who speaks, the day of adoption: centred below the title in smaller characters, no sentence."""
    text = line.text.strip()
    small = line.look.align == "center" and line.size < title.size and width_in_chars(text) < 60
    return small and not text.endswith(("。", "；", "：", ":"))


ORGAN_END = re.compile(
    r"(?:局|处|室|府|委|部|院|办|中心|单位|部门|公司|厅|会|站|所|队|科|股|校|镇|乡|街道|县|区|市|省)[)）]?$"
)


def _is_addressees(line: Line) -> bool:
    """Names flush left that end in a colon; without the colon, names only, of organs, and no sentence."""
    text = line.text.strip()
    if "。" in text or line.set_apart or body_level(line)[0]:
        return False
    if patterns.names_nobody(text) or patterns.SALUTATION.match(text):
        return False
    if text.endswith(("：", ":")):
        return width_in_chars(text) < 200
    return width_in_chars(text) < 200 and bool(ORGAN_END.search(text.rstrip("；;，,.、"))) and opening(line) < 1
