"""总览.html: the figures of the ledger on one page that fetches nothing, whatever a text looks like."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree.ElementTree import tostring

import pytest

from reporter.assess.figures import figures
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.documents.facts import telling
from reporter.figures import month_figures
from reporter.glance.frame import tiles
from reporter.glance.month_page import month_page, pressing
from reporter.glance.year_page import year_page
from reporter.vocabulary.terms import Lamp

from . import year_examples as example
from .old_browsers import style_wants
from .sample_month import sample_month


class Page(HTMLParser):
    """The tags of a page, its texts, and every attribute that a browser would follow."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.followed: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.followed += [value for name, value in attrs if name in ("src", "href", "xlink:href", "data", "action")]

    def handle_data(self, data):
        if data.strip():
            self.texts.append(data.strip())


@pytest.fixture(scope="module")
def june():
    month = sample_month()
    found = figures(month)
    return month, found, month_page(month, found)


def test_it_is_one_file_without_scripts_that_fetches_nothing(june):
    page = Page(june[2])
    assert page.followed == [] and "script" not in page.tags
    assert not re.search(rb"(?:@import|url\((?!#))", june[2])
    assert june[2].startswith(b'<!DOCTYPE html>\n<html lang="zh-CN">')
    assert style_wants(re.search(r"(?s)<style>(.*?)</style>", june[2].decode())[1]) == set()


def test_its_figures_are_those_of_the_month(june):
    _, found, data = june
    texts = Page(data).texts
    for lamp in Lamp:
        assert texts[texts.index(f"{lamp}灯任务") + 1] == str(found.task_lamps[lamp].count)
    assert texts[texts.index("任务总数") + 1] == str(found.tasks_total)
    assert all(f"{item.score.total:.2f}" in texts for item in found.assessed)


def test_what_has_to_be_done_at_once_is_what_departments_are_asked_about(june):
    """The same duties as in 督办通知单, counted there by a formula."""
    _, found, _ = june
    tell = telling(found)
    for item in found.assessed:
        own = sum(verdict.duty.department == item.name for verdict in pressing(found))
        assert own == int(tell.of(month_figures.pressing, item.name)), item.name


def test_every_colour_has_its_word_and_its_pattern(june):
    page = Page(june[2])
    assert page.tags.count("pattern") >= len(Lamp)
    assert all(f"{lamp}灯" in page.texts for lamp in Lamp)


def test_a_text_stays_a_text(june):
    month, found, _ = june
    hostile = "<script>alert(1)</script>&\"'"
    red = pressing(found)[0]
    verdicts = tuple(replace(item, because=hostile) if item is red else item for item in month.verdicts)
    odd = replace(month, verdicts=verdicts)
    page = Page(month_page(odd, figures(odd)))
    assert "script" not in page.tags and hostile in page.texts


def test_the_year_says_what_its_score_table_says():
    year = assess_year(example.plan(), example.returns(), 2018, None, example.problems())
    found = year_figures(year)
    page = Page(year_page(year, found))
    assert page.followed == [] and "script" not in page.tags
    assert page.texts[page.texts.index("已完成任务") + 1] == str(found.tasks.done)
    for item in found.assessed:
        assert item.name in page.texts and f"{item.score.total:.2f}" in page.texts
    troubled = [item for item in year.tasks if item.lamp in (Lamp.RED, Lamp.YELLOW)]
    assert troubled and all(item.task.id in page.texts for item in troubled)


def test_a_month_of_thousands_is_still_one_glance(june):
    month, found, data = june
    score = found.assessed[0]
    many = tuple(replace(score, name=f"第{number:04d}处") for number in range(3000))
    crowded = replace(found, departments=many, missing=tuple(item.name for item in many[:500]))
    page = Page(month_page(month, crowded))
    assert len(month_page(month, crowded)) < 4 * len(data) and page.tags.count("tr") < 200
    assert {"第0000处", "第0019处", "第2980处", "第2999处"} <= set(page.texts) and "第1500处" not in page.texts
    assert page.texts.count("名次在前、在后的各20个单位，其余2960个见台账「单位得分」。") == 2
    assert any("第0039处等500个" in text for text in page.texts)
    heights = re.findall(rb'viewBox="0 0 940 (\d+)"', month_page(month, crowded))
    assert sum(map(int, heights)) > 2000 and max(map(int, heights)) <= 330, "a page of paper ends between drawings"


@pytest.mark.parametrize("count", range(1, 25))
def test_boxes_of_a_line_have_room_in_it(count):
    widths = [float(found) for found in re.findall(rb"width:([\d.]+)%", tostring(tiles([("任务", "1", "")] * count)))]
    row = -(-count // -(-count // 8))
    assert len(widths) == count and 99 < sum(widths[:row]) + row <= 100, "a margin of 1% each"
