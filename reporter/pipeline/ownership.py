"""What each command makes in its folder of output, and so may replace there; the rest is left to the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..vocabulary.model import Plan

if TYPE_CHECKING:
    from ..documents.document_kind import DocumentKind

LEDGER, SCORES, ARCHIVE, MASTER = "台账.xlsx", "考核得分表.xlsx", "归档.zip", "任务总表.xlsx"
GLANCE = "总览.html"
_DOCUMENT = ".docx"
PAGES, BATCH = ".pdf", "打印批次.pdf"
"""What a document as pages ends in; all of them together."""
ANNEX = "通报附表.xlsx"
"""What the documents of a month of hundreds of departments do not name."""
DATABASE, DESCRIPTOR = "台账.sqlite", "datapackage.json"
"""Owned by every report, so that none outlives its ledger."""

_PROOF = ("核对稿/", "数据校核表.xlsx")
"""Owned by every run that can be proved, so that no proof outlives its documents."""

_MAKES = {
    "report": (LEDGER, GLANCE, DATABASE, DESCRIPTOR, ANNEX, "退改/", BATCH, *_PROOF),
    "check": ("退改/",),
    "sheets": ("填报表/",),
    "notice": (),
    "annual": (SCORES, GLANCE, ARCHIVE, BATCH, *_PROOF),
    "import": (MASTER,),
}
"""Command → the files, and the folders ending in /, that it makes besides documents."""

FOLDERS = frozenset(path for paths in _MAKES.values() for path in paths if path.endswith("/"))
"""The folders that no document may lie in."""

_WRITES = {"report": "month", "check": "month", "notice": "notice", "annual": "year"}
"""Command → the run whose documents it writes; `check` those that are plain texts."""

_BESIDE = {"report": "sheets", "notice": "annual", "annual": "notice"}
"""Command that writes documents → the command that makes other things in the same folder."""


def owned(command: str, kinds: Iterable[DocumentKind] = (), plan: Plan | None = None) -> tuple[str, ...]:
    """The files, and the folders ending in /, that a command makes when there are these kinds and the plan's
    departments."""
    return (*_MAKES[command], *(documents_owned(command, kinds, plan) if plan else ()))


def documents_owned(command: str, kinds: Iterable[DocumentKind], plan: Plan) -> tuple[str, ...]:
    """The documents, their pages, and the folders ending in / that hold them, of these kinds that a command writes."""
    names = [item.name for item in plan.departments]
    own = [kind for kind in kinds if kind.scope.run == _WRITES.get(command) and (kind.text or command != "check")]
    paths = [path for kind in own for path in kind.owned(names)]
    return tuple(dict.fromkeys(place for path in paths for place in (path, pages_of(path))))


def pages_of(path: str) -> str:
    """Where the pages of a document lie: 通报.docx → 通报.pdf; anything else is its own."""
    return f"{path.removesuffix(_DOCUMENT)}{PAGES}" if path.endswith(_DOCUMENT) else path


def is_document(path: str) -> bool:
    """Whether a file of a run's folder is one of its documents."""
    return path.endswith(_DOCUMENT) and f"{path.partition('/')[0]}/" not in FOLDERS


def beside(command: str, kinds: Iterable[DocumentKind], plan: Plan) -> tuple[str, ...]:
    """What another command owns in the folder of this one, which writes documents."""
    return owned(_BESIDE[command], kinds, plan)
