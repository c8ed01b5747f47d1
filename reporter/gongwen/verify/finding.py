"""One finding of the checker, and the few ways in which a measure is worded."""

from __future__ import annotations

from reporter.gongwen import layout
from reporter.gongwen.layout import TWIPS_PER_MM, Given, Strength

from ...records import value

NO_NUMBER, NO_TEXT = "页码", "首页正文"
"""What the file and the page both tell of and the standard gives no number for."""


@value
class Finding:
    """What differs from the standard: clause, place in the document, found and wanted, strength of the wording.

    Only 「规定」 items are errors; 「一般」 and 「推荐」 leave the organ a choice. `measure` names what was
    measured: file and printed page may both tell of it. One with nothing found says that a ruler found it right.
    """

    clause: str
    where: str
    found: str
    wanted: str
    strength: Strength = Strength.REQUIRED
    measure: str = ""

    @classmethod
    def of(cls, given: Given, where: str, found: str, wanted: str) -> Finding:
        """A finding against a stated number: its clause and strength."""
        return cls(given.clause, where, found, wanted, given.strength, given.what)

    def __str__(self) -> str:
        return f"{self.where}：{self.found}，应为{self.wanted}（{self.clause}，{self.strength}）"


_CAUSES = (layout.LINES_PER_PAGE.what, layout.CHARS_PER_LINE.what, NO_NUMBER, NO_TEXT)


def together(stated: tuple[Finding, ...], measured: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What the file says and what the printed page shows, each fault once.

    A place that was measured is no longer guessed at; where the file names the cause, its words stay.
    """
    said = {item.measure for item in stated if item.measure in _CAUSES}
    known = {item.measure for item in measured if item.measure} - set(_CAUSES)
    kept = [item for item in stated if item.measure not in known]
    return (*kept, *(item for item in measured if item.found and item.measure not in said))


def millimetres(twips: float) -> str:
    """A stored length as a ruler shows it.

    >>> millimetres(2098), millimetres(1588)
    ('37.0 mm', '28.0 mm')
    """
    return f"{twips / TWIPS_PER_MM:.1f} mm"


def points(value: float) -> str:
    """A size, with the name it has in Word's list where it has one.

    >>> points(16), points(16.5)
    ('3号（16磅）', '16.5磅')
    """
    names = {
        42: "初号",
        36: "小初",
        26: "1号",
        24: "小1",
        22: "2号",
        18: "小2",
        16: "3号",
        15: "小3",
        14: "4号",
        12: "小4",
        10.5: "5号",
        9: "小5",
    }
    return f"{names[value]}（{value:g}磅）" if value in names else f"{value:g}磅"


def excerpt(text: str, length: int = 16) -> str:
    """The beginning of a paragraph, in 「」, by which a clerk finds it."""
    text = " ".join(text.split())
    return f"「{text[:length]}{'…' if len(text) > length else ''}」"
