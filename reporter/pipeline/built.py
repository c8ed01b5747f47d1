"""What a command makes, and what several commands share: reading the plan, proving what was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from ..records import record
from ..refusals import cannot_read
from ..shipped import shipped_templates
from ..spool import Files
from ..vocabulary.model import Month, Period, Plan, Source
from ..vocabulary.problems import Kind, Level, Problem
from ..workspace import Workspace, template_files
from .ownership import FOLDERS, beside, documents_owned, owned

if TYPE_CHECKING:
    from ..assess.figures import Figures
    from ..assess.year_figures import YearFigures
    from ..assess.year_records import Year
    from ..documents.compose import Written
    from ..documents.document_kind import Templates
    from ..proof import Proof

Progress = Callable[[int, int], None]


class Stopped(Exception):
    """Nothing can be made. `problems` say why where a place is to blame; the message otherwise, in Chinese."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()):
        super().__init__(message)
        self.problems = problems


@record
class Built:
    """All a command made: `files` by path relative to output/`folder`, what it and what `others` own there
    (`ownership`), what it found.

    month, figures: of a month's run. notes: what else to tell, in Chinese. doubts: figures that a proof could not
    confirm. lacking: what was asked for and could not be made, and why, in Chinese.
    """

    folder: str
    files: Mapping[str, bytes]
    scope: tuple[str, ...]
    others: tuple[str, ...] | None = None
    problems: tuple[Problem, ...] = ()
    period: Period | None = None
    month: Month | None = None
    figures: Figures | None = None
    notes: tuple[str, ...] = ()
    doubts: int = 0
    lacking: tuple[str, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """Whether something needs a person: a refused or doubtful cell or file, a figure that the proof could not
        confirm, a thing that was asked for and is lacking."""
        return self.doubts > 0 or bool(self.lacking) or any(item.level is not Level.NOTED for item in self.problems)


def with_documents(
    command: str,
    templates: Templates,
    plan: Plan,
    *,
    files: Mapping[str, bytes],
    problems: Iterable[Problem],
    notes: Iterable[str],
    proof: Proof | None = None,
    month: Month | None = None,
    figures: Figures | None = None,
    final: bool = False,
) -> Built:
    """What a command made that writes documents, their proof among it; what it and others own in the folder; what is to
    be told of templates, too. The year's `final` set leaves what is of the draft alone, and the other way round.
    """
    made = [kind for kind in templates.kinds if kind.written(final)]
    left = [kind for kind in templates.kinds if kind not in made]
    others = (*beside(command, templates.kinds, plan), *documents_owned(command, left, plan))
    return Built(
        folder=str(month.period if month else plan.year),
        files=Files(files, proof.files if proof else {}),
        problems=(*headless(templates), *problems),
        period=month.period if month else None,
        month=month,
        figures=figures,
        notes=(*notes, *([proof.told] if proof else [])),
        doubts=proof.doubts if proof else 0,
        scope=owned(command, made, plan),
        others=others,
    )


def read_plan(workspace: Workspace, templates: Templates | None = None) -> tuple[Plan, tuple[Problem, ...]]:
    """The master list and what is to be said of it; Stopped, with every fault at its cell, when it cannot be used.

    templates: those whose documents are to be made with it.
    """
    from ..intake.master_list import read_master

    kinds = {kind.name: kind.scope for kind in templates.kinds} if templates else None
    plan, problems = read_master(workspace.master, kinds)
    if plan is None:
        raise Stopped("任务总表有误，没有生成任何文件。请按列出的提示改正后重试。", problems)
    return plan, problems


def read_templates(workspace: Workspace) -> Templates:
    """The templates of the workspace with the kinds that their heads declare; Stopped when one cannot be used."""
    from ..documents.document_kind import templates_of
    from ..documents.fault import TemplateFault

    try:
        templates = templates_of(template_files(shipped_templates()), workspace.templates(shipped_templates()))
        for kind in templates.kinds:
            if f"{kind.path.partition('/')[0]}/" in FOLDERS:
                raise TemplateFault(
                    kind.template,
                    kind.line("文件名"),
                    f"“{kind.path.partition('/')[0]}”是程序自己用的文件夹。",
                    "请换一个文件夹名。",
                )
    except TemplateFault as fault:
        raise Stopped(str(fault)) from fault
    except OSError as fault:
        raise Stopped(f"{fault.filename}：{cannot_read(fault)}") from fault
    return templates


def headless(templates: Templates) -> tuple[Problem, ...]:
    """What is to be told of files in templates/ that are no kind."""
    return tuple(Kind.TEMPLATE_HEADLESS.at(Source(f"templates/{name}.txt")) for name in templates.headless)


def proved(
    workspace: Workspace,
    prove: Callable[..., Proof],
    whole: Month | Year,
    found: Figures | YearFigures,
    files: Mapping[str, bytes],
    templates: Templates,
) -> Proof:
    """The proof of the documents in `files`."""
    from ..documents.compose import documents_of
    from ..documents.wording import Wording
    from ..proof import Unprovable

    run = "month" if isinstance(whole, Month) else "year"

    def again() -> dict[str, Written]:
        return documents_of(run, templates.kinds, found, whole.plan, Wording(dict(templates.texts), noted=True))

    try:
        return prove(whole, found, files, workspace.master, again)
    except Unprovable as fault:
        raise Stopped(str(fault)) from fault
