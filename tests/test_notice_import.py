"""Importing a notice gives back its tasks, whatever its tables went through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reporter.intake.notice import read_notice

SEED = Path(__file__).parent / "data" / "notice-2018-73.txt"


def _expected() -> list[tuple[str, ...]]:
    """(id, area, task, leader, owners, due) by the plainest reading of the seed: tabs, and no space at all.

    None of its 34 rows has a Latin letter, so that every space in a cell came from scanning.
    """
    rows, annex = [], 0
    for line in SEED.read_text(encoding="utf-8").splitlines():
        annex += line in ("附件 1", "附件 2")
        cells = re.sub(r"[^\S\t]", "", line).split("\t")
        if len(cells) == 5 and cells[0].isdecimal():
            number, second, third, owners, due = cells
            area, task, leader = (second, third, "") if annex == 1 else ("", second, third)
            rows.append((f"{annex}-{int(number):02d}", area, task, leader, owners, due))
    return rows


EXPECTED = _expected()


def _words(notice) -> list[tuple[str, ...]]:
    return [(task.id, task.area, task.text, task.leader, task.owners_text, task.due_text) for task in notice.tasks]


def _codes(notice) -> list[str]:
    return [problem.code for problem in notice.problems]


@pytest.fixture(scope="module")
def seed():
    return read_notice(SEED.read_bytes(), "通知.txt")


def test_the_seed_text_gives_its_34_tasks_word_for_word(seed):
    """16 tasks of the first annex and 18 of the second, without the spaces of the scanner and with every other sign."""
    assert len(EXPECTED) == 34
    assert _words(seed) == EXPECTED
