"""A finished .docx with comments at stretches of its text: the proof copy of a document.

No text, style or section is touched: the runs of the document are cut where a comment begins and ends, and that is all.
The texts are looked for in the order in which they are read, which is the order of the file but for what stands in the
版记.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..package.budget import Budget
from ..package.markup import closed, opened
from ..package.members import Members
from ..package.wordml import MC, w
from ..package.writing import member, zipped
from ..records import record
from . import ooxml
from .content import Annex, Block, Noted, NotedDate, OfficialDocument, Paragraph, Table
from .document_form import Form
from .docx_skeleton import in_order
from .signature import date_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    _Place = tuple[_Element, int]
    _Spot = tuple[str, _Element, int]

_FALLBACK = f"{MC}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NEAR = 80
"""Characters between two texts that follow one another: labels, brackets, numbers of annexes."""
_UNSET = re.compile(r"[\n\r\t\x0b]")
_TYPE = (
    '<Override PartName="/word/comments.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
)
_RELATION = (
    '<Relationship Id="rIdComments" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
)


@record
class Comment:
    """One comment: its text, one paragraph a line, at `start`:`end` of text number `at` of the reading."""

    at: int
    start: int
    end: int
    text: str


def reading(document: OfficialDocument) -> tuple[str, ...]:
    """Every text of the document as it is printed, in the order it is read."""
    return tuple(text for text in _texts(document) if text)


def _texts(document: OfficialDocument) -> Iterator[str]:
    yield from (document.head.number, *document.head.signers, document.title, document.addressees)
    yield from _block_texts(document.body)
    yield from (annex.title for annex in document.annexes)
    if document.signature:
        yield from document.signature.organs
        if chop := document.signature.chop:
            yield from (chop.post, chop.name)
        yield _dated(document.signature.date)
    yield document.note
    yield from _block_texts(document.slip)
    for annex in document.annexes:
        yield from _annex_texts(annex)
    if document.imprint:
        imprint = document.imprint
        yield from (imprint.addressees, imprint.copies_to)
        if document.form is not Form.LETTER:  # whose 版记 has neither (10.1)
            yield from (imprint.issuer, _dated(imprint.issued_on) if imprint.issued_on else "")


def _annex_texts(annex: Annex) -> Iterator[str]:
    yield annex.title
    yield from _block_texts(annex.blocks)


def _block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield block.caption
            if not block.headless:
                yield from (column.title for column in block.columns)
            for row in block.rows:
                yield from row


def _dated(day: dt.date | str) -> str:
    text = date_text(day)
    return Noted(text, ((0, len(text), day.note),)) if isinstance(day, NotedDate) else text


def commented(docx: bytes, texts: Sequence[str], comments: Sequence[Comment], *, author: str, date: str) -> bytes:
    """The document with the comments; the same bytes for the same input.

    texts: the document's `reading`. date: ISO day that all comments bear. ValueError for a text that is not there.
    """
    parts = dict(Members(docx, Budget.of_document()))
    root = opened(parts["word/document.xml"])
    stream = _stream(root)
    places = _places(texts, "".join(character for character, *_ in stream), {item.at for item in comments})
    spots = [
        (
            places[item.at] + _printed(texts[item.at], item.start),
            places[item.at] + _printed(texts[item.at], item.end) - 1,
        )
        for item in comments
    ]
    for number, (first, last) in sorted(enumerate(spots), key=lambda item: item[1], reverse=True):
        _attach(stream[first][1:], stream[last][1:], number)
    parts["word/document.xml"] = closed(root)
    parts["word/comments.xml"] = ooxml.proven(_part(comments, author, date))
    parts["[Content_Types].xml"] = _before_end(parts["[Content_Types].xml"], "</Types>", _TYPE)
    parts["word/_rels/document.xml.rels"] = _before_end(
        parts["word/_rels/document.xml.rels"], "</Relationships>", _RELATION
    )
    return zipped((member(name, parts[name]) for name in sorted(parts, key=in_order)), mode=0o600)


def _stream(root: _Element) -> list[_Spot]:
    """(character, its w:t, place in it) of every character of the document, in order."""
    found = []
    for text in root.iter(w("t")):
        if any(above.tag == _FALLBACK for above in text.iterancestors()):
            continue
        found += [(character, text, place) for place, character in enumerate(text.text or "")]
    return found


def _places(texts: Sequence[str], stream: str, wanted: set[int]) -> dict[int, int]:
    """Number of each text → where it begins in the stream; what is not next in turn is looked for behind all others."""
    found, cursor, later = {}, 0, []
    for number, text in enumerate(texts):
        plain = _plain(text)
        place = stream.find(plain, cursor, cursor + len(plain) + _NEAR)
        if place < 0:
            later.append((number, plain))
            continue
        found[number], cursor = place, place + len(plain)
    for number, plain in later:
        place = stream.find(plain, cursor)
        if place >= 0:
            found[number], cursor = place, place + len(plain)
    lost = [texts[number] for number in sorted(wanted - set(found))]
    if lost:
        raise ValueError(f"not in the document: {lost[0]!r}")
    return found


def _plain(text: str) -> str:
    """The text as the stream has it: without line ends, without the places where a title may break."""
    return ooxml.shown(_UNSET.sub("", text).replace("｜", ""))


def _printed(text: str, place: int) -> int:
    """A place in the text as a place in its stream."""
    return len(_plain(str.__getitem__(text, slice(0, place))))


def _attach(first: _Place, last: _Place, number: int) -> None:
    """Put the marks of comment `number` around the characters from `first` to `last`.

    Word takes no comment inside a text box: there the marks stand around the box.
    """
    box = _box(first[0])
    if box is not None:
        before = after = box
    else:
        _cut(last[0], last[1] + 1)
        before = _cut(*first)
        after = before if first[0] is last[0] else _run(last[0])
    mark = {w("id"): str(number)}
    reference = before.makeelement(w("r"))
    reference.append(before.makeelement(w("commentReference"), mark))
    before.addprevious(before.makeelement(w("commentRangeStart"), mark))
    after.addnext(reference)
    after.addnext(before.makeelement(w("commentRangeEnd"), mark))


def _box(text: _Element) -> _Element | None:
    """The run that holds the text box around `text`; None outside of one."""
    boxes = list(text.iterancestors(w("txbxContent")))
    return next(boxes[-1].iterancestors(w("r"))) if boxes else None


def _run(text: _Element) -> _Element:
    """The run that a w:t stands in."""
    return next(text.iterancestors())


def _cut(text: _Element, place: int) -> _Element:
    """Cut the run of a w:t before character number `place`; the run that now begins there, or would.

    The w:t itself stays with what is left of the cut, so that places before it stay right.
    """
    run, following, words = _run(text), list(text.itersiblings()), text.text or ""
    left, right = words[:place], words[place:]
    alone = all(item.tag == w("rPr") for item in text.itersiblings(preceding=True))
    if (not right and not following) or (not left and alone):
        return run
    new = run.makeelement(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        new.append(copy.deepcopy(properties))
    if right:
        rest = run.makeelement(w("t"), {_SPACE: "preserve"})
        rest.text = right
        new.append(rest)
    for item in following:
        new.append(item)
    text.text = left
    text.set(_SPACE, "preserve")
    run.addnext(new)
    return new


def _part(comments: Sequence[Comment], author: str, date: str) -> str:
    """word/comments.xml. Sizes are given outright: a document's own text is 16 pt on a fixed pitch."""
    made = []
    for number, item in enumerate(comments):
        lines = "".join(_line(line) for line in item.text.split("\n"))
        marks = ooxml.attributes(
            {"w:id": number, "w:author": author, "w:date": f"{date}T00:00:00Z", "w:initials": author[:1]}
        )
        made.append(f"<w:comment{marks}>{lines}</w:comment>")
    return f"<w:comments {ooxml.DECLARATIONS}>{''.join(made)}</w:comments>"


def _line(text: str) -> str:
    spacing = ooxml.element("spacing", before=0, after=0, line=240, lineRule="auto")
    start = {"spacing": spacing, "ind": ooxml.element("ind", firstLineChars=0, firstLine=0), **ooxml.valued(jc="left")}
    size = ooxml.valued(spacing=0) | ooxml.sized(18)
    return f"<w:p>{ooxml.properties('pPr', start)}{ooxml.run(text, **size)}</w:p>"


def _before_end(part: bytes, end: str, addition: str) -> bytes:
    head, mark, tail = part.decode("utf-8").rpartition(end)
    return (head + addition + mark + tail).encode("utf-8")
