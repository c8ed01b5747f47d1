"""The numbers of GB/T 9704-2012 as data, and the geometry they give."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from reporter.gongwen import layout
from reporter.gongwen.layout import Given, Strength


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(layout).failed == 0


def test_every_number_names_its_clause_and_what_it_is():
    for name, given in layout.given().items():
        assert re.fullmatch(r"(5|7|8|10)(\.\d+)+", given.clause), name
        assert given.what, name
        assert given.tolerance >= 0, name


def test_margins_and_type_area_add_up_to_the_sheet():
    """Rounding to twips must not make a page of 28 characters a twip too narrow."""
    sides, (width, height) = layout.margins(), layout.type_area()
    assert sides.left + width + sides.right == layout.PAPER_WIDTH.twips
    assert sides.top + height + sides.bottom == layout.PAPER_HEIGHT.twips


def test_twenty_two_lines_fit_and_a_twip_more_would_leave_twenty_one():
    _, height = layout.type_area()
    assert 22 * layout.line_pitch() <= height
    assert 22 * (layout.line_pitch() + 1) > height


def test_twenty_eight_characters_fit_and_a_twip_more_would_leave_twenty_seven():
    width, _ = layout.type_area()
    assert 28 * layout.char_pitch() <= width
    assert 28 * (layout.char_pitch() + 1) > width


def test_a_length_in_lines_or_characters_is_that_of_a_full_page():
    assert layout.TITLE_GAP.twips == 2 * layout.line_pitch()
    assert layout.PARAGRAPH_INDENT.twips == 2 * layout.char_pitch()


@pytest.mark.parametrize(("size", "half_points"), [(16, 32), (10.5, 21)])
def test_a_size_is_whole_half_points(size, half_points):
    assert Given(size, "pt", "5.2.2", "字号").half_points == half_points


@pytest.mark.parametrize("given", [Given(15.75, "pt", "5.2.2", "字号"), Given(4, "mm", "7.2.7", "距离")])
def test_what_is_no_font_size_is_refused(given):
    """Word would round 15.75 pt silently, and 28 characters would no longer fit."""
    with pytest.raises(ValueError, match="not a font size"):
        _ = given.half_points


def test_a_number_allows_its_tolerance_and_no_more():
    assert layout.MARK_TOP.allows(36)
    assert not layout.MARK_TOP.allows(36.01)


@pytest.mark.parametrize("characters", range(4, 27))
@pytest.mark.parametrize("lines", [1, 2, 3, 6])
def test_a_mark_is_never_wider_than_the_type_area_nor_narrower_set_than_seven_tenths(characters, lines):
    size, scale = layout.mark_fit(characters, lines)
    assert size * 20 * characters * scale / 100 <= layout.type_area()[0]
    assert 68 <= scale <= 100


@pytest.mark.parametrize("characters", [27, 36, 60, 1000])
def test_a_mark_is_larger_than_the_title_however_long_the_name(characters):
    size, scale = layout.mark_fit(characters, 30)
    assert size > layout.TITLE_SIZE.value
    assert size * 20 * characters * scale / 100 <= layout.type_area()[0] or scale == 1


@pytest.mark.parametrize("lines", range(1, 8))
def test_a_joint_mark_leaves_room_for_text_on_page_one(lines):
    """Mark, number, rule, a title of two lines and the addressees take at most 21 of 22 lines."""
    size, _ = layout.mark_fit(10, lines)
    mark = size * 1.2 * 20 * lines
    others = layout.MARK_TOP.twips + 10 * layout.line_pitch()
    assert mark + others <= 21 * layout.line_pitch()


def test_what_the_standard_leaves_open_is_marked_as_practice():
    assert layout.RULE_WEIGHT.strength is Strength.PRACTICE
    assert layout.MARK_TOP.strength is Strength.REQUIRED
    assert layout.LINES_PER_PAGE.strength is Strength.USUAL
    assert layout.IMPRINT_THICK.strength is Strength.RECOMMENDED


PAGES = sorted((Path(__file__).parents[1] / "docs" / "layout").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_on_the_layout_names_only_files_and_functions_that_exist(page):
    """`tests/x.py` (`name`, …) is a promise that there is such a measurement."""
    root = Path(__file__).parents[1]
    text = re.sub(r"\s+", " ", page.read_text("utf-8"))
    for path, names in re.findall(r"`((?:tests|reporter)/[\w/]+\.py)`(?: \(([^)]*)\))?", text):
        source = (root / path).read_text("utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert f"def {name}(" in source, (path, name)
    for target in re.findall(r"\]\((\w[\w-]*\.md)\)", text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "README"], ids=lambda page: page.stem)
def test_the_index_leads_to_every_page_and_every_page_says_how_it_is_measured_or_counted(page):
    assert f"({page.name})" in (page.parent / "README.md").read_text("utf-8")
    assert re.search(r"\*\*(Measured|How well)\.\*\*", page.read_text("utf-8"))
