"""The wording of the documents: a clerk's Jinja2 texts, rendered so that data never becomes structure.

Each inserted value is sealed between two private characters; the markup reads structure only outside the seals. Each
line of a template carries its number through the rendering, so that a fault found later still names its line.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from ..gongwen.content import Noted
from ..intake.boundary_text import clean_text
from ..intake.processor_time import Limit, Spent
from . import phrases
from .declared_words import ASSESSED, EXPECTED, Together
from .fault import TemplateFault
from .sealed_lines import CLOSE, OPEN, PRIVATE, marked
from .traced import bearing, joined

if TYPE_CHECKING:
    from collections.abc import Generator

    from jinja2 import Template
    from jinja2.nodes import Node

    from .template_sandbox import TemplateSandbox


class Wording:
    """The templates by name (「通报」, with or without .txt), compiled when first used. Opens no file.

    noted: whether what is rendered bears its figures' origins, for a proof copy; `notes` then holds them by the number
    in their marks.
    """

    def __init__(self, templates: Mapping[str, str], *, noted: bool = False):
        self.noted = noted
        self.notes: list[object] = []
        self._sources = {name.removesuffix(".txt"): text.removeprefix("\ufeff") for name, text in templates.items()}
        self._environment: TemplateSandbox | None = None
        self._tests: dict[tuple[str, int, str], tuple[Template, Node]] = {}
        self._checked: set[tuple[int, object]] = set()
        self._limit = Limit(_SECONDS)

    def watched(self) -> contextlib.AbstractContextManager[None]:
        """For rendering many documents within: one timer watches the processor time of each."""
        return self._limit.watched()

    def render(self, name: str, facts: Mapping[str, object]) -> str:
        """The text of template `name`: values sealed, each line begun with its number in the template.

        TemplateFault when the template is missing, is not well formed, or uses a word that is not in `facts`.
        """
        with _faults_told(name, facts), self._limit.piece():
            template = self._engine.get_template(name)
            self._check_words(name, self._engine.trees[name], facts)
            return self._printed(template, facts)

    def line(self, name: str, number: int) -> str:
        """Line `number` of template `name`, blank where it has none."""
        lines = self._sources.get(name.removesuffix(".txt"), "").split("\n")
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    def compile(self, name: str) -> None:
        """Make template `name` ready to render; TemplateFault when it is missing or not well formed."""
        with _faults_told(name, {}):
            self._engine.get_template(name)

    def holds(self, name: str, line: int, condition: str, facts: Mapping[str, object]) -> bool:
        """Whether a condition, as a template has it behind ``if``, holds of these facts; a blank one always does.

        TemplateFault at its `line` of template `name` when it cannot be understood, or uses a word not in `facts`.
        """
        if not condition:
            return True
        with _faults_told(name, facts), self._limit.piece():
            key = name, line, condition
            if key not in self._tests:
                source = "\n" * (line - 1) + f"{{% if {condition} %}}{_HOLDS}{{% endif %}}"
                code = self._engine.compile(source, f"{name}.txt", f"{name}.txt")
                test = self._engine.template_class.from_code(self._engine, code, self._engine.make_globals(None))
                self._tests[key] = test, self._engine.trees[f"{name}.txt"]
            test, tree = self._tests[key]
            self._check_words(name, tree, facts)
            return _HOLDS in self._printed(test, facts)

    def _printed(self, template: Template, facts: Mapping[str, object]) -> str:
        """What a template prints within the budget of one document."""
        from .template_sandbox import CHARACTERS, Overspent

        engine, pieces, length = self._engine, [], 0
        engine.steps = 0
        said = cast("dict[str, object]", _Said(facts, template.globals))
        flow = cast("Generator[str]", template.root_render_func(template.new_context(said, shared=True)))
        try:
            for piece in flow:
                pieces.append(piece)
                length += len(piece)
                if length > CHARACTERS:
                    flow.throw(Overspent("印出的文字太长"))
        except Exception:
            engine.handle_exception()  # with the template's lines for those of the code made of it
        return "".join(pieces)

    def _check_words(self, name: str, tree: Node, facts: Mapping[str, object]) -> None:
        """TemplateFault where the template says a word that means nothing, printed this time or not; looked for once
        with the same words.
        """
        from .template_words import unknown_word

        key = id(tree), facts.words if isinstance(facts, Together) else frozenset(facts)
        if key in self._checked:
            return
        self._checked.add(key)
        if found := unknown_word(name, tree, facts, self._included):
            raise TemplateFault(found.template, found.line, *_unknown(found.word, found.known))

    def _included(self, name: str) -> Node | None:
        with contextlib.suppress(LookupError):  # the rendering tells
            self._engine.get_template(name)
        return self._engine.trees.get(name)

    @property
    def _engine(self) -> TemplateSandbox:
        if self._environment is None:
            from .template_sandbox import TemplateSandbox

            notes = self.notes if self.noted else None
            knowing = {name: _knowing_all(phrases.FILTERS[name]) for name in phrases.KNOWING_ALL}
            self._environment = TemplateSandbox(
                self._sources, lambda value: _sealed(value, notes), phrases.FILTERS | knowing
            )
        return self._environment


class _Said(Together[object]):
    """What a template may say, to jinja a dictionary."""

    def copy(self) -> dict[str, object]:
        """What a debugger would be shown where a template fails: nothing is reckoned for that."""
        return {}


_HOLDS = "是"
_BREAKS = re.compile("(?<![ \t])[ \t]*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029][\\s\x85]*|\t+")
_SECONDS = 30
"""Processor time that one document's wording may take."""


@contextlib.contextmanager
def _faults_told(name: str, facts: Mapping[str, object]) -> Iterator[None]:
    """Whatever jinja2 makes of template `name` as a TemplateFault."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

    from .template_sandbox import Overspent, StrayBraces

    try:
        yield
    except StrayBraces as fault:
        raise TemplateFault(
            fault.template, fault.line, f"“{fault.found}”会照样印出来。", _meant(fault.word, facts)
        ) from fault
    except (Overspent, Spent, MemoryError) as fault:
        raise TemplateFault(
            *_place(fault, name),
            f"{fault if isinstance(fault, Overspent) else '这里要算的太多'}，没有继续。",
            "请减少这一行的循环次数、重复次数或字数。",
        ) from fault
    except TemplateNotFound as fault:
        raise TemplateFault(
            _stem(str(fault.name or "")) or name, 0, "没有这个模板。", "请从随程序提供的 templates 文件夹中复制一份。"
        ) from fault
    except TemplateSyntaxError as fault:
        raise TemplateFault(
            _stem(fault.name) or name,
            fault.lineno,
            f"写法有误：{_syntax(fault.message or '') or '这一行的大括号或百分号里有看不懂的内容'}。",
            "请对照说明.txt 检查这一行的大括号和百分号，{% if %} 与 {% endif %} 要成对。",
        ) from fault
    except UndefinedError as fault:
        raise TemplateFault(*_place(fault, name), *_unknown(_undefined(str(fault)), [*_words(facts)])) from fault
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as fault:
        raise TemplateFault(
            *_place(fault, name),
            f"无法套用：{_unfit(fault)}。",
            "请对照随程序提供的同名模板改正这一行。",
        ) from fault


def _knowing_all(phrase: Callable[..., str | int]) -> Callable[..., str | int]:
    """The phrase as a filter that knows which departments there are to speak of, by the facts it is used with."""
    from jinja2 import pass_context

    @pass_context
    def knowing(context: Mapping[str, object], *given: object, **named: object) -> str | int:
        return phrase(*given, everyone=context.get(EXPECTED) or context.get(ASSESSED) or (), **named)

    return knowing


def _sealed(value: object, notes: list[object] | None) -> object:
    """A value as text between seals: dates in Chinese, lists joined by 、, None nothing, line ends blanks. Undefined is
    left to complain.

    Stretches that bear an origin are marked with its number in `notes`; None: they are not.
    """
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        return value
    text = _text(value)
    sealed, place = "", 0
    if notes is not None and isinstance(text, Noted):
        for start, end, origin in text.notes:
            sealed += _clean(text[place:start]) + marked(_clean(text[start:end]), len(notes))
            notes.append(origin)
            place = end
    sealed += _clean(text[place:])
    if not sealed.isprintable():
        sealed = _BREAKS.sub(" ", sealed)
    return f"{OPEN}{sealed}{CLOSE}" if sealed else ""


def _clean(text: str) -> str:
    return text if text.isprintable() else PRIVATE.sub("", clean_text(text)[0])  # printable ones have nothing of that


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return phrases.day(value)
    if isinstance(value, Decimal):
        return bearing(value, f"{value:f}")
    if isinstance(value, Mapping):
        raise TypeError(f"这里要写明是哪一项，如 .{next(iter(value), '')}")
    if isinstance(value, (list, tuple)):
        return joined("、", map(_text, value))
    return value if isinstance(value, str) else bearing(value, str(value))


def _place(fault: Exception, name: str) -> tuple[str, int]:
    """(template, line) where a rendering failed: the innermost frame that is a template's."""
    place, trace = (name, 0), fault.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".txt"):
            place = _stem(file), trace.tb_lineno
        trace = trace.tb_next
    return place


def _stem(name: str | None) -> str:
    return (name or "").removesuffix(".txt")


_SYNTAX = (
    (r"(?:unexpected|Expected an expression, got) '(?:end of .*|begin of .*)'", "大括号里的话没有写完"),
    (r"unexpected '(.*)', expected '(.*)'", "写到“{0}”还缺少“{1}”"),
    (r"(?:unexpected|Expected an expression, got) '(.*)'", "多了或错写了“{0}”"),
    (r"Encountered unknown tag 'end(.*?)'.*", "前面没有与 {{% end{0} %}} 成对的 {{% {0} %}}"),
    (r"Encountered unknown tag '(.*?)'.*", "不认识“{0}”"),
    (r"expected token '(.*?)', got '(.*?)'", "这里应是“{0}”，写成了“{1}”"),
    (r"No filter named '(.*?)'.*", "没有“|{0}”这种写法"),
    (r"No test named '(.*?)'.*", "没有“is {0}”这种写法"),
    (
        r"Unexpected end of template.*",
        "到文件末尾还有 {{% if %}} 或 {{% for %}} 没有用 {{% endif %}}、{{% endfor %}} 结束",
    ),
    (r"Missing end of (.*?) tag.*", "注释或标记没有写完"),
    (r"unexpected char '(.*?)'.*", "标记中有不能用的字符“{0}”"),
    (r"Range too big.*", "循环的次数太多"),
    (r"access to attribute '(.*?)'.*", "不能用“{0}”"),
)
_TOKENS = {
    "begin of print statement": "{{",
    "end of print statement": "}}",
    "begin of statement block": "{%",
    "end of statement block": "%}",
    "end of template": "文件末尾",
    "name": "一个词",
    "integer": "一个数",
    "string": "引号里的字",
}
"""How jinja2 names what is no word of the template → as a clerk knows it."""


def _syntax(told: str) -> str:
    """Jinja2's complaint in Chinese, blank of an unusual one."""
    for pattern, chinese in _SYNTAX:
        match = re.match(pattern, told, re.S)
        if match:
            return chinese.format(*(_TOKENS.get(word, word) for word in match.groups()))
    return ""


def _unfit(fault: Exception) -> str:
    """Why what is well written cannot be used, without a word of Python's."""
    told = str(fault)
    ours = "" if told.isascii() or told[0].isascii() else told
    return _syntax(told) or ours or ("除数是零" if isinstance(fault, ZeroDivisionError) else "这里的内容不能这样用")


def _undefined(message: str) -> str:
    """The word of which jinja2 says that it is undefined."""
    match = re.search(r"'([^']*)' is undefined", message) or re.search(
        r"has no (?:attribute|element) '?([^']*)'?", message
    )
    return match[1] if match else message


def _unknown(word: str, known: Iterable[str]) -> tuple[str, str]:
    """What to say of a word that means nothing here, and the nearest of the `known` ones."""
    near = _nearest(word, known)
    return (f"不认识“{word}”。", f"是不是想写“{'”或“'.join(near)}”？" if near else "可用的词见说明.txt。")


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(word, sorted(set(known)), n=3, cutoff=0.5)


def _meant(word: str, facts: Mapping[str, object]) -> str:
    """How to write what stands between braces that are none of ours."""
    if "%" in word or "％" in word:
        return "控制语句要用英文半角，写成 {% …… %}。"
    name = word.partition("|")[0].strip()
    near = _nearest(name, _words(facts)) if name else []
    return f"要印数据，请用英文半角写成 {{{{ {near[0] if near else name or '……'} }}}}；不是的请去掉大括号。"


def _words(facts: Mapping[str, object]) -> Iterator[str]:
    for key, value in facts.items():
        yield key
        inner = value[0] if isinstance(value, (list, tuple)) and value else value
        if isinstance(inner, Mapping):
            yield from _words(inner)
