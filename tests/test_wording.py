"""The templates: what a clerk writes becomes structure, what comes out of a cell never does, and faults name
their line.
"""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.assess.workdays import after
from reporter.child import memory_at_most
from reporter.documents import phrases
from reporter.documents.document_kind import template_text
from reporter.documents.fault import TemplateFault
from reporter.documents.privacy import mask, quoted
from reporter.documents.template_markup import draft
from reporter.documents.wording import Wording
from reporter.gongwen.content import Paragraph, Table, TableColumn

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def grid(*cells: str) -> Table:
    return Table(columns=(TableColumn(title="列"),), rows=tuple((cell,) for cell in cells))


def made(text: str, tables=None, **facts):
    """The draft of one template that consists of `text` below a title."""
    return draft(Wording({"文": "标题：题\n" + text}), "文", facts, tables or {})


def said(text: str, tables=None, **facts) -> list[str]:
    """The paragraphs of its body."""
    return [block.text for block in made(text, tables, **facts).body]


@pytest.mark.parametrize(
    ("line", "level", "lead"),
    [
        ("正文。", 0, ""),
        ("一、总体情况", 1, ""),
        ("（一）报送情况", 2, ""),
        ("(一)报送情况", 2, ""),
        ("1.报送情况", 3, ""),
        ("（1）报送情况", 4, ""),
        ("　　一、总体情况", 1, ""),
        ("2018. 5月没有序号", 0, ""),
        ("3.5万元不是序号。", 0, ""),
    ],
)
def test_a_line_begins_with_what_it_is(line, level, lead):
    block = made(line + "\n" + line).body[0]
    assert (block.level, block.lead) == (level, lead)


def test_text_behind_a_heading_runs_on_and_only_the_heading_takes_its_face():
    block = made("（一）报送情况。九个单位报送。\n（二）其他。无。").body[0]
    assert (block.level, block.lead, block.text) == (2, "（一）报送情况。", "（一）报送情况。九个单位报送。")


def test_a_full_stop_in_data_does_not_end_a_heading():
    block = made("（一）{{ 名 }}情况。已报送。\n（二）其他。无。", 名="甲。乙").body[0]
    assert block.lead == "（一）甲。乙情况。"


def test_the_parts_of_a_document_stand_where_their_words_say():
    found = made(
        "主送：各单位：\n附注：（此件公开发布）\n正文。\n附件（横排）：名单\n［表：甲］\n注：说明。", {"甲": grid("一")}
    )
    assert (found.title, found.addressees, found.note) == ("题", "各单位", "此件公开发布")
    assert found.body == (Paragraph(text="正文。"),)
    assert found.annexes[0].title == "名单" and found.annexes[0].landscape
    assert found.annexes[0].blocks == (grid("一"), Paragraph(text="注：说明。"))


HOSTILE = [
    "一、混入的标题",
    "（一）混入",
    "附件：混入",
    "［表：甲］",
    "标题：混入",
    "＋混入",
    "{{ 7*7 }}",
    "{% if x %}",
    "</w:t>",
    '=HYPERLINK("http://x")',
    "［附件：混入］",
    "一是混入；二是混入",
    "1.混入。",
    "<&>\"'",
    "附注：混入",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_data_comes_out_as_those_characters_and_never_as_structure(text):
    """Alone on its line, in the middle of one, at the start of one."""
    found = made("{{ 值 }}\n前{{ 值 }}后\n{{ 值 }}后。", {"甲": grid("一")}, 值=text)
    assert [block.text for block in found.body] == [text, f"前{text}后", f"{text}后。"]
    assert {block.level for block in found.body} == {0} and found.title == "题" and found.annexes == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_line_end_in_data_stays_in_its_paragraph(end):
    found = said("说：{{ 值 }}。", 值=f"甲{end}标题：乙")
    assert len(found) == 1 and "甲" in found[0] and found[0].endswith("标题：乙。")


def test_data_in_a_title_or_an_annex_title_is_text_too():
    found = draft(
        Wording({"文": "标题：关于{{ 值 }}的通知\n附件：{{ 值 }}\n正文。"}), "文", {"值": "［表：甲］｜附件：乙"}, {}
    )
    assert found.title == "关于［表：甲］｜附件：乙的通知"
    assert [annex.title for annex in found.annexes] == ["［表：甲］｜附件：乙"]


def test_private_characters_in_data_cannot_break_the_seal():
    assert said("{{ 值 }}。", 值="\ue001一、甲\ue000\ue0029\ue003") == ["一、甲。"]


def test_headings_are_numbered_by_what_is_there():
    text = (
        "一、甲\n{% if 有 %}\n二、乙\n（一）子。文。\n{% endif %}\n三、丙\n（一）子。文。\n（三）女。文。"
        "\n1.一。\n3.二。\n四、丁"
    )
    assert said(text, 有=False) == [
        "一、甲",
        "二、丙",
        "（一）子。文。",
        "（二）女。文。",
        "1.一。",
        "2.二。",
        "三、丁",
    ]


def test_more_than_ten_headings_are_numbered_too():
    found = said("\n".join(f"{phrases.ordinal(number)}、节" for number in range(1, 13)))
    assert found[9:] == ["十、节", "十一、节", "十二、节"]


def test_a_hundred_headings_are_numbered_too():
    found = said("\n".join(["一、节"] * 120))
    assert [found[place - 1].removesuffix("节") for place in (99, 100, 105, 110, 119)] == [
        "九十九、", "一百、", "一百零五、", "一百一十、", "一百一十九、"
    ]  # fmt: skip


def test_blanks_in_what_nearly_is_a_reference_cost_no_more_than_their_number():
    begun = time.process_time()
    said("［附件：" + " " * 20_000 + "x\n［表：" + " " * 20_000 + "x")
    assert time.process_time() - begun < 5


def test_a_point_left_alone_loses_its_number():
    assert said("一、甲\n（一）只有一条。文。\n二、乙\n一是只有一点。") == [
        "一、甲",
        "只有一条。文。",
        "二、乙",
        "只有一点。",
    ]
    assert made("一、甲\n（一）只有一条。文。").body[1] == Paragraph(text="只有一条。文。")


def test_points_in_and_across_paragraphs_are_numbered_through():
    text = "问题：一是甲；{% if 有 %}二是乙；{% endif %}三是丙。\n一是另起。\n三是又一。"
    assert said(text, 有=False) == ["问题：一是甲；二是丙。", "一是另起。", "二是又一。"]


def test_a_new_row_of_points_begins_again():
    assert said("1.甲。\n2.乙。\n说明。\n1.丙。\n2.丁。") == ["1.甲。", "2.乙。", "说明。", "1.丙。", "2.丁。"]


def test_a_plus_joins_a_line_to_the_paragraph_above():
    assert said("甲，\n＋乙，\n{% if false %}＋丙，{% endif %}\n+丁。") == ["甲，乙，丁。"]
    assert said("一、甲\n＋乙。\n＋丙。") == ["一、甲", "乙。丙。"]


def test_an_annex_without_content_is_left_out_and_with_it_what_refers_to_it():
    text = (
        "表见［附件：名单］。\n逾期的要办结（见［附件：逾期］）。\n逾期的要办结，详见［附件：逾期］。\n"
        "附件：逾期\n［表：逾期］\n附件：名单\n［表：名单］"
    )
    tables = {"逾期": grid(), "名单": grid("甲")}
    found = made(text, tables)
    assert [block.text for block in found.body] == ["表见附件。", "逾期的要办结。", "逾期的要办结。"]
    assert [annex.title for annex in found.annexes] == ["名单"]
    both = made(text, {"逾期": grid("乙"), "名单": grid("甲")})
    assert [block.text for block in both.body] == [
        "表见附件2。",
        "逾期的要办结（见附件1）。",
        "逾期的要办结，详见附件1。",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_template_may_be_saved_as_notepad_saves_it(encoding, newline):
    raw = newline.join(("标题：通报", "一、甲", "{{ 词 }}好。")).encode(encoding)
    found = draft(Wording({"文": template_text(raw)}), "文", {"词": "乙"}, {})
    assert (found.title, [block.text for block in found.body]) == ("通报", ["一、甲", "乙好。"])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("正文。\n{{ 未报宋 }}。", 3, "未报送"),
        ("正文。\n\n{% if 未报送 %}甲", 4, "{% endif %}"),
        ("正文。\n{{ 未报送|名丹 }}", 3, "名丹"),
        ("{{ 未报送 }", 2, "}"),
        ("{% 如果 未报送 %}", 2, "如果"),
        ("正文。\n［表：乙］", 3, "“甲”"),
        ("正文。\n见［附件：没有的］。", 3, "没有的"),
        ("{% for 项 in 表 %}\n{{ 项.名 }}\n{% endfor %}", 3, "名"),
        ("正文。\n{{ ''.__class__.__mro__ }}", 3, "__class__"),
        ("正文。\n{{ 1 / 0 }}", 3, "无法套用：除数是零"),
        ("{% for 数 in range(999999) %}一{% endfor %}", 2, "无法套用：循环的次数太多"),
        ("{{ ''.__class__ }}", 2, "无法套用：不能用“__class__”"),
        ("{{ 未报送 > 3 }}", 2, "无法套用：这里的内容不能这样用"),
        ("{{ (截至日 }}", 2, "写法有误：写到“}”还缺少“)”"),
        ("{{ 截至日 截至日 }}", 2, "写法有误：这里应是“}}”，写成了“截至日”"),
        ("{% endif %}", 2, "写法有误：前面没有与 {% endif %} 成对的 {% if %}"),
        ("{% if %}有{% endif %}", 2, "写法有误：大括号里的话没有写完"),
        ("{% include '没有' %}", 0, "没有这个模板"),
        ("{% include '没有.txt' %}", 0, "templates/没有.txt：没有这个模板"),
        ("正文。\n{{ 组 }}", 3, "项数"),
    ],
)
def test_a_broken_template_is_named_with_its_line(text, line, words):
    with pytest.raises(TemplateFault) as caught:
        made(text, {"甲": grid("一")}, 未报送=["民政处"], 表=[{"名称": 1}], 组={"项数": 1})
    assert caught.value.line == line
    assert words in str(caught.value)
    assert str(caught.value).startswith("templates/" + ("没有" if line == 0 else "文") + ".txt")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("正文。\n｛｛ 报送期 ｝｝", 3, "“｛｛ 报送期 ｝｝”会照样印出来。要印数据，请用英文半角写成 {{ 报送期 }}"),
        ("正文。\n\n截至{ 报送其 }。", 4, "写成 {{ 报送期 }}"),
        ("{ { 报送期 }}", 2, "写成 {{ 报送期 }}"),
        ("｛% if 报送期 %｝有", 2, "{% …… %}"),
        ("{{ 报送期 }}}", 2, "大括号"),
        ("正文。\n{% if 无 %}\n{{ 报送其 }}{% endif %}", 4, "不认识“报送其”。是不是想写“报送期”？"),
        ("{% if 无 and 没有这个 %}甲{% endif %}", 2, "不认识“没有这个”"),
        ("{% if 无 %}{% for 项 in 各项 %}\n{{ 项.任物 }}{% endfor %}{% endif %}", 3, "是不是想写“任务”？"),
        ("{% if 无 %}{{ 组.项述 }}{% endif %}", 2, "是不是想写“项数”？"),
        ("{% if 无 %}\n{% include '另' %}{% endif %}", 1, "“报送其”"),
        ("附件1：名单", 2, "附件不写序号"),
        ("主送单位：各处", 2, "主送写成"),
        ("【表：甲】", 2, "［表：名称］"),
    ],
)
def test_what_would_go_wrong_in_silence_is_told_with_the_word_meant(text, line, words):
    """Printed this time or not."""
    wording = Wording({"文": "标题：题\n" + text, "另": "{{ 报送其 }}"})
    facts = {"报送期": "6月", "无": False, "各项": [{"任务": "甲"}], "组": {"项数": 1}}
    with pytest.raises(TemplateFault) as caught:
        draft(wording, "文", facts, {"甲": grid("一")})
    assert caught.value.line == line and words in str(caught.value), str(caught.value)


def test_words_that_a_template_sets_itself_are_known():
    text = (
        "{% set 甲 = 1 %}{% if 无 %}{% set 乙 = 2 %}{% endif %}{% macro 丙(丁) %}{{ 丁 }}{% endmacro %}{{ 丙(甲) }}"
        "{% for 名, 数 in 对 %}{{ 名 }}{{ loop.index }}{% else %}无{% endfor %}"
        "{% if 戊 is defined %}{{ 戊 }}{% endif %}{{ 组.get('项数') }}{{ 空|length }}"
        "{% for 项 in 空 %}{{ 项.什么 }}{% endfor %}"
    )
    assert said(text, 无=False, 对=[("子", 1)], 组={"项数": 3}, 空=[], 戊="己") == ["1子1己30"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% for 甲 in range(99999) %}{% for 乙 in range(99999) %}{% endfor %}{% endfor %}", "次数太多"),
        (
            "{% macro 甲(次) %}{% if 次 %}{{ 甲(次 - 1) }}{{ 甲(次 - 1) }}{% endif %}{% endmacro %}{{ 甲(60) }}",
            "次数太多",
        ),
        ("{% for 甲 in range(99999) %}" + "长" * 99 + "{% endfor %}", "文字太长"),
        ("{{ '%1000000000d' % 1 }}", "太"),
        ("{{ 'x' * 10**11 }}", "次数太多"),
        ("{{ 10 ** 10000 }}", "数太大"),
        ("{{ 'x'.ljust(10**10) }}", "太"),
        ("{{ 'x'|center(10**10) }}", "太"),
        (
            "{% set 甲 = namespace(文='x') %}{% for 乙 in range(60) %}{% set 甲.文 = 甲.文 ~ 甲.文 %}{% endfor %}",
            "太多",
        ),
        ("{{ lipsum(200000) }}", "不认识“lipsum”"),
        ("{{ 甲甲|random }}", "没有“|random”这种写法"),
    ],
)
def test_a_template_has_a_budget_and_its_line_is_named(text, words):
    with memory_at_most(2**29), pytest.raises(TemplateFault) as caught:
        said("正文。\n" + text, 甲甲="甲")
    assert caught.value.line == 3 and words in str(caught.value), str(caught.value)


def test_a_fault_in_an_included_template_names_that_one():
    wording = Wording({"文": "标题：题\n{% include '落款' %}", "落款": "甲\n{{ 乙 }}"})
    with pytest.raises(TemplateFault) as caught:
        draft(wording, "文", {}, {})
    assert (caught.value.template, caught.value.line) == ("落款", 2)


def test_a_missing_template_and_a_missing_title_are_said():
    with pytest.raises(TemplateFault, match=r"通报\.txt：没有这个模板"):
        Wording({}).render("通报", {})
    with pytest.raises(TemplateFault, match="没有标题"):
        draft(Wording({"文": "正文。"}), "文", {}, {})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (phrases.listed(["民政处"]), "民政处"),
        (phrases.listed(["民政处", "教育处"]), "民政处、教育处等2个单位"),
        (phrases.listed(["甲", "乙", "丙"], 2), "甲、乙等3个单位"),
        (phrases.listed(["甲", "乙", "丙"], 2, ""), "甲、乙等"),
        (phrases.listed(["甲", "乙"], 2, ""), "甲、乙"),
        (phrases.listed([]), ""),
        (phrases.day(dt.date(2018, 5, 1)), "2018年5月1日"),
        (phrases.month_day(dt.date(2018, 5, 1)), "5月1日"),
        (phrases.points(Decimal("87.3")), "87.30"),
        (phrases.plain(Decimal("90.0")), "90"),
        (phrases.plain(Decimal("0.60")), "0.6"),
        (phrases.ordinal(10) + phrases.ordinal(11) + phrases.ordinal(20) + phrases.ordinal(35), "十十一二十三十五"),
        (phrases.some(["甲"]) + phrases.some(["甲", "乙"]), "个别部分"),
        (phrases.sentence("在办，"), "在办。"),
        (phrases.sentence("办完。"), "办完。"),
        (phrases.in_quotes("在“三级四同”基础上"), "“在‘三级四同’基础上”"),
        (
            phrases.breakdown(
                {
                    "项数": 6,
                    "分单位": [{"单位": name, "项数": n} for name, n in (("甲", 3), ("乙", 1), ("丙", 1), ("丁", 1))],
                }
            ),
            "甲3项，乙、丙、丁各1项，共6项",
        ),
        (phrases.breakdown({"项数": 1, "分单位": [{"单位": "甲", "项数": 1}]}), "甲1项"),
        (
            phrases.breakdown({"项数": 3, "分单位": [{"单位": "甲", "项数": 1}, {"单位": "乙", "项数": 2}]}),
            "甲1项、乙2项，共3项",
        ),
        (phrases.shares([{"名称": "绿灯", "数": 2, "占比": Decimal("100.0")}]), "均为绿灯"),
        (phrases.shares([{"名称": "绿灯", "数": 1, "占比": Decimal("100.0")}]), "为绿灯"),
        (
            phrases.shares(
                [{"名称": "绿灯", "数": 2, "占比": Decimal("66.7")}, {"名称": "红灯", "数": 1, "占比": Decimal("33.3")}]
            ),
            "绿灯2项（占66.7%）、红灯1项（占33.3%）",
        ),
    ],
)
def test_dates_lists_and_numbers_read_as_official_prose(found, expected):
    assert found == expected


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812345678。", "电话138****5678。"),
        ("138 1234 5678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("身份证32080219900101123X", "身份证320***********123X"),
        ("320802199001011234", "320***********1234"),
        ("320802 19900101 1234", "320***********1234"),
    ],
)
def test_numbers_of_persons_are_masked(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "0517-83719000",
        "2018年5月1日至2018年6月30日",
        "12345678901",
        "淮开社发〔2018〕73号",
        "1381234567",
        "3208021990010112345678",
    ],
)
def test_other_numbers_stay(text):
    assert mask(text) == text


def test_what_cannot_be_printed_is_shown():
    assert quoted(" 甲\x0b乙\u202e ") == "甲〔U+000B〕乙〔U+202E〕"


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (dt.date(2018, 6, 30), 5, dt.date(2018, 7, 6)),
        (
            dt.date(2018, 9, 28),
            3,
            dt.date(2018, 10, 8),
        ),  # 29 and 30 September are make-up days, 1 to 7 October holidays
        (dt.date(1990, 6, 29), 1, dt.date(1990, 7, 2)),  # no holidays known: Monday to Friday
    ],
)
def test_working_days_are_those_of_china(start, days, expected):
    assert after(start, days) == expected
