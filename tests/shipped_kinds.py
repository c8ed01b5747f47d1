"""The shipped templates and kinds, and the document of one kind made from figures, for tests of what documents say."""

from __future__ import annotations

from collections.abc import Mapping

from reporter.documents.compose import Found, documents_of
from reporter.documents.document_kind import DocumentKind, template_text, templates_of
from reporter.documents.wording import Wording
from reporter.gongwen.content import OfficialDocument
from reporter.vocabulary.model import Plan

from .masters import ROOT

FILES = {path.stem: path.read_bytes() for path in sorted((ROOT / "templates").glob("*.txt"))}
TEXTS = {name: template_text(raw) for name, raw in FILES.items()}
"""Name of each shipped file → its whole text, head and all."""
TEMPLATES = templates_of(FILES, {})
KINDS: dict[str, DocumentKind] = {kind.name: kind for kind in TEMPLATES.kinds}
SCOPES = {kind.name: kind.scope for kind in TEMPLATES.kinds}
WORDING = Wording(dict(TEMPLATES.texts))


def documents(kind: str, found: Found, plan: Plan, wording: Wording = WORDING) -> dict[str, OfficialDocument]:
    """The documents of one kind by department; blank of one that is not a department's."""
    own = KINDS[kind]
    return {
        item.department: item.document for item in documents_of(own.scope.run, [own], found, plan, wording).values()
    }


def bulletin(found: Found, plan: Plan, wording: Wording = WORDING) -> OfficialDocument:
    """通报."""
    return documents("通报", found, plan, wording)[""]


def report(found: Found, plan: Plan, wording: Wording = WORDING) -> OfficialDocument:
    """考核报告."""
    return documents("考核报告", found, plan, wording)[""]


def notice(plan: Plan, wording: Wording = WORDING) -> OfficialDocument:
    """通知."""
    return documents("通知", None, plan, wording)[""]


def supervisions(found: Found, plan: Plan, wording: Wording = WORDING) -> Mapping[str, OfficialDocument]:
    """督办通知单 of each department that gets one."""
    return documents("督办通知单", found, plan, wording)
