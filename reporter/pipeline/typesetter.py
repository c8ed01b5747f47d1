"""The documents of a run, set in a process beside the rest: made ready while returns are read, at work with the
ledger."""

from __future__ import annotations

from types import TracebackType
from typing import cast

from ..process import Aside, Gone
from ..vocabulary.model import Plan
from ..vocabulary.problems import Problem
from ..workspace import Workspace
from .built import Stopped, read_templates

_SECONDS = 600
"""How much processor time all documents of a run may take."""


class Typesetter:
    """The documents of one run (notice, month, year): `begin` them once the figures are known, collect them with
    `files`.

    `templates`: those of the workspace. `aside`: the process, for what else is to be done there after `begin`. Stopped
    when the head of a template cannot be used.
    """

    def __init__(self, workspace: Workspace, run: str) -> None:
        self._run = run
        self.templates = read_templates(workspace)
        self.aside = Aside()
        self.aside.send("reporter.typesetting:prepare", run, self.templates)

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.aside.end()

    def begin(self, found: object, plan: Plan, preprinted: bool = False) -> None:
        """Have the documents set with these figures."""
        self.aside.send("reporter.typesetting:typeset", self._run, found, plan, self.templates, preprinted)

    def files(self) -> tuple[dict[str, bytes], tuple[str, ...], tuple[Problem, ...]]:
        """Path → .docx of each document, what to tell of them, and what is wrong. Stopped when a template cannot be
        used."""
        from ..documents.fault import TemplateFault

        try:
            self.aside.answer(_SECONDS)
            return cast("tuple[dict[str, bytes], tuple[str, ...], tuple[Problem, ...]]", self.aside.answer(_SECONDS))
        except TemplateFault as fault:
            raise Stopped(str(fault)) from fault
        except Gone as fault:
            raise Stopped(
                "排版文书的进程意外中断，没有生成任何文件，原有输出没有变动。请关闭不用的程序后重试。"
            ) from fault
