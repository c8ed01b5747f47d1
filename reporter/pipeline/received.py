"""All that a month's or a year's run rests on, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records import record
from ..vocabulary.model import Plan
from ..vocabulary.problems import Problem
from ..workspace import Workspace
from .built import Progress, Stopped, read_plan

if TYPE_CHECKING:
    from ..documents.document_kind import Templates
    from ..intake.engines import Engine
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


def receive(
    workspace: Workspace, templates: Templates | None, progress: Progress | None, engine: Engine | None = None
) -> Received:
    """Read it, by an `engine` where one is named; Stopped when the master list cannot be used, or the engine."""
    from ..intake.input_returns import read_returns
    from ..intake.issued_record import read_issued

    plan, notes = read_plan(workspace, templates)
    intake = (
        _read_by(engine, workspace, plan, progress) if engine else read_returns(workspace.home, plan, progress=progress)
    )
    return Received(
        plan=plan, intake=intake, issued=read_issued(workspace.home, plan.year, plan.departments), notes=notes
    )


def _read_by(engine: Engine, workspace: Workspace, plan: Plan, progress: Progress | None) -> Intake:
    from ..intake.batches import OtherProgram
    from ..intake.engines import EngineFault
    from ..intake.input_returns import read_returns

    try:
        with engine.started() as executor:
            return read_returns(workspace.home, plan, progress=progress, executor=executor)
    except EngineFault as fault:
        raise Stopped(str(fault)) from fault
    except OtherProgram as fault:
        raise Stopped(
            "--executor 指定的引擎装的不是同一版本的本程序，读出的内容可能不同，没有生成任何文件。"
            "请在那里装好同一版本，或去掉 --executor 由本机读取。"
        ) from fault
