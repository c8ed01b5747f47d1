"""A document kind is one file in templates/: its head says what it is, what stands below is its wording."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from ..filenames import safe_names
from ..gongwen.document_form import Form
from ..records import record, value
from ..vocabulary.column_titles import DOCUMENT_KIND, DOCUMENT_NUMBER, STAGE
from ..vocabulary.document_elements import SHAREABLE, is_order
from ..vocabulary.document_scope import Scope
from ..vocabulary.terms import DRAFT, FINAL
from .fault import TemplateFault


@record
class DocumentKind:
    """What the head of a template says. `template` is the file's name without .txt, `lines` the line of each key.

    path: 文件名 as written, without .docx or .txt. condition: 何时生成, blank for always. form, upwards, text: 形式;
    of a plain `text` (文本) nothing is typeset. shared: elements of 「公文」 that serve it where it has none of its own
    (抄送 where 「通报抄送」 is blank). numbered: whether it has a 发文字号. mark: its own 发文机关标志. stages: of the
    year's documents, what it is called before and after objections; with one word it is of that set alone. order: its
    place among the kinds.
    """

    name: str
    template: str
    path: str
    scope: Scope
    condition: str = ""
    form: Form = Form.DOCUMENT
    upwards: bool = False
    text: bool = False
    shared: tuple[str, ...] = ()
    numbered: bool = True
    mark: str = ""
    stages: tuple[str, ...] = ()
    order: int = 1000
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def suffix(self) -> str:
        """How its files' names end."""
        return ".txt" if self.text else ".docx"

    @property
    def sent(self) -> bool:
        """Whether it is signed and sent as a 公文, so that an issue puts it on record."""
        return not self.text and self.form is not Form.PLAIN

    @property
    def on_demand(self) -> bool:
        """Whether it is only made where it is asked for."""
        return CHOSEN in self.condition

    def line(self, key: str) -> int:
        """The line of a key of the head, 0 when it is not given."""
        return dict(self.lines).get(key, 0)

    def status(self, final: bool) -> str:
        """What a document of the year is: 征求意见稿, 草稿, 定稿; blank of any other."""
        return self.stages[-1 if final else 0] if self.stages else ""

    def written(self, final: bool) -> bool:
        """Whether a document of the year is of this set: with one 稿别 it is of the draft alone, or (定稿) of the final
        set, and the other run leaves it as it lies."""
        return len(self.stages) != 1 or final == (self.stages[0] == FINAL)

    def paths(self, departments: Iterable[str]) -> dict[str, str]:
        """Department → path of its document in the run's folder; blank → path where not each department has its own."""
        names = list(departments) if self.scope.each else [""]
        parts = [_filled(part, names) for part in self.path.split("/")]
        return {name: "/".join(part[name] for part in parts) + self.suffix for name in names}

    def owned(self, departments: Iterable[str]) -> tuple[str, ...]:
        """What belongs to it in the run's folder: its paths; its folder (ending in /) where that holds departments'
        documents."""
        paths = self.paths(departments)
        fixed = [part for part in self.path.split("/")[:-1] if not _DEPARTMENT.search(part)]
        if self.scope.each and fixed and self.path.startswith("/".join(fixed)):
            return ("".join(f"{_filled(part, [''])['']}/" for part in fixed),)
        return tuple(paths.values())


def _filled(part: str, names: Iterable[str]) -> dict[str, str]:
    """Name → one part of a path with that name in it, safe and no two alike."""
    filled = {name: name.join(_DEPARTMENT.split(part)) for name in names}
    safe = safe_names(filled.values())
    return {name: safe[text] for name, text in filled.items()}


CHOSEN = "选用"
"""The word that holds where somebody wants a document that is not made by every run."""
_DEPARTMENT = re.compile(r"\{\{\s*单位\s*\}\}")


@record
class Template:
    """One file of templates/: its wording, the lines of the head blank; its kind, None of a file without a head."""

    name: str
    text: str
    kind: DocumentKind | None


@record
class Templates:
    """The templates of a workspace. kinds: in their order; headless: names of files of the clerk's own without a
    head."""

    texts: tuple[tuple[str, str], ...]
    kinds: tuple[DocumentKind, ...]
    headless: tuple[str, ...] = ()


def templates_of(own: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> Templates:
    """The templates of a workspace: `theirs` by name, where one is missing the program's `own`; a head that is missing
    in a file of a name of ours is ours too.

    TemplateFault at the line of a head that cannot be used, and where two kinds have one 文种 or one 文件名.
    """
    shipped = {name: read_template(name, template_text(raw)) for name, raw in own.items()}
    found = shipped | {name: read_template(name, template_text(raw)) for name, raw in theirs.items()}
    as_they_came = {name for name in shipped if theirs.get(name, own[name]) == own[name]}
    taken = {_key(item.kind) for name, item in found.items() if item.kind and name not in as_they_came}
    given = {name: item.kind or (shipped[name].kind if name in shipped else None) for name, item in found.items()}
    kinds = [kind for name, kind in given.items() if kind and not (name in as_they_came and _gives_way(kind, taken))]
    ordered = sorted(kinds, key=lambda kind: (kind.order, list(Scope).index(kind.scope), kind.name))
    _distinct(ordered)
    return Templates(
        texts=tuple((name, item.text) for name, item in found.items()),
        kinds=tuple(ordered),
        headless=tuple(name for name, item in found.items() if item.kind is None and name not in shipped),
    )


def _key(kind: DocumentKind) -> tuple[str, str]:
    return kind.name.casefold(), _DEPARTMENT.sub("{{ 单位 }}", kind.path).casefold()


def _gives_way(kind: DocumentKind, taken: Iterable[tuple[str, str]]) -> bool:
    """Whether a kind that is made on demand only, shipped and left as it came, has a namesake of the clerk's own."""
    return kind.on_demand and any(mine == theirs for other in taken for mine, theirs in zip(_key(kind), other))


def _distinct(kinds: Iterable[DocumentKind]) -> None:
    taken: dict[tuple[str, str], DocumentKind] = {}
    for kind in kinds:
        for key, text in ((DOCUMENT_KIND, kind.name), ("文件名", _DEPARTMENT.sub("{{ 单位 }}", kind.path))):
            other = taken.setdefault((key, text.casefold()), kind)
            if other is not kind:
                raise TemplateFault(
                    kind.template,
                    kind.line(key),
                    f"{key}“{text}”与 templates/{other.template}.txt 的{key}相同。",
                    "请改成不同的。",
                )


def template_text(raw: bytes) -> str:
    """The text of a template file as Notepad saves it: UTF-8 with or without BOM, UTF-16 with BOM, else GB 18030."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


# --- the head -------------------------------------------------------------------------------------------------------

_TEXT = "文本"
_FORMS = {
    "文件": (Form.DOCUMENT, False),
    "上行文": (Form.DOCUMENT, True),
    "信函": (Form.LETTER, False),
    "令": (Form.ORDER, False),
    "命令": (Form.ORDER, False),
    "纪要": (Form.MINUTES, False),
    "白头": (Form.PLAIN, False),
    _TEXT: (Form.DOCUMENT, False),
}
_YES_OR_NO = {"有": True, "无": False}
_STAGES = (DRAFT, FINAL)
_KEYS = (DOCUMENT_KIND, "文件名", "范围", "何时生成", "形式", DOCUMENT_NUMBER, "标志", "共用要素", STAGE, "顺序")
_NEEDED = (DOCUMENT_KIND, "文件名", "范围")

_END = re.compile(r"\s*(?:—+|[–─-]{2,})\s*")
_ENTRY = re.compile(r"\s*([^\s:：{}]+)\s*[:：](.*)")
_COMMENT = re.compile(r"\s*(?:\{#.*#\})?\s*")


def read_template(name: str, text: str) -> Template:
    """A template by its name (without .txt) and text; TemplateFault when its head cannot be used."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    end = next((place for place, line in enumerate(lines) if line.strip() and _END.fullmatch(line)), None)
    head = [(number, line) for number, line in enumerate(lines[:end], 1) if not _COMMENT.fullmatch(line)]
    entries = [match.groups() if (match := _ENTRY.fullmatch(line)) else ("", line) for _, line in head]
    keys = [key for key, _ in entries]
    if not keys or not (keys[0] in _KEYS or (end is not None and all(keys) and not set(_KEYS).isdisjoint(keys))):
        return Template(name=name, text="\n".join(lines), kind=None)
    if end is None:
        raise TemplateFault(
            name, head[0][0], "文件头没有结束。", "请在文件头的最后另起一行写“——”，下面再写标题和正文。"
        )
    given: dict[str, tuple[int, str]] = {}
    for (key, words), (number, _) in zip(entries, head):
        if key not in _KEYS:
            raise TemplateFault(name, number, f"文件头里不认识“{key or words.strip()}”。", _meant(key, _KEYS))
        if key in given:
            raise TemplateFault(name, number, f"文件头里“{key}”写了两次。", "请只留一行。")
        given[key] = number, words.strip()
    kind = _kind(name, _Head(name, given))
    return Template(name=name, text="\n".join(["", *[""] * end, *lines[end + 1 :]]), kind=kind)


def _meant(word: str, known: Iterable[str]) -> str:
    """What is to be written in place of a word: the nearest that can be, else all of them."""
    near = difflib.get_close_matches(word, list(known), n=2, cutoff=0.4)
    return f"是不是想写“{'”或“'.join(near)}”？" if near else f"可以写的有“{'”“'.join(known)}”。"


@value
class _Head:
    """The lines of a head: key → (line, value)."""

    template: str
    given: Mapping[str, tuple[int, str]]

    def text(self, key: str) -> str:
        """The value of a key, blank when it is not given."""
        return self.given.get(key, (0, ""))[1]

    def fault(self, key: str, message: str, remedy: str) -> TemplateFault:
        """What is told at a key's line."""
        return TemplateFault(self.template, self.given.get(key, (1, ""))[0], message, remedy)

    def one_of(self, key: str, known: Mapping[str, object], default: str) -> str:
        """The value of a key that has only these."""
        word = re.sub(r"[\s•・‧∙⋅．.]", lambda mark: "" if mark[0].isspace() else "·", self.text(key)) or default
        if word not in known:
            raise self.fault(key, f"{key}里不认识“{word}”。", _meant(word, known))
        return word


def _kind(template: str, head: _Head) -> DocumentKind:
    for key in _NEEDED:
        if not head.text(key):
            raise head.fault(key, f"文件头没有写{key}。", f"请写一行“{key}：……”。")
    scope = Scope(head.one_of("范围", {item.value: item for item in Scope}, ""))
    form, upwards = _FORMS[named := head.one_of("形式", _FORMS, "文件")]
    if form is Form.ORDER and not is_order(head.text(DOCUMENT_KIND)):
        raise head.fault(DOCUMENT_KIND, f"形式是{named}，文种没有以“令”结尾。", "请改文种，如 公布令。")
    order = head.text("顺序")
    if order and not re.fullmatch(r"[0-9]{1,4}", order):
        raise head.fault("顺序", f"顺序里不认识“{order}”。", "请写一个数字，如 3。")
    if re.search(r"\{[%{]|[%}]\}", head.text("何时生成")):
        raise head.fault("何时生成", "何时生成里有大括号。", "请只写条件，如“红灯 > 0”。")
    shared = _listed(head, "共用要素")
    for word in shared:
        if word not in SHAREABLE:
            raise head.fault("共用要素", f"共用要素里不认识“{word}”。", _meant(word, SHAREABLE))
    stages = _listed(head, STAGE) or _STAGES
    if len(stages) > 2:
        raise head.fault(STAGE, "稿别写得太多。", "请写征求意见时和定稿后的叫法，如“征求意见稿、定稿”。")
    return DocumentKind(
        name=head.text(DOCUMENT_KIND),
        template=template,
        path=_path(head, scope),
        scope=scope,
        condition=head.text("何时生成"),
        form=form,
        upwards=upwards,
        text=named == _TEXT,
        shared=shared,
        numbered=_YES_OR_NO[head.one_of(DOCUMENT_NUMBER, _YES_OR_NO, "有")],
        mark=head.text("标志"),
        stages=stages if scope.run == "year" else (),
        order=int(order) if order else 1000,
        lines=tuple((key, line) for key, (line, _) in head.given.items()),
    )


def _listed(head: _Head, key: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[、，,\s]+", head.text(key))))


def _path(head: _Head, scope: Scope) -> str:
    """文件名, each part of it checked: a department's name stands in it where each has its own, and nowhere else."""
    path = re.sub(r"\.(?:docx|txt)$", "", head.text("文件名").replace("\\", "/"), flags=re.I)
    fixed = _DEPARTMENT.sub("", path)
    if match := re.search(r"\{[^}]*\}*|\}+", fixed):
        raise head.fault("文件名", f"文件名里不认识“{match[0]}”。", "文件名里只能用 {{ 单位 }}。")
    if not all(part.strip(" .") for part in path.split("/")):
        raise head.fault("文件名", f"文件名“{path}”里有一段是空的。", "请写成“通报”或“督办通知单/{{ 单位 }}”的样子。")
    if scope.each != (fixed != path):
        raise head.fault(
            "文件名",
            f"范围是{scope.value}，文件名里{'没有' if scope.each else '不能有'} {{{{ 单位 }}}}。",
            "一个单位一份的，文件名要写 {{ 单位 }}；一期只有一份的不写。",
        )
    return path
