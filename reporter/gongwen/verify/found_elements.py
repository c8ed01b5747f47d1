"""The elements of a 公文 as records, and what can be told of a single line: its level, its colour, a caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from reporter.gongwen.layout import TITLE_SIZE

from ...records import value
from . import patterns
from .document_view import Line, Reading
from .line_places import opening
from .rules import Rule


class Form(StrEnum):
    """Which section of the standard applies."""

    DOCUMENT = "文件"
    LETTER = "信函"
    MINUTES = "纪要"
    ORDER = "命令"


@value
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
    text_begun: bool = False

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return self.inline_title or joined(self.title)


@dataclass(slots=True)
class Elements:
    """The elements found; None or empty when there is none.

    one_row: organ and date stand on one row. annex_alone: the file is an annex by itself and begins with its label.
    """

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
    subtitle: list[Line] = field(default_factory=list)
    addressees: Line | None = None
    body: list[Line] = field(default_factory=list)
    annex_head: Line | None = None
    annex_list: list[ListedAnnex] = field(default_factory=list)
    attendance: list[Line] = field(default_factory=list)
    organs: list[Line] = field(default_factory=list)
    date: Line | None = None
    one_row: bool = False
    note: Line | None = None
    annexes: list[AnnexFound] = field(default_factory=list)
    annex_alone: bool = False
    copies: list[Line] = field(default_factory=list)
    issued: list[Line] = field(default_factory=list)

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return joined(self.title)

    @property
    def is_telegram(self) -> bool:
        """Whether its mark says that it goes by wire: nothing of its head is the standard's."""
        return bool(patterns.TELEGRAM_MARK.search(joined(self.mark)))

    @property
    def is_bulletin(self) -> bool:
        """Whether its mark, or its title where it has none, says that it is sent around and is no 公文 (简报)."""
        return bool(patterns.BULLETIN_MARK.search(joined(self.mark) or self.title_text))


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


def in_articles(lines: list[Line]) -> set[int]:
    """The indices of lines that belong to a regulation: from its first heading on; it has 第一条 and another."""
    heads = [line.index for line in lines if (match := patterns.ARTICLE.match(line.text)) and match["unit"] == "条"]
    first = min((line.index for line in lines if patterns.ARTICLE.match(line.text)), default=0)
    return {line.index for line in lines if line.index >= first} if len(heads) > 1 else set()


def is_inner_title(line: Line) -> bool:
    """Whether a centred line in the text has the title's size: it heads what is attached without a label."""
    return line.look.align == "center" and abs(line.size - TITLE_SIZE.value) < 0.6


_PICTURE_LEAST = 400
"""Twips that a picture is high."""
_FAR_IN = 4
"""字: what begins farther in than this was put in the middle with blanks or an indent."""


def is_caption(reading: Reading, line: Line) -> bool:
    """Whether a centred line is the caption of the table or picture above or below it, or the unit line beside one; or
    a line the remark right below a table (注：…)."""
    if patterns.CAPTION.match(line.text) and (line.set_apart or opening(line) > _FAR_IN) and "。" not in line.text:
        return True
    if patterns.REMARK.match(line.text) and _below_table(reading, line):
        return True
    if not line.set_apart:
        return False
    pictured = {shape.anchor for shape in reading.shapes if not shape.is_rule and shape.height > _PICTURE_LEAST}
    for step in (1, -1):
        at = line.index + step
        while 0 <= at < len(reading.lines) and reading.lines[at].blank and reading.lines[at].story == "body":
            if at in pictured:
                return True
            at += step
        if 0 <= at < len(reading.lines) and reading.lines[at].story == "cell":
            return True
    return False


def _below_table(reading: Reading, line: Line) -> bool:
    """Whether only blank lines part a line from the table above it."""
    above = next((other for other in reversed(reading.lines[: line.index]) if not other.blank), None)
    return above is not None and above.story == "cell"


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
