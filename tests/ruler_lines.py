"""A printed 公文 under the ruler, whoever made it and whatever printed it: where its lines and its pages begin and end.

`python -m tests.ruler_lines a.pdf b.pdf …` prints what it finds in each; two prints of one document by different
programs can so be laid side by side. A program's own notice, coloured and without a 汉字, is looked past.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from reporter.gongwen import layout
from reporter.records import value

from .measure import Char, Page, Row, Sheet, measure
from .ruler import CLOSING, FOOT, LEFT, OPENING, PITCH, RIGHT, SMALL, TOP, Fault, imprint_rules, numbers


@value
class Line:
    """A line of running text or of one cell."""

    page: Page
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)


def is_notice(row: Row) -> bool:
    """Whether a row is a printing program's own: of a colour, and no 汉字 in it."""
    return max(row.chars[0].colour) > 0.3 and not re.search("[\u4e00-\u9fff]", row.text)


def rows(page: Page) -> list[Row]:
    """The document's rows but for the page number."""
    own = numbers(page)
    return [row for row in page.rows if row != own and not is_notice(row)]


def lines(sheet: Sheet) -> Iterator[Line]:
    """Every line, the cells of a table each for itself."""
    for page in sheet.pages:
        for row in rows(page):
            start = 0
            pairs = itertools.pairwise(row.chars)
            for place, (one, two) in enumerate(pairs, 1):
                if page.parted(one.right, two.left, one.baseline - one.size * layout.MM_PER_POINT / 3):
                    yield Line(page, row.chars[start:place])
                    start = place
            yield Line(page, row.chars[start:])


def wrong_ends(sheet: Sheet) -> Iterator[Fault]:
    """避头尾: no line begins with what closes or ends with what opens."""
    for line in lines(sheet):
        text = line.text.strip()
        if text and (text[0] in CLOSING or text[-1] in OPENING):
            yield f"page {line.page.number}: {text}"


def over_the_edge(sheet: Sheet) -> Iterator[Fault]:
    """5.2.1: how far a row reaches over the 版心's right edge."""
    for page in sheet.pages:
        edge = RIGHT if not page.across else page.width - TOP
        for row in rows(page):
            if row.right > edge + 0.5:
                yield f"page {page.number}: {row.right - edge:.1f} mm, {row.text}"


def uneven(sheet: Sheet) -> Iterator[Fault]:
    """5.2.3: rows of 3号 stand on the page's 22 lines; no row has more than 28 汉字."""
    most = int(layout.CHARS_PER_LINE.value)
    for page in (page for page in sheet.pages if not page.across):
        body = [row for row in rows(page) if abs(row.size - layout.BODY_SIZE.value) < 0.3]
        for one, two in itertools.pairwise(body):
            steps = (two.baseline - one.baseline) / PITCH
            if page.number > 1 and steps < 1.5 and abs(steps - 1) > 0.02:
                yield f"page {page.number}: {steps:.2f} lines to {two.text}"
        for row in body:
            if sum(char.text > "\u2e7f" for char in row.chars) > most:
                yield f"page {page.number}: {len(row.text)} characters, {row.text}"


def feet(sheet: Sheet) -> Iterator[str]:
    """Where the page numbers and the 版记 stand, to a millimetre: alike for two prints that are alike."""
    for page in (page for page in sheet.pages if not page.across):
        row = numbers(page)
        if row:
            side = RIGHT - row.right if page.number % 2 else row.left - LEFT
            below = row.baseline - FOOT
            yield f"page {page.number}: {row.text}, {side / SMALL:.1f} 字 from its side, {below:.0f} mm below"
        rules = imprint_rules(page)
        if rules:
            yield f"page {page.number}: 版记 of {len(rules)} rules, {rules[-1].middle - FOOT:+.0f} mm from the edge"


def faults(sheet: Sheet) -> dict[str, list[Fault]]:
    """What is wrong with a print, by kind; nothing where nothing is."""
    checks = {"避头尾": wrong_ends, "over the edge": over_the_edge, "uneven": uneven}
    return {name: found for name, check in checks.items() if (found := list(check(sheet)))}


def main(paths: list[str]) -> None:
    """Print it."""
    for path in paths:
        sheet = measure(Path(path).read_bytes())
        print(f"{path}: {len(sheet.pages)} pages, {sum(1 for _ in lines(sheet))} lines")
        for name, found in (faults(sheet) | {"feet": list(feet(sheet))}).items():
            print(f"  {name}: {len(found)}", *found, sep="\n    ")


if __name__ == "__main__":
    main(sys.argv[1:])
