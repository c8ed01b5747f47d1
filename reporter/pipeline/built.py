"""What a command makes, and what several commands share: reading the plan, proving what was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..shipped import shipped_templates
from ..vocabulary.model import Month, Period, Plan
from ..vocabulary.problems import Level, Problem
from ..workspace import Workspace

if TYPE_CHECKING:
    from ..assess.figures import Figures
    from ..assess.year_figures import YearFigures
    from ..assess.year_records import Year
    from ..documents.wording import Origins
    from ..gongwen.content import OfficialDocument
    from ..proof import Proof

__all__ = ["PROOF", "Built", "Progress", "Stopped", "proved", "read_plan"]

PROOF = ("核对稿/", "数据校核表.xlsx")
"""Where a proof goes: owned by every run that can be proved, so that no proof outlives its documents."""

Progress = Callable[[int, int], None]


class Stopped(Exception):
    """Nothing can be made. `problems` say why where a place is to blame; the message otherwise, in Chinese."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()):
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """All a command made: `files` by path relative to output/`folder`, the `scope` it owns there, what it found.

    month, figures: of a month's run. notes: what else to tell, in Chinese. doubts: figures that a proof could not confirm.
    """

    folder: str
    files: Mapping[str, bytes]
    scope: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    period: Period | None = None
    month: Month | None = None
    figures: Figures | None = None
    notes: tuple[str, ...] = ()
    doubts: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Whether something needs a person: a refused or doubtful cell or file, a figure that the proof could not confirm."""
        return self.doubts > 0 or any(item.level is not Level.NOTED for item in self.problems)


def read_plan(workspace: Workspace) -> tuple[Plan, tuple[Problem, ...]]:
    """The master list and what is to be said of it; Stopped, with every fault at its cell, when it cannot be used."""
    from ..intake.master_list import read_master

    plan, problems = read_master(workspace.master)
    if plan is None:
        raise Stopped("任务总表有误，没有生成任何文件。请按下列提示改正后重试。", problems)
    return plan, problems


def proved(
    workspace: Workspace,
    prove: Callable[..., Proof],
    whole: Month | Year,
    found: Figures | YearFigures,
    files: dict[str, bytes],
    write: Callable[..., dict[str, OfficialDocument]],
) -> Proof:
    """The proof of the documents in `files`, added to them; `write` makes their content."""
    from ..proof import Unprovable
    from ..typesetting import wording

    def again(origins: Origins) -> dict[str, OfficialDocument]:
        return write(found, whole.plan, wording(workspace.templates(shipped_templates()), origins))

    try:
        proof = prove(whole, found, files, workspace.master, again)
    except Unprovable as fault:
        raise Stopped(str(fault)) from fault
    files.update(proof.files)
    return proof
