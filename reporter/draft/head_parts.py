"""Finds 版头, title and addressees at the beginning of a draft."""

from __future__ import annotations

import re
from dataclasses import replace

from ..gongwen.verify import patterns
from ..gongwen.verify.find_head import ORGAN_END
from .draft_blocks import Drawn, Item, Line
from .draft_parts import Parts
from .table_shape import header_rows
from .typography import closed_up

KIND_END = re.compile(
    r"(?:通知|通报|报告|请示|批复|函|意见|方案|总结|纪要|决定|决议|公告|通告|公报|议案|令|办法|规定|细则|条例|规则|计划|要点|制度|汇报|"
    r"说明|简报|预案|规划|清单|答复|申请|公示|讲话|发言|提纲|台账|书|表)(?:[（(][^（）()]{1,24}[）)])*$"
)
"""How a title ends."""
_MARK = re.compile(r"[\u4e00-\u9fff（）、 \u3000]{2,60}文[ \u3000]*件")
_ORDER = re.compile(r"[\u4e00-\u9fff（）、 \u3000]{3,60}令")
_LABELS = re.compile(r"(标题|主送机关|主送单位|主送|发文机关|发文字号)[ \u3000]*[：:][ \u3000]*")
_SIGNERS = re.compile(r"[、，,；;\s\u3000]+")
_ASIDE = re.compile(r"[（(][^（）()。]{1,40}[）)]")
_SUBTITLE = re.compile(r"[—―]{1,2}[^—―。；：]{2,60}")
_NOTE_WITHIN = re.compile(r"（注：[^（）]{1,400}）")
_REMARKS = re.compile(r"说\s*明")
_RULE = re.compile(r"[\s\-—–_=─━*·]+")
_LARGE, _TITLE_MOST, _ROWS_MOST = 24.0, 100, 5
_NAMES_MOST, _TITLE_CELL, _SIGNER_MOST = 300, 40, 24


def find_head(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes the 版头 off: what is left comes back, the title first."""
    items = _opened(items)
    place = 0
    while place < min(len(items), 20):
        item = items[place]
        if not isinstance(item, Line) or not _is_head(parts, item, items[place + 1 : place + 5]):
            break
        place += 1
    return items[place:]


def _is_head(parts: Parts, line: Line, below: list[Item]) -> bool:
    """Whether a line is an element of the 版头; it is then taken in."""
    text = line.text
    number = patterns.NUMBER.search(text)
    signer = patterns.SIGNER.search(text)
    rest = text
    for match in (signer, number):
        rest = rest.replace(match[0], "") if match else rest
    known = (number and parts.number) or (signer and parts.upwards)
    rest = rest.strip(" \u3000\t")
    further = _further_signers(parts, rest, below, bool(number))
    if (number or signer or further) and not known and (further or _is_marking(parts, rest)):
        parts.signers += further
        if number:
            parts.number = re.sub(r"[ \t]+", "", number[0].replace("\u3000\u3000", "\u3000"))
        if signer:
            parts.upwards = True
            names = signer["names"].partition(number[0])[0] if number else signer["names"]
            parts.signers = tuple(filter(None, _SIGNERS.split(names)))
        return True
    open_number = patterns.SERIAL_ONLY.match(text) or patterns.NUMBER_OPEN.search(text)
    if open_number and parts.mark and not parts.number:
        parts.number = text
    elif _is_marking(parts, text):
        return True
    elif _is_mark(line, below):
        parts.mark.append(closed_up(text))
    else:
        return bool(_RULE.fullmatch(text))
    return True


def _is_marking(parts: Parts, text: str) -> bool:
    """Whether a text is 份号, 密级 or 紧急程度, each once, and then taken in; blank: nothing there to take."""
    if patterns.SECRECY.match(text) and len(text) < 20 and not parts.secrecy:
        parts.secrecy = text
    elif patterns.URGENCY.match(text) and not parts.urgency:
        parts.urgency = text
    elif re.fullmatch(r"\d{6}", text) and not (parts.mark or parts.copy_number):
        parts.copy_number = text
    else:
        return not text
    return True


def _further_signers(parts: Parts, text: str, below: list[Item], numbered: bool) -> tuple[str, ...]:
    """Names that go on with 签发人 on the lines down to that of the number; () for anything else."""
    names = tuple(filter(None, _SIGNERS.split(text)))
    awaited = numbered or any(isinstance(item, Line) and patterns.NUMBER.search(item.text[:40]) for item in below[:3])
    if not (
        parts.upwards
        and not parts.number
        and awaited
        and all(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", name) for name in names)
    ):
        return ()
    return names


def _is_mark(line: Line, below: list[Item]) -> bool:
    """A mark says 文件, or 令 above its number, or is large and red; below it stands a number or what else is of the
    版头."""
    if line.size >= _LARGE and line.red and len(line.text) < 60:
        return True
    follows = any(
        isinstance(item, Line) and (patterns.NUMBER.search(item.text[:60]) or KIND_END.search(item.text))
        for item in below
    )
    if line.size >= 30 and 2 < len(line.text) < 60 and (follows or _names_issuer(line.text)):
        return True
    if "关于" in line.text:
        return False
    numbered = bool(below) and isinstance(below[0], Line) and bool(patterns.SERIAL_ONLY.match(below[0].text))
    return (follows and bool(_MARK.fullmatch(line.text))) or (numbered and bool(_ORDER.fullmatch(line.text)))


def _names_issuer(text: str) -> bool:
    """Whether a text ends as a mark does: with an organ, 文件, or the name of a form that has its own mark."""
    closed = closed_up(text)
    return bool(ORGAN_END.search(closed) or re.search(r"(?:文件|令|纪要|简报|公报|公告|通告|通报|专报|信息)$", closed))


def _opened(items: list[Item]) -> list[Item]:
    """The items, a table that lays out the 版头 taken apart into its lines."""
    first = next((place for place, item in enumerate(items[:8]) if isinstance(item, Drawn)), None)
    if first is None:
        return items
    table = items[first]
    assert isinstance(table, Drawn)
    texts = [text for row in table.grid.rows for cell in row for text in cell.text.split("\n") if text]
    if texts and table.size >= _LARGE:
        lines = [Line(text=text, place=table.place, size=table.size, red=True) for text in texts]
        return [*items[:first], *lines, *items[first + 1 :]]
    heads = (patterns.NUMBER, patterns.SIGNER, patterns.SECRECY, patterns.URGENCY)
    if 0 < len(texts) <= 8 and all(
        any(pattern.search(text) for pattern in heads) or _MARK.fullmatch(text) or text in ("文件",) for text in texts
    ):
        lines = [Line(text=text, place=table.place, size=_LARGE, red=True) for text in texts]
        return [*items[:first], *lines, *items[first + 1 :]]
    return items


def find_title(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes the title off, all its lines; what is left comes back."""
    rows: list[Line] = []
    items = _title_out_of_table(items)
    if patterns.ORDER_MARK.search("".join(parts.mark)) and not _says_more(items[1:]):
        return items  # an order without a title: its one line is its text
    for item in items[:_ROWS_MOST]:
        if not isinstance(item, Line) or (rows and item.opens_page) or not _belongs(rows, item, items):
            break
        rows.append(item)
    texts = []
    for line in rows:
        match = _LABELS.match(line.text)
        if match:
            parts.drop(line, "标签", match[0])
        texts.append(closed_up(line.text[match.end() if match else 0 :]))
    # Where its lines ended in another type is no place to end them; what is said of the draft aside has its own.
    parts.title = "".join(f"｜{text}" if _is_aside(text) and place else text for place, text in enumerate(texts))
    parts.title_places = frozenset(line.place for line in rows)
    return [*_notes_of_title(parts, rows), *items[len(rows) :]]


def _title_out_of_table(items: list[Item]) -> list[Item]:
    """The items, the first row of a table they begin with taken out of it where it is one cell that holds a title, and
    with it what stands below the title there."""
    table = items[0] if items else None
    if not isinstance(table, Drawn) or len(table.grid.rows) < 3:
        return items
    grid, first = table.grid, table.grid.rows[0]
    texts = [text for text in first[0].text.split("\n") if text.strip()] if len(first) == 1 else []
    if not texts or first[0].columns < len(grid.shares) or len(grid.shares) < 2 or first[0].rows > 1:
        return items
    if first[0].pictures or len(texts[0]) > _TITLE_CELL or re.search("[，。；：！？]", texts[0]):
        return items
    lines = [
        Line(text=text.strip(), place=table.place, align="left" if place else "center")
        for place, text in enumerate(texts)
    ]
    rows = grid.rows[1:]
    rest = replace(grid, rows=rows, heads=header_rows(rows, len(grid.shares)), least=grid.least[1:])
    return [*lines, replace(table, grid=rest), *items[1:]]


def _says_more(items: list[Item]) -> bool:
    """Whether there is a text besides who signs and when."""
    return not all(isinstance(item, Line) and _signs(item) for item in items)


def _signs(line: Line) -> bool:
    named = len(line.text) <= _SIGNER_MOST and patterns.POST_AND_NAME.fullmatch(line.text)
    return bool(line.pushed or named or patterns.DATE_ONLY.match(line.text))


def _is_aside(text: str) -> bool:
    """Whether a line below a title is one by itself: in brackets, or a subtitle behind a dash."""
    return bool(_ASIDE.fullmatch(text) or _SUBTITLE.fullmatch(text))


def _notes_of_title(parts: Parts, rows: list[Line]) -> list[Line]:
    """Takes the notes out of the title that stood at its foot in the draft: lines of the text, which they begin."""
    notes = _NOTE_WITHIN.findall(parts.title)
    if not notes:
        return []
    parts.title = _NOTE_WITHIN.sub("", parts.title)
    parts.placed.append("标题的脚注移到正文开头")
    return [Line(text=note, place=rows[0].place) for note in notes]


def find_number_below(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes off a number that stands below the title, where a clerk without a 版头 types it."""
    line = items[0] if items else None
    if parts.number or not isinstance(line, Line) or len(line.text) > 40:
        return items
    text = line.text.strip("（）() \u3000")
    if not patterns.NUMBER.fullmatch(text):
        return items
    parts.number = re.sub(r"[ \t]+", "", text)
    parts.rewrite(line, "发文字号移到标题之上", parts.number)
    return items[1:]


def _belongs(rows: list[Line], line: Line, items: list[Item]) -> bool:
    """Whether a line begins the title (no `rows` yet) or goes on with it."""
    text = line.text
    centred = line.align == "center"
    if not rows:
        plain = text.endswith(("。", "；", "：", "，")) or (patterns.marked_level(text) and not centred)
        return not plain and len(text) <= _TITLE_MOST
    last, so_far = rows[-1], "".join(row.text for row in rows)
    if len(so_far) + len(text) > _TITLE_MOST or text.endswith(("。", "；", "：")) or patterns.marked_level(text):
        return False
    if patterns.DATE_ONLY.match(text) or _LABELS.match(text):
        return False
    if _REMARKS.fullmatch(text) and not (centred or so_far.endswith("的")):
        return False
    if _SUBTITLE.fullmatch(text):
        return bool(KIND_END.search(so_far)) or centred or line.heading > 0
    if _ASIDE.fullmatch(text):
        return not patterns.DATE.search(text) or centred or bool(KIND_END.search(so_far))
    if KIND_END.search(so_far):
        return False
    alike = centred and last.align == "center" and line.size > 0 and abs(line.size - last.size) < 0.6
    if alike and line.size >= 18:
        return True
    ahead = so_far
    for item in items[len(rows) : _ROWS_MOST]:
        if not isinstance(item, Line) or item.text.endswith(("。", "；", "：")) or patterns.marked_level(item.text):
            return False
        ahead += item.text
        if len(ahead) > _TITLE_MOST:
            return False
        if KIND_END.search(ahead):
            return True
    return False


def find_addressees(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes the addressees off; what is left comes back."""
    lines: list[Line] = []
    for item in items[:4]:
        if not isinstance(item, Line) or (lines and item.opens_page):
            return items
        lines.append(item)
        text = "".join(line.text for line in lines)
        if not _could_be_names(text):
            return items
        if text.endswith("："):
            break
        label = _LABELS.match(lines[0].text)
        if label and label[1].startswith("主送"):
            break
        if not text.endswith(("、", "，", "；")) and len(lines) == 1 and not ORGAN_END.search(text):
            return items
    else:
        return items
    label = _LABELS.match(lines[0].text)
    if label and label[1].startswith("主送"):
        parts.drop(lines[0], "标签", label[0])
        text = text[label.end() :]
    elif label:
        return items
    parts.addressees = text.rstrip("：")
    return items[len(lines) :]


def _could_be_names(text: str) -> bool:
    label = _LABELS.match(text)
    return not (
        len(text) > _NAMES_MOST
        or "。" in text
        or patterns.marked_level(text)
        or patterns.ATTENDANCE.match(text)
        or patterns.names_nobody(text[label.end() if label else 0 :])
    )
