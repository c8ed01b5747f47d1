"""What is written about the program is true of it."""

from __future__ import annotations

import re

import pytest

from reporter.arguments import COMMANDS
from reporter.vocabulary.model import Source
from reporter.vocabulary.problems import Kind

from .render_docs import PROBLEMS, ROOT, problems_page


def test_the_page_of_problems_is_that_of_the_catalogue():
    assert PROBLEMS.read_text(encoding="utf-8") == problems_page(), "run `make docs`"


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
