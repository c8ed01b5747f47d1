"""The documents of a run, set in a process beside the rest: made ready while returns are read, at work with the
ledger."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, cast

from ..intake.reader import leaves_none
from ..process import Aside, Gone
from ..spool import Files, Kept, Spool
from ..vocabulary.model import Plan
from ..vocabulary.problems import Problem
from ..workspace import Workspace
from .built import Stopped, read_templates

if TYPE_CHECKING:
    from ..documents.told_of_documents import Told

_SECONDS = 600
"""How much processor time a document may take, one that goes through all departments among them."""


class Typesetter:
    """The documents of one run (notice, month, year): `begin` them once the figures are known, collect them with
    `files`.

    files: how many the run reads before; where that leaves no processor idle, `ready` is for when they are read.
    `templates`: those of the workspace. `aside`: the process, for what else is to be done there after `begin`; what it
    makes goes to `spool`. `idle`: another, where `ready` made one. Stopped when the head of a template cannot be used.
    """

    def __init__(self, workspace: Workspace, run: str, files: int = 0) -> None:
        self._run = run
        self._waits = leaves_none(files)
        self.idle: Aside | None = None
        self.templates = read_templates(workspace)
        self.spool = Spool()
        self.aside = Aside(keep=self._kept)
        if not self._waits:
            self._prepare()

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.aside.end()
        if self.idle:
            self.idle.end()

    def ready(self, another: str = "") -> None:
        """Have the process get ready, where that has waited: what is judged now takes one processor. `another`: a call
        by which whoever will be asked for what else is to be done gets ready, too.
        """
        if self._waits:
            self._waits = False
            self._prepare()
            self.idle = Aside(keep=self._kept) if another else None
        if another:
            (self.idle or self.aside).send(another)

    def _prepare(self) -> None:
        self.aside.send("reporter.typesetting:prepare", self._run, self.templates)

    def begin(self, found: object, plan: Plan, preprinted: bool = False) -> None:
        """Have the documents set with these figures."""
        from ..assess.figures import Figures

        if isinstance(found, Figures):
            from ..assess.figures_sent import parts

            self.aside.send("reporter.typesetting:typeset_month", self.templates, preprinted, stream=parts(found))
        else:
            self.aside.send("reporter.typesetting:typeset", self._run, found, plan, self.templates, preprinted)

    def files(self) -> tuple[Files, tuple[str, ...], tuple[Problem, ...]]:
        """Path → .docx of each document, what to tell of them, and what is wrong. Stopped when a template cannot be
        used."""
        from ..documents.fault import TemplateFault

        made: dict[str, Kept] = {}
        try:
            self.aside.answer(_SECONDS)
            while isinstance(answer := self.aside.answer(_SECONDS), tuple):
                made[answer[0]] = answer[1]
        except TemplateFault as fault:
            raise Stopped(str(fault)) from fault
        except Gone as fault:
            raise Stopped(
                "排版文书的进程意外中断，没有生成任何文件，原有输出没有变动。请关闭不用的程序后重试。"
            ) from fault
        told = cast("Told", answer)
        return Files(made), told.notes, told.unplaced

    def _kept(self, answer: object) -> object:
        """What becomes of an answer as it comes in: files, a document's or what else was made, go to the spool."""
        if isinstance(answer, tuple):
            path, data = answer
            return path, self.spool.put(data)
        return self.spool.put(answer) if isinstance(answer, bytes) else answer
