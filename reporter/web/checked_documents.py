"""What the page tells of a document that was checked: the same as the command line, as an object for the script."""

from __future__ import annotations

from pathlib import Path

from ..checking import Checked, Hold, check_files, figure_object
from ..gongwen.layout import Strength
from ..gongwen.verify import Finding
from ..pipeline.edited_run import Holder
from ..proof.held import HeldFigure
from ..vocabulary.model import Period
from ..workspace import Workspace

_MARKS = {Strength.REQUIRED: "refused", Strength.USUAL: "warned"}


def checked_object(path: Path, hold: Hold | None) -> dict[str, object]:
    """The document at `path` held against the standard, with `hold` its figures too."""
    checked = check_files([path], hold=hold)[0]
    if checked.fault:
        return {"told": f"没有检查。{checked.fault}", "problems": []}
    found: dict[str, object] = {"told": _told(checked), "problems": [_finding(item) for item in checked.findings]}
    if checked.held:
        found["figures"] = [_figure(item) for item in checked.held.figures]
        found["missing"] = [_figure(item) for item in checked.held.missing]
    return found


def holder(workspace: Workspace, against: str) -> Hold:
    """What holds a document's figures against the ledger of a month (2018-05) or a year (2018); blank: of the one that
    the document names. ValueError where it is neither; Stopped where that has no documents."""
    year = int(against) if against.isdecimal() else None
    return Holder(workspace, Period.parse(against) if against and year is None else None, year).hold


def _told(checked: Checked) -> str:
    count = len(checked.findings)
    told = f"与 GB/T 9704-2012 不一致的有 {count} 处。" if count else "符合 GB/T 9704-2012。"
    return told + (next(checked.held.told()) if checked.held else "")


def _finding(item: Finding) -> dict[str, str]:
    return {
        "level": str(item.strength),
        "mark": _MARKS.get(item.strength, "noted"),
        "where": item.where,
        "message": f"{item.clause}：现为{item.found}，",
        "remedy": f"应为{item.wanted}",
    }


def _figure(item: HeldFigure) -> dict[str, str]:
    """As `--json` prints it, with the words by which a reader finds it."""
    return {**figure_object(item), "words": item.words}
