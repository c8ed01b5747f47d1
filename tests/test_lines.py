"""Lines are counted as word processors break them: 禁则, widths of digits, the room beside them."""

from __future__ import annotations

import datetime as dt
import doctest
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.gongwen import docx_skeleton, layout, line_count, ooxml
from reporter.gongwen.fonts import Fonts

WIDTH, _ = layout.type_area()
TEXT = (
    "公开重大项目的申报要求、申报材料清单、批准流程、办理时限、受理机构联系方式、监督举报方式等。为贯彻落实《江苏省全面推进政务公开工作实施细则》"
    "（苏政办发〔2017〕151号），以“公开为常态、不公开为例外”——凡涉及群众利益的……2018年12月31日前完成率达到85.6%，"
    "网址http://www.huaian.gov.cn/zwgk/2018-05/index.html，联系电话0517-83700000；A类12项、B类3项★。"
)


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(line_count).failed == 0


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("国" * 28, [28]),
        ("国" * 29, [28, 1]),
        ("国" * 27 + "（国", [27, 2]),
        ("国" * 28 + "，国", [27, 3]),
        ("国" * 27 + "——国", [27, 3]),
        ("国" * 27 + "》。国", [26, 4]),
    ],
)
def test_a_line_neither_begins_with_a_closing_nor_ends_with_an_opening_mark(text, sizes):
    assert sizes == [len(line) for line in line_count.split(text, WIDTH)]


def test_a_number_or_word_is_not_divided_between_lines():
    rows = line_count.split("国" * 27 + "2018年", WIDTH)
    assert rows == ["国" * 27, "2018年"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("国" * 25 + "0517-83712345", "83712345"),
        ("国" * 26 + "元/年", "元/年"),
        ("国" * 28 + "-3℃", "国-3℃"),
        ("国" * 27 + "+政务", "+政务"),
    ],
)
def test_a_line_may_end_behind_a_hyphen_but_not_between_a_sign_and_what_it_belongs_to(text, last):
    assert line_count.split(text, WIDTH)[-1] == last


def test_libreoffice_sees_a_place_within_latin_only_when_a_character_more_has_room():
    text, exact = "在http://www", line_count.width("在http://", line_count.NOTO) + 0.1
    assert line_count.split(text, exact * 240, size=12, tracking=0, metrics=line_count.NOTO)[0] == "在"
    assert line_count.split(text, (exact + 1) * 240, size=12, tracking=0, metrics=line_count.NOTO)[0] == "在http://"


def test_the_first_line_may_be_shorter():
    assert [len(line) for line in line_count.split("国" * 28, WIDTH, WIDTH - 2 * layout.char_pitch())] == [26, 2]


def test_a_word_longer_than_the_line_is_divided_rather_than_lost():
    rows = line_count.split("a" * 200, 1000)
    assert "".join(rows) == "a" * 200
    assert len(rows) > 5


@given(st.text(alphabet=TEXT + "\n", max_size=200), st.integers(400, 9000))
def test_no_character_is_lost_between_lines(text, width):
    assert text.replace("\n", "") == "".join(line_count.split(text, width))


def test_wide_substitutes_never_take_fewer_lines_than_the_font_asked_for():
    rng = random.Random(4)
    for _ in range(200):
        start = rng.randrange(len(TEXT) - 40)
        nominal, wide = line_count.counts(
            TEXT[start : start + rng.randrange(20, 200)], 4000, models=(line_count.HALF, line_count.WIDE)
        )
        assert nominal <= wide


@pytest.mark.render
def test_lines_are_counted_as_libreoffice_breaks_them(tmp_path):
    """240 paragraphs of real wording: of a hundred lines less than one is counted wrongly."""
    import pdfplumber

    from . import rendering

    rendering.need_renderer()
    serif = "Noto Serif CJK SC"
    rng = random.Random(9)
    texts = [
        TEXT[start : start + rng.randrange(10, 150)] for start in (rng.randrange(len(TEXT) - 20) for _ in range(240))
    ]
    paragraphs = "".join(
        ooxml.paragraph("GwAddressees", ooxml.run(text)) + ooxml.paragraph("GwAddressees", ooxml.run("■"))
        for text in texts
    )
    shared = docx_skeleton.base(Fonts(fangsong=serif, xiaobiaosong=serif, kaiti=serif, heiti=serif, songti=serif))
    sides = layout.margins()
    page = (
        f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{sides.top}" w:right="{sides.right}" '
        f'w:bottom="{sides.bottom}" w:left="{sides.left}" w:header="851" w:footer="851" w:gutter="0"/></w:sectPr>'
    )
    part = ooxml.part(f"<w:document {ooxml.DECLARATIONS}><w:body>{paragraphs}{page}</w:body></w:document>")
    data = docx_skeleton.docx_of(
        shared, part, docx_skeleton.Properties(title="", subject="", creator="", created=dt.date(2018, 1, 1))
    )
    pdf = rendering.convert({"lines": data}, tmp_path)["lines"]
    found, current = [], 0
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for sheet in opened.pages:
            for row in sheet.extract_text_lines(return_chars=False):
                if row["text"].strip() == "■":
                    found.append(current)
                    current = 0
                else:
                    current += 1
    wanted = [line_count.count(text, WIDTH, metrics=line_count.NOTO) for text in texts]
    assert len(wanted) == len(found)
    assert sum(abs(one - two) for one, two in zip(wanted, found)) <= sum(found) / 100
