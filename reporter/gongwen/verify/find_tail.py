"""Finds the elements from the end of the body on: 附件说明, signature and date, annexes, 版记.

A body may hold anything, also dates, short lines and the word 附件, so it is worked backwards, from what can hardly be
mistaken to what leans on it: 版记 (抄送 and 印发 below the last date of the document), then annexes (a label at the top
of a page), and in what is left the last line that is nothing but a date. The names above that date are the signature,
and 附件说明 and the list of those present stand above these. Each find moves the end of the body up (`stop`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from . import patterns
from .document_view import Line, Reading
from .find_head import ORGAN_END
from .found_elements import AnnexFound, Elements, ListedAnnex, body_level
from .line_places import indents, opening, width_in_chars

_LONGEST_NAME = 60
"""Characters: what is longer is no name of an annex."""
_PUSHED = 6
"""字: what begins farther in was pushed to the right, as names and dates below a text are."""


def first_index(lines: list[Line], default: int) -> int:
    """Where the first of some lines stands."""
    return min((line.index for line in lines), default=default)


def find_signature(found: Elements, start: int, end: int) -> int:
    """Finds date, signature, note, annex list and attendance between title (`start`) and annexes (`end`).

    What comes back is the index of the first line that is no longer body; `end` when nothing was found. The last date
    counts, since earlier ones may be quoted; a centred one in brackets is the date of a meeting's adoption, which
    stands below the title.
    """
    lines = [
        line for line in found.reading.lines[start:end] if not line.blank and line.story in ("body", "box", "cell")
    ]
    dates = [
        line
        for line in lines
        if line.story != "cell"
        and patterns.DATE_ONLY.match(_last_row(line))
        and not _is_centred_title(line)
        and not _asked_for(found.reading, line)
    ]
    found.date = dates[-1] if dates else None
    if not dates and (signed := _signed_in_one_row(lines)):
        line, match = signed
        found.date, found.organs, found.one_row = replace(line, text=match["date"]), [line], True
    stop = end
    if found.date is not None:
        stop = found.date.index
        found.organs = found.organs or _organs(found, start)
        stop = first_index(found.organs, stop)
        after = [line for line in lines if line.index > found.date.index and not patterns.SEAL_ROOM.match(line.text)]
        *rows, day = found.date.text.split("\n")
        if rows:  # one paragraph, its rows parted by soft breaks
            found.organs = [replace(found.date, text=row) for row in rows]
            found.date = replace(found.date, text=day)
        if after and patterns.NOTE.match(after[0].text):
            found.note = after[0]
    for line in lines:
        if line.story == "body" and line.index < stop and patterns.ATTENDANCE.match(line.text):
            found.attendance.append(line)
    stop = first_index(found.attendance, stop)
    starts = [
        line
        for line in lines
        if line.story == "body"
        and (patterns.ANNEX_LIST.match(line.text) or _heads_a_list(found.reading.lines, line))
        and line.index < max(stop, end if found.date is None else stop)
    ]
    if not starts and found.date is not None:
        late = [line for line in after if line.story == "body" and _heads_a_list(found.reading.lines, line)]
        if late:
            found.annex_head, found.annex_list = late[0], _entries(found.reading, late[0], end)
    if starts:
        found.annex_head = starts[-1]
        found.annex_list = _entries(found.reading, starts[-1], stop if stop > starts[-1].index else end)
        stop = min(stop, starts[-1].index)
    elif not found.annex_list and (
        entries := _labelled([line for line in lines if line.story == "body" and line.index < stop])
    ):
        found.annex_head, found.annex_list = entries[0].line, entries
        stop = entries[0].line.index
    return stop


def _heads_a_list(lines: list[Line], line: Line) -> bool:
    """Whether 「附件」 by itself stands over the names of annexes, and nothing else follows on its page but, blanks
    between, what is set at the right."""
    label = patterns.ANNEX_LABEL.match(line.text)
    if label is None or label["number"]:
        return False
    named = False
    for below in lines[line.index + 1 :]:
        if below.opens_page or below.story != "body" or (named and (below.blank or below.set_apart)):
            break
        entry = patterns.ANNEX_ENTRY.match(below.text) or patterns.ANNEX_LABEL_WITH_TITLE.match(below.text)
        if not below.blank and (not entry or below.set_apart or not _is_name(below)):
            return False
        named = named or not below.blank
    return named


def _is_name(line: Line) -> bool:
    return len(line.text) <= _LONGEST_NAME and not line.text.rstrip().endswith("。")


def _labelled(lines: list[Line]) -> list[ListedAnnex]:
    """The last lines of a text when each is 「附件1：」 and a name: a 附件说明 in a form of its own."""
    entries: list[ListedAnnex] = []
    for line in reversed(lines):
        match = patterns.ANNEX_LABEL_WITH_TITLE.match(line.text)
        if match is None or not _is_name(line):
            break
        entries.append(ListedAnnex(line, match["number"], match["after"].strip(), match["title"].strip()))
    return entries[::-1]


def _signed_in_one_row(lines: list[Line]) -> tuple[Line, re.Match[str]] | None:
    """The line at the right, with little below it, that is an organ and a date."""
    for line in lines[:-6:-1]:
        match = patterns.ORGAN_AND_DATE.match(line.text)
        if match and line.story == "body" and line.look.align == "right":
            return line, match
    return None


def _last_row(line: Line) -> str:
    """What stands last in a paragraph set apart whose rows are parted by soft breaks; all of any other."""
    return line.text.rpartition("\n")[2] if line.set_apart else line.text


def _asked_for(reading: Reading, line: Line) -> bool:
    """Whether a date at the left is what the line right above it asks for (一、举办时间): text, no date of issue."""
    above = reading.lines[line.index - 1].text.strip() if line.index else ""
    return not line.set_apart and opening(line) < _PUSHED and bool(patterns.ASKED_DAY.search(above))


def _is_centred_title(line: Line) -> bool:
    return line.look.align == "center" and line.text.strip().startswith(("（", "("))


def _organs(found: Elements, start: int) -> list[Line]:
    """The names above the date: short lines pushed to the right, no sentences; right above it, and
    above an organ, also what stands at the left and is worded as an organ is."""
    organs: list[Line] = []
    assert found.date is not None
    for line in reversed(found.reading.lines[start : found.date.index]):
        if line.story == "box" or (line.blank and line.story != "cell") or patterns.SEAL_ROOM.match(line.text):
            continue
        if line.story == "cell":
            break
        text = line.text.strip()
        left, _, first = indents(line)
        row = re.split(r"\s{2,}|\t", text)
        several = len(row) > 1 and all(0 < len(name) <= 20 and not re.search("[，。；：]", name) for name in row)
        pushed = line.set_apart or left + first >= _PUSHED or several
        between = found.reading.lines[line.index + 1 : (organs[-1] if organs else found.date).index]
        next_to = not between or (bool(organs) and all(other.blank for other in between))
        worded = width_in_chars(text) <= 20 and ORGAN_END.search(text) and not re.search("[，。；：:]", text)
        named = next_to and worded and not body_level(line)[0]
        if (
            not (pushed or named)
            or text.endswith(("。", "；", "：", "！", "，"))
            or width_in_chars(text) > 60
            or patterns.ANNEX_ENTRY.match(text)
            or patterns.ANNEX_LIST.match(text)
            or patterns.CAPTION.match(text)
        ):
            break
        organs.append(line)
    return organs[::-1]


def _entries(reading: Reading, first: Line, end: int) -> list[ListedAnnex]:
    """The entries of the 附件说明 that begins at `first`, wrapped lines typed as paragraphs joined to their entry."""
    entries: list[ListedAnnex] = []
    head = patterns.ANNEX_LIST.match(first.text)
    texts = [(first, head["rest"].strip() if head else "")]
    texts += [
        (line, line.text.strip())
        for line in reading.lines[first.index + 1 : end]
        if line.story == "body" and line.index < first.index + 40
    ]
    started = False
    for line, text in texts:
        if not text:
            if started:
                break
            continue
        for piece in text.split("\n"):
            match = patterns.ANNEX_ENTRY.match(piece.strip())
            bare = patterns.POINTLESS.match(piece.strip())
            if match:
                entries.append(ListedAnnex(line, match["number"], match["point"], match["name"].strip()))
            elif bare and bare["n"] == str(len(entries) + 1):
                entries.append(ListedAnnex(line, bare["n"], "", piece.strip()[bare.end() :]))
            elif not started:
                entries.append(ListedAnnex(line, "", "", piece.strip()))
            elif line is not first and (
                line.set_apart or indents(line)[0] + indents(line)[2] < 3 or text.endswith("。")
            ):
                return entries
            else:
                last = entries[-1]
                entries[-1] = ListedAnnex(last.line, last.number, last.point, last.name + piece.strip())
            started = True
    return entries


def find_annexes(found: Elements, start: int, end: int) -> int:
    """Cuts off the annexes: each begins with its label at the top of a page; the index of the first label.

    「附件」 over a list of names is no label, nor is one without number in the middle of a page of an annex.
    """
    lines = found.reading.lines
    begun, dated = False, _first_date(found.reading, start)
    first = next((line for line in lines[:end] if not line.blank), None) if not start else None
    for line in lines[start:end]:
        if line.blank or line.story != "body":
            if begun and found.annexes and not line.blank:
                found.annexes[-1].lines.append(line)
            continue
        label = None if _heads_a_list(lines, line) else patterns.ANNEX_LABEL.match(line.text)
        if label and begun and not label["number"] and not line.opens_page and not _follows_break(lines, line):
            label = None
        titled = None if label else patterns.ANNEX_LABEL_WITH_TITLE.match(line.text)
        remarked = patterns.ANNEX_REMARKED.match(line.text)
        if line is first and (mark := label or titled):
            begun = found.annex_alone = True
            found.annexes.append(AnnexFound(line, mark["number"]))
            found.annexes[-1].inline_title = titled["title"].strip() if titled else ""
        elif remarked and remarked["remark"] != "略" and dated < line.index:
            found.annexes.append(AnnexFound(line, remarked["number"]))
            begun = True
        elif label and (begun or dated < line.index or line.opens_page):
            found.annexes.append(AnnexFound(line, label["number"]))
            begun = True
        elif titled and (line.opens_page or _follows_break(lines, line)):
            found.annexes.append(AnnexFound(line, titled["number"], inline_title=titled["title"].strip()))
            begun = True
        elif begun:
            annex = found.annexes[-1]
            last = annex.title[-1].index if annex.title else annex.label.index
            goes_on = (
                annex.title
                and line.index == last + 1
                and line.look.align == "center"
                and abs(line.size - annex.title[-1].size) < 0.6
            )
            text = line.look.align != "center" and (body_level(line)[0] or _titled_below(lines, line))
            if text and not annex.title and not body_level(line)[0]:
                annex.lines.append(line)
            elif goes_on or not (annex.title or annex.inline_title or annex.text_begun or text):
                annex.title.append(line)
            else:
                annex.lines.append(line)
                annex.text_begun = True
    return min((annex.label.index for annex in found.annexes), default=end)


def _titled_below(lines: list[Line], line: Line) -> bool:
    """Whether the title of an annex stands in the middle below a line at the left (编号：)."""
    below = [other for other in lines[line.index + 1 : line.index + 8] if not other.blank][:2]
    return any(other.look.align == "center" and other.size >= line.size for other in below)


def _first_date(reading: Reading, start: int) -> int:
    """The place of the first line from `start` on that may date the document; behind the last where there is none."""
    lines = [line for line in reading.lines[start:] if line.story == "body" and patterns.DATE_ONLY.match(line.text)]
    return next((line.index for line in lines if not _asked_for(reading, line)), len(reading.lines))


def _follows_break(lines: list[Line], line: Line) -> bool:
    """Whether only blank lines lie between this line and a page break."""
    for before in (lines[place] for place in range(line.index - 1, -1, -1)):
        if before.opens_page:
            return True
        if not before.blank:
            return False
    return False


def find_imprint(found: Elements) -> None:
    """抄送 and 印发 lines at the end of the text, in the flow, a table or a text box, or in the last page footer."""
    lines = [line for line in found.reading.lines if not line.blank]
    boxed = [line for line in lines if line.story == "box"]
    tail = sorted({line.index: line for line in [*boxed, *lines[-60:]]}.values(), key=lambda line: line.index)
    _imprint_in(found, tail, lines)
    if not found.issued and not found.copies:
        feet = {line.index: line for story in found.reading.sections[-1].footers.values() for line in story}
        last = [line for line in feet.values() if not line.blank]
        _imprint_in(found, last, last)


def _rows(line: Line) -> list[Line]:
    """The elements of a 版记 that stand in one paragraph, parted by soft breaks; wrapped names stay with theirs."""
    texts: list[str] = []
    for row in line.text.split("\n"):
        begins = patterns.LABELLED.match(row) or ((match := patterns.ISSUED.match(row)) and match["word"])
        if begins or not texts:
            texts.append(row)
        else:
            texts[-1] += "\n" + row
    return [line] if len(texts) == 1 else [replace(line, text=text) for text in texts]


def _imprint_in(found: Elements, candidates: list[Line], lines: list[Line]) -> None:
    candidates = [row for line in candidates for row in _rows(line)]
    for line in candidates:
        match = patterns.COPIES.match(line.text)
        if (
            match
            and (match["colon"] or match["label"].replace(" ", "") != "主送")
            and not line.text.strip().endswith(("：", ":"))
            and not 0 <= line.index <= 3
            and (match["colon"] or line.size < 15.5)
        ):
            found.copies.append(line)
    issued = [
        line
        for line in candidates
        if len(line.text) < 120 and (match := patterns.ISSUED.match(line.text)) and match["word"]
    ]
    if not issued:  # the word forgotten: a line with organ and date below 抄送
        below = [
            line for line in candidates if found.copies and line.index > found.copies[-1].index and len(line.text) < 120
        ]
        issued = [line for line in below if (match := patterns.ISSUED.match(line.text)) and match["organ"]]
    if issued:
        last = issued[-1]
        row = [
            line
            for line in lines
            if last.table is not None and line.table == last.table and line.row == last.row and line.index != last.index
        ]
        found.issued = sorted([*row, last], key=lambda line: line.index)
    found.copies = [line for line in found.copies if line not in found.issued]
    if (
        found.copies
        and not (found.issued and found.issued[0].index > found.copies[0].index)
        and len(found.copies) == 1
        and found.copies[0].text.strip().startswith("主送")
    ):
        found.copies = []
