"""The documents of a run as .docx.

`typeset` takes and yields plain values, so that it can be called in a process beside the rest (`process.Aside`), which
`prepare` has made ready while the returns are still being read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from .assess.figures import Figures
from .assess.figures_sent import whole
from .child import memory_at_most
from .documents.compose import Found, Written, text_file, written_of
from .documents.crowded import ANNEX, is_crowded, whole_tables
from .documents.document_kind import DocumentKind, Templates
from .documents.fault import TemplateFault
from .documents.numbering import number_notes
from .documents.told_of_documents import Told
from .documents.traced import values_followed
from .documents.wording import Wording
from .gongwen import word
from .gongwen.content import BODY_MOST
from .gongwen.document_form import Form
from .gongwen.fonts import Fonts, missing
from .intake.boundary_text import key_text
from .vocabulary.model import Plan
from .vocabulary.naming import first_of
from .vocabulary.problems import Kind, Problem

_FEW = 3
"""Documents named in a message."""
_MEMORY = 2 * 2**30
"""What the wording of all documents of a run may take."""

_FACES = {
    "fangsong": "仿宋字体",
    "xiaobiaosong": "小标宋字体",
    "kaiti": "楷体字体",
    "heiti": "黑体字体",
    "songti": "宋体字体",
    "latin": "西文字体",
}


def fonts_of(plan: Plan | None) -> Fonts:
    """The fonts that 「公文」 names, the usual ones where it names none."""
    return Fonts(**{face: plan.element(name) for face, name in _FACES.items() if plan and plan.element(name)})


def prepare(run: str, templates: Templates) -> None:
    """Load what typesetting a `run` takes and compile the templates of what is made unasked; one that cannot be used is
    told when it is used."""
    word.prepare()
    words = _prepared(templates)
    for kind in templates.kinds:
        if kind.scope.run == run and not kind.on_demand:
            with contextlib.suppress(TemplateFault):
                words.compile(kind.template)


def typeset_month(
    templates: Templates, preprinted: bool, received: Iterator[object]
) -> Generator[tuple[str, bytes] | Told]:
    """`typeset` of a month whose figures come in parts."""
    found = whole(received)
    return typeset("month", found, found.plan, templates, preprinted)


def typeset(
    run: str, found: Found, plan: Plan, templates: Templates, preprinted: bool = False
) -> Generator[tuple[str, bytes] | Told]:
    """(path, file) of each document of a `run` (notice, month, year) with its figures, one after another since those of
    thousands of departments are not to be held; at last what to tell of them.

    TemplateFault when a template cannot be used.
    """
    fonts = fonts_of(plan)
    numbered: list[Written] = []
    long: list[str] = []
    overfull: list[str] = []
    wording = _prepared(templates)
    with memory_at_most(_MEMORY), wording.watched():
        for path, item in written_of(run, templates.kinds, found, plan, wording):
            document = item.document
            if isinstance(document, str):
                yield path, text_file(document)
                continue
            yield path, word.render(document, fonts=fonts, preprinted=preprinted)
            if (length := document.characters) > BODY_MOST:
                long.append(f"{path} 正文{length}字，超过{BODY_MOST}字（专项文件一般不超过{BODY_MOST}字），请压缩。")
            if item.kind.form is Form.PLAIN and not word.is_one_page(document):
                overfull.append(path)
            numbered.append(replace(item, document=replace(document, body=(), annexes=(), slip=())))
    yield from _annex(found).items()
    notes = (*number_notes(numbered, templates.kinds, plan), *long, *_overfull(overfull), *lacking_fonts(fonts))
    unused = _unused(numbered, [kind for kind in templates.kinds if kind.scope.run == run], plan)
    yield Told(notes=notes, unplaced=(*_unplaced(numbered), *unused))


def _unplaced(written: Iterable[Written]) -> Iterator[Problem]:
    """Each row once, though many departments' documents of its kind lack its section."""
    rows = {row.source: (item.kind.name, row) for item in written for row in item.unplaced}
    for kind, row in rows.values():
        yield Kind.SUPPLEMENT_PLACE.at(
            row.source, content=row.section, period=row.period, kind=kind, section=row.section
        )


def _unused(written: Sequence[Written], kinds: Iterable[DocumentKind], plan: Plan) -> Iterator[Problem]:
    """Each row of 「补充内容」 for a kind of the run of which nothing was made, or nothing that has paragraphs."""
    made, periods = {item.kind.name for item in written}, {item.paper.period for item in written}
    left = {key_text(kind.name): kind for kind in kinds if kind.name not in made and len(kind.stages) != 1}
    for row in plan.supplements:
        if row.period in periods and (kind := left.get(row.kind)):
            why = f"「{kind.name}」不是公文，要添的话写在模板里" if kind.text else f"这次没有生成「{kind.name}」"
            yield Kind.SUPPLEMENT_UNUSED.at(row.source, content=row.text, period=row.period, why=why)


def _overfull(paths: Sequence[str]) -> Iterator[str]:
    if paths:
        yield f"{first_of(paths, _FEW, '份')}一页排不下，请在模板中减少内容。"


def _annex(found: Found) -> dict[str, bytes]:
    """What goes beside the documents of a month of so many departments that they do not name all."""
    if not isinstance(found, Figures) or not is_crowded(found):
        return {}
    from .sheets.annex_workbook import annex_workbook

    with values_followed(False):
        return {f"{ANNEX}.xlsx": annex_workbook(found, whole_tables(found))}


def lacking_fonts(fonts: Fonts) -> Iterator[str]:
    """What to tell of fonts that this computer lacks."""
    if lacking := missing(fonts):
        yield (
            f"本机没有安装 {'、'.join(lacking)}，文书中已写明字体，"
            "请在装有这些字体的电脑上打印，或在「公文」中改用已有的字体。"
        )


@lru_cache(maxsize=1)
def _prepared(templates: Templates) -> Wording:
    """The wording of these templates, compiled no more than once in a process."""
    return Wording(dict(templates.texts))
