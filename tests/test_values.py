"""What typed values say: mess.md C, form by form."""

import datetime as dt
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.intake.shown import value_text
from reporter.intake.values import (
    clean_text,
    declares_lag,
    is_blank,
    key_text,
    read_count,
    read_date,
    read_percent,
    read_period,
    read_status,
    split_names,
    split_roles,
)
from reporter.vocabulary.evidence import has_evidence
from reporter.vocabulary.model import Period, Status


@pytest.mark.parametrize(
    "text",
    [
        "2018-06-30",
        "2018.6.30",
        "2018/6/30",
        "2018年6月30日",
        "2018年6月30号",
        "20180630",
        "43281",
        "43281.0",
        "2018/6/30 0:00",
        "2018-06-30 00:00:00",
        "２０１８．６．３０",
        " 2018 年 6 月 30 日 ",
        "2018年6月底",
        "2018年6月底前",
        "2018年6月末",
        "二〇一八年六月三十日",
        "2018年6月30日前",
        "2018\u200b.6.30",
        "2018年6月30日完成",
        "2018、6、30",
        "2018年6月30日公开",
        "2018-06-30 已发布",
    ],
)
def test_a_full_date_is_read_in_every_form_people_use(text):
    """The same day, without a doubt."""
    reading = read_date(text, year=2018)
    assert (reading.value, reading.doubt, reading.fault) == (dt.date(2018, 6, 30), "", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月30日", dt.date(2018, 6, 30)),
        ("6.30", dt.date(2018, 6, 30)),
        ("6/30", dt.date(2018, 6, 30)),
        ("6月底", dt.date(2018, 6, 30)),
        ("2月底", dt.date(2018, 2, 28)),
        ("年底前", dt.date(2018, 12, 31)),
        ("6月中旬", dt.date(2018, 6, 20)),
        ("6月", dt.date(2018, 6, 30)),
        ("2018年6月", dt.date(2018, 6, 30)),
        ("约2018年6月底", dt.date(2018, 6, 30)),
        ("18年6月3日", dt.date(2018, 6, 3)),
        ("18.6.15", dt.date(2018, 6, 15)),
        ("18-6-15", dt.date(2018, 6, 15)),
        ("2018.06", dt.date(2018, 6, 30)),
        ("2018年6月份", dt.date(2018, 6, 30)),
        ("6.3", dt.date(2018, 6, 3)),
        ("十二月三十一日", dt.date(2018, 12, 31)),
    ],
)
def test_a_date_that_leaves_something_out_is_taken_with_a_doubt(text, day):
    """Without year, without day, or only about: taken, and said so with the day that was taken."""
    reading = read_date(text, year=2018)
    assert reading.value == day
    assert str(day) in reading.doubt


def test_year_end_means_the_last_of_december():
    """「2018年底前」 names its year, so there is no doubt."""
    assert read_date("2018年底前", year=2017).value == dt.date(2018, 12, 31)
    assert not read_date("2018年底前", year=2017).doubt


@pytest.mark.parametrize("text", ["6.3", "6.1", "11.2"])
def test_a_number_that_may_have_lost_its_zero_is_no_date(text):
    """Excel turns a typed 6.30 into the number 6.3; as text 6.3 is what it says."""
    reading = read_date(text, year=2018, kind="number")
    assert reading.value is None
    assert text + "0" in reading.fault.replace("月", ".").replace("日", "")


@pytest.mark.parametrize(
    "text",
    [
        "2018-13-01",
        "2018-02-30",
        "待定",
        "尽快",
        "7",
        "6.31",
        "1899-01-01",
        "2018",
        "下月",
        "12345678901",
        "2018年6月初",
        "15.6.18",
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(text):
    """Never guessed, and the reason is Chinese."""
    reading = read_date(text, year=2018)
    assert reading.value is None
    assert reading.fault and not reading.fault.isascii()


def test_a_date_without_a_year_is_refused_where_there_is_none_to_go_by():
    """The master list knows no year to add."""
    assert read_date("6月30日", year=None).fault == "没有写年份"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("80%", "text", 80),
        ("80", "text", 80),
        ("80", "number", 80),
        ("８０％", "text", 80),
        ("80％", "text", 80),
        ("80 %", "text", 80),
        ("80.5%", "percent", Decimal("80.5")),
        ("百分之八十", "text", 80),
        ("0", "number", 0),
        ("100%", "text", 100),
        ("100.00%", "text", 100),
        ("0.5%", "text", Decimal("0.5")),
        ("1%", "percent", 1),
        ("完成80%", "text", 80),
        ("八十", "text", 80),
        ("41.6666666666667%", "percent", Decimal("41.67")),
        ("41.666666666666664", "number", Decimal("41.67")),
        ("99.9999%", "text", Decimal("99.99")),
        ("0.00001%", "text", Decimal("0.01")),
    ],
)
def test_a_percent_is_read_in_every_form(text, kind, value):
    """0 to 100, without a doubt."""
    reading = read_percent(text, kind=kind)
    assert (reading.value, reading.doubt, reading.fault) == (value, "", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.8", 80),
        ("0.416666666666667", Decimal("41.67")),
        ("1", 1),
        ("约八成", 80),
        ("八成", 80),
        ("七成五", 75),
        ("八成半", 85),
        ("一半", 50),
        ("80%左右", 80),
        ("约80%", 80),
        ("90%以上", 90),
    ],
)
def test_an_ambiguous_percent_is_taken_with_a_doubt(text, value):
    """0.8 may be 80 % or 0.8 %: what was taken is said."""
    reading = read_percent(text, kind="number" if text[0] in "01" else "text")
    assert reading.value == value
    assert f"按 {value}% 读入" in reading.doubt


def test_a_one_of_a_form_without_number_formats_is_what_100_percent_leaves_behind():
    reading = read_percent("1", kind="bare number")
    assert reading.value == 100 and "按 100% 读入" in reading.doubt


@pytest.mark.parametrize(
    "text", ["2000万", "120", "120%", "-5", "-0.5", "过半", "很多", "80-90%", "见附件", "十一成", "1e400"]
)
def test_what_is_no_percent_is_refused_and_never_becomes_0(text):
    """Text is not 0, and what lies outside 0 to 100 is not taken."""
    reading = read_percent(text)
    assert reading.value is None
    assert reading.fault


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("３", 3), ("3.0", 3), ("三次", 3), ("3次", 3), ("共3次", 3), ("十二", 12), ("1,200", 1200), ("0", 0)],
)
def test_a_count_is_a_whole_number_with_or_without_its_unit(text, value):
    """Without a doubt."""
    reading = read_count(text)
    assert (reading.value, reading.doubt, reading.fault) == (value, "", "")


def test_a_count_with_words_is_taken_with_a_doubt_and_no_number_is_refused():
    """Only one number may stand there; several, tens of thousands and fractions are refused."""
    assert (read_count("3次（4月、5月）").value, bool(read_count("3次（4月、5月）").doubt)) == (3, True)
    assert [read_count(text).value for text in ("3-5", "2.5", "-1", "3万", "若干", "3次、4场", "减少-3次")] == [
        None
    ] * 7
    assert all(read_count(text).fault for text in ("3-5", "2.5", "-1", "3万", "若干", "3次、4场", "减少-3次"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已完成", Status.DONE),
        ("完成", Status.DONE),
        ("已办结", Status.DONE),
        ("√", Status.DONE),
        ("100%", Status.DONE),
        (" 已 完成。", Status.DONE),
        ("正在推进", Status.UNDER_WAY),
        ("推进中", Status.UNDER_WAY),
        ("进行中", Status.UNDER_WAY),
        ("未完成", Status.UNDER_WAY),
        ("未启动", Status.NOT_STARTED),
        ("长期坚持", Status.ONGOING),
        ("持续推进", Status.ONGOING),
        ("不涉及", Status.NOT_CONCERNED),
        *((words, Status.DONE) for words in ("任务完成", "超额完成", "已销号", "完成100%", "已整改")),
        *(
            (words, Status.UNDER_WAY)
            for words in (
                "达进度",
                "超进度",
                "序时推进",
                "按序时推进",
                "进展较快",
                "有序推进",
                "正常",
                "执行中",
                "没有完成",
                "已启动",
                "已动工",
            )
        ),
        ("■已完成 □正在推进", Status.DONE),
        ("□ 已完成　☑ 正在推进　□ 未启动", Status.UNDER_WAY),
        ("已完成√ 正在推进□", Status.DONE),
        ("已完成（√）", Status.DONE),
    ],
)
def test_a_state_is_known_by_its_usual_words(text, status):
    """Without a doubt."""
    reading = read_status(text)
    assert (reading.value, reading.doubt, reading.fault) == (status, "", "")


def test_nearly_done_is_not_done():
    """「基本完成」 counts as under way, and is said so."""
    assert read_status("基本完成").value is Status.UNDER_WAY
    assert "不等于“已完成”" in read_status("基本完成").doubt
    assert read_status("已完成（见附件）").doubt


def test_a_letter_that_wingdings_shows_as_a_tick_is_one():
    """With a doubt: the cell holds an R."""
    assert read_status("R").value is Status.DONE and "Wingdings" in read_status("R").doubt


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已完成，6月15日公开", Status.DONE),
        ("正在推进（预计9月完成）", Status.UNDER_WAY),
        ("未办结", Status.UNDER_WAY),
        ("未销号", Status.UNDER_WAY),
        ("否", Status.UNDER_WAY),
        ("×", Status.UNDER_WAY),
        ("完成80%", Status.UNDER_WAY),
    ],
)
def test_a_state_that_needs_a_look_is_taken_with_a_doubt(text, status):
    """Words behind it, or a word that is none of the five and not quite one."""
    reading = read_status(text)
    assert reading.value is status
    assert f"按“{status}”读入" in reading.doubt


@pytest.mark.parametrize("text", ["已完成、正在推进", "■已完成 ■正在推进", "□已完成 □正在推进", "已完成" * 100])
def test_two_states_or_none_are_refused(text):
    assert read_status(text).value is None and read_status(text).fault


@pytest.mark.parametrize("text", ["滞后", "欠进度", "进度缓慢", "未完成，进度滞后", "正在推进（滞后）"])
def test_who_declares_a_lag_is_under_way_and_says_so(text):
    assert read_status(text).value is Status.UNDER_WAY and declares_lag(text)


@pytest.mark.parametrize(
    ("text", "status"), [("未启动，进度滞后", Status.NOT_STARTED), ("长期坚持（进展缓慢）", Status.ONGOING)]
)
def test_open_work_that_lags_keeps_its_state(text, status):
    assert read_status(text).value is status and declares_lag(text)


def test_work_cannot_be_done_and_lag():
    assert read_status("已完成，进度滞后").value is None


@pytest.mark.parametrize("text", ["正在推进", "已完成", "不滞后", "无滞后", ""])
def test_nobody_declares_a_lag_by_other_words(text):
    assert not declares_lag(text)


@pytest.mark.parametrize("cell", [dt.datetime(1900, 1, 6, 3, 36), dt.datetime(1900, 3, 1, 3, 36)])
def test_a_number_shown_as_a_day_of_1900_is_the_number_that_was_typed(cell):
    """A 6.15 in a column formatted for dates."""
    text, kind = value_text(cell)
    assert (text, kind) == ({1: "6.15", 3: "61.15"}[cell.month], "number")
    assert value_text(dt.date(1900, 1, 6)) == ("6", "number")


def test_a_day_typed_as_a_number_into_a_column_of_dates_is_read_and_told():
    text, kind = value_text(dt.datetime(1900, 1, 6, 3, 36))
    reading = read_date(text, year=2018, kind=kind)
    assert reading.value == dt.date(2018, 6, 15) and "2018-06-15" in reading.doubt


def test_a_blank_state_is_blank_and_an_unknown_one_is_refused():
    """「无」 may mean two things and is refused."""
    assert (read_status("").value, read_status("").fault) == (None, "")
    assert read_status("无").fault and read_status("差不多了").fault


@pytest.mark.parametrize(
    "text",
    [
        "2018-05",
        "2018-5",
        "2018年5月",
        "2018年05月份",
        "201805",
        "2018.5",
        "2018/5",
        "2018-05-31",
        "二〇一八年五月",
        "2018年5月1日至5月31日",
        "2018年5月1日-2018年5月31日",
        "２０１８年５月",
        "2018.05",
        "2018年5月份",
    ],
)
def test_a_period_is_read_in_every_form(text):
    """One month, without a doubt."""
    reading = read_period(text, year=2018)
    assert (reading.value, reading.doubt, reading.fault) == (Period(2018, 5), "", "")


def test_a_period_without_a_year_is_doubtful_and_what_is_no_month_is_refused():
    """Quarters and spans of months are none; the number 2018.1 may be October."""
    assert (read_period("5月", year=2018).value, bool(read_period("5月", year=2018).doubt)) == (Period(2018, 5), True)
    for text in ("2018年第二季度", "1-6月", "2018年5、6月", "上半年", "前三季度", "2018年5月1日至6月30日"):
        assert "跨了几个月" in read_period(text, year=2018).fault, text
    for text in ("13月", "本月", "5"):
        assert read_period(text, year=2018).fault, text
    assert read_period("2018.1", year=2018, kind="number").fault
    assert read_period("18.5.15", year=2018).value == Period(2018, 5)


@pytest.mark.parametrize("text", ["", " ", "/", "—", "-", "无", "暂无", "\u200b", "　"])
def test_a_dash_in_a_column_for_values_is_no_value(text):
    """Blank without complaint."""
    assert is_blank(text)
    for reading in (read_date(text, year=2018), read_percent(text), read_count(text)):
        assert (reading.value, reading.doubt, reading.fault) == (None, "", "")


def test_names_are_split_at_every_separator_and_lose_blanks():
    """Names that scanning cut in two are joined when the whole is known."""
    assert split_names("民政处、卫生处， 疾控中心;教育处；综合处/人口计生处") == (
        "民政处",
        "卫生处",
        "疾控中心",
        "教育处",
        "综合处",
        "人口计生处",
    )
    assert split_names("文化体育与民族 宗教处") == ("文化体育与民族宗教处",)
    assert split_names("文化体育与民族\n宗教处、民政处", ["文化体育与民族宗教处"]) == ("文化体育与民族宗教处", "民政处")
    assert split_names("民政处\n教育处", ["民政处", "教育处"]) == ("民政处", "教育处")


def test_lead_and_support_are_told_apart():
    """Before a colon, in brackets, or after the names."""
    expected = (("民政处", "牵头"), ("教育处", "配合"), ("卫生处", "配合"))
    assert split_roles("民政处牵头，教育处、卫生处配合") == expected
    assert split_roles("牵头单位：民政处；配合单位：教育处、卫生处") == expected
    assert split_roles("民政处（牵头）、教育处（配合）、卫生处") == (*expected[:2], ("卫生处", ""))


@pytest.mark.parametrize(
    "text",
    [
        "民政处（牵头）教育处（配合）卫生处（配合）",
        "民政处（牵头）教育处、卫生处配合",
        "民政处牵头教育处、卫生处配合",
        "牵头单位：民政处配合单位：教育处、卫生处",
        "牵头单位民政处配合单位教育处、卫生处",
    ],
)
def test_no_name_is_lost_where_a_comma_is_missing_after_a_role(text):
    assert split_roles(text) == (("民政处", "牵头"), ("教育处", "配合"), ("卫生处", "配合"))


def test_a_department_whose_name_holds_a_word_of_a_role_keeps_its_name():
    assert split_roles("协助办、民政处牵头", ["协助办"]) == (("协助办", "牵头"), ("民政处", "牵头"))


def test_text_is_printed_as_it_was_written():
    """Circled numbers, full-width punctuation, rare characters and variation sequences stay."""
    for text in ("①，（…", "𠮷𰻝 葛󠄀", "第一行\n第二行\t末", "=cmd|'/C calc'!A0", "{{ 7*7 }}", "</w:t></w:r>"):
        assert clean_text(text) == (text, False)


def test_what_cannot_be_printed_becomes_visible():
    """Controls, marks of direction, lone surrogates and noncharacters; line ends of all kinds become one."""
    assert clean_text("a\x0bb\x00c\u202ed\ud800e\ufffe") == (
        "a〔U+000B〕b〔U+0000〕c〔U+202E〕d〔U+D800〕e〔U+FFFE〕",
        True,
    )
    assert clean_text("一\r\n二\r三\u2028四") == ("一\n二\n三\n四", False)


def test_keys_ignore_width_blanks_and_what_cannot_be_seen():
    """Full-width digits, NBSP, zero-width characters, line breaks, soft hyphens."""
    assert key_text("１－\u200b０９\xa0\n\u00ad") == "1-09"
    assert key_text("完成进度（％）") == "完成进度(%)"


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_without_an_exception(text):
    """A reading has a value or a reason, or is blank; nothing is taken and refused at once."""
    for reading in (
        read_date(text, year=2018),
        read_percent(text),
        read_count(text),
        read_status(text),
        read_period(text, year=2018),
    ):
        assert not (reading.fault and reading.value is not None)
        assert not (reading.doubt and reading.value is None)
    split_names(text)
    cleaned, _ = clean_text(text)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == (cleaned, False)


@settings(deadline=None)
@given(st.text(alphabet="0123456789.-/年月日底前约八成百分之%％第一二十零〇半左右次:T 、"))
def test_any_near_value_is_read_without_an_exception(text):
    """Text made of the pieces of values finds the corners that random text does not."""
    for reading in (
        read_date(text, year=2018),
        read_date(text, year=2018, kind="number"),
        read_percent(text),
        read_count(text),
        read_period(text, year=2018),
    ):
        assert not (reading.fault and reading.value is not None)
        if isinstance(reading.value, Decimal):
            assert 0 <= reading.value <= 100


READERS = {
    "date": lambda text: read_date(text, year=2018),
    "number in a date": lambda text: read_date(text, year=2018, kind="number"),
    "percent": read_percent,
    "count": read_count,
    "status": read_status,
    "period": lambda text: read_period(text, year=2018),
    "evidence": has_evidence,
    "names": split_names,
}
PIECES = (
    *("已完成", "完成80%", "一", "百", "前", "、", "■", "负责", "18.6.", " "),
    *("(", "[2018] ", "《", "a", "a.", "http://a"),
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("reader", READERS)
def test_a_text_twice_as_long_takes_no_more_than_thrice_the_time(reader, piece):
    """Whatever it is made of; the shorter one has enough characters to hang a reader that is not linear."""

    def spent(count, attempt):
        text = piece * count + "x" * attempt  # another text each time, since readings are remembered
        began = time.process_time()
        READERS[reader](text)
        return time.process_time() - began

    count = 16_000 // len(piece)
    once, twice = (min(spent(many, attempt) for attempt in (1, 2, 3)) for many in (count, 2 * count))
    assert twice <= 3 * once + 0.01
