"""A package of Open XML by what its parts are to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .budget import Unsafe
from .markup import parsed
from .members import plain_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Relation(NamedTuple):
    """What a part refers to inside the package: id, last word of the type (``styles``, ``comments`` …), target part."""

    id: str
    kind: str
    target: str


def relations_part(source: str) -> str:
    """The name of the part that says what the part `source` refers to."""
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


class Package:
    """Parts by name, whatever its case and slashes, and the relations between them.

    tolerant: a part that is not well formed counts as absent, instead of raising Unsafe.
    """

    __slots__ = ("_roots", "_stored", "parts", "tolerant")

    def __init__(self, parts: Mapping[str, bytes], tolerant: bool = False):
        self.parts, self.tolerant = parts, tolerant
        self._stored = {plain_name(name): name for name in parts}
        self._roots: dict[str, Element | None] = {}

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._stored

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty when there is none of this name."""
        stored = self._stored.get(plain_name(name))
        return b"" if stored is None else self.parts[stored]

    def root(self, name: str) -> Element | None:
        """The root element of a part; None when there is no such part. Unsafe when it is not well formed."""
        if name not in self._roots:
            try:
                self._roots[name] = parsed(self.part(name), name) if name in self else None
            except Unsafe:
                if not self.tolerant:
                    raise
                self._roots[name] = None
        return self._roots[name]

    def items(self, name: str) -> Sequence[Element]:
        """The children of a part's root; none when there is no such part."""
        root = self.root(name)
        return () if root is None else list(root)

    def relations(self, source: str) -> Iterator[Relation]:
        """What the part `source` refers to (blank: the package itself); what lies outside is left out."""
        folder = posixpath.dirname(source)
        for item in self._related(source):
            if item.get("TargetMode") != "External":
                target = posixpath.join("/", folder, item.get("Target", "").replace("\\", "/"))
                kind = item.get("Type", "").rpartition("/")[2]
                yield Relation(item.get("Id", ""), kind, posixpath.normpath(target).lstrip("/"))

    def outside(self, source: str) -> dict[str, str]:
        """Id → address of what the part `source` refers to outside of the package."""
        return {
            item.get("Id", ""): item.get("Target", "")
            for item in self._related(source)
            if item.get("TargetMode") == "External"
        }

    def _related(self, source: str) -> Iterator[Element]:
        for item in self.items(relations_part(source)):
            if item.tag.rpartition("}")[2] == "Relationship":
                yield item

    @property
    def main(self) -> str:
        """The name of the document or workbook itself; blank when the package names none."""
        return next((item.target for item in self.relations("") if item.kind == "officeDocument"), "")

    def related_root(self, kind: str) -> Element | None:
        """The root of the first part of this kind that the document names (``styles``, ``settings``, ``theme`` …)."""
        return next((self.root(item.target) for item in self.relations(self.main) if item.kind == kind), None)
