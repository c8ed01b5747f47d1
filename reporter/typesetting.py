"""The documents of a run: which there are under what path, and the same set as .docx.

`typeset` takes and returns plain values, so that it can be called in a process beside the rest (`process.Aside`), which
`prepare` has made ready while the returns are still being read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from . import documents
from .documents import TemplateFault, Wording, template_text
from .filenames import safe_names
from .gongwen import word
from .gongwen.fonts import Fonts, missing
from .vocabulary.model import Plan

if TYPE_CHECKING:
    from .assess.figures import Figures
    from .assess.year_figures import YearFigures
    from .gongwen.content import OfficialDocument

__all__ = ["month_documents", "prepare", "typeset", "wording", "year_documents"]

Templates = Mapping[str, bytes]
"""Name of a template → its file's bytes."""

_FACES = {
    "fangsong": "仿宋字体",
    "xiaobiaosong": "小标宋字体",
    "kaiti": "楷体字体",
    "heiti": "黑体字体",
    "songti": "宋体字体",
    "latin": "西文字体",
}


def notice_documents(_: None, plan: Plan, words: Wording) -> dict[str, OfficialDocument]:
    """The notice that issues the task lists; it quotes no figures."""
    return {"通知.docx": documents.notice(plan, words)}


def month_documents(found: Figures, plan: Plan, words: Wording) -> dict[str, OfficialDocument]:
    """Path → document of all that a month's run writes."""
    stems = safe_names(item.name for item in plan.departments)
    orders = documents.supervisions(found, plan, words)
    return {
        "通报.docx": documents.bulletin(found, plan, words),
        "考核报告.docx": documents.report(found, plan, words),
        **{f"督办通知单/{stems[name]}.docx": document for name, document in orders.items()},
    }


def year_documents(found: YearFigures, plan: Plan, words: Wording) -> dict[str, OfficialDocument]:
    """Path → document of all that a year's run writes."""
    stems = safe_names(item.name for item in plan.departments)
    letters = documents.year_letters(found, plan, words)
    return {
        "年度考核报告.docx": documents.year_report(found, plan, words),
        "考核结果通报.docx": documents.year_bulletin(found, plan, words),
        **{f"征求意见稿/{stems[name]}.docx": document for name, document in letters.items()},
    }


_RUNS = {
    "notice": (notice_documents, ("通知",)),
    "month": (month_documents, ("通报", "考核报告", "督办通知单")),
    "year": (year_documents, ("年度考核报告", "考核结果通报", "征求意见稿")),
}
"""Of each run what writes its documents, and their templates."""


def prepare(run: str, templates: Templates) -> None:
    """Load what typesetting a `run` takes and compile its templates; one that cannot be used is told when it is used."""
    word.prepare()
    words = _prepared(tuple(templates.items()))
    for name in _RUNS[run][1]:
        with contextlib.suppress(TemplateFault):
            words.compile(name)


def typeset(
    run: str, found: object, plan: Plan, templates: Templates, preprinted: bool = False
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The documents of a `run` (notice, month, year) with its figures, and the fonts they name that are not installed.

    TemplateFault when a template cannot be used.
    """
    fonts = Fonts(**{face: plan.element(name) for face, name in _FACES.items() if plan.element(name)})
    written = _RUNS[run][0](found, plan, _prepared(tuple(templates.items())))
    return (
        {path: word.render(document, fonts=fonts, preprinted=preprinted) for path, document in written.items()},
        missing(fonts),
    )


def wording(templates: Templates, *, noted: bool = False) -> Wording:
    """The wording in these templates; noted: with the origins of figures, for a proof copy."""
    return Wording({name: template_text(raw) for name, raw in templates.items()}, noted=noted)


@lru_cache(maxsize=1)
def _prepared(templates: tuple[tuple[str, bytes], ...]) -> Wording:
    """The wording of these templates, compiled no more than once in a process."""
    return wording(dict(templates))
