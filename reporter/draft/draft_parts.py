"""The elements of a 公文 as they are found in a draft, and what has to be told of how they were found."""

from __future__ import annotations

from dataclasses import dataclass, field

from .draft_blocks import Change, Item, LeftOut, Line


@dataclass(slots=True)
class AnnexPart:
    """An annex: its title, blank for none, and what stands in it; not `labelled`: it follows without a label.

    label: as it is printed, of one that is sent by itself.
    """

    title: str = ""
    items: list[Item] = field(default_factory=list)
    labelled: bool = True
    label: str = ""


@dataclass(slots=True)
class Parts:
    """What stands where; blank and empty for what is not there. `title` may hold ｜, `date` is as written.

    rewritten: (as it stands in the draft, as it is printed) of lines that become elements with other signs.
    """

    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    mark: list[str] = field(default_factory=list)
    number: str = ""
    signers: tuple[str, ...] = ()
    upwards: bool = False
    title: str = ""
    title_places: frozenset[str] = frozenset()
    addressees: str = ""
    addressed_below: bool = False
    body: list[Item] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    organs: list[str] = field(default_factory=list)
    date: str = ""
    note: str = ""
    attendance: dict[str, str] = field(default_factory=dict)
    annexes: list[AnnexPart] = field(default_factory=list)
    copies: str = ""
    issuer: str = ""
    issued: str = ""
    changes: list[Change] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    rewritten: list[tuple[str, str]] = field(default_factory=list)

    def rewrite(self, line: Line, what: str, after: str) -> None:
        """Tell that a line is printed another way."""
        self.rewritten.append((line.text, after))
        if "".join(line.text.split()) != "".join(after.split()):
            self.changes.append(Change(line.place, what, line.text, after))

    def drop(self, line: Line, what: str, text: str) -> None:
        """Tell that a stretch of a line is not in the result."""
        self.left_out.append(LeftOut(line.place, what, text, within=True))
