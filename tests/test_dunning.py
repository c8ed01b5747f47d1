"""催报.txt: what whoever has not reported is told, and when the file is there (contract, section 8)."""

import datetime as dt
from dataclasses import replace

import pytest

from reporter.assess.figures import figures
from reporter.documents.compose import plain_texts
from reporter.documents.document_kind import templates_of
from reporter.documents.template_markup import plain_text
from reporter.documents.wording import Wording
from reporter.pipeline.ownership import owned

from .proofs import checks, made
from .sample_month import CENTRE, sample_month
from .shipped_kinds import FILES, TEMPLATES, TEXTS
from .terminal import run
from .test_kinds import workspace

NAME = "催报.txt"
OFF = TEXTS["催报"].replace("何时生成：未报送", "何时生成：false")


def text(as_of=None, templates=TEMPLATES, **changes):
    """What the sample month's file says; blank when there is none. In it 疾控中心 sent nothing."""
    month = sample_month(**({"as_of": as_of} if as_of else {}), **changes)
    found = replace(figures(month), dated=as_of is not None)
    return plain_texts(found, month.plan, templates).get(NAME, b"").decode("utf-8-sig")


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (dt.date(2018, 6, 20), "截至6月20日还没有收到，距截止日还有5天。请抓紧填好，经主要负责人审核后按时报送。"),
        (dt.date(2018, 6, 25), "今天（6月25日）截止，还没有收到。请抓紧填好，经主要负责人审核后按时报送。"),
        (dt.date(2018, 6, 28), "截至6月28日已超过3天，还没有收到。请立即补报。"),
        (dt.date(2018, 6, 30), "截至6月30日已超过5天，还没有收到。请立即补报。"),
        (None, "目前还没有收到。请抓紧填好，经主要负责人审核后报送。"),
    ],
)
def test_the_message_says_the_day_and_how_far_it_is(as_of, told):
    """The last day of the month is the date of assessment where nobody says one, and then no day is reckoned from."""
    said = text(as_of)
    assert f"{CENTRE}：你单位2018年6月政务公开重点工作任务进展填报表（" in said
    assert f"应于6月25日前报送我局，{told}" in said


def test_one_message_for_each_with_whom_to_send_it_to():
    month = sample_month()
    departments = tuple(
        replace(item, contact="王五", phone="0517-7654321") if item.name == CENTRE else item
        for item in month.plan.departments
    )
    said = text(plan=replace(month.plan, departments=departments), filed={}, returns=())
    messages = said.split("\n\n")
    assert len(messages) == 4 and [part.count("你单位") for part in messages] == [0, 1, 1, 1]
    assert messages[3].startswith(f"【{CENTRE}，联络员：王五，联系电话：0517-7654321】\n{CENTRE}：")


def test_where_nobody_is_missing_there_is_no_file():
    month = sample_month()
    filed = {name: month.returns[0] for name in (*month.filed, CENTRE)}
    assert text(filed=filed, returns=tuple(replace(month.returns[0], department=name) for name in filed)) == ""


def test_a_text_has_the_lines_of_its_template():
    """Blank lines that are blank there, one at a time; none where a condition stood."""
    template = (
        "\n一行\n{% if 有 %}\n＋，接着\n{% endif %}\n\n\n{{ 词 }}\n{% for 项 in 各 %}\n\n－{{ 项 }}\n{% endfor %}\n\n"
    )
    said = plain_text(Wording({"文": template}), "文", {"有": True, "词": "标题：＋", "各": ["甲", "乙"]})
    assert said == "一行，接着\n\n标题：＋\n\n－甲\n\n－乙"


def test_check_owns_the_texts_and_no_document():
    plan = sample_month().plan
    assert [path for path in owned("check", TEMPLATES.kinds, plan) if path != "退改/"] == [NAME]
    assert NAME in owned("report", TEMPLATES.kinds, plan)
    assert text(templates=templates_of(FILES, {"催报": OFF.encode()})) == ""


def test_check_and_report_write_it_and_clear_it_away(tmp_path):
    """Of the examples one department has not reported; a clerk switches the kind off."""
    home = workspace(tmp_path)
    assert run(home, "check", "--as-of", "2018-06-20").returncode == 1
    assert "还有5天" in made(home, "2018-06")[NAME].decode("utf-8-sig")
    assert run(home, "report", "--proof").returncode == 1
    files = made(home, "2018-06")
    assert "天" not in files[NAME].decode("utf-8-sig").partition("】")[2]
    own = [row for row in checks(files["数据校核表.xlsx"]) if row["文书"] == "催报"]
    assert own and {row["结论"] for row in own} == {"一致"}
    (home / "templates/催报.txt").write_text(OFF, encoding="utf-8")
    assert run(home, "check").returncode == 1
    assert NAME not in made(home, "2018-06")
