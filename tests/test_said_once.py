"""Each word that other things hang on stands once in reporter/: in its declaration, and nowhere as a string of its own.

A word that is written again is a second list: whoever changes the declaration finds out too late that it was one. Add
what a further declaration declares as a line of `DECLARED`.
"""

from __future__ import annotations

import ast
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from reporter.ledger import duty_sheet, item_sheet, legend, month_sheets, year_sheets
from reporter.ledger.sheet_rows import TableColumn
from reporter.vocabulary import column_titles
from reporter.vocabulary.columns import BLANK_SHEET, FIELDS, REGISTER
from reporter.vocabulary.master_sheets import MASTER_SHEETS, OPTIONAL_SHEETS

ROOT = Path(__file__).resolve().parents[1] / "reporter"

APART = {
    "gongwen": "stands alone: it knows the standard's words, and none of ours",
    "intake/notice": "reads the notices of other offices, with the titles they give",
    "arguments.py": "the options of the command line, with their own words for what follows them",
    "cli.py": "messages on the terminal",
    "intake/engine.py": "what a sheet without a name is called",
    "figures": "names the columns of the ledger by their words still",
    "proof": "names the columns of the ledger by their words still",
    "documents": "names the columns of its tables, and the facts of templates, by their words still",
}
"""Folders that may use a word of ours for something else, each with why."""


def titles_of_columns() -> Iterator[str]:
    """Titles of the progress sheet, 「事项登记」, the master list, the ledger and 考核得分表."""
    yield from (column.title for column in (*BLANK_SHEET, *REGISTER))
    yield from FIELDS.values()
    for columns in (MASTER_SHEETS | OPTIONAL_SHEETS).values():
        yield from (column.title for column in columns)
    yield from (word for name, word in vars(column_titles).items() if name.isupper())
    for module in (duty_sheet, item_sheet, legend, month_sheets, year_sheets):
        for value in vars(module).values():
            if isinstance(value, tuple):
                yield from (column.title for column in value if isinstance(column, TableColumn))


DECLARED: dict[str, Callable[[], Iterable[str]]] = {"a column's title": titles_of_columns}
"""What is declared once → the words."""


@functools.cache
def said() -> dict[str, list[str]]:
    """Each string of reporter/ → the places it stands at; docstrings, synonyms and sentences put together aside."""
    found = defaultdict(list)
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(tuple(APART)):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        aside = {id(inner) for node in ast.walk(tree) for inner in _other_words(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
                found[node.value].append(f"{name}:{node.lineno}")
    return found


def _other_words(node: ast.AST) -> Iterator[ast.AST]:
    """The strings of a node that are no names: what other people call a thing, docstrings, parts of a sentence."""
    if isinstance(node, ast.keyword) and node.arg == "synonyms":
        yield from ast.walk(node.value)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value and any(isinstance(one, ast.Name) and one.id.endswith(("_SYNONYMS", "_ALSO")) for one in targets):
            yield from ast.walk(node.value)
    if isinstance(node, ast.Expr):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from node.values


@pytest.mark.parametrize("what", DECLARED)
def test_a_word_that_is_declared_stands_in_its_declaration_only(what):
    again = {word: places for word in set(DECLARED[what]()) if len(places := said().get(word, [])) > 1}
    assert not again, f"{what} stands more than once: {again}"
