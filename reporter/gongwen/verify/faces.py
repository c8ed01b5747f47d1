"""Font, size, weight and colour of each element's characters, on the font slot that each character really uses.

Word takes a character's font by its kind: 汉字 from eastAsia, digits and letters from ascii, and “” —— …… from hAnsi
unless the run carries the hint eastAsia; a font name on another slot has no effect on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reporter.gongwen import layout
from reporter.gongwen.layout import FACE_OF, Face, Strength

from . import patterns
from .document_view import Line
from .effective_styles import RunLook
from .finding import Finding, excerpt, points
from .found_elements import Elements, Form, body_level, in_articles, is_caption, is_inner_title, red
from .inline import Run

_LATIN_ALLOWED = re.compile(r"^(?:Times New Roman|Times|Liberation Serif|Nimbus Roman.*)$", re.IGNORECASE)
_NARROW = frozenset("“”‘’—…·×÷±°§")
"""Signs of Chinese text that Western fonts have, too, and set narrower; others (①) come from a Chinese one anyhow."""
_SIZE_TOLERANCE = 0.3
"""Points: Word stores halves, and 三号 is 15.75 in print."""
_SHORT_HEADING = 30
"""字: a numbered paragraph up to this length without a sentence inside is a heading as a whole."""

_FACES: tuple[tuple[Face, re.Pattern[str]], ...] = (
    (Face.XIAOBIAOSONG, re.compile(r"小标宋|xiaobiaosong|大标宋", re.IGNORECASE)),
    (Face.FANGSONG, re.compile(r"仿宋|fang\s?song|stfangso", re.IGNORECASE)),
    (Face.KAITI, re.compile(r"楷|kai\s?ti|stkaiti|simkai", re.IGNORECASE)),
    (
        Face.HEITI,
        re.compile(r"^(?!.*雅黑)(?:.*黑|.*(?:simhei|heiti|stxihei|noto sans cjk|source han sans).*)", re.IGNORECASE),
    ),
    (
        Face.SONGTI,
        re.compile(r"宋|simsun|nsimsun|songti|stsong|noto serif cjk|source han serif|mingliu", re.IGNORECASE),
    ),
)


def face_of(font: str) -> Face | None:
    """The class of typeface that a font name stands for, None for any other.

    >>> face_of("仿宋_GB2312"), face_of("FZXiaoBiaoSong-B05S"), face_of("微软雅黑")
    (<Face.FANGSONG: '仿宋'>, <Face.XIAOBIAOSONG: '小标宋'>, None)
    """
    return next((face for face, pattern in _FACES if pattern.search(font)), None)


def slots_used(text: str, look: RunLook) -> dict[str, str]:
    """Slot → the first character that takes its font from it."""
    used: dict[str, str] = {}
    for letter in text:
        if letter.isspace():
            continue
        if letter < "\x80":
            slot = "ascii"
        elif unicodedata.east_asian_width(letter) in "WF" or look.hint == "eastAsia" or _only_chinese(letter):
            slot = "eastAsia"
        else:
            slot = "hAnsi"
        used.setdefault(slot, letter)
    return used


def _only_chinese(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) == "A" and letter not in _NARROW


def faces(found: Elements) -> Iterator[Finding]:
    """Checks font, size, bold and colour of every element; like findings of many places become one."""
    yield from _merged(_all(found))
    yield from _merged(_colours(found))


def _all(found: Elements) -> Iterator[Finding]:
    if found.copy_number:
        yield from _sized("份号", [found.copy_number], layout.COPY_NUMBER_SIZE)
    for key, line, size in (
        ("密级", found.secrecy, layout.SECRECY_SIZE),
        ("紧急程度", found.urgency, layout.URGENCY_SIZE),
    ):
        if line:
            face, clause, strength = FACE_OF[key]
            number = patterns.NUMBER.search(line.text)
            own = list(_cut(line, 0, number.start() if number else len(line.text)))
            yield from _runs(own, (face,), key, clause, strength)
            yield from _sized(key, [line], size)
    yield from _faced("发文机关标志", found.mark)
    if found.number:
        yield from _sized("发文字号", [found.number], layout.BODY_SIZE)
    yield from _signers(found)
    yield from _element("标题", found.title, layout.TITLE_SIZE)
    if found.addressees:
        yield from _element("正文", [found.addressees], layout.BODY_SIZE, "主送机关", layout.BODY_SIZE.clause)
    yield from _body(_texts(found, found.body), "正文", in_articles(found.body))
    yield from _element(
        "正文", _unique(entry.line for entry in found.annex_list), layout.BODY_SIZE, "附件说明", "5.2.2"
    )
    yield from _signature(found)
    if found.note:
        yield from _element("正文", [found.note], layout.BODY_SIZE, "附注", "5.2.2")
    for annex in found.annexes:
        yield from _element("附件标识", [annex.label], layout.BODY_SIZE, f"{excerpt(annex.label.text)}的标识", "7.3.7")
        lines = [line for line in _texts(found, annex.lines) if not line.set_apart]
        yield from _body(lines, "附件", in_articles(annex.lines))
    yield from _element("版记", [*found.copies, *found.issued], layout.IMPRINT_SIZE)


def _signature(found: Elements) -> Iterator[Finding]:
    """Organs and date in the face of the text; who signs a 令 in 楷体, too, as 签发人 are."""
    lines = [*found.organs, *([found.date] if found.date else [])]
    where, (face, *_) = "署名和成文日期", FACE_OF["正文"]
    allowed = (face, FACE_OF["签发人姓名"][0]) if found.form is Form.ORDER else (face,)
    for line in lines:
        yield from _runs(line.runs, allowed, where, "5.2.2", FACE_OF["正文"][2])
    yield from _sized(where, lines, layout.BODY_SIZE)


def _texts(found: Elements, lines: list[Line]) -> list[Line]:
    texts = [line for line in lines if line.story == "body" and not is_inner_title(line)]
    return [line for line in texts if not is_caption(found.reading, line)]


def _unique(lines: Iterable[Line]) -> list[Line]:
    return list({line.index: line for line in lines}.values())


def _element(key: str, lines: list[Line], size: layout.Given, where: str = "", clause: str = "") -> Iterator[Finding]:
    yield from _faced(key, lines, where, clause)
    yield from _sized(where or key, lines, size)


def _faced(key: str, lines: list[Line], where: str = "", clause: str = "") -> Iterator[Finding]:
    face, stated, strength = FACE_OF[key]
    for line in lines:
        yield from _runs(line.runs, (face,), where or key, clause or stated, strength)


def _sized(where: str, lines: list[Line], size: layout.Given) -> Iterator[Finding]:
    for line in lines:
        for run in line.runs:
            if run.text.strip() and abs(run.look.size - size.value) > _SIZE_TOLERANCE and not run.look.raised:
                yield Finding.of(size, f"{where}{excerpt(run.text)}", points(run.look.size), points(size.value))


def _runs(
    runs: Iterable[Run], allowed: tuple[Face, ...], where: str, clause: str, strength: Strength
) -> Iterator[Finding]:
    wanted = "或".join(face.value for face in allowed)
    for run in runs:
        place = f"{where}{excerpt(run.text)}"
        for slot, letter in slots_used(run.text, run.look).items():
            font = run.look.fonts[slot]
            if face_of(font) in allowed:
                continue
            if slot == "eastAsia" or face_of(font) is not None:
                yield Finding(clause, place, f"字体为{font}", wanted, strength)
            elif slot == "hAnsi":
                yield Finding("5.2.2", place, f"“{letter}”用西文字体{font}，会印成窄字", wanted, Strength.USUAL)
            elif not _LATIN_ALLOWED.match(font):
                yield Finding("5.2.2", place, f"数字、字母用{font}", f"{wanted}或 Times New Roman", Strength.USUAL)
        if run.look.bold and run.text.strip():
            yield Finding(
                "7.3.3" if where in ("正文", "附件") else clause,
                place,
                "加粗",
                f"{wanted}不加粗（层次只用字体区分）",
                Strength.USUAL,
            )


def _signers(found: Elements) -> Iterator[Finding]:
    """「签发人：」 in 3号仿宋, the names in 3号楷体; the number may stand on the same line."""
    for line in found.signers:
        number = patterns.NUMBER.search(line.text)
        label = patterns.SIGNER.search(line.text)
        names = label.start("names") if label else number.end() if number else 0
        spans = [(names, len(line.text), Face.KAITI, "签发人姓名")]
        if label:
            spans.append((label.start(), names, Face.FANGSONG, "签发人"))
        for start, end, face, where in spans:
            part = [run for run in _cut(line, start, end) if re.search(r"[\u4e00-\u9fff]", run.text)]
            yield from _runs(part, (face,), where, "7.2.6", Strength.REQUIRED)
        yield from _sized("签发人", [line], layout.BODY_SIZE)


def _cut(line: Line, start: int, end: int) -> Iterator[Run]:
    """The runs of a part of the line's text."""
    at = 0
    for run in line.runs:
        piece = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if piece:
            yield Run(piece, run.look)


def _body(lines: list[Line], where: str, articles: set[int]) -> Iterator[Finding]:
    """Running text in 3号仿宋; numbered paragraphs begin in the face of their level.

    A regulation (`articles`) has an order of its own: 章 and 条 in 黑体 or 楷体 or not, （一） below them as text.
    """
    for line in lines:
        level, _, _ = body_level(line)
        if line.index in articles:
            head = patterns.ARTICLE.match(line.text)
            allowed = (Face.FANGSONG, Face.HEITI, Face.KAITI) if head or level in (1, 2) else (Face.FANGSONG,)
            yield from _runs(line.runs, allowed, where, "7.3.3", Strength.USUAL)
        elif level in (1, 2):
            heading = FACE_OF["一级标题" if level == 1 else "二级标题"][0]
            yield from _heading(line, heading, where, level)
        else:
            face = (None if level else _unnumbered(line)) or Face.FANGSONG
            yield from _runs(line.runs, (face,), where, "7.3.3", Strength.USUAL)
        yield from _sized(where, [line], layout.BODY_SIZE)


def _unnumbered(line: Line) -> Face | None:
    """The face of a heading that bears no number: a short line without a mark within, all of it in 黑体 or 楷体."""
    text = patterns.COLON_LEVEL.sub("", line.text.strip()).rstrip("：:")
    if len(text) > _SHORT_HEADING or re.search("[，。；：,;:！？!?]", text):
        return None
    found = {face_of(run.look.fonts["eastAsia"]) for run in line.runs if run.text.strip()}
    return found.pop() if len(found) == 1 and found <= {Face.HEITI, Face.KAITI} else None


def _heading(line: Line, face: Face, where: str, level: int) -> Iterator[Finding]:
    """The number of a level-1 or 2 paragraph is in the level's face, and so is all of a short heading that says no
    more than a name.

    What follows the first sentence, where that is short, is text.
    """
    text = line.text.strip()
    whole = len(text) <= _SHORT_HEADING and "。" not in text[:-1] and not patterns.NAMED_ITEM.match(text)
    stop = line.text.find("。") + 1
    ends = stop if 0 < stop <= _SHORT_HEADING + 1 else len(line.text)
    first = True
    for run in _cut(line, 0, ends):
        if not run.text.strip():
            continue
        allowed = (face,) if whole or first else (face, Face.FANGSONG)
        name = f"{where}{'一' if level == 1 else '二'}级标题"
        yield from _runs([run], allowed, name, "7.3.3", Strength.USUAL)
        first = False
    beyond = (Face.FANGSONG, Face.KAITI) if level == 1 else (Face.FANGSONG,)  # a heading of level 2 may follow
    yield from _runs(_cut(line, ends, len(line.text)), beyond, where, "7.3.3", Strength.USUAL)


def _colours(found: Elements) -> Iterator[Finding]:
    """The mark is red; all other characters are black (5.2.4)."""
    for line in found.mark:
        for run in line.runs:
            if run.text.strip() and not red(run.look.colour):
                yield Finding(
                    "7.2.4",
                    f"发文机关标志{excerpt(run.text)}",
                    f"颜色为{_colour_name(run.look.colour)}",
                    "红色",
                )
    marks = {line.index for line in found.mark if line.story not in ("header", "footer")}
    for line in found.reading.lines:
        if line.index in marks:
            continue
        for run in line.runs:
            if re.search(r"\w", run.text) and not _black(run.look.colour):
                yield Finding("5.2.4", excerpt(line.text), f"{_colour_name(run.look.colour)}文字", "黑色")


def _black(colour: str) -> bool:
    if colour in ("auto", ""):
        return True
    try:
        value = int(colour, 16)
    except ValueError:
        return True
    return max(value >> 16, (value >> 8) & 0xFF, value & 0xFF) <= 0x33


def _colour_name(colour: str) -> str:
    if _black(colour):
        return "黑色"
    return "红色" if red(colour) else f"#{colour}"


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each thing found: the first place, and how many more there are."""
    places: dict[tuple[str, Strength, str, str, str], list[str]] = {}
    for item in findings:
        kind = item.where.partition("「")[0]
        places.setdefault((item.clause, item.strength, kind, item.found, item.wanted), []).append(item.where)
    for (clause, strength, _, seen, wanted), where in places.items():
        different = list(dict.fromkeys(where))
        more = f"等 {len(where)} 处" if len(where) > 1 else ""
        yield Finding(clause, different[0] + more, seen, wanted, strength)
