"""What is written about the program is true of it."""

from __future__ import annotations

import re

import pytest

from reporter.arguments import COMMANDS
from reporter.documents.annual_facts import LETTER, YEAR
from reporter.documents.facts import MONTH
from reporter.documents.supervision import ORDER
from reporter.vocabulary.model import Source
from reporter.vocabulary.problems import Kind

from .render_docs import GUIDE, PROBLEMS, ROOT, guide_page, problems_page


def test_the_page_of_problems_is_that_of_the_catalogue():
    assert PROBLEMS.read_text(encoding="utf-8") == problems_page(), "run `make docs`"


def test_the_clerks_guide_lists_the_words_and_tables_that_are_declared():
    text = GUIDE.read_text(encoding="utf-8")
    assert text == guide_page(text), "run `make docs`"


@pytest.mark.parametrize("sections", [MONTH, ORDER, YEAR, LETTER])
def test_no_word_of_the_templates_stands_for_two_things(sections):
    """The later would hide the earlier, and a template ask for what is never there."""
    names = [word.name for section in sections for word in section.words]
    assert sorted(names) == sorted(set(names))


def test_no_two_kinds_of_problem_share_a_code():
    codes = [kind.code for kind in Kind]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in codes)


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_a_problem_is_complete_when_it_is_made(kind):
    """Every fact is asked for, none too many; message and remedy are whole sentences."""
    # A hint is a sentence of its own, or nothing; a remedy that depends on the case is a whole one.
    facts = {name: {"hint": "", "remedy": "请改正。"}.get(name, "甲") for name in kind.facts}
    problem = kind.at(Source("input/a.xlsx", "表", "A1"), **facts)
    assert problem.message.endswith(("。", "？")) and problem.remedy.endswith("。")
    with pytest.raises(TypeError):
        kind.at(Source("input/a.xlsx"), **facts, surplus=1)
    if facts:
        with pytest.raises(TypeError):
            kind.at(Source("input/a.xlsx"))


def test_the_sections_of_the_manual_are_counted_through_and_named_rightly():
    text = (ROOT / "docs/使用说明.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, re.M)
    counted = [f"{number}、" for number in (*"一二三四五六七八九十", "十一", "十二", "十三")]
    assert all(head.startswith(number) for head, number in zip(heads, counted, strict=False)), heads
    named = re.findall(r"见“([一二三四五六七八九十]+、[^”]*)”", text)
    assert named and set(named) <= set(heads)


def test_every_picture_is_shown_somewhere_and_none_is_missing_or_large():
    shown = set()
    for page in ("README.md", "docs/使用说明.md", "docs/年度考核.md", "docs/核对.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        shown |= {((ROOT / page).parent / name).resolve() for name in re.findall(r"!\[[^\]]*\]\((.*?)\)", text)}
    there = set((ROOT / "docs/pictures").iterdir())
    assert shown == there
    assert all(path.stat().st_size < 200_000 for path in there) and sum(path.stat().st_size for path in there) < 2**20


@pytest.mark.parametrize("page", ["README.md", "docs/使用说明.md"])
def test_every_command_is_told_of(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if not re.search(rf"generate\.py {name}\b", text)]
    assert not missing


def test_every_library_in_the_requirements_says_what_for():
    for name in ("requirements.txt", "requirements-test.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[\w-]+[<>=.,\d]+ +# .+", line), line
