"""The sandbox that templates run in: no attribute with an underscore, unknown words refused, lines numbered, and a
budget: what a template repeats, calls and prints is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .sealed_lines import PRIVATE, line_number

STEPS = 2_000_000
"""How often the loops of one document may go round in all."""
_CALL = 20
"""Rounds that a call of a macro counts for."""
CHARACTERS = 5_000_000
"""How long what one document prints, or a text within it, may be."""
_BITS = 4096
"""How long a whole number may be."""

_COUNTED = "counted steps"
_UNFIT = ("random", "pprint", "urlize", "xmlattr")
"""Filters of jinja2 that are of no use here: chance, and markup."""
_GLOBALS = ("range", "namespace")


class Overspent(Exception):
    """A template makes too much; `str()` is of what, in Chinese."""


class StrayBraces(Exception):
    """Braces that would be printed as they stand: the template, the line, what stands there and the word in it."""

    def __init__(self, template: str, line: int, found: str, word: str) -> None:
        super().__init__(found)
        self.template = template
        self.line = line
        self.found = found
        self.word = word


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """The templates `sources` by name, `finalize` makes text of each value. `trees`: what was compiled, by name."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(
        self, sources: Mapping[str, str], finalize: Callable[[object], object], filters: Mapping[str, Any]
    ) -> None:
        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            text = sources.get(name.removesuffix(".txt"))
            return None if text is None else (text, f"{name.removesuffix('.txt')}.txt", lambda: True)

        # The templates hold no constants worth folding, and looking for them takes longer than it saves.
        super().__init__(
            optimized=False,
            loader=FunctionLoader(load),
            undefined=StrictUndefined,
            finalize=lambda value: finalize(affordable(value)),
            extensions=[_LineNumbers],
        )
        self.steps = 0
        self.trees: dict[str, nodes.Template] = {}
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.filters = {name: made for name, made in self.filters.items() if name not in _UNFIT}
        self.filters.update(filters)
        self.filters[_COUNTED] = self._counted

    def step(self, count: int = 1) -> None:
        """Count steps; Overspent when there were too many."""
        self.steps += count
        if self.steps > STEPS:
            raise Overspent("循环或重复的次数太多")

    def _counted(self, values: Iterable[object]) -> Iterator[object]:
        for value in values:
            self.step()
            yield value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self.trees[name or ""] = tree
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.iter.lineno)
        return tree

    def call(self, context: Context, called: Any, /, *given: Any, **named: Any) -> Any:
        """A call of a macro or a method, counted."""
        self.step(_CALL)
        return affordable(super().call(context, called, *given, **named))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of something by its name: a word of ours first, which no attribute of Python's is called."""
        if isinstance(obj, Mapping) and not attribute.isascii() and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """A product, power or text made by a pattern that does not grow without bounds."""
        numbers = [item for item in (left, right) if isinstance(item, int)]
        if operator == "%":
            return affordable(super().call_binop(context, operator, left, right))
        if len(numbers) == 2:
            size = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
            if size > _BITS:
                raise Overspent("算出的数太大")
        elif numbers and operator == "*":
            repeated = right if numbers == [left] else left
            if isinstance(repeated, (str, list, tuple)) and len(repeated) * numbers[0] > CHARACTERS:
                raise Overspent("重复的次数太多")
        return super().call_binop(context, operator, left, right)


def affordable(value: Any) -> Any:
    """The value, unless it is a text that is too long."""
    if isinstance(value, str) and len(value) > CHARACTERS:
        raise Overspent("印出的文字太长")
    return value


class _LineNumbers(Extension):
    """Numbers of a template's lines go into its text, after each line end outside of tags."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data":
                _refuse_braces(stream.name or "", token)
                token = Token(token.lineno, "data", _numbered(token))
            yield token


def _numbered(token: Token) -> str:
    """The data of a token with its line ends followed by the number of the line they begin."""
    first, *rest = PRIVATE.sub("", token.value).split("\n")
    start = line_number(token.lineno) if token.lineno == 1 else ""
    return (
        start + first + "".join(f"\n{line_number(number)}{text}" for number, text in enumerate(rest, token.lineno + 1))
    )


_BRACES = re.compile(r"(?:[{｛]\s*)+([^{}｛｝\n]{0,40}?)\s*(?:[}｝]\s*)+|[{}｛｝]")


def _refuse_braces(name: str, token: Token) -> None:
    if match := _BRACES.search(token.value):
        line = token.lineno + token.value.count("\n", 0, match.start())
        raise StrayBraces(name.removesuffix(".txt"), line, match[0].strip(), (match[1] or "").strip())
