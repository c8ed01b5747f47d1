"""What `verify --figures` says of an edited document."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import record
from .edited import CHANGED, SAME, UNKNOWN, Compared
from .figure_tokens import Token
from .original import Original

MISSING = "遗漏"
_SHORT = 30


@record
class HeldFigure:
    """A figure, date, department or task: where it stands (of one left out: where it stood), what stands there, and the
    words around it, the verdict, the cell it came from, what the ledger says."""

    where: str
    text: str
    words: str
    verdict: str
    cell: str
    ledger: str

    @property
    def told(self) -> str:
        """What a person reads of one that is not the same."""
        cell = f"（{self.cell}）" if self.cell else ""
        if self.verdict == MISSING:
            return f"{self.verdict}“{self.text}”{cell}，原文为“{self.words}”"
        ledger = f"，台账为“{self.ledger}”{cell}" if self.ledger else ""
        return f"{self.verdict} {self.where}（{self.words}）“{self.text}”{ledger}"


@record
class Held:
    """What an edited document says, held against one of ours, and what of that is nowhere in it."""

    against: str
    figures: tuple[HeldFigure, ...]
    missing: tuple[HeldFigure, ...]

    @property
    def changed(self) -> bool:
        """Whether a figure is another than it was."""
        return any(item.verdict == CHANGED for item in self.figures)

    def told(self) -> Iterator[str]:
        """What a person reads."""
        verdicts = [item.verdict for item in self.figures]
        counts = "，".join(f"{verdict}{verdicts.count(verdict)}处" for verdict in (SAME, CHANGED, UNKNOWN))
        yield f"数字核对（对照 {self.against}）：{counts}，{MISSING}{len(self.missing)}处。"
        for verdict in (CHANGED, UNKNOWN):
            yield from (f"  {item.told}" for item in self.figures if item.verdict == verdict)
        yield from (f"  {item.told}" for item in self.missing)


def held(ours: Original, found: Compared) -> Held:
    """The comparison in words and cells."""

    def says(unit: int, token: Token) -> str:
        return str(ours.units[unit].text)[token.start : token.end]

    return Held(
        against=ours.path,
        figures=tuple(
            HeldFigure(
                where=item.where,
                text=item.text,
                words=item.words,
                verdict=item.verdict,
                cell=ours.cell(*item.original) if item.original else "",
                ledger=says(*item.original) if item.original else "",
            )
            for item in found.said
        ),
        missing=tuple(
            HeldFigure(
                where=_short(str(ours.units[unit].text)),
                text=says(unit, token),
                words=ours.units[unit].around(token),
                verdict=MISSING,
                cell=ours.cell(unit, token),
                ledger=says(unit, token),
            )
            for unit, token in found.missing
        ),
    )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"
