"""The list of mutants keeps up with the code: each still fits. Whether the tests notice them is for `make mutants`."""

from __future__ import annotations

import pytest

from .mutants import Mutant, load, misfit

MUTANTS = load()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_mutant_still_fits_the_code(mutant):
    """Where the code was rewritten, say the same fault in its new words in tests/mutants.toml."""
    assert not misfit(mutant), misfit(mutant)


def test_the_list_is_long_enough_to_mean_something_and_says_nothing_twice():
    """Sixty at least, over the rules, the reading of values, titles, figures and the commit."""
    assert len({(item.file, item.old, item.new) for item in MUTANTS}) == len(MUTANTS) >= 60
    assert all(item.old != item.new and item.why for item in MUTANTS)


def test_text_that_stands_twice_or_not_at_all_is_named(tmp_path):
    """A mutant that would change something else than was meant is no mutant."""
    (tmp_path / "a.py").write_text("x = 1\nx = 1\n", encoding="utf-8")
    twice, never, once = (
        Mutant(file="a.py", old=old, new="", tests=(), why="") for old in ("x = 1", "x = 2", "x = 1\nx = 1")
    )
    assert "2 times" in misfit(twice, tmp_path) and "0 times" in misfit(never, tmp_path)
    assert misfit(once, tmp_path) == ""
    assert "no b.py" in misfit(Mutant(file="b.py", old="x", new="", tests=(), why=""), tmp_path)
