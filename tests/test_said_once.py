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

from reporter.assess.year_figures import LATE, MISSING
from reporter.documents.annual_facts import LETTER, YEAR
from reporter.documents.annual_tables import LETTER_TABLES, YEAR_TABLES
from reporter.documents.declared_words import Word
from reporter.documents.document_tables import MONTH_TABLES, NOTICE_TABLE
from reporter.documents.facts import COMMON, MONTH
from reporter.documents.figure_words import LAMPS
from reporter.documents.supervision import ORDER, ORDER_TABLES
from reporter.ledger import duty_sheet, item_sheet, legend, month_sheets, year_sheets
from reporter.ledger.sheet_rows import TableColumn
from reporter.vocabulary import column_titles
from reporter.vocabulary.columns import BLANK_SHEET, FIELDS, REGISTER
from reporter.vocabulary.document_elements import ELEMENTS
from reporter.vocabulary.master_sheets import MASTER_SHEETS, OPTIONAL_SHEETS
from reporter.vocabulary.method import GRADES, TITLES
from reporter.vocabulary.terms import Lamp, Promptness, State, Status

from .shipped_kinds import KINDS

ROOT = Path(__file__).resolve().parents[1] / "reporter"

APART = {
    "gongwen": "stands alone: it knows the standard's words, and none of ours",
    "intake/notice/notice_titles.py": "the titles that other offices give",
}
"""Files and folders that speak of something else, each with why."""

OTHERWISE = {
    ("日期", "arguments.py"): "what stands behind an option",
    ("日期", "documents/phrases.py"): "a way of writing, behind |",
    ("工作表", "intake/engine.py"): "what a sheet without a name is called",
    ("清单", "intake/notice/annex.py"): "the end of a list's title",
    ("通知", "intake/notice/notice_elements.py"): "how a title ends",
    ("通报", "intake/notice/proposals.py"): "what a task may ask for",
    ("文件", "documents/document_frame.py"): "the word in the red head",
    ("文件", "documents/document_kind.py"): "a form of documents",
    ("文件", "draft/head_parts.py"): "the word in the red head",
    ("文件", "draft/set_draft.py"): "the word in the red head",
    ("公文", "pipeline/format_run.py"): "a folder of output",
    ("各单位", "documents/phrases.py"): "what a sentence calls all of them",
    ("扣分封顶", "vocabulary/method_sets.py"): "a set of rules, called as the rule that it sets",
    ("合格", "ledger/duty_sheet.py"): "what evidence is found to be",
    ("不合格", "ledger/duty_sheet.py"): "what evidence is found to be",
    ("数", "documents/phrases.py"): "a way of writing, behind |",
    ("数", "documents/figure_words.py"): "the end of a figure's name",
    ("数", "figures/helping_cells.py"): "a title in the proof",
}
"""(word, file) where the same characters are another thing, each with what."""


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


def names_of_words() -> Iterator[str]:
    """Words of the templates, whole or parts, those aside that are a state, a lamp, a title or an element as well."""

    def walk(words: Iterable[Word]) -> Iterator[str]:
        for word in words:
            yield word.name
            yield from walk(word.parts)

    sections = (*COMMON, *MONTH, *ORDER, *YEAR, *LETTER)
    found = {name for section in sections for words in (section.words, section.parts) for name in walk(words)}
    other = {*State, *LAMPS, *LATE, *MISSING, *titles_of_columns(), *(item.name for item in ELEMENTS)}
    yield from found - other


def names_of_tables() -> Iterator[str]:
    """Tables that templates may show."""
    tables = (NOTICE_TABLE, *MONTH_TABLES, *ORDER_TABLES, *YEAR_TABLES, *LETTER_TABLES)
    yield from (table.name for table in tables)


DECLARED: dict[str, tuple[Callable[[], Iterable[str]], tuple[str, ...]]] = {
    "a column's title": (titles_of_columns, ("",)),
    "a kind of document": (lambda: KINDS, ("",)),
    "a word of the templates": (names_of_words, ("documents", "figures")),
    "a rule of 考核办法": (TITLES.values, ("",)),
    "a state": (lambda: State, ("",)),
    "a lamp": (lambda: Lamp, ("",)),
    "how a return came": (lambda: Promptness, ("",)),
    "a grade": (lambda: GRADES, ("",)),
    "what a department answers": (lambda: Status, ("",)),
    "a table of the templates": (names_of_tables, ("documents", "figures", "ledger")),
}
"""What is declared once → the words, and the folders in which they stand for it."""


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
    words, rooms = DECLARED[what]
    again = {}
    for word in set(words()):
        places = [
            place
            for place in said().get(word, [])
            if place.startswith(rooms) and (word, place.partition(":")[0]) not in OTHERWISE
        ]
        if len(places) > 1:
            again[word] = places
    assert not again, f"{what} stands more than once: {again}"


def test_what_is_excused_is_still_there():
    for word, name in OTHERWISE:
        assert any(place.startswith(name) for place in said().get(word, [])), f"{word} in {name}"
    assert all((ROOT / name).exists() for name in APART)
