"""The words of a template held against what may be said, whether they are printed this time or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from jinja2 import nodes

from ..records import value

Sample: TypeAlias = "Sequence[object] | None"
"""What a word may stand for; None: that cannot be told."""


@value
class UnknownWord:
    """A word that means nothing where it stands: its line, and what could be said there."""

    template: str
    line: int
    word: str
    known: tuple[str, ...]


def unknown_word(
    template: str, tree: nodes.Node, facts: Mapping[str, object], included: Callable[[str], nodes.Node | None]
) -> UnknownWord | None:
    """The first word of a template that is neither of `facts` nor set in it, or asks of one what that has not."""
    found: list[UnknownWord] = []
    _Reading(template, facts, included, found).block([tree], dict.fromkeys(_set(tree)))
    return found[0] if found else None


class _Reading:
    """One pass over a template; `found` gathers what is unknown."""

    def __init__(
        self,
        template: str,
        facts: Mapping[str, object],
        included: Callable[[str], nodes.Node | None],
        found: list[UnknownWord],
    ) -> None:
        self.template = template
        self.facts = facts
        self.included = included
        self.found = found

    def block(self, parts: Iterable[nodes.Node], own: Mapping[str, Sample]) -> None:
        """Read parts that follow one another; `own` are the words that the template sets."""
        for part in parts:
            if isinstance(part, nodes.For):
                self.expression(part.iter, own)
                items = _items(self.sample(part.iter, own))
                inner = {**own, **dict.fromkeys(_stored(part.target)), "loop": None}
                if isinstance(part.target, nodes.Name):
                    inner[part.target.name] = items
                self.block([part.test] if part.test else [], inner)
                self.block(part.body, inner)
                self.block(part.else_, own)
            elif isinstance(part, nodes.Include):
                self._include(part, own)
            elif isinstance(part, (nodes.Stmt, nodes.Template)):
                self.block(part.iter_child_nodes(), own)
            else:
                self.expression(part, own)

    def _include(self, part: nodes.Include, own: Mapping[str, Sample]) -> None:
        name = part.template.value if isinstance(part.template, nodes.Const) else None
        if isinstance(name, str) and (tree := self.included(name)):
            _Reading(name.removesuffix(".txt"), self.facts, lambda _: None, self.found).block([tree], own)

    def expression(self, part: nodes.Node, own: Mapping[str, Sample]) -> None:
        """Read an expression: each word known, each part asked for there."""
        if isinstance(part, nodes.Test) and part.name in ("defined", "undefined"):
            return
        for child in part.iter_child_nodes():
            self.expression(child, own)
        if isinstance(part, nodes.Name) and part.ctx == "load":
            if part.name not in own and part.name not in self.facts and part.name not in _ALWAYS:
                self._tell(part, part.name, (*self.facts, *own))
        elif isinstance(part, nodes.Getattr):
            asked = [item for item in self.sample(part.node, own) or () if isinstance(item, Mapping)]
            if asked and not any(part.attr in item or hasattr(item, part.attr) for item in asked):
                self._tell(part, part.attr, tuple(map(str, asked[0])))

    def _tell(self, part: nodes.Node, word: str, known: Iterable[str]) -> None:
        self.found.append(UnknownWord(self.template, part.lineno, word, tuple(known)))

    def sample(self, part: nodes.Node, own: Mapping[str, Sample]) -> Sample:
        """What an expression may stand for, where it is a word or a part of one."""
        if isinstance(part, nodes.Name):
            return own[part.name] if part.name in own else [self.facts[part.name]] if part.name in self.facts else None
        if isinstance(part, nodes.Getattr):
            owners = self.sample(part.node, own)
            return (
                None
                if owners is None
                else [item[part.attr] for item in owners if isinstance(item, Mapping) and part.attr in item]
            )
        if isinstance(part, nodes.Filter) and part.node is not None and not part.args and " " in part.name:
            return self.sample(part.node, own)  # the sandbox's own count of steps
        return None


_ALWAYS = frozenset(("range", "namespace", "caller", "varargs", "kwargs"))


def _items(sample: Sample) -> Sample:
    """What a loop over a word goes through, None where it is empty."""
    found = [item for whole in sample or () if isinstance(whole, (list, tuple)) for item in whole]
    return found or None


def _set(tree: nodes.Node) -> Iterator[str]:
    """The words that a template sets otherwise than by loops."""
    loops: set[int] = set()
    for part in tree.find_all((nodes.For, nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        if isinstance(part, nodes.For):  # comes before the names in it
            loops |= {id(node) for node in (part.target, *part.target.find_all(nodes.Name))}
        elif isinstance(part, nodes.Name):
            if _is_set(part) and id(part) not in loops:
                yield part.name
        elif isinstance(part, nodes.Macro):
            yield part.name
        elif isinstance(part, nodes.Import):
            yield part.target
        elif isinstance(part, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in part.names)


def _stored(part: nodes.Node) -> Iterable[str]:
    own = [part] if isinstance(part, nodes.Name) else part.find_all(nodes.Name)
    return [node.name for node in own if _is_set(node)]


def _is_set(name: nodes.Name) -> bool:
    return name.ctx in ("store", "param")
