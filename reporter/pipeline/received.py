"""All that a month's or a year's run rests on, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records import record
from ..vocabulary.model import Plan
from ..vocabulary.problems import Problem
from ..workspace import Workspace
from .built import Progress, read_plan

if TYPE_CHECKING:
    from ..documents.document_kind import Templates
    from ..intake.input_returns import Intake
    from ..intake.issued_record import IssuedSet


@record
class Received:
    """The plan, all that came in, what was signed, and every problem of the first two; `notes`: those of the plan."""

    plan: Plan
    intake: Intake
    issued: IssuedSet
    notes: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be said of the plan and of what came in."""
        return *self.notes, *self.intake.problems


def receive(workspace: Workspace, templates: Templates | None, progress: Progress | None) -> Received:
    """Read it; Stopped when the master list cannot be used."""
    from ..intake.input_returns import read_returns
    from ..intake.issued_record import read_issued

    plan, notes = read_plan(workspace, templates)
    intake = read_returns(workspace.home, plan, progress=progress)
    return Received(
        plan=plan, intake=intake, issued=read_issued(workspace.home, plan.year, plan.departments), notes=notes
    )
