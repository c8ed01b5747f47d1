"""Recognises the elements of a 公文 by what they say and where they stand; style names are not looked at.

The reading goes as a clerk's eye does: the number and the mark at the head, the title under them, the addressees, the
body, then from the end the 版记, the annexes, the date and the signature above it.
"""

from __future__ import annotations

from reporter.gongwen.layout import LETTER_RULE_WIDTH, RULE_WIDTH, TWIPS_PER_MM

from . import patterns
from .document_view import Reading
from .find_head import contents_of, find_head, find_title
from .find_tail import find_annexes, find_imprint, find_signature, first_index
from .found_elements import Elements, Form, joined, red
from .rules import rules_of

_LETTER_RULE = (LETTER_RULE_WIDTH.mm + RULE_WIDTH.mm) / 2 * TWIPS_PER_MM
"""A red rule longer than this is that of a letter."""


def recognise(reading: Reading) -> Elements:
    """Every element of a document, once."""
    found = Elements(reading, rules=rules_of(reading))
    start = find_head(found)
    find_imprint(found)
    imprint = [line for line in (*found.copies, *found.issued) if line.index >= 0]
    end = first_index(imprint, len(reading.lines))
    end = find_annexes(found, start, end)
    title_end = find_title(found, start, end)
    body_end = find_signature(found, title_end, end)
    contents = contents_of(reading)
    found.body = [
        line
        for line in reading.lines[title_end:body_end]
        if line.story == "body" and not line.blank and line.index not in contents
    ]
    found.form = _form(found)
    return found


def _form(found: Elements) -> Form:
    mark = joined(found.mark)
    titled = not mark and patterns.MINUTES_MARK.search(found.title_text)
    if titled or patterns.MINUTES_MARK.search(mark) or (found.attendance and not found.date):
        return Form.MINUTES
    if patterns.ORDER_MARK.search(mark):
        return Form.ORDER
    wide = [rule for rule in found.rules if red(rule.colour) and (rule.double or (rule.width or 0) > _LETTER_RULE)]
    if wide or (found.mark and not patterns.VERBAL_MARK.search(mark) and _letter_word(found)):
        return Form.LETTER
    return Form.DOCUMENT


def _letter_word(found: Elements) -> bool:
    return bool(found.number_match and found.number_match["code"].endswith("函"))
