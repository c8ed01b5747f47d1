"""Tasks in running text: numbered paragraphs at whose end, or below which, stands who is responsible and by when.

（责任单位：教育处；完成时限：6月底前）, （综合处牵头，各处室配合，年底前完成）, 「由综合处负责，每季度末报送。」,
or lines of their own: 牵头单位：… 配合单位：… 完成时限：…
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..blocks import Line
from .headings import Sections
from .notice_titles import KNOWN, OWNERS, TITLES, is_due
from .notice_words import UNNUMBERED, ends_sentence, numbered
from .owners import are_names
from .raw_lists import RawRow

_LONGEST, _LONGEST_PART = 4000, 80
_ROLES = OWNERS | {"support", "leader", "due"}
_BRACKET = re.compile(r"[（(【\[]((?:[^（()）【】\[\]]|[（(][^（()）]*[)）])+)[)）】\]][。；;.]?")
_TITLES = sorted((title for role in _ROLES for title in KNOWN[role]), key=len, reverse=True)
_LABEL = re.compile(rf"((?:^|(?<=[；;，,。\s]))[\u4e00-\u9fff]{{2,10}}|{'|'.join(_TITLES)})\s?[:：]")
_PART = re.compile(r"[^，,；;。]+")
_WHO = re.compile(
    r"由?(?P<names>.+?)(?:等(?:单位|部门|处室)?)?(?:(?:按照?|根据)(?:各自)?(?:职责)?分?工?|分别|共同|具体)?"
    r"(?P<role>牵头|主办|负责|承办|落实|实施|配合|协办|协助|参与|参加)(?:负责|组织|实施|落实|办理|推进|做好|抓好)*"
)
_IS = re.compile(r"(?P<title>[\u4e00-\u9fff]{2,6})[为是](?P<words>.+)")
_COUNTED = re.compile("[一二三四五六七八九十]{1,3}是")
"""What counts paragraphs that have no other number."""
_PLAYED = {"牵头": "lead", "主办": "lead"} | dict.fromkeys(("配合", "协办", "协助", "参与", "参加"), "support")
_WHEN_WHO = re.compile(r"(.+[前底末内年度])(由.+)")
_MARKS = " \t\n\u3000。；;，,、."


@dataclass(slots=True, kw_only=True)
class Item:
    """A numbered paragraph with what belongs to it.

    headed: who is responsible stands in a paragraph below it, of which it may be but the heading.
    """

    depth: int
    texts: list[str]
    line: Line
    roles: dict[str, str] = field(default_factory=dict)
    area: str = ""
    above: str = ""
    headed: bool = False

    @property
    def is_task(self) -> bool:
        """Whether somebody is responsible."""
        return not OWNERS.isdisjoint(self.roles)

    def goes_on(self, depth: int, text: str) -> bool:
        """Whether a paragraph in which nobody is named tells more of this one."""
        if not self.is_task:
            return depth == UNNUMBERED
        if depth < UNNUMBERED:
            return depth > self.depth
        return ends_sentence(text) and not ends_sentence(self.texts[0])

    def row(self) -> RawRow:
        """The task as a row of a list."""
        task = "".join(text + ("\n" if ends_sentence(text) else "：") for text in self.texts[:-1]) + self.texts[-1]
        texts = {**self.roles, "task": task, "area": self.area, "above": self.above}
        places = dict.fromkeys(texts, self.line.source)
        return RawRow(texts=texts, places=places, below=frozenset(), opens=False, source=self.line.source)


def breaks_off(text: str) -> bool:
    """Whether a line ends within the bracket that says who and when."""
    last = max(map(text.rfind, "（(【["))
    tail = text[last + 1 :] if last >= 0 else ")"
    label = None if re.search(r"[)）】\]]", tail) else _LABEL.match(tail)
    return label is not None and TITLES.key(label[1]) in _ROLES


def find_items(lines: Iterable[Line]) -> list[Item]:
    """The numbered paragraphs of a text in their order: tasks, headings of tasks, and what is neither."""
    items: list[Item] = []
    sections = Sections()
    parted = set[int]()  # depths of numbers that are headings: below one stand several tasks without a number
    for line in lines:
        depth, words = numbered(line.text)
        for text, roles in _pieces(words[:_LONGEST]):
            last = items[-1] if items else None
            if roles and depth == UNNUMBERED and "二是" not in text[1:] and (counted := _COUNTED.match(text)):
                depth, text = UNNUMBERED - 1, text[counted.end() :]
            if last and not text:
                last.roles |= roles
            elif last and not roles and last.goes_on(depth, text):
                last.texts.append(line.text)
            elif last and roles and depth == UNNUMBERED and not last.is_task:
                last.headed = len(last.texts) == 1
                last.texts.append(text)
                last.roles |= roles
            elif text and (roles or depth < UNNUMBERED):
                if last and last.headed and depth == UNNUMBERED:
                    sections.take(last.line.text)
                    parted.add(last.depth)
                if last and not last.is_task:
                    sections.take(last.line.text.split("。")[0])
                area, above = sections.around(depth)
                items.append(Item(depth=depth, texts=[text], line=line, roles=dict(roles), area=area, above=above))
    for item in items:
        if item.headed and item.depth in parted:
            item.area, *item.texts = item.texts
    return items


def _pieces(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(words, who and when) of each part of a paragraph that ends with those; the last may go without."""
    begin = 0
    for match in _BRACKET.finditer(text):
        before, roles = text[begin : match.start()].strip(), said(match[1])
        named = roles.keys() - {"owners"} or ends_sentence(before) or not before
        if not OWNERS.isdisjoint(roles) and named:
            yield before, roles
            begin = match.end()
    if rest := text[begin:].strip(_MARKS if begin else None):
        place = _tail(rest)
        yield rest[:place].strip(" ，,；;"), said(rest[place:]) if place < len(rest) else {}


def _tail(text: str) -> int:
    """Where the words begin that end a paragraph with who and when; its length where none do."""
    for label in _LABEL.finditer(text):
        if TITLES.key(label[1]) in _ROLES and said(text[label.start(1) :]):
            return label.start(1)
    begin, found = len(text), set[str]()
    for part in reversed(list(_PART.finditer(text))):
        roles = said(part[0], bare=False)
        if not roles or "due" in roles.keys() & found:
            break
        begin, found = part.start(), found | roles.keys()
    return begin if found & OWNERS and "due" in found else len(text)


def said(text: str, bare: bool = True) -> dict[str, str]:
    """Who and when by role, of a text that says nothing else; empty for any other. bare: names alone are enough."""
    text = text.strip(_MARKS)
    labels = [label for label in _LABEL.finditer(text) if TITLES.key(label[1]) in _ROLES]
    if labels and labels[0].start() == 0:
        ends = [*(label.start() for label in labels[1:]), len(text)]
        return _gathered(
            found
            for label, end in zip(labels, ends)
            for place, part in enumerate(re.split("[；;]", text[label.end() : end].strip(_MARKS)))
            for found in (
                [_role(part, False, TITLES.key(label[1]))] if place else _labelled(TITLES.key(label[1]), part)
            )
        )
    parts: list[tuple[str, str]] = []
    for part in _PART.findall(text):
        together = _WHEN_WHO.fullmatch(part[:_LONGEST_PART])
        for piece in together.groups() if together else (part,):
            role, words = _role(piece, bare)
            if not role:
                return {}
            parts.append((role, words))
    return _gathered(parts)


def _labelled(role: str, text: str) -> Iterator[tuple[str, str]]:
    """(role, words) of what stands behind a label; a deadline behind the names is one, though none announces it."""
    names, _, rest = text.strip(_MARKS).rpartition("，")
    if role in OWNERS and names and is_due(rest.strip(_MARKS)[:_LONGEST_PART]):
        yield role, names.strip(_MARKS)
        yield "due", rest.strip(_MARKS)
    else:
        yield role, text.strip(_MARKS)


def _role(part: str, bare: bool, default: str = "") -> tuple[str, str]:
    """(role, words) of a clause such as 「由综合处牵头」 or 「6月底前完成」; `default` when it is neither."""
    part = part.strip(_MARKS)[:_LONGEST_PART]
    if is_due(part):
        return "due", part
    stated = _IS.fullmatch(part)
    role = TITLES.key(stated["title"]) if stated else ""
    if stated and role in _ROLES and (is_due(stated["words"]) if role == "due" else are_names(stated["words"])):
        return role, stated["words"]
    who = _WHO.fullmatch(part)
    if who and are_names(who["names"]):
        return _PLAYED.get(who["role"], "owners"), who["names"]
    return ("owners" if bare and are_names(part) else default), part


def _gathered(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for role, words in parts:
        found[role] = f"{found[role]}、{words}" if role in found else words
    return found
