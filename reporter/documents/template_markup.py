"""The light markup of the templates: a rendered text becomes a draft, one line one paragraph.

What a line is, its own beginning says: 「标题：」, 「主送：」, 「附注：」 (in a 纪要 「出席：」 「请假：」 「列席：」),
「附件：名称」 (all that follows is in that annex), 「回执：名称」 (in the slip), 「［表：名称］」, 「一、」 「（一）」
「1.」 「（1）」 for the levels of clause 7.3.3, 「＋」 for more of the paragraph above. Inserted data is sealed
(wording.py) and read as nothing but characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

from ..gongwen.content import Annex, Block, Minutes, Paragraph, Table
from ..gongwen.document_form import Form
from ..gongwen.layout import CHARS_PER_LINE
from ..records import record, value
from .fault import TemplateFault
from .heading_numbers import number_of, renumbered
from .references import referred
from .sealed_lines import LINE_NUMBER, Line, bare, printed, shade
from .traced import excerpt, joined, woven
from .wording import Wording

_FIELDS = ("标题", "主送", "附注")
_LISTS = {"出席": "present", "请假": "excused", "列席": "attending"}
"""The name lists of a 纪要; in another form such a line is text."""
_ANNEX = re.compile(r"附\s*件\s*(（横排）|\(横排\))?\s*[:：]\s*")
_CUT, _CUT_HERE, _DASHES = "—", "（沿线裁下）", 4
_SLIP = re.compile(r"回\s*执\s*[:：]\s*")
_TABLE = re.compile(r"[［\[]表[:：](.+)[］\]]")
_NEARLY = re.compile(
    r"附\s*件\s*[\d０-９一二三四五六七八九十]+\s*[:：]|主送(?:机关|单位)\s*[:：]|[【〔〈《<]\s*表\s*[:：]|[（(]\s*表\s*[:：].*[）)]$"
)
"""What nearly begins as a part of a document."""
_MORE = re.compile("[＋+]")
_HALF_BRACKETS = re.compile(r"\(([一二三四五六七八九十]+|\d{1,2})\)")


@record
class Draft:
    """What a template says: the parts of a document that are wording. `title` may hold preferred breaks (｜).

    minutes: the name lists of a 纪要, None in another form. slip: what is cut off and sent back.
    """

    title: str
    addressees: str
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    note: str
    minutes: Minutes | None = None
    slip: tuple[Block, ...] = ()


@dataclass(slots=True)
class _Part:
    """The body (title blank), one annex or the slip while it is gathered."""

    title: str = ""
    landscape: bool = False
    slip: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The title without its preferred breaks, as it is referred to."""
        return self.title.replace("｜", "")


def draft(
    wording: Wording,
    name: str,
    facts: Mapping[str, object],
    tables: Mapping[str, Table],
    *,
    form: Form = Form.DOCUMENT,
) -> Draft:
    """What template `name` says with these facts: title, addressees, body with its tables, annexes.

    A table without rows is left out, and an annex in which nothing else stands; headings, points, annexes and the
    references to them are numbered by what is left.
    TemplateFault when it lacks a title (a 令 has none), names a table or an annex that there is not, or cannot be
    rendered.
    """
    known = (*_FIELDS, *(_LISTS if form is Form.MINUTES else ()))
    fields, parts = _gathered(name, wording.render(name, facts), known, tables, wording.notes)
    if not fields.get("标题", "").strip("｜ ") and form is not Form.ORDER:
        raise TemplateFault(name, 0, "没有标题。", "请在开头写一行“标题：……”。")
    body, *others = parts
    slips, annexes = ([part for part in others if part.slip is slip] for slip in (True, False))
    kept = [part for part in annexes if not _empty(part, tables)]
    labels = {part.name: "" for part in annexes}
    labels |= {part.name: "附件" if len(kept) == 1 else f"附件{place}" for place, part in enumerate(kept, 1)}
    addressees, note = fields.get("主送", ""), fields.get("附注", "")
    inner = re.fullmatch(r"[（(](.*)[）)]", note)
    return Draft(
        title=fields.get("标题", ""),
        addressees=excerpt(addressees, 0, len(addressees.rstrip("：:"))),
        body=_blocks(name, body, tables, labels, wording.notes),
        annexes=tuple(
            Annex(title=part.title, blocks=_blocks(name, part, tables, labels, wording.notes), landscape=part.landscape)
            for part in kept
        ),
        note=excerpt(note, *inner.span(1)) if inner else note,
        slip=tuple(
            block
            for part in slips
            for block in (
                Paragraph(text=_cut_along(part.title), centred=True),
                *_blocks(name, part, tables, labels, wording.notes),
            )
        ),
        minutes=(
            Minutes(**{own: fields.get(label, "") for label, own in _LISTS.items()}) if form is Form.MINUTES else None
        ),
    )


def plain_text(wording: Wording, name: str, facts: Mapping[str, object]) -> str:
    """What template `name` says with these facts as a text: its lines as they stand, a line begun with 「＋」 joined to
    the one above; of blank lines those that are blank in the template, one at a time.

    TemplateFault when it cannot be rendered.
    """
    lines: list[str] = []
    number = 1
    for marked in wording.render(name, facts).split("\n"):
        own, line = _unmarked(marked)
        number = own or number
        if line and lines and lines[-1] and shade(line)[0] in "＋+":
            lines[-1] = woven(lines[-1], printed(line[1:].strip(), wording.notes))
        elif line:
            lines.append(printed(line, wording.notes))
        elif lines and lines[-1] and not wording.line(name, number):
            lines.append("")
    return joined("\n", lines if not lines or lines[-1] else lines[:-1])


def _spaced(label: str) -> str:
    return r"[ \u3000]*".join(label)


def _gathered(
    name: str, text: str, known: tuple[str, ...], tables: Mapping[str, Table], notes: Sequence[object]
) -> tuple[dict[str, str], list[_Part]]:
    """The fields of those `known`, and the body and annexes with their lines."""
    fields: dict[str, str] = {}
    parts = [_Part()]
    number = 1
    for marked in text.split("\n"):
        read = _read(marked, known)
        number, line, match = read.number or number, read.text, read.match
        if not line:
            continue
        if not match:
            parts[-1].lines.append(Line(number=number, text=line, level=read.level))
        elif read.begins is _Begins.FIELD:
            fields[re.sub(r"\s", "", match[1])] = printed(line[match.end() :], notes)
        elif read.begins is _Begins.ANNEX:
            parts.append(_Part(title=printed(line[match.end() :], notes), landscape=bool(match[1])))
        elif read.begins is _Begins.SLIP:
            parts.append(_Part(title=printed(line[match.end() :], notes), slip=True))
        elif read.begins is _Begins.TABLE:
            wanted = bare(line[slice(*match.span(1))]).strip()
            parts[-1].lines.append(Line(number=number, text="", table=_known(name, number, wanted, tables)))
        elif read.begins is _Begins.NEARLY:
            raise TemplateFault(
                name,
                number,
                f"“{match[0].rstrip('：:')}”会照样印成正文。",
                "附件不写序号，写成“附件：名称”；主送写成“主送：各单位”；表写成“［表：名称］”；不是的请换个说法。",
            )
        else:
            _continue(parts[-1].lines, number, line[1:].strip())
    return fields, parts


class _Begins(Enum):
    """What a line is the beginning of, besides a paragraph."""

    FIELD = "标题：…"
    ANNEX = "附件：…"
    SLIP = "回执：…"
    TABLE = "［表：…］"
    NEARLY = "nearly one of these"
    MORE = "＋…"


@value
class _Read:
    """A rendered line: the number that it is marked with, 0 without; what it says, blank for nothing; what it begins,
    and where that stands in its shadow; the level of a paragraph."""

    number: int
    text: str
    begins: _Begins | None = None
    match: re.Match[str] | None = None
    level: int = 0


@lru_cache(maxsize=256)  # most lines say the same to all departments
def _read(marked: str, known: tuple[str, ...]) -> _Read:
    """What a line is, where fields of these names are `known`."""
    number, line = _unmarked(marked)
    if not line:
        return _Read(number, line)
    shadow = shade(line)
    for begins, match in (
        (_Begins.FIELD, _field_of(known).match),
        (_Begins.ANNEX, _ANNEX.match),
        (_Begins.SLIP, _SLIP.match),
        (_Begins.TABLE, _TABLE.fullmatch),
        (_Begins.NEARLY, _NEARLY.match),
        (_Begins.MORE, _MORE.match),
    ):
        if found := match(shadow):
            return _Read(number, line, begins, found)
    line = _full_brackets(line, shadow)
    return _Read(number, line, level=number_of(shade(line))[0])


@lru_cache(maxsize=8)
def _field_of(known: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(map(_spaced, known))})\s*[:：]\s*")


def _unmarked(marked: str) -> tuple[int, str]:
    """(number that a rendered line is marked with, 0 without; what it says, blank for nothing)."""
    first, *others = LINE_NUMBER.split(marked)
    line = "".join((first, *others[1::2])).strip()
    return int(others[0]) if others else 0, line if bare(line).strip() else ""


def _continue(lines: list[Line], number: int, text: str) -> None:
    """Join to the paragraph above; below a level-1 heading or a table, or with nothing above, it begins one."""
    if lines and not lines[-1].table and lines[-1].level != 1:
        lines[-1] = replace(lines[-1], text=lines[-1].text + text)
    elif text:
        lines.append(Line(number=number, text=text, level=number_of(shade(text))[0]))


def _full_brackets(line: str, shadow: str) -> str:
    """(一) as （一）, at the line's beginning."""
    match = _HALF_BRACKETS.match(shadow)
    return f"（{match[1]}）{line[match.end() :]}" if match else line


def _known(name: str, number: int, table: str, tables: Mapping[str, Table]) -> str:
    if table not in tables:
        have = "”“".join(tables)
        raise TemplateFault(
            name, number, f"没有名为“{table}”的表。", f"这个文种可用的表有“{have}”。" if have else "请删去这一行。"
        )
    return table


def _empty(part: _Part, tables: Mapping[str, Table]) -> bool:
    """Whether an annex says nothing: no line at all, or tables and not one of them with a row."""
    named = [line.table for line in part.lines if line.table]
    return not part.lines or (bool(named) and not any(tables[table].rows for table in named))


def _cut_along(title: str) -> str:
    """The line to cut along, its dashes as many as leave it one line, whatever the department is called."""
    words = woven(title, _CUT_HERE)
    dashes = _CUT * max(0, min(_DASHES, (int(CHARS_PER_LINE.value) - len(words)) // 2))
    return woven(dashes, words, dashes)


def _blocks(
    name: str, part: _Part, tables: Mapping[str, Table], labels: Mapping[str, str], notes: Sequence[object]
) -> tuple[Block, ...]:
    lines = [referred(name, line, labels) for line in part.lines]
    lines = [line for line in lines if line.table or bare(line.text).strip()]
    return tuple(
        tables[line.table] if line.table else _paragraph(line, notes)
        for line in renumbered(lines)
        if not line.table or tables[line.table].rows
    )


def _paragraph(line: Line, notes: Sequence[object]) -> Paragraph:
    """A heading when nothing but a title stands in the line; else the first sentence is the heading, the rest runs
    on."""
    text = printed(line.text, notes)
    if not line.level or text[-1] not in "。；！？：":
        return Paragraph(text=text, level=line.level)
    if line.level > 2:
        return Paragraph(text=text, level=line.level, lead=text[: len(number_of(line.shadow)[1])])
    end = line.shadow.find("。") + 1
    return Paragraph(text=text, level=line.level, lead=bare(line.text[:end]) if end else text)
