"""Titles break at whole words into a trapezium or a rhombus (clause 7.3.1)."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.gongwen import line_count, solid_words, titles

ROOM = 20.1
"""Characters of 2号 in the width of the 版心."""

_REAL = """
关于印发社会事业局政务公开重点工作目标任务分解方案的通知
社会事业局贯彻落实国务院办公厅重点领域信息公开文件任务清单
社会事业局贯彻落实《江苏省全面推进政务公开工作实施细则》任务清单
关于2018年5月份政务公开重点工作任务进展情况的通报
淮安经济技术开发区社会事业局关于转发《江苏省人民政府办公厅关于进一步加强政府信息公开工作的意见》的通知
关于表彰2017年度政务公开工作先进集体和先进个人的决定
关于贯彻落实淮开办发〔2018〕73号文件精神的实施意见
关于做好国务院第三次全国经济普查前期准备工作的紧急通知
关于《江苏省全面推进政务公开工作实施细则》贯彻落实情况的自查报告
某某市人民政府关于加强和改进新形势下城市流浪乞讨人员救助管理工作的实施意见
关于印发《2018年政务公开工作要点任务分解表》的通知
关于2018年第一季度政务公开重点工作任务进展情况的通报
关于做好第三季度政务公开工作任务进展情况报送工作的通知
关于印发淮安经济技术开发区社会事业局2018年政务公开重点工作任务清单和责任分工方案的通知
"""
REAL = _REAL.split()


_LINES = """
关于印发社会事业局政务公开
重点工作目标任务分解方案的通知

社会事业局贯彻落实国务院办公厅
重点领域信息公开文件任务清单

社会事业局贯彻落实
《江苏省全面推进政务公开工作实施细则》
任务清单

关于2018年5月份政务公开重点工作
任务进展情况的通报

淮安经济技术开发区社会事业局
关于转发《江苏省人民政府办公厅关于进一步
加强政府信息公开工作的意见》的通知

关于表彰2017年度政务公开
工作先进集体和先进个人的决定

关于贯彻落实淮开办发〔2018〕73号
文件精神的实施意见

关于做好国务院第三次全国
经济普查前期准备工作的紧急通知

关于《江苏省全面推进政务公开工作实施细则》
贯彻落实情况的自查报告
95%

某某市人民政府关于加强和改进新形势下
城市流浪乞讨人员救助管理工作的实施意见

关于印发
《2018年政务公开工作要点任务分解表》的
通知

关于2018年第一季度
政务公开重点工作任务进展情况的通报

关于做好第三季度政务公开
工作任务进展情况报送工作的通知

关于印发淮安经济技术开发区社会事业局
2018年政务公开重点工作任务清单和责任
分工方案的通知

淮安经济技术开发区社会事业局关于2018年
6月份政务公开重点工作任务进展情况的通报

淮安经济技术开发区社会事业局
关于2018年度政务公开考核结果的通报

淮安经济技术开发区社会事业局关于2018年
6月份政务公开工作考核情况的报告

关于2018年度政务公开重点工作
任务完成情况考核结果的通报

关于2018年度政务公开工作考核情况的报告

政务公开重点工作任务督办通知单

关于征求2018年度政务公开考核结果意见的函
95%

国务院办公厅关于印发2018年
政务公开工作要点的通知

国务院办公厅关于推进社会公益事业
建设领域政府信息公开的意见

国务院关于在线政务服务的若干规定

江苏省人民政府办公厅关于印发江苏省全面
推进政务公开工作实施细则的通知

国务院办公厅关于推进重大建设
项目批准和实施领域政府信息公开的意见

中共中央办公厅国务院办公厅印发
《关于全面推进政务公开工作的意见》

关于调整局政务公开工作领导小组成员的通知

关于召开2018年全区
政务公开工作推进会的通知

关于申请拨付2018年城乡
居民最低生活保障资金的请示

关于同意设立淮安市某某养老服务中心的批复

淮安市民政局关于商请提供
困难群众救助数据的函

关于开展2018年政务公开工作专项督查的通知
95%

关于清理规范性文件和做好
政府信息依申请公开工作的通知

淮安市人民政府关于表彰
第十二届哲学社会科学优秀成果的决定

关于转发省卫生计生委《关于进一步加强基层
医疗卫生机构信息公开工作的通知》的通知

关于印发《淮安经济技术开发区社会事业局
政府信息公开保密审查办法（试行）》的通知

社会事业局2018年第二季度
政务公开工作领导小组会议纪要

关于做好2018年国庆节
中秋节期间值班工作的通知

关于报送2018年上半年
政务公开工作总结及下半年工作打算的报告
"""
LINES = [block.split("\n") for block in _LINES.strip().split("\n\n")]
"""Titles as they are printed, the ones above first; a last line 「95%」 says that they are set so much narrower."""


def test_the_lines_of_real_titles_are_those_a_clerk_would_make():
    """Each break has its price and prices meet in every title; a change of one of them has to be looked at here."""
    for block in LINES:
        rows, percent = (block[:-1], int(block[-1][:-1])) if block[-1].endswith("%") else (block, 100)
        assert titles.broken("".join(rows), ROOM) == (rows, percent)
    assert ["".join(block) for block in LINES[: len(REAL)] if not block[-1].endswith("%")] == [
        title for title in REAL if titles.broken(title, ROOM)[1] == 100
    ]


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(titles).failed == doctest.testmod(solid_words).failed == 0


@pytest.mark.parametrize("title", REAL)
def test_a_long_title_is_a_trapezium_or_a_rhombus_and_nothing_is_lost(title):
    rows, _ = titles.broken(title, ROOM)
    assert "".join(rows) == title
    assert len(rows) > 1
    assert titles.shape(rows) in ("梯形", "菱形")


@pytest.mark.parametrize("title", REAL)
def test_no_line_is_wider_than_the_type_area_once_squeezed(title):
    rows, scaling = titles.broken(title, ROOM)
    assert max(line_count.width(row, line_count.HALF) for row in rows) * scaling / 100 <= ROOM
    assert scaling >= 90


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        (
            "关于2018年5月份政务公开重点工作任务进展情况的通报",
            ("2018年", "5月份", "政务", "公开", "重点", "进展", "情况"),
        ),
        ("关于贯彻落实淮开办发〔2018〕73号文件精神的实施意见", ("〔2018〕73号", "淮开办发〔", "文件", "精神")),
        ("关于做好第三季度政务公开工作任务进展情况报送工作的通知", ("第三季度", "政务", "报送", "通知")),
        ("关于印发《2018年政务公开工作要点任务分解表》的通知", ("《2018年政务公开工作要点任务分解表》",)),
        (
            "社会事业局贯彻落实《江苏省全面推进政务公开工作实施细则》任务清单",
            ("社会事业局", "《江苏省全面推进政务公开工作实施细则》"),
        ),
    ],
)
def test_words_titles_and_numbers_with_their_unit_stay_whole(title, whole):
    rows, _ = titles.broken(title, ROOM)
    for word in whole:
        assert any(word in row for row in rows), word


def test_an_unknown_name_is_not_broken():
    """A list of words cannot hold names; what it does not know is kept together rather than guessed at."""
    rows, _ = titles.broken("关于做好阿克苏库尔勒帕米尔慕士塔格等地区边境贸易工作的通知", ROOM)
    assert any("阿克苏库尔勒帕米尔慕士塔格" in row for row in rows)


@pytest.mark.parametrize("title", REAL)
def test_no_line_begins_with_a_particle_or_ends_with_an_opening_bracket(title):
    rows, _ = titles.broken(title, ROOM)
    assert not [row for row in rows[1:] if row[0] in "的和与及》）〕、，"]
    assert not [row for row in rows[:-1] if row[-1] in "《（〔"]


def test_the_mark_in_a_template_is_where_the_line_breaks_and_is_never_printed():
    rows, scaling = titles.broken("关于印发社会事业局政务公开重点工作｜目标任务分解方案的通知", ROOM)
    assert (rows, scaling) == (["关于印发社会事业局政务公开重点工作", "目标任务分解方案的通知"], 100)


def test_a_mark_in_a_title_that_fits_on_one_line_breaks_nothing():
    assert titles.broken("关于印发方案｜的通知", ROOM) == (["关于印发方案的通知"], 100)


def test_a_mark_that_would_leave_three_characters_alone_is_not_followed():
    rows, _ = titles.broken("社事局｜关于加强和规范全区政务公开基础工作的通知", ROOM)
    assert len(rows) == 2 and min(map(len, rows)) >= 4


def test_a_title_in_quotes_is_squeezed_by_a_tenth_rather_than_taken_apart():
    rows, scaling = titles.broken("关于印发《淮安市政府信息主动公开目录管理暂行办法》的通知", ROOM)
    assert any("《淮安市政府信息主动公开目录管理暂行办法》" in row for row in rows)
    assert 90 <= scaling < 94


def test_a_line_does_not_end_with_的_where_a_break_elsewhere_costs_no_more():
    rows, _ = titles.broken("关于贯彻落实养老服务机构的安全管理有关事项的通知", ROOM)
    assert not [row for row in rows if row.endswith("的")]


def test_a_slightly_long_line_is_squeezed_rather_than_leaving_two_characters_alone():
    rows, scaling = titles.broken("关于召开淮安市政务公开工作领导小组会议的通知", 21)
    assert len(rows) == 1
    assert 94 <= scaling < 100


@pytest.mark.parametrize(
    ("rows", "shape"),
    [
        (["国" * 10], "一行"),
        (["国" * 9, "国" * 12], "梯形"),
        (["国" * 12, "国" * 9], "梯形"),
        (["国" * 9, "国" * 12, "国" * 8], "菱形"),
        (["国" * 10, "国" * 10], "矩形"),
        (["国" * 12, "国" * 8, "国" * 12], "沙漏"),
    ],
)
def test_the_shape_of_centred_lines(rows, shape):
    assert shape == titles.shape(rows)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="关于印发政务公开工作的通知《》〔〕2018年和国￥A｜", min_size=1, max_size=70))
def test_whatever_a_title_says_every_character_of_it_is_printed_once(text):
    rows, scaling = titles.broken(text, ROOM)
    assert text.replace("｜", "") == "".join(rows)
    assert 1 <= scaling <= 100
