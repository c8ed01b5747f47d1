"""The command `format`: drafts made by anybody, each set as a 公文 (contract, section 10)."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..filenames import safe_name
from ..process import place
from ..records import record
from ..refusals import cannot_read
from ..vocabulary.column_titles import SIGNER
from ..vocabulary.document_elements import LETTER, issuing_code
from ..vocabulary.model import Plan, Source
from ..vocabulary.problems import Kind, Problem
from ..workspace import Workspace
from .built import Built, Stopped, read_plan
from .ownership import pages_of

if TYPE_CHECKING:
    from ..draft.draft_blocks import Change
    from ..draft.set_draft import Office, Set
    from ..gongwen.fonts import Fonts

FOLDER = "公文"
_MOST = 64 * 1024 * 1024
_ALIKE = 0.5
"""From here on two titles are those of one document, before and after somebody changed it."""


@record
class _Made:
    """One draft set: its .docx (None: not made), the title, what is to be told."""

    docx: bytes | None = None
    title: str = ""
    problems: tuple[Problem, ...] = ()


def build_format(
    workspace: Workspace, files: Sequence[Path], as_of: dt.date | None = None, preprinted: bool = False
) -> Built:
    """Each draft as output/公文/<name>.docx; Stopped, with why, when none of them can be set.

    Where a draft leaves elements blank, 「公文」 of the workspace is asked, when there is a master list.
    """
    from ..typesetting import fonts_of, lacking_fonts

    plan, problems = _plan(workspace)
    fonts = fonts_of(plan)
    office = _office(plan) if plan else None
    made: dict[str, bytes] = {}
    notes: list[str] = []
    taken: set[str] = set()
    for path in files:
        found = _set(path, office, as_of, fonts, preprinted)
        problems += found.problems
        if found.docx is not None:
            name, told = _name(workspace, path, found.title, taken)
            made[name] = found.docx
            notes += told
    if not made:
        raise Stopped("没有生成任何公文，原有输出没有变动。请按上面的提示处理后重试。", tuple(problems))
    return Built(
        folder=FOLDER,
        files=made,
        scope=(*made, *map(pages_of, made)),
        problems=tuple(problems),
        notes=(*notes, *lacking_fonts(fonts)),
    )


def _plan(workspace: Workspace) -> tuple[Plan | None, list[Problem]]:
    """The master list, None where there is none; one that cannot be used is told and not used."""
    if not workspace.master.exists():
        return None, []
    try:
        return read_plan(workspace)[0], []
    except Stopped as stopped:
        why = stopped.problems[0].message if stopped.problems else str(stopped)
        return None, [Kind.DRAFT_OFFICE_UNKNOWN.at(Source("input/任务总表.xlsx"), why=why)]


def _office(plan: Plan) -> Office:
    from ..draft.set_draft import Office

    return Office(
        organ=plan.element("发文机关"),
        mark=plan.element("发文机关标志"),
        code=issuing_code("", plan.elements),
        letter_code=issuing_code(LETTER, plan.elements),
        year=plan.year,
        signers=tuple(filter(None, re.split(r"[、，,；;\s]+", plan.element(SIGNER)))),
        issuer=plan.element("印发机关"),
    )


def _set(path: Path, office: Office | None, as_of: dt.date | None, fonts: Fonts, preprinted: bool) -> _Made:
    """One draft set, or why it is not; whatever is in it must not cost the others."""
    from ..draft.draft_blocks import Unreadable

    source = Source(path.name)
    try:
        if path.stat().st_size > _MOST:
            raise Unreadable("文件超过 64 MB，不像公文")
        return _made(path.read_bytes(), source, office, as_of, fonts, preprinted)
    except OSError as fault:
        return _Made(problems=(Kind.DRAFT_UNREADABLE.at(source, why=cannot_read(fault).rstrip("。")),))
    except Unreadable as fault:
        return _Made(problems=(Kind.DRAFT_UNREADABLE.at(source, why=str(fault)),))
    except ImportError:
        raise
    except Exception as fault:
        return _Made(problems=(Kind.DRAFT_UNREADABLE.at(source, why=f"它使排版程序出错（{place(fault)}）"),))


def _made(
    data: bytes, source: Source, office: Office | None, as_of: dt.date | None, fonts: Fonts, preprinted: bool
) -> _Made:
    from ..draft.all_words import lost_words
    from ..draft.draft_reading import read_draft
    from ..draft.set_draft import as_document
    from ..gongwen import word

    made = as_document(read_draft(data), office, as_of)
    docx = word.render(made.document, fonts=fonts)
    if lost := lost_words(data, docx, printed=made.printed, unprinted=made.unprinted):
        return _Made(problems=(Kind.DRAFT_WORDS_LOST.at(source, what="；".join(lost[:5])),))
    if preprinted:
        docx = word.render(made.document, fonts=fonts, preprinted=True)
    title = made.document.title.replace("｜", "")
    return _Made(
        docx=docx,
        title=title,
        problems=(*_told(made, source), *_departures(docx, _left_free(made, preprinted), source)),
    )


def _told(made: Set, source: Source) -> Iterator[Problem]:
    """What was changed, left out, put elsewhere and left blank."""
    for item in made.left_out:
        if item.text.strip() or not item.within:
            at = Source(source.file, "", item.place)
            yield Kind.DRAFT_LEFT_OUT.at(at, what=item.what, text=_short(item.text) or "（没有文字）")
    yield from (Kind.DRAFT_PLACED.at(source, what=what) for what in made.placed)
    yield from (Kind.DRAFT_BLANK.at(source, what=what) for what in made.blank)
    yield from _changes(made.changes, source)


def _changes(changes: Iterable[Change], source: Source) -> Iterator[Problem]:
    """The changes by what they are; each by its place, and by what became of which where it is more than a mark."""
    by_kind: dict[str, dict[str, int]] = {}
    for change in changes:
        shown = change.place
        if change.before or change.after:
            after = f"改为「{_short(change.after)}」" if change.before and change.after else ""
            shown += f"「{_short(change.before or change.after) or '空格'}」{after}"
        places = by_kind.setdefault(change.what, {})
        places[shown] = places.get(shown, 0) + 1
    for what, places in by_kind.items():
        listed = "、".join(shown + (f"{count}处" if count > 1 else "") for shown, count in places.items())
        yield Kind.DRAFT_CHANGED.at(source, what=what, count=sum(places.values()), places=listed)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _left_free(made: Set, preprinted: bool) -> frozenset[str]:
    """The clauses about elements for which room was kept; that has been told."""
    document, signature = made.document, made.document.signature
    dated = signature is not None and isinstance(signature.date, dt.date)
    free = {
        "7.2.4": preprinted or not document.head.organs[0].strip(),
        "7.2.5": not document.head.number,
        "7.2.7": preprinted,
        "7.3.1": not document.title,
        "7.3.5": not dated,
        "7.3.5.1": not dated or signature is None or not signature.organs,
    }
    return frozenset(clause for clause, blank in free.items() if blank)


def _departures(docx: bytes, free: frozenset[str], source: Source) -> Iterator[Problem]:
    """What the checker still finds in the result: faults of the words themselves, which are not the program's to mend.

    free: the clauses that are not asked.
    """
    from ..gongwen.verify import verify

    for finding in verify(docx):
        if finding.clause not in free:
            yield Kind.DRAFT_DEPARTS.at(source, finding=str(finding))


def _name(workspace: Workspace, path: Path, title: str, taken: set[str]) -> tuple[str, list[str]]:
    """(file name of the result, what to tell of it): a name that another document has is not used again."""
    stem = safe_name(path.stem, set())
    told = []
    for number in range(1, 1000):
        name = f"{stem}.docx" if number == 1 else f"{stem}（{number}）.docx"
        if name.casefold() in taken:
            continue
        other = _title_of(workspace.output / FOLDER / name)
        if other is None or not title or difflib.SequenceMatcher(None, other, title).ratio() >= _ALIKE:
            break
        told = [f"output/{FOLDER}/{name} 是另一份公文《{other}》，没有动它。"]
    taken.add(name.casefold())
    return name, told


def _title_of(path: Path) -> str | None:
    """The title of a document of ours that lies there; None where none does."""
    from ..gongwen.verify.docx_file import open_document

    try:
        package = open_document(path.read_bytes())
        root = package.root("docProps/core.xml")
    except (OSError, ValueError):
        return None
    found = root.find("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return found.text if found is not None and found.text else None
