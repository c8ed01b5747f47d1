"""Finds what stands from the end of a draft's text on: 版记, annexes, note, date, signature, 附件说明, name lists.

It is worked backwards, from what can hardly be mistaken to what leans on it, as in the checker; but here a line may
have no look at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..gongwen.signature import date_text
from ..gongwen.verify import patterns
from ..gongwen.verify.find_head import ORGAN_END
from .dates_in_words import read_date
from .draft_blocks import Drawn, Item, Line
from .draft_parts import AnnexPart, Parts
from .head_parts import KIND_END
from .typography import closed_up

_PRINTED_COPIES = re.compile(r"[（(]?[ \u3000]*共印[ \u3000]*\d+[ \u3000]*份[ \u3000]*[）)]?")
_NO_TEXT = re.compile(r"[（(]?[ \u3000]*[此本]页无正文[ \u3000。]*[）)]?")
_GAP = r"[ \u3000\t_]*+"
_DAY = r"(?:\d{1,2}|[Xx×O]{1,2})?"
_DATE_WITH_ROOM = re.compile(
    rf"{_GAP}(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}}|[Xx×]{{0,4}}|20[Xx× ]{{2}}){_GAP}年"
    rf"{_GAP}{_DAY}{_GAP}月{_GAP}{_DAY}{_GAP}日{_GAP}"
)
_ORGAN_AND_DATE = re.compile(r"(?P<organ>[^。；：，]{2,40}?)(?:[ \u3000\t]+)(?P<date>\S.*日)")
_CLOSING = re.compile(r"(?:特此|专此|以上|此复|此函|妥否|当否|请予|请批|请审)")
_CONTACT = re.compile(r"(?:联系人|联系电话|联系方式|联系单位|电话|邮箱|传真)[^。；]{0,6}[：:]")
_LISTED_APART = re.compile(
    rf"附{_GAP}件{_GAP}(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_GAP}[：:.．、]{_GAP}(?P<name>\S.*)"
)
_LISTED_SHORT = re.compile(rf"{_GAP}附{_GAP}(?:表{_GAP})?[：:](?P<rest>\s*\S.*)$")
_ENTRY_MARK = re.compile(r"(?:(?<=^)|(?<=[\s；;，,]))(\d{1,2})[.．、](?!\d)")
_SENT_TO = re.compile(r"[报送发][ \u3000]*[：:]")
_CHAPTER = re.compile("第[一二三四五六七八九十百]+[章条]")
_ORGANS_MOST, _NAME_MOST, _STRAY_MOST, _NAMES_MOST = 8, 36, 3, 3000


def find_imprint(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes the 版记 off wherever it stands, also in a table or a box, and what the edition of 1999 had in it."""
    left: list[Item] = []
    for place, item in enumerate(items):
        lines = _imprint_lines(item) or _beside_copies(items, place)
        if not lines:
            left.append(item)
        for line in lines:
            _take_imprint(parts, line)
    return left


def _imprint_lines(item: Item) -> list[Line]:
    """The lines of an item that are the 版记's; none where a line of it is not."""
    if isinstance(item, Line):
        lines = [item]
    elif isinstance(item, Drawn) and len(item.grid.rows) <= 6:
        rows = ([cell.text for cell in row if cell.text] for row in item.grid.rows)
        texts = [text for row in rows for text in (row[0].split("\n") if len(row) == 1 else ["\u3000".join(row)])]
        lines = [Line(text=text, place=item.place, boxed=True) for text in texts if text]
    else:
        return []
    return lines if all(_is_imprint(line) for line in lines) else []


def _beside_copies(items: Sequence[Item], place: int) -> list[Line]:
    """A line that only its neighbour shows to be of the 版记: 主送 right above 抄送; who printed it and when, without
    印发, right below."""
    line = items[place]
    if not isinstance(line, Line) or len(line.text) > _NAMES_MOST:
        return []
    copies = patterns.COPIES.match(line.text)
    if copies and copies["colon"] and copies["label"].startswith("主"):
        return [line] if _says_copies(items, place + 1) else []
    issued = patterns.ISSUED.match(line.text[:150]) if _says_copies(items, place - 1) else None
    return [line] if issued and issued["organ"] and _is_organ(issued["organ"]) and len(line.text) < 80 else []


def _says_copies(items: Sequence[Item], place: int) -> bool:
    line = items[place] if 0 <= place < len(items) else None
    match = patterns.COPIES.match(line.text) if isinstance(line, Line) else None
    return bool(match and match["colon"] and not match["label"].startswith("主"))


def _is_imprint(line: Line) -> bool:
    text = line.text
    copies, issued = patterns.COPIES.match(text), patterns.ISSUED.match(text[:150])
    return bool(
        (copies and copies["colon"] and (line.boxed or not copies["label"].startswith("主")) and len(text) < 3000)
        or (issued and issued["word"] and len(text) < 120)
        or (patterns.OLD_KEYWORDS.match(text) and len(text) < 100)
        or _PRINTED_COPIES.fullmatch(text)
        or _NO_TEXT.fullmatch(text)
    )


def _take_imprint(parts: Parts, line: Line) -> None:
    text = line.text
    if patterns.OLD_KEYWORDS.match(text):
        parts.drop(line, "主题词（2012年版已取消）", text)
    elif _NO_TEXT.fullmatch(text):
        parts.drop(line, "“此页无正文”（1999年版起已不用）", text)
    elif _PRINTED_COPIES.fullmatch(text):
        parts.drop(line, "印发份数（2012年版已取消）", text)
    elif (copies := patterns.COPIES.match(text)) and copies["colon"]:
        names = copies["names"].strip().rstrip("。．.")
        if copies["label"].startswith("主"):
            parts.addressees, parts.addressed_below = names, True
            return
        parts.rewrite(line, "抄送写法", f"抄送：{names}。")
        parts.copies = "；".join(filter(None, (parts.copies, names)))
    elif issued := patterns.ISSUED.match(text):
        day = read_date(issued["date"])
        parts.issuer, parts.issued = (issued["organ"] or "").strip(), date_text(day) if day else issued["date"]
        parts.rewrite(line, "印发日期写法", f"{parts.issuer}\u3000{parts.issued}印发")


def find_annexes(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes the annexes off: from the first label on, each to the next."""
    first = _first_date(items)
    starts = [place for place, item in enumerate(items) if _is_label(items, place, first)]
    for place, end in zip(starts, [*starts[1:], len(items)]):
        parts.annexes.append(_annex(parts, items[place:end]))
    return items[: starts[0]] if starts else items


def take_alone(parts: Parts, items: list[Item]) -> bool:
    """Takes in a draft that is annexes by themselves: it begins with a label. Whether it is one."""
    first = items[0] if items else None
    if not isinstance(first, Line) or parts.mark or parts.number or len(items) < 2:
        return False
    titled = patterns.ANNEX_LABEL_WITH_TITLE.match(first.text)
    named = titled and "。" not in first.text and len(first.text) < 80 and not _in_list(items, 0)
    if not (patterns.ANNEX_LABEL.match(first.text) or named):
        return False
    starts = [0, *(place for place in range(1, len(items)) if _is_label(items, place, len(items)))]
    for place, end in zip(starts, [*starts[1:], len(items)]):
        label = items[place]
        assert isinstance(label, Line)
        number = patterns.ANNEX_LABEL.match(label.text) or patterns.ANNEX_LABEL_WITH_TITLE.match(label.text)
        shown = number["number"] if number else ""
        printed = f"附件{patterns.NUMERALS.get(shown, shown.translate(_HALF_WIDTH))}"
        parts.annexes.append(replace(_annex(parts, items[place:end], printed), label=printed))
    return True


_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def _first_date(items: Sequence[Item]) -> int:
    """The place of the first line that is a date and nothing else; behind the last where there is none."""
    dates = (place for place, item in enumerate(items) if isinstance(item, Line) and place > 1 and _is_date(item.text))
    return next(dates, len(items))


def _is_date(text: str) -> bool:
    return len(text) < 40 and bool(patterns.DATE_ONLY.match(text) or _DATE_WITH_ROOM.fullmatch(text))


def _is_label(items: Sequence[Item], place: int, date: int) -> bool:
    """Whether an annex begins here: a label alone, or one with its title, on a new page or below the date."""
    line = items[place]
    if not isinstance(line, Line):
        return False
    opens = line.opens_page or place > date
    below = items[place + 1] if place + 1 < len(items) else None
    if label := patterns.ANNEX_LABEL.match(line.text):
        entries = isinstance(below, Line) and patterns.ANNEX_ENTRY.match(below.text)
        listed = bool(label["after"]) and not label["number"] and entries and not line.opens_page
        headed = isinstance(below, Drawn) or (isinstance(below, Line) and below.align == "center")
        alone = below is not None and (not label["after"] or (bool(label["number"]) and headed))
        return not listed and (opens or alone)
    titled = patterns.ANNEX_LABEL_WITH_TITLE.match(line.text)
    return bool(titled and opens and "。" not in line.text and len(line.text) < 80 and not _in_list(items, place))


def _in_list(items: Sequence[Item], place: int) -> bool:
    """Whether what looks like a label is an entry of a list: another stands right above or below, on no new page."""
    for other in (place - 1, place + 1):
        line = items[other] if 0 <= other < len(items) else None
        if isinstance(line, Line) and not line.opens_page and _LISTED_APART.fullmatch(line.text):
            return True
    return False


def _annex(parts: Parts, items: Sequence[Item], printed: str = "") -> AnnexPart:
    """The annex that these items are, label first; `printed`: its label where that is not that of its place."""
    label = items[0]
    assert isinstance(label, Line)
    annex, rest = AnnexPart(), list(items[1:])
    titled = None if patterns.ANNEX_LABEL.match(label.text) else patterns.ANNEX_LABEL_WITH_TITLE.match(label.text)
    printed = printed or f"附件{len(parts.annexes) + 1}"
    if titled:
        annex.title = titled["title"].strip()
        parts.rewritten.append((label.text, printed + annex.title))
    else:
        parts.rewritten.append((label.text, printed))
        annex.title, rest = title_of(rest)
    annex.items = rest
    return annex


def title_of(items: list[Item]) -> tuple[str, list[Item]]:
    """(the title in the first lines, with ｜ between them, the rest); a blank one where the text begins at once."""
    rows: list[str] = []
    for item in items[:3]:
        if not isinstance(item, Line) or len(item.text) > 60 or item.text.endswith(tuple("。；：，")):
            break
        if _CHAPTER.match(item.text) or patterns.marked_level(item.text):
            break
        aside = re.fullmatch(r"[（(].{1,40}[）)]", item.text)
        if rows and not aside and (KIND_END.search(rows[-1]) or item.align != "center"):
            break
        rows.append(closed_up(item.text))
    return "｜".join(rows), items[len(rows) :]


def find_signature(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes note, date and signature off the end; what follows them becomes an annex without label."""
    items = _signed_in_table(parts, items)
    place = _date_place(items)
    if place is None:
        return _undated(parts, items)
    line = items[place]
    assert isinstance(line, Line)
    above, after = items[:place], items[place + 1 :]
    both = None if _is_date(line.text) else _ORGAN_AND_DATE.fullmatch(line.text)
    _take_date(parts, line, both["date"] if both else line.text)
    if both:
        parts.organs = _names(both["organ"])
    while above and len(parts.organs) < _ORGANS_MOST and (names := _signing(above, not parts.organs)):
        parts.organs = [*names, *parts.organs]
        above = above[:-1]
    after = _take_notes(parts, after)
    _take_rest(parts, after)
    return above


def _signed_in_table(parts: Parts, items: list[Item]) -> list[Item]:
    """The items, a table below the text that holds organs and their one date taken apart into the lines they are."""
    place = max((place for place, item in enumerate(items) if isinstance(item, Drawn)), default=0)
    table = items[place] if items else None
    if not isinstance(table, Drawn) or len(table.grid.rows) > 4 or len(items) - place > _STRAY_MOST:
        return items
    texts = [text.strip() for row in table.grid.rows for cell in row for text in cell.text.split("\n") if text.strip()]
    dates = [text for text in texts if _is_date(text)]
    organs = [text for text in texts if text not in dates]
    if not dates or not organs or len({read_date(text) for text in dates}) > 1 or not all(map(_is_organ, organs)):
        return items
    parts.rewritten += [(text, "") for text in dates[1:]]
    lines = [Line(text=text, place=table.place, pushed=True) for text in (*organs, dates[0])]
    return [*items[:place], *lines, *items[place + 1 :]]


def _is_organ(text: str) -> bool:
    return len(text) <= _NAME_MOST and bool(ORGAN_END.search(closed_up(text)))


def _date_place(items: Sequence[Item]) -> int | None:
    """The place of the last date that can be that of the document: little follows it, or it stands as one does."""
    for place in range(len(items) - 1, max(-1, len(items) - 400), -1):
        line = items[place]
        if not isinstance(line, Line) or len(line.text) > 80:
            continue
        both = _ORGAN_AND_DATE.fullmatch(line.text)
        dated = _is_date(line.text) or (both and _is_date(both["date"]) and ORGAN_END.search(both["organ"]))
        if not dated:
            continue
        after = [
            item
            for item in items[place + 1 :]
            if not (isinstance(item, Line) and (_is_note(item.text) or patterns.ANNEX_LIST.match(item.text)))
        ]
        signed = bool(both) or line.pushed or (place > 0 and bool(_signing(items[:place], True)))
        if len(after) <= _STRAY_MOST or signed:
            return place
    return None


def _is_note(text: str) -> bool:
    return bool(patterns.NOTE.match(text) or _CONTACT.match(text))


def _take_date(parts: Parts, line: Line, text: str) -> None:
    day = read_date(text)
    parts.date = date_text(day) if day else re.sub(r"[ \u3000]+", "\u3000", text.strip())
    if line.text.strip() != parts.date:
        printed = line.text.replace(text.strip(), parts.date)
        parts.rewritten.append((line.text, printed))
        if re.sub(r"\s", "", line.text) != re.sub(r"\s", "", printed):
            parts.rewrite(line, "成文日期写法", printed)
            parts.rewritten.pop()


def _names(text: str) -> list[str]:
    """The organs of a line, parted by wide blanks."""
    if closed := closed_up(text):
        parted = re.split(r"[\t\u3000]+| {2,}", text.strip())
        if len(parted) > 1 and all(len(name) > 2 for name in parted):
            return [name.strip() for name in parted]
        return [closed]
    return []


def _signing(above: Sequence[Item], nearest: bool) -> list[str]:
    """The organs that the last item names, when it is a line that signs."""
    line = above[-1] if above else None
    if not isinstance(line, Line) or len(above) < 2:
        return []
    text = line.text
    if (
        len(text) > _NAME_MOST + 24
        or text.endswith(tuple("。；：！，、？"))
        or _CLOSING.match(text)
        or _SENT_TO.match(text)
        or patterns.ANNEX_LIST.match(text)
        or patterns.ANNEX_ENTRY.match(text)
        or _LISTED_APART.fullmatch(text)
        or patterns.marked_level(text)
    ):
        return []
    names = _names(text)
    organs = all(ORGAN_END.search(name) and len(name) <= _NAME_MOST for name in names)
    short = nearest and len(text) <= 24 and not re.search("[，。；：,;:]", text)
    return names if line.pushed or organs or short else []


def _undated(parts: Parts, items: list[Item]) -> list[Item]:
    """A signature without a date: the last line, an organ at the right or below a finished sentence."""
    kept = list(items)
    after: list[Item] = []
    while kept and isinstance(last := kept[-1], Line) and _is_note(last.text):
        after.insert(0, kept.pop())
    line, before = (kept[-1] if kept else None), (kept[-2] if len(kept) > 1 else None)
    closed = isinstance(before, Line) and before.text.endswith(("。", "！", "）"))
    named = isinstance(line, Line) and len(line.text) <= _NAME_MOST and ORGAN_END.search(closed_up(line.text))
    if isinstance(line, Line) and named and (line.pushed or closed) and _signing(kept, True):
        parts.organs = _names(line.text)
        _take_notes(parts, after)
        return kept[:-1]
    return items


def _take_notes(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes notes off what follows the date; what is left comes back."""
    left: list[Item] = []
    notes: list[str] = []
    for item in items:
        if isinstance(item, Line) and not left and len(item.text) < 200 and _noted(item.text):
            notes.append(_noted(item.text))
        elif isinstance(item, Line) and not left and len(item.text) < 200 and _CONTACT.match(item.text):
            notes.append(item.text.rstrip("。"))
            parts.rewrite(item, "附注加圆括号", f"（{notes[-1]}）")
        else:
            left.append(item)
    parts.note = "）（".join(notes)
    return left


def _noted(text: str) -> str:
    """What stands in the brackets of a note; blank for a text that is none, several brackets say."""
    within = text.strip().rstrip("。")[1:-1].strip() if patterns.NOTE.match(text) else ""
    return "" if re.match(r"[^（(\[〔【]*[）)\]〕】]", within) else within


def _take_rest(parts: Parts, items: list[Item]) -> None:
    """What stands below date and note, the list of annexes aside, on a page of its own."""
    if items and isinstance(items[0], Line) and patterns.ANNEX_LIST.match(items[0].text) and not parts.listed:
        items = find_list(parts, items)
        parts.placed.append("附件说明写在落款之后，已移到正文之后")
    if items:
        title, rest = title_of(items)
        parts.annexes.insert(0, AnnexPart(title, rest, labelled=False))
        parts.placed.append(f"落款之后还有内容（{items[0].place}起），另面排在后面，请核对")


def find_list(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes the 附件说明 off; lines that are none of it come back in their order."""
    start = next((place for place in range(len(items) - 1, -1, -1) if _begins_list(items, place)), None)
    if start is None:
        return items
    while start and _begins_list(items, start - 1):
        start -= 1
    names: list[str] = []
    taken: list[Line] = []
    place = start
    while place < len(items) and isinstance(line := items[place], Line):
        head, apart = patterns.ANNEX_LIST.match(line.text), _LISTED_APART.fullmatch(line.text)
        head = head or _LISTED_SHORT.match(line.text)
        text = apart["name"] if apart else head["rest"].strip() if head and place == start else line.text
        entry = None if apart else patterns.ANNEX_ENTRY.match(text)
        if not (apart or entry or place == start):
            break
        names += filter(None, map(_name, [text] if apart else _entries(text)))
        taken.append(line)
        place += 1
    parts.listed = names
    numbered = [f"{number}.{name}" if len(names) > 1 else name for number, name in enumerate(names, 1)]
    before, after = "".join(line.text for line in taken), f"附件：{''.join(numbered)}"
    parts.rewritten += [(line.text, "") for line in taken]
    parts.rewritten.append(("", after))
    if _signs(before) != _signs(after):
        parts.rewrite(Line(text=before, place=taken[0].place), "附件说明写法", after)
        parts.rewritten.pop()
    if place < len(items):
        parts.placed.append(f"附件说明之后、落款之前还有内容（{items[place].place}起），已移到附件说明之前")
    return [*items[:start], *items[place:]]


def _begins_list(items: Sequence[Item], place: int) -> bool:
    line = items[place]
    if not isinstance(line, Line) or len(line.text) > 200 or line.text.endswith("。"):
        return False
    return bool(
        patterns.ANNEX_LIST.match(line.text) or _LISTED_APART.fullmatch(line.text) or _LISTED_SHORT.match(line.text)
    )


def _entries(text: str) -> list[str]:
    """The names in one line of a list: 「1.甲表  2.乙表」 are two, if they are numbered from 1 on."""
    marks = list(_ENTRY_MARK.finditer(text))
    if len(marks) < 2 or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)) or marks[0].start():
        entry = patterns.ANNEX_ENTRY.match(text)
        return [entry["name"] if entry else text]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends)]


def _name(text: str) -> str:
    """The name of an annex without the marks that may not stand behind or around it."""
    name = text.strip().rstrip("。；;，,、. ")
    whole = re.fullmatch(r"《([^《》]+)》", name)
    return whole[1] if whole else name


def _signs(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", text)


def find_attendance(parts: Parts, items: list[Item]) -> list[Item]:
    """Takes the name lists of a 纪要 off, those with the standard's own labels."""
    left = []
    for item in items:
        match = patterns.ATTENDANCE.match(item.text) if isinstance(item, Line) else None
        label = re.sub(r"[ \u3000]", "", match["label"]) if match else ""
        plain = match and isinstance(item, Line) and "人员" not in item.text[: match.start("colon")]
        if match and plain and label not in parts.attendance and match["names"].strip():
            parts.attendance[label] = match["names"].strip()
        else:
            left.append(item)
    return left
