"""How a text is written: what chat windows, keyboards and scanners make of it → as an office prints it.

Words, figures and their order never change. `tidied` says of each change what it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ..gongwen.verify.patterns import LEVELS, NUMBER
from ..records import value

_HANZI = "\u3400-\u9fff\uf900-\ufaff〇"
_WIDE = f"{_HANZI}，。；：？！、）〕》」』】”’（〔《「『【“‘…—％℃"
_BARE = re.compile(
    r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}://[!-~]+|www\.[!-~]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+", re.ASCII
)
"""Addresses, in which every mark is meant."""
_MARKDOWN = re.compile(r"^ {0,3}#{1,6}\s+\S|\*\*[^\s*][^*\n]{0,500}?\*\*|^[ \t|:]*-{3,}:?[ \t]*\|", re.M)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_ALL_BOLD = re.compile(r"\*\*[^*\n]{1,100}\*\*")
_BULLET = re.compile(r"^\s*[-*]\s+(?=\S)")
_RULE = re.compile(r"\s*(?:-\s*){3,}|\s*(?:\*\s*){3,}|\s*(?:_\s*){3,}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(([!-'*-~]{1,2000})\)")
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_FULL = {0xFF10 + n: 0x30 + n for n in range(10)} | {
    start + n: ascii + n for start, ascii in ((0xFF21, 0x41), (0xFF41, 0x61)) for n in range(26)
}
_HALF_MARKS = dict(zip(",;:?!", "，；：？！"))
_SPACED = re.compile(
    f"(?<=[{_HANZI}）〕》”，。；：、]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%％]) (?=[{_HANZI}（〔《“，。；：、])"
)
_BLANKS = "去掉汉字与数字、字母间的空格"
_LETTERS_APART = re.compile(f"[{_HANZI}](?:[ \u3000]+[{_HANZI}])+")
_MARKS = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}


@value
class Tidied:
    """A text, what was done to it as (what, before, after), the level that a chat window gave it, links taken off.
    bold: the chat window set all of it so."""

    text: str
    changes: tuple[tuple[str, str, str], ...] = ()
    heading: int = 0
    links: tuple[str, ...] = ()
    bold: bool = False


def is_markdown(texts: Iterable[str]) -> bool:
    """Whether a draft bears the marks that chat windows write: one that nobody else does, or several points."""
    lines = list(texts)
    return any(_MARKDOWN.search(text) for text in lines) or sum(bool(_BULLET.match(text)) for text in lines) > 1


def tidied(text: str, *, markdown: bool = False, leveled: bool = True) -> Tidied:
    """The text of one paragraph as it is to be printed; blank for a rule that only parts. leveled: its number may be
    that of a level.
    """
    changes: list[tuple[str, str, str]] = []
    heading = 0
    bold = False
    links: tuple[str, ...] = ()
    text = text.replace("\u00a0", " ")

    def step(what: str, change: Callable[[str], str]) -> None:
        nonlocal text
        new = change(text)
        if new != text and (what == _BLANKS or "".join(new.split()) != "".join(text.split())):
            changes.extend((what, before, after) for before, after in _differences(text, new))
        text = new

    step("去掉看不见的字符", lambda old: _UNSEEN.sub("", old))
    if markdown:
        if match := _HEADING.match(text):
            heading = len(match[1])
        bold = bool(_ALL_BOLD.fullmatch(text.strip()))
        links = tuple(match[2] for match in _LINK.finditer(text) if match[2] != match[1])
        step("去掉标记符号", _unmarked)
    text = text.strip()
    step("全角数字、字母改为半角", lambda old: old.translate(_FULL))
    if leveled:
        step("层次序数改为标准写法", _level)
    step("直引号改为弯引号", _quoted)
    step("半角标点改为全角", _punctuated)
    step("文号的年份改用六角括号", _numbered)
    step(_BLANKS, lambda old: _SPACED.sub("", old))
    return Tidied(text.strip(), tuple(changes), heading, links, bold)


def closed_up(text: str) -> str:
    """A short text whose 汉字 are set apart by blanks (通　知), without them."""
    return (
        re.sub(r"[ \u3000]+", "", text) if len(text) < 40 and _LETTERS_APART.fullmatch(text.strip()) else text.strip()
    )


def _differences(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Each stretch that differs between two texts: before, after."""
    if len(old) == len(new):
        yield from ((a, b) for a, b in zip(old, new) if a != b)
        return
    start = next((n for n, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    yield old[start : len(old) - end], new[start : len(new) - end]


def _unmarked(text: str) -> str:
    if _RULE.fullmatch(text):
        return ""
    if match := _HEADING.match(text):
        text = text[match.end() :].rstrip().rstrip("#")
    text = re.sub(r"^\s*(?:>\s?)+", "", text)
    text = _BULLET.sub("", text)
    text = _LINK.sub(lambda match: match[1] or match[2], text)
    for mark in ("***", "**", "__", "~~", "`"):
        text = _unpaired(text, mark)
    text = re.sub(r"(?<![*\w])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![*\w])", r"\1", text)
    return _ESCAPED.sub(r"\1", text)


def _unpaired(text: str, mark: str) -> str:
    """The text without pairs of a mark around words; one that stands alone, or around blanks, stays."""
    pieces = text.split(mark)
    if len(pieces) < 3:
        return text
    made = pieces[0]
    for number, piece in enumerate(pieces[1:], 1):
        opens = number % 2 == 1
        inner = piece if opens else pieces[number - 1]
        paired = len(pieces) > (number + 1 if opens else number) and inner.strip(" _*") and "\n" not in inner
        made += ("" if paired else mark) + piece
    return made


def _level(text: str) -> str:
    for level, right, pattern in LEVELS:
        if match := pattern.match(text):
            rest = text[match.end() :]
            if not right and level == 3 and re.match(r"\d", rest):
                return text
            mark = match[0] if right and level != 3 else _MARKS[level].format(match["n"])
            return mark + rest.lstrip(" \u3000\t")
    return text


def _outside(text: str) -> list[tuple[int, int]]:
    """The stretches of the text that are no addresses."""
    ends = [place for match in _BARE.finditer(text) for place in match.span()]
    return list(zip([0, *ends[1::2]], [*ends[::2], len(text)]))


def _quoted(text: str) -> str:
    """Straight quotes in turn as opening and closing ones, where they come in pairs in a text with 汉字."""
    if not re.search(f"[{_HANZI}]", text):
        return text
    letters = list(text)
    for mark, pair in (('"', "“”"), ("'", "‘’")):
        places = [
            place
            for start, stop in _outside(text)
            for place in range(start, stop)
            if text[place] == mark and not (mark == "'" and _within_word(text, place))
        ]
        if len(places) % 2 == 0:
            for number, place in enumerate(places):
                letters[place] = pair[number % 2]
    return "".join(letters)


def _within_word(text: str, place: int) -> bool:
    """Whether an apostrophe stands in or behind a word of Latin letters or a number."""
    return place > 0 and text[place - 1].isascii() and text[place - 1].isalnum()


_WIDE_LETTER = re.compile(f"[{_WIDE}]")


def _punctuated(text: str) -> str:
    """Half-width marks beside 汉字 as full-width ones; those between figures or Latin letters stay."""
    if not any(mark in text for mark in ",;:?!().-") or not _WIDE_LETTER.search(text):
        return text
    letters = list(text)
    spans = _outside(text)
    for start, stop in spans:
        for place in range(start, stop):
            if letters[place] in _HALF_MARKS and _beside(text, place):
                letters[place] = _HALF_MARKS[letters[place]]
    _round(letters, spans)
    text = "".join(letters)
    text = re.sub(rf"(?<=[{_WIDE}])\.{{3,}}|\.{{3,}}(?=[{_HANZI}])", "……", text)
    text = re.sub(rf"(?<=[{_HANZI}）》”])\.(?=[{_HANZI}“《（”）]|\s*$)", "。", text)
    text = re.sub(rf"(?<=[{_HANZI}”》）])--+(?=[{_HANZI}“《（])", "——", text)
    return re.sub(rf"(?<=[，；：？！。]) +(?=[{_WIDE}0-9A-Za-z])", "", text)


def _beside(text: str, place: int) -> bool:
    """Whether a mark belongs to Chinese: 汉字 or their marks before it, or 汉字 behind and no Latin word before."""
    before = text[max(0, place - 3) : place].rstrip(" ")[-1:]
    after = text[place + 1 : place + 3].lstrip(" ")[:1]
    if before.isdigit() and after.isdigit():
        return False
    return bool(before and _WIDE_LETTER.match(before)) or bool(after and _WIDE_LETTER.match(after))


def _round(letters: list[str], spans: list[tuple[int, int]]) -> None:
    """Round brackets in pairs: full-width where there are 汉字 within or beside, or where one of the two is already."""
    text, opened = "".join(letters), []
    inside = [False] * len(text)
    for start, stop in spans:
        inside[start:stop] = [True] * (stop - start)
    for place, letter in enumerate(text):
        if letter in "(（":
            opened.append(place)
        elif letter in ")）":
            first = opened.pop() if opened else None
            beside = text[max(0, (place if first is None else first) - 1) : first or 0] + text[place + 1 : place + 2]
            within = text[first + 1 : place] if first is not None else text[max(0, place - 3) : place]
            full = _WIDE_LETTER.search(within) or _WIDE_LETTER.search(beside)
            mixed = first is not None and {text[first], letter} in ({"(", "）"}, {"（", ")"})
            if (full or mixed) and inside[place]:
                letters[place] = "）"
                if first is not None:
                    letters[first] = "（"


def _numbered(text: str) -> str:
    """The year of a document's number in 〔〕."""

    def bracketed(match: re.Match[str]) -> str:
        shown = match[0]
        if len(match["year"]) != 4 or not match["code"]:
            return shown
        first, last = match.start("open") - match.start(), match.start("close") - match.start()
        return shown[:first] + "〔" + shown[first + 1 : last] + "〕" + shown[last + 1 :]

    return NUMBER.sub(bracketed, text)
