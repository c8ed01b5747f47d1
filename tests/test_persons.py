"""Numbers of persons: found in every form people write them in, and masked wherever text goes out."""

from __future__ import annotations

import pytest

from reporter.intake.persons import identity_numbers, mask, mobile_numbers
from reporter.sheets.remarks import chat_text
from reporter.vocabulary.model import Period, Source
from reporter.vocabulary.problems import Kind

from .builders import codes, intake, progress_sheet


@pytest.mark.parametrize(
    ("text", "mobiles", "identities"),
    [
        ("经办人13812345678。", ("13812345678",), ()),
        ("138-1234-5678", ("13812345678",), ()),
        ("138 1234 5678", ("13812345678",), ()),
        ("1 3 8 1 2 3 4 5 6 7 8", ("13812345678",), ()),
        ("１３８１２３４５６７８", ("13812345678",), ()),
        ("320802199001011234", (), ("320802199001011234",)),
        ("320802-19900101-123x", (), ("32080219900101123X",)),
        ("3 2 0 8 0 2 1 9 9 0 0 1 0 1 1 2 3 4", (), ("320802199001011234",)),
        ("身份证号：320802199001011234，手机13812345678、13812345678", ("13812345678",), ("320802199001011234",)),
    ],
)
def test_what_is_found_is_masked_too(text, mobiles, identities):
    assert (mobile_numbers(text), identity_numbers(text)) == (mobiles, identities)
    masked = mask(text)
    assert "*" in masked and not mobile_numbers(masked) and not identity_numbers(masked)


@pytest.mark.parametrize(
    "text",
    [
        "0517-83719000",
        "2018年5月1日至2018年6月30日",
        "淮开社发〔2018〕73号",
        "12345678901",
        "共1381234567元",
        "3208021990010112345678",
        "320802201813401234",
        "http://www.example.com/13812345678.html",
        "见 https://a.cn/320802199001011234/1，已公开",
    ],
)
def test_other_numbers_and_those_inside_a_web_address_are_none(text):
    assert mobile_numbers(text) == identity_numbers(text) == ()


def test_a_number_beside_a_web_address_is_masked_and_the_address_stays():
    assert mask("http://a.cn/13812345678.html 联系13812345678") == "http://a.cn/13812345678.html 联系138****5678"


def test_each_number_in_a_return_is_listed_at_its_cell_without_being_repeated(tmp_path):
    sheet = progress_sheet(
        "1-02 | 正在推进 | 40 |  |  | 已办，电话138-1234-5678 | http://a.cn/1 | 找320802199001011234 |  | "
    )
    found = intake(tmp_path, {"2018-05/民政处.xlsx": sheet})
    assert {("V515", "M6"), ("V514", "O6")} <= set(codes(found))
    assert "12345678" not in "".join(problem.message for problem in found.problems)


def test_a_text_for_a_chat_names_no_number_of_a_person():
    problem = Kind.ITEM_TWICE_ELSEWHERE.at(
        Source("input/a.xlsx", "事项登记", "B8"),
        department="民政处",
        task="2-07",
        name="教育处",
        title="解读，电话13812345678",
        other="x",
    )
    told = chat_text("民政处", Period(2018, 5), [problem])
    assert "138****5678" in told and "13812345678" not in told


def test_the_score_table_of_the_year_names_no_number_of_a_person():
    import io

    from openpyxl import load_workbook

    from reporter.assess.year import assess_year
    from reporter.assess.year_figures import year_figures
    from reporter.sheets.score_workbook import score_book

    from .registers import done, item, plan

    own = plan("解读≥3次/年", "3个工作日")
    returns = [done(6, item("解读13812345678", "6-20", "6-1"), evidence="320802199001011234.docx")]
    year = assess_year(own, returns, 2018)
    book = load_workbook(io.BytesIO(score_book(year, year_figures(year))))
    said = "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    assert "138****5678" in said and "13812345678" not in said and "19900101" not in said
